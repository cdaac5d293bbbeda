/* Tables of cases: plan, material, copying, the moves, the figures of a year.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "disclosure/interpret/figures.h"
#include "disclosure/interpret/waits.h"
#include "tests/support.h"

static struct arena *mem;

static const char policy[] =
    "第一条 为规范义务教育阶段学校招生，制定本办法。第二条 学校不得组织入学考试。第三条 "
    "适龄儿童按户籍所在地就近入学。";

static const char *codes_of(const struct plan *p, const struct pack_text *t, size_t n)
{
    struct pack_stops s = {.mem = mem};
    const char *out = "";
    pack_check(p, policy, t, n, &s);
    for (size_t i = 0; i < s.n; i++)
        out = arena_printf(mem, "%s%s%s", out, i ? " " : "", s.list[i].code);
    return out;
}

/* RULE P-NOPLAN, RULE P-NOMAT, RULE P-COPY, RULE P-FORM */
static void packs_are_checked(void **state)
{
    (void)state;
    const struct plan none = {.outline = "",
        .forms = "",
        .channel = "",
        .interpreter = "",
        .planned_on = day_none(),
        .reason = ""};
    const struct plan whole = {.outline = "背景",
        .forms = "问答",
        .channel = "网站",
        .interpreter = "局长",
        .planned_on = {20000},
        .reason = ""};
    struct plan later = whole, exempt = none, no_day = whole;
    later.mode = PLAN_LATER;
    exempt.mode = PLAN_EXEMPT;
    no_day.planned_on = day_none();
    const struct pack_text own = {
        "解读", "孩子几岁可以上学？满六岁就可以，到户口所在的片区报名，不用考试。", "问答"};
    const struct pack_text copy = {"解读", policy, "文字"};
    assert_string_equal(
        codes_of(&none, NULL, 0), "P-NOPLAN P-NOPLAN P-NOPLAN P-NOPLAN P-NOPLAN P-NOMAT");
    assert_string_equal(codes_of(&whole, NULL, 0), "P-NOMAT");
    assert_string_equal(codes_of(&whole, &own, 1), "");
    assert_string_equal(codes_of(&no_day, &own, 1), "P-NOPLAN");
    assert_string_equal(codes_of(&whole, &copy, 1), "P-COPY P-FORM");
    assert_string_equal(codes_of(&later, NULL, 0), "P-NOMAT"); /* no reason */
    later.reason = "突发事件处置需要立即公布，解读另行准备";
    assert_string_equal(codes_of(&later, NULL, 0), "");
    assert_string_equal(codes_of(&exempt, NULL, 0), "P-NOMAT");
    exempt.reason = "只调整成员名单，不涉及群众权利义务";
    assert_string_equal(codes_of(&exempt, NULL, 0), "");
}

/* RULE P-COPY: 80 % of its groups of eight characters; marks and blanks do not count. */
static void copying_is_measured(void **state)
{
    (void)state;
    assert_int_equal(copied_percent(mem, policy, policy), 100);
    assert_int_equal(copied_percent(mem, "第一条：为规范 义务教育阶段“学校”招生", policy), 100);
    assert_int_equal(copied_percent(mem, "短文", policy), 0);
    assert_int_equal(copied_percent(mem, "", policy), 0);
    assert_int_equal(copied_percent(mem, policy, ""), 0);
    int half = copied_percent(
        mem, "为规范义务教育阶段学校招生，家长最关心的是什么时候报名、带什么材料", policy);
    assert_in_range(half, 15, 50);
}

/* RULE P-SYNC, RULE P-NOSIGN: no way out but by signature; a county's paper goes by the office. */
static void moves_lead_by_the_signature(void **state)
{
    (void)state;
    assert_non_null(pack_move_find(PACK_DRAFT, "submit", false));
    assert_null(pack_move_find(PACK_DRAFT, "publish", false));
    assert_int_equal(pack_move_find(PACK_HEAD, "sign", false)->to, PACK_APPROVED);
    assert_int_equal(pack_move_find(PACK_HEAD, "sign", true)->to, PACK_OFFICE);
    assert_int_equal(pack_move_find(PACK_OFFICE, "approve", true)->to, PACK_APPROVED);
    assert_string_equal(pack_move_find(PACK_OFFICE, "send_back", true)->label, "退文");
    for (size_t i = 0; i < n_pack_moves; i++) {
        const struct pack_move *m = &pack_moves[i];
        if (m->to == PACK_LIVE)
            assert_int_equal(m->from, PACK_APPROVED);
        if (m->to == PACK_APPROVED)
            assert_true(m->from == PACK_HEAD || m->from == PACK_OFFICE);
        if (strcmp(m->action, "send_back") == 0)
            assert_true(m->needs_codes);
        assert_true(*pack_stage_word((enum pack_stage)m->to) != 0);
    }
}

/* RULE P-LATE: three working days; RULE P-LEADER: once a year. */
static void a_year_is_counted(void **state)
{
    (void)state;
    const int64_t monday = day_start(day_of(2026, 3, 2)) + 3600;
    const struct unit_figures units[] = {
        {.unit_id = 1, .unit_name = "甲局"}, {.unit_id = 3, .unit_name = "丙局"}};
    const struct policy_row policies[] = {
        {1, 1, monday, monday, "", "", "甲局", false},
        {2, 1, monday, monday + 4 * 86400, "", "", "甲局", false}, /* Friday: the fourth day */
        {3, 1, monday, monday + 3 * 86400, "", "", "甲局", false},
        {4, 2, monday, 0, "", "", "乙局", false},
        {5, 2, monday, 0, "", "", "乙局", true},
        {6, 2, monday + 30 * 86400, 0, "", "", "乙局", false},
    };
    const struct said_row said[] = {
        {11, 1, monday, 1, "", "甲局", "负责人解读", "问答", "", true},
        {11, 1, monday, 2, "", "甲局", "负责人解读", "问答", "", true}, /* of two policies: once */
        {12, 2, monday, 4, "", "乙局", "部门解读", "文字", "", true},
    };
    const struct figures_in in = {units, policies, said, COUNT_OF(units), COUNT_OF(policies),
        COUNT_OF(said), day_at(monday + 31 * 86400)};
    size_t n;
    struct unit_figures *f = figures_of(mem, &in, &n);
    assert_int_equal(n, 3);
    assert_string_equal(f[2].unit_name, "丙局");
    assert_true(f[2].leader_owed);
    const struct unit_figures *a = strcmp(f[0].unit_name, "甲局") == 0 ? &f[0] : &f[1];
    const struct unit_figures *b = a == &f[0] ? &f[1] : &f[0];
    assert_int_equal(a->policies, 3);
    assert_int_equal(a->in_time, 2);
    assert_int_equal(a->late, 1);
    assert_int_equal(a->said, 1);
    assert_int_equal(a->beyond_text, 1);
    assert_false(a->leader_owed);
    assert_int_equal(b->missing, 1);
    assert_int_equal(b->exempt, 1);
    assert_int_equal(b->waiting, 1);
    assert_true(b->leader_owed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(packs_are_checked),
        cmocka_unit_test(copying_is_measured), cmocka_unit_test(moves_lead_by_the_signature),
        cmocka_unit_test(a_year_is_counted)};
    mem = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&mem);
    return failed;
}
