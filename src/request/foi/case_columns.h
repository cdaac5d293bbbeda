/* The columns of a case, for every statement that reads one. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_CASE_COLUMNS_H
#define FOI_CASE_COLUMNS_H

#include "request/foi/foi.h"

#define CASE_COLUMNS                                                                               \
    "k.id, k.organ_id, k.office_id, u.name, k.arrival, k.number, k.year, k.seq, k.is_fix, "        \
    "k.channel, k.web_auto, k.by_clerk, k.regime, k.stage, k.extended, k.consulting, "             \
    "k.corrected, k.arrived, k.confirmed, k.start_first, k.start_day, k.base_due, k.due, "         \
    "k.correction_deadline, k.pay_by, k.replied, k.closed, k.archived, k.in_time, k.code, "        \
    "k.applicant_kind, k.applicant_label, k.applicant_key, k.subject, k.handler_unit, "            \
    "k.handler, k.drafter, k.reviewer, k.signer, k.petition_id, k.earlier_id, k.fee_yuan, "        \
    "k.version, k.created_at, k.updated_at, COALESCE(h.short_name, '')"
#define CASE_FROM                                                                                  \
    " FROM foi_case k JOIN unit u ON u.id = k.organ_id LEFT JOIN unit h ON h.id = k.handler_unit "
#define CASE_SELECT "SELECT " CASE_COLUMNS ", k.sealed" CASE_FROM
/* For lists: the sealed part stays where it is. */
#define CASE_SELECT_PLAIN "SELECT " CASE_COLUMNS ", NULL" CASE_FROM

struct foi_case case_from_row(const struct rows *r);

#endif
