/* What handlers and templates of the workbench share. Private to this folder.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_PAGES_H
#define DOCUMENT_PAGES_H

#include "common/clock/calendar.h"
#include "common/org/org.h"
#include "disclosure/document/acts.h"
#include "disclosure/document/parts.h"
#include "lib/text/diff.h"
#include "lib/ui/ui.h"

/* The record of :id, if it is of the person's unit; ST_DENIED otherwise. */
enum st page_doc(struct req *r, struct doc *d) MUST_CHECK;
/* Head of every page of one record: crumbs back to the list and to the record. */
struct work_head page_head(struct req *r, const struct doc *d, const char *title);
const char *doc_path(struct req *r, int64_t id, const char *rest); /* /work/documents/12/edit */
/* Where another record is looked at: its public page when it has one (it may be another unit's). */
const char *other_path(struct req *r, const struct link *l);
const char *doc_title(const struct doc *d); /* never "" */
enum ui_mood place_mood(enum place p);
bool sees_all_units(const struct req *r);
/* Why it was sent back, with who did; "" when it was not. */
enum st returned_why(struct req *r, const struct doc *d, const char **why) MUST_CHECK;
/* A move, with the reasons why it cannot be made now. */
struct option_view {
    const struct move *move;
    struct reasons reasons;
    const char *action; /* where the button leads */
};
/* Moves that have a meaning now, in the order of the table. */
size_t page_moves(struct req *r, const struct doc *d, struct option_view **list);

/* ---- list ---- */
struct list_page {
    const struct desk_row *rows;
    size_t n;
    int64_t total, counts[DESK_TABS];
    size_t tab;
    struct ui_option *units, *columns, *years;
    size_t n_units, n_columns, n_years;
    bool all_units;
};
enum { LIST_ROWS = 50 };

/* ---- edit ---- */
struct edit_page {
    struct doc *d;
    const struct content *content; /* what the form starts from */
    const struct column *columns;
    size_t n_columns;
    int64_t column_id;
    const char *base; /* digest of the parts as loaded */
    const char *form; /* names this open form, for its autosaves */
    int64_t version;
    const char *status_note; /* why it was returned */
};
struct new_page {
    const struct column *columns;
    size_t n_columns;
    int64_t entry_id; /* of the register, 0: none */
    const char *title, *doc_no;
};
struct conflict_page {
    struct doc *d;
    const struct content *mine, *theirs;
    int64_t my_column, their_column;
    const char *my_column_name, *their_column_name, *note;
    const char *their_name; /* 示例甲保存的, or 另一个窗口保存的 */
    bool by_me;
    const struct difference *list;
    size_t n;
    const struct diff_row *rows; /* of the text */
    size_t n_rows;
};
extern const struct ui_option subject_options[], genre_options[], validity_options[],
    open_options[];
extern const size_t n_subject_options, n_genre_options, n_validity_options, n_open_options;

const struct ui_option *clause_options(struct req *r); /* n_clauses of them */
/* The clause and what was added in words. */
const char *basis_words(struct req *r, const struct meta *m);

/* ---- show ---- */
struct clock_view {
    const char *what, *why, *code;
    struct day due;
    enum ui_light light;
};
struct show_page {
    struct doc *d;
    struct option_view *moves;
    size_t n_moves;
    struct status *statuses;
    size_t n_statuses;
    struct edition *editions;
    size_t n_editions;
    const char *writers;
    struct clock_view clocks[2];
    size_t n_clocks;
    struct column *trail;
    size_t n_trail;
    const char *target_title, *target_path; /* of an ended record */
    const char *returned;                   /* why it came back, "" */
};
struct compare_page {
    struct doc *d;
    struct edition before, after;
    const char *before_column, *after_column;
    const struct difference *list;
    size_t n;
    const struct diff_row *rows;
    size_t n_rows, n_changed;
    struct edition *editions;
    size_t n_editions;
};
struct history_page {
    struct doc *d;
    const struct journal_line *lines;
    size_t n;
};
const char *action_word(const char *action); /* of a status or journal row */
enum ui_mood action_mood(const char *action);
/* The detail object of a journal row as "说明：…；原因：…". */
const char *detail_words(struct arena *a, const char *json);

/* ---- acts ---- */
struct act_page {
    struct doc *d;
    const struct move *move;
    struct reasons reasons;
    const struct findings *findings;
    const struct desk_row *found; /* end: targets */
    size_t n_found;
    const char *phones; /* digest to confirm, "" */
    const char *writers;
    int64_t seen; /* edition that was read, when it is not the one in work any more; 0 */
};
struct rules_page {
    const char *free_lines; /* a path a line */
    struct ui_option *kinds;
    const char **chosen;
    size_t n_kinds, n_chosen;
};
struct links_page {
    struct doc *d;
    const struct desk_row *found;
    size_t n_found;
    bool may_change;
};
extern const struct ui_option link_options[], ending_options[];
extern const size_t n_link_options, n_ending_options;

/* templates */
void documents_list_page(struct buf *out, struct req *r, const struct list_page *p);
void document_new_page(struct buf *out, struct req *r, const struct new_page *p);
void document_words_page(
    struct buf *out, struct req *r, const struct doc *d, const struct proof_look *look, bool all);
void document_edit_page(struct buf *out, struct req *r, const struct edit_page *p);
void document_conflict_page(struct buf *out, struct req *r, const struct conflict_page *p);
void document_show_page(struct buf *out, struct req *r, const struct show_page *p);
void document_compare_page(struct buf *out, struct req *r, const struct compare_page *p);
void document_history_page(struct buf *out, struct req *r, const struct history_page *p);
void document_submit_page(struct buf *out, struct req *r, const struct act_page *p);
void document_review_page(struct buf *out, struct req *r, const struct act_page *p);
void document_schedule_page(struct buf *out, struct req *r, const struct act_page *p);
void document_amend_page(struct buf *out, struct req *r, const struct act_page *p);
void document_end_page(struct buf *out, struct req *r, const struct act_page *p);
void seen_notice(struct buf *out, struct req *r, const struct act_page *p);
void document_secrecy_page(struct buf *out, struct req *r, const struct act_page *p);
void document_rules_page(struct buf *out, struct req *r, const struct rules_page *p);
void secrecy_panel(struct buf *out, struct req *r, const struct doc *d);
void document_links_page(struct buf *out, struct req *r, const struct links_page *p);
/* fragments */
void column_picker(
    struct buf *out, struct req *r, const struct column *list, size_t n, int64_t chosen);
void findings_panel(struct buf *out, struct req *r, const struct doc *d, const struct findings *f);
void facts_panel(struct buf *out, struct req *r, const struct doc *d, const struct content *c);
void files_list(struct buf *out, struct req *r, const struct meta *m);
/* What staff should know of the text of a published attachment; "" when all is well or it is not
 * public. */
const char *file_remark(struct req *r, const char *sha256);
void differences_table(struct buf *out, struct req *r, const struct difference *list, size_t n);

/* handlers, for the route table */
enum st page_list(struct req *r);
enum st page_csv(struct req *r);
enum st page_new(struct req *r);
enum st page_create(struct req *r);
enum st page_edit(struct req *r);
enum st page_save(struct req *r);
enum st page_autosave(struct req *r);
enum st page_resolve(struct req *r);
enum st page_image(struct req *r);
enum st page_json_again(struct req *r);
enum st page_show(struct req *r);
enum st page_words(struct req *r);
enum st page_preview(struct req *r);
enum st page_compare(struct req *r);
enum st page_history(struct req *r);
enum st page_submit(struct req *r);
enum st page_submit_do(struct req *r);
enum st page_confirm(struct req *r);
enum st page_review(struct req *r);
/* RULE F-SEEN: another text lies in review than the one that was read. */
bool page_seen_other(struct req *r, const struct doc *d);

enum st page_approve_do(struct req *r);
enum st page_send_back_do(struct req *r);
enum st page_simple_do(struct req *r); /* withdraw, publish, unschedule, discard, resume */
enum st page_restore_do(struct req *r);
enum st page_secrecy(struct req *r);
enum st page_secrecy_do(struct req *r);
enum st page_rules(struct req *r);
enum st page_rules_do(struct req *r);
enum st page_schedule(struct req *r);
enum st page_schedule_do(struct req *r);
enum st page_amend(struct req *r);
enum st page_amend_do(struct req *r);
enum st page_end(struct req *r);
enum st page_end_do(struct req *r);
enum st page_links(struct req *r);
enum st page_link_add(struct req *r);
enum st page_link_remove(struct req *r);
extern const struct form form_new, form_edit, form_resolve, form_image, form_submit, form_confirm,
    form_review, form_approve, form_secrecy, form_rules, form_schedule, form_amend, form_end,
    form_restore, form_link, form_link_remove;
/* The forms and what they give to the content; used by page_edit.c and page_conflict.c. */
void form_read(struct req *r, struct content *content);
enum st conflict_show(struct req *r, struct doc *d, const struct content *mine, int64_t column_id,
    const char *note) MUST_CHECK;
/* Attachments, .docx: what the buttons of the edit form ask for. */
enum st edit_files(struct req *r, struct content *content, const char *op) MUST_CHECK;
enum st docx_into(
    struct req *r, const struct upload *u, struct content *content, bool replace) MUST_CHECK;
#endif
