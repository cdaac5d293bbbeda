/* A strict reader of the HTML our templates write; not of any HTML.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/wellformed.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 100, NAME = 24, MOST_IDS = 2000 };

static char message[400];

struct reader {
    const char *p;
    char open[DEEPEST][NAME];
    int depth, h1;
    const char *ids[MOST_IDS];
    size_t id_bytes[MOST_IDS], n_ids;
    bool failed;
};

static void wrong(struct reader *r, const char *what, const char *name)
{
    if (!r->failed)
        snprintf(message, sizeof message, "%s <%s> before: %.120s", what, name, r->p);
    r->failed = true;
}

static bool one_of(const char *name, const char *list)
{
    char padded[NAME + 2];
    snprintf(padded, sizeof padded, " %s ", name);
    return strstr(list, padded) != NULL;
}

static bool is_void(const char *name)
{
    return one_of(name, " area base br col embed hr img input link meta source track wbr ");
}

static bool is_block(const char *name)
{
    return one_of(name, " address article aside blockquote details dialog div dl fieldset figure "
                        "footer form h1 h2 h3 "
                        "h4 h5 h6 header hr main nav ol p pre section table ul ");
}

static void add_id(struct reader *r, const char *p, size_t n)
{
    for (size_t i = 0; i < r->n_ids; i++)
        if (r->id_bytes[i] == n && memcmp(r->ids[i], p, n) == 0)
            wrong(r, "the same id twice", "id");
    if (r->n_ids < MOST_IDS) {
        r->ids[r->n_ids] = p;
        r->id_bytes[r->n_ids++] = n;
    }
}

/* Reads one attribute at r->p; remembers ids, notices alt. */
static void read_attribute(struct reader *r, const char *element, bool *alt)
{
    const char *name = r->p;
    size_t n = strcspn(r->p, " \n=>/");
    r->p += n ? n : 1;
    if (strncasecmp(name, "on", 2) == 0 || (n == 5 && strncmp(name, "style", 5) == 0))
        wrong(r, "inline handler or style in", element);
    if (n == 3 && strncmp(name, "alt", 3) == 0)
        *alt = true;
    if (*r->p != '=')
        return;
    if (*++r->p != '"') {
        wrong(r, "attribute without quotes in", element);
        return;
    }
    const char *value = ++r->p, *end = strchr(value, '"');
    if (!end) {
        wrong(r, "attribute without end in", element);
        return;
    }
    if (n == 2 && strncmp(name, "id", 2) == 0)
        add_id(r, value, (size_t)(end - value));
    r->p = end + 1;
}

static void open_element(struct reader *r, const char *name)
{
    bool alt = false, self = false;
    while (*r->p && *r->p != '>' && !r->failed) {
        if (isspace((unsigned char)*r->p))
            r->p++;
        else if (*r->p == '/') {
            self = true;
            r->p++;
        } else
            read_attribute(r, name, &alt);
    }
    r->p += *r->p == '>';
    if (strcmp(name, "img") == 0 && !alt)
        wrong(r, "picture without alt:", name);
    r->h1 += strcmp(name, "h1") == 0;
    for (int i = 0; i < r->depth; i++)
        if (strcmp(r->open[i], "p") == 0 && is_block(name))
            wrong(r, "block inside a paragraph:", name);
    if (is_void(name) || self)
        return;
    if (r->depth == DEEPEST)
        wrong(r, "too deep:", name);
    else
        snprintf(r->open[r->depth++], NAME, "%s", name);
}

static void close_element(struct reader *r, const char *name)
{
    if (!r->depth || strcmp(r->open[r->depth - 1], name) != 0)
        wrong(r, r->depth ? r->open[r->depth - 1] : "nothing", name);
    else
        r->depth--;
    r->p = strchr(r->p, '>') ? strchr(r->p, '>') + 1 : r->p + strlen(r->p);
}

static void read_tag(struct reader *r)
{
    char name[NAME];
    bool closing = r->p[1] == '/';
    r->p += closing ? 2 : 1;
    size_t n = strspn(r->p, "abcdefghijklmnopqrstuvwxyz0123456789");
    if (!n || n >= NAME) {
        wrong(r, "no element:", "?");
        return;
    }
    snprintf(name, sizeof name, "%.*s", (int)n, r->p);
    r->p += n;
    if (closing) {
        close_element(r, name);
        return;
    }
    bool script = strcmp(name, "script") == 0;
    const char *end = strchr(r->p, '>');
    if (script && end && strncmp(end + 1, "</script>", 9) != 0)
        wrong(r, "inline script:", name);
    open_element(r, name);
}

const char *html_problem(const char *html)
{
    static const char doctype[] = "<!DOCTYPE html>";
    static struct reader r;
    memset(&r, 0, sizeof r);
    if (strncmp(html, doctype, sizeof doctype - 1) != 0)
        return "no doctype";
    r.p = html + sizeof doctype - 1;
    while (*r.p && !r.failed) {
        if (*r.p == '<')
            read_tag(&r);
        else
            r.p += strcspn(r.p, "<");
    }
    if (!r.failed && r.depth)
        wrong(&r, "not closed:", r.open[r.depth - 1]);
    if (!r.failed && r.h1 != 1)
        snprintf(message, sizeof message, "%d h1", r.h1);
    return r.failed || r.h1 != 1 ? message : NULL;
}
