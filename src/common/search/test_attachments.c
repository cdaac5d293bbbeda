/* What only an attachment says is found by the next query after it was read, is shown with the
 * attachment's name, weighs less than the text, and is gone with the file: on both engines, with
 * the index in files, torn and rebuilt.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/support.h"
#include "tests/test.h"

#include <dirent.h>
#include <unistd.h>

#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/record/attachment_text.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "common/search/search.h"
#include "common/search/why.h"
#include "common/task/task.h"
#include "lib/paper/test_file_text_files.h"

static const struct module *const mods[] = {&web_module, &org_module, &journal_module, &tlog_module,
    &task_module, &record_module, &edition_module, &column_module, &item_module, &link_module,
    &publish_module, &attachment_text_module, &file_module, &search_module};

static struct ctx context, *c = &context;
static struct db *db;

static int set_up(void **state)
{
    struct err e;
    int64_t unit;
    (void)state;
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(c, db);
    c->data_dir = test_dir();
    assert_int_equal(keys_create(c->data_dir, "test/log", &e), ST_OK);
    MUST(ctx_begin(c, true));
    MUST(unit_add(c,
        &(struct unit){.code = "nyj",
            .name = "师宗县农业农村局",
            .short_name = "县农业农村局",
            .kind = "DEPARTMENT",
            .credit_code = "",
            .phone = "",
            .address = ""},
        &unit));
    MUST(ctx_commit(c));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ctx_release(c);
    search_close(db);
    test_db_drop(&db);
    return 0;
}

static int64_t publish(int64_t id, const char *title, const char *body, const char *words)
{
    struct column k;
    struct attachment f;
    int64_t edition;
    MUST(ctx_begin(c, true));
    MUST(column_by_path(c, "zwdt/tzgg", &k));
    bool first = !id;
    if (first)
        MUST(record_create(c, "document", 1, k.id, &id));
    struct draft d = {.record_id = id, .column_id = k.id, .note = first ? "" : "改附件"};
    content_init(&d.content);
    d.content.title = title;
    d.content.body_html = body;
    if (words) {
        struct paper_bytes b = test_docx_of(c->mem, words);
        MUST(file_put_bytes(c, b.p, b.n, "补贴花名册.docx", &f));
        d.content.meta.files = &f;
        d.content.meta.n_files = 1;
    }
    MUST(draft_save(c, &d));
    MUST(draft_freeze(c, id, &edition));
    MUST(record_publish(c, id, edition, 0));
    MUST(ctx_commit(c));
    return id;
}

static struct search_result find(const char *text)
{
    struct search_result r;
    MUST(ctx_begin(c, false));
    MUST(search_run(c, &(struct search_query){.text = text}, &r));
    ctx_rollback(c);
    assert_false(r.degraded);
    return r;
}

static void read_all(void)
{
    bool left;
    MUST(attachment_text_read(c, 60000, &left));
    assert_false(left);
}

static void found_shown_and_gone(void **state)
{
    (void)state;
    int64_t id = publish(0, "关于公示补贴对象的通知", "<p>现将名单予以公示，见附件。</p>",
        "龙庆乡黑尔村羊肚菌种植户李某");
    assert_int_equal(find("羊肚菌").total, 0);
    assert_int_equal(find("花名册").total, 1); /* its name is known at once */
    read_all();
    struct search_result r = find("羊肚菌种植");
    assert_int_equal(r.total, 1);
    assert_string_equal(r.hits[0].file_name, "补贴花名册.docx");
    assert_non_null(strstr(r.hits[0].snippet_html, "<mark>羊肚菌种植</mark>"));
    assert_int_equal(strncmp(r.hits[0].file_path, "/files/", 7), 0);

    struct why_term *why;
    MUST(ctx_begin(c, false));
    assert_true(why_read(c, "羊肚菌", &r.hits[0], &why) > 0);
    ctx_rollback(c);
    assert_true(why[0].in_files > 0 && !why[0].in_text && !why[0].in_title);

    /* who finds it in the text is shown the text */
    r = find("予以公示");
    assert_int_equal(r.total, 1);
    assert_null(r.hits[0].file_name);

    /* words of both: the text covers less */
    assert_int_equal(find("公示 羊肚菌").total, 1);

    publish(id, "关于公示补贴对象的通知", "<p>见附件。</p>", "五龙乡花椒种植户");
    assert_int_equal(find("羊肚菌").total, 0);
    assert_int_equal(find("花椒").total, 0);
    read_all();
    assert_int_equal(find("花椒").total, 1);
    publish(id, "关于公示补贴对象的通知", "<p>见附件。</p>", NULL);
    assert_int_equal(find("花椒").total, 0);
}

static void what_ends_is_gone(void **state)
{
    (void)state;
    int64_t id = publish(0, "通知一", "<p>见附件。</p>", "黄草坝水库移民名单");
    read_all();
    assert_int_equal(find("黄草坝").total, 1);
    MUST(ctx_begin(c, true));
    MUST(record_end(
        c, id, &(struct ending){.kind = END_PRIVACY, .note = "含个人信息", .basis = ""}));
    MUST(ctx_commit(c));
    assert_int_equal(find("黄草坝").total, 0);
    id = publish(0, "通知二", "<p>见附件。</p>", "黄草坝水库移民名单");
    read_all();
    MUST(ctx_begin(c, true));
    MUST(record_end(c, id,
        &(struct ending){.kind = END_REPEALED,
            .note = "到期",
            .basis = "师政发〔2018〕1号",
            .on = day_of(2018, 9, 1)}));
    MUST(ctx_commit(c));
    assert_int_equal(find("黄草坝").total, 1); /* its text and its files stay */
}

static void the_text_weighs_more(void **state)
{
    (void)state;
    int64_t attached = publish(0, "甲通知", "<p>见附件，请遵照执行，认真落实有关要求。</p>",
        "石漠化治理石漠化治理石漠化治理");
    int64_t inside =
        publish(0, "乙通知", "<p>石漠化治理，请遵照执行，认真落实有关要求。</p>", NULL);
    read_all();
    struct search_result r = find("石漠化治理");
    assert_int_equal(r.total, 2);
    assert_int_equal(r.hits[0].item.record_id, inside);
    assert_int_equal(r.hits[1].item.record_id, attached);
}

/* The process ends without filing; the files are torn; all is built anew. */
static void right_after_a_crash(void **state)
{
    (void)state;
    publish(0, "通知三", "<p>见附件。</p>", "菌子山景区门票减免");
    read_all();
    assert_int_equal(find("菌子山").total, 1);
    search_close(db); /* what was only in memory is lost */
    assert_int_equal(find("菌子山").total, 1);
    MUST(search_catch_up(c));
    search_close(db);
    assert_int_equal(find("菌子山").total, 1);
    const char *dir = arena_printf(c->mem, "%s/index", c->data_dir);
    DIR *list = opendir(dir);
    assert_non_null(list);
    for (struct dirent *e; (e = readdir(list));)
        if (e->d_name[0] != '.' && strcmp(e->d_name, "lock") != 0)
            assert_int_equal(truncate(arena_printf(c->mem, "%s/%s", dir, e->d_name), 30), 0);
    closedir(list);
    search_close(db);
    MUST(search_catch_up(c));
    struct search_result r = find("菌子山");
    assert_int_equal(r.total, 1);
    assert_string_equal(r.hits[0].file_name, "补贴花名册.docx");
    MUST(search_rebuild(c));
    assert_int_equal(find("菌子山景区").total, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(found_shown_and_gone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_ends_is_gone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_text_weighs_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(right_after_a_crash, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
