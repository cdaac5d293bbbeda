/* From a letter to pieces: title, addressee, blocks, attachments, signature, contact, slip.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter_flow.h"

#include <string.h>

#include "lib/base/utf8.h"

#define TITLE_SIZE 22.0
#define TITLE_PITCH 34.0
#define FEW_ATTACHMENTS 6 /* so many stay with the end of the text and the signature */

struct piece *flow_add(struct flow *f, enum piece_kind kind, double height)
{
    struct piece *p = ARENA_NEW(f->a, struct piece);
    p->kind = kind;
    p->height = height;
    *f->end = p;
    f->end = &p->next;
    return p;
}

static void keep_together(PangoAttrList *attrs, const char *text)
{
    size_t start = 0, end = 0;
    for (; letter_keep_next(text, &start, &end); start = end) {
        PangoAttribute *k = pango_attr_allow_breaks_new(FALSE);
        k->start_index = (guint)start;
        k->end_index = (guint)end;
        pango_attr_list_insert(attrs, k);
    }
}

PangoLayout *flow_layout(
    struct flow *f, enum face face, double size, const char *text, double width)
{
    PangoLayout *l = pango_layout_new(f->pango);
    PangoFontDescription *d = letter_font(face, size);
    PangoAttrList *attrs = pango_attr_list_new();
    arena_defer(f->a, g_object_unref, l);
    pango_layout_set_font_description(l, d);
    pango_font_description_free(d);
    pango_layout_set_text(l, text, -1);
    if (size == BODY_SIZE) /* 28 characters of 16 pt fill 156 mm when set a little closer */
        pango_attr_list_insert(
            attrs, pango_attr_letter_spacing_new((int)((CELL - BODY_SIZE) * PANGO_SCALE)));
    keep_together(attrs, text);
    pango_layout_set_attributes(l, attrs);
    pango_attr_list_unref(attrs);
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    if (width > 0)
        pango_layout_set_width(l, (int)((width + 0.5) * PANGO_SCALE));
    return l;
}

/* The lines of a layout as pieces; gives the first of the last `tail` lines. */
static void add_lines(struct flow *f, PangoLayout *l, struct piece like)
{
    int n = pango_layout_get_line_count(l);
    for (int i = 0; i < n; i++) {
        struct piece *p = flow_add(f, PIECE_LINE, like.height);
        struct piece *next = p->next;
        *p = like;
        p->next = next;
        p->kind = PIECE_LINE;
        p->text = l;
        p->line = i;
        /* two lines at least stay together at the foot and at the head of a page */
        p->keep = like.keep || (n > 1 && (i == 0 || i == n - 2));
        if (like.justify && i == n - 1)
            p->justify = false;
    }
}

static struct piece body_line(void)
{
    return (struct piece){.height = PITCH, .size = BODY_SIZE, .justify = true};
}

static void add_paragraph(struct flow *f, const char *label, const char *text)
{
    const char *end;
    for (const char *p = text;; p = end + 1) {
        end = strchrnul(p, '\n');
        const char *line = arena_printf(f->a, "%s%.*s", p == text ? label : "", (int)(end - p), p);
        PangoLayout *l = flow_layout(f, FACE_BODY, BODY_SIZE, line, AREA_WIDTH);
        pango_layout_set_indent(l, (int)(2 * CELL * PANGO_SCALE));
        if (*line)
            add_lines(f, l, body_line());
        if (!*end)
            return;
    }
}

static void add_block(struct flow *f, const struct letter_block *b)
{
    struct piece like = body_line();
    PangoLayout *l;
    switch (b->kind) {
    case BLOCK_PARAGRAPH:
    case BLOCK_ITEM:
        add_paragraph(f, b->kind == BLOCK_ITEM ? b->label : "", b->text);
        return;
    case BLOCK_HEADING:
        l = flow_layout(f, FACE_HEADING, BODY_SIZE, b->text, AREA_WIDTH);
        pango_layout_set_indent(l, (int)(2 * CELL * PANGO_SCALE));
        like.keep = true;
        break;
    case BLOCK_LINE:
        l = flow_layout(f, FACE_BODY, FORM_SIZE, b->text, AREA_WIDTH);
        like.size = FORM_SIZE;
        like.height = FORM_PITCH;
        flow_add(f, PIECE_GAP, FORM_PITCH / 3);
        break;
    case BLOCK_TABLE:
        flow_table(f, b->table);
        return;
    default:
        return;
    }
    like.justify = false;
    add_lines(f, l, like);
}

/* A centred heading; lines of a title end where the writer says, long ones where they must. */
static void add_centred(struct flow *f, enum face face, double size, double pitch, const char *text)
{
    PangoLayout *l = flow_layout(f, face, size, text, AREA_WIDTH);
    pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
    add_lines(f, l, (struct piece){.height = pitch, .size = size, .keep = true});
}

static void add_opening(struct flow *f)
{
    const struct letter *l = f->letter;
    if (l->head == HEAD_NONE) {
        add_centred(f, FACE_TITLE, TITLE_SIZE, TITLE_PITCH, l->title);
        if (*l->number) {
            flow_add(f, PIECE_GAP, PITCH / 4)->keep = true;
            add_centred(f, FACE_BODY, BODY_SIZE, PITCH, l->number);
        }
    } else {
        flow_add(f, PIECE_HEAD, 0)->keep = true;
        add_centred(f, FACE_TITLE, TITLE_SIZE, TITLE_PITCH, l->title);
    }
    flow_add(f, PIECE_GAP, *l->addressee ? PITCH * 3 / 4 : PITCH / 2)->keep = true;
    if (*l->addressee) {
        PangoLayout *to = flow_layout(
            f, FACE_BODY, BODY_SIZE, arena_printf(f->a, "%s：", l->addressee), AREA_WIDTH);
        struct piece like = body_line();
        like.justify = false;
        like.keep = true;
        add_lines(f, to, like);
    }
}

const char *letter_attachment_label(struct arena *a, const struct letter *l, size_t i)
{
    return l->n_attachments > 1 ? arena_printf(a, "%zu．", i + 1) : "";
}

/* 附件：1．… below the text, further names under the first. */
static void add_attachments(struct flow *f)
{
    const struct letter *l = f->letter;
    if (l->n_attachments)
        flow_add(f, PIECE_GAP, PITCH);
    for (size_t i = 0; i < l->n_attachments; i++) {
        const char *label = letter_attachment_label(f->a, l, i);
        const char *head = i ? "" : "附件：";
        double in = i ? 5 * CELL : 2 * CELL, hang = (i ? 0 : 3 * CELL) + (*label ? 1.5 * CELL : 0);
        PangoLayout *t = flow_layout(f, FACE_BODY, BODY_SIZE,
            arena_printf(f->a, "%s%s%s", head, label, l->attachments[i]), AREA_WIDTH - in);
        pango_layout_set_indent(t, (int)(-hang * PANGO_SCALE));
        struct piece like = body_line();
        like.justify = false;
        like.x = in;
        add_lines(f, t, like);
    }
}

/* The last line of text, with which the end of the letter shall stand on one page. */
static struct piece *last_line(const struct flow *f)
{
    struct piece *last = NULL;
    for (struct piece *p = f->first; p; p = p->next)
        if (p->kind == PIECE_LINE)
            last = p;
    return last;
}

/* tail: the line from which on everything stays together. */
static void add_closing(struct flow *f, struct piece *tail)
{
    const struct letter *l = f->letter;
    bool dated = day_given(l->date);
    if (*l->signature || dated) {
        for (struct piece *p = tail; p; p = p->next)
            p->keep = true;
        flow_add(f, PIECE_GAP, l->seal ? 2 * PITCH : PITCH)->keep = true;
        flow_add(f, PIECE_SIGNED, PITCH * ((*l->signature != 0) + dated))->keep = *l->contact;
    }
    if (*l->contact) {
        PangoLayout *t = flow_layout(f, FACE_BODY, BODY_SIZE,
            arena_printf(f->a, "（%s）", l->contact), AREA_WIDTH - 2 * CELL);
        struct piece like = body_line();
        like.justify = false;
        like.x = 2 * CELL;
        flow_add(f, PIECE_GAP, l->seal ? PITCH : PITCH / 2)->keep = true;
        add_lines(f, t, like);
    }
}

static void add_slip(struct flow *f)
{
    const struct letter *l = f->letter;
    if (!*l->slip_title && !l->n_slip)
        return;
    flow_add(f, PIECE_GAP, PITCH / 2)->keep = true;
    flow_add(f, PIECE_CUT, PITCH)->keep = true;
    add_centred(f, FACE_HEADING, BODY_SIZE, PITCH, l->slip_title);
    struct piece **from = f->end;
    for (size_t i = 0; i < l->n_slip; i++)
        add_block(f, &l->slip[i]);
    for (struct piece *p = *from; p && p->next; p = p->next)
        p->keep = true;
}

void flow_letter(struct flow *f)
{
    f->first = NULL;
    f->end = &f->first;
    add_opening(f);
    for (size_t i = 0; i < f->letter->n_blocks; i++)
        add_block(f, &f->letter->blocks[i]);
    struct piece *tail = f->letter->n_attachments <= FEW_ATTACHMENTS ? last_line(f) : NULL;
    add_attachments(f);
    add_closing(f, tail ? tail : last_line(f));
    add_slip(f);
}
