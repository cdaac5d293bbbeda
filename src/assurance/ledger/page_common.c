/* Paths, heads and words that all pages of the ledger use.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/pages.h"

#include <string.h>

const char *const ledger_styles[] = {"ledger.css", NULL};

const char *measure_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, "/work/ledger/%lld/%s", (long long)id, rest);
}

const char *plan_href(struct req *r, int64_t id)
{
    return arena_printf(r->ctx->mem, "/work/ledger/plans/%lld/", (long long)id);
}

struct work_head ledger_head(struct req *r, const char *title, const struct crumb *last)
{
    struct work_head h = {.title = title, .section = "ledger", .styles = ledger_styles};
    if (!last)
        return h;
    struct crumb *crumbs = ARENA_ARRAY(r->ctx->mem, struct crumb, 2);
    crumbs[0] = (struct crumb){"整改台账", "/work/ledger/"};
    crumbs[1] = *last;
    h.crumbs = crumbs;
    h.n_crumbs = 2;
    return h;
}

static const char *joined(
    struct arena *a, const struct measure *m, enum part_in role, bool resolved)
{
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < m->n_units; i++) {
        const struct measure_unit *u = &m->units[i];
        if (u->role != role)
            continue;
        if (b.n)
            buf_adds(&b, "、");
        buf_adds(&b, resolved && *u->unit_name ? u->unit_name : u->name);
    }
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

const char *units_text(struct arena *a, const struct measure *m, enum part_in role)
{
    return joined(a, m, role, true);
}

const char *units_typed(struct arena *a, const struct measure *m, enum part_in role)
{
    return joined(a, m, role, false);
}

enum st page_measure(struct req *r, struct measure *m)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    return st ? st : measure_get(r->ctx, id, m);
}

const char *progress_words(struct arena *a, const struct measure *m)
{
    if (strcmp(m->state, STATE_DONE) == 0)
        return "已核销";
    if (!m->reported_at)
        return "未报送";
    if (m->percent < 0)
        return report_stage_word(m->stage);
    return arena_printf(a, "%s %d%%", report_stage_word(m->stage), m->percent);
}
