/* Petitions: clocks, the sheet from step to step, handing over both ways, pages.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/stat.h>

#include "common/clock/calendar.h"
#include "common/journal/journal.h"
#include "common/task/task.h"
#include "lib/ui/ui.h"
#include "request/foi/foi.h"
#include "request/petition/demo.h"
#include "request/petition/acts.h"
#include "request/petition/dates.h"
#include "request/petition/petition.h"
#include "request/wording/wording.h"
#include "tests/client.h"
#include "tests/docx_edit.h"
#include "tests/organ.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &wording_module, &foi_module, &petition_module,
    &client_module};

enum who { PETITION, OFFICE, EDITOR, LEADER, PEOPLE };
static struct {
    struct arena *a;
    struct db *db;
    struct app *app;
    struct ctx c;
    int64_t unit, people[PEOPLE];
    struct client browsers[PEOPLE];
    int n;
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

static void begin(enum who who)
{
    w.c.person = w.people[who];
    w.c.unit = w.unit;
    done(ctx_begin(&w.c, true));
}

static int open_world(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {"petition", "office", "editor", "leader"};
    const char *dir = test_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    assert_int_equal(mkdir(arena_printf(w.a, "%s/tmp", dir), 0700), 0);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    begin(OFFICE);
    done(test_unit_add(&w.c,
        (struct unit){
            .code = "u", .name = "师宗县人民政府", .short_name = "县政府", .kind = "GOVERNMENT"},
        &w.unit));
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, roles_of[i], roles_of[i], w.unit, roles_of[i], NULL, &w.people[i]));
    done(test_organ_put(
        &w.c, (struct foi_organ){.unit_id = w.unit, .word = "师政", .kind = ORGAN_COUNTY}));
    done(ctx_commit(&w.c));
    w.attempts = "";
    w.app = test_app((struct app_options){.data_dir = dir,
        .db = w.db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .log_attempt = log_attempt});
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], w.people[i]);
        client_get(&w.browsers[i], "/work/");
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

/* RULE P1: calendar days; a right ends on a working day. RULE P5: the delay in working days. */
static void dates_of_a_petition(void **state)
{
    (void)state;
    struct petition_dates d;
    struct day until;
    char text[11];
    int days;
    bool alert;
    struct err e;
    assert_int_equal(petition_dates(day_parse("2018-09-12"), day_parse("2018-09-20"), &d, &e), 0);
    assert_string_equal(day_text(d.route_by, text), "2018-09-27");
    assert_string_equal(day_text(d.sheet_by, text), "2018-09-13");
    assert_string_equal(day_text(d.finish_by, text), "2018-11-19");
    assert_string_equal(day_text(d.finish_extended_by, text), "2018-12-19");
    assert_int_equal(petition_review_by(day_parse("2018-09-03"), &until, &e), 0);
    assert_string_equal(day_text(until, text), "2018-10-08"); /* the 3rd is a holiday */
    assert_int_equal(
        petition_delay(day_parse("2018-09-12"), day_parse("2018-09-19"), &days, &alert, &e), 0);
    assert_int_equal(days, 5);
    assert_false(alert);
    assert_int_equal(
        petition_delay(day_parse("2018-09-12"), day_parse("2018-09-20"), &days, &alert, &e), 0);
    assert_true(alert);
}

/* RULE P4 */
static void suspicion(void **state)
{
    (void)state;
    assert_string_equal(petition_suspicion("我要申请公开征地批复"), "申请公开");
    assert_string_equal(petition_suspicion("请提供征地批复的复印件"), "复印件");
    assert_string_equal(petition_suspicion("反映邻居噪音扰民"), "");
}

static int64_t registered(void)
{
    int64_t id;
    begin(PETITION);
    done(petition_register(&w.c,
        &(struct petition_item){.number = arena_printf(w.a, "师信〔2018〕%d号", ++w.n),
            .p0 = day_parse("2018-09-11"),
            .subject = "要求提供征地材料",
            .suspicion = "",
            .who = {"李四", "0874-5752001", "示例村", "请依申请公开征地批复及补偿方案", 0, 0}},
        &id));
    done(ctx_commit(&w.c));
    return id;
}

/* RULE P2: many may come, five at most speak for them. */
static void group_visits(void **state)
{
    (void)state;
    static const struct {
        int visitors, speakers;
        const char *refusal;
    } cases[] = {{0, 0, ""}, {5, 0, ""}, {6, 0, "推选"}, {30, 5, ""}, {30, 6, "不得超过 5 人"},
        {2, 3, "不能多于"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t id;
        begin(PETITION);
        enum st st = petition_register(&w.c,
            &(struct petition_item){.number = arena_printf(w.a, "师信〔2018〕访%zu号", i),
                .p0 = day_parse("2018-09-12"),
                .subject = "要求提供征地材料",
                .suspicion = "",
                .who = {"李四", "", "", "请依申请公开征地批复", cases[i].visitors,
                    cases[i].speakers}},
            &id);
        assert_int_equal(st == ST_OK, !*cases[i].refusal);
        if (st)
            assert_non_null(strstr(w.c.err.message, cases[i].refusal));
        struct petition_item p = {.id = 0};
        if (!st)
            done(petition_get(&w.c, id, &p));
        assert_int_equal(p.who.visitors, st ? 0 : cases[i].visitors);
        ctx_rollback(&w.c);
    }
}

static enum st step(
    int64_t id, enum who who, const char *action, const char *verdict, const char *text)
{
    begin(who);
    enum st st = petition_act(&w.c, id,
        &(struct petition_do){.action = action,
            .verdict = verdict,
            .text = text,
            .organ_id = w.unit,
            .applicant_kind = "NATURAL"});
    if (st)
        ctx_rollback(&w.c);
    else
        done(ctx_commit(&w.c));
    return st;
}

static struct petition_item item(int64_t id)
{
    struct petition_item p;
    done(ctx_begin(&w.c, false));
    done(petition_get(&w.c, id, &p));
    ctx_rollback(&w.c);
    return p;
}

/* RULE P7, P5: a request in disguise of a petition becomes one without being filed twice. */
static void handed_over(void **state)
{
    (void)state;
    struct foi_case k;
    int64_t id = registered();
    assert_int_equal(step(id, OFFICE, "opine", "B", "是公开申请"), ST_CONFLICT);
    done(step(id, PETITION, "open", "", ""));
    assert_int_equal(step(id, OFFICE, "opine", "", "没有选"), ST_INVALID);
    assert_int_equal(step(id, OFFICE, "opine", "B", ""), ST_INVALID);
    done(step(id, OFFICE, "opine", "B", "请求提供征地批复，属于公开申请"));
    done(step(id, PETITION, "agree", "", ""));
    assert_int_equal(step(id, PETITION, "close", "", "按信访"), ST_CONFLICT);
    done(step(id, OFFICE, "hand_over", "", ""));
    struct petition_item p = item(id);
    assert_int_equal(p.stage, PETITION_HANDED);
    done(ctx_begin(&w.c, false));
    done(foi_case_get(&w.c, (struct foi_see){w.unit, false}, p.request_id, &k));
    ctx_rollback(&w.c);
    assert_int_equal(k.petition_id, id);
    assert_int_equal(k.channel, CHANNEL_MISROUTED);
    assert_int_equal(k.stage, CASE_ARRIVED); /* T begins with the confirmation */
    done(step(id, PETITION, "close", "", "已书面告知"));
    assert_int_equal(item(id).stage, PETITION_CLOSED);
}

static void disputed_and_decided(void **state)
{
    (void)state;
    int64_t id = registered();
    done(step(id, PETITION, "open", "", ""));
    done(step(id, OFFICE, "opine", "B", "公开"));
    done(step(id, PETITION, "dissent", "A", "是投诉"));
    assert_int_equal(item(id).stage, PETITION_DISPUTED);
    done(step(id, LEADER, "decide", "A", "属于信访"));
    assert_int_equal(step(id, OFFICE, "hand_over", "", ""), ST_CONFLICT);
    done(step(id, PETITION, "close", "", "按信访办理"));
    id = registered();
    done(step(id, PETITION, "open", "", ""));
    done(step(id, OFFICE, "opine", "D", "不清楚"));
    done(step(id, PETITION, "agree", "", ""));
    done(step(id, PETITION, "supplement", "", "补充了材料"));
    assert_int_equal(item(id).stage, PETITION_REGISTERED);
}

static int64_t disputed(enum who opines)
{
    int64_t id = registered();
    done(step(id, PETITION, "open", "", ""));
    done(step(id, opines, "opine", "B", "属于公开申请"));
    done(step(id, PETITION, "dissent", "A", "是投诉"));
    return id;
}

/* RULE 5.2: nobody agrees to or decides on what he wrote himself, whatever his post is by then. */
static void nobody_decides_on_himself(void **state)
{
    (void)state;
    int64_t id = disputed(LEADER);
    assert_int_equal(step(id, LEADER, "decide", "B", "就是公开申请"), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "提出意见"));
    assert_non_null(strstr(w.c.err.message, "请由其他人办理"));
    assert_int_equal(step(id, PETITION, "decide", "A", "就是投诉"), ST_CONFLICT);
    assert_int_equal(item(id).stage, PETITION_DISPUTED);
    done(step(id, OFFICE, "decide", "B", "属于公开申请"));
    id = registered();
    done(step(id, PETITION, "open", "", ""));
    done(step(id, PETITION, "opine", "B", "调来公开机构时写的"));
    assert_int_equal(step(id, PETITION, "agree", "", ""), ST_CONFLICT);
    assert_int_equal(step(id, PETITION, "dissent", "A", "反悔"), ST_CONFLICT);
    done(step(id, OFFICE, "agree", "", ""));
}

/* A round that began anew has opinions of its own. */
static void a_new_round_is_free(void **state)
{
    (void)state;
    int64_t id = registered();
    done(step(id, PETITION, "open", "", ""));
    done(step(id, LEADER, "opine", "D", "不清楚"));
    done(step(id, PETITION, "agree", "", ""));
    done(step(id, PETITION, "supplement", "", "补充了材料"));
    done(step(id, PETITION, "open", "", ""));
    done(step(id, OFFICE, "opine", "B", "清楚了"));
    done(step(id, PETITION, "dissent", "A", "是投诉"));
    done(step(id, LEADER, "decide", "B", "属于公开申请"));
}

static bool in_inbox(enum who who, int64_t id)
{
    client_get(&w.browsers[who], "/work/");
    return strstr(w.browsers[who].res.body,
               arena_printf(w.a, "/work/petitions/%lld/", (long long)id)) != NULL;
}

/* The page offers it to others only, the inbox does not ask for it, a forged form is refused and
 * kept. */
static void pages_part_duties(void **state)
{
    (void)state;
    int64_t mine = disputed(LEADER), other = disputed(OFFICE);
    const char *path = arena_printf(w.a, "/work/petitions/%lld/", (long long)mine);
    struct client *leader = &w.browsers[LEADER], *office = &w.browsers[OFFICE];
    assert_false(in_inbox(LEADER, mine));
    assert_true(in_inbox(LEADER, other));
    assert_false(in_inbox(OFFICE, other));
    client_get(leader, path);
    must_have(&leader->res, "“决定”请由其他人办理");
    must_not_have(&leader->res, "do/decide");
    w.attempts = "";
    client_post(leader, arena_printf(w.a, "%sdo/decide", path),
        "once=bbbbbbbbbbbbbbbbbbbbbbbb&version=4&verdict=B&text=x");
    must_be(&leader->res, 409);
    must_have(&leader->res, "请由其他人办理");
    assert_non_null(strstr(w.attempts, "do/:action 您在这次会签中提出意见"));
    client_get(leader, arena_printf(w.a, "/work/petitions/%lld/", (long long)other));
    must_have(&leader->res, "do/decide");
    client_get(office, path);
    must_not_have(&office->res, "do/decide"); /* the leader's, not the office's */
    client_post(office, arena_printf(w.a, "%sdo/decide", path),
        "once=cccccccccccccccccccccccc&version=4&verdict=B&text=x");
    must_be(&office->res, 403);
}

/* RULE P6: only a request answered with X1 goes the other way. */
static void the_other_way(void **state)
{
    (void)state;
    int64_t id, petition = registered();
    done(step(petition, PETITION, "open", "", ""));
    done(step(petition, OFFICE, "opine", "C", "兼有"));
    done(step(petition, PETITION, "agree", "", ""));
    done(step(petition, OFFICE, "hand_over", "", ""));
    int64_t request = item(petition).request_id;
    begin(OFFICE);
    assert_int_equal(petition_from_request(&w.c, request, &id), ST_CONFLICT);
    ctx_rollback(&w.c);
}

static void move(int64_t id, enum who who, const char *action, const char *name, const char *value,
    const char *also, const char *its)
{
    struct foi_arg args[] = {{name, value}, {also, its}, {"other_basis", "《信访条例》第二十一条"}};
    begin(who);
    done(foi_act(
        &w.c, id, &(struct foi_do){.action = action, .args = args, .n_args = COUNT_OF(args)}));
    done(ctx_commit(&w.c));
}

/* RULE P6: answered with X1, the text goes to the petition office once, linked to the request. */
static void petition_in_disguise(void **state)
{
    (void)state;
    struct foi_receipt in;
    struct foi_application app = {.organ_id = w.unit,
        .channel = CHANNEL_F2F,
        .arrived = day_parse("2018-09-12"),
        .wanted = "要求查处邻居违法建房并答复处理结果",
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP",
        .code = "",
        .who = {.kind = "NATURAL",
            .name = "王五",
            .id_kind = "",
            .id_number = "",
            .employer = "",
            .credit_code = "",
            .legal_person = "",
            .contact = "",
            .phone = "0874-5752003",
            .fax = "",
            .email = "",
            .address = "",
            .postcode = "",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""}};
    int64_t id;
    begin(EDITOR);
    done(foi_arrive(&w.c, &app, &in));
    done(ctx_commit(&w.c));
    move(in.id, EDITOR, "assign", "", "", "", "");
    move(in.id, EDITOR, "draft", "code", "X1", "reason", "属于投诉举报事项");
    move(in.id, EDITOR, "submit", "", "", "", "");
    move(in.id, OFFICE, "approve", "text", "同意", "", "");
    move(in.id, OFFICE, "sign", "", "", "", "");
    move(in.id, EDITOR, "deliver", "delivery", "HAND", "evidence", "本人签收");
    begin(EDITOR);
    done(petition_from_request(&w.c, in.id, &id));
    done(ctx_commit(&w.c));
    struct petition_item p = item(id);
    assert_true(p.reverse);
    assert_int_equal(p.request_id, in.id);
    assert_string_equal(p.who.name, "王五");
    begin(EDITOR);
    assert_int_equal(petition_from_request(&w.c, in.id, &id), ST_CONFLICT); /* once */
    ctx_rollback(&w.c);
}

/* RULE P3: the list and the journal hold no name and nothing of the passage. */
static void pages(void **state)
{
    (void)state;
    int64_t id = registered();
    client_get(&w.browsers[PETITION], "/work/petitions/");
    assert_int_equal(w.browsers[PETITION].res.status, 200);
    assert_null(strstr(w.browsers[PETITION].res.body, "李四"));
    assert_non_null(strstr(w.browsers[PETITION].res.body, "要求提供征地材料"));
    client_get(&w.browsers[EDITOR], "/work/petitions/");
    assert_int_equal(w.browsers[EDITOR].res.status, 403);
    client_get(&w.browsers[PETITION], arena_printf(w.a, "/work/petitions/%lld/", (long long)id));
    assert_int_equal(w.browsers[PETITION].res.status, 200);
    assert_non_null(strstr(w.browsers[PETITION].res.body, "发起会签"));
    client_get(
        &w.browsers[OFFICE], arena_printf(w.a, "/work/petitions/%lld/sheet.pdf", (long long)id));
    assert_int_equal(w.browsers[OFFICE].res.status, 200);
    assert_memory_equal(w.browsers[OFFICE].res.body, "%PDF-", 5);
    client_post(&w.browsers[OFFICE],
        arena_printf(w.a, "/work/petitions/%lld/do/open", (long long)id),
        arena_printf(w.a, "once=%s&version=1", "aaaaaaaaaaaaaaaaaaaaaaaa"));
    assert_int_equal(w.browsers[OFFICE].res.status, 403);
}

/* The sheet as downloaded, with an opinion before the first signature line, or another label. */
static void send_sheet(enum who who, int64_t id, bool label, const char *text)
{
    static const char line[] = "　　　　　　　　签　名：";
    struct client *b = &w.browsers[who];
    const char *item = arena_printf(w.a, "/work/petitions/%lld/", (long long)id),
               *path = arena_printf(w.a, "%s/sheet.docx", test_dir()), *from = line, *to;
    const char *fields[] = {NULL};
    size_t n;
    client_get(b, arena_printf(w.a, "%ssheet.docx", item));
    assert_int_equal(b->res.status, 200);
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(b->res.body, 1, b->res.body_bytes, f), b->res.body_bytes);
    fclose(f);
    to = arena_printf(w.a, "%s</w:t></w:r></w:p><w:p><w:r><w:t>%s", text, line);
    if (label) {
        from = "意　　见</w:t></w:r></w:p></w:tc>";
        to = "看　　法</w:t></w:r></w:p></w:tc>";
    }
    const char *bytes = docx_edit(w.a, path, from, to, &n);
    client_get(b, item);
    client_upload(b, arena_printf(w.a, "%ssheet", item), fields,
        &(struct client_file){"file", "会签单.docx", bytes, n});
}

/* RULE P7: the sheet goes to Word and back; what was written stands in the form of its step. */
static void sheet_in_word(void **state)
{
    (void)state;
    int64_t id = registered();
    done(step(id, PETITION, "open", "", ""));
    send_sheet(OFFICE, id, false, "属于政府信息公开申请，请转公开机构");
    const char *body = w.browsers[OFFICE].res.body;
    assert_int_equal(w.browsers[OFFICE].res.status, 200);
    assert_non_null(strstr(body, "还没有保存"));
    assert_non_null(strstr(body, "<b>公开机构意见</b>：属于政府信息公开申请，请转公开机构"));
    assert_non_null(strstr(body, "属于政府信息公开申请，请转公开机构</textarea>"));
    assert_non_null(strstr(body, "value=\"B\" checked"));
    send_sheet(PETITION, id, false, "我来写");
    assert_int_equal(w.browsers[PETITION].res.status, 422);
    assert_non_null(strstr(w.browsers[PETITION].res.body, "这一栏由别人填写"));
    send_sheet(OFFICE, id, true, "");
    assert_int_equal(w.browsers[OFFICE].res.status, 422);
    assert_non_null(strstr(w.browsers[OFFICE].res.body, "栏目名称“公开机构意见”被改成"));
    done(step(id, OFFICE, "opine", "B", "请转公开机构"));
    client_get(
        &w.browsers[OFFICE], arena_printf(w.a, "/work/petitions/%lld/sheet.docx", (long long)id));
    assert_int_equal(w.browsers[OFFICE].res.status, 200);
    client_get(
        &w.browsers[EDITOR], arena_printf(w.a, "/work/petitions/%lld/sheet.docx", (long long)id));
    assert_int_equal(w.browsers[EDITOR].res.status, 403);
}

/* What init --demo leaves: an item whose opinion the disclosure office owes. */
static void demo(void **state)
{
    (void)state;
    struct petition_item *list;
    size_t n, found = 0;
    int64_t id;
    begin(PETITION);
    done(person_add(&w.c, "xinfang", "示例辛", w.unit, "petition", NULL, &id));
    done(petition_demo(&w.c));
    done(petition_list(&w.c, &list, &n));
    for (size_t i = 0; i < n; i++)
        found += strstr(list[i].number, "演示信") && list[i].stage == PETITION_SHEET;
    assert_int_equal(found, 1);
    ctx_rollback(&w.c);
}

static void statements(void **state)
{
    (void)state;
    begin(OFFICE);
    for (size_t i = 0; i < petition_module.n_stmts; i++)
        if (db_check(w.c.tx, petition_module.stmts[i], &w.c.err))
            fail_msg("%s: %s", petition_module.stmts[i]->name, w.c.err.detail);
    ctx_rollback(&w.c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dates_of_a_petition),
        cmocka_unit_test(suspicion), cmocka_unit_test(statements), cmocka_unit_test(demo),
        cmocka_unit_test(handed_over), cmocka_unit_test(group_visits),
        cmocka_unit_test(disputed_and_decided), cmocka_unit_test(nobody_decides_on_himself),
        cmocka_unit_test(a_new_round_is_free), cmocka_unit_test(pages_part_duties),
        cmocka_unit_test(the_other_way), cmocka_unit_test(petition_in_disguise),
        cmocka_unit_test(pages), cmocka_unit_test(sheet_in_word)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
