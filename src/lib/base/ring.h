/* Blocks kept in a file of bounded size, the newest ones: for what can be made again but is dear to
 * make, and too much to hold in memory. The file has no name and ends with the process.
 *
 * Any thread may add and read at any time. A block that was overwritten meanwhile is never given
 * out: reading it fails, as for any other reason (no room on the disk).
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_RING_H
#define BASE_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

struct ring;

/* In the folder; NULL when no file can be made there. The file grows up to size_bytes. */
struct ring *ring_open(const char *dir, size_t size_bytes);
void ring_close(struct ring **r);
/* One block out of the parts, up to an eighth of the file; *at is its place from now on. */
bool ring_add(struct ring *r, const struct iovec *parts, int n, uint64_t *at);
/* n bytes at a place of a block: of its first byte, or so many bytes further. */
bool ring_read(struct ring *r, uint64_t at, void *p, size_t n);

#endif
