/* Kept articles: the page made of one is the page made from the database, and after any change to
 * what it shows the very next request, under an address nobody asked for before, shows it.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/org.h"
#include "common/org/store.h"
#include "common/record/edition.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/validity.h"
#include "lib/ui/ui.h"
#include "platform/portal/test_world.h"
#include "platform/portal/view.h"

static int64_t plain, coming, draft; /* records */

static bool is_kept(int64_t record)
{
    done(ctx_begin(&world, false));
    struct article a;
    bool kept = article_find(&world, record, &a);
    ctx_rollback(&world);
    return kept;
}

/* The page under an address that the page cache has not seen. */
static struct loop_response get_new(const char *path)
{
    static int n = 100;
    return get(arena_printf(mem, "%s?n=%d", path, n++));
}

static int setup(void **state)
{
    world_setup(state);
    done(ctx_begin(&world, true));
    struct content c = some_content("一份普通的通知", "<p>x</p>");
    c.meta.source = ""; /* then it is the unit */
    plain = publish("document", "zwgk/fdnr/zcwj/qtwj", &c);
    c = some_content("明天施行的办法", "<p>y</p>");
    c.meta.validity = VALID;
    c.meta.effective_on = (struct day){day_at(world.now).n + 1};
    coming = publish("document", "zwgk/fdnr/zcwj/qtwj", &c);
    done(ctx_commit(&world));
    return 0;
}

static void test_same_page(void **state)
{
    (void)state;
    const int64_t records[] = {policy, news, old_rule, plain, coming};
    for (size_t i = 0; i < COUNT_OF(records); i++) {
        const char *path = path_of(records[i]);
        ctx_changed();
        assert_false(is_kept(records[i]));
        struct loop_response read = get(arena_printf(mem, "%s?n=1", path));
        assert_true(is_kept(records[i]));
        struct loop_response kept = get(arena_printf(mem, "%s?n=2", path));
        must_be(&read, 200);
        must_be(&kept, 200);
        char *body = arena_strdup(mem, read.body);
        for (char *p = body; (p = strstr(p, "n%3D1")); p++)
            p[4] = '2'; /* the way back to this page */
        assert_string_equal(body, kept.body);
    }
}

static void test_other_addresses(void **state)
{
    (void)state;
    get_new(path_of(policy));
    assert_true(is_kept(policy));
    struct loop_response p =
        get(arena_printf(mem, "/zwdt/201809/t20180912_%lld.html", (long long)policy));
    assert_int_equal(p.status, 301); /* RULE G-URL-STABLE */
    assert_string_equal(p.location, path_of(policy));
    p = get(arena_printf(mem, "%s?edition=1", path_of(policy)));
    must_have(&p, "这是历史版本");
    p = get_new(path_of(policy)); /* the old edition is not kept in its place */
    must_not_have(&p, "这是历史版本");
    p = loop_get(app, mem, arena_printf(mem, "%s?n=3", path_of(policy)), "hant=1; elder=1");
    must_have(&p, "<html lang=\"zh-Hant\" class=\"elder\">");
    must_have(&p, "師");
    p = get_new(path_of(policy));
    must_not_have(&p, "師");
}

/* ---- changes ---- */

/* A draft that the record already names is nothing to the public, until it is published. */
static void link_to_draft(void)
{
    struct column k;
    done(column_by_path(&world, "zwgk/fdnr/zcjd", &k));
    done(record_create(&world, "document", 1, k.id, &draft));
    done(link_add(&world, draft, plain, LINK_INTERPRETS));
}

static void publish_draft(void)
{
    struct content c = some_content("一图读懂这份通知", "<p>z</p>");
    put(draft, "zwgk/fdnr/zcjd", &c, "");
}

static void rename_column(void)
{
    struct column k;
    done(column_by_path(&world, "zwgk/fdnr/zcwj/qtwj", &k));
    k.name = "别的文件";
    done(column_save(&world, &k));
}

static void rename_unit(void)
{
    struct unit u;
    done(unit_get(&world, 1, &u));
    u.name = "改了名称的单位";
    done(unit_edit(&world, &u));
}

static void retitle(int64_t record, const char *title)
{
    struct content c = some_content(title, "<p>新的正文</p>");
    put(record, "zwgk/fdnr/zcwj/qtwj", &c, "更正标题");
}

static void amend(void)
{
    retitle(plain, "更正后的通知");
}

static void link_to(void)
{
    done(link_add(&world, news, plain, LINK_RELATES));
}

static void rename_linked(void)
{
    retitle(news, "改了标题的新闻");
}

static void unlink_it(void)
{
    struct link *list;
    size_t n;
    done(link_list(&world, plain, true, &list, &n));
    assert_int_equal(n, 1);
    done(link_remove(&world, plain, list[0].id));
}

static void replace(void)
{
    done(record_end(&world, plain,
        &(struct ending){
            .kind = END_REPLACED, .note = "有了新文件", .basis = "", .target = coming}));
}

static void rename_target(void)
{
    retitle(coming, "改了标题的办法");
}

static void hide_target(void)
{
    done(record_end(
        &world, coming, &(struct ending){.kind = END_PRIVACY, .note = "x", .basis = ""}));
}

static const struct change {
    const char *name;
    void (*make)(void);
    int64_t *record;
    const char *shown, *gone;
} changes[] = {
    {"unit renamed", rename_unit, &plain, "改了名称的单位", "县政府办公室</dd>"},
    {"column renamed", rename_column, &plain, "别的文件", "其他文件</a>"},
    {"amended", amend, &plain, "更正后的通知", "一份普通的通知"},
    {"linked", link_to, &plain, "县城新添三条公交线路", NULL},
    {"linked record amended", rename_linked, &plain, "改了标题的新闻", "县城新添三条公交线路"},
    {"link removed", unlink_it, &plain, NULL, "改了标题的新闻"},
    {"ended", replace, &plain, "明天施行的办法", NULL},
    {"target amended", rename_target, &plain, "改了标题的办法", "明天施行的办法"},
    {"linked to a draft", link_to_draft, &plain, NULL, "一图读懂"},
    {"linked draft published", publish_draft, &plain, "一图读懂这份通知", NULL},
    {"target withdrawn", hide_target, &plain, NULL, "改了标题的办法"},
};

static void test_changes(void **state)
{
    (void)state;
    for (const struct change *k = changes; k < changes + COUNT_OF(changes); k++) {
        const char *path = path_of(*k->record);
        get_new(path);
        assert_true(is_kept(*k->record));
        done(ctx_begin(&world, true));
        k->make();
        done(ctx_commit(&world));
        struct loop_response p = get_new(path);
        if (p.status != 200 || (k->shown && !strstr(p.body, k->shown)) ||
            (k->gone && strstr(p.body, k->gone)))
            fail_msg("%s: %d\n%s", k->name, p.status, p.body);
    }
    get_new(path_of(plain));
    done(ctx_begin(&world, true));
    done(record_end(
        &world, policy, &(struct ending){.kind = END_ERROR, .note = "数字有误", .basis = ""}));
    done(ctx_commit(&world));
    struct loop_response p = get_new(path_of(policy));
    assert_int_equal(p.status, 410);
    assert_false(is_kept(policy));
}

static void test_validity(void **state)
{
    (void)state;
    const char *path = path_of(coming);
    struct loop_response p = get_new(path);
    must_have(&p, "未施行");
    assert_true(is_kept(coming));
    int64_t now = world.now;
    world.now += 86400;
    done(validity_job(&world));
    world.now = now;
    p = get_new(path);
    must_not_have(&p, "未施行");
}

static void test_site(void **state)
{
    (void)state;
    const char *path = path_of(plain);
    static struct site other; /* stays, as ui_set_site asks */
    other = *ui_site();
    other.domain = "www.luoping.gov.cn";
    struct loop_response p = get_new(path);
    must_have(&p, "网址：https://www.shizong.gov.cn");
    assert_true(is_kept(plain));
    ui_set_site(&other);
    p = get_new(path);
    ui_set_site(NULL);
    must_have(&p, "网址：https://www.luoping.gov.cn");
    must_not_have(&p, "www.shizong.gov.cn");
}

/* A commit about something else leaves the article where it is; one that may have changed anything
 * does not, nor one of another process. */
static void test_other_commits(void **state)
{
    (void)state;
    const char *site = "site";
    get_new(path_of(news));
    assert_true(is_kept(news));
    done(ctx_begin(&world, true));
    ctx_touch(&world, "record:%lld", 987654LL);
    ctx_touch(&world, "ledger");
    done(ctx_commit(&world));
    assert_true(is_kept(news));
    ctx_heard(&site, 1);
    assert_false(is_kept(news));
    get_new(path_of(news));
    assert_true(is_kept(news));
    ctx_changed();
    assert_false(is_kept(news));
}

/* Nobody has asked for them yet; what changes is made anew, and nothing is made twice. */
static void test_made_ahead(void **state)
{
    (void)state;
    const int64_t records[] = {news, old_rule, plain};
    ahead_start(app);
    done(ctx_begin(&world, true));
    ctx_touch(&world, "site");
    done(ctx_commit(&world));
    for (size_t i = 0; i < COUNT_OF(records); i++)
        assert_false(is_kept(records[i]));
    done(ahead_make(&world));
    for (size_t i = 0; i < COUNT_OF(records); i++)
        if (!is_kept(records[i]))
            fail_msg("%s is not there", path_of(records[i]));
    done(ctx_begin(&world, true));
    ctx_touch(&world, "record:%lld", (long long)news);
    done(ctx_commit(&world));
    assert_false(is_kept(news));
    done(ahead_make(&world));
    assert_true(is_kept(news));
}

/* Read before a commit, kept after it: not right for those who come later. */
static void test_late_keeper(void **state)
{
    (void)state;
    static const char *const tags[] = {"site", "record:7777"};
    struct article a = {.record_id = 7777,
        .head = {.title = "t", .url = "/u", .tags_html = "", .below_html = "<p>"},
        .tags = tags,
        .n_tags = COUNT_OF(tags),
        .html = "alt",
        .n = 3,
        .until = day_none()};
    struct ctx late;
    struct buf b;
    buf_init(&b, 0);
    ctx_init(&late, world.db);
    done(ctx_begin(&late, false));
    article_keep(&late, ui_site(), &a);
    assert_true(is_kept(7777));
    done(article_find(&late, 7777, &a) ? ST_OK : ST_NOT_FOUND);
    assert_string_equal(a.head.below_html, "<p>");
    assert_int_equal(a.n_tags, 2);
    assert_string_equal(a.tags[1], "record:7777");
    assert_true(article_write(&b, &a));
    assert_string_equal(buf_str(&b), "alt");
    done(ctx_begin(&world, true));
    ctx_touch(&world, "record:7777");
    done(ctx_commit(&world));
    assert_false(is_kept(7777));
    a.html = "alt";
    article_keep(&late, ui_site(), &a); /* from before */
    assert_false(is_kept(7777));
    ctx_release(&late);
    buf_release(&b);
}

/* What is too large is not kept; what is written is neither kept nor read from what is. */
static void test_bounds(void **state)
{
    (void)state;
    enum { LARGEST = 4 << 20 };
    char *html = arena_alloc(mem, LARGEST + 1);
    memset(html, 'x', LARGEST + 1);
    struct article a = {.record_id = 8888,
        .head = {.title = "t", .url = "", .tags_html = "", .below_html = ""},
        .html = html,
        .n = LARGEST + 1,
        .until = day_none()};
    done(ctx_begin(&world, false));
    article_keep(&world, ui_site(), &a);
    ctx_rollback(&world);
    assert_false(is_kept(8888));
    a.n = LARGEST;
    done(ctx_begin(&world, true));
    article_keep(&world, ui_site(), &a);
    ctx_rollback(&world);
    assert_false(is_kept(8888));
    done(ctx_begin(&world, false));
    article_keep(&world, ui_site(), &a);
    ctx_rollback(&world);
    assert_true(is_kept(8888));
    done(ctx_begin(&world, true));
    assert_false(article_find(&world, 8888, &a));
    ctx_rollback(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_page),
        cmocka_unit_test(test_other_addresses),
        cmocka_unit_test(test_validity),
        cmocka_unit_test(test_site),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_other_commits),
        cmocka_unit_test(test_made_ahead),
        cmocka_unit_test(test_late_keeper),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests_name("portal_article", tests, setup, world_teardown);
}
