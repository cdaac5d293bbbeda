/* What machines read, and the way out: feeds, site maps, open data, /go, through the loopback.
 *
 * SPDX-License-Identifier: MIT */
#include <libxml/parser.h>

#include "platform/portal/test_world.h"
#include "platform/portal/view.h"
#include "tests/wellformed.h"

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
    must_have(&p, "<updated>2018-09-12T09:00:00+08:00</updated>");
    must_have(&p, path_of(policy));
    p = get("/sitemap.xml"); /* RULE G-SITEMAP: an index, and parts by record number */
    must_have(&p, "https://www.shizong.gov.cn/sitemap/1.xml");
    p = get("/sitemap/1.xml");
    must_have(&p, path_of(policy));
    assert_int_equal(get("/sitemap/2.xml").status, 404); /* no record is numbered 40,001 yet */
    p = get("/robots.txt");
    must_have(&p, "Sitemap: https://www.shizong.gov.cn/sitemap.xml");
    must_not_have(&p, "/zwgk");
    p = get("/.well-known/security.txt");
    must_have(&p, "Expires: 2019-09-11");
    p = get(arena_printf(mem, "/qr/%lld.svg", (long long)policy));
    assert_int_equal(p.status, 200);
    must_have(&p, "<svg");
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
    must_have(&p, "\xEF\xBB\xBF编号,网址,标题");
    must_have(&p, "师政办发〔2018〕71号");
    must_have(&p, ",2030-12-31\r\n");
    assert_int_equal(get("/api/v1/items?column=nein").status, 404);
}

/* ---- the index: every set is there, answers, and says what its schema says ---- */

static const struct json *json_of(const char *target)
{
    struct loop_response p = get(target);
    const struct json *j;
    struct err e;
    must_be(&p, 200);
    assert_non_null(strstr(p.content_type, "json"));
    if (json_parse(mem, p.body, p.body_bytes, &j, &e))
        fail_msg("%s is no JSON", target);
    return j;
}

static void test_index(void **state)
{
    (void)state;
    const struct json *sets = json_get(json_of("/api/v1/index.json"), "datasets");
    struct loop_response p = get("/api/v1/");
    must_be(&p, 200);
    must_be_well_formed(&p);
    must_have(&p, licence_words);
    const struct data_set *s;
    for (size_t i = 0; (s = data_set_at(i)); i++) {
        assert_string_equal(json_get_text(json_at(sets, i), "name"), s->name);
        must_have(&p, arena_printf(mem, "href=\"%s\"", s->csv));
        must_have(&p, s->title);
        const struct json *schema = json_of(arena_printf(mem, "/api/v1/schema/%s.json", s->name));
        const struct json *rows = json_get(json_get(schema, "properties"), s->list);
        const struct json *known = json_get(json_get(rows, "items"), "properties");
        assert_true(s->n_fields > 0);
        assert_int_equal(json_count(known), s->n_fields);
    }
    assert_int_equal(get("/api/v1/schema/nein.json").status, 404);
    assert_int_equal(get("/api/v1/schema/items").status, 404);
}

/* Every member of the answer is in the schema, every heading of the CSV is a title of it. */
static void test_answers(void **state)
{
    (void)state;
    must_be_open_data(app, mem, "items"); /* those of this module */
    must_be_open_data(app, mem, "units");
}

static void test_feeds(void **state)
{
    (void)state;
    struct loop_response p = get("/feeds/");
    must_be(&p, 200);
    must_be_well_formed(&p);
    static const char *const feeds[] = {
        "/feed.xml", "/zwgk/fdnr/zcjd/feed.xml", "/zwgk/fdnr/zdjc/feed.xml"};
    for (size_t i = 0; i < COUNT_OF(feeds); i++) {
        must_have(&p, arena_printf(mem, "href=\"%s\"", feeds[i]));
        must_be_xml(feeds[i]);
    }
    p = get("/sitemap/columns.xml");
    for (size_t i = 0; i < n_section_pages; i++)
        must_have(&p, section_pages[i].path);
    p = get("/site-map/");
    for (size_t i = 0; i < n_section_pages; i++)
        must_have(&p, section_pages[i].path);
    must_have(&p, "/api/v1/");
}

/* ---- who publishes what ---- */

static void test_units(void **state)
{
    (void)state;
    struct loop_response p = get("/zwgk/danwei/");
    must_be(&p, 200);
    must_be_well_formed(&p);
    must_have(&p, "href=\"/zwgk/danwei/xzfb/\"");
    must_have(&p, "2018 年");
    p = get("/zwgk/danwei/xzfb/");
    must_be(&p, 200);
    must_be_well_formed(&p);
    must_have(&p, "/zwgk/fdnr/zcwj/qtwj/?unit=1&amp;year=2018\">1</a>");
    done(ctx_begin(&world, true)); /* the next request counts what was published */
    struct content c = some_content("又一份通知", "<p>x</p>");
    c.meta.formed_on = day_of(2011, 1, 1);
    int64_t id = publish("document", "zwgk/fdnr/zcwj/qtwj", &c);
    done(ctx_commit(&world));
    p = get("/zwgk/danwei/xzfb/");
    must_have(&p, "/zwgk/fdnr/zcwj/qtwj/?unit=1&amp;year=2011\">1</a>");
    p = get("/zwgk/fdnr/zcwj/qtwj/?unit=1&year=2011");
    must_have(&p, "共 <b>1</b> 条");
    must_have(&p, "又一份通知");
    p = get("/zwgk/fdnr/zcwj/qtwj/?unit=77");
    must_have(&p, "没有符合条件的文件");
    done(ctx_begin(&world, true)); /* what was withdrawn is not counted */
    done(record_end(
        &world, id, &(struct ending){.kind = END_ERROR, .note = "数字有误", .basis = ""}));
    done(ctx_commit(&world));
    p = get("/zwgk/danwei/xzfb/");
    must_not_have(&p, "year=2011");
    assert_int_equal(get("/zwgk/danwei/nein/").status, 404);
}

/* RULE G-EXT-PROMPT: the page names the host and offers two ways */
static void test_leaving(void **state)
{
    (void)state;
    struct loop_response p = get(external_href(mem, "https://www.example.com/?a=1&b=2"));
    assert_int_equal(p.status, 200);
    assert_null(html_problem(p.body));
    must_have(&p, "<b>www.example.com</b>");
    must_have(
        &p, "href=\"https://www.example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\"");
    must_have(&p, "关闭");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_machines),
        cmocka_unit_test(test_open_data),
        cmocka_unit_test(test_index),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_feeds),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_leaving),
    };
    return cmocka_run_group_tests_name("portal_machine", tests, world_setup, world_teardown);
}
