/* The "三公" table: missing cells and arithmetic. RULE F-META, F-AMT, F-3G-1, F-3G-2, F-3G-3,
 * F-3G-4, RULE F-SUM, F-ROUND, F-DIFF, F-PCT, F-LOGIC.
 *
 * A key that is absent is not part of the table; null and "" are empty cells.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/fiscal/finding.h"
#include "lib/base/utf8.h"

const struct sangong_row sangong_rows[SANGONG_ROWS] = {
    {"total", "“三公”经费|\"三公\"经费|三公经费|三公"},
    {"abroad", "因公出国"},
    {"vehicle_total", "公务用车购置及运行|公务用车费"},
    {"vehicle_buy", "公务用车购置费|车辆购置|购置费"},
    {"vehicle_run", "公务用车运行|车辆运行|运行维护费|运行费"},
    {"reception", "公务接待"},
    {"reception_domestic", "国内公务接待|国内接待"},
    {"reception_foreign", "外事接待|国（境）外接待|国(境)外接待"},
};

static const char *const summed_columns[] = {"budget", "previous", "final", "change"};

static const char *amount_path(struct fiscal_run *r, const char *row, const char *column)
{
    return arena_printf(r->mem, "amounts.%s.%s", row, column);
}

static const struct json *amount_cell(
    const struct fiscal_run *r, const char *row, const char *column)
{
    return json_get(json_get(json_get(r->in, "amounts"), row), column);
}

static bool empty(const struct json *j)
{
    return json_kind(j) == JSON_NULL || (json_kind(j) == JSON_TEXT && !*json_text(j));
}

/* As printed: a text, or a JSON number. */
static const char *cell_text(struct fiscal_run *r, const struct json *j)
{
    if (json_kind(j) == JSON_INT)
        return arena_printf(r->mem, "%lld", (long long)json_int(j, 0));
    if (json_kind(j) == JSON_REAL)
        return arena_printf(r->mem, "%.10g", json_real(j, 0));
    return json_text(j);
}

bool sangong_amount(
    const struct fiscal_run *r, const char *row, const char *column, struct printed *out)
{
    struct fiscal_run run = *r;
    const struct json *j = amount_cell(r, row, column);
    return j && !empty(j) && printed_read(cell_text(&run, j), out);
}

bool sangong_count(const struct fiscal_run *r, const char *name, int64_t *out)
{
    struct fiscal_run run = *r;
    struct printed p;
    const struct json *j = json_get(json_get(r->in, "counts"), name);
    if (!j || empty(j) || !printed_read(cell_text(&run, j), &p) || p.v < 0 || p.v % FISCAL_UNIT)
        return false;
    *out = p.v / FISCAL_UNIT;
    return true;
}

static void check_meta(struct fiscal_run *r)
{
    static const struct {
        const char *key, *message;
    } needed[] = {{"unit_name", "缺少单位名称"}, {"year", "缺少年度"},
        {"scope", "缺少统计口径（本级或汇总）"}, {"unit", "缺少金额单位（万元或元）"}};
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        for (size_t k = 0; k < json_count(r->in); k++) {
            const char *key;
            const struct json *v = json_member(r->in, k, &key);
            if (strcmp(key, needed[i].key) == 0 && empty(v))
                fiscal_finding(r, "F-META", key, NULL, "", needed[i].message);
        }
    const char *unit = json_get_text(r->in, "unit"); /* RULE F-UNIT */
    if (*unit && strcmp(unit, "万元") != 0 && strcmp(unit, "元") != 0)
        fiscal_finding(r, "F-UNIT", "unit", "万元", unit, "金额单位应是万元或元");
}

static bool percent_column(const char *column)
{
    return strstr(column, "_pct") != NULL;
}

static bool dash(const char *s)
{
    return !*s || !strcmp(s, "—") || !strcmp(s, "-") || !strcmp(s, "－") || !strcmp(s, "——");
}

/* A percentage whose base is nought cannot be computed: it stays empty. */
static bool base_is_nought(struct fiscal_run *r, const char *row, const char *column)
{
    struct printed base;
    const char *of = strcmp(column, "change_pct") == 0 ? "previous" : "budget";
    return percent_column(column) && sangong_amount(r, row, of, &base) && base.v == 0;
}

static void check_amount(
    struct fiscal_run *r, const char *row, const char *column, const struct json *v)
{
    const char *text = cell_text(r, v), *path = amount_path(r, row, column);
    bool yuan = strcmp(json_get_text(r->in, "unit"), "元") == 0;
    unsigned may = (strncmp(column, "change", 6) == 0 ? AMOUNT_SIGNED : 0) |
                   (percent_column(column) ? AMOUNT_PERCENT : 0);
    const char *wrong;
    if (base_is_nought(r, row, column) && dash(text))
        return;
    if (empty(v))
        fiscal_finding(r, strcmp(row, "reception_domestic") == 0 ? "F-3G-3" : "F-AMT", path, NULL,
            "", "单元格是空的，没有发生的填0");
    else if ((wrong = fiscal_amount_problem(text, may, yuan ? FISCAL_MOST_YUAN : FISCAL_MOST_WAN)))
        fiscal_finding(r, "F-AMT", path, NULL, text, wrong);
}

static void check_amounts(struct fiscal_run *r)
{
    const struct json *amounts = json_get(r->in, "amounts");
    for (size_t i = 0; i < json_count(amounts); i++) {
        const char *row, *column;
        const struct json *cells = json_member(amounts, i, &row);
        for (size_t k = 0; k < json_count(cells); k++) {
            const struct json *v = json_member(cells, k, &column);
            check_amount(r, row, column, v);
        }
    }
}

static void check_counts(struct fiscal_run *r)
{
    static const struct {
        const char *prefix, *id;
    } ids[] = {{"abroad_", "F-3G-1"}, {"vehicle_", "F-3G-2"}, {"reception_", "F-3G-3"}};
    const struct json *counts = json_get(r->in, "counts");
    for (size_t i = 0; i < json_count(counts); i++) {
        const char *name;
        int64_t v;
        const struct json *cell = json_member(counts, i, &name);
        if (sangong_count(r, name, &v))
            continue;
        for (size_t k = 0; k < COUNT_OF(ids); k++)
            if (strncmp(name, ids[k].prefix, strlen(ids[k].prefix)) == 0)
                fiscal_finding(r, ids[k].id, arena_printf(r->mem, "counts.%s", name), NULL,
                    cell_text(r, cell), "应是不小于0的整数，没有发生的填0");
    }
}

static bool amounts_differ(struct fiscal_run *r)
{
    for (size_t i = 0; i < SANGONG_ROWS; i++) {
        struct printed now, before;
        if (sangong_amount(r, sangong_rows[i].key, "final", &now) &&
            sangong_amount(r, sangong_rows[i].key, "previous", &before) && now.v != before.v)
            return true;
    }
    return false;
}

static size_t count_han(const char *s)
{
    size_t n = 0;
    const char *end = s + strlen(s);
    while (s < end)
        n += utf8_is_han(utf8_next(&s, end));
    return n;
}

/* RULE F-3G-4: at least ten characters of reasons; 无 or 持平 will do when nothing changed. */
static void check_reason(struct fiscal_run *r)
{
    const struct json *j = json_get(r->in, "reason");
    const char *reason = json_text(j);
    bool present = false;
    for (size_t k = 0; k < json_count(r->in); k++) {
        const char *key;
        json_member(r->in, k, &key);
        present |= strcmp(key, "reason") == 0;
    }
    bool unchanged = strncmp(reason, "无", 3) == 0 || strstr(reason, "持平");
    if (!present || count_han(reason) >= 10 || (unchanged && !amounts_differ(r)))
        return;
    fiscal_finding(
        r, "F-3G-4", "reason", NULL, reason, "“三公”经费增减变化原因应写明，不少于10个字");
}

/* ---- arithmetic ---- */

/* RULE F-SUM, F-ROUND: tolerance 0.005 × (addends + 1) of the published unit. */
static void compare(struct fiscal_run *r, const char *id, const char *cell, int64_t expected,
    struct printed actual, int addends)
{
    int64_t d = expected > actual.v ? expected - actual.v : actual.v - expected;
    int64_t tolerance = (int64_t)FISCAL_UNIT / 200 * (addends + 1);
    if (d == 0)
        return;
    bool rounding = d <= tolerance;
    fiscal_finding(r, rounding ? "F-ROUND" : id, cell, printed_text(r->mem, expected, 2),
        printed_text(r->mem, actual.v, actual.decimals > 2 ? actual.decimals : 2),
        rounding ? "与计算结果相差在四舍五入的范围内" : "与计算结果不符");
}

static void check_sums(struct fiscal_run *r)
{
    static const struct {
        const char *row, *parts[3];
        int n;
    } sums[] = {{"total", {"abroad", "vehicle_total", "reception"}, 3},
        {"vehicle_total", {"vehicle_buy", "vehicle_run", NULL}, 2},
        {"reception", {"reception_domestic", "reception_foreign", NULL}, 2}};
    for (size_t i = 0; i < COUNT_OF(sums); i++)
        for (size_t k = 0; k < COUNT_OF(summed_columns); k++) {
            struct printed total, part;
            int64_t sum = 0;
            bool usable = sangong_amount(r, sums[i].row, summed_columns[k], &total);
            for (int p = 0; p < sums[i].n && usable; p++) {
                usable = sangong_amount(r, sums[i].parts[p], summed_columns[k], &part);
                sum += usable ? part.v : 0;
            }
            if (usable)
                compare(r, "F-SUM", amount_path(r, sums[i].row, summed_columns[k]), sum, total,
                    sums[i].n);
        }
}

/* RULE F-DIFF: change = final − previous. */
static void check_change(struct fiscal_run *r, const char *row)
{
    struct printed change, now, before;
    if (sangong_amount(r, row, "change", &change) && sangong_amount(r, row, "final", &now) &&
        sangong_amount(r, row, "previous", &before))
        compare(r, "F-DIFF", amount_path(r, row, "change"), now.v - before.v, change, 2);
}

__extension__ typedef __int128 wide; /* millionths of millionths do not fit in 64 bits */

/* RULE F-PCT: part / base × 100, half up, compared at the printed precision (two decimals at most).
 */
static void check_percent(
    struct fiscal_run *r, const char *row, const char *column, int64_t part, int64_t base)
{
    struct printed shown;
    const char *path = amount_path(r, row, column);
    if (!sangong_amount(r, row, column, &shown))
        return;
    if (base == 0) {
        bool hundred = shown.v == 100 * (int64_t)FISCAL_UNIT && strcmp(column, "change_pct") == 0 &&
                       (!json_get(r->in, "reason") || *json_get_text(r->in, "reason"));
        if (!hundred)
            fiscal_finding(r, "F-PCT", path, "", printed_text(r->mem, shown.v, shown.decimals),
                "基数为0，不能计算百分比，应留空或填“—”");
        return;
    }
    int decimals = shown.decimals < 2 ? shown.decimals : 2;
    int64_t exact = (int64_t)((wide)part * 100 * FISCAL_UNIT / base);
    int64_t want = printed_round(exact, decimals);
    if (want != shown.v)
        fiscal_finding(r, "F-PCT", path, printed_text(r->mem, want, decimals),
            printed_text(r->mem, shown.v, shown.decimals), "百分比与计算结果不符");
}

static void check_row(struct fiscal_run *r, const char *row)
{
    struct printed now, before, budget, change;
    check_change(r, row);
    bool has_now = sangong_amount(r, row, "final", &now);
    bool has_before = sangong_amount(r, row, "previous", &before);
    bool has_change = sangong_amount(r, row, "change", &change);
    if (has_before && (has_change || has_now))
        check_percent(r, row, "change_pct", has_change ? change.v : now.v - before.v, before.v);
    if (has_now && sangong_amount(r, row, "budget", &budget))
        check_percent(r, row, "completion_pct", now.v, budget.v);
}

/* ---- logic ---- */

struct fact {
    bool known;
    int64_t v;
};

static struct fact count_of(struct fiscal_run *r, const char *name)
{
    struct fact f = {false, 0};
    f.known = sangong_count(r, name, &f.v);
    return f;
}

static struct fact spent(struct fiscal_run *r, const char *row)
{
    struct printed p = {0, 0};
    bool known = sangong_amount(r, row, "final", &p);
    return (struct fact){known, p.v};
}

static void logic(struct fiscal_run *r, bool wrong, const char *cell, const char *message)
{
    if (wrong)
        fiscal_finding(r, "F-LOGIC", cell, NULL, NULL, message);
}

/* Both known, and one is above nought while the other is not. */
static bool disagree(struct fact a, struct fact b)
{
    return a.known && b.known && (a.v > 0) != (b.v > 0);
}

static bool without(struct fact a, struct fact b)
{
    return a.known && b.known && a.v > 0 && b.v <= 0;
}

/* RULE F-LOGIC: checks 7, 8 and 9 of §5.4. */
static void check_logic(struct fiscal_run *r)
{
    struct fact groups = count_of(r, "abroad_groups"), people = count_of(r, "abroad_people");
    struct fact bought = count_of(r, "vehicle_bought"), stock = count_of(r, "vehicle_stock");
    struct fact batches = count_of(r, "reception_batches"),
                guests = count_of(r, "reception_people");
    struct fact abroad = spent(r, "abroad"), buy = spent(r, "vehicle_buy");
    struct fact run = spent(r, "vehicle_run"), reception = spent(r, "reception");
    logic(r, disagree(groups, people), "counts.abroad_groups", "团组数与人数应同时为0或同时大于0");
    logic(r, without(abroad, groups), "amounts.abroad.final", "有因公出国（境）费，但团组数为0");
    logic(r, disagree(bought, buy), "counts.vehicle_bought", "购置数与购置费应同时为0或同时大于0");
    logic(r, without(run, stock), "amounts.vehicle_run.final", "有公务用车运行费，但保有量为0");
    logic(r, disagree(batches, guests), "counts.reception_batches",
        "接待批次与人数应同时为0或同时大于0");
    logic(r, disagree(guests, reception), "counts.reception_people",
        "接待人数与接待费应同时为0或同时大于0");
    logic(r, guests.known && batches.known && guests.v < batches.v, "counts.reception_people",
        "接待人数少于批次");
}

void sangong_check(struct fiscal_run *r)
{
    check_meta(r);
    check_amounts(r);
    check_counts(r);
    check_reason(r);
    check_sums(r);
    for (size_t i = 0; i < SANGONG_ROWS; i++)
        check_row(r, sangong_rows[i].key);
    check_logic(r);
    sangong_check_text(r);
}
