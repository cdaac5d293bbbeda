/* Binding: table of contents, all pages in order, bad papers kept out but named.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/buf.h"
#include "lib/paper/bind.h"
#include "lib/paper/test_mask_files.h"
#include "tests/arena.h"

static struct paper_bytes bound(const struct bind *b)
{
    struct paper_bytes pdf = {"", 0};
    struct err e = {.st = ST_OK};
    if (bind_papers(mem, b, &pdf, &e) != ST_OK)
        fail_msg("%s", e.message);
    return pdf;
}

static const char *text_of(struct paper_bytes pdf, int page)
{
    const char *text = "";
    struct err e = {.st = ST_OK};
    struct paper_file f = {pdf.p, pdf.n, 0};
    if (pages_text(mem, &f, page, &text, &e) != ST_OK)
        fail_msg("page %d: %s", page, e.message);
    return text;
}

static int pages_of(struct paper_bytes pdf)
{
    struct pages_info info = {0};
    struct err e = {.st = ST_OK};
    struct paper_file f = {pdf.p, pdf.n, 0};
    if (pages_info(mem, &f, &info, &e) != ST_OK)
        fail_msg("%s", e.message);
    return info.n_pages;
}

static unsigned char grey(int x, int y)
{
    return (unsigned char)(x * y);
}

static void binds_in_order(void **state)
{
    (void)state;
    const struct bind_part parts[] = {
        {"申请表", "", "2018-09-12",
            test_pdf_page(mem, "BT /F1 20 Tf 72 600 Td (first paper) Tj ET")},
        {"一份很长很长的题名，长到一行写不下，长到要折成两行才写得下的告知书",
            "师政信公开〔2018〕第1号-补", "2018-09-13", {"PK\3\4 a Word file", 16}},
        {"现场照片", "", "", test_png(mem, 300, 200, grey)},
        {"登记表", "", "2018-09-12", test_pdf_secret(mem)},
    };
    const struct bind b = {"师政信公开〔2018〕第1号", "2017年部门决算", "师宗县人民政府", parts, 4};
    struct paper_bytes pdf = bound(&b), again = bound(&b);
    assert_int_equal(pdf.n, again.n);
    assert_memory_equal(pdf.p, again.p, pdf.n);
    assert_int_equal(pages_of(pdf), 1 + 1 + 0 + 1 + 2);
    const char *contents = text_of(pdf, 1);
    static const char *const says[] = {"卷内目录", "师政信公开〔2018〕第1号", "2017年部门决算",
        "申请表", "另附", "现场照片", "4–5"};
    for (size_t i = 0; i < COUNT_OF(says); i++)
        if (!strstr(contents, says[i]))
            fail_msg("no %s in: %s", says[i], contents);
    assert_non_null(strstr(text_of(pdf, 2), "first paper"));
    assert_non_null(strstr(text_of(pdf, 4), SECRET_ID));
    assert_non_null(strstr(text_of(pdf, 5), "5")); /* its number */
    /* what is active or hidden in a paper stays behind */
    static const char *const gone[] = {"/JavaScript", "/EmbeddedFile", "/AcroForm",
        "secret-in-attachment", "secret-in-xmp", "secret-in-author"};
    for (size_t i = 0; i < COUNT_OF(gone); i++)
        assert_null(memmem(pdf.p, pdf.n, gone[i], strlen(gone[i])));
    assert_non_null(memmem(pdf.p, pdf.n, "/Outlines", 9));
}

static void long_tables_go_on(void **state)
{
    (void)state;
    struct bind_part parts[60];
    struct paper_bytes page = test_pdf_page(mem, "0 g");
    for (size_t i = 0; i < 60; i++)
        parts[i] = (struct bind_part){arena_printf(mem, "材料%zu", i + 1), "", "", page};
    struct paper_bytes pdf = bound(&(struct bind){"号", "", "", parts, 60});
    assert_int_equal(pages_of(pdf), 4 + 60); /* 16, 20, 20 and 4 lines */
    assert_non_null(strstr(text_of(pdf, 4), "材料60"));
    pdf = bound(&(struct bind){"号", "", "", parts, 0});
    assert_int_equal(pages_of(pdf), 1);
}

static void over_the_bounds(void **state)
{
    (void)state;
    static const char big[1];
    const struct bind_part parts[] = {{"a", "", "", {big, PAPER_MAX_BYTES}},
        {"b", "", "", {big, PAPER_MAX_BYTES}}, {"c", "", "", {big, 1}}};
    struct paper_bytes pdf;
    struct err e;
    assert_int_equal(
        bind_papers(mem, &(struct bind){"号", "", "", parts, 3}, &pdf, &e), ST_TOO_BIG);
    assert_non_null(strstr(e.message, "128 MB"));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {T(binds_in_order), T(long_tables_go_on), T(over_the_bounds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
