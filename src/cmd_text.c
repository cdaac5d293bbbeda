/* Commands that read texts and numbers on standard input: docno, indexno, gaps, plan.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "assurance/ledger/ledger.h"
#include "commands.h"
#include "compute.h"
#include "lib/text/docno.h"
#include "lib/text/encoding.h"
#include "lib/text/indexno.h"
#include "lib/text/series.h"
#include "options.h"

#define INPUT_MAX_BYTES (64u << 20)

static void print_docno(struct arena *a, const char *line)
{
    struct docno no;
    /* a line that is nothing but a number is read as a whole: 和政办发 is a name */
    puts(docno_parse(a, line, &no) || docno_find(a, line, 0, &no) ? no.text : "");
}

/* commands.md "Text and search": the canonical form or an empty line for each line. */
int cmd_docno(int argc, char **argv)
{
    return no_options(argc, argv) ? each_line(print_docno) : 2;
}

static void pair_if(struct buf *b, const char *key, const char *value)
{
    if (*value)
        jw_pair(b, key, value);
}

static void print_indexno(struct arena *a, const char *line)
{
    struct indexno x;
    struct buf b;
    char day[11];
    if (!indexno_parse(a, line, &x)) {
        puts("");
        return;
    }
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "scheme", x.scheme);
    pair_if(&b, "org", x.org);
    pair_if(&b, "catalog", x.catalog);
    if (x.year)
        jw_pair_int(&b, "year", x.year);
    pair_if(&b, "date", day_text(x.date, day));
    pair_if(&b, "serial", x.serial);
    jw_key(&b, "findings");
    buf_adds(&b, x.bad_date ? "[\"C-IDX-DATE\"]}" : "[]}");
    puts(buf_str(&b));
    buf_release(&b);
}

int cmd_indexno(int argc, char **argv)
{
    return no_options(argc, argv) ? each_line(print_indexno) : 2;
}

static void write_series(struct buf *b, const struct series *s)
{
    jw_comma(b);
    buf_addc(b, '{');
    jw_pair(b, "word", s->word);
    if (s->year) {
        jw_pair_int(b, "year", s->year);
    } else {
        jw_key(b, "year");
        buf_adds(b, "null");
    }
    jw_pair_int(b, "last", s->last);
    jw_key(b, "missing");
    buf_addc(b, '[');
    for (size_t i = 0; i < s->n_missing; i++) {
        jw_comma(b);
        buf_addint(b, s->missing[i]);
    }
    buf_addc(b, ']');
    if (s->n_typos)
        jw_key(b, "typos");
    for (size_t i = 0; i < s->n_typos; i++) {
        buf_addc(b, i ? ',' : '[');
        buf_addint(b, s->typos[i]);
    }
    buf_adds(b, s->n_typos ? "]}" : "}");
}

static void write_report(struct buf *b, const struct series_report *r)
{
    buf_addc(b, '{');
    jw_key(b, "series");
    buf_addc(b, '[');
    for (size_t i = 0; i < r->n_series; i++)
        write_series(b, &r->series[i]);
    buf_addc(b, ']');
    jw_key(b, "unread");
    buf_addc(b, '[');
    for (size_t i = 0; i < r->n_unread; i++) {
        jw_comma(b);
        buf_addc(b, '{');
        jw_pair_int(b, "line", (int64_t)r->unread[i].line);
        jw_pair(b, "text", r->unread[i].text);
        buf_addc(b, '}');
    }
    buf_adds(b, "]}");
}

int cmd_gaps(int argc, char **argv)
{
    struct buf in, out;
    struct series_report report;
    if (!no_options(argc, argv))
        return 2;
    buf_init(&in, INPUT_MAX_BYTES);
    if (!read_stream(stdin, &in)) {
        buf_release(&in);
        return usage_error("输入超过 64 MB");
    }
    struct arena *a = arena_new();
    series_gaps(a, buf_str(&in), in.n, &report);
    buf_init(&out, 256u << 20);
    write_report(&out, &report);
    puts(buf_str(&out));
    buf_release(&in);
    buf_release(&out);
    arena_free(&a);
    return 0;
}

static enum st plan_from(FILE *f, struct arena *a, struct plan *plan, struct err *e)
{
    struct buf raw, text;
    buf_init(&raw, INPUT_MAX_BYTES);
    buf_init(&text, 0);
    enum st st = read_stream(f, &raw) ? ST_OK : err_set(e, ST_TOO_BIG, "", "输入超过 64 MB");
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
