/* The report from cases: what counts where, in both formats; its own checks hold. RULE T6, F10
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/journal/journal.h"
#include "common/task/task.h"
#include "request/foi/foi.h"
#include "request/report/report.h"
#include "request/wording/wording.h"
#include "tests/organ.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &wording_module, &foi_module};

static struct {
    struct db *db;
    struct ctx c;
    int64_t organ[2], person;
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static void add_organ(size_t i, const char *name, const char *word)
{
    done(test_unit_add(&w.c, (struct unit){.code = word, .name = name}, &w.organ[i]));
    done(test_organ_put(
        &w.c, (struct foi_organ){.unit_id = w.organ[i], .word = word, .kind = ORGAN_DEPARTMENT}));
}

static int open_world(void **state)
{
    (void)state;
    memset(&w, 0, sizeof w);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = test_dir();
    done(ctx_begin(&w.c, true));
    add_organ(0, "师宗县甲局", "师甲");
    add_organ(1, "师宗县乙局", "师乙");
    done(person_add(&w.c, "li", "李", w.organ[0], "editor", NULL, &w.person));
    done(ctx_commit(&w.c));
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_db_drop(&w.db);
    return 0;
}

static int64_t arrive(size_t organ, const char *kind, const char *day)
{
    struct foi_receipt out;
    struct foi_application in = {.organ_id = w.organ[organ],
        .channel = CHANNEL_F2F,
        .arrived = day_parse(day),
        .wanted = "某文件的内容",
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP",
        .code = "",
        .who = {.kind = kind,
            .name = "某",
            .id_kind = "",
            .id_number = "",
            .employer = "",
            .credit_code = "",
            .legal_person = "",
            .contact = "",
            .phone = "0874-5752000",
            .fax = "",
            .email = "",
            .address = "",
            .postcode = "",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""}};
    w.c.now = day_start(day_parse(day)) + 3600 * 9;
    w.c.person = w.person;
    w.c.unit = w.organ[organ];
    done(foi_arrive(&w.c, &in, &out));
    return out.id;
}

static void act(int64_t id, const char *action, const char *day, const char *a, const char *av,
    const char *b, const char *bv)
{
    struct foi_arg args[] = {{a, av}, {b, bv}, {"number", "（2021）云0323行初1号"}};
    w.c.now = day_start(day_parse(day)) + 3600 * 10;
    done(foi_act(&w.c, id, &(struct foi_do){.action = action, .args = args, .n_args = 3}));
}

static int64_t cell(const struct report_table *t, const char *id, int column)
{
    size_t n;
    const struct report_row *rows = report_rows(t->format, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].id, id) == 0)
            return t->table3[i][column];
    fail_msg("no row %s", id);
    return -1;
}

static void play(void)
{
    int64_t withdrawn = arrive(0, "NATURAL", "2020-12-10"),
            open = arrive(0, "COMMERCIAL", "2020-12-20");
    act(withdrawn, "withdraw", "2020-12-12", "text", "书面撤回", "", "");
    arrive(1, "NATURAL", "2021-06-01");
    arrive(1, "LEGAL", "2022-01-10");
    act(open, "withdraw", "2021-03-01", "text", "书面撤回", "", "");
    act(open, "dispute", "2021-04-01", "kind", "COURT", "", "");
    act(open, "dispute_result", "2022-02-01", "kind", "COURT", "result", "UPHELD");
}

static void year_by_year(void **state)
{
    (void)state;
    struct report_table t;
    struct buf out;
    done(ctx_begin(&w.c, true));
    play();
    static const struct {
        int organ, year;
        const char *row;
        int column;
        int64_t n;
    } cases[] = {
        {0, 2020, "r1", 6, 2}, {0, 2020, "r3.6", 0, 1}, {0, 2020, "r4", 1, 1},
        {0, 2021, "r1", 6, 0}, {0, 2021, "r2", 1, 1}, {0, 2021, "r3.6.3", 1, 1},
        {0, 2021, "r3.7", 6, 1}, {0, 2021, "r4", 6, 0}, {1, 2021, "r1", 0, 1},
        {1, 2021, "r4", 6, 1}, {1, 2022, "r2", 0, 1}, {1, 2022, "r1", 4, 1}, {1, 2022, "r4", 6, 2},
        {-1, 2021, "r1", 6, 1}, {-1, 2021, "r2", 6, 1}, {-1, 2019, "r1", 6, 0}, /* RULE T6 */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        done(report_build(
            &w.c, cases[i].organ < 0 ? 0 : w.organ[cases[i].organ], cases[i].year, &t));
        if (cell(&t, cases[i].row, cases[i].column) != cases[i].n)
            fail_msg("case %zu: %s of %d is %lld", i, cases[i].row, cases[i].year,
                (long long)cell(&t, cases[i].row, cases[i].column));
        buf_init(&out, 0);
        done(report_json(w.c.mem, &t, &out, &w.c.err));
        assert_non_null(strstr(buf_str(&out), "\"findings\":[]")); /* T1 … T5, T7 hold */
        buf_release(&out);
    }
    done(report_build(&w.c, w.organ[0], 2021, &t));
    assert_int_equal(t.table4[1][3], 1); /* still heard */
    done(report_build(&w.c, w.organ[0], 2022, &t));
    assert_int_equal(t.table4[1][0], 1); /* upheld */
    assert_int_equal(t.table4[1][4], 1);
    assert_int_equal(report_build(&w.c, 0, 1999, &t), ST_INVALID);
    ctx_rollback(&w.c);
}

static void on_paper(void **state)
{
    (void)state;
    struct report_table t = {.format = REPORT_2021, .year = 2024, .organ = "师宗县甲局"};
    struct buf out;
    buf_init(&out, 0);
    done(report_xlsx(&t, &out, &w.c.err));
    assert_memory_equal(out.p, "PK", 2);
    buf_clear(&out);
    done(report_docx(w.c.mem, &t, NULL, &out, &w.c.err));
    assert_memory_equal(out.p, "PK", 2);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(year_by_year), cmocka_unit_test(on_paper)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
