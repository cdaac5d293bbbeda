/* Tables of the import: each type has one column, each word one meaning.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/document/import_map.h"

#include <string.h>

#include "common/record/validity.h"
#include "lib/base/utf8.h"

#define POLICY "zwgk/fdnr/zcwj/"

static const struct import_type types[] = {
    {"宪法", POLICY "flfg/fl", "宪法", "document"},
    {"法律", POLICY "flfg/fl", "法律", "document"},
    {"行政法规", POLICY "flfg/xzfg", "行政法规", "document"},
    {"地方性法规", POLICY "flfg/dfxfg", "地方性法规", "document"},
    {"自治条例", POLICY "flfg/dfxfg", "自治条例", "document"},
    {"单行条例", POLICY "flfg/dfxfg", "单行条例", "document"},
    {"部门规章", POLICY "flfg/bmgz", "部门规章", "document"},
    {"司法解释", POLICY "flfg/sfjs", "司法解释", "document"},
    {"其他", POLICY "flfg/qt", NULL, "document"},
    {"标准", POLICY "flfg/qt", "标准", "document"},
    {"规章", POLICY "gz", "规章", "document"},
    {"地方政府规章", POLICY "gz", "规章", "document"},
    {"政府规章", POLICY "gz", "规章", "document"},
    {"规范性文件", POLICY "gfxwj", NULL, "document"},
    {"行政规范性文件", POLICY "gfxwj", NULL, "document"},
    {"国务院文件", POLICY "sjwj", NULL, "document"},
    {"国务院部门文件", POLICY "sjwj", NULL, "document"},
    {"省政府文件", POLICY "sjwj", NULL, "document"},
    {"市政府文件", POLICY "sjwj", NULL, "document"},
    {"上级文件", POLICY "sjwj", NULL, "document"},
    {"县政府文件", POLICY "qtwj", NULL, "document"},
    {"县政府办公室文件", POLICY "qtwj", NULL, "document"},
    {"政府文件", POLICY "qtwj", NULL, "document"},
    {"部门文件", POLICY "qtwj", NULL, "document"},
    {"其他文件", POLICY "qtwj", NULL, "document"},
    {"政策解读", "zwgk/fdnr/zcjd", "政策解读", "interpretation"},
    {"规划计划", "zwgk/fdnr/ghjh", NULL, "document"},
    {"政府工作报告", "zwgk/fdnr/ghjh", "报告", "document"},
    {"统计信息", "zwgk/fdnr/tjxx", "", "news"},
    {"财政信息", "zwgk/fdnr/czxx", "", "document"},
    {"人事信息", "zwgk/fdnr/rsxx", NULL, "document"},
    {"通知公告", "zwdt/tzgg", NULL, "news"},
    {"师宗要闻", "zwdt/szyw", "", "news"},
    {"部门动态", "zwdt/bmdt", "", "news"},
};

const struct import_type *import_type(const char *type)
{
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (strcmp(types[i].type, type) == 0)
            return &types[i];
    return NULL;
}

/* The 15 kinds of the 2012 regulation, longer endings first. */
static const struct {
    const char *ending, *genre;
} genres[] = {
    {"复函", "函"},
    {"批复", "批复"},
    {"决议", "决议"},
    {"决定", "决定"},
    {"命令", "命令（令）"},
    {"令", "命令（令）"},
    {"公报", "公报"},
    {"公告", "公告"},
    {"通告", "通告"},
    {"意见", "意见"},
    {"通知", "通知"},
    {"通报", "通报"},
    {"报告", "报告"},
    {"请示", "请示"},
    {"议案", "议案"},
    {"函", "函"},
    {"纪要", "纪要"},
};

const char *import_genre(const char *title)
{
    size_t n = strlen(title);
    const char *open = strstr(title, "（");
    /* 关于…的意见（试行）: what is in brackets at the end does not count */
    if (n > 3 && !strcmp(title + n - 3, "）"))
        while (open && strstr(open + 3, "（"))
            open = strstr(open + 3, "（");
    if (open && n > 3 && !strcmp(title + n - 3, "）"))
        n = (size_t)(open - title);
    for (size_t i = 0; i < COUNT_OF(genres); i++) {
        size_t m = strlen(genres[i].ending);
        if (n >= m && memcmp(title + n - m, genres[i].ending, m) == 0)
            return genres[i].genre;
    }
    return "";
}

const char *import_genre_of_number(const struct docno *no)
{
    size_t n = strlen(no->word);
    if (no->kind == DOCNO_ORDER)
        return "命令（令）";
    if (no->kind == DOCNO_NOTICE)
        return strstr(no->text, "公告") ? "公告" : "通告";
    return n >= 3 && !strcmp(no->word + n - 3, "函") ? "函" : "";
}

static const struct {
    const char *word, *validity;
} validities[] = {
    {"", ""},
    {VALID, VALID},
    {"现行有效", VALID},
    {"继续有效", VALID},
    {"是", VALID},
    {VALID_NOT_YET, VALID_NOT_YET},
    {"尚未施行", VALID_NOT_YET},
    {"尚未生效", VALID_NOT_YET},
    {VALID_AMENDED, VALID_AMENDED},
    {"修改", VALID_AMENDED},
    {"已被修改", VALID_AMENDED},
    {VALID_REPEALED, VALID_REPEALED},
    {"已废止", VALID_REPEALED},
    {"已被废止", VALID_REPEALED},
    {VALID_EXPIRED, VALID_EXPIRED},
    {"已失效", VALID_EXPIRED},
    {"宣布失效", VALID_EXPIRED},
};

const char *import_validity(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(validities); i++)
        if (strcmp(validities[i].word, word) == 0)
            return validities[i].validity;
    return NULL;
}

/* 二〇一八年九月十二日 → 2018年9月12日. Other letters stay. */
static void digits_of(const char *s, char *out, size_t room)
{
    static const char han[] = "〇一二三四五六七八九";
    const char *end = s + strlen(s), *ten;
    size_t n = 0;
    while (s < end && n + 4 < room) {
        const char *at = s;
        utf8_next(&s, end);
        size_t width = (size_t)(s - at);
        ten = strncmp(at, "十", 3) == 0 ? at : NULL;
        const char *hit = width == 3 ? strstr(han, (char[4]){at[0], at[1], at[2], '\0'}) : NULL;
        if (ten) { /* 十 alone is 10, before a digit 1, behind one nothing or 0 */
            bool before = n && out[n - 1] >= '0' && out[n - 1] <= '9';
            bool after = width && s < end && strncmp(s, "月", 3) && strncmp(s, "日", 3);
            if (!before)
                out[n++] = '1';
            if (!after)
                out[n++] = '0';
        } else if (hit || !strncmp(at, "零", 3) || !strncmp(at, "○", 3)) {
            out[n++] = (char)('0' + (hit ? (hit - han) / 3 : 0));
        } else {
            memcpy(out + n, at, width);
            n += width;
        }
    }
    out[n] = '\0';
}

static int take_digits(const char **p, int max)
{
    int v = 0, n = 0;
    for (; **p >= '0' && **p <= '9' && n < max; n++, ++*p)
        v = v * 10 + (**p - '0');
    return n ? v : -1;
}

/* Steps over one of the marks; false when none is there. */
static bool take_mark(const char **p, const char *const *marks)
{
    for (; *marks; marks++)
        if (strncmp(*p, *marks, strlen(*marks)) == 0) {
            *p += strlen(*marks);
            return true;
        }
    return false;
}

bool import_day(const char *s, struct day *out)
{
    static const char *const after_year[] = {"-", "/", ".", "年", NULL};
    static const char *const after_month[] = {"-", "/", ".", "月", NULL};
    static const char *const after_day[] = {"日", "T", " ", NULL};
    char text[128];
    *out = day_none();
    while (*s == ' ')
        s++;
    if (!*s)
        return true;
    digits_of(s, text, sizeof text);
    const char *p = text;
    int y = take_digits(&p, 4);
    bool marked = take_mark(&p, after_year);
    int m = take_digits(&p, 2);
    if (marked != take_mark(&p, after_month))
        return false;
    int d = take_digits(&p, 2);
    if (y < 1000 || (*p && !take_mark(&p, after_day)))
        return false;
    *out = day_of(y, m, d);
    return day_given(*out);
}

static bool web_address(const char *s)
{
    return strncmp(s, "http://", 7) == 0 || strncmp(s, "https://", 8) == 0;
}

static void add_path(struct arena *a, const char **url, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, strlen(path) * 3 + 1), *w = out;
    for (; *path; path++) {
        unsigned char ch = (unsigned char)*path;
        if (ch > 0x20 && ch < 0x7F && !strchr("\"#%<>?[\\]^`{|}", ch)) {
            *w++ = (char)ch;
            continue;
        }
        *w++ = '%';
        *w++ = digits[ch >> 4];
        *w++ = digits[ch & 15];
    }
    *url = arena_printf(a, "%s%s", *url, out);
}

const char *import_source_url(struct arena *a, const char *source)
{
    if (web_address(source))
        return source;
    if (strncmp(source, "github:", 7) != 0)
        return "";
    const char *repo = source + 7, *at = strchr(repo, '@'), *colon = at ? strchr(at, ':') : NULL;
    if (!colon)
        return "";
    const char *url = arena_printf(a, "https://github.com/%.*s/blob/%.*s/", (int)(at - repo), repo,
        (int)(colon - at - 1), at + 1);
    add_path(a, &url, colon + 1);
    return url;
}

static const struct {
    const char *host, *name;
} sites[] = {
    {"www.gov.cn", "中国政府网"},
    {"www.yn.gov.cn", "云南省人民政府网"},
    {"www.qj.gov.cn", "曲靖市人民政府网"},
    {"www.shizong.gov.cn", "师宗县人民政府网"},
};

const char *import_source_name(struct arena *a, const char *source, const char *url)
{
    const char *host = strstr(url, "://");
    bool machine = web_address(source) || !strncmp(source, "github:", 7);
    if (*source && !machine)
        return source;
    if (!strncmp(source, "github:", 7) && !strncmp(url, "https://github.com/", 19)) {
        const char *at = strchr(source, '@');
        return at ? arena_printf(a, "%.*s（GitHub）", (int)(at - source - 7), source + 7) : "";
    }
    if (!host)
        return "";
    host += 3;
    const char *name = arena_strndup(a, host, strcspn(host, "/:?#"));
    for (size_t i = 0; i < COUNT_OF(sites); i++)
        if (strcmp(sites[i].host, name) == 0)
            return sites[i].name;
    return name;
}
