/* Fills a template with facts: a walk over its nodes that skips what does not apply.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/papers/paper_parts.h"

struct block_list {
    struct letter_block *at;
    size_t n, cap;
};

struct filler {
    struct arena *a;
    const struct paper_kind *kind;
    struct paper_facts *f;
    struct letter *letter;
    struct paper_findings *missing;
    bool told[PAPER_N_FACTS]; /* missing facts already found */
    struct block_list body, slip;
    bool in_slip;
    int item; /* number of the last item of the running list */
    bool active[TEMPLATE_MAX_DEPTH + 1], condition[TEMPLATE_MAX_DEPTH + 1];
    int depth;
    /* the table that is open */
    const struct template_node *table;
    struct letter_row *rows;
    size_t n_rows;
};

static void tell_missing(struct filler *f, enum paper_fact fact, int line, int column)
{
    if (f->told[fact])
        return;
    f->told[fact] = true;
    finding_add(f->missing, (struct paper_finding){"", finding_place(f->a, line, column),
                                arena_printf(f->a, "缺少“%s”", paper_fact_rows[fact].name),
                                *paper_fact_rows[fact].json
                                    ? "请在案卷中补录后再生成文书"
                                    : "它由其他事实得出，请先补全答复类型、成文日期、申请编号等",
                                false});
}

static const char *text_of(struct filler *f, const struct template_text *t, int line)
{
    const char *out = "";
    for (size_t i = 0; i < t->n; i++) {
        const struct template_part *p = &t->parts[i];
        if (!p->text && !p->optional && !paper_given(f->f, p->fact))
            tell_missing(f, p->fact, line, p->column);
        out = arena_printf(f->a, "%s%s", out, p->text ? p->text : paper_fact_text(f->f, p->fact));
    }
    return out;
}

static void close_table(struct filler *f);

static void add_block(struct filler *f, struct letter_block b)
{
    struct block_list *l = f->in_slip ? &f->slip : &f->body;
    close_table(f);
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 32;
        struct letter_block *more = ARENA_ARRAY(f->a, struct letter_block, cap);
        if (l->n)
            memcpy(more, l->at, l->n * sizeof more[0]);
        l->at = more;
        l->cap = cap;
    }
    l->at[l->n++] = b;
    if (b.kind != BLOCK_ITEM)
        f->item = 0;
}

static void close_table(struct filler *f)
{
    const struct template_node *n = f->table;
    if (!n)
        return;
    f->table = NULL;
    struct letter_table *t = ARENA_NEW(f->a, struct letter_table);
    *t = (struct letter_table){n->widths, n->n, f->rows, f->n_rows};
    add_block(f, (struct letter_block){BLOCK_TABLE, "", "", t});
}

static void add_row(struct filler *f, const struct template_node *n)
{
    struct letter_cell *cells = ARENA_ARRAY(f->a, struct letter_cell, n->n);
    if (!f->table)
        return;
    for (size_t i = 0; i < n->n; i++) {
        bool last = i == n->n - 1;
        cells[i] = (struct letter_cell){
            text_of(f, &n->cells[i], n->line), last ? (int)(f->table->n - i) : 1, n->labels[i]};
    }
    f->rows[f->n_rows++] = (struct letter_row){cells, n->n, n->value};
}

static void add_item(struct filler *f, const char *text)
{
    add_block(
        f, (struct letter_block){BLOCK_ITEM, arena_printf(f->a, "%d．", f->item + 1), text, NULL});
    f->item++;
}

static void add_each(struct filler *f, const struct template_node *n)
{
    const struct paper_value *v = &f->f->v[n->fact];
    if (!v->given)
        tell_missing(f, n->fact, n->line, 0);
    for (size_t i = 0; i < v->n_list; i++)
        add_item(f, v->list[i]);
}

static bool applies(const struct filler *f, const struct template_node *n)
{
    switch (n->op) {
    case OP_IF:
        return paper_given(f->f, n->fact);
    case OP_IF_NOT:
        return !paper_given(f->f, n->fact);
    case OP_CODES: {
        const char *code = f->f->v[FACT_CODE].text;
        return *code && strstr(n->codes, arena_printf(f->a, " %s ", code));
    }
    case OP_REGIME:
        return (f->f->regime == REGIME_NEW) == (n->value == 1);
    default:
        return true;
    }
}

/* The conditions; true when the node was one. */
static bool condition(struct filler *f, const struct template_node *n)
{
    switch (n->op) {
    case OP_IF:
    case OP_IF_NOT:
    case OP_CODES:
    case OP_REGIME:
        f->depth++;
        f->condition[f->depth] = applies(f, n);
        f->active[f->depth] = f->active[f->depth - 1] && f->condition[f->depth];
        return true;
    case OP_ELSE:
        f->condition[f->depth] = !f->condition[f->depth];
        f->active[f->depth] = f->active[f->depth - 1] && f->condition[f->depth];
        return true;
    case OP_END:
        f->depth--;
        return true;
    default:
        return false;
    }
}

static const char *join_line(struct arena *a, const char *before, const char *line)
{
    return *before ? arena_printf(a, "%s\n%s", before, line) : line;
}

static void fill_frame(struct filler *f, const struct template_node *n, const char *text)
{
    struct letter *l = f->letter;
    const struct paper_value *v = &f->f->v[n->fact];
    switch (n->op) {
    case OP_TITLE:
        l->title = join_line(f->a, l->title, text);
        break;
    case OP_NUMBER:
        l->number = text;
        break;
    case OP_TO:
        l->addressee = text;
        break;
    case OP_SIGN:
        l->signature = text;
        break;
    case OP_SEAL:
        l->seal = true;
        break;
    case OP_CONTACT:
        l->contact = text;
        break;
    case OP_HEAD:
        l->head = (enum letter_head)n->value;
        break;
    case OP_PAGES:
        l->pages = (enum letter_pages)n->value;
        break;
    case OP_ATTACH:
        l->attachments = v->list;
        l->n_attachments = v->n_list;
        break;
    case OP_DATE:
        if (!v->given)
            tell_missing(f, n->fact, n->line, 0);
        l->date = v->day;
        break;
    case OP_SLIP:
        close_table(f);
        f->in_slip = true;
        f->item = 0;
        l->slip_title = text;
        break;
    default:
        break;
    }
}

static void fill_node(struct filler *f, const struct template_node *n)
{
    static const enum letter_block_kind kinds[] = {
        [OP_PARAGRAPH] = BLOCK_PARAGRAPH, [OP_HEADING] = BLOCK_HEADING, [OP_LINE] = BLOCK_LINE};
    const char *text = text_of(f, &n->text, n->line);
    switch (n->op) {
    case OP_PARAGRAPH:
    case OP_HEADING:
    case OP_LINE:
        add_block(f, (struct letter_block){kinds[n->op], "", text, NULL});
        break;
    case OP_ITEM:
        add_item(f, text);
        break;
    case OP_EACH:
        add_each(f, n);
        break;
    case OP_TABLE:
        close_table(f);
        f->table = n;
        f->rows = ARENA_ARRAY(f->a, struct letter_row, TEMPLATE_MAX_LINES);
        f->n_rows = 0;
        break;
    case OP_ROW:
        add_row(f, n);
        break;
    default:
        fill_frame(f, n, text);
    }
}

enum st paper_fill(const struct paper_template *t, const struct paper_kind *kind,
    struct paper_facts *f, struct letter *out, struct paper_findings *missing)
{
    struct filler fill = {
        .a = f->a, .kind = kind, .f = f, .letter = out, .missing = missing, .active = {true}};
    *out = letter_blank;
    paper_work_out(f, kind);
    out->organ = f->v[FACT_ORGAN].text;
    for (size_t i = 0; i < t->n; i++)
        if (!condition(&fill, &t->nodes[i]) && fill.active[fill.depth])
            fill_node(&fill, &t->nodes[i]);
    close_table(&fill);
    out->blocks = fill.body.at;
    out->n_blocks = fill.body.n;
    out->slip = fill.slip.at;
    out->n_slip = fill.slip.n;
    return paper_findings_count(missing) ? ST_INVALID : ST_OK;
}

enum st paper_build(const struct paper_kind *kind, struct paper_facts *f, struct letter *out,
    struct paper_findings *missing)
{
    const struct paper_template *t;
    size_t n;
    const char *text = paper_template_text(kind, &n);
    if (paper_template_parse(f->a, text, n, &t, missing))
        return ST_INVALID;
    return paper_fill(t, kind, f, out, missing);
}
