/* See test_fixture.h.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/test_fixture.h"

#include "tests/support.h"
#include "tests/test.h"

#include "common/journal/journal.h"
#include "common/org/org.h"
#include "common/record/column.h"
#include "common/record/item.h"
#include "common/record/record.h"
#include "common/task/task.h"

static const struct module *const mods[] = {
    &web_module, &org_module, &record_module, &journal_module, &task_module, &search_module};

static const struct stmt stmt_record = {"fixture.record",
    "INSERT INTO record (kind, unit_id, column_id, stage, editions, created_at, created_by, "
    "updated_at, "
    "ended, ended_note) VALUES ('document', 1, $1, '', 1, $2, 1, $2, '', '') RETURNING id",
    NULL};
static const struct stmt stmt_edition = {"fixture.edition",
    "INSERT INTO edition (record_id, number, column_id, title, summary, body_html, meta, sha256, "
    "note, "
    "created_at, created_by) VALUES ($1, $2, $3, $4, '', $5, '{}', '', '', $6, 1) RETURNING id",
    NULL};
static const struct stmt stmt_drop = {
    "fixture.drop", "DELETE FROM item WHERE record_id = $1", NULL};
static const struct stmt stmt_item = {"fixture.item",
    "INSERT INTO item (record_id, edition_id, edition_number, kind, column_id, unit_id, path, "
    "title, "
    "summary, doc_no, doc_word, doc_year, doc_serial, index_no, issuer, subject, genre, validity, "
    "region, "
    "year, formed_on, published_at, first_published_at, updated_at, toc_html, ended, ended_note) "
    "VALUES "
    "($1, $2, 1, 'document', $3, 1, $4, $5, '', $6, $7, $8, $9, '', $10, $11, '', $12, '', $13, "
    "$14, $15, "
    "$15, $15, '', '', '')",
    NULL};
static const struct stmt stmt_place = {"fixture.place",
    "INSERT INTO item_place (column_id, published_at, record_id) VALUES ($1, $2, $3) ON CONFLICT "
    "DO NOTHING",
    NULL};
static const struct stmt stmt_changed = {
    "fixture.changed", "INSERT INTO search_change (record_id, at) VALUES ($1, $2)", NULL};
static const struct stmt stmt_ended = {
    "fixture.ended", "UPDATE item SET ended = $2 WHERE record_id = $1", NULL};

struct db *fixture_open(struct ctx *c, bool on_disk)
{
    struct db *db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(c, db);
    c->data_dir = on_disk ? test_dir() : "";
    MUST(ctx_begin(c, true));
    MUST(column_seed(c));
    MUST(ctx_commit(c));
    return db;
}

void fixture_close(struct db **db, struct ctx *c)
{
    ctx_release(c);
    search_close(*db);
    test_db_drop(db);
}

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

static void write_item(struct ctx *c, int64_t record_id, int number, const struct text *t)
{
    int64_t edition, column = t->column_id ? t->column_id : 1;
    struct day d = day_parse(or_empty(t->formed_on));
    int year = t->year, month, dom;
    if (day_given(d))
        day_split(d, &year, &month, &dom);
    MUST(insert(c, &stmt_edition,
        ARGS(v_int(record_id), v_int(number), v_int(column), v_text(or_empty(t->title)),
            v_text(or_empty(t->body_html)), v_int(c->now)),
        &edition));
    MUST(x(c, &stmt_drop, ARGS(v_int(record_id))));
    MUST(x(c, &stmt_item,
        ARGS(v_int(record_id), v_int(edition), v_int(column),
            v_text(arena_printf(c->mem, "/t%lld.html", (long long)record_id)),
            v_text(or_empty(t->title)), v_text(or_empty(t->number)), v_text(or_empty(t->word)),
            v_int(t->year), v_int(t->serial), v_text(or_empty(t->issuer)),
            v_text(or_empty(t->subject)), v_text(or_empty(t->validity)), v_int(year),
            day_given(d) ? v_int(d.n) : v_null(), v_int(c->now))));
    MUST(x(c, &stmt_place, ARGS(v_int(column), v_int(c->now), v_int(record_id))));
    MUST(x(c, &stmt_changed, ARGS(v_int(record_id), v_int(c->now))));
}

int64_t fixture_put(struct ctx *c, const struct text *t)
{
    int64_t id;
    MUST(insert(c, &stmt_record, ARGS(v_int(t->column_id ? t->column_id : 1), v_int(c->now)), &id));
    write_item(c, id, 1, t);
    return id;
}

void fixture_amend(struct ctx *c, int64_t record_id, const struct text *t)
{
    static int number = 1;
    write_item(c, record_id, ++number, t);
}

void fixture_end(struct ctx *c, int64_t record_id, const char *ended)
{
    MUST(x(c, &stmt_ended, ARGS(v_int(record_id), v_text(ended))));
    MUST(x(c, &stmt_changed, ARGS(v_int(record_id), v_int(c->now))));
}

int64_t fixture_publish(struct ctx *c, const struct text *t)
{
    MUST(ctx_begin(c, true));
    int64_t id = fixture_put(c, t);
    MUST(ctx_commit(c));
    return id;
}
