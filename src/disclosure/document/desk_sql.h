/* Statements that desk.c needs from desk_store.c. Private to the two.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_DESK_SQL_H
#define DOCUMENT_DESK_SQL_H

#include "common/org/org.h"
#include "lib/db/db.h"

extern const struct stmt stmt_desk_children, stmt_desk_doc_no, stmt_desk_confirmed, stmt_desk_wrote;
extern const struct stmt stmt_secrecy_list, stmt_secrecy_add, stmt_secrecy_rules,
    stmt_secrecy_rule_put;

#endif
