/* Content of an edition: what a person writes, and the metadata of publishing.md §3.4.
 *
 * Content is immutable once frozen into an edition; its digest is what the journal and the public
 * log prove. Metadata travels as one canonical JSON text.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_CONTENT_H
#define RECORD_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/buf.h"
#include "lib/base/date.h"
#include "lib/base/hash.h"
#include "lib/base/json.h"

struct event { /* one step in the life of a text: 通过、修正 … */
    const char *date, *text;
};

struct attachment {
    const char *sha256; /* 64 hex digits: the file's name in the store */
    const char *name;   /* as shown and downloaded */
    const char *mime;
    int64_t size_bytes;
};

struct meta {
    const char *index_no;   /* 索引号 */
    const char *doc_no;     /* 发文字号, canonical form */
    const char *issuer;     /* 发文机关 */
    const char *subject;    /* 主题分类 "综合政务\政务公开" */
    const char *genre;      /* 体裁 */
    const char *open_mode;  /* 主动公开 | 依申请公开 | 不予公开 */
    const char *open_limit; /* 公开时限: 长期, or the last day "2020-12-31"; "" not given */
    const char *validity; /* 有效 | 未施行 | 已修改 | 废止 | 失效, "" for what is no document */
    const char *source;     /* 来源, as shown */
    const char *source_url; /* where it was taken from */
    const char *author, *keywords, *region;
    const char *basis;  /* legal basis of the disclosure decision, in words */
    const char *clause; /* key of the clause it rests on, "N16-2" */
    struct day formed_on, effective_on, abolished_on;
    const struct event *events;
    size_t n_events;
    const struct attachment *files;
    size_t n_files;
};

struct content {
    const char *title, *summary, *body_html;
    struct meta meta;
};

/* RULE R-LIMIT: nothing given, 长期, or a day that exists. */
bool open_limit_known(const char *limit);
/* The last day on which it is to be public; none when there is none. */
struct day open_limit_day(const char *limit);

/* Everything "", no dates: the start of a new draft. */
void content_init(struct content *c);
/* Canonical JSON: fixed key order, empty members left out. */
void meta_write(struct buf *b, const struct meta *m);
/* Reads what meta_write wrote; members that are absent become "". Valid as long as the arena. */
enum st meta_read(struct arena *a, const char *json, struct meta *out, struct err *e) MUST_CHECK;
/* SHA-256 over the length-prefixed fields; meta_json as written by meta_write. */
struct sha256 content_digest(
    const char *title, const char *summary, const char *body_html, const char *meta_json);

#endif
