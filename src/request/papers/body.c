/* Letters that staff edited in Word: the body is theirs, what stands around it is the case's.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "request/papers/paper_parts.h"

/* ---- lines ---- */

struct lines {
    const char **at;    /* as they are */
    const char **plain; /* as check_plain gives them */
    size_t n;
};

/* The lines that are not blank. */
static struct lines lines_of(struct arena *a, const char *text)
{
    size_t most = 1;
    for (const char *s = text; *s; s++)
        most += *s == '\n';
    struct lines l = {ARENA_ARRAY(a, const char *, most), ARENA_ARRAY(a, const char *, most), 0};
    while (*text) {
        size_t n = strcspn(text, "\n");
        const char *line = arena_strndup(a, text, n), *plain = check_plain(a, line);
        if (*plain) {
            l.at[l.n] = line;
            l.plain[l.n++] = plain;
        }
        text += n + (text[n] == '\n');
    }
    return l;
}

/* How many lines from `from` say exactly `plain`; step 1 forwards, -1 backwards; 0: they do not. */
static size_t matches(
    struct arena *a, const struct lines *l, size_t from, size_t end, int step, const char *plain)
{
    const char *got = "";
    size_t want = strlen(plain);
    for (size_t n = 1; n <= end; n++) {
        const char *line = l->plain[step > 0 ? from + n - 1 : from - n];
        got = step > 0 ? arena_printf(a, "%s%s", got, line) : arena_printf(a, "%s%s", line, got);
        if (strcmp(got, plain) == 0)
            return n;
        if (strlen(got) >= want)
            return 0;
    }
    return 0;
}

/* ---- what stands around the body ---- */

struct piece {
    const char *name, *text;
    bool optional;
};
struct frame {
    struct piece head[4], tail[6];
    size_t n_head, n_tail;
};

static void add(struct piece *list, size_t *n, const char *name, const char *text, bool optional)
{
    if (*text)
        list[(*n)++] = (struct piece){name, text, optional};
}

static const char *attachments_text(struct arena *a, const struct letter *l)
{
    const char *out = "";
    for (size_t i = 0; i < l->n_attachments; i++)
        out = arena_printf(a, "%s%s%s%s\n", out, i ? "" : "附件：",
            letter_attachment_label(a, l, i), l->attachments[i]);
    return out;
}

static const char *blocks_text(
    struct arena *a, const struct letter_block *blocks, size_t n, const char *title)
{
    struct letter l = letter_blank;
    struct buf b;
    buf_init(&b, 0);
    l.title = title;
    l.blocks = blocks;
    l.n_blocks = n;
    l.pages = PAGES_NONE;
    letter_text(&l, &b);
    const char *out = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    return out;
}

/* In the order of letter_text. */
static struct frame frame_of(struct arena *a, const struct letter *l)
{
    struct frame f = {.n_head = 0};
    char day[24];
    bool head = l->head != HEAD_NONE;
    if (head) {
        add(f.head, &f.n_head, "版头", l->organ, false);
        add(f.head, &f.n_head, "文书编号", l->number, false);
    }
    add(f.head, &f.n_head, "标题", l->title, false);
    if (!head)
        add(f.head, &f.n_head, "文书编号", l->number, false);
    if (*l->addressee)
        add(f.head, &f.n_head, "主送", arena_printf(a, "%s：", l->addressee), false);
    add(f.tail, &f.n_tail, "附件目录", attachments_text(a, l), false);
    add(f.tail, &f.n_tail, "印章位置", l->seal ? "（印章）" : "", true);
    add(f.tail, &f.n_tail, "署名", l->signature, false);
    add(f.tail, &f.n_tail, "落款日期", arena_strdup(a, day_text_zh(l->date, day)), false);
    if (*l->contact)
        add(f.tail, &f.n_tail, "联系方式", arena_printf(a, "（%s）", l->contact), false);
    if (*l->slip_title)
        add(f.tail, &f.n_tail, "回执", blocks_text(a, l->slip, l->n_slip, l->slip_title), false);
    return f;
}

struct cut {
    struct arena *a;
    const struct lines *l;
    struct paper_findings *wrong;
    size_t from, to; /* lines that are still left */
};

static void changed(struct cut *c, const struct piece *p)
{
    const char *text = p->text;
    size_t n = strlen(text);
    while (n && text[n - 1] == '\n')
        n--;
    finding_add(c->wrong,
        (struct paper_finding){"C1", p->name, arena_printf(c->a, "“%s”被改动或者删去了", p->name),
            arena_printf(
                c->a, "请恢复为“%.*s”；确实不对的，先在案卷或者文书模板中改", (int)n, text),
            false});
}

/* Text of theirs that stands where nothing of theirs may. */
static void stray(struct cut *c, size_t line, const char *name)
{
    finding_add(c->wrong, (struct paper_finding){"C1", name,
                              arena_printf(c->a, "“%s”旁边多了一段文字：%s", name, c->l->at[line]),
                              "请移到正文里，或者删去", false});
}

/* Takes a piece from the front (step 1) or the back (step -1) of what is left. A line before it is
 * a stray one when the piece follows; else it is taken for the piece, changed, unless it is the
 * next one or much longer. */
static void take(struct cut *c, const struct piece *p, const struct piece *next, int step)
{
    const char *plain = check_plain(c->a, p->text);
    for (size_t skip = 0; skip < 4 && c->from + skip < c->to; skip++) {
        size_t at = step > 0 ? c->from + skip : c->to - skip;
        size_t n = matches(c->a, c->l, at, c->to - c->from - skip, step, plain);
        if (!n)
            continue;
        for (size_t i = 0; i < skip; i++)
            stray(c, step > 0 ? c->from + i : c->to - i - 1, p->name);
        if (step > 0)
            c->from += skip + n;
        else
            c->to -= skip + n;
        return;
    }
    if (p->optional)
        return;
    changed(c, p);
    if (c->from == c->to)
        return;
    size_t at = step > 0 ? c->from : c->to;
    bool long_line = strlen(c->l->plain[step > 0 ? at : at - 1]) > 2 * strlen(plain) + 30;
    if (long_line ||
        (next && matches(c->a, c->l, at, c->to - c->from, step, check_plain(c->a, next->text))))
        return;
    size_t n = lines_of(c->a, p->text).n;
    if (n > c->to - c->from)
        n = c->to - c->from;
    if (step > 0)
        c->from += n;
    else
        c->to -= n;
}

enum st paper_body_cut(struct arena *a, const struct letter *made, const char *text,
    const char **body, struct paper_findings *wrong)
{
    struct lines l = lines_of(a, text);
    struct frame f = frame_of(a, made);
    struct cut c = {a, &l, wrong, 0, l.n};
    for (size_t i = 0; i < f.n_head; i++)
        take(&c, &f.head[i], i + 1 < f.n_head ? &f.head[i + 1] : NULL, 1);
    for (size_t i = f.n_tail; i-- > 0;)
        take(&c, &f.tail[i], i ? &f.tail[i - 1] : NULL, -1);
    struct buf b;
    buf_init(&b, 0);
    for (size_t i = c.from; i < c.to; i++)
        buf_addf(&b, "%s%s", i == c.from ? "" : "\n", l.at[i]);
    *body = arena_strdup(a, buf_str(&b));
    buf_release(&b);
    if (!**body)
        finding_add(
            wrong, (struct paper_finding){"C1", "正文", "没有正文", "请写上答复的内容", false});
    return paper_findings_count(wrong) ? ST_INVALID : ST_OK;
}

/* ---- the body ---- */

const char *paper_body_text(struct arena *a, const struct letter *l)
{
    const char *text = blocks_text(a, l->blocks, l->n_blocks, "");
    size_t n = strlen(text);
    return arena_strndup(a, text, n && text[n - 1] == '\n' ? n - 1 : n);
}

/* "1．" at the front of a line: its length, 0 when there is none. */
static size_t label_bytes(const char *line)
{
    static const char dot[] = "．";
    size_t n = strspn(line, "0123456789");
    return n && n < 4 && strncmp(line + n, dot, sizeof dot - 1) == 0 ? n + sizeof dot - 1 : 0;
}

static const char *without_spaces(const char *s)
{
    static const char wide[] = "　";
    for (;;) {
        if (*s == ' ' || *s == '\t')
            s++;
        else if (strncmp(s, wide, sizeof wide - 1) == 0)
            s += sizeof wide - 1;
        else
            return s;
    }
}

/* Headings and lines at the margin keep their look while their words are the same. */
static struct letter_block block_of(struct arena *a, const struct letter *l, const char *line)
{
    const char *text = without_spaces(line), *plain = check_plain(a, text);
    size_t label = label_bytes(text);
    for (size_t i = 0; i < l->n_blocks; i++) {
        enum letter_block_kind kind = l->blocks[i].kind;
        if ((kind == BLOCK_HEADING || kind == BLOCK_LINE) &&
            strcmp(check_plain(a, l->blocks[i].text), plain) == 0)
            return (struct letter_block){kind, "", text, NULL};
    }
    if (label)
        return (struct letter_block){BLOCK_ITEM, arena_strndup(a, text, label), text + label, NULL};
    return (struct letter_block){BLOCK_PARAGRAPH, "", text, NULL};
}

/* The table of l that the lines from `at` spell; NULL when they spell none. */
static const struct letter_block *table_at(
    struct arena *a, const struct letter *l, const struct lines *lines, size_t at, size_t *n)
{
    for (size_t i = 0; i < l->n_blocks; i++) {
        if (l->blocks[i].kind != BLOCK_TABLE)
            continue;
        *n = matches(
            a, lines, at, lines->n - at, 1, check_plain(a, blocks_text(a, &l->blocks[i], 1, "")));
        if (*n)
            return &l->blocks[i];
    }
    return NULL;
}

enum st paper_body_set(
    struct arena *a, struct letter *l, const char *body, struct paper_findings *wrong)
{
    struct lines lines = lines_of(a, body);
    struct letter_block *blocks = ARENA_ARRAY(a, struct letter_block, lines.n + 1);
    size_t n = 0, tables = 0, found = 0;
    for (size_t i = 0; i < l->n_blocks; i++)
        tables += l->blocks[i].kind == BLOCK_TABLE;
    for (size_t i = 0; i < lines.n;) {
        size_t taken = 1;
        const struct letter_block *table = table_at(a, l, &lines, i, &taken);
        found += table != NULL;
        blocks[n++] = table ? *table : block_of(a, l, lines.at[i]);
        i += table ? taken : 1;
    }
    if (found != tables)
        finding_add(wrong, (struct paper_finding){"C1", "表格", "文书中的表格被改动或者删去了",
                               "请恢复表格；要改表格，请在案卷或者文书模板中改", false});
    l->blocks = blocks;
    l->n_blocks = n;
    return paper_findings_count(wrong) ? ST_INVALID : ST_OK;
}
