/* Names and titles held against what the caller knows: units of the register, the text's own title.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_named.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/proof_protect.h"

enum { NAME_MIN = 6, NAME_MAX = 40, SURE_FROM = 8, STEM = 3 }; /* characters */

static const struct proof_kind end_mark = {"T-TITLE-P", "punct", PROOF_WARN, 950};
static const struct proof_kind news_mark = {"T-TITLE-P", "punct", PROOF_WARN, 600};
static const struct proof_kind near_name = {"T-UNIT", "unit", PROOF_WARN, 920};
static const struct proof_kind short_name = {"T-UNIT", "unit", PROOF_WARN, 700};

static bool among(const char *marks, const char *p)
{
    for (const char *m = marks; *m; m += 3)
        if (!memcmp(m, p, 3))
            return true;
    return false;
}

/* RULE T-TITLE-P: no mark at the end of a title, and inside only those of names. */
void proof_title_check(struct proof_work *w)
{
    if (!w->req->titled || w->line || w->size < 3)
        return;
    const char *last = w->text + w->size - 3;
    if (among("。，；：、", last))
        proof_add(w, &end_mark, w->size - 3, w->size, "");
    else if (among("？！", last)) /* news may ask and cheer */
        proof_add(w, &news_mark, w->size - 3, w->size, "");
    for (const char *p = w->text; p + 3 < w->text + w->size; p++)
        if (among("。；", p))
            proof_add(w, &news_mark, (size_t)(p - w->text), (size_t)(p - w->text) + 3, NULL);
}

struct spelt { /* the beginning of a text by characters */
    uint32_t cp[NAME_MAX + 2];
    size_t end[NAME_MAX + 2]; /* bytes behind each */
    size_t n;
};

static void spell(const char *s, size_t max, struct spelt *out)
{
    const char *end = s + strlen(s);
    out->n = 0;
    for (const char *p = s; p < end && out->n < max;) {
        out->cp[out->n] = utf8_next(&p, end);
        out->end[out->n++] = (size_t)(p - s);
    }
}

static bool same(const struct spelt *name, size_t i, const struct spelt *t, size_t k)
{
    size_t n = name->n - i;
    return k + n <= t->n && !memcmp(name->cp + i, t->cp + k, n * sizeof *name->cp);
}

/* Bytes of t that are the name but for one character, which is not the last; 0 when they are not.
 */
static size_t near(const struct spelt *name, const struct spelt *t)
{
    size_t i = 0;
    while (i < name->n && i < t->n && name->cp[i] == t->cp[i])
        i++;
    if (i < STEM || i + 1 >= name->n)
        return 0;
    if (same(name, i + 1, t, i + 1) && utf8_is_han(t->cp[i]))
        return t->end[name->n - 1];
    if (same(name, i + 1, t, i))
        return t->end[name->n - 2];
    return same(name, i, t, i + 1) && utf8_is_han(t->cp[i]) ? t->end[name->n] : 0;
}

/* A name of the register stands here, whole. */
static bool is_known(const struct proof_work *w, size_t at)
{
    const struct proof_request *req = w->req;
    for (size_t i = 0; i < req->n_units; i++)
        if (!strncmp(w->text + at, req->units[i], strlen(req->units[i])))
            return true;
    return proof_name_at(w, at) > 9;
}

static void check_unit(struct proof_work *w, const char *name)
{
    struct spelt own, here;
    spell(name, NAME_MAX, &own);
    if (own.n < NAME_MIN || own.n == NAME_MAX)
        return;
    for (const char *p = w->text;
         (p = memmem(p, (size_t)(w->text + w->size - p), name, own.end[STEM - 1])); p += 3) {
        spell(p, own.n + 1, &here);
        size_t n = near(&own, &here), from = (size_t)(p - w->text);
        if (n && !is_known(w, from))
            proof_add(w, own.n >= SURE_FROM ? &near_name : &short_name, from, from + n, name);
    }
}

/* RULE T-UNIT: all but one character is the name of a unit. */
void proof_units_check(struct proof_work *w)
{
    for (size_t i = 0; i < w->req->n_units; i++)
        check_unit(w, w->req->units[i]);
}
