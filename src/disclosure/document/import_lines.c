/* Reading lines of bounded length from a stream.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/document/import.h"

#define PIECE ((size_t)256 << 10)

void import_lines_init(struct import_lines *l, FILE *in)
{
    *l = (struct import_lines){.in = in, .line = ""};
    buf_init(&l->data, IMPORT_LINE_MAX + 2 * PIECE);
}

/* More bytes behind those kept; false at the end of the stream. */
static bool fill(struct import_lines *l)
{
    if (l->from) {
        memmove(l->data.p, l->data.p + l->from, l->data.n - l->from);
        l->data.n -= l->from;
        l->from = 0;
    }
    if (!buf_reserve(&l->data, PIECE))
        die("a line longer than allowed was kept");
    size_t n = fread(l->data.p + l->data.n, 1, PIECE, l->in);
    l->data.n += n;
    l->data.p[l->data.n] = '\0';
    return n > 0;
}

/* Drops what is there of a line that is too long, up to its end. */
static void skip_line(struct import_lines *l)
{
    char *nl;
    l->too_long = true;
    do {
        nl = memchr(l->data.p + l->from, '\n', l->data.n - l->from);
        l->bytes += nl ? nl + 1 - (l->data.p + l->from) : (int64_t)(l->data.n - l->from);
        l->from = nl ? (size_t)(nl + 1 - l->data.p) : l->data.n;
    } while (!nl && fill(l));
    l->line = "";
    l->n = 0;
}

static bool take(struct import_lines *l, size_t n, size_t end)
{
    l->line = l->data.p + l->from;
    l->n = n;
    l->from += n + end;
    l->bytes += (int64_t)(n + end);
    if (l->n && l->line[l->n - 1] == '\r')
        l->n--;
    if (l->number == 1 && l->n >= 3 && memcmp(l->line, "\xEF\xBB\xBF", 3) == 0) {
        l->line += 3;
        l->n -= 3;
    }
    return true;
}

bool import_lines_next(struct import_lines *l)
{
    size_t seen = 0;
    l->too_long = false;
    l->number++;
    for (;;) {
        const char *from = buf_str(&l->data) + l->from;
        size_t have = l->data.n - l->from;
        const char *nl = have > seen ? memchr(from + seen, '\n', have - seen) : NULL;
        if (nl && (size_t)(nl - from) <= IMPORT_LINE_MAX)
            return take(l, (size_t)(nl - from), 1);
        if (nl || have > IMPORT_LINE_MAX) {
            skip_line(l);
            return true;
        }
        seen = have;
        if (!fill(l))
            return have ? take(l, have, 0) : false;
    }
}

void import_lines_release(struct import_lines *l)
{
    buf_release(&l->data);
}
