/* The command paper: facts in, a paper of a request out as text, PDF or DOCX; or the findings on a
 * paper that staff edited. With --data in the county's own wording where it has one.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "compute.h"
#include "county.h"
#include "lib/base/utf8.h"
#include "lib/paper/docx.h"
#include "options.h"
#include "request/papers/papers.h"
#include "request/wording/wording.h"

struct order { /* what is asked for */
    const struct paper_kind *kind;
    const char *format;
    const char *check;           /* a file to check in place of building, or NULL */
    const char *data, *database; /* of the county, or NULL */
};

#define TEXT_MAX_BYTES (2u << 20)

static void tell(const struct paper_findings *found)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct paper_finding *f = &found->at[i];
        fprintf(
            stderr, "%s%s%s：%s。%s\n", f->rule, *f->rule ? " " : "", f->place, f->what, f->remedy);
    }
}

static enum st write_paper(
    const struct order *o, const struct letter *l, struct buf *out, struct err *e)
{
    if (strcmp(o->format, "pdf") == 0)
        return letter_pdf(l, out, NULL, e);
    if (strcmp(o->format, "docx") == 0)
        return letter_docx(l, out, e);
    letter_text(l, out);
    return ST_OK;
}

/* The text of a .docx, or of a plain file. */
static enum st read_paper(struct arena *a, const char *path, const char **text, struct err *e)
{
    size_t n = strlen(path);
    struct buf in;
    if (n > 5 && strcmp(path + n - 5, ".docx") == 0)
        return docx_text_of(a, path, text, e);
    FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(e, ST_NOT_FOUND, "check", "不能打开 %s", path);
    buf_init(&in, TEXT_MAX_BYTES);
    bool whole = read_stream(f, &in);
    fclose(f);
    *text = arena_strndup(a, buf_str(&in), in.n);
    bool valid = utf8_valid(*text, in.n);
    buf_release(&in);
    if (!whole)
        return err_set(e, ST_TOO_BIG, "check", "%s 超过 2 MB", path);
    return valid ? ST_OK : err_set(e, ST_INVALID, "check", "%s 不是 UTF-8 文字或者 .docx", path);
}

static void write_findings(struct buf *out, const struct paper_findings *found)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < found->n; i++) {
        const struct paper_finding *f = &found->at[i];
        jw_comma(out);
        buf_addc(out, '{');
        jw_pair(out, "rule", f->rule);
        jw_pair(out, "place", f->place);
        jw_pair(out, "what", f->what);
        jw_pair(out, "remedy", f->remedy);
        jw_pair_bool(out, "stops", !f->note);
        buf_addc(out, '}');
    }
    buf_adds(out, "]\n");
}

static enum st check(
    struct arena *a, const struct order *o, struct paper_facts *f, struct buf *out, struct err *e)
{
    struct paper_findings found;
    const char *text;
    enum st st = read_paper(a, o->check, &text, e);
    if (st)
        return st;
    paper_findings_init(&found, a);
    st = paper_check(o->kind, f, text, &found);
    write_findings(out, &found);
    return st ? err_set(e, st, "", "文书没有通过签发前的检查") : ST_OK;
}

/* The text that the county uses. */
static enum st read_own(struct arena *a, const struct order *o, const char **text, struct err *e)
{
    struct county county;
    struct wording w;
    struct ctx c;
    enum st st = county_open(o->data, o->database, &county, e);
    if (st)
        return st;
    county_ctx(&county, "paper", &c);
    st = ctx_begin(&c, false);
    if (!st)
        st = wording_current(&c, o->kind, &w);
    if (st)
        *e = c.err;
    else
        *text = arena_strdup(a, w.text);
    ctx_rollback(&c);
    ctx_release(&c);
    county_close(&county);
    return st;
}

static enum st build(struct arena *a, const struct order *o, struct paper_facts *f,
    struct letter *l, struct paper_findings *found, struct err *e)
{
    const struct paper_template *t;
    const char *text = "";
    enum st st = o->data ? read_own(a, o, &text, e) : ST_OK;
    if (st)
        return st;
    if (!o->data)
        st = paper_build(o->kind, f, l, found);
    else if (paper_template_parse(a, text, strlen(text), &t, found))
        return err_set(e, ST_INVALID, "", "文书模板有误，没有生成文书");
    else
        st = paper_fill(t, o->kind, f, l, found);
    return st ? err_set(e, ST_INVALID, "", "事实不全，没有生成文书") : ST_OK;
}

static enum st make(struct arena *a, const struct order *o, const struct json *in, struct buf *out,
    struct paper_findings *found, struct err *e)
{
    struct paper_facts *f;
    struct letter l;
    struct buf text;
    enum st st = paper_facts_json(a, in, &f, found, e);
    if (st || o->check)
        return st ? st : check(a, o, f, out, e);
    st = build(a, o, f, &l, found, e);
    if (st)
        return st;
    st = write_paper(o, &l, out, e);
    buf_init(&text, 0);
    letter_text(&l, &text);
    if (paper_check(o->kind, f, buf_str(&text), found) && !st)
        st = err_set(e, ST_INVALID, "", "文书没有通过签发前的检查");
    buf_release(&text);
    return st;
}

static int run(const struct order *o)
{
    struct arena *a = arena_new();
    struct buf in, out;
    struct err e = {.st = ST_OK};
    struct paper_findings found;
    const struct json *j;
    buf_init(&in, 4u << 20);
    buf_init(&out, 0);
    paper_findings_init(&found, a);
    enum st st = read_stream(stdin, &in) ? json_parse(a, buf_str(&in), in.n, &j, &e)
                                         : err_set(&e, ST_TOO_BIG, "", "输入超过 4 MB");
    if (!st)
        st = make(a, o, j, &out, &found, &e);
    fwrite(buf_str(&out), 1, out.n, stdout);
    tell(&found);
    int code = st ? usage_error("%s", e.message) : 0;
    buf_release(&in);
    buf_release(&out);
    arena_free(&a);
    return code;
}

int cmd_paper(int argc, char **argv)
{
    const char *kind = NULL, *format = "text", *file = NULL, *data = NULL, *database = "";
    const struct option_row rows[] = {{"--kind", &kind, NULL}, {"--format", &format, NULL},
        {"--check", &file, NULL}, {"--data", &data, NULL}, {"--database", &database, NULL}};
    size_t n;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    struct order o = {kind ? paper_kind_find(kind) : NULL, format, file, data, database};
    if (!o.kind)
        return usage_error("请用 --kind 给出文书种类：回 补 延 征 协 征告 理 三 费 答 止 重，"
                           "或登记表的英文名 register approval search review service cosign");
    if (strcmp(format, "text") != 0 && strcmp(format, "pdf") != 0 && strcmp(format, "docx") != 0)
        return usage_error("--format 应是 text、pdf 或 docx");
    return run(&o);
}
