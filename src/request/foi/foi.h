/* Cases of information on request: what other slices may ask of them.
 *
 * A case is a row, its events and its papers. Events are never changed or removed; stage, clock and
 * counts follow from them (rules/requests.md §1.7, §9) and are kept in the row only so that lists
 * are fast. Personal data is sealed (common/record/vault.h). Everything a person does to a case is
 * foi_act; everything that arrives is foi_arrive.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FOI_FOI_H
#define FOI_FOI_H

#include "common/org/org.h"
#include "common/record/vault.h"
#include "lib/base/map.h"
#include "lib/web/web.h"
#include "request/law/law.h"

/* ---- words ---- */

/* §1.7. Order is that of the procedure; bits of FOI_IN are used in the transition table. */
enum foi_stage {
    CASE_ARRIVED,
    CASE_REGISTERED,
    CASE_EXAM,
    CASE_CORR_WAIT,
    CASE_REASON_WAIT,
    CASE_FEE_WAIT,
    CASE_DRAFT,
    CASE_REVIEW,
    CASE_SIGNED,
    CASE_DELIVERED,
    CASE_CLOSED,
    CASE_ARCHIVED,
    CASE_ABANDONED,
    CASE_WITHDRAWN,
    FOI_STAGES
};
struct foi_word {
    const char *key, *title;
};
extern const struct foi_word foi_stages[FOI_STAGES]; /* "EXAM", 审查办理 */
extern const struct foi_word foi_channels[7];        /* by enum foi_channel */
/* Applicant types in the order of the annual report's columns. RULE Q1 */
enum { FOI_APPLICANTS = 6 };
extern const struct foi_word foi_applicants[FOI_APPLICANTS];
extern const struct foi_word foi_forms[4];      /* form wanted: PAPER, ELECTRONIC … */
extern const struct foi_word foi_deliveries[5]; /* way wanted: PICKUP, POST, EMAIL, ONLINE … */
extern const struct foi_word foi_id_kinds[6];   /* papers that show who a person is: ID … OTHER */
/* Title of a key, "" when there is none. */
const char *foi_title(const struct foi_word *words, size_t n, const char *key);
/* Titles of several keys parted by blanks, joined by 、; "" when one of them is unknown. */
const char *foi_titles(struct arena *a, const struct foi_word *words, size_t n, const char *keys);
/* One of the keys is `key`. */
bool foi_has_key(const char *keys, const char *key);

/* ---- organs that receive requests ---- */

struct foi_organ {
    int64_t unit_id;   /* the organ that answers */
    int64_t office_id; /* the unit whose people do the work (公开工作机构) */
    const char *name;  /* 师宗县人民政府 */
    const char *word;  /* 机关代字, 师政: RULE B1 */
    enum organ_kind kind;
    bool web_auto; /* RULE R1a: the platform confirms web requests by itself */
    const char *address, *phone, *postcode, *hours;
    const char *court; /* rule M5: named in the letters, "" for 有管辖权的人民法院 */
};
enum st foi_organ_list(struct ctx *c, struct foi_organ **list, size_t *n) MUST_CHECK;
enum st foi_organ_get(struct ctx *c, int64_t unit_id, struct foi_organ *out) MUST_CHECK;
enum st foi_organ_put(struct ctx *c, const struct foi_organ *o) MUST_CHECK;

/* ---- arriving ---- */

/* RULE Q5, Q7: who asks. "" where not given. Sealed at rest. */
struct foi_applicant {
    const char *kind; /* key of foi_applicants */
    const char *name, *id_kind, *id_number, *employer;
    const char *credit_code, *legal_person, *contact;
    const char *phone, *fax, *email, *address, *postcode;
    const char *agent_name, *agent_id_number, *agent_phone;
};

struct foi_file {     /* bytes that come with an act */
    const char *slot; /* what it is, see paper.h: "application", "identity", "proof" … */
    const char *name; /* as uploaded */
    const char *mime, *bytes;
    size_t n_bytes;
    int pages; /* 0 when unknown */
};

struct foi_application {
    int64_t organ_id;
    enum foi_channel channel;
    struct day arrived;
    bool fix; /* RULE K13: correction of one's own record */
    struct foi_applicant who;
    const char *wanted;        /* 所需信息内容描述 */
    const char *title, *docno; /* name or number when known */
    const char *purpose; /* RULE Q2: required under the regulation of 2008 when the organ asks */
    const char *form, *delivery; /* keys; several ways of delivery are parted by blanks */
    const char *code;            /* query code; filled in by foi_case_open */
    bool filled_by_clerk;        /* RULE Q3 */
    int64_t petition_id;         /* came from a petition item, 0 none */
    const struct foi_file *files;
    size_t n_files;
};

struct foi_gap { /* one thing missing or wrong; RULE R4b lists them all at once */
    const char *rule, *field, *message;
};
/* RULE Q1, Q2, Q5, Q7 and the checksum of an identity number. At most 24 gaps. */
size_t foi_application_gaps(
    struct arena *a, const struct foi_application *in, struct foi_gap gaps[static 24]);

struct foi_receipt {
    int64_t id;
    const char *arrival; /* 收件号, "2018-000017" */
    const char *number;  /* RULE B1, "" until the day of receipt is fixed */
    const char *code;    /* query code; shown once, kept only as a mark */
    struct day due;      /* none until the day of receipt is fixed */
};
/* Takes an application in; registers it at once where the channel fixes the day of receipt. In a
 * write transaction. The papers of a case that the platform confirms by itself follow within
 * seconds (job foi.papers). ST_INVALID names the first gap that makes a case impossible: no organ,
 * no name, no description, no way to reach the applicant. */
enum st foi_arrive(
    struct ctx *c, const struct foi_application *in, struct foi_receipt *out) MUST_CHECK;

/* ---- the case ---- */

struct foi_case {
    int64_t id, organ_id, office_id;
    const char *organ_name, *arrival, *number;
    int year, seq;
    enum foi_stage stage;
    enum foi_channel channel;
    enum foi_regime regime;
    bool fix, web_auto, filled_by_clerk, extended, consulting, corrected;
    struct day arrived, confirmed;
    struct day start_first; /* RULE §3.3: the year of the annual report */
    struct day start, base_due, due, correction_deadline, pay_by;
    struct day replied, closed, archived;         /* none until then */
    int in_time;                                  /* 1, 0, or -1 before a reply */
    const char *code;                             /* reply code, "" */
    const char *applicant_kind, *applicant_label; /* label is masked: 张** */
    const char *applicant_key;
    const char *subject; /* first line of what is asked, numbers masked */
    int64_t handler_unit, handler, drafter, reviewer, signer;
    const char *handler_name;
    int64_t petition_id, earlier_id;
    int64_t fee_yuan;
    int64_t version, created_at, updated_at;
    const void *sealed;
    size_t n_sealed;
};
/* RULE W4: received, but not registered, because the calendar of its period is not loaded yet. It
 * is registered by itself once it is. */
bool foi_waits_for_calendar(const struct foi_case *k);
#define FOI_NO_CALENDAR "日历公布后计算"
/* The number, or the 收件号 until there is one. */
const char *foi_case_name(const struct foi_case *k);
/* Whose cases are seen: those that the unit answers, works on or handles; or every unit's. */
struct foi_see {
    int64_t unit;
    bool all;
};
struct foi_see foi_see(const struct req *r);
/* Works on this case: its unit is one of those concerned. Only such people see who asked. */
bool case_is_ours(const struct req *r, const struct foi_case *k);
/* ST_NOT_FOUND also for a case that may not be seen. */
enum st foi_case_get(
    struct ctx *c, struct foi_see see, int64_t id, struct foi_case *out) MUST_CHECK;
/* The sealed part: who asked for what. */
enum st foi_case_open(
    struct ctx *c, const struct foi_case *k, struct foi_application *out) MUST_CHECK;
/* By official number or 收件号, and query code. ST_NOT_FOUND says the same for both mistakes. */
enum st foi_case_by_code(
    struct ctx *c, const char *number, const char *code, struct foi_case *out) MUST_CHECK;

struct foi_event {
    int64_t id, seq, at; /* seq from 1 within the case */
    const char *action;  /* of the transition table */
    struct day day;      /* the day that counts */
    struct map *args;    /* char *; every value given, the private ones opened */
    int64_t person;
    const char *person_name, *unit_name;
    const char *prev_hash, *hash;
};
/* "" when the event has no such value. */
const char *foi_event_arg(const struct foi_event *ev, const char *name);
enum st foi_event_list(
    struct ctx *c, const struct foi_case *k, struct foi_event **list, size_t *n) MUST_CHECK;
/* Runs the law's clock over the events as of `today`. */
enum st foi_case_clock(struct ctx *c, const struct foi_case *k, const struct foi_event *list,
    size_t n, struct day today, struct foi_clock *out) MUST_CHECK;
/* The chain of hashes of a case holds. *broken: sequence number of the first that does not, 0. */
enum st foi_chain_check(struct ctx *c, int64_t case_id, int64_t *broken) MUST_CHECK;

struct foi_filter {
    int64_t organ_id;  /* 0: all */
    int stage;         /* enum foi_stage, -1: all; -2: all that are open; -3: those that are not */
    const char *light; /* "", "yellow", "red", "overdue" */
    const char *text;  /* number, 收件号 or words of the subject */
    int year;          /* of first receipt; 0: all */
    const char *code;  /* reply code, "" all */
    const char *applicant_kind;
    int64_t handler;
    int64_t to_do_by;  /* only those with an open task of this person; 0: all */
    const char *perms; /* of that person, "|foi.handle|foi.sign|" */
    bool mostly;       /* with to_do_by: most cases have such a task; the same list, found sooner */
};
/* The cases the person may see, most urgent first. total NULL: not counted. */
enum st foi_case_list(struct ctx *c, struct foi_see see, const struct foi_filter *f, int64_t page,
    int64_t per_page, struct foi_case **list, size_t *n, int64_t *total) MUST_CHECK;
struct foi_tabs {
    int64_t to_do, open_of_unit, all, ended;
};
/* How many cases wait for the person (perms as in foi_filter), are worked on by his unit, may be
 * seen by him, and of these have ended. */
enum st foi_case_tabs(struct ctx *c, struct foi_see see, int64_t person, const char *perms,
    struct foi_tabs *out) MUST_CHECK;

/* ---- acting ---- */

struct foi_arg {
    const char *name, *value;
};
struct foi_do {
    const char *action; /* of foi_actions */
    int64_t version;    /* of the case as the person saw it; 0: whatever it is */
    struct day day;     /* the day that counts; none or left out: today */
    const struct foi_arg *args;
    size_t n_args;
    const struct foi_file *files;
    size_t n_files;
    bool by_applicant; /* from the progress page */
    /* Every reason of a refusal, one by one; room for 24, or NULL. */
    struct foi_gap *reasons;
    size_t *n_reasons;
};
/* The stage of the case allows the act. */
bool foi_can_act(const struct foi_case *k, const char *action);
/* Does one thing of the transition table, with event, papers, tasks and journal, in the write
 * transaction of c. ST_CONFLICT or ST_INVALID with all reasons in one message when it may not be.
 */
enum st foi_act(struct ctx *c, int64_t case_id, const struct foi_do *d) MUST_CHECK;

/* ---- papers and files of a case ---- */

struct foi_paper {
    int64_t id, case_id, event_seq;
    const char *slot;   /* row of §1.8 it belongs to */
    const char *suffix; /* Rule B2: "补", "答"; "" for what came from outside */
    const char *title, *number, *file_name, *mime, *vault_name;
    int64_t size_bytes, created_at;
    int pages;
    bool for_applicant; /* meant for the applicant; foi_copies says whether it gets there */
    struct day day;
    int64_t wording;          /* version of the template it was made from, 0: the shipped text */
    const char *wording_hash; /* of that text; "" for what was not made here */
    const char *word_name;    /* the same letter as DOCX in the vault; "" none */
};
enum st foi_paper_list(
    struct ctx *c, int64_t case_id, struct foi_paper **list, size_t *n) MUST_CHECK;
/* The receipt of a request that the platform confirmed by itself is not made yet: a moment later.
 */
enum st foi_owed(struct ctx *c, const struct foi_case *k, bool *owed) MUST_CHECK;
enum st foi_paper_get(struct ctx *c, int64_t id, struct foi_paper *out) MUST_CHECK;
enum st foi_paper_bytes(
    struct ctx *c, const struct foi_paper *p, const char **bytes, size_t *n) MUST_CHECK;
/* The letter as DOCX; ST_NOT_FOUND for what is no letter of the platform. */
enum st foi_paper_word(
    struct ctx *c, const struct foi_paper *p, const char **bytes, size_t *n) MUST_CHECK;

/* A letter that the platform wrote, whether its Word file was kept or not. */
bool foi_is_letter(const struct foi_paper *p);
/* The Word file of a letter of k that has none: made again from the case as it was then.
 * ST_CONFLICT with what to do when that no longer gives the PDF that went out. */
enum st foi_word_again(struct ctx *c, const struct foi_case *k, const struct foi_paper *p,
    const char **bytes, size_t *n) MUST_CHECK;

/* ---- audience copies: severance (区分处理) ---- */

/* Grounds that a masked region or a withheld part may rest on; ends with a NULL key. RULE K3 */
extern const struct foi_word foi_grounds[];
/* Of a key of foi_grounds, "" for others: 第三方合法权益 */
const char *foi_ground_title(const char *key);
/* That kind of reply exists in the regulation the case is under. RULE T0 */
bool foi_code_exists(enum foi_regime regime, const char *code);

struct foi_twin { /* a masked copy, made by the act "mask" */
    const struct foi_event *made;
    const struct foi_paper *paper, *original; /* original NULL: not among the papers given */
    const struct foi_paper *source; /* the Word file that the original was made of, NULL none */
    bool held;                      /* taken back by the act "hold" */
    bool current;                   /* the newest of its original that is not held */
};
enum foi_reach {
    FOI_INSIDE,  /* not meant for the applicant */
    FOI_TAKEN,   /* was meant for the applicant; masked, replaced or taken back */
    FOI_WAITING, /* goes with the reply */
    FOI_REACHED  /* the applicant has it */
};
struct foi_copies {
    const struct foi_twin *twins; /* oldest first */
    size_t n_twins;
    const enum foi_reach *reach; /* of each paper */
};
/* Follows from events and papers of one case, which must stay valid. A paper of which a twin is in
 * use stays inside, whatever it was uploaded as; supplied files go out once they were approved with
 * a reply that hands something over, and that reply was delivered. */
struct foi_copies foi_copies(struct arena *a, const struct foi_event *events, size_t n_events,
    const struct foi_paper *papers, size_t n_papers);
const struct foi_twin *foi_twin_of(const struct foi_copies *c, const struct foi_paper *p);
/* A PDF or a picture that somebody brought: not the letters that the platform writes. */
bool foi_can_mask(const struct foi_paper *p);
/* A Word file that can be made into pages to be masked. */
bool foi_can_convert(const struct foi_paper *p);
/* The Word file that the paper was made of, NULL none. */
const struct foi_paper *foi_source_of(const struct foi_event *events, size_t n_events,
    const struct foi_paper *papers, size_t n_papers, const struct foi_paper *p);
/* A twin in use was made of this content. */
bool foi_is_original(const struct foi_copies *c, const struct foi_paper *p);
/* The applicant's copy of the file: the papers that have reached the applicant. */
enum st foi_own_paper_list(
    struct ctx *c, const struct foi_case *k, struct foi_paper **list, size_t *n) MUST_CHECK;

/* ---- how alike two texts are ---- */

/* Of the pairs of characters of `part`, how many `whole` has too, in percent; 0 of nothing. */
int foi_share(const char *part, const char *whole);

/* ---- recounting the clocks ---- */

struct foi_recounted {
    int64_t cases, moved;
};
/* Derives every open case anew, writes the dates that moved (a new calendar, a consultation that
 * ended by silence) and an act of the journal for each. Opens its own transactions. */
enum st foi_recount(struct ctx *c, struct foi_recounted *out) MUST_CHECK;

/* ---- counting, for the annual report ---- */

struct foi_count_row {
    const char *applicant_kind; /* column */
    const char *code;           /* "" while open */
    int start_year, end_year;   /* end 0: open */
    int64_t n;
};
/* Cases by first receipt and by end (delivery, abandonment, withdrawal), of one organ or all. */
enum st foi_count(
    struct ctx *c, int64_t organ_id, struct foi_count_row **list, size_t *n) MUST_CHECK;

/* The cases behind a cell of the report. */
struct foi_counted {
    int64_t organ_id; /* 0: all */
    int year;
    int fresh;         /* first received in the year 1, before it 0, either -1 */
    int ended;         /* ended in the year 1, open at its end 0, either -1 */
    const char *codes; /* "|G1|G2|", "" any */
    const char *applicant_kind;
};
struct foi_counted_page {
    int64_t total, seen; /* all of them; those that may be seen, and are listed */
    struct foi_case *list;
    size_t n;
};
enum st foi_counted_list(struct ctx *c, struct foi_see see, const struct foi_counted *f,
    int64_t page, int64_t per_page, struct foi_counted_page *out) MUST_CHECK;
/* RULE F10: what applicants paid in the year, in yuan. */
enum st foi_fees_received(struct ctx *c, int64_t organ_id, int year, int64_t *yuan) MUST_CHECK;

struct foi_dispute {
    int64_t case_id;
    const char *kind;   /* RECONSIDERATION, COURT, COURT_AFTER */
    const char *result; /* UPHELD, CORRECTED, OTHER; "" while it is heard */
    struct day filed, decided;
};
/* Reconsiderations and suits about the cases of one organ or all, oldest first. */
enum st foi_dispute_list(
    struct ctx *c, int64_t organ_id, struct foi_dispute **list, size_t *n) MUST_CHECK;

/* ---- publishing what was answered ---- */

/* The newest reply; "" where it has no such part. info_title, attachments, released_part and reason
 * were written to the applicant: what is to be public of them is checked by foi_leaks. */
struct foi_answer {
    const char *code, *title; /* "G2", 予以公开; "" without a reply */
    struct day day;           /* of the reply, or of the end */
    const char *info_title, *attachments, *released_part, *where, *way, *reason;
};
enum st foi_answer_get(struct ctx *c, const struct foi_case *k, struct foi_answer *out) MUST_CHECK;

struct foi_leak {
    const char *what; /* 申请人的电话 */
    int line;         /* of the text, from 1; 0: spread over lines */
};
/* What of the sealed values of the case occurs in the text, whatever its width, blanks and hyphens:
 * applicant, agent, contact, third parties, numbers of the case. Never the values themselves. */
enum st foi_leaks(struct ctx *c, const struct foi_case *k, const char *text, struct foi_leak **list,
    size_t *n) MUST_CHECK;

extern const struct module foi_module;

#endif
