/* What a reply and a fee rest on: repeats, secrets, third parties, forms, pieces and pages.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/charge.h"
#include "request/foi/earlier.h"
#include "request/foi/test_foi_world.h"

static int64_t at_work(void)
{
    int64_t id = arrive(CHANNEL_F2F, "2021-03-05").id;
    done(act(id, CLERK, "assign", "", NO_FACTS));
    return id;
}

/* As somebody else, or about something else. */
static int64_t at_work_of(const char *name, const char *id_number, const char *wanted)
{
    struct foi_receipt out;
    struct foi_application in = application(CHANNEL_F2F, "2021-03-05");
    in.who.name = name;
    in.who.id_number = id_number;
    in.wanted = wanted;
    begin(CLERK);
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    done(act(out.id, CLERK, "assign", "", NO_FACTS));
    return out.id;
}

static enum st add_paper(int64_t id, const char *slot, int pages)
{
    struct foi_file file = {
        .slot = "", .name = "a.pdf", .mime = "application/pdf", .bytes = "%PDF", .n_bytes = 4};
    struct foi_arg args[] = {{"slot", slot}, {"title", "材料"}};
    file.pages = pages;
    begin(CLERK);
    enum st st = foi_act(&w.c, id,
        &(struct foi_do){
            .action = "add_file", .args = args, .n_args = 2, .files = &file, .n_files = 1});
    done(st);
    return ctx_commit(&w.c);
}

#define REPEAT(number) FACTS_OF("code", "X2", "reason", "已经答复过", "earlier", number)

/* RULE K5: a repeat rests on a reply that this applicant has. */
static void repeats(void **state)
{
    (void)state;
    today("2021-03-05");
    int64_t first = at_work(), second = at_work();
    int64_t stranger = at_work_of("李四光", "110101199003071233", "2018年学区划分的文件");
    const char *number = row(first).number;
    must_refuse(act(second, CLERK, "draft", "", REPEAT(number)), "答复还没有送达");
    send_out(first, RELEASED);
    must_refuse(
        act(second, CLERK, "draft", "", REPEAT("师教信公开〔2021〕第999号")), "没有这个编号");
    must_refuse(act(stranger, CLERK, "draft", "", REPEAT(number)), "不是同一申请人");
    must_refuse(act(first, CLERK, "draft", "", REPEAT(number)), "");
    done(act(second, CLERK, "draft", "", REPEAT(number)));
    assert_int_equal(row(second).earlier_id, first);
    done(act(second, CLERK, "submit", "", NO_FACTS));
    /* written as people write it */
    int64_t third = at_work();
    done(act(third, CLERK, "draft", "",
        REPEAT(arena_printf(w.c.mem, "师教信公开[2021]第%d号", row(first).seq))));
    assert_int_equal(row(third).earlier_id, first);
    done(act(third, CLERK, "draft", "", RELEASED));
    assert_int_equal(row(third).earlier_id, 0);
}

/* RULE K5: what was answered on paper before there was a platform is proved by its papers. */
static void repeats_of_paper_times(void **state)
{
    (void)state;
    today("2021-03-05");
    int64_t id = at_work();
    const char *const *facts = FACTS_OF("code", "X2", "reason", "已经答复过", "earlier_paper",
        "师教公开〔2015〕3号", "earlier_date", "2015-06-01");
    must_refuse(act(id, CLERK, "draft", "", facts), "此前的申请和答复");
    done(add_paper(id, "earlier", 2));
    must_refuse(act(id, CLERK, "draft", "",
                    FACTS_OF("code", "X2", "reason", "已经答复过", "earlier_paper", "3号")),
        "送达的日期");
    done(act(id, CLERK, "draft", "", facts));
    assert_int_equal(row(id).earlier_id, 0);
}

/* RULE K5: the nearest in words comes first; what has no reply is not there. */
static void candidates(void **state)
{
    (void)state;
    struct earlier_case *list;
    size_t n;
    today("2021-03-05");
    const char *who = "110101199003074514";
    int64_t far = at_work_of("王五常", who, "全县公路养护计划和经费安排"),
            near = at_work_of("王五常", who, "2020年学区划分的文件和图"),
            open = at_work_of("王五常", who, "学区划分的文件");
    send_out(far, RELEASED);
    send_out(near, RELEASED);
    int64_t id = at_work_of("王五常", who, "2020年学区划分文件");
    struct foi_case k = row(id);
    done(ctx_begin(&w.c, false));
    done(foi_earlier_list(&w.c, &k, &list, &n));
    ctx_rollback(&w.c);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].k.id, near);
    assert_true(list[0].alike > 60 && list[1].alike < 20);
    assert_int_not_equal(list[0].k.id, open);
    assert_int_equal(foi_alike("", ""), 0);
    assert_int_equal(foi_alike("学区划分", "学区，划分"), 100);
}

/* RULE K3: level and body are asked for when the draft is saved, of a part too. */
static void secrets(void **state)
{
    (void)state;
    today("2021-03-05");
    int64_t id = at_work();
#define SECRET                                                                                     \
    "code", "D1", "info_title", "规划附图", "reason", "属于国家秘密", "other_basis",               \
        "《中华人民共和国保守国家秘密法》第九条"
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF(SECRET)), "请填写密级");
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF(SECRET, "secret_level", "秘密")), "定密机关");
    done(act(id, CLERK, "draft", "",
        FACTS_OF(SECRET, "secret_level", "秘密", "classified_by", "县自然资源局")));
    id = at_work();
#define PARTLY(ground)                                                                             \
    "code", "P1", "info_title", "规划", "withheld", ground, "withheld_parts", "附图；不公开",      \
        "released_part", "正文", "supply_form", "纸质文件", "attachments", "正文", "severed",      \
        "WHOLE"
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF(PARTLY("D1"))), "请填写密级");
    done(act(id, CLERK, "draft", "",
        FACTS_OF(PARTLY("D1"), "secret_level", "秘密", "classified_by", "县自然资源局")));
}

/* RULE R8, K3: a part is not withheld for somebody who was never asked, or who agreed. */
static void third_parties_are_asked(void **state)
{
    (void)state;
    today("2021-03-05");
    int64_t id = at_work();
    must_refuse(
        act(id, CLERK, "draft", "", FACTS_OF("code", "D4", "info_title", "规划", "reason", "秘密")),
        "先书面征求第三方意见");
    done(act(id, CLERK, "draft", "", FACTS_OF(PARTLY("D4"))));
    must_refuse(act(id, CLERK, "submit", "", NO_FACTS), "先书面征求第三方意见");
    done(act(id, CLERK, "consult", "",
        FACTS_OF("kind", "THIRD", "party", "某公司", "text", "附图", "received", "2021-03-05")));
    must_refuse(
        act(id, CLERK, "draft", "", FACTS_OF("code", "D4", "info_title", "规划", "reason", "秘密")),
        "还没有收到答复");
    done(act(id, CLERK, "draft", "", FACTS_OF(PARTLY("D4"))));
    must_refuse(act(id, CLERK, "submit", "", NO_FACTS), "还没有收到答复");
    done(act(id, CLERK, "consult_answer", "",
        FACTS_OF("consult", "5", "answer", "AGREE", "text", "可以")));
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF(PARTLY("D4"))), "已经同意公开");
    must_refuse(
        act(id, CLERK, "draft", "", FACTS_OF("code", "D4", "info_title", "规划", "reason", "秘密")),
        "已经同意公开");
    id = at_work();
    done(act(id, CLERK, "consult", "",
        FACTS_OF("kind", "THIRD", "party", "某公司", "text", "附图", "received", "2021-03-05")));
    today("2021-03-29"); /* the lapse is enough */
    done(act(id, CLERK, "draft", "",
        FACTS_OF("code", "D4", "info_title", "规划", "reason", "公开会损害第三方合法权益")));
}

/* RULE K9: paper was asked for. RULE K11, K12: papers that lie elsewhere. */
static void forms_and_bodies(void **state)
{
    (void)state;
    today("2021-03-05");
    int64_t id = at_work();
#define ON_DISC                                                                                    \
    "code", "G2", "info_title", "数据", "supply_form", "光盘", "copies", "1", "attachments", "数据"
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF(ON_DISC)), "要的是纸质形式");
    done(act(id, CLERK, "draft", "", FACTS_OF(ON_DISC, "reason", "数据量大，打印会损坏原件")));
    id = at_work();
#define GONE                                                                                       \
    "code", "N1b", "info_title", "批复", "responsible", "县水务局", "responsible_contact",         \
        "0874-5750001", "reason"
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF(GONE, "档案还没有移交")), "职权已经划入");
    done(act(id, CLERK, "draft", "", FACTS_OF(GONE, "职权划转县水务局承担")));
    const struct foi_move *m = foi_move_find("draft");
    const char *hint = "";
    for (size_t i = 0; i < m->n_facts; i++)
        if (strcmp(m->facts[i].name, "responsible") == 0)
            hint = m->facts[i].hint;
    assert_non_null(strstr(hint, "档案馆"));
}

static int64_t many(const char *name, const char *id_number, int n)
{
    int64_t id = 0;
    for (int i = 0; i < n; i++)
        id = at_work_of(name, id_number, "关于某事的第几份文件");
    return id;
}

#define PIECES "standard", "PIECES", "text", "到财政专户缴纳"
#define PAGES "standard", "PAGES", "text", "到财政专户缴纳"

/* RULE F2, F4: pieces are those of this applicant with this organ in this month. */
static void pieces(void **state)
{
    (void)state;
    today("2021-03-05");
    const char *who = "110101199003075074";
    int64_t id = many("赵六合", who, 10);
    must_refuse(act(id, LEADER, "fee_notice", "", FACTS_OF(PIECES)), "没有超过免费的数量");
    must_refuse(act(id, LEADER, "fee_notice", "", FACTS_OF(PIECES, "count", "12")), "不同");
    must_refuse(
        act(id, LEADER, "fee_notice", "", FACTS_OF(PIECES, "count", "9", "why", "少算一件")),
        "不能收费");
    id = many("赵六合", who, 2);
    done(act(id, LEADER, "fee_notice", "", FACTS_OF(PIECES)));
    assert_int_equal(row(id).fee_yuan, 200);
    /* the next month begins anew */
    struct foi_case k = row(id);
    struct foi_charge known;
    k.arrived = day_parse("2021-04-01");
    done(ctx_begin(&w.c, false));
    done(foi_charge_known(&w.c, &k, &known));
    ctx_rollback(&w.c);
    assert_int_equal(known.pieces, 0);
    /* RULE F3: a month is charged once; the next piece costs what it adds */
    id = many("赵六合", who, 1);
    must_refuse(
        act(id, LEADER, "fee_notice", "", FACTS_OF(PIECES, "count", "12", "why", "少算一件")),
        "已经按件通知收费 200 元");
    /* several matters in one form are split */
    done(act(id, LEADER, "fee_notice", "",
        FACTS_OF(PIECES, "count", "15", "why", "本件含三项申请，拆分为三件")));
    assert_int_equal(row(id).fee_yuan, 300);
}

/* RULE F2, F5: pages are those of what is to be handed over; one request has one standard. */
static void pages(void **state)
{
    (void)state;
    today("2021-03-05");
    int64_t id = at_work_of("孙七星", "110101199003078275", "关于某事的文件");
    must_refuse(act(id, LEADER, "fee_notice", "", FACTS_OF(PAGES)), "请填写页数");
    must_refuse(act(id, LEADER, "fee_notice", "", FACTS_OF(PAGES, "count", "80")), "怎样数的");
    done(add_paper(id, "supplied", 60));
    done(add_paper(id, "supplied", 40));
    must_refuse(act(id, LEADER, "fee_notice", "", FACTS_OF(PAGES, "count", "120")), "100 页不同");
    done(act(id, LEADER, "fee_notice", "", FACTS_OF(PAGES, "received", "2021-03-05")));
    assert_int_equal(row(id).fee_yuan, 700);
    done(act(id, CLERK, "paid", "", FACTS_OF("receipt", "云财0001")));
    must_refuse(act(id, LEADER, "fee_notice", "", FACTS_OF(PIECES, "count", "40", "why", "拆分")),
        "另一种标准");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(repeats),
        cmocka_unit_test(repeats_of_paper_times), cmocka_unit_test(candidates),
        cmocka_unit_test(secrets), cmocka_unit_test(third_parties_are_asked),
        cmocka_unit_test(forms_and_bodies), cmocka_unit_test(pieces), cmocka_unit_test(pages)};
    return cmocka_run_group_tests_name("foi_grounds", tests, open_world, close_world);
}
