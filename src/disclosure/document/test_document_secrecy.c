/* Secrecy review end to end: who may, what each conclusion does, that a changed text needs another,
 * which texts need it, and that the public reads nothing of it.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/org/org.h"
#include "disclosure/document/document.h"

static const struct act_input none = {.note = ""};
static const char secret_basis[] = "本依据只供内部查阅";

static enum st try(enum who who, int64_t id, const char *action, const struct act_input *in)
{
    begin_as(who, true);
    enum st st = act_run(&w.c, id, NULL, action, in);
    if (st)
        ctx_rollback(&w.c);
    else
        commit();
    return st;
}

/* Approved without a conclusion. */
static int64_t approved(const char *title)
{
    int64_t id = make("notice", title, "submitted");
    done(try(REVIEWER, id, "approve", &(struct act_input){.secrecy = ""}));
    return id;
}

/* RULE S-REVIEW: what nobody has reviewed is not published; the reason says what to do. */
static void nothing_goes_out_unreviewed(void **state)
{
    (void)state;
    int64_t id = approved("没有审查的");
    do_get(HEAD, "%s", path_of(id, ""));
    must_have(&w.res, "尚未审查");
    must_have(&w.res, "S-REVIEW");
    do_post(HEAD, path_of(id, "publish"), "x=");
    must_be(&w.res, 409);
    must_have(&w.res, "保密审查");
    do_post(HEAD, path_of(id, "schedule"), "at=2018-09-13T08:00");
    must_be(&w.res, 409);
    do_get(REVIEWER, "%s", path_of(id, "secrecy"));
    must_be(&w.res, 200);
    must_have(&w.res, "记下结论");
    do_post(REVIEWER, path_of(id, "secrecy"), "seen=%lld&secrecy=maybe",
        (long long)doc_of(id)->work.id);
    must_be(&w.res, 422);
    do_post(
        EDITOR, path_of(id, "secrecy"), "seen=%lld&secrecy=open", (long long)doc_of(id)->work.id);
    must_be(&w.res, 403);
    do_post(
        STRANGER, path_of(id, "secrecy"), "seen=%lld&secrecy=open", (long long)doc_of(id)->work.id);
    must_be(&w.res, 403);
    do_post(
        REVIEWER, path_of(id, "secrecy"), "seen=%lld&secrecy=open", (long long)doc_of(id)->work.id);
    must_be(&w.res, 303);
    do_post(HEAD, path_of(id, "publish"), "x=");
    must_be(&w.res, 303);
    assert_int_equal(doc_of(id)->place, AT_LIVE);
}

/* One tick in the form of approval is enough. */
static void approval_concludes_it(void **state)
{
    (void)state;
    int64_t id = make("notice", "一并审查的", "submitted");
    do_get(REVIEWER, "%s", path_of(id, "review"));
    must_have(&w.res, "name=\"secrecy\"");
    do_post(REVIEWER, path_of(id, "approve"), "seen=%lld&note=&secrecy=closed&secrecy_basis=x",
        (long long)doc_of(id)->work.id);
    must_be(&w.res, 409);
    must_have(&w.res, "请退回起草人");
    assert_int_equal(doc_of(id)->place, AT_SUBMITTED);
    do_post(REVIEWER, path_of(id, "approve"), "seen=%lld&note=&secrecy=open",
        (long long)doc_of(id)->work.id);
    must_be(&w.res, 303);
    do_get(HEAD, "%s", path_of(id, ""));
    must_have(&w.res, "审核丙");
    do_post(HEAD, path_of(id, "publish"), "x=");
    must_be(&w.res, 303);
}

static void change(int64_t id, const char *body)
{
    struct draft d;
    begin_as(EDITOR, true);
    done(draft_get(&w.c, id, &d));
    d.content.body_html = body;
    done(act_save(&w.c, &d, true));
    commit();
}

/* RULE S-CUT: sent back to be cut; the same text stays refused, the cut one needs a review. */
static void what_must_be_cut_is_cut(void **state)
{
    (void)state;
    int64_t id = make("notice", "要删减的", "submitted");
    assert_int_equal(
        try(REVIEWER, id, "send_back", &(struct act_input){.codes = "S-CUT"}), ST_INVALID);
    done(try(REVIEWER, id, "send_back", &(struct act_input){.codes = "S-CUT", .note = "删第二段"}));
    act_now(EDITOR, id, "submit", &none);
    do_get(REVIEWER, "%s", path_of(id, ""));
    must_have(&w.res, "须删减，尚未删减");
    done(try(REVIEWER, id, "approve", &(struct act_input){.secrecy = ""}));
    assert_int_equal(try(HEAD, id, "publish", &none), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "S-CUT"));
    done(try(REVIEWER, id, "send_back", &(struct act_input){.codes = "R-WORDS"}));
    change(id, "<p>第一段。</p>");
    act_now(EDITOR, id, "submit", &none);
    done(try(REVIEWER, id, "approve", &(struct act_input){.secrecy = ""}));
    assert_int_equal(try(HEAD, id, "publish", &none), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "S-REVIEW"));
    assert_non_null(strstr(w.c.err.message, "文本又改过"));
    done(try(REVIEWER, id, "secrecy", &(struct act_input){.secrecy = "open"}));
    done(try(HEAD, id, "publish", &none));
}

/* RULE S-CLOSED */
static void what_is_closed_stays(void **state)
{
    (void)state;
    int64_t id = approved("不公开的");
    assert_int_equal(
        try(REVIEWER, id, "secrecy", &(struct act_input){.secrecy = "closed"}), ST_INVALID);
    done(try(REVIEWER, id, "secrecy",
        &(struct act_input){.secrecy = "closed", .basis = "涉及工作秘密"}));
    assert_int_equal(try(HEAD, id, "publish", &none), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "S-CLOSED"));
    /* nor by the clock */
    assert_int_equal(try(HEAD, id, "schedule", &(struct act_input){.at = NOW + 3600}), ST_CONFLICT);
}

/* RULE S-OWN: by somebody who wrote in this version it cannot be made, and what was made before
 * somebody wrote does not count. */
static void nobody_reviews_own_words(void **state)
{
    (void)state;
    int64_t id = make("notice", "自己审查的", "draft");
    begin_as(HEAD, true);
    done(desk_writer_add(&w.c, id));
    commit();
    act_now(EDITOR, id, "submit", &none);
    do_get(HEAD, "%s", path_of(id, "secrecy"));
    must_have(&w.res, "S-OWN");
    do_post(HEAD, path_of(id, "secrecy"), "seen=%lld&secrecy=open", (long long)doc_of(id)->work.id);
    must_be(&w.res, 409);
    must_have(&w.res, "S-OWN");
    act_now(REVIEWER, id, "approve", &none);
    begin_as(REVIEWER, true);
    done(desk_writer_add(&w.c, id));
    commit();
    assert_int_equal(try(HEAD, id, "publish", &none), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "S-OWN"));
}

/* A change of the public text is a new text; one of its metadata alone is not. */
static void an_amendment_is_reviewed_again(void **state)
{
    (void)state;
    int64_t id = make("notice", "要修改的", "live");
    act_now(EDITOR, id, "amend", &(struct act_input){.note = "改字"});
    change(id, "<p>第三段。</p>");
    act_now(EDITOR, id, "submit", &none);
    done(try(REVIEWER, id, "approve", &(struct act_input){.secrecy = ""}));
    assert_int_equal(try(HEAD, id, "publish", &none), ST_CONFLICT);
    done(try(REVIEWER, id, "secrecy", &(struct act_input){.secrecy = "open"}));
    done(try(HEAD, id, "publish", &none));
}

static void the_setting_says_which(void **state)
{
    (void)state;
    do_get(EDITOR, "/work/documents/settings");
    must_be(&w.res, 403);
    do_get(OFFICE, "/work/documents/settings");
    must_be(&w.res, 200);
    must_have(&w.res, "要审查的种类");
    do_post(OFFICE, "/work/documents/settings", "kinds=document&free=nowhere/at");
    must_be(&w.res, 422);
    must_have(&w.res, "nowhere/at");
    do_post(OFFICE, "/work/documents/settings", "kinds=spam&free=");
    must_be(&w.res, 422);
    do_post(OFFICE, "/work/documents/settings", "kinds=document&kinds=notice&free=zwdt/tzgg");
    must_be(&w.res, 303);
    int64_t id = approved("免审栏目的");
    done(try(HEAD, id, "publish", &none));
    do_post(OFFICE, "/work/documents/settings", "kinds=document&kinds=notice&free=");
    must_be(&w.res, 303);
    id = approved("不免审的");
    assert_int_equal(try(HEAD, id, "publish", &none), ST_CONFLICT);
    do_post(OFFICE, "/work/documents/settings",
        "kinds=document&kinds=notice&kinds=news&kinds=interpretation&kinds=page&kinds=answer&"
        "free=");
    must_be(&w.res, 303);
}

/* Adds the addresses of this site in a page to the list. */
static void gather_links(
    const char *html, struct map *seen, const char **todo, size_t *n, size_t cap)
{
    for (const char *p = html; (p = strstr(p, "href=\"/")); p++) {
        const char *from = p + 6;
        const char *path = arena_strndup(w.a, from, strcspn(from, "\"#"));
        if (*n < cap && !strstr(path, "/work") && !strstr(path, "&") && !map_find(seen, path)) {
            map_set(seen, path, todo);
            todo[(*n)++] = path;
        }
    }
}

/* The public reads nothing of it: neither name nor basis, on no page, list, feed, table, log. */
static void nothing_of_it_is_public(void **state)
{
    (void)state;
    enum { MOST = 160 };
    const char *todo[MOST + 8] = {"/", "/log/", "/data/", "/feeds", "/sitemap.xml"};
    size_t n = 5;
    int64_t id = make("notice", "公众读到的", "submitted");
    done(try(
        REVIEWER, id, "approve", &(struct act_input){.secrecy = "open", .basis = secret_basis}));
    done(try(HEAD, id, "publish", &none));
    do_get(HEAD, "%s", path_of(id, ""));
    must_have(&w.res, "审核丙"); /* staff do */
    must_have(&w.res, secret_basis);
    const char *path = doc_of(id)->r.path;
    todo[n++] = path;
    todo[n++] = arena_printf(w.a, "/search?q=%s", url_encoded(w.a, "审核丙"));
    struct client anybody = client_new(w.app, w.a);
    struct map *seen = map_new(w.a);
    size_t read = 0;
    for (size_t i = 0; i < n; i++) {
        client_get(&anybody, todo[i]);
        if (anybody.res.status != 200)
            continue;
        read++;
        if (!strstr(todo[i], "search?"))
            must_not_have(&anybody.res, "审核丙");
        must_not_have(&anybody.res, secret_basis);
        must_not_have(&anybody.res, "保密审查");
        gather_links(anybody.res.body, seen, todo, &n, MOST);
    }
    assert_true(read > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_goes_out_unreviewed),
        cmocka_unit_test(approval_concludes_it), cmocka_unit_test(what_must_be_cut_is_cut),
        cmocka_unit_test(what_is_closed_stays), cmocka_unit_test(nobody_reviews_own_words),
        cmocka_unit_test(an_amendment_is_reviewed_again), cmocka_unit_test(the_setting_says_which),
        cmocka_unit_test(nothing_of_it_is_public)};
    return cmocka_run_group_tests(tests, world_open, world_close);
}
