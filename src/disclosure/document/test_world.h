/* A small county for the tests of documents: units, people, an application, a browser.
 *
 * SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_TEST_WORLD_H
#define DOCUMENT_TEST_WORLD_H

#include "tests/test.h"

#include "common/record/item.h"
#include "disclosure/document/acts.h"
#include "lib/web/web.h"
#include "tests/client.h"
#include "tests/support.h"

#define NOW TEST_NOW

enum who { EDITOR, EDITOR2, REVIEWER, HEAD, STRANGER, OFFICE, PEOPLE };

struct world {
    struct db *db;
    struct app *app;
    struct arena *a;
    struct ctx c;
    int64_t unit, other_unit, people[PEOPLE];
    struct client browsers[PEOPLE];
    int64_t column;           /* zwdt/tzgg */
    struct loop_response res; /* the last answer to anybody */
};
extern struct world w;

int world_open(void **state);
int world_close(void **state);

/* Requests; the answer is in w.res. The body of do_post is "a=b&c=d", already encoded; CSRF and a
 * fresh once-token are added. */
void do_get(enum who who, const char *fmt, ...) PRINTF(2, 3);
void do_post(enum who who, const char *path, const char *fmt, ...) PRINTF(3, 4);
/* Multipart; fields as name, value …, NULL. */
void do_upload(
    enum who who, const char *path, const char *const *fields, const struct client_file *file);
const char *path_of(int64_t id, const char *rest);

/* Acts as a person without a browser. */
void begin_as(enum who who, bool write);
void done(enum st st);
void commit(void);
/* A notice that passes the gate, in the stage asked for: "draft", "submitted", "approved", "live".
 */
int64_t make(const char *kind, const char *title, const char *stage);
void act_now(enum who who, int64_t id, const char *action, const struct act_input *in);
struct doc *doc_of(int64_t id);
int count(const char *sql_name, int64_t id); /* "tasks", "journal", "status": open tasks, rows */

#endif
