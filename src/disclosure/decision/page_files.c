/* Files of a step: uploads, and those of the slot that are kept when it is put right.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "common/record/file.h"
#include "disclosure/decision/pages.h"

enum { MOST_FILES = 20, SHA256_CHARS = 64 };

static bool has_file(const struct decision_do *d, const char *sha256)
{
    for (size_t i = 0; i < d->n_files; i++)
        if (!strcmp(d->files[i].sha256, sha256))
            return true;
    return false;
}

static enum st add_uploads(
    struct req *r, const char *field, struct attachment *list, struct decision_do *d)
{
    for (const struct upload *u = r->uploads; u; u = u->next) {
        struct attachment file;
        if (strcmp(u->field, field) != 0 || !u->size_bytes)
            continue;
        if (d->n_files >= MOST_FILES)
            return fail(
                r->ctx, ST_INVALID, field, "一个环节最多 %d 个附件，请合并后再上传", MOST_FILES);
        enum st st = file_put(r->ctx, u->path, u->name, &file);
        if (st == ST_INVALID ||
            st == ST_TOO_BIG) { /* told at the field: the words typed are kept */
            r->ctx->err.st = st = ST_INVALID;
            snprintf(r->ctx->err.field, sizeof r->ctx->err.field, "%s", field);
        }
        if (st)
            return st;
        if (!has_file(d, file.sha256))
            list[d->n_files++] = file;
    }
    return ST_OK;
}

const struct decision_entry *decision_kept(
    const struct decision_thread *t, const struct decision_move *m)
{
    bool better = m->slot < DECISION_SLOTS && !decision_slot_adds(m->slot);
    return better ? t->last[m->slot] : NULL;
}

enum st decision_read_files(struct req *r, const struct decision_thread *t,
    const struct decision_move *m, struct decision_do *d)
{
    struct arena *a = r->ctx->mem;
    const char *files = arena_printf(a, "%s.files", m->action);
    const struct field keep = {.name = arena_printf(a, "%s.keep", m->action),
        .label = "附件",
        .kind = FIELD_LIST,
        .max = SHA256_CHARS};
    const struct decision_entry *before = decision_kept(t, m);
    struct attachment *list = ARENA_ARRAY(a, struct attachment, MOST_FILES);
    const char *const *kept;
    d->files = list;
    if (!decision_takes_files(m) || !req_check_form(r, &(struct form){&keep, 1}))
        return ST_OK;
    size_t n = req_form_list(r, keep.name, &kept);
    for (size_t i = 0; before && i < before->n_files && d->n_files < MOST_FILES; i++)
        for (size_t k = 0; k < n; k++)
            if (!strcmp(before->files[i].sha256, kept[k]) && !has_file(d, kept[k]))
                list[d->n_files++] = before->files[i];
    return add_uploads(r, files, list, d);
}

bool decision_takes_files(const struct decision_move *m)
{
    return m->slot < SLOT_END;
}
