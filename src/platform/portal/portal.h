/* The public site: home, columns, items, feeds, site map, files for machines.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PORTAL_PORTAL_H
#define PORTAL_PORTAL_H

#include "common/record/item.h"
#include "common/record/link.h"
#include "lib/web/web.h"

/* Answers with the page as the public will see it, under a banner that says that it is not public
 * yet. path "" of the item: it has no address yet. */
enum st portal_preview(struct req *r, const struct item_page *page, const struct link *links,
    size_t n_links) MUST_CHECK;

/* One entry of an Atom feed; "" leaves an element out. */
struct portal_entry {
    const char *title, *path, *author, *category, *summary;
    int64_t published, updated; /* UTC seconds */
};
/* Answers with a feed (RFC 4287). page: path of the page it belongs to. */
void portal_feed(
    struct req *r, const char *title, const char *page, const struct portal_entry *list, size_t n);

/* ---- what other slices say on the page of a record ---- */

struct portal_note {         /* "" and no day where nothing is known */
    const char *kind, *form; /* of an interpretation: 部门解读; 图解 */
    const char *speaker;
    struct day last_day; /* last day of the period of validity */
    bool by_text;        /* that is what the text says, nobody registered it */
    bool endless;        /* it has no such period */
    struct day amend_on; /* a clean-up decided that it is to be amended; that decision: */
    const char *amend_title, *amend_number, *amend_path;
};
extern const struct portal_note portal_no_note;
/* Of a column what has this kind and form of interpretation, "" being all, and matches the filter
 * of items too: a page of it, or what comes after a record. */
struct portal_pick {
    const struct item_filter *filter; /* with column, page and per_page */
    const char *kind, *form;
    bool walk; /* by record number, from `after` on; false: a page of the list */
    int64_t after;
    const int64_t *ids; /* out: records in their order */
    size_t n;
    int64_t total, newest_at; /* out, of a list */
};
struct portal_choices {
    struct facet *kinds, *forms;
    size_t n_kinds, n_forms;
};
/* Members may be NULL. */
struct portal_part {
    /* Fills in what it knows of the record. The page carries the tag record:ID; who changes what is
     * told here touches it. */
    enum st (*note)(struct ctx *c, int64_t record_id, struct portal_note *n);
    /* A <section> with an h2 below the text, or nothing. Tags for all it shows are its own. */
    enum st (*section)(struct req *r, int64_t record_id, struct buf *out);
    const char *column; /* path of the column that has kinds and forms */
    enum st (*choices)(struct ctx *c, int64_t column_id, struct portal_choices *out);
    enum st (*pick)(struct ctx *c, struct portal_pick *p);
};
/* At start of a module; constant, stays valid. A part that is there already is not added again. */
void portal_add_part(const struct portal_part *part);

/* ---- open data ---- */

/* integer, string, date, date-time, uri, boolean; list: texts, one a line in a value; array: words
 * in CSV, objects in JSON, which the slice writes itself */
struct data_field {
    const char *key, *title, *format;
};
struct data_set {
    const char *name;         /* of its schema: /api/v1/schema/NAME.json */
    const char *title, *what; /* 公开条目 */
    const char *json, *csv;   /* paths, "" */
    const char *page;         /* where people read the same, "" */
    const char *list;         /* member that holds the rows, JSON */
    const char *args;         /* query arguments, "year q" */
    const struct data_field *fields;
    size_t n_fields;
};
/* At start of a module; constant, stays valid. The index, its schema, the guide and the table for
 * people follow. */
void portal_add_data(const struct data_set *set);
/* An answer in either form: begin, rows with a value for each field, end. "" is left out of JSON;
 * yes of a boolean is "1". */
struct data_answer {
    struct req *r;
    const struct data_set *set;
    bool csv;
    const char *file; /* name of the CSV without .csv; NULL: that of the set */
};
void data_begin(const struct data_answer *d);
void data_row(const struct data_answer *d, const char *const values[]);
void data_end(const struct data_answer *d);
/* "2018-09-12", "2018-09-12T09:00:00+08:00", https://DOMAIN/path; "" for none. */
const char *data_day(struct arena *a, struct day d);
const char *data_time(struct arena *a, int64_t t);
const char *data_url(struct arena *a, const char *path);
const char *data_int(struct arena *a, int64_t n);

extern const struct module portal_module;

#endif
