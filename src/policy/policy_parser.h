/*
 * policy_parser.h: the parser of policies, shared by its four files.  Pure.
 *
 * policy_tokens.c reads single tokens, policy_sets.c sets of charges,
 * policy_conditions.c conditions, policy_parse.c statements.  Every function reads the current token
 * and leaves the lexer on the one behind what it read; false means that the error
 * is filled, and callers return at once.
 */
#ifndef PROP64_POLICY_PARSER_H
#define PROP64_POLICY_PARSER_H

#include "policy/policy_lex.h"
#include "policy/policy_names.h"

typedef struct Prop64Parser
{
    Prop64Lexer lex;
    Prop64Policy *policy;
    Prop64Error *err;
    int depth;    /* of factors around the current token */
    int ncharges; /* in all sets so far */
} Prop64Parser;

static inline bool
advance(Prop64Parser *p)
{
    return prop64_lex_next(&p->lex, p->err);
}

static inline bool
is(const Prop64Parser *p, const char *word)
{
    return prop64_lex_is(&p->lex, word);
}

static inline bool
follows(const Prop64Parser *p, const char *word)
{
    return prop64_lex_follows(&p->lex, word);
}

static inline bool
fail(Prop64Parser *p, const char *expected)
{
    return prop64_lex_unexpected(&p->lex, p->err, expected);
}

static inline const char *
token_text(const Prop64Parser *p)
{
    return p->lex.text + p->lex.token.offset;
}

/* Takes a word that must be there. */
extern bool prop64_parse_expect(Prop64Parser *p, const char *word);
extern bool prop64_parse_too_many(Prop64Parser *p, int32_t offset, const char *what, int limit);

/* One token of a kind; expected is for the message when it is another. */
extern bool prop64_parse_string(Prop64Parser *p, Prop64Text *out, const char *expected);
extern bool prop64_parse_date(Prop64Parser *p, int32_t *day);
extern bool prop64_parse_count(Prop64Parser *p, int32_t *n);    /* 0 to 1000 */
extern bool prop64_parse_number(Prop64Parser *p, int64_t *out); /* in millionths */
extern Prop64Text prop64_parse_lower(Prop64Parser *p, const char *text, size_t len);

/* Charges with their "including"; a set where a condition uses it; a set put into the policy. */
extern bool prop64_parse_charges(Prop64Parser *p, Prop64Set *set);
extern bool prop64_parse_set(Prop64Parser *p, int32_t *index);
extern bool prop64_parse_add_set(Prop64Parser *p, const Prop64Set *set, int32_t *index);

extern bool prop64_parse_condition(Prop64Parser *p, Prop64Condition **out);

#endif /* PROP64_POLICY_PARSER_H */
