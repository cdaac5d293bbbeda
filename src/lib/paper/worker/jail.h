/* What the worker takes from itself before it looks at a file.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_JAIL_H
#define WORKER_JAIL_H

#include <stdbool.h>

/* Seconds of computing, 1.5 GiB of addresses, no file to write, read access to fonts and
 * libraries alone, no network, no further process. False when a limit cannot be set; Landlock is
 * used where the kernel has it. */
bool jail_enter(int cpu_s);

#endif
