/* Handlers of ui_module; used inside lib/ui only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_ROUTES_H
#define UI_ROUTES_H

#include "lib/web/web.h"

enum st static_serve(struct req *r);
enum st theme_serve(struct req *r);
enum st prefs_set(struct req *r);
enum st gallery_show(struct req *r);

/* "#" and six hex digits. */
bool ui_colour_valid(const char *colour);

#endif
