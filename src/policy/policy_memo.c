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

/* What every count answers to one question, and what a walk over them would come to. */
typedef struct Answers
{
    uint8_t *each;        /* for each count: Prop64Truth */
    Prop64Tally all;      /* of all of them */
    uint32_t no[2];       /* the first two that answer no: one of them may be left out */
    uint32_t presumed[2]; /* likewise those that something was presumed of */
    uint32_t npresumed;
} Answers;

/* What one set of the policy comes to over the record. */
typedef struct SetMemo
{
    List may_be;  /* counts that may be in the set */
    Answers only; /* to "no conviction, or in the set" */
} SetMemo;

/* What a condition that looks for events may find. */
typedef struct EventMemo
{
    const Prop64Condition *asked;
    List events;
} EventMemo;

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
    Answers sentences;
    EventMemo *events;
    uint32_t nevents;
    KeyIndex arrests;      /* by cycle */
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
by_section_and_day(const void *a, const void *b)
{
    const Sorted *x = a, *y = b;
    int c = prop64_charge_compare(x->section, x->section_len, y->section, y->section_len);

    return c != 0 ? c : by_day(a, b);
}

/* In the record's order, as a walk goes. */
static void
add_answer(Answers *answers, uint32_t count, Prop64Truth answer, bool presumed)
{
    answers->each[count] = (uint8_t)answer;
    if (answer == PROP64_FALSE && answers->all.no < 2)
        answers->no[answers->all.no] = count;
    if (presumed && answers->npresumed < 2)
        answers->presumed[answers->npresumed++] = count;
    answers->all.no += answer == PROP64_FALSE;
    answers->all.unknown += answer == PROP64_UNKNOWN;
}

/* The counts that may be in a set, and what "only SET" asks of each. */
static void
make_set(Prop64Memo *memo, Prop64Run *run, int index)
{
    const Prop64Count *counts = memo->record->counts;
    const Prop64LawMatcher *list = run->executor->lists[index];
    const Prop64Set *policy_set = &run->executor->policy->sets[index];
    SetMemo *set = &memo->sets[index];
    bool presumes = list != NULL && !prop64_any_day(run->facts.presumed_on);

    set->may_be.counts = room_for(memo->by_first.n, sizeof(uint32_t));
    for (uint32_t i = 0; i < memo->by_first.n; i++)
    {
        uint32_t at = memo->by_first.counts[i];
        const Prop64Count *count = &counts[at];
        Prop64Truth in = prop64_ask_set(run, index, count->charge, count->charge_len,
                                        count->level_convicted, count->on_date, 0)
                             .truth;
        const uint8_t *companion;
        size_t len;

        if (in != PROP64_FALSE || (prop64_set_has_pairs(policy_set) && count->charge_len > 0 &&
                                   prop64_law_companions(list, count->charge, count->charge_len,
                                                         &companion, &len, 1) > 0))
            set->may_be.counts[set->may_be.n++] = at;
        if (i % 1024 == 0)
            prop64_check_interrupts();
    }
    set->only.each = room_for(memo->by_first.n, 1);
    for (uint32_t i = 0; i < memo->by_first.n; i++)
    {
        const Prop64Count *count = &counts[i];
        /* an undated count may be presumed to be of a day on which a list differs */
        bool presumed = presumes && prop64_any_day(count->on_date);
        Prop64Truth in =
            prop64_ask_set(run, index, count->charge, count->charge_len, count->level_convicted,
                           presumed ? run->facts.presumed_on : count->on_date, 0)
                .truth;
        Prop64Truth none = prop64_not(count->is_conviction);

        add_answer(&set->only, i, in > none ? in : none, presumed);
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
                    prop64_charge_compare(sorted[i].section, sorted[i].section_len,
                                          sorted[i + 1].section, sorted[i + 1].section_len) != 0;

        memo->section_order[i] = sorted[i].index;
        memo->section_end[i] = last ? i + 1 : memo->section_end[i + 1];
    }
}

static void
make_sentences(Prop64Memo *memo, Prop64Run *run)
{
    bool presumes = prop64_presumption(run->executor->policy, PROP64_FACT_SENTENCE) != NULL;

    memo->sentences.each = room_for(memo->record->ncounts, 1);
    for (uint32_t i = 0; i < memo->record->ncounts; i++)
    {
        const Prop64Count *count = &memo->record->counts[i];
        bool presumed = presumes && prop64_any_day(count->sentence_ends);
        Prop64Truth complete =
            presumed ? PROP64_TRUE : prop64_ask_complete(run, count->sentence_ends);
        Prop64Truth none = prop64_not(count->is_conviction);

        add_answer(&memo->sentences, i, complete > none ? complete : none, presumed);
    }
}

typedef struct Keyed
{
    Prop64Key key;
    uint32_t index;
} Keyed;

static int
by_key(const void *a, const void *b)
{
    const Keyed *x = a, *y = b;
    int c = prop64_compare_keys(x->key, y->key);

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

/* Arrests by their cycle: they narrow the day of every conviction's offense. */
static void
make_arrests(Prop64Memo *memo)
{
    const Prop64Record *record = memo->record;
    Keyed *keyed = room_for(record->nevents, sizeof(Keyed));
    uint32_t n = 0;

    for (uint32_t i = 0; i < record->nevents; i++)
        if (record->events[i].kind == PROP64_EVENT_ARREST)
            keyed[n++] = (Keyed){record->events[i].cycle_key, i};
    make_key_index(&memo->arrests, keyed, n);
    prop64_free(keyed);
}

static bool
asks_for_events(const Prop64Condition *c)
{
    return c->op == PROP64_OP_HAPPENED && c->arg[0] != PROP64_EVENT_CONVICTION &&
           c->arg[0] != PROP64_EVENT_ADJUDICATION;
}

/* How many conditions look for events that are no counts; has room for them: puts them there. */
static uint32_t
find_events(const Prop64Condition *c, EventMemo *found)
{
    uint32_t n;

    if (c == NULL)
        return 0;
    if (asks_for_events(c))
    {
        if (found != NULL)
            found->asked = c;
        return 1;
    }
    if (c->op != PROP64_OP_AND && c->op != PROP64_OP_OR && c->op != PROP64_OP_NOT)
        return 0;
    n = find_events(c->left, found);
    return n + find_events(c->right, found == NULL ? NULL : found + n);
}

static void
make_events(Prop64Memo *memo, Prop64Run *run)
{
    const Prop64Policy *policy = run->executor->policy;
    const Prop64Record *record = memo->record;
    Sorted *sorted = room_for(record->nevents, sizeof(Sorted));
    uint32_t n = 0;

    for (int i = 0; i < policy->nrules; i++)
        memo->nevents += find_events(policy->rules[i].when, NULL);
    memo->events = room_for(memo->nevents, sizeof(EventMemo));
    for (int i = 0; i < policy->nrules; i++)
        n += find_events(policy->rules[i].when, memo->events + n);
    for (uint32_t m = 0; m < memo->nevents; m++)
    {
        List *list = &memo->events[m].events;

        for (uint32_t i = 0; i < record->nevents; i++)
            if (prop64_ask_may_be(run, &record->events[i], memo->events[m].asked))
                sorted[list->n++] = (Sorted){record->events[i].on_date.lo, NULL, 0, i};
        qsort(sorted, list->n, sizeof(Sorted), by_day);
        list->counts = room_for(list->n, sizeof(uint32_t));
        for (uint32_t i = 0; i < list->n; i++)
            list->counts[i] = sorted[i].index;
        prop64_check_interrupts();
    }
    prop64_free(sorted);
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
    const Prop64Presumption *presumed = prop64_presumption(policy, PROP64_FACT_CONVICTED);
    Prop64Run run;

    memset(&run, 0, sizeof(run));
    run.executor = executor;
    run.facts.policy = policy;
    run.facts.as_of = as_of;
    run.facts.presumed_on = PROP64_ANY_DAY;
    if (presumed != NULL)
        run.facts.presumed_on.lo = run.facts.presumed_on.hi = (int32_t)presumed->value.number;
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
    make_arrests(memo);
    make_events(memo, &run);
    return memo;
}

void
prop64_memo_free(Prop64Memo *memo)
{
    for (int i = 0; i < memo->nsets; i++)
    {
        prop64_free(memo->sets[i].may_be.counts);
        prop64_free(memo->sets[i].only.each);
    }
    prop64_free(memo->sets);
    prop64_free(memo->by_first.counts);
    prop64_free(memo->by_last.counts);
    prop64_free(memo->by_section);
    prop64_free(memo->section_order);
    prop64_free(memo->section_end);
    prop64_free(memo->sentences.each);
    for (uint32_t i = 0; i < memo->nevents; i++)
        prop64_free(memo->events[i].events.counts);
    prop64_free(memo->events);
    free_key_index(&memo->arrests);
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

        if (prop64_charge_compare(s->section, s->section_len, section, len) < 0)
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
        prop64_charge_compare(memo->by_section[start].section, memo->by_section[start].section_len,
                              own, own_len) == 0)
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

        if (prop64_compare_keys(index->keys[middle], key) < (behind ? 1 : 0))
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

/* The first of two that is not left out; UINT32_MAX when there is none. */
static uint32_t
first_but(const uint32_t *first, uint32_t n, uint32_t left_out)
{
    for (uint32_t i = 0; i < n && i < 2; i++)
        if (first[i] != left_out)
            return first[i];
    return UINT32_MAX;
}

static Prop64Tally
tally_without(const Prop64Memo *memo, const Answers *answers, const Prop64Count *left_out)
{
    Prop64Tally tally = answers->all;
    uint32_t own = UINT32_MAX;

    if (left_out != NULL)
    {
        own = (uint32_t)(left_out - memo->record->counts);
        tally.no -= answers->each[own] == PROP64_FALSE;
        tally.unknown -= answers->each[own] == PROP64_UNKNOWN;
    }
    tally.presumed = first_but(answers->presumed, answers->npresumed, own) <
                     first_but(answers->no, answers->all.no, own);
    return tally;
}

bool
prop64_memo_only(const Prop64Memo *memo, int32_t set, const Prop64Count *left_out,
                 Prop64Tally *tally)
{
    if (memo->sets[set].only.each == NULL)
        return false;
    *tally = tally_without(memo, &memo->sets[set].only, left_out);
    return true;
}

bool
prop64_memo_sentences(const Prop64Memo *memo, int32_t as_of, const Prop64Count *left_out,
                      Prop64Tally *tally)
{
    if (memo->as_of != as_of)
        return false;
    *tally = tally_without(memo, &memo->sentences, left_out);
    return true;
}

Prop64Walk
prop64_memo_arrests(const Prop64Memo *memo, Prop64Key cycle)
{
    Prop64Walk walks[2];

    walks_of(&memo->arrests, cycle, walks);
    return walks[0];
}

Prop64Walk
prop64_memo_events(const Prop64Memo *memo, const Prop64Condition *asked)
{
    for (uint32_t i = 0; i < memo->nevents; i++)
        if (memo->events[i].asked == asked)
            return walk(memo->events[i].events);
    return (Prop64Walk){NULL, memo->record->nevents};
}
