/* The journal for those who inspect: every act by person, area, day and subject; what was refused.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/pages.h"
#include "lib/base/json.h"

#define JOURNAL_WHERE                                                                              \
    " FROM journal j LEFT JOIN person p ON p.id = j.person LEFT JOIN unit u ON u.id = j.unit "     \
    "WHERE ($1 = '' OR p.name = $1 OR p.login = $1) AND ($2 = '' OR j.action LIKE $2 || '.%') "    \
    "AND j.at >= $3 AND j.at < $4 AND ($5 = '' OR j.subject_kind = $5) "                           \
    "AND ($6 = 0 OR j.subject_id = $6)"
const struct stmt journal_stmt_find = {"journal.find",
    "SELECT j.seq, j.at, COALESCE(p.name, ''), COALESCE(u.short_name, ''), j.origin, j.action, "
    "j.subject_kind, j.subject_id, j.edition_id, j.detail, j.hash" JOURNAL_WHERE
    " ORDER BY j.seq DESC LIMIT $7 OFFSET $8",
    NULL};
const struct stmt journal_stmt_count = {"journal.count", "SELECT count(*)" JOURNAL_WHERE, NULL};
#define ATTEMPT_WHERE                                                                              \
    " FROM attempt a LEFT JOIN person p ON p.id = a.person LEFT JOIN unit u ON u.id = a.unit "     \
    "WHERE ($1 = '' OR p.name = $1 OR p.login = $1) AND a.at >= $2 AND a.at < $3"
const struct stmt attempt_stmt_find = {"attempt.find",
    "SELECT a.at, COALESCE(p.name, ''), COALESCE(u.short_name, ''), a.route, "
    "a.reason" ATTEMPT_WHERE " ORDER BY a.id DESC LIMIT $4 OFFSET $5",
    NULL};
const struct stmt attempt_stmt_count = {"attempt.count", "SELECT count(*)" ATTEMPT_WHERE, NULL};

const struct ui_option journal_areas[] = {{"record", "文件"}, {"edition", "定稿"},
    {"column", "栏目"}, {"site", "网站设置"}, {"ledger", "台账"}, {"person", "人员与登录"},
    {"unit", "单位"}};
const size_t n_journal_areas = COUNT_OF(journal_areas);

static const char *const actions[][2] = {
    {"record.create", "新建文件"},
    {"record.save", "保存草稿"},
    {"record.submit", "提交审核"},
    {"record.withdraw", "撤回"},
    {"record.approve", "审核通过"},
    {"record.send_back", "退回"},
    {"record.publish", "发布"},
    {"record.schedule", "定时发布"},
    {"record.unschedule", "取消定时"},
    {"record.amend", "修改"},
    {"record.restore", "恢复旧版本"},
    {"record.discard", "放弃草稿"},
    {"record.resume", "找回草稿"},
    {"record.end", "结束"},
    {"record.confirm", "确认提示"},
    {"record.link", "添加关联"},
    {"record.unlink", "取消关联"},
    {"edition.add", "定稿"},
    {"column.save", "保存栏目"},
    {"site.save", "保存网站设置"},
    {"ledger.import", "导入方案"},
    {"ledger.confirm", "确认措施"},
    {"ledger.report", "报告进展"},
    {"feedback.mark", "标为值得主动公开"},
    {"feedback.add", "把申请加入主动公开建议"},
    {"feedback.remove", "把申请移出主动公开建议"},
    {"feedback.later", "主动公开建议：暂不公开"},
    {"feedback.undo", "主动公开建议：撤销"},
    {"feedback.publish", "起草多人申请过的信息"},
    {"feedback.tell", "写公开问答"},
    {"feedback.tell_again", "修改公开问答"},
    {"annual.create", "编制年度报告"},
    {"annual.cell", "更正年度报告的数字"},
    {"annual.figures", "填写年度报告表二"},
    {"annual.text", "编写年度报告文字"},
    {"annual.read", "取入上年年报"},
    {"annual.keep", "确认上年年报"},
    {"annual.forget", "放弃取入的年报"},
    {"annual.freeze", "年度报告定稿"},
    {"annual.reopen", "重新编制年度报告"},
    {"wording.save", "修改文书模板"},
    {"wording.restore", "恢复随附的文书模板"},
    {"foi.arrive", "收到申请"},
    {"foi.confirm", "确认收到"},
    {"foi.assign", "批办"},
    {"foi.answer_now", "当场答复"},
    {"calendar.notice", "录入日历"},
    {"foi.correction_notice", "要求补正"},
    {"foi.correction_received", "收到补正"},
    {"foi.abandon", "确认不再处理"},
    {"foi.accept_late", "接受逾期补正"},
    {"foi.search", "检索记录"},
    {"foi.consult", "征求意见"},
    {"foi.consult_answer", "收到意见"},
    {"foi.ask_extension", "申请延期"},
    {"foi.extension", "批准延期"},
    {"foi.reason_notice", "要求说明理由"},
    {"foi.reason_answer", "收到理由"},
    {"foi.fixed_due", "另定答复日期"},
    {"foi.fee_notice", "收费通知"},
    {"foi.paid", "收到缴费"},
    {"foi.draft", "拟答复"},
    {"foi.revise", "修改答复书文稿"},
    {"foi.mask", "制作区分处理的副本"},
    {"foi.hold", "不提供文件"},
    {"foi.submit", "送审"},
    {"foi.approve", "审查通过"},
    {"foi.return", "退回修改"},
    {"foi.sign", "签发"},
    {"foi.deliver", "送达"},
    {"foi.served", "补录送达日期"},
    {"foi.close", "办结"},
    {"foi.archive", "归档"},
    {"foi.withdraw", "撤回申请"},
    {"foi.dispute", "收到复议、诉讼通知"},
    {"foi.dispute_result", "复议、诉讼结果"},
    {"foi.reopen", "重新答复"},
    {"foi.add_file", "补充材料"},
    {"foi.note", "记事"},
    {"foi.identity", "查看证件号码"},
    {"foi.organ", "设置受理机关"},
    {"foi.recount", "重新计算期限"},
    {"person.add", "添加人员"},
    {"person.edit", "修改人员资料"},
    {"person.move", "调整任职"},
    {"person.disable", "停用账号"},
    {"person.enable", "恢复账号"},
    {"person.reset_password", "重置密码"},
    {"person.change_password", "修改密码"},
    {"person.unlock", "解除锁定"},
    {"person.totp_on", "开启两步验证"},
    {"person.totp_off", "关闭两步验证"},
    {"person.recovery_codes", "生成恢复码"},
    {"person.recovery_used", "使用恢复码"},
    {"person.sign_in", "登录"},
    {"person.sign_out", "退出"},
    {"person.session_end", "退出一台设备"},
    {"person.sessions_end", "退出其他设备"},
    {"unit.add", "添加单位"},
    {"unit.edit", "修改单位"},
    {"unit.close", "撤销单位"},
    {"unit.open", "恢复单位"},
    {"unit.alias_add", "添加别名"},
    {"unit.alias_drop", "删除别名"},
};
static const char *const origins[][2] = {{"web", "网页"}, {"import", "导入"}, {"job", "定时任务"},
    {"init", "建县"}, {"serve", "服务"}, {"test", "测试"}};
static const char *const subjects[][2] = {{"record", "文件"}, {"person", "人员"}, {"unit", "单位"},
    {"measure", "措施"}, {"column", "栏目"}, {"site", "网站"}, {"plan", "方案"}, {"foi", "申请"}};
static const char *const members[][2] = {{"title", "标题"}, {"note", "说明"}, {"codes", "代码"},
    {"name", "名称"}, {"before", "原为"}, {"login", "账号"}, {"role", "角色"},
    {"from_unit", "原单位"}, {"from_role", "原角色"}, {"alias", "别名"}, {"number", "版本"},
    {"column", "栏目"}, {"sha256", "SHA-256"}, {"kind", "类型"}, {"reason", "原因"},
    {"percent", "完成（%）"}, {"stage", "阶段"}, {"from", "原为"}, {"to", "改为"},
    {"calendar", "节假日安排到"}, {"hash", "校验值"}, {"text", "情况"}};

static const char *word_of(const char *const (*table)[2], size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i][0], key) == 0)
            return table[i][1];
    return key;
}

const char *journal_action_word(const char *action)
{
    return word_of(actions, COUNT_OF(actions), action);
}

const char *journal_origin_word(const char *origin)
{
    return word_of(origins, COUNT_OF(origins), origin);
}

const char *journal_subject_words(struct arena *a, const struct journal_line *l)
{
    const char *kind = word_of(subjects, COUNT_OF(subjects), l->subject_kind);
    return l->subject_id ? arena_printf(a, "%s %lld", kind, (long long)l->subject_id) : kind;
}

const char *journal_subject_path(struct arena *a, const struct journal_line *l)
{
    static const char *const places[][2] = {{"record", "/work/documents/"},
        {"person", "/work/people/"}, {"unit", "/work/units/"}, {"measure", "/work/ledger/"}};
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (l->subject_id && strcmp(l->subject_kind, places[i][0]) == 0)
            return arena_printf(a, "%s%lld/", places[i][1], (long long)l->subject_id);
    return "";
}

const char *journal_detail_words(struct arena *a, const char *detail)
{
    const struct json *j;
    struct err e;
    const char *words = "";
    if (!*detail || json_parse(a, detail, strlen(detail), &j, &e) || json_kind(j) != JSON_OBJECT)
        return detail;
    for (size_t i = 0; i < json_count(j); i++) {
        const char *key;
        const struct json *m = json_member(j, i, &key);
        const char *value = json_kind(m) == JSON_INT
                                ? arena_printf(a, "%lld", (long long)json_int(m, 0))
                                : json_text(m);
        if (strcmp(key, "sha256") == 0) /* enough to tell it by */
            value = arena_printf(a, "%.12s…", value);
        words = arena_printf(
            a, "%s%s%s：%s", words, i ? "；" : "", word_of(members, COUNT_OF(members), key), value);
    }
    return words;
}

/* The days of the filter as UTC seconds; the last day counts whole. */
static void read_days(struct req *r, int64_t *from, int64_t *to)
{
    struct day first = day_parse(req_arg(r, "from")), last = day_parse(req_arg(r, "to"));
    *from = day_given(first) ? day_start(first) : 0;
    *to = day_given(last) ? day_start((struct day){last.n + 1}) : INT64_MAX;
}

static enum st find_acts(struct req *r, struct journal_view *v)
{
    int64_t from, to;
    struct rows *rows;
    read_days(r, &from, &to);
    const struct val args[] = {v_text(req_arg(r, "person")), v_text(req_arg(r, "area")),
        v_int(from), v_int(to), v_text(req_arg(r, "subject")), v_int(req_arg_int(r, "number", 0)),
        v_int(JOURNAL_PER_PAGE), v_int((ui_page(r) - 1) * JOURNAL_PER_PAGE)};
    enum st st = q1(r->ctx, &journal_stmt_count, args, 6, &rows);
    if (st)
        return st;
    v->total = rows_int(rows, 0);
    st = q(r->ctx, &journal_stmt_find, args, 8, &rows);
    if (st)
        return st;
    v->lines = ARENA_ARRAY(r->ctx->mem, struct journal_line, rows_count(rows));
    while (rows_next(rows))
        v->lines[v->n++] = (struct journal_line){.seq = rows_int(rows, 0),
            .at = rows_int(rows, 1),
            .person = rows_text(rows, 2),
            .unit = rows_text(rows, 3),
            .origin = rows_text(rows, 4),
            .action = rows_text(rows, 5),
            .subject_kind = rows_text(rows, 6),
            .subject_id = rows_int(rows, 7),
            .edition_id = rows_int(rows, 8),
            .detail = rows_text(rows, 9),
            .hash = rows_text(rows, 10)};
    return ST_OK;
}

static enum st find_attempts(struct req *r, struct journal_view *v)
{
    int64_t from, to;
    struct rows *rows;
    read_days(r, &from, &to);
    const struct val args[] = {v_text(req_arg(r, "person")), v_int(from), v_int(to),
        v_int(JOURNAL_PER_PAGE), v_int((ui_page(r) - 1) * JOURNAL_PER_PAGE)};
    enum st st = q1(r->ctx, &attempt_stmt_count, args, 3, &rows);
    if (st)
        return st;
    v->total = rows_int(rows, 0);
    st = q(r->ctx, &attempt_stmt_find, args, 5, &rows);
    if (st)
        return st;
    v->refused = ARENA_ARRAY(r->ctx->mem, struct attempt_line, rows_count(rows));
    while (rows_next(rows))
        v->refused[v->n++] = (struct attempt_line){rows_int(rows, 0), rows_text(rows, 1),
            rows_text(rows, 2), rows_text(rows, 3), rows_text(rows, 4)};
    return ST_OK;
}

enum st journal_show(struct req *r)
{
    struct journal_view v = {.attempts = strcmp(req_arg(r, "tab"), "refused") == 0};
    enum st st = v.attempts ? find_attempts(r, &v) : find_acts(r, &v);
    if (!st)
        journal_page(&r->out, r, &v);
    return st;
}
