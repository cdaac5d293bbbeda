/* The checks behind the gate; see gate.h. Each looks at one part and adds what it finds.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/gate.h"

#include <string.h>

#include "common/clock/calendar.h"
#include "disclosure/inventory/inventory.h"
#include "lib/base/utf8.h"
#include "lib/text/clean.h"
#include "lib/text/docno.h"
#include "lib/text/indexno.h"
#include "lib/text/privacy.h"

void findings_init(struct findings *f, struct arena *a)
{
    *f = (struct findings){.mem = a};
}

void findings_add(struct findings *f, const char *code, const char *detail)
{
    if (f->n == f->cap) {
        struct finding *grown = ARENA_ARRAY(f->mem, struct finding, f->cap + 16);
        if (f->n)
            memcpy(grown, f->list, f->n * sizeof *grown);
        f->list = grown;
        f->cap += 16;
    }
    f->list[f->n++] = (struct finding){code_find(code), detail};
    BUG_ON(!f->list[f->n - 1].code);
}

size_t findings_count(const struct findings *f, enum weight weight)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        n += f->list[i].code->weight == weight;
    return n;
}

bool findings_stop(const struct findings *f)
{
    return findings_count(f, WEIGHT_HINT) < f->n;
}

bool kind_is_document(const char *kind)
{
    return strcmp(kind, "document") == 0;
}

/* What all checks share. */
struct look {
    const struct gate_facts *f;
    const struct content *c;
    const struct meta *m;
    const char *plain;
    unsigned gates;
    struct findings *out;
};

static void found(struct look *l, const char *code, const char *detail)
{
    if (code_find(code)->gates & l->gates)
        findings_add(l->out, code, detail);
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && strcmp(s + n - k, tail) == 0;
}

static bool blank(const char *s)
{
    for (const char *p = s, *end = s + strlen(s); p < end;)
        if (!utf8_is_space(utf8_next(&p, end)))
            return false;
    return true;
}

static void check_text(struct look *l)
{
    if (blank(l->c->title))
        found(l, "R-TITLE", "");
    else if (utf8_count(l->c->title) > 200)
        found(l, "R-TITLE", "超过 200 字");
    if (blank(l->plain) && !strstr(l->c->body_html, "<img") && !l->m->n_files)
        found(l, "R-BODY", "");
    size_t most = utf8_count(l->plain) > 5000 ? 500 : 300;
    if (utf8_count(l->c->summary) > most)
        found(l, "R-SUMMARY", arena_printf(l->out->mem, "现有 %zu 字", utf8_count(l->c->summary)));
    if (*l->c->summary && !strcmp(l->c->summary, l->c->title))
        found(l, "R-SUMMARY", "与标题相同");
    if (l->f->amends && blank(l->f->note))
        found(l, "R-NOTE", "");
}

/* Cleaned HTML: every picture is <img … alt="…" …>. */
static void check_pictures(struct look *l)
{
    int n = 0;
    for (const char *p = l->c->body_html; (p = strstr(p, "<img")); p++) {
        const char *end = strchr(p, '>'), *alt = strstr(p, "alt=\"");
        n += !end || !alt || alt > end || alt[5] == '"';
    }
    if (n)
        found(l, "R-ALT", arena_printf(l->out->mem, "%d 幅图片", n));
}

/* RULE N-CITE */
static void check_cited(struct look *l)
{
    if (!blank(l->f->cited_over))
        found(l, "R-CITE", l->f->cited_over);
}

/* RULE T-LINKTXT */
static void check_refs(struct look *l)
{
    if (!blank(l->f->mislinked))
        found(l, "T-LINKTXT", l->f->mislinked);
    if (!blank(l->f->unknown))
        found(l, "R-NONUMBER", l->f->unknown);
}

static void check_source(struct look *l)
{
    if (kind_is_document(l->f->kind) && blank(l->m->issuer))
        found(l, "R-ISSUER", "");
    if (blank(l->m->source))
        found(l, "R-SOURCE", "");
    if (kind_is_document(l->f->kind) && blank(l->m->subject))
        found(l, "R-SUBJECT", "");
    if (kind_is_document(l->f->kind) && blank(l->m->genre))
        found(l, "R-GENRE", "");
    if (!l->f->column)
        found(l, "R-COLUMN", "");
    else if (l->f->column->closed)
        found(l, "R-COLUMN", arena_printf(l->out->mem, "“%s”已停用", l->f->column->name));
    else if (!l->f->column_is_leaf || !strcmp(l->f->column->cycle, "LINK"))
        found(l, "R-COLUMN",
            arena_printf(l->out->mem, "“%s”还有下级栏目或只放链接", l->f->column->name));
}

static void check_open_mode(struct look *l)
{
    const char *mode = l->m->open_mode;
    bool open = !strcmp(mode, "主动公开");
    if (!open && strcmp(mode, "依申请公开") != 0 && strcmp(mode, "不予公开") != 0)
        found(l, "R-OPEN", "");
    else if (!open && blank(l->m->clause))
        found(l, "R-BASIS", "");
    const char *wrong = clause_problem(l->m->clause, mode, l->m->formed_on);
    if (*wrong)
        found(l, "R-CLAUSE", wrong);
    if (!open)
        found(l, "R-MODE", mode);
}

static bool before(struct day a, struct day b)
{
    return day_given(a) && day_given(b) && a.n < b.n;
}

/* RULE R-LIMIT: 长期, or a day that is still to come. */
static void check_open_limit(struct look *l)
{
    struct day last = open_limit_day(l->m->open_limit);
    if (!open_limit_known(l->m->open_limit))
        found(l, "R-LIMIT", "写“长期”，或者写日期");
    else if (before(last, l->m->formed_on))
        found(l, "R-LIMIT", "公开时限早于成文日期");
    else if (before(last, l->f->today))
        found(l, "R-LIMIT", "公开时限已过");
}

/* RULE N-STATE: the validity must not contradict the dates. */
static void check_state(struct look *l)
{
    struct day today = l->f->today, effective = l->m->effective_on, abolished = l->m->abolished_on;
    const char *v = l->m->validity;
    struct day tomorrow = {today.n + 1};
    if (!strcmp(v, "有效") && before(abolished, tomorrow))
        found(l, "N-STATE", "标为有效，但废止日期已到");
    else if (!strcmp(v, "有效") && before(today, effective))
        found(l, "N-STATE", "标为有效，但还没有到施行日期");
    else if (!strcmp(v, "未施行") && before(effective, tomorrow))
        found(l, "N-STATE", "标为未施行，但施行日期已到");
    else if ((!strcmp(v, "废止") || !strcmp(v, "失效")) && before(today, abolished))
        found(l, "N-STATE", "标为废止或失效，但废止日期还没有到");
}

static void check_dates(struct look *l)
{
    static const char *const states[] = {"有效", "未施行", "已修改", "废止", "失效"};
    bool known = false;
    if (!day_given(l->m->formed_on))
        found(l, "R-DATE", "");
    else if (before(l->f->today, l->m->formed_on))
        found(l, "R-DATE", "成文日期在今天之后");
    if (before(l->m->abolished_on, l->m->effective_on) ||
        before(l->m->abolished_on, l->m->formed_on))
        found(l, "R-ORDER", "");
    for (size_t i = 0; i < COUNT_OF(states); i++)
        known |= !strcmp(l->m->validity, states[i]);
    if (!known && (kind_is_document(l->f->kind) || *l->m->validity))
        found(l, "R-VALID", "");
    check_state(l);
}

/* RULE D-BRK … D-DUP: the number is written right and is not somebody else's. */
static void check_doc_no(struct look *l)
{
    struct docno no;
    if (!*l->m->doc_no)
        return;
    if (!docno_parse(l->out->mem, l->m->doc_no, &no)) {
        found(l, "D-FORM", "");
        return;
    }
    char *list = arena_strdup(l->out->mem, no.findings), *save = NULL;
    for (char *p = strtok_r(list, ",", &save); p; p = strtok_r(NULL, ",", &save))
        if (code_find(p))
            found(l, p, arena_printf(l->out->mem, "应写作 %s", no.text));
    if (l->f->doc_no_taken)
        found(l, "D-DUP", l->f->taken_by);
    if (!blank(l->f->new_word)) /* RULE D-DAIZI */
        found(l, "D-DAIZI", l->f->new_word);
    static const char *const plain_words[] = {"方案", "办法", "细则", "要点", "规划", "总结"};
    for (size_t i = 0; i < COUNT_OF(plain_words); i++)
        if (ends_with(l->c->title, plain_words[i]))
            found(l, "D-GENRE", "");
}

/* RULE C-IDX-FORM, RULE C-IDX-DUP, RULE C-IDX-DATE: 索引号 */
static void check_index_no(struct look *l)
{
    struct indexno number;
    int in_number = 0, formed = 0, month, dom;
    if (!*l->m->index_no) {
        found(l, "C-IDX-MISS", "");
        return;
    }
    if (indexno_parse(l->out->mem, l->m->index_no, &number))
        in_number = number.year;
    else
        found(l, "C-IDX-FORM", l->m->index_no);
    if (l->f->index_no_taken)
        found(l, "C-IDX-DUP", l->f->taken_by);
    if (day_given(l->m->formed_on))
        day_split(l->m->formed_on, &formed, &month, &dom);
    if (in_number && formed && in_number != formed)
        found(l, "C-IDX-DATE", arena_printf(l->out->mem, "%d 年，成文于 %d 年", in_number, formed));
}

bool needs_interpretation(const char *kind, const char *column_path)
{
    return kind_is_document(kind) && ends_with(column_path, "/gfxwj");
}

/* RULE P-LINK-IF: an interpretation names what it interprets, and does not come out after that has
 * ended. RULE P-LINK-FI, P-NOPLAN, P-NOMAT: a
 * normative document is not approved without plan and interpretation. */
static void check_links(struct look *l)
{
    if (!strcmp(l->f->kind, "interpretation") && !l->f->interprets)
        found(l, "P-LINK-IF", "");
    if (!l->f->amends && l->f->policy_over && *l->f->policy_over)
        found(l, "P-LINK-IF", l->f->policy_over);
    bool needed = l->f->column && needs_interpretation(l->f->kind, l->f->column->path);
    if (!needed || l->f->interpreted)
        return;
    found(l, "P-LINK-FI", "");
    if (l->f->together || l->f->amends)
        return;
    found(l, "P-NOPLAN", "");
    found(l, "P-NOMAT", "");
}

/* RULE S-PII, RULE S-SECRET: title, summary and text. Numbers are shown masked only. */
static void check_privacy(struct look *l)
{
    static const char *const names[] = {[PRIVACY_ID] = "S-PII",
        [PRIVACY_PHONE] = "S-PII-TEL",
        [PRIVACY_SECRET] = "S-SECRET",
        [PRIVACY_CARD] = "S-PII"};
    const struct privacy_hit *hits;
    struct arena *a = l->out->mem;
    const char *all = arena_printf(a, "%s\n%s\n%s", l->c->title, l->c->summary, l->plain);
    size_t n = privacy_scan(a, all, &hits);
    bool confirmed =
        *l->f->confirmed_phones && !strcmp(l->f->confirmed_phones, privacy_phones_digest(a, all));
    for (enum privacy_kind kind = PRIVACY_ID; kind <= PRIVACY_CARD; kind++) {
        const char *detail = "";
        size_t count = 0;
        for (size_t i = 0; i < n; i++)
            if (hits[i].kind == kind && ++count <= 5)
                detail =
                    *detail ? arena_printf(a, "%s、%s", detail, hits[i].masked) : hits[i].masked;
        if (count > 5)
            detail = arena_printf(a, "%s 等 %zu 处", detail, count);
        if (count && !(kind == PRIVACY_PHONE && confirmed))
            found(l, names[kind], detail);
    }
}

/* What kind of places these are, the first few of them. Personal data has its own codes. */
static const char *words_detail(struct look *l, bool serious, enum proof_standing standing)
{
    const struct proof_look *w = l->f->words;
    struct arena *a = l->out->mem;
    const char *detail = "";
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        const struct proof_place *p = &w->list[i];
        if (p->serious != serious || p->standing != standing || !strcmp(p->f.class, "privacy"))
            continue;
        if (++n > 5)
            continue;
        detail = arena_printf(a, "%s%s%s“%s”", detail, n > 1 ? "；" : "", p->where, p->f.text);
        if (p->f.n_suggest)
            detail = arena_printf(a, "%s应为“%s”", detail, p->f.suggest[0]);
    }
    return n > 5 ? arena_printf(a, "%s 等 %zu 处", detail, n) : detail;
}

/* RULE T-GATE: serious findings stop; who drafts may call one no error, who reviews must agree. */
static void check_words(struct look *l)
{
    if (!l->f->words)
        return;
    const char *wrong = words_detail(l, true, PROOF_OPEN);
    const char *claimed = words_detail(l, true, PROOF_CLAIMED);
    const char *hints = words_detail(l, false, PROOF_OPEN);
    if (*wrong)
        found(l, "T-WRONG", wrong);
    if (*claimed)
        found(l, "T-CLAIMED", claimed);
    if (*hints)
        found(l, "T-HINTS", hints);
}

/* RULE S-REVIEW, S-CUT, S-CLOSED, S-OWN: somebody who did not draft this very text has concluded
 * that it may be published. */
static void check_secrecy(struct look *l)
{
    switch (l->f->secrecy) {
    case SECRECY_NONE:
        found(l, "S-REVIEW", "");
        break;
    case SECRECY_CHANGED:
        found(l, "S-REVIEW", "审查以后文本又改过");
        break;
    case SECRECY_CUT:
        found(l, "S-CUT", "");
        break;
    case SECRECY_CLOSED:
        found(l, "S-CLOSED", "");
        break;
    case SECRECY_OWN:
        found(l, "S-OWN", "");
        break;
    case SECRECY_FREE:
    case SECRECY_OPEN:
        break;
    }
}

const char *gate_phones_digest(struct arena *a, const struct content *c)
{
    return privacy_phones_digest(
        a, arena_printf(a, "%s\n%s\n%s", c->title, c->summary, html_plain_text(a, c->body_html)));
}

void gate_check(const struct gate_facts *f, unsigned gates, struct findings *out)
{
    struct look l = {f, f->content, &f->content->meta,
        html_plain_text(out->mem, f->content->body_html), gates, out};
    check_text(&l);
    check_source(&l);
    check_dates(&l);
    check_open_mode(&l);
    check_open_limit(&l);
    check_doc_no(&l);
    check_index_no(&l);
    check_links(&l);
    check_privacy(&l);
    check_pictures(&l);
    check_cited(&l);
    check_refs(&l);
    check_words(&l);
    check_secrecy(&l);
}

static struct day working_days_after(struct day from, int n)
{
    struct day due = day_none();
    struct err e;
    if (!day_given(from) || calendar_add(from, n, &due, &e))
        return day_none();
    return due;
}

/* RULE P-LATE: the interpretation is on the site within 3 working days after the document. */
struct day interpretation_due(struct day published_on)
{
    return working_days_after(published_on, 3);
}
