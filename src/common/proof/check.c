/* A text of the county, cut into lines and looked at.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/proof/desk.h"
#include "lib/base/utf8.h"
#include "lib/text/clean.h"

enum { AROUND_CHARS = 16 };

struct cut { /* lines of all fields, one after the other */
    struct arena *a;
    const char **line;
    struct cut_place {
        const char *field;
        size_t line;
    } * place;
    size_t n, cap;
};

static void cut_add(struct cut *k, const char *field, size_t line, const char *text)
{
    if (k->n == k->cap) {
        size_t cap = k->cap ? 2 * k->cap : 64;
        const char **lines = ARENA_ARRAY(k->a, const char *, cap);
        struct cut_place *places = ARENA_ARRAY(k->a, struct cut_place, cap);
        if (k->n) {
            memcpy(lines, k->line, k->n * sizeof *lines);
            memcpy(places, k->place, k->n * sizeof *places);
        }
        k->line = lines;
        k->place = places;
        k->cap = cap;
    }
    k->line[k->n] = text;
    k->place[k->n++] = (struct cut_place){field, line};
}

static void cut_field(struct cut *k, const char *field, const char *text)
{
    size_t line = 0;
    for (const char *p = text; *p; line++) {
        size_t n = strcspn(p, "\n");
        const char *one = arena_strndup(k->a, p, n);
        cut_add(k, field, line, utf8_valid(one, strlen(one)) ? one : "");
        p += n + (p[n] == '\n');
    }
}

static const char *where(struct arena *a, const struct cut_place *p)
{
    if (!strcmp(p->field, "title"))
        return "标题";
    if (!strcmp(p->field, "summary"))
        return "内容概述";
    return arena_printf(a, "正文第 %zu 段", p->line + 1);
}

static struct proof_place place_of(
    struct arena *a, const struct cut *k, const struct proof_finding *f)
{
    const char *line = k->line[f->line];
    bool secret = !proof_may_remember(f->code); /* its surroundings may hold the next number */
    const char *name = proof_code_name(f->code);
    return (struct proof_place){.f = *f,
        .named = *f->note ? arena_printf(a, "%s：%s", name, f->note) : name,
        .field = k->place[f->line].field,
        .where = where(a, &k->place[f->line]),
        .line = k->place[f->line].line,
        .before = secret ? "" : proof_before(a, line, f, AROUND_CHARS),
        .after = secret ? "" : proof_after(a, line, f, AROUND_CHARS),
        .context = secret ? "" : proof_context(a, line, f),
        .serious = proof_is_serious(f),
        .claimed_by = ""};
}

/* The summary is often the beginning of the text: what stands in both is told once. */
static bool repeats_body(const struct cut *k, const struct proof_finding *f, size_t n, size_t i)
{
    if (strcmp(k->place[f[i].line].field, "summary") != 0)
        return false;
    for (size_t j = i + 1; j < n; j++)
        if (!strcmp(k->place[f[j].line].field, "body") && !strcmp(f[i].code, f[j].code) &&
            !strcmp(f[i].text, f[j].text))
            return true;
    return false;
}

void proof_places(struct arena *a, const struct proof_text *t, const struct proof_names *names,
    struct proof_look *out)
{
    const struct proofreader *reader = proof_reader();
    const struct proof_finding *found;
    struct cut k = {.a = a};
    cut_field(&k, "title", t->title);
    cut_field(&k, "summary", t->summary);
    cut_field(&k, "body", t->lines ? t->lines : html_plain_text(a, t->body_html));
    struct proof_request req = {
        .lines = k.line, .n_lines = k.n, .date = t->date, .all = t->all, .titled = *t->title != 0};
    proof_names_give(names, &req);
    size_t n = proof_check(reader, a, &req, &found);
    *out = (struct proof_look){.model = proofreader_has_model(reader)};
    out->list = ARENA_ARRAY(a, struct proof_place, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!repeats_body(&k, found, n, i))
            out->list[out->n++] = place_of(a, &k, &found[i]);
}

int64_t proof_articles(struct arena *a, const char *body_html)
{
    int n = proof_count_articles(html_plain_text(a, body_html));
    return n < 3 ? 0 : n;
}

enum st proof_look_at(struct ctx *c, const struct proof_text *t, struct proof_look *out)
{
    struct proof_names names;
    enum st st = proof_names_read(c, &names);
    if (st)
        return st;
    proof_places(c->mem, t, &names, out);
    return proof_accepted_apply(c, out);
}
