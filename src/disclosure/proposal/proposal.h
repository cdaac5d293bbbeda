/* Proposals of deputies and committee members (人大代表建议、政协提案): handling from assignment to
 * the public reply and the yearly overview.
 *
 * publishing §7.3. The reply is handled, countersigned, reviewed and signed here; its public copy
 * is published by the document slice; what it promises goes to the ledger.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PROPOSAL_PROPOSAL_H
#define PROPOSAL_PROPOSAL_H

#include "lib/web/web.h"

/* Workbench pages under /work/proposals/, public pages of the column 建议提案办理. */
extern const struct module proposal_module;
extern const struct module proposal_public_module; /* statements of the public pages */

#endif
