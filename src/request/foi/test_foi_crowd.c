/* Many at once, in real threads, on both engines: a third of the queue arrives together, and two
 * officers do the same thing to the same case.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_world.h"

#include <pthread.h>

#include "tests/support.h"

enum { WAITING = 24, MORE = 12, THREADS = 4, CASES = 8 };

/* A unit of work of one thread. */
static struct ctx own_ctx(enum who who)
{
    struct ctx c;
    test_ctx(&c, w.db);
    c.data_dir = w.c.data_dir;
    c.now = w.c.now;
    c.person = w.people[who];
    c.unit = w.c.unit;
    return c;
}

struct helper {
    pthread_t thread;
    pthread_barrier_t *start;
    enum who who;
    int n;
    const int64_t *ids;
    enum st result[CASES];
    struct err err;
};

static enum st end(struct ctx *c, enum st st)
{
    if (!st)
        st = ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* Who meets a lock asks again, as the server does. */
static enum st take_in(struct ctx *c)
{
    struct foi_receipt out;
    struct foi_application in = application(CHANNEL_F2F, "2018-09-12");
    enum st st = ST_BUSY;
    for (int i = 0; st == ST_BUSY && i < 200; i++) {
        st = ctx_begin(c, true);
        if (!st)
            st = end(c, foi_arrive(c, &in, &out));
    }
    return st;
}

static void *take_in_some(void *data)
{
    struct helper *h = data;
    struct ctx c = own_ctx(h->who);
    pthread_barrier_wait(h->start);
    for (int i = 0; i < h->n && !h->result[0]; i++)
        h->result[0] = take_in(&c);
    h->err = c.err;
    ctx_release(&c);
    return NULL;
}

static int64_t number_of(const char *sql)
{
    struct stmt *s = ARENA_NEW(w.c.mem, struct stmt);
    struct rows *r;
    *s = (struct stmt){"test.number", sql, NULL};
    done(ctx_begin(&w.c, false));
    done(q1(&w.c, s, NO_ARGS, &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}

/* RULE B1: none is lost, none is there twice, the numbers have no gap, each has its papers and
 * waits for somebody. */
static void a_third_of_the_queue_at_once(void **state)
{
    (void)state;
    pthread_barrier_t start;
    struct helper helpers[THREADS];
    today("2018-09-12");
    for (int i = 0; i < WAITING; i++)
        arrive(CHANNEL_F2F, "2018-09-12");
    pthread_barrier_init(&start, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        helpers[i] = (struct helper){.start = &start, .who = CLERK, .n = MORE / THREADS};
        assert_int_equal(pthread_create(&helpers[i].thread, NULL, take_in_some, &helpers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(helpers[i].thread, NULL);
    pthread_barrier_destroy(&start);
    for (int i = 0; i < THREADS; i++)
        if (helpers[i].result[0])
            fail_msg(
                "%d %s (%s)", helpers[i].result[0], helpers[i].err.message, helpers[i].err.detail);
    assert_int_equal(number_of("SELECT count(*) FROM foi_case"), WAITING + MORE);
    assert_int_equal(number_of("SELECT count(DISTINCT seq) FROM foi_case"), WAITING + MORE);
    assert_int_equal(number_of("SELECT max(seq) FROM foi_case"), WAITING + MORE);
    assert_int_equal(number_of("SELECT count(DISTINCT arrival) FROM foi_case"), WAITING + MORE);
    assert_int_equal(
        number_of("SELECT count(*) FROM foi_paper WHERE slot = 'receipt'"), WAITING + MORE);
    assert_int_equal(number_of("SELECT count(*) FROM task WHERE subject_kind = 'foi' "
                               "AND closed_at IS NULL"),
        WAITING + MORE);
}

static void *assign_all(void *data)
{
    struct helper *h = data;
    struct ctx c = own_ctx(h->who);
    for (int i = 0; i < CASES; i++) {
        pthread_barrier_wait(h->start);
        h->result[i] = ST_BUSY;
        for (int k = 0; h->result[i] == ST_BUSY && k < 200; k++) {
            h->result[i] = ctx_begin(&c, true);
            if (!h->result[i])
                h->result[i] =
                    end(&c, foi_act(&c, h->ids[i], &(struct foi_do){.action = "assign"}));
        }
    }
    ctx_release(&c);
    return NULL;
}

/* RULE 1.7: one of them does it, the other is told; the case has one event of it and a whole chain.
 */
static void two_clerks_at_once(void **state)
{
    (void)state;
    pthread_barrier_t start;
    int64_t ids[CASES], broken;
    struct helper a = {.start = &start, .who = CLERK, .ids = ids}, b = a;
    today("2018-09-12");
    for (int i = 0; i < CASES; i++)
        ids[i] = arrive(CHANNEL_F2F, "2018-09-12").id;
    pthread_barrier_init(&start, NULL, 2);
    assert_int_equal(pthread_create(&a.thread, NULL, assign_all, &a), 0);
    assert_int_equal(pthread_create(&b.thread, NULL, assign_all, &b), 0);
    pthread_join(a.thread, NULL);
    pthread_join(b.thread, NULL);
    pthread_barrier_destroy(&start);
    for (int i = 0; i < CASES; i++) {
        assert_true((a.result[i] == ST_OK) != (b.result[i] == ST_OK));
        assert_int_equal(a.result[i] ? a.result[i] : b.result[i], ST_CONFLICT);
        assert_int_equal(
            number_of(arena_printf(w.c.mem,
                "SELECT count(*) FROM foi_event WHERE action = 'assign' AND case_id = %lld",
                (long long)ids[i])),
            1);
        done(ctx_begin(&w.c, false));
        done(foi_chain_check(&w.c, ids[i], &broken));
        ctx_rollback(&w.c);
        assert_int_equal(broken, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_third_of_the_queue_at_once), cmocka_unit_test(two_clerks_at_once)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
