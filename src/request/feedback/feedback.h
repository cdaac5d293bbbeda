/* What answered requests are good for: proposals to publish what several people asked for, and
 * public questions and answers.
 *
 * rules/requests.md K10. Closed cases about the same information are gathered in groups; a group in
 * which several applicants asked becomes a proposal with a task for the unit. Any closed case can
 * become a public question and answer, in which nothing of the applicant occurs. Both are published
 * as documents, reviewed by somebody else.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_FEEDBACK_H
#define FEEDBACK_FEEDBACK_H

#include "lib/web/web.h"

extern const struct module feedback_module;

#endif
