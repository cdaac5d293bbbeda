/* The table of moves: draft, review by somebody else, publication, correction.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/fiscal/flow.h"

#include <string.h>

#include "lib/base/status.h"

const char *const fiscal_stage_titles[FISCAL_STAGES] = {
    "填报中", "待审核", "已退回", "待发布", "已公开"};

const struct fiscal_move fiscal_moves[] = {
    {FISCAL_DRAFT, "submit", "提交审核", "提交审核", FISCAL_SUBMITTED, FISCAL_WRITER, true, false,
        false, false, false, "提交后由别人审核；有错误的不能提交"},
    {FISCAL_RETURNED, "submit", "重新提交", "重新提交审核", FISCAL_SUBMITTED, FISCAL_WRITER, true,
        false, false, false, false, "改好后重新提交"},
    {FISCAL_DRAFT, "discard", "放弃更正", "放弃更正", FISCAL_PUBLISHED, FISCAL_WRITER, false, false,
        false, false, true, "已公开的版本不受影响"},
    {FISCAL_RETURNED, "discard", "放弃更正", "放弃更正", FISCAL_PUBLISHED, FISCAL_WRITER, false,
        false, false, false, true, "已公开的版本不受影响"},
    {FISCAL_SUBMITTED, "approve", "审核通过", "审核通过", FISCAL_APPROVED, FISCAL_REVIEWER, true,
        true, false, false, false, "填报的人不能审核自己填的表"},
    {FISCAL_SUBMITTED, "send_back", "退回", "退回", FISCAL_RETURNED, FISCAL_REVIEWER, false, false,
        true, true, false, "选择原因，写明怎样改"},
    {FISCAL_APPROVED, "publish", "公开", "公开", FISCAL_PUBLISHED, FISCAL_REVIEWER, true, true,
        false, false, false, "公开后进入网站栏目、订阅和公开日志"},
    {FISCAL_APPROVED, "send_back", "退回", "退回", FISCAL_RETURNED, FISCAL_REVIEWER, false, false,
        true, true, false, "选择原因，写明怎样改"},
    {FISCAL_PUBLISHED, "correct", "更正已公开的表", "开始更正", FISCAL_DRAFT, FISCAL_WRITER, false,
        false, true, false, true, "已公开的版本保留；新版本连同更正原因一起公开"},
};
const size_t n_fiscal_moves = COUNT_OF(fiscal_moves);

const struct fiscal_move *fiscal_move(enum fiscal_stage from, const char *action)
{
    for (size_t i = 0; i < n_fiscal_moves; i++)
        if (fiscal_moves[i].from == from && strcmp(fiscal_moves[i].action, action) == 0)
            return &fiscal_moves[i];
    return NULL;
}

const char *fiscal_done(const char *action)
{
    for (size_t i = 0; i < n_fiscal_moves; i++)
        if (strcmp(fiscal_moves[i].action, action) == 0)
            return fiscal_moves[i].done;
    return strcmp(action, "approval") == 0 ? "登记批复日期"
           : strcmp(action, "upload") == 0 ? "导入表格文件"
           : strcmp(action, "open") == 0   ? "开始填报"
                                           : "保存";
}

bool fiscal_writable(enum fiscal_stage stage)
{
    return stage == FISCAL_DRAFT || stage == FISCAL_RETURNED;
}

const struct fiscal_code fiscal_codes[4] = {{"R-FIGURE", "数字与账或批复不符"},
    {"R-REASON", "增减变化原因没有说清楚"}, {"R-MISSING", "缺少表或说明"},
    {"R-OTHER", "其他（在说明中写明）"}};

const char *fiscal_code_title(const char *code)
{
    for (size_t i = 0; i < COUNT_OF(fiscal_codes); i++)
        if (strcmp(fiscal_codes[i].code, code) == 0)
            return fiscal_codes[i].title;
    return NULL;
}
