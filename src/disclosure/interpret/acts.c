/* See acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/acts.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/bundle.h"
#include "common/record/column.h"
#include "common/record/link.h"
#include "disclosure/interpret/waits.h"
#include "lib/text/clean.h"

const char *const said_kinds[] = {"部门解读", "负责人解读", "专家解读", "媒体解读"};
const char *const said_forms[] = {"文字", "图解", "问答", "视频", "音频", "发布会", "访谈"};

static enum st step(
    struct ctx *c, int64_t id, const char *action, const char *note, const char *codes)
{
    enum st st =
        pack_step_add(c, id, &(struct pack_step){.action = action, .note = note, .codes = codes});
    return st ? st
              : journal_add(c, &(struct act){.action = arena_printf(c->mem, "interpret.%s", action),
                                   .subject_kind = "pack",
                                   .subject_id = id});
}

enum st pack_may_see(struct ctx *c, const struct pack *p, const struct principal *who)
{
    if (who && (who->unit_id == p->unit_id || principal_can(who, PERM_ALL_UNITS)))
        return ST_OK;
    return fail(c, ST_DENIED, "", "这是其他单位的材料，您只能查看和办理本单位的材料");
}

/* ---- looking ---- */

/* In whose name: a unit that is the government or its office, or a government that is not its own.
 */
static enum st county_paper(struct ctx *c, const struct document_look *d, bool *county)
{
    struct unit u;
    enum st st = unit_by_name(c, d->issuer, &u);
    if (st && st != ST_NOT_FOUND)
        return st;
    *county = st ? strstr(d->issuer, "县人民政府") != NULL
                 : !strcmp(u.kind, "GOVERNMENT") || !strcmp(u.kind, "OFFICE");
    c->err = (struct err){.st = ST_OK};
    return ST_OK;
}

static void inspect(struct ctx *c, struct pack_view *v)
{
    struct pack_text *texts = ARENA_ARRAY(c->mem, struct pack_text, v->n);
    size_t n = 0;
    v->stops = (struct pack_stops){.mem = c->mem};
    for (size_t i = 0; i < v->n; i++) {
        const struct pack_part *part = &v->parts[i];
        if (!part->main)
            texts[n++] = (struct pack_text){
                part->look.title, html_plain_text(c->mem, part->look.body_html), part->said.form};
        bool waits = part->look.writing || part->look.submitted || part->look.approved;
        for (size_t k = 0; waits && k < part->look.n_stops; k++) {
            const struct document_stop *s = &part->look.stops[k];
            pack_stop_add(&v->stops, (struct pack_stop){s->code,
                                         arena_printf(c->mem, "%s %s", part->look.title, s->place),
                                         s->text, s->remedy, false});
        }
    }
    /* RULE P-LINK-IF */
    if (v->parts[0].look.ended)
        pack_stop_add(
            &v->stops, (struct pack_stop){"P-LINK-IF", v->parts[0].look.title,
                           "政策文件已经结束，不再发布解读",
                           "取消同步送审；需要解读的是现行文件的，从那份文件重新建立", false});
    pack_check(
        &v->p.plan, html_plain_text(c->mem, v->parts[0].look.body_html), texts, n, &v->stops);
}

enum st pack_load(struct ctx *c, int64_t id, struct pack_view *out)
{
    struct bundle_part *parts;
    size_t n;
    enum st st = pack_get(c, id, &out->p);
    if (!st)
        st = bundle_parts(c, id, &parts, &n);
    if (st)
        return st;
    out->parts = ARENA_ARRAY(c->mem, struct pack_part, n + 1);
    out->n = n;
    for (size_t i = 0; !st && i < n; i++) {
        out->parts[i].main = parts[i].main;
        st = document_look(c, parts[i].record_id, &out->parts[i].look);
        if (!st)
            st = interpretation_get(c, parts[i].record_id, &out->parts[i].said);
    }
    if (!st)
        st = county_paper(c, &out->parts[0].look, &out->county);
    if (!st)
        inspect(c, out);
    return st;
}

const char *pack_texts(struct arena *a, const struct pack_view *v)
{
    const char *out = "";
    for (size_t i = 0; i < v->n; i++)
        if (v->parts[i].look.edition)
            out = arena_printf(a, "%s%s%lld:%lld", out, *out ? "," : "",
                (long long)v->parts[i].look.record_id, (long long)v->parts[i].look.edition);
    return out;
}

bool pack_secrecy_waits(const struct pack_view *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->parts[i].look.submitted && !v->parts[i].look.secrecy_open)
            return true;
    return false;
}

/* ---- drafting ---- */

enum st pack_start(struct ctx *c, int64_t record_id, const struct principal *who, int64_t *id)
{
    struct document_look d;
    enum st st = document_look(c, record_id, &d);
    if (st)
        return st;
    struct pack p = {.main_id = record_id, .unit_id = d.unit_id};
    st = pack_may_see(c, &p, who);
    if (st)
        return st;
    if (strcmp(d.kind, "document") != 0)
        return fail(c, ST_INVALID, "record", "只有政策文件需要解读，请从文件的页面进入");
    if (d.ended || (!d.writing && !d.published))
        return fail(c, ST_CONFLICT, "record",
            "文件现在是“%s”，请先撤回或退回到起草，再与解读材料一起送审", d.place);
    st = bundle_open(c, INTERPRET, record_id, id);
    p.id = *id;
    if (!st)
        st = pack_add(c, &p);
    return st ? st : step(c, *id, "start", "", "");
}

static enum st must_be_draft(struct ctx *c, const struct pack *p)
{
    if (p->stage == PACK_DRAFT)
        return ST_OK;
    return fail(
        c, ST_CONFLICT, "", "这组材料现在是“%s”，撤回或退回后才能修改", pack_stage_word(p->stage));
}

enum st pack_plan(struct ctx *c, struct pack *p, const struct plan *plan)
{
    enum st st = must_be_draft(c, p);
    if (st)
        return st;
    p->plan = *plan;
    st = pack_put(c, p);
    return st ? st : step(c, p->id, "plan", "", "");
}

static enum st check_said(struct ctx *c, const struct interpretation *said)
{
    bool kind = false, form = false;
    for (size_t i = 0; i < SAID_KINDS; i++)
        kind |= strcmp(said->kind, said_kinds[i]) == 0;
    for (size_t i = 0; i < SAID_FORMS; i++)
        form |= strcmp(said->form, said_forms[i]) == 0;
    if (!kind)
        return fail(c, ST_INVALID, "said_kind", "请从列表中选择解读主体");
    return form ? ST_OK : fail(c, ST_INVALID, "said_form", "请从列表中选择解读形式");
}

enum st pack_material(
    struct ctx *c, const struct pack *p, const struct interpretation *said, int64_t *record_id)
{
    struct document_look policy;
    struct column column;
    struct content content;
    enum st st = must_be_draft(c, p);
    if (!st)
        st = check_said(c, said);
    if (!st)
        st = document_look(c, p->main_id, &policy);
    if (!st)
        st = column_by_path(c, INTERPRET_COLUMN, &column);
    if (st)
        return st;
    content_init(&content);
    bool text = strcmp(said->form, "文字") == 0;
    content.title = arena_printf(c->mem, "《%s》%s", policy.title, text ? "政策解读" : said->form);
    content.meta.open_mode = "主动公开";
    content.meta.source = policy.unit_name;
    content.meta.author = said->interpreter;
    content.meta.formed_on = day_at(c->now);
    st = document_start(c, "interpretation", column.id, &content, record_id);
    if (!st)
        st = link_add(c, *record_id, p->main_id, LINK_INTERPRETS);
    if (!st)
        st = bundle_put(c, p->id, *record_id);
    if (!st)
        st = interpretation_put(c, *record_id, said);
    return st ? st : step(c, p->id, "material", content.title, "");
}

static enum st part_of(struct ctx *c, const struct pack *p, int64_t record_id)
{
    struct bundle_part *parts;
    size_t n;
    enum st st = bundle_parts(c, p->id, &parts, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (parts[i].record_id == record_id && !parts[i].main)
            return ST_OK;
    return st ? st : fail(c, ST_NOT_FOUND, "", "这份材料不在这一组里，请刷新页面");
}

enum st pack_said(
    struct ctx *c, const struct pack *p, int64_t record_id, const struct interpretation *said)
{
    enum st st = part_of(c, p, record_id);
    if (!st)
        st = check_said(c, said);
    return st ? st : interpretation_put(c, record_id, said);
}

enum st pack_remove(struct ctx *c, const struct pack *p, int64_t record_id)
{
    enum st st = must_be_draft(c, p);
    if (!st)
        st = part_of(c, p, record_id);
    if (!st)
        st = bundle_drop(c, p->id, record_id);
    return st ? st : step(c, p->id, "remove", "", "");
}

/* ---- the moves ---- */

static enum st check_stops(struct ctx *c, const struct pack_view *v, const struct pack_move *m)
{
    const char *text = "";
    if (!(m->guards & PACK_READY) || !pack_stopped(&v->stops))
        return ST_OK;
    for (size_t i = 0; i < v->stops.n; i++)
        if (!v->stops.list[i].hint)
            text = arena_printf(c->mem, "%s%s%s（%s）", text, *text ? "；" : "",
                v->stops.list[i].text, v->stops.list[i].code);
    return fail(c, ST_CONFLICT, "", "不能%s：%.600s。请按页面上列出的办法逐项补齐", m->label, text);
}

static enum st check_input(struct ctx *c, const struct pack_move *m, const struct pack_do *in)
{
    const char *words;
    if (m->needs_codes && !*in->codes)
        return fail(c, ST_INVALID, "codes", "请至少选择一个退回原因，让起草人知道改什么");
    if (*in->codes && !document_codes(c->mem, in->codes, &words))
        return fail(c, ST_INVALID, "codes", "请从列表中选择退回原因");
    if (strstr(in->codes, "R-OTHER") && !*in->note)
        return fail(c, ST_INVALID, "note", "选择“其他原因”时，请写明是什么原因");
    if (m->needs_note && !*in->note)
        return fail(c, ST_INVALID, "note", "请写明原因");
    return ST_OK;
}

/* Whether the document stands where this act begins; a policy that is public already stays. */
static bool takes_part(const struct document_look *d, const char *action)
{
    if (strcmp(action, "submit") == 0)
        return d->writing;
    if (strcmp(action, "publish") == 0)
        return d->approved;
    if (strcmp(action, "send_back") == 0)
        return d->submitted || d->approved;
    return d->submitted;
}

/* RULE S-REVIEW: who approves may conclude that all of the texts may be published. */
static enum st review_all(struct ctx *c, const struct pack_view *v, const struct principal *who,
    const struct pack_move *m, const struct pack_do *in)
{
    enum st st = ST_OK;
    if (strcmp(m->document, "approve") != 0 || !in->secrecy || !*in->secrecy)
        return ST_OK;
    if (strcmp(in->secrecy, "open") != 0)
        return fail(c, ST_CONFLICT, "secrecy",
            "保密审查的结论不是“可公开”的，不能通过：请退回起草人，写明哪一份、哪些内容不能公开");
    for (size_t i = 0; !st && i < v->n; i++)
        if (v->parts[i].look.submitted)
            st = document_secrecy(c, v->parts[i].look.record_id, who, in->secrecy, in->basis);
    return st;
}

/* RULE P-SYNC: the policy is public or goes out now, and every interpretation goes out now. */
static enum st check_whole(struct ctx *c, const struct pack_view *v, const struct pack_move *m)
{
    for (size_t i = 0; !strcmp(m->action, "publish") && i < v->n; i++) {
        const struct document_look *d = &v->parts[i].look;
        bool there = v->parts[i].main && d->published && !d->ended;
        if (!d->approved && !there)
            return fail(c, ST_CONFLICT, "",
                "《%.120s》现在是“%s”，不能只发布其中一部分（P-"
                "SYNC）：退回修改，或者先移出这份材料",
                d->title, d->place);
    }
    return ST_OK;
}

/* RULE P-SYNC: all of them, in one transaction. */
static enum st act_on_all(struct ctx *c, const struct pack_view *v, const struct principal *who,
    const struct pack_move *m, const struct pack_do *in)
{
    /* whoever drafted one of them may withdraw all: the unit was checked */
    const struct principal *as = strcmp(m->document, "withdraw") == 0 ? NULL : who;
    enum st st = ST_OK;
    for (size_t i = 0; !st && *m->document && i < v->n; i++)
        if (takes_part(&v->parts[i].look, m->document))
            st = document_together(
                c, v->parts[i].look.record_id, as, m->document, in->note, in->codes);
    return st;
}

static enum st check_move(struct ctx *c, const struct pack_view *v, const struct principal *who,
    const struct pack_move *m, const struct pack_do *in)
{
    enum st st = pack_may_see(c, &v->p, who);
    if (st)
        return st;
    if (!m)
        return fail(c, ST_CONFLICT, "",
            "这组材料现在是“%s”，不能这样办理；请刷新页面看看现在可以做什么",
            pack_stage_word(v->p.stage));
    if (!principal_can(who, m->perm))
        return fail(c, ST_DENIED, "", "您没有“%s”的权限", m->label);
    /* RULE F-SEEN: only the texts that were read go on. */
    if (in->seen && (m->guards & PACK_READY) && strcmp(in->seen, pack_texts(c->mem, v)) != 0)
        return fail(c, ST_CONFLICT, "seen", "文本在您打开后又改过，请重新阅读（F-SEEN）");
    st = check_input(c, m, in);
    return st ? st : check_stops(c, v, m);
}

enum st pack_run(struct ctx *c, int64_t id, const struct principal *who, const struct pack_do *in)
{
    struct pack_view v;
    enum st st = pack_load(c, id, &v);
    if (st)
        return st;
    const struct pack_move *m = pack_move_find(v.p.stage, in->action, v.county);
    st = check_move(c, &v, who, m, in);
    if (st)
        return st;
    st = check_whole(c, &v, m);
    if (st)
        return st;
    v.p.version = in->version; /* as the person saw it: the second of two is refused */
    v.p.stage = (enum pack_stage)m->to;
    if (strcmp(m->action, "sign") == 0)
        v.p.signed_by = c->person;
    if (m->to == PACK_DRAFT)
        v.p.signed_by = 0;
    st = pack_put(c, &v.p);
    if (!st)
        st = review_all(c, &v, who, m, in);
    if (!st)
        st = act_on_all(c, &v, who, m, in);
    if (!st && (m->to & (PACK_LIVE | PACK_DROPPED)))
        st = bundle_close(c, id);
    if (!st)
        st = step(c, id, m->action, in->note, in->codes);
    return st ? st : wait_for_pack(c, &v, in->codes);
}
