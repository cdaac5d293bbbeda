/* Pages of petitions in the workbench. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PETITION_PAGES_H
#define PETITION_PAGES_H

#include <string.h>

#include "lib/ui/ui.h"
#include "request/foi/foi.h"
#include "request/petition/acts.h"

#define PETITIONS "/work/petitions/"

struct petition_filled { /* in Word, for the form of a step; action NULL: nothing */
    const char *action, *label, *text, *verdict;
};
struct petition_page {
    struct petition_item p;
    struct petition_step *steps;
    size_t n_steps;
    struct day due, today, route_by;
    struct foi_organ *organs;
    size_t n_organs;
    struct ui_option *organ_options, *kind_options, *verdict_options;
    struct petition_filled filled;
    const char *delay; /* RULE P5: what the delay between petition and request is, "" none */
};

void petition_list_page(
    struct buf *out, struct req *r, const struct petition_item *list, size_t n, struct day today);
void petition_new_page(struct buf *out, struct req *r);
void petition_item_page(struct buf *out, struct req *r, const struct petition_page *p);

const char *petition_href(struct req *r, int64_t id, const char *rest);
enum ui_mood petition_mood(enum petition_stage stage);

/* Item :id with all its page shows. */
enum st petition_load(struct req *r, struct petition_page *p) MUST_CHECK;
enum st petition_show_list(struct req *r);
enum st petition_show_new(struct req *r);
enum st petition_do_new(struct req *r);
enum st petition_show_item(struct req *r);
enum st petition_do_step(struct req *r);
enum st petition_show_sheet(struct req *r);
enum st petition_sheet_docx(struct req *r);
enum st petition_sheet_back(struct req *r);
enum st petition_do_from_request(struct req *r);

extern const struct form petition_form_new, petition_form_step, petition_form_sheet;

#endif
