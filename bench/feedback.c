/* Gathering answered requests that ask for the same: how long it takes, and how long others wait to
 * write meanwhile.
 *
 * bench_feedback DIR: DIR is a county that bench_requests filled. Its cases become answered ones
 * with subjects of many places, things, years and ways of asking; then the hourly job runs twice,
 * the first time with everything to gather, the second with nothing new, while a second thread
 * begins write transactions all the time. Prints one row of bench/RESULTS.md.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "county.h"
#include "measure.h"
#include "request/feedback/feedback.h"
#include "request/foi/foi.h"

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static const char *const places[] = {"丹凤街道", "漾月街道", "大同街道", "雄壁镇", "葵山镇",
    "彩云镇", "竹基镇", "龙庆乡", "五龙乡", "高良乡"};
static const char *const things[] = {"农村危房改造补助资金分配方案", "征地补偿安置方案及批复",
    "义务教育学校学区划分方案", "学校食堂食材采购合同", "公租房分配结果一览表",
    "退耕还林补助发放名册", "农村公路养护项目招标文件", "建设项目环境影响评价报告书",
    "城乡低保对象审核结果", "高标准农田建设项目验收报告", "饮用水水源水质监测结果",
    "村级公益事业一事一议奖补项目", "烟叶生产扶持办法", "产业扶贫资金使用情况",
    "村庄规划图纸和说明书", "林权登记档案目录", "行政处罚决定书", "校车线路审批表",
    "食品抽检不合格产品处置情况", "残疾人两项补贴发放标准"};
static const char *const before[] = {"", "请公开", "申请公开", "关于", "本人需要"};
static const char *const after[] = {
    "", "", "的全文及附件", "的通知原文", "，请提供复印件", "，用于了解政策"};
#define PICK(list, x) list[(x) % COUNT_OF(list)]

/* Half of all subjects are asked once; the other half come several times in several ways. */
static const char *subject(struct arena *a, uint64_t i)
{
    uint64_t x = (i % 2 ? i : i / 2 % 1000) * UINT64_C(2654435761) % 1000003;
    return arena_printf(a, "%s%d年%s%s%s%s", PICK(before, i), 2008 + (int)(x % 11),
        PICK(places, x / 11), PICK(things, x / 110),
        i % 2 ? arena_printf(a, "（第%llu号地块）", (unsigned long long)i) : "",
        PICK(after, i / 5));
}

static int64_t answer_all(struct county *county)
{
    static const struct stmt ids = {"bench.ids", "SELECT id FROM foi_case ORDER BY id", NULL};
    static const struct stmt answered = {"bench.answered",
        "UPDATE foi_case SET is_fix = 0, is_open = 0, stage = $2, code = 'G2', subject = $3, "
        "applicant_key = $4, closed = start_first + 9, replied = start_first + 9 WHERE id = $1",
        NULL};
    struct ctx c;
    struct rows *r;
    int64_t n = 0;
    county_ctx(county, "import", &c);
    must(ctx_begin(&c, true), &c);
    must(q(&c, &ids, NO_ARGS, &r), &c);
    for (; rows_next(r); n++)
        must(
            x(&c, &answered,
                ARGS(v_int(rows_int(r, 0)), v_int(CASE_CLOSED), v_text(subject(c.mem, (uint64_t)n)),
                    v_text(arena_printf(c.mem, "k%lld", (long long)n)))),
            &c);
    must(ctx_commit(&c), &c);
    ctx_release(&c);
    return n;
}

/* ---- who else wants to write ---- */

struct other {
    struct county *county;
    atomic_bool stop;
    double longest_ms;
};

static void *write_all_the_time(void *data)
{
    struct other *o = data;
    while (!atomic_load(&o->stop)) {
        struct ctx c;
        county_ctx(o->county, "probe", &c);
        double from = now_ms().wall;
        must(ctx_begin(&c, true), &c);
        double took = now_ms().wall - from;
        ctx_rollback(&c);
        ctx_release(&c);
        o->longest_ms = took > o->longest_ms ? took : o->longest_ms;
        nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
    }
    return NULL;
}

struct run {
    double wall, cpu, wait;
};

static struct run run_job(struct county *county)
{
    struct other o = {.county = county};
    struct ctx c;
    pthread_t thread;
    county_ctx(county, "job", &c);
    if (pthread_create(&thread, NULL, write_all_the_time, &o))
        exit(1);
    double wall = now_ms().wall, cpu = cpu_ms();
    must(feedback_module.jobs[0].run(&c), &c);
    struct run t = {now_ms().wall - wall, cpu_ms() - cpu, 0};
    atomic_store(&o.stop, true);
    pthread_join(thread, NULL);
    ctx_release(&c);
    t.wait = o.longest_ms;
    return t;
}

static int64_t count(struct county *county, const struct stmt *s)
{
    struct ctx c;
    struct rows *r;
    county_ctx(county, "import", &c);
    must(ctx_begin(&c, false), &c);
    must(q1(&c, s, NO_ARGS, &r), &c);
    int64_t n = rows_int(r, 0);
    ctx_release(&c);
    return n;
}

int main(int argc, char **argv)
{
    static const struct stmt members = {
        "bench.members", "SELECT count(*) FROM feedback_member", NULL};
    static const struct stmt groups = {"bench.groups", "SELECT count(*) FROM feedback_group", NULL};
    struct county county;
    struct err e;
    if (argc != 2) {
        fputs("usage: bench_feedback DIR\n", stderr);
        return 2;
    }
    if (county_open(argv[1], NULL, &county, &e)) {
        fprintf(stderr, "%s\n", e.message);
        return 1;
    }
    int64_t n = answer_all(&county);
    struct run first = run_job(&county), again = run_job(&county);
    if (count(&county, &members) < n / 4)
        exit(1);
    printf("| gathering %lld answered requests: %lld of them in %lld groups, all new; the hour "
           "after | "
           "%.0f ms CPU, %.0f ms wall; %.0f ms CPU, %.0f ms wall | another thread waited to write "
           "at most %.0f ms; %.0f ms | |\n",
        (long long)n, (long long)count(&county, &members), (long long)count(&county, &groups),
        first.cpu, first.wall, again.cpu, again.wall, first.wait, again.wait);
    county_close(&county);
    return 0;
}
