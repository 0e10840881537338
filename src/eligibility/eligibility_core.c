/* eligibility_core.c: see eligibility_core.h.  Pure. */
#include "eligibility/eligibility_core.h"

#include <stdio.h>

/* Shift of each field; widths are in the header. */
#define FORMAT_SHIFT   61
#define OUTCOME_SHIFT  57
#define AT_LEAST_SHIFT 54
#define BASIS_SHIFT    52
#define SENTENCE_SHIFT 50
#define PRESUMED_SHIFT 49
#define RULE_SHIFT     41
#define FACTS_SHIFT    15
#define FACTS_MASK     ((UINT64_C(1) << PROP64_FACTS_MAX) - 1)

int64_t
prop64_eligibility_pack(const Prop64Eligibility *e)
{
    uint64_t v = 0;

    v |= (uint64_t)e->outcome << OUTCOME_SHIFT;
    v |= (uint64_t)e->at_least << AT_LEAST_SHIFT;
    v |= (uint64_t)e->basis << BASIS_SHIFT;
    v |= (uint64_t)e->sentence << SENTENCE_SHIFT;
    v |= (uint64_t)(e->presumed ? 1 : 0) << PRESUMED_SHIFT;
    v |= (uint64_t)e->rule << RULE_SHIFT;
    v |= ((uint64_t)e->facts & FACTS_MASK) << FACTS_SHIFT;
    v |= e->fingerprint & PROP64_FINGERPRINT_MASK;
    return (int64_t)v;
}

bool
prop64_eligibility_unpack(int64_t value, Prop64Eligibility *e, Prop64Error *err)
{
    static const char *const message = "invalid value of type prop64.eligibility";
    uint64_t v = (uint64_t)value;
    unsigned format = (unsigned)(v >> FORMAT_SHIFT) & 3;
    unsigned outcome = (unsigned)(v >> OUTCOME_SHIFT) & 15;
    unsigned at_least = (unsigned)(v >> AT_LEAST_SHIFT) & 7;
    unsigned sentence = (unsigned)(v >> SENTENCE_SHIFT) & 3;

    if (value < 0)
        return prop64_error_set(err, PROP64_ERR_BINARY, -1, message, "The sign bit is set.");
    if (format != 0)
        return prop64_error_set(err, PROP64_ERR_VERSION, -1, message,
                                "It is of format %u; this library reads format 0.", format);
    if (outcome < PROP64_OUT_OF_SCOPE || outcome > PROP64_DISMISS)
        return prop64_error_set(err, PROP64_ERR_BINARY, -1, message, "No outcome has number %u.",
                                outcome);
    if (at_least > PROP64_AT_LEAST_DISMISS)
        return prop64_error_set(err, PROP64_ERR_BINARY, -1, message, "No bound has number %u.",
                                at_least);
    if (sentence > PROP64_SENTENCE_COMPLETE)
        return prop64_error_set(err, PROP64_ERR_BINARY, -1, message,
                                "No sentence status has number %u.", sentence);
    e->outcome = (Prop64Outcome)outcome;
    e->at_least = (Prop64AtLeast)at_least;
    e->basis = (Prop64Basis)((v >> BASIS_SHIFT) & 3);
    e->sentence = (Prop64SentenceStatus)sentence;
    e->presumed = (v >> PRESUMED_SHIFT) & 1;
    e->rule = (uint8_t)(v >> RULE_SHIFT);
    e->facts = (uint32_t)((v >> FACTS_SHIFT) & FACTS_MASK);
    e->fingerprint = (uint16_t)(v & PROP64_FINGERPRINT_MASK);
    if ((outcome <= PROP64_UNDETERMINED) != (e->rule == 0))
        return prop64_error_set(err, PROP64_ERR_BINARY, -1, message,
                                "Outcome \"%s\" does not go with rule %u.",
                                prop64_outcome_name(e->outcome), e->rule);
    return true;
}

Prop64AtLeast
prop64_outcome_at_least(Prop64Outcome outcome)
{
    switch (outcome)
    {
        case PROP64_INELIGIBLE:
            return PROP64_AT_LEAST_INELIGIBLE;
        case PROP64_NO_CHANGE:
            return PROP64_AT_LEAST_NO_CHANGE;
        case PROP64_REDUCE_TO_MISDEMEANOR:
            return PROP64_AT_LEAST_MISDEMEANOR;
        case PROP64_REDUCE_TO_INFRACTION:
            return PROP64_AT_LEAST_INFRACTION;
        case PROP64_DISMISS:
            return PROP64_AT_LEAST_DISMISS;
        case PROP64_OUT_OF_SCOPE:
        case PROP64_UNDETERMINED:
        case PROP64_REFER:
        case PROP64_REVIEW:
            break;
    }
    return PROP64_AT_LEAST_NOTHING;
}

static const char *const outcome_names[] = {
    NULL,        "out of scope",          "undetermined",         "refer",  "review", "ineligible",
    "no change", "reduce to misdemeanor", "reduce to infraction", "dismiss"};
static const char *const at_least_names[] = {
    NULL, "ineligible", "no change", "reduce to misdemeanor", "reduce to infraction", "dismiss"};
static const char *const basis_names[] = {NULL, "discretion", "law", "undetermined"};
static const char *const sentence_names[] = {"unknown", "serving", "complete"};

const char *
prop64_outcome_name(Prop64Outcome outcome)
{
    return outcome_names[outcome];
}

const char *
prop64_at_least_name(Prop64AtLeast at_least)
{
    return at_least_names[at_least];
}

const char *
prop64_basis_name(Prop64Basis basis)
{
    return basis_names[basis];
}

const char *
prop64_sentence_name(Prop64SentenceStatus sentence)
{
    return sentence_names[sentence];
}

const char *
prop64_remedy_name(Prop64Outcome outcome, Prop64SentenceStatus sentence)
{
    static const char *const dismissals[] = {"recall and dismiss or dismiss and seal",
                                             "recall and dismiss", "dismiss and seal"};
    static const char *const reductions[] = {"resentence or redesignate", "resentence",
                                             "redesignate"};

    if (!prop64_outcome_is_relief(outcome))
        return NULL;
    return outcome == PROP64_DISMISS ? dismissals[sentence] : reductions[sentence];
}

void
prop64_eligibility_print(int64_t value, char buf[PROP64_ELIGIBILITY_TEXT_MAX])
{
    Prop64Eligibility e;
    char *p = buf;
    char *end = buf + PROP64_ELIGIBILITY_TEXT_MAX;

    /* values are checked when they enter; one that is not valid still prints as something */
    if (!prop64_eligibility_unpack(value, &e, NULL))
    {
        snprintf(buf, PROP64_ELIGIBILITY_TEXT_MAX, "invalid %016llx", (unsigned long long)value);
        return;
    }
    p += snprintf(p, end - p, "%s", prop64_outcome_name(e.outcome));
    if (e.at_least != PROP64_AT_LEAST_NOTHING)
        p += snprintf(p, end - p, ", at least %s", prop64_at_least_name(e.at_least));
    if (e.basis != PROP64_BASIS_NONE)
        p += snprintf(p, end - p, ", by %s", prop64_basis_name(e.basis));
    p += snprintf(p, end - p, ", sentence %s", prop64_sentence_name(e.sentence));
    if (e.presumed)
        p += snprintf(p, end - p, ", presumed");
    p += snprintf(p, end - p, ", rule %u", e.rule);
    if (e.facts != 0)
    {
        p += snprintf(p, end - p, ", facts");
        for (int i = 0; i < PROP64_FACTS_MAX; i++)
            if (e.facts & (1u << i))
                p += snprintf(p, end - p, " %d", i);
    }
    snprintf(p, end - p, ", policy %04x", e.fingerprint);
}

/* ---- reading the text form ---------------------------------------------- */

typedef struct Words
{
    const char *text;
    size_t len;
    size_t at;
} Words;

static void
skip_blanks(Words *w)
{
    while (w->at < w->len && (w->text[w->at] == ' ' || w->text[w->at] == '\t'))
        w->at++;
}

/* Takes a literal phrase, whole words only. */
static bool
take(Words *w, const char *phrase)
{
    size_t n = strlen(phrase);
    char next;

    skip_blanks(w);
    if (w->len - w->at < n || memcmp(w->text + w->at, phrase, n) != 0)
        return false;
    next = w->at + n < w->len ? w->text[w->at + n] : '\0';
    if (phrase[n - 1] != ',' && next != '\0' && next != ' ' && next != ',' && next != '\t')
        return false;
    w->at += n;
    return true;
}

/* Takes the longest name of a table; returns its index or -1. */
static int
take_name(Words *w, const char *const *names, int n)
{
    for (int i = n - 1; i >= 0; i--)
        if (names[i] != NULL && take(w, names[i]))
            return i;
    return -1;
}

static bool
take_number(Words *w, unsigned base, unsigned max, unsigned *number)
{
    size_t start;
    unsigned v = 0;

    skip_blanks(w);
    start = w->at;
    for (; w->at < w->len; w->at++)
    {
        char c = w->text[w->at];
        unsigned digit;

        if (c >= '0' && c <= '9')
            digit = (unsigned)(c - '0');
        else if (base == 16 && c >= 'a' && c <= 'f')
            digit = (unsigned)(c - 'a') + 10;
        else
            break;
        v = v * base + digit;
        if (v > max)
        {
            w->at = start;
            return false;
        }
    }
    *number = v;
    return w->at > start;
}

static bool
unexpected(const Words *w, Prop64Error *err, const char *expected)
{
    char found[40];

    prop64_quote(found, sizeof(found), w->text + w->at, w->len - w->at);
    return prop64_error_set(
        err, PROP64_ERR_SYNTAX, (int32_t)w->at, "invalid input syntax for type prop64.eligibility",
        w->at < w->len ? "found \"%s\", expected %s." : "found the end%s, expected %s.",
        w->at < w->len ? found : "", expected);
}

bool
prop64_eligibility_parse(const char *text, size_t len, int64_t *value, Prop64Error *err)
{
    Words w = {text, len, 0};
    Prop64Eligibility e;
    unsigned number;
    int name;

    memset(&e, 0, sizeof(e));
    if ((name = take_name(&w, outcome_names, 10)) < 0)
        return unexpected(&w, err, "an outcome such as dismiss");
    e.outcome = (Prop64Outcome)name;
    if (!take(&w, ","))
        return unexpected(&w, err, "\",\"");
    if (take(&w, "at least"))
    {
        if ((name = take_name(&w, at_least_names, 6)) < 0)
            return unexpected(&w, err, "an outcome after \"at least\"");
        e.at_least = (Prop64AtLeast)name;
        if (!take(&w, ","))
            return unexpected(&w, err, "\",\"");
    }
    if (take(&w, "by"))
    {
        if ((name = take_name(&w, basis_names, 4)) < 0)
            return unexpected(&w, err, "law, discretion or undetermined");
        e.basis = (Prop64Basis)name;
        if (!take(&w, ","))
            return unexpected(&w, err, "\",\"");
    }
    if (!take(&w, "sentence") || (name = take_name(&w, sentence_names, 3)) < 0 || !take(&w, ","))
        return unexpected(&w, err, "\"sentence unknown,\", \"serving,\" or \"complete,\"");
    e.sentence = (Prop64SentenceStatus)name;
    if (take(&w, "presumed"))
    {
        e.presumed = true;
        if (!take(&w, ","))
            return unexpected(&w, err, "\",\"");
    }
    if (!take(&w, "rule") || !take_number(&w, 10, PROP64_RULES_MAX, &number) || !take(&w, ","))
        return unexpected(&w, err, "\"rule\", a number from 0 to 255, and \",\"");
    e.rule = (uint8_t)number;
    if (take(&w, "facts"))
    {
        while (take_number(&w, 10, PROP64_FACTS_MAX - 1, &number))
            e.facts |= 1u << number;
        if (e.facts == 0 || !take(&w, ","))
            return unexpected(&w, err, "numbers from 0 to 25 after \"facts\", and \",\"");
    }
    if (!take(&w, "policy") || !take_number(&w, 16, PROP64_FINGERPRINT_MASK, &number))
        return unexpected(&w, err, "\"policy\" and four hexadecimal digits");
    e.fingerprint = (uint16_t)number;
    skip_blanks(&w);
    if (w.at < w.len)
        return unexpected(&w, err, "the end");
    *value = prop64_eligibility_pack(&e);
    if (!prop64_eligibility_unpack(*value, &e, err))
    {
        if (err != NULL)
            err->code = PROP64_ERR_SYNTAX;
        return false;
    }
    return true;
}
