/* Whether a document with this number exists, as far as the register of its series can tell.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/inventory.h"
#include "disclosure/inventory/store_sql.h"
#include "lib/text/docno.h"

/* $1 word, $2 year, $3 serial: a row when it lacks. A number that was skipped or struck out has no
 * document. */
const struct stmt stmt_number_lacks = {"inventory.number_lacks",
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM inventory_entry "
    "WHERE word = $1 AND number_year = $2 AND serial > 0) "
    "AND NOT EXISTS (SELECT 1 FROM inventory_entry "
    "WHERE word = $1 AND number_year = $2 AND serial = $3) "
    "AND NOT EXISTS (SELECT 1 FROM item "
    "WHERE doc_word = $1 AND doc_year = $2 AND doc_serial = $3) "
    "AND NOT EXISTS (SELECT 1 FROM inventory_void "
    "WHERE word = $1 AND year = $2 AND serial = $3 AND kind NOT IN ('UNUSED', 'VOID'))",
    NULL};

enum st inventory_lacks(struct ctx *c, const struct docno *no, bool *lacks)
{
    struct rows *r;
    *lacks = false;
    if (no->kind != DOCNO_NUMBER || !no->serial)
        return ST_OK;
    enum st st =
        q(c, &stmt_number_lacks, ARGS(v_text(no->word), v_int(no->year), v_int(no->serial)), &r);
    *lacks = !st && rows_count(r);
    return st;
}
