/* Jobs and large steps of the index; used inside common/search only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_UPKEEP_H
#define SEARCH_UPKEEP_H

#include "lib/db/ctx.h"

/* Reads all changes and files them. wait false: leaves it when another process is writing. more,
 * when given, says whether further changes are still being made: it may wait a little. */
enum st upkeep_catch_up(struct ctx *c, bool wait, bool (*more)(void *), void *arg) MUST_CHECK;
/* Every few seconds: builds what a query must not build by itself. */
enum st upkeep_often(struct ctx *c) MUST_CHECK;
/* Every few minutes: files what lives in memory, joins small files. */
enum st upkeep_rarely(struct ctx *c) MUST_CHECK;

#endif
