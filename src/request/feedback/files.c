/* Which files of answered requests may go with a document, and whether somebody shows in them.
 * RULE K10
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/files.h"

#include <string.h>

#include "lib/base/utf8.h"
#include "lib/paper/docx.h"
#include "lib/paper/pages.h"
#include "lib/paper/xlsx_read.h"
#include "lib/text/clean.h"
#include "request/feedback/acts.h"

enum { PAGES_READ = 40, FOUND_CHARS = 100 };

/* ---- which ---- */

static bool is_given(const struct foi_copies *copies, const struct foi_paper *p, size_t i)
{
    return strcmp(p->slot, "supplied") == 0 && copies->reach[i] == FOI_REACHED &&
           !foi_is_original(copies, p);
}

static bool known(const struct feedback_file *list, size_t n, const char *bytes, size_t n_bytes)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].n_bytes == n_bytes && memcmp(list[i].bytes, bytes, n_bytes) == 0)
            return true;
    return false;
}

struct taking {
    struct feedback_file *list;
    size_t n, left;
};

static enum st take(
    struct ctx *c, const struct foi_copies *copies, const struct foi_paper *p, struct taking *t)
{
    const char *bytes;
    size_t n;
    if (t->n == FEEDBACK_FILES_MOST) {
        t->left++;
        return ST_OK;
    }
    enum st st = foi_paper_bytes(c, p, &bytes, &n);
    if (st || known(t->list, t->n, bytes, n))
        return st;
    t->list[t->n++] = (struct feedback_file){.paper_id = p->id,
        .case_id = p->case_id,
        .title = p->title,
        .name = p->file_name,
        .mime = p->mime,
        .bytes = bytes,
        .n_bytes = n,
        .twin = foi_twin_of(copies, p) != NULL,
        .fit = FEEDBACK_LOOK,
        .found = ""};
    return ST_OK;
}

static enum st take_case(struct ctx *c, const struct foi_case *k, struct taking *t)
{
    struct foi_event *events;
    struct foi_paper *papers;
    size_t n_events, n;
    enum st st = foi_event_list(c, k, &events, &n_events);
    if (!st)
        st = foi_paper_list(c, k->id, &papers, &n);
    if (st)
        return st;
    struct foi_copies copies = foi_copies(c->mem, events, n_events, papers, n);
    for (size_t i = 0; !st && i < n; i++)
        if (is_given(&copies, &papers[i], i))
            st = take(c, &copies, &papers[i], t);
    return st;
}

enum st feedback_files(struct ctx *c, const struct foi_case *cases, size_t n,
    struct feedback_file list[static FEEDBACK_FILES_MOST], size_t *n_list, size_t *left)
{
    struct taking t = {.list = list};
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n; i++)
        if (feedback_released(cases[i].code))
            st = take_case(c, &cases[i], &t);
    *n_list = t.n;
    *left = t.left;
    return st;
}

/* ---- reading ---- */

/* The text of all pages; false when one of them has none, or there are too many. */
static bool read_pdf(struct ctx *c, const struct feedback_file *f, struct buf *text)
{
    const struct paper_file file = {.p = f->bytes, .n = f->n_bytes};
    struct pages_info info;
    struct err e;
    if (pages_info(c->mem, &file, &info, &e) || info.kind != PAGES_PDF || info.n_pages > PAGES_READ)
        return false;
    for (int i = 1; i <= info.n_pages; i++) {
        const char *page;
        if (pages_text(c->mem, &file, i, &page, &e) || strspn(page, " \t\r\n\f") == strlen(page))
            return false;
        buf_adds(text, page);
        buf_addc(text, '\n');
    }
    return true;
}

static bool read_docx(struct ctx *c, const struct feedback_file *f, struct buf *text)
{
    struct docx d;
    struct err e;
    if (docx_read_bytes(c->mem, (struct paper_bytes){f->bytes, f->n_bytes}, &d, &e) || d.n_images ||
        d.macros)
        return false;
    buf_adds(text, d.title);
    buf_addc(text, '\n');
    html_plain(d.html, strlen(d.html), text);
    return true;
}

static bool read_xlsx(struct ctx *c, const struct feedback_file *f, struct buf *text)
{
    struct xlsx x;
    struct err e;
    if (xlsx_read_bytes(c->mem, (struct paper_bytes){f->bytes, f->n_bytes}, &x, &e))
        return false;
    for (size_t s = 0; s < x.n_sheets; s++)
        for (size_t r = 0; r < x.sheets[s].n_rows; r++) {
            for (size_t k = 0; k < x.sheets[s].rows[r].n; k++) {
                buf_adds(text, x.sheets[s].rows[r].cells[k].text);
                buf_addc(text, '\t');
            }
            buf_addc(text, '\n');
        }
    return true;
}

typedef bool file_reader(struct ctx *c, const struct feedback_file *f, struct buf *text);

/* NULL: no program reads such a file. */
static file_reader *reader_of(const struct feedback_file *f)
{
    static const struct {
        const char *type;
        file_reader *read;
    } readers[] = {{"application/pdf", read_pdf},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", read_xlsx}};
    for (size_t i = 0; i < COUNT_OF(readers); i++)
        if (strcmp(readers[i].type, f->mime) == 0)
            return readers[i].read;
    return NULL;
}

/* ---- judging ---- */

static enum st judge(struct ctx *c, const struct foi_case *cases, size_t n, file_reader *read,
    struct feedback_file *f)
{
    const char *in_name, *in_text = "";
    struct buf text;
    buf_init(&text, 0);
    bool whole = read && read(c, f, &text);
    enum st st = feedback_check(c, cases, n, "名称", f->title, &in_name);
    if (!st && text.n)
        st = feedback_check(c, cases, n, "文字", buf_str(&text), &in_text);
    buf_release(&text);
    if (st)
        return st;
    f->found = arena_printf(c->mem, "%s%s%.*s", in_name, *in_name && *in_text ? "；" : "",
        (int)utf8_prefix(in_text, FOUND_CHARS), in_text);
    f->fit = *f->found ? FEEDBACK_LEAKS
             : f->twin ? FEEDBACK_TWIN
             : whole   ? FEEDBACK_CLEAN
                       : FEEDBACK_LOOK;
    return ST_OK;
}

enum st feedback_files_check(struct ctx *c, const struct foi_case *cases, size_t n,
    struct feedback_file *list, size_t n_list, size_t most)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < n_list; i++) {
        file_reader *read = list[i].twin ? NULL : reader_of(&list[i]);
        bool later = read && !most;
        most -= read && !later;
        st = judge(c, cases, n, later ? NULL : read, &list[i]);
        if (later && list[i].fit == FEEDBACK_LOOK)
            list[i].fit = FEEDBACK_UNREAD;
    }
    return st;
}
