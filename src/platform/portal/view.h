/* Views and pages of the portal; used inside this folder only.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PORTAL_VIEW_H
#define PORTAL_VIEW_H

#include "common/org/org.h"
#include "common/record/chain.h"
#include "common/record/column.h"
#include "common/record/item.h"
#include "disclosure/inventory/inventory.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"

/* ---- where a page stands ---- */

struct place {
    struct column here; /* the column of the page */
    struct column *trail;
    size_t n_trail;
    const struct crumb *crumbs;
    size_t n_crumbs;
};
/* Trail and breadcrumb of the column at path; `last` is the page below it, "" for the column's own
 * page. */
enum st place_read(struct ctx *c, const char *path, const char *last, struct place *out) MUST_CHECK;
/* "/zwgk/fdnr/zcwj/" */
const char *column_href(struct arena *a, const struct column *k);
/* 301: the address changed for good (RULE G-URL-STABLE). */
enum st moved_for_good(struct req *r, const char *path);
/* https://DOMAIN + path */
const char *absolute_url(struct arena *a, const char *path);
void buf_xml(struct buf *out, const char *s); /* text and attributes; drops what XML forbids */

/* ---- home ---- */

struct home_block {
    struct column column;
    struct item_list list;
};
struct home_view {
    const struct home_block *blocks; /* the first is the large one */
    size_t n_blocks;
    int64_t items, leaves;
    int64_t newest_at;
    int64_t columns;
    const struct site_link *hints;
    size_t n_hints;
};
void home_page(struct buf *out, struct req *r, const struct home_view *v);

/* ---- filters of a column ---- */

struct narrow {
    struct item_filter filter;
    const struct portal_part *part; /* with kinds and forms; NULL: none */
    const char *kind, *form;        /* of interpretation, "" */
    bool picked;                    /* one of them is given */
    bool on;                        /* any filter is */
};
/* From the query. The page is 1; per_page is for the caller to set. */
struct narrow narrow_read(struct req *r, const struct column *k);
/* A page of the list, with its total. */
enum st narrow_list(struct ctx *c, const struct narrow *w, struct item_list *out) MUST_CHECK;
/* per_page of them by record number, from `after` on. */
enum st narrow_walk(
    struct ctx *c, const struct narrow *w, int64_t after, struct item_list *out) MUST_CHECK;
/* path?first&… with the filters of this request; first: "column=…", or "". */
const char *narrow_query(struct req *r, const char *path, const char *first);

/* ---- columns ---- */

struct facet_row {
    const char *label, *name;
    struct ui_option *options;
    size_t n;
};
struct column_data { /* a page that shows what a column holds as data */
    const char *column, *title, *what, *path;
};
extern const struct column_data section_pages[];
extern const size_t n_section_pages;
struct column_view {
    struct place place;
    struct column side_head; /* whose children stand beside; id 0: none */
    struct column *side;
    size_t n_side;
    struct column *children;
    size_t n_children;
    struct narrow narrow;
    bool plain; /* no filters, no pager */
    struct item_list list;
    struct facet_row rows[5];                          /* links above the list */
    struct facet_row years, issuers, subjects, genres; /* choices of the form */
    bool has_page;
    struct item_page page; /* STATIC: its text */
    const char *body_html;
    const char *feed;         /* with the filters of the list */
    const char *csv, *json;   /* the list as open data */
    struct declared declared; /* why there is nothing, as staff declared it */
    const struct column_data *data;
    size_t n_data;
};
enum st column_read(struct req *r, const char *path, struct column_view *v) MUST_CHECK;
void column_page(struct buf *out, struct req *r, const struct column_view *v);
void item_rows(struct buf *out, const struct item *items, size_t n);
void side_nav(struct buf *out, struct req *r, const struct column_view *v);

/* ---- items ---- */

struct past { /* one edition that was public, or the end */
    int64_t edition_id, at;
    int number;
    int ordinal; /* the public counts what was public: 1, 2, 3 …; drafts sent back took numbers too
                  */
    int64_t leaf; /* number in the public log; negative: none */
    const char *action, *note;
};
struct said { /* one interpretation of the text */
    const struct link *link;
    struct portal_note note;
};
struct item_view {
    struct place place;
    struct item_page page;
    const char *body_html; /* external links led through /go */
    const struct link *links;
    size_t n_links;
    const struct past *past; /* newest first */
    size_t n_past;
    int64_t leaf;                           /* of the edition shown; negative: none */
    const char *target_title, *target_path; /* of what replaces it, "" */
    const struct past *old;                 /* an earlier edition is shown; NULL: the present one */
    bool is_document;
    bool preview;            /* not public yet: staff look at it */
    const struct said *said; /* interpretations of it */
    size_t n_said;
    struct portal_note note; /* of itself */
    struct chain chain;      /* what ended or changed it, what it ended or changed */
    const char *sections;    /* of other slices, HTML */
    const char *in_force;    /* a sentence: since when, until when; "" */
    struct day good_until;   /* the last day on which the page is right; none: any */
};
int present_ordinal(const struct item_view *v);
/* Links, interpretations, chain, period of validity, sections of others; with the tags. */
enum st around_read(struct req *r, struct item_view *v) MUST_CHECK;
/* Fills in_force and good_until from dates, validity and period, as of today. */
void in_force_say(struct arena *a, struct item_view *v, struct day today);
/* True for links that the chain, or the interpretations, show already. */
bool link_shown(const struct item_view *v, const struct link *l);

/* What a text of the chain did to others of it: 废止本文件；修改《…》 */
const char *chain_said(struct arena *a, const struct chain *k, const struct chain_text *t);

/* Two public editions side by side. */
struct compare_view {
    const struct item_view *item;
    const struct past *before, *after;
    struct diff diff;
};
void compare_page(struct buf *out, struct req *r, const struct compare_view *v);
enum st compare_show(struct req *r, struct item_view *v) MUST_CHECK;

/* ---- parts ---- */

enum st parts_note(struct ctx *c, int64_t record_id, struct portal_note *out) MUST_CHECK;
/* What they write below the text. */
enum st parts_sections(struct req *r, int64_t record_id, const char **html) MUST_CHECK;
/* The part with kinds and forms for this column, or NULL. */
const struct portal_part *part_of_column(const char *path);

/* The page of a record without its frame, and what the frame says of it. */
struct article {
    int64_t record_id;
    struct public_head head; /* ready; of one that is kept only title and url stay beside */
    const char *const *tags; /* of the page */
    size_t n_tags;
    const char *html; /* <article>…</article>, not terminated; NULL: it lies in the file */
    size_t n;
    uint64_t at;      /* place in the file */
    struct day until; /* the last day on which it is right; none: any */
};
/* Once, at start: the file in DIR/tmp. Without it nothing is kept. */
void article_start(const struct ctx *c);
/* The article of the record when it is kept and right for a reader who begins now. */
bool article_find(struct ctx *c, int64_t record_id, struct article *out);
/* Adds <article>…</article>; false, with `out` as before, when newer ones have overwritten it. */
bool article_write(struct buf *out, const struct article *a);
/* Keeps a copy until something under its tags is committed. site: ui_site() from before it was
 * made. */
void article_keep(const struct ctx *c, const struct site *site, const struct article *a);

/* ---- ahead.c: articles before their first reader; a job of the serving program ---- */

void ahead_start(struct app *app);
enum st ahead_make(struct ctx *c) MUST_CHECK; /* some of those that lack; opens transactions */
extern const struct stmt portal_stmt_newest;

void item_article(struct buf *out, struct req *r, const struct item_view *v);
/* Parts of it (item_around.html). */
void item_explains(struct buf *out, const struct item_view *v);
void item_interpretations(struct buf *out, const struct item_view *v);
void item_links(struct buf *out, const struct item_view *v);
void item_chain(struct buf *out, struct req *r, const struct item_view *v);
void item_past(struct buf *out, struct req *r, const struct item_view *v);
void tombstone_page(struct buf *out, struct req *r, const struct item_view *v);

/* ---- external links ---- */

/* True for hosts of government: *.gov.cn, *.政务 and the site itself. */
bool host_is_government(const char *host, size_t n);
/* "/go?u=…&k=…" for an external address, the address itself for government hosts. */
const char *external_href(struct arena *a, const char *url);
/* The text with every external link led through /go. */
const char *external_links(struct arena *a, const char *html);
/* Reads or makes DIR/keys/go.key. */
enum st leave_start(struct ctx *c) MUST_CHECK;
void leave_page(struct buf *out, struct req *r, const char *url, const char *host);

/* ---- units ---- */

struct unit_row {
    const char *code, *name;
    int64_t total, this_year, last_year, newest_at;
};
struct units_view {
    struct place place;
    int year; /* this one */
    const struct unit_row *units;
    size_t n;
    int64_t total, newest_at;
    int64_t silent; /* units that have published nothing */
};
enum { UNIT_YEARS = 5 };
struct unit_column { /* what the unit has published in it */
    const char *path, *name;
    int64_t by_year[UNIT_YEARS], older, total, newest_at;
};
struct unit_view {
    struct place place;
    struct unit unit;
    struct unit_column *columns;
    size_t n;
    int years[UNIT_YEARS]; /* newest first */
    size_t n_years;
    bool older; /* there is something of other years */
    int64_t total, newest_at;
};
void units_public_page(struct buf *out, struct req *r, const struct units_view *v);
void unit_public_page(struct buf *out, struct req *r, const struct unit_view *v);

/* ---- open data ---- */

enum { ITEM_FIELDS = 20, UNIT_FIELDS = 7 };
extern const struct data_set item_set, unit_set;
/* All sets of the site, those of this slice first. */
const struct data_set *data_set_at(size_t i); /* NULL at the end */
extern const char licence_words[];
void data_index_page(struct buf *out, struct req *r);
/* The table of all sets. */
void data_table(struct buf *out, struct req *r);

struct feeds_view {
    const struct column *columns; /* in tree order */
    size_t n;
};
void feeds_page(struct buf *out, struct req *r, const struct feeds_view *v);

/* ---- the rest ---- */

struct map_view {
    const struct column *columns; /* in tree order, to the third level */
    size_t n;
};
void map_page(struct buf *out, struct req *r, const struct map_view *v);
void open_data_page(struct buf *out, struct req *r);
void request_page(struct buf *out, struct req *r, const struct column_view *v);

/* ---- handlers ---- */

enum st home_show(struct req *r);
enum st any_show(struct req *r); /* columns, items and feeds by their path */
enum st column_show(struct req *r, const char *path);
enum st item_show(struct req *r, const char *path);
enum st feed_show(struct req *r, const char *column_path);
enum st site_feed_show(struct req *r);
enum st request_show(struct req *r);
enum st map_show(struct req *r);
enum st sitemap_index(struct req *r);
enum st sitemap_part(struct req *r);
enum st robots_show(struct req *r);
enum st security_show(struct req *r);
enum st leave_show(struct req *r);
enum st qr_show(struct req *r);
enum st open_data_show(struct req *r);
enum st api_items(struct req *r);
enum st api_items_csv(struct req *r);
enum st api_schema(struct req *r);
enum st api_set_schema(struct req *r);
enum st api_index(struct req *r);
enum st api_index_json(struct req *r);
enum st api_units(struct req *r);
enum st api_units_csv(struct req *r);
enum st units_public_show(struct req *r);
enum st unit_public_show(struct req *r);
enum st feeds_show(struct req *r);

extern const struct stmt portal_stmt_past, portal_stmt_target, portal_stmt_parts, portal_stmt_part,
    portal_stmt_units, portal_stmt_unit_columns;

#endif
