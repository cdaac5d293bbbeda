/* A published reply as a letter in the look of GB/T 9704, for the public to keep and print.
 *
 * Made of the edition that is public, never of what the staff have: what was masked or left out for
 * the public is not in it. The page in HTML stays the main form.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/record/item.h"
#include "common/record/record.h"
#include "disclosure/proposal/letter.h"
#include "disclosure/proposal/pages.h"
#include "lib/base/utf8.h"
#include "lib/text/clean.h"
#include "platform/portal/portal.h"

enum { ADDRESSEE_CHARS = 40, COLUMNS_MAX = 12 };

/* ---- from text to blocks ---- */

struct making {
    struct arena *a;
    struct letter *l;
    struct letter_block *blocks;
    struct letter_row *rows; /* of the table being read */
    size_t n_rows, columns;
    const char *facts; /* 办理结果：A…。协办单位：… */
    bool text;         /* the table of facts is over */
};

static void add_block(struct making *m, struct letter_block b)
{
    m->blocks[m->l->n_blocks++] = b;
}

/* Cells are parted by tabs; the last one fills the row. */
static struct letter_row row_of(struct making *m, const char *line)
{
    struct letter_cell *cells = ARENA_ARRAY(m->a, struct letter_cell, COLUMNS_MAX);
    size_t n = 0;
    for (const char *p = line; n < COLUMNS_MAX;) {
        size_t len = n + 1 == COLUMNS_MAX ? strlen(p) : strcspn(p, "\t");
        cells[n++] = (struct letter_cell){.text = arena_strndup(m->a, p, len), .span = 1};
        if (!p[len])
            break;
        p += len + 1;
    }
    m->columns = n > m->columns ? n : m->columns;
    return (struct letter_row){.cells = cells, .n = n, .min_lines = 1};
}

static void end_table(struct making *m)
{
    if (!m->n_rows)
        return;
    struct letter_table *t = ARENA_NEW(m->a, struct letter_table);
    int *widths = ARENA_ARRAY(m->a, int, m->columns);
    for (size_t i = 0; i < m->columns; i++)
        widths[i] = 1;
    for (size_t i = 0; i < m->n_rows; i++) {
        struct letter_cell *last = (struct letter_cell *)&m->rows[i].cells[m->rows[i].n - 1];
        last->span = (int)(m->columns - m->rows[i].n) + 1;
    }
    *t = (struct letter_table){widths, m->columns, m->rows, m->n_rows};
    add_block(m, (struct letter_block){.kind = BLOCK_TABLE, .label = "", .text = "", .table = t});
    m->rows += m->n_rows;
    m->n_rows = m->columns = 0;
}

/* The rows before the text say what the page tells of the proposal; some belong into the letter. */
static void add_fact(struct making *m, const char *line)
{
    static const char *const wanted[] = {"办理结果", "协办单位", "公开方式"};
    size_t n = strcspn(line, "\t");
    for (size_t i = 0; i < COUNT_OF(wanted); i++)
        if (n == strlen(wanted[i]) && !strncmp(line, wanted[i], n) && line[n])
            m->facts = arena_concat(
                m->a, m->facts, *m->facts ? "。" : "", wanted[i], "：", line + n + 1, NULL);
}

static bool is_addressee(const struct making *m, const char *line)
{
    static const char colon[] = "：";
    size_t n = strlen(line), k = strlen(colon);
    return !m->text && n > k && !strcmp(line + n - k, colon) && utf8_count(line) <= ADDRESSEE_CHARS;
}

static void add_line(struct making *m, const char *line)
{
    if (strchr(line, '\t')) {
        if (m->text)
            m->rows[m->n_rows++] = row_of(m, line);
        else
            add_fact(m, line);
        return;
    }
    end_table(m);
    if (is_addressee(m, line))
        m->l->addressee = arena_strndup(m->a, line, strlen(line) - strlen("："));
    else if (*line)
        add_block(m,
            (struct letter_block){.kind = prop_is_heading(line) ? BLOCK_HEADING : BLOCK_PARAGRAPH,
                .label = "",
                .text = line});
    m->text = m->text || *line;
}

struct letter prop_published_letter(struct arena *a, const struct item_page *page)
{
    struct letter l = letter_blank;
    const char *plain = html_plain_text(a, page->body_html);
    size_t lines = 2;
    for (const char *p = plain; *p; p++)
        lines += *p == '\n';
    struct making m = {.a = a,
        .l = &l,
        .blocks = ARENA_ARRAY(a, struct letter_block, 2 * lines),
        .rows = ARENA_ARRAY(a, struct letter_row, lines),
        .facts = ""};
    for (const char *p = plain; *p;) {
        size_t n = strcspn(p, "\n");
        add_line(&m, arena_strndup(a, p, n));
        p += n + (p[n] == '\n');
    }
    end_table(&m);
    if (*m.facts)
        add_block(&m, (struct letter_block){.kind = BLOCK_PARAGRAPH,
                          .label = "",
                          .text = arena_concat(a, "（", m.facts, "）", NULL)});
    l.head = HEAD_LETTER;
    l.organ = l.signature = page->item.issuer;
    l.title = page->item.title;
    l.number = page->item.doc_no;
    l.date = page->item.formed_on;
    l.blocks = m.blocks;
    return l;
}

/* ---- the file ---- */

const char *prop_pdf_href(struct arena *a, int64_t record_id)
{
    return arena_printf(a, PROP_PUBLIC "reply/%lld.pdf", (long long)record_id);
}

static bool is_reply(const struct item *it)
{
    return !strcmp(it->column_path, PROP_COLUMN) && !strcmp(it->kind, "document") &&
           strcmp(it->ended, END_MOVED) != 0;
}

/* GET …/reply/12.pdf */
enum st prop_published_pdf(struct req *r)
{
    struct item_page page;
    char *end;
    const char *name = req_param(r, "name");
    long long id = strtoll(name, &end, 10);
    enum st st = id > 0 && !strcmp(end, ".pdf") ? item_page_get(r->ctx, id, &page) : ST_NOT_FOUND;
    res_tag(r, "site");
    res_tag_id(r, "record", id);
    if (st == ST_NOT_FOUND || (!st && !is_reply(&page.item)))
        return fail(
            r->ctx, ST_NOT_FOUND, "", "没有这件答复，或者它没有公开；可以从建议提案办理栏目查找");
    if (st)
        return st;
    const struct letter l = prop_published_letter(r->ctx->mem, &page);
    res_header(r, "Content-Disposition",
        arena_printf(r->ctx->mem, "inline; filename=\"reply-%lld.pdf\"", id));
    r->content_type = "application/pdf";
    return letter_pdf(&l, &r->out, NULL, &r->ctx->err);
}

/* ---- on the page of the reply ---- */

static enum st section(struct req *r, int64_t record_id, struct buf *out)
{
    struct item it;
    enum st st = item_get(r->ctx, record_id, &it);
    if (st == ST_NOT_FOUND) /* a preview */
        return ST_OK;
    if (!st && is_reply(&it))
        proposal_letter_section(out, prop_pdf_href(r->ctx->mem, record_id));
    return st;
}

static const struct portal_part part = {.section = section};

enum st prop_start(struct app *app, struct ctx *c)
{
    (void)app;
    (void)c;
    portal_add_part(&part);
    portal_add_data(&prop_data_set);
    return ST_OK;
}
