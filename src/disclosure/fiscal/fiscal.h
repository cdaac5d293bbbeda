/* Fiscal disclosure: "三公" tables, budgets, final accounts, fee and fund catalogues, their checks
 * and their public pages (rules/publishing.md §5).
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_FISCAL_H
#define FISCAL_FISCAL_H

#include "lib/base/buf.h"
#include "lib/base/json.h"
#include "lib/web/web.h"

/* Writes the list of findings ([] when all holds) as commands.md says. ST_INVALID with one Chinese
 * line when the input is no such table. */
enum st fiscal_check(
    struct arena *a, const struct json *in, struct buf *out, struct err *e) MUST_CHECK;

/* Tables fiscal_…; pages /work/fiscal/, /fiscal/, /fees/, /funds/; data /api/v1/fiscal/…. */
extern const struct module fiscal_module;

#endif
