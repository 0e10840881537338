/*
 * history_io.c: text, binary and jsonb forms of prop64.history.
 *
 * On the wire: one byte 1, the version of this message, then the value as
 * history_core.h lays it out.  Its keys are in the encoding of the database that
 * sent it: between databases of different encodings use the text form.
 */
#include "history/history_pg.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/fmgrprotos.h"

#define WIRE_VERSION 1

PROP64_FUNCTION(prop64_history_in);
PROP64_FUNCTION(prop64_history_out);
PROP64_FUNCTION(prop64_history_recv);
PROP64_FUNCTION(prop64_history_send);
PROP64_FUNCTION(prop64_history_to_jsonb);
PROP64_FUNCTION(prop64_history_from_jsonb);
PROP64_FUNCTION(prop64_history_empty);

static Datum
datum_of_bytes(const void *bytes, size_t len)
{
    struct varlena *result = palloc(VARHDRSZ + len);

    SET_VARSIZE(result, VARHDRSZ + len);
    memcpy(VARDATA(result), bytes, len);
    return PointerGetDatum(result);
}

Datum
prop64_history_datum(const Prop64Writer *pool, uint32_t nevents, struct Node *escontext)
{
    size_t size = VARHDRSZ + PROP64_HISTORY_HEADER + pool->len;
    struct varlena *result;
    Prop64Error err;

    if (!prop64_history_fits(pool->len, nevents, &err))
    {
        prop64_report(escontext, &err, NULL, 0);
        return (Datum)0;
    }
    result = palloc(size);
    SET_VARSIZE(result, size);
    prop64_history_write((uint8_t *)VARDATA(result), pool->data, pool->len, nevents);
    return PointerGetDatum(result);
}

static void
verify_key(Prop64Key key)
{
    if (key.data != NULL)
        (void)pg_verifymbstr(key.data, (int)key.len, false);
}

void
prop64_history_verify_keys(const uint8_t *pool, size_t len)
{
    size_t offset = 0;
    Prop64Event event;

    while (prop64_history_next(pool, len, &offset, &event))
    {
        verify_key(event.count_key);
        verify_key(event.case_key);
        verify_key(event.cycle_key);
    }
}

Datum
prop64_history_in(PG_FUNCTION_ARGS)
{
    char *text = PG_GETARG_CSTRING(0);
    Datum jsonb;

    if (!prop64_input_safe(jsonb_in, text, fcinfo->context, &jsonb))
        PG_RETURN_NULL();
    return prop64_history_from_json(jsonb, fcinfo->context);
}

Datum
prop64_history_out(PG_FUNCTION_ARGS)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);
    StringInfoData out;

    initStringInfo(&out);
    prop64_history_to_json(&out, PROP64_HISTORY_BYTES(history), PROP64_HISTORY_LEN(history));
    PG_RETURN_CSTRING(out.data);
}

Datum
prop64_history_recv(PG_FUNCTION_ARGS)
{
    StringInfo buf = (StringInfo)PG_GETARG_POINTER(0);
    int version = pq_getmsgbyte(buf);
    int len = buf->len - buf->cursor;
    const uint8_t *bytes;
    Prop64Error err;

    if (version != WIRE_VERSION)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("unknown message version of prop64.history"),
                        errdetail("Version %d was found; this library knows version %d.", version,
                                  WIRE_VERSION)));
    bytes = (const uint8_t *)pq_getmsgbytes(buf, len);
    if (!prop64_history_validate(bytes, (size_t)len, &err))
        prop64_report(NULL, &err, NULL, 0);
    prop64_history_verify_keys(bytes + PROP64_HISTORY_HEADER, (size_t)len - PROP64_HISTORY_HEADER);
    return datum_of_bytes(bytes, (size_t)len);
}

Datum
prop64_history_send(PG_FUNCTION_ARGS)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);
    StringInfoData buf;

    pq_begintypsend(&buf);
    pq_sendbyte(&buf, WIRE_VERSION);
    pq_sendbytes(&buf, VARDATA_ANY(history), VARSIZE_ANY_EXHDR(history));
    PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

Datum
prop64_history_to_jsonb(PG_FUNCTION_ARGS)
{
    struct varlena *history = PROP64_GETARG_HISTORY(0);
    StringInfoData out;

    initStringInfo(&out);
    prop64_history_to_json(&out, PROP64_HISTORY_BYTES(history), PROP64_HISTORY_LEN(history));
    return DirectFunctionCall1(jsonb_in, CStringGetDatum(out.data));
}

Datum
prop64_history_from_jsonb(PG_FUNCTION_ARGS)
{
    return prop64_history_from_json(PG_GETARG_DATUM(0), NULL);
}

Datum
prop64_history_empty(PG_FUNCTION_ARGS)
{
    Prop64Writer pool = {NULL, 0, 0};

    (void)fcinfo;
    return prop64_history_datum(&pool, 0, NULL);
}
