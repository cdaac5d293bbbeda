/* Policy interpretation (政策解读): drafted, approved and published together with the policy.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INTERPRET_INTERPRET_H
#define INTERPRET_INTERPRET_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

#define INTERPRET "/work/interpret/"

/* What is said of one interpretation; "" where nothing was said. */
struct interpretation {
    const char *kind;        /* 部门解读, 负责人解读, 专家解读, 媒体解读 */
    const char *form;        /* 文字, 图解, 视频, 问答, 访谈 … */
    const char *interpreter; /* who speaks */
};
enum st interpretation_get(struct ctx *c, int64_t record_id, struct interpretation *out) MUST_CHECK;

/* Policies that are public without interpretation, with a reason that was signed; ascending. */
enum st interpretation_exempt(struct ctx *c, int64_t **records, size_t *n) MUST_CHECK;

extern const struct module interpret_module;

#endif
