/* Inside a .docx: the package, its styles and numbering, and the reader that walks its XML.
 *
 * Shared by the files docx*.c; package and XML walk also by xlsx_*.c. Elements and attributes are
 * known by their local names, so that transitional and strict documents read the same.
 *
 * SPDX-License-Identifier: MIT */
#ifndef PAPER_DOCX_PARTS_H
#define PAPER_DOCX_PARTS_H

#include <stdbool.h>
#include <stdint.h>
#include <zip.h>
#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/paper/docx.h"
#include "lib/paper/pages.h"

#define DOCX_LEVELS 9
#define DOCX_NOTES 1000
#define DOCX_IMAGES 200

struct docx_style {
    const char *based_on; /* "" when none */
    int heading;          /* 1 … 9; 0 none; -1 not said here */
    bool title;
    const char *jc; /* "" when not said */
    const char *num_id;
    int ilvl;
    bool bold, italic, underline;
};

struct docx_level {
    const char *format, *text; /* "decimal", "%1." */
    int start;
};
struct docx_abstract { /* one counting scheme, shared by several numberings */
    struct docx_level levels[DOCX_LEVELS];
    int counts[DOCX_LEVELS];
};
struct docx_num {
    struct docx_abstract *scheme;
    int restart[DOCX_LEVELS]; /* 0: goes on */
    bool used[DOCX_LEVELS];
};

struct docx_rel {
    const char *target;
    bool external;
};

struct docx_kind { /* what the reasons call the file, and how much of it is read */
    const char *program, *thing, *old; /* "Word", "文档", ".doc" */
    size_t max_nodes;
};

enum docx_way { DOCX_WHOLE, DOCX_LETTER, DOCX_FORM }; /* see docx.h */

struct docx_reader { /* one document being read */
    const struct docx_kind *kind;
    enum docx_way way;
    struct arena *a;
    struct err *err;
    enum st st;
    struct paper_bytes bytes; /* the package, when it has no path */
    zip_t *zip;
    zip_uint64_t budget; /* bytes that may still be unpacked */
    size_t nodes;
    struct _xmlTextReader *xml; /* libxml2's reader of the part that is being walked */
    const char *part;
    struct map *rels, *styles, *abstracts, *nums, *notes, *image_at;
    struct docx_image *images;
    size_t n_images;
    size_t beside[DOCX_BESIDE];
    struct docx_grid *grids; /* of a form */
    size_t n_grids, cap_grids, n_cells;
    const char *title;
    /* paragraph state */
    struct buf *out;
    struct buf after;  /* text boxes, put behind the paragraph */
    struct buf joined; /* content of a paragraph whose end was deleted */
    const char *notes_used[DOCX_NOTES];
    size_t n_notes;
    /* complex fields: how deep, whether before their result, and what they say */
    int field_depth, link_depth;
    bool in_instruction;
    struct buf instruction;
};

/* docx_zip.c. NULL: no package, or broken; the bytes must stay. */
zip_t *paper_zip_open(struct paper_bytes b);
/* Budget set before. path NULL: the package is d->bytes, which must stay. */
enum st docx_open(struct docx_reader *d, const char *path);
bool docx_has(struct docx_reader *d, const char *name);
/* The unpacked part, in the arena. */
enum st docx_load(struct docx_reader *d, const char *name, const char **p, size_t *n);
enum st docx_fail(struct docx_reader *d, enum st st, const char *fmt, ...) PRINTF(3, 4);

/* docx.c: the part that holds the content, as the package names it; else the usual name. */
const char *docx_main_part(struct docx_reader *d, const char *usual);

/* docx_xml.c: walking. A handler is called on an element's start and must leave the reader at its
 * end; docx_skip does so. */
typedef void docx_handler(struct docx_reader *d, const char *name, void *arg);
enum st docx_walk_part(struct docx_reader *d, const char *name, docx_handler *fn, void *arg);
void docx_children(struct docx_reader *d, docx_handler *fn, void *arg);
void docx_skip(struct docx_reader *d);
/* "" when absent; in the arena. */
const char *docx_attr(struct docx_reader *d, const char *name);
int docx_attr_int(struct docx_reader *d, const char *name, int fallback);
/* A switch like <w:b/>: on unless its val says otherwise. */
bool docx_on(struct docx_reader *d);
/* The text inside the element, leaving the reader at its end. */
const char *docx_text(struct docx_reader *d);

/* docx_styles.c */
enum st docx_read_styles(struct docx_reader *d);
enum st docx_read_numbering(struct docx_reader *d);
enum st docx_read_rels(struct docx_reader *d, const char *part, struct map *into);
/* The effective style with what it is based on. */
struct docx_style docx_style_of(struct docx_reader *d, const char *id);
/* Counts on and gives the number as printed, "" for none; *bullet says that it is one. */
const char *docx_next_number(struct docx_reader *d, const char *num_id, int ilvl, bool *bullet);

/* docx_number.c; pure */
const char *docx_format_number(struct arena *a, const char *format, int n);

/* docx_beside.c: heads and feet of pages. */
void docx_count_margins(struct docx_reader *d);
/* Counts an element of a tracked change; false for others. */
bool docx_count_change(struct docx_reader *d, const char *name);

/* docx_body.c: blocks; docx_runs.c: what stands in a paragraph; docx_drawing.c; docx_table.c */
void docx_blocks(struct docx_reader *d, const char *name, void *arg);
void docx_inline(struct docx_reader *d, const char *name, void *arg);
void docx_drawing(struct docx_reader *d);
/* Blocks of the open element as HTML of their own, in the arena. */
const char *docx_apart(struct docx_reader *d);
void docx_table(struct docx_reader *d);
void docx_write_notes(struct docx_reader *d);

#endif
