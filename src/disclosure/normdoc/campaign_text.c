/* The decision of a campaign: its sentences and its four lists.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "disclosure/normdoc/campaign.h"
#include "lib/ui/html.h"

static void cell(struct buf *out, const char *text)
{
    buf_adds(out, "<td>");
    html_text(out, text);
    buf_adds(out, "</td>");
}

static void row(struct buf *out, const struct campaign_doc *k, int number, bool reason)
{
    char day[11];
    buf_addf(out, "<tr><td>%d</td><td><a href=\"", number);
    html_text(out, k->path);
    buf_adds(out, "\">");
    html_text(out, k->title);
    buf_adds(out, "</a></td>");
    cell(out, k->doc_no);
    cell(out, day_text(k->formed_on, day));
    cell(out, k->unit_name);
    if (reason)
        cell(out, k->reason);
    buf_adds(out, "</tr>");
}

static void list(
    struct buf *out, const struct norm_result *result, const struct campaign_doc *docs, size_t n)
{
    int number = 0;
    buf_addf(out, "<h2>%s</h2>", result->heading);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(docs[i].proposal, result->key) != 0)
            continue;
        if (!number)
            buf_addf(out,
                "<table><thead><tr><th>序号</th><th>名称</th><th>文号</th><th>成文日期</th>"
                "<th>起草单位</th>%s</tr></thead><tbody>",
                result->needs_reason ? "<th>理由</th>" : "");
        row(out, &docs[i], ++number, result->needs_reason);
    }
    buf_adds(out, number ? "</tbody></table>" : "<p>无。</p>");
}

static int counted(const struct campaign_doc *docs, size_t n, const char *key)
{
    int count = 0;
    for (size_t i = 0; i < n; i++)
        count += strcmp(docs[i].proposal, key) == 0;
    return count;
}

void campaign_text(struct buf *out, const struct campaign *k, const struct campaign_doc *docs,
    size_t n, const struct campaign_decision *d)
{
    char day[24];
    buf_adds(out, "<p>为维护法制统一，");
    html_text(out, d->issuer);
    buf_adds(out, "对规范性文件进行了清理（");
    html_text(out, k->scope);
    buf_addf(out, "），共清理 %zu 件。", n);
    buf_adds(out, "现将清理结果公布如下：");
    for (size_t i = 0; i < NORM_RESULTS; i++)
        buf_addf(out, "%s%s %d 件", i ? "，" : "", norm_results[i].word,
            counted(docs, n, norm_results[i].key));
    buf_addf(
        out, "。废止和宣布失效的文件自 %s 起不再作为行政管理的依据。</p>", day_text_zh(d->on, day));
    for (size_t i = 0; i < NORM_RESULTS; i++)
        list(out, &norm_results[i], docs, n);
}
