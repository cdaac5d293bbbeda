/* A package of papers that proves itself: one ZIP with the files, a table of contents, the log of
 * events as a hash chain, a manifest of digests and a signature (docs/casefile.md).
 *
 * In the ZIP: manifest.json; manifest.sha256, which `sha256sum -c` checks; checkpoint, a signed
 * note over the manifest and the head of the chain; key.txt, the key it is signed with;
 * events.jsonl; 卷内目录.html; 案卷.pdf, all papers bound, where there is one; the papers under
 * 卷/. Equal input gives equal bytes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_PACKAGE_H
#define PAPER_PACKAGE_H

#include "lib/base/date.h"
#include "lib/base/hash.h"
#include "lib/paper/pages.h"

#define PACKAGE_MAX_BYTES ((size_t)1 << 30) /* packed and unpacked */
#define PACKAGE_MAX_FILES 5000
#define PACKAGE_MAX_EVENTS 100000

struct package_paper {
    int order;          /* place in the table of contents, from 1; papers come in this order */
    const char *title;  /* "" is refused */
    const char *number; /* document number or "" */
    struct day date;    /* may be none */
    int pages;          /* 0 when unknown */
    bool mandatory;
    const char *type; /* extension: 1 … 5 of a–z 0–9 */
    struct paper_bytes file;
};

struct package_gap {
    int order;
    const char *title, *why;
};

struct package_event {
    const char *body; /* JSON object text without line breaks: when, who, what */
};

/* Ed25519 in the form of signed notes (C2SP): the name of the key and its 4-byte mark. */
struct package_key {
    const char *name;                            /* "www.shizong.gov.cn/log" */
    const unsigned char *secret, *public, *mark; /* 64, 32, 4 bytes */
};

struct package {
    const char *number, *title, *organ;
    int64_t made_at; /* UTC seconds */
    const struct package_paper *papers;
    size_t n_papers;
    const struct package_gap *gaps; /* mandatory papers that are missing */
    size_t n_gaps;
    const struct package_event *events;
    size_t n_events;
    struct paper_bytes bound; /* all papers as one PDF (lib/paper/bind.h), or empty */
    struct package_key key;
};

/* The ZIP, in the arena. ST_INVALID: a paper without title or with a bad type, an event that is no
 * JSON object; ST_TOO_BIG: over a bound. */
enum st package_write(
    struct arena *a, const struct package *p, struct paper_bytes *zip, struct err *e) MUST_CHECK;

struct package_proof {
    bool is_package;           /* false: some other file; the only line says so */
    const char *const *faults; /* one Chinese line for each place that does not hold */
    size_t n_faults;
    const char *summary;     /* one line, when all holds */
    const char *fingerprint; /* SHA-256 of the public key, hex; "" when there is none */
};

/* Proves a package by itself. Bounded whatever the bytes are: nothing is unpacked beyond its
 * declared size, and not at all above PACKAGE_MAX_BYTES, 200:1 or PACKAGE_MAX_FILES. `key`: the
 * verifier key ("name+mark+base64") that must have signed, or "" to accept the one inside. */
struct package_proof package_verify(struct arena *a, struct paper_bytes zip, const char *key);

#endif
