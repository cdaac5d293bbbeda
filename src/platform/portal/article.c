/* Articles kept in memory, for pages that the page cache does not have: the same document in
 * another reading mode, after midnight, or with a query that nobody has asked for before.
 *
 * An article is right while nothing was committed (ctx_changes) and the words of the site are the
 * same; then it is made anew from the database.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>

#include "platform/portal/view.h"

enum { SLOTS = 256, BUDGET_BYTES = 4 << 20, LARGEST_BYTES = 256 << 10 };
enum { ARENA_BYTES = 16 << 10 }; /* an arena's first block, however little is in it */

struct kept {
    struct article article; /* first: what is handed out */
    struct arena *mem;      /* this and all it points to */
    size_t bytes;
    int refs; /* the table's own counts as one */
    const struct db *db;
    const struct site *site;
    uint64_t changes;
};

static struct {
    pthread_mutex_t lock;
    struct kept *slots[SLOTS];
    size_t bytes, hand;
} all = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* With `lock` held. */
static void unref(struct kept *k)
{
    struct arena *mem = k->mem;
    if (--k->refs == 0)
        arena_free(&mem);
}

static void drop(struct kept **slot)
{
    if (!*slot)
        return;
    all.bytes -= (*slot)->bytes;
    unref(*slot);
    *slot = NULL;
}

const struct article *article_find(const struct ctx *c, int64_t record_id)
{
    pthread_mutex_lock(&all.lock);
    struct kept *k = all.slots[record_id % SLOTS];
    if (k && (k->article.record_id != record_id || k->db != c->db || k->changes != c->changes ||
                 k->site != ui_site() || c->writing))
        k = NULL;
    if (k)
        k->refs++;
    pthread_mutex_unlock(&all.lock);
    return k ? &k->article : NULL;
}

void article_release(const struct article *a)
{
    pthread_mutex_lock(&all.lock);
    unref((struct kept *)(uintptr_t)a);
    pthread_mutex_unlock(&all.lock);
}

static struct kept *copy_of(const struct article *a)
{
    struct arena *mem = arena_new();
    struct kept *k = ARENA_NEW(mem, struct kept);
    int64_t *around = ARENA_ARRAY(mem, int64_t, a->n_around);
    for (size_t i = 0; i < a->n_around; i++)
        around[i] = a->around[i];
    *k = (struct kept){.article = *a, .mem = mem, .refs = 1};
    k->article.head = (struct public_head){.title = arena_strdup(mem, a->head.title),
        .url = arena_strdup(mem, a->head.url),
        .tags_html = arena_strdup(mem, a->head.tags_html),
        .below_html = arena_strdup(mem, a->head.below_html)};
    k->article.around = around;
    k->article.html = arena_strndup(mem, a->html, a->n);
    k->bytes = ARENA_BYTES + arena_used_bytes(mem);
    return k;
}

void article_keep(const struct ctx *c, const struct site *site, const struct article *a)
{
    if (c->writing || site != ui_site() || a->n > LARGEST_BYTES)
        return;
    struct kept *k = copy_of(a);
    k->db = c->db;
    k->site = site;
    k->changes = c->changes;
    pthread_mutex_lock(&all.lock);
    drop(&all.slots[a->record_id % SLOTS]);
    for (; all.bytes + k->bytes > BUDGET_BYTES; all.hand = (all.hand + 1) % SLOTS)
        drop(&all.slots[all.hand]);
    all.slots[a->record_id % SLOTS] = k;
    all.bytes += k->bytes;
    pthread_mutex_unlock(&all.lock);
}
