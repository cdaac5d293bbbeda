/* Handlers of /work/interpret/.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/pages.h"

#include <stdlib.h>
#include <string.h>

#include "disclosure/interpret/waits.h"

const struct ui_option plan_modes[PLAN_MODES] = {
    {"0", "与文件同时发布"}, {"1", "文件先发布，解读在3个工作日内发布"}, {"2", "不作解读"}};
const struct ui_option kind_options[SAID_KINDS] = {{"部门解读", "部门解读"},
    {"负责人解读", "负责人解读"}, {"专家解读", "专家解读"}, {"媒体解读", "媒体解读"}};
const struct ui_option form_options[SAID_FORMS] = {{"文字", "文字"}, {"图解", "图解"},
    {"问答", "问答"}, {"视频", "视频"}, {"音频", "音频"}, {"发布会", "新闻发布会"},
    {"访谈", "访谈"}};
/* Reasons that concern the pack; those of a single text are on its own review page. */
const struct ui_option pack_codes[] = {{"P-NOPLAN", "没有解读方案，或方案不完整"},
    {"P-NOMAT", "没有解读材料，或材料不全"}, {"P-NOSIGN", "解读方案、解读材料没有部门负责人签字"},
    {"P-COPY", "解读材料照抄文件原文"}, {"R-WORDS", "文字、标点或数字有错"},
    {"R-FACTS", "事实或数据需要核实"}, {"R-FILES", "附件缺失、错误或打不开"},
    {"S-CUT", "保密审查：有内容要删减"}, {"S-CLOSED", "保密审查：不能公开"},
    {"R-OTHER", "其他原因（请写明）"}};
const size_t n_pack_codes = COUNT_OF(pack_codes);

static const struct field plan_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "mode", .label = "解读安排", .kind = FIELD_INT, .min = 0, .max = PLAN_MODES - 1},
    {.name = "outline", .label = "解读要点", .kind = FIELD_LONG, .max = 2000},
    {.name = "forms", .label = "解读形式", .kind = FIELD_TEXT, .max = 100},
    {.name = "channel", .label = "发布渠道", .kind = FIELD_TEXT, .max = 100},
    {.name = "interpreter", .label = "第一解读人", .kind = FIELD_TEXT, .max = 60},
    {.name = "planned_on", .label = "解读时间", .kind = FIELD_DAY},
    {.name = "reason", .label = "理由", .kind = FIELD_LONG, .max = 500},
};
const struct form pack_plan_form = {plan_fields, COUNT_OF(plan_fields)};

static const struct field said_fields[] = {
    {.name = "said_kind", .label = "解读主体", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "said_form", .label = "解读形式", .kind = FIELD_TEXT, .required = true, .max = 20},
    {.name = "said_by", .label = "解读人", .kind = FIELD_TEXT, .max = 60},
    {.name = "record", .label = "材料", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
};
const struct form pack_said_form = {said_fields, COUNT_OF(said_fields)};

static const struct field do_fields[] = {
    {.name = "version", .label = "版本", .kind = FIELD_INT, .min = 0, .max = INT32_MAX},
    {.name = "note", .label = "意见", .kind = FIELD_LONG, .max = 500},
    {.name = "codes", .label = "退回原因", .kind = FIELD_LIST, .max = 20},
    {.name = "seen", .label = "读过的版本", .kind = FIELD_TEXT, .max = 400},
    DOCUMENT_SECRECY_FIELDS,
};
const struct form pack_do_form = {do_fields, COUNT_OF(do_fields)};

static const struct field start_fields[] = {
    {.name = "record",
        .label = "文件",
        .kind = FIELD_INT,
        .required = true,
        .min = 1,
        .max = INT32_MAX},
};
const struct form pack_start_form = {start_fields, COUNT_OF(start_fields)};

const char *pack_href(struct req *r, int64_t id, const char *rest)
{
    return arena_printf(r->ctx->mem, INTERPRET "%lld/%s", (long long)id, rest);
}

enum ui_mood pack_mood(enum pack_stage s)
{
    return s == PACK_LIVE      ? MOOD_GOOD
           : s == PACK_DROPPED ? MOOD_STOP
           : s == PACK_DRAFT   ? MOOD_WARN
                               : MOOD_INFO;
}

const char *step_word(const char *action)
{
    static const struct {
        const char *action, *word;
    } own[] = {{"start", "开始准备解读"}, {"plan", "填写解读方案"}, {"material", "新建解读材料"},
        {"remove", "移出一份材料"}};
    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (strcmp(own[i].action, action) == 0)
            return own[i].word;
    for (size_t i = 0; i < n_pack_moves; i++)
        if (strcmp(pack_moves[i].action, action) == 0)
            return pack_moves[i].label;
    return action;
}

/* The edition of a record in "record:edition,…"; 0 when it is not in it. */
static int64_t edition_in(const char *seen, int64_t record_id)
{
    for (const char *p = seen; *p;) {
        char *end;
        int64_t record = strtoll(p, &end, 10),
                edition = *end == ':' ? strtoll(end + 1, &end, 10) : 0;
        if (record == record_id)
            return edition;
        p = end + strcspn(end, ",");
        p += *p == ',';
    }
    return 0;
}

const char *pack_changes(struct req *r, const struct pack_part *k)
{
    int64_t old = edition_in(req_form(r, "seen"), k->look.record_id), now = k->look.edition;
    if (!old || !now || old == now)
        return "";
    return arena_printf(r->ctx->mem, "/work/documents/%lld/compare?old=%lld&new=%lld",
        (long long)k->look.record_id, (long long)old, (long long)now);
}

/* ---- lists ---- */

static enum pack_tab tab_asked(struct req *r)
{
    static const char *const names[] = {"", "live", "missing", "figures"};
    for (size_t i = 1; i < COUNT_OF(names); i++)
        if (strcmp(req_arg(r, "tab"), names[i]) == 0)
            return (enum pack_tab)i;
    return TAB_OPEN;
}

static int64_t unit_seen(struct req *r)
{
    return req_can(r, PERM_ALL_UNITS) ? 0 : r->who->unit_id;
}

static enum st read_missing(struct req *r, struct packs_page *p)
{
    struct policy_row *all;
    size_t n;
    int64_t unit = unit_seen(r);
    enum st st = policy_list(r->ctx, 0, r->ctx->now + 1, &all, &n);
    p->missing = st ? NULL : ARENA_ARRAY(r->ctx->mem, struct policy_row, n + 1);
    for (size_t i = n; !st && i-- > 0;) /* newest first */
        if (!all[i].interpreted_at && !all[i].exempt && (!unit || all[i].unit_id == unit))
            p->missing[p->n_missing++] = all[i];
    return st;
}

static bool owes_interpretations(const struct unit *u)
{
    return !u->closed && strcmp(u->kind, "PARTY") != 0 && strcmp(u->kind, "INSTITUTION") != 0 &&
           strcmp(u->kind, "GOVERNMENT") != 0;
}

static enum st read_units(struct req *r, struct figures_in *in)
{
    struct unit *units;
    size_t n;
    int64_t own = unit_seen(r);
    enum st st = unit_list(r->ctx, false, &units, &n);
    struct unit_figures *list = ARENA_ARRAY(r->ctx->mem, struct unit_figures, n + 1);
    for (size_t i = 0; !st && i < n; i++)
        if (owes_interpretations(&units[i]) && (!own || units[i].id == own))
            list[in->n_units++] =
                (struct unit_figures){.unit_id = units[i].id, .unit_name = units[i].short_name};
    in->units = list;
    return st;
}

static enum st read_figures(struct req *r, struct packs_page *p)
{
    struct policy_row *policies;
    struct said_row *said;
    struct figures_in in = {.today = p->today};
    int64_t from = day_start(day_of(p->year, 1, 1)), to = day_start(day_of(p->year + 1, 1, 1));
    enum st st = policy_list(r->ctx, from, to, &policies, &in.n_policies);
    if (!st)
        st = said_list(r->ctx, from, to, &said, &in.n_said);
    if (!st)
        st = read_units(r, &in);
    if (st)
        return st;
    in.policies = policies;
    in.said = said;
    p->figures = figures_of(r->ctx->mem, &in, &p->n_figures);
    return ST_OK;
}

enum st page_packs(struct req *r)
{
    struct packs_page p = {.tab = tab_asked(r), .today = day_at(r->ctx->now)};
    int month, dom;
    enum st st = ST_OK;
    day_split(p.today, &p.year, &month, &dom);
    int64_t year = req_arg_int(r, "year", p.year);
    p.year = year >= 1949 && year <= p.year ? (int)year : p.year;
    if (p.tab == TAB_MISSING)
        st = read_missing(r, &p);
    else if (p.tab == TAB_FIGURES)
        st = read_figures(r, &p);
    else
        st = pack_list(r->ctx, unit_seen(r), p.tab == TAB_LIVE ? PACKS_LIVE : PACKS_OPEN, &p.packs,
            &p.n_packs);
    if (!st)
        packs_list_page(&r->out, r, &p);
    return st;
}

/* ---- one pack ---- */

static enum st load(struct req *r, struct pack_view *v)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    if (!st)
        st = pack_load(r->ctx, id, v);
    return st ? st : pack_may_see(r->ctx, &v->p, r->who);
}

enum st page_pack(struct req *r)
{
    struct pack_page p = {.n_steps = 0};
    enum st st = load(r, &p.v);
    if (!st)
        st = pack_steps(r->ctx, p.v.p.id, &p.steps, &p.n_steps);
    if (st)
        return st;
    p.own = p.v.p.stage == PACK_DRAFT && req_can(r, PERM_DRAFT) && p.v.p.unit_id == r->who->unit_id;
    pack_show_page(&r->out, r, &p);
    return ST_OK;
}

enum st page_pack_new(struct req *r)
{
    struct start_page p = {.record_id = req_arg_int(r, "record", 0)};
    enum st st = document_look(r->ctx, p.record_id, &p.look);
    if (st)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这份文件，请从文件的页面进入");
    pack_start_page(&r->out, r, &p);
    return ST_OK;
}

enum st page_pack_start(struct req *r)
{
    int64_t id;
    enum st st = pack_start(r->ctx, req_form_int(r, "record", 0), r->who, &id);
    if (st)
        return st;
    flash(r, "已建立：请填写解读方案，再新建解读材料");
    return redirect(r, "%s", pack_href(r, id, ""));
}

enum st page_pack_plan(struct req *r)
{
    struct pack_view v;
    enum st st = load(r, &v);
    v.p.version = req_form_int(r, "version", 0);
    if (!st)
        st = pack_plan(r->ctx, &v.p,
            &(struct plan){.mode = (enum plan_mode)req_form_int(r, "mode", 0),
                .outline = req_form(r, "outline"),
                .forms = req_form(r, "forms"),
                .channel = req_form(r, "channel"),
                .interpreter = req_form(r, "interpreter"),
                .planned_on = day_parse(req_form(r, "planned_on")),
                .reason = req_form(r, "reason")});
    if (st)
        return st;
    flash(r, "已保存解读方案");
    return redirect(r, "%s", pack_href(r, v.p.id, ""));
}

static struct interpretation said_of(struct req *r)
{
    return (struct interpretation){
        req_form(r, "said_kind"), req_form(r, "said_form"), req_form(r, "said_by")};
}

enum st page_pack_material(struct req *r)
{
    struct pack_view v;
    int64_t record;
    struct interpretation said = said_of(r);
    enum st st = load(r, &v);
    if (!st)
        st = pack_material(r->ctx, &v.p, &said, &record);
    if (st)
        return st;
    flash(r, "已新建解读材料，请写正文；写完回到这组材料送审");
    return redirect(r, "/work/documents/%lld/edit", (long long)record);
}

enum st page_pack_said(struct req *r)
{
    struct pack_view v;
    struct interpretation said = said_of(r);
    enum st st = load(r, &v);
    if (!st)
        st = pack_said(r->ctx, &v.p, req_form_int(r, "record", 0), &said);
    if (st)
        return st;
    flash(r, "已保存");
    return redirect(r, "%s", pack_href(r, v.p.id, ""));
}

enum st page_pack_remove(struct req *r)
{
    struct pack_view v;
    int64_t record;
    enum st st = load(r, &v);
    if (!st)
        st = req_id(r, "record", &record);
    if (!st)
        st = pack_remove(r->ctx, &v.p, record);
    if (st)
        return st;
    flash(r, "已移出，草稿仍在“文件”里");
    return redirect(r, "%s", pack_href(r, v.p.id, ""));
}

static const char *joined_codes(struct req *r)
{
    const char *const *list = NULL, *out = "";
    size_t n = req_form_list(r, "codes", &list);
    for (size_t i = 0; i < n; i++)
        out = arena_printf(r->ctx->mem, "%s%s%s", out, *out ? "," : "", list[i]);
    return out;
}

enum st page_pack_do(struct req *r)
{
    struct pack_view v;
    const char *action = req_param(r, "action");
    enum st st = load(r, &v);
    const struct pack_move *m = st ? NULL : pack_move_find(v.p.stage, action, v.county);
    if (m && strcmp(m->document, "submit") != 0 && (m->guards & PACK_READY) &&
        strcmp(req_form(r, "seen"), pack_texts(r->ctx->mem, &v)) != 0) {
        r->status = 409;
        return page_pack(r);
    }
    if (!st)
        st = pack_run(r->ctx, v.p.id, r->who,
            &(struct pack_do){.action = action,
                .note = req_form(r, "note"),
                .codes = joined_codes(r),
                .seen = req_form(r, "seen"),
                .secrecy = req_form(r, "secrecy"),
                .basis = req_form(r, "secrecy_basis"),
                .version = req_form_int(r, "version", 0)});
    if (st)
        return st;
    flash(r, "%s", m->done);
    return redirect(r, "%s", pack_href(r, v.p.id, ""));
}
