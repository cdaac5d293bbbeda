/* GET /work/gallery: every component once, with what it is shown with.
 *
 * SPDX-License-Identifier: MIT */
#include "lib/ui/gallery.h"

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

enum st gallery_show(struct req *r)
{
    gallery_page(&r->out, r);
    return ST_OK;
}
