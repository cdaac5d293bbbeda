/* The acts behind the transition table: one small function each; see acts.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/acts.h"

#include <string.h>

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/index_no.h"
#include "common/record/publish.h"
#include "disclosure/document/waits.h"
#include "disclosure/inventory/inventory.h"
#include "lib/text/clean.h"

/* Records whose text another part of the workbench makes: here they can only be ended, or, when
 * they are reviewed here, everything but written. */
static const struct {
    const char *kind, *where;
    bool reviewed;
} made_elsewhere[] = {
    {"fiscal", "财政公开", false}, {"decision", "重大决策", false}, {"answer", "答复再利用", true}};

static bool writes(const struct move *m)
{
    static const char *const list[] = {"edit", "amend", "restore", "resume"};
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (!strcmp(m->action, list[i]))
            return true;
    return false;
}

static enum st check_kind(struct ctx *c, const struct doc *d, const struct move *m)
{
    for (size_t i = 0; i < COUNT_OF(made_elsewhere); i++)
        if (!strcmp(d->r.kind, made_elsewhere[i].kind) &&
            (made_elsewhere[i].reviewed ? writes(m) : strcmp(m->action, "end") != 0))
            return fail(c, ST_CONFLICT, "", "这份内容由“%s”生成，请在那里办理更正",
                made_elsewhere[i].where);
    return ST_OK;
}

enum st act_check(
    struct ctx *c, const struct doc *d, const struct principal *who, const struct move *m)
{
    enum st st = check_kind(c, d, m);
    return st ? st : act_check_flow(c, d, who, m);
}

enum st act_check_flow(
    struct ctx *c, const struct doc *d, const struct principal *who, const struct move *m)
{
    struct flow_state s = desk_state(d, who);
    struct reasons r = flow_reasons(c->mem, m, &s);
    const char *text = "";
    enum st st = ST_CONFLICT;
    for (size_t i = 0; i < r.n; i++) {
        text = arena_printf(
            c->mem, "%s%s%s（%s）", text, i ? "；" : "", r.list[i].text, r.list[i].code);
        if (!strcmp(r.list[i].code, "F-PERM") || !strcmp(r.list[i].code, "F-UNIT"))
            st = ST_DENIED;
    }
    if (!r.n)
        return ST_OK;
    return fail(c, st, "", "不能%s：%.300s。%s", m->label, text, r.list[0].remedy);
}

static enum st status(
    struct ctx *c, struct doc *d, const char *action, const char *stage, const struct act_input *in)
{
    return status_add(c, &d->r, action, stage, in->note, in->codes);
}

static enum st submit(struct ctx *c, struct doc *d, const struct act_input *in)
{
    enum st st = draft_freeze(c, d->r.id, &d->r.work_edition);
    if (!st)
        st = status(c, d, "submit", STAGE_SUBMITTED, in);
    return st ? st : wait_review(c, d);
}

enum st act_submit(struct ctx *c, struct doc *d)
{
    return submit(c, d, &(struct act_input){.note = "", .codes = ""});
}

static enum st withdraw(struct ctx *c, struct doc *d, const struct act_input *in)
{
    enum st st = status(c, d, "withdraw", STAGE_DRAFT, in);
    return st ? st : wait_none(c, d->r.id, "cancelled");
}

/* The number becomes part of the content: the same text, with its index number, is the next
 * edition, and that one goes out. */
enum st act_number(struct ctx *c, struct doc *d)
{
    struct unit unit;
    struct content content = d->work.content;
    int year, month, dom;
    if (*content.meta.index_no)
        return index_no_keep(c, content.meta.index_no, d->r.id);
    enum st st = unit_get(c, d->r.unit_id, &unit);
    if (st)
        return st;
    day_split(content.meta.formed_on, &year, &month, &dom);
    st = index_no_of(c, d->r.id, year, &content.meta.index_no);
    if (!st && !*content.meta.index_no)
        st = index_no_next(c, &unit, year, d->r.id, &content.meta.index_no);
    if (!st)
        st = edition_add(c, d->r.id, d->work.column_id, &content, d->work.note, &d->r.work_edition);
    if (!st)
        st = inventory_follow(c, d->r.id, &content);
    if (st || !d->has_draft)
        return st;
    d->draft.content.meta.index_no = content.meta.index_no; /* kept when it is sent back later */
    return draft_save(c, &d->draft);
}

static enum st review_secrecy(struct ctx *c, struct doc *d, const struct act_input *in)
{
    return secrecy_add(c, d->r.id, d->secrecy.digest, in->secrecy, in->basis);
}

/* Who approves may conclude the secrecy review in the same step: that it may be published. */
static enum st approve_secrecy(struct ctx *c, struct doc *d, const struct act_input *in)
{
    if (!*in->secrecy)
        return ST_OK;
    if (strcmp(in->secrecy, "open") != 0 && *secrecy_word(in->secrecy))
        return fail(c, ST_CONFLICT, "secrecy",
            "保密审查的结论是“%s”的，不能审核通过：请退回起草人，退回原因选保密审查的一项",
            secrecy_word(in->secrecy));
    return review_secrecy(c, d, in);
}

static enum st approve(struct ctx *c, struct doc *d, const struct act_input *in)
{
    enum st st = approve_secrecy(c, d, in);
    if (!st)
        st = act_number(c, d);
    if (!st)
        st = status(c, d, "approve", STAGE_APPROVED, in);
    if (st)
        return st;
    /* what is withheld stays here: nobody owes its publication */
    bool open = !strcmp(d->content->meta.open_mode, "主动公开");
    return open ? wait_publish(c, d) : wait_none(c, d->r.id, "done");
}

/* RULE F-CODES: a return names at least one coded reason. */
static enum st check_codes(struct ctx *c, const struct act_input *in)
{
    if (!*in->codes)
        return fail(c, ST_INVALID, "codes", "请至少选择一个退回原因，让起草人知道改什么");
    char *list = arena_strdup(c->mem, in->codes), *save = NULL;
    for (char *p = strtok_r(list, ",", &save); p; p = strtok_r(NULL, ",", &save)) {
        const struct code *code = code_find(p);
        if (!code || !code->reason)
            return fail(c, ST_INVALID, "codes", "没有“%.20s”这个退回原因，请从列表中选择", p);
        if (!strcmp(p, "R-OTHER") && !*in->note)
            return fail(c, ST_INVALID, "note", "选择“其他原因”时，请写明是什么原因");
    }
    return ST_OK;
}

/* A return of a text for S-CUT or S-CLOSED is the conclusion of its secrecy review. */
static enum st return_secrecy(struct ctx *c, struct doc *d, const struct act_input *in)
{
    bool closed = strstr(in->codes, "S-CLOSED") != NULL, cut = strstr(in->codes, "S-CUT") != NULL;
    if ((!closed && !cut) || !d->secrecy.needed ||
        in->together) /* which of the texts is not said */
        return ST_OK;
    if (!*in->note)
        return fail(
            c, ST_INVALID, "note", "退回原因是保密审查的，请写明依据，以及哪些内容不能公开");
    return secrecy_add(c, d->r.id, d->secrecy.digest, closed ? "closed" : "cut", in->note);
}

static enum st send_back(struct ctx *c, struct doc *d, const struct act_input *in)
{
    enum st st = check_codes(c, in);
    if (!st)
        st = return_secrecy(c, d, in);
    if (!st)
        st = status(c, d, "send_back", STAGE_RETURNED, in);
    return st ? st : wait_return(c, d, codes_words(c->mem, in->codes));
}

static enum st publish(struct ctx *c, struct doc *d, const struct act_input *in)
{
    (void)in;
    enum st st = record_publish(c, d->r.id, d->r.work_edition, 0);
    if (!st)
        st = inventory_published(c, d->r.id);
    if (!st)
        st = desk_writers_clear(c, d->r.id);
    return st ? st : wait_none(c, d->r.id, "done");
}

enum st act_publish(struct ctx *c, struct doc *d)
{
    return publish(c, d, &(struct act_input){.note = "", .codes = ""});
}

static enum st schedule(struct ctx *c, struct doc *d, const struct act_input *in)
{
    if (in->at < c->now)
        return fail(c, ST_INVALID, "at", "发布时间不能早于现在，请另选时间，或直接发布");
    if (in->at > c->now + 366 * 86400LL)
        return fail(c, ST_INVALID, "at", "发布时间在一年以后，请核对");
    char text[17];
    struct act_input with = *in;
    with.note = arena_printf(c->mem, "定于 %s 发布", time_text(in->at, text));
    enum st st = status(c, d, "schedule", STAGE_SCHEDULED, &with);
    if (!st)
        st = record_schedule(c, d->r.id, in->at);
    return st ? st : wait_none(c, d->r.id, "done");
}

static enum st unschedule(struct ctx *c, struct doc *d, const struct act_input *in)
{
    enum st st = status(c, d, "unschedule", STAGE_APPROVED, in);
    return st ? st : wait_publish(c, d);
}

/* A draft that starts from an edition; replaces the draft that is there. */
static enum st start_from(struct ctx *c, struct doc *d, const struct edition *e, const char *note)
{
    /* an existing draft keeps its rising version, so that an open editor notices */
    struct draft fresh = {.record_id = d->r.id,
        .column_id = e->column_id,
        .base_edition = e->id,
        .version = d->has_draft ? d->draft.version : 0,
        .note = note,
        .content = e->content};
    return draft_save(c, &fresh);
}

static enum st amend(struct ctx *c, struct doc *d, const struct act_input *in)
{
    /* RULE R-NOTE: what changed and why is said when the change begins. */
    if (!*in->note)
        return fail(c, ST_INVALID, "note", "请写明改什么、为什么改");
    enum st st = start_from(c, d, &d->live, in->note);
    if (!st)
        st = desk_writers_clear(c, d->r.id);
    if (!st)
        st = desk_writer_add(c, d->r.id);
    return st ? st : status(c, d, "start_amend", STAGE_DRAFT, in);
}

static enum st restore(struct ctx *c, struct doc *d, const struct act_input *in)
{
    struct edition e;
    enum st st = edition_get(c, in->edition, &e);
    if (st)
        return st;
    if (e.record_id != d->r.id)
        return fail(c, ST_INVALID, "edition", "这个版本不属于这份文件，请从版本列表中选择");
    struct act_input with = *in;
    with.note = arena_printf(c->mem, "恢复第 %d 版的内容", e.number);
    if (d->place == AT_LIVE)
        st = desk_writers_clear(c, d->r.id);
    if (!st)
        st = start_from(c, d, &e, d->r.live_edition ? with.note : "");
    if (!st)
        st = desk_writer_add(c, d->r.id);
    return st ? st : status(c, d, "restore", STAGE_DRAFT, &with);
}

static enum st discard(struct ctx *c, struct doc *d, const struct act_input *in)
{
    enum st st = desk_work_clear(c, d->r.id);
    d->r.work_edition = 0;
    if (!st)
        st = status(c, d, "discard", d->r.live_edition ? "" : STAGE_DISCARDED, in);
    if (!st && !d->r.live_edition)
        st = inventory_dropped(c, d->r.id);
    return st ? st : wait_none(c, d->r.id, "cancelled");
}

static enum st resume(struct ctx *c, struct doc *d, const struct act_input *in)
{
    enum st st = desk_writer_add(c, d->r.id);
    if (!st)
        st = status(c, d, "resume", STAGE_DRAFT, in);
    return st ? st : inventory_follow(c, d->r.id, &d->draft.content);
}

static enum st end(struct ctx *c, struct doc *d, const struct act_input *in)
{
    if (in->ending->target) {
        struct record target;
        enum st st = record_get(c, in->ending->target, &target);
        if (st)
            return fail(c, ST_INVALID, "target", "没有所选的目标文件，请重新查找");
        if (target.id == d->r.id || !target.live_edition || *target.ended)
            return fail(c, ST_INVALID, "target", "目标必须是另一份已发布、未结束的文件");
        if (!strcmp(in->ending->kind, END_REPLACED))
            st = link_check(c, target.id, d->r.id, LINK_REPLACES);
        if (st)
            return st;
    }
    if (day_given(in->ending->on) && in->ending->on.n > day_at(c->now).n)
        return fail(c, ST_INVALID, "on", "日期在今天之后；到那一天再办理结束");
    enum st st = record_end(c, d->r.id, in->ending);
    if (!st)
        st = desk_work_clear(c, d->r.id);
    if (!st && !strcmp(in->ending->kind, END_REPLACED))
        st = link_add(c, in->ending->target, d->r.id, LINK_REPLACES);
    return st ? st : wait_none(c, d->r.id, "cancelled");
}

static const struct {
    const char *action;
    enum st (*run)(struct ctx *c, struct doc *d, const struct act_input *in);
} effects[] = {
    {"submit", submit},
    {"withdraw", withdraw},
    {"approve", approve},
    {"secrecy", review_secrecy},
    {"send_back", send_back},
    {"publish", publish},
    {"schedule", schedule},
    {"unschedule", unschedule},
    {"amend", amend},
    {"restore", restore},
    {"discard", discard},
    {"resume", resume},
    {"end", end},
};

/* RULE F-SEEN: only the text that was read is approved. */
static enum st check_seen(struct ctx *c, const struct doc *d, int64_t seen)
{
    if (!seen || seen == d->work.id)
        return ST_OK;
    return fail(c, ST_CONFLICT, "seen", "文本在您打开后又改过，请重新阅读（F-SEEN）");
}

enum st act_run(struct ctx *c, int64_t record_id, const struct principal *who, const char *action,
    const struct act_input *in)
{
    struct doc d;
    struct act_input given = *in;
    given.note = in->note ? in->note : "";
    given.codes = in->codes ? in->codes : "";
    given.secrecy = in->secrecy ? in->secrecy : "";
    given.basis = in->basis ? in->basis : "";
    const struct move *m = move_find(action);
    enum st st = desk_get(c, record_id, &d);
    if (!st && !m)
        st = fail(c, ST_INVALID, "", "没有这个操作，请刷新页面");
    if (!st && given.together)
        d.bundle = "";
    if (!st)
        st = given.maker ? act_check_flow(c, &d, who, m) : act_check(c, &d, who, m);
    if (!st)
        st = check_seen(c, &d, given.seen);
    if (st)
        return st;
    for (size_t i = 0; i < COUNT_OF(effects); i++)
        if (!strcmp(effects[i].action, action))
            return effects[i].run(c, &d, &given);
    return fail(c, ST_INVALID, "", "没有这个操作，请刷新页面");
}

enum st act_tidy(struct ctx *c, struct content *content)
{
    struct buf clean, summary;
    buf_init(&clean, 0);
    buf_init(&summary, 0);
    const char *html = content->body_html;
    enum st st = html_clean(html, strlen(html), CLEAN_IMAGES_OWN, &clean, &c->err);
    if (!st && buf_failed(&clean))
        st = fail(c, ST_TOO_BIG, "body_html", "正文太长，请分成几份文件，或改用附件");
    if (!st) {
        content->body_html = arena_strndup(c->mem, buf_str(&clean), clean.n);
        if (!*content->summary) {
            html_summary(content->body_html, clean.n, 100, &summary);
            content->summary = arena_strndup(c->mem, buf_str(&summary), summary.n);
        }
    }
    buf_release(&clean);
    buf_release(&summary);
    return st;
}

enum st act_create_for(struct ctx *c, const char *kind, int64_t column_id,
    const struct content *content, int64_t entry_id, int64_t *id)
{
    struct record r;
    enum st st = record_create(c, kind, c->unit, column_id, id);
    if (st)
        return st;
    struct draft d = {.record_id = *id, .column_id = column_id, .note = "", .content = *content};
    st = act_tidy(c, &d.content);
    if (!st)
        st = draft_save(c, &d);
    if (!st && entry_id)
        st = inventory_attach(c, entry_id, *id);
    if (!st)
        st = inventory_follow(c, *id, &d.content);
    if (!st)
        st = desk_writer_add(c, *id);
    if (!st)
        st = record_get(c, *id, &r);
    return st ? st : status_add(c, &r, "create", STAGE_DRAFT, "", "");
}

enum st act_create(
    struct ctx *c, const char *kind, int64_t column_id, const struct content *content, int64_t *id)
{
    return act_create_for(c, kind, column_id, content, 0, id);
}

enum st act_save(struct ctx *c, struct draft *d, bool journalled)
{
    enum st st = act_tidy(c, &d->content);
    if (!st)
        st = draft_save(c, d);
    if (!st)
        st = inventory_follow(c, d->record_id, &d->content);
    if (!st)
        st = desk_writer_add(c, d->record_id);
    if (st || !journalled)
        return st;
    return journal_add(
        c, &(struct act){.action = "record.save",
               .subject_kind = "record",
               .subject_id = d->record_id,
               .detail = arena_printf(c->mem, "{\"version\":%lld}", (long long)d->version)});
}

/* One scheduled record in its own transaction; why it failed becomes a task in another. */
static enum st publish_one(struct ctx *c, int64_t id)
{
    struct doc d;
    enum st st = ctx_begin(c, true);
    if (st)
        return st;
    st = act_run(c, id, NULL, "publish", &(struct act_input){.note = ""});
    if (!st)
        return ctx_commit(c);
    const char *why = arena_strdup(c->mem, c->err.message);
    ctx_rollback(c);
    if (ctx_begin(c, true))
        return ST_BUSY;
    st = desk_get(c, id, &d);
    if (!st && d.place == AT_SCHEDULED)
        st = wait_failed(c, &d, why);
    if (st) {
        ctx_rollback(c);
        return st;
    }
    return ctx_commit(c);
}

enum st act_publish_due(struct ctx *c)
{
    int64_t *ids;
    size_t n;
    enum st st = ctx_begin(c, false);
    if (st)
        return st;
    st = desk_due(c, &ids, &n);
    ctx_rollback(c);
    for (size_t i = 0; !st && i < n; i++)
        st = publish_one(c, ids[i]);
    return st;
}
