/* Internal forms that came back from Word: what staff write is found in its cell, what the case
 * says is refused by name.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/test_paper_cases.h"

#include "lib/base/utf8.h"
#include "tests/support.h"

static const struct paper_form_place places[] = {{FACT_OPINION, NULL},
    {FACT_REVIEW_OPINION, "由审查人在“审查通过”时填写"}, {FACT_LEADER_OPINION, NULL},
    {FACT_SEARCH_RESULT, NULL}};

struct sent {
    struct arena *a;
    struct letter made, marked;
    struct paper_form form;
    struct paper_form_change out[COUNT_OF(places)];
    size_t n;
    struct paper_findings wrong;
};

static struct sent send(struct arena *a, const char *key)
{
    struct sent s = {.a = a};
    const struct paper_kind *kind = paper_kind_find(key);
    struct paper_facts *f = case_facts(a, REGIME_NEW, "D6");
    paper_findings_init(&s.wrong, a);
    assert_int_equal(paper_build(kind, f, &s.made, &s.wrong), ST_OK);
    assert_int_equal(
        paper_build(kind, paper_form_mark(f, places, COUNT_OF(places)), &s.marked, &s.wrong),
        ST_OK);
    s.form = (struct paper_form){NULL, NULL, f, places, COUNT_OF(places)};
    return s;
}

/* Through the file that Word gets, with `to` for `from` in one cell, or in the title. */
static enum st back(struct sent *s, const char *from, const char *to)
{
    struct letter l = s->made;
    struct letter_table t = *l.blocks[0].table;
    struct letter_row *rows = ARENA_ARRAY(s->a, struct letter_row, t.n_rows);
    struct letter_block *blocks = ARENA_ARRAY(s->a, struct letter_block, l.n_blocks);
    const char *path = arena_printf(s->a, "%s/form.docx", test_dir());
    struct docx d;
    struct buf b;
    struct err e;
    for (size_t i = 0; i < t.n_rows; i++) {
        struct letter_cell *cells = ARENA_ARRAY(s->a, struct letter_cell, t.rows[i].n);
        for (size_t k = 0; k < t.rows[i].n; k++) {
            cells[k] = t.rows[i].cells[k];
            cells[k].text = arena_replace(s->a, cells[k].text, from, to);
        }
        rows[i] = (struct letter_row){cells, t.rows[i].n, t.rows[i].min_lines};
    }
    t.rows = rows;
    memcpy(blocks, l.blocks, l.n_blocks * sizeof *blocks);
    blocks[0].table = &t;
    l.blocks = blocks;
    l.title = arena_replace(s->a, l.title, from, to);
    buf_init(&b, 0);
    assert_int_equal(letter_docx(&l, &b, &e), ST_OK);
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(b.p, 1, b.n, f), b.n);
    fclose(f);
    buf_release(&b);
    if (docx_read_form(s->a, path, &d, &e))
        fail_msg("%s", e.message);
    s->form.made = &s->made;
    s->form.marked = &s->marked;
    paper_findings_init(&s->wrong, s->a);
    return paper_form_changes(&s->form, &d, s->out, &s->n, &s->wrong);
}

static void must_tell(const struct sent *s, const char *words)
{
    for (size_t i = 0; i < s->wrong.n; i++)
        if (strstr(s->wrong.at[i].what, words) || strstr(s->wrong.at[i].remedy, words))
            return;
    fail_msg("“%s” is not told: %s", words, s->wrong.n ? s->wrong.at[0].what : "nothing");
}

static void test_round(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "register", "approval", "search", "review", "service", "cosign"};
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct sent s = send(a, keys[i]);
        if (back(&s, "", ""))
            fail_msg("%s: %s", keys[i], s.wrong.at[0].what);
        assert_int_equal(s.n, 0);
    }
    arena_free(&a);
}

static void test_written(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct sent s = send(a, "approval");
    const char *opinion = s.form.f->v[FACT_OPINION].text, *labels[8];
    assert_true(*opinion);
    if (back(&s, opinion, "拟不予公开，\n理由见卷。"))
        fail_msg("%s", s.wrong.at[0].what);
    assert_int_equal(s.n, 1);
    assert_string_equal(s.out[0].label, "拟办意见");
    assert_string_equal(s.out[0].before, opinion);
    assert_string_equal(s.out[0].now, "拟不予公开，\n理由见卷。");
    assert_int_equal(s.out[0].place, 0);
    assert_int_equal(paper_form_open(&s.form, labels, 8), 2);
    assert_string_equal(labels[0], "拟办意见");
    assert_string_equal(labels[1], "领导签批");
    if (back(&s, opinion, "")) /* taken out */
        fail_msg("%s", s.wrong.at[0].what);
    assert_string_equal(s.out[0].now, "");
    s = send(a, "search");
    if (back(&s, s.form.f->v[FACT_SEARCH_RESULT].text, "没有找到"))
        fail_msg("%s", s.wrong.at[0].what);
    assert_string_equal(s.out[0].label, "检索结果");
    assert_string_equal(s.out[0].now, "没有找到");
    arena_free(&a);
}

static void test_refused(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct sent s = send(a, "approval");
    assert_int_equal(back(&s, s.form.f->v[FACT_APPLICANT].text, "李四"), ST_INVALID);
    must_tell(&s, "“申请人”来自案卷，不能在表格里改");
    must_tell(&s, s.form.f->v[FACT_APPLICANT].text);
    assert_int_equal(back(&s, s.form.f->v[FACT_REVIEW_OPINION].text, "我替他写"), ST_INVALID);
    must_tell(&s, "“保密审查和合法性审查意见”现在不能改");
    must_tell(&s, "由审查人在“审查通过”时填写");
    assert_int_equal(back(&s, "承办人：", "承办人李四："), ST_INVALID);
    must_tell(&s, "签名、日期的那一行被改动");
    assert_int_equal(back(&s, "收到日期", "到达日期"), ST_INVALID);
    must_tell(&s, "栏目名称“收到日期”被改成“到达日期”");
    assert_int_equal(back(&s, "办理呈批单", "呈批单"), ST_INVALID);
    must_tell(&s, "表格外的文字“");
    arena_free(&a);
}

/* Tables that are no longer those that were sent. */
static void test_shape(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct sent s = send(a, "approval");
    const struct docx_cell one[] = {{"甲", 1}};
    const struct docx_row rows[] = {{one, 1}};
    const struct docx_grid grid = {rows, 1};
    struct docx d = {.title = "", .html = ""};
    s.form.made = &s.made;
    s.form.marked = &s.marked;
    assert_int_equal(paper_form_changes(&s.form, &d, s.out, &s.n, &s.wrong), ST_INVALID);
    must_tell(&s, "不是从这一页下载的表格");
    d.grids = &grid;
    d.n_grids = 1;
    assert_int_equal(paper_form_changes(&s.form, &d, s.out, &s.n, &s.wrong), ST_INVALID);
    must_tell(&s, "行，现在有 1 行");
    struct docx_row *many = ARENA_ARRAY(a, struct docx_row, s.made.blocks[0].table->n_rows);
    for (size_t i = 0; i < s.made.blocks[0].table->n_rows; i++)
        many[i] = rows[0];
    const struct docx_grid narrow = {many, s.made.blocks[0].table->n_rows};
    d.grids = &narrow;
    assert_int_equal(paper_form_changes(&s.form, &d, s.out, &s.n, &s.wrong), ST_INVALID);
    must_tell(&s, "这一行应有 4 格，现在有 1 格");
    arena_free(&a);
}

/* What a message repeats of the file ends between two characters. */
static void test_quotes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct sent s = send(a, "approval");
    for (int shift = 0; shift < 3; shift++) {
        const char *word = arena_printf(a, "%.*s", shift, "ab");
        for (int i = 0; i < 60; i++)
            word = arena_printf(a, "%s汉字", word);
        assert_int_equal(back(&s, "收到日期", word), ST_INVALID);
        for (size_t i = 0; i < s.wrong.n; i++)
            assert_true(utf8_valid(s.wrong.at[i].what, strlen(s.wrong.at[i].what)));
        must_tell(&s, "……");
    }
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round), cmocka_unit_test(test_written),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_shape),
        cmocka_unit_test(test_quotes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
