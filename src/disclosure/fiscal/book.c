/* Cells of a book: setting, computing, showing.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/book.h"

#include <string.h>

void fiscal_book_init(struct arena *a, const struct fiscal_kind *kind, struct fiscal_book *out)
{
    *out = (struct fiscal_book){.kind = kind, .unit_name = ""};
    for (size_t i = 0; i < kind->n_sheets; i++) {
        const struct fiscal_shape *shape = &kind->sheets[i];
        size_t n = shape->n_rows, cap = n ? n : 16;
        struct fiscal_sheet *s = &out->sheets[i];
        *s = (struct fiscal_sheet){shape, ARENA_ARRAY(a, struct fiscal_line, cap), n, cap};
        for (size_t k = 0; k < n; k++)
            for (size_t c = 0; c < FISCAL_COLUMNS; c++)
                s->lines[k].cell[c] = "";
    }
    for (size_t i = 0; i < COUNT_OF(out->texts); i++)
        out->texts[i] = "";
}

struct fiscal_sheet *fiscal_book_sheet(struct fiscal_book *b, const char *key)
{
    for (size_t i = 0; i < b->kind->n_sheets; i++)
        if (strcmp(b->sheets[i].shape->key, key) == 0)
            return &b->sheets[i];
    return NULL;
}

const char *fiscal_book_text(const struct fiscal_book *b, const char *key)
{
    for (size_t i = 0; i < b->kind->n_texts; i++)
        if (strcmp(b->kind->texts[i].key, key) == 0)
            return b->texts[i];
    return "";
}

void fiscal_book_set_text(struct fiscal_book *b, const char *key, const char *value)
{
    for (size_t i = 0; i < b->kind->n_texts; i++)
        if (strcmp(b->kind->texts[i].key, key) == 0)
            b->texts[i] = value;
}

static void grow(struct arena *a, struct fiscal_sheet *s, size_t n)
{
    if (n > s->cap) {
        size_t cap = n > 2 * s->cap ? n : 2 * s->cap;
        struct fiscal_line *lines = ARENA_ARRAY(a, struct fiscal_line, cap);
        memcpy(lines, s->lines, s->n * sizeof *lines);
        s->lines = lines;
        s->cap = cap;
    }
    for (; s->n < n; s->n++)
        for (size_t c = 0; c < FISCAL_COLUMNS; c++)
            s->lines[s->n].cell[c] = "";
}

enum st fiscal_set(struct arena *a, struct fiscal_sheet *s, size_t line, size_t col,
    const char *value, struct err *e)
{
    if (line >= s->n && s->shape->rows)
        return err_set(e, ST_INVALID, "", "“%s”没有第 %zu 行", s->shape->title, line + 1);
    if (line >= s->n && !*value)
        return ST_OK;
    if (line >= FISCAL_LINES)
        return err_set(e, ST_TOO_BIG, "", "“%s”最多 %d 行", s->shape->title, FISCAL_LINES);
    if (line >= s->n)
        grow(a, s, line + 1);
    s->lines[line].cell[col] = value;
    return ST_OK;
}

bool fiscal_line_empty(const struct fiscal_sheet *s, size_t line)
{
    for (size_t c = 0; c < s->shape->n_columns; c++)
        if (*s->lines[line].cell[c])
            return false;
    return true;
}

void fiscal_tidy(struct fiscal_sheet *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n && !s->shape->rows; i++)
        if (!fiscal_line_empty(s, i))
            s->lines[kept++] = s->lines[i];
    if (!s->shape->rows)
        s->n = kept;
}

bool fiscal_sheet_empty(const struct fiscal_sheet *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (!fiscal_line_empty(s, i))
            return false;
    return true;
}

/* ---- values ---- */

static bool typed_value(const struct fiscal_sheet *s, size_t line, size_t col, struct printed *out)
{
    const char *text = s->lines[line].cell[col];
    if (s->shape->columns[col].type == FISCAL_TEXT || !*text || strchr(text, '%'))
        return false;
    if (!printed_read(text, out))
        return false;
    return s->shape->columns[col].type != FISCAL_COUNT || out->v % FISCAL_UNIT == 0;
}

__extension__ typedef __int128 wide;

/* RULE F-PCT: half up to two decimals; without a base there is none. */
static bool percent(int64_t part, int64_t base, struct printed *out)
{
    if (base == 0)
        return false;
    wide exact = (wide)part * 100 * FISCAL_UNIT / base;
    if (exact > INT64_MAX / 2 || exact < -(INT64_MAX / 2))
        return false;
    *out = (struct printed){printed_round((int64_t)exact, 2), 2};
    return true;
}

bool fiscal_value(const struct fiscal_sheet *s, size_t line, size_t col, struct printed *out)
{
    const struct fiscal_column *k = &s->shape->columns[col];
    struct printed of, base;
    if (fiscal_typed(k))
        return typed_value(s, line, col, out);
    if (!fiscal_value(s, line, fiscal_column_place(s->shape, k->of), &of) ||
        !fiscal_value(s, line, fiscal_column_place(s->shape, k->base), &base))
        return false;
    if (k->type == FISCAL_PERCENT)
        return percent(of.v, base.v, out);
    int decimals = of.decimals > base.decimals ? of.decimals : base.decimals;
    *out = (struct printed){of.v - base.v, decimals};
    return true;
}

/* 1234567.80 as 1,234,567.80 */
static const char *grouped(struct arena *a, const char *text)
{
    size_t n = strlen(text), minus = *text == '-';
    const char *point = strchr(text, '.');
    size_t whole = (point ? (size_t)(point - text) : n) - minus;
    char *out = arena_alloc(a, n + n / 3 + 2), *w = out;
    for (size_t i = 0; i < n; i++) {
        if (i > minus && i < minus + whole && (minus + whole - i) % 3 == 0)
            *w++ = ',';
        *w++ = text[i];
    }
    *w = '\0';
    return out;
}

static const char *shown(
    struct arena *a, const struct fiscal_sheet *s, size_t line, size_t col, bool group)
{
    const struct fiscal_column *k = &s->shape->columns[col];
    struct printed p;
    if (!fiscal_value(s, line, col, &p))
        return fiscal_typed(k) ? s->lines[line].cell[col] : "";
    int decimals = k->type == FISCAL_COUNT ? 0 : p.decimals < 2 ? 2 : p.decimals;
    const char *text = printed_text(a, p.v, decimals);
    return group ? grouped(a, text) : text;
}

const char *fiscal_shown(struct arena *a, const struct fiscal_sheet *s, size_t line, size_t col)
{
    return shown(a, s, line, col, true);
}

const char *fiscal_plain(struct arena *a, const struct fiscal_sheet *s, size_t line, size_t col)
{
    return shown(a, s, line, col, false);
}

bool fiscal_row_sum(const struct fiscal_sheet *s, size_t line, size_t col, int64_t *sum, int *n)
{
    *sum = 0;
    *n = 0;
    if (!s->shape->rows || !s->shape->rows[line].sum)
        return false;
    for (size_t i = 0; i < s->shape->n_rows; i++) {
        struct printed p;
        if (!fiscal_listed(s->shape->rows[line].sum, s->shape->rows[i].key))
            continue;
        if (!fiscal_value(s, i, col, &p)) {
            if (s->shape->full || *s->lines[i].cell[col])
                return false;
            continue; /* an empty cell stands for nought here */
        }
        *sum += p.v;
        (*n)++;
    }
    return *n > 0;
}

const char *fiscal_line_title(struct arena *a, const struct fiscal_sheet *s, size_t line)
{
    if (s->shape->rows)
        return s->shape->rows[line].title;
    size_t name = fiscal_column_place(s->shape, "name");
    const char *title = name == SIZE_MAX ? "" : s->lines[line].cell[name];
    return *title ? title : arena_printf(a, "第 %zu 行", line + 1);
}

bool fiscal_is_sub(const char *name)
{
    static const char *const circled[] = {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"};
    for (size_t i = 0; i < COUNT_OF(circled); i++)
        if (strncmp(name, circled[i], strlen(circled[i])) == 0)
            return true;
    const char *p = strncmp(name, "（", 3) == 0 ? name + 3 : *name == '(' ? name + 1 : NULL;
    size_t digits = p ? strspn(p, "0123456789") : 0;
    return digits && (p[digits] == ')' || strncmp(p + digits, "）", 3) == 0);
}

/* ---- JSON ---- */

static void write_sheet(const struct fiscal_sheet *s, struct buf *out)
{
    jw_key(out, s->shape->key);
    buf_addc(out, '[');
    for (size_t i = 0; i < s->n; i++) {
        jw_comma(out);
        buf_addc(out, '{');
        if (s->shape->rows)
            jw_pair(out, "row", s->shape->rows[i].key);
        for (size_t c = 0; c < s->shape->n_columns; c++)
            if (*s->lines[i].cell[c])
                jw_pair(out, s->shape->columns[c].key, s->lines[i].cell[c]);
        buf_addc(out, '}');
    }
    buf_addc(out, ']');
}

void fiscal_book_write(const struct fiscal_book *b, struct buf *out)
{
    buf_adds(out, "{\"sheets\":{");
    for (size_t i = 0; i < b->kind->n_sheets; i++)
        write_sheet(&b->sheets[i], out);
    buf_adds(out, "},\"texts\":{");
    for (size_t i = 0; i < b->kind->n_texts; i++)
        if (*b->texts[i])
            jw_pair(out, b->kind->texts[i].key, b->texts[i]);
    buf_adds(out, "}}");
}

static enum st read_sheet(
    struct arena *a, struct fiscal_sheet *s, const struct json *list, struct err *e)
{
    for (size_t i = 0; i < json_count(list); i++) {
        const struct json *j = json_at(list, i);
        size_t line = s->shape->rows ? fiscal_row_place(s->shape, json_get_text(j, "row")) : i;
        for (size_t c = 0; line != SIZE_MAX && c < s->shape->n_columns; c++) {
            const char *value = json_get_text(j, s->shape->columns[c].key);
            enum st st = *value ? fiscal_set(a, s, line, c, value, e) : ST_OK;
            if (st)
                return st;
        }
    }
    return ST_OK;
}

enum st fiscal_book_read(struct arena *a, const struct fiscal_kind *kind, const char *json,
    struct fiscal_book *out, struct err *e)
{
    const struct json *j = NULL;
    fiscal_book_init(a, kind, out);
    enum st st = *json ? json_parse(a, json, strlen(json), &j, e) : ST_OK;
    for (size_t i = 0; !st && i < kind->n_sheets; i++)
        st =
            read_sheet(a, &out->sheets[i], json_get(json_get(j, "sheets"), kind->sheets[i].key), e);
    for (size_t i = 0; !st && i < kind->n_texts; i++)
        out->texts[i] = json_get_text(json_get(j, "texts"), kind->texts[i].key);
    return st;
}
