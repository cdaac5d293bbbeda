/* Entered notices in the database, laid over those of the program.
 *
 * SPDX-License-Identifier: MIT */
#include "common/clock/notice_store.h"

#include <pthread.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "lib/base/json.h"

const struct migration notice_migrations[1] = {{1, "entered notices on days off",
    "CREATE TABLE calendar_notice ("
    " year INTEGER PRIMARY KEY, source TEXT NOT NULL, body TEXT NOT NULL,"
    " person INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;",
    NULL}};

static const struct stmt stmt_list = {"calendar.list",
    "SELECT n.year, n.source, n.body, COALESCE(p.name, ''), n.at FROM calendar_notice n "
    "LEFT JOIN person p ON p.id = n.person ORDER BY n.year DESC",
    NULL};
static const struct stmt stmt_put = {"calendar.put",
    "INSERT INTO calendar_notice (year, source, body, person, at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (year) DO UPDATE SET source = excluded.source, body = excluded.body, "
    "person = excluded.person, at = excluded.at",
    NULL};
const struct stmt *const notice_stmts[NOTICE_STMTS] = {&stmt_list, &stmt_put};

enum st notice_list(struct ctx *c, struct entered **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_list, NO_ARGS, &r);
    *n = 0;
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct entered, rows_count(r));
    while (!st && rows_next(r))
        (*list)[(*n)++] = (struct entered){
            (int)rows_int(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3), rows_int(r, 4)};
    return st;
}

enum st notice_put(struct ctx *c, const struct notice *n, const char *source)
{
    struct buf body, detail;
    int last = day_year(calendar_to());
    if (n->year > last + 1)
        return fail(c, ST_INVALID, "year", "请先录入 %d 年的安排，中间不能缺少年份", last + 1);
    buf_init(&body, 0);
    notice_text(n, &body);
    enum st st = x(c, &stmt_put,
        ARGS(v_int(n->year), v_text(source), v_text(buf_str(&body)), v_int(c->person),
            v_int(c->now)));
    buf_release(&body);
    buf_init(&detail, 0);
    buf_addc(&detail, '{');
    jw_pair(&detail, "source", source);
    jw_pair_int(&detail, "working_days", n->working_days);
    buf_addc(&detail, '}');
    if (!st)
        st = journal_add(c, &(struct act){.action = "calendar.notice",
                                .subject_kind = "calendar",
                                .subject_id = n->year,
                                .detail = arena_strdup(c->mem, buf_str(&detail))});
    buf_release(&detail);
    return st;
}

/* ---- laying them over ---- */

struct layers {
    struct special_day *days;
    size_t n;
};

static void put_day(struct layers *l, struct special_day d)
{
    size_t i = l->n;
    while (i > 0 && l->days[i - 1].day.n >= d.day.n)
        i--;
    if (i < l->n && l->days[i].day.n == d.day.n) {
        l->days[i] = d; /* the later notice holds */
        return;
    }
    memmove(&l->days[i + 1], &l->days[i], (l->n - i) * sizeof *l->days);
    l->days[i] = d;
    l->n++;
}

/* A year entered by the office takes the place of the program's. */
static void drop_year(struct layers *l, int year)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++)
        if (day_year(l->days[i].day) != year)
            l->days[kept++] = l->days[i];
    l->n = kept;
}

static enum st merge(struct ctx *c, const struct entered *list, size_t n, int *last_year)
{
    const struct special_day *shipped;
    size_t n_shipped = calendar_shipped(&shipped);
    struct notice *notices = ARENA_ARRAY(c->mem, struct notice, n + 1);
    size_t room = n_shipped + 1;
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++) {
        st = notice_parse(c->mem, list[i].year, list[i].body, &notices[i], &c->err);
        room += notices[i].n;
    }
    if (st)
        return st;
    struct layers l = {ARENA_ARRAY(c->mem, struct special_day, room), n_shipped};
    memcpy(l.days, shipped, n_shipped * sizeof *shipped);
    *last_year = calendar_shipped_to();
    for (size_t i = 0; i < n; i++)
        drop_year(&l, notices[i].year);
    for (size_t i = n; i-- > 0;) { /* oldest year first */
        for (size_t k = 0; k < notices[i].n; k++)
            put_day(&l, notices[i].days[k]);
        *last_year = notices[i].year > *last_year ? notices[i].year : *last_year;
    }
    for (size_t i = 0; i < l.n; i++)
        l.days[i].name = ""; /* names live in the arena; counting needs none */
    calendar_overlay(l.days, l.n, *last_year);
    return ST_OK;
}

/* What was laid over last, to see whether anything changed. */
static struct {
    pthread_mutex_t lock;
    struct arena *mem;
    const char *text;
    calendar_changed_fn *told;
} loaded = {.lock = PTHREAD_MUTEX_INITIALIZER, .text = ""};

void calendar_when_changed(calendar_changed_fn *fn)
{
    loaded.told = fn;
}

static bool take_text(const char *text)
{
    if (strcmp(loaded.text, text) == 0)
        return false;
    arena_free(&loaded.mem);
    loaded.mem = arena_new();
    loaded.text = arena_strdup(loaded.mem, text);
    return true;
}

/* In the open transaction. */
static enum st lay_over(struct ctx *c, bool *changed)
{
    struct entered *list;
    size_t n;
    int last;
    const char *text = "";
    enum st st = notice_list(c, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        text = arena_printf(c->mem, "%s%d\n%s", text, list[i].year, list[i].body);
    if (st)
        return st;
    pthread_mutex_lock(&loaded.lock);
    *changed = take_text(text);
    if (*changed)
        st = merge(c, list, n, &last);
    pthread_mutex_unlock(&loaded.lock);
    return st;
}

enum st calendar_load(struct ctx *c)
{
    bool changed = false;
    enum st st = ctx_begin(c, false);
    if (!st)
        st = lay_over(c, &changed);
    ctx_rollback(c);
    return st || !changed || !loaded.told ? st : loaded.told(c);
}

/* A demo county is alive on any day: the feasts of fixed days stand for notices that are not there
 * yet, and say so. */
enum st notice_demo(struct ctx *c)
{
    enum st st = ST_OK;
    bool changed;
    for (int year = day_year(calendar_to()) + 1; !st && year <= day_year(day_at(c->now)) + 1;
         year++) {
        struct notice n;
        st = notice_parse(c->mem, year,
            "一、元旦：1月1日放假。二、劳动节：5月1日至2日放假。三、国庆节：10月1日至3日放假。", &n,
            &c->err);
        if (!st)
            st = notice_put(c, &n, "示例安排，不是国务院办公厅的通知，仅供演示");
        if (!st)
            st = lay_over(c, &changed);
    }
    return st;
}
