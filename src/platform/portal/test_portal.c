/* Every public page through the loopback: tags, foot, breadcrumb, well-formedness, 301, 404, 410.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/link.h"
#include "lib/ui/ui.h"
#include "platform/portal/test_world.h"
#include "tests/wellformed.h"

/* RULE G-FOOT: the seven elements of the foot, with RULE G-FOOT-JIUCUO-CODE */
static void check_foot(const struct loop_response *p)
{
    static const char *const elements[] = {"https://bszs.conac.cn/",
        "jiucuo.html?site_code=5303230001", "政府网站找错", "网站标识码：5303230001",
        "主办单位：师宗县人民政府办公室", "联系电话：", "https://beian.miit.gov.cn/",
        "滇ICP备00000000号", "registerSystemInfo?recordcode=53032300000000", "滇公网安备",
        "href=\"/site-map/\""};
    for (size_t i = 0; i < COUNT_OF(elements); i++)
        must_have(p, elements[i]);
}

static void check_page(const char *target, int status)
{
    struct loop_response p = get(target);
    must_be(&p, status);
    must_be_well_formed(&p);
    check_foot(&p);
    must_have(&p, "<html lang=\"zh-Hans-CN\">"); /* RULE X-LANG */
    must_have(&p, "class=\"skip\"");             /* RULE X-SKIP */
    must_have(&p, "长者版");                     /* RULE X-ENTRY */
    must_have(&p, "role=\"search\"");
}

static void test_pages(void **state)
{
    (void)state;
    static const char *const pages[] = {"/", "/zwgk/", "/zwgk/fdnr/", "/zwgk/fdnr/zcwj/",
        "/zwgk/fdnr/zcwj/qtwj/", "/zwgk/fdnr/czxx/", "/zjsz/", "/zwgk/zn/", "/zwgk/ysqgk/",
        "/site-map/", "/open-data/", "/zwgk/fdnr/zcwj/?year=2018&sort=oldest", "/zwgk/danwei/",
        "/feeds/", "/api/v1/", "/zwgk/fdnr/zcwj/?number=71%E5%8F%B7",
        "/zwgk/fdnr/zcwj/?number=%3Cscript%3E"};
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        check_page(pages[i], 200);
    check_page(path_of(policy), 200);
    check_page(path_of(news), 200);
    check_page(path_of(old_rule), 200);
    check_page(arena_printf(mem, "%s?edition=1", path_of(policy)), 200);
}

static void test_not_found(void **state)
{
    (void)state;
    /* RULE G-404: 404, head and foot, search, home, site map, 找错 */
    static const char *const targets[] = {"/nirgends/", "/zwgk/nein/", "/x.html",
        "/zwgk/t20180912_.html", "/zwgk/201809/t20180912_999999.html", "/zwgk/fdnr/zcwj/?page=99",
        "/sitemap/9.xml", "/sitemap/x.xml", "/qr/x.svg", "/qr/0.svg", "/nein/feed.xml", "/go",
        "/go?u=https%3A%2F%2Fevil.example%2F&k=x"};
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        check_page(targets[i], 404);
        struct loop_response p = get(targets[i]);
        must_have(&p, "返回首页");
        must_have(&p, "站点地图");
        must_have(&p, "找错");
        must_have(&p, "noindex");
    }
}

/* RULE G-TAG: each must-tag once, with the right content (G-TAG-MISS, G-TAG-FMT, G-TAG-DUP) */
static void one_tag(
    const char *where, const struct loop_response *p, const char *name, const char *content)
{
    const char *tag = arena_printf(mem, "<meta name=\"%s\" content=\"", name);
    const char *at = strstr(p->body, tag);
    if (!at)
        fail_msg("%s lacks tag %s", where, name);
    if (strstr(at + 1, tag))
        fail_msg("%s has tag %s twice", where, name);
    if (content && strncmp(at + strlen(tag), content, strlen(content)) != 0)
        fail_msg("%s: tag %s is %.80s", where, name, at + strlen(tag));
}

static void test_tags(void **state)
{
    (void)state;
    const char *item = path_of(policy);
    const char *const targets[] = {"/", "/zwgk/fdnr/zcwj/", item};
    for (size_t i = 0; i < 3; i++) {
        struct loop_response p = get(targets[i]);
        one_tag(targets[i], &p, "SiteName", "师宗县人民政府\"");
        one_tag(targets[i], &p, "SiteDomain", "www.shizong.gov.cn\"");
        one_tag(targets[i], &p, "SiteIDCode", "5303230001\"");
        if (i == 0)
            continue;
        one_tag(targets[i], &p, "ColumnName", i == 1 ? "政策文件\"" : "其他文件\"");
        one_tag(targets[i], &p, "ColumnType", "政策文件\"");
        if (i == 1) {
            one_tag(targets[i], &p, "ColumnDescription", NULL);
            one_tag(targets[i], &p, "ColumnKeywords", NULL);
            continue;
        }
        one_tag(targets[i], &p, "ArticleTitle", "关于“放管服”的通知（修订）\"");
        one_tag(targets[i], &p, "PubDate", "2018-09-12 09:00\""); /* RULE G-TIME */
        one_tag(targets[i], &p, "ContentSource", "县政府办公室\"");
        one_tag(targets[i], &p, "Description", "摘要 &lt;&amp;&gt;\"");
        one_tag(targets[i], &p, "Url", arena_printf(mem, "https://www.shizong.gov.cn%s\"", item));
    }
}

static void test_item(void **state)
{
    (void)state;
    const char *path = path_of(policy);
    struct loop_response p = get(path);
    must_have(&p, "师政办发〔2018〕71号");
    must_have(&p, "11530323015126345K/2018-00071");
    must_have(&p, "公开时限");
    must_have(&p, "2030-12-31");
    must_have(&p, "2018-09-12 09:00"); /* RULE G-TIME */
    must_have(&p, "class=\"crumbs\""); /* RULE G-CRUMB */
    must_have(&p, "来源");             /* RULE G-SRC */
    must_have(&p, "政策解读");
    must_have(&p, "废止《旧办法》");
    must_have(&p, "更正第三条");
    must_have(&p, "?edition=1");
    must_have(&p,
        "href=\"/go?u=https%3A%2F%2Fwww.example.com%2F%3Fa%3D1%26b%3D2&amp;k="); /* RULE
                                                                                    G-EXT-PROMPT */
    must_have(&p, "公开日志");
    /* RULE G-PRINT: a sheet for paper, with address, time and code at its end */
    must_have(&p, "print.css\" media=\"print\"");
    must_have(&p, "print-foot");
    must_have(&p, "data-print-time");
    must_have(&p, arena_printf(mem, "/qr/%lld.svg", (long long)policy));
    p = get(arena_printf(mem, "%s?edition=1", path));
    must_have(&p, "这是历史版本");
    must_have(&p, "关于“放管服”的&lt;通知&gt;");
    must_have(&p, "noindex");
    assert_int_equal(get(arena_printf(mem, "%s?edition=7", path)).status, 404);
    p = get(path_of(old_rule)); /* RULE N-MARK */
    must_have(&p, "本文件已废止（自 2018-09-30 起）");
    must_have(&p, "师政发〔2018〕1号");
    must_have(&p, path);
    p = get(path_of(news));
    must_have(&p, "解读的文件");
}

/* RULE G-URL-STABLE, G-URL-FORM */
static void test_addresses(void **state)
{
    (void)state;
    const char *path = path_of(policy);
    assert_string_equal(path,
        arena_printf(mem, "/zwgk/fdnr/zcwj/qtwj/201809/t20180912_%lld.html", (long long)policy));
    const struct {
        const char *from, *to;
    } cases[] = {
        {arena_printf(mem, "/zwdt/201809/t20180912_%lld.html", (long long)policy), path},
        {arena_printf(mem, "/t20000101_%lld.html", (long long)policy), path},
        {"/zwgk", "/zwgk/"},
        {"/zwgk/fdnr/zcwj", "/zwgk/fdnr/zcwj/"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct loop_response p = get(cases[i].from);
        assert_int_equal(p.status, 301);
        assert_string_equal(p.location, cases[i].to);
    }
}

static void test_endings(void **state)
{
    (void)state;
    const char *path = path_of(secret);
    assert_int_equal(get(path).status, 200);
    done(ctx_begin(&world, true));
    done(record_end(
        &world, secret, &(struct ending){.kind = END_PRIVACY, .note = "含个人信息", .basis = ""}));
    done(ctx_commit(&world));
    check_page(path, 410);
    struct loop_response p = get(path);
    must_have(&p, "内容已停止公开");
    must_not_have(&p, "张三");
    must_not_have(&p, "含个人信息");
    p = get("/zwdt/tzgg/");
    must_not_have(&p, "张三");
    p = get("/feed.xml");
    must_not_have(&p, "张三");
    p = get("/sitemap/1.xml");
    must_not_have(&p, path);
    done(ctx_begin(&world, true));
    struct content c = some_content("放错地方的文件", "<p>x</p>");
    int64_t moved = publish("news", "zwdt/szyw", &c), wrong = publish("news", "zwdt/szyw", &c);
    done(record_end(&world, moved,
        &(struct ending){.kind = END_MOVED, .note = "合并", .basis = "", .target = policy}));
    done(record_end(
        &world, wrong, &(struct ending){.kind = END_ERROR, .note = "数字有误", .basis = ""}));
    done(ctx_commit(&world));
    p = get(path_of(moved));
    assert_int_equal(p.status, 301);
    assert_string_equal(p.location, path_of(policy));
    check_page(path_of(wrong), 410);
    p = get(path_of(wrong));
    must_have(&p, "数字有误");
}

static void test_home(void **state)
{
    (void)state;
    struct loop_response p = get("/");
    must_have(&p, "关于“放管服”的通知（修订）"); /* RULE A-V2 */
    must_have(&p, "href=\"/request/\"");
    must_have(&p, "href=\"/progress/\"");
    must_have(&p, "home-search");
    done(ctx_begin(&world, true));
    struct content c = some_content("刚刚发布的通知", "<p>x</p>");
    publish("news", "zwdt/tzgg", &c);
    done(ctx_commit(&world));
    p = get("/"); /* publish → visible by the very next request */
    must_have(&p, "刚刚发布的通知");
    p = get("/zwdt/");
    must_have(&p, "刚刚发布的通知");
}

static void test_column(void **state)
{
    (void)state;
    struct loop_response p = get("/zwgk/fdnr/zcwj/");
    must_have(&p, "共 <b>2</b> 条");
    must_have(&p, "已废止");
    must_have(&p, "其他文件");
    p = get("/zwgk/fdnr/zcwj/?number=%5B2018%5D71");
    must_have(&p, "关于“放管服”的通知（修订）");
    must_not_have(&p, "旧办法");
    p = get("/zwgk/fdnr/zcwj/?number=999");
    must_have(&p, "没有符合条件的文件");
    p = get("/zwgk/fdnr/czxx/");
    must_have(&p, "这个栏目还没有发布内容");
    p = get("/zjsz/");
    must_have(&p, "师宗县位于云南省东部。");
}

static void test_traditional(void **state)
{
    (void)state;
    struct loop_response p = loop_get(app, mem, "/zwgk/", "hant=1; elder=1");
    must_be(&p, 200);
    must_have(&p, "<html lang=\"zh-Hant\" class=\"elder\">");
    must_have(&p, "政府信息公開");
    assert_null(html_problem(p.body));
    p = get("/zwgk/");
    must_have(&p, "政府信息公开");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_not_found),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_item),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_column),
        cmocka_unit_test(test_traditional),
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_home),
    };
    return cmocka_run_group_tests_name("portal", tests, world_setup, world_teardown);
}
