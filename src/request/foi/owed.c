/* Papers of cases that the platform confirmed by itself: made by a job, not while the applicant
 * waits; or by the next act, when that is faster than the job.
 *
 * Many applications may come at once, each is acknowledged as soon as it is on the disk, and
 * painting two letters takes a hundred times as long as that. Whoever keeps the papers has asked
 * in the same write transaction whether they are still owed: writers come one after the other, so
 * they are made exactly once.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/owed.h"

#include <string.h>

#include "lib/base/log.h"
#include "request/foi/moves.h"
#include "request/foi/output.h"
#include "request/foi/store.h"

enum { MOST_A_RUN = 50 }; /* bounds the memory of a run */

/* $1 after, $2 channel, $3 stage of the archive. The receipt is the paper that such a case has. */
const struct stmt foi_sql_owed = {"foi.owed",
    "SELECT k.id FROM foi_case k WHERE k.id > $1 AND k.channel = $2 AND k.web_auto = 1 "
    "AND k.seq > 0 AND k.stage <> $3 AND NOT EXISTS (SELECT 1 FROM foi_paper p "
    "WHERE p.case_id = k.id AND p.slot = 'receipt') ORDER BY k.id LIMIT 1",
    NULL};

/* $1 case */
const struct stmt foi_sql_owed_of = {
    "foi.owed_of", "SELECT COUNT(*) FROM foi_paper WHERE case_id = $1 AND slot = 'receipt'", NULL};

bool foi_output_later(const struct ctx *c, const struct foi_case *k, const struct foi_event *ev)
{
    return !c->person && k->channel == CHANNEL_WEB && k->web_auto &&
           strcmp(ev->action, "confirm") == 0;
}

enum st foi_owed(struct ctx *c, const struct foi_case *k, bool *owed)
{
    struct rows *r;
    *owed = k->channel == CHANNEL_WEB && k->web_auto && k->seq > 0 && k->stage != CASE_ARCHIVED;
    if (!*owed)
        return ST_OK;
    enum st st = q1(c, &foi_sql_owed_of, ARGS(v_int(k->id)), &r);
    *owed = !st && rows_int(r, 0) == 0;
    return st;
}

struct owed {
    struct foi_painted list[FOI_PAINTED_MOST];
    size_t n;
};

/* As the file stood when the case was confirmed. */
static enum st paint(struct ctx *c, struct foi_case *k, struct owed *out)
{
    struct derived d;
    struct foi_event *list;
    size_t n, at = 0;
    out->n = 0;
    enum st st = foi_event_list(c, k, &list, &n);
    if (st)
        return st;
    while (at < n && strcmp(list[at].action, "confirm") != 0)
        at++;
    if (at == n)
        return ST_OK;
    st = foi_derive(c, k, list, at + 1, list[at].day, &d);
    return st ? st : foi_paint(c, k, list, at + 1, &d, out->list, &out->n);
}

/* The next case without its papers; *id 0 when there is none. */
static enum st find_next(struct ctx *c, int64_t after, int64_t *id)
{
    struct rows *r;
    *id = 0;
    enum st st = ctx_begin(c, false);
    if (!st)
        st = q(c, &foi_sql_owed, ARGS(v_int(after), v_int(CHANNEL_WEB), v_int(CASE_ARCHIVED)), &r);
    if (!st && rows_next(r))
        *id = rows_int(r, 0);
    ctx_rollback(c);
    return st;
}

/* Keeps what was painted unless somebody else has meanwhile; in a write transaction. */
static enum st keep_once(struct ctx *c, int64_t id, const struct owed *made)
{
    struct vault v;
    struct foi_case k;
    bool still;
    enum st st = case_row_get(c, id, &k);
    if (!st)
        st = foi_owed(c, &k, &still);
    if (st || !still)
        return st;
    st = vault_load(c, &v);
    return st ? st : foi_keep_painted(c, &v, made->list, made->n);
}

/* Painted while others write; kept in a short transaction. */
static enum st make_for(struct ctx *c, int64_t id)
{
    struct foi_case k;
    struct owed made;
    enum st st = ctx_begin(c, false);
    if (!st)
        st = case_row_get(c, id, &k);
    if (!st)
        st = paint(c, &k, &made);
    ctx_rollback(c);
    if (!st)
        st = ctx_begin(c, true);
    if (!st)
        st = keep_once(c, id, &made);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

static void tell(int64_t id, const struct ctx *c)
{
    log_line(LOG_ERROR, "foi", "receipt of case %lld: %s", (long long)id, c->err.message);
}

/* Papers that cannot be made stay owed and do not hold up the act. */
enum st foi_make_owed_of(struct ctx *c, const struct foi_case *k)
{
    struct owed made;
    bool owed;
    struct foi_case then = *k;
    enum st st = foi_owed(c, k, &owed);
    if (st || !owed)
        return st;
    st = paint(c, &then, &made);
    if (st == ST_INVALID) {
        tell(k->id, c);
        c->err = (struct err){.st = ST_OK};
        return ST_OK;
    }
    return st ? st : keep_once(c, k->id, &made);
}

/* One that cannot be made is told in the log and does not hold up the others. */
enum st foi_make_owed(struct ctx *c)
{
    int64_t id = 0;
    for (int i = 0; i < MOST_A_RUN; i++) {
        enum st st = find_next(c, id, &id);
        if (st || !id)
            return st;
        st = make_for(c, id);
        if (st)
            tell(id, c);
    }
    return ST_OK;
}
