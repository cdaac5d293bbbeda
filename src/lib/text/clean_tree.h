/* The small document that the cleaner builds: blocks with runs of marked text.
 *
 * Shared by the files clean*.c only. Whatever came in, a tree of these types can be written as
 * well-formed HTML of the allow-list.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TEXT_CLEAN_TREE_H
#define TEXT_CLEAN_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/map.h"
#include "lib/text/clean.h"

#define CLEAN_MAX_FRAMES 256 /* elements open at the same time */
#define CLEAN_MAX_BLOCKS                                                                           \
    40 /* blocks inside each other in the result; deeper ones are unwrapped                        \
        */

/* Text blocks come first, then the leaf, then what holds other blocks. */
enum tag {
    T_P,
    T_H,
    T_PRE,
    T_CAPTION,
    T_FIGCAPTION,
    T_DT,
    T_HR,
    T_ROOT,
    T_BLOCKQUOTE,
    T_LI,
    T_TD,
    T_TH,
    T_DD,
    T_FIGURE,
    T_UL,
    T_OL,
    T_DL,
    T_TABLE,
    T_TR
};
static inline bool tag_has_text(enum tag t)
{
    return t <= T_DT;
}

enum mark { M_STRONG = 1, M_EM = 2, M_U = 4, M_S = 8, M_SUB = 16, M_SUP = 32 };
enum align { ALIGN_NONE, ALIGN_CENTER, ALIGN_RIGHT };
enum run_kind { RUN_TEXT, RUN_BREAK, RUN_IMAGE };

struct run {
    enum run_kind kind;
    unsigned marks;
    const char *href; /* NULL without a link */
    char *text;       /* of RUN_TEXT; alt of RUN_IMAGE */
    size_t n, cap;
    const char *src;
    int width, height; /* 0: not given */
    struct run *next, *prev;
};

#define MARKER_BYTES 32
struct block {
    enum tag tag;
    enum align align;
    bool no_indent;
    bool implied; /* opened by us, not by the source */
    bool head;    /* row of a table's head */
    int level;    /* of T_H: as in the source, 1 … 6; later 2 … 4 */
    const char *id;
    int colspan, rowspan; /* of cells, at least 1 */
    int depth;
    int list_level; /* of a paragraph that an office program calls a list item, else 0 */
    char marker[MARKER_BYTES];
    struct run *runs, *last_run;
    struct block *first, *last, *next, *prev, *parent;
};

struct frame { /* one open element of the source */
    const char *name;
    struct block *block; /* what it opened, NULL when nothing */
    /* what held before it */
    unsigned marks, no_marks;
    const char *href;
    enum align align;
    bool hidden, in_marker, in_head, boundary;
};

struct cleaner {
    struct arena *a;
    enum clean_images images;
    struct block *root, *at; /* at: the container that is open */
    struct block *text;      /* the text block that is open, or NULL */
    struct map *ids;
    struct frame frames[CLEAN_MAX_FRAMES];
    int n_frames;
    /* state of the place in the source, saved by frames */
    unsigned marks, no_marks;
    const char *href;
    enum align align;
    bool hidden, in_marker, in_head;
    size_t nodes;
    bool had_h1;
    enum st st;
    struct err *err;
};

/* clean_tree.c: building */
struct block *block_new(struct arena *a, enum tag tag);
void block_append(struct block *parent, struct block *child);
void block_insert_before(struct block *where, struct block *child);
void block_remove(struct block *b);
struct block *open_block(struct cleaner *c, enum tag tag);
void open_table_row(struct cleaner *c);
void close_text(struct cleaner *c);
void close_block(struct cleaner *c, struct block *b);
bool in_table(const struct cleaner *c);
/* A boundary between blocks: ends a paragraph, breaks the line in a heading. */
void block_boundary(struct cleaner *c);

/* clean_runs.c: the text of a block */
void add_text(struct cleaner *c, const char *s, size_t n);
void add_break(struct cleaner *c);
void add_image(struct cleaner *c, const char *src, const char *alt, int width, int height);
/* Cuts white space at both ends and splits at doubled line breaks; removes a block without content.
 */
void finish_text(struct cleaner *c, struct block *b);
void prepend_text(struct arena *a, struct block *b, const char *s);
void move_runs(struct arena *a, struct block *from, struct block *to);
bool block_has_content(const struct block *b);

/* clean_elements.c: name and attributes (name, value, …, NULL; or NULL) as the parser gives them */
void start_element(struct cleaner *c, struct frame *f, const char *name, const char **attrs);

/* clean_attrs.c: values of attributes; pure */
bool style_get(const char *style, const char *property, char *out, size_t size);
bool class_has(const char *classes, const char *word);
bool anchor_id_valid(const char *id);
/* A safe address as it may be written, or NULL. */
const char *clean_href(struct arena *a, const char *href);
const char *clean_src(struct arena *a, const char *src, enum clean_images images);
int clean_number(const char *s, int max);

/* clean_tidy.c, clean_list.c: the finished tree put into its one form */
void tidy_tree(struct cleaner *c);
void tidy_lists(struct arena *a, struct block *container);
void tidy_table(struct arena *a, struct block *table);

/* clean_write.c */
void write_tree(const struct block *root, struct buf *out);

#endif
