/* The column of interpretations, narrowed by every combination of filters: the page, JSON, CSV and
 * the feed hold what a plain look at each text says.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/record/column.h"
#include "common/record/publish.h"
#include "disclosure/interpret/store.h"
#include "lib/base/json.h"
#include "lib/ui/html.h"

#define COLUMN "zwgk/fdnr/zcjd"

enum { TEXTS = 72 };
enum { UNIT, ISSUER, SUBJECT, VALIDITY, GENRE, NUMBER, KIND, FORM, FILTERS };
static const char *const values[FILTERS][3] = {
    [UNIT] = {"1", "2", "2"},
    [ISSUER] = {"师宗县人民政府", "师宗县教育体育局", "师宗县财政局"},
    [SUBJECT] = {"财政、金融、审计", "科技、教育", "卫生、体育"},
    [VALIDITY] = {"有效", "已修改", "未施行"},
    [GENRE] = {"通知", "意见", "公告"},
    [NUMBER] = {"师政发〔2017〕1号", "师政办发〔2018〕2号", "师教发〔2018〕3号"},
    [KIND] = {"部门解读", "专家解读", "负责人解读"},
    [FORM] = {"文字", "图解", "问答"},
};
static const char *const names[FILTERS] = {
    "unit", "issuer", "subject", "validity", "genre", "number", "kind", "form"};
/* A filter too, after the others: it is a number. */
static const int years[] = {2016, 2017, 2018};

static struct text {
    int64_t id;
    int year, pick[FILTERS];
} texts[TEXTS];

/* Spread so that no two properties go together. */
static int pick(int i, int filter)
{
    unsigned x = (unsigned)(i + 1) * 2654435761u ^ (unsigned)(filter + 1) * 40503u;
    x ^= x >> 13;
    x *= 2246822519u;
    return (int)((x >> 16) % 3);
}

static void publish(struct text *t, int i, int64_t column_id)
{
    struct draft d = {.column_id = column_id, .note = ""};
    int64_t edition;
    for (int f = 0; f < FILTERS; f++)
        t->pick[f] = pick(i, f);
    t->year = years[pick(i, FILTERS)];
    content_init(&d.content);
    d.content.title = arena_printf(w.a, "解读第%d篇", i);
    d.content.body_html = "<p>说明。</p>";
    d.content.meta.open_mode = "主动公开";
    d.content.meta.issuer = values[ISSUER][t->pick[ISSUER]];
    d.content.meta.subject = values[SUBJECT][t->pick[SUBJECT]];
    d.content.meta.validity = values[VALIDITY][t->pick[VALIDITY]];
    d.content.meta.genre = values[GENRE][t->pick[GENRE]];
    d.content.meta.doc_no = values[NUMBER][t->pick[NUMBER]];
    d.content.meta.formed_on = day_of(t->year, 3, 1);
    done(record_create(
        &w.c, "interpretation", atoll(values[UNIT][t->pick[UNIT]]), column_id, &d.record_id));
    done(draft_save(&w.c, &d));
    done(draft_freeze(&w.c, d.record_id, &edition));
    done(record_publish(&w.c, d.record_id, edition, 0));
    done(interpretation_put(&w.c, d.record_id,
        &(struct interpretation){
            values[KIND][t->pick[KIND]], values[FORM][t->pick[FORM]], "某人"}));
    t->id = d.record_id;
}

static int open_column(void **state)
{
    struct column column;
    if (world_open(state))
        return 1;
    done(interpret_module.start(w.app, &w.c));
    begin_as(EDITOR, true);
    done(column_by_path(&w.c, COLUMN, &column));
    for (int i = 0; i < TEXTS; i++)
        publish(&texts[i], i, column.id);
    commit();
    return 0;
}

/* ---- what must come: by looking at each text ---- */

static bool matches(const struct text *t, const struct text *like, unsigned on)
{
    if (on >> FILTERS && t->year != like->year)
        return false;
    for (int f = 0; f < FILTERS; f++)
        if (on >> f & 1 && strcmp(values[f][t->pick[f]], values[f][like->pick[f]]) != 0)
            return false;
    return true;
}

static const char *query_of(const struct text *like, unsigned on)
{
    struct buf b;
    buf_init(&b, 0);
    if (on >> FILTERS)
        buf_addf(&b, "&year=%d", like->year);
    for (int f = 0; f < FILTERS; f++)
        if (on >> f & 1) {
            buf_addf(&b, "&%s=", names[f]);
            html_url(&b, values[f][like->pick[f]]);
        }
    const char *text = arena_strdup(w.a, buf_str(&b));
    buf_release(&b);
    return text;
}

static int times(const char *text, const char *word)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, word)); p += strlen(word))
        n++;
    return n;
}

static void must_hold(const char *target, const struct text *like, unsigned on, const char *mark)
{
    int n = 0;
    do_get(EDITOR, "%s", target);
    must_be(&w.res, 200);
    for (int i = 0; i < TEXTS; i++) {
        bool in = matches(&texts[i], like, on);
        n += in;
        if (in != (strstr(w.res.body, arena_printf(w.a, "_%lld.html", (long long)texts[i].id)) !=
                      NULL) &&
            strcmp(mark, "<entry>") != 0)
            fail_msg("%s: text %lld", target, (long long)texts[i].id);
    }
    if (strcmp(mark, "<entry>") == 0 && n > 30) /* the newest */
        n = 30;
    if (times(w.res.body, mark) != n)
        fail_msg("%s: %d instead of %d", target, times(w.res.body, mark), n);
}

static void must_count(const struct text *like, unsigned on)
{
    int n = 0;
    for (int i = 0; i < TEXTS; i++)
        n += matches(&texts[i], like, on);
    do_get(EDITOR, "/" COLUMN "/?%s", query_of(like, on) + (on != 0));
    must_be(&w.res, 200);
    must_have(&w.res, arena_printf(w.a, "共 <b>%d</b> 条", n));
    assert_int_equal(times(w.res.body, "class=\"item-title\""), n < 20 ? n : 20);
}

static void every_combination(void **state)
{
    (void)state;
    for (unsigned on = 0; on < 2u << FILTERS; on++) {
        const struct text *like = &texts[(on * 7) % TEXTS];
        const char *query = query_of(like, on);
        must_count(like, on);
        must_hold(arena_concat(w.a, "/api/v1/items?limit=1000&column=" COLUMN, query, NULL), like,
            on, "\"edition\":");
        must_hold(arena_concat(w.a, "/api/v1/items.csv?limit=1000&column=" COLUMN, query, NULL),
            like, on, "/" COLUMN "/");
        must_hold(arena_concat(w.a, "/" COLUMN "/feed.xml?", query + (on != 0), NULL), like, on,
            "<entry>");
    }
}

/* The links of the page carry what is chosen; a list in parts goes on where it stopped. */
static void links_carry_filters(void **state)
{
    (void)state;
    const char *q = "year=2018&amp;kind=%E4%B8%93%E5%AE%B6%E8%A7%A3%E8%AF%BB";
    do_get(EDITOR, "/" COLUMN "/?kind=%%E4%%B8%%93%%E5%%AE%%B6%%E8%%A7%%A3%%E8%%AF%%BB&year=2018");
    must_be(&w.res, 200);
    must_have(&w.res, arena_concat(w.a, "href=\"/" COLUMN "/feed.xml?", q, NULL));
    must_have(
        &w.res, arena_concat(w.a, "href=\"/api/v1/items.csv?column=" COLUMN "&amp;limit=1000&amp;",
                    q, NULL));
    must_have(&w.res, arena_concat(w.a, "href=\"/api/v1/items?column=" COLUMN "&amp;", q, NULL));
    must_have(&w.res, "<input type=\"hidden\" name=\"kind\" value=\"专家解读\">");
    must_have(&w.res, "sort=oldest");
    int64_t after = 0;
    int seen = 0, want = 0;
    for (int i = 0; i < TEXTS; i++)
        want += texts[i].pick[FORM] == 1;
    for (const struct json *next; seen < TEXTS; after = json_int(next, 0)) {
        const struct json *j;
        struct err e;
        do_get(EDITOR,
            "/api/v1/items?limit=3&column=" COLUMN "&form=%%E5%%9B%%BE%%E8%%A7%%A3&after=%lld",
            (long long)after);
        assert_int_equal(json_parse(w.a, w.res.body, w.res.body_bytes, &j, &e), ST_OK);
        seen += (int)json_count(json_get(j, "items"));
        next = json_get(j, "next");
        if (json_kind(next) == JSON_NULL)
            break;
    }
    assert_int_equal(seen, want);
    do_get(EDITOR, "/api/v1/items.csv?limit=3&column=" COLUMN);
    assert_non_null(strstr(loop_header(&w.res, "Link"), "after=")); /* RFC 8288 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination), cmocka_unit_test(links_carry_filters)};
    return cmocka_run_group_tests(tests, open_column, world_close);
}
