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
    {"supplied", CASEFILE_SUPPLIED}, {"original", CASEFILE_ORIGINAL}, {"ending", CASEFILE_ENDING},
    {"service", CASEFILE_DELIVERY}, {"proof", CASEFILE_DELIVERY}, {"remedy", CASEFILE_REMEDY},
    {"contact", CASEFILE_CONTACT}, {"earlier", CASEFILE_CONTACT}, {"other", CASEFILE_CONTACT}};

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

/* The papers of a case and where each of them may go. */
struct held {
    struct foi_paper *papers;
    size_t n;
    struct foi_copies copies;
};

static enum st load_held(struct ctx *c, const struct foi_case *k, struct held *out)
{
    struct foi_event *events;
    size_t n_events;
    enum st st = foi_event_list(c, k, &events, &n_events);
    if (!st)
        st = foi_paper_list(c, k->id, &out->papers, &out->n);
    if (!st)
        out->copies = foi_copies(c->mem, events, n_events, out->papers, out->n);
    return st;
}

/* RULE K8: what was masked or taken back does not lie among what was supplied. */
static enum casefile_kind kind_in_file(const struct held *h, size_t i)
{
    enum casefile_kind kind = foi_slot_kind(h->papers[i].slot);
    bool aside = h->copies.reach[i] == FOI_TAKEN || foi_is_original(&h->copies, &h->papers[i]);
    return aside && (kind == CASEFILE_SUPPLIED || kind == CASEFILE_CONTACT) ? CASEFILE_ORIGINAL
                                                                            : kind;
}

static bool is_masked(const struct held *h)
{
    bool any = false;
    for (size_t i = 0; i < h->copies.n_twins; i++)
        any |= h->copies.twins[i].current && h->copies.twins[i].original;
    return any;
}

static struct casefile_facts facts_of(
    const struct foi_case *k, const struct derived *d, const struct held *h)
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
        .masked = is_masked(h),
        .withheld_14_16 = withholds(d, code),
        .extended = k->extended,
        .unregistered = !k->seq,
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
    if (k->channel == CHANNEL_WEB)
        add(p, CASEFILE_ARRIVAL); /* the time stands on the form */
    for (size_t i = 0; i < d->n_consults; i++) {
        if (day_given(d->consults[i].received))
            add(p, CASEFILE_CONSULT_DELIVERY);
        if (*d->consults[i].answer)
            add(p, CASEFILE_CONSULT_OPINION);
    }
    if (d->supplied_listed)
        add(p, CASEFILE_SUPPLIED);
}

static struct present present_in(
    const struct foi_case *k, const struct derived *d, const struct held *h)
{
    struct present p = {.n = 0};
    for (size_t i = 0; i < h->n; i++)
        add(&p, kind_in_file(h, i));
    if (is_masked(h))
        add(&p, CASEFILE_ORIGINAL); /* wherever it lies */
    add_recorded(&p, k, d);
    return p;
}

enum st foi_file_gaps(
    struct ctx *c, const struct foi_case *k, const struct derived *d, struct casefile_gaps *out)
{
    struct held h;
    struct foi_application in;
    enum st st = load_held(c, k, &h);
    if (!st)
        st = foi_case_open(c, k, &in);
    if (st)
        return st;
    struct present p = present_in(k, d, &h);
    struct casefile_facts f = facts_of(k, d, &h);
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

/* The applicant's copy holds what the applicant has or gets with the reply, and nothing else. */
static bool is_packed(const struct held *h, size_t i, enum foi_audience whose)
{
    return whose == FOI_FULL || h->copies.reach[i] >= FOI_WAITING;
}

static const char *title_in_file(struct ctx *c, const struct held *h, size_t i)
{
    const char *title = h->papers[i].title;
    bool taken = h->copies.reach[i] == FOI_TAKEN;
    return taken ? arena_printf(c->mem, "%s（未提供）", title) : title;
}

static enum st take_papers(struct ctx *c, const struct held *h, enum foi_audience whose,
    struct casefile_paper **out, size_t *n)
{
    enum st st = ST_OK;
    *out = ARENA_ARRAY(c->mem, struct casefile_paper, h->n + 1);
    *n = 0;
    for (size_t i = 0; !st && i < h->n; i++) {
        const struct foi_paper *p = &h->papers[i];
        const char *bytes;
        size_t size;
        if (!is_packed(h, i, whose))
            continue;
        st = foi_paper_bytes(c, p, &bytes, &size);
        (*out)[(*n)++] = (struct casefile_paper){.kind = kind_in_file(h, i),
            .title = title_in_file(c, h, i),
            .number = p->number,
            .date = p->day,
            .pages = p->pages,
            .type = type_of(p),
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

enum st foi_file_pack(struct ctx *c, const struct foi_case *k, const struct derived *d,
    enum foi_audience whose, struct paper_bytes *zip)
{
    struct log_key key;
    struct held h;
    struct present recorded = {.n = 0};
    struct casefile_paper *papers;
    struct foi_event *list;
    struct foi_application in;
    size_t n_papers, n = 0;
    enum st st = keys_load(c->mem, c->data_dir, &key, &c->err);
    if (!st)
        st = load_held(c, k, &h);
    if (!st)
        st = take_papers(c, &h, whose, &papers, &n_papers);
    if (!st)
        st = foi_case_open(c, k, &in);
    if (!st && whose == FOI_FULL)
        st = foi_event_list(c, k, &list, &n);
    if (st)
        return st;
    struct package_event *events = ARENA_ARRAY(c->mem, struct package_event, n + 1);
    for (size_t i = 0; i < n; i++)
        events[i].body = event_body(c, &list[i]);
    add_recorded(&recorded, k, d);
    struct casefile file = {.number = foi_case_name(k),
        .title = k->subject,
        .organ = k->organ_name,
        .made_at = c->now,
        .facts = facts_of(k, d, &h),
        .for_applicant = whose == FOI_APPLICANT,
        .papers = papers,
        .n_papers = n_papers,
        .recorded = recorded.list,
        .n_recorded = recorded.n,
        .events = events,
        .n_events = n};
    file.facts.by_agent = *in.who.agent_name != '\0';
    return casefile_pack(c->mem, &file, &key, zip, &c->err);
}
