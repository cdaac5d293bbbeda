/* Two people act on one document, or one bundle's text, at the same moment, on connections of their
 * own: one succeeds, the other is told, nothing is half done.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/org/org.h"
#include "tests/at_once.h"

enum { ROUNDS = 6 };

struct doing {
    int64_t id;
    const char *action;
    struct act_input in;
};

static enum st act(struct ctx *c, void *arg)
{
    const struct doing *d = arg;
    return act_run(c, d->id, NULL, d->action, &d->in);
}

static struct at_once person(enum who who, struct doing *d)
{
    return (struct at_once){.person = w.people[who], .unit = w.unit, .act = act, .arg = d};
}

/* RULE F-STAGE: approved or taken back, never both. */
static void approved_or_withdrawn(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t id = make("notice", "同时审核和撤回", "submitted");
        int before = count("status", id);
        struct doing approve = {id, "approve", {.secrecy = "open"}},
                     back = {.id = id, .action = "withdraw"};
        struct at_once two[2] = {person(REVIEWER, &approve), person(EDITOR, &back)};
        int won = at_once_one(&w.c, two, "F-STAGE");
        struct doc *d = doc_of(id);
        assert_int_equal(d->place, won ? AT_DRAFT : AT_APPROVED);
        assert_int_equal(count("status", id), before + 1);
        assert_int_equal(count("tasks", id), won ? 0 : 1);
        assert_int_equal(d->secrecy.n, won ? 0 : 1);
        assert_int_equal(*d->content->meta.index_no != 0, !won);
    }
}

/* Two reviewers: one approval, one index number, one task. */
static void approved_once(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t id = make("notice", "同时审核", "submitted");
        int64_t seen = doc_of(id)->work.id;
        int before = count("status", id), editions = (int)doc_of(id)->r.editions;
        struct doing one = {id, "approve", {.seen = seen, .secrecy = "open"}}, other = one;
        struct at_once two[2] = {person(REVIEWER, &one), person(HEAD, &other)};
        at_once_one(&w.c, two, "F-STAGE");
        assert_int_equal(doc_of(id)->place, AT_APPROVED);
        assert_int_equal(count("status", id), before + 1);
        assert_int_equal(doc_of(id)->r.editions, editions + 1);
        assert_int_equal(count("tasks", id), 1);
    }
}

/* Approved and sent back; published and scheduled. */
static void opposite_acts(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t id = make("notice", "同时发布和退回", "approved");
        struct doing out = {.id = id, .action = "publish"},
                     back = {id, "send_back", {.codes = "R-WORDS", .note = "改"}};
        struct at_once two[2] = {person(HEAD, &out), person(REVIEWER, &back)};
        int won = at_once_one(&w.c, two, "F-STAGE");
        assert_int_equal(doc_of(id)->place, won ? AT_RETURNED : AT_LIVE);
        assert_int_equal(doc_of(id)->r.live_edition != 0, !won);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(approved_or_withdrawn),
        cmocka_unit_test(approved_once), cmocka_unit_test(opposite_acts)};
    return cmocka_run_group_tests(tests, world_open, world_close);
}
