/* The cells of the tables: names, figures as text, sums of organs, and what each of them counts.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "request/report/report.h"

enum { TOTAL = REPORT_COLUMNS - 1, ALL_RESULTS = REPORT_RESULTS - 1, FEN_DIGITS = 6 };

size_t report_refs(enum report_format f, struct report_ref list[static REPORT_CELLS])
{
    size_t n = 0, n2, n3;
    const struct report_row2 *rows2 = report_rows2(f, &n2);
    report_rows(f, &n3);
    for (size_t i = 0; i < n2; i++)
        for (size_t j = 0; j < rows2[i].n_columns; j++)
            list[n++] = (struct report_ref){2, (int)i, (int)j};
    for (size_t i = 0; i < n3; i++)
        for (int j = 0; j < REPORT_COLUMNS; j++)
            list[n++] = (struct report_ref){3, (int)i, j};
    for (int i = 0; i < REPORT_GROUPS; i++)
        for (int j = 0; j < REPORT_RESULTS; j++)
            list[n++] = (struct report_ref){4, i, j};
    return n;
}

const char *report_ref_id(struct arena *a, enum report_format f, struct report_ref ref)
{
    size_t n;
    if (ref.table == 2)
        return arena_printf(a, "table2.%s.%s", report_rows2(f, &n)[ref.row].label,
            report_rows2(f, &n)[ref.row].columns[ref.column].title);
    if (ref.table == 3)
        return arena_printf(
            a, "table3.%s.%s", report_rows(f, &n)[ref.row].id, report_columns[ref.column]);
    return arena_printf(a, "table4.%s.%s", report_groups[ref.row], report_results[ref.column]);
}

const char *report_ref_words(struct arena *a, enum report_format f, struct report_ref ref)
{
    size_t n;
    if (ref.table == 2)
        return arena_printf(a, "表二 %s：%s", report_rows2(f, &n)[ref.row].label,
            report_rows2(f, &n)[ref.row].columns[ref.column].title);
    if (ref.table == 3)
        return arena_printf(
            a, "表三 %s：%s", report_rows(f, &n)[ref.row].label, report_columns[ref.column]);
    return arena_printf(a, "表四 %s：%s", report_groups[ref.row], report_results[ref.column]);
}

bool report_ref_find(enum report_format f, const char *id, struct report_ref *out)
{
    struct report_ref list[REPORT_CELLS];
    struct arena *a = arena_new();
    bool found = false;
    size_t n = report_refs(f, list);
    for (size_t i = 0; i < n && !found; i++)
        if (strcmp(report_ref_id(a, f, list[i]), id) == 0) {
            *out = list[i];
            found = true;
        }
    arena_free(&a);
    return found;
}

enum report_measure report_ref_measure(enum report_format f, struct report_ref ref)
{
    size_t n;
    return ref.table == 2 ? report_rows2(f, &n)[ref.row].columns[ref.column].measure
                          : MEASURE_COUNT;
}

int64_t *report_ref_value(struct report_table *t, struct report_ref ref)
{
    return ref.table == 2   ? &t->table2[ref.row][ref.column]
           : ref.table == 3 ? &t->table3[ref.row][ref.column]
                            : &t->table4[ref.row][ref.column];
}

bool *report_ref_missing(struct report_table *t, struct report_ref ref)
{
    return ref.table == 2   ? &t->missing2[ref.row][ref.column]
           : ref.table == 3 ? &t->missing3[ref.row][ref.column]
                            : &t->missing4[ref.row][ref.column];
}

bool report_ref_is_sum(enum report_format f, struct report_ref ref)
{
    size_t n;
    if (ref.table == 3)
        return ref.column == TOTAL || strcmp(report_rows(f, &n)[ref.row].id, "r3.7") == 0;
    return ref.table == 4 && ref.column == ALL_RESULTS;
}

/* ---- figures as text ---- */

const char *report_figure_text(struct arena *a, enum report_measure m, int64_t value)
{
    if (m != MEASURE_FEN)
        return arena_printf(a, "%lld", (long long)value);
    char *text = arena_printf(
        a, "%lld.%06lld", (long long)(value / 1000000), (long long)(llabs(value) % 1000000));
    for (char *end = text + strlen(text) - 1; *end == '0' || *end == '.'; *end-- = '\0')
        if (*end == '.') {
            *end = '\0';
            break;
        }
    return text;
}

/* Digits of any width without separators; false when anything else stands there. */
static bool plain_digits(const char *text, char *out, size_t size)
{
    static const char *const wide[] = {"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
    size_t n = 0;
    while (*text) {
        size_t step = 1;
        char c = *text;
        for (size_t i = 0; i < COUNT_OF(wide); i++)
            if (strncmp(text, wide[i], 3) == 0) {
                c = (char)('0' + i);
                step = 3;
            }
        if (strncmp(text, "，", 3) == 0 || strncmp(text, "　", 3) == 0)
            c = ',', step = 3;
        text += step;
        if (c == ',' || c == ' ')
            continue;
        if (!strchr("0123456789.+-", c) || n + 1 >= size)
            return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return n > 0;
}

bool report_figure_read(enum report_measure m, const char *text, int64_t *out)
{
    char digits[24];
    if (!plain_digits(text, digits, sizeof digits))
        return false;
    bool minus = *digits == '-';
    const char *p = digits + (*digits == '-' || *digits == '+');
    size_t whole = strspn(p, "0123456789"), rest = 0;
    int64_t value = strtoll(p, NULL, 10);
    if (!whole || whole > 12 || (minus && m != MEASURE_CHANGE))
        return false;
    p += whole;
    if (m == MEASURE_FEN) {
        const char *fraction = *p == '.' ? p + 1 : p;
        rest = strspn(fraction, "0123456789");
        if (rest > FEN_DIGITS)
            return false;
        for (size_t i = 0; i < FEN_DIGITS; i++)
            value = value * 10 + (i < rest ? fraction[i] - '0' : 0);
        p = fraction + rest;
    } else if (*p == '.' && strspn(p + 1, "0") == strlen(p + 1)) {
        p += strlen(p); /* 12.0, as office programs write it */
    }
    *out = minus ? -value : value;
    return !*p;
}

/* ---- sums of organs ---- */

bool report_add(struct report_table *sum, const struct report_table *part, int sign)
{
    struct report_ref list[REPORT_CELLS];
    struct report_table from = *part;
    size_t n = report_refs(sum->format, list);
    if (sum->format != part->format)
        return false;
    for (size_t i = 0; i < n; i++) /* RULE T6 */
        if (!*report_ref_missing(&from, list[i])) {
            *report_ref_value(sum, list[i]) += sign * *report_ref_value(&from, list[i]);
            *report_ref_missing(sum, list[i]) = false;
        }
    sum->fee_yuan += sign * part->fee_yuan;
    return true;
}

/* RULE T1, T2, T7: sums are made, never typed. */
void report_sums(struct report_table *t)
{
    size_t n;
    const struct report_row *rows = report_rows(t->format, &n);
    int64_t(*all)[REPORT_COLUMNS] = &t->table3[n - 2]; /* r3.7 stands before r4 */
    memset(*all, 0, sizeof *all);
    for (size_t i = 0; i < n; i++) {
        bool part = strncmp(rows[i].id, "r3.", 3) == 0 && i != n - 2;
        int64_t total = 0;
        for (size_t j = 0; j < TOTAL; j++) {
            (*all)[j] += part ? t->table3[i][j] : 0;
            total += t->table3[i][j];
        }
        t->table3[i][TOTAL] = total;
    }
    for (size_t i = 0; i < REPORT_GROUPS; i++) {
        t->table4[i][ALL_RESULTS] = 0;
        for (size_t j = 0; j < ALL_RESULTS; j++)
            t->table4[i][ALL_RESULTS] += t->table4[i][j];
    }
}

/* ---- what a cell counts ---- */

static const char *codes_of(struct arena *a, enum report_format f, const char *row)
{
    const char *list = "|";
    if (strcmp(row, "r3.7") == 0)
        return "";
    for (size_t i = 0; i < n_reply_codes; i++) {
        const char *of = reply_codes[i].row;
        bool other = f == REPORT_2019 && strncmp(of, "r3.6", 4) == 0 && strcmp(row, "r3.6") == 0;
        if (other || strcmp(of, row) == 0)
            list = arena_printf(a, "%s%s|", list, reply_codes[i].code);
    }
    return list;
}

struct report_counted report_counted_of(
    struct arena *a, enum report_format f, struct report_ref ref)
{
    size_t n;
    const char *row = report_rows(f, &n)[ref.row].id;
    struct report_counted out = {.when = COUNTED_ENDED,
        .codes = "",
        .applicant_kind = ref.column == TOTAL ? "" : foi_applicants[ref.column].key};
    if (strcmp(row, "r1") == 0)
        out.when = COUNTED_NEW;
    else if (strcmp(row, "r2") == 0)
        out.when = COUNTED_BEFORE;
    else if (strcmp(row, "r4") == 0)
        out.when = COUNTED_OPEN;
    else
        out.codes = codes_of(a, f, row);
    return out;
}

bool report_counts_dispute(int year, struct report_ref ref, const struct foi_dispute *d)
{
    static const char *const kinds[REPORT_GROUPS] = {"RECONSIDERATION", "COURT", "COURT_AFTER"};
    static const char *const results[] = {"UPHELD", "CORRECTED", "OTHER"};
    enum { PENDING = COUNT_OF(results) };
    int decided = day_year(d->decided), result = PENDING;
    if (strcmp(kinds[ref.row], d->kind) != 0 || day_year(d->filed) > year ||
        (decided && decided < year))
        return false;
    for (int i = 0; decided == year && i < PENDING; i++)
        if (strcmp(results[i], d->result) == 0)
            result = i;
    return ref.column == ALL_RESULTS || ref.column == result;
}
