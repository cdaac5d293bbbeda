/* Fuzzing the package prover: the bytes as a ZIP; as manifest, log and note inside a good ZIP.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "lib/paper/package_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void prove(struct arena *a, const void *p, size_t n)
{
    struct package_proof proof = package_verify(a, (struct paper_bytes){p, n}, "");
    if (!proof.is_package && proof.n_faults != 1)
        abort();
    if (proof.is_package && !proof.n_faults && !*proof.summary)
        abort();
    for (size_t i = 0; i < proof.n_faults; i++)
        if (strpbrk(proof.faults[i], "\r\n"))
            abort();
}

static void put(zip_t *z, const char *name, const void *p, size_t n)
{
    zip_source_t *s = zip_source_buffer(z, p, n, 0);
    if (zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8) < 0)
        zip_source_free(s);
}

static void wrapped(struct arena *a, const char *const *names, const uint8_t *data, size_t size)
{
    zip_source_t *buffer = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *z = zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    zip_stat_t s;
    zip_source_keep(buffer);
    for (; *names; names++)
        put(z, *names, data, size);
    if (zip_close(z) != 0)
        zip_discard(z);
    else if (zip_source_stat(buffer, &s) == 0 && zip_source_open(buffer) == 0) {
        char *p = arena_alloc(a, s.size);
        if (zip_source_read(buffer, p, s.size) == (zip_int64_t)s.size)
            prove(a, p, s.size);
    }
    zip_source_free(buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const all[] = {PACKAGE_MANIFEST, PACKAGE_EVENTS, PACKAGE_KEY,
        PACKAGE_CHECKPOINT, PACKAGE_SUMS, "卷/001-02-a.pdf", NULL};
    struct arena *a = arena_new();
    struct package_verifier v;
    prove(a, data, size);
    wrapped(a, all, data, size);
    char *text = arena_strndup(a, (const char *)data, size);
    if (package_verifier_read(a, text, &v) && strcmp(package_verifier_write(a, &v), text) != 0)
        abort();
    arena_free(&a);
    return 0;
}
