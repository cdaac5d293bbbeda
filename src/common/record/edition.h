/* Drafts and editions. Private to common/record except through record.h.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_EDITION_H
#define RECORD_EDITION_H

#include "common/record/record.h"

extern const struct module edition_module;

#endif
