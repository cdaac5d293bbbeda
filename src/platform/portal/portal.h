/* The public site: home, columns, items, feeds, site map, files for machines.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PORTAL_PORTAL_H
#define PORTAL_PORTAL_H

#include "common/record/item.h"
#include "common/record/link.h"
#include "lib/web/web.h"

/* Answers with the page as the public will see it, under a banner that says that it is not public
 * yet. path "" of the item: it has no address yet. */
enum st portal_preview(struct req *r, const struct item_page *page, const struct link *links,
    size_t n_links) MUST_CHECK;

extern const struct module portal_module;

#endif
