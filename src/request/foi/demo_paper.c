/* A contract of the demo county: what a unit holds and cannot release as a whole. All names,
 * numbers and telephones are made up and say so.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/paper/letter.h"
#include "request/foi/demo.h"

static const char *const clauses[] = {
    "甲方：师宗县示例小学（演示）",
    "乙方：示例食品配送有限公司（演示）",
    "一、甲方向乙方采购2018年秋季学期食堂食材，总价人民币壹拾捌万元整，按月据实结算。",
    "二、乙方每日早晨六点半以前把食材送到甲方食堂，附检验合格证明；不合格的，甲方当场退回。",
    "三、乙方联系人：示例联系人（演示），身份证号码999999198001010016，手机13000000000。",
    "四、乙方开户银行：示例银行师宗支行（演示），账号6200000000000000000。",
    "五、食材品种、规格和单价见附件，随市场价格每季度调整一次，调整须经双方书面同意。",
    "六、合同期限自2018年9月1日至2019年1月31日。",
};

enum st foi_demo_contract(struct ctx *c, struct foi_file *out)
{
    struct letter_block blocks[COUNT_OF(clauses)];
    struct letter l = letter_blank;
    struct buf pdf;
    int pages;
    for (size_t i = 0; i < COUNT_OF(clauses); i++)
        blocks[i] = (struct letter_block){BLOCK_PARAGRAPH, "", clauses[i], NULL};
    l.title = "食堂食材采购合同";
    l.blocks = blocks;
    l.n_blocks = COUNT_OF(blocks);
    buf_init(&pdf, 0);
    enum st st = letter_pdf(&l, &pdf, &pages, &c->err);
    *out = (struct foi_file){.slot = "",
        .name = "合同扫描件.pdf",
        .mime = "application/pdf",
        .bytes = arena_strndup(c->mem, buf_str(&pdf), pdf.n),
        .n_bytes = pdf.n,
        .pages = pages};
    buf_release(&pdf);
    return st;
}
