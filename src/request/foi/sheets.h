/* Record sheets: what came in or was noted without a paper of its own, as a page of the case file.
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_SHEETS_H
#define FOI_SHEETS_H

#include "request/foi/letters.h"
#include "request/foi/output.h"

/* RULE 1.8-2, 1.8-4, 1.8-5, 1.8-9: adds the sheet of the act to out, if it has one: the
 * application, correction, reasons or withdrawal as typed on the web, the answer of a third party
 * or its silence. Reads only. */
enum st foi_sheets(const struct letter_case *lc, struct foi_painted out[static FOI_PAINTED_MOST],
    size_t *n_out) MUST_CHECK;

#endif
