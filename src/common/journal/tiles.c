/* Addresses and bytes of tiles, see tiles.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/tiles.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "lib/base/hash.h"

const struct stmt tile_stmt_nodes = {"tile.nodes",
    "SELECT hash FROM log_node WHERE level = $1 AND idx >= $2 AND idx < $3 ORDER BY idx", NULL};
const struct stmt tile_stmt_entries = {
    "tile.entries", "SELECT entry FROM log_leaf WHERE seq >= $1 AND seq < $2 ORDER BY seq", NULL};

/* ---- addresses ---- */

/* A decimal without leading zeros, at most max, and what follows it. */
static bool take_number(const char **p, uint64_t max, uint64_t *out)
{
    const char *s = *p;
    uint64_t n = 0;
    if (!isdigit((unsigned char)*s) || (*s == '0' && isdigit((unsigned char)s[1])))
        return false;
    for (; isdigit((unsigned char)*s); s++) {
        n = n * 10 + (uint64_t)(*s - '0');
        if (n > max)
            return false;
    }
    *p = s;
    *out = n;
    return true;
}

static bool three_digits(const char *s)
{
    return isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]) &&
           isdigit((unsigned char)s[2]);
}

/* "x001/x234/067": groups of three digits, all but the last behind an x; no empty first group. */
static bool take_index(const char **p, uint64_t *out)
{
    const char *s = *p;
    uint64_t n = 0;
    for (int groups = 0; groups < 6; groups++) {
        bool more = *s == 'x';
        s += more;
        if (!three_digits(s) || (more && !groups && strncmp(s, "000", 3) == 0))
            return false;
        n = n * 1000 + (uint64_t)((s[0] - '0') * 100 + (s[1] - '0') * 10 + (s[2] - '0'));
        s += 3;
        if (!more) {
            *p = s;
            *out = n;
            return true;
        }
        if (*s++ != '/')
            return false;
    }
    return false;
}

bool tile_parse(const char *path, struct tile *out)
{
    uint64_t level = 0, width = TILE_WIDTH;
    bool entries = strncmp(path, "entries/", 8) == 0;
    if (entries)
        path += 8;
    else if (!take_number(&path, 63, &level) || *path++ != '/')
        return false;
    if (!take_index(&path, &out->index))
        return false;
    if (strncmp(path, ".p/", 3) == 0) {
        path += 3;
        if (!take_number(&path, TILE_WIDTH - 1, &width) || !width)
            return false;
    }
    out->level = entries ? TILE_ENTRIES : (int)level;
    out->width = (int)width;
    return !*path;
}

const char *tile_path(struct arena *a, const struct tile *t)
{
    uint64_t n = t->index;
    const char *index = arena_printf(a, "%03d", (int)(n % 1000));
    for (n /= 1000; n; n /= 1000)
        index = arena_printf(a, "x%03d/%s", (int)(n % 1000), index);
    const char *part = t->width < TILE_WIDTH ? arena_printf(a, ".p/%d", t->width) : "";
    return t->level == TILE_ENTRIES ? arena_printf(a, "entries/%s%s", index, part)
                                    : arena_printf(a, "%d/%s%s", t->level, index, part);
}

/* ---- bytes ---- */

static enum st beyond(struct ctx *c)
{
    return fail(c, ST_NOT_FOUND, "", "公开日志还没有这么长，请先查看 /log/checkpoint 中的条数");
}

static enum st write_entries(struct ctx *c, const struct tile *t, uint64_t from, struct buf *out)
{
    struct rows *r;
    enum st st =
        q(c, &tile_stmt_entries, ARGS(v_int((int64_t)from), v_int((int64_t)from + t->width)), &r);
    if (st)
        return st;
    if (rows_count(r) != (size_t)t->width)
        return beyond(c);
    while (rows_next(r)) {
        const char *entry = rows_text(r, 0);
        size_t n = strlen(entry);
        if (n > ENTRY_MAX_BYTES)
            return fail(c, ST_BROKEN, "", "公开日志的一条记录太长");
        buf_addc(out, (char)(n >> 8));
        buf_addc(out, (char)(n & 255));
        buf_add(out, entry, n);
    }
    return ST_OK;
}

enum st tile_write(struct ctx *c, const struct tile *t, struct buf *out)
{
    struct rows *r;
    /* nothing is that long, and the arithmetic below stays in range */
    if (t->index > (uint64_t)1 << 40 || t->level > 7)
        return beyond(c);
    uint64_t from = t->index * TILE_WIDTH;
    if (t->level == TILE_ENTRIES)
        return write_entries(c, t, from, out);
    enum st st = q(c, &tile_stmt_nodes,
        ARGS(v_int(t->level * TILE_HEIGHT), v_int((int64_t)from), v_int((int64_t)from + t->width)),
        &r);
    if (st)
        return st;
    if (rows_count(r) != (size_t)t->width)
        return beyond(c);
    while (rows_next(r)) {
        size_t n;
        const void *hash = rows_blob(r, 0, &n);
        if (n != SHA256_BYTES)
            return fail(c, ST_BROKEN, "", "公开日志的一个节点不完整");
        buf_add(out, hash, n);
    }
    return ST_OK;
}
