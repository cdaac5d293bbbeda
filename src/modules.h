/* The one list of modules, in the order their migrations run.
 *
 * SPDX-License-Identifier: MIT */
#ifndef MODULES_H
#define MODULES_H

#include <stddef.h>
#include "lib/web/web.h"

extern const struct module *const modules[];
extern const size_t n_modules;

#endif
