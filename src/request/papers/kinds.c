/* The kinds of paper and their numbers.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/paper_parts.h"

#include <inttypes.h>
#include <string.h>

#include "lib/base/utf8.h"

/* Names and suffixes: rules/requests.md §2.1, §2.2. */
const struct paper_kind paper_kinds[] = {
    {"receipt", "回", "政府信息公开申请登记回执", "登记后", "receipt", false},
    {"correction", "补", "政府信息公开申请补正告知书", "申请内容不明确、材料不齐", "correction",
        false},
    {"extension", "延", "政府信息公开申请延期答复告知书", "经批准延长答复期限", "extension", false},
    {"consult", "征", "政府信息公开征求第三方意见书", "信息涉及第三方合法权益", "consult", false},
    {"organ", "协", "政府信息公开征求意见函", "信息由其他机关共同制作或者涉及其他机关", "organ",
        false},
    {"consult_notice", "征告", "政府信息公开征求意见告知书", "征求意见期间告知申请人",
        "consult_notice", false},
    {"reasons", "理", "政府信息公开申请说明理由告知书", "申请数量、频次明显超过合理范围", "reasons",
        false},
    {"third", "三", "政府信息公开决定告知书（第三方）", "不经第三方同意决定公开", "third", true},
    {"fee", "费", "政府信息公开信息处理费收费通知书", "依法收取信息处理费", "fee", false},
    {"reply", "答", "政府信息公开申请答复书", "作出答复", "reply", true},
    {"stop", "止", "政府信息公开申请不再处理告知书", "逾期不补正、逾期未缴费或者撤回", "stop",
        true},
    {"redo", "重", "政府信息公开申请答复书（重新作出）", "复议、诉讼后重新答复", "reply", true},
    {"fix_forward", "转", "政府信息更正申请转送函", "转送有权更正记录的机关", "fix_forward", false},
    {"register", "", "政府信息公开申请登记表", "登记时", "register", false},
    {"approval", "", "政府信息公开申请办理呈批单", "承办、审核、签批", "approval", false},
    {"search", "", "政府信息检索记录", "信息不存在的答复之前", "search", false},
    {"review", "", "政府信息公开保密审查表", "公开或者依第十四条至第十六条不公开之前", "review",
        false},
    {"service", "", "送达回证", "送达文书", "service", false},
    {"cosign", "", "信访与政府信息公开会签单", "信访材料涉及公开申请", "cosign", false},
};
const size_t n_paper_kinds = COUNT_OF(paper_kinds);

const struct paper_kind *paper_kind_find(const char *word)
{
    for (size_t i = 0; i < n_paper_kinds; i++) {
        const struct paper_kind *k = &paper_kinds[i];
        if (*word && (strcmp(k->key, word) == 0 || strcmp(k->suffix, word) == 0 ||
                         strcmp(k->name, word) == 0))
            return k;
    }
    return NULL;
}

/* RULE B1 */
const char *paper_request_number(struct arena *a, const char *word, int year, int serial)
{
    return arena_printf(a, "%s信公开〔%d〕第%d号", word, year, serial);
}

static const char *digits(const char *s, size_t most)
{
    size_t n = strspn(s, "0123456789");
    return n && n <= most && *s != '0' ? s + n : NULL;
}

/* RULE B1, B2: a word of Han characters, the year in 〔〕 (never [] or ()), 第N号. */
bool paper_is_request_number(const char *s)
{
    static const char open[] = "信公开〔", middle[] = "〕第", close[] = "号";
    const char *at = strstr(s, open), *end = s + strlen(s);
    if (!at || at == s || strlen(s) > 200 || !utf8_valid(s, strlen(s)))
        return false;
    for (const char *p = s; p < at;)
        if (!utf8_is_han(utf8_next(&p, end)))
            return false;
    const char *year = at + sizeof open - 1;
    at = digits(year, 4);
    if (!at || at - year != 4 || strncmp(at, middle, sizeof middle - 1) != 0)
        return false;
    at = digits(at + sizeof middle - 1, 6);
    return at && strcmp(at, close) == 0;
}

/* RULE B2 */
enum st paper_number(struct arena *a, const char *request_number, const struct paper_kind *kind,
    int nth, const char **out, struct err *e)
{
    *out = "";
    if (!paper_is_request_number(request_number))
        return err_set(e, ST_INVALID, "request_number",
            "申请编号“%s”不合规范，应如：师政信公开〔2018〕第1号（括号用〔〕）", request_number);
    if (!*kind->suffix)
        return err_set(e, ST_INVALID, "kind", "%s是内部表格，没有自己的文书编号", kind->name);
    if (nth < 1 || nth > 99)
        return err_set(e, ST_INVALID, "nth", "同一种文书的次序应是1至99");
    if (nth == 1)
        *out = arena_printf(a, "%s-%s", request_number, kind->suffix);
    else
        *out = arena_printf(a, "%s-%s%d", request_number, kind->suffix, nth);
    return ST_OK;
}
