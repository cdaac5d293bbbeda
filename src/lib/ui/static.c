/* Serving what tools/embed put into the program, and the sheet with the county's own colour.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/static.h"

#include <stdlib.h>
#include <string.h>

#include "lib/ui/routes.h"
#include "lib/ui/ui.h"

static int by_name(const void *key, const void *file)
{
    return strcmp(key, ((const struct static_file *)file)->name);
}

const struct static_file *static_find(const char *name)
{
    return bsearch(name, static_files, n_static_files, sizeof static_files[0], by_name);
}

bool ui_has_static(const char *name)
{
    return static_find(name) != NULL;
}

const char *ui_static(const char *name)
{
    const struct static_file *f = static_find(name);
    if (!f)
        die("no static file %s", name);
    return f->path;
}

static void cache_for_ever(struct req *r)
{
    res_header(r, "Cache-Control", "public, max-age=31536000, immutable");
}

/* GET /static/:hash/(*) . An old hash (a page kept open over an upgrade) gets today's file, but is
 * not told to keep it. */
enum st static_serve(struct req *r)
{
    const struct static_file *f = static_find(req_param(r, "*"));
    if (!f)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这个文件，请返回首页重新打开网页。");
    if (strcmp(req_param(r, "hash"), static_hash) == 0)
        cache_for_ever(r);
    else
        res_header(r, "Cache-Control", "no-cache");
    r->content_type = f->type;
    buf_add(&r->out, f->p, f->n);
    return ST_OK;
}

bool ui_colour_valid(const char *colour)
{
    return *colour == '#' && strlen(colour) == 7 &&
           strspn(colour + 1, "0123456789abcdefABCDEF") == 6;
}

/* GET /theme/:colour ("17495b.css"): the county's main colour; the address names it, so it never
 * changes. */
enum st theme_serve(struct req *r)
{
    char colour[8] = "#";
    const char *name = req_param(r, "colour");
    if (strlen(name) != 10 || strcmp(name + 6, ".css") != 0)
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这个样式文件。");
    memcpy(colour + 1, name, 6);
    if (!ui_colour_valid(colour))
        return fail(r->ctx, ST_NOT_FOUND, "", "没有这个样式文件。");
    cache_for_ever(r);
    r->content_type = "text/css; charset=utf-8";
    buf_addf(&r->out, ":root{--main:%s}\n", colour);
    return ST_OK;
}
