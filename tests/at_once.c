/* See at_once.h.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/at_once.h"

#include <pthread.h>

#include "tests/support.h"
#include "tests/test.h"

struct runner {
    pthread_t thread;
    pthread_barrier_t *start;
    const struct ctx *like;
    struct at_once *who;
};

static enum st once(struct ctx *c, struct at_once *who)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = who->act(c, who->arg);
    if (!st)
        return ctx_commit(c);
    snprintf(who->message, sizeof who->message, "%s", c->err.message);
    ctx_rollback(c);
    return st;
}

static void *run(void *data)
{
    struct runner *r = data;
    struct ctx c;
    test_ctx(&c, r->like->db);
    c.data_dir = r->like->data_dir;
    c.now = r->like->now;
    c.person = r->who->person;
    c.unit = r->who->unit;
    pthread_barrier_wait(r->start);
    r->who->result = ST_BUSY;
    for (int i = 0; r->who->result == ST_BUSY && i < 200; i++)
        r->who->result = once(&c, r->who);
    ctx_release(&c);
    return NULL;
}

void at_once(const struct ctx *like, struct at_once two[static 2])
{
    pthread_barrier_t start;
    struct runner runners[2];
    pthread_barrier_init(&start, NULL, 2);
    for (int i = 0; i < 2; i++) {
        runners[i] = (struct runner){.start = &start, .like = like, .who = &two[i]};
        assert_int_equal(pthread_create(&runners[i].thread, NULL, run, &runners[i]), 0);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(runners[i].thread, NULL);
    pthread_barrier_destroy(&start);
}

int at_once_one(const struct ctx *like, struct at_once two[static 2], const char *text)
{
    at_once(like, two);
    int won = two[0].result ? 1 : 0;
    const struct at_once *other = &two[!won];
    if (two[won].result || other->result != ST_CONFLICT || !strstr(other->message, text))
        fail_msg("%d %s; %d %s", two[0].result, two[0].message, two[1].result, two[1].message);
    return won;
}
