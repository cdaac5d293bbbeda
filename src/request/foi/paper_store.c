/* Papers and files of a case: rows that name sealed files.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "request/foi/store.h"

#define PAPER_COLUMNS                                                                              \
    "SELECT id, case_id, event_seq, slot, suffix, number, mime, vault_name, size_bytes, pages, "   \
    "for_applicant, day, created_at, sealed, wording, wording_hash, word_name FROM foi_paper "

const struct stmt foi_sql_paper_add = {"foi.paper_add",
    "INSERT INTO foi_paper (case_id, event_seq, slot, suffix, number, mime, vault_name, "
    "size_bytes, pages, for_applicant, day, created_at, sealed, wording, wording_hash, "
    "word_name) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id",
    NULL};
const struct stmt foi_sql_paper_list = {
    "foi.papers", PAPER_COLUMNS "WHERE case_id = $1 ORDER BY id", NULL};
const struct stmt foi_sql_paper_get = {"foi.paper", PAPER_COLUMNS "WHERE id = $1", NULL};

/* Titles and file names may hold names of people: sealed. */
static void names_seal(
    struct ctx *c, const struct vault *v, const struct foi_paper *p, const void **out, size_t *n)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "title", p->title);
    jw_pair(&b, "file_name", p->file_name);
    buf_addc(&b, '}');
    vault_seal(c, v, buf_str(&b), b.n, out, n);
    buf_release(&b);
}

enum st paper_add(
    struct ctx *c, const struct vault *v, const struct foi_paper *p, const char *bytes, int64_t *id)
{
    const char *name;
    const void *sealed;
    size_t n_sealed;
    enum st st = vault_file_put(c, v, bytes, (size_t)p->size_bytes, &name);
    if (st)
        return st;
    names_seal(c, v, p, &sealed, &n_sealed);
    return insert(c, &foi_sql_paper_add,
        ARGS(v_int(p->case_id), v_int(p->event_seq), v_text(p->slot), v_text(p->suffix),
            v_text(p->number), v_text(p->mime), v_text(name), v_int(p->size_bytes), v_int(p->pages),
            v_int(p->for_applicant), v_int(p->day.n), v_int(c->now), v_blob(sealed, n_sealed),
            v_int(p->wording), v_text(p->wording_hash ? p->wording_hash : ""),
            v_text(p->word_name ? p->word_name : "")),
        id);
}

static enum st paper_row(
    struct ctx *c, const struct vault *v, const struct rows *r, struct foi_paper *out)
{
    const char *text;
    size_t n, n_text;
    const struct json *j = NULL;
    const void *sealed = rows_blob(r, 13, &n);
    enum st st = vault_open(c, v, sealed, n, &text, &n_text);
    if (!st)
        st = json_parse(c->mem, text, n_text, &j, &c->err);
    *out = (struct foi_paper){.id = rows_int(r, 0),
        .case_id = rows_int(r, 1),
        .event_seq = rows_int(r, 2),
        .slot = rows_text(r, 3),
        .suffix = rows_text(r, 4),
        .number = rows_text(r, 5),
        .mime = rows_text(r, 6),
        .vault_name = rows_text(r, 7),
        .size_bytes = rows_int(r, 8),
        .pages = (int)rows_int(r, 9),
        .for_applicant = rows_int(r, 10) != 0,
        .day = (struct day){(int32_t)rows_int(r, 11)},
        .created_at = rows_int(r, 12),
        .wording = rows_int(r, 14),
        .wording_hash = rows_text(r, 15),
        .word_name = rows_text(r, 16),
        .title = json_get_text(j, "title"),
        .file_name = json_get_text(j, "file_name")};
    return st;
}

enum st foi_paper_list(struct ctx *c, int64_t case_id, struct foi_paper **list, size_t *n)
{
    struct rows *r;
    struct vault v;
    enum st st = vault_load(c, &v);
    if (!st)
        st = q(c, &foi_sql_paper_list, ARGS(v_int(case_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct foi_paper, rows_count(r));
    for (*n = 0; !st && rows_next(r); (*n)++)
        st = paper_row(c, &v, r, &(*list)[*n]);
    return st;
}

enum st foi_paper_get(struct ctx *c, int64_t id, struct foi_paper *out)
{
    struct rows *r;
    struct vault v;
    enum st st = vault_load(c, &v);
    if (!st)
        st = q1(c, &foi_sql_paper_get, ARGS(v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "没有这份材料");
    return st ? st : paper_row(c, &v, r, out);
}

enum st foi_paper_bytes(struct ctx *c, const struct foi_paper *p, const char **bytes, size_t *n)
{
    struct vault v;
    enum st st = vault_load(c, &v);
    return st ? st : vault_file_get(c, &v, p->vault_name, bytes, n);
}

enum st foi_paper_word(struct ctx *c, const struct foi_paper *p, const char **bytes, size_t *n)
{
    struct vault v;
    if (!*p->word_name)
        return fail(c, ST_NOT_FOUND, "", "这份材料没有 Word 文件，只有系统生成的文书才有");
    enum st st = vault_load(c, &v);
    return st ? st : vault_file_get(c, &v, p->word_name, bytes, n);
}
