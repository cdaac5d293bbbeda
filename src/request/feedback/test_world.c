/* The county of the tests; see test_world.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/feedback/test_world.h"

#include "common/journal/journal.h"
#include "common/journal/tlog.h"
#include "common/org/org.h"
#include "common/proof/proof.h"
#include "common/record/bundle.h"
#include "common/record/cite.h"
#include "common/record/column.h"
#include "common/record/edition.h"
#include "common/record/file.h"
#include "common/record/item.h"
#include "common/record/link.h"
#include "common/record/publish.h"
#include "common/record/record.h"
#include "common/search/search.h"
#include "common/task/task.h"
#include "disclosure/document/document.h"
#include "disclosure/inventory/inventory.h"
#include "lib/ui/ui.h"
#include "platform/portal/portal.h"
#include "request/apply/apply.h"
#include "request/feedback/feedback.h"
#include "request/wording/wording.h"
#include "tests/organ.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &ui_module, &org_module, &person_module,
    &signin_module, &journal_module, &tlog_module, &task_module, &record_module, &edition_module,
    &column_module, &item_module, &link_module, &bundle_module, &publish_module, &file_module,
    &cite_module, &inventory_module, &search_module, &proof_module, &document_module,
    &wording_module, &foi_module, &apply_module, &feedback_module, &portal_module, &client_module};

struct feedback_world w;
static const int units_of[PEOPLE] = {ORGAN, ORGAN, ORGAN, OTHER, OTHER};

void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

void begin(enum who who)
{
    w.c.person = w.people[who];
    w.c.unit = w.units[units_of[who]];
    done(ctx_begin(&w.c, true));
}

int64_t unit_of(enum who who)
{
    return w.units[units_of[who]];
}

const struct principal *principal(enum who who)
{
    const struct principal *p;
    done(org_load_principal(&w.c, w.people[who], &p));
    return p;
}

static void add_organ(size_t i, const char *name, const char *word)
{
    done(test_unit_add(&w.c,
        (struct unit){.code = word, .name = name, .credit_code = "115303230151625379"},
        &w.units[i]));
    done(test_organ_put(
        &w.c, (struct foi_organ){.unit_id = w.units[i], .word = word, .kind = ORGAN_DEPARTMENT}));
}

int open_world(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {"editor", "reviewer", "head", "editor", "office"};
    const char *dir = test_data_dir();
    memset(&w, 0, sizeof w);
    w.a = arena_new();
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = dir;
    done(ctx_begin(&w.c, true));
    add_organ(ORGAN, "师宗县甲局", "师甲");
    add_organ(OTHER, "师宗县乙局", "师乙");
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, arena_printf(w.a, "p%zu", i), arena_printf(w.a, "人员%zu", i),
            w.units[units_of[i]], roles_of[i], NULL, &w.people[i]));
    done(ctx_commit(&w.c));
    w.app = test_app((struct app_options){
        .data_dir = dir, .db = w.db, .modules = mods, .n_modules = COUNT_OF(mods)});
    for (int i = 0; i < PEOPLE; i++) {
        w.browsers[i] = client_new(w.app, w.a);
        client_sign_in(&w.browsers[i], w.people[i]);
    }
    w.visitor = client_new(w.app, w.a);
    return 0;
}

int close_world(void **state)
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

void visit(const char *target)
{
    client_get(&w.visitor, target);
    w.res = w.visitor.res;
    must_be_well_formed(&w.res);
}

void submit(enum who who, const char *target, const char *fields)
{
    client_submit(&w.browsers[who], target, fields);
    w.res = w.browsers[who].res;
}

int64_t arrived(size_t organ, const char *name, const char *number, const char *wanted)
{
    struct foi_receipt out;
    struct foi_application in = {.organ_id = w.units[organ],
        .channel = CHANNEL_F2F,
        .arrived = day_parse("2018-09-12"),
        .wanted = wanted,
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP",
        .code = "",
        .who = {.kind = "NATURAL",
            .name = name,
            .id_kind = "ID",
            .id_number = number,
            .employer = "",
            .credit_code = "",
            .legal_person = "",
            .contact = "",
            .phone = PHONE,
            .fax = "",
            .email = "",
            .address = ADDRESS,
            .postcode = "655700",
            .agent_name = "",
            .agent_id_number = "",
            .agent_phone = ""}};
    begin(organ == ORGAN ? CLERK : STRANGER);
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    return out.id;
}

int64_t answered(
    size_t organ, const char *name, const char *number, const char *wanted, const char *code)
{
    bool given = strcmp(code, "G2") == 0;
    const struct foi_arg args[] = {{"code", code}, {"info_title", "《学区划分方案》"},
        {given ? "attachments" : "where", "学区划分方案"}, {"supply_form", "纸质文件"},
        {given ? "copies" : "published", given ? "1" : "2018-03-01"}, {"text", "可以公开"},
        {"delivery", "HAND"}, {"evidence", "签收"}};
    int64_t id = arrived(organ, name, number, wanted);
    begin(organ == ORGAN ? HEAD : OFFICE);
    done(foi_act(&w.c, id,
        &(struct foi_do){.action = "answer_now", .args = args, .n_args = COUNT_OF(args)}));
    done(ctx_commit(&w.c));
    return id;
}

struct foi_case case_of(int64_t id)
{
    struct foi_case k;
    done(foi_case_get(&w.c, (struct foi_see){0, true}, id, &k));
    return k;
}

int64_t group_of(int64_t case_id)
{
    int64_t id;
    done(feedback_group_of(&w.c, case_id, &id));
    return id;
}

struct feedback_group group(int64_t id)
{
    struct feedback_group g;
    done(feedback_group_get(&w.c, id, &g));
    return g;
}

void scan(void)
{
    struct feedback_scanned s;
    begin(CLERK);
    ctx_rollback(&w.c);
    done(feedback_scan(&w.c, &s));
}
