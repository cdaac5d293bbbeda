/* Documents: from draft to review, publication, amendment and ending; importing.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include <stdio.h>
#include "lib/db/ctx.h"
#include "lib/web/web.h"

struct import_report {
    int64_t added, updated, unchanged, unusable;
};
/* Reads JSON lines from `in` (size_bytes for the progress bar, 0: unknown) and publishes them. Opens its
 * own transactions; progress and unusable lines (第 N 行：原因) go to `out`. Repeating it changes nothing. */
enum st documents_import(struct ctx *c, FILE *in, int64_t size_bytes, FILE *out,
    struct import_report *report) MUST_CHECK;

extern const struct module document_module; /* workbench pages under /work/documents/ */

#endif
