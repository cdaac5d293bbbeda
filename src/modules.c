/* The one list of modules, in the order their migrations run.
 *
 * SPDX-License-Identifier: MIT */
#include "modules.h"

const struct module *const modules[] = {
    NULL,
};
const size_t n_modules = COUNT_OF(modules) - 1;
