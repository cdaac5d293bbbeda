/* A .docx as pages: text, headings, lists, tables and pictures in a simple layout of our own.
 *
 * SPDX-License-Identifier: MIT */
#ifndef WORKER_WORD_H
#define WORKER_WORD_H

#include "lib/base/buf.h"
#include "lib/paper/pages.h"

/* Appends the PDF. ST_INVALID: no .docx, broken, locked; ST_TOO_BIG: over a bound. */
enum st word_write(
    struct arena *a, struct paper_bytes file, struct buf *out, struct err *e) MUST_CHECK;

#endif
