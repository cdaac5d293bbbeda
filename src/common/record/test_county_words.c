/* The county's own words follow the database: a unit that is added, renamed or given another name
 * is kept whole by the next text that is cut; who holds the old list goes on with it.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <pthread.h>

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/county_words.h"
#include "common/record/record.h"
#include "common/task/task.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &org_module, &journal_module, &task_module,
    &record_module, &column_module, &county_words_module};

static struct ctx context, *c = &context;
static struct db *db;

static int open_db(void **state)
{
    (void)state;
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(c, db);
    return 0;
}

static int close_db(void **state)
{
    (void)state;
    ctx_release(c);
    county_words_close(db);
    test_db_drop(&db);
    return 0;
}

static int64_t add_unit(const char *code, const char *name, const char *short_name, bool town)
{
    int64_t id;
    MUST(ctx_begin(c, true));
    MUST(unit_add(c,
        &(struct unit){.code = code,
            .name = name,
            .short_name = short_name,
            .kind = town ? "TOWNSHIP" : "DEPARTMENT",
            .credit_code = "",
            .phone = "",
            .address = ""},
        &id));
    MUST(ctx_commit(c));
    return id;
}

static const struct county_words *hold(void)
{
    const struct county_words *words;
    MUST(ctx_begin(c, false));
    MUST(county_words_hold(c, &words));
    ctx_rollback(c);
    return words;
}

static const char *cut(const struct county_words *words, const char *text)
{
    struct seg_walk *w = seg_walk_new(c->mem, words->segmenter, SEG_PLAIN);
    struct seg_word word;
    char *out = arena_alloc(c->mem, 2 * strlen(text) + 1), *at = out;
    seg_walk_start(w, text, strlen(text));
    while (seg_walk_next(w, &word)) {
        if (at > out)
            *at++ = '/';
        memcpy(at, text + word.start, word.end - word.start);
        at += word.end - word.start;
    }
    *at = '\0';
    return out;
}

static bool has(const struct county_words *words, const char *name)
{
    for (size_t i = 0; i < words->n; i++)
        if (strcmp(words->names[i], name) == 0)
            return true;
    return false;
}

static void words_follow_the_units(void **state)
{
    (void)state;
    static const char text[] = "请到蒲葵洞河管委会办理";
    const struct county_words *before = hold(), *same = hold();
    assert_ptr_equal(before, same);       /* nothing was read or made anew */
    assert_true(has(before, "通知公告")); /* a column */
    assert_null(strstr(cut(before, text), "/蒲葵洞河管委会/"));
    county_words_drop(same);

    int64_t id = add_unit("pk", "师宗县蒲葵洞河风景区管理委员会", "蒲葵洞河管委会", false);
    const struct county_words *after = hold();
    assert_true(after->stamp != before->stamp);
    assert_non_null(strstr(cut(after, text), "/蒲葵洞河管委会/"));
    assert_null(strstr(cut(before, text), "/蒲葵洞河管委会/")); /* who holds it goes on with it */
    assert_true(
        has(after, "师宗县") && has(after, "师宗") && has(after, "蒲葵洞河风景区管理委员会"));
    county_words_drop(before);
    county_words_drop(after);

    MUST(ctx_begin(c, true));
    MUST(unit_alias_add(c, id, "葵管办"));
    const struct county_words *mine;
    MUST(county_words_hold(c, &mine));
    assert_true(has(mine, "葵管办")); /* who writes sees what he wrote … */
    county_words_drop(mine);
    ctx_rollback(c);
    after = hold();
    assert_false(has(after, "葵管办")); /* … and nobody else */
    county_words_drop(after);

    add_unit("lq", "师宗县龙庆彝族壮族乡人民政府", "龙庆乡", true);
    add_unit("zj", "师宗县竹基镇人民政府", "竹基镇", true);
    after = hold();
    assert_true(has(after, "竹基镇") && has(after, "竹基") && has(after, "龙庆彝族壮族乡"));
    for (size_t i = 1; i < after->n; i++)
        assert_true(strcmp(after->names[i - 1], after->names[i]) < 0);
    county_words_drop(after);
}

/* A unit of 乡 in its own name is no town. */
static void only_towns_are_places(void **state)
{
    (void)state;
    add_unit("zj", "师宗县住房和城乡建设局", "县住房和城乡建设局", false);
    const struct county_words *w = hold();
    assert_true(has(w, "住房和城乡建设局"));
    assert_false(has(w, "住房和城乡") || has(w, "住房和城"));
    county_words_drop(w);
}

static void *hold_and_cut(void *arg)
{
    struct ctx own;
    ctx_init(&own, db);
    for (int i = 0; i < 200; i++) {
        const struct county_words *w;
        struct seg_word word;
        if (ctx_begin(&own, false) || county_words_hold(&own, &w))
            return arg;
        ctx_rollback(&own);
        struct seg_walk *walk = seg_walk_new(own.mem, w->segmenter, SEG_PLAIN);
        seg_walk_start(walk, w->names[w->n - 1], strlen(w->names[w->n - 1]));
        while (seg_walk_next(walk, &word))
            ;
        county_words_drop(w);
        arena_clear(own.mem);
    }
    ctx_release(&own);
    return NULL;
}

static void threads_swap_and_read(void **state)
{
    (void)state;
    pthread_t readers[3];
    for (size_t i = 0; i < COUNT_OF(readers); i++)
        assert_int_equal(pthread_create(&readers[i], NULL, hold_and_cut, c), 0);
    for (int i = 0; i < 20; i++)
        add_unit(arena_printf(c->mem, "u%d", i), arena_printf(c->mem, "师宗县第%d示例单位", i),
            arena_printf(c->mem, "示例%d单位", i), false);
    for (size_t i = 0; i < COUNT_OF(readers); i++) {
        void *failed;
        pthread_join(readers[i], &failed);
        assert_null(failed);
    }
    const struct county_words *w = hold();
    assert_true(has(w, "示例19单位"));
    county_words_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_follow_the_units, open_db, close_db),
        cmocka_unit_test_setup_teardown(only_towns_are_places, open_db, close_db),
        cmocka_unit_test_setup_teardown(threads_swap_and_read, open_db, close_db),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
