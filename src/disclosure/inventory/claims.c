/* What an imported register or a folder claims; see reconcile.h. Sheets and texts; pure.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/record/content.h"
#include "disclosure/inventory/reconcile.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/text/docno.h"

#define HEADER_ROWS 15 /* titles above the header */
#define MOST_CLAIMS 50000

void claims_init(struct claims *c, struct arena *a)
{
    *c = (struct claims){.mem = a};
}

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

void claims_add(struct claims *c, const struct claim *k)
{
    if (c->n == c->cap) {
        size_t cap = c->cap ? 2 * c->cap : 64;
        struct claim *list = ARENA_ARRAY(c->mem, struct claim, cap);
        if (c->n)
            memcpy(list, c->list, c->n * sizeof *list);
        c->list = list;
        c->cap = cap;
    }
    c->list[c->n++] = (struct claim){or_empty(k->place), or_empty(k->doc_no), or_empty(k->title),
        or_empty(k->issuer), or_empty(k->open_mode), or_empty(k->index_no), k->formed_on,
        or_empty(k->unread), or_empty(k->hints), or_empty(k->open_limit)};
}

/* ---- header of a sheet ---- */
enum head { H_NUMBER, H_TITLE, H_DATE, H_ISSUER, H_MODE, H_INDEX, H_LIMIT, HEADS };
static const char *const head_words[HEADS][8] = {
    [H_NUMBER] = {"发文字号", "文号", "文件编号", "发文号", "文件字号", "编号"},
    [H_TITLE] = {"文件名称", "标题", "文件标题", "名称", "题名", "文件题名", "事由"},
    [H_DATE] = {"成文日期", "发文日期", "印发日期", "生成日期", "日期", "成文时间", "发文时间"},
    [H_ISSUER] = {"发文机关", "发文单位", "制发机关", "责任者", "单位", "制发单位"},
    [H_MODE] = {"公开方式", "公开属性", "公开类别", "是否公开"},
    [H_INDEX] = {"索引号"},
    [H_LIMIT] = {"公开时限", "公开期限"},
};

/* The text without blanks and line ends. */
static const char *squeezed(struct arena *a, const char *s)
{
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        const char *from = p;
        if (!utf8_is_space(utf8_next(&p, end)))
            buf_add(&b, from, (size_t)(p - from));
    }
    const char *out = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return out;
}

/* What the words of a header cell mean; HEADS when nothing. */
static enum head head_of(struct arena *a, const char *text)
{
    const char *s = squeezed(a, text);
    for (int h = 0; h < HEADS; h++)
        for (int i = 0; i < 8 && head_words[h][i]; i++)
            if (!strcmp(head_words[h][i], s))
                return (enum head)h;
    return HEADS;
}

struct layout {
    size_t row; /* of the header */
    size_t column[HEADS];
    bool has[HEADS];
};

static bool header_row(struct arena *a, const struct xsheet *s, size_t row, struct layout *l)
{
    *l = (struct layout){.row = row};
    size_t known = 0;
    for (size_t c = 0; c < s->n_columns; c++) {
        const struct xcell *cell = xsheet_at(s, row, c);
        enum head h = cell->kind == XCELL_TEXT ? head_of(a, cell->text) : HEADS;
        if (h == HEADS || l->has[h])
            continue;
        l->has[h] = true;
        l->column[h] = c;
        known++;
    }
    return known >= 2 && (l->has[H_NUMBER] || l->has[H_TITLE]);
}

/* A header of two lines: groups above, what they hold below. */
static void second_line(struct arena *a, const struct xsheet *s, struct layout *l)
{
    struct layout below;
    if (l->row + 1 >= s->n_rows || !header_row(a, s, l->row + 1, &below))
        return;
    for (int h = 0; h < HEADS; h++)
        if (below.has[h] && !l->has[h]) {
            l->has[h] = true;
            l->column[h] = below.column[h];
        }
    l->row++;
}

/* Without blanks of any script at both ends, on one line. */
static const char *trimmed(struct arena *a, const char *s)
{
    const char *from = NULL, *to = s;
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        const char *at = p;
        if (utf8_is_space(utf8_next(&p, end)))
            continue;
        from = from ? from : at;
        to = p;
    }
    char *out = arena_strndup(a, from ? from : "", from ? (size_t)(to - from) : 0);
    for (char *p = out; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    return out;
}

static const char *cell_text(
    struct arena *a, const struct xsheet *s, const struct layout *l, size_t row, enum head h)
{
    return l->has[h] ? trimmed(a, xsheet_at(s, row, l->column[h])->text) : "";
}

/* 2018-09-12, 2018/9/12, 2018.9.12, 2018年9月12日, 20180912; none for anything else. */
static struct day day_of_text(const char *s)
{
    int part[3] = {0, 0, 0}, n = 0, digits = 0;
    for (const char *p = s; *p && n < 3; p++) {
        if (*p >= '0' && *p <= '9') {
            part[n] = part[n] * 10 + (*p - '0');
            if (++digits > 8)
                return day_none();
        } else if (digits) {
            n++;
            digits = 0;
        }
    }
    if (n == 0 && digits == 8)
        return day_of(part[0] / 10000, part[0] / 100 % 100, part[0] % 100);
    return part[0] >= 1000 ? day_of(part[0], part[1], part[2]) : day_none();
}

static const char *mode_of_text(const char *s)
{
    static const struct {
        const char *word, *mode;
    } words[] = {{"不予公开", MODE_CLOSED}, {"不公开", MODE_CLOSED}, {"依申请", MODE_ASKED},
        {"主动公开", MODE_OPEN}, {"主动", MODE_OPEN}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strstr(s, words[i].word))
            return words[i].mode;
    return "";
}

static const char *joined(struct arena *a, const char *list, const char *more)
{
    return *list ? arena_concat(a, list, "；", more, NULL) : more;
}

/* The number in canonical form, with what was odd about it. */
static void read_number(struct arena *a, struct claim *k, const char *text)
{
    struct docno no;
    k->doc_no = "";
    if (!*text)
        return;
    if (!docno_parse(a, text, &no)) {
        k->unread = joined(a, k->unread, arena_printf(a, "文号“%.60s”读不出来", text));
        return;
    }
    k->doc_no = no.text;
    if (*no.findings && strstr(no.findings, "D-AMBIG"))
        k->unread = joined(a, k->unread, arena_printf(a, "文号“%.60s”分不清年份与序号", text));
    else if (*no.findings)
        k->hints =
            joined(a, k->hints, arena_printf(a, "文号写法不对：%.60s（%s）", text, no.findings));
}

/* 长期, or a last day in any form; other words are told. */
static void read_limit(struct arena *a, struct claim *k, const char *text)
{
    struct day last = day_of_text(text);
    k->open_limit = open_limit_known(text) ? text
                    : day_given(last)      ? day_text(last, ARENA_ARRAY(a, char, 11))
                                           : "";
    if (*text && !*k->open_limit)
        k->hints = joined(a, k->hints, arena_printf(a, "公开时限“%.40s”读不出来", text));
}

static void add_row(struct claims *out, const struct xsheet *s, const struct layout *l, size_t row)
{
    struct arena *a = out->mem;
    struct claim k = {.unread = "", .hints = "", .formed_on = day_none()};
    const char *number = cell_text(a, s, l, row, H_NUMBER), *date;
    k.title = cell_text(a, s, l, row, H_TITLE);
    if ((!*number && !*k.title) || (head_of(a, number) == H_NUMBER && *number))
        return; /* an empty line, or the header of a further page */
    k.place = arena_printf(a, "工作表“%s”第 %zu 行", s->name, row + 1);
    read_number(a, &k, number);
    date = cell_text(a, s, l, row, H_DATE);
    k.formed_on = l->has[H_DATE] ? xsheet_at(s, row, l->column[H_DATE])->day : day_none();
    if (*date && !day_given(k.formed_on))
        k.formed_on = day_of_text(date);
    if (*date && !day_given(k.formed_on))
        k.unread = joined(a, k.unread, arena_printf(a, "日期“%.40s”读不出来", date));
    for (int h = 0; h < HEADS; h++) {
        const struct xcell *cell = l->has[h] ? xsheet_at(s, row, l->column[h]) : NULL;
        if (cell && cell->formula && cell->kind == XCELL_NONE)
            k.unread = joined(a, k.unread, "公式没有算出值，请在表格软件里打开保存一次");
        if (cell && cell->kind == XCELL_ERROR)
            k.unread = joined(a, k.unread, arena_printf(a, "单元格有错误值 %s", cell->text));
    }
    if (!*k.title)
        k.unread = joined(a, k.unread, "没有标题");
    k.issuer = cell_text(a, s, l, row, H_ISSUER);
    k.open_mode = mode_of_text(cell_text(a, s, l, row, H_MODE));
    k.index_no = cell_text(a, s, l, row, H_INDEX);
    read_limit(a, &k, cell_text(a, s, l, row, H_LIMIT));
    claims_add(out, &k);
}

enum st claims_of_sheets(struct claims *out, const struct xlsx *x, struct err *e)
{
    bool any = false;
    for (size_t i = 0; i < x->n_sheets; i++) {
        const struct xsheet *s = &x->sheets[i];
        struct layout l;
        bool found = false;
        for (size_t row = 0; !s->hidden && !found && row < s->n_rows && row < HEADER_ROWS; row++)
            found = header_row(out->mem, s, row, &l);
        if (!found)
            continue;
        any = true;
        second_line(out->mem, s, &l);
        for (size_t row = l.row + 1; row < s->n_rows; row++)
            add_row(out, s, &l, row);
        if (out->n > MOST_CLAIMS)
            return err_set(e, ST_TOO_BIG, "file", "登记簿超过 5 万行，请按年份分成几份");
    }
    if (!any)
        return err_set(e, ST_INVALID, "file",
            "没有找到表头。请保留一行表头，写明“文号”“标题”“成文日期”等列名");
    return ST_OK;
}

/* ---- the text of one document ---- */
static size_t lines_of(struct arena *a, const char *text, const char ***out)
{
    size_t n = 1, used = 0;
    for (const char *p = text; *p; p++)
        n += *p == '\n';
    *out = ARENA_ARRAY(a, const char *, n);
    for (const char *p = text; used < n;) {
        const char *end = strchr(p, '\n');
        const char *line = trimmed(a, arena_strndup(a, p, end ? (size_t)(end - p) : strlen(p)));
        if (*line)
            (*out)[used++] = line;
        if (!end)
            break;
        p = end + 1;
    }
    return used;
}

static bool ends_in(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && strcmp(s + n - k, tail) == 0;
}

/* The head's body of 某某文件, or the line above the date. */
static bool is_organ(const char *s)
{
    static const char *const tails[] = {"人民政府", "办公室", "局", "委员会", "委", "办", "中心",
        "镇", "乡", "街道办事处", "大队", "支队", "法院", "检察院"};
    if (utf8_count(s) < 3 || utf8_count(s) > 40)
        return false;
    for (size_t i = 0; i < COUNT_OF(tails); i++)
        if (ends_in(s, tails[i]))
            return true;
    return false;
}

/* A line that is a date and nothing else. */
static bool is_date_line(const char *s, struct day *out)
{
    size_t n = utf8_count(s);
    if (n < 8 || n > 14 || !strstr(s, "年") || !ends_in(s, "日"))
        return false;
    *out = day_of_text(s);
    return day_given(*out);
}

static bool is_title_end(const char *s)
{
    static const char *const kinds[] = {"通知", "决定", "意见", "公告", "通告", "通报", "报告",
        "请示", "批复", "函", "纪要", "办法", "规定", "方案", "细则", "公报", "命令", "议案"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (ends_in(s, kinds[i]))
            return true;
    return ends_in(s, "（试行）") || ends_in(s, "》");
}

enum { HEAD_LINES = 20, TITLE_LINES = 5 };

/* From the line behind the number: lines joined until one ends like a title. */
static const char *title_from(struct arena *a, const char *const *lines, size_t n, size_t from)
{
    const char *title = "";
    struct day day;
    for (size_t i = from; i < n && i < from + TITLE_LINES; i++) {
        if (is_date_line(lines[i], &day) || ends_in(lines[i], "：") || ends_in(lines[i], ":"))
            break;
        title = arena_concat(a, title, lines[i], NULL);
        if (is_title_end(lines[i]))
            return title;
    }
    return utf8_count(title) <= 100 ? title : "";
}

void claim_of_text(struct arena *a, const char *text, struct claim *out)
{
    const char **lines;
    size_t n = lines_of(a, text, &lines), at = 0;
    struct docno no;
    bool numbered = false;
    *out = (struct claim){.place = "",
        .doc_no = "",
        .title = "",
        .issuer = "",
        .open_mode = "",
        .index_no = "",
        .unread = "",
        .hints = "",
        .open_limit = "",
        .formed_on = day_none()};
    for (size_t i = 0; i < n && i < HEAD_LINES && !numbered; i++) {
        if (i < 4 && ends_in(lines[i], "文件") && utf8_count(lines[i]) <= 40)
            out->issuer = arena_strndup(a, lines[i], strlen(lines[i]) - strlen("文件"));
        numbered = utf8_count(lines[i]) <= 60 && docno_find(a, lines[i], 0, &no) && no.start < 12 &&
                   !strstr(lines[i], "《");
        if (numbered)
            at = i;
    }
    if (numbered)
        read_number(a, out, arena_strndup(a, lines[at] + no.start, no.end - no.start));
    out->title = title_from(a, lines, n, numbered ? at + 1 : 0);
    for (size_t i = n; i-- > 0 && !day_given(out->formed_on);)
        if (is_date_line(lines[i], &out->formed_on) && i > 0 && !*out->issuer &&
            is_organ(lines[i - 1]))
            out->issuer = lines[i - 1];
    if (!*out->doc_no && !*out->unread)
        out->hints = joined(a, out->hints, "没有读到文号");
    if (!*out->title)
        out->unread = joined(a, out->unread, "没有读到标题");
    if (!day_given(out->formed_on))
        out->unread = joined(a, out->unread, "没有读到成文日期");
    out->open_mode = strstr(text, "此件公开发布") || strstr(text, "（主动公开）") ? MODE_OPEN
                     : strstr(text, "此件依申请公开")                             ? MODE_ASKED
                     : strstr(text, "此件不公开") || strstr(text, "此件不予公开") ? MODE_CLOSED
                                                                                  : "";
}

/* ---- kept with the run ---- */
void claims_write(struct buf *out, const struct claims *c)
{
    char day[11];
    buf_addc(out, '[');
    for (size_t i = 0; i < c->n; i++) {
        const struct claim *k = &c->list[i];
        jw_comma(out);
        buf_addc(out, '{');
        jw_pair(out, "place", k->place);
        jw_pair(out, "doc_no", k->doc_no);
        jw_pair(out, "title", k->title);
        jw_pair(out, "issuer", k->issuer);
        jw_pair(out, "open_mode", k->open_mode);
        jw_pair(out, "index_no", k->index_no);
        jw_pair(out, "formed_on", day_text(k->formed_on, day));
        jw_pair(out, "unread", k->unread);
        jw_pair(out, "hints", k->hints);
        jw_pair(out, "open_limit", k->open_limit);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

enum st claims_read(struct arena *a, const char *json, struct claims *out, struct err *e)
{
    const struct json *j;
    claims_init(out, a);
    enum st st = json_parse(a, json, strlen(json), &j, e);
    for (size_t i = 0; !st && i < json_count(j); i++) {
        const struct json *k = json_at(j, i);
        claims_add(out, &(struct claim){json_get_text(k, "place"), json_get_text(k, "doc_no"),
                            json_get_text(k, "title"), json_get_text(k, "issuer"),
                            json_get_text(k, "open_mode"), json_get_text(k, "index_no"),
                            day_parse(json_get_text(k, "formed_on")), json_get_text(k, "unread"),
                            json_get_text(k, "hints"), json_get_text(k, "open_limit")});
    }
    return st;
}
