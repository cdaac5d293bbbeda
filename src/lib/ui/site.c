/* The demo county, and the place where the real one is put.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/site.h"

#include <stdatomic.h>

static const struct site_link demo_nav[] = {
    {"信息公开", "/zwgk/"},
    {"政策文件", "/zwgk/fdnr/zcwj/"},
    {"政策解读", "/zwgk/fdnr/zcjd/"},
    {"政务动态", "/zwdt/"},
    {"办事服务", "/bsfw/"},
    {"互动交流", "/hdjl/"},
    {"整改进展", "/progress/"},
    {"走进师宗", "/zjsz/"},
};

static const struct site demo_site = {
    .name = "师宗县人民政府",
    .subtitle = "门户网站",
    .domain = "www.shizong.gov.cn",
    .id_code = "5303230001",
    .sponsor = "师宗县人民政府办公室",
    .operator_unit = "师宗县信息网络中心",
    .phone = "0874-5757991",
    .email = "",
    .address = "云南省曲靖市师宗县（演示地址）",
    .postcode = "655700",
    .icp = "滇ICP备00000000号",
    .psb = "滇公网安备 53032300000000号",
    .psb_code = "53032300000000",
    .conac = "https://bszs.conac.cn/",
    .jiucuo = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5303230001",
    .map = "/site-map/",
    .colour = "",
    .demo = "演示站点：内容供试用，备案编号等为示例，不代表师宗县人民政府。",
    .nav = demo_nav,
    .n_nav = sizeof demo_nav / sizeof demo_nav[0],
};

static _Atomic(const struct site *) current = &demo_site;

const struct site *ui_site(void)
{
    return atomic_load(&current);
}

void ui_set_site(const struct site *s)
{
    atomic_store(&current, s ? s : &demo_site);
}
