/* The sealed part of a case, and what is derived from it for plain columns. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_SEALED_H
#define FOI_SEALED_H

#include "request/foi/foi.h"

void application_seal(struct ctx *c, const struct vault *v, const struct foi_application *in,
    const void **out, size_t *n);
/* 张** of 张三丰; organisations in full. */
const char *applicant_label(struct arena *a, const struct foi_applicant *who);
/* RULE K5, K7: equal for the same person or body: number of identity or credit code, else name and
 * telephone. */
const char *applicant_key(struct ctx *c, const struct vault *v, const struct foi_applicant *who);
/* First line of what is asked, at most 60 characters; runs of seven digits and more are masked. */
const char *subject_of(struct arena *a, const struct foi_application *in);
/* A query code of ten characters that are not mistaken for one another. */
const char *code_new(struct arena *a);
/* As typed: upper case, without blanks and hyphens. */
const char *code_typed(struct arena *a, const char *s);

#endif
