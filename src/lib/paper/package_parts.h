/* What the writer and the prover of packages share: names, the chain of events, the signed note.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_PACKAGE_PARTS_H
#define PAPER_PACKAGE_PARTS_H

#include <zip.h>

#include "lib/base/buf.h"
#include "lib/paper/package.h"

#define PACKAGE_FORMAT "gongkai-casefile/1"
#define PACKAGE_MANIFEST "manifest.json"
#define PACKAGE_SUMS "manifest.sha256"
#define PACKAGE_CHECKPOINT "checkpoint"
#define PACKAGE_KEY "key.txt"
#define PACKAGE_EVENTS "events.jsonl"
#define PACKAGE_INDEX "卷内目录.html"
#define PACKAGE_BOUND "案卷.pdf"
#define PACKAGE_NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"

/* The table of contents for people: a page that needs nothing else. `names`: the file of each
 * paper within the package. */
void package_index(struct buf *out, const struct package *p, const char *const *names);

/* SHA-256(prev "\n" body), hex. prev: the hash of the event before, PACKAGE_NO_HASH for the first.
 */
char *package_event_hash(
    const char *prev, const char *body, size_t n, char out[static SHA256_HEX_BYTES]);

/* What is signed. */
const char *package_note_text(struct arena *a, const char *key_name, const char *number,
    const char *manifest_hex, size_t n_events, const char *head_hex);
/* The text with its signature line. */
const char *package_note_sign(struct arena *a, const struct package_key *k, const char *text);

struct package_verifier {
    const char *name;
    unsigned char mark[4], public[32];
};
/* "name+mark+base64"; false when malformed or when the mark is not that of the key. */
bool package_verifier_read(struct arena *a, const char *line, struct package_verifier *out);
const char *package_verifier_write(struct arena *a, const struct package_verifier *v);
/* True when the note is exactly this text, signed by this key. */
bool package_note_holds(
    struct arena *a, const struct package_verifier *v, const char *note, const char *text);

/* Findings of one proof. */
struct package_faults {
    struct arena *a;
    const char **rows;
    size_t n, cap;
};
/* Control characters become ?, so that it is one line; returns s. */
const char *package_line(char *s);
void package_fault(struct package_faults *f, const char *fmt, ...) PRINTF(2, 3);

/* One file in the ZIP. */
struct layout_entry {
    const char *name;
    uint64_t size, packed; /* as the directory says */
    uint64_t from, to;     /* bytes of the archive, header included */
    bool streamed;         /* its sizes follow the data */
    bool used;             /* the manifest knows it */
};
struct layout {
    struct layout_entry *rows;
    size_t n;
};
/* Walks the directory without unpacking anything. False: no ZIP at all, or one that could not be
 * walked (a fault says why). Every bound broken, name that may not be, double, overlap, gap or
 * trailing byte is a fault; `safe` tells whether the contents may be read. */
bool layout_read(struct package_faults *f, struct paper_bytes zip, struct layout *out, bool *safe);

#endif
