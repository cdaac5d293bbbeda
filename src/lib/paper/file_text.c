/* Asking the worker for the text of a file; what happens to the worker is an answer too.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/file_text.h"

#include "lib/paper/spawn.h"

#define CPU_S 10

enum st file_text_read(
    struct arena *a, const struct paper_file *f, struct file_text *out, struct err *e)
{
    struct paper_request q = {.op = PAPER_READ, .file = {f->p, f->n}};
    struct paper_bytes body;
    *out = (struct file_text){.text = ""};
    enum st st = paper_ask(a, &q, f->cpu_s > 0 ? f->cpu_s : CPU_S, &body, e);
    if (!st)
        return wire_text_read(a, body, out, e);
    if (st != ST_TOO_BIG && st != ST_INVALID)
        return st;
    out->state = st == ST_TOO_BIG ? FILE_TEXT_TOO_BIG : FILE_TEXT_BROKEN;
    return ST_OK;
}
