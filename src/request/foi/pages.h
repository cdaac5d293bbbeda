/* What handlers and templates of the workbench of requests share. Inside the slice only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_PAGES_H
#define FOI_PAGES_H

#include "lib/paper/docx.h"
#include "lib/ui/ui.h"
#include "request/foi/act.h"
#include "request/foi/earlier.h"
#include "request/foi/file_state.h"
#include "request/foi/lacks.h"

#define CASEWORK "/work/requests/"

extern const char *const casework_styles[];
/* /work/requests/12/do/draft */
const char *case_href(struct req *r, int64_t id, const char *rest);
struct work_head casework_head(struct req *r, const char *title, const struct crumb *last);
/* Title of a reply code, O1 and O2 too. */
const char *code_title(const char *code);

/* What a case waits for and how urgent that is. RULE R11 */
struct case_due {
    enum ui_light light;
    const char *word; /* of the light, NULL: its own */
    const char *what; /* 答复, 确认收到, 补正, 缴费 */
    const char *left; /* 还有 5 个工作日 */
    struct day day;   /* none when nothing is due */
    bool late;
};
struct case_due case_due(struct arena *a, const struct foi_case *k, struct day today);

/* May do at least one thing to it; such people read what the papers say. */
bool case_is_open_to(const struct req *r, const struct foi_case *k);
/* Permission of the table and the unit of the case. */
bool case_may(const struct req *r, const struct foi_case *k, const struct foi_move *m);
/* Case :id, as far as the person may see it. */
enum st page_case(struct req *r, struct foi_case *k) MUST_CHECK;

/* ---- list (page_list.c) ---- */

enum case_tab { TAB_MINE, TAB_UNIT, TAB_ALL, TAB_ENDED, CASE_TABS };
struct case_list {
    const struct foi_case *rows;
    size_t n;
    int64_t total;
    struct day today;
    enum case_tab tab;
    struct ui_tab tabs[CASE_TABS];
    struct ui_option stages[FOI_STAGES];
    const struct ui_option *organs, *years, *codes;
    size_t n_organs, n_years, n_codes;
    bool every_unit, may_add, may_set;
};

/* ---- one case (page_case.c) ---- */

struct refusal {
    const char *action;
    bool conflict; /* somebody else was faster */
};
struct form_fill { /* what staff wrote in Word into a cell, for the form of an act */
    const struct foi_move *move;
    const char *arg, *label, *before, *now;
};
struct doing { /* one thing that can be done now */
    const struct foi_move *move;
    bool first;                    /* the next step of the procedure: open */
    bool acts;                     /* this person may do it */
    bool prepares;                 /* and have its letters as a draft first */
    const struct foi_event *draft; /* of its letters, that stands; or NULL */
    struct map *values;            /* facts of that draft */
};
struct case_page {
    struct foi_case k;
    struct foi_application app; /* only when ours */
    bool ours, reads, reveal;
    struct day today;
    struct derived d;
    const struct foi_event *events;
    size_t n_events;
    struct foi_paper *papers;
    size_t n_papers;
    struct foi_copies copies;
    struct foi_case *same; /* RULE K5 */
    size_t n_same;
    struct earlier_case *earlier; /* RULE K5: those answered, while a reply is written */
    size_t n_earlier;
    int this_month; /* RULE K7: of the applicant to the organ, this one too */
    struct doing *doings;
    size_t n_doings;
    const char *waits_for; /* who does the next step, when it is not this person */
    struct unit *units;
    size_t n_units;
    const struct diff_row *revision; /* the template's words and those of staff */
    size_t n_revision;
    const struct form_fill *fills; /* from an internal form, to be saved by the person */
    size_t n_fills;
    const char *filled_form, *filled_beside;
    struct refusal refused;    /* action "" when nothing was */
    struct casefile_gaps gaps; /* papers that §1.8 still asks for */
    int64_t broken;            /* first event whose hash does not hold, 0 */
};
enum st case_load(struct req *r, struct case_page *p) MUST_CHECK;
/* Who did `action` last, with unit and day; "" when nobody did. */
const char *who_did(struct arena *a, const struct case_page *p, const char *action);
/* What an event says, line by line. Private values only for those who read the case. */
const char *event_words(struct arena *a, const struct case_page *p, const struct foi_event *ev);
/* The same without one of its facts. */
const char *event_words_but(
    struct arena *a, const struct case_page *p, const struct foi_event *ev, const char *fact);
const char *event_title(const struct foi_event *ev);
enum ui_mood event_mood(const struct foi_event *ev);
const char *slot_title(const char *slot);
/* A masked copy can be made of paper i now, by this person. */
bool may_mask(const struct req *r, const struct case_page *p, size_t i);
const char *masked_number(struct arena *a, const char *number);

/* ---- doing (page_act.c, page_fields.c) ---- */

/* The fields of a move, named "action.fact", for req_check_form. */
struct form move_form(struct arena *a, const struct foi_move *m);
const char *fact_field(struct arena *a, const struct foi_move *m, const char *fact);
/* Label of the day that counts, NULL when the day of an act is always today. */
const char *day_label(const struct foi_move *m);
/* What it shows at first: today, or the day that was prepared. */
const char *day_value(struct arena *a, const struct case_page *p, const struct doing *d);
/* Choices of a fact that depend on the case: units, consultations; NULL: none to choose from. */
const struct ui_option *fact_options(
    struct arena *a, const struct case_page *p, const struct fact *f, size_t *n);
/* What the field shows at first: the latest draft, the fallback. */
const char *fact_value(const struct case_page *p, const struct foi_move *m, const struct fact *f);
const char *const *fact_values(struct arena *a, const struct case_page *p, const struct foi_move *m,
    const struct fact *f, size_t *n);
/* RULE F4, F5: what the case counts by itself. */
const char *charge_hint(struct arena *a, const struct case_page *p);
/* RULE K1: the questions in their order, each with the replies it leads to. */
struct reply_step {
    const char *question, *leads;
    const struct foi_word *kinds; /* ends with a NULL key */
};
extern const struct reply_step reply_steps[9];
/* A reply of this kind has such a part: no grounds of withholding in a release. */
/* The form chooses a kind of reply: only what that kind says is asked for. */
bool is_reply_form(const struct foi_move *m);
bool fact_belongs(const struct fact *f, const char *code);
/* "fact only only-G2 only-P1": shown when one of these replies is chosen. */
const char *fact_classes(struct arena *a, const struct fact *f);
bool code_in_regime(const struct foi_case *k, const char *code);
/* Several keys chosen in one field, joined by blanks. */
const char *page_keys(struct req *r, const char *field);
/* The facts of the move as the form was filled in. */
struct foi_arg *move_args(struct req *r, const struct foi_move *m);
/* Each reason at its own field. */
enum st tell_reasons(struct req *r, const struct foi_move *m, enum st st,
    const struct foi_gap *reasons, size_t n) MUST_CHECK;
/* Uploads of `field`, judged by their bytes, as files of an act. */
enum st page_files(struct req *r, const char *field, const char *slot, struct foi_file *files,
    size_t cap, size_t *n) MUST_CHECK;
enum { CASE_FILES_MAX = 20 };
#define CASE_FILE_TYPES ".pdf,.doc,.docx,.xls,.xlsx,.jpg,.jpeg,.png,.txt,.zip"
#define CASE_BODY_BYTES ((size_t)52 << 20)

/* ---- letters to Word and back (page_word.c) ---- */

#define WORD_MIME "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

/* The answer is this letter: as DOCX to be saved, or as PDF to be seen. */
enum st word_send(struct req *r, const struct letter *l, bool word, const char *name) MUST_CHECK;
struct word_back { /* what came back */
    const char *body;
    struct paper_findings wrong; /* changes around the body */
    struct foi_file file;
    size_t n_files;
};
/* 修订 3 处、批注 1 条; "" when there is nothing beside the text. */
const char *word_beside_words(struct arena *a, const struct docx *d);
/* Names what the file holds beside its text; ST_INVALID until the person says that it is known. */
enum st word_beside(struct req *r, const struct docx *d) MUST_CHECK;
/* The upload "file" when there is one, else the "text" of the form; what surrounds the body is
 * compared with `made` (NULL: not at all). */
enum st word_read_back(struct req *r, const struct letter *made, struct word_back *out) MUST_CHECK;
/* Notes all that is wrong as problems of "text"; st when nothing is. */
enum st word_tell(struct req *r, enum st st, const struct word_back *in,
    const struct foi_gap *reasons, size_t n) MUST_CHECK;

/* ---- letters of an act before it is done (page_prepared.c) ---- */

/* What can be prepared for this move in this case: a draft that stands, or the offer of one. */
bool may_prepare(const struct req *r, const struct foi_case *k, const struct foi_move *m);
struct prepared_page {
    struct case_page p;
    const struct foi_move *move;
    const struct foi_event *draft; /* that stands */
    const char *title;             /* 补正告知书 */
    struct map *values;            /* its facts */
    struct foi_do then;            /* the act as prepared */
    struct foi_letter *letters;
    size_t n_letters;
    const struct foi_letter *shown; /* of those that go out; NULL when none can be made */
    struct ui_tab *tabs;
    size_t n_tabs, tab;
    struct reasons reasons; /* against doing the act now */
    bool may_edit, may_issue, conflict;
    const struct diff_row *rows; /* the template's words and those of staff */
    size_t n_rows;
    const char *left, *right;
};

/* ---- internal forms (page_forms.c) ---- */

enum { CASE_FORMS = 5, FORM_PLACES = 16 };
extern const char *const case_forms[CASE_FORMS]; /* keys of paper_kinds */
struct form_page {
    struct case_page p;
    const struct paper_kind *kind;
    const struct foi_move *act; /* that is prepared and makes it; NULL: the form as it is now */
    struct letter made, marked;
    struct paper_form form;
    struct paper_form_place places[FORM_PLACES];
    size_t home[FORM_PLACES]; /* where each goes to */
    const char *labels[FORM_PLACES];
    size_t n_labels; /* cells that may be filled in now */
};
/* /work/requests/12/forms/approval…; file "" or "/form.docx" */
const char *form_href(struct req *r, const struct form_page *g, const char *file);

/* ---- the draft letter (page_letter.c) ---- */

struct letter_edition {
    const struct foi_event *ev;
    int number; /* of this draft, from 1 */
    bool now;
};
struct letter_page {
    struct case_page p;
    bool ready, may; /* there is a draft letter; this person may change it now */
    const char *why; /* "" or why it cannot be changed */
    const char *body;
    const char *wording; /* 第2版 */
    const struct letter_edition *editions;
    size_t n_editions;
    const struct diff_row *rows;
    size_t n_rows;
    const char *left, *right; /* what is compared */
    bool conflict;            /* rows: what another clerk wrote, and this one */
};
/* What staff changed in the draft letter, for the reviewer. */
enum st load_revision(struct req *r, struct case_page *p) MUST_CHECK;
#define LETTER_BODY_BYTES ((size_t)12 << 20)

/* ---- intake (page_new.c) ---- */

struct intake_page {
    const struct ui_option *organs;
    size_t n_organs;
    const struct ui_option *channels, *kinds, *forms, *deliveries, *id_kinds;
    size_t n_channels;
    struct day today;
    bool asks_again; /* gaps were shown: the second button accepts them */
};
struct receipt_page {
    struct foi_receipt receipt;
    struct foi_case k;
    const struct foi_gap *gaps;
    size_t n_gaps;
    const struct foi_organ *organ;
};

/* ---- organs (page_organs.c) ---- */

struct organs_page {
    const struct foi_organ *list;
    size_t n;
    struct foi_organ edited; /* unit_id 0: a new one */
    bool editing;
    const struct ui_option *units;
    size_t n_units;
};
bool may_set_organs(const struct req *r);

/* templates */
void case_list_page(struct buf *out, struct req *r, const struct case_list *l);
void case_page(struct buf *out, struct req *r, const struct case_page *p);
void case_doings(struct buf *out, struct req *r, const struct case_page *p);
void prepared_page(struct buf *out, struct req *r, const struct prepared_page *n);
/* The box to tick in the form that brought such a file. */
void word_beside_field(struct buf *out, struct req *r);
void case_form_page(struct buf *out, struct req *r, const struct form_page *g);
/* Links to all forms but one. */
void form_links(struct buf *out, struct req *r, int64_t id, const char *but);
void case_filled(struct buf *out, struct req *r, const struct case_page *p);
/* A paper in words. */
void letter_sheet(struct buf *out, const struct letter *l);
void letter_page(struct buf *out, struct req *r, const struct letter_page *l);
void intake_page(struct buf *out, struct req *r, const struct intake_page *p);
void receipt_page(struct buf *out, struct req *r, const struct receipt_page *p);
void organs_page(struct buf *out, struct req *r, const struct organs_page *p);

/* handlers */
enum st casework_list(struct req *r);
enum st casework_csv(struct req *r);
enum st casework_show(struct req *r);
enum st casework_do(struct req *r);
enum st casework_identity(struct req *r);
enum st casework_paper(struct req *r);
enum st casework_zip(struct req *r);
enum st casework_copy(struct req *r);
enum st casework_paper_word(struct req *r);
enum st prepared_show(struct req *r);
enum st prepared_put(struct req *r);
enum st prepared_do(struct req *r);
enum st prepared_pdf(struct req *r);
enum st prepared_docx(struct req *r);
enum st form_show(struct req *r);
enum st form_docx(struct req *r);
enum st form_do(struct req *r);
enum st letter_show(struct req *r);
enum st letter_do(struct req *r);
enum st letter_docx_get(struct req *r);
enum st letter_pdf_get(struct req *r);
/* Content-Disposition with a Chinese file name. */
void name_header(struct req *r, const char *name);
enum st intake_show(struct req *r);
enum st intake_do(struct req *r);
enum st organs_show(struct req *r);
enum st organs_do(struct req *r);
extern const struct form intake_form, organs_form, letter_form, prepared_form, form_form;

#endif
