/* Pages and masking: secrets in every place of a PDF are found before and gone after; the proof
 * fails on every half-hearted copy; hostile files end with a reason, never with the caller.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <time.h>

#include "lib/base/hash.h"
#include "lib/paper/exif.h"
#include "lib/paper/mask.h"
#include "lib/paper/test_mask_files.h"
#include "lib/paper/wire.h"
#include "tests/arena.h"

static struct paper_file file(struct paper_bytes b)
{
    return (struct paper_file){b.p, b.n, 0};
}

#define MUST(call)                                                                                 \
    do {                                                                                           \
        struct err e = {.st = ST_OK};                                                              \
        if ((call) != ST_OK)                                                                       \
            fail_msg("%s: %s %s", #call, e.message, e.detail);                                     \
    } while (0)

static const char *text_of(struct paper_bytes b, int page)
{
    const char *text = "";
    struct paper_file f = file(b);
    MUST(pages_text(mem, &f, page, &text, &e));
    return text;
}

static struct pages_info info_of(struct paper_bytes b)
{
    struct pages_info info = {0};
    struct paper_file f = file(b);
    MUST(pages_info(mem, &f, &info, &e));
    return info;
}

/* The two lines of page 1 and the line of page 2 of the secret PDF. */
static const struct mask_region rows[] = {
    {1, 900, 2200, 5000, 350, "D4", "第三方权益"},
    {1, 900, 3450, 5000, 400, "D4", "个人隐私"},
    {2, 900, 2200, 5000, 350, "D1", "国家秘密"},
};
static const struct mask_regions regions = {rows, 3};

static struct paper_bytes apply(struct paper_bytes b, const struct mask_regions *r)
{
    struct paper_bytes pdf = {"", 0};
    struct paper_file f = file(b);
    MUST(mask_apply(mem, &f, r, &pdf, &e));
    return pdf;
}

static struct mask_proof proof_of(
    struct paper_bytes original, struct paper_bytes masked, const struct mask_regions *r)
{
    struct mask_check check = {file(original), file(masked), r, test_secrets, n_test_secrets};
    struct mask_proof proof = {0};
    MUST(mask_prove(mem, &check, &proof, &e));
    return proof;
}

static void must_hold(struct mask_proof p)
{
    for (size_t i = 0; i < p.n_faults; i++)
        print_error("%s\n", p.faults[i]);
    assert_int_equal(p.n_faults, 0);
}

static bool has_fault(struct mask_proof p, const char *part)
{
    for (size_t i = 0; i < p.n_faults; i++)
        if (strstr(p.faults[i], part))
            return true;
    for (size_t i = 0; i < p.n_faults; i++)
        print_error("has: %s\n", p.faults[i]);
    return false;
}

static void measures_pages(void **state)
{
    (void)state;
    struct pages_info info = info_of(test_pdf_secret(mem));
    assert_int_equal(info.kind, PAGES_PDF);
    assert_int_equal(info.n_pages, 2);
    assert_int_equal(info.sizes[1].width_pt, 612);
    assert_int_equal(info.sizes[1].height_pt, 792);
    struct paper_file f = file(test_pdf_secret(mem));
    struct paper_bytes png;
    MUST(pages_image(mem, &f, (struct page_at){1, 72}, &png, &e));
    info = info_of(png); /* what comes out is a picture that goes in again */
    assert_int_equal(info.kind, PAGES_PNG);
    const unsigned char *p = png.p;
    assert_int_equal(p[18] << 8 | p[19], 612);
    assert_int_equal(p[22] << 8 | p[23], 792);
}

static void secrets_are_found_and_then_gone(void **state)
{
    (void)state;
    struct paper_bytes secret = test_pdf_secret(mem), pdf;
    assert_non_null(strstr(text_of(secret, 1), SECRET_ID));
    assert_non_null(strstr(text_of(secret, 1), "张三丰先生"));
    assert_non_null(strstr(text_of(secret, 2), "13987654321"));
    for (size_t i = 2; i < n_test_secrets; i++)
        assert_non_null(memmem(secret.p, secret.n, test_secrets[i], strlen(test_secrets[i])));
    pdf = apply(secret, &regions);
    assert_int_equal(info_of(pdf).n_pages, 2);
    assert_int_equal(info_of(pdf).sizes[0].width_pt, 612);
    for (int page = 1; page <= 2; page++)
        assert_string_equal(text_of(pdf, page), "");
    for (size_t i = 0; i < n_test_secrets; i++)
        assert_null(memmem(pdf.p, pdf.n, test_secrets[i], strlen(test_secrets[i])));
    must_hold(proof_of(secret, pdf, &regions));
}

static void made_and_proven_in_one(void **state)
{
    (void)state;
    struct paper_file f = file(test_pdf_secret(mem));
    struct mask_words words = {test_secrets, n_test_secrets};
    struct paper_bytes pdf, apart = apply(test_pdf_secret(mem), &regions);
    MUST(mask_make(mem, &f, &regions, words, &pdf, &e));
    assert_int_equal(pdf.n, apart.n);
    assert_memory_equal(pdf.p, apart.p, pdf.n);
}

static void equal_input_gives_equal_bytes(void **state)
{
    (void)state;
    struct paper_bytes one = apply(test_pdf_secret(mem), &regions);
    sleep(1);
    struct paper_bytes two = apply(test_pdf_secret(mem), &regions);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
}

/* A picture's pixel in a masked page, by painting the page at 72 dpi. */
static void half_hearted_copies_fail(void **state)
{
    (void)state;
    struct paper_bytes secret = test_pdf_secret(mem), good = apply(secret, &regions);
    struct mask_proof p = proof_of(secret, secret, &regions);
    static const char *const left[] = {"第 1 页还能提取文字", "第 2 页还能提取文字", "批注",
        "还有表单", "附件", "脚本", "图层", "字体", "作者", "元数据", "不是一张重新生成的图片",
        "应遮盖的第 1 处字词", "应遮盖的第 4 处字词", "应遮盖的第 7 处字词"};
    for (size_t i = 0; i < COUNT_OF(left); i++)
        if (!has_fault(p, left[i]))
            fail_msg("not found: %s", left[i]);
    for (size_t i = 0; i < p.n_faults; i++)
        for (size_t k = 0; k < n_test_secrets; k++)
            assert_null(strstr(p.faults[i], test_secrets[k])); /* a fault tells no secret */
    /* black painted over the text: looks masked, is not */
    p = proof_of(secret, test_pdf_painted_over(mem), &regions);
    assert_true(has_fault(p, "第 1 页还能提取文字"));
    /* one region forgotten */
    const struct mask_regions fewer = {rows, 2};
    p = proof_of(secret, apply(secret, &fewer), &regions);
    assert_int_equal(p.n_faults, 1);
    assert_true(has_fault(p, "第 2 页的第 3 个区域没有遮盖严实"));
    /* one page lost */
    p = proof_of(secret, apply(test_pdf_page(mem, "0 g"), &(struct mask_regions){rows, 2}),
        &(struct mask_regions){rows, 2});
    assert_true(has_fault(p, "页数不同：原件 2 页，遮盖后 1 页"));
    /* an earlier version in front */
    struct buf b;
    buf_init(&b, 0);
    buf_add(&b, good.p, good.n);
    buf_adds(&b, "\n%%EOF\n");
    p = proof_of(secret, (struct paper_bytes){buf_str(&b), b.n}, &regions);
    assert_true(has_fault(p, "不止一个版本"));
    buf_release(&b);
}

static unsigned char noise(int x, int y)
{
    uint32_t v = (uint32_t)x * 2654435761u ^ (uint32_t)y * 40503u;
    v ^= v >> 13;
    v *= 0x5bd1e995u;
    return (unsigned char)(v >> 24);
}

static unsigned char plain(int x, int y)
{
    return x / 40 % 2 && y / 40 % 2 ? 0 : 255;
}

/* Photographs become JPEG; line art stays exact. Both are proven, both fail with a region less. */
static void pictures_are_masked(void **state)
{
    (void)state;
    static unsigned char (*const kinds[])(int, int) = {noise, plain};
    static const struct mask_region r[] = {{1, 1003, 1007, 4000, 313, "D4", "个人隐私"},
        {1, 5001, 5003, 77, 41, "D4", "个人隐私"}, {1, 0, 9000, 10000, 1000, "D4", "第三方权益"}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct paper_bytes png = test_png(mem, 800, 1100, kinds[i]);
        struct paper_bytes pdf = apply(png, &(struct mask_regions){r, 3});
        bool jpeg = memmem(pdf.p, pdf.n, "/DCTDecode", 10) != NULL;
        assert_int_equal(jpeg, i == 0);
        must_hold(proof_of(png, pdf, &(struct mask_regions){r, 3}));
        for (size_t out = 0; out < 3; out++) {
            struct mask_region two[] = {r[(out + 1) % 3], r[(out + 2) % 3]};
            pdf = apply(png, &(struct mask_regions){two, 2});
            assert_int_equal(proof_of(png, pdf, &(struct mask_regions){r, 3}).n_faults, 1);
        }
    }
}

/* 32 × 16 pixels, left half red, right half blue, camera held upright (Exif 6). */
static const char photo[] =
    "/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/4AAQSkZJRgABAQAAAQABAAD/"
    "2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//"
    "2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//"
    "wAARCAAQACADAREAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/"
    "8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo"
    "0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t"
    "7"
    "i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/"
    "8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/"
    "8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJyg"
    "pKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0t"
    "b"
    "a3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/"
    "9oADAMBAAIRAxEAPwDBrzD7kKAMmv0w/PQoA1q/Mz9CCgDJr9MPz0KAP//Z";

static void photographs_stand_upright(void **state)
{
    (void)state;
    size_t n;
    const void *p = base64_decode(mem, photo, &n);
    struct paper_bytes jpeg = {p, n};
    assert_int_equal(exif_orientation(p, n), 6);
    struct pages_info info = info_of(jpeg);
    assert_int_equal(info.kind, PAGES_JPEG);
    assert_true(info.sizes[0].height_pt > info.sizes[0].width_pt);
    /* red was left, is now above: mask it, and nothing red is left */
    static const struct mask_region top = {1, 0, 0, 10000, 5200, "D4", "个人隐私"};
    struct paper_bytes pdf = apply(jpeg, &(struct mask_regions){&top, 1});
    must_hold(proof_of(jpeg, pdf, &(struct mask_regions){&top, 1}));
    assert_null(memmem(pdf.p, pdf.n, "Exif", 4));
}

static struct paper_bytes bytes(const char *s)
{
    return (struct paper_bytes){s, strlen(s)};
}

/* A form that draws a form that draws a form …, ten times each: 10^12 drawings. */
static struct paper_bytes endless(void)
{
    struct test_pdf p;
    char content[512] = "", resources[256];
    for (int i = 0; i < 10; i++)
        strcat(content, "/X Do ");
    test_pdf_begin(&p);
    test_pdf_add(&p, "<< /Type /Catalog /Pages 2 0 R >>");
    test_pdf_add(&p, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
    test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                     "/Resources << /XObject << /X 5 0 R >> >> >>");
    test_pdf_stream(&p, "", content, strlen(content));
    for (int i = 0; i < 12; i++) {
        snprintf(resources, sizeof resources,
            "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X %d 0 "
            "R >> >>",
            6 + i);
        test_pdf_stream(&p, resources, content, strlen(content));
    }
    test_pdf_stream(&p, "/Type /XObject /Subtype /Form /BBox [0 0 612 792]", "0 0 9 9 re f", 12);
    return test_pdf_end(mem, &p, "");
}

static struct paper_bytes tree_of_itself(void)
{
    struct test_pdf p;
    test_pdf_begin(&p);
    test_pdf_add(&p, "<< /Type /Catalog /Pages 2 0 R >>");
    test_pdf_add(&p, "<< /Type /Pages /Count 1 /Parent 2 0 R /Kids [2 0 R] >>");
    return test_pdf_end(mem, &p, "");
}

static struct paper_bytes sized(const char *box)
{
    struct test_pdf p;
    test_pdf_begin(&p);
    test_pdf_add(&p, "<< /Type /Catalog /Pages 2 0 R >>");
    test_pdf_add(&p, "<< /Type /Pages /Count 1 /Kids [3 0 R] >>");
    test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [%s] >>", box);
    return test_pdf_end(mem, &p, "");
}

static struct paper_bytes too_many_pages(void)
{
    struct test_pdf p;
    struct buf kids;
    buf_init(&kids, 0);
    for (int i = 0; i < 600; i++)
        buf_addf(&kids, "%d 0 R ", 3 + i);
    test_pdf_begin(&p);
    test_pdf_add(&p, "<< /Type /Catalog /Pages 2 0 R >>");
    test_pdf_add(&p, "<< /Type /Pages /Count 600 /Kids [%s] >>", buf_str(&kids));
    for (int i = 0; i < 600; i++)
        test_pdf_add(&p, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>");
    buf_release(&kids);
    return test_pdf_end(mem, &p, "");
}

static struct paper_bytes wide_png(void)
{
    struct paper_bytes png = test_png(mem, 8, 8, plain);
    char *p = arena_strndup(mem, png.p, png.n);
    p[16] = 0x7F; /* says that it is two milliards wide */
    return (struct paper_bytes){p, png.n};
}

static struct paper_bytes cut(struct paper_bytes b, size_t n)
{
    return (struct paper_bytes){b.p, n};
}

static void bad_files_give_a_reason(void **state)
{
    (void)state;
    size_t n;
    const void *jpeg = base64_decode(mem, photo, &n);
    const struct {
        const char *what;
        struct paper_bytes file;
        enum st st;
        const char *says;
    } cases[] = {
        {"empty", bytes(""), ST_INVALID, "不是 PDF、PNG 或 JPEG"},
        {"text", bytes("hello"), ST_INVALID, "不是 PDF、PNG 或 JPEG"},
        {"a Word file", bytes("PK\3\4word"), ST_INVALID, "不是 PDF、PNG 或 JPEG"},
        {"a head alone", bytes("%PDF-1.7\n"), ST_INVALID, "已损坏"},
        {"cut in two", cut(test_pdf_secret(mem), 300), ST_INVALID, "已损坏"},
        {"encrypted", test_pdf_encrypted(mem), ST_INVALID, "打开密码"},
        {"pages in a circle", tree_of_itself(), ST_INVALID, "已损坏"},
        {"drawings without end", endless(), ST_TOO_BIG, "秒，已中止"},
        {"a huge page", sized("0 0 30000 30000"), ST_INVALID, "大小不正常"},
        {"PNG cut", cut(test_png(mem, 99, 99, noise), 60), ST_INVALID, "图片已损坏"},
        {"PNG of 10^9 pixels", wide_png(), ST_TOO_BIG, "1 亿像素"},
        {"JPEG cut in its tables", cut((struct paper_bytes){jpeg, n}, 100), ST_INVALID,
            "图片已损坏"},
        {"600 pages", too_many_pages(), ST_TOO_BIG, "超过 500 页"},
        {"65 MB", {jpeg, ((size_t)65 << 20)}, ST_TOO_BIG, "超过 64 MB"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct paper_file f = {cases[i].file.p, cases[i].file.n, 2};
        struct paper_bytes pdf;
        struct err e = {.st = ST_OK};
        enum st st = mask_apply(mem, &f, &(struct mask_regions){NULL, 0}, &pdf, &e);
        if (st != cases[i].st || !strstr(e.message, cases[i].says))
            fail_msg("%s: %d %s", cases[i].what, st, e.message);
    }
}

/* Bytes changed at random: always a status, and the next good file works. */
static void damaged_bytes_never_harm(void **state)
{
    (void)state;
    struct paper_bytes good = test_pdf_secret(mem);
    uint32_t seed = 1;
    for (int round = 0; round < 60; round++) {
        char *p = arena_strndup(mem, good.p, good.n);
        for (int i = 0; i < 12; i++) {
            seed = seed * 1664525 + 1013904223;
            p[(seed >> 8) % good.n] = (char)(seed >> 24);
        }
        struct paper_file f = {p, good.n, 5};
        struct paper_bytes png;
        struct err e = {.st = ST_OK};
        enum st st = pages_image(mem, &f, (struct page_at){1, 40}, &png, &e);
        assert_true(st == ST_OK || *e.message);
        assert_true(st != ST_BROKEN);
    }
    assert_int_equal(info_of(good).n_pages, 2);
}

static void pages_that_are_not_there(void **state)
{
    (void)state;
    struct paper_file f = file(test_pdf_secret(mem));
    struct paper_bytes png;
    struct err e;
    const char *text;
    assert_int_equal(pages_image(mem, &f, (struct page_at){3, 72}, &png, &e), ST_NOT_FOUND);
    assert_string_equal(e.message, "没有第 3 页，这个文件共 2 页");
    assert_int_equal(pages_text(mem, &f, 0, &text, &e), ST_NOT_FOUND);
    assert_int_equal(pages_image(mem, &f, (struct page_at){1, 5000}, &png, &e), ST_INVALID);
    struct mask_region r = {3, 0, 0, 10, 10, "D1", "国家秘密"};
    assert_int_equal(mask_apply(mem, &f, &(struct mask_regions){&r, 1}, &png, &e), ST_INVALID);
    assert_non_null(strstr(e.message, "文件只有 2 页"));
}

static void reads_region_lists(void **state)
{
    (void)state;
#define R(s) "{" s ",\"ground\":\"D4\",\"label\":\"个人隐私\"}"
    static const struct {
        const char *json;
        enum st st;
        const char *says;
    } cases[] = {
        {"[]", ST_OK, ""},
        {"[" R("\"page\":1,\"x\":0,\"y\":0,\"w\":10000,\"h\":10000") "]", ST_OK, ""},
        {"[" R("\"page\":2,\"x\":9999,\"y\":1,\"w\":1,\"h\":1") "]", ST_OK, ""},
        {"[" R("\"page\":3,\"x\":0,\"y\":0,\"w\":1,\"h\":1") "]", ST_INVALID,
            "第 1 个遮盖区域的页码"},
        {"[" R("\"page\":0,\"x\":0,\"y\":0,\"w\":1,\"h\":1") "]", ST_INVALID, "页码应在 1 到 2"},
        {"[" R("\"page\":1,\"x\":5000,\"y\":0,\"w\":5001,\"h\":1") "]", ST_INVALID, "不在页面之内"},
        {"[" R("\"page\":1,\"x\":-1,\"y\":0,\"w\":1,\"h\":1") "]", ST_INVALID, "不在页面之内"},
        {"[" R("\"page\":1,\"x\":0,\"y\":0,\"w\":0,\"h\":1") "]", ST_INVALID, "不在页面之内"},
        {"[" R("\"page\":1,\"x\":0.5,\"y\":0,\"w\":1,\"h\":1") "]", ST_INVALID, "不在页面之内"},
        {"[" R("\"page\":1,\"x\":0,\"y\":0,\"w\":1,\"h\":99999999999") "]", ST_INVALID, "页面之内"},
        {"[" R("\"page\":1,\"x\":0,\"y\":0,\"w\":1,\"h\":1") ",{}]", ST_INVALID, "第 2 个"},
        {"[{\"page\":1,\"x\":0,\"y\":0,\"w\":1,\"h\":1,\"ground\":\"D4\"}]", ST_INVALID, "理由"},
        {"[{\"page\":1,\"x\":0,\"y\":0,\"w\":1,\"h\":1,\"ground\":\"D-4\",\"label\":\"a\"}]",
            ST_INVALID, "理由"},
        {"[{\"page\":1,\"x\":0,\"y\":0,\"w\":1,\"h\":1,\"ground\":\"D4\",\"label\":"
         "\"一二三四五六七八九十一二三四五六七八九十一\"}]",
            ST_INVALID, "理由"},
        {"[1]", ST_INVALID, "第 1 个"},
        {"{}", ST_INVALID, "应是一个列表"},
        {"[", ST_INVALID, ""},
        {"", ST_INVALID, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct mask_regions r;
        struct err e = {.st = ST_OK};
        if (mask_regions_read(mem, cases[i].json, 2, &r, &e) != cases[i].st ||
            (cases[i].st && !strstr(e.message, cases[i].says)))
            fail_msg("%s: %s", cases[i].json, e.message);
    }
    struct buf b;
    struct mask_regions again;
    buf_init(&b, 0);
    mask_regions_write(&b, &regions);
    MUST(mask_regions_read(mem, buf_str(&b), 2, &again, &e));
    assert_int_equal(again.n, 3);
    assert_int_equal(again.rows[1].y, 3450);
    assert_string_equal(again.rows[2].label, "国家秘密");
    buf_release(&b);
}

static void the_wire_refuses_nonsense(void **state)
{
    (void)state;
    struct paper_request q = {.op = PAPER_MASK, .regions = regions, .file = {"abc", 3}}, got;
    struct buf b;
    buf_init(&b, 0);
    wire_request_write(&b, &q);
    MUST(wire_request_read(mem, b.p, b.n, &got, &e));
    assert_int_equal(got.regions.n, 3);
    assert_string_equal(got.regions.rows[0].label, "第三方权益");
    assert_memory_equal(got.file.p, "abc", 3);
    for (size_t n = 0; n < b.n; n++)
        assert_int_equal(wire_request_read(mem, b.p, n, &got, NULL), ST_INVALID);
    b.p[4] = 9;
    assert_int_equal(wire_request_read(mem, b.p, b.n, &got, NULL), ST_INVALID);
    buf_release(&b);
    struct paper_bytes body;
    assert_int_equal(wire_reply_read("GKR1\0", 5, &body, NULL), ST_BROKEN);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        T(measures_pages),
        T(secrets_are_found_and_then_gone),
        T(made_and_proven_in_one),
        T(equal_input_gives_equal_bytes),
        T(half_hearted_copies_fail),
        T(pictures_are_masked),
        T(photographs_stand_upright),
        T(bad_files_give_a_reason),
        T(damaged_bytes_never_harm),
        T(pages_that_are_not_there),
        T(reads_region_lists),
        T(the_wire_refuses_nonsense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
