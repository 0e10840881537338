/* law_lists.c: finding a legal list by version and name.  Pure. */
#include "law/law_lists.h"

/* Every list of every version that was ever shipped; a version is never changed. */
static const Prop64LawList *const lists[] = {
    &prop64_law_superstrike_2026_1,     &prop64_law_pc290_2026_1,   &prop64_law_cannabis_2026_1,
    &prop64_law_plea_substitute_2026_1, &prop64_law_related_2026_1,
};

#define LISTS ((int)(sizeof(lists) / sizeof(lists[0])))

static bool
same(const char *a, const char *b, size_t len)
{
    return strlen(a) == len && memcmp(a, b, len) == 0;
}

const Prop64LawList *
prop64_law_list_at(int i)
{
    return i >= 0 && i < LISTS ? lists[i] : NULL;
}

const Prop64LawList *
prop64_law_list(const char *version, const char *name, size_t name_len)
{
    for (int i = 0; i < LISTS; i++)
        if (same(lists[i]->version, version, strlen(version)) &&
            same(lists[i]->name, name, name_len))
            return lists[i];
    return NULL;
}

bool
prop64_law_version_known(const char *version, size_t len)
{
    for (int i = 0; i < LISTS; i++)
        if (same(lists[i]->version, version, len))
            return true;
    return false;
}
