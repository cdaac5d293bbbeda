/* Lists of the workbench: proposals, public answers, what can still become one; settings.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/org.h"
#include "disclosure/document/document.h"
#include "request/feedback/pages.h"

static const struct field setting_fields[] = {
    {.name = "applicants",
        .label = "几个人申请过",
        .kind = FIELD_INT,
        .required = true,
        .min = FEEDBACK_APPLICANTS_MIN,
        .max = FEEDBACK_APPLICANTS_MAX},
    {.name = "alike",
        .label = "相似程度",
        .kind = FIELD_INT,
        .required = true,
        .min = FEEDBACK_ALIKE_MIN,
        .max = FEEDBACK_ALIKE_MAX},
};
const struct form feedback_form_setting = {setting_fields, COUNT_OF(setting_fields)};

enum { CLOSED_SHOWN = 20, CLOSED_READ = 100 };

const char *feedback_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, FEEDBACK "%lld/%s", (long long)id, rest);
}

const char *feedback_case_href(struct req *r, int64_t case_id, const char *rest)
{
    return arena_printf(r->ctx->mem, FEEDBACK "case/%lld/%s", (long long)case_id, rest);
}

enum ui_mood feedback_mood(enum feedback_stage stage)
{
    static const enum ui_mood moods[FEEDBACK_STAGES] = {MOOD_WARN, MOOD_INFO, MOOD_GOOD};
    return moods[stage];
}

const char *feedback_step_title(const char *action)
{
    static const struct {
        const char *action, *title;
    } steps[] = {{"found", "系统找到几件内容相近的申请"}, {"mark", "标为值得主动公开"},
        {"add", "加入申请"}, {"remove", "移出申请"}, {"later", "暂不公开"},
        {"again", "又有人申请，重新研究"}, {"undo", "撤销，重新研究"},
        {"publish", "起草公开文件并送审"}};
    for (size_t i = 0; i < COUNT_OF(steps); i++)
        if (strcmp(steps[i].action, action) == 0)
            return steps[i].title;
    return action;
}

static enum st stage_words(struct req *r, struct feedback_list_page *p)
{
    const char **words = ARENA_ARRAY(r->ctx->mem, const char *, p->n_groups + 1);
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < p->n_groups; i++) {
        bool open;
        words[i] = "";
        if (p->groups[i].record_id)
            st = document_stage(r->ctx, p->groups[i].record_id, &words[i], &open);
    }
    p->stages = words;
    return st;
}

/* Only what is a proposal, or was decided. */
static void keep_proposals(struct feedback_list_page *p, struct feedback_group *list, size_t n)
{
    p->groups = list;
    for (size_t i = 0; i < n; i++)
        if (list[i].stage != FEEDBACK_OPEN || feedback_proposed(&list[i], &p->setting))
            list[p->n_groups++] = list[i];
}

static enum st read_answers(struct req *r, struct feedback_list_page *p, struct foi_see see)
{
    struct feedback_entry *list;
    size_t n;
    enum st st = feedback_entry_list(r->ctx, see.all, see.unit, &list, &n);
    struct feedback_line *lines = st ? NULL : ARENA_ARRAY(r->ctx->mem, struct feedback_line, n + 1);
    for (size_t i = 0; !st && i < n; i++) {
        struct document_look look;
        st = document_look(r->ctx, list[i].record_id, &look);
        if (!st)
            lines[p->n_answers++] = (struct feedback_line){.case_id = list[i].case_id,
                .name = list[i].organ_name,
                .title = list[i].title,
                .code = list[i].code,
                .stage = look.place,
                .path = look.path,
                .day = list[i].replied};
    }
    p->answers = lines;
    return st;
}

static bool told(const struct feedback_list_page *p, int64_t case_id)
{
    for (size_t i = 0; i < p->n_answers; i++)
        if (p->answers[i].case_id == case_id)
            return true;
    return false;
}

static enum st read_closed(struct req *r, struct feedback_list_page *p, struct foi_see see)
{
    struct foi_case *list;
    size_t n;
    enum st st = foi_case_list(r->ctx, see,
        &(struct foi_filter){
            .stage = -3, .light = "", .text = "", .code = "", .applicant_kind = ""},
        1, CLOSED_READ, &list, &n, NULL);
    struct feedback_line *lines =
        st ? NULL : ARENA_ARRAY(r->ctx->mem, struct feedback_line, CLOSED_SHOWN);
    for (size_t i = 0; !st && i < n && p->n_closed < CLOSED_SHOWN; i++)
        if (feedback_can_tell(&list[i]) && !told(p, list[i].id))
            lines[p->n_closed++] = (struct feedback_line){.case_id = list[i].id,
                .name = foi_case_name(&list[i]),
                .title = list[i].subject,
                .code = list[i].code,
                .stage = "",
                .path = "",
                .day = list[i].replied};
    p->closed = lines;
    return st;
}

enum st feedback_show_list(struct req *r)
{
    struct feedback_group *groups;
    size_t n;
    struct foi_see see = foi_see(r);
    struct feedback_list_page p = {.tab = strcmp(req_arg(r, "tab"), "answers") == 0,
        .may_set = req_can(r, PERM_FOI) && req_can(r, PERM_FOI_ALL),
        .all = see.all,
        .today = day_at(r->ctx->now)};
    enum st st = feedback_setting_get(r->ctx, &p.setting);
    if (!st)
        st = feedback_group_list(r->ctx, see.all, see.unit, &groups, &n);
    if (!st)
        keep_proposals(&p, groups, n);
    if (!st)
        st = stage_words(r, &p);
    if (!st)
        st = read_answers(r, &p, see);
    if (!st && p.tab)
        st = read_closed(r, &p, see);
    if (st)
        return st;
    p.tabs[0] = (struct ui_tab){"主动公开建议", FEEDBACK, (int64_t)p.n_groups};
    p.tabs[1] = (struct ui_tab){"公开问答", FEEDBACK "?tab=answers", (int64_t)p.n_answers};
    feedback_list_html(&r->out, r, &p);
    return ST_OK;
}

enum st feedback_do_scan(struct req *r)
{
    struct feedback_scanned s;
    enum st st = feedback_scan(r->ctx, &s);
    if (st)
        return st;
    flash(r, "看过 %zu 件已提供信息的申请，新归在一起 %zu 件", s.cases, s.joined);
    return redirect(r, FEEDBACK);
}

static enum st put_setting(struct ctx *c, const struct feedback_setting *s)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = feedback_setting_put(c, s);
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

enum st feedback_do_setting(struct req *r)
{
    struct feedback_scanned s;
    if (!req_can(r, PERM_FOI_ALL))
        return fail(r->ctx, ST_DENIED, "", "由政务公开主管设置，您没有权限");
    enum st st =
        put_setting(r->ctx, &(struct feedback_setting){(int)req_form_int(r, "applicants", 0),
                                (int)req_form_int(r, "alike", 0)});
    if (!st)
        st = feedback_scan(r->ctx, &s);
    if (!st)
        st = feedback_renew(r->ctx);
    if (st)
        return st;
    flash(r, "设置已保存，建议已按新的设置整理");
    return redirect(r, FEEDBACK);
}
