/* Numbers and links of a text against the documents they name; see refs.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/refs.h"

#include <stdlib.h>
#include <string.h>

#include "common/record/item.h"
#include "disclosure/inventory/inventory.h"
#include "lib/text/clean.h"
#include "lib/text/docno.h"

enum { MOST_NUMBERS = 50, MOST_LINKS = 100, MOST_TOLD = 5 };

static const char *joined(struct arena *a, const char *list, const char *more)
{
    return *list ? arena_concat(a, list, "、", more, NULL) : more;
}

enum st refs_unknown(struct ctx *c, const char *plain, const char **out)
{
    struct docno no;
    size_t at = 0;
    enum st st = ST_OK;
    *out = "";
    for (int i = 0, told = 0; !st && i < MOST_NUMBERS && told < MOST_TOLD; i++) {
        bool lacks;
        if (!docno_find(c->mem, plain, at, &no))
            break;
        at = no.end;
        st = inventory_lacks(c, &no, &lacks);
        if (!st && lacks && !strstr(*out, no.text)) {
            *out = joined(c->mem, *out, no.text);
            told++;
        }
    }
    return st;
}

struct anchor {
    const char *path, *words;
};

/* The next <a href="…">…</a> at or after *at; *at moves behind it. */
static bool next_anchor(struct arena *a, const char **at, struct anchor *out)
{
    for (const char *p = strstr(*at, "<a "); p; p = strstr(p + 1, "<a ")) {
        const char *open = strchr(p, '>'), *href = strstr(p, "href=\"");
        const char *end = open ? strstr(open, "</a>") : NULL;
        if (!end)
            return false;
        if (!href || href > open)
            continue;
        href += strlen("href=\"");
        *out = (struct anchor){arena_strndup(a, href, strcspn(href, "\"?#")),
            html_plain_text(a, arena_strndup(a, open + 1, (size_t)(end - open - 1)))};
        *at = end;
        return true;
    }
    return false;
}

/* The document at an address of this site; ST_NOT_FOUND when it leads elsewhere. */
static enum st target_of(struct ctx *c, const char *path, struct item *out)
{
    const char *id = strrchr(path, '_');
    if (*path != '/' || !id)
        return ST_NOT_FOUND;
    enum st st = item_get(c, strtoll(id + 1, NULL, 10), out);
    return st ? st : strcmp(out->path, path) == 0 ? ST_OK : ST_NOT_FOUND;
}

/* The first number in the words of a link; "" when they name none, or name the document: by its own
 * number beside others, or by its title, which may hold the number of another one. */
static const char *other_number(
    struct arena *a, const char *words, const struct item *it, const struct docno *is)
{
    struct docno no;
    const char *first = "";
    for (size_t at = 0; docno_find(a, words, at, &no); at = no.end) {
        if (!strcmp(no.text, is->text))
            return "";
        first = *first ? first : no.text;
    }
    return *it->title && strstr(words, it->title) ? "" : first;
}

enum st refs_links(struct ctx *c, const char *html, const char **out)
{
    struct anchor link;
    const char *at = html;
    *out = "";
    for (int i = 0; i < MOST_LINKS && next_anchor(c->mem, &at, &link); i++) {
        struct docno is;
        struct item it;
        enum st st = target_of(c, link.path, &it);
        if (st == ST_NOT_FOUND)
            continue;
        if (st)
            return st;
        const char *said =
            docno_parse(c->mem, it.doc_no, &is) ? other_number(c->mem, link.words, &it, &is) : "";
        if (*said)
            *out =
                joined(c->mem, *out, arena_printf(c->mem, "写的是%s，链接到的是%s", said, is.text));
    }
    return ST_OK;
}
