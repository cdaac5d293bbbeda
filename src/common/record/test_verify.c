/* `gongkai verify`: an untouched county holds; one change anywhere, or rows cut off, are found.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sys/stat.h>

#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/tlog.h"
#include "common/journal/verify.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/test_fixture.h"
#include "common/record/verify.h"
#include "tests/support.h"

static const struct module *const mods[] = {&fixture_module, &journal_module, &tlog_module,
    &journal_verify_module, &record_module, &edition_module, &column_module, &item_module,
    &link_module, &publish_module, &file_module, &record_verify_module};

static struct attachment attached;

static int64_t publish_one(int64_t id, const char *title)
{
    struct draft d = {.record_id = id, .note = id ? "更正" : ""}, now;
    struct column k;
    int64_t edition;
    MUST(column_by_path(c, "zwgk/fdnr/zcwj/qtwj", &k));
    if (!id)
        MUST(record_create(c, "document", 1, k.id, &id));
    else if (draft_get(c, id, &now) == ST_OK)
        d.version = now.version;
    d.record_id = id;
    d.column_id = k.id;
    content_init(&d.content);
    d.content.title = title;
    d.content.summary = "摘要";
    d.content.body_html = "<p>正文</p>";
    d.content.meta.issuer = "师宗县人民政府办公室";
    d.content.meta.files = &attached;
    d.content.meta.n_files = 1;
    MUST(draft_save(c, &d));
    MUST(draft_freeze(c, id, &edition));
    MUST(record_publish(c, id, edition, 0));
    return id;
}

/* Seven leaves: five records, one amended, one ended. */
static void open_county(void)
{
    record_fixture(mods, COUNT_OF(mods));
    mkdir(arena_printf(c->mem, "%s/files", c->data_dir), 0755);
    int64_t first = 0, last = 0;
    MUST(ctx_begin(c, true));
    MUST(file_put_bytes(c, "收费标准见附件\n", strlen("收费标准见附件\n"), "标准.txt", &attached));
    for (int i = 0; i < 5; i++) {
        last = publish_one(0, arena_printf(c->mem, "通知%d", i));
        first = first ? first : last;
    }
    publish_one(first, "通知（修订）");
    MUST(record_end(c, last,
        &(struct ending){.kind = END_REPEALED,
            .note = "不再适用",
            .basis = "师政发〔2018〕1号",
            .on = day_of(2018, 9, 30)}));
    MUST(ctx_commit(c));
}

static void close_county(void)
{
    record_fixture_end();
}

/* Runs verify; the lines stay valid as long as c->mem. */
static int64_t verify(const char **lines)
{
    char *text = NULL;
    size_t n = 0;
    int64_t faults = -1;
    FILE *out = open_memstream(&text, &n);
    MUST(verify_county(c, out, &faults));
    fclose(out);
    *lines = arena_strdup(c->mem, text);
    free(text);
    size_t count = 0;
    for (const char *p = *lines; (p = strchr(p, '\n')); p++)
        count++;
    assert_int_equal(count, faults);
    return faults;
}

static void change(const char *sql)
{
    struct stmt *s = ARENA_NEW(c->mem, struct stmt);
    int64_t changed = 0;
    *s = (struct stmt){"test.change", sql, NULL};
    MUST(ctx_begin(c, true));
    MUST(xn(c, s, NO_ARGS, &changed));
    MUST(ctx_commit(c));
    if (!changed)
        fail_msg("nothing changed: %s", sql);
}

static void an_untouched_county_holds(void **state)
{
    (void)state;
    const char *lines;
    open_county();
    if (verify(&lines))
        fail_msg("%s", lines);
    close_county();
}

static void every_change_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *line;
    } cases[] = {
        {"UPDATE journal SET detail = replace(detail, '通知1', '通知7') WHERE detail LIKE "
         "'%通知1%'",
            "journal 第 "},
        {"UPDATE journal SET person = person + 1 WHERE seq = 3",
            "journal 第 3 行：内容与校验值不符"},
        {"UPDATE journal SET at = at - 1 WHERE seq = 1", "journal 第 1 行"},
        {"UPDATE journal SET origin = 'Test' WHERE seq = 2", "journal 第 2 行"},
        {"UPDATE journal SET hash = replace(hash, '0', '1') WHERE seq = 2", "journal 第 2 行"},
        {"DELETE FROM journal WHERE seq = 4", "journal 第 4 行起缺少 1 行"},
        {"DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", "journal 末尾缺少 1 行"},
        {"DELETE FROM journal WHERE seq > 2", "journal 末尾缺少"},
        {"DELETE FROM journal", "journal 末尾缺少"},
        {"UPDATE edition SET body_html = '<p>正丈</p>' WHERE id = 2",
            "edition 第 2 行：标题、摘要、正文"},
        {"UPDATE edition SET title = title || ' ' WHERE id = 1", "edition 第 1 行"},
        {"UPDATE edition SET meta = replace(meta, '师宗县', '师宗具') WHERE id = 1",
            "edition 第 1 行"},
        {"UPDATE edition SET note = '更改' WHERE number = 2",
            "edition 第 6 行：版本号、栏目、说明"},
        {"UPDATE edition SET created_at = created_at + 1 WHERE id = 3",
            "edition 第 3 行：定稿的时间"},
        {"UPDATE edition SET column_id = column_id - 1 WHERE id = 3", "edition 第 3 行"},
        {"UPDATE edition SET sha256 = replace(sha256, 'a', 'b') WHERE id = 3", "edition 第 3 行"},
        {"UPDATE log_leaf SET entry = replace(entry, '通知2', '通知8') WHERE seq = 2",
            "log_leaf 第 2 行：内容与 log_node"},
        {"UPDATE log_leaf SET edition_id = 1 WHERE seq = 3", "log_leaf 第 3 行：编号与内容"},
        {"DELETE FROM log_leaf WHERE seq = 6", "log_leaf 末尾缺少 1 行"},
        {"DELETE FROM log_leaf WHERE seq = 3", "log_leaf 第 3 行起缺少 1 行"},
        {"UPDATE log_node SET hash = (SELECT hash FROM log_node WHERE level = 0 AND idx = 1) "
         "WHERE level = 1 AND idx = 0",
            "log_node 第 1 层第 0 个"},
        {"UPDATE log_node SET hash = (SELECT hash FROM log_node WHERE level = 0 AND idx = 1) "
         "WHERE level = 2 AND idx = 0",
            "log_node 第 2 层第 0 个"},
        {"DELETE FROM log_node WHERE level = 0 AND idx = 6", "log_node 第 0 层缺少第 6 个"},
        {"INSERT INTO log_node (level, idx, hash) SELECT 3, 0, hash FROM log_node WHERE level = 2",
            "log_node 第 3 层多出第 0 个"},
        {"UPDATE log_head SET checkpoint = replace(checkpoint, 'journal ', 'journal 1')",
            "检查点的签名与 keys/log.key 不符"},
        {"UPDATE log_head SET checkpoint = replace(checkpoint, '— ', '-- ')", "检查点的格式不对"},
        {"UPDATE log_head SET size = 6", "log_head 第 1 行：条数 6"},
        {"DELETE FROM log_head", "缺少检查点"},
        {"UPDATE chain_head SET seq = seq - 1", "chain_head 第 1 行"},
        {"UPDATE record SET path = '/x.html' WHERE id = 2", "record 第 2 行：网址"},
        {"UPDATE record SET live_edition = 1 WHERE id = 1",
            "item 第 1 行：与公开的版本不符（版本）"},
        {"UPDATE item SET title = '改动' WHERE record_id = 2",
            "item 第 2 行：与公开的版本不符（标题）"},
        {"DELETE FROM item WHERE record_id = 2", "item 第 2 行：与公开的版本不符（缺少这一行）"},
        {"UPDATE record SET ended = 'repealed' WHERE id = 2",
            "record 第 2 行：结束（repealed）没有记入"},
        {"UPDATE status SET note = '不再适合' WHERE action = 'end'", "status 第 "},
        {"UPDATE status SET person = 2 WHERE id = 2", "status 第 2 行：操作、时间、人员或版本"},
        {"UPDATE status SET action = 'publisH' WHERE id = 1", "status 第 1 行"},
        {"UPDATE record SET editions = 9 WHERE id = 1", "record 第 1 行：应有 9 个版本"},
        {"UPDATE file SET size_bytes = 1", "中没有这个文件或大小不符"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *lines;
        open_county();
        change(cases[i].sql);
        int64_t faults = verify(&lines);
        if (!faults || !strstr(lines, cases[i].line))
            fail_msg("%s: expected “%s”, got %lld: %s", cases[i].sql, cases[i].line,
                (long long)faults, lines);
        close_county();
    }
}

/* An edition cut off takes more than one statement where foreign keys are kept; whole it is found
 * by the journal that says it was frozen. */
static void a_lost_edition_is_found(void **state)
{
    (void)state;
    const char *lines;
    struct draft d = {.note = ""};
    struct column k;
    int64_t id, edition;
    open_county();
    MUST(ctx_begin(c, true));
    MUST(column_by_path(c, "zwgk/fdnr/zcwj/qtwj", &k));
    MUST(record_create(c, "document", 1, k.id, &id));
    d.record_id = id;
    d.column_id = k.id;
    content_init(&d.content);
    d.content.title = "未发布";
    MUST(draft_save(c, &d));
    MUST(draft_freeze(c, id, &edition));
    MUST(ctx_commit(c));
    assert_int_equal(verify(&lines), 0);
    change("DELETE FROM edition WHERE id = (SELECT max(id) FROM edition)");
    assert_true(verify(&lines) >= 1);
    assert_non_null(strstr(lines, "edition 缺少第 "));
    close_county();
}

static void changed_files_are_found(void **state)
{
    (void)state;
    const char *lines;
    open_county();
    const char *path = file_disk_path(c, attached.sha256);
    chmod(path, 0644);
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fputc('X', f);
    fclose(f);
    assert_true(verify(&lines) >= 1);
    assert_non_null(strstr(lines, "内容与名称不符"));
    assert_int_equal(remove(path), 0);
    assert_true(verify(&lines) >= 1);
    assert_non_null(strstr(lines, "附件“标准.txt”的文件"));
    close_county();
}

/* Another key, as if somebody had signed a log of his own. */
static void another_key_is_found(void **state)
{
    (void)state;
    const char *lines;
    open_county();
    c->data_dir = test_dir();
    assert_int_equal(keys_create(c->data_dir, "test/log", &c->err), ST_OK);
    assert_true(verify(&lines) >= 1);
    assert_non_null(strstr(lines, "检查点的签名"));
    close_county();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_untouched_county_holds),
        cmocka_unit_test(every_change_is_found),
        cmocka_unit_test(a_lost_edition_is_found),
        cmocka_unit_test(changed_files_are_found),
        cmocka_unit_test(another_key_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
