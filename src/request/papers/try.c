/* Tries a template before it is kept: invented cases of every kind of reply, filled and checked.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/papers/paper_parts.h"

/* One thing found, and in which of the cases. */
struct met {
    struct paper_finding what;
    const char *codes; /* "G1、G2" */
    size_t n;
};
struct trial {
    struct arena *a;
    const struct paper_kind *kind;
    const struct paper_template *t, *shipped;
    struct met *met;
    size_t n, cases;
};
enum { MOST_MET = 200 };

/* Known of every case that has come as far as a paper. */
static const enum paper_fact always[] = {FACT_ORGAN, FACT_OFFICE, FACT_ADDRESS, FACT_PHONE,
    FACT_REQUEST_NUMBER, FACT_NUMBER, FACT_ISSUED, FACT_APPLICANT, FACT_APPLICANT_KIND,
    FACT_CHANNEL, FACT_RECEIVED, FACT_SUBJECT, FACT_DUE, FACT_CODE, FACT_PAGES};

/* Known because such a reply is refused without them (K3 … K6). */
static const struct {
    enum paper_fact fact;
    const char *code;
} by_code[] = {{FACT_SECRET_LEVEL, "D1"}, {FACT_CLASSIFIED_BY, "D1"}, {FACT_SEARCH_WHERE, "N1a"},
    {FACT_SEARCH_WORDS, "N1a"}, {FACT_SEARCH_WHO, "N1a"}, {FACT_SEARCH_DATE, "N1a"},
    {FACT_SEARCH_RESULT, "N1a"}, {FACT_EARLIER_NUMBER, "X2"}, {FACT_EARLIER_DATE, "X2"},
    {FACT_REASON_NOTICE_SENT, "X4"}, {FACT_REASONS_GIVEN, "X4"}};

/* ---- what only some cases have ---- */

static void mark_text(const struct template_text *t, bool known[PAPER_N_FACTS])
{
    for (size_t i = 0; i < t->n; i++)
        if (!t->parts[i].text && !t->parts[i].optional)
            known[t->parts[i].fact] = true;
}

/* Facts that the shipped text asks for in such a case, whatever else is known. */
static void mark_shipped(
    const struct paper_template *t, const struct paper_facts *f, bool known[PAPER_N_FACTS])
{
    bool on[TEMPLATE_MAX_DEPTH + 1] = {true};
    bool held[TEMPLATE_MAX_DEPTH + 1] = {true}; /* before an @否则 it is the other way round */
    int depth = 0;
    const char *code = arena_printf(f->a, " %s ", f->v[FACT_CODE].text);
    for (size_t i = 0; i < t->n; i++) {
        const struct template_node *n = &t->nodes[i];
        if (n->op == OP_END) {
            depth--;
        } else if (n->op == OP_ELSE) {
            held[depth] = !held[depth];
            on[depth] = on[depth - 1] && held[depth];
        } else if (n->op >= OP_IF && n->op <= OP_REGIME) {
            held[++depth] = n->op == OP_CODES    ? strstr(n->codes, code) != NULL
                            : n->op == OP_REGIME ? (f->regime == REGIME_NEW) == (n->value == 1)
                                                 : n->op == OP_IF_NOT;
            on[depth] = on[depth - 1] && held[depth];
        } else if (on[depth]) {
            mark_text(&n->text, known);
            for (size_t k = 0; n->op == OP_ROW && k < n->n; k++)
                mark_text(&n->cells[k], known);
            if (n->op == OP_EACH || n->op == OP_DATE || n->op == OP_ATTACH)
                known[n->fact] = true;
        }
    }
}

/* Leaves only what every such case has. */
static void make_lean(struct trial *t, struct paper_facts *f)
{
    bool known[PAPER_N_FACTS] = {false};
    for (size_t i = 0; i < COUNT_OF(always); i++)
        known[always[i]] = true;
    for (size_t i = 0; i < COUNT_OF(by_code); i++)
        known[by_code[i].fact] |= strcmp(by_code[i].code, f->v[FACT_CODE].text) == 0;
    mark_shipped(t->shipped, f, known);
    known[FACT_OTHER_BASIS] |= paper_needs_other_basis(f->regime, f->v[FACT_CODE].text);
    known[FACT_REDO_BASIS] |= strcmp(t->kind->key, "redo") == 0;
    for (size_t i = 0; i < PAPER_N_FACTS; i++)
        if (!known[i])
            f->v[i] = (struct paper_value){.text = "", .day = day_none()};
    f->organ_kind = ORGAN_TOWNSHIP; /* and without a court of its own */
    paper_set_text(f, FACT_COURT, "");
}

/* ---- findings ---- */

static void meet(struct trial *t, struct paper_finding what, const char *code)
{
    size_t i = 0;
    while (i < t->n && !(strcmp(t->met[i].what.what, what.what) == 0 &&
                           strcmp(t->met[i].what.place, what.place) == 0))
        i++;
    if (i == MOST_MET)
        return;
    struct met *m = &t->met[i];
    if (i == t->n) {
        *m = (struct met){.what = what, .codes = ""};
        t->n++;
    }
    if (strstr(arena_printf(t->a, "、%s、", m->codes), arena_printf(t->a, "、%s、", code)))
        return; /* the same kind of reply at another time */
    m->codes = m->n ? arena_printf(t->a, "%s、%s", m->codes, code) : code;
    m->n++;
}

/* The name in “…”, as a placeholder. */
static const char *quoted_fact(const char *what)
{
    static const char open[] = "“", close[] = "”";
    const char *from = strstr(what, open), *to = from ? strstr(from, close) : NULL;
    enum paper_fact fact;
    if (!to || !template_fact_find(from + strlen(open), (size_t)(to - from) - strlen(open), &fact))
        return NULL;
    return paper_fact_rows[fact].name;
}

/* The remedies of the checks speak of one case; here the template is to be mended. */
static const char *remedy_of(struct trial *t, const struct paper_finding *f)
{
    const char *name = quoted_fact(f->what);
    if (strcmp(f->rule, "C4") == 0)
        return "请在正文中单独写一行 {{救济途径}}，不要自己写机关、法院和期限";
    if (strcmp(f->rule, "C2") == 0 || strcmp(f->place, "依据") == 0)
        return "请写“根据{{依据}}的规定”，条款随答复类型和条例自动写对";
    if (strcmp(f->rule, "C5") == 0)
        return "请写上 @署名 {{机关名称}} 和 @日期 成文日期";
    if (strcmp(f->rule, "C3") == 0 && strcmp(f->place, "附件") == 0)
        return "请在“@答复 G2 P1”中写上 @附件 附件";
    if (strcmp(f->rule, "B2") == 0)
        return "请写上 @编号 {{文书编号}}";
    return name && strcmp(f->rule, "2.2") == 0 ? arena_printf(t->a, "请在正文中写上 {{%s}}", name)
                                               : f->remedy;
}

/* A placeholder that not every case can fill stops the letter of the others. */
static struct paper_finding missing(struct trial *t, const struct paper_finding *f)
{
    const char *name = quoted_fact(f->what);
    return (struct paper_finding){"", f->place,
        arena_printf(t->a, "“%s”不是每件申请都有", name ? name : ""),
        arena_printf(t->a, "请写作 {{%s?}}，或者放在“@如有 %s”和“@结束”之间", name ? name : "",
            name ? name : ""),
        false};
}

/* ---- the cases ---- */

static void try_case(struct trial *t, enum paper_sample_time time, const char *code, bool lean)
{
    struct paper_facts *f = paper_sample(t->a, t->kind, time, code);
    struct paper_findings found;
    struct letter letter;
    struct buf text;
    if (lean)
        make_lean(t, f);
    paper_findings_init(&found, t->a);
    if (paper_fill(t->t, t->kind, f, &letter, &found)) {
        for (size_t i = 0; i < found.n; i++)
            meet(t, missing(t, &found.at[i]), code);
        return;
    }
    buf_init(&text, 0);
    letter_text(&letter, &text);
    if (paper_check(t->kind, f, buf_str(&text), &found))
        for (size_t i = 0; i < found.n; i++)
            if (!found.at[i].note) {
                struct paper_finding what = found.at[i];
                what.remedy = remedy_of(t, &what);
                meet(t, what, code);
            }
    buf_release(&text);
}

/* Whether such a paper existed at that time. */
static bool knows(const struct paper_kind *kind, enum paper_sample_time time, const char *code)
{
    const struct reply_code *c = reply_code_find(code);
    if (strcmp(kind->key, "fee") == 0)
        return time == SAMPLE_NOW; /* RULE F1: since 2021 */
    return time != SAMPLE_OLD || (strcmp(kind->key, "reasons") != 0 && c && c->basis_old);
}

static void try_code(struct trial *t, const char *code)
{
    for (int time = 0; time < SAMPLE_TIMES; time++)
        for (int lean = 0; knows(t->kind, (enum paper_sample_time)time, code) && lean < 2; lean++)
            try_case(t, (enum paper_sample_time)time, code, lean == 1);
    t->cases++;
}

static void try_kind(struct trial *t, const struct paper_kind *kind)
{
    bool reply = strcmp(kind->template, "reply") == 0, stop = strcmp(kind->key, "stop") == 0;
    t->kind = kind;
    t->cases = 0; /* kinds that share a text have the same cases */
    if (!reply && !stop) {
        try_code(t, strcmp(kind->key, "fix_forward") == 0 ? "FIX2" : "G2");
        return;
    }
    for (size_t i = 0; i < n_reply_codes; i++) {
        const char *code = reply_codes[i].code;
        bool ending = *code == 'O', both = strcmp(code, "O3") == 0;
        if (both || ending == stop)
            try_code(t, code);
    }
}

enum st paper_template_try(struct arena *a, const struct paper_kind *kind, const char *text,
    size_t n, struct paper_findings *wrong)
{
    struct trial t = {.a = a, .met = ARENA_ARRAY(a, struct met, MOST_MET)};
    struct paper_findings none;
    size_t n_shipped;
    const char *shipped = paper_template_text(kind, &n_shipped);
    paper_findings_init(&none, a);
    if (paper_template_parse(a, shipped, n_shipped, &t.shipped, &none))
        die("the shipped text of %s cannot be read", kind->key);
    if (paper_template_parse(a, text, n, &t.t, wrong))
        return ST_INVALID;
    for (size_t i = 0; i < n_paper_kinds; i++)
        if (strcmp(paper_kinds[i].template, kind->template) == 0)
            try_kind(&t, &paper_kinds[i]);
    for (size_t i = 0; i < t.n; i++) {
        struct paper_finding f = t.met[i].what;
        if (t.met[i].n < t.cases)
            f.place = arena_printf(a, "%s（%s）", f.place, t.met[i].codes);
        finding_add(wrong, f);
    }
    return paper_findings_count(wrong) ? ST_INVALID : ST_OK;
}
