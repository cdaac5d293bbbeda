/* Working days of the People's Republic, from the State Council's yearly notices.
 *
 * RULE W1 … W4 (rules/requests.md §8). A date outside the notices that are loaded is an error,
 * never a guess. No database, no clock reading: notice_store.c lays what an office enters over it.
 *
 * SPDX-License-Identifier: MIT */
#ifndef CLOCK_CALENDAR_H
#define CLOCK_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/date.h"
#include "lib/base/status.h"

/* First and last day for which the notices are known. RULE W8: the days off of each year. */
struct day calendar_from(void);
struct day calendar_to(void);
struct special_day;
/* The notices of the program itself: days in order, and the last year. */
size_t calendar_shipped(const struct special_day **days);
int calendar_shipped_to(void);
/* From now on these days count, in every thread: ascending, complete until the end of last_year.
 * The days are copied. Called when a county is opened and when a notice is entered. */
void calendar_overlay(const struct special_day *days, size_t n, int last_year);
/* W1. ST_INVALID with detail CALENDAR_NOT_LOADED outside the table. */
enum st calendar_is_working(struct day d, bool *working, struct err *e) MUST_CHECK;
/* W2: the n-th working day strictly after d, n ≥ 1; with n < 0 the -n-th strictly before d. */
enum st calendar_add(struct day d, int n, struct day *out, struct err *e) MUST_CHECK;
/* W3: working days in (a, b]; negative of (b, a] when b is before a. */
enum st calendar_between(struct day a, struct day b, int *n, struct err *e) MUST_CHECK;

/* Lights of every deadline. RULE R11: yellow when at most 5 working days remain, red when at most
 * 2, overdue once today is past the due day. */
enum light { LIGHT_NONE, LIGHT_YELLOW, LIGHT_RED, LIGHT_OVERDUE, LIGHT_DONE };
/* Outside the calendar calendar days are used for the yellow and red bounds, because a light is a
 * hint and not a deadline; due none gives LIGHT_NONE. */
enum light light_of(struct day due, struct day today);
const char *light_word(enum light l); /* "未到期", "临期", "紧急", "逾期", "已完成" */

#endif
