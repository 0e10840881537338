/*
 * charge_funcs.c: the tolerant reader in SQL, and what a charge is made of.
 *
 * The readers' answers may change only with a new symbol beside these, so that
 * they change with ALTER EXTENSION UPDATE and not with the library's file.
 */
#include "charge/charge_pg.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "charge/charge_bytes.h"
#include "law/code_names.h"

PROP64_FUNCTION(prop64_to_charge);
PROP64_FUNCTION(prop64_to_charges);
PROP64_FUNCTION(prop64_charge_notes);
PROP64_FUNCTION(prop64_charge_problem);
PROP64_FUNCTION(prop64_charge_code_name);
PROP64_FUNCTION(prop64_charge_section);
PROP64_FUNCTION(prop64_charge_subdivisions);
PROP64_FUNCTION(prop64_charge_form_name);
PROP64_FUNCTION(prop64_charge_targets);
PROP64_FUNCTION(prop64_charge_aimed_section);
PROP64_FUNCTION(prop64_charge_sections);

/* ---------- arrays ---------- */

/* An array of charges; the function that is called returns that type. */
static Datum
charge_array(FunctionCallInfo fcinfo, Datum *elements, int count)
{
    Oid array_type = get_func_rettype(fcinfo->flinfo->fn_oid);
    Oid element_type = get_element_type(array_type);

    if (!OidIsValid(element_type))
        elog(ERROR, "function %u does not return an array of charges", fcinfo->flinfo->fn_oid);
    return PointerGetDatum(construct_array(elements, count, element_type, -1, false, TYPALIGN_INT));
}

static Datum
text_array(Datum *elements, int count)
{
    return PointerGetDatum(construct_array(elements, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* ---------- the tolerant reader ---------- */

static void
read_argument(FunctionCallInfo fcinfo, Prop64ChargeReading *reading)
{
    text *input = PG_GETARG_TEXT_PP(0);

    prop64_charge_read(VARDATA_ANY(input), VARSIZE_ANY_EXHDR(input), reading);
    PG_FREE_IF_COPY(input, 0);
}

Datum
prop64_to_charge(PG_FUNCTION_ARGS)
{
    Prop64ChargeReading reading;

    read_argument(fcinfo, &reading);
    if (reading.problem != PROP64_PROBLEM_NONE)
        PG_RETURN_NULL();
    PG_RETURN_DATUM(prop64_charge_datum(reading.charges[0].bytes, reading.charges[0].len));
}

Datum
prop64_to_charges(PG_FUNCTION_ARGS)
{
    Prop64ChargeReading reading;
    Datum elements[PROP64_READING_MAX];

    read_argument(fcinfo, &reading);
    for (int i = 0; i < reading.count; i++)
        elements[i] = prop64_charge_datum(reading.charges[i].bytes, reading.charges[i].len);
    PG_RETURN_DATUM(charge_array(fcinfo, elements, reading.count));
}

Datum
prop64_charge_notes(PG_FUNCTION_ARGS)
{
    static const struct
    {
        unsigned bit;
        const char *name;
    } names[] = {
        {PROP64_NOTE_DESCRIPTION, "description"},
        {PROP64_NOTE_CODE_INFERRED, "code inferred"},
        {PROP64_NOTE_SPACING, "spacing"},
        {PROP64_NOTE_LETTER, "letter"},
        {PROP64_NOTE_FORM, "form"},
        {PROP64_NOTE_SEVERAL, "several"},
    };
    Prop64ChargeReading reading;
    Datum elements[lengthof(names)];
    int n = 0;

    read_argument(fcinfo, &reading);
    for (size_t i = 0; i < lengthof(names); i++)
        if (reading.notes & names[i].bit)
            elements[n++] = CStringGetTextDatum(names[i].name);
    PG_RETURN_DATUM(text_array(elements, n));
}

Datum
prop64_charge_problem(PG_FUNCTION_ARGS)
{
    Prop64ChargeReading reading;

    read_argument(fcinfo, &reading);
    if (reading.problem == PROP64_PROBLEM_NONE)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(prop64_charge_problem_text(reading.problem)));
}

/* ---------- parts of a charge ---------- */

Datum
prop64_charge_code_name(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    const Prop64CodeName *code = prop64_code_name(prop64_charge_bytes(charge)[0] & 0x3F);

    if (code == NULL)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(code->letters));
}

Datum
prop64_charge_section(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    char text[PROP64_CHARGE_TEXT_MAX];
    size_t len =
        prop64_charge_print_section(prop64_charge_bytes(charge), prop64_charge_size(charge), text);

    PG_RETURN_TEXT_P(cstring_to_text_with_len(text, (int)len));
}

Datum
prop64_charge_subdivisions(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    char steps[PROP64_CHARGE_MAX][PROP64_CHARGE_STEP_TEXT];
    Datum elements[PROP64_CHARGE_MAX];
    int n = prop64_charge_print_steps(prop64_charge_bytes(charge), prop64_charge_size(charge),
                                      steps, PROP64_CHARGE_MAX);

    for (int i = 0; i < n; i++)
        elements[i] = CStringGetTextDatum(steps[i]);
    PG_RETURN_DATUM(text_array(elements, n));
}

Datum
prop64_charge_form_name(PG_FUNCTION_ARGS)
{
    static const char *const names[] = {"plain", "attempt", "conspiracy", "solicitation",
                                        "accessory"};
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    Prop64ChargeForm form =
        prop64_charge_form(prop64_charge_bytes(charge), prop64_charge_size(charge));

    PG_RETURN_TEXT_P(cstring_to_text(names[form <= PROP64_FORM_ACCESSORY ? form : 0]));
}

/* The citation itself (when whole), and the parts that are targets or all of them. */
static Datum
charge_parts(FunctionCallInfo fcinfo, bool whole)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    const uint8_t *bytes = prop64_charge_bytes(charge);
    size_t len = prop64_charge_size(charge);
    Datum elements[1 + PROP64_CHARGE_PARTS_MAX];
    int parts = prop64_charge_parts(bytes, len);
    int n = 0;

    if (whole)
        elements[n++] = prop64_charge_datum(bytes, prop64_charge_citation_len(bytes, len));
    for (int i = 0; i < parts && n < (int)lengthof(elements); i++)
    {
        Prop64ChargePart part = prop64_charge_part(bytes, len, i);

        if (whole || part.role == PROP64_ROLE_TARGET)
            elements[n++] = prop64_charge_datum(part.citation, part.len);
    }
    return charge_array(fcinfo, elements, n);
}

Datum
prop64_charge_targets(PG_FUNCTION_ARGS)
{
    PG_RETURN_DATUM(charge_parts(fcinfo, false));
}

/* Once a row of a report. */
Datum
prop64_charge_aimed_section(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    size_t len;
    const uint8_t *aim =
        prop64_charge_aim(prop64_charge_bytes(charge), prop64_charge_size(charge), &len);
    const Prop64CodeName *code = prop64_code_name(aim[0] & 0x3F);
    char text[3 + PROP64_CHARGE_TEXT_MAX];

    if (code == NULL)
        PG_RETURN_NULL();
    memcpy(text, code->letters, 2);
    text[2] = ' ';
    len = 3 + prop64_charge_print_section(aim, len, text + 3);
    PG_RETURN_TEXT_P(cstring_to_text_with_len(text, (int)len));
}

Datum
prop64_charge_sections(PG_FUNCTION_ARGS)
{
    PG_RETURN_DATUM(charge_parts(fcinfo, true));
}
