/* Letters prepared before their act: the words of staff go out, what §2.2 demands is missed at
 * once, old facts do not slip out, drafts that are sent or set aside are gone; on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_world.h"

#include "request/foi/act.h"
#include "request/foi/lacks.h"
#include "request/foi/recount.h"
#include "tests/support.h"

#define THANKS "感谢您对教育工作的关心。"

static int64_t at_work(void)
{
    today("2021-03-05");
    int64_t id = arrive(CHANNEL_F2F, "2021-03-05").id;
    done(act(id, CLERK, "assign", "", NO_FACTS));
    return id;
}

/* ---- the draft as the page works with it ---- */

struct draft {
    const struct foi_event *ev;
    struct foi_do then;
    struct foi_future f;
    struct foi_letter letters[FOI_PAINTED_MOST];
    size_t n;
};

static const struct foi_letter *open_draft(int64_t id, const char *action, struct draft *d)
{
    struct foi_event *list;
    struct letter_case lc;
    struct reasons r = {.mem = w.c.mem};
    size_t n;
    struct foi_case k = row(id);
    done(ctx_begin(&w.c, false));
    done(foi_event_list(&w.c, &k, &list, &n));
    d->ev = foi_prepared(list, n, action);
    if (d->ev) {
        done(foi_prepared_do(&w.c, d->ev, &d->then));
        done(foi_foresee(&w.c, &k, list, n, &d->then, &d->f, &r));
        done(foi_letter_case(&w.c, &d->f.k, d->f.list, d->f.n, &d->f.d, &lc));
        done(foi_compose(&lc, d->letters, &d->n));
    }
    ctx_rollback(&w.c);
    for (size_t i = 0; d->ev && i < d->n; i++)
        if (foi_goes_out(&d->letters[i]))
            return &d->letters[i];
    return NULL;
}

static const char *json_of(const char *const *facts)
{
    struct foi_arg args[12];
    size_t n = 0;
    for (; facts && facts[2 * n]; n++)
        args[n] = (struct foi_arg){facts[2 * n], facts[2 * n + 1]};
    return foi_prepared_facts(&w.c, args, n);
}

static enum st prepare(int64_t id, enum who who, const char *action, const char *const *facts)
{
    return act(id, who, "prepare", "", FACTS_OF("of", action, "facts", json_of(facts)));
}

/* Its words with `from` in place of `to`; told as the page tells them. */
static enum st reword(int64_t id, const char *action, const char *from, const char *to)
{
    struct draft d;
    struct paper_told told[FOI_TOLD_MOST];
    const struct foi_letter *l = open_draft(id, action, &d);
    assert_non_null(l);
    const char *text = paper_body_text(w.c.mem, &l->letter), *at = strstr(text, from), *words;
    assert_non_null(at);
    text = arena_printf(w.c.mem, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    struct foi_words mine = {.text = text, .hash = l->wording.hash, .told = told};
    mine.n_told = paper_told(l->f, text, told, FOI_TOLD_MOST);
    done(foi_words_with(&w.c, d.ev, l->key, &mine, &words));
    return act(id, CLERK, "prepare", "",
        FACTS_OF(
            "of", action, "facts", foi_event_arg(d.ev, "facts"), "words", words, "letter", l->key));
}

/* The act as it was prepared. */
static enum st issue(int64_t id, enum who who, const char *action)
{
    struct draft d;
    open_draft(id, action, &d);
    assert_non_null(d.ev);
    begin(who);
    enum st st = foi_act(&w.c, id, &d.then);
    if (st)
        ctx_rollback(&w.c);
    else
        done(ctx_commit(&w.c));
    return st;
}

/* ---- what went out ---- */

static struct foi_paper paper_of(int64_t id, const char *slot)
{
    struct foi_paper *papers;
    size_t n;
    done(ctx_begin(&w.c, false));
    done(foi_paper_list(&w.c, id, &papers, &n));
    ctx_rollback(&w.c);
    for (size_t i = n; i-- > 0;)
        if (strcmp(papers[i].slot, slot) == 0)
            return papers[i];
    fail_msg("no paper in %s", slot);
    return (struct foi_paper){.id = 0};
}

/* Without blanks and line ends. */
static const char *text_of_pdf(const struct foi_paper *p)
{
    const char *path = arena_printf(w.c.mem, "%s/a.pdf", w.c.data_dir), *bytes;
    size_t n;
    struct buf b;
    done(ctx_begin(&w.c, false));
    done(foi_paper_bytes(&w.c, p, &bytes, &n));
    ctx_rollback(&w.c);
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    FILE *out = popen(arena_printf(w.c.mem, "pdftotext %s - | tr -d ' \\n\\f'", path), "r");
    buf_init(&b, 0);
    for (int c; out && (c = fgetc(out)) != EOF;)
        buf_addc(&b, (char)c);
    if (out)
        pclose(out);
    const char *text = arena_strdup(w.c.mem, buf_str(&b));
    buf_release(&b);
    return text;
}

static void must_say(int64_t id, const char *slot, const char *words, bool yes)
{
    struct foi_paper p = paper_of(id, slot);
    const char *text = text_of_pdf(&p);
    if ((strstr(text, words) != NULL) != yes)
        fail_msg("“%s” %s in %s", words, yes ? "is not" : "is", text);
}

static size_t count_events(int64_t id)
{
    struct foi_event *list;
    size_t n;
    struct foi_case k = row(id);
    done(ctx_begin(&w.c, false));
    done(foi_event_list(&w.c, &k, &list, &n));
    ctx_rollback(&w.c);
    return n;
}

/* ---- tests ---- */

/* RULE 2.2: whatever leaves the house can be prepared; forms of the inside have no number and
 * cannot. */
static void every_letter_can_be_prepared(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_foi_moves; i++)
        assert_int_equal(
            foi_has_letters(foi_moves[i].action) || strcmp(foi_moves[i].action, "withdraw") == 0,
            *foi_prepared_title(foi_moves[i].action) != '\0');
}

/* RULE 2.2: the words of staff in the frame of the case, as PDF and as DOCX. */
static void edited_words_go_out(void **state)
{
    (void)state;
    const struct {
        const char *action, *slot, *from, *to;
        const char *const *facts;
        enum who who;
    } cases[] = {
        {"correction_notice", "correction_notice", "重新计算。", "重新计算。" THANKS,
            FACTS_OF("text", "请写明年度", "days", "5"), CLERK},
        {"consult", "consult_letter", "请自收到", "为保障贵方权益，请自收到",
            FACTS_OF("kind", "THIRD", "party", "某公司", "text", "合同附件"), CLERK},
        {"extension", "extension_notice", "特此告知。", "特此告知，敬请谅解。",
            FACTS_OF("days", "5", "text", "需要查阅历史档案"), REVIEWER},
        {"reason_notice", "reason_notice", "不予处理", "依法不予处理",
            FACTS_OF("text", "本月已提出四十件申请", "days", "10"), REVIEWER},
        {"fee_notice", "fee_notice", "重新计算。", "重新计算。" THANKS,
            FACTS_OF(
                "standard", "PAGES", "count", "100", "why", "档案复印件", "text", "到财政专户缴纳"),
            REVIEWER},
        {"answer_now", "reply", "特此答复。", "特此答复。" THANKS,
            FACTS_OF("code", "G1", "info_title", "校历", "where", "县政府网站通知公告栏目",
                "published", "2021-03-01", "text", "同意", "evidence", "签收"),
            LEADER},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *bytes;
        size_t n;
        today("2021-03-05");
        int64_t id = strcmp(cases[i].action, "answer_now") == 0
                         ? arrive(CHANNEL_F2F, "2021-03-05").id
                         : at_work();
        done(prepare(id, CLERK, cases[i].action, cases[i].facts));
        done(reword(id, cases[i].action, cases[i].from, cases[i].to));
        assert_int_equal(row(id).stage == CASE_EXAM || row(id).stage == CASE_REGISTERED, true);
        done(issue(id, cases[i].who, cases[i].action));
        must_say(id, cases[i].slot, cases[i].to, true);
        struct foi_paper p = paper_of(id, cases[i].slot);
        done(ctx_begin(&w.c, false));
        done(foi_paper_word(&w.c, &p, &bytes, &n));
        ctx_rollback(&w.c);
        assert_memory_equal(bytes, "PK", 2);
        struct draft d;
        assert_null(open_draft(id, cases[i].action, &d)); /* it is sent */
    }
}

/* RULE 2.2, 2.3, C2: everything that is missing at once; nothing of it is kept. */
static void what_is_missing_is_refused(void **state)
{
    (void)state;
    int64_t id = at_work();
    done(prepare(id, CLERK, "correction_notice", FACTS_OF("text", "请写明年度", "days", "5")));
    size_t n = count_events(id);
    enum st st = reword(id, "correction_notice", "第三十条", "第九条");
    must_refuse(st, "没有引用条例第三十条");
    st = reword(id, "correction_notice",
        "的，视为放弃申请，本机关不再处理该政府信息公开申请。\n答复期限自本机关收到补正后的申请之日"
        "起重新计算。",
        "的，后果自负。");
    must_refuse(st, "视为放弃");
    must_refuse(st, "重新计算");
    assert_int_equal(count_events(id), n);
    done(issue(id, CLERK, "correction_notice"));
    must_say(id, "correction_notice", "视为放弃", true);
}

/* RULE 2.2: the day of issue moved, and with it the last day; edited words do not go out with the
 * old one, by whatever door; unedited ones follow by themselves. */
static void old_days_do_not_go_out(void **state)
{
    (void)state;
    struct draft d;
    const char *const *facts = FACTS_OF("text", "请写明年度", "days", "5");
    int64_t id = at_work(), plain = at_work();
    done(prepare(plain, CLERK, "correction_notice", facts));
    done(prepare(id, CLERK, "correction_notice", facts));
    done(reword(id, "correction_notice", "重新计算。", "重新计算。" THANKS));
    assert_int_equal(open_draft(id, "correction_notice", &d)->n_changes, 0);
    today("2021-03-08");
    const struct foi_letter *l = open_draft(id, "correction_notice", &d);
    assert_int_equal(l->n_changes, 1);
    assert_string_equal(l->changes[0].name, "补正期限");
    assert_string_equal(l->changes[0].before, "2021年3月12日");
    assert_string_equal(l->changes[0].now, "2021年3月15日");
    must_refuse(issue(id, CLERK, "correction_notice"), "还写着原来的“补正期限”：2021年3月12日");
    must_refuse(act(id, CLERK, "correction_notice", "", facts), "2021年3月15日");
    assert_int_equal(row(id).stage, CASE_EXAM);
    /* an edit that writes the new day beside the old one is caught as well */
    must_refuse(reword(id, "correction_notice", THANKS, "请于2021年3月9日前答复。"), "补正期限");
    done(reword(id, "correction_notice", "2021年3月12日", "2021年3月15日"));
    done(issue(id, CLERK, "correction_notice"));
    must_say(id, "correction_notice", "2021年3月15日", true);
    must_say(id, "correction_notice", "2021年3月12日", false);
    done(issue(plain, CLERK, "correction_notice"));
    must_say(plain, "correction_notice", "2021年3月15日", true);
}

/* RULE R6: what happens to the case meanwhile moves the due days of an extension. */
static void the_due_day_moved(void **state)
{
    (void)state;
    struct draft d;
    int64_t id = at_work();
    done(prepare(id, CLERK, "extension", FACTS_OF("days", "5", "text", "需要查阅历史档案")));
    done(reword(id, "extension", "特此告知。", "特此告知，敬请谅解。"));
    done(act(id, CLERK, "consult", "",
        FACTS_OF("kind", "THIRD", "party", "某公司", "text", "附件", "received", "2021-03-05")));
    today("2021-03-12");
    done(act(id, CLERK, "consult_answer", "", FACTS_OF("consult", "6", "answer", "AGREE")));
    const struct foi_letter *l = open_draft(id, "extension", &d);
    assert_int_equal(l->n_changes, 2);
    assert_string_equal(l->changes[0].name, "答复期限");
    assert_string_equal(l->changes[1].name, "延长后期限");
    must_refuse(issue(id, REVIEWER, "extension"), "还写着原来的“延长后期限”");
    done(act(id, CLERK, "prepare", "", FACTS_OF("of", "extension", "drop", "1")));
    struct day due = row(id).due;
    done(act(id, LEADER, "extension", "", FACTS_OF("days", "5", "text", "需要查阅历史档案")));
    assert_true(due.n > row(id).base_due.n); /* the consultation is not counted */
    must_say(id, "extension_notice",
        arena_printf(w.c.mem, "答复期限原至%s届满", day_text_zh(due, (char[24]){0})), true);
}

/* RULE 1.7: set aside, and out of place. */
static void set_aside(void **state)
{
    (void)state;
    struct draft d;
    const char *const *facts = FACTS_OF("text", "请写明年度", "days", "5");
    int64_t id = at_work();
    done(prepare(id, CLERK, "correction_notice", facts));
    done(reword(id, "correction_notice", "重新计算。", "重新计算。" THANKS));
    done(act(id, CLERK, "prepare", "", FACTS_OF("of", "correction_notice", "drop", "1")));
    assert_null(open_draft(id, "correction_notice", &d));
    done(act(id, CLERK, "correction_notice", "", facts));
    must_say(id, "correction_notice", THANKS, false);
    must_refuse(prepare(id, CLERK, "correction_notice", facts), "不能“要求补正”");
    must_refuse(prepare(id, CLERK, "note", NO_FACTS), "请从列表中选择");
}

/* RULE 1.8-9: a letter to each third party, one of them in other words. */
static void one_of_several(void **state)
{
    (void)state;
    int64_t id = at_work();
    struct draft d;
    for (size_t i = 0; i < 2; i++) {
        done(act(id, CLERK, "consult", "",
            FACTS_OF("kind", "THIRD", "party", i ? "乙公司" : "甲公司", "text", "合同附件")));
        done(act(id, CLERK, "consult_answer", "",
            FACTS_OF("consult", i ? "6" : "4", "answer", "OBJECT", "received", "2021-03-05", "text",
                "商业秘密")));
    }
    done(act(id, CLERK, "draft", "",
        FACTS_OF("code", "G2", "info_title", "采购合同", "supply_form", "纸质文件", "copies", "1",
            "attachments", "合同", "reason", "不公开对公共利益影响重大")));
    done(act(id, CLERK, "submit", "", NO_FACTS));
    done(act(id, REVIEWER, "approve", "", FACTS_OF("text", "可以公开")));
    done(prepare(id, LEADER, "sign", NO_FACTS));
    size_t n = 0;
    open_draft(id, "sign", &d);
    for (size_t i = 0; i < d.n; i++)
        n += strncmp(d.letters[i].key, "third-", 6) == 0;
    assert_int_equal(n, 2);
    for (size_t i = 0; i < d.n; i++)
        if (strcmp(d.letters[i].key, "third-6") == 0) {
            const char *words, *body = paper_body_text(w.c.mem, &d.letters[i].letter);
            const struct foi_words mine = {
                .text = arena_printf(w.c.mem, "%s\n请知悉。", body), .hash = ""};
            done(foi_words_with(&w.c, d.ev, "third-6", &mine, &words));
            done(act(id, LEADER, "prepare", "",
                FACTS_OF("of", "sign", "words", words, "letter", "third-6")));
        }
    done(issue(id, LEADER, "sign"));
    must_say(id, "consult_release", "乙公司", true); /* the last one */
    must_say(id, "consult_release", "请知悉。", true);
    must_say(id, "reply", "请知悉。", false);
}

/* ---- who decides ---- */

struct asked { /* the one task about prepared letters of a case */
    int64_t open, not_person;
    struct day due;
    const char *perm, *path, *title, *result;
};

/* Open ones when there are, else the last one that was closed. */
static struct asked asked_of(int64_t id)
{
    static const struct stmt list = {"test.asked",
        "SELECT CASE WHEN closed_at IS NULL THEN 1 ELSE 0 END, not_person, due, perm, path, title, "
        "result, unit_id FROM task WHERE subject_kind = 'foi_prepared' AND subject_id = $1 "
        "ORDER BY 1, id",
        NULL};
    struct asked out = {.path = "", .perm = "", .title = "", .result = ""};
    struct rows *r;
    done(ctx_begin(&w.c, false));
    done(q(&w.c, &list, ARGS(v_int(id)), &r));
    for (; rows_next(r); out.open += rows_int(r, 0)) {
        out.not_person = rows_int(r, 1);
        out.due = rows_day(r, 2);
        out.perm = arena_strdup(w.c.mem, rows_text(r, 3));
        out.path = arena_strdup(w.c.mem, rows_text(r, 4));
        out.title = arena_strdup(w.c.mem, rows_text(r, 5));
        out.result = arena_strdup(w.c.mem, rows_text(r, 6));
        assert_int_equal(rows_int(r, 7), w.organ);
    }
    ctx_rollback(&w.c);
    return out;
}

static int64_t own_tasks(int64_t id)
{
    static const struct stmt count = {"test.own",
        "SELECT count(*) FROM task WHERE subject_kind = 'foi' AND subject_id = $1 "
        "AND closed_at IS NULL",
        NULL};
    struct rows *r;
    done(ctx_begin(&w.c, false));
    done(q1(&w.c, &count, ARGS(v_int(id)), &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}

static void must_ask(int64_t id, const char *action, const char *perm)
{
    struct asked t = asked_of(id);
    assert_int_equal(t.open, 1);
    assert_string_equal(t.perm, perm);
    assert_string_equal(
        t.path, arena_printf(w.c.mem, "/work/requests/%lld/prepared/%s/", (long long)id, action));
    assert_non_null(strstr(t.title, foi_prepared_title(action)));
    assert_int_equal(own_tasks(id), 1); /* the case itself waits as before */
}

static void must_be_settled(int64_t id, const char *result)
{
    struct asked t = asked_of(id);
    assert_int_equal(t.open, 0);
    assert_string_equal(t.result, result);
    if (*result) /* the letter's page is gone */
        assert_string_equal(t.path, arena_printf(w.c.mem, "/work/requests/%lld/", (long long)id));
    assert_int_equal(own_tasks(id), 1);
}

#define PUT_OFF FACTS_OF("days", "5", "text", "需要查阅历史档案")
#define GIVE_REASONS FACTS_OF("text", "本月已提出四十件申请", "days", "10")
#define PAY                                                                                        \
    FACTS_OF("standard", "PAGES", "count", "100", "why", "档案复印件", "text", "到财政专户缴纳")
#define AT_ONCE                                                                                    \
    FACTS_OF("code", "G1", "info_title", "校历", "where", "县政府网站通知公告栏目", "published",   \
        "2021-03-01", "text", "同意", "evidence", "签收")

/* RULE 1.7, R7, R8b: whoever can decide on a prepared letter is asked, until it is sent or dropped;
 * what the clerk sends asks nobody. */
static void who_decides_is_asked(void **state)
{
    (void)state;
    const struct {
        const char *action, *perm;
        const char *const *facts;
        enum who by;
    } cases[] = {
        {"extension", PERM_FOI_REVIEW, PUT_OFF, REVIEWER},
        {"reason_notice", PERM_FOI_REVIEW, GIVE_REASONS, LEADER},
        {"fee_notice", PERM_FOI_REVIEW, PAY, REVIEWER},
        {"answer_now", PERM_FOI_SIGN, AT_ONCE, LEADER},
        {"correction_notice", "", FACTS_OF("text", "请写明年度", "days", "5"), CLERK},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        for (int drop = 0; drop < 2; drop++) {
            today("2021-03-05");
            bool now = strcmp(cases[i].action, "answer_now") == 0, asks = *cases[i].perm;
            int64_t id = now ? arrive(CHANNEL_F2F, "2021-03-05").id : at_work();
            done(prepare(id, CLERK, cases[i].action, cases[i].facts));
            if (asks) {
                must_ask(id, cases[i].action, cases[i].perm);
                assert_int_equal(asked_of(id).due.n, row(id).due.n);
                assert_int_equal(asked_of(id).not_person, now ? w.people[CLERK] : 0);
            } else {
                must_be_settled(id, "");
            }
            if (drop)
                done(act(id, CLERK, "prepare", "", FACTS_OF("of", cases[i].action, "drop", "1")));
            else
                done(issue(id, cases[i].by, cases[i].action));
            must_be_settled(id, !asks ? "" : drop ? "cancelled" : "done");
        }
}

/* The words of staff change the letter, not who is asked; several letters ask for each; an act that
 * is done by its own form decides as well. */
static void changed_and_several(void **state)
{
    (void)state;
    int64_t id = at_work();
    done(prepare(id, CLERK, "extension", PUT_OFF));
    done(reword(id, "extension", "特此告知。", "特此告知，敬请谅解。"));
    done(prepare(id, CLERK, "extension", FACTS_OF("days", "8", "text", "需要查阅历史档案")));
    must_ask(id, "extension", PERM_FOI_REVIEW);
    done(prepare(id, CLERK, "fee_notice", PAY));
    assert_int_equal(asked_of(id).open, 2);
    done(act(id, CLERK, "note", "", FACTS_OF("text", "已打电话")));
    assert_int_equal(asked_of(id).open, 2);
    done(act(id, LEADER, "extension", "", PUT_OFF));
    must_ask(id, "fee_notice", PERM_FOI_REVIEW);
    assert_int_equal(asked_of(id).due.n, row(id).due.n); /* moved by the extension */
}

/* A letter that no longer fits the stage asks nobody, until the case is back; with the application
 * it is gone. */
static void stage_and_withdrawal(void **state)
{
    (void)state;
    int64_t id = at_work();
    done(prepare(id, CLERK, "fee_notice", PAY));
    done(act(id, CLERK, "correction_notice", "", FACTS_OF("text", "请写明年度", "days", "5")));
    must_be_settled(id, "cancelled");
    done(prepare(id, CLERK, "abandon", FACTS_OF("text", "逾期没有补正")));
    must_ask(id, "abandon", PERM_FOI_REVIEW);
    assert_int_equal(asked_of(id).due.n, row(id).correction_deadline.n);
    today("2021-03-08");
    done(act(id, CLERK, "correction_received", "", FACTS_OF("text", "2018年的")));
    must_ask(id, "fee_notice", PERM_FOI_REVIEW);
    assert_int_equal(asked_of(id).due.n, row(id).due.n);
    done(act(id, CLERK, "withdraw", "", FACTS_OF("text", "书面撤回")));
    must_be_settled(id, "cancelled");
}

/* Signing is the task of the case already: the letters that go with it ask for nothing more. */
static void signing_is_asked_once(void **state)
{
    (void)state;
    int64_t id = at_work();
    done(act(id, CLERK, "draft", "", RELEASED));
    done(act(id, CLERK, "submit", "", NO_FACTS));
    done(act(id, REVIEWER, "approve", "", FACTS_OF("text", "可以公开")));
    done(prepare(id, LEADER, "sign", NO_FACTS));
    must_be_settled(id, "");
}

/* A new calendar moves the wait of the letter with the due day: stored days differ from what the
 * law now says. */
static void the_wait_moves(void **state)
{
    (void)state;
    static const struct stmt aside[] = {
        {"test.case_aside", "UPDATE foi_case SET due = due + 3 WHERE id = $1", NULL},
        {"test.task_aside", "UPDATE task SET due = due + 3 WHERE subject_id = $1", NULL}};
    struct foi_recounted n;
    int64_t id = at_work();
    done(prepare(id, CLERK, "extension", PUT_OFF));
    struct day due = row(id).due;
    done(ctx_begin(&w.c, true));
    for (size_t i = 0; i < COUNT_OF(aside); i++)
        done(x(&w.c, &aside[i], ARGS(v_int(id))));
    done(ctx_commit(&w.c));
    assert_int_equal(asked_of(id).due.n, due.n + 3);
    done(foi_recount(&w.c, &n));
    assert_int_equal(n.moved, 1);
    must_ask(id, "extension", PERM_FOI_REVIEW);
    assert_int_equal(asked_of(id).due.n, due.n);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {TEST(every_letter_can_be_prepared),
        TEST(edited_words_go_out), TEST(what_is_missing_is_refused), TEST(old_days_do_not_go_out),
        TEST(the_due_day_moved), TEST(set_aside), TEST(one_of_several), TEST(who_decides_is_asked),
        TEST(changed_and_several), TEST(stage_and_withdrawal), TEST(signing_is_asked_once),
        TEST(the_wait_moves)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
