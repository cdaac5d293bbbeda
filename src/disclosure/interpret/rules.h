/* What a policy, its plan and its interpretations must have before they go on together. Pure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_RULES_H
#define INTERPRET_RULES_H

#include <stdbool.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"

enum plan_mode {
    PLAN_SYNC,  /* interpretation goes out with the policy */
    PLAN_LATER, /* within 3 working days, with a reason */
    PLAN_EXEMPT /* none, with a reason */
};

struct plan { /* 解读方案 */
    enum plan_mode mode;
    const char *outline, *forms, *channel, *interpreter; /* 要点, 形式, 渠道, 第一解读人 */
    struct day planned_on;
    const char *reason; /* later, exempt */
};

struct pack_stop { /* why it cannot go on */
    const char *code, *place, *text, *remedy;
    bool hint; /* worth a look, stops nothing */
};
struct pack_stops {
    struct pack_stop *list;
    size_t n, cap;
    struct arena *mem;
};
void pack_stop_add(struct pack_stops *s, struct pack_stop stop);
bool pack_stopped(const struct pack_stops *s);

struct pack_text {
    const char *title, *plain; /* of one interpretation */
    const char *form;
};
/* RULE P-NOPLAN, P-NOMAT, P-COPY, P-FORM: the plan is whole, there is material or a reason why not,
 * the material does not copy the policy, and is more than text. published: the policy is public
 * already. */
void pack_check(const struct plan *p, const char *policy_plain, const struct pack_text *texts,
    size_t n, struct pack_stops *out);

enum { COPY_CHARS = 8, COPY_PERCENT = 80 };
/* Per cent of the groups of COPY_CHARS characters of `text` that occur in `policy`; 0 for texts
 * shorter than a group. Marks and blanks do not count. */
int copied_percent(struct arena *a, const char *text, const char *policy);

#endif
