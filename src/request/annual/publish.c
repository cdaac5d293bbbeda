/* From a finished report to an edition and a document on its way to the public page.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/file.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "lib/base/json.h"
#include "request/annual/acts.h"

#define COLUMN "zwgk/nb"
enum { FILES = 3 };

/* The tables and the texts as one JSON: what the edition holds for good. */
static enum st content_json(struct ctx *c, const struct annual *a, const char **out)
{
    struct buf b;
    buf_init(&b, 0);
    enum st st = report_json(c->mem, &a->table, &b, &c->err);
    if (!st) {
        b.p[--b.n] = '\0'; /* its closing brace; more follows */
        jw_key(&b, "texts");
        buf_addc(&b, '{');
        for (size_t i = 0; i < a->n_texts; i++)
            jw_pair(&b, a->texts[i].key, a->texts[i].text);
        buf_adds(&b, "}}");
        *out = arena_strndup(c->mem, buf_str(&b), b.n);
    }
    buf_release(&b);
    return st;
}

/* ---- the document ---- */

static enum st put_file(
    struct ctx *c, const struct annual *a, const char *ext, struct buf *b, struct attachment *out)
{
    return file_put_bytes(
        c, b->p, b->n, arena_printf(c->mem, "%s.%s", report_title(c->mem, &a->table), ext), out);
}

static enum st files_of(struct ctx *c, const struct annual *a, struct attachment out[static FILES])
{
    struct buf b;
    buf_init(&b, 0);
    enum st st = report_xlsx(&a->table, &b, &c->err);
    if (!st)
        st = put_file(c, a, "xlsx", &b, &out[0]);
    buf_clear(&b);
    if (!st)
        st = report_docx(c->mem, &a->table, a->texts, &b, &c->err);
    if (!st)
        st = put_file(c, a, "docx", &b, &out[1]);
    buf_clear(&b);
    if (!st)
        st = report_pdf(c->mem, &a->table, a->texts, &b, &c->err);
    if (!st)
        st = put_file(c, a, "pdf", &b, &out[2]);
    buf_release(&b);
    return st;
}

static const char *body_of(struct ctx *c, const struct annual *a)
{
    struct buf b;
    buf_init(&b, 0);
    buf_addf(&b,
        "<p>本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自%d年1月1日至%"
        "d年12月31日。",
        a->row.year, a->row.year);
    if (*a->organ.phone)
        buf_addf(&b, "如对本报告有疑问，请与%s联系（电话：%s）。", a->organ.name, a->organ.phone);
    buf_adds(&b, "</p>");
    report_html(c->mem, &a->table, a->texts, &b);
    const char *html = arena_strndup(c->mem, buf_str(&b), b.n);
    buf_release(&b);
    return html;
}

static enum st hand_in(
    struct ctx *c, const struct principal *who, struct annual *a, const char *note)
{
    struct attachment files[FILES];
    struct content content;
    content_init(&content);
    content.title = report_title(c->mem, &a->table);
    content.body_html = body_of(c, a);
    content.meta.open_mode = "主动公开";
    content.meta.issuer = content.meta.source = a->organ.name;
    content.meta.subject = "综合政务\\政务公开";
    content.meta.formed_on = day_at(c->now);
    enum st st = files_of(c, a, files);
    content.meta.files = files;
    content.meta.n_files = FILES;
    if (st)
        return st;
    return document_hand_in(c, who,
        &(struct document_work){
            .kind = "notice", .column = COLUMN, .content = &content, .note = note},
        &a->row.record_id);
}

/* ---- the edition ---- */

static enum st may_freeze(struct ctx *c, const struct annual *a, int64_t version, bool confirmed)
{
    const char *text = "";
    if (a->row.stage != ANNUAL_DRAFT)
        return fail(c, ST_CONFLICT, "", "只有编制中的报告可以定稿");
    if (version != a->row.version)
        return fail(c, ST_CONFLICT, "", "这份报告刚刚被别人改过，请看过最新内容后再定稿");
    for (size_t i = 0, told = 0; i < a->n_reasons && told < 8; i++)
        if (a->reasons[i].stop)
            text = arena_printf(c->mem, "%s%s%s：%s（%s）", text, told++ ? "；" : "",
                a->reasons[i].where, a->reasons[i].text, a->reasons[i].code);
    if (a->n_stops)
        return fail(c, ST_CONFLICT, "", "还有%zu处须改，不能定稿：%.500s", a->n_stops, text);
    if (a->n_reasons && !confirmed)
        return fail(
            c, ST_INVALID, "confirmed", "还有%zu处需要核对，请核对后勾选确认再定稿", a->n_reasons);
    return ST_OK;
}

enum st annual_freeze(struct ctx *c, const struct principal *who, int64_t id, int64_t version,
    bool confirmed, const char *note)
{
    struct annual *a = ARENA_NEW(c->mem, struct annual);
    const char *content;
    enum st st = annual_load(c, id, a);
    if (!st)
        st = may_freeze(c, a, version, confirmed);
    if (!st && a->row.edition && !*note)
        return fail(c, ST_INVALID, "note", "请写明与上一版相比改了什么，将随新版本公开");
    if (!st)
        st = content_json(c, a, &content);
    if (!st)
        st = annual_edition_add(c, id, ++a->row.edition, content, note);
    if (!st)
        st = hand_in(c, who, a, note);
    if (st)
        return st;
    a->row.stage = ANNUAL_FROZEN;
    a->row.frozen_at = c->now;
    st = annual_put(c, &a->row);
    if (!st)
        st = task_close_all(c, "annual", id, "done");
    return st ? st : annual_journal(c, id, "freeze", "");
}

enum st annual_reopen(struct ctx *c, int64_t id, int64_t version, const char *reason)
{
    struct annual_row row;
    enum st st = annual_get(c, id, &row);
    if (st)
        return st;
    if (row.stage != ANNUAL_FROZEN)
        return fail(c, ST_CONFLICT, "", "报告还没有定稿，可以直接修改");
    if (!*reason)
        return fail(c, ST_INVALID, "reason", "请写明为什么重新编制");
    if (version != row.version)
        return fail(c, ST_CONFLICT, "", "这份报告刚刚被别人改过，请看过最新内容后再改");
    row.stage = ANNUAL_DRAFT;
    struct buf b;
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "reason", reason);
    buf_addc(&b, '}');
    st = annual_put(c, &row);
    if (!st)
        st = annual_journal(c, id, "reopen", arena_strdup(c->mem, buf_str(&b)));
    buf_release(&b);
    return st;
}
