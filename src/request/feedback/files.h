/* Files that applicants were given, ready to go with a document for everybody. Inside the slice
 * only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef FEEDBACK_FILES_H
#define FEEDBACK_FILES_H

#include "request/foi/foi.h"

enum feedback_fit {
    FEEDBACK_CLEAN, /* its whole text was read, nothing personal in it */
    FEEDBACK_TWIN,  /* a masked copy, proved when it was made: painted pages without text */
    FEEDBACK_LOOK,  /* the program cannot read all of it: a person must have looked */
    FEEDBACK_LEAKS, /* something personal stands in it: it does not go */
    FEEDBACK_UNREAD /* not read in this view: a person looks, and it is read when it is to go */
};
struct feedback_file {
    int64_t paper_id, case_id;
    const char *title, *name, *mime;
    const char *bytes;
    size_t n_bytes;
    bool twin;
    enum feedback_fit fit;
    const char *found; /* FEEDBACK_LEAKS: what and where, never the value */
};
enum { FEEDBACK_FILES_MOST = 20, FEEDBACK_READ_MOST = 6 };

/* What reached an applicant of these cases with a reply, each content once; of what was masked the
 * copy, never the original. In a transaction; fit is not yet known. *left: how many more there
 * are. */
enum st feedback_files(struct ctx *c, const struct foi_case *cases, size_t n,
    struct feedback_file list[static FEEDBACK_FILES_MOST], size_t *n_list, size_t *left) MUST_CHECK;
/* Reads the first `most` that can be read (PDF in the confined program) and compares with every
 * sealed value of all the cases. In a transaction. */
enum st feedback_files_check(struct ctx *c, const struct foi_case *cases, size_t n,
    struct feedback_file *list, size_t n_list, size_t most) MUST_CHECK;

#endif
