/* The table of codes: one row a reason, used by the gate, by returns and by docs/document.md.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/gate.h"

#include <string.h>

#define BOTH (GATE_SUBMIT | GATE_PUBLISH)

const struct code codes[] = {
    {"R-TITLE", "title", "标题", WEIGHT_BLOCK, BOTH, true, "没有标题，或标题不规范",
        "填写规范的全称，不用简称"},
    {"R-BODY", "body_html", "正文", WEIGHT_BLOCK, BOTH, true, "没有正文，也没有附件",
        "写入正文，或上传附件"},
    {"R-ISSUER", "issuer", "发文机关", WEIGHT_BLOCK, BOTH, true, "没有写明发文机关",
        "填写发文机关的规范全称；联合发文的，填写使用其文号的机关"},
    {"R-SOURCE", "source", "来源", WEIGHT_BLOCK, BOTH, true, "没有写明来源",
        "填写发布单位或原始出处（网页标签 ContentSource 不得为空）"},
    {"R-DATE", "formed_on", "成文日期", WEIGHT_BLOCK, BOTH, true, "没有成文日期，或日期在今天之后",
        "填写签发的日期；联合发文以最后签发的日期为准"},
    {"R-COLUMN", "column_id", "栏目", WEIGHT_BLOCK, BOTH, true,
        "没有选择栏目，或所选栏目不能直接放文件", "选择没有下级的栏目"},
    {"R-OPEN", "open_mode", "公开方式", WEIGHT_BLOCK, BOTH, true, "没有确定公开方式",
        "选择主动公开、依申请公开或不予公开"},
    {"R-MODE", "open_mode", "公开方式", WEIGHT_BLOCK, GATE_PUBLISH, false,
        "公开方式不是主动公开，不能发布到网站", "改为主动公开，或保留在工作台不发布"},
    {"R-BASIS", "clause", "公开依据", WEIGHT_BLOCK, BOTH, true, "不予公开、依申请公开没有写明依据",
        "从列表中选择依据的条款"},
    {"R-CLAUSE", "clause", "公开依据", WEIGHT_BLOCK, BOTH, true,
        "依据的条款与公开方式或成文日期不符", "重新选择条款"},
    {"R-LIMIT", "open_limit", "公开时限", WEIGHT_BLOCK, BOTH, true, "公开时限写法不对，或已经过去",
        "写“长期”，或公开的最后一天，例如 2020-12-31"},
    {"R-VALID", "validity", "有效性", WEIGHT_BLOCK, BOTH, true, "没有标明有效性",
        "选择有效、未施行、已修改、废止或失效"},
    {"R-ORDER", "abolished_on", "废止日期", WEIGHT_BLOCK, BOTH, true,
        "废止日期早于成文日期或施行日期", "核对三个日期的先后"},
    {"N-STATE", "validity", "有效性", WEIGHT_BLOCK, BOTH, true, "有效性与日期不一致",
        "核对施行日期、废止日期与有效性"},
    {"R-NOTE", "note", "修改说明", WEIGHT_BLOCK, BOTH, true, "没有说明改了什么、为什么改",
        "写一句修改说明，将随新版本公开"},
    {"D-FORM", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, true, "发文字号读不出来",
        "按“代字〔年份〕序号号”填写，例如 师政发〔2018〕12号"},
    {"D-BRK", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "年份没有用六角括号〔〕",
        "改用〔〕（U+3014、U+3015）"},
    {"D-BRK-MIX", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "年份两边的括号不成对",
        "两边都用〔〕"},
    {"D-YEAR", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "年份不是四位，或不合理",
        "写全四位年份"},
    {"D-ZERO", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "序号前多了 0", "去掉序号前的 0"},
    {"D-DI", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "序号前多了“第”", "去掉“第”"},
    {"D-HAO", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "缺少“号”", "在序号后加“号”"},
    {"D-SPACE", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "中间有空格", "去掉空格"},
    {"D-AMBIG", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, false, "分不清年份与序号",
        "对照原件，写出带〔〕的文号"},
    {"D-DUP", "doc_no", "发文字号", WEIGHT_BLOCK, BOTH, true, "同一文号已用于另一份文件",
        "核对文号；同一文件的修改请用“修改”而不是新建"},
    {"D-DAIZI", "doc_no", "发文字号", WEIGHT_HINT, BOTH, true, "代字不是发文机关用过的",
        "核对代字；确是新启用的代字，不需要改"},
    {"D-GENRE", "genre", "体裁", WEIGHT_HINT, BOTH, true,
        "标题以方案、办法等结尾，应以通知或决定印发", "核对标题与体裁"},
    {"C-IDX-FORM", "index_no", "索引号", WEIGHT_BLOCK, BOTH, false, "索引号不符合任何一种编制规则",
        "留空，由系统在审核通过时编号"},
    {"C-IDX-DUP", "index_no", "索引号", WEIGHT_BLOCK, BOTH, false, "索引号已用于另一份文件",
        "留空，由系统在审核通过时编号"},
    {"C-IDX-DATE", "index_no", "索引号", WEIGHT_BLOCK, BOTH, false,
        "索引号中的年份与成文日期不一致", "核对成文日期；或留空，由系统编号"},
    {"C-IDX-MISS", "index_no", "索引号", WEIGHT_BLOCK, GATE_PUBLISH, false, "还没有索引号",
        "退回后重新审核，审核通过时自动编号"},
    {"P-LINK-IF", "links", "关联", WEIGHT_BLOCK, BOTH, true,
        "解读材料没有关联所解读的文件，或者那份文件已经结束",
        "在“关联”中添加现行的“解读的文件”；文件已经撤下、废止的，解读不再发布"},
    {"P-LINK-FI", "links", "关联", WEIGHT_HINT, BOTH, true, "规范性文件还没有解读材料",
        "解读材料应与文件同步起草、同步审批、同步发布，并互相关联"},
    {"S-SECRET", "body_html", "正文", WEIGHT_BLOCK, BOTH, true, "含有国家秘密标志",
        "停止处理，按保密规定报告；解密或删除后再提交"},
    {"S-PII", "body_html", "正文", WEIGHT_BLOCK, BOTH, true, "含有公民身份号码或银行卡号",
        "删除号码，或只保留前六位和后四位"},
    {"S-PII-TEL", "body_html", "正文", WEIGHT_CONFIRM, BOTH, true, "含有手机号码",
        "删除或遮盖；确为对外公布的办公电话的，确认为可公开"},
    {"S-REVIEW", "secrecy", "保密审查", WEIGHT_BLOCK, GATE_PUBLISH, false,
        "这份文本还没有保密审查结论",
        "请没有起草本文的审核人在“保密审查”中写明结论；改过的文本要重新审查"},
    {"S-CUT", "secrecy", "保密审查", WEIGHT_BLOCK, GATE_PUBLISH, true,
        "保密审查要求删减后公开，还没有删减", "由起草人删减，删减后的文本重新审查"},
    {"S-CLOSED", "secrecy", "保密审查", WEIGHT_BLOCK, GATE_PUBLISH, true, "保密审查的结论是不公开",
        "不得发布；公开方式改为不予公开，写明依据"},
    {"S-OWN", "secrecy", "保密审查", WEIGHT_BLOCK, GATE_PUBLISH, false, "保密审查由起草人自己作出",
        "请没有起草本文的另一位审核人审查"},
    {"R-SUBJECT", "subject", "主题分类", WEIGHT_HINT, BOTH, true, "没有选择主题分类",
        "选择主题分类，便于公众查找"},
    {"R-GENRE", "genre", "体裁", WEIGHT_HINT, BOTH, true, "没有选择体裁（公文种类）",
        "选择决定、通知、意见、函等"},
    {"R-SUMMARY", "summary", "内容概述", WEIGHT_HINT, BOTH, true, "内容概述过长，或重复标题",
        "控制在 300 字以内（正文超过 5000 字的，500 字以内）"},
    {"R-ALT", "body_html", "正文", WEIGHT_HINT, BOTH, true, "有图片没有文字说明",
        "给图片加上说明，读屏软件才能读出来"},
    {"R-CITE", "body_html", "正文", WEIGHT_HINT, BOTH, true, "引用了已经废止、失效的文件",
        "改引现行的文件；确需提到的，写明它已经废止"},
    {"T-LINKTXT", "body_html", "正文", WEIGHT_BLOCK, BOTH, true, "链接的文字与链接到的文件文号不同",
        "改正文号，或者改正链接的地址"},
    {"R-NONUMBER", "body_html", "正文", WEIGHT_HINT, BOTH, true, "引用的文号在文件台账中查不到",
        "核对文号；确有此件的，先在文件台账中登记"},
    {"T-WRONG", "words", "文字", WEIGHT_BLOCK, BOTH | GATE_APPROVE, false, "有须改的文字差错",
        "逐处改正；确实没有错的，起草人标为“不是错误”，由审核人确认"},
    {"T-CLAIMED", "words", "文字", WEIGHT_BLOCK, GATE_APPROVE | GATE_PUBLISH, false,
        "起草人认为没有错的地方，审核人还没有确认", "审核人在“文字检查”中逐处确认，或者退回修改"},
    {"T-HINTS", "words", "文字", WEIGHT_HINT, BOTH | GATE_APPROVE, false, "有可以改进的文字",
        "在“文字检查”中逐处核对"},
    {"R-WORDS", "body_html", "正文", WEIGHT_BLOCK, 0, true, "文字、标点或数字有错",
        "按意见逐处改正"},
    {"R-FACTS", "body_html", "正文", WEIGHT_BLOCK, 0, true, "事实或数据需要核实",
        "与原件、责任单位核对"},
    {"R-FILES", "files", "附件", WEIGHT_BLOCK, 0, true, "附件缺失、错误或打不开", "重新上传附件"},
    {"P-NOPLAN", "links", "关联", WEIGHT_BLOCK, GATE_APPROVE | GATE_PUBLISH, true, "没有解读方案",
        "在“政策解读”中建立同步送审的材料，写明解读方案"},
    {"P-NOMAT", "links", "关联", WEIGHT_BLOCK, GATE_APPROVE | GATE_PUBLISH, true, "没有解读材料",
        "在“政策解读”中起草解读材料，与文件同步送审；不需要解读的写明理由"},
    {"P-NOSIGN", "", "签批", WEIGHT_BLOCK, 0, true, "解读方案、解读材料没有部门负责人签字",
        "请部门主要负责人在“政策解读”中签批"},
    {"P-COPY", "body_html", "正文", WEIGHT_BLOCK, 0, true, "解读材料照抄文件原文",
        "用自己的话讲清背景、措施、范围和新旧差异，不照抄、不缩写"},
    {"R-OTHER", "", "其他", WEIGHT_BLOCK, 0, true, "其他原因", "见审核意见"},
};
const size_t n_codes = COUNT_OF(codes);

const struct code *code_find(const char *code)
{
    for (size_t i = 0; i < n_codes; i++)
        if (strcmp(codes[i].code, code) == 0)
            return &codes[i];
    return NULL;
}

const char *codes_words(struct arena *a, const char *list)
{
    char *text = arena_strdup(a, list), *save = NULL;
    const char *out = "";
    for (char *p = strtok_r(text, ",", &save); p; p = strtok_r(NULL, ",", &save)) {
        const struct code *code = code_find(p);
        const char *word =
            code ? arena_printf(a, "%s：%s", code->place, code->what) : arena_strdup(a, p);
        out = *out ? arena_printf(a, "%s；%s", out, word) : word;
    }
    return out;
}
