/* Commands on the vault of personal data: reseal.
 *
 * SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "common/record/reseal.h"
#include "county.h"
#include "options.h"
#include "sealed.h"

/* True when there was nothing that could not be opened. */
static bool tell(enum vault_cipher cipher, const struct resealed *done)
{
    printf("已按 %s 重新加密：%lld 个值，%lld 个文件；原来就是的 %lld 个。\n"
           "办理经过保持原来的加密：案卷的哈希链包含它们的密文。\n",
        vault_cipher_names[cipher], (long long)done->values, (long long)done->files,
        (long long)done->kept);
    for (size_t i = 0; i < done->n_unread; i++)
        fprintf(stderr, "gongkai: 打不开，没有重新加密：%s\n", done->unread[i]);
    if (done->n_unread)
        fprintf(stderr, "gongkai: 以上 %zu 处请检查权限和磁盘，再用同样的命令运行一次\n",
            done->n_unread);
    return !done->n_unread;
}

/* Sets the cipher and seals anew what has another one. *all: nothing was left out. */
static enum st reseal(
    const struct county *county, enum vault_cipher cipher, bool *all, struct err *e)
{
    struct ctx c;
    struct resealed done;
    county_ctx(county, "reseal", &c);
    enum st st = vault_cipher_set(&c, cipher);
    if (!st)
        st = reseal_all(&c, sealed_columns, n_sealed_columns, &done);
    if (!st)
        *all = tell(cipher, &done);
    *e = c.err;
    ctx_release(&c);
    return st;
}

int cmd_reseal(int argc, char **argv)
{
    const char *data = NULL, *database = "", *name = "";
    const struct option_row rows[] = {
        {"--data", &data, NULL}, {"--database", &database, NULL}, {"--cipher", &name, NULL}};
    size_t n;
    int cipher = 0;
    if (!options_read(argc, argv, rows, COUNT_OF(rows), NULL, 0, &n))
        return 2;
    if (!data)
        return usage_error("请用 --data 指明数据文件夹");
    while (cipher < VAULT_CIPHERS && strcmp(vault_cipher_names[cipher], name) != 0)
        cipher++;
    if (cipher == VAULT_CIPHERS)
        return usage_error("请用 --cipher 指明 sm4 或 secretbox");
    struct county county;
    struct err e = {.st = ST_OK};
    if (county_open(data, database, &county, &e))
        return usage_error("%s", e.message);
    bool all = false;
    enum st st = reseal(&county, (enum vault_cipher)cipher, &all, &e);
    county_close(&county);
    if (st)
        return usage_error("%s", e.message);
    return all ? 0 : 1;
}
