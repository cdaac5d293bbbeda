/* Normative documents (规范性文件): life cycle, validity, clean-up, filing, the public database.
 *
 * publishing §6. The text of a document is published by the document slice; here it is followed
 * from the plan to its end.
 *
 * SPDX-License-Identifier: MIT */
#ifndef NORMDOC_NORMDOC_H
#define NORMDOC_NORMDOC_H

#include "lib/web/web.h"

/* Workbench pages under /work/normdocs/, public pages under /normdocs/. */
extern const struct module normdoc_module;
extern const struct module cleanup_module;   /* statements of the campaigns */
extern const struct module norm_base_module; /* of the database and its findings */
extern const struct module norm_cite_module; /* of the citations */

#endif
