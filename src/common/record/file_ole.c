/* The directory of an OLE2 container (old Word, Excel, PowerPoint, WPS): which document it holds.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "common/record/file_type.h"
#include "lib/base/status.h"

#define MAX_SECTORS 4096 /* of the directory, and of links followed */
#define HEADER_LINKS 109
#define ENTRY_BYTES 128

struct ole {
    FILE *f;
    unsigned char header[512];
    long sector_bytes;
};

static uint32_t le32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool read_at(struct ole *o, long at, void *p, size_t n)
{
    return fseek(o->f, at, SEEK_SET) == 0 && fread(p, 1, n, o->f) == n;
}

static long sector_at(const struct ole *o, uint32_t sector)
{
    return ((long)sector + 1) * o->sector_bytes;
}

/* The sector behind `sector` in its chain; false at the end or when the table is elsewhere. */
static bool next_sector(struct ole *o, uint32_t *sector)
{
    uint32_t per_table = (uint32_t)o->sector_bytes / 4, table = *sector / per_table;
    unsigned char link[4];
    if (table >= HEADER_LINKS)
        return false;
    uint32_t where = le32(o->header + 0x4C + 4 * table);
    if (where >= 0xFFFFFFFA ||
        !read_at(o, sector_at(o, where) + 4 * (long)(*sector % per_table), link, 4))
        return false;
    *sector = le32(link);
    return *sector < 0xFFFFFFFA;
}

/* Name of a directory entry as ASCII; other characters become '?'. */
static void entry_name(const unsigned char *entry, char out[33])
{
    size_t n = entry[64] / 2, k = 0;
    for (; k + 1 < n && k < 32; k++)
        out[k] = entry[2 * k + 1] || entry[2 * k] > 126 ? '?' : (char)entry[2 * k];
    out[k] = '\0';
}

static const char *meaning(const char *name)
{
    static const struct {
        const char *name, *content;
    } known[] = {{"WordDocument", "doc"}, {"Workbook", "xls"}, {"Book", "xls"},
        {"PowerPoint Document", "ppt"}, {"EncryptedPackage", "encrypted"}, {"Macros", "macro"},
        {"_VBA_PROJECT_CUR", "macro"}, {"VBA", "macro"}};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(name, known[i].name) == 0)
            return known[i].content;
    return "";
}

/* What is worse wins: a document with macros counts as macros. */
static const char *worse(const char *a, const char *b)
{
    if (!*b || strcmp(a, "macro") == 0 || strcmp(a, "encrypted") == 0)
        return a;
    return !*a || strcmp(b, "macro") == 0 || strcmp(b, "encrypted") == 0 ? b : a;
}

const char *ole_content(FILE *f)
{
    struct ole o = {.f = f};
    if (!read_at(&o, 0, o.header, sizeof o.header))
        return "";
    unsigned shift = o.header[0x1E];
    if (shift != 9 && shift != 12)
        return "";
    o.sector_bytes = 1L << shift;
    const char *found = "";
    uint32_t sector = le32(o.header + 0x30);
    for (int i = 0; i < MAX_SECTORS && sector < 0xFFFFFFFA; i++) {
        unsigned char data[4096];
        if (!read_at(&o, sector_at(&o, sector), data, (size_t)o.sector_bytes))
            break;
        for (long at = 0; at < o.sector_bytes; at += ENTRY_BYTES) {
            char name[33];
            entry_name(data + at, name);
            if (data[at + 66])
                found = worse(found, meaning(name));
        }
        if (!next_sector(&o, &sector))
            break;
    }
    return found;
}
