/* The county's own texts of the letter templates.
 *
 * A kind of letter uses the shipped text (data/papers) until the county keeps one of its own. Each
 * text kept is a version: it is never changed or removed, so that a letter can name the one it was
 * made from. Going back to the shipped text is a version too. See docs/wording.md.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORDING_WORDING_H
#define WORDING_WORDING_H

#include "lib/web/web.h"
#include "request/papers/papers.h"

struct wording {
    int64_t version;  /* 0: shipped, nobody has changed it yet */
    bool shipped;     /* the shipped text is used */
    const char *kind; /* key of the template: "reply" */
    const char *text;
    const char *hash;         /* SHA-256 of the text, hexadecimal */
    const char *shipped_hash; /* of the shipped text when this was kept, "" for version 0 */
    const char *note, *person_name, *unit_name;
    int64_t at;
};
/* What is used now for this kind. A shipped text is that of this program, whenever it was chosen.
 */
enum st wording_current(
    struct ctx *c, const struct paper_kind *kind, struct wording *out) MUST_CHECK;
/* Fills the text of the county, or the shipped one, as paper_build does. *made: the version used.
 */
enum st wording_build(struct ctx *c, const struct paper_kind *kind, struct paper_facts *f,
    struct letter *out, struct paper_findings *missing, struct wording *made) MUST_CHECK;

/* "3", "3（随附文本）", "随附文本": a version in words. */
const char *wording_name(struct arena *a, int64_t version, bool shipped);

extern const struct module wording_module;

#endif
