/* Letters checked before an act: by their text, as staff may have edited it; see lacks.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/lacks.h"

#include <string.h>

static const char *text_of(struct arena *a, const struct letter *l)
{
    struct buf b;
    buf_init(&b, 0);
    letter_text(l, &b);
    const char *text = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return text;
}

static bool is_reply(const struct paper_kind *kind)
{
    return strcmp(kind->template, "reply") == 0;
}

/* ---- the reply ---- */

/* When a draft is written nobody knows yet when it will be signed. */
static void take_findings(struct reasons *r, struct paper_findings *f, bool signing)
{
    for (size_t i = 0; i < f->n; i++)
        f->at[i].note |= !signing && strcmp(f->at[i].rule, "C6") == 0;
    reasons_take(r, "", f);
}

enum st foi_reply_lacks(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct reasons *r)
{
    struct letter_case lc;
    struct foi_letter l = {.row = NULL};
    enum st st = foi_letter_case(c, k, list, n, d, &lc);
    if (st)
        return st;
    const struct paper_kind *kind = paper_kind_find(day_given(d->reopened) ? "redo" : "reply");
    st = foi_compose_one(&lc, kind, 1, &l);
    if (st)
        return st;
    bool signing = strcmp(lc.ev->action, "revise") != 0;
    if (l.ready && strcmp(lc.ev->action, "draft") != 0)
        st = paper_check(kind, l.f, text_of(c->mem, &l.letter), &l.wrong);
    take_findings(r, &l.wrong, signing);
    return st == ST_INVALID ? ST_OK : st;
}

/* ---- the others ---- */

/* whole: also by §2.2 and §2.3, not only for what is no longer so. */
static void check_letter(
    struct arena *a, struct foi_letter *l, bool whole, const char *where, struct reasons *r)
{
    if (l->ready) {
        if (whole) /* what it finds is in l->wrong */
            (void)!paper_check(l->kind, l->f, text_of(a, &l->letter), &l->wrong);
        paper_check_changes(a, l->changes, l->n_changes, &l->wrong);
    }
    reasons_take(r, where, &l->wrong);
}

void foi_letters_lack(
    struct arena *a, struct foi_letter *letters, size_t n, const char *only, struct reasons *r)
{
    size_t n_out = 0;
    for (size_t i = 0; i < n; i++)
        n_out += foi_goes_out(&letters[i]);
    for (size_t i = 0; i < n; i++) {
        struct foi_letter *l = &letters[i];
        if (!foi_goes_out(l) || (*only && strcmp(only, l->key) != 0))
            continue;
        /* the reply of an act is checked by foi_reply_lacks */
        check_letter(a, l, *only || !is_reply(l->kind),
            n_out > 1 ? arena_printf(a, "《%s》", l->kind->name) : "", r);
    }
}
