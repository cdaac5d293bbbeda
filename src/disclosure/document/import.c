/* Importing documents: batches of ready lines are written and published, each batch at once.
 *
 * A batch is one transaction: what a reader sees is whole, and a run that was killed is completed
 * by the next one. Between batches the writer is let go for others.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/import.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/org/org.h"
#include "common/record/link.h"
#include "common/search/search.h"
#include "disclosure/document/document.h"

/* How long the writer stays free between batches, so that people's saving gets its turn: another
 * process asks again every 100 ms at the latest, and gives up after 10 s. */
#define PAUSE_NS (15 * 1000 * 1000)

struct import_run {
    struct ctx *c; /* of the caller */
    struct ctx w;  /* of the writing; its memory is cleared after each batch */
    struct import_places places;
    struct arena *kept;
    struct replaced *replaced, **replaced_end;
    FILE *out;
    bool bar; /* a terminal: one line that is drawn again and again */
    int64_t size_bytes, lines, notes[IMPORT_MATTERS];
    struct map *line_of; /* record with a number → its line */
    int quarter;         /* last quarter told, where there is no bar */
    struct import_report *report;
};

struct replaced { /* a version and the one that follows it */
    struct replaced *next;
    int64_t record_id;
    const char *by;
};

static const struct stmt stmt_by_source = {
    "import.by_source", "SELECT id FROM record WHERE source = $1", NULL};
static const struct stmt stmt_linked = {"import.linked",
    "SELECT 1 FROM link WHERE from_id = $1 AND to_id = $2 AND kind = 'replaces'", NULL};
static const struct stmt *const stmts[] = {&stmt_by_source, &stmt_linked, &import_stmt_same_number};

const struct module import_module = {
    .name = "import", .title = "导入", .stmts = stmts, .n_stmts = COUNT_OF(stmts)};

static void map_once(struct map *m, const char *key, void *value)
{
    if (*key && !map_find(m, key))
        map_set(m, key, value);
}

static enum st load_columns(struct import_run *run)
{
    struct column *list;
    size_t n;
    enum st st = column_tree(&run->w, &list, &n);
    struct map *m = map_new(run->kept);
    struct column *own = st ? NULL : ARENA_ARRAY(run->kept, struct column, n);
    for (size_t i = 0; !st && i < n; i++) {
        own[i] = (struct column){.id = list[i].id,
            .path = arena_strdup(run->kept, list[i].path),
            .name = arena_strdup(run->kept, list[i].name),
            .depth = list[i].depth};
        map_once(m, own[i].path, &own[i]);
        map_once(m, own[i].name, &own[i]);
    }
    run->places.columns = m;
    return st;
}

/* The unit that stands for the county when a line names none: the importer's own, the office, the
 * first. */
static const struct unit *home_unit(const struct import_run *run, const struct unit *list, size_t n)
{
    const struct unit *office = NULL;
    for (size_t i = 0; i < n; i++) {
        if (list[i].id == run->c->unit)
            return &list[i];
        if (!office && strcmp(list[i].kind, "OFFICE") == 0)
            office = &list[i];
    }
    return office ? office : n ? &list[0] : NULL;
}

static enum st load_units(struct import_run *run)
{
    struct unit *list;
    size_t n;
    enum st st = unit_list(&run->w, false, &list, &n);
    struct map *m = map_new(run->kept);
    struct unit *own = st ? NULL : ARENA_ARRAY(run->kept, struct unit, n);
    for (size_t i = 0; !st && i < n; i++) {
        own[i] = list[i];
        own[i].name = arena_strdup(run->kept, list[i].name);
        map_once(m, own[i].name, &own[i]);
        map_once(m, list[i].short_name, &own[i]);
    }
    const struct unit *home = st ? NULL : home_unit(run, own, n);
    run->places.unit_id = home ? home->id : run->c->unit;
    run->places.unit_name = home ? home->name : "";
    run->places.units = m;
    return st;
}

static enum st load_places(struct import_run *run)
{
    enum st st = ctx_begin(&run->w, false);
    if (!st)
        st = load_columns(run);
    if (!st)
        st = load_units(run);
    ctx_rollback(&run->w);
    arena_clear(run->w.mem);
    return st;
}

/* ---- what is told ---- */

static void clear_bar(struct import_run *run)
{
    if (run->bar)
        fputs("\r\033[K", run->out);
}

static void tell_problem(struct import_run *run, int64_t line, const char *why)
{
    run->report->unusable++;
    clear_bar(run);
    fprintf(run->out, "第 %lld 行：%s\n", (long long)line, why);
}

static void tell_note(struct import_run *run, int64_t line, const struct import_note *n)
{
    run->notes[n->matter]++;
    clear_bar(run);
    fprintf(run->out, "注意（第 %lld 行）：%s\n", (long long)line, n->text);
}

static void tell_progress(struct import_run *run, int64_t bytes)
{
    int percent = run->size_bytes > 0 ? (int)(bytes * 100 / run->size_bytes) : 0;
    percent = percent > 100 ? 100 : percent;
    if (run->bar) {
        char bar[41];
        memset(bar, '.', 40);
        memset(bar, '#', (size_t)(percent * 2 / 5));
        bar[40] = '\0';
        fprintf(run->out, "\r[%s] %d%%，%lld 行\033[K", bar, percent, (long long)run->lines);
    } else if (run->size_bytes > 0 && percent / 25 > run->quarter && percent < 100) {
        run->quarter = percent / 25;
        fprintf(run->out, "已导入 %d%%（%lld 行）\n", percent, (long long)run->lines);
    }
    fflush(run->out);
}

/* ---- writing ---- */

static void remember_version(struct import_run *run, const struct import_doc *d, int64_t id)
{
    if (!*d->replaced_by)
        return;
    struct replaced *r = ARENA_NEW(run->kept, struct replaced);
    *r = (struct replaced){NULL, id, arena_strdup(run->kept, d->replaced_by)};
    *run->replaced_end = r;
    run->replaced_end = &r->next;
}

static void count_result(struct import_run *run, struct import_doc *d, enum put_result result)
{
    static const char staff[] =
        "这份文件正在工作台修改或已由工作人员改过，没有覆盖；需要更新请在工作台修改";
    switch (result) {
    case PUT_ADDED:
        run->report->added++;
        break;
    case PUT_UPDATED:
        run->report->updated++;
        break;
    case PUT_SAME:
        run->report->unchanged++;
        break;
    case PUT_ENDED:
        d->problem = "这份文件在本网站已经结束（废止、撤下等），没有更新";
        break;
    case PUT_STAFF:
        d->problem = staff;
        break;
    }
}

/* Whether others have its number, seen once it is written itself. */
static enum st compare(
    struct import_run *run, struct arena *a, struct import_doc *d, int64_t id, bool updated)
{
    if (!*d->content.meta.doc_no || d->problem)
        return ST_OK;
    enum st st = import_doubt_twice(&run->w, a, d, id, updated, run->line_of);
    int64_t *line = ARENA_NEW(run->kept, int64_t);
    *line = d->line;
    map_set(run->line_of, arena_printf(run->kept, "%lld", (long long)id), line);
    return st;
}

static enum st write_docs(struct import_run *run, struct import_batch *b)
{
    enum st st = ctx_begin(&run->w, true);
    for (size_t i = 0; !st && i < b->n; i++) {
        struct import_doc *d = &b->docs[i];
        int64_t id;
        enum put_result result;
        if (d->problem)
            continue;
        st = record_put(&run->w, &d->put, &id, &result);
        if (st)
            break;
        count_result(run, d, result);
        remember_version(run, d, id);
        st = compare(run, b->mem, d, id, result == PUT_UPDATED);
    }
    if (!st)
        return ctx_commit(&run->w);
    ctx_rollback(&run->w);
    return st;
}

static enum st write_batch(struct import_run *run, struct import_batch *b)
{
    struct import_report before = *run->report;
    enum st st = write_docs(run, b);
    arena_clear(run->w.mem);
    if (st) {
        *run->report = before; /* nothing of the batch is there */
        return st;
    }
    for (size_t i = 0; i < b->n; i++) {
        const struct import_doc *d = &b->docs[i];
        for (const struct import_note *n = d->notes; n && !d->problem; n = n->next)
            tell_note(run, d->line, n);
        if (d->problem)
            tell_problem(run, d->line, d->problem);
    }
    run->lines += (int64_t)b->n;
    tell_progress(run, b->bytes);
    return ST_OK;
}

static enum st link_one(struct import_run *run, const struct replaced *r)
{
    struct rows *rows;
    struct ctx *w = &run->w;
    enum st st = q(w, &stmt_by_source, ARGS(v_text(r->by)), &rows);
    if (st || !rows_next(rows))
        return st;
    int64_t later = rows_int(rows, 0);
    st = q(w, &stmt_linked, ARGS(v_int(later), v_int(r->record_id)), &rows);
    return st || rows_next(rows) ? st : link_add(w, later, r->record_id, LINK_REPLACES);
}

/* Each superseded version and its latest one know each other. */
static enum st link_versions(struct import_run *run)
{
    if (!run->replaced)
        return ST_OK;
    enum st st = ctx_begin(&run->w, true);
    for (const struct replaced *r = run->replaced; !st && r; r = r->next)
        st = link_one(run, r);
    if (!st)
        return ctx_commit(&run->w);
    ctx_rollback(&run->w);
    return st;
}

static enum st write_all(struct import_run *run, struct import_feed *feed)
{
    struct import_batch *b;
    enum st st = ST_OK;
    while (!st && (b = import_feed_next(feed))) {
        st = write_batch(run, b);
        import_feed_return(&b);
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
    }
    return st ? st : link_versions(run);
}

static void run_init(struct import_run *run, struct ctx *c, FILE *out, struct import_report *report)
{
    *report = (struct import_report){.added = 0};
    *run = (struct import_run){
        .c = c, .kept = arena_new(), .out = out, .report = report, .bar = isatty(fileno(out)) == 1};
    run->replaced_end = &run->replaced;
    run->line_of = map_new(run->kept);
    ctx_init(&run->w, c->db);
    run->w.now = c->now;
    run->w.person = c->person;
    run->w.unit = c->unit;
    run->w.origin = "import";
    run->w.data_dir = c->data_dir;
    run->places.now = c->now;
}

static void tell_end(struct import_run *run)
{
    const struct import_report *r = run->report;
    clear_bar(run);
    static const char *const matters[IMPORT_MATTERS] = {
        "未导入的部分", "日期先后不符", "文号写法有误", "文号重复"};
    int64_t notes = 0;
    for (size_t i = 0; i < IMPORT_MATTERS; i++)
        notes += run->notes[i];
    if (notes)
        fprintf(run->out, "另有 %lld 处注意事项，见上：", (long long)notes);
    for (size_t i = 0, told = 0; i < IMPORT_MATTERS; i++)
        if (run->notes[i])
            fprintf(
                run->out, "%s%s %lld", told++ ? "，" : "", matters[i], (long long)run->notes[i]);
    fputs(notes ? "\n" : "", run->out);
    fprintf(run->out, "新增 %lld，更新 %lld，未变 %lld，无法使用 %lld\n", (long long)r->added,
        (long long)r->updated, (long long)r->unchanged, (long long)r->unusable);
    fflush(run->out);
}

enum st documents_import(
    struct ctx *c, FILE *in, int64_t size_bytes, FILE *out, struct import_report *report)
{
    struct import_run run;
    run_init(&run, c, out, report);
    run.size_bytes = size_bytes;
    enum st st = load_places(&run);
    if (!st) {
        struct search_follow *follow = search_follow_begin(c->db, c->data_dir);
        struct import_feed *feed = import_feed_begin(in, &run.places);
        st = write_all(&run, feed);
        bool unread = import_feed_end(&feed);
        enum st indexed = search_follow_end(&follow, st ? NULL : &run.w.err);
        st = st ? st : indexed;
        if (!st && unread)
            st = fail(&run.w, ST_BROKEN, "", "文件没有读完：读取出错，请检查磁盘后重新导入");
        tell_end(&run);
    }
    if (st)
        c->err = run.w.err;
    ctx_release(&run.w);
    arena_free(&run.kept);
    return st;
}
