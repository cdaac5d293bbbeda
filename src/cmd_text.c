/* Commands that compute on standard input: docno, plan.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assurance/ledger/ledger.h"
#include "commands.h"
#include "lib/base/utf8.h"
#include "lib/text/docno.h"
#include "lib/text/encoding.h"
#include "options.h"

#define INPUT_MAX_BYTES (64u << 20)

static bool no_options(int argc, char **argv)
{
    size_t n;
    return options_read(argc, argv, NULL, 0, NULL, 0, &n);
}

static void print_docno(struct arena *a, char *line, size_t n)
{
    struct docno no;
    while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        line[--n] = '\0';
    arena_clear(a);
    puts(utf8_valid(line, n) && docno_find(a, line, 0, &no) ? no.text : "");
}

/* commands.md "Text and search": the canonical form or an empty line for each line. */
int cmd_docno(int argc, char **argv)
{
    if (!no_options(argc, argv))
        return 2;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    struct arena *a = arena_new();
    while ((n = getline(&line, &cap, stdin)) > 0)
        print_docno(a, line, (size_t)n);
    free(line);
    arena_free(&a);
    return fflush(stdout) == 0 ? 0 : 1;
}

/* All of a stream; false when it is longer than the limit. */
static bool read_all(FILE *f, struct buf *out)
{
    char piece[65536];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(out, piece, n);
    return !buf_failed(out);
}

static enum st plan_from(FILE *f, struct arena *a, struct plan *plan, struct err *e)
{
    struct buf raw, text;
    buf_init(&raw, INPUT_MAX_BYTES);
    buf_init(&text, 0);
    enum st st = read_all(f, &raw) ? ST_OK : err_set(e, ST_TOO_BIG, "", "输入超过 64 MB");
    if (!st)
        st = text_decode(buf_str(&raw), raw.n, &text, NULL, e);
    if (!st)
        st = plan_read(a, buf_str(&text), text.n, plan, e);
    buf_release(&raw);
    buf_release(&text);
    return st;
}

int cmd_plan(int argc, char **argv)
{
    if (!no_options(argc, argv))
        return 2;
    struct arena *a = arena_new();
    struct plan plan;
    struct err e = {.st = ST_OK};
    int code = 0;
    if (plan_from(stdin, a, &plan, &e)) {
        code = usage_error("%s", e.message);
    } else {
        struct buf out;
        buf_init(&out, 0);
        plan_json(&out, &plan);
        puts(buf_str(&out));
        buf_release(&out);
    }
    arena_free(&a);
    return code;
}
