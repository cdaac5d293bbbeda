/* Every public page through the loopback: tags, foot, breadcrumb, well-formedness, 301, 404, 410.
 *
 * SPDX-License-Identifier: MIT */
#include <libxml/parser.h>

#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "lib/text/docno.h"
#include "lib/ui/ui.h"
#include "platform/portal/view.h"
#include "tests/support.h"
#include "tests/test.h"
#include "tests/wellformed.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &record_module, &edition_module, &column_module,
    &item_module, &link_module, &publish_module, &file_module, &portal_module};

static struct db *db;
static struct app *app;
static struct arena *mem;
static const char *dir;
static int64_t policy, news, old_rule, page_record, secret;
static struct ctx world;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, world.err.field, world.err.message, world.err.detail);
}

static int64_t column_id(const char *path)
{
    struct column k;
    done(column_by_path(&world, path, &k));
    return k.id;
}

/* Drafts, freezes and publishes. */
static void put(int64_t id, const char *column, const struct content *content, const char *note)
{
    struct draft d = {
        .record_id = id, .column_id = column_id(column), .content = *content, .note = note};
    struct draft now;
    int64_t edition;
    if (draft_get(&world, id, &now) == ST_OK)
        d.version = now.version;
    done(draft_save(&world, &d));
    done(draft_freeze(&world, id, &edition));
    done(record_publish(&world, id, edition, 0));
}

static int64_t publish(const char *kind, const char *column, const struct content *content)
{
    int64_t id;
    done(record_create(&world, kind, 1, column_id(column), &id));
    put(id, column, content, "");
    return id;
}

static struct content some_content(const char *title, const char *body)
{
    struct content c;
    content_init(&c);
    c.title = title;
    c.body_html = body;
    c.summary = "摘要 <&>";
    c.meta.open_mode = "主动公开";
    c.meta.source = "县政府办公室";
    return c;
}

static void publish_all(void)
{
    struct content c = some_content("关于“放管服”的<通知>",
        "<h2 id=\"c1\">第一章</h2><p>正文，见<a "
        "href=\"https://www.example.com/?a=1&amp;b=2\">外部</a>。</p>"
        "<h2 id=\"c2\">第二章</h2><p>二</p><h2 id=\"c3\">第三章</h2><p>三</p>");
    c.meta.doc_no = "师政办发〔2018〕71号";
    c.meta.index_no = "11530323015126345K/2018-00071";
    c.meta.issuer = "师宗县人民政府办公室";
    c.meta.validity = "有效";
    c.meta.genre = "通知";
    c.meta.formed_on = day_of(2018, 9, 12);
    policy = publish("document", "zwgk/fdnr/zcwj/qtwj", &c);
    c.title = "关于“放管服”的通知（修订）";
    put(policy, "zwgk/fdnr/zcwj/qtwj", &c, "更正第三条");
    c.title = "旧办法";
    c.meta.doc_no = "师政发〔2009〕3号";
    c.meta.index_no = "";
    old_rule = publish("document", "zwgk/fdnr/zcwj/gfxwj", &c);
    c = some_content("县城新添三条公交线路", "<p>新闻正文</p>");
    news = publish("news", "zwdt/szyw", &c);
    c = some_content("走进师宗", "<p>师宗县位于云南省东部。</p>");
    page_record = publish("page", "zjsz", &c);
    c = some_content("含有隐私的公示张三", "<p>张三</p>");
    secret = publish("news", "zwdt/tzgg", &c);
    done(link_add(&world, news, policy, LINK_INTERPRETS));
    done(link_add(&world, policy, old_rule, LINK_REPEALS));
    done(record_end(&world, old_rule,
        &(struct ending){.kind = END_REPEALED,
            .note = "不再适用",
            .basis = "师政发〔2018〕1号",
            .target = policy,
            .on = day_of(2018, 9, 30)}));
}

static int setup(void **state)
{
    (void)state;
    struct err e = {.st = ST_OK};
    struct unit u = {.code = "xzfb",
        .name = "师宗县人民政府办公室",
        .short_name = "县政府办公室",
        .kind = "OFFICE",
        .credit_code = "",
        .phone = "",
        .address = ""};
    int64_t unit;
    dir = test_dir();
    mem = arena_new();
    char keys[600];
    snprintf(keys, sizeof keys, "mkdir -p %s/keys %s/files", dir, dir);
    assert_int_equal(system(keys), 0);
    assert_int_equal(keys_create(dir, "www.shizong.gov.cn/log", &e), ST_OK);
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&world, db);
    world.data_dir = dir;
    done(ctx_begin(&world, true));
    if (unit_add(&world, &u, &unit))
        unit = 1;
    publish_all();
    done(ctx_commit(&world));
    const struct app_options o = {.data_dir = dir,
        .db = db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .load_principal = org_load_principal,
        .error_page = ui_error_page,
        .fixed_now = world.now};
    if (app_open(&o, &app, &e))
        fail_msg("%s", e.message);
    done(portal_module.start(app, &world));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    app_close(&app);
    ctx_release(&world);
    arena_free(&mem);
    test_db_drop(&db);
    return 0;
}

static struct loop_response get(const char *target)
{
    struct loop_response out;
    app_loop(app, mem, &(struct loop_request){.method = METHOD_GET, .target = target}, &out);
    return out;
}

static const char *path_of(int64_t record)
{
    struct item_page p;
    done(ctx_begin(&world, false));
    enum st st = item_page_get(&world, record, &p);
    assert_true(st == ST_OK || st == ST_GONE);
    const char *path = arena_strdup(mem, p.item.path);
    ctx_rollback(&world);
    return path;
}

static void must_have(const char *where, const struct loop_response *p, const char *text)
{
    if (!strstr(p->body, text))
        fail_msg("%s lacks %s", where, text);
}

static void must_lack(const char *where, const struct loop_response *p, const char *text)
{
    if (strstr(p->body, text))
        fail_msg("%s has %s", where, text);
}

/* RULE G-FOOT: the seven elements of the foot, with RULE G-FOOT-JIUCUO-CODE */
static void check_foot(const char *where, const struct loop_response *p)
{
    static const char *const elements[] = {"https://bszs.conac.cn/",
        "jiucuo.html?site_code=5303230001", "政府网站找错", "网站标识码：5303230001",
        "主办单位：师宗县人民政府办公室", "联系电话：", "https://beian.miit.gov.cn/",
        "滇ICP备00000000号", "registerSystemInfo?recordcode=53032300000000", "滇公网安备",
        "href=\"/site-map/\""};
    for (size_t i = 0; i < COUNT_OF(elements); i++)
        must_have(where, p, elements[i]);
}

static void check_page(const char *target, int status)
{
    struct loop_response p = get(target);
    if (p.status != status)
        fail_msg("%s: %d instead of %d", target, p.status, status);
    const char *problem = html_problem(p.body);
    if (problem)
        fail_msg("%s: %s", target, problem);
    check_foot(target, &p);
    must_have(target, &p, "<html lang=\"zh-Hans-CN\">"); /* RULE X-LANG */
    must_have(target, &p, "class=\"skip\"");             /* RULE X-SKIP */
    must_have(target, &p, "长者版");                     /* RULE X-ENTRY */
    must_have(target, &p, "role=\"search\"");
}

static void test_pages(void **state)
{
    (void)state;
    static const char *const pages[] = {"/", "/zwgk/", "/zwgk/fdnr/", "/zwgk/fdnr/zcwj/",
        "/zwgk/fdnr/zcwj/qtwj/", "/zwgk/fdnr/czxx/", "/zjsz/", "/zwgk/zn/", "/zwgk/ysqgk/",
        "/site-map/", "/open-data/", "/zwgk/fdnr/zcwj/?year=2018&sort=oldest",
        "/zwgk/fdnr/zcwj/?number=71%E5%8F%B7", "/zwgk/fdnr/zcwj/?number=%3Cscript%3E"};
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
        must_have(targets[i], &p, "返回首页");
        must_have(targets[i], &p, "站点地图");
        must_have(targets[i], &p, "找错");
        must_have(targets[i], &p, "noindex");
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
    must_have(path, &p, "师政办发〔2018〕71号");
    must_have(path, &p, "11530323015126345K/2018-00071");
    must_have(path, &p, "2018-09-12 09:00"); /* RULE G-TIME */
    must_have(path, &p, "class=\"crumbs\""); /* RULE G-CRUMB */
    must_have(path, &p, "来源");             /* RULE G-SRC */
    must_have(path, &p, "政策解读");
    must_have(path, &p, "废止的文件");
    must_have(path, &p, "更正第三条");
    must_have(path, &p, "?edition=1");
    must_have(path, &p,
        "href=\"/go?u=https%3A%2F%2Fwww.example.com%2F%3Fa%3D1%26b%3D2&amp;k="); /* RULE
                                                                                    G-EXT-PROMPT */
    must_have(path, &p, "公开日志");
    /* RULE G-PRINT: a sheet for paper, with address, time and code at its end */
    must_have(path, &p, "print.css\" media=\"print\"");
    must_have(path, &p, "print-foot");
    must_have(path, &p, "data-print-time");
    must_have(path, &p, arena_printf(mem, "/qr/%lld.svg", (long long)policy));
    p = get(arena_printf(mem, "%s?edition=1", path));
    must_have("edition 1", &p, "这是历史版本");
    must_have("edition 1", &p, "关于“放管服”的&lt;通知&gt;");
    must_have("edition 1", &p, "noindex");
    assert_int_equal(get(arena_printf(mem, "%s?edition=7", path)).status, 404);
    p = get(path_of(old_rule)); /* RULE N-MARK */
    must_have("old rule", &p, "本文件已废止（自 2018-09-30 起）");
    must_have("old rule", &p, "师政发〔2018〕1号");
    must_have("old rule", &p, path);
    p = get(path_of(news));
    must_have("news", &p, "解读的文件");
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
    must_have(path, &p, "内容已停止公开");
    must_lack(path, &p, "张三");
    must_lack(path, &p, "含个人信息");
    p = get("/zwdt/tzgg/");
    must_lack("/zwdt/tzgg/", &p, "张三");
    p = get("/feed.xml");
    must_lack("/feed.xml", &p, "张三");
    p = get("/sitemap/1.xml");
    must_lack("/sitemap/1.xml", &p, path);
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
    must_have("published in error", &p, "数字有误");
}

static void test_home(void **state)
{
    (void)state;
    struct loop_response p = get("/");
    must_have("/", &p, "关于“放管服”的通知（修订）"); /* RULE A-V2 */
    must_have("/", &p, "href=\"/zwgk/ysqgk/\"");
    must_have("/", &p, "href=\"/progress/\"");
    must_have("/", &p, "home-search");
    done(ctx_begin(&world, true));
    struct content c = some_content("刚刚发布的通知", "<p>x</p>");
    publish("news", "zwdt/tzgg", &c);
    done(ctx_commit(&world));
    p = get("/"); /* publish → visible by the very next request */
    must_have("/", &p, "刚刚发布的通知");
    p = get("/zwdt/");
    must_have("/zwdt/", &p, "刚刚发布的通知");
}

static void test_column(void **state)
{
    (void)state;
    struct loop_response p = get("/zwgk/fdnr/zcwj/");
    must_have("zcwj", &p, "共 <b>2</b> 条");
    must_have("zcwj", &p, "已废止");
    must_have("zcwj", &p, "其他文件");
    p = get("/zwgk/fdnr/zcwj/?number=%5B2018%5D71");
    must_have("by number", &p, "关于“放管服”的通知（修订）");
    must_lack("by number", &p, "旧办法");
    p = get("/zwgk/fdnr/zcwj/?number=999");
    must_have("no such number", &p, "没有符合条件的文件");
    p = get("/zwgk/fdnr/czxx/");
    must_have("empty", &p, "这个栏目还没有发布内容");
    p = get("/zjsz/");
    must_have("static", &p, "师宗县位于云南省东部。");
}

static void must_be_xml(const char *target)
{
    struct loop_response p = get(target);
    assert_int_equal(p.status, 200);
    assert_non_null(strstr(p.content_type, "xml"));
    xmlDoc *doc = xmlReadMemory(p.body, (int)p.body_bytes, target, "UTF-8", XML_PARSE_NONET);
    if (!doc)
        fail_msg("%s is no XML", target);
    xmlFreeDoc(doc);
}

static void test_machines(void **state)
{
    (void)state;
    must_be_xml("/feed.xml");
    must_be_xml("/zwgk/fdnr/zcwj/feed.xml");
    must_be_xml("/zwgk/fdnr/czxx/feed.xml");
    must_be_xml("/sitemap.xml");
    must_be_xml("/sitemap/columns.xml");
    must_be_xml("/sitemap/1.xml");
    struct loop_response p = get("/feed.xml");
    must_have("feed", &p, "<updated>2018-09-12T09:00:00+08:00</updated>");
    must_have("feed", &p, path_of(policy));
    p = get("/sitemap.xml"); /* RULE G-SITEMAP: an index, and parts by record number */
    must_have("sitemap index", &p, "https://www.shizong.gov.cn/sitemap/1.xml");
    p = get("/sitemap/1.xml");
    must_have("sitemap", &p, path_of(policy));
    assert_int_equal(get("/sitemap/2.xml").status, 404); /* no record is numbered 40,001 yet */
    p = get("/robots.txt");
    must_have("robots", &p, "Sitemap: https://www.shizong.gov.cn/sitemap.xml");
    must_lack("robots", &p, "/zwgk");
    p = get("/.well-known/security.txt");
    must_have("security.txt", &p, "Expires: 2019-09-11");
    p = get(arena_printf(mem, "/qr/%lld.svg", (long long)policy));
    assert_int_equal(p.status, 200);
    must_have("qr", &p, "<svg");
}

static void test_open_data(void **state)
{
    (void)state;
    struct loop_response p = get("/api/v1/items?limit=1");
    const struct json *j, *list;
    struct err e;
    assert_int_equal(json_parse(mem, p.body, p.body_bytes, &j, &e), ST_OK);
    list = json_get(j, "items");
    assert_int_equal(json_count(list), 1);
    int64_t first = json_get_int(json_at(list, 0), "id", 0);
    assert_int_equal(json_get_int(j, "next", 0), first);
    p = get(arena_printf(mem, "/api/v1/items?after=%lld&column=zwgk/fdnr/zcwj", (long long)first));
    assert_int_equal(json_parse(mem, p.body, p.body_bytes, &j, &e), ST_OK);
    assert_int_equal(json_count(json_get(j, "items")), 1);
    assert_int_equal(json_kind(json_get(j, "next")), JSON_NULL);
    p = get("/api/v1/items?number=71&issuer=nobody");
    assert_int_equal(json_parse(mem, p.body, p.body_bytes, &j, &e), ST_OK);
    assert_int_equal(json_count(json_get(j, "items")), 0);
    p = get("/api/v1/schema.json");
    assert_int_equal(json_parse(mem, p.body, p.body_bytes, &j, &e), ST_OK);
    p = get("/api/v1/items.csv");
    must_have("csv", &p, "\xEF\xBB\xBF编号,网址,标题");
    must_have("csv", &p, "师政办发〔2018〕71号");
    assert_int_equal(get("/api/v1/items?column=nein").status, 404);
}

/* RULE G-EXT-PROMPT: the page names the host and offers two ways */
static void test_leaving(void **state)
{
    (void)state;
    struct loop_response p = get(external_href(mem, "https://www.example.com/?a=1&b=2"));
    assert_int_equal(p.status, 200);
    assert_null(html_problem(p.body));
    must_have("/go", &p, "<b>www.example.com</b>");
    must_have("/go", &p,
        "href=\"https://www.example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\"");
    must_have("/go", &p, "关闭");
}

static void test_traditional(void **state)
{
    (void)state;
    struct loop_response p;
    app_loop(app, mem,
        &(struct loop_request){
            .method = METHOD_GET, .target = "/zwgk/", .cookie = "hant=1; elder=1"},
        &p);
    assert_int_equal(p.status, 200);
    must_have("hant", &p, "<html lang=\"zh-Hant\" class=\"elder\">");
    must_have("hant", &p, "政府信息公開");
    assert_null(html_problem(p.body));
    p = get("/zwgk/");
    must_have("simplified", &p, "政府信息公开");
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
        cmocka_unit_test(test_machines),
        cmocka_unit_test(test_open_data),
        cmocka_unit_test(test_leaving),
        cmocka_unit_test(test_traditional),
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_home),
    };
    return cmocka_run_group_tests_name("portal", tests, setup, teardown);
}
