/* Files of answered requests that go with a document for everybody: which, and what is found in
 * them; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/test_world.h"

#include "common/record/content.h"
#include "disclosure/document/document.h"
#include "lib/db/db.h"
#include "lib/paper/letter.h"

static struct foi_file file(
    const char *slot, const char *name, const char *mime, const char *bytes, size_t n)
{
    return (struct foi_file){
        .slot = slot, .name = name, .mime = mime, .bytes = bytes, .n_bytes = n};
}

#define PDF "application/pdf"
#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static struct foi_file letter_of(const char *slot, const char *name, const char *text, bool docx)
{
    struct letter l = letter_blank;
    struct letter_block block = {BLOCK_PARAGRAPH, "", text, NULL};
    struct buf b;
    struct err e;
    buf_init(&b, 0);
    l.title = "附件";
    l.blocks = &block;
    l.n_blocks = 1;
    if (docx ? letter_docx(&l, &b, &e) : letter_pdf(&l, &b, NULL, &e))
        fail_msg("%s", e.message);
    struct foi_file f = file(slot, name, docx ? DOCX : PDF, arena_strndup(w.a, b.p, b.n), b.n);
    buf_release(&b);
    return f;
}

static const struct feedback_file *named(
    const struct feedback_file *list, size_t n, const char *title)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].title, title) == 0)
            return &list[i];
    fail_msg("no file %s", title);
    return NULL;
}

static void act_with(int64_t id, enum who who, const char *action, const char *const *facts,
    const struct foi_file *f, size_t n_files)
{
    struct foi_arg args[10];
    size_t n = 0;
    for (; facts && facts[2 * n]; n++)
        args[n] = (struct foi_arg){facts[2 * n], facts[2 * n + 1]};
    begin(who);
    done(foi_act(&w.c, id,
        &(struct foi_do){
            .action = action, .args = args, .n_args = n, .files = f, .n_files = n_files}));
    done(ctx_commit(&w.c));
}
#define FACTS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static void send_out(int64_t id)
{
    act_with(id, CLERK, "submit", NULL, NULL, 0);
    act_with(id, REVIEWER, "approve", FACTS("text", "同意"), NULL, 0);
    act_with(id, HEAD, "sign", NULL, NULL, 0);
    act_with(id, CLERK, "deliver", FACTS("delivery", "HAND", "evidence", "签收"), NULL, 0);
    act_with(id, CLERK, "close", NULL, NULL, 0);
}

static int64_t released(const char *name, const char *number, const char *wanted,
    const struct foi_file *files, size_t n)
{
    int64_t id = arrived(ORGAN, name, number, wanted);
    act_with(id, CLERK, "assign", NULL, NULL, 0);
    act_with(id, CLERK, "draft",
        FACTS("code", "G2", "info_title", "方案", "supply_form", "纸质文件", "copies", "1",
            "attachments", "方案"),
        files, n);
    send_out(id);
    return id;
}

/* RULE K10: what is read is clean or leaks, what cannot be read is for a person; equal contents of
 * several cases go once. */
static void files_are_read(void **state)
{
    (void)state;
    static const char png[] = "\x89PNG\r\n\x1a\n....";
    struct foi_file clean = letter_of("supplied", "分配方案.pdf", "按街道分配，共三页。", false),
                    word = letter_of("supplied", "一览表.docx", "示例街道：三户。", true),
                    leaks = letter_of("supplied", "签收单.docx", "由" NAME "签收", true),
                    other = letter_of("supplied", "名单.pdf", "号码" ID_NUMBER "。", false);
    struct foi_file first[] = {clean, word, leaks, other,
        file("supplied", "照片.png", "image/png", png, sizeof png)},
                    second[] = {clean};
    int64_t ids[] = {released(NAME, ID_NUMBER, "保障房分配方案", first, COUNT_OF(first)),
        released("示例乙", "999999199001010019", "保障房分配方案", second, 1)};
    struct feedback_file list[FEEDBACK_FILES_MOST];
    size_t n, left;
    begin(CLERK);
    struct foi_case cases[] = {case_of(ids[0]), case_of(ids[1])};
    done(feedback_files(&w.c, cases, 2, list, &n, &left));
    assert_int_equal(n, 5);
    assert_int_equal(left, 0);
    done(feedback_files_check(&w.c, cases, 2, list, n, FEEDBACK_FILES_MOST));
    assert_int_equal(named(list, n, "分配方案.pdf")->fit, FEEDBACK_CLEAN);
    assert_int_equal(named(list, n, "一览表.docx")->fit, FEEDBACK_CLEAN);
    assert_int_equal(named(list, n, "照片.png")->fit, FEEDBACK_LOOK);
    const struct feedback_file *bad = named(list, n, "签收单.docx");
    assert_int_equal(bad->fit, FEEDBACK_LEAKS);
    assert_non_null(strstr(bad->found, "申请人的姓名"));
    assert_null(strstr(bad->found, NAME));
    bad = named(list, n, "名单.pdf");
    assert_int_equal(bad->fit, FEEDBACK_LEAKS);
    assert_null(strstr(bad->found, ID_NUMBER));
    done(feedback_files_check(&w.c, cases, 2, list, n, 1)); /* as a view does */
    assert_int_equal(named(list, n, "分配方案.pdf")->fit, FEEDBACK_CLEAN);
    assert_int_equal(named(list, n, "签收单.docx")->fit, FEEDBACK_UNREAD);
    assert_int_equal(named(list, n, "照片.png")->fit, FEEDBACK_LOOK); /* nothing reads it */
    ctx_rollback(&w.c);
}

/* A partial release: the original, a masked copy of it, and a file that was taken back. */
static int64_t parted(void)
{
    struct foi_paper *papers;
    size_t n;
    struct foi_file original = letter_of("original", "原件.pdf", "住户" NAME "，三户。", false),
                    twin = letter_of("supplied", "副本.pdf", "住户，三户。", false);
    int64_t id = arrived(ORGAN, NAME, ID_NUMBER, "低保对象名单及金额"), paper;
    act_with(id, CLERK, "assign", NULL, NULL, 0);
    act_with(id, CLERK, "add_file", FACTS("slot", "original", "title", "原件"), &original, 1);
    begin(CLERK);
    done(foi_paper_list(&w.c, id, &papers, &n));
    paper = papers[n - 1].id;
    ctx_rollback(&w.c);
    act_with(id, CLERK, "mask",
        FACTS("original", arena_printf(w.a, "%lld", (long long)paper), "title", "名单（部分公开）",
            "grounds", "D4", "boxes", "1", "pages", "1", "regions", "[]"),
        &twin, 1);
    act_with(id, CLERK, "consult", FACTS("kind", "THIRD", "party", "住户", "text", "名单中的姓名"),
        NULL, 0);
    act_with(id, CLERK, "consult_answer",
        FACTS("consult", "6", "answer", "OBJECT", "reasonable", "1", "text", "个人隐私"), NULL, 0);
    act_with(id, CLERK, "draft",
        FACTS("code", "P1", "info_title", "低保对象名单", "withheld", "D4", "withheld_parts",
            "姓名；涉及个人隐私", "released_part", "户数和金额", "supply_form", "纸质文件",
            "attachments", "名单（部分公开）", "severed", "MASK"),
        NULL, 0);
    send_out(id);
    return id;
}

/* RULE K10, K8: of what was masked the copy alone, attached to the document that is handed in. */
static void only_the_twin_goes(void **state)
{
    (void)state;
    int64_t id = parted(), group_id;
    struct feedback_file list[FEEDBACK_FILES_MOST];
    size_t n, left;
    struct feedback_draft d;
    struct meta meta;
    struct rows *r;
    static const struct stmt draft_meta = {
        "test.meta", "SELECT meta FROM draft WHERE record_id = $1", NULL};
    begin(CLERK);
    struct foi_case k = case_of(id);
    done(feedback_files(&w.c, &k, 1, list, &n, &left));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].title, "名单（部分公开）");
    assert_true(list[0].twin);
    done(feedback_files_check(&w.c, &k, 1, list, n, FEEDBACK_FILES_MOST));
    assert_int_equal(list[0].fit, FEEDBACK_TWIN);
    done(feedback_mark(&w.c, &k, "UNIT", &group_id));
    done(feedback_prefill(&w.c, &k, 1, &d));
    d.column = "zwdt/tzgg";
    d.text = "低保对象户数和金额。";
    d.files = list;
    d.n_files = 1;
    done(feedback_publish(&w.c, principal(CLERK), group_id, &d));
    done(q1(&w.c, &draft_meta, ARGS(v_int(group(group_id).record_id)), &r));
    done(meta_read(w.c.mem, rows_text(r, 0), &meta, &w.c.err));
    assert_int_equal(meta.n_files, 1);
    assert_string_equal(meta.files[0].name, "名单（部分公开）.pdf");
    list[0].fit = FEEDBACK_LEAKS;
    list[0].found = "“文字”第1行：申请人的姓名或名称";
    ctx_rollback(&w.c);
    begin(CLERK);
    done(feedback_mark(&w.c, &k, "UNIT", &group_id));
    assert_int_equal(feedback_publish(&w.c, principal(CLERK), group_id, &d), ST_INVALID);
    assert_string_equal(w.c.err.field, "files");
    ctx_rollback(&w.c);
}

static struct feedback_group group_now(int64_t id)
{
    done(ctx_begin(&w.c, false));
    struct feedback_group g = group(id);
    ctx_rollback(&w.c);
    return g;
}

/* What the page ticks by itself; what was forged in the form is read again and refused. */
static void pages_choose(void **state)
{
    (void)state;
    struct foi_file files[] = {letter_of("supplied", "公交线路图.pdf", "三条线路。", false),
        letter_of("supplied", "签收.docx", "由" NAME "签收", true)};
    int64_t id = released(NAME, ID_NUMBER, "城乡公交线路调整方案", files, 2), group_id;
    begin(CLERK);
    struct foi_case k = case_of(id);
    struct feedback_file list[FEEDBACK_FILES_MOST];
    size_t n, left;
    done(feedback_mark(&w.c, &k, "UNIT", &group_id));
    done(feedback_files(&w.c, &k, 1, list, &n, &left));
    done(ctx_commit(&w.c));
    assert_int_equal(n, 2);
    const char *page = arena_printf(w.a, "/work/feedback/%lld/", (long long)group_id),
               *clean =
                   arena_printf(w.a, "%lld", (long long)named(list, n, "公交线路图.pdf")->paper_id),
               *leaks = arena_printf(w.a, "%lld", (long long)named(list, n, "签收.docx")->paper_id);
    get(CLERK, page);
    must_have(&w.res, arena_printf(w.a, "value=\"%s\" checked", clean));
    must_have(&w.res, arena_printf(w.a, "value=\"%s\" disabled", leaks));
    must_have(&w.res, "文字已经检查，没有发现个人信息");
    must_have(&w.res, "有个人信息，不能附上：");
    must_not_have(&w.res, NAME);
    const char *form =
        arena_printf(w.a, "version=%lld&title=%s&text=%s&column=zwdt%%2Ftzgg&formed=2018-09-12",
            (long long)group_now(group_id).version, url_encoded(w.a, "公交线路调整"),
            url_encoded(w.a, "线路见附件。"));
    submit(CLERK, arena_printf(w.a, "%spublish", page),
        arena_printf(w.a, "%s&files=%s&files=%s", form, clean, leaks));
    must_be(&w.res, 422);
    must_have(&w.res, "“签收.docx”里有个人信息，不能附上");
    assert_int_equal(group_now(group_id).stage, FEEDBACK_OPEN);
    submit(
        CLERK, arena_printf(w.a, "%spublish", page), arena_printf(w.a, "%s&files=%s", form, clean));
    must_be(&w.res, 303);
    get(CLERK,
        arena_printf(w.a, "/work/documents/%lld/", (long long)group_now(group_id).record_id));
    must_have(&w.res, "公交线路图.pdf");
    must_not_have(&w.res, "签收.docx");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_are_read),
        cmocka_unit_test(only_the_twin_goes), cmocka_unit_test(pages_choose)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
