/* The small county; see test_world.h. SPDX-License-Identifier: MIT */
#include "disclosure/inventory/inventory.h"
#include "disclosure/normdoc/test_world.h"

#include "common/proof/proof.h"
#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/record/bundle.h"
#include "common/record/cite.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/in_force.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/task/task.h"
#include "disclosure/decision/decision.h"
#include "disclosure/document/document.h"
#include "disclosure/interpret/interpret.h"
#include "disclosure/normdoc/acts.h"
#include "disclosure/normdoc/normdoc.h"
#include "disclosure/normdoc/schema.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"

struct world w;

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &bundle_module, &publish_module, &in_force_module,
    &cite_module, &file_module, &inventory_module, &proof_module, &document_module,
    &interpret_module, &normdoc_module, &cleanup_module, &norm_base_module, &norm_cite_module,
    &decision_module, &decision_comment_module, &portal_module, &client_module};

void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

static int64_t unit_of(enum who who)
{
    return who == OFFICE || who == LEGAL || who == STRANGER ? w.office_unit : w.unit;
}

void begin(enum who who)
{
    w.c.err = (struct err){.st = ST_OK};
    w.c.person = w.people[who];
    w.c.unit = unit_of(who);
    done(ctx_begin(&w.c, true));
}

void commit(void)
{
    done(ctx_commit(&w.c));
}

static int64_t add_unit(const char *code, const char *name)
{
    int64_t id;
    done(unit_add(&w.c,
        &(struct unit){.code = code,
            .name = name,
            .short_name = name,
            .kind = "DEPARTMENT",
            .credit_code = "",
            .phone = "",
            .address = ""},
        &id));
    return id;
}

static void add_people(void)
{
    static const char *const roles_of[PEOPLE] = {"editor", "head", "office", "legal", "editor"};
    done(ctx_begin(&w.c, true));
    w.unit = add_unit("s1", "县示例一局");
    w.office_unit = add_unit("s2", "县政府办公室");
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%zu", i), arena_printf(w.a, "人员%zu", i),
            unit_of((enum who)i), roles_of[i], NULL, &w.people[i]));
    commit();
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
    done(normdoc_module.start(w.app, &w.c));
    add_people();
    w.visitor = client_new(w.app, w.a);
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], w.people[i]);
        get((enum who)i, "/work/");
    }
    return 0;
}

int world_close(void **state)
{
    (void)state;
    ctx_release(&w.c);
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
    client_post(&w.browsers[who], target,
        arena_printf(w.a, "once=%s%s%s", random_token(w.a, 18), *fields ? "&" : "", fields));
    w.res = w.browsers[who].res;
}

void visit(const char *target)
{
    client_get(&w.visitor, target);
    w.res = w.visitor.res;
}

int64_t publish(const struct text *t)
{
    struct content k;
    int64_t id;
    content_init(&k);
    k.title = t->title;
    k.body_html = t->body ? t->body : "<p>为了规范管理工作，根据有关规定，制定本办法。</p>";
    k.meta.doc_no = t->number;
    k.meta.formed_on = k.meta.effective_on = day_parse(t->formed);
    k.meta.issuer = k.meta.source = "师宗县人民政府";
    k.meta.validity = t->kind ? "" : "有效";
    k.meta.open_mode = "主动公开";
    begin(EDITOR);
    done(document_issue(
        &w.c, t->kind ? t->kind : "document", t->column ? t->column : NORM_COLUMN_TEXTS, &k, &id));
    commit();
    return id;
}

int64_t text_of(const char *title, const char *number, const char *formed)
{
    return publish(&(struct text){.title = title, .number = number, .formed = formed});
}

enum st step(enum who who, int64_t id, const char *action, const char *given)
{
    struct norm_value list[16];
    struct norm_values v = {list, 0};
    struct norm_reason reasons[NORM_REASONS];
    struct norm_do d = {.action = action, .given = &v, .reasons = reasons};
    char *copy = arena_strdup(w.a, given), *save = NULL;
    for (char *p = strtok_r(copy, ";", &save); p; p = strtok_r(NULL, ";", &save)) {
        char *mark = strchr(p, '=');
        *mark = '\0';
        list[v.n++] = (struct norm_value){p, mark + 1};
    }
    begin(who);
    enum st st = norm_act(&w.c, id, &d);
    if (st)
        ctx_rollback(&w.c);
    else
        commit();
    return st;
}

struct norm norm_of(int64_t id)
{
    struct norm m;
    begin(EDITOR);
    done(norm_get(&w.c, id, &m));
    ctx_rollback(&w.c);
    return m;
}

int64_t count(const char *sql)
{
    struct stmt *s = ARENA_NEW(w.a, struct stmt); /* connections know statements by their place */
    struct rows *r;
    *s = (struct stmt){"test.count", sql, NULL};
    begin(EDITOR);
    done(q1(&w.c, s, NO_ARGS, &r));
    int64_t n = rows_int(r, 0);
    ctx_rollback(&w.c);
    return n;
}
