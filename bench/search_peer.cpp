// Xapian over the same texts, with its own n-grams for Chinese, for bench/search.sh.
// index DB < tsv; ask DB < queries: one time in ms a line.
// SPDX-License-Identifier: MIT
#include <xapian.h>

#include <chrono>
#include <cstring>
#include <iostream>
#include <string>

int main(int argc, char **argv)
{
    std::string line;
    if (argc == 3 && !strcmp(argv[1], "index")) {
        Xapian::WritableDatabase db(argv[2], Xapian::DB_CREATE_OR_OVERWRITE);
        Xapian::TermGenerator g;
        g.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
        while (std::getline(std::cin, line)) {
            size_t a = line.find('\t'), b = line.find('\t', a + 1);
            Xapian::Document d;
            g.set_document(d);
            g.index_text_without_positions(line.substr(a + 1, b - a - 1), 3);
            g.index_text_without_positions(line.substr(b + 1));
            d.set_data(line.substr(0, a));
            db.add_document(d);
        }
        db.commit();
        return 0;
    }
    Xapian::Database db(argv[2]);
    Xapian::QueryParser p;
    p.set_default_op(Xapian::Query::OP_AND);
    while (std::getline(std::cin, line)) {
        auto from = std::chrono::steady_clock::now();
        Xapian::Enquire e(db);
        e.set_query(p.parse_query(line, Xapian::QueryParser::FLAG_CJK_NGRAM));
        std::string ids;
        Xapian::MSet m = e.get_mset(0, 10);
        for (auto i = m.begin(); i != m.end(); ++i)
            ids += i.get_document().get_data();
        std::chrono::duration<double, std::milli> t = std::chrono::steady_clock::now() - from;
        std::cout << t.count() << "\n";
    }
}
