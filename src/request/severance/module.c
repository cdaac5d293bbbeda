/* The module of severance: routes below those of a case; what it keeps are acts and papers of it.
 *
 * SPDX-License-Identifier: MIT */
#include "request/severance/pages.h"
#include "request/severance/severance.h"

/* The worker is started by every row but the first: slow. Writing rows open their own transactions
 * after the worker has ended. */
static const struct route routes[] = {
    {METHOD_GET, SEVERANCE, PERM_FOI_SEE, severance_show, NULL, NULL, 0, 0},
    {METHOD_POST, SEVERANCE "original", PERM_FOI, severance_add_original, &severance_original_form,
        severance_show, ROUTE_SLOW | ROUTE_NO_TX, SEVERANCE_BODY_BYTES},
    {METHOD_GET, SEVERANCE ":paper/", PERM_FOI, severance_edit, NULL, NULL, ROUTE_SLOW, 0},
    {METHOD_POST, SEVERANCE ":paper/", PERM_FOI, severance_make, &severance_make_form,
        severance_edit, ROUTE_SLOW | ROUTE_NO_TX, 0},
    {METHOD_POST, SEVERANCE ":paper/convert", PERM_FOI, severance_convert, NULL, severance_show,
        ROUTE_SLOW | ROUTE_NO_TX, 0},
    {METHOD_GET, SEVERANCE ":paper/page/:page", PERM_FOI, severance_image, NULL, NULL, ROUTE_SLOW,
        0},
    {METHOD_GET, SEVERANCE ":paper/thumb/:page", PERM_FOI, severance_thumb, NULL, NULL, ROUTE_SLOW,
        0},
    {METHOD_GET, SEVERANCE ":paper/proof", PERM_FOI_SEE, severance_prove, NULL, NULL, ROUTE_SLOW,
        0},
};

const struct module severance_module = {
    .name = "severance",
    .title = "区分处理",
    .routes = routes,
    .n_routes = COUNT_OF(routes),
};
