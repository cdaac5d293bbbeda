/* Reading the periods of published texts; see term_known.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/term_known.h"

#include <string.h>

#include "common/org/org.h"
#include "common/task/task.h"
#include "disclosure/normdoc/term_text.h"
#include "lib/text/clean.h"

enum { BATCH = 200, DAYS_TO_REGISTER = 15 };

const struct stmt norm_stmt_unread = {"norm_term.unread",
    "SELECT n.id, n.unit_id, n.owner, i.title, e.id, e.body_html, i.effective_on, i.formed_on, "
    "CASE WHEN n.last_day IS NULL AND n.endless = 0 AND n.stage BETWEEN 8 AND 11 "
    "AND i.ended = '' AND i.validity NOT IN ('废止', '失效') THEN 1 ELSE 0 END "
    "FROM normdoc n JOIN item i ON i.record_id = n.record_id JOIN edition e "
    "ON e.id = i.edition_id WHERE n.text_edition <> i.edition_id ORDER BY n.id LIMIT $1",
    NULL};
const struct stmt norm_stmt_text_keep = {"norm_term.keep",
    "UPDATE normdoc SET text_edition = $2, text_said = $3, text_months = $4, text_last = $5, "
    "text_words = $6 WHERE id = $1",
    NULL};

struct unread {
    int64_t id, unit_id, owner, edition;
    const char *title;
    bool open; /* in force, and nothing is registered */
};

static enum st ask(struct ctx *c, const struct unread *u, enum norm_said said)
{
    int64_t id;
    const char *what = said == NORM_SAYS_PERIOD
                           ? "有效期未登记，正文已写明，请核对后登记"
                           : "有效期未登记，名称中有“暂行”“试行”的必须有有效期";
    return task_open(c,
        &(struct task){.kind = "normdoc.noterm",
            .subject_kind = "normdoc",
            .subject_id = u->id,
            .title = arena_printf(c->mem, "%s：%s", what, u->title),
            .path = arena_printf(c->mem, "/work/normdocs/%lld/", (long long)u->id),
            .person_id = u->owner,
            .unit_id = u->unit_id,
            .perm = PERM_NORM,
            .due = {day_at(c->now).n + DAYS_TO_REGISTER}},
        &id);
}

/* RULE N-TERM-TEXT: what the text says counts until somebody registers it. */
static enum st read_one(struct ctx *c, const struct rows *r)
{
    struct norm_term_text t;
    struct buf plain;
    const char *html = rows_text(r, 5);
    struct unread u = {rows_int(r, 0), rows_int(r, 1), rows_int(r, 2), rows_int(r, 4),
        rows_text(r, 3), rows_int(r, 8) != 0};
    buf_init(&plain, 0);
    html_plain(html, strlen(html), &plain);
    norm_term_read(c->mem, buf_str(&plain), rows_day(r, 6), rows_day(r, 7), &t);
    buf_release(&plain);
    enum norm_said said = t.found                  ? NORM_SAYS_PERIOD
                          : norm_is_trial(u.title) ? NORM_TRIAL_WITHOUT
                                                   : NORM_SAYS_NOTHING;
    enum st st = x(c, &norm_stmt_text_keep,
        ARGS(v_int(u.id), v_int(u.edition), v_int(said), v_int(t.months), v_day(t.last),
            v_text(t.words)));
    if (st)
        return st;
    return said != NORM_SAYS_NOTHING && u.open ? ask(c, &u, said) : norm_term_known(c, u.id);
}

enum st norm_terms_read(struct ctx *c, int most, size_t *n)
{
    struct rows *r;
    *n = 0;
    enum st st = q(c, &norm_stmt_unread, ARGS(v_int(most)), &r);
    for (; !st && rows_next(r); ++*n)
        st = read_one(c, r);
    if (!st && *n)
        ctx_touch(c, "normdoc");
    return st;
}

enum st norm_terms_job(struct ctx *c)
{
    size_t n = BATCH;
    enum st st = ST_OK;
    while (!st && n == BATCH) {
        st = ctx_begin(c, true);
        if (st)
            return st;
        st = norm_terms_read(c, BATCH, &n);
        if (!st && n)
            st = ctx_commit(c);
        else
            ctx_rollback(c);
    }
    return st;
}

enum st norm_term_known(struct ctx *c, int64_t id)
{
    return task_close(c, "normdoc.noterm", "normdoc", id, "done");
}
