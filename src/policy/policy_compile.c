/*
 * policy_compile.c: the meaning of a policy that was read: names, types, limits,
 * and which facts it reads.  Pure.
 *
 * Also brings the sets into the order in which the canonical text shows them, so
 * that a policy and its print compile to the same bytes.
 */
#include "policy/policy_core.h"

#include "law/conduct.h"
#include "law/law_lists.h"
#include "policy/policy_names.h"

typedef struct Compiler
{
    Prop64Policy *policy;
    Prop64Error *err;
    uint64_t reads; /* bit f: fact f of the language is read */
    int *new_index; /* of each set, -1: not placed yet */
    int nplaced;
} Compiler;

static bool
misused(Compiler *c, int32_t offset, const char *detail)
{
    return prop64_error_set(c->err, PROP64_ERR_VALUE, offset,
                            "policy has a condition of wrong type", "%s", detail);
}

/* Puts a set at the next place of the canonical order. */
static bool
place_set(Compiler *c, int32_t *index)
{
    const Prop64Set *set;

    if (*index < 0)
        return true;
    set = &c->policy->sets[*index];
    if (prop64_set_is_law(set) &&
        prop64_law_list(c->policy->law.data, set->name.data, set->name.len) == NULL)
        return prop64_policy_undefined(c->policy, set->offset, set->name.data, set->name.len,
                                       c->err);
    if (c->new_index[*index] < 0)
        c->new_index[*index] = c->nplaced++;
    *index = c->new_index[*index];
    return true;
}

static void
reads(Compiler *c, int fact)
{
    c->reads |= UINT64_C(1) << fact;
}

static bool
compile_comparison(Compiler *c, const Prop64Condition *cond)
{
    static const Prop64ValueKind kinds[] = {[PROP64_TYPE_NUMBER] = PROP64_VALUE_NUMBER,
                                            [PROP64_TYPE_TEXT] = PROP64_VALUE_TEXT,
                                            [PROP64_TYPE_DATE] = PROP64_VALUE_DATE};
    Prop64FactType type = c->policy->declared[cond->arg[0]].type;

    if (type == PROP64_TYPE_BOOLEAN)
        return misused(c, cond->offset,
                       "A boolean fact is not compared; write it, or \"not\" "
                       "and it.");
    if (cond->value.kind != kinds[type])
        return misused(c, cond->offset,
                       "The fact and the value it is compared with are of different types.");
    if (type == PROP64_TYPE_TEXT && cond->arg[1] != PROP64_EQ && cond->arg[1] != PROP64_NE)
        return misused(c, cond->offset, "A text is compared with = or <>.");
    return true;
}

/* The names of conduct are a closed set (doc/conduct.md). */
static bool
compile_conduct(Compiler *c, const Prop64Condition *cond)
{
    if (cond->value.kind != PROP64_VALUE_TEXT ||
        (cond->arg[0] != PROP64_EQ && cond->arg[0] != PROP64_NE))
        return misused(c, cond->offset, "Conduct is compared by =, <> or in, and with a text.");
    if (prop64_conduct_named(cond->value.text.data, cond->value.text.len))
        return true;
    return prop64_policy_unknown_conduct(cond->offset, cond->value.text, c->err);
}

static bool
compile_condition(Compiler *c, Prop64Condition *cond)
{
    if (cond == NULL)
        return true;
    switch (cond->op)
    {
        case PROP64_OP_AND:
        case PROP64_OP_OR:
        case PROP64_OP_NOT:
            return compile_condition(c, cond->left) && compile_condition(c, cond->right);
        case PROP64_OP_CHARGE_IN:
            if (c->policy->sets[cond->arg[0]].kind == PROP64_SET_SAME_SECTION)
                return misused(c, cond->offset,
                               "A charge is always of the same section as itself.");
            return place_set(c, &cond->arg[0]);
        case PROP64_OP_DATE_BETWEEN:
            if (cond->arg[1] > cond->arg[2])
                return misused(c, cond->offset, "\"between\" needs the earlier day first.");
            break;
        case PROP64_OP_AGE_BETWEEN:
            if (cond->arg[1] > cond->arg[2])
                return misused(c, cond->offset, "\"between\" needs the smaller number first.");
            break;
        case PROP64_OP_HAPPENED:
            return place_set(c, &cond->arg[2]);
        case PROP64_OP_COUNT:
        case PROP64_OP_ONLY:
            return place_set(c, &cond->arg[0]);
        case PROP64_OP_FACT_TRUE:
            if (c->policy->declared[cond->arg[0]].type != PROP64_TYPE_BOOLEAN)
                return misused(c, cond->offset,
                               "Only a boolean fact is a condition by itself; "
                               "compare it with a value.");
            break;
        case PROP64_OP_FACT_COMPARE:
            return compile_comparison(c, cond);
        case PROP64_OP_CONDUCT:
            return compile_conduct(c, cond);
        case PROP64_OP_KNOWN:
        case PROP64_OP_LEVEL:
        case PROP64_OP_DECEASED:
        case PROP64_OP_DATE:
        case PROP64_OP_AGE:
        case PROP64_OP_SPAN:
        case PROP64_OP_SENTENCE:
        case PROP64_OP_ALL_SENTENCES:
        case PROP64_OP_END:
            break;
    }
    return true;
}

/* A built-in list is never hidden by a declared name: one word, one meaning. */
static bool
check_name(Compiler *c, Prop64Text name, int32_t offset)
{
    char shown[72];

    if (prop64_law_list(c->policy->law.data, name.data, name.len) == NULL)
        return true;
    return prop64_error_set(c->err, PROP64_ERR_VALUE, offset,
                            "policy declares a name that is taken", "\"%s\" is a built-in list.",
                            prop64_quote(shown, sizeof(shown), name.data, name.len));
}

/* Only values of the right kind can be presumed; text cannot say otherwise, bytes can. */
static bool
check_presumption(Compiler *c, const Prop64Presumption *presumption)
{
    static const Prop64ValueKind built_in[PROP64_FACT_BUILT_IN_END] = {
        [PROP64_FACT_SEVERITY] = PROP64_VALUE_LEVEL,
        [PROP64_FACT_CONVICTED] = PROP64_VALUE_DATE,
        [PROP64_FACT_BORN] = PROP64_VALUE_DATE,
        [PROP64_FACT_OFFENSE] = PROP64_VALUE_DATE,
        [PROP64_FACT_SENTENCE] = PROP64_VALUE_COMPLETE,
        [PROP64_FACT_DECEASED] = PROP64_VALUE_BOOLEAN,
        [PROP64_FACT_RECORD] = PROP64_VALUE_EMPTY,
        [PROP64_FACT_CONTRADICTION] = PROP64_VALUE_BOOLEAN,
    };
    static const Prop64ValueKind declared[] = {[PROP64_TYPE_BOOLEAN] = PROP64_VALUE_BOOLEAN,
                                               [PROP64_TYPE_NUMBER] = PROP64_VALUE_NUMBER,
                                               [PROP64_TYPE_TEXT] = PROP64_VALUE_TEXT,
                                               [PROP64_TYPE_DATE] = PROP64_VALUE_DATE};
    int index = presumption->fact - PROP64_FACT_DECLARED;

    if (presumption->value.kind !=
        (index >= 0 ? declared[c->policy->declared[index].type] : built_in[presumption->fact]))
        return misused(c, -1, "A presumption is of another type than its fact.");
    return true;
}

/* The facts read, in the order of their numbers: that is the order of the bits. */
static bool
list_facts(Compiler *c)
{
    static const int dates[] = {PROP64_FACT_CONVICTED, PROP64_FACT_BORN, PROP64_FACT_OFFENSE,
                                PROP64_FACT_SENTENCE};
    Prop64Policy *policy = c->policy;

    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
        if (c->reads & (UINT64_C(1) << dates[i]))
            reads(c, PROP64_FACT_CONTRADICTION);
    /* the remedy rests on a presumed sentence, though no rule asks for it */
    for (int i = 0; i < policy->npresumed; i++)
        if (policy->presumed[i].fact == PROP64_FACT_SENTENCE)
            reads(c, PROP64_FACT_SENTENCE);
    for (int fact = 1; fact < 64; fact++)
    {
        if (!(c->reads & (UINT64_C(1) << fact)))
            continue;
        if (policy->nfacts == PROP64_FACTS_MAX)
            return prop64_error_set(c->err, PROP64_ERR_LIMIT, -1, "policy is over a limit",
                                    "A policy reads at most %d facts.", PROP64_FACTS_MAX);
        policy->facts[policy->nfacts++] = (uint8_t)fact;
    }
    return true;
}

bool
prop64_policy_compile(Prop64Policy *policy, Prop64Error *err)
{
    Compiler compiler = {.policy = policy, .err = err};
    Prop64Set *ordered;
    char version[40];

    if (policy->law.data == NULL)
    {
        policy->law.data = PROP64_LAW_VERSION;
        policy->law.len = (uint32_t)strlen(PROP64_LAW_VERSION);
    }
    if (!prop64_law_version_known(policy->law.data, policy->law.len))
        return prop64_error_set(
            err, PROP64_ERR_VERSION, policy->law_offset, "policy asks for unknown law lists",
            "It names version \"%s\"; the newest of this library is \"%s\".",
            prop64_quote(version, sizeof(version), policy->law.data, policy->law.len),
            PROP64_LAW_VERSION);
    /* the library looks versions up by C string, which a text of the policy is not */
    policy->law.data = memcpy(prop64_arena_alloc(&policy->arena, policy->law.len + 1),
                              policy->law.data, policy->law.len);

    for (int i = 0; i < policy->nsets; i++)
        if (policy->sets[i].kind == PROP64_SET_CHARGES && policy->sets[i].name.data != NULL &&
            !check_name(&compiler, policy->sets[i].name, policy->sets[i].offset))
            return false;
    for (int i = 0; i < policy->ndeclared; i++)
        if (!check_name(&compiler, policy->declared[i].name, -1))
            return false;
    compiler.new_index = prop64_arena_alloc(&policy->arena, sizeof(int) * (size_t)policy->nsets);
    for (int i = 0; i < policy->nsets; i++)
        compiler.new_index[i] = -1;
    if (policy->scope >= 0)
    {
        int32_t scope = policy->scope;

        reads(&compiler, PROP64_FACT_CHARGE);
        place_set(&compiler, &scope);
    }
    for (int32_t i = 0; i < policy->nsets; i++)
    {
        int32_t index = i;

        if (policy->sets[i].kind == PROP64_SET_CHARGES && policy->sets[i].name.data != NULL)
            place_set(&compiler, &index);
    }
    for (int i = 0; i < policy->npresumed; i++)
        if (!check_presumption(&compiler, &policy->presumed[i]))
            return false;
    for (int i = 0; i < policy->nrules; i++)
    {
        /* before the sets change their places */
        compiler.reads |= prop64_condition_reads(policy, policy->rules[i].when);
        if (!compile_condition(&compiler, policy->rules[i].when))
            return false;
    }
    ordered = prop64_arena_alloc(&policy->arena, sizeof(Prop64Set) * (size_t)policy->nsets);
    for (int i = 0; i < policy->nsets; i++)
    {
        /* a text has no set that nothing uses; damaged bytes may */
        if (compiler.new_index[i] < 0)
            return misused(&compiler, policy->sets[i].offset, "A set is not used.");
        ordered[compiler.new_index[i]] = policy->sets[i];
    }
    policy->sets = ordered;
    if (policy->scope >= 0)
        policy->scope = 0;
    return list_facts(&compiler);
}
