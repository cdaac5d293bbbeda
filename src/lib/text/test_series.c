/* Index numbers and series of document numbers. RULE C-IDX-FORM, C-IDX-DATE
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/buf.h"
#include "lib/text/indexno.h"
#include "lib/text/series.h"
#include "tests/test.h"

static void index_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *in, *scheme, *org, *catalog;
        int year;
        const char *date, *serial;
        bool bad_date;
    } cases[] = {
        {"01525903-1-04_A/2017-0920001", "YN-2008", "01525903-1", "04_A", 2017, "2017-09-20", "001",
            false},
        {"nyncj-/2020-09240013", "YN-dept", "nyncj-", "", 2020, "2020-09-24", "0013", false},
        {"nyncj/2020-02300013", "YN-dept", "nyncj", "", 2020, "", "0013", true},
        {" yxxzf5/2024-00033\r\n", "YN-new", "yxxzf5", "", 2024, "", "00033", false},
        {"43273795-4/20241115-00001", "YN-org-day", "43273795-4", "", 2024, "2024-11-15", "00001",
            false},
        {"01527918X-2020-153077", "YN-nujiang", "01527918X", "", 2020, "", "153077", false},
        {"530323010203040506078", "YN-mzt-21", "530323", "", 0, "", "", false},
        {"000014349/2017-00110", "STATE", "000014349", "", 2017, "", "00110", false},
        {"11620622013933539B/2021-03844", "CREDIT", "11620622013933539B", "", 2021, "", "03844",
            false},
        {"6107280000/2024-001005", "REGION", "6107280000", "", 2024, "", "001005", false},
        {"11620622013933539I/2021-03844", NULL, "", "", 0, "", "", false},
        {"000014349/2017-0011", NULL, "", "", 0, "", "", false},
        {"", NULL, "", "", 0, "", "", false},
        {"国办发〔2018〕12号", NULL, "", "", 0, "", "", false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct indexno x;
        char day[11];
        bool found = indexno_parse(a, cases[i].in, &x);
        assert_int_equal(found, cases[i].scheme != NULL);
        if (!found)
            continue;
        assert_string_equal(x.scheme, cases[i].scheme);
        assert_string_equal(x.org, cases[i].org);
        assert_string_equal(x.catalog, cases[i].catalog);
        assert_int_equal(x.year, cases[i].year);
        assert_string_equal(day_text(x.date, day), cases[i].date);
        assert_string_equal(x.serial, cases[i].serial);
        assert_int_equal(x.bad_date, cases[i].bad_date);
    }
    arena_free(&a);
}

static void holes_are_found(void **state)
{
    (void)state;
    static const char text[] =
        "曲政办发〔2018〕1号\n曲政办发[2018]5号\n\n师政发〔2018〕2号\n"
        "曲政办发﹝2018﹞2号\n没有文号\n曲政办发〔2017〕1号\n曲政办发〔2018〕5号\n";
    struct arena *a = arena_new();
    struct series_report r;
    series_gaps(a, text, sizeof text - 1, &r);
    assert_int_equal(r.n_series, 3);
    assert_string_equal(r.series[0].word, "曲政办发");
    assert_int_equal(r.series[0].year, 2018);
    assert_int_equal(r.series[0].last, 5);
    assert_int_equal(r.series[0].n_missing, 2);
    assert_int_equal(r.series[0].missing[0], 3);
    assert_int_equal(r.series[0].missing[1], 4);
    assert_int_equal(r.series[1].missing[0], 1);
    assert_int_equal(r.series[2].n_missing, 0);
    assert_int_equal(r.n_unread, 1);
    assert_int_equal(r.unread[0].line, 6);
    assert_string_equal(r.unread[0].text, "没有文号");
    arena_free(&a);
}

/* RULE D-SEQ: what is no series, and what would make thousands of holes, is told apart. */
static void odd_numbers_make_no_holes(void **state)
{
    (void)state;
    struct buf b;
    struct arena *a = arena_new();
    struct series_report r;
    buf_init(&b, 0);
    for (int i = 1; i <= 80; i++)
        buf_addf(&b, "师政发〔2018〕%d号\n", i);
    buf_adds(&b, "师政发〔2018〕7100号\n师政发〔17〕2号\n〔2018〕5号\n令第5号\n"
                 "师宗县人民政府令第3号\n师宗县人民政府公告第2号\n师宗县人民政府第1号令\n"
                 "师政函〔2018〕71号\n师政函〔2018〕900号\n");
    series_gaps(a, buf_str(&b), b.n, &r);
    buf_release(&b);
    assert_int_equal(r.n_series, 4);
    assert_int_equal(r.series[0].last, 80);
    assert_int_equal(r.series[0].n_missing, 0);
    assert_int_equal(r.series[0].n_typos, 1);
    assert_int_equal(r.series[0].typos[0], 7100);
    assert_string_equal(r.series[1].word, "师宗县人民政府令");
    assert_int_equal(r.series[1].year, 0);
    assert_int_equal(r.series[1].n_missing, 1);
    assert_int_equal(r.series[1].missing[0], 2);
    assert_string_equal(r.series[2].word, "师宗县人民政府公告");
    assert_int_equal(r.series[3].last, 900); /* a large office may have sent so many */
    assert_int_equal(r.series[3].n_missing, 898);
    assert_int_equal(r.n_unread, 3);
    assert_string_equal(r.unread[0].text, "师政发〔17〕2号");
    assert_string_equal(r.unread[2].text, "令第5号");
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(index_numbers),
        cmocka_unit_test(holes_are_found),
        cmocka_unit_test(odd_numbers_make_no_holes),
    };
    return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
