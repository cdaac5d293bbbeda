/* Numbers and links of a text against the documents they name.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/refs.h"
#include "disclosure/document/test_world.h"
#include "disclosure/inventory/inventory.h"
#include "lib/text/docno.h"

static int64_t live;   /* a notice that is online as 师教发〔2018〕3号 */
static int64_t titled; /* one as 师教发〔2018〕4号, with another number in its title */

static void enter(const char *title, const char *doc_no)
{
    struct content k;
    int64_t id;
    content_init(&k);
    k.title = title;
    k.meta.doc_no = doc_no;
    k.meta.formed_on = day_of(2018, 3, 1);
    k.meta.open_mode = "主动公开";
    done(record_create(&w.c, "document", w.unit, w.column, &id));
    done(inventory_follow(&w.c, id, &k));
}

static int64_t publish(const char *title, const char *doc_no)
{
    int64_t id = make("notice", title, "draft");
    do_post(EDITOR, path_of(id, "edit"),
        "version=1&title=%s&body_html=x&open_mode=%s&source=x&formed_on=2018-09-10&note=&op=save"
        "&doc_no=%s",
        url_encoded(w.a, title), url_encoded(w.a, "主动公开"), url_encoded(w.a, doc_no));
    must_be(&w.res, 303);
    act_now(EDITOR, id, "submit", &(struct act_input){.note = ""});
    act_now(REVIEWER, id, "approve", &(struct act_input){.note = ""});
    act_now(HEAD, id, "publish", &(struct act_input){.note = ""});
    return id;
}

static int setup(void **state)
{
    world_open(state);
    begin_as(EDITOR, true);
    enter("登记在册的文件", "师政办发〔2018〕1号");
    commit();
    live = publish("一件通知", "师教发〔2018〕3号");
    titled = publish("关于贯彻云政办发〔2018〕9号文件的通知", "师教发〔2018〕4号");
    return 0;
}

static void numbers_that_no_document_has(void **state)
{
    (void)state;
    static const struct {
        const char *text, *unknown;
    } cases[] = {
        {"按照师政办发〔2018〕1号执行。", ""},
        {"按照师政办发[2018]1号执行。", ""},                        /* written wrong, but there */
        {"按照师政办发〔2018〕71号执行。", "师政办发〔2018〕71号"}, /* the series is kept */
        {"见师政办发〔2018〕71号、师政办发〔2018〕72号、师政办发〔2018〕71号",
            "师政办发〔2018〕71号、师政办发〔2018〕72号"},
        {"按照师政办发〔2009〕71号执行。", ""}, /* no register of that year */
        {"按照国办发〔2018〕71号执行。", ""},   /* not ours */
        {"没有文号的话。", ""},
    };
    begin_as(EDITOR, false);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *found;
        done(refs_unknown(&w.c, cases[i].text, &found));
        if (strcmp(found, cases[i].unknown) != 0)
            fail_msg("%s: “%s”", cases[i].text, found);
    }
    ctx_rollback(&w.c);
}

/* RULE D-DAIZI: only where the issuer has numbers to compare with. */
static void words_never_used(void **state)
{
    (void)state;
    struct item it;
    begin_as(EDITOR, false);
    done(item_get(&w.c, live, &it));
    const struct {
        const char *number, *issuer;
        int64_t unit, record;
        bool is_new;
    } cases[] = {{"师教发〔2019〕1号", it.issuer, w.unit, 0, false},
        {"师政办发〔2019〕1号", it.issuer, w.unit, 0, false}, /* in the register */
        {"师叫发〔2019〕1号", it.issuer, w.unit, 0, true},
        {"师叫发〔2019〕1号", "别的机关", -1, 0, false},
        {"师宗县人民政府令第3号", it.issuer, w.unit, 0, false}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct docno no;
        bool is_new;
        assert_true(docno_parse(w.a, cases[i].number, &no));
        done(inventory_word_new(
            &w.c, &no, cases[i].issuer, cases[i].unit, cases[i].record, &is_new));
        if (is_new != cases[i].is_new)
            fail_msg("%s", cases[i].number);
    }
    ctx_rollback(&w.c);
}

/* RULE T-LINKTXT */
static void links_that_say_another_number(void **state)
{
    (void)state;
    begin_as(EDITOR, false);
    struct item it, other;
    done(item_get(&w.c, live, &it));
    done(item_get(&w.c, titled, &other));
    static const char right[] = "写的是师教发〔2018〕5号，链接到的是师教发〔2018〕3号";
    const struct {
        const char *href, *words, *found;
    } cases[] = {
        {it.path, "师教发〔2018〕3号", ""},
        {it.path, "《一件通知》（师教发[2018]3号）", ""},
        {it.path, "<b>师教发〔2018〕5号</b>", right},
        {arena_concat(w.a, it.path, "?print=1", NULL), "师教发〔2018〕5号", right},
        {it.path, "这件通知", ""},
        {it.path, "关于废止师教发〔2018〕5号的通知（师教发〔2018〕3号）", ""}, /* among others */
        {other.path, "《关于贯彻云政办发〔2018〕9号文件的通知》", ""},         /* in its title */
        {other.path, "云政办发〔2018〕9号",
            "写的是云政办发〔2018〕9号，链接到的是师教发〔2018〕4号"},
        {"https://www.example.gov.cn/a_7.html", "师教发〔2018〕5号", ""},
        {"/no/such/page_99999.html", "师教发〔2018〕5号", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *found;
        done(refs_links(&w.c,
            arena_printf(
                w.a, "<p>见<a href=\"%s\" title=\"x\">%s</a>。</p>", cases[i].href, cases[i].words),
            &found));
        if (strcmp(found, cases[i].found) != 0)
            fail_msg("%s %s: “%s”", cases[i].href, cases[i].words, found);
    }
    const char *found;
    done(refs_links(&w.c, "<p><a name=\"x\">师教发〔2018〕5号</a><a href=\"/", &found));
    assert_string_equal(found, "");
    ctx_rollback(&w.c);
}

/* What is found is told to who writes. */
static void the_writer_is_told(void **state)
{
    (void)state;
    int64_t id = make("notice", "引用文号的通知", "draft");
    do_post(EDITOR, path_of(id, "edit"),
        "version=1&title=%s&body_html=%s&open_mode=%s&source=x&formed_on=2018-09-10&note=&op=save",
        url_encoded(w.a, "引用文号的通知"),
        url_encoded(w.a, "<p>按照师政办发〔2018〕71号执行。</p>"), url_encoded(w.a, "主动公开"));
    do_get(EDITOR, "%s", path_of(id, "edit"));
    must_have(&w.res, "引用的文号在文件台账中查不到");
    must_have(&w.res, "师政办发〔2018〕71号");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_that_no_document_has),
        cmocka_unit_test(words_never_used), cmocka_unit_test(links_that_say_another_number),
        cmocka_unit_test(the_writer_is_told)};
    return cmocka_run_group_tests_name("document_refs", tests, setup, world_close);
}
