/*
 * charge_core.h: one offence as California writes it.  Pure.
 *
 * A charge is a string of at most PROP64_CHARGE_MAX bytes, frozen on disk, made
 * so that plain byte order (memcmp, shorter first) is the order of charges and
 * "everything under HS 11357" is one range of it:
 *
 *   charge   := citation [ trailer ]
 *   citation := head number suffix* subdivision*
 *   head     1 byte: 0x40 | code; bits 7-6 are the format version (01), bits 5-0
 *            the code number of law/code_names.h (1 to 63, append only)
 *   title    only for codes that have titles (US, CA): a number; 0 when not written
 *   number   the integer part of the section, 0 to 2,097,151:
 *              0x00-0x7F             0 to 127
 *              0x80-0xBF + 1 byte    128 to 16,511   (14 bits, less 128)
 *              0xC0-0xDF + 2 bytes   16,512 to 2,113,663 (21 bits, less 16,512)
 *   suffix   what belongs to the section after its integer part, bytes >= 0x90:
 *              0x90 + d              a decimal digit; the first of a run prints "."
 *              0x9A                  a further point (1798.90.1), before its digits
 *              0x9B                  one half (PC 622 1/2), only as the last suffix byte
 *              0xA0 + l              a section letter, a = 1 to z = 26; letters stand once,
 *                                    directly behind the integer part, and only where
 *                                    charge_sections.c has the lettered section
 *   subdivision  one step of the path, first byte 0x10 to 0x7F:
 *              0x10 + n              (n), 0 to 40
 *              0x3A + 2 bytes        (n), 41 to 9,999
 *              0x41-0x5A             one letter, (a) to (z)
 *              0x5B + k + k bytes    2 to 8 letters, each 'A' to 'Z'
 *   bound    0x80, only as the last byte: greater than everything under the
 *            citation before it; printed "(*)".  charge_high() makes it.  A citation
 *            without it has at most 119 bytes, so that there always is room; a charge
 *            with it has no trailer, and parts never have it
 *   trailer  0x01, form byte, count byte, then count parts, each
 *            role byte (1 target, 2 also), length byte, citation bytes; in ascending
 *            order of role, then citation, each once.  The form byte is the form of
 *            the citation's section (see Forms); only forms other than PLAIN have targets
 *
 * Next bytes after the number thus sort: end, trailer (0x01), subdivisions
 * (0x10-0x7F), bound (0x80), longer section names (0x90 on).  So 11357.5 and 288a
 * are not under 11357 and 288, and 311.1 is not under 311.10.
 *
 * Letters have no case in the value.  Printed, the letters of a path alternate
 * from lower to upper case as the codes write them: (a)(3)(D), (e)(2)(C)(iv).
 *
 * Forms: PC 664 is an attempt, PC 182 a conspiracy, PC 653f a solicitation, PC 32
 * an accessory; the citation is that section, the offence aimed at is a target
 * part.  "also" parts are the enhancement or penalty sections written in the same
 * field.  All other charges have form PLAIN.  A charge without parts has no trailer.
 *
 * Valid: what prop64_charge_validate accepts.  charge_io.c runs it on everything
 * that arrives in binary; text goes through the parser, whose results are valid.
 */
#ifndef PROP64_CHARGE_CORE_H
#define PROP64_CHARGE_CORE_H

#include "common/core.h"

#define PROP64_CHARGE_MAX       120 /* bytes of a value */
#define PROP64_CHARGE_PARTS_MAX 7   /* targets and also sections of one charge */
#define PROP64_CHARGE_TEXT_MAX  640 /* bytes of a printed charge with its NUL */

typedef enum Prop64ChargeForm
{
    PROP64_FORM_PLAIN = 0,
    PROP64_FORM_ATTEMPT = 1,
    PROP64_FORM_CONSPIRACY = 2,
    PROP64_FORM_SOLICITATION = 3,
    PROP64_FORM_ACCESSORY = 4
} Prop64ChargeForm;

typedef enum Prop64ChargeRole
{
    PROP64_ROLE_TARGET = 1,
    PROP64_ROLE_ALSO = 2
} Prop64ChargeRole;

typedef struct Prop64Charge
{
    uint8_t len;
    uint8_t bytes[PROP64_CHARGE_MAX];
} Prop64Charge;

/* A part of a charge: points into the charge's bytes. */
typedef struct Prop64ChargePart
{
    Prop64ChargeRole role;
    const uint8_t *citation;
    size_t len;
} Prop64ChargePart;

/* The strict door: a citation and nothing else.  false fills err. */
extern bool prop64_charge_parse(const char *text, size_t len, Prop64Charge *out, Prop64Error *err);

/* Checks every byte of a value that did not come from the parser. */
extern bool prop64_charge_validate(const uint8_t *bytes, size_t len, Prop64Error *err);

/* Canonical text with NUL; buf has PROP64_CHARGE_TEXT_MAX bytes.  Returns its length. */
extern size_t prop64_charge_print(const uint8_t *bytes, size_t len, char *buf);

/* Byte order: negative, 0, positive. */
extern int prop64_charge_compare(const uint8_t *a, size_t alen, const uint8_t *b, size_t blen);

/* Length of the citation (without trailer), and of its section (code, title, number, suffix). */
extern size_t prop64_charge_citation_len(const uint8_t *bytes, size_t len);
extern size_t prop64_charge_section_len(const uint8_t *bytes, size_t len);

extern Prop64ChargeForm prop64_charge_form(const uint8_t *bytes, size_t len);

/* How many parts, and the i-th (from 0). */
extern int prop64_charge_parts(const uint8_t *bytes, size_t len);
extern Prop64ChargePart prop64_charge_part(const uint8_t *bytes, size_t len, int i);

/* The citation at which an attempt, conspiracy, ... aims first; else the charge itself. */
extern const uint8_t *prop64_charge_aim(const uint8_t *bytes, size_t len, size_t *aim_len);

/*
 * Is charge c the offence a or one of its subdivisions?  Looks at c's citation
 * itself: PC 664/HS 11358 is under PC 664, not under HS 11358.  When a has a
 * trailer, only c = a is under it.
 */
extern bool prop64_charge_under(const uint8_t *c, size_t clen, const uint8_t *a, size_t alen);

/* Is some target of c (an attempt, conspiracy, ...) under a? */
extern bool prop64_charge_target_under(const uint8_t *c, size_t clen, const uint8_t *a,
                                       size_t alen);

/* Do the citations of a and b name the same section, whatever the subdivision? */
extern bool prop64_charge_same_section(const uint8_t *a, size_t alen, const uint8_t *b,
                                       size_t blen);

/* The greatest value under a citation (see "bound" above). */
extern void prop64_charge_high(const uint8_t *bytes, size_t len, Prop64Charge *out);

/*
 * The tolerant door, for columns as systems hold them.  Never fails: what it
 * cannot read it says in problem.
 */
#define PROP64_READING_MAX 16 /* charges read out of one text */

/* Why a text gives no single charge; numbers are not stored. */
typedef enum Prop64ChargeProblem
{
    PROP64_PROBLEM_NONE = 0,
    PROP64_PROBLEM_EMPTY,        /* nothing but blanks */
    PROP64_PROBLEM_NO_CITATION,  /* no section number: MISSING PERSON */
    PROP64_PROBLEM_NO_CODE,      /* a bare section: 484 PETTY THEFT */
    PROP64_PROBLEM_UNKNOWN_CODE, /* letters that are no California code */
    PROP64_PROBLEM_ALTERNATIVES, /* names several offences: 11357 HS OR 11358 HS */
    PROP64_PROBLEM_MALFORMED,    /* looks like a citation but cannot be one */
    PROP64_PROBLEM_TOO_LONG      /* over a limit of this type */
} Prop64ChargeProblem;

/* What the reader did to understand a text; a set of bits, not stored. */
#define PROP64_NOTE_DESCRIPTION   0x01u /* set aside a description */
#define PROP64_NOTE_CODE_INFERRED 0x02u /* took HS for a bare 11357 to 11360 */
#define PROP64_NOTE_SPACING       0x04u /* mended blanks, dots, brackets */
#define PROP64_NOTE_LETTER        0x08u /* read a glued letter as section or subdivision */
#define PROP64_NOTE_FORM          0x10u /* read an attempt, conspiracy, ... */
#define PROP64_NOTE_SEVERAL       0x20u /* more than one section in the field */

typedef struct Prop64ChargeReading
{
    Prop64ChargeProblem problem; /* why charges[0] alone is not the answer */
    unsigned notes;
    int count; /* offences found: 1 when problem is NONE, several for ALTERNATIVES */
    Prop64Charge charges[PROP64_READING_MAX];
} Prop64ChargeReading;

extern void prop64_charge_read(const char *text, size_t len, Prop64ChargeReading *out);

/* One sentence for people; "" for NONE. */
extern const char *prop64_charge_problem_text(Prop64ChargeProblem problem);

#endif /* PROP64_CHARGE_CORE_H */
