/* Internal forms to Word and back, through the loopback: what is written there is named and put
 * into the form of its act, and saved when that form is sent; what the case says is refused.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_letter_world.h"

#define FORM CASE "forms/approval"

static void send_form(enum who who, const char *target, const struct client_file *f)
{
    get(who, target);
    must_be(&w.res, 200);
    const char *fields[] = {NULL};
    client_upload(&w.browsers[who], target, fields, f);
    w.res = w.browsers[who].res;
}

/* In the cell behind the label, before the signature line. */
static struct client_file written(enum who who, const char *docx, const char *signer, const char *s)
{
    return edited_file(who, docx, arena_printf(w.a, "　　　　　　　　%s", signer),
        arena_printf(w.a, "%s</w:t></w:r></w:p><w:p><w:r><w:t>　　　　　　　　%s", s, signer));
}

/* 拟办意见 goes into the form of the draft, everything else of which stays. */
static void to_the_draft(void **state)
{
    (void)state;
    drafted();
    get(CLERK, CASE);
    must_have(&w.res, "forms/approval");
    get(CLERK, FORM);
    must_be(&w.res, 200);
    must_be_well_formed(&w.res);
    must_have(&w.res, "<b>拟办意见</b>");
    must_not_have(&w.res, "<b>领导签批</b>");
    struct client_file f = written(CLERK, FORM "/form.docx", "承办人", "拟不予公开，理由见卷");
    send_form(CLERK, FORM, &f);
    must_be(&w.res, 200);
    must_be_well_formed(&w.res);
    must_have(&w.res, "填写了 1 项，还没有保存");
    must_have(&w.res, "<b>拟办意见</b>：现在写“拟不予公开，理由见卷”");
    must_have(&w.res, "拟不予公开，理由见卷</textarea>");
    must_have(&w.res, "value=\"D6\" checked");
    must_have(&w.res, "会议记录属于讨论过程中形成的信息</textarea>");
    get(CLERK, FORM); /* nothing was taken yet */
    must_not_have(&w.res, "拟不予公开，理由见卷");
    act(CLERK, "draft",
        arena_printf(w.a,
            "draft.code=D6&draft.info_title=%s&draft.reason=%s&draft.other_basis=%s"
            "&draft.opinion=%s",
            enc("学区划分会议记录"), enc("会议记录属于讨论过程中形成的信息"),
            enc("《国务院办公厅关于做好政府信息依申请公开工作的意见》第二条"),
            enc("拟不予公开，理由见卷")));
    get(CLERK, FORM);
    must_have(&w.res, "拟不予公开，理由见卷");
    f = edited_file(CLERK, FORM "/form.docx", "拟不予公开", "拟不予公开");
    send_form(CLERK, FORM, &f);
    must_be(&w.res, 409);
    must_have(&w.res, "没有填写什么");
}

/* Each of the others where it belongs; what is not theirs, and what the case says, is refused. */
static void others(void **state)
{
    (void)state;
    drafted();
    struct client_file f = written(CLERK, FORM "/form.docx", "审查人", "我替他同意");
    send_form(CLERK, FORM, &f);
    must_be(&w.res, 422);
    must_be_well_formed(&w.res);
    must_have(&w.res, "“保密审查和合法性审查意见”现在不能改");
    f = edited_file(CLERK, FORM "/form.docx", NAME, "李四");
    send_form(CLERK, FORM, &f);
    must_be(&w.res, 422);
    must_have(&w.res, "“申请人”来自案卷，不能在表格里改");
    assert_null(strstr(w.attempts, NAME));
    f = (struct client_file){"file", "a.docx", "PK", 2};
    send_form(CLERK, FORM, &f);
    must_be(&w.res, 422);
    must_have(&w.res, "已损坏");
    f = (struct client_file){"file", "", "", 0};
    send_form(CLERK, FORM, &f);
    must_be(&w.res, 422);
    must_have(&w.res, "请选择填好的 Word 文件");
    act(CLERK, "submit", "");
    f = written(REVIEWER, CASE "forms/review/form.docx", "签　名", "同意不公开");
    send_form(REVIEWER, CASE "forms/review", &f); /* of the clerk: the first signature line */
    must_be(&w.res, 422);
    must_have(&w.res, "这一栏在“拟答复”时填写");
    f = written(REVIEWER, FORM "/form.docx", "审查人", "属于过程性信息，\n同意");
    send_form(REVIEWER, FORM, &f);
    must_be(&w.res, 200);
    must_have(&w.res, "已填进<a href=\"#do-approve\">“审查通过”</a>");
    act(REVIEWER, "approve",
        arena_printf(w.a, "approve.opinion=PASS&approve.text=%s", enc("同意")));
    f = edited_file(LEADER, FORM "/form.docx", "领导签批</w:t></w:r></w:p></w:tc>",
        "领导签批</w:t></w:r></w:p></w:tc>");
    send_form(LEADER, FORM, &f);
    must_be(&w.res, 409);
    get(STRANGER, FORM);
    must_be(&w.res, 404);
    get(LEGAL, FORM); /* reads what is drafted, not who asks */
    must_be(&w.res, 403);
    get(CLERK, CASE "forms/reply");
    must_be(&w.res, 404);
    get(CLERK, FORM "?act=extension");
    must_be(&w.res, 404);
    get(CLERK, FORM "?act=nothing");
    must_be(&w.res, 404);
}

/* A record of searching that nobody made yet is filled in in Word. */
static void blank(void **state)
{
    (void)state;
    static const char *const others[] = {"register", "review", "service"};
    taken_in();
    get(CLERK, CASE "forms/search");
    must_be(&w.res, 200);
    must_have(&w.res, "<b>检索范围</b>、<b>检索词</b>、<b>检索人</b>、<b>检索结果</b>");
    struct client_file f =
        edited_file(CLERK, CASE "forms/search/form.docx", "检索范围</w:t></w:r></w:p></w:tc><w:tc>",
            "检索范围</w:t></w:r></w:p></w:tc><w:tc>"
            "<w:p><w:r><w:t>档案室</w:t></w:r></w:p><w:p><w:ins w:id=\"1\"><w:r><w:t>和各股室"
            "</w:t></w:r></w:ins></w:p>");
    send_form(CLERK, CASE "forms/search", &f);
    must_be(&w.res, 200);
    must_have(&w.res, "value=\"档案室 和各股室\"");
    must_have(&w.res, "修订 1 处没有收（修订按全部接受以后的文字）");
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        get(CLERK, arena_printf(w.a, CASE "forms/%s", others[i]));
        must_be(&w.res, 200);
        get(CLERK, arena_printf(w.a, CASE "forms/%s/form.docx", others[i]));
        must_be(&w.res, 200);
    }
}

/* The sheet of a withdrawal is seen and written before the act, like the others. */
static void withdrawal(void **state)
{
    (void)state;
    taken_in();
    get(CLERK, CASE);
    post(CLERK, CASE "prepared/withdraw/",
        arena_printf(w.a, "version=%s&withdraw.day=2018-09-12&withdraw.text=%s",
            client_hidden(&w.browsers[CLERK], "version"), enc("申请人来电撤回")));
    must_be(&w.res, 303);
    get(CLERK, CASE "prepared/withdraw/");
    must_be(&w.res, 200);
    must_be_well_formed(&w.res);
    must_have(&w.res, "申请人来电撤回");
    must_have(&w.res, "办理呈批单");
    must_have(&w.res, "forms/approval?act=withdraw");
    must_not_have(&w.res, "words-form");
    get(CLERK, FORM "?act=withdraw");
    must_be(&w.res, 200);
    must_have(&w.res, "<b>拟办意见</b>");
    struct client_file f = edited_file(
        CLERK, FORM "/form.docx?act=withdraw", "申请人来电撤回", "申请人来电撤回，已录音");
    send_form(CLERK, FORM "?act=withdraw", &f);
    must_be(&w.res, 200);
    must_have(&w.res, "原来是“申请人来电撤回”，现在写“申请人来电撤回，已录音”");
    must_have(&w.res, "申请人来电撤回，已录音</textarea>");
    must_have(&w.res, "更新文稿");
}

/* Who may not decide is told so; nobody gets an error of ours. */
static void who_may(void **state)
{
    (void)state;
    drafted();
    act(CLERK, "submit", "");
    for (enum who who = CLERK; who < PEOPLE; who++)
        for (size_t i = 0; i < n_foi_moves; i++) {
            get(who, arena_printf(w.a, CASE "prepared/%s/", foi_moves[i].action));
            if (w.res.status != 403 && w.res.status != 404)
                fail_msg("%d %s: %d", who, foi_moves[i].action, w.res.status);
        }
    get(CLERK, CASE "prepared/sign/");
    must_be(&w.res, 403);
    must_be_well_formed(&w.res);
    get(LEADER, CASE "prepared/sign/");
    must_be(&w.res, 404); /* may, but there is none */
    get(LEGAL, CASE "prepared/sign/");
    must_be(&w.res, 403);
    get(STRANGER, CASE "prepared/sign/");
    must_be(&w.res, 404); /* does not know the case */
}

static void sql(const char *name, const char *text)
{
    const struct stmt s = {name, text, NULL};
    struct ctx c;
    test_ctx(&c, w.db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    assert_int_equal(x(&c, &s, NO_ARGS), ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
}

/* A letter from before Word files were kept: made again while it is the same, else told so. */
static void older_letters(void **state)
{
    (void)state;
    taken_in();
    act(CLERK, "correction_notice",
        arena_printf(w.a,
            "correction_notice.day=2018-09-12&correction_notice.text=%s"
            "&correction_notice.guidance=%s&correction_notice.days=10",
            enc("请写明是哪一次会议"), enc("到窗口提交")));
    get(CLERK, CASE);
    const char *word = strstr(w.res.body, "政府信息公开申请补正告知书</a>");
    assert_non_null(word);
    word = strstr(word, CASE "papers/");
    word = arena_strndup(w.a, word, strcspn(word, "\""));
    const char *kept = word_at(CLERK, word);
    sql("test.no_word", "UPDATE foi_paper SET word_name = ''");
    get(CLERK, CASE);
    must_have(&w.res, word);
    assert_string_equal(word_at(CLERK, word), kept);
    sql("test.renamed", "UPDATE unit SET name = name || '（改）'");
    get(CLERK, word);
    must_be(&w.res, 409);
    must_have(&w.res, "也不能再生成与原件一样的。请下载 PDF");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {TEST(to_the_draft), TEST(others), TEST(blank),
        TEST(withdrawal), TEST(who_may), TEST(older_letters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
