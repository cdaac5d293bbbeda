/* The index of one installation within this process: the current view and how it moves on.
 *
 * Queries take the view and go. Who moves it on holds `update`; who writes files holds the lock of
 * index_dir.h too. What is not in a file yet lives in memory and is read again from the database
 * after a restart.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_ENGINE_H
#define SEARCH_ENGINE_H

#include <pthread.h>
#include "common/search/entries.h"
#include "common/search/feed.h"
#include "common/search/index_dir.h"
#include "common/search/view.h"
#include "lib/db/ctx.h"

struct engine {
    struct engine *next;
    struct db *db;
    char *dir;               /* DIR/index, NULL: memory only */
    pthread_mutex_t swap;    /* guards view, stamp, trusted */
    pthread_mutex_t update;  /* one mover at a time */
    struct view *view;       /* never NULL */
    struct stamp stamp;      /* of the manifest the view was made from */
    struct feed last;        /* the change view->seq stands for */
    struct feed filed;       /* and the last one that is in files */
    bool trusted;            /* `last` was found in the database */
    struct builder *builder; /* for small updates */
    struct entries entries;  /* what is no record */
};

/* The engine of this installation; opened at the first call. */
struct engine *engine_of(struct db *db, const char *data_dir);
/* Ends it (tests); nobody may be using it. */
void engine_close(struct db *db);
/* A view to be dropped by view_drop. */
struct view *engine_view(struct engine *e);

enum freshness {
    FRESH,  /* everything committed is in */
    BEHIND, /* much is missing: a job is on it */
};
/* Brings in what was committed, when that is little. In a read transaction. */
enum st engine_freshen(struct engine *e, struct ctx *c, enum freshness *how) MUST_CHECK;

/* For upkeep.c; the caller holds `update`. */
void engine_set(struct engine *e, struct view *v);
void engine_set_stamp(struct engine *e, struct stamp stamp, bool trusted);
/* Reads the manifest again when it was replaced, and checks that it belongs to this database. */
enum st engine_adopt(struct engine *e, struct ctx *c) MUST_CHECK;
/* Takes a finished memory segment in. */
enum st engine_take(
    struct engine *e, void *memory, size_t bytes, const struct feed *last) MUST_CHECK;

enum {
    INLINE_CHANGES = 256, /* what a query brings in by itself */
    LIVE_PARTS = 8,       /* memory segments before they are joined */
    BATCH = 64
};

#endif
