/*
 * charge_plain.c: the spellings that most texts have, read in one pass.  Pure.
 *
 * Nearly every text of a large column is a section with its steps, two letters of a
 * code and a description that names nothing: "11357(B) HS-POSS MARIJUANA"; or no
 * charge at all.  These need no members, chains or copies.  This file reads them
 * straight from the text and leaves everything else, and everything that only looks
 * like them, to the general reader.  What it reads, that one reads in the same way:
 * the unit tests compare the two.
 */
#include "charge/charge_scan.h"

#define PLAIN_DIGITS_MAX   6
#define PLAIN_DECIMALS_MAX 6
#define PLAIN_STEPS_MAX    8

/* The character at "at" as a capital; NUL behind the end. */
static inline char
upper_at(const Prop64ChargeScan *sc, size_t at)
{
    char c = prop64_charge_char(sc, at);

    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static inline bool
letter_at(const Prop64ChargeScan *sc, size_t at)
{
    return prop64_charge_letter(upper_at(sc, at));
}

static inline bool
digit_at(const Prop64ChargeScan *sc, size_t at)
{
    return prop64_charge_digit(prop64_charge_char(sc, at));
}

static inline size_t
skip_blanks(const Prop64ChargeScan *sc, size_t at)
{
    while (prop64_charge_char(sc, at) == ' ')
        at++;
    return at;
}

/* A number without leading zeros; the count of its digits, 0 when it is none. */
static int
plain_number(Prop64ChargeScan *sc, uint32_t *value)
{
    int n = 0;

    if (prop64_charge_char(sc, sc->at) == '0')
        return 0;
    for (*value = 0; digit_at(sc, sc->at); sc->at++)
    {
        if (++n > PLAIN_DIGITS_MAX)
            return 0;
        *value = *value * 10 + (uint32_t)(sc->s[sc->at] - '0');
    }
    return n;
}

/* Digits behind a point, as suffix bytes; false: not plain. */
static bool
plain_decimals(Prop64ChargeScan *sc, Prop64Charge *section)
{
    if (prop64_charge_char(sc, sc->at) != '.')
        return true;
    for (int n = 0; digit_at(sc, ++sc->at); n++)
    {
        if (n == PLAIN_DECIMALS_MAX)
            return false;
        section->bytes[section->len++] = (uint8_t)(0x90 + sc->s[sc->at] - '0');
    }
    return section->len > 0 && prop64_charge_char(sc, sc->at) != '.';
}

/* Steps in brackets, each one letter or a number to 40; false: not plain. */
static bool
plain_steps(Prop64ChargeScan *sc, Prop64Charge *section)
{
    for (int n = 0; prop64_charge_char(sc, sc->at) == '('; n++)
    {
        uint32_t number;

        sc->at++;
        if (n == PLAIN_STEPS_MAX)
            return false;
        if (letter_at(sc, sc->at))
            section->bytes[section->len++] = (uint8_t)upper_at(sc, sc->at++);
        else if (plain_number(sc, &number) > 0 && number <= 40)
            section->bytes[section->len++] = (uint8_t)(0x10 + number);
        else
            return false;
        if (prop64_charge_char(sc, sc->at++) != ')')
            return false;
    }
    return true;
}

/* The code of two letters at "at", alone; NULL: none that is plain. */
static const Prop64CodeName *
plain_code(const Prop64ChargeScan *sc, size_t at)
{
    char first = upper_at(sc, at);
    char second = upper_at(sc, at + 1);
    int number;

    if (!prop64_charge_letter(first) || !prop64_charge_letter(second) || letter_at(sc, at + 2))
        return NULL;
    number = prop64_code_of_letters(first, second);
    return number != PROP64_CODE_AA && number != PROP64_CODE_ZZ ? prop64_code_name(number) : NULL;
}

static bool
begins(const Prop64ChargeScan *sc, size_t at, const char *word)
{
    size_t n = 0;

    while (word[n] != '\0' && upper_at(sc, at + n) == word[n])
        n++;
    return word[n] == '\0';
}

/* Is the word at "at" one for a form?  One that may join an offence named behind it: *joined. */
static inline bool
form_word(const Prop64ChargeScan *sc, size_t at, bool *joined)
{
    switch (upper_at(sc, at))
    {
        case 'A':
            if (begins(sc, at, "ATT"))
                return !letter_at(sc, at + 3) || begins(sc, at + 3, "EMPT") ||
                       begins(sc, at + 3, "MPTD");
            *joined = *joined || begins(sc, at, "AND");
            return false;
        case 'C':
            return begins(sc, at, "CONSP");
        case 'O':
            *joined = *joined || (begins(sc, at, "OR") && !letter_at(sc, at + 2));
            return false;
        default:
            return false;
    }
}

/* What a text behind its section holds. */
typedef struct Words
{
    size_t first;     /* where the first word begins; the text's end when there is none */
    size_t first_len; /* its letters */
    bool digits;      /* numbers behind it */
} Words;

/* What a byte may mean in a description; T, N and S are told apart for TELLING_PAIRS. */
#define BYTE_LETTER 0x01u
#define BYTE_DIGIT  0x02u
#define BYTE_JOIN   0x04u /* may join an offence */
#define BYTE_OTHER  0x08u /* may be a blank or a section sign for the general reader */
#define BYTE_T      0x30u
#define BYTE_N      0x40u
#define BYTE_S      0x80u

/* The pairs TT and NS, without which no word is ATTEMPTED or CONSPIRACY. */
#define TELLING_PAIRS 0xA0u

static inline uint8_t
word_byte(const Prop64ChargeScan *sc, size_t at)
{
    static const uint8_t bytes[256] = {
        [0 ... 31] = BYTE_OTHER,      ['&'] = BYTE_JOIN,
        ['0' ... '9'] = BYTE_DIGIT,   [';'] = BYTE_JOIN,
        ['A' ... 'M'] = BYTE_LETTER,  ['N'] = BYTE_LETTER | BYTE_N,
        ['O' ... 'R'] = BYTE_LETTER,  ['S'] = BYTE_LETTER | BYTE_S,
        ['T'] = BYTE_LETTER | BYTE_T, ['U' ... 'Z'] = BYTE_LETTER,
        ['a' ... 'm'] = BYTE_LETTER,  ['n'] = BYTE_LETTER | BYTE_N,
        ['o' ... 'r'] = BYTE_LETTER,  ['s'] = BYTE_LETTER | BYTE_S,
        ['t'] = BYTE_LETTER | BYTE_T, ['u' ... 'z'] = BYTE_LETTER,
        [127 ... 255] = BYTE_OTHER,
    };

    return bytes[(uint8_t)sc->s[at]];
}

/* Has the text from "at" neither numbers nor what may be a form? */
static bool
quiet(const Prop64ChargeScan *sc, size_t at)
{
    uint8_t before = 0;
    uint8_t pairs = 0;
    uint8_t seen = 0;

    for (; at < sc->len; at++)
    {
        uint8_t byte = word_byte(sc, at);

        pairs |= (uint8_t)(before << 1) & byte;
        seen |= byte;
        before = byte;
    }
    return !(pairs & TELLING_PAIRS) && !(seen & (BYTE_DIGIT | BYTE_OTHER));
}

/*
 * Looks through the text from "at".  false: it may name an offence or a form.  Offences
 * in a description count only behind a joining word or sign, or when they are 11357
 * to 11360, with or without a stray blank.
 */
static bool
plain_words(const Prop64ChargeScan *sc, size_t at, Words *words)
{
    bool joined = false;

    words->digits = false;
    for (; at < sc->len && !letter_at(sc, at); at++)
    {
        if (sc->s[at] == '(' || sc->s[at] == '&' || (word_byte(sc, at) & (BYTE_DIGIT | BYTE_OTHER)))
            return false;
        joined = joined || (word_byte(sc, at) & BYTE_JOIN);
    }
    words->first = at;
    while (letter_at(sc, at))
        at++;
    words->first_len = at - words->first;
    if (quiet(sc, words->first))
        return true;
    at = words->first;
    while (at < sc->len)
    {
        int run = 0;

        if (form_word(sc, at, &joined))
            return false;
        while (letter_at(sc, at))
            at++;
        for (; at < sc->len && !letter_at(sc, at); at++)
        {
            uint8_t byte = word_byte(sc, at);

            if (byte & BYTE_OTHER)
                return false;
            if (byte & BYTE_DIGIT)
            {
                words->digits = true;
                if (++run > 4)
                    return false;
                continue;
            }
            if (sc->s[at] == ' ' && run > 0 && digit_at(sc, skip_blanks(sc, at)))
                return false;
            joined = joined || (byte & BYTE_JOIN);
            run = 0;
        }
    }
    return !joined || !words->digits;
}

/* Does the first word join something to the section? */
static bool
joins(const Prop64ChargeScan *sc, const Words *words)
{
    switch (words->first_len)
    {
        case 1:
            return begins(sc, words->first, "W/");
        case 2:
            return begins(sc, words->first, "OF") || begins(sc, words->first, "OR");
        case 3:
            return begins(sc, words->first, "AND");
        case 4:
            return begins(sc, words->first, "ALSO") || begins(sc, words->first, "WITH") ||
                   begins(sc, words->first, "CODE");
        case 5:
            return begins(sc, words->first, "CODES");
        default:
            return false;
    }
}

/* Is the first word a code, or a word in front of a section? */
static bool
names_code(const Prop64ChargeScan *sc, const Words *words)
{
    Prop64CodeMatch match;

    return prop64_code_match(sc->s + words->first, sc->len - words->first, &match) ||
           begins(sc, words->first, "SEC");
}

/*
 * A description behind the code that changes nothing.  Its first word counts as a code
 * in front of a digit; or, after nothing but blanks, where it repeats the code or goes
 * on with it.
 */
static bool
plain_description(const Prop64ChargeScan *sc, size_t at, const Prop64CodeName *code, bool glued,
                  unsigned *notes)
{
    Words words;
    char first;

    if (at == sc->len)
        return true;
    /* "-POSS MARIJUANA": no word joins anything behind a dash. */
    if (sc->s[at] == '-' && letter_at(sc, at + 1) && quiet(sc, at + 1))
    {
        *notes |= PROP64_NOTE_DESCRIPTION;
        return true;
    }
    if ((sc->s[at] != ' ' && sc->s[at] != '-') || !plain_words(sc, at, &words))
        return false;
    if (words.first_len == 0)
        return true;
    /* 647CP C: section 647c of the Penal Code. */
    if (joins(sc, &words) || (glued && words.first_len == 1))
        return false;
    first = upper_at(sc, words.first);
    if ((words.digits || words.first_len == 1 ||
         (skip_blanks(sc, at) == words.first && (glued || code->number == PROP64_CODE_CA ||
                                                 first == code->letters[0] || first == 'C'))) &&
        names_code(sc, &words))
        return false;
    *notes |= PROP64_NOTE_DESCRIPTION;
    return true;
}

/* Is the word the same letters twice?  Codes stand so, 248 USUS or 459 PENPEN. */
static bool
doubled(const Prop64ChargeScan *sc, const Words *words)
{
    size_t half = words->first_len / 2;

    if (words->first_len % 2 != 0)
        return false;
    for (size_t i = 0; i < half; i++)
        if (upper_at(sc, words->first + i) != upper_at(sc, words->first + half + i))
            return false;
    return true;
}

/* A section without its code, and words that give it none: "484 PETTY THEFT". */
static bool
plain_without_code(const Prop64ChargeScan *sc, size_t at)
{
    Words words;

    if (prop64_charge_char(sc, at) != ' ' || !plain_words(sc, at, &words) || words.digits ||
        words.first_len < 4 || words.first != skip_blanks(sc, at))
        return false;
    /* SUBDIVISION, PARAGRAPH */
    if (begins(sc, words.first, "SUB") || begins(sc, words.first, "PAR"))
        return false;
    return !joins(sc, &words) && !doubled(sc, &words) && !names_code(sc, &words);
}

/* Letters and no digit: no citation. */
static bool
plain_no_citation(const Prop64ChargeScan *sc)
{
    bool letters = false;

    for (size_t at = 0; at < sc->len; at++)
    {
        if (digit_at(sc, at))
            return false;
        letters = letters || letter_at(sc, at);
    }
    return letters;
}

static bool
has_form(const Prop64CodeName *code, uint32_t number, char letter)
{
    return prop64_form_of_section(code->number, number, letter) != PROP64_FORM_PLAIN;
}

bool
prop64_charge_read_plain(const char *text, size_t len, Prop64ChargeReading *out)
{
    Prop64ChargeScan sc = {.s = text, .len = len};
    Prop64Charge section = {0}; /* without its head: suffix and steps */
    Prop64Charge *charge = &out->charges[0];
    const Prop64CodeName *code = NULL;
    uint32_t title = 0;
    uint32_t number = 0;
    char letter = '\0';
    unsigned notes = 0;
    bool first;
    bool glued;
    int digits;

    sc.at = skip_blanks(&sc, 0);
    first = letter_at(&sc, sc.at);
    if (first)
    {
        code = plain_code(&sc, sc.at);
        if (code != NULL)
            sc.at = skip_blanks(&sc, sc.at + 2);
        if (code == NULL || code->has_title || !digit_at(&sc, sc.at))
        {
            out->problem = PROP64_PROBLEM_NO_CITATION;
            return plain_no_citation(&sc);
        }
    }
    digits = plain_number(&sc, &number);
    if (!first && digits > 0 && digits <= 2 && digit_at(&sc, skip_blanks(&sc, sc.at)))
    {
        title = number;
        sc.at = skip_blanks(&sc, sc.at);
        digits = plain_number(&sc, &number);
    }
    /* 664.11358 is an attempt, no section. */
    if (digits == 0 || number == 664 || !plain_decimals(&sc, &section))
        return false;
    if (section.len == 0 && letter_at(&sc, sc.at) && !letter_at(&sc, sc.at + 1) &&
        prop64_charge_char(&sc, sc.at + 1) != '.' && !digit_at(&sc, sc.at + 1))
    {
        letter = upper_at(&sc, sc.at++);
        section.bytes[section.len++] = (uint8_t)(0xA1 + letter - 'A');
        notes |= PROP64_NOTE_LETTER;
    }
    if (!plain_steps(&sc, &section))
        return false;
    if (first)
    {
        if (digits < 3 || skip_blanks(&sc, sc.at) < len)
            return false;
    }
    else
    {
        size_t at = skip_blanks(&sc, sc.at);

        glued = at == sc.at;
        code = plain_code(&sc, at);
        if (code == NULL)
        {
            out->problem = PROP64_PROBLEM_NO_CODE;
            return title == 0 && letter == '\0' && digits > 2 &&
                   (number < 11357 || number > 11360) && plain_without_code(&sc, sc.at);
        }
        /* A small number counts something, unless the letters behind it mean nothing else. */
        if ((title > 0 && !code->has_title) ||
            (title == 0 && digits <= (code->number == PROP64_CODE_PC ? 1 : 2)) ||
            !plain_description(&sc, at + 2, code, glued, &notes))
            return false;
    }
    if (has_form(code, number, letter) ||
        (letter != '\0' && !prop64_lettered_section(code->number, number, &letter, 1)))
        return false;
    charge->bytes[0] = (uint8_t)(0x40 | code->number);
    charge->len = 1;
    if (code->has_title)
        charge->len = (uint8_t)(1 + prop64_charge_put_number(charge->bytes + 1, title));
    charge->len =
        (uint8_t)(charge->len + prop64_charge_put_number(charge->bytes + charge->len, number));
    memcpy(charge->bytes + charge->len, section.bytes, section.len);
    charge->len = (uint8_t)(charge->len + section.len);
    out->count = 1;
    out->notes = notes;
    out->problem = PROP64_PROBLEM_NONE;
    return true;
}
