/* Values of attributes: styles, classes, addresses, sizes. Pure functions.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "lib/text/clean_tree.h"

static const char *skip_space(const char *s)
{
    while (*s == ' ' || (*s >= 9 && *s <= 13))
        s++;
    return s;
}

static bool copy_trimmed(const char *s, size_t n, char *out, size_t size)
{
    while (n && (s[n - 1] == ' ' || (s[n - 1] >= 9 && s[n - 1] <= 13)))
        n--;
    if (n >= size)
        return false;
    memcpy(out, s, n);
    out[n] = '\0';
    for (char *p = out; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    return true;
}

bool style_get(const char *style, const char *property, char *out, size_t size)
{
    size_t n = strlen(property);
    bool found = false;
    for (const char *s = skip_space(style); *s; s = skip_space(s)) {
        size_t len = strcspn(s, ";");
        if (len > n && strncasecmp(s, property, n) == 0) {
            const char *value = skip_space(s + n);
            if (*value == ':') {
                value = skip_space(value + 1);
                if (value <= s + len)
                    found = copy_trimmed(value, (size_t)(s + len - value), out, size);
            }
        }
        s += len;
        s += *s == ';';
    }
    return found;
}

bool class_has(const char *classes, const char *word)
{
    size_t n = strlen(word);
    for (const char *s = skip_space(classes); *s; s = skip_space(s)) {
        size_t len = strcspn(s, " \t\n\r\f\v");
        if (len == n && strncmp(s, word, n) == 0)
            return true;
        s += len;
    }
    return false;
}

static const char *digits(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return n && n <= 6 ? s + n : NULL;
}

/* c1, c1s2, a12, a12-1, h1, h1-2, h1-2-3 */
bool anchor_id_valid(const char *id)
{
    char kind = *id;
    if (kind != 'c' && kind != 'a' && kind != 'h')
        return false;
    const char *s = digits(id + 1);
    if (s && kind == 'c' && *s == 's')
        return (s = digits(s + 1)) && !*s;
    for (int i = 0; s && *s == '-' && kind != 'c' && i < 3; i++)
        s = digits(s + 1);
    return s && !*s;
}

/* What browsers do first: white space around and line breaks inside go. NULL when other control
 * characters or backslashes remain. */
static char *plain_address(struct arena *a, const char *s)
{
    size_t n = strlen(s);
    if (n > 2000)
        return NULL;
    while (n && (unsigned char)s[n - 1] <= ' ')
        n--;
    while (n && (unsigned char)*s <= ' ')
        s++, n--;
    char *out = arena_alloc(a, n + 1), *to = out;
    for (size_t i = 0; i < n; i++) {
        unsigned char ch = (unsigned char)s[i];
        if (ch == '\t' || ch == '\n' || ch == '\r')
            continue;
        if (ch < ' ' || ch == 0x7F || ch == '\\')
            return NULL;
        *to++ = (char)ch;
    }
    *to = '\0';
    return out;
}

static bool has_scheme(char *s, const char *scheme)
{
    size_t n = strlen(scheme);
    if (strncasecmp(s, scheme, n) != 0)
        return false;
    memcpy(s, scheme, n);
    return s[n] && s[n] != ' ' && s[n] != '/';
}

const char *clean_href(struct arena *a, const char *href)
{
    char *s = plain_address(a, href);
    if (!s)
        return NULL;
    if (*s == '/')
        return s[1] != '/' ? s : NULL;
    if (*s == '#')
        return anchor_id_valid(s + 1) ? s : NULL;
    bool ok = has_scheme(s, "http://") || has_scheme(s, "https://") || has_scheme(s, "mailto:") ||
              has_scheme(s, "tel:");
    return ok ? s : NULL;
}

const char *clean_src(struct arena *a, const char *src, enum clean_images images)
{
    char *s = images == CLEAN_IMAGES_NONE ? NULL : plain_address(a, src);
    if (!s)
        return NULL;
    if (images == CLEAN_IMAGES_DOCX && strncmp(s, "docx:", 5) == 0) {
        const char *end = digits(s + 5);
        return end && !*end ? s : NULL;
    }
    if (strncmp(s, "/files/", 7) != 0 || !s[7] || strchr(s, '?') || strchr(s, '#'))
        return NULL;
    return strstr(s, "/.") || strstr(s, "//") || strcasestr(s, "%2e") || strcasestr(s, "%2f") ? NULL
                                                                                              : s;
}

/* "120", "120px", " 120.5pt": the whole number in front, or 0 when there is none up to max. */
int clean_number(const char *s, int max)
{
    int n = 0;
    for (s = skip_space(s); *s >= '0' && *s <= '9'; s++) {
        n = n * 10 + (*s - '0');
        if (n > max)
            return 0;
    }
    return *s == '%' ? 0 : n;
}
