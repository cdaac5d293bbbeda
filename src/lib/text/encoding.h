/* Bytes from outside → UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H

#include "lib/base/buf.h"
#include "lib/base/status.h"

enum encoding { ENC_UTF8, ENC_GB18030, ENC_UTF16LE, ENC_UTF16BE };

/* Recognises UTF-8 (with or without mark), UTF-16 (by its mark) and GB18030, and writes UTF-8
 * without mark. ST_INVALID with a Chinese reason naming the byte offset when it is none of them or
 * holds NUL. which may be NULL. */
enum st text_decode(
    const void *p, size_t n, struct buf *out, enum encoding *which, struct err *e) MUST_CHECK;

#endif
