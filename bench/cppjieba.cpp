// The peer of bench/segment.c: cppjieba's mixed cut over the same lines, measured alike.
// usage: cppjieba FOLDER [print]. Built by bench/cppjieba.sh; its sources come from npm.
// SPDX-License-Identifier: MIT
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "cppjieba/Jieba.hpp"

int main(int argc, char **argv)
{
    const std::string dict = std::string(argv[1]) + "/dict/";
    cppjieba::Jieba jieba(dict + "jieba.dict.utf8", dict + "hmm_model.utf8", dict + "user.dict.utf8",
        dict + "idf.utf8", dict + "stop_words.utf8");
    std::vector<std::string> lines, words;
    std::string line;
    size_t bytes = 0, count = 0;
    while (std::getline(std::cin, line)) {
        bytes += line.size() + 1;
        lines.push_back(line);
    }
    const std::clock_t begin = std::clock();
    for (const std::string &l : lines) {
        jieba.Cut(l, words, true);
        count += words.size();
        for (size_t i = 0; argc > 2 && i < words.size(); i++)
            std::cout << words[i] << (i + 1 < words.size() ? ' ' : '\n');
    }
    const double s = double(std::clock() - begin) / CLOCKS_PER_SEC;
    if (argc == 2)
        std::printf("%.1f %zu\n", double(bytes) / 1e6 / s, count);
}
