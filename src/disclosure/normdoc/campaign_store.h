/* Writing the rows of campaigns; reading is in campaign.h. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_CAMPAIGN_STORE_H
#define NORMDOC_CAMPAIGN_STORE_H

#include "disclosure/normdoc/campaign.h"

struct campaign_unit { /* how far one unit is */
    int64_t unit_id, docs, proposed;
    const char *name;
};
struct campaign_past { /* what a decided campaign said of one document */
    const char *title, *proposal, *reason, *path, *number; /* path, number of the decision */
    struct day on;
};

/* RULE N-CLEAN: on which day the last decided campaign said 拟修改 of item i; NULL when it said
 * something else, or when the text has been amended, replaced or ended since. */
#define CAMPAIGN_TO_AMEND                                                                          \
    "(SELECT tk.decided_on FROM norm_campaign_doc td JOIN norm_campaign tk ON tk.id = "            \
    "td.campaign_id JOIN item ti ON ti.record_id = tk.decision_record AND ti.ended NOT IN "        \
    "('error', 'privacy') WHERE td.record_id = i.record_id AND td.proposal = 'amend' AND "         \
    "i.ended = '' AND i.validity NOT IN ('废止', '失效') AND tk.id = (SELECT tz.id FROM "      \
    "norm_campaign_doc ty JOIN norm_campaign tz ON tz.id = ty.campaign_id WHERE ty.record_id = "   \
    "i.record_id AND tz.stage = 'decided' ORDER BY tz.decided_on DESC, tz.id DESC LIMIT 1) AND "   \
    "NOT EXISTS (SELECT 1 FROM status ts WHERE ts.record_id = i.record_id AND ts.action = "        \
    "'amend' AND ts.at >= ti.first_published_at) AND NOT EXISTS (SELECT 1 FROM link tl WHERE "     \
    "tl.to_id = i.record_id AND tl.kind IN ('amends', 'replaces') AND tl.created_at >= "           \
    "ti.first_published_at))"
struct campaign_amend { /* day none: it is not to be amended */
    struct day on;
    const char *title, *number, *path; /* of the decision */
};
enum st campaign_to_amend(struct ctx *c, int64_t record_id, struct campaign_amend *out) MUST_CHECK;

enum st campaign_add(
    struct ctx *c, const char *title, const char *scope, struct day due, int64_t *id) MUST_CHECK;
enum st campaign_fill(
    struct ctx *c, int64_t id, const struct campaign_filter *f, int64_t *filled) MUST_CHECK;
/* ST_DENIED when the document is not that unit's (0: any). */
enum st campaign_doc_put(struct ctx *c, int64_t id, int64_t record_id, int64_t unit_id,
    const char *proposal, const char *reason) MUST_CHECK;
enum st campaign_doc_drop(struct ctx *c, int64_t id, int64_t record_id) MUST_CHECK;
enum st campaign_units(
    struct ctx *c, int64_t id, struct campaign_unit **list, size_t *n) MUST_CHECK;
/* ST_CONFLICT when the campaign is not open any more, or (decided) has changed since it was read.
 */
enum st campaign_touch(struct ctx *c, int64_t id) MUST_CHECK;
enum st campaign_set_cancelled(struct ctx *c, int64_t id) MUST_CHECK;
enum st campaign_set_decided(struct ctx *c, const struct campaign *k,
    const struct campaign_decision *d, int64_t record_id) MUST_CHECK;
enum st campaign_past(
    struct ctx *c, int64_t record_id, struct campaign_past **list, size_t *n) MUST_CHECK;

#endif
