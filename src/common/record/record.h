/* Records, editions, statuses: what every published thing has in common.
 *
 * A record is an identity: never deleted, its path never reused. An edition is one immutable
 * version of its content. A status is one row per change, with the person. The working copy of an
 * editor is the draft; submitting freezes it into an edition, so that what was approved is, byte
 * for byte, what goes out.
 *
 * Everything here runs inside the caller's write transaction and writes the journal itself.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include "common/record/content.h"
#include "lib/db/ctx.h"
#include "lib/web/web.h"

/* Stage of the version being worked on. "" = no version is open. */
#define STAGE_DRAFT "draft"         /* 起草中 */
#define STAGE_SUBMITTED "submitted" /* 待审核 */
#define STAGE_RETURNED "returned"   /* 已退回 */
#define STAGE_APPROVED "approved"   /* 待发布 */
#define STAGE_SCHEDULED "scheduled" /* 定时发布 */

/* Typed endings (design §3): each with required fields, a public rendering, an HTTP answer. */
#define END_REPEALED "repealed" /* 废止: text stays under a banner */
#define END_EXPIRED "expired"   /* 失效: text stays under a banner */
#define END_REPLACED "replaced" /* 被替代: banner with link, text stays */
#define END_MOVED "moved"       /* 迁移: 301 to the other record */
#define END_ERROR "error"       /* 发布有误: 410 with the reason */
#define END_PRIVACY "privacy"   /* 涉及隐私: 410, title and text gone from the public side */

struct record {
    int64_t id;
    const char *kind;   /* "document", "news", "page", "interpretation" … */
    const char *source; /* identity in the source it was imported from, "" */
    int64_t unit_id, column_id;
    const char *unit_name;
    const char *path;  /* public path once published, "" before */
    const char *title; /* of the live edition, else of the draft */
    const char *stage; /* of the version being worked on, "" */
    int64_t live_edition, work_edition;
    int editions;
    int64_t created_at, created_by, updated_at, first_published_at, published_at;
    int64_t scheduled_for; /* UTC seconds when stage is scheduled */
    const char *ended, *ended_note;
    int64_t ended_at, ended_target; /* record that replaces it, 0 */
};

struct draft {
    int64_t record_id, version, column_id;
    int64_t base_edition; /* the edition it amends, 0 */
    int64_t updated_at, updated_by;
    const char *updated_by_name;
    const char *note; /* what changed and why; required when amending */
    struct content content;
};

struct edition {
    int64_t id, record_id, column_id, created_at, created_by;
    int number; /* 1, 2, 3 … within the record */
    const char *created_by_name, *note, *sha256;
    struct content content;
};

struct status {
    int64_t id, edition_id, at, person;
    int edition_number;
    const char *action, *stage, *person_name, *unit_name, *note, *codes;
};

struct ending {
    const char *kind;  /* END_… */
    const char *note;  /* reason, shown to the public (not for privacy) */
    const char *basis; /* number or title of the deciding document; repealed needs it */
    int64_t target;    /* replaced, moved */
    struct day on;     /* the day from which it holds */
};

enum st record_create(
    struct ctx *c, const char *kind, int64_t unit_id, int64_t column_id, int64_t *id) MUST_CHECK;
/* Its public page is another slice's, "/decisions/12": lists, search, feeds and site map lead
 * there. Before the first publication. */
enum st record_set_path(struct ctx *c, int64_t id, const char *path) MUST_CHECK;
enum st record_get(struct ctx *c, int64_t id, struct record *out) MUST_CHECK;

/* The working copy. ST_NOT_FOUND when no version is open. */
enum st draft_get(struct ctx *c, int64_t record_id, struct draft *out) MUST_CHECK;
/* Writes it when `d->version` is still the stored version (0 = first), and raises it. ST_CONFLICT
 * when somebody else saved meanwhile: nothing is written, the page shows both. */
enum st draft_save(struct ctx *c, struct draft *d) MUST_CHECK;
enum st draft_discard(struct ctx *c, int64_t record_id) MUST_CHECK;
/* Freezes the draft into the next edition and makes it the work edition. */
enum st draft_freeze(struct ctx *c, int64_t record_id, int64_t *edition_id) MUST_CHECK;

enum st edition_add(struct ctx *c, int64_t record_id, int64_t column_id,
    const struct content *content, const char *note, int64_t *edition_id) MUST_CHECK;
enum st edition_get(struct ctx *c, int64_t id, struct edition *out) MUST_CHECK;
/* Newest first, without bodies. */
enum st edition_list(struct ctx *c, int64_t record_id, struct edition **list, size_t *n) MUST_CHECK;

/* One row per change; moves record.stage; journals "record.<action>". codes: "R-META,R-BODY". */
enum st status_add(struct ctx *c, const struct record *r, const char *action, const char *stage,
    const char *note, const char *codes) MUST_CHECK;
enum st status_list(struct ctx *c, int64_t record_id, struct status **list, size_t *n) MUST_CHECK;
enum st record_schedule(struct ctx *c, int64_t record_id, int64_t at) MUST_CHECK;

/* Makes the edition live: path, item, places, public log leaf, search, cache tags, all at once.
 * at: the publish time shown (0 = now). RULE B-V1-DATE: a time of more than a day ago
 * needs a note of the edition that begins with 补录 or 转载. */
enum st record_publish(struct ctx *c, int64_t record_id, int64_t edition_id, int64_t at) MUST_CHECK;
/* Ends a live record; ST_INVALID naming each missing field. */
enum st record_end(struct ctx *c, int64_t record_id, const struct ending *e) MUST_CHECK;

extern const struct module record_module;

#endif
