/* Blocks in a file, see ring.h. Places only grow; a block at `at` lies at `at` modulo the size, and
 * is whole until the head has come round to it.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/base/ring.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/status.h"

struct ring {
    int fd;
    size_t size;
    pthread_mutex_t adding;
    _Atomic uint64_t head; /* moved on before anything is overwritten */
};

/* O_TMPFILE is not known everywhere; then the name is taken away again. */
static int nameless_file(const char *dir)
{
    char path[4096];
    int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    if ((size_t)snprintf(path, sizeof path, "%s/ring-XXXXXX", dir) >= sizeof path)
        return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

struct ring *ring_open(const char *dir, size_t size_bytes)
{
    int fd = nameless_file(dir);
    if (fd < 0)
        return NULL;
    struct ring *r = calloc(1, sizeof *r);
    if (!r)
        die("out of memory");
    r->fd = fd;
    r->size = size_bytes;
    pthread_mutex_init(&r->adding, NULL);
    return r;
}

void ring_close(struct ring **p)
{
    struct ring *r = *p;
    *p = NULL;
    if (!r)
        return;
    close(r->fd);
    pthread_mutex_destroy(&r->adding);
    free(r);
}

/* Where a block of n bytes begins that does not go over the end of the file. */
static uint64_t next_place(const struct ring *r, size_t n)
{
    uint64_t head = atomic_load(&r->head), left = r->size - head % r->size;
    return n <= left ? head : head + left;
}

bool ring_add(struct ring *r, const struct iovec *parts, int n_parts, uint64_t *at)
{
    size_t n = 0;
    for (int i = 0; i < n_parts; i++)
        n += parts[i].iov_len;
    if (n > r->size / 8)
        return false;
    pthread_mutex_lock(&r->adding);
    *at = next_place(r, n);
    atomic_store(&r->head, *at + n);
    bool written = pwritev(r->fd, parts, n_parts, (off_t)(*at % r->size)) == (ssize_t)n;
    pthread_mutex_unlock(&r->adding);
    return written;
}

bool ring_read(struct ring *r, uint64_t at, void *p, size_t n)
{
    ssize_t got = pread(r->fd, p, n, (off_t)(at % r->size));
    return got == (ssize_t)n && atomic_load(&r->head) - at <= r->size;
}
