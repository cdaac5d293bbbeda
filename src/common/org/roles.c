/* The constant table of roles and their permissions (docs/roles.md).
 *
 * Separation of duties: no role drafts and also reviews or publishes; who manages accounts does
 * neither; who inspects changes nothing. test_org checks it.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "common/org/org.h"

#define ROLE(key, title, ...)                                                                      \
    {                                                                                              \
        key, title, (const char *const[]){__VA_ARGS__},                                            \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)                      \
    }

/* One permission a line. */
/* clang-format off */
const struct role roles[] = {
    ROLE("editor", "信息员",
        PERM_INVENTORY,
        PERM_INVENTORY_EDIT,
        PERM_DRAFT,
        PERM_NORM,
        PERM_LEDGER,
        PERM_LEDGER_REPORT,
        PERM_FOI_SEE,
        PERM_FOI,
        PERM_FISCAL,
        PERM_FISCAL_ENTER,
        PERM_DECISION),
    ROLE("reviewer", "审核人",
        PERM_INVENTORY,
        PERM_REVIEW,
        PERM_NORM,
        PERM_LEDGER,
        PERM_FOI_SEE,
        PERM_FOI_REVIEW,
        PERM_FISCAL,
        PERM_DECISION),
    ROLE("head", "单位负责人",
        PERM_INVENTORY,
        PERM_REVIEW,
        PERM_PUBLISH,
        PERM_END,
        PERM_NORM,
        PERM_LEDGER,
        PERM_LEDGER_REPORT,
        PERM_FOI_SEE,
        PERM_FOI_REVIEW,
        PERM_FOI_SIGN,
        PERM_FISCAL,
        PERM_FISCAL_REVIEW,
        PERM_INTERPRET_SIGN,
        PERM_DECISION),
    ROLE("office", "政务公开主管",
        PERM_INVENTORY,
        PERM_INVENTORY_EDIT,
        PERM_REVIEW,
        PERM_PUBLISH,
        PERM_END,
        PERM_ALL_UNITS,
        PERM_LEDGER,
        PERM_LEDGER_REPORT,
        PERM_LEDGER_CONFIRM,
        PERM_FOI_SEE,
        PERM_FOI,
        PERM_FOI_REVIEW,
        PERM_FOI_SIGN,
        PERM_FOI_ALL,
        PERM_WORDING,
        PERM_COSIGN,
        PERM_SEARCH,
        PERM_PROOF,
        PERM_NORM,
        PERM_NORM_MANAGE,
        PERM_FISCAL,
        PERM_FISCAL_REVIEW,
        PERM_INTERPRET_SIGN,
        PERM_INTERPRET_OFFICE,
        PERM_DECISION,
        PERM_DECISION_MANAGE),
    ROLE("petition", "信访",
        PERM_LEDGER,
        PERM_LEDGER_REPORT,
        PERM_COSIGN,
        PERM_PETITION),
    ROLE("finance", "财政",
        PERM_LEDGER,
        PERM_LEDGER_REPORT,
        PERM_FISCAL,
        PERM_FISCAL_REVIEW,
        PERM_FISCAL_COUNTY),
    ROLE("legal", "司法（法制）",
        PERM_INVENTORY,
        PERM_NORM,
        PERM_NORM_LEGAL,
        PERM_LEDGER,
        PERM_LEDGER_REPORT,
        PERM_FOI_SEE,
        PERM_FOI_REVIEW,
        PERM_FOI_ALL,
        PERM_DECISION,
        PERM_DECISION_LEGAL),
    ROLE("hotline", "热线",
        PERM_LEDGER,
        PERM_LEDGER_REPORT),
    ROLE("supervisor", "督查",
        PERM_INVENTORY,
        PERM_ALL_UNITS,
        PERM_NORM,
        PERM_LEDGER,
        PERM_JOURNAL,
        PERM_FOI_SEE,
        PERM_FOI_ALL,
        PERM_FISCAL,
        PERM_DECISION),
    ROLE("assessor", "考核",
        PERM_INVENTORY,
        PERM_ALL_UNITS,
        PERM_NORM,
        PERM_LEDGER,
        PERM_JOURNAL,
        PERM_FOI_SEE,
        PERM_FOI_ALL,
        PERM_FISCAL,
        PERM_DECISION),
    ROLE("webcentre", "网站管理员",
        PERM_PUBLISH,
        PERM_ALL_UNITS,
        PERM_SITE,
        PERM_SEARCH,
        PERM_PROOF,
        PERM_LEDGER,
        PERM_LEDGER_REPORT),
    ROLE("admin", "系统管理员",
        PERM_PEOPLE,
        PERM_JOURNAL,
        PERM_SITE),
};
/* clang-format on */
const size_t n_roles = COUNT_OF(roles);

const struct role *role_find(const char *key)
{
    for (size_t i = 0; i < n_roles; i++)
        if (strcmp(roles[i].key, key) == 0)
            return &roles[i];
    return NULL;
}
