/* The text of a letter as WordprocessingML: paragraphs by style, tables, signature.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/escape.h"
#include "lib/base/utf8.h"
#include "lib/paper/letter_docx.h"

#define AREA_TWIPS 8845 /* 156 mm */
#define DATE_INDENT 400 /* hundredths of a character */

static void run(struct buf *out, const char *s, size_t n)
{
    buf_adds(out, "<w:r><w:t xml:space=\"preserve\">");
    escape_html(out, s, n);
    buf_adds(out, "</w:t></w:r>");
}

/* One paragraph; more: further properties of it. */
static void paragraph_n(
    struct buf *out, const char *style, const char *more, const char *text, size_t n)
{
    buf_addf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
    if (n)
        run(out, text, n);
    buf_adds(out, "</w:p>");
}

/* A paragraph for each line of the text. */
static void paragraphs(
    struct buf *out, const char *style, const char *more, const char *label, const char *text)
{
    const char *end;
    for (const char *p = text;; p = end + 1) {
        end = strchrnul(p, '\n');
        buf_addf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
        if (p == text && *label)
            run(out, label, strlen(label));
        if (end > p)
            run(out, p, (size_t)(end - p));
        buf_adds(out, "</w:p>");
        if (!*end)
            return;
    }
}

static void blank(struct buf *out)
{
    paragraph_n(out, "Normal", "", "", 0);
}

static void cell(struct buf *out, const struct letter_cell *c, int twips)
{
    buf_addf(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", twips);
    if (c->span > 1)
        buf_addf(out, "<w:gridSpan w:val=\"%d\"/>", c->span);
    buf_adds(out, "<w:vAlign w:val=\"center\"/></w:tcPr>");
    paragraphs(out, c->label ? "Label" : "Cell", "", "", c->text);
    buf_adds(out, "</w:tc>");
}

static void row(struct buf *out, const struct letter_row *r, const int *twips)
{
    int lines = r->min_lines > 1 ? r->min_lines : 1, column = 0;
    buf_addf(out,
        "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"%d\" w:hRule=\"atLeast\"/></w:trPr>",
        lines * 370 + 180);
    for (size_t i = 0; i < r->n; i++) {
        int width = 0;
        for (int k = 0; k < r->cells[i].span; k++)
            width += twips[column++];
        cell(out, &r->cells[i], width);
    }
    buf_adds(out, "</w:tr>");
}

static void table(struct buf *out, struct arena *a, const struct letter_table *t)
{
    int all = 0, *twips = ARENA_ARRAY(a, int, t->n_columns);
    for (size_t i = 0; i < t->n_columns; i++)
        all += t->widths[i];
    buf_addf(out, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblBorders>", AREA_TWIPS);
    static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};
    for (size_t i = 0; i < COUNT_OF(sides); i++)
        buf_addf(
            out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>", sides[i]);
    buf_adds(out, "</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < t->n_columns; i++) {
        twips[i] = AREA_TWIPS * t->widths[i] / all;
        buf_addf(out, "<w:gridCol w:w=\"%d\"/>", twips[i]);
    }
    buf_adds(out, "</w:tblGrid>");
    for (size_t i = 0; i < t->n_rows; i++)
        row(out, &t->rows[i], twips);
    buf_adds(out, "</w:tbl>");
}

static void blocks(struct buf *out, struct arena *a, const struct letter_block *b, size_t n)
{
    static const char *const styles[] = {[BLOCK_PARAGRAPH] = "Text",
        [BLOCK_ITEM] = "Text",
        [BLOCK_HEADING] = "Heading1",
        [BLOCK_LINE] = "Line"};
    for (size_t i = 0; i < n; i++) {
        if (b[i].kind == BLOCK_TABLE) {
            table(out, a, b[i].table);
            if (i + 1 == n ||
                b[i + 1].kind == BLOCK_TABLE) /* tables need text between and behind */
                paragraph_n(out, "Line", "", "", 0);
        } else {
            paragraphs(
                out, styles[b[i].kind], "", b[i].kind == BLOCK_ITEM ? b[i].label : "", b[i].text);
        }
    }
}

#define RED_LINE(kind, size)                                                                       \
    "<w:pBdr><w:bottom w:val=\"" kind "\" w:sz=\"" size                                            \
    "\" w:space=\"6\" w:color=\"D80E14\"/></w:pBdr>"

static void opening(struct buf *out, const struct letter *l)
{
    const char *end;
    if (l->head == HEAD_RED) {
        paragraphs(out, "Organ", "", "", l->organ);
        paragraphs(out, "Number", RED_LINE("single", "12"), "", l->number);
    } else if (l->head == HEAD_LETTER) {
        paragraphs(out, "Organ", RED_LINE("thickThinSmallGap", "24"), "", l->organ);
        paragraphs(out, "Number", "<w:jc w:val=\"right\"/>", "", l->number);
    }
    if (l->head != HEAD_NONE)
        blank(out);
    for (const char *p = l->title;; p = end + 1) {
        end = strchrnul(p, '\n');
        paragraph_n(out, "Title", "", p, (size_t)(end - p));
        if (!*end)
            break;
    }
    if (l->head == HEAD_NONE && *l->number)
        paragraphs(out, "Number", "", "", l->number);
    if (*l->addressee) {
        blank(out);
        buf_adds(out, "<w:p><w:pPr><w:pStyle w:val=\"Addressee\"/></w:pPr>");
        run(out, l->addressee, strlen(l->addressee));
        run(out, "：", strlen("："));
        buf_adds(out, "</w:p>");
    }
}

static void attachments(struct buf *out, struct arena *a, const struct letter *l)
{
    if (l->n_attachments)
        blank(out);
    for (size_t i = 0; i < l->n_attachments; i++)
        paragraphs(out, "Attachment", i ? "<w:ind w:leftChars=\"500\" w:left=\"1600\"/>" : "",
            arena_printf(a, "%s%s", i ? "" : "附件：", letter_attachment_label(a, l, i)),
            l->attachments[i]);
}

/* Width in hundredths of a character; digits are half as wide. */
static int width_of(const char *s)
{
    int n = 0;
    for (const char *p = s, *end = s + strlen(s); p < end;)
        n += utf8_next(&p, end) < 0x80 ? 50 : 100;
    return n;
}

static const char *right_indent(struct arena *a, int hundredths)
{
    hundredths = hundredths > 0 ? hundredths : 0;
    return arena_printf(
        a, "<w:ind w:rightChars=\"%d\" w:right=\"%d\"/>", hundredths, hundredths * 320 / 100);
}

/* The signature is centred above the date. */
static void closing(struct buf *out, struct arena *a, const struct letter *l)
{
    char date[24];
    int middle;
    day_text_zh(l->date, date);
    middle = DATE_INDENT + (*date ? width_of(date) : 600) / 2;
    if (*l->signature || *date)
        blank(out);
    if (l->seal)
        paragraphs(out, "Seal", right_indent(a, middle - 200), "", "（印章）");
    if (*l->signature)
        paragraphs(out, "Signature", right_indent(a, middle - width_of(l->signature) / 2), "",
            l->signature);
    if (*date)
        paragraphs(out, "Signature", right_indent(a, DATE_INDENT), "", date);
    if (*l->contact)
        paragraphs(out, "Contact", "", "", arena_printf(a, "（%s）", l->contact));
}

void letter_docx_body(struct buf *out, const struct letter *l)
{
    struct arena *a = arena_new();
    opening(out, l);
    blocks(out, a, l->blocks, l->n_blocks);
    attachments(out, a, l);
    closing(out, a, l);
    if (*l->slip_title || l->n_slip) {
        blank(out);
        paragraphs(out, "Slip",
            "<w:pBdr><w:top w:val=\"dashed\" w:sz=\"6\" w:space=\"8\" "
            "w:color=\"000000\"/></w:pBdr>",
            "", l->slip_title);
        blocks(out, a, l->slip, l->n_slip);
    }
    arena_free(&a);
}
