/* Lists as CSV (RFC 4180) for office programs.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WEB_CSV_H
#define WEB_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct req;

/* Type, byte order mark (office programs then read UTF-8), and the name under which it is saved;
 * NULL for none. */
void csv_begin(struct req *r, const char *file);
/* One field and the comma or line end behind it, quoted where needed. */
void csv_field(struct buf *out, const char *text, bool last);
/* The same for people: what a spreadsheet would run as a formula gets an apostrophe. */
void csv_cell(struct buf *out, const char *text, bool last);
void csv_row(struct buf *out, const char *const *cells, size_t n);

#endif
