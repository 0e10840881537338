/*
 * charge_io.c: charges in and out of text and binary.
 *
 * The binary form is a version byte, 1, and the canonical text: it does not change
 * when the stored layout does.
 */
#include "charge/charge_pg.h"

#include "libpq/pqformat.h"

#include "common/report.h"

#define SEND_VERSION 1

PROP64_FUNCTION(prop64_charge_in);
PROP64_FUNCTION(prop64_charge_out);
PROP64_FUNCTION(prop64_charge_recv);
PROP64_FUNCTION(prop64_charge_send);

Datum
prop64_charge_in(PG_FUNCTION_ARGS)
{
    const char *text = PG_GETARG_CSTRING(0);
    size_t len = strlen(text);
    Prop64Charge charge;
    Prop64Error err;

    if (!prop64_charge_parse(text, len, &charge, &err))
    {
        prop64_report(fcinfo->context, &err, text, len);
        PG_RETURN_NULL();
    }
    PG_RETURN_DATUM(prop64_charge_datum(charge.bytes, charge.len));
}

Datum
prop64_charge_out(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    char *text = palloc(PROP64_CHARGE_TEXT_MAX);

    prop64_charge_print(prop64_charge_bytes(charge), prop64_charge_size(charge), text);
    PG_RETURN_CSTRING(text);
}

Datum
prop64_charge_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo)PG_GETARG_POINTER(0);
    int version = pq_getmsgbyte(message);
    int len = message->len - message->cursor;
    const char *text = pq_getmsgbytes(message, len);
    Prop64Charge charge;
    Prop64Error err;
    bool good = version == SEND_VERSION;

    if (!good)
        prop64_error_set(
            &err, PROP64_ERR_VERSION, -1, "unsupported binary version of type prop64.charge",
            "The message has version %d, this library knows version %d.", version, SEND_VERSION);
    else
        good = prop64_charge_parse(text, (size_t)len, &charge, &err);
    if (!good)
    {
        /* The bytes need not be text of the server's encoding: no character is counted. */
        if (err.code == PROP64_ERR_SYNTAX)
            err.code = PROP64_ERR_BINARY;
        prop64_report(fcinfo->context, &err, NULL, 0);
        PG_RETURN_NULL();
    }
    PG_RETURN_DATUM(prop64_charge_datum(charge.bytes, charge.len));
}

Datum
prop64_charge_send(PG_FUNCTION_ARGS)
{
    struct varlena *charge = PG_GETARG_CHARGE_PP(0);
    char text[PROP64_CHARGE_TEXT_MAX];
    size_t len = prop64_charge_print(prop64_charge_bytes(charge), prop64_charge_size(charge), text);
    StringInfoData message;

    pq_begintypsend(&message);
    pq_sendbyte(&message, SEND_VERSION);
    pq_sendbytes(&message, text, (int)len);
    PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}
