/* Which paper stands for which row of §1.8, and packing them.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/file_state.h"

#include <string.h>

#include "lib/base/json.h"

static const struct {
    const char *slot;
    enum casefile_kind kind;
} slots[] = {{"application", CASEFILE_APPLICATION}, {"arrival", CASEFILE_ARRIVAL},
    {"identity", CASEFILE_IDENTITY}, {"agent", CASEFILE_AUTHORITY},
    {"register", CASEFILE_REGISTRATION}, {"receipt", CASEFILE_RECEIPT},
    {"correction_notice", CASEFILE_CORRECTION_NOTICE},
    {"correction_delivery", CASEFILE_CORRECTION_DELIVERY}, {"corrected", CASEFILE_CORRECTED},
    {"reason_notice", CASEFILE_REASON_NOTICE}, {"reason_answer", CASEFILE_REASON_ANSWER},
    {"fee_notice", CASEFILE_FEE_NOTICE}, {"fee", CASEFILE_FEE_RECEIPT},
    {"approval", CASEFILE_APPROVAL}, {"search", CASEFILE_SEARCH},
    {"consult_letter", CASEFILE_CONSULT_LETTER}, {"consult_delivery", CASEFILE_CONSULT_DELIVERY},
    {"consult_opinion", CASEFILE_CONSULT_OPINION}, {"consult_release", CASEFILE_CONSULT_RELEASE},
    {"review", CASEFILE_REVIEW}, {"extension_approval", CASEFILE_EXTENSION_APPROVAL},
    {"extension_notice", CASEFILE_EXTENSION_NOTICE},
    {"extension_delivery", CASEFILE_EXTENSION_DELIVERY}, {"reply", CASEFILE_REPLY},
    {"supplied", CASEFILE_SUPPLIED}, {"ending", CASEFILE_ENDING}, {"service", CASEFILE_DELIVERY},
    {"proof", CASEFILE_DELIVERY}, {"remedy", CASEFILE_REMEDY}, {"contact", CASEFILE_CONTACT},
    {"other", CASEFILE_CONTACT}};

enum casefile_kind foi_slot_kind(const char *slot)
{
    for (size_t i = 0; i < COUNT_OF(slots); i++)
        if (strcmp(slots[i].slot, slot) == 0)
            return slots[i].kind;
    return CASEFILE_CONTACT;
}

static bool withholds(const struct derived *d, const char *code)
{
    const struct reply_code *kind = reply_code_find(code);
    return (kind && kind->grounds_14_16) ||
           (strcmp(code, "P1") == 0 && d->draft && *foi_event_arg(d->draft, "withheld"));
}

static struct casefile_facts facts_of(const struct foi_case *k, const struct derived *d)
{
    const char *code = k->code;
    bool released = *code == 'G' || strcmp(code, "P1") == 0;
    struct casefile_facts f = {.new_regime = k->regime == REGIME_NEW,
        .own_data = k->fix,
        .correction_asked = day_given(k->correction_deadline),
        .corrected = k->corrected,
        .excessive = d->reasons_sent,
        .fee = day_given(k->pay_by),
        .not_held = strcmp(code, "N1a") == 0,
        .consulted = d->n_consults > 0,
        .released = released,
        .withheld_14_16 = withholds(d, code),
        .extended = k->extended,
        .no_reply = *code == 'O' && !d->delivered,
        .disputed = day_given(d->reopened)};
    f.against_third_party = foi_against_third(d, code);
    return f;
}

bool foi_against_third(const struct derived *d, const char *code)
{
    for (size_t i = 0; *code == 'G' && i < d->n_consults; i++)
        if (strcmp(d->consults[i].kind, "THIRD") == 0 &&
            strcmp(d->consults[i].answer, "OBJECT") == 0)
            return true;
    return false;
}

struct present {
    enum casefile_kind list[256];
    size_t n;
};

static void add(struct present *p, enum casefile_kind k)
{
    if (p->n < COUNT_OF(p->list))
        p->list[p->n++] = k;
}

/* What the platform itself records counts as its paper: the time of a web application, a silence
 * that the clock found, an electronic delivery. */
static void add_recorded(struct present *p, const struct foi_case *k, const struct derived *d)
{
    if (k->channel == CHANNEL_WEB) {
        add(p, CASEFILE_APPLICATION);
        add(p, CASEFILE_ARRIVAL);
    }
    for (size_t i = 0; i < d->n_consults; i++) {
        if (day_given(d->consults[i].received))
            add(p, CASEFILE_CONSULT_DELIVERY);
        if (*d->consults[i].answer)
            add(p, CASEFILE_CONSULT_OPINION);
    }
    if (d->reasons_answered)
        add(p, CASEFILE_REASON_ANSWER);
    if (d->supplied_listed)
        add(p, CASEFILE_SUPPLIED);
    if (k->stage == CASE_WITHDRAWN)
        add(p, CASEFILE_ENDING);
    if (k->stage == CASE_ABANDONED && strcmp(k->code, "O2") == 0)
        add(p, CASEFILE_FEE_RECEIPT); /* 未缴费记录: the note that it was not paid */
}

static enum st present_in(
    struct ctx *c, const struct foi_case *k, const struct derived *d, struct present *out)
{
    struct foi_paper *papers;
    size_t n;
    *out = (struct present){.n = 0};
    enum st st = foi_paper_list(c, k->id, &papers, &n);
    for (size_t i = 0; !st && i < n; i++)
        add(out, foi_slot_kind(papers[i].slot));
    if (!st)
        add_recorded(out, k, d);
    return st;
}

enum st foi_file_gaps(
    struct ctx *c, const struct foi_case *k, const struct derived *d, struct casefile_gaps *out)
{
    struct present p;
    struct foi_application in;
    struct casefile_facts f = facts_of(k, d);
    enum st st = present_in(c, k, d, &p);
    if (!st)
        st = foi_case_open(c, k, &in);
    if (st)
        return st;
    f.by_agent = *in.who.agent_name != '\0';
    *out = casefile_missing(&f, p.list, p.n);
    return ST_OK;
}

enum st foi_missing(
    struct ctx *c, const struct foi_case *k, const struct derived *d, const char **titles)
{
    struct casefile_gaps gaps;
    enum st st = foi_file_gaps(c, k, d, &gaps);
    *titles = "";
    for (size_t i = 0; !st && i < gaps.n; i++)
        *titles = arena_printf(c->mem, "%s%s%s", *titles, i ? "、" : "", gaps.rows[i].title);
    return st;
}

/* ---- package ---- */

static const char *type_of(const struct foi_paper *p)
{
    const char *dot = strrchr(p->file_name, '.');
    size_t n = dot ? strlen(dot + 1) : 0;
    return n >= 1 && n <= 5 && strspn(dot + 1, "abcdefghijklmnopqrstuvwxyz0123456789") == n
               ? dot + 1
               : "bin";
}

static enum st take_papers(
    struct ctx *c, const struct foi_case *k, struct casefile_paper **out, size_t *n)
{
    struct foi_paper *papers;
    enum st st = foi_paper_list(c, k->id, &papers, n);
    *out = st ? NULL : ARENA_ARRAY(c->mem, struct casefile_paper, *n + 1);
    for (size_t i = 0; !st && i < *n; i++) {
        const char *bytes;
        size_t size;
        st = foi_paper_bytes(c, &papers[i], &bytes, &size);
        (*out)[i] = (struct casefile_paper){.kind = foi_slot_kind(papers[i].slot),
            .title = papers[i].title,
            .number = papers[i].number,
            .date = papers[i].day,
            .pages = papers[i].pages,
            .type = type_of(&papers[i]),
            .file = {(const unsigned char *)bytes, size}};
    }
    return st;
}

static const char *event_body(struct ctx *c, const struct foi_event *ev)
{
    struct buf b;
    char day[11], at[26];
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair_int(&b, "seq", ev->seq);
    jw_pair(&b, "at", time_rfc3339(ev->at, at));
    jw_pair(&b, "action", ev->action);
    jw_pair(&b, "day", day_text(ev->day, day));
    jw_pair(&b, "person", ev->person_name);
    jw_pair(&b, "unit", ev->unit_name);
    jw_pair(&b, "hash", ev->hash);
    buf_addc(&b, '}');
    const char *out = arena_strdup(c->mem, buf_str(&b));
    buf_release(&b);
    return out;
}

enum st foi_file_pack(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, const struct derived *d, struct paper_bytes *zip)
{
    struct log_key key;
    struct casefile_paper *papers;
    struct foi_application in;
    size_t n_papers;
    struct package_event *events = ARENA_ARRAY(c->mem, struct package_event, n + 1);
    for (size_t i = 0; i < n; i++)
        events[i].body = event_body(c, &list[i]);
    enum st st = keys_load(c->mem, c->data_dir, &key, &c->err);
    if (!st)
        st = take_papers(c, k, &papers, &n_papers);
    if (!st)
        st = foi_case_open(c, k, &in);
    if (st)
        return st;
    struct casefile file = {.number = foi_case_name(k),
        .title = k->subject,
        .organ = k->organ_name,
        .made_at = c->now,
        .facts = facts_of(k, d),
        .papers = papers,
        .n_papers = n_papers,
        .events = events,
        .n_events = n};
    file.facts.by_agent = *in.who.agent_name != '\0';
    return casefile_pack(c->mem, &file, &key, zip, &c->err);
}
