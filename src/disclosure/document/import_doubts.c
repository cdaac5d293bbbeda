/* What is doubtful about a line that is used all the same: days in the wrong order, a number that
 * is written wrong, a number that another document has. Each says what to do.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/import.h"

#include <string.h>

#include "common/record/validity.h"

#define REMEDY "请对照原件；确有误的，改正后以同一 id 重新导入"

/* Others with the same number, with their text. Few have any. */
const struct stmt import_stmt_same_number = {"import.same_number",
    "SELECT i.record_id, i.title, e.body_html, COALESCE(r.source, '') FROM item i "
    "JOIN edition e ON e.id = i.edition_id JOIN record r ON r.id = i.record_id "
    "WHERE i.doc_serial = $1 AND i.doc_year = $2 AND i.doc_word = $3 AND i.doc_no = $4 "
    "AND i.record_id <> $5 AND i.ended NOT IN ('error', 'privacy', 'moved') "
    "ORDER BY i.record_id LIMIT 20",
    NULL};

/* RULE R-ORDER: told, not refused, because old papers are as they are. */
static void order(struct arena *a, struct import_doc *d, const char *later, struct day x,
    const char *earlier, struct day y)
{
    char one[11], two[11];
    if (day_given(x) && day_given(y) && x.n < y.n)
        import_doubt(a, d, IMPORT_DOUBT_DAYS, "%s %s 早于%s %s，照录；" REMEDY, later,
            day_text(x, one), earlier, day_text(y, two));
}

void import_doubt_days(struct arena *a, struct import_doc *d, struct day shown, struct day today)
{
    const struct meta *m = &d->content.meta;
    char day[11];
    order(a, d, "施行日期", m->effective_on, "成文日期", m->formed_on);
    order(a, d, "废止日期", m->abolished_on, "成文日期", m->formed_on);
    order(a, d, "废止日期", m->abolished_on, "施行日期", m->effective_on);
    order(a, d, "发布日期", shown, "成文日期", m->formed_on);
    if (day_given(m->abolished_on) && m->abolished_on.n <= today.n &&
        (!strcmp(m->validity, VALID) || !strcmp(m->validity, VALID_NOT_YET)))
        import_doubt(a, d, IMPORT_DOUBT_DAYS,
            "效力写为“%s”，但废止日期 %s 已过，按废止处理；" REMEDY, m->validity,
            day_text(m->abolished_on, day));
}

/* RULE D-BRK-MIX, RULE D-YEAR: read as far as it can be, and told. */
void import_doubt_number(
    struct arena *a, struct import_doc *d, const char *text, const struct docno *no)
{
    if (strstr(no->findings, "D-BRK-MIX"))
        import_doubt(a, d, IMPORT_DOUBT_NUMBER, "文号“%s”年份两边的括号不成对，按“%s”导入；" REMEDY,
            text, no->text);
    if (strstr(no->findings, "D-YEAR"))
        import_doubt(a, d, IMPORT_DOUBT_NUMBER,
            "文号“%s”的年份不是四位数或不合理，照录；请写全年份（如〔2018〕）后以同一 id 重新导入",
            text);
}

/* The other line of this file, or the document that was there before. */
static const char *other_name(
    struct arena *a, const struct rows *r, const struct map *lines, const char *key)
{
    const int64_t *line = map_find(lines, key);
    return line ? arena_printf(a, "第 %lld 行《%s》", (long long)*line, rows_text(r, 1))
                : arena_printf(a, "已公开的《%s》", rows_text(r, 1));
}

/* RULE D-DUP. Of two lines the later one is told; versions of one text share their number. */
static void same_number(struct arena *a, struct import_doc *d, int64_t record_id, bool updated,
    const struct map *lines, struct rows *r)
{
    const struct content *k = &d->content;
    while (rows_next(r)) {
        bool same_title = !strcmp(rows_text(r, 1), k->title);
        bool same_text = same_title && !strcmp(rows_text(r, 2), k->body_html);
        bool imported = !strncmp(rows_text(r, 3), "import:", 7);
        if ((same_title && d->versioned) || (imported && !updated && rows_int(r, 0) > record_id))
            continue;
        const char *other =
            other_name(a, r, lines, arena_printf(a, "%lld", (long long)rows_int(r, 0)));
        if (same_text)
            import_doubt(a, d, IMPORT_DOUBT_TWICE,
                "与%s文号“%s”、标题和正文都相同，可能导入了两次；多余的一份请在工作台撤下", other,
                k->meta.doc_no);
        else
            import_doubt(a, d, IMPORT_DOUBT_TWICE,
                "文号“%s”已用于%s，两份%s不同；" REMEDY "，多余的一份在工作台撤下", k->meta.doc_no,
                other, same_title ? "正文" : "标题");
    }
}

enum st import_doubt_twice(struct ctx *c, struct arena *a, struct import_doc *d, int64_t record_id,
    bool updated, const struct map *lines)
{
    struct docno no;
    struct rows *r;
    if (!docno_parse(c->mem, d->content.meta.doc_no, &no))
        return ST_OK;
    enum st st = q(c, &import_stmt_same_number,
        ARGS(v_int(no.serial), v_int(no.year), v_text(no.word), v_text(d->content.meta.doc_no),
            v_int(record_id)),
        &r);
    if (!st)
        same_number(a, d, record_id, updated, lines, r);
    return st;
}
