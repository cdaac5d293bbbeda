/* Words of the site: texts to struct site and back.
 *
 * SPDX-License-Identifier: MIT */
#include "platform/portal/site_word.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum word {
    W_NAME,
    W_SUBTITLE,
    W_DOMAIN,
    W_ID_CODE,
    W_SPONSOR,
    W_OPERATOR,
    W_PHONE,
    W_EMAIL,
    W_ADDRESS,
    W_POSTCODE,
    W_ICP,
    W_PSB,
    W_CONAC,
    W_COLOUR,
    W_NAV,
    W_HOME
};

const struct site_word site_words[N_SITE_WORDS] = {
    [W_NAME] = {"name", "网站名称", "写规范全称，例如：师宗县人民政府", WORD_LINE, true, 40},
    [W_SUBTITLE] = {"subtitle", "名称下方的小字", "例如：门户网站", WORD_LINE, false, 20},
    [W_DOMAIN] = {"domain", "域名", "不写 http，不写路径，例如：www.shizong.gov.cn", WORD_LINE,
        true, 100},
    [W_ID_CODE] = {"id_code", "网站标识码", "10 位：6 位行政区划代码加 4 位序号", WORD_LINE, true,
        10},
    [W_SPONSOR] = {"sponsor", "主办单位", "", WORD_LINE, true, 40},
    [W_OPERATOR] = {"operator_unit", "承办单位", "", WORD_LINE, false, 40},
    [W_PHONE] = {"phone", "联系电话", "", WORD_LINE, true, 30},
    [W_EMAIL] = {"email", "电子邮箱", "", WORD_LINE, false, 60},
    [W_ADDRESS] = {"address", "地址", "", WORD_LINE, false, 80},
    [W_POSTCODE] = {"postcode", "邮编", "", WORD_LINE, false, 6},
    [W_ICP] = {"icp", "ICP 备案编号", "例如：滇ICP备12345678号-1", WORD_LINE, true, 40},
    [W_PSB] = {"psb", "公安机关备案编号", "例如：滇公网安备 53032302000001号", WORD_LINE, true, 40},
    [W_CONAC] = {"conac", "党政机关网站标识的地址", "中央编办发给的 https 地址", WORD_LINE, true,
        200},
    [W_COLOUR] = {"colour", "主色", "# 加 6 位十六进制数；不填用默认的深青色。白字放在上面要看得清",
        WORD_COLOUR, false, 7},
    [W_NAV] = {"nav", "主导航", "每行一项：名称，空格，路径。首页不用写", WORD_LINKS, true, 1000},
    [W_HOME] = {"home", "首页栏目",
        "每行一块：栏目路径，最多 5 块，第一块最大。路径后可以空一格写下级栏目的末段，只列这些下级",
        WORD_COLUMNS, true, 500},
};

static const char *const demo_home[] = {
    "zwgk/fdnr/zcwj gz gfxwj qtwj sjwj", "zwdt/tzgg", "zwdt/szyw", NULL};
static _Atomic(const char *const *) home_now = demo_home;

const char *const *site_home_blocks(void)
{
    return atomic_load(&home_now);
}

size_t home_block_paths(
    struct arena *a, const char *block, const char **head, const char *const **paths)
{
    char *save = NULL, *text = arena_strdup(a, block), *child;
    const char **list = ARENA_ARRAY(a, const char *, strlen(block) + 1);
    size_t n = 0;
    *head = strtok_r(text, " \t", &save);
    while (*head && (child = strtok_r(NULL, " \t", &save)))
        list[n++] = arena_printf(a, "%s/%s", *head, child);
    if (!*head)
        *head = "";
    if (!n)
        list[n++] = *head;
    *paths = list;
    return n;
}

/* Shown as long as the record number is the example's. */
static const char demo_line[] = "演示站点：内容供试用，备案编号等为示例。";

static const char *nav_text(struct arena *a, const struct site *s)
{
    const char *text = "";
    for (size_t i = 0; i < s->n_nav; i++)
        text = arena_printf(a, "%s%s %s\n", text, s->nav[i].label, s->nav[i].path);
    return text;
}

static const char *home_text(struct arena *a)
{
    const char *text = "";
    for (const char *const *path = site_home_blocks(); *path; path++)
        text = arena_printf(a, "%s%s\n", text, *path);
    return text;
}

void site_texts_now(struct arena *a, struct site_texts *out)
{
    const struct site *s = ui_site();
    *out = (struct site_texts){{[W_NAME] = s->name,
        [W_SUBTITLE] = s->subtitle,
        [W_DOMAIN] = s->domain,
        [W_ID_CODE] = s->id_code,
        [W_SPONSOR] = s->sponsor,
        [W_OPERATOR] = s->operator_unit,
        [W_PHONE] = s->phone,
        [W_EMAIL] = s->email,
        [W_ADDRESS] = s->address,
        [W_POSTCODE] = s->postcode,
        [W_ICP] = s->icp,
        [W_PSB] = s->psb,
        [W_CONAC] = s->conac,
        [W_COLOUR] = s->colour,
        [W_NAV] = nav_text(a, s),
        [W_HOME] = home_text(a)}};
}

/* The lines of text, white space around them removed, empty ones left out; NULL-terminated. */
static const char **lines_of(struct arena *a, const char *text, size_t *n)
{
    size_t most = 1;
    for (const char *p = text; *p; p++)
        most += *p == '\n' || *p == '\r';
    const char **lines = ARENA_ARRAY(a, const char *, most + 1);
    char *save = NULL;
    *n = 0;
    for (char *line = strtok_r(arena_strdup(a, text), "\r\n", &save); line;
         line = strtok_r(NULL, "\r\n", &save)) {
        line += strspn(line, " \t");
        size_t len = strlen(line);
        while (len && strchr(" \t", line[len - 1]))
            line[--len] = '\0';
        if (len)
            lines[(*n)++] = line;
    }
    return lines;
}

/* "政策文件 /zwgk/fdnr/zcwj/": the path begins behind the last space; "" when there is none. */
static struct site_link link_of_line(struct arena *a, const char *line)
{
    const char *space = strrchr(line, ' ');
    if (!space)
        return (struct site_link){line, ""};
    size_t n = (size_t)(space - line);
    while (n && line[n - 1] == ' ')
        n--;
    return (struct site_link){arena_strndup(a, line, n), space + 1};
}

static const char *digits_of(struct arena *a, const char *s)
{
    char *out = arena_strdup(a, s), *to = out;
    for (; *s; s++)
        if (*s >= '0' && *s <= '9')
            *to++ = *s;
    *to = '\0';
    return out;
}

const struct site *site_from_texts(
    struct arena *a, const struct site_texts *t, const char *const **home)
{
    const char *w[N_SITE_WORDS];
    size_t n_lines, n_home;
    for (size_t i = 0; i < N_SITE_WORDS; i++)
        w[i] = arena_strdup(a, t->text[i]);
    const char **lines = lines_of(a, w[W_NAV], &n_lines);
    struct site_link *nav = ARENA_ARRAY(a, struct site_link, n_lines);
    for (size_t i = 0; i < n_lines; i++)
        nav[i] = link_of_line(a, lines[i]);
    *home = lines_of(a, w[W_HOME], &n_home);
    struct site *s = ARENA_NEW(a, struct site);
    *s = (struct site){.name = w[W_NAME],
        .subtitle = w[W_SUBTITLE],
        .domain = w[W_DOMAIN],
        .id_code = w[W_ID_CODE],
        .sponsor = w[W_SPONSOR],
        .operator_unit = w[W_OPERATOR],
        .phone = w[W_PHONE],
        .email = w[W_EMAIL],
        .address = w[W_ADDRESS],
        .postcode = w[W_POSTCODE],
        .icp = w[W_ICP],
        .psb = w[W_PSB],
        .psb_code = digits_of(a, w[W_PSB]),
        .conac = w[W_CONAC],
        /* RULE G-FOOT-JIUCUO-CODE: made of the identification code, so they cannot differ */
        .jiucuo = arena_printf(
            a, "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=%s", w[W_ID_CODE]),
        .map = "/site-map/",
        .colour = w[W_COLOUR],
        .demo = strstr(w[W_ICP], "00000000") ? demo_line : "",
        .nav = nav,
        .n_nav = n_lines};
    return s;
}

/* ---- the table ---- */

const struct migration site_migration = {1, "words of the site",
    "CREATE TABLE site_word (key TEXT PRIMARY KEY, value TEXT NOT NULL, changed_at INTEGER NOT "
    "NULL, "
    "version INTEGER NOT NULL) STRICT;",
    NULL};
const struct stmt site_stmt_all = {"site.all", "SELECT key, value FROM site_word", NULL};
const struct stmt site_stmt_put = {"site.put",
    "INSERT INTO site_word (key, value, changed_at, version) VALUES ($1, $2, $3, 1) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, "
    "version = site_word.version + 1",
    NULL};
const struct stmt site_stmt_mark = {
    "site.mark", "SELECT COALESCE(sum(version), 0) FROM site_word", NULL};

/* A site in force. It stays for ever, because pages being written may still use it. */
struct in_force {
    struct arena *mem;
    const struct site *site;
    const char *const *home;
    int64_t mark;
    struct in_force *before;
};
static _Atomic(struct in_force *) newest;

static void put_in_force(void *arg)
{
    struct in_force *now = arg;
    now->before = atomic_load(&newest);
    while (!atomic_compare_exchange_weak(&newest, &now->before, now))
        continue;
    atomic_store(&home_now, now->home);
    ui_set_site(now->site);
}

static struct in_force *make_in_force(const struct site_texts *t, int64_t mark)
{
    struct arena *a = arena_new();
    struct in_force *now = ARENA_NEW(a, struct in_force);
    *now = (struct in_force){.mem = a, .mark = mark};
    now->site = site_from_texts(a, t, &now->home);
    return now;
}

static enum st read_mark(struct ctx *c, int64_t *mark)
{
    struct rows *r;
    enum st st = q1(c, &site_stmt_mark, NO_ARGS, &r);
    if (!st)
        *mark = rows_int(r, 0);
    return st;
}

enum st site_save(struct ctx *c, const struct site_texts *t)
{
    int64_t mark;
    for (size_t i = 0; i < N_SITE_WORDS; i++) {
        enum st st = x(
            c, &site_stmt_put, ARGS(v_text(site_words[i].key), v_text(t->text[i]), v_int(c->now)));
        if (st)
            return st;
    }
    enum st st = read_mark(c, &mark);
    if (st)
        return st;
    ctx_touch(c, "site");
    ctx_after_commit(c, put_in_force, make_in_force(t, mark));
    return ST_OK;
}

enum st site_load(struct ctx *c)
{
    struct site_texts t;
    struct rows *r;
    int64_t mark;
    enum st st = q(c, &site_stmt_all, NO_ARGS, &r);
    if (!st)
        st = read_mark(c, &mark);
    if (st || !rows_count(r))
        return st;
    site_texts_now(c->mem, &t);
    while (rows_next(r))
        for (size_t i = 0; i < N_SITE_WORDS; i++)
            if (strcmp(site_words[i].key, rows_text(r, 0)) == 0)
                t.text[i] = rows_text(r, 1);
    put_in_force(make_in_force(&t, mark));
    return ST_OK;
}

enum st site_follow(struct ctx *c)
{
    int64_t mark = 0;
    struct in_force *now = atomic_load(&newest);
    enum st st = ctx_begin(c, false);
    if (!st)
        st = read_mark(c, &mark);
    bool changed = !st && mark != (now ? now->mark : 0);
    if (changed)
        st = site_load(c);
    ctx_rollback(c);
    if (st || !changed)
        return st;
    st = ctx_begin(c, true); /* pages made with the old words meanwhile are dropped */
    if (st)
        return st;
    ctx_touch(c, "site");
    return ctx_commit(c);
}
