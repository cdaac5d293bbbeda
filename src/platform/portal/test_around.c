/* What stands around a text: state in words, interpretations, basis, answers, the chain to any
 * depth, differences of editions; and that the page is right after any change of what it names.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/chain.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/validity.h"
#include "lib/ui/ui.h"
#include "platform/portal/test_world.h"
#include "platform/portal/view.h"
#include "tests/wellformed.h"

static int64_t first, second, third, basis, said, reply;

static struct content text_of(const char *title, const char *number, struct day formed)
{
    struct content c = some_content(title, "<p>第一条 为了规范工作，制定本办法。</p>");
    c.meta.doc_no = number;
    c.meta.formed_on = formed;
    c.meta.issuer = "师宗县人民政府";
    c.meta.validity = VALID;
    return c;
}

static int64_t text(const char *title, const char *number, struct day formed)
{
    struct content c = text_of(title, number, formed);
    return publish("document", "zwgk/fdnr/zcwj/gfxwj", &c);
}

/* The page under an address that neither cache has seen, and again from what was kept. */
static struct loop_response page(int64_t record)
{
    static int n = 1;
    const char *path = path_of(record);
    get(arena_printf(mem, "%s?n=%d", path, n++));
    struct loop_response p = get(arena_printf(mem, "%s?n=%d", path, n++));
    must_be(&p, 200);
    must_be_well_formed(&p);
    return p;
}

static void change(void (*make)(void))
{
    done(ctx_begin(&world, true));
    make();
    done(ctx_commit(&world));
}

static void publish_world(void)
{
    struct content c;
    first = text("户外广告管理规定", "师政规〔2003〕1号", day_of(2003, 5, 1));
    second = text("修改户外广告管理规定的决定", "师政规〔2010〕2号", day_of(2010, 6, 1));
    third = text("户外广告和招牌管理办法", "师政规〔2016〕3号", day_of(2016, 7, 1));
    basis = text("城市容貌管理条例", "师政规〔2001〕9号", day_of(2001, 1, 1));
    done(link_add(&world, second, first, LINK_AMENDS));
    done(link_add(&world, third, second, LINK_REPEALS));
    done(link_add(&world, first, basis, LINK_BASIS));
    c = some_content("一图读懂户外广告管理规定", "<p>图</p>");
    said = publish("interpretation", "zwgk/fdnr/zcjd", &c);
    done(link_add(&world, said, first, LINK_INTERPRETS));
    c = some_content("对第12号建议的答复", "<p>答复</p>");
    reply = publish("document", "zwgk/fdnr/zcwj/qtwj", &c);
    done(link_add(&world, reply, first, LINK_ANSWERS));
}

/* ---- notes of another slice ---- */

static struct portal_note now;
static const char *section = "";

static enum st note(struct ctx *c, int64_t record_id, struct portal_note *n)
{
    (void)c;
    if (record_id == said) {
        n->kind = now.kind;
        n->form = now.form;
        n->speaker = now.speaker;
    } else if (record_id == first) {
        n->last_day = now.last_day;
        n->endless = now.endless;
    }
    return ST_OK;
}

static enum st write_section(struct req *r, int64_t record_id, struct buf *out)
{
    (void)r;
    if (record_id == first)
        buf_adds(out, section);
    return ST_OK;
}

static const struct portal_part part = {.note = note, .section = write_section};

static int setup(void **state)
{
    world_setup(state);
    now = (struct portal_note){.kind = "部门解读",
        .form = "图解",
        .speaker = "李某某",
        .last_day = day_none(),
        .amend_on = day_none()};
    portal_add_part(&part);
    change(publish_world);
    return 0;
}

/* ---- in force or not ---- */

static void test_in_force(void **state)
{
    (void)state;
    const struct day d = day_of(2018, 9, 1), none = day_none();
    static const struct {
        const char *validity, *ended;
        int effective, last; /* days from `d`, 0: none */
        bool endless;
        int abolished;
        const char *says;
        int until;
    } cases[] = {
        {"", "", 0, 0, false, 0, "", 0},
        {VALID, "", 0, 0, false, 0, "", 0},
        {VALID, "", 0, 30, false, 0, "有效期至 2018-10-01", 30},
        {VALID, "", 10, 0, false, 0, "2018-09-11 起施行", 0},
        {VALID_NOT_YET, "", 10, 0, false, 0, "将从 2018-09-11 起施行", 0},
        {VALID, "", -10, 0, true, 0, "2018-08-22 起施行，没有规定有效期", 0},
        {VALID, "", -10, 30, false, 0, "2018-08-22 起施行，有效期至 2018-10-01", 30},
        {VALID, "", -10, -1, false, 0, "2018-08-22 起施行，有效期已于 2018-08-31 届满", 0},
        {VALID_REPEALED, "", -10, 30, false, -2, "2018-08-22 起施行，至 2018-08-29", 0},
        {VALID, END_REPEALED, -10, 0, false, 0, "2018-08-22 起施行", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct item_view v = {.note = {.endless = cases[i].endless, .amend_on = none}};
        v.page.item = (struct item){.validity = cases[i].validity,
            .ended = cases[i].ended,
            .formed_on = day_of(2018, 8, 1),
            .effective_on = cases[i].effective ? (struct day){d.n + cases[i].effective} : none,
            .abolished_on = cases[i].abolished ? (struct day){d.n + cases[i].abolished} : none};
        v.note.last_day = cases[i].last ? (struct day){d.n + cases[i].last} : none;
        in_force_say(mem, &v, d);
        assert_string_equal(v.in_force, cases[i].says);
        assert_int_equal(v.good_until.n, cases[i].until ? d.n + cases[i].until : none.n);
    }
}

/* ---- the page ---- */

static void test_page(void **state)
{
    (void)state;
    struct loop_response p = page(first);
    must_have(&p, "图解 · 部门解读 · 李某某");
    must_have(&p, "制定依据");
    must_have(&p, "城市容貌管理条例");
    must_have(&p, "答复");
    must_have(&p, "对第12号建议的答复");
    must_have(&p, "修改本文件");
    must_have(&p, "废止《修改户外广告管理规定的决定》");
    must_not_have(&p, "被此文件修改：");
    const char *a = strstr(p.body, "2003-05-01\">"), *b = strstr(p.body, "chain");
    assert_true(a && b); /* oldest first */
    const char *one = strstr(b, "2003-05-01"), *two = strstr(b, "2010-06-01"),
               *three = strstr(b, "2016-07-01");
    assert_true(one && two && three && one < two && two < three);
    p = page(said); /* the policy first */
    must_have(&p, "本文解读的文件");
    must_have(&p, "解读形式");
    assert_true(strstr(p.body, "本文解读的文件") < strstr(p.body, "发布时间"));
}

static void test_golden(void **state)
{
    (void)state;
    struct loop_response p = page(first);
    must_be_golden(&p, "item-document.html");
    p = page(said);
    must_be_golden(&p, "item-interpretation.html");
}

/* ---- changes of what the page names ---- */

static int64_t fourth;

static void deep_draft(void)
{
    struct column k;
    done(column_by_path(&world, "zwgk/fdnr/zcwj/gfxwj", &k));
    done(record_create(&world, "document", 1, k.id, &fourth));
    done(link_add(&world, fourth, third, LINK_REPEALS));
}

static void deep_published(void)
{
    struct content c = text_of("废止部分文件的决定", "师政发〔2018〕8号", day_of(2018, 8, 1));
    put(fourth, "zwgk/fdnr/zcwj/gfxwj", &c, "");
}

static void deep_retitled(void)
{
    struct content c = text_of("改了标题的决定", "师政发〔2018〕8号", day_of(2018, 8, 1));
    put(fourth, "zwgk/fdnr/zcwj/gfxwj", &c, "更正标题");
}

static void deep_withdrawn(void)
{
    done(record_end(
        &world, fourth, &(struct ending){.kind = END_ERROR, .note = "数字有误", .basis = ""}));
}

static void basis_ended(void)
{
    done(record_end(&world, basis,
        &(struct ending){.kind = END_REPEALED,
            .note = "不再适用",
            .basis = "师政发〔2018〕9号",
            .on = day_of(2018, 9, 1)}));
}

static void said_changed(void)
{
    now.form = "视频";
    ctx_touch(&world, "record:%lld", (long long)said);
}

static void term_set(void)
{
    now.last_day = (struct day){day_at(world.now).n + 3};
    ctx_touch(&world, "record:%lld", (long long)first);
}

static void test_changes(void **state)
{
    (void)state;
    static const struct {
        void (*make)(void);
        const char *shown, *gone;
    } cases[] = {
        {deep_draft, "户外广告和招牌管理办法", "废止部分文件的决定"},
        {deep_published, "废止部分文件的决定", NULL},
        {deep_retitled, "改了标题的决定", "废止部分文件的决定"},
        {deep_withdrawn, "户外广告和招牌管理办法", "改了标题的决定"},
        {basis_ended, "的依据已经不再有效", NULL},
        {said_changed, "视频 · 部门解读", "图解 · 部门解读"},
        {term_set, "有效期至", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct loop_response p = page(first);
        change(cases[i].make);
        p = page(first);
        must_have(&p, cases[i].shown);
        if (cases[i].gone)
            must_not_have(&p, cases[i].gone);
    }
}

/* What was kept says 有效期至 until that day is over. */
static void test_midnight(void **state)
{
    (void)state;
    struct article a;
    page(first);
    done(ctx_begin(&world, false));
    assert_true(article_find(&world, first, &a));
    int64_t before = world.now;
    world.now += 3 * 86400; /* the last day itself */
    assert_true(article_find(&world, first, &a));
    world.now += 86400;
    assert_false(article_find(&world, first, &a));
    world.now = before;
    ctx_rollback(&world);
}

static void test_section(void **state)
{
    (void)state;
    section = "<section><h2>决策过程</h2></section>";
    change(term_set);
    struct loop_response p = page(first);
    must_have(&p, "<h2>决策过程</h2>");
    p = page(third);
    must_not_have(&p, "决策过程");
    section = "";
}

/* ---- the chain ---- */

static struct chain chain_of(int64_t id)
{
    struct chain k;
    done(ctx_begin(&world, false));
    done(chain_read(&world, id, &k));
    ctx_rollback(&world);
    return k;
}

static int64_t ring[3], hub, leaf[20];

/* Imports may bring circles, and one decision may end many. */
static void make_odd(void)
{
    for (int i = 0; i < 3; i++)
        ring[i] = text("循环文件", "", day_of(2011 + i, 1, 1));
    for (int i = 0; i < 3; i++)
        done(link_add(&world, ring[i], ring[(i + 1) % 3], LINK_REPEALS));
    hub = text("清理决定", "师政发〔2017〕1号", day_of(2017, 1, 1));
    for (int i = 0; i < 20; i++) {
        leaf[i] = text("被清理的文件", "", day_of(2000 + i % 10, 1, 1));
        done(link_add(&world, hub, leaf[i], i % 2 ? LINK_LAPSES : LINK_REPEALS));
    }
}

static void test_chain(void **state)
{
    (void)state;
    change(make_odd);
    struct chain k = chain_of(ring[0]);
    assert_int_equal(k.n, 3);
    assert_int_equal(k.n_steps, 3);
    assert_int_equal(k.left_out, 0);
    page(ring[0]);
    k = chain_of(hub); /* the nearest, counted */
    assert_int_equal(k.n, CHAIN_SHOWN);
    assert_int_equal(k.left_out, 21 - CHAIN_SHOWN);
    assert_int_equal(k.n_seen, 21);
    assert_non_null(chain_find(&k, hub));
    k = chain_of(leaf[3]); /* its own, not what the decision did to others */
    assert_int_equal(k.n, 2);
    assert_int_equal(k.n_steps, 1);
    assert_string_equal(k.steps[0].word, "宣布失效");
    k = chain_of(basis);
    assert_int_equal(k.n, 0);
}

/* ---- differences ---- */

static void test_compare(void **state)
{
    (void)state;
    const char *path = path_of(policy);
    struct loop_response p = page(policy);
    must_have(&p, "?compare=1\"");
    p = get(arena_printf(mem, "%s?compare=1", path));
    must_be(&p, 200);
    must_be_well_formed(&p);
    must_have(&p, "两个版本的正文相同"); /* only the title was changed */
    must_have(&p, "noindex");
    done(ctx_begin(&world, true));
    struct content c = some_content("第三版", "<p>正文换了一段话。</p>");
    put(policy, "zwgk/fdnr/zcwj/qtwj", &c, "更正正文");
    done(ctx_commit(&world));
    p = get(arena_printf(mem, "%s?compare=3&with=1", path)); /* the older stands left */
    must_have(&p, "第 1 版与第 3 版正文对照");
    must_have(&p, "换了一段话");
    p = get(arena_printf(mem, "%s?compare=2&with=3", path));
    must_have(&p, "第 2 版与第 3 版正文对照");
    assert_int_equal(get(arena_printf(mem, "%s?compare=9", path)).status, 404);
    assert_int_equal(get(arena_printf(mem, "%s?compare=3", path)).status, 404);
    assert_int_equal(get(arena_printf(mem, "%s?compare=x", path)).status, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_force),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_midnight),
        cmocka_unit_test(test_section),
        cmocka_unit_test(test_chain),
        cmocka_unit_test(test_compare),
    };
    return cmocka_run_group_tests_name("portal_around", tests, setup, world_teardown);
}
