/* Which findings stop a text, and what remembering one holds to.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "tests/test.h"

#include "common/proof/rules.h"

/* RULE T-GATE */
static void serious_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *code, *class;
        enum proof_severity severity;
        int confidence;
        bool serious;
    } rows[] = {
        {"T-WORD", "title", PROOF_ERROR, 950, true}, {"T-WORD", "gov", PROOF_ERROR, 950, true},
        {"T-WORD", "variant", PROOF_WARN, 950, false},
        {"T-WORD", "org2018", PROOF_WARN, 950, false},
        {"T-WORD", "typo", PROOF_ERROR, 899, false}, /* less than nearly sure */
        {"T-CHAR", "typo", PROOF_ERROR, 990, false}, /* statistics never stop anybody */
        {"T-DATE-2", "date", PROOF_ERROR, 950, true}, {"T-DATE-3", "date", PROOF_ERROR, 950, false},
        {"T-BR-PAIR", "pair", PROOF_ERROR, 950, true},
        {"T-BR-NEST", "pair", PROOF_WARN, 950, false}, {"T-SEQ", "list", PROOF_ERROR, 950, true},
        {"T-SEQ", "list", PROOF_WARN, 950, false}, {"T-HALF", "punct", PROOF_ERROR, 950, false},
        {"T-PII", "privacy", PROOF_VETO, 990, true},
        {"T-PII", "privacy", PROOF_WARN, 910, false}, /* a phone number may be public */
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct proof_finding f = {.code = rows[i].code,
            .class = rows[i].class,
            .severity = rows[i].severity,
            .confidence = rows[i].confidence};
        if (proof_is_serious(&f) != rows[i].serious)
            fail_msg("%s %s %d", f.code, f.class, f.confidence);
    }
    assert_false(proof_may_remember("T-PII"));
    assert_false(proof_may_remember("T-SECRET"));
    assert_true(proof_may_remember("T-CHAR"));
}

static void short_texts_are_remembered_in_their_place(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *line = "各单位的的工作";
    struct proof_finding f = {.from = 9, .to = 15, .start = 3, .end = 5};
    assert_string_equal(proof_context(a, line, &f), "各单位…工作");
    assert_string_equal(proof_before(a, line, &f, 2), "单位");
    assert_string_equal(proof_after(a, line, &f, 1), "工");
    f.end = 6;
    assert_string_equal(proof_context(a, line, &f), "");
    f = (struct proof_finding){.from = 0, .to = 3, .start = 0, .end = 1};
    assert_string_equal(proof_context(a, line, &f), "…单位的");
    f = (struct proof_finding){.from = 18, .to = 21, .start = 6, .end = 7};
    assert_string_equal(proof_context(a, line, &f), "的的工…");
    assert_string_equal(proof_class_word("idiom"), "固定词语");
    assert_string_equal(proof_class_word("x"), "x");
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(serious_or_not),
        cmocka_unit_test(short_texts_are_remembered_in_their_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
