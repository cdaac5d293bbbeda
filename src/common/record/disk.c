/* See disk.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum st disk_failure(struct ctx *c, const char *what)
{
    bool full = errno == ENOSPC || errno == EDQUOT;
    int saved = errno;
    enum st st = fail(c, ST_BROKEN, "",
        full ? "服务器的磁盘已满，文件没有保存；请通知网站管理员清理后重试"
             : "文件没有保存成功，请稍后重试；如果仍然失败，请通知网站管理员");
    err_detail(&c->err, "%s: %s", what, strerror(saved));
    return st;
}

bool disk_sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

bool disk_write(int fd, const void *p, size_t n)
{
    const char *at = p;
    while (n) {
        ssize_t done = write(fd, at, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        at += done;
        n -= (size_t)done;
    }
    return true;
}
