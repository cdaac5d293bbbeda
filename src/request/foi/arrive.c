/* An application comes in: row, first event, number where the day of receipt is fixed, receipt.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/journal/journal.h"
#include "request/foi/act.h"
#include "request/foi/sealed.h"
#include "request/foi/store.h"
#include "request/foi/waits.h"

/* Gaps that make a case impossible; the rest is a matter of correction (RULE R4b). */
static const char *const fatal[] = {"organ", "kind", "name", "wanted", "phone"};

static enum st check(struct ctx *c, const struct foi_application *in)
{
    struct foi_gap gaps[24];
    size_t n = foi_application_gaps(c->mem, in, gaps);
    if (in->arrived.n > day_at(c->now).n)
        return fail(c, ST_INVALID, "arrived", "到达日期不能晚于今天");
    if (in->arrived.n < day_of(2008, 5, 1).n) /* RULE T0: there was no such right before */
        return fail(c, ST_INVALID, "arrived",
            "《政府信息公开条例》自2008年5月1日起施行，到达日期不能早于这一天，请核对年份");
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < COUNT_OF(fatal); j++)
            if (strcmp(gaps[i].field, fatal[j]) == 0)
                return fail(c, ST_INVALID, gaps[i].field, "%s", gaps[i].message);
    return ST_OK;
}

static enum foi_regime regime_at(struct day d)
{
    return d.n >= day_of(2019, 5, 15).n ? REGIME_NEW : REGIME_OLD; /* RULE T0 */
}

/* RULE R1: channels where arrival is receipt. */
static bool received_at_once(enum foi_channel channel, struct day arrived, bool web_auto)
{
    switch (channel) {
    case CHANNEL_F2F:
    case CHANNEL_POST_SIGNED:
        return true;
    case CHANNEL_EMAIL:
        return regime_at(arrived) == REGIME_OLD;
    case CHANNEL_WEB:
        return web_auto; /* RULE R1a */
    default:
        return false;
    }
}

bool foi_waits_for_calendar(const struct foi_case *k)
{
    return k->stage == CASE_ARRIVED && received_at_once(k->channel, k->arrived, k->web_auto);
}

static enum st add_case(struct ctx *c, const struct vault *v, const struct foi_application *in,
    const struct foi_organ *organ, struct foi_receipt *out)
{
    int year, month, dom;
    day_split(day_at(c->now), &year, &month, &dom);
    enum st st = case_next_arrival(c, year, &out->arrival);
    if (st)
        return st;
    struct foi_application with_code = *in;
    with_code.code = out->code = code_new(c->mem);
    struct foi_new_case n = {.in = &with_code,
        .organ = organ,
        .arrival = out->arrival,
        .code_mark = vault_mark(c, v, "foi.code", out->code),
        .applicant_key = applicant_key(c, v, &in->who),
        .applicant_label = applicant_label(c->mem, &in->who),
        .subject = subject_of(c->mem, in),
        .regime = regime_at(in->arrived)};
    return case_add(c, v, &n, &out->id);
}

static enum st first_event(
    struct ctx *c, const struct vault *v, const struct foi_application *in, int64_t id)
{
    struct foi_case k;
    struct foi_event ev = {.action = "arrive", .day = in->arrived, .args = map_new(c->mem)};
    map_set(ev.args, "channel", (void *)foi_channels[in->channel].key);
    enum st st = case_row_get(c, id, &k);
    if (!st)
        st = event_add(c, v, id, &ev);
    if (!st)
        st = foi_keep_files(c, v, &k, &ev, "application", in->files, in->n_files);
    return st ? st
              : journal_add(c,
                    &(struct act){.action = "foi.arrive", .subject_kind = "foi", .subject_id = id});
}

/* RULE W4: while the calendar of a year is missing nobody is sent away; the case waits for it. */
static enum st confirm_now(struct ctx *c, int64_t id, struct day arrived)
{
    enum st st = foi_act(c, id, &(struct foi_do){.action = "confirm", .day = arrived});
    if (st != ST_INVALID || strcmp(c->err.detail, "CALENDAR_NOT_LOADED") != 0)
        return st;
    c->err = (struct err){.st = ST_OK};
    return foi_await(c, id);
}

enum st foi_arrive(struct ctx *c, const struct foi_application *in, struct foi_receipt *out)
{
    struct vault v;
    struct foi_organ organ;
    struct foi_case k;
    enum st st = check(c, in);
    if (!st)
        st = foi_organ_get(c, in->organ_id, &organ);
    if (!st)
        st = vault_load(c, &v);
    if (!st)
        st = add_case(c, &v, in, &organ, out);
    if (!st)
        st = first_event(c, &v, in, out->id);
    if (!st && received_at_once(in->channel, in->arrived, organ.web_auto))
        st = confirm_now(c, out->id, in->arrived);
    else if (!st)
        st = foi_await(c, out->id);
    if (!st)
        st = case_row_get(c, out->id, &k);
    if (st)
        return st;
    out->number = k.number;
    out->due = k.due;
    return ST_OK;
}
