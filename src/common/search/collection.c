/* Building, opening and asking a collection, see collection.h. A document's id is kept as its
 * genre, the one string that ranking never looks at; its record number is its place in the file.
 *
 * SPDX-License-Identifier: MIT */
#include "common/search/collection.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/search/builder.h"
#include "common/search/index_dir.h"
#include "common/search/rank.h"
#include "common/search/view.h"
#include "lib/base/date.h"
#include "lib/base/map.h"

#define BUILD_BYTES ((size_t)256 << 20) /* memory of one segment being built */

struct collection {
    struct view *view;
};

struct build {
    const char *dir;
    struct builder *b;
    struct arena *mem;
    struct map *ids;
    struct manifest m;
    struct collection_built *out;
    struct err *e;
};

/* ---- building ---- */

static enum st file_segment(struct build *x)
{
    char path[4300];
    struct manifest *m = &x->m;
    if (m->n == MAX_SEGMENTS)
        return err_set(x->e, ST_TOO_BIG, "", "文件太大，请分成几个集合");
    index_name(m->names[m->n]);
    snprintf(path, sizeof path, "%s/%s", x->dir, m->names[m->n]);
    enum st st = builder_finish(x->b, path, NULL, NULL);
    if (st)
        return err_set(x->e, st, "", "不能写入 %s，请检查磁盘空间和权限", x->dir);
    m->n++;
    return ST_OK;
}

static enum st check_id(struct build *x, const char *id)
{
    long long line = x->out->lines;
    if (!*id)
        return err_set(x->e, ST_INVALID, "", "第 %lld 行：编号（第 1 列）是空的", line);
    for (const char *p = id; *p; p++)
        if (isspace((unsigned char)*p))
            return err_set(x->e, ST_INVALID, "", "第 %lld 行：编号里不能有空格", line);
    if (map_find(x->ids, id))
        return err_set(x->e, ST_INVALID, "", "第 %lld 行：编号“%s”重复", line, id);
    map_set(x->ids, id, x);
    return ST_OK;
}

static enum st add_line(struct build *x, char *line, size_t n)
{
    char *title = memchr(line, '\t', n), *text = title ? strchr(title + 1, '\t') : NULL;
    if (!text)
        return err_set(x->e, ST_INVALID, "",
            "第 %lld 行：缺少%s列，每行应为 编号<TAB>标题<TAB>正文", x->out->lines,
            title ? "正文" : "标题和正文");
    *title++ = 0;
    *text++ = 0;
    enum st st = check_id(x, line);
    if (st)
        return st;
    struct build_doc d = {.record_id = ++x->out->documents,
        .formed_on = DAY_NONE,
        .title = title,
        .genre = line,
        .number = "",
        .number_word = "",
        .index_no = "",
        .issuer = "",
        .subject = "",
        .validity = "",
        .kind = "",
        .summary = "",
        .body_html = "",
        .body_text = text};
    builder_add(x->b, &d);
    x->out->text_bytes += (long long)n;
    return builder_bytes(x->b) < BUILD_BYTES ? ST_OK : file_segment(x);
}

/* Without line end and byte order mark; NUL bytes become spaces. */
static char *tidy_line(char *line, size_t *n, bool first)
{
    while (*n && (line[*n - 1] == '\n' || line[*n - 1] == '\r'))
        line[--*n] = 0;
    for (char *p = line; (p = memchr(p, 0, *n - (size_t)(p - line)));)
        *p = ' ';
    if (first && strncmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        *n -= 3;
    }
    return line;
}

static bool only_blanks(const char *line, size_t n)
{
    return strspn(line, " \t\v\f") == n;
}

static enum st add_lines(struct build *x, FILE *tsv)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    enum st st = ST_OK;
    while (!st && (n = getline(&line, &room, tsv)) > 0) {
        size_t bytes = (size_t)n;
        char *at = tidy_line(line, &bytes, x->out->lines++ == 0);
        if (only_blanks(at, bytes))
            x->out->blank++;
        else
            st = add_line(x, at, bytes);
    }
    free(line);
    if (!st && ferror(tsv))
        st = err_set(x->e, ST_BROKEN, "", "文件读到第 %lld 行时出错", x->out->lines + 1);
    return st;
}

static enum st open_segments(const char *dir, const struct manifest *m, struct view **out)
{
    struct segment *list[MAX_SEGMENTS];
    size_t n = 0;
    enum st st = ST_OK;
    while (!st && n < m->n)
        if (!(st = segment_from_file(dir, m->names[n], &list[n])))
            n++;
    if (!st)
        *out = view_new(list, n, n, m->seq);
    while (n)
        segment_drop(list[--n]);
    return st;
}

/* Many segments become one: queries look in one place, and the index gets smaller. */
static enum st join(struct build *x)
{
    struct view *v;
    char path[4300];
    struct manifest joined = x->m;
    if (x->m.n < 2)
        return ST_OK;
    enum st st = open_segments(x->dir, &x->m, &v);
    if (st)
        return err_set(x->e, ST_BROKEN, "", "写入 %s 的索引读不回来，请检查磁盘", x->dir);
    joined.n = 1;
    index_name(joined.names[0]);
    snprintf(path, sizeof path, "%s/%s", x->dir, joined.names[0]);
    st = view_merge(v, 0, v->n, path, NULL, NULL);
    view_drop(v);
    if (st)
        return err_set(x->e, st, "", "不能写入 %s，请检查磁盘空间和权限", x->dir);
    x->m = joined;
    return ST_OK;
}

static enum st build_all(struct build *x, FILE *tsv)
{
    struct view *v;
    enum st st = add_lines(x, tsv);
    if (!st && !x->out->documents)
        st = err_set(x->e, ST_INVALID, "", "文件是空的，没有可以建立索引的内容");
    if (!st && builder_records(x->b))
        st = file_segment(x);
    if (!st)
        st = join(x);
    x->m.seq = x->out->documents;
    if (!st && manifest_write(x->dir, &x->m))
        st = err_set(x->e, ST_BROKEN, "", "不能写入 %s，请检查磁盘空间和权限", x->dir);
    if (!st && !open_segments(x->dir, &x->m, &v)) {
        for (size_t i = 0; i < v->n; i++)
            x->out->index_bytes += (long long)v->parts[i].s->bytes;
        view_drop(v);
    }
    return st;
}

/* Only what this command made is replaced: never the index of a site. */
static enum st check_place(const char *dir, struct err *e)
{
    struct manifest m;
    if (mkdir(dir, 0750) != 0 && errno != EEXIST)
        return err_set(e, ST_INVALID, "", "不能建立文件夹 %s：%s", dir, strerror(errno));
    if (manifest_read(dir, &m) == ST_OK && m.record_id)
        return err_set(e, ST_INVALID, "", "%s 是网站的索引，请换一个文件夹", dir);
    return ST_OK;
}

/* Segments that no manifest names are swept away by the next build. */
enum st collection_build(FILE *tsv, const char *dir, struct collection_built *out, struct err *e)
{
    *out = (struct collection_built){0};
    enum st st = check_place(dir, e);
    if (st)
        return st;
    int lock = index_lock(dir, false);
    if (lock < 0)
        return err_set(e, ST_BUSY, "", "不能写入 %s，或另一个命令正在写入", dir);
    struct build x = {.dir = dir, .b = builder_new(), .mem = arena_new(), .out = out, .e = e};
    x.ids = map_new(x.mem);
    st = build_all(&x, tsv);
    builder_free(&x.b);
    arena_free(&x.mem);
    index_unlock(lock);
    return st;
}

/* ---- asking ---- */

enum st collection_open(const char *dir, struct collection **out, struct err *e)
{
    struct manifest m;
    struct view *v;
    enum st st = manifest_read(dir, &m);
    if (st == ST_NOT_FOUND)
        return err_set(e, st, "", "%s 里没有索引，请先用 gongkai index 建立", dir);
    if (!st && m.record_id)
        return err_set(
            e, ST_INVALID, "", "%s 是网站的索引，请指定 gongkai index 建立的文件夹", dir);
    if (!st)
        st = open_segments(dir, &m, &v);
    if (st)
        return err_set(e, ST_INVALID, "",
            "%s 的索引不完整、被改动或版本不同，请用 gongkai index 重新建立", dir);
    *out = calloc(1, sizeof **out);
    if (!*out)
        die("out of memory");
    (*out)->view = v;
    return ST_OK;
}

void collection_close(struct collection **c)
{
    if (!*c)
        return;
    view_drop((*c)->view);
    free(*c);
    *c = NULL;
}

static const char *id_of(const struct view *v, int64_t record_id)
{
    for (size_t i = v->n; i-- > 0;) {
        const struct segment *s = v->parts[i].s;
        const struct seg_touched *t = segment_touched(s, record_id);
        if (t && t->doc < s->n_docs)
            return segment_string(s, s->docs[t->doc].genre);
    }
    return "";
}

size_t collection_ask(const struct collection *c, struct arena *a, const char *text, size_t limit,
    struct collection_hit **out)
{
    struct ask q;
    struct ranking r;
    double last = 0;
    ask_read(a, text, &q);
    if (!q.n)
        return 0;
    rank_view(a, c->view, &q, NULL, false, limit, &r);
    *out = ARENA_ARRAY(a, struct collection_hit, r.n);
    for (size_t i = 0; i < r.n; i++) {
        /* what ranking puts above by tier gets a score to match */
        double score = r.best[i].score + 10000.0 * r.best[i].tier;
        if (i && score > last - 1e-6)
            score = last - 1e-6;
        (*out)[i] = (struct collection_hit){id_of(c->view, r.best[i].record_id), score};
        last = score;
    }
    return r.n;
}
