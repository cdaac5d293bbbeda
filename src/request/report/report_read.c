/* Reading the tables of a report out of lines of cells, whatever program wrote them: a row is known
 * by the words of its label, its figures stand behind the label.
 *
 * What cannot be read stays missing and is told, one line each; nothing is guessed.
 *
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "request/report/report.h"

enum { MOST_UNREAD = 300, MOST_CELLS = 64, HEADING_CHARS = 24 };

struct reader {
    struct arena *a;
    struct report_read *out;
    const char *raw[REPORT_CELLS]; /* what stood in a cell that could not be read */
    struct report_ref refs[REPORT_CELLS];
    size_t n_refs;
};

/* Words that only this row has; the first that fits. */
static const struct {
    const char *words, *row;
    bool whole; /* the label is nothing else */
} labels[] = {{"本年新收", "r1", false}, {"上年结转", "r2", false}, {"结转下年", "r4", false},
    {"予以公开", "r3.1", false}, {"部分公开", "r3.2", false}, {"国家秘密", "r3.3.1", false},
    {"行政法规禁止", "r3.3.2", false}, {"三安全一稳定", "r3.3.3", false},
    {"第三方合法权益", "r3.3.4", false}, {"内部事务", "r3.3.5", false},
    {"过程性信息", "r3.3.6", false}, {"执法案卷", "r3.3.7", false}, {"行政查询", "r3.3.8", false},
    {"不掌握", "r3.4.1", false}, {"没有现成", "r3.4.2", false}, {"补正后", "r3.4.3", false},
    {"举报投诉", "r3.5.1", false}, {"重复申请", "r3.5.2", false}, {"公开出版物", "r3.5.3", false},
    {"大量反复", "r3.5.4", false}, {"重新出具", "r3.5.5", false}, {"逾期不补正", "r3.6.1", false},
    {"收费通知", "r3.6.2", false}, {"其他处理", "r3.6", false}, {"其他", "r3.6.3", true},
    {"总计", "r3.7", true}};

/* Without white space, quotes and numbering: 1. （一） 一、 */
static const char *bare(struct arena *a, const char *text)
{
    static const char *const dropped[] = {"“", "”", "\"", "、", "．", ".", "（", "）", "(", ")"};
    char *out = arena_alloc(a, strlen(text) + 1), *w = out;
    for (const char *p = text, *end = text + strlen(text); p < end;) {
        const char *from = p;
        bool drop = utf8_is_space(utf8_next(&p, end));
        for (size_t i = 0; i < COUNT_OF(dropped); i++)
            drop |= strncmp(from, dropped[i], strlen(dropped[i])) == 0;
        if (drop)
            continue;
        memcpy(w, from, (size_t)(p - from));
        w += p - from;
    }
    *w = '\0';
    return out;
}

/* The label without the number in front: 3其他 → 其他, 七总计 → 总计. */
static const char *unnumbered(const char *label)
{
    static const char *const numbers[] = {
        "一", "二", "三", "四", "五", "六", "七", "1", "2", "3", "4", "5", "6", "7", "8"};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (strncmp(label, numbers[i], strlen(numbers[i])) == 0)
            return label + strlen(numbers[i]);
    return label;
}

static const char *row_of_label(const char *label)
{
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (labels[i].whole ? strcmp(unnumbered(label), labels[i].words) == 0
                            : strstr(label, labels[i].words) != NULL)
            return labels[i].row;
    return NULL;
}

/* ---- one line ---- */

struct line {
    const char *label; /* bare; "" when the line begins with figures */
    const char *const *values;
    size_t n;
};

static bool is_blank(const char *text)
{
    for (const char *p = text, *end = text + strlen(text); p < end;)
        if (!utf8_is_space(utf8_next(&p, end)))
            return false;
    return true;
}

/* A figure, or what people write where none is. */
static bool like_figure(struct arena *a, const char *text)
{
    static const char *const none[] = {"", "-", "—", "——", "/", "\\", "无", "―", "–"};
    int64_t v;
    const char *t = bare(a, text);
    for (size_t i = 0; i < COUNT_OF(none); i++)
        if (strcmp(t, none[i]) == 0)
            return true;
    return report_figure_read(MEASURE_CHANGE, text, &v) ||
           report_figure_read(MEASURE_FEN, text, &v);
}

static struct line line_of(struct arena *a, const struct report_line *in)
{
    size_t k = in->n;
    while (k && like_figure(a, in->cells[k - 1]))
        k--;
    return (struct line){k ? bare(a, in->cells[k - 1]) : "", in->cells + k, in->n - k};
}

static const char *trimmed(struct arena *a, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end && isspace((unsigned char)*text))
        text++;
    while (end > text && isspace((unsigned char)end[-1]))
        end--;
    return arena_strndup(a, text, (size_t)(end - text));
}

/* ---- cells ---- */

static size_t place_of(const struct reader *r, struct report_ref ref)
{
    for (size_t i = 0; i < r->n_refs; i++)
        if (r->refs[i].table == ref.table && r->refs[i].row == ref.row &&
            r->refs[i].column == ref.column)
            return i;
    return 0;
}

/* The first figure counts: a summary below the table does not replace it. */
static void put(struct reader *r, struct report_ref ref, const char *text)
{
    struct report_table *t = &r->out->table;
    int64_t v;
    if (!*report_ref_missing(t, ref))
        return;
    if (report_figure_read(report_ref_measure(t->format, ref), trimmed(r->a, text), &v)) {
        *report_ref_value(t, ref) = v;
        *report_ref_missing(t, ref) = false;
    } else {
        r->raw[place_of(r, ref)] = trimmed(r->a, text);
    }
}

static bool read_row3(struct reader *r, const struct line *l)
{
    size_t n;
    const char *id = l->n == REPORT_COLUMNS ? row_of_label(l->label) : NULL;
    const struct report_row *rows = report_rows(r->out->table.format, &n);
    for (size_t i = 0; id && i < n; i++)
        if (strcmp(rows[i].id, id) == 0) {
            for (int j = 0; j < REPORT_COLUMNS; j++)
                put(r, (struct report_ref){3, (int)i, j}, l->values[j]);
            return true;
        }
    return false;
}

/* Either all fifteen in one line, as the official form has them, or a line for each procedure. */
static bool read_row4(struct reader *r, const struct line *l)
{
    if (l->n == (size_t)REPORT_GROUPS * REPORT_RESULTS && !*l->label) {
        for (int i = 0; i < (int)l->n; i++)
            put(r, (struct report_ref){4, i / REPORT_RESULTS, i % REPORT_RESULTS}, l->values[i]);
        return true;
    }
    for (int i = 0; l->n == REPORT_RESULTS && i < REPORT_GROUPS; i++)
        if (strcmp(l->label, report_groups[i]) == 0) {
            for (int j = 0; j < REPORT_RESULTS; j++)
                put(r, (struct report_ref){4, i, j}, l->values[j]);
            return true;
        }
    return false;
}

static bool same_label2(const char *label, const char *expected)
{
    const char *tail = strcmp(expected, "行政规范性文件") == 0 ? "规范性文件" : expected;
    return strcmp(label, expected) == 0 || strcmp(label, tail) == 0;
}

static bool read_row2(struct reader *r, const struct line *l)
{
    size_t n, k = 0;
    const struct report_row2 *rows = report_rows2(r->out->table.format, &n);
    const char *values[MOST_CELLS];
    for (size_t i = 0; i < l->n && k < MOST_CELLS; i++)
        if (!is_blank(l->values[i]))
            values[k++] = l->values[i];
    for (size_t i = 0; i < n; i++) {
        if (!same_label2(l->label, rows[i].label) || k != rows[i].n_columns)
            continue;
        for (size_t j = 0; j < k; j++)
            put(r, (struct report_ref){2, (int)i, (int)j}, values[j]);
        return true;
    }
    return false;
}

/* ---- format, year, texts ---- */

static void find_format(struct reader *r, const struct report_line *lines, size_t n)
{
    for (size_t i = 0; i < n && !r->out->format_known; i++)
        for (size_t k = 0; k < lines[i].n && !r->out->format_known; k++) {
            const char *text = bare(r->a, lines[i].cells[k]);
            bool is_new = strstr(text, "本年制发件数") || strstr(text, "逾期不补正");
            bool is_old = strstr(text, "本年新制作数量") != NULL;
            if (is_new || is_old) {
                r->out->format_known = true;
                r->out->table.format = is_new ? REPORT_2021 : REPORT_2019;
            }
        }
}

/* “2024年…年度报告” or “统计期限自2024年” */
static void find_year(struct reader *r, const struct report_line *lines, size_t n)
{
    for (size_t i = 0; i < n && !r->out->year_known; i++)
        for (size_t k = 0; k < lines[i].n && !r->out->year_known; k++) {
            const char *text = bare(r->a, lines[i].cells[k]), *mark = strstr(text, "年");
            if (!strstr(text, "年度报告") && !strstr(text, "统计期限"))
                continue;
            for (; mark; mark = strstr(mark + 1, "年")) {
                long year = mark - text >= 4 ? strtol(mark - 4, NULL, 10) : 0;
                if (year < 2008 || year > 2100)
                    continue;
                r->out->year_known = true;
                r->out->table.year = (int)year;
                break;
            }
        }
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Index of the text that a heading opens; -1 none of ours; -2 no heading. */
static int text_opened(const struct reader *r, const char *line, bool in_overall)
{
    static const char *const sub[] = {"（一）", "（二）", "（三）", "（四）", "（五）"};
    static const char *const main_of[] = {"二、", "三、", "四、"};
    bool is_new = r->out->table.format == REPORT_2021;
    int last = (int)r->out->n_texts - 1;
    if (begins(line, "一、") && strstr(line, "总体"))
        return is_new ? -1 : 0;
    if (begins(line, "五、") && strstr(line, "问题"))
        return last - 1;
    if (begins(line, "六、") && strstr(line, "其他"))
        return last;
    for (size_t i = 0; i < COUNT_OF(main_of); i++)
        if (begins(line, main_of[i]) && strstr(line, "政府信息"))
            return -1;
    for (int i = 0; is_new && in_overall && i < (int)COUNT_OF(sub); i++)
        if (begins(line, sub[i]))
            return i;
    return -2;
}

static void append(struct reader *r, int which, const char *text)
{
    const char *before = r->out->texts[which].text;
    if (*text && !strstr(text, "〔请填写") && !strstr(text, "〔没有的请写"))
        r->out->texts[which].text = arena_printf(r->a, "%s%s%s", before, *before ? "\n" : "", text);
}

/* Signature and date stand below the last text and are none of it. */
static void cut_signature(struct reader *r, const char *title)
{
    struct report_text *last = &r->out->texts[r->out->n_texts - 1];
    char *text = arena_strdup(r->a, last->text), *line;
    while ((line = strrchr(text, '\n'))) {
        size_t n = strlen(line + 1);
        bool day = n > 6 && strcmp(line + 1 + n - strlen("日"), "日") == 0 && strstr(line, "年");
        if (!day && !(n && begins(title, line + 1)))
            break;
        *line = '\0';
    }
    last->text = text;
}

static void read_texts(struct reader *r, const struct report_line *lines, size_t n)
{
    const char *title = "";
    int open = -1;
    bool in_overall = false;
    for (size_t i = 0; i < n; i++) {
        if (lines[i].n != 1)
            continue;
        const char *line = trimmed(r->a, lines[i].cells[0]), *text = line;
        int opened = text_opened(r, line, in_overall);
        if (!*title && strstr(line, "年度报告"))
            title = line;
        if (opened == -2) {
            if (open >= 0)
                append(r, open, line);
            continue;
        }
        open = opened;
        if (begins(line, "一、"))
            in_overall = true;
        else if (!begins(line, "（"))
            in_overall = false;
        const char *stop = strstr(text, "。"); /* （一）主动公开情况。text goes on */
        if (stop && utf8_count(line) > HEADING_CHARS && open >= 0)
            append(r, open, stop + strlen("。"));
    }
    cut_signature(r, title);
}

/* ---- what is missing ---- */

static void unread(struct report_read *out, const char *text)
{
    if (out->n_unread < MOST_UNREAD)
        out->unread[out->n_unread++] = text;
}

static const char *row_words(struct arena *a, enum report_format f, struct report_ref ref)
{
    char *words = arena_strdup(a, report_ref_words(a, f, ref)), *colon = NULL;
    for (char *p = words; (p = strstr(p, "：")); p++)
        colon = p;
    if (colon)
        *colon = '\0';
    return words;
}

static void tell_row(struct reader *r, size_t from, size_t to)
{
    struct report_table *t = &r->out->table;
    size_t missing = 0, raw = 0;
    for (size_t i = from; i < to; i++) {
        missing += *report_ref_missing(t, r->refs[i]);
        raw += r->raw[i] != NULL;
    }
    if (missing == to - from && !raw) {
        unread(r->out,
            arena_printf(r->a, "%s：整行没有读到", row_words(r->a, t->format, r->refs[from])));
        return;
    }
    for (size_t i = from; i < to; i++)
        if (*report_ref_missing(t, r->refs[i]))
            unread(r->out,
                arena_printf(r->a, "%s：%s", report_ref_words(r->a, t->format, r->refs[i]),
                    !r->raw[i]    ? "没有读到"
                    : !*r->raw[i] ? "是空的"
                                  : arena_printf(r->a, "写的是“%s”，读不成数字", r->raw[i])));
}

static void tell(struct reader *r)
{
    r->out->unread = ARENA_ARRAY(r->a, const char *, MOST_UNREAD);
    if (!r->out->year_known)
        unread(r->out, "没有读到年份，按上一年处理");
    if (!r->out->format_known)
        unread(r->out, "没有认出格式，按该年份应当使用的格式处理");
    for (size_t i = 0, to; i < r->n_refs; i = to) {
        for (to = i; to < r->n_refs && r->refs[to].table == r->refs[i].table &&
                     r->refs[to].row == r->refs[i].row;
             to++)
            ;
        tell_row(r, i, to);
    }
}

static void begin(struct reader *r, struct arena *a, struct report_read *out, int year)
{
    *r = (struct reader){.a = a, .out = out};
    *out = (struct report_read){.table = {.year = year, .organ = ""}};
}

/* The format is known: nothing has been read yet. */
static void prepare(struct reader *r)
{
    struct report_table *t = &r->out->table;
    const struct report_text *texts = report_texts(t->format, &r->out->n_texts);
    memcpy(r->out->texts, texts, r->out->n_texts * sizeof *texts);
    memset(t->missing2, true, sizeof t->missing2);
    memset(t->missing3, true, sizeof t->missing3);
    memset(t->missing4, true, sizeof t->missing4);
    r->n_refs = report_refs(t->format, r->refs);
}

static enum st finish(struct reader *r, struct err *e)
{
    bool any = false;
    for (size_t i = 0; i < r->n_refs; i++)
        any |= r->refs[i].table == 3 && !*report_ref_missing(&r->out->table, r->refs[i]);
    if (!any)
        return err_set(e, ST_INVALID, "file",
            "没有从文件中读到“收到和处理政府信息公开申请情况”的数字，请选择年度报告的文件或统计表");
    tell(r);
    return ST_OK;
}

enum st report_read_lines(struct arena *a, const struct report_line *lines, size_t n, int year,
    struct report_read *out, struct err *e)
{
    struct reader r;
    begin(&r, a, out, year);
    find_year(&r, lines, n);
    find_format(&r, lines, n);
    if (!out->format_known)
        out->table.format = report_format_of(out->table.year);
    prepare(&r);
    for (size_t i = 0; i < n; i++) {
        struct line l = line_of(a, &lines[i]);
        if (l.n && !read_row3(&r, &l) && !read_row4(&r, &l))
            read_row2(&r, &l);
    }
    read_texts(&r, lines, n);
    return finish(&r, e);
}

/* ---- JSON ---- */

static void put_json(struct reader *r, struct report_ref ref, const struct json *j)
{
    struct report_table *t = &r->out->table;
    bool money = report_ref_measure(t->format, ref) == MEASURE_FEN;
    char text[64];
    if (json_kind(j) == JSON_INT)
        snprintf(text, sizeof text, "%lld", (long long)json_int(j, 0));
    else if (json_kind(j) == JSON_REAL)
        snprintf(text, sizeof text, money ? "%.6f" : "%.15g", json_real(j, 0));
    else if (json_kind(j) == JSON_TEXT)
        snprintf(text, sizeof text, "%.60s", json_text(j));
    else
        return;
    put(r, ref, text);
}

enum st report_read_json(struct arena *a, const char *text, size_t size, int year,
    struct report_read *out, struct err *e)
{
    struct reader r;
    const struct json *j;
    enum st st = json_parse(a, text, size, &j, e);
    if (st)
        return st;
    begin(&r, a, out, year);
    int64_t told = json_get_int(j, "year", 0);
    const char *format = json_get_text(j, "format");
    out->year_known = told >= 2008 && told <= 2100;
    if (out->year_known)
        out->table.year = (int)told;
    out->format_known = strcmp(format, "2019") == 0 || strcmp(format, "2021") == 0;
    out->table.format = out->format_known
                            ? (strcmp(format, "2019") == 0 ? REPORT_2019 : REPORT_2021)
                            : report_format_of(out->table.year);
    prepare(&r);
    out->table.fee_yuan = json_get_int(j, "fee_yuan", 0);
    for (size_t i = 0; i < out->n_texts; i++)
        out->texts[i].text = json_get_text(json_get(j, "texts"), out->texts[i].key);
    for (size_t i = 0; i < r.n_refs; i++) {
        const char *id = report_ref_id(a, out->table.format, r.refs[i]); /* table3.r3.1.自然人 */
        const char *row = id + strlen("table3."), *column = strrchr(row, '.');
        const struct json *table = json_get(j, arena_strndup(a, id, strlen("table3")));
        put_json(&r, r.refs[i],
            json_get(json_get(table, arena_strndup(a, row, (size_t)(column - row))), column + 1));
    }
    return finish(&r, e);
}
