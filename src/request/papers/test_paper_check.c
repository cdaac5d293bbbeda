/* The checks before signing: a right paper is changed in one place, and the finding names it.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/test_paper_cases.h"

struct change {
    enum foi_regime regime;
    const char *kind, *code;
    const char *from, *to; /* in the text; from "": none */
    const char *want;      /* "C4 … what", parts separated by |; "" passes */
};

static const struct change changes[] = {
    /* RULE C1 */
    {REGIME_NEW, "reply", "G2", "政府信息公开申请答复书", "",
        "C1 标题：标题没有机关全称和文书名称"},
    {REGIME_NEW, "reply", "G2", "张三：", "李四：", "C1 正文：没有写明申请人“张三”"},
    {REGIME_NEW, "reply", "G2", "2024年3月20日", "2024年3月21日",
        "C1 正文：没有写明收到日期“2024年3月20日”"},
    {REGIME_NEW, "reply", "X1",
        "申请公开的内容为：师宗县2023年度农村危房改造补助资金分配方案及各乡镇分配情况", "",
        "C1 正文：没有写明申请内容"},
    {REGIME_NEW, "reply", "G2", "申请公开的内容为：师宗县2023年度", "您想了解2023年度", ""},
    {REGIME_NEW, "reply", "G2", "特此答复", "{{申请人}}特此答复", "C1 正文：有没有填写的占位符"},
    /* RULE B1, B2 */
    {REGIME_NEW, "reply", "G2", "第3号-答", "第4号-答",
        "B2 编号：文书编号不是“师政信公开〔2024〕第3号-答”"},
    {REGIME_NEW, "reply", "G2", "〔2024〕第3号-答", "[2024]第3号-答", "B2 编号"},
    {REGIME_NEW, "reply", "G2", "第3号-答", "第3号", "B2 编号"},
    /* RULE C2 */
    {REGIME_NEW, "reply", "G2", "第三十六条第（二）项", "第三十六条第（一）项",
        "没有引用条例第三十六条第（二）项|第三十六条第（一）项是另一种答复的依据"},
    {REGIME_NEW, "reply", "G2", "第三十六条第（二）项", "第36条第2项", ""},
    {REGIME_NEW, "reply", "G2", "第三十六条第（二）项", "有关规定",
        "没有引用条例第三十六条第（二）项"},
    {REGIME_NEW, "reply", "G2", "711", "492", "C2 正文：引用了不适用的条例"},
    {REGIME_NEW, "reply", "D5", "第十六条第一款", "第十六条第二款",
        "没有引用条例第十六条第一款|是另一种答复的依据"},
    {REGIME_NEW, "reply", "D5", "第十六条第一款", "第二十一条第（三）项",
        "不是所适用的条例中关于答复的规定"},
    {REGIME_OLD, "reply", "G2", "第二十一条第（一）项", "第三十六条第（二）项",
        "没有引用条例第二十一条第（一）项|第三十六条第（二）项不是所适用的条例"},
    {REGIME_OLD, "reply", "G2", "492", "711", "C2 正文：引用了不适用的条例"},
    {REGIME_NEW, "reply", "G2", "政府信息公开条例", "信息条例", "没有写明法律依据的名称"},
    {REGIME_NEW, "reply", "P1", "第十五条、第三十二条", "有关规定",
        "没有引用条例第十五条|没有引用条例第三十二条"},
    {REGIME_NEW, "reply", "D2", "《中华人民共和国档案法》第二十七条", "有关法律",
        "C2 正文：没有写明登记的其他依据"},
    {REGIME_NEW, "reply", "D3", "理由：该信息形成于2012年，经检索档案室和公文系统没有找到", "",
        "没有写明“理由”"},
    /* RULE C3 */
    {REGIME_NEW, "reply", "G2", "附件", "另附", "C3 附件：没有附上提供的政府信息"},
    {REGIME_NEW, "reply", "G2", "2．各乡镇分配情况表", "", ""}, /* named in the text above */
    {REGIME_NEW, "reply", "G1", "县政府网站“政府信息公开”栏目“财政资金”，网址", "网上",
        "没有写明公开位置"},
    {REGIME_NEW, "reply", "G3", "工作日9：00至17：00", "另行通知", "C3 正文：没有写明获取时间"},
    /* RULE C4, 1.6, M5 */
    {REGIME_NEW, "reply", "G2", "曲靖市人民政府", "曲靖市政府",
        "没有写明复议机关“曲靖市人民政府”|复议机关“曲靖市政府”不对"},
    {REGIME_NEW, "reply", "G2", "曲靖市人民政府", "师宗县人民政府", "复议机关“师宗县人民政府”不对"},
    {REGIME_NEW, "reply", "G2", "曲靖市人民政府", "曲靖市人民政府或者云南省人民政府",
        "复议机关“云南省人民政府”不对"},
    {REGIME_NEW, "reply", "G2", "60日", "30日", "没有写明申请行政复议的期限"},
    {REGIME_NEW, "reply", "G2", "6个月", "3个月", "没有写明直接起诉的期限|起诉期限写成了三个月"},
    {REGIME_NEW, "reply", "G2", "可以自收到之日起60日内向", "应当先自收到之日起60日内向",
        "写了应当先申请行政复议"},
    {REGIME_NEW, "reply", "G2", "曲靖市中级人民法院", "师宗县人民法院",
        "管辖法院“师宗县人民法院”不对"},
    {REGIME_NEW, "reply", "G2", "也可以自收到之日起6个月内向曲靖市中级人民法院提起行政诉讼", "",
        "没有写明直接起诉的期限|没有写明提起行政诉讼的途径"},
    {REGIME_NEW, "reply", "D4", "应当先自", "可以自", "没有写明应当先申请行政复议"},
    {REGIME_NEW, "reply", "D4", "15日", "30日", "没有写明复议后起诉的期限"},
    {REGIME_NEW, "reply", "D4", "应当先自收到之日起60日内",
        "应当先自收到之日起60日内，也可以在6个月内", "写了可以在6个月内直接起诉"},
    {REGIME_NEW, "reply", "P1", "应当先自", "可以自", "没有写明应当先申请行政复议"},
    {REGIME_NEW, "third", "", "行政复议", "复核", "没有写明行政复议的途径"},
    /* RULE C5 */
    {REGIME_NEW, "reply", "G2", "2024年4月10日", "2024年4月11日",
        "C5 落款：落款日期不是2024年4月10日"},
    {REGIME_NEW, "reply", "G2", "（印章）", "", "note C5 落款：没有印章位置的标记"},
    /* RULE K3 */
    {REGIME_NEW, "reply", "D1", "理由：", "该文件为秘密级。理由：该文件属于机密级。",
        "K3 正文：答复中写了密级或者定密机关"},
    {REGIME_NEW, "reply", "D1", "理由：", "由云南省某厅定密。理由：",
        "K3 正文：答复中写了密级或者定密机关"},
    /* RULE 2.2 */
    {REGIME_NEW, "reply", "D4",
        "本机关于2024年3月25日书面征求第三方意见，第三方不同意公开并说明了合理理由", "",
        "没有写明“征求意见经过”"},
    {REGIME_NEW, "reply", "X2", "师政信公开〔2023〕第8号-答", "前次答复", "没有写明“前次答复编号”"},
    {REGIME_NEW, "reply", "N1a", "不存在", "没有提供", "没有写“不存在”"},
    {REGIME_NEW, "receipt", "", "7K3M9Q", "", "没有写明“查询码”"},
    {REGIME_NEW, "receipt", "", "2024年4月18日", "近日", "没有写明“答复期限”"},
    {REGIME_NEW, "correction", "", "视为放弃申请", "后果自负", "没有写“视为放弃”"},
    {REGIME_NEW, "correction", "", "重新计算", "继续计算", "没有写“重新计算”"},
    {REGIME_NEW, "correction", "", "没有附身份证明", "", "没有写明“补正事项”"},
    {REGIME_NEW, "extension", "", "负责人同意", "同意", "没有写“负责人同意”"},
    {REGIME_NEW, "consult", "", "贵方：", "贵方，申请人是张三：", "写出了“申请人”"},
    {REGIME_NEW, "consult", "", "15个工作日", "十日", "没有写“15个工作日”"},
    {REGIME_NEW, "organ", "", "视为同意", "另行处理", "没有写逾期未提出意见的视为同意"},
    {REGIME_NEW, "stop", "O1", "2024年4月20日", "近日", "没有写明“补正期限”"},
    {REGIME_NEW, "correction", "", "第三十条", "第二十一条", "没有引用条例第三十条"},
    {REGIME_OLD, "extension", "", "第二十四条", "第三十三条", "没有引用条例第二十四条"},
    {REGIME_NEW, "consult", "", "711", "492", "C2 正文：引用了不适用的条例"},
    /* RULE F9 */
    {REGIME_NEW, "fee", "", "缴费方式", "如不服可以申请行政复议。缴费方式",
        "F9 正文：收费通知书写了救济途径"},
};

static const char *built_text(struct arena *a, const struct paper_kind *kind, struct paper_facts *f)
{
    struct letter l;
    struct paper_findings found;
    struct buf text;
    paper_findings_init(&found, a);
    if (paper_build(kind, f, &l, &found) != ST_OK)
        fail_msg("%s", findings_text(&found));
    buf_init(&text, 0);
    letter_text(&l, &text);
    const char *out = arena_strdup(a, buf_str(&text));
    buf_release(&text);
    return out;
}

static void assert_findings(const struct paper_findings *found, const char *want, const char *about)
{
    const char *got = findings_text(found);
    char *save, *list = arena_strdup(found->a, want);
    for (char *w = strtok_r(list, "|", &save); w; w = strtok_r(NULL, "|", &save))
        if (!strstr(got, w))
            fail_msg("%s: no “%s” in %s", about, w, got);
    if (!*want && found->n)
        fail_msg("%s: %s", about, got);
}

static void test_changes(void **state)
{
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        const struct change *c = &changes[i];
        const struct paper_kind *kind = paper_kind_find(c->kind);
        struct paper_facts *f = case_facts(*state, c->regime, c->code);
        struct paper_findings found;
        if (strcmp(c->kind, "extension") == 0)
            paper_set_day(f, FACT_EXTENDED_DUE, day_of(2024, 5, 20));
        const char *text = check_plain(*state, built_text(*state, kind, f));
        const char *about = arena_printf(*state, "%s %s “%s”", c->kind, c->code, c->from);
        if (!strstr(text, c->from))
            fail_msg("%s is not in %s", about, text);
        paper_findings_init(&found, *state);
        enum st st = paper_check(kind, f, arena_replace(*state, text, c->from, c->to), &found);
        assert_findings(&found, c->want, about);
        bool passes = !*c->want || strncmp(c->want, "note", 4) == 0;
        assert_int_equal(st, passes ? ST_OK : ST_INVALID);
    }
}

struct without {
    const char *code;
    enum paper_fact fact;
    const char *want;
};

/* RULE K3, K4, K5, K6: what must be on the file before such a reply. */
static const struct without withouts[] = {
    {"D1", FACT_SECRET_LEVEL, "K3 密级：没有登记“密级”"},
    {"D1", FACT_CLASSIFIED_BY, "K3 定密机关：没有登记“定密机关”"},
    {"D6", FACT_REASON, "理由：没有登记“理由”"},
    {"D2", FACT_OTHER_BASIS, "C2 其他依据：这种答复除条例外还应写明其他依据"},
    {"N1a", FACT_SEARCH_WHERE, "K4 检索范围"},
    {"N1a", FACT_SEARCH_WORDS, "K4 检索词"},
    {"N1a", FACT_SEARCH_WHO, "K4 检索人"},
    {"N1a", FACT_SEARCH_DATE, "K4 检索日期"},
    {"X2", FACT_EARLIER_NUMBER, "K5 前次答复编号"},
    {"X2", FACT_EARLIER_DATE, "K5 前次答复日期"},
    {"X4", FACT_REASON_NOTICE_SENT, "K6 说明理由告知日期"},
    {"X4", FACT_REASONS_GIVEN, "K6 申请人说明：没有申请人的说明，也没有登记逾期未说明"},
    {"G2", FACT_ATTACHMENTS, "C3 附件：没有附上"},
    {"G2", FACT_DUE, "C6 答复期限：没有登记答复期限"},
    {"G2", FACT_ISSUED, "C5 成文日期：没有成文日期"},
    {"G2", FACT_REQUEST_NUMBER, "B1 编号"},
    {"G2", FACT_CODE, "C2 答复类型：没有选定答复类型"},
};

static void test_without_a_fact(void **state)
{
    const struct paper_kind *kind = paper_kind_find("reply");
    for (size_t i = 0; i < COUNT_OF(withouts); i++) {
        struct paper_facts *f = case_facts(*state, REGIME_NEW, withouts[i].code);
        struct paper_findings found;
        const char *text = built_text(*state, kind, f);
        f->v[withouts[i].fact] = (struct paper_value){.text = "", .day = day_none()};
        paper_findings_init(&found, *state);
        assert_int_equal(paper_check(kind, f, text, &found), ST_INVALID);
        assert_findings(&found, withouts[i].want, withouts[i].code);
    }
}

/* RULE C6 */
static void test_after_the_due_day(void **state)
{
    const struct paper_kind *kind = paper_kind_find("reply");
    static const struct {
        struct {
            int m, d;
        } issued, extended;
        const char *reason, *want;
    } cases[] = {
        {{4, 18}, {0, 0}, "", ""},
        {{4, 19}, {0, 0}, "", "[C6 成文日期：逾期：答复期限为2024年4月18日"},
        {{4, 19}, {0, 0}, "申请材料在搬迁中误置",
            "[note C6 成文日期：逾期：答复期限为2024年4月18日。原因：申请"},
        {{4, 19}, {5, 20}, "", ""},
        {{5, 21}, {5, 20}, "", "[C6 成文日期：逾期：答复期限为2024年5月20日"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct paper_facts *f = case_facts(*state, REGIME_NEW, "G2");
        struct paper_findings found;
        paper_set_day(f, FACT_ISSUED, day_of(2024, cases[i].issued.m, cases[i].issued.d));
        if (cases[i].extended.m)
            paper_set_day(
                f, FACT_EXTENDED_DUE, day_of(2024, cases[i].extended.m, cases[i].extended.d));
        paper_set_text(f, FACT_OVERDUE_REASON, cases[i].reason);
        const char *text = built_text(*state, kind, f);
        paper_findings_init(&found, *state);
        enum st st = paper_check(kind, f, text, &found);
        assert_findings(&found, cases[i].want, cases[i].reason);
        assert_int_equal(st, strncmp(cases[i].want, "[C6", 3) == 0 ? ST_INVALID : ST_OK);
    }
}

/* RULE R5a, F7, C6: a request that was given up ends when its time is over; under the regulation of
 * 2008 it rests on the article that asked for the correction. */
static void test_given_up(void **state)
{
    static const struct {
        enum foi_regime regime;
        const char *code, *basis;
    } cases[] = {{REGIME_NEW, "O1", ""}, {REGIME_NEW, "O2", ""},
        {REGIME_OLD, "O1", "《中华人民共和国政府信息公开条例》第二十一条第（四）项"}};
    const struct paper_kind *kind = paper_kind_find("stop");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct paper_facts *f = case_facts(*state, cases[i].regime, cases[i].code);
        struct paper_findings found;
        paper_set_day(f, FACT_ISSUED, day_of(cases[i].regime == REGIME_OLD ? 2018 : 2024, 12, 3));
        paper_set_text(f, FACT_OTHER_BASIS, cases[i].basis);
        const char *text = built_text(*state, kind, f);
        paper_findings_init(&found, *state);
        (void)!paper_check(kind, f, text, &found);
        assert_findings(&found, "", cases[i].code);
    }
}

/* RULE C4, 1.6: bodies and order by organ and day of issue. */
static void test_remedies(void **state)
{
    static const struct {
        enum organ_kind organ;
        const char *code;
        int year;
        const char *want;
    } cases[] = {
        {ORGAN_DEPARTMENT, "G2", 2023, "向师宗县人民政府或者上一级主管部门申请行政复议，也可以"},
        {ORGAN_DEPARTMENT, "G2", 2024, "向师宗县人民政府申请行政复议，也可以"},
        {ORGAN_DEPARTMENT, "D4", 2023, "可以自收到之日起60日内"},
        {ORGAN_DEPARTMENT, "D4", 2024, "应当先自收到之日起60日内向师宗县人民政府申请行政复议"},
        {ORGAN_COUNTY, "D4", 2024, "应当先自收到之日起60日内向曲靖市人民政府申请行政复议"},
        {ORGAN_TOWNSHIP, "N1a", 2026, "可以自收到之日起60日内向师宗县人民政府申请行政复议"},
        {ORGAN_STREET, "X1", 2026, "可以自收到之日起60日内向师宗县人民政府申请行政复议"},
    };
    const struct paper_kind *kind = paper_kind_find("reply");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct paper_facts *f = case_facts(*state, REGIME_NEW, cases[i].code);
        struct paper_findings found;
        f->organ_kind = cases[i].organ;
        paper_set_day(f, FACT_DUE, day_of(cases[i].year, 12, 31));
        paper_set_day(f, FACT_ISSUED, day_of(cases[i].year, 12, 30)); /* beyond the calendar too */
        const char *text = built_text(*state, kind, f);
        if (!strstr(text, cases[i].want))
            fail_msg("no “%s” in %s", cases[i].want, text);
        paper_findings_init(&found, *state);
        if (paper_check(kind, f, text, &found) != ST_OK)
            fail_msg("%s", findings_text(&found));
    }
}

/* All reasons are told at once. */
static void test_all_at_once(void **state)
{
    struct paper_facts *f = case_facts(*state, REGIME_NEW, "D4");
    struct paper_findings found;
    paper_findings_init(&found, *state);
    assert_int_equal(paper_check(paper_kind_find("reply"), f, "不公开。", &found), ST_INVALID);
    assert_findings(&found, "[B2|[C1|[C2|[C4|[C5|[2.2", "empty reply");
    for (size_t i = 0; i < found.n; i++)
        assert_true(*found.at[i].what && *found.at[i].remedy && *found.at[i].place);
}

/* The kinds that 2008 did not know, and a kind of paper that does not fit. */
static void test_wrong_kind(void **state)
{
    struct paper_facts *f = case_facts(*state, REGIME_OLD, "X4");
    struct paper_findings found;
    paper_findings_init(&found, *state);
    assert_int_equal(paper_check(paper_kind_find("reply"), f, "", &found), ST_INVALID);
    assert_findings(&found, "2008年的条例没有这种答复", "X4");
    f = case_facts(*state, REGIME_NEW, "G2");
    paper_findings_init(&found, *state);
    assert_int_equal(paper_check(paper_kind_find("stop"), f, "", &found), ST_INVALID);
    assert_findings(&found, "不再处理告知书只用于", "G2");
}

/* RULE F1, R7: fees from 2021 only, a later day of reply; what 2008 did not know. */
static void test_kinds_in_time(void **state)
{
    static const struct {
        const char *kind;
        enum foi_regime regime;
        enum paper_fact fact;
        int y, m, d;
        const char *want;
    } cases[] = {
        {"fee", REGIME_NEW, FACT_ISSUED, 2020, 12, 31,
            "F1 成文日期：2021年1月1日前不收取信息处理费"},
        {"fee", REGIME_NEW, FACT_ISSUED, 2021, 1, 1, ""},
        {"extension", REGIME_NEW, FACT_EXTENDED_DUE, 2024, 4, 18,
            "R7 延长后期限：延长后的期限不晚于"},
        {"extension", REGIME_NEW, FACT_EXTENDED_DUE, 2024, 4, 19, ""},
        {"reasons", REGIME_OLD, FACT_ANSWER_BY, 2018, 10, 1, "2008年的条例没有这种程序"},
        {"fee", REGIME_OLD, FACT_ISSUED, 2018, 10, 1, "2008年的条例没有这种程序"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct paper_kind *kind = paper_kind_find(cases[i].kind);
        struct paper_facts *f = case_facts(*state, cases[i].regime, "");
        struct paper_findings found;
        paper_set_day(f, cases[i].fact, day_of(cases[i].y, cases[i].m, cases[i].d));
        const char *text = built_text(*state, kind, f);
        paper_findings_init(&found, *state);
        enum st st = paper_check(kind, f, text, &found);
        assert_findings(&found, cases[i].want, cases[i].kind);
        assert_int_equal(st, *cases[i].want ? ST_INVALID : ST_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(test_changes),
        with_arena(test_without_a_fact),
        with_arena(test_after_the_due_day),
        with_arena(test_given_up),
        with_arena(test_remedies),
        with_arena(test_all_at_once),
        with_arena(test_wrong_kind),
        with_arena(test_kinds_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
