/* The organs in the order people look for them: the county government first.
 *
 * SPDX-License-Identifier: MIT */
#include "request/apply/pages.h"

enum st apply_organs(struct ctx *c, struct foi_organ **list, size_t *n)
{
    struct foi_organ *all;
    size_t kept = 0;
    enum st st = foi_organ_list(c, &all, n);
    if (st)
        return st;
    *list = ARENA_ARRAY(c->mem, struct foi_organ, *n);
    for (int county = 1; county >= 0; county--)
        for (size_t i = 0; i < *n; i++)
            if ((all[i].kind == ORGAN_COUNTY) == county)
                (*list)[kept++] = all[i];
    return ST_OK;
}
