/* The public log in the database: leaves, complete subtrees, the signed head.
 *
 * Appending writes the leaf and every subtree that it completes, so a root or a proof needs at
 * most one node a level.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/tlog.h"

#include <sodium.h>
#include <string.h>

#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/merkle.h"
#include "common/journal/pages.h"
#include "common/journal/tiles.h"
#include "lib/base/json.h"

static const struct stmt stmt_size = {
    "tlog.size", "SELECT COALESCE(max(seq) + 1, 0) FROM log_leaf", NULL};
static const struct stmt stmt_leaf_add = {"tlog.leaf_add",
    "INSERT INTO log_leaf (seq, edition_id, record_id, entry) VALUES ($1, $2, $3, $4)", NULL};
static const struct stmt stmt_node_add = {
    "tlog.node_add", "INSERT INTO log_node (level, idx, hash) VALUES ($1, $2, $3)", NULL};
static const struct stmt stmt_node = {
    "tlog.node", "SELECT hash FROM log_node WHERE level = $1 AND idx = $2", NULL};
static const struct stmt stmt_entry = {
    "tlog.entry", "SELECT entry FROM log_leaf WHERE seq = $1", NULL};
static const struct stmt stmt_head = {
    "tlog.head", "SELECT size, checkpoint FROM log_head WHERE id = 1", NULL};
static const struct stmt stmt_head_set = {"tlog.head_set",
    "INSERT INTO log_head (id, size, checkpoint) VALUES (1, $1, $2) "
    "ON CONFLICT (id) DO UPDATE SET size = $1, checkpoint = $2",
    NULL};
static const struct stmt *const stmts[] = {&stmt_size, &stmt_leaf_add, &stmt_node_add, &stmt_node,
    &stmt_entry, &stmt_head, &stmt_head_set, &log_stmt_newest, &tile_stmt_nodes,
    &tile_stmt_entries};

#define PAGE(path, fn)                                                                             \
    {                                                                                              \
        .method = METHOD_GET, .pattern = path, .perm = PERM_PUBLIC, .handler = fn,                 \
        .flags = ROUTE_CACHED                                                                      \
    }
static const struct route routes[] = {
    PAGE("/log/", log_show),
    PAGE("/log/checkpoint", log_checkpoint),
    PAGE("/log/tile/*", log_tile),
    PAGE("/log/entry/:seq", log_entry_show),
    PAGE("/log/entry/:seq/proof", log_proof),
};
static enum st seal_again(struct ctx *c);
static const struct job jobs[] = {{"tlog.seal", "签名工作日志的新行", 600, seal_again}};

const struct module tlog_module = {
    .name = "tlog",
    .title = "公开日志",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
};

enum st tlog_node(void *arg, int level, uint64_t index, struct sha256 *out)
{
    struct ctx *c = arg;
    struct rows *r;
    enum st st = q1(c, &stmt_node, ARGS(v_int(level), v_int((int64_t)index)), &r);
    if (st)
        return st;
    size_t n;
    const void *p = rows_blob(r, 0, &n);
    if (n != sizeof out->b)
        return fail(
            c, ST_BROKEN, "", "公开日志的节点 %d/%llu 不完整", level, (unsigned long long)index);
    memcpy(out->b, p, n);
    return ST_OK;
}

/* Writes the leaf's hash and every subtree that is complete with it. */
static enum st add_nodes(struct ctx *c, uint64_t index, struct sha256 h)
{
    enum st st =
        x(c, &stmt_node_add, ARGS(v_int(0), v_int((int64_t)index), v_blob(h.b, sizeof h.b)));
    for (int level = 1; !st && (index & 1); level++) {
        struct sha256 left;
        st = tlog_node(c, level - 1, index - 1, &left);
        if (st)
            break;
        h = merkle_node(&left, &h);
        index >>= 1;
        st = x(
            c, &stmt_node_add, ARGS(v_int(level), v_int((int64_t)index), v_blob(h.b, sizeof h.b)));
    }
    return st;
}

static const char *entry_text(struct ctx *c, const struct leaf *l)
{
    struct buf b;
    char when[26];
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "act", l->act);
    jw_pair(&b, "at", time_rfc3339(c->now, when));
    jw_pair_int(&b, "record", l->record_id);
    jw_pair_int(&b, "edition", l->edition_id);
    jw_pair(&b, "sha256", l->sha256);
    jw_pair(&b, "title", l->title);
    jw_pair(&b, "number", l->number);
    jw_pair(&b, "unit", l->unit);
    jw_pair(&b, "path", l->path);
    buf_addc(&b, '}');
    const char *text = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

/* The checkpoint text that is signed: origin, size, root, and the journal's head as an extension
 * line, so that cutting rows off the end of the journal shows. */
static enum st checkpoint_text(struct ctx *c, const char *origin, uint64_t size, const char **out)
{
    struct merkle_source source = {tlog_node, c};
    struct sha256 root;
    int64_t journal_seq;
    const char *journal_hash;
    enum st st = merkle_root(&source, size, &root);
    if (!st)
        st = journal_head(c, &journal_seq, &journal_hash);
    if (!st)
        *out = arena_printf(c->mem, "%s\n%llu\n%s\njournal %lld %s\n", origin,
            (unsigned long long)size, base64_encode(c->mem, root.b, sizeof root.b),
            (long long)journal_seq, journal_hash);
    return st;
}

static enum st seal(struct ctx *c)
{
    struct log_key key;
    struct rows *r;
    const char *text;
    enum st st = keys_load(c->mem, c->data_dir, &key, &c->err);
    if (!st)
        st = q1(c, &stmt_size, NO_ARGS, &r);
    if (st)
        return st;
    uint64_t size = (uint64_t)rows_int(r, 0);
    st = checkpoint_text(c, key.origin, size, &text);
    if (st)
        return st;
    unsigned char signature[4 + crypto_sign_BYTES];
    memcpy(signature, key.hash, 4);
    crypto_sign_detached(
        signature + 4, NULL, (const unsigned char *)text, strlen(text), key.secret);
    const char *note = arena_printf(c->mem, "%s\n— %s %s\n", text, key.origin,
        base64_encode(c->mem, signature, sizeof signature));
    sodium_memzero(&key, sizeof key);
    return x(c, &stmt_head_set, ARGS(v_int((int64_t)size), v_text(note)));
}

/* The checkpoint names the journal's head: signing it again every ten minutes keeps new rows of the
 * journal from being cut off, also when nothing is published. */
static enum st seal_again(struct ctx *c)
{
    struct tlog_head head;
    int64_t seq;
    const char *hash;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = tlog_head(c, &head);
    if (!st)
        st = journal_head(c, &seq, &hash);
    bool named = !st && (!*head.checkpoint || strstr(head.checkpoint, hash));
    if (!st && !named) {
        ctx_before_commit(c, seal);
        ctx_touch(c, "log");
    }
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

enum st tlog_append(struct ctx *c, const struct leaf *l)
{
    struct rows *r;
    enum st st = q1(c, &stmt_size, NO_ARGS, &r);
    if (st)
        return st;
    int64_t seq = rows_int(r, 0);
    const char *entry = entry_text(c, l);
    if (strlen(entry) > ENTRY_MAX_BYTES)
        return fail(c, ST_TOO_BIG, "title", "标题太长，不能记入公开日志，请缩短标题");
    st = x(c, &stmt_leaf_add,
        ARGS(v_int(seq), v_int(l->edition_id), v_int(l->record_id), v_text(entry)));
    if (!st)
        st = add_nodes(c, (uint64_t)seq, merkle_leaf(entry, strlen(entry)));
    ctx_before_commit(c, seal);
    ctx_touch(c, "log");
    return st;
}

enum st tlog_head(struct ctx *c, struct tlog_head *out)
{
    struct rows *r;
    enum st st = q(c, &stmt_head, NO_ARGS, &r);
    *out = (struct tlog_head){0, ""};
    if (!st && rows_next(r))
        *out = (struct tlog_head){(uint64_t)rows_int(r, 0), rows_text(r, 1)};
    return st;
}

enum st tlog_entry(struct ctx *c, uint64_t seq, const char **entry)
{
    struct rows *r;
    enum st st = q1(c, &stmt_entry, ARGS(v_int((int64_t)seq)), &r);
    if (!st)
        *entry = rows_text(r, 0);
    return st;
}
