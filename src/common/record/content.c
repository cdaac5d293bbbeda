/* Content: metadata as canonical JSON, and the digest of an edition.
 *
 * One table names every text and date member once; writing and reading both walk it.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/content.h"

#include <openssl/evp.h>
#include <string.h>

struct text_member {
    const char *key;
    size_t offset;
};

static const struct text_member texts[] = {
    {"index_no", offsetof(struct meta, index_no)},
    {"doc_no", offsetof(struct meta, doc_no)},
    {"issuer", offsetof(struct meta, issuer)},
    {"subject", offsetof(struct meta, subject)},
    {"genre", offsetof(struct meta, genre)},
    {"open_mode", offsetof(struct meta, open_mode)},
    {"validity", offsetof(struct meta, validity)},
    {"source", offsetof(struct meta, source)},
    {"source_url", offsetof(struct meta, source_url)},
    {"author", offsetof(struct meta, author)},
    {"keywords", offsetof(struct meta, keywords)},
    {"region", offsetof(struct meta, region)},
    {"basis", offsetof(struct meta, basis)},
    {"clause", offsetof(struct meta, clause)},
    {"open_limit", offsetof(struct meta, open_limit)},
};
static const struct text_member days[] = {
    {"formed_on", offsetof(struct meta, formed_on)},
    {"effective_on", offsetof(struct meta, effective_on)},
    {"abolished_on", offsetof(struct meta, abolished_on)},
};

struct day open_limit_day(const char *limit)
{
    return day_parse(limit);
}

/* RULE R-LIMIT */
bool open_limit_known(const char *limit)
{
    return !*limit || !strcmp(limit, "长期") || day_given(day_parse(limit));
}

static const char **text_at(struct meta *m, size_t offset)
{
    return (const char **)(void *)((char *)m + offset);
}

static struct day *day_member(struct meta *m, size_t offset)
{
    return (struct day *)(void *)((char *)m + offset);
}

void content_init(struct content *c)
{
    *c = (struct content){.title = "", .summary = "", .body_html = ""};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        *text_at(&c->meta, texts[i].offset) = "";
    for (size_t i = 0; i < COUNT_OF(days); i++)
        *day_member(&c->meta, days[i].offset) = day_none();
}

static void write_lists(struct buf *b, const struct meta *m)
{
    if (m->n_events) {
        jw_key(b, "events");
        buf_addc(b, '[');
        for (size_t i = 0; i < m->n_events; i++) {
            jw_comma(b);
            buf_addc(b, '{');
            jw_pair(b, "date", m->events[i].date);
            jw_pair(b, "text", m->events[i].text);
            buf_addc(b, '}');
        }
        buf_addc(b, ']');
    }
    if (m->n_files) {
        jw_key(b, "files");
        buf_addc(b, '[');
        for (size_t i = 0; i < m->n_files; i++) {
            jw_comma(b);
            buf_addc(b, '{');
            jw_pair(b, "sha256", m->files[i].sha256);
            jw_pair(b, "name", m->files[i].name);
            jw_pair(b, "mime", m->files[i].mime);
            jw_pair_int(b, "size", m->files[i].size_bytes);
            buf_addc(b, '}');
        }
        buf_addc(b, ']');
    }
}

void meta_write(struct buf *b, const struct meta *m)
{
    struct meta *in = (struct meta *)(uintptr_t)m; /* the offsets only read */
    char day[11];
    buf_addc(b, '{');
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const char *s = *text_at(in, texts[i].offset);
        if (s && *s)
            jw_pair(b, texts[i].key, s);
    }
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        struct day d = *day_member(in, days[i].offset);
        if (day_given(d))
            jw_pair(b, days[i].key, day_text(d, day));
    }
    write_lists(b, m);
    buf_addc(b, '}');
}

static void read_lists(struct arena *a, const struct json *j, struct meta *m)
{
    const struct json *list = json_get(j, "events");
    struct event *events = ARENA_ARRAY(a, struct event, json_count(list));
    m->n_events = json_count(list);
    for (size_t i = 0; i < m->n_events; i++)
        events[i] = (struct event){
            json_get_text(json_at(list, i), "date"), json_get_text(json_at(list, i), "text")};
    m->events = events;
    list = json_get(j, "files");
    struct attachment *files = ARENA_ARRAY(a, struct attachment, json_count(list));
    m->n_files = json_count(list);
    for (size_t i = 0; i < m->n_files; i++) {
        const struct json *f = json_at(list, i);
        files[i] = (struct attachment){json_get_text(f, "sha256"), json_get_text(f, "name"),
            json_get_text(f, "mime"), json_get_int(f, "size", 0)};
    }
    m->files = files;
}

enum st meta_read(struct arena *a, const char *json, struct meta *out, struct err *e)
{
    const struct json *j;
    enum st st = json_parse(a, json, strlen(json), &j, e);
    if (st)
        return st;
    *out = (struct meta){.events = NULL};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        *text_at(out, texts[i].offset) = json_get_text(j, texts[i].key);
    for (size_t i = 0; i < COUNT_OF(days); i++)
        *day_member(out, days[i].offset) = day_parse(json_get_text(j, days[i].key));
    read_lists(a, j, out);
    return ST_OK;
}

static void digest_field(EVP_MD_CTX *md, const char *s)
{
    size_t n = strlen(s);
    unsigned char size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i));
    EVP_DigestUpdate(md, size, sizeof size);
    EVP_DigestUpdate(md, s, n);
}

struct sha256 content_digest(
    const char *title, const char *summary, const char *body_html, const char *meta_json)
{
    struct sha256 h;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    if (!md || !EVP_DigestInit_ex(md, EVP_sha256(), NULL))
        die("SHA-256 is not there");
    digest_field(md, title);
    digest_field(md, summary);
    digest_field(md, body_html);
    digest_field(md, meta_json);
    EVP_DigestFinal_ex(md, h.b, NULL);
    EVP_MD_CTX_free(md);
    return h;
}
