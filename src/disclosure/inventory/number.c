/* Whether a document with this number exists, as far as the register of its series can tell, and
 * whether its 代字 was ever used.
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

/* $1 word, $2 issuer, $3 unit, $4 record: a row when the issuer has numbers, none of this word. */
const struct stmt stmt_word_new = {"inventory.word_new",
    "SELECT 1 WHERE (EXISTS (SELECT 1 FROM item WHERE issuer = $2 "
    "AND doc_word <> '' AND record_id <> $4) OR EXISTS (SELECT 1 FROM inventory_entry "
    "WHERE unit_id = $3 AND word <> '' AND COALESCE(record_id, 0) <> $4)) "
    "AND NOT EXISTS (SELECT 1 FROM item WHERE issuer = $2 "
    "AND doc_word = $1 AND record_id <> $4) AND NOT EXISTS (SELECT 1 FROM inventory_entry "
    "WHERE word = $1 AND COALESCE(record_id, 0) <> $4)",
    NULL};

enum st inventory_word_new(struct ctx *c, const struct docno *no, const char *issuer,
    int64_t unit_id, int64_t record_id, bool *is_new)
{
    struct rows *r;
    *is_new = false;
    if (no->kind != DOCNO_NUMBER)
        return ST_OK;
    enum st st = q(c, &stmt_word_new,
        ARGS(v_text(no->word), v_text(issuer), v_int(unit_id), v_int(record_id)), &r);
    *is_new = !st && rows_count(r);
    return st;
}

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
