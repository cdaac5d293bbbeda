/* Words, classes and numbers behind the components.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/components.h"

int64_t ui_page(const struct req *r)
{
    int64_t page = req_arg_int(r, "page", 1);
    return page < 1 ? 1 : page > 1000000 ? 1000000 : page;
}

size_t pager_marks(int64_t at, int64_t last, int64_t marks[static PAGER_MARKS])
{
    size_t n = 0;
    int64_t before = 0;
    for (int64_t page = 1; page <= last && n + 1 < PAGER_MARKS;) {
        bool near = page >= at - 2 && page <= at + 2;
        if (near || page == 1 || page == last) {
            if (page == before + 2)
                marks[n++] = page - 1; /* no gap for a single page */
            else if (page > before + 2)
                marks[n++] = 0;
            marks[n++] = page;
            before = page;
            page++;
        } else {
            page = page < at - 2 && at - 2 < last ? at - 2 : last;
        }
    }
    return n;
}

const char *page_query(struct req *r, int64_t page)
{
    const char *value = page > 1 ? arena_printf(r->ctx->mem, "%lld", (long long)page) : "";
    return ui_query(r, "page", value);
}

static const struct {
    const char *class, *word;
} lights[] = {
    [UI_LIGHT_WAIT] = {"wait", "未到期"},
    [UI_LIGHT_NEAR] = {"near", "临期"},
    [UI_LIGHT_URGENT] = {"urgent", "紧急"},
    [UI_LIGHT_LATE] = {"late", "逾期"},
    [UI_LIGHT_DONE] = {"done", "已完成"},
    [UI_LIGHT_DONE_LATE] = {"done-late", "逾期完成"},
    [UI_LIGHT_STOPPED] = {"stopped", "中止"},
    [UI_LIGHT_NONE] = {"none", "无期限"},
};

const char *ui_light_class(enum ui_light light)
{
    return lights[light].class;
}

const char *ui_light_word(enum ui_light light)
{
    return lights[light].word;
}

const char *ui_mood_class(enum ui_mood mood)
{
    static const char *const classes[] = {"info", "good", "warn", "stop"};
    return classes[mood];
}

const char *ui_mood_icon(enum ui_mood mood)
{
    static const char *const icons[] = {"info", "check", "alert", "stop"};
    return icons[mood];
}
