/* What pages that use the masking editor load.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/mask.h"

const char *const ui_mask_scripts[] = {"mask.js", NULL};
const char *const ui_mask_styles[] = {"mask.css", NULL};
