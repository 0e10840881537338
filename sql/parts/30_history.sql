-- history: one person's record, gathered from any number of rows.

-- ---- dates ----

CREATE FUNCTION prop64.day(day date) RETURNS daterange
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_day';
COMMENT ON FUNCTION prop64.day(date) IS 'The range that holds this one day; infinity is any day';

CREATE FUNCTION prop64.doj_date(date_text text) RETURNS daterange
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_doj_date';
COMMENT ON FUNCTION prop64.doj_date(text) IS
    'The days that a DOJ date can be: YYYYMMDD, YYYYMM00, YYYY0000 or YYYY-MM-DD; NULL for what is no date';

-- Not STRICT: a day that is not known is NULL, and that is an answer too.
CREATE FUNCTION prop64.order_of(event daterange, reference daterange) RETURNS text
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_order_of';
COMMENT ON FUNCTION prop64.order_of(daterange, daterange) IS
    'before, same day, after, or unknown: the order of two events on whatever days they can have been; NULL is any day';

CREATE FUNCTION prop64.sentence_ends(convicted daterange, lengths text[], units text[]) RETURNS daterange
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
    AS 'MODULE_PATHNAME', 'prop64_sentence_bounds';
COMMENT ON FUNCTION prop64.sentence_ends(daterange, text[], text[]) IS
    'The days on which a sentence of these parts can end: not before the longest part, not after all in a row; open above where a part is unknown';

-- ---- levels ----

CREATE FUNCTION prop64.to_severity(severity text) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_to_severity';
COMMENT ON FUNCTION prop64.to_severity(text) IS
    'felony, misdemeanor or infraction, of any spelling of them; NULL for anything else';

-- ---- the type ----

CREATE TYPE prop64.history;

CREATE FUNCTION prop64.history_in(input cstring) RETURNS prop64.history
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_in';
COMMENT ON FUNCTION prop64.history_in(cstring) IS 'Input of prop64.history: a JSON array of events';

CREATE FUNCTION prop64.history_out(history prop64.history) RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_out';
COMMENT ON FUNCTION prop64.history_out(prop64.history) IS 'Output of prop64.history: compact JSON';

CREATE FUNCTION prop64.history_recv(message internal) RETURNS prop64.history
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_recv';
COMMENT ON FUNCTION prop64.history_recv(internal) IS 'Binary input of prop64.history; checks every byte';

CREATE FUNCTION prop64.history_send(history prop64.history) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_send';
COMMENT ON FUNCTION prop64.history_send(prop64.history) IS 'Binary output of prop64.history';

CREATE TYPE prop64.history (
    INPUT = prop64.history_in,
    OUTPUT = prop64.history_out,
    RECEIVE = prop64.history_recv,
    SEND = prop64.history_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended
);
COMMENT ON TYPE prop64.history IS
    'One person''s record: events in canonical order; what it does not hold did not happen';

CREATE FUNCTION prop64.history_to_jsonb(history prop64.history) RETURNS jsonb
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'prop64_history_to_jsonb';
COMMENT ON FUNCTION prop64.history_to_jsonb(prop64.history) IS 'A record as a jsonb array of events';

CREATE FUNCTION prop64.history_from_jsonb(events jsonb) RETURNS prop64.history
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'prop64_history_from_jsonb';
COMMENT ON FUNCTION prop64.history_from_jsonb(jsonb) IS 'A record from a jsonb array of events';

CREATE CAST (prop64.history AS jsonb) WITH FUNCTION prop64.history_to_jsonb(prop64.history);
COMMENT ON CAST (prop64.history AS jsonb) IS 'A record as a jsonb array of events';

CREATE CAST (jsonb AS prop64.history) WITH FUNCTION prop64.history_from_jsonb(jsonb);
COMMENT ON CAST (jsonb AS prop64.history) IS 'A record from a jsonb array of events';

-- ---- making one ----

CREATE FUNCTION prop64.history_empty() RETURNS prop64.history
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_empty';
COMMENT ON FUNCTION prop64.history_empty() IS 'The record of a person to whom nothing happened; NULL is an unknown record';

CREATE FUNCTION prop64.event(
    kind text DEFAULT 'conviction',
    charge prop64.charge DEFAULT NULL,
    severity text DEFAULT NULL,
    on_date date DEFAULT NULL,
    on_bounds daterange DEFAULT NULL,
    severity_now text DEFAULT NULL,
    sentence_ends date DEFAULT NULL,
    sentence_bounds daterange DEFAULT NULL,
    case_key text DEFAULT NULL,
    cycle_key text DEFAULT NULL,
    count_key text DEFAULT NULL,
    disposition text DEFAULT NULL
) RETURNS prop64.history
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 5
    AS 'MODULE_PATHNAME', 'prop64_event';
COMMENT ON FUNCTION prop64.event(text, prop64.charge, text, date, daterange, text, date, daterange, text, text, text, text) IS
    'The record of one event; NULL is unknown; gather them with prop64.history_agg';

CREATE FUNCTION prop64.history_agg_transition(state internal, history prop64.history) RETURNS internal
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_agg_transition';
COMMENT ON FUNCTION prop64.history_agg_transition(internal, prop64.history) IS 'Implements prop64.history_agg(history)';

CREATE FUNCTION prop64.history_agg_charge_transition(state internal, charge prop64.charge, severity text, convicted date) RETURNS internal
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_agg_charge_transition';
COMMENT ON FUNCTION prop64.history_agg_charge_transition(internal, prop64.charge, text, date) IS
    'Implements prop64.history_agg(charge, severity, convicted)';

CREATE FUNCTION prop64.history_agg_event_transition(
    state internal, kind text, charge prop64.charge, severity text, on_date date, on_bounds daterange, severity_now text,
    sentence_ends date, sentence_bounds daterange, case_key text, cycle_key text, count_key text, disposition text
) RETURNS internal
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_agg_event_transition';
COMMENT ON FUNCTION prop64.history_agg_event_transition(internal, text, prop64.charge, text, date, daterange, text, date, daterange, text, text, text, text) IS
    'Implements the wide form of prop64.history_agg';

CREATE FUNCTION prop64.history_agg_combine(state internal, other internal) RETURNS internal
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_agg_combine';
COMMENT ON FUNCTION prop64.history_agg_combine(internal, internal) IS 'Implements prop64.history_agg';

CREATE FUNCTION prop64.history_agg_serialize(state internal) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_agg_serialize';
COMMENT ON FUNCTION prop64.history_agg_serialize(internal) IS 'Implements prop64.history_agg';

CREATE FUNCTION prop64.history_agg_deserialize(message bytea, dummy internal) RETURNS internal
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_agg_deserialize';
COMMENT ON FUNCTION prop64.history_agg_deserialize(bytea, internal) IS 'Implements prop64.history_agg';

CREATE FUNCTION prop64.history_agg_final(state internal) RETURNS prop64.history
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'prop64_history_agg_final';
COMMENT ON FUNCTION prop64.history_agg_final(internal) IS 'Implements prop64.history_agg';

CREATE AGGREGATE prop64.history_agg(history prop64.history) (
    SFUNC = prop64.history_agg_transition,
    STYPE = internal,
    SSPACE = 512,
    FINALFUNC = prop64.history_agg_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = prop64.history_agg_combine,
    SERIALFUNC = prop64.history_agg_serialize,
    DESERIALFUNC = prop64.history_agg_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.history_agg(prop64.history) IS
    'One record of all events in any order; NULLs are skipped; NULL when there are no rows';

CREATE AGGREGATE prop64.history_agg(charge prop64.charge, severity text, convicted date) (
    SFUNC = prop64.history_agg_charge_transition,
    STYPE = internal,
    SSPACE = 512,
    FINALFUNC = prop64.history_agg_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = prop64.history_agg_combine,
    SERIALFUNC = prop64.history_agg_serialize,
    DESERIALFUNC = prop64.history_agg_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.history_agg(prop64.charge, text, date) IS
    'One record of convictions; rows of three NULLs are skipped; NULL when there are no rows';

CREATE AGGREGATE prop64.history_agg(
    kind text, charge prop64.charge, severity text, on_date date, on_bounds daterange, severity_now text,
    sentence_ends date, sentence_bounds daterange, case_key text, cycle_key text, count_key text, disposition text
) (
    SFUNC = prop64.history_agg_event_transition,
    STYPE = internal,
    SSPACE = 512,
    FINALFUNC = prop64.history_agg_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = prop64.history_agg_combine,
    SERIALFUNC = prop64.history_agg_serialize,
    DESERIALFUNC = prop64.history_agg_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.history_agg(text, prop64.charge, text, date, daterange, text, date, daterange, text, text, text, text) IS
    'One record of events of every kind, from the columns that event takes; rows of NULLs alone are skipped; NULL when there are no rows';

-- ---- asking one ----

CREATE FUNCTION prop64.events(history prop64.history) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_events';
COMMENT ON FUNCTION prop64.events(prop64.history) IS 'How many events of any kind the record holds';

CREATE FUNCTION prop64.convictions(history prop64.history) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'prop64_history_convictions';
COMMENT ON FUNCTION prop64.convictions(prop64.history) IS
    'How many counts stand or may stand as convictions: not those vacated or relieved under HS 11361.8';

CREATE FUNCTION prop64.felonies(history prop64.history) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'prop64_history_felonies';
COMMENT ON FUNCTION prop64.felonies(prop64.history) IS
    'How many of the convictions are known to be felonies now';

CREATE FUNCTION prop64.first_conviction(history prop64.history) RETURNS daterange
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'prop64_history_first_conviction';
COMMENT ON FUNCTION prop64.first_conviction(prop64.history) IS
    'The days that the first conviction can be of; NULL without convictions';

CREATE FUNCTION prop64.last_conviction(history prop64.history) RETURNS daterange
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'prop64_history_last_conviction';
COMMENT ON FUNCTION prop64.last_conviction(prop64.history) IS
    'The days that the last conviction can be of; NULL without convictions';

CREATE FUNCTION prop64.deceased(history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_deceased';
COMMENT ON FUNCTION prop64.deceased(prop64.history) IS 'Does the record hold a death?';

CREATE FUNCTION prop64.registered(history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_registered';
COMMENT ON FUNCTION prop64.registered(prop64.history) IS 'Does the record hold a registration?';

CREATE FUNCTION prop64.left_by_relief(history prop64.history, dismissed text[], reduced text[], since date, until date) RETURNS integer[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'prop64_history_left';
COMMENT ON FUNCTION prop64.left_by_relief(prop64.history, text[], text[], date, date) IS
    'Six numbers: the convictions, those known to be felonies now, those that may be of these days; and what would be left when the counts with these count_keys are dismissed or reduced: convictions, those that are or may be felonies, those that may be of these days';

CREATE FUNCTION prop64.unnest(history prop64.history)
    RETURNS TABLE (
        kind text,
        charge prop64.charge,
        severity text,
        severity_now text,
        disposition text,
        on_bounds daterange,
        on_date date,
        sentence_bounds daterange,
        case_key text,
        cycle_key text,
        count_key text
    )
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 5
    AS 'MODULE_PATHNAME', 'prop64_history_unnest';
COMMENT ON FUNCTION prop64.unnest(prop64.history) IS 'The events of a record as rows, by date';

CREATE FUNCTION prop64.counts(history prop64.history)
    RETURNS TABLE (
        kind text,
        charge prop64.charge,
        severity text,
        severity_now text,
        disposition text,
        stands boolean,
        on_bounds daterange,
        on_date date,
        sentence_bounds daterange,
        case_key text,
        cycle_key text,
        count_key text,
        events integer
    )
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 5
    AS 'MODULE_PATHNAME', 'prop64_history_counts';
COMMENT ON FUNCTION prop64.counts(prop64.history) IS
    'The counts of a record in their present state as rows, by date: convictions and juvenile adjudications';

-- Not STRICT, so that the planner can open them up: NULL in gives no rows in any case.
CREATE FUNCTION prop64.convictions_of(history prop64.history, charge prop64.charge)
    RETURNS TABLE (
        charge prop64.charge,
        severity text,
        severity_now text,
        disposition text,
        stands boolean,
        on_bounds daterange,
        on_date date,
        sentence_bounds daterange,
        case_key text,
        cycle_key text,
        count_key text
    )
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 5
BEGIN ATOMIC
    SELECT c.charge, c.severity, c.severity_now, c.disposition, c.stands, c.on_bounds, c.on_date, c.sentence_bounds,
           c.case_key, c.cycle_key, c.count_key
    FROM prop64.counts($1) AS c
    WHERE c.kind OPERATOR(pg_catalog.=) 'conviction'
      AND c.stands IS NOT FALSE
      AND prop64.falls_under(c.charge, $2);
END;
COMMENT ON FUNCTION prop64.convictions_of(prop64.history, prop64.charge) IS
    'The counts of a section that stand or may stand as convictions, by date';

CREATE FUNCTION prop64.on_list(history prop64.history, list text)
    RETURNS TABLE (
        listed boolean,
        charge prop64.charge,
        severity text,
        severity_now text,
        disposition text,
        stands boolean,
        on_bounds daterange,
        on_date date,
        sentence_bounds daterange,
        case_key text,
        cycle_key text,
        count_key text
    )
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 5
BEGIN ATOMIC
    SELECT m.listed, c.charge, c.severity, c.severity_now, c.disposition, c.stands, c.on_bounds, c.on_date,
           c.sentence_bounds, c.case_key, c.cycle_key, c.count_key
    FROM prop64.counts($1) AS c,
         LATERAL (SELECT prop64.in_list(c.charge, $2, c.severity, c.on_date) AS listed) AS m
    WHERE c.kind OPERATOR(pg_catalog.=) 'conviction'
      AND c.stands IS NOT FALSE
      AND m.listed IS NOT FALSE
      AND $2 IS NOT NULL;
END;
COMMENT ON FUNCTION prop64.on_list(prop64.history, text) IS
    'The convictions of a record that are (listed) or may be (listed is NULL) on a legal list, by date';

-- ---- comparison ----
-- LEAKPROOF: these are total functions of the bytes and raise for no value, so
-- row security need not keep them from an index or from a hash join.

CREATE FUNCTION prop64.history_eq(left_history prop64.history, right_history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_eq';
COMMENT ON FUNCTION prop64.history_eq(prop64.history, prop64.history) IS 'Do both records hold the same events? Implements =';

CREATE FUNCTION prop64.history_ne(left_history prop64.history, right_history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_ne';
COMMENT ON FUNCTION prop64.history_ne(prop64.history, prop64.history) IS 'Do the records differ? Implements <>';

CREATE FUNCTION prop64.history_lt(left_history prop64.history, right_history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_lt';
COMMENT ON FUNCTION prop64.history_lt(prop64.history, prop64.history) IS 'Implements <: an order of bytes without further meaning';

CREATE FUNCTION prop64.history_le(left_history prop64.history, right_history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_le';
COMMENT ON FUNCTION prop64.history_le(prop64.history, prop64.history) IS 'Implements <=: an order of bytes without further meaning';

CREATE FUNCTION prop64.history_gt(left_history prop64.history, right_history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_gt';
COMMENT ON FUNCTION prop64.history_gt(prop64.history, prop64.history) IS 'Implements >: an order of bytes without further meaning';

CREATE FUNCTION prop64.history_ge(left_history prop64.history, right_history prop64.history) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_ge';
COMMENT ON FUNCTION prop64.history_ge(prop64.history, prop64.history) IS 'Implements >=: an order of bytes without further meaning';

CREATE FUNCTION prop64.history_cmp(left_history prop64.history, right_history prop64.history) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_cmp';
COMMENT ON FUNCTION prop64.history_cmp(prop64.history, prop64.history) IS 'Negative, zero or positive: the order of the btree operator class';

CREATE FUNCTION prop64.history_hash(history prop64.history) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_hash32';
COMMENT ON FUNCTION prop64.history_hash(prop64.history) IS 'Hash of a record, the same on every machine for ever';

CREATE FUNCTION prop64.history_hash_extended(history prop64.history, seed bigint) RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_history_hash_extended';
COMMENT ON FUNCTION prop64.history_hash_extended(prop64.history, bigint) IS 'Seeded hash of a record; seed 0 gives its content hash';

CREATE OPERATOR prop64.= (
    LEFTARG = prop64.history, RIGHTARG = prop64.history, FUNCTION = prop64.history_eq,
    COMMUTATOR = OPERATOR(prop64.=), NEGATOR = OPERATOR(prop64.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR prop64.= (prop64.history, prop64.history) IS 'Do both records hold the same events?';

CREATE OPERATOR prop64.<> (
    LEFTARG = prop64.history, RIGHTARG = prop64.history, FUNCTION = prop64.history_ne,
    COMMUTATOR = OPERATOR(prop64.<>), NEGATOR = OPERATOR(prop64.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR prop64.<> (prop64.history, prop64.history) IS 'Do the records differ?';

CREATE OPERATOR prop64.< (
    LEFTARG = prop64.history, RIGHTARG = prop64.history, FUNCTION = prop64.history_lt,
    COMMUTATOR = OPERATOR(prop64.>), NEGATOR = OPERATOR(prop64.>=),
    RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR prop64.< (prop64.history, prop64.history) IS 'An order of bytes without further meaning';

CREATE OPERATOR prop64.<= (
    LEFTARG = prop64.history, RIGHTARG = prop64.history, FUNCTION = prop64.history_le,
    COMMUTATOR = OPERATOR(prop64.>=), NEGATOR = OPERATOR(prop64.>),
    RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR prop64.<= (prop64.history, prop64.history) IS 'An order of bytes without further meaning';

CREATE OPERATOR prop64.> (
    LEFTARG = prop64.history, RIGHTARG = prop64.history, FUNCTION = prop64.history_gt,
    COMMUTATOR = OPERATOR(prop64.<), NEGATOR = OPERATOR(prop64.<=),
    RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR prop64.> (prop64.history, prop64.history) IS 'An order of bytes without further meaning';

CREATE OPERATOR prop64.>= (
    LEFTARG = prop64.history, RIGHTARG = prop64.history, FUNCTION = prop64.history_ge,
    COMMUTATOR = OPERATOR(prop64.<=), NEGATOR = OPERATOR(prop64.<),
    RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR prop64.>= (prop64.history, prop64.history) IS 'An order of bytes without further meaning';

CREATE OPERATOR FAMILY prop64.history_ops USING btree;
COMMENT ON OPERATOR FAMILY prop64.history_ops USING btree IS 'Order of records, for DISTINCT, GROUP BY and merge joins';
CREATE OPERATOR CLASS prop64.history_ops DEFAULT FOR TYPE prop64.history
    USING btree FAMILY prop64.history_ops AS
    OPERATOR 1 prop64.<,
    OPERATOR 2 prop64.<=,
    OPERATOR 3 prop64.=,
    OPERATOR 4 prop64.>=,
    OPERATOR 5 prop64.>,
    FUNCTION 1 prop64.history_cmp(prop64.history, prop64.history),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS prop64.history_ops USING btree IS 'Order of records; equal records are equal bytes';

CREATE OPERATOR FAMILY prop64.history_ops USING hash;
COMMENT ON OPERATOR FAMILY prop64.history_ops USING hash IS 'Hashing of records';
CREATE OPERATOR CLASS prop64.history_ops DEFAULT FOR TYPE prop64.history
    USING hash FAMILY prop64.history_ops AS
    OPERATOR 1 prop64.=,
    FUNCTION 1 prop64.history_hash(prop64.history),
    FUNCTION 2 prop64.history_hash_extended(prop64.history, bigint);
COMMENT ON OPERATOR CLASS prop64.history_ops USING hash IS 'Hashing of records, the same on every machine';
