/* The table of kinds of reply.
 *
 * SPDX-License-Identifier: MIT */
#include "request/law/codes.h"

#include <string.h>

const struct reply_code reply_codes[] = {
    {"G1", "已主动公开", "r3.1", "36(1)", "21(1)", false},
    {"G2", "予以公开", "r3.1", "36(2)", "21(1)", false},
    {"G3", "予以公开（告知获取方式、途径和时间）", "r3.1", "36(2)", "21(1)", false},
    {"P1", "部分公开", "r3.2", "37", "22", false},
    {"D1", "不予公开（国家秘密）", "r3.3.1", "14", "14", true},
    {"D2", "不予公开（法律、行政法规禁止公开）", "r3.3.2", "14", "", true},
    {"D3", "不予公开（危及“三安全一稳定”）", "r3.3.3", "14", "8", true},
    {"D4", "不予公开（第三方合法权益）", "r3.3.4", "15, 32", "14, 23", true},
    {"D5", "不予公开（内部事务信息）", "r3.3.5", "16(1)", "", true},
    {"D6", "不予公开（过程性信息）", "r3.3.6", "16(2)", "", true},
    {"D7", "不予公开（行政执法案卷）", "r3.3.7", "16(2)", "", true},
    {"D8", "行政查询事项", "r3.3.8", "36(7)", "", false},
    {"N1a", "无法提供（信息不存在）", "r3.4.1", "36(4)", "21(3)", false},
    {"N1b", "无法提供（不属于本机关公开）", "r3.4.1", "36(5)", "21(3)", false},
    {"N2", "无法提供（需另行制作）", "r3.4.2", "38", "", false},
    {"N3", "无法提供（补正后仍不明确）", "r3.4.3", "30", "21(4)", false},
    {"X1", "不予处理（信访、投诉、举报）", "r3.5.1", "39(1)", "", false},
    {"X2", "不予处理（重复申请）", "r3.5.2", "36(6)", "", false},
    {"X3", "不予处理（公开出版物）", "r3.5.3", "39(2)", "", false},
    {"X4", "不予处理（无正当理由大量反复申请）", "r3.5.4", "35", NULL, false},
    {"X5", "不予处理（要求确认或重新出具）", "r3.5.5", "", NULL, false},
    {"O1", "其他处理（逾期不补正）", "r3.6.1", "30", "", false},
    {"O2", "其他处理（逾期未缴费）", "r3.6.2", "42", NULL, false},
    {"O3", "其他处理（其他）", "r3.6.3", "", "", false},
    /* RULE K13: of requests to correct a record; they are in no row of the report. The regulation
     * of 2008 had the organ forward the request itself. */
    {"FIX1", "更正并告知", "", "41", "25", false},
    {"FIX2", "转送有权更正的机关并告知", "", "41", "25", false},
    {"FIX3", "告知向有权更正的机关提出", "", "41", NULL, false},
    {"FIX4", "不予更正（审核不实）", "", "41", "25", false},
};
const size_t n_reply_codes = sizeof reply_codes / sizeof reply_codes[0];

const struct reply_code *reply_code_find(const char *code)
{
    for (size_t i = 0; i < n_reply_codes; i++)
        if (strcmp(reply_codes[i].code, code) == 0)
            return &reply_codes[i];
    return NULL;
}

bool reply_code_fixes(const char *code)
{
    return strncmp(code, "FIX", 3) == 0;
}
