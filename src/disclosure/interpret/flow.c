/* See flow.h. RULE P-SYNC: what belongs together is approved and published together. RULE P-NOSIGN:
 * a unit's paper needs its head's signature on all three; a county's paper comes to the office with
 * it.
 *
 * SPDX-License-Identifier: MIT */
#include "disclosure/interpret/flow.h"

#include <string.h>

#include "common/org/org.h"

const struct pack_move pack_moves[] = {
    {"submit", "报负责人签批", "已报本单位负责人签批", PACK_DRAFT, PACK_HEAD, PERM_DRAFT,
        PACK_READY, "submit", false, false, "文件和解读材料一起定稿，签批任务发给本单位负责人"},
    {"withdraw", "撤回", "已撤回，可以继续修改", PACK_HEAD | PACK_OFFICE, PACK_DRAFT, PERM_DRAFT, 0,
        "withdraw", false, false, "全部材料回到起草"},
    {"sign", "签批同意", "已签批，可以发布", PACK_HEAD, PACK_APPROVED, PERM_INTERPRET_SIGN,
        PACK_READY | PACK_UNIT, "approve", false, false,
        "文件、解读方案、解读材料一并签批；编索引号，可以发布"},
    {"sign", "签批同意，报县政府办公室", "已签批，报县政府办公室审核", PACK_HEAD, PACK_OFFICE,
        PERM_INTERPRET_SIGN, PACK_READY | PACK_COUNTY, "", false, false,
        "文件、解读方案、解读材料一并签批，随文件报县政府办公室"},
    {"send_back", "退回修改", "已退回起草人", PACK_HEAD, PACK_DRAFT, PERM_INTERPRET_SIGN, 0,
        "send_back", true, false, "全部材料退回起草人，写明原因"},
    {"approve", "审核通过", "已审核通过，可以发布", PACK_OFFICE, PACK_APPROVED,
        PERM_INTERPRET_OFFICE, PACK_READY, "approve", false, false, "编索引号，可以发布"},
    {"send_back", "退文", "已退文", PACK_OFFICE, PACK_DRAFT, PERM_INTERPRET_OFFICE, 0, "send_back",
        true, false, "全部材料退回起草部门，写明原因"},
    {"send_back", "退回修改", "已退回起草人", PACK_APPROVED, PACK_DRAFT, PERM_INTERPRET_SIGN, 0,
        "send_back", true, false, "还没有发布的，全部退回起草人"},
    {"publish", "一起发布", "已同步发布", PACK_APPROVED, PACK_LIVE, PERM_PUBLISH, PACK_READY,
        "publish", false, false, "文件和解读材料同时公开，互相链接；有一份不能发布的，全部不发布"},
    {"drop", "取消同步送审", "已取消，各份材料可以单独办理", PACK_DRAFT, PACK_DROPPED, PERM_DRAFT,
        0, "", false, true, "各份草稿留存，不再成组"},
};
const size_t n_pack_moves = sizeof pack_moves / sizeof *pack_moves;

static const struct {
    enum pack_stage stage;
    const char *word;
} stages[] = {{PACK_DRAFT, "起草中"}, {PACK_HEAD, "待负责人签批"},
    {PACK_OFFICE, "待县政府办公室审核"}, {PACK_APPROVED, "待发布"}, {PACK_LIVE, "已发布"},
    {PACK_DROPPED, "已取消"}};

const struct pack_move *pack_move_find(enum pack_stage stage, const char *action, bool county)
{
    for (size_t i = 0; i < n_pack_moves; i++) {
        const struct pack_move *m = &pack_moves[i];
        bool other = m->guards & (county ? PACK_UNIT : PACK_COUNTY);
        if ((m->from & stage) && !other && strcmp(m->action, action) == 0)
            return m;
    }
    return NULL;
}

const char *pack_stage_word(enum pack_stage s)
{
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (stages[i].stage == s)
            return stages[i].word;
    return "";
}
