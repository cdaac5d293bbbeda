/* The signing key of the public log: one file, two lines: origin, base64 of the secret key.
 *
 * SPDX-License-Identifier: MIT */
#include "common/journal/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/hash.h"

#define ED25519_NOTE 0x01

static const char *key_path(struct arena *a, const char *data_dir)
{
    return arena_printf(a, "%s/keys/log.key", data_dir);
}

static enum st write_key(const char *path, const char *text, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_set(e, errno == EEXIST ? ST_CONFLICT : ST_BROKEN, "", "不能写入密钥文件 %s：%s",
            path, strerror(errno));
    size_t n = strlen(text);
    bool ok = write(fd, text, n) == (ssize_t)n && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    return ok ? ST_OK
              : err_set(e, ST_BROKEN, "", "密钥文件 %s 没有写完：%s", path, strerror(errno));
}

enum st keys_create(const char *data_dir, const char *origin, struct err *e)
{
    struct arena *a = arena_new();
    unsigned char public[32], secret[64];
    if (sodium_init() < 0)
        die("libsodium cannot start");
    mkdir(arena_printf(a, "%s/keys", data_dir), 0700);
    crypto_sign_keypair(public, secret);
    const char *text = arena_printf(a, "%s\n%s\n", origin, base64_encode(a, secret, sizeof secret));
    enum st st = write_key(key_path(a, data_dir), text, e);
    sodium_memzero(secret, sizeof secret);
    arena_free(&a);
    return st;
}

static void note_hash(struct arena *a, struct log_key *k)
{
    size_t n = strlen(k->origin) + 2 + sizeof k->public;
    char *text = arena_printf(a, "%s\n%c", k->origin, ED25519_NOTE);
    char *all = arena_alloc(a, n);
    memcpy(all, text, n - sizeof k->public);
    memcpy(all + n - sizeof k->public, k->public, sizeof k->public);
    struct sha256 h = sha256_of(all, n);
    memcpy(k->hash, h.b, sizeof k->hash);
}

enum st keys_load(struct arena *a, const char *data_dir, struct log_key *out, struct err *e)
{
    char line[1024], origin[256] = "", secret[256] = "";
    const char *path = key_path(a, data_dir);
    FILE *f = fopen(path, "re");
    if (!f)
        return err_set(e, ST_BROKEN, "", "缺少公开日志的签名密钥 %s，请先运行 gongkai init", path);
    for (int i = 0; i < 2 && fgets(line, sizeof line, f); i++) {
        line[strcspn(line, "\r\n")] = '\0';
        snprintf(i ? secret : origin, sizeof origin, "%s", line);
    }
    fclose(f);
    size_t n = 0;
    const void *raw = base64_decode(a, secret, &n);
    if (!raw || n != sizeof out->secret || !*origin)
        return err_set(e, ST_BROKEN, "", "签名密钥 %s 的内容不对", path);
    memcpy(out->secret, raw, n);
    memcpy(out->public, out->secret + 32, 32);
    out->origin = arena_strdup(a, origin);
    note_hash(a, out);
    return ST_OK;
}

const char *keys_verifier(struct arena *a, const struct log_key *k)
{
    unsigned char typed[33] = {ED25519_NOTE};
    memcpy(typed + 1, k->public, 32);
    return arena_printf(a, "%s+%02x%02x%02x%02x+%s", k->origin, k->hash[0], k->hash[1], k->hash[2],
        k->hash[3], base64_encode(a, typed, sizeof typed));
}
