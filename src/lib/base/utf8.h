/* UTF-8: validation, stepping, counting and cutting in code points. Never by bytes.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when p[0..n) is well-formed UTF-8 without NUL. */
bool utf8_valid(const char *p, size_t n);
/* Byte offset of the first malformed byte or NUL, or n when all is well. */
size_t utf8_first_bad(const char *p, size_t n);
/* Decode one code point at *p and step over it; *p must be below end and the text valid.
 * Malformed bytes give U+FFFD and a step of one byte. */
uint32_t utf8_next(const char **p, const char *end);
/* Writes cp (below 0x110000) as UTF-8; returns how many bytes. */
size_t utf8_put(char out[static 4], uint32_t cp);
/* Number of code points in a valid string. */
size_t utf8_count(const char *s);
/* Bytes of the longest prefix of s with at most max_chars code points. */
size_t utf8_prefix(const char *s, size_t max_chars);
/* Han character: CJK unified ideographs, extensions, compatibility, and 〇. */
bool utf8_is_han(uint32_t cp);
/* White space of any script, U+3000 and zero-width included. */
bool utf8_is_space(uint32_t cp);

#endif
