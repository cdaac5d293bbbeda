/* The small county of the tests of cases; see test_foi_world.h.
 *
 * SPDX-License-Identifier: MIT */
#include "request/foi/test_foi_world.h"

#include "common/journal/journal.h"
#include "common/task/task.h"
#include "request/wording/wording.h"
#include "tests/organ.h"
#include "tests/support.h"

static const struct module *const mods[] = {&web_module, &org_module, &person_module,
    &signin_module, &journal_module, &task_module, &wording_module, &foi_module};

struct foi_world w;

void done(enum st st)
{
    if (st)
        fail_msg("%d %s %s (%s)", st, w.c.err.field, w.c.err.message, w.c.err.detail);
}

void begin(enum who who)
{
    w.c.person = w.people[who];
    w.c.unit = w.organ;
    done(ctx_begin(&w.c, true));
}

void today(const char *day)
{
    w.c.now = day_start(day_parse(day)) + 9 * 3600;
}

int open_world(void **state)
{
    (void)state;
    static const char *const roles_of[PEOPLE] = {"editor", "reviewer", "head"};
    memset(&w, 0, sizeof w);
    w.db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(&w.c, w.db);
    w.c.data_dir = test_dir();
    begin(CLERK);
    done(test_unit_add(&w.c,
        (struct unit){.code = "u1", .name = "师宗县教育体育局", .short_name = "县教体局"},
        &w.organ));
    for (size_t i = 0; i < PEOPLE; i++)
        done(person_add(&w.c, roles_of[i], roles_of[i], w.organ, roles_of[i], NULL, &w.people[i]));
    done(test_organ_put(&w.c, (struct foi_organ){.unit_id = w.organ,
                                  .word = "师教",
                                  .kind = ORGAN_DEPARTMENT,
                                  .address = "丹凤街道示例路1号"}));
    done(ctx_commit(&w.c));
    return 0;
}

int close_world(void **state)
{
    (void)state;
    ctx_release(&w.c);
    test_db_drop(&w.db);
    return 0;
}

const struct foi_applicant somebody = {.kind = "NATURAL",
    .name = "张三丰",
    .id_kind = "ID",
    .id_number = "11010519491231002X",
    .employer = "",
    .credit_code = "",
    .legal_person = "",
    .contact = "",
    .phone = "0874-5752000",
    .fax = "",
    .email = "",
    .address = "",
    .postcode = "",
    .agent_name = "",
    .agent_id_number = "",
    .agent_phone = ""};

struct foi_application application(enum foi_channel channel, const char *arrived)
{
    return (struct foi_application){.organ_id = w.organ,
        .channel = channel,
        .arrived = day_parse(arrived),
        .who = somebody,
        .wanted = "2018年义务教育阶段学区划分的文件，联系电话13800001111",
        .title = "",
        .docno = "",
        .purpose = "",
        .form = "PAPER",
        .delivery = "PICKUP"};
}

struct foi_receipt arrive(enum foi_channel channel, const char *arrived)
{
    struct foi_receipt out;
    struct foi_application in = application(channel, arrived);
    begin(CLERK);
    done(foi_arrive(&w.c, &in, &out));
    done(ctx_commit(&w.c));
    return out;
}

enum st act(int64_t id, enum who who, const char *action, const char *day, const char *const *facts)
{
    struct foi_arg args[24];
    size_t n = 0;
    for (; facts && facts[2 * n]; n++)
        args[n] = (struct foi_arg){facts[2 * n], facts[2 * n + 1]};
    begin(who);
    enum st st = foi_act(&w.c, id,
        &(struct foi_do){.action = action, .day = day_parse(day), .args = args, .n_args = n});
    if (st)
        ctx_rollback(&w.c);
    else
        done(ctx_commit(&w.c));
    return st;
}
struct foi_case row(int64_t id)
{
    struct foi_case k;
    done(ctx_begin(&w.c, false));
    done(case_row_get(&w.c, id, &k));
    ctx_rollback(&w.c);
    return k;
}

void must_stand(int64_t id, enum foi_stage stage, const char *due)
{
    char day[11];
    struct foi_case k = row(id);
    assert_string_equal(foi_stages[k.stage].key, foi_stages[stage].key);
    if (due)
        assert_string_equal(day_text(k.due, day), due);
}

void must_refuse(enum st st, const char *words)
{
    assert_int_not_equal(st, ST_OK);
    if (!strstr(w.c.err.message, words))
        fail_msg("“%s” says nothing of “%s”", w.c.err.message, words);
}

void send_out(int64_t id, const char *const *draft)
{
    done(act(id, CLERK, "draft", "", draft));
    done(act(id, CLERK, "submit", "", NO_FACTS));
    done(act(id, REVIEWER, "approve", "", FACTS_OF("text", "同意")));
    done(act(id, LEADER, "sign", "", NO_FACTS));
    done(act(id, CLERK, "deliver", "", FACTS_OF("delivery", "HAND", "evidence", "本人签收")));
    done(act(id, CLERK, "close", "", NO_FACTS));
}

const char *pdf_text(const char *bytes, size_t n)
{
    const char *path = arena_printf(w.c.mem, "%s/a.pdf", w.c.data_dir);
    FILE *f = fopen(path, "wb");
    struct buf b;
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    FILE *p = popen(arena_printf(w.c.mem, "pdftotext %s - | tr -d ' \\n\\f'", path), "r");
    buf_init(&b, 0);
    for (int c; p && (c = fgetc(p)) != EOF;)
        buf_addc(&b, (char)c);
    if (p)
        pclose(p);
    const char *text = arena_strdup(w.c.mem, buf_str(&b));
    buf_release(&b);
    return text;
}
