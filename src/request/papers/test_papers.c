/* Papers: each kind and reply code built, written as PDF, read back and checked; golden texts.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/test_paper_cases.h"

#include "lib/paper/docx.h"
#include "tests/support.h"

/* One folder for all of them. */
static const char *papers_dir(void)
{
    static const char *dir;
    if (!dir)
        dir = test_dir();
    return dir;
}

/* The text of the PDF as poppler reads it, without page numbers. */
static const char *extract(struct arena *a, const struct letter *l)
{
    char path[512], command[700], line[4096];
    struct buf pdf, text;
    struct err e;
    buf_init(&pdf, 0);
    buf_init(&text, 0);
    if (letter_pdf(l, &pdf, NULL, &e) != ST_OK)
        fail_msg("%s", e.message);
    snprintf(path, sizeof path, "%s/paper.pdf", papers_dir());
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf.p, 1, pdf.n, f), pdf.n);
    fclose(f);
    snprintf(command, sizeof command, "pdftotext %s -", path);
    f = popen(command, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        const char *at = *line == '\f' ? line + 1 : line;
        if (strncmp(at, "— ", strlen("— ")) != 0)
            buf_adds(&text, at);
    }
    assert_int_equal(pclose(f), 0);
    const char *out = arena_strdup(a, buf_str(&text));
    buf_release(&pdf);
    buf_release(&text);
    return out;
}

/* The text of the .docx as our own reader gives it. */
static const char *through_docx(struct arena *a, const struct letter *l)
{
    char path[512];
    const char *text;
    struct buf docx;
    struct err e;
    buf_init(&docx, 0);
    if (letter_docx(l, &docx, &e) != ST_OK)
        fail_msg("%s", e.message);
    snprintf(path, sizeof path, "%s/paper.docx", papers_dir());
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(docx.p, 1, docx.n, f), docx.n);
    fclose(f);
    if (docx_text_of(a, path, &text, &e) != ST_OK)
        fail_msg("%s", e.message);
    buf_release(&docx);
    return text;
}

/* Builds, and checks both the letter's own text and what the PDF says. */
static void build_and_check(struct arena *a, const struct paper_kind *kind, struct paper_facts *f)
{
    struct letter l;
    struct paper_findings found;
    struct buf text;
    paper_findings_init(&found, a);
    if (paper_build(kind, f, &l, &found) != ST_OK)
        fail_msg("%s %s: %s", kind->key, f->v[FACT_CODE].text, findings_text(&found));
    buf_init(&text, 0);
    letter_text(&l, &text);
    if (paper_check(kind, f, buf_str(&text), &found) != ST_OK || found.n)
        fail_msg("%s %s: %s in %s", kind->key, f->v[FACT_CODE].text, findings_text(&found),
            buf_str(&text));
    const char *pdf = extract(a, &l);
    if (paper_check(kind, f, pdf, &found) != ST_OK)
        fail_msg(
            "PDF of %s %s: %s in %s", kind->key, f->v[FACT_CODE].text, findings_text(&found), pdf);
    const char *docx = through_docx(a, &l);
    assert_string_equal(check_plain(a, docx), check_plain(a, buf_str(&text)));
    if (paper_check(kind, f, docx, &found) != ST_OK)
        fail_msg("DOCX of %s: %s in %s", kind->key, findings_text(&found), docx);
    buf_release(&text);
}

/* RULE 2.2, C1, C2, C3, C4, C5: what is built passes the checks, as text and as PDF. */
static void test_every_reply(void **state)
{
    struct arena *a = *state;
    size_t built = 0;
    for (size_t i = 0; i < n_reply_codes; i++)
        for (int regime = REGIME_OLD; regime <= REGIME_NEW; regime++) {
            const char *code = reply_codes[i].code;
            if (!paper_articles((enum foi_regime)regime, code))
                continue;
            const char *key = code[0] == 'O' ? "stop" : "reply";
            struct paper_facts *f = case_facts(a, (enum foi_regime)regime, code);
            build_and_check(a, paper_kind_find(key), f);
            built++;
            if (code[0] == 'O')
                continue;
            f = case_facts(a, (enum foi_regime)regime, code);
            paper_set_text(
                f, FACT_REDO_BASIS, "曲靖市人民政府行政复议决定书（曲政行复〔2018〕5号）");
            build_and_check(a, paper_kind_find("redo"), f);
        }
    assert_int_equal(built, 2 * n_reply_codes - 4);
}

static void test_every_other_kind(void **state)
{
    struct arena *a = *state;
    for (size_t i = 0; i < n_paper_kinds; i++) {
        const struct paper_kind *kind = &paper_kinds[i];
        if (strcmp(kind->key, "reply") == 0 || strcmp(kind->key, "redo") == 0 ||
            strcmp(kind->key, "stop") == 0)
            continue;
        for (int regime = REGIME_OLD; regime <= REGIME_NEW; regime++) {
            struct paper_facts *f = case_facts(a, (enum foi_regime)regime, "G2");
            paper_set_day(f, FACT_EXTENDED_DUE, day_of(2024, 5, 20));
            if (regime == REGIME_OLD &&
                (strcmp(kind->key, "reasons") == 0 || strcmp(kind->key, "fee") == 0))
                continue; /* not known then */
            build_and_check(a, kind, f);
        }
    }
}

/* The six papers that are sent most, word by word. GONGKAI_GOLDEN=1 writes them anew. */
static void test_golden(void **state)
{
    static const struct {
        const char *kind, *code, *file;
    } cases[] = {{"receipt", "", "receipt.txt"}, {"correction", "", "correction.txt"},
        {"extension", "", "extension.txt"}, {"reply", "G2", "reply-G2.txt"},
        {"reply", "D4", "reply-D4.txt"}, {"reply", "N1a", "reply-N1a.txt"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct paper_facts *f = case_facts(*state, REGIME_NEW, cases[i].code);
        struct paper_findings found;
        struct letter l;
        struct buf text;
        paper_findings_init(&found, *state);
        paper_set_day(f, FACT_EXTENDED_DUE,
            strcmp(cases[i].kind, "extension") == 0 ? day_of(2024, 5, 20) : day_none());
        assert_int_equal(paper_build(paper_kind_find(cases[i].kind), f, &l, &found), ST_OK);
        buf_init(&text, 0);
        letter_text(&l, &text);
        if (getenv("GONGKAI_GOLDEN")) {
            char path[600];
            snprintf(path, sizeof path, "%s/../tests/data/papers/%s", DOCS, cases[i].file);
            FILE *out = fopen(path, "wb");
            assert_non_null(out);
            fputs(buf_str(&text), out);
            fclose(out);
        }
        const char *want = read_data(cases[i].file);
        assert_non_null(want);
        assert_string_equal(buf_str(&text), want);
        buf_release(&text);
    }
}

/* RULE B1, B2 */
static void test_numbers(void **state)
{
    static const struct {
        const char *request, *kind;
        int nth;
        const char *want; /* NULL: refused */
    } cases[] = {
        {"师政信公开〔2018〕第1号", "答", 1, "师政信公开〔2018〕第1号-答"},
        {"师政信公开〔2018〕第1号", "答", 2, "师政信公开〔2018〕第1号-答2"},
        {"师政信公开〔2018〕第120号", "征告", 3, "师政信公开〔2018〕第120号-征告3"},
        {"师政信公开〔2018〕第1号", "重", 1, "师政信公开〔2018〕第1号-重"},
        {"师政信公开[2018]第1号", "答", 1, NULL},
        {"师政信公开(2018)第1号", "答", 1, NULL},
        {"师政信公开〔18〕第1号", "答", 1, NULL},
        {"师政信公开〔2018〕第01号", "答", 1, NULL},
        {"师政信公开〔2018〕第1号 ", "答", 1, NULL},
        {"信公开〔2018〕第1号", "答", 1, NULL},
        {"", "答", 1, NULL},
        {"师政信公开〔2018〕第1号", "答", 0, NULL},
        {"师政信公开〔2018〕第1号", "register", 1, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *got;
        struct err e;
        enum st st = paper_number(
            *state, cases[i].request, paper_kind_find(cases[i].kind), cases[i].nth, &got, &e);
        assert_int_equal(st, cases[i].want ? ST_OK : ST_INVALID);
        assert_string_equal(got, cases[i].want ? cases[i].want : "");
    }
    assert_string_equal(paper_request_number(*state, "师政", 2018, 1), "师政信公开〔2018〕第1号");
    assert_true(paper_is_request_number("师政信公开〔2018〕第1号"));
    assert_null(paper_kind_find(""));
}

static void test_articles_in_words(void **state)
{
    static const char *const cases[][2] = {{"36(2)", "第三十六条第（二）项"},
        {"16(1)", "第十六条第一款"}, {"39(2)", "第三十九条第二款"}, {"14", "第十四条"},
        {"20", "第二十条"}, {"10", "第十条"}, {"8", "第八条"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(paper_article(*state, cases[i][0]), cases[i][1]);
}

/* A fact that is missing is named with the line that needs it; all at once. */
static void test_missing_facts(void **state)
{
    struct paper_facts *f = paper_facts_new(*state);
    struct paper_findings found;
    struct letter l;
    paper_findings_init(&found, *state);
    assert_int_equal(paper_build(paper_kind_find("receipt"), f, &l, &found), ST_INVALID);
    const char *s = findings_text(&found);
    static const char *const names[] = {"机关名称", "文书编号", "申请人", "收到日期", "收到方式",
        "申请编号", "申请内容", "材料页数", "答复期限", "查询码", "工作机构", "联系地址",
        "联系电话", "成文日期"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (!strstr(s, arena_printf(*state, "缺少“%s”", names[i])))
            fail_msg("%s is not named in %s", names[i], s);
    assert_int_equal(found.n, COUNT_OF(names));
}

static void test_json(void **state)
{
    static const struct {
        const char *in, *what;
    } cases[] = {
        {"{\"applicant\":5}", "申请人 的值不对"},
        {"{\"issued\":\"2018-02-30\"}", "成文日期 的值不对"},
        {"{\"pages\":-1}", "材料页数 的值不对"},
        {"{\"pages\":\"4\"}", "材料页数 的值不对"},
        {"{\"corrections\":\"x\"}", "补正事项 的值不对"},
        {"{\"is_joint\":1}", "共同制作 的值不对"},
        {"{\"nobody\":1}", "没有这个事实"},
        {"{\"\":\"您\"}", "没有这个事实"},
        {"{\"regime\":\"2008\"}", "regime 应是 OLD 或 NEW"},
        {"{\"organ_kind\":\"X\"}", "organ_kind 应是"},
        {"{\"withheld\":[{\"what\":\"a\",\"code\":\"Z\"}]}", "类型不存在"},
        {"{\"nth\":0}", "nth 应是"},
        {"[]", "事实应是一个 JSON 对象"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct json *j;
        struct paper_facts *f;
        struct paper_findings wrong;
        struct err e;
        paper_findings_init(&wrong, *state);
        assert_int_equal(json_parse(*state, cases[i].in, strlen(cases[i].in), &j, &e), ST_OK);
        assert_int_equal(paper_facts_json(*state, j, &f, &wrong, &e), ST_INVALID);
        if (!strstr(e.message, cases[i].what))
            fail_msg("%s: %s", cases[i].in, e.message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_arena(test_every_reply),
        with_arena(test_every_other_kind),
        with_arena(test_golden),
        with_arena(test_numbers),
        with_arena(test_articles_in_words),
        with_arena(test_missing_facts),
        with_arena(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
