/* charge_scan.c: reading one section with its code.  Pure. */
#include "charge/charge_scan.h"

#define at_char   prop64_charge_char
#define is_digit  prop64_charge_digit
#define is_letter prop64_charge_letter

/* Digits behind points, into suffix bytes. */
static uint8_t
scan_decimals(Prop64ChargeScan *sc, Prop64ChargeMember *m, uint8_t *to)
{
    size_t n = 0;

    while (at_char(sc, sc->at) == '.' && is_digit(at_char(sc, sc->at + 1)))
    {
        uint32_t ignored;

        /* 664.11358 is an attempt at 11358, no section of its own. */
        if (!sc->strict && n == 0 && m->number == 664 && m->nletters == 0 &&
            prop64_charge_number(sc, sc->at + 1, &ignored) >= 3)
            break;
        sc->at++;
        if (n > 0 && n < PROP64_CHARGE_DECIMALS_MAX)
            to[n++] = 0x9A;
        for (; is_digit(at_char(sc, sc->at)); sc->at++)
        {
            if (n < PROP64_CHARGE_DECIMALS_MAX)
                to[n++] = (uint8_t)(0x90 + sc->s[sc->at] - '0');
            else
                m->too_long = true;
        }
    }
    return (uint8_t)n;
}

/* One half behind a section: " 1/2", or the character. */
static void
scan_half(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    size_t p = prop64_charge_blanks(sc, sc->at);
    char next;

    if (at_char(sc, p) == 'h')
    {
        m->half = true;
        sc->at = p + 1;
        if (at_char(sc, sc->at) == ' ') /* the second byte of its character */
            sc->at++;
        return;
    }
    if (p > sc->at && at_char(sc, p) == '1' && at_char(sc, p + 1) == '/' &&
        at_char(sc, p + 2) == '2')
    {
        size_t q = prop64_charge_blanks(sc, p + 3);
        Prop64CodeMatch match;

        /* Not "11357 1/2 OZ". */
        next = at_char(sc, p + 3);
        if (!is_digit(next) && !is_letter(next) && next != '.' &&
            (sc->strict || q >= sc->len || prop64_charge_opens(sc, at_char(sc, q)) ||
             prop64_charge_code_behind(sc, q, &match)))
        {
            m->half = true;
            sc->at = p + 3;
        }
        return;
    }
    /* 6221/2 is section 622 1/2: nobody is charged with section 2. */
    next = at_char(sc, sc->at + 2);
    if (!sc->strict && m->number >= 1000 && m->number % 10 == 1 && m->ndecimals == 0 &&
        m->nletters == 0 && at_char(sc, sc->at) == '/' && at_char(sc, sc->at + 1) == '2' &&
        !is_digit(next) && next != '.' && next != '(')
    {
        m->half = true;
        m->mended = true;
        m->number /= 10;
        sc->at += 2;
    }
}

/* "248USUS": the code twice, glued, as DOJ has it once. */
static bool
doubled_code(const Prop64ChargeScan *sc, size_t at, Prop64CodeMatch *match)
{
    size_t half = prop64_charge_letters(sc, at) / 2;

    if (sc->strict || half < 2 || prop64_charge_letters(sc, at) % 2 != 0 ||
        memcmp(sc->s + at, sc->s + at + half, half) != 0 ||
        !prop64_code_match(sc->s + at, half, match) || match->len != half)
        return false;
    match->len = 2 * half;
    return true;
}

/* The code behind a section.  false: what stands there contradicts the code in front. */
static bool
scan_code_behind(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    size_t p = prop64_charge_blanks(sc, sc->at);
    Prop64CodeMatch match;
    size_t of;

    if (at_char(sc, p) == ',')
        p = prop64_charge_blanks(sc, p + 1);
    of = prop64_charge_word(sc, p, "OF");
    if (of > 0)
    {
        p = prop64_charge_blanks(sc, p + of);
        p = prop64_charge_blanks(sc, p + prop64_charge_word(sc, p, "THE"));
    }
    if (!sc->strict && m->code == 0 && (at_char(sc, p) == '-' || at_char(sc, p) == '.'))
    {
        /* 11357(B)-HS, 11357. HS */
        size_t q = prop64_charge_blanks(sc, p + 1);

        if (!prop64_charge_code_behind(sc, q, &match) || match.manner != PROP64_CODE_PLAIN)
            return true;
        p = q;
        m->mended = true;
    }
    else if (!prop64_charge_code_behind(sc, p, &match) && !doubled_code(sc, p, &match))
        return true;
    if (match.number == PROP64_CODE_AA && p == sc->at)
        return true;
    if (m->code == 0)
    {
        /* "2 VEH ACCIDENT": an ordinary word behind a small number. */
        if (!sc->strict && match.manner == PROP64_CODE_WORD && m->digits <= 2 && !m->titled &&
            m->npath == 0 && m->nletters == 0 && m->ndecimals == 0)
            return true;
        m->code = match.number;
        m->code_word = match.manner == PROP64_CODE_WORD;
        sc->at = p + match.len;
        /* "18 248US US" */
        p = prop64_charge_blanks(sc, sc->at);
        if (prop64_charge_code_behind(sc, p, &match) && match.number == m->code)
            sc->at = p + match.len;
        return true;
    }
    if (match.number == m->code)
        sc->at = p + match.len;
    else if (match.manner == PROP64_CODE_PLAIN)
        return false;
    return true;
}

/* The section, its path and the code behind it, from its first digit. */
static bool
scan_section(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    size_t first = sc->at;
    int digits = prop64_charge_number(sc, sc->at, &m->number);

    if (digits == 0)
    {
        prop64_charge_stopped(sc, sc->at,
                              m->code != 0 ? "a section number"
                                           : "a section number or a code such as HS");
        return false;
    }
    if (sc->strict && digits > 1 && at_char(sc, first) == '0')
    {
        prop64_charge_stopped(sc, first, "a number without leading zeros");
        return false;
    }
    if (!sc->strict && m->number == 0)
        return false; /* 00IN CUSTODY */
    m->digits = digits;
    sc->at += (size_t)digits;
    /* 66411358, 66411357(A): an attempt without its stroke */
    if (!sc->strict && digits == 8 && memcmp(sc->s + first, "66411", 5) == 0)
    {
        uint32_t target;

        prop64_charge_number(sc, first + 3, &target);
        if (target >= 11357 && target <= 11360)
        {
            m->number = 664;
            m->digits = 3;
            m->mended = true;
            sc->at = first + 3;
            return true;
        }
    }
    m->too_long = m->too_long || m->number > PROP64_CHARGE_NUMBER_MAX;
    m->ndecimals = scan_decimals(sc, m, m->decimals);
    if (m->number == 664 && m->ndecimals >= 3)
        sc->doubtful = true;
    m->nletters = (uint8_t)prop64_charge_glued_letters(sc, sc->at, m);
    memcpy(m->letters, sc->s + sc->at, m->nletters);
    sc->at += m->nletters;
    if (m->nletters > 0)
    {
        if (m->ndecimals == 0 && prop64_lettered_section(0, m->number, m->letters, m->nletters))
            m->nbehind = scan_decimals(sc, m, m->behind);
        if (m->nbehind == 0)
            prop64_charge_glued_path(sc, m);
    }
    if (m->npath == 0)
        scan_half(sc, m);
    prop64_charge_path(sc, m);
    if (!sc->strict && m->npath == 0 && m->nletters == 0 && !m->half)
        prop64_charge_lone_letter(sc, m);
    if (!scan_code_behind(sc, m))
    {
        prop64_charge_stopped(sc, prop64_charge_blanks(sc, sc->at), "no second code");
        m->malformed = true;
    }
    return true;
}

static bool
code_has_title(int code)
{
    const Prop64CodeName *name = prop64_code_name(code);

    return name != NULL && name->has_title;
}

/*
 * "18 1708 US", "18 USC 1708", and the number that a blank has broken: "11 357 HS".
 * false, and nothing read, when the text is none of them.
 */
static bool
scan_two_numbers(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    size_t start = sc->at;
    Prop64ChargeMember fresh = *m;
    uint32_t title;
    int digits = prop64_charge_number(sc, sc->at, &title);
    size_t p = prop64_charge_blanks(sc, sc->at + (size_t)digits);
    Prop64CodeMatch match;
    Prop64ChargeMember half = *m;

    if (digits == 0 || title == 0 || title > PROP64_CHARGE_NUMBER_MAX ||
        at_char(sc, sc->at) == '0' || (!sc->strict && digits > 2) || p == sc->at + (size_t)digits)
        return false;
    sc->at += (size_t)digits;
    scan_half(sc, &half);
    sc->at = start;
    if (half.half)
        return false;
    if (prop64_charge_code(sc, p, &match) && code_has_title(match.number))
    {
        m->code = match.number;
        m->code_first = true;
        p += match.len;
    }
    p = prop64_charge_section_mark(sc, p);
    if (!is_digit(at_char(sc, p)))
    {
        *m = fresh;
        return false;
    }
    sc->at = p;
    m->titled = true;
    m->title = title;
    if (scan_section(sc, m) && code_has_title(m->code))
        return true;
    if (!sc->strict && m->code != 0 && m->digits == 3)
    {
        uint32_t joined = title * 1000 + m->number;

        m->titled = false;
        m->title = 0;
        m->malformed = joined < 11357 || joined > 11360;
        m->number = joined;
        m->digits = 5;
        m->mended = true;
        return true;
    }
    *m = fresh;
    sc->at = start;
    return false;
}

bool
prop64_charge_scan_sibling(Prop64ChargeScan *sc, const Prop64ChargeMember *first,
                           Prop64ChargeMember *m)
{
    size_t start = sc->at;
    size_t kept = 0;
    size_t ignored;
    int steps;
    int all;

    *m = *first;
    m->start = start;
    m->npath = 0;
    m->code = 0;
    m->sibling = true;
    prop64_charge_path(sc, m);
    steps = prop64_charge_count_steps(m->path, m->npath, m->npath, &ignored);
    all = prop64_charge_count_steps(first->path, first->npath, first->npath, &ignored);
    if (steps == 0 || steps > all || m->malformed || m->too_long)
        return false;
    prop64_charge_count_steps(first->path, first->npath, all - steps, &kept);
    if (kept + m->npath > sizeof(m->path))
        return false;
    memmove(m->path + kept, m->path, m->npath);
    memcpy(m->path, first->path, kept);
    m->npath = (uint8_t)(m->npath + kept);
    if (!scan_code_behind(sc, m))
        m->malformed = true;
    if (m->code == 0)
        m->code = first->code;
    m->end = sc->at;
    return true;
}

bool
prop64_charge_scan_member(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    size_t start = sc->at;
    Prop64CodeMatch match;

    memset(m, 0, sizeof(*m));
    m->start = start;
    if (prop64_charge_code(sc, sc->at, &match))
    {
        size_t p = prop64_charge_section_mark(sc, sc->at + match.len);

        if (!sc->strict && (at_char(sc, p) == '-' || at_char(sc, p) == ':'))
            p = prop64_charge_section_mark(sc, p + 1);
        if (!is_digit(at_char(sc, p)))
        {
            prop64_charge_stopped(sc, p, "a section number");
            return false;
        }
        m->code = match.number;
        m->code_first = true;
        m->code_word = match.manner == PROP64_CODE_WORD;
        sc->at = p;
        if (code_has_title(m->code))
        {
            uint32_t title;
            int digits = prop64_charge_number(sc, p, &title);
            size_t q = prop64_charge_section_mark(sc, p + (size_t)digits);
            Prop64ChargeMember half = *m;

            sc->at = p + (size_t)digits;
            scan_half(sc, &half);
            sc->at = p;
            if (q > p + (size_t)digits && is_digit(at_char(sc, q)) && !half.half)
            {
                if (title == 0 || at_char(sc, p) == '0')
                {
                    prop64_charge_stopped(sc, p, "a title, 1 or more");
                    sc->at = start;
                    return false;
                }
                m->titled = true;
                m->title = title;
                m->too_long = title > PROP64_CHARGE_NUMBER_MAX;
                sc->at = q;
            }
        }
    }
    else
    {
        sc->at = prop64_charge_section_mark(sc, sc->at);
        if (scan_two_numbers(sc, m))
        {
            m->end = sc->at;
            return true;
        }
    }
    if (!scan_section(sc, m))
    {
        sc->at = start;
        return false;
    }
    m->end = sc->at;
    return true;
}
