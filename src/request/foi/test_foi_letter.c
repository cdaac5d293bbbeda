/* The draft letter through the loopback: to Word and back, what is refused, who sees what was
 * changed, the signed letter in the words of the clerk; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <zip.h>

#include "common/journal/journal.h"
#include "common/task/task.h"
#include "lib/paper/docx.h"
#include "request/foi/pages.h"
#include "request/wording/wording.h"
#include "tests/client.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &wording_module, &foi_module, &client_module};

#define NAME "张三丰" /* planted: not in the attempt log */
#define CASE "/work/requests/1/"

enum who { CLERK, SECOND, REVIEWER, LEADER, LEGAL, STRANGER, PEOPLE };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct client browsers[PEOPLE];
    struct loop_response res;
    const char *attempts, *dir;
    int64_t unit;
} w;

static void log_attempt(struct req *r, const char *why)
{
    w.attempts = arena_printf(w.a, "%s%s %s\n", w.attempts, r->route->pattern, why);
}

static int64_t add_unit(struct ctx *c, const char *name)
{
    int64_t id;
    assert_int_equal(unit_add(c,
                         &(struct unit){.code = name,
                             .name = name,
                             .short_name = name,
                             .kind = "DEPARTMENT",
                             .credit_code = "",
                             .phone = "",
                             .address = ""},
                         &id),
        ST_OK);
    return id;
}

static void make_county(int64_t people[PEOPLE])
{
    static const char *const roles_of[PEOPLE] = {
        "editor", "editor", "reviewer", "head", "legal", "editor"};
    struct ctx c;
    test_ctx(&c, w.db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    w.unit = add_unit(&c, "师宗县教育体育局");
    int64_t other = add_unit(&c, "师宗县财政局");
    for (int i = 0; i < PEOPLE; i++)
        assert_int_equal(person_add(&c, arena_printf(w.a, "p%d", i), arena_printf(w.a, "经办%d", i),
                             i >= LEGAL ? other : w.unit, roles_of[i], NULL, &people[i]),
            ST_OK);
    assert_int_equal(foi_organ_put(&c, &(struct foi_organ){.unit_id = w.unit,
                                           .office_id = w.unit,
                                           .word = "师教",
                                           .kind = ORGAN_DEPARTMENT,
                                           .address = "丹凤街道示例路1号",
                                           .phone = "0874-5750000",
                                           .postcode = "",
                                           .hours = "",
                                           .court = "示例县人民法院"}),
        ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
}

static int open_world(void **state)
{
    (void)state;
    int64_t people[PEOPLE];
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.attempts = "";
    w.dir = test_dir();
    mkdir(arena_printf(w.a, "%s/tmp", w.dir), 0700);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    make_county(people);
    w.app = test_app((struct app_options){.data_dir = w.dir,
        .db = w.db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .log_attempt = log_attempt});
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], people[i]);
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

static void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

static void post(enum who who, const char *target, const char *fields)
{
    client_submit(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

static const char *enc(const char *s)
{
    return url_encoded(w.a, s);
}

static void act(enum who who, const char *action, const char *fields)
{
    get(who, CASE);
    must_be(&w.res, 200);
    post(who, arena_printf(w.a, CASE "do/%s", action),
        arena_printf(w.a, "version=%s&%s", client_hidden(&w.browsers[who], "version"), fields));
    if (w.res.status != 303)
        fail_msg("%s: %d %s", action, w.res.status, w.res.body);
}

/* A request taken in at the counter, with a refusal drafted. */
static void drafted(void)
{
    get(CLERK, "/work/requests/new");
    post(CLERK, "/work/requests/new",
        arena_printf(w.a,
            "organ=%lld&channel=F2F&arrived=2018-09-12&kind=NATURAL&name=%s&id_kind=ID"
            "&id_number=11010519491231002X&phone=0874-5752000&wanted=%s&form=PAPER&delivery=PICKUP",
            (long long)w.unit, enc(NAME), enc("2018年学区划分的会议记录")));
    must_be(&w.res, 200);
    act(CLERK, "assign", "");
    act(CLERK, "draft",
        arena_printf(w.a, "draft.code=D6&draft.info_title=%s&draft.reason=%s&draft.other_basis=%s",
            enc("学区划分会议记录"), enc("会议记录属于讨论过程中形成的信息"),
            enc("《国务院办公厅关于做好政府信息依申请公开工作的意见》第二条")));
}

/* ---- files ---- */

static const char *path_of(const char *name)
{
    return arena_printf(w.a, "%s/%s", w.dir, name);
}

static void keep_file(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(p, 1, n, f), n);
    fclose(f);
}

/* The lines of the draft letter as Word shows them. */
static const char *downloaded(enum who who)
{
    const char *text;
    struct err e;
    get(who, CASE "letter.docx");
    must_be(&w.res, 200);
    keep_file(path_of("down.docx"), w.res.body, w.res.body_bytes);
    if (docx_text_of(w.a, path_of("down.docx"), &text, &e))
        fail_msg("%s", e.message);
    return text;
}

/* A Word file of these lines. */
static struct client_file word_file(const char *text)
{
    struct letter l = letter_blank;
    struct letter_block *blocks = ARENA_ARRAY(w.a, struct letter_block, 200);
    struct buf *b = ARENA_NEW(w.a, struct buf);
    struct err e;
    size_t n = strcspn(text, "\n");
    l.title = arena_strndup(w.a, text, n);
    l.blocks = blocks;
    while (text[n]) {
        text += n + 1;
        n = strcspn(text, "\n");
        if (n)
            blocks[l.n_blocks++] =
                (struct letter_block){BLOCK_LINE, "", arena_strndup(w.a, text, n), NULL};
    }
    buf_init(b, 0);
    assert_int_equal(letter_docx(&l, b, &e), ST_OK);
    const char *bytes = arena_strndup(w.a, b->p, b->n);
    struct client_file f = {"file", "改好的.docx", bytes, b->n};
    buf_release(b);
    return f;
}

/* Sends a file, or a text, with the form of the page shown last. */
static void send_back(enum who who, const struct client_file *f, const char *text)
{
    const char *fields[] = {"version", client_hidden(&w.browsers[who], "version"), "once",
        client_hidden(&w.browsers[who], "once"), "text", text, NULL};
    client_upload(&w.browsers[who], CASE "letter", fields, f);
    w.res = w.browsers[who].res;
}

static void upload(enum who who, const char *text)
{
    struct client_file f = word_file(text);
    get(who, CASE "letter");
    must_be(&w.res, 200);
    send_back(who, &f, "");
}

static const char *with(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("no “%s” in %s", from, text);
    return arena_printf(w.a, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static const char *pdf_text(void)
{
    struct buf b;
    keep_file(path_of("a.pdf"), w.res.body, w.res.body_bytes);
    FILE *p = popen(arena_printf(w.a, "pdftotext %s - | tr -d ' \\n\\f'", path_of("a.pdf")), "r");
    buf_init(&b, 0);
    for (int c; p && (c = fgetc(p)) != EOF;)
        buf_addc(&b, (char)c);
    if (p)
        pclose(p);
    const char *text = arena_strdup(w.a, buf_str(&b));
    buf_release(&b);
    return text;
}

#define MINE "特此答复。感谢您对教育工作的关心。"

/* ---- tests ---- */

/* From Word into the signed letter; the reviewer sees what was changed. */
static void to_word_and_back(void **state)
{
    (void)state;
    drafted();
    get(CLERK, CASE);
    must_have(&w.res, CASE "letter\"");
    upload(CLERK, with(downloaded(CLERK), "特此答复。", MINE));
    must_be(&w.res, 303);
    get(CLERK, CASE "letter");
    must_be_well_formed(&w.res);
    must_have(&w.res, "<ins>感谢您对教育工作的关心。</ins>");
    must_have(&w.res, "第1次修改");
    assert_non_null(strstr(downloaded(SECOND), MINE));
    upload(SECOND, with(downloaded(SECOND), MINE, "特此答复。此致"));
    must_be(&w.res, 303);
    get(CLERK, CASE "letter?edition=1");
    must_have(&w.res, "感谢您对教育工作的关心。"); /* the older one is kept */
    upload(CLERK, with(downloaded(CLERK), "特此答复。此致", MINE));
    must_be(&w.res, 303);
    act(CLERK, "submit", "");
    get(REVIEWER, CASE);
    must_be_well_formed(&w.res);
    must_have(&w.res, "文稿改过");
    must_have(&w.res, "<ins>感谢您对教育工作的关心。</ins>");
    get(LEGAL, CASE); /* reviews for every unit, does not learn who asks */
    must_have(&w.res, "<ins>感谢您对教育工作的关心。</ins>");
    must_not_have(&w.res, NAME);
    get(LEGAL, CASE "letter");
    must_be(&w.res, 200);
    must_not_have(&w.res, NAME);
    get(LEGAL, CASE "letter.docx");
    must_be(&w.res, 403);
    act(REVIEWER, "approve",
        arena_printf(w.a, "approve.opinion=PASS&approve.text=%s", enc("同意")));
    act(LEADER, "sign", "");
    get(CLERK, CASE);
    const char *paper = text_after(w.a, &w.res, "href=\"" CASE "papers/", "\"");
    for (int i = 1; i < 12; i++) {
        get(CLERK, arena_printf(w.a, CASE "papers/%d", i));
        if (w.res.status == 200 && strcmp(w.res.content_type, "application/pdf") == 0 &&
            strstr(pdf_text(), MINE))
            paper = NULL;
    }
    assert_null(paper); /* one of them holds the words of the clerk */
}

/* RULE C1, C2, C4: everything that is wrong at once; nothing is kept, nothing of it is lost. */
static void refused(void **state)
{
    (void)state;
    drafted();
    const char *text = downloaded(CLERK);
    const char *remedy = strstr(text, "如不服本答复书");
    assert_non_null(remedy);
    const char *without =
        arena_printf(w.a, "%.*s%s", (int)(remedy - text), text, strchr(remedy, '\n') + 1);
    upload(CLERK, without);
    must_be(&w.res, 409);
    must_be_well_formed(&w.res);
    must_have(&w.res, "没有写明行政复议的途径");
    must_have(&w.res, "没有写明提起行政诉讼的途径");
    must_have(&w.res, "学区划分会议记录"); /* what came is in the form */
    const char *bad = with(with(text, "示例县人民法院", "某某法院"), "-答", "-答9");
    bad = with(with(bad, "\n" NAME "：", "\n李四：\n"), "2018年9月12日\n（", "2018年9月1日\n（");
    bad = with(bad, "《中华人民共和国政府信息公开条例》",
        "《中华人民共和国政府信息公开条例》第九十九条、");
    upload(CLERK, bad);
    must_be(&w.res, 409);
    must_have(&w.res, "管辖法院“某某法院”不对");
    must_have(&w.res, "“文书编号”被改动");
    must_have(&w.res, "“主送”被改动");
    must_have(&w.res, "“落款日期”被改动");
    must_have(&w.res, "第九十九条");
    assert_non_null(strstr(w.attempts, ":id/letter 文稿有"));
    assert_null(strstr(w.attempts, NAME));
    get(CLERK, CASE "letter");
    must_have(&w.res, "还没有改过");
    upload(CLERK, text);
    must_be(&w.res, 409);
    must_have(&w.res, "与现在的文稿一样");
    get(CLERK, CASE "letter");
    send_back(CLERK, &(struct client_file){"file", "", "", 0}, "");
    must_be(&w.res, 422);
    must_have(&w.res, "请选择改好的 Word 文件");
    get(CLERK, CASE "letter"); /* without Word */
    const char *body = strstr(text, "本机关于");
    body = arena_strndup(w.a, body, (size_t)(strstr(text, "特此答复。") - body));
    send_back(CLERK, &(struct client_file){"file", "", "", 0}, arena_printf(w.a, "%s" MINE, body));
    must_be(&w.res, 303);
}

/* The second of two clerks sees what the first one wrote. */
static void two_at_once(void **state)
{
    (void)state;
    drafted();
    const char *text = downloaded(CLERK);
    struct client_file second =
        word_file(with(text, "特此答复。", "特此答复。感谢您对教育工作的支持。"));
    get(SECOND, CASE "letter");
    upload(CLERK, with(text, "特此答复。", MINE));
    must_be(&w.res, 303);
    send_back(SECOND, &second, "");
    must_be(&w.res, 409);
    must_be_well_formed(&w.res);
    must_have(&w.res, "经办0 刚才保存的");
    must_have(&w.res, "<ins>支持</ins>");
    send_back(SECOND, &second, ""); /* having seen it */
    must_be(&w.res, 303);
}

/* RULE 1.7: not while it is reviewed, not when it is signed, not by others; and it is told. */
static void too_late(void **state)
{
    (void)state;
    drafted();
    const char *text = with(downloaded(CLERK), "特此答复。", MINE);
    struct client_file f = word_file(text);
    get(REVIEWER, CASE "letter");
    must_have(&w.res, "由拟稿单位的经办人修改");
    get(STRANGER, CASE "letter");
    must_be(&w.res, 404);
    get(CLERK, CASE "letter");
    const char *once = client_hidden(&w.browsers[CLERK], "once");
    act(CLERK, "submit", "");
    get(CLERK, CASE);
    const char *fields[] = {"version", "0", "once", once, "text", "", NULL};
    client_upload(&w.browsers[CLERK], CASE "letter", fields, &f);
    w.res = w.browsers[CLERK].res;
    must_be(&w.res, 409);
    must_have(&w.res, "已经送审，不能再改");
    assert_non_null(strstr(w.attempts, "不能“修改文稿”"));
    act(REVIEWER, "approve",
        arena_printf(w.a, "approve.opinion=PASS&approve.text=%s", enc("同意")));
    act(LEADER, "sign", "");
    fields[3] = "0123456789abcdef01";
    client_upload(&w.browsers[CLERK], CASE "letter", fields, &f);
    w.res = w.browsers[CLERK].res;
    must_be(&w.res, 409);
    must_be_well_formed(&w.res);
    assert_non_null(strstr(w.attempts, "申请现在是“待送达”"));
    get(CLERK, CASE "letter.docx");
    must_be(&w.res, 409);
    client_upload(&w.browsers[STRANGER], CASE "letter", fields, &f);
    assert_int_equal(w.browsers[STRANGER].res.status, 404);
}

static void put_part(const char *path, const char *name, const char *text)
{
    zip_t *z = zip_open(path, 0, NULL);
    assert_non_null(z);
    zip_source_t *s = zip_source_buffer(z, text, strlen(text), 0);
    assert_true(zip_file_add(z, name, s, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) >= 0);
    assert_int_equal(zip_close(z), 0);
}

static struct client_file file_at(const char *path)
{
    static char bytes[1 << 20];
    FILE *f = fopen(path, "rb");
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return (struct client_file){"file", "改好的.docx", bytes, n};
}

/* Files that are no letter, broken or hostile: told, refused, in the attempt log. */
static void hostile(void **state)
{
    (void)state;
    static const struct {
        const char *part, *text, *told;
    } cases[] = {
        {"word/vbaProject.bin", "macro", "带有宏"},
        {"word/document.xml", "<w:document><w:body>", "已损坏"},
        {"word/document.xml",
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document "
            "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
            "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>",
            NULL},
    };
    drafted();
    const char *text = with(downloaded(CLERK), "特此答复。", MINE), *path = path_of("h.docx");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct client_file f = word_file(text);
        keep_file(path, f.bytes, f.n);
        put_part(path, cases[i].part, cases[i].text);
        f = file_at(path);
        get(CLERK, CASE "letter");
        send_back(CLERK, &f, "");
        assert_true(w.res.status == 422 || w.res.status == 409 || w.res.status == 413);
        must_be_well_formed(&w.res);
        must_not_have(&w.res, "root:");
        if (cases[i].told)
            must_have(&w.res, cases[i].told);
    }
    static const char junk[] = "PK\x03\x04 no archive at all";
    get(CLERK, CASE "letter");
    send_back(CLERK, &(struct client_file){"file", "a.docx", junk, sizeof junk}, "");
    must_be(&w.res, 422);
    must_have(&w.res, "已损坏");
    get(CLERK, CASE "letter");
    must_have(&w.res, "还没有改过");
}

/* A new draft leaves the edited words behind; they stay in the file. */
static void drafted_anew(void **state)
{
    (void)state;
    drafted();
    upload(CLERK, with(downloaded(CLERK), "特此答复。", MINE));
    must_be(&w.res, 303);
    act(CLERK, "draft",
        arena_printf(w.a, "draft.code=D6&draft.info_title=%s&draft.reason=%s&draft.other_basis=%s",
            enc("学区划分会议记录"), enc("改写的理由"),
            enc("《国务院办公厅关于做好政府信息依申请公开工作的意见》第二条")));
    assert_null(strstr(downloaded(CLERK), MINE));
    get(CLERK, CASE);
    must_have(&w.res, "修改答复书的文稿"); /* in the history */
    must_have(&w.res, "改好的.docx");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {TEST(to_word_and_back), TEST(refused), TEST(two_at_once),
        TEST(too_late), TEST(hostile), TEST(drafted_anew)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
