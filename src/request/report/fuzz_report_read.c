/* Fuzz target: reading a report out of lines of cells, and out of JSON; what was read can be
 * written and checked.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "request/report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 200, CELLS = 20 };

static enum st read_lines(struct arena *a, char *text, struct report_read *out, struct err *e)
{
    struct report_line lines[LINES];
    size_t n = 0;
    char *save = NULL;
    for (char *l = strtok_r(text, "\n", &save); l && n < LINES; l = strtok_r(NULL, "\n", &save)) {
        const char **cells = ARENA_ARRAY(a, const char *, CELLS);
        size_t k = 0;
        for (char *tab; k < CELLS && l; l = tab) {
            tab = strchr(l, '\t');
            if (tab)
                *tab++ = '\0';
            cells[k++] = l;
        }
        lines[n++] = (struct report_line){cells, k};
    }
    return report_read_lines(a, lines, n, 2020, out, e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct report_read *out = ARENA_NEW(a, struct report_read);
    struct err e = {.st = ST_OK};
    if (size < 2 || !utf8_valid((const char *)data + 1, size - 1)) {
        arena_free(&a);
        return 0;
    }
    char *text = arena_strndup(a, (const char *)data + 1, size - 1);
    enum st st = *data % 2 ? report_read_json(a, text, size - 1, 2020, out, &e)
                           : read_lines(a, text, out, &e);
    if (st == ST_OK) {
        struct report_finding *list;
        size_t n;
        BUG_ON(report_findings(a, &out->table, NULL, &list, &n, &e));
        for (size_t i = 0; i < out->n_texts; i++)
            BUG_ON(!out->texts[i].text);
        for (size_t i = 0; i < out->n_unread; i++)
            BUG_ON(!utf8_valid(out->unread[i], strlen(out->unread[i])));
    } else {
        BUG_ON(!*e.message);
    }
    arena_free(&a);
    return 0;
}
