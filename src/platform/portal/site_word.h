/* The words of the site: name, foot, navigation, colour. Rows of table site_word, edited under
 * /work/site/; used inside this folder only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PORTAL_SITE_WORD_H
#define PORTAL_SITE_WORD_H

#include "lib/db/ctx.h"
#include "lib/ui/site.h"
#include "lib/ui/ui.h"

enum word_kind { WORD_LINE, WORD_COLOUR, WORD_LINKS, WORD_COLUMNS };
struct site_word {
    const char *key, *label, *hint;
    enum word_kind kind;
    bool required;
    int max; /* characters */
};
enum { N_SITE_WORDS = 16 };
extern const struct site_word site_words[N_SITE_WORDS];

/* One text for each word, in the order of site_words. */
struct site_texts {
    const char *text[N_SITE_WORDS];
};
/* The site as it is now, as texts to edit. */
void site_texts_now(struct arena *a, struct site_texts *out);
/* struct site made of texts; lives as long as the arena. home: NULL-terminated blocks. */
const struct site *site_from_texts(
    struct arena *a, const struct site_texts *t, const char *const **home);

/* What is wrong with the texts, rule by rule: calls report(arg, word, code, message). */
typedef void site_report_fn(
    void *arg, const struct site_word *w, const char *code, const char *message);
void site_check(struct arena *a, const struct site_texts *t, site_report_fn *report, void *arg);
/* Contrast of white text on "#rrggbb" in hundredths: 450 is AA. */
int colour_contrast(const char *colour);

/* The blocks of the home page, NULL-terminated: "path", or "path child child" when only these
 * columns below it are to be listed under its name. */
const char *const *site_home_blocks(void);
/* The columns a block lists: path itself, or the named children. Gives how many; head: path. */
size_t home_block_paths(
    struct arena *a, const char *block, const char **head, const char *const **paths);

enum st site_save(struct ctx *c, const struct site_texts *t) MUST_CHECK;
/* Puts the stored words in force; keeps the demo county while nothing is stored. */
enum st site_load(struct ctx *c) MUST_CHECK;
/* Job: what another process saved comes into force here too. */
enum st site_follow(struct ctx *c);

extern const struct migration site_migration;
extern const struct stmt site_stmt_all, site_stmt_put, site_stmt_mark;

#endif
