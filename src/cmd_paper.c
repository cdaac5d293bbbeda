/* The command paper: facts in, a paper of a request out as text, PDF or DOCX.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "compute.h"
#include "options.h"
#include "request/papers/papers.h"

struct order { /* what is asked for */
    const struct paper_kind *kind;
    const char *format;
};

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

static enum st make(struct arena *a, const struct order *o, const struct json *in, struct buf *out,
    struct paper_findings *found, struct err *e)
{
    struct paper_facts *f;
    struct letter l;
    struct buf text;
    enum st st = paper_facts_json(a, in, &f, found, e);
    if (st)
        return st;
    if (paper_build(o->kind, f, &l, found))
        return err_set(e, ST_INVALID, "", "事实不全，没有生成文书");
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
    const char *kind = NULL, *format = "text";
    const struct option_row rows[] = {{"--kind", &kind, NULL}, {"--format", &format, NULL}};
    size_t n;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    struct order o = {kind ? paper_kind_find(kind) : NULL, format};
    if (!o.kind)
        return usage_error("请用 --kind 给出文书种类：回 补 延 征 协 征告 理 三 费 答 止 重，"
                           "或登记表的英文名 register approval search review service cosign");
    if (strcmp(format, "text") != 0 && strcmp(format, "pdf") != 0 && strcmp(format, "docx") != 0)
        return usage_error("--format 应是 text、pdf 或 docx");
    return run(&o);
}
