/* Proofreading: what is wrong in an official text, where, how sure, and what would be right.
 *
 * Pure: a text of lines in, findings out. Rules are data (data/proof/…, rules/publishing.md §10);
 * wrong characters are found by language statistics (proof_model.h) when a model was given.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_PROOF_H
#define TEXT_PROOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/status.h"

enum proof_severity { PROOF_VETO, PROOF_ERROR, PROOF_WARN, PROOF_HINT };
/* "veto", "error", "warn", "hint" */
const char *proof_severity_name(enum proof_severity s);

/* Confidence is in per mille; what reaches PROOF_SURE is shown by default. */
#define PROOF_SURE 900

struct proof_finding {
    const char *code;  /* "T-DATE-2", "D-BRK", "T-CHAR"; proof_code_name gives its Chinese name */
    const char *class; /* "typo", "idiom", "punct", "date", … */
    size_t line;       /* from 0 */
    size_t start, end; /* characters of that line */
    size_t from, to;   /* the same in bytes */
    const char *text;  /* what stands there; masked when it is personal data */
    const char *suggest[4]; /* best first */
    size_t n_suggest;
    const char *note; /* what a person should know: "《政府信息公开条例》共 56 条"; "" */
    enum proof_severity severity;
    int confidence;
};

/* What to say to a person: "错别字", "日期不存在". */
const char *proof_code_name(const char *code);

/* A law or regulation of the county's own records. */
struct proof_law {
    const char *title;
    int articles; /* 第一条 to this one are there; 0: not known */
    bool amended; /* another edition may be meant */
};

struct proof_request {
    const char *const *lines; /* paragraphs of one document: valid UTF-8 without line ends */
    size_t n_lines;
    struct day date; /* of the document; day_none(): checks that need it are left out */
    bool all;        /* also what is less than nearly sure */
    /* The county's own register, may be empty: names that are right as they are; what stands inside
     * one is no wrong spelling … */
    const char *const *names;
    size_t n_names;
    /* Full names of its units: what differs in one character is told. titled: the first line is
     * the title. */
    const char *const *units;
    size_t n_units;
    bool titled;
    /* What its own records hold: names that exist, and how many articles they have. */
    const struct proof_law *laws;
    size_t n_laws;
    /* … and findings a person called no error: "code\ttext". */
    const char *const *accepted;
    size_t n_accepted;
};

struct proofreader;

/* model_path: a file written by `gongkai proof-train`; NULL or "": rules only. The reader may be
 * used by many threads at once and lives until proofreader_free.
 * ST_NOT_FOUND: no such file. ST_INVALID: not a model, of another version, or torn. Nothing is
 * opened then. */
enum st proofreader_open(
    const char *model_path, struct proofreader **out, struct err *e) MUST_CHECK;
void proofreader_free(struct proofreader **p);
bool proofreader_has_model(const struct proofreader *p);
/* The model beside the program, or where an installation keeps it; "" when there is none. */
const char *proofreader_find_model(struct arena *a);
/* Differs when model, lists or rules do: what was found with one need not be found with another.
 * Whoever changes what a rule in code finds raises the version. */
uint64_t proofreader_stamp(const struct proofreader *p);
#define PROOF_RULES_VERSION 7

/* Findings in the order of the text, none inside another. They live in a. */
size_t proof_check(const struct proofreader *p, struct arena *a, const struct proof_request *req,
    const struct proof_finding **list);
/* Articles 第一条, 第二条 … that begin a line of the text, up to the first gap. Lines may begin
 * with blanks, # and *. */
int proof_count_articles(const char *text);
/* The line with the first suggestion of each of its findings in place; list holds at least the
 * findings of that line, in order. */
const char *proof_apply(
    struct arena *a, const char *line, const struct proof_finding *list, size_t n);

#endif
