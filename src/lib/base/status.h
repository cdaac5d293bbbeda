/* Status of an operation and the one message that explains it.
 *
 * Every function that can fail returns enum st. The lowest function that knows the reason fills
 * struct err; nobody rewrites it on the way up.
 *
 * SPDX-License-Identifier: MIT */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum st {
    ST_OK = 0,
    ST_INVALID,   /* the input is wrong; the person can mend it (HTTP 400/422) */
    ST_DENIED,    /* not signed in or not permitted (401/403) */
    ST_NOT_FOUND, /* (404) */
    ST_GONE,      /* existed, ended for good; a tombstone is shown (410) */
    ST_CONFLICT,  /* somebody else was faster, or the state does not allow it (409) */
    ST_TOO_BIG,   /* over a limit (413/431) */
    ST_BUSY,      /* try again (429/503) */
    ST_BROKEN     /* our fault: database, disk, bug (500) */
};

/* message: Chinese sentence for the person, saying what to do next. field: name of the form field
 * it belongs to, or "". detail: for the log only, never shown. */
struct err {
    enum st st;
    char field[64];
    char message[768];
    char detail[512];
};

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF(a, b) __attribute__((format(printf, a, b)))

/* Fill e (may be NULL) and return st, so that `return err_set(...)` reads as one sentence. */
enum st err_set(struct err *e, enum st st, const char *field, const char *fmt, ...) PRINTF(4, 5);
/* Add the log detail; returns e->st. */
enum st err_detail(struct err *e, const char *fmt, ...) PRINTF(2, 3);
/* Stop the process with a log line: broken invariant or no memory. */
_Noreturn void die(const char *fmt, ...) PRINTF(1, 2);
#define BUG_ON(cond)                                                                               \
    do {                                                                                           \
        if (cond)                                                                                  \
            die("bug at %s:%d: %s", __FILE__, __LINE__, #cond);                                    \
    } while (0)
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

#endif
