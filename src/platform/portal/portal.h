/* The public site: home, columns, items, feeds, site map, files for machines.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PORTAL_PORTAL_H
#define PORTAL_PORTAL_H

#include "lib/web/web.h"

extern const struct module portal_module;

#endif
