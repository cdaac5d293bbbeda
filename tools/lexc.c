/* Build-time program: word list, model and own terms -> the dictionary block of
 * src/lib/text/lexicon.h, and a C file that puts it into the program.
 *
 * usage: lexc OUT.bin OUT.c JIEBA TERMS   JIEBA: folder of Debian's python3-jieba with dict.txt,
 * finalseg/prob_emit.py and analyse/idf.txt. TERMS: own terms, "word", "word count", or "-word" to
 * leave one out; "#" starts a comment.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/lexicon.h"
#include "tools/lexc.h"

enum { WORDS_MAX = 1000000, LINE_BYTES = 1024 };

/* Transitions and starts of the model of jieba (finalseg), -ln p: B M E S. */
static const double start_cost[HMM_STATES] = {0.2627, 1e9, 1e9, 1.4653};
static const double follow_cost[HMM_STATES][HMM_STATES] = {
    {1e9, 0.9163, 0.5108, 1e9},
    {1e9, 1.2604, 0.3334, 1e9},
    {0.5897, 1e9, 1e9, 0.8085},
    {0.7212, 1e9, 1e9, 0.6659},
};

static struct word words[WORDS_MAX];
static size_t n_words, n_sorted; /* behind n_sorted: added since */
static double total;
static uint32_t uses[LEX_PLANE]; /* how many words hold a character */
static uint16_t code_of[LEX_PLANE];
static uint16_t emit_of[LEX_PLANE][HMM_STATES]; /* by character; 0: not told */
static uint16_t name_of[LEX_PLANE][NAME_ROLES]; /* by character; 0: not told */
static uint32_t n_codes = 1;

_Noreturn void lexc_stop(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("lexc: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

static FILE *open_in(const char *dir, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s%s%s", dir, *name ? "/" : "", name);
    FILE *f = fopen(path, "r");
    if (!f)
        lexc_stop("cannot open %s: install the packages of scripts/packages.txt", path);
    return f;
}

static uint16_t cost_of(double nats)
{
    double c = nats * LEX_COSTS_PER_NAT + 0.5;
    return c < 1 ? 1 : c > LEX_COST_MAX ? LEX_COST_MAX : (uint16_t)c;
}

static unsigned class_of(const char *tag)
{
    static const struct {
        const char *tag;
        enum word_class c;
    } rows[] = {{"vn", WORD_ACT}, {"an", WORD_ACT}, {"nr", WORD_NAME}, {"ns", WORD_NAME},
        {"nt", WORD_NAME}, {"nz", WORD_NAME}, {"n", WORD_NOUN}, {"s", WORD_NOUN}, {"v", WORD_VERB},
        {"a", WORD_QUALITY}, {"b", WORD_QUALITY}, {"z", WORD_QUALITY}, {"i", WORD_PHRASE},
        {"l", WORD_PHRASE}, {"j", WORD_PHRASE}, {"t", WORD_FUNCTION}, {"x", WORD_OTHER},
        {"g", WORD_OTHER}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strncmp(tag, rows[i].tag, strlen(rows[i].tag)) == 0)
            return rows[i].c;
    return *tag ? WORD_FUNCTION : WORD_OTHER;
}

/* False for what cannot stand in the trie: beyond the plane, or too long. */
static bool read_word(const char *s, struct word *w)
{
    size_t n = strlen(s);
    if (!n || !utf8_valid(s, n))
        return false;
    w->n = 0;
    for (const char *p = s, *end = s + n; p < end;) {
        uint32_t cp = utf8_next(&p, end);
        if (cp >= LEX_PLANE || w->n == WORD_CHARS_MAX)
            return false;
        w->c[w->n++] = (uint16_t)cp;
    }
    return true;
}

static void read_dictionary(const char *dir)
{
    char line[LINE_BYTES], text[LINE_BYTES], tag[64];
    FILE *f = open_in(dir, "dict.txt");
    while (fgets(line, sizeof line, f)) {
        struct word w = {.n = 0};
        tag[0] = '\0';
        if (sscanf(line, "%1023s %lf %63s", text, &w.count, tag) < 2 || !read_word(text, &w))
            continue;
        if (n_words == WORDS_MAX)
            lexc_stop("more than %d words", WORDS_MAX);
        w.count = w.count < 1 ? 1 : w.count;
        w.word_class = class_of(tag);
        w.person = strcmp(tag, "nr") == 0;
        words[n_words++] = w;
    }
    fclose(f);
    if (n_words < 1000)
        lexc_stop("dict.txt holds %zu words only", n_words);
}

static int by_text(const void *a, const void *b)
{
    const struct word *x = a, *y = b;
    for (size_t i = 0; i < x->n && i < y->n; i++)
        if (x->c[i] != y->c[i])
            return x->c[i] < y->c[i] ? -1 : 1;
    return (x->n > y->n) - (x->n < y->n);
}

static struct word *find_word(const struct word *w)
{
    return bsearch(w, words, n_sorted, sizeof words[0], by_text);
}

/* Sorted, each word once. */
static void sort_words(void)
{
    size_t n = 0;
    qsort(words, n_words, sizeof words[0], by_text);
    for (size_t i = 0; i < n_words; i++) {
        if (words[i].count <= 0)
            continue;
        if (n && by_text(&words[n - 1], &words[i]) == 0)
            words[n - 1].count = fmax(words[n - 1].count, words[i].count);
        else
            words[n++] = words[i];
    }
    n_words = n_sorted = n;
}

static double count_of(const struct word *w, size_t from, size_t to)
{
    struct word part = {.n = (uint8_t)(to - from)};
    memcpy(part.c, w->c + from, (to - from) * sizeof part.c[0]);
    const struct word *found = find_word(&part);
    return found ? found->count : to - from == 1 ? 1 : 0;
}

/* A count at which the word is cheaper than the best way to cut it. */
static double fitting_count(const struct word *w)
{
    double best[WORD_CHARS_MAX + 1] = {1};
    for (size_t to = 1; to <= w->n; to++) {
        for (size_t from = 0; from < to; from++) {
            bool whole = from == 0 && to == w->n;
            double p = whole ? 0 : best[from] * count_of(w, from, to) / total;
            best[to] = fmax(p, best[to]);
        }
    }
    return fmax(best[w->n] * total * 3, 50);
}

static void add_term(const char *text, double count)
{
    struct word w = {.word_class = WORD_NOUN};
    bool drop = *text == '-';
    if (!read_word(text + drop, &w))
        lexc_stop("%s: not a word", text);
    struct word *old = find_word(&w);
    w.count = count > 0 ? count : fitting_count(&w);
    if (drop && !old)
        lexc_stop("%s: no such word to leave out", text);
    if (drop) {
        old->count = 0;
    } else if (old) {
        old->count = count > 0 ? count : fmax(old->count, w.count);
    } else {
        if (n_words == WORDS_MAX)
            lexc_stop("more than %d words", WORDS_MAX);
        words[n_words++] = w;
    }
}

static void read_terms(const char *path)
{
    char line[LINE_BYTES], text[LINE_BYTES];
    FILE *f = open_in(path, "");
    while (fgets(line, sizeof line, f)) {
        double count = 0;
        if (*line != '#' && sscanf(line, "%1023s %lf", text, &count) >= 1)
            add_term(text, count);
    }
    fclose(f);
}

static void read_idf(const char *dir)
{
    char line[LINE_BYTES], text[LINE_BYTES];
    double idf;
    FILE *f = open_in(dir, "analyse/idf.txt");
    while (fgets(line, sizeof line, f)) {
        struct word w, *found;
        if (sscanf(line, "%1023s %lf", text, &idf) == 2 && read_word(text, &w) &&
            (found = find_word(&w)))
            found->idf = (uint8_t)fmin(fmax(idf * LEX_IDF_PER_NAT + 0.5, 1), 255);
    }
    fclose(f);
}

/* P={'B': {'\u4e00': -3.65…, as Python prints it. */
static void read_emissions(const char *dir)
{
    char line[LINE_BYTES];
    int state = -1;
    size_t read = 0;
    FILE *f = open_in(dir, "finalseg/prob_emit.py");
    while (fgets(line, sizeof line, f)) {
        unsigned cp;
        double p;
        const char *brace = strstr(line, "': {"), *at = strstr(line, "'\\u");
        if (brace && brace > line) {
            const char *s = strchr("BMES", brace[-1]);
            state = s ? (int)(s - "BMES") : -1;
        }
        if (state < 0 || !at || sscanf(at, "'\\u%4x': %lf", &cp, &p) != 2 || cp >= LEX_PLANE)
            continue;
        emit_of[cp][state] = cost_of(-p);
        read++;
    }
    fclose(f);
    if (read < 10000)
        lexc_stop("prob_emit.py holds %zu numbers only", read);
}

static const char surnames[] =
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎常武乔贺赖龚文庞樊兰殷施陶翟安"
    "颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂焦柳邢岳齐梅莫庄辛祝涂谷祁耿舒肖闫游尚柯阮桂欧卓覃柴詹娄牟";

static bool is_surname(uint16_t c)
{
    for (const char *p = surnames, *end = p + sizeof surnames - 1; p < end;)
        if (utf8_next(&p, end) == c)
            return true;
    return false;
}

/* Names of persons in the word list tell how often a character is a surname, or which of a name's.
 */
static void learn_names(void)
{
    static double count[LEX_PLANE][NAME_ROLES];
    double sum[NAME_ROLES] = {0};
    for (size_t i = 0; i < n_words; i++) {
        const struct word *w = &words[i];
        if (!w->person || w->n < 2 || w->n > 3 || !is_surname(w->c[0]))
            continue;
        count[w->c[0]][NAME_FAMILY]++;
        count[w->c[1]][w->n == 2 ? NAME_ONLY : NAME_FIRST]++;
        if (w->n == 3)
            count[w->c[2]][NAME_SECOND]++;
    }
    for (uint32_t c = 0; c < LEX_PLANE; c++)
        for (int r = 0; r < NAME_ROLES; r++)
            sum[r] += count[c][r];
    for (uint32_t c = 0; c < LEX_PLANE; c++)
        for (int r = 0; r < NAME_ROLES; r++)
            if (count[c][r] >= 1)
                name_of[c][r] = cost_of(log(sum[r] / count[c][r]));
    if (sum[NAME_FIRST] < 1000)
        lexc_stop("dict.txt holds too few names of persons");
}

static int by_use(const void *a, const void *b)
{
    uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
    return uses[x] != uses[y] ? (uses[x] > uses[y] ? -1 : 1) : (x > y) - (x < y);
}

/* Codes by frequency: often used characters lie close together, which packs the trie. */
static void give_codes(void)
{
    static uint16_t order[LEX_PLANE];
    size_t n = 0;
    for (size_t i = 0; i < n_words; i++)
        for (size_t k = 0; k < words[i].n; k++)
            uses[words[i].c[k]]++;
    for (uint32_t c = 1; c < LEX_PLANE; c++)
        if (uses[c] || emit_of[c][HMM_BEGIN] || emit_of[c][HMM_SINGLE])
            order[n++] = (uint16_t)c;
    qsort(order, n, sizeof order[0], by_use);
    for (size_t i = 0; i < n; i++)
        code_of[order[i]] = (uint16_t)n_codes++;
    for (size_t i = 0; i < n_words; i++)
        for (size_t k = 0; k < words[i].n; k++)
            words[i].c[k] = code_of[words[i].c[k]];
    qsort(words, n_words, sizeof words[0], by_text);
}

static void write_block(const char *path, const struct lex_unit *units, uint32_t n_units)
{
    struct lex_head h = {.magic = LEX_MAGIC, .n_codes = n_codes, .n_units = n_units};
    static uint16_t emit[LEX_PLANE][HMM_STATES], name[LEX_PLANE][NAME_ROLES];
    for (size_t i = 0; i < HMM_STATES; i++) {
        h.start[i] = cost_of(start_cost[i]);
        for (size_t k = 0; k < HMM_STATES; k++)
            h.follow[i][k] = cost_of(follow_cost[i][k]);
        for (uint32_t c = 0; c < LEX_PLANE; c++)
            emit[code_of[c]][i] = emit_of[c][i] ? emit_of[c][i] : LEX_COST_MAX;
        emit[0][i] = LEX_COST_MAX;
    }
    for (uint32_t c = 0; c < LEX_PLANE; c++)
        for (int r = 0; r < NAME_ROLES; r++)
            name[code_of[c]][r] = name_of[c][r] && code_of[c] ? name_of[c][r] : LEX_COST_MAX;
    for (int r = 0; r < NAME_ROLES; r++)
        name[0][r] = LEX_COST_MAX;
    h.bytes = sizeof h + sizeof code_of + n_codes * (sizeof emit[0] + sizeof name[0]) +
              n_units * sizeof *units;
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(&h, sizeof h, 1, f) != 1 || fwrite(code_of, sizeof code_of, 1, f) != 1 ||
        fwrite(emit, sizeof emit[0], n_codes, f) != n_codes ||
        fwrite(name, sizeof name[0], n_codes, f) != n_codes ||
        fwrite(units, sizeof *units, n_units, f) != n_units || fclose(f) != 0)
        lexc_stop("cannot write %s", path);
}

/* The assembler copies the block; a new block means a new C file, so that ninja compiles it. */
static void write_source(const char *path, const char *block)
{
    FILE *f = fopen(path, "w");
    if (!f)
        lexc_stop("cannot write %s", path);
    fprintf(f,
        "/* Generated by tools/lexc. */\n__asm__(\".section .rodata\\n.balign 64\\n"
        ".globl lexicon_bytes\\nlexicon_bytes:\\n.incbin \\\"%s\\\"\\n"
        ".globl lexicon_bytes_end\\nlexicon_bytes_end:\\n.byte 0\\n.text\\n\");\n"
        "extern const unsigned char lexicon_bytes[];\n",
        block);
    if (fclose(f) != 0)
        lexc_stop("cannot write %s", path);
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("usage: lexc OUT.bin OUT.c JIEBA TERMS\n", stderr);
        return 2;
    }
    uint32_t n_units;
    read_dictionary(argv[3]);
    sort_words();
    for (size_t i = 0; i < n_words; i++)
        total += words[i].count;
    read_terms(argv[4]);
    sort_words();
    read_idf(argv[3]);
    read_emissions(argv[3]);
    learn_names();
    give_codes();
    for (size_t i = 0; i < n_words; i++)
        words[i].cost = cost_of(log(total) - log(words[i].count));
    struct lex_unit *units = trie_pack(words, n_words, &n_units);
    write_block(argv[1], units, n_units);
    free(units);
    char *full = realpath(argv[1], NULL);
    if (!full)
        lexc_stop("cannot find %s", argv[1]);
    write_source(argv[2], full);
    free(full);
    return 0;
}
