/* DIR/index on disk: which segments count, and whose turn it is to write.
 *
 * The manifest is one small text file, replaced as a whole. Any process may write the index while
 * it holds the lock; the others notice that the manifest was replaced and read it again.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_INDEX_DIR_H
#define SEARCH_INDEX_DIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/status.h"

enum { MAX_SEGMENTS = 64, SEGMENT_NAME = 40 };

struct manifest {
    int64_t seq;           /* the last change that is in the segments */
    int64_t record_id, at; /* what search_change says of it: proves that it is the same database */
    size_t n;
    char names[MAX_SEGMENTS][SEGMENT_NAME];
};

/* What changes whenever the manifest is replaced; all 0 when there is none. */
struct stamp {
    uint64_t inode, seconds, nanoseconds, bytes;
};
struct stamp index_stamp(const char *dir);
static inline bool stamp_same(struct stamp a, struct stamp b)
{
    return a.inode == b.inode && a.seconds == b.seconds && a.nanoseconds == b.nanoseconds &&
           a.bytes == b.bytes;
}

/* ST_NOT_FOUND: there is none; ST_INVALID: torn or of another version. */
enum st manifest_read(const char *dir, struct manifest *m) MUST_CHECK;
/* Replaces it durably, then removes the files that no longer count. Only under the lock. */
enum st manifest_write(const char *dir, const struct manifest *m) MUST_CHECK;
/* Forgets the whole index. Only under the lock. */
void manifest_remove(const char *dir);

/* Makes dir when missing. Gives -1 when another process holds the lock and wait is false, or when
 * dir cannot be written. */
int index_lock(const char *dir, bool wait);
void index_unlock(int fd);
/* A fresh file name for a segment. */
void index_name(char out[static SEGMENT_NAME]);

#endif
