/* policy_memo.c: see policy_memo.h.  Pure. */
#include "policy/policy_memo.h"

#include <stdlib.h>

#include "policy/policy_run.h"

/* A count with what it is sorted by. */
typedef struct Sorted
{
    int32_t day;
    const uint8_t *section;
    size_t section_len;
    uint32_t index;
} Sorted;

typedef struct List
{
    uint32_t *counts;
    uint32_t n;
} List;

/* What one set of the policy comes to over the record. */
typedef struct SetMemo
{
    List may_be; /* counts that may be in the set */
    bool has_only;
    uint8_t *only; /* for each count: Prop64Truth of "no conviction, or in the set" */
    Prop64Tally tally;
} SetMemo;

/* Counts or events in the order of a key, those without one last. */
typedef struct KeyIndex
{
    uint32_t *order;
    Prop64Key *keys; /* of order's entries, as far as they have one */
    uint32_t nkeyed;
    uint32_t n;
} KeyIndex;

struct Prop64Memo
{
    const Prop64Record *record;
    int32_t as_of;
    int nsets;
    SetMemo *sets;
    List by_first; /* all counts, ascending by earliest day */
    List by_last;  /* all counts, descending by latest day */
    Sorted *by_section;
    uint32_t ncharged;       /* those with a charge, so many are in by_section */
    uint32_t *section_order; /* their indexes */
    uint32_t *section_end;   /* for the first count of a section, where it ends */
    bool sections;           /* no count without a charge: a section is one range */
    uint8_t *sentences;
    Prop64Tally sentence_tally;
    bool has_sentences;
    List arrests;
    KeyIndex counts_by[2]; /* 0: by case, 1: by cycle */
    KeyIndex events_by[2];
};

static void *
room_for(uint32_t n, size_t element)
{
    void *p = prop64_alloc((n ? n : 1) * element);

    memset(p, 0, (n ? n : 1) * element);
    return p;
}

static int
by_day(const void *a, const void *b)
{
    const Sorted *x = a, *y = b;

    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static int
compare_sections(const uint8_t *a, size_t alen, const uint8_t *b, size_t blen)
{
    int c = memcmp(a, b, alen < blen ? alen : blen);

    return c != 0 ? c : (alen > blen) - (alen < blen);
}

static int
by_section_and_day(const void *a, const void *b)
{
    const Sorted *x = a, *y = b;
    int c = compare_sections(x->section, x->section_len, y->section, y->section_len);

    return c != 0 ? c : by_day(a, b);
}

static void
count_answer(Prop64Tally *tally, uint8_t answer)
{
    tally->no += answer == PROP64_FALSE;
    tally->unknown += answer == PROP64_UNKNOWN;
}

/* The counts that may be in a set, and what "only SET" asks of each. */
static void
make_set(Prop64Memo *memo, Prop64Run *run, int index)
{
    const Prop64Count *counts = memo->record->counts;
    const Prop64LawMatcher *list = run->executor->lists[index];
    const Prop64Set *policy_set = &run->executor->policy->sets[index];
    SetMemo *set = &memo->sets[index];
    bool presumed = prop64_presumption(run->executor->policy, PROP64_FACT_CONVICTED) != NULL;

    set->may_be.counts = room_for(memo->by_first.n, sizeof(uint32_t));
    set->only = room_for(memo->by_first.n, 1);
    /* an undated count may be presumed to be of a day on which a list differs */
    set->has_only = list == NULL || !presumed;
    for (uint32_t i = 0; i < memo->by_first.n; i++)
    {
        uint32_t at = memo->by_first.counts[i];
        const Prop64Count *count = &counts[at];
        Prop64Truth in = prop64_ask_set(run, index, count->charge, count->charge_len,
                                        count->level_convicted, count->on_date, 0)
                             .truth;
        Prop64Truth none = prop64_not(count->is_conviction);
        const uint8_t *companion;
        size_t len;

        set->only[at] = (uint8_t)(in > none ? in : none);
        count_answer(&set->tally, set->only[at]);
        if (in != PROP64_FALSE || (prop64_set_has_pairs(policy_set) && count->charge_len > 0 &&
                                   prop64_law_companions(list, count->charge, count->charge_len,
                                                         &companion, &len, 1) > 0))
            set->may_be.counts[set->may_be.n++] = at;
        if (i % 1024 == 0)
            prop64_check_interrupts();
    }
}

static void
make_orders(Prop64Memo *memo)
{
    uint32_t n = memo->record->ncounts;
    Sorted *sorted = room_for(n, sizeof(Sorted));

    memo->by_first = (List){room_for(n, sizeof(uint32_t)), n};
    memo->by_last = (List){room_for(n, sizeof(uint32_t)), n};
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = (Sorted){memo->record->counts[i].on_date.lo, NULL, 0, i};
    qsort(sorted, n, sizeof(Sorted), by_day);
    for (uint32_t i = 0; i < n; i++)
        memo->by_first.counts[i] = sorted[i].index;
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = (Sorted){memo->record->counts[i].on_date.hi, NULL, 0, i};
    qsort(sorted, n, sizeof(Sorted), by_day);
    for (uint32_t i = 0; i < n; i++)
        memo->by_last.counts[i] = sorted[n - 1 - i].index;

    memo->sections = true;
    for (uint32_t i = 0; i < n; i++)
    {
        const Prop64Count *count = &memo->record->counts[i];

        if (count->charge_len == 0)
        {
            memo->sections = false;
            continue;
        }
        sorted[memo->ncharged++] =
            (Sorted){count->on_date.lo, count->charge,
                     prop64_charge_section_len(count->charge, count->charge_len), i};
    }
    qsort(sorted, memo->ncharged, sizeof(Sorted), by_section_and_day);
    memo->by_section = sorted;
    memo->section_order = room_for(memo->ncharged, sizeof(uint32_t));
    memo->section_end = room_for(memo->ncharged, sizeof(uint32_t));
    for (uint32_t i = memo->ncharged; i-- > 0;)
    {
        bool last = i + 1 == memo->ncharged ||
                    compare_sections(sorted[i].section, sorted[i].section_len,
                                     sorted[i + 1].section, sorted[i + 1].section_len) != 0;

        memo->section_order[i] = sorted[i].index;
        memo->section_end[i] = last ? i + 1 : memo->section_end[i + 1];
    }
}

static void
make_sentences(Prop64Memo *memo, Prop64Run *run)
{
    /* with a presumption the answer must say whether it was used: walk */
    memo->has_sentences = prop64_presumption(run->executor->policy, PROP64_FACT_SENTENCE) == NULL;
    memo->sentences = room_for(memo->record->ncounts, 1);
    for (uint32_t i = 0; i < memo->record->ncounts; i++)
    {
        const Prop64Count *count = &memo->record->counts[i];
        Prop64Truth complete = prop64_ask_complete(run, count->sentence_ends);
        Prop64Truth none = prop64_not(count->is_conviction);

        memo->sentences[i] = (uint8_t)(complete > none ? complete : none);
        count_answer(&memo->sentence_tally, memo->sentences[i]);
    }
}

typedef struct Keyed
{
    Prop64Key key;
    uint32_t index;
} Keyed;

static int
compare_keys(Prop64Key a, Prop64Key b)
{
    if (a.data == NULL || b.data == NULL)
        return (a.data == NULL) - (b.data == NULL);
    return compare_sections((const uint8_t *)a.data, a.len, (const uint8_t *)b.data, b.len);
}

static int
by_key(const void *a, const void *b)
{
    const Keyed *x = a, *y = b;
    int c = compare_keys(x->key, y->key);

    return c != 0 ? c : x->index < y->index ? -1 : x->index > y->index;
}

static void
make_key_index(KeyIndex *index, Keyed *keyed, uint32_t n)
{
    qsort(keyed, n, sizeof(Keyed), by_key);
    index->n = n;
    index->order = room_for(n, sizeof(uint32_t));
    index->keys = room_for(n, sizeof(Prop64Key));
    for (uint32_t i = 0; i < n; i++)
    {
        index->order[i] = keyed[i].index;
        index->keys[i] = keyed[i].key;
        index->nkeyed += keyed[i].key.data != NULL;
    }
}

/* For conditions that ask for this case or this cycle. */
static void
make_key_indexes(Prop64Memo *memo, const Prop64Policy *policy)
{
    const Prop64Record *record = memo->record;
    Keyed *keyed = room_for(record->nevents, sizeof(Keyed));

    for (int cycle = 0; cycle < 2; cycle++)
    {
        if (prop64_fact_bit(policy, cycle ? PROP64_FACT_CYCLE_KEY : PROP64_FACT_CASE_KEY) == 0)
            continue;
        for (uint32_t i = 0; i < record->ncounts; i++)
            keyed[i] = (Keyed){cycle ? record->counts[i].cycle_key : record->counts[i].case_key, i};
        make_key_index(&memo->counts_by[cycle], keyed, record->ncounts);
        for (uint32_t i = 0; i < record->nevents; i++)
            keyed[i] = (Keyed){cycle ? record->events[i].cycle_key : record->events[i].case_key, i};
        make_key_index(&memo->events_by[cycle], keyed, record->nevents);
    }
    prop64_free(keyed);
}

static void
free_key_index(KeyIndex *index)
{
    if (index->order != NULL)
        prop64_free(index->order);
    if (index->keys != NULL)
        prop64_free(index->keys);
}

Prop64Memo *
prop64_memo_new(const Prop64Executor *executor, const Prop64Record *record, int32_t as_of)
{
    const Prop64Policy *policy = executor->policy;
    Prop64Memo *memo = room_for(1, sizeof(*memo));
    Prop64Run run;

    memset(&run, 0, sizeof(run));
    run.executor = executor;
    run.facts.policy = policy;
    run.facts.as_of = as_of;
    memo->record = record;
    memo->as_of = as_of;
    memo->nsets = policy->nsets;
    memo->sets = room_for((uint32_t)policy->nsets, sizeof(SetMemo));
    make_orders(memo);
    make_sentences(memo, &run);
    for (int i = 0; i < policy->nsets; i++)
        if (policy->sets[i].kind != PROP64_SET_SAME_SECTION)
            make_set(memo, &run, i);
    make_key_indexes(memo, policy);
    memo->arrests.counts = room_for(record->nevents, sizeof(uint32_t));
    for (uint32_t i = 0; i < record->nevents; i++)
    {
        if (record->events[i].kind == PROP64_EVENT_ARREST)
            memo->arrests.counts[memo->arrests.n++] = i;
    }
    return memo;
}

void
prop64_memo_free(Prop64Memo *memo)
{
    for (int i = 0; i < memo->nsets; i++)
    {
        prop64_free(memo->sets[i].may_be.counts);
        prop64_free(memo->sets[i].only);
    }
    prop64_free(memo->sets);
    prop64_free(memo->by_first.counts);
    prop64_free(memo->by_last.counts);
    prop64_free(memo->by_section);
    prop64_free(memo->section_order);
    prop64_free(memo->section_end);
    prop64_free(memo->sentences);
    prop64_free(memo->arrests.counts);
    for (int i = 0; i < 2; i++)
    {
        free_key_index(&memo->counts_by[i]);
        free_key_index(&memo->events_by[i]);
    }
    prop64_free(memo);
}

static Prop64Walk
walk(List list)
{
    return (Prop64Walk){list.counts, list.n};
}

/* Where the counts of a section begin, or would. */
static uint32_t
section_start(const Prop64Memo *memo, const uint8_t *section, size_t len)
{
    uint32_t low = 0, high = memo->ncharged;

    while (low < high)
    {
        uint32_t middle = low + (high - low) / 2;
        const Sorted *s = &memo->by_section[middle];

        if (compare_sections(s->section, s->section_len, section, len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Prop64Walk
prop64_memo_set(const Prop64Memo *memo, int32_t set, const uint8_t *own, size_t own_len)
{
    uint32_t start, end;

    if (set < 0)
        return walk(memo->by_first);
    if (memo->sets[set].may_be.counts != NULL)
        return walk(memo->sets[set].may_be);
    if (!memo->sections || own_len == 0)
        return walk(memo->by_first);
    own_len = prop64_charge_section_len(own, own_len);
    start = end = section_start(memo, own, own_len);
    if (start < memo->ncharged &&
        compare_sections(memo->by_section[start].section, memo->by_section[start].section_len, own,
                         own_len) == 0)
        end = memo->section_end[start];
    return (Prop64Walk){memo->section_order + start, end - start};
}

/* The first place of an index at which a key is not less, or greater. */
static uint32_t
key_place(const KeyIndex *index, Prop64Key key, bool behind)
{
    uint32_t low = 0, high = index->nkeyed;

    while (low < high)
    {
        uint32_t middle = low + (high - low) / 2;

        if (compare_keys(index->keys[middle], key) < (behind ? 1 : 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int
walks_of(const KeyIndex *index, Prop64Key key, Prop64Walk walks[2])
{
    uint32_t first = key_place(index, key, false);

    walks[0] = (Prop64Walk){index->order + first, key_place(index, key, true) - first};
    walks[1] = (Prop64Walk){index->order + index->nkeyed, index->n - index->nkeyed};
    return 2;
}

int
prop64_memo_counts_in(const Prop64Memo *memo, int32_t when, Prop64Key key, Prop64Walk walks[2])
{
    return walks_of(&memo->counts_by[when == PROP64_IN_THIS_CYCLE], key, walks);
}

int
prop64_memo_events_in(const Prop64Memo *memo, int32_t when, Prop64Key key, Prop64Walk walks[2])
{
    return walks_of(&memo->events_by[when == PROP64_IN_THIS_CYCLE], key, walks);
}

Prop64Walk
prop64_memo_latest(const Prop64Memo *memo)
{
    return walk(memo->by_last);
}

static bool
tally_without(const Prop64Memo *memo, const uint8_t *answers, Prop64Tally all,
              const Prop64Count *left_out, Prop64Tally *tally)
{
    *tally = all;
    if (left_out != NULL)
    {
        uint8_t own = answers[left_out - memo->record->counts];

        tally->no -= own == PROP64_FALSE;
        tally->unknown -= own == PROP64_UNKNOWN;
    }
    return true;
}

bool
prop64_memo_only(const Prop64Memo *memo, int32_t set, const Prop64Count *left_out,
                 Prop64Tally *tally)
{
    const SetMemo *s = &memo->sets[set];

    return s->has_only && tally_without(memo, s->only, s->tally, left_out, tally);
}

bool
prop64_memo_sentences(const Prop64Memo *memo, int32_t as_of, const Prop64Count *left_out,
                      Prop64Tally *tally)
{
    return memo->has_sentences && memo->as_of == as_of &&
           tally_without(memo, memo->sentences, memo->sentence_tally, left_out, tally);
}

Prop64Walk
prop64_memo_arrests(const Prop64Memo *memo)
{
    return walk(memo->arrests);
}
