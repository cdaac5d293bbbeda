/* Remedies: bodies, last days, and the sentence that tells them.
 *
 * SPDX-License-Identifier: MIT */
#include "request/law/remedy.h"

#include "common/clock/calendar.h"
#include "request/law/codes.h"

const struct remedy_names remedy_names_default = {
    .county = "师宗县人民政府", .city = "曲靖市人民政府", .superior = "上一级主管部门"};

/* RULE M1: a last day that is a day of rest moves to the first working day after it. */
static enum st roll(struct day d, struct day *out, struct err *e)
{
    bool working = false;
    for (;; d.n++) {
        enum st st = calendar_is_working(d, &working, e);
        if (st || working) {
            *out = d;
            return st;
        }
    }
}

/* RULE M2, W6: the same day of the month six months on; where it is missing, the last of that
 * month. */
static struct day add_months(struct day d, int months)
{
    int y, m, dom;
    day_split(d, &y, &m, &dom);
    m += months;
    y += (m - 1) / 12;
    m = (m - 1) % 12 + 1;
    struct day out = day_of(y, m, dom);
    while (!day_given(out))
        out = day_of(y, m, --dom);
    return out;
}

static bool on_14_to_16(const char *code)
{
    const struct reply_code *c = reply_code_find(code);
    return c && c->grounds_14_16;
}

/* 行政复议法 2023 art. 23(1)(3)(4): reconsideration must come first. RULE 1.6, M6: what is not
 * provided or not handled can be taken to court at once. */
static bool comes_first(const struct remedy_case *c, struct day at)
{
    if (at.n < day_of(2024, 1, 1).n)
        return false;
    if (!*c->code || on_14_to_16(c->code))
        return true;
    if (c->code[0] != 'P')
        return false;
    for (size_t i = 0; i < c->n_withheld; i++)
        if (on_14_to_16(c->withheld[i]))
            return true;
    return false;
}

static void add_body(struct remedy *out, const char *kind, const char *name)
{
    out->bodies[out->n_bodies] = kind;
    out->names[out->n_bodies++] = name;
}

/* RULE 1.6: a department's superior is a choice only until the end of 2023. */
static void set_bodies(const struct remedy_case *c, const struct remedy_names *names, struct day at,
    struct remedy *out)
{
    if (c->organ == ORGAN_COUNTY) {
        add_body(out, "CITY", names->city);
        return;
    }
    add_body(out, "COUNTY", names->county);
    if (c->organ == ORGAN_DEPARTMENT && at.n < day_of(2024, 1, 1).n)
        add_body(out, "SUPERIOR", names->superior);
}

static const char *sentence(struct arena *a, const struct remedy_case *c, const struct remedy *r)
{
    char until[24], court[24];
    const char *start = *c->code ? "如不服本答复，" : "行政机关逾期未作答复，申请人";
    const char *from = *c->code ? "收到本答复之日" : "答复期限届满之日";
    const char *bodies =
        r->n_bodies == 2 ? arena_printf(a, "%s或者%s", r->names[0], r->names[1]) : r->names[0];
    day_text_zh(r->reconsideration_until, until);
    day_text_zh(r->court_until, court);
    if (r->reconsideration_first)
        return arena_printf(a,
            "%s应当先自%s起60日内（至%s）向%"
            "s申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内"
            "依法向人民法院提起行政诉讼。",
            start, from, until, bodies);
    return arena_printf(a,
        "%s可以自%s起60日内（至%s）向%s申请行政复议，也可以自%s起6个月内（至%"
        "s）依法向人民法院提起行政诉讼。",
        start, from, until, bodies, from, court);
}

enum st foi_remedy(struct arena *a, const struct remedy_case *c, const struct remedy_names *names,
    struct remedy *out, struct err *e)
{
    bool replied = *c->code;
    struct day at = replied ? c->issued : c->due;     /* chooses the law */
    struct day from = replied ? c->received : c->due; /* RULE M3 */
    *out = (struct remedy){.n_bodies = 0};
    if (replied && c->received.n < c->issued.n)
        return err_set(e, ST_INVALID, "received", "收到日期早于答复日期");
    set_bodies(c, names, at, out);
    out->reconsideration_first = comes_first(c, at);
    /* RULE W5: calendar days, which roll only because M1 says so */
    enum st st = roll((struct day){from.n + 60}, &out->reconsideration_until, e);
    if (!st && day_given(c->decision_received))
        st = roll((struct day){c->decision_received.n + 15}, &out->court_until, e);
    else if (!st)
        st = roll(add_months(from, 6), &out->court_until, e);
    if (st)
        return st;
    out->sentence = sentence(a, c, out);
    return ST_OK;
}
