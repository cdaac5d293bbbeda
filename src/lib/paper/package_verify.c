/* Proving a package: layout, manifest, each file, the chain of events, the signature.
 *
 * SPDX-License-Identifier: MIT */
#include <sodium.h>
#include <string.h>

#include "lib/base/json.h"
#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/paper/docx_parts.h"
#include "lib/paper/package_parts.h"

#define TEXT_MAX_BYTES ((uint64_t)64 << 20) /* of the manifest and of the log */

struct proof {
    struct arena *a;
    struct package_faults f;
    struct layout layout;
    struct map *entries; /* name → struct layout_entry */
    zip_t *zip;
    const struct json *manifest;
    char manifest_hex[SHA256_HEX_BYTES];
    char head[SHA256_HEX_BYTES];
    size_t n_events;
    struct buf sums; /* what manifest.sha256 must say */
    const char *fingerprint;
};

static struct layout_entry *find(struct proof *p, const char *name)
{
    return map_find(p->entries, name);
}

/* Streams an entry: its digest, and its content when `keep` is given. False: a fault was told. */
static bool read_entry(
    struct proof *p, const struct layout_entry *e, struct buf *keep, struct sha256 *digest)
{
    char piece[65536];
    zip_int64_t got = -1;
    uint64_t total = 0;
    crypto_hash_sha256_state s;
    zip_file_t *f = zip_fopen_index(p->zip, (zip_uint64_t)(e - p->layout.rows), 0);
    crypto_hash_sha256_init(&s);
    while (f && total <= e->size && (got = zip_fread(f, piece, sizeof piece)) > 0) {
        total += (uint64_t)got;
        crypto_hash_sha256_update(&s, (const unsigned char *)piece, (uint64_t)got);
        if (keep)
            buf_add(keep, piece, (size_t)got);
    }
    bool ok = f && zip_fclose(f) == 0 && got == 0 && total == e->size;
    if (!ok)
        package_fault(&p->f, "%s：内容已损坏，不能展开", e->name);
    crypto_hash_sha256_final(&s, digest->b);
    return ok;
}

/* A whole text in the arena, NULL when missing (a fault unless optional) or unreadable. */
static const char *read_text(struct proof *p, const char *name, size_t *n)
{
    struct layout_entry *e = find(p, name);
    struct sha256 digest;
    struct buf b;
    if (!e) {
        package_fault(&p->f, "%s：缺少这个文件", name);
        return NULL;
    }
    e->used = true;
    if (e->size > TEXT_MAX_BYTES) {
        package_fault(&p->f, "%s：超过 64 MB", name);
        return NULL;
    }
    buf_init(&b, TEXT_MAX_BYTES + 65536);
    bool ok = read_entry(p, e, &b, &digest);
    const char *text = arena_strndup(p->a, buf_str(&b), b.n);
    *n = b.n;
    buf_release(&b);
    if (ok && memchr(text, '\0', *n)) {
        package_fault(&p->f, "%s：不是文本", name);
        ok = false;
    }
    return ok ? text : NULL;
}

/* One file that the manifest names: there, of this size, of this digest. */
static void check_file(struct proof *p, const struct json *row, const char *what)
{
    const char *name = json_get_text(row, "file"), *want = json_get_text(row, "sha256");
    struct layout_entry *e = find(p, name);
    struct sha256 digest;
    char hex[SHA256_HEX_BYTES];
    buf_addf(&p->sums, "%s  %s\n", want, name);
    if (!*name || !e) {
        package_fault(&p->f, "%s：缺少这个文件%s%s", *name ? name : "（没有文件名）",
            *what ? "，题名 " : "", what);
        return;
    }
    if (e->used) {
        package_fault(&p->f, "%s：清单里不止一次提到这个文件", name);
        return;
    }
    e->used = true;
    if ((int64_t)e->size != json_get_int(row, "bytes", -1))
        package_fault(&p->f, "%s：大小与清单不符（清单 %lld 字节，实际 %llu 字节）", name,
            (long long)json_get_int(row, "bytes", -1), (unsigned long long)e->size);
    else if (read_entry(p, e, NULL, &digest) && strcmp(sha256_hex(&digest, hex), want) != 0)
        package_fault(&p->f, "%s：内容与清单不符", name);
}

/* A part that has one name only. */
static void check_fixed(struct proof *p, const char *key, const char *name)
{
    const struct json *row = json_get(p->manifest, key);
    if (strcmp(json_get_text(row, "file"), name) == 0)
        check_file(p, row, "");
    else
        package_fault(&p->f, PACKAGE_MANIFEST "：没有写明 %s", name);
}

static void check_papers(struct proof *p)
{
    const struct json *papers = json_get(p->manifest, "papers");
    int64_t before = 0;
    for (size_t i = 0; i < json_count(papers); i++) {
        const struct json *row = json_at(papers, i);
        int64_t order = json_get_int(row, "order", -1);
        if (order < before || order < 1)
            package_fault(&p->f, "清单第 %zu 件：顺序号不对", i + 1);
        before = order;
        check_file(p, row, json_get_text(row, "title"));
    }
}

/* A line of the log: {"prev":"64 digits","hash":"64 digits","body":…}. */
#define LINE_PREV "{\"prev\":\""
#define LINE_HASH "\",\"hash\":\""
#define LINE_BODY "\",\"body\":"

static bool split_line(const char *line, size_t n, char prev[static SHA256_HEX_BYTES],
    char hash[static SHA256_HEX_BYTES])
{
    size_t a = strlen(LINE_PREV), b = a + 64 + strlen(LINE_HASH), c = b + 64 + strlen(LINE_BODY);
    if (n < c + 3 || memcmp(line, LINE_PREV, a) != 0 ||
        memcmp(line + a + 64, LINE_HASH, strlen(LINE_HASH)) != 0 ||
        memcmp(line + b + 64, LINE_BODY, strlen(LINE_BODY)) != 0 || line[n - 1] != '}')
        return false;
    memcpy(prev, line + a, 64);
    memcpy(hash, line + b, 64);
    prev[64] = hash[64] = '\0';
    return true;
}

static void check_event(struct proof *p, const char *line, size_t n)
{
    char prev[SHA256_HEX_BYTES], hash[SHA256_HEX_BYTES], real[SHA256_HEX_BYTES];
    size_t body = strlen(LINE_PREV LINE_HASH LINE_BODY) + 128, at = p->n_events + 1;
    p->n_events++;
    if (!split_line(line, n, prev, hash)) {
        package_fault(&p->f, PACKAGE_EVENTS " 第 %zu 行：格式不对", at);
        return;
    }
    if (strcmp(prev, p->head) != 0)
        package_fault(&p->f, PACKAGE_EVENTS " 第 %zu 行：与上一行不衔接", at);
    else if (strcmp(package_event_hash(prev, line + body, n - body - 1, real), hash) != 0)
        package_fault(&p->f, PACKAGE_EVENTS " 第 %zu 行：内容被改动", at);
    memcpy(p->head, hash, sizeof hash);
}

static void check_events(struct proof *p)
{
    const struct json *row = json_get(p->manifest, "events");
    size_t n = 0;
    bool there = find(p, PACKAGE_EVENTS) != NULL;
    check_fixed(p, "events", PACKAGE_EVENTS);
    memcpy(p->head, PACKAGE_NO_HASH, sizeof p->head);
    const char *text = there ? read_text(p, PACKAGE_EVENTS, &n) : NULL;
    const char *line = text ? text : "", *end = line + (text ? n : 0);
    while (line < end) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        check_event(p, line, (size_t)(stop - line));
        line = stop + 1;
    }
    if (text && (json_get_int(row, "count", -1) != (int64_t)p->n_events ||
                    strcmp(json_get_text(row, "head"), p->head) != 0))
        package_fault(&p->f, PACKAGE_EVENTS "：条数或末尾与清单不符（清单 %lld 条，实际 %zu 条）",
            (long long)json_get_int(row, "count", -1), p->n_events);
}

static bool read_manifest(struct proof *p)
{
    size_t n;
    struct err e;
    const char *text = read_text(p, PACKAGE_MANIFEST, &n);
    if (!text)
        return false;
    struct sha256 h = sha256_of(text, n);
    sha256_hex(&h, p->manifest_hex);
    if (json_parse(p->a, text, n, &p->manifest, &e) != ST_OK ||
        json_kind(p->manifest) != JSON_OBJECT ||
        strcmp(json_get_text(p->manifest, "format"), PACKAGE_FORMAT) != 0 ||
        json_count(json_get(p->manifest, "papers")) > PACKAGE_MAX_FILES) {
        package_fault(&p->f, PACKAGE_MANIFEST "：读不懂这份清单");
        return false;
    }
    buf_addf(&p->sums, "%s  " PACKAGE_MANIFEST "\n", p->manifest_hex);
    return true;
}

static void check_sums(struct proof *p)
{
    size_t n;
    const char *text = read_text(p, PACKAGE_SUMS, &n);
    if (!text)
        return;
    if (strncmp(text, p->manifest_hex, 64) != 0)
        package_fault(&p->f, PACKAGE_MANIFEST "：与 " PACKAGE_SUMS " 不符");
    else if (n != p->sums.n || memcmp(text, buf_str(&p->sums), n) != 0)
        package_fault(&p->f, PACKAGE_SUMS "：与清单不符");
}

static void check_note(struct proof *p, const struct package_verifier *v)
{
    size_t n;
    const char *note = read_text(p, PACKAGE_CHECKPOINT, &n);
    const struct json *events = json_get(p->manifest, "events");
    int64_t count = json_get_int(events, "count", 0);
    const char *text = package_note_text(p->a, v->name, json_get_text(p->manifest, "number"),
        p->manifest_hex, count > 0 ? (size_t)count : 0, json_get_text(events, "head"));
    if (!note)
        return;
    if (strncmp(note, text, strlen(text)) != 0)
        package_fault(&p->f, PACKAGE_CHECKPOINT "：签名的不是这份清单");
    else if (!package_note_holds(p->a, v, note, text))
        package_fault(&p->f, PACKAGE_CHECKPOINT "：签名不对");
}

static void check_signature(struct proof *p, const char *key)
{
    size_t n;
    struct package_verifier v;
    const char *line = read_text(p, PACKAGE_KEY, &n);
    struct layout_entry *note = find(p, PACKAGE_CHECKPOINT);
    if (note)
        note->used = true; /* without a key it cannot be judged, but it is no stranger */
    if (!line)
        return;
    if (n && line[n - 1] == '\n')
        line = arena_strndup(p->a, line, n - 1);
    if (!package_verifier_read(p->a, line, &v)) {
        package_fault(&p->f, PACKAGE_KEY "：不是签名公钥");
        return;
    }
    struct sha256 h = sha256_of(v.public, sizeof v.public);
    p->fingerprint = sha256_hex(&h, arena_alloc(p->a, SHA256_HEX_BYTES));
    if (*key && strcmp(key, line) != 0)
        package_fault(&p->f, PACKAGE_KEY "：不是指定的签名公钥");
    check_note(p, &v);
}

/* Folders that other programs add are no files. */
static void check_extra(struct proof *p)
{
    for (size_t i = 0; i < p->layout.n; i++) {
        const struct layout_entry *e = &p->layout.rows[i];
        bool folder = e->size == 0 && *e->name && e->name[strlen(e->name) - 1] == '/';
        if (!e->used && !folder)
            package_fault(&p->f, "%s：清单里没有这个文件", e->name);
    }
}

static void check_all(struct proof *p, const char *key)
{
    if (read_manifest(p)) {
        check_fixed(p, "index", PACKAGE_INDEX);
        check_events(p);
        if (json_get(p->manifest, "bound"))
            check_fixed(p, "bound", PACKAGE_BOUND);
        check_papers(p);
        check_sums(p);
        check_signature(p, key);
        check_extra(p);
    }
}

/* Ours, even when its manifest was taken out. */
static bool looks_like_one(const struct layout *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->rows[i].name, PACKAGE_MANIFEST) == 0 ||
            strcmp(l->rows[i].name, PACKAGE_SUMS) == 0 || strcmp(l->rows[i].name, PACKAGE_KEY) == 0)
            return true;
    return false;
}

static const char *summary(const struct proof *p)
{
    const struct json *gaps = json_get(p->manifest, "missing");
    const char *f = p->fingerprint;
    return package_line(arena_printf(p->a,
        "%s：材料 %zu 件、办理记录 %zu 条，全部与清单和签名相符%s；签名密钥指纹 "
        "%.8s %.8s %.8s %.8s",
        json_get_text(p->manifest, "number"), json_count(json_get(p->manifest, "papers")),
        p->n_events,
        json_count(gaps) ? arena_printf(p->a, "；另注明尚缺 %zu 件", json_count(gaps)) : "", f,
        f + 8, f + 16, f + 24));
}

static void prove(struct proof *p, struct paper_bytes zip, const char *key)
{
    p->entries = map_new(p->a);
    for (size_t i = 0; i < p->layout.n; i++)
        map_set(p->entries, p->layout.rows[i].name, &p->layout.rows[i]);
    buf_init(&p->sums, TEXT_MAX_BYTES);
    p->zip = paper_zip_open(zip);
    if (p->zip)
        check_all(p, key);
    else
        package_fault(&p->f, "压缩包已损坏，不能展开");
    if (p->zip)
        zip_discard(p->zip);
    buf_release(&p->sums);
}

struct package_proof package_verify(struct arena *a, struct paper_bytes zip, const char *key)
{
    struct proof p = {.a = a, .f = {.a = a}, .fingerprint = ""};
    struct package_proof out = {.is_package = false, .summary = "", .fingerprint = ""};
    bool safe, walked = layout_read(&p.f, zip, &p.layout, &safe);
    if (!walked || !looks_like_one(&p.layout)) {
        const char *why = walked ? "压缩包里没有案卷清单" : "不是压缩包，或者不完整";
        const char **one = ARENA_NEW(a, const char *);
        *one = arena_printf(a, "这不是案卷包：%s", p.f.n ? p.f.rows[0] : why);
        out.faults = one;
        out.n_faults = 1;
        return out;
    }
    if (safe)
        prove(&p, zip, key);
    out = (struct package_proof){true, p.f.rows, p.f.n, p.f.n ? "" : summary(&p), p.fingerprint};
    return out;
}
