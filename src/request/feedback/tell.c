/* From a closed case to a public question and answer. RULE K10
 *
 * Nothing is taken over from what the applicant wrote: the start is the name of the information and
 * the kind of reply. Before it is handed in, text is compared with every sealed value of the case
 * and searched for numbers of identity, telephones, bank cards and secrecy marks.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "disclosure/document/document.h"
#include "lib/text/privacy.h"
#include "lib/ui/ui.h"
#include "request/feedback/acts.h"

bool feedback_can_tell(const struct foi_case *k)
{
    return !k->fix && *k->code && (k->stage == CASE_CLOSED || k->stage == CASE_ARCHIVED);
}

const char *feedback_html(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, 0);
    while (*text) {
        size_t n = strcspn(text, "\n");
        if (n) {
            buf_adds(&b, "<p>");
            html_text(&b, arena_strndup(a, text, n));
            buf_adds(&b, "</p>");
        }
        text += n + (text[n] == '\n');
    }
    const char *html = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return html;
}

/* ---- nothing of the applicant ---- */

static const char *also(
    struct arena *a, const char *found, const char *place, int line, const char *what)
{
    const char *where =
        line > 0 ? arena_printf(a, "“%s”第%d行", place, line) : arena_printf(a, "“%s”", place);
    return arena_printf(a, "%s%s%s：%s", found, *found ? "；" : "", where, what);
}

enum st feedback_check(struct ctx *c, const struct foi_case *cases, size_t n, const char *place,
    const char *text, const char **found)
{
    static const char *const kinds[] = {[PRIVACY_ID] = "公民身份号码",
        [PRIVACY_PHONE] = "手机号码",
        [PRIVACY_SECRET] = "国家秘密标志",
        [PRIVACY_CARD] = "银行卡号"};
    const struct privacy_hit *hits;
    enum st st = ST_OK;
    *found = "";
    for (size_t i = 0; !st && i < n; i++) {
        struct foi_leak *leaks;
        size_t n_leaks;
        st = foi_leaks(c, &cases[i], text, &leaks, &n_leaks);
        for (size_t k = 0; !st && k < n_leaks; k++)
            *found = also(c->mem, *found, place, leaks[k].line, leaks[k].what);
    }
    size_t n_hits = st ? 0 : privacy_scan(c->mem, text, &hits);
    for (size_t i = 0; i < n_hits && i < 20; i++)
        *found = also(c->mem, *found, place, hits[i].line, kinds[hits[i].kind]);
    return st;
}

/* ---- the start ---- */

enum st feedback_suggest(struct ctx *c, const struct foi_case *k, struct feedback_entry *out)
{
    struct foi_answer an;
    enum st st = foi_answer_get(c, k, &an);
    if (st)
        return st;
    const char *name = an.info_title;
    *out = (struct feedback_entry){.case_id = k->id,
        .organ_id = k->organ_id,
        .organ_name = k->organ_name,
        .code = k->code,
        .replied = an.day,
        .title = *name ? arena_printf(c->mem, "能否申请公开%s？", name) : "",
        .question = *name ? arena_printf(c->mem, "想了解%s，怎样获取？", name) : "",
        .answer = arena_printf(c->mem, "%s。%s%s%s", an.title,
            *an.where ? arena_printf(c->mem, "公开位置：%s。", an.where) : "",
            *an.way ? arena_printf(c->mem, "获取方式：%s。", an.way) : "",
            *an.released_part ? arena_printf(c->mem, "公开的部分：%s。", an.released_part) : ""),
        .link = "",
        .column = FEEDBACK_COLUMN};
    return ST_OK;
}

/* ---- handing in ---- */

struct part {
    const char *field, *label, *text;
    bool required;
};

static enum st check(struct ctx *c, const struct foi_case *k, const struct feedback_entry *e)
{
    const struct part parts[] = {{"title", "标题", e->title, true},
        {"question", "问题", e->question, true}, {"answer", "答复", e->answer, true},
        {"link", "公开位置", e->link, false}};
    const char *all = "", *field = "";
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < COUNT_OF(parts); i++) {
        const char *found = "";
        if (!*parts[i].text && parts[i].required)
            return fail(c, ST_INVALID, parts[i].field, "请填写“%s”", parts[i].label);
        st = feedback_check(c, k, 1, parts[i].label, parts[i].text, &found);
        if (!*field && *found)
            field = parts[i].field;
        if (*found)
            all = arena_printf(c->mem, "%s%s%s", all, *all ? "；" : "", found);
    }
    if (!st && *all)
        return fail(
            c, ST_INVALID, field, "不能公开申请人和个人的信息，请改写后再送审：%.500s", all);
    if (!st && *e->link && !ui_local_path(e->link))
        return fail(c, ST_INVALID, "link", "请填写本网站的地址，以“/”开头，从公开页面的地址栏复制");
    if (!st && strcmp(e->column, FEEDBACK_COLUMN) != 0 && strcmp(e->column, COLUMN_FAQ) != 0)
        return fail(c, ST_INVALID, "column", "请选择发布在哪个栏目");
    return st;
}

static const char *body_of(struct ctx *c, const struct feedback_entry *e, const char *outcome)
{
    struct buf b;
    char day[24];
    buf_init(&b, 0);
    buf_adds(&b, "<h2>问题</h2>");
    buf_adds(&b, feedback_html(c->mem, e->question));
    buf_adds(&b, "<h2>答复</h2>");
    buf_adds(&b, feedback_html(c->mem, e->answer));
    if (*e->link) {
        buf_adds(&b, "<p>相关信息已经公开：<a href=\"");
        html_text(&b, e->link);
        buf_adds(&b, "\">打开查看</a></p>");
    }
    day_text_zh(e->replied, day);
    buf_adds(&b, "<h2>办理情况</h2><ul><li>答复机关：");
    html_text(&b, e->organ_name);
    buf_adds(&b, "</li><li>办理结果：");
    html_text(&b, outcome);
    buf_adds(&b, "</li><li>答复日期：");
    html_text(&b, day);
    buf_adds(&b, "</li></ul><p>本问答根据已经答复的政府信息公开申请整理，不含申请人的信息。</p>");
    const char *html = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return html;
}

static enum st content_of(
    struct ctx *c, const struct foi_case *k, const struct feedback_entry *e, struct content *out)
{
    struct foi_answer an;
    enum st st = foi_answer_get(c, k, &an);
    if (st)
        return st;
    content_init(out);
    out->title = e->title;
    out->summary = e->question;
    out->body_html = body_of(c, e, an.title);
    out->meta.open_mode = "主动公开";
    out->meta.issuer = out->meta.source = e->organ_name;
    out->meta.formed_on = e->replied;
    return ST_OK;
}

enum st feedback_tell(struct ctx *c, const struct principal *who, const struct foi_case *k,
    struct feedback_entry *e, const char *note)
{
    struct content content;
    bool again = e->record_id != 0;
    if (!feedback_can_tell(k))
        return fail(c, ST_CONFLICT, "", "申请办结后才能写成公开问答");
    enum st st = check(c, k, e);
    if (!st)
        st = content_of(c, k, e, &content);
    if (!st)
        st = document_hand_in(c, who,
            &(struct document_work){
                .kind = "answer", .column = e->column, .content = &content, .note = note},
            &e->record_id);
    if (!st)
        st = feedback_entry_put(c, e);
    return st ? st
              : journal_add(
                    c, &(struct act){.action = again ? "feedback.tell_again" : "feedback.tell",
                           .subject_kind = "foi",
                           .subject_id = k->id});
}
