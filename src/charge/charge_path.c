/* charge_path.c: reading the subdivisions of a citation.  Pure. */
#include "charge/charge_scan.h"

#define at_char   prop64_charge_char
#define is_digit  prop64_charge_digit
#define is_letter prop64_charge_letter

static void
add_bytes(Prop64ChargeMember *m, const uint8_t *bytes, size_t n)
{
    if (m->npath + n > sizeof(m->path))
        m->too_long = true;
    else
    {
        memcpy(m->path + m->npath, bytes, n);
        m->npath = (uint8_t)(m->npath + n);
    }
}

static void
add_number_step(Prop64ChargeMember *m, uint32_t n)
{
    uint8_t bytes[3] = {0x3A, (uint8_t)(n >> 8), (uint8_t)n};

    if (n > PROP64_CHARGE_STEP_MAX)
        m->too_long = true;
    else if (n > 40)
        add_bytes(m, bytes, 3);
    else
    {
        bytes[0] = (uint8_t)(0x10 + n);
        add_bytes(m, bytes, 1);
    }
}

static void
add_letter_step(Prop64ChargeMember *m, const char *letters, size_t n)
{
    uint8_t bytes[2 + PROP64_CHARGE_LETTERS_MAX] = {0x5B, (uint8_t)n};

    if (n > PROP64_CHARGE_LETTERS_MAX)
        m->too_long = true;
    else if (n == 1)
        add_bytes(m, (const uint8_t *)letters, 1);
    else
    {
        memcpy(bytes + 2, letters, n);
        add_bytes(m, bytes, 2 + n);
    }
}

static bool
same_letter(const Prop64ChargeScan *sc, size_t at, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (sc->s[at + i] != sc->s[at])
            return false;
    return true;
}

/* Letters that a subdivision of several letters has: aa, bbb, iv, xii. */
static bool
subdivision_letters(const Prop64ChargeScan *sc, size_t at, size_t n)
{
    if (n == 1 || same_letter(sc, at, n))
        return true;
    for (size_t i = 0; i < n; i++)
        if (strchr("IVXL", sc->s[at + i]) == NULL)
            return false;
    return true;
}

bool
prop64_charge_opens(const Prop64ChargeScan *sc, char c)
{
    return c == '(' || (!sc->strict && (c == '[' || c == '{'));
}

static bool
closes(const Prop64ChargeScan *sc, char c)
{
    return c == ')' || (!sc->strict && (c == ']' || c == '}'));
}

/* Do n letters from "at" make a lettered section with the number of m, of any code? */
static bool
lettered(const Prop64ChargeScan *sc, size_t at, size_t n, const Prop64ChargeMember *m)
{
    return prop64_lettered_section(0, m->number, sc->s + at, n);
}

/*
 * A code glued to what stands before it.  AA is two letters of a path there, and so
 * is ZZ unless nothing stands between it and a section without a code.
 */
static bool
glued_code(const Prop64ChargeScan *sc, size_t at, Prop64CodeMatch *match)
{
    return prop64_charge_code_behind(sc, at, match) && match->manner != PROP64_CODE_PSEUDO;
}

/* Do n letters from "at" make a lettered section of the code that is glued behind them? */
static bool
lettered_with_code(const Prop64ChargeScan *sc, size_t at, size_t n, const Prop64ChargeMember *m)
{
    Prop64CodeMatch match;

    return m->ndecimals == 0 && glued_code(sc, at + n, &match) &&
           prop64_lettered_section(match.number, m->number, sc->s + at, n);
}

/*
 * How many of the letters glued to a section belong to it.  None when they are a
 * code (11357HS) or a word of the description (11357POSS); one or two otherwise,
 * also with a code behind them (11357BHS).
 */
size_t
prop64_charge_glued_letters(const Prop64ChargeScan *sc, size_t at, const Prop64ChargeMember *m)
{
    size_t run = prop64_charge_letters(sc, at);
    Prop64CodeMatch match;
    Prop64CodeMatch second;
    bool one;

    if (run == 0)
        return 0;
    one = m != NULL && m->ndecimals == 0 && lettered(sc, at, 1, m);
    /* 266BPC, 273ABPC: the Business and Professions Code has neither section. */
    for (size_t n = 1; m != NULL && n <= 2 && n < run; n++)
        if (lettered_with_code(sc, at, n, m))
            return n;
    if (glued_code(sc, at, &match))
    {
        size_t next = prop64_charge_blanks(sc, at + match.len);

        /* The code of "499CC PC" is not CC. */
        if (!(one && run > 1 && glued_code(sc, at + 1, &second)) &&
            !(run == 2 && prop64_charge_code_behind(sc, next, &second) &&
              second.manner == PROP64_CODE_PLAIN))
            return 0;
    }
    else if (m != NULL && m->code == 0 && prop64_charge_word(sc, at, "ZZ"))
        return 0; /* 65000ZZ */
    if (run == 1 || glued_code(sc, at + 1, &match))
        return 1;
    if (m != NULL && m->ndecimals == 0 && lettered(sc, at, 2, m) &&
        (run == 2 || glued_code(sc, at + 2, &match)))
        return 2;
    if (run > 2)
        return 0;
    /* 499CB1: section 499c, subdivision (b)(1) */
    if (one && (is_digit(at_char(sc, at + 2)) || prop64_charge_opens(sc, at_char(sc, at + 2)) ||
                prop64_charge_code_behind(sc, prop64_charge_blanks(sc, at + 2), &match)))
        return 1;
    return same_letter(sc, at, 2) ? 2 : 0;
}

/* Digits and letters glued behind a letter: the 2 of 11357B2. */
void
prop64_charge_glued_path(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    for (;;)
    {
        uint32_t n;
        int digits = prop64_charge_number(sc, sc->at, &n);
        size_t run;

        if (digits > 0)
        {
            if (digits > 2 || (m->npath > 0 && m->path[m->npath - 1] < 0x3A))
                break;
            add_number_step(m, n);
            sc->at += (size_t)digits;
            continue;
        }
        run = prop64_charge_glued_letters(sc, sc->at, NULL);
        if (run != 1)
            break;
        add_letter_step(m, sc->s + sc->at, 1);
        sc->at++;
    }
}

/* ", subd. (b)": behind the word, when a bracket follows it; else at. */
static size_t
skip_subdivision_word(const Prop64ChargeScan *sc, size_t at)
{
    static const char *const words[] = {"SUBDIVISION", "SUBDIV", "SUBDS",        "SUBD",
                                        "SUBSECTION",  "SUBSEC", "SUB",          "PARAGRAPH",
                                        "PARA",        "PAR",    "SUBPARAGRAPH", "SUBPAR"};
    size_t p = prop64_charge_blanks(sc, at);

    if (at_char(sc, p) == ',')
        p = prop64_charge_blanks(sc, p + 1);
    if (at_char(sc, p) != 'S' && at_char(sc, p) != 'P')
        return at;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    {
        size_t n = prop64_charge_word(sc, p, words[i]);

        if (n > 0)
        {
            p += n;
            if (at_char(sc, p) == '.')
                p++;
            p = prop64_charge_blanks(sc, p);
            return prop64_charge_opens(sc, at_char(sc, p)) ? p : at;
        }
    }
    return at;
}

/*
 * One step in brackets from p.  Returns where it ends, 0 when the brackets hold no
 * step; *word tells that they hold a word instead.
 */
static size_t
scan_step(Prop64ChargeScan *sc, Prop64ChargeMember *m, size_t p, bool *word)
{
    size_t q = prop64_charge_blanks(sc, p + 1);
    size_t behind;
    uint32_t n;
    int digits = prop64_charge_number(sc, q, &n);
    size_t run = digits > 0 ? 0 : prop64_charge_letters(sc, q);
    bool bound = sc->strict && digits == 0 && run == 0 && at_char(sc, q) == '*';
    size_t content = digits > 0 ? (size_t)digits : bound ? 1 : run;
    char close;

    *word = run > 2;
    if (content == 0)
    {
        prop64_charge_stopped(sc, q, "a letter or a number of a subdivision");
        return 0;
    }
    if (sc->strict && digits > 1 && at_char(sc, q) == '0')
    {
        prop64_charge_stopped(sc, q, "a number without leading zeros");
        return 0;
    }
    if (!sc->strict && (digits > 4 || (run > 0 && !subdivision_letters(sc, q, run))))
        return 0;
    behind = prop64_charge_blanks(sc, q + content);
    close = at_char(sc, behind);
    if (closes(sc, close))
        behind++;
    else
    {
        prop64_charge_stopped(sc, behind, "a closing bracket");
        if (sc->strict)
            return 0;
        /* A bracket that was forgotten, not the beginning of a remark. */
        if (run > 1 || digits > 2 ||
            (close != '\0' && close != '(' && close != '-' && behind == q + content))
            return 0;
        behind = q + content;
        m->mended = true;
    }
    if (digits > 0)
        add_number_step(m, n);
    else if (bound)
        m->bound = true;
    else
        add_letter_step(m, sc->s + q, run);
    if (run > 0 && !subdivision_letters(sc, q, run))
        sc->doubtful = true; /* a word in brackets: (hash) */
    if (at_char(sc, p) != '(' || (digits > 1 && at_char(sc, q) == '0'))
        m->mended = true;
    return behind;
}

/* Steps that lost a bracket or a point, only in front of the tolerant door. */
static bool
scan_mended_step(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    char c = at_char(sc, sc->at);
    bool begun = m->npath > 0 || m->nletters > 0;
    Prop64CodeMatch match;
    uint32_t n;

    if (c == '.' && prop64_charge_opens(sc, at_char(sc, sc->at + 1)))
    {
        sc->at++; /* 11357.(b) */
        return m->mended = true;
    }
    if (c == '.' && !begun && prop64_charge_glued_letters(sc, sc->at + 1, NULL) == 1)
    {
        add_letter_step(m, sc->s + sc->at + 1, 1); /* 11357.B */
        sc->at += 2;
        prop64_charge_glued_path(sc, m);
        return m->mended = true;
    }
    if (closes(sc, c) && begun)
    {
        sc->at++; /* 11357B) */
        return m->mended = true;
    }
    if (m->npath == 0)
        return false;
    if (is_digit(c))
    {
        int digits = prop64_charge_number(sc, sc->at, &n);
        size_t behind = sc->at + (size_t)digits;

        /* 243(E)1, 12025(A)2), 3455(A)4PC; not 594(B)28.5GR */
        if (digits > 2 || at_char(sc, behind) == '.' || at_char(sc, behind) == '/' ||
            (is_letter(at_char(sc, behind)) && !prop64_charge_code_behind(sc, behind, &match)))
            return false;
        add_number_step(m, n);
        sc->at = behind;
        return m->mended = true;
    }
    if (is_letter(c) && prop64_charge_letters(sc, sc->at) == 1 &&
        !prop64_charge_code_behind(sc, sc->at, &match) &&
        (at_char(sc, sc->at + 1) == ' ' || at_char(sc, sc->at + 1) == '\0' ||
         at_char(sc, sc->at + 1) == ')' || at_char(sc, sc->at + 1) == '('))
    {
        add_letter_step(m, sc->s + sc->at, 1); /* 245(A)(1)A */
        sc->at++;
        return m->mended = true;
    }
    return false;
}

/* "11359 (F)": a level in brackets, apart, with nothing of a citation behind it. */
static bool
level_mark(const Prop64ChargeScan *sc, size_t p)
{
    Prop64CodeMatch match;
    size_t behind;

    if (!prop64_charge_opens(sc, at_char(sc, p)) || at_char(sc, p + 1) == '\0' ||
        strchr("FMI", at_char(sc, p + 1)) == NULL || !closes(sc, at_char(sc, p + 2)))
        return false;
    behind = prop64_charge_blanks(sc, p + 3);
    return !prop64_charge_opens(sc, at_char(sc, behind)) &&
           !prop64_charge_code_behind(sc, behind, &match);
}

void
prop64_charge_path(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    while (!m->bound && !m->malformed && !m->too_long)
    {
        size_t p = skip_subdivision_word(sc, sc->at);
        bool word = false;

        if (p == sc->at)
            p = prop64_charge_blanks(sc, sc->at);
        if (!sc->strict && p > sc->at && m->code == 0 && level_mark(sc, p))
            break;
        if (prop64_charge_opens(sc, at_char(sc, p)))
        {
            size_t end = scan_step(sc, m, p, &word);

            if (end == 0)
            {
                m->malformed = p == sc->at && !word;
                break;
            }
            sc->at = end;
        }
        else if (sc->strict || !scan_mended_step(sc, m))
            break;
    }
}

/* "11357 B HS", "11357-B HS": one letter that stands alone before a code. */
bool
prop64_charge_lone_letter(Prop64ChargeScan *sc, Prop64ChargeMember *m)
{
    size_t p = sc->at;
    size_t behind;
    uint32_t n;
    int digits;
    Prop64CodeMatch match;

    if (at_char(sc, p) == '-')
        p++;
    else
        p = prop64_charge_blanks(sc, p);
    if (p == sc->at || prop64_charge_letters(sc, p) != 1 || prop64_charge_code(sc, p, &match))
        return false;
    digits = prop64_charge_number(sc, p + 1, &n);
    behind = prop64_charge_blanks(sc, p + 1 + (size_t)digits);
    if (digits > 2)
        return false;
    if (behind == sc->len)
    {
        /* "11357 B", but the F of "11359 F" is its level */
        if (!prop64_charge_bare_cannabis(m) || strchr("FMI", sc->s[p]) != NULL)
            return false;
    }
    else if (behind == p + 1 + (size_t)digits || !prop64_charge_code_behind(sc, behind, &match) ||
             match.manner != PROP64_CODE_PLAIN)
        return false;
    add_letter_step(m, sc->s + p, 1);
    if (digits > 0)
        add_number_step(m, n);
    sc->at = p + 1 + (size_t)digits;
    m->mended = true;
    return true;
}

/* Counts the steps of a path, at most max; *end is behind the last that it counted. */
int
prop64_charge_count_steps(const uint8_t *path, size_t len, int max, size_t *end)
{
    size_t at = 0;
    int n = 0;

    for (; n < max && at < len; n++)
        at += path[at] == 0x3A ? 3 : path[at] == 0x5B ? 2 + (size_t)path[at + 1] : 1;
    *end = at;
    return n;
}
