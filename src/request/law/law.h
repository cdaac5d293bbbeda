/* The law of information on request as pure functions: the one header other slices include.
 *
 * clock.h: dates and states of a case · codes.h: kinds of reply · remedy.h: what to print about
 * appeals · fee.h: the processing fee. None knows a database or reads a clock.
 *
 * SPDX-License-Identifier: MIT */
#ifndef REQUEST_LAW_H
#define REQUEST_LAW_H

#include "request/law/clock.h"
#include "request/law/codes.h"
#include "request/law/fee.h"
#include "request/law/remedy.h"

#endif
