-- charge: one offence as California writes it

CREATE TYPE prop64.charge;

CREATE FUNCTION prop64.charge_in(input cstring) RETURNS prop64.charge
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_in';
COMMENT ON FUNCTION prop64.charge_in(cstring) IS 'Input of prop64.charge: one citation and nothing else';

CREATE FUNCTION prop64.charge_out(charge prop64.charge) RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_out';
COMMENT ON FUNCTION prop64.charge_out(prop64.charge) IS 'Output of prop64.charge: the canonical citation';

CREATE FUNCTION prop64.charge_recv(message internal) RETURNS prop64.charge
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_recv';
COMMENT ON FUNCTION prop64.charge_recv(internal) IS 'Binary input of prop64.charge: a version byte and a citation';

CREATE FUNCTION prop64.charge_send(charge prop64.charge) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_send';
COMMENT ON FUNCTION prop64.charge_send(prop64.charge) IS
    'Binary output of prop64.charge: a version byte and the canonical citation';

CREATE TYPE prop64.charge (
    INPUT = prop64.charge_in,
    OUTPUT = prop64.charge_out,
    RECEIVE = prop64.charge_recv,
    SEND = prop64.charge_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = main,
    CATEGORY = 'U'
);
COMMENT ON TYPE prop64.charge IS
    'One offence as California writes it: code, section, subdivisions, form, and the sections named with it';

-- Functions below are LEAKPROOF where they are total: they compare or read the bytes
-- of their arguments, raise no error whatever these hold, and tell nobody else what
-- they saw.  Without it an index on a charge is lost under row security.

-- order

CREATE FUNCTION prop64.charge_cmp(a prop64.charge, b prop64.charge) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_cmp';
COMMENT ON FUNCTION prop64.charge_cmp(prop64.charge, prop64.charge) IS
    'Order of charges: -1, 0 or 1; subdivisions follow their section';

CREATE FUNCTION prop64.charge_eq(a prop64.charge, b prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_eq';
COMMENT ON FUNCTION prop64.charge_eq(prop64.charge, prop64.charge) IS 'Is charge a equal to charge b?';

CREATE FUNCTION prop64.charge_ne(a prop64.charge, b prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_ne';
COMMENT ON FUNCTION prop64.charge_ne(prop64.charge, prop64.charge) IS 'Is charge a not equal to charge b?';

CREATE FUNCTION prop64.charge_lt(a prop64.charge, b prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_lt';
COMMENT ON FUNCTION prop64.charge_lt(prop64.charge, prop64.charge) IS 'Is charge a before charge b?';

CREATE FUNCTION prop64.charge_le(a prop64.charge, b prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_le';
COMMENT ON FUNCTION prop64.charge_le(prop64.charge, prop64.charge) IS 'Is charge a before or equal to charge b?';

CREATE FUNCTION prop64.charge_gt(a prop64.charge, b prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_gt';
COMMENT ON FUNCTION prop64.charge_gt(prop64.charge, prop64.charge) IS 'Is charge a after charge b?';

CREATE FUNCTION prop64.charge_ge(a prop64.charge, b prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_ge';
COMMENT ON FUNCTION prop64.charge_ge(prop64.charge, prop64.charge) IS 'Is charge a after or equal to charge b?';

CREATE OPERATOR prop64.= (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.charge_eq,
    COMMUTATOR = OPERATOR(prop64.=), NEGATOR = OPERATOR(prop64.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR prop64.= (prop64.charge, prop64.charge) IS 'equal to';

CREATE OPERATOR prop64.<> (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.charge_ne,
    COMMUTATOR = OPERATOR(prop64.<>), NEGATOR = OPERATOR(prop64.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR prop64.<> (prop64.charge, prop64.charge) IS 'not equal to';

CREATE OPERATOR prop64.< (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.charge_lt,
    COMMUTATOR = OPERATOR(prop64.>), NEGATOR = OPERATOR(prop64.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR prop64.< (prop64.charge, prop64.charge) IS 'before';

CREATE OPERATOR prop64.<= (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.charge_le,
    COMMUTATOR = OPERATOR(prop64.>=), NEGATOR = OPERATOR(prop64.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR prop64.<= (prop64.charge, prop64.charge) IS 'before or equal to';

CREATE OPERATOR prop64.> (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.charge_gt,
    COMMUTATOR = OPERATOR(prop64.<), NEGATOR = OPERATOR(prop64.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR prop64.> (prop64.charge, prop64.charge) IS 'after';

CREATE OPERATOR prop64.>= (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.charge_ge,
    COMMUTATOR = OPERATOR(prop64.<=), NEGATOR = OPERATOR(prop64.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR prop64.>= (prop64.charge, prop64.charge) IS 'after or equal to';

CREATE FUNCTION prop64.charge_sortsupport(state internal) RETURNS void
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_sortsupport';
COMMENT ON FUNCTION prop64.charge_sortsupport(internal) IS 'Sorting of charges by abbreviated keys';

CREATE OPERATOR FAMILY prop64.charge_ops USING btree;
COMMENT ON OPERATOR FAMILY prop64.charge_ops USING btree IS 'Order of charges';

CREATE OPERATOR CLASS prop64.charge_ops DEFAULT FOR TYPE prop64.charge USING btree FAMILY prop64.charge_ops AS
    OPERATOR 1 prop64.<,
    OPERATOR 2 prop64.<=,
    OPERATOR 3 prop64.=,
    OPERATOR 4 prop64.>=,
    OPERATOR 5 prop64.>,
    FUNCTION 1 prop64.charge_cmp(prop64.charge, prop64.charge),
    FUNCTION 2 prop64.charge_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS prop64.charge_ops USING btree IS 'Order of charges';

-- hashes: the values are frozen, hash partitions depend on them

CREATE FUNCTION prop64.charge_hash(charge prop64.charge) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_hash';
COMMENT ON FUNCTION prop64.charge_hash(prop64.charge) IS 'Hash of a charge, 32 bits';

CREATE FUNCTION prop64.charge_hash_extended(charge prop64.charge, seed bigint) RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_hash_extended';
COMMENT ON FUNCTION prop64.charge_hash_extended(prop64.charge, bigint) IS 'Hash of a charge with a seed, 64 bits';

CREATE OPERATOR FAMILY prop64.charge_ops USING hash;
COMMENT ON OPERATOR FAMILY prop64.charge_ops USING hash IS 'Equality of charges';

CREATE OPERATOR CLASS prop64.charge_ops DEFAULT FOR TYPE prop64.charge USING hash FAMILY prop64.charge_ops AS
    OPERATOR 1 prop64.=,
    FUNCTION 1 prop64.charge_hash(prop64.charge),
    FUNCTION 2 prop64.charge_hash_extended(prop64.charge, bigint);
COMMENT ON OPERATOR CLASS prop64.charge_ops USING hash IS 'Equality of charges';

-- min and max

CREATE FUNCTION prop64.charge_smaller(a prop64.charge, b prop64.charge) RETURNS prop64.charge
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_smaller';
COMMENT ON FUNCTION prop64.charge_smaller(prop64.charge, prop64.charge) IS 'The first of two charges in their order';

CREATE AGGREGATE prop64.min(charge prop64.charge) (
    SFUNC = prop64.charge_smaller, STYPE = prop64.charge, COMBINEFUNC = prop64.charge_smaller,
    SORTOP = OPERATOR(prop64.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.min(prop64.charge) IS 'The first charge in the order of charges';

CREATE FUNCTION prop64.charge_larger(a prop64.charge, b prop64.charge) RETURNS prop64.charge
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_larger';
COMMENT ON FUNCTION prop64.charge_larger(prop64.charge, prop64.charge) IS 'The last of two charges in their order';

CREATE AGGREGATE prop64.max(charge prop64.charge) (
    SFUNC = prop64.charge_larger, STYPE = prop64.charge, COMBINEFUNC = prop64.charge_larger,
    SORTOP = OPERATOR(prop64.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.max(prop64.charge) IS 'The last charge in the order of charges';

-- hierarchy

CREATE FUNCTION prop64.charge_low(charge prop64.charge) RETURNS prop64.charge
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_low';
COMMENT ON FUNCTION prop64.charge_low(prop64.charge) IS 'Where the range of charges that fall under a charge begins: at itself';

CREATE FUNCTION prop64.charge_high(charge prop64.charge) RETURNS prop64.charge
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_range_high';
COMMENT ON FUNCTION prop64.charge_high(prop64.charge) IS 'Where the range of charges that fall under a charge ends';

-- What falls under a charge is exactly the range from charge_low to charge_high; the
-- support functions put it in place of the call where there is a btree index.

CREATE FUNCTION prop64.charge_under_support(request internal) RETURNS internal
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_under_support';
COMMENT ON FUNCTION prop64.charge_under_support(internal) IS 'Planning of falls_under: index range and estimate';

CREATE FUNCTION prop64.charge_covers_support(request internal) RETURNS internal
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_covers_support';
COMMENT ON FUNCTION prop64.charge_covers_support(internal) IS 'Planning of charge_covers: index range and estimate';

CREATE FUNCTION prop64.charge_under_any_support(request internal) RETURNS internal
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_under_any_support';
COMMENT ON FUNCTION prop64.charge_under_any_support(internal) IS
    'Planning of under_any: one alternative for each charge of a constant array, and estimate';

-- Estimates, for operators; functions get the same from their support function.  Only
-- the planner can call them, and it does not ask how stable they are.

CREATE FUNCTION prop64.charge_under_sel(root internal, operator oid, args internal, relation integer)
    RETURNS double precision
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_under_sel';
COMMENT ON FUNCTION prop64.charge_under_sel(internal, oid, internal, integer) IS
    'Share of rows that <@ keeps';

CREATE FUNCTION prop64.charge_under_joinsel(root internal, operator oid, args internal, jointype smallint, join_info internal)
    RETURNS double precision
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_under_joinsel';
COMMENT ON FUNCTION prop64.charge_under_joinsel(internal, oid, internal, smallint, internal) IS
    'Share of pairs that <@ joins';

CREATE FUNCTION prop64.charge_covers_sel(root internal, operator oid, args internal, relation integer)
    RETURNS double precision
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_covers_sel';
COMMENT ON FUNCTION prop64.charge_covers_sel(internal, oid, internal, integer) IS
    'Share of rows that @> keeps';

CREATE FUNCTION prop64.charge_covers_joinsel(root internal, operator oid, args internal, jointype smallint, join_info internal)
    RETURNS double precision
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_covers_joinsel';
COMMENT ON FUNCTION prop64.charge_covers_joinsel(internal, oid, internal, smallint, internal) IS
    'Share of pairs that @> joins';

CREATE FUNCTION prop64.falls_under(charge prop64.charge, ancestor prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT prop64.charge_under_support
    AS 'MODULE_PATHNAME', 'prop64_charge_falls_under';
COMMENT ON FUNCTION prop64.falls_under(prop64.charge, prop64.charge) IS
    'Is a charge the other one or one of its subdivisions?';

CREATE FUNCTION prop64.charge_covers(ancestor prop64.charge, charge prop64.charge) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE SUPPORT prop64.charge_covers_support
    AS 'MODULE_PATHNAME', 'prop64_charge_covers';
COMMENT ON FUNCTION prop64.charge_covers(prop64.charge, prop64.charge) IS
    'Does the other charge fall under this one?';

CREATE OPERATOR prop64.<@ (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.falls_under,
    COMMUTATOR = OPERATOR(prop64.@>), RESTRICT = prop64.charge_under_sel, JOIN = prop64.charge_under_joinsel
);
COMMENT ON OPERATOR prop64.<@ (prop64.charge, prop64.charge) IS 'falls under';

CREATE OPERATOR prop64.@> (
    LEFTARG = prop64.charge, RIGHTARG = prop64.charge, FUNCTION = prop64.charge_covers,
    COMMUTATOR = OPERATOR(prop64.<@), RESTRICT = prop64.charge_covers_sel, JOIN = prop64.charge_covers_joinsel
);
COMMENT ON OPERATOR prop64.@> (prop64.charge, prop64.charge) IS 'covers';

CREATE FUNCTION prop64.under_any(charge prop64.charge, ancestors prop64.charge[]) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 2 SUPPORT prop64.charge_under_any_support
    AS 'MODULE_PATHNAME', 'prop64_charge_under_any';
COMMENT ON FUNCTION prop64.under_any(prop64.charge, prop64.charge[]) IS
    'Does a charge fall under some charge of the array? NULL when only a NULL element could say so';

-- the tolerant reader

CREATE FUNCTION prop64.to_charge(charge_text text) RETURNS prop64.charge
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'prop64_to_charge';
COMMENT ON FUNCTION prop64.to_charge(text) IS
    'The charge that a text of a record names; NULL when it names none, several, or one without its code';

CREATE FUNCTION prop64.to_charges(charge_text text) RETURNS prop64.charge[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'prop64_to_charges';
COMMENT ON FUNCTION prop64.to_charges(text) IS
    'Every charge that a text of a record names; an empty array when it names none';

CREATE FUNCTION prop64.charge_notes(charge_text text) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'prop64_charge_notes';
COMMENT ON FUNCTION prop64.charge_notes(text) IS
    'What to_charge did to read a text: description, code inferred, spacing, letter, form, several';

CREATE FUNCTION prop64.charge_problem(charge_text text) RETURNS text
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'prop64_charge_problem';
COMMENT ON FUNCTION prop64.charge_problem(text) IS
    'Why to_charge gives NULL for a text; NULL when it gives a charge';

-- parts of a charge

CREATE FUNCTION prop64.code(charge prop64.charge) RETURNS text
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_code_name';
COMMENT ON FUNCTION prop64.code(prop64.charge) IS
    'The two letters of the code: HS';

CREATE FUNCTION prop64.section(charge prop64.charge) RETURNS text
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_section';
COMMENT ON FUNCTION prop64.section(prop64.charge) IS
    'The section without its code: 11357, 288a, 18 1708';

CREATE FUNCTION prop64.subdivisions(charge prop64.charge) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_subdivisions';
COMMENT ON FUNCTION prop64.subdivisions(prop64.charge) IS
    'The steps of the subdivision: {b,2}';

CREATE FUNCTION prop64.form(charge prop64.charge) RETURNS text
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_form_name';
COMMENT ON FUNCTION prop64.form(prop64.charge) IS
    'plain, attempt, conspiracy, solicitation or accessory';

CREATE FUNCTION prop64.targets(charge prop64.charge) RETURNS prop64.charge[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_targets';
COMMENT ON FUNCTION prop64.targets(prop64.charge) IS
    'The offences at which an attempt, conspiracy, solicitation or accessory aims';

CREATE FUNCTION prop64.aimed_section(charge prop64.charge) RETURNS text
    LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_aimed_section';
COMMENT ON FUNCTION prop64.aimed_section(prop64.charge) IS
    'The section of the charge with its code, of an attempt the one at which it aims: HS 11358';

CREATE FUNCTION prop64.sections(charge prop64.charge) RETURNS prop64.charge[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_charge_sections';
COMMENT ON FUNCTION prop64.sections(prop64.charge) IS
    'Every section that the charge names: its citation, its targets, the sections written with it';
