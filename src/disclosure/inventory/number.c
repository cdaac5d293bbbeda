/* Whether a document with this number exists, as far as the register of its series can tell.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/inventory/inventory.h"
#include "disclosure/inventory/store_sql.h"
#include "lib/text/docno.h"

/* $1 word, $2 year, $3 serial. A number that was skipped or struck out has no document. */
const struct stmt stmt_number_known = {"inventory.number_known",
    "SELECT 1 FROM item WHERE doc_serial = $3 AND doc_year = $2 AND doc_word = $1 UNION ALL "
    "SELECT 1 FROM inventory_entry WHERE serial = $3 AND number_year = $2 AND word = $1 UNION ALL "
    "SELECT 1 FROM inventory_void WHERE serial = $3 AND year = $2 AND word = $1 "
    "AND kind NOT IN ('UNUSED', 'VOID') LIMIT 1",
    NULL};
const struct stmt stmt_series_kept = {"inventory.series_kept",
    "SELECT 1 FROM inventory_entry WHERE word = $1 AND number_year = $2 AND serial > 0 LIMIT 1",
    NULL};

enum st inventory_lacks(struct ctx *c, const struct docno *no, bool *lacks)
{
    struct rows *known, *kept;
    *lacks = false;
    if (no->kind != DOCNO_NUMBER || !no->serial)
        return ST_OK;
    enum st st = q(
        c, &stmt_number_known, ARGS(v_text(no->word), v_int(no->year), v_int(no->serial)), &known);
    if (!st)
        st = q(c, &stmt_series_kept, ARGS(v_text(no->word), v_int(no->year)), &kept);
    if (!st)
        *lacks = rows_count(kept) && !rows_count(known);
    return st;
}
