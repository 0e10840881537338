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

/* ---------- characters ---------- */

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

static inline bool
begins(const Prop64ChargeScan *sc, size_t at, const char *word)
{
    size_t n = 0;

    while (word[n] != '\0' && upper_at(sc, at + n) == word[n])
        n++;
    return word[n] == '\0';
}

static inline bool
is_word(const Prop64ChargeScan *sc, size_t at, const char *word)
{
    return begins(sc, at, word) && !letter_at(sc, at + strlen(word));
}

/* ---------- many characters at once ---------- */

/* Blocks are handed about inside this file only: no other file's idea of them matters. */
#pragma GCC diagnostic ignored "-Wpsabi"

/* The compiler's own vectors, for every machine: comparisons give 0xFF for true. */
typedef uint8_t Block __attribute__((vector_size(16)));

static inline Block
block(const char *from)
{
    Block b;

    memcpy(&b, from, sizeof(b));
    return b;
}

/* Letters of it in small. */
static inline Block
small_block(const char *from)
{
    return block(from) | 0x20;
}

static inline Block
between(Block b, uint8_t low, uint8_t high)
{
    return (Block)((b - low) <= (uint8_t)(high - low));
}

static inline Block
is(Block b, char c)
{
    return (Block)(b == (uint8_t)c);
}

static inline bool
any(Block b)
{
    uint64_t halves[2];

    memcpy(halves, &b, sizeof(halves));
    return (halves[0] | halves[1]) != 0;
}

/* Has the text no byte between low and high? */
static inline bool
none_between(const Prop64ChargeScan *sc, uint8_t low, uint8_t high)
{
    Block found = {0};
    size_t at = 0;

    if (sc->len < sizeof(Block))
    {
        while (at < sc->len && ((uint8_t)sc->s[at] < low || (uint8_t)sc->s[at] > high))
            at++;
        return at == sc->len;
    }
    for (; at + sizeof(Block) < sc->len; at += sizeof(Block))
        found |= between(block(sc->s + at), low, high);
    found |= between(block(sc->s + sc->len - sizeof(Block)), low, high);
    return !any(found);
}

/*
 * What a description must not have to be passed over: digits; bytes that are no
 * printable ASCII, which may be a blank or a section sign; ATT at a word's beginning
 * and ONSP, without which no word is ATTEMPTED or CONSPIRACY.  Every place is looked
 * at with the three before it.
 */
#define BEFORE 3

static inline Block
telling(const char *from)
{
    Block last = block(from);
    Block small = small_block(from);
    Block third = small_block(from - 1);
    Block second = small_block(from - 2);
    Block first = small_block(from - 3);

    return between(last, '0', '9') | ~between(last, ' ', '~') |
           (~between(first, 'a', 'z') & is(second, 'a') & is(third, 't') & is(small, 't')) |
           (is(first, 'o') & is(second, 'n') & is(third, 's') & is(small, 'p'));
}

/* Has the text from "at" nothing telling?  A short text has to be read by its words. */
static bool
quiet(const Prop64ChargeScan *sc, size_t at)
{
    static const Block index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    Block found = {0};

    if (at < BEFORE || sc->len < BEFORE + sizeof(Block))
        return false;
    for (; at + sizeof(Block) <= sc->len; at += sizeof(Block))
        found |= telling(sc->s + at);
    if (at < sc->len)
    {
        size_t left = sc->len - at;

        /* The last block reaches back over what is looked at already, or is not to be. */
        found |= telling(sc->s + sc->len - sizeof(Block)) &
                 (Block)(index >= (uint8_t)(sizeof(Block) - left));
    }
    return !any(found);
}

/* ---------- the section ---------- */

typedef struct Number
{
    uint32_t value;
    uint32_t digits;
} Number;

/* A number without leading zeros; no digits when it is none. */
static Number
plain_number(const Prop64ChargeScan *sc, size_t at)
{
    Number n = {0, 0};

    if (prop64_charge_char(sc, at) == '0')
        return n;
    for (; digit_at(sc, at); at++)
    {
        if (++n.digits > PLAIN_DIGITS_MAX)
            return (Number){0, 0};
        n.value = n.value * 10 + (uint32_t)(sc->s[at] - '0');
    }
    return n;
}

/* Digits behind a point, as suffix bytes; false: not plain. */
static inline bool
plain_decimals(const Prop64ChargeScan *sc, size_t *at, Prop64Charge *charge)
{
    uint8_t before = charge->len;

    if (prop64_charge_char(sc, *at) != '.')
        return true;
    for (int n = 0; digit_at(sc, ++*at); n++)
    {
        if (n == PLAIN_DECIMALS_MAX)
            return false;
        charge->bytes[charge->len++] = (uint8_t)(0x90 + sc->s[*at] - '0');
    }
    return charge->len > before && prop64_charge_char(sc, *at) != '.';
}

/* Steps in brackets, each one letter or a number to 40; false: not plain. */
static inline bool
plain_steps(const Prop64ChargeScan *sc, size_t *at, Prop64Charge *charge)
{
    for (int n = 0; prop64_charge_char(sc, *at) == '('; n++)
    {
        char c = upper_at(sc, ++*at);

        if (n == PLAIN_STEPS_MAX)
            return false;
        if (prop64_charge_letter(c))
        {
            charge->bytes[charge->len++] = (uint8_t)c;
            ++*at;
        }
        else
        {
            Number number = plain_number(sc, *at);

            if (number.digits == 0 || number.value > 40)
                return false;
            charge->bytes[charge->len++] = (uint8_t)(0x10 + number.value);
            *at += number.digits;
        }
        if (prop64_charge_char(sc, (*at)++) != ')')
            return false;
    }
    return true;
}

/* What the answer asks of a section beside its bytes. */
typedef struct Section
{
    uint32_t title; /* 0: none */
    uint32_t number;
    uint32_t digits; /* of the number */
    char letter;     /* glued to it; NUL: none */
} Section;

/* A section with its steps, into the charge: the head waits for the code.  false: not plain. */
static inline bool
plain_section(const Prop64ChargeScan *sc, size_t *at, bool may_title, Section *section,
              Prop64Charge *charge)
{
    Number number = plain_number(sc, *at);
    size_t behind = skip_blanks(sc, *at += number.digits);
    uint8_t len = 1;

    *section = (Section){0};
    if (may_title && number.digits > 0 && number.digits <= 2 && digit_at(sc, behind))
    {
        section->title = number.value;
        len = (uint8_t)(len + prop64_charge_put_number(charge->bytes + len, number.value));
        number = plain_number(sc, behind);
        *at = behind + number.digits;
    }
    /* 664.11358 is an attempt, no section. */
    if (number.digits == 0 || number.value == 664)
        return false;
    section->number = number.value;
    section->digits = number.digits;
    len = (uint8_t)(len + prop64_charge_put_number(charge->bytes + len, number.value));
    charge->len = len;
    if (!plain_decimals(sc, at, charge))
        return false;
    if (charge->len == len && letter_at(sc, *at) && !letter_at(sc, *at + 1) &&
        prop64_charge_char(sc, *at + 1) != '.' && !digit_at(sc, *at + 1))
    {
        section->letter = upper_at(sc, (*at)++);
        charge->bytes[charge->len++] = (uint8_t)(0xA1 + section->letter - 'A');
    }
    return plain_steps(sc, at, charge);
}

/* The code of two letters at "at", alone; NULL: none that is plain. */
static inline const Prop64CodeName *
plain_code(const Prop64ChargeScan *sc, size_t at)
{
    int number = prop64_code_of_letters(upper_at(sc, at), upper_at(sc, at + 1));

    if (number == 0 || number == PROP64_CODE_AA || number == PROP64_CODE_ZZ ||
        letter_at(sc, at + 2))
        return NULL;
    return prop64_code_name(number);
}

/* ---------- the description ---------- */

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
            *joined = *joined || is_word(sc, at, "OR");
            return false;
        default:
            return false;
    }
}

/* What a text behind its section holds. */
typedef struct Words
{
    size_t first; /* where the first word begins; the text's end when there is none */
    bool joined;  /* a word or sign may join an offence */
    bool digits;  /* numbers behind the first word */
} Words;

/* What a byte that is no letter may mean in a description. */
#define BYTE_DIGIT 0x01u
#define BYTE_JOIN  0x02u /* may join an offence */
#define BYTE_OTHER 0x04u /* may be a blank or a section sign for the general reader */

static inline uint8_t
word_byte(const Prop64ChargeScan *sc, size_t at)
{
    static const uint8_t bytes[256] = {
        [0 ... 31] = BYTE_OTHER, ['&'] = BYTE_JOIN,          ['0' ... '9'] = BYTE_DIGIT,
        [';'] = BYTE_JOIN,       [127 ... 255] = BYTE_OTHER,
    };

    return bytes[(uint8_t)sc->s[at]];
}

/*
 * Reads the words one by one.  false: they may name an offence or a form.  Offences in
 * a description count only behind a joining word or sign, or when they are 11357 to
 * 11360, with or without a stray blank.
 */
static bool
plain_by_words(const Prop64ChargeScan *sc, Words *words)
{
    size_t at = words->first;

    while (at < sc->len)
    {
        int run = 0;

        if (form_word(sc, at, &words->joined))
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
            words->joined = words->joined || (byte & BYTE_JOIN);
            run = 0;
        }
    }
    return !words->joined || !words->digits;
}

/* Looks through the text from "at".  false: it may name an offence or a form. */
static inline bool
plain_words(const Prop64ChargeScan *sc, size_t at, Words *words)
{
    words->joined = false;
    words->digits = false;
    for (; at < sc->len && !letter_at(sc, at); at++)
    {
        if (sc->s[at] == '(' || sc->s[at] == '&' || (word_byte(sc, at) & (BYTE_DIGIT | BYTE_OTHER)))
            return false;
        words->joined = words->joined || (word_byte(sc, at) & BYTE_JOIN);
    }
    words->first = at;
    return quiet(sc, at) || plain_by_words(sc, words);
}

/* Does the word at "at" join something to the section? */
static inline bool
joins(const Prop64ChargeScan *sc, size_t at)
{
    switch (upper_at(sc, at))
    {
        case 'A':
            return is_word(sc, at, "AND") || is_word(sc, at, "ALSO");
        case 'C':
            return is_word(sc, at, "CODE") || is_word(sc, at, "CODES");
        case 'O':
            return is_word(sc, at, "OF") || is_word(sc, at, "OR");
        case 'W':
            return is_word(sc, at, "WITH") || begins(sc, at, "W/");
        default:
            return false;
    }
}

/* Is the word at "at" a code, or a word in front of a section? */
static bool
names_code(const Prop64ChargeScan *sc, size_t at)
{
    Prop64CodeMatch match;

    return prop64_code_match(sc->s + at, sc->len - at, &match) || begins(sc, at, "SEC");
}

/*
 * A description behind the code that changes nothing.  Its first word counts as a code
 * in front of a digit; or, after nothing but blanks, where it repeats the code or goes
 * on with it.
 */
static inline bool
plain_description(const Prop64ChargeScan *sc, size_t at, const Prop64CodeName *code, bool glued,
                  unsigned *notes)
{
    Words words;
    bool one_letter;
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
    if (words.first == sc->len)
        return true;
    one_letter = !letter_at(sc, words.first + 1);
    /* 647CP C: section 647c of the Penal Code. */
    if (joins(sc, words.first) || (glued && one_letter))
        return false;
    first = upper_at(sc, words.first);
    if ((words.digits || one_letter ||
         (skip_blanks(sc, at) == words.first && (glued || code->number == PROP64_CODE_CA ||
                                                 first == code->letters[0] || first == 'C'))) &&
        names_code(sc, words.first))
        return false;
    *notes |= PROP64_NOTE_DESCRIPTION;
    return true;
}

/* Are the n letters at "at" the same twice?  Codes stand so, 248 USUS or 459 PENPEN. */
static bool
doubled(const Prop64ChargeScan *sc, size_t at, size_t n)
{
    for (size_t i = 0; i < n / 2; i++)
        if (upper_at(sc, at + i) != upper_at(sc, at + n / 2 + i))
            return false;
    return n % 2 == 0;
}

/*
 * A section without its code, and words that give it none: "484 PETTY THEFT".  Two or
 * three letters before a dash or the end stand where a code does.  Nobody looks at the
 * words behind the first, but in the spelling of a code a blank may be any blank.
 */
static inline bool
plain_without_code(const Prop64ChargeScan *sc, size_t at)
{
    size_t word = skip_blanks(sc, at);
    size_t end = word;
    size_t behind;

    while (letter_at(sc, end))
        end++;
    behind = skip_blanks(sc, end);
    if (word == at || end - word < 2 ||
        (end - word < 4 && (behind == sc->len || sc->s[behind] == '-')))
        return false;
    /* SUBDIVISION, PARAGRAPH */
    if (begins(sc, word, "SUB") || begins(sc, word, "PAR") || joins(sc, word) ||
        doubled(sc, word, end - word) || names_code(sc, word))
        return false;
    return none_between(sc, 0, ' ' - 1) && none_between(sc, 0x7F, 0xFF);
}

/* ---------- the text ---------- */

/* The attempt at the charge: PC 664/PC 459 from PC 459.  false: no room. */
static bool
put_attempt(Prop64Charge *charge)
{
    Prop64ChargeComponent target = {PROP64_ROLE_TARGET, *charge};
    Prop64Charge attempt = {.len = 1, .bytes = {0x40 | PROP64_CODE_PC}};

    attempt.len = (uint8_t)(1 + prop64_charge_put_number(attempt.bytes + 1, 664));
    return prop64_charge_compose(&attempt, &target, 1, charge);
}

/* Is a section with that number one of the four of the Health and Safety Code? */
static inline bool
cannabis_number(uint32_t number)
{
    return number >= 11357 && number <= 11360;
}

/* Is there such a section, and no form of another offence? */
static inline bool
plain_in_code(const Section *section, int code)
{
    return prop64_form_of_section(code, section->number, section->letter) == PROP64_FORM_PLAIN &&
           (section->letter == '\0' ||
            prop64_lettered_section(code, section->number, &section->letter, 1));
}

bool
prop64_charge_read_plain(const char *text, size_t len, Prop64ChargeReading *out)
{
    const Prop64ChargeScan sc = {.s = text, .len = len};
    Prop64Charge *charge = &out->charges[0];
    const Prop64CodeName *code = NULL;
    size_t at = skip_blanks(&sc, 0);
    bool first = letter_at(&sc, at);
    bool attempt = begins(&sc, at, "664/");
    Section section;
    size_t behind;

    if (first)
    {
        code = plain_code(&sc, at);
        if (code != NULL)
            at = skip_blanks(&sc, at + 2);
        if (code == NULL || code->has_title || !digit_at(&sc, at))
        {
            out->problem = PROP64_PROBLEM_NO_CITATION;
            return none_between(&sc, '0', '9');
        }
    }
    if (attempt)
        at += strlen("664/");
    if (!plain_section(&sc, &at, !first && !attempt, &section, charge))
        return false;
    out->notes = section.letter != '\0' ? PROP64_NOTE_LETTER : 0;
    behind = skip_blanks(&sc, at);
    if (first)
    {
        if (section.digits < 3 || behind < len)
            return false;
    }
    else
    {
        code = plain_code(&sc, behind);
        if (code == NULL)
        {
            out->problem = PROP64_PROBLEM_NO_CODE;
            return !attempt && section.title == 0 && section.letter == '\0' && section.digits > 2 &&
                   !cannabis_number(section.number) && plain_without_code(&sc, at);
        }
        /* A small number counts something, unless the letters behind it mean nothing else. */
        if ((section.title > 0 && !code->has_title) ||
            (section.title == 0 && section.digits <= (code->number == PROP64_CODE_PC ? 1 : 2)) ||
            !plain_description(&sc, behind + 2, code, behind == at, &out->notes))
            return false;
    }
    if (!plain_in_code(&section, code->number))
        return false;
    charge->bytes[0] = (uint8_t)(0x40 | code->number);
    if (code->has_title && section.title == 0)
    {
        memmove(charge->bytes + 2, charge->bytes + 1, charge->len - 1u);
        charge->bytes[1] = 0;
        charge->len++;
    }
    if (attempt)
    {
        /*
         * No target: a small number, a section that only adds to another, and 664/11358
         * PC, whose letters are those of the attempt.
         */
        if (section.digits < 3 || prop64_adds_penalty(section.number) ||
            (code->number == PROP64_CODE_PC && cannabis_number(section.number)) ||
            !put_attempt(charge))
            return false;
        out->notes |= PROP64_NOTE_SEVERAL | PROP64_NOTE_FORM;
    }
    out->count = 1;
    out->problem = PROP64_PROBLEM_NONE;
    return true;
}
