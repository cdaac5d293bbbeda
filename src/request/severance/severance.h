/* Severance (区分处理): masked copies of papers of a case, drawn by a person in the browser, made
 * and proved by lib/paper/mask.h, kept by the act "mask" of request/foi.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEVERANCE_SEVERANCE_H
#define SEVERANCE_SEVERANCE_H

#include "lib/web/web.h"

extern const struct module severance_module;

#endif
