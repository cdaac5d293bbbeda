/* Numbers and dates in every spelling of Chinese texts → their value.
 *
 * Arabic digits of both widths, 一百二十三, 二〇一八, 贰零壹捌, 两千, 廿一, 1.2万 only up to the
 * dot. Pure functions over UTF-8; malformed bytes end a number.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_NUMERAL_H
#define TEXT_NUMERAL_H

#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/date.h"

#define NUMERAL_MAX INT64_C(9999999999999999)

/* The longest number that p[0..n) begins with: its bytes, 0 when none or above NUMERAL_MAX.
 * Thousands may be parted by commas (1,234). Trailing spoken forms: 一百二 is 120, 一万二 is
 * 12,000. */
size_t number_read(const char *p, size_t n, int64_t *value);
/* value ≥ 0 as 一百二十三; 0 is 〇. */
void number_write(struct buf *out, int64_t value);
/* The date that p[0..n) begins with: its bytes, 0 when none or no such day. 2018年9月12日 (or 号),
 * 二〇一八年九月十二日, 贰零壹捌年玖月壹拾贰日, 2018-9-12, 2018/09/12, 2018.9.12. */
size_t date_read(const char *p, size_t n, struct day *out);

#endif
