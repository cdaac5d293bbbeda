/* Drawings of a .docx: pictures, and the text of text boxes.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/paper/docx_parts.h"

#define EMU_PER_PIXEL 9525

struct drawing {
    int width, height;
    const char *alt;
};

/* "media/image1.png", "/word/media/image1.png", "../media/…" → the name in the package. */
static const char *part_name(struct docx_reader *d, const char *target)
{
    if (*target == '/')
        return target + 1;
    if (strncmp(target, "../", 3) == 0)
        return target + 3;
    return arena_printf(d->a, "word/%s", target);
}

/* Kinds of picture that a browser shows. */
static bool showable(const char *p, size_t n)
{
    return (n > 8 && memcmp(p, "\x89PNG\r\n\x1A\n", 8) == 0) ||
           (n > 3 && memcmp(p, "\xFF\xD8\xFF", 3) == 0) || (n > 6 && memcmp(p, "GIF8", 4) == 0) ||
           (n > 12 && memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBP", 4) == 0);
}

/* Its place among the images; -1 when it cannot be shown. */
static int take_image(struct docx_reader *d, const char *name)
{
    const int *known = map_find(d->image_at, name);
    if (known)
        return *known;
    int *at = ARENA_NEW(d->a, int);
    const char *p = "";
    size_t n = 0;
    *at = -1;
    if (docx_has(d, name) && docx_load(d, name, &p, &n) == ST_OK && showable(p, n)) {
        if (d->n_images == DOCX_IMAGES) {
            docx_fail(d, ST_TOO_BIG, "这个文档的图片超过 %d 张，请分成几份后再导入", DOCX_IMAGES);
            return -1;
        }
        *at = (int)d->n_images;
        d->images[d->n_images++] = (struct docx_image){name, p, n};
    }
    map_set(d->image_at, name, at);
    return *at;
}

static void write_image(struct docx_reader *d, const struct drawing *w, const char *rel_id)
{
    const struct docx_rel *rel = map_find(d->rels, rel_id);
    if (!rel || rel->external)
        return;
    int at = take_image(d, part_name(d, rel->target));
    if (at < 0)
        return;
    buf_addf(d->out, "<img src=\"docx:%d\" alt=\"", at);
    escape_stored(d->out, w->alt, strlen(w->alt));
    buf_addf(d->out, "\" width=\"%d\" height=\"%d\">", w->width, w->height);
}

static void picture(struct docx_reader *d, const struct drawing *w, const char *attribute)
{
    d->beside[BESIDE_PICTURES]++;
    if (d->way == DOCX_WHOLE)
        write_image(d, w, docx_attr(d, attribute));
}

static void part(struct docx_reader *d, const char *name, void *arg)
{
    struct drawing *w = arg;
    if (strcmp(name, "txbxContent") == 0) {
        d->beside[BESIDE_BOXES]++;
        if (d->way != DOCX_WHOLE) {
            docx_skip(d);
            return;
        }
        buf_adds(&d->after, docx_apart(d));
        return;
    }
    if (strcmp(name, "extent") == 0) {
        w->width = docx_attr_int(d, "cx", 0) / EMU_PER_PIXEL;
        w->height = docx_attr_int(d, "cy", 0) / EMU_PER_PIXEL;
    } else if (strcmp(name, "docPr") == 0) {
        w->alt = docx_attr(d, "descr");
    } else if (strcmp(name, "blip") == 0) {
        picture(d, w, "embed");
    } else if (strcmp(name, "imagedata") == 0) {
        picture(d, w, "id");
    } else if (strcmp(name, "Fallback") == 0) {
        docx_skip(d);
        return;
    }
    docx_children(d, part, w);
}

void docx_drawing(struct docx_reader *d)
{
    struct drawing w = {.alt = ""};
    size_t before = d->beside[BESIDE_BOXES] + d->beside[BESIDE_PICTURES];
    docx_children(d, part, &w);
    if (d->beside[BESIDE_BOXES] + d->beside[BESIDE_PICTURES] == before)
        d->beside[BESIDE_PICTURES]++; /* a line, a chart, a shape */
}
