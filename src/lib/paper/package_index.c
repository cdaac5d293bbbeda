/* 卷内目录: the table of contents for people, one HTML page that needs nothing else.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/escape.h"
#include "lib/paper/package_parts.h"

static void text(struct buf *out, const char *s)
{
    escape_html(out, s, strlen(s));
}

static void cell(struct buf *out, const char *s)
{
    buf_adds(out, "<td>");
    text(out, s);
    buf_adds(out, "</td>");
}

static void number_cell(struct buf *out, int n)
{
    buf_adds(out, "<td>");
    if (n > 0)
        buf_addint(out, n);
    buf_adds(out, "</td>");
}

static void paper_row(struct buf *out, const struct package_paper *p, const char *name, size_t i)
{
    char day[11];
    buf_addf(out, "<tr><td>%zu</td><td>%d</td><td><a href=\"", i + 1, p->order);
    text(out, name);
    buf_adds(out, "\">");
    text(out, p->title);
    buf_adds(out, "</a></td>");
    cell(out, p->number);
    cell(out, day_text(p->date, day));
    number_cell(out, p->pages);
    cell(out, p->mandatory ? "必备" : "");
    buf_adds(out, "</tr>\n");
}

static void gaps(struct buf *out, const struct package *p)
{
    if (!p->n_gaps)
        return;
    buf_addf(out, "<h2>尚缺材料 %zu 件</h2>\n<ul>\n", p->n_gaps);
    for (size_t i = 0; i < p->n_gaps; i++) {
        buf_addf(out, "<li>（%d）", p->gaps[i].order);
        text(out, p->gaps[i].title);
        buf_adds(out, "：");
        text(out, p->gaps[i].why);
        buf_adds(out, "</li>\n");
    }
    buf_adds(out, "</ul>\n");
}

#define STYLE                                                                                      \
    "body{font:16px/1.7 serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}"            \
    "table{border-collapse:collapse;width:100%}"                                                   \
    "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}"

void package_index(struct buf *out, const struct package *p, const char *const *names)
{
    char when[17];
    buf_adds(
        out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<title>卷内目录 ");
    text(out, p->number);
    buf_adds(out, "</title>\n<style>" STYLE "</style>\n<h1>卷内目录</h1>\n<p>");
    text(out, p->number);
    buf_adds(out, "　");
    text(out, p->title);
    buf_adds(out, "<br>");
    text(out, p->organ);
    buf_addf(out, "　%s 制作</p>\n", time_text(p->made_at, when));
    buf_adds(out, "<table>\n<thead><tr><th>件号</th><th>顺序</th><th>题名</th><th>文号</th>"
                  "<th>日期</th><th>页数</th><th>要求</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->n_papers; i++)
        paper_row(out, &p->papers[i], names[i], i);
    buf_adds(out, "</tbody>\n</table>\n");
    gaps(out, p);
    buf_addf(out, "<p>办理记录 %zu 条，见 " PACKAGE_EVENTS "。</p>\n", p->n_events);
    buf_adds(out, "<p>核对：gongkai verify-file 本案卷.zip；或者在展开的文件夹里运行 sha256sum -c "
                  "manifest.sha256。</p>\n</html>\n");
}
