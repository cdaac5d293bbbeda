/* The signature of a package, in the form of signed notes (C2SP), and the chain of its events.
 *
 * SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <sodium.h>
#include <string.h>

#include "lib/paper/package_parts.h"

#define ED25519_NOTE 0x01
#define TYPED_BYTES 33 /* kind of key, key */
#define SIGNATURE_BYTES (4 + crypto_sign_BYTES)

char *package_event_hash(
    const char *prev, const char *body, size_t n, char out[static SHA256_HEX_BYTES])
{
    crypto_hash_sha256_state s;
    struct sha256 h;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, (const unsigned char *)prev, strlen(prev));
    crypto_hash_sha256_update(&s, (const unsigned char *)"\n", 1);
    crypto_hash_sha256_update(&s, (const unsigned char *)body, n);
    crypto_hash_sha256_final(&s, h.b);
    return sha256_hex(&h, out);
}

const char *package_note_text(struct arena *a, const char *key_name, const char *number,
    const char *manifest_hex, size_t n_events, const char *head_hex)
{
    return arena_printf(a, "%s/casefile\n%s\nmanifest %s\nevents %zu %s\n", key_name, number,
        manifest_hex, n_events, head_hex);
}

const char *package_note_sign(struct arena *a, const struct package_key *k, const char *text)
{
    unsigned char signature[SIGNATURE_BYTES];
    memcpy(signature, k->mark, 4);
    crypto_sign_detached(signature + 4, NULL, (const unsigned char *)text, strlen(text), k->secret);
    return arena_printf(
        a, "%s\n— %s %s\n", text, k->name, base64_encode(a, signature, sizeof signature));
}

static void mark_of(
    struct arena *a, const char *name, const unsigned char *typed, unsigned char *mark)
{
    size_t n = strlen(name);
    unsigned char *all = arena_alloc(a, n + 1 + TYPED_BYTES);
    memcpy(all, name, n);
    all[n] = '\n';
    memcpy(all + n + 1, typed, TYPED_BYTES);
    struct sha256 h = sha256_of(all, n + 1 + TYPED_BYTES);
    memcpy(mark, h.b, 4);
}

const char *package_verifier_write(struct arena *a, const struct package_verifier *v)
{
    unsigned char typed[TYPED_BYTES] = {ED25519_NOTE};
    memcpy(typed + 1, v->public, 32);
    return arena_printf(a, "%s+%02x%02x%02x%02x+%s", v->name, v->mark[0], v->mark[1], v->mark[2],
        v->mark[3], base64_encode(a, typed, sizeof typed));
}

bool package_verifier_read(struct arena *a, const char *line, struct package_verifier *out)
{
    size_t n = 0, len = strcspn(line, "+");
    const char *mark = line + len, *key;
    if (len == 0 || len > 255 || strlen(mark) < 11 || mark[9] != '+')
        return false;
    key = mark + 10;
    const unsigned char *typed = base64_decode(a, key, &n);
    if (!typed || n != TYPED_BYTES || typed[0] != ED25519_NOTE)
        return false;
    out->name = arena_strndup(a, line, len);
    memcpy(out->public, typed + 1, 32);
    mark_of(a, out->name, typed, out->mark);
    return strcmp(package_verifier_write(a, out), line) == 0;
}

bool package_note_holds(
    struct arena *a, const struct package_verifier *v, const char *note, const char *text)
{
    size_t n = strlen(text), got = 0;
    const char *head = arena_printf(a, "\n— %s ", v->name);
    if (strncmp(note, text, n) != 0 || strncmp(note + n, head, strlen(head)) != 0)
        return false;
    const char *line = note + n + strlen(head), *end = strchr(line, '\n');
    if (!end || end[1] != '\0')
        return false;
    const unsigned char *s = base64_decode(a, arena_strndup(a, line, (size_t)(end - line)), &got);
    return s && got == SIGNATURE_BYTES && memcmp(s, v->mark, 4) == 0 &&
           crypto_sign_verify_detached(s + 4, (const unsigned char *)text, n, v->public) == 0;
}
