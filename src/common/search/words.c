/* Table search_word. See words.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/words.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/record/item.h"
#include "common/search/engine.h"
#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"

#define HOLDS "w.ended_at IS NULL AND (w.until IS NULL OR w.until >= $1)"

const struct stmt words_stmt_official = {"search.official",
    "SELECT w.target FROM search_word w WHERE w.kind = 'same' AND " HOLDS
    " AND $2 LIKE '%' || w.phrase || '%' "
    "UNION SELECT u.name FROM unit_alias a JOIN unit u ON u.id = a.unit_id "
    "WHERE $2 LIKE '%' || a.alias || '%' AND a.alias <> u.name",
    NULL};
const struct stmt words_stmt_best = {"search.best",
    "SELECT coalesce(w.record_id, 0), w.target FROM search_word w WHERE w.kind = 'best' AND " HOLDS
    " AND w.key = $2 ORDER BY w.id DESC LIMIT $3",
    NULL};
const struct stmt words_stmt_list = {"search.words",
    "SELECT w.id, w.phrase, w.target, coalesce(w.record_id, 0), w.until, w.note, "
    "coalesce(p.name, ''), w.at, coalesce(i.title, ''), coalesce(i.path, '') FROM search_word w "
    "LEFT JOIN person p ON p.id = w.by_person LEFT JOIN item i ON i.record_id = w.record_id "
    "AND i.ended NOT IN ('error', 'privacy', 'moved') "
    "WHERE w.kind = $1 AND w.ended_at IS NULL ORDER BY w.phrase, w.id",
    NULL};
const struct stmt words_stmt_same = {"search.word_same",
    "SELECT id FROM search_word WHERE kind = $1 AND key = $2 AND target = $3 AND "
    "coalesce(record_id, 0) = $4 AND ended_at IS NULL",
    NULL};
const struct stmt words_stmt_add = {"search.word_add",
    "INSERT INTO search_word (kind, phrase, key, target, record_id, until, note, by_person, at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
    NULL};
const struct stmt words_stmt_end = {"search.word_end",
    "UPDATE search_word SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL", NULL};

const struct stmt words_stmt_at = {
    "search.word_record", "SELECT id FROM record WHERE path = $1", NULL};

enum st words_official(struct ctx *c, const char *text, const char **out)
{
    struct rows *r;
    struct buf b;
    enum st st = q(c, &words_stmt_official, ARGS(v_int(day_at(c->now).n), v_text(text)), &r);
    *out = "";
    if (st)
        return st;
    buf_init(&b, 0);
    while (rows_next(r)) {
        buf_adds(&b, rows_text(r, 0));
        buf_addc(&b, '\n');
    }
    *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return ST_OK;
}

enum st words_best(
    struct ctx *c, const char *key, struct word_best out[static WORDS_BEST], size_t *n)
{
    struct rows *r;
    enum st st =
        q(c, &words_stmt_best, ARGS(v_int(day_at(c->now).n), v_text(key), v_int(WORDS_BEST)), &r);
    *n = 0;
    while (!st && rows_next(r))
        out[(*n)++] = (struct word_best){rows_int(r, 0), rows_text(r, 1)};
    return st;
}

static const struct entries *entries_of(struct ctx *c)
{
    return &engine_of(c->db, c->data_dir)->entries;
}

/* A chosen entry is named as it is now; without one its address stays, and no path. */
static enum st name_entry(struct ctx *c, struct search_word *w)
{
    const char *path = w->target;
    if (strcmp(w->use, WORD_USE_BEST) != 0 || w->record_id)
        return ST_OK;
    enum st st = entries_title(entries_of(c), c, path, &w->target);
    if (!st)
        w->path = path;
    return st == ST_NOT_FOUND ? ST_OK : st;
}

enum st words_list(struct ctx *c, const char *use, struct search_word **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &words_stmt_list, ARGS(v_text(use)), &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct search_word, rows_count(r) + 1);
    while (!st && rows_next(r)) {
        bool best = strcmp(use, WORD_USE_BEST) == 0;
        (*list)[(*n)++] = (struct search_word){.id = rows_int(r, 0),
            .use = use,
            .phrase = rows_text(r, 1),
            .target = rows_text(r, best && rows_int(r, 3) ? 8 : 2),
            .record_id = rows_int(r, 3),
            .until = rows_day(r, 4),
            .note = rows_text(r, 5),
            .person = rows_text(r, 6),
            .at = rows_int(r, 7),
            .path = rows_text(r, 9)};
    }
    for (size_t i = 0; !st && i < *n; i++)
        st = name_entry(c, &(*list)[i]);
    return st;
}

static const char *key_of(struct arena *a, const char *phrase)
{
    struct buf b;
    buf_init(&b, 0);
    normal_key(phrase, strlen(phrase), &b);
    const char *key = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return key;
}

static enum st check(struct ctx *c, const struct search_word *w, const char *key)
{
    struct item item;
    if (utf8_count(key) < 2)
        return fail(c, ST_INVALID, "phrase", "词语至少要有两个字");
    if (strpbrk(w->phrase, "%_\\"))
        return fail(c, ST_INVALID, "phrase", "词语里不能有 %% _ \\ 这几个符号");
    if (strcmp(w->use, WORD_USE_BEST) == 0) {
        const char *title;
        enum st st = w->record_id ? item_get(c, w->record_id, &item)
                                  : entries_title(entries_of(c), c, w->target, &title);
        return st == ST_NOT_FOUND
                   ? fail(c, ST_INVALID, "target", "没有找到这个公开页面，请从公众页面复制它的地址")
                   : st;
    }
    if (utf8_count(key_of(c->mem, w->target)) < 2)
        return fail(c, ST_INVALID, "target", "文件里的说法至少要有两个字");
    if (strcmp(key, key_of(c->mem, w->target)) == 0)
        return fail(c, ST_INVALID, "target", "两种说法是同一个词，不需要添加");
    return ST_OK;
}

/* The journal keeps the words, which are the office's own. */
static const char *detail(struct ctx *c, const struct search_word *w)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "use", w->use);
    jw_pair(&b, "phrase", w->phrase);
    jw_pair(&b, "target", w->target);
    buf_addc(&b, '}');
    const char *json = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return json;
}

enum st words_add(struct ctx *c, const struct search_word *w)
{
    struct rows *r;
    int64_t id;
    const char *key = key_of(c->mem, w->phrase);
    enum st st = check(c, w, key);
    if (!st && day_given(w->until) && w->until.n < day_at(c->now).n)
        st = fail(c, ST_INVALID, "until", "截止日期已经过去，请改晚一些，或者不填");
    if (st)
        return st;
    st = q1(c, &words_stmt_same,
        ARGS(v_text(w->use), v_text(key), v_text(w->target), v_int(w->record_id)), &r);
    if (st != ST_NOT_FOUND)
        return st ? st : fail(c, ST_CONFLICT, "phrase", "已经有同样的一条，不用再加");
    st = insert(c, &words_stmt_add,
        ARGS(v_text(w->use), v_text(w->phrase), v_text(key), v_text(w->target),
            w->record_id ? v_int(w->record_id) : v_null(), v_day(w->until), v_text(w->note),
            v_int(c->person), v_int(c->now)),
        &id);
    return st ? st
              : journal_add(c, &(struct act){.action = "search.word_add",
                                   .subject_kind = "search_word",
                                   .subject_id = id,
                                   .detail = detail(c, w)});
}

enum st words_end(struct ctx *c, int64_t id)
{
    int64_t n;
    enum st st = xn(c, &words_stmt_end, ARGS(v_int(id), v_int(c->now), v_int(c->person)), &n);
    if (st)
        return st;
    if (!n)
        return fail(c, ST_NOT_FOUND, "", "这一条已经停用，请刷新页面");
    return journal_add(
        c, &(struct act){
               .action = "search.word_end", .subject_kind = "search_word", .subject_id = id});
}

const char *words_path(const char *address)
{
    const char *host = strstr(address, "://"), *path = host ? strchr(host + 3, '/') : address;
    return path ? path : "";
}

enum st words_record_at(struct ctx *c, const char *address, int64_t *record_id)
{
    struct rows *r;
    const char *path = words_path(address);
    *record_id = 0;
    enum st st =
        q1(c, &words_stmt_at, ARGS(v_text(arena_strndup(c->mem, path, strcspn(path, "?#")))), &r);
    if (!st)
        *record_id = rows_int(r, 0);
    return st == ST_NOT_FOUND ? ST_OK : st;
}
