/* offense_codes.c: see offense_codes.h.  Pure. */
#include "law/offense_codes.h"

static const Prop64OffenseCode codes[] = {
#include "law/offense_codes.inc"
};

#define CODES ((int)(sizeof(codes) / sizeof(codes[0])))

const Prop64OffenseCode *
prop64_offense_code_find(int32_t code)
{
    int lo = 0;
    int hi = CODES;

    while (lo < hi)
    {
        int mid = lo + (hi - lo) / 2;

        if (codes[mid].code < code)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < CODES && codes[lo].code == code ? &codes[lo] : NULL;
}

const Prop64OffenseCode *
prop64_offense_code_cited(const char *citation, size_t len, int *at)
{
    if (len == 0 || len >= sizeof(codes[0].citation))
        return NULL;
    for (; *at < CODES; (*at)++)
        if (memcmp(codes[*at].citation, citation, len) == 0 && codes[*at].citation[len] == '\0')
            return &codes[(*at)++];
    return NULL;
}
