/* Stages of a book and the moves between them as one constant table. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FISCAL_FLOW_H
#define FISCAL_FLOW_H

#include <stdbool.h>
#include <stddef.h>

enum fiscal_stage {
    FISCAL_DRAFT,
    FISCAL_SUBMITTED,
    FISCAL_RETURNED,
    FISCAL_APPROVED,
    FISCAL_PUBLISHED, /* no version is open */
    FISCAL_STAGES
};
extern const char *const fiscal_stage_titles[FISCAL_STAGES];

enum fiscal_who { FISCAL_WRITER, FISCAL_REVIEWER };

struct fiscal_move {
    enum fiscal_stage from;
    const char *action, *label, *done;
    enum fiscal_stage to;
    enum fiscal_who who;
    bool gate;       /* refused while there are errors */
    bool not_writer; /* whoever wrote this version may not */
    bool needs_note;
    bool needs_codes;
    bool published; /* only when a version is public */
    const char *hint;
};
extern const struct fiscal_move fiscal_moves[];
extern const size_t n_fiscal_moves;
const struct fiscal_move *fiscal_move(enum fiscal_stage from, const char *action); /* or NULL */
const char *fiscal_done(const char *action); /* what was done: 提交审核 */
bool fiscal_writable(enum fiscal_stage stage);

struct fiscal_code {
    const char *code, *title;
};
extern const struct fiscal_code fiscal_codes[4]; /* reasons of sending back */
const char *fiscal_code_title(const char *code); /* NULL when there is none */

#endif
