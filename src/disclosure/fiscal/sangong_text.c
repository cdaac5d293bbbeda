/* What the explanation says against what the table says. RULE F-WORD, F-TEXT.
 *
 * The text is read clause by clause. A clause speaks of the row it names, or of the row named last;
 * before any is named, of the total. A number with a unit must be one of the table's.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "disclosure/fiscal/finding.h"
#include "lib/base/utf8.h"

static const char *const percent_columns[] = {"change_pct", "completion_pct"};
static const char *const amount_columns[] = {"budget", "previous", "final", "change"};
static const char *const counts[] = {"abroad_groups", "abroad_people", "vehicle_bought",
    "vehicle_stock", "reception_batches", "reception_people"};

struct reader {
    struct fiscal_run *run;
    const char *row; /* spoken of */
    int64_t scale;   /* of the table's unit: 10000 for 万元, 1 for 元 */
};

/* The last of `words` ("甲|乙") to occur in the clause ends at this place; 0 when none does. */
static size_t place_of(const char *clause, const char *words)
{
    size_t last = 0;
    while (*words) {
        size_t n = strcspn(words, "|");
        for (const char *p = clause; *p; p++)
            if (strncmp(p, words, n) == 0 && (size_t)(p - clause) + n > last)
                last = (size_t)(p - clause) + n;
        words += n + (words[n] == '|');
    }
    return last;
}

/* The row named in the clause; the longest name wins where one holds the other. */
static const char *row_named(const char *clause)
{
    const char *row = NULL;
    size_t best = 0;
    for (size_t i = SANGONG_ROWS; i-- > 1;) {
        size_t place = place_of(clause, sangong_rows[i].words);
        if (place > best) {
            best = place;
            row = sangong_rows[i].key;
        }
    }
    if (!row && place_of(clause, sangong_rows[0].words))
        row = sangong_rows[0].key;
    return row;
}

/* RULE F-WORD: the words of a clause that compares with last year or with the budget. */
static void check_words(struct reader *t, const char *clause)
{
    static const struct {
        const char *words;
        int sign;
    } kinds[] = {{"增长|增加|上升", 1}, {"下降|减少|降低", -1}, {"持平", 0}};
    struct printed now, base, change;
    bool budget = strstr(clause, "预算") != NULL;
    bool known = sangong_amount(t->run, t->row, "final", &now) &&
                 sangong_amount(t->run, t->row, budget ? "budget" : "previous", &base);
    int64_t moved = known ? now.v - base.v : 0;
    if (!known && !budget && sangong_amount(t->run, t->row, "change", &change)) {
        known = true;
        moved = change.v;
    }
    int sign = moved > 0 ? 1 : moved < 0 ? -1 : 0;
    for (size_t i = 0; known && i < COUNT_OF(kinds); i++)
        if (place_of(clause, kinds[i].words) && kinds[i].sign != sign && !strstr(clause, "原因") &&
            !strstr(clause, "主要是") && !strstr(clause, "由于")) {
            fiscal_finding(t->run, "F-WORD", "text",
                sign > 0   ? "增加"
                : sign < 0 ? "减少"
                           : "持平",
                clause, "文字说明的增减方向与表中数字不符");
            return;
        }
}

static bool same_amount(const struct reader *t, struct printed said, int64_t scale, const char *row)
{
    for (size_t k = 0; k < COUNT_OF(amount_columns); k++) {
        struct printed p;
        if (!sangong_amount(t->run, row, amount_columns[k], &p))
            continue;
        int64_t table = (p.v < 0 ? -p.v : p.v) * t->scale, text = said.v * scale;
        int64_t d = table > text ? table - text : text - table;
        int64_t half = scale * FISCAL_UNIT / 2; /* of the last place printed in the text */
        for (int i = 0; i < said.decimals; i++)
            half /= 10;
        if (d == 0 || (d < half && p.decimals > said.decimals))
            return true;
    }
    return false;
}

static bool same_percent(const struct reader *t, struct printed said, const char *row)
{
    for (size_t k = 0; k < COUNT_OF(percent_columns); k++) {
        struct printed p;
        if (sangong_amount(t->run, row, percent_columns[k], &p) &&
            printed_round(p.v < 0 ? -p.v : p.v, said.decimals) == said.v)
            return true;
    }
    return false;
}

static bool same_count(const struct reader *t, struct printed said)
{
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        int64_t v;
        if (sangong_count(t->run, counts[i], &v) && v * FISCAL_UNIT == said.v)
            return true;
    }
    return false;
}

/* True when the table has the columns that could answer at all. */
static bool any_cell(const struct reader *t, const char *const *columns, size_t n)
{
    struct printed p;
    for (size_t k = 0; k < n; k++)
        if (sangong_amount(t->run, t->row, columns[k], &p))
            return true;
    return false;
}

static bool any_count(const struct reader *t)
{
    int64_t v;
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        if (sangong_count(t->run, counts[i], &v))
            return true;
    return false;
}

/* Judges the number by the unit behind it; a number without a known unit is left alone. */
static bool agrees(const struct reader *t, struct printed said, const char *unit)
{
    static const char *const pieces[] = {
        "批次", "批", "人次", "人", "个团", "个", "辆", "台", "团组"};
    if (!strncmp(unit, "万元", 6) || !strncmp(unit, "元", 3)) {
        int64_t scale = unit[0] == "万"[0] && !strncmp(unit, "万", 3) ? 10000 : 1;
        return !any_cell(t, amount_columns, COUNT_OF(amount_columns)) ||
               same_amount(t, said, scale, t->row);
    }
    if (*unit == '%' || !strncmp(unit, "％", 3) || !strncmp(unit, "个百分点", 12))
        return !any_cell(t, percent_columns, COUNT_OF(percent_columns)) ||
               same_percent(t, said, t->row);
    for (size_t i = 0; i < COUNT_OF(pieces); i++)
        if (!strncmp(unit, pieces[i], strlen(pieces[i])))
            return !any_count(t) || same_count(t, said);
    return true;
}

/* RULE F-TEXT, F-UNIT: the same figure in the other unit is ten thousand times off. */
static void tell_number(
    const struct reader *t, struct printed said, const char *number, const char *unit)
{
    bool wan = !strncmp(unit, "万元", 6), money = wan || !strncmp(unit, "元", 3);
    if (money && same_amount(t, said, wan ? 1 : 10000, t->row))
        fiscal_finding(t->run, "F-UNIT", "text", NULL,
            arena_printf(t->run->mem, "%s%s", number, wan ? "万元" : "元"),
            "文字说明中的金额单位与表不一致，相差一万倍");
    else
        fiscal_finding(t->run, "F-TEXT", "text", NULL, number, "文字说明中的数字在表中找不到");
}

/* RULE F-META: a text that speaks of other years only is the one of another year. */
static void check_year(struct fiscal_run *r, const char *text)
{
    int64_t year = json_get_int(r->in, "year", 0), first = 0;
    for (const char *p = text; year && (p = strstr(p, "年")); p += strlen("年")) {
        if (p - text < 4 || strspn(p - 4, "0123456789") != 4 ||
            (p - text > 4 && p[-5] >= '0' && p[-5] <= '9'))
            continue;
        int64_t said = strtoll(p - 4, NULL, 10);
        if (said == year)
            return;
        first = first ? first : said;
    }
    if (first)
        fiscal_finding(r, "F-META", "text", arena_printf(r->mem, "%lld", (long long)year),
            arena_printf(r->mem, "%lld", (long long)first),
            "文字说明写的是别的年度，没有写到本表的年度");
}

static void check_numbers(struct reader *t, const char *clause)
{
    for (const char *p = clause; *p;) {
        size_t n = strspn(p, "0123456789.,");
        if (!n || *p == '.' || *p == ',') {
            p += n ? n : 1;
            continue;
        }
        struct printed said;
        size_t kept = n;
        while (p[kept - 1] == ',' || p[kept - 1] == '.') /* marks of the sentence */
            kept--;
        const char *number = arena_strndup(t->run->mem, p, kept), *unit = p + n;
        while (*unit == ' ')
            unit++;
        if (printed_read(number, &said) && !agrees(t, said, unit))
            tell_number(t, said, number, unit);
        p += n;
    }
}

static bool clause_end(uint32_t c)
{
    return c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == ';' || c == '\n' || c == 0xFF1A;
}

void sangong_check_text(struct fiscal_run *r)
{
    const char *text = json_get_text(r->in, "text"), *end = text + strlen(text), *from = text;
    struct reader t = {r, "total", strcmp(json_get_text(r->in, "unit"), "元") == 0 ? 1 : 10000};
    check_year(r, text);
    for (const char *p = text; p < end;) {
        const char *at = p;
        bool last = clause_end(utf8_next(&p, end));
        if (!last && p < end)
            continue;
        const char *clause = arena_strndup(r->mem, from, (size_t)((last ? at : p) - from));
        const char *row = row_named(clause);
        if (row)
            t.row = row;
        check_words(&t, clause);
        check_numbers(&t, clause);
        from = p;
    }
}
