/* The one list of modules, in the order their migrations run.
 *
 * SPDX-License-Identifier: MIT */
#include "modules.h"

#include "common/org/org.h"
#include "common/task/task.h"

const struct module *const modules[] = {
    &org_module,
    &person_module,
    &signin_module,
    &task_module,
    NULL,
};
const size_t n_modules = COUNT_OF(modules) - 1;
