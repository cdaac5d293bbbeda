/* GET /work/gallery: every component once, with what it is shown with.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/gallery.h"

#include "lib/ui/mask.h"
#include "lib/ui/routes.h"

const char *const gallery_icons[] = {"search", "menu", "close", "inbox", "file", "files", "check",
    "clock", "alert", "info", "stop", "user", "users", "log", "list", "settings", "out", "print",
    "feed", "down", "up", "left", "right", "plus", "minus", "edit", "trash", "link", "external",
    "eye", "undo", "calendar", "download", "upload", "share", "copy", "sound", "lock", "key",
    "home", "folder", "building", "mail", "phone", "seal", "scale", "chart", "send", "back", "flag",
    "question", "history"};
const size_t n_gallery_icons = COUNT_OF(gallery_icons);

const struct ui_tab gallery_tabs[] = {{"待审核", "/work/gallery", 3},
    {"已退回", "/work/gallery?tab=2", 0}, {"全部", "/work/gallery?tab=3", -1}};
const size_t n_gallery_tabs = COUNT_OF(gallery_tabs);

const struct ui_option gallery_options[] = {
    {"2018", "2018 年"}, {"2017", "2017 年"}, {"2016", "2016 年"}};
const size_t n_gallery_options = COUNT_OF(gallery_options);

static const struct ui_option mask_grounds[] = {{"D1", "国家秘密"}, {"D4", "第三方权益"},
    {"D4P", "个人隐私"}, {"D5", "内部事务"}, {"D6", "过程性信息"}};

void gallery_mask(struct buf *out, struct req *r)
{
    const struct page_size a4 = {595, 842};
    const struct ui_mask_page pages[] = {
        {ui_static("mask-page-1.svg"), ui_static("mask-page-1.svg"), a4},
        {ui_static("mask-page-2.svg"), ui_static("mask-page-2.svg"), a4}};
    ui_mask(out, r,
        &(struct ui_mask){.name = "regions",
            .value = "[{\"page\":1,\"x\":1100,\"y\":2180,\"w\":5200,\"h\":330,\"ground\":\"D4P\","
                     "\"label\":\"个人隐私\"}]",
            .pages = pages,
            .n_pages = COUNT_OF(pages),
            .grounds = mask_grounds,
            .n_grounds = COUNT_OF(mask_grounds)});
}

enum st gallery_show(struct req *r)
{
    gallery_page(&r->out, r);
    return ST_OK;
}
