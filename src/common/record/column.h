/* Columns (栏目): the tree in which public items are listed.
 *
 * SPDX-License-Identifier: MIT */
#ifndef RECORD_COLUMN_H
#define RECORD_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include "lib/web/web.h"

/* The column of questions and answers (常见问题问答), of every county's tree. */
#define COLUMN_FAQ "hdjl/cjwt"

/* How often a column must change: the column types of the inspection sheets. */
struct column {
    int64_t id, parent_id; /* parent 0: below the home page */
    const char *path;      /* "zwgk/fdnr/zcwj": lower-case ASCII, permanent */
    const char *name, *description, *keywords;
    const char *type_label; /* 网页标签 ColumnType */
    const char *cycle;      /* INDEX DTYW TZZC RSGH UPDATE ZWZX DCZJ HDFT STATIC LINK */
    int position;
    int depth; /* 0 for the first level */
    bool closed;
    int64_t items; /* filled by column_tree only: published items in it and below */
};

enum st column_get(struct ctx *c, int64_t id, struct column *out) MUST_CHECK;
/* ST_NOT_FOUND when there is none. */
enum st column_by_path(struct ctx *c, const char *path, struct column *out) MUST_CHECK;
/* The open columns in tree order, with the number of published items. */
enum st column_tree(struct ctx *c, struct column **list, size_t *n) MUST_CHECK;
/* The open columns right below parent (0: of the first level), with the number of published items.
 */
enum st column_children(struct ctx *c, int64_t parent, struct column **list, size_t *n) MUST_CHECK;
/* How many columns are open. */
enum st column_count(struct ctx *c, int64_t *n) MUST_CHECK;
/* Every column in tree order, closed ones too, for the column editor. */
enum st column_all(struct ctx *c, struct column **list, size_t *n) MUST_CHECK;
/* Writes name, description, keywords, type, cycle and whether it is closed; the path is permanent.
 * A column closes only after those below it. */
enum st column_save(struct ctx *c, const struct column *k) MUST_CHECK;
/* The column and its ancestors, first level first: breadcrumb. */
enum st column_trail(struct ctx *c, int64_t id, struct column **list, size_t *n) MUST_CHECK;
/* The same when the path is at hand; columns lie at most eight levels deep. */
enum st column_trail_of(
    struct ctx *c, const char *path, struct column **list, size_t *n) MUST_CHECK;
/* Adds what data/columns.tsv has and the table lacks. Changes nothing that staff edited. */
enum st column_seed(struct ctx *c) MUST_CHECK;

extern const struct module column_module;

#endif
