/* A Word document as pages, so that it can be looked at and masked like a PDF.
 *
 * Read and painted in the confined program (lib/paper/pages.h). The layout is a simple one of our
 * own: text, headings, lists, tables, PNG and JPEG pictures; no heads and feet of pages, drawings
 * or comments. A person must look at the pages before anything rests on them.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_WORD_H
#define PAPER_WORD_H

#include "lib/paper/pages.h"

#define WORD_MIME "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

/* ST_INVALID: no .docx, broken or locked; ST_TOO_BIG: over a bound, out of time. Equal documents
 * give equal bytes, which live in the arena. */
enum st word_pdf(
    struct arena *a, const struct paper_file *f, struct paper_bytes *pdf, struct err *e) MUST_CHECK;

#endif
