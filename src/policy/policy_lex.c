/* policy_lex.c: see policy_lex.h.  Pure. */
#include "policy/policy_lex.h"

#include "law/code_names.h"

static const char *const syntax_message = "invalid input syntax for type prop64.policy";

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char
peek(const Prop64Lexer *lexer, size_t at)
{
    return at < lexer->len ? lexer->text[at] : '\0';
}

static size_t
skip_blanks(const Prop64Lexer *lexer, size_t at)
{
    for (;;)
    {
        while (is_blank(peek(lexer, at)))
            at++;
        if (peek(lexer, at) != '-' || peek(lexer, at + 1) != '-')
            return at;
        while (at < lexer->len && lexer->text[at] != '\n')
            at++;
    }
}

/* The code whose two capital letters stand at "at", or NULL. */
static const Prop64CodeName *
code_at(const Prop64Lexer *lexer, size_t at)
{
    const Prop64CodeName *code;

    for (int i = 0; (code = prop64_code_name_at(i)) != NULL; i++)
        if (at + 2 <= lexer->len && memcmp(lexer->text + at, code->letters, 2) == 0)
            return code;
    return NULL;
}

static bool
starts(const Prop64Lexer *lexer, size_t at, const char *with)
{
    size_t n = strlen(with);

    return at <= lexer->len && lexer->len - at >= n && memcmp(lexer->text + at, with, n) == 0;
}

/* The last blank of a code and the blanks behind it, or "at" when none stands there. */
static size_t
skip_code(const Prop64Lexer *lexer, size_t at)
{
    size_t p = at + 2;

    if (code_at(lexer, at) == NULL || peek(lexer, p) != ' ')
        return at;
    while (peek(lexer, p + 1) == ' ')
        p++;
    return is_digit(peek(lexer, p + 1)) ? p : at;
}

/*
 * The end of a charge that starts at "at", or "at" when none does: a code, blanks,
 * a digit, then what a citation is written with.  A bracket that this charge did
 * not open belongs to the condition around it.
 */
static size_t
charge_end(const Prop64Lexer *lexer, size_t at)
{
    const Prop64CodeName *code = code_at(lexer, at);
    int open = 0;
    size_t p = at + 2;

    if (code == NULL)
        return at;
    while (peek(lexer, p) == ' ')
        p++;
    if (p == at + 2 || !is_digit(peek(lexer, p)))
        return at;
    for (;;)
    {
        char c = peek(lexer, p);
        size_t next = p;

        if (c == '(')
            open++;
        else if (c == ')')
        {
            if (open == 0)
                return p;
            open--;
        }
        else if (c == '/' && (next = skip_code(lexer, p + 1)) > p + 1)
            p = next; /* PC 664/HS 11358 */
        else if (starts(lexer, p, " also ") && (next = skip_code(lexer, p + 6)) > p + 6)
            p = next; /* PC 246 also PC 186.22(b)(4) */
        else if (starts(lexer, p, " 1/2"))
            p++; /* PC 622 1/2 */
        else if (c == ' ' && is_digit(peek(lexer, p + 1)) && code->has_title)
            ; /* US 18 1708 */
        else if (!is_letter(c) && !is_digit(c) && c != '.' && c != '/' && c != '*')
            return p;
        p++;
    }
}

bool
prop64_lex_next(Prop64Lexer *lexer, Prop64Error *err)
{
    Prop64Token *token = &lexer->token;
    size_t p = skip_blanks(lexer, lexer->at);
    size_t end = p + 1;
    char c = peek(lexer, p);

    token->offset = p;
    if (p >= lexer->len)
    {
        token->kind = PROP64_TOKEN_END;
        token->len = 0;
        lexer->at = p;
        return true;
    }
    if (is_letter(c))
    {
        end = charge_end(lexer, p);
        token->kind = end > p ? PROP64_TOKEN_CHARGE : PROP64_TOKEN_WORD;
        if (end == p)
            while (is_letter(peek(lexer, end)) || is_digit(peek(lexer, end)))
                end++;
    }
    else if (is_digit(c))
    {
        int dashes = 0, points = 0;

        for (end = p;
             is_digit(peek(lexer, end)) || (is_digit(peek(lexer, end + 1)) &&
                                            (peek(lexer, end) == '-' || peek(lexer, end) == '.'));
             end++)
        {
            dashes += peek(lexer, end) == '-';
            points += peek(lexer, end) == '.';
        }
        token->kind = dashes ? PROP64_TOKEN_DATE : PROP64_TOKEN_NUMBER;
        if ((dashes && points) || points > 1 || is_letter(peek(lexer, end)))
        {
            token->len = end - p;
            return prop64_lex_unexpected(lexer, err, "a number or a date YYYY-MM-DD");
        }
    }
    else if (c == '\'')
    {
        token->kind = PROP64_TOKEN_STRING;
        for (end = p + 1;; end++)
        {
            if (end >= lexer->len)
                return prop64_error_set(err, PROP64_ERR_SYNTAX, (int32_t)p, syntax_message,
                                        "found a text that does not end, expected \"'\".");
            if (lexer->text[end] == '\'' && peek(lexer, end + 1) == '\'')
                end++;
            else if (lexer->text[end] == '\'')
                break;
        }
        end++;
    }
    else if (strchr(";,()=<>", c) != NULL && c != '\0')
    {
        token->kind = PROP64_TOKEN_SYMBOL;
        if ((c == '<' && (peek(lexer, end) == '=' || peek(lexer, end) == '>')) ||
            (c == '>' && peek(lexer, end) == '='))
            end++;
    }
    else
    {
        char found[24];

        if ((unsigned char)c >= 0x80)
            return prop64_error_set(err, PROP64_ERR_SYNTAX, (int32_t)p, syntax_message,
                                    "found a character that is not ASCII outside of a text; "
                                    "texts stand between ' and '.");
        return prop64_error_set(err, PROP64_ERR_SYNTAX, (int32_t)p, syntax_message,
                                "found \"%s\", which no policy is written with; "
                                "texts stand between ' and '.",
                                prop64_quote(found, sizeof(found), lexer->text + p, 1));
    }
    token->len = end - p;
    lexer->at = end;
    return true;
}

bool
prop64_lex_is(const Prop64Lexer *lexer, const char *word)
{
    const Prop64Token *t = &lexer->token;

    if ((t->kind != PROP64_TOKEN_WORD && t->kind != PROP64_TOKEN_SYMBOL) || t->len != strlen(word))
        return false;
    for (size_t i = 0; i < t->len; i++)
        if (lower(lexer->text[t->offset + i]) != word[i])
            return false;
    return true;
}

bool
prop64_lex_follows(const Prop64Lexer *lexer, const char *word)
{
    Prop64Lexer ahead = *lexer;

    return prop64_lex_next(&ahead, NULL) && prop64_lex_is(&ahead, word);
}

bool
prop64_lex_unexpected(const Prop64Lexer *lexer, Prop64Error *err, const char *expected)
{
    const Prop64Token *t = &lexer->token;
    char found[48];

    if (t->kind == PROP64_TOKEN_END)
        return prop64_error_set(err, PROP64_ERR_SYNTAX, (int32_t)t->offset, syntax_message,
                                "found the end, expected %s.", expected);
    prop64_quote(found, sizeof(found), lexer->text + t->offset, t->len);
    return prop64_error_set(err, PROP64_ERR_SYNTAX, (int32_t)t->offset, syntax_message,
                            "found \"%s\", expected %s.", found, expected);
}
