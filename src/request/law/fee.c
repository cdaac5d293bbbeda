/* Progressive bands: each item costs the rate of the band it lies in.
 *
 * SPDX-License-Identifier: MIT */
#include "request/law/fee.h"

/* RULE F3: nothing up to 10, 100 up to 30, then 200 and 100 more for every further ten; bands of
 * ten are summed whole, so the cost does not grow with n. */
int64_t foi_fee_pieces(int64_t n)
{
    if (n <= 10)
        return 0;
    if (n <= 30)
        return (n - 10) * 100;
    int64_t bands = (n - 31) / 10; /* full bands of ten above 30 */
    int64_t full = 10 * (200 * bands + 100 * (bands * (bands - 1) / 2));
    return 2000 + full + (n - 30 - 10 * bands) * (200 + 100 * bands);
}

/* RULE F5 */
int64_t foi_fee_pages(int64_t n)
{
    static const struct {
        int64_t above, yuan;
    } bands[] = {{200, 40}, {100, 20}, {30, 10}};
    int64_t total = 0;
    for (int i = 0; i < 3; i++)
        if (n > bands[i].above) {
            total += (n - bands[i].above) * bands[i].yuan;
            n = bands[i].above;
        }
    return total;
}
