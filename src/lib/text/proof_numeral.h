/* Chinese and Arabic whole numbers inside a text. Private to lib/text/proof*.c.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_NUMERAL_H
#define TEXT_PROOF_NUMERAL_H

#include <stddef.h>

/* Reads 十二, 一百零三 or 12 at p (n bytes left): *used bytes, value 1 … 9999; 0 when there is
 * none.
 */
int numeral_read(const char *p, size_t n, size_t *used);
/* Writes value (1 … 9999) in Chinese: 十二, 一百零三; returns out. */
char *numeral_write(int value, char out[static 32]);

#endif
