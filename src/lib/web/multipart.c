/* The streaming part of multipart/form-data: finds boundaries however the body is cut.
 *
 * A delimiter is CR LF "--" boundary. CR occurs in it only once, so a match that fails can begin
 * anew only at the byte that broke it; what had matched is data and equals the delimiter's own
 * beginning.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/web/multipart.h"

#include <string.h>
#include <strings.h>

#include "lib/web/multipart_head.h"

enum state { PREAMBLE, BEHIND_DELIMITER, HEAD, DATA, EPILOGUE };

struct multipart {
    struct multipart_handler h;
    enum multipart_error error;
    enum state state;
    char delimiter[MULTIPART_MAX_BOUNDARY + 5];
    size_t delimiter_n, matched;
    char behind; /* last byte seen behind a delimiter: 0, '-', ' ', '\r' */
    int parts;
    size_t head_n;
    char head[MULTIPART_MAX_HEAD + 1];
    char text[2 * MULTIPART_MAX_HEAD];
};

static bool boundary_usable(const char *s)
{
    size_t n = strlen(s);
    if (!n || n > MULTIPART_MAX_BOUNDARY || s[n - 1] == ' ')
        return false;
    for (; *s; s++)
        if (*s < ' ' || *s > '~')
            return false;
    return true;
}

static bool form_data_type(const char *content_type)
{
    static const char word[] = "multipart/form-data";
    size_t n = sizeof word - 1;
    return strncasecmp(content_type, word, n) == 0 && strchr("; \t", content_type[n]);
}

struct multipart *multipart_new(struct arena *a, const char *content_type,
    const struct multipart_handler *h, enum multipart_error *why)
{
    char *boundary = arena_alloc(a, strlen(content_type) + 2);
    *why = MULTIPART_NO_BOUNDARY;
    if (!form_data_type(content_type) ||
        header_parameter(content_type, "boundary", boundary) != 1 || !boundary_usable(boundary))
        return NULL;
    *why = MULTIPART_OK;
    struct multipart *m = ARENA_NEW(a, struct multipart);
    m->h = *h;
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary, strlen(boundary));
    m->delimiter_n = 4 + strlen(boundary);
    m->matched = 2; /* the first delimiter needs no line break before it */
    return m;
}

static void set_error(struct multipart *m, enum multipart_error e)
{
    if (!m->error)
        m->error = e;
}

static void emit(struct multipart *m, const char *p, size_t n)
{
    if (m->state == DATA && n && !m->error && !m->h.part_data(m->h.arg, p, n))
        set_error(m, MULTIPART_STOPPED);
}

static void delimiter_found(struct multipart *m)
{
    if (m->state == DATA && !m->h.part_end(m->h.arg))
        set_error(m, MULTIPART_STOPPED);
    m->state = BEHIND_DELIMITER;
    m->behind = 0;
    m->matched = 0;
}

/* Data or preamble up to and including the next delimiter; gives the bytes used. */
static size_t take_data(struct multipart *m, const char *p, size_t n)
{
    size_t at = 0, from = 0; /* p[from..at) is data not yet handed on */
    while (at < n && !m->error) {
        if (!m->matched) {
            const char *cr = memchr(p + at, '\r', n - at);
            at = cr ? (size_t)(cr - p) : n;
            emit(m, p + from, at - from);
            from = at;
            if (!cr)
                break;
        }
        if (p[at] == m->delimiter[m->matched]) {
            m->matched++;
            from = ++at;
            if (m->matched == m->delimiter_n) {
                delimiter_found(m);
                return at;
            }
        } else {
            emit(m, m->delimiter, m->matched);
            m->matched = 0;
            from = at;
        }
    }
    return at;
}

static void part_opens(struct multipart *m)
{
    m->state = HEAD;
    m->head_n = 0;
    if (++m->parts > MULTIPART_MAX_PARTS)
        set_error(m, MULTIPART_TOO_MANY);
}

/* "--" ends the body; blanks and CR LF open a part. */
static void take_behind(struct multipart *m, char c)
{
    char before = m->behind;
    m->behind = c;
    if (before == '-' && c == '-')
        m->state = EPILOGUE;
    else if (before == '\r' && c == '\n')
        part_opens(m);
    else if (before == '-' || before == '\r' ||
             !(c == ' ' || c == '\t' || c == '\r' || (c == '-' && !before)))
        set_error(m, MULTIPART_BAD_DELIMITER);
}

static void head_complete(struct multipart *m)
{
    struct multipart_part part;
    m->head[m->head_n - 2] = '\0'; /* the empty line */
    enum multipart_error e = multipart_head_read(m->head, m->head_n - 2, m->text, &part);
    if (e) {
        set_error(m, e);
        return;
    }
    m->state = DATA;
    m->matched = 0;
    if (!m->h.part_begin(m->h.arg, &part))
        set_error(m, MULTIPART_STOPPED);
}

static void take_head(struct multipart *m, char c)
{
    if (m->head_n == MULTIPART_MAX_HEAD) {
        set_error(m, MULTIPART_HEAD_TOO_BIG);
        return;
    }
    m->head[m->head_n++] = c;
    const char *end = m->head + m->head_n;
    if (c != '\n' || m->head_n < 2)
        return;
    if (m->head_n == 2 ? memcmp(end - 2, "\r\n", 2) == 0
                       : m->head_n >= 4 && memcmp(end - 4, "\r\n\r\n", 4) == 0)
        head_complete(m);
}

enum multipart_error multipart_feed(struct multipart *m, const char *p, size_t n)
{
    size_t at = 0;
    while (at < n && !m->error) {
        if (m->state == EPILOGUE)
            return MULTIPART_OK;
        if (m->state == BEHIND_DELIMITER)
            take_behind(m, p[at++]);
        else if (m->state == HEAD)
            take_head(m, p[at++]);
        else
            at += take_data(m, p + at, n - at);
    }
    return m->error;
}

enum multipart_error multipart_end(struct multipart *m)
{
    if (m->state != EPILOGUE)
        set_error(m, MULTIPART_UNFINISHED);
    return m->error;
}

static const struct {
    enum st st;
    const char *message;
} errors[] = {
    [MULTIPART_OK] = {ST_OK, ""},
    [MULTIPART_NO_BOUNDARY] = {ST_INVALID, "表单的编码方式无法识别，请用浏览器重新提交"},
    [MULTIPART_BAD_DELIMITER] = {ST_INVALID, "上传的内容不完整或已损坏，请重新提交"},
    [MULTIPART_BAD_HEAD] = {ST_INVALID, "上传的内容不完整或已损坏，请重新提交"},
    [MULTIPART_BAD_NAME] = {ST_INVALID,
        "文件名无法识别，请改名（建议使用中文、字母和数字）后重新上传"},
    [MULTIPART_BAD_CODING] = {ST_INVALID, "表单的编码方式无法识别，请用浏览器重新提交"},
    [MULTIPART_HEAD_TOO_BIG] = {ST_TOO_BIG, "文件名过长，请缩短后重新上传"},
    [MULTIPART_TOO_MANY] = {ST_TOO_BIG, "一次提交的项目或文件过多，请分几次提交"},
    [MULTIPART_UNFINISHED] = {ST_INVALID, "上传中断，内容没有收全，请重新提交"},
    [MULTIPART_STOPPED] = {ST_INVALID, "上传的内容没有被接受，请检查后重新提交"},
};

const char *multipart_message(enum multipart_error e)
{
    return errors[e].message;
}

enum st multipart_status(enum multipart_error e)
{
    return errors[e].st;
}
