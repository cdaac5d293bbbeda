/* The workbench's navigation entries; used inside lib/ui only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_SECTIONS_H
#define UI_SECTIONS_H

#include "lib/ui/ui.h"

/* The next entry the person of this request may use; start with *at = 0; NULL at the end. */
const struct work_section *sections_next(const struct req *r, size_t *at);

#endif
