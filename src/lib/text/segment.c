/* The cheapest way through the lattice of words, see segment.h.
 *
 * Costs are -ln p of single words (lexicon.h): the way with the smallest sum is the most probable
 * sequence of words when they do not depend on one another.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/segment.h"

#include <pthread.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/segment_cells.h"
#include "lib/text/segment_own.h"
#include "lib/text/segment_parts.h"
#include "lib/text/segment_unknown.h"

enum {
    KEEP_CELLS = 48,     /* of a stretch cut off: its last cells are read again */
    NO_WORD_COST = 7880, /* a single character that is no word: once in 60 million */
    CELL_COST = 7000,    /* a number, a date, a run of letters: it is there in any case */
    NAME_COST = 2700,    /* that a name of a person stands here at all */
    NUMERAL_COST = 3500, /* 一百二十三: about as a common word */
    OWN_BONUS = 480,     /* own words against the best way to cut them */
    OWN_COST_MAX = 6200, /* … and no dearer than a word of 45 in 60 million */
    FIRM_COST = 3400, /* characters as frequent by themselves (有, 市) join no unknown word … */
    FIRM_FUNCTION_COST = 4350, /* … nor do less frequent ones that are function words (由, 须) */
    OWN_CHARS_MIN = 2,
    OWN_CHARS_MAX = 40
};

struct segmenter {
    const struct lexicon *lex;
    struct own_words own;
    uint16_t ordinal;         /* code of 第 */
    struct seg_walk *measure; /* for costs of own words; used while they are added only */
};

/* How a cell boundary is best reached. */
struct reach {
    uint32_t cost;
    uint16_t from;
    uint8_t kind;
    uint32_t unit; /* place in the trie, 0: none */
};

struct step {
    uint16_t from, to;
    uint8_t kind;
    uint32_t unit;
};

struct seg_walk {
    const struct segmenter *s;
    int mode;
    size_t at; /* where the text goes on behind the steps */
    struct cells cells;
    struct reach reach[CELLS_MAX + 1];
    struct step steps[CELLS_MAX];
    size_t n_steps, next_step;
    struct seg_word parts[PARTS_MAX], whole;
    size_t n_parts, next_part;
    bool whole_waits;
};

static inline void relax(
    struct seg_walk *w, size_t from, size_t to, uint32_t cost, enum seg_kind k, uint32_t unit)
{
    struct reach *r = &w->reach[to];
    cost += w->reach[from].cost;
    if (cost < r->cost)
        *r = (struct reach){cost, (uint16_t)from, (uint8_t)k, unit};
}

/* Words of the dictionary that begin with cell i. */
static void relax_words(struct seg_walk *w, size_t i)
{
    const struct lexicon *l = w->s->lex;
    const struct cells *c = &w->cells;
    uint32_t at = 0;
    for (size_t k = i; k < c->count; k++) {
        at = lexicon_step(l, at, c->code[k]);
        if (!at)
            return;
        if (l->unit[at].cost)
            relax(w, i, k + 1, l->unit[at].cost, SEG_WORD, at);
    }
}

/* Out of line: few places get here, and the walk over all others stays small. */
__attribute__((noinline)) static void relax_own(struct seg_walk *w, size_t i)
{
    const struct own_words *own = &w->s->own;
    const struct cells *c = &w->cells;
    const char *p = c->text + c->base + c->off[i], *end = c->text + c->base + c->off[c->count];
    const char *first = p;
    uint32_t cp = utf8_next(&p, end), at = 0;
    if (!own_words_may_begin(own, cp))
        return;
    for (size_t k = i; (at = own_words_step(own, at, cp)); cp = utf8_next(&p, end)) {
        while (k < c->count && c->base + c->off[k] < (size_t)(p - c->text))
            k++;
        if (own->cost[at] && c->base + c->off[k] == (size_t)(p - c->text))
            relax(w, i, k, own->cost[at], SEG_WORD, 0);
        if (p == end || p - first > OWN_CHARS_MAX * 4)
            return;
    }
}

static bool may_begin_own(const struct seg_walk *w, size_t i)
{
    const struct cells *c = &w->cells;
    return !c->code[i] ||
           (i + 1 < c->count && own_words_pair_may_begin(&w->s->own, c->code[i], c->code[i + 1]));
}

/* Names of persons that no list has: 王建国, 张伟. */
static void relax_name(struct seg_walk *w, size_t i)
{
    const struct cells *c = &w->cells;
    const uint16_t(*name)[NAME_ROLES] = w->s->lex->name;
    uint32_t family = name[c->code[i]][NAME_FAMILY] + (uint32_t)NAME_COST;
    if (name[c->code[i]][NAME_FAMILY] >= LEX_COST_MAX || i + 1 >= c->count)
        return;
    uint32_t only = name[c->code[i + 1]][NAME_ONLY];
    if (only < LEX_COST_MAX)
        relax(w, i, i + 2, family + only, SEG_UNKNOWN, 0);
    uint32_t first = name[c->code[i + 1]][NAME_FIRST];
    uint32_t second = i + 2 < c->count ? name[c->code[i + 2]][NAME_SECOND] : LEX_COST_MAX;
    if (first < LEX_COST_MAX && second < LEX_COST_MAX)
        relax(w, i, i + 3, family + first + second, SEG_UNKNOWN, 0);
}

static bool is_number(const struct cells *c, size_t i)
{
    return i < c->count && (c->kind[i] == CELL_NUMERAL || c->kind[i] == CELL_NUMBER);
}

/* Runs of numerals are one word: 一百二十三, 第七十一, 第711. */
static void relax_number(struct seg_walk *w, size_t i)
{
    const struct cells *c = &w->cells;
    bool ordinal = c->code[i] == w->s->ordinal && is_number(c, i + 1);
    if (!ordinal && (c->kind[i] != CELL_NUMERAL || (i && c->kind[i - 1] == CELL_NUMERAL)))
        return;
    size_t end = i + 1;
    if (ordinal && c->kind[end] == CELL_NUMBER)
        end++;
    else
        while (end < c->count && c->kind[end] == CELL_NUMERAL)
            end++;
    if (end > i + 1)
        relax(w, i, end, NUMERAL_COST, SEG_NUMBER, 0);
}

static void relax_cell(struct seg_walk *w, size_t i)
{
    static const unsigned char kinds[] = {[CELL_HAN] = SEG_UNKNOWN,
        [CELL_NUMERAL] = SEG_UNKNOWN,
        [CELL_LATIN] = SEG_LATIN,
        [CELL_NUMBER] = SEG_NUMBER,
        [CELL_DATE] = SEG_DATE,
        [CELL_DOCNO] = SEG_DOCNO};
    int kind = w->cells.kind[i];
    bool han = kind == CELL_HAN || kind == CELL_NUMERAL;
    relax(w, i, i + 1, han ? NO_WORD_COST : CELL_COST, kinds[kind], 0);
}

static void find_ways(struct seg_walk *w)
{
    const struct cells *c = &w->cells;
    bool own = w->s->own.n_used > 0;
    w->reach[0].cost = 0;
    for (size_t i = 1; i <= c->count; i++)
        w->reach[i].cost = UINT32_MAX;
    for (size_t i = 0; i < c->count; i++) {
        relax_cell(w, i);
        relax_words(w, i);
        relax_name(w, i);
        relax_number(w, i);
        if (own && may_begin_own(w, i))
            relax_own(w, i);
    }
}

/* Back from boundary `to`: steps in the order of the text. */
static void take_way(struct seg_walk *w, size_t to)
{
    size_t n = 0;
    for (size_t i = to; i; i = w->reach[i].from)
        n++;
    w->n_steps = n;
    for (size_t i = to; i; i = w->reach[i].from)
        w->steps[--n] =
            (struct step){w->reach[i].from, (uint16_t)i, w->reach[i].kind, w->reach[i].unit};
}

/* A single character that may be part of an unknown word. */
static bool is_loose(const struct seg_walk *w, const struct step *s)
{
    if (s->to - s->from != 1 ||
        (w->cells.kind[s->from] != CELL_HAN && w->cells.kind[s->from] != CELL_NUMERAL))
        return false;
    const struct lex_unit *u = &w->s->lex->unit[s->unit];
    bool firm = s->unit && (u->cost < FIRM_COST ||
                               (u->cost < FIRM_FUNCTION_COST && u->word_class == WORD_FUNCTION));
    return !firm;
}

/* The loose characters of steps [i, end) become words of the model, written from step `out` on. */
static size_t join_loose(struct seg_walk *w, size_t i, size_t end, size_t out)
{
    unsigned char last[UNKNOWN_RUN_MAX];
    size_t from = w->steps[i].from, n = end - i;
    unknown_cut(w->s->lex, w->cells.code + from, n, last);
    for (size_t k = 0, begin = 0; k < n; k++) {
        if (!last[k])
            continue;
        struct step s = w->steps[i + k];
        if (k > begin)
            s = (struct step){(uint16_t)(from + begin), (uint16_t)(from + k + 1), SEG_UNKNOWN, 0};
        w->steps[out++] = s;
        begin = k + 1;
    }
    return out;
}

static void join_unknown(struct seg_walk *w)
{
    size_t out = 0;
    for (size_t i = 0, end; i < w->n_steps; i = end) {
        for (end = i; end < w->n_steps && is_loose(w, &w->steps[end]); end++)
            ;
        if (end - i > 1) {
            out = join_loose(w, i, end, out);
        } else {
            end = i + 1;
            w->steps[out++] = w->steps[i];
        }
    }
    w->n_steps = out;
}

/* Reads on; false at the end of the text. */
static bool read_stretch(struct seg_walk *w)
{
    struct cells *c = &w->cells;
    w->n_steps = w->next_step = 0;
    cells_read(c, w->at);
    if (!c->count)
        return false;
    find_ways(w);
    take_way(w, c->count);
    size_t end = c->count;
    if (c->count == CELLS_MAX && w->at + c->off[c->count] < c->n) {
        while (w->n_steps > 1 && w->steps[w->n_steps - 1].to > CELLS_MAX - KEEP_CELLS)
            w->n_steps--;
        end = w->steps[w->n_steps - 1].to;
    }
    join_unknown(w);
    w->at += c->off[end];
    return true;
}

static void set_word(const struct seg_walk *w, const struct step *s, struct seg_word *out)
{
    const struct cells *c = &w->cells;
    *out = (struct seg_word){.start = c->base + c->off[s->from],
        .end = c->base + c->off[s->to],
        .kind = (enum seg_kind)s->kind,
        .unit = s->unit ? &w->s->lex->unit[s->unit] : NULL};
}

static bool next_whole(struct seg_walk *w, struct seg_word *out)
{
    struct cells *c = &w->cells;
    if (w->next_step < w->n_steps) {
        set_word(w, &w->steps[w->next_step++], out);
        return true;
    }
    while (w->at < c->n && c->text[w->at] == ' ')
        w->at++;
    if (w->at >= c->n)
        return false;
    if (read_stretch(w)) {
        set_word(w, &w->steps[w->next_step++], out);
        return true;
    }
    size_t n = cells_mark(c, w->at);
    *out = (struct seg_word){.start = w->at, .end = w->at + n, .kind = SEG_MARK};
    w->at += n;
    return true;
}

bool seg_walk_next(struct seg_walk *w, struct seg_word *out)
{
    if (w->mode != SEG_SEARCH)
        return next_whole(w, out);
    if (!w->whole_waits) {
        if (!next_whole(w, &w->whole))
            return false;
        w->n_parts = seg_parts(w->s->lex, w->cells.text, &w->whole, w->parts);
        w->next_part = 0;
        w->whole_waits = true;
    }
    if (w->next_part < w->n_parts) {
        *out = w->parts[w->next_part++];
        return true;
    }
    *out = w->whole;
    w->whole_waits = false;
    return true;
}

void seg_walk_start(struct seg_walk *w, const char *text, size_t n)
{
    w->cells.lex = w->s->lex;
    w->cells.text = text;
    w->cells.n = n;
    w->at = w->n_steps = w->next_step = 0;
    w->whole_waits = false;
}

struct seg_walk *seg_walk_new(struct arena *a, const struct segmenter *s, int mode)
{
    struct seg_walk *w = ARENA_NEW(a, struct seg_walk);
    w->s = s;
    w->mode = mode;
    seg_walk_start(w, "", 0);
    return w;
}

struct segmenter *segmenter_new(struct arena *a, const struct lexicon *l)
{
    struct segmenter *s = ARENA_NEW(a, struct segmenter);
    s->lex = l;
    s->ordinal = lexicon_code(l, 0x7B2C);
    own_words_init(&s->own, a);
    s->measure = seg_walk_new(a, s, SEG_PLAIN);
    return s;
}

void segmenter_add(struct segmenter *s, const char *word)
{
    struct seg_walk *w = s->measure;
    size_t n = strlen(word), chars = utf8_count(word);
    if (chars < OWN_CHARS_MIN || chars > OWN_CHARS_MAX || !utf8_valid(word, n))
        return;
    seg_walk_start(w, word, n);
    cells_read(&w->cells, 0);
    if (!w->cells.count || w->cells.off[w->cells.count] != n)
        return;
    find_ways(w);
    if (!w->reach[w->cells.count].from && w->reach[w->cells.count].unit)
        return; /* a word of the dictionary is whole already */
    uint32_t cost = w->reach[w->cells.count].cost;
    cost = cost > OWN_BONUS ? cost - OWN_BONUS : 1;
    own_words_add(&s->own, word, n, cost < OWN_COST_MAX ? cost : OWN_COST_MAX);
    /* in a text the second character may begin a cell of several */
    const char *p = word, *end = word + n;
    uint16_t first = lexicon_code(s->lex, utf8_next(&p, end));
    own_words_add_pair(&s->own, first, lexicon_code(s->lex, utf8_next(&p, end)));
    own_words_add_pair(&s->own, first, 0);
}

static struct segmenter *shipped;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_shipped(void)
{
    static struct arena *a; /* lives as long as the program */
    a = arena_new();
    shipped = segmenter_new(a, lexicon_shipped());
}

const struct segmenter *segmenter_shipped(void)
{
    pthread_once(&once, make_shipped);
    return shipped;
}
