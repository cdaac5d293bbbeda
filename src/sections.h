/* The workbench's navigation: one row each.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SECTIONS_H
#define SECTIONS_H

#include "lib/ui/ui.h"

extern const struct work_section work_sections[];
extern const size_t n_work_sections;

#endif
