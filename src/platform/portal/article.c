/* Articles kept for pages that the page cache does not have: those of which it has no room, the
 * same document in another reading mode, after midnight, or with a query that nobody has asked for
 * before.
 *
 * They lie in a file without a name; in memory there is one slot for each. An article is right as
 * long as nothing was committed under the tags of its page: its record, those it names, the site.
 *
 * SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <sys/stat.h>

#include "lib/base/ring.h"
#include "platform/portal/view.h"

#define FILE_BYTES ((size_t)256 << 20)
enum { SLOTS = 1 << 14, LARGEST_BYTES = 4 << 20, HEAD_TEXTS = 4 };

struct slot {
    int64_t record_id;
    const struct db *db;
    const struct site *site;
    uint64_t changes;
    uint64_t at;
    uint32_t front_bytes, html_bytes; /* in the file one after the other */
    struct day until;                 /* none: any */
};

static struct {
    pthread_mutex_t lock;
    struct slot slots[SLOTS];
    struct ring *file;
} all = {.lock = PTHREAD_MUTEX_INITIALIZER};

void article_start(const struct ctx *c)
{
    const char *dir = *c->data_dir ? arena_concat(c->mem, c->data_dir, "/tmp", NULL) : "/tmp";
    mkdir(dir, 0700);
    if (!all.file)
        all.file = ring_open(dir, FILE_BYTES);
}

/* ---- the front: texts of the head, then the tags, each with its NUL ---- */

static const char **text_of(struct public_head *h, int i)
{
    const char **const texts[HEAD_TEXTS] = {&h->title, &h->url, &h->tags_html, &h->below_html};
    return texts[i];
}

static void front_write(struct buf *b, const struct article *a)
{
    struct public_head h = a->head;
    for (int i = 0; i < HEAD_TEXTS; i++)
        buf_add(b, *text_of(&h, i), strlen(*text_of(&h, i)) + 1);
    for (size_t i = 0; i < a->n_tags; i++)
        buf_add(b, a->tags[i], strlen(a->tags[i]) + 1);
}

/* front ends with a NUL. */
static void front_read(struct arena *mem, const char *front, size_t n, struct article *a)
{
    const char *p = front, *end = front + n;
    for (int i = 0; i < HEAD_TEXTS; i++, p += p < end ? strlen(p) + 1 : 0)
        *text_of(&a->head, i) = p < end ? p : "";
    const char **tags = ARENA_ARRAY(mem, const char *, (size_t)(end - p) / 2 + 1);
    for (; p < end; p += strlen(p) + 1)
        tags[a->n_tags++] = p;
    a->tags = tags;
}

/* ---- finding ---- */

static bool slot_find(const struct ctx *c, int64_t record_id, struct slot *out)
{
    pthread_mutex_lock(&all.lock);
    *out = all.slots[record_id % SLOTS];
    pthread_mutex_unlock(&all.lock);
    return out->front_bytes && out->record_id == record_id && out->db == c->db &&
           out->site == ui_site() && !c->writing &&
           (!day_given(out->until) || day_at(c->now).n <= out->until.n);
}

static bool tags_unchanged(const struct article *a, uint64_t since)
{
    for (size_t i = 0; i < a->n_tags; i++)
        if (!ctx_unchanged(a->tags[i], since))
            return false;
    return true;
}

bool article_find(struct ctx *c, int64_t record_id, struct article *out)
{
    struct slot s;
    if (!all.file || !slot_find(c, record_id, &s))
        return false;
    char *front = arena_alloc(c->mem, s.front_bytes + 1);
    *out = (struct article){
        .record_id = record_id, .at = s.at + s.front_bytes, .n = s.html_bytes, .until = s.until};
    if (!ring_read(all.file, s.at, front, s.front_bytes))
        return false;
    front_read(c->mem, front, s.front_bytes, out);
    return tags_unchanged(out, s.changes);
}

bool article_write(struct buf *out, const struct article *a)
{
    if (a->html) {
        buf_add(out, a->html, a->n);
        return true;
    }
    if (!buf_reserve(out, a->n) || !ring_read(all.file, a->at, out->p + out->n, a->n))
        return false;
    out->n += a->n;
    out->p[out->n] = '\0';
    return true;
}

/* ---- keeping ---- */

void article_keep(const struct ctx *c, const struct site *site, const struct article *a)
{
    struct buf front;
    struct slot s = {.record_id = a->record_id,
        .db = c->db,
        .site = site,
        .changes = c->changes,
        .until = a->until};
    if (!all.file || c->writing || site != ui_site() || a->n > LARGEST_BYTES)
        return;
    buf_init(&front, 0);
    front_write(&front, a);
    s.front_bytes = (uint32_t)front.n;
    s.html_bytes = (uint32_t)a->n;
    const struct iovec parts[] = {{front.p, front.n}, {(void *)(uintptr_t)a->html, a->n}};
    if (!buf_failed(&front) && ring_add(all.file, parts, 2, &s.at)) {
        pthread_mutex_lock(&all.lock);
        all.slots[s.record_id % SLOTS] = s;
        pthread_mutex_unlock(&all.lock);
    }
    buf_release(&front);
}
