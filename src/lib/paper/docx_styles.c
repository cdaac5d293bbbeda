/* Styles, numbering schemes and relations of a .docx.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/paper/docx_parts.h"

#define MAX_BASE 20 /* styles based on styles; more is a circle */

/* ---- styles ---- */
static void style_run(struct docx_reader *d, const char *name, void *arg)
{
    struct docx_style *s = arg;
    if (strcmp(name, "b") == 0)
        s->bold = docx_on(d);
    else if (strcmp(name, "i") == 0)
        s->italic = docx_on(d);
    else if (strcmp(name, "u") == 0)
        s->underline = docx_on(d);
    docx_skip(d);
}

static void style_number(struct docx_reader *d, const char *name, void *arg)
{
    struct docx_style *s = arg;
    if (strcmp(name, "numId") == 0)
        s->num_id = docx_attr(d, "val");
    else if (strcmp(name, "ilvl") == 0)
        s->ilvl = docx_attr_int(d, "val", 0);
    docx_skip(d);
}

static void style_paragraph(struct docx_reader *d, const char *name, void *arg)
{
    struct docx_style *s = arg;
    if (strcmp(name, "outlineLvl") == 0) {
        int level = docx_attr_int(d, "val", 9);
        s->heading = level >= 0 && level < 9 ? level + 1 : 0;
    } else if (strcmp(name, "jc") == 0) {
        s->jc = docx_attr(d, "val");
    } else if (strcmp(name, "numPr") == 0) {
        docx_children(d, style_number, s);
        return;
    }
    docx_skip(d);
}

static void style_name(struct docx_style *s, const char *name)
{
    if (strncasecmp(name, "heading ", 8) == 0 && name[8] >= '1' && name[8] <= '9' && !name[9])
        s->heading = name[8] - '0';
    s->title = strcasecmp(name, "Title") == 0 || strcmp(name, "标题") == 0;
}

static void style_part(struct docx_reader *d, const char *name, void *arg)
{
    struct docx_style *s = arg;
    if (strcmp(name, "name") == 0)
        style_name(s, docx_attr(d, "val"));
    else if (strcmp(name, "basedOn") == 0)
        s->based_on = docx_attr(d, "val");
    else if (strcmp(name, "pPr") == 0) {
        docx_children(d, style_paragraph, s);
        return;
    } else if (strcmp(name, "rPr") == 0) {
        docx_children(d, style_run, s);
        return;
    }
    docx_skip(d);
}

static void on_style(struct docx_reader *d, const char *name, void *arg)
{
    (void)arg;
    if (strcmp(name, "style") != 0) {
        docx_skip(d);
        return;
    }
    struct docx_style *s = ARENA_NEW(d->a, struct docx_style);
    *s = (struct docx_style){.based_on = "", .heading = -1, .jc = "", .num_id = ""};
    const char *id = docx_attr(d, "styleId");
    docx_children(d, style_part, s);
    map_set(d->styles, id, s);
}

enum st docx_read_styles(struct docx_reader *d)
{
    return docx_has(d, "word/styles.xml") ? docx_walk_part(d, "word/styles.xml", on_style, NULL)
                                          : ST_OK;
}

struct docx_style docx_style_of(struct docx_reader *d, const char *id)
{
    struct docx_style all = {.based_on = "", .heading = -1, .jc = "", .num_id = ""};
    for (int i = 0; *id && i < MAX_BASE; i++) {
        const struct docx_style *s = map_find(d->styles, id);
        if (!s)
            break;
        if (all.heading < 0)
            all.heading = s->heading;
        if (!*all.jc)
            all.jc = s->jc;
        if (!*all.num_id && *s->num_id) {
            all.num_id = s->num_id;
            all.ilvl = s->ilvl;
        }
        all.title |= s->title;
        all.bold |= s->bold;
        all.italic |= s->italic;
        all.underline |= s->underline;
        id = s->based_on;
    }
    return all;
}

/* ---- numbering ---- */
static void level_part(struct docx_reader *d, const char *name, void *arg)
{
    struct docx_level *l = arg;
    if (strcmp(name, "numFmt") == 0)
        l->format = docx_attr(d, "val");
    else if (strcmp(name, "lvlText") == 0)
        l->text = docx_attr(d, "val");
    else if (strcmp(name, "start") == 0)
        l->start = docx_attr_int(d, "val", 1);
    docx_skip(d);
}

static void abstract_part(struct docx_reader *d, const char *name, void *arg)
{
    struct docx_abstract *s = arg;
    int i = docx_attr_int(d, "ilvl", 0);
    if (strcmp(name, "lvl") == 0 && i >= 0 && i < DOCX_LEVELS)
        docx_children(d, level_part, &s->levels[i]);
    else
        docx_skip(d);
}

struct num_level { /* of a lvlOverride */
    struct docx_num *num;
    int level;
};

static void override_part(struct docx_reader *d, const char *name, void *arg)
{
    struct num_level *o = arg;
    if (strcmp(name, "startOverride") == 0)
        o->num->restart[o->level] = docx_attr_int(d, "val", 0);
    docx_skip(d);
}

static void num_part(struct docx_reader *d, const char *name, void *arg)
{
    struct docx_num *n = arg;
    struct num_level o = {n, docx_attr_int(d, "ilvl", 0)};
    if (strcmp(name, "abstractNumId") == 0)
        n->scheme = map_find(d->abstracts, docx_attr(d, "val"));
    else if (strcmp(name, "lvlOverride") == 0 && o.level >= 0 && o.level < DOCX_LEVELS) {
        docx_children(d, override_part, &o);
        return;
    }
    docx_skip(d);
}

static void on_numbering(struct docx_reader *d, const char *name, void *arg)
{
    (void)arg;
    if (strcmp(name, "abstractNum") == 0) {
        struct docx_abstract *s = ARENA_NEW(d->a, struct docx_abstract);
        for (int i = 0; i < DOCX_LEVELS; i++)
            s->levels[i] = (struct docx_level){"decimal", "", 1};
        map_set(d->abstracts, docx_attr(d, "abstractNumId"), s);
        docx_children(d, abstract_part, s);
    } else if (strcmp(name, "num") == 0) {
        struct docx_num *n = ARENA_NEW(d->a, struct docx_num);
        map_set(d->nums, docx_attr(d, "numId"), n);
        docx_children(d, num_part, n);
    } else {
        docx_skip(d);
    }
}

enum st docx_read_numbering(struct docx_reader *d)
{
    return docx_has(d, "word/numbering.xml")
               ? docx_walk_part(d, "word/numbering.xml", on_numbering, NULL)
               : ST_OK;
}

static void count_on(struct docx_num *n, int ilvl)
{
    struct docx_abstract *s = n->scheme;
    if (n->restart[ilvl] && !n->used[ilvl])
        s->counts[ilvl] = n->restart[ilvl];
    else if (!s->counts[ilvl])
        s->counts[ilvl] = s->levels[ilvl].start > 0 ? s->levels[ilvl].start : 1;
    else
        s->counts[ilvl]++;
    n->used[ilvl] = true;
    for (int i = ilvl + 1; i < DOCX_LEVELS; i++)
        s->counts[i] = 0;
}

const char *docx_next_number(struct docx_reader *d, const char *num_id, int ilvl, bool *bullet)
{
    struct docx_num *n = map_find(d->nums, num_id);
    *bullet = false;
    if (!n || !n->scheme || ilvl < 0 || ilvl >= DOCX_LEVELS)
        return "";
    count_on(n, ilvl);
    const struct docx_level *level = &n->scheme->levels[ilvl];
    if (strcmp(level->format, "bullet") == 0) {
        *bullet = true;
        return "•";
    }
    struct buf b;
    buf_init(&b, 4096);
    for (const char *p = level->text; *p; p++) {
        int i = p[0] == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '1' : -1;
        if (i < 0) {
            buf_addc(&b, *p);
            continue;
        }
        int count = n->scheme->counts[i] ? n->scheme->counts[i] : 1;
        buf_adds(&b, docx_format_number(d->a, n->scheme->levels[i].format, count));
        p++;
    }
    const char *text = arena_strndup(d->a, buf_str(&b), b.n);
    buf_release(&b);
    return text;
}

/* ---- relations ---- */
static void on_relation(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "Relationship") == 0) {
        struct docx_rel *r = ARENA_NEW(d->a, struct docx_rel);
        r->target = docx_attr(d, "Target");
        r->external = strcasecmp(docx_attr(d, "TargetMode"), "External") == 0;
        map_set(arg, docx_attr(d, "Id"), r);
    }
    docx_skip(d);
}

enum st docx_read_rels(struct docx_reader *d, const char *part, struct map *into)
{
    return docx_has(d, part) ? docx_walk_part(d, part, on_relation, into) : ST_OK;
}
