/* One JSON line → a record ready to be put, or the reason why not.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/import.h"

#include <string.h>

#include "common/org/org.h"
#include "common/record/validity.h"
#include "disclosure/document/import_map.h"
#include "lib/base/utf8.h"
#include "lib/text/docno.h"

#define ID_MAX_BYTES 200
#define TITLE_MAX_CHARS 500

/* Members with a place in a record; others are named in a note. */
static const char *const members[] = {"id", "title", "type", "column", "unit", "issuer", "number",
    "index_number", "index_no", "subject", "genre", "date", "formed_on", "first_date",
    "publish_date", "published_on", "effective", "effective_on", "abolished", "abolished_on",
    "validity", "url", "source_url", "source", "html", "body", "summary", "region", "events",
    "keywords", "author", "basis", "open_mode", "open_limit", "category", "version", "versions",
    "latest"};

static void add_note(
    struct arena *a, struct import_doc *d, enum import_matter matter, const char *text)
{
    struct import_note *n = ARENA_NEW(a, struct import_note), **end = &d->notes;
    n->text = text;
    n->matter = matter;
    while (*end)
        end = &(*end)->next;
    *end = n;
}

void import_note_add(struct arena *a, struct import_doc *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add_note(a, d, IMPORT_LEFT_OUT, arena_vprintf(a, fmt, ap));
    va_end(ap);
}

void import_doubt(
    struct arena *a, struct import_doc *d, enum import_matter matter, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add_note(a, d, matter, arena_vprintf(a, fmt, ap));
    va_end(ap);
}

/* White space folded to single blanks, none at the ends. */
static const char *folded(struct arena *a, const char *s)
{
    const char *end = s + strlen(s);
    char *out = arena_alloc(a, (size_t)(end - s) + 1), *w = out;
    bool gap = false;
    while (s < end) {
        const char *at = s;
        uint32_t cp = utf8_next(&s, end);
        if (utf8_is_space(cp) || cp < 0x20 || cp == 0x7F) {
            gap = true;
            continue;
        }
        if (gap && w > out)
            *w++ = ' ';
        gap = false;
        memcpy(w, at, (size_t)(s - at));
        w += s - at;
    }
    *w = '\0';
    return out;
}

struct source {
    struct arena *a;
    const struct json *j;
    struct import_doc *d;
    struct day shown; /* publish day written down */
};

/* A text member without blanks around it; anything but text is noted and counts as absent. */
static const char *text_of(struct source *s, const char *key)
{
    const struct json *v = json_get(s->j, key);
    enum json_kind kind = json_kind(v);
    if (kind == JSON_TEXT)
        return folded(s->a, json_text(v));
    if (kind != JSON_NULL)
        import_note_add(s->a, s->d, "“%s”应为文字，未导入", key);
    return "";
}

static const char *either(struct source *s, const char *key, const char *other)
{
    const char *text = text_of(s, key);
    return *text ? text : text_of(s, other);
}

static struct day day_member(struct source *s, const char *key, const char *other)
{
    const char *text = either(s, key, other);
    struct day d;
    if (!import_day(text, &d))
        import_note_add(s->a, s->d, "日期“%s”不存在（%s），留空", text, key);
    return d;
}

static const char *identity(struct source *s)
{
    const struct json *v = json_get(s->j, "id");
    if (json_kind(v) == JSON_INT)
        return arena_printf(s->a, "import:%lld", (long long)json_int(v, 0));
    const char *id = folded(s->a, json_text(v));
    if (!*id)
        s->d->problem = "缺少编号 id，请给每份文件一个不变的编号";
    else if (strlen(id) > ID_MAX_BYTES)
        s->d->problem = "编号 id 超过 200 字节，请缩短";
    return arena_printf(s->a, "import:%s", id);
}

/* Each identity once in a stream. */
static void check_twice(struct import_maker *m, struct source *s, const char *source)
{
    int64_t *line = map_find(m->ids, source);
    if (line && *line != s->d->line) {
        s->d->problem = arena_printf(s->a, "编号“%s”与第 %lld 行重复，请改用不同的编号",
            source + strlen("import:"), (long long)*line);
    } else if (!line) {
        line = ARENA_NEW(m->kept, int64_t);
        *line = s->d->line;
        map_set(m->ids, source, line);
    }
}

static void note_unknown(struct import_maker *m, struct source *s)
{
    for (size_t i = 0; i < json_count(s->j); i++) {
        const char *key = "";
        size_t k = 0;
        json_member(s->j, i, &key);
        while (k < COUNT_OF(members) && strcmp(members[k], key) != 0)
            k++;
        if (k < COUNT_OF(members) || map_find(m->unknown, key))
            continue;
        if (map_count(m->unknown) < 100) /* a file of nonsense shall not fill the screen */
            import_note_add(s->a, s->d, "不认识字段“%s”，各行的这一字段均未导入", key);
        map_set(m->unknown, key, m);
    }
}

static void read_number(struct source *s)
{
    struct meta *meta = &s->d->content.meta;
    const char *text = text_of(s, "number");
    struct docno no;
    if (!*text)
        return;
    if (docno_parse(s->a, text, &no)) {
        meta->doc_no = no.text;
        import_doubt_number(s->a, s->d, text, &no);
        if (!*meta->genre && !strcmp(s->d->put.kind, "document"))
            meta->genre = import_genre_of_number(&no);
    } else if (docno_find(s->a, text, 0, &no)) {
        import_note_add(s->a, s->d, "文号“%s”按“%s”导入", text, no.text);
        import_doubt_number(s->a, s->d, text, &no);
        meta->doc_no = no.text;
    } else {
        import_note_add(s->a, s->d, "文号“%s”不合格式，照录", text);
        meta->doc_no = text;
    }
}

static void read_events(struct source *s)
{
    const struct json *list = json_get(s->j, "events");
    struct meta *m = &s->d->content.meta;
    struct event *events = ARENA_ARRAY(s->a, struct event, json_count(list));
    if (json_kind(list) != JSON_LIST && json_kind(list) != JSON_NULL)
        import_note_add(s->a, s->d, "“events”应为列表，未导入");
    for (size_t i = 0; i < json_count(list); i++) {
        const struct json *e = json_at(list, i);
        const char *date = folded(s->a, json_get_text(e, "date"));
        const char *text = folded(s->a, json_get_text(e, "text"));
        struct day day;
        char iso[11];
        if (!import_day(date, &day))
            import_note_add(s->a, s->d, "沿革的日期“%s”不存在，留空", date);
        if (!*text && !day_given(day))
            import_note_add(s->a, s->d, "沿革的第 %zu 项是空的，未导入", i + 1);
        else
            events[m->n_events++] = (struct event){arena_strdup(s->a, day_text(day, iso)), text};
    }
    m->events = events;
}

static const char *keywords_of(struct source *s)
{
    const struct json *v = json_get(s->j, "keywords");
    const char *out = "";
    if (json_kind(v) != JSON_LIST)
        return text_of(s, "keywords");
    for (size_t i = 0; i < json_count(v); i++) {
        const char *word = folded(s->a, json_text(json_at(v, i)));
        if (*word)
            out = *out ? arena_printf(s->a, "%s，%s", out, word) : word;
    }
    return out;
}

/* Type, or column by path or name; false with the reason. */
static bool read_column(struct import_maker *m, struct source *s)
{
    const char *type = text_of(s, "type"), *column = text_of(s, "column");
    const struct import_type *row = import_type(type);
    if (!*column)
        column = row ? row->column : type;
    s->d->put.column = map_find(m->places->columns, column);
    s->d->put.kind = row ? row->kind : "document";
    if (row)
        s->d->content.meta.genre = row->genre ? row->genre : import_genre(s->d->content.title);
    if (s->d->put.column)
        return true;
    if (!*column)
        s->d->problem = "缺少类型 type（如“县政府文件”“通知公告”），也没有栏目 column";
    else if (row && !*text_of(s, "column"))
        s->d->problem = arena_printf(s->a, "本网站没有栏目“%s”，请先在工作台建立", column);
    else
        s->d->problem =
            arena_printf(s->a, "不认识类型或栏目“%s”，请改用 docs/import.md 所列的类型", column);
    return false;
}

static void read_unit(struct import_maker *m, struct source *s)
{
    const char *named = text_of(s, "unit");
    const struct unit *u = map_find(m->places->units, *named ? named : s->d->content.meta.issuer);
    if (*named && !u)
        import_note_add(s->a, s->d, "没有单位“%s”，归入%s", named, m->places->unit_name);
    s->d->put.unit_id = u ? u->id : m->places->unit_id;
    s->d->put.unit_name = u ? u->name : m->places->unit_name;
}

static void read_dates(struct source *s)
{
    struct meta *m = &s->d->content.meta;
    m->formed_on = day_member(s, "date", "formed_on");
    struct day first = day_member(s, "first_date", "");
    if (!day_given(m->formed_on))
        m->formed_on = first;
    m->effective_on = day_member(s, "effective", "effective_on");
    m->abolished_on = day_member(s, "abolished", "abolished_on");
}

/* RULE B-V1-DATE: a publish time of before today is told with the words 补录 and the source in the
 * note of the edition, which the status and the workbench show. */
static void read_times(struct import_maker *m, struct source *s)
{
    struct day shown = day_member(s, "publish_date", "published_on");
    s->shown = shown;
    if (!day_given(shown))
        shown = s->d->content.meta.formed_on;
    if (day_given(shown) && day_start(shown) > m->places->now) {
        import_note_add(s->a, s->d, "发布日期在今天之后，按今天发布");
        shown = day_none();
    }
    s->d->put.at = day_given(shown) ? day_start(shown) : 0;
    const char *source = text_of(s, "source");
    s->d->put.note = *source ? arena_printf(s->a, "补录：导入自 %s", source) : "补录：成批导入";
}

static void read_source(struct source *s)
{
    struct meta *m = &s->d->content.meta;
    const char *source = text_of(s, "source"), *url = either(s, "url", "source_url");
    m->source_url = import_source_url(s->a, *url ? url : source);
    if (*url && !*m->source_url)
        import_note_add(s->a, s->d, "来源网址“%s”不是 http 地址，未导入", url);
    m->source = import_source_name(s->a, source, m->source_url);
}

/* 长期, or a day in any of the forms that are read; anything else is left out and told. */
static void read_open_limit(struct source *s)
{
    struct meta *m = &s->d->content.meta;
    const char *text = text_of(s, "open_limit");
    m->open_limit = text;
    if (!open_limit_known(text))
        m->open_limit = day_text(day_member(s, "open_limit", ""), ARENA_ARRAY(s->a, char, 11));
}

/* The word written down, or 有效 for documents; a version with a later one is 已修改. */
static void read_validity(struct import_maker *m, struct source *s)
{
    struct meta *meta = &s->d->content.meta;
    const char *written = text_of(s, "validity"), *word = import_validity(written);
    bool document = strcmp(s->d->put.kind, "document") == 0;
    bool latest = json_get_bool(s->j, "latest", true);
    if (!word)
        import_note_add(s->a, s->d, "不认识效力“%s”，留空", written);
    const char *unwritten = day_given(meta->abolished_on) ? VALID_REPEALED : VALID;
    meta->validity = *written ? (word ? word : "") : document ? unwritten : "";
    const char *key = arena_printf(s->a, "%s\n%s", s->d->content.title, meta->region);
    s->d->replaced_by = "";
    s->d->versioned = json_get_int(s->j, "versions", 1) > 1;
    if (latest && s->d->versioned)
        map_set(m->versions, key, arena_strdup(m->kept, s->d->put.source));
    if (latest || !m->last_pass)
        return;
    const char *later = map_find(m->versions, key);
    if (later) {
        s->d->replaced_by = later;
        if (!*written)
            meta->validity = VALID_AMENDED;
    } else {
        import_note_add(s->a, s->d, "标为旧版本，但没有更新的版本，按现行有效导入");
    }
}

static void read_meta(struct import_maker *m, struct source *s)
{
    struct meta *meta = &s->d->content.meta;
    meta->issuer = text_of(s, "issuer");
    meta->region = text_of(s, "region");
    meta->index_no = either(s, "index_number", "index_no");
    meta->subject = text_of(s, "subject");
    const char *category = text_of(s, "category");
    if (!*meta->subject && strcmp(category, meta->region) && strcmp(category, text_of(s, "type")))
        meta->subject = category;
    meta->author = text_of(s, "author");
    meta->keywords = keywords_of(s);
    meta->basis = text_of(s, "basis");
    const char *genre = text_of(s, "genre");
    if (*genre)
        meta->genre = genre;
    read_number(s);
    read_dates(s);
    read_open_limit(s);
    read_events(s);
    read_source(s);
    read_times(m, s);
    read_unit(m, s);
    read_validity(m, s);
    import_doubt_days(s->a, s->d, s->shown, day_at(m->places->now));
}

/* \u0000 is a way to write NUL that the parser lets through. */
static bool escaped_nul(const char *line, size_t n)
{
    const char *end = line + n;
    for (const char *p = line; (p = memmem(p, (size_t)(end - p), "\\u0000", 6)); p += 6) {
        const char *back = p;
        while (back > line && back[-1] == '\\')
            back--;
        if ((p - back) % 2 == 0)
            return true;
    }
    return false;
}

static bool open_to_all(struct source *s)
{
    const char *mode = text_of(s, "open_mode");
    s->d->content.meta.open_mode = "主动公开";
    if (!*mode || !strcmp(mode, "主动公开"))
        return true;
    s->d->problem = arena_printf(s->a, "公开方式为“%s”，不能发布到网站", mode);
    return false;
}

/* What is wrong with the bytes themselves; NULL when nothing is. */
static const char *bad_bytes(struct arena *a, const char *line, size_t n)
{
    size_t bad = utf8_first_bad(line, n);
    if (bad == n)
        return escaped_nul(line, n) ? "含有 NUL 字符（\\u0000），请从来源删去" : NULL;
    if (!line[bad])
        return "含有 NUL 字符，请从来源删去";
    return arena_printf(a,
        "第 %zu 个字节不是有效的 UTF-8 文字；文件若是 GBK、GB18030 编码，请先另存为 UTF-8",
        bad + 1);
}

static bool usable_object(struct import_maker *m, struct source *s, const char *line, size_t n)
{
    struct err e = {.st = ST_OK};
    s->d->put.source = "";
    s->d->problem = bad_bytes(s->a, line, n);
    if (s->d->problem)
        return false;
    if (json_parse(s->a, line, n, &s->j, &e)) {
        s->d->problem = arena_strdup(s->a, e.message);
    } else if (json_kind(s->j) != JSON_OBJECT) {
        s->d->problem = "不是 JSON 对象，每行应是 {…}";
    } else {
        s->d->put.source = identity(s);
        s->d->content.title = text_of(s, "title");
        if (!s->d->problem && !*s->d->content.title)
            s->d->problem = "缺少标题 title";
        else if (!s->d->problem && utf8_count(s->d->content.title) > TITLE_MAX_CHARS)
            s->d->problem = "标题超过 500 字";
        if (!s->d->problem)
            check_twice(m, s, s->d->put.source);
    }
    return !s->d->problem;
}

enum import_made import_make(
    struct import_maker *m, struct arena *a, const char *line, size_t n, struct import_doc *out)
{
    struct source s = {a, NULL, out, day_none()};
    content_init(&out->content);
    out->put.content = &out->content;
    out->replaced_by = "";
    if (!usable_object(m, &s, line, n) || !open_to_all(&s) || !read_column(m, &s))
        return IMPORT_MADE;
    if (!m->last_pass && !json_get_bool(s.j, "latest", true))
        return IMPORT_LATER;
    note_unknown(m, &s);
    read_meta(m, &s);
    import_make_body(a, s.j, out);
    return IMPORT_MADE;
}
