/* One record as the workbench sees it: versions, column, links, gate; see desk.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/desk.h"

#include <string.h>

#include "common/record/bundle.h"
#include "common/record/cite.h"
#include "common/record/index_no.h"
#include "common/record/publish.h"
#include "disclosure/document/desk_sql.h"
#include "disclosure/inventory/inventory.h"
#include "disclosure/document/refs.h"
#include "lib/text/clean.h"
#include "lib/text/docno.h"

const struct kind kinds[] = {
    {"document", "文件", "有发文机关、成文日期的公文"},
    {"notice", "通知公告", "面向社会的通知、公告"},
    {"news", "动态", "工作动态、要闻"},
    {"interpretation", "政策解读", "解读一份政策文件"},
    {"page", "页面", "概况、职能、指南等长期页面"},
};
const size_t n_kinds = COUNT_OF(kinds);

/* Made by other parts of the workbench: never chosen for a new document. */
static const struct kind made_kinds[] = {
    {"fiscal", "财政公开", ""}, {"decision", "重大决策", ""}, {"answer", "公开问答", ""}};

const char *kind_word(const char *key)
{
    for (size_t i = 0; i < COUNT_OF(made_kinds); i++)
        if (strcmp(made_kinds[i].key, key) == 0)
            return made_kinds[i].word;
    for (size_t i = 0; i < n_kinds; i++)
        if (strcmp(kinds[i].key, key) == 0)
            return kinds[i].word;
    return key;
}

static enum st load_versions(struct ctx *c, struct doc *d)
{
    enum st st = draft_get(c, d->r.id, &d->draft);
    d->has_draft = !st;
    if (st && st != ST_NOT_FOUND)
        return st;
    c->err = (struct err){.st = ST_OK};
    if (d->r.work_edition && (st = edition_get(c, d->r.work_edition, &d->work)))
        return st;
    if (d->r.live_edition && (st = edition_get(c, d->r.live_edition, &d->live)))
        return st;
    return ST_OK;
}

/* Chooses the text that is being worked on. */
static void choose(struct ctx *c, struct doc *d)
{
    struct content *empty = ARENA_NEW(c->mem, struct content);
    content_init(empty);
    d->content = empty;
    d->note = "";
    bool writing = (d->place & (AT_WRITING | AT_DISCARDED)) && d->has_draft;
    const struct edition *e = d->work.id && (d->place & AT_OPEN) ? &d->work : &d->live;
    if (writing) {
        d->content = &d->draft.content;
        d->note = d->draft.note;
        d->column_id = d->draft.column_id;
    } else if (e->id) {
        d->content = &e->content;
        d->note = e->note;
        d->column_id = e->column_id;
    }
}

static enum st load_column(struct ctx *c, struct doc *d)
{
    if (!d->column_id)
        return ST_OK;
    struct rows *r;
    enum st st = column_get(c, d->column_id, &d->column);
    if (st)
        return st;
    st = q1(c, &stmt_desk_children, ARGS(v_int(d->column_id)), &r);
    if (!st)
        d->column_is_leaf = rows_int(r, 0) == 0;
    return st;
}

/* RULE D-DUP: a number is used once by its unit. */
static enum st doc_no_taken(struct ctx *c, const struct doc *d, struct gate_facts *f)
{
    struct docno no;
    struct rows *r;
    if (!docno_parse(c->mem, d->content->meta.doc_no, &no) || !no.serial)
        return ST_OK;
    enum st st = q(c, &stmt_desk_doc_no,
        ARGS(
            v_int(no.serial), v_int(no.year), v_text(no.word), v_int(d->r.id), v_int(d->r.unit_id)),
        &r);
    if (!st && rows_next(r)) {
        f->doc_no_taken = true;
        f->taken_by = rows_text(r, 0);
    }
    bool is_new = false;
    if (!st && (d->place & AT_OPEN))
        st = inventory_word_new(c, &no, d->content->meta.issuer, d->r.unit_id, d->r.id, &is_new);
    if (is_new)
        f->new_word = no.word;
    return st;
}

/* RULE N-CITE: a text that is being written is told what it cites that has ended. */
static enum st cited_over(struct ctx *c, const struct doc *d, struct gate_facts *f)
{
    struct citation *list;
    size_t n;
    enum st st = cite_ended(c, d->r.id, d->content->body_html, &list, &n);
    for (size_t i = 0; !st && i < n && i < 5; i++)
        f->cited_over = arena_printf(c->mem, "%s%s《%.120s》%s，已%s", f->cited_over, i ? "；" : "",
            list[i].title, list[i].doc_no, list[i].word);
    return st;
}

enum st desk_proof(struct ctx *c, const struct doc *d, bool all, struct proof_look *out)
{
    return proof_look_at(c,
        &(struct proof_text){.title = d->content->title,
            .summary = d->content->summary,
            .body_html = d->content->body_html,
            .date = d->content->meta.formed_on,
            .all = all},
        out);
}

/* RULE T-GATE: what is being worked on is proofread. */
static enum st words(struct ctx *c, const struct doc *d, struct gate_facts *f)
{
    struct proof_look *look = ARENA_NEW(c->mem, struct proof_look);
    f->words = look;
    return desk_proof(c, d, false, look);
}

/* RULE P-LINK-IF: whether all that the text interprets has ended. */
static enum st policy_over(struct ctx *c, const struct doc *d, struct gate_facts *f)
{
    const char *over = "";
    for (size_t i = 0; i < d->n_links; i++) {
        struct record policy;
        if (strcmp(d->links[i].kind, LINK_INTERPRETS) != 0 || !d->links[i].outgoing)
            continue;
        enum st st = record_get(c, d->links[i].other_id, &policy);
        if (st)
            return st;
        if (!*policy.ended)
            return ST_OK;
        over =
            arena_printf(c->mem, "%s《%.120s》%s", over, policy.title, ending_word(policy.ended));
    }
    f->policy_over = over;
    return ST_OK;
}

static enum st gather(struct ctx *c, struct doc *d, struct gate_facts *f)
{
    struct rows *r;
    *f = (struct gate_facts){.kind = d->r.kind,
        .content = d->content,
        .column = d->column.id ? &d->column : NULL,
        .column_is_leaf = d->column_is_leaf,
        .taken_by = "",
        .new_word = "",
        .cited_over = "",
        .unknown = "",
        .mislinked = "",
        .amends = d->r.live_edition != 0,
        .note = d->note,
        .confirmed_phones = "",
        .together = d->bundle_id != 0,
        .today = day_at(c->now)};
    for (size_t i = 0; i < d->n_links; i++) {
        bool interprets = !strcmp(d->links[i].kind, LINK_INTERPRETS);
        f->interprets |= interprets && d->links[i].outgoing;
        f->interpreted |= interprets && !d->links[i].outgoing;
    }
    enum st st = q(c, &stmt_desk_confirmed, ARGS(v_int(d->r.id)), &r);
    if (!st && rows_next(r))
        f->confirmed_phones = rows_text(r, 0);
    if (!st && (d->place & AT_OPEN))
        st = policy_over(c, d, f);
    if (!st && (d->place & AT_OPEN))
        st = cited_over(c, d, f);
    if (!st && (d->place & AT_OPEN))
        st = refs_unknown(c, html_plain_text(c->mem, d->content->body_html), &f->unknown);
    if (!st && (d->place & AT_OPEN))
        st = refs_links(c, d->content->body_html, &f->mislinked);
    if (!st && (d->place & AT_OPEN))
        st = words(c, d, f);
    if (!st)
        st = secrecy_look_at(c, d->r.id, d->r.kind, d->column.path, d->content, &d->secrecy);
    if (d->place & AT_OPEN)
        f->secrecy = d->secrecy.state;
    if (!st)
        st = doc_no_taken(c, d, f);
    if (!st && *d->content->meta.index_no)
        st =
            index_no_taken(c, d->content->meta.index_no, d->r.id, &f->index_no_taken, &f->taken_by);
    return st;
}

enum st desk_get(struct ctx *c, int64_t id, struct doc *out)
{
    struct gate_facts facts;
    struct rows *r;
    *out = (struct doc){.note = "", .bundle = "", .column.path = ""};
    enum st st = record_get(c, id, &out->r);
    if (st)
        return st;
    out->place = place_of(out->r.stage, out->r.live_edition != 0, *out->r.ended != 0);
    st = load_versions(c, out);
    if (st)
        return st;
    out->column_id = out->r.column_id;
    choose(c, out);
    st = load_column(c, out);
    if (!st)
        st = link_list(c, id, false, &out->links, &out->n_links);
    if (!st)
        st = q(c, &stmt_desk_wrote, ARGS(v_int(id), v_int(c->person)), &r);
    if (!st)
        out->wrote = rows_next(r);
    if (!st)
        st = bundle_of(c, id, &out->bundle_id, &out->bundle);
    if (!st)
        st = gather(c, out, &facts);
    if (st)
        return st;
    findings_init(&out->submit, c->mem);
    findings_init(&out->publish, c->mem);
    gate_check(&facts, GATE_SUBMIT | (out->place == AT_SUBMITTED ? GATE_APPROVE : 0), &out->submit);
    gate_check(&facts, GATE_PUBLISH, &out->publish);
    return ST_OK;
}

static const char *const every_perm[] = {
    PERM_DRAFT, PERM_REVIEW, PERM_PUBLISH, PERM_END, PERM_ALL_UNITS};

struct flow_state desk_state(const struct doc *d, const struct principal *who)
{
    struct flow_state s = {.place = d->place,
        .published = d->r.live_edition != 0,
        .kept = d->has_draft,
        .has_editions = d->r.editions > 0,
        .wrote = d->wrote,
        .bundle = d->bundle,
        .secrecy_needed = d->secrecy.needed,
        .submit = &d->submit,
        .publish = &d->publish};
    s.own_unit = !who || who->unit_id == d->r.unit_id || principal_can(who, PERM_ALL_UNITS);
    s.perms = who ? who->perms : every_perm;
    s.n_perms = who ? who->n_perms : COUNT_OF(every_perm);
    return s;
}
