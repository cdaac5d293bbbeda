/* Manifest and lock, see index_dir.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/index_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/hash.h"
#include "lib/base/log.h"

#define MANIFEST "manifest"
#define MANIFEST_HEAD "gongkai-search 1"
#define PATH_BYTES 4300

static void path_of(char *out, const char *dir, const char *name)
{
    snprintf(out, PATH_BYTES, "%s/%s", dir, name);
}

struct stamp index_stamp(const char *dir)
{
    char path[PATH_BYTES];
    struct stat s;
    path_of(path, dir, MANIFEST);
    if (stat(path, &s) != 0)
        return (struct stamp){0};
    return (struct stamp){(uint64_t)s.st_ino, (uint64_t)s.st_mtim.tv_sec,
        (uint64_t)s.st_mtim.tv_nsec, (uint64_t)s.st_size};
}

static bool name_good(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && n < SEGMENT_NAME && strspn(name, "0123456789abcdef") == n - 4 &&
           strcmp(name + n - 4, ".seg") == 0;
}

/* Lines: head, "at SEQ RECORD TIME", "segment NAME" …, "end CHECKSUM" over all before. */
static enum st parse(char *text, struct manifest *m)
{
    char *end = strstr(text, "end ");
    unsigned long long sum;
    long long seq, record, at;
    if (!end || sscanf(end, "end %llx", &sum) != 1 || sum != fnv1a(text, (size_t)(end - text)))
        return ST_INVALID;
    *end = 0;
    char *rest = NULL, *line = strtok_r(text, "\n", &rest);
    if (!line || strcmp(line, MANIFEST_HEAD) != 0)
        return ST_INVALID;
    line = strtok_r(NULL, "\n", &rest);
    if (!line || sscanf(line, "at %lld %lld %lld", &seq, &record, &at) != 3 || seq < 0)
        return ST_INVALID;
    *m = (struct manifest){.seq = seq, .record_id = record, .at = at};
    while ((line = strtok_r(NULL, "\n", &rest))) {
        if (strncmp(line, "segment ", 8) != 0 || !name_good(line + 8) || m->n == MAX_SEGMENTS)
            return ST_INVALID;
        snprintf(m->names[m->n++], SEGMENT_NAME, "%s", line + 8);
    }
    return ST_OK;
}

enum st manifest_read(const char *dir, struct manifest *m)
{
    char path[PATH_BYTES], text[MAX_SEGMENTS * (SEGMENT_NAME + 10) + 256];
    path_of(path, dir, MANIFEST);
    FILE *f = fopen(path, "rbe");
    if (!f)
        return ST_NOT_FOUND;
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = 0;
    return parse(text, m);
}

/* Removes segments and half-written files that the manifest does not name. */
static void sweep(const char *dir, const struct manifest *m)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        size_t n = strlen(e->d_name);
        bool ours =
            n > 4 && (!strcmp(e->d_name + n - 4, ".seg") || !strcmp(e->d_name + n - 4, ".tmp"));
        for (size_t i = 0; ours && i < m->n; i++)
            ours = strcmp(m->names[i], e->d_name) != 0;
        if (ours)
            unlinkat(dirfd(d), e->d_name, 0);
    }
    if (d)
        closedir(d);
}

static void sync_dir(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fsync(fd) != 0)
        log_line(LOG_WARN, "search", "fsync %s: %s", dir, strerror(errno));
    close(fd);
}

enum st manifest_write(const char *dir, const struct manifest *m)
{
    char path[PATH_BYTES], temporary[PATH_BYTES];
    struct buf b;
    path_of(path, dir, MANIFEST);
    path_of(temporary, dir, "manifest.tmp");
    buf_init(&b, 0);
    buf_addf(&b, MANIFEST_HEAD "\nat %lld %lld %lld\n", (long long)m->seq, (long long)m->record_id,
        (long long)m->at);
    for (size_t i = 0; i < m->n; i++)
        buf_addf(&b, "segment %s\n", m->names[i]);
    buf_addf(&b, "end %llx\n", (unsigned long long)fnv1a(b.p, b.n));
    FILE *f = fopen(temporary, "wbe");
    bool good = f && fwrite(b.p, 1, b.n, f) == b.n && fflush(f) == 0 && fsync(fileno(f)) == 0;
    if (f && fclose(f) != 0)
        good = false;
    buf_release(&b);
    if (!good || rename(temporary, path) != 0) {
        log_line(LOG_ERROR, "search", "cannot write %s: %s", path, strerror(errno));
        return ST_BROKEN;
    }
    sync_dir(dir);
    sweep(dir, m);
    return ST_OK;
}

void manifest_remove(const char *dir)
{
    char path[PATH_BYTES];
    path_of(path, dir, MANIFEST);
    unlink(path);
    sweep(dir, &(struct manifest){.n = 0});
}

int index_lock(const char *dir, bool wait)
{
    char path[PATH_BYTES];
    if (mkdir(dir, 0750) != 0 && errno != EEXIST)
        log_line(LOG_ERROR, "search", "cannot make %s: %s", dir, strerror(errno));
    path_of(path, dir, "lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0)
        return -1;
    while (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0)
        if (errno != EINTR) {
            close(fd);
            return -1;
        }
    return fd;
}

void index_unlock(int fd)
{
    if (fd >= 0)
        close(fd);
}

void index_name(char out[static SEGMENT_NAME])
{
    uint64_t number;
    random_bytes(&number, sizeof number);
    snprintf(out, SEGMENT_NAME, "%016llx.seg", (unsigned long long)number);
}
