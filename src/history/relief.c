/* relief.c: see relief.h.  Pure. */
#include "history/relief.h"

Prop64Grants
prop64_grants(const Prop64Record *record, uint8_t *relief)
{
    Prop64Grants grants = {record, relief};

    memset(relief, PROP64_RELIEF_NONE, record->ncounts);
    return grants;
}

void
prop64_grant(Prop64Grants *grants, Prop64Key count_key, Prop64Relief relief)
{
    const Prop64Count *count = prop64_record_find_count(grants->record, count_key);
    uint8_t *granted;

    if (count == NULL)
        return;
    granted = &grants->relief[count - grants->record->counts];
    if (*granted < relief)
        *granted = (uint8_t)relief;
}

Prop64Left
prop64_left(const Prop64Grants *grants, int32_t since, int32_t until)
{
    Prop64Left left = {0};

    for (uint32_t i = 0; i < grants->record->ncounts; i++)
    {
        const Prop64Count *count = &grants->record->counts[i];
        bool dismissed = grants->relief[i] == PROP64_RELIEF_DISMISSED;
        bool recent = count->on_date.hi >= since && count->on_date.lo <= until;

        if (count->is_conviction == PROP64_FALSE)
            continue;
        left.convictions++;
        left.felonies += count->level_now == PROP64_FELONY;
        left.recent += recent;
        left.convictions_left += !dismissed;
        left.felonies_left +=
            grants->relief[i] == PROP64_RELIEF_NONE &&
            (count->level_now == PROP64_FELONY || count->level_now == PROP64_LEVEL_UNKNOWN);
        left.recent_left += !dismissed && recent;
    }
    return left;
}
