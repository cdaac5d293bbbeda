/* Packages: a good one proves itself; every way of tampering is named; hostile ZIPs are refused
 * before anything is unpacked.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sodium.h>
#include <sys/resource.h>
#include <time.h>
#include <zip.h>

#include "lib/base/buf.h"
#include "lib/paper/package_parts.h"

static struct arena *mem;
static unsigned char secret[64], public[32], other_secret[64], other_public[32];

static int set_up(void **state)
{
    (void)state;
    static const unsigned char seed[32] = {1}, other[32] = {2};
    mem = arena_new();
    assert_true(sodium_init() >= 0);
    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_seed_keypair(other_public, other_secret, other);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&mem);
    return 0;
}

/* The mark of a key is part of its name; reading a verifier works it out. */
static void mark_of(const unsigned char *key, unsigned char mark[4])
{
    struct package_verifier v = {.name = "www.shizong.gov.cn/log"}, got;
    memcpy(v.public, key, 32);
    for (int round = 0; round < 2; round++) {
        bool ok = package_verifier_read(mem, package_verifier_write(mem, &v), &got);
        assert_true(ok || round == 0);
        memcpy(v.mark, got.mark, 4);
    }
    memcpy(mark, v.mark, 4);
}

static const struct package_paper papers[] = {
    {2, "申请表", "", {17786}, 1, true, "pdf", {"the application", 15}},
    {2, "身份证明 <b>&\"", "", {DAY_NONE}, 0, false, "jpg", {"the identity", 12}},
    {12, "答复书", "师政信公开〔2018〕第1号-答", {17800}, 2, true, "pdf",
        {"the reply is long enough", 24}},
};
static const struct package_event events[] = {
    {"{\"at\":\"2018-09-12\",\"type\":\"ARRIVED\"}"},
    {"{\"at\":\"2018-09-13\",\"type\":\"ASSIGNED\",\"who\":\"张三\"}"},
    {"{\"at\":\"2018-09-26\",\"type\":\"DELIVERED\"}"},
};
static const struct package_gap gaps[] = {{13, "答复书送达凭证", "每卷都要有"}};

static struct package good(void)
{
    static unsigned char mark[4];
    mark_of(public, mark);
    return (struct package){.number = "师政信公开〔2018〕第1号",
        .title = "2017年部门决算",
        .organ = "师宗县人民政府",
        .made_at = 1536714000,
        .papers = papers,
        .n_papers = 3,
        .gaps = gaps,
        .n_gaps = 1,
        .events = events,
        .n_events = 3,
        .key = {"www.shizong.gov.cn/log", secret, public, mark}};
}

static struct paper_bytes written(struct package p)
{
    struct paper_bytes zip = {"", 0};
    struct err e = {.st = ST_OK};
    if (package_write(mem, &p, &zip, &e) != ST_OK)
        fail_msg("%s", e.message);
    return zip;
}

static void show(struct package_proof p)
{
    for (size_t i = 0; i < p.n_faults; i++)
        print_error("  %s\n", p.faults[i]);
}

static void a_good_one_holds(void **state)
{
    (void)state;
    struct paper_bytes one = written(good()), two = written(good());
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
    struct package_proof p = package_verify(mem, one, "");
    show(p);
    assert_true(p.is_package);
    assert_int_equal(p.n_faults, 0);
    assert_non_null(strstr(p.summary, "师政信公开〔2018〕第1号：材料 3 件、办理记录 3 条"));
    assert_non_null(strstr(p.summary, "尚缺 1 件"));
    assert_int_equal(strlen(p.fingerprint), 64);
    assert_null(strchr(p.summary, '\n'));
    /* the table of contents escapes what people write */
    assert_non_null(memmem(one.p, one.n, "身份证明 &lt;b&gt;&amp;&quot;", 20));
    assert_null(memmem(one.p, one.n, "<b>&amp;", 8));
}

static void refuses_to_write_nonsense(void **state)
{
    (void)state;
    struct err e;
    struct paper_bytes zip;
    struct package p = good();
    struct package_paper bad = papers[0];
    struct package_event event = {"[]"};
    p.papers = &bad;
    p.n_papers = 1;
    static const struct {
        const char *title, *type;
    } cases[] = {{"", "pdf"}, {"a\nb", "pdf"}, {"a", "../x"}, {"a", ""}, {"a", "PDF"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        bad.title = cases[i].title;
        bad.type = cases[i].type;
        assert_int_equal(package_write(mem, &p, &zip, &e), ST_INVALID);
    }
    static const char *const bodies[] = {"[]", "", "{", "{\"a\":1}\n", "{\"a\":\n1}"};
    p = good();
    p.events = &event;
    p.n_events = 1;
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        event.body = bodies[i];
        assert_int_equal(package_write(mem, &p, &zip, &e), ST_INVALID);
    }
    p = good();
    p.number = "";
    assert_int_equal(package_write(mem, &p, &zip, &e), ST_INVALID);
}

/* One way of tampering by way of an archiver. */
enum what { REPLACE, DELETE, ADD, RENAME, DEFLATE, LINK, COMMENT, REMARK, ZEROS };
struct edit {
    enum what what;
    const char *name, *with;
};

static zip_source_t *source(zip_t *z, const char *text)
{
    return zip_source_buffer(z, text, strlen(text), 0);
}

static void edit_one(zip_t *z, const struct edit *e)
{
    static char zeros[8 << 20];
    zip_int64_t at = zip_name_locate(z, e->name, 0);
    int rc = 0;
    if (e->what != ADD && e->what != ZEROS && e->what != COMMENT && at < 0)
        fail_msg("no %s", e->name);
    zip_uint64_t i = (zip_uint64_t)at;
    switch (e->what) {
    case REPLACE:
        rc = (int)zip_file_replace(z, i, source(z, e->with), 0);
        break;
    case DELETE:
        rc = zip_delete(z, i);
        break;
    case ADD:
        rc = zip_file_add(z, e->name, source(z, e->with), ZIP_FL_ENC_UTF_8) < 0;
        break;
    case ZEROS:
        rc = zip_file_add(z, e->name, zip_source_buffer(z, zeros, sizeof zeros, 0), 0) < 0;
        break;
    case RENAME:
        rc = zip_file_rename(z, i, e->with, ZIP_FL_ENC_UTF_8);
        break;
    case DEFLATE:
        rc = zip_set_file_compression(z, i, ZIP_CM_DEFLATE, 9);
        break;
    case LINK:
        rc = zip_file_set_external_attributes(z, i, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0120777 << 16);
        break;
    case COMMENT:
        rc = zip_set_archive_comment(z, e->with, (zip_uint16_t)strlen(e->with));
        break;
    case REMARK:
        rc = zip_file_set_comment(z, i, e->with, (zip_uint16_t)strlen(e->with), 0);
        break;
    }
    assert_int_equal(rc < 0 ? rc : 0, 0);
}

static struct paper_bytes rezip(struct paper_bytes zip, const struct edit *edits, size_t n)
{
    void *own = malloc(zip.n);
    memcpy(own, zip.p, zip.n);
    zip_source_t *buffer = zip_source_buffer_create(own, zip.n, 1, NULL);
    zip_t *z = zip_open_from_source(buffer, 0, NULL);
    zip_stat_t s;
    assert_non_null(z);
    zip_source_keep(buffer);
    for (size_t i = 0; i < n; i++)
        edit_one(z, &edits[i]);
    assert_int_equal(zip_close(z), 0);
    assert_int_equal(zip_source_stat(buffer, &s), 0);
    assert_int_equal(zip_source_open(buffer), 0);
    char *p = arena_alloc(mem, s.size);
    assert_int_equal(zip_source_read(buffer, p, s.size), s.size);
    zip_source_free(buffer);
    return (struct paper_bytes){p, s.size};
}

/* The content of a file with one part replaced by another of any length. */
static const char *changed(
    struct paper_bytes zip, const char *name, const char *from, const char *to)
{
    zip_t *z = zip_open_from_source(zip_source_buffer_create(zip.p, zip.n, 0, NULL), 0, NULL);
    zip_file_t *f = zip_fopen(z, name, 0);
    static char text[65536];
    zip_int64_t n = zip_fread(f, text, sizeof text - 1);
    assert_true(n > 0);
    text[n] = '\0';
    zip_fclose(f);
    zip_discard(z);
    char *at = strstr(text, from);
    if (!at)
        fail_msg("no %s in %s", from, name);
    return arena_printf(mem, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

#define PDF "卷/001-02-申请表.pdf"
#define REPLY "卷/003-12-答复书.pdf"

static void must_fault(struct paper_bytes zip, const char *what, size_t lines, const char *says)
{
    struct package_proof p = package_verify(mem, zip, "");
    bool found = false;
    for (size_t i = 0; i < p.n_faults; i++)
        found = found || strstr(p.faults[i], says) != NULL;
    if (!p.is_package || !found || (lines && p.n_faults != lines)) {
        show(p);
        fail_msg("%s: %zu lines, looked for %s", what, p.n_faults, says);
    }
    assert_string_equal(p.summary, "");
}

static void names_what_was_tampered_with(void **state)
{
    (void)state;
    struct paper_bytes zip = written(good());
    const char *manifest = changed(zip, PACKAGE_MANIFEST, "2017年部门决算", "2016年部门决算");
    const char *line_2 = changed(zip, PACKAGE_EVENTS, "张三", "李四");
    const char *cut_log = changed(zip, PACKAGE_EVENTS,
        strstr(changed(zip, PACKAGE_EVENTS, "{\"at\"", "{\"at\""), "\n"), "\n");
    const char *no_body = changed(zip, PACKAGE_EVENTS, "\"body\"", "\"Body\"");
    const char *first_gone = strchr(changed(zip, PACKAGE_EVENTS, "ARRIVED", "ARRIVED"), '\n') + 1;
    const char *sums = changed(zip, PACKAGE_SUMS, "  " REPLY, "  " PDF);
    const char *key = changed(zip, PACKAGE_KEY, "www.", "w3.");
    const char *note = changed(zip, PACKAGE_CHECKPOINT, "— www", "— w3");
    const char *note_2 = changed(zip, PACKAGE_CHECKPOINT, "events 3", "events 2");
    const char *digest = changed(zip, PACKAGE_MANIFEST, "\"bytes\":24", "\"bytes\":25");
    const char *not_json = changed(zip, PACKAGE_MANIFEST, "{", "[");
    const char *twice = changed(zip, PACKAGE_MANIFEST, REPLY, PDF);
    const char *order = changed(zip, PACKAGE_MANIFEST, "\"order\":12", "\"order\":1");
    const char *format = changed(zip, PACKAGE_MANIFEST, "casefile/1", "casefile/9");
    const struct {
        const char *what;
        struct edit edits[3];
        size_t n, lines; /* lines 0: at least one */
        const char *says;
    } cases[] = {
        {"a paper changed", {{REPLACE, REPLY, "the reply is long enougH"}}, 1, 1,
            REPLY "：内容与清单不符"},
        {"a paper longer", {{REPLACE, REPLY, "the reply is long enough."}}, 1, 1,
            REPLY "：大小与清单不符"},
        {"a paper gone", {{DELETE, PDF, ""}}, 1, 1, PDF "：缺少这个文件"},
        {"a paper more", {{ADD, "卷/004-12-答复书.pdf", "x"}}, 1, 1,
            "004-12-答复书.pdf：清单里没有"},
        {"a paper renamed", {{RENAME, PDF, "卷/001-02-申请书.pdf"}}, 1, 2, "缺少这个文件"},
        {"two papers changed", {{REPLACE, PDF, "a"}, {REPLACE, REPLY, "b"}}, 2, 2, PDF},
        {"two papers swapped",
            {{REPLACE, PDF, "the reply is long enough"}, {REPLACE, REPLY, "the application"}}, 2, 2,
            REPLY},
        {"the table of contents changed", {{REPLACE, PACKAGE_INDEX, "x"}}, 1, 1, PACKAGE_INDEX},
        {"the manifest changed", {{REPLACE, PACKAGE_MANIFEST, manifest}}, 1, 2,
            "manifest.json：与 manifest.sha256 不符"},
        {"the manifest gone", {{DELETE, PACKAGE_MANIFEST, ""}}, 1, 1, "manifest.json：缺少"},
        {"the manifest no JSON", {{REPLACE, PACKAGE_MANIFEST, not_json}}, 1, 1, "读不懂"},
        {"another format", {{REPLACE, PACKAGE_MANIFEST, format}}, 1, 1, "读不懂"},
        {"a size in the manifest changed", {{REPLACE, PACKAGE_MANIFEST, digest}}, 1, 3,
            "大小与清单"},
        {"a paper listed twice", {{REPLACE, PACKAGE_MANIFEST, twice}}, 1, 0, "不止一次提到"},
        {"the order changed", {{REPLACE, PACKAGE_MANIFEST, order}}, 1, 3, "顺序号不对"},
        {"the sums gone", {{DELETE, PACKAGE_SUMS, ""}}, 1, 1, "manifest.sha256：缺少"},
        {"the sums changed", {{REPLACE, PACKAGE_SUMS, sums}}, 1, 1, "manifest.sha256：与清单不符"},
        {"an event changed", {{REPLACE, PACKAGE_EVENTS, line_2}}, 1, 2,
            "events.jsonl 第 2 行：内容被改动"},
        {"the last events cut off", {{REPLACE, PACKAGE_EVENTS, cut_log}}, 1, 2, "条数或末尾"},
        {"the first event cut off", {{REPLACE, PACKAGE_EVENTS, first_gone}}, 1, 0,
            "events.jsonl 第 1 行：与上一行不衔接"},
        {"an event of another form", {{REPLACE, PACKAGE_EVENTS, no_body}}, 1, 0,
            "第 1 行：格式不对"},
        {"the log gone", {{DELETE, PACKAGE_EVENTS, ""}}, 1, 1, "events.jsonl：缺少"},
        {"the key gone", {{DELETE, PACKAGE_KEY, ""}}, 1, 1, "key.txt：缺少"},
        {"the key's name changed", {{REPLACE, PACKAGE_KEY, key}}, 1, 1, "key.txt：不是签名公钥"},
        {"the signature gone", {{DELETE, PACKAGE_CHECKPOINT, ""}}, 1, 1, "checkpoint：缺少"},
        {"signed by another name", {{REPLACE, PACKAGE_CHECKPOINT, note}}, 1, 1, "签名不对"},
        {"the note changed", {{REPLACE, PACKAGE_CHECKPOINT, note_2}}, 1, 1, "签名的不是这份清单"},
        {"a link", {{LINK, PDF, ""}}, 1, 1, "是一个链接"},
        {"a comment", {{COMMENT, "", "hello"}}, 1, 1, "附有清单之外的说明"},
        {"a remark on a file", {{REMARK, PDF, "hello"}}, 1, 1, PDF "：附有清单之外的说明"},
        {"out of the folder", {{RENAME, PDF, "../../etc/passwd"}}, 1, 1, "指向案卷之外"},
        {"an absolute path", {{RENAME, PDF, "/etc/passwd"}}, 1, 1, "指向案卷之外"},
        {"a path of Windows", {{RENAME, PDF, "c:\\x.pdf"}}, 1, 1, "指向案卷之外"},
        {"the same but for case", {{ADD, "a.txt", "x"}, {ADD, "A.TXT", "y"}}, 2, 1, "同名的文件"},
        {"a bomb", {{ZEROS, "卷/999.pdf", ""}}, 1, 1, "压缩比例异常"},
    };
    assert_true(COUNT_OF(cases) >= 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        must_fault(
            rezip(zip, cases[i].edits, cases[i].n), cases[i].what, cases[i].lines, cases[i].says);
}

/* Packed again by another program, without change: it still holds. */
static void survives_another_archiver(void **state)
{
    (void)state;
    static const struct edit edits[] = {
        {DEFLATE, REPLY, ""}, {DEFLATE, PACKAGE_INDEX, ""}, {ADD, "卷/", ""}};
    struct package_proof p = package_verify(mem, rezip(written(good()), edits, 3), "");
    show(p);
    assert_int_equal(p.n_faults, 0);
}

static void the_bound_copy_is_proved_too(void **state)
{
    (void)state;
    struct package p = good();
    p.bound = (struct paper_bytes){"%PDF bound", 10};
    struct paper_bytes zip = written(p);
    assert_int_equal(package_verify(mem, zip, "").n_faults, 0);
    static const struct edit other[] = {{REPLACE, PACKAGE_BOUND, "%PDF BOUND"}};
    must_fault(rezip(zip, other, 1), "bound copy changed", 1, PACKAGE_BOUND "：内容与清单不符");
    static const struct edit gone[] = {{DELETE, PACKAGE_BOUND, ""}};
    must_fault(rezip(zip, gone, 1), "bound copy gone", 1, PACKAGE_BOUND "：缺少这个文件");
}

static void signed_by_somebody_else(void **state)
{
    (void)state;
    struct package p = good();
    unsigned char mark[4];
    struct package_verifier v = {.name = p.key.name};
    memcpy(v.public, public, 32);
    memcpy(v.mark, p.key.mark, 4);
    const char *ours = package_verifier_write(mem, &v);
    assert_int_equal(package_verify(mem, written(p), ours).n_faults, 0);
    mark_of(other_public, mark);
    p.key = (struct package_key){p.key.name, other_secret, other_public, mark};
    struct paper_bytes forged = written(p);
    assert_int_equal(package_verify(mem, forged, "").n_faults, 0); /* whole in itself … */
    struct package_proof proof = package_verify(mem, forged, ours);
    assert_int_equal(proof.n_faults, 1); /* … but not ours */
    assert_string_equal(proof.faults[0], "key.txt：不是指定的签名公钥");
    assert_string_not_equal(
        proof.fingerprint, package_verify(mem, written(good()), "").fingerprint);
}

static char *copy(struct paper_bytes b)
{
    return arena_strndup(mem, b.p, b.n);
}

static char *find_last(char *p, size_t n, const char *what)
{
    char *last = NULL, *at = p;
    while ((at = memmem(at, n - (size_t)(at - p), what, strlen(what))) != NULL)
        last = at++;
    assert_non_null(last);
    return last;
}

/* What no archiver writes. */
static void crafted_archives(void **state)
{
    (void)state;
    struct paper_bytes zip = written(good());
    size_t name = strlen(REPLY);
    char *p = copy(zip), *c;
    memcpy(memmem(p, zip.n, "the reply is", 12), "THE", 3); /* the check sum of the ZIP differs */
    must_fault((struct paper_bytes){p, zip.n}, "byte changed", 1, REPLY "：内容已损坏");
    p = copy(zip);
    c = find_last(p, zip.n, PDF);
    memcpy(c - 46 + 24, "\xFF\xFF\xFF\x7F", 4);
    must_fault((struct paper_bytes){p, zip.n}, "2 GB", 0, "展开后超过 1 GB");
    p = copy(zip);
    c = find_last(p, zip.n, PDF);
    memcpy(c - 46 + 24, "\xFF\xFF\xFF\xFF", 4);
    must_fault((struct paper_bytes){p, zip.n}, "zip64", 0, "超过 4 GB");
    p = copy(zip);
    c = find_last(p, zip.n, PDF);
    c[-46 + 8] |= 1;
    must_fault((struct paper_bytes){p, zip.n}, "encrypted", 0, "加了密码");
    p = copy(zip);
    memcpy(find_last(p, zip.n, REPLY), "卷/003-12-答复诗.pdf", name);
    must_fault((struct paper_bytes){p, zip.n}, "directory and header", 0, "目录与文件头不一致");
    p = copy(zip);
    c = find_last(p, zip.n, PDF);
    char *first = find_last(p, zip.n, PACKAGE_MANIFEST);
    memcpy(c - 46 + 42, first - 46 + 42, 4);
    must_fault((struct paper_bytes){p, zip.n}, "shared bytes", 0, "不一致");
    struct buf b;
    buf_init(&b, 0);
    buf_add(&b, zip.p, zip.n);
    buf_adds(&b, "tail");
    must_fault((struct paper_bytes){b.p, b.n}, "tail", 1, "末尾有多余的 4 字节");
    buf_release(&b);
}

static void other_files_are_no_packages(void **state)
{
    (void)state;
    struct paper_bytes zip = written(good());
    static const struct edit strip[] = {
        {DELETE, PACKAGE_MANIFEST, ""}, {DELETE, PACKAGE_SUMS, ""}, {DELETE, PACKAGE_KEY, ""}};
    const struct paper_bytes cases[] = {{"", 0}, {"x", 1}, {"PK\5\6", 4}, {zip.p, zip.n / 2},
        {zip.p, zip.n - 1}, {(const char *)zip.p + 1, zip.n - 1}, rezip(zip, strip, 3)};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct package_proof p = package_verify(mem, cases[i], "");
        if (p.is_package || p.n_faults != 1 || !strstr(p.faults[0], "这不是案卷包"))
            fail_msg("case %zu: %zu %s", i, p.n_faults, p.n_faults ? p.faults[0] : "");
    }
}

/* Any byte changed anywhere in the archive is noticed. */
static void every_byte_counts(void **state)
{
    (void)state;
    struct paper_bytes zip = written(good());
    size_t missed = 0;
    for (size_t i = 0; i < zip.n; i += 1) {
        struct arena *a = arena_new();
        char *p = arena_strndup(a, zip.p, zip.n);
        p[i] ^= 1;
        struct package_proof proof = package_verify(a, (struct paper_bytes){p, zip.n}, "");
        missed += proof.is_package && proof.n_faults == 0;
        arena_free(&a);
    }
    /* times, versions and attributes in 2 × 9 headers are nobody's content */
    assert_true(missed < 9 * 40);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(a_good_one_holds),
        T(refuses_to_write_nonsense),
        T(names_what_was_tampered_with),
        T(survives_another_archiver),
        T(the_bound_copy_is_proved_too),
        T(signed_by_somebody_else),
        T(crafted_archives),
        T(other_files_are_no_packages),
        T(every_byte_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
