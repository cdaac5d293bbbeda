/* Fuzzing the text of files: the bytes as a file, as parts of an OFD and of a presentation, as the
 * lines of a page, as the worker's answer.
 *
 * SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "lib/base/utf8.h"
#include "lib/paper/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct arena *a, struct paper_bytes b)
{
    struct file_text t;
    file_text_of(a, b, &t);
    if (t.state < FILE_TEXT_READ || t.state > FILE_TEXT_OTHER || t.n > FILE_TEXT_MAX_BYTES ||
        (t.state == FILE_TEXT_READ) != (t.n > 0) || !utf8_valid(t.text, t.n) ||
        t.n_blank > t.n_pages)
        abort();
}

static void add(zip_t *z, const char *name, const void *p, size_t n)
{
    zip_source_t *s = zip_source_buffer(z, p, n, 0);
    if (zip_file_add(z, name, s, ZIP_FL_OVERWRITE) < 0)
        zip_source_free(s);
}

static void add_usual(zip_t *z)
{
    static const char root[] = "<OFD><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></OFD>";
    static const char doc[] =
        "<Document><CommonData><TemplatePage ID='9' BaseLoc='T.xml'/>"
        "</CommonData><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>";
    static const char page[] = "<Page><Template TemplateID='9'/><Content><Layer><TextObject "
                               "Boundary='1 2 3 4' Size='3'><TextCode Y='1'>a</TextCode>"
                               "</TextObject></Layer></Content></Page>";
    add(z, "OFD.xml", root, sizeof root - 1);
    add(z, "D/D.xml", doc, sizeof doc - 1);
    add(z, "D/P.xml", page, sizeof page - 1);
    add(z, "D/T.xml", page, sizeof page - 1);
}

/* The bytes as one part of a package that is well-formed otherwise. */
static void packages(struct arena *a, const uint8_t *data, size_t size)
{
    static const char *const parts[] = {
        "OFD.xml", "D/D.xml", "D/P.xml", "D/T.xml", "ppt/slides/slide1.xml"};
    struct zip_error e;
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &e);
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, &e);
    const char *part = parts[size % COUNT_OF(parts)];
    zip_source_keep(s);
    if (part[0] == 'p')
        add(z, "ppt/presentation.xml", "<p/>", 4);
    else
        add_usual(z);
    add(z, part, data, size);
    if (zip_close(z) == 0 && zip_source_open(s) == 0) {
        zip_stat_t st;
        zip_source_stat(s, &st);
        char *p = arena_alloc(a, st.size + 1);
        zip_int64_t n = zip_source_read(s, p, st.size);
        zip_source_close(s);
        check(a, (struct paper_bytes){p, n > 0 ? (size_t)n : 0});
    }
    zip_source_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct file_text t;
    struct buf b;
    buf_init(&b, 0);
    check(a, (struct paper_bytes){data, size});
    packages(a, data, size);
    if (utf8_valid((const char *)data, size)) {
        file_text_reflow(&b, (const char *)data, size);
        if (!utf8_valid(buf_str(&b), b.n) || b.n > 2 * size)
            abort();
    }
    if (wire_text_read(a, (struct paper_bytes){data, size}, &t, NULL) == ST_OK &&
        !utf8_valid(t.text, t.n))
        abort();
    buf_release(&b);
    arena_free(&a);
    return 0;
}
