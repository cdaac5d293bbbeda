/* The State Council's yearly notice on days off, as an office enters it.
 *
 * Two ways of writing are read, also mixed: the words of the notice as published
 * (“一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月4日（周日）上班。”), and lines
 * "2027-01-01 off|work 元旦" as in data/calendar. Pure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef CLOCK_NOTICE_H
#define CLOCK_NOTICE_H

#include "common/clock/calendar_table.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/status.h"

struct notice {
    int year;
    struct special_day *days; /* ascending; a few may lie in December before */
    size_t n;
    int working_days; /* RULE W8: of the year, with these days */
};

/* RULE W1, W8. ST_INVALID says what is wrong and where: a date that does not exist or lies in
 * another year, a weekday that does not fit the year, a day both off and worked, a worked day that
 * is a weekday anyway, a feast of the law that is not off. Lives in the arena. */
enum st notice_parse(
    struct arena *a, int year, const char *text, struct notice *out, struct err *e) MUST_CHECK;
/* As lines "2027-01-01 off 元旦". */
void notice_text(const struct notice *n, struct buf *out);

#endif
