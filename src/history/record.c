/* record.c: see record.h.  Pure. */
#include "history/record.h"

#include "history/history_bytes.h"
#include "history/sort.h"

/* ---- choosing among the events of one count ---- */

/* A question to an event: does it state an answer, and do two state the same? */
typedef struct Question
{
    bool (*states)(const Prop64Event *e);
    bool (*agree)(const Prop64Event *a, const Prop64Event *b);
} Question;

static bool
states_charge(const Prop64Event *e)
{
    return e->charge != NULL;
}

static bool
same_charge(const Prop64Event *a, const Prop64Event *b)
{
    return a->charge_len == b->charge_len && memcmp(a->charge, b->charge, a->charge_len) == 0;
}

static bool
states_level_convicted(const Prop64Event *e)
{
    return e->level_convicted != PROP64_LEVEL_UNKNOWN;
}

static bool
same_level_convicted(const Prop64Event *a, const Prop64Event *b)
{
    return a->level_convicted == b->level_convicted;
}

/* A reduction that names no level still says that the earlier one is over. */
static bool
states_level_now(const Prop64Event *e)
{
    return e->level_now != PROP64_LEVEL_UNKNOWN || e->disposition == PROP64_REDUCED ||
           e->disposition == PROP64_RESENTENCED;
}

static bool
same_level_now(const Prop64Event *a, const Prop64Event *b)
{
    return a->level_now == b->level_now;
}

static bool
states_case_key(const Prop64Event *e)
{
    return e->case_key.data != NULL;
}

static bool
same_case_key(const Prop64Event *a, const Prop64Event *b)
{
    return prop64_same_key(a->case_key, b->case_key);
}

static bool
states_cycle_key(const Prop64Event *e)
{
    return e->cycle_key.data != NULL;
}

static bool
same_cycle_key(const Prop64Event *a, const Prop64Event *b)
{
    return prop64_same_key(a->cycle_key, b->cycle_key);
}

static bool
states_disposition(const Prop64Event *e)
{
    (void)e;
    return true;
}

static bool
same_disposition(const Prop64Event *a, const Prop64Event *b)
{
    return a->disposition == b->disposition;
}

/* A new sentence that is not told still says that the earlier one is over. */
static bool
states_sentence(const Prop64Event *e)
{
    return !prop64_any_day(e->sentence_ends) || e->disposition == PROP64_RESENTENCED;
}

static const Question ask_charge = {states_charge, same_charge};
static const Question ask_level_convicted = {states_level_convicted, same_level_convicted};
static const Question ask_level_now = {states_level_now, same_level_now};
static const Question ask_case_key = {states_case_key, same_case_key};
static const Question ask_cycle_key = {states_cycle_key, same_cycle_key};
static const Question ask_disposition = {states_disposition, same_disposition};

static int32_t
max_day(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t
min_day(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/*
 * No event that states an answer is certainly later than one whose latest day
 * reaches this day: the greatest of their earliest days.
 */
static int32_t
latest_from(const Prop64Count *c, bool (*states)(const Prop64Event *e))
{
    int32_t from = PROP64_DAY_OPEN_LOW;

    for (uint32_t i = 0; i < c->nmembers; i++)
        if (states(c->members[i]))
            from = max_day(from, c->members[i]->on_date.lo);
    return from;
}

/* The latest event that states an answer; NULL when none does or they do not agree. */
static const Prop64Event *
latest(const Prop64Count *c, Question q)
{
    int32_t from = latest_from(c, q.states);
    const Prop64Event *found = NULL;

    for (uint32_t i = 0; i < c->nmembers; i++)
    {
        const Prop64Event *e = c->members[i];

        if (!q.states(e) || e->on_date.hi < from)
            continue;
        if (found != NULL && !q.agree(found, e))
            return NULL;
        found = e;
    }
    return found;
}

/*
 * The first event that states an answer, as above.  Events that say convicted go
 * before those that tell of a later state, whatever their dates.
 */
static const Prop64Event *
first(const Prop64Count *c, Question q)
{
    int32_t until = PROP64_DAY_OPEN_HIGH;
    const Prop64Event *found = NULL;
    bool convicted = false;

    for (uint32_t i = 0; i < c->nmembers; i++)
        if (c->members[i]->disposition == PROP64_CONVICTED && q.states(c->members[i]))
            convicted = true;
    for (uint32_t i = 0; i < c->nmembers; i++)
    {
        const Prop64Event *e = c->members[i];

        if (q.states(e) && (!convicted || e->disposition == PROP64_CONVICTED))
            until = min_day(until, e->on_date.hi);
    }
    for (uint32_t i = 0; i < c->nmembers; i++)
    {
        const Prop64Event *e = c->members[i];

        if (!q.states(e) || (convicted && e->disposition != PROP64_CONVICTED) ||
            e->on_date.lo > until)
            continue;
        if (found != NULL && !q.agree(found, e))
            return NULL;
        found = e;
    }
    return found;
}

static Prop64Bounds
conviction_date(const Prop64Count *c)
{
    Prop64Bounds all = {PROP64_DAY_OPEN_HIGH, PROP64_DAY_OPEN_HIGH};
    int32_t convicted_lo = PROP64_DAY_OPEN_HIGH;

    for (uint32_t i = 0; i < c->nmembers; i++)
    {
        const Prop64Event *e = c->members[i];

        all.lo = min_day(all.lo, e->on_date.lo);
        all.hi = min_day(all.hi, e->on_date.hi);
        if (e->disposition == PROP64_CONVICTED)
            convicted_lo = min_day(convicted_lo, e->on_date.lo);
    }
    /* a later state dated before the conviction is an error of the record: stay wide */
    if (convicted_lo <= all.hi && convicted_lo != PROP64_DAY_OPEN_HIGH)
        all.lo = convicted_lo;
    return all;
}

static Prop64Bounds
sentence_end(const Prop64Count *c)
{
    int32_t from = latest_from(c, states_sentence);
    Prop64Bounds b = PROP64_ANY_DAY;
    bool found = false;

    for (uint32_t i = 0; i < c->nmembers; i++)
    {
        const Prop64Event *e = c->members[i];

        if (!states_sentence(e) || e->on_date.hi < from)
            continue;
        b.lo = found ? min_day(b.lo, e->sentence_ends.lo) : e->sentence_ends.lo;
        b.hi = found ? max_day(b.hi, e->sentence_ends.hi) : e->sentence_ends.hi;
        found = true;
    }
    return b;
}

Prop64Truth
prop64_disposition_stands(Prop64Disposition disposition)
{
    switch (disposition)
    {
        case PROP64_CONVICTED:
        case PROP64_REDUCED:
        case PROP64_DISMISSED_1203_4:
        case PROP64_RESENTENCED:
            return PROP64_TRUE;
        case PROP64_VACATED:
        case PROP64_RELIEVED:
            return PROP64_FALSE;
        case PROP64_SET_ASIDE:
        case PROP64_DISPOSITION_UNKNOWN:
            break;
    }
    return PROP64_UNKNOWN;
}

/* Known even where the latest disposition is not, if all that it can be agree on this. */
static Prop64Truth
stands(const Prop64Count *c)
{
    int32_t from = latest_from(c, states_disposition);
    Prop64Truth all = PROP64_UNKNOWN;
    bool found = false;

    for (uint32_t i = 0; i < c->nmembers; i++)
    {
        Prop64Truth one = prop64_disposition_stands(c->members[i]->disposition);

        if (c->members[i]->on_date.hi < from)
            continue;
        if (found && one != all)
            return PROP64_UNKNOWN;
        all = one;
        found = true;
    }
    return all;
}

/* Of one event, as most counts are, everything below comes to what it says itself. */
static void
describe_single(Prop64Count *c, const Prop64Event *e)
{
    c->charge = e->charge;
    c->charge_len = e->charge_len;
    c->level_convicted = e->level_convicted;
    c->case_key = e->case_key;
    c->cycle_key = e->cycle_key;
    c->level_now = e->level_now;
    c->disposition = e->disposition;
    c->on_date = e->on_date;
    c->sentence_ends = e->sentence_ends;
    c->is_conviction = e->disposition == PROP64_CONVICTED
                           ? PROP64_TRUE
                           : prop64_disposition_stands(e->disposition);
}

/* Fills a count whose members are set. */
static void
describe(Prop64Count *c)
{
    const Prop64Event *e = c->members[0];

    c->kind = e->kind;
    c->count_key = e->count_key;
    if (c->nmembers == 1)
    {
        describe_single(c, e);
        return;
    }
    e = first(c, ask_charge);
    c->charge = e ? e->charge : NULL;
    c->charge_len = e ? e->charge_len : 0;
    e = first(c, ask_level_convicted);
    c->level_convicted = e ? e->level_convicted : PROP64_LEVEL_UNKNOWN;
    e = first(c, ask_case_key);
    c->case_key = e ? e->case_key : (Prop64Key){NULL, 0};
    e = first(c, ask_cycle_key);
    c->cycle_key = e ? e->cycle_key : (Prop64Key){NULL, 0};
    e = latest(c, ask_level_now);
    c->level_now = e ? e->level_now : PROP64_LEVEL_UNKNOWN;
    e = latest(c, ask_disposition);
    c->disposition = e ? e->disposition : PROP64_DISPOSITION_UNKNOWN;
    c->on_date = conviction_date(c);
    c->sentence_ends = sentence_end(c);
    c->is_conviction = stands(c);
}

/* ---- the record ---- */

/* Known keys first, by length and bytes; any total order serves. */
/* Convictions before adjudications, then by key; equal ones keep canonical order. */
static int
compare_members(const void *a, const void *b)
{
    const Prop64Event *x = a, *y = b;

    if (x->kind != y->kind)
        return x->kind == PROP64_EVENT_CONVICTION ? -1 : 1;
    return prop64_compare_keys(x->count_key, y->count_key);
}

/* Decodes the events; those of counts become members, in their order.  Returns how many. */
static uint32_t
read_events(Prop64Record *r, Prop64Event *events, const Prop64Event **members, uint32_t nevents,
            const uint8_t *history, size_t len)
{
    size_t offset = PROP64_HISTORY_HEADER;
    Prop64Event *e = events, *end = events + nevents;
    uint32_t nmembers = 0, kinds = 0;

    for (; e < end && prop64_history_read(history, len, &offset, e); e++)
    {
        kinds |= PROP64_KIND_BIT(e->kind);
        if (e->kind == PROP64_EVENT_CONVICTION || e->kind == PROP64_EVENT_ADJUDICATION)
            members[nmembers++] = e;
    }
    r->events = events;
    r->nevents = (uint32_t)(e - events);
    r->kinds = kinds;
    return nmembers;
}

/* Gathers members that are in order into counts. */
static void
gather_counts(Prop64Record *r, Prop64Count *counts, const Prop64Event **members, uint32_t nmembers)
{
    uint32_t ncounts = 0;

    r->ncounts = r->nkeyed = 0;
    for (uint32_t i = 0; i < nmembers;)
    {
        Prop64Count *c = &counts[ncounts++];

        c->members = &members[i];
        c->nmembers = 0;
        do
            c->nmembers++, i++;
        while (i < nmembers && members[i]->kind == c->members[0]->kind &&
               prop64_same_key(members[i]->count_key, c->members[0]->count_key));
        describe(c);
        if (c->kind == PROP64_EVENT_CONVICTION)
        {
            r->ncounts++;
            if (c->count_key.data != NULL)
                r->nkeyed++;
        }
    }
    r->counts = counts;
    r->adjudications = counts + r->ncounts;
    r->nadjudications = ncounts - r->ncounts;
}

Prop64Record *
prop64_record_build(const uint8_t *history, size_t len)
{
    Prop64Record *r = prop64_alloc(sizeof(*r));
    uint32_t nevents = prop64_history_count(history, len);
    Prop64Event *events = prop64_alloc((nevents + 1) * sizeof(*events));
    const Prop64Event **members = prop64_alloc((nevents + 1) * sizeof(*members));
    Prop64Count *counts;
    uint32_t nmembers = read_events(r, events, members, nevents, history, len);

    prop64_sort_pointers((const void **)members, nmembers, compare_members);
    counts = prop64_alloc((nmembers + 1) * sizeof(*counts));
    gather_counts(r, counts, members, nmembers);
    r->storage[0] = events;
    r->storage[1] = (void *)members;
    r->storage[2] = counts;
    return r;
}

/*
 * Numbers that order events as compare_members does, and tell all there is of keys of
 * up to ORDER_BYTES: the kind, whether there is a key and its length; its first bytes;
 * and its last, which may overlap the first.
 */
typedef struct Order
{
    uint64_t head;
    uint64_t first;
    uint64_t last;
} Order;

#define ORDER_BYTES 16

static Order
order_of(const Prop64Event *e)
{
    const uint8_t *key = (const uint8_t *)e->count_key.data;
    size_t len = e->count_key.len;
    uint64_t head = e->kind != PROP64_EVENT_CONVICTION ? 2 : 0;

    if (key == NULL)
        return (Order){(head | 1) << 32, 0, 0};
    head = head << 32 | len;
    if (len >= 8)
        return (Order){head, prop64_load64(key), prop64_load64(key + len - 8)};
    if (len >= 4)
        return (Order){head, prop64_load32(key), prop64_load32(key + len - 4)};
    if (len == 0)
        return (Order){head, 0, 0};
    return (Order){head, (uint64_t)key[0] << 8 | key[len / 2], key[len - 1]};
}

/* 1 or 0, without a branch: which key is the lesser nobody can foretell. */
static inline uint32_t
goes_before(const Order *a, const Order *b)
{
    uint32_t last = a->last < b->last;
    uint32_t rest = (a->first < b->first) | ((a->first == b->first) & last);

    return (a->head < b->head) | ((a->head == b->head) & rest);
}

/* Insertion keeps equal ones in canonical order; for keys of any length. */
static void
insert_all(const Prop64Event **members, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
    {
        const Prop64Event *e = members[i];
        uint32_t at = i;

        for (; at > 0 && compare_members(e, members[at - 1]) < 0; at--)
            members[at] = members[at - 1];
        members[at] = e;
    }
}

/* Everyone's place is the number of those before; equal ones keep canonical order. */
static void
sort_few(const Prop64Event **members, uint32_t n)
{
    Order orders[PROP64_RECORD_FEW];
    const Prop64Event *unsorted[PROP64_RECORD_FEW];
    uint32_t places[PROP64_RECORD_FEW];

    for (uint32_t i = 0; i < n; i++)
    {
        const Prop64Event *e = members[i];
        Order order = order_of(e);
        uint32_t place = i;

        if (e->count_key.len > ORDER_BYTES)
        {
            insert_all(members, n);
            return;
        }
        for (uint32_t j = 0; j < i; j++)
        {
            uint32_t before = goes_before(&order, &orders[j]);

            places[j] += before;
            place -= before;
        }
        unsorted[i] = e;
        orders[i] = order;
        places[i] = place;
    }
    for (uint32_t i = 0; i < n; i++)
        members[places[i]] = unsorted[i];
}

Prop64Record *
prop64_record_build_few(Prop64RecordRoom *room, const uint8_t *history, size_t len)
{
    uint32_t nevents = prop64_history_count(history, len);
    uint32_t nmembers;

    if (nevents > PROP64_RECORD_FEW)
        return NULL;
    nmembers = read_events(&room->record, room->events, room->members, nevents, history, len);
    sort_few(room->members, nmembers);
    gather_counts(&room->record, room->counts, room->members, nmembers);
    memset(room->record.storage, 0, sizeof(room->record.storage));
    return &room->record;
}

const Prop64Record *
prop64_later_record(Prop64LaterRecord *later)
{
    if (later->record == NULL)
        later->record = prop64_record_build_few(&later->room, later->history, later->len);
    return later->record;
}

void
prop64_record_free(Prop64Record *record)
{
    if (record == NULL)
        return;
    for (size_t i = 0; i < sizeof(record->storage) / sizeof(record->storage[0]); i++)
        prop64_free(record->storage[i]);
    prop64_free(record);
}

const Prop64Count *
prop64_record_find_count(const Prop64Record *record, Prop64Key count_key)
{
    uint32_t low = 0, high = record->nkeyed;

    if (count_key.data == NULL)
        return NULL;
    if (high <= PROP64_RECORD_FEW)
    {
        for (uint32_t i = 0; i < high; i++)
            if (prop64_same_key(record->counts[i].count_key, count_key))
                return &record->counts[i];
        return NULL;
    }
    while (low < high)
    {
        uint32_t middle = low + (high - low) / 2;
        int c = prop64_compare_keys(record->counts[middle].count_key, count_key);

        if (c == 0)
            return &record->counts[middle];
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool
prop64_record_first_conviction(const Prop64Record *record, Prop64Bounds *bounds)
{
    bool found = false, certain = false;
    Prop64Bounds may = PROP64_ANY_DAY;
    int32_t is_hi = PROP64_DAY_OPEN_HIGH;

    for (uint32_t i = 0; i < record->ncounts; i++)
    {
        const Prop64Count *c = &record->counts[i];

        if (c->is_conviction == PROP64_FALSE)
            continue;
        may.lo = found ? min_day(may.lo, c->on_date.lo) : c->on_date.lo;
        may.hi = found ? max_day(may.hi, c->on_date.hi) : c->on_date.hi;
        found = true;
        if (c->is_conviction != PROP64_TRUE)
            continue;
        is_hi = min_day(is_hi, c->on_date.hi);
        certain = true;
    }
    bounds->lo = may.lo;
    bounds->hi = certain ? is_hi : may.hi;
    return found;
}

bool
prop64_record_last_conviction(const Prop64Record *record, Prop64Bounds *bounds)
{
    bool found = false, certain = false;
    Prop64Bounds may = PROP64_ANY_DAY;
    int32_t is_lo = PROP64_DAY_OPEN_LOW;

    for (uint32_t i = 0; i < record->ncounts; i++)
    {
        const Prop64Count *c = &record->counts[i];

        if (c->is_conviction == PROP64_FALSE)
            continue;
        may.lo = found ? min_day(may.lo, c->on_date.lo) : c->on_date.lo;
        may.hi = found ? max_day(may.hi, c->on_date.hi) : c->on_date.hi;
        found = true;
        if (c->is_conviction != PROP64_TRUE)
            continue;
        is_lo = max_day(is_lo, c->on_date.lo);
        certain = true;
    }
    bounds->lo = certain ? is_lo : may.lo;
    bounds->hi = may.hi;
    return found;
}
