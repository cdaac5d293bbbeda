/* The reply letter and its public copy; see letter.h.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/proposal/letter.h"

#include <string.h>

#include "lib/base/escape.h"
#include "lib/base/utf8.h"

enum { BLOCKS_MAX = 400 };

static bool is_npc(const struct prop *p)
{
    return strcmp(p->kind, "npc") == 0;
}

/* RULE S-PII: one family name, the rest hidden. */
const char *prop_addressee(struct arena *a, const struct prop *p, enum prop_copy copy)
{
    const char *name = p->who.name, *title = is_npc(p) ? "代表" : "委员";
    if (!*name)
        return copy == COPY_FULL ? arena_printf(a, "各位%s", title) : title;
    if (copy == COPY_PUBLIC && !p->name_public) {
        const char *end = name;
        utf8_next(&end, name + strlen(name));
        name = arena_printf(a, "%.*s××", (int)(end - name), name);
    }
    return p->signers > 1 ? arena_printf(a, "%s等%lld位%s", name, (long long)p->signers, title)
                          : arena_printf(a, "%s%s", name, title);
}

static const char *opening(struct arena *a, const struct prop *p)
{
    return arena_printf(a, "您提出的《%s》（%s第%lld号%s）收悉。经认真研究办理，现答复如下：",
        p->title, p->session, (long long)p->number, is_npc(p) ? "建议" : "提案");
}

static const char *closing(const struct prop *p)
{
    return is_npc(p) ? "感谢您对政府工作的关心和支持，欢迎继续提出宝贵的意见和建议。"
                     : "感谢您对政府工作的关心和支持，欢迎继续通过提案提出宝贵意见。";
}

static const char *reply_text(const struct prop *p, enum prop_copy copy)
{
    return copy == COPY_PUBLIC && *p->public_body ? p->public_body : p->reply;
}

static const char *joint_names(struct arena *a, const struct prop_joint *joints, size_t n)
{
    const char *names = "";
    for (size_t i = 0; i < n; i++)
        if (joints[i].stage != JOINT_DECLINED)
            names = arena_printf(a, "%s%s%s", names, *names ? "、" : "", joints[i].unit_name);
    return names;
}

struct blocks {
    struct letter_block *list;
    size_t n;
};

static void block(struct blocks *b, enum letter_block_kind kind, const char *text)
{
    if (b->n < BLOCKS_MAX && *text)
        b->list[b->n++] = (struct letter_block){.kind = kind, .label = "", .text = text};
}

static bool is_numeral(const char *p)
{
    static const char *const numerals[] = {
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    for (size_t i = 0; i < COUNT_OF(numerals); i++)
        if (strncmp(p, numerals[i], strlen(numerals[i])) == 0)
            return true;
    return false;
}

/* 一、… on a line of its own, short and without a full stop. */
bool prop_is_heading(const char *line)
{
    const char *p = line;
    while (is_numeral(p))
        p += strlen("一");
    return p > line && strncmp(p, "、", strlen("、")) == 0 && !strstr(line, "。") &&
           utf8_count(line) <= 30;
}

static void add_text(struct arena *a, struct blocks *b, const char *text)
{
    for (const char *p = text; *p;) {
        size_t len = strcspn(p, "\n");
        const char *line = arena_strndup(a, p, len);
        block(b, prop_is_heading(line) ? BLOCK_HEADING : BLOCK_PARAGRAPH, line);
        p += len + (p[len] == '\n');
    }
}

static const struct letter_block *slip_rows(struct arena *a, const struct prop *p, size_t *n)
{
    static const char *const lines[] = {"对办理态度：  □ 满意   □ 基本满意   □ 不满意",
        "对办理结果：  □ 满意   □ 基本满意   □ 不满意", "意见和建议：",
        "签名：              日期："};
    struct letter_block *list = ARENA_ARRAY(a, struct letter_block, COUNT_OF(lines) + 1);
    list[0] = (struct letter_block){.kind = BLOCK_LINE,
        .label = "",
        .text = arena_printf(a, "%s《%s》", prop_name(a, p), p->title)};
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        list[i + 1] = (struct letter_block){.kind = BLOCK_LINE, .label = "", .text = lines[i]};
    *n = COUNT_OF(lines) + 1;
    return list;
}

struct letter prop_letter(struct arena *a, const struct prop *p, const struct prop_joint *joints,
    size_t n, enum prop_copy copy)
{
    struct letter l = letter_blank;
    struct blocks b = {ARENA_ARRAY(a, struct letter_block, BLOCKS_MAX), 0};
    const char *names = joint_names(a, joints, n);
    block(&b, BLOCK_PARAGRAPH, opening(a, p));
    add_text(a, &b, reply_text(p, copy));
    block(&b, BLOCK_PARAGRAPH, closing(p));
    block(&b, BLOCK_PARAGRAPH,
        arena_printf(a, "（办理结果：%s%s%s）", prop_result_word(p->result),
            *names ? "。会签单位：" : "", names));
    l.head = HEAD_LETTER;
    l.organ = l.signature = p->lead_full;
    l.title = prop_reply_title(a, p);
    l.number = p->doc_no;
    l.addressee = prop_addressee(a, p, copy);
    l.blocks = b.list;
    l.n_blocks = b.n;
    l.date = p->signed_on;
    l.seal = copy == COPY_FULL;
    if (copy == COPY_FULL) {
        l.slip_title = "建议提案办理情况征询意见表";
        l.slip = slip_rows(a, p, &l.n_slip);
    }
    return l;
}

static void paragraph(struct buf *b, const char *text)
{
    for (const char *p = text; *p;) {
        size_t len = strcspn(p, "\n");
        if (len) {
            buf_adds(b, "<p>");
            escape_html(b, p, len);
            buf_adds(b, "</p>");
        }
        p += len + (p[len] == '\n');
    }
}

static void fact(struct buf *b, const char *label, const char *value)
{
    if (!*value)
        return;
    buf_addf(b, "<tr><th scope=\"row\">%s</th><td>", label);
    escape_html(b, value, strlen(value));
    buf_adds(b, "</td></tr>");
}

static void facts(struct arena *a, struct buf *b, const struct prop *p, const char *names)
{
    buf_adds(b, "<table><tbody>");
    fact(b, "类别", prop_kind_word(p->kind));
    fact(b, "届次、编号", arena_printf(a, "%s第%lld号", p->session, (long long)p->number));
    fact(b, "标题", p->title);
    fact(b, "主办单位", p->lead_name);
    fact(b, "协办单位", names);
    fact(b, "办理结果", prop_result_word(p->result));
    fact(b, "公开方式", prop_openness_word(p->openness));
    buf_adds(b, "</tbody></table>");
}

const char *prop_public_html(
    struct arena *a, const struct prop *p, const struct prop_joint *joints, size_t n)
{
    struct buf b;
    buf_init(&b, 0);
    facts(a, &b, p, joint_names(a, joints, n));
    if (strcmp(p->openness, "full") == 0) {
        paragraph(&b, arena_printf(a, "%s：", prop_addressee(a, p, COPY_PUBLIC)));
        paragraph(&b, opening(a, p));
    }
    paragraph(&b, reply_text(p, COPY_PUBLIC));
    if (strcmp(p->openness, "full") == 0)
        paragraph(&b, closing(p));
    else
        paragraph(&b, arena_printf(a, "（本件公开内容摘要。%s）", p->open_reason));
    const char *html = arena_strndup(a, buf_str(&b), b.n);
    buf_release(&b);
    return html;
}

const char *prop_public_text(struct arena *a, const struct prop *p)
{
    return arena_printf(a, "%s\n%s\n%s\n%s", p->title, p->summary, reply_text(p, COPY_PUBLIC),
        strcmp(p->openness, "summary") == 0 ? p->open_reason : "");
}
