/* Forms of the workbench's document pages, and the choices they offer.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/record/publish.h"
#include "disclosure/document/document.h"
#include "disclosure/document/pages.h"

#define OPTION(s)                                                                                  \
    {                                                                                              \
        s, s                                                                                       \
    }
/* publishing §3.7; the second level of 综合政务 behind a backslash. */
const struct ui_option subject_options[] = {OPTION("政府组织机构"), OPTION("综合政务"),
    OPTION("综合政务\\政务公开"), OPTION("综合政务\\政务督查"), OPTION("综合政务\\电子政务"),
    OPTION("综合政务\\应急管理"), OPTION("综合政务\\公文"), OPTION("综合政务\\会议"),
    OPTION("综合政务\\其他"), OPTION("国民经济管理、国有资产监管"), OPTION("财政、金融、审计"),
    OPTION("国土资源、能源"), OPTION("农业、林业、水利"), OPTION("工业、交通"),
    OPTION("商贸、海关、旅游"), OPTION("市场监管、安全生产监管"), OPTION("城乡建设、环境保护"),
    OPTION("科技、教育"), OPTION("文化、广电、新闻出版"), OPTION("卫生、体育"),
    OPTION("人口与计划生育、妇女儿童工作"), OPTION("劳动、人事、监察"), OPTION("公安、安全、司法"),
    OPTION("民政、扶贫、救灾"), OPTION("民族、宗教"), OPTION("对外事务"), OPTION("港澳台侨工作"),
    OPTION("国防"), OPTION("其他")};
const size_t n_subject_options = COUNT_OF(subject_options);
/* publishing §3.8 */
const struct ui_option genre_options[] = {OPTION("决议"), OPTION("决定"), OPTION("命令"),
    OPTION("公报"), OPTION("公告"), OPTION("通告"), OPTION("意见"), OPTION("通知"), OPTION("通报"),
    OPTION("报告"), OPTION("请示"), OPTION("批复"), OPTION("议案"), OPTION("函"), OPTION("纪要")};
const size_t n_genre_options = COUNT_OF(genre_options);
const struct ui_option validity_options[] = {
    OPTION("有效"), OPTION("未施行"), OPTION("已修改"), OPTION("废止"), OPTION("失效")};
const size_t n_validity_options = COUNT_OF(validity_options);
const struct ui_option open_options[] = {
    OPTION("主动公开"), OPTION("依申请公开"), OPTION("不予公开")};
const size_t n_open_options = COUNT_OF(open_options);
const struct ui_option link_options[] = {{LINK_INTERPRETS, "解读的文件"}, {LINK_BASIS, "制定依据"},
    {LINK_AMENDS, "修改的文件"}, {LINK_REPEALS, "废止的文件"}, {LINK_LAPSES, "宣布失效的文件"},
    {LINK_REPLACES, "替代的文件"}, {LINK_ANSWERS, "答复的事项"}, {LINK_RELATES, "相关文件"}};
const size_t n_link_options = COUNT_OF(link_options);
const struct ui_option ending_options[] = {
    {END_REPEALED, "废止：正文留存，标明已废止；要写明依据和日期"},
    {END_EXPIRED, "失效：正文留存，标明已失效；要写明日期"},
    {END_REPLACED, "被替代：正文留存，指向新文件；要选择新文件"},
    {END_MOVED, "迁移：原地址自动转到另一份文件；要选择目标"},
    {END_ERROR, "发布有误：撤下正文和附件，公开说明原因"},
    {END_PRIVACY, "涉及隐私：撤下标题、正文和附件，只留已移除的说明"}};
const size_t n_ending_options = COUNT_OF(ending_options);

#define FORM(list)                                                                                 \
    {                                                                                              \
        list, COUNT_OF(list)                                                                       \
    }

static const struct field fields_new[] = {{"kind", "类型", FIELD_TEXT, true, 0, 30},
    {"column_id", "栏目", FIELD_INT, true, 1, INT64_MAX},
    {"title", "标题", FIELD_TEXT, false, 0, 300}, {"docx", "Word 文件", FIELD_FILE, false, 0, 0},
    {"entry", "台账", FIELD_INT, false, 1, INT64_MAX}};
const struct form form_new = FORM(fields_new);

#define CONTENT_FIELDS                                                                             \
    {"version", "版本", FIELD_INT, true, 1, INT64_MAX},                                            \
        {"base", "底稿", FIELD_TEXT, false, 0, 64}, {"form", "表单", FIELD_TEXT, false, 0, 64},    \
        {"title", "标题", FIELD_TEXT, false, 0, 300},                                              \
        {"summary", "内容概述", FIELD_LONG, false, 0, 2000},                                       \
        {"body_html", "正文", FIELD_HTML, false, 0, 0},                                            \
        {"column_id", "栏目", FIELD_INT, false, 1, INT64_MAX},                                     \
        {"doc_no", "发文字号", FIELD_TEXT, false, 0, 80},                                          \
        {"issuer", "发文机关", FIELD_TEXT, false, 0, 200},                                         \
        {"formed_on", "成文日期", FIELD_DAY, false, 0, 0},                                         \
        {"effective_on", "施行日期", FIELD_DAY, false, 0, 0},                                      \
        {"abolished_on", "废止日期", FIELD_DAY, false, 0, 0},                                      \
        {"validity", "有效性", FIELD_TEXT, false, 0, 10},                                          \
        {"index_no", "索引号", FIELD_TEXT, false, 0, 60},                                          \
        {"subject", "主题分类", FIELD_TEXT, false, 0, 60},                                         \
        {"genre", "体裁", FIELD_TEXT, false, 0, 20},                                               \
        {"open_mode", "公开方式", FIELD_TEXT, false, 0, 10},                                       \
        {"clause", "公开依据的条款", FIELD_TEXT, false, 0, 12},                                    \
        {"open_limit", "公开时限", FIELD_TEXT, false, 0, 10},                                      \
        {"basis", "公开依据", FIELD_TEXT, false, 0, 300},                                          \
        {"source", "来源", FIELD_TEXT, false, 0, 200},                                             \
        {"source_url", "来源网址", FIELD_TEXT, false, 0, 500},                                     \
        {"author", "作者", FIELD_TEXT, false, 0, 100},                                             \
        {"keywords", "关键词", FIELD_TEXT, false, 0, 200},                                         \
        {"region", "适用地区", FIELD_TEXT, false, 0, 100},                                         \
        {"events", "沿革", FIELD_LONG, false, 0, 4000},                                            \
        {"note", "修改说明", FIELD_LONG, false, 0, 1000},                                          \
    {                                                                                              \
        "op", "操作", FIELD_TEXT, false, 0, 100                                                    \
    }

static const struct field fields_edit[] = {CONTENT_FIELDS,
    {"files", "附件", FIELD_FILE, false, 0, 0}, {"docx", "Word 文件", FIELD_FILE, false, 0, 0},
    {"docx_replace", "替换现有正文", FIELD_BOOL, false, 0, 0}};
const struct form form_edit = FORM(fields_edit);

#define PICK(name, label)                                                                          \
    {                                                                                              \
        "pick_" name, label, FIELD_TEXT, false, 0, 10                                              \
    }
static const struct field fields_resolve[] = {CONTENT_FIELDS, PICK("title", "标题"),
    PICK("summary", "内容概述"), PICK("body_html", "正文"), PICK("doc_no", "发文字号"),
    PICK("issuer", "发文机关"), PICK("formed_on", "成文日期"), PICK("effective_on", "施行日期"),
    PICK("abolished_on", "废止日期"), PICK("validity", "有效性"), PICK("index_no", "索引号"),
    PICK("subject", "主题分类"), PICK("genre", "体裁"), PICK("open_mode", "公开方式"),
    PICK("clause", "公开依据的条款"), PICK("open_limit", "公开时限"), PICK("basis", "公开依据"),
    PICK("source", "来源"), PICK("source_url", "来源网址"), PICK("author", "作者"),
    PICK("keywords", "关键词"), PICK("region", "适用地区"), PICK("events", "沿革"),
    PICK("column_id", "栏目")};
const struct form form_resolve = FORM(fields_resolve);

static const struct field fields_image[] = {{"file", "图片", FIELD_FILE, true, 0, 0}};
const struct form form_image = FORM(fields_image);
static const struct field fields_submit[] = {{"note", "说明", FIELD_LONG, false, 0, 1000}};
const struct form form_submit = FORM(fields_submit);
static const struct field fields_confirm[] = {
    {"digest", "号码", FIELD_TEXT, true, 64, 64}, {"back", "返回", FIELD_TEXT, false, 0, 20}};
const struct form form_confirm = FORM(fields_confirm);
static const struct field fields_review[] = {{"note", "审核意见", FIELD_LONG, false, 0, 2000},
    {"codes", "退回原因", FIELD_LIST, false, 0, 0}};
#define SEEN                                                                                       \
    {                                                                                              \
        "seen", "读过的版本", FIELD_INT, true, 1, INT64_MAX                                        \
    }
static const struct field fields_approve[] = {
    {"note", "审核意见", FIELD_LONG, false, 0, 2000}, DOCUMENT_SECRECY_FIELDS, SEEN};
const struct form form_approve = FORM(fields_approve);
const struct form form_review = FORM(fields_review);
static const struct field fields_secrecy[] = {DOCUMENT_SECRECY_FIELDS, SEEN};
const struct form form_secrecy = FORM(fields_secrecy);
static const struct field fields_rules[] = {{"kinds", "要审查的种类", FIELD_LIST, false, 0, 0},
    {"free", "不需要审查的栏目", FIELD_LONG, false, 0, 2000}};
const struct form form_rules = FORM(fields_rules);
static const struct field fields_schedule[] = {{"at", "发布时间", FIELD_TIME, true, 0, 0}};
const struct form form_schedule = FORM(fields_schedule);
static const struct field fields_amend[] = {{"note", "修改说明", FIELD_LONG, true, 2, 1000}};
const struct form form_amend = FORM(fields_amend);
static const struct field fields_end[] = {{"kind", "结束方式", FIELD_TEXT, true, 0, 20},
    {"note", "原因", FIELD_LONG, true, 2, 1000}, {"basis", "依据", FIELD_TEXT, false, 0, 200},
    {"on", "日期", FIELD_DAY, false, 0, 0}, {"target", "目标文件", FIELD_INT, false, 0, INT64_MAX}};
const struct form form_end = FORM(fields_end);
static const struct field fields_restore[] = {{"edition", "版本", FIELD_INT, true, 1, INT64_MAX}};
const struct form form_restore = FORM(fields_restore);
static const struct field fields_link[] = {
    {"kind", "关系", FIELD_TEXT, true, 0, 20}, {"to", "文件", FIELD_INT, true, 1, INT64_MAX}};
const struct form form_link = FORM(fields_link);
static const struct field fields_link_remove[] = {{"link", "关联", FIELD_INT, true, 1, INT64_MAX}};
const struct form form_link_remove = FORM(fields_link_remove);

void form_read(struct req *r, struct content *content)
{
    for (size_t i = 0; i < n_parts; i++)
        part_set(content, &parts[i], req_form(r, parts[i].name));
    if (!events_read(r->ctx->mem, req_form(r, "events"), &content->meta))
        problem_add(r, "events", "沿革每行写“日期 事项”，例如 2018-09-12 通过");
}
