/* The public log for people and programs: /log/, an entry with its proof, checkpoint and tiles.
 *
 * SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "common/journal/keys.h"
#include "common/journal/merkle.h"
#include "common/journal/pages.h"
#include "common/journal/tiles.h"
#include "lib/base/json.h"

const struct stmt log_stmt_newest = {
    "tlog.newest", "SELECT seq, entry FROM log_leaf ORDER BY seq DESC LIMIT $1 OFFSET $2", NULL};

const char *log_act_word(const char *act)
{
    static const char *const words[][2] = {{"publish", "发布"}, {"amend", "修改"}, {"end", "结束"}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(act, words[i][0]) == 0)
            return words[i][1];
    return act;
}

enum st log_row_read(struct ctx *c, uint64_t seq, const char *entry, struct log_row *out)
{
    const struct json *j;
    enum st st = json_parse(c->mem, entry, strlen(entry), &j, &c->err);
    if (st)
        return fail(c, ST_BROKEN, "", "公开日志第 %" PRIu64 " 条读不出来", seq);
    *out = (struct log_row){.seq = seq,
        .act = json_get_text(j, "act"),
        .at = json_get_text(j, "at"),
        .title = json_get_text(j, "title"),
        .number = json_get_text(j, "number"),
        .unit = json_get_text(j, "unit"),
        .sha256 = json_get_text(j, "sha256"),
        .path = json_get_text(j, "path"),
        .record = json_get_int(j, "record", 0),
        .edition = json_get_int(j, "edition", 0)};
    out->when =
        strlen(out->at) < 16 ? out->at : arena_printf(c->mem, "%.10s %.5s", out->at, out->at + 11);
    return ST_OK;
}

static const char *verifier(struct ctx *c)
{
    struct log_key key;
    struct err e;
    if (keys_load(c->mem, c->data_dir, &key, &e))
        return "";
    const char *text = keys_verifier(c->mem, &key);
    sodium_memzero(&key, sizeof key);
    return text;
}

enum st log_show(struct req *r)
{
    struct ctx *c = r->ctx;
    struct log_view v = {.verifier = verifier(c)};
    struct rows *rows = NULL;
    res_tag(r, "log");
    res_tag(r, "site");
    enum st st = tlog_head(c, &v.head);
    if (!st)
        st = q(c, &log_stmt_newest,
            ARGS(v_int(LOG_PER_PAGE), v_int((ui_page(r) - 1) * LOG_PER_PAGE)), &rows);
    if (st)
        return st;
    v.rows = ARENA_ARRAY(c->mem, struct log_row, rows_count(rows));
    while (!st && rows_next(rows))
        st = log_row_read(c, (uint64_t)rows_int(rows, 0), rows_text(rows, 1), &v.rows[v.n++]);
    if (!st)
        log_page(&r->out, r, &v);
    return st;
}

/* ---- one entry ---- */

static const char *base64_of(struct ctx *c, const struct sha256 *h)
{
    return base64_encode(c->mem, h->b, sizeof h->b);
}

static enum st prove(struct ctx *c, uint64_t seq, struct proof_view *v)
{
    struct merkle_source source = {tlog_node, c};
    struct sha256 proof[MERKLE_PROOF_MAX], root;
    enum st st = tlog_head(c, &v->head);
    if (!st && seq >= v->head.size)
        return fail(c, ST_NOT_FOUND, "", "公开日志里还没有第 %" PRIu64 " 条", seq);
    if (!st)
        st = tlog_entry(c, seq, &v->entry);
    if (!st)
        st = merkle_inclusion(&source, seq, v->head.size, proof, &v->n_proof);
    if (!st)
        st = merkle_root(&source, v->head.size, &root);
    if (st)
        return st;
    struct sha256 leaf = merkle_leaf(v->entry, strlen(v->entry));
    const char **list = ARENA_ARRAY(c->mem, const char *, v->n_proof);
    for (size_t i = 0; i < v->n_proof; i++)
        list[i] = base64_of(c, &proof[i]);
    v->proof = list;
    v->leaf = base64_of(c, &leaf);
    v->root = base64_of(c, &root);
    return ST_OK;
}

static enum st read_seq(struct req *r, uint64_t *seq)
{
    const char *text = req_param(r, "seq");
    size_t n = strspn(text, "0123456789");
    if (!n || n > 15 || text[n] || (*text == '0' && n > 1))
        return fail(r->ctx, ST_NOT_FOUND, "", "公开日志的编号是从 0 开始的整数");
    *seq = strtoull(text, NULL, 10);
    return ST_OK;
}

enum st log_entry_show(struct req *r)
{
    struct proof_view v = {.verifier = verifier(r->ctx)};
    uint64_t seq = 0;
    res_tag(r, "log");
    res_tag(r, "site");
    enum st st = read_seq(r, &seq);
    if (!st)
        st = prove(r->ctx, seq, &v);
    if (!st)
        st = log_row_read(r->ctx, seq, v.entry, &v.row);
    if (!st)
        log_entry_page(&r->out, r, &v);
    return st;
}

/* The proof as one file in the format of c2sp.org/tlog-proof: index, hashes, checkpoint. */
enum st log_proof(struct req *r)
{
    struct proof_view v = {.entry = ""};
    uint64_t seq = 0;
    res_tag(r, "log");
    enum st st = read_seq(r, &seq);
    if (!st)
        st = prove(r->ctx, seq, &v);
    if (st)
        return st;
    r->content_type = "text/plain; charset=utf-8";
    buf_addf(&r->out, "c2sp.org/tlog-proof@v1\nindex %" PRIu64 "\n", seq);
    for (size_t i = 0; i < v.n_proof; i++)
        buf_addf(&r->out, "%s\n", v.proof[i]);
    buf_addf(&r->out, "\n%s", v.head.checkpoint);
    return ST_OK;
}

/* ---- for programs ---- */

enum st log_checkpoint(struct req *r)
{
    struct tlog_head head;
    res_tag(r, "log");
    enum st st = tlog_head(r->ctx, &head);
    if (!st && !*head.checkpoint)
        return fail(r->ctx, ST_NOT_FOUND, "", "还没有发布过内容，公开日志是空的");
    if (st)
        return st;
    r->content_type = "text/plain; charset=utf-8";
    buf_adds(&r->out, head.checkpoint);
    return ST_OK;
}

enum st log_tile(struct req *r)
{
    struct tile t;
    if (!tile_parse(req_param(r, "*"), &t))
        return fail(r->ctx, ST_NOT_FOUND, "", "公开日志的地址不对，写法见 c2sp.org/tlog-tiles");
    enum st st = tile_write(r->ctx, &t, &r->out);
    if (st)
        return st;
    r->content_type = "application/octet-stream";
    if (t.width == TILE_WIDTH) /* never changes again */
        res_header(r, "Cache-Control", "public, max-age=31536000, immutable");
    return ST_OK;
}
