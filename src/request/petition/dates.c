/* Days of a petition; see dates.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/petition/dates.h"

#include <stddef.h>
#include <string.h>

#include "common/clock/calendar.h"

enum { ROUTE_DAYS = 15, FINISH_DAYS = 60, EXTENSION_DAYS = 30, REVIEW_DAYS = 30, DELAY_MAX = 5 };

static struct day plus(struct day d, int days)
{
    return (struct day){d.n + days};
}

/* RULE P1, W5: the last day of a duty stays where it falls */
enum st petition_dates(
    struct day p0, struct day accepted, struct petition_dates *out, struct err *e)
{
    out->route_by = plus(p0, ROUTE_DAYS);
    out->finish_by = day_given(accepted) ? plus(accepted, FINISH_DAYS) : day_none();
    out->finish_extended_by =
        day_given(accepted) ? plus(out->finish_by, EXTENSION_DAYS) : day_none();
    return calendar_add(p0, 1, &out->sheet_by, e);
}

/* RULE P1: a right of the petitioner ends on a working day, as M1 says. */
enum st petition_review_by(struct day received, struct day *out, struct err *e)
{
    bool working = false;
    enum st st = ST_OK;
    *out = plus(received, REVIEW_DAYS);
    while (!st && !working) {
        st = calendar_is_working(*out, &working, e);
        if (!st && !working)
            out->n++;
    }
    return st;
}

/* RULE P5 */
enum st petition_delay(
    struct day p0, struct day received, int *working_days, bool *alert, struct err *e)
{
    enum st st = calendar_between(p0, received, working_days, e);
    *alert = !st && *working_days > DELAY_MAX;
    return st;
}

/* RULE P4 */
const char *petition_suspicion(const char *text)
{
    static const char *const words[] = {
        "信息公开", "申请公开", "依申请", "政府信息", "公开条例", "复印件", "查阅", "索取", "批复"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strstr(text, words[i]))
            return words[i];
    return "";
}
