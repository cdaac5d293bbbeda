/* Organs and cases of the demo county. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_DEMO_H
#define FOI_DEMO_H

#include "request/foi/foi.h"

/* Hook of the module: after the demo county's units and people are there. */
enum st foi_demo(struct ctx *c) MUST_CHECK;
/* A contract with personal data in it, as a PDF. */
enum st foi_demo_contract(struct ctx *c, struct foi_file *out) MUST_CHECK;

#endif
