/* Templates of papers: each mistake is told with its line, conditions nest, the bounds hold.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/test_paper_cases.h"

#include "tests/support.h"

struct mistake {
    const char *text, *findings; /* what is told, separated by | */
};
static const struct mistake mistakes[] = {
    {"", "第1行：没有标题"},
    {"@标题 甲\n{{申请者}}", "第2行第1列：没有占位符“申请者”。是不是“申请"},
    {"@标题 甲\n{{nobody}}", "第2行第1列：没有占位符“nobody”。请从占位符表中选一个名称"},
    {"@标题 甲\n{{}}", "第2行第1列：没有占位符“”"},
    {"@标题 甲\n\n{{收到日期:yuan}}",
        "第3行第1列：占位符“收到日期”的类型不对。请写作 {{收到日期:date}}"},
    {"@标题 甲\n{{申请人", "第2行第1列：“{{”没有对应的“}}”"},
    {"@标题 甲\n申请人}}", "第2行第4列：“}}”前没有“{{”"},
    {"@标题 甲\n@循环 附件", "第2行第1列：没有“@循环”这种写法。模板不能循环"},
    {"@标题 甲\n甲乙{{申请人{{收到日期}}}}", "第2行第3列：占位符里又写了占位符"},
    {"@标题 甲\n@include reply", "第2行第1列：没有“@include”这种写法。模板不能循环"},
    {"@标题", "第1行第4列：“@标题”后面没有内容"},
    {"@标题 甲\n@如有 申请人\n乙", "第2行：条件没有“@结束”"},
    {"@标题 甲\n@结束", "第2行第4列：“@结束”前没有条件"},
    {"@标题 甲\n@否则", "第2行第4列：“@否则”前没有条件"},
    {"@标题 甲\n@如有 申请人\n@否则\n@否则\n@结束", "第4行第4列：同一条件写了两个“@否则”"},
    {"@标题 甲\n@答复 G1 G9\n@结束", "第2行第8列：没有答复类型“G9”"},
    {"@标题 甲\n@答复\n@结束", "第2行第4列：没有写答复类型"},
    {"@标题 甲\n@条例 中\n@结束", "第2行第5列：“@条例”后面的词不对。请用其中之一：旧 新"},
    {"@标题 甲\n@逐项 申请人", "第2行第5列：“申请人”不是列表"},
    {"@标题 甲\n@日期 申请人", "第2行第5列：“申请人”不是日期"},
    {"@标题 甲\n@行 a|b", "第2行第4列：“@行”前没有“@表”"},
    {"@标题 甲\n@表 2 3\n@行 a|b|c", "第3行第8列：这一行有3格，表格只有2列"},
    {"@标题 甲\n@表 0 x", "第2行第4列：列宽应是1至100的整数"},
    {"@标题 甲\n@表 1 1 1 1 1 1 1 1 1 1 1 1 1", "第2行第26列：表格应有1至12列"},
    {"@标题 甲\n@表 1\n@行99 a", "第3行第1列：行高过大"},
    {"@标题 甲\n@印章 乙", "第2行第5列：“@印章”后面不应有内容"},
    {"@标题 甲\xff", "第1行：模板不是UTF-8文字"},
    {"@标题 甲\x01", "第1行：模板中有不能打印的字符"},
    {"@标题 甲\n@如有 a\n{{b}}\n@结束", "第2行第5列：没有占位符“a”|第3行第1列：没有占位符“b”"},
    {"@标题 甲\n@如有 附件\n@如有 附件\n@如有 附件\n@如有 附件\n@如有 "
     "附件\n@结束\n@结束\n@结束\n@结束\n@"
     "结束",
        "第6行第5列：条件嵌套过深"},
};

static void test_mistakes(void **state)
{
    for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
        const struct paper_template *t;
        struct paper_findings found;
        char *save, *list = arena_strdup(*state, mistakes[i].findings);
        paper_findings_init(&found, *state);
        enum st st =
            paper_template_parse(*state, mistakes[i].text, strlen(mistakes[i].text), &t, &found);
        assert_int_equal(st, ST_INVALID);
        assert_null(t);
        for (char *want = strtok_r(list, "|", &save); want; want = strtok_r(NULL, "|", &save))
            if (!strstr(findings_text(&found), want))
                fail_msg("no “%s” in %s", want, findings_text(&found));
        for (size_t k = 0; k < found.n; k++)
            assert_true(*found.at[k].what && *found.at[k].remedy && *found.at[k].place);
    }
}

/* What is proposed for a name that there is not. */
static const struct {
    const char *name, *remedy;
} proposals[] = {
    {"申请者", "是不是“申请人”？"},
    {"申请", "是不是“申请人”？"},
    {" 申请人 ", "是不是“申请人”？"},
    {"申请人姓名", "是不是“申请人”？"}, /* no other one that begins so */
    {"申请人电活", "是不是“申请人电话”？"},
    {"受到日期", "是不是“收到日期”？"}, /* the first character is the wrong one */
    {"受送达日期", "是不是“送达日期”？"},
    {"受送人", "是不是“受送达人”？"},
    {"机关", "是不是“机关名称”？"},
    {"机构名称", "是不是“机关名称”？"},
    {"密机", "是不是“密级”？"},
    {"收到申请的日期", "是不是“收到日期”？"},
    /* the heading of a group in the table: not 受送达人, which shares a character with it */
    {"受理机官",
        "“受理机关”是占位符表里一组的标题，请写其中一个名称：机关名称、工作机构、联系地址"},
    {"送达", "一组的标题，请写其中一个名称：送达文书、受送达人、送达方式、送达地点、送达日期"},
    {"答复", "请写其中一个名称：答复类型、理由、其他依据、信息名称、公开位置、公开日期等"},
    {"nobody", "请从占位符表中选一个名称"},
    {"甲", "请从占位符表中选一个名称"},
    {"", "请从占位符表中选一个名称"},
    {"今天晚上吃什么", "请从占位符表中选一个名称"},
    {"申请人申请人申请人申请人申请人申请人申请人申请人申请人申请人申请人", "请从占位符表中选"},
};

static void test_proposals(void **state)
{
    for (size_t i = 0; i < COUNT_OF(proposals); i++) {
        const char *text = arena_printf(*state, "@标题 甲\n{{%s}}", proposals[i].name);
        const struct paper_template *t;
        struct paper_findings found;
        paper_findings_init(&found, *state);
        assert_int_equal(paper_template_parse(*state, text, strlen(text), &t, &found), ST_INVALID);
        assert_int_equal(found.n, 1);
        if (!strstr(found.at[0].remedy, proposals[i].remedy))
            fail_msg("%s: %s", proposals[i].name, found.at[0].remedy);
    }
}

static void test_bounds(void **state)
{
    struct buf text;
    const struct paper_template *t;
    struct paper_findings found;
    buf_init(&text, 0);
    buf_adds(&text, "@标题 甲\n");
    for (int i = 0; i < TEMPLATE_MAX_LINES; i++)
        buf_adds(&text, "乙\n");
    paper_findings_init(&found, *state);
    assert_int_equal(paper_template_parse(*state, text.p, text.n, &t, &found), ST_INVALID);
    assert_non_null(strstr(findings_text(&found), "模板超过1000行"));
    while (text.n <= PAPER_TEMPLATE_MAX_BYTES)
        buf_adds(&text, "乙乙乙乙乙乙乙乙乙乙");
    assert_int_equal(paper_template_parse(*state, text.p, text.n, &t, &found), ST_INVALID);
    assert_non_null(strstr(findings_text(&found), "模板超过64 KB"));
    buf_release(&text);
}

struct filled {
    const char *text, *want;
};
static const struct filled fills[] = {
    {"@标题 甲\n{{申请人}}的申请", "甲\n张三的申请\n"},
    {"@标题 甲\n#说明\n{{申请人:text}} {{收到日期:date}} {{金额:yuan}} {{材料页数:int}}",
        "甲\n张三 2024年3月20日 200元 4\n"},
    {"@标题 甲\n@如有 重作依据\n乙\n@否则\n丙\n@结束", "甲\n丙\n"},
    {"@标题 甲\n@如无 重作依据\n乙\n@结束", "甲\n乙\n"},
    {"@标题 甲\n@如有 申请人\n@如有 重作依据\n乙\n@否则\n丙\n@结束\n丁\n@结束\n戊",
        "甲\n丙\n丁\n戊\n"},
    {"@标题 甲\n@如有 重作依据\n@如有 申请人\n乙\n@否则\n丙\n@结束\n@结束\n戊", "甲\n戊\n"},
    {"@标题 甲\n@答复 G1 G2\n乙\n@结束\n@答复 G3\n丙\n@结束", "甲\n乙\n"},
    {"@标题 甲\n@条例 旧\n乙\n@否则\n丙\n@结束", "甲\n丙\n"},
    {"@标题 甲\n@逐项 补正事项\n@项 又\n乙\n@项 再",
        "甲\n1．申请公开的政府信息名称不明确，请写明年度、文号或者其他特征\n2．没有附身份证明\n3．"
        "又\n"
        "乙\n1．再\n"},
    {"@标题 甲\n@标题 乙\n@表 1 1 1\n@行 *申请人|{{申请人}}\n@行 *备注|{{重作依据?}}|",
        "甲\n乙\n申请人  张三\n备注    \n"},
    {"@标题 甲\n一行\\n两行", "甲\n一行\n两行\n"},
    {"@标题 甲\n{{申请内容}}", "甲\n{{申请人}}\n"}, /* what facts hold is no template */
};

static void test_fills(void **state)
{
    for (size_t i = 0; i < COUNT_OF(fills); i++) {
        struct paper_facts *f = case_facts(*state, REGIME_NEW, "G2");
        const struct paper_template *t;
        struct paper_findings found;
        struct letter l;
        struct buf text;
        paper_findings_init(&found, *state);
        if (i == COUNT_OF(fills) - 1)
            paper_set_text(f, FACT_SUBJECT, "{{申请人}}");
        if (paper_template_parse(*state, fills[i].text, strlen(fills[i].text), &t, &found))
            fail_msg("%s", findings_text(&found));
        if (paper_fill(t, paper_kind_find("reply"), f, &l, &found))
            fail_msg("%s", findings_text(&found));
        buf_init(&text, 0);
        letter_text(&l, &text);
        assert_string_equal(buf_str(&text), fills[i].want);
        assert_int_equal(letter_check(&l, NULL), ST_OK);
        buf_release(&text);
    }
}

/* Whatever people type is either a template or told to be none. */
/* A template cannot go round in circles: what facts hold is not read again, a list inside itself
 * has the lines that are there, and one that asks for itself a thousand times ends. */
static void test_loops(void **state)
{
    static const char *const items[] = {"@逐项 补正事项", "{{补正事项}}", "@如有 申请人"};
    const struct paper_template *t;
    struct paper_findings found;
    struct paper_facts *f = case_facts(*state, REGIME_NEW, "G2");
    struct letter l;
    struct buf text, out;
    buf_init(&text, 0);
    buf_init(&out, 0);
    paper_set_text(f, FACT_SUBJECT, "{{申请内容}}{{申请内容}}");
    paper_set_list(f, FACT_CORRECTIONS, items, COUNT_OF(items));
    buf_adds(&text, "@标题 甲\n");
    for (int i = 0; i < 400; i++)
        buf_adds(&text, "{{申请内容}}\n@逐项 补正事项\n");
    paper_findings_init(&found, *state);
    assert_int_equal(paper_template_parse(*state, text.p, text.n, &t, &found), ST_OK);
    assert_int_equal(paper_fill(t, paper_kind_find("correction"), f, &l, &found), ST_OK);
    letter_text(&l, &out);
    size_t subjects = 0, lists = 0;
    for (const char *p = buf_str(&out); (p = strstr(p, "{{申请内容}}{{申请内容}}")); p++)
        subjects++;
    for (const char *p = buf_str(&out); (p = strstr(p, "@逐项 补正事项")); p++)
        lists++;
    assert_int_equal(subjects, 400);
    assert_int_equal(lists, 400);
    buf_release(&text);
    buf_release(&out);
}

static void test_naughty_lines(void **state)
{
    char *save, *lines = test_naughty(*state);
    for (char *s = strtok_r(lines, "\n", &save); s; s = strtok_r(NULL, "\n", &save)) {
        const struct paper_template *t;
        struct paper_findings found;
        paper_findings_init(&found, *state);
        const char *text = arena_printf(*state, "@标题 甲\n%s\n", s);
        enum st st = paper_template_parse(*state, text, strlen(text), &t, &found);
        assert_int_equal(st == ST_OK, paper_findings_count(&found) == 0);
    }
}

static void test_shipped(void **state)
{
    for (size_t i = 0; i < n_paper_kinds; i++) {
        const struct paper_template *t;
        struct paper_findings found;
        size_t n;
        const char *text = paper_template_text(&paper_kinds[i], &n);
        paper_findings_init(&found, *state);
        if (paper_template_parse(*state, text, n, &t, &found))
            fail_msg("%s: %s", paper_kinds[i].key, findings_text(&found));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {with_arena(test_mistakes), with_arena(test_proposals),
        with_arena(test_bounds), with_arena(test_fills), with_arena(test_loops),
        with_arena(test_naughty_lines), with_arena(test_shipped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
