/* Words of the slice: stages, channels, applicants, forms.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/foi/foi.h"

const struct foi_word foi_stages[FOI_STAGES] = {
    [CASE_ARRIVED] = {"ARRIVED", "待确认"},
    [CASE_REGISTERED] = {"REGISTERED", "已登记"},
    [CASE_EXAM] = {"EXAM", "审查办理"},
    [CASE_CORR_WAIT] = {"CORR_WAIT", "等待补正"},
    [CASE_REASON_WAIT] = {"REASON_WAIT", "等待说明理由"},
    [CASE_FEE_WAIT] = {"FEE_WAIT", "等待缴费"},
    [CASE_DRAFT] = {"DRAFT", "拟稿"},
    [CASE_REVIEW] = {"REVIEW", "审查"},
    [CASE_SIGNED] = {"SIGNED", "待送达"},
    [CASE_DELIVERED] = {"DELIVERED", "已送达"},
    [CASE_CLOSED] = {"CLOSED", "已办结"},
    [CASE_ARCHIVED] = {"ARCHIVED", "已归档"},
    [CASE_ABANDONED] = {"ABANDONED", "不再处理"},
    [CASE_WITHDRAWN] = {"WITHDRAWN", "已撤回"},
};

const struct foi_word foi_channels[7] = {
    [CHANNEL_F2F] = {"F2F", "当面提交"},
    [CHANNEL_POST_SIGNED] = {"POST_SIGNED", "邮寄（签收）"},
    [CHANNEL_POST_PLAIN] = {"POST_PLAIN", "平信"},
    [CHANNEL_MISROUTED] = {"MISROUTED", "转来（寄到其他科室）"},
    [CHANNEL_EMAIL] = {"EMAIL", "电子邮件"},
    [CHANNEL_FAX] = {"FAX", "传真"},
    [CHANNEL_WEB] = {"WEB", "网上申请"},
};

/* RULE Q1: the columns of the annual report. */
const struct foi_word foi_applicants[FOI_APPLICANTS] = {{"NATURAL", "自然人"},
    {"COMMERCIAL", "商业企业"}, {"RESEARCH", "科研机构"}, {"WELFARE", "社会公益组织"},
    {"LEGAL", "法律服务机构"}, {"OTHER", "其他组织"}};

const struct foi_word foi_forms[4] = {
    {"PAPER", "纸质"}, {"ELECTRONIC", "电子"}, {"VIEW", "当场查阅、抄录"}, {"ANY", "都可以"}};

const struct foi_word foi_deliveries[5] = {{"ONLINE", "网上获取"}, {"EMAIL", "电子邮件"},
    {"POST", "邮寄"}, {"PICKUP", "当面领取"}, {"FAX", "传真"}};

const struct foi_word foi_id_kinds[6] = {{"ID", "居民身份证"}, {"RESIDENCE", "港澳台居民居住证"},
    {"HKMO", "港澳居民来往内地通行证"}, {"TW", "台湾居民来往大陆通行证"}, {"PASSPORT", "护照"},
    {"OTHER", "其他证件"}};

const char *foi_title(const struct foi_word *words, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i].key, key) == 0)
            return words[i].title;
    return "";
}

bool foi_has_key(const char *keys, const char *key)
{
    size_t n = strlen(key);
    while (*keys) {
        size_t len = strcspn(keys, " ");
        if (len == n && strncmp(keys, key, n) == 0)
            return n > 0;
        keys += len + (keys[len] == ' ');
    }
    return false;
}

const char *foi_titles(struct arena *a, const struct foi_word *words, size_t n, const char *keys)
{
    const char *out = "";
    while (*keys) {
        size_t len = strcspn(keys, " ");
        const char *title = foi_title(words, n, arena_strndup(a, keys, len));
        if (!*title)
            return "";
        out = arena_printf(a, "%s%s%s", out, *out ? "、" : "", title);
        keys += len + (keys[len] == ' ');
    }
    return out;
}

const char *foi_case_name(const struct foi_case *k)
{
    return *k->number ? k->number : k->arrival;
}
