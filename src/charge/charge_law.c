/* charge_law.c: see charge_law.h.  Pure. */
#include "charge/charge_law.h"

/* An entry with its texts read. */
typedef struct Item
{
    const Prop64LawEntry *entry;
    Prop64Charge charge;
    Prop64Charge companion; /* len 0: none */
    uint8_t section_len;
    unsigned forms;
    int32_t from; /* inclusive; open ends are the extremes of int32 */
    int32_t until;
} Item;

struct Prop64LawMatcher
{
    const Prop64LawList *list;
    int count; /* entries that stand alone, sorted by section */
    int codes; /* then those that cover a whole code */
    int pairs; /* then those that need a companion */
    Item *items;
};

/* One offense that a charge names. */
typedef struct Named
{
    const uint8_t *citation;
    size_t len;
    unsigned form;   /* one bit */
    bool has_target; /* the charge names what this citation aims at */
} Named;

#define NAMED_MAX (1 + PROP64_CHARGE_PARTS_MAX)

static bool
read_charge(const Prop64LawList *list, const char *text, Prop64Charge *out, Prop64Error *err)
{
    Prop64Error why;

    memset(&why, 0, sizeof(why));
    if (prop64_charge_parse(text, strlen(text), out, &why) &&
        prop64_charge_parts(out->bytes, out->len) == 0)
        return true;
    return prop64_error_set(err, PROP64_ERR_VALUE, -1,
                            "legal list holds a citation that cannot be read",
                            "List \"%s\", entry \"%s\": %s", list->name, text, why.detail);
}

static bool
read_day(const Prop64LawList *list, const Prop64LawEntry *entry, const char *text, int32_t open,
         int32_t *day, Prop64Error *err)
{
    *day = open;
    if (text == NULL || prop64_day_parse(text, strlen(text), day))
        return true;
    return prop64_error_set(err, PROP64_ERR_VALUE, -1,
                            "legal list holds a date that cannot be read",
                            "List \"%s\", entry \"%s\": \"%s\"", list->name, entry->charge, text);
}

static bool
read_entry(const Prop64LawList *list, const Prop64LawEntry *entry, Item *item, Prop64Error *err)
{
    memset(item, 0, sizeof(*item));
    item->entry = entry;
    item->forms = entry->forms ? entry->forms : PROP64_LAW_COMPLETED;
    if (!read_charge(list, entry->charge, &item->charge, err) ||
        (entry->companion != NULL && !read_charge(list, entry->companion, &item->companion, err)) ||
        !read_day(list, entry, entry->from, PROP64_DAY_OPEN_LOW, &item->from, err) ||
        !read_day(list, entry, entry->until, PROP64_DAY_OPEN_HIGH, &item->until, err))
        return false;
    item->section_len = (uint8_t)prop64_charge_section_len(item->charge.bytes, item->charge.len);
    return true;
}

bool
prop64_law_check(const Prop64LawList *list, Prop64Error *err)
{
    for (int i = 0; i < list->count; i++)
    {
        Item item;

        if (!read_entry(list, &list->entries[i], &item, err))
            return false;
    }
    return true;
}

/* The three kinds of entry, in the order in which items are kept. */
static int
kind_of(const Item *item)
{
    if (item->companion.len > 0)
        return 2;
    return item->entry->reach == PROP64_LAW_CODE ? 1 : 0;
}

static bool
comes_after(const Item *a, const Item *b)
{
    int ka = kind_of(a);
    int kb = kind_of(b);

    if (ka != kb)
        return ka > kb;
    return prop64_charge_compare(a->charge.bytes, a->section_len, b->charge.bytes, b->section_len) >
           0;
}

Prop64LawMatcher *
prop64_law_matcher_new(const Prop64LawList *list)
{
    Prop64LawMatcher *m = prop64_alloc(sizeof(*m));

    m->list = list;
    m->count = m->codes = m->pairs = 0;
    m->items = prop64_alloc(sizeof(Item) * (size_t)(list->count > 0 ? list->count : 1));
    for (int i = 0; i < list->count; i++)
    {
        Item item;
        int at = i;

        if (!read_entry(list, &list->entries[i], &item, NULL))
        {
            prop64_law_matcher_free(m);
            return NULL;
        }
        /* tables are written nearly in order, so insertion costs next to nothing */
        for (; at > 0 && comes_after(&m->items[at - 1], &item); at--)
            m->items[at] = m->items[at - 1];
        m->items[at] = item;
        switch (kind_of(&item))
        {
            case 0:
                m->count++;
                break;
            case 1:
                m->codes++;
                break;
            default:
                m->pairs++;
        }
    }
    return m;
}

void
prop64_law_matcher_free(Prop64LawMatcher *m)
{
    if (m == NULL)
        return;
    prop64_free(m->items);
    prop64_free(m);
}

/* Everything that the charge names; at most NAMED_MAX. */
static int
name_all(const uint8_t *charge, size_t len, Named *named)
{
    unsigned form = 1u << prop64_charge_form(charge, len);
    int parts = prop64_charge_parts(charge, len);
    int n = 1;

    named[0] =
        (Named){charge, prop64_charge_citation_len(charge, len), PROP64_LAW_COMPLETED, false};
    for (int i = 0; i < parts && n < NAMED_MAX; i++)
    {
        Prop64ChargePart part = prop64_charge_part(charge, len, i);
        bool target = part.role == PROP64_ROLE_TARGET;

        if (target)
            named[0].has_target = true;
        named[n++] = (Named){part.citation, part.len, target ? form : PROP64_LAW_COMPLETED, false};
    }
    return n;
}

/* How closely the entry fits the citation; 0 when it does not cover it. */
static int
fit(const Item *item, const Named *named)
{
    bool same = item->charge.len == named->len;

    if ((item->forms & named->form) == 0)
        return 0;
    switch (item->entry->reach)
    {
        case PROP64_LAW_CODE:
            return item->charge.bytes[0] == named->citation[0] ? 1 : 0;
        case PROP64_LAW_EXACT:
            if (!same || named->has_target)
                return 0;
            break;
        case PROP64_LAW_NO_TARGET:
            if (named->has_target)
                return 0;
            break;
        case PROP64_LAW_UNDER:
            break;
    }
    if (!prop64_charge_under(named->citation, named->len, item->charge.bytes, item->charge.len))
        return 0;
    return 2 * item->charge.len + (item->entry->reach == PROP64_LAW_EXACT ? 1 : 0);
}

static Prop64Truth
answer_of(const Prop64LawEntry *entry)
{
    if (entry->question != NULL)
        return PROP64_UNKNOWN;
    return entry->excluded ? PROP64_FALSE : PROP64_TRUE;
}

/* The answer for one day and one known level; *why is the entry that decided. */
static Prop64Truth
answer_at(const Item *items, int n, const Named *named, int32_t day, Prop64Level level,
          const Prop64LawEntry **why)
{
    Prop64Truth answer = PROP64_FALSE;
    int best = 0;

    *why = NULL;
    for (int i = 0; i < n; i++)
    {
        const Item *item = &items[i];
        int f;

        if (day < item->from || day > item->until ||
            (item->entry->level != PROP64_LEVEL_UNKNOWN && item->entry->level != level))
            continue;
        f = fit(item, named);
        if (f == 0 || f < best || (f == best && answer_of(item->entry) <= answer))
            continue;
        best = f;
        answer = answer_of(item->entry);
        *why = item->entry;
    }
    return answer;
}

/*
 * The answers for all days and levels that are possible, 1 << Prop64Truth for each
 * that occurs.  It can change only where an entry begins or has ended, so those days
 * and the first stand for all.
 */
static unsigned
answers_over(const Item *items, int n, const Named *named, Prop64Level level, Prop64Bounds date,
             const Prop64LawEntry **why)
{
    Prop64Level low = level != PROP64_LEVEL_UNKNOWN ? level : PROP64_INFRACTION;
    Prop64Level high = level != PROP64_LEVEL_UNKNOWN ? level : PROP64_FELONY;
    unsigned answers = 0;

    *why = NULL;
    for (int i = -1; i < 2 * n; i++)
    {
        int32_t day = date.lo;

        if (i >= 0)
        {
            const Item *item = &items[i / 2];

            if (i % 2 == 0)
                day = item->from;
            else if (item->until == PROP64_DAY_OPEN_HIGH)
                continue;
            else
                day = item->until + 1;
            if (day <= date.lo || day > date.hi)
                continue;
        }
        for (Prop64Level l = low; l <= high; l++)
        {
            const Prop64LawEntry *entry;

            answers |= 1u << answer_at(items, n, named, day, l, &entry);
            if (*why == NULL || (entry != NULL && entry->question != NULL))
                *why = entry;
        }
    }
    return answers;
}

/* One answer, when no other occurs. */
static Prop64Truth
the_answer(unsigned answers)
{
    return answers == 1u << PROP64_TRUE    ? PROP64_TRUE
           : answers == 1u << PROP64_FALSE ? PROP64_FALSE
                                           : PROP64_UNKNOWN;
}

/* The entries of the citation's section: items [*first, *first + result). */
static int
find_section(const Prop64LawMatcher *m, const Named *named, int *first)
{
    size_t len = prop64_charge_section_len(named->citation, named->len);
    int lo = 0;
    int hi = m->count;
    int n = 0;

    while (lo < hi)
    {
        int mid = lo + (hi - lo) / 2;
        const Item *item = &m->items[mid];

        if (prop64_charge_compare(item->charge.bytes, item->section_len, named->citation, len) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (*first = lo; lo < m->count; lo++, n++)
        if (prop64_charge_compare(m->items[lo].charge.bytes, m->items[lo].section_len,
                                  named->citation, len) != 0)
            break;
    return n;
}

/* The answers of the list for one section that the charge names. */
static unsigned
answers_for(const Prop64LawMatcher *m, const Named *named, Prop64Level level, Prop64Bounds date,
            const Prop64LawEntry **why)
{
    int first;
    int found = find_section(m, named, &first);

    if (found == 0 && m->codes > 0)
        return answers_over(m->items + m->count, m->codes, named, level, date, why);
    return answers_over(m->items + first, found, named, level, date, why);
}

static bool
names_completed(const Named *named, int n, const Prop64Charge *citation)
{
    for (int i = 0; i < n; i++)
        if (named[i].form == PROP64_LAW_COMPLETED &&
            prop64_charge_under(named[i].citation, named[i].len, citation->bytes, citation->len))
            return true;
    return false;
}

Prop64Truth
prop64_law_match(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                 Prop64Level level_as_convicted, Prop64Bounds offense_or_conviction_date,
                 const Prop64LawEntry **why)
{
    Prop64Truth answer = PROP64_FALSE;
    const Prop64LawEntry *reason = NULL;
    Named named[NAMED_MAX];
    int n;

    if (why != NULL)
        *why = NULL;
    if (len == 0)
        return PROP64_UNKNOWN;
    n = name_all(charge, len, named);
    for (int i = 0; i < n && answer != PROP64_TRUE; i++)
    {
        const Prop64LawEntry *entry;
        Prop64Truth t = the_answer(
            answers_for(m, &named[i], level_as_convicted, offense_or_conviction_date, &entry));

        if (t > answer || reason == NULL)
            reason = entry;
        if (t > answer)
            answer = t;
    }
    for (int i = 0; i < m->pairs && answer != PROP64_TRUE; i++)
    {
        const Item *pair = &m->items[m->count + m->codes + i];

        if (names_completed(named, n, &pair->charge) && names_completed(named, n, &pair->companion))
        {
            answer = answer_of(pair->entry);
            reason = pair->entry;
        }
    }
    if (why != NULL)
        *why = reason;
    return answer;
}

/* What the entries for a charge come to over all that is possible. */
typedef struct Possible
{
    bool is_listed;
    bool is_open;
    bool may_be_listed;
    bool may_be_open;
} Possible;

static Possible
possible(const Prop64LawMatcher *m, const uint8_t *charge, size_t len, Prop64Level level,
         Prop64Bounds date)
{
    Possible p = {false, false, false, false};
    Named named[NAMED_MAX];
    int n = name_all(charge, len, named);

    for (int i = 0; i < n; i++)
    {
        const Prop64LawEntry *entry;
        unsigned answers = answers_for(m, &named[i], level, date, &entry);

        p.is_listed = p.is_listed || answers == 1u << PROP64_TRUE;
        p.is_open = p.is_open || answers == 1u << PROP64_UNKNOWN;
        p.may_be_listed = p.may_be_listed || answers & 1u << PROP64_TRUE;
        p.may_be_open = p.may_be_open || answers & 1u << PROP64_UNKNOWN;
    }
    for (int i = 0; i < m->pairs; i++)
    {
        const Item *pair = &m->items[m->count + m->codes + i];

        if (names_completed(named, n, &pair->charge) && names_completed(named, n, &pair->companion))
        {
            p.is_listed = p.is_listed || answer_of(pair->entry) == PROP64_TRUE;
            p.is_open = p.is_open || answer_of(pair->entry) == PROP64_UNKNOWN;
        }
    }
    p.may_be_listed = p.may_be_listed || p.is_listed;
    p.may_be_open = p.may_be_open || p.is_open;
    return p;
}

Prop64Truth
prop64_law_open(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                Prop64Level level_as_convicted, Prop64Bounds offense_or_conviction_date)
{
    Possible p;

    if (len == 0)
        return PROP64_UNKNOWN;
    p = possible(m, charge, len, level_as_convicted, offense_or_conviction_date);
    if (p.is_listed || !p.may_be_open)
        return PROP64_FALSE;
    return p.is_open && !p.may_be_listed ? PROP64_TRUE : PROP64_UNKNOWN;
}

Prop64Truth
prop64_law_certain(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                   Prop64Level level_as_convicted, Prop64Bounds offense_or_conviction_date)
{
    Possible p;

    if (len == 0)
        return PROP64_UNKNOWN;
    p = possible(m, charge, len, level_as_convicted, offense_or_conviction_date);
    return p.is_listed ? PROP64_TRUE : p.may_be_listed ? PROP64_UNKNOWN : PROP64_FALSE;
}

int
prop64_law_companions(const Prop64LawMatcher *m, const uint8_t *charge, size_t len,
                      const uint8_t **companion_charges, size_t *companion_lens, int max)
{
    Named named[NAMED_MAX];
    int stored = 0;
    int n = len > 0 ? name_all(charge, len, named) : 0;

    for (int i = 0; i < m->pairs && n > 0; i++)
    {
        const Item *pair = &m->items[m->count + m->codes + i];
        const Prop64Charge *other = NULL;
        bool seen = false;

        if (names_completed(named, n, &pair->charge))
            other = &pair->companion;
        else if (names_completed(named, n, &pair->companion))
            other = &pair->charge;
        if (other == NULL)
            continue;
        for (int j = 0; j < stored; j++)
            seen |= companion_lens[j] == other->len &&
                    memcmp(companion_charges[j], other->bytes, other->len) == 0;
        if (seen || stored >= max)
            continue;
        companion_charges[stored] = other->bytes;
        companion_lens[stored++] = other->len;
    }
    return stored;
}

const char *
prop64_cannabis_section(const uint8_t *charge, size_t len)
{
    static const char *const names[] = {"HS 11357", "HS 11358", "HS 11359", "HS 11360"};
    static Prop64Charge sections[4]; /* read at the first call */
    Prop64ChargeForm form = prop64_charge_form(charge, len);
    bool aims = form == PROP64_FORM_ATTEMPT || form == PROP64_FORM_CONSPIRACY;

    for (int i = 0; i < 4; i++)
    {
        const Prop64Charge *section = &sections[i];

        if (section->len == 0)
            prop64_charge_parse(names[i], strlen(names[i]), &sections[i], NULL);
        if (prop64_charge_under(charge, len, section->bytes, section->len) ||
            (aims && prop64_charge_target_under(charge, len, section->bytes, section->len)))
            return names[i] + 3;
    }
    return NULL;
}
