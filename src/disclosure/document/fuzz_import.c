/* Any bytes as a line of an import: a reason or a record whose texts are valid UTF-8.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/org.h"
#include "disclosure/document/import.h"
#include "lib/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_text(const char *s)
{
    BUG_ON(!s || !utf8_valid(s, strlen(s)));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    static struct column column = {.id = 1, .path = "a", .name = "a"};
    struct arena *mem = arena_new();
    struct map *columns = map_new(mem);
    map_set(columns, "zwgk/fdnr/zcwj/qtwj", &column);
    map_set(columns, "a", &column);
    struct import_places places = {
        .columns = columns, .units = map_new(mem), .unit_name = "", .now = 1536714000};
    struct import_maker m = {.places = &places,
        .kept = mem,
        .ids = map_new(mem),
        .versions = map_new(mem),
        .unknown = map_new(mem)};
    struct import_doc d = {.line = 1};
    if (import_make(&m, mem, (const char *)p, n, &d) == IMPORT_LATER) {
        m.last_pass = true;
        d = (struct import_doc){.line = 1};
        import_make(&m, mem, (const char *)p, n, &d);
    }
    if (d.problem) {
        check_text(d.problem);
    } else {
        check_text(d.content.title);
        check_text(d.content.summary);
        check_text(d.content.body_html);
        check_text(d.put.meta_json);
        check_text(d.put.toc_html);
    }
    for (const struct import_note *note = d.notes; note; note = note->next)
        check_text(note->text);
    arena_free(&mem);
    return 0;
}
