/* The tasks of documents: who owes the next step, by when.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_WAITS_H
#define DOCUMENT_WAITS_H

#include "disclosure/document/desk.h"

/* Each closes what was open for the record and opens the one task of its new stage. */
enum st wait_review(struct ctx *c, const struct doc *d) MUST_CHECK;
enum st wait_return(struct ctx *c, const struct doc *d, const char *why) MUST_CHECK;
enum st wait_publish(struct ctx *c, const struct doc *d) MUST_CHECK;
/* A scheduled record that could not be published, with the reason. */
enum st wait_failed(struct ctx *c, const struct doc *d, const char *why) MUST_CHECK;
enum st wait_none(struct ctx *c, int64_t record_id, const char *result) MUST_CHECK;

#endif
