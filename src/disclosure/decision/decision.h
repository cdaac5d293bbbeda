/* Major decisions (重大行政决策): one thread per decision, from its basis to its evaluation, each
 * slot visible to the public, filled or empty; comments of the public.
 *
 * publishing §7.2.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DECISION_DECISION_H
#define DECISION_DECISION_H

#include "lib/web/web.h"

/* Public page of a thread: DECISION_PUBLIC "12". */
#define DECISION_PUBLIC "/decisions/"

struct decision_ref {
    int64_t id; /* 0: no thread names the record */
    const char *title;
    const char *slot; /* what the record is in it: 决定, 决策草案 */
    bool decides;     /* it is the decision */
};
/* The thread that the public reads of this record. The page that shows it is made again when the
 * thread changes: its tag is that of the record. */
enum st decision_of_record(struct ctx *c, int64_t record_id, struct decision_ref *out) MUST_CHECK;

extern const struct module decision_module;
extern const struct module decision_comment_module; /* statements of the comments */

#endif
