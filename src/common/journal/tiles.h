/* Tiles of the public log (c2sp.org/tlog-tiles): addresses and bytes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef JOURNAL_TILES_H
#define JOURNAL_TILES_H

#include "lib/base/buf.h"
#include "lib/db/ctx.h"

#define TILE_WIDTH 256
#define TILE_HEIGHT 8
#define TILE_ENTRIES (-1)
#define ENTRY_MAX_BYTES 65535

struct tile {
    int level; /* 0 … 63, or TILE_ENTRIES */
    uint64_t index;
    int width; /* 1 … 256; 256 is a full tile */
};

/* "0/x001/x234/067.p/8", "entries/000": what follows /log/tile/. false unless written exactly so.
 * Pure.
 */
bool tile_parse(const char *path, struct tile *out);
/* The way back, in the arena. */
const char *tile_path(struct arena *a, const struct tile *t);

/* The bytes of a tile. ST_NOT_FOUND when the log does not reach so far yet. */
enum st tile_write(struct ctx *c, const struct tile *t, struct buf *out) MUST_CHECK;

extern const struct stmt tile_stmt_nodes, tile_stmt_entries;

#endif
