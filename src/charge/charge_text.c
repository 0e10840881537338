/* charge_text.c: the characters and words under the scanner of citations.  Pure. */
#include "charge/charge_scan.h"

#define at_char   prop64_charge_char
#define is_digit  prop64_charge_digit
#define is_letter prop64_charge_letter

/* A character of more than one byte that citations use: its stand-in, 0 for none. */
static char
stand_in(const uint8_t *p, size_t left, size_t *len)
{
    if (left >= 2 && p[0] == 0xC2)
    {
        *len = 2;
        return p[1] == 0xA0 ? ' ' : p[1] == 0xA7 ? '$' : p[1] == 0xBD ? 'h' : '\0';
    }
    if (left >= 3 && p[0] == 0xE2 && p[1] == 0x80)
    {
        *len = 3;
        return p[2] >= 0x90 && p[2] <= 0x95 ? '-' : '\0';
    }
    return '\0';
}

void
prop64_charge_normalise(const char *text, size_t len, char *to)
{
    const uint8_t *p = (const uint8_t *)text;

    for (size_t i = 0; i < len; i++)
    {
        uint8_t c = p[i];

        if (c >= 'a' && c <= 'z')
            to[i] = (char)(c - 'a' + 'A');
        else if (c > ' ' && c < 0x7F && c != '$')
            to[i] = (char)c;
        else if (c == ' ' || (c >= '\t' && c <= '\r'))
            to[i] = ' ';
        else if (c < 0x80)
            to[i] = 0x7F;
        else
        {
            size_t n = 1;
            char known = stand_in(p + i, len - i, &n);

            /* In a one-byte encoding the section sign stands alone. */
            if (known == '\0' && c == 0xA7)
                known = '$';
            if (known == '\0')
                n = 1;
            to[i] = known != '\0' ? known : 0x7F;
            for (; n > 1; n--)
                to[++i] = ' ';
        }
    }
}

size_t
prop64_charge_blanks(const Prop64ChargeScan *sc, size_t at)
{
    while (at < sc->len && sc->s[at] == ' ')
        at++;
    return at;
}

/* Remembers the furthest stop, for the strict door's message. */
void
prop64_charge_stopped(Prop64ChargeScan *sc, size_t at, const char *expected)
{
    if (sc->expected == NULL || at >= sc->stop)
    {
        sc->stop = at;
        sc->expected = expected;
    }
}

bool
prop64_charge_code(const Prop64ChargeScan *sc, size_t at, Prop64CodeMatch *match)
{
    return at < sc->len && is_letter(sc->s[at]) &&
           prop64_code_match(sc->s + at, sc->len - at, match);
}

/* A code behind a section: not the beginning of a name such as PC1. */
bool
prop64_charge_code_behind(const Prop64ChargeScan *sc, size_t at, Prop64CodeMatch *match)
{
    return prop64_charge_code(sc, at, match) && !is_digit(at_char(sc, at + match->len));
}

/* Between a code and its section: blanks, comma, section sign or word. */
size_t
prop64_charge_section_mark(const Prop64ChargeScan *sc, size_t at)
{
    static const char *const words[] = {"SECTIONS", "SECTION", "SECT", "SECS", "SEC"};
    size_t p = prop64_charge_blanks(sc, at);

    if (at_char(sc, p) == ',')
        p = prop64_charge_blanks(sc, p + 1);
    while (at_char(sc, p) == '$')
        p = prop64_charge_blanks(sc, p + 1);
    for (int i = 0; i < 5 && at_char(sc, p) == 'S'; i++)
    {
        size_t n = prop64_charge_word(sc, p, words[i]);

        if (n > 0)
        {
            p += n;
            if (at_char(sc, p) == '.')
                p++;
            p = prop64_charge_blanks(sc, p);
            break;
        }
    }
    return p;
}

/* A run of digits as a number; the count of digits, 0 for none; beyond the limit it sticks. */
int
prop64_charge_number(const Prop64ChargeScan *sc, size_t at, uint32_t *value)
{
    int n = 0;

    *value = 0;
    while (is_digit(at_char(sc, at + (size_t)n)))
    {
        uint32_t d = (uint32_t)(at_char(sc, at + (size_t)n) - '0');

        if (*value <= PROP64_CHARGE_NUMBER_MAX)
            *value = *value * 10 + d;
        n++;
    }
    return n;
}

size_t
prop64_charge_letters(const Prop64ChargeScan *sc, size_t at)
{
    size_t n = 0;

    while (is_letter(at_char(sc, at + n)))
        n++;
    return n;
}
