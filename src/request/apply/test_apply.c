/* The public side of requests through the loopback: asking, sending, receipt, progress, acts of the
 * applicant, and that nothing personal gets out.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "modules.h"
#include "request/apply/pages.h"
#include "tests/client.h"
#include "tests/organ.h"
#include "tests/support.h"

#define ID_NUMBER "11010519491231002X"
#define PHONE "13800001111"
#define WANTED "2019年全县义务教育学校学区划分方案"

static struct {
    struct arena *a;
    struct db *db;
    struct app *app, *later; /* later: the same county 31 minutes on */
    struct ctx c;
    const struct module *mods[128];
    int64_t organ, auto_organ, clerk, head;
} w;

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static int64_t add_organ(const char *name, const char *word, enum organ_kind kind, bool web_auto)
{
    int64_t id;
    done(test_unit_add(&w.c, (struct unit){.code = word, .name = name}, &id));
    done(test_organ_put(&w.c, (struct foi_organ){.unit_id = id,
                                  .word = word,
                                  .kind = kind,
                                  .web_auto = web_auto,
                                  .phone = "0874-0000000",
                                  .postcode = "655700",
                                  .hours = "工作日"}));
    return id;
}

static struct app *app_at(int64_t now, const char *dir, size_t n)
{
    return test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = w.mods, .n_modules = n, .fixed_now = now});
}

/* RULE T0: under the regulation of 2019. */
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
    w.organ = add_organ("某县财政局", "某财", ORGAN_DEPARTMENT, false);
    w.auto_organ = add_organ("某县人民政府", "某政", ORGAN_COUNTY, true);
    done(person_add(&w.c, "clerk", "经办甲", w.auto_organ, "editor", NULL, &w.clerk));
    done(person_add(&w.c, "head", "负责乙", w.auto_organ, "head", NULL, &w.head));
    done(ctx_commit(&w.c));
    w.app = app_at(now, dir, n_modules + 1);
    w.later = app_at(now + PASS_SECONDS + 60, dir, n_modules + 1);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    app_close(&w.later);
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

/* A complete application of a person; more: further fields. */
static const char *filled(int64_t organ, const char *more)
{
    return arena_printf(w.a,
        "organ=%lld&about=get&who=person&name=%s&id_kind=ID&id_number=" ID_NUMBER "&phone=" PHONE
        "&wanted=%s&form=ELECTRONIC&delivery=ONLINE&agree=1%s%s",
        (long long)organ, enc("欧阳示例"), enc(WANTED), *more ? "&" : "", more);
}

struct sent {
    const char *number, *code;
};
static struct sent receipt_of(struct client *c)
{
    client_get(c, "/request/sent");
    must_be(&c->res, 200);
    return (struct sent){.number = text_after(w.a, &c->res, "号</dt><dd>", "<"),
        .code = text_after(w.a, &c->res, "查询码</dt><dd>", "<")};
}

static struct sent send_one(struct client *c, int64_t organ)
{
    client_get(c, "/request/form");
    must_be(&c->res, 200);
    client_submit(c, "/request/send", filled(organ, ""));
    must_be(&c->res, 303);
    assert_string_equal(c->res.location, "/request/sent");
    return receipt_of(c);
}

static int64_t count_cases(void)
{
    struct foi_case *list;
    size_t n;
    int64_t total;
    done(ctx_begin(&w.c, false));
    done(foi_case_list(&w.c, (struct foi_see){.all = true},
        &(struct foi_filter){
            .stage = -1, .light = "", .text = "", .code = "", .applicant_kind = ""},
        1, 100, &list, &n, &total));
    ctx_rollback(&w.c);
    return total;
}

static struct foi_case find_case(struct sent s)
{
    struct foi_case k;
    done(ctx_begin(&w.c, false));
    done(foi_case_by_code(&w.c, s.number, s.code, &k));
    ctx_rollback(&w.c);
    return k;
}

static void staff_act(
    int64_t id, int64_t person, const char *action, const struct foi_arg *args, size_t n)
{
    w.c.person = person;
    w.c.unit = w.auto_organ;
    done(ctx_begin(&w.c, true));
    done(foi_act(&w.c, id,
        &(struct foi_do){.action = action, .day = day_at(w.c.now), .args = args, .n_args = n}));
    done(ctx_commit(&w.c));
    w.c.person = w.c.unit = 0;
}
#define STAFF(id, person, action, ...)                                                             \
    staff_act(id, person, action, (const struct foi_arg[]){__VA_ARGS__},                           \
        sizeof((const struct foi_arg[]){__VA_ARGS__}) / sizeof(struct foi_arg))

static void statements(void **state)
{
    (void)state;
    done(ctx_begin(&w.c, true));
    for (size_t i = 0; i < apply_module.n_stmts; i++)
        if (db_check(w.c.tx, apply_module.stmts[i], &w.c.err))
            fail_msg("%s: %s", apply_module.stmts[i]->name, w.c.err.detail);
    ctx_rollback(&w.c);
}

/* ---- before the form ---- */

/* RULE Q3, Q4: by hand and by post are always open, and the guide says so. RULE M4: and who hears
 * complaints. RULE Q6: the fields of the form. */
static void doors(void **state)
{
    (void)state;
    static const struct {
        const char *target, *words;
    } pages[] = {
        {"/request/", "某县人民政府"},
        {"/request/", "20 个工作日"},
        {"/request/", "邮政寄送"},
        {"/request/", "当面提交"},
        {"/request/", "由工作人员代填"},
        {"/request/", "上一级机关或者县政府办公室"},
        {"/request/form", "name=\"employer\""},
        {"/request/form", "name=\"id_kind\""},
        {"/request/form", "name=\"id_number\""},
        {"/request/form", "name=\"credit_code\""},
        {"/request/form", "name=\"legal_person\""},
        {"/request/form", "name=\"contact\""},
        {"/request/form", "name=\"phone\""},
        {"/request/form", "name=\"fax\""},
        {"/request/form", "name=\"email\""},
        {"/request/form", "name=\"address\""},
        {"/request/form", "name=\"postcode\""},
        {"/request/form", "name=\"purpose\""},
        {"/request/form", "name=\"delivery\""},
        {"/request/new", "投诉、举报"},
        {"/request/new?what=question", "/hdjl/cjwt/"},
        {"/request/new?what=complaint", "12345"},
        {"/request/new?what=find", "name=\"wanted\""},
        {"/request/form", "个人信息告知"},
        {"/request/found", "不用申请"},
        {"/request/progress", "查询码"},
        {"/request/qr.svg", "<svg"},
    };
    struct client c = visitor();
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        client_get(&c, pages[i].target);
        must_be(&c.res, 200);
        must_have(&c.res, pages[i].words);
    }
}

static void county_first(void **state)
{
    (void)state;
    struct client c = visitor();
    client_get(&c, "/request/form");
    const char *county = strstr(c.res.body, "某县人民政府</option>");
    const char *other = strstr(c.res.body, "某县财政局</option>");
    assert_non_null(county);
    assert_true(county < other);
}

/* The way without JavaScript; what was typed goes along into the form. */
static void find_first(void **state)
{
    (void)state;
    struct client c = visitor();
    client_get(&c, "/request/new?what=find");
    client_post(&c, "/request/find", arena_printf(w.a, "wanted=%s", enc(WANTED)));
    must_be(&c.res, 200);
    must_have(&c.res, "没有找到已经公开的内容");
    client_post(&c, "/request/form", arena_printf(w.a, "wanted=%s", enc(WANTED)));
    must_be(&c.res, 200);
    must_have(&c.res, WANTED "</textarea>");
    must_have(&c.res, "value=\"ONLINE\" checked");
    client_post(&c, "/request/form", "wanted=%3Cscript%3E");
    must_not_have(&c.res, "<script>");
}

static struct apply_tally tally(void)
{
    struct apply_tally t;
    done(ctx_begin(&w.c, false));
    done(apply_tally_sum(&w.c, day_at(w.c.now), day_at(w.c.now), &t));
    ctx_rollback(&w.c);
    return t;
}

static void found_is_counted(void **state)
{
    (void)state;
    struct apply_tally before = tally();
    struct client c = visitor();
    client_get(&c, "/request/new?what=find");
    client_post(&c, "/request/found", "");
    must_be(&c.res, 303);
    assert_int_equal(tally().found, before.found + 1);
    assert_int_equal(tally().sent, before.sent);
}

/* ---- sending ---- */

/* RULE R1a: confirmed by the platform, so the day of sending is the day of receipt. */
static void sent_at_once(void **state)
{
    (void)state;
    struct client c = visitor();
    struct sent s = send_one(&c, w.auto_organ);
    must_have(&c.res, "某政信公开〔2020〕第");
    must_have(&c.res, "2020-07-09"); /* 25 and 26 June are holidays, 28 June is worked */
    must_have(&c.res, "答复期限怎么算");
    must_have(&c.res, "<span>6/28</span><b>11</b>"); /* RULE W0: a Sunday that is worked */
    must_have(&c.res, "<span>6/25</span><b>休</b>");
    must_have(&c.res, "<td class=\"due\"><span>7/9</span><b>20</b>");
    assert_int_equal(strlen(s.code), 10);
    assert_int_equal(find_case(s).stage, CASE_REGISTERED);
}

static const struct job *papers_job(void)
{
    for (size_t i = 0; i < foi_module.n_jobs; i++)
        if (strcmp(foi_module.jobs[i].name, "foi.papers") == 0)
            return &foi_module.jobs[i];
    fail_msg("no job foi.papers");
    return NULL;
}

static size_t papers_for_applicant(int64_t id)
{
    struct foi_paper *list;
    size_t n, shown = 0;
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &list, &n));
    for (size_t i = 0; i < n; i++)
        shown += list[i].for_applicant;
    ctx_rollback(&w.c);
    return shown;
}

/* RULE B2: the receipt is painted a little later, once, and is the applicant's to take. */
static void receipt_follows(void **state)
{
    (void)state;
    struct client c = visitor();
    struct foi_case k = find_case(send_one(&c, w.auto_organ));
    assert_int_equal(papers_for_applicant(k.id), 0);
    client_get(&c, "/request/progress"); /* says so, and looks again by itself */
    must_have(&c.res, "登记回执正在生成");
    assert_string_equal(loop_header(&c.res, "Refresh"), "4");
    done(papers_job()->run(&w.c));
    assert_int_equal(papers_for_applicant(k.id), 2);
    done(papers_job()->run(&w.c));
    assert_int_equal(papers_for_applicant(k.id), 2);
    client_get(&c, "/request/progress");
    must_have(&c.res, "登记回执");
    must_not_have(&c.res, "正在生成");
    assert_string_equal(loop_header(&c.res, "Refresh"), "");
    must_have(&c.res, "政府信息公开申请表"); /* the form as it was sent */
    client_get(&c,
        arena_printf(w.a, "/request/papers/%s", text_after(w.a, &c.res, "/request/papers/", "\"")));
    must_be(&c.res, 200);
    assert_string_equal(c.res.content_type, "application/pdf");
}

/* RULE R1: with MANUAL confirmation nothing runs yet, and the receipt says so. */
static void sent_to_be_confirmed(void **state)
{
    (void)state;
    struct client c = visitor();
    struct sent s = send_one(&c, w.organ);
    must_have(&c.res, "收件号");
    must_have(&c.res, "与您确认");
    must_not_have(&c.res, "答复期限怎么算");
    assert_int_equal(find_case(s).stage, CASE_ARRIVED);
}

static void sent_twice_is_one(void **state)
{
    (void)state;
    struct client c = visitor();
    int64_t before = count_cases();
    client_get(&c, "/request/form");
    const char *fields =
        arena_printf(w.a, "once=%s&%s", client_hidden(&c, "once"), filled(w.auto_organ, ""));
    client_post(&c, "/request/send", fields);
    must_be(&c.res, 303);
    struct sent first = receipt_of(&c);
    client_post(&c, "/request/send", fields);
    must_be(&c.res, 303);
    assert_string_equal(c.res.location, "/request/sent");
    struct sent second = receipt_of(&c);
    assert_string_equal(first.number, second.number);
    assert_string_equal(first.code, second.code);
    assert_int_equal(count_cases(), before + 1);
}

/* RULE R4b, Q1, Q2, Q5, Q7: one row a mistake; all of a form are told at once. */
static void gaps(void **state)
{
    (void)state;
    static const struct {
        const char *fields, *words;
    } cases[] = {
        {"", "请选择向哪个机关申请"},
        {"", "请填写申请人的姓名或名称"},
        {"", "请写明需要什么信息"},
        {"", "请至少填写一种联系方式"},
        {"", "勾选同意"},
        {"who=person&id_kind=ID&id_number=110105194912310021", "身份证号码不正确"},
        {"who=person", "href=\"#f-id_number\""},
        {"who=body&body_kind=COMMERCIAL", "href=\"#f-body_name\""},
        {"who=body&body_kind=COMMERCIAL&credit_code=123", "应为 18 位"},
        {"who=body&body_kind=NATURAL", "href=\"#f-who\""},
        {"who=person&agent_name=x", "请附授权委托书"},
        {"who=person&delivery=POST", "href=\"#f-address\""},
        {"who=person&delivery=PIGEON", "href=\"#f-delivery\""},
        {"who=person&organ=999999&name=x", "name=\"once\""},
    };
    int64_t before = count_cases();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct client c = visitor();
        client_get(&c, "/request/form");
        client_submit(&c, "/request/send", cases[i].fields);
        must_be(&c.res, 422);
        must_have(&c.res, cases[i].words);
        must_not_have(&c.res, "用途”不能为空");
    }
    assert_int_equal(count_cases(), before);
}

static void no_such_organ(void **state)
{
    (void)state;
    struct client c = visitor();
    client_get(&c, "/request/form");
    client_submit(&c, "/request/send", filled(987654, ""));
    must_be(&c.res, 422);
    must_have(&c.res, "请选择接收申请的机关");
}

/* Full-width digits and letters are what they stand for. */
static void full_width(void **state)
{
    (void)state;
    struct client c = visitor();
    client_get(&c, "/request/form");
    const char *fields = arena_printf(w.a,
        "organ=%lld&who=person&name=%s&id_number=%s&phone=%s&wanted=%s&form=ANY&delivery=PICKUP&"
        "agree=1",
        (long long)w.organ, enc("示例"), enc("１１０１０５１９４９１２３１００２ｘ"),
        enc("０８７４－１２３４５６７"), enc(WANTED));
    client_submit(&c, "/request/send", fields);
    must_be(&c.res, 303);
    struct foi_case k = find_case(receipt_of(&c));
    struct foi_application in;
    done(foi_case_open(&w.c, &k, &in));
    assert_string_equal(in.who.id_number, ID_NUMBER);
    assert_string_equal(in.who.phone, "0874-1234567");
}

/* RULE Q5: several ways are several wishes, each with what it needs. */
static void several_ways(void **state)
{
    (void)state;
    struct client c = visitor();
    client_get(&c, "/request/form");
    client_submit(&c, "/request/send", filled(w.organ, "delivery=POST"));
    must_be(&c.res, 422);
    must_have(&c.res, "选择邮寄的，请填写联系地址");
    must_have(&c.res, "value=\"POST\" checked");
    must_have(&c.res, "value=\"ONLINE\" checked");
    client_submit(&c, "/request/send",
        filled(w.organ, "delivery=POST&delivery=POST&address=%E7%A4%BA%E4%BE%8B"));
    must_be(&c.res, 303);
    struct foi_case k = find_case(receipt_of(&c));
    struct foi_application in;
    done(foi_case_open(&w.c, &k, &in));
    assert_string_equal(in.delivery, "ONLINE POST");
    assert_string_equal(
        foi_titles(w.a, foi_deliveries, COUNT_OF(foi_deliveries), in.delivery), "网上获取、邮寄");
    assert_string_equal(foi_titles(w.a, foi_deliveries, COUNT_OF(foi_deliveries), "POST X"), "");
    assert_false(foi_has_key("POSTX EMAIL", "POST"));
    assert_false(foi_has_key("", ""));
}

static void files(void **state)
{
    (void)state;
    static const char pdf[] = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
                              "trailer << /Root 1 0 R >>\n%%EOF\n";
    static const struct {
        const char *name, *bytes;
        size_t n;
        int status;
    } cases[] = {{"委托书.pdf", pdf, sizeof pdf - 1, 303}, {"空.pdf", "", 0, 422},
        {"病毒.pdf", "MZ\x90", 3, 422}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct client c = visitor();
        client_get(&c, "/request/form");
        const char *organ = arena_printf(w.a, "%lld", (long long)w.organ);
        const char *const fields[] = {"once", client_hidden(&c, "once"), "organ", organ, "who",
            "person", "name", "示例", "id_number", ID_NUMBER, "phone", PHONE, "wanted", WANTED,
            "form", "PAPER", "delivery", "PICKUP", "agree", "1", "agent_name", "代理甲",
            "agent_id_number", ID_NUMBER, NULL};
        client_upload(&c, "/request/send", fields,
            &(struct client_file){"agent_file", cases[i].name, cases[i].bytes, cases[i].n});
        must_be(&c.res, cases[i].status);
        if (cases[i].status != 303)
            continue;
        struct foi_case k = find_case(receipt_of(&c));
        struct foi_paper *papers;
        size_t n;
        done(ctx_begin(&w.c, false));
        done(foi_paper_list(&w.c, k.id, &papers, &n));
        ctx_rollback(&w.c);
        bool kept = false;
        for (size_t j = 0; j < n; j++)
            kept |= strcmp(papers[j].slot, "agent") == 0 &&
                    strcmp(papers[j].mime, "application/pdf") == 0;
        assert_true(kept);
    }
}

/* ---- who may see ---- */

static void others_see_nothing(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/request/sent", "/request/dates.ics", "/request/papers/1", "/request/withdraw"};
    struct client mine = visitor(), other = visitor();
    struct sent s = send_one(&mine, w.auto_organ);
    client_get(&other, "/request/progress");
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        client_get(&other, targets[i]);
        must_be(&other.res, 303);
        assert_string_equal(other.res.location, "/request/progress");
    }
    client_get(&other, "/request/progress");
    must_not_have(&other.res, s.number);
    mine.app = w.later; /* half an hour later the same browser has to ask again */
    client_get(&mine, "/request/sent");
    must_be(&mine.res, 303);
    client_get(&mine, "/request/progress");
    must_have(&mine.res, "name=\"code\"");
}

static void leaving(void **state)
{
    (void)state;
    struct client c = visitor();
    send_one(&c, w.auto_organ);
    client_get(&c, "/request/progress");
    must_have(&c.res, "办理经过");
    client_post(&c, "/request/leave", "");
    must_be(&c.res, 303);
    client_get(&c, "/request/progress");
    must_have(&c.res, "已退出");
    must_not_have(&c.res, "办理经过");
}

static void ask(struct client *c, const char *number, const char *code)
{
    client_get(c, "/request/progress");
    client_post(
        c, "/request/progress", arena_printf(w.a, "number=%s&code=%s", enc(number), enc(code)));
}

/* The number in any spelling, the code in any; the same answer to both mistakes. */
static void number_and_code(void **state)
{
    (void)state;
    struct client c = visitor();
    struct sent s = send_one(&c, w.auto_organ);
    struct foi_case k = find_case(s);
    char small[16];
    for (size_t i = 0; i <= strlen(s.code); i++)
        small[i] = s.code[i] >= 'A' ? (char)(s.code[i] + 32) : s.code[i];
    const char *plain = arena_printf(w.a, "某政信公开[2020] 第%d号", k.seq);
    const struct {
        const char *number, *code;
        int status;
    } cases[] = {
        {s.number, s.code, 303},
        {k.arrival, s.code, 303},
        {plain, arena_printf(w.a, "%.5s-%s", small, small + 5), 303},
        {s.number, "ABCDEFGHJK", 422},
        {"2020-999999", s.code, 422},
        {"", s.code, 422},
        {s.number, "", 422},
        {"' OR 1=1 --", "' OR 1=1 --", 422},
    };
    const char *said = NULL;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct client other = visitor();
        ask(&other, cases[i].number, cases[i].code);
        must_be(&other.res, cases[i].status);
        if (i != 3 && i != 4)
            continue;
        const char *words = text_after(w.a, &other.res, "href=\"#f-number\">", "<");
        if (said)
            assert_string_equal(said, words);
        said = words;
    }
}

static void guessing_is_stopped(void **state)
{
    (void)state;
    struct client c = visitor();
    struct sent s = send_one(&c, w.auto_organ), t = send_one(&c, w.auto_organ);
    struct client guesser = visitor();
    for (int i = 0; i < 5; i++)
        ask(&guesser, s.number, "ABCDEFGHJK");
    ask(&guesser, s.number, s.code);
    must_be(&guesser.res, 422);
    must_have(&guesser.res, "15分钟后再试");
    ask(&guesser, t.number, t.code); /* others are not locked out with it */
    must_be(&guesser.res, 303);
}

/* ---- what the applicant may do ---- */

static void correction(void **state)
{
    (void)state;
    struct client c = visitor();
    struct sent s = send_one(&c, w.auto_organ);
    struct foi_case k = find_case(s);
    staff_act(k.id, w.clerk, "assign", NULL, 0);
    STAFF(k.id, w.clerk, "correction_notice", {"text", "请写明是哪一年的方案"}, {"days", "15"});
    client_get(&c, "/request/progress");
    must_have(&c.res, "请写明是哪一年的方案");
    must_have(&c.res, "提交补正");
    client_submit(&c, "/request/correct", "text=");
    must_be(&c.res, 422);
    must_have(&c.res, "请写明补正的内容");
    client_get(&c, "/request/progress");
    client_submit(&c, "/request/correct", arena_printf(w.a, "text=%s", enc("2019年的")));
    must_be(&c.res, 303);
    k = find_case(s);
    assert_int_equal(k.stage, CASE_EXAM);
    assert_true(k.corrected);
    client_get(&c, "/request/progress");
    must_have(&c.res, "收到您的补正");
    must_not_have(&c.res, "提交补正");
}

static void reasons(void **state)
{
    (void)state;
    struct client c = visitor();
    struct sent s = send_one(&c, w.auto_organ);
    struct foi_case k = find_case(s);
    staff_act(k.id, w.clerk, "assign", NULL, 0);
    STAFF(k.id, w.head, "reason_notice", {"text", "本月已申请30件"}, {"days", "10"});
    client_get(&c, "/request/progress");
    must_have(&c.res, "本月已申请30件");
    client_submit(&c, "/request/reasons", arena_printf(w.a, "text=%s", enc("写论文")));
    must_be(&c.res, 303);
    assert_int_equal(find_case(s).stage, CASE_EXAM);
}

static void withdrawal(void **state)
{
    (void)state;
    struct client c = visitor();
    struct sent s = send_one(&c, w.organ);
    client_get(&c, "/request/withdraw");
    must_have(&c.res, "确认撤回");
    assert_int_equal(find_case(s).stage, CASE_ARRIVED); /* asking changes nothing */
    client_submit(&c, "/request/withdraw", "text=");
    must_be(&c.res, 303);
    assert_int_equal(find_case(s).stage, CASE_WITHDRAWN);
    client_get(&c, "/request/progress");
    must_have(&c.res, "已撤回");
    must_not_have(&c.res, "/request/withdraw");
}

/* Acts of the office are not the applicant's, and nobody acts without the pass. */
static void no_other_acts(void **state)
{
    (void)state;
    struct client c = visitor(), stranger = visitor();
    struct sent s = send_one(&c, w.auto_organ);
    client_get(&c, "/request/withdraw");
    const char *fields = arena_printf(w.a, "once=%s&text=x", client_hidden(&c, "once"));
    client_post(&c, "/request/reasons", fields);
    must_be(&c.res, 409);
    client_get(&stranger, "/request/progress");
    client_post(&stranger, "/request/withdraw", fields);
    must_be(&stranger.res, 422);
    assert_int_equal(find_case(s).stage, CASE_REGISTERED);
}

/* Third parties, opinions inside and names of staff stay inside; so do papers not for them. */
static void only_what_is_theirs(void **state)
{
    (void)state;
    static const char *const hidden[] = {
        "示例建筑公司", "内部意见三", "经办甲", "负责乙", ID_NUMBER, PHONE, "欧阳示例"};
    struct client c = visitor();
    struct sent s = send_one(&c, w.auto_organ);
    struct foi_case k = find_case(s);
    STAFF(k.id, w.clerk, "assign", {"text", "内部意见三"});
    STAFF(k.id, w.clerk, "consult", {"kind", "THIRD"}, {"party", "示例建筑公司"}, {"text", "合同"});
    w.c.person = w.clerk;
    done(ctx_begin(&w.c, true));
    done(foi_act(&w.c, k.id,
        &(struct foi_do){.action = "add_file",
            .day = day_at(w.c.now),
            .args = &(struct foi_arg){"title", "内部材料"},
            .n_args = 1,
            .files =
                &(struct foi_file){
                    .slot = "", .name = "a.txt", .mime = "text/plain", .bytes = "x", .n_bytes = 1},
            .n_files = 1}));
    done(ctx_commit(&w.c));
    client_get(&c, "/request/progress");
    must_have(&c.res, "正在征求");
    for (size_t i = 0; i < COUNT_OF(hidden); i++)
        must_not_have(&c.res, hidden[i]);
    must_not_have(&c.res, "内部材料");
    struct foi_paper *papers;
    size_t n;
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, k.id, &papers, &n));
    ctx_rollback(&w.c);
    assert_true(n > 0);
    for (size_t i = 0; i < n; i++) {
        client_get(&c, arena_printf(w.a, "/request/papers/%lld", (long long)papers[i].id));
        must_be(&c.res, papers[i].for_applicant ? 200 : 404);
    }
}

/* ---- days ---- */

static void calendar_file(void **state)
{
    (void)state;
    struct client c = visitor();
    send_one(&c, w.auto_organ);
    client_get(&c, "/request/dates.ics");
    must_be(&c.res, 200);
    assert_non_null(strstr(c.res.content_type, "text/calendar"));
    must_have(&c.res, "DTSTART;VALUE=DATE:20200709\r\n");
    must_have(&c.res, "DTEND;VALUE=DATE:20200710\r\n");
    must_have(&c.res, "DTSTAMP:20200610T010000Z\r\n");
    must_not_have(&c.res, "欧阳");
}

/* ---- nothing personal gets out ---- */

static const struct stmt all_acts = {"test.journal", "SELECT action, detail FROM journal", NULL};
static const struct stmt all_once = {"test.once", "SELECT location FROM once", NULL};

static void nothing_gets_out(void **state)
{
    (void)state;
    static const char *const targets[] = {"/", "/request/", "/request/new", "/request/form",
        "/request/found", "/search?q=" ID_NUMBER, "/search?q=" PHONE, "/feed.xml", "/sitemap.xml",
        "/api/v1/items", "/api/v1/items.csv", "/site-map/", "/log/", "/progress/"};
    static const char *const secrets[] = {"欧阳示例", "0000111", "49123100"};
    struct client mine = visitor(), other = visitor();
    struct sent s = send_one(&mine, w.auto_organ);
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        client_get(&other, targets[i]);
        bool asked = strstr(targets[i], "?q=") != NULL; /* shows the question again */
        for (size_t j = 0; j < COUNT_OF(secrets) && !asked; j++)
            must_not_have(&other.res, secrets[j]);
        must_not_have(&other.res, s.code);
        must_not_have(&other.res, WANTED);
    }
    struct rows *r;
    done(ctx_begin(&w.c, false));
    done(q(&w.c, &all_acts, NO_ARGS, &r));
    while (rows_next(r))
        for (size_t j = 0; j < COUNT_OF(secrets); j++)
            assert_null(strstr(rows_text(r, 1), secrets[j]));
    done(q(&w.c, &all_once, NO_ARGS, &r));
    while (rows_next(r))
        assert_true(strncmp(rows_text(r, 0), "/request/sent", 13) == 0 ||
                    strcmp(rows_text(r, 0), "/request/progress") == 0);
    ctx_rollback(&w.c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements),
        cmocka_unit_test(doors),
        cmocka_unit_test(county_first),
        cmocka_unit_test(find_first),
        cmocka_unit_test(found_is_counted),
        cmocka_unit_test(sent_at_once),
        cmocka_unit_test(receipt_follows),
        cmocka_unit_test(sent_to_be_confirmed),
        cmocka_unit_test(sent_twice_is_one),
        cmocka_unit_test(gaps),
        cmocka_unit_test(no_such_organ),
        cmocka_unit_test(full_width),
        cmocka_unit_test(several_ways),
        cmocka_unit_test(files),
        cmocka_unit_test(others_see_nothing),
        cmocka_unit_test(leaving),
        cmocka_unit_test(number_and_code),
        cmocka_unit_test(guessing_is_stopped),
        cmocka_unit_test(correction),
        cmocka_unit_test(reasons),
        cmocka_unit_test(withdrawal),
        cmocka_unit_test(no_other_acts),
        cmocka_unit_test(only_what_is_theirs),
        cmocka_unit_test(calendar_file),
        cmocka_unit_test(nothing_gets_out),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
