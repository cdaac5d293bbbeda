/* A book as the text of its public record: the four content items, the tables, the explanation.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/acts.h"
#include "lib/base/escape.h"
#include "lib/ui/ui.h"

const char *fiscal_owner(struct arena *a, const struct fiscal_entry *e)
{
    static const char tail[] = "人民政府";
    const char *site = ui_site()->name;
    size_t n = strlen(site), k = sizeof tail - 1;
    if (!e->kind->county || e->kind->catalogue)
        return e->unit_name;
    return n > k && !strcmp(site + n - k, tail) ? arena_strndup(a, site, n - k) : site;
}

const char *fiscal_title(struct arena *a, const struct fiscal_entry *e)
{
    return arena_printf(a, "%s%d年%s", fiscal_owner(a, e), e->year, e->kind->name);
}

const char *fiscal_public_path(struct arena *a, const struct fiscal_entry *e)
{
    if (e->kind->catalogue)
        return arena_printf(a, "/%s/?year=%d", e->kind->key, e->year);
    return arena_printf(a, "/fiscal/%d/%s/#%s", e->year,
        e->kind->county ? FISCAL_GOVERNMENT : e->unit_code, e->kind->key);
}

static const char *count_of(struct arena *a, const struct fiscal_sheet *s, const char *row)
{
    return fiscal_shown(a, s, fiscal_row_place(s->shape, row), 0);
}

void fiscal_four(struct arena *a, struct fiscal_book *b, const char *out[4])
{
    const struct fiscal_sheet *n = fiscal_book_sheet(b, "counts");
    const struct fiscal_sheet *s = fiscal_book_sheet(b, "amounts");
    const char *domestic = fiscal_shown(a, s, fiscal_row_place(s->shape, "reception_domestic"),
        fiscal_column_place(s->shape, "final"));
    out[0] = arena_printf(a, "因公出国（境）团组 %s 个，%s 人次。", count_of(a, n, "abroad_groups"),
        count_of(a, n, "abroad_people"));
    out[1] = arena_printf(a, "公务用车购置 %s 辆，保有量 %s 辆。", count_of(a, n, "vehicle_bought"),
        count_of(a, n, "vehicle_stock"));
    out[2] = arena_printf(a, "国内公务接待 %s 批次，%s 人次，经费总额 %s 万元。",
        count_of(a, n, "reception_batches"), count_of(a, n, "reception_people"), domestic);
    out[3] = arena_printf(a, "增减变化原因：%s", fiscal_book_text(b, "reason"));
}

static void add_text(struct buf *out, const char *s)
{
    escape_stored(out, s, strlen(s));
}

static void paragraphs(struct buf *out, const char *s)
{
    while (*s) {
        size_t n = strcspn(s, "\n");
        if (n) {
            buf_adds(out, "<p>");
            escape_stored(out, s, n);
            buf_adds(out, "</p>");
        }
        s += n + (s[n] == '\n');
    }
}

static void cell(struct buf *out, const char *tag, const char *text)
{
    buf_addf(out, "<%s>", tag);
    add_text(out, text);
    buf_addf(out, "</%s>", tag);
}

static void table(struct buf *out, struct arena *a, const struct fiscal_sheet *s)
{
    bool money = false;
    for (size_t c = 0; c < s->shape->n_columns; c++)
        money |= s->shape->columns[c].type == FISCAL_MONEY;
    cell(out, "h2", s->shape->title);
    if (money)
        buf_adds(out, "<p>金额单位：万元</p>");
    buf_adds(out, "<table><thead><tr>");
    if (s->shape->rows)
        cell(out, "th", "项目");
    for (size_t c = 0; c < s->shape->n_columns; c++)
        cell(out, "th", s->shape->columns[c].title);
    buf_adds(out, "</tr></thead><tbody>");
    for (size_t i = 0; i < s->n; i++) {
        if (!s->shape->full && s->shape->rows && fiscal_line_empty(s, i))
            continue;
        buf_adds(out, "<tr>");
        if (s->shape->rows)
            cell(out, "th", s->shape->rows[i].title);
        for (size_t c = 0; c < s->shape->n_columns; c++)
            cell(out, "td", fiscal_shown(a, s, i, c));
        buf_adds(out, "</tr>");
    }
    buf_adds(out, "</tbody></table>");
}

void fiscal_body(
    struct buf *out, struct arena *a, struct fiscal_book *b, const struct fiscal_entry *e)
{
    buf_adds(out, "<p><a href=\"");
    add_text(out, fiscal_public_path(a, e));
    buf_adds(out, "\">图表、历年对比和数据下载</a></p>");
    if (strcmp(b->kind->key, "sangong") == 0) {
        const char *four[4];
        fiscal_four(a, b, four);
        buf_adds(out, "<ol>");
        for (size_t i = 0; i < COUNT_OF(four); i++)
            cell(out, "li", four[i]);
        buf_adds(out, "</ol>");
    }
    for (size_t i = 0; i < b->kind->n_sheets; i++)
        if (!fiscal_sheet_empty(&b->sheets[i]))
            table(out, a, &b->sheets[i]);
    for (size_t i = 0; i < b->kind->n_texts; i++)
        if (*b->texts[i]) {
            cell(out, "h2", b->kind->texts[i].title);
            paragraphs(out, b->texts[i]);
        }
}
