/* Longest words first, from left to right. See reword.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/reword.h"

#include <string.h>

#include "lib/base/buf.h"

extern const char synonyms_tsv[]; /* embedded; lines: spoken TAB official; # begins a remark */

struct entry {
    const char *spoken, *official;
    size_t spoken_bytes, official_bytes;
};

/* The entry at *p, stepping over its line; false at the end. */
static bool next_entry(const char **p, struct entry *e)
{
    while (**p) {
        size_t line = strcspn(*p, "\n");
        const char *tab = memchr(*p, '\t', line), *start = *p;
        *p += line + ((*p)[line] == '\n');
        if (*start == '#' || !tab)
            continue;
        *e =
            (struct entry){start, tab + 1, (size_t)(tab - start), line - (size_t)(tab - start) - 1};
        return true;
    }
    return false;
}

/* The longest entry that `text` begins with. */
static bool longest_at(const char *text, struct entry *best)
{
    const char *p = synonyms_tsv;
    struct entry e;
    best->spoken_bytes = 0;
    while (next_entry(&p, &e))
        if (e.spoken_bytes > best->spoken_bytes && strncmp(text, e.spoken, e.spoken_bytes) == 0)
            *best = e;
    return best->spoken_bytes > 0;
}

const char *reword(struct arena *a, const char *text)
{
    struct buf b;
    struct entry e;
    buf_init(&b, 0);
    while (*text) {
        bool lead = ((unsigned char)*text & 0xC0) != 0x80; /* words begin with characters */
        if (lead && longest_at(text, &e)) {
            buf_add(&b, e.official, e.official_bytes);
            buf_addc(&b, '\n');
            text += e.spoken_bytes;
        } else {
            text++;
        }
    }
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return out;
}
