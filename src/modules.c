/* The one list of modules, in the order their migrations run.
 *
 * SPDX-License-Identifier: MIT */
#include "modules.h"

#include "assurance/ledger/ledger.h"
#include "common/clock/clock.h"
#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/journal/verify.h"
#include "common/org/org.h"
#include "common/record/attachment_text.h"
#include "common/record/cite.h"
#include "common/proof/proof.h"
#include "common/record/bundle.h"
#include "common/record/column.h"
#include "common/record/county_words.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/in_force.h"
#include "common/record/index_no.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/put.h"
#include "common/record/record.h"
#include "common/record/record_index.h"
#include "common/record/verify.h"
#include "common/search/search.h"
#include "common/task/task.h"
#include "disclosure/decision/decision.h"
#include "disclosure/document/document.h"
#include "disclosure/fiscal/fiscal.h"
#include "disclosure/interpret/interpret.h"
#include "disclosure/normdoc/normdoc.h"
#include "disclosure/inventory/inventory.h"
#include "disclosure/proposal/proposal.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"
#include "request/annual/annual.h"
#include "request/apply/apply.h"
#include "request/feedback/feedback.h"
#include "request/foi/foi.h"
#include "request/petition/petition.h"
#include "request/severance/severance.h"
#include "request/wording/wording.h"

/* One a line, so that additions merge. */
/* One a line. */
/* clang-format off */
const struct module *const modules[] = {
    &web_module,
    &ui_module,
    &org_module,
    &person_module,
    &signin_module,
    &journal_module,
    &tlog_module,
    &journal_verify_module,
    &calendar_module,
    &task_module,
    &record_module,
    &index_no_module,
    &edition_module,
    &column_module,
    &item_module,
    &record_index_module,
    &link_module,
    &bundle_module,
    &publish_module,
    &attachment_text_module,
    &county_words_module,
    &put_module,
    &in_force_module,
    &cite_module,
    &file_module,
    &record_verify_module,
    &search_module,
    &proof_module,
    &document_module,
    &import_module,
    &interpret_module,
    &inventory_module,
    &normdoc_module,
    &cleanup_module,
    &norm_base_module,
    &norm_cite_module,
    &fiscal_module,
    &decision_module,
    &decision_comment_module,
    &ledger_module,
    &proposal_module,
    &proposal_public_module,
    &wording_module,
    &foi_module,
    &apply_module,
    &petition_module,
    &severance_module,
    &annual_module,
    &annual_data_module,
    &feedback_module,
    &portal_module, /* last: its "/" patterns take what the others leave */
};
/* clang-format on */
const size_t n_modules = COUNT_OF(modules);
