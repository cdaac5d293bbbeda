/* Publishing an edition and ending a record: item, places, files, leaf, journal, search, tags.
 *
 * All of it happens in the caller's transaction, so it is visible whole or not at all.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/publish.h"

#include <string.h>

#include "common/journal/tlog.h"
#include "common/record/attachment_text.h"
#include "common/record/column.h"
#include "common/record/validity.h"
#include "lib/text/docno.h"
#include "lib/text/structure.h"

static const struct stmt stmt_live = {"publish.live",
    "UPDATE record SET live_edition = $2, work_edition = NULL, stage = '', path = $3, "
    "column_id = $4, published_at = $5, first_published_at = COALESCE(first_published_at, $5), "
    "scheduled_for = NULL, updated_at = $6 WHERE id = $1",
    NULL};
static const struct stmt stmt_item_drop = {
    "publish.item_drop", "DELETE FROM item WHERE record_id = $1", NULL};
static const struct stmt stmt_item_add = {"publish.item_add",
    "INSERT INTO item (record_id, edition_id, edition_number, kind, column_id, unit_id, path, "
    "title, summary, doc_no, doc_word, doc_year, doc_serial, index_no, issuer, subject, genre, "
    "validity, region, year, formed_on, effective_on, abolished_on, published_at, "
    "first_published_at, updated_at, toc_html, open_limit, ended, ended_note) VALUES ($1, $2, $3, "
    "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, "
    "$23, $24, $25, $26, $27, $28, '', '')",
    NULL};
static const struct stmt stmt_places = {
    "publish.places", "SELECT column_id FROM item_place WHERE record_id = $1", NULL};
static const struct stmt stmt_place_drop = {
    "publish.place_drop", "DELETE FROM item_place WHERE record_id = $1", NULL};
static const struct stmt stmt_place_add = {"publish.place_add",
    "INSERT INTO item_place (column_id, published_at, record_id) VALUES ($1, $2, $3)", NULL};
static const struct stmt stmt_file_drop = {
    "publish.file_drop", "DELETE FROM public_file WHERE record_id = $1", NULL};
static const struct stmt stmt_files = {
    "publish.files", "SELECT sha256 FROM public_file WHERE record_id = $1", NULL};
static const struct stmt stmt_file_add = {"publish.file_add",
    "INSERT INTO public_file (sha256, record_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", NULL};
static const struct stmt stmt_changed = {
    "publish.search_change", "INSERT INTO search_change (record_id, at) VALUES ($1, $2)", NULL};
static const struct stmt stmt_end = {"publish.end",
    "UPDATE record SET ended = $2, ended_note = $3, ended_at = $4, ended_target = $5, "
    "updated_at = $4 WHERE id = $1 AND ended = ''",
    NULL};
static const struct stmt stmt_item_end = {"publish.item_end",
    "UPDATE item SET ended = $2, ended_note = $3, ended_at = $4, ended_target = $5, "
    "updated_at = $4, validity = CASE WHEN $6 = '' THEN validity ELSE $6 END, "
    "abolished_on = COALESCE($7, abolished_on) WHERE record_id = $1",
    NULL};
static const struct stmt stmt_item_hide = {"publish.item_hide",
    "UPDATE item SET title = '（因涉及隐私已移除）', summary = '', toc_html = '', doc_no = '', "
    "doc_word = '', doc_serial = 0, index_no = '' WHERE record_id = $1",
    NULL};
static const struct stmt *const stmts[] = {&stmt_live, &stmt_item_drop, &stmt_item_add,
    &stmt_place_drop, &stmt_place_add, &stmt_file_drop, &stmt_files, &stmt_file_add, &stmt_changed,
    &stmt_end, &stmt_item_end, &stmt_item_hide, &stmt_places};

const struct module publish_module = {
    .name = "publish", .title = "发布与结束", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

static const struct {
    const char *kind, *word, *validity;
    bool stays_listed;
} endings[] = {
    {END_REPEALED, "已废止", "废止", true},
    {END_EXPIRED, "已失效", "失效", true},
    {END_REPLACED, "已被替代", "", true},
    {END_MOVED, "已迁移", "", false},
    {END_ERROR, "已撤下", "", false},
    {END_PRIVACY, "已移除", "", false},
};

static size_t ending_index(const char *kind)
{
    size_t i = 0;
    while (i < COUNT_OF(endings) && strcmp(endings[i].kind, kind) != 0)
        i++;
    return i;
}

const char *ending_word(const char *kind)
{
    size_t i = ending_index(kind);
    return i < COUNT_OF(endings) ? endings[i].word : "";
}

const char *ending_validity(const char *kind)
{
    size_t i = ending_index(kind);
    return i < COUNT_OF(endings) ? endings[i].validity : "";
}

/* RULE G-URL-FORM: the month and day are those of the first publication, so the path is stable. */
const char *record_path(
    struct arena *a, const char *column_path, int64_t published_at, int64_t record_id)
{
    int y, m, d;
    day_split(day_at(published_at), &y, &m, &d);
    return arena_printf(a, "/%s/%04d%02d/t%04d%02d%02d_%lld.html", column_path, y, m, y, m, d,
        (long long)record_id);
}

static enum st write_item(struct ctx *c, const struct record *r, const struct edition *e,
    const char *path, int64_t at, const char *toc)
{
    const struct meta *m = &e->content.meta;
    struct docno no = {.word = ""};
    if (!docno_parse(c->mem, m->doc_no, &no))
        no = (struct docno){.word = ""};
    int year = no.year, month, dom;
    if (day_given(m->formed_on))
        day_split(m->formed_on, &year, &month, &dom);
    int64_t first = r->first_published_at ? r->first_published_at : at;
    enum st st = r->live_edition ? x(c, &stmt_item_drop, ARGS(v_int(r->id))) : ST_OK;
    if (st)
        return st;
    return x(c, &stmt_item_add,
        ARGS(v_int(r->id), v_int(e->id), v_int(e->number), v_text(r->kind), v_int(e->column_id),
            v_int(r->unit_id), v_text(path), v_text(e->content.title), v_text(e->content.summary),
            v_text(m->doc_no), v_text(no.word), v_int(no.year), v_int(no.serial),
            v_text(m->index_no), v_text(m->issuer), v_text(m->subject), v_text(m->genre),
            v_text(validity_on(m, day_at(c->now))), v_text(m->region), v_int(year),
            v_day(m->formed_on), v_day(m->effective_on), v_day(m->abolished_on), v_int(at),
            v_int(first), v_int(c->now), v_text(toc), v_text(m->open_limit)));
}

/* The pages of the columns it was listed in change too. */
static enum st leave_places(struct ctx *c, int64_t record_id)
{
    struct rows *old;
    enum st st = q(c, &stmt_places, ARGS(v_int(record_id)), &old);
    while (!st && rows_next(old))
        ctx_touch(c, "column:%lld", (long long)rows_int(old, 0));
    return st ? st : x(c, &stmt_place_drop, ARGS(v_int(record_id)));
}

/* The column and everything above it list the record; their pages change. */
static enum st write_places(struct ctx *c, const struct record *r, int64_t column_id, int64_t at)
{
    struct column *trail;
    size_t n;
    enum st st = r->live_edition ? leave_places(c, r->id) : ST_OK;
    if (!st)
        st = column_trail(c, column_id, &trail, &n);
    for (size_t i = 0; !st && i < n; i++) {
        st = x(c, &stmt_place_add, ARGS(v_int(trail[i].id), v_int(at), v_int(r->id)));
        ctx_touch(c, "column:%lld", (long long)trail[i].id);
    }
    return st;
}

/* Takes all files of the record from the public; *old: those, whose texts are still there. */
static enum st drop_files(struct ctx *c, int64_t record_id, struct rows **old)
{
    enum st st = q(c, &stmt_files, ARGS(v_int(record_id)), old);
    return st ? st : x(c, &stmt_file_drop, ARGS(v_int(record_id)));
}

static enum st forget_texts(struct ctx *c, struct rows *old)
{
    enum st st = ST_OK;
    while (!st && old && rows_next(old))
        st = attachment_text_forget(c, rows_text(old, 0));
    return st;
}

static enum st add_attachment(struct ctx *c, int64_t record_id, const char *sha256)
{
    enum st st = x(c, &stmt_file_add, ARGS(v_text(sha256), v_int(record_id)));
    return st ? st : attachment_text_want(c, sha256);
}

/* Attachments, and the pictures of the text, become readable by everybody. */
static enum st write_files(struct ctx *c, const struct record *r, const struct content *content)
{
    struct rows *old = NULL;
    enum st st = r->live_edition ? drop_files(c, r->id, &old) : ST_OK;
    for (size_t i = 0; !st && i < content->meta.n_files; i++)
        st = add_attachment(c, r->id, content->meta.files[i].sha256);
    const char *p = content->body_html;
    while (!st && (p = strstr(p, "=\"/files/"))) {
        p += strlen("=\"/files/");
        struct sha256 h;
        const char *hex = arena_strndup(c->mem, p, strnlen(p, 64));
        if (sha256_parse(hex, &h))
            st = x(c, &stmt_file_add, ARGS(v_text(hex), v_int(r->id)));
    }
    return st ? st : forget_texts(c, old);
}

static void touch_record(struct ctx *c, int64_t record_id)
{
    ctx_touch(c, "record:%lld", (long long)record_id);
    ctx_touch(c, "items");
}

static enum st append_leaf(struct ctx *c, const struct record *r, const struct edition *e,
    const char *act, const char *path)
{
    bool hidden = strcmp(r->ended, END_PRIVACY) == 0;
    return tlog_append(c, &(struct leaf){.record_id = r->id,
                              .edition_id = e->id,
                              .act = act,
                              .title = hidden ? "" : e->content.title,
                              .number = hidden ? "" : e->content.meta.doc_no,
                              .unit = r->unit_name,
                              .sha256 = e->sha256,
                              .path = hidden ? "" : path});
}

static enum st check_publishable(struct ctx *c, const struct record *r, const struct edition *e)
{
    if (e->record_id != r->id)
        return fail(c, ST_INVALID, "", "这个版本不属于这份文件，请刷新后重试");
    if (*r->ended)
        return fail(
            c, ST_CONFLICT, "", "这份文件已经结束（%s），不能再发布新版本", ending_word(r->ended));
    if (strcmp(e->content.meta.open_mode, "依申请公开") == 0 ||
        strcmp(e->content.meta.open_mode, "不予公开") == 0)
        return fail(c, ST_INVALID, "open_mode", "公开方式为“%s”的文件不能发布到网站",
            e->content.meta.open_mode);
    return ST_OK;
}

#define DAY_SECONDS 86400

/* RULE B-V1-DATE: a publish time of more than a day ago needs its reason, 补录 or 转载, on record.
 */
static enum st check_time(
    struct ctx *c, const struct record *r, const struct edition *e, int64_t at)
{
    bool told = !strncmp(e->note, "补录", 6) || !strncmp(e->note, "转载", 6);
    if (r->live_edition || told || at >= c->now - DAY_SECONDS)
        return ST_OK;
    return fail(
        c, ST_INVALID, "note", "发布时间早于今天一天以上，请在说明中以“补录”或“转载”开头写明原因");
}

enum st publish_loaded(struct ctx *c, struct record *r, const struct edition *e,
    const struct column *column, struct publish_how how)
{
    enum st st = check_publishable(c, r, e);
    if (st)
        return st;
    int64_t at = how.at ? how.at : r->live_edition ? r->published_at : c->now;
    st = check_time(c, r, e, at);
    if (st)
        return st;
    const char *path = *r->path ? r->path : record_path(c->mem, column->path, at, r->id);
    const char *act = r->live_edition ? "amend" : "publish";
    const char *toc =
        how.toc_html ? how.toc_html : structure_toc_html(c->mem, e->content.body_html);
    r->work_edition = e->id;
    st = status_add(c, r, act, "", e->note, "");
    if (!st)
        st = x(c, &stmt_live,
            ARGS(v_int(r->id), v_int(e->id), v_text(path), v_int(e->column_id), v_int(at),
                v_int(c->now)));
    if (!st)
        st = write_item(c, r, e, path, at, toc);
    if (!st)
        st = write_places(c, r, e->column_id, at);
    if (!st)
        st = write_files(c, r, &e->content);
    if (!st)
        st = append_leaf(c, r, e, act, path);
    if (!st)
        st = x(c, &stmt_changed, ARGS(v_int(r->id), v_int(c->now)));
    touch_record(c, r->id);
    return st;
}

enum st record_publish(struct ctx *c, int64_t record_id, int64_t edition_id, int64_t at)
{
    struct record r;
    struct edition e;
    struct column column;
    enum st st = record_get(c, record_id, &r);
    if (!st)
        st = edition_get(c, edition_id, &e);
    if (!st)
        st = column_get(c, e.column_id, &column);
    if (!st)
        st = publish_loaded(c, &r, &e, &column, (struct publish_how){.at = at});
    return st ? st : draft_discard(c, record_id);
}

enum st ending_check(struct ctx *c, const struct ending *e)
{
    size_t i = ending_index(e->kind);
    if (i == COUNT_OF(endings))
        return fail(c, ST_INVALID, "kind", "请选择结束的方式");
    if (!*e->note)
        return fail(c, ST_INVALID, "note", "请写明原因");
    bool needs_target = !strcmp(e->kind, END_REPLACED) || !strcmp(e->kind, END_MOVED);
    if (needs_target && !e->target)
        return fail(c, ST_INVALID, "target", "请指明%s哪一份文件",
            strcmp(e->kind, END_MOVED) ? "被" : "迁移到");
    if (!strcmp(e->kind, END_REPEALED) && !*e->basis)
        return fail(c, ST_INVALID, "basis", "请写明作出废止决定的文件名称或文号");
    if (endings[i].validity[0] && !day_given(e->on))
        return fail(c, ST_INVALID, "on", "请写明自哪一天起%s", endings[i].validity);
    return ST_OK;
}

static const char *ending_note(struct ctx *c, const struct ending *e)
{
    return *e->basis ? arena_printf(c->mem, "%s（依据：%s）", e->note, e->basis) : e->note;
}

static enum st write_ending(struct ctx *c, const struct record *r, const struct ending *e)
{
    struct val target = e->target ? v_int(e->target) : v_null();
    const char *note = ending_note(c, e);
    struct rows *old = NULL;
    enum st st =
        x(c, &stmt_end, ARGS(v_int(r->id), v_text(e->kind), v_text(note), v_int(c->now), target));
    if (!st)
        st = x(c, &stmt_item_end,
            ARGS(v_int(r->id), v_text(e->kind), v_text(note), v_int(c->now), target,
                v_text(ending_validity(e->kind)), v_day(e->on)));
    if (!st && !endings[ending_index(e->kind)].stays_listed)
        st = x(c, &stmt_place_drop, ARGS(v_int(r->id)));
    if (!st && (!strcmp(e->kind, END_ERROR) || !strcmp(e->kind, END_PRIVACY)))
        st = drop_files(c, r->id, &old);
    if (!st)
        st = forget_texts(c, old);
    if (!st && !strcmp(e->kind, END_PRIVACY))
        st = x(c, &stmt_item_hide, ARGS(v_int(r->id)));
    return st;
}

enum st record_end(struct ctx *c, int64_t record_id, const struct ending *ending)
{
    struct record r;
    struct edition e;
    struct column *trail;
    size_t n;
    enum st st = ending_check(c, ending);
    if (!st)
        st = record_get(c, record_id, &r);
    if (st)
        return st;
    if (!r.live_edition)
        return fail(c, ST_CONFLICT, "", "这份文件还没有发布，不需要结束；可以直接放弃草稿");
    if (*r.ended)
        return fail(c, ST_CONFLICT, "", "这份文件已经结束（%s）", ending_word(r.ended));
    st = edition_get(c, r.live_edition, &e);
    if (!st)
        st = column_trail(c, r.column_id, &trail, &n);
    if (st)
        return st;
    for (size_t i = 0; i < n; i++)
        ctx_touch(c, "column:%lld", (long long)trail[i].id);
    touch_record(c, r.id);
    st = write_ending(c, &r, ending);
    r.ended = ending->kind;
    r.work_edition = r.live_edition;
    if (!st)
        st = status_add(c, &r, "end", "", ending_note(c, ending), ending->kind);
    if (!st)
        st = append_leaf(c, &r, &e, "end", r.path);
    return st ? st : x(c, &stmt_changed, ARGS(v_int(r.id), v_int(c->now)));
}
