/* Every page of the workbench is well-formed, in every stage, and with hostile words in it.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/org/org.h"
#include "lib/base/utf8.h"
#include "tests/wellformed.h"

static const struct act_input none = {.note = ""};

static void well(const char *what)
{
    const char *problem = html_problem(w.res.body);
    if (problem)
        fail_msg("%s: %s", what, problem);
}

static void look(enum who who, int64_t id, const char *page)
{
    do_get(who, "%s", path_of(id, page));
    if (w.res.status != 200 && w.res.status != 409)
        fail_msg("%s of %lld: %d", page, (long long)id, w.res.status);
    well(page);
}

static void look_at_all(int64_t id)
{
    static const char *const pages[] = {"", "edit", "submit", "amend", "links",
        "links?find=%E9%80%9A%E7%9F%A5", "compare", "history", "preview"};
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        if (strcmp(pages[i], "compare") || doc_of(id)->r.editions)
            look(EDITOR, id, pages[i]);
    static const char *const others[] = {
        "", "review", "schedule", "end", "end?target_q=%E9%80%9A%E7%9F%A5"};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        look(HEAD, id, others[i]);
}

static void pages_of_every_stage(void **state)
{
    (void)state;
    static const char *const stages[] = {"draft", "submitted", "approved", "live"};
    for (size_t i = 0; i < COUNT_OF(stages); i++)
        look_at_all(make("document", "关于“状态”的<通知>", stages[i]));
    int64_t id = make("document", "退回的通知", "submitted");
    act_now(REVIEWER, id, "send_back",
        &(struct act_input){.note = "<b>改</b>", .codes = "R-WORDS,R-OTHER"});
    look_at_all(id);
    id = make("document", "定时的通知", "approved");
    act_now(HEAD, id, "schedule", &(struct act_input){.at = NOW + 3600});
    look_at_all(id);
    id = make("document", "修改中的通知", "live");
    act_now(EDITOR, id, "amend", &(struct act_input){.note = "改<一>处"});
    look_at_all(id);
    act_now(EDITOR, id, "discard", &none);
    look_at_all(id);
    act_now(HEAD, id, "end",
        &(struct act_input){
            .ending = &(struct ending){.kind = END_ERROR, .note = "<误>", .basis = ""}});
    look_at_all(id);
    static const char *const lists[] = {"/work/documents/", "/work/documents/?tab=live&q=a",
        "/work/documents/?q=%22%3E%3Cscript%3E", "/work/documents/?page=99999",
        "/work/documents/new"};
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        do_get(EDITOR, "%s", lists[i]);
        must_be(&w.res, 200);
        well(lists[i]);
    }
}

static void refused_forms_are_pages(void **state)
{
    (void)state;
    int64_t id = make("notice", "被拒的表单", "draft");
    do_post(EDITOR, path_of(id, "edit"), "version=1&title=%s&formed_on=x&events=y&op=save",
        url_encoded(w.a, "\"><i>"));
    must_be(&w.res, 422);
    well("edit");
    do_post(EDITOR, path_of(id, "edit"), "version=0&title=a");
    must_be(&w.res, 422);
    do_post(EDITOR, path_of(id, "edit"), "version=7&title=%s&body_html=%s&op=save",
        url_encoded(w.a, "别的<b>"),
        url_encoded(w.a, "<p>另一段</p><table><tr><td>格</td></tr></table>"));
    must_be(&w.res, 409);
    well("conflict");
    do_post(EDITOR, "/work/documents/new", "kind=x");
    must_be(&w.res, 422);
    well("new");
    id = make("notice", "被拒的审核", "submitted");
    do_post(REVIEWER, path_of(id, "send_back"), "note=a");
    must_be(&w.res, 422);
    well("review");
    id = make("notice", "被拒的结束", "live");
    do_post(HEAD, path_of(id, "end"), "kind=repealed");
    must_be(&w.res, 422);
    well("end");
    do_post(EDITOR, path_of(id, "amend"), "note=");
    must_be(&w.res, 422);
    well("amend");
    do_post(EDITOR, path_of(id, "submit"), "note=");
    must_be(&w.res, 409);
    well("refused");
}

static void naughty_words(void **state)
{
    (void)state;
    int64_t id = make("document", "顽皮的字", "draft");
    char *text = test_naughty(w.a), *save = NULL;
    int tried = 0;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        if (*line == '#' || !utf8_valid(line, strlen(line)))
            continue;
        const char *e = url_encoded(w.a, line);
        do_post(EDITOR, path_of(id, "edit"),
            "version=%lld&title=%s&body_html=%s&summary=%s&issuer=%s&doc_no=%s&keywords=%s&"
            "events=2018-09-12+%s&column_id=%lld&op=save",
            (long long)doc_of(id)->draft.version, e, e, e, e, e, e, e, (long long)w.column);
        if (w.res.status != 303 && w.res.status != 422)
            fail_msg("%s: %d", line, w.res.status);
        look(EDITOR, id, "");
        look(EDITOR, id, "edit");
        look(EDITOR, id, "preview");
        do_get(EDITOR, "/work/documents/?q=%s", e);
        must_be(&w.res, 200);
        well(line);
        tried++;
    }
    assert_true(tried >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_of_every_stage),
        cmocka_unit_test(refused_forms_are_pages), cmocka_unit_test(naughty_words)};
    return cmocka_run_group_tests(tests, world_open, world_close);
}
