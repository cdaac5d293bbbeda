/* What the handlers and the template of letters before their act share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_PAGE_PREPARED_H
#define FOI_PAGE_PREPARED_H

#include "request/foi/pages.h"

/* The draft of :action of case :id with all its page shows. ST_NOT_FOUND when there is none. */
enum st prepared_load(struct req *r, struct prepared_page *n) MUST_CHECK;
/* /work/requests/12/prepared/extension/… */
const char *prepared_href(struct req *r, const struct prepared_page *n, const char *rest);
/* The same for the letter that is shown. */
const char *prepared_query(struct req *r, const struct prepared_page *n, const char *page);

#endif
