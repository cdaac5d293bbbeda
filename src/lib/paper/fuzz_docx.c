/* Fuzzing the .docx reader: the bytes as a package, and as the body of a well-formed package.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "lib/base/utf8.h"
#include "lib/paper/docx.h"
#include "lib/text/clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* All of a form is there to be read, and within the bound. */
static void count_cells(const struct docx *d)
{
    size_t n = 0;
    for (size_t g = 0; g < d->n_grids; g++)
        for (size_t r = 0; r < d->grids[g].n; r++)
            for (size_t k = 0; k < d->grids[g].rows[r].n; k++, n++)
                if (!utf8_valid(d->grids[g].rows[r].cells[k].text,
                        strlen(d->grids[g].rows[r].cells[k].text)))
                    abort();
    if (n > DOCX_FORM_CELLS)
        abort();
}

static void read_it(const char *path)
{
    struct arena *a = arena_new();
    struct docx d;
    struct buf again;
    buf_init(&again, 0);
    if (docx_read(a, path, &d, NULL) == ST_OK) {
        if (html_clean(d.html, strlen(d.html), CLEAN_IMAGES_DOCX, &again, NULL) != ST_OK ||
            strcmp(buf_str(&again), d.html) != 0)
            abort();
    }
    buf_release(&again);
    if (docx_read_letter(a, path, &d, NULL) == ST_OK && d.n_images)
        abort();
    if (docx_read_form(a, path, &d, NULL) == ST_OK)
        count_cells(&d);
    arena_free(&a);
}

static void add(zip_t *z, const char *name, const void *p, size_t n)
{
    zip_source_t *s = zip_source_buffer(z, p, n, 0);
    if (zip_file_add(z, name, s, ZIP_FL_OVERWRITE) < 0)
        zip_source_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[64];
    static const char types[] = "<Types/>";
    if (!*path)
        snprintf(path, sizeof path, "/tmp/gongkai-fuzz-docx-%d", (int)getpid());
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0)
        return 0;
    read_it(path);
    unlink(path);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!z)
        return 0;
    add(z, "[Content_Types].xml", types, sizeof types - 1);
    add(z, size % 3 ? "word/document.xml" : "word/numbering.xml", data, size);
    if (size % 3 == 0)
        add(z, "word/document.xml", data, size);
    if (zip_close(z) == 0)
        read_it(path);
    unlink(path);
    return 0;
}
