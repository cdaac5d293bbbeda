/* The mandatory papers of §1.8, one case a row, and the package made of them.
 *
 * RULE 1.8-1, 1.8-2, 1.8-3, 1.8-4, 1.8-5, 1.8-6, 1.8-7, 1.8-8, 1.8-9, 1.8-10, 1.8-11, 1.8-12,
 * RULE 1.8-13, 1.8-14, 1.8-15, Q7
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "request/casefile/casefile.h"
#include "tests/support.h"

/* What every file with a reply holds. */
#define BASE                                                                                       \
    CASEFILE_APPLICATION, CASEFILE_ARRIVAL, CASEFILE_REGISTRATION, CASEFILE_RECEIPT,               \
        CASEFILE_APPROVAL, CASEFILE_REPLY, CASEFILE_DELIVERY

/* RULE 1.8-1 … 1.8-15: the facts, and the papers they add to those of every file. */
static void demands_what_the_facts_say(void **state)
{
    (void)state;
    static const struct {
        struct casefile_facts facts;
        enum casefile_kind adds[6];
        size_t n;
    } cases[] = {
        {{0}, {0}, 0}, /* 2008, general data: no identity proof */
        {{.new_regime = true}, {CASEFILE_IDENTITY}, 1},
        {{.own_data = true}, {CASEFILE_IDENTITY}, 1},
        {{.by_agent = true}, {CASEFILE_AUTHORITY}, 1},
        {{.correction_asked = true}, {CASEFILE_CORRECTION_NOTICE, CASEFILE_CORRECTION_DELIVERY}, 2},
        {{.corrected = true},
            {CASEFILE_CORRECTION_NOTICE, CASEFILE_CORRECTION_DELIVERY, CASEFILE_CORRECTED}, 3},
        {{.excessive = true}, {CASEFILE_REASON_NOTICE, CASEFILE_REASON_ANSWER}, 2},
        {{.fee = true}, {CASEFILE_FEE_NOTICE, CASEFILE_FEE_RECEIPT}, 2},
        {{.not_held = true}, {CASEFILE_SEARCH}, 1},
        {{.consulted = true},
            {CASEFILE_CONSULT_LETTER, CASEFILE_CONSULT_DELIVERY, CASEFILE_CONSULT_OPINION}, 3},
        {{.consulted = true, .against_third_party = true},
            {CASEFILE_CONSULT_LETTER, CASEFILE_CONSULT_DELIVERY, CASEFILE_CONSULT_OPINION,
                CASEFILE_CONSULT_RELEASE},
            4},
        {{.against_third_party = true}, {0}, 0}, /* nobody was asked */
        {{.released = true}, {CASEFILE_REVIEW, CASEFILE_SUPPLIED}, 2},
        {{.withheld_14_16 = true}, {CASEFILE_REVIEW}, 1},
        {{.extended = true},
            {CASEFILE_EXTENSION_APPROVAL, CASEFILE_EXTENSION_NOTICE, CASEFILE_EXTENSION_DELIVERY},
            3},
        {{.disputed = true}, {CASEFILE_REMEDY}, 1},
        {{.contacted = true}, {CASEFILE_CONTACT}, 1},
    };
    static const enum casefile_kind base[] = {BASE};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bool wanted[CASEFILE_KINDS] = {false};
        struct casefile_gaps g = casefile_missing(&cases[i].facts, NULL, 0);
        for (size_t k = 0; k < COUNT_OF(base); k++)
            wanted[base[k]] = true;
        for (size_t k = 0; k < cases[i].n; k++)
            wanted[cases[i].adds[k]] = true;
        assert_int_equal(g.n, COUNT_OF(base) + cases[i].n);
        for (size_t k = 0; k < g.n; k++) {
            if (!wanted[g.rows[k].kind])
                fail_msg("case %zu demands %s", i, g.rows[k].title);
            assert_true(k == 0 || g.rows[k].kind > g.rows[k - 1].kind);
            assert_true(*g.rows[k].why);
        }
        /* with all of them there, nothing is missing; with one taken out, that one is */
        enum casefile_kind all[CASEFILE_KINDS];
        for (size_t k = 0; k < g.n; k++)
            all[k] = g.rows[k].kind;
        assert_int_equal(casefile_missing(&cases[i].facts, all, g.n).n, 0);
        for (size_t k = 0; k < g.n; k++) {
            enum casefile_kind last = all[k];
            all[k] = all[g.n - 1];
            struct casefile_gaps one = casefile_missing(&cases[i].facts, all, g.n - 1);
            assert_int_equal(one.n, 1);
            assert_int_equal(one.rows[0].kind, last);
            all[k] = last;
        }
    }
}

/* RULE 1.8-12: an abandoned or withdrawn request has no reply and no delivery of one. */
static void ended_without_reply(void **state)
{
    (void)state;
    struct casefile_facts f = {.new_regime = true, .correction_asked = true, .no_reply = true};
    assert_false(casefile_needs(&f, CASEFILE_REPLY));
    assert_false(casefile_needs(&f, CASEFILE_DELIVERY));
    assert_true(casefile_needs(&f, CASEFILE_ENDING));
    assert_true(casefile_needs(&f, CASEFILE_CORRECTION_DELIVERY));
    assert_false(casefile_needs(&f, CASEFILE_CORRECTED));
}

static void orders_are_those_of_the_rule(void **state)
{
    (void)state;
    int before = 1;
    for (int k = 0; k < CASEFILE_KINDS; k++) {
        int order = casefile_order((enum casefile_kind)k);
        assert_true(order == before || order == before + 1);
        assert_true(*casefile_title((enum casefile_kind)k));
        before = order;
    }
    assert_int_equal(before, 15);
}

static void packs_a_case(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct log_key key;
    struct err e = {.st = ST_OK};
    const char *dir = test_dir();
    assert_int_equal(keys_create(dir, "www.shizong.gov.cn/log", &e), ST_OK);
    assert_int_equal(keys_load(a, dir, &key, &e), ST_OK);
    static const struct casefile_paper papers[] = {
        {CASEFILE_REPLY, "政府信息公开申请答复书", "师政信公开〔2018〕第1号-答", {17800}, 2, "pdf",
            {"reply", 5}},
        {CASEFILE_APPLICATION, "", "", {17786}, 1, "pdf", {"application", 11}},
        {CASEFILE_CONTACT, "", "", {DAY_NONE}, 0, "txt", {"call", 4}},
    };
    static const struct package_event events[] = {
        {"{\"type\":\"ARRIVED\"}"}, {"{\"type\":\"DELIVERED\"}"}};
    struct casefile c = {.number = "师政信公开〔2018〕第1号",
        .title = "2017年部门决算",
        .organ = "师宗县人民政府",
        .made_at = TEST_NOW,
        .facts = {.new_regime = false},
        .papers = papers,
        .n_papers = 3,
        .events = events,
        .n_events = 2};
    struct paper_bytes zip;
    assert_int_equal(casefile_pack(a, &c, &key, &zip, &e), ST_OK);
    struct package_proof p = package_verify(a, zip, keys_verifier(a, &key));
    for (size_t i = 0; i < p.n_faults; i++)
        print_error("%s\n", p.faults[i]);
    assert_true(p.is_package);
    assert_int_equal(p.n_faults, 0);
    assert_non_null(strstr(p.summary, "材料 3 件、办理记录 2 条"));
    assert_non_null(strstr(p.summary, "尚缺 5 件"));
    /* the application lies before the reply, whatever order they came in */
    const char *one = memmem(zip.p, zip.n, "001-02-申请表", strlen("001-02-申请表"));
    const char *two = memmem(zip.p, zip.n, "002-12-政府信息公开申请答复书", 20);
    assert_true(one && two && one < two);
    assert_non_null(memmem(zip.p, zip.n, "\"title\":\"答复书送达凭证\"", 20));
    /* bound as well: the papers of this test are no PDFs, so the table of contents alone */
    assert_non_null(memmem(zip.p, zip.n, "\"file\":\"案卷.pdf\"", strlen("\"file\":\"案卷.pdf\"")));
    assert_non_null(memmem(zip.p, zip.n, "%PDF-1.5", 8));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demands_what_the_facts_say),
        cmocka_unit_test(ended_without_reply),
        cmocka_unit_test(orders_are_those_of_the_rule),
        cmocka_unit_test(packs_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
