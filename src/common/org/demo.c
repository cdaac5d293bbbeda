/* The demo county: units of data/demo/units.tsv, and one account for each role.
 *
 * The people are made up and say so: 示例甲, 示例乙 … All share one password that is easily typed.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/password.h"
#include "common/org/store.h"

extern const char units_tsv[];

#define DEMO_PASSWORD "shizong-2018"

/* login, name, role and code of the unit; the rest of demo_accounts is what they are called. */
static const struct {
    const char *role, *unit;
} places[] = {
    {"editor", "jtj"},
    {"reviewer", "jtj"},
    {"head", "jtj"},
    {"editor", "xbz"},
    {"head", "xbz"},
    {"editor", "xzfb"},
    {"office", "xzfb"},
    {"petition", "xfj"},
    {"finance", "czj"},
    {"legal", "fzb"},
    {"hotline", "rxzx"},
    {"supervisor", "dcs"},
    {"assessor", "khb"},
    {"webcentre", "xxzx"},
    {"admin", "xxzx"},
    {"editor", "czj"},
    {"leader", "xzfb"},
};

const struct demo_account demo_accounts[] = {
    {"xinxi", DEMO_PASSWORD, "示例甲", "信息员", "县教育体育局"},
    {"shenhe", DEMO_PASSWORD, "示例乙", "审核人", "县教育体育局"},
    {"fuze", DEMO_PASSWORD, "示例丙", "单位负责人", "县教育体育局"},
    {"xiongbi", DEMO_PASSWORD, "示例丁", "信息员", "雄壁镇"},
    {"xbfuze", DEMO_PASSWORD, "示例戊", "单位负责人", "雄壁镇"},
    {"bangong", DEMO_PASSWORD, "示例己", "信息员", "县政府办公室"},
    {"zhengfu", DEMO_PASSWORD, "示例庚", "政务公开主管", "县政府办公室"},
    {"xinfang", DEMO_PASSWORD, "示例辛", "信访", "县信访局"},
    {"caizheng", DEMO_PASSWORD, "示例壬", "财政", "县财政局"},
    {"fazhi", DEMO_PASSWORD, "示例癸", "司法（法制）", "县政府法制办"},
    {"rexian", DEMO_PASSWORD, "示例子", "热线", "县政务热线中心"},
    {"ducha", DEMO_PASSWORD, "示例丑", "督查", "县政府督查室"},
    {"kaohe", DEMO_PASSWORD, "示例寅", "考核", "县考核办"},
    {"wangluo", DEMO_PASSWORD, "示例卯", "网站管理员", "县政府信息网络技术服务中心"},
    {"admin", DEMO_PASSWORD, "示例辰", "系统管理员", "县政府信息网络技术服务中心"},
    {"czxinxi", DEMO_PASSWORD, "示例巳", "信息员", "县财政局"},
    {"fenguan", DEMO_PASSWORD, "示例午", "政务公开分管领导", "县政府办公室"},
};
const size_t n_demo_accounts = COUNT_OF(demo_accounts);
_Static_assert(COUNT_OF(places) == COUNT_OF(demo_accounts), "one place for each account");

/* Cuts the text at the next separator; returns the piece before it. */
static char *cut(char **text, char separator)
{
    char *piece = *text, *end = strchr(piece, separator);
    if (end)
        *end++ = '\0';
    *text = end ? end : piece + strlen(piece);
    return piece;
}

/* A made-up code of 统一社会信用代码 with right check characters (GB 32100, GB 11714): organ,
 * registered in 师宗县, YYYY and the place in the list. */
static const char *credit_code(struct arena *a, int place)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    char *code = arena_printf(a, "11530323YYYY%04d00", place);
    int sum = 0, power = 1;
    for (int i = 0; i < 8; i++) {
        char k = code[8 + i];
        sum += weights[i] * (k <= '9' ? k - '0' : k - 'A' + 10);
    }
    int check = (11 - sum % 11) % 11;
    code[16] = (char)(check == 10 ? 'X' : '0' + check);
    sum = 0;
    for (int i = 0; i < 17; i++, power = power * 3 % 31)
        sum += power * (int)(strchr(letters, code[i]) - letters);
    code[17] = letters[(31 - sum % 31) % 31];
    return code;
}

static enum st add_unit(struct ctx *c, char *line, struct map *by_code)
{
    struct unit u = {.credit_code = credit_code(c->mem, (int)map_count(by_code) + 1),
        .phone = "",
        .address = ""};
    int64_t *id = ARENA_NEW(c->mem, int64_t);
    u.code = cut(&line, '\t');
    u.name = cut(&line, '\t');
    u.short_name = cut(&line, '\t');
    u.kind = cut(&line, '\t');
    enum st st = unit_add(c, &u, id);
    while (!st && *line)
        st = unit_alias_add(c, *id, cut(&line, ';'));
    map_set(by_code, u.code, id);
    return st;
}

static enum st add_units(struct ctx *c, struct map *by_code)
{
    char *text = arena_strdup(c->mem, units_tsv);
    while (*text) {
        char *line = cut(&text, '\n');
        enum st st = *line == '#' ? ST_OK : add_unit(c, line, by_code);
        if (st)
            return st;
    }
    return ST_OK;
}

enum st org_demo(struct ctx *c)
{
    struct map *by_code = map_new(c->mem);
    enum st st = add_units(c, by_code);
    for (size_t i = 0; !st && i < n_demo_accounts; i++) {
        const int64_t *unit = map_find(by_code, places[i].unit);
        int64_t id;
        BUG_ON(!unit);
        st = person_add(c, demo_accounts[i].login, demo_accounts[i].name, *unit, places[i].role,
            demo_accounts[i].password, &id);
    }
    return st;
}
