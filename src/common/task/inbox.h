/* The inbox page: what I owe, my unit, the county, what I have done.
 *
 * SPDX-License-Identifier: MIT */
#ifndef TASK_INBOX_H
#define TASK_INBOX_H

#include "common/task/task.h"
#include "lib/ui/ui.h"

#define INBOX_PER_PAGE 50
#define INBOX_TABS 4

struct inbox {
    enum task_scope scope;
    struct ui_tab tabs[INBOX_TABS];
    size_t n_tabs, current;
    const struct task *tasks;
    size_t n;
    int64_t total;
    int64_t late, near; /* of what I owe */
    struct day today;
};

handler_fn inbox_show;
/* inbox.html */
void inbox_page(struct buf *out, struct req *r, const struct inbox *i);

/* Of an open task the time left, of a closed one how it ended. */
enum ui_light task_light(const struct task *t, struct day today);
/* 逾期 3 天, 今天到期, 还有 5 天, "" without a day. Calendar days: the light counts working days.
 */
const char *task_due_words(struct arena *a, const struct task *t, struct day today);

#endif
