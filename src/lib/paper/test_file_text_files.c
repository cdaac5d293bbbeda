/* See test_file_text_files.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/test_file_text_files.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

static struct paper_bytes read_back(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END) != 0)
        die("no package was written");
    size_t n = (size_t)ftell(f);
    char *p = arena_alloc(a, n + 1);
    rewind(f);
    if (fread(p, 1, n, f) != n)
        die("the package cannot be read");
    fclose(f);
    unlink(path);
    return (struct paper_bytes){p, n};
}

static struct paper_bytes write_package(
    struct arena *a, const struct test_part *parts, size_t n, bool locked)
{
    char path[] = "/tmp/gongkai-package-XXXXXX";
    int fd = mkstemp(path);
    close(fd);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    for (size_t i = 0; z && i < n; i++) {
        zip_source_t *s = zip_source_buffer(z, parts[i].text, strlen(parts[i].text), 0);
        zip_int64_t at = zip_file_add(z, parts[i].name, s, ZIP_FL_ENC_UTF_8);
        if (locked && zip_file_set_encryption(z, (zip_uint64_t)at, ZIP_EM_AES_256, "x") != 0)
            die("this libzip cannot encrypt");
    }
    if (!z || zip_close(z) != 0)
        die("the package was not written");
    return read_back(a, path);
}

struct paper_bytes test_package(struct arena *a, const struct test_part *parts, size_t n)
{
    return write_package(a, parts, n, false);
}

struct paper_bytes test_package_locked(struct arena *a, const struct test_part *parts, size_t n)
{
    return write_package(a, parts, n, true);
}

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

struct paper_bytes test_docx_of(struct arena *a, const char *paragraph)
{
    const struct test_part parts[] = {{"[Content_Types].xml", "<Types/>"},
        {"word/document.xml",
            arena_printf(a,
                "<w:document xmlns:w='" WORD "'><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p>"
                "</w:body></w:document>",
                paragraph)}};
    return test_package(a, parts, COUNT_OF(parts));
}

struct paper_bytes test_docx_bomb(struct arena *a, size_t bytes)
{
    char *text = arena_alloc(a, bytes + 1);
    memset(text, 'a', bytes);
    text[bytes] = '\0';
    return test_docx_of(a, text);
}
