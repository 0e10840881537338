/* policy_print.c: the canonical text of a policy.  Pure. */
#include "policy/policy_core.h"

#include <stdio.h>

static void
put(Prop64Writer *out, const char *text)
{
    prop64_put(out, text, strlen(text));
}

static void
put_text(Prop64Writer *out, Prop64Text text)
{
    prop64_put(out, text.data, text.len);
}

static void
put_quoted(Prop64Writer *out, Prop64Text text)
{
    prop64_put8(out, '\'');
    for (uint32_t i = 0; i < text.len; i++)
    {
        if (text.data[i] == '\'')
            prop64_put8(out, '\'');
        prop64_put8(out, (uint8_t)text.data[i]);
    }
    prop64_put8(out, '\'');
}

static void
put_optional(Prop64Writer *out, const char *keyword, Prop64Text text)
{
    if (text.data != NULL)
    {
        put(out, keyword);
        put_quoted(out, text);
    }
}

static void
put_int(Prop64Writer *out, int32_t n)
{
    char buf[16];

    snprintf(buf, sizeof(buf), "%d", (int)n);
    put(out, buf);
}

static void
put_day(Prop64Writer *out, int32_t day)
{
    char buf[11];

    prop64_day_print(day, buf);
    put(out, buf);
}

size_t
prop64_number_print(int64_t millionths, char buf[PROP64_NUMBER_TEXT_MAX])
{
    int64_t size = millionths < 0 ? -millionths : millionths;
    int len = snprintf(buf, PROP64_NUMBER_TEXT_MAX, "%s%lld.%06d", millionths < 0 ? "-" : "",
                       (long long)(size / PROP64_NUMBER_SCALE), (int)(size % PROP64_NUMBER_SCALE));

    while (buf[len - 1] == '0')
        len--;
    if (buf[len - 1] == '.')
        len--;
    return (size_t)len;
}

static void
put_number(Prop64Writer *out, int64_t millionths)
{
    char buf[PROP64_NUMBER_TEXT_MAX];

    prop64_put(out, buf, prop64_number_print(millionths, buf));
}

static void
put_value(Prop64Writer *out, const Prop64Value *value)
{
    switch (value->kind)
    {
        case PROP64_VALUE_BOOLEAN:
            put(out, value->number ? "yes" : "no");
            break;
        case PROP64_VALUE_NUMBER:
            put_number(out, value->number);
            break;
        case PROP64_VALUE_TEXT:
            put_quoted(out, value->text);
            break;
        case PROP64_VALUE_DATE:
            put_day(out, (int32_t)value->number);
            break;
        case PROP64_VALUE_LEVEL:
            put(out, prop64_level_name((Prop64Level)value->number));
            break;
        case PROP64_VALUE_COMPLETE:
            put(out, "complete");
            break;
        case PROP64_VALUE_EMPTY:
            put(out, "empty");
            break;
    }
}

/* ---- sets ---------------------------------------------------------------- */

static void
put_including(Prop64Writer *out, uint8_t including)
{
    static const char *const forms[] = {"attempts", "conspiracies", "solicitations", "accessories"};
    const char *before = " including ";

    for (int i = 0; i < 4; i++)
        if (including & (1 << i))
        {
            put(out, before);
            put(out, forms[i]);
            before = including >> (i + 2) ? ", " : " and ";
        }
}

static void
put_charges(Prop64Writer *out, const Prop64Set *set)
{
    char buf[PROP64_CHARGE_TEXT_MAX];

    for (uint32_t i = 0; i < set->ncharges; i++)
    {
        if (i > 0)
            put(out, ", ");
        prop64_charge_print(set->charges[i].bytes, set->charges[i].len, buf);
        put(out, buf);
    }
    put_including(out, set->including);
}

/* A set where a condition uses it. */
static void
put_set(Prop64Writer *out, const Prop64Policy *policy, int32_t index)
{
    const Prop64Set *set;

    if (index < 0)
    {
        put(out, "any offense");
        return;
    }
    set = &policy->sets[index];
    if (index == policy->scope)
        put(out, "scope");
    else if (set->kind == PROP64_SET_SAME_SECTION)
    {
        put(out, "same section");
        put_including(out, set->including);
    }
    else if (set->name.data != NULL)
    {
        if (set->kind == PROP64_SET_LAW_OPEN)
            put(out, "open ");
        if (set->kind == PROP64_SET_LAW_CERTAIN)
            put(out, "certain ");
        put_text(out, set->name);
    }
    else
        put_charges(out, set);
}

/* ---- conditions ---------------------------------------------------------- */

static int
priority(Prop64Op op)
{
    return op == PROP64_OP_OR ? 1 : op == PROP64_OP_AND ? 2 : op == PROP64_OP_NOT ? 3 : 4;
}

static void
put_when(Prop64Writer *out, int32_t when)
{
    static const char *const references[] = {
        [PROP64_EVER] = "ever",
        [PROP64_THIS_CONVICTION] = " this conviction",
        [PROP64_THIS_OFFENSE] = " this offense",
        [PROP64_IN_THIS_CASE] = "in this case",
        [PROP64_IN_THIS_CYCLE] = "in this cycle",
        [PROP64_OFFENSE_TO_CONVICTION] = "between this offense and this conviction",
    };

    if (PROP64_WHEN_ORDER(when) != 0)
        put(out, prop64_order_name(PROP64_WHEN_ORDER(when)));
    put(out, references[PROP64_WHEN_REFERENCE(when)]);
    if (when & PROP64_IN_ANOTHER_CASE)
        put(out, " in another case");
}

static const char *
subject_name(int32_t fact)
{
    switch (fact)
    {
        case PROP64_FACT_CONVICTED:
            return "convicted ";
        case PROP64_FACT_BORN:
            return "born ";
        case PROP64_FACT_OFFENSE:
            return "offense ";
        default:
            return "sentence ends ";
    }
}

static void put_condition(Prop64Writer *out, const Prop64Policy *policy,
                          const Prop64Condition *cond, int around);

static bool
is_comparison(const Prop64Condition *c)
{
    return c->op == PROP64_OP_FACT_COMPARE || c->op == PROP64_OP_CONDUCT;
}

static Prop64Compare
compare_of(const Prop64Condition *c)
{
    return (Prop64Compare)c->arg[c->op == PROP64_OP_CONDUCT ? 0 : 1];
}

static bool
same_subject(const Prop64Condition *a, const Prop64Condition *b)
{
    return a->op == b->op && (a->op == PROP64_OP_CONDUCT || a->arg[0] == b->arg[0]);
}

/* What a comparison compares, and a blank. */
static void
put_compared(Prop64Writer *out, const Prop64Policy *policy, const Prop64Condition *c)
{
    if (c->op == PROP64_OP_CONDUCT)
        put(out, "conduct");
    else
        put_text(out, policy->declared[c->arg[0]].name);
    put(out, " ");
}

/* "sentence" is how a policy writes the fact whose name in SQL is sentence_ends. */
static void
put_fact(Prop64Writer *out, const Prop64Policy *policy, int fact)
{
    if (fact == PROP64_FACT_SENTENCE)
        put(out, "sentence");
    else
        put_text(out, prop64_fact_name(policy, fact));
}

static void
put_known(Prop64Writer *out, const Prop64Policy *policy, const Prop64Condition *c,
          const char *is_known)
{
    put_fact(out, policy, c->arg[0]);
    put(out, " ");
    put(out, is_known);
}

static void
put_predicate(Prop64Writer *out, const Prop64Policy *policy, const Prop64Condition *cond)
{
    static const char *const kinds[] = {NULL,       "convicted ",   "arrested ",
                                        "charged ", "adjudicated ", "registered "};
    static const char *const moments[] = {NULL, "age now ", "age at conviction ",
                                          "age at offense "};
    static const char *const spans[] = {NULL, "at least ", "more than ", "less than ",
                                        "not more than "};
    static const char *const anchors[] = {NULL, "birth", "conviction", "offense",
                                          "last conviction"};
    const int32_t *arg = cond->arg;

    switch (cond->op)
    {
        case PROP64_OP_LEVEL:
            put(out, prop64_level_name((Prop64Level)arg[0]));
            break;
        case PROP64_OP_DECEASED:
            put(out, "deceased");
            break;
        case PROP64_OP_CHARGE_IN:
            put(out, "charge in ");
            put_set(out, policy, arg[0]);
            break;
        case PROP64_OP_DATE:
            put(out, subject_name(arg[0]));
            put(out, prop64_order_name((Prop64Order)arg[1]));
            put(out, " ");
            put_day(out, arg[2]);
            break;
        case PROP64_OP_DATE_BETWEEN:
            put(out, subject_name(arg[0]));
            put(out, "between ");
            put_day(out, arg[1]);
            put(out, " and ");
            put_day(out, arg[2]);
            break;
        case PROP64_OP_AGE:
            put(out, moments[arg[0]]);
            put(out, prop64_compare_name((Prop64Compare)arg[1]));
            put(out, " ");
            put_int(out, arg[2]);
            break;
        case PROP64_OP_AGE_BETWEEN:
            put(out, moments[arg[0]]);
            put(out, "between ");
            put_int(out, arg[1]);
            put(out, " and ");
            put_int(out, arg[2]);
            break;
        case PROP64_OP_SPAN:
            put(out, spans[arg[0]]);
            put_int(out, arg[1]);
            put(out, " years since ");
            put(out, anchors[arg[2]]);
            break;
        case PROP64_OP_HAPPENED:
            put(out, kinds[arg[0]]);
            put_when(out, arg[1]);
            if (arg[0] != PROP64_EVENT_REGISTRATION)
            {
                put(out, " of ");
                put_set(out, policy, arg[2]);
            }
            break;
        case PROP64_OP_COUNT:
            put(out, "convictions ");
            if (arg[0] >= 0)
            {
                put(out, "of ");
                put_set(out, policy, arg[0]);
                put(out, " ");
            }
            put_when(out, arg[1]);
            put(out, " ");
            put(out, prop64_compare_name((Prop64Compare)arg[2]));
            put(out, " ");
            put_int(out, arg[3]);
            break;
        case PROP64_OP_ONLY:
            put(out, "only ");
            put_set(out, policy, arg[0]);
            break;
        case PROP64_OP_SENTENCE:
            put(out, "sentence complete");
            break;
        case PROP64_OP_ALL_SENTENCES:
            put(out, "all sentences complete");
            break;
        case PROP64_OP_FACT_TRUE:
            put_text(out, policy->declared[arg[0]].name);
            break;
        case PROP64_OP_FACT_COMPARE:
        case PROP64_OP_CONDUCT:
            put_compared(out, policy, cond);
            put(out, prop64_compare_name(compare_of(cond)));
            put(out, " ");
            put_value(out, &cond->value);
            break;
        case PROP64_OP_KNOWN:
            put_known(out, policy, cond, "is known");
            break;
        case PROP64_OP_AND:
        case PROP64_OP_OR:
        case PROP64_OP_NOT:
        case PROP64_OP_END:
            break;
    }
}

/* ---- short forms --------------------------------------------------------- */

/* "x between 1 and 2" is x >= 1 and x <= 2; the parser knows both. */
static bool
is_between(const Prop64Condition *c)
{
    return c->op == PROP64_OP_AND && is_comparison(c->left) && same_subject(c->left, c->right) &&
           compare_of(c->left) == PROP64_GE && compare_of(c->right) == PROP64_LE &&
           c->left->value.kind == c->right->value.kind &&
           c->left->value.number <= c->right->value.number;
}

/* "x in 1, 2, 3" is x = 1 or x = 2 or x = 3; the first comparison of such a chain, or NULL. */
static const Prop64Condition *
first_of_in(const Prop64Condition *c)
{
    const Prop64Condition *first = c->left;

    if (c->op != PROP64_OP_OR)
        return NULL;
    if (first->op == PROP64_OP_OR)
        first = first_of_in(first);
    if (first == NULL || !is_comparison(first) || compare_of(first) != PROP64_EQ ||
        !same_subject(first, c->right) || compare_of(c->right) != PROP64_EQ)
        return NULL;
    return first;
}

/* The values of such a chain, with commas between them. */
static void
put_in_values(Prop64Writer *out, const Prop64Condition *c)
{
    if (c->op == PROP64_OP_OR)
    {
        put_in_values(out, c->left);
        put(out, ", ");
        c = c->right;
    }
    put_value(out, &c->value);
}

/* Writes a condition in its short form, when it has one. */
static bool
put_short(Prop64Writer *out, const Prop64Policy *policy, const Prop64Condition *c)
{
    const Prop64Condition *first = first_of_in(c);

    if (c->op == PROP64_OP_NOT && c->left->op == PROP64_OP_KNOWN)
        put_known(out, policy, c->left, "is not known");
    else if (is_between(c))
    {
        put_compared(out, policy, c->left);
        put(out, "between ");
        put_value(out, &c->left->value);
        put(out, " and ");
        put_value(out, &c->right->value);
    }
    else if (first != NULL)
    {
        put_compared(out, policy, first);
        put(out, "in ");
        put_in_values(out, c);
    }
    else
        return false;
    return true;
}

/* Brackets where the operator around binds tighter; "and", "or" group from the left. */
static void
put_condition(Prop64Writer *out, const Prop64Policy *policy, const Prop64Condition *cond,
              int around)
{
    int own = priority(cond->op);
    bool brackets = own < around;

    if (put_short(out, policy, cond))
        return;
    if (brackets)
        put(out, "(");
    if (cond->op == PROP64_OP_NOT)
    {
        put(out, "not ");
        put_condition(out, policy, cond->left, own);
    }
    else if (own < 3)
    {
        put_condition(out, policy, cond->left, own);
        put(out, cond->op == PROP64_OP_AND ? " and " : " or ");
        put_condition(out, policy, cond->right, own + 1);
    }
    else
        put_predicate(out, policy, cond);
    if (brackets)
        put(out, ")");
}

void
prop64_condition_print(const Prop64Policy *policy, const Prop64Condition *condition,
                       Prop64Writer *out)
{
    put_condition(out, policy, condition, 0);
}

/* ---- statements ---------------------------------------------------------- */

static void
put_rule(Prop64Writer *out, const Prop64Policy *policy, const Prop64Rule *rule)
{
    if (rule->when == NULL)
        put(out, "otherwise ");
    put(out, prop64_outcome_name(rule->outcome));
    put(out, " ");
    put_quoted(out, rule->reason);
    put_optional(out, " as ", rule->label);
    if (rule->basis == PROP64_BY_LAW)
        put(out, " by law");
    put_optional(out, " citing ", rule->authority);
    if (rule->when != NULL)
    {
        put(out, " when ");
        put_condition(out, policy, rule->when, 0);
    }
    put_optional(out, " note ", rule->note);
    put(out, ";\n");
}

void
prop64_policy_print(const Prop64Policy *policy, Prop64Writer *out)
{
    static const char *const types[] = {NULL, " boolean;\n", " number;\n", " text;\n", " date;\n"};

    put(out, "policy ");
    put_quoted(out, policy->name);
    put_optional(out, "\nsource ", policy->source);
    put_optional(out, "\nundetermined as ", policy->undetermined_label);
    put(out, ";\nlaw ");
    put_quoted(out, policy->law);
    put(out, ";\n");
    if (policy->has_as_of)
    {
        put(out, "as of ");
        put_day(out, policy->as_of);
        put(out, ";\n");
    }
    if (policy->scope >= 0)
    {
        put(out, "scope ");
        put_charges(out, &policy->sets[policy->scope]);
        put(out, ";\n");
    }
    for (int i = 0; i < policy->nsets; i++)
    {
        const Prop64Set *set = &policy->sets[i];

        if (set->kind != PROP64_SET_CHARGES || set->name.data == NULL)
            continue;
        put(out, "set ");
        put_text(out, set->name);
        put(out, " = ");
        put_charges(out, set);
        put(out, ";\n");
    }
    for (int i = 0; i < policy->ndeclared; i++)
    {
        put(out, "fact ");
        put_text(out, policy->declared[i].name);
        put(out, types[policy->declared[i].type]);
    }
    for (int i = 0; i < policy->npresumed; i++)
    {
        const Prop64Presumption *presumption = &policy->presumed[i];

        put(out, "presume ");
        put_fact(out, policy, presumption->fact);
        put(out, " ");
        put_value(out, &presumption->value);
        put(out, ";\n");
    }
    for (int i = 0; i < policy->nrules; i++)
        put_rule(out, policy, &policy->rules[i]);
}
