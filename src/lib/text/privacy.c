/* Citizen ID numbers, mobile numbers and secrecy marks; see privacy.h.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/text/privacy.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/date.h"
#include "lib/base/hash.h"
#include "lib/base/utf8.h"

enum { MAX_HITS = 200, ID_CHARS = 18, PHONE_CHARS = 11, CARD_MIN = 16, CARD_MAX = 19 };

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number_at(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++)
        v = v * 10 + (s[i] - '0');
    return v;
}

/* RULE S-PII: GB 11643 (ISO 7064 MOD 11-2), and a date of birth that exists. */
bool citizen_id_valid(const char *s)
{
    static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    if (s[0] < '1' || s[0] > '9')
        return false;
    for (int i = 0; i < 17; i++) {
        if (!digit(s[i]))
            return false;
        sum += (s[i] - '0') * weights[i];
    }
    int year = number_at(s + 6, 4);
    if (year < 1900 || year > 2099 ||
        !day_given(day_of(year, number_at(s + 10, 2), number_at(s + 12, 2))))
        return false;
    char last = s[17] == 'x' ? 'X' : s[17];
    return last == "10X98765432"[sum % 11];
}

/* RULE S-PII: the Luhn check digit, and a prefix that Chinese banks issue. */
bool bank_card_valid(const char *s, size_t n)
{
    static const char *const prefixes[] = {"62", "9558", "4367", "6013", "6029"};
    int sum = 0;
    bool issued = false;
    if (n < CARD_MIN || n > CARD_MAX)
        return false;
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        issued = issued || !strncmp(s, prefixes[i], strlen(prefixes[i]));
    for (size_t i = 0; i < n; i++) {
        if (!digit(s[i]))
            return false;
        int d = s[i] - '0';
        if ((n - i) % 2 == 0)
            d = d * 2 > 9 ? d * 2 - 9 : d * 2;
        sum += d;
    }
    return issued && sum % 10 == 0;
}

struct scan {
    struct arena *mem;
    const char *plain;
    const uint32_t *origin; /* byte of the text for each byte of plain, and for its end */
    struct privacy_hit *hits;
    size_t n;
};

static void add(struct scan *s, struct privacy_hit hit, const char *from, const char *to)
{
    hit.from = s->origin[from - s->plain];
    hit.to = s->origin[to - s->plain];
    if (s->n < MAX_HITS)
        s->hits[s->n++] = hit;
}

/* A run of digits (with a final X): an ID number, a mobile number, a bank card, or nothing of ours.
 */
static bool look_at_digits(struct scan *s, const char *p, size_t n, struct privacy_hit *hit)
{
    hit->text = arena_strndup(s->mem, p, n);
    if (n == ID_CHARS && citizen_id_valid(p)) {
        hit->kind = PRIVACY_ID;
        hit->masked = arena_printf(s->mem, "%.6s********%.4s", p, p + 14);
    } else if (n == PHONE_CHARS && p[0] == '1' && p[1] >= '3' && digit(p[10])) {
        hit->kind = PRIVACY_PHONE;
        hit->masked = arena_printf(s->mem, "%.3s****%.4s", p, p + 7);
    } else if (bank_card_valid(p, n)) {
        hit->kind = PRIVACY_CARD;
        hit->masked = arena_printf(s->mem, "%.6s******%.4s", p, p + n - 4);
    } else {
        return false;
    }
    return true;
}

/* How far digits go on, separators between them included: "+86 138-0000-1234". */
static size_t run_length(const char *p)
{
    size_t n = 0;
    while (digit(p[n]) || ((p[n] == ' ' || p[n] == '-') && digit(p[n + 1])))
        n++;
    return n + (p[n] == 'x' || p[n] == 'X');
}

static bool in_number(char c)
{
    return digit(c) || c == 'x' || c == 'X';
}

/* Joins groups from p on until they make a number of ours; gives the bytes used, 0 for none. */
static size_t look_from(struct scan *s, const char *p, const char *end, int line)
{
    char joined[CARD_MAX + 1];
    size_t n = 0;
    struct privacy_hit hit = {.line = line};
    const char *from = p;
    if (end - p >= PHONE_CHARS + 2 && !strncmp(p, "861", 3) && strspn(p, "0123456789") == 13)
        p += 2;
    for (const char *q = p; q < end; q++) {
        bool last = q + 1 == end || !in_number(q[1]);
        if (in_number(*q)) {
            if (n == CARD_MAX)
                return 0;
            joined[n++] = *q;
        }
        joined[n] = '\0';
        if (last && in_number(*q) && n >= PHONE_CHARS && look_at_digits(s, joined, n, &hit)) {
            add(s, hit, p, q + 1);
            return (size_t)(q + 1 - from);
        }
    }
    return 0;
}

/* A separator inside a number does not hide it; numbers side by side are all seen. */
static void look_at_run(struct scan *s, const char *p, size_t n, int line)
{
    const char *end = p + n;
    while (p < end) {
        size_t used = look_from(s, p, end, line);
        while (!used && p + used < end && in_number(p[used]))
            p++;
        p += used;
        while (p < end && !in_number(*p))
            p++;
    }
}

/* RULE S-SECRET: 秘密、机密、绝密 followed by ★, or by a term of years ("机密 10年"). */
static size_t secret_mark(const char *p)
{
    static const char *const words[] = {"秘密", "机密", "绝密"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t n = strlen(words[i]);
        if (strncmp(p, words[i], n) != 0)
            continue;
        const char *q = p + n;
        while (*q == ' ' || strncmp(q, "　", 3) == 0)
            q += *q == ' ' ? 1 : 3;
        if (strncmp(q, "★", 3) == 0)
            return (size_t)(q + 3 - p);
        size_t digits = strspn(q, "0123456789");
        if (digits && digits < 3 && strncmp(q + digits, "年", 3) == 0)
            return (size_t)(q + digits + 3 - p);
    }
    return 0;
}

/* Full-width digits and letters of the text, made plain, so that they hide nothing. */
static const char *plain_digits(struct scan *s, const char *text)
{
    size_t size = strlen(text);
    uint32_t *origin = ARENA_ARRAY(s->mem, uint32_t, size + 1);
    struct buf b;
    buf_init(&b, 0);
    for (const char *p = text, *end = text + size; p < end;) {
        const char *from = p;
        uint32_t cp = utf8_next(&p, end);
        if ((cp >= 0xFF10 && cp <= 0xFF19) || cp == 0xFF38 || cp == 0xFF58)
            cp -= 0xFEE0;
        else if (cp == 0xA0 || cp == 0x3000 || cp == 0x2011 || cp == 0x2013)
            cp = ' ';
        size_t at = b.n;
        if (cp != 0x200B && cp != 0xFEFF)
            buf_addcp(&b, cp);
        for (; at < b.n; at++)
            origin[at] = (uint32_t)(from - text);
    }
    origin[b.n] = (uint32_t)size;
    s->origin = origin;
    s->plain = arena_strndup(s->mem, buf_str(&b), b.n);
    buf_release(&b);
    return s->plain;
}

size_t privacy_scan(struct arena *a, const char *text, const struct privacy_hit **hits)
{
    struct scan s = {.mem = a, .hits = ARENA_ARRAY(a, struct privacy_hit, MAX_HITS)};
    int line = 1;
    for (const char *p = plain_digits(&s, text); *p;) {
        size_t n = secret_mark(p);
        if (n) {
            const char *mark = arena_strndup(a, p, n);
            add(&s, (struct privacy_hit){PRIVACY_SECRET, mark, mark, line, 0, 0}, p, p + n);
        } else if (digit(*p)) {
            n = run_length(p);
            look_at_run(&s, p, n, line);
        } else {
            n = 1;
            line += *p == '\n';
        }
        p += n;
    }
    *hits = s.hits;
    return s.n;
}

const char *privacy_phones_digest(struct arena *a, const char *text)
{
    const struct privacy_hit *hits;
    size_t n = privacy_scan(a, text, &hits), phones = 0;
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = 0; i < n; i++) {
        if (hits[i].kind != PRIVACY_PHONE)
            continue;
        phones++;
        buf_adds(&b, hits[i].text);
        buf_addc(&b, '\n');
    }
    struct sha256 h = sha256_of(buf_str(&b), b.n);
    buf_release(&b);
    char *hex = ARENA_ARRAY(a, char, SHA256_HEX_BYTES);
    return phones ? sha256_hex(&h, hex) : "";
}
