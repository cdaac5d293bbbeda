/* Fuzzing the .xlsx reader: the bytes as a package, and as one part of a well-formed package.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "lib/paper/xlsx_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_it(const char *path)
{
    struct arena *a = arena_new();
    struct xlsx x;
    size_t sum = 0;
    if (xlsx_read(a, path, &x, NULL) == ST_OK)
        for (size_t i = 0; i < x.n_sheets; i++)
            for (size_t row = 0; row < x.sheets[i].n_rows; row++)
                for (size_t col = 0; col < x.sheets[i].n_columns; col++)
                    sum += strlen(xsheet_at(&x.sheets[i], row, col)->text);
    if (sum == SIZE_MAX)
        abort();
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
    static const char book[] = "<workbook><sheets><sheet name='a' id='r1'/></sheets></workbook>";
    static const char rels[] =
        "<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/></Relationships>";
    static const char *const parts[] = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
        "xl/styles.xml", "xl/worksheets/sheet1.xml"};
    if (!*path)
        snprintf(path, sizeof path, "/tmp/gongkai-fuzz-xlsx-%d", (int)getpid());
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0)
        return 0;
    read_it(path);
    unlink(path);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!z)
        return 0;
    add(z, "xl/workbook.xml", book, sizeof book - 1);
    add(z, "xl/_rels/workbook.xml.rels", rels, sizeof rels - 1);
    add(z, "xl/worksheets/sheet1.xml", "<worksheet/>", 12);
    add(z, parts[size % 4], data, size);
    if (zip_close(z) == 0)
        read_it(path);
    unlink(path);
    return 0;
}
