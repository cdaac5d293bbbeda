/* Index numbers: the generator and the books of those that are given; see index_no.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/index_no.h"

#include <string.h>

#include "common/org/org.h"
#include "lib/text/indexno.h"
#include "lib/ui/ui.h"

static const struct stmt stmt_serial = {"index_no.serial",
    "INSERT INTO index_serial (prefix, year, last) VALUES ($1, $2, 1) "
    "ON CONFLICT (prefix, year) DO UPDATE SET last = index_serial.last + 1 RETURNING last",
    NULL};
static const struct stmt stmt_taken = {"index_no.taken",
    "SELECT COALESCE(i.title, d.title, '') FROM index_given x "
    "LEFT JOIN item i ON i.record_id = x.record_id LEFT JOIN draft d ON d.record_id = x.record_id "
    "WHERE x.index_no = $1 AND COALESCE(x.record_id, 0) <> $2 UNION ALL "
    "SELECT title FROM item WHERE index_no = $1 AND record_id <> $2 LIMIT 1",
    NULL};
static const struct stmt stmt_keep = {"index_no.keep",
    "INSERT INTO index_given (index_no, record_id) VALUES ($1, $2) "
    "ON CONFLICT (index_no) DO NOTHING",
    NULL};
static const struct stmt stmt_hand_over = {"index_no.hand_over",
    "UPDATE index_given SET record_id = $2 WHERE index_no = $1 AND record_id IS NULL", NULL};
static const struct stmt stmt_of = {
    "index_no.of", "SELECT index_no FROM index_given WHERE record_id = $1", NULL};
static const struct stmt *const stmts[] = {
    &stmt_serial, &stmt_taken, &stmt_keep, &stmt_hand_over, &stmt_of};

const struct module index_no_module = {
    .name = "index_no", .title = "索引号", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

/* The first six characters of the site's code are those of the county (publishing §2.4). */
static const char *prefix(struct arena *a, const struct unit *u)
{
    if (strlen(u->credit_code) == 18)
        return u->credit_code;
    return arena_printf(a, "%.6s%04lld", ui_site()->id_code, (long long)(u->id % 10000));
}

const char *index_no_text(struct arena *a, const struct unit *u, int year, int64_t serial)
{
    int width = strlen(u->credit_code) == 18 ? 5 : 6;
    return arena_printf(a, "%s/%04d-%0*lld", prefix(a, u), year, width, (long long)serial);
}

enum st index_no_next(
    struct ctx *c, const struct unit *u, int year, int64_t record_id, const char **out)
{
    for (;;) {
        int64_t serial;
        bool taken;
        enum st st = insert(c, &stmt_serial, ARGS(v_text(prefix(c->mem, u)), v_int(year)), &serial);
        if (st)
            return st;
        *out = index_no_text(c->mem, u, year, serial);
        /* nothing has the number -1: somebody without a record counts too */
        st = index_no_taken(c, *out, record_id ? record_id : -1, &taken, &(const char *){""});
        if (st)
            return st;
        if (!taken)
            return index_no_keep(c, *out, record_id);
    }
}

enum st index_no_keep(struct ctx *c, const char *index_no, int64_t record_id)
{
    return x(c, &stmt_keep, ARGS(v_text(index_no), record_id ? v_int(record_id) : v_null()));
}

enum st index_no_hand_over(struct ctx *c, const char *index_no, int64_t record_id)
{
    return x(c, &stmt_hand_over, ARGS(v_text(index_no), v_int(record_id)));
}

enum st index_no_taken(
    struct ctx *c, const char *index_no, int64_t record_id, bool *taken, const char **by)
{
    struct rows *r;
    enum st st = q(c, &stmt_taken, ARGS(v_text(index_no), v_int(record_id)), &r);
    *taken = !st && rows_next(r);
    if (*taken)
        *by = rows_text(r, 0);
    return st;
}

enum st index_no_of(struct ctx *c, int64_t record_id, int year, const char **index_no)
{
    struct rows *r;
    enum st st = q(c, &stmt_of, ARGS(v_int(record_id)), &r);
    *index_no = "";
    while (!st && rows_next(r)) {
        struct indexno number;
        if (indexno_parse(c->mem, rows_text(r, 0), &number) && number.year == year)
            *index_no = rows_text(r, 0);
    }
    return st;
}
