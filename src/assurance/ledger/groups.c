/* Who is meant by a name in a plan: a unit, or a group such as 各乡镇人民政府 and 县直各部门.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "assurance/ledger/store.h"

static bool holds(const char *s, const char *word)
{
    return strstr(s, word) != NULL;
}

/* 各乡镇, 街道办事处, 县直各部门 …: words that stand for many, never for one. */
static bool means_many(const char *s)
{
    static const char *const words[] = {"各", "全县", "全市", "县直", "市直", "区直", "州直",
        "所有", "有关部门", "有关单位", "相关部门", "相关单位", "成员单位", NULL};
    for (size_t i = 0; words[i]; i++)
        if (holds(s, words[i]))
            return true;
    return !strcmp(s, "街道办事处") || !strcmp(s, "乡镇人民政府") ||
           !strcmp(s, "乡（镇）人民政府") || !strcmp(s, "乡(镇)人民政府");
}

const char *group_kinds(struct arena *a, const char *name)
{
    if (!means_many(name))
        return "";
    const char *kinds = "";
    bool organs = holds(name, "单位") || holds(name, "机关");
    if (holds(name, "乡") || holds(name, "镇"))
        kinds = arena_printf(a, "%s,TOWNSHIP", kinds);
    if (holds(name, "街道"))
        kinds = arena_printf(a, "%s,STREET", kinds);
    if (organs || holds(name, "部门"))
        kinds = arena_printf(a, "%s,OFFICE,DEPARTMENT", kinds);
    if (organs)
        kinds = arena_printf(a, "%s,INSTITUTION,PARTY", kinds);
    return *kinds ? arena_printf(a, "%s,", kinds) : "";
}

enum st unit_resolve(struct ctx *c, struct measure_unit *u)
{
    struct unit unit;
    u->unit_id = 0;
    u->kinds = u->unit_name = "";
    enum st st = unit_by_name(c, u->name, &unit);
    if (st == ST_NOT_FOUND) {
        c->err = (struct err){.st = ST_OK};
        u->kinds = group_kinds(c->mem, u->name);
        return ST_OK;
    }
    if (!st) {
        u->unit_id = unit.id;
        u->unit_name = unit.short_name;
    }
    return st;
}

bool unit_unknown(const struct measure_unit *u)
{
    return !u->unit_id && !*u->kinds;
}

bool measure_concerns(const struct measure *m, const struct unit *u, bool lead_only)
{
    char kind[40] = ",";
    size_t n = strlen(u->kind);
    if (n + 3 > sizeof kind)
        return false;
    memcpy(kind + 1, u->kind, n);
    memcpy(kind + 1 + n, ",", 2);
    for (size_t i = 0; i < m->n_units; i++) {
        const struct measure_unit *mu = &m->units[i];
        if (lead_only && mu->role != UNIT_LEAD)
            continue;
        if (mu->unit_id == u->id || (*mu->kinds && strstr(mu->kinds, kind)))
            return true;
    }
    return false;
}
