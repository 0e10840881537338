/* csv_cells.c: see csv_cells.h.  Pure. */
#include "doj/csv_cells.h"

#include <string.h>

/* What a byte does to the cell that holds it. */
enum
{
    QUOTE_IT = 1, /* the cell must be quoted */
    DOUBLE_IT = 2 /* and the byte doubled */
};

static const unsigned char effects[256] = {
    [','] = QUOTE_IT,
    ['\r'] = QUOTE_IT,
    ['\n'] = QUOTE_IT,
    ['"'] = QUOTE_IT | DOUBLE_IT,
};

/* Is this the character's UTF-8 form of three bytes? */
static bool
is_char3(const unsigned char *p, size_t left, unsigned a, unsigned b, unsigned c)
{
    return left >= 3 && p[0] == a && p[1] == b && p[2] == c;
}

/* Bytes of the blank at p; 0: there is none. */
static size_t
blank_at(const unsigned char *p, size_t left)
{
    if (left == 0)
        return 0;
    if (p[0] <= ' ')
        return p[0] == '\t' || p[0] == '\r' || p[0] == '\n' ? 0 : 1;
    if (p[0] == 0xC2 && left >= 2 && p[1] == 0xA0)
        return 2;
    if (is_char3(p, left, 0xE3, 0x80, 0x80) || is_char3(p, left, 0xEF, 0xBB, 0xBF))
        return 3;
    return 0;
}

/* Blanks and line ends to the end: there is nothing to run. */
static bool
is_white(const unsigned char *p, size_t left)
{
    while (left > 0 && *p <= ' ')
    {
        p++;
        left--;
    }
    return left == 0;
}

/* A sign, digits and at most one point, to the end but for blanks; or a lone minus. */
static bool
is_signed_number(const unsigned char *p, size_t left)
{
    size_t digits = 0;
    size_t points = 0;
    size_t i = 1;

    if (left == 0 || (p[0] != '-' && p[0] != '+'))
        return false;
    for (; i < left && ((p[i] >= '0' && p[i] <= '9') || p[i] == '.'); i++)
    {
        if (p[i] == '.')
            points++;
        else
            digits++;
    }
    while (i < left && p[i] == ' ')
        i++;
    return i == left && points <= 1 && (digits > 0 || (p[0] == '-' && points == 0));
}

bool
prop64_csv_is_formula(const char *cell, size_t len)
{
    const unsigned char *p = (const unsigned char *)cell;
    size_t n;

    while ((n = blank_at(p, len)) > 0)
    {
        p += n;
        len -= n;
    }
    if (len == 0)
        return false;
    switch (p[0])
    {
        case '=':
        case '@':
            return true;
        case '\t':
        case '\r':
        case '\n':
            return !is_white(p, len);
        case '+':
        case '-':
            return !is_signed_number(p, len);
        case 0xEF:
            return is_char3(p, len, 0xEF, 0xBC, 0x9D) || is_char3(p, len, 0xEF, 0xBC, 0x8B) ||
                   is_char3(p, len, 0xEF, 0xBC, 0x8D) || is_char3(p, len, 0xEF, 0xBC, 0xA0);
        default:
            return false;
    }
}

static bool
is_edge_blank(char c)
{
    return c == ' ' || c == '\t';
}

Prop64CsvCell
prop64_csv_plan(const char *cell, size_t len, bool safe)
{
    Prop64CsvCell plan = {false, false, len};
    unsigned seen = 0;
    size_t doubled = 0;

    if (len == 0)
        return plan;
    for (size_t i = 0; i < len; i++)
    {
        unsigned effect = effects[(unsigned char)cell[i]];

        seen |= effect;
        doubled += effect >> 1;
    }
    plan.guarded = safe && prop64_csv_is_formula(cell, len);
    plan.quoted = seen != 0 || is_edge_blank(cell[0]) || is_edge_blank(cell[len - 1]) ||
                  (len == 2 && cell[0] == '\\' && cell[1] == '.');
    plan.size = len + doubled + (plan.guarded ? 1 : 0) + (plan.quoted ? 2 : 0);
    return plan;
}

void
prop64_csv_write(const Prop64CsvCell *plan, const char *cell, size_t len, char *to)
{
    if (plan->quoted)
        *to++ = '"';
    if (plan->guarded)
        *to++ = '\'';
    if (!plan->quoted)
    {
        memcpy(to, cell, len);
        return;
    }
    for (size_t i = 0; i < len; i++)
    {
        if (cell[i] == '"')
            *to++ = '"';
        *to++ = cell[i];
    }
    *to = '"';
}
