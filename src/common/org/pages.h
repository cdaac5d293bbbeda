/* Handlers of the pages of common/org, named in the route rows.
 *
 * SPDX-License-Identifier: MIT */
#ifndef ORG_PAGES_H
#define ORG_PAGES_H

#include "lib/web/web.h"

handler_fn units_list, units_csv, unit_new, unit_create, unit_show, unit_save, unit_close_post,
    unit_open_post;
handler_fn people_list, people_csv, person_new, person_create, person_show, person_save,
    person_disable_post, person_enable_post, person_reset_post, person_unlock_post;
handler_fn signin_show, signin_post, signin_code_post, signin_code_again, signin_password_post,
    signin_password_again, signout_post;
handler_fn account_show, account_save, account_password, account_password_post, account_totp,
    account_totp_start, account_totp_confirm, account_totp_post, account_session_end,
    account_sessions_end;

#endif
