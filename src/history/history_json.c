/*
 * history_json.c: the text form of a history, a JSON array of events.
 *
 *   [{"kind": "conviction", "charge": "HS 11358", "severity": "felony",
 *     "severity_now": "misdemeanor", "disposition": "reduced",
 *     "on_date": "2009-05-01", "sentence_ends": ["2011-01-01", null],
 *     "count_key": "1", "case_key": "A", "cycle_key": "A"}]
 *
 * Written without blanks, in this order of keys, and without what is unknown or
 * what reading would supply by itself.  A date is a day or the array of its
 * earliest and latest day, null where it is open.
 */
#include "history/history_pg.h"

#include "charge/charge_core.h"
#include "utils/json.h"
#include "utils/jsonb.h"

/* ---- writing ---- */

/* A name or a key, after a comma and the key of the object. */
static void
put_text(StringInfo out, const char *name, const char *data, size_t len)
{
    char *copy = pnstrdup(data, len);

    appendStringInfo(out, ",\"%s\":", name);
    escape_json(out, copy);
    pfree(copy);
}

static void
put_key(StringInfo out, const char *name, Prop64Key key)
{
    if (key.data != NULL)
        put_text(out, name, key.data, key.len);
}

static void
put_name(StringInfo out, const char *name, const char *value)
{
    put_text(out, name, value, strlen(value));
}

static void
put_day(StringInfo out, int32_t day)
{
    char text[11];

    if (prop64_open_day(day))
        appendStringInfoString(out, "null");
    else
    {
        prop64_day_print(day, text);
        appendStringInfo(out, "\"%s\"", text);
    }
}

void
prop64_bounds_to_json(StringInfo out, Prop64Bounds bounds)
{
    if (prop64_one_day(bounds))
    {
        put_day(out, bounds.lo);
        return;
    }
    appendStringInfoChar(out, '[');
    put_day(out, bounds.lo);
    appendStringInfoChar(out, ',');
    put_day(out, bounds.hi);
    appendStringInfoChar(out, ']');
}

static void
put_bounds(StringInfo out, const char *name, Prop64Bounds bounds)
{
    if (prop64_any_day(bounds))
        return;
    appendStringInfo(out, ",\"%s\":", name);
    prop64_bounds_to_json(out, bounds);
}

void
prop64_event_to_json(StringInfo out, const Prop64Event *event)
{
    const char *disposition = prop64_disposition_name(event->disposition);

    appendStringInfo(out, "{\"kind\":\"%s\"", prop64_event_kind_name(event->kind));
    if (event->charge != NULL)
    {
        char text[PROP64_CHARGE_TEXT_MAX];

        put_text(out, "charge", text, prop64_charge_print(event->charge, event->charge_len, text));
    }
    if (event->level_convicted != PROP64_LEVEL_UNKNOWN)
        put_name(out, "severity", prop64_level_name(event->level_convicted));
    if (event->level_now !=
        prop64_level_after(event->level_convicted, disposition, strlen(disposition)))
        put_name(out, "severity_now", prop64_level_name(event->level_now));
    if (event->disposition != prop64_disposition_default(event->kind))
        put_name(out, "disposition", disposition);
    put_bounds(out, "on_date", event->on_date);
    put_bounds(out, "sentence_ends", event->sentence_ends);
    put_key(out, "count_key", event->count_key);
    put_key(out, "case_key", event->case_key);
    put_key(out, "cycle_key", event->cycle_key);
    appendStringInfoChar(out, '}');
}

void
prop64_history_to_json(StringInfo out, const uint8_t *bytes, size_t len)
{
    size_t offset = PROP64_HISTORY_HEADER;
    Prop64Event event;
    bool more = false;

    appendStringInfoChar(out, '[');
    while (prop64_history_next(bytes, len, &offset, &event))
    {
        if (more)
            appendStringInfoChar(out, ',');
        prop64_event_to_json(out, &event);
        more = true;
    }
    appendStringInfoChar(out, ']');
}

/* ---- reading ---- */

/* One event being read: its texts wait until the whole object is known. */
typedef struct EventReader
{
    struct Node *escontext;
    uint32_t number; /* of the event, from 1 */
    bool has_kind;
    Prop64Event event;
    Prop64Charge charge;
    Prop64Key severity;
    Prop64Key severity_now;
    Prop64Key disposition;
} EventReader;

static bool
refuse(struct Node *escontext, const char *detail)
{
    Prop64Error err;

    prop64_error_set(&err, PROP64_ERR_SYNTAX, -1, "invalid input syntax for type prop64.history",
                     "%s", detail);
    prop64_report(escontext, &err, NULL, 0);
    return false;
}

/* name and value are quoted as ASCII; value may be NULL. */
static bool
refuse_field(const EventReader *reader, const JsonbValue *name, const char *what)
{
    char quoted[64];
    char detail[320];

    prop64_quote(quoted, sizeof(quoted), name->val.string.val, (size_t)name->val.string.len);
    snprintf(detail, sizeof(detail), "Event %u: \"%s\" %s", reader->number, quoted, what);
    return refuse(reader->escontext, detail);
}

static Prop64Key
value_text(const JsonbValue *value)
{
    return prop64_key(value->val.string.val, (size_t)value->val.string.len);
}

static bool
read_day(const JsonbValue *value, int32_t *day)
{
    if (value->type == jbvNull)
        return true;
    return value->type == jbvString &&
           prop64_day_parse(value->val.string.val, (size_t)value->val.string.len, day);
}

/* A day, or an array of two. */
static bool
read_bounds(const JsonbValue *value, Prop64Bounds *bounds)
{
    JsonbContainer *array;
    JsonbValue *lo, *hi;

    if (value->type == jbvString)
    {
        if (!read_day(value, &bounds->lo))
            return false;
        bounds->hi = bounds->lo;
        return true;
    }
    if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data) ||
        JsonContainerSize(value->val.binary.data) != 2)
        return false;
    array = value->val.binary.data;
    lo = getIthJsonbValueFromContainer(array, 0);
    hi = getIthJsonbValueFromContainer(array, 1);
    return read_day(lo, &bounds->lo) && read_day(hi, &bounds->hi) && bounds->lo <= bounds->hi;
}

static bool
read_kind(EventReader *reader, const JsonbValue *name, const JsonbValue *value)
{
    reader->has_kind = true;
    if (prop64_event_kind_parse(value->val.string.val, (size_t)value->val.string.len,
                                &reader->event.kind))
        return true;
    return refuse_field(reader, name, "must be " PROP64_EVENT_KINDS ".");
}

static bool
read_charge(EventReader *reader, const JsonbValue *value)
{
    const char *text = value->val.string.val;
    size_t len = (size_t)value->val.string.len;
    Prop64Error err;

    if (!prop64_charge_parse(text, len, &reader->charge, &err))
    {
        prop64_report(reader->escontext, &err, text, len);
        return false;
    }
    reader->event.charge = reader->charge.bytes;
    reader->event.charge_len = reader->charge.len;
    return true;
}

/* One member of the object of an event. */
static bool
read_field(EventReader *reader, const JsonbValue *name, const JsonbValue *value)
{
    const struct
    {
        const char *name;
        Prop64Key *text;
        Prop64Bounds *bounds;
    } fields[] = {
        {"kind", NULL, NULL},
        {"charge", NULL, NULL},
        {"severity", &reader->severity, NULL},
        {"severity_now", &reader->severity_now, NULL},
        {"disposition", &reader->disposition, NULL},
        {"count_key", &reader->event.count_key, NULL},
        {"case_key", &reader->event.case_key, NULL},
        {"cycle_key", &reader->event.cycle_key, NULL},
        {"on_date", NULL, &reader->event.on_date},
        {"sentence_ends", NULL, &reader->event.sentence_ends},
    };
    const char *key = name->val.string.val;
    size_t len = (size_t)name->val.string.len;
    size_t i = 0;

    while (i < lengthof(fields) &&
           (strlen(fields[i].name) != len || memcmp(fields[i].name, key, len) != 0))
        i++;
    if (i == lengthof(fields))
        return refuse_field(reader, name, "is not a key of an event.");
    if (value->type == jbvNull)
        return true;
    if (fields[i].bounds != NULL)
        return read_bounds(value, fields[i].bounds) ||
               refuse_field(reader, name,
                            "must be a day as YYYY-MM-DD, or an array of the earliest and the "
                            "latest such day, null where it is open.");
    if (value->type != jbvString)
        return refuse_field(reader, name, "must be a string.");
    if (fields[i].text != NULL)
    {
        *fields[i].text = value_text(value);
        return true;
    }
    return i == 0 ? read_kind(reader, name, value) : read_charge(reader, value);
}

static bool
read_event(JsonbContainer *object, uint32_t number, Prop64Writer *pool, struct Node *escontext)
{
    EventReader reader = {.escontext = escontext, .number = number};
    JsonbIterator *it = JsonbIteratorInit(object);
    JsonbIteratorToken token;
    JsonbValue name = {0}, value;
    Prop64Error err;

    reader.event.on_date = PROP64_ANY_DAY;
    reader.event.sentence_ends = PROP64_ANY_DAY;
    while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
    {
        if (token == WJB_KEY)
            name = value;
        else if (token == WJB_VALUE && !read_field(&reader, &name, &value))
            return false;
    }
    if (!reader.has_kind)
    {
        char detail[160];

        snprintf(detail, sizeof(detail), "Event %u has no \"kind\": it must be %s.", number,
                 PROP64_EVENT_KINDS);
        return refuse(escontext, detail);
    }
    prop64_event_state(&reader.event, reader.severity, reader.severity_now, reader.disposition);
    prop64_event_sentence(&reader.event, reader.disposition);
    if (!prop64_event_append(pool, &reader.event, &err))
    {
        prop64_report(escontext, &err, NULL, 0);
        return false;
    }
    return true;
}

Datum
prop64_history_from_json(Datum jsonb, struct Node *escontext)
{
    Jsonb *jb = DatumGetJsonbP(jsonb);
    Prop64Writer pool = {NULL, 0, 0};
    JsonbIterator *it;
    JsonbIteratorToken token;
    JsonbValue value;
    uint32_t nevents = 0;

    if (!JB_ROOT_IS_ARRAY(jb) || JB_ROOT_IS_SCALAR(jb))
    {
        refuse(escontext, "A history is a JSON array of events.");
        return (Datum)0;
    }
    it = JsonbIteratorInit(&jb->root);
    while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
    {
        if (token != WJB_ELEM)
            continue;
        if (value.type != jbvBinary || !JsonContainerIsObject(value.val.binary.data))
        {
            refuse(escontext, "Every element of a history is a JSON object.");
            return (Datum)0;
        }
        if (!read_event(value.val.binary.data, ++nevents, &pool, escontext))
            return (Datum)0;
    }
    return prop64_history_datum(&pool, nevents, escontext);
}
