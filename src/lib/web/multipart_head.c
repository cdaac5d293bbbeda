/* Header block of one multipart part: disposition, name, file name, type.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/multipart_head.h"

#include <string.h>
#include <strings.h>

#include "lib/base/utf8.h"

static const char *skip_space(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

static bool token_char(char c)
{
    return c > ' ' && c < 127 && !strchr("()<>@,;:\\\"/[]?=", c);
}

/* Value behind '=': quoted or a token. Only \" and \\ are escapes, because browsers of old sent
 * "C:\a.doc". NULL when malformed, else the place behind it. */
static const char *read_value(const char *p, char *out)
{
    char *w = out;
    if (*p != '"') {
        while (*p && *p != ';' && *p != ' ' && *p != '\t')
            *w++ = *p++;
        *w = '\0';
        return w > out ? p : NULL;
    }
    for (p++; *p && *p != '"'; p++) {
        if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
            p++;
        *w++ = *p;
    }
    *w = '\0';
    return *p == '"' ? p + 1 : NULL;
}

/* Parameters behind the first ';' that is not part of the main value. */
int header_parameter(const char *value, const char *name, char *out)
{
    const char *p = strchr(value, ';');
    size_t length = strlen(name);
    int found = 0;
    while (p && *p == ';') {
        p = skip_space(p + 1);
        if (!*p)
            break;
        const char *key = p;
        while (token_char(*p))
            p++;
        bool mine = (size_t)(p - key) == length && strncasecmp(key, name, length) == 0;
        if (p == key || *p != '=' || (mine && found))
            return -1;
        char *at = mine ? out : out + (found ? strlen(out) + 1 : 0);
        p = read_value(p + 1, at);
        if (!p)
            return -1;
        found |= mine;
        p = skip_space(p);
        if (*p && *p != ';')
            return -1;
    }
    return found;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* RFC 5987: UTF-8'lang'percent-encoded, decoded in place. */
static bool decode_extended(char *s)
{
    char *quote = strchr(s, '\''), *p, *w = s;
    if (!quote || strncasecmp(s, "utf-8'", 6) != 0)
        return false;
    p = strchr(quote + 1, '\'');
    if (!p)
        return false;
    for (p++; *p; p++) {
        if (*p != '%') {
            *w++ = *p;
            continue;
        }
        int high = hex_digit(p[1]), low = high < 0 ? -1 : hex_digit(p[2]);
        if (low < 0 || (high == 0 && low == 0))
            return false;
        *w++ = (char)(high * 16 + low);
        p += 2;
    }
    *w = '\0';
    return true;
}

/* Marks that turn the direction of text round make "exe.doc" of "cod.exe". */
static bool direction_mark(uint32_t cp)
{
    return (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200e ||
           cp == 0x200f;
}

static bool control_char(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

/* Keeps what stands behind the last path separator, without characters that cannot be seen. */
static void plain_file_name(char *s)
{
    const char *p = s, *end = s + strlen(s);
    char *w = s;
    while (p < end) {
        const char *at = p;
        uint32_t cp = utf8_next(&p, end);
        if (cp == '/' || cp == '\\') {
            w = s;
        } else if (!control_char(cp) && !direction_mark(cp)) {
            memmove(w, at, (size_t)(p - at));
            w += p - at;
        }
    }
    *w = '\0';
    if (strcmp(s, ".") == 0 || strcmp(s, "..") == 0)
        s[0] = '_', s[1] = '\0';
}

static bool clean_name(const char *s)
{
    const char *end = s + strlen(s);
    if (s == end || !utf8_valid(s, (size_t)(end - s)))
        return false;
    while (s < end)
        if (control_char(utf8_next(&s, end)))
            return false;
    return true;
}

static enum multipart_error read_disposition(
    const char *value, char *text, struct multipart_part *part)
{
    size_t word = strcspn(value, "; \t");
    if (word != 9 || strncasecmp(value, "form-data", 9) != 0)
        return MULTIPART_BAD_HEAD;
    char *name = text, *file = text + MULTIPART_MAX_HEAD;
    int found = header_parameter(value, "name", name);
    if (found <= 0)
        return found < 0 ? MULTIPART_BAD_HEAD : MULTIPART_BAD_NAME;
    if (!clean_name(name))
        return MULTIPART_BAD_NAME;
    part->name = name;
    found = header_parameter(value, "filename*", file);
    if (found < 0 || (found && !decode_extended(file)))
        found = found < 0 ? -1 : 0;
    if (!found)
        found = header_parameter(value, "filename", file);
    if (found < 0)
        return MULTIPART_BAD_HEAD;
    if (!found)
        return MULTIPART_OK;
    if (!utf8_valid(file, strlen(file)))
        return MULTIPART_BAD_NAME;
    plain_file_name(file);
    part->filename = file;
    return MULTIPART_OK;
}

static bool is_header(const char *line, const char *name, const char **value)
{
    size_t n = strlen(name);
    if (strncasecmp(line, name, n) != 0 || line[n] != ':')
        return false;
    *value = skip_space(line + n + 1);
    return true;
}

static bool coding_plain(const char *value)
{
    return !strcasecmp(value, "7bit") || !strcasecmp(value, "8bit") || !strcasecmp(value, "binary");
}

static enum multipart_error read_line(const char *line, char *text, struct multipart_part *part)
{
    const char *value;
    size_t name = 0;
    while (token_char(line[name]))
        name++;
    if (!name || line[name] != ':')
        return MULTIPART_BAD_HEAD;
    if (is_header(line, "content-transfer-encoding", &value))
        return coding_plain(value) ? MULTIPART_OK : MULTIPART_BAD_CODING;
    if (is_header(line, "content-type", &value)) {
        if (*part->type)
            return MULTIPART_BAD_HEAD;
        part->type = value;
    }
    if (!is_header(line, "content-disposition", &value))
        return MULTIPART_OK;
    return part->name ? MULTIPART_BAD_HEAD : read_disposition(value, text, part);
}

enum multipart_error multipart_head_read(
    char *head, size_t n, char *text, struct multipart_part *part)
{
    *part = (struct multipart_part){.name = NULL, .type = ""};
    if (strlen(head) != n)
        return MULTIPART_BAD_HEAD;
    for (char *line = head; *line;) {
        char *end = strstr(line, "\r\n");
        if (!end)
            return MULTIPART_BAD_HEAD;
        *end = '\0';
        if (strpbrk(line, "\r\n"))
            return MULTIPART_BAD_HEAD;
        enum multipart_error e = read_line(line, text, part);
        if (e)
            return e;
        line = end + 2;
    }
    return part->name ? MULTIPART_OK : MULTIPART_BAD_HEAD;
}
