/* Opening the file of language statistics and asking it; see proof_model.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/proof_model.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct cut {
    const char *p;
    size_t n, at;
    bool short_of;
};

static const void *take(struct cut *c, uint64_t count, size_t size)
{
    c->at = (c->at + 7) & ~(size_t)7;
    uint64_t bytes = count * size;
    if (c->short_of || c->at > c->n || bytes > c->n - c->at) {
        c->short_of = true;
        return NULL;
    }
    const void *p = c->p + c->at;
    c->at += (size_t)bytes;
    return p;
}

static enum st refuse(struct err *e, const char *name, const char *why)
{
    return err_set(e, ST_INVALID, "", "校对模型 %s %s，请用 make build 重新生成", name, why);
}

/* Starts go up and stay inside their list. */
static bool starts_right(const uint32_t *start, uint32_t n)
{
    for (int i = 0; i < GLYPHS; i++)
        if (start[i] > start[i + 1])
            return false;
    return start[GLYPHS] == n && start[0] == 0;
}

enum st proof_model_read(
    struct proof_model *m, const void *p, size_t n, const char *name, struct err *e)
{
    const struct proof_model_head *h = p;
    struct cut c = {p, n, sizeof *h, false};
    memset(m, 0, sizeof *m);
    if (n < sizeof *h || memcmp(h->magic, PROOF_MODEL_MAGIC, sizeof h->magic) != 0)
        return refuse(e, name, "不是校对模型文件");
    if (h->version != PROOF_MODEL_VERSION)
        return refuse(e, name, "是另一版本的");
    if (h->bytes != n)
        return refuse(e, name, "不完整");
    m->head = h;
    m->token = take(&c, 65536, sizeof *m->token);
    m->glyph = take(&c, 65536, sizeof *m->glyph);
    m->cp = take(&c, TOKENS, sizeof *m->cp);
    m->cost = take(&c, TOKENS, 1);
    m->backoff = take(&c, TOKENS, 1);
    m->ngram = take(&c, h->slots, sizeof *m->ngram);
    m->pair_start = take(&c, GLYPHS + 1, sizeof *m->pair_start);
    m->pair = take(&c, h->pairs, sizeof *m->pair);
    m->confused = take(&c, GLYPHS * ROW_WORDS, sizeof *m->confused);
    m->alike = take(&c, GLYPHS * ROW_WORDS, sizeof *m->alike);
    m->behind = take(&c, TOKENS * ROW_WORDS, sizeof *m->behind);
    m->before = take(&c, TOKENS * ROW_WORDS, sizeof *m->before);
    m->word = take(&c, h->word_slots, sizeof *m->word);
    m->topic = take(&c, (uint64_t)TOPIC_TOKENS * TOPIC_TOKENS, 1);
    m->title = take(&c, h->title_slots, sizeof *m->title);
    m->weight = take(&c, h->n_weights, sizeof *m->weight);
    m->table = take(&c, h->table_bytes, 1);
    if (c.short_of || c.at != n || !h->slots || !h->word_slots || !h->title_slots ||
        h->n_weights != PROOF_WEIGHTS || !starts_right(m->pair_start, h->pairs))
        return refuse(e, name, "已损坏");
    return ST_OK;
}

enum st proof_model_open(struct proof_model *m, const char *path, struct err *e)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(e, ST_NOT_FOUND, "", "打不开校对模型 %s", path);
    void *map = fstat(fd, &s) == 0 && s.st_size > 0
                    ? mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0)
                    : MAP_FAILED;
    close(fd);
    if (map == MAP_FAILED)
        return refuse(e, path, "不完整");
    enum st st = proof_model_read(m, map, (size_t)s.st_size, path, e);
    if (st) {
        munmap(map, (size_t)s.st_size);
        return st;
    }
    m->map = map;
    m->map_bytes = (size_t)s.st_size;
    return ST_OK;
}

void proof_model_close(struct proof_model *m)
{
    if (m->map)
        munmap(m->map, m->map_bytes);
    m->map = NULL;
}

int proof_cost(const struct proof_model *m, const uint16_t *t, size_t at, int *known)
{
    int cost = m->cost[t[at] & 0xFFF], order = 1, most = at < ORDER - 1 ? (int)at + 1 : ORDER;
    uint32_t back = m->backoff[t[at - (at > 0)] & 0xFFF];
    bool open = true; /* the history is still known */
    int sum = 0;
    for (int n = 2; n <= most; n++) {
        uint32_t cell = ngram_find(m, t + at - (size_t)(n - 1), n);
        if (cell) {
            cost = (int)(cell >> 8 & 255);
            order = n;
            sum = 0;
        } else {
            sum += (int)back;
        }
        if (n == most)
            break;
        uint32_t history = open ? ngram_find(m, t + at - (size_t)n, n) : 0;
        open = history != 0;
        back = history & 255;
        if (!open)
            break;
    }
    *known = order;
    return cost + sum;
}

int proof_word(const struct proof_model *m, const uint16_t *t, int n)
{
    uint64_t h = mix64(ngram_key(t, n));
    uint32_t slots = m->head->word_slots, at = slot_of(h, slots), check = (uint32_t)h | 1;
    for (uint32_t i = 0; i < 64; i++) {
        uint32_t cell = m->word[at];
        if (!cell)
            return 0;
        if ((cell ^ check) >> 8 == 0)
            return (int)(cell & 255);
        at = at + 1 == slots ? 0 : at + 1;
    }
    return 0;
}

uint32_t proof_pair(const struct proof_model *m, uint16_t written, uint16_t to)
{
    size_t glyph = written < GLYPHS ? written : 0;
    uint32_t a = m->pair_start[glyph], b = m->pair_start[glyph + 1];
    while (a < b) {
        uint32_t mid = a + (b - a) / 2, p = m->pair[mid];
        if (pair_token(p) == to)
            return p;
        if (pair_token(p) < to)
            a = mid + 1;
        else
            b = mid;
    }
    return 0;
}
