/* Document numbers, personal data and secrecy marks inside a line, found by their own readers.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/text/docno.h"
#include "lib/text/privacy.h"
#include "lib/text/proof_work.h"

/* RULE T-DOCNO: each finding of §4.1 with how sure it is inside running text. */
static const struct number_row {
    struct proof_kind kind;
} number_rows[] = {
    {{"D-BRK-MIX", "docno", PROOF_ERROR, 970}},
    {{"D-BRK", "docno", PROOF_ERROR, 960}},
    {{"D-ZERO", "docno", PROOF_ERROR, 950}},
    {{"D-DI", "docno", PROOF_ERROR, 940}},
    {{"D-SPACE", "docno", PROOF_ERROR, 930}},
    {{"D-YEAR", "docno", PROOF_ERROR, 700}},
    {{"D-HAO", "docno", PROOF_ERROR, 600}},
    {{"D-AMBIG", "docno", PROOF_WARN, 500}},
};

static const struct proof_kind not_yet = {"D-YEAR", "docno", PROOF_ERROR, 950};

static bool listed(const char *findings, const char *code)
{
    size_t n = strlen(code);
    for (const char *p = findings; (p = strstr(p, code)); p += n)
        if (p[n] == ',' || p[n] == '\0')
            return true;
    return false;
}

static void judge_number(struct proof_work *w, const struct docno *d)
{
    int year = 0, month, dom;
    if (day_given(w->req->date))
        day_split(w->req->date, &year, &month, &dom);
    for (size_t i = 0; i < COUNT_OF(number_rows); i++)
        if (listed(d->findings, number_rows[i].kind.code)) {
            bool sure = d->kind == DOCNO_NUMBER && number_rows[i].kind.confidence > PROOF_SURE;
            proof_add(w, &number_rows[i].kind, d->start, d->end, sure ? d->text : NULL);
            return;
        }
    if (year && d->year > year && d->kind == DOCNO_NUMBER)
        proof_add(w, &not_yet, d->start, d->end, NULL);
}

void proof_docno_check(struct proof_work *w)
{
    struct docno d;
    size_t from = 0;
    if (!memmem(w->text, w->size, "号", 3) && !memmem(w->text, w->size, "〔", 3))
        return;
    while (docno_find(w->a, w->text, from, &d)) {
        judge_number(w, &d);
        from = d.end;
    }
}

static bool has_long_digits(const char *p)
{
    int run = 0;
    for (; *p; p++) {
        run = (*p >= '0' && *p <= '9') || (unsigned char)*p >= 0xEF   ? run + 1
              : *p == ' ' || *p == '-'                                ? run
              : (unsigned char)*p >= 0x80 && (unsigned char)*p < 0xC0 ? run
                                                                      : 0;
        if (run >= 11)
            return true;
    }
    return false;
}

/* RULE T-PII, T-SECRET: what is found is shown masked only. */
void proof_privacy_check(struct proof_work *w)
{
    static const struct proof_kind kinds[] = {
        [PRIVACY_ID] = {"T-PII", "privacy", PROOF_VETO, 990},
        [PRIVACY_PHONE] = {"T-PII", "privacy", PROOF_WARN, 910},
        [PRIVACY_SECRET] = {"T-SECRET", "privacy", PROOF_VETO, 970},
        [PRIVACY_CARD] = {"T-PII", "privacy", PROOF_VETO, 960},
    };
    const struct privacy_hit *hits;
    if (!has_long_digits(w->text) && !memmem(w->text, w->size, "密", 3))
        return;
    size_t n = privacy_scan(w->a, w->text, &hits);
    for (size_t i = 0; i < n; i++) {
        bool secret = hits[i].kind == PRIVACY_SECRET;
        struct proof_finding *f = proof_add(
            w, &kinds[hits[i].kind], hits[i].from, hits[i].to, secret ? NULL : hits[i].masked);
        if (f)
            f->text = hits[i].masked;
    }
}
