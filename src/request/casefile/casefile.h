/* The case file (案卷) of a request: which papers it must hold, and the package that proves it.
 *
 * rules/requests.md §1.8. The county's signing key comes from common/journal/keys.h; the package
 * itself is lib/paper/package.h and is proved offline by `gongkai verify-file`.
 *
 * SPDX-License-Identifier: MIT */
#ifndef CASEFILE_CASEFILE_H
#define CASEFILE_CASEFILE_H

#include <stdbool.h>
#include "common/journal/keys.h"
#include "lib/paper/package.h"

/* Kinds of paper, in the order in which they lie in the file. */
enum casefile_kind {
    CASEFILE_INDEX,        /* 1 卷内目录, written by casefile_pack */
    CASEFILE_APPLICATION,  /* 2 申请表或申请书 */
    CASEFILE_ARRIVAL,      /* 2 信封或注明时间的系统截图 */
    CASEFILE_IDENTITY,     /* 2 身份证明 */
    CASEFILE_AUTHORITY,    /* 2 委托书 */
    CASEFILE_REGISTRATION, /* 3 登记表 */
    CASEFILE_RECEIPT,      /* 3 登记（受理）回执 */
    CASEFILE_CORRECTION_NOTICE,
    CASEFILE_CORRECTION_DELIVERY,
    CASEFILE_CORRECTED, /* 4 corrected request */
    CASEFILE_REASON_NOTICE,
    CASEFILE_REASON_ANSWER, /* 5 the applicant's answer, or a note of silence */
    CASEFILE_FEE_NOTICE,
    CASEFILE_FEE_RECEIPT, /* 6 票据, or a note that it was not paid */
    CASEFILE_APPROVAL,    /* 7 呈批单 */
    CASEFILE_SEARCH,      /* 8 检索记录 */
    CASEFILE_CONSULT_LETTER,
    CASEFILE_CONSULT_DELIVERY,
    CASEFILE_CONSULT_OPINION, /* 9 opinion, or a note of silence */
    CASEFILE_CONSULT_RELEASE, /* 9 notice to the third party that it is released all the same */
    CASEFILE_REVIEW,          /* 10 保密/公开审查表 */
    CASEFILE_EXTENSION_APPROVAL,
    CASEFILE_EXTENSION_NOTICE,
    CASEFILE_EXTENSION_DELIVERY, /* 11 */
    CASEFILE_REPLY,              /* 12 答复书 */
    CASEFILE_SUPPLIED,           /* 12 the supplied information or its list */
    CASEFILE_ORIGINAL, /* 12 what the supplied copy was masked from, and copies not supplied */
    CASEFILE_ENDING,   /* 12 without a reply on the merits: note, or letter of withdrawal */
    CASEFILE_DELIVERY, /* 13 送达凭证 */
    CASEFILE_REMEDY,   /* 14 reconsideration and court papers */
    CASEFILE_CONTACT,  /* 15 later contact records */
    CASEFILE_KINDS
};

/* Place in §1.8 (1 … 15) and title in Chinese. */
int casefile_order(enum casefile_kind k);
const char *casefile_title(enum casefile_kind k);

/* What happened in the case, as plain facts. */
struct casefile_facts {
    bool new_regime;          /* T0: the regulation of 2019 */
    bool own_data;            /* asks for one's own data: identity also under 2008 */
    bool by_agent;            /* Q7 */
    bool correction_asked;    /* a correction notice was sent */
    bool corrected;           /* … and the corrected request came */
    bool excessive;           /* article 35 used */
    bool fee;                 /* a fee notice was sent */
    bool not_held;            /* N1a */
    bool consulted;           /* a third party, another organ or a joint maker was asked */
    bool against_third_party; /* released although the third party did not agree */
    bool released;            /* anything supplied: G1 … G3, P1 */
    bool masked;              /* K8: a masked copy is supplied in place of its original */
    bool withheld_14_16;      /* anything withheld on articles 14 to 16: D1 … D7, P1 */
    bool extended;
    bool no_reply;     /* O1, O2, withdrawn: ended without a reply on the merits */
    bool disputed;     /* reconsideration or litigation followed */
    bool unregistered; /* withdrawn before the day of receipt was fixed */
    bool contacted;    /* contact with the applicant after closing was recorded */
};

struct casefile_gap {
    enum casefile_kind kind;
    const char *title; /* of the paper */
    const char *why;   /* Chinese: because of which fact it is needed */
};

struct casefile_gaps {
    struct casefile_gap rows[CASEFILE_KINDS];
    size_t n;
};

/* True when §1.8 demands this paper under these facts. Pure. */
bool casefile_needs(const struct casefile_facts *f, enum casefile_kind k);
/* The mandatory papers that are not among the n present ones, in order. Pure. The index is not
 * asked for: the package writes it. */
struct casefile_gaps casefile_missing(
    const struct casefile_facts *f, const enum casefile_kind *present, size_t n);

struct casefile_paper {
    enum casefile_kind kind;
    const char *title;  /* "" = casefile_title(kind) */
    const char *number; /* document number, "" when it has none */
    struct day date;    /* none: day_given() false */
    int pages;          /* 0 when unknown */
    const char *type;   /* extension of the file: "pdf" */
    struct paper_bytes file;
};

struct casefile {
    const char *number, *title, *organ;
    int64_t made_at; /* UTC seconds */
    struct casefile_facts facts;
    bool for_applicant;                  /* the applicant's copy: it names no missing papers */
    const struct casefile_paper *papers; /* any order; of equal kind the order given stays */
    size_t n_papers;
    const enum casefile_kind *recorded; /* what the platform's own records stand for */
    size_t n_recorded;
    const struct package_event *events; /* the case's log, oldest first */
    size_t n_events;
};

/* The ZIP, signed with the county's key; missing mandatory papers are named in it, and all papers
 * are also bound into one PDF, unless they are too many or too large for that. Statuses of
 * package_write. Starts the paper worker: for slow routes and jobs. */
enum st casefile_pack(struct arena *a, const struct casefile *c, const struct log_key *key,
    struct paper_bytes *zip, struct err *e) MUST_CHECK;

#endif
