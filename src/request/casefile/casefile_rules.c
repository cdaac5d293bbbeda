/* Which papers are mandatory: one row a paper, with the facts under which §1.8 demands it.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/status.h"
#include "request/casefile/casefile.h"

/* Facts as bits, so that a row can name them. */
enum {
    ALWAYS = 0,
    IDENTITY = 1 << 0,
    AGENT = 1 << 1,
    ASKED = 1 << 2,
    CORRECTED = 1 << 3,
    EXCESSIVE = 1 << 4,
    FEE = 1 << 5,
    NOT_HELD = 1 << 6,
    CONSULTED = 1 << 7,
    AGAINST = 1 << 8,
    REVIEWED = 1 << 9,
    EXTENDED = 1 << 10,
    REPLIED = 1 << 11,
    RELEASED = 1 << 12,
    ENDED = 1 << 13,
    DISPUTED = 1 << 14,
    CONTACTED = 1 << 15,
    MASKED = 1 << 16,
    REGISTERED = 1 << 17
};

struct row {
    int order;
    unsigned when; /* all of these facts */
    const char *title, *why;
};

static const struct row rows[CASEFILE_KINDS] = {
    /* RULE 1.8-1 */
    [CASEFILE_INDEX] = {1, ALWAYS, "卷内目录", "每卷都要有"},
    /* RULE 1.8-2: identity under the regulation of 2019, and of 2008 when it is about one's own
     * data; an agent's authority (RULE Q7) */
    [CASEFILE_APPLICATION] = {2, ALWAYS, "申请表（申请书）", "每卷都要有"},
    [CASEFILE_ARRIVAL] = {2, ALWAYS, "信封或注明收到时间的系统截图", "每卷都要有"},
    [CASEFILE_IDENTITY] = {2, IDENTITY | REGISTERED, "身份证明", "申请应附身份证明"},
    [CASEFILE_AUTHORITY] = {2, AGENT, "授权委托书", "由代理人提出申请"},
    /* RULE 1.8-3: what was withdrawn before it was confirmed was never registered nor worked on */
    [CASEFILE_REGISTRATION] = {3, REGISTERED, "登记表", "每卷都要有"},
    [CASEFILE_RECEIPT] = {3, REGISTERED, "登记（受理）回执", "每卷都要有"},
    /* RULE 1.8-4 */
    [CASEFILE_CORRECTION_NOTICE] = {4, ASKED, "补正告知书", "曾告知补正"},
    [CASEFILE_CORRECTION_DELIVERY] = {4, ASKED, "补正告知书送达凭证", "曾告知补正"},
    [CASEFILE_CORRECTED] = {4, ASKED | CORRECTED, "补正后的申请", "申请人已补正"},
    /* RULE 1.8-5 */
    [CASEFILE_REASON_NOTICE] = {5, EXCESSIVE, "说明理由告知书", "曾要求说明大量反复申请的理由"},
    [CASEFILE_REASON_ANSWER] = {5, EXCESSIVE, "申请人的说明或未作说明的记录",
        "曾要求说明大量反复申请的理由"},
    /* RULE 1.8-6 */
    [CASEFILE_FEE_NOTICE] = {6, FEE, "收费通知书", "曾收取信息处理费"},
    [CASEFILE_FEE_RECEIPT] = {6, FEE, "财政票据或未缴费记录", "曾收取信息处理费"},
    /* RULE 1.8-7 */
    [CASEFILE_APPROVAL] = {7, REGISTERED, "呈批单", "每卷都要有"},
    /* RULE 1.8-8 */
    [CASEFILE_SEARCH] = {8, NOT_HELD, "检索记录", "答复为信息不存在"},
    /* RULE 1.8-9 */
    [CASEFILE_CONSULT_LETTER] = {9, CONSULTED, "征求意见书", "曾征求意见"},
    [CASEFILE_CONSULT_DELIVERY] = {9, CONSULTED, "征求意见书送达凭证", "曾征求意见"},
    [CASEFILE_CONSULT_OPINION] = {9, CONSULTED, "反馈意见或逾期未答记录", "曾征求意见"},
    [CASEFILE_CONSULT_RELEASE] = {9, CONSULTED | AGAINST, "告知第三方决定公开的函",
        "第三方不同意而决定公开"},
    /* RULE 1.8-10 */
    [CASEFILE_REVIEW] = {10, REVIEWED, "保密（公开）审查表",
        "有公开或依第十四至十六条不公开的内容"},
    /* RULE 1.8-11 */
    [CASEFILE_EXTENSION_APPROVAL] = {11, EXTENDED, "延期审批表", "曾延期答复"},
    [CASEFILE_EXTENSION_NOTICE] = {11, EXTENDED, "延期答复告知书", "曾延期答复"},
    [CASEFILE_EXTENSION_DELIVERY] = {11, EXTENDED, "延期答复告知书送达凭证", "曾延期答复"},
    /* RULE 1.8-12: [D] a request that ended without a reply on the merits keeps the note of why */
    [CASEFILE_REPLY] = {12, REPLIED, "答复书", "每卷都要有"},
    [CASEFILE_SUPPLIED] = {12, REPLIED | RELEASED, "提供的政府信息或其清单", "向申请人提供了信息"},
    [CASEFILE_ORIGINAL] = {12, MASKED, "区分处理的原件（内部）", "提供的是区分处理的副本"},
    [CASEFILE_ENDING] = {12, ENDED, "结案说明或撤回申请书", "未作实体答复即结案"},
    /* RULE 1.8-13 */
    [CASEFILE_DELIVERY] = {13, REPLIED, "答复书送达凭证", "每卷都要有"},
    /* RULE 1.8-14 */
    [CASEFILE_REMEDY] = {14, DISPUTED, "行政复议、行政诉讼材料", "曾发生复议或诉讼"},
    /* RULE 1.8-15 */
    [CASEFILE_CONTACT] = {15, CONTACTED, "后续联系记录", "结案后曾与申请人联系"},
};

static unsigned bits(const struct casefile_facts *f)
{
    return (f->unregistered ? 0u : REGISTERED) | (f->new_regime || f->own_data ? IDENTITY : 0u) |
           (f->by_agent ? AGENT : 0u) | (f->correction_asked || f->corrected ? ASKED : 0u) |
           (f->corrected ? CORRECTED : 0u) | (f->excessive ? EXCESSIVE : 0u) | (f->fee ? FEE : 0u) |
           (f->not_held ? NOT_HELD : 0u) | (f->consulted ? CONSULTED : 0u) |
           (f->against_third_party ? AGAINST : 0u) |
           (f->released || f->withheld_14_16 ? REVIEWED : 0u) | (f->extended ? EXTENDED : 0u) |
           (f->no_reply ? ENDED : REPLIED) | (f->released ? RELEASED : 0u) |
           (f->disputed ? DISPUTED : 0u) | (f->contacted ? CONTACTED : 0u) |
           (f->masked ? MASKED : 0u);
}

int casefile_order(enum casefile_kind k)
{
    BUG_ON(k >= CASEFILE_KINDS);
    return rows[k].order;
}

const char *casefile_title(enum casefile_kind k)
{
    BUG_ON(k >= CASEFILE_KINDS);
    return rows[k].title;
}

bool casefile_needs(const struct casefile_facts *f, enum casefile_kind k)
{
    BUG_ON(k >= CASEFILE_KINDS);
    return (bits(f) & rows[k].when) == rows[k].when;
}

struct casefile_gaps casefile_missing(
    const struct casefile_facts *f, const enum casefile_kind *present, size_t n)
{
    bool there[CASEFILE_KINDS] = {[CASEFILE_INDEX] = true};
    struct casefile_gaps gaps = {.n = 0};
    for (size_t i = 0; i < n; i++) {
        BUG_ON(present[i] >= CASEFILE_KINDS);
        there[present[i]] = true;
    }
    for (int k = 0; k < CASEFILE_KINDS; k++)
        if (!there[k] && casefile_needs(f, (enum casefile_kind)k))
            gaps.rows[gaps.n++] =
                (struct casefile_gap){(enum casefile_kind)k, rows[k].title, rows[k].why};
    return gaps;
}
