/* The rules of documents: personal data, index numbers, the gate, the transition table.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/org/org.h"
#include "common/record/index_no.h"
#include "disclosure/document/acts.h"
#include "disclosure/document/flow.h"
#include "disclosure/inventory/inventory.h"
#include "lib/text/privacy.h"
#include "lib/text/indexno.h"
#include "tests/arena.h"
#include "tests/support.h"

/* RULE S-PII */
static void citizen_ids(void **state)
{
    (void)state;
    assert_true(citizen_id_valid("11010519491231002X"));
    assert_true(citizen_id_valid("11010519491231002x"));
    assert_true(citizen_id_valid("440524188001010014") == false); /* born 1880: not ours */
    assert_false(citizen_id_valid("110105194912310021"));
    assert_false(citizen_id_valid("11010519491331002X")); /* month 13 */
    assert_false(citizen_id_valid("01010519491231002X"));
}

/* RULE S-PII, RULE S-SECRET */
static void privacy_cases(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        enum privacy_kind kind;
        const char *masked;
    } cases[] = {
        {"身份证号11010519491231002X，", 1, PRIVACY_ID, "110105********002X"},
        {"１１０１０５１９４９１２３１００２Ｘ", 1, PRIVACY_ID, "110105********002X"},
        {"110105 19491231 002X", 1, PRIVACY_ID, "110105********002X"},
        {"联系人：13800001234", 1, PRIVACY_PHONE, "138****1234"},
        {"138-0000-1234 或", 1, PRIVACY_PHONE, "138****1234"},
        {"+8613800001234", 1, PRIVACY_PHONE, "138****1234"},
        {"2018-09-12 13800001234", 1, PRIVACY_PHONE, "138****1234"},
        {"13800001234 13900005678", 2, PRIVACY_PHONE, "138****1234"},
        {"电话 0874-5752001", 0, PRIVACY_ID, ""},
        {"12345678901", 0, PRIVACY_ID, ""}, /* second digit 2 */
        {"110105194912310021", 0, PRIVACY_ID, ""}, {"138000012345", 0, PRIVACY_ID, ""},
        {"机密★3年", 1, PRIVACY_SECRET, "机密★"}, {"秘密 ★", 1, PRIVACY_SECRET, "秘密 ★"},
        {"绝密10年", 1, PRIVACY_SECRET, "绝密10年"}, {"保守国家秘密，维护安全", 0, PRIVACY_ID, ""},
        {"商业秘密2018年", 0, PRIVACY_ID, ""}, /* a year, not a term */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct privacy_hit *hits;
        size_t n = privacy_scan(mem, cases[i].text, &hits);
        if (n != cases[i].n)
            fail_msg("%s: %zu", cases[i].text, n);
        if (n && (hits[0].kind != cases[i].kind || strcmp(hits[0].masked, cases[i].masked)))
            fail_msg("%s: %s", cases[i].text, hits[0].masked);
    }
    assert_string_equal(privacy_phones_digest(mem, "没有"), "");
    assert_string_equal(
        privacy_phones_digest(mem, "a 13800001234"), privacy_phones_digest(mem, "b 138 0000 1234"));
    assert_string_not_equal(
        privacy_phones_digest(mem, "13800001234"), privacy_phones_digest(mem, "13800001235"));
}

/* RULE C-IDX-FORM: the examples of publishing §3.5 */
static void index_schemes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *scheme;
        int year;
    } cases[] = {
        {"01525903-1-04_A/2017-0920001", "YN-2008", 2017},
        {"nyncj-/2020-09240013", "YN-dept", 2020},
        {"yxxzf5/2024-00033", "YN-new", 2024},
        {"43273795-4/20241115-00001", "YN-org-day", 2024},
        {"01527918X-2020-153077", "YN-nujiang", 2020},
        {"000014349/2017-00110", "STATE", 2017},
        {"11620622013933539B/2021-03844", "CREDIT", 2021},
        {"6107280000/2024-001005", "REGION", 2024},
        {"123456789012345678901", "YN-mzt-21", 0},
        {"11620622013933539B/2021-3844", "", 0},
        {"没有", "", 0},
        {"", "", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct indexno n;
        bool read = indexno_parse(mem, cases[i].text, &n);
        const char *scheme = read ? n.scheme : "";
        int year = read ? n.year : 0;
        if (strcmp(scheme, cases[i].scheme) || year != cases[i].year)
            fail_msg("%s: %s %d", cases[i].text, scheme, year);
    }
    const struct unit with = {.id = 12, .credit_code = "115303230151625379"};
    const struct unit without = {.id = 12, .credit_code = ""};
    assert_string_equal(index_no_text(mem, &with, 2018, 7), "115303230151625379/2018-00007");
    assert_string_equal(index_no_text(mem, &without, 2018, 7), "5303230012/2018-000007");
}

static const struct column leaf = {
    .id = 5, .name = "通知公告", .path = "zwdt/tzgg", .cycle = "TZZC"};
static struct content good;
static struct gate_facts facts;

static void start_good(void)
{
    content_init(&good);
    good.title = "关于公布办公时间的通知";
    good.summary = "公布办公时间。";
    good.body_html = "<p>各单位：</p><p>现将办公时间公布如下。</p>";
    good.meta.issuer = "师宗县人民政府办公室";
    good.meta.source = "师宗县人民政府办公室";
    good.meta.formed_on = day_of(2018, 9, 10);
    good.meta.open_mode = "主动公开";
    good.meta.validity = "有效";
    good.meta.subject = "综合政务";
    good.meta.genre = "通知";
    good.meta.doc_no = "师政办发〔2018〕12号";
    facts = (struct gate_facts){.kind = "document",
        .content = &good,
        .column = &leaf,
        .column_is_leaf = true,
        .taken_by = "",
        .cited_over = "",
        .unknown = "",
        .mislinked = "",
        .new_word = "",
        .note = "",
        .confirmed_phones = "",
        .today = day_of(2018, 9, 12)};
}

/* The codes found, "R-TITLE R-BODY", in the order of the checks. */
static const char *found(unsigned gate)
{
    struct findings f;
    const char *out = "";
    findings_init(&f, mem);
    gate_check(&facts, gate, &f);
    for (size_t i = 0; i < f.n; i++)
        out = arena_printf(mem, "%s%s%s", out, i ? " " : "", f.list[i].code->code);
    return out;
}

static void gate_finds_all_at_once(void **state)
{
    (void)state;
    start_good();
    assert_string_equal(found(GATE_SUBMIT), "");
    assert_string_equal(found(GATE_PUBLISH), "C-IDX-MISS");
    facts.cited_over = "《旧办法》，已废止"; /* RULE N-CITE: a hint, not a block */
    assert_string_equal(found(GATE_SUBMIT), "R-CITE");
    facts.cited_over = "";
    facts.new_word = "师政辨发"; /* RULE D-DAIZI: a hint */
    assert_string_equal(found(GATE_SUBMIT), "D-DAIZI");
    facts.new_word = "";
    facts.unknown = "师政办发〔2018〕99号";
    assert_string_equal(found(GATE_SUBMIT), "R-NONUMBER");
    facts.unknown = "";
    facts.mislinked = "写的是师政发〔2018〕1号，链接到的是师政发〔2018〕2号"; /* RULE T-LINKTXT */
    assert_string_equal(found(GATE_SUBMIT), "T-LINKTXT");
    facts.mislinked = "";
    content_init(&good);
    good.title = good.body_html = "";
    facts.column = NULL;
    assert_string_equal(found(GATE_SUBMIT),
        "R-TITLE R-BODY R-ISSUER R-SOURCE R-SUBJECT R-GENRE R-COLUMN R-DATE R-VALID R-OPEN");
}

/* RULE N-STATE */
static void gate_dates(void **state)
{
    (void)state;
    start_good();
    good.meta.formed_on = day_of(2018, 9, 13);
    assert_string_equal(found(GATE_SUBMIT), "R-DATE");
    start_good();
    good.meta.effective_on = day_of(2018, 10, 1);
    assert_string_equal(found(GATE_SUBMIT), "N-STATE");
    good.meta.validity = "未施行";
    assert_string_equal(found(GATE_SUBMIT), "");
    good.meta.abolished_on = day_of(2018, 9, 30);
    assert_string_equal(found(GATE_SUBMIT), "R-ORDER");
    start_good();
    good.meta.abolished_on = day_of(2018, 9, 12);
    assert_string_equal(found(GATE_SUBMIT), "N-STATE");
    good.meta.validity = "失效";
    assert_string_equal(found(GATE_SUBMIT), "");
    good.meta.abolished_on = day_of(2019, 9, 12);
    assert_string_equal(found(GATE_SUBMIT), "N-STATE");
}

/* RULE D-BRK, RULE D-DUP, RULE C-IDX-DATE, RULE C-IDX-DUP, RULE P-LINK-IF */
static void gate_numbers(void **state)
{
    (void)state;
    start_good();
    good.meta.doc_no = "师政办发[2018]12号";
    assert_string_equal(found(GATE_SUBMIT), "D-BRK");
    good.meta.doc_no = "十二号文";
    assert_string_equal(found(GATE_SUBMIT), "D-FORM");
    start_good();
    facts.doc_no_taken = true;
    assert_string_equal(found(GATE_SUBMIT), "D-DUP");
    start_good();
    good.meta.index_no = "115303230151625379/2017-00007";
    assert_string_equal(found(GATE_PUBLISH), "C-IDX-DATE");
    good.meta.index_no = "115303230151625379/2018-00007";
    assert_string_equal(found(GATE_PUBLISH), "");
    facts.index_no_taken = true;
    assert_string_equal(found(GATE_PUBLISH), "C-IDX-DUP");
    start_good();
    facts.kind = "interpretation";
    assert_string_equal(found(GATE_SUBMIT), "P-LINK-IF");
    facts.interprets = true;
    assert_string_equal(found(GATE_SUBMIT), "");
}

/* RULE P-NOPLAN, RULE P-NOMAT, RULE P-LINK-FI: a normative document may be submitted alone, but is
 * neither approved nor published without plan and interpretation. */
static void gate_interpretation(void **state)
{
    static const struct column norms = {
        .id = 6, .name = "行政规范性文件", .path = "zwgk/fdnr/zcwj/gfxwj", .cycle = "TZZC"};
    (void)state;
    start_good();
    facts.column = &norms;
    assert_string_equal(found(GATE_SUBMIT), "P-LINK-FI");
    assert_string_equal(found(GATE_SUBMIT | GATE_APPROVE), "P-LINK-FI P-NOPLAN P-NOMAT");
    assert_string_equal(found(GATE_PUBLISH), "C-IDX-MISS P-LINK-FI P-NOPLAN P-NOMAT");
    facts.together = true;
    assert_string_equal(found(GATE_SUBMIT | GATE_APPROVE), "P-LINK-FI");
    facts.together = false;
    facts.interpreted = true;
    assert_string_equal(found(GATE_SUBMIT | GATE_APPROVE), "");
    facts.interpreted = false;
    facts.amends = true; /* what is public already is amended; its interpretation comes by clock */
    facts.note = "改正错字";
    assert_string_equal(found(GATE_SUBMIT | GATE_APPROVE), "P-LINK-FI");
    facts.amends = false;
    facts.kind = "notice";
    assert_string_equal(found(GATE_SUBMIT | GATE_APPROVE), "");
}

/* RULE S-PII, RULE S-SECRET, RULE R-NOTE */
static void gate_privacy(void **state)
{
    (void)state;
    start_good();
    good.body_html = "<p>联系人 13800001234，证件 11010519491231002X</p><p>机密★1年</p>";
    assert_string_equal(found(GATE_SUBMIT), "S-PII S-PII-TEL S-SECRET");
    struct findings f;
    findings_init(&f, mem);
    gate_check(&facts, GATE_SUBMIT, &f);
    assert_string_equal(f.list[0].detail, "110105********002X");
    facts.confirmed_phones = gate_phones_digest(mem, &good);
    assert_string_equal(found(GATE_SUBMIT), "S-PII S-SECRET");
    good.body_html = "<p>联系人 13800001235</p>";
    assert_string_equal(found(GATE_SUBMIT), "S-PII-TEL");
    start_good();
    facts.amends = true;
    assert_string_equal(found(GATE_SUBMIT), "R-NOTE");
    start_good();
    good.meta.open_mode = "不予公开";
    assert_string_equal(found(GATE_SUBMIT), "R-BASIS");
    assert_string_equal(found(GATE_PUBLISH), "R-BASIS R-MODE C-IDX-MISS");
    good.meta.clause = "O-INNER"; /* RULE R-CLAUSE */
    assert_string_equal(found(GATE_SUBMIT), "");
    good.meta.clause = "N16-2";
    assert_string_equal(found(GATE_SUBMIT), "R-CLAUSE");
    static const struct { /* RULE R-LIMIT */
        const char *limit, *codes;
    } limits[] = {{"", ""}, {"长期", ""}, {"2030-12-31", ""}, {"永久", "R-LIMIT"},
        {"2019-02-30", "R-LIMIT"}, {"2001-01-01", "R-LIMIT"}};
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        start_good();
        good.meta.open_limit = limits[i].limit;
        assert_string_equal(found(GATE_SUBMIT), limits[i].codes);
    }
    start_good();
    good.summary = good.title;
    good.meta.genre = "";
    assert_string_equal(found(GATE_SUBMIT), "R-SUMMARY R-GENRE");
}

static const char *const all_perms[] = {PERM_DRAFT, PERM_REVIEW, PERM_PUBLISH, PERM_END};

static struct flow_state anybody(enum place place)
{
    return (struct flow_state){.place = place,
        .published = true,
        .kept = true,
        .has_editions = true,
        .own_unit = true,
        .wrote = true,
        .secrecy_needed = true,
        .perms = all_perms,
        .n_perms = 4};
}

/* Every row of the table is possible from each of its places and from no other. */
static void table_is_walked(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_moves; i++) {
        for (unsigned bit = 1; bit <= AT_DISCARDED; bit <<= 1) {
            struct flow_state s = anybody((enum place)bit);
            s.wrote = !(moves[i].guards & (GUARD_SEPARATE | GUARD_SECRECY));
            struct reasons r = flow_reasons(mem, &moves[i], &s);
            bool want = (moves[i].from & bit) != 0;
            if ((r.n == 0) != want || flow_fits(&moves[i], &s) != want)
                fail_msg("%s from %s", moves[i].action, place_word((enum place)bit));
        }
        struct flow_state none = anybody((enum place)(moves[i].from & -moves[i].from));
        none.n_perms = 0;
        none.own_unit = false;
        assert_true(flow_reasons(mem, &moves[i], &none).n >= 2);
    }
}

/* RULE F-SELF: whoever wrote a version does not approve it; whoever approved it may publish it. */
static void separation_of_duties(void **state)
{
    (void)state;
    struct flow_state s = anybody(AT_SUBMITTED);
    struct reasons r = flow_reasons(mem, move_find("approve"), &s);
    assert_int_equal(r.n, 1);
    assert_string_equal(r.list[0].code, "F-SELF");
    s.wrote = false;
    assert_int_equal(flow_reasons(mem, move_find("approve"), &s).n, 0);
    s.place = AT_APPROVED;
    assert_int_equal(flow_reasons(mem, move_find("publish"), &s).n, 0);
    s.place = AT_SUBMITTED;
    assert_string_equal(flow_reasons(mem, move_find("withdraw"), &s).list[0].code, "F-WRITER");
}

/* RULE F-BUNDLE */
static void parts_of_a_bundle_do_not_act_alone(void **state)
{
    static const char *const held[] = {
        "submit", "withdraw", "approve", "send_back", "publish", "schedule", "discard"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(held); i++) {
        const struct move *m = move_find(held[i]);
        struct flow_state s = anybody((enum place)(m->from & -m->from));
        s.wrote = !(m->guards & GUARD_SEPARATE);
        s.bundle = "/work/interpret/1/";
        struct reasons r = flow_reasons(mem, m, &s);
        assert_int_equal(r.n, 1);
        assert_string_equal(r.list[0].code, "F-BUNDLE");
        s.bundle = "";
        assert_int_equal(flow_reasons(mem, m, &s).n, 0);
    }
    struct flow_state s = anybody(AT_DRAFT);
    s.bundle = "/work/interpret/1/";
    assert_int_equal(flow_reasons(mem, move_find("edit"), &s).n, 0);
}

static void findings_are_reasons(void **state)
{
    (void)state;
    struct findings f;
    findings_init(&f, mem);
    findings_add(&f, "R-TITLE", "");
    findings_add(&f, "R-SUBJECT", ""); /* a hint is no hindrance */
    findings_add(&f, "S-PII-TEL", "138****1234");
    struct flow_state s = anybody(AT_DRAFT);
    s.submit = &f;
    struct reasons r = flow_reasons(mem, move_find("submit"), &s);
    assert_int_equal(r.n, 2);
    assert_string_equal(r.list[0].field, "title");
    assert_string_equal(r.list[1].text, "含有手机号码（138****1234）");
    assert_true(findings_stop(&f));
}

/* RULE P-LINK-IF: an interpretation does not come out after its policy has ended. */
static void gate_ended_policy(void **state)
{
    (void)state;
    struct findings f;
    start_good();
    good.meta.doc_no = "";
    facts.kind = "interpretation";
    facts.interprets = true;
    facts.policy_over = "《某办法》已撤下";
    findings_init(&f, mem);
    gate_check(&facts, GATE_SUBMIT, &f);
    assert_true(findings_stop(&f));
    findings_init(&f, mem);
    facts.amends = true; /* what is public already may say so */
    facts.note = "注明文件已废止";
    gate_check(&facts, GATE_SUBMIT, &f);
    assert_false(findings_stop(&f));
}

/* RULE S-REVIEW, RULE S-CUT, RULE S-CLOSED, RULE S-OWN: looked at before publication only. */
static void gate_secrecy(void **state)
{
    (void)state;
    static const struct {
        enum secrecy state;
        const char *code;
    } cases[] = {{SECRECY_FREE, ""}, {SECRECY_OPEN, ""}, {SECRECY_NONE, "S-REVIEW"},
        {SECRECY_CHANGED, "S-REVIEW"}, {SECRECY_CUT, "S-CUT"}, {SECRECY_CLOSED, "S-CLOSED"},
        {SECRECY_OWN, "S-OWN"}};
    start_good();
    good.meta.index_no = "11530323015162537M/2018-00001";
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct findings f;
        facts.secrecy = cases[i].state;
        findings_init(&f, mem);
        gate_check(&facts, GATE_SUBMIT | GATE_APPROVE, &f);
        assert_false(findings_stop(&f));
        gate_check(&facts, GATE_PUBLISH, &f);
        assert_int_equal(findings_stop(&f), *cases[i].code != 0);
        if (*cases[i].code)
            assert_string_equal(f.list[f.n - 1].code->code, cases[i].code);
    }
    const struct secrecy_rules some = {"document,notice", "zwdt/gzdt"};
    assert_true(secrecy_needed(&some, "notice", "zwdt/tzgg"));
    assert_false(secrecy_needed(&some, "news", "zwdt/tzgg"));
    assert_false(secrecy_needed(&some, "note", "zwdt/tzgg"));
    assert_false(secrecy_needed(&some, "notice", "zwdt/gzdt"));
    assert_false(secrecy_needed(&some, "notice", "zwdt/gzdt/bm"));
    assert_true(secrecy_needed(&some, "notice", "zwdt/gzdtx"));
    assert_true(secrecy_needed(&secrecy_defaults, "page", "x"));
}

/* A conclusion holds for title, text and attachments as they were, whatever the metadata. */
static void secrecy_is_of_one_text(void **state)
{
    (void)state;
    static const struct attachment file = {"aa", "名单.pdf", "application/pdf", 3},
                                   same_name = {"bb", "名单.pdf", "application/pdf", 3};
    start_good();
    const char *first = secrecy_digest(mem, &good);
    good.meta.index_no = "x";
    good.meta.subject = "其他";
    assert_string_equal(secrecy_digest(mem, &good), first);
    good.meta.files = &file;
    good.meta.n_files = 1;
    const char *with = secrecy_digest(mem, &good);
    assert_string_not_equal(with, first);
    good.meta.files = &same_name;
    assert_string_not_equal(secrecy_digest(mem, &good), with);
    good.meta.n_files = 0;
    good.title = "另一个标题";
    assert_string_not_equal(secrecy_digest(mem, &good), first);
}

/* RULE P-LATE: 3 working days. RULE C-DUE20: 20 working days; 24 September and the week of 1
 * October are off, 29 and 30 September are worked. */
static void due_day(void **state)
{
    (void)state;
    assert_int_equal(inventory_due(day_of(2018, 9, 10)).n, day_of(2018, 10, 12).n);
    assert_int_equal(interpretation_due(day_of(2018, 9, 12)).n, day_of(2018, 9, 17).n);
    assert_false(day_given(inventory_due(day_none())));
    assert_false(day_given(inventory_due(day_of(1980, 1, 1))));
}

/* docs/document.md shows this table; GONGKAI_WRITE_DOCS=1 writes it there. */
static const char *table_text(void)
{
    const char *out =
        "| 操作 | 从 | 到 | 权限 | 条件 | 须给出 | 效果 |\n|---|---|---|---|---|---|---|\n";
    for (size_t i = 0; i < n_moves; i++) {
        const struct move *m = &moves[i];
        const char *to = m->to == AT_SAME   ? "不变"
                         : m->to == AT_BACK ? "已发布（发布过的）、已放弃"
                                            : places_words(mem, m->to);
        out = arena_printf(mem, "%s| %s `%s` | %s | %s | `%s` | %s | %s | %s |\n", out, m->label,
            m->action, places_words(mem, m->from), to, m->perm, guards_words(mem, m->guards),
            m->needs, m->effect);
    }
    out = arena_printf(mem,
        "%s\n| 代码 | 位置 | 轻重 | 何时检查 | 退回原因 | 问题 | 办法 |\n"
        "|---|---|---|---|---|---|---|\n",
        out);
    static const char *const weights[] = {"须改", "须改或确认", "建议"};
    static const char *const when[] = {"人工", "提交", "发布", "提交、发布", "审核", "提交、审核",
        "审核、发布", "提交、审核、发布"};
    for (size_t i = 0; i < n_codes; i++)
        out = arena_printf(mem, "%s| %s | %s | %s | %s | %s | %s | %s |\n", out, codes[i].code,
            codes[i].place, weights[codes[i].weight], when[codes[i].gates],
            codes[i].reason ? "是" : "", codes[i].what, codes[i].remedy);
    return out;
}

static char *read_all(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot read %s", path);
    char *p = ARENA_ARRAY(mem, char, 1 << 20);
    size_t n = fread(p, 1, (1 << 20) - 1, f);
    p[n] = '\0';
    fclose(f);
    return p;
}

static void documentation_matches(void **state)
{
    (void)state;
    static const char begin[] = "<!-- table: begin -->\n", end[] = "<!-- table: end -->";
    const char *path = DOCS "/document.md";
    char *text = read_all(path), *a = strstr(text, begin), *b = a ? strstr(a, end) : NULL;
    assert_non_null(b);
    a += strlen(begin);
    if (getenv("GONGKAI_WRITE_DOCS")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fprintf(f, "%.*s%s%s", (int)(a - text), text, table_text(), b);
        fclose(f);
        return;
    }
    assert_string_equal(arena_strndup(mem, a, (size_t)(b - a)), table_text());
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(citizen_ids),
        cmocka_unit_test(privacy_cases), cmocka_unit_test(index_schemes),
        cmocka_unit_test(gate_finds_all_at_once), cmocka_unit_test(gate_dates),
        cmocka_unit_test(gate_numbers), cmocka_unit_test(gate_interpretation),
        cmocka_unit_test(parts_of_a_bundle_do_not_act_alone), cmocka_unit_test(gate_privacy),
        cmocka_unit_test(gate_secrecy), cmocka_unit_test(gate_ended_policy),
        cmocka_unit_test(secrecy_is_of_one_text), cmocka_unit_test(table_is_walked),
        cmocka_unit_test(separation_of_duties), cmocka_unit_test(findings_are_reasons),
        cmocka_unit_test(due_day), cmocka_unit_test(documentation_matches)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
