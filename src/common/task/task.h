/* One inbox: who owes what by when.
 *
 * Every wait has an owner and a date. A slice opens a task when something begins to wait and closes
 * it when the wait is over; it never stores "overdue", which is the due day compared with today.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TASK_TASK_H
#define TASK_TASK_H

#include "lib/base/date.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct task {
    int64_t id;
    const char *kind;         /* "document.review": one open task a kind and subject */
    const char *subject_kind; /* "record", "measure" */
    int64_t subject_id;
    const char *title;  /* 审核：关于…的通知 */
    const char *path;   /* where it is done, "/work/documents/12/" */
    int64_t person_id;  /* the one who must do it; 0: anybody of the unit with perm */
    int64_t unit_id;    /* 0: any unit */
    const char *perm;   /* "" or a permission word */
    int64_t not_person; /* may not do it (drafter ≠ approver), 0: none */
    struct day due;
    int64_t opened_at, closed_at, opened_by, closed_by;
    const char *result;                  /* how it ended: "done", "cancelled" */
    const char *unit_name, *person_name; /* filled by task_list */
};

/* Opening what is open already updates title, owner and due day. In a write transaction. */
enum st task_open(struct ctx *c, const struct task *t, int64_t *id) MUST_CHECK;
/* Closes the open task of this kind and subject; nothing happens when there is none. */
enum st task_close(struct ctx *c, const char *kind, const char *subject_kind, int64_t subject_id,
    const char *result) MUST_CHECK;
/* As task_close, for every kind. */
enum st task_close_all(
    struct ctx *c, const char *subject_kind, int64_t subject_id, const char *result) MUST_CHECK;

enum task_scope { TASKS_MINE, TASKS_UNIT, TASKS_COUNTY, TASKS_DONE };
/* Most urgent first (no date last). MINE: what r->who may and must do. */
enum st task_list(struct req *r, enum task_scope scope, int page, int per_page, struct task **list,
    size_t *n, int64_t *total) MUST_CHECK;
enum st task_count(struct req *r, enum task_scope scope, int64_t *n) MUST_CHECK;

/* Table task; page GET /work/ (inbox with tabs 我的待办, 本单位, 全县, 已办). */
extern const struct module task_module;

#endif
