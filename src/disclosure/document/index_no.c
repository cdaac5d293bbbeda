/* Index numbers: the generator; see index_no.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/index_no.h"

#include <string.h>

#include "common/org/org.h"
#include "disclosure/document/desk.h"
#include "lib/ui/ui.h"

/* The first six characters of the site's code are those of the county (publishing §2.4). */
static const char *prefix(struct arena *a, const struct unit *u)
{
    if (strlen(u->credit_code) == 18)
        return u->credit_code;
    return arena_printf(a, "%.6s%04lld", ui_site()->id_code, (long long)(u->id % 10000));
}

const char *index_no_text(struct arena *a, const struct unit *u, int year, int64_t serial)
{
    int width = strlen(u->credit_code) == 18 ? 5 : 6;
    return arena_printf(a, "%s/%04d-%0*lld", prefix(a, u), year, width, (long long)serial);
}

enum st index_no_next(
    struct ctx *c, const struct unit *u, int year, int64_t record_id, const char **out)
{
    for (;;) {
        int64_t serial;
        bool taken;
        enum st st = desk_serial_next(c, prefix(c->mem, u), year, &serial);
        if (st)
            return st;
        *out = index_no_text(c->mem, u, year, serial);
        st = desk_index_taken(c, *out, record_id, &taken, &(const char *){""});
        if (st)
            return st;
        if (!taken)
            return desk_index_keep(c, *out, record_id);
    }
}
