/* What was in force on a day: versions linked, versions amended, repeal, undated ones, a circle.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/in_force.h"
#include "common/record/link.h"
#include "common/record/put.h"
#include "common/record/test_fixture.h"
#include "common/record/validity.h"

struct text {
    const char *id, *formed, *effective, *abolished, *validity, *number;
};

static int64_t put(const struct text *t, const char *body)
{
    struct content k;
    struct column column;
    struct buf b;
    char hex[SHA256_HEX_BYTES];
    int64_t id;
    enum put_result result;
    content_init(&k);
    k.title = t->id;
    k.body_html = body;
    k.meta.validity = t->validity;
    k.meta.doc_no = t->number;
    k.meta.formed_on = day_parse(t->formed);
    k.meta.effective_on = day_parse(t->effective);
    k.meta.abolished_on = day_parse(t->abolished);
    buf_init(&b, 0);
    meta_write(&b, &k.meta);
    struct sha256 h = content_digest(k.title, k.summary, k.body_html, buf_str(&b));
    MUST(column_by_path(c, "zwgk/fdnr/zcwj/sjwj", &column));
    c->person = 0;
    struct put p = {.kind = "document",
        .source = arena_printf(c->mem, "import:%s", t->id),
        .unit_id = 1,
        .unit_name = "县政府办公室",
        .column = &column,
        .content = &k,
        .meta_json = buf_str(&b),
        .sha256 = sha256_hex(&h, hex),
        .note = "补录",
        .at = 1500000000};
    MUST(record_put(c, &p, &id, &result));
    buf_release(&b);
    return id;
}

static const struct text texts[] = {
    {"v1", "2010-01-01", "2010-03-01", "", "已修改", ""},
    {"v2", "2014-01-01", "2014-03-01", "", "已修改", ""},
    {"v3", "2018-01-01", "2018-03-01", "", "有效", ""},
    {"gone", "2012-01-01", "", "2017-05-01", "废止", "师政发〔2012〕3号"},
    {"undated", "", "", "", "有效", ""},
    {"later", "2030-01-01", "2030-01-01", "", "未施行", ""},
    {"a", "2015-01-01", "", "", "有效", ""},
    {"b", "2016-01-01", "", "", "有效", ""},
    {"told", "2012-01-01", "", "2017-05-01", "有效", ""}, /* the day says more than the word */
    {"reversed", "2018-09-03", "2019-01-01", "2017-05-01", "废止", ""},
    {"early", "2018-09-03", "2018-01-01", "2018-10-01", "有效", ""},
};

static const char *state_of(const char *id, const char *on)
{
    struct in_force *list;
    size_t n;
    MUST(in_force_on(c, day_parse(on), "", &list, &n));
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].id, id) == 0)
            return list[i].state;
    fail_msg("no %s", id);
    return "";
}

static void on_a_day(void **state)
{
    (void)state;
    int64_t ids[COUNT_OF(texts)];
    static const struct {
        const char *id, *on, *state;
    } cases[] = {
        {"v1", "2010-02-28", "未施行"},
        {"v1", "2010-03-01", "有效"},
        {"v1", "2014-02-28", "有效"},
        {"v1", "2014-03-01", "已修改"},
        {"v1", "2020-01-01", "已修改"},
        {"v2", "2014-02-28", "未施行"},
        {"v2", "2014-03-01", "有效"},
        {"v2", "2018-02-28", "有效"},
        {"v2", "2018-03-01", "已修改"},
        {"v3", "2018-02-28", "未施行"},
        {"v3", "2018-03-01", "有效"},
        {"gone", "2017-04-30", "有效"},
        {"gone", "2017-05-01", "废止"},
        {"gone", "2011-01-01", "未施行"},
        {"undated", "1999-01-01", "有效"},
        {"later", "2029-12-31", "未施行"},
        {"later", "2030-01-01", "有效"},
        {"a", "2015-06-01", "有效"},
        {"a", "2016-01-01", "有效"},
        {"b", "2016-01-01", "已修改"},
        {"told", "2017-04-30", "有效"},
        {"told", "2017-05-01", "废止"},
        {"reversed", "2017-04-30", "未施行"},
        {"reversed", "2018-10-01", "废止"},
        {"reversed", "2020-01-01", "废止"},
        {"early", "2018-02-01", "有效"},
        {"early", "2018-10-01", "废止"},
    };
    MUST(ctx_begin(c, true));
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ids[i] = put(&texts[i], "<p>正文</p>");
    MUST(link_add(c, ids[2], ids[0], LINK_REPLACES));
    MUST(link_add(c, ids[2], ids[1], LINK_REPLACES));
    MUST(link_add(c, ids[6], ids[7], LINK_REPLACES));
    MUST(link_add(c, ids[7], ids[6], LINK_REPLACES)); /* a circle: what was said first holds */
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (strcmp(state_of(cases[i].id, cases[i].on), cases[i].state) != 0)
            fail_msg(
                "%s on %s is %s", cases[i].id, cases[i].on, state_of(cases[i].id, cases[i].on));
    MUST(ctx_commit(c));
}

static void by_number(void **state)
{
    (void)state;
    struct in_force *list;
    size_t n;
    MUST(ctx_begin(c, false));
    MUST(in_force_on(c, day_parse("2018-01-01"), "师政发[2012]3号", &list, &n));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].id, "gone");
    MUST(in_force_on(c, day_parse("2018-01-01"), "师政发〔2012〕4号", &list, &n));
    assert_int_equal(n, 0);
    ctx_rollback(c);
}

static void editions_of_one_record(void **state)
{
    (void)state;
    MUST(ctx_begin(c, true));
    struct text t = {"doc", "2017-01-01", "2017-02-01", "", "有效", ""};
    put(&t, "<p>甲</p>");
    t.effective = "2019-02-01";
    put(&t, "<p>乙</p>");
    t.effective = "2020-02-01";
    put(&t, "<p>丙</p>");
    MUST(ctx_commit(c));
    MUST(ctx_begin(c, false));
    assert_string_equal(state_of("doc#1", "2018-01-01"), "有效");
    assert_string_equal(state_of("doc#2", "2018-01-01"), "未施行");
    assert_string_equal(state_of("doc#1", "2019-02-01"), "已修改");
    assert_string_equal(state_of("doc#2", "2019-02-01"), "有效");
    assert_string_equal(state_of("doc", "2019-02-01"), "未施行");
    assert_string_equal(state_of("doc#2", "2020-02-01"), "已修改");
    assert_string_equal(state_of("doc", "2020-02-01"), "有效");
    ctx_rollback(c);
}

struct telling {
    const struct in_force *list;
    size_t n, at;
    int64_t counts[IN_FORCE_WORDS];
};

static void compare(void *arg, const struct in_force *f)
{
    struct telling *t = arg;
    assert_true(t->at < t->n);
    const struct in_force *e = &t->list[t->at++];
    assert_string_equal(f->id, e->id);
    assert_string_equal(f->title, e->title);
    assert_string_equal(f->number, e->number);
    assert_int_equal(f->date.n, e->date.n);
    assert_int_equal(f->edition, e->edition);
    assert_string_equal(f->state, e->state);
    for (size_t k = 0; k < IN_FORCE_WORDS; k++)
        t->counts[k] += strcmp(f->state, in_force_words[k]) == 0;
}

/* One after the other, and counted, they are the same as in one list. */
static void all_documents(void **state)
{
    (void)state;
    static const char *const days[] = {"2009-01-01", "2014-03-01", "2018-03-01", "2031-01-01"};
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        struct in_force *list;
        int64_t counts[IN_FORCE_WORDS];
        struct telling t = {.n = 0};
        MUST(ctx_begin(c, false));
        MUST(in_force_on(c, day_parse(days[i]), "", &list, &t.n));
        t.list = list;
        assert_true(t.n > COUNT_OF(texts));
        MUST(in_force_each(c, day_parse(days[i]), compare, &t));
        assert_int_equal(t.at, t.n);
        MUST(in_force_count(c, day_parse(days[i]), counts));
        assert_memory_equal(counts, t.counts, sizeof counts);
        ctx_rollback(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(on_a_day), cmocka_unit_test(by_number),
        cmocka_unit_test(editions_of_one_record), cmocka_unit_test(all_documents)};
    return cmocka_run_group_tests(tests, records_open, records_close);
}
