/* Segments with wrong bytes inside: opening, asking, suggesting and merging must end well.
 *
 * The input changes a small real segment, four bytes a change (place, place, place, value), so that
 * every input gets past the trailer.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "common/search/builder.h"
#include "common/search/rank.h"
#include "common/search/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned char *original;
static size_t original_bytes;

static void build_original(void)
{
    struct builder *b = builder_new();
    void *memory;
    for (int i = 0; i < 300; i++) {
        struct build_doc d = {.record_id = i + 1,
            .title = i % 2 ? "关于政务公开的通知" : "行政许可法",
            .number = "师政发〔2018〕7号",
            .number_word = "师政发",
            .number_year = 2018,
            .number_serial = i,
            .index_no = "",
            .issuer = "县政府",
            .subject = "综合政务",
            .validity = "有效",
            .genre = "通知",
            .kind = "document",
            .summary = "",
            .body_html = "<p id=\"a1\">第一条 为了公开政府信息，规范行政许可。</p>",
            .column_id = 1};
        builder_add(b, &d);
    }
    builder_remove(b, 7);
    if (builder_finish(b, NULL, &memory, &original_bytes))
        abort();
    original = memory;
    builder_free(&b);
}

static void ask(const struct view *v, const char *text)
{
    struct arena *a = arena_new();
    struct ask q;
    struct ranking r;
    struct narrow f = {.issuer = "县政府", .subject = "", .validity = "", .genre = "", .kind = ""};
    ask_read(a, text, &q);
    rank_view(a, v, &q, &f, false, 20, &r);
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct segment *s;
    void *memory;
    size_t bytes;
    if (!original)
        build_original();
    unsigned char *p = malloc(original_bytes);
    if (!p)
        abort();
    memcpy(p, original, original_bytes);
    for (size_t i = 0; i + 4 <= size; i += 4)
        p[(data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) % original_bytes] ^=
            data[i + 3];
    struct seg_trailer *t = (void *)(p + original_bytes - sizeof *t);
    memcpy(t->magic, SEGMENT_MAGIC, sizeof t->magic);
    t->version = SEGMENT_VERSION;
    t->own = seg_checksum(0, t, offsetof(struct seg_trailer, own));
    if (segment_from_memory(p, original_bytes, false, &s))
        return 0;
    struct view *v = view_new(&s, 1, 0, 1);
    ask(v, "政务公开");
    ask(v, "行政许可法 通知 公");
    ask(v, "师政发〔2018〕7号");
    ask(v, "怎么申请公开政务信息，谁答复？");
    if (!view_merge(v, 0, 1, NULL, &memory, &bytes))
        free(memory);
    view_drop(v);
    segment_drop(s);
    return 0;
}
