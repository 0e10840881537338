/*
 * policy_code.c: a policy as bytes and back, in the layout of policy_core.h.  Pure.
 *
 * load is the validator: it believes nothing, checks every number against its
 * range and every reference against its table, and then lets compile check the
 * meaning, so a damaged value ends in an error and never in the executor.
 */
#include "policy/policy_core.h"

#define ABSENT UINT32_C(0xffffffff)
#define NO_SET UINT16_C(0xffff)

/* ---- store --------------------------------------------------------------- */

static void
store_text(Prop64Writer *out, Prop64Text text)
{
    prop64_put32(out, text.data == NULL ? ABSENT : text.len);
    prop64_put(out, text.data, text.data == NULL ? 0 : text.len);
}

static void
store_value(Prop64Writer *out, const Prop64Value *value)
{
    prop64_put8(out, (uint8_t)value->kind);
    if (value->kind == PROP64_VALUE_TEXT)
        store_text(out, value->text);
    else
        prop64_put64(out, (uint64_t)value->number);
}

static void
store_condition(Prop64Writer *out, const Prop64Condition *cond)
{
    const Prop64OpInfo *info = &prop64_policy_ops[cond->op];

    prop64_put8(out, (uint8_t)cond->op);
    for (int i = 0; i < PROP64_OPERANDS_MAX && info->operands[i] != PROP64_ARG_NONE; i++)
        if (info->operands[i] == PROP64_ARG_VALUE)
            store_value(out, &cond->value);
        else
            prop64_put32(out, (uint32_t)cond->arg[i]);
    if (info->conditions > 0)
        store_condition(out, cond->left);
    if (info->conditions > 1)
        store_condition(out, cond->right);
}

void
prop64_policy_store(const Prop64Policy *policy, Prop64Writer *out)
{
    prop64_put8(out, PROP64_POLICY_FORMAT);
    prop64_put8(out, 0);
    store_text(out, policy->name);
    store_text(out, policy->source);
    store_text(out, policy->undetermined_label);
    store_text(out, policy->law);
    prop64_put8(out, policy->has_as_of);
    prop64_put32(out, (uint32_t)policy->as_of);
    prop64_put8(out, (uint8_t)policy->nfacts);
    prop64_put(out, policy->facts, (size_t)policy->nfacts);
    prop64_put16(out, (uint16_t)policy->ndeclared);
    for (int i = 0; i < policy->ndeclared; i++)
    {
        store_text(out, policy->declared[i].name);
        prop64_put8(out, (uint8_t)policy->declared[i].type);
    }
    prop64_put16(out, (uint16_t)policy->npresumed);
    for (int i = 0; i < policy->npresumed; i++)
    {
        prop64_put8(out, (uint8_t)policy->presumed[i].fact);
        store_value(out, &policy->presumed[i].value);
    }
    prop64_put16(out, (uint16_t)policy->nsets);
    for (int i = 0; i < policy->nsets; i++)
    {
        const Prop64Set *set = &policy->sets[i];

        prop64_put8(out, (uint8_t)set->kind);
        prop64_put8(out, set->including);
        store_text(out, set->name);
        prop64_put32(out, set->ncharges);
        for (uint32_t j = 0; j < set->ncharges; j++)
        {
            prop64_put8(out, set->charges[j].len);
            prop64_put(out, set->charges[j].bytes, set->charges[j].len);
        }
    }
    prop64_put16(out, policy->scope < 0 ? NO_SET : (uint16_t)policy->scope);
    prop64_put16(out, (uint16_t)policy->nrules);
    for (int i = 0; i < policy->nrules; i++)
    {
        const Prop64Rule *rule = &policy->rules[i];

        prop64_put8(out, (uint8_t)rule->outcome);
        prop64_put8(out, (uint8_t)rule->basis);
        store_text(out, rule->reason);
        store_text(out, rule->label);
        store_text(out, rule->authority);
        store_text(out, rule->note);
        prop64_put8(out, rule->when != NULL);
        if (rule->when != NULL)
            store_condition(out, rule->when);
    }
}

/* ---- load ---------------------------------------------------------------- */

typedef struct Loader
{
    Prop64Reader in;
    Prop64Policy *policy;
    Prop64Error *err;
} Loader;

static bool
damaged(Loader *l, const char *what)
{
    return prop64_error_set(l->err, PROP64_ERR_CORRUPT, -1,
                            "stored value of type prop64.policy is damaged", "Its %s cannot be.",
                            what);
}

/* A number of things, each of at least one byte: bounded by what is left to read. */
static bool
load_count(Loader *l, uint32_t n, int max, const char *what, int *count)
{
    if (l->in.failed || n > (uint32_t)max || n > prop64_remaining(&l->in))
        return damaged(l, what);
    *count = (int)n;
    return true;
}

static bool
load_text(Loader *l, Prop64Text *text)
{
    uint32_t len = prop64_get32(&l->in);
    const uint8_t *data;

    text->data = NULL;
    text->len = 0;
    if (!l->in.failed && len == ABSENT)
        return true;
    data = prop64_take(&l->in, len);
    if (data == NULL)
        return damaged(l, "length of a text");
    text->data = (const char *)data;
    text->len = len;
    return true;
}

static bool
load_value(Loader *l, Prop64Value *value)
{
    uint8_t kind = prop64_get8(&l->in);

    if (kind < PROP64_VALUE_BOOLEAN || kind > PROP64_VALUE_EMPTY)
        return damaged(l, "kind of a value");
    value->kind = (Prop64ValueKind)kind;
    if (kind == PROP64_VALUE_TEXT)
        return load_text(l, &value->text) && (value->text.data != NULL || damaged(l, "text"));
    value->number = (int64_t)prop64_get64(&l->in);
    /* what a text can say: 12 digits, a point, 6 digits */
    if (kind == PROP64_VALUE_NUMBER &&
        (value->number < 0 || value->number >= INT64_C(1000000000000) * PROP64_NUMBER_SCALE))
        return damaged(l, "number");
    if (kind == PROP64_VALUE_DATE &&
        (value->number < PROP64_DAY_FIRST || value->number > PROP64_DAY_LAST))
        return damaged(l, "day");
    if (kind == PROP64_VALUE_LEVEL &&
        (value->number < PROP64_INFRACTION || value->number > PROP64_FELONY))
        return damaged(l, "level");
    return true;
}

static bool
when_valid(int32_t v)
{
    int32_t time = v & ~PROP64_IN_ANOTHER_CASE;
    int reference = PROP64_WHEN_REFERENCE(time);

    if (time < 0 || time >= PROP64_WHEN(PROP64_ORDER_END, 0))
        return false;
    if (time >= PROP64_WHEN(PROP64_BEFORE, 0))
        return reference == PROP64_THIS_CONVICTION || reference == PROP64_THIS_OFFENSE;
    if (time == PROP64_IN_THIS_CASE || time == PROP64_IN_THIS_CYCLE)
        return time == v; /* not in another case as well */
    return time == PROP64_EVER || time == PROP64_OFFENSE_TO_CONVICTION;
}

/* Is v an operand of this kind? */
static bool
operand_valid(const Prop64Policy *policy, Prop64Operand operand, int32_t v)
{
    switch (operand)
    {
        case PROP64_ARG_LEVEL:
            return v >= PROP64_INFRACTION && v <= PROP64_FELONY;
        case PROP64_ARG_SET:
            return v >= -1 && v < policy->nsets;
        case PROP64_ARG_SUBJECT:
            return v >= PROP64_FACT_CONVICTED && v <= PROP64_FACT_SENTENCE;
        case PROP64_ARG_ORDER:
            return v >= PROP64_BEFORE && v < PROP64_ORDER_END;
        case PROP64_ARG_DAY:
            return v >= PROP64_DAY_FIRST && v <= PROP64_DAY_LAST;
        case PROP64_ARG_MOMENT:
            return v >= PROP64_NOW && v < PROP64_MOMENT_END;
        case PROP64_ARG_COMPARE:
            return v >= PROP64_LT && v < PROP64_COMPARE_END;
        case PROP64_ARG_COUNT:
            return v >= 0 && v <= 1000;
        case PROP64_ARG_SPAN:
            return v >= PROP64_AT_LEAST_YEARS && v < PROP64_SPAN_END;
        case PROP64_ARG_ANCHOR:
            return v >= PROP64_SINCE_BIRTH && v < PROP64_ANCHOR_END;
        case PROP64_ARG_KIND:
            return v >= PROP64_EVENT_CONVICTION && v <= PROP64_EVENT_REGISTRATION;
        case PROP64_ARG_WHEN:
            return when_valid(v);
        case PROP64_ARG_DECLARED:
            return v >= 0 && v < policy->ndeclared;
        case PROP64_ARG_FACT:
            return prop64_fact_may_be_known(policy, v);
        case PROP64_ARG_NONE:
        case PROP64_ARG_VALUE:
            break;
    }
    return false;
}

static bool
load_condition(Loader *l, int room, Prop64Condition **out)
{
    uint8_t op = prop64_get8(&l->in);
    Prop64Condition *cond;
    const Prop64OpInfo *info;

    if (room == 0)
        return damaged(l, "depth of conditions");
    if (op == 0 || op >= PROP64_OP_END)
        return damaged(l, "operator");
    info = &prop64_policy_ops[op];
    cond = prop64_arena_alloc(&l->policy->arena, sizeof(Prop64Condition));
    cond->op = (Prop64Op)op;
    cond->offset = -1;
    cond->height = 1;
    for (int i = 0; i < PROP64_OPERANDS_MAX && info->operands[i] != PROP64_ARG_NONE; i++)
    {
        if (info->operands[i] == PROP64_ARG_VALUE)
        {
            if (!load_value(l, &cond->value))
                return false;
            continue;
        }
        cond->arg[i] = (int32_t)prop64_get32(&l->in);
        if (l->in.failed || !operand_valid(l->policy, info->operands[i], cond->arg[i]))
            return damaged(l, "operand");
    }
    /* "charge in" and "only" need a set; "of any offense" is for the record */
    if ((op == PROP64_OP_CHARGE_IN || op == PROP64_OP_ONLY) && cond->arg[0] < 0)
        return damaged(l, "operand");
    if (info->conditions > 0 && !load_condition(l, room - 1, &cond->left))
        return false;
    if (info->conditions > 1 && !load_condition(l, room - 1, &cond->right))
        return false;
    *out = cond;
    return true;
}

static bool
load_set(Loader *l, Prop64Set *set, int *charges_left)
{
    uint8_t kind = prop64_get8(&l->in);
    int ncharges = 0;

    set->including = prop64_get8(&l->in);
    set->offset = -1;
    if (kind == 0 || kind >= PROP64_SET_KIND_END || set->including > PROP64_INCLUDING_ALL)
        return damaged(l, "kind of a set");
    set->kind = (Prop64SetKind)kind;
    if (!load_text(l, &set->name) ||
        !load_count(l, prop64_get32(&l->in), *charges_left, "number of charges", &ncharges))
        return false;
    if ((kind == PROP64_SET_CHARGES) != (ncharges > 0) ||
        (prop64_set_is_law(set) && set->name.data == NULL))
        return damaged(l, "set");
    *charges_left -= ncharges;
    set->ncharges = (uint32_t)ncharges;
    set->charges = prop64_arena_alloc(&l->policy->arena, sizeof(Prop64Charge) * (size_t)ncharges);
    for (int i = 0; i < ncharges; i++)
    {
        uint8_t len = prop64_get8(&l->in);
        const uint8_t *bytes = prop64_take(&l->in, len);

        if (bytes == NULL || len > PROP64_CHARGE_MAX || !prop64_charge_validate(bytes, len, NULL))
            return damaged(l, "charge");
        set->charges[i].len = len;
        memcpy(set->charges[i].bytes, bytes, len);
    }
    return true;
}

static bool
load_rule(Loader *l, Prop64Rule *rule, bool last)
{
    uint8_t outcome = prop64_get8(&l->in);
    uint8_t basis = prop64_get8(&l->in);
    uint8_t conditional;

    if (outcome < PROP64_REFER || outcome > PROP64_DISMISS)
        return damaged(l, "outcome");
    rule->outcome = (Prop64Outcome)outcome;
    if (prop64_outcome_is_relief(rule->outcome)
            ? basis != PROP64_BY_LAW && basis != PROP64_BY_DISCRETION
            : basis != PROP64_BASIS_NONE)
        return damaged(l, "basis");
    rule->basis = (Prop64Basis)basis;
    if (!load_text(l, &rule->reason) || !load_text(l, &rule->label) ||
        !load_text(l, &rule->authority) || !load_text(l, &rule->note))
        return false;
    conditional = prop64_get8(&l->in);
    if (l->in.failed || rule->reason.data == NULL || conditional != !last)
        return damaged(l, "rule");
    return last || load_condition(l, PROP64_POLICY_DEPTH_MAX, &rule->when);
}

static bool
load_everything(Loader *l)
{
    Prop64Policy *policy = l->policy;
    Prop64Arena *arena = &policy->arena;
    int charges_left = PROP64_POLICY_CHARGES_MAX;
    uint16_t scope;

    prop64_get8(&l->in);
    if (prop64_get8(&l->in) != 0)
        return damaged(l, "reserved byte");
    if (!load_text(l, &policy->name) || !load_text(l, &policy->source) ||
        !load_text(l, &policy->undetermined_label) || !load_text(l, &policy->law))
        return false;
    policy->has_as_of = prop64_get8(&l->in) == 1;
    policy->as_of = (int32_t)prop64_get32(&l->in);
    if (l->in.failed || policy->name.data == NULL || policy->law.data == NULL ||
        !operand_valid(policy, PROP64_ARG_DAY, policy->as_of))
        return damaged(l, "head");
    if (!load_count(l, prop64_get8(&l->in), PROP64_FACTS_MAX, "facts", &policy->nfacts))
        return false;
    memcpy(policy->facts, prop64_take(&l->in, (size_t)policy->nfacts), (size_t)policy->nfacts);

    if (!load_count(l, prop64_get16(&l->in), PROP64_FACTS_MAX, "declared facts",
                    &policy->ndeclared))
        return false;
    policy->declared =
        prop64_arena_alloc(arena, sizeof(Prop64DeclaredFact) * (size_t)policy->ndeclared);
    for (int i = 0; i < policy->ndeclared; i++)
    {
        uint8_t type;

        if (!load_text(l, &policy->declared[i].name))
            return false;
        type = prop64_get8(&l->in);
        if (policy->declared[i].name.data == NULL || type < PROP64_TYPE_BOOLEAN ||
            type > PROP64_TYPE_DATE)
            return damaged(l, "declared fact");
        policy->declared[i].type = (Prop64FactType)type;
    }

    if (!load_count(l, prop64_get16(&l->in), 2 * PROP64_FACTS_MAX, "presumptions",
                    &policy->npresumed))
        return false;
    policy->presumed =
        prop64_arena_alloc(arena, sizeof(Prop64Presumption) * (size_t)policy->npresumed);
    for (int i = 0; i < policy->npresumed; i++)
    {
        policy->presumed[i].fact = prop64_get8(&l->in);
        if (prop64_fact_name(policy, policy->presumed[i].fact).data == NULL)
            return damaged(l, "presumption");
        if (!load_value(l, &policy->presumed[i].value))
            return false;
    }

    if (!load_count(l, prop64_get16(&l->in), PROP64_POLICY_SETS_MAX, "sets", &policy->nsets))
        return false;
    policy->sets = prop64_arena_alloc(arena, sizeof(Prop64Set) * (size_t)policy->nsets);
    for (int i = 0; i < policy->nsets; i++)
        if (!load_set(l, &policy->sets[i], &charges_left))
            return false;
    scope = prop64_get16(&l->in);
    policy->scope = scope == NO_SET ? -1 : scope;
    if (scope != NO_SET &&
        (scope != 0 || policy->nsets == 0 || policy->sets[0].kind != PROP64_SET_CHARGES))
        return damaged(l, "scope");

    if (!load_count(l, prop64_get16(&l->in), PROP64_RULES_MAX, "rules", &policy->nrules))
        return false;
    if (policy->nrules == 0)
        return damaged(l, "number of rules");
    policy->rules = prop64_arena_alloc(arena, sizeof(Prop64Rule) * (size_t)policy->nrules);
    for (int i = 0; i < policy->nrules; i++)
        if (!load_rule(l, &policy->rules[i], i == policy->nrules - 1))
            return false;
    return prop64_remaining(&l->in) == 0 || damaged(l, "length");
}

bool
prop64_policy_load(const uint8_t *bytes, size_t len, Prop64Policy *policy, Prop64Error *err)
{
    Loader loader = {.in = prop64_reader(bytes, len), .policy = policy, .err = err};
    int nfacts;
    uint8_t facts[PROP64_FACTS_MAX];

    memset(policy, 0, sizeof(*policy));
    if (len > 0 && bytes[0] != PROP64_POLICY_FORMAT)
        return prop64_error_set(err, PROP64_ERR_VERSION, -1,
                                "policy is stored in a format that this library does not read",
                                "It is of format %u; this library reads format %u.", bytes[0],
                                PROP64_POLICY_FORMAT);
    if (!load_everything(&loader))
    {
        prop64_policy_free(policy);
        return false;
    }
    /* compile checks names and types again, and must come to the same facts */
    nfacts = policy->nfacts;
    memcpy(facts, policy->facts, sizeof(facts));
    policy->nfacts = 0;
    if (!prop64_policy_compile(policy, err) ||
        ((policy->nfacts != nfacts || memcmp(policy->facts, facts, (size_t)nfacts) != 0) &&
         !damaged(&loader, "list of facts")))
    {
        prop64_policy_free(policy);
        return false;
    }
    return true;
}
