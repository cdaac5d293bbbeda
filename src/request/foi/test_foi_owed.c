/* Papers that the platform owes for what it confirmed by itself: made once, by the job or by the
 * next act, whichever comes first, also when both come at once; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_world.h"

#include <pthread.h>
#include <unistd.h>

#include "request/foi/owed.h"
#include "tests/organ.h"
#include "tests/support.h"

/* An application on the web, confirmed by the platform: no person. */
static int64_t confirmed(void)
{
    struct foi_receipt out;
    struct foi_application in = application(CHANNEL_WEB, "2021-03-05");
    today("2021-03-05");
    begin(CLERK);
    done(test_organ_put(&w.c, (struct foi_organ){.unit_id = w.organ,
                                  .word = "师教",
                                  .kind = ORGAN_DEPARTMENT,
                                  .web_auto = true,
                                  .address = "丹凤街道示例路1号"}));
    w.c.person = 0;
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    return out.id;
}

static size_t count(int64_t id, const char *slot)
{
    struct foi_paper *papers;
    size_t n, found = 0;
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &papers, &n));
    ctx_rollback(&w.c);
    for (size_t i = 0; i < n; i++)
        found += strcmp(papers[i].slot, slot) == 0;
    return found;
}

static bool owed(int64_t id)
{
    bool yes;
    struct foi_case k = row(id);
    done(ctx_begin(&w.c, false));
    done(foi_owed(&w.c, &k, &yes));
    ctx_rollback(&w.c);
    return yes;
}

/* Receipt, register and the application as it was sent: each once. */
static void must_have_them_once(int64_t id)
{
    static const char *const slots[] = {"receipt", "register", "application"};
    assert_false(owed(id));
    for (size_t i = 0; i < COUNT_OF(slots); i++)
        assert_int_equal(count(id, slots[i]), 1);
}

/* RULE 1.8-2, B2: an act before the job; it is numbered and dated as the confirmation. */
static void the_act_is_first(void **state)
{
    (void)state;
    struct foi_paper *papers;
    size_t n;
    int64_t id = confirmed();
    assert_true(owed(id));
    assert_int_equal(count(id, "receipt"), 0);
    today("2021-03-08");
    done(act(id, CLERK, "assign", "", NO_FACTS));
    must_have_them_once(id);
    w.c.person = 0;
    done(foi_make_owed(&w.c));
    must_have_them_once(id);
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &papers, &n));
    ctx_rollback(&w.c);
    for (size_t i = 0; i < n; i++)
        if (strcmp(papers[i].slot, "receipt") == 0) {
            assert_non_null(strstr(papers[i].number, "号-回"));
            assert_int_equal(papers[i].day.n, day_parse("2021-03-05").n);
        }
}

static void the_job_is_first(void **state)
{
    (void)state;
    int64_t id = confirmed();
    done(foi_make_owed(&w.c));
    must_have_them_once(id);
    done(act(id, CLERK, "assign", "", NO_FACTS));
    must_have_them_once(id);
}

/* What is refused leaves the papers to the job. */
static void a_refused_act_owes_still(void **state)
{
    (void)state;
    int64_t id = confirmed();
    must_refuse(act(id, CLERK, "assign", "2099-01-01", NO_FACTS), "不能晚于今天");
    assert_true(owed(id));
    w.c.person = 0;
    done(foi_make_owed(&w.c));
    must_have_them_once(id);
}

static void *job(void *result)
{
    struct ctx c;
    test_ctx(&c, w.db);
    c.data_dir = w.c.data_dir;
    c.now = w.c.now;
    *(enum st *)result = foi_make_owed(&c);
    ctx_release(&c);
    return NULL;
}

/* The job has painted and waits for the writer, who makes them meanwhile. */
static void both_at_once(void **state)
{
    (void)state;
    pthread_t thread;
    enum st told = ST_OK;
    int64_t id = confirmed();
    begin(CLERK);
    assert_int_equal(pthread_create(&thread, NULL, job, &told), 0);
    usleep(600 * 1000); /* it has read and painted by now; when not, the order is that of above */
    done(foi_act(&w.c, id, &(struct foi_do){.action = "assign"}));
    done(ctx_commit(&w.c));
    pthread_join(thread, NULL);
    assert_int_equal(told, ST_OK);
    must_have_them_once(id);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {TEST(the_act_is_first), TEST(the_job_is_first),
        TEST(a_refused_act_owes_still), TEST(both_at_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
