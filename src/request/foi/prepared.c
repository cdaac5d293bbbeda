/* Drafts of letters in the events of a case; see prepared.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/prepared.h"

#include <string.h>

#include "lib/base/json.h"
#include "lib/base/map.h"

static bool is(const struct foi_event *ev, const char *action)
{
    return strcmp(ev->action, action) == 0;
}

const struct foi_event *foi_prepared(const struct foi_event *list, size_t n, const char *action)
{
    for (size_t i = n; i-- > 0;) {
        const struct foi_event *ev = &list[i];
        if (is(ev, action))
            return NULL;
        if (is(ev, "prepare") && strcmp(foi_event_arg(ev, "of"), action) == 0)
            return *foi_event_arg(ev, "drop") == '1' ? NULL : ev;
    }
    return NULL;
}

static enum st object_of(
    struct ctx *c, const struct foi_event *ev, const char *fact, const struct json **out)
{
    const char *text = ev ? foi_event_arg(ev, fact) : "";
    *out = NULL;
    return *text ? json_parse(c->mem, text, strlen(text), out, &c->err) : ST_OK;
}

enum st foi_prepared_do(struct ctx *c, const struct foi_event *ev, struct foi_do *out)
{
    const struct json *j;
    enum st st = object_of(c, ev, "facts", &j);
    struct foi_arg *args = ARENA_ARRAY(c->mem, struct foi_arg, json_count(j) + 1);
    *out = (struct foi_do){.action = foi_event_arg(ev, "of"),
        .day = day_parse(foi_event_arg(ev, "issue_day")),
        .args = args};
    for (; !st && out->n_args < json_count(j); out->n_args++) {
        const char *name;
        const struct json *value = json_member(j, out->n_args, &name);
        args[out->n_args] = (struct foi_arg){name, json_text(value)};
    }
    return st;
}

enum st foi_prepared_values(struct ctx *c, const struct foi_event *ev, struct map **out)
{
    struct foi_do act;
    enum st st = foi_prepared_do(c, ev, &act);
    *out = map_new(c->mem);
    for (size_t i = 0; !st && i < act.n_args; i++)
        map_set(*out, act.args[i].name, arena_strdup(c->mem, act.args[i].value));
    return st;
}

bool foi_has_words(const struct foi_event *ev)
{
    return strstr(foi_event_arg(ev, "words"), "\"text\"") != NULL;
}

const char *foi_prepared_facts(struct ctx *c, const struct foi_arg *args, size_t n)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    for (size_t i = 0; i < n; i++)
        if (*args[i].value)
            jw_pair(&b, args[i].name, args[i].value);
    buf_addc(&b, '}');
    const char *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return out;
}

/* ---- words ---- */

static bool fact_named(const char *name, enum paper_fact *out)
{
    for (int i = 0; i < PAPER_N_FACTS; i++)
        if (strcmp(paper_fact_rows[i].name, name) == 0) {
            *out = (enum paper_fact)i;
            return true;
        }
    return false;
}

static void take_told(struct ctx *c, const struct json *list, struct foi_words *out)
{
    out->told = ARENA_ARRAY(c->mem, struct paper_told, json_count(list) + 1);
    for (size_t i = 0; i < json_count(list); i++) {
        const struct json *row = json_at(list, i);
        struct paper_told *t = &out->told[out->n_told];
        *t = (struct paper_told){
            .item = (size_t)json_get_int(row, "item", 0), .words = json_get_text(row, "words")};
        out->n_told += fact_named(json_get_text(row, "fact"), &t->fact);
    }
}

enum st foi_words_get(
    struct ctx *c, const struct foi_event *ev, const char *key, struct foi_words *out)
{
    const struct json *all;
    *out = (struct foi_words){.text = "", .hash = ""};
    enum st st = object_of(c, ev, "words", &all);
    const struct json *mine = st ? NULL : json_get(all, key);
    if (!mine)
        return st;
    out->text = json_get_text(mine, "text");
    out->hash = json_get_text(mine, "hash");
    take_told(c, json_get(mine, "told"), out);
    return ST_OK;
}

static void write_words(struct buf *b, const char *key, const struct foi_words *w)
{
    jw_key(b, key);
    buf_addc(b, '{');
    jw_pair(b, "text", w->text);
    jw_pair(b, "hash", w->hash);
    jw_key(b, "told");
    buf_addc(b, '[');
    for (size_t i = 0; i < w->n_told; i++) {
        buf_adds(b, i ? ",{" : "{");
        jw_pair(b, "fact", paper_fact_rows[w->told[i].fact].name);
        jw_pair_int(b, "item", (int64_t)w->told[i].item);
        jw_pair(b, "words", w->told[i].words);
        buf_addc(b, '}');
    }
    buf_adds(b, "]}");
}

enum st foi_words_with(struct ctx *c, const struct foi_event *ev, const char *key,
    const struct foi_words *w, const char **out)
{
    const struct json *all;
    struct buf b;
    enum st st = object_of(c, ev, "words", &all);
    buf_init(&b, 0);
    buf_addc(&b, '{');
    for (size_t i = 0; !st && i < json_count(all); i++) {
        struct foi_words kept;
        const char *name;
        json_member(all, i, &name);
        if (strcmp(name, key) == 0)
            continue;
        st = foi_words_get(c, ev, name, &kept);
        write_words(&b, name, &kept);
    }
    if (w)
        write_words(&b, key, w);
    buf_addc(&b, '}');
    *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return st;
}
