/* Cases from arrival to the archive: the procedure, its refusals, numbers, chain, on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_world.h"

static void statements(void **state)
{
    (void)state;
    begin(CLERK);
    for (size_t i = 0; i < foi_module.n_stmts; i++)
        if (db_check(w.c.tx, foi_module.stmts[i], &w.c.err))
            fail_msg("%s: %s", foi_module.stmts[i]->name, w.c.err.detail);
    ctx_rollback(&w.c);
}

#define ON_SITE                                                                                    \
    FACTS_OF("code", "G1", "info_title", "《学区划分方案》", "where",                              \
        "县政府门户网站通知公告栏目", "published", "2018-03-01")

static int64_t drafted(const char *const *facts)
{
    today("2018-09-12");
    struct foi_receipt in = arrive(CHANNEL_F2F, "2018-09-12");
    done(act(in.id, CLERK, "assign", "2018-09-12", NO_FACTS));
    done(act(in.id, CLERK, "draft", "2018-09-12", facts));
    return in.id;
}

/* RULE 1.7, B1, R10: plain release, from the counter to the archive. */
static void plain_release(void **state)
{
    (void)state;
    int64_t id = drafted(RELEASED);
    struct foi_case k = row(id);
    assert_string_equal(k.number, "师教信公开〔2018〕第1号");
    must_stand(id, CASE_DRAFT, "2018-10-09");
    done(act(id, CLERK, "submit", "2018-09-12", NO_FACTS));
    must_refuse(act(id, LEADER, "sign", "2018-09-12", NO_FACTS), "还没有通过");
    done(act(id, REVIEWER, "approve", "2018-09-12", FACTS_OF("text", "不涉密，可以公开")));
    done(act(id, LEADER, "sign", "2018-09-12", NO_FACTS));
    done(
        act(id, CLERK, "deliver", "2018-09-12", FACTS_OF("delivery", "POST", "evidence", "XA123")));
    k = row(id);
    assert_int_equal(k.in_time, 1);
    assert_string_equal(k.code, "G2");
    done(act(id, CLERK, "close", "2018-09-12", NO_FACTS));
    must_stand(id, CASE_CLOSED, NULL);
}

/* RULE R3, R4, R4a, K3: correction, then refusal. */
static void correction_then_refusal(void **state)
{
    (void)state;
    today("2018-09-12");
    int64_t id = arrive(CHANNEL_POST_SIGNED, "2018-09-10").id;
    done(act(id, CLERK, "assign", "2018-09-10", NO_FACTS));
    done(act(id, CLERK, "correction_notice", "2018-09-12",
        FACTS_OF("text", "请写明文件的年度", "days", "5")));
    must_stand(id, CASE_CORR_WAIT, NULL);
    must_refuse(act(id, LEADER, "abandon", "2018-09-12", FACTS_OF("text", "未补正")), "期限到");
    today("2018-09-17");
    done(act(id, CLERK, "correction_received", "2018-09-17", FACTS_OF("text", "2018年度")));
    must_stand(id, CASE_EXAM, "2018-10-12"); /* 15 working days anew */
    must_refuse(
        act(id, CLERK, "correction_notice", "2018-09-17", FACTS_OF("text", "还要", "days", "5")),
        "一次性");
    must_refuse(act(id, CLERK, "draft", "2018-09-17", FACTS_OF("code", "D7")), "理由");
    done(act(id, CLERK, "draft", "2018-09-17",
        FACTS_OF("code", "D7", "info_title", "调查笔录", "reason", "属于行政执法案卷信息")));
}

/* RULE R5a: nothing came. */
static void given_up(void **state)
{
    (void)state;
    today("2018-09-12");
    int64_t id = arrive(CHANNEL_F2F, "2018-09-12").id;
    done(act(id, CLERK, "assign", "2018-09-12", NO_FACTS));
    done(
        act(id, CLERK, "correction_notice", "2018-09-12", FACTS_OF("text", "请补正", "days", "3")));
    today("2018-09-20");
    must_refuse(
        act(id, CLERK, "correction_received", "2018-09-20", FACTS_OF("text", "晚了")), "逾期");
    done(act(id, LEADER, "abandon", "2018-09-20", FACTS_OF("text", "逾期未补正")));
    assert_string_equal(row(id).code, "O1");
    must_refuse(act(id, LEADER, "accept_late", "2018-09-20", FACTS_OF("text", "补")), "正当理由");
    done(act(id, LEADER, "accept_late", "2018-09-20", FACTS_OF("text", "补", "reason", "住院")));
    must_stand(id, CASE_EXAM, NULL);
}

/* RULE R6, R6b, R8, K2: a third party objects; part is released. */
static void third_party(void **state)
{
    (void)state;
    today("2018-09-12");
    int64_t id = arrive(CHANNEL_F2F, "2018-09-03").id;
    must_stand(id, CASE_REGISTERED, "2018-09-25");
    done(act(id, CLERK, "assign", "2018-09-03", NO_FACTS));
    must_refuse(act(id, CLERK, "draft", "2018-09-04", FACTS_OF("code", "D4", "reason", "商业秘密")),
        "征求第三方意见");
    done(act(id, CLERK, "consult", "2018-09-04",
        FACTS_OF(
            "kind", "THIRD", "party", "某公司", "text", "合同附件", "received", "2018-09-05")));
    assert_true(row(id).consulting);
    done(act(id, CLERK, "draft", "2018-09-05",
        FACTS_OF("code", "P1", "info_title", "采购合同", "withheld", "D4 D6", "withheld_parts",
            "附件二；涉及商业秘密\n会议纪要；过程性信息", "released_part", "合同正文",
            "supply_form", "纸质文件", "attachments", "采购合同正文", "severed", "WHOLE")));
    must_refuse(act(id, CLERK, "submit", "2018-09-05", NO_FACTS), "征求意见还没有收到");
    must_refuse(act(id, CLERK, "consult_answer", "2018-09-10",
                    FACTS_OF("consult", "99", "answer", "AGREE")),
        "没有这次");
    done(act(id, CLERK, "consult_answer", "2018-09-10",
        FACTS_OF("consult", "4", "answer", "OBJECT", "text", "商业秘密", "reasonable", "1")));
    must_stand(id, CASE_DRAFT, "2018-09-29"); /* four working days are not counted */
    assert_false(row(id).consulting);
    must_refuse(act(id, CLERK, "draft", "2018-09-10", FACTS_OF("code", "P1", "reason", "略")),
        "不予公开部分");
    done(act(id, CLERK, "submit", "2018-09-10", NO_FACTS));
}

/* RULE K4, K6, K5, T0: answers that need something before them. */
static void answers_need_their_course(void **state)
{
    (void)state;
    today("2018-09-12");
    int64_t id = arrive(CHANNEL_F2F, "2018-09-12").id;
    done(act(id, CLERK, "assign", "2018-09-12", NO_FACTS));
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF("code", "N1a", "reason", "没有")), "检索记录");
    must_refuse(
        act(id, CLERK, "draft", "", FACTS_OF("code", "N3", "reason", "不明")), "没有补正过");
    must_refuse(
        act(id, CLERK, "draft", "", FACTS_OF("code", "X2", "reason", "重复")), "前次答复编号");
    must_refuse(
        act(id, CLERK, "draft", "", FACTS_OF("code", "X4", "reason", "多")), "2008年的条例");
    must_refuse(act(id, CLERK, "draft", "", FACTS_OF("code", "Z9")), "从列表中选择");
    done(act(id, CLERK, "search", "",
        FACTS_OF("where", "档案室", "words", "学区", "who", "李四", "text", "未检索到")));
    done(act(id, CLERK, "draft", "",
        FACTS_OF("code", "N1a", "info_title", "学区图", "reason", "经检索没有")));
}

/* RULE 1.7: people, order, the state somebody else changed. */
static void order_and_people(void **state)
{
    (void)state;
    int64_t id = drafted(ON_SITE);
    must_refuse(
        act(id, CLERK, "deliver", "", FACTS_OF("delivery", "HAND", "evidence", "签收")), "现在是");
    done(act(id, CLERK, "submit", "", NO_FACTS));
    must_refuse(act(id, CLERK, "approve", "", FACTS_OF("text", "行")), "拟稿人");
    done(act(id, REVIEWER, "return", "", FACTS_OF("codes", "R-TEXT R-BASIS", "text", "改一下")));
    must_refuse(
        act(id, REVIEWER, "return", "", FACTS_OF("codes", "R-TEXT", "text", "再退")), "现在是");
    begin(CLERK);
    must_refuse(
        foi_act(&w.c, id, &(struct foi_do){.action = "submit", .version = 1}), "刚刚被别人办理");
    ctx_rollback(&w.c);
    must_refuse(act(id, CLERK, "close", "2018-02-30", NO_FACTS), "现在是");
    must_refuse(act(id, CLERK, "note", "2018-12-01", FACTS_OF("text", "未来")), "不能晚于今天");
    must_refuse(act(id, CLERK, "note", "", NO_FACTS), "请填写");
    done(act(id, CLERK, "withdraw", "", FACTS_OF("text", "书面撤回，见附件")));
    assert_string_equal(row(id).code, "O3");
}

static void paper_titles(int64_t id, const char *must)
{
    struct foi_paper *list;
    size_t n;
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &list, &n));
    for (size_t i = 0; i < n && *must; i++) {
        const char *bytes, *want = arena_strndup(w.c.mem, must, strcspn(must, "|"));
        size_t size;
        must += strlen(want) + (must[strlen(want)] == '|');
        assert_string_equal(*list[i].number ? list[i].number : list[i].title, want);
        done(foi_paper_bytes(&w.c, &list[i], &bytes, &size));
        assert_memory_equal(bytes, "%PDF-", 5);
    }
    assert_string_equal(must, "");
    ctx_rollback(&w.c);
}

/* RULE B2, 1.8, K3: papers with their numbers; the archive takes only a complete file. */
static void papers_and_archive(void **state)
{
    (void)state;
    today("2018-09-12");
    int64_t id = arrive(CHANNEL_F2F, "2018-09-12").id;
    const char *number = row(id).number;
    done(act(id, CLERK, "assign", "", NO_FACTS));
    done(act(id, LEADER, "extension", "", FACTS_OF("days", "5", "text", "需要调取旧档案")));
    done(act(id, CLERK, "draft", "", RELEASED));
    done(act(id, CLERK, "submit", "", NO_FACTS));
    done(act(id, REVIEWER, "approve", "", FACTS_OF("text", "不涉密，可以公开")));
    done(act(id, LEADER, "sign", "", FACTS_OF("text", "同意")));
    done(act(id, CLERK, "deliver", "", FACTS_OF("delivery", "HAND", "evidence", "本人签收")));
    done(act(id, CLERK, "close", "", NO_FACTS));
    paper_titles(id,
        arena_printf(w.c.mem,
            "政府信息公开申请登记表|%s-回|政府信息公开申请办理呈批单|%s-延|政府信息公开保密审查表|"
            "政府信息公开申请办理呈批单|%s-答|送达回证",
            number, number, number));
    must_refuse(act(id, CLERK, "archive", "", NO_FACTS), "申请表");
    const struct foi_file scan = {.slot = "",
        .name = "扫描.pdf",
        .mime = "application/pdf",
        .bytes = "%PDF-1.4",
        .n_bytes = 8};
    static const char *const lacking[] = {"application", "arrival", "extension_delivery"};
    for (size_t i = 0; i < COUNT_OF(lacking); i++) {
        struct foi_arg args[] = {{"slot", lacking[i]}, {"title", "扫描件"}};
        begin(CLERK);
        done(foi_act(&w.c, id,
            &(struct foi_do){
                .action = "add_file", .args = args, .n_args = 2, .files = &scan, .n_files = 1}));
        done(ctx_commit(&w.c));
    }
    done(act(id, CLERK, "archive", "", NO_FACTS));
    must_stand(id, CASE_ARCHIVED, NULL);
}

/* RULE C6, 1.7 row 23: a late answer says why; a judgment opens the case again. */
static void late_and_again(void **state)
{
    (void)state;
    int64_t id = drafted(RELEASED);
    today("2018-10-20");
    done(act(id, CLERK, "submit", "2018-10-20", NO_FACTS));
    done(act(id, REVIEWER, "approve", "2018-10-20", FACTS_OF("text", "可以")));
    must_refuse(act(id, LEADER, "sign", "2018-10-20", NO_FACTS), "逾期的原因");
    done(act(id, LEADER, "sign", "2018-10-20", FACTS_OF("late_reason", "经办人生病")));
    done(act(
        id, CLERK, "deliver", "2018-10-20", FACTS_OF("delivery", "HAND", "evidence", "本人签收")));
    assert_int_equal(row(id).in_time, 0);
    done(act(id, CLERK, "close", "2018-10-20", NO_FACTS));
    today("2018-12-03");
    done(act(id, LEADER, "reopen", "2018-12-03",
        FACTS_OF("order", "COURT", "number", "（2018）云0323行初1号", "text", "责令重新答复",
            "until", "2018-12-20")));
    must_stand(id, CASE_DRAFT, "2018-12-20");
    must_refuse(act(id, CLERK, "submit", "2018-12-03", NO_FACTS), "先拟定答复");
    done(act(id, CLERK, "draft", "2018-12-03", RELEASED));
    done(act(id, CLERK, "submit", "2018-12-03", NO_FACTS));
    done(act(id, REVIEWER, "approve", "2018-12-03", FACTS_OF("text", "可以")));
    done(act(id, LEADER, "sign", "2018-12-03", NO_FACTS));
    done(act(id, CLERK, "deliver", "2018-12-03", FACTS_OF("delivery", "POST", "evidence", "XA1")));
    assert_int_equal(row(id).in_time, 1);
}

/* RULE R1, R1a: a web request waits for its confirmation, unless the organ confirms by itself. */
static void web_waits(void **state)
{
    (void)state;
    struct foi_case k;
    today("2018-09-12");
    struct foi_receipt in = arrive(CHANNEL_WEB, "2018-09-11");
    assert_string_equal(in.number, "");
    assert_false(day_given(in.due));
    must_stand(in.id, CASE_ARRIVED, NULL);
    must_refuse(act(in.id, CLERK, "confirm", "2018-09-10", NO_FACTS), "早于");
    done(act(in.id, CLERK, "confirm", "2018-09-12", NO_FACTS));
    must_stand(in.id, CASE_REGISTERED, "2018-10-09");
    int seq = row(in.id).seq;
    done(ctx_begin(&w.c, false));
    done(foi_case_by_code(
        &w.c, in.arrival, arena_printf(w.c.mem, "%.5s-%s", in.code, in.code + 5), &k));
    assert_int_equal(k.id, in.id);
    must_refuse(foi_case_by_code(&w.c, in.arrival, "AAAAAAAAAA", &k), "核对");
    done(
        foi_case_by_code(&w.c, arena_printf(w.c.mem, "师教信公开[2018] 第%d号", seq), in.code, &k));
    ctx_rollback(&w.c);
}

/* RULE 1.7, C2, C4: every kind of reply that needs no course of its own goes out whole. */
static void every_reply_goes_out(void **state)
{
    (void)state;
    static const char *const cases[][14] = {
        {"code", "G3", "info_title", "规划图", "way", "到县档案馆查阅", "way_time", "工作日上午"},
        {"code", "D3", "info_title", "预案", "reason", "公开后可能危及公共安全"},
        {"code", "D5", "info_title", "值班表", "reason", "属于人事管理的内部事务"},
        {"code", "D6", "info_title", "会议记录", "reason", "属于讨论记录"},
        {"code", "D7", "info_title", "询问笔录", "reason", "属于行政执法案卷"},
        {"code", "D8", "info_title", "登记资料", "special_law", "《不动产登记暂行条例》", "counter",
            "不动产登记中心"},
        {"code", "N1b", "info_title", "批复", "reason", "由其他机关制作", "responsible", "县水务局",
            "responsible_contact", "0874-5750001"},
        {"code", "N2", "info_title", "汇总表", "processing", "需要逐户汇总", "reason",
            "没有现成的信息"},
        {"code", "X1", "reason", "属于投诉举报"},
        {"code", "X2", "reason", "已经答复过", "earlier", "师教信公开〔2018〕第1号", "earlier_date",
            "2018-09-12"},
        {"code", "X3", "info_title", "年鉴", "reason", "属于公开出版物", "publication_way",
            "新华书店"},
    };
    today("2020-09-14");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t id = arrive(CHANNEL_F2F, "2020-09-14").id;
        done(act(id, CLERK, "assign", "", NO_FACTS));
        done(act(id, CLERK, "draft", "", cases[i]));
        done(act(id, CLERK, "submit", "", NO_FACTS));
        done(act(id, REVIEWER, "approve", "", FACTS_OF("text", "同意")));
        done(act(id, LEADER, "sign", "", NO_FACTS));
        done(act(id, CLERK, "deliver", "", FACTS_OF("delivery", "POST", "evidence", "XA9")));
        assert_string_equal(row(id).code, cases[i][1]);
    }
}

static void personal_data_is_sealed(void **state)
{
    (void)state;
    struct foi_application back;
    today("2018-09-12");
    struct foi_receipt in = arrive(CHANNEL_F2F, "2018-09-12");
    struct foi_case k = row(in.id);
    assert_string_equal(k.applicant_label, "张**");
    assert_non_null(strstr(k.subject, "***********"));
    assert_null(memmem(k.sealed, k.n_sealed, "110105", 6));
    done(ctx_begin(&w.c, false));
    done(foi_case_open(&w.c, &k, &back));
    assert_string_equal(back.who.id_number, somebody.id_number);
    assert_string_equal(back.who.name, somebody.name);
    ctx_rollback(&w.c);
}

static void chain_tells_changes(void **state)
{
    (void)state;
    static const struct stmt spoil = {
        "test.spoil", "UPDATE foi_event SET day = day + 1 WHERE case_id = $1 AND seq = 2", NULL};
    int64_t broken, id = drafted(ON_SITE);
    begin(CLERK);
    done(foi_chain_check(&w.c, id, &broken));
    assert_int_equal(broken, 0);
    done(x(&w.c, &spoil, ARGS(v_int(id))));
    done(foi_chain_check(&w.c, id, &broken));
    assert_int_equal(broken, 2);
    ctx_rollback(&w.c);
}

/* RULE Q1, Q2, Q5, Q7, R4b: every gap at once. */
static void gaps_of_an_application(void **state)
{
    (void)state;
    struct foi_gap gaps[24];
    struct foi_application in = application(CHANNEL_WEB, "2020-09-11");
    assert_int_equal(foi_application_gaps(w.c.mem, &in, gaps), 0);
    in.who.id_number = "";
    in.who.phone = "12";
    in.wanted = "信息";
    in.form = "";
    in.who.agent_name = "李四";
    assert_int_equal(foi_application_gaps(w.c.mem, &in, gaps), 6);
    in.arrived = day_parse("2018-09-11"); /* the regulation of 2008 asks for no identity */
    assert_int_equal(foi_application_gaps(w.c.mem, &in, gaps), 5);
    in.who.id_number = "110105194912310021";
    assert_int_equal(foi_application_gaps(w.c.mem, &in, gaps), 6);
}

static struct day task_due(int64_t id)
{
    static const struct stmt stmt = {"test.task",
        "SELECT due FROM task WHERE subject_kind = 'foi' AND subject_id = $1 AND closed_at IS NULL",
        NULL};
    struct rows *r;
    done(ctx_begin(&w.c, false));
    done(q1(&w.c, &stmt, ARGS(v_int(id)), &r));
    ctx_rollback(&w.c);
    return (struct day){(int32_t)rows_int(r, 0)};
}

/* RULE R1c, 1.8, F11: tasks with their days; RULE K7: cases of one applicant are found. */
static void waits_have_days(void **state)
{
    (void)state;
    struct foi_case *same;
    size_t n;
    today("2021-03-05");
    int64_t id = arrive(CHANNEL_WEB, "2021-03-05").id;
    assert_int_equal(task_due(id).n, day_parse("2021-03-08").n);
    done(act(id, CLERK, "confirm", "", NO_FACTS));
    done(act(id, CLERK, "assign", "", NO_FACTS));
    done(act(id, LEADER, "fee_notice", "",
        FACTS_OF(
            "standard", "PAGES", "count", "201", "why", "档案复印件", "text", "到财政专户缴纳")));
    assert_int_equal(row(id).fee_yuan, 2740);
    assert_int_equal(task_due(id).n, day_parse("2021-04-02").n);
    done(act(id, CLERK, "withdraw", "", FACTS_OF("text", "书面撤回")));
    assert_int_equal(task_due(id).n, day_parse("2021-04-19").n);
    struct foi_case k = row(id);
    done(ctx_begin(&w.c, false));
    done(case_by_applicant(&w.c, &k, &same, &n));
    assert_true(n > 8);
    ctx_rollback(&w.c);
}

/* RULE Q3, K13: filled in by the clerk; a correction of one's own record. */
static void kinds_of_applications(void **state)
{
    (void)state;
    struct foi_receipt out;
    struct foi_application in = application(CHANNEL_F2F, "2018-09-12");
    today("2018-09-12");
    in.filled_by_clerk = in.fix = true;
    begin(CLERK);
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    assert_true(row(out.id).filled_by_clerk && row(out.id).fix);
}

static void lists_and_counts(void **state)
{
    (void)state;
    struct foi_case *list;
    struct foi_count_row *rows;
    size_t n, cases = 0;
    int64_t total;
    today("2018-12-03");
    done(ctx_begin(&w.c, false));
    struct foi_see mine = {w.organ, false}, none = {w.organ + 1, false};
    struct foi_filter f = {.stage = -1, .light = "", .text = "", .code = "", .applicant_kind = ""};
    done(foi_case_list(&w.c, mine, &f, 1, 100, &list, &n, &total));
    assert_int_equal(total, (int64_t)n);
    assert_true(n > 8);
    done(foi_case_list(&w.c, none, &f, 1, 20, &list, &n, &total));
    assert_int_equal(total, 0);
    f.light = "overdue";
    done(foi_case_list(&w.c, mine, &f, 1, 100, &list, &n, &total));
    assert_true(total > 0);
    for (size_t i = 0; i < n; i++)
        assert_true(list[i].due.n < day_parse("2018-12-03").n);
    done(foi_count(&w.c, w.organ, &rows, &n));
    for (size_t i = 0; i < n; i++)
        cases += (size_t)rows[i].n;
    assert_true(cases > 8);
    ctx_rollback(&w.c);
}

static int64_t to_do(int64_t person, const char *perms)
{
    struct foi_case *list, *same;
    size_t n, m;
    int64_t total;
    struct foi_tabs tabs;
    const struct foi_see see = {w.organ, false};
    struct foi_filter f = {.stage = -1,
        .light = "",
        .text = "",
        .code = "",
        .applicant_kind = "",
        .to_do_by = person,
        .perms = perms};
    done(foi_case_list(&w.c, see, &f, 1, 500, &list, &n, &total));
    done(foi_case_tabs(&w.c, see, person, perms, &tabs));
    assert_int_equal(total, (int64_t)n);
    assert_int_equal(total, tabs.to_do);
    f.mostly = true;
    done(foi_case_list(&w.c, see, &f, 1, 500, &same, &m, NULL));
    assert_int_equal(m, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(same[i].id, list[i].id);
    return total;
}

/* What waits for a person is what the task asks for: each permission alone, and all together. */
static void lists_of_what_waits(void **state)
{
    (void)state;
    enum { SOMEBODY = 987654 };
    done(ctx_begin(&w.c, false));
    int64_t handle = to_do(SOMEBODY, "|" PERM_FOI "|"),
            review = to_do(SOMEBODY, "|" PERM_FOI_REVIEW "|"),
            sign = to_do(SOMEBODY, "|" PERM_FOI_SIGN "|");
    assert_true(handle > 0);
    assert_int_equal(to_do(SOMEBODY, "|x|" PERM_FOI "|" PERM_FOI_REVIEW "|" PERM_FOI_SIGN "|y|"),
        handle + review + sign);
    assert_int_equal(to_do(SOMEBODY, "|"), 0);
    assert_int_equal(to_do(SOMEBODY, "|x" PERM_FOI "|" PERM_FOI "x|"), 0);
    ctx_rollback(&w.c);
}

/* Open cases by what is due first, then those that have ended; pages are pieces of one order. */
static void lists_in_order(void **state)
{
    (void)state;
    struct foi_case *all, *piece;
    size_t n, m;
    int64_t total;
    const struct foi_see see = {w.organ, false};
    const struct foi_filter f = {
        .stage = -1, .light = "", .text = "", .code = "", .applicant_kind = ""};
    done(ctx_begin(&w.c, false));
    done(foi_case_list(&w.c, see, &f, 1, 500, &all, &n, &total));
    for (size_t i = 1; i < n; i++) {
        bool open = (foi_open_stages & IN(all[i].stage)) != 0;
        assert_true((foi_open_stages & IN(all[i - 1].stage)) || !open);
        if (open && day_given(all[i].due) && day_given(all[i - 1].due))
            assert_true(all[i - 1].due.n <= all[i].due.n);
    }
    for (size_t i = 0; i < n; i += 3) {
        done(foi_case_list(&w.c, see, &f, (int64_t)i / 3 + 1, 3, &piece, &m, NULL));
        assert_int_equal(m, n - i < 3 ? n - i : 3);
        for (size_t k = 0; k < m; k++)
            assert_int_equal(piece[k].id, all[i + k].id);
    }
    ctx_rollback(&w.c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements),
        cmocka_unit_test(plain_release), cmocka_unit_test(correction_then_refusal),
        cmocka_unit_test(given_up), cmocka_unit_test(third_party),
        cmocka_unit_test(answers_need_their_course), cmocka_unit_test(order_and_people),
        cmocka_unit_test(late_and_again), cmocka_unit_test(papers_and_archive),
        cmocka_unit_test(web_waits), cmocka_unit_test(every_reply_goes_out),
        cmocka_unit_test(personal_data_is_sealed), cmocka_unit_test(chain_tells_changes),
        cmocka_unit_test(gaps_of_an_application), cmocka_unit_test(waits_have_days),
        cmocka_unit_test(kinds_of_applications), cmocka_unit_test(lists_and_counts),
        cmocka_unit_test(lists_of_what_waits), cmocka_unit_test(lists_in_order)};
    return cmocka_run_group_tests(tests, open_world, close_world);
}
