/* charge_sections.c: see charge_sections.h. */
#include "charge/charge_sections.h"

#include "law/code_names.h"

/* The version that the readers of this library use. */
#define SECTIONS (&prop64_sections_2026_1)

/* The first row of that number, NULL when there is none. */
static const Prop64LetteredSections *
lettered_row(uint32_t number)
{
    int low = 0;
    int high = SECTIONS->lettered_count;

    while (low < high)
    {
        int middle = (low + high) / 2;

        if (SECTIONS->lettered[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < SECTIONS->lettered_count && SECTIONS->lettered[low].number == number
               ? &SECTIONS->lettered[low]
               : NULL;
}

bool
prop64_lettered_section(int code, uint32_t number, const char *letters, size_t len)
{
    const Prop64LetteredSections *row = lettered_row(number);
    const Prop64LetteredSections *end = SECTIONS->lettered + SECTIONS->lettered_count;

    for (; row != NULL && row < end && row->number == number; row++)
    {
        if (code != 0 && row->code != code)
            continue;
        for (const char *p = row->letters; *p != '\0';)
        {
            size_t n = 0;
            bool same;

            while (p[n] != ' ' && p[n] != '\0')
                n++;
            same = n == len;

            for (size_t j = 0; same && j < n; j++)
                same = (letters[j] | 0x20) == p[j];
            if (same)
                return true;
            p += n + (p[n] == ' ');
        }
    }
    return false;
}

Prop64ChargeForm
prop64_form_of_section(int code, uint32_t number, char letter)
{
    if (code != PROP64_CODE_PC)
        return PROP64_FORM_PLAIN;
    if (letter != '\0')
        return number == 653 && (letter | 0x20) == 'f' ? PROP64_FORM_SOLICITATION
                                                       : PROP64_FORM_PLAIN;
    switch (number)
    {
        case 664:
            return PROP64_FORM_ATTEMPT;
        case 182:
            return PROP64_FORM_CONSPIRACY;
        case 32:
            return PROP64_FORM_ACCESSORY;
        default:
            return PROP64_FORM_PLAIN;
    }
}

const Prop64PenaltySection *
prop64_penalty_section(const Prop64PenaltySection *after, int code, uint32_t number,
                       const char *decimals, const char *step)
{
    int i = after ? (int)(after - SECTIONS->penalties) + 1 : 0;

    for (; i < SECTIONS->penalty_count; i++)
    {
        const Prop64PenaltySection *row = &SECTIONS->penalties[i];

        if (row->number == number && (code == 0 || row->code == code) &&
            (strcmp(row->decimals, "*") == 0 || strcmp(row->decimals, decimals) == 0) &&
            (row->subdivision == NULL || strcmp(row->subdivision, step) == 0))
            return row;
    }
    return NULL;
}

bool
prop64_adds_penalty(uint32_t number)
{
    for (int i = 0; i < SECTIONS->penalty_count; i++)
        if (SECTIONS->penalties[i].number == number && SECTIONS->penalties[i].base == 0)
            return true;
    return false;
}

bool
prop64_section_has_form(uint32_t form, int code, uint32_t number, const char *suffix)
{
    for (int i = 0; i < SECTIONS->own_form_count; i++)
    {
        const Prop64OwnForm *row = &SECTIONS->own_forms[i];

        if (row->form == form && row->code == code && row->number == number &&
            strcmp(row->suffix, suffix) == 0)
            return true;
    }
    return false;
}
