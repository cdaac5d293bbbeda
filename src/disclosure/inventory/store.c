/* The register's rows: what is online comes from item, all else from inventory_entry; see store.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/store.h"

#include <stdlib.h>
#include <string.h>

#include "common/clock/calendar.h"
#include "common/record/record_index.h"
#include "disclosure/inventory/store_sql.h"
#include "lib/text/docno.h"

#define ENTRY_COLUMNS                                                                              \
    "e.open_mode, e.clause, e.basis, e.decided_at, COALESCE(p.name, ''), e.clock_from, "           \
    "e.review_on, e.origin, e.note, e.version, "
#define ENTRY_STATE                                                                                  \
    "CASE WHEN r.stage = 'discarded' THEN 'discarded' WHEN e.open_mode = '' THEN 'undecided' "       \
    "WHEN e.open_mode <> '主动公开' THEN 'withheld' WHEN COALESCE(e.clock_from, e.formed_on) < " \
    "$1 "                                                                                            \
    "AND COALESCE(e.clock_from, e.formed_on) >= $2 THEN 'overdue' ELSE 'waiting' END"
#define ONLINE_STATE "CASE WHEN i.ended IN ('error', 'privacy') THEN 'withdrawn' ELSE 'online' END"

/* $1 overdue before this day, $2 first day of the calendar */
#define ONLINE                                                                                     \
    "SELECT i.record_id, COALESCE(e.id, 0), i.unit_id, COALESCE(u.short_name, ''), i.title, "      \
    "i.doc_no, i.index_no, i.formed_on AS formed, '主动公开', COALESCE(e.clause, ''), "        \
    "COALESCE(e.basis, ''), COALESCE(e.decided_at, 0), COALESCE(p.name, ''), e.clock_from, NULL, " \
    "COALESCE(e.origin, 'desk'), COALESCE(e.note, ''), COALESCE(e.version, 0), i.path, "           \
    "i.first_published_at, " ONLINE_STATE ", '', i.open_limit "                                    \
    "FROM item i LEFT JOIN inventory_entry e ON e.record_id = i.record_id "                        \
    "LEFT JOIN unit u ON u.id = i.unit_id LEFT JOIN person p ON p.id = e.decided_by "              \
    "WHERE i.kind || '' = 'document' " /* found by number or record, not by kind */
/* Those known to be online are passed over by an index of the others. */
#define NOT_ONLINE "e.online = 0 AND i.record_id IS NULL "
#define OFFLINE                                                                                    \
    "SELECT COALESCE(e.record_id, 0), e.id, e.unit_id, COALESCE(u.short_name, ''), e.title, "      \
    "e.doc_no, e.index_no, e.formed_on AS formed, " ENTRY_COLUMNS "'', 0, " ENTRY_STATE            \
    ", COALESCE(r.stage, ''), e.open_limit FROM inventory_entry e LEFT JOIN record r ON r.id = "   \
    "e.record_id "                                                                                 \
    "LEFT JOIN unit u ON u.id = e.unit_id LEFT JOIN person p ON p.id = e.decided_by "              \
    "LEFT JOIN item i ON i.record_id = e.record_id WHERE " NOT_ONLINE

/* $3 unit $4 year $5 open_mode $6 state $7 word $8 text (LIKE) */
#define OFFLINE_FILTER                                                                             \
    "AND ($3 = 0 OR e.unit_id = $3) AND ($4 = 0 OR e.formed_year = $4) "                           \
    "AND ($5 = '' OR e.open_mode = $5) "                                                           \
    "AND (($6 = '' AND " ENTRY_STATE " <> 'discarded') OR $6 = " ENTRY_STATE                       \
    " OR ($6 = 'waiting' AND " ENTRY_STATE " = 'overdue')) AND ($7 = '' OR e.word = $7) "          \
    "AND ($8 = '' OR e.title LIKE $8 ESCAPE '!' OR e.doc_no LIKE $8 ESCAPE '!') "

static const struct stmt stmt_list_offline = {"inventory.list_offline",
    OFFLINE OFFLINE_FILTER "ORDER BY e.formed_on DESC, e.id DESC LIMIT $9 OFFSET $10",
    OFFLINE OFFLINE_FILTER "ORDER BY e.formed_on DESC NULLS LAST, e.id DESC LIMIT $9 OFFSET $10"};
static const struct stmt stmt_total_offline = {"inventory.total_offline",
    "SELECT count(*) FROM inventory_entry e LEFT JOIN record r ON r.id = e.record_id "
    "LEFT JOIN item i ON i.record_id = e.record_id WHERE " NOT_ONLINE OFFLINE_FILTER,
    NULL};
static const struct stmt stmt_list_online = {"inventory.list_online",
    ONLINE "AND i.record_id " THESE_RECORDS
           " ORDER BY COALESCE(i.formed_on, -2147483648) DESC, i.record_id DESC",
    NULL};
static const struct stmt stmt_counts_offline = {"inventory.counts_offline",
    "SELECT " ENTRY_STATE ", count(*) FROM inventory_entry e LEFT JOIN record r "
    "ON r.id = e.record_id LEFT JOIN item i ON i.record_id = e.record_id "
    "WHERE " NOT_ONLINE "AND ($3 = 0 OR e.unit_id = $3) AND ($4 = 0 OR e.formed_year = $4) "
    "GROUP BY 1",
    NULL};
static const struct stmt stmt_years = {"inventory.years",
    "SELECT COALESCE(min(formed_year), 0), COALESCE(max(formed_year), 0) FROM inventory_entry "
    "WHERE formed_year > 0 AND online = 0 AND ($1 = 0 OR unit_id = $1)",
    NULL};
static const struct stmt stmt_get = {
    "inventory.get", OFFLINE "AND e.id = $3 UNION ALL " ONLINE "AND e.id = $3", NULL};
static const struct stmt stmt_of_record = {"inventory.of_record",
    ONLINE "AND i.record_id = $3 UNION ALL " OFFLINE "AND e.record_id = $3", NULL};
static const struct stmt stmt_online = {"inventory.online",
    ONLINE "AND i.doc_serial = $3 AND i.doc_year = $4 AND i.doc_word = $5 "
           "UNION ALL " OFFLINE "AND e.id < 0 LIMIT 1",
    NULL};
static const struct stmt stmt_mark_online = {"inventory.mark_online",
    "UPDATE inventory_entry SET online = 1 WHERE online = 0 AND ($1 = 0 OR record_id = $1) AND "
    "EXISTS (SELECT 1 FROM item i WHERE i.record_id = inventory_entry.record_id)",
    NULL};
static const struct stmt stmt_id_of = {
    "inventory.id_of", "SELECT id FROM inventory_entry WHERE record_id = $1", NULL};
/* $1 unit $2 canonical number $3 except */
static const struct stmt stmt_taken = {"inventory.taken",
    "SELECT e.title FROM inventory_entry e LEFT JOIN record r ON r.id = e.record_id "
    "WHERE e.unit_id = $1 AND e.word = $2 AND e.number_year = $3 AND e.serial = $4 AND e.id <> $5 "
    "AND COALESCE(r.stage, '') <> 'discarded' UNION ALL "
    "SELECT i.title FROM item i LEFT JOIN inventory_entry e ON e.record_id = i.record_id "
    "WHERE i.doc_serial = $4 AND i.doc_year = $3 AND i.doc_word = $2 AND i.unit_id = $1 "
    "AND COALESCE(e.id, 0) <> $5 LIMIT 1",
    NULL};
static const struct stmt stmt_add = {"inventory.add",
    "INSERT INTO inventory_entry (record_id, unit_id, title, doc_no, word, number_year, serial, "
    "index_no, formed_on, formed_year, open_mode, clause, basis, decided_by, decided_at, "
    "clock_from, review_on, origin, note, created_at, created_by, updated_at, open_limit, version) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
    "$20, $21, $20, $22, 1) RETURNING id",
    NULL};
static const struct stmt stmt_put = {"inventory.put",
    "UPDATE inventory_entry SET title = $3, doc_no = $4, word = $5, number_year = $6, "
    "serial = $7, index_no = $8, formed_on = $9, formed_year = $10, open_mode = $11, clause = $12, "
    "basis = $13, decided_by = CASE WHEN $15 = decided_at THEN decided_by ELSE $14 END, "
    "decided_at = $15, clock_from = $16, review_on = $17, "
    "note = $18, updated_at = $19, open_limit = $20, version = version + 1 WHERE id = $1 AND "
    "version = $2",
    NULL};
static const struct stmt stmt_set_record = {"inventory.set_record",
    "UPDATE inventory_entry SET record_id = $2, version = version + 1 WHERE id = $1 "
    "AND record_id IS NULL",
    NULL};
static const struct stmt stmt_reviews = {"inventory.reviews",
    OFFLINE "AND ($3 = 0 OR e.unit_id = $3) AND e.open_mode IN ('依申请公开', '不予公开') "
            "AND e.review_on <= $4 AND COALESCE(r.stage, '') <> 'discarded' "
            "ORDER BY e.review_on, e.id LIMIT 2000",
    NULL};
static const struct stmt stmt_unlinked = {"inventory.unlinked",
    "SELECT e.id, i.record_id FROM inventory_entry e JOIN item i ON i.doc_serial = e.serial "
    "AND i.doc_year = e.number_year AND i.doc_word = e.word AND i.unit_id = e.unit_id "
    "LEFT JOIN inventory_entry o ON o.record_id = i.record_id "
    "WHERE e.record_id IS NULL AND e.serial > 0 AND i.kind = 'document' AND o.id IS NULL "
    "AND i.title = e.title LIMIT 5000",
    NULL};
static const struct stmt stmt_history = {"inventory.history",
    "SELECT j.at, j.action, COALESCE(p.name, '系统'), COALESCE(u.short_name, ''), j.detail "
    "FROM journal j LEFT JOIN person p ON p.id = j.person LEFT JOIN unit u ON u.id = j.unit "
    "WHERE (j.subject_kind = 'inventory' AND j.subject_id = $1) "
    "OR (j.subject_kind = 'record' AND j.subject_id = $2 AND $2 > 0) ORDER BY j.seq DESC LIMIT 200",
    NULL};

const struct stmt *const store_stmts[STORE_STMTS] = {&stmt_list_offline, &stmt_total_offline,
    &stmt_list_online, &stmt_mark_online, &stmt_counts_offline, &stmt_years, &stmt_get,
    &stmt_of_record, &stmt_online, &stmt_id_of, &stmt_taken, &stmt_add, &stmt_put, &stmt_set_record,
    &stmt_reviews, &stmt_unlinked, &stmt_history, &stmt_number_list, &stmt_void_add,
    &stmt_void_remove, &stmt_void_list, &stmt_declared_add, &stmt_declared_end, &stmt_declared_list,
    &stmt_declared_of, &stmt_bare_columns, &stmt_past_limits, &stmt_unnumbered, &stmt_setting_get,
    &stmt_setting_set, &stmt_run_add, &stmt_run_get, &stmt_run_list, &stmt_run_set,
    &stmt_number_lacks, &stmt_word_new};

static struct entry entry_row(const struct rows *r)
{
    return (struct entry){.record_id = rows_int(r, 0),
        .id = rows_int(r, 1),
        .unit_id = rows_int(r, 2),
        .unit_name = rows_text(r, 3),
        .title = rows_text(r, 4),
        .doc_no = rows_text(r, 5),
        .index_no = rows_text(r, 6),
        .formed_on = rows_day(r, 7),
        .open_mode = rows_text(r, 8),
        .clause = rows_text(r, 9),
        .basis = rows_text(r, 10),
        .decided_at = rows_int(r, 11),
        .decided_by = rows_text(r, 12),
        .clock_from = rows_day(r, 13),
        .review_on = rows_day(r, 14),
        .origin = rows_text(r, 15),
        .note = rows_text(r, 16),
        .version = rows_int(r, 17),
        .path = rows_text(r, 18),
        .published_at = rows_int(r, 19),
        .state = rows_text(r, 20),
        .stage = rows_text(r, 21),
        .open_limit = rows_text(r, 22)};
}

static void entry_rows(struct ctx *c, struct rows *r, struct entry **list, size_t *n)
{
    *list = ARENA_ARRAY(c->mem, struct entry, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = entry_row(r);
}

struct day entry_clock_day(const struct entry *e)
{
    if (strcmp(e->open_mode, MODE_OPEN) != 0)
        return day_none();
    return day_given(e->clock_from) ? e->clock_from : e->formed_on;
}

/* The two days every statement that tells the state begins with. */
static struct val cutoff(struct ctx *c)
{
    struct day d = overdue_before(day_at(c->now));
    return v_int(day_given(d) ? d.n : INT32_MIN + 1);
}

static struct val first_day(void)
{
    return v_int(calendar_from().n);
}

static int64_t *count_at(int64_t counts[static 7], const char *state)
{
    size_t i = 0;
    while (i + 1 < n_inv_states && strcmp(inv_states[i].key, state) != 0)
        i++;
    return &counts[i];
}

/* Only what is online or was can be found among the published. */
static bool may_be_online(const struct entry_filter *f)
{
    return (!*f->state || !strcmp(f->state, INV_ONLINE) || !strcmp(f->state, INV_WITHDRAWN)) &&
           !mode_withheld(f->open_mode);
}

static struct record_filter published(int64_t unit_id, int year)
{
    return (struct record_filter){.mask = MARK_ITEM,
        .marks = MARK_ITEM,
        .kind = "document",
        .unit_id = unit_id,
        .year = year,
        .order = BY_FORMED};
}

/* `from`: of those that are online, or were. */
static enum st find_online(struct ctx *c, const struct entry_filter *f, int64_t from, size_t most,
    struct record_found *out)
{
    struct record_filter k = published(f->unit_id, f->year);
    k.word = f->word;
    k.text = f->text;
    k.first = from;
    k.most = most;
    if (*f->state)
        k.mask |= MARK_GONE;
    if (!strcmp(f->state, INV_WITHDRAWN))
        k.marks |= MARK_GONE;
    *out = (struct record_found){.ids = NULL};
    return may_be_online(f) ? record_find(c, &k, out) : ST_OK;
}

struct entries {
    struct entry *list;
    size_t n;
};

static void add_entries(struct ctx *c, struct rows *r, void *arg)
{
    (void)c;
    struct entries *all = arg;
    while (rows_next(r))
        all->list[all->n++] = entry_row(r);
}

/* What is not online first: there somebody owes something. */
enum st entry_list(
    struct ctx *c, const struct entry_filter *f, struct entry **list, size_t *n, int64_t *total)
{
    const int64_t from = (f->page - 1) * f->per_page;
    const struct val args[] = {cutoff(c), first_day(), v_int(f->unit_id), v_int(f->year),
        v_text(f->open_mode), v_text(f->state), v_text(f->word),
        v_text(like_containing(c->mem, f->text)), v_int(f->per_page), v_int(from)};
    struct rows *r;
    struct record_found online;
    enum st st = q1(c, &stmt_total_offline, args, 8, &r);
    if (st)
        return st;
    int64_t offline = rows_int(r, 0);
    st = q(c, &stmt_list_offline, args, COUNT_OF(args), &r);
    if (st)
        return st;
    st = find_online(
        c, f, from > offline ? from - offline : 0, (size_t)f->per_page - rows_count(r), &online);
    if (st)
        return st;
    struct entries all = {ARENA_ARRAY(c->mem, struct entry, rows_count(r) + online.n), 0};
    add_entries(c, r, &all);
    st = record_rows(c, &stmt_list_online, &online, add_entries, &all);
    *total = offline + online.total;
    *list = all.list;
    *n = all.n;
    return st;
}

static void add_counts(struct rows *r, int64_t counts[static 7])
{
    while (rows_next(r))
        for (size_t i = 0; i < n_inv_states; i++)
            if (!strcmp(inv_states[i].key, rows_text(r, 0)))
                counts[i] += rows_int(r, 1);
}

enum st entry_counts(struct ctx *c, int64_t unit_id, int year, int64_t counts[static 7])
{
    static const enum record_field field = FIELD_MARKS;
    const struct record_filter f = published(unit_id, year);
    struct record_counts k;
    struct rows *r;
    BUG_ON(n_inv_states != 7);
    memset(counts, 0, 7 * sizeof *counts);
    enum st st = record_tally(c, &f, &field, 1, &k);
    if (st)
        return st;
    for (size_t i = 0; i < k.n; i++)
        *count_at(counts, k.list[i].number & MARK_GONE ? INV_WITHDRAWN : INV_ONLINE) += k.list[i].n;
    st = q(c, &stmt_counts_offline, ARGS(cutoff(c), first_day(), v_int(unit_id), v_int(year)), &r);
    if (!st)
        add_counts(r, counts);
    return st;
}

static void widen(int year, int *first, int *last)
{
    if (year <= 0)
        return;
    *first = !*first || year < *first ? year : *first;
    *last = year > *last ? year : *last;
}

/* What lies between the oldest and the newest is offered too. */
enum st entry_years(struct ctx *c, int64_t unit_id, int **years, size_t *n)
{
    static const enum record_field field = FIELD_YEAR;
    const struct record_filter f = published(unit_id, 0);
    struct record_counts k;
    struct rows *r;
    enum st st = record_tally(c, &f, &field, 1, &k);
    if (!st)
        st = q1(c, &stmt_years, ARGS(v_int(unit_id)), &r);
    if (st)
        return st;
    int first = (int)rows_int(r, 0), last = (int)rows_int(r, 1);
    for (size_t i = 0; i < k.n; i++)
        widen((int)strtol(k.list[i].text, NULL, 10), &first, &last);
    *n = 0;
    *years = ARENA_ARRAY(c->mem, int, first > 0 && last >= first ? last - first + 1 : 0);
    for (int year = last; first > 0 && year >= first; year--)
        (*years)[(*n)++] = year;
    return ST_OK;
}

static enum st get_by(struct ctx *c, const struct stmt *s, int64_t id, struct entry *out)
{
    struct rows *r;
    enum st st = q1(c, s, ARGS(cutoff(c), first_day(), v_int(id)), &r);
    if (st == ST_NOT_FOUND)
        return fail(c, st, "", "台账里没有这份文件，请从列表中选择");
    if (!st)
        *out = entry_row(r);
    return st;
}

enum st entry_get(struct ctx *c, int64_t id, struct entry *out)
{
    return get_by(c, &stmt_get, id, out);
}

enum st entry_of_record(struct ctx *c, int64_t record_id, struct entry *out)
{
    return get_by(c, &stmt_of_record, record_id, out);
}

enum st entry_id_of(struct ctx *c, int64_t record_id, int64_t *id)
{
    struct rows *r;
    enum st st = q(c, &stmt_id_of, ARGS(v_int(record_id)), &r);
    *id = !st && rows_next(r) ? rows_int(r, 0) : 0;
    return st;
}

/* The parts of the number; word "" and 0 when it cannot be read. */
static struct docno number_of(struct ctx *c, const char *doc_no)
{
    struct docno no;
    if (!*doc_no || !docno_parse(c->mem, doc_no, &no))
        return (struct docno){.word = "", .text = doc_no, .findings = ""};
    return no;
}

enum st entry_number_taken(struct ctx *c, int64_t unit_id, const char *doc_no, int64_t except_id,
    bool *taken, const char **title)
{
    struct docno no = number_of(c, doc_no);
    struct rows *r;
    *taken = false;
    *title = "";
    if (!no.serial)
        return ST_OK;
    enum st st = q(c, &stmt_taken,
        ARGS(v_int(unit_id), v_text(no.word), v_int(no.year), v_int(no.serial), v_int(except_id)),
        &r);
    *taken = !st && rows_next(r);
    if (*taken)
        *title = rows_text(r, 0);
    return st;
}

enum st entry_online(struct ctx *c, const char *doc_no, bool *found, struct entry *out)
{
    struct docno no = number_of(c, doc_no);
    struct rows *r;
    *found = false;
    if (!no.serial)
        return ST_OK;
    enum st st = q(c, &stmt_online,
        ARGS(cutoff(c), first_day(), v_int(no.serial), v_int(no.year), v_text(no.word)), &r);
    *found = !st && rows_next(r);
    if (*found)
        *out = entry_row(r);
    return st;
}

static enum st add(struct ctx *c, struct entry *e, const struct docno *no)
{
    return insert(c, &stmt_add,
        ARGS(e->record_id ? v_int(e->record_id) : v_null(), v_int(e->unit_id), v_text(e->title),
            v_text(no->text), v_text(no->word), v_int(no->year), v_int(no->serial),
            v_text(e->index_no), v_day(e->formed_on), v_int(day_year(e->formed_on)),
            v_text(e->open_mode), v_text(e->clause), v_text(e->basis), v_int(c->person),
            v_int(e->decided_at), v_day(e->clock_from), v_day(e->review_on), v_text(e->origin),
            v_text(e->note), v_int(c->now), v_int(c->person), v_text(e->open_limit)),
        &e->id);
}

enum st entry_put(struct ctx *c, struct entry *e)
{
    struct docno no = number_of(c, e->doc_no);
    int64_t changed;
    if (!e->id)
        return add(c, e, &no);
    enum st st = xn(c, &stmt_put,
        ARGS(v_int(e->id), v_int(e->version), v_text(e->title), v_text(no.text), v_text(no.word),
            v_int(no.year), v_int(no.serial), v_text(e->index_no), v_day(e->formed_on),
            v_int(day_year(e->formed_on)), v_text(e->open_mode), v_text(e->clause),
            v_text(e->basis), v_int(c->person), v_int(e->decided_at), v_day(e->clock_from),
            v_day(e->review_on), v_text(e->note), v_int(c->now), v_text(e->open_limit)),
        &changed);
    if (!st && !changed)
        return fail(c, ST_CONFLICT, "", "这份文件刚刚被别人改过，请看过最新情况后再改");
    return st;
}

enum st entry_set_record(struct ctx *c, int64_t id, int64_t record_id)
{
    int64_t changed;
    enum st st = xn(c, &stmt_set_record, ARGS(v_int(id), v_int(record_id)), &changed);
    if (!st && !changed)
        return fail(c, ST_CONFLICT, "", "这份文件已经在工作台起草，请在“文件”里继续");
    return st;
}

enum st entry_reviews(
    struct ctx *c, int64_t unit_id, struct day until, struct entry **list, size_t *n)
{
    struct rows *r;
    enum st st =
        q(c, &stmt_reviews, ARGS(cutoff(c), first_day(), v_int(unit_id), v_int(until.n)), &r);
    if (!st)
        entry_rows(c, r, list, n);
    return st;
}

enum st entry_mark_online(struct ctx *c, int64_t record_id)
{
    return x(c, &stmt_mark_online, ARGS(v_int(record_id)));
}

enum st entry_unlinked(struct ctx *c, int64_t (**pairs)[2], size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_unlinked, NO_ARGS, &r);
    if (st)
        return st;
    *pairs = arena_alloc(c->mem, sizeof **pairs * rows_count(r));
    *n = 0;
    while (rows_next(r)) {
        (*pairs)[*n][0] = rows_int(r, 0);
        (*pairs)[(*n)++][1] = rows_int(r, 1);
    }
    return ST_OK;
}

enum st entry_history(struct ctx *c, const struct entry *e, struct past_act **list, size_t *n)
{
    struct rows *r;
    enum st st = q(c, &stmt_history, ARGS(v_int(e->id), v_int(e->record_id)), &r);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct past_act, rows_count(r));
    *n = 0;
    while (rows_next(r))
        (*list)[(*n)++] = (struct past_act){
            rows_int(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3), rows_text(r, 4)};
    return ST_OK;
}
