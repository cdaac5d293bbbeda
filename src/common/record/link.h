/* Links between records, stored once, shown on both sides.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_LINK_H
#define RECORD_LINK_H

#include "lib/web/web.h"

/* kind, and how it reads from each side */
#define LINK_INTERPRETS "interprets" /* 解读 → 政策文件 */
#define LINK_REPEALS "repeals"
#define LINK_AMENDS "amends"
#define LINK_LAPSES "lapses" /* 宣布失效 */
#define LINK_REPLACES "replaces"
#define LINK_BASIS "basis" /* 依据 */
#define LINK_ANSWERS "answers"
#define LINK_RELATES "relates"

struct link {
    int64_t id, other_id; /* the record on the other side */
    const char *kind;
    const char *label; /* Chinese, as seen from this side: 政策解读, 解读的文件, 被…废止 … */
    bool outgoing;
    const char *title, *path, *doc_no, *validity; /* of the other record; path "" = not public */
};

/* Adding a link that exists changes nothing. ST_INVALID for an unknown kind or a link to itself. */
enum st link_add(struct ctx *c, int64_t from, int64_t to, const char *kind) MUST_CHECK;
/* Whether the one may end or change the other: ST_CONFLICT with every reason (a circle, or a
 * document that is older than what it would end). Kinds that end nothing always may. What is
 * imported is taken as it comes and is not asked. */
enum st link_check(struct ctx *c, int64_t from, int64_t to, const char *kind) MUST_CHECK;
enum st link_remove(struct ctx *c, int64_t record_id, int64_t link_id) MUST_CHECK;
/* Both directions; public_only leaves out what is not published. */
enum st link_list(
    struct ctx *c, int64_t record_id, bool public_only, struct link **list, size_t *n) MUST_CHECK;

extern const struct module link_module;

#endif
