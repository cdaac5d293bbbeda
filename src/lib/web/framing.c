/* Whether it is beyond doubt where a request ends.
 *
 * SPDX-License-Identifier: MIT */
#include <strings.h>

#include "lib/web/exchange.h"

/* How often the headers are there that say where a request ends and for whom it is. */
struct framing {
    int lengths, codings, unknown, hosts;
};

static enum MHD_Result count_framing(
    void *arg, enum MHD_ValueKind kind, const char *key, const char *value)
{
    struct framing *f = arg;
    (void)kind;
    if (strcasecmp(key, "Content-Length") == 0) {
        f->lengths++;
    } else if (strcasecmp(key, "Host") == 0) {
        f->hosts++;
    } else if (strcasecmp(key, "Transfer-Encoding") == 0) {
        f->codings++;
        f->unknown += !value || strcasecmp(value, "chunked") != 0;
    }
    return MHD_YES;
}

bool framing_doubtful(struct MHD_Connection *c)
{
    struct framing f = {0, 0, 0, 0};
    MHD_get_connection_values(c, MHD_HEADER_KIND, count_framing, &f);
    return f.lengths + f.codings > 1 || f.unknown || f.hosts > 1;
}
