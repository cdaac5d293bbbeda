/* What stands beside the text of a .docx: tracked changes, heads and feet of pages.
 *
 * Counted, not read: damage here is no reason to refuse the text.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/paper/docx_parts.h"

bool docx_count_change(struct docx_reader *d, const char *name)
{
    static const char *const names[] = {
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(name, names[i]) == 0) {
            d->beside[BESIDE_CHANGES]++;
            return true;
        }
    return false;
}

/* Nothing but the number of the page, as the letters of the platform have it: "— 3 —". */
static bool only_number(const char *s)
{
    static const char *const others[] = {"—", "－", "第", "页", "共", "·"};
    while (*s) {
        size_t n = strspn(s, " \t\r\n-/0123456789");
        for (size_t i = 0; !n && i < COUNT_OF(others); i++)
            if (strncmp(s, others[i], strlen(others[i])) == 0)
                n = strlen(others[i]);
        if (!n)
            return false;
        s += n;
    }
    return true;
}

struct margin {
    bool says; /* more than the number of the page */
};

static void margin_part(struct docx_reader *d, const char *name, void *arg)
{
    struct margin *m = arg;
    if (strcmp(name, "t") == 0) {
        m->says |= !only_number(docx_text(d));
        return;
    }
    if (strcmp(name, "drawing") == 0 || strcmp(name, "pict") == 0 || strcmp(name, "object") == 0)
        m->says = true;
    docx_children(d, margin_part, m);
}

/* A broken one says something that nobody can read. */
static bool margin_says(struct docx_reader *d, const char *name)
{
    struct margin m = {false};
    struct err kept = {.st = ST_OK}, *err = d->err;
    d->err = &kept;
    enum st st = docx_walk_part(d, name, margin_part, &m);
    d->err = err;
    d->st = ST_OK;
    return st != ST_OK || m.says;
}

void docx_count_margins(struct docx_reader *d)
{
    zip_int64_t n = zip_get_num_entries(d->zip, 0);
    for (zip_int64_t i = 0; i < n; i++) {
        const char *name = zip_get_name(d->zip, (zip_uint64_t)i, 0);
        size_t len = name ? strlen(name) : 0;
        if (len < 4 || strcmp(name + len - 4, ".xml") != 0)
            continue;
        if (strncmp(name, "word/header", 11) == 0)
            d->beside[BESIDE_HEADERS] += margin_says(d, name);
        else if (strncmp(name, "word/footer", 11) == 0)
            d->beside[BESIDE_FOOTERS] += margin_says(d, name);
    }
}
