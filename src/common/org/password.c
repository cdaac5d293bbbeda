/* Passwords by libsodium's argon2id.
 *
 * One verification takes 64 MiB: two slots for the whole process keep many sign-ins from eating
 * the memory. The slots are the only state here.
 *
 * SPDX-License-Identifier: MIT */
#include "common/org/password.h"

#include <ctype.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include "lib/base/hash.h"
#include "lib/base/utf8.h"

#define MEMORY_BYTES (64u << 20)
#define PASSES 2
#define SLOTS 2

static pthread_mutex_t slots = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t slot_free = PTHREAD_COND_INITIALIZER;
static int slots_taken;

static void slot_take(void)
{
    pthread_mutex_lock(&slots);
    while (slots_taken == SLOTS)
        pthread_cond_wait(&slot_free, &slots);
    slots_taken++;
    pthread_mutex_unlock(&slots);
}

static void slot_give(void)
{
    pthread_mutex_lock(&slots);
    slots_taken--;
    pthread_cond_signal(&slot_free);
    pthread_mutex_unlock(&slots);
}

/* The heart of passwords that everybody tries first, once digits and signs around it are gone. */
static const char *const common_words[] = {"", "password", "passw", "admin", "administrator",
    "root", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsx", "qazwsxedc", "iloveyou",
    "woaini", "welcome", "letmein", "test", "guest", "user", "shizong", "yunnan", "qujing",
    "gongkai", "zhengfu", "xinxi", "zwgk", "abc", "abcd", "abcdef", "abcdefg", "abcdefghij", "aa",
    "a", "pass", "changeme", "default", "monkey", "dragon", "sunshine", "princess", "football"};
/* Passwords known as a whole from the published lists. */
static const char *const common_whole[] = {"1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc",
    "qwer1234asdf", "q1w2e3r4t5", "zaq12wsxcde3", "p@ssw0rd123", "p@ssword123", "passw0rd123",
    "qaz123wsx456", "abc123abc123", "a1b2c3d4e5", "1a2b3c4d5e", "woaini1314520", "woaini5201314"};

static void lower(const char *from, char *to, size_t cap)
{
    size_t n = 0;
    for (; from[n] && n + 1 < cap; n++)
        to[n] = (char)tolower((unsigned char)from[n]);
    to[n] = '\0';
}

static bool is_common(const char *low)
{
    char heart[PASSWORD_MAX_BYTES + 1];
    size_t from = 0, to = strlen(low);
    for (size_t i = 0; i < COUNT_OF(common_whole); i++)
        if (strcmp(low, common_whole[i]) == 0)
            return true;
    while (from < to && !isalpha((unsigned char)low[from]) && (unsigned char)low[from] < 0x80)
        from++;
    while (to > from && !isalpha((unsigned char)low[to - 1]) && (unsigned char)low[to - 1] < 0x80)
        to--;
    memcpy(heart, low + from, to - from);
    heart[to - from] = '\0';
    for (size_t i = 0; i < COUNT_OF(common_words); i++)
        if (strcmp(heart, common_words[i]) == 0)
            return true;
    return false;
}

/* Fewer than five different characters. */
static bool is_monotone(const char *p)
{
    uint32_t seen[5];
    size_t n = 0;
    for (const char *end = p + strlen(p); p < end;) {
        uint32_t cp = utf8_next(&p, end);
        size_t i = 0;
        while (i < n && seen[i] != cp)
            i++;
        if (i == n && n == 4)
            return false;
        if (i == n)
            seen[n++] = cp;
    }
    return true;
}

const char *password_weakness(const char *password, const char *login, const char *name)
{
    char low[PASSWORD_MAX_BYTES + 1], low_login[64], low_name[128];
    if (utf8_count(password) < PASSWORD_MIN_CHARS)
        return "密码至少 10 个字符，可以用几个词连成一句";
    if (strlen(password) > PASSWORD_MAX_BYTES)
        return "密码太长，请不要超过 80 个字";
    lower(password, low, sizeof low);
    lower(login, low_login, sizeof low_login);
    lower(name, low_name, sizeof low_name);
    if (*low_login && strstr(low, low_login))
        return "密码中不要包含账号";
    if (*low_name && strstr(low, low_name))
        return "密码中不要包含姓名";
    if (is_monotone(low))
        return "密码中不同的字符太少，请至少用 5 个不同的字符";
    if (is_common(low))
        return "这个密码太常见，容易被猜到，请换一个";
    return "";
}

const char *password_hash(struct arena *a, const char *password)
{
    char out[crypto_pwhash_STRBYTES];
    if (sodium_init() < 0)
        die("libsodium cannot start");
    slot_take();
    int failed = crypto_pwhash_str_alg(
        out, password, strlen(password), PASSES, MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13);
    slot_give();
    if (failed)
        die("no memory to hash a password");
    return arena_strdup(a, out);
}

/* What is verified when there is nothing to verify: the same cost, and never true. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                             "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

bool password_holds(const char *secret, const char *password)
{
    size_t n = strnlen(password, PASSWORD_MAX_BYTES + 1);
    bool known = *secret != '\0';
    if (sodium_init() < 0)
        die("libsodium cannot start");
    if (n > PASSWORD_MAX_BYTES)
        n = PASSWORD_MAX_BYTES, known = false;
    slot_take();
    bool same = crypto_pwhash_str_verify(known ? secret : nobody, password, n) == 0;
    slot_give();
    return same && known;
}

const char *password_make(struct arena *a)
{
    static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* no 0 O 1 l i o */
    char out[15];
    for (size_t i = 0, n = 0; n < sizeof out - 1; n++)
        out[n] = n % 5 == 4 ? '-' : (i++, alphabet[randombytes_uniform(sizeof alphabet - 1)]);
    out[14] = '\0';
    return arena_strdup(a, out);
}
