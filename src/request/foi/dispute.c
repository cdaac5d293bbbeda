/* Reconsiderations and suits, read out of the events: each result belongs to the oldest of its kind
 * on the case that has none yet.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/json.h"
#include "request/foi/store.h"

const struct stmt foi_sql_disputes = {"foi.disputes",
    "SELECT e.case_id, e.action, e.day, e.args FROM foi_event e JOIN foi_case k ON k.id = "
    "e.case_id "
    "WHERE e.action IN ('dispute', 'dispute_result') AND ($1 = 0 OR k.organ_id = $1) "
    "ORDER BY e.case_id, e.seq",
    NULL};

/* The open one of this kind among those of the same case, from `from` on; NULL when none is. */
static struct foi_dispute *open_one(
    struct foi_dispute *list, size_t from, size_t n, const char *kind)
{
    for (size_t i = from; i < n; i++)
        if (!*list[i].result && strcmp(list[i].kind, kind) == 0)
            return &list[i];
    return NULL;
}

enum st foi_dispute_list(struct ctx *c, int64_t organ_id, struct foi_dispute **list, size_t *n)
{
    struct rows *r;
    int64_t last = 0;
    size_t from = 0;
    enum st st = q(c, &foi_sql_disputes, ARGS(v_int(organ_id)), &r);
    *list = st ? NULL : ARENA_ARRAY(c->mem, struct foi_dispute, rows_count(r));
    *n = 0;
    while (!st && rows_next(r)) {
        const struct json *args;
        const char *text = rows_text(r, 3);
        struct day day = rows_day(r, 2);
        st = json_parse(c->mem, text, strlen(text), &args, &c->err);
        if (rows_int(r, 0) != last)
            from = *n;
        last = rows_int(r, 0);
        const char *kind = json_get_text(args, "kind");
        struct foi_dispute *of = open_one(*list, from, *n, kind);
        bool filed = strcmp(rows_text(r, 1), "dispute") == 0;
        if (filed || !of) {
            (*list)[*n] = (struct foi_dispute){last, kind, "", day, day_none()};
            of = &(*list)[(*n)++];
        }
        if (!filed) {
            of->result = json_get_text(args, "result");
            of->decided = day;
        }
    }
    return st;
}
