/* Sealing, opening, marks and sealed files; see vault.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/record/disk.h"
#include "lib/base/hash.h"
#include "lib/base/sm.h"

#define NONCE_BYTES crypto_secretbox_NONCEBYTES
#define TAG_BYTES crypto_secretbox_MACBYTES
/* Sealed with SM4: mark, number, ciphertext, tag over all before it. */
#define SM_MARK "GKS4"
#define SM_MARK_BYTES 4
#define SM_HEAD (SM_MARK_BYTES + SM4_BLOCK_BYTES)
#define SM_MORE (SM_HEAD + SM3_BYTES)

const char *const vault_cipher_names[VAULT_CIPHERS] = {"secretbox", "sm4"};

_Static_assert(VAULT_KEY_BYTES == crypto_secretbox_KEYBYTES, "the key fits the cipher");
_Static_assert(VAULT_KEY_BYTES == MAC_KEY_BYTES, "the key fits the marks");

/* ---- key ---- */

/* Written beside its place and linked, so that of two makers one wins and nobody reads half. */
static enum st make_key(struct ctx *c, const char *folder, const char *path)
{
    unsigned char key[VAULT_KEY_BYTES];
    char *beside = arena_printf(c->mem, "%s/personal.XXXXXX", folder);
    mkdir(folder, 0700);
    random_bytes(key, sizeof key);
    int fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0)
        return disk_failure(c, folder);
    bool ok = disk_write(fd, key, sizeof key) && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    ok = ok && (link(beside, path) == 0 || errno == EEXIST) && disk_sync_folder(folder);
    enum st st = ok ? ST_OK : disk_failure(c, path);
    unlink(beside);
    sodium_memzero(key, sizeof key);
    return st;
}

static bool read_key(const char *path, unsigned char *key, struct stat *file)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && fstat(fd, file) == 0 && read(fd, key, VAULT_KEY_BYTES) == VAULT_KEY_BYTES;
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Keys once read: one, unless a process opens several installations or a file is replaced. They
 * stay, because vaults point to them. */
struct held {
    struct held *next;
    struct stat file;
    unsigned char *key;
};

static struct {
    pthread_mutex_t lock;
    struct arena *mem; /* of the list */
    struct held *keys;
} all = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void wipe(void)
{
    for (struct held *h = all.keys; h; h = h->next) {
        sodium_mprotect_readwrite(h->key);
        sodium_memzero(h->key, VAULT_KEY_BYTES);
    }
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* With the lock held. */
static const unsigned char *hold(const char *path)
{
    struct held read = {.next = all.keys, .key = sodium_malloc(VAULT_KEY_BYTES)};
    if (!read.key)
        die("out of memory");
    if (!read_key(path, read.key, &read.file)) {
        sodium_free(read.key);
        return NULL;
    }
    sodium_mprotect_readonly(read.key);
    if (!all.mem) {
        all.mem = arena_new();
        atexit(wipe);
    }
    all.keys = ARENA_NEW(all.mem, struct held);
    *all.keys = read;
    return read.key;
}

/* NULL when there is none, or it cannot be read. */
static const unsigned char *key_at(const char *path)
{
    struct stat now;
    const unsigned char *key = NULL;
    if (stat(path, &now) != 0)
        return NULL;
    pthread_mutex_lock(&all.lock);
    for (const struct held *h = all.keys; h && !key; h = h->next)
        key = same_file(&h->file, &now) ? h->key : NULL;
    if (!key)
        key = hold(path);
    pthread_mutex_unlock(&all.lock);
    return key;
}

static enum vault_cipher cipher_at(const char *path)
{
    char name[16] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, name, sizeof name - 1) : 0;
    if (fd >= 0)
        close(fd);
    name[n > 0 ? strcspn(name, "\n") : 0] = '\0';
    return strcmp(name, vault_cipher_names[VAULT_SM4]) == 0 ? VAULT_SM4 : VAULT_SECRETBOX;
}

static const char *cipher_path(struct ctx *c)
{
    return arena_concat(c->mem, c->data_dir, "/keys/personal.cipher", NULL);
}

enum st vault_load(struct ctx *c, struct vault *out)
{
    const char *folder = arena_concat(c->mem, c->data_dir, "/keys", NULL);
    const char *path = arena_concat(c->mem, folder, "/personal.key", NULL);
    if (sodium_init() < 0)
        die("libsodium cannot start");
    out->dir = arena_concat(c->mem, c->data_dir, "/vault", NULL);
    out->cipher = cipher_at(cipher_path(c));
    out->key = key_at(path);
    if (out->key)
        return ST_OK;
    if (access(path, F_OK) == 0)
        return fail(c, ST_BROKEN, "",
            "个人信息的密钥读不出来，请通知网站管理员检查数据文件夹中的 keys/personal.key");
    enum st st = make_key(c, folder, path);
    out->key = st ? NULL : key_at(path);
    return !st && !out->key ? disk_failure(c, path) : st;
}

/* ---- values ---- */

struct sm_keys { /* made of the one key, for one purpose each */
    unsigned char cipher[SM3_BYTES], tag[SM3_BYTES];
};

static struct sm_keys sm_keys_of(const struct vault *v)
{
    static const char cipher[] = "gongkai vault SM4", tag[] = "gongkai vault HMAC-SM3";
    struct sm_keys k;
    sm3_mac(v->key, VAULT_KEY_BYTES, cipher, sizeof cipher - 1, k.cipher);
    sm3_mac(v->key, VAULT_KEY_BYTES, tag, sizeof tag - 1, k.tag);
    return k;
}

static void sm_seal(const struct vault *v, const void *p, size_t n, unsigned char *out)
{
    struct sm_keys k = sm_keys_of(v);
    memcpy(out, SM_MARK, SM_MARK_BYTES);
    random_bytes(out + SM_MARK_BYTES, SM4_BLOCK_BYTES);
    sm4_ctr(k.cipher, out + SM_MARK_BYTES, p, n, out + SM_HEAD);
    sm3_mac(k.tag, sizeof k.tag, out, SM_HEAD + n, out + SM_HEAD + n);
    sodium_memzero(&k, sizeof k);
}

/* Nothing is decrypted before its tag is right. */
static bool sm_holds(const struct vault *v, const unsigned char *p, size_t n)
{
    unsigned char tag[SM3_BYTES];
    if (n < SM_MORE || memcmp(p, SM_MARK, SM_MARK_BYTES) != 0)
        return false;
    struct sm_keys k = sm_keys_of(v);
    sm3_mac(k.tag, sizeof k.tag, p, n - SM3_BYTES, tag);
    sodium_memzero(&k, sizeof k);
    return sodium_memcmp(tag, p + n - SM3_BYTES, SM3_BYTES) == 0;
}

static void sm_open(const struct vault *v, const unsigned char *p, size_t n, char *out)
{
    struct sm_keys k = sm_keys_of(v);
    sm4_ctr(k.cipher, p + SM_MARK_BYTES, p + SM_HEAD, n - SM_MORE, out);
    sodium_memzero(&k, sizeof k);
}

/* What secretbox sealed may begin like the other by chance; then its tag is wrong. */
enum vault_cipher vault_cipher_of(const struct vault *v, const void *p, size_t n)
{
    return sm_holds(v, p, n) ? VAULT_SM4 : VAULT_SECRETBOX;
}

void vault_seal(
    struct ctx *c, const struct vault *v, const void *p, size_t n, const void **out, size_t *n_out)
{
    bool sm = v->cipher == VAULT_SM4;
    *n_out = n + (sm ? (size_t)SM_MORE : NONCE_BYTES + TAG_BYTES);
    unsigned char *sealed = arena_alloc(c->mem, *n_out);
    *out = sealed;
    if (sm) {
        sm_seal(v, p, n, sealed);
        return;
    }
    random_bytes(sealed, NONCE_BYTES);
    crypto_secretbox_easy(sealed + NONCE_BYTES, p, n, sealed, v->key);
}

enum st vault_open(
    struct ctx *c, const struct vault *v, const void *p, size_t n, const char **out, size_t *n_out)
{
    const unsigned char *sealed = p;
    char *text = arena_alloc(c->mem, n + 1);
    bool sm = sm_holds(v, p, n);
    if (sm)
        sm_open(v, p, n, text);
    else if (n < NONCE_BYTES + TAG_BYTES ||
             crypto_secretbox_open_easy(
                 (unsigned char *)text, sealed + NONCE_BYTES, n - NONCE_BYTES, sealed, v->key) != 0)
        return fail(
            c, ST_BROKEN, "", "加密保存的内容打不开：密钥不对或内容被改动，请通知网站管理员");
    *n_out = n - (sm ? (size_t)SM_MORE : NONCE_BYTES + TAG_BYTES);
    text[*n_out] = '\0';
    *out = text;
    return ST_OK;
}

const char *vault_mark(struct ctx *c, const struct vault *v, const char *purpose, const char *text)
{
    return mac_token(c->mem, v->key, arena_printf(c->mem, "%s\n%s", purpose, text));
}

/* ---- files ---- */

static const char *file_place(struct ctx *c, const struct vault *v, const char *name)
{
    return arena_printf(c->mem, "%s/%.2s/%s", v->dir, name, name);
}

/* A digest of the content under the key: equal files are kept once, and the name tells nothing. */
static const char *file_name(struct ctx *c, const struct vault *v, const void *p, size_t n)
{
    unsigned char h[crypto_generichash_BYTES];
    char *hex = arena_alloc(c->mem, 2 * sizeof h + 1);
    crypto_generichash(h, sizeof h, p, n, v->key, VAULT_KEY_BYTES);
    return sodium_bin2hex(hex, 2 * sizeof h + 1, h, sizeof h);
}

static enum st write_file(
    struct ctx *c, const char *folder, const char *path, const void *p, size_t n)
{
    char *beside = arena_printf(c->mem, "%s/.new.XXXXXX", folder);
    int fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0)
        return disk_failure(c, folder);
    bool ok = disk_write(fd, p, n) && fsync(fd) == 0;
    ok = close(fd) == 0 && ok && rename(beside, path) == 0 && disk_sync_folder(folder);
    if (ok)
        return ST_OK;
    enum st st = disk_failure(c, path);
    unlink(beside);
    return st;
}

enum st vault_file_put(
    struct ctx *c, const struct vault *v, const void *p, size_t n, const char **name)
{
    const void *sealed;
    size_t n_sealed;
    if (n > VAULT_FILE_MAX_BYTES)
        return fail(c, ST_TOO_BIG, "", "一份材料不能超过 50 MB，请压缩或分成几份");
    *name = file_name(c, v, p, n);
    const char *folder = arena_printf(c->mem, "%s/%.2s", v->dir, *name);
    const char *path = file_place(c, v, *name);
    if (access(path, F_OK) == 0)
        return ST_OK;
    mkdir(v->dir, 0700);
    if (mkdir(folder, 0700) == 0 ? !disk_sync_folder(v->dir) : errno != EEXIST)
        return disk_failure(c, folder);
    vault_seal(c, v, p, n, &sealed, &n_sealed);
    return write_file(c, folder, path, sealed, n_sealed);
}

enum st vault_cipher_set(struct ctx *c, enum vault_cipher cipher)
{
    struct vault v;
    const char *name = vault_cipher_names[cipher];
    enum st st = vault_load(c, &v); /* the folder, and a key to go with it */
    return st ? st
              : write_file(c, arena_concat(c->mem, c->data_dir, "/keys", NULL), cipher_path(c),
                    name, strlen(name));
}

static enum st read_file(struct ctx *c, const char *path, size_t max, const char **p, size_t *n)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(c, ST_NOT_FOUND, "", "没有这份材料");
    enum st st = ST_OK;
    if (fstat(fd, &s) != 0)
        st = disk_failure(c, path);
    else if ((size_t)s.st_size > max)
        st = fail(c, ST_TOO_BIG, "", "一份材料不能超过 50 MB，请压缩或分成几份");
    char *bytes = st ? NULL : arena_alloc(c->mem, (size_t)s.st_size + 1);
    *n = 0;
    while (!st && *n < (size_t)s.st_size) {
        ssize_t got = read(fd, bytes + *n, (size_t)s.st_size - *n);
        if (got <= 0)
            st = disk_failure(c, path);
        else
            *n += (size_t)got;
    }
    close(fd);
    *p = bytes;
    return st;
}

enum st vault_file_get(
    struct ctx *c, const struct vault *v, const char *name, const char **p, size_t *n)
{
    const char *sealed;
    size_t n_sealed;
    if (strlen(name) != 64 || strspn(name, "0123456789abcdef") != 64)
        return fail(c, ST_NOT_FOUND, "", "没有这份材料");
    enum st st =
        read_file(c, file_place(c, v, name), VAULT_FILE_MAX_BYTES + SM_MORE, &sealed, &n_sealed);
    return st ? st : vault_open(c, v, sealed, n_sealed, p, n);
}

/* In the place of the old one, which stays whole until the new one is on the disk. */
enum st vault_file_reseal(struct ctx *c, const struct vault *v, const char *name, bool *rewritten)
{
    const char *sealed, *text;
    const void *again;
    size_t n_sealed, n, n_again;
    struct arena *kept = c->mem, *own = arena_new(); /* a file may be large, and there are many */
    c->mem = own;
    const char *path = file_place(c, v, name);
    enum st st = read_file(c, path, VAULT_FILE_MAX_BYTES + SM_MORE, &sealed, &n_sealed);
    *rewritten = !st && vault_cipher_of(v, sealed, n_sealed) != v->cipher;
    if (*rewritten)
        st = vault_open(c, v, sealed, n_sealed, &text, &n);
    if (!st && *rewritten) {
        vault_seal(c, v, text, n, &again, &n_again);
        st = write_file(c, arena_printf(c->mem, "%s/%.2s", v->dir, name), path, again, n_again);
    }
    c->mem = kept;
    arena_free(&own);
    return st;
}

enum st vault_read_upload(struct ctx *c, const char *path, const char **p, size_t *n)
{
    return read_file(c, path, VAULT_FILE_MAX_BYTES, p, n);
}
