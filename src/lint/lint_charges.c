/* lint_charges.c: the charge of a case, see lint_lines.h.  Pure. */
#include "lint/lint_lines.h"

#include <stdlib.h>

/* One charge of one set, and all places whose sets it is in. */
typedef struct Member
{
    const Prop64Charge *charge;
    int place;
    uint64_t *places;
} Member;

static int
by_charge(const void *a, const void *b)
{
    const Prop64Charge *x = ((const Member *)a)->charge, *y = ((const Member *)b)->charge;

    return prop64_charge_compare(x->bytes, x->len, y->bytes, y->len);
}

static void
set_bit(uint64_t *bits, int i)
{
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static bool
has_bit(const uint64_t *bits, int i)
{
    return (bits[i / 64] >> (i % 64)) & 1;
}

/*
 * The members of all sets asked for, each with the places that it is in.  Sorted,
 * what is under a charge follows it at once.
 */
static Member *
list_members(Prop64CaseBuilder *b, int *n)
{
    const Prop64Policy *policy = b->policy;
    size_t words = (size_t)(b->nplaces + 63) / 64;
    Member *members;
    int *above; /* of each member the nearest that it is under */

    *n = 0;
    for (int i = 0; i < policy->nsets; i++)
        if (b->place[i] >= 0)
            *n += (int)policy->sets[i].ncharges;
    members = prop64_arena_alloc(&b->arena, sizeof(Member) * (size_t)*n);
    above = prop64_arena_alloc(&b->arena, sizeof(int) * (size_t)*n);
    *n = 0;
    for (int i = 0; i < policy->nsets; i++)
        for (uint32_t k = 0; b->place[i] >= 0 && k < policy->sets[i].ncharges; k++)
            members[(*n)++] = (Member){&policy->sets[i].charges[k], b->place[i], NULL};
    if (*n > 0)
        qsort(members, (size_t)*n, sizeof(Member), by_charge);
    for (int i = 0; i < *n; i++)
    {
        int parent = i - 1;

        if (i > 0 && by_charge(&members[i], &members[i - 1]) == 0)
        {
            members[i].places = members[i - 1].places;
            above[i] = above[i - 1];
            set_bit(members[i].places, members[i].place);
            continue;
        }
        while (parent >= 0 && !prop64_is_under(members[i].charge, members[parent].charge))
            parent = above[parent];
        above[i] = parent;
        members[i].places = prop64_arena_alloc(&b->arena, sizeof(uint64_t) * words);
        if (parent >= 0)
            memcpy(members[i].places, members[parent].places, sizeof(uint64_t) * words);
        set_bit(members[i].places, members[i].place);
    }
    return members;
}

/* "One of these holds", balanced so that it stays shallow. */
static const Prop64Claim *
any_of(Prop64Search *s, const Prop64Claim *const *claims, int n)
{
    if (n == 1)
        return claims[0];
    return prop64_claim_join(s, PROP64_CLAIM_OR, any_of(s, claims, n / 2),
                             any_of(s, claims + n / 2, n - n / 2));
}

/* The charge as variables: of which kind its citation is, which kinds of targets it has. */
typedef struct ChargeKinds
{
    Prop64Map numbers;
    uint64_t **keys; /* the places; of citations, the form in a word before them */
} ChargeKinds;

static void
kinds_new(Prop64CaseBuilder *b, ChargeKinds *kinds, int most)
{
    prop64_map_new(&kinds->numbers, &b->arena, (size_t)most);
    kinds->keys = prop64_arena_alloc(&b->arena, sizeof(uint64_t *) * (size_t)most);
}

/* Takes note of a kind; the key is copied. */
static void
note_kind(Prop64CaseBuilder *b, ChargeKinds *kinds, const uint64_t *key, size_t words)
{
    int seen = kinds->numbers.used;
    int number = prop64_map_number(&kinds->numbers, &b->arena, key, sizeof(uint64_t) * words);

    if (number == seen)
        kinds->keys[number] = memcpy(prop64_arena_alloc(&b->arena, sizeof(uint64_t) * words), key,
                                     sizeof(uint64_t) * words);
}

/* The kinds of citations and of targets that the members make. */
static void
find_kinds(Prop64CaseBuilder *b, ChargeKinds *citations, ChargeKinds *targets)
{
    size_t words = (size_t)(b->nplaces + 63) / 64;
    uint64_t *including = prop64_arena_alloc(&b->arena, sizeof(uint64_t) * words);
    uint64_t *key = prop64_arena_alloc(&b->arena, sizeof(uint64_t) * (words + 1));
    int n;
    Member *members = list_members(b, &n);

    for (int i = 0; i < b->policy->nsets; i++)
        if (b->place[i] >= 0 && b->policy->sets[i].including != 0)
            set_bit(including, b->place[i]);
    kinds_new(b, citations, n + PROP64_FORM_ACCESSORY + 1);
    kinds_new(b, targets, n + 1);
    /* a citation that no set names, in each form; a target that no set names is no matter */
    for (key[0] = PROP64_FORM_PLAIN; key[0] <= PROP64_FORM_ACCESSORY; key[0]++)
        note_kind(b, citations, key, words + 1);
    for (int i = 0; i < n; i++)
    {
        const Prop64Charge *charge = members[i].charge;
        uint64_t aimed_at = 0;

        /* the form is that of the section, so what is under a member has its form */
        key[0] = prop64_charge_form(charge->bytes, charge->len);
        memcpy(key + 1, members[i].places, sizeof(uint64_t) * words);
        note_kind(b, citations, key, words + 1);
        for (size_t k = 0; k < words; k++)
            aimed_at |= key[k + 1] &= including[k];
        /* a target is a citation alone, as is a member without parts */
        if (aimed_at != 0 && prop64_charge_parts(charge->bytes, charge->len) == 0)
            note_kind(b, targets, key + 1, words);
    }
}

/*
 * The charge is told apart by the sets that its citation is in, by its form, and by
 * the sets that its targets are in: of all charges that are in the same sets one
 * stands for all.  A charge may have several targets, so each kind of target is
 * there or not; its citation is of one kind.
 */
void
prop64_charges_make(Prop64CaseBuilder *b)
{
    Prop64Search *s = &b->cases->search;
    ChargeKinds citations, targets;
    const Prop64Claim **has_target, **claims;
    int citation, ntargets;
    size_t size;

    find_kinds(b, &citations, &targets);
    citation = prop64_search_variable(s, citations.numbers.used);
    ntargets = targets.numbers.used;
    has_target = prop64_arena_alloc(&b->arena, sizeof(*has_target) * (size_t)ntargets);
    claims = prop64_arena_alloc(&b->arena, sizeof(*claims) * (size_t)ntargets);
    size = sizeof(uint64_t) * (size_t)((citations.numbers.used + 63) / 64);
    for (int i = 0; i < ntargets; i++)
        has_target[i] = prop64_claim_range(s, prop64_search_variable(s, 2), 1, 2);
    for (int i = 0; i < b->policy->nsets; i++)
    {
        uint64_t *in, *of_form;
        int n = 0;

        if (b->place[i] < 0)
            continue;
        in = prop64_arena_alloc(&s->arena, size);
        of_form = prop64_arena_alloc(&s->arena, size);
        for (int k = 0; k < citations.numbers.used; k++)
        {
            if (has_bit(citations.keys[k] + 1, b->place[i]))
                set_bit(in, k);
            if ((b->policy->sets[i].including << 1) & (1 << citations.keys[k][0]))
                set_bit(of_form, k);
        }
        for (int k = 0; k < ntargets; k++)
            if (has_bit(targets.keys[k], b->place[i]))
                claims[n++] = has_target[k];
        b->in_set[b->place[i]] = prop64_claim_values(s, citation, in);
        if (n > 0)
            b->in_set[b->place[i]] = prop64_claim_join(
                s, PROP64_CLAIM_OR, b->in_set[b->place[i]],
                prop64_claim_join(s, PROP64_CLAIM_AND, prop64_claim_values(s, citation, of_form),
                                  any_of(s, claims, n)));
    }
}
