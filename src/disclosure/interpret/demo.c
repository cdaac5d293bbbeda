/* See demo.h. Everything is done by the acts that people do.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/demo.h"

#include <string.h>

#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/item.h"
#include "disclosure/interpret/acts.h"

struct sample {
    const char *title, *issuer, *body, *outline;
    bool with_material;
};
static const struct sample samples[] = {
    {"师宗县义务教育阶段学校招生办法（演示）", "师宗县人民政府办公室",
        "<p>第一条 为规范义务教育阶段学校招生，制定本办法。</p><p>第二条 学校不得组织入学考试。</p>"
        "<p>【演示内容】本页文字为演示而自拟，不是真实公文。</p>",
        "招生范围、报名材料、时间安排，与往年不同的地方", true},
    {"师宗县学校体育场地开放办法（演示）", "师宗县教育体育局",
        "<p>第一条 学校体育场地在课余和节假日向居民开放。</p>"
        "<p>【演示内容】本页文字为演示而自拟，不是真实公文。</p>",
        "开放时间、安全责任", false},
};

static enum st find_editor(struct ctx *c, struct person *out)
{
    struct person *list;
    size_t n;
    enum st st = person_list(c, 0, &list, &n);
    for (size_t i = 0; !st && i < n; i++)
        if (strcmp(list[i].login, "xinxi") == 0) {
            *out = list[i];
            return ST_OK;
        }
    return st ? st : ST_NOT_FOUND;
}

static enum st policy(struct ctx *c, const struct sample *s, int64_t *record)
{
    struct column column;
    struct content content;
    enum st st = column_by_path(c, "zwgk/fdnr/zcwj/gfxwj", &column);
    content_init(&content);
    content.title = s->title;
    content.body_html = s->body;
    content.meta.issuer = s->issuer;
    content.meta.source = s->issuer;
    content.meta.open_mode = "主动公开";
    content.meta.validity = "有效";
    content.meta.subject = "科技、教育";
    content.meta.formed_on = day_at(c->now);
    return st ? st : document_start(c, "document", column.id, &content, record);
}

static enum st play(struct ctx *c, const struct sample *s, const struct principal *who)
{
    struct pack p;
    int64_t record, id, material;
    enum st st = policy(c, s, &record);
    if (!st)
        st = pack_start(c, record, who, &id);
    if (!st)
        st = pack_get(c, id, &p);
    if (!st)
        st = pack_plan(c, &p,
            &(struct plan){.mode = PLAN_SYNC,
                .outline = s->outline,
                .forms = "文字、问答",
                .channel = "县政府网站",
                .interpreter = "示例丙",
                .planned_on = day_at(c->now),
                .reason = ""});
    if (st || !s->with_material)
        return st;
    return pack_material(
        c, &p, &(struct interpretation){"负责人解读", "问答", "示例丙"}, &material);
}

/* Kind and form of what the demo has published in the column of interpretations. */
static enum st describe(struct ctx *c)
{
    struct column column;
    struct item_list list;
    enum st st = column_by_path(c, "zwgk/fdnr/zcjd", &column);
    if (!st)
        st = item_newest(c, column.id, 50, &list);
    for (size_t i = 0; !st && i < list.n; i++) {
        bool asked = strstr(list.items[i].title, "一问一答") != NULL;
        st = interpretation_put(c, list.items[i].record_id,
            &(struct interpretation){asked ? "部门解读" : "负责人解读", asked ? "问答" : "文字",
                asked ? "县水务局" : "县政府办公室"});
    }
    return st;
}

enum st interpret_demo(struct ctx *c)
{
    const int64_t person = c->person, unit = c->unit;
    struct person editor;
    enum st st = find_editor(c, &editor);
    if (st)
        return st == ST_NOT_FOUND ? ST_OK : st; /* a county with other people */
    const struct principal who = {.id = editor.id, .unit_id = editor.unit_id};
    c->person = editor.id;
    c->unit = editor.unit_id;
    for (size_t i = 0; !st && i < COUNT_OF(samples); i++)
        st = play(c, &samples[i], &who);
    if (!st)
        st = describe(c);
    c->person = person;
    c->unit = unit;
    return st;
}
