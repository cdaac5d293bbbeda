/* What stands in a paragraph of a .docx: runs, links, fields, notes, tracked changes.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/paper/docx_parts.h"

struct run_state {
    bool bold, italic, underline, strike, raised, lowered, hidden;
};

static void property(struct docx_reader *d, const char *name, void *arg)
{
    struct run_state *r = arg;
    if (strcmp(name, "b") == 0)
        r->bold = docx_on(d);
    else if (strcmp(name, "i") == 0)
        r->italic = docx_on(d);
    else if (strcmp(name, "u") == 0)
        r->underline = docx_on(d);
    else if (strcmp(name, "strike") == 0 || strcmp(name, "dstrike") == 0)
        r->strike = docx_on(d);
    else if (strcmp(name, "vanish") == 0)
        r->hidden = docx_on(d);
    else if (strcmp(name, "vertAlign") == 0) {
        r->raised = strcmp(docx_attr(d, "val"), "superscript") == 0;
        r->lowered = strcmp(docx_attr(d, "val"), "subscript") == 0;
    } else if (strcmp(name, "rStyle") == 0) {
        struct docx_style s = docx_style_of(d, docx_attr(d, "val"));
        r->bold |= s.bold;
        r->italic |= s.italic;
    }
    docx_skip(d);
}

static void emit(struct docx_reader *d, const struct run_state *r, const char *text)
{
    if (r->hidden || !*text || d->in_instruction)
        return;
    struct {
        bool on;
        const char *tag;
    } marks[] = {{r->bold, "b"}, {r->italic, "i"}, {r->underline, "u"}, {r->strike, "s"},
        {r->raised, "sup"}, {r->lowered, "sub"}};
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (marks[i].on)
            buf_addf(d->out, "<%s>", marks[i].tag);
    escape_stored(d->out, text, strlen(text));
    for (size_t i = COUNT_OF(marks); i-- > 0;)
        if (marks[i].on)
            buf_addf(d->out, "</%s>", marks[i].tag);
}

static void note_reference(struct docx_reader *d, char kind)
{
    d->beside[BESIDE_NOTES]++;
    if (d->way != DOCX_WHOLE)
        return;
    if (d->n_notes == DOCX_NOTES) {
        docx_fail(d, ST_TOO_BIG, "这个文档的脚注超过 %d 条，请分成几份后再导入", DOCX_NOTES);
        return;
    }
    d->notes_used[d->n_notes++] = arena_printf(d->a, "%c%s", kind, docx_attr(d, "id"));
    buf_addf(d->out, "<sup>[%zu]</sup>", d->n_notes);
}

static void open_link(struct docx_reader *d, const char *href)
{
    buf_adds(d->out, "<a href=\"");
    escape_stored(d->out, href, strlen(href));
    buf_adds(d->out, "\">");
}

/* HYPERLINK "https://…" before the result of a field. */
static void field_result(struct docx_reader *d)
{
    const char *p = buf_str(&d->instruction);
    p += strspn(p, " \t\r\n");
    d->in_instruction = false;
    if (strncmp(p, "HYPERLINK", 9) != 0 || d->link_depth)
        return;
    const char *from = strchr(p, '"'), *to = from ? strchr(from + 1, '"') : NULL;
    if (!to || strstr(p, "\\l \"") == from - 3)
        return;
    open_link(d, arena_strndup(d->a, from + 1, (size_t)(to - from - 1)));
    d->link_depth = d->field_depth;
}

static void field_char(struct docx_reader *d)
{
    const char *type = docx_attr(d, "fldCharType");
    if (strcmp(type, "begin") == 0) {
        d->field_depth++;
        d->in_instruction = true;
        buf_clear(&d->instruction);
    } else if (strcmp(type, "separate") == 0) {
        field_result(d);
    } else if (strcmp(type, "end") == 0) {
        d->in_instruction = false;
        if (d->link_depth && d->link_depth == d->field_depth) {
            buf_adds(d->out, "</a>");
            d->link_depth = 0;
        }
        d->field_depth -= d->field_depth > 0;
    }
}

/* Ticks and boxes of the symbol fonts; other symbols have no character of their own. */
static const char *symbol(const char *code)
{
    static const struct {
        long code;
        const char *text;
    } known[] = {{0xF0FE, "☑"}, {0xF052, "☑"}, {0xF0A8, "□"}, {0xF06F, "□"}, {0xF0A3, "□"},
        {0xF0FC, "√"}, {0xF0FB, "×"}, {0xF0E0, "→"}, {0xF06C, "●"}, {0xF06E, "■"}, {0xF0B7, "•"}};
    long n = strtol(code, NULL, 16);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].code == n || known[i].code == n + 0xF000)
            return known[i].text;
    return "";
}

static void choice(struct docx_reader *d, const char *name, void *arg);

static void run_part(struct docx_reader *d, const char *name, void *arg)
{
    struct run_state *r = arg;
    if (strcmp(name, "rPr") == 0) {
        docx_children(d, property, r);
    } else if (strcmp(name, "t") == 0) {
        emit(d, r, docx_text(d));
    } else if (strcmp(name, "instrText") == 0) {
        buf_adds(&d->instruction, docx_text(d));
    } else if (strcmp(name, "drawing") == 0 || strcmp(name, "pict") == 0 ||
               strcmp(name, "object") == 0) {
        if (r->hidden)
            docx_skip(d);
        else
            docx_drawing(d);
    } else if (strcmp(name, "AlternateContent") == 0) {
        docx_children(d, choice, r);
    } else {
        if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
            buf_adds(d->out, strcmp(docx_attr(d, "type"), "page") == 0 ? "" : "<br>");
        else if (strcmp(name, "tab") == 0)
            emit(d, r, " ");
        else if (strcmp(name, "noBreakHyphen") == 0)
            emit(d, r, "-");
        else if (strcmp(name, "sym") == 0)
            emit(d, r, symbol(docx_attr(d, "char")));
        else if (strcmp(name, "footnoteReference") == 0)
            note_reference(d, 'f');
        else if (strcmp(name, "endnoteReference") == 0)
            note_reference(d, 'e');
        else if (strcmp(name, "commentReference") == 0)
            d->beside[BESIDE_COMMENTS]++;
        else if (strcmp(name, "fldChar") == 0)
            field_char(d);
        docx_skip(d);
    }
}

/* The same thing said twice, for new and old programs: the first is taken. */
static void choice(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "Choice") == 0)
        docx_children(d, run_part, arg);
    else
        docx_skip(d);
}

static void hyperlink(struct docx_reader *d)
{
    const struct docx_rel *rel = map_find(d->rels, docx_attr(d, "id"));
    bool link = rel && rel->external && !d->link_depth;
    if (link)
        open_link(d, rel->target);
    docx_children(d, docx_inline, NULL);
    if (link)
        buf_adds(d->out, "</a>");
}

static void simple_field(struct docx_reader *d)
{
    buf_clear(&d->instruction);
    buf_adds(&d->instruction, docx_attr(d, "instr"));
    d->field_depth++;
    field_result(d);
    docx_children(d, docx_inline, NULL);
    if (d->link_depth && d->link_depth == d->field_depth) {
        buf_adds(d->out, "</a>");
        d->link_depth = 0;
    }
    d->field_depth--;
}

static void ruby(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "rubyBase") == 0)
        docx_children(d, docx_inline, arg);
    else
        docx_skip(d);
}

void docx_inline(struct docx_reader *d, const char *name, void *arg)
{
    static const char *const wrappers[] = {"ins", "moveTo", "smartTag", "customXml", "sdt",
        "sdtContent", "dir", "bdo", "AlternateContent", "Choice", "oMath", "oMathPara"};
    docx_count_change(d, name);
    if (strcmp(name, "r") == 0) {
        struct run_state r = {0};
        docx_children(d, run_part, &r);
    } else if (strcmp(name, "hyperlink") == 0) {
        hyperlink(d);
    } else if (strcmp(name, "fldSimple") == 0) {
        simple_field(d);
    } else if (strcmp(name, "ruby") == 0) {
        docx_children(d, ruby, arg);
    } else {
        for (size_t i = 0; i < COUNT_OF(wrappers); i++)
            if (strcmp(name, wrappers[i]) == 0) {
                docx_children(d, docx_inline, arg);
                return;
            }
        docx_skip(d); /* deleted and moved text, comments, bookmarks */
    }
}
