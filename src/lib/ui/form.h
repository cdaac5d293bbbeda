/* Shared by form.c and form.html; used inside lib/ui only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "lib/ui/ui.h"

/* What a field shows: what was typed when the form comes back, its value otherwise. */
const char *field_value(const struct req *r, const struct ui_field *f);
bool field_chosen(const struct req *r, const struct ui_field *f, const char *value);
bool field_checked(const struct req *r, const struct ui_field *f);
/* " aria-describedby=…" and the like: what input, select and textarea share. */
void field_attributes(struct buf *out, struct req *r, const struct ui_field *f);
void field_open(struct buf *out, struct req *r, const struct ui_field *f);
void field_close(struct buf *out, struct req *r, const struct ui_field *f);
const char *kind_class(enum ui_kind kind);

#endif
