/*
 * charge_scan.h: the one scanner of citations behind both doors.  Pure.
 *
 * A text is first normalised into a copy of the same length, so that places in
 * the copy are places in the text.  Then a chain of members is read: sections
 * with or without a code, joined by a stroke, a dash, a word.  Codes are given to
 * the members that wrote none, and the members become offences.
 *
 * The strict door allows no mending; see charge_parse.c and charge_read.c.
 */
#ifndef PROP64_CHARGE_SCAN_H
#define PROP64_CHARGE_SCAN_H

#include "charge/charge_bytes.h"
#include "charge/charge_core.h"
#include "charge/charge_sections.h"
#include "law/code_names.h"

/* How a member is joined to the one before it. */
typedef enum Prop64ChargeJoin
{
    PROP64_JOIN_TIGHT = 0, /* / + - or nothing: one count, or one field for several */
    PROP64_JOIN_SOFT,      /* and, with, comma, semicolon */
    PROP64_JOIN_OR,
    PROP64_JOIN_ALSO /* the word of the canonical text */
} Prop64ChargeJoin;

#define PROP64_CHARGE_MEMBERS_MAX  24
#define PROP64_CHARGE_DECIMALS_MAX PROP64_CHARGE_MAX

/* A section as written, before its code is known. */
typedef struct Prop64ChargeMember
{
    size_t start;
    size_t end;
    Prop64ChargeJoin join;
    uint8_t code;    /* 0: none */
    bool code_first; /* the code stood in front, or was taken over from there */
    bool code_word;  /* the spelling is also an ordinary word */
    bool titled;
    bool bound;
    bool half;
    bool malformed;
    bool too_long;
    bool sibling; /* wrote only its last steps: the (b) of 11357(a)/(b) */
    bool mended;  /* notes */
    int digits;   /* of the integer part */
    uint32_t title;
    uint32_t number;
    uint8_t ndecimals; /* suffix bytes behind the integer part */
    uint8_t nletters;  /* glued letters behind them */
    uint8_t nbehind;   /* suffix bytes behind the letters */
    uint8_t npath;
    uint8_t decimals[PROP64_CHARGE_DECIMALS_MAX];
    char letters[PROP64_CHARGE_LETTERS_MAX];
    uint8_t behind[PROP64_CHARGE_DECIMALS_MAX];
    uint8_t path[PROP64_CHARGE_MAX];
} Prop64ChargeMember;

typedef struct Prop64ChargeScan
{
    const char *s; /* normalised */
    size_t len;
    size_t at;
    bool strict;
    unsigned notes;
    bool doubtful; /* strict: the tolerant door reads it otherwise */
    /* Strict: the furthest place where reading stopped, and what would have gone on. */
    size_t stop;
    const char *expected;
} Prop64ChargeScan;

/*
 * Copies text to to (len bytes) as the scanner wants it: capitals; every blank a
 * blank; "$" for the section sign, "h" for one half; dashes "-"; other bytes that
 * no citation holds 0x7F.
 */
extern void prop64_charge_normalise(const char *text, size_t len, char *to);

static inline char
prop64_charge_char(const Prop64ChargeScan *sc, size_t at)
{
    return at < sc->len ? sc->s[at] : '\0';
}

static inline bool
prop64_charge_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool
prop64_charge_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* ---------- charge_text.c ---------- */

extern size_t prop64_charge_blanks(const Prop64ChargeScan *sc, size_t at);

/* Does the word stand at "at", not followed by a letter?  Its length, or 0. */
static inline size_t
prop64_charge_word(const Prop64ChargeScan *sc, size_t at, const char *word)
{
    size_t n = 0;

    /* A word has no NUL, which stands behind the text's end. */
    while (word[n] != '\0' && prop64_charge_char(sc, at + n) == word[n])
        n++;
    return word[n] == '\0' && !prop64_charge_letter(prop64_charge_char(sc, at + n)) ? n : 0;
}

/* Remembers the furthest stop, for the strict door's message. */
extern void prop64_charge_stopped(Prop64ChargeScan *sc, size_t at, const char *expected);

/* A code at "at"; behind a section it must not go on with a digit. */
extern bool prop64_charge_code(const Prop64ChargeScan *sc, size_t at, Prop64CodeMatch *match);
extern bool prop64_charge_code_behind(const Prop64ChargeScan *sc, size_t at,
                                      Prop64CodeMatch *match);

/* Behind what may stand between a code and its section: blanks, comma, section sign or word. */
extern size_t prop64_charge_section_mark(const Prop64ChargeScan *sc, size_t at);

/* A run of digits as a number: how many, 0 for none.  Beyond the limit the value sticks. */
extern int prop64_charge_number(const Prop64ChargeScan *sc, size_t at, uint32_t *value);

/* Length of the run of letters at "at". */
extern size_t prop64_charge_letters(const Prop64ChargeScan *sc, size_t at);

/* ---------- charge_path.c ---------- */

extern bool prop64_charge_opens(const Prop64ChargeScan *sc, char c);

/*
 * How many of the letters glued to a section (m, or NULL inside a path) belong to it.
 * None when they are a code (11357HS) or a word of the description (11357POSS); one
 * or two otherwise, also with a code behind them (11357BHS).
 */
extern size_t prop64_charge_glued_letters(const Prop64ChargeScan *sc, size_t at,
                                          const Prop64ChargeMember *m);

/* Digits and letters glued behind a letter: the 2 of 11357B2. */
extern void prop64_charge_glued_path(Prop64ChargeScan *sc, Prop64ChargeMember *m);

/* All steps in brackets, and in front of the tolerant door those that lost one. */
extern void prop64_charge_path(Prop64ChargeScan *sc, Prop64ChargeMember *m);

/* "11357 B HS", "11357-B HS": one letter that stands alone before a code. */
extern bool prop64_charge_lone_letter(Prop64ChargeScan *sc, Prop64ChargeMember *m);

/* Counts the steps of a path, at most max; *end is behind the last that it counted. */
extern int prop64_charge_count_steps(const uint8_t *path, size_t len, int max, size_t *end);

/* ---------- charge_scan.c ---------- */

/* One member from sc->at; false leaves sc->at where it was. */
extern bool prop64_charge_scan_member(Prop64ChargeScan *sc, Prop64ChargeMember *m);

/*
 * Other last steps for the section of first, as in "11357(a)/(b)"; false: none.
 */
extern bool prop64_charge_scan_sibling(Prop64ChargeScan *sc, const Prop64ChargeMember *first,
                                       Prop64ChargeMember *m);

/* ---------- charge_chain.c ---------- */

/* A chain of members from sc->at; how many, 0 when there is none. */
extern int prop64_charge_scan_chain(Prop64ChargeScan *sc, Prop64ChargeMember *members, int max);

static inline bool
prop64_charge_bare_cannabis(const Prop64ChargeMember *m)
{
    return m->number >= 11357 && m->number <= 11360 && m->ndecimals == 0 && m->nbehind == 0 &&
           !m->half && !m->titled;
}

/* The Penal Code form that a member would have, its code put aside. */
extern Prop64ChargeForm prop64_charge_member_form(const Prop64ChargeMember *m);

/* Why a chain gives no offence. */
typedef enum Prop64ChainFault
{
    PROP64_CHAIN_OK = 0,
    PROP64_CHAIN_NO_CODE,
    PROP64_CHAIN_MALFORMED,
    PROP64_CHAIN_TOO_LONG
} Prop64ChainFault;

typedef struct Prop64ChainResult
{
    Prop64ChainFault fault;
    size_t fault_at; /* the member's place in the text */
    bool doubtful;   /* strict: a target is a penalty section elsewhere */
    int count;       /* offences, several when the chain names alternatives */
    Prop64Charge charges[PROP64_READING_MAX];
} Prop64ChainResult;

/* Codes, citations, offences: the meaning of a chain. */
extern void prop64_charge_resolve(Prop64ChargeScan *sc, Prop64ChargeMember *members, int count,
                                  Prop64ChainResult *out);

/* ---------- the doors ---------- */

/*
 * The tolerant door for plain spellings, on the text as it came; false: read it in the
 * general way (out is not to be used then).
 */
extern bool prop64_charge_read_plain(const char *text, size_t len, Prop64ChargeReading *out);

/* The tolerant door for every spelling. */
extern void prop64_charge_read_general(const char *text, size_t len, Prop64ChargeReading *out);

/* The strict door on a normalised text; false when it is not exactly one charge. */
extern bool prop64_charge_strict(Prop64ChargeScan *sc, Prop64ChainResult *out);

#endif /* PROP64_CHARGE_SCAN_H */
