/* Addresses of tiles, the public log over the loopback as a verifier reads it, the journal's page.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include <sodium.h>

#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/journal/merkle.h"
#include "common/journal/pages.h"
#include "common/journal/tiles.h"
#include "common/journal/verify_log.h"
#include "common/org/org.h"
#include "tests/client.h"
#include "tests/support.h"
#include "tests/wellformed.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module};

#define LEAVES 600

static struct db *db;
static struct app *app;
static struct arena *mem;
static struct ctx world;

static void tile_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int level;
        uint64_t index;
        int width;
    } good[] = {
        {"0/000", 0, 0, 256},
        {"0/000.p/1", 0, 0, 1},
        {"0/255.p/255", 0, 255, 255},
        {"1/x001/000", 1, 1000, 256},
        {"0/x001/x234/067", 0, 1234067, 256},
        {"63/x001/x234/067.p/8", 63, 1234067, 8},
        {"entries/000", TILE_ENTRIES, 0, 256},
        {"entries/x123/456.p/12", TILE_ENTRIES, 123456, 12},
    };
    static const char *const bad[] = {"", "0", "0/", "0/0", "0/00", "0/0000", "0/1000", "64/000",
        "00/000", "01/000", "-1/000", "0/x000/001", "0/001/002", "0/x001", "0/x001/", "0/000.p",
        "0/000.p/", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000.p/1/", "0/000/", "0/000 ",
        "0/X001/000", "entries", "entries/", "entries/0/000", "data/000", "0/000.p/-1", " 0/000",
        "0/x999/x999/x999/x999/x999/x999/999"};
    struct arena *a = arena_new();
    struct tile t;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        if (!tile_parse(good[i].path, &t))
            fail_msg("%s", good[i].path);
        assert_int_equal(t.level, good[i].level);
        assert_int_equal(t.index, good[i].index);
        assert_int_equal(t.width, good[i].width);
        assert_string_equal(tile_path(a, &t), good[i].path);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (tile_parse(bad[i], &t))
            fail_msg("taken: %s", bad[i]);
    arena_free(&a);
}

/* ---- the world ---- */

static void done(enum st st)
{
    if (st)
        fail_msg("%d %s (%s)", st, world.err.message, world.err.detail);
}

static int setup(void **state)
{
    (void)state;
    mem = arena_new();
    db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&world, db);
    world.person = world.unit = 0;
    world.data_dir = test_dir();
    done(keys_create(world.data_dir, "www.shizong.gov.cn/log", &world.err));
    done(ctx_begin(&world, true));
    done(org_module.demo(&world));
    for (int i = 0; i < LEAVES; i++)
        done(tlog_append(&world,
            &(struct leaf){.record_id = i + 1,
                .edition_id = i + 1,
                .act = i % 3 ? "publish" : "amend",
                .title = arena_printf(mem, "通知<%d>", i),
                .number = "",
                .unit = "县政府办公室",
                .sha256 = "0000000000000000000000000000000000000000000000000000000000000000",
                .path = "/a.html"}));
    done(ctx_commit(&world));
    app = test_app((struct app_options){
        .data_dir = world.data_dir, .db = db, .modules = mods, .n_modules = COUNT_OF(mods)});
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    ctx_release(&world);
    test_app_close(&app, &db, &mem);
    return 0;
}

static struct loop_response get(const char *target)
{
    struct loop_response res = loop_get(app, mem, target, NULL);
    must_be_well_formed(&res);
    return res;
}

/* ---- a verifier that knows only what is served ---- */

/* Node of the tree out of served tiles. */
static enum st served_node(void *arg, int level, uint64_t index, struct sha256 *out)
{
    (void)arg;
    if (level % TILE_HEIGHT) { /* inside a tile: from the two below */
        struct sha256 left, right;
        enum st st = served_node(arg, level - 1, index * 2, &left);
        if (!st)
            st = served_node(arg, level - 1, index * 2 + 1, &right);
        *out = merkle_node(&left, &right);
        return st;
    }
    uint64_t width = (uint64_t)LEAVES >> level;
    struct tile t = {level / TILE_HEIGHT, index / TILE_WIDTH, TILE_WIDTH};
    if ((t.index + 1) * TILE_WIDTH > width)
        t.width = (int)(width % TILE_WIDTH);
    struct loop_response p = get(arena_printf(mem, "/log/tile/%s", tile_path(mem, &t)));
    assert_int_equal(p.status, 200);
    assert_int_equal(p.body_bytes, t.width * SHA256_BYTES);
    memcpy(out->b, p.body + index % TILE_WIDTH * SHA256_BYTES, SHA256_BYTES);
    return ST_OK;
}

static void a_verifier_is_convinced(void **state)
{
    (void)state;
    struct checkpoint k;
    struct sha256 root;
    struct log_key key;
    struct merkle_source source = {served_node, NULL};
    struct loop_response p = get("/log/checkpoint");
    assert_int_equal(p.status, 200);
    assert_string_equal(p.content_type, "text/plain; charset=utf-8");
    const char *note = p.body;
    assert_true(checkpoint_read(mem, note, &k));
    assert_int_equal(k.size, LEAVES);
    done(keys_load(mem, world.data_dir, &key, &world.err));
    assert_int_equal(crypto_sign_verify_detached(
                         k.signature + 4, (const unsigned char *)note, k.text_bytes, key.public),
        0);
    assert_int_equal(merkle_root(&source, k.size, &root), ST_OK);
    assert_memory_equal(root.b, k.root.b, SHA256_BYTES);
}

static void entries_are_bundled(void **state)
{
    (void)state;
    struct loop_response p = get("/log/tile/entries/001"), hashes = get("/log/tile/0/001");
    assert_int_equal(p.status, 200);
    assert_string_equal(p.content_type, "application/octet-stream");
    assert_string_equal(loop_header(&p, "Cache-Control"), "public, max-age=31536000, immutable");
    const unsigned char *at = (const unsigned char *)p.body, *end = at + p.body_bytes;
    int n = 0;
    for (; at < end; n++) {
        size_t bytes = (size_t)at[0] << 8 | at[1];
        struct sha256 leaf = merkle_leaf(at + 2, bytes);
        assert_memory_equal(leaf.b, hashes.body + n * SHA256_BYTES, SHA256_BYTES);
        at += 2 + bytes;
    }
    assert_true(at == end);
    assert_int_equal(n, TILE_WIDTH);
    p = get("/log/tile/0/002.p/88");
    assert_int_equal(p.status, 200);
    assert_string_equal(loop_header(&p, "Set-Cookie"), "");
    assert_null(strstr(loop_header(&p, "Cache-Control"), "immutable"));
    static const char *const missing[] = {"/log/tile/0/002", "/log/tile/0/002.p/89",
        "/log/tile/0/003.p/1", "/log/tile/1/000", "/log/tile/2/000.p/1", "/log/tile/0/2",
        "/log/tile/entries/002.p/89", "/log/tile/", "/log/tile/9/000", "/log/entry/600",
        "/log/entry/01", "/log/entry/x", "/log/entry/99999999999999999999",
        "/log/tile/0/x999/x999/x999/x999/999"};
    for (size_t i = 0; i < COUNT_OF(missing); i++)
        if (get(missing[i]).status != 404)
            fail_msg("%s is there", missing[i]);
    p = get("/log/tile/1/000.p/2");
    assert_int_equal(p.body_bytes, 2 * SHA256_BYTES);
}

static void pages_for_people(void **state)
{
    (void)state;
    struct loop_response p = get("/log/");
    assert_int_equal(p.status, 200);
    assert_non_null(strstr(p.body, "通知&lt;599&gt;"));
    must_have(&p, "www.shizong.gov.cn/log+");
    p = get("/log/?page=12");
    must_have(&p, "/log/entry/0\"");
    p = get("/log/entry/37");
    assert_int_equal(p.status, 200);
    assert_non_null(strstr(p.body, "通知&lt;37&gt;"));
    must_have(&p, "签名的检查点");
}

/* The downloaded proof leads from the entry to the signed root. */
static void a_proof_by_itself(void **state)
{
    (void)state;
    struct loop_response p = get("/log/entry/37/proof");
    struct sha256 proof[MERKLE_PROOF_MAX];
    struct checkpoint k;
    size_t n = 0, bytes;
    const char *entry;
    char *at = arena_strndup(mem, p.body, p.body_bytes);
    assert_int_equal(strncmp(at, "c2sp.org/tlog-proof@v1\nindex 37\n", 32), 0);
    char *note = strstr(at, "\n\n");
    *note = '\0';
    for (char *line = at + 32, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        const void *hash = base64_decode(mem, line, &bytes);
        assert_true(hash && bytes == SHA256_BYTES);
        memcpy(proof[n++].b, hash, SHA256_BYTES);
    }
    assert_true(checkpoint_read(mem, note + 2, &k));
    done(ctx_begin(&world, false));
    done(tlog_entry(&world, 37, &entry));
    struct sha256 leaf = merkle_leaf(entry, strlen(entry));
    ctx_rollback(&world);
    assert_true(merkle_includes(&leaf, 37, k.size, proof, n, &k.root));
}

/* A new leaf shows in the very next request. */
static void the_cache_follows(void **state)
{
    (void)state;
    struct loop_response p = get("/log/checkpoint");
    const char *before = p.body;
    done(ctx_begin(&world, true));
    done(org_module.seed ? org_module.seed(&world) : ST_OK);
    done(journal_add(&world, &(struct act){.action = "site.save", .subject_kind = "site"}));
    done(ctx_commit(&world));
    p = get("/log/checkpoint");
    assert_string_equal(p.body, before); /* nothing was published */
    done(tlog_module.jobs[0].run(&world));
    p = get("/log/checkpoint");
    assert_string_not_equal(p.body, before); /* the journal's head is signed */
    struct checkpoint k;
    assert_true(checkpoint_read(mem, p.body, &k));
    assert_int_equal(k.size, LEAVES);
}

/* ---- the journal's page, as an inspector gets it ---- */

static const char *journal_as(const char *login, const char *args)
{
    struct ctx *c = &world;
    static const struct stmt stmt_id = {"test.id", "SELECT id FROM person WHERE login = $1", NULL};
    struct rows *rows;
    struct loop_response page;
    (void)page;
    done(ctx_begin(c, false));
    done(q1(c, &stmt_id, ARGS(v_text(login)), &rows));
    struct req r = {.ctx = c,
        .method = METHOD_GET,
        .path = "/work/journal/",
        .query = args,
        .csrf = "csrf",
        .host = ""};
    r.args = map_new(c->mem);
    r.cookies = map_new(c->mem);
    r.headers = map_new(c->mem);
    for (char *p = arena_strdup(mem, args), *save = NULL, *w = strtok_r(p, "&", &save); w;
         w = strtok_r(NULL, "&", &save)) {
        char *equal = strchr(w, '=');
        *equal = '\0';
        map_set(r.args, w, equal + 1);
    }
    done(org_load_principal(c, rows_int(rows, 0), &r.who));
    buf_init(&r.out, 0);
    done(journal_show(&r));
    ctx_rollback(c);
    const char *body = arena_strdup(mem, buf_str(&r.out));
    buf_release(&r.out);
    const char *problem = html_problem(body);
    if (problem)
        fail_msg("%s: %s", args, problem);
    return body;
}

static void inspectors_read_the_journal(void **state)
{
    (void)state;
    const char *body = journal_as("ducha", "");
    assert_non_null(strstr(body, "保存网站设置"));
    body = journal_as("ducha", "area=person&subject=person");
    assert_non_null(strstr(body, "添加人员"));
    assert_null(strstr(body, "添加单位</td>"));
    assert_non_null(strstr(body, "账号：admin；"));
    body = journal_as("ducha", "from=2018-09-12&to=2018-09-12");
    assert_non_null(strstr(body, "2018-09-12"));
    body = journal_as("ducha", "to=2018-09-11");
    assert_non_null(strstr(body, "没有符合条件的记录"));
    body = journal_as("ducha", "person=nobody");
    assert_non_null(strstr(body, "没有符合条件的记录"));
    world.person = 1;
    done(attempt_add(&world, "/work/site/", "permission"));
    world.person = 0;
    body = journal_as("ducha", "tab=refused");
    assert_non_null(strstr(body, "permission"));
    assert_non_null(strstr(body, "示例甲"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tile_addresses),
        cmocka_unit_test(a_verifier_is_convinced),
        cmocka_unit_test(entries_are_bundled),
        cmocka_unit_test(pages_for_people),
        cmocka_unit_test(a_proof_by_itself),
        cmocka_unit_test(the_cache_follows),
        cmocka_unit_test(inspectors_read_the_journal),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
