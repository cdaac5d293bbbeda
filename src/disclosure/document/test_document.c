/* The workbench end to end through the loopback: the road of a document, returns, versions,
 * schedules, amendments, endings, bad input.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/org/org.h"
#include "common/record/publish.h"
#include "disclosure/document/document.h"

static const struct act_input none = {.note = ""};

static int64_t id_of(const char *location)
{
    return strtoll(location + strlen("/work/documents/"), NULL, 10);
}

static void statements_fit_both_engines(void **state)
{
    (void)state;
    begin_as(EDITOR, true);
    for (size_t i = 0; i < document_module.n_stmts; i++)
        if (db_check(w.c.tx, document_module.stmts[i], &w.c.err))
            fail_msg("%s: %s", document_module.stmts[i]->name, w.c.err.detail);
    ctx_rollback(&w.c);
}

/* Saves title and text over version `version`. */
static void save(enum who who, int64_t id, long long version, const char *title, const char *body)
{
    do_post(who, path_of(id, "edit"),
        "version=%lld&title=%s&body_html=%s&open_mode=%s&source=%s&formed_on=2018-09-10&note=&op="
        "save",
        version, url_encoded(w.a, title), url_encoded(w.a, body), url_encoded(w.a, "主动公开"),
        url_encoded(w.a, "教育体育局"));
}

/* RULE F-SELF on the way: draft, submit, review by somebody else, publish. */
static void the_road(void **state)
{
    (void)state;
    do_get(EDITOR, "/work/documents/new");
    must_be(&w.res, 200);
    do_post(
        EDITOR, "/work/documents/new", "kind=notice&column_id=%lld&title=", (long long)w.column);
    must_be(&w.res, 303);
    int64_t id = id_of(w.res.location);
    do_get(EDITOR, "%s", path_of(id, "edit"));
    must_be(&w.res, 200);
    must_have(&w.res, "没有标题");
    do_post(EDITOR, path_of(id, "submit"), "note=");
    must_be(&w.res, 409);
    must_have(&w.res, "R-TITLE");
    must_have(&w.res, "R-BODY");
    save(EDITOR, id, 1, "关于开学时间的通知", "<p>九月一日开学。</p>");
    must_be(&w.res, 303);
    do_get(EDITOR, "%s", path_of(id, "submit"));
    must_be(&w.res, 200);
    must_have(&w.res, "检查通过");
    do_post(EDITOR, path_of(id, "submit"), "note=%s", url_encoded(w.a, "请审"));
    must_be(&w.res, 303);
    assert_int_equal(count("tasks", id), 1);
    do_post(EDITOR, path_of(id, "approve"), "seen=%lld&note=", (long long)doc_of(id)->work.id);
    must_be(&w.res, 403);
    do_get(REVIEWER, "%s", path_of(id, "review"));
    must_be(&w.res, 200);
    must_have(&w.res, "九月一日开学");
    do_post(REVIEWER, path_of(id, "approve"), "seen=%lld&note=&secrecy=open",
        (long long)doc_of(id)->work.id);
    must_be(&w.res, 303);
    assert_string_equal(doc_of(id)->content->meta.index_no, "115303230151625379/2018-00001");
    do_post(REVIEWER, path_of(id, "publish"), "x=");
    must_be(&w.res, 403);
    do_post(HEAD, path_of(id, "publish"), "x=");
    must_be(&w.res, 303);
    struct doc *d = doc_of(id);
    assert_int_equal(d->place, AT_LIVE);
    assert_int_equal(count("tasks", id), 0);
    do_get(EDITOR, "%s", d->r.path);
    must_be(&w.res, 200);
    must_have(&w.res, "九月一日开学");
    do_get(EDITOR, "%s", path_of(id, "history"));
    must_have(&w.res, "审核通过");
    do_get(EDITOR, "%s", path_of(id, "preview"));
    must_have(&w.res, "预览");
}

/* RULE F-SELF: whoever saved or restored this version may not approve it, whatever the role. */
static void nobody_approves_own_words(void **state)
{
    (void)state;
    int64_t id = make("notice", "自己审自己", "draft");
    struct doc *d;
    begin_as(HEAD, true); /* the head adds a word */
    struct draft draft;
    done(draft_get(&w.c, id, &draft));
    done(act_save(&w.c, &draft, true));
    commit();
    act_now(EDITOR, id, "submit", &none);
    do_post(HEAD, path_of(id, "approve"), "seen=%lld&note=", (long long)doc_of(id)->work.id);
    must_be(&w.res, 409);
    must_have(&w.res, "F-SELF");
    d = doc_of(id);
    assert_int_equal(d->place, AT_SUBMITTED);
    do_get(HEAD, "%s", path_of(id, ""));
    must_have(&w.res, "您起草或修改过这个版本");
    do_post(REVIEWER, path_of(id, "approve"), "seen=%lld&note=&secrecy=open",
        (long long)doc_of(id)->work.id);
    must_be(&w.res, 303);
    do_post(HEAD, path_of(id, "publish"), "x="); /* publishing is another duty */
    must_be(&w.res, 303);
}

/* RULE F-SEEN: what was opened is approved, or nothing; the new text is shown with what changed. */
static void only_what_was_read_is_approved(void **state)
{
    (void)state;
    int64_t id = make("notice", "读过的通知", "submitted");
    do_get(REVIEWER, "%s", path_of(id, "review"));
    const char *seen = client_hidden(&w.browsers[REVIEWER], "seen");
    act_now(EDITOR, id, "withdraw", &none);
    save(EDITOR, id, (long long)doc_of(id)->draft.version, "读过的通知", "<p>偷偷改了。</p>");
    act_now(EDITOR, id, "submit", &none);
    do_post(REVIEWER, path_of(id, "approve"), "note=&secrecy=open&seen=%s", seen);
    must_be(&w.res, 409);
    must_have(&w.res, "文本在您打开后又改过，请重新阅读");
    must_have(&w.res, "偷偷改了");
    must_have(&w.res, arena_printf(w.a, "compare?old=%s&amp;new=", seen));
    assert_int_equal(doc_of(id)->place, AT_SUBMITTED);
    do_post(REVIEWER, path_of(id, "secrecy"), "secrecy=open&seen=%s", seen);
    must_be(&w.res, 409);
    must_have(&w.res, "F-SEEN");
    assert_int_equal(doc_of(id)->secrecy.n, 0);
    do_get(REVIEWER, "%s",
        path_of(id,
            arena_printf(w.a, "compare?old=%s&new=%lld", seen, (long long)doc_of(id)->work.id)));
    must_be(&w.res, 200);
    const struct act_input old = {.seen = doc_of(id)->work.id - 1};
    begin_as(REVIEWER, true);
    assert_int_equal(act_run(&w.c, id, NULL, "approve", &old), ST_CONFLICT);
    ctx_rollback(&w.c);
    do_post(REVIEWER, path_of(id, "approve"), "note=&secrecy=open");
    must_be(&w.res, 422); /* nothing was read */
    do_get(REVIEWER, "%s", path_of(id, "review"));
    do_post(REVIEWER, path_of(id, "approve"), "note=&secrecy=open&seen=%s",
        client_hidden(&w.browsers[REVIEWER], "seen"));
    must_be(&w.res, 303);
}

/* RULE F-CODES */
static void a_return_has_reasons(void **state)
{
    (void)state;
    int64_t id = make("notice", "要退回的", "submitted");
    do_post(REVIEWER, path_of(id, "send_back"), "note=%s", url_encoded(w.a, "不好"));
    must_be(&w.res, 422);
    must_have(&w.res, "请至少选择一个退回原因");
    do_post(REVIEWER, path_of(id, "send_back"), "codes=NO-SUCH");
    must_be(&w.res, 422);
    do_post(REVIEWER, path_of(id, "send_back"), "codes=R-OTHER");
    must_be(&w.res, 422);
    do_post(REVIEWER, path_of(id, "send_back"), "codes=R-WORDS&codes=R-FACTS&note=%s",
        url_encoded(w.a, "第二段"));
    must_be(&w.res, 303);
    struct doc *d = doc_of(id);
    assert_int_equal(d->place, AT_RETURNED);
    do_get(EDITOR, "%s", path_of(id, "edit"));
    must_have(&w.res, "这份文件被退回");
    must_have(&w.res, "文字、标点或数字有错");
    assert_int_equal(count("tasks", id), 1);
    act_now(EDITOR, id, "submit", &none);
    assert_int_equal(doc_of(id)->r.editions, 2);
}

static void two_editors_lose_nothing(void **state)
{
    (void)state;
    int64_t id = make("notice", "两人同改", "draft");
    save(EDITOR, id, 1, "两人同改", "<p>甲的文字。</p>");
    must_be(&w.res, 303);
    save(EDITOR2, id, 1, "两人同改（乙）", "<p>乙的文字。</p>");
    must_be(&w.res, 409);
    must_have(&w.res, "甲的文字");
    must_have(&w.res, "乙的文字");
    assert_string_equal(doc_of(id)->draft.content.body_html, "<p>甲的文字。</p>");
    /* merging: my title, both texts */
    do_post(EDITOR2, path_of(id, "resolve"),
        "version=2&title=%s&body_html=%s&open_mode=%s&source=%s&formed_on=2018-09-10&note=&op="
        "merge&"
        "pick_title=mine&pick_body_html=both",
        url_encoded(w.a, "两人同改（乙）"), url_encoded(w.a, "<p>乙的文字。</p>"),
        url_encoded(w.a, "主动公开"), url_encoded(w.a, "教育体育局"));
    must_be(&w.res, 303);
    struct doc *d = doc_of(id);
    assert_string_equal(d->draft.content.title, "两人同改（乙）");
    assert_non_null(strstr(d->draft.content.body_html, "甲的文字"));
    assert_non_null(strstr(d->draft.content.body_html, "乙的文字"));
    /* the same words again, from an old form: no conflict */
    save(EDITOR, id, 2, "两人同改（乙）", d->draft.content.body_html);
    must_be(&w.res, 303);
    /* a copy leaves the draft alone */
    do_post(EDITOR, path_of(id, "resolve"), "version=1&title=%s&body_html=%s&note=&op=copy",
        url_encoded(w.a, "我的"), url_encoded(w.a, "<p>我的</p>"));
    must_be(&w.res, 303);
    assert_true(id_of(w.res.location) != id);
    assert_string_equal(doc_of(id)->draft.content.title, "两人同改（乙）");
    assert_string_equal(doc_of(id_of(w.res.location))->draft.content.title, "我的（另存）");
    do_post(EDITOR2, path_of(id, "autosave"), "version=1&title=x&body_html=y");
    must_be(&w.res, 409);
    assert_non_null(strstr(w.res.content_type, "json"));
}

static void autosave_answers_with_the_version(void **state)
{
    (void)state;
    int64_t id = make("notice", "自动保存", "draft");
    int before = count("journal", id);
    do_post(EDITOR, path_of(id, "autosave"), "version=1&title=%s&body_html=%s",
        url_encoded(w.a, "自动"), url_encoded(w.a, "<p>好</p>"));
    must_be(&w.res, 200);
    must_have(&w.res, "\"version\":2");
    assert_int_equal(count("journal", id), before); /* only what a person saves is an act */
    save(EDITOR, id, 2, "自动", "<p>好</p>");
    must_be(&w.res, 303);
    assert_int_equal(count("journal", id), before + 1);
    /* an answer that did not arrive: the same form goes on from the version it knows */
    do_post(EDITOR, path_of(id, "autosave"), "version=3&form=F1&title=%s&body_html=a",
        url_encoded(w.a, "自动"));
    must_be(&w.res, 200);
    do_post(EDITOR, path_of(id, "autosave"), "version=3&form=F1&title=%s&body_html=ab",
        url_encoded(w.a, "自动"));
    must_be(&w.res, 200);
    do_post(EDITOR, path_of(id, "autosave"), "version=3&form=F2&title=%s&body_html=ac",
        url_encoded(w.a, "自动"));
    must_be(&w.res, 409);
    must_have(&w.res, "另一个窗口");
}

static void run_job(int64_t at)
{
    w.c.person = w.c.unit = 0;
    w.c.now = at;
    w.c.origin = "job";
    done(act_publish_due(&w.c));
    w.c.now = NOW;
    w.c.origin = "test";
}

static void scheduled_ones_come_out(void **state)
{
    (void)state;
    int64_t id = make("notice", "定时的", "approved");
    do_post(HEAD, path_of(id, "schedule"), "at=2018-09-12T08:00");
    must_be(&w.res, 422);
    must_have(&w.res, "不能早于现在");
    do_post(HEAD, path_of(id, "schedule"), "at=2018-02-30T08:00");
    must_be(&w.res, 422);
    do_post(HEAD, path_of(id, "schedule"), "at=2018-09-13T08:00");
    must_be(&w.res, 303);
    run_job(NOW + 3600);
    assert_int_equal(doc_of(id)->place, AT_SCHEDULED);
    do_post(HEAD, path_of(id, "unschedule"), "x=");
    must_be(&w.res, 303);
    assert_int_equal(doc_of(id)->place, AT_APPROVED);
    do_post(HEAD, path_of(id, "schedule"), "at=2018-09-13T08:00");
    must_be(&w.res, 303);
    run_job(NOW + 86400);
    assert_int_equal(doc_of(id)->place, AT_LIVE);
    int rows = count("status", id);
    run_job(NOW + 86400);
    assert_int_equal(count("status", id), rows);
}

/* What cannot be published stays, and becomes a task that says why. */
static void a_failed_schedule_is_a_task(void **state)
{
    (void)state;
    static const struct stmt spoil = {"test.spoil",
        "UPDATE edition SET body_html = '<p>11010519491231002X</p>' WHERE record_id = $1", NULL};
    int64_t id = make("notice", "到时有问题的", "approved");
    act_now(HEAD, id, "schedule", &(struct act_input){.at = NOW + 60});
    begin_as(HEAD, true);
    done(x(&w.c, &spoil, ARGS(v_int(id))));
    commit();
    run_job(NOW + 3600);
    assert_int_equal(doc_of(id)->place, AT_SCHEDULED);
    assert_int_equal(count("tasks", id), 1);
    run_job(NOW + 7200);
    assert_int_equal(count("tasks", id), 1);
}

/* RULE R-NOTE: an amendment says what and why; the old edition stays, the difference is shown. */
static void amendments_keep_the_old_edition(void **state)
{
    (void)state;
    int64_t id = make("document", "要修改的通知", "live");
    const char *path = doc_of(id)->r.path;
    do_post(EDITOR, path_of(id, "amend"), "note=");
    must_be(&w.res, 422);
    do_post(EDITOR, path_of(id, "amend"), "note=%s", url_encoded(w.a, "更正日期"));
    must_be(&w.res, 303);
    struct doc *d = doc_of(id);
    do_post(EDITOR, path_of(id, "edit"),
        "version=%lld&title=%s&body_html=%s&open_mode=%s&source=x&issuer=x&validity=%s&"
        "formed_on=2018-09-10&index_no=%s&note=%s&op=save",
        (long long)d->draft.version, url_encoded(w.a, "要修改的通知"),
        url_encoded(w.a, "<p>第一段改过。</p><p>第二段。</p>"), url_encoded(w.a, "主动公开"),
        url_encoded(w.a, "有效"), url_encoded(w.a, d->content->meta.index_no),
        url_encoded(w.a, "更正日期"));
    must_be(&w.res, 303);
    do_get(STRANGER, "%s", path);
    must_not_have(&w.res, "改过");
    act_now(EDITOR, id, "submit", &none);
    act_now(REVIEWER, id, "approve", &none);
    act_now(HEAD, id, "publish", &none);
    d = doc_of(id);
    assert_string_equal(d->r.path, path);
    do_get(STRANGER, "%s", path);
    must_have(&w.res, "改过");
    must_have(&w.res, "更正日期");
    do_get(EDITOR, "%s", path_of(id, "compare"));
    must_be(&w.res, 200);
    must_have(&w.res, "<ins>");
    do_get(EDITOR, "%s", path_of(id, ""));
    must_have(&w.res, "对照所选两版");
}

static void old_editions_and_discarded_drafts_come_back(void **state)
{
    (void)state;
    int64_t id = make("notice", "放弃又找回", "draft");
    do_post(EDITOR, path_of(id, "discard"), "x=");
    must_be(&w.res, 303);
    assert_int_equal(doc_of(id)->place, AT_DISCARDED);
    do_post(EDITOR, path_of(id, "resume"), "x=");
    must_be(&w.res, 303);
    assert_int_equal(doc_of(id)->place, AT_DRAFT);
    act_now(EDITOR, id, "submit", &none);
    do_post(EDITOR, path_of(id, "withdraw"), "x=");
    must_be(&w.res, 303);
    struct doc *d = doc_of(id);
    save(EDITOR, id, (long long)d->draft.version, "改坏了", "<p>坏</p>");
    must_be(&w.res, 303);
    d = doc_of(id);
    do_post(EDITOR, path_of(id, "restore"), "edition=%lld", (long long)d->r.work_edition);
    must_be(&w.res, 303);
    assert_string_equal(doc_of(id)->draft.content.title, "放弃又找回");
    int64_t other = make("notice", "别的", "submitted");
    do_post(
        EDITOR, path_of(id, "restore"), "edition=%lld", (long long)doc_of(other)->r.work_edition);
    must_be(&w.res, 400);
    /* giving up an amendment leaves the public page alone */
    int64_t live = make("notice", "公开着的", "live");
    act_now(EDITOR, live, "amend", &(struct act_input){.note = "试试"});
    do_post(EDITOR, path_of(live, "discard"), "x=");
    must_be(&w.res, 303);
    d = doc_of(live);
    assert_int_equal(d->place, AT_LIVE);
    do_get(EDITOR, "%s", path_of(live, ""));
    must_have(&w.res, "找回草稿");
}

static void endings_ask_for_their_fields(void **state)
{
    (void)state;
    int64_t target = make("document", "新办法", "live"), id = make("document", "旧办法", "live");
    static const struct {
        const char *body, *missing;
    } bad[] = {
        {"note=aaa", "结束方式"},
        {"kind=nonsense&note=aaa", "结束的方式"},
        {"kind=error&note=", "原因"},
        {"kind=repealed&note=aaa&on=2018-09-12", "废止决定"},
        {"kind=repealed&note=aaa&basis=b", "哪一天起"},
        {"kind=repealed&note=aaa&basis=b&on=2018-09-31", "不是存在的日期"},
        {"kind=expired&note=aaa&on=2019-01-01", "今天之后"},
        {"kind=replaced&note=aaa", "哪一份文件"},
        {"kind=moved&note=aaa&target=999999", "目标"},
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        do_post(HEAD, path_of(id, "end"), "%s", bad[i].body);
        must_be(&w.res, 422);
        must_have(&w.res, bad[i].missing);
    }
    do_get(
        HEAD, "%s", path_of(id, arena_printf(w.a, "end?target_q=%s", url_encoded(w.a, "新办法"))));
    must_have(&w.res, "新办法");
    do_post(HEAD, path_of(id, "end"), "kind=replaced&note=%s&target=%lld",
        url_encoded(w.a, "已由新办法代替"), (long long)target);
    must_be(&w.res, 303);
    struct doc *d = doc_of(id);
    assert_int_equal(d->place, AT_ENDED);
    assert_int_equal(d->n_links, 1);
    do_get(STRANGER, "%s", d->r.path);
    must_have(&w.res, "已被替代");
    do_post(HEAD, path_of(id, "end"), "kind=error&note=aaa");
    must_be(&w.res, 409);
    int64_t secret = make("notice", "泄露了张三", "live");
    do_post(HEAD, path_of(secret, "end"), "kind=privacy&note=%s", url_encoded(w.a, "个人信息"));
    must_be(&w.res, 303);
    do_get(STRANGER, "%s", doc_of(secret)->r.path);
    must_be(&w.res, 410);
    must_not_have(&w.res, "张三");
}

/* Every act of the table, tried from every place it does not start from: 409 (or 403), no change.
 */
static void acts_out_of_place_are_refused(void **state)
{
    (void)state;
    static const char *const stages[] = {"draft", "submitted", "approved", "live"};
    for (size_t s = 0; s < COUNT_OF(stages); s++) {
        int64_t id = make("notice", "次序", stages[s]);
        enum place place = doc_of(id)->place;
        for (size_t i = 0; i < n_moves; i++) {
            if (moves[i].from & place || !strcmp(moves[i].action, "edit"))
                continue;
            enum who who = !strcmp(moves[i].perm, PERM_DRAFT) ? EDITOR : HEAD;
            do_post(who, path_of(id, moves[i].action),
                "note=aaa&edition=1&kind=error&at=2018-09-13T08:00&codes=R-WORDS&target=1&"
                "seen=1");
            if (w.res.status != 409)
                fail_msg("%s from %s: %d", moves[i].action, stages[s], w.res.status);
            must_have(&w.res, "F-STAGE");
            assert_int_equal(doc_of(id)->place, place);
        }
        save(EDITOR, id, 1, "x", "y");
        must_be(&w.res, stages[s][0] == 'd' ? 303 : 409);
    }
}

/* What another part of the workbench makes is only ended here. */
static void made_elsewhere_is_not_edited(void **state)
{
    (void)state;
    int64_t id = make("fiscal", "县教体局2017年“三公”经费决算", "draft");
    struct doc *d = doc_of(id);
    assert_int_equal(act_check(&w.c, d, NULL, move_find("submit")), ST_CONFLICT);
    assert_non_null(strstr(w.c.err.message, "财政公开"));
}

static void other_units_are_kept_out(void **state)
{
    (void)state;
    int64_t id = make("notice", "本单位的", "submitted");
    do_get(STRANGER, "%s", path_of(id, ""));
    must_be(&w.res, 403);
    do_post(STRANGER, path_of(id, "withdraw"), "x=");
    must_be(&w.res, 403);
    do_get(STRANGER, "/work/documents/?q=%s", url_encoded(w.a, "本单位的"));
    must_not_have(&w.res, "本单位的</a>");
    do_get(OFFICE, "%s", path_of(id, ""));
    must_be(&w.res, 200);
    do_get(EDITOR, "%s", path_of(99999999, ""));
    must_be(&w.res, 404);
    do_get(EDITOR, "/work/documents/abc/");
    must_be(&w.res, 404);
    do_post(OFFICE, path_of(id, "approve"), "seen=%lld&note=",
        (long long)doc_of(id)->work.id); /* the county office acts for every unit */
    must_be(&w.res, 303);
}

static void hostile_text_is_cleaned(void **state)
{
    (void)state;
    int64_t id = make("notice", "清理", "draft");
    save(EDITOR, id, 1, "<script>alert(1)</script>标题",
        "<p onclick=\"x()\">好<script>alert(2)</script></p><img src=x onerror=alert(3)>"
        "<iframe src=\"//evil\"></iframe><a href=\"javascript:alert(4)\">链</a>");
    must_be(&w.res, 303);
    const char *body = doc_of(id)->draft.content.body_html;
    assert_null(strstr(body, "script"));
    assert_null(strstr(body, "onclick"));
    assert_null(strstr(body, "onerror"));
    assert_null(strstr(body, "iframe"));
    do_get(EDITOR, "%s", path_of(id, ""));
    must_not_have(&w.res, "<script>alert");
    must_have(&w.res, "&lt;script&gt;");
    assert_string_equal(doc_of(id)->draft.content.summary, "好 链");
}

/* RULE S-PII: phones may be confirmed by a person, for these numbers only; ID numbers never. */
static void phones_are_confirmed(void **state)
{
    (void)state;
    int64_t id = make("notice", "有电话", "draft");
    save(EDITOR, id, 1, "有电话", "<p>值班电话 13800001234</p>");
    do_get(EDITOR, "%s", path_of(id, "submit"));
    must_have(&w.res, "138****1234");
    must_not_have(&w.res, "13800001234");
    const char *p = strstr(w.res.body, "name=\"digest\" value=\"");
    assert_non_null(p);
    const char *digest = arena_strndup(w.a, p + strlen("name=\"digest\" value=\""), 64);
    do_post(EDITOR, path_of(id, "submit"), "note=");
    must_be(&w.res, 409);
    do_post(EDITOR, path_of(id, "confirm"), "digest=%064d&back=submit", 0);
    must_be(&w.res, 409);
    do_post(EDITOR, path_of(id, "confirm"), "digest=%s&back=submit", digest);
    must_be(&w.res, 303);
    do_post(EDITOR, path_of(id, "submit"), "note=");
    must_be(&w.res, 303);
    do_post(EDITOR, path_of(id, "withdraw"), "x=");
    save(EDITOR, id, (long long)doc_of(id)->draft.version, "有电话",
        "<p>值班电话 13800001234、13900005678</p>");
    do_post(EDITOR, path_of(id, "submit"), "note=");
    must_be(&w.res, 409);
}

static void a_double_post_acts_once(void **state)
{
    (void)state;
    do_post(EDITOR, "/work/documents/new",
        "kind=news&column_id=%lld&title=a&once=abcdefghijklmnop12", (long long)w.column);
    must_be(&w.res, 303);
    const char *first = w.res.location;
    do_post(EDITOR, "/work/documents/new",
        "kind=news&column_id=%lld&title=a&once=abcdefghijklmnop12", (long long)w.column);
    must_be(&w.res, 303);
    assert_string_equal(w.res.location, first);
    do_post(EDITOR, "/work/documents/new", "kind=nonsense&column_id=%lld", (long long)w.column);
    must_be(&w.res, 422);
    do_post(EDITOR, "/work/documents/new", "kind=news&column_id=777777");
    must_be(&w.res, 422);
}

static void impossible_input_stays_in_the_form(void **state)
{
    (void)state;
    int64_t id = make("notice", "日期", "draft");
    do_post(EDITOR, path_of(id, "edit"),
        "version=1&title=%s&body_html=%s&formed_on=2018-02-30&events=%s&op=save",
        url_encoded(w.a, "不能丢的标题"), url_encoded(w.a, "<p>不能丢的正文</p>"),
        url_encoded(w.a, "昨天 通过"));
    must_be(&w.res, 422);
    must_have(&w.res, "不是存在的日期");
    must_have(&w.res, "不能丢的标题");
    must_have(&w.res, "不能丢的正文");
    do_post(EDITOR, path_of(id, "edit"), "version=1&title=a&events=%s&op=save",
        url_encoded(w.a, "昨天 通过"));
    must_be(&w.res, 422);
    must_have(&w.res, "沿革每行");
    do_post(EDITOR, path_of(id, "edit"), "version=x&title=a");
    must_be(&w.res, 422);
    /* shown again, the form still says which version it started from */
    save(EDITOR2, id, 1, "日期", "<p>乙改过</p>");
    must_be(&w.res, 303);
    do_post(EDITOR, path_of(id, "edit"), "version=1&title=b&formed_on=2018-02-30&op=save");
    must_be(&w.res, 422);
    must_have(&w.res, "name=\"version\" value=\"1\"");
}

static void lists_count_filter_and_export(void **state)
{
    (void)state;
    begin_as(EDITOR, false);
    int64_t counts[DESK_TABS];
    done(desk_counts(&w.c, w.unit, counts));
    ctx_rollback(&w.c);
    int64_t id = make("document", "100%_的办法", "draft");
    do_get(EDITOR, "/work/documents/?q=%s", url_encoded(w.a, "100%_的"));
    must_have(&w.res, path_of(id, ""));
    do_get(EDITOR, "/work/documents/?q=%s", url_encoded(w.a, "100__的"));
    must_not_have(&w.res, path_of(id, ""));
    for (size_t i = 0; i < DESK_TABS; i++) {
        do_get(OFFICE, "/work/documents/?tab=%s&year=2018&column=%lld", desk_tabs[i].key,
            (long long)w.column);
        must_be(&w.res, 200);
    }
    do_get(EDITOR, "/work/documents/?year=1999&q=%s", url_encoded(w.a, "100%_的"));
    must_not_have(&w.res, path_of(id, ""));
    make("notice", "=cmd|'/c calc'!A0", "draft");
    do_get(EDITOR, "/work/documents/export.csv?tab=draft");
    must_be(&w.res, 200);
    must_have(&w.res, "\"'=cmd|'/c calc'!A0\"");
    begin_as(EDITOR, false);
    int64_t after[DESK_TABS];
    done(desk_counts(&w.c, w.unit, after));
    ctx_rollback(&w.c);
    assert_int_equal(after[1], counts[1] + 2);
    assert_int_equal(after[0], counts[0] + 2);
}

static void links_both_ways(void **state)
{
    (void)state;
    int64_t file = make("document", "被解读的文件", "live"), id;
    id = make("interpretation", "解读材料", "draft");
    do_post(EDITOR, path_of(id, "submit"), "note=");
    must_be(&w.res, 409);
    must_have(&w.res, "P-LINK-IF");
    do_get(
        EDITOR, "%s", path_of(id, arena_printf(w.a, "links?find=%s", url_encoded(w.a, "被解读"))));
    must_have(&w.res, "被解读的文件");
    do_post(EDITOR, path_of(id, "links/add"), "kind=interprets&to=%lld", (long long)file);
    must_be(&w.res, 303);
    do_post(EDITOR, path_of(id, "links/add"), "kind=nonsense&to=%lld", (long long)file);
    must_be(&w.res, 422);
    do_post(EDITOR, path_of(id, "links/add"), "kind=relates&to=%lld", (long long)id);
    must_be(&w.res, 422);
    do_get(EDITOR, "%s", path_of(file, ""));
    must_have(&w.res, "政策解读");
    do_post(EDITOR, path_of(file, "links/remove"), "link=%lld", (long long)doc_of(id)->links[0].id);
    must_be(&w.res, 409); /* what is public is linked by who may publish */
    do_post(EDITOR, path_of(id, "submit"), "note=");
    must_be(&w.res, 303);
}

/* RULE C-IDX-DUP, RULE D-DUP: serials are never given twice, numbers of others are refused. */
static void numbers_are_unique(void **state)
{
    (void)state;
    int64_t a = make("notice", "号一", "approved"), b = make("notice", "号二", "approved");
    const char *first = doc_of(a)->content->meta.index_no;
    assert_string_not_equal(first, doc_of(b)->content->meta.index_no);
    /* sent back and approved again, or restored from before it had one: the number stays */
    act_now(REVIEWER, a, "send_back", &(struct act_input){.note = "", .codes = "R-WORDS"});
    begin_as(EDITOR, false);
    struct edition *list;
    size_t n;
    done(edition_list(&w.c, a, &list, &n));
    ctx_rollback(&w.c);
    act_now(EDITOR, a, "restore", &(struct act_input){.edition = list[n - 1].id});
    assert_string_equal(doc_of(a)->content->meta.index_no, "");
    act_now(EDITOR, a, "submit", &none);
    act_now(REVIEWER, a, "approve", &none);
    assert_string_equal(doc_of(a)->content->meta.index_no, first);
    int64_t c = make("notice", "号三", "draft");
    do_post(EDITOR, path_of(c, "edit"),
        "version=1&title=%s&body_html=x&open_mode=%s&source=x&formed_on=2018-09-10&index_no=%s&op="
        "save",
        url_encoded(w.a, "号三"), url_encoded(w.a, "主动公开"), url_encoded(w.a, first));
    do_post(EDITOR, path_of(c, "submit"), "note=");
    must_be(&w.res, 409);
    must_have(&w.res, "C-IDX-DUP");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements_fit_both_engines),
        cmocka_unit_test(the_road), cmocka_unit_test(nobody_approves_own_words),
        cmocka_unit_test(only_what_was_read_is_approved), cmocka_unit_test(a_return_has_reasons),
        cmocka_unit_test(two_editors_lose_nothing),
        cmocka_unit_test(autosave_answers_with_the_version),
        cmocka_unit_test(scheduled_ones_come_out), cmocka_unit_test(a_failed_schedule_is_a_task),
        cmocka_unit_test(amendments_keep_the_old_edition),
        cmocka_unit_test(old_editions_and_discarded_drafts_come_back),
        cmocka_unit_test(endings_ask_for_their_fields),
        cmocka_unit_test(acts_out_of_place_are_refused),
        cmocka_unit_test(made_elsewhere_is_not_edited), cmocka_unit_test(other_units_are_kept_out),
        cmocka_unit_test(hostile_text_is_cleaned), cmocka_unit_test(phones_are_confirmed),
        cmocka_unit_test(a_double_post_acts_once),
        cmocka_unit_test(impossible_input_stays_in_the_form),
        cmocka_unit_test(lists_count_filter_and_export), cmocka_unit_test(links_both_ways),
        cmocka_unit_test(numbers_are_unique)};
    return cmocka_run_group_tests(tests, world_open, world_close);
}
