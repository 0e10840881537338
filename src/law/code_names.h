/*
 * code_names.h: the codes of California law that a charge can name, and how records spell them.  Pure.
 *
 * Each code has a number, frozen for ever because charges store it, and the two
 * letters that the California Department of Justice puts behind a section in its
 * offence-code table.  New codes are appended; a number is never reused.
 */
#ifndef PROP64_CODE_NAMES_H
#define PROP64_CODE_NAMES_H

#include "common/core.h"

#define PROP64_CODE_MAX 63 /* the number has six bits in a charge */

/* Codes that the reader of charges knows by name. */
#define PROP64_CODE_AA 1
#define PROP64_CODE_BP 2
#define PROP64_CODE_CA 3
#define PROP64_CODE_EC 7
#define PROP64_CODE_EL 8
#define PROP64_CODE_HS 14
#define PROP64_CODE_PC 18
#define PROP64_CODE_US 24
#define PROP64_CODE_VC 25
#define PROP64_CODE_WI 27
#define PROP64_CODE_ZZ 28

/* How much a spelling says by itself. */
typedef enum Prop64CodeManner
{
    PROP64_CODE_PLAIN = 0,  /* means a code wherever it stands beside a number */
    PROP64_CODE_WORD = 1,   /* also a word of ordinary descriptions: VEH, US, CA */
    PROP64_CODE_PSEUDO = 2, /* AA, ZZ: DOJ's marks for entries that are no statute */
} Prop64CodeManner;

typedef struct Prop64CodeName
{
    uint8_t number;
    const char letters[3]; /* canonical: HS */
    bool has_title;        /* cited as title and section: 18 US 1708 */
    const char *name;      /* official name */
    const char *source;    /* where the letters are attested */
} Prop64CodeName;

/*
 * A spelling is in capitals.  In the text that it is compared with, periods may
 * follow any letter; a blank stands for any number of blanks, also none; "&" also
 * for AND between blanks.
 */
typedef struct Prop64CodeSpelling
{
    const char *spelling;
    uint8_t number;
    Prop64CodeManner manner;
    const char *source;
} Prop64CodeSpelling;

typedef struct Prop64CodeMatch
{
    uint8_t number;
    Prop64CodeManner manner;
    size_t len; /* bytes of text that the spelling takes */
} Prop64CodeMatch;

/* The code of a number, NULL when there is none; the i-th code, NULL past the end. */
extern const Prop64CodeName *prop64_code_name(int number);
extern const Prop64CodeName *prop64_code_name_at(int i);

/* The number of the code with these two capital letters, 0 when there is none. */
extern int prop64_code_of_letters(char first, char second);

/* The i-th spelling, NULL past the end: for documentation and tests. */
extern const Prop64CodeSpelling *prop64_code_spelling_at(int i);

/*
 * The longest spelling with which text begins, any case, not followed by a letter.
 * "Cal.", "California" in front and "Code" behind belong to it.  false: none.
 */
extern bool prop64_code_match(const char *text, size_t len, Prop64CodeMatch *match);

#endif /* PROP64_CODE_NAMES_H */
