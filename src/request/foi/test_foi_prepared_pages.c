/* The pages of letters before their act, through the loopback: who may prepare, edit and send; Word
 * and back; two at once; what is refused keeps what was typed; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_letter_world.h"

#define PAGE CASE "prepared/correction_notice/"
#define MINE "重新计算。如需帮助，请来电。"

static const char *version(enum who who)
{
    get(who, CASE);
    must_be(&w.res, 200);
    return client_hidden(&w.browsers[who], "version");
}

/* As the second button of the form of the act sends it. */
static void prepare(enum who who, const char *action, const char *fields)
{
    const char *v = version(who);
    post(who, arena_printf(w.a, CASE "prepared/%s/", action),
        arena_printf(w.a, "version=%s&%s", v, fields));
}

static void corrected(const char *text)
{
    taken_in();
    prepare(CLERK, "correction_notice",
        arena_printf(w.a,
            "correction_notice.day=2018-09-12&correction_notice.text=%s"
            "&correction_notice.guidance=%s&correction_notice.days=10",
            enc(text), enc("到窗口提交")));
    must_be(&w.res, 303);
    assert_string_equal(w.res.location, PAGE);
}

/* The words with the form of the page shown last. */
static void send_words(
    enum who who, const char *letter, const struct client_file *f, const char *text)
{
    const char *fields[] = {"version", client_hidden(&w.browsers[who], "version"), "once",
        client_hidden(&w.browsers[who], "once"), "letter", letter, "text", text, NULL};
    static const struct client_file none = {"file", "", "", 0};
    client_upload(&w.browsers[who], PAGE "words", fields, f ? f : &none);
    w.res = w.browsers[who].res;
}

static void run(enum who who, const char *page, const char *what)
{
    const char *v = version(who);
    post(who, arena_printf(w.a, "%s%s", page, what),
        arena_printf(w.a, "version=%s&letter=correction", v));
}

/* Prepared, edited in Word, sent; the letter that went out can be had as PDF and as Word. */
static void from_word(void **state)
{
    (void)state;
    corrected("请写明是哪一次会议");
    get(CLERK, CASE);
    must_have(&w.res, "补正告知书已有文稿");
    must_have(&w.res, "请写明是哪一次会议"); /* in the form, to be worked on */
    const char *text = word_at(CLERK, PAGE "letter.docx?letter=correction");
    struct client_file f = word_file(with(text, "重新计算。", MINE));
    get(CLERK, PAGE);
    must_be(&w.res, 200);
    must_have(&w.res, "检查没有发现问题");
    send_words(CLERK, "correction", &f, "");
    must_be(&w.res, 303);
    get(SECOND, PAGE);
    must_have(&w.res, "<ins>如需帮助，请来电。</ins>");
    get(SECOND, PAGE "letter.pdf?letter=correction");
    must_be(&w.res, 200);
    assert_non_null(strstr(pdf_text(), MINE));
    run(SECOND, PAGE, "issue");
    must_be(&w.res, 303);
    get(CLERK, CASE);
    const char *word = strstr(w.res.body, "补正告知书</a>");
    assert_non_null(word);
    word = strstr(word, CASE "papers/");
    assert_non_null(word);
    word = arena_strndup(w.a, word, strcspn(word, "\""));
    assert_non_null(strstr(word_at(CLERK, word), MINE));
    get(CLERK, PAGE);
    must_be(&w.res, 404); /* sent */
    get(STRANGER, word);
    must_be(&w.res, 404);
}

/* What a letter cannot hold is named, and taken only once that is known. */
static void beside_the_text(void **state)
{
    (void)state;
    corrected("请写明是哪一次会议");
    struct client_file f =
        edited_file(CLERK, PAGE "letter.docx?letter=correction", "重新计算。</w:t></w:r>",
            "</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins "
            "w:id=\"2\"><w:r><w:t>" MINE "</w:t></w:r></w:ins><w:r><w:commentReference "
            "w:id=\"9\"/></w:r>");
    get(CLERK, PAGE);
    must_not_have(&w.res, "name=\"beside\"");
    send_words(CLERK, "correction", &f, "");
    must_be(&w.res, 422);
    must_have(&w.res, "修订 2 处、批注 1 条");
    must_have(&w.res, "全部接受以后的文字");
    must_have(&w.res, MINE);
    must_not_have(&w.res, "删去的");
    const char *found = client_hidden(&w.browsers[CLERK], "beside");
    const char *body = strstr(word_at(CLERK, PAGE "letter.docx?letter=correction"), "本机关于");
    body = arena_strndup(w.a, body, (size_t)(strstr(body, "重新计算。") - body));
    for (int known = 0; known < 2; known++) {
        get(CLERK, PAGE);
        const char *fields[] = {"version", client_hidden(&w.browsers[CLERK], "version"), "once",
            client_hidden(&w.browsers[CLERK], "once"), "letter", "correction", "text",
            arena_printf(w.a, "%s" MINE, body), "beside", found, known ? "known" : NULL, "1", NULL};
        client_upload(
            &w.browsers[CLERK], PAGE "words", fields, &(struct client_file){"file", "", "", 0});
        w.res = w.browsers[CLERK].res;
        must_be(&w.res, known ? 303 : 422);
    }
    get(CLERK, PAGE);
    must_have(&w.res, "<ins>如需帮助，请来电。</ins>");
}

/* RULE 2.2, C1: all reasons at once, in the page; the attempt log has their rules alone. */
static void refused(void **state)
{
    (void)state;
    corrected("请写明是哪一次会议");
    const char *text = word_at(CLERK, PAGE "letter.docx?letter=correction");
    const char *bad = with(with(text, "视为放弃申请", "后果自负"), "重新计算", "继续计算");
    bad = with(with(bad, "-补", "-补3"), "\n" NAME "：", "\n李四：");
    struct client_file f = word_file(bad);
    get(CLERK, PAGE);
    send_words(CLERK, "correction", &f, "");
    must_be(&w.res, 409);
    must_have(&w.res, "没有写“视为放弃”");
    must_have(&w.res, "没有写“重新计算”");
    must_have(&w.res, "“文书编号”被改动");
    must_have(&w.res, "“主送”被改动");
    must_have(&w.res, "后果自负"); /* what came is in the form */
    assert_non_null(strstr(w.attempts, "文稿有"));
    assert_null(strstr(w.attempts, NAME));
    get(CLERK, PAGE);
    must_not_have(&w.res, "后果自负");
    send_words(CLERK, "correction", NULL, "");
    must_be(&w.res, 422);
    must_have(&w.res, "请选择改好的 Word 文件");
    run(CLERK, PAGE, "nothing");
    must_be(&w.res, 404);
    get(CLERK, CASE "prepared/note/");
    must_be(&w.res, 404);
}

/* The facts of the act are asked as by the act itself; the form comes back as it was sent. */
static void facts_refused(void **state)
{
    (void)state;
    taken_in();
    prepare(CLERK, "correction_notice",
        arena_printf(w.a,
            "correction_notice.day=2018-09-12&correction_notice.text=&correction_notice.guidance=%s"
            "&correction_notice.days=10",
            enc("打电话问")));
    must_be(&w.res, 422);
    must_have(&w.res, "需要补正的事项");
    must_have(&w.res, "打电话问");
    prepare(CLERK, "correction_notice",
        arena_printf(
            w.a, "correction_notice.day=2019-09-12&correction_notice.text=%s", enc("哪年")));
    must_be(&w.res, 409);
    must_have(&w.res, "不能晚于今天");
}

/* RULE R7: the clerk prepares what the head of the office sends; others do neither. */
static void two_hands(void **state)
{
    (void)state;
    static const char page[] = CASE "prepared/extension/";
    taken_in();
    const char *facts = arena_printf(w.a,
        "extension.day=2018-09-12&extension.days=10&extension.text=%s", enc("需要查阅历史档案"));
    get(CLERK, CASE);
    must_not_have(&w.res, "do/extension");
    prepare(CLERK, "extension", facts);
    must_be(&w.res, 303);
    get(REVIEWER, "/work/"); /* is asked, the clerk is not */
    must_have(&w.res, "审定延期答复告知书");
    must_have(&w.res, page);
    get(CLERK, "/work/");
    must_not_have(&w.res, page);
    run(CLERK, page, "issue");
    must_be(&w.res, 403);
    get(STRANGER, page);
    must_be(&w.res, 404);
    get(LEGAL, page); /* reviews for every unit, does not learn who asks */
    must_be(&w.res, 200);
    get(LEGAL, CASE "prepared/extension/letter.pdf?letter=extension");
    must_be(&w.res, 403);
    get(REVIEWER, CASE);
    must_have(&w.res, "看文稿、发出");
    get(REVIEWER, page);
    must_have(&w.res, "呈批单");
    run(REVIEWER, page, "issue");
    must_be(&w.res, 303);
    get(REVIEWER, "/work/");
    must_not_have(&w.res, "审定");
    get(REVIEWER, "/work/?tab=done"); /* leads to the case: the letter's page is gone */
    must_have(&w.res, "审定延期答复告知书");
    must_not_have(&w.res, page);
    get(CLERK, CASE);
    must_have(&w.res, "已延期");
}

/* The second of two sees that somebody was faster, and what was typed. */
static void two_at_once(void **state)
{
    (void)state;
    corrected("请写明是哪一次会议");
    get(SECOND, PAGE);
    const char *text = word_at(CLERK, PAGE "letter.docx?letter=correction");
    const char *body = strstr(text, "本机关于");
    body = arena_strndup(w.a, body, (size_t)(strstr(text, "重新计算。") - body));
    get(CLERK, PAGE);
    send_words(CLERK, "correction", NULL, arena_printf(w.a, "%s" MINE, body));
    must_be(&w.res, 303);
    send_words(SECOND, "correction", NULL, arena_printf(w.a, "%s重新计算。谢谢。", body));
    must_be(&w.res, 409);
    must_have(&w.res, "刚刚被别人办理过");
    must_have(&w.res, "谢谢。");
    run(SECOND, PAGE, "template");
    must_be(&w.res, 303);
    get(CLERK, PAGE);
    must_not_have(&w.res, "如需帮助");
    run(CLERK, PAGE, "drop");
    must_be(&w.res, 303);
    get(CLERK, CASE);
    must_not_have(&w.res, "已有文稿");
    must_have(&w.res, "不用文书的文稿");
}

/* What the pages of a draft write cannot be brought by the form of acts. */
static void forged(void **state)
{
    (void)state;
    taken_in();
    act(CLERK, "prepare", "prepare.of=correction_notice&prepare.facts=x&prepare.words=x");
    get(CLERK, CASE);
    must_be(&w.res, 200);
    get(CLERK, PAGE);
    must_be(&w.res, 200);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {TEST(from_word), TEST(beside_the_text), TEST(refused),
        TEST(facts_refused), TEST(two_hands), TEST(two_at_once), TEST(forged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
