/* Rows of cases, events, papers and organs. No rules and no journal: act.c has those.
 *
 * Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_STORE_H
#define FOI_STORE_H

#include "request/foi/foi.h"

/* ---- cases ---- */
struct foi_new_case {
    const struct foi_application *in;
    const struct foi_organ *organ;
    const char *arrival, *code_mark, *applicant_key, *applicant_label, *subject;
    enum foi_regime regime;
};
enum st case_add(
    struct ctx *c, const struct vault *v, const struct foi_new_case *n, int64_t *id) MUST_CHECK;
/* Without asking who may see it. */
enum st case_row_get(struct ctx *c, int64_t id, struct foi_case *out) MUST_CHECK;
/* Writes what follows from the events. ST_CONFLICT when k->version is not the stored one. */
enum st case_put(struct ctx *c, const struct foi_case *k) MUST_CHECK;
/* RULE B1: the next number of the organ in that year; there is only one writer. */
enum st case_next_seq(struct ctx *c, int64_t organ_id, int year, int *seq) MUST_CHECK;
enum st case_next_arrival(struct ctx *c, int year, const char **arrival) MUST_CHECK;
/* RULE K5, K7: earlier cases of the same applicant with the same organ, newest first. */
enum st case_by_applicant(
    struct ctx *c, const struct foi_case *k, struct foi_case **list, size_t *n) MUST_CHECK;

/* A number as people type it: [2018], (2018) become 〔2018〕, blanks go. */
const char *foi_number_typed(struct arena *a, const char *s);
/* RULE F4, K7: how many requests this applicant sent this organ in the month this one arrived, it
 * among them; corrections of records are none. */
enum st foi_pieces(struct ctx *c, const struct foi_case *k, int *n) MUST_CHECK;

/* ---- events ---- */
/* Appends; fills seq and the hashes. Private values of args are those the move names so. */
enum st event_add(
    struct ctx *c, const struct vault *v, int64_t case_id, struct foi_event *ev) MUST_CHECK;

/* ---- papers ---- */
enum st paper_add(struct ctx *c, const struct vault *v, const struct foi_paper *p,
    const char *bytes, int64_t *id) MUST_CHECK;

#define FOI_MIGRATIONS 5
extern const struct migration foi_migrations[FOI_MIGRATIONS];
/* Every statement of the slice; module.c lists them. */
extern const struct stmt foi_sql_organ_list, foi_sql_organ_get, foi_sql_organ_put,
    foi_sql_case_arrival, foi_sql_case_by_code, foi_sql_case_same, foi_sql_case_add,
    foi_sql_case_get, foi_sql_case_put, foi_sql_case_seq, foi_sql_event_last, foi_sql_event_list,
    foi_sql_event_add, foi_sql_paper_list, foi_sql_paper_add, foi_sql_paper_get, foi_sql_list_total,
    foi_sql_list_count, foi_sql_disputes, foi_sql_counted, foi_sql_counted_total, foi_sql_fees,
    foi_sql_pieces, foi_sql_charged, foi_sql_list_list, foi_sql_list_mostly, foi_sql_list_tabs,
    foi_sql_list_mine;

#endif
