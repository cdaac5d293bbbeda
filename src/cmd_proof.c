/* The command proofread: lines of one document in; findings as JSON, as text, or corrected lines.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "common/proof/proof.h"
#include "compute.h"
#include "county.h"
#include "lib/base/utf8.h"
#include "lib/text/proof.h"
#include "options.h"

#define INPUT_MAX_BYTES (256u << 20)

struct input {
    const char **raw;  /* as read, for --correct; a line that is no UTF-8 comes out as it went in */
    const char **line; /* "" for a line that is no UTF-8 */
    size_t *size;      /* bytes of raw */
    size_t n;
};

/* Cuts text at its line ends, which become NUL. */
static void cut_lines(struct arena *a, char *text, size_t n, struct input *in)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += text[i] == '\n';
    count += n && text[n - 1] != '\n';
    in->raw = ARENA_ARRAY(a, const char *, count + 1);
    in->line = ARENA_ARRAY(a, const char *, count + 1);
    in->size = ARENA_ARRAY(a, size_t, count + 1);
    for (size_t at = 0; at < n; in->n++) {
        char *p = text + at, *eol = memchr(p, '\n', n - at);
        size_t size = eol ? (size_t)(eol - p) : n - at;
        at += size + 1;
        if (size && p[size - 1] == '\r')
            size--;
        p[size] = '\0';
        in->raw[in->n] = p;
        in->size[in->n] = size;
        in->line[in->n] = utf8_valid(p, size) ? p : "";
    }
}

static void write_finding(struct buf *b, const struct proof_finding *f)
{
    jw_comma(b);
    buf_addc(b, '{');
    jw_pair(b, "code", f->code);
    jw_pair(b, "class", f->class);
    jw_pair_int(b, "start", (int64_t)f->start);
    jw_pair_int(b, "end", (int64_t)f->end);
    jw_pair(b, "text", f->text);
    jw_key(b, "suggest");
    buf_addc(b, '[');
    for (size_t i = 0; i < f->n_suggest; i++) {
        jw_comma(b);
        jw_text(b, f->suggest[i]);
    }
    buf_addc(b, ']');
    jw_pair(b, "severity", proof_severity_name(f->severity));
    jw_key(b, "confidence");
    buf_addf(b, "%.3f}", f->confidence / 1000.0);
}

static void print_json(const struct proof_finding *f, size_t n)
{
    struct buf b;
    buf_init(&b, 256u << 20);
    buf_adds(&b, "{\"findings\":[");
    for (size_t i = 0; i < n; i++)
        write_finding(&b, &f[i]);
    buf_adds(&b, "]}");
    puts(buf_str(&b));
    buf_release(&b);
}

static void print_text(const struct proof_finding *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        printf("第 %zu 行第 %zu 字：%s“%s”", f[i].line + 1, f[i].start + 1,
            proof_code_name(f[i].code), f[i].text);
        if (*f[i].note)
            printf("，%s", f[i].note);
        for (size_t k = 0; k < f[i].n_suggest; k++)
            printf("%s%s”", k ? "或“" : "，建议“", f[i].suggest[k]);
        printf("（%s，把握 %d.%d%%）\n", f[i].code, f[i].confidence / 10, f[i].confidence % 10);
    }
}

enum output { FORM_TEXT, FORM_JSON, FORM_CORRECT };

static void print_lines(struct arena *a, const struct input *in, const struct proof_finding *f,
    size_t n, enum output form)
{
    size_t at = 0;
    for (size_t i = 0; i < in->n; i++) {
        size_t from = at;
        while (at < n && f[at].line == i)
            at++;
        if (form == FORM_JSON) {
            print_json(f + from, at - from);
        } else if (form == FORM_TEXT) {
            print_text(f + from, at - from);
        } else if (at == from) {
            fwrite(in->raw[i], 1, in->size[i], stdout);
            putchar('\n');
        } else {
            puts(proof_apply(a, in->line[i], f + from, at - from));
        }
    }
}

static int proofread(const char *model, struct proof_request *req, enum output form)
{
    struct proofreader *reader;
    struct err e = {.st = ST_OK};
    struct arena *a = arena_new();
    if (proofreader_open(*model ? model : proofreader_find_model(a), &reader, &e)) {
        arena_free(&a);
        return usage_error("%s", e.message);
    }
    struct buf text;
    buf_init(&text, INPUT_MAX_BYTES);
    if (!read_stream(stdin, &text)) {
        buf_release(&text);
        proofreader_free(&reader);
        arena_free(&a);
        return usage_error("输入超过 256 MB，请分开校对");
    }
    struct input in = {.n = 0};
    const struct proof_finding *found;
    cut_lines(a, text.p, text.n, &in);
    req->lines = in.line;
    req->n_lines = in.n;
    size_t n = proof_check(reader, a, req, &found);
    print_lines(a, &in, found, n, form);
    arena_free(&a);
    buf_release(&text);
    proofreader_free(&reader);
    return fflush(stdout) == 0 ? 0 : 1;
}

/* With what the county knows. */
static int proofread_for(
    const struct county *county, const char *model, struct proof_request *req, enum output form)
{
    struct ctx c;
    county_ctx(county, "proofread", &c);
    enum st st = ctx_begin(&c, false);
    if (!st)
        st = proof_request_fill(&c, req);
    ctx_rollback(&c);
    int code = st ? usage_error("%s", c.err.message) : proofread(model, req, form);
    ctx_release(&c);
    return code;
}

/* commands.md "Text and search": one JSON object, or one corrected line, for each line. */
int cmd_proofread(int argc, char **argv)
{
    bool json = false, correct = false;
    const char *date = "", *model = "", *data = "", *database = "";
    struct proof_request req = {.date = day_none()};
    const struct option_row rows[] = {{"--json", NULL, &json}, {"--correct", NULL, &correct},
        {"--all", NULL, &req.all}, {"--date", &date, NULL}, {"--model", &model, NULL},
        {"--data", &data, NULL}, {"--database", &database, NULL}};
    size_t none;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &none))
        return 2;
    req.date = day_parse(date);
    if (*date && !day_given(req.date))
        return usage_error("“%s”不是日期，请写成 2018-09-12", date);
    if (json && correct)
        return usage_error("--json 和 --correct 只能用一个：前者列出问题，后者改好每一行");
    if (*database && !*data)
        return usage_error("请用 --data 指明县的文件夹");
    enum output form = correct ? FORM_CORRECT : json ? FORM_JSON : FORM_TEXT;
    if (!*data)
        return proofread(model, &req, form);
    struct county county;
    struct err e = {.st = ST_OK};
    if (county_open(data, database, &county, &e))
        return usage_error("%s", e.message);
    int code = proofread_for(&county, model, &req, form);
    county_close(&county);
    return code;
}
