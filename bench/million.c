/* A county of a million documents, and what its lists, its validity on a day, its gaps and its
 * nightly readings cost there. Times are our processor's (getrusage of this process) and the
 * wall's, median and nine of ten; pages come through the loopback, each asked for once, so none
 * from the page cache.
 *
 * bench_million fill DIR N: the first documents by the bulk path, the others copies of their rows
 * with other numbers, years and days (a copy has no journal row and no leaf of the log).
 * bench_million jobs DIR | lists DIR | validity DIR | gaps DIR | night DIR: rows of
 * bench/RESULTS.md.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "common/org/org.h"
#include "common/record/cite.h"
#include "common/record/in_force.h"
#include "common/record/item.h"
#include "common/record/put.h"
#include "county.h"
#include "disclosure/inventory/gaps.h"
#include "modules.h"
#include "measure.h"

#define MADE 2000 /* by the bulk path */
#define ROUNDS 9

static int by_double(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

static void report(const char *what, const struct took *list, size_t n)
{
    double cpu[64], wall[64];
    for (size_t i = 0; i < n; i++) {
        cpu[i] = list[i].cpu;
        wall[i] = list[i].wall;
    }
    qsort(cpu, n, sizeof *cpu, by_double);
    qsort(wall, n, sizeof *wall, by_double);
    printf("| %s | %.1f ms CPU (p90 %.1f) | %.1f ms wall (p90 %.1f) |\n", what, cpu[n / 2],
        cpu[n * 9 / 10], wall[n / 2], wall[n * 9 / 10]);
    fflush(stdout);
}

/* ---- filling ---- */

static const char *const columns[] = {"zwgk/fdnr/zcwj/qtwj", "zwgk/fdnr/zcwj/qtwj",
    "zwgk/fdnr/zcwj/gfxwj", "zwgk/fdnr/zcwj/sjwj", "zwgk/fdnr/tjxx", "zwgk/fdnr/ghjh",
    "zwgk/fdnr/xzxk", "zwgk/fdnr/xzcf", "zwgk/fdnr/czxx/ysjs", "zwdt/tzgg"};
static const char *const subjects[] = {"综合政务\\政务公开", "财政、金融、审计\\财政",
    "教育\\基础教育", "城乡建设、环境保护\\环境监测", "农业、林业、水利\\农业", "交通\\公路",
    "卫生、体育\\卫生", "民政、扶贫、救灾\\减灾救济"};
static const char *const genres[] = {"通知", "意见", "批复", "公告", "办法", "方案"};
static const char *const words[] = {"师政发", "师政办发", "师教", "师财", "师交", "师农"};

static void describe(struct arena *a, int i, struct content *k)
{
    content_init(k);
    unsigned h = (unsigned)i * 2654435761u;
    k->title =
        arena_printf(a, "关于做好第%d号%s工作的%s", i, subjects[h % 8], genres[(h >> 8) % 6]);
    k->summary = "就有关工作作出安排";
    k->body_html = arena_printf(a,
        "<p>各乡镇人民政府，各有关单位：</p><p>根据《关于做好第%d号工作的通知》（%s〔2009〕%d号）"
        "的要求，现就有关事项通知如下，请认真抓好落实。</p>",
        (i * 7) % MADE, words[h % 6], (i * 7) % 97 + 1);
    k->meta.issuer = arena_printf(a, "师宗县第%u局", (h >> 5) % 60);
    k->meta.subject = subjects[h % 8];
    k->meta.genre = genres[(h >> 8) % 6];
    k->meta.open_mode = "主动公开";
    k->meta.validity = i % 10 < 8 ? "有效" : i % 10 == 8 ? "废止" : "失效";
    k->meta.formed_on = day_of(2018, 3 + i % 8, 1 + i % 28);
    if (i % 3)
        k->meta.effective_on = (struct day){k->meta.formed_on.n + 30};
    if (i % 10 >= 8)
        k->meta.abolished_on = day_of(2018, 12, 1);
    k->meta.doc_no = arena_printf(a, "%s〔2018〕%d号", words[h % 6], i + 1);
}

static const char *office; /* name of the first unit */

static void put_one(struct ctx *c, int i, const struct column *column, const struct unit *unit)
{
    struct content k;
    struct buf meta;
    char hex[65];
    int64_t id;
    enum put_result result;
    describe(c->mem, i, &k);
    if (i % 20 == 0) /* some were issued by a unit that registers its numbers */
        k.meta.issuer = office;
    buf_init(&meta, 0);
    meta_write(&meta, &k.meta);
    struct sha256 sum = content_digest(k.title, k.summary, k.body_html, buf_str(&meta));
    must(record_put(c,
             &(struct put){.kind = "document",
                 .source = arena_printf(c->mem, "bench:%d", i),
                 .unit_id = unit->id,
                 .unit_name = unit->name,
                 .column = column,
                 .content = &k,
                 .meta_json = buf_str(&meta),
                 .sha256 = sha256_hex(&sum, hex),
                 .note = "补录",
                 .at = day_start(k.meta.formed_on) + 36000 + i},
             &id, &result),
        c);
    buf_release(&meta);
}

/* $1 $2 first and last of the originals, $3 added to the number, $4 years earlier, $5 seconds
 * later, $6 added to the serial. Years of 365 days keep a day between March and October in its
 * year. */
#define OF_MADE " BETWEEN $1 AND $2"
static const struct stmt copies[] = {
    {"bench.records",
        "INSERT INTO record (id, kind, source, unit_id, column_id, path, stage, live_edition, "
        "editions, created_at, created_by, updated_at, first_published_at, published_at, ended, "
        "ended_note) SELECT id + $3, kind, source || '-' || $3, unit_id, column_id, "
        "path || $3, stage, live_edition + $3, editions, created_at, created_by, updated_at, "
        "first_published_at - $4 * 31536000 + $5, published_at - $4 * 31536000 + $5, ended, "
        "ended_note FROM record WHERE id" OF_MADE " AND $6 >= 0",
        NULL},
    {"bench.editions",
        "INSERT INTO edition (id, record_id, number, column_id, title, summary, body_html, meta, "
        "sha256, note, created_at, created_by) SELECT id + $3, record_id + $3, number, column_id, "
        "title, summary, body_html, meta, sha256, note, created_at, created_by FROM edition "
        "WHERE record_id" OF_MADE " AND $4 + $5 + $6 >= 0",
        NULL},
    {"bench.items",
        "INSERT INTO item (record_id, edition_id, edition_number, kind, column_id, unit_id, path, "
        "title, summary, doc_no, doc_word, doc_year, doc_serial, index_no, issuer, subject, genre, "
        "validity, region, year, formed_on, effective_on, abolished_on, published_at, "
        "first_published_at, updated_at, toc_html, ended, ended_note) SELECT record_id + $3, "
        "edition_id + $3, edition_number, kind, column_id, unit_id, path || $3, title, "
        "summary, doc_word || '〔' || (doc_year - $4) || '〕' || (doc_serial + $6) || '号', "
        "doc_word, doc_year - $4, doc_serial + $6, index_no, issuer, subject, genre, validity, "
        "region, year - $4, formed_on - 365 * $4, effective_on - 365 * $4, abolished_on - 365 * "
        "$4, published_at - $4 * 31536000 + $5, first_published_at - $4 * 31536000 + $5, "
        "updated_at, toc_html, ended, ended_note FROM item WHERE record_id" OF_MADE,
        NULL},
    {"bench.places",
        "INSERT INTO item_place (column_id, published_at, record_id) SELECT column_id, "
        "published_at - $4 * 31536000 + $5, record_id + $3 FROM item_place WHERE record_id" OF_MADE
        " AND $6 >= 0",
        NULL},
    {"bench.entries", /* one of five was drafted in the workbench, and so is in the register */
        "INSERT INTO inventory_entry (record_id, unit_id, title, doc_no, word, number_year, "
        "serial, "
        "index_no, formed_on, formed_year, open_mode, clause, basis, decided_by, decided_at, "
        "origin, note, created_at, created_by, updated_at, version, online) SELECT record_id + $3, "
        "unit_id, title, doc_no, doc_word, doc_year - $4, doc_serial + $6, '', formed_on - 365 * "
        "$4, year - $4, '主动公开', '', '', 0, 0, 'desk', '', 0, 0, 0, 1, 1 FROM item WHERE "
        "record_id" OF_MADE " AND record_id % 5 = 0 AND $5 >= 0",
        NULL},
    {"bench.changes",
        "INSERT INTO search_change (record_id, at) SELECT record_id + $3, at FROM search_change "
        "WHERE record_id" OF_MADE " AND $4 + $5 + $6 >= 0",
        NULL}};

static void copy_all(struct ctx *c, int64_t first, int n)
{
    enum { YEARS = 20 };
    for (int k = 1; k * MADE < n; k++)
        for (size_t i = 0; i < COUNT_OF(copies); i++)
            must(x(c, &copies[i],
                     ARGS(v_int(first), v_int(first + MADE - 1), v_int((int64_t)k * MADE),
                         v_int(k % YEARS), v_int(k * 61 % 5000),
                         v_int((int64_t)(k / YEARS) * MADE))),
                c);
}

/* 2 GB of pages stay in memory: otherwise the copies go through the disk many times. */
static const struct stmt wide = {"bench.wide", "PRAGMA cache_size = -2000000", NULL};

static void fill(struct county *county, int n)
{
    struct ctx c;
    struct rows *r;
    struct unit *units;
    struct column at[COUNT_OF(columns)];
    size_t n_units;
    static const struct stmt last = {"bench.last", "SELECT max(id) FROM record", NULL};
    county_ctx(county, "import", &c);
    must(ctx_begin(&c, true), &c);
    must(x(&c, &wide, NO_ARGS), &c);
    must(unit_list(&c, false, &units, &n_units), &c);
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        must(column_by_path(&c, columns[i], &at[i]), &c);
    must(q1(&c, &last, NO_ARGS, &r), &c);
    office = units[0].name;
    int64_t before = rows_int(r, 0);
    for (int i = 0; i < MADE && i < n; i++)
        put_one(&c, i, &at[(i * 7 + i / 10) % (int)COUNT_OF(columns)],
            &units[(size_t)i * 13 % n_units]);
    copy_all(&c, before + 1, n);
    must(ctx_commit(&c), &c);
    ctx_release(&c);
}

/* ---- pages ---- */

static struct app *app;
static int64_t documents; /* the pages named below are there when it is a million */
static char *cookie;

static struct loop_response ask(struct arena *a, const char *target, const char *form)
{
    struct loop_response res;
    app_loop(app, a,
        &(struct loop_request){.method = form ? METHOD_POST : METHOD_GET,
            .target = target,
            .cookie = cookie,
            .body = form,
            .body_bytes = form ? strlen(form) : 0},
        &res);
    return res;
}

static void sign_in(struct arena *a, const char *login)
{
    struct loop_response res = ask(a, "/sign-in", NULL);
    const char *mark = "name=\"csrf\" value=\"", *at = strstr(res.body, mark);
    if (!at)
        die("no form at /sign-in");
    at += strlen(mark);
    for (struct header *h = res.headers; h; h = h->next)
        if (strcasecmp(h->name, "Set-Cookie") == 0)
            cookie = strndup(h->value, strcspn(h->value, ";"));
    res = ask(a, "/sign-in",
        arena_printf(
            a, "csrf=%.*s&login=%s&password=shizong-2018", (int)strcspn(at, "\""), at, login));
    if (!*res.set_cookie)
        die("not signed in: %d", res.status);
    cookie = strdup(res.set_cookie);
}

/* Pages `last` - ROUNDS + 1 … last of a list; so none is asked for twice. */
/* `table`: the page is a table, and it is said when one has no rows. */
static void measure_page(const char *what, const char *path, int last, bool table)
{
    int empty = 0;
    last = (int)((int64_t)last * documents / 1000000);
    struct took took[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        struct arena *a = arena_new();
        const char *target = arena_printf(a, "%s%spage=%d", path, strchr(path, '?') ? "&" : "?",
            last < ROUNDS ? i + 1 : last - i);
        struct took from = now_ms();
        struct loop_response res = ask(a, target, NULL);
        took[i] = since(from);
        if (res.status != 200)
            die("%s: %d", target, res.status);
        empty += !strstr(res.body, "<tbody");
        arena_free(&a);
    }
    report(arena_printf(arena_new(), "%s, page %s%s", what, last < ROUNDS ? "1" : "far",
               table && empty ? " (**some without rows**)" : ""),
        took, ROUNDS);
}

static const struct {
    const char *what, *path;
    int far; /* the last page measured: 10,000, or the last there is of about that many */
} pages[] = {
    {"column of nearly all", "/zwgk/", 10000},
    {"column 法定主动公开内容", "/zwgk/fdnr/", 10000},
    {"the same by year", "/zwgk/fdnr/?year=2010", 1500},
    {"by issuer", "/zwgk/fdnr/?issuer=%E5%B8%88%E5%AE%97%E5%8E%BF%E7%AC%AC7%E5%B1%80", 400},
    {"by validity", "/zwgk/fdnr/?validity=%E6%9C%89%E6%95%88", 10000},
    {"by genre and validity", "/zwgk/fdnr/?genre=%E9%80%9A%E7%9F%A5&validity=%E6%9C%89%E6%95%88",
        3000},
    {"by number word, oldest first", "/zwgk/fdnr/?number=%E5%B8%88%E6%94%BF%E5%8F%91&sort=oldest",
        4000},
};
static const struct {
    const char *what, *path;
    int far;
} desks[] = {
    {"inventory", "/work/inventory/", 10000},
    {"inventory by year", "/work/inventory/?year=2010", 900},
    {"inventory, a word", "/work/inventory/?q=%E6%95%99%E8%82%B2", 1000},
    {"workbench list", "/work/documents/", 10000},
    {"workbench list, published", "/work/documents/?tab=live", 10000},
    {"workbench list, a word", "/work/documents/?q=%E6%95%99%E8%82%B2", 1000},
    {"workbench list by unit and year", "/work/documents/?unit=3&year=2010", 5},
    {"inventory by unit and word", "/work/inventory/?unit=3&q=%E6%95%99%E8%82%B2", 20},
    {"normative database", "/normdocs/", 1000},
    {"normative database by year", "/normdocs/?year=2010", 100},
    {"normative database, a word", "/normdocs/?text=%E6%95%99%E8%82%B2", 400},
};

static int64_t count_items(struct county *county)
{
    static const struct stmt count = {"bench.count", "SELECT count(*) FROM item", NULL};
    struct ctx c;
    struct rows *r;
    county_ctx(county, "bench", &c);
    must(ctx_begin(&c, false), &c);
    must(q1(&c, &count, NO_ARGS, &r), &c);
    int64_t n = rows_int(r, 0);
    ctx_release(&c);
    return n;
}

static int64_t column_number(struct county *county, const char *path)
{
    struct ctx c;
    struct column column;
    county_ctx(county, "bench", &c);
    must(ctx_begin(&c, false), &c);
    must(column_by_path(&c, path, &column), &c);
    ctx_release(&c);
    return column.id;
}

static void measure_lists(struct county *county)
{
    struct app_options o = county_app_options(county);
    struct err e;
    if (app_open(&o, &app, &e))
        die("%s", e.message);
    struct arena *a = arena_new();
    documents = count_items(county);
    struct took from = now_ms();
    ask(a, "/zwgk/fdnr/zcwj/qtwj/?page=2", NULL);
    struct took first = since(from);
    report("first list after the start: reads all items", &first, 1);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        measure_page(pages[i].what, pages[i].path, 1, false);
        measure_page(pages[i].what, pages[i].path, pages[i].far, false);
    }
    sign_in(a, "zhengfu"); /* sees all units */
    const char *column = arena_printf(a, "/work/documents/?column=%lld&q=%%E6%%95%%99%%E8%%82%%B2",
        (long long)column_number(county, columns[0]));
    measure_page("workbench list by column and word", column, 1, true);
    measure_page("workbench list by column and word", column, 20, true);
    for (size_t i = 0; i < COUNT_OF(desks); i++) {
        measure_page(desks[i].what, desks[i].path, 1, true);
        measure_page(desks[i].what, desks[i].path, desks[i].far, true);
    }
    app_close(&app);
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    printf("| memory of the process at its largest | %ld MB |\n", u.ru_maxrss / 1024);
}

/* ---- jobs ---- */

/* What goes over all documents; twice, for the first round finds everything new. */
static const char *const job_names[] = {
    "normdoc.watch", "interpret.watch", "inventory.sweep", "item.validity", "normdoc.cites"};

static const struct job *job_named(const char *name)
{
    for (size_t i = 0; i < n_modules; i++)
        for (size_t k = 0; k < modules[i]->n_jobs; k++)
            if (strcmp(modules[i]->jobs[k].name, name) == 0)
                return &modules[i]->jobs[k];
    die("no job %s", name);
}

static void measure_jobs(struct county *county)
{
    for (size_t i = 0; i < COUNT_OF(job_names); i++)
        for (int round = 1; round <= 2; round++) {
            struct ctx c;
            const struct job *job = job_named(job_names[i]);
            county_ctx(county, "job", &c);
            struct took from = now_ms();
            must(job->run(&c), &c);
            struct took took = since(from);
            report(arena_printf(c.mem, "%s, round %d", job->name, round), &took, 1);
            ctx_release(&c);
        }
}

/* ---- the rest ---- */

static void count_one(void *arg, const struct in_force *f)
{
    *(size_t *)arg += *f->title != 0;
}

enum validity { VALIDITY_COUNT, VALIDITY_EACH, VALIDITY_NUMBER };

static void measure_state(struct county *county, const char *what, enum validity kind)
{
    struct took took[3];
    size_t n = 0;
    for (int i = 0; i < 3; i++) {
        struct ctx c;
        struct in_force *list;
        int64_t counts[IN_FORCE_WORDS];
        struct day on = day_of(2012 + i, 6, 1);
        county_ctx(county, "bench", &c);
        must(ctx_begin(&c, false), &c);
        n = 0;
        struct took from = now_ms();
        must(kind == VALIDITY_COUNT  ? in_force_count(&c, on, counts)
             : kind == VALIDITY_EACH ? in_force_each(&c, on, count_one, &n)
                                     : in_force_on(&c, on, "师政发〔2010〕7号", &list, &n),
            &c);
        took[i] = since(from);
        for (size_t k = 0; kind == VALIDITY_COUNT && k < IN_FORCE_WORDS; k++)
            n += (size_t)counts[k];
        ctx_release(&c);
    }
    report(arena_printf(arena_new(), "%s (%zu)", what, n), took, 3);
}

static void measure_validity(struct county *county)
{
    measure_state(county, "validity of all documents on a day, counted", VALIDITY_COUNT);
    measure_state(county, "the same, each with its title and number", VALIDITY_EACH);
    measure_state(county, "validity of one number on a day", VALIDITY_NUMBER);
}

/* 43,000 numbers in memory, every seventh missing; then those of the county in the database. */
static void measure_gaps(struct county *county)
{
    enum { NUMBERS = 43000, SERIES = 120 };
    struct took pure[ROUNDS], stored[3];
    struct arena *a = arena_new();
    struct number_row *rows = ARENA_ARRAY(a, struct number_row, NUMBERS);
    struct gap_series *series;
    size_t n = 0, n_series = 0;
    for (int i = 0; n < NUMBERS; i++)
        if ((i / SERIES) % 7)
            rows[n++] = (struct number_row){.word = words[i % 6],
                .year = 1999 + i / 6 % 20,
                .serial = i / SERIES + 1,
                .unit_id = 1};
    for (int i = 0; i < ROUNDS; i++) {
        struct took from = now_ms();
        n_series = gaps_in(a, rows, n, &series);
        pure[i] = since(from);
    }
    report(arena_printf(a, "gaps of 43,000 numbers in memory, %zu series", n_series), pure, ROUNDS);
    for (int i = 0; i < 3; i++) {
        struct ctx c;
        struct number_row *list;
        county_ctx(county, "bench", &c);
        must(ctx_begin(&c, false), &c);
        struct took from = now_ms();
        must(number_list(&c, 1, &list, &n), &c);
        n_series = gaps_in(c.mem, list, n, &series);
        stored[i] = since(from);
        ctx_release(&c);
    }
    report(arena_printf(a, "gaps of the %zu numbers of a unit, from the database", n), stored, 3);
    arena_free(&a);
}

static void measure_night(struct county *county)
{
    struct ctx c;
    struct citation *list;
    size_t n;
    int64_t texts;
    county_ctx(county, "job", &c);
    struct took from = now_ms();
    must(cite_scan(&c, &(struct cite_scope){.news_since = 0}, &list, &n, &texts), &c);
    struct took took = since(from);
    report(arena_printf(
               c.mem, "reading %lld texts for what they cite, %zu found", (long long)texts, n),
        &took, 1);
    ctx_release(&c);
}

int main(int argc, char **argv)
{
    struct county county;
    struct err e;
    bool filling = argc == 4 && strcmp(argv[1], "fill") == 0;
    if (!filling && argc != 3) {
        fputs("usage: bench_million fill DIR N | jobs DIR | lists DIR | validity DIR | gaps DIR | "
              "night DIR\n",
            stderr);
        return 2;
    }
    if (county_open(argv[2], NULL, &county, &e)) {
        fprintf(stderr, "%s\n", e.message);
        return 1;
    }
    if (filling)
        fill(&county, (int)strtol(argv[3], NULL, 10));
    else if (strcmp(argv[1], "jobs") == 0)
        measure_jobs(&county);
    else if (strcmp(argv[1], "lists") == 0)
        measure_lists(&county);
    else if (strcmp(argv[1], "validity") == 0)
        measure_validity(&county);
    else if (strcmp(argv[1], "gaps") == 0)
        measure_gaps(&county);
    else
        measure_night(&county);
    county_close(&county);
    return 0;
}
