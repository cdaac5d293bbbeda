/* The body of a POST as it arrives: urlencoded into memory, multipart fields into memory and files
 * into temporary files of DIR/tmp.
 *
 * SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/log.h"
#include "lib/base/nfc.h"
#include "lib/base/utf8.h"
#include "lib/web/app.h"
#include "lib/web/multipart.h"

#define FIELD_MAX_BYTES (8u << 20) /* of one multipart field that is no file */

struct body {
    struct req *r;
    struct buf text; /* urlencoded: everything; multipart: the field being read */
    struct multipart *parts;
    const char *field;
    struct upload *upload;
    int fd;
    size_t seen, limit;
    enum st st; /* why a callback stopped */
};

size_t body_limit(const struct route *route)
{
    return route && route->max_body_bytes ? route->max_body_bytes : BODY_DEFAULT_BYTES;
}

/* What a form brings is composed here, at the door: names and words typed on one machine are found
 * and compared as those of another. */
static void add_value(struct req *r, const char *name, const char *typed)
{
    struct arena *a = r->ctx->mem;
    const char *value = nfc(a, typed);
    struct value_list *list = map_find(r->lists, name);
    if (!list) {
        list = ARENA_NEW(a, struct value_list);
        map_set(r->lists, name, list);
        map_set(r->form, name, (char *)(uintptr_t)value);
    }
    if (list->n == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 4;
        const char **values = ARENA_ARRAY(a, const char *, list->cap);
        if (list->n)
            memcpy(values, list->values, list->n * sizeof *values);
        list->values = values;
    }
    list->values[list->n++] = value;
}

static enum st too_big(struct body *b)
{
    return fail(b->r->ctx, ST_TOO_BIG, "", "提交的内容超过 %zu KB，没有保存。请缩小文件后重试",
        b->limit >> 10);
}

/* ---- multipart ---- */

static enum st open_file(struct body *b, const struct multipart_part *p)
{
    struct ctx *c = b->r->ctx;
    const char *dir = *c->data_dir ? arena_printf(c->mem, "%s/tmp", c->data_dir) : "/tmp";
    char *path = arena_printf(c->mem, "%s/upload-XXXXXX", dir);
    b->fd = mkostemp(path, O_CLOEXEC);
    if (b->fd < 0 && errno == ENOENT && mkdir(dir, 0700) == 0) {
        memcpy(path + strlen(path) - 6, "XXXXXX", 6);
        b->fd = mkostemp(path, O_CLOEXEC);
    }
    if (b->fd < 0) {
        log_line(LOG_ERROR, "web", "cannot make an upload file: %s", strerror(errno));
        return fail(c, ST_BROKEN, "", "服务器不能保存上传的文件，请稍后重试或联系系统管理员");
    }
    b->upload = ARENA_NEW(c->mem, struct upload);
    *b->upload = (struct upload){b->field, arena_strdup(c->mem, p->filename), path, 0, NULL};
    struct upload **end = &b->r->uploads;
    while (*end)
        end = &(*end)->next;
    *end = b->upload;
    return ST_OK;
}

static bool part_begin(void *arg, const struct multipart_part *p)
{
    struct body *b = arg;
    b->field = arena_strdup(b->r->ctx->mem, p->name);
    b->upload = NULL;
    buf_clear(&b->text);
    if (p->filename && *p->filename)
        b->st = open_file(b, p);
    return b->st == ST_OK;
}

static bool part_data(void *arg, const char *p, size_t n)
{
    struct body *b = arg;
    if (!b->upload) {
        buf_add(&b->text, p, n);
        if (buf_failed(&b->text))
            b->st = too_big(b);
        return b->st == ST_OK;
    }
    for (size_t done = 0; done < n;) {
        ssize_t w = write(b->fd, p + done, n - done);
        if (w < 0 && errno == EINTR)
            continue;
        if (w <= 0) {
            b->st = fail(
                b->r->ctx, ST_BROKEN, "", "服务器磁盘写入失败，文件没有保存，请联系系统管理员");
            return false;
        }
        done += (size_t)w;
    }
    b->upload->size_bytes += (int64_t)n;
    return true;
}

static bool part_end(void *arg)
{
    struct body *b = arg;
    if (b->upload) {
        if (close(b->fd) != 0)
            b->st = fail(
                b->r->ctx, ST_BROKEN, "", "服务器磁盘写入失败，文件没有保存，请联系系统管理员");
        b->fd = -1;
        return b->st == ST_OK;
    }
    if (!utf8_valid(buf_str(&b->text), b->text.n)) {
        b->st = fail(b->r->ctx, ST_INVALID, "",
            "提交的内容不是正确的 UTF-8 文字，没有处理。请检查后重新填写");
        return false;
    }
    add_value(b->r, b->field, arena_strndup(b->r->ctx->mem, buf_str(&b->text), b->text.n));
    return true;
}

static enum st multipart_failed(struct body *b, enum multipart_error why)
{
    if (why == MULTIPART_OK)
        return ST_OK;
    if (why == MULTIPART_STOPPED && b->st)
        return b->st;
    return fail(b->r->ctx, multipart_status(why), "", "%s", multipart_message(why));
}

#define LEFTOVER_SECONDS 86400

/* Uploads of a process that was killed. */
void body_remove_leftovers(const struct app *app)
{
    char path[4096];
    struct stat s;
    snprintf(path, sizeof path, "%s/tmp", app->o.data_dir);
    DIR *d = *app->o.data_dir ? opendir(path) : NULL;
    for (struct dirent *e; d && (e = readdir(d));) {
        if (strncmp(e->d_name, "upload-", 7) != 0)
            continue;
        snprintf(path, sizeof path, "%s/tmp/%s", app->o.data_dir, e->d_name);
        if (stat(path, &s) == 0 && s.st_mtime < time_now() - LEFTOVER_SECONDS)
            unlink(path);
    }
    if (d)
        closedir(d);
}

/* ---- the body ---- */

static void release(void *arg)
{
    struct body *b = arg;
    buf_release(&b->text);
    if (b->fd >= 0)
        close(b->fd);
}

enum st body_open(struct req *r, const char *content_type, struct body **out)
{
    struct body *b = ARENA_NEW(r->ctx->mem, struct body);
    *b = (struct body){.r = r, .fd = -1, .limit = body_limit(r->route)};
    *out = b;
    arena_defer(r->ctx->mem, release, b);
    if (strncasecmp(content_type, "multipart/form-data", 19) == 0) {
        enum multipart_error why = MULTIPART_OK;
        const struct multipart_handler h = {part_begin, part_data, part_end, b};
        buf_init(&b->text, FIELD_MAX_BYTES);
        b->parts = multipart_new(r->ctx->mem, content_type, &h, &why);
        return b->parts ? ST_OK : multipart_failed(b, why);
    }
    buf_init(&b->text, b->limit + 1);
    if (*content_type && strncasecmp(content_type, "application/x-www-form-urlencoded", 33) != 0) {
        r->status = 415;
        return fail(r->ctx, ST_INVALID, "", "不支持这种提交格式，请使用网页上的表单");
    }
    return ST_OK;
}

enum st body_feed(struct body *b, const char *p, size_t n)
{
    b->seen += n;
    if (b->seen > b->limit)
        return too_big(b);
    if (b->parts)
        return multipart_failed(b, multipart_feed(b->parts, p, n));
    buf_add(&b->text, p, n);
    return ST_OK;
}

enum st body_end(struct body *b)
{
    struct pair *pairs;
    if (b->parts)
        return multipart_failed(b, multipart_end(b->parts));
    enum st st = url_pairs(b->r->ctx->mem, buf_str(&b->text), b->text.n, &pairs, &b->r->ctx->err);
    for (; !st && pairs; pairs = pairs->next)
        add_value(b->r, pairs->name, pairs->value);
    return st;
}
