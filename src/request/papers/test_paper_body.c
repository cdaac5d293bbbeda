/* Letters that staff edited: the way to Word and back changes nothing, their words become the body,
 * what stands around it may not change.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/test_paper_cases.h"

#include "lib/paper/docx.h"
#include "tests/support.h"

static struct letter filled(struct arena *a, const char *key, struct paper_facts *f)
{
    struct paper_findings found;
    struct letter l;
    paper_findings_init(&found, a);
    if (paper_build(paper_kind_find(key), f, &l, &found))
        fail_msg("%s", findings_text(&found));
    return l;
}

static struct letter made(struct arena *a, const char *key, const char *code)
{
    return filled(a, key, case_facts(a, REGIME_NEW, code));
}

static const char *text_of(struct arena *a, const struct letter *l)
{
    struct buf b;
    buf_init(&b, 0);
    letter_text(l, &b);
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

/* Through the file that Word gets. */
static const char *docx_round(struct arena *a, const struct letter *l)
{
    const char *path = arena_printf(a, "%s/body.docx", test_dir()), *text;
    struct buf b;
    struct err e;
    buf_init(&b, 0);
    assert_int_equal(letter_docx(l, &b, &e), ST_OK);
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(b.p, 1, b.n, f), b.n);
    fclose(f);
    buf_release(&b);
    if (docx_text_of(a, path, &text, &e))
        fail_msg("%s", e.message);
    return text;
}

static void test_round(void **state)
{
    static const char *const codes[] = {"G1", "G2", "P1", "D4", "N1a", "X4"};
    for (size_t i = 0; i < n_paper_kinds; i++)
        for (size_t k = 0; k < COUNT_OF(codes); k++) {
            if (strcmp(paper_kinds[i].template, "reply") != 0 && k)
                continue;
            if (!*paper_kinds[i].suffix || strcmp(paper_kinds[i].key, "stop") == 0)
                continue;
            struct letter l = filled(*state, paper_kinds[i].key,
                              paper_sample(*state, &paper_kinds[i], SAMPLE_NOW, codes[k])),
                          again = l;
            struct paper_findings found;
            const char *body, *text = docx_round(*state, &l);
            paper_findings_init(&found, *state);
            if (paper_body_cut(*state, &l, text, &body, &found))
                fail_msg("%s %s: %s%s", paper_kinds[i].key, codes[k], findings_text(&found), text);
            assert_string_equal(body, paper_body_text(*state, &l));
            assert_int_equal(paper_body_set(*state, &again, body, &found), ST_OK);
            assert_string_equal(text_of(*state, &again), text_of(*state, &l));
        }
}

static const char *replaced(struct arena *a, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("no “%s” in %s", from, text);
    return arena_printf(a, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static const struct edit {
    const char *from, *to, *told; /* told: separated by |, "" nothing */
} edits[] = {
    {"特此答复。", "特此答复。\n\n  感谢您的理解。", ""},
    {"-答", "-答2", "“文书编号”被改动"},
    {"师政信公开〔2024〕第3号-答\n", "", "“文书编号”被改动"},
    {"\n张三：", "\n李四：", "“主送”被改动或者删去了。请恢复为“张三：”"},
    {"\n张三：", "", "“主送”被改动"},
    {"2024年4月10日", "2024年4月1日", "“落款日期”被改动或者删去了。请恢复为“2024年4月10日”"},
    {"（印章）\n师宗县人民政府\n", "师宗县财政局\n", "“署名”被改动"},
    {"（印章）\n", "", ""},
    {"各乡镇分配情况表\n", "各乡镇情况\n", "“附件目录”被改动"},
    {"\n张三：", "\n急件\n张三：", "“主送”旁边多了一段文字：急件"},
    {"政府信息公开申请答复书", "答复", "“标题”被改动"},
    {"0874-5752021", "0874-1", "“联系方式”被改动"},
    {"2024年4月10日", "2024年4月10日\n另附一言", "“落款日期”旁边多了一段文字：另附一言"},
};

static void test_edits(void **state)
{
    struct letter l = made(*state, "reply", "G2");
    for (size_t i = 0; i < COUNT_OF(edits); i++) {
        struct paper_findings found;
        const char *body, *text = replaced(*state, text_of(*state, &l), edits[i].from, edits[i].to);
        char *save, *list = arena_strdup(*state, edits[i].told);
        paper_findings_init(&found, *state);
        enum st st = paper_body_cut(*state, &l, text, &body, &found);
        if (st != (*edits[i].told ? ST_INVALID : ST_OK) || (*edits[i].told && found.n != 1))
            fail_msg("%zu: %s", i, findings_text(&found));
        for (char *want = strtok_r(list, "|", &save); want; want = strtok_r(NULL, "|", &save))
            if (!strstr(findings_text(&found), want))
                fail_msg("%zu: no “%s” in %s", i, want, findings_text(&found));
        if (i && *edits[i].told)
            assert_string_equal(body, paper_body_text(*state, &l));
    }
}

/* All at once: number, addressee and date; then their words stand in the letter. */
static void test_all_at_once(void **state)
{
    struct letter l = made(*state, "reply", "D4"), mine = l;
    struct paper_findings found;
    const char *body, *text = text_of(*state, &l);
    text = replaced(*state, text, "-答", "-1");
    text = replaced(*state, text, "\n张三：", "\n王五：");
    text = replaced(*state, text, "2024年4月10日", "4月10日");
    paper_findings_init(&found, *state);
    assert_int_equal(paper_body_cut(*state, &l, text, &body, &found), ST_INVALID);
    assert_int_equal(found.n, 3);
    paper_findings_init(&found, *state);
    assert_int_equal(
        paper_body_set(*state, &mine, "　　第一段\n1．第一项\n2．第二项\n末段", &found), ST_OK);
    assert_int_equal(mine.n_blocks, 4);
    assert_int_equal(mine.blocks[1].kind, BLOCK_ITEM);
    assert_string_equal(mine.blocks[1].label, "1．");
    assert_non_null(strstr(text_of(*state, &mine), "张三：\n第一段\n1．第一项\n2．第二项\n末段\n"));
}

static void test_tables(void **state)
{
    struct letter l = made(*state, "register", "G2"), again = l;
    struct paper_findings found;
    const char *body = paper_body_text(*state, &l);
    paper_findings_init(&found, *state);
    if (paper_body_set(*state, &again, body, &found))
        fail_msg("%s", findings_text(&found));
    assert_string_equal(text_of(*state, &again), text_of(*state, &l));
    again = l;
    assert_int_equal(
        paper_body_set(*state, &again, replaced(*state, body, "张三", "李四"), &found), ST_INVALID);
    assert_non_null(strstr(findings_text(&found), "表格被改动"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {with_arena(test_round), with_arena(test_edits),
        with_arena(test_all_at_once), with_arena(test_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
