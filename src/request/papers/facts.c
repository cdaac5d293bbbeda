/* The facts a paper is made of: names and types, setting, reading from JSON, wording.
 *
 * SPDX-License-Identifier: MIT */
#include "request/papers/paper_parts.h"

#include <inttypes.h>
#include <string.h>

#define PAPER_ROW(fact, zh, json_name, kind) [FACT_##fact] = {zh, json_name, PAPER_##kind},
const struct paper_fact_row paper_fact_rows[PAPER_N_FACTS] = {PAPER_FACTS(PAPER_ROW)};
#undef PAPER_ROW

struct paper_facts *paper_facts_new(struct arena *a)
{
    struct paper_facts *f = ARENA_NEW(a, struct paper_facts);
    *f = (struct paper_facts){.a = a,
        .regime = REGIME_NEW,
        .organ_kind = ORGAN_COUNTY,
        .names = remedy_names_default,
        .nth = 1};
    for (size_t i = 0; i < PAPER_N_FACTS; i++)
        f->v[i] = (struct paper_value){.text = "", .day = day_none()};
    return f;
}

void paper_set_text(struct paper_facts *f, enum paper_fact fact, const char *text)
{
    BUG_ON(paper_fact_rows[fact].type != PAPER_TEXT);
    f->v[fact].text = text;
    f->v[fact].given = *text;
}

void paper_set_day(struct paper_facts *f, enum paper_fact fact, struct day day)
{
    BUG_ON(paper_fact_rows[fact].type != PAPER_DAY);
    f->v[fact].day = day;
    f->v[fact].given = day_given(day);
}

void paper_set_int(struct paper_facts *f, enum paper_fact fact, int64_t n)
{
    enum paper_type type = paper_fact_rows[fact].type;
    BUG_ON(type != PAPER_INT && type != PAPER_YUAN && type != PAPER_FLAG);
    f->v[fact].n = n;
    f->v[fact].given = type != PAPER_FLAG || n;
}

void paper_set_list(struct paper_facts *f, enum paper_fact fact, const char *const *list, size_t n)
{
    BUG_ON(paper_fact_rows[fact].type != PAPER_LIST);
    f->v[fact].list = list;
    f->v[fact].n_list = n;
    f->v[fact].given = n > 0;
}

bool paper_given(const struct paper_facts *f, enum paper_fact fact)
{
    return f->v[fact].given;
}

static const char *join(struct arena *a, const struct paper_value *v)
{
    const char *s = "";
    for (size_t i = 0; i < v->n_list; i++)
        s = arena_printf(a, "%s%s%s", s, i ? "；" : "", v->list[i]);
    return s;
}

/* Templates end their sentences themselves. */
static const char *without_stop(struct arena *a, const char *s)
{
    static const char stop[] = "。";
    size_t n = strlen(s), m = sizeof stop - 1;
    return n > m && strcmp(s + n - m, stop) == 0 ? arena_strndup(a, s, n - m) : s;
}

const char *paper_fact_text(const struct paper_facts *f, enum paper_fact fact)
{
    const struct paper_value *v = &f->v[fact];
    char day[24];
    if (!v->given)
        return "";
    switch (paper_fact_rows[fact].type) {
    case PAPER_TEXT:
        return *paper_fact_rows[fact].json ? without_stop(f->a, v->text) : v->text;
    case PAPER_DAY:
        return arena_strdup(f->a, day_text_zh(v->day, day));
    case PAPER_INT:
        return arena_printf(f->a, "%" PRId64, v->n);
    case PAPER_YUAN:
        if (v->n % 100)
            return arena_printf(f->a, "%" PRId64 ".%02d元", v->n / 100, (int)(v->n % 100));
        return arena_printf(f->a, "%" PRId64 "元", v->n / 100);
    case PAPER_LIST:
        return join(f->a, v);
    case PAPER_FLAG:
        return v->n ? "是" : "否";
    }
    return "";
}

void paper_findings_init(struct paper_findings *out, struct arena *a)
{
    *out = (struct paper_findings){.a = a};
}

size_t paper_findings_count(const struct paper_findings *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        n += !f->at[i].note;
    return n;
}

#define MAX_FINDINGS 500

void finding_add(struct paper_findings *f, struct paper_finding what)
{
    if (f->n == MAX_FINDINGS)
        return;
    if (f->n == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 16;
        struct paper_finding *more = ARENA_ARRAY(f->a, struct paper_finding, cap);
        if (f->n)
            memcpy(more, f->at, f->n * sizeof more[0]);
        f->at = more;
        f->cap = cap;
    }
    f->at[f->n++] = what;
}

const char *finding_place(struct arena *a, int line, int column)
{
    return column ? arena_printf(a, "第%d行第%d列", line, column) : arena_printf(a, "第%d行", line);
}

/* Member `key` of j. */
static bool set_from_json(
    struct paper_facts *f, enum paper_fact fact, const struct json *j, const char *key)
{
    const struct json *v = json_get(j, key);
    enum json_kind kind = json_kind(v);
    switch (paper_fact_rows[fact].type) {
    case PAPER_TEXT:
        paper_set_text(f, fact, json_text(v));
        return kind == JSON_TEXT;
    case PAPER_DAY:
        paper_set_day(f, fact, day_parse(json_text(v)));
        return f->v[fact].given;
    case PAPER_INT:
    case PAPER_YUAN:
        paper_set_int(f, fact, json_int(v, -1));
        return kind == JSON_INT && f->v[fact].n >= 0;
    case PAPER_FLAG:
        paper_set_int(f, fact, json_get_bool(j, key, false));
        return kind == JSON_BOOL;
    case PAPER_LIST:
        break;
    }
    size_t n = json_count(v);
    const char **list = ARENA_ARRAY(f->a, const char *, n);
    for (size_t i = 0; i < n; i++)
        list[i] = json_text(json_at(v, i));
    paper_set_list(f, fact, list, n);
    return kind == JSON_LIST;
}

static void wrong_member(struct paper_findings *out, const char *key, const char *what)
{
    finding_add(
        out, (struct paper_finding){"", key, what,
                 "请对照 docs/paper.md 的事实表：日期写作 YYYY-MM-DD，金额以分为单位，列表写作数组",
                 false});
}

static void read_withheld(struct paper_facts *f, const struct json *v, struct paper_findings *out)
{
    size_t n = json_count(v);
    struct paper_withheld *w = ARENA_ARRAY(f->a, struct paper_withheld, n);
    for (size_t i = 0; i < n; i++) {
        const struct json *at = json_at(v, i);
        w[i] = (struct paper_withheld){
            json_get_text(at, "what"), json_get_text(at, "code"), json_get_text(at, "reason")};
        if (!reply_code_find(w[i].code))
            wrong_member(out, "withheld", "不公开部分的类型不存在");
    }
    f->withheld = w;
    f->n_withheld = n;
}

/* Members that are no facts of the table. */
static bool read_special(
    struct paper_facts *f, const char *key, const struct json *v, struct paper_findings *out)
{
    static const char *const organs[] = {"DEPARTMENT", "COUNTY", "TOWNSHIP", "STREET"};
    const char *s = json_text(v);
    if (strcmp(key, "regime") == 0) {
        f->regime = strcmp(s, "OLD") == 0 ? REGIME_OLD : REGIME_NEW;
        if (strcmp(s, "OLD") != 0 && strcmp(s, "NEW") != 0)
            wrong_member(out, key, "regime 应是 OLD 或 NEW");
        return true;
    }
    if (strcmp(key, "organ_kind") == 0) {
        size_t i = 0;
        while (i < COUNT_OF(organs) && strcmp(organs[i], s) != 0)
            i++;
        if (i == COUNT_OF(organs))
            wrong_member(out, key, "organ_kind 应是 DEPARTMENT、COUNTY、TOWNSHIP 或 STREET");
        else
            f->organ_kind = (enum organ_kind)i;
        return true;
    }
    if (strcmp(key, "withheld") == 0) {
        read_withheld(f, v, out);
        return true;
    }
    if (strcmp(key, "nth") == 0) {
        f->nth = (int)json_int(v, 0);
        if (f->nth < 1 || f->nth > 99)
            wrong_member(out, key, "nth 应是 1 至 99 的整数");
        return true;
    }
    return false;
}

static void read_member(
    struct paper_facts *f, const struct json *j, const char *key, struct paper_findings *out)
{
    const struct json *v = json_get(j, key);
    if (read_special(f, key, v, out) || json_kind(v) == JSON_NULL)
        return;
    for (size_t i = 0; i < PAPER_N_FACTS; i++) {
        if (!*paper_fact_rows[i].json || strcmp(paper_fact_rows[i].json, key) != 0)
            continue;
        if (!set_from_json(f, (enum paper_fact)i, j, key))
            wrong_member(out, key, arena_printf(out->a, "%s 的值不对", paper_fact_rows[i].name));
        return;
    }
    wrong_member(out, key, "没有这个事实");
}

enum st paper_facts_json(struct arena *a, const struct json *j, struct paper_facts **out,
    struct paper_findings *wrong, struct err *e)
{
    *out = paper_facts_new(a);
    if (json_kind(j) != JSON_OBJECT)
        return err_set(e, ST_INVALID, "", "事实应是一个 JSON 对象");
    for (size_t i = 0; i < json_count(j); i++) {
        const char *key;
        json_member(j, i, &key);
        read_member(*out, j, key, wrong);
    }
    if (paper_findings_count(wrong))
        return err_set(
            e, ST_INVALID, wrong->at[0].place, "%s：%s", wrong->at[0].place, wrong->at[0].what);
    return ST_OK;
}
