/* QR codes as SVG, for printed pages.
 *
 * SPDX-License-Identifier: MIT */
#ifndef UI_QR_H
#define UI_QR_H

#include "lib/db/ctx.h"

/* Writes the whole <svg> document: text as a QR code, error correction M, quiet zone included. */
enum st qr_svg(struct ctx *c, struct buf *out, const char *text) MUST_CHECK;

#endif
