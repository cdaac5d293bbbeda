/* Holds what a line cites in 《》 against known names; see proof_laws.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_laws.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/text/proof_model.h"
#include "lib/text/proof_numeral.h"
#include "lib/text/proof_protect.h"

enum { LOOKUPS = 2000 /* unknown names of a text that are held against all */ };

static const struct proof_kind left_out = {"T-LAW", "law", PROOF_WARN, 940};
static const struct proof_kind alike = {"T-LAW", "law", PROOF_WARN, 920};
static const struct proof_kind unlike = {"T-LAW", "law", PROOF_HINT, 500};
static const struct proof_kind beyond = {"T-REF", "reference", PROOF_WARN, 940};
/* The edition that is cited may be another one. */
static const struct proof_kind perhaps_beyond = {"T-REF", "reference", PROOF_HINT, 600};

struct law {
    const char *s;
    size_t n;
    int articles;
};

struct proof_laws {
    struct law *list; /* by bytes of the name */
    size_t n, start[LAW_BYTES + 2];
};

struct proof_laws *proof_laws_new(struct arena *a, const char *table, size_t n, size_t *before)
{
    const char *mark = memmem(table, n, LAWS_MARK "\n", strlen(LAWS_MARK) + 1), *end = table + n;
    size_t lines = 0;
    *before = mark ? (size_t)(mark - table) : n;
    if (!mark)
        return NULL;
    for (const char *p = mark; (p = memchr(p, '\n', (size_t)(end - p))); p++)
        lines++;
    struct proof_laws *l = ARENA_NEW(a, struct proof_laws);
    *l = (struct proof_laws){.list = ARENA_ARRAY(a, struct law, lines + 1)};
    for (const char *p = mark + strlen(LAWS_MARK) + 1; p < end;) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        const char *stop = eol ? eol : end, *tab = memchr(p, '\t', (size_t)(stop - p));
        size_t bytes = tab ? (size_t)(tab - p) : 0;
        /* shorter ones first, or the file is damaged */
        if (eol && bytes && bytes <= LAW_BYTES && (!l->n || l->list[l->n - 1].n <= bytes))
            l->list[l->n++] = (struct law){p, bytes, (int)strtol(tab + 1, NULL, 10)};
        p = stop + 1;
    }
    for (size_t i = 0, k = 0; k <= LAW_BYTES + 1; k++) {
        while (i < l->n && l->list[i].n < k)
            i++;
        l->start[k] = i;
    }
    return l;
}

static const struct law *find(const struct proof_laws *l, const char *s, size_t n)
{
    if (!l || n > LAW_BYTES)
        return NULL;
    size_t low = l->start[n], high = l->start[n + 1];
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int d = memcmp(l->list[mid].s, s, n);
        if (!d)
            return &l->list[mid];
        if (d < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* Of the county; its table is made when the first name is met. */
static const struct proof_law *find_own(struct proof_work *w, const char *s, size_t n)
{
    const struct proof_request *req = w->req;
    if (!req->n_laws)
        return NULL;
    if (!w->own_laws) {
        w->own_laws = map_new(w->a);
        for (size_t i = 0; i < req->n_laws; i++)
            map_set(w->own_laws, req->laws[i].title, (void *)(uintptr_t)&req->laws[i]);
    }
    return map_find(w->own_laws, arena_strndup(w->a, s, n));
}

static bool among(const char *set, const char *p, size_t n)
{
    return n && memmem(set, strlen(set), p, n) != NULL;
}

/* Names of places and numbers differ without an error: 云南省…, 湖南省…; 第一批, 第二批. */
static bool may_differ(const char *p, const char *end)
{
    static const char numbers[] = "一二三四五六七八九十百千〇", places[] = "省市县区州旗乡镇";
    if (p < end && among(numbers, p, utf8_prefix(p, 1)))
        return true;
    for (int k = 0; p < end && k < 4; k++) {
        size_t n = utf8_prefix(p, 1);
        if (among(places, p, n))
            return true;
        p += n;
    }
    return false;
}

static bool is_han_at(const char *p)
{
    return utf8_is_han(utf8_next(&p, p + utf8_prefix(p, 1)));
}

/* How a cited name differs from a known one. */
enum differs { TOO_MUCH, ONE_OTHER, ONE_LESS, ONE_MORE };

static enum differs compare(
    const char *cited, size_t n, const char *name, size_t k, size_t *at_cited)
{
    size_t i = 0, bytes;
    while (i < n && i < k && cited[i] == name[i])
        i++;
    while (i && i < n && ((unsigned char)cited[i] & 0xC0) == 0x80)
        i--;
    *at_cited = i;
    size_t here = i < n ? utf8_prefix(cited + i, 1) : 0;
    size_t there = i < k ? utf8_prefix(name + i, 1) : 0;
    bytes = n - i;
    if (!there || !here || !is_han_at(cited + i) || !is_han_at(name + i) ||
        may_differ(cited + i, cited + n) || may_differ(name + i, name + k))
        return TOO_MUCH;
    if (k - i - there == bytes && !memcmp(cited + i, name + i + there, bytes))
        return ONE_LESS;
    if (bytes - here == k - i && !memcmp(cited + i + here, name + i, k - i))
        return ONE_MORE;
    if (bytes - here == k - i - there && bytes > here &&
        !memcmp(cited + i + here, name + i + there, bytes - here))
        return ONE_OTHER;
    return TOO_MUCH;
}

/* The two characters at which the names differ sound or look alike. */
static bool look_alike(const struct proof_model *m, const char *cited, const char *name)
{
    const char *p = cited, *q = name;
    uint32_t a = utf8_next(&p, p + utf8_prefix(p, 1)), b = utf8_next(&q, q + utf8_prefix(q, 1));
    if (!m || a > 65535 || b > 65535 || m->glyph[a] >= GLYPHS)
        return false;
    uint32_t pair = proof_pair(m, m->glyph[a], m->token[b] & 0xFFF);
    return pair && much_alike(pair);
}

struct best {
    const struct proof_kind *kind;
    const char *name;
    size_t n, others;
};

static void hold(
    struct proof_work *w, const char *cited, size_t n, const char *name, size_t k, struct best *b)
{
    size_t at;
    enum differs d = compare(cited, n, name, k, &at);
    if (d == TOO_MUCH)
        return;
    const struct proof_kind *kind = d != ONE_OTHER ? &left_out
                                    : look_alike(w->reader->model, cited + at, name + at) ? &alike
                                                                                          : &unlike;
    if (b->name && b->kind->confidence >= kind->confidence) {
        b->others += b->kind == kind;
        return;
    }
    *b = (struct best){kind, name, k, 0};
}

static void check_name(struct proof_work *w, const char *cited, size_t n)
{
    const struct proof_laws *l = w->reader->laws;
    const struct proof_request *req = w->req;
    size_t from = (size_t)(cited - w->text);
    struct best b = {NULL, NULL, 0, 0};
    if (!law_is_name(cited, n) || w->lookups++ >= LOOKUPS)
        return;
    for (size_t i = l ? l->start[n - 3] : 0; l && i < l->n && l->list[i].n <= n + 3; i++)
        if (l->list[i].articles >= 0)
            hold(w, cited, n, l->list[i].s, l->list[i].n, &b);
    for (size_t i = 0; i < req->n_laws; i++) {
        size_t k = strlen(req->laws[i].title);
        if (k + 3 >= n && k <= n + 3 && law_is_name(req->laws[i].title, k))
            hold(w, cited, n, req->laws[i].title, k, &b);
    }
    if (b.name && !b.others)
        proof_add(w, b.kind, from, from + n, arena_strndup(w->a, b.name, b.n));
}

static void check_article(
    struct proof_work *w, const char *p, const char *name, size_t n, int articles, bool sure)
{
    const char *end = w->text + w->size, *q = p + strlen("第");
    size_t used;
    if (end - p < 4 || strncmp(p, "第", 3) != 0)
        return;
    int v = numeral_read(q, (size_t)(end - q), &used);
    if (v <= articles || (size_t)(end - q) < used + 3 || strncmp(q + used, "条", 3) != 0)
        return;
    struct proof_finding *f = proof_add(w, sure ? &beyond : &perhaps_beyond, (size_t)(p - w->text),
        (size_t)(q + used + 3 - w->text), NULL);
    if (f)
        f->note = arena_printf(w->a, "《%.*s》共 %d 条", (int)n, name, articles);
}

void proof_laws_check(struct proof_work *w)
{
    const char *end = w->text + w->size;
    for (const char *p = w->text; (p = strstr(p, "《"));) {
        const char *name = p + 3, *close = name;
        while (close < end && close - name <= LAW_BYTES && strncmp(close, "》", 3) != 0 &&
               strncmp(close, "《", 3) != 0)
            close++;
        p = name;
        if (close >= end || strncmp(close, "》", 3) != 0)
            continue;
        size_t n = (size_t)(close - name);
        const struct proof_law *own = find_own(w, name, n);
        const struct law *known = own ? NULL : find(w->reader->laws, name, n);
        if (own && own->articles > 0)
            check_article(w, close + 3, name, n, own->articles, !own->amended);
        else if (known && known->articles > 2)
            check_article(w, close + 3, name, n, known->articles, false);
        else if (!own && !known &&
                 !proof_protected(w, (size_t)(name - w->text), (size_t)(close - w->text)))
            check_name(w, name, n);
        p = close;
    }
}
