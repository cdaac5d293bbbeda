/* The text of an OFD (GB/T 33190): the text objects of its pages, in the order they are painted.
 *
 * An object may hold a line, a word or one character; those on one height make a line. What a page
 * takes from a template (its head, its frame) is read where it is used first.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/paper/docx_parts.h"
#include "lib/paper/file_text.h"

#define MAX_UNPACKED_BYTES ((zip_uint64_t)128 << 20)
enum { MAX_DOCUMENTS = 16 };

static const struct docx_kind ofd = {"OFD 软件", "版式文件", ".of", 10000000};

struct ofd_template {
    const char *path;
    bool read;
};

struct ofd_reader {
    struct docx_reader d;
    const char *folder;    /* of the document at hand, "Doc_0/" */
    struct map *templates; /* id → struct ofd_template */
    struct buf *out;
    struct buf lines; /* of the page at hand */
    struct file_text *t;
    const char *roots[MAX_DOCUMENTS];
    size_t n_roots;
    double y, size; /* of the text object before */
    double top;     /* of the object at hand */
    bool locked;
};

static struct ofd_reader *reader(struct docx_reader *d)
{
    return (struct ofd_reader *)d; /* its first member */
}

/* Relative to the document's folder, or to the package when it begins with a slash. */
static const char *place(struct ofd_reader *r, const char *loc)
{
    return *loc == '/' ? loc + 1 : arena_concat(r->d.a, r->folder, loc, NULL);
}

/* ---- a page ---- */
static void on_code(struct docx_reader *d, const char *name, void *arg)
{
    struct ofd_reader *r = reader(d);
    (void)arg;
    if (strcmp(name, "TextCode") != 0) {
        docx_skip(d);
        return;
    }
    double y = r->top + strtod(docx_attr(d, "Y"), NULL);
    const char *text = docx_text(d);
    double reach = r->size > 0 ? r->size / 2 : 1;
    if (r->lines.n && !(fabs(y - r->y) <= reach))
        buf_addc(&r->lines, '\n');
    r->y = y;
    buf_adds(&r->lines, text);
}

static double second_number(const char *s)
{
    char *end;
    strtod(s, &end);
    return end == s ? 0 : strtod(end, NULL);
}

static void on_object(struct docx_reader *d, const char *name, void *arg)
{
    struct ofd_reader *r = reader(d);
    if (strcmp(name, "TextObject") == 0) {
        r->top = second_number(docx_attr(d, "Boundary"));
        r->size = strtod(docx_attr(d, "Size"), NULL);
        docx_children(d, on_code, arg);
    } else if (!strcmp(name, "Content") || !strcmp(name, "Layer") || !strcmp(name, "PageBlock")) {
        docx_children(d, on_object, arg);
    } else {
        docx_skip(d);
    }
}

static void on_template_use(struct docx_reader *d, const char *name, void *arg)
{
    struct map *used = arg;
    if (strcmp(name, "Template") == 0)
        map_set(used, docx_attr(d, "TemplateID"), used);
    docx_skip(d);
}

static enum st read_layer(struct ofd_reader *r, const char *part)
{
    r->y = r->size = 0;
    return docx_has(&r->d, part) ? docx_walk_part(&r->d, part, on_object, NULL) : ST_OK;
}

static enum st read_templates(struct ofd_reader *r, const char *part)
{
    struct map *used = map_new(r->d.a);
    enum st st = docx_walk_part(&r->d, part, on_template_use, used);
    const char *id;
    void *value;
    for (size_t at = 0; !st && map_next(used, &at, &id, &value);) {
        struct ofd_template *t = map_find(r->templates, id);
        if (!t || t->read)
            continue;
        t->read = true;
        st = read_layer(r, t->path);
        if (r->lines.n)
            buf_addc(&r->lines, '\n');
    }
    return st;
}

static enum st read_page(struct ofd_reader *r, const char *part)
{
    size_t before = r->out->n;
    buf_clear(&r->lines);
    if (!docx_has(&r->d, part))
        return ST_OK;
    enum st st = read_templates(r, part);
    if (!st)
        st = read_layer(r, part);
    if (r->t->n_pages++)
        buf_addc(r->out, '\f');
    file_text_reflow(r->out, buf_str(&r->lines), r->lines.n);
    r->t->n_blank += r->out->n <= before + 1;
    return st;
}

/* ---- documents ---- */
struct page_list {
    const char **p;
    size_t n, cap;
};

static void on_page(struct docx_reader *d, const char *name, void *arg)
{
    struct page_list *l = arg;
    if (strcmp(name, "Page") == 0 && l->n < l->cap)
        l->p[l->n++] = place(reader(d), docx_attr(d, "BaseLoc"));
    docx_skip(d);
}

static void on_common(struct docx_reader *d, const char *name, void *arg)
{
    struct ofd_reader *r = reader(d);
    (void)arg;
    if (strcmp(name, "TemplatePage") == 0) {
        struct ofd_template *t = ARENA_NEW(d->a, struct ofd_template);
        t->path = place(r, docx_attr(d, "BaseLoc"));
        map_set(r->templates, docx_attr(d, "ID"), t);
    }
    docx_skip(d);
}

static void on_document(struct docx_reader *d, const char *name, void *arg)
{
    if (strcmp(name, "Pages") == 0)
        docx_children(d, on_page, arg);
    else if (strcmp(name, "CommonData") == 0)
        docx_children(d, on_common, NULL);
    else
        docx_skip(d);
}

static enum st read_document(struct ofd_reader *r, const char *root)
{
    struct page_list pages = {
        .p = ARENA_ARRAY(r->d.a, const char *, PAPER_MAX_PAGES), .cap = PAPER_MAX_PAGES};
    const char *slash = strrchr(root, '/');
    r->folder = slash ? arena_strndup(r->d.a, root, (size_t)(slash + 1 - root)) : "";
    r->templates = map_new(r->d.a);
    enum st st = docx_walk_part(&r->d, root, on_document, &pages);
    for (size_t i = 0; !st && i < pages.n && r->out->n <= FILE_TEXT_MAX_BYTES; i++)
        st = read_page(r, pages.p[i]);
    return st;
}

static void on_body(struct docx_reader *d, const char *name, void *arg)
{
    struct ofd_reader *r = reader(d);
    if (strcmp(name, "DocBody") == 0) {
        docx_children(d, on_body, arg);
        return;
    }
    if (strcmp(name, "DocRoot") == 0 && r->n_roots < MAX_DOCUMENTS) {
        const char *root = docx_text(d);
        root += strspn(root, " \t\r\n/");
        r->roots[r->n_roots++] = arena_strndup(d->a, root, strcspn(root, " \t\r\n"));
        return;
    }
    r->locked |= strcmp(name, "Encryptions") == 0;
    docx_skip(d);
}

enum st ofd_text(struct arena *a, struct paper_bytes file, struct buf *out, struct file_text *t)
{
    struct ofd_reader *r = ARENA_NEW(a, struct ofd_reader);
    struct err e = {.st = ST_OK};
    r->d = (struct docx_reader){
        .kind = &ofd, .a = a, .err = &e, .bytes = file, .budget = MAX_UNPACKED_BYTES, .title = ""};
    r->out = out;
    r->t = t;
    buf_init(&r->lines, 0);
    enum st st = docx_open(&r->d, NULL);
    if (!st)
        st = docx_walk_part(&r->d, "OFD.xml", on_body, NULL);
    r->locked |= r->d.zip && docx_has(&r->d, "Encryptions.xml");
    for (size_t i = 0; !st && !r->locked && i < r->n_roots; i++)
        st = read_document(r, r->roots[i]);
    t->state = r->locked ? FILE_TEXT_LOCKED : t->state;
    buf_release(&r->lines);
    if (r->d.zip)
        zip_discard(r->d.zip);
    return r->d.st ? r->d.st : st;
}
