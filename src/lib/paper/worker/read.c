/* The text layer of a PDF, page by page.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/worker/read.h"

#include <string.h>

#include "lib/paper/worker/source.h"

static void add_page(const struct source *s, int page, struct buf *out, struct file_text *t)
{
    size_t before = out->n;
    PopplerPage *p = poppler_document_get_page(s->doc, page);
    char *words = p ? poppler_page_get_text(p) : NULL;
    char *valid = g_utf8_make_valid(words ? words : "", -1);
    file_text_reflow(out, valid, strlen(valid));
    t->n_blank += out->n == before;
    g_free(valid);
    g_free(words);
    g_clear_object(&p);
}

static void read_pdf(struct arena *a, struct paper_bytes file, struct file_text *out)
{
    struct source s;
    struct buf b;
    struct err e;
    enum st st = source_open(&s, file, &e);
    if (st) {
        out->state = s.locked           ? FILE_TEXT_LOCKED
                     : st == ST_TOO_BIG ? FILE_TEXT_TOO_BIG
                                        : FILE_TEXT_BROKEN;
        return;
    }
    buf_init(&b, 4 * FILE_TEXT_MAX_BYTES);
    for (int i = 0; i < s.n_pages && b.n <= FILE_TEXT_MAX_BYTES; i++) {
        if (i)
            buf_addc(&b, '\f');
        add_page(&s, i, &b, out);
        out->n_pages++;
    }
    file_text_finish(a, &b, out);
    buf_release(&b);
    source_close(&s);
}

void read_text(struct arena *a, struct paper_bytes file, struct file_text *out)
{
    *out = (struct file_text){.text = ""};
    size_t head = file.n < 1024 ? file.n : 1024;
    if (memmem(file.p, head, "%PDF-", 5))
        read_pdf(a, file, out);
    else
        file_text_of(a, file, out);
}
