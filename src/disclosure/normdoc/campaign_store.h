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
