/*
 * policy_lex.h: the words of a policy text.  Pure.
 *
 * A charge is one token: two capital letters that are a California code, then a
 * section.  Comments run from "--" to the end of the line and are not kept.
 */
#ifndef PROP64_POLICY_LEX_H
#define PROP64_POLICY_LEX_H

#include "policy/policy_core.h"

typedef enum Prop64TokenKind
{
    PROP64_TOKEN_END,
    PROP64_TOKEN_WORD,   /* keyword or declared name, any case */
    PROP64_TOKEN_STRING, /* 'text', a quote inside is doubled */
    PROP64_TOKEN_NUMBER, /* digits, at most one point */
    PROP64_TOKEN_DATE,   /* YYYY-MM-DD */
    PROP64_TOKEN_CHARGE, /* HS 11357(b) */
    PROP64_TOKEN_SYMBOL  /* ; , ( ) = <> < <= >= > */
} Prop64TokenKind;

typedef struct Prop64Token
{
    Prop64TokenKind kind;
    size_t offset; /* byte where it starts */
    size_t len;    /* bytes in the text */
} Prop64Token;

typedef struct Prop64Lexer
{
    const char *text;
    size_t len;
    size_t at;
    Prop64Token token; /* the current one */
} Prop64Lexer;

/* Reads the next token into lexer->token; false (and err) when there is none. */
extern bool prop64_lex_next(Prop64Lexer *lexer, Prop64Error *err);

/* Is the current token this keyword (lower case) or symbol? */
extern bool prop64_lex_is(const Prop64Lexer *lexer, const char *word);

/* Is the word after the current token this keyword?  Looks over blanks only. */
extern bool prop64_lex_follows(const Prop64Lexer *lexer, const char *word);

/* Fails with "found TOKEN, expected WHAT" at the current token. */
extern bool prop64_lex_unexpected(const Prop64Lexer *lexer, Prop64Error *err, const char *expected);

#endif /* PROP64_POLICY_LEX_H */
