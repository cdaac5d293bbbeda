/* What the words of a JSON line mean here: types, genres, validity, dates, sources. Pure.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_IMPORT_MAP_H
#define DOCUMENT_IMPORT_MAP_H

#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/text/docno.h"

struct import_type {
    const char *type;   /* as written in the line */
    const char *column; /* path of the column it belongs to */
    const char *genre;  /* NULL: told by the end of the title */
    const char *kind;   /* of the record */
};

/* NULL for a type without a row; the name of a column serves as well, see import_make.c. */
const struct import_type *import_type(const char *type);
/* 公文种类 by the end of the title, "" when it tells nothing. */
const char *import_genre(const char *title);
/* 函, 命令（令）, 公告, 通告 by the number; "" when it tells nothing. */
const char *import_genre_of_number(const struct docno *no);
/* 有效, 未施行, 已修改, 废止, 失效 for the usual spellings; NULL for other words. */
const char *import_validity(const char *word);
/* 2018-09-12, 2018/9/12, 2018.9.12, 20180912, 2018年9月12日, 二〇一八年九月十二日 and a time behind
 * it. "" is no day and true; false when there is no such day. */
bool import_day(const char *s, struct day *out);
/* http(s) addresses as they are; github:OWNER/REPO@COMMIT:PATH as the address of the file; else "".
 */
const char *import_source_url(struct arena *a, const char *source);
/* What is shown as 来源: words as they are; of an address the name of its site. */
const char *import_source_name(struct arena *a, const char *source, const char *url);

#endif
