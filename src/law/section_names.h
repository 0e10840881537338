/*
 * section_names.h: what the reader of charges must know about particular sections, as data.  Pure.
 *
 * Three small tables: which sections have a letter in their number, which add a
 * penalty to another offence, and which cover the attempt or conspiracy themselves.
 * They decide how a text is read, so they carry a version like the legal lists: a
 * version that was shipped is never changed, a new one is a new Prop64SectionList,
 * and the readers that use it are new functions beside the old.
 */
#ifndef PROP64_SECTION_NAMES_H
#define PROP64_SECTION_NAMES_H

#include "common/core.h"

typedef struct Prop64LetteredSections
{
    uint8_t code;
    uint16_t number;
    const char *letters; /* apart by blanks */
} Prop64LetteredSections;

/*
 * The citation, of a code in either case, of which one writes beside an offence to
 * say how it is punished.
 */
typedef struct Prop64PenaltySection
{
    uint8_t code;
    uint32_t number;
    const char *decimals;    /* digits after the point; "" for none, "*" for any or none */
    const char *subdivision; /* only this first step, or NULL */
    uint16_t base;           /* only beside this section of the code, or 0 for any offence */
    const char *source;
} Prop64PenaltySection;

typedef struct Prop64OwnForm
{
    uint16_t form; /* the section that the word stands for otherwise: 664, 182 */
    uint8_t code;
    uint32_t number;
    const char *suffix; /* digits after the point, or the letter; "" for none */
    const char *source;
} Prop64OwnForm;

typedef struct Prop64SectionList
{
    const char *version;
    const Prop64LetteredSections *lettered; /* ascending by number */
    int lettered_count;
    const Prop64PenaltySection *penalties;
    int penalty_count;
    const Prop64OwnForm *own_forms;
    int own_form_count;
} Prop64SectionList;

/*
 * Charges hold a letter in their section only where a list has it: a new version
 * adds lettered sections and takes none away.
 */
extern const Prop64SectionList prop64_sections_2026_1;

#endif /* PROP64_SECTION_NAMES_H */
