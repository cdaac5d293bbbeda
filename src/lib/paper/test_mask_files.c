/* Writing the files of the masking tests.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/test_mask_files.h"

#include <libdeflate.h>
#include <stdio.h>

const char *const test_secrets[] = {SECRET_ID, SECRET_NAME, "13987654321", "secret-in-annotation",
    "secret-in-form-field", "secret-in-author", "secret-in-attachment", "secret-in-script",
    "secret-in-hidden-layer", "secret-in-xmp"};
const size_t n_test_secrets = COUNT_OF(test_secrets);

void test_pdf_begin(struct test_pdf *p)
{
    p->n = 0;
    buf_init(&p->b, 0);
    buf_adds(&p->b, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
}

static int object(struct test_pdf *p)
{
    BUG_ON(p->n + 1 >= (int)COUNT_OF(p->at));
    p->at[p->n++] = p->b.n;
    buf_addf(&p->b, "%d 0 obj\n", p->n);
    return p->n;
}

int test_pdf_add(struct test_pdf *p, const char *fmt, ...)
{
    char text[8192];
    va_list ap;
    int number = object(p);
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    buf_addf(&p->b, "%s\nendobj\n", text);
    return number;
}

int test_pdf_stream(struct test_pdf *p, const char *dict, const void *data, size_t n)
{
    int number = object(p);
    buf_addf(&p->b, "<< %s /Length %zu >>\nstream\n", dict, n);
    buf_add(&p->b, data, n);
    buf_adds(&p->b, "\nendstream\nendobj\n");
    return number;
}

struct paper_bytes test_pdf_end(struct arena *a, struct test_pdf *p, const char *more)
{
    size_t xref = p->b.n;
    buf_addf(&p->b, "xref\n0 %d\n0000000000 65535 f \n", p->n + 1);
    for (int i = 0; i < p->n; i++)
        buf_addf(&p->b, "%010zu 00000 n \n", p->at[i]);
    buf_addf(&p->b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%zu\n%%%%EOF\n", p->n + 1,
        more, xref);
    struct paper_bytes out = {arena_strndup(a, p->b.p, p->b.n), p->b.n};
    buf_release(&p->b);
    return out;
}

#define FONT_F1 "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

struct paper_bytes test_pdf_page(struct arena *a, const char *content)
{
    struct test_pdf p;
    test_pdf_begin(&p);
    test_pdf_add(&p, "<< /Type /Catalog /Pages 2 0 R >>");
    test_pdf_add(&p, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
    test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                     "/Resources << /Font << " FONT_F1 " >> >> >>");
    test_pdf_stream(&p, "", content, strlen(content));
    return test_pdf_end(a, &p, "");
}

/* Chinese the way most county PDFs have it: a font that is not embedded, a predefined coding. */
#define FONT_F2                                                                                    \
    "/F2 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "          \
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "             \
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>"
#define PAGE_1                                                                                     \
    "BT /F1 14 Tf 72 720 Td (This line is public) Tj ET\n"                                         \
    "BT /F1 14 Tf 72 600 Td (" SECRET_ID ") Tj ET\n"                                               \
    "BT /F2 14 Tf 72 500 Td <5F204E094E305148751F> Tj ET\n"                                        \
    "/OC /Layer BDC BT /F1 14 Tf 72 400 Td (secret-in-hidden-layer) Tj ET EMC\n"
#define PAGE_2 "BT /F1 14 Tf 72 600 Td (13987654321) Tj ET\n"
#define BLACK_OVER "0 g 60 590 300 24 re f 60 490 300 24 re f\n"

static struct paper_bytes secret(struct arena *a, const char *page_1)
{
    static const char xmp[] = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret-in-xmp</x:xmpmeta>";
    struct test_pdf p;
    test_pdf_begin(&p);
    test_pdf_add(&p,
        "<< /Type /Catalog /Pages 2 0 R /Metadata 9 0 R /OpenAction << /S /JavaScript /JS "
        "(app.alert\\('secret-in-script'\\)) >> /Names << /EmbeddedFiles << /Names "
        "[(a.txt) 7 0 R] >> >> /AcroForm << /Fields [11 0 R] /NeedAppearances true >> "
        "/OCProperties << /OCGs [12 0 R] /D << /OFF [12 0 R] >> >> >>");
    test_pdf_add(&p, "<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>");
    test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
                     "/Annots [10 0 R 11 0 R] /Resources << /Properties << /Layer 12 0 R >> "
                     "/Font << " FONT_F1 " " FONT_F2 " >> >> >>");
    test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 6 0 R "
                     "/Resources << /Font << " FONT_F1 " >> >> >>");
    test_pdf_stream(&p, "", page_1, strlen(page_1));
    test_pdf_stream(&p, "", PAGE_2, strlen(PAGE_2));
    test_pdf_add(&p, "<< /Type /Filespec /F (a.txt) /EF << /F 8 0 R >> >>");
    test_pdf_stream(&p, "/Type /EmbeddedFile", "secret-in-attachment", 20);
    test_pdf_stream(&p, "/Type /Metadata /Subtype /XML", xmp, sizeof xmp - 1);
    test_pdf_add(&p, "<< /Type /Annot /Subtype /Text /Rect [300 700 320 720] "
                     "/Contents (secret-in-annotation) >>");
    test_pdf_add(&p, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V "
                     "(secret-in-form-field) /DA (/Helv 12 Tf 0 g) /Rect [72 300 300 320] >>");
    test_pdf_add(&p, "<< /Type /OCG /Name (Layer) >>");
    test_pdf_add(&p, "<< /Author (secret-in-author) /Title (secret-in-author) >>");
    return test_pdf_end(a, &p, "/Info 13 0 R");
}

struct paper_bytes test_pdf_secret(struct arena *a)
{
    return secret(a, PAGE_1);
}

struct paper_bytes test_pdf_painted_over(struct arena *a)
{
    return secret(a, PAGE_1 BLACK_OVER);
}

static void put32(struct buf *b, uint32_t v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_addc(b, (char)(v >> shift));
}

static void chunk(struct buf *b, const char *kind, const void *p, size_t n)
{
    put32(b, (uint32_t)n);
    size_t from = b->n;
    buf_add(b, kind, 4);
    buf_add(b, p, n);
    put32(b, libdeflate_crc32(0, b->p + from, b->n - from));
}

struct paper_bytes test_png(struct arena *a, int w, int h, unsigned char (*pixel)(int x, int y))
{
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(6);
    struct buf b, head, rows;
    buf_init(&b, 0);
    buf_init(&head, 0);
    buf_init(&rows, 0);
    put32(&head, (uint32_t)w);
    put32(&head, (uint32_t)h);
    buf_add(&head, "\x08\0\0\0", 5);
    for (int y = 0; y < h; y++) {
        buf_addc(&rows, 0);
        for (int x = 0; x < w; x++)
            buf_addc(&rows, (char)pixel(x, y));
    }
    size_t room = libdeflate_zlib_compress_bound(z, rows.n);
    void *packed = arena_alloc(a, room);
    size_t n = libdeflate_zlib_compress(z, rows.p, rows.n, packed, room);
    buf_add(&b, "\x89PNG\r\n\x1a\n", 8);
    chunk(&b, "IHDR", head.p, head.n);
    chunk(&b, "IDAT", packed, n);
    chunk(&b, "IEND", "", 0);
    struct paper_bytes out = {arena_strndup(a, b.p, b.n), b.n};
    libdeflate_free_compressor(z);
    buf_release(&b);
    buf_release(&head);
    buf_release(&rows);
    return out;
}

struct paper_bytes test_pdf_encrypted(struct arena *a)
{
    struct test_pdf p;
    test_pdf_begin(&p);
    test_pdf_add(&p, "<< /Type /Catalog /Pages 2 0 R >>");
    test_pdf_add(&p, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
    test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>");
    test_pdf_add(&p, "<< /Filter /Standard /V 1 /R 2 /P -4 /O <%064d> /U <%064d> >>", 1, 2);
    return test_pdf_end(a, &p,
        "/Encrypt 4 0 R /ID [<00112233445566778899AABBCCDDEEFF> "
        "<00112233445566778899AABBCCDDEEFF>]");
}
