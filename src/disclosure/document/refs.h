/* What a text refers to by number.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_REFS_H
#define DOCUMENT_REFS_H

#include "lib/db/ctx.h"

/* Numbers of the county's own series that no document has: "师政办发〔2018〕71号、…"; "" when there
 * are none. The first numbers of the text are looked at. */
enum st refs_unknown(struct ctx *c, const char *plain, const char **out) MUST_CHECK;

/* RULE T-LINKTXT: links whose words name another number than the document has that they lead to;
 * "" when there are none. html: as the cleaner leaves it. */
enum st refs_links(struct ctx *c, const char *html, const char **out) MUST_CHECK;

#endif
