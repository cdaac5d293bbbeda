/* The county of the tests of letters; see test_foi_letter_world.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_letter_world.h"

#include <sys/stat.h>

#include "common/journal/journal.h"
#include "common/task/task.h"
#include "lib/paper/docx.h"
#include "request/wording/wording.h"
#include "tests/docx_edit.h"
#include "tests/organ.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &wording_module, &foi_module, &client_module};

struct letter_world w;

static void log_attempt(struct req *r, const char *why)
{
    w.attempts = arena_printf(w.a, "%s%s %s\n", w.attempts, r->route->pattern, why);
}

static int64_t add_unit(struct ctx *c, const char *name)
{
    int64_t id;
    assert_int_equal(test_unit_add(c, (struct unit){.name = name}, &id), ST_OK);
    return id;
}

static void make_county(int64_t people[PEOPLE])
{
    static const char *const roles_of[PEOPLE] = {
        "editor", "editor", "reviewer", "head", "legal", "editor"};
    struct ctx c;
    test_ctx(&c, w.db);
    assert_int_equal(ctx_begin(&c, true), ST_OK);
    w.unit = add_unit(&c, "师宗县教育体育局");
    int64_t other = add_unit(&c, "师宗县财政局");
    for (int i = 0; i < PEOPLE; i++)
        assert_int_equal(person_add(&c, arena_printf(w.a, "p%d", i), arena_printf(w.a, "经办%d", i),
                             i >= LEGAL ? other : w.unit, roles_of[i], NULL, &people[i]),
            ST_OK);
    assert_int_equal(test_organ_put(&c, (struct foi_organ){.unit_id = w.unit,
                                            .word = "师教",
                                            .kind = ORGAN_DEPARTMENT,
                                            .address = "丹凤街道示例路1号",
                                            .court = "示例县人民法院"}),
        ST_OK);
    assert_int_equal(ctx_commit(&c), ST_OK);
    ctx_release(&c);
}

int open_world(void **state)
{
    (void)state;
    int64_t people[PEOPLE];
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.attempts = "";
    w.dir = test_dir();
    mkdir(arena_printf(w.a, "%s/tmp", w.dir), 0700);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    make_county(people);
    w.app = test_app((struct app_options){.data_dir = w.dir,
        .db = w.db,
        .modules = mods,
        .n_modules = COUNT_OF(mods),
        .log_attempt = log_attempt});
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], people[i]);
    }
    return 0;
}

int close_world(void **state)
{
    (void)state;
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

void get(enum who who, const char *target)
{
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

void post(enum who who, const char *target, const char *fields)
{
    client_submit(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

const char *enc(const char *s)
{
    return url_encoded(w.a, s);
}

void act(enum who who, const char *action, const char *fields)
{
    get(who, CASE);
    must_be(&w.res, 200);
    post(who, arena_printf(w.a, CASE "do/%s", action),
        arena_printf(w.a, "version=%s&%s", client_hidden(&w.browsers[who], "version"), fields));
    if (w.res.status != 303)
        fail_msg("%s: %d %s", action, w.res.status, w.res.body);
}

void taken_in(void)
{
    get(CLERK, "/work/requests/new");
    post(CLERK, "/work/requests/new",
        arena_printf(w.a,
            "organ=%lld&channel=F2F&arrived=2018-09-12&kind=NATURAL&name=%s&id_kind=ID"
            "&id_number=11010519491231002X&phone=0874-5752000&wanted=%s&form=PAPER&delivery=PICKUP",
            (long long)w.unit, enc(NAME), enc("2018年学区划分的会议记录")));
    must_be(&w.res, 200);
    act(CLERK, "assign", "");
}

void drafted(void)
{
    taken_in();
    act(CLERK, "draft",
        arena_printf(w.a, "draft.code=D6&draft.info_title=%s&draft.reason=%s&draft.other_basis=%s",
            enc("学区划分会议记录"), enc("会议记录属于讨论过程中形成的信息"),
            enc("《国务院办公厅关于做好政府信息依申请公开工作的意见》第二条")));
}

/* ---- files ---- */

const char *path_of(const char *name)
{
    return arena_printf(w.a, "%s/%s", w.dir, name);
}

void keep_file(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_int_equal(fwrite(p, 1, n, f), n);
    fclose(f);
}

const char *word_at(enum who who, const char *target)
{
    const char *text;
    struct err e;
    get(who, target);
    must_be(&w.res, 200);
    keep_file(path_of("down.docx"), w.res.body, w.res.body_bytes);
    if (docx_text_of(w.a, path_of("down.docx"), &text, &e))
        fail_msg("%s", e.message);
    return text;
}

/* A Word file of these lines. */
struct client_file word_file(const char *text)
{
    struct letter l = letter_blank;
    struct letter_block *blocks = ARENA_ARRAY(w.a, struct letter_block, 200);
    struct buf *b = ARENA_NEW(w.a, struct buf);
    struct err e;
    size_t n = strcspn(text, "\n");
    l.title = arena_strndup(w.a, text, n);
    l.blocks = blocks;
    while (text[n]) {
        text += n + 1;
        n = strcspn(text, "\n");
        if (n)
            blocks[l.n_blocks++] =
                (struct letter_block){BLOCK_LINE, "", arena_strndup(w.a, text, n), NULL};
    }
    buf_init(b, 0);
    assert_int_equal(letter_docx(&l, b, &e), ST_OK);
    const char *bytes = arena_strndup(w.a, b->p, b->n);
    struct client_file f = {"file", "改好的.docx", bytes, b->n};
    buf_release(b);
    return f;
}

struct client_file edited_file(enum who who, const char *target, const char *from, const char *to)
{
    size_t n;
    get(who, target);
    must_be(&w.res, 200);
    keep_file(path_of("edited.docx"), w.res.body, w.res.body_bytes);
    const char *bytes = docx_edit(w.a, path_of("edited.docx"), from, to, &n);
    return (struct client_file){"file", "改好的.docx", bytes, n};
}

const char *with(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("no “%s” in %s", from, text);
    return arena_printf(w.a, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

const char *pdf_text(void)
{
    struct buf b;
    keep_file(path_of("a.pdf"), w.res.body, w.res.body_bytes);
    FILE *p = popen(arena_printf(w.a, "pdftotext %s - | tr -d ' \\n\\f'", path_of("a.pdf")), "r");
    buf_init(&b, 0);
    for (int c; p && (c = fgetc(p)) != EOF;)
        buf_addc(&b, (char)c);
    if (p)
        pclose(p);
    const char *text = arena_strdup(w.a, buf_str(&b));
    buf_release(&b);
    return text;
}
