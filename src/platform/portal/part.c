/* What other slices add to public pages: their notes, sections and choices. See portal.h.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "platform/portal/view.h"

enum { PARTS_MAX = 8 };
static const struct portal_part *parts[PARTS_MAX];
static size_t n_parts;

const struct portal_note portal_no_note = {.kind = "",
    .form = "",
    .speaker = "",
    .last_day = {DAY_NONE},
    .amend_on = {DAY_NONE},
    .amend_title = "",
    .amend_number = "",
    .amend_path = ""};

void portal_add_part(const struct portal_part *part)
{
    for (size_t i = 0; i < n_parts; i++)
        if (parts[i] == part)
            return;
    BUG_ON(n_parts == PARTS_MAX);
    parts[n_parts++] = part;
}

enum st parts_note(struct ctx *c, int64_t record_id, struct portal_note *out)
{
    enum st st = ST_OK;
    *out = portal_no_note;
    for (size_t i = 0; i < n_parts && !st; i++)
        if (parts[i]->note)
            st = parts[i]->note(c, record_id, out);
    return st;
}

enum st parts_sections(struct req *r, int64_t record_id, const char **html)
{
    struct buf b;
    enum st st = ST_OK;
    buf_init(&b, 0);
    for (size_t i = 0; i < n_parts && !st; i++)
        if (parts[i]->section)
            st = parts[i]->section(r, record_id, &b);
    *html = arena_strndup(r->ctx->mem, buf_str(&b), b.n);
    buf_release(&b);
    return st;
}

const struct portal_part *part_of_column(const char *path)
{
    for (size_t i = 0; i < n_parts; i++)
        if (parts[i]->column && strcmp(parts[i]->column, path) == 0)
            return parts[i];
    return NULL;
}
