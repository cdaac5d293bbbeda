/* Commands on one file: verify-file.
 *
 * SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "lib/paper/package.h"
#include "options.h"

/* Mapped rather than read: memory stays small whatever the file is. NULL when it cannot be. */
static const void *map_file(const char *path, size_t *n)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    void *p = MAP_FAILED;
    if (fd < 0)
        return NULL;
    if (fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_size > 0) {
        *n = (size_t)s.st_size;
        p = mmap(NULL, *n, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    close(fd);
    return p == MAP_FAILED ? NULL : p;
}

/* 0 and one line when all holds; 1 and a line for each place that does not; 2 for another file. */
int cmd_verify_file(int argc, char **argv)
{
    const char *path, *key = "";
    const struct option_row rows[] = {{"--key", &key, NULL}};
    size_t words, n = 0;
    if (!options_read(argc, argv, rows, 1, &path, 1, &words))
        return 2;
    if (words != 1)
        return usage_error("用法：gongkai verify-file X.zip [--key 公钥]");
    const void *p = map_file(path, &n);
    if (!p)
        return usage_error("不能读取文件 %s，请核对文件名", path);
    struct arena *a = arena_new();
    struct package_proof proof = package_verify(a, (struct paper_bytes){p, n}, key);
    int code = !proof.is_package ? 2 : proof.n_faults ? 1 : 0;
    if (code == 2)
        usage_error("%s：%s", path, proof.faults[0]);
    for (size_t i = 0; code == 1 && i < proof.n_faults; i++)
        puts(proof.faults[i]);
    if (code == 0)
        puts(proof.summary);
    arena_free(&a);
    return code;
}
