/* /work/columns/: names, descriptions, cycles; opening and closing. The path of a column is
 * permanent (RULE G-URL-STABLE).
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/journal.h"
#include "platform/portal/edit.h"

const struct ui_option column_cycles[] = {{"UPDATE", "随时更新"}, {"DTYW", "动态、要闻：每 2 周"},
    {"TZZC", "通知公告、政策文件：每 6 个月"}, {"RSGH", "人事、规划计划：每年"},
    {"INDEX", "首页栏目：每 2 周"}, {"ZWZX", "咨询：及时答复"}, {"DCZJ", "调查征集：每年 6 次"},
    {"HDFT", "访谈：每年 6 次"}, {"STATIC", "固定内容：变化时更新"}, {"LINK", "只列下级栏目"}};
const size_t n_column_cycles = COUNT_OF(column_cycles);

const char *cycle_word(const char *cycle)
{
    for (size_t i = 0; i < n_column_cycles; i++)
        if (strcmp(column_cycles[i].value, cycle) == 0)
            return column_cycles[i].label;
    return cycle;
}

static const struct field fields[] = {
    {.name = "name", .label = "名称", .kind = FIELD_TEXT, .required = true, .max = 30},
    {.name = "description", .label = "说明", .kind = FIELD_TEXT, .required = true, .max = 200},
    {.name = "keywords", .label = "关键词", .kind = FIELD_TEXT, .max = 100},
    {.name = "type_label", .label = "栏目类别", .kind = FIELD_TEXT, .required = true, .max = 60},
    {.name = "cycle", .label = "更新周期", .kind = FIELD_TEXT, .required = true, .max = 10},
    {.name = "closed", .label = "关闭", .kind = FIELD_BOOL},
};
const struct form column_form = {fields, COUNT_OF(fields)};

enum st columns_show(struct req *r)
{
    struct column *list;
    size_t n;
    enum st st = column_all(r->ctx, &list, &n);
    if (!st)
        columns_page(&r->out, r, &(struct columns_view){list, n});
    return st;
}

static enum st read_column(struct req *r, struct column *k)
{
    int64_t id;
    enum st st = req_id(r, "id", &id);
    return st ? st : column_get(r->ctx, id, k);
}

enum st column_edit(struct req *r)
{
    struct column k;
    enum st st = read_column(r, &k);
    if (!st)
        column_edit_page(&r->out, r, &k);
    return st;
}

enum st column_edit_save(struct req *r)
{
    struct column k;
    enum st st = read_column(r, &k);
    if (st)
        return st;
    k.name = req_form(r, "name");
    k.description = req_form(r, "description");
    k.keywords = *req_form(r, "keywords") ? req_form(r, "keywords") : k.name;
    k.type_label = req_form(r, "type_label");
    k.cycle = req_form(r, "cycle");
    k.closed = req_form_bool(r, "closed");
    if (cycle_word(k.cycle) == k.cycle)
        return fail(r->ctx, ST_INVALID, "cycle", "请从列表中选择更新周期");
    st = column_save(r->ctx, &k);
    if (!st)
        st = journal_add(r->ctx,
            &(struct act){.action = "column.save", .subject_kind = "column", .subject_id = k.id});
    if (st)
        return st;
    flash(r, "已保存栏目“%s”", k.name);
    return redirect(r, "/work/columns/");
}
