/* Packages of parts for the tests of reading the text of files.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_TEST_FILE_TEXT_FILES_H
#define PAPER_TEST_FILE_TEXT_FILES_H

#include "lib/paper/pages.h"

struct test_part {
    const char *name, *text;
};

struct paper_bytes test_package(struct arena *a, const struct test_part *parts, size_t n);
/* The same, each part under a password. */
struct paper_bytes test_package_locked(struct arena *a, const struct test_part *parts, size_t n);
/* A document of one paragraph. */
struct paper_bytes test_docx_of(struct arena *a, const char *paragraph);
/* One part of `bytes` times the same character. */
struct paper_bytes test_docx_bomb(struct arena *a, size_t bytes);

#endif
