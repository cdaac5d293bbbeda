/* Trying templates before they are kept: the shipped ones pass, what is taken out of them is told.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/test_paper_cases.h"

#include "tests/support.h"

static void test_shipped(void **state)
{
    for (size_t i = 0; i < n_paper_kinds; i++) {
        struct paper_findings found;
        size_t n;
        const char *text = paper_template_text(&paper_kinds[i], &n);
        paper_findings_init(&found, *state);
        if (paper_template_try(*state, &paper_kinds[i], text, n, &found) != ST_OK)
            fail_msg("%s: %s", paper_kinds[i].key, findings_text(&found));
    }
}

/* RULE C1, C2, C4, C5, B2, 2.2: a change of the shipped text, and all that is told. */
static const struct change {
    const char *kind, *from, *to; /* every `from` becomes `to` */
    const char *told;             /* separated by | */
} changes[] = {
    {"reply", "{{救济途径}}\n", "", "没有写明行政复议的途径|没有写明提起行政诉讼的途径"},
    {"reply", "{{救济途径}}",
        "如不服本答复书，可以自收到之日起60日内向县政府申请行政复议，也可以自收到之日起3个月内向示"
        "例法院提起行政诉讼。",
        "复议机关“县政府”不对|起诉期限写成了三个月|管辖法院“示例法院”不对|没有写明应当先申请行政复"
        "议"},
    {"reply", "@编号 {{文书编号}}\n", "", "文书编号不是"},
    {"reply", "@署名 {{机关名称}}\n@日期 成文日期\n", "", "落款日期不是|请写上 @署名"},
    {"reply", "@答复 G2 P1\n@附件 附件\n@结束\n", "", "（G2、P1）"},
    {"reply", "申请公开的内容为：{{申请内容}}", "内容略", "没有写明申请内容"},
    {"reply", "理由：{{理由}}", "理由：略", "没有写明“理由”|请在正文中写上 {{理由}}"},
    {"reply", "{{负责机关联系方式}}），建议", "{{负责机关联系方式}}，{{第三方?}}），建议",
        "写出了“第三方”"},
    {"reply", "特此答复。", "{{重作依据}}特此答复。",
        "“重作依据”不是每件申请都有|请写作 {{重作依据?}}|第122行第1列"},
    {"reply", "特此答复。", "{{密级}}特此答复。", "“密级”不是每件申请都有"},
    {"consult", "@主送 {{征求对象}}", "@主送 {{征求对象}}（申请人：{{申请人}}）", "写出了“申请人”"},
    {"consult", "15个工作日", "10日", "没有写“15个工作日”"},
    {"receipt", "查询码：{{查询码}}。", "", "没有写明“查询码”"},
    {"correction", "视为放弃申请，", "", "没有写“视为放弃”"},
    {"fee", "特此", "特此", NULL},
    {"stop", "{{救济途径}}\n", "", "没有写明行政复议的途径"},
    {"third", "{{公开理由}}", "略", "没有写明“公开理由”"},
};

static void test_changes(void **state)
{
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        const struct change *c = &changes[i];
        const struct paper_kind *kind = paper_kind_find(c->kind);
        struct paper_findings found;
        size_t n;
        char *save, *list = arena_strdup(*state, c->told ? c->told : "");
        const char *text = arena_replace(*state, paper_template_text(kind, &n), c->from, c->to);
        paper_findings_init(&found, *state);
        enum st st = paper_template_try(*state, kind, text, strlen(text), &found);
        if (st != (c->told ? ST_INVALID : ST_OK))
            fail_msg("%zu: %s", i, findings_text(&found));
        for (char *want = strtok_r(list, "|", &save); want; want = strtok_r(NULL, "|", &save))
            if (!strstr(findings_text(&found), want))
                fail_msg("%zu: no “%s” in %s", i, want, findings_text(&found));
    }
}

/* Every placeholder has a group and a meaning; an example stands for each that a letter prints. */
static void test_meanings(void **state)
{
    for (size_t i = 0; i < PAPER_N_FACTS; i++) {
        enum paper_fact fact = (enum paper_fact)i;
        assert_true(*paper_fact_group(fact) != '\0');
        assert_non_null(paper_fact_meaning(fact));
        if (paper_fact_rows[i].type != PAPER_FLAG && fact != FACT_OTHER_BASIS &&
            fact != FACT_REDO_BASIS && !*paper_fact_example(*state, fact))
            fail_msg("%s has no example", paper_fact_rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(test_shipped), with_arena(test_changes), with_arena(test_meanings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
