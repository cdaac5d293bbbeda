/* Units, people, posts, roles and sign-in.
 *
 * A person holds one post at a time; a post is a role in a unit. Roles are a constant table of
 * permissions (docs/roles.md). Drafter ≠ approver is enforced by the slices, with the person in the
 * journal.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_ORG_H
#define ORG_ORG_H

#include "lib/db/ctx.h"
#include "lib/web/web.h"

/* Permission words of the route rows. */
#define PERM_DRAFT "document.draft"          /* write and submit for the own unit */
#define PERM_REVIEW "document.review"        /* approve or send back what somebody else wrote */
#define PERM_PUBLISH "document.publish"      /* publish, schedule */
#define PERM_END "document.end"              /* typed endings */
#define PERM_SECRECY "document.secrecy"      /* say which texts need a secrecy review */
#define PERM_ALL_UNITS "document.all_units"  /* see and act for every unit */
#define PERM_INVENTORY "inventory.read"      /* see the register of the own unit */
#define PERM_INVENTORY_EDIT "inventory.edit" /* register, decide, explain numbers, reconcile */
#define PERM_LEDGER "ledger.read"
#define PERM_LEDGER_REPORT "ledger.report"   /* report progress for the own unit */
#define PERM_LEDGER_CONFIRM "ledger.confirm" /* confirm measures, set dates and units */
#define PERM_FOI_SEE "foi.read"              /* the list and the cases of the own unit */
#define PERM_FOI "foi.handle"        /* requests: receive, handle, deliver, file for the own unit */
#define PERM_FOI_REVIEW "foi.review" /* review replies and send them back; approve extensions */
#define PERM_FOI_SIGN "foi.sign"     /* sign replies */
#define PERM_FOI_ALL "foi.all_units" /* see the cases of every unit */
#define PERM_WORDING "foi.wording"   /* edit the templates of letters */
#define PERM_COSIGN "petition.read"  /* see petitions that concern requests, and their sheets */
#define PERM_PETITION "petition.handle"      /* register them, open sheets, agree or dissent */
#define PERM_COSIGN_DECIDE "petition.decide" /* decide a dissent: the leader in charge */
#define PERM_SEARCH "search.manage"          /* synonyms, pages shown first, queries in vain */
#define PERM_PROOF "proof.manage"            /* what is no error in this county */
#define PERM_NORM "normdoc.read"          /* normative documents: life cycle, findings, campaigns */
#define PERM_NORM_MANAGE "normdoc.manage" /* register, number, file, end; run campaigns */
#define PERM_NORM_LEGAL "normdoc.legal"   /* legality review */
#define PERM_FISCAL "fiscal.read"         /* fiscal tables of the own unit */
#define PERM_FISCAL_ENTER "fiscal.enter"  /* fill in and submit tables of the own unit */
#define PERM_FISCAL_REVIEW "fiscal.review" /* review and publish tables of the own unit */
#define PERM_FISCAL_COUNTY "fiscal.county" /* the finance bureau: all units, clocks, settings */
#define PERM_INTERPRET_SIGN                                                                        \
    "interpret.sign" /* policy with plan and interpretation: head of the unit */
#define PERM_INTERPRET_OFFICE "interpret.office" /* the same, for the county office */
#define PERM_DECISION "decision.read"            /* major decisions: threads, findings */
#define PERM_DECISION_LEGAL "decision.legal"     /* their legality review */
#define PERM_DECISION_MANAGE "decision.manage"   /* settings of major decisions */
#define PERM_PROP "proposal.read"                /* proposals that concern the own unit */
#define PERM_PROP_HANDLE "proposal.handle"       /* for the own unit: draft, opinion, countersign */
#define PERM_PROP_MANAGE "proposal.manage"       /* all: register, assign, satisfaction, close */
#define PERM_JOURNAL "journal.read"
#define PERM_PEOPLE "org.manage"
#define PERM_SITE "site.manage" /* site words, columns, footer */

struct unit {
    int64_t id;
    const char *code;       /* stable key, "xzfb" */
    const char *name;       /* 师宗县人民政府办公室 */
    const char *short_name; /* 县政府办公室 */
    const char *kind;       /* GOVERNMENT, OFFICE, DEPARTMENT, TOWNSHIP, STREET, PARTY, INSTITUTION;
                               see unit_kinds */
    const char *credit_code; /* 统一社会信用代码 or "" */
    const char *phone, *address;
    bool closed;
};
enum st unit_get(struct ctx *c, int64_t id, struct unit *out) MUST_CHECK;
enum st unit_list(struct ctx *c, bool with_closed, struct unit **list, size_t *n) MUST_CHECK;
/* By name, short name or alias (县政府办, 县政府办公室 …); ST_NOT_FOUND when none fits exactly. */
enum st unit_by_name(struct ctx *c, const char *name, struct unit *out) MUST_CHECK;
enum st unit_add(struct ctx *c, const struct unit *u, int64_t *id) MUST_CHECK;
struct unit_kind {
    const char *key, *title; /* "TOWNSHIP", 乡镇 */
};
extern const struct unit_kind unit_kinds[];
extern const size_t n_unit_kinds;
const char *unit_kind_title(const char *key);
enum st unit_alias_add(struct ctx *c, int64_t unit_id, const char *alias) MUST_CHECK;

struct person {
    int64_t id, unit_id;
    const char *login, *name, *unit_name, *role, *role_title, *phone;
    bool disabled, totp;
    int64_t locked_until, last_seen;
};
enum st person_get(struct ctx *c, int64_t id, struct person *out) MUST_CHECK;
enum st person_list(
    struct ctx *c, int64_t unit_id /* 0: all */, struct person **list, size_t *n) MUST_CHECK;
/* password NULL: the person must be given one before the first sign-in. ST_CONFLICT: login taken.
 */
enum st person_add(struct ctx *c, const char *login, const char *name, int64_t unit_id,
    const char *role, const char *password, int64_t *id) MUST_CHECK;

struct role {
    const char *key, *title; /* "editor", 信息员 */
    const char *const *perms;
    size_t n_perms;
};
extern const struct role roles[];
extern const size_t n_roles;
/* NULL when there is none. */
const struct role *role_find(const char *key);

/* The person's post ends and another begins. ST_DENIED: nobody changes the own post. ST_CONFLICT:
 * the last administrator keeps the role. */
enum st person_move(struct ctx *c, int64_t id, int64_t unit_id, const char *role) MUST_CHECK;
/* The first administrator of a new county, in its first unit (made when there is none).
 * password_out: shown once; must be changed at the first sign-in. In a write transaction. */
enum st org_first_admin(struct ctx *c, const char *login, const char **password_out) MUST_CHECK;

/* Hook of struct app_options. *out is NULL when the person is gone, disabled or without a post. */
enum st org_load_principal(struct ctx *c, int64_t person, const struct principal **out);

/* Accounts of the demo county, for `init --demo` and the line that `serve` prints. */
struct demo_account {
    const char *login, *password, *name, *role_title, *unit;
};
extern const struct demo_account demo_accounts[];
extern const size_t n_demo_accounts;

/* Tables unit, unit_alias, person, post …; unit pages; the demo county's units and accounts. */
extern const struct module org_module;
extern const struct module person_module; /* people: store and pages */
extern const struct module signin_module; /* sign-in, account page */

#endif
