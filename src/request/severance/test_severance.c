/* Severance from the unit's original to the applicant's download, through the loopback: what is
 * masked is nowhere in what the applicant or the public can fetch.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/stat.h>

#include "common/journal/keys.h"
#include "lib/paper/letter.h"
#include "lib/paper/package.h"
#include "lib/paper/test_mask_files.h"
#include "modules.h"
#include "request/severance/pages.h"
#include "tests/client.h"
#include "tests/organ.h"
#include "tests/support.h"

enum who { VISITOR, CLERK, REVIEWER, LEADER, SUPERVISOR, STRANGER, PEOPLE };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    const struct module *mods[64];
    struct client browsers[PEOPLE];
    struct loop_response res;
    int64_t organ, people[PEOPLE];
    const char *attempts;
} w;

static void log_attempt(struct req *r, const char *why)
{
    w.attempts = arena_printf(w.a, "%s%s %s\n", w.attempts, r->route->pattern, why);
}

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static const char *enc(const char *s)
{
    return url_encoded(w.a, s);
}

static void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

static void submit(enum who who, const char *target, const char *fields)
{
    client_submit(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

/* ---- the world ---- */

static int64_t add_unit(const char *name)
{
    int64_t id;
    done(test_unit_add(&w.c, (struct unit){.name = name}, &id));
    return id;
}

static void add_people(void)
{
    static const char *const roles[PEOPLE] = {
        NULL, "editor", "reviewer", "head", "supervisor", "editor"};
    int64_t other = add_unit("某县财政局");
    w.organ = add_unit("某县人民政府");
    done(test_organ_put(&w.c, (struct foi_organ){.unit_id = w.organ,
                                  .word = "某政",
                                  .kind = ORGAN_COUNTY,
                                  .web_auto = true,
                                  .phone = "0874-0000000",
                                  .postcode = "655700",
                                  .hours = "工作日"}));
    for (int i = CLERK; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%d", i), arena_printf(w.a, "经办%d", i),
            i >= SUPERVISOR ? other : w.organ, roles[i], NULL, &w.people[i]));
}

static int open_world(void **state)
{
    (void)state;
    const char *dir = test_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.attempts = "";
    mkdir(arena_printf(w.a, "%s/tmp", dir), 0700);
    memcpy(w.mods, modules, n_modules * sizeof *modules);
    w.mods[n_modules] = &client_module;
    w.db = test_db_fresh(w.mods, n_modules + 1);
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    w.c.now = day_start(day_of(2020, 6, 10)) + 9 * 3600;
    done(keys_create(dir, "www.shizong.gov.cn/log", &w.c.err));
    done(ctx_begin(&w.c, true));
    add_people();
    done(ctx_commit(&w.c));
    w.app = test_app((struct app_options){.data_dir = dir,
        .db = w.db,
        .modules = w.mods,
        .n_modules = n_modules + 1,
        .log_attempt = log_attempt,
        .fixed_now = w.c.now});
    for (int i = VISITOR; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        if (i != VISITOR)
            client_sign_in(&w.browsers[i], w.people[i]);
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

/* ---- acts ---- */

/* facts: name, value, …, NULL */
static enum st act_with(enum who who, int64_t id, const char *action, const char *const *facts,
    const struct foi_file *file)
{
    struct foi_arg args[24];
    size_t n = 0;
    for (; facts && facts[2 * n]; n++)
        args[n] = (struct foi_arg){facts[2 * n], facts[2 * n + 1]};
    w.c.person = w.people[who];
    w.c.unit = w.organ;
    done(ctx_begin(&w.c, true));
    enum st st = foi_act(&w.c, id,
        &(struct foi_do){
            .action = action, .args = args, .n_args = n, .files = file, .n_files = file != NULL});
    if (st)
        ctx_rollback(&w.c);
    else
        done(ctx_commit(&w.c));
    return st;
}
#define FACTS_OF(...)                                                                              \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }
#define ACT(who, id, action, ...) act_with(who, id, action, FACTS_OF(__VA_ARGS__), NULL)

static void must_refuse(enum st st, const char *why)
{
    assert_int_equal(st, ST_CONFLICT);
    if (!strstr(w.c.err.message, why))
        fail_msg("%s: %s", why, w.c.err.message);
}

static struct foi_file pdf_file(const char *name, struct paper_bytes b)
{
    return (struct foi_file){
        .slot = "", .name = name, .mime = "application/pdf", .bytes = b.p, .n_bytes = b.n};
}

/* A visitor sends an application; the clerk begins to work on it. */
static int64_t case_at_work(void)
{
    struct foi_case k;
    w.browsers[VISITOR] = client_new(w.app, w.a);
    get(VISITOR, "/request/form");
    submit(VISITOR, "/request/send",
        arena_printf(w.a,
            "organ=%lld&about=get&who=person&name=%s&id_kind=ID&id_number=11010519491231002X"
            "&phone=13800001111&wanted=%s&form=ELECTRONIC&delivery=ONLINE&agree=1",
            (long long)w.organ, enc("欧阳示例"), enc("2019年县医院医疗设备采购合同全文")));
    must_be(&w.res, 303);
    get(VISITOR, "/request/sent");
    const char *number = text_after(w.a, &w.res, "号</dt><dd>", "<"),
               *code = text_after(w.a, &w.res, "查询码</dt><dd>", "<");
    done(ctx_begin(&w.c, false));
    done(foi_case_by_code(&w.c, number, code, &k));
    ctx_rollback(&w.c);
    done(act_with(CLERK, k.id, "assign", NULL, NULL));
    return k.id;
}

static enum st draft_part(int64_t id, const char *withheld, const char *severed)
{
    return ACT(CLERK, id, "draft", "code", "P1", "info_title", "采购合同", "withheld", withheld,
        "withheld_parts", "附件二；涉及商业秘密", "released_part", "合同正文", "supply_form",
        "电子文件", "attachments", "采购合同（部分公开）", "severed", severed);
}

static void third_party_objects(int64_t id)
{
    struct foi_event *list;
    struct foi_case k;
    size_t n;
    done(ACT(CLERK, id, "consult", "kind", "THIRD", "party", "某公司", "text", "合同附件",
        "received", "2020-06-10"));
    done(ctx_begin(&w.c, false));
    done(foi_case_get(&w.c, (struct foi_see){.all = true}, id, &k));
    done(foi_event_list(&w.c, &k, &list, &n));
    ctx_rollback(&w.c);
    done(ACT(CLERK, id, "consult_answer", "consult",
        arena_printf(w.a, "%lld", (long long)list[n - 1].seq), "answer", "OBJECT", "text",
        "商业秘密", "reasonable", "1"));
}

static void send_out(int64_t id)
{
    done(ACT(REVIEWER, id, "approve", "text", "同意"));
    done(act_with(LEADER, id, "sign", NULL, NULL));
}

static void deliver(int64_t id)
{
    done(ACT(CLERK, id, "deliver", "delivery", "ELECTRONIC", "evidence", "网上送达"));
}

/* ---- papers ---- */

static struct foi_paper *papers_of(int64_t id, size_t *n)
{
    struct foi_paper *list;
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &list, n));
    ctx_rollback(&w.c);
    return list;
}

static int64_t last_paper(int64_t id)
{
    size_t n;
    const struct foi_paper *list = papers_of(id, &n);
    return list[n - 1].id;
}

static size_t own_papers(int64_t id)
{
    struct foi_paper *list;
    struct foi_case k;
    size_t n;
    done(ctx_begin(&w.c, false));
    done(foi_case_get(&w.c, (struct foi_see){.all = true}, id, &k));
    done(foi_own_paper_list(&w.c, &k, &list, &n));
    ctx_rollback(&w.c);
    return n;
}

static const char *place(int64_t id, const char *rest)
{
    return arena_printf(w.a, "/work/requests/%lld/%s", (long long)id, rest);
}

static const char *paper_place(int64_t id, int64_t paper, const char *rest)
{
    return place(id, arena_printf(w.a, "severance/%lld/%s", (long long)paper, rest));
}

static void upload(int64_t id, const char *title, const char *name, struct paper_bytes b)
{
    const char *const fields[] = {"title", title, NULL};
    get(CLERK, place(id, "severance/"));
    must_be(&w.res, 200);
    client_upload(&w.browsers[CLERK], place(id, "severance/original"), fields,
        &(struct client_file){"file", name, b.p, b.n});
    w.res = w.browsers[CLERK].res;
}

/* Both lines of page 1 and the one of page 2 of the secret PDF. */
static const char *regions(const char *ground)
{
    return arena_printf(w.a,
        "[{\"page\":1,\"x\":900,\"y\":2200,\"w\":5000,\"h\":350,\"ground\":\"%s\",\"label\":\"x\"},"
        "{\"page\":1,\"x\":900,\"y\":3450,\"w\":5000,\"h\":400,\"ground\":\"%s\",\"label\":\"x\"},"
        "{\"page\":2,\"x\":900,\"y\":2200,\"w\":5000,\"h\":350,\"ground\":\"%s\",\"label\":\"x\"}]",
        ground, ground, ground);
}

static void make(int64_t id, int64_t paper, const char *title, const char *rows)
{
    get(CLERK, paper_place(id, paper, ""));
    must_be(&w.res, 200);
    submit(CLERK, paper_place(id, paper, ""),
        arena_printf(w.a, "version=%s&title=%s&words=%s&regions=%s",
            client_hidden(&w.browsers[CLERK], "version"), enc(title),
            enc(SECRET_ID "\n" SECRET_NAME), enc(rows)));
}

static int64_t original_in(int64_t id)
{
    upload(id, "与" SECRET_NAME "的合同", "secret-in-name.pdf", test_pdf_secret(w.a));
    must_be(&w.res, 303);
    return last_paper(id);
}

static bool holds_secret(const void *p, size_t n)
{
    for (size_t i = 0; i < n_test_secrets; i++)
        if (memmem(p, n, test_secrets[i], strlen(test_secrets[i])))
            return true;
    return memmem(p, n, "secret-in-name", 14) != NULL;
}

/* ---- tests ---- */

static void who_may_see_the_original(void **state)
{
    (void)state;
    int64_t id = case_at_work(), paper = original_in(id);
    assert_string_equal(w.res.location, paper_place(id, paper, ""));
    const char *image = paper_place(id, paper, "page/1");
    const struct {
        enum who who;
        const char *target;
        int status;
    } cases[] = {{CLERK, image, 200}, {CLERK, paper_place(id, paper, "thumb/2"), 200},
        {CLERK, paper_place(id, paper, "page/3"), 404},
        {CLERK, paper_place(id, paper, "page/0"), 404},
        {CLERK, paper_place(id, paper + 1000, "page/1"), 404},
        {CLERK, paper_place(id, paper, "proof"), 404}, {VISITOR, image, 303},
        {STRANGER, image, 404}, {SUPERVISOR, image, 403}, {REVIEWER, image, 403},
        {REVIEWER, place(id, "severance/"), 200}, {SUPERVISOR, place(id, "severance/"), 403},
        {STRANGER, place(id, "severance/"), 404}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        get(cases[i].who, cases[i].target);
        if (w.res.status != cases[i].status)
            fail_msg("%d %s: %d", cases[i].who, cases[i].target, w.res.status);
        assert_string_equal(loop_header(&w.res, "Cache-Control"), "private, no-store");
    }
    get(CLERK, image);
    assert_string_equal(w.res.content_type, "image/png");
    assert_memory_equal(w.res.body, "\x89PNG", 4);
    /* of another case */
    get(CLERK, paper_place(case_at_work(), paper, "page/1"));
    must_be(&w.res, 404);
}

/* RULE K2, K3, K8: from the application to the download. */
static void part_is_released(void **state)
{
    (void)state;
    int64_t id = case_at_work(), paper = original_in(id);
    third_party_objects(id);
    done(draft_part(id, "D4", ""));
    must_refuse(act_with(CLERK, id, "submit", NULL, NULL), "还没有区分处理的副本");
    make(id, paper, "采购合同（部分公开）", "[]");
    must_be(&w.res, 422);
    must_have(&w.res, "还没有画遮盖区域");
    make(id, paper, "采购合同（部分公开）", regions("X9"));
    must_be(&w.res, 422);
    must_have(&w.res, "不是法定的不予公开事由");
    make(id, paper, "与" SECRET_NAME "的合同", regions("D4"));
    must_be(&w.res, 422);
    must_have(&w.res, "副本名称里有");
    must_have(&w.res, "&quot;y&quot;:3450"); /* nothing drawn is lost */
    assert_non_null(strstr(w.attempts, "severance/:paper/ 还没有画遮盖区域"));
    assert_false(holds_secret(w.attempts, strlen(w.attempts)));
    make(id, paper, "采购合同（部分公开）", regions("D5"));
    must_be(&w.res, 303);
    int64_t first = last_paper(id);
    must_refuse(act_with(CLERK, id, "submit", NULL, NULL), "没有这项依据");
    get(CLERK, paper_place(id, paper, ""));
    must_have(&w.res, "&quot;ground&quot;:&quot;D5&quot;"); /* drawn on, not again */
    must_have(&w.res, "内部事务信息");
    make(id, paper, "采购合同（部分公开）", regions("D4"));
    must_be(&w.res, 303);
    int64_t twin = last_paper(id);
    assert_string_equal(w.res.location, paper_place(id, twin, "proof"));
    get(CLERK, w.res.location);
    must_be(&w.res, 200);
    must_have(&w.res, "核对通过");
    must_have(&w.res, "第三方合法权益");
    get(REVIEWER, paper_place(id, twin, "proof"));
    must_have(&w.res, "核对通过");
    get(CLERK, place(id, "severance/"));
    must_have(&w.res, "不再提供"); /* the first one is kept */
    must_have(&w.res, arena_printf(w.a, "/%lld/proof", (long long)first));
    get(CLERK, place(id, ""));
    must_have(&w.res, "制作区分处理的副本");
    must_have(&w.res, "原件，不提供");
    must_not_have(&w.res, "3450");
    /* the original once more, as if it were the copy; and something that nobody has looked at */
    struct foi_file again = pdf_file("再传.pdf", test_pdf_secret(w.a)),
                    other = pdf_file("另一份.pdf", test_pdf_page(w.a, "0 g"));
    done(act_with(CLERK, id, "add_file", FACTS_OF("slot", "supplied", "title", "合同"), &again));
    int64_t same = last_paper(id);
    done(act_with(CLERK, id, "add_file", FACTS_OF("slot", "supplied", "title", "别的"), &other));
    must_refuse(act_with(CLERK, id, "submit", NULL, NULL), "“别的”没有遮盖就会提供");
    assert_null(strstr(w.c.err.message, "“合同”"));
    must_refuse(ACT(CLERK, id, "hold", "paper", arena_printf(w.a, "%lld", (long long)same), "text",
                    "传错了"),
        "没有这份准备提供的文件"); /* it is not on its way anyhow */
    done(ACT(CLERK, id, "hold", "paper", arena_printf(w.a, "%lld", (long long)last_paper(id)),
        "text", "传错了"));
    done(act_with(CLERK, id, "submit", NULL, NULL));
    get(CLERK, paper_place(id, paper, ""));
    must_have(&w.res, "现在不能制作副本");
    size_t before = own_papers(id);
    send_out(id);
    assert_int_equal(own_papers(id), before); /* signed is not delivered */
    get(VISITOR, arena_printf(w.a, "/request/papers/%lld", (long long)twin));
    must_be(&w.res, 404);
    deliver(id);
    assert_int_equal(own_papers(id), before + 2);
    get(VISITOR, "/request/progress");
    must_have(&w.res, "采购合同（部分公开）");
    assert_false(holds_secret(w.res.body, w.res.body_bytes));
    get(VISITOR, arena_printf(w.a, "/request/papers/%lld", (long long)twin));
    must_be(&w.res, 200);
    assert_string_equal(w.res.content_type, "application/pdf");
    const char *text = "";
    struct err e = {.st = ST_OK};
    struct paper_file copy = {.p = w.res.body, .n = w.res.body_bytes};
    assert_int_equal(pages_text(w.a, &copy, 1, &text, &e), ST_OK);
    assert_string_equal(text, "");
}

/* Whatever a visitor, or the applicant of the case, asks for: nothing of the original. */
static void nothing_gets_out(void **state)
{
    (void)state;
    static const char *const pages[] = {"/", "/request/", "/request/progress", "/request/sent",
        "/request/dates.ics", "/search?q=secret", "/sitemap.xml", "/request/form"};
    int64_t id = case_at_work(), paper = original_in(id);
    size_t n, open = 0;
    done(draft_part(id, "D5", ""));
    make(id, paper, "采购合同（部分公开）", regions("D5"));
    must_be(&w.res, 303);
    struct foi_file again = pdf_file("secret-in-name.pdf", test_pdf_secret(w.a));
    done(act_with(CLERK, id, "add_file", FACTS_OF("slot", "supplied", "title", "合同"), &again));
    done(act_with(CLERK, id, "submit", NULL, NULL));
    send_out(id);
    deliver(id);
    done(act_with(CLERK, id, "add_file", FACTS_OF("slot", "supplied", "title", "合同"), &again));
    struct foi_paper *list = papers_of(id, &n);
    for (size_t i = 0; i < n; i++) {
        get(VISITOR, arena_printf(w.a, "/request/papers/%lld", (long long)list[i].id));
        open += w.res.status == 200;
        assert_false(holds_secret(w.res.body, w.res.body_bytes));
        for (size_t h = 0; h < 2; h++) {
            get(VISITOR, paper_place(id, list[i].id, h ? "page/1" : "proof"));
            must_be(&w.res, 303);
            assert_false(holds_secret(w.res.body, w.res.body_bytes));
        }
    }
    assert_int_equal(open, own_papers(id));
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        get(VISITOR, pages[i]);
        assert_false(holds_secret(w.res.body, w.res.body_bytes));
    }
    /* the whole file holds the original, the applicant's copy of it does not; both are proven */
    get(CLERK, place(id, "file.zip"));
    must_be(&w.res, 200);
    assert_true(holds_secret(w.res.body, w.res.body_bytes));
    assert_non_null(memmem(w.res.body, w.res.body_bytes, "（未提供）", strlen("（未提供）")));
    get(CLERK, place(id, "copy.zip"));
    must_be(&w.res, 200);
    assert_false(holds_secret(w.res.body, w.res.body_bytes));
    assert_null(memmem(w.res.body, w.res.body_bytes, "经办", strlen("经办")));
    struct package_proof proof =
        package_verify(w.a, (struct paper_bytes){w.res.body, w.res.body_bytes}, "");
    if (proof.n_faults)
        fail_msg("%s", proof.faults[0]);
    assert_true(proof.is_package);
    get(SUPERVISOR, place(id, "copy.zip"));
    must_be(&w.res, 403);
}

static struct paper_bytes long_pdf(int pages)
{
    struct test_pdf p;
    struct buf kids;
    buf_init(&kids, 0);
    for (int i = 0; i < pages; i++)
        buf_addf(&kids, "%d 0 R ", i + 3);
    test_pdf_begin(&p);
    test_pdf_add(&p, "<< /Type /Catalog /Pages 2 0 R >>");
    test_pdf_add(&p, "<< /Type /Pages /Count %d /Kids [%s] >>", pages, buf_str(&kids));
    for (int i = 0; i < pages; i++)
        test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>");
    buf_release(&kids);
    return test_pdf_end(w.a, &p, "");
}

/* Encrypted, broken, too long, no PDF: a reason and what to do, and nothing is lost. */
static void files_that_do_not_open(void **state)
{
    (void)state;
    int64_t id = case_at_work();
    size_t n, before;
    struct paper_bytes encrypted = test_pdf_encrypted(w.a),
                       broken = {"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n",
                           57},
                       text = {"hello", 5};
    papers_of(id, &before);
    upload(id, "加密的", "a.pdf", encrypted);
    must_be(&w.res, 422);
    must_have(&w.res, "密码");
    must_have(&w.res, "没有保存");
    upload(id, "坏的", "a.pdf", broken);
    must_be(&w.res, 422);
    upload(id, "文本", "a.txt", text);
    must_be(&w.res, 422);
    must_have(&w.res, "PDF、Word（.docx）、PNG 或 JPEG");
    upload(id, "太长的", "a.pdf", long_pdf(MASK_MAX_PAGES + 1));
    must_be(&w.res, 422);
    must_have(&w.res, "请拆分后重新上传");
    papers_of(id, &n);
    assert_int_equal(n, before);
    /* one that lies in the case already */
    struct foi_file file = pdf_file("加密.pdf", encrypted);
    done(act_with(CLERK, id, "add_file", FACTS_OF("slot", "other", "title", "加密的"), &file));
    int64_t paper = last_paper(id);
    get(CLERK, paper_place(id, paper, ""));
    must_be(&w.res, 200);
    must_have(&w.res, "这份文件不能遮盖");
    must_have(&w.res, "密码");
    get(CLERK, place(id, "severance/"));
    submit(CLERK, paper_place(id, paper, ""),
        arena_printf(w.a, "version=4&title=a&regions=%s", enc(regions("D4"))));
    assert_true(w.res.status == 422 || w.res.status == 409);
    papers_of(id, &n);
    assert_int_equal(n, before + 1);
    get(CLERK, place(id, arena_printf(w.a, "papers/%lld", (long long)paper)));
    assert_int_equal(w.res.body_bytes, encrypted.n);
}

#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static struct paper_bytes word_file(void)
{
    struct letter l = letter_blank;
    const struct letter_block blocks[] = {{BLOCK_PARAGRAPH, "", "乙方：" SECRET_NAME, NULL},
        {BLOCK_PARAGRAPH, "", "金额三万元，可以公开。", NULL}};
    struct buf b;
    struct err e;
    buf_init(&b, 0);
    l.title = "采购合同";
    l.blocks = blocks;
    l.n_blocks = 2;
    assert_int_equal(letter_docx(&l, &b, &e), ST_OK);
    struct paper_bytes out = {arena_strndup(w.a, b.p, b.n), b.n};
    buf_release(&b);
    return out;
}

static const struct foi_twin *twin_made(
    int64_t id, struct foi_copies *copies, const struct foi_paper **papers, size_t *n)
{
    struct foi_case k;
    struct foi_event *events;
    struct foi_paper *list;
    size_t n_events;
    done(ctx_begin(&w.c, false));
    done(foi_case_get(&w.c, (struct foi_see){.all = true}, id, &k));
    done(foi_event_list(&w.c, &k, &events, &n_events));
    done(foi_paper_list(&w.c, id, &list, n));
    ctx_rollback(&w.c);
    *copies = foi_copies(w.c.mem, events, n_events, list, *n);
    *papers = list;
    return &copies->twins[copies->n_twins - 1];
}

/* RULE K8: a Word file becomes pages, the pages are masked; the file, its pages and the copy stay
 * linked, and the applicant gets the copy alone, also where the Word file was to go out. */
static void word_files(void **state)
{
    (void)state;
    static const char region[] = "[{\"page\":1,\"x\":0,\"y\":0,\"w\":10000,\"h\":2600,"
                                 "\"ground\":\"D4\",\"label\":\"x\"}]";
    int64_t id = case_at_work();
    struct foi_copies copies;
    const struct foi_paper *papers;
    size_t n, before;
    struct paper_bytes word = word_file(), broken = {word.p, word.n / 2};
    papers_of(id, &before);
    upload(id, "坏的", "a.docx", broken);
    must_be(&w.res, 422);
    papers_of(id, &n);
    assert_int_equal(n, before);
    upload(id, "合同原稿", "secret-in-name.docx", word);
    must_be(&w.res, 303);
    int64_t pages = last_paper(id);
    get(CLERK, paper_place(id, pages, ""));
    must_have(&w.res, "由系统从 Word 文件转换，版面是简化的");
    must_have(&w.res, "合同原稿");
    make(id, pages, "合同（部分公开）", region);
    must_be(&w.res, 303);
    const struct foi_twin *t = twin_made(id, &copies, &papers, &n);
    assert_int_equal(t->original->id, pages);
    assert_string_equal(t->source->mime, WORD);
    for (size_t i = 0; i < n; i++)
        if (papers[i].id == pages || papers[i].id == t->source->id)
            assert_int_equal(copies.reach[i], FOI_INSIDE);
    /* one that was to go with the reply */
    struct foi_file file = {.slot = "", .name = "合同.docx", .mime = WORD, .bytes = word_file().p};
    file.n_bytes = word_file().n;
    id = case_at_work();
    done(act_with(CLERK, id, "add_file", FACTS_OF("slot", "supplied", "title", "合同"), &file));
    int64_t supplied = last_paper(id);
    get(CLERK, place(id, "severance/"));
    must_have(&w.res, "转换成页面");
    submit(CLERK, paper_place(id, supplied, "convert"), "");
    must_be(&w.res, 303);
    pages = last_paper(id);
    assert_string_equal(w.res.location, paper_place(id, pages, ""));
    make(id, pages, "合同（部分公开）", region);
    must_be(&w.res, 303);
    t = twin_made(id, &copies, &papers, &n);
    assert_int_equal(t->source->id, supplied);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(papers[i].id == supplied && copies.reach[i] != FOI_TAKEN, 0);
    get(CLERK, place(id, "severance/"));
    must_have(&w.res, "Word 文件：合同");
    submit(CLERK, paper_place(id, pages, "convert"), "");
    must_be(&w.res, 404); /* only Word files */
}

/* Somebody else was faster: refused, and what was drawn stays. A twin is made here or nowhere. */
static void made_in_one_way_only(void **state)
{
    (void)state;
    int64_t id = case_at_work(), paper = original_in(id);
    get(CLERK, paper_place(id, paper, ""));
    const char *version = client_hidden(&w.browsers[CLERK], "version");
    done(ACT(CLERK, id, "note", "text", "来电"));
    submit(CLERK, paper_place(id, paper, ""),
        arena_printf(w.a, "version=%s&title=a&regions=%s", version, enc(regions("D4"))));
    must_be(&w.res, 409);
    must_have(&w.res, "刚刚被别人办理过");
    must_have(&w.res, "&quot;y&quot;:3450");
    submit(CLERK, paper_place(id, paper, ""),
        arena_printf(w.a, "version=%s&title=a&regions=%s",
            client_hidden(&w.browsers[CLERK], "version"), enc(regions("D4"))));
    must_be(&w.res, 303);
    get(CLERK, place(id, ""));
    submit(CLERK, place(id, "do/mask"),
        arena_printf(w.a, "version=%s&mask.original=%lld&mask.title=a",
            client_hidden(&w.browsers[CLERK], "version"), (long long)paper));
    must_be(&w.res, 404);
    const char *const *facts =
        FACTS_OF("original", arena_printf(w.a, "%lld", (long long)last_paper(id)), "title", "a",
            "grounds", "D4", "boxes", "1", "pages", "1", "regions", "[]");
    must_refuse(act_with(CLERK, id, "mask", facts, NULL), "请从原件重新制作");
    must_refuse(act_with(CLERK, id, "mask", facts, NULL), "副本没有生成");
    get(STRANGER, "/work/");
    submit(STRANGER, paper_place(id, paper, ""), "version=1&title=a&regions=[]");
    must_be(&w.res, 404);
    get(REVIEWER, "/work/");
    submit(REVIEWER, paper_place(id, paper, ""), "version=1&title=a&regions=[]");
    must_be(&w.res, 403);
}

/* RULE K2, K8: without masking only when the draft says so; a full release goes with no twin. */
static void other_ways_to_part(void **state)
{
    (void)state;
    int64_t id = case_at_work();
    done(draft_part(id, "D5", "WHOLE"));
    done(act_with(CLERK, id, "submit", NULL, NULL));
    id = case_at_work();
    int64_t paper = original_in(id);
    make(id, paper, "名单", regions("D5"));
    must_be(&w.res, 303);
    int64_t twin = last_paper(id);
    done(ACT(CLERK, id, "draft", "code", "G2", "info_title", "名单", "supply_form", "电子文件",
        "copies", "1", "attachments", "名单"));
    must_refuse(act_with(CLERK, id, "submit", NULL, NULL), "答复类型应当是“部分公开”");
    done(ACT(CLERK, id, "hold", "paper", arena_printf(w.a, "%lld", (long long)twin), "text",
        "不需要遮盖"));
    done(act_with(CLERK, id, "submit", NULL, NULL));
    send_out(id);
    deliver(id);
    get(VISITOR, arena_printf(w.a, "/request/papers/%lld", (long long)twin));
    must_be(&w.res, 404);
    /* a copy beside something that is released as a whole */
    id = case_at_work();
    paper = original_in(id);
    make(id, paper, "名单", regions("D5"));
    struct foi_file other = pdf_file("整件.pdf", test_pdf_page(w.a, "0 g"));
    done(act_with(CLERK, id, "add_file", FACTS_OF("slot", "supplied", "title", "整件"), &other));
    done(draft_part(id, "D5", "BOTH"));
    done(act_with(CLERK, id, "submit", NULL, NULL));
    size_t before = own_papers(id);
    send_out(id);
    deliver(id);
    assert_int_equal(own_papers(id), before + 3);
}

static void must_answer(int64_t paper, int status)
{
    get(VISITOR, arena_printf(w.a, "/request/papers/%lld", (long long)paper));
    must_be(&w.res, status);
}

/* Ordered to answer again: the copy that went out stays out until the new one has gone out too. */
static void a_new_copy_takes_over_on_delivery(void **state)
{
    (void)state;
    int64_t id = case_at_work(), paper = original_in(id);
    make(id, paper, "名单", regions("D5"));
    int64_t first = last_paper(id);
    done(draft_part(id, "D5", "MASK"));
    done(act_with(CLERK, id, "submit", NULL, NULL));
    send_out(id);
    deliver(id);
    must_answer(first, 200);
    done(ACT(
        REVIEWER, id, "reopen", "order", "COURT", "number", "（2020）行1号", "text", "遮盖过多"));
    make(id, paper, "名单", regions("D6"));
    int64_t second = last_paper(id);
    done(draft_part(id, "D5", ""));
    must_refuse(act_with(CLERK, id, "submit", NULL, NULL), "没有这项依据");
    done(draft_part(id, "D6", ""));
    must_answer(first, 200);
    must_answer(second, 404);
    done(act_with(CLERK, id, "submit", NULL, NULL));
    send_out(id);
    must_answer(second, 404);
    deliver(id);
    must_answer(second, 200);
    must_answer(first, 404);
}

/* What was uploaded for a release goes nowhere when the reply becomes a refusal. */
static void refusals_hand_nothing_over(void **state)
{
    (void)state;
    int64_t id = case_at_work();
    struct foi_file file = pdf_file("名单.pdf", test_pdf_secret(w.a));
    done(act_with(CLERK, id, "draft",
        FACTS_OF("code", "G2", "info_title", "名单", "supply_form", "电子文件", "copies", "1",
            "attachments", "名单"),
        &file));
    int64_t paper = last_paper(id);
    get(VISITOR, arena_printf(w.a, "/request/papers/%lld", (long long)paper));
    must_be(&w.res, 404); /* a draft is no reply */
    done(ACT(CLERK, id, "draft", "code", "D5", "info_title", "名单", "reason", "内部事务信息"));
    done(act_with(CLERK, id, "submit", NULL, NULL));
    send_out(id);
    deliver(id);
    get(VISITOR, arena_printf(w.a, "/request/papers/%lld", (long long)paper));
    must_be(&w.res, 404);
    get(VISITOR, "/request/progress");
    must_not_have(&w.res, "名单.pdf");
    must_have(&w.res, "答复书");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_may_see_the_original),
        cmocka_unit_test(part_is_released), cmocka_unit_test(nothing_gets_out),
        cmocka_unit_test(files_that_do_not_open), cmocka_unit_test(word_files),
        cmocka_unit_test(made_in_one_way_only), cmocka_unit_test(other_ways_to_part),
        cmocka_unit_test(a_new_copy_takes_over_on_delivery),
        cmocka_unit_test(refusals_hand_nothing_over)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
