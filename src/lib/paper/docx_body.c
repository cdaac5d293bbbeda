/* Blocks of a .docx: paragraphs with their style, number and place; notes.
 *
 * A numbered paragraph is written the way office programs paste it (mso-list with its mark), so
 * that the cleaner alone decides what becomes a list and what keeps its number as words.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/escape.h"
#include "lib/paper/docx_parts.h"
#include "lib/text/clean.h"

struct paragraph {
    struct docx_style style;
    int heading; /* 0: none */
    const char *jc, *num_id;
    int ilvl;
    bool end_deleted;
    struct buf content;
};

static void number_part(struct docx_reader *d, const char *name, void *arg)
{
    struct paragraph *p = arg;
    if (strcmp(name, "numId") == 0)
        p->num_id = docx_attr(d, "val");
    else if (strcmp(name, "ilvl") == 0)
        p->ilvl = docx_attr_int(d, "val", 0);
    docx_skip(d);
}

static void mark_part(struct docx_reader *d, const char *name, void *arg)
{
    struct paragraph *p = arg;
    docx_count_change(d, name);
    if (strcmp(name, "del") == 0 || strcmp(name, "moveFrom") == 0)
        p->end_deleted = true;
    docx_skip(d);
}

static void properties_part(struct docx_reader *d, const char *name, void *arg)
{
    struct paragraph *p = arg;
    if (strcmp(name, "pStyle") == 0) {
        p->style = docx_style_of(d, docx_attr(d, "val"));
        p->heading = p->style.heading > 0 ? p->style.heading : 0;
        p->num_id = p->style.num_id;
        p->ilvl = p->style.ilvl;
    } else if (strcmp(name, "jc") == 0) {
        p->jc = docx_attr(d, "val");
    } else if (strcmp(name, "outlineLvl") == 0) {
        int level = docx_attr_int(d, "val", 9);
        p->heading = level >= 0 && level < 9 ? level + 1 : 0;
    } else if (strcmp(name, "numPr") == 0) {
        docx_children(d, number_part, p);
        return;
    } else if (strcmp(name, "rPr") == 0) {
        docx_children(d, mark_part, p);
        return;
    }
    docx_skip(d);
}

static void paragraph_part(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "pPr") == 0)
        docx_children(d, properties_part, arg);
    else
        docx_inline(d, name, NULL);
}

static const char *plain(struct docx_reader *d, const struct buf *html)
{
    struct buf text;
    buf_init(&text, 0);
    html_plain(buf_str(html), html->n, &text);
    const char *s = arena_strndup(d->a, buf_str(&text), text.n);
    buf_release(&text);
    return s;
}

static bool centred(const struct paragraph *p)
{
    return strcmp(*p->jc ? p->jc : p->style.jc, "center") == 0;
}

static void note_title(struct docx_reader *d, const struct paragraph *p)
{
    if (!*d->title && (p->style.title || centred(p)))
        d->title = plain(d, &p->content);
}

static void write_number(struct docx_reader *d, const struct paragraph *p, const char *number)
{
    bool listed = *number && !p->heading;
    if (listed)
        buf_adds(d->out, "<span style=\"mso-list:Ignore\">");
    escape_stored(d->out, number, strlen(number));
    if (listed)
        buf_adds(d->out, "</span>");
}

static void write_paragraph(struct docx_reader *d, const struct paragraph *p)
{
    bool bullet = false;
    const char *number = "";
    if (*p->num_id && strcmp(p->num_id, "0") != 0 && p->content.n)
        number = docx_next_number(d, p->num_id, p->ilvl, &bullet);
    const char *jc = *p->jc ? p->jc : p->style.jc;
    bool right = strcmp(jc, "right") == 0 || strcmp(jc, "end") == 0;
    int level = p->style.title && !p->heading ? 1 : p->heading > 6 ? 6 : p->heading;
    if (level)
        buf_addf(d->out, "<h%d style=\"", level);
    else
        buf_adds(d->out, "<p style=\"");
    buf_adds(d->out, centred(p) ? "text-align:center;" : right ? "text-align:right;" : "");
    if (*number && !level)
        buf_addf(d->out, "mso-list:l0 level%d lfo0", p->ilvl + 1);
    buf_adds(d->out, "\">");
    if (!(level && bullet))
        write_number(d, p, number);
    buf_add(d->out, buf_str(&p->content), p->content.n);
    if (level)
        buf_addf(d->out, "</h%d>\n", level);
    else
        buf_adds(d->out, "</p>\n");
}

static void close_link(struct docx_reader *d)
{
    if (d->link_depth)
        buf_adds(d->out, "</a>");
    d->link_depth = 0;
}

static void read_paragraph(struct docx_reader *d)
{
    struct paragraph p = {.style = docx_style_of(d, ""), .jc = "", .num_id = ""};
    struct buf *out = d->out, after = d->after;
    buf_init(&p.content, 0);
    buf_init(&d->after, 0);
    buf_add(&p.content, buf_str(&d->joined), d->joined.n);
    buf_clear(&d->joined);
    d->out = &p.content;
    docx_children(d, paragraph_part, &p);
    close_link(d);
    d->out = out;
    if (p.end_deleted) {
        buf_add(&d->joined, buf_str(&p.content), p.content.n);
    } else {
        note_title(d, &p);
        write_paragraph(d, &p);
    }
    buf_add(out, buf_str(&d->after), d->after.n);
    buf_release(&d->after);
    buf_release(&p.content);
    d->after = after;
}

static void content_control(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "sdtContent") == 0)
        docx_children(d, docx_blocks, arg);
    else
        docx_skip(d);
}

void docx_blocks(struct docx_reader *d, const char *name, void *arg)
{
    static const char *const wrappers[] = {
        "body", "ins", "moveTo", "smartTag", "customXml", "AlternateContent", "Choice"};
    docx_count_change(d, name);
    if (strcmp(name, "p") == 0)
        read_paragraph(d);
    else if (strcmp(name, "tbl") == 0)
        docx_table(d);
    else if (strcmp(name, "sdt") == 0)
        docx_children(d, content_control, arg);
    else {
        for (size_t i = 0; i < COUNT_OF(wrappers); i++)
            if (strcmp(name, wrappers[i]) == 0) {
                docx_children(d, docx_blocks, arg);
                return;
            }
        docx_skip(d);
    }
}

const char *docx_apart(struct docx_reader *d)
{
    struct buf own, joined = d->joined, *out = d->out;
    int link_depth = d->link_depth;
    buf_init(&own, 0);
    buf_init(&d->joined, 0);
    d->out = &own;
    d->link_depth = 0;
    docx_children(d, docx_blocks, NULL);
    buf_add(&own, buf_str(&d->joined), d->joined.n);
    buf_release(&d->joined);
    d->joined = joined;
    d->out = out;
    d->link_depth = link_depth;
    const char *html = arena_strndup(d->a, buf_str(&own), own.n);
    buf_release(&own);
    return html;
}

void docx_write_notes(struct docx_reader *d)
{
    if (!d->n_notes)
        return;
    buf_adds(d->out, "<hr><ol>");
    for (size_t i = 0; i < d->n_notes; i++) {
        const char *html = map_find(d->notes, d->notes_used[i]);
        buf_addf(d->out, "<li>%s</li>", html && *html ? html : "<p>（无内容）</p>");
    }
    buf_adds(d->out, "</ol>\n");
}
