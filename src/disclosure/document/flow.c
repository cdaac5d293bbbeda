/* The transition table and the pure functions that walk it; see flow.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/flow.h"

#include <string.h>

#include "common/org/org.h"
#include "common/record/record.h"

const struct move moves[] = {
    {"edit", "编辑", AT_WRITING, AT_SAME, PERM_DRAFT, 0, "", "保存草稿；保存者记为本版本的起草人",
        true, AS_PLAIN},
    {"submit", "提交审核", AT_WRITING, AT_SUBMITTED, PERM_DRAFT, GUARD_SUBMIT | GUARD_ALONE, "",
        "草稿定为一个版本，审核任务发给本单位审核人", true, AS_PRIMARY},
    {"withdraw", "撤回", AT_SUBMITTED, AT_DRAFT, PERM_DRAFT, GUARD_WRITER | GUARD_ALONE, "",
        "回到起草，审核任务取消", false, AS_PLAIN},
    {"approve", "审核通过", AT_SUBMITTED, AT_APPROVED, PERM_REVIEW,
        GUARD_SEPARATE | GUARD_SUBMIT | GUARD_ALONE, "", "编索引号，发布任务发给有发布权限的人",
        true, AS_PRIMARY},
    {"send_back", "退回", AT_SUBMITTED | AT_APPROVED, AT_RETURNED, PERM_REVIEW, GUARD_ALONE,
        "至少一个退回原因", "退回任务发给起草人，写明原因", true, AS_PLAIN},
    {"secrecy", "保密审查", AT_SUBMITTED | AT_APPROVED | AT_SCHEDULED, AT_SAME, PERM_REVIEW,
        GUARD_SECRECY, "结论；删减后公开、不公开的，写明依据",
        "只对这一份文本有效，改过的要重新审查；不对外公开", true, AS_PLAIN},
    {"publish", "发布", AT_APPROVED | AT_SCHEDULED, AT_LIVE, PERM_PUBLISH,
        GUARD_PUBLISH | GUARD_ALONE, "", "公众立即可见，写入公开日志；旧版本保留", false,
        AS_PRIMARY},
    {"schedule", "定时发布", AT_APPROVED | AT_SCHEDULED, AT_SCHEDULED, PERM_PUBLISH,
        GUARD_PUBLISH | GUARD_ALONE, "不早于现在的时间", "到时自动发布", true, AS_PLAIN},
    {"unschedule", "取消定时", AT_SCHEDULED, AT_APPROVED, PERM_PUBLISH, 0, "", "回到待发布", false,
        AS_PLAIN},
    {"amend", "修改", AT_LIVE, AT_DRAFT, PERM_DRAFT, GUARD_PUBLISHED, "改了什么、为什么改",
        "以现行版本为底稿起草新版本，公众看到的不变", true, AS_PLAIN},
    {"restore", "恢复旧版本", AT_WRITING | AT_LIVE, AT_DRAFT, PERM_DRAFT, GUARD_EDITIONS,
        "选择一个版本", "以选定的旧版本为底稿起草", false, AS_QUIET},
    {"discard", "放弃草稿", AT_WRITING, AT_BACK, PERM_DRAFT, GUARD_WRITER | GUARD_ALONE, "",
        "草稿留存，可以找回；已发布的内容不变", false, AS_QUIET},
    {"resume", "找回草稿", AT_LIVE | AT_DISCARDED, AT_DRAFT, PERM_DRAFT, GUARD_KEPT, "",
        "继续编辑放弃了的草稿", false, AS_PLAIN},
    {"end", "结束", AT_LIVE | AT_OPEN, AT_ENDED, PERM_END, GUARD_PUBLISHED, "结束方式及其必填项",
        "废止、失效、被替代：正文留存并加标识；迁移：转到新地址；发布有误、涉及隐私：撤下", true,
        AS_DANGER},
};
const size_t n_moves = COUNT_OF(moves);

static const struct {
    enum place place;
    const char *stage, *word;
} places[] = {
    {AT_DRAFT, STAGE_DRAFT, "起草中"},
    {AT_SUBMITTED, STAGE_SUBMITTED, "待审核"},
    {AT_RETURNED, STAGE_RETURNED, "已退回"},
    {AT_APPROVED, STAGE_APPROVED, "待发布"},
    {AT_SCHEDULED, STAGE_SCHEDULED, "定时发布"},
    {AT_DISCARDED, STAGE_DISCARDED, "已放弃"},
    {AT_LIVE, "", "已发布"},
    {AT_ENDED, "ended", "已结束"},
};

static const struct {
    enum guard guard;
    const char *word;
} guard_words[] = {
    {GUARD_SUBMIT, "提交检查全部通过"},
    {GUARD_PUBLISH, "发布检查全部通过"},
    {GUARD_SEPARATE, "没有起草或修改过本版本"},
    {GUARD_WRITER, "起草或修改过本版本"},
    {GUARD_PUBLISHED, "发布过"},
    {GUARD_KEPT, "有放弃了的草稿"},
    {GUARD_EDITIONS, "有旧版本"},
    {GUARD_ALONE, "不在同步送审的一组材料里"},
    {GUARD_SECRECY, "需要保密审查；没有起草或修改过本版本"},
};

const struct move *move_find(const char *action)
{
    for (size_t i = 0; i < n_moves; i++)
        if (strcmp(moves[i].action, action) == 0)
            return &moves[i];
    return NULL;
}

enum place place_of(const char *stage, bool published, bool ended)
{
    if (ended)
        return AT_ENDED;
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (*stage && strcmp(places[i].stage, stage) == 0)
            return places[i].place;
    return published ? AT_LIVE : AT_DISCARDED;
}

const char *place_word(enum place p)
{
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (places[i].place == p)
            return places[i].word;
    return "";
}

const char *places_words(struct arena *a, unsigned set)
{
    const char *out = "";
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (places[i].place & set)
            out = *out ? arena_printf(a, "%s、%s", out, places[i].word) : places[i].word;
    return out;
}

const char *guards_words(struct arena *a, unsigned guards)
{
    const char *out = "";
    for (size_t i = 0; i < COUNT_OF(guard_words); i++)
        if (guard_words[i].guard & guards)
            out = *out ? arena_printf(a, "%s；%s", out, guard_words[i].word) : guard_words[i].word;
    return out;
}

static bool may(const struct flow_state *s, const char *perm)
{
    for (size_t i = 0; i < s->n_perms; i++)
        if (strcmp(s->perms[i], perm) == 0)
            return true;
    return false;
}

static void give(struct reasons *r, const char *code, const char *text, const char *remedy)
{
    r->list[r->n++] =
        (struct reason){.code = code, .text = text, .field = "", .place = "", .remedy = remedy};
}

static void give_findings(struct arena *a, struct reasons *r, const struct findings *f)
{
    for (size_t i = 0; f && i < f->n; i++) {
        const struct code *code = f->list[i].code;
        if (code->weight == WEIGHT_HINT)
            continue;
        const char *detail = f->list[i].detail;
        r->list[r->n++] = (struct reason){.code = code->code,
            .field = code->field,
            .place = code->place,
            .remedy = code->remedy,
            .text = *detail ? arena_printf(a, "%s（%s）", code->what, detail) : code->what};
    }
}

static void check_guards(struct reasons *r, const struct move *m, const struct flow_state *s)
{
    /* RULE F-SELF: whoever wrote a version does not approve it. */
    if ((m->guards & GUARD_SEPARATE) && s->wrote)
        give(r, "F-SELF", "您起草或修改过这个版本，不能自己审核", "请由本单位的另一位审核人审核");
    /* RULE F-BUNDLE: what belongs together acts together. */
    if ((m->guards & GUARD_ALONE) && s->bundle && *s->bundle)
        give(r, "F-BUNDLE", "这份文件与解读方案、解读材料同步送审、同步发布，不能单独办理",
            "请在“政策解读”中办理这一组材料");
    /* RULE S-OWN: nobody reviews the secrecy of own words. */
    if ((m->guards & GUARD_SECRECY) && s->wrote)
        give(r, "S-OWN", "您起草或修改过这个版本，不能自己作保密审查",
            "请没有起草本文的另一位审核人审查");
    if ((m->guards & GUARD_WRITER) && !s->wrote && !may(s, PERM_ALL_UNITS))
        give(r, "F-WRITER", "这个版本不是您起草的", "请起草人操作，或由审核人退回");
    if ((m->guards & GUARD_PUBLISHED) && !s->published)
        give(r, "F-PUBLISHED", "还没有发布过", "可以直接编辑或放弃草稿");
    if ((m->guards & GUARD_KEPT) && !s->kept)
        give(r, "F-KEPT", "没有放弃了的草稿", "用“修改”起草新版本");
    if ((m->guards & GUARD_EDITIONS) && !s->has_editions)
        give(r, "F-EDITIONS", "还没有旧版本", "提交审核后才有版本");
}

struct reasons flow_reasons(struct arena *a, const struct move *m, const struct flow_state *s)
{
    size_t most = 8 + (s->submit ? s->submit->n : 0) + (s->publish ? s->publish->n : 0);
    struct reasons r = {ARENA_ARRAY(a, struct reason, most), 0};
    /* RULE F-STAGE: an act begins where the table says, of two people at once the first does it. */
    if (!(m->from & s->place))
        give(&r, "F-STAGE",
            arena_printf(a, "现在是“%s”，%s只能在%s时进行", place_word(s->place), m->label,
                places_words(a, m->from)),
            "请刷新页面，看看现在可以做什么");
    if (!may(s, m->perm))
        give(&r, "F-PERM", arena_printf(a, "您没有“%s”的权限", m->label),
            "请有权限的同事操作，或联系管理员");
    if (!s->own_unit)
        give(&r, "F-UNIT", "这是其他单位的文件", "请由该单位或县政府办公室办理");
    check_guards(&r, m, s);
    if (m->guards & GUARD_SUBMIT)
        give_findings(a, &r, s->submit);
    if (m->guards & GUARD_PUBLISH)
        give_findings(a, &r, s->publish);
    return r;
}

bool flow_fits(const struct move *m, const struct flow_state *s)
{
    if (!(m->from & s->place) || !may(s, m->perm) || !s->own_unit)
        return false;
    return !((m->guards & GUARD_PUBLISHED) && !s->published) &&
           !((m->guards & GUARD_SECRECY) && !s->secrecy_needed) &&
           !((m->guards & GUARD_KEPT) && !s->kept) &&
           !((m->guards & GUARD_EDITIONS) && !s->has_editions);
}
