/* The sample items of the demo county. Private to this folder.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_DEMO_H
#define DOCUMENT_DEMO_H

#include "lib/db/ctx.h"

/* Publishes the samples of data/demo/items.html and leaves one in each stage of the workbench. */
enum st document_demo(struct ctx *c);

#endif
