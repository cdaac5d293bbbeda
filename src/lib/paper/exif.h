/* Which way up a photograph is: the orientation in the camera data of a JPEG.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_EXIF_H
#define PAPER_EXIF_H

#include <stddef.h>

/* 1 … 8 as Exif numbers them (tag 0x0112); 1 when absent or unreadable. */
int exif_orientation(const void *jpeg, size_t n);

#endif
