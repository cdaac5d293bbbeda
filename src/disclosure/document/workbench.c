/* The module of documents: routes, statements, the job, the demo.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/demo.h"
#include "disclosure/document/document.h"
#include "disclosure/document/pages.h"

#define DOC "/work/documents/:id/"
#define GET(pattern, perm, handler)                                                                \
    {                                                                                              \
        METHOD_GET, pattern, perm, handler, NULL, NULL, 0, 0                                       \
    }
#define POST(pattern, perm, handler, form, again)                                                  \
    {                                                                                              \
        METHOD_POST, pattern, perm, handler, form, again, 0, 0                                     \
    }
#define POST_ONCE(pattern, perm, handler, form, again)                                             \
    {                                                                                              \
        METHOD_POST, pattern, perm, handler, form, again, ROUTE_ONCE, 0                            \
    }
#define TEXT_BYTES (16 * 1024 * 1024)    /* a text of 4 MiB, percent-encoded */
#define UPLOAD_BYTES (160 * 1024 * 1024) /* three attachments of the largest size, and the text */

/* A page of one record asks for any sign-in: the handler looks at the unit, the table of
 * transitions at the permission. */
static const struct route routes[] = {
    GET("/work/documents/", PERM_SIGNED_IN, page_list),
    GET("/work/documents/export.csv", PERM_SIGNED_IN, page_csv),
    GET("/work/documents/new", PERM_DRAFT, page_new),
    {METHOD_POST, "/work/documents/new", PERM_DRAFT, page_create, &form_new, page_new, ROUTE_ONCE,
        UPLOAD_BYTES},
    GET("/work/documents/settings", PERM_SECRECY, page_rules),
    POST("/work/documents/settings", PERM_SECRECY, page_rules_do, &form_rules, page_rules),
    GET(DOC, PERM_SIGNED_IN, page_show),
    GET(DOC "edit", PERM_DRAFT, page_edit),
    {METHOD_POST, DOC "edit", PERM_DRAFT, page_save, &form_edit, page_edit, 0, UPLOAD_BYTES},
    {METHOD_POST, DOC "autosave", PERM_DRAFT, page_autosave, &form_edit, page_json_again, 0,
        TEXT_BYTES},
    {METHOD_POST, DOC "resolve", PERM_DRAFT, page_resolve, &form_resolve, NULL, 0, TEXT_BYTES},
    {METHOD_POST, DOC "image", PERM_DRAFT, page_image, &form_image, page_json_again, 0,
        UPLOAD_BYTES},
    GET(DOC "words", PERM_SIGNED_IN, page_words),
    GET(DOC "preview", PERM_SIGNED_IN, page_preview),
    GET(DOC "compare", PERM_SIGNED_IN, page_compare),
    GET(DOC "history", PERM_SIGNED_IN, page_history),
    GET(DOC "submit", PERM_DRAFT, page_submit),
    POST_ONCE(DOC "submit", PERM_DRAFT, page_submit_do, &form_submit, page_submit),
    POST(DOC "confirm", PERM_SIGNED_IN, page_confirm, &form_confirm, NULL),
    GET(DOC "review", PERM_REVIEW, page_review),
    POST_ONCE(DOC "approve", PERM_REVIEW, page_approve_do, &form_approve, page_review),
    POST_ONCE(DOC "send_back", PERM_REVIEW, page_send_back_do, &form_review, page_review),
    GET(DOC "secrecy", PERM_REVIEW, page_secrecy),
    POST_ONCE(DOC "secrecy", PERM_REVIEW, page_secrecy_do, &form_secrecy, page_secrecy),
    POST_ONCE(DOC "withdraw", PERM_DRAFT, page_simple_do, NULL, NULL),
    POST_ONCE(DOC "discard", PERM_DRAFT, page_simple_do, NULL, NULL),
    POST_ONCE(DOC "resume", PERM_DRAFT, page_simple_do, NULL, NULL),
    POST_ONCE(DOC "restore", PERM_DRAFT, page_restore_do, &form_restore, NULL),
    POST_ONCE(DOC "publish", PERM_PUBLISH, page_simple_do, NULL, NULL),
    GET(DOC "schedule", PERM_PUBLISH, page_schedule),
    POST_ONCE(DOC "schedule", PERM_PUBLISH, page_schedule_do, &form_schedule, page_schedule),
    POST_ONCE(DOC "unschedule", PERM_PUBLISH, page_simple_do, NULL, NULL),
    GET(DOC "amend", PERM_DRAFT, page_amend),
    POST_ONCE(DOC "amend", PERM_DRAFT, page_amend_do, &form_amend, page_amend),
    GET(DOC "end", PERM_END, page_end),
    POST_ONCE(DOC "end", PERM_END, page_end_do, &form_end, page_end),
    GET(DOC "links", PERM_SIGNED_IN, page_links),
    POST_ONCE(DOC "links/add", PERM_SIGNED_IN, page_link_add, &form_link, page_links),
    POST(DOC "links/remove", PERM_SIGNED_IN, page_link_remove, &form_link_remove, page_links),
};

static const struct job jobs[] = {
    {"document.publish_scheduled", "发布到时的文件", 30, act_publish_due},
};

const struct module document_module = {
    .name = "document",
    .title = "文件",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
    .migrations = desk_migrations,
    .n_migrations = DESK_MIGRATIONS,
    .stmts = desk_stmts,
    .n_stmts = DESK_STMTS,
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs),
    .demo = document_demo,
};
