/* policy_parse.c: the grammar of statements and rules (doc/policy.md), one function a production.  Pure. */
#include "policy/policy_parser.h"

static bool
parse_optional_string(Prop64Parser *p, const char *keyword, Prop64Text *out)
{
    if (!is(p, keyword))
        return true;
    return advance(p) && prop64_parse_string(p, out, "a text between ' and '");
}

static bool
parse_new_name(Prop64Parser *p, Prop64Text *name, const char *what)
{
    const char *text = token_text(p);
    size_t len = p->lex.token.len;

    if (p->lex.token.kind != PROP64_TOKEN_WORD)
        return fail(p, what);
    if (len > PROP64_POLICY_NAME_MAX)
        return fail(p, "a name of at most 63 characters");
    if (prop64_policy_is_keyword(text, len))
        return fail(p, "a name that is not a word of the language");
    if (prop64_policy_find_set(p->policy, text, len) >= 0 ||
        prop64_policy_find_declared(p->policy, text, len) >= 0)
        return fail(p, "a name that is not declared before");
    *name = prop64_parse_lower(p, text, len);
    return advance(p);
}

static bool
parse_presumption(Prop64Parser *p)
{
    Prop64Policy *policy = p->policy;
    Prop64Presumption presumption;
    Prop64Value *value = &presumption.value;
    const char *text = token_text(p);
    size_t len = p->lex.token.len;
    int32_t offset = (int32_t)p->lex.token.offset;
    int32_t day;
    int declared;

    memset(&presumption, 0, sizeof(presumption));
    presumption.fact = prop64_policy_find_fact(policy, text, len);
    declared = presumption.fact - PROP64_FACT_DECLARED;
    if (p->lex.token.kind != PROP64_TOKEN_WORD || presumption.fact < 0)
        return prop64_policy_undefined(policy, offset, text, len, p->err);
    for (int i = 0; i < policy->npresumed; i++)
        if (policy->presumed[i].fact == presumption.fact)
            return fail(p, "a fact that is not presumed before");
    if (!advance(p))
        return false;
    if (presumption.fact == PROP64_FACT_SEVERITY)
    {
        value->kind = PROP64_VALUE_LEVEL;
        for (int level = PROP64_INFRACTION; level <= PROP64_FELONY; level++)
            if (is(p, prop64_level_name((Prop64Level)level)))
                value->number = level;
        if (value->number == 0)
            return fail(p, "felony, misdemeanor or infraction");
    }
    else if (presumption.fact == PROP64_FACT_SENTENCE || presumption.fact == PROP64_FACT_RECORD)
    {
        bool sentence = presumption.fact == PROP64_FACT_SENTENCE;

        value->kind = sentence ? PROP64_VALUE_COMPLETE : PROP64_VALUE_EMPTY;
        if (!is(p, sentence ? "complete" : "empty"))
            return fail(p, sentence ? "complete" : "empty");
    }
    else if (presumption.fact == PROP64_FACT_CONTRADICTION)
    {
        value->kind = PROP64_VALUE_BOOLEAN;
        if (!is(p, "no"))
            return fail(p, "no: a policy may take dates as they are recorded");
    }
    else if (presumption.fact == PROP64_FACT_DECEASED ||
             (declared >= 0 && policy->declared[declared].type == PROP64_TYPE_BOOLEAN))
    {
        value->kind = PROP64_VALUE_BOOLEAN;
        value->number = is(p, "yes");
        if (!is(p, "yes") && !is(p, "no"))
            return fail(p, "yes or no");
    }
    else if (declared >= 0 && policy->declared[declared].type == PROP64_TYPE_NUMBER)
    {
        value->kind = PROP64_VALUE_NUMBER;
        if (p->lex.token.kind != PROP64_TOKEN_NUMBER)
            return fail(p, "a number");
    }
    else if (declared >= 0 && policy->declared[declared].type == PROP64_TYPE_TEXT)
        value->kind = PROP64_VALUE_TEXT;
    else if (presumption.fact >= PROP64_FACT_DECLARED ||
             presumption.fact == PROP64_FACT_CONVICTED || presumption.fact == PROP64_FACT_BORN ||
             presumption.fact == PROP64_FACT_OFFENSE)
        value->kind = PROP64_VALUE_DATE;
    else
        return prop64_error_set(
            p->err, PROP64_ERR_VALUE, offset, "policy presumes what it cannot",
            "A policy can presume severity, convicted, born, offense, "
            "sentence, deceased, record, contradiction, and the facts it declares.");
    if (value->kind == PROP64_VALUE_DATE)
    {
        if (!prop64_parse_date(p, &day))
            return false;
        value->number = day;
    }
    else if (value->kind == PROP64_VALUE_TEXT
                 ? !prop64_parse_string(p, &value->text, "a text between ' and '")
             : value->kind == PROP64_VALUE_NUMBER ? !prop64_parse_number(p, &value->number)
                                                  : !advance(p))
        return false;
    policy->presumed = prop64_arena_grow(&policy->arena, policy->presumed,
                                         sizeof(Prop64Presumption), policy->npresumed);
    policy->presumed[policy->npresumed++] = presumption;
    return true;
}

static bool
parse_declaration(Prop64Parser *p)
{
    static const char *const types[] = {NULL, "boolean", "number", "text", "date"};
    Prop64Policy *policy = p->policy;
    Prop64DeclaredFact fact;
    int type = PROP64_TYPE_BOOLEAN;

    if (!parse_new_name(p, &fact.name, "the name of a fact"))
        return false;
    while (type <= PROP64_TYPE_DATE && !is(p, types[type]))
        type++;
    if (type > PROP64_TYPE_DATE)
        return fail(p, "boolean, number, text or date");
    fact.type = (Prop64FactType)type;
    if (policy->ndeclared >= PROP64_FACTS_MAX)
        return prop64_parse_too_many(p, (int32_t)p->lex.token.offset, "facts", PROP64_FACTS_MAX);
    policy->declared = prop64_arena_grow(&policy->arena, policy->declared,
                                         sizeof(Prop64DeclaredFact), policy->ndeclared);
    policy->declared[policy->ndeclared++] = fact;
    return advance(p);
}

static bool
parse_outcome(Prop64Parser *p, Prop64Outcome *outcome)
{
    static const struct
    {
        const char *word;
        Prop64Outcome outcome;
    } words[] = {{"dismiss", PROP64_DISMISS},
                 {"ineligible", PROP64_INELIGIBLE},
                 {"review", PROP64_REVIEW},
                 {"refer", PROP64_REFER}};

    for (int i = 0; i < 4; i++)
        if (is(p, words[i].word))
        {
            *outcome = words[i].outcome;
            return advance(p);
        }
    if (is(p, "no"))
    {
        *outcome = PROP64_NO_CHANGE;
        return advance(p) && prop64_parse_expect(p, "change");
    }
    if (!is(p, "reduce"))
        return fail(p, "an outcome (dismiss, reduce to infraction, reduce to misdemeanor, "
                       "no change, ineligible, review, refer), a declaration "
                       "(scope, set, fact, presume, law, as of), or otherwise");
    if (!advance(p) || !prop64_parse_expect(p, "to"))
        return false;
    if (!is(p, "infraction") && !is(p, "misdemeanor"))
        return fail(p, "infraction or misdemeanor");
    *outcome = is(p, "infraction") ? PROP64_REDUCE_TO_INFRACTION : PROP64_REDUCE_TO_MISDEMEANOR;
    return advance(p);
}

static bool
parse_rule(Prop64Parser *p, bool otherwise)
{
    Prop64Policy *policy = p->policy;
    Prop64Rule rule;
    int32_t offset = (int32_t)p->lex.token.offset;

    memset(&rule, 0, sizeof(rule));
    if (policy->nrules >= PROP64_RULES_MAX)
        return prop64_parse_too_many(p, offset, "rules", PROP64_RULES_MAX);
    if (!parse_outcome(p, &rule.outcome) ||
        !prop64_parse_string(p, &rule.reason, "the reason, a text between ' and '") ||
        !parse_optional_string(p, "as", &rule.label))
        return false;
    if (prop64_outcome_is_relief(rule.outcome))
        rule.basis = PROP64_BY_DISCRETION;
    if (is(p, "by"))
    {
        if (!prop64_outcome_is_relief(rule.outcome))
            return prop64_error_set(p->err, PROP64_ERR_VALUE, (int32_t)p->lex.token.offset,
                                    "policy gives a basis to a rule without relief",
                                    "\"by law\" and \"by discretion\" go with dismiss and reduce.");
        if (!advance(p))
            return false;
        if (!is(p, "law") && !is(p, "discretion"))
            return fail(p, "law or discretion");
        rule.basis = is(p, "law") ? PROP64_BY_LAW : PROP64_BY_DISCRETION;
        if (!advance(p))
            return false;
    }
    if (!parse_optional_string(p, "citing", &rule.authority))
        return false;
    if (rule.basis == PROP64_BY_LAW && rule.authority.data == NULL)
        return fail(p, "citing and the authority, which \"by law\" needs");
    if (!otherwise && (!prop64_parse_expect(p, "when") || !prop64_parse_condition(p, &rule.when)))
        return false;
    if (!parse_optional_string(p, "note", &rule.note))
        return false;
    if (!is(p, ";"))
        return fail(p, rule.note.data ? "\";\"" : "and, or, note or \";\"");
    policy->rules =
        prop64_arena_grow(&policy->arena, policy->rules, sizeof(Prop64Rule), policy->nrules);
    policy->rules[policy->nrules++] = rule;
    return advance(p);
}

static bool
parse_statement(Prop64Parser *p)
{
    Prop64Policy *policy = p->policy;
    Prop64Set set;
    int32_t index;

    memset(&set, 0, sizeof(set));
    if (is(p, "scope"))
    {
        if (policy->scope >= 0)
            return fail(p, "one scope, and it is given before");
        if (!advance(p) || !prop64_parse_charges(p, &set) || !prop64_parse_add_set(p, &set, &index))
            return false;
        policy->scope = index;
    }
    else if (is(p, "set"))
    {
        if (!advance(p) || !parse_new_name(p, &set.name, "the name of a set") ||
            !prop64_parse_expect(p, "="))
            return false;
        if (!prop64_parse_charges(p, &set) || !prop64_parse_add_set(p, &set, &index))
            return false;
    }
    else if (is(p, "fact"))
    {
        if (!advance(p) || !parse_declaration(p))
            return false;
    }
    else if (is(p, "presume"))
    {
        if (!advance(p) || !parse_presumption(p))
            return false;
    }
    else if (is(p, "law"))
    {
        if (policy->law.data != NULL)
            return fail(p, "one law version, and it is given before");
        if (!advance(p))
            return false;
        policy->law_offset = (int32_t)p->lex.token.offset;
        if (!prop64_parse_string(p, &policy->law, "the version of the lists, '2026.1'"))
            return false;
    }
    else if (is(p, "as"))
    {
        if (policy->has_as_of)
            return fail(p, "one as-of date, and it is given before");
        if (!advance(p) || !prop64_parse_expect(p, "of") || !prop64_parse_date(p, &policy->as_of))
            return false;
        policy->has_as_of = true;
    }
    else
        return parse_rule(p, false);
    return prop64_parse_expect(p, ";");
}

bool
prop64_policy_read(const char *text, size_t len, Prop64Policy *policy, Prop64Error *err)
{
    Prop64Parser parser = {.lex = {.text = text, .len = len}, .policy = policy, .err = err};
    Prop64Parser *p = &parser;

    memset(policy, 0, sizeof(*policy));
    policy->scope = -1;
    if (len > PROP64_POLICY_TEXT_MAX)
        return prop64_parse_too_many(p, -1, "bytes of text", PROP64_POLICY_TEXT_MAX);
    if (!advance(p) || !prop64_parse_expect(p, "policy") ||
        !prop64_parse_string(p, &policy->name, "the policy's name, a text between ' and '") ||
        !parse_optional_string(p, "source", &policy->source))
        return false;
    if (is(p, "undetermined") &&
        !(advance(p) && prop64_parse_expect(p, "as") &&
          prop64_parse_string(p, &policy->undetermined_label, "a text between ' and '")))
        return false;
    if (!is(p, ";"))
        return fail(p, "source, undetermined or \";\"");
    if (!advance(p))
        return false;
    while (!is(p, "otherwise"))
    {
        if (p->lex.token.kind == PROP64_TOKEN_END)
            return fail(p, "\"otherwise\" and an outcome: every policy says what happens "
                           "when no rule holds");
        if (!parse_statement(p))
            return false;
    }
    if (!advance(p) || !parse_rule(p, true))
        return false;
    if (p->lex.token.kind != PROP64_TOKEN_END)
        return fail(p, "the end: nothing follows \"otherwise\"");
    return true;
}
