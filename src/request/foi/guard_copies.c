/* Guards of severance: what may be made of which paper, and what may go to the applicant.
 *
 * SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "request/foi/guard.h"

static const char *arg(const struct attempt *a, const char *name)
{
    return foi_event_arg(a->ev, name);
}

static const struct foi_paper *paper_arg(const struct attempt *a, const char *name, size_t *at)
{
    int64_t id = strtoll(arg(a, name), NULL, 10);
    for (*at = 0; *at < a->n_papers; (*at)++)
        if (a->papers[*at].id == id)
            return &a->papers[*at];
    return NULL;
}

static void guard_mask(struct reasons *r, const struct attempt *a)
{
    size_t at;
    const struct foi_paper *p = paper_arg(a, "original", &at);
    if (!p)
        reason(r, "K8", "original", "没有这份材料，请从材料列表中选择");
    else if (foi_twin_of(&a->copies, p))
        reason(r, "K8", "original", "这份材料本身就是副本，请从原件重新制作");
    if (a->n_files != 1)
        reason(r, "K8", "", "副本没有生成，请重新制作");
}

static void guard_hold(struct reasons *r, const struct attempt *a)
{
    size_t at;
    if (!paper_arg(a, "paper", &at) || a->copies.reach[at] != FOI_WAITING)
        reason(r, "K8", "paper", "没有这份准备提供的文件，请从列表中选择");
}

/* ---- the reply ---- */

/* RULE K3: what the boxes say is what the reply rests on. */
static void check_grounds(
    struct reasons *r, const struct foi_twin *t, const char *withheld, struct arena *mem)
{
    const char *keys = foi_event_arg(t->made, "grounds");
    while (*keys) {
        size_t n = strcspn(keys, " ");
        const char *key = arena_strndup(mem, keys, n);
        if (n && !foi_has_key(withheld, key))
            reason(r, "K3", "",
                "“%s”上标注了“%s”，答复中没有这项依据：请在“拟答复”中补上，或者重新制作副本",
                t->paper->title, foi_ground_title(key));
        keys += n + (keys[n] == ' ');
    }
}

static bool is_handed_over(const struct attempt *a, size_t i)
{
    return strcmp(a->papers[i].slot, "supplied") == 0 && a->copies.reach[i] == FOI_WAITING;
}

/* RULE K2, K8: a partial release hands over masked copies; another file only when the draft says
 * that it is released as a whole. */
static void check_partial(struct reasons *r, const struct attempt *a)
{
    const char *how = foi_event_arg(a->now->draft, "severed");
    bool whole = strcmp(how, "WHOLE") == 0, both = strcmp(how, "BOTH") == 0;
    size_t twins = 0;
    for (size_t i = 0; i < a->copies.n_twins; i++) {
        twins += a->copies.twins[i].current;
        if (a->copies.twins[i].current)
            check_grounds(r, &a->copies.twins[i], foi_event_arg(a->now->draft, "withheld"), r->mem);
    }
    if (!twins && !whole)
        reason(r, "K8", "",
            "部分公开还没有区分处理的副本：请在“区分处理”中从原件遮盖制作；没有需要遮盖的文件的，"
            "请在“拟答复”中选择“按件区分”");
    for (size_t i = 0; !whole && !both && i < a->n_papers; i++)
        if (is_handed_over(a, i) && !foi_twin_of(&a->copies, &a->papers[i]))
            reason(r, "K8", "",
                "“%s”没有遮盖就会提供给申请人：请区分处理，或者“不提供”这份文件；确实整件公开的，请"
                "在“拟答复”中说明",
                a->papers[i].title);
}

/* RULE K2 */
static void check_others(struct reasons *r, const struct attempt *a)
{
    for (size_t i = 0; i < a->copies.n_twins; i++)
        if (a->copies.twins[i].current)
            reason(r, "K2", "",
                "“%s”遮盖了一部分，答复类型应当是“部分公开”；不需要遮盖的，请“不提供”这份副本",
                a->copies.twins[i].paper->title);
}

static void guard_reply(struct reasons *r, const struct attempt *a)
{
    const char *code = a->now->draft ? foi_event_arg(a->now->draft, "code") : "";
    if (strcmp(code, "P1") == 0)
        check_partial(r, a);
    else if (*code == 'G')
        check_others(r, a);
}

static const struct {
    const char *action;
    void (*check)(struct reasons *r, const struct attempt *a);
} guards[] = {{"mask", guard_mask}, {"hold", guard_hold}, {"submit", guard_reply},
    {"sign", guard_reply}, {"deliver", guard_reply}};

bool copies_matter(const char *action)
{
    for (size_t i = 0; i < COUNT_OF(guards); i++)
        if (strcmp(guards[i].action, action) == 0)
            return true;
    return false;
}

void check_copies(struct reasons *r, const struct attempt *a)
{
    for (size_t i = 0; i < COUNT_OF(guards); i++)
        if (strcmp(guards[i].action, a->move->action) == 0)
            guards[i].check(r, a);
}
