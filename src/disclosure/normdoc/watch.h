/* What is watched without anybody asking: periods that end, texts that were published elsewhere.
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_WATCH_H
#define NORMDOC_WATCH_H

#include "disclosure/normdoc/store.h"

/* Adopts, reminds, proposes lapses. In a write transaction. */
enum st norm_watch_now(struct ctx *c) MUST_CHECK;
/* The same as a job: opens its own transaction. */
enum st norm_watch(struct ctx *c) MUST_CHECK;
/* Closes whatever reminder of the document is open. */
enum st norm_reminders_close(struct ctx *c, int64_t id) MUST_CHECK;
/* RULE N-NODOC: ten Chinese characters of text at least; a title or a scanned image is none. */
bool norm_has_text(const char *html);

#endif
