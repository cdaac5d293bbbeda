/* A view: the segments that make up the index at one moment, and which of their documents are dead.
 * Immutable once made, counted by its holders, so that queries never wait for updates.
 *
 * SPDX-License-Identifier: MIT */
#ifndef SEARCH_VIEW_H
#define SEARCH_VIEW_H

#include "common/search/segment.h"

struct part {
    struct segment *s;
    unsigned char *dead; /* one bit a document */
    uint32_t n_dead;
};

struct view {
    atomic_int refs;
    struct part *parts; /* old to new: a newer part overrules what older ones say of a record */
    size_t n, n_files;  /* the first n_files lie on disk */
    int64_t seq;        /* the last change that is in */
};

/* Takes hold of the segments. */
struct view *view_new(struct segment *const *segments, size_t n, size_t n_files, int64_t seq);
/* A new view with one more part. */
struct view *view_with(const struct view *v, struct segment *s, bool file, int64_t seq);
void view_keep(struct view *v);
void view_drop(struct view *v);

static inline bool part_dead(const struct part *p, uint32_t doc)
{
    return p->dead[doc >> 3] >> (doc & 7) & 1;
}
/* Living documents. */
size_t view_docs(const struct view *v);
/* Documents that have the term, dead ones counted. */
double view_df(const struct view *v, uint64_t term);

/* Parts from … to of the view as one segment; path NULL: in memory. Dead documents are left out,
 * and so are removals when nothing older remains. */
enum st view_merge(const struct view *v, size_t from, size_t to, const char *path, void **memory,
    size_t *bytes) MUST_CHECK;

#endif
