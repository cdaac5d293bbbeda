/* The register of a unit's documents (文件台账): published or not, each with its disclosure
 * decision, its clock, its number in the series.
 *
 * What is drafted in the workbench is in the register by itself: the document slice calls
 * inventory_follow on every save. What is online is read from the published items, never copied.
 *
 * SPDX-License-Identifier: MIT */
#ifndef INVENTORY_INVENTORY_H
#define INVENTORY_INVENTORY_H

#include "common/record/record.h"
#include "lib/web/web.h"

/* A clause a disclosure decision may rest on. */
struct clause {
    const char *key;       /* "N16-2" */
    const char *open_mode; /* the decision it supports: 主动公开, 依申请公开, 不予公开 */
    const char *label;     /* 条例（2019年修订）第十六条第二款：过程性信息 */
    const char *text;      /* what it says, shortened */
    const char *from, *to; /* days between which documents are formed that it fits; "" open */
};
extern const struct clause clauses[];
extern const size_t n_clauses;
/* NULL when there is none. */
const struct clause *clause_find(const char *key);
/* RULE R-CLAUSE: "" when the clause supports the decision and was in force when the document was
 * formed; otherwise what is wrong, in Chinese. An unknown key is wrong, "" is not. */
const char *clause_problem(const char *key, const char *open_mode, struct day formed_on);

/* RULE C-DUE20: the last day for publication, 20 working days after the document was formed or its
 * decision changed; day_none() without that day, or outside the calendar. */
struct day inventory_due(struct day from);

/* The draft of a record changed; does nothing for kinds that are no documents and for amendments of
 * what is online. In a write transaction, as all below. */
enum st inventory_follow(
    struct ctx *c, int64_t record_id, const struct content *content) MUST_CHECK;
/* It is online: its clock stops. */
enum st inventory_published(struct ctx *c, int64_t record_id) MUST_CHECK;
/* The draft was given up; inventory_follow brings it back. */
enum st inventory_dropped(struct ctx *c, int64_t record_id) MUST_CHECK;
/* Fills what the register knows of entry `id` into a new draft. ST_CONFLICT when it has a record
 * already; ST_DENIED for another unit's. Only reads. */
enum st inventory_start(
    struct ctx *c, int64_t id, int64_t unit_id, struct content *content) MUST_CHECK;
/* The record is that document. */
enum st inventory_attach(struct ctx *c, int64_t id, int64_t record_id) MUST_CHECK;

/* The series of this number (its word and year) is kept in the register, but no document in it or
 * online has the number, nor is a reason recorded. Only reads. */
struct docno;
enum st inventory_lacks(struct ctx *c, const struct docno *no, bool *lacks) MUST_CHECK;
/* The issuer, or the unit, has numbers, but none with this 代字, the record's own apart. */
enum st inventory_word_new(struct ctx *c, const struct docno *no, const char *issuer,
    int64_t unit_id, int64_t record_id, bool *is_new) MUST_CHECK;

/* Why a column has nothing to publish, as staff declared it; both "" when nobody did. Once the last
 * day is past it says nothing. Only reads. */
struct declared {
    const char *reason, *unit_name;
    struct day until;
};
enum st inventory_declared(struct ctx *c, int64_t column_id, struct declared *out) MUST_CHECK;

/* The whole register, for `gongkai inventory`. In a read transaction. */
enum st inventory_json(struct ctx *c, struct buf *out) MUST_CHECK;
enum st inventory_xlsx(struct ctx *c, struct buf *out) MUST_CHECK;

extern const struct module inventory_module; /* pages under /work/inventory/ */

#endif
