/* The calendar of a county: the program's notices and those that an office has entered since.
 *
 * SPDX-License-Identifier: MIT */
#ifndef CLOCK_CLOCK_H
#define CLOCK_CLOCK_H

#include "lib/web/web.h"

/* RULE W4: lays the entered notices over the calendar when they have changed, and then tells whom
 * calendar_when_changed named. Opens its own transactions. Called when a county is opened, after a
 * notice was entered, and from time to time, because another server may have taken one in. */
enum st calendar_load(struct ctx *c) MUST_CHECK;
typedef enum st calendar_changed_fn(struct ctx *c);
/* Whoever keeps days that follow from the calendar derives them anew. Set once, when serving
 * starts. */
void calendar_when_changed(calendar_changed_fn *fn);

/* Table of entered notices; page /work/calendar/. */
extern const struct module calendar_module;

#endif
