/* Template compiler: one pass over a template, writing C as it goes.
 *
 * The scanner alternates between text and tags. Text is gathered in `text` and written as one
 * buf_add just before the next statement that is not text. The block stack only serves to check
 * the ends and to name the opening line in messages.
 *
 * SPDX-License-Identifier: MIT */
#include "tools/tmpl.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_DEPTH = 64,
    MAX_LITERAL = 4000 /* C17 compilers must take 4095 bytes in one literal */
};

enum block { BLOCK_PAGE, BLOCK_IF, BLOCK_ELSE, BLOCK_LOOP };
static const char *const block_names[] = {"page", "if", "else", "loop"};

struct tag {   /* one {{ }}, {% %} or {# #}; `p` points behind the opening braces */
    char kind; /* '{', '%' or '#' */
    const char *p, *end, *next;
    int line;
};

struct comp {
    const char *at, *end;
    const char *shown;
    FILE *out;
    struct tmpl_error *e;
    int line;
    bool line_start; /* only white space and quiet tags on this line so far */
    struct {
        enum block kind;
        int line;
    } stack[MAX_DEPTH];
    int depth;
    char *text;
    size_t n_text, cap_text;
    int comment_line; /* line on which the last comment ended, for {{! }} */
};

static bool wrong(struct comp *c, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static bool wrong(struct comp *c, int line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    c->e->line = line;
    vsnprintf(c->e->message, sizeof c->e->message, fmt, ap);
    va_end(ap);
    return false;
}

static bool is_blank(char ch)
{
    return ch == ' ' || ch == '\t' || ch == '\r';
}

/* ---- static text ---- */

static void text_put(struct comp *c, char ch)
{
    if (c->n_text == c->cap_text) {
        c->cap_text = c->cap_text ? 2 * c->cap_text : 1024;
        c->text = realloc(c->text, c->cap_text);
        if (!c->text)
            abort();
    }
    c->text[c->n_text++] = ch;
}

/* Three-digit octal for everything that is not plain ASCII: no escape runs into the next byte. */
static void write_literal(FILE *out, const char *p, size_t n)
{
    fputc('"', out);
    for (size_t i = 0; i < n; i++) {
        unsigned char ch = (unsigned char)p[i];
        if (ch == '\n')
            fputs(i + 1 < n ? "\\n\"\n        \"" : "\\n", out);
        else if (ch == '"' || ch == '\\')
            fprintf(out, "\\%c", ch);
        else if (ch < ' ' || ch > '~' || ch == '?')
            fprintf(out, "\\%03o", ch);
        else
            fputc(ch, out);
    }
    fputc('"', out);
}

static void flush_text(struct comp *c)
{
    for (size_t at = 0; at < c->n_text;) {
        size_t n = c->n_text - at < MAX_LITERAL ? c->n_text - at : MAX_LITERAL;
        fputs("    buf_add(out, ", c->out);
        write_literal(c->out, c->text + at, n);
        fprintf(c->out, ", %zu);\n", n);
        at += n;
    }
    c->n_text = 0;
}

/* Takes text up to the next tag. Leading white space of a line and blank lines are dropped. */
static bool take_text(struct comp *c)
{
    while (c->at < c->end) {
        char ch = *c->at;
        if (ch == '{' && c->at + 1 < c->end && strchr("{%#", c->at[1]) && c->at[1])
            return true;
        c->at++;
        if (ch == '\0')
            return wrong(c, c->line, "NUL byte in the template");
        if (ch == '\n') {
            if (!c->line_start && c->depth)
                text_put(c, '\n');
            c->line++;
            c->line_start = true;
        } else if (ch == '\r' || (c->line_start && is_blank(ch))) {
            continue;
        } else {
            if (!c->depth && !is_blank(ch))
                return wrong(c, c->line, "text outside of a page; pages begin with {%% page … %%}");
            c->line_start = false;
            if (c->depth)
                text_put(c, ch);
        }
    }
    return true;
}

/* ---- tags ---- */

/* Finds the end of the tag at c->at; quotes of C are respected except in comments. */
static bool find_tag(struct comp *c, struct tag *t)
{
    t->kind = c->at[1];
    t->p = c->at + 2;
    t->line = c->line;
    const char close[2] = {t->kind == '{' ? '}' : t->kind, '}'};
    char quote = 0;
    for (const char *p = t->p; p + 1 < c->end; p++) {
        if (quote) {
            if (*p == '\\')
                p++;
            else if (*p == quote || *p == '\n')
                quote = 0;
        } else if (p[0] == close[0] && p[1] == close[1]) {
            t->end = p;
            t->next = p + 2;
            return true;
        } else if (t->kind != '#' && (*p == '"' || *p == '\'')) {
            quote = *p;
        }
    }
    return wrong(c, c->line, "{%c is never closed; %c} is missing", t->kind, close[0]);
}

static void trim(const char **p, const char **end)
{
    while (*p < *end && isspace((unsigned char)**p))
        (*p)++;
    while (*end > *p && isspace((unsigned char)(*end)[-1]))
        (*end)--;
}

static void mark_line(struct comp *c, int line)
{
    fprintf(c->out, "#line %d \"", line);
    for (const char *p = c->shown; *p; p++)
        fprintf(c->out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
    fputs("\"\n", c->out);
}

/* Line on which the byte at p stands, when p lies in tag t. */
static int line_of(const struct tag *t, const char *p)
{
    int line = t->line;
    for (const char *q = t->p; q < p; q++)
        line += *q == '\n';
    return line;
}

/* Writes: before, the code of the tag, after; marked with its own line. */
static void put_code(struct comp *c, const struct tag *t, const char *before, const char *p,
    const char *end, const char *after)
{
    flush_text(c);
    mark_line(c, line_of(t, p));
    fprintf(c->out, "    %s%.*s%s\n", before, (int)(end - p), p, after);
}

/* A comment on the line of the tag or the line above; see docs/templates.md. */
static bool has_reason(const struct comp *c, const struct tag *t)
{
    if (c->comment_line >= t->line - 1)
        return true;
    for (const char *p = t->next; p + 1 < c->end && *p != '\n'; p++)
        if (p[0] == '{' && p[1] == '#')
            return true;
    return false;
}

static bool value_tag(struct comp *c, const struct tag *t)
{
    static const struct {
        const char *word, *call;
    } kinds[] = {{"#", "html_int(out, "}, {"!", "html_raw(out, "}, {"url", "html_url(out, "},
        {"day", "html_day(out, "}, {"time", "html_time(out, "}};
    const char *p = t->p, *end = t->end, *call = "html_text(out, ";
    if (!c->depth)
        return wrong(c, t->line, "value outside of a page");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t n = strlen(kinds[i].word);
        if ((size_t)(end - p) < n || memcmp(p, kinds[i].word, n) != 0)
            continue;
        if (isalpha((unsigned char)*p) && p + n < end && !isspace((unsigned char)p[n]))
            continue;
        if (*p == '!' && !has_reason(c, t))
            return wrong(c, t->line,
                "raw HTML needs a {# comment #} on its line or the line above: why is it safe?");
        call = kinds[i].call;
        p += n;
        break;
    }
    trim(&p, &end);
    if (p == end)
        return wrong(c, t->line, "nothing to write between the braces");
    put_code(c, t, call, p, end, ");");
    c->line_start = false;
    return true;
}

static bool push(struct comp *c, enum block kind, int line)
{
    if (c->depth == MAX_DEPTH)
        return wrong(c, line, "blocks nested deeper than %d", MAX_DEPTH);
    c->stack[c->depth].kind = kind;
    c->stack[c->depth++].line = line;
    return true;
}

static bool word_is(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(end - p) >= n && memcmp(p, word, n) == 0 &&
           ((size_t)(end - p) == n || !(isalnum((unsigned char)p[n]) || p[n] == '_'));
}

static bool is_name(char ch)
{
    return isalnum((unsigned char)ch) || ch == '_';
}

/* (void)name; for each parameter, because a page need not use all it is given. Pointers to
 * functions are left alone. Gives whether one of them is called out. */
static bool use_parameters(FILE *out, const char *p, const char *end)
{
    bool has_out = false;
    while (p < end) {
        int depth = 0;
        bool call = false;
        const char *name = NULL, *name_end = NULL, *q = p;
        for (; q < end && !(*q == ',' && depth == 0); q++) {
            if (*q == '(' || *q == '[') {
                call |= *q == '(';
                depth++;
            } else if (*q == ')' || *q == ']') {
                depth--;
            } else if (depth == 0 && is_name(*q) && (q == p || !is_name(q[-1]))) {
                name = q;
                for (name_end = q; name_end < end && is_name(*name_end); name_end++)
                    ;
            }
        }
        if (name && !call) {
            has_out |= name_end - name == 3 && memcmp(name, "out", 3) == 0;
            fprintf(out, "    (void)%.*s;\n", (int)(name_end - name), name);
        }
        p = q + 1;
    }
    return has_out;
}

static bool page_tag(
    struct comp *c, const struct tag *t, bool local, const char *p, const char *end)
{
    if (c->depth)
        return wrong(c, t->line, "page inside of another block (opened on line %d)",
            c->stack[c->depth - 1].line);
    const char *open = memchr(p, '(', (size_t)(end - p));
    if (!open || open == p || end[-1] != ')')
        return wrong(c, t->line, "write {%% page name(struct buf *out, …) %%}");
    put_code(c, t, local ? "static void " : "void ", p, end, "");
    fputs("{\n", c->out);
    if (!use_parameters(c->out, open + 1, end - 1))
        return wrong(c, t->line, "a page needs a parameter `struct buf *out`");
    return push(c, BLOCK_PAGE, t->line);
}

static bool else_tag(struct comp *c, const struct tag *t, const char *cond, const char *end)
{
    if (!c->depth || c->stack[c->depth - 1].kind != BLOCK_IF) {
        bool twice = c->depth && c->stack[c->depth - 1].kind == BLOCK_ELSE;
        return wrong(c, t->line,
            twice ? "nothing but {%% end %%} may follow {%% else %%}"
                  : "else or elif without an open if");
    }
    if (cond) {
        put_code(c, t, "} else if (", cond, end, ") {");
    } else {
        flush_text(c);
        fputs("    } else {\n", c->out);
        c->stack[c->depth - 1].kind = BLOCK_ELSE;
    }
    return true;
}

static bool end_tag(struct comp *c, const struct tag *t)
{
    if (!c->depth)
        return wrong(c, t->line, "{%% end %%} without an open block");
    flush_text(c);
    fputs(c->depth == 1 ? "}\n" : "    }\n", c->out);
    c->depth--;
    return true;
}

static bool include_tag(struct comp *c, const struct tag *t, const char *p, const char *end)
{
    if (c->depth)
        return wrong(c, t->line, "include belongs at the top of the file");
    if (end - p < 3 || !((*p == '"' && end[-1] == '"') || (*p == '<' && end[-1] == '>')))
        return wrong(c, t->line, "write {%% include \"path/from/src.h\" %%}");
    mark_line(c, t->line);
    fprintf(c->out, "#include %.*s\n", (int)(end - p), p);
    return true;
}

/* {% if … %}, {% for … %} and {% while … %} differ in the C word only. */
static bool open_tag(
    struct comp *c, const struct tag *t, const char *word, const char *p, const char *end)
{
    char before[16];
    snprintf(before, sizeof before, "%s (", word);
    put_code(c, t, before, p, end, ") {");
    return push(c, strcmp(word, "if") == 0 ? BLOCK_IF : BLOCK_LOOP, t->line);
}

static bool do_tag(struct comp *c, const struct tag *t, const char *p, const char *end)
{
    if (end[-1] != ';' && end[-1] != '}')
        return wrong(c, t->line, "a statement ends with ;");
    put_code(c, t, "", p, end, "");
    return true;
}

static bool block_tag(struct comp *c, const struct tag *t)
{
    static const char *const words[] = {
        "include", "static", "page", "if", "elif", "else", "for", "while", "do", "end"};
    const char *p = t->p, *end = t->end, *word = NULL;
    bool local = false;
    trim(&p, &end);
    for (size_t i = 0; i < sizeof words / sizeof words[0] && !word; i++)
        if (word_is(p, end, words[i]))
            word = words[i];
    if (!word)
        return wrong(c, t->line, "unknown tag `%.*s`", (int)(end - p < 40 ? end - p : 40), p);
    p += strlen(word);
    trim(&p, &end);
    if (strcmp(word, "static") == 0) {
        if (!word_is(p, end, "page"))
            return wrong(c, t->line, "write {%% static page … %%}");
        local = true;
        word = "page";
        p += 4;
        trim(&p, &end);
    }
    bool alone = strcmp(word, "end") == 0 || strcmp(word, "else") == 0;
    if (alone != (p == end))
        return wrong(c, t->line, alone ? "nothing may follow `%s`" : "`%s` of what?", word);
    if (strcmp(word, "page") == 0)
        return page_tag(c, t, local, p, end);
    if (strcmp(word, "include") == 0)
        return include_tag(c, t, p, end);
    if (!c->depth)
        return wrong(c, t->line,
            alone && *word == 'e' && word[1] == 'n' ? "{%% end %%} without an open block"
                                                    : "only include and page may stand outside of "
                                                      "a page");
    if (strcmp(word, "end") == 0)
        return end_tag(c, t);
    if (*word == 'e')
        return else_tag(c, t, alone ? NULL : p, end);
    return *word == 'd' ? do_tag(c, t, p, end) : open_tag(c, t, word, p, end);
}

/* Only blanks and quiet tags ({% %}, {# #}) from p to the end of the line. */
static bool rest_is_quiet(struct comp *c, const char *p)
{
    while (p < c->end && *p != '\n') {
        if (is_blank(*p)) {
            p++;
        } else if (p[0] == '{' && p + 1 < c->end && (p[1] == '%' || p[1] == '#')) {
            struct tag t;
            const char *at = c->at;
            c->at = p;
            bool ok = find_tag(c, &t);
            c->at = at;
            if (!ok)
                return false;
            p = t.next;
        } else {
            return false;
        }
    }
    return true;
}

static bool take_tag(struct comp *c)
{
    struct tag t;
    if (!find_tag(c, &t))
        return false;
    /* A tag at the start of a line that also holds text: what follows is not indentation. */
    if (t.kind != '{' && c->line_start && !rest_is_quiet(c, t.next))
        c->line_start = false;
    bool ok = true;
    if (t.kind == '{')
        ok = value_tag(c, &t);
    else if (t.kind == '%')
        ok = block_tag(c, &t);
    c->line = line_of(&t, t.end);
    if (t.kind == '#')
        c->comment_line = c->line;
    c->at = t.next;
    return ok;
}

bool tmpl_compile(const char *src, size_t n, const char *shown, FILE *out, struct tmpl_error *e)
{
    struct comp c = {.at = src,
        .end = src + n,
        .shown = shown,
        .out = out,
        .e = e,
        .line = 1,
        .line_start = true,
        .comment_line = -1};
    fputs("/* Generated by tools/tmplc; edit the template. */\n#include \"lib/ui/html.h\"\n", out);
    bool ok = true;
    while (ok && c.at < c.end) {
        ok = take_text(&c);
        if (ok && c.at < c.end)
            ok = take_tag(&c);
    }
    if (ok && c.depth)
        ok = wrong(&c, c.stack[c.depth - 1].line, "this %s has no {%% end %%}",
            block_names[c.stack[c.depth - 1].kind]);
    free(c.text);
    return ok;
}
