/* The text of attachments follows what is public: read after publication, forgotten with it, never
 * there for drafts.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/resource.h>
#include <unistd.h>

#include "common/record/attachment_text.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/publish.h"
#include "common/record/test_fixture.h"
#include "lib/paper/test_file_text_files.h"

static struct attachment put_docx(const char *words)
{
    struct attachment f;
    struct paper_bytes b = test_docx_of(c->mem, words);
    MUST(file_put_bytes(c, b.p, b.n, "附件.docx", &f));
    return f;
}

/* A new version with these files; id 0: of a new record. Published unless it is a draft. */
static int64_t write_version(int64_t id, const struct attachment *files, size_t n, bool publish)
{
    struct column k;
    struct draft d;
    int64_t edition;
    MUST(column_by_path(c, "zwdt/tzgg", &k));
    bool first = !id;
    if (first)
        MUST(record_create(c, "document", 1, k.id, &id));
    d = (struct draft){.record_id = id, .column_id = k.id, .note = first ? "" : "换附件"};
    content_init(&d.content);
    d.content.title = "关于补贴的通知";
    d.content.body_html = "<p>见附件。</p>";
    d.content.meta.files = files;
    d.content.meta.n_files = n;
    MUST(draft_save(c, &d));
    if (publish) {
        MUST(draft_freeze(c, id, &edition));
        MUST(record_publish(c, id, edition, 0));
    }
    return id;
}

static const char *state_of(const struct attachment *f)
{
    struct attachment_text t;
    MUST(ctx_begin(c, false));
    MUST(attachment_text_state(c, f->sha256, &t));
    ctx_rollback(c);
    return t.state;
}

static void read_all(void)
{
    bool left;
    MUST(attachment_text_read(c, 60000, &left));
    assert_false(left);
}

static int64_t newest_change(void)
{
    return fixture_count(c, "SELECT max(seq) FROM search_change");
}

static void text_follows_what_is_public(void **state)
{
    (void)state;
    struct attachment_text *texts;
    size_t n;
    MUST(ctx_begin(c, true));
    struct attachment a = put_docx("羊肚菌种植补贴"), b = put_docx("黄草坝名单");
    int64_t id = write_version(0, &a, 1, true);
    write_version(0, &b, 1, false); /* a draft */
    MUST(ctx_commit(c));
    assert_string_equal(state_of(&a), "new");
    assert_string_equal(state_of(&b), "");
    int64_t before = newest_change();
    read_all();
    assert_string_equal(state_of(&a), "read");
    assert_true(newest_change() == before + 1);
    read_all();
    assert_true(newest_change() == before + 1); /* once a content */
    MUST(ctx_begin(c, false));
    MUST(attachment_texts(c, id, &texts, &n));
    assert_int_equal(n, 1);
    assert_string_equal(texts[0].name, "附件.docx");
    assert_string_equal(texts[0].text, "羊肚菌种植补贴");
    ctx_rollback(c);

    /* the same file in a second record: read already */
    MUST(ctx_begin(c, true));
    int64_t second = write_version(0, &a, 1, true);
    MUST(ctx_commit(c));
    assert_string_equal(state_of(&a), "read");

    /* another file in the first: the second still carries it */
    MUST(ctx_begin(c, true));
    write_version(id, &b, 1, true);
    MUST(ctx_commit(c));
    assert_string_equal(state_of(&a), "read");
    assert_string_equal(state_of(&b), "new");

    /* taken down as private: the text is gone with the transaction */
    MUST(ctx_begin(c, true));
    MUST(record_end(
        c, second, &(struct ending){.kind = END_PRIVACY, .note = "含个人信息", .basis = ""}));
    MUST(ctx_commit(c));
    assert_string_equal(state_of(&a), "");
    assert_int_equal(fixture_count(c, "SELECT count(*) FROM attachment_text"), 1);
    MUST(ctx_begin(c, false));
    MUST(attachment_texts(c, second, &texts, &n));
    assert_int_equal(n, 0);
    ctx_rollback(c);

    /* and what is taken down while it waits is never read */
    MUST(ctx_begin(c, true));
    MUST(record_end(c, id, &(struct ending){.kind = END_ERROR, .note = "发错", .basis = ""}));
    MUST(ctx_commit(c));
    read_all();
    assert_int_equal(fixture_count(c, "SELECT count(*) FROM attachment_text"), 0);
}

static void files_without_text_say_why(void **state)
{
    (void)state;
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13};
    static const char pdf[] = "%PDF-1.4\nnothing";
    struct attachment f[4];
    MUST(ctx_begin(c, true));
    MUST(file_put_bytes(c, png, sizeof png, "图.png", &f[0]));
    MUST(file_put_bytes(c, pdf, sizeof pdf - 1, "坏.pdf", &f[1]));
    MUST(file_put_bytes(c, "乡镇,金额\n", strlen("乡镇,金额\n"), "表.csv", &f[2]));
    MUST(file_put_bytes(c, "没有了", 9, "丢.txt", &f[3]));
    write_version(0, f, 4, true);
    MUST(ctx_commit(c));
    unlink(file_disk_path(c, f[3].sha256));
    for (int i = 0; i < 8; i++) { /* what is not there is looked for again, some times, later */
        assert_string_equal(state_of(&f[3]), i < 5 ? "new" : "broken");
        read_all();
        c->now += 3600;
    }
    assert_string_equal(state_of(&f[0]), "other");
    assert_string_equal(state_of(&f[1]), "broken");
    assert_string_equal(state_of(&f[2]), "read");
    struct attachment_text t;
    MUST(ctx_begin(c, false));
    MUST(attachment_text_state(c, f[1].sha256, &t));
    ctx_rollback(c);
    assert_non_null(strstr(attachment_text_remark(c->mem, &t), "读不出文字"));
    t.state = "read";
    assert_string_equal(attachment_text_remark(c->mem, &t), "");
    t.n_pages = 9;
    t.n_blank = 7;
    assert_non_null(strstr(attachment_text_remark(c->mem, &t), "共 9 页，其中 7 页"));
}

/* No worker can be asked (here: no descriptor is left for it): the file is not to blame. */
static void without_a_worker_all_wait(void **state)
{
    (void)state;
    struct rlimit usual, few;
    struct attachment a;
    MUST(ctx_begin(c, true));
    MUST(file_put_bytes(c, "乡镇,金额\n", strlen("乡镇,金额\n"), "表.csv", &a));
    write_version(0, &a, 1, true);
    MUST(ctx_commit(c));
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &usual), 0);
    int next = dup(STDIN_FILENO);
    close(next);
    few = (struct rlimit){(rlim_t)next + 2, usual.rlim_max}; /* for the file and its type */
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    for (int i = 0; i < 8; i++) {
        read_all();
        c->now += 3600;
    }
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &usual), 0);
    assert_string_equal(state_of(&a), "new");
    read_all();
    assert_string_equal(state_of(&a), "read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_follows_what_is_public, records_open, records_close),
        cmocka_unit_test_setup_teardown(files_without_text_say_why, records_open, records_close),
        cmocka_unit_test_setup_teardown(without_a_worker_all_wait, records_open, records_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
