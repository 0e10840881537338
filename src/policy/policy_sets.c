/* policy_sets.c: the grammar of sets of charges (doc/policy.md).  Pure. */
#include "policy/policy_parser.h"

bool
prop64_parse_add_set(Prop64Parser *p, const Prop64Set *set, int32_t *index)
{
    Prop64Policy *policy = p->policy;

    if (policy->nsets >= PROP64_POLICY_SETS_MAX)
        return prop64_parse_too_many(p, set->offset, "lists of charges", PROP64_POLICY_SETS_MAX);
    policy->sets =
        prop64_arena_grow(&policy->arena, policy->sets, sizeof(Prop64Set), policy->nsets);
    policy->sets[policy->nsets] = *set;
    *index = policy->nsets++;
    return true;
}

static int
included_form(const Prop64Parser *p, bool ahead)
{
    static const char *const forms[] = {"attempts", "conspiracies", "solicitations", "accessories"};

    for (int i = 0; i < 4; i++)
        if (ahead ? follows(p, forms[i]) : is(p, forms[i]))
            return 1 << i;
    return 0;
}

static bool
parse_including(Prop64Parser *p, uint8_t *including)
{
    int form;

    *including = 0;
    if (!is(p, "including"))
        return true;
    do
    {
        if (!advance(p))
            return false;
        form = included_form(p, false);
        if (form == 0)
            return fail(p, "attempts, conspiracies, solicitations or accessories");
        *including |= (uint8_t)form;
        if (!advance(p))
            return false;
        /* "and" goes on with the forms only when another form stands behind it */
    } while ((is(p, "and") || is(p, ",")) && included_form(p, true) != 0);
    return true;
}

bool
prop64_parse_charges(Prop64Parser *p, Prop64Set *set)
{
    set->kind = PROP64_SET_CHARGES;
    set->offset = (int32_t)p->lex.token.offset;
    for (;;)
    {
        Prop64Error why;
        Prop64Charge *charge;

        if (p->lex.token.kind != PROP64_TOKEN_CHARGE)
            return fail(p, "a charge such as HS 11357(b)");
        if (p->ncharges++ >= PROP64_POLICY_CHARGES_MAX)
            return prop64_parse_too_many(p, (int32_t)p->lex.token.offset, "charges",
                                         PROP64_POLICY_CHARGES_MAX);
        set->charges = prop64_arena_grow(&p->policy->arena, set->charges, sizeof(Prop64Charge),
                                         (int)set->ncharges);
        charge = &set->charges[set->ncharges++];
        if (!prop64_charge_parse(token_text(p), p->lex.token.len, charge, &why))
            return prop64_error_set(p->err, why.code, (int32_t)p->lex.token.offset + why.offset,
                                    "invalid input syntax for type prop64.policy", "%s",
                                    why.detail);
        if (!advance(p))
            return false;
        if (!is(p, ","))
            break;
        if (!advance(p))
            return false;
    }
    return parse_including(p, &set->including);
}

/* A set where a condition uses it: scope, same section, a name, or charges. */
bool
prop64_parse_set(Prop64Parser *p, int32_t *index)
{
    Prop64Set set;
    const char *text = token_text(p);
    size_t len = p->lex.token.len;

    memset(&set, 0, sizeof(set));
    set.offset = (int32_t)p->lex.token.offset;
    if (p->lex.token.kind == PROP64_TOKEN_CHARGE)
        return prop64_parse_charges(p, &set) && prop64_parse_add_set(p, &set, index);
    if (is(p, "scope"))
    {
        if (p->policy->scope < 0)
            return prop64_error_set(p->err, PROP64_ERR_VALUE, set.offset, "policy has no scope",
                                    "\"scope\" is used before a statement \"scope ...;\".");
        *index = p->policy->scope;
        return advance(p);
    }
    if (is(p, "same"))
    {
        set.kind = PROP64_SET_SAME_SECTION;
        return advance(p) && prop64_parse_expect(p, "section") &&
               parse_including(p, &set.including) && prop64_parse_add_set(p, &set, index);
    }
    set.kind = is(p, "open")      ? PROP64_SET_LAW_OPEN
               : is(p, "certain") ? PROP64_SET_LAW_CERTAIN
                                  : PROP64_SET_LAW;
    if (set.kind != PROP64_SET_LAW)
    {
        if (!advance(p))
            return false;
        set.offset = (int32_t)p->lex.token.offset;
        text = token_text(p);
        len = p->lex.token.len;
    }
    if (p->lex.token.kind != PROP64_TOKEN_WORD || prop64_policy_is_keyword(text, len) ||
        (set.kind != PROP64_SET_LAW && prop64_policy_find_set(p->policy, text, len) >= 0))
        return fail(p, set.kind != PROP64_SET_LAW
                           ? "the name of a built-in list"
                           : "a charge, scope, same section, open, certain, or the name of a set "
                             "or list");
    *index = set.kind == PROP64_SET_LAW ? prop64_policy_find_set(p->policy, text, len) : -1;
    if (*index >= 0)
        return advance(p);
    /* not declared: a built-in list, or a slip that compile reports */
    set.name = prop64_parse_lower(p, text, len);
    return prop64_parse_add_set(p, &set, index) && advance(p);
}
