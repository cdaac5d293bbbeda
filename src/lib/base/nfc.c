/* Canonical composition (NFC), by GLib's tables.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/nfc.h"

#include <glib.h>
#include <string.h>

#include "lib/base/log.h"
#include "lib/base/utf8.h"

/* Code points that compose with nothing and are composed already: most of what is typed. */
static bool settled(uint32_t cp)
{
    return cp < 0x300 || (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x3000 && cp <= 0x3029) ||
           (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xFF01 && cp <= 0xFFEF);
}

const char *nfc(struct arena *a, const char *s)
{
    const char *p = s, *end = s + strlen(s);
    bool clean = true;
    while (clean && p < end)
        clean = settled(utf8_next(&p, end));
    if (clean)
        return s;
    char *composed = g_utf8_normalize(s, -1, G_NORMALIZE_NFC);
    if (!composed)
        return s;
    const char *out = arena_strdup(a, composed);
    g_free(composed);
    return out;
}
