/* Fills a county with open requests, and measures recounting all their clocks, and counting them
 * for the annual report. Times are the wall's and, next to it, of our processor: this process has
 * one thread, and getrusage says what it was charged.
 *
 * bench_requests fill DIR N: N open cases of the education bureau, some made by acts and copies of
 * these; prints the number of one.
 * bench_requests recount DIR: moves every due day aside, as a new calendar would, and times
 * foi_recount; prints one row of bench/RESULTS.md.
 * bench_requests report DIR YEAR: spreads the cases over that year and the one before, over all
 * applicants and results, most of them ended; times report_build and the three files.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/clock/calendar.h"
#include "county.h"
#include "request/foi/foi.h"
#include "request/report/report.h"
#include "request/report/report_check.h"
#include "measure.h"

#define MADE 50 /* by acts; the others are copies */
#define ROUNDS 5

/* The clerk 信息员 of the education bureau, and its organ. */
static void become_clerk(struct ctx *c)
{
    struct unit u;
    struct person *list;
    size_t n;
    must(unit_by_name(c, "县教育体育局", &u), c);
    must(person_list(c, u.id, &list, &n), c);
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].role, "editor") == 0)
            c->person = list[i].id;
    c->unit = u.id;
    must(foi_organ_put(c, &(struct foi_organ){.unit_id = u.id,
                              .office_id = u.id,
                              .word = "师教",
                              .address = "丹凤街道",
                              .phone = "0874-5752000",
                              .postcode = "",
                              .hours = "",
                              .court = ""}),
        c);
}

static struct day arrival(const struct ctx *c, int i)
{
    struct day last = day_at(c->now);
    if (last.n > calendar_to().n - 60)
        last.n = calendar_to().n - 60;
    return (struct day){last.n - i % 14};
}

static void act(struct ctx *c, int64_t id, const char *action, const struct foi_arg *args, size_t n)
{
    must(foi_act(c, id, &(struct foi_do){.action = action, .args = args, .n_args = n}), c);
}

/* 40 of 100 stay registered, 40 are in work, 20 wait for review. */
static void add_case(struct ctx *c, int i)
{
    struct foi_receipt out;
    struct foi_application in = {.organ_id = c->unit,
        .channel = CHANNEL_F2F,
        .arrived = arrival(c, i),
        .who = {.kind = "NATURAL",
            .name = arena_printf(c->mem, "申请人%d", i),
            .id_kind = "OTHER",
            .id_number = arena_printf(c->mem, "B%08d", i),
            .employer = "",
            .credit_code = "",
            .legal_person = "",
            .contact = "",
            .phone = "0874-5752000",
            .fax = "",
            .email = "",
            .address = "",
            .postcode = "",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""},
        .wanted = arena_printf(c->mem, "第%d号：义务教育阶段学区划分、招生计划和经费的文件", i),
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP"};
    static const struct foi_arg draft[] = {{"code", "G2"}, {"info_title", "学区划分方案"},
        {"supply_form", "纸质文件"}, {"copies", "1"}, {"attachments", "学区划分方案"}};
    must(foi_arrive(c, &in, &out), c);
    if (i % 5 < 2)
        return;
    act(c, out.id, "assign", NULL, 0);
    if (i % 5 < 4)
        return;
    act(c, out.id, "draft", draft, COUNT_OF(draft));
    act(c, out.id, "submit", NULL, 0);
}

/* The letters of a case take longer than all the rest: only some cases are made by acts, the others
 * are copies of their rows under other numbers. */
static const struct stmt last_case = {
    "bench.last", "SELECT COALESCE(max(id), 0) FROM foi_case", NULL};
#define SAME                                                                                       \
    "code_mark, is_fix, channel, web_auto, by_clerk, regime, stage, is_open, extended, "           \
    "consulting, corrected, arrived, confirmed, start_first, start_day, base_due, due, "           \
    "correction_deadline, pay_by, replied, closed, archived, in_time, code, applicant_kind, "      \
    "applicant_label, subject, handler_unit, handler, drafter, reviewer, signer, petition_id, "    \
    "earlier_id, fee_yuan, version, created_at, updated_at, sealed"
static const struct stmt copies[] = {
    {"bench.cases",
        "INSERT INTO foi_case (id, organ_id, office_id, arrival, number, year, seq, "
        "applicant_key, " SAME ") SELECT id + $2, organ_id, office_id, 'B' || (id + $2), "
        "number || (id + $2), year, seq + $2, 'B' || (id + $2), " SAME
        " FROM foi_case WHERE id > $1 AND id <= $1 + $3",
        NULL},
    {"bench.events",
        "INSERT INTO foi_event (case_id, seq, at, person, unit, action, day, args, sealed, "
        "prev_hash, hash) SELECT case_id + $2, seq, at, person, unit, action, day, args, sealed, "
        "prev_hash, hash FROM foi_event WHERE case_id > $1 AND case_id <= $1 + $3",
        NULL},
    {"bench.tasks",
        "INSERT INTO task (kind, subject_kind, subject_id, title, path, person_id, unit_id, perm, "
        "not_person, due, opened_at, opened_by, closed_by, result) SELECT kind, subject_kind, "
        "subject_id + $2, title, path, person_id, unit_id, perm, not_person, due, opened_at, "
        "opened_by, closed_by, result FROM task WHERE subject_kind = 'foi' AND closed_at IS NULL "
        "AND subject_id > $1 AND subject_id <= $1 + $3",
        NULL}};

static void copy(struct ctx *c, int64_t before, int n)
{
    for (int64_t shift = MADE; shift < n; shift += MADE)
        for (size_t i = 0; i < COUNT_OF(copies); i++)
            must(x(c, &copies[i], ARGS(v_int(before), v_int(shift), v_int(MADE))), c);
}

static void fill(struct county *county, int n)
{
    struct ctx c;
    struct rows *r;
    county_ctx(county, "import", &c);
    must(ctx_begin(&c, true), &c);
    become_clerk(&c);
    must(q1(&c, &last_case, NO_ARGS, &r), &c);
    int64_t before = rows_int(r, 0);
    for (int i = 0; i < MADE; i++)
        add_case(&c, i);
    copy(&c, before, n);
    must(ctx_commit(&c), &c);
    ctx_release(&c);
    printf("%lld\n", (long long)before + 1); /* a case that is no copy */
}

static void move_all(struct county *county)
{
    static const struct stmt aside = {
        "bench.aside", "UPDATE foi_case SET due = due - 1 WHERE is_open = 1", NULL};
    struct ctx c;
    county_ctx(county, "import", &c);
    must(ctx_begin(&c, true), &c);
    must(x(&c, &aside, NO_ARGS), &c);
    must(ctx_commit(&c), &c);
    ctx_release(&c);
}

static int by_cpu(const void *a, const void *b)
{
    double p = ((const struct took *)a)->cpu, q = ((const struct took *)b)->cpu;
    return (p > q) - (p < q);
}

/* "12 ms CPU (11–15), 13 ms wall": of the median by CPU, and the span of CPU. */
static void print_took(struct took *list, size_t n)
{
    qsort(list, n, sizeof *list, by_cpu);
    printf("%.1f ms CPU (%.1f–%.1f), %.1f ms wall", list[n / 2].cpu, list[0].cpu, list[n - 1].cpu,
        list[n / 2].wall);
}

static struct took recount(struct county *county, struct foi_recounted *n)
{
    struct ctx c;
    county_ctx(county, "job", &c);
    struct took from = now_ms();
    must(foi_recount(&c, n), &c);
    struct took took = since(from);
    ctx_release(&c);
    return took;
}

static void measure(struct county *county)
{
    struct took all[ROUNDS], none[ROUNDS];
    struct foi_recounted n, still;
    for (int i = 0; i < ROUNDS; i++) {
        move_all(county);
        all[i] = recount(county, &n);
        none[i] = recount(county, &still);
        if (!n.moved || still.moved)
            exit(1);
    }
    printf("| recounting the clocks of %lld open requests, %lld due days moved and logged | ",
        (long long)n.cases, (long long)n.moved);
    print_took(all, ROUNDS);
    printf("; none moved ");
    print_took(none, ROUNDS);
    puts(" | — | ≤ 1000 ms |");
}

/* ---- the annual report ---- */

/* Nine in ten have ended within 40 days; the last days of the year before are carried over. */
static void spread(struct county *county, int year)
{
    static const struct stmt days = {"bench.days",
        "UPDATE foi_case SET is_fix = 0, start_first = $1 + id % 420, applicant_kind = CASE id % 7 "
        "WHEN 0 THEN 'COMMERCIAL' WHEN 1 THEN 'WELFARE' WHEN 2 THEN 'LEGAL' ELSE 'NATURAL' END",
        NULL};
    static const struct stmt ends = {"bench.ends",
        "UPDATE foi_case SET is_open = 0, code = $2, replied = start_first + id % 40, "
        "closed = start_first + id % 40 WHERE id % 10 <> 0 AND id % $1 = $3",
        NULL};
    struct ctx c;
    county_ctx(county, "import", &c);
    must(ctx_begin(&c, true), &c);
    must(x(&c, &days, ARGS(v_int(day_of(year, 12, 31).n - 419))), &c);
    for (size_t i = 0; i < n_reply_codes && *reply_codes[i].row; i++)
        must(x(&c, &ends,
                 ARGS(v_int((int64_t)n_reply_codes), v_text(reply_codes[i].code),
                     v_int((int64_t)i))),
            &c);
    must(ctx_commit(&c), &c);
    ctx_release(&c);
}

enum { FILES = 3 };

static void write_file(struct ctx *c, const struct report_table *t, int kind, struct buf *out)
{
    must(kind == 0   ? report_json(c->mem, t, out, &c->err)
         : kind == 1 ? report_xlsx(t, out, &c->err)
                     : report_docx(c->mem, t, NULL, out, &c->err),
        c);
}

static void measure_report(struct county *county, int year)
{
    static const char *const kinds[FILES] = {"JSON with its checks", "XLSX", "DOCX"};
    enum { TIMES = 9 };
    struct took build[TIMES], file[FILES][TIMES];
    struct report_table t = {.year = 0};
    struct ctx c;
    spread(county, year);
    for (int i = 0; i < TIMES; i++) {
        county_ctx(county, "report", &c);
        must(ctx_begin(&c, false), &c);
        struct took from = now_ms();
        must(report_build(&c, 0, year, &t), &c);
        build[i] = since(from);
        for (int k = 0; k < FILES; k++) {
            struct buf out;
            buf_init(&out, 0);
            from = now_ms();
            write_file(&c, &t, k, &out);
            file[k][i] = since(from);
            buf_release(&out);
        }
        ctx_release(&c);
    }
    int64_t all = t.table3[0][REPORT_COLUMNS - 1] + t.table3[1][REPORT_COLUMNS - 1];
    if (all < 1000)
        exit(1);
    printf("| annual report, %lld requests received or carried over | ", (long long)all);
    print_took(build, TIMES);
    for (int k = 0; k < FILES; k++) {
        printf("; %s ", kinds[k]);
        print_took(file[k], TIMES);
    }
    puts(" | — | ≤ 1000 ms |");
}

int main(int argc, char **argv)
{
    struct county county;
    struct err e;
    bool filling = argc == 4 && strcmp(argv[1], "fill") == 0,
         reporting = argc == 4 && strcmp(argv[1], "report") == 0;
    if (!filling && !reporting && (argc != 3 || strcmp(argv[1], "recount") != 0)) {
        fputs("usage: bench_requests fill DIR N | recount DIR | report DIR YEAR\n", stderr);
        return 2;
    }
    if (county_open(argv[2], NULL, &county, &e)) {
        fprintf(stderr, "%s\n", e.message);
        return 1;
    }
    if (filling)
        fill(&county, (int)strtol(argv[3], NULL, 10));
    else if (reporting)
        measure_report(&county, (int)strtol(argv[3], NULL, 10));
    else
        measure(&county);
    county_close(&county);
    return 0;
}
