/* The making thread: reads lines and fills batches; the writing thread takes them in order.
 *
 * At most READY batches wait, so memory stays bounded whichever side is slower.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <string.h>

#include "disclosure/document/import.h"

#define READY 2
#define LATER_MAX_BYTES ((size_t)64 << 20)

struct later { /* a superseded version, kept until all lines are known */
    struct later *next;
    int64_t line;
    const char *text;
    size_t n;
};

struct import_feed {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct import_batch *ready[READY];
    size_t n_ready;
    bool ended, stop, failed;
    /* below: of the making thread */
    struct arena *mem;
    struct import_maker maker;
    struct import_lines lines;
    struct later *later, **later_end;
    size_t later_bytes;
};

/* Hands the batch over; false when nobody wants it any more. */
static bool hand_over(struct import_feed *f, struct import_batch *b)
{
    pthread_mutex_lock(&f->lock);
    while (f->n_ready == READY && !f->stop)
        pthread_cond_wait(&f->changed, &f->lock);
    bool wanted = !f->stop;
    if (wanted)
        f->ready[f->n_ready++] = b;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    if (!wanted)
        import_feed_return(&b);
    return wanted;
}

static struct import_batch *batch_new(void)
{
    struct arena *mem = arena_new();
    struct import_batch *b = ARENA_NEW(mem, struct import_batch);
    b->mem = mem;
    b->docs = ARENA_ARRAY(mem, struct import_doc, IMPORT_BATCH_LINES);
    return b;
}

static bool blank(const struct import_lines *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (!strchr(" \t\r", l->line[i]) || !l->line[i])
            return false;
    return !l->too_long;
}

static void keep_for_later(struct import_feed *f)
{
    struct later *k = ARENA_NEW(f->mem, struct later);
    *k = (struct later){
        NULL, f->lines.number, arena_strndup(f->mem, f->lines.line, f->lines.n), f->lines.n};
    *f->later_end = k;
    f->later_end = &k->next;
    f->later_bytes += k->n;
}

/* Adds the line the reader stands on. */
static void add_line(struct import_feed *f, struct import_batch *b)
{
    struct import_doc *d = &b->docs[b->n];
    *d = (struct import_doc){.line = f->lines.number};
    if (f->lines.too_long) {
        d->problem = "超过 16 MiB，请拆开或压缩其中的图片";
        b->n++;
        return;
    }
    /* too many to keep: judged by the versions known so far */
    f->maker.last_pass = f->later_bytes > LATER_MAX_BYTES;
    enum import_made made = import_make(&f->maker, b->mem, f->lines.line, f->lines.n, d);
    if (made == IMPORT_MADE)
        b->n++;
    else
        keep_for_later(f);
}

static bool full(const struct import_batch *b, int64_t from, int64_t now)
{
    return b->n == IMPORT_BATCH_LINES || now - from >= (int64_t)IMPORT_BATCH_BYTES;
}

/* One batch of lines; false at the end of the stream. */
static bool fill_batch(struct import_feed *f, struct import_batch *b)
{
    int64_t from = f->lines.bytes;
    while (!full(b, from, f->lines.bytes)) {
        if (!import_lines_next(&f->lines))
            return false;
        if (!blank(&f->lines))
            add_line(f, b);
    }
    return true;
}

static void fill_later(struct import_feed *f, struct import_batch *b)
{
    size_t bytes = 0;
    f->maker.last_pass = true;
    while (f->later && b->n < IMPORT_BATCH_LINES && bytes < IMPORT_BATCH_BYTES) {
        struct later *k = f->later;
        f->later = k->next;
        struct import_doc *d = &b->docs[b->n++];
        *d = (struct import_doc){.line = k->line};
        import_make(&f->maker, b->mem, k->text, k->n, d);
        bytes += k->n;
    }
}

static void *make(void *arg)
{
    struct import_feed *f = arg;
    bool more = true, wanted = true;
    while (wanted && (more || f->later)) {
        struct import_batch *b = batch_new();
        if (more)
            more = fill_batch(f, b);
        else
            fill_later(f, b);
        b->bytes = f->lines.bytes;
        wanted = hand_over(f, b);
    }
    pthread_mutex_lock(&f->lock);
    f->ended = true;
    f->failed = ferror(f->lines.in) != 0;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

struct import_feed *import_feed_begin(FILE *in, const struct import_places *places)
{
    struct arena *mem = arena_new();
    struct import_feed *f = ARENA_NEW(mem, struct import_feed);
    f->mem = mem;
    f->later_end = &f->later;
    f->maker = (struct import_maker){.places = places,
        .kept = mem,
        .ids = map_new(mem),
        .versions = map_new(mem),
        .unknown = map_new(mem)};
    import_lines_init(&f->lines, in);
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->changed, NULL);
    if (pthread_create(&f->thread, NULL, make, f) != 0)
        die("no thread for the import");
    return f;
}

struct import_batch *import_feed_next(struct import_feed *f)
{
    struct import_batch *b = NULL;
    pthread_mutex_lock(&f->lock);
    while (!f->n_ready && !f->ended)
        pthread_cond_wait(&f->changed, &f->lock);
    if (f->n_ready) {
        b = f->ready[0];
        f->n_ready--;
        memmove(f->ready, f->ready + 1, f->n_ready * sizeof *f->ready);
    }
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    return b;
}

void import_feed_return(struct import_batch **b)
{
    struct arena *mem = (*b)->mem;
    *b = NULL;
    arena_free(&mem);
}

bool import_feed_end(struct import_feed **feed)
{
    struct import_feed *f = *feed;
    pthread_mutex_lock(&f->lock);
    f->stop = true;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    pthread_join(f->thread, NULL);
    while (f->n_ready)
        import_feed_return(&f->ready[--f->n_ready]);
    bool failed = f->failed;
    import_lines_release(&f->lines);
    pthread_mutex_destroy(&f->lock);
    pthread_cond_destroy(&f->changed);
    struct arena *mem = f->mem;
    *feed = NULL;
    arena_free(&mem);
    return failed;
}
