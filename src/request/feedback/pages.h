/* Pages of the workbench and the public list. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_PAGES_H
#define FEEDBACK_PAGES_H

#include "lib/ui/ui.h"
#include "request/feedback/acts.h"

struct feedback_line { /* a closed case that may become an answer, or has */
    int64_t case_id;
    const char *name, *title, *code, *stage; /* stage: word of its document, "" none */
    const char *path;                        /* public, "" not yet */
    struct day day;
    bool returned;
};
struct feedback_list_page {
    size_t tab;
    struct ui_tab tabs[2];
    const struct feedback_group *groups; /* proposals */
    size_t n_groups;
    const char *const *stages; /* of the document of each */
    const struct feedback_line *answers, *closed;
    size_t n_answers, n_closed;
    struct feedback_setting setting;
    bool may_set, all;
    struct day today;
};

struct feedback_group_page {
    struct feedback_group g;
    bool proposed;
    struct foi_case *cases; /* that the person may see */
    struct foi_answer *answers;
    size_t n, hidden;
    struct feedback_step *steps;
    size_t n_steps;
    struct feedback_draft draft;
    const struct ui_option *columns;
    size_t n_columns;
    const char *place, *path; /* of the document */
    bool may, may_draft;
    struct feedback_file *files; /* that may go with it */
    size_t n_files, files_left;
};

struct feedback_case_page {
    struct foi_case k;
    struct foi_answer answer;
    struct feedback_entry entry;
    struct feedback_group g; /* id 0: in none */
    const char *stage, *path;
    bool exists, open, was_public, may_tell, may_mark, can_mark;
};

struct feedback_public_page {
    const struct feedback_public *list;
    size_t n;
    int64_t total, all;
    struct ui_option *years, *organs, *groups;
    size_t n_years, n_organs, n_groups;
    struct feedback_filter filter;
    bool filtered;
    struct day newest;
};

const char *feedback_href(struct req *r, int64_t id, const char *rest);
const char *feedback_case_href(struct req *r, int64_t case_id, const char *rest);
enum ui_mood feedback_mood(enum feedback_stage stage);
const char *feedback_step_title(const char *action);
/* Group of replies by the first letter of a code: 予以公开, 部分公开 … */
const char *feedback_outcome(const char *code);

/* Ticked by the person, or at first: what the program has read, and masked copies. */
bool feedback_file_chosen(const struct req *r, const struct feedback_file *f);

void feedback_list_html(struct buf *out, struct req *r, const struct feedback_list_page *p);
void feedback_group_html(struct buf *out, struct req *r, const struct feedback_group_page *p);
void feedback_case_html(struct buf *out, struct req *r, const struct feedback_case_page *p);
void feedback_public_html(struct buf *out, struct req *r, const struct feedback_public_page *p);

enum st feedback_show_list(struct req *r);
enum st feedback_do_scan(struct req *r);
enum st feedback_do_setting(struct req *r);
enum st feedback_show_group(struct req *r);
enum st feedback_do_publish(struct req *r);
enum st feedback_do_later(struct req *r);
enum st feedback_do_undo(struct req *r);
enum st feedback_do_add(struct req *r);
enum st feedback_do_remove(struct req *r);
enum st feedback_show_case(struct req *r);
enum st feedback_do_mark(struct req *r);
enum st feedback_do_tell(struct req *r);
enum st feedback_show_public(struct req *r);

extern const struct form feedback_form_setting, feedback_form_publish, feedback_form_later,
    feedback_form_undo, feedback_form_add, feedback_form_remove, feedback_form_mark,
    feedback_form_tell;

#endif
