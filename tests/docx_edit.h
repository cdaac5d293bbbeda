/* A Word file as an editor would save it: one text of its main part in place of another.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TESTS_DOCX_EDIT_H
#define TESTS_DOCX_EDIT_H

#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "lib/base/arena.h"

static inline const char *docx_edit_main(
    struct arena *a, zip_t *z, const char *from, const char *to)
{
    static char xml[1 << 20];
    zip_file_t *f = zip_fopen(z, "word/document.xml", 0);
    assert_non_null(f);
    zip_int64_t n = zip_fread(f, xml, sizeof xml - 1);
    assert_true(n > 0);
    xml[n] = '\0';
    zip_fclose(f);
    const char *at = strstr(xml, from);
    if (!at)
        fail_msg("no “%s” in %s", from, xml);
    return arena_printf(a, "%.*s%s%s", (int)(at - xml), xml, to, at + strlen(from));
}

/* Changes the file at path; its bytes, in the arena. */
static inline const char *docx_edit(
    struct arena *a, const char *path, const char *from, const char *to, size_t *n)
{
    static char whole[1 << 20];
    zip_t *z = zip_open(path, 0, NULL);
    assert_non_null(z);
    const char *changed = docx_edit_main(a, z, from, to);
    zip_source_t *s = zip_source_buffer(z, changed, strlen(changed), 0);
    assert_true(zip_file_add(z, "word/document.xml", s, ZIP_FL_OVERWRITE) >= 0);
    assert_int_equal(zip_close(z), 0);
    FILE *in = fopen(path, "rb");
    *n = fread(whole, 1, sizeof whole, in);
    fclose(in);
    return arena_strndup(a, whole, *n);
}

#endif
