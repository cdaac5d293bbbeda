/* The questions about a file's pages, put to the paper worker.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/pages.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/paper/spawn.h"
#include "lib/paper/word.h"

#define CPU_S 20
#define CPU_LONG_S 120

static struct paper_bytes bytes_of(const struct paper_file *f)
{
    return (struct paper_bytes){f->p, f->n};
}

static int seconds(const struct paper_file *f, int usual)
{
    return f->cpu_s > 0 ? f->cpu_s : usual;
}

enum st pages_info(
    struct arena *a, const struct paper_file *f, struct pages_info *out, struct err *e)
{
    struct paper_request q = {.op = PAPER_INFO, .file = bytes_of(f)};
    struct paper_bytes body;
    enum st st = paper_ask(a, &q, seconds(f, CPU_S), &body, e);
    return st ? st : wire_info_read(a, body, out, e);
}

enum st pages_image(struct arena *a, const struct paper_file *f, struct page_at at,
    struct paper_bytes *png, struct err *e)
{
    struct paper_request q = {.op = PAPER_IMAGE, .at = at, .file = bytes_of(f)};
    return paper_ask(a, &q, seconds(f, CPU_S), png, e);
}

enum st pages_text(
    struct arena *a, const struct paper_file *f, int page, const char **out, struct err *e)
{
    struct paper_request q = {.op = PAPER_TEXT, .at.page = page, .file = bytes_of(f)};
    struct paper_bytes body;
    enum st st = paper_ask(a, &q, seconds(f, CPU_S), &body, e);
    *out = "";
    if (st)
        return st;
    if (!utf8_valid(body.p, body.n))
        return err_set(e, ST_BROKEN, "", "文件处理程序的回答不完整，请重试");
    *out = body.p;
    return ST_OK;
}

enum st word_pdf(
    struct arena *a, const struct paper_file *f, struct paper_bytes *pdf, struct err *e)
{
    struct paper_request q = {.op = PAPER_WORD, .file = bytes_of(f)};
    return paper_ask(a, &q, seconds(f, CPU_S), pdf, e);
}

enum st mask_apply(struct arena *a, const struct paper_file *f, const struct mask_regions *r,
    struct paper_bytes *pdf, struct err *e)
{
    struct paper_request q = {.op = PAPER_MASK, .regions = *r, .file = bytes_of(f)};
    return paper_ask(a, &q, seconds(f, CPU_LONG_S), pdf, e);
}

enum st mask_prove(
    struct arena *a, const struct mask_check *check, struct mask_proof *out, struct err *e)
{
    struct paper_request q = {.op = PAPER_PROVE,
        .regions = *check->regions,
        .words = check->words,
        .n_words = check->n_words,
        .file = bytes_of(&check->masked),
        .original = bytes_of(&check->original)};
    struct paper_bytes body;
    *out = (struct mask_proof){NULL, 0};
    if (check->n_words > MASK_MAX_WORDS)
        return err_set(e, ST_TOO_BIG, "words", "要核对的字词超过 %d 个", MASK_MAX_WORDS);
    enum st st = paper_ask(a, &q, seconds(&check->masked, CPU_LONG_S), &body, e);
    return st ? st : wire_proof_read(a, body, out, e);
}

enum st mask_make(struct arena *a, const struct paper_file *f, const struct mask_regions *r,
    struct mask_words words, struct paper_bytes *pdf, struct err *e)
{
    struct paper_bytes copy;
    struct mask_proof proof;
    *pdf = (struct paper_bytes){"", 0};
    enum st st = mask_apply(a, f, r, &copy, e);
    if (st)
        return st;
    struct mask_check check = {*f, {copy.p, copy.n, f->cpu_s}, r, words.rows, words.n};
    st = mask_prove(a, &check, &proof, e);
    if (!st && proof.n_faults)
        st = err_set(
            e, ST_INVALID, "file", "遮盖后的文件没有通过核对，不能使用：%s", proof.faults[0]);
    if (!st)
        *pdf = copy;
    return st;
}

enum st bind_papers(struct arena *a, const struct bind *b, struct paper_bytes *pdf, struct err *e)
{
    struct paper_request q = {.op = PAPER_BIND, .bind = *b};
    size_t total = 0;
    for (size_t i = 0; i < b->n_parts; i++)
        total += b->parts[i].file.n;
    if (total > BIND_MAX_BYTES || b->n_parts > BIND_MAX_PARTS)
        return err_set(e, ST_TOO_BIG, "file", "材料合计超过 128 MB，不能合订成一个 PDF");
    for (size_t i = 0; i < b->n_parts; i++)
        if (b->parts[i].file.n > PAPER_MAX_BYTES)
            return err_set(e, ST_TOO_BIG, "file", "第 %zu 件材料超过 64 MB，不能合订", i + 1);
    return paper_ask(a, &q, CPU_LONG_S, pdf, e);
}
