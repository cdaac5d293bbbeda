/* SM4 and SM3 against the examples of their standards.
 *
 * SPDX-License-Identifier: MIT */
#include "tests/test.h"

#include "lib/base/sm.h"

static size_t bytes_of(const char *hex, unsigned char *out)
{
    size_t n = 0;
    for (; hex[0] && hex[1]; hex += 2)
        sscanf(hex, "%2hhx", &out[n++]);
    return n;
}

static void must_be(const unsigned char *p, const char *hex)
{
    unsigned char want[128];
    size_t n = bytes_of(hex, want);
    assert_memory_equal(p, want, n);
}

#define KEY "0123456789abcdeffedcba9876543210"

/* GB/T 32907-2016 A.1: the first block of the key stream is the cipher of the counter. */
static void sm4_block(void **state)
{
    (void)state;
    unsigned char key[16], counter[16], zero[16] = {0}, out[16];
    bytes_of(KEY, key);
    bytes_of(KEY, counter);
    sm4_ctr(key, counter, zero, sizeof zero, out);
    must_be(out, "681edf34d206965e86b3e94f536e4246");
}

/* Counter mode over 64 bytes, the counter going on from block to block. */
static void sm4_counter(void **state)
{
    (void)state;
    unsigned char key[16], iv[16], in[64], out[64], next[16];
    bytes_of(KEY, key);
    bytes_of("000102030405060708090a0b0c0d0e0f", iv);
    bytes_of("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
             "eeeeeeeeeeeeeeeeffffffffffffffffaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb",
        in);
    sm4_ctr(key, iv, in, sizeof in, out);
    must_be(out, "ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7"
                 "f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514");
    bytes_of("000102030405060708090a0b0c0d0e10", iv);
    sm4_ctr(key, iv, in + 16, 16, next);
    assert_memory_equal(next, out + 16, 16);
    bytes_of("000102030405060708090a0b0c0d0e0f", iv);
    sm4_ctr(key, iv, out, sizeof out, out);
    assert_memory_equal(out, in, sizeof in);
}

/* GB/T 32905-2016 A.1 and A.2. */
static void sm3(void **state)
{
    (void)state;
    unsigned char out[32];
    sm3_digest("abc", 3, out);
    must_be(out, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    sm3_digest("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", 64, out);
    must_be(out, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

/* HMAC by its definition: H(k ⊕ opad, H(k ⊕ ipad, text)). */
static void sm3_keyed(void **state)
{
    (void)state;
    unsigned char in[64 + 3], outer[64 + 32], got[32], want[32];
    for (int i = 0; i < 64; i++) {
        unsigned char k = i < 4 ? (unsigned char)"key!"[i] : 0;
        in[i] = k ^ 0x36;
        outer[i] = k ^ 0x5c;
    }
    memcpy(in + 64, "abc", 3);
    sm3_digest(in, sizeof in, outer + 64);
    sm3_digest(outer, sizeof outer, want);
    sm3_mac("key!", 4, "abc", 3, got);
    assert_memory_equal(got, want, sizeof want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sm4_block), cmocka_unit_test(sm4_counter),
        cmocka_unit_test(sm3), cmocka_unit_test(sm3_keyed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
