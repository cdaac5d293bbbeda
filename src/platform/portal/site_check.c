/* What is wrong with the words of the site: the formats of publishing §2.4, §2.5, §2.6, §2.8.
 *
 * SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "platform/portal/site_word.h"

struct check {
    struct arena *mem;
    const struct site_texts *texts;
    site_report_fn *report;
    void *arg;
};

static const struct site_word *word_of(const char *key, size_t *at)
{
    for (size_t i = 0; i < N_SITE_WORDS; i++)
        if (strcmp(site_words[i].key, key) == 0) {
            *at = i;
            return &site_words[i];
        }
    die("no site word %s", key);
}

static const char *text_of(const struct check *k, const char *key)
{
    size_t i;
    word_of(key, &i);
    return k->texts->text[i];
}

static void report(const struct check *k, const char *key, const char *code, const char *message)
{
    size_t i;
    const struct site_word *w = word_of(key, &i);
    k->report(k->arg, w, code, message);
}

static bool all_digits(const char *s, size_t n)
{
    return strlen(s) >= n && strspn(s, "0123456789") >= n;
}

/* RULE G-IDC-FORMAT: ^(?:bm[0-9]{8}|[0-9]{10})$ */
static void check_id_code(const struct check *k)
{
    const char *code = text_of(k, "id_code");
    bool bm = strncmp(code, "bm", 2) == 0;
    if (strlen(code) != 10 || !all_digits(code + (bm ? 2 : 0), bm ? 8 : 10))
        report(k, "id_code", "G-IDC-FORMAT",
            "网站标识码应为 10 位数字（国务院部门为 bm 加 8 位数字），请核对");
}

static const char *skip_province(const char *s)
{
    static const char provinces[] =
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝蜀川黔贵滇云藏陕甘陇青宁新";
    for (const char *p = provinces; *p; p += 3)
        if (strncmp(s, p, 3) == 0)
            return s + 3;
    return NULL;
}

/* RULE G-FOOT-ICP-FORMAT: 滇ICP备12345678号 or …号-1 */
static void check_icp(const struct check *k)
{
    const char *p = skip_province(text_of(k, "icp"));
    if (p && strncmp(p, "ICP备", strlen("ICP备")) == 0) {
        p += strlen("ICP备");
        if (all_digits(p, 8) && strncmp(p + 8, "号", 3) == 0) {
            p += 11;
            if (!*p || (*p == '-' && p[1] && strspn(p + 1, "0123456789") == strlen(p + 1)))
                return;
        }
    }
    report(k, "icp", "G-FOOT-ICP-FORMAT",
        "ICP 备案编号应写成“滇ICP备12345678号”或“滇ICP备12345678号-1”");
}

/* RULE G-FOOT-PSB-FORMAT: 滇公网安备 and 14 digits, 号 may follow */
static void check_psb(const struct check *k)
{
    const char *p = skip_province(text_of(k, "psb"));
    if (p && strncmp(p, "公网安备", strlen("公网安备")) == 0) {
        p += strlen("公网安备");
        p += strspn(p, " ");
        if (all_digits(p, 14) && (!p[14] || strcmp(p + 14, "号") == 0))
            return;
    }
    report(k, "psb", "G-FOOT-PSB-FORMAT",
        "公安机关备案编号应写成“滇公网安备 53032302000001号”，共 14 位数字");
}

/* RULE G-TAG-FMT(SiteDomain): no scheme, no path */
static void check_domain(const struct check *k)
{
    const char *s = text_of(k, "domain");
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-.");
    if (!*s || s[n] || !strchr(s, '.') || *s == '.' || *s == '-' || strstr(s, "..") ||
        s[strlen(s) - 1] == '.')
        report(k, "domain", "G-TAG-FMT", "域名只写小写字母、数字、点和连字符，不写 http:// 和路径");
}

int colour_contrast(const char *colour)
{
    double part[3];
    unsigned rgb[3];
    if (sscanf(colour, "#%2x%2x%2x", &rgb[0], &rgb[1], &rgb[2]) != 3)
        return 0;
    for (int i = 0; i < 3; i++) {
        double v = rgb[i] / 255.0;
        part[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    }
    double light = 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
    return (int)(1.05 / (light + 0.05) * 100);
}

/* RULE X-CONTRAST: white text stands on the main colour, and text in it on white. */
static void check_colour(const struct check *k)
{
    const char *colour = text_of(k, "colour");
    if (!*colour)
        return;
    if (*colour != '#' || strlen(colour) != 7 || strspn(colour + 1, "0123456789abcdefABCDEF") != 6)
        report(k, "colour", "G-COLOR", "主色写成 # 加 6 位十六进制数，例如 #17495b");
    else if (colour_contrast(colour) < 450)
        report(k, "colour", "X-CONTRAST",
            "这个颜色太浅，白字看不清（对比度要到 4.5:1），请选深一些的");
}

static void check_conac(const struct check *k)
{
    if (strncmp(text_of(k, "conac"), "https://", 8) != 0)
        report(k, "conac", "G-FOOT-CONAC", "党政机关网站标识的地址应以 https:// 开头");
}

static void check_nav(const struct check *k)
{
    const char *const *home;
    const struct site *s = site_from_texts(k->mem, k->texts, &home);
    for (size_t i = 0; i < s->n_nav; i++)
        if (!*s->nav[i].label ||
            (!ui_local_path(s->nav[i].path) && strncmp(s->nav[i].path, "https://", 8) != 0))
            report(k, "nav", "G-URL-FORM",
                arena_printf(k->mem, "主导航第 %zu 行应为“名称 /路径/”", i + 1));
    if (s->n_nav > 10)
        report(k, "nav", "G-TEMPLATE", "主导航最多 10 项，请合并一些");
}

/* RULE G-FOOT-SPONSOR, G-FOOT-CONTACT, G-TAG-MISS: what must not be empty. */
static const char *code_of_missing(const struct site_word *w)
{
    if (strcmp(w->key, "sponsor") == 0)
        return "G-FOOT-SPONSOR";
    return strcmp(w->key, "phone") == 0 ? "G-FOOT-CONTACT" : "G-TAG-MISS";
}

static void check_lengths(const struct check *k)
{
    for (size_t i = 0; i < N_SITE_WORDS; i++) {
        const struct site_word *w = &site_words[i];
        const char *text = k->texts->text[i];
        if (w->required && !*text)
            k->report(k->arg, w, code_of_missing(w), arena_printf(k->mem, "请填写%s", w->label));
        else if (utf8_count(text) > (size_t)w->max)
            k->report(k->arg, w, "G-TEMPLATE",
                arena_printf(k->mem, "%s不能超过 %d 个字", w->label, w->max));
    }
}

static void report_if_filled(
    void *arg, const struct site_word *w, const char *code, const char *message)
{
    const struct check *k = arg;
    size_t i;
    word_of(w->key, &i);
    if (*k->texts->text[i])
        k->report(k->arg, w, code, message);
}

void site_check(struct arena *a, const struct site_texts *t, site_report_fn *fn, void *arg)
{
    struct check k = {a, t, fn, arg};
    check_lengths(&k);
    struct check filled = {a, t, report_if_filled, &k};
    check_id_code(&filled);
    check_icp(&filled);
    check_psb(&filled);
    check_domain(&filled);
    check_conac(&filled);
    check_colour(&filled);
    check_nav(&filled);
}
