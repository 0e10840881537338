/* policy_names.c: see policy_names.h.  Pure. */
#include "policy/policy_names.h"

#include "law/conduct.h"
#include "law/law_lists.h"

#define DISTANCE_MAX_LEN 64

static const char *const keywords[] = {
    "accessories",
    "adjudicated",
    "after",
    "age",
    "all",
    "and",
    "another",
    "any",
    "arrested",
    "as",
    "at",
    "attempts",
    "before",
    "between",
    "birth",
    "boolean",
    "born",
    "by",
    "case",
    "case_key",
    "certain",
    "change",
    "charge",
    "charged",
    "citing",
    "complete",
    "conduct",
    "conspiracies",
    "contradiction",
    "convicted",
    "conviction",
    "convictions",
    "count_key",
    "cycle",
    "cycle_key",
    "date",
    "deceased",
    "discretion",
    "dismiss",
    "empty",
    "ends",
    "ever",
    "fact",
    "felony",
    "in",
    "including",
    "ineligible",
    "infraction",
    "is",
    "known",
    "last",
    "law",
    "least",
    "less",
    "misdemeanor",
    "more",
    "no",
    "not",
    "note",
    "now",
    "number",
    "of",
    "offense",
    "on",
    "only",
    "open",
    "or",
    "otherwise",
    "policy",
    "presume",
    "record",
    "reduce",
    "refer",
    "registered",
    "review",
    "same",
    "scope",
    "section",
    "sentence",
    "sentence_ends",
    "sentences",
    "set",
    "severity",
    "since",
    "solicitations",
    "source",
    "text",
    "than",
    "this",
    "to",
    "undetermined",
    "when",
    "years",
    "yes",
};

static bool
same_name(const char *a, size_t alen, const char *b, size_t blen)
{
    if (alen != blen)
        return false;
    for (size_t i = 0; i < alen; i++)
    {
        char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] + 32) : a[i];
        char y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] + 32) : b[i];

        if (x != y)
            return false;
    }
    return true;
}

bool
prop64_policy_is_keyword(const char *text, size_t len)
{
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
        if (same_name(text, len, keywords[i], strlen(keywords[i])))
            return true;
    return false;
}

int
prop64_policy_find_set(const Prop64Policy *policy, const char *text, size_t len)
{
    for (int i = 0; i < policy->nsets; i++)
    {
        const Prop64Set *set = &policy->sets[i];

        if (set->kind == PROP64_SET_CHARGES && set->name.data != NULL &&
            same_name(text, len, set->name.data, set->name.len))
            return i;
    }
    return -1;
}

int
prop64_policy_find_declared(const Prop64Policy *policy, const char *text, size_t len)
{
    for (int i = 0; i < policy->ndeclared; i++)
        if (same_name(text, len, policy->declared[i].name.data, policy->declared[i].name.len))
            return i;
    return -1;
}

int
prop64_policy_find_fact(const Prop64Policy *policy, const char *text, size_t len)
{
    int declared = prop64_policy_find_declared(policy, text, len);

    if (declared >= 0)
        return PROP64_FACT_DECLARED + declared;
    if (same_name(text, len, "sentence", 8))
        return PROP64_FACT_SENTENCE;
    for (int fact = 1; fact < PROP64_FACT_BUILT_IN_END; fact++)
    {
        Prop64Text name = prop64_fact_name(policy, fact);

        if (same_name(text, len, name.data, name.len))
            return fact;
    }
    return -1;
}

/* Levenshtein's distance over at most DISTANCE_MAX_LEN characters of each. */
static size_t
distance(const char *a, size_t alen, const char *b, size_t blen)
{
    size_t row[DISTANCE_MAX_LEN + 1];

    if (alen > DISTANCE_MAX_LEN || blen > DISTANCE_MAX_LEN)
        return SIZE_MAX;
    for (size_t j = 0; j <= blen; j++)
        row[j] = j;
    for (size_t i = 1; i <= alen; i++)
    {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= blen; j++)
        {
            size_t above = row[j];
            size_t best = diagonal + !same_name(a + i - 1, 1, b + j - 1, 1);

            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = above;
            row[j] = best;
        }
    }
    return row[blen];
}

typedef struct Nearest
{
    const char *text;
    size_t len;
    size_t best;
    Prop64Text name;
} Nearest;

static void
consider(Nearest *nearest, const char *name, size_t len)
{
    size_t d = distance(nearest->text, nearest->len, name, len);

    if (d < nearest->best)
    {
        nearest->best = d;
        nearest->name.data = name;
        nearest->name.len = (uint32_t)len;
    }
}

bool
prop64_policy_undefined(const Prop64Policy *policy, int32_t offset, const char *text, size_t len,
                        Prop64Error *err)
{
    Nearest nearest = {text, len, SIZE_MAX, {NULL, 0}};
    char found[48], near[72];

    for (int i = 0; i < policy->nsets; i++)
        if (policy->sets[i].kind == PROP64_SET_CHARGES && policy->sets[i].name.data != NULL)
            consider(&nearest, policy->sets[i].name.data, policy->sets[i].name.len);
    for (int i = 0; i < policy->ndeclared; i++)
        consider(&nearest, policy->declared[i].name.data, policy->declared[i].name.len);
    for (int i = 0; prop64_law_list_at(i) != NULL; i++)
        consider(&nearest, prop64_law_list_at(i)->name, strlen(prop64_law_list_at(i)->name));
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
        consider(&nearest, keywords[i], strlen(keywords[i]));
    prop64_quote(found, sizeof(found), text, len);
    /* a name that shares less than half with what was written is no help */
    if (nearest.name.data == NULL || nearest.best * 2 > len)
        return prop64_error_set(err, PROP64_ERR_VALUE, offset, "policy uses an undefined name",
                                "\"%s\" is not defined; a name is declared before it is used.",
                                found);
    prop64_quote(near, sizeof(near), nearest.name.data, nearest.name.len);
    return prop64_error_set(err, PROP64_ERR_VALUE, offset, "policy uses an undefined name",
                            "\"%s\" is not defined; the nearest that is: \"%s\".", found, near);
}

bool
prop64_policy_undeclared(const Prop64Policy *policy, const char *text, size_t len, Prop64Error *err)
{
    Nearest nearest = {text, len, SIZE_MAX, {NULL, 0}};
    char found[48], near[72];

    for (int i = 0; i < policy->ndeclared; i++)
        consider(&nearest, policy->declared[i].name.data, policy->declared[i].name.len);
    prop64_quote(found, sizeof(found), text, len);
    if (nearest.name.data == NULL)
        return prop64_error_set(err, PROP64_ERR_VALUE, -1, "the policy declares no such fact",
                                "\"%s\" was given; the policy declares none.", found);
    prop64_quote(near, sizeof(near), nearest.name.data, nearest.name.len);
    return prop64_error_set(err, PROP64_ERR_VALUE, -1, "the policy declares no such fact",
                            "\"%s\" was given; the nearest that it declares: \"%s\".", found, near);
}

bool
prop64_policy_unknown_conduct(int32_t offset, Prop64Text name, Prop64Error *err)
{
    Nearest nearest = {name.data, name.len, SIZE_MAX, {NULL, 0}};
    char found[72], near[72];

    for (int i = 0; prop64_conduct_at(i) != NULL; i++)
        if (prop64_conduct_at(i)->conduct != NULL)
            consider(&nearest, prop64_conduct_at(i)->conduct,
                     strlen(prop64_conduct_at(i)->conduct));
    prop64_quote(found, sizeof(found), name.data, name.len);
    if (nearest.name.data == NULL)
        return prop64_error_set(err, PROP64_ERR_VALUE, offset, "policy names an unknown conduct",
                                "There is no conduct \"%s\".", found);
    prop64_quote(near, sizeof(near), nearest.name.data, nearest.name.len);
    return prop64_error_set(err, PROP64_ERR_VALUE, offset, "policy names an unknown conduct",
                            "There is no conduct \"%s\"; the nearest is \"%s\".", found, near);
}
