/*
 * lint_cases.c: see lint_cases.h.  Pure.
 *
 * Two passes over the conditions: the first collects the lines on which they
 * compare and the places where a line is cut, the second writes the claims.
 */
#include "lint/lint_lines.h"

#include "policy/policy_facts.h"

/* ---- the first pass: lines and cuts --------------------------------------- */

static bool
is_charges(const Prop64CaseBuilder *b, int32_t set)
{
    return set >= 0 && b->policy->sets[set].kind == PROP64_SET_CHARGES;
}

static void
collect_set(Prop64CaseBuilder *b, int32_t set)
{
    int32_t first = b->same[set];

    if (b->place[first] < 0)
        b->place[first] = b->nplaces++;
}

static void
collect(Prop64CaseBuilder *b, const Prop64Condition *c)
{
    if (c == NULL)
        return;
    if (c->op == PROP64_OP_AND || c->op == PROP64_OP_OR || c->op == PROP64_OP_NOT)
    {
        collect(b, c->left);
        collect(b, c->right);
        return;
    }
    if ((c->op == PROP64_OP_CHARGE_IN || c->op == PROP64_OP_ONLY) && is_charges(b, c->arg[0]))
    {
        collect_set(b, c->arg[0]);
        if (c->op == PROP64_OP_ONLY)
            prop64_question_cut(b, prop64_question_others(b, c->arg[0]));
        return;
    }
    prop64_question_cut(b, prop64_question(b, c));
}

/* ---- the second pass: claims ---------------------------------------------- */

static const Prop64Claim *
claim_of(Prop64CaseBuilder *b, const Prop64Condition *c)
{
    Prop64Search *s = &b->cases->search;
    const Prop64Claim *claim;

    switch (c->op)
    {
        case PROP64_OP_AND:
        case PROP64_OP_OR:
            claim = claim_of(b, c->left);
            return prop64_claim_join(s, c->op == PROP64_OP_AND ? PROP64_CLAIM_AND : PROP64_CLAIM_OR,
                                     claim, claim_of(b, c->right));
        case PROP64_OP_NOT:
            return prop64_claim_not(s, claim_of(b, c->left));
        case PROP64_OP_CHARGE_IN:
        case PROP64_OP_ONLY:
            if (!is_charges(b, c->arg[0]))
                break;
            claim = b->in_set[b->place[b->same[c->arg[0]]]];
            if (c->op == PROP64_OP_CHARGE_IN)
                return claim;
            return prop64_claim_join(
                s, PROP64_CLAIM_AND, claim,
                prop64_question_claim(b, prop64_question_others(b, c->arg[0])));
        default:
            break;
    }
    return prop64_question_claim(b, prop64_question(b, c));
}

/* ---- all of it ------------------------------------------------------------ */

static int
count_predicates(const Prop64Condition *c)
{
    if (c == NULL)
        return 0;
    if (c->left == NULL)
        return 1;
    return count_predicates(c->left) + count_predicates(c->right);
}

/* Of each set the first that means the same. */
static void
number_sets(Prop64CaseBuilder *b)
{
    const Prop64Policy *policy = b->policy;
    size_t n = (size_t)policy->nsets;
    int32_t *first = prop64_arena_alloc(&b->arena, sizeof(int32_t) * n);
    Prop64Map contents = {0};

    prop64_map_new(&contents, &b->arena, n);
    b->same = prop64_arena_alloc(&b->arena, sizeof(int32_t) * n);
    b->place = prop64_arena_alloc(&b->arena, sizeof(int) * n);
    for (int32_t i = 0; i < policy->nsets; i++)
    {
        const Prop64Set *set = &policy->sets[i];
        Prop64Writer key = {NULL, 0, 0};
        int seen = contents.used, number;

        prop64_put8(&key, (uint8_t)set->kind);
        prop64_put8(&key, set->including);
        if (set->kind != PROP64_SET_CHARGES)
            prop64_put(&key, set->name.data, set->name.len);
        /* what a kind that is not known here means is its own */
        if (set->kind > PROP64_SET_LAW_OPEN)
            prop64_put32(&key, (uint32_t)i);
        for (uint32_t k = 0; k < set->ncharges; k++)
        {
            prop64_put8(&key, set->charges[k].len);
            prop64_put(&key, set->charges[k].bytes, set->charges[k].len);
        }
        number = prop64_map_number(&contents, &b->arena, key.data, key.len);
        if (number == seen)
            first[number] = i;
        b->same[i] = first[number];
        b->place[i] = -1;
        prop64_free(key.data);
    }
}

void
prop64_cases_build(const Prop64Policy *policy, Prop64Cases *cases)
{
    Prop64CaseBuilder b = {.policy = policy, .cases = cases};
    int predicates = 0;

    memset(cases, 0, sizeof(*cases));
    b.in_order = prop64_presumption(policy, PROP64_FACT_BORN) == NULL &&
                 prop64_presumption(policy, PROP64_FACT_OFFENSE) == NULL &&
                 prop64_presumption(policy, PROP64_FACT_CONVICTED) == NULL &&
                 prop64_presumption(policy, PROP64_FACT_CONTRADICTION) == NULL;
    for (int i = 0; i < policy->nrules; i++)
        predicates += count_predicates(policy->rules[i].when);
    prop64_map_new(&b.line_numbers, &b.arena, (size_t)predicates);
    prop64_map_new(&b.texts, &b.arena, (size_t)predicates);
    for (int scale = PROP64_SCALE_DAYS; scale < PROP64_SCALE_OWN; scale++)
        prop64_scale_new(&b, scale == PROP64_SCALE_NUMBERS ? 0 : PROP64_LOWEST, PROP64_HIGHEST);
    number_sets(&b);

    if (policy->scope >= 0)
        collect_set(&b, policy->scope);
    for (int i = 0; i < policy->nrules; i++)
        collect(&b, policy->rules[i].when);
    prop64_lines_finish(&b);
    b.in_set = prop64_arena_alloc(&b.arena, sizeof(*b.in_set) * (size_t)b.nplaces);
    if (b.nplaces > 0)
        prop64_charges_make(&b);
    prop64_orders_make(&b);

    cases->rules =
        prop64_arena_alloc(&cases->search.arena, sizeof(*cases->rules) * (size_t)policy->nrules);
    for (int i = 0; i < policy->nrules; i++)
        if (policy->rules[i].when != NULL)
            cases->rules[i] = claim_of(&b, policy->rules[i].when);
    if (policy->scope >= 0)
        cases->scope = b.in_set[b.place[b.same[policy->scope]]];
    prop64_arena_free(&b.arena);
}

void
prop64_cases_free(Prop64Cases *cases)
{
    prop64_search_free(&cases->search);
}
