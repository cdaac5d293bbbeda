/* Before an application is sent: what is public already is shown, and there is a form for the hand.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/record/column.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "modules.h"
#include "request/apply/pages.h"
#include "tests/client.h"
#include "tests/organ.h"
#include "tests/support.h"

static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    const struct module *mods[128];
    int64_t organ, clerk;
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static int open_world(void **state)
{
    (void)state;
    const char *dir = test_data_dir();
    int64_t now = day_start(day_of(2020, 6, 10)) + 9 * 3600;
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    memcpy(w.mods, modules, n_modules * sizeof *modules);
    w.mods[n_modules] = &client_module;
    w.db = test_db_fresh(w.mods, n_modules + 1);
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    w.c.now = now;
    done(ctx_begin(&w.c, true));
    done(test_unit_add(&w.c, (struct unit){.code = "u1", .name = "某县财政局"}, &w.organ));
    done(test_organ_put(
        &w.c, (struct foi_organ){.unit_id = w.organ, .word = "某财", .kind = ORGAN_DEPARTMENT}));
    done(person_add(&w.c, "clerk", "经办甲", w.organ, "editor", NULL, &w.clerk));
    done(ctx_commit(&w.c));
    w.app = test_app((struct app_options){.data_dir = dir,
        .db = w.db,
        .modules = w.mods,
        .n_modules = n_modules + 1,
        .fixed_now = now});
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

static struct client visitor(void)
{
    return client_new(w.app, w.a);
}

static const char *enc(const char *s)
{
    return url_encoded(w.a, s);
}

static const struct stmt cases = {"test.cases", "SELECT count(*) FROM foi_case", NULL};
static const struct stmt found = {"test.found",
    "SELECT CAST(COALESCE(sum(n), 0) AS INTEGER) FROM apply_tally WHERE what = 'found'", NULL};

static int64_t number(const struct stmt *s)
{
    struct rows *r;
    done(ctx_begin(&w.c, false));
    done(q1(&w.c, s, NO_ARGS, &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}

static const char *body_of(const char *wanted)
{
    return arena_printf(w.a,
        "organ=%lld&about=get&who=person&name=%s&id_kind=ID&id_number=11010519491231002X"
        "&phone=13800001111&wanted=%s&form=ELECTRONIC&delivery=ONLINE&agree=1",
        (long long)w.organ, enc("欧阳示例"), enc(wanted));
}

/* A document that everybody can read. */
static void publish_one(const char *title, const char *doc_no)
{
    struct column k;
    struct content content;
    int64_t id, edition;
    w.c.person = w.clerk;
    w.c.unit = w.organ;
    done(ctx_begin(&w.c, true));
    done(column_by_path(&w.c, "zwgk/fdnr/zcwj/qtwj", &k));
    done(record_create(&w.c, "document", w.organ, k.id, &id));
    content_init(&content);
    content.title = title;
    content.body_html = "<p>正文</p>";
    content.meta.doc_no = doc_no;
    content.meta.open_mode = "主动公开";
    done(draft_save(
        &w.c, &(struct draft){.record_id = id, .column_id = k.id, .content = content, .note = ""}));
    done(draft_freeze(&w.c, id, &edition));
    done(record_publish(&w.c, id, edition, 0));
    done(ctx_commit(&w.c));
    w.c.person = w.c.unit = 0;
    done(search_catch_up(&w.c));
}

/* What is public already is shown once before the first sending, whoever came straight to the form;
 * nothing typed is lost, and going on is one click. */
static void published_first(void **state)
{
    (void)state;
    struct client c = visitor();
    const char *wanted = "请提供某县2020年城乡居民养老保险补贴标准的文件";
    const char *body = body_of(wanted);
    publish_one("2020年城乡居民养老保险补贴标准", "某政发〔2020〕9号");
    publish_one("2020年城乡居民医疗保险缴费通知", "某政发〔2020〕10号");
    int64_t before = number(&cases);
    client_get(&c, "/request/form");
    client_submit(&c, "/request/send", body);
    must_be(&c.res, 422);
    must_have(&c.res, "已经公开的，可能就是您要的");
    must_not_have(&c.res, "处需要修改");
    must_have(&c.res, "补贴标准");
    must_not_have(&c.res, "缴费通知");
    must_have(&c.res, "已找到，不再提交");
    must_have(&c.res, "仍要提交");
    must_have(&c.res, wanted);
    must_have(&c.res, "value=\"欧阳示例\"");
    assert_int_equal(number(&cases), before);
    int64_t counted = number(&found);
    struct client gone = c;
    client_post(&gone, "/request/found", "");
    must_be(&gone.res, 303);
    assert_int_equal(number(&found), counted + 1);
    client_submit(&c, "/request/send", arena_printf(w.a, "%s&anyway=1", body));
    must_be(&c.res, 303);
    assert_int_equal(number(&cases), before + 1);
    /* by its number, and nothing when nothing matches */
    client_get(&c, "/request/form");
    client_submit(&c, "/request/send",
        arena_printf(w.a, "%s&docno=%s", body_of("关于缴费的文件"), enc("某政发[2020]10号")));
    must_be(&c.res, 422);
    must_have(&c.res, "缴费通知");
    /* who looked before is not asked again */
    client_get(&c, "/request/new?what=find");
    client_post(&c, "/request/find", arena_printf(w.a, "wanted=%s", enc(wanted)));
    must_have(&c.res, "name=\"anyway\" value=\"1\"");
    client_post(&c, "/request/form", arena_printf(w.a, "anyway=1&wanted=%s", enc(wanted)));
    must_have(&c.res, "name=\"anyway\" value=\"1\"");
}

/* RULE Q6: the blank form of each organ, to be filled in by hand. */
static void blank_form(void **state)
{
    (void)state;
    struct client c = visitor();
    client_get(&c, arena_printf(w.a, "/request/blank/%lld", (long long)w.organ));
    must_be(&c.res, 200);
    assert_string_equal(c.res.content_type, "application/pdf");
    const char *path = arena_printf(w.a, "%s/blank.pdf", w.c.data_dir);
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(c.res.body, 1, c.res.body_bytes, f), c.res.body_bytes);
    fclose(f);
    FILE *p = popen(arena_printf(w.a, "pdftotext %s - | tr -d ' \\n\\f'", path), "r");
    char text[8192];
    size_t n = fread(text, 1, sizeof text - 1, p);
    text[n] = '\0';
    pclose(p);
    static const char *const words[] = {"某县财政局", "政府信息公开申请表", "工作单位", "证件名称",
        "证件号码", "统一社会信用代码", "法定代表人", "联系人", "传真", "邮政编码", "用途", "□纸质",
        "□邮寄", "签名或者盖章"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (!strstr(text, words[i]))
            fail_msg("no %s in %s", words[i], text);
    client_get(&c, "/request/blank/99999");
    must_be(&c.res, 404);
    client_get(&c, "/request/");
    must_have(&c.res, arena_printf(w.a, "/request/blank/%lld", (long long)w.organ));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_first), cmocka_unit_test(blank_form)};
    return cmocka_run_group_tests_name("apply_before", tests, open_world, close_world);
}
