/* policy_tokens.c: single tokens of a policy.  Pure. */
#include "policy/policy_parser.h"

bool
prop64_parse_expect(Prop64Parser *p, const char *word)
{
    char expected[32] = "\"";

    if (is(p, word))
        return advance(p);
    strncat(expected, word, sizeof(expected) - 3);
    strcat(expected, "\"");
    return fail(p, expected);
}

bool
prop64_parse_too_many(Prop64Parser *p, int32_t offset, const char *what, int limit)
{
    return prop64_error_set(p->err, PROP64_ERR_LIMIT, offset, "policy is over a limit",
                            "A policy has at most %d %s.", limit, what);
}

bool
prop64_parse_string(Prop64Parser *p, Prop64Text *out, const char *expected)
{
    const char *from = token_text(p) + 1;
    size_t len = p->lex.token.len;
    char *to;

    if (p->lex.token.kind != PROP64_TOKEN_STRING)
        return fail(p, expected);
    to = prop64_arena_alloc(&p->policy->arena, len);
    out->data = to;
    for (size_t i = 0; i + 2 < len; i++)
    {
        *to++ = from[i];
        if (from[i] == '\'')
            i++;
    }
    out->len = (uint32_t)(to - out->data);
    return advance(p);
}

bool
prop64_parse_date(Prop64Parser *p, int32_t *day)
{
    if (p->lex.token.kind != PROP64_TOKEN_DATE)
        return fail(p, "a date YYYY-MM-DD");
    if (!prop64_day_parse(token_text(p), p->lex.token.len, day))
        return fail(p, "a day of the calendar, YYYY-MM-DD");
    return advance(p);
}

bool
prop64_parse_count(Prop64Parser *p, int32_t *n)
{
    int32_t v = 0;

    if (p->lex.token.kind != PROP64_TOKEN_NUMBER)
        return fail(p, "a whole number");
    for (size_t i = 0; i < p->lex.token.len; i++)
    {
        char c = token_text(p)[i];

        if (c == '.' || (v = v * 10 + (c - '0')) > 1000)
            return fail(p, "a whole number from 0 to 1000");
    }
    *n = v;
    return advance(p);
}

bool
prop64_parse_number(Prop64Parser *p, int64_t *out)
{
    int64_t v = 0;
    int whole = 0, behind = -1;

    for (size_t i = 0; i < p->lex.token.len; i++)
    {
        char c = token_text(p)[i];

        if (c == '.')
        {
            behind = 0;
            continue;
        }
        if (behind >= 0 ? ++behind > 6 : ((v > 0 || c > '0') && ++whole > 12))
            return fail(p, "at most 12 digits before the point and 6 behind it");
        v = v * 10 + (c - '0');
    }
    for (int i = behind < 0 ? 0 : behind; i < 6; i++)
        v *= 10;
    *out = v;
    return advance(p);
}

Prop64Text
prop64_parse_lower(Prop64Parser *p, const char *text, size_t len)
{
    char *copy = prop64_arena_alloc(&p->policy->arena, len);

    for (size_t i = 0; i < len; i++)
        copy[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
    return (Prop64Text){copy, (uint32_t)len};
}
