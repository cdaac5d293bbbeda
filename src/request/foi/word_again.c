/* The Word file of a letter from before Word files were kept: made again from the case as it was,
 * and given only when the same way makes the very PDF that went out.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/foi/output.h"
#include "request/foi/store.h"

bool foi_is_letter(const struct foi_paper *p)
{
    return (*p->suffix || *p->wording_hash) && strcmp(p->mime, "application/pdf") == 0;
}

/* What was on the file before the act, and what came with it. */
static size_t papers_then(
    const struct foi_paper *list, size_t n, const struct foi_paper *p, struct foi_paper *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (list[i].event_seq < p->event_seq ||
            (list[i].event_seq == p->event_seq && list[i].id < p->id && !foi_is_letter(&list[i])))
            out[kept++] = list[i];
    return kept;
}

/* The letters of the act, made once more. */
static enum st compose_again(struct ctx *c, const struct foi_case *k, const struct foi_paper *p,
    struct foi_letter out[static FOI_PAINTED_MOST], size_t *n_out)
{
    struct foi_event *list;
    struct foi_case *then = ARENA_NEW(c->mem, struct foi_case);
    struct derived *d = ARENA_NEW(c->mem, struct derived);
    struct letter_case lc;
    size_t n, past = 0;
    enum st st = foi_event_list(c, k, &list, &n);
    while (!st && past < n && list[past].seq <= p->event_seq)
        past++;
    *then = *k;
    *n_out = 0;
    if (!st && !past)
        return ST_OK;
    if (!st)
        st = foi_derive(c, then, list, past, day_at(list[past - 1].at), d);
    if (!st)
        st = foi_letter_case(c, then, list, past, d, &lc);
    if (st)
        return st;
    struct foi_paper *before = ARENA_ARRAY(c->mem, struct foi_paper, lc.n_papers + 1);
    lc.n_papers = papers_then(lc.papers, lc.n_papers, p, before);
    lc.papers = before;
    return foi_compose(&lc, out, n_out);
}

/* The same letter gives the same bytes. */
static bool makes(const struct letter *l, const char *pdf, size_t n)
{
    struct buf b;
    struct err e;
    buf_init(&b, 0);
    bool same = letter_pdf(l, &b, NULL, &e) == ST_OK && b.n == n && memcmp(b.p, pdf, n) == 0;
    buf_release(&b);
    return same;
}

static enum st write_word(struct ctx *c, const struct letter *l, const char **bytes, size_t *n)
{
    struct buf b;
    buf_init(&b, 0);
    enum st st = letter_docx(l, &b, &c->err);
    *bytes = arena_strndup(c->mem, buf_str(&b), b.n);
    *n = b.n;
    buf_release(&b);
    return st;
}

enum st foi_word_again(struct ctx *c, const struct foi_case *k, const struct foi_paper *p,
    const char **bytes, size_t *n)
{
    struct foi_letter *letters = ARENA_ARRAY(c->mem, struct foi_letter, FOI_PAINTED_MOST);
    const char *pdf;
    size_t n_letters = 0, n_pdf;
    if (!foi_is_letter(p))
        return fail(c, ST_NOT_FOUND, "", "这份材料没有 Word 文件，只有系统生成的文书才有");
    enum st st = foi_paper_bytes(c, p, &pdf, &n_pdf);
    if (!st)
        st = compose_again(c, k, p, letters, &n_letters);
    for (size_t i = 0; !st && i < n_letters; i++)
        if (letters[i].ready && strcmp(letters[i].kind->name, p->title) == 0 &&
            makes(&letters[i].letter, pdf, n_pdf))
            return write_word(c, &letters[i].letter, bytes, n);
    return st ? st
              : fail(c, ST_CONFLICT, "",
                    "《%s》发出时还没有保存 Word "
                    "文件；文书模板或者机关信息后来改过，也不能再生成与原件一"
                    "样的。请下载 PDF",
                    p->title);
}
