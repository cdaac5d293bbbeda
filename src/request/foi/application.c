/* What an application must hold, all gaps at once.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/text/credit.h"
#include "lib/text/privacy.h"
#include "request/foi/guard.h"

static void check_identity(struct reasons *r, const struct foi_applicant *w, bool required)
{
    bool natural = strcmp(w->kind, "NATURAL") == 0;
    const char *number = natural ? w->id_number : w->credit_code;
    if (!*number && required) /* RULE Q5 */
        reason(r, "Q5", natural ? "id_number" : "credit_code", "请填写%s",
            natural ? "身份证件号码" : "统一社会信用代码");
    bool citizen_card = natural && (!*w->id_kind || strcmp(w->id_kind, "ID") == 0);
    if (*number && citizen_card && (strlen(number) != 18 || !citizen_id_valid(number)))
        reason(r, "Q5", "id_number", "身份证号码不正确，请检查18位号码是否有误");
    const char *fault = natural ? "" : credit_code_fault(r->mem, number);
    if (*fault)
        reason(r, "Q5", "credit_code", "统一社会信用代码%s", fault);
}

static bool plausible_phone(const char *s)
{
    size_t n = 0;
    for (; *s; s++) {
        if (!strchr("0123456789-+() ", *s))
            return false;
        n += *s >= '0' && *s <= '9';
    }
    return n >= 7 && n <= 15;
}

static bool plausible_email(const char *s)
{
    const char *at = strchr(s, '@');
    return at && at != s && strchr(at, '.') && !strpbrk(s, " ,;<>\"");
}

static void check_contact(struct reasons *r, const struct foi_application *in)
{
    const struct foi_applicant *w = &in->who;
    if (!*w->phone && !*w->email && !*w->address) /* RULE Q5 */
        reason(r, "Q5", "phone", "请至少填写一种联系方式：电话、电子邮箱或地址");
    if (*w->phone && !plausible_phone(w->phone))
        reason(r, "Q5", "phone", "电话号码不正确，请检查");
    if (*w->email && !plausible_email(w->email))
        reason(r, "Q5", "email", "电子邮箱不正确，请检查");
    if (foi_has_key(in->delivery, "POST") && !*w->address)
        reason(r, "Q5", "address", "选择邮寄的，请填写联系地址");
    if (foi_has_key(in->delivery, "EMAIL") && !*w->email)
        reason(r, "Q5", "email", "选择电子邮件的，请填写电子邮箱");
}

/* RULE Q7: 委托书 and the identity of both. */
static void check_agent(struct reasons *r, const struct foi_application *in)
{
    bool letter = false;
    if (!*in->who.agent_name)
        return;
    for (size_t i = 0; i < in->n_files; i++)
        letter |= strcmp(in->files[i].slot, "agent") == 0;
    if (!letter)
        reason(r, "Q7", "agent_file", "委托他人办理的，请附授权委托书");
    if (!*in->who.agent_id_number)
        reason(r, "Q7", "agent_id_number", "请填写代理人的身份证件号码");
    else if (strlen(in->who.agent_id_number) != 18 || !citizen_id_valid(in->who.agent_id_number))
        reason(r, "Q7", "agent_id_number", "代理人的身份证号码不正确，请检查");
}

/* RULE K13: who wants a record corrected proves that it is wrong. */
static void check_evidence(struct reasons *r, const struct foi_application *in)
{
    bool evidence = !in->fix;
    for (size_t i = 0; i < in->n_files; i++)
        evidence |=
            strcmp(in->files[i].slot, "agent") != 0 && strcmp(in->files[i].slot, "identity") != 0;
    if (!evidence)
        reason(r, "K13", "files", "要求更正记录的，请附上证明记录不准确的材料");
}

size_t foi_application_gaps(
    struct arena *a, const struct foi_application *in, struct foi_gap gaps[static 24])
{
    struct reasons r = {.mem = a};
    bool new_regime = in->arrived.n >= day_of(2019, 5, 15).n;
    if (!in->organ_id)
        reason(&r, "Q1", "organ", "请选择向哪个机关申请");
    if (!*foi_title(foi_applicants, FOI_APPLICANTS, in->who.kind)) /* RULE Q1 */
        reason(&r, "Q1", "kind", "请选择申请人类型");
    if (!*in->who.name)
        reason(&r, "Q5", "name", "请填写申请人的姓名或名称");
    check_identity(&r, &in->who, new_regime || in->fix);
    check_contact(&r, in);
    check_agent(&r, in);
    check_evidence(&r, in);
    if (utf8_count(in->wanted) < 5)
        reason(&r, "Q5", "wanted",
            "请写明需要什么信息：名称、文号，或者便于查找的时间、事项、单位等特征");
    if (!*in->form)
        reason(&r, "Q5", "form", "请选择需要的形式");
    if (!*in->delivery)
        reason(&r, "Q5", "delivery", "请选择获取的方式");
    memcpy(gaps, r.list, sizeof r.list);
    return r.n;
}
