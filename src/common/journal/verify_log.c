/* The public log recomputed from its leaves: every node, the root, the signed checkpoint.
 *
 * One level of the tree is held in memory at a time: 32 bytes a leaf.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/verify_log.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#include "common/journal/keys.h"
#include "common/journal/merkle.h"
#include "common/journal/tlog.h"
#include "common/journal/verify.h"

const struct stmt verify_stmt_leaves = {
    "verify.leaves", "SELECT seq, entry FROM log_leaf WHERE seq > $1 ORDER BY seq LIMIT $2", NULL};
const struct stmt verify_stmt_nodes = {"verify.nodes",
    "SELECT idx, hash FROM log_node WHERE level = $1 AND idx >= $2 AND idx < $3 ORDER BY idx",
    NULL};
const struct stmt verify_stmt_extra = {"verify.extra_nodes",
    "SELECT idx FROM log_node WHERE level = $1 AND (idx >= $2 OR idx < 0) ORDER BY idx LIMIT 1",
    NULL};
const struct stmt verify_stmt_journal_at = {
    "verify.journal_at", "SELECT hash FROM journal WHERE seq = $1", NULL};

struct level {
    struct buf hashes; /* 32 bytes each */
    uint64_t n;
    int64_t next; /* leaf expected next */
};

static struct sha256 *hash_at(const struct level *l, uint64_t i)
{
    return (struct sha256 *)(void *)(l->hashes.p + i * SHA256_BYTES);
}

static enum st leaf_row(struct verify *v, const struct rows *r, void *arg)
{
    struct level *l = arg;
    int64_t seq = rows_int(r, 0);
    const char *entry = rows_text(r, 1);
    if (seq != l->next) {
        verify_fault(
            v, "log_leaf 第 %lld 行起缺少 %lld 行", (long long)l->next, (long long)(seq - l->next));
        return fail(v->c, ST_NOT_FOUND, "", "gap"); /* the tree above cannot be judged */
    }
    l->next++;
    struct sha256 h = merkle_leaf(entry, strlen(entry));
    buf_add(&l->hashes, h.b, sizeof h.b);
    l->n++;
    return buf_failed(&l->hashes) ? fail(v->c, ST_TOO_BIG, "", "公开日志太大，内存放不下") : ST_OK;
}

static void judge_node(struct verify *v, int level, uint64_t i, const struct sha256 *expected,
    const void *stored, size_t n)
{
    if (n == SHA256_BYTES && memcmp(stored, expected->b, SHA256_BYTES) == 0)
        return;
    if (level)
        verify_fault(v, "log_node 第 %d 层第 %" PRIu64 " 个：与下层算出的不符", level, i);
    else
        verify_fault(v, "log_leaf 第 %" PRIu64 " 行：内容与 log_node 第 0 层的校验值不符", i);
}

/* The stored nodes of one level against the computed ones. */
static enum st check_level(struct verify *v, int level, const struct level *l)
{
    uint64_t at = 0;
    while (at < l->n) {
        struct arena *keep = v->c->mem;
        struct rows *r;
        uint64_t end = at + VERIFY_PAGE_ROWS < l->n ? at + VERIFY_PAGE_ROWS : l->n;
        v->c->mem = arena_new();
        enum st st = q(v->c, &verify_stmt_nodes,
            ARGS(v_int(level), v_int((int64_t)at), v_int((int64_t)end)), &r);
        while (!st && rows_next(r)) {
            uint64_t i = (uint64_t)rows_int(r, 0);
            for (; at < i; at++)
                verify_fault(v, "log_node 第 %d 层缺少第 %" PRIu64 " 个", level, at);
            size_t n;
            const void *stored = rows_blob(r, 1, &n);
            judge_node(v, level, i, hash_at(l, i), stored, n);
            at = i + 1;
        }
        for (; !st && at < end; at++)
            verify_fault(v, "log_node 第 %d 层缺少第 %" PRIu64 " 个", level, at);
        arena_free(&v->c->mem);
        v->c->mem = keep;
        if (st)
            return st;
    }
    struct rows *r;
    enum st st = q(v->c, &verify_stmt_extra, ARGS(v_int(level), v_int((int64_t)l->n)), &r);
    if (!st && rows_next(r))
        verify_fault(v, "log_node 第 %d 层多出第 %lld 个", level, (long long)rows_int(r, 0));
    return st;
}

/* Checks all levels; the last complete subtree of each odd level is a peak: together they make the
 * root.
 */
static enum st climb(struct verify *v, struct level *l, struct sha256 *root)
{
    bool any = false;
    for (int level = 0; level < 64; level++) {
        enum st st = check_level(v, level, l);
        if (st)
            return st;
        if (l->n & 1) {
            const struct sha256 *peak = hash_at(l, l->n - 1);
            *root = any ? merkle_node(peak, root) : *peak;
            any = true;
        }
        for (uint64_t i = 0; i + 1 < l->n; i += 2)
            *hash_at(l, i / 2) = merkle_node(hash_at(l, i), hash_at(l, i + 1));
        l->n /= 2;
    }
    return ST_OK;
}

/* ---- the checkpoint ---- */

static const char *line(struct arena *a, const char **p)
{
    size_t n = strcspn(*p, "\n");
    const char *text = arena_strndup(a, *p, n);
    *p += n + ((*p)[n] == '\n');
    return text;
}

static bool read_number(const char *s, uint64_t *out)
{
    char *end;
    errno = 0;
    *out = strtoull(s, &end, 10);
    return *s >= '0' && *s <= '9' && !*end && !errno && (*s != '0' || !s[1]);
}

static bool read_journal_line(struct arena *a, const char *text, struct checkpoint *out)
{
    uint64_t seq;
    const char *space = strncmp(text, "journal ", 8) == 0 ? strchr(text + 8, ' ') : NULL;
    if (!space || !read_number(arena_strndup(a, text + 8, (size_t)(space - text - 8)), &seq))
        return false;
    out->journal_seq = (int64_t)seq;
    out->journal_hash = space + 1;
    return true;
}

static bool read_signature(struct arena *a, const char *text, struct checkpoint *out)
{
    static const char dash[] = "— ";
    size_t n;
    const char *name = text + sizeof dash - 1;
    const char *space = strncmp(text, dash, sizeof dash - 1) == 0 ? strchr(name, ' ') : NULL;
    if (!space)
        return false;
    out->signer = arena_strndup(a, name, (size_t)(space - name));
    out->signature = base64_decode(a, space + 1, &n);
    return out->signature && n == 4 + crypto_sign_BYTES;
}

bool checkpoint_read(struct arena *a, const char *note, struct checkpoint *out)
{
    const char *p = note, *blank = strstr(note, "\n\n");
    size_t n;
    if (!blank)
        return false;
    *out = (struct checkpoint){.text_bytes = (size_t)(blank + 1 - note)};
    out->origin = line(a, &p);
    if (!read_number(line(a, &p), &out->size))
        return false;
    const void *root = base64_decode(a, line(a, &p), &n);
    if (!root || n != SHA256_BYTES)
        return false;
    memcpy(out->root.b, root, n);
    if (!read_journal_line(a, line(a, &p), out) || p != blank + 1)
        return false;
    p = blank + 2;
    return read_signature(a, line(a, &p), out) && !*p;
}

static enum st check_signature(struct verify *v, const char *note, const struct checkpoint *k)
{
    struct log_key key;
    struct err e;
    if (keys_load(v->c->mem, v->c->data_dir, &key, &e)) {
        verify_fault(v, "keys/log.key：%s", e.message);
        return ST_OK;
    }
    bool same = strcmp(k->origin, key.origin) == 0 && strcmp(k->signer, key.origin) == 0 &&
                memcmp(k->signature, key.hash, sizeof key.hash) == 0;
    if (!same || crypto_sign_verify_detached(
                     k->signature + 4, (const unsigned char *)note, k->text_bytes, key.public) != 0)
        verify_fault(v, "log_head 第 1 行：检查点的签名与 keys/log.key 不符");
    sodium_memzero(&key, sizeof key);
    return ST_OK;
}

static enum st check_journal_head(struct verify *v, const struct checkpoint *k)
{
    struct rows *r;
    if (!k->journal_seq)
        return ST_OK;
    enum st st = q(v->c, &verify_stmt_journal_at, ARGS(v_int(k->journal_seq)), &r);
    if (st)
        return st;
    if (!rows_next(r))
        verify_fault(v, "journal 缺少第 %lld 行：已签名的检查点记有它", (long long)k->journal_seq);
    else if (strcmp(rows_text(r, 0), k->journal_hash) != 0)
        verify_fault(
            v, "journal 第 %lld 行：校验值与已签名的检查点不符", (long long)k->journal_seq);
    return ST_OK;
}

static enum st check_checkpoint(struct verify *v, uint64_t leaves, const struct sha256 *root)
{
    struct tlog_head head;
    struct checkpoint k;
    enum st st = tlog_head(v->c, &head);
    if (st)
        return st;
    if (!*head.checkpoint) {
        if (leaves || head.size)
            verify_fault(v, "log_head 第 1 行：缺少检查点，公开日志已有 %" PRIu64 " 条", leaves);
        return ST_OK;
    }
    if (!checkpoint_read(v->c->mem, head.checkpoint, &k)) {
        verify_fault(v, "log_head 第 1 行：检查点的格式不对");
        return ST_OK;
    }
    if (head.size != k.size)
        verify_fault(v, "log_head 第 1 行：条数 %" PRIu64 " 与检查点中的 %" PRIu64 " 不符",
            head.size, k.size);
    if (leaves < k.size)
        verify_fault(v, "log_leaf 末尾缺少 %" PRIu64 " 行：检查点记有 %" PRIu64 " 条",
            k.size - leaves, k.size);
    else if (leaves > k.size)
        verify_fault(v, "log_leaf 多出 %" PRIu64 " 行：检查点只记有 %" PRIu64 " 条",
            leaves - k.size, k.size);
    else if (memcmp(root, &k.root, sizeof *root) != 0)
        verify_fault(v, "log_head 第 1 行：检查点的根与公开日志算出的不符");
    st = check_signature(v, head.checkpoint, &k);
    return st ? st : check_journal_head(v, &k);
}

enum st verify_log(struct verify *v)
{
    struct level l = {.n = 0};
    struct sha256 root = merkle_empty();
    buf_init(&l.hashes, (size_t)4 << 30);
    enum st st = verify_each(v, &verify_stmt_leaves, -1, leaf_row, &l);
    uint64_t leaves = l.n;
    if (st == ST_NOT_FOUND) { /* a gap: reported */
        buf_release(&l.hashes);
        return ST_OK;
    }
    if (!st)
        st = climb(v, &l, &root);
    buf_release(&l.hashes);
    return st ? st : check_checkpoint(v, leaves, &root);
}
