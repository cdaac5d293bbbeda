/* The walk over rows, and the chain of the journal.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/verify.h"

#include <string.h>

#include "common/journal/chain.h"
#include "common/journal/verify_log.h"
#include "lib/base/utf8.h"

static const struct stmt stmt_rows = {"verify.journal",
    "SELECT seq, at, person, unit, origin, action, subject_kind, subject_id, edition_id, detail, "
    "hash FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2",
    NULL};
static const struct stmt stmt_head = {
    "verify.chain_head", "SELECT seq, hash FROM chain_head WHERE id = 1", NULL};
/* SQLite's own check of pages and indexes; PostgreSQL has page checksums for that. */
static const struct stmt stmt_integrity = {
    "verify.integrity", "PRAGMA integrity_check(100)", "SELECT 'ok'"};
static const struct stmt *const stmts[] = {&stmt_rows, &stmt_head, &stmt_integrity,
    &verify_stmt_leaves, &verify_stmt_nodes, &verify_stmt_extra, &verify_stmt_journal_at};

const struct module journal_verify_module = {
    .name = "journal_verify", .title = "日志核对", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

/* What was changed may be anything; the line stays one line of UTF-8. */
static void put_plain(FILE *out, const char *text)
{
    for (const char *end = text + strlen(text); text < end;) {
        const char *from = text;
        uint32_t cp = utf8_next(&text, end);
        if (cp == 0xFFFD || cp < ' ' || cp == 0x7F)
            fputc('?', out);
        else
            fwrite(from, 1, (size_t)(text - from), out);
    }
    fputc('\n', out);
}

void verify_fault(struct verify *v, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    put_plain(v->out, arena_vprintf(v->c->mem, fmt, ap));
    va_end(ap);
    v->faults++;
}

enum st verify_each(struct verify *v, const struct stmt *s, int64_t after,
    enum st (*row)(struct verify *v, const struct rows *r, void *arg), void *arg)
{
    struct arena *keep = v->c->mem;
    enum st st = ST_OK;
    size_t got = VERIFY_PAGE_ROWS;
    v->c->mem = arena_new();
    while (!st && got == VERIFY_PAGE_ROWS) {
        struct rows *r;
        st = q(v->c, s, ARGS(v_int(after), v_int(VERIFY_PAGE_ROWS)), &r);
        got = st ? 0 : rows_count(r);
        while (!st && rows_next(r)) {
            after = rows_int(r, 0);
            st = row(v, r, arg);
        }
        arena_clear(v->c->mem);
    }
    arena_free(&v->c->mem);
    v->c->mem = keep;
    return st;
}

enum st verify_database(struct verify *v)
{
    struct rows *r;
    enum st st = q(v->c, &stmt_integrity, NO_ARGS, &r);
    while (!st && rows_next(r))
        if (strcmp(rows_text(r, 0), "ok") != 0)
            verify_fault(v, "数据库文件：%s", rows_text(r, 0));
    return st;
}

struct chain {
    int64_t seq; /* of the row before */
    char hash[SHA256_HEX_BYTES];
};

static enum st chain_row(struct verify *v, const struct rows *r, void *arg)
{
    struct chain *chain = arg;
    char expected[SHA256_HEX_BYTES], when[17];
    struct journal_row row = {.seq = rows_int(r, 0),
        .at = rows_int(r, 1),
        .person = rows_int(r, 2),
        .unit = rows_int(r, 3),
        .origin = rows_text(r, 4),
        .action = rows_text(r, 5),
        .subject_kind = rows_text(r, 6),
        .subject_id = rows_int(r, 7),
        .edition_id = rows_int(r, 8),
        .detail = rows_text(r, 9)};
    if (row.seq != chain->seq + 1)
        verify_fault(v, "journal 第 %lld 行起缺少 %lld 行", (long long)chain->seq + 1,
            (long long)(row.seq - chain->seq - 1));
    chain_hash(chain->hash, &row, expected);
    /* after a gap the row before is not known, so its hash cannot be judged */
    if (row.seq == chain->seq + 1 && strcmp(expected, rows_text(r, 10)) != 0)
        verify_fault(v, "journal 第 %lld 行：内容与校验值不符（%s，%s）", (long long)row.seq,
            row.action, time_text(row.at, when));
    chain->seq = row.seq;
    snprintf(chain->hash, sizeof chain->hash, "%s", rows_text(r, 10));
    return ST_OK;
}

/* The head is kept apart, so that rows cut off at the end are missed. */
static enum st check_head(struct verify *v, const struct chain *chain)
{
    struct rows *r;
    enum st st = q(v->c, &stmt_head, NO_ARGS, &r);
    if (st)
        return st;
    bool any = rows_next(r);
    int64_t seq = any ? rows_int(r, 0) : 0;
    if (seq > chain->seq)
        verify_fault(v, "journal 末尾缺少 %lld 行：应到第 %lld 行，只有 %lld 行",
            (long long)(seq - chain->seq), (long long)seq, (long long)chain->seq);
    else if (seq < chain->seq)
        verify_fault(v, "chain_head 第 1 行：记到第 %lld 行，journal 已有 %lld 行", (long long)seq,
            (long long)chain->seq);
    else if (seq && strcmp(rows_text(r, 1), chain->hash) != 0)
        verify_fault(v, "chain_head 第 1 行：与 journal 第 %lld 行的校验值不符", (long long)seq);
    return ST_OK;
}

enum st verify_journal(struct verify *v)
{
    struct chain chain = {.seq = 0, .hash = ""};
    enum st st = verify_each(v, &stmt_rows, 0, chain_row, &chain);
    return st ? st : check_head(v, &chain);
}
