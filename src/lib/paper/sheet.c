/* The writer of tables: formats by type, header with groups, and the file through memory.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/sheet.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "lib/base/utf8.h"

#define MAX_SHEETS 100
#define MAX_COLUMNS 60
#define MAX_ROWS 1000000
#define MAX_TEXT_CHARS 32767
#define NAME_CHARS 31
#define FONT "宋体"

enum { STYLE_TITLE, STYLE_HEAD, STYLE_NOTE, STYLE_CELL }; /* STYLE_CELL + type, + N_TYPES bold */
#define N_TYPES (SHEET_DAY + 1)
#define N_STYLES (STYLE_CELL + 2 * N_TYPES)

struct sheet {
    struct book *book;
    lxw_worksheet *ws;
    const struct sheet_column *columns;
    size_t n_columns;
    lxw_row_t row;
    size_t column;
    bool bold;
};

struct book {
    struct arena *a;
    lxw_workbook *wb;
    int fd; /* the file, in memory */
    lxw_format *styles[N_STYLES];
    const char *names[MAX_SHEETS];
    size_t n_sheets;
    const char *problem; /* first limit passed */
};

static void release(void *arg)
{
    struct book *b = arg;
    if (b->wb)
        lxw_workbook_free(b->wb);
    if (b->fd >= 0)
        close(b->fd);
}

static lxw_format *new_format(struct book *b, bool bordered)
{
    lxw_format *f = workbook_add_format(b->wb);
    format_set_font_name(f, FONT);
    format_set_font_size(f, 11);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (bordered)
        format_set_border(f, LXW_BORDER_THIN);
    return f;
}

static void add_styles(struct book *b)
{
    static const char *const number_formats[N_TYPES] = {
        [SHEET_INT] = "#,##0",
        [SHEET_YUAN] = "#,##0.00",
        [SHEET_WAN] = "#,##0.00",
        [SHEET_DAY] = "yyyy-mm-dd",
    };
    lxw_format *title = b->styles[STYLE_TITLE] = new_format(b, false);
    format_set_font_size(title, 16);
    format_set_bold(title);
    format_set_align(title, LXW_ALIGN_CENTER);
    lxw_format *head = b->styles[STYLE_HEAD] = new_format(b, true);
    format_set_bold(head);
    format_set_text_wrap(head);
    format_set_align(head, LXW_ALIGN_CENTER);
    format_set_bg_color(head, 0xEDEFF2);
    lxw_format *note = b->styles[STYLE_NOTE] = new_format(b, false);
    format_set_text_wrap(note);
    for (int i = 0; i < 2 * N_TYPES; i++) {
        lxw_format *f = b->styles[STYLE_CELL + i] = new_format(b, true);
        const char *number = number_formats[i % N_TYPES];
        if (number)
            format_set_num_format(f, number);
        else
            format_set_text_wrap(f);
        if (i >= N_TYPES)
            format_set_bold(f);
    }
}

struct book *book_new(struct arena *a)
{
    struct book *b = ARENA_NEW(a, struct book);
    b->a = a;
    b->fd = memfd_create("book", MFD_CLOEXEC);
    arena_defer(a, release, b);
    if (b->fd < 0)
        die("no memory file for a table");
    b->wb = workbook_new(arena_printf(a, "/proc/self/fd/%d", b->fd));
    if (!b->wb)
        die("no memory for a table");
    add_styles(b);
    return b;
}

static bool taken(const struct book *b, const char *name)
{
    for (size_t i = 0; i < b->n_sheets; i++)
        if (strcasecmp(b->names[i], name) == 0)
            return true;
    return false;
}

static const char *sheet_name(struct book *b, const char *wanted)
{
    char *name = arena_strndup(b->a, wanted, utf8_prefix(wanted, NAME_CHARS));
    for (char *p = name; *p; p++)
        if (strchr("[]:*?/\\'", *p) || (unsigned char)*p < 0x20)
            *p = ' ';
    const char *out = *name ? name : "表";
    for (int i = 2; taken(b, out); i++) /* room for the number */
        out = arena_printf(b->a, "%.*s %d", (int)utf8_prefix(name, NAME_CHARS - 4), name, i);
    return out;
}

static const char *group_of(const struct sheet_column *c)
{
    return c->group ? c->group : "";
}

static void merge(
    struct sheet *s, lxw_row_t row, lxw_row_t to_row, size_t from, size_t to, const char *text)
{
    lxw_format *f = s->book->styles[STYLE_HEAD];
    if (from == to && row == to_row)
        worksheet_write_string(s->ws, row, (lxw_col_t)from, text, f);
    else
        worksheet_merge_range(s->ws, row, (lxw_col_t)from, to_row, (lxw_col_t)to, text, f);
}

/* Two lines of header where there are groups, one otherwise. */
static void write_header(struct sheet *s)
{
    bool groups = false;
    for (size_t i = 0; i < s->n_columns; i++)
        groups |= *group_of(&s->columns[i]) != 0;
    lxw_row_t top = s->row, low = top + groups;
    for (size_t i = 0, to; i < s->n_columns; i = to + 1) {
        const char *group = group_of(&s->columns[i]);
        for (to = i;
             *group && to + 1 < s->n_columns && strcmp(group_of(&s->columns[to + 1]), group) == 0;)
            to++;
        if (*group)
            merge(s, top, top, i, to, group);
        for (size_t k = i; k <= to; k++)
            merge(s, *group ? low : top, low, k, k, s->columns[k].name);
    }
    s->row = low + 1;
    worksheet_freeze_panes(s->ws, s->row, 0);
    worksheet_repeat_rows(s->ws, top, low);
}

static int width_of(const struct sheet_column *c)
{
    static const int widths[N_TYPES] = {
        [SHEET_TEXT] = 24, [SHEET_INT] = 10, [SHEET_YUAN] = 16, [SHEET_WAN] = 14, [SHEET_DAY] = 12};
    int name = (int)utf8_count(c->name) * 2 + 2;
    if (c->width)
        return c->width;
    return name > widths[c->type] && c->type != SHEET_TEXT ? name : widths[c->type];
}

static void full_line(struct sheet *s, const char *text, int style)
{
    lxw_format *f = s->book->styles[style];
    if (s->n_columns > 1)
        worksheet_merge_range(s->ws, s->row, 0, s->row, (lxw_col_t)(s->n_columns - 1), text, f);
    else
        worksheet_write_string(s->ws, s->row, 0, text, f);
    s->row++;
}

struct sheet *book_sheet(struct book *b, const char *name, const char *title,
    const struct sheet_column *columns, size_t n)
{
    BUG_ON(b->n_sheets == MAX_SHEETS || n == 0 || n > MAX_COLUMNS);
    struct sheet *s = ARENA_NEW(b->a, struct sheet);
    name = sheet_name(b, name);
    b->names[b->n_sheets++] = name;
    *s = (struct sheet){b, workbook_add_worksheet(b->wb, name), columns, n, 0, 0, false};
    BUG_ON(!s->ws);
    for (size_t i = 0; i < n; i++)
        worksheet_set_column(s->ws, (lxw_col_t)i, (lxw_col_t)i, width_of(&columns[i]), NULL);
    if (*title) {
        worksheet_set_row(s->ws, 0, 30, NULL);
        full_line(s, title, STYLE_TITLE);
    }
    write_header(s);
    worksheet_set_landscape(s->ws);
    worksheet_set_paper(s->ws, 9); /* A4 */
    worksheet_fit_to_pages(s->ws, 1, 0);
    return s;
}

static void fails(struct sheet *s, lxw_error e)
{
    if (e != LXW_NO_ERROR && !s->book->problem)
        s->book->problem = "表格超过Excel的行数或者单元格字数限制，请缩小范围后再导出";
}

static lxw_format *style(const struct sheet *s)
{
    return s->book->styles[STYLE_CELL + (int)s->columns[s->column].type + (s->bold ? N_TYPES : 0)];
}

static void next(struct sheet *s)
{
    if (++s->column < s->n_columns)
        return;
    s->column = 0;
    s->row++;
    if (s->row > MAX_ROWS)
        fails(s, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
}

void sheet_text(struct sheet *s, const char *text)
{
    if (s->row <= MAX_ROWS) {
        bool fits = utf8_count(text) <= MAX_TEXT_CHARS;
        fails(s, fits ? LXW_NO_ERROR : LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
        if (fits)
            fails(s, worksheet_write_string(s->ws, s->row, (lxw_col_t)s->column, text, style(s)));
    }
    next(s);
}

void sheet_int(struct sheet *s, int64_t n)
{
    enum sheet_type type = s->columns[s->column].type;
    double v = (double)n / (type == SHEET_YUAN ? 100 : type == SHEET_WAN ? 1000000 : 1);
    if (s->row <= MAX_ROWS)
        fails(s, worksheet_write_number(s->ws, s->row, (lxw_col_t)s->column, v, style(s)));
    next(s);
}

void sheet_day(struct sheet *s, struct day day)
{
    lxw_datetime d = {0};
    char text[11];
    if (!day_given(day)) {
        sheet_blank(s);
        return;
    }
    day_split(day, &d.year, &d.month, &d.day);
    if (d.year < 1900) {
        sheet_text(s, day_text(day, text));
        return;
    }
    if (s->row <= MAX_ROWS)
        fails(s, worksheet_write_datetime(s->ws, s->row, (lxw_col_t)s->column, &d, style(s)));
    next(s);
}

void sheet_blank(struct sheet *s)
{
    if (s->row <= MAX_ROWS)
        fails(s, worksheet_write_blank(s->ws, s->row, (lxw_col_t)s->column, style(s)));
    next(s);
}

void sheet_row_end(struct sheet *s)
{
    while (s->column)
        sheet_blank(s);
}

void sheet_bold(struct sheet *s, bool on)
{
    s->bold = on;
}

void sheet_note(struct sheet *s, const char *text)
{
    sheet_row_end(s);
    if (s->row <= MAX_ROWS)
        full_line(s, text, STYLE_NOTE);
}

static enum st read_back(struct book *b, struct buf *out, struct err *e)
{
    char piece[65536];
    ssize_t n;
    off_t at = 0;
    while ((n = pread(b->fd, piece, sizeof piece, at)) > 0) {
        buf_add(out, piece, (size_t)n);
        at += n;
    }
    if (n < 0 || !at)
        return err_set(e, ST_BROKEN, "", "没有生成表格，请重试");
    return buf_failed(out) ? err_set(e, ST_TOO_BIG, "", "表格过大，请缩小范围后再导出") : ST_OK;
}

enum st book_write(struct book *b, struct day day, struct buf *out, struct err *e)
{
    lxw_doc_properties p = {
        .created = (time_t)day_start(day_given(day) ? day : day_of(2000, 1, 1))};
    BUG_ON(!b->n_sheets || !b->wb);
    if (b->problem)
        return err_set(e, ST_TOO_BIG, "", "%s", b->problem);
    workbook_set_properties(b->wb, &p);
    lxw_error failed = workbook_close(b->wb); /* frees it as well */
    b->wb = NULL;
    if (failed) {
        err_set(e, ST_BROKEN, "", "没有生成表格，请重试");
        return err_detail(e, "libxlsxwriter: %s", lxw_strerror(failed));
    }
    return read_back(b, out, e);
}
