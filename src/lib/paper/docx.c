/* Reading a .docx: the order of its parts, and the one result.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/docx.h"

#include <string.h>

#include "lib/paper/docx_parts.h"
#include "lib/text/clean.h"

#define MAX_UNPACKED_BYTES ((zip_uint64_t)64 << 20)

static const struct docx_kind word = {"Word", "文档", ".doc", 1000000};

static void on_root_relation(struct docx_reader *d, const char *name, void *arg)
{
    const char *type = docx_attr(d, "Type");
    size_t n = strlen(type);
    if (strcmp(name, "Relationship") == 0 && n > 15 &&
        strcmp(type + n - 15, "/officeDocument") == 0)
        *(const char **)arg = docx_attr(d, "Target");
    docx_skip(d);
}

/* The part that holds the text, as the package names it; the usual name when it does not. */
const char *docx_main_part(struct docx_reader *d, const char *usual)
{
    const char *target = "";
    if (docx_has(d, "_rels/.rels"))
        docx_walk_part(d, "_rels/.rels", on_root_relation, &target);
    target += *target == '/';
    return *target && docx_has(d, target) ? target : usual;
}

static enum st check_parts(struct docx_reader *d, const char *body)
{
    if (d->st)
        return d->st;
    if (docx_has(d, body) && docx_has(d, "[Content_Types].xml"))
        return ST_OK;
    if (docx_has(d, "xl/workbook.xml") || docx_has(d, "ppt/presentation.xml"))
        return docx_fail(
            d, ST_INVALID, "这是表格或演示文稿，不是 Word 文档；请选择 .docx 文件，或作为附件上传");
    return docx_fail(d, ST_INVALID,
        "这个文件里没有 Word 文档的正文（word/document.xml），请用 Word 或 WPS 另存为 "
        ".docx 后再导入");
}

static void on_note(struct docx_reader *d, const char *name, void *arg)
{
    const char *kind = arg;
    bool note = strcmp(name, "footnote") == 0 || strcmp(name, "endnote") == 0;
    if (!note || *docx_attr(d, "type")) { /* separators have a type */
        docx_skip(d);
        return;
    }
    const char *key = arena_printf(d->a, "%s%s", kind, docx_attr(d, "id"));
    map_set(d->notes, key, (void *)(uintptr_t)docx_apart(d));
}

/* Notes have relations of their own. */
static enum st read_notes(struct docx_reader *d, const char *part, const char *rels, char *kind)
{
    if (!docx_has(d, part))
        return ST_OK;
    struct map *body_rels = d->rels;
    d->rels = map_new(d->a);
    enum st st = docx_read_rels(d, rels, d->rels);
    if (!st)
        st = docx_walk_part(d, part, on_note, kind);
    d->rels = body_rels;
    return st;
}

static void on_core(struct docx_reader *d, const char *name, void *arg)
{
    (void)arg;
    if (strcmp(name, "title") == 0)
        d->title = docx_text(d);
    else
        docx_skip(d);
}

static enum st read_title(struct docx_reader *d)
{
    if (docx_has(d, "docProps/core.xml") && docx_walk_part(d, "docProps/core.xml", on_core, NULL))
        return d->st;
    if (!d->title[strspn(d->title, " \t\r\n")])
        d->title = "";
    return ST_OK;
}

static enum st read_parts(struct docx_reader *d, const char *path)
{
    static char foot[] = "f", end[] = "e";
    enum st st = docx_open(d, path);
    if (!st && d->way != DOCX_WHOLE && docx_has(d, "word/vbaProject.bin"))
        st = docx_fail(d, ST_INVALID,
            "这个文档带有宏，没有收。请在 Word 或 WPS 中另存为不带宏的 .docx，再传回来");
    const char *body = st ? "" : docx_main_part(d, "word/document.xml");
    if (!st)
        st = check_parts(d, body);
    if (!st)
        st = docx_read_rels(d, "word/_rels/document.xml.rels", d->rels);
    if (!st)
        st = docx_read_styles(d);
    if (!st)
        st = docx_read_numbering(d);
    if (!st && d->way == DOCX_WHOLE)
        st = read_notes(d, "word/footnotes.xml", "word/_rels/footnotes.xml.rels", foot);
    if (!st && d->way == DOCX_WHOLE)
        st = read_notes(d, "word/endnotes.xml", "word/_rels/endnotes.xml.rels", end);
    d->title = "";
    d->n_notes = 0;
    if (!st)
        st = read_title(d);
    if (!st)
        st = docx_walk_part(d, body, docx_blocks, NULL);
    if (!st && d->joined.n) /* the end of the last paragraph was deleted */
        buf_addf(d->out, "<p>%s</p>", buf_str(&d->joined));
    if (!st)
        docx_write_notes(d);
    if (!st)
        docx_count_margins(d);
    return d->st ? d->st : st;
}

static enum st finish(struct docx_reader *d, struct docx *out)
{
    struct buf html;
    if (buf_failed(d->out))
        return docx_fail(d, ST_TOO_BIG, "这个文档的文字太多，请分成几份后再导入");
    buf_init(&html, 0);
    enum st st = html_clean(buf_str(d->out), d->out->n, CLEAN_IMAGES_DOCX, &html, d->err);
    *out = (struct docx){.title = d->title,
        .html = arena_strndup(d->a, buf_str(&html), html.n),
        .images = d->images,
        .n_images = d->n_images,
        .macros = docx_has(d, "word/vbaProject.bin"),
        .grids = d->grids,
        .n_grids = d->n_grids};
    memcpy(out->beside, d->beside, sizeof out->beside);
    buf_release(&html);
    return st;
}

static enum st read_file(struct arena *a, const char *path, struct paper_bytes bytes,
    enum docx_way way, struct docx *out, struct err *e)
{
    struct docx_reader *d = ARENA_NEW(a, struct docx_reader);
    struct buf html;
    *d = (struct docx_reader){.kind = &word,
        .way = way,
        .a = a,
        .bytes = bytes,
        .err = e,
        .budget = MAX_UNPACKED_BYTES,
        .title = "",
        .rels = map_new(a),
        .styles = map_new(a),
        .abstracts = map_new(a),
        .nums = map_new(a),
        .notes = map_new(a),
        .image_at = map_new(a),
        .images = ARENA_ARRAY(a, struct docx_image, DOCX_IMAGES),
        .out = &html};
    buf_init(&html, 0);
    buf_init(&d->after, 0);
    buf_init(&d->joined, 0);
    buf_init(&d->instruction, 0);
    enum st st = read_parts(d, path);
    if (!st)
        st = finish(d, out);
    buf_release(&html);
    buf_release(&d->after);
    buf_release(&d->joined);
    buf_release(&d->instruction);
    if (d->zip)
        zip_discard(d->zip);
    return st;
}

enum st docx_read(struct arena *a, const char *path, struct docx *out, struct err *e)
{
    return read_file(a, path, (struct paper_bytes){"", 0}, DOCX_WHOLE, out, e);
}

enum st docx_read_letter(struct arena *a, const char *path, struct docx *out, struct err *e)
{
    return read_file(a, path, (struct paper_bytes){"", 0}, DOCX_LETTER, out, e);
}

enum st docx_read_form(struct arena *a, const char *path, struct docx *out, struct err *e)
{
    return read_file(a, path, (struct paper_bytes){"", 0}, DOCX_FORM, out, e);
}

enum st docx_read_bytes(struct arena *a, struct paper_bytes bytes, struct docx *out, struct err *e)
{
    return read_file(a, NULL, bytes, DOCX_WHOLE, out, e);
}

enum st docx_text_of(struct arena *a, const char *path, const char **text, struct err *e)
{
    struct docx d;
    enum st st = docx_read(a, path, &d, e);
    *text = st ? "" : html_plain_text(a, d.html);
    return st;
}
