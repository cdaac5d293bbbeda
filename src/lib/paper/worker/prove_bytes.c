/* Proof by the bytes of the file, without the library that wrote or reads PDFs.
 *
 * SPDX-License-Identifier: MIT */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/paper/worker/prove.h"

#define STREAM_MAX_BYTES ((size_t)64 << 20)
#define SHORTEST_BYTES 6 /* shorter byte strings turn up by chance */

static const char *const carried[][2] = {{"/Annot", "批注"}, {"/AcroForm", "表单"},
    {"/EmbeddedFile", "附件"}, {"/JavaScript", "脚本"}, {"/JS", "脚本"},
    {"/OpenAction", "打开动作"}, {"/AA", "触发动作"}, {"/Launch", "启动命令"},
    {"/Metadata", "元数据"}, {"/OCProperties", "图层"}, {"/Thumb", "缩略图"},
    {"/StructTreeRoot", "结构文字"}, {"/PieceInfo", "编辑软件的数据"}, {"/ObjStm", "压缩对象"},
    {"/XFA", "表单"}, {"/BaseFont", "字体"}, {"/Author", "作者"}, {"/Title", "标题"},
    {"/Subject", "主题"}, {"/Keywords", "关键词"}};

/* One form in which a word may stand in a file. */
static bool find(struct paper_bytes in, const struct buf *form)
{
    return form->n >= SHORTEST_BYTES && memmem(in.p, in.n, form->p, form->n) != NULL;
}

/* UTF-8, UTF-16 as PDF strings have it, and that as hex digits. */
static bool has_word(struct paper_bytes in, const char *word)
{
    struct buf wide, hex;
    const char *p = word, *end = word + strlen(word);
    buf_init(&wide, 0);
    buf_init(&hex, 0);
    while (p < end) {
        uint32_t cp = utf8_next(&p, end);
        if (cp > 0xFFFF)
            continue; /* rare characters: the other forms find the rest */
        buf_addc(&wide, (char)(cp >> 8));
        buf_addc(&wide, (char)cp);
        buf_addf(&hex, "%04X", (unsigned)cp);
    }
    struct buf plain = {.p = (char *)(uintptr_t)word, .n = strlen(word)};
    bool found = find(in, &plain) || find(in, &wide) || find(in, &hex);
    buf_release(&wide);
    buf_release(&hex);
    return found;
}

struct search {
    struct faults *f;
    const struct words *words;
    bool found[COUNT_OF(((struct words *)0)->rows)];
};

static void search_words(struct search *s, struct paper_bytes in)
{
    for (size_t i = 0; i < s->words->n; i++)
        if (!s->found[i] && has_word(in, s->words->rows[i])) {
            s->found[i] = true;
            fault_add(s->f, "文件里还能找到应遮盖的第 %zu 处字词（共 %zu 个字）", i + 1,
                utf8_count(s->words->rows[i]));
        }
}

static void search_packed(struct search *s, struct paper_bytes in)
{
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    size_t room = in.n * 8 + 4096, n = 0;
    enum libdeflate_result rc = LIBDEFLATE_INSUFFICIENT_SPACE;
    char *out = NULL;
    for (; rc == LIBDEFLATE_INSUFFICIENT_SPACE && room <= STREAM_MAX_BYTES; room *= 4) {
        free(out);
        out = malloc(room);
        rc = out ? libdeflate_zlib_decompress_ex(z, in.p, in.n, out, room, NULL, &n)
                 : LIBDEFLATE_BAD_DATA;
    }
    if (rc == LIBDEFLATE_SUCCESS)
        search_words(s, (struct paper_bytes){out, n});
    else
        fault_add(s->f, "文件里有一段不能展开的内容（%zu 字节），无法核对", in.n);
    free(out);
    libdeflate_free_decompressor(z);
}

static bool mentions(struct paper_bytes in, const char *name)
{
    size_t len = strlen(name);
    const char *p = in.p, *end = p + in.n;
    while ((p = memmem(p, (size_t)(end - p), name, len)) != NULL) {
        const char *next = p + len;
        /* /Annot also stands for /Annots; /JS must end there */
        if (next == end || strcmp(name, "/Annot") == 0 || strcmp(name, "/EmbeddedFile") == 0 ||
            !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", *next))
            return true;
        p = next;
    }
    return false;
}

static void check_outside(struct search *s, struct paper_bytes in)
{
    for (size_t i = 0; i < COUNT_OF(carried); i++)
        if (mentions(in, carried[i][0]))
            fault_add(s->f, "文件里还有%s（%s）", carried[i][1], carried[i][0]);
    search_words(s, in);
}

static size_t count(struct paper_bytes in, const char *what)
{
    const char *p = in.p, *end = p + in.n;
    size_t n = 0, len = strlen(what);
    while ((p = memmem(p, (size_t)(end - p), what, len)) != NULL) {
        n++;
        p += len;
    }
    return n;
}

/* The dictionary before the stream: from the last "obj". */
static bool dict_has(const char *from, const char *to, const char *what)
{
    const char *start = from;
    for (const char *p = from; (p = memmem(p, (size_t)(to - p), " obj", 4)) != NULL; p += 4)
        start = p;
    return memmem(start, (size_t)(to - start), what, strlen(what)) != NULL;
}

static void check_stream(struct search *s, const char *dict, const char *body, const char *end)
{
    struct paper_bytes in = {body, (size_t)(end - body)};
    if (dict_has(dict, body, "/Image"))
        return; /* pixels are compared as pixels */
    if (dict_has(dict, body, "/FlateDecode"))
        search_packed(s, in);
    else if (dict_has(dict, body, "/Filter"))
        fault_add(s->f, "文件里有一段不能展开的内容（%zu 字节），无法核对", in.n);
    else
        search_words(s, in);
}

void prove_bytes(struct faults *f, struct paper_bytes file, const struct words *words)
{
    struct search s = {.f = f, .words = words};
    struct buf outside;
    const char *p = file.p, *end = p + file.n, *body;
    buf_init(&outside, 2 * PAPER_MAX_BYTES);
    while ((body = memmem(p, (size_t)(end - p), "stream", 6)) != NULL) {
        const char *data = body + 6, *stop = memmem(data, (size_t)(end - data), "endstream", 9);
        buf_add(&outside, p, (size_t)(body - p));
        data += data < end && *data == '\r';
        data += data < end && *data == '\n';
        if (!stop)
            stop = end;
        if (data < stop)
            check_stream(&s, p, data, stop);
        p = stop == end ? end : stop + 9;
    }
    buf_add(&outside, p, (size_t)(end - p));
    struct paper_bytes rest = {buf_str(&outside), outside.n};
    check_outside(&s, rest);
    if (count(rest, "%%EOF") != 1)
        fault_add(f, "文件里有不止一个版本，旧版本的内容还在");
    buf_release(&outside);
}
