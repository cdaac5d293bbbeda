/* Internal forms that staff filled in in Word: compared with what was sent, cell by cell.
 *
 * Which cell tells which fact is found by making the form once more with marks in place of the
 * facts that staff write, so it holds for every template of the county.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/clean.h"
#include "request/papers/paper_parts.h"

#define QUOTED_CHARS 40
#define CELL_CHARS 8000

/* ---- marks ---- */

static const char *mark_of(struct arena *a, size_t place)
{
    return arena_printf(a, "\x01%zu\x02", place);
}

struct paper_facts *paper_form_mark(
    const struct paper_facts *f, const struct paper_form_place *places, size_t n)
{
    struct paper_facts *marked = ARENA_NEW(f->a, struct paper_facts);
    *marked = *f;
    for (size_t i = 0; i < n; i++)
        paper_set_text(marked, places[i].fact, mark_of(f->a, i));
    return marked;
}

/* ---- words ---- */

/* On one line and short enough for a message, cut between characters. */
static const char *quote(struct arena *a, const char *s)
{
    size_t n = utf8_prefix(s, QUOTED_CHARS);
    char *out = arena_strndup(a, s, n);
    for (char *p = out; *p; p++)
        if (*p == '\n' || *p == '\t')
            *p = ' ';
    return s[n] ? arena_printf(a, "%s……", out) : out;
}

static bool same(struct arena *a, const char *x, const char *y)
{
    return strcmp(check_plain(a, x), check_plain(a, y)) == 0;
}

struct comparing {
    struct arena *a;
    const struct paper_form *form;
    struct paper_form_change *out;
    size_t n;
    struct paper_findings *wrong;
};

static void refuse(struct comparing *c, const char *place, const char *what, const char *remedy)
{
    finding_add(c->wrong, (struct paper_finding){"2.1", place, what, remedy, false});
}

/* ---- one cell ---- */

/* The text between what stands before and behind the mark, all three compared without blanks;
 * NULL when these are not as they were. */
static const char *inside(struct arena *a, const char *text, const char *before, const char *behind)
{
    const char *plain = check_plain(a, text), *front = check_plain(a, before),
               *back = check_plain(a, behind);
    size_t n = strlen(plain), n_front = strlen(front), n_back = strlen(back);
    if (n < n_front + n_back || strncmp(plain, front, n_front) != 0 ||
        strcmp(plain + n - n_back, back) != 0)
        return NULL;
    size_t skip = utf8_count(front), keep = utf8_count(plain) - skip - utf8_count(back);
    const char *end = text + strlen(text), *from = text, *to;
    for (const char *p = text; skip || p < end;) { /* blanks do not count */
        if (!skip)
            break;
        skip -= !utf8_is_space(utf8_next(&p, end));
        from = p;
    }
    to = from;
    for (const char *p = from; keep && p < end;)
        if (!utf8_is_space(utf8_next(&p, end))) {
            keep--;
            to = p;
        }
    for (const char *p = from; from < to && utf8_is_space(utf8_next(&p, to));)
        from = p;
    return arena_strndup(a, from, (size_t)(to - from));
}

/* The place whose mark is the only one of the cell; n_places when there is none. */
static size_t place_of(
    struct comparing *c, const char *marked, const char **before, const char **behind)
{
    const struct paper_form *form = c->form;
    const char *at = strchr(marked, '\x01');
    for (size_t i = 0; at && !strchr(at + 1, '\x01') && i < form->n_places; i++) {
        const char *mark = mark_of(c->a, i);
        if (strncmp(at, mark, strlen(mark)) == 0) {
            *before = arena_strndup(c->a, marked, (size_t)(at - marked));
            *behind = at + strlen(mark);
            return i;
        }
    }
    return form->n_places;
}

static void of_the_case(struct comparing *c, const char *label, const char *made)
{
    if (*check_plain(c->a, made))
        refuse(c, label, arena_printf(c->a, "“%s”来自案卷，不能在表格里改", label),
            arena_printf(c->a, "请恢复为“%s”；案卷里确实不对的，在案件里更正", quote(c->a, made)));
    else
        refuse(c, label, arena_printf(c->a, "“%s”没有录入的地方，不能从 Word 收进来", label),
            "请把这一栏清空再传回来，打印以后手写");
}

static void take(struct comparing *c, size_t place, const char *label, const char *now)
{
    const struct paper_form_place *p = &c->form->places[place];
    const char *before = paper_fact_text(c->form->f, p->fact);
    if (same(c->a, before, now))
        return;
    if (p->closed) {
        refuse(c, label, arena_printf(c->a, "“%s”现在不能改", label), p->closed);
        return;
    }
    for (size_t i = 0; i < c->n; i++)
        if (c->out[i].place == place) {
            if (!same(c->a, c->out[i].now, now))
                refuse(c, label, arena_printf(c->a, "“%s”在表格里写了两次，两处不一样", label),
                    "请改成一样的再传回来");
            return;
        }
    c->out[c->n++] = (struct paper_form_change){place, label, before, now};
}

static void compare_cell(
    struct comparing *c, const char *label, const char *made, const char *marked, const char *back)
{
    const char *before, *behind;
    if (same(c->a, made, back))
        return;
    if (utf8_count(back) > CELL_CHARS) {
        refuse(c, label, arena_printf(c->a, "“%s”太长，超过 %d 个字", label, CELL_CHARS),
            "请写短一些，或者作为附件登记");
        return;
    }
    size_t place = place_of(c, marked, &before, &behind);
    if (place == c->form->n_places) {
        of_the_case(c, label, made);
        return;
    }
    const char *now = inside(c->a, back, before, behind);
    if (now)
        take(c, place, label, now);
    else
        refuse(c, label, arena_printf(c->a, "“%s”里签名、日期的那一行被改动", label),
            arena_printf(c->a, "请恢复为“%s”；签名和日期打印以后手写",
                quote(c->a, *check_plain(c->a, behind) ? behind : before)));
}

/* ---- a table ---- */

/* 备　注 → 备注; of the field in whose row the cell stands. */
static const char *label_of(struct arena *a, const struct letter_row *r, size_t cell, size_t row)
{
    for (size_t i = cell; i-- > 0;)
        if (r->cells[i].label)
            return check_plain(a, r->cells[i].text);
    return arena_printf(a, "第%zu行", row + 1);
}

static void compare_row(struct comparing *c, const struct letter_row *made,
    const struct letter_row *marked, const struct docx_row *back, size_t row)
{
    const char *first = label_of(c->a, made, made->n, row);
    if (back->n != made->n) {
        refuse(c, first,
            arena_printf(c->a, "“%s”这一行应有 %zu 格，现在有 %zu 格", first, made->n, back->n),
            "请不要合并、拆分或者增删格子；可以重新下载再填");
        return;
    }
    for (size_t i = 0; i < made->n; i++) {
        const char *text = made->cells[i].text, *got = back->cells[i].text;
        if (!made->cells[i].label)
            compare_cell(c, label_of(c->a, made, i, row), text, marked->cells[i].text, got);
        else if (!same(c->a, text, got))
            refuse(c, check_plain(c->a, text),
                arena_printf(
                    c->a, "栏目名称“%s”被改成“%s”", check_plain(c->a, text), quote(c->a, got)),
                "请恢复原来的名称");
    }
}

static void compare_table(struct comparing *c, const struct letter_table *made,
    const struct letter_table *marked, const struct docx_grid *back)
{
    if (back->n != made->n_rows) {
        refuse(c, "表格",
            arena_printf(c->a, "表格应有 %zu 行，现在有 %zu 行", made->n_rows, back->n),
            "请不要增删行；可以重新下载再填");
        return;
    }
    for (size_t i = 0; i < made->n_rows; i++)
        compare_row(c, &made->rows[i], &marked->rows[i], &back->rows[i], i);
}

/* ---- around the tables ---- */

static const char *frame_text(struct arena *a, const struct letter *l)
{
    struct letter bare = *l;
    struct letter_block *blocks = ARENA_ARRAY(a, struct letter_block, l->n_blocks + 1);
    struct buf b;
    bare.n_blocks = 0;
    for (size_t i = 0; i < l->n_blocks; i++)
        if (l->blocks[i].kind != BLOCK_TABLE)
            blocks[bare.n_blocks++] = l->blocks[i];
    bare.blocks = blocks;
    buf_init(&b, 0);
    letter_text(&bare, &b);
    const char *text = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return text;
}

static const char *next_line(struct arena *a, const char **s)
{
    while (**s) {
        size_t n = strcspn(*s, "\n");
        const char *line = arena_strndup(a, *s, n);
        *s += n + ((*s)[n] == '\n');
        if (*check_plain(a, line))
            return line;
    }
    return "";
}

/* The first line that is not as it was is told; the others may only have moved. */
static void compare_frame(struct comparing *c, const char *html)
{
    const char *made = frame_text(c->a, c->form->made), *back = html_plain_text(c->a, html);
    while (*made || *back) {
        const char *was = next_line(c->a, &made), *is = next_line(c->a, &back);
        if (same(c->a, was, is))
            continue;
        if (*was)
            refuse(c, "表格外",
                arena_printf(c->a, "表格外的文字“%s”被改动或者删去", quote(c->a, was)),
                "标题、编号和说明来自案卷和模板，请恢复；也可以重新下载再填");
        else
            refuse(c, "表格外", arena_printf(c->a, "表格外多了文字：%s", quote(c->a, is)),
                "请删去，或者写进可以填的栏目");
        return;
    }
}

/* ---- all ---- */

static const struct letter_table *table_of(const struct letter *l, size_t nth)
{
    for (size_t i = 0; i < l->n_blocks; i++)
        if (l->blocks[i].kind == BLOCK_TABLE && nth-- == 0)
            return l->blocks[i].table;
    return NULL;
}

/* Facts that a condition of the template asks for may add rows to the marked form: then no cell is
 * known for sure. */
static bool same_shape(const struct letter_table *x, const struct letter_table *y)
{
    bool same_rows = y && x->n_rows == y->n_rows;
    for (size_t i = 0; same_rows && i < x->n_rows; i++)
        same_rows = x->rows[i].n == y->rows[i].n;
    return same_rows;
}

enum st paper_form_changes(const struct paper_form *form, const struct docx *back,
    struct paper_form_change *out, size_t *n, struct paper_findings *wrong)
{
    struct comparing c = {form->f->a, form, out, 0, wrong};
    const struct letter_table *made;
    size_t tables = 0;
    *n = 0;
    while (table_of(form->made, tables))
        tables++;
    if (!tables || back->n_grids != tables) {
        refuse(&c, "表格", "这不是从这一页下载的表格", "请下载表格，填好以后传回来");
        return ST_INVALID;
    }
    compare_frame(&c, back->html);
    for (size_t i = 0; i < tables; i++) {
        made = table_of(form->made, i);
        const struct letter_table *marked = table_of(form->marked, i);
        compare_table(&c, made, same_shape(made, marked) ? marked : made, &back->grids[i]);
    }
    *n = c.n;
    return paper_findings_count(wrong) ? ST_INVALID : ST_OK;
}

size_t paper_form_open(const struct paper_form *form, const char **labels, size_t most)
{
    struct comparing c = {.a = form->f->a, .form = form};
    const char *before, *behind;
    size_t n = 0;
    const struct letter_table *made, *marked;
    for (size_t t = 0; (made = table_of(form->made, t)); t++) {
        marked = table_of(form->marked, t);
        for (size_t r = 0; same_shape(made, marked) && r < made->n_rows; r++)
            for (size_t i = 0; i < made->rows[r].n && n < most; i++) {
                size_t place = place_of(&c, marked->rows[r].cells[i].text, &before, &behind);
                if (place < form->n_places && !form->places[place].closed)
                    labels[n++] = label_of(c.a, &made->rows[r], i, r);
            }
    }
    return n;
}
