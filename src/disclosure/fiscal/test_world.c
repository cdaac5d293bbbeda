/* A small county for the tests of fiscal tables: two departments, the finance bureau.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/in_force.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "common/task/task.h"
#include "disclosure/fiscal/fiscal.h"
#include "disclosure/fiscal/test_fiscal.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &publish_module, &in_force_module, &file_module,
    &fiscal_module, &client_module, &portal_module};

struct world w;

void world_done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

void world_begin(enum who who)
{
    w.c.person = w.people[who];
    w.c.unit = w.units[who];
    world_done(ctx_begin(&w.c, true));
}

static int64_t add_unit(const char *code, const char *name)
{
    struct unit u = {.code = code,
        .name = arena_printf(w.a, "师宗县%s", name),
        .short_name = name,
        .kind = "DEPARTMENT",
        .credit_code = "",
        .phone = "",
        .address = ""};
    int64_t id;
    world_done(unit_add(&w.c, &u, &id));
    return id;
}

int world_open(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {
        NULL, "editor", "editor", "head", "editor", "finance", "editor"};
    const char *dir = test_data_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    world_done(ctx_begin(&w.c, true));
    w.unit = add_unit("jtj", "教育体育局");
    int64_t other = add_unit("gaj", "公安局");
    w.finance = add_unit("czj", "财政局");
    for (int i = CLERK; i < PEOPLE; i++) {
        w.units[i] = i == STRANGER ? other : i >= FINANCE ? w.finance : w.unit;
        world_done(person_add(&w.c, arena_printf(w.a, "p%d", i), arena_printf(w.a, "甲%d", i),
            w.units[i], roles_of[i], NULL, &w.people[i]));
    }
    world_done(ctx_commit(&w.c));
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    world_done(portal_module.start(w.app, &w.c));
    for (int i = VISITOR; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        if (i != VISITOR)
            client_sign_in(&w.browsers[i], w.people[i]);
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

struct fiscal_see world_see(enum who who)
{
    return (struct fiscal_see){.unit = w.units[who],
        .enter = who == CLERK || who == SECOND || who == STRANGER || who == FCLERK,
        .review = who == HEAD || who == FINANCE,
        .county = who == FINANCE};
}

static void set(struct fiscal_book *b, const char *row, const char *col, const char *value)
{
    struct fiscal_sheet *s = &b->sheets[0];
    world_done(fiscal_set(w.c.mem, s, fiscal_row_place(s->shape, row),
        fiscal_column_place(s->shape, col), value, &w.c.err));
}

int64_t world_book(int year, const char *previous, const char *final)
{
    static const char *const zero[] = {
        "abroad", "vehicle_buy", "reception", "reception_domestic", "reception_foreign"};
    static const char *const all[] = {"total", "vehicle_total", "vehicle_run"};
    static const char *const counts[] = {"0", "0", "0", "4", "0", "0"};
    struct fiscal_see see = world_see(CLERK);
    struct fiscal_entry e;
    struct fiscal_book b;
    int64_t id;
    world_begin(CLERK);
    world_done(fiscal_open(&w.c, &see, year, fiscal_kind_find("sangong"), &id));
    world_done(fiscal_entry_get(&w.c, id, &e));
    world_done(fiscal_book_of(&w.c, &e, &b));
    for (size_t i = 0; i < COUNT_OF(zero); i++) {
        set(&b, zero[i], "budget", "0");
        set(&b, zero[i], "previous", "0");
        set(&b, zero[i], "final", "0");
    }
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        set(&b, all[i], "budget", "20");
        set(&b, all[i], "previous", previous);
        set(&b, all[i], "final", final);
    }
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        world_done(fiscal_set(w.c.mem, &b.sheets[1], i, 0, counts[i], &w.c.err));
    fiscal_book_set_text(&b, "reason", "加强公务用车管理，运行费比上年减少");
    world_done(fiscal_save(&w.c, &e, e.version, &b, "save", true));
    world_done(ctx_commit(&w.c));
    return id;
}

enum st world_move(enum who who, int64_t id, const char *action, int64_t version, const char *note,
    const char *codes)
{
    struct fiscal_see see = world_see(who);
    world_begin(who);
    enum st st = fiscal_act(&w.c, &see, id, &(struct fiscal_do){action, version, note, codes});
    if (st)
        ctx_rollback(&w.c);
    else
        world_done(ctx_commit(&w.c));
    return st;
}

struct fiscal_entry world_entry(int64_t id)
{
    struct fiscal_entry e;
    world_done(ctx_begin(&w.c, false));
    world_done(fiscal_entry_get(&w.c, id, &e));
    ctx_rollback(&w.c);
    return e;
}

void world_publish(int64_t id)
{
    world_done(world_move(CLERK, id, "submit", 0, "", ""));
    world_done(world_move(HEAD, id, "approve", 0, "", ""));
    world_done(world_move(HEAD, id, "publish", 0, "", ""));
}

const char *world_path(int64_t id, const char *rest)
{
    return arena_printf(w.a, "/work/fiscal/%lld/%s", (long long)id, rest);
}
