/* The draft letter through the loopback: to Word and back, what is refused, who sees what was
 * changed, the signed letter in the words of the clerk; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_letter_world.h"

#include <stdlib.h>
#include <zip.h>

static const char *downloaded(enum who who)
{
    return word_at(who, CASE "letter.docx");
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
