/* Writing a package: names, manifest, sums, signature, one ZIP without compression, so that the
 * bytes depend on nothing but the input.
 *
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/utf8.h"
#include "lib/paper/package_parts.h"

#define TITLE_CHARS 40
#define ZIP_DATE 0x0021 /* 1980-01-01, the earliest a ZIP can say */

struct part {
    const char *name;
    struct paper_bytes bytes;
};

struct writer {
    struct arena *a;
    const struct package *p;
    const char **names; /* of the papers */
    struct part *parts; /* as they lie in the ZIP */
    size_t n_parts;
    size_t total;
    char head[SHA256_HEX_BYTES]; /* of the chain */
};

static void add_part(struct writer *w, const char *name, struct paper_bytes bytes)
{
    w->parts[w->n_parts++] = (struct part){name, bytes};
    w->total += bytes.n;
}

/* Takes the buffer's content into the arena. */
static struct paper_bytes keep(struct arena *a, struct buf *b)
{
    struct paper_bytes out = {arena_strndup(a, buf_str(b), b->n), b->n};
    buf_release(b);
    return out;
}

static const char *hex_of(struct arena *a, struct paper_bytes b)
{
    char *hex = arena_alloc(a, SHA256_HEX_BYTES);
    struct sha256 h = sha256_of(b.p, b.n);
    return sha256_hex(&h, hex);
}

static bool type_ok(const char *s)
{
    size_t n = strlen(s);
    return n >= 1 && n <= 5 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789") == n;
}

/* One line of text: what goes into names, notes and tables. */
static bool line_ok(const char *s)
{
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            return false;
    return utf8_valid(s, strlen(s));
}

static enum st check(const struct package *p, struct err *e)
{
    if (!*p->number || !line_ok(p->number) || !line_ok(p->title) || !line_ok(p->organ))
        return err_set(e, ST_INVALID, "number", "案卷要有编号，编号和题名不能换行");
    if (p->n_papers > PACKAGE_MAX_FILES || p->n_events > PACKAGE_MAX_EVENTS)
        return err_set(e, ST_TOO_BIG, "", "案卷超过 %d 件材料或 %d 条记录，请分卷",
            PACKAGE_MAX_FILES, PACKAGE_MAX_EVENTS);
    for (size_t i = 0; i < p->n_papers; i++) {
        const struct package_paper *q = &p->papers[i];
        if (!*q->title || !line_ok(q->title) || !line_ok(q->number) || !type_ok(q->type))
            return err_set(e, ST_INVALID, "papers", "第 %zu 件材料没有题名或文件类型不对", i + 1);
    }
    return ST_OK;
}

/* Letters, digits and Han of the title; nothing that a file system reads otherwise. */
static void add_plain(struct buf *b, const char *title)
{
    const char *p = title, *end = title + strlen(title);
    for (size_t n = 0; p < end && n < TITLE_CHARS;) {
        uint32_t cp = utf8_next(&p, end);
        bool plain =
            cp < 0x80 ? isalnum((int)cp) != 0 : utf8_is_han(cp) || cp == 0x3014 || cp == 0x3015;
        if (plain) {
            buf_addcp(b, cp);
            n++;
        }
    }
}

static void name_papers(struct writer *w)
{
    w->names = ARENA_ARRAY(w->a, const char *, w->p->n_papers);
    for (size_t i = 0; i < w->p->n_papers; i++) {
        const struct package_paper *q = &w->p->papers[i];
        struct buf b;
        buf_init(&b, 0);
        buf_addf(&b, "卷/%03zu-%02d-", i + 1, q->order);
        add_plain(&b, q->title);
        buf_addf(&b, ".%s", q->type);
        w->names[i] = keep(w->a, &b).p;
    }
}

static enum st write_events(struct writer *w, struct paper_bytes *out, struct err *e)
{
    struct buf b;
    char hash[SHA256_HEX_BYTES];
    const struct json *j;
    enum st st = ST_OK;
    buf_init(&b, PACKAGE_MAX_BYTES);
    memcpy(w->head, PACKAGE_NO_HASH, sizeof w->head);
    for (size_t i = 0; !st && i < w->p->n_events; i++) {
        const char *body = w->p->events[i].body;
        st = json_parse(w->a, body, strlen(body), &j, e);
        if (!st && (json_kind(j) != JSON_OBJECT || strpbrk(body, "\r\n")))
            st = err_set(e, ST_INVALID, "events", "第 %zu 条记录不是一行 JSON 对象", i + 1);
        package_event_hash(w->head, body, strlen(body), hash);
        buf_addf(&b, "{\"prev\":\"%s\",\"hash\":\"%s\",\"body\":", w->head, hash);
        buf_adds(&b, body);
        buf_adds(&b, "}\n");
        memcpy(w->head, hash, sizeof hash);
    }
    if (!st && buf_failed(&b))
        st = err_set(e, ST_TOO_BIG, "", "案卷的记录太长，请分卷");
    *out = keep(w->a, &b);
    return st;
}

static void add_file_pairs(
    struct buf *b, struct arena *a, const char *name, struct paper_bytes bytes)
{
    jw_pair(b, "file", name);
    jw_pair_int(b, "bytes", (int64_t)bytes.n);
    jw_pair(b, "sha256", hex_of(a, bytes));
}

static void add_paper(struct buf *b, struct writer *w, size_t i)
{
    const struct package_paper *q = &w->p->papers[i];
    char day[11];
    buf_adds(b, i ? ",\n{" : "\n{");
    jw_pair_int(b, "order", q->order);
    jw_pair(b, "title", q->title);
    jw_pair(b, "number", q->number);
    jw_pair(b, "date", day_text(q->date, day));
    jw_pair_int(b, "pages", q->pages);
    jw_pair_bool(b, "mandatory", q->mandatory);
    add_file_pairs(b, w->a, w->names[i], q->file);
    buf_addc(b, '}');
}

static struct paper_bytes write_manifest(
    struct writer *w, struct paper_bytes index, struct paper_bytes events)
{
    const struct package *p = w->p;
    struct buf b;
    char when[26];
    buf_init(&b, 0);
    buf_addc(&b, '{');
    jw_pair(&b, "format", PACKAGE_FORMAT);
    jw_pair(&b, "number", p->number);
    jw_pair(&b, "title", p->title);
    jw_pair(&b, "organ", p->organ);
    jw_pair(&b, "made_at", time_rfc3339(p->made_at, when));
    buf_adds(&b, ",\n\"papers\":[");
    for (size_t i = 0; i < p->n_papers; i++)
        add_paper(&b, w, i);
    buf_adds(&b, "],\n\"missing\":[");
    for (size_t i = 0; i < p->n_gaps; i++) {
        buf_adds(&b, i ? ",\n{" : "\n{");
        jw_pair_int(&b, "order", p->gaps[i].order);
        jw_pair(&b, "title", p->gaps[i].title);
        jw_pair(&b, "why", p->gaps[i].why);
        buf_addc(&b, '}');
    }
    buf_adds(&b, "],\n\"index\":{");
    add_file_pairs(&b, w->a, PACKAGE_INDEX, index);
    if (p->bound.n) {
        buf_adds(&b, "},\n\"bound\":{");
        add_file_pairs(&b, w->a, PACKAGE_BOUND, p->bound);
    }
    buf_adds(&b, "},\n\"events\":{");
    add_file_pairs(&b, w->a, PACKAGE_EVENTS, events);
    jw_pair_int(&b, "count", (int64_t)p->n_events);
    jw_pair(&b, "head", w->head);
    buf_adds(&b, "}}\n");
    return keep(w->a, &b);
}

/* The form of sha256sum, for everybody who has no gongkai. */
static struct paper_bytes write_sums(struct writer *w)
{
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < w->n_parts; i++)
        buf_addf(&b, "%s  %s\n", hex_of(w->a, w->parts[i].bytes), w->parts[i].name);
    return keep(w->a, &b);
}

static struct paper_bytes text_bytes(const char *s)
{
    return (struct paper_bytes){s, strlen(s)};
}

static enum st gather(struct writer *w, struct err *e)
{
    struct paper_bytes index, events;
    struct buf b;
    enum st st = write_events(w, &events, e);
    if (st)
        return st;
    buf_init(&b, 0);
    package_index(&b, w->p, w->names);
    index = keep(w->a, &b);
    struct paper_bytes manifest = write_manifest(w, index, events);
    add_part(w, PACKAGE_MANIFEST, manifest);
    add_part(w, PACKAGE_INDEX, index);
    add_part(w, PACKAGE_EVENTS, events);
    if (w->p->bound.n)
        add_part(w, PACKAGE_BOUND, w->p->bound);
    for (size_t i = 0; i < w->p->n_papers; i++)
        add_part(w, w->names[i], w->p->papers[i].file);
    struct paper_bytes sums = write_sums(w);
    const struct package_key *k = &w->p->key;
    struct package_verifier v = {.name = k->name};
    memcpy(v.public, k->public, sizeof v.public);
    memcpy(v.mark, k->mark, sizeof v.mark);
    const char *text = package_note_text(
        w->a, k->name, w->p->number, hex_of(w->a, manifest), w->p->n_events, w->head);
    add_part(w, PACKAGE_SUMS, sums);
    add_part(w, PACKAGE_CHECKPOINT, text_bytes(package_note_sign(w->a, k, text)));
    add_part(
        w, PACKAGE_KEY, text_bytes(arena_printf(w->a, "%s\n", package_verifier_write(w->a, &v))));
    return ST_OK;
}

static bool pack_part(zip_t *z, const struct part *part)
{
    zip_source_t *s = zip_source_buffer(z, part->bytes.p, part->bytes.n, 0);
    zip_int64_t at = s ? zip_file_add(z, part->name, s, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        zip_source_free(s);
        return false;
    }
    return zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0 &&
           zip_file_set_dostime(z, (zip_uint64_t)at, 0, ZIP_DATE, 0) == 0 &&
           zip_file_set_external_attributes(
               z, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16) == 0;
}

/* libzip frees the buffer it grew; the arena keeps a copy. */
static bool pack(struct writer *w, struct paper_bytes *out)
{
    zip_source_t *buffer = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = buffer ? zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, NULL) : NULL;
    bool ok = z != NULL;
    zip_stat_t s = {0};
    if (buffer)
        zip_source_keep(buffer);
    for (size_t i = 0; ok && i < w->n_parts; i++)
        ok = pack_part(z, &w->parts[i]);
    if (z && (!ok || zip_close(z) != 0)) {
        zip_discard(z);
        ok = false;
    }
    ok = ok && zip_source_stat(buffer, &s) == 0 && zip_source_open(buffer) == 0;
    char *p = ok ? arena_alloc(w->a, s.size) : NULL;
    ok = ok && zip_source_read(buffer, p, s.size) == (zip_int64_t)s.size;
    *out = (struct paper_bytes){p, ok ? (size_t)s.size : 0};
    zip_source_free(buffer);
    return ok;
}

enum st package_write(
    struct arena *a, const struct package *p, struct paper_bytes *zip, struct err *e)
{
    struct writer w = {.a = a, .p = p};
    enum st st = check(p, e);
    if (st)
        return st;
    w.parts = ARENA_ARRAY(a, struct part, p->n_papers + 7);
    name_papers(&w);
    st = gather(&w, e);
    if (st)
        return st;
    if (w.total > PACKAGE_MAX_BYTES / 2)
        return err_set(e, ST_TOO_BIG, "", "案卷超过 512 MB，请降低扫描分辨率或分卷");
    return pack(&w, zip) ? ST_OK : err_set(e, ST_BROKEN, "", "案卷没有写成，请重试");
}
