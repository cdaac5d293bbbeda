/* The module of major decisions: routes, tables, statements, jobs.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/org.h"
#include "disclosure/decision/decision.h"
#include "disclosure/decision/demo.h"
#include "disclosure/decision/pages.h"
#include "disclosure/decision/schema.h"

#define DAY 86400
#define COMMENT_BODY_BYTES (24 * 1024)       /* 2,000 characters, percent-encoded */
#define STEP_BODY_BYTES (110 * 1024 * 1024)  /* two files of the largest size */
#define ANSWERS_BODY_BYTES (8 * 1024 * 1024) /* answers to some hundred comments */
#define GET(pattern, perm, handler)                                                                \
    {                                                                                              \
        METHOD_GET, pattern, perm, handler, NULL, NULL, 0, 0                                       \
    }
#define OPEN(pattern, handler)                                                                     \
    {                                                                                              \
        METHOD_GET, pattern, PERM_PUBLIC, handler, NULL, NULL, ROUTE_CACHED, 0                     \
    }
#define POST(pattern, perm, handler, form, again)                                                  \
    {                                                                                              \
        METHOD_POST, pattern, perm, handler, form, again, ROUTE_ONCE, 0                            \
    }

/* Who may take a step is said by the table of steps. */
static const struct route routes[] = {
    GET(DECISIONS, PERM_DECISION, decision_show_list),
    GET(DECISIONS "findings", PERM_DECISION, decision_show_findings),
    GET(DECISIONS "new", PERM_DRAFT, decision_show_new),
    POST(DECISIONS "new", PERM_DRAFT, decision_do_new, &decision_form_new, decision_show_new),
    GET(DECISIONS "settings", PERM_DECISION_MANAGE, decision_show_settings),
    {METHOD_POST, DECISIONS "settings", PERM_DECISION_MANAGE, decision_do_settings,
        &decision_form_settings, decision_show_settings, 0, 0},
    GET(DECISIONS ":id/", PERM_DECISION, decision_show_item),
    {METHOD_POST, DECISIONS ":id/do/:action", PERM_DECISION, decision_do_step, &decision_form_step,
        decision_show_item, ROUTE_ONCE, STEP_BODY_BYTES},
    POST(DECISIONS ":id/release", PERM_PUBLISH, decision_do_release, &decision_form_release,
        decision_show_item),
    POST(DECISIONS ":id/return", PERM_PUBLISH, decision_do_return, &decision_form_return,
        decision_show_item),
    GET(DECISIONS ":id/comments", PERM_DECISION, decision_show_comments),
    {METHOD_POST, DECISIONS ":id/comments", PERM_DRAFT, decision_do_comments,
        &decision_form_comments, decision_show_comments, 0, ANSWERS_BODY_BYTES},
    OPEN(DECISION_PUBLIC, decision_public_list_show),
    OPEN(DECISION_PUBLIC "catalogue", decision_catalogue_show),
    OPEN(DECISION_PUBLIC "list.json", decision_public_json),
    OPEN(DECISION_PUBLIC "feed.xml", decision_public_feed),
    OPEN("/api/v1/decisions", decision_data_json),
    OPEN("/api/v1/decisions.csv", decision_data_csv),
    OPEN("/api/v1/decision-entries", decision_entries_json),
    OPEN("/api/v1/decision-entries.csv", decision_entries_csv),
    /* whether comments are taken depends on the day: not kept */
    GET(DECISION_PUBLIC ":id", PERM_PUBLIC, decision_public_show),
    GET(DECISION_PUBLIC ":id/dates.ics", PERM_PUBLIC, decision_dates_show),
    GET(DECISION_PUBLIC ":id/comment", PERM_PUBLIC, decision_comment_show),
    {METHOD_POST, DECISION_PUBLIC ":id/comment", PERM_PUBLIC, decision_comment_send,
        &decision_form_comment, decision_comment_show, ROUTE_ONCE, COMMENT_BODY_BYTES},
};

static const struct job jobs[] = {
    {"decision.watch", "重大决策：久无进展、久未公开的提醒", DAY, decision_watch},
};

const struct module decision_module = {
    .name = "decision",
    .title = "重大决策",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = decision_migrations,
    .n_migrations = DECISION_MIGRATIONS,
    .stmts = decision_stmts,
    .n_stmts = DECISION_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = decision_demo,
    .start = decision_start,
};

const struct module decision_comment_module = {.name = "decision_comment",
    .title = "重大决策的公众意见",
    .stmts = comment_stmts,
    .n_stmts = COMMENT_STMTS};
