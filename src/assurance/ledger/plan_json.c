/* The JSON of `gongkai plan`.
 *
 * SPDX-License-Identifier: MIT */
#include "assurance/ledger/ledger.h"
#include "lib/base/json.h"

static void names(struct buf *out, const char *key, const char *const *list, size_t n)
{
    jw_key(out, key);
    buf_addc(out, '[');
    for (size_t i = 0; i < n; i++) {
        jw_comma(out);
        jw_text(out, list[i]);
    }
    buf_addc(out, ']');
}

static void days(struct buf *out, const struct day *list, size_t n)
{
    char text[11];
    jw_key(out, "dates");
    buf_addc(out, '[');
    for (size_t i = 0; i < n; i++) {
        jw_comma(out);
        jw_text(out, day_text(list[i], text));
    }
    buf_addc(out, ']');
}

static void measure(struct buf *out, const struct plan_measure *m)
{
    jw_comma(out);
    buf_addc(out, '{');
    jw_pair_int(out, "number", m->number);
    jw_pair(out, "title", m->title);
    jw_pair(out, "text", m->text);
    names(out, "lead", m->lead, m->n_lead);
    names(out, "duty", m->duty, m->n_duty);
    days(out, m->dates, m->n_dates);
    buf_addc(out, '}');
}

void plan_json(struct buf *out, const struct plan *p)
{
    buf_addc(out, '{');
    jw_key(out, "chapters");
    buf_addc(out, '[');
    for (size_t i = 0; i < p->n_chapters; i++) {
        const struct plan_chapter *c = &p->chapters[i];
        jw_comma(out);
        buf_addc(out, '{');
        jw_pair_int(out, "number", c->number);
        jw_pair(out, "title", c->title);
        jw_key(out, "measures");
        buf_addc(out, '[');
        for (size_t k = 0; k < c->n_measures; k++)
            measure(out, &c->measures[k]);
        buf_adds(out, "]}");
    }
    buf_addc(out, ']');
    days(out, p->dates, p->n_dates);
    buf_addc(out, '}');
}
