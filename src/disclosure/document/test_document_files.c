/* Attachments, pictures and .docx of a draft through the loopback; the samples of the demo county.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include <zip.h>

#include "common/org/org.h"
#include "common/record/attachment_text.h"
#include "disclosure/document/document.h"

static const char pdf[] =
    "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I',
    'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 13, 'I',
    'D', 'A', 'T', 0x78, 0x9C, 0x63, 0xF8, 0xCF, 0xC0, 0xF0, 0x1F, 0, 5, 0, 1, 0xFF, 0x89, 0x99,
    0x3D, 0x1D, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};

/* The form of a draft at its present version, asking for `op`. */
static const char *const *form_of(int64_t id, const char *op)
{
    const char **f = ARENA_ARRAY(w.a, const char *, 20);
    const struct doc *d = doc_of(id);
    size_t n = 0;
    f[n++] = "version";
    f[n++] = arena_printf(w.a, "%lld", (long long)d->draft.version);
    f[n++] = "title";
    f[n++] = d->draft.content.title;
    f[n++] = "body_html";
    f[n++] = d->draft.content.body_html;
    f[n++] = "open_mode";
    f[n++] = "主动公开";
    f[n++] = "source";
    f[n++] = "师宗县教育体育局";
    f[n++] = "formed_on";
    f[n++] = "2018-09-10";
    f[n++] = "op";
    f[n++] = op;
    return f;
}

static const struct meta *meta_of(int64_t id)
{
    return &doc_of(id)->draft.content.meta;
}

static void attachments_come_move_and_go(void **state)
{
    (void)state;
    int64_t id = make("notice", "带附件", "draft");
    const char *edit = path_of(id, "edit");
    do_upload(EDITOR, edit, form_of(id, "files"),
        &(struct client_file){"files", "申请表.pdf", pdf, sizeof pdf - 1});
    must_be(&w.res, 303);
    do_upload(EDITOR, edit, form_of(id, "files"),
        &(struct client_file){"files", "同一份.pdf", pdf, sizeof pdf - 1});
    must_be(&w.res, 303);
    assert_int_equal(meta_of(id)->n_files, 1); /* the same bytes once */
    do_upload(EDITOR, edit, form_of(id, "files"),
        &(struct client_file){"files", "图.png", png, sizeof png});
    must_be(&w.res, 303);
    const struct meta *m = meta_of(id);
    assert_int_equal(m->n_files, 2);
    assert_string_equal(m->files[0].name, "申请表.pdf");
    do_upload(EDITOR, edit, form_of(id, arena_printf(w.a, "up:%s", m->files[1].sha256)),
        &(struct client_file){"files", "", "", 0});
    must_be(&w.res, 303);
    assert_string_equal(meta_of(id)->files[0].name, "图.png");
    do_upload(EDITOR, edit, form_of(id, arena_printf(w.a, "remove:%s", m->files[0].sha256)),
        &(struct client_file){"files", "", "", 0});
    must_be(&w.res, 303);
    assert_int_equal(meta_of(id)->n_files, 1);
    do_upload(EDITOR, edit, form_of(id, "files"), &(struct client_file){"files", "", "", 0});
    must_be(&w.res, 422);
}

/* After publication staff are told what of an attachment cannot be found; before, nobody waits. */
static void attachments_without_text_are_told(void **state)
{
    (void)state;
    const struct act_input none = {.note = ""};
    bool left;
    int64_t id = make("notice", "附件读不出文字", "draft");
    do_upload(EDITOR, path_of(id, "edit"), form_of(id, "files"),
        &(struct client_file){"files", "坏了.pdf", pdf, sizeof pdf - 1});
    must_be(&w.res, 303);
    do_get(EDITOR, "%s", path_of(id, ""));
    assert_null(strstr(w.res.body, "检索："));
    act_now(EDITOR, id, "submit", &none);
    act_now(REVIEWER, id, "approve", &none);
    act_now(HEAD, id, "publish", &none);
    do_get(EDITOR, "%s", path_of(id, ""));
    assert_non_null(strstr(w.res.body, "检索：正在读取文字"));
    begin_as(EDITOR, false);
    ctx_rollback(&w.c);
    assert_int_equal(attachment_text_read(&w.c, 60000, &left), ST_OK);
    do_get(EDITOR, "%s", path_of(id, ""));
    assert_non_null(strstr(w.res.body, "检索：读不出文字"));
}

/* Attachments added in another window are no conflict for who writes the text. */
static void attachments_alone_are_no_conflict(void **state)
{
    (void)state;
    int64_t id = make("notice", "附件不冲突", "draft");
    do_get(EDITOR, "%s", path_of(id, "edit"));
    const char *base = client_hidden(&w.browsers[EDITOR], "base");
    assert_int_equal(strlen(base), 64);
    do_upload(EDITOR2, path_of(id, "edit"), form_of(id, "files"),
        &(struct client_file){"files", "a.pdf", pdf, sizeof pdf - 1});
    must_be(&w.res, 303);
    do_post(EDITOR, path_of(id, "edit"),
        "version=1&base=%s&title=%s&body_html=%s&open_mode=%s&source=x&formed_on=2018-09-10&op="
        "save",
        base, url_encoded(w.a, "附件不冲突"), url_encoded(w.a, "<p>改了</p>"),
        url_encoded(w.a, "主动公开"));
    must_be(&w.res, 303);
    assert_int_equal(meta_of(id)->n_files, 1);
}

static void wrong_files_are_told_in_the_form(void **state)
{
    (void)state;
    int64_t id = make("notice", "错误的附件", "draft");
    static const struct {
        const char *name, *bytes;
    } bad[] = {{"程序.pdf", "MZ\x90 this is a program"}, {"a.exe", "MZ\x90"},
        {"页面.html", "<html><script>alert(1)</script></html>"},
        {"a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"}};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        do_upload(EDITOR, path_of(id, "edit"), form_of(id, "files"),
            &(struct client_file){"files", bad[i].name, bad[i].bytes, strlen(bad[i].bytes)});
        must_be(&w.res, 422);
        must_have(&w.res, "第一段");
    }
    assert_int_equal(meta_of(id)->n_files, 0);
}

static void pictures_of_the_editor(void **state)
{
    (void)state;
    int64_t id = make("notice", "有图", "draft");
    static const char *const none[] = {NULL};
    do_upload(EDITOR, path_of(id, "image"), none,
        &(struct client_file){"file", "图.png", png, sizeof png});
    must_be(&w.res, 200);
    must_have(&w.res, "\"url\":\"/files/");
    do_upload(EDITOR, path_of(id, "image"), none,
        &(struct client_file){"file", "表.pdf", pdf, sizeof pdf - 1});
    must_be(&w.res, 422);
    must_have(&w.res, "\"message\":\"这不是图片");
    int64_t live = make("notice", "已提交", "submitted");
    do_upload(EDITOR, path_of(live, "image"), none,
        &(struct client_file){"file", "图.png", png, sizeof png});
    must_be(&w.res, 409);
}

static void too_large_is_refused(void **state)
{
    (void)state;
    int64_t id = make("notice", "太大", "draft");
    size_t n = 200u * 1024 * 1024;
    char *p = calloc(1, n);
    assert_non_null(p);
    memcpy(p, pdf, sizeof pdf - 1);
    do_upload(EDITOR, path_of(id, "edit"), form_of(id, "files"),
        &(struct client_file){"files", "大.pdf", p, n});
    must_be(&w.res, 413);
    do_upload(EDITOR, path_of(id, "edit"), form_of(id, "files"),
        &(struct client_file){"files", "大.pdf", p, 51 * 1024 * 1024});
    must_be(&w.res, 422);
    free(p);
}

static void put_part(zip_t *z, const char *name, const char *text)
{
    zip_source_t *s = zip_source_buffer(z, text, strlen(text), 0);
    assert_true(zip_file_add(z, name, s, ZIP_FL_OVERWRITE) >= 0);
}

static const char document_xml[] =
    "<?xml version=\"1.0\"?><w:document "
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>关于取入的通知</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>正文在这里。</w:t></w:r></w:p><w:p><w:r><w:drawing><wp:inline><wp:docPr "
    "id=\"1\" "
    "name=\"图\" descr=\"示意图\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip "
    "r:embed=\"rId9\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></"
    "w:drawing>"
    "</w:r></w:p></w:body></w:document>";

/* A small .docx; with bomb, a part that unpacks to 300 MiB of zeros. */
static void *make_docx(bool bomb, size_t *n)
{
    const char *path = arena_printf(w.a, "%s/x%d.docx", test_dir(), bomb);
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    assert_non_null(z);
    put_part(z, "[Content_Types].xml",
        "<?xml version=\"1.0\"?><Types "
        "xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
        "Extension=\"xml\" ContentType=\"application/xml\"/><Override "
        "PartName=\"/word/document.xml\" "
        "ContentType=\"application/"
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
    put_part(z, "_rels/.rels",
        "<?xml version=\"1.0\"?><Relationships "
        "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
        "Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        "officeDocument\" Target=\"word/document.xml\"/></Relationships>");
    if (bomb) {
        size_t size = 300u * 1024 * 1024;
        zip_source_t *s = zip_source_buffer(z, calloc(1, size), size, 1);
        assert_true(zip_file_add(z, "word/document.xml", s, 0) >= 0);
    } else {
        put_part(z, "word/document.xml", document_xml);
        put_part(z, "word/_rels/document.xml.rels",
            "<?xml version=\"1.0\"?><Relationships "
            "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
            "Id=\"rId9\" "
            "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
            "image\" Target=\"media/image1.png\"/></Relationships>");
        zip_source_t *picture = zip_source_buffer(z, png, sizeof png, 0);
        assert_true(zip_file_add(z, "word/media/image1.png", picture, 0) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    void *p = ARENA_ARRAY(w.a, char, 1 << 20);
    *n = fread(p, 1, 1 << 20, f);
    fclose(f);
    return p;
}

static void word_files_become_text(void **state)
{
    (void)state;
    size_t n;
    void *p = make_docx(false, &n);
    const char *fields[] = {
        "kind", "notice", "column_id", arena_printf(w.a, "%lld", (long long)w.column), NULL};
    do_upload(
        EDITOR, "/work/documents/new", fields, &(struct client_file){"docx", "通知.docx", p, n});
    must_be(&w.res, 303);
    int64_t id = strtoll(w.res.location + strlen("/work/documents/"), NULL, 10);
    const struct doc *d = doc_of(id);
    assert_string_equal(d->draft.content.title, "关于取入的通知");
    assert_non_null(strstr(d->draft.content.body_html, "正文在这里"));
    if (!strstr(d->draft.content.body_html, "<img src=\"/files/"))
        fail_msg("no picture in %s", d->draft.content.body_html);
    do_upload(EDITOR, path_of(id, "edit"), form_of(id, "docx"),
        &(struct client_file){"docx", "通知.docx", p, n});
    must_be(&w.res, 303);
    const char *twice = strstr(doc_of(id)->draft.content.body_html, "正文在这里");
    assert_non_null(strstr(twice + 1, "正文在这里")); /* behind what was there */
    do_upload(EDITOR, path_of(id, "edit"), form_of(id, "docx"),
        &(struct client_file){"docx", "假.docx", pdf, sizeof pdf - 1});
    must_be(&w.res, 422);
    must_have(&w.res, "正文在这里");
    p = make_docx(true, &n);
    do_upload(EDITOR, path_of(id, "edit"), form_of(id, "docx"),
        &(struct client_file){"docx", "弹.docx", p, n});
    must_be(&w.res, 422);
    do_upload(EDITOR, path_of(id, "edit"), form_of(id, "files"),
        &(struct client_file){"files", "弹.docx", p, n});
    if (w.res.status != 422 && w.res.status != 303)
        must_be(&w.res, 422);
}

static void demo_county(void **state)
{
    (void)state;
    int64_t counts[DESK_TABS];
    begin_as(EDITOR, true);
    w.c.person = w.c.unit = 0;
    done(org_module.demo(&w.c));
    done(document_module.demo(&w.c));
    commit();
    struct item_list items;
    begin_as(EDITOR, false);
    done(desk_counts(&w.c, 0, counts));
    done(item_newest(&w.c, 0, 100, &items));
    size_t marked = 0;
    for (size_t i = 0; i < items.n; i++) {
        struct item_page page;
        done(item_page_get(&w.c, items.items[i].record_id, &page));
        marked += strstr(page.body_html, "演示内容") != NULL;
    }
    ctx_rollback(&w.c);
    assert_true(marked >= 12);
    for (size_t i = 1; i < desk_tab_index("live"); i++)
        if (!counts[i])
            fail_msg("nothing in %s", desk_tabs[i].label);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(attachments_come_move_and_go),
        cmocka_unit_test(attachments_without_text_are_told),
        cmocka_unit_test(attachments_alone_are_no_conflict),
        cmocka_unit_test(wrong_files_are_told_in_the_form),
        cmocka_unit_test(pictures_of_the_editor), cmocka_unit_test(too_large_is_refused),
        cmocka_unit_test(word_files_become_text), cmocka_unit_test(demo_county)};
    return cmocka_run_group_tests(tests, world_open, world_close);
}
