/* The public database, its findings, the citations of what has ended, history and comparison.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/normdoc/test_world.h"

#include "disclosure/normdoc/normdoc.h"

#include "common/record/cite.h"
#include "common/record/in_force.h"
#include "common/record/link.h"
#include "common/record/record.h"
#include "disclosure/normdoc/acts.h"
#include "disclosure/normdoc/base.h"
#include "disclosure/normdoc/cites.h"
#include "disclosure/normdoc/schema.h"
#include "disclosure/normdoc/term_known.h"
#include "lib/base/json.h"

/* ---- findings: pure ---- */

static struct norm_entry whole(void)
{
    return (struct norm_entry){.record_id = 1,
        .title = "某办法",
        .path = "/x",
        .doc_no = "师政规〔2018〕1号",
        .index_no = "i",
        .issuer = "县政府",
        .subject = "s",
        .validity = "有效",
        .ended = "",
        .unit_name = "u",
        .reg_no = "1",
        .archive_no = "a",
        .interp_title = "t",
        .interp_path = "/i",
        .basis_title = "",
        .basis_path = "",
        .formed_on = day_parse("2018-01-01"),
        .effective_on = day_parse("2018-02-01"),
        .abolished_on = day_none(),
        .published_on = day_parse("2018-01-05"),
        .last_day = day_parse("2023-01-31"),
        .filed_on = day_parse("2018-02-01"),
        .archived_on = day_parse("2018-02-03"),
        .body_html = "",
        .long_text = true};
}

static const char *codes_of(const struct norm_entry *e)
{
    struct norm_finding out[NORM_FINDINGS_EACH];
    size_t n = norm_findings(w.a, e, day_parse("2018-09-12"), &norm_defaults, out);
    const char *codes = "";
    for (size_t i = 0; i < n; i++)
        codes = arena_printf(w.a, "%s%s%s", codes, i ? "," : "", out[i].code->code);
    return codes;
}

/* RULE N-FIELD, N-NODOC, N-STATE, N-MARK, N-FILE-LATE, N-NOINTERP */
static void findings(void **state)
{
    (void)state;
    struct norm_entry e = whole();
    assert_string_equal(codes_of(&e), "");
    e.issuer = e.doc_no = e.reg_no = "";
    assert_string_equal(codes_of(&e), "N-FIELD,N-FIELD,N-FIELD");
    e = whole();
    e.long_text = false;
    e.body_html = "<p>见附件</p>";
    assert_string_equal(codes_of(&e), "N-NODOC");
    e = whole();
    e.last_day = day_parse("2018-09-12");
    assert_string_equal(codes_of(&e), ""); /* its last day */
    e.last_day = day_parse("2018-09-11");
    assert_string_equal(codes_of(&e), "N-STATE");
    e = whole();
    e.abolished_on = day_parse("2018-09-12");
    assert_string_equal(codes_of(&e), "N-STATE");
    e = whole();
    e.effective_on = day_parse("2018-10-01");
    assert_string_equal(codes_of(&e), "N-STATE");
    e = whole();
    e.validity = "废止";
    e.abolished_on = day_parse("2017-01-01"); /* before it was made, and no decision linked */
    assert_string_equal(codes_of(&e), "N-STATE,N-MARK");
    e.abolished_on = day_parse("2018-08-01");
    e.basis_path = "/d";
    assert_string_equal(codes_of(&e), "");
    e.abolished_on = day_none();
    assert_string_equal(codes_of(&e), "N-MARK");
    e = whole();
    e.basis_path = "/d"; /* repealed by a link, and yet shown as in force */
    assert_string_equal(codes_of(&e), "N-MARK");
    e = whole();
    e.validity = "失效"; /* at the end of its period: no decision needed */
    e.abolished_on = day_parse("2018-09-01");
    assert_string_equal(codes_of(&e), "");
    e = whole();
    e.filed_on = day_none();
    assert_string_equal(codes_of(&e), "N-FILE-LATE");
    e.published_on = day_parse("2018-09-10");
    assert_string_equal(codes_of(&e), "");
    e = whole();
    e.interp_path = "";
    assert_string_equal(codes_of(&e), "N-NOINTERP");
    e.exempt = true; /* a signed reason says that none is needed */
    assert_string_equal(codes_of(&e), "");
    e.exempt = false;
    e.published_on = day_parse("2018-09-07"); /* the third working day is today */
    e.filed_on = day_parse("2018-09-07");
    assert_string_equal(codes_of(&e), "");
}

/* ---- citations ---- */

static int64_t ended(const char *title, const char *number)
{
    int64_t id = text_of(title, number, "2010-01-01");
    begin(OFFICE);
    done(norm_end_text(&w.c, id,
        &(struct norm_end){.kind = END_REPEALED,
            .reason = "r",
            .basis = "某决定",
            .on = day_parse("2018-09-01")}));
    commit();
    return id;
}

static int64_t text_with(const char *title, const char *body)
{
    return publish(&(struct text){.title = title,
        .number = "",
        .formed = "2017-01-01",
        .body = body,
        .column = "zwdt/tzgg",
        .kind = "notice"});
}

static int64_t open_cites(void)
{
    w.c.now += 3600; /* the next run */
    done(norm_cite_job(&w.c));
    return count("SELECT count(*) FROM norm_cite WHERE dismissed = ''");
}

/* RULE N-CITE: attachments are read as the text is; news only for what had ended before they came
 * out, and while they are young. */
static void cites_of_news_and_attachments(void **state)
{
    (void)state;
    static const struct stmt attach = {
        "test.attach", "INSERT INTO public_file (sha256, record_id) VALUES ('aa', $1)", NULL};
    static const struct stmt text = {"test.attached_text",
        "INSERT INTO attachment_text (sha256, state, cut, pages, blank, text, tries, due_at) "
        "VALUES ('aa', 'read', 0, 1, 0, $1, 0, 0)",
        NULL};
    static const struct stmt end = {"test.end",
        "UPDATE item SET validity = '废止', abolished_on = $2 WHERE record_id = $1", NULL};
    static const struct stmt age = {
        "test.age", "UPDATE item SET first_published_at = $2 WHERE record_id = $1", NULL};
    const int64_t before = open_cites();
    int64_t old = text_of("旧供水办法", "师政规〔2009〕77号", "2009-01-01");
    begin(EDITOR);
    done(x(&w.c, &end, ARGS(v_int(old), v_day(day_of(2018, 8, 1)))));
    commit();
    int64_t list = publish(&(struct text){.title = "一份通知",
        .number = "",
        .formed = "2018-09-01",
        .column = "zwdt/tzgg",
        .kind = "notice"});
    begin(EDITOR);
    done(x(&w.c, &attach, ARGS(v_int(list))));
    done(x(&w.c, &text, ARGS(v_text("依照《旧供水办法》（师政规〔2009〕77号）办理。"))));
    commit();
    assert_int_equal(open_cites(), before + 1);
    assert_int_equal(count("SELECT count(*) FROM norm_cite WHERE excerpt LIKE '附件：%'"), 1);
    int64_t news = publish(&(struct text){.title = "一则动态",
        .number = "",
        .formed = "2018-09-01",
        .body = "<p>会议要求执行《旧供水办法》。</p>",
        .column = "zwdt/tzgg",
        .kind = "news"});
    assert_int_equal(open_cites(), before + 2);
    const struct day came[] = {day_of(2018, 7, 31), day_of(2016, 9, 1)}; /* before it ended; old */
    for (size_t i = 0; i < COUNT_OF(came); i++) {
        begin(EDITOR);
        done(x(&w.c, &age, ARGS(v_int(news), v_int(day_start(came[i])))));
        if (i)
            done(x(&w.c, &end, ARGS(v_int(old), v_day(day_of(2010, 1, 1)))));
        commit();
        assert_int_equal(open_cites(), before + 1);
    }
}

/* RULE N-CITE: who cites what has ended is listed with an owner, until it is mended. */
static void citations(void **state)
{
    (void)state;
    int64_t old = ended("旧的办法", "师政规〔2010〕9号");
    text_with("甲公告", "<p>按照《旧的办法》第三条办理。</p>");
    text_with("乙公告", "<p>依照师政规[2010]9号文件执行。</p>");
    text_with("丙公告", "<p>《旧的办法》同时废止。</p>");
    text_with("丁公告", "<p>按照《另一个办法》办理。</p>");
    int64_t by = text_of("新的办法", "师政规〔2018〕9号", "2018-09-12");
    begin(OFFICE);
    done(link_add(&w.c, by, old, LINK_REPEALS));
    commit();
    assert_int_equal(open_cites(), 2);
    assert_int_equal(open_cites(), 2); /* the same the next night */
    assert_int_equal(
        count("SELECT count(*) FROM task WHERE kind = 'normdoc.cite' AND closed_at IS NULL"), 2);
    get(OFFICE, "/work/normdocs/cites");
    must_have(&w.res, "甲公告");
    must_have(&w.res, "按照《旧的办法》第三条办理");
    must_have(&w.res, "乙公告");
    must_not_have(&w.res, "丙公告");
    int64_t from = count("SELECT min(from_id) FROM norm_cite");
    const char *fields = arena_printf(w.a, "from=%lld&to=%lld", (long long)from, (long long)old);
    post(EDITOR, "/work/normdocs/cites", arena_printf(w.a, "%s&reason=", fields));
    must_be(&w.res, 422);
    post(STRANGER, "/work/normdocs/cites", arena_printf(w.a, "%s&reason=x", fields));
    must_be(&w.res, 404);
    post(EDITOR, "/work/normdocs/cites",
        arena_printf(w.a, "%s&reason=%s", fields, url_encoded(w.a, "叙述历史")));
    must_be(&w.res, 303);
    assert_int_equal(open_cites(), 1); /* stays dismissed */
    get(EDITOR, "/work/normdocs/cites?tab=dismissed");
    must_have(&w.res, "叙述历史");
    post(EDITOR, "/work/normdocs/cites", arena_printf(w.a, "%s&reopen=1", fields));
    must_be(&w.res, 303);
    assert_int_equal(open_cites(), 2);
    /* a document in force that bears the title: nothing to warn of by title */
    text_of("旧的办法", "师政规〔2018〕10号", "2018-09-01");
    assert_int_equal(open_cites(), 1);
    assert_int_equal(
        count("SELECT count(*) FROM task WHERE kind = 'normdoc.cite' AND closed_at IS NULL"), 1);
    /* the editor is told at once */
    struct citation *list;
    size_t n;
    begin(EDITOR);
    done(cite_ended(&w.c, 0, "<p>见师政规〔2010〕9号、师政规〔2018〕9号</p>", &list, &n));
    assert_int_equal(n, 1);
    assert_int_equal(list[0].to_id, old);
    assert_string_equal(list[0].word, "废止");
    done(cite_ended(&w.c, by, "<p>见师政规〔2010〕9号</p>", &list, &n));
    assert_int_equal(n, 0); /* it is the one that repeals it */
    ctx_rollback(&w.c);
}

/* Every kind of public text is read but news: guides and static pages, notices, answers,
 * and the lines of a fee catalogue, whose basis stands in a cell of its own. */
static void every_kind_of_text(void **state)
{
    (void)state;
    static const struct text texts[] = {
        {"办事指南", "", "2018-09-01", "<p>按照《旧的办法》办理。</p>", "zwdt/tzgg", "page"},
        {"公告", "", "2018-09-01", "<p>按照《旧的办法》办理。</p>", "zwdt/tzgg", "notice"},
        {"答复", "", "2018-09-01", "<p>依据《旧的办法》不予公开。</p>", "zwdt/tzgg", "answer"},
        {"收费目录", "", "2018-09-01",
            "<table><thead><tr><th>收费项目</th><th>设立依据</th></tr></thead><tbody>"
            "<tr><td>考试费</td><td>某条例</td></tr>"
            "<tr><td>占用费</td><td>师政规〔2010〕9号</td></tr></tbody></table>",
            "zwgk/fdnr/sfjj", "notice"},
        {"旧闻", "", "2018-09-01", "<p>县政府印发《旧的办法》。</p>", "zwdt/szyw", "news"}};
    static const struct stmt history = {
        "test.history", "UPDATE item SET first_published_at = $1 WHERE kind = 'news'", NULL};
    ended("旧的办法", "师政规〔2010〕9号");
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        publish(&texts[i]);
    begin(EDITOR); /* the news came out long before */
    done(x(&w.c, &history, ARGS(v_int(day_start(day_of(2011, 1, 1))))));
    commit();
    assert_int_equal(open_cites(), COUNT_OF(texts) - 1);
    get(OFFICE, "/work/normdocs/cites");
    for (size_t i = 0; i + 1 < COUNT_OF(texts); i++)
        must_have(&w.res, arena_printf(w.a, ">%s</a></h2>", texts[i].title));
    must_not_have(&w.res, "旧闻");
    must_have(&w.res, "占用费"); /* the line that rests on it */
}

/* ---- pages ---- */

static const char *titles(enum norm_figure which, int year)
{
    struct norm_counted *list;
    size_t n;
    const char *out = "";
    done(norm_counted(
        &w.c, &(struct norm_count){NORM_NORMATIVE, 0, 0, year}, which, 1, 50, &list, &n));
    for (size_t i = 0; i < n; i++)
        out = arena_printf(w.a, "%s%s%s", out, *out ? " " : "", list[i].title);
    return out;
}

/* RULE 3.2 (requests): figures of a year and the documents behind them; what was issued and is not
 * yet public counts as made and in force, what was published in error does not count. */
static void yearly_figures(void **state)
{
    (void)state;
    text_of("甲办法", "师政规〔2016〕1号", "2016-03-01");
    ended("乙办法", "师政规〔2010〕1号"); /* on 2018-09-01 */
    text_of("丙办法", "师政规〔2018〕2号", "2018-05-01");
    publish(&(struct text){.title = "通知",
        .number = "师政发〔2018〕9号",
        .formed = "2018-05-01",
        .column = "zwdt/tzgg"});
    struct norm made = {
        .unit_id = w.unit, .title = "丁办法", .kind = "government", .stage = NORM_PUBLISH};
    begin(OFFICE);
    done(norm_add(&w.c, &made, &made.id));
    done(norm_get(&w.c, made.id, &made));
    made.doc_no = "师政规〔2018〕3号";
    made.formed_on = day_parse("2018-09-03");
    done(norm_put(&w.c, &made));
    struct norm_tally t;
    const struct norm_count all = {NORM_NORMATIVE, 0, 0, 2018}, none = {NORM_RULES, 0, 0, 2018},
                            other = {NORM_NORMATIVE, w.office_unit + 100, 0, 2018};
    done(norm_tally(&w.c, &all, &t));
    assert_int_equal(t.n[NORM_COUNT_MADE], 2);
    assert_int_equal(t.n[NORM_COUNT_OVER], 1);
    assert_int_equal(t.n[NORM_COUNT_IN_FORCE], 3);
    assert_int_equal(t.n[NORM_COUNT_SHOWN], 3);
    assert_int_equal(t.n[NORM_COUNT_PUBLIC], 3);
    assert_int_equal(t.known, 4);
    assert_string_equal(titles(NORM_COUNT_MADE, 2018), "丁办法 丙办法");
    assert_string_equal(titles(NORM_COUNT_OVER, 2018), "乙办法");
    assert_string_equal(titles(NORM_COUNT_IN_FORCE, 2018), "丁办法 丙办法 甲办法");
    assert_string_equal(titles(NORM_COUNT_IN_FORCE, 2017), "甲办法 乙办法");
    done(norm_tally(&w.c, &none, &t));
    assert_int_equal(t.known, 0);
    done(norm_tally(&w.c, &other, &t));
    assert_int_equal(t.known, 0);
    ctx_rollback(&w.c);
}

/* RULE N-YEARS: every year of forty stands there, missing ones marked. */
static void database(void **state)
{
    (void)state;
    text_of("甲办法", "师政规〔2016〕1号", "2016-03-01");
    int64_t b = ended("乙办法", "师政规〔2010〕1号");
    done(norm_watch(&w.c));
    visit("/normdocs/");
    must_be(&w.res, 200);
    must_have(&w.res, "甲办法");
    must_have(&w.res, "共 <b>2</b> 件");
    visit("/normdocs/?year=2010");
    must_have(&w.res, "共 <b>1</b> 件");
    must_not_have(&w.res, ">甲办法<");
    visit(arena_printf(w.a, "/normdocs/?state=%s", url_encoded(w.a, "废止")));
    must_have(&w.res, "乙办法");
    must_have(&w.res, "共 <b>1</b> 件");
    visit("/normdocs/list.csv?year=2016");
    must_have(&w.res, "甲办法,师宗县人民政府,师政规〔2016〕1号");
    must_not_have(&w.res, "乙办法");
    visit("/normdocs/years");
    must_have(&w.res, "共 41 个年份，其中 39 个年份没有收录");
    must_have(&w.res, "<th scope=\"row\">1978</th>");
    visit("/normdocs/years?year=2010");
    must_have(&w.res, "已废止、失效（1 件）");
    must_have(&w.res, "现行有效（0 件）");
    visit("/normdocs/years?year=1999");
    must_have(&w.res, "还没有收录");
    visit("/normdocs/filed");
    must_have(&w.res, "还没有备案的文件");
    /* RULE N-DAY: what is no day is told, not answered with today's list */
    static const char *const no_days[] = {"2018-02-30", "abc", "2018-13-01", "20180912x"};
    for (size_t i = 0; i < COUNT_OF(no_days); i++) {
        visit(arena_printf(w.a, "/normdocs/on?on=%s", no_days[i]));
        must_be(&w.res, 422);
        must_have(&w.res, arena_printf(w.a, "“%s”不是日历上的日期", no_days[i]));
        must_not_have(&w.res, "<tbody>");
    }
    visit("/normdocs/on?on=");
    must_be(&w.res, 200);
    visit("/normdocs/on?on=2018-08-31");
    must_have(&w.res, "有效 2</a>");
    visit("/normdocs/on?on=2018-09-01");
    must_have(&w.res, "有效 1</a>");
    must_have(&w.res, "废止 1</a>");
    visit("/normdocs/on?on=2018-09-01&number=%E5%B8%88%E6%94%BF%E8%A7%84%5B2010%5D1%E5%8F%B7");
    must_have(&w.res, "乙办法");
    visit(arena_printf(w.a, "/normdocs/%lld?on=2015-01-01", (long long)b));
    must_have(&w.res, "已废止");
    must_have(&w.res, "2018-09-01");
    visit("/normdocs/999");
    must_be(&w.res, 404);
    get(OFFICE, "/work/normdocs/findings");
    must_have(&w.res, "N-MARK");
    get(OFFICE, "/work/normdocs/findings?code=N-MARK");
    must_have(&w.res, "没有链接到作出决定的文件");
    must_not_have(&w.res, "甲办法");
}

/* JSON and CSV follow the filters of the page; the fields are described. */
static void open_data(void **state)
{
    (void)state;
    text_of("甲办法", "师政规〔2016〕1号", "2016-03-01");
    ended("乙办法", "师政规〔2010〕1号");
    text_of("甲细则", "师政规〔2017〕2号", "2017-03-01");
    assert_int_equal(must_be_open_data(w.app, w.a, "normdocs"), 3);
    static const struct {
        const char *query;
        int n;
    } cases[] = {{"", 3}, {"year=2010", 1}, {"state=%E6%9C%89%E6%95%88", 2},
        {"state=%E6%9C%89%E6%95%88&year=2017", 1}, {"text=%E7%94%B2", 2},
        {"text=%E7%94%B2&year=2016", 1}, {"year=1999", 0}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct json *j;
        visit(arena_printf(w.a, "/api/v1/normdocs?%s", cases[i].query));
        done(json_parse(w.a, w.res.body, w.res.body_bytes, &j, &w.c.err));
        assert_int_equal(json_count(json_get(j, "documents")), cases[i].n);
        visit(arena_printf(w.a, "/normdocs/?%s", cases[i].query));
        if (!cases[i].n)
            continue;
        must_have(&w.res, arena_printf(w.a, "共 <b>%d</b> 件", cases[i].n));
        if (!strchr(cases[i].query, '&'))
            must_have(&w.res,
                arena_printf(w.a, "href=\"/api/v1/normdocs%s%s\"", i ? "?" : "", cases[i].query));
    }
    visit("/normdocs/list.csv?year=2010"); /* the first address */
    must_have(&w.res, "乙办法");
    must_not_have(&w.res, "甲办法");
}

/* RULE N-NOINTERP: what was published without interpretation with a signed reason is no finding. */
static void exempt_of_interpretation(void **state)
{
    (void)state;
    static const struct stmt bundle = {"test.bundle",
        "INSERT INTO bundle (path, opened_at, opened_by, closed_at) VALUES ('', 1, 1, 1) "
        "RETURNING id",
        NULL};
    static const struct stmt pack = {"test.pack",
        "INSERT INTO pack (id, main_id, unit_id, stage, mode, outline, forms, channel, "
        "interpreter, reason, version, created_by, changed_at) VALUES ($1, $2, $3, 16, 2, '', '', "
        "'', '', $4, 1, 1, 1)",
        NULL};
    int64_t a = text_of("甲办法", "师政规〔2018〕1号", "2018-03-01"), id;
    text_of("乙办法", "师政规〔2018〕2号", "2018-03-01");
    begin(OFFICE);
    done(insert(&w.c, &bundle, NO_ARGS, &id));
    done(x(&w.c, &pack, ARGS(v_int(id), v_int(a), v_int(w.unit), v_text("只改了名称"))));
    commit();
    struct norm_findings f;
    begin(OFFICE);
    w.c.now += 30 * 86400; /* three working days are over */
    done(norm_findings_list(
        &w.c, &(struct norm_findings_filter){.code = "N-NOINTERP", .page = 1, .per_page = 50}, &f));
    w.c.now -= 30 * 86400;
    ctx_rollback(&w.c);
    assert_int_equal(f.n, 1);
    assert_string_equal(f.list[0].entry->title, "乙办法");
}

/* ---- pages of the lists over all documents ---- */

enum { MANY = 230 };

/* Some ended, some with a second edition. */
static void many_texts(int64_t ids[static MANY])
{
    for (int i = 0; i < MANY; i++) {
        const char *title = arena_printf(w.a, "第%03d号办法", i),
                   *number = arena_printf(w.a, "师政规〔2016〕%d号", i + 1);
        ids[i] = i % 10 == 3 ? ended(title, number) : text_of(title, number, "2016-03-01");
        if (i % 20 != 0)
            continue;
        struct record r;
        struct edition e;
        int64_t second;
        begin(EDITOR);
        done(record_get(&w.c, ids[i], &r));
        done(edition_get(&w.c, r.live_edition, &e));
        e.content.title = arena_printf(w.a, "%s（修订）", title);
        e.content.meta.effective_on = day_parse("2017-01-01");
        done(edition_add(&w.c, ids[i], e.column_id, &e.content, "", &second));
        done(record_publish(&w.c, ids[i], second, 0));
        commit();
    }
}

static void reader(void)
{
    w.c.person = w.people[OFFICE];
    done(ctx_begin(&w.c, false));
}

/* All in one page, made anew by who writes and can keep nothing. */
static struct norm_findings all_findings(const char *code)
{
    struct norm_findings f;
    begin(OFFICE);
    done(norm_findings_list(
        &w.c, &(struct norm_findings_filter){.code = code, .page = 1, .per_page = 10000}, &f));
    ctx_rollback(&w.c);
    assert_int_equal(f.n, f.total);
    return f;
}

static void same_finding(const struct norm_finding *a, const struct norm_finding *b)
{
    assert_int_equal(a->entry->record_id, b->entry->record_id);
    assert_ptr_equal(a->code, b->code);
    assert_string_equal(a->detail, b->detail);
}

static void same_pages(const char *code)
{
    struct norm_findings all = all_findings(code), f;
    size_t at = 0;
    for (int64_t page = 1; page == 1 || f.n; page++) {
        reader();
        done(norm_findings_list(
            &w.c, &(struct norm_findings_filter){.code = code, .page = page, .per_page = 50}, &f));
        ctx_rollback(&w.c);
        assert_int_equal(f.total, all.n);
        assert_memory_equal(f.counts, all.counts, sizeof f.counts);
        for (size_t i = 0; i < f.n; i++)
            same_finding(&f.list[i], &all.list[at++]);
    }
    assert_int_equal(at, all.n);
}

/* The pages together are the whole list, in its order; a change is seen by the next view. */
static void findings_in_pages(void **state)
{
    (void)state;
    int64_t ids[MANY];
    many_texts(ids);
    same_pages("");
    same_pages("N-FIELD");
    same_pages("N-MARK");
    same_pages("N-NONE");
    struct norm_findings before = all_findings("N-MARK");
    assert_int_equal(before.total, count("SELECT count(*) FROM item WHERE validity = '废止'"));
    int64_t last = 0;
    for (size_t i = 0; i < before.n; i++) {
        assert_true(before.list[i].entry->record_id > last);
        last = before.list[i].entry->record_id;
    }
    get(OFFICE, "/work/normdocs/findings?code=N-MARK");
    must_have(&w.res, arena_printf(w.a, "共 <b>%d</b> 条", (int)before.total));
    ended("新废止的办法", "师政规〔2011〕9号");
    get(OFFICE, "/work/normdocs/findings?code=N-MARK");
    must_have(&w.res, arena_printf(w.a, "共 <b>%d</b> 条", (int)before.total + 1));
    must_have(&w.res, "新废止的办法");
    get(OFFICE, "/work/normdocs/findings?code=N-MARK&page=900");
    must_have(&w.res, "没有这一页");
    same_pages("");
}

/* Every version of that state stands on the pages, in order, once. */
static void on_pages(const char *on, const char *state, const char *query)
{
    struct in_force *all;
    size_t n;
    reader();
    done(in_force_list(&w.c, day_parse(on),
        &(struct in_force_of){.number = "", .column = NORM_COLUMN_TEXTS}, &all, &n));
    ctx_rollback(&w.c);
    int page = 0, shown = 0;
    const char *at = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].state, state) != 0)
            continue;
        if (shown++ % 100 == 0) {
            visit(arena_printf(w.a, "/normdocs/on?on=%s&state=%s&page=%d", on, query, ++page));
            at = strstr(arena_strndup(w.a, w.res.body, w.res.body_bytes), "<tbody>");
            assert_non_null(at);
        }
        at = strstr(at, arena_printf(w.a, "href=\"%s%s\"", all[i].path,
                            all[i].live ? "" : arena_printf(w.a, "?edition=%d", all[i].edition)));
        assert_non_null(at);
        at = strstr(at, all[i].title);
        assert_non_null(at);
        at = strstr(at, all[i].number);
        assert_non_null(at);
    }
    assert_true(shown > 0);
    must_have(&w.res, arena_printf(w.a, "共 <b>%d</b> 条", shown));
}

static void on_a_day_in_pages(void **state)
{
    (void)state;
    int64_t ids[MANY];
    many_texts(ids);
    for (int again = 0; again < 2; again++) {
        on_pages("2018-09-12", "有效", "%E6%9C%89%E6%95%88");
        on_pages("2018-09-12", "已修改", "%E5%B7%B2%E4%BF%AE%E6%94%B9");
        on_pages("2018-09-12", "废止", "%E5%BA%9F%E6%AD%A2");
        on_pages("2016-06-01", "有效", "%E6%9C%89%E6%95%88");
        on_pages("2016-06-01", "未施行", "%E6%9C%AA%E6%96%BD%E8%A1%8C");
        if (!again) /* seen by the next view */
            text_of("后来的办法", "师政规〔2016〕900号", "2016-03-01");
    }
    visit("/normdocs/on?on=2018-09-12&page=900");
    must_have(&w.res, "没有这一页");
}

/* Two versions of one text: both can be read, and what changed is shown. */
static void versions_compared(void **state)
{
    (void)state;
    int64_t id = text_of("甲办法", "师政规〔2016〕1号", "2016-03-01"), second;
    struct record r;
    struct edition e;
    begin(EDITOR);
    done(record_get(&w.c, id, &r));
    done(edition_get(&w.c, r.live_edition, &e));
    e.content.body_html = "<p>为了规范管理工作，根据有关规定，制定本细则。</p><p>新的一段。</p>";
    done(edition_add(&w.c, id, e.column_id, &e.content, "改了一处", &second));
    done(record_publish(&w.c, id, second, 0));
    commit();
    visit(arena_printf(w.a, "/normdocs/%lld", (long long)id));
    must_have(&w.res, "发布第 2 版");
    must_have(&w.res, "改了一处");
    must_have(&w.res, "对照两个版本");
    visit(arena_printf(w.a, "/normdocs/%lld?old=%lld&new=%lld", (long long)id, (long long)second,
        (long long)r.live_edition));
    must_have(&w.res, "<ins>细则</ins>");
    must_have(&w.res, "新的一段");
    visit(arena_printf(w.a, "/normdocs/%lld?old=1&new=999", (long long)id));
    must_be(&w.res, 200);
    must_not_have(&w.res, "处不同");
}

/* A published document that repeals another ends it from its own day on, also where nobody has
 * ended the text itself. */
static void ended_by_a_link(void **state)
{
    (void)state;
    int64_t old = text_of("甲办法", "师政规〔2010〕1号", "2010-01-01");
    int64_t by = text_of("乙办法", "师政规〔2016〕1号", "2016-01-01");
    begin(OFFICE);
    done(link_add(&w.c, by, old, LINK_REPEALS));
    commit();
    static const struct {
        const char *on, *state;
    } cases[] = {{"2009-12-31", "未施行"}, {"2010-01-01", "有效"}, {"2015-12-31", "有效"},
        {"2016-01-01", "废止"}, {"2018-09-12", "废止"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct in_force *list;
        size_t n;
        begin(EDITOR);
        done(in_force_on(&w.c, day_parse(cases[i].on), "师政规〔2010〕1号", &list, &n));
        ctx_rollback(&w.c);
        assert_int_equal(n, 1);
        assert_string_equal(list[0].state, cases[i].state);
    }
}

#define WORLD(test) cmocka_unit_test_setup_teardown(test, world_open, world_close)

/* RULE N-TERM-TEXT, RULE N-REMIND: what a text says of its period counts until it is registered. */
static void texts_state_their_period(void **state)
{
    (void)state;
    struct day today = day_at(w.c.now);
    char last[11];
    int64_t id, trial,
        records[] = {publish(&(struct text){.title = "集市摊位管理办法",
                         .number = "师政规〔2018〕81号",
                         .formed = "2014-02-01",
                         .body = "<p>第一条 为规范集市摊位管理，制定本办法。</p><p>第二条 "
                                 "本办法自2014年2月1日起施行，有效期5年。</p>"}),
            publish(&(struct text){.title = "集市卫生暂行办法",
                .number = "师政规〔2018〕82号",
                .formed = "2018-02-01",
                .body = "<p>第一条 本办法自印发之日起施行，请各乡镇遵照执行。</p>"})};
    done(norm_watch(&w.c));
    done(norm_terms_job(&w.c));
    begin(OFFICE);
    done(norm_of_record(&w.c, records[0], &id));
    done(norm_of_record(&w.c, records[1], &trial));
    commit();
    struct norm m = norm_of(id);
    assert_true(m.by_text);
    assert_int_equal(m.text_months, 60);
    assert_string_equal(day_text(m.last_day, last), "2019-01-31");
    assert_int_equal(count("SELECT count(*) FROM task WHERE kind = 'normdoc.noterm' "
                           "AND closed_at IS NULL AND title LIKE '%集市%'"),
        2);
    get(OFFICE, "/work/normdocs/ending");
    must_have(&w.res, "集市摊位管理办法");
    must_have(&w.res, "按正文");
    must_have(&w.res, "有效期未登记");
    must_have(&w.res, "有效期5年");
    must_have(&w.res, "集市卫生暂行办法");
    must_have(&w.res, "没有写明有效期");
    get(EDITOR, arena_printf(w.a, "/work/normdocs/%lld/", (long long)id));
    must_have(&w.res, "按正文，未登记");
    must_have(&w.res, "name=\"term.months\"");
    must_have(&w.res, "value=\"60\"");
    visit("/normdocs/?q=%E9%9B%86%E5%B8%82%E6%91%8A%E4%BD%8D");
    must_have(&w.res, "2019-01-31");
    must_have(&w.res, "（按正文）");
    assert_true(m.last_day.n > today.n);
    /* other steps do not register it by the way */
    assert_int_equal(count("SELECT count(*) FROM normdoc WHERE doc_no = '师政规〔2018〕81号' "
                           "AND last_day IS NOT NULL"),
        0);
    assert_int_equal(step(EDITOR, id, "term", "effective_on=2014-02-01"), ST_INVALID);
    done(step(EDITOR, id, "term", "effective_on=2014-02-01;months=60"));
    m = norm_of(id);
    assert_false(m.by_text);
    assert_string_equal(day_text(m.last_day, last), "2019-01-31");
    assert_int_equal(count("SELECT count(*) FROM task WHERE kind = 'normdoc.noterm' "
                           "AND closed_at IS NULL AND title LIKE '%集市%'"),
        1);
    done(step(EDITOR, trial, "term", "effective_on=2018-02-01;expires_on=2020-01-31"));
    get(OFFICE, "/work/normdocs/ending");
    must_not_have(&w.res, "有效期未登记");
}

int main(void)
{
    const struct CMUnitTest tests[] = {WORLD(findings), WORLD(cites_of_news_and_attachments),
        WORLD(citations), WORLD(every_kind_of_text), WORLD(yearly_figures), WORLD(database),
        WORLD(open_data), WORLD(exempt_of_interpretation), WORLD(findings_in_pages),
        WORLD(on_a_day_in_pages), WORLD(versions_compared), WORLD(ended_by_a_link),
        WORLD(texts_state_their_period)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
