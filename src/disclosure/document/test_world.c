/* The small county of the tests; see test_world.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/test_world.h"

#include "common/proof/proof.h"
#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/record/bundle.h"
#include "common/record/cite.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/publish.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/document/pages.h"
#include "disclosure/interpret/interpret.h"
#include "disclosure/inventory/inventory.h"
#include "platform/portal/portal.h"

struct world w;

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &bundle_module, &publish_module, &cite_module,
    &file_module, &inventory_module, &proof_module, &document_module, &interpret_module,
    &portal_module, &client_module};

void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

void begin_as(enum who who, bool write)
{
    w.c.person = w.people[who];
    w.c.unit = who == STRANGER ? w.other_unit : w.unit;
    done(ctx_begin(&w.c, write));
}

void commit(void)
{
    done(ctx_commit(&w.c));
}

static void add_people(void)
{
    static const struct {
        const char *login, *name, *role;
    } cast[PEOPLE] = {{"ed", "编辑甲", "editor"}, {"ed2", "编辑乙", "editor"},
        {"rev", "审核丙", "reviewer"}, {"head", "负责丁", "head"}, {"far", "外单位戊", "editor"},
        {"off", "县办己", "office"}};
    struct unit u = {.code = "s1",
        .name = "师宗县示例一局",
        .short_name = "县示例一局",
        .kind = "DEPARTMENT",
        .credit_code = "115303230151625379",
        .phone = "",
        .address = ""};
    begin_as(EDITOR, true);
    done(unit_add(&w.c, &u, &w.unit));
    u = (struct unit){.code = "s2",
        .name = "师宗县示例二局",
        .short_name = "县示例二局",
        .kind = "DEPARTMENT",
        .credit_code = "",
        .phone = "",
        .address = ""};
    done(unit_add(&w.c, &u, &w.other_unit));
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, cast[i].login, cast[i].name,
            i == STRANGER || i == OFFICE ? w.other_unit : w.unit, cast[i].role, NULL,
            &w.people[i]));
    struct column column;
    done(column_by_path(&w.c, "zwdt/tzgg", &column));
    w.column = column.id;
    commit();
}

static void sign_in_all(void)
{
    for (size_t i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], w.people[i]);
        do_get((enum who)i, "/work/documents/");
        must_be(&w.res, 200);
        client_hidden(&w.browsers[i], "csrf");
    }
}

int world_open(void **state)
{
    (void)state;
    const char *dir = test_data_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    add_people();
    sign_in_all();
    return 0;
}

int world_close(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_app_close(&w.app, &w.db, &w.a);
    return 0;
}

/* ---- the browsers ---- */

void do_get(enum who who, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *target = arena_vprintf(w.a, fmt, ap);
    va_end(ap);
    client_get(&w.browsers[who], target);
    w.res = w.browsers[who].res;
}

void do_post(enum who who, const char *path, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *body = arena_vprintf(w.a, fmt, ap);
    va_end(ap);
    if (!strstr(body, "once="))
        body = arena_printf(w.a, "once=%s&%s", random_token(w.a, 18), body);
    client_post(&w.browsers[who], path, body);
    w.res = w.browsers[who].res;
}

void do_upload(
    enum who who, const char *path, const char *const *fields, const struct client_file *file)
{
    const char *all[64] = {"once", random_token(w.a, 18)};
    for (size_t n = 2; *fields; n += 2, fields += 2) {
        assert_true(n + 2 < COUNT_OF(all));
        all[n] = fields[0];
        all[n + 1] = fields[1];
    }
    client_upload(&w.browsers[who], path, all, file);
    w.res = w.browsers[who].res;
}

const char *path_of(int64_t id, const char *rest)
{
    return arena_printf(w.a, "/work/documents/%lld/%s", (long long)id, rest);
}

/* ---- acts without a browser ---- */

void act_now(enum who who, int64_t id, const char *action, const struct act_input *in)
{
    struct act_input with = *in; /* who approves concludes the secrecy review in the same step */
    with.secrecy = in->secrecy || strcmp(action, "approve") ? in->secrecy : "open";
    begin_as(who, true);
    done(act_run(&w.c, id, NULL, action, &with));
    commit();
}

int64_t make(const char *kind, const char *title, const char *stage)
{
    const struct act_input none = {.note = ""};
    struct content content;
    int64_t id;
    content_init(&content);
    content.title = title;
    content.body_html = "<p>第一段。</p><p>第二段。</p>";
    content.meta.open_mode = "主动公开";
    content.meta.source = "师宗县教育体育局";
    content.meta.formed_on = day_of(2018, 9, 10);
    if (!strcmp(kind, "document")) {
        content.meta.issuer = "师宗县教育体育局";
        content.meta.validity = "有效";
        content.meta.subject = "科技、教育";
    }
    begin_as(EDITOR, true);
    done(act_create(&w.c, kind, w.column, &content, &id));
    commit();
    if (!strcmp(stage, "draft"))
        return id;
    act_now(EDITOR, id, "submit", &none);
    if (!strcmp(stage, "submitted"))
        return id;
    act_now(REVIEWER, id, "approve", &none);
    if (!strcmp(stage, "live"))
        act_now(HEAD, id, "publish", &none);
    return id;
}

struct doc *doc_of(int64_t id)
{
    struct doc *d = ARENA_NEW(w.a, struct doc);
    begin_as(EDITOR, false);
    done(desk_get(&w.c, id, d));
    ctx_rollback(&w.c);
    return d;
}

int count(const char *what, int64_t id)
{
    static const struct stmt tasks = {"test.tasks",
        "SELECT count(*) FROM task WHERE subject_kind = 'record' AND subject_id = $1 "
        "AND closed_at IS NULL",
        NULL};
    static const struct stmt journal = {"test.journal",
        "SELECT count(*) FROM journal WHERE subject_kind = 'record' AND subject_id = $1", NULL};
    static const struct stmt status = {
        "test.status", "SELECT count(*) FROM status WHERE record_id = $1", NULL};
    struct rows *r;
    begin_as(EDITOR, false);
    done(q1(&w.c,
        !strcmp(what, "tasks")     ? &tasks
        : !strcmp(what, "journal") ? &journal
                                   : &status,
        ARGS(v_int(id)), &r));
    int n = (int)rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}
