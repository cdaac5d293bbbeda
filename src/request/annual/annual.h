/* The annual report at work: figures from cases and records, texts, last year's report, checks,
 * editions, and publication as a document.
 *
 * rules/requests.md §3. The tables and their arithmetic are request/report; this slice keeps what
 * people add to them. A report belongs to an organ and a year, or to the whole county and a year
 * (RULE T6).
 *
 * SPDX-License-Identifier: MIT */
#ifndef ANNUAL_ANNUAL_H
#define ANNUAL_ANNUAL_H

#include "lib/web/web.h"

extern const struct module annual_module;
extern const struct module annual_data_module; /* statements of the open data */

#endif
