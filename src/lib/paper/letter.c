/* What holds for letters in every form: bounds, and the plain text.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"

const struct letter letter_blank = {.organ = "",
    .title = "",
    .number = "",
    .addressee = "",
    .signature = "",
    .date = {DAY_NONE},
    .contact = "",
    .slip_title = ""};

#define SEAL_MAX_PIXELS 2000
#define SEAL_MAX_BYTES ((size_t)2 << 20)

struct tally { /* what has been looked at */
    size_t bytes, blocks;
    bool bad;
};

static void count(struct tally *t, const char *s)
{
    size_t n = strlen(s);
    t->bytes += n;
    t->bad |= !utf8_valid(s, n);
    for (const unsigned char *p = (const unsigned char *)s; *p; p++)
        t->bad |= (*p < 0x20 && *p != '\n') || *p == 0x7F;
    t->bad |= strstr(s, "\xEF\xBF\xBE") || strstr(s, "\xEF\xBF\xBF"); /* no characters in XML */
}

static enum st count_table(struct tally *t, const struct letter_table *table, struct err *e)
{
    if (!table || !table->n_columns)
        return err_set(e, ST_INVALID, "", "表格没有列");
    for (size_t i = 0; i < table->n_columns; i++)
        if (table->widths[i] < 1)
            return err_set(e, ST_INVALID, "", "表格第%zu列没有宽度", i + 1);
    for (size_t i = 0; i < table->n_rows; i++) {
        size_t covered = 0;
        for (size_t k = 0; k < table->rows[i].n; k++) {
            const struct letter_cell *c = &table->rows[i].cells[k];
            if (c->span < 1 || (size_t)c->span > table->n_columns)
                return err_set(e, ST_INVALID, "", "表格第%zu行跨列数不对", i + 1);
            covered += (size_t)c->span;
            count(t, c->text);
        }
        if (covered != table->n_columns)
            return err_set(e, ST_INVALID, "", "表格第%zu行有%zu列，应有%zu列", i + 1, covered,
                table->n_columns);
        t->blocks++;
    }
    return ST_OK;
}

static enum st count_blocks(struct tally *t, const struct letter_block *b, size_t n, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < n && !st; i++, t->blocks++) {
        if (b[i].kind == BLOCK_TABLE) {
            st = count_table(t, b[i].table, e);
            continue;
        }
        count(t, b[i].text);
        if (b[i].kind == BLOCK_ITEM)
            count(t, b[i].label);
    }
    return st;
}

static uint32_t big_endian(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A PNG by its first bytes, of a size that is quick to read. */
static bool good_seal(const struct letter *l)
{
    const unsigned char *p = l->seal_png;
    if (!p)
        return true;
    if (l->seal_png_bytes < 33 || l->seal_png_bytes > SEAL_MAX_BYTES ||
        memcmp(p, "\x89PNG\r\n\x1a\n", 8) != 0)
        return false;
    uint32_t w = big_endian(p + 16), h = big_endian(p + 20);
    return w && h && w <= SEAL_MAX_PIXELS && h <= SEAL_MAX_PIXELS;
}

enum st letter_check(const struct letter *l, struct err *e)
{
    const char *const texts[] = {
        l->organ, l->title, l->number, l->addressee, l->signature, l->contact, l->slip_title};
    struct tally t = {0};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        count(&t, texts[i]);
    for (size_t i = 0; i < l->n_attachments; i++)
        count(&t, l->attachments[i]);
    enum st st = count_blocks(&t, l->blocks, l->n_blocks, e);
    if (!st)
        st = count_blocks(&t, l->slip, l->n_slip, e);
    if (st)
        return st;
    if (t.bad)
        return err_set(e, ST_INVALID, "", "文书中有不能打印的字符，请删去后重试");
    if (!good_seal(l))
        return err_set(
            e, ST_INVALID, "seal", "印章图片应是 PNG，长宽不超过%d像素、2 MB", SEAL_MAX_PIXELS);
    if (!*l->title)
        return err_set(e, ST_INVALID, "title", "文书没有标题");
    if (t.bytes > LETTER_MAX_BYTES || t.blocks > LETTER_MAX_BLOCKS || l->n_attachments > 500)
        return err_set(e, ST_TOO_BIG, "", "文书内容过长，请把较长的内容改为附件");
    return ST_OK;
}

static void line(struct buf *out, const char *before, const char *s, const char *after)
{
    if (!*s)
        return;
    buf_adds(out, before);
    buf_adds(out, s);
    buf_adds(out, after);
    buf_addc(out, '\n');
}

static void table_text(const struct letter_table *t, struct buf *out)
{
    for (size_t i = 0; i < t->n_rows; i++) {
        for (size_t k = 0; k < t->rows[i].n; k++) {
            if (k)
                buf_adds(out, "  ");
            buf_adds(out, t->rows[i].cells[k].text);
        }
        buf_addc(out, '\n');
    }
}

static void blocks_text(const struct letter_block *b, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++)
        if (b[i].kind == BLOCK_TABLE)
            table_text(b[i].table, out);
        else
            line(out, b[i].kind == BLOCK_ITEM ? b[i].label : "", b[i].text, "");
}

void letter_text(const struct letter *l, struct buf *out)
{
    char date[24];
    struct arena *a = arena_new();
    if (l->head != HEAD_NONE) {
        line(out, "", l->organ, "");
        line(out, "", l->number, "");
    }
    line(out, "", l->title, "");
    if (l->head == HEAD_NONE)
        line(out, "", l->number, "");
    line(out, "", l->addressee, "：");
    blocks_text(l->blocks, l->n_blocks, out);
    for (size_t i = 0; i < l->n_attachments; i++) {
        buf_adds(out, i ? "" : "附件：");
        line(out, letter_attachment_label(a, l, i), l->attachments[i], "");
    }
    if (l->seal)
        line(out, "", "（印章）", "");
    line(out, "", l->signature, "");
    line(out, "", day_text_zh(l->date, date), "");
    line(out, "（", l->contact, "）");
    line(out, "", l->slip_title, "");
    blocks_text(l->slip, l->n_slip, out);
    arena_free(&a);
}
