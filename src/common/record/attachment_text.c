/* The table of texts, and the job that fills it. See attachment_text.h.
 *
 * The file is read and understood outside of any transaction; the row it is for may be gone when
 * the text is kept, and then nothing is kept.
 *
 * SPDX-License-Identifier: MIT */
#include "common/record/attachment_text.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/record/file.h"
#include "common/record/file_type.h"
#include "lib/base/log.h"
#include "lib/paper/file_text.h"

enum { BATCH = 16, MOST_TRIES = 5, WAIT_SECONDS = 60, JOB_MS = 5000 };
/* One file may take half a minute, and receipts of applications must not wait for it. */
enum { JOB_SECONDS = JOB_PROMPT_SECONDS + 2 };

static const struct stmt stmt_want = {"attachment_text.want",
    "INSERT INTO attachment_text (sha256, state, cut, pages, blank, text, tries, due_at) "
    "VALUES ($1, 'new', 0, 0, 0, '', 0, $2) ON CONFLICT (sha256) DO NOTHING",
    NULL};
static const struct stmt stmt_forget = {"attachment_text.forget",
    "DELETE FROM attachment_text WHERE sha256 = $1 AND NOT EXISTS "
    "(SELECT 1 FROM public_file p WHERE p.sha256 = $1)",
    NULL};
static const struct stmt stmt_waiting = {"attachment_text.waiting",
    "SELECT sha256, tries FROM attachment_text WHERE state = 'new' AND due_at <= $1 "
    "ORDER BY due_at, sha256 LIMIT $2",
    NULL};
static const struct stmt stmt_keep = {"attachment_text.keep",
    "UPDATE attachment_text SET state = $2, cut = $3, pages = $4, blank = $5, text = $6 "
    "WHERE sha256 = $1 AND state = 'new'",
    NULL};
static const struct stmt stmt_later = {"attachment_text.later",
    "UPDATE attachment_text SET tries = tries + 1, due_at = $2 WHERE sha256 = $1 AND state = 'new'",
    NULL};
static const struct stmt stmt_changed = {"attachment_text.changed",
    "INSERT INTO search_change (record_id, at) SELECT p.record_id, $2 FROM public_file p "
    "WHERE p.sha256 = $1 AND EXISTS (SELECT 1 FROM attachment_text t WHERE t.sha256 = $1 AND "
    "t.state = 'read') ORDER BY p.record_id",
    NULL};
static const struct stmt stmt_meta = {"attachment_text.meta",
    "SELECT e.meta FROM item i JOIN edition e ON e.id = i.edition_id WHERE i.record_id = $1 "
    "AND i.ended NOT IN ('error', 'privacy', 'moved')",
    NULL};
static const struct stmt stmt_text = {"attachment_text.text",
    "SELECT t.state, t.cut, t.pages, t.blank, t.text FROM attachment_text t WHERE t.sha256 = $1 "
    "AND EXISTS (SELECT 1 FROM public_file p WHERE p.sha256 = $1 AND p.record_id = $2)",
    NULL};
static const struct stmt stmt_state = {"attachment_text.state",
    "SELECT state, cut, pages, blank FROM attachment_text WHERE sha256 = $1", NULL};
static const struct stmt *const stmts[] = {&stmt_want, &stmt_forget, &stmt_waiting, &stmt_keep,
    &stmt_later, &stmt_changed, &stmt_meta, &stmt_text, &stmt_state};

enum st attachment_text_want(struct ctx *c, const char *sha256)
{
    return x(c, &stmt_want, ARGS(v_text(sha256), v_int(c->now)));
}

enum st attachment_text_forget(struct ctx *c, const char *sha256)
{
    return x(c, &stmt_forget, ARGS(v_text(sha256)));
}

/* ---- reading ---- */

static const char *const states[] = {[FILE_TEXT_READ] = "read",
    [FILE_TEXT_NONE] = "none",
    [FILE_TEXT_LOCKED] = "locked",
    [FILE_TEXT_BROKEN] = "broken",
    [FILE_TEXT_TOO_BIG] = "too_big",
    [FILE_TEXT_OTHER] = "other"};

/* The types that the worker understands: for others it is not even started. */
static bool is_read(const char *path)
{
    static const char *const exts[] = {"pdf", "docx", "xlsx", "pptx", "ofd", "txt"};
    const char *why;
    const struct file_kind *k = file_kind_of(path, &why);
    for (size_t i = 0; k && i < COUNT_OF(exts); i++)
        if (strcmp(k->ext, exts[i]) == 0)
            return true;
    return false;
}

static enum st read_bytes(struct ctx *c, int fd, struct file_text *out)
{
    struct stat s;
    if (fstat(fd, &s) != 0 || s.st_size <= 0 || s.st_size > FILE_MAX_BYTES) {
        out->state = FILE_TEXT_BROKEN;
        return ST_OK;
    }
    void *p = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        return ST_BUSY;
    enum st st =
        file_text_read(c->mem, &(struct paper_file){.p = p, .n = (size_t)s.st_size}, out, &c->err);
    munmap(p, (size_t)s.st_size);
    return st;
}

static enum st read_file(struct ctx *c, const char *path, struct file_text *out)
{
    *out = (struct file_text){.text = "", .state = FILE_TEXT_OTHER};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ST_NOT_FOUND;
    enum st st = is_read(path) ? read_bytes(c, fd, out) : ST_OK;
    close(fd);
    return st;
}

static enum st keep(struct ctx *c, const char *sha256, const struct file_text *t)
{
    enum st st = ctx_begin(c, true);
    if (!st)
        st = x(c, &stmt_keep,
            ARGS(v_text(sha256), v_text(states[t->state]), v_int(t->cut), v_int(t->n_pages),
                v_int(t->n_blank), v_text(t->text)));
    if (!st)
        st = x(c, &stmt_changed, ARGS(v_text(sha256), v_int(c->now)));
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

static enum st keep_for_later(struct ctx *c, const char *sha256, int64_t tries)
{
    tries = tries < MOST_TRIES ? tries : MOST_TRIES;
    enum st st = ctx_begin(c, true);
    if (!st)
        st = x(c, &stmt_later,
            ARGS(v_text(sha256), v_int(c->now + WAIT_SECONDS * (tries + 1) * (tries + 1))));
    if (!st)
        return ctx_commit(c);
    ctx_rollback(c);
    return st;
}

/* A file that is missing time and again is broken; without a worker all files wait for one. */
static enum st read_one(struct ctx *c, const char *sha256, int64_t tries)
{
    struct file_text t;
    enum st st = read_file(c, file_disk_path(c, sha256), &t);
    if (!st)
        return keep(c, sha256, &t);
    log_line(LOG_WARN, "attachment_text", "%s cannot be read now: %s %s", sha256,
        st == ST_NOT_FOUND ? "no such file" : c->err.message, c->err.detail);
    if (st != ST_NOT_FOUND || tries + 1 < MOST_TRIES)
        return keep_for_later(c, sha256, tries);
    t = (struct file_text){.text = "", .state = FILE_TEXT_BROKEN};
    return keep(c, sha256, &t);
}

struct waiting {
    char sha256[SHA256_HEX_BYTES];
    int64_t tries;
};

static enum st list_waiting(struct ctx *c, struct waiting list[static BATCH], size_t *n)
{
    struct rows *r;
    *n = 0;
    enum st st = ctx_begin(c, false);
    if (!st)
        st = q(c, &stmt_waiting, ARGS(v_int(c->now), v_int(BATCH)), &r);
    while (!st && rows_next(r)) {
        snprintf(list[*n].sha256, sizeof list[*n].sha256, "%s", rows_text(r, 0));
        list[(*n)++].tries = rows_int(r, 1);
    }
    ctx_rollback(c);
    return st;
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static enum st read_waiting(struct ctx *c, int64_t until, bool *left)
{
    struct waiting list[BATCH];
    size_t n, i = 0;
    enum st st;
    do {
        st = list_waiting(c, list, &n);
        for (i = 0; !st && i < n && now_ms() < until; i++) {
            st = read_one(c, list[i].sha256, list[i].tries);
            arena_clear(c->mem);
        }
    } while (!st && n == BATCH && i == n);
    *left = i < n;
    return st;
}

enum st attachment_text_read(struct ctx *c, int64_t ms, bool *left)
{
    struct ctx own; /* its memory is emptied file by file */
    ctx_init(&own, c->db);
    own.data_dir = c->data_dir;
    own.origin = c->origin;
    own.now = c->now;
    enum st st = read_waiting(&own, now_ms() + ms, left);
    if (st)
        c->err = own.err;
    ctx_release(&own);
    return st;
}

static enum st job(struct ctx *c)
{
    bool left;
    return attachment_text_read(c, JOB_MS, &left);
}

/* ---- asking ---- */

/* State, cut, pages and blank of the first row; without one all stays as it was. */
static bool read_state(struct rows *r, struct attachment_text *out)
{
    if (!rows_next(r))
        return false;
    out->state = rows_text(r, 0);
    out->cut = rows_int(r, 1) != 0;
    out->n_pages = (int)rows_int(r, 2);
    out->n_blank = (int)rows_int(r, 3);
    return true;
}

static enum st add_text(
    struct ctx *c, int64_t record_id, const struct attachment *f, struct attachment_text *out)
{
    struct rows *r;
    *out = (struct attachment_text){.sha256 = f->sha256, .name = f->name, .state = "", .text = ""};
    enum st st = q(c, &stmt_text, ARGS(v_text(f->sha256), v_int(record_id)), &r);
    if (!st && read_state(r, out)) {
        out->text = rows_text(r, 4);
        out->n = strlen(out->text);
    }
    return st;
}

enum st attachment_texts(struct ctx *c, int64_t record_id, struct attachment_text **list, size_t *n)
{
    struct rows *r;
    struct meta m;
    size_t total = 0;
    *n = 0;
    *list = NULL;
    enum st st = q(c, &stmt_meta, ARGS(v_int(record_id)), &r);
    if (st || !rows_next(r))
        return st;
    st = meta_read(c->mem, rows_text(r, 0), &m, &c->err);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct attachment_text, m.n_files + 1);
    for (size_t i = 0; !st && i < m.n_files; i++) {
        struct attachment_text *t = &(*list)[*n];
        st = add_text(c, record_id, &m.files[i], t);
        total += t->n;
        if (total > ATTACHMENT_TEXTS_MAX_BYTES)
            t->text = "", t->n = 0;
        ++*n;
    }
    return st;
}

enum st attachment_text_state(struct ctx *c, const char *sha256, struct attachment_text *out)
{
    struct rows *r;
    *out = (struct attachment_text){.sha256 = sha256, .name = "", .state = "", .text = ""};
    enum st st = q(c, &stmt_state, ARGS(v_text(sha256)), &r);
    if (!st)
        read_state(r, out);
    return st;
}

const char *attachment_text_remark(struct arena *a, const struct attachment_text *t)
{
    static const struct {
        const char *state, *remark;
    } remarks[] = {
        {"new", "正在读取文字，稍后可以检索"},
        {"none", "没有可检索的文字（扫描件或图片），建议换成带文字的 PDF、OFD 或 Word 文件"},
        {"locked", "有打开密码，读不出文字，也不便公众阅读；请去掉密码后重新上传"},
        {"broken", "读不出文字（文件可能已损坏）；请用原来的软件打开、另存后重新上传"},
        {"too_big", "太大或结构异常，没有读取文字；请拆成几份后重新上传"},
        {"other", "这种类型的内容不能检索；内容重要的，请另附 PDF、OFD 或 Word 文件"},
    };
    for (size_t i = 0; i < COUNT_OF(remarks); i++)
        if (strcmp(remarks[i].state, t->state) == 0)
            return remarks[i].remark;
    if (t->n_blank && strcmp(t->state, "read") == 0)
        return arena_printf(
            a, "共 %d 页，其中 %d 页没有可检索的文字（扫描件或图片）", t->n_pages, t->n_blank);
    return t->cut ? "文字很多，只能检索前面的约 70 万字" : "";
}

static const struct job jobs[] = {
    {"attachment_text.read", "读取已公开附件的文字", JOB_SECONDS, job},
};

const struct module attachment_text_module = {.name = "attachment_text",
    .title = "附件文字",
    .stmts = stmts,
    .n_stmts = COUNT_OF(stmts),
    .jobs = jobs,
    .n_jobs = COUNT_OF(jobs)};
