/* What a measure says is missing or wrong today.
 *
 * Either a labelled part (存在问题：…) or the first clause that names a defect. Clauses that
 * threaten (工作不力的，启动约谈) speak of the future and are passed over.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/plan_parts.h"

static const char *const labels[] = {
    "存在的主要问题", "存在的问题", "存在问题", "主要问题", "问题表现", "具体问题", "问题", NULL};
static const char *const colons[] = {":", "：", NULL};
static const char *const label_ends[] = {"整改措施", "整改目标", "整改时限", "整改要求", "工作措施",
    "牵头单位", "责任单位", "措施", NULL};
static const char *const defects[] = {"未公开", "未及时", "未按", "未建立", "未落实", "未更新",
    "未发布", "没有", "不规范", "不到位", "不及时", "不完善", "不健全", "不完整", "不齐全",
    "不统一", "不准确", "不够", "不足", "不全", "缺少", "缺失", "缺乏", "滞后", "薄弱",
    "存在的问题", "存在问题", "突出问题", "错字漏字", "错别字", "死链", "错链", "空白栏目", "僵尸",
    "界定模糊", NULL};
static const char *const threats[] = {"问责", "追责", "约谈", "退文", "处分", "通报批评", NULL};
static const char *const sentence_ends[] = {"。", "！", "？", "；", ";", "\n", NULL};
static const char *const clause_ends[] = {"，", ",", "(", "（", NULL};

static const char *sentence_end(const char *p)
{
    while (*p && !text_starts_any(p, sentence_ends))
        p++;
    return p;
}

static bool holds_any(const char *p, const char *end, const char *const *words)
{
    for (; p < end; p++) {
        size_t n = text_starts_any(p, words);
        if (n && p + n <= end)
            return true;
    }
    return false;
}

/* "存在问题：…" up to the next label or the end of the line. */
static const char *labelled(struct arena *a, const char *text, size_t *start)
{
    for (const char *p = text; *p; p++) {
        size_t n = text_starts_any(p, labels);
        const char *at = p + n;
        size_t colon = n ? text_starts_any(at, colons) : 0;
        if (!colon)
            continue;
        at = text_skip_blanks(at + colon);
        const char *end = at, *sentence = sentence_end(at);
        while (*end && *end != '\n' && !text_starts_any(end, label_ends))
            end++;
        if (!text_starts_any(end, label_ends) && sentence < end)
            end = sentence; /* no 整改措施： says where it ends */
        static const char *const tails[] = {"。", "；", ";", " ", "　", "（", "(", NULL};
        for (bool more = true; more && end > at;) {
            more = false;
            for (size_t i = 0; tails[i]; i++) {
                size_t b = strlen(tails[i]);
                if ((size_t)(end - at) >= b && memcmp(end - b, tails[i], b) == 0)
                    end -= b, more = true;
            }
        }
        *start = (size_t)(at - text);
        if (end > at)
            return arena_strndup(a, at, (size_t)(end - at));
    }
    return "";
}

const char *plan_problem(struct arena *a, const char *text, size_t *start)
{
    const char *found = labelled(a, text, start);
    if (*found)
        return found;
    const char *stop = text + plan_units_start(text);
    for (const char *p = text; p < stop;
         p = p < stop && *p ? p + text_starts_any(p, sentence_ends) : p) {
        const char *end = sentence_end(p);
        if (end > stop)
            end = stop;
        if (holds_any(p, end, defects) && !holds_any(p, end, threats)) {
            const char *clause = p, *cut = p;
            for (; cut < end; cut++) {
                size_t n = text_starts_any(cut, clause_ends);
                if (n && holds_any(clause, cut, defects))
                    break;
                if (n)
                    clause = cut + n;
            }
            clause = text_skip_blanks(clause);
            *start = (size_t)(clause - text);
            return arena_strndup(a, clause, (size_t)(cut - clause));
        }
        p = end;
    }
    *start = 0;
    return "";
}
