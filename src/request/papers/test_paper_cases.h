/* What the tests of papers share: facts of one case in which everything is known.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REQUEST_PAPER_CASES_H
#define REQUEST_PAPER_CASES_H

#include "tests/test.h"

#include "request/papers/paper_parts.h"

#ifndef DOCS /* set by the build of the tests */
#define DOCS "docs"
#endif

static inline char *read_data(const char *name)
{
    static char text[1 << 16];
    char path[600];
    snprintf(path, sizeof path, "%s/../tests/data/papers/%s", DOCS, name);
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    return text;
}

/* The facts of tests/data/papers/facts.json, of either regulation. */
static inline struct paper_facts *case_facts(
    struct arena *a, enum foi_regime regime, const char *code)
{
    static const char reason[] = "该信息形成于2012年，经检索档案室和公文系统没有找到";
    static const struct paper_withheld withheld[] = {
        {"住户姓名、身份证号码、银行账号", "D4", "涉及个人隐私"},
        {"会议讨论记录", "D6", "属于讨论记录"}};
    const char *text = read_data("facts.json");
    const struct json *j;
    struct paper_facts *f;
    struct paper_findings wrong;
    struct err e;
    paper_findings_init(&wrong, a);
    assert_non_null(text);
    assert_int_equal(json_parse(a, text, strlen(text), &j, &e), ST_OK);
    if (paper_facts_json(a, j, &f, &wrong, &e) != ST_OK)
        fail_msg("%s", e.message);
    f->regime = regime;
    paper_set_text(f, FACT_CODE, code);
    paper_set_text(f, FACT_REASON, reason);
    if (regime == REGIME_OLD) {
        paper_set_text(f, FACT_REQUEST_NUMBER, "师政信公开〔2018〕第3号");
        paper_set_day(f, FACT_RECEIVED, day_of(2018, 9, 12));
        paper_set_day(f, FACT_DUE, day_of(2018, 10, 9));
        paper_set_day(f, FACT_ISSUED, day_of(2018, 9, 28));
    }
    if (paper_needs_other_basis(regime, code))
        paper_set_text(f, FACT_OTHER_BASIS, "《中华人民共和国档案法》第二十七条");
    if (strcmp(code, "P1") == 0) {
        f->withheld = withheld;
        f->n_withheld = COUNT_OF(withheld);
    }
    return f;
}

static inline const char *findings_text(const struct paper_findings *found)
{
    const char *s = "";
    for (size_t i = 0; i < found->n; i++)
        s = arena_printf(found->a, "%s[%s%s %s：%s。%s]\n", s, found->at[i].note ? "note " : "",
            found->at[i].rule, found->at[i].place, found->at[i].what, found->at[i].remedy);
    return s;
}

static inline int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int arena_teardown(void **state)
{
    arena_free((struct arena **)state);
    return 0;
}

#define with_arena(test) cmocka_unit_test_setup_teardown(test, arena_setup, arena_teardown)

#endif
