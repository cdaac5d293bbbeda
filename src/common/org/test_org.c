/* Units, people, posts, roles: the rules, and the store on both engines.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "common/journal/journal.h"
#include "common/org/password.h"
#include "common/org/signin.h"
#include "common/org/throttle.h"
#include "common/org/totp.h"
#include "tests/support.h"

static const struct module *const mods[] = {
    &org_module, &person_module, &signin_module, &journal_module};

static bool has(const struct role *r, const char *perm)
{
    for (size_t i = 0; i < r->n_perms; i++)
        if (strcmp(r->perms[i], perm) == 0)
            return true;
    return false;
}

static void duties_are_separated(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_roles; i++) {
        const struct role *r = &roles[i];
        bool releases = has(r, PERM_REVIEW) || has(r, PERM_PUBLISH) || has(r, PERM_END);
        assert_false(has(r, PERM_DRAFT) && releases);
        assert_false(has(r, PERM_PEOPLE) && (has(r, PERM_DRAFT) || releases));
        assert_false(has(r, PERM_PEOPLE) && has(r, PERM_LEDGER_CONFIRM));
        if (!strcmp(r->key, "supervisor") || !strcmp(r->key, "assessor"))
            assert_false(has(r, PERM_DRAFT) || releases || has(r, PERM_SITE));
        assert_ptr_equal(role_find(r->key), r);
    }
    assert_null(role_find("nobody"));
}

static void weak_passwords_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *password;
        bool good;
    } cases[] = {
        {"", false},
        {"short-pw", false},
        {"九个汉字不够长的密", false},
        {"山高水长风吹过小河边", true},
        {"password123", false},
        {"Password2018!", false},
        {"1234567890", false},
        {"9876543210123", false},
        {"aaaaaaaaaaaa", false},
        {"ababababab", false},
        {"wangfei-2018", false},
        {"WANGFEI-long-word", false},
        {"my王飞secret-word", false},
        {"qwertyuiop", false},
        {"!!!shizong!!!", false},
        {"correct horse battery", true},
        {"shizong-river-9", true},
        {"abc123abc123", false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if ((*password_weakness(cases[i].password, "wangfei", "王飞") == '\0') != cases[i].good)
            fail_msg("%s: %s", cases[i].password,
                password_weakness(cases[i].password, "wangfei", "王飞"));
}

static void passwords_are_verified(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *secret = password_hash(a, "correct horse");
    assert_int_equal(strncmp(secret, "$argon2id$v=19$m=65536,t=2,p=1$", 31), 0);
    assert_true(password_holds(secret, "correct horse"));
    assert_false(password_holds(secret, "correct horsf"));
    assert_false(password_holds("", "correct horse"));
    assert_false(password_holds("", ""));
    for (int i = 0; i < 20; i++)
        assert_string_equal(password_weakness(password_make(a), "admin", "王飞"), "");
    arena_free(&a);
}

/* RFC 6238 appendix B, SHA-1. */
static void codes_are_rfc6238(void **state)
{
    (void)state;
    static const struct {
        int64_t at;
        uint32_t code;
    } cases[] = {{59, 94287082}, {1111111109, 7081804}, {1111111111, 14050471},
        {1234567890, 89005924}, {2000000000, 69279037}, {20000000000, 65353130}};
    const unsigned char key[] = "12345678901234567890";
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(totp_code(key, 20, cases[i].at / 30, 8), cases[i].code);
    const char *secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; /* the same key */
    int64_t step = 0;
    assert_true(totp_holds(secret, "005924", 1234567890, 0, &step));
    assert_int_equal(step, 1234567890 / 30);
    assert_true(totp_holds(secret, "005 924", 1234567890 + 29, 0, &step));
    assert_true(totp_holds(secret, "005924", 1234567890 - 30, 0, &step));
    assert_false(totp_holds(secret, "005924", 1234567890 + 60, 0, &step));
    assert_false(totp_holds(secret, "005924", 1234567890, step, &step)); /* once only */
    assert_false(totp_holds(secret, "05924", 1234567890, 0, &step));
    assert_false(totp_holds(secret, "005924x", 1234567890, 0, &step));
    assert_false(totp_holds("", "005924", 1234567890, 0, &step));
}

static void secrets_are_base32(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    unsigned char out[64];
    size_t n;
    assert_true(base32_decode("MZXW6YTBOI======", out, sizeof out, &n)); /* RFC 4648 */
    assert_int_equal(n, 6);
    assert_memory_equal(out, "foobar", 6);
    assert_true(base32_decode("mzxw 6ytb", out, sizeof out, &n));
    assert_false(base32_decode("MZXW1", out, sizeof out, &n));
    assert_false(base32_decode("MZXW6YTBOI", out, 5, &n));
    const char *secret = totp_secret(a);
    assert_int_equal(strlen(secret), 32);
    assert_true(base32_decode(secret, out, sizeof out, &n) && n == TOTP_SECRET_BYTES);
    const char *uri = totp_uri(a, "师宗县", "admin", secret);
    assert_int_equal(strncmp(uri, "otpauth://totp/%E5%B8%88", 24), 0);
    assert_int_equal(strncmp(totp_qr(a, uri), "data:image/svg+xml;base64,", 26), 0);
    assert_string_equal(recovery_hash(a, "ABCD efgh"), recovery_hash(a, "abcd-efgh"));
    assert_string_not_equal(recovery_hash(a, "abcd-efgi"), recovery_hash(a, "abcd-efgh"));
    arena_free(&a);
}

static void lockout_rule(void **state)
{
    (void)state;
    struct throttle t = {0};
    int64_t now = 1000000;
    for (int i = 0; i < 4; i++)
        t = throttle_count(t, 5, now + i);
    assert_false(throttle_blocked(&t, now + 4));
    t = throttle_count(t, 5, now + 4);
    assert_true(throttle_blocked(&t, now + 4));
    assert_true(throttle_blocked(&t, now + 4 + 899));
    assert_false(throttle_blocked(&t, now + 4 + 900));
    t = throttle_count(t, 5, now + 4 + 900); /* counts anew after the lock */
    assert_int_equal(t.failures, 1);
    for (int i = 0; i < 20; i++) /* one failure in 15 minutes never locks */
        t = throttle_count(t, 5, now + 10000 + i * 900);
    assert_int_equal(t.failures, 1);
}

static struct db *fresh(struct ctx *c)
{
    struct db *db = test_db_fresh(mods, COUNT_OF(mods));
    test_ctx(c, db);
    c->person = 0;
    assert_int_equal(ctx_begin(c, true), ST_OK);
    return db;
}

static void done(struct ctx *c, struct db *db)
{
    ctx_release(c);
    test_db_drop(&db);
}

static int64_t add_unit(struct ctx *c, const char *code, const char *name, const char *short_name)
{
    int64_t id;
    assert_int_equal(unit_add(c,
                         &(struct unit){.code = code,
                             .name = name,
                             .short_name = short_name,
                             .kind = "DEPARTMENT",
                             .credit_code = "",
                             .phone = "",
                             .address = ""},
                         &id),
        ST_OK);
    return id;
}

static void units_are_found_by_any_name(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    struct unit u;
    int64_t a = add_unit(&c, "xzfb", "师宗县人民政府办公室", "县政府办公室"), id;
    int64_t b = add_unit(&c, "czj", "师宗县财政局", "县财政局");
    assert_int_equal(unit_alias_add(&c, a, "县政府办"), ST_OK);
    assert_int_equal(unit_alias_add(&c, a, "县政府办"), ST_OK);
    assert_int_equal(unit_alias_add(&c, b, "县政府办"), ST_CONFLICT);
    const char *names[] = {"师宗县人民政府办公室", "县政府办公室", "县政府办"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(unit_by_name(&c, names[i], &u), ST_OK);
        assert_int_equal(u.id, a);
    }
    assert_int_equal(unit_by_name(&c, "县政府", &u), ST_NOT_FOUND);
    assert_int_equal(unit_add(&c,
                         &(struct unit){.code = "czj",
                             .name = "别的局",
                             .short_name = "别的局",
                             .kind = "DEPARTMENT",
                             .credit_code = "",
                             .phone = "",
                             .address = ""},
                         &id),
        ST_CONFLICT);
    assert_int_equal(unit_close(&c, b, true), ST_OK);
    struct unit *list;
    size_t n;
    assert_int_equal(unit_list(&c, false, &list, &n), ST_OK);
    assert_int_equal(n, 1);
    assert_int_equal(unit_list(&c, true, &list, &n), ST_OK);
    assert_int_equal(n, 2);
    done(&c, db);
}

static void people_hold_posts(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    struct person p;
    int64_t a = add_unit(&c, "a", "甲局", "甲局"), b = add_unit(&c, "b", "乙局", "乙局"), admin, id,
            x;
    assert_int_equal(person_add(&c, "boss", "王一", a, "admin", "Correct-horse-1", &admin), ST_OK);
    assert_int_equal(person_add(&c, "ed", "李二", a, "editor", NULL, &id), ST_OK);
    assert_int_equal(person_add(&c, "ed", "李三", a, "editor", NULL, &x), ST_CONFLICT);
    assert_int_equal(person_add(&c, "Ed", "李三", a, "editor", NULL, &x), ST_INVALID);
    assert_int_equal(person_add(&c, "e2", "李三", a, "king", NULL, &x), ST_INVALID);
    c.person = admin;
    c.now += 100;
    assert_int_equal(person_move(&c, id, b, "head"), ST_OK);
    assert_int_equal(person_get(&c, id, &p), ST_OK);
    assert_int_equal(p.unit_id, b);
    assert_string_equal(p.role_title, "单位负责人");
    struct post *posts;
    size_t n;
    assert_int_equal(post_list(&c, id, &posts, &n), ST_OK);
    assert_int_equal(n, 2);
    assert_int_equal(posts[1].to_at, posts[0].from_at);
    assert_int_equal(person_move(&c, admin, a, "editor"), ST_DENIED); /* the own role */
    assert_int_equal(person_disable(&c, admin, true), ST_DENIED);
    c.person = id;
    assert_int_equal(person_move(&c, admin, a, "editor"), ST_CONFLICT); /* the last admin */
    assert_int_equal(person_disable(&c, admin, true), ST_CONFLICT);
    assert_int_equal(unit_close(&c, b, true), ST_CONFLICT); /* still has people */
    const struct principal *who;
    assert_int_equal(org_load_principal(&c, id, &who), ST_OK);
    assert_string_equal(who->unit_name, "乙局");
    c.person = admin;
    assert_int_equal(person_disable(&c, id, true), ST_OK);
    assert_int_equal(org_load_principal(&c, id, &who), ST_OK);
    assert_null(who);
    assert_int_equal(unit_close(&c, b, true), ST_OK);
    int64_t seq;
    const char *hash;
    assert_int_equal(journal_head(&c, &seq, &hash), ST_OK);
    assert_int_equal(seq, 7); /* two units, two people, move, disable, close */
    done(&c, db);
}

static void signing_in_is_throttled(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    int64_t a = add_unit(&c, "a", "甲局", "甲局"), id;
    struct person p;
    assert_int_equal(person_add(&c, "boss", "王一", a, "admin", "Correct-horse-1", &id), ST_OK);
    const char *keys[] = {throttle_person(&c, id), throttle_unknown(&c, "nobody")};
    for (size_t k = 0; k < 2; k++) {
        for (int i = 0; i < THROTTLE_PERSON_LIMIT; i++)
            assert_int_equal(throttle_attempt(&c, keys[k], THROTTLE_PERSON_LIMIT), ST_OK);
        assert_int_equal(throttle_attempt(&c, keys[k], THROTTLE_PERSON_LIMIT), ST_INVALID);
    }
    assert_int_equal(person_get(&c, id, &p), ST_OK);
    assert_int_equal(p.locked_until, c.now + THROTTLE_SECONDS);
    assert_int_equal(person_unlock(&c, id), ST_OK);
    assert_int_equal(throttle_attempt(&c, keys[0], THROTTLE_PERSON_LIMIT), ST_OK);
    done(&c, db);
}

static void steps_and_codes_work_once(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    int64_t a = add_unit(&c, "a", "甲局", "甲局"), id, left;
    const char *token, *codes[RECOVERY_CODES];
    struct step s;
    bool held;
    assert_int_equal(person_add(&c, "boss", "王一", a, "admin", "Correct-horse-1", &id), ST_OK);
    assert_int_equal(step_begin(&c, &(struct step){id, "/work/", false}, &token), ST_OK);
    assert_int_equal(step_find(&c, token, &s), ST_OK);
    assert_int_equal(s.person_id, id);
    assert_int_equal(step_find(&c, "guess", &s), ST_INVALID);
    c.now += STEP_SECONDS;
    assert_int_equal(step_find(&c, token, &s), ST_INVALID);
    assert_int_equal(totp_accept(&c, id, 100), ST_OK);
    assert_int_equal(totp_accept(&c, id, 100), ST_CONFLICT);
    assert_int_equal(recovery_renew(&c, id, codes, RECOVERY_CODES), ST_OK);
    assert_int_equal(recovery_use(&c, id, codes[3], &held), ST_OK);
    assert_true(held);
    assert_int_equal(recovery_use(&c, id, codes[3], &held), ST_OK);
    assert_false(held);
    assert_int_equal(recovery_left(&c, id, &left), ST_OK);
    assert_int_equal(left, RECOVERY_CODES - 1);
    done(&c, db);
}

/* GB 32100: the sum of all but the last, weighted by the powers of three, and the last, is nothing
 * modulo 31; the nine of the organisation are those of GB 11714. */
static bool credit_code_holds(const char *code)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int powers[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1};
    static const int weights[] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0, inner = 0;
    if (strlen(code) != 18 || strspn(code, letters) != 18)
        return false;
    for (int i = 0; i < 18; i++)
        sum += powers[i] * (int)(strchr(letters, code[i]) - letters);
    for (int i = 0; i < 8; i++)
        inner += weights[i] * (code[8 + i] <= '9' ? code[8 + i] - '0' : code[8 + i] - 'A' + 10);
    inner += code[16] == 'X' ? 10 : code[16] - '0';
    return sum % 31 == 0 && inner % 11 == 0;
}

static void the_demo_county(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    struct unit *units, u;
    struct account account;
    size_t n;
    assert_int_equal(org_module.demo(&c), ST_OK);
    assert_int_equal(unit_list(&c, false, &units, &n), ST_OK);
    assert_true(n >= 90 && n <= 130);
    static const char *const named[] = {"县政府办公室", "县政府办", "县委县政府信息中心",
        "县财政局", "县政府法制办", "县信访局", "县政府信息网络技术服务中心", "县公安局",
        "县工业经贸和科技信息化局", "县编办", "县人力资源和社会保障局", "县政府督查室", "县考核办"};
    for (size_t i = 0; i < COUNT_OF(named); i++)
        if (unit_by_name(&c, named[i], &u))
            fail_msg("the plan names %s", named[i]);
    for (size_t i = 0; i < n_demo_accounts; i++) {
        struct person p;
        const struct demo_account *d = &demo_accounts[i];
        assert_int_equal(account_by_login(&c, d->login, &account), ST_OK);
        assert_int_equal(person_get(&c, account.id, &p), ST_OK);
        assert_string_equal(p.role_title, d->role_title);
        assert_string_equal(p.unit_name, d->unit);
        assert_false(account.must_change);
    }
    assert_true(password_holds(account.secret, demo_accounts[0].password));
    assert_true(credit_code_holds("91350100M000100Y43")); /* the example of GB 32100 */
    assert_false(credit_code_holds("91350100M000100Y44"));
    struct unit *with_codes;
    size_t n_units;
    assert_int_equal(unit_list(&c, true, &with_codes, &n_units), ST_OK);
    assert_true(n_units > 20);
    for (size_t i = 0; i < n_units; i++)
        if (!credit_code_holds(with_codes[i].credit_code))
            fail_msg("%s: %s", with_codes[i].name, with_codes[i].credit_code);
    for (size_t i = 1; i < n_units; i++)
        assert_string_not_equal(with_codes[i].credit_code, with_codes[0].credit_code);
    done(&c, db);
}

static void a_new_county_has_an_admin(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    const char *password;
    struct account account;
    assert_int_equal(org_first_admin(&c, "admin", &password), ST_OK);
    assert_int_equal(account_by_login(&c, "admin", &account), ST_OK);
    assert_true(account.must_change);
    assert_true(password_holds(account.secret, password));
    done(&c, db);
}

static void statements_are_understood(void **state)
{
    (void)state;
    struct ctx c;
    struct db *db = fresh(&c);
    for (size_t i = 0; i < COUNT_OF(mods); i++)
        for (size_t k = 0; k < mods[i]->n_stmts; k++)
            if (db_check(c.tx, mods[i]->stmts[k], &c.err))
                fail_msg("%s: %s", mods[i]->stmts[k]->name, c.err.detail);
    done(&c, db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duties_are_separated),
        cmocka_unit_test(weak_passwords_are_refused),
        cmocka_unit_test(passwords_are_verified),
        cmocka_unit_test(codes_are_rfc6238),
        cmocka_unit_test(secrets_are_base32),
        cmocka_unit_test(lockout_rule),
        cmocka_unit_test(units_are_found_by_any_name),
        cmocka_unit_test(people_hold_posts),
        cmocka_unit_test(signing_in_is_throttled),
        cmocka_unit_test(steps_and_codes_work_once),
        cmocka_unit_test(the_demo_county),
        cmocka_unit_test(a_new_county_has_an_admin),
        cmocka_unit_test(statements_are_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
