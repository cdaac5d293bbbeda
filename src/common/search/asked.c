/* Counts in memory, then in tables search_asked and search_settled. See asked.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/asked.h"

#include <pthread.h>
#include <string.h>

#include "common/journal/journal.h"
#include "lib/base/utf8.h"
#include "lib/text/normal.h"
#include "lib/text/privacy.h"

const struct stmt asked_stmt_add = {"search.asked_add",
    "INSERT INTO search_asked (week, key, text, times, in_vain, opened) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (week, key) DO UPDATE SET "
    "times = search_asked.times + excluded.times, in_vain = search_asked.in_vain + "
    "excluded.in_vain, opened = search_asked.opened + excluded.opened",
    NULL};
const struct stmt asked_stmt_forget = {
    "search.asked_forget", "DELETE FROM search_asked WHERE week < $1", NULL};

/* $1 week; those not settled, by key */
#define OPEN                                                                                       \
    "FROM search_asked a WHERE a.week >= $1 AND NOT EXISTS (SELECT 1 FROM search_settled s WHERE " \
    "s.key = a.key AND s.how <> '') GROUP BY a.key "
#define SUMS "SELECT a.key, max(a.text), sum(a.times), sum(a.in_vain), sum(a.opened) "
#define NOTHING OPEN "HAVING sum(a.in_vain) > 0"
#define UNOPENED OPEN "HAVING sum(a.times) - sum(a.in_vain) > 1 AND sum(a.opened) = 0"
const struct stmt asked_stmt_nothing = {
    "search.asked_nothing", SUMS NOTHING " ORDER BY 4 DESC, 1 LIMIT 100", NULL};
const struct stmt asked_stmt_unopened = {
    "search.asked_unopened", SUMS UNOPENED " ORDER BY 3 DESC, 1 LIMIT 100", NULL};
const struct stmt asked_stmt_count = {"search.asked_count",
    "SELECT (SELECT count(*) FROM (SELECT a.key " NOTHING
    ") x), (SELECT count(*) FROM (SELECT a.key " UNOPENED
    ") y), (SELECT count(*) FROM search_settled WHERE how <> '')",
    NULL};
#define SETTLED                                                                                    \
    "SELECT s.key, s.text, coalesce(sum(a.times), 0), coalesce(sum(a.in_vain), 0), "               \
    "coalesce(sum(a.opened), 0), s.how, coalesce(max(p.name), ''), s.at, s.id "                    \
    "FROM search_settled s LEFT JOIN search_asked a ON a.key = s.key AND a.week >= $1 "            \
    "LEFT JOIN person p ON p.id = s.by_person WHERE s.how <> '' "
#define BY_SETTLED "GROUP BY s.id, s.key, s.text, s.how, s.at "
const struct stmt asked_stmt_settled = {
    "search.asked_settled", SETTLED BY_SETTLED "ORDER BY s.at DESC LIMIT 100", NULL};
const struct stmt asked_stmt_one = {"search.asked_one", SETTLED "AND s.id = $2 " BY_SETTLED, NULL};
const struct stmt asked_stmt_known = {
    "search.asked_known", "SELECT count(*) FROM search_asked WHERE key = $1", NULL};
const struct stmt asked_stmt_settle = {"search.asked_settle",
    "INSERT INTO search_settled (key, text, how, by_person, at) VALUES ($1, coalesce((SELECT "
    "max(text) FROM search_asked WHERE key = $1), $1), $2, $3, $4) ON CONFLICT (key) DO UPDATE SET "
    "how = excluded.how, by_person = excluded.by_person, at = excluded.at RETURNING id",
    NULL};
/* ---- in memory ---- */

enum { SLOTS = 512, TEXT_BYTES = 4 * ASKED_CHARS + 1 };

struct slot {
    const struct db *db;
    struct day week;
    char text[TEXT_BYTES], key[TEXT_BYTES];
    int64_t times, nothing, opened;
};
static struct {
    pthread_mutex_t lock;
    struct slot slots[SLOTS];
    size_t n;
} held = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct day asked_week(struct day d)
{
    return (struct day){d.n - (day_weekday(d) + 6) % 7};
}

static bool digits_in_a_row(const char *s, size_t most)
{
    size_t row = 0;
    for (; *s; s++) {
        row = *s >= '0' && *s <= '9' ? row + 1 : 0;
        if (row > most)
            return true;
    }
    return false;
}

/* The key of a text that may be kept; false when it may not. */
static bool keep_key(struct arena *a, const char *text, char key[static TEXT_BYTES])
{
    const struct privacy_hit *hits;
    struct buf b;
    if (!*text || utf8_count(text) > ASKED_CHARS || privacy_scan(a, text, &hits))
        return false;
    buf_init(&b, 0);
    normal_key(text, strlen(text), &b);
    bool good = b.n && b.n < TEXT_BYTES && !digits_in_a_row(buf_str(&b), 6);
    if (good)
        memcpy(key, buf_str(&b), b.n + 1);
    buf_release(&b);
    return good;
}

static void count(struct ctx *c, const char *text, struct slot add)
{
    char key[TEXT_BYTES];
    struct day week = asked_week(day_at(c->now));
    size_t i = 0;
    if (!keep_key(c->mem, text, key))
        return;
    pthread_mutex_lock(&held.lock);
    while (i < held.n && (held.slots[i].db != c->db || held.slots[i].week.n != week.n ||
                             strcmp(held.slots[i].key, key) != 0))
        i++;
    if (i == held.n && held.n < SLOTS) { /* else: a flood; the job makes room again */
        struct slot *s = &held.slots[held.n++];
        *s = (struct slot){.db = c->db, .week = week};
        memcpy(s->key, key, sizeof s->key);
        memcpy(s->text, text, strlen(text) + 1);
    }
    if (i < held.n) {
        held.slots[i].times += add.times;
        held.slots[i].nothing += add.nothing;
        held.slots[i].opened += add.opened;
    }
    pthread_mutex_unlock(&held.lock);
}

void asked_note(struct ctx *c, const char *text, bool found_nothing)
{
    count(c, text, (struct slot){.times = 1, .nothing = found_nothing});
}

void asked_opened(struct ctx *c, const char *text)
{
    count(c, text, (struct slot){.opened = 1});
}

/* Takes out what belongs to this database. */
static size_t take(struct ctx *c, struct slot **out)
{
    size_t n = 0, left = 0;
    pthread_mutex_lock(&held.lock);
    *out = ARENA_ARRAY(c->mem, struct slot, held.n + 1);
    for (size_t i = 0; i < held.n; i++)
        if (held.slots[i].db == c->db)
            (*out)[n++] = held.slots[i];
        else
            held.slots[left++] = held.slots[i];
    held.n = left;
    pthread_mutex_unlock(&held.lock);
    return n;
}

enum st asked_flush(struct ctx *c)
{
    struct slot *slots;
    size_t n = take(c, &slots);
    if (!n)
        return ST_OK;
    enum st st = ctx_begin(c, true);
    for (size_t i = 0; !st && i < n; i++)
        st = x(c, &asked_stmt_add,
            ARGS(v_int(slots[i].week.n), v_text(slots[i].key), v_text(slots[i].text),
                v_int(slots[i].times), v_int(slots[i].nothing), v_int(slots[i].opened)));
    if (!st)
        st = x(c, &asked_stmt_forget,
            ARGS(v_int(asked_week(day_at(c->now)).n - 7 * ASKED_WEEKS_KEPT)));
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* ---- the lists ---- */

static struct asked read_row(struct rows *r, bool settled)
{
    struct asked a = {.key = rows_text(r, 0),
        .text = rows_text(r, 1),
        .times = rows_int(r, 2),
        .nothing = rows_int(r, 3),
        .opened = rows_int(r, 4),
        .how = "",
        .person = ""};
    if (settled) {
        a.how = rows_text(r, 5);
        a.person = rows_text(r, 6);
        a.at = rows_int(r, 7);
        a.id = rows_int(r, 8);
    }
    return a;
}

enum st asked_list(struct ctx *c, enum asked_kind kind, struct day since, struct asked **list,
    size_t *n, int64_t *total)
{
    static const struct stmt *const by_kind[] = {
        &asked_stmt_nothing, &asked_stmt_unopened, &asked_stmt_settled};
    struct rows *r;
    struct day week = asked_week(since);
    enum st st = q1(c, &asked_stmt_count, ARGS(v_int(week.n)), &r);
    *n = 0;
    if (st)
        return st;
    *total = rows_int(r, kind);
    st = q(c, by_kind[kind], ARGS(v_int(week.n)), &r);
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct asked, rows_count(r) + 1);
    while (!st && rows_next(r))
        (*list)[(*n)++] = read_row(r, kind == ASKED_SETTLED);
    return st;
}

enum st asked_get(struct ctx *c, int64_t id, struct asked *out)
{
    struct rows *r;
    enum st st = q1(c, &asked_stmt_one, ARGS(v_int(day_at(c->now).n - 366), v_int(id)), &r);
    if (!st)
        *out = read_row(r, true);
    return st;
}

enum st asked_settle(struct ctx *c, const char *key, const char *how, int64_t *id)
{
    enum st st = insert(
        c, &asked_stmt_settle, ARGS(v_text(key), v_text(how), v_int(c->person), v_int(c->now)), id);
    return st ? st
              : journal_add(c, &(struct act){.action = *how ? "search.settle" : "search.relist",
                                   .subject_kind = "search_asked",
                                   .subject_id = *id});
}

enum st asked_answer(struct ctx *c, const char *text, const char *how)
{
    char key[TEXT_BYTES];
    struct rows *r;
    int64_t id;
    if (!keep_key(c->mem, text, key))
        return ST_OK;
    enum st st = q1(c, &asked_stmt_known, ARGS(v_text(key)), &r);
    return st || !rows_int(r, 0) ? st : asked_settle(c, key, how, &id);
}
