/* The layout of a ZIP, walked by hand before any library unpacks it.
 *
 * A ZIP may list one file twice, let entries share bytes, hide bytes between them or claim any
 * size; readers differ in what they then show. Here each byte must belong to exactly one entry.
 *
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/paper/package_parts.h"

#define END_BYTES 22
#define CENTRAL_BYTES 46
#define LOCAL_BYTES 30
#define MAX_NAME 300
#define MAX_RATIO 200
#define SMALL_BYTES ((uint64_t)64 << 10)
#define MAX_FAULTS 1000
#define S_LINK 0120000u
#define S_KIND 0170000u

struct walk {
    struct package_faults *f;
    const unsigned char *p;
    size_t n;
    size_t end, directory, entries; /* places of the end record and of the directory */
    struct map *names;
    uint64_t total;
    struct layout *out;
    bool safe;
};

const char *package_line(char *s)
{
    for (char *p = s; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = '?';
    return s;
}

void package_fault(struct package_faults *f, const char *fmt, ...)
{
    va_list ap;
    if (f->n >= MAX_FAULTS)
        return;
    if (f->n == f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 16;
        const char **rows = ARENA_ARRAY(f->a, const char *, cap);
        if (f->n)
            memcpy(rows, f->rows, f->n * sizeof *rows);
        f->rows = rows;
        f->cap = cap;
    }
    va_start(ap, fmt);
    f->rows[f->n++] = package_line(arena_vprintf(f->a, fmt, ap));
    va_end(ap);
}

static uint32_t get16(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t get32(const unsigned char *p)
{
    return get16(p) | get16(p + 2) << 16;
}

/* A fault after which nothing is unpacked. */
#define UNSAFE(w, ...)                                                                             \
    do {                                                                                           \
        package_fault((w)->f, __VA_ARGS__);                                                        \
        (w)->safe = false;                                                                         \
    } while (0)

static bool find_end(struct walk *w)
{
    size_t most = END_BYTES + 65535;
    for (size_t back = END_BYTES; back <= w->n && back <= most; back++)
        if (memcmp(w->p + w->n - back, "PK\5\6", 4) == 0) {
            w->end = w->n - back;
            return true;
        }
    return false;
}

/* Relative, below the package, readable by every system, no tricks of spelling. */
static bool name_ok(const char *s)
{
    if (!*s || *s == '/' || strlen(s) > MAX_NAME || strpbrk(s, "\\:*?\"<>|"))
        return false;
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            return false;
    for (const char *p = s; p; p = strchr(p, '/') ? strchr(p, '/') + 1 : NULL)
        if (strncmp(p, "../", 3) == 0 || strcmp(p, "..") == 0 || strncmp(p, "./", 2) == 0 ||
            strcmp(p, ".") == 0 || *p == '/')
            return false;
    return true;
}

/* The name as it may be shown: a fault is one line. */
static const char *shown(struct arena *a, const unsigned char *p, size_t n)
{
    char *s = arena_strndup(a, (const char *)p, n < 120 ? n : 120);
    size_t len = n < 120 ? n : 120;
    if (!utf8_valid(s, len)) {
        for (size_t i = 0; i < len; i++)
            if ((unsigned char)s[i] >= 0x80 || !s[i])
                s[i] = '?';
    }
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] < 0x20 || s[i] == 0x7F)
            s[i] = '?';
    return s;
}

static const char *lower(struct arena *a, const char *s)
{
    char *out = arena_strdup(a, s);
    for (char *p = out; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return out;
}

static void check_name(struct walk *w, const unsigned char *p, size_t n, struct layout_entry *e)
{
    e->name = shown(w->f->a, p, n);
    if (n > MAX_NAME || !utf8_valid((const char *)p, n) || strlen(e->name) != (n < 120 ? n : 120)) {
        UNSAFE(w, "%s：文件名不能用", e->name);
        return;
    }
    char *name = arena_strndup(w->f->a, (const char *)p, n);
    if (!name_ok(name))
        UNSAFE(w, "%s：文件名指向案卷之外或含有不能用的字符", e->name);
    else
        e->name = name;
    const char *key = lower(w->f->a, name);
    if (!*key)
        return;
    if (map_find(w->names, key))
        UNSAFE(w, "%s：同名的文件不止一个", e->name);
    map_set(w->names, key, e);
}

static void check_sizes(struct walk *w, const struct layout_entry *e)
{
    w->total += e->size;
    if (e->size > PACKAGE_MAX_BYTES || w->total > PACKAGE_MAX_BYTES)
        UNSAFE(w, "%s：展开后超过 1 GB，不予展开", e->name);
    else if (e->size > SMALL_BYTES && e->size / (e->packed ? e->packed : 1) > MAX_RATIO)
        UNSAFE(w, "%s：压缩比例异常（%llu 字节展开成 %llu 字节），不予展开", e->name,
            (unsigned long long)e->packed, (unsigned long long)e->size);
}

/* The header before the data must say the same as the directory. */
static void check_local(
    struct walk *w, const unsigned char *central, struct layout_entry *e, uint32_t at)
{
    const unsigned char *local = w->p + at;
    size_t name = get16(central + 28);
    if ((uint64_t)at + LOCAL_BYTES > w->directory || memcmp(local, "PK\3\4", 4) != 0) {
        UNSAFE(w, "%s：目录指向的地方没有文件", e->name);
        return;
    }
    uint64_t data = (uint64_t)at + LOCAL_BYTES + get16(local + 26) + get16(local + 28);
    e->from = at;
    e->to = data + e->packed;
    if (e->to > w->directory)
        UNSAFE(w, "%s：内容超出了压缩包", e->name);
    else if (get16(local + 26) != name ||
             memcmp(local + LOCAL_BYTES, central + CENTRAL_BYTES, name) != 0 ||
             get16(local + 8) != get16(central + 10))
        UNSAFE(w, "%s：目录与文件头不一致", e->name);
    e->streamed = (get16(central + 8) & 8) != 0;
}

static bool read_entry(struct walk *w, size_t *at, struct layout_entry *e)
{
    const unsigned char *c = w->p + *at;
    if (w->end - *at < CENTRAL_BYTES || memcmp(c, "PK\1\2", 4) != 0)
        return false;
    size_t name = get16(c + 28), size = CENTRAL_BYTES + name + get16(c + 30) + get16(c + 32);
    if (w->end - *at < size)
        return false;
    *at += size;
    *e = (struct layout_entry){.size = get32(c + 24), .packed = get32(c + 20)};
    check_name(w, c + CENTRAL_BYTES, name, e);
    if (e->size == UINT32_MAX || e->packed == UINT32_MAX || get32(c + 42) == UINT32_MAX) {
        UNSAFE(w, "%s：声明的大小超过 4 GB", e->name);
        return true;
    }
    check_sizes(w, e);
    if (get16(c + 8) & 1)
        UNSAFE(w, "%s：加了密码", e->name);
    if (get16(c + 10) != 0 && get16(c + 10) != 8)
        UNSAFE(w, "%s：压缩方法 %u 不能用", e->name, get16(c + 10));
    if ((get32(c + 38) >> 16 & S_KIND) == S_LINK)
        UNSAFE(w, "%s：是一个链接，不是文件", e->name);
    if (get16(c + 32))
        package_fault(w->f, "%s：附有清单之外的说明", e->name);
    check_local(w, c, e, get32(c + 42));
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct layout_entry *const *x = a, *const *y = b;
    return ((*x)->from > (*y)->from) - ((*x)->from < (*y)->from);
}

/* Bytes after the data of an entry that streams its sizes. */
static bool descriptor(const struct walk *w, uint64_t at, uint64_t next)
{
    uint64_t n = next - at;
    bool marked = n >= 4 && memcmp(w->p + at, "PK\7\10", 4) == 0;
    return (marked && (n == 16 || n == 24)) || n == 12 || n == 20;
}

/* Every byte before the directory belongs to one entry. */
static void check_places(struct walk *w)
{
    struct layout_entry **sorted = ARENA_ARRAY(w->f->a, struct layout_entry *, w->out->n);
    uint64_t at = 0;
    for (size_t i = 0; i < w->out->n; i++)
        sorted[i] = &w->out->rows[i];
    if (w->out->n)
        qsort(sorted, w->out->n, sizeof *sorted, by_place);
    for (size_t i = 0; i <= w->out->n; i++) {
        uint64_t next = i < w->out->n ? sorted[i]->from : w->directory;
        if (next < at) {
            UNSAFE(w, "%s：与别的文件共用同一段内容", sorted[i]->name);
            return;
        }
        if (next > at && !(i && sorted[i - 1]->streamed && descriptor(w, at, next)))
            package_fault(w->f, "压缩包第 %llu 字节起有 %llu 字节不属于任何文件",
                (unsigned long long)at, (unsigned long long)(next - at));
        if (i < w->out->n)
            at = sorted[i]->to;
    }
}

static bool read_end(struct walk *w)
{
    const unsigned char *end = w->p + w->end;
    size_t comment = get16(end + 20), after = w->n - w->end - END_BYTES;
    uint64_t size = get32(end + 12), start = get32(end + 16);
    w->entries = get16(end + 10);
    if (get16(end + 4) || get16(end + 6) || get16(end + 8) != w->entries || w->entries == 0xFFFF ||
        start + size != w->end) {
        UNSAFE(w, "压缩包的目录不完整，或者是分卷、超大的压缩包");
        return false;
    }
    w->directory = (size_t)start;
    if (comment != after)
        package_fault(
            w->f, "压缩包末尾有多余的 %zu 字节", after > comment ? after - comment : after);
    else if (comment)
        package_fault(w->f, "压缩包附有清单之外的说明（%zu 字节）", comment);
    if (w->entries > PACKAGE_MAX_FILES + 10)
        UNSAFE(w, "压缩包里有 %zu 个文件，超过 %d 个", w->entries, PACKAGE_MAX_FILES);
    return w->safe;
}

bool layout_read(struct package_faults *f, struct paper_bytes zip, struct layout *out, bool *safe)
{
    struct walk w = {.f = f, .p = zip.p, .n = zip.n, .safe = true, .out = out};
    *out = (struct layout){NULL, 0};
    *safe = false;
    if (zip.n > PACKAGE_MAX_BYTES || zip.n < END_BYTES || !find_end(&w) || !read_end(&w))
        return false;
    w.names = map_new(f->a);
    out->rows = ARENA_ARRAY(f->a, struct layout_entry, w.entries);
    size_t at = w.directory;
    while (out->n < w.entries && read_entry(&w, &at, &out->rows[out->n]))
        out->n++;
    if (out->n < w.entries || at != w.end)
        UNSAFE(&w, "压缩包的目录不完整");
    if (w.safe)
        check_places(&w);
    *safe = w.safe;
    return true;
}
