/* The whole text of a file, PDF or any other type, see file_text.h.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_READ_H
#define WORKER_READ_H

#include "lib/paper/file_text.h"

void read_text(struct arena *a, struct paper_bytes file, struct file_text *out);

#endif
