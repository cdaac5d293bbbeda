/* What the test template is given.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TOOLS_TEST_TMPL_H
#define TOOLS_TEST_TMPL_H

#include <string.h>
#include "lib/base/buf.h"
#include "lib/base/date.h"

struct sample {
    const char *title, *raw;
    const char *names[3];
    int n;
    struct day day;
    int64_t at;
};

void sample_page(struct buf *out, const struct sample *s, bool wide);

#endif
