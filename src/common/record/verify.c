/* Editions against their digests, the journal and the public log; then all of `gongkai verify`.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/verify.h"

#include <string.h>

#include "common/journal/verify.h"
#include "common/record/edition.h"
#include "common/record/verify_file.h"

static const struct stmt stmt_editions = {"verify.editions",
    "SELECT e.id, e.record_id, e.number, e.column_id, e.title, e.summary, e.body_html, e.meta, "
    "e.sha256, e.note, e.created_at, e.created_by, COALESCE(j.at, 0), COALESCE(j.person, 0), "
    "COALESCE(j.subject_id, 0), COALESCE(j.detail, '') FROM edition e "
    "LEFT JOIN journal j ON j.edition_id = e.id AND j.action = 'edition.add' "
    "AND j.subject_kind = 'record' AND j.subject_id = e.record_id WHERE e.id > $1 ORDER BY e.id "
    "LIMIT $2",
    NULL};
/* What the journal, statuses and records name must be there. */
static const struct stmt stmt_lost_editions = {"verify.lost_editions",
    "SELECT j.seq, j.edition_id, j.subject_id FROM journal j WHERE j.seq > $1 "
    "AND j.action = 'edition.add' AND NOT EXISTS (SELECT 1 FROM edition e "
    "WHERE e.id = j.edition_id AND e.record_id = j.subject_id) ORDER BY j.seq LIMIT $2",
    NULL};
static const struct stmt stmt_lost_statuses = {"verify.lost_statuses",
    "SELECT s.id, s.record_id FROM status s WHERE s.id > $1 AND s.edition_id IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM edition e WHERE e.id = s.edition_id "
    "AND e.record_id = s.record_id) ORDER BY s.id LIMIT $2",
    NULL};
/* Each status was journalled with the same words. */
static const struct stmt stmt_statuses = {"verify.statuses",
    "SELECT s.id, s.note, s.codes, COALESCE((SELECT j.detail FROM journal j "
    "WHERE j.subject_kind = 'record' AND j.subject_id = s.record_id "
    "AND j.action = 'record.' || s.action AND j.at = s.at AND j.person = s.person "
    "AND j.unit = s.unit AND j.edition_id = COALESCE(s.edition_id, 0) ORDER BY j.seq LIMIT 1), '') "
    "FROM status s WHERE s.id > $1 ORDER BY s.id LIMIT $2",
    NULL};
static const struct stmt stmt_counts = {"verify.counts",
    "SELECT r.id, r.editions, (SELECT count(*) FROM edition e WHERE e.record_id = r.id) "
    "FROM record r WHERE r.id > $1 AND r.editions <> (SELECT count(*) FROM edition e "
    "WHERE e.record_id = r.id) ORDER BY r.id LIMIT $2",
    NULL};
/* A leaf and the edition and record it tells of. */
static const struct stmt stmt_leaves = {"verify.leaf_editions",
    "SELECT l.seq, l.edition_id, l.record_id, l.entry, COALESCE(e.sha256, ''), "
    "COALESCE(e.record_id, 0), COALESCE(r.path, '') FROM log_leaf l "
    "LEFT JOIN edition e ON e.id = l.edition_id LEFT JOIN record r ON r.id = l.record_id "
    "WHERE l.seq > $1 ORDER BY l.seq LIMIT $2",
    NULL};
static const struct stmt stmt_unlogged = {"verify.unlogged",
    "SELECT r.id, r.live_edition FROM record r WHERE r.id > $1 AND r.live_edition IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.edition_id = r.live_edition "
    "AND l.record_id = r.id) ORDER BY r.id LIMIT $2",
    NULL};
static const struct stmt stmt_unlogged_end = {"verify.unlogged_end",
    "SELECT r.id, r.ended FROM record r WHERE r.id > $1 AND r.ended <> '' "
    "AND NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.edition_id = r.live_edition "
    "AND l.record_id = r.id AND l.entry LIKE '{\"act\":\"end\"%') ORDER BY r.id LIMIT $2",
    NULL};
/* The public projection is derived; what it says of the text must be the live edition's. */
static const struct stmt stmt_items = {"verify.items",
    "SELECT r.id, CASE WHEN i.record_id IS NULL THEN '缺少这一行' "
    "WHEN i.edition_id <> r.live_edition THEN '版本' WHEN i.path <> r.path THEN '网址' "
    "WHEN i.title <> e.title THEN '标题' ELSE '摘要' END FROM record r "
    "JOIN edition e ON e.id = r.live_edition LEFT JOIN item i ON i.record_id = r.id "
    "WHERE r.id > $1 AND r.ended <> 'privacy' AND (i.record_id IS NULL "
    "OR i.edition_id <> r.live_edition OR i.path <> r.path OR i.title <> e.title "
    "OR i.summary <> e.summary) ORDER BY r.id LIMIT $2",
    NULL};
static const struct stmt *const stmts[] = {&stmt_editions, &stmt_lost_editions, &stmt_lost_statuses,
    &stmt_counts, &stmt_leaves, &stmt_unlogged, &stmt_unlogged_end, &stmt_items,
    &verify_stmt_attached, &verify_stmt_stored};

const struct module record_verify_module = {
    .name = "record_verify", .title = "核对", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

static enum st edition_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    struct edition e = {.id = rows_int(r, 0),
        .record_id = rows_int(r, 1),
        .number = (int)rows_int(r, 2),
        .column_id = rows_int(r, 3),
        .sha256 = rows_text(r, 8),
        .note = rows_text(r, 9)};
    long long id = (long long)e.id;
    struct sha256 h =
        content_digest(rows_text(r, 4), rows_text(r, 5), rows_text(r, 6), rows_text(r, 7));
    char hex[SHA256_HEX_BYTES];
    const char *facts = edition_facts(v->c->mem, &e), *kept = rows_text(r, 15);
    if (strcmp(sha256_hex(&h, hex), e.sha256) != 0)
        verify_fault(v, "edition 第 %lld 行：标题、摘要、正文或元数据与 sha256 不符", id);
    if (!*kept)
        verify_fault(v, "edition 第 %lld 行：journal 中没有定稿记录", id);
    else if (strcmp(facts, kept) != 0)
        verify_fault(
            v, "edition 第 %lld 行：版本号、栏目、说明或 sha256 与 journal 的定稿记录不符", id);
    else if (rows_int(r, 10) != rows_int(r, 12) || rows_int(r, 11) != rows_int(r, 13))
        verify_fault(v, "edition 第 %lld 行：定稿的时间或人员与 journal 不符", id);
    return ST_OK;
}

static enum st lost_edition_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    verify_fault(v, "edition 缺少第 %lld 行：journal 第 %lld 行记有它（record 第 %lld 行）",
        (long long)rows_int(r, 1), (long long)rows_int(r, 0), (long long)rows_int(r, 2));
    return ST_OK;
}

static enum st lost_status_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    verify_fault(v, "status 第 %lld 行：所指的版本不存在或不属于 record 第 %lld 行",
        (long long)rows_int(r, 0), (long long)rows_int(r, 1));
    return ST_OK;
}

static enum st status_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    struct err e;
    const struct json *j;
    const char *detail = rows_text(r, 3);
    long long id = (long long)rows_int(r, 0);
    if (!*detail)
        verify_fault(v, "status 第 %lld 行：操作、时间、人员或版本与 journal 不符", id);
    else if (json_parse(v->c->mem, detail, strlen(detail), &j, &e))
        verify_fault(v, "status 第 %lld 行：journal 中的内容不是 JSON", id);
    else if (strcmp(json_get_text(j, "note"), rows_text(r, 1)) != 0 ||
             strcmp(json_get_text(j, "codes"), rows_text(r, 2)) != 0)
        verify_fault(v, "status 第 %lld 行：说明或代码与 journal 不符", id);
    return ST_OK;
}

static enum st count_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    verify_fault(v, "record 第 %lld 行：应有 %lld 个版本，实有 %lld 个", (long long)rows_int(r, 0),
        (long long)rows_int(r, 1), (long long)rows_int(r, 2));
    return ST_OK;
}

static enum st leaf_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    struct err e;
    const struct json *j;
    const char *entry = rows_text(r, 3);
    long long seq = (long long)rows_int(r, 0);
    if (json_parse(v->c->mem, entry, strlen(entry), &j, &e)) {
        verify_fault(v, "log_leaf 第 %lld 行：内容不是 JSON", seq);
        return ST_OK;
    }
    if (json_get_int(j, "edition", 0) != rows_int(r, 1) ||
        json_get_int(j, "record", 0) != rows_int(r, 2))
        verify_fault(v, "log_leaf 第 %lld 行：编号与内容中的编号不符", seq);
    if (rows_int(r, 5) != rows_int(r, 2))
        verify_fault(v, "log_leaf 第 %lld 行：edition 第 %lld 行不存在或不属于 record 第 %lld 行",
            seq, (long long)rows_int(r, 1), (long long)rows_int(r, 2));
    else if (strcmp(json_get_text(j, "sha256"), rows_text(r, 4)) != 0)
        verify_fault(v, "log_leaf 第 %lld 行：sha256 与 edition 第 %lld 行不符", seq,
            (long long)rows_int(r, 1));
    const char *path = json_get_text(j, "path");
    if (*path && strcmp(path, rows_text(r, 6)) != 0)
        verify_fault(
            v, "record 第 %lld 行：网址与 log_leaf 第 %lld 行不符", (long long)rows_int(r, 2), seq);
    return ST_OK;
}

static enum st unlogged_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    verify_fault(v, "record 第 %lld 行：公开的版本（edition 第 %lld 行）没有记入公开日志",
        (long long)rows_int(r, 0), (long long)rows_int(r, 1));
    return ST_OK;
}

static enum st unlogged_end_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    verify_fault(v, "record 第 %lld 行：结束（%s）没有记入公开日志", (long long)rows_int(r, 0),
        rows_text(r, 1));
    return ST_OK;
}

static enum st item_row(struct verify *v, const struct rows *r, void *arg)
{
    (void)arg;
    verify_fault(
        v, "item 第 %lld 行：与公开的版本不符（%s）", (long long)rows_int(r, 0), rows_text(r, 1));
    return ST_OK;
}

static enum st verify_records(struct verify *v)
{
    static const struct {
        const struct stmt *stmt;
        enum st (*row)(struct verify *v, const struct rows *r, void *arg);
    } checks[] = {
        {&stmt_editions, edition_row},
        {&stmt_lost_editions, lost_edition_row},
        {&stmt_lost_statuses, lost_status_row},
        {&stmt_statuses, status_row},
        {&stmt_counts, count_row},
        {&stmt_leaves, leaf_row},
        {&stmt_unlogged, unlogged_row},
        {&stmt_unlogged_end, unlogged_end_row},
        {&stmt_items, item_row},
    };
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(checks); i++)
        st = verify_each(v, checks[i].stmt, -1, checks[i].row, NULL);
    return st;
}

enum st verify_county(struct ctx *c, FILE *out, int64_t *faults)
{
    struct verify v = {.c = c, .out = out};
    enum st st = ctx_begin(c, false);
    if (!st)
        st = verify_database(&v);
    if (!st)
        st = verify_journal(&v);
    if (!st)
        st = verify_log(&v);
    if (!st)
        st = verify_records(&v);
    if (!st)
        st = verify_files(&v);
    ctx_rollback(c);
    *faults = v.faults;
    return st;
}
