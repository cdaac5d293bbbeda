/* Creating and opening a county, and the hooks that tie the server to government.
 *
 * SPDX-License-Identifier: MIT */
#include "county.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock/clock.h"
#include "common/journal/journal.h"
#include "common/journal/keys.h"
#include "common/org/org.h"
#include "lib/ui/ui.h"
#include "modules.h"
#include "sections.h"

static const char *const folders[] = {"", "/keys", "/files", "/index", "/tmp"};

static const char *path_in(const char *dir, const char *name, char out[static 4096])
{
    snprintf(out, 4096, "%s%s", dir, name);
    return out;
}

static bool holds_county(const char *dir)
{
    char path[4096];
    return access(path_in(dir, "/keys/log.key", path), F_OK) == 0;
}

static enum st make_folders(const char *dir, struct err *e)
{
    char path[4096];
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        if (mkdir(path_in(dir, folders[i], path), 0700) != 0 && errno != EEXIST)
            return err_set(e, ST_BROKEN, "", "不能建立文件夹 %s：%s。请换一个位置，或检查权限",
                path, strerror(errno));
    return ST_OK;
}

/* The days off that the office has entered count for commands as for the server. */
static enum st load_calendar(const struct county *county, struct err *e)
{
    struct ctx c;
    ctx_init(&c, county->db);
    enum st st = calendar_load(&c);
    *e = c.err;
    ctx_release(&c);
    return st;
}

static enum st open_database(
    const char *dir, const char *database, struct county *out, struct err *e)
{
    char path[4096];
    *out = (struct county){.dir = dir};
    enum st st = db_open(path_in(dir, "/gongkai.db", path), database, &out->db, e);
    for (size_t i = 0; !st && i < n_modules; i++)
        st = db_migrate(
            out->db, modules[i]->name, modules[i]->migrations, modules[i]->n_migrations, e);
    if (!st)
        st = load_calendar(out, e);
    if (st)
        db_close(&out->db);
    return st;
}

void county_ctx(const struct county *county, const char *origin, struct ctx *c)
{
    ctx_init(c, county->db);
    c->origin = origin;
    c->data_dir = county->dir;
}

/* One write transaction over a member function of every module. */
static enum st run_all(const struct county *county, bool demo, struct err *e)
{
    struct ctx c;
    county_ctx(county, "init", &c);
    enum st st = ctx_begin(&c, true);
    for (size_t i = 0; !st && i < n_modules; i++) {
        enum st (*fn)(struct ctx *) = demo ? modules[i]->demo : modules[i]->seed;
        if (fn)
            st = fn(&c);
        c.person = c.unit = 0;
    }
    if (!st)
        st = ctx_commit(&c);
    *e = c.err;
    ctx_release(&c);
    return st;
}

enum st county_create(
    const char *dir, const char *database, bool demo, struct county *out, struct err *e)
{
    if (holds_county(dir))
        return err_set(e, ST_CONFLICT, "",
            "%s 里已经有一个县的数据，没有改动它。要重新开始，请换一个文件夹", dir);
    enum st st = make_folders(dir, e);
    if (!st)
        st = open_database(dir, database, out, e);
    if (st)
        return st;
    char origin[256];
    snprintf(origin, sizeof origin, "%s/log", ui_site()->domain);
    st = keys_create(dir, origin, e);
    if (!st)
        st = run_all(out, false, e);
    if (!st && demo)
        st = run_all(out, true, e);
    if (st)
        county_close(out);
    return st;
}

enum st county_open(const char *dir, const char *database, struct county *out, struct err *e)
{
    if (!holds_county(dir))
        return err_set(
            e, ST_NOT_FOUND, "", "%s 里没有县的数据。请先运行：gongkai init --data %s", dir, dir);
    enum st st = make_folders(dir, e);
    return st ? st : open_database(dir, database, out, e);
}

void county_close(struct county *c)
{
    db_close(&c->db);
}

bool county_is_demo(const struct county *county)
{
    static const struct stmt stmt_demo = {
        "county.demo", "SELECT count(*) FROM person WHERE login = $1", NULL};
    struct ctx c;
    struct rows *r;
    county_ctx(county, "serve", &c);
    bool demo = n_demo_accounts && !ctx_begin(&c, false) &&
                !q1(&c, &stmt_demo, ARGS(v_text(demo_accounts[0].login)), &r) && rows_int(r, 0) > 0;
    ctx_release(&c);
    return demo;
}

/* RULE design §3 (attempt log): a refused act is kept with route and reason, never form values. */
static void log_attempt(struct req *r, const char *why)
{
    struct ctx c;
    ctx_init(&c, r->ctx->db);
    c.now = r->ctx->now;
    c.person = r->ctx->person;
    c.unit = r->ctx->unit;
    enum st st = attempt_add(&c, r->route ? r->route->pattern : "", why);
    (void)st; /* the refusal stands; the database has logged its own trouble */
    ctx_release(&c);
}

struct app_options county_app_options(const struct county *c)
{
    ui_set_work_sections(work_sections, n_work_sections);
    return (struct app_options){.data_dir = c->dir,
        .db = c->db,
        .modules = modules,
        .n_modules = n_modules,
        .load_principal = org_load_principal,
        .error_page = ui_error_page,
        .log_attempt = log_attempt};
}
