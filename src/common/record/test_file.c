/* The store of files: what is taken, under which name, where it lies, what is left behind.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <zip.h>

#include "common/record/column.h"
#include "common/record/file.h"
#include "common/record/file_store.h"
#include "common/record/record.h"
#include "tests/support.h"

static const struct module store_module = {
    .name = "file", .migrations = file_migrations, .n_migrations = FILE_MIGRATIONS};
static const struct module *const mods[] = {&column_module, &record_module, &store_module};

static const char *write_file(const void *p, size_t n)
{
    static char path[512];
    static int number;
    snprintf(path, sizeof path, "%s/upload%d", test_dir(), ++number);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    fclose(f);
    return path;
}

/* A zip with these entries, each holding its own name. */
static const char *write_zip(const char *const *names)
{
    static char path[512];
    static int number;
    snprintf(path, sizeof path, "%s/zip%d", test_dir(), ++number);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, NULL);
    assert_non_null(z);
    for (; *names; names++) {
        zip_source_t *s = zip_source_buffer(z, *names, strlen(*names), 0);
        assert_true(zip_file_add(z, *names, s, ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    return path;
}

/* A small OLE2 container whose directory holds one stream. */
static const char *write_ole(const char *stream)
{
    static unsigned char ole[512 * 3];
    memset(ole, 0, sizeof ole);
    memcpy(ole, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    ole[0x1E] = 9;
    ole[0x30] = 1;                            /* directory in sector 1 */
    memset(ole + 512, 0xFF, 512);             /* sector 0: the table */
    memcpy(ole + 516, "\xFE\xFF\xFF\xFF", 4); /* the directory's chain ends */
    unsigned char *entry = ole + 1024 + 128;
    for (size_t i = 0; stream[i]; i++)
        entry[2 * i] = (unsigned char)stream[i];
    entry[64] = (unsigned char)(2 * strlen(stream) + 2);
    entry[66] = 2;
    return write_file(ole, sizeof ole);
}

#define BYTES(s) s, sizeof s - 1

static void test_types(void **state)
{
    (void)state;
    static const struct {
        const char *p;
        size_t n;
        const char *ext;
    } cases[] = {
        {BYTES("%PDF-1.7\n"), "pdf"},
        {BYTES("\x89PNG\r\n\x1A\n...."), "png"},
        {BYTES("\xFF\xD8\xFF\xE0"), "jpg"},
        {BYTES("GIF89a"), "gif"},
        {BYTES("RIFF\0\0\0\0WEBPVP8 "), "webp"},
        {BYTES("RIFF\0\0\0\0WAVEfmt "), ""},
        {BYTES("\0\0\0\x18"
               "ftypmp42"),
            "mp4"},
        {BYTES("姓名,单位\n"), "txt"},
        {BYTES("\xEF\xBB\xBF姓名"), "txt"},
        {BYTES("\xD0\xD5\xC3\xFB"), ""}, /* GB18030 */
        {BYTES("a\0b"), ""},
        {BYTES("MZ\x90"), ""},
        {BYTES("\x7F"
               "ELF"),
            ""},
        {BYTES("#!/bin/sh\n"), ""},
        {BYTES("<!DOCTYPE html><p>"), ""},
        {BYTES("  <svg xmlns='http://www.w3.org/2000/svg'/>"), ""},
        {BYTES("<?xml version='1.0'?><svg/>"), ""},
        {BYTES("hello <script>alert(1)</script>"), ""},
        {BYTES("PK\3\4 broken"), ""},
        {BYTES("Rar!\x1A\7\0"), ""},
        {BYTES("\x1B[31m"), ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *ext;
        const char *mime = file_type(write_file(cases[i].p, cases[i].n), &ext);
        assert_string_equal(ext, cases[i].ext);
        assert_int_equal(*mime == 0, *ext == 0);
    }
}

static void test_types_of_containers(void **state)
{
    (void)state;
    static const struct {
        const char *names[4];
        const char *ext;
    } zips[] = {
        {{"[Content_Types].xml", "word/document.xml"}, "docx"},
        {{"[Content_Types].xml", "xl/workbook.xml"}, "xlsx"},
        {{"[Content_Types].xml", "ppt/presentation.xml"}, "pptx"},
        {{"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"}, ""},
        {{"OFD.xml", "Doc_0/Document.xml"}, "ofd"},
        {{"附件/说明.txt"}, "zip"},
        {{"word/document.xml"}, "zip"}, /* no Word document without its list of parts */
        {{"a.txt", "安装.EXE"}, ""},
        {{"x/run.js"}, ""},
    };
    static const struct {
        const char *stream, *ext;
    } oles[] = {{"WordDocument", "doc"}, {"Workbook", "xls"}, {"PowerPoint Document", "ppt"},
        {"EncryptedPackage", ""}, {"Macros", ""}, {"Something", ""}};
    const char *ext;
    for (size_t i = 0; i < COUNT_OF(zips); i++) {
        file_type(write_zip(zips[i].names), &ext);
        assert_string_equal(ext, zips[i].ext);
    }
    for (size_t i = 0; i < COUNT_OF(oles); i++) {
        file_type(write_ole(oles[i].stream), &ext);
        assert_string_equal(ext, oles[i].ext);
    }
}

struct fixture {
    struct db *db;
    struct ctx c;
};

static void begin(struct fixture *f)
{
    f->db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&f->c, f->db);
    f->c.data_dir = test_dir();
    assert_int_equal(ctx_begin(&f->c, true), ST_OK);
}

static void end(struct fixture *f)
{
    ctx_rollback(&f->c);
    ctx_release(&f->c);
    test_db_drop(&f->db);
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *given, *kept; /* "" = refused */
    } cases[] = {
        {"通知.txt", "通知.txt"},
        {"通知.TXT", "通知.txt"},
        {"名单.csv", "名单.csv"},
        {"通知", "通知.txt"},
        {"关于2018.5的通知", "关于2018.5的通知.txt"},
        {"C:\\tmp\\a.txt", "a.txt"},
        {"../../etc/passwd", "passwd.txt"},
        {"..", "附件.txt"},
        {"a\"b<c>.txt", "a_b_c_.txt"},
        {"cod\u202Etxt.txt", "codtxt.txt"},
        {".htaccess", "htaccess.txt"},
        {"a.pdf", ""},
        {"a.txt.exe", ""},
        {"a.html", ""},
        {"a.docx", ""},
    };
    struct fixture f;
    begin(&f);
    const char *path = write_file(BYTES("文字"));
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct attachment a;
        enum st st = file_put(&f.c, path, cases[i].given, &a);
        assert_int_equal(st, *cases[i].kept ? ST_OK : ST_INVALID);
        if (!st)
            assert_string_equal(a.name, cases[i].kept);
        else
            assert_non_null(strstr(f.c.err.message, "扩展名"));
    }
    end(&f);
}

static void test_store(void **state)
{
    (void)state;
    struct fixture f;
    struct attachment a, b;
    begin(&f);
    assert_int_equal(file_put_bytes(&f.c, BYTES("abc"), "甲 1.txt", &a), ST_OK);
    assert_string_equal(
        a.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(a.size_bytes, 3);
    assert_string_equal(a.mime, "text/plain");
    assert_string_equal(file_path(f.c.mem, &a),
        "/files/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad/"
        "%E7%94%B2%201.txt");
    const char *place = file_disk_path(&f.c, a.sha256);
    assert_non_null(strstr(place, "/files/ba/ba7816bf"));
    assert_int_equal(access(place, R_OK), 0);
    assert_int_equal(file_put_bytes(&f.c, BYTES("abc"), "乙.csv", &b), ST_OK); /* again */
    assert_string_equal(a.sha256, b.sha256);
    assert_string_equal(b.mime, "text/csv");
    bool open = true;
    assert_int_equal(file_is_public(&f.c, a.sha256, &open), ST_OK);
    assert_false(open);
    end(&f);
}

static void test_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct attachment a;
    begin(&f);
    assert_int_equal(file_put_bytes(&f.c, "", 0, "空.txt", &a), ST_INVALID);
    assert_non_null(strstr(f.c.err.message, "空文件"));
    assert_int_equal(file_put_bytes(&f.c, BYTES("<html>"), "a.txt", &a), ST_INVALID);
    assert_non_null(strstr(f.c.err.message, "网页"));
    assert_int_equal(file_put_bytes(&f.c, BYTES("MZ"), "a.txt", &a), ST_INVALID);
    assert_non_null(strstr(f.c.err.message, "可执行"));
    assert_int_equal(file_put_bytes(&f.c, BYTES("\x89PNG\r\n\x1A\n"), "a.jpg", &a), ST_INVALID);
    assert_non_null(strstr(f.c.err.message, "PNG 图片"));
    const char *path = write_file("x", 1);
    assert_int_equal(truncate(path, FILE_MAX_BYTES + 1), 0);
    assert_int_equal(file_put(&f.c, path, "大.txt", &a), ST_TOO_BIG);
    assert_non_null(strstr(f.c.err.message, "50 MB"));
    end(&f);
}

static void make_old(const char *path)
{
    const struct timespec times[2] = {{0, 0}, {0, 0}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_orphans(void **state)
{
    (void)state;
    struct fixture f;
    struct attachment kept, orphan, young;
    begin(&f);
    assert_int_equal(file_put_bytes(&f.c, BYTES("kept"), "a.txt", &kept), ST_OK);
    assert_int_equal(ctx_commit(&f.c), ST_OK);
    assert_int_equal(ctx_begin(&f.c, true), ST_OK);
    assert_int_equal(file_put_bytes(&f.c, BYTES("orphan"), "a.txt", &orphan), ST_OK);
    assert_int_equal(file_put_bytes(&f.c, BYTES("young"), "a.txt", &young), ST_OK);
    ctx_rollback(&f.c);
    const char *temporary = arena_printf(f.c.mem, "%s/files/.new-123456", f.c.data_dir);
    fclose(fopen(temporary, "w"));
    make_old(temporary);
    make_old(file_disk_path(&f.c, kept.sha256));
    make_old(file_disk_path(&f.c, orphan.sha256));
    f.c.now = time(NULL);
    assert_int_equal(file_remove_orphans(&f.c), ST_OK);
    assert_int_equal(access(file_disk_path(&f.c, kept.sha256), F_OK), 0);
    assert_int_equal(access(file_disk_path(&f.c, young.sha256), F_OK), 0);
    assert_int_not_equal(access(file_disk_path(&f.c, orphan.sha256), F_OK), 0);
    assert_int_not_equal(access(temporary, F_OK), 0);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_types),
        cmocka_unit_test(test_types_of_containers), cmocka_unit_test(test_names),
        cmocka_unit_test(test_store), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_orphans)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
