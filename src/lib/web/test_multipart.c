/* multipart/form-data: every split position, every limit, every hostile name.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/web/multipart.h"

#define B "----WebKitFormBoundaryAbC123"
#define TYPE "multipart/form-data; boundary=" B

/* Writes what the parser says as "[name|file|type]data" per part. */
struct heard {
    struct buf text;
    int refuse_part; /* 1-based, 0: none */
    int parts;
    bool open;
};

static bool on_begin(void *arg, const struct multipart_part *p)
{
    struct heard *h = arg;
    assert_false(h->open);
    assert_true(utf8_valid(p->name, strlen(p->name)));
    h->open = true;
    buf_addf(&h->text, "[%s|%s|%s]", p->name, p->filename ? p->filename : "-", p->type);
    return ++h->parts != h->refuse_part;
}

static bool on_data(void *arg, const char *p, size_t n)
{
    struct heard *h = arg;
    assert_true(h->open);
    assert_true(n > 0);
    buf_add(&h->text, p, n);
    return true;
}

static bool on_end(void *arg)
{
    struct heard *h = arg;
    assert_true(h->open);
    h->open = false;
    buf_adds(&h->text, ";");
    return true;
}

static enum multipart_error parse_cut(const char *body, size_t n, size_t cut, struct heard *h)
{
    struct arena *a = arena_new();
    enum multipart_error why;
    struct multipart_handler handler = {on_begin, on_data, on_end, h};
    struct multipart *m = multipart_new(a, TYPE, &handler, &why);
    assert_non_null(m);
    why = multipart_feed(m, body, cut);
    why = multipart_feed(m, body + cut, n - cut);
    if (!why)
        why = multipart_end(m);
    arena_free(&a);
    return why;
}

static enum multipart_error parse(const char *body, size_t n, struct heard *h)
{
    buf_init(&h->text, 0);
    h->parts = 0;
    h->open = false;
    return parse_cut(body, n, n, h);
}

static const char two_parts[] =
    "--" B "\r\nContent-Disposition: form-data; name=\"标题\"\r\n\r\n关于\r\n--通知\r\r\n\r\n--" B
    "\r\n"
    "Content-Disposition: form-data; name=\"file\"; filename=\"方案.docx\"\r\n"
    "Content-Type: application/octet-stream\r\n\r\na\0b\r\n"
    "----WebKit\r\n-\r\n--" B "--\r\n";
static const char two_parts_heard[] = "[标题|-|]关于\r\n--通知\r\r\n;[file|方案.docx|application/"
                                      "octet-stream]a\0b\r\n----WebKit\r\n-;";

static void test_every_split(void **state)
{
    (void)state;
    size_t n = sizeof two_parts - 1;
    for (size_t cut = 0; cut <= n; cut++) {
        struct heard h = {.refuse_part = 0};
        buf_init(&h.text, 0);
        assert_int_equal(parse_cut(two_parts, n, cut, &h), MULTIPART_OK);
        assert_int_equal(h.text.n, sizeof two_parts_heard - 1);
        assert_memory_equal(h.text.p, two_parts_heard, h.text.n);
        buf_release(&h.text);
    }
}

static void test_byte_by_byte(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct heard h = {.refuse_part = 0};
    enum multipart_error why;
    struct multipart_handler handler = {on_begin, on_data, on_end, &h};
    buf_init(&h.text, 0);
    struct multipart *m = multipart_new(a, TYPE, &handler, &why);
    for (size_t i = 0; i + 1 < sizeof two_parts; i++)
        assert_int_equal(multipart_feed(m, two_parts + i, 1), MULTIPART_OK);
    assert_int_equal(multipart_end(m), MULTIPART_OK);
    assert_memory_equal(h.text.p, two_parts_heard, sizeof two_parts_heard - 1);
    buf_release(&h.text);
    arena_free(&a);
}

/* Every beginning of a body is unfinished, never an error of another kind or a success. */
static void test_truncated(void **state)
{
    (void)state;
    size_t whole = sizeof two_parts - 1 - strlen("\r\n");
    for (size_t n = 0; n < whole; n++) {
        struct heard h = {.refuse_part = 0};
        assert_int_equal(parse(two_parts, n, &h), MULTIPART_UNFINISHED);
        buf_release(&h.text);
    }
}

#define PART(disposition) "--" B "\r\nContent-Disposition: " disposition "\r\n\r\nx\r\n--" B "--"

static const struct {
    const char *body;
    enum multipart_error error;
    const char *heard;
} cases[] = {
    {"--" B "--", MULTIPART_OK, ""},
    {"before\r\n" PART("form-data; name=\"a\""), MULTIPART_OK, "[a|-|]x;"},
    {PART("form-data; name=a"), MULTIPART_OK, "[a|-|]x;"},
    {PART("FORM-DATA; NAME=\"a\" ; filename=\"\""), MULTIPART_OK, "[a||]x;"},
    {PART("form-data; name=\"a\"; filename=\"C:\\docs\\方案.doc\""), MULTIPART_OK,
        "[a|方案.doc|]x;"},
    {PART("form-data; name=\"a\"; filename=\"../../etc/passwd\""), MULTIPART_OK, "[a|passwd|]x;"},
    {PART("form-data; name=\"a\"; filename=\"..\""), MULTIPART_OK, "[a|_|]x;"},
    {PART("form-data; name=\"a\"; filename=\"a/\""), MULTIPART_OK, "[a||]x;"},
    {PART("form-data; name=\"a\"; filename=\"say \\\"hi\\\".txt\""), MULTIPART_OK,
        "[a|say \"hi\".txt|]x;"},
    {PART("form-data; name=\"a\"; filename=\"a;b=c.txt\""), MULTIPART_OK, "[a|a;b=c.txt|]x;"},
    {PART("form-data; name=\"a\"; filename=\"x\"; filename*=UTF-8''%e6%96%b9%E6%A1%88.doc"),
        MULTIPART_OK, "[a|方案.doc|]x;"},
    {PART("form-data; name=\"a\"; filename*=utf-8'zh'..%2Fx.doc"), MULTIPART_OK, "[a|x.doc|]x;"},
    {PART("form-data; name=\"a\"; filename=\"x.doc\"; filename*=GBK''%B7%BD"), MULTIPART_OK,
        "[a|x.doc|]x;"},
    {PART("form-data; name=\"a\"; filename=\"x.doc\"; filename*=UTF-8''a%00b"), MULTIPART_OK,
        "[a|x.doc|]x;"},
    {PART("form-data; name=\"a\"; filename=\"cod\u202eexe\u200f.doc\""), MULTIPART_OK,
        "[a|codexe.doc|]x;"},
    {PART("form-data; name=\"a\"; filename=\"a\tb\x7f.doc\""), MULTIPART_OK, "[a|ab.doc|]x;"},
    {PART("form-data; filename=\"a\""), MULTIPART_BAD_NAME, ""},
    {PART("form-data; name=\"\""), MULTIPART_BAD_NAME, ""},
    {PART("form-data; name=\"\xb7\xbd\""), MULTIPART_BAD_NAME, ""},
    {PART("form-data; name=\"a\"; filename=\"\xb7\xbd.doc\""), MULTIPART_BAD_NAME, ""},
    {PART("form-data; name=\"a\"; filename*=UTF-8''%ff.doc"), MULTIPART_BAD_NAME, ""},
    {PART("form-data; name=\"a\tb\""), MULTIPART_BAD_NAME, ""},
    {PART("form-data; name=\"a\"; name=\"b\""), MULTIPART_BAD_HEAD, ""},
    {PART("form-data; name=\"a"), MULTIPART_BAD_HEAD, ""},
    {PART("form-data; name=\"a\" x"), MULTIPART_BAD_HEAD, ""},
    {PART("attachment; name=\"a\""), MULTIPART_BAD_HEAD, ""},
    {PART("form-data"), MULTIPART_BAD_NAME, ""},
    {PART("form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\""),
        MULTIPART_BAD_HEAD, ""},
    {PART("form-data; name=\"a\"\r\n folded: x"), MULTIPART_BAD_HEAD, ""},
    {PART("form-data; name=\"a\"\r\nno colon"), MULTIPART_BAD_HEAD, ""},
    {PART("form-data; name=\"a\"\nX: y"), MULTIPART_BAD_HEAD, ""},
    {PART("form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64"), MULTIPART_BAD_CODING, ""},
    {PART("form-data; name=\"a\"\r\nContent-Transfer-Encoding: BINARY"), MULTIPART_OK, "[a|-|]x;"},
    {"--" B "\r\n\r\nx\r\n--" B "--", MULTIPART_BAD_HEAD, ""},
    {"--" B " \t\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--" B "--junk",
        MULTIPART_OK, "[a|-|];"},
    {"--" B "x\r\n", MULTIPART_BAD_DELIMITER, ""},
    {"--" B "-\r\n", MULTIPART_BAD_DELIMITER, ""},
    {"--" B "\r\r\n", MULTIPART_BAD_DELIMITER, ""},
    {"no boundary at all", MULTIPART_UNFINISHED, ""},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct heard h = {.refuse_part = 0};
        enum multipart_error e = parse(cases[i].body, strlen(cases[i].body), &h);
        if (e != cases[i].error || strcmp(buf_str(&h.text), cases[i].heard) != 0)
            fail_msg("case %zu: error %d, heard %s", i, (int)e, buf_str(&h.text));
        buf_release(&h.text);
    }
}

static void test_nul_in_head(void **state)
{
    (void)state;
    static const char body[] =
        "--" B "\r\nContent-Disposition: form-data; name=\"a\0b\"\r\n\r\nx\r\n--" B "--";
    struct heard h = {.refuse_part = 0};
    assert_int_equal(parse(body, sizeof body - 1, &h), MULTIPART_BAD_HEAD);
    buf_release(&h.text);
}

static void test_limits(void **state)
{
    (void)state;
    for (int parts = MULTIPART_MAX_PARTS; parts <= MULTIPART_MAX_PARTS + 1; parts++) {
        struct buf body;
        struct heard h = {.refuse_part = 0};
        buf_init(&body, 0);
        for (int i = 0; i < parts; i++)
            buf_addf(
                &body, "--" B "\r\nContent-Disposition: form-data; name=\"a%d\"\r\n\r\n\r\n", i);
        buf_adds(&body, "--" B "--");
        assert_int_equal(parse(body.p, body.n, &h),
            parts > MULTIPART_MAX_PARTS ? MULTIPART_TOO_MANY : MULTIPART_OK);
        buf_release(&h.text);
        buf_release(&body);
    }
}

static void test_head_limit(void **state)
{
    (void)state;
    static const char start[] = "Content-Disposition: form-data; name=\"";
    for (size_t over = 0; over <= 1; over++) {
        struct buf body;
        struct heard h = {.refuse_part = 0};
        size_t fill = MULTIPART_MAX_HEAD - strlen(start) - strlen("\"\r\n\r\n") + over;
        buf_init(&body, 0);
        buf_addf(&body, "--" B "\r\n%s", start);
        for (size_t i = 0; i < fill; i++)
            buf_addc(&body, 'n');
        buf_adds(&body, "\"\r\n\r\nx\r\n--" B "--");
        assert_int_equal(parse(body.p, body.n, &h), over ? MULTIPART_HEAD_TOO_BIG : MULTIPART_OK);
        buf_release(&h.text);
        buf_release(&body);
    }
}

static void test_stop(void **state)
{
    (void)state;
    struct heard h = {.refuse_part = 2};
    assert_int_equal(parse(two_parts, sizeof two_parts - 1, &h), MULTIPART_STOPPED);
    assert_int_equal(h.parts, 2);
    buf_release(&h.text);
}

static void test_boundary(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        bool usable;
    } types[] = {
        {"multipart/form-data; boundary=abc", true},
        {"Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", true},
        {"multipart/form-data", false},
        {"multipart/form-data; boundary=", false},
        {"multipart/form-data; boundary=\"a \"", false},
        {"multipart/form-data; boundary=a; boundary=b", false},
        {"multipart/form-data; boundary=\"\xe6\x96\xb9\"", false},
        {"multipart/mixed; boundary=abc", false},
        {"multipart/form-datax; boundary=abc", false},
        {"multipart/form-data; boundary="
         "01234567890123456789012345678901234567890123456789012345678901234567890",
            false},
        {"", false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        enum multipart_error why;
        struct multipart_handler h = {on_begin, on_data, on_end, NULL};
        struct multipart *m = multipart_new(a, types[i].type, &h, &why);
        assert_int_equal(m != NULL, types[i].usable);
        assert_int_equal(why, types[i].usable ? MULTIPART_OK : MULTIPART_NO_BOUNDARY);
    }
    arena_free(&a);
}

static void test_messages(void **state)
{
    (void)state;
    for (int e = MULTIPART_NO_BOUNDARY; e <= MULTIPART_STOPPED; e++) {
        assert_true(strlen(multipart_message(e)) > 0);
        assert_int_not_equal(multipart_status(e), ST_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_split),
        cmocka_unit_test(test_byte_by_byte),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_nul_in_head),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_head_limit),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_boundary),
        cmocka_unit_test(test_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
