/* The public copy of a reply and the yearly overview, handed in to the document slice.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "disclosure/document/document.h"
#include "disclosure/proposal/acts.h"
#include "disclosure/proposal/letter.h"
#include "disclosure/proposal/tally.h"

void prop_content(struct ctx *c, const struct prop *p, const struct prop_joint *joints, size_t n,
    struct content *out)
{
    content_init(out);
    out->title = prop_reply_title(c->mem, p);
    out->summary = p->summary;
    out->body_html = prop_public_html(c->mem, p, joints, n);
    out->meta.doc_no = p->doc_no;
    out->meta.issuer = out->meta.source = p->lead_full;
    out->meta.subject = "综合政务\\其他";
    out->meta.genre = "函";
    out->meta.validity = "有效";
    out->meta.open_mode = "主动公开";
    out->meta.formed_on = p->signed_on;
}

enum st prop_hand_in(struct ctx *c, const struct principal *who, struct prop *p,
    const struct prop_joint *joints, size_t n)
{
    struct content content;
    prop_content(c, p, joints, n, &content);
    p->handed_version = p->text_version;
    return document_hand_in(c, who,
        &(struct document_work){.kind = "document",
            .column = PROP_COLUMN,
            .content = &content,
            .note = p->record_id ? "重新办理后再次答复" : ""},
        &p->record_id);
}

/* ---- the overview ---- */

struct overview_row {
    const char *label;
    int64_t n[3]; /* both kinds, npc, cppcc */
    const char *rate[3];
};

static void cell(struct buf *b, const char *rate, int64_t n)
{
    if (rate)
        buf_addf(b, "<td>%s</td>", rate);
    else
        buf_addf(b, "<td>%lld</td>", (long long)n);
}

static void tables(struct arena *a, struct buf *b, const struct prop_tally t[3])
{
#define N(member)                                                                                  \
    {                                                                                              \
        t[0].member, t[1].member, t[2].member                                                      \
    }
#define RATE(part, whole)                                                                          \
    {                                                                                              \
        prop_rate(a, t[0].part, t[0].whole), prop_rate(a, t[1].part, t[1].whole),                  \
            prop_rate(a, t[2].part, t[2].whole)                                                    \
    }
    const char *happy[3];
    for (size_t k = 0; k < 3; k++)
        happy[k] = prop_rate(a, t[k].satisfied + t[k].basically, prop_votes(&t[k]));
    const struct overview_row rows[] = {{"收到（件）", N(received), {NULL}},
        {"已答复（件）", N(answered), {NULL}}, {"办复率", {0}, RATE(answered, received)},
        {"按期答复（件）", N(on_time), {NULL}}, {"A类：已经解决或基本解决（件）", N(a), {NULL}},
        {"B类：列入计划，逐步解决（件）", N(b), {NULL}},
        {"C类：受条件限制，作出说明（件）", N(c), {NULL}},
        {"采纳（A类、B类，件）", N(adopted), {NULL}}, {"满意（份）", N(satisfied), {NULL}},
        {"基本满意（份）", N(basically), {NULL}}, {"不满意（份）", N(unsatisfied), {NULL}},
        {"满意和基本满意率", {0}, {happy[0], happy[1], happy[2]}},
        {"已公开答复（件）", N(published), {NULL}}, {"不予公开（件）", N(withheld), {NULL}}};
#undef N
#undef RATE
    buf_adds(b,
        "<table><thead><tr><th scope=\"col\">项目</th><th scope=\"col\">合计</th><th "
        "scope=\"col\">人大代表建议</th><th scope=\"col\">政协提案</th></tr></thead><tbody>");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_addf(b, "<tr><th scope=\"row\">%s</th>", rows[i].label);
        for (size_t k = 0; k < 3; k++)
            cell(b, rows[i].rate[k], rows[i].n[k]);
        buf_adds(b, "</tr>");
    }
    buf_adds(b, "</tbody></table>");
}

enum st prop_overview_content(struct ctx *c, int year, struct content *out)
{
    struct prop *list;
    size_t n;
    struct unit own;
    struct buf b;
    const struct day today = day_at(c->now);
    char day[24];
    enum st st = prop_of_year(c, year, &list, &n);
    if (!st)
        st = unit_get(c, c->unit, &own);
    if (!st && !n)
        return fail(c, ST_INVALID, "year", "%d年没有登记建议提案，不能生成总体情况", year);
    if (st)
        return st;
    const struct prop_tally t[3] = {prop_tally(list, n, "", today),
        prop_tally(list, n, "npc", today), prop_tally(list, n, "cppcc", today)};
    content_init(out);
    out->title = arena_printf(c->mem, "%d年人大代表建议和政协提案办理总体情况", year);
    out->summary = prop_tally_words(c->mem, &t[0], year, &t[1], &t[2]);
    buf_init(&b, 0);
    buf_addf(&b, "<p>%s</p>", out->summary);
    tables(c->mem, &b, t);
    buf_addf(&b, "<p>数据截至%s，由办理记录汇总。</p>", day_text_zh(today, day));
    out->body_html = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    out->meta.issuer = out->meta.source = own.name;
    out->meta.subject = "综合政务\\其他";
    out->meta.open_mode = "主动公开";
    out->meta.formed_on = today;
    return ST_OK;
}

enum st prop_overview_may(struct ctx *c, int64_t unit_id)
{
    struct unit own;
    enum st st = unit_get(c, unit_id, &own);
    if (!st && strcmp(own.kind, "OFFICE") != 0 && strcmp(own.kind, "GOVERNMENT") != 0)
        return fail(c, ST_DENIED, "", "年度总体情况由县政府办公室的信息员生成，主管审核后发布");
    return st;
}

enum st prop_overview_hand_in(
    struct ctx *c, const struct principal *who, int year, const char *note)
{
    struct content content;
    int64_t record;
    enum st st = prop_overview_may(c, c->unit);
    if (!st)
        st = prop_overview_content(c, year, &content);
    if (!st)
        st = prop_overview_record(c, year, &record);
    if (!st)
        st = document_hand_in(c, who,
            &(struct document_work){
                .kind = "notice", .column = PROP_COLUMN, .content = &content, .note = note},
            &record);
    if (!st)
        st = prop_overview_put(c, year, record);
    ctx_touch(c, "proposal");
    return st ? st
              : journal_add(c, &(struct act){.action = "proposal.overview",
                                   .subject_kind = "record",
                                   .subject_id = record});
}
