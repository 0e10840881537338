-- eligibility: the answer in 8 bytes, in the order of int8 (src/eligibility/eligibility_core.h).

CREATE TYPE prop64.eligibility;
COMMENT ON TYPE prop64.eligibility IS 'What relief one conviction qualifies for under one policy: outcome, certain minimum, basis, sentence status, rule and missing facts in 8 bytes, ordered from least to most favourable';

CREATE FUNCTION prop64.eligibility_in(cstring) RETURNS prop64.eligibility
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_eligibility_in';
COMMENT ON FUNCTION prop64.eligibility_in(cstring) IS 'Text input of prop64.eligibility';

CREATE FUNCTION prop64.eligibility_out(prop64.eligibility) RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_eligibility_out';
COMMENT ON FUNCTION prop64.eligibility_out(prop64.eligibility) IS 'Text output of prop64.eligibility';

CREATE FUNCTION prop64.eligibility_recv(internal) RETURNS prop64.eligibility
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_eligibility_recv';
COMMENT ON FUNCTION prop64.eligibility_recv(internal) IS 'Binary input of prop64.eligibility';

CREATE FUNCTION prop64.eligibility_send(value prop64.eligibility) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_eligibility_send';
COMMENT ON FUNCTION prop64.eligibility_send(prop64.eligibility) IS 'Binary output of prop64.eligibility';

CREATE TYPE prop64.eligibility (
    INPUT = prop64.eligibility_in, OUTPUT = prop64.eligibility_out,
    RECEIVE = prop64.eligibility_recv, SEND = prop64.eligibility_send,
    LIKE = pg_catalog.int8
);

-- The order is that of int8, so int8's own functions compare.  They cannot raise and
-- see nothing but the two values: LEAKPROOF, as they are for int8.

CREATE FUNCTION prop64.eligibility_eq(a prop64.eligibility, b prop64.eligibility) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'int8eq';
COMMENT ON FUNCTION prop64.eligibility_eq(prop64.eligibility, prop64.eligibility) IS 'Implements = of prop64.eligibility';
CREATE OPERATOR prop64.= (
    LEFTARG = prop64.eligibility, RIGHTARG = prop64.eligibility, FUNCTION = prop64.eligibility_eq,
    COMMUTATOR = OPERATOR(prop64.=), NEGATOR = OPERATOR(prop64.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR prop64.= (prop64.eligibility, prop64.eligibility) IS 'equal: by outcome, then by the rest of the 8 bytes';

CREATE FUNCTION prop64.eligibility_ne(a prop64.eligibility, b prop64.eligibility) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'int8ne';
COMMENT ON FUNCTION prop64.eligibility_ne(prop64.eligibility, prop64.eligibility) IS 'Implements <> of prop64.eligibility';
CREATE OPERATOR prop64.<> (
    LEFTARG = prop64.eligibility, RIGHTARG = prop64.eligibility, FUNCTION = prop64.eligibility_ne,
    COMMUTATOR = OPERATOR(prop64.<>), NEGATOR = OPERATOR(prop64.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR prop64.<> (prop64.eligibility, prop64.eligibility) IS 'not equal: by outcome, then by the rest of the 8 bytes';

CREATE FUNCTION prop64.eligibility_lt(a prop64.eligibility, b prop64.eligibility) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'int8lt';
COMMENT ON FUNCTION prop64.eligibility_lt(prop64.eligibility, prop64.eligibility) IS 'Implements < of prop64.eligibility';
CREATE OPERATOR prop64.< (
    LEFTARG = prop64.eligibility, RIGHTARG = prop64.eligibility, FUNCTION = prop64.eligibility_lt,
    COMMUTATOR = OPERATOR(prop64.>), NEGATOR = OPERATOR(prop64.>=),
    RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR prop64.< (prop64.eligibility, prop64.eligibility) IS 'less: by outcome, then by the rest of the 8 bytes';

CREATE FUNCTION prop64.eligibility_le(a prop64.eligibility, b prop64.eligibility) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'int8le';
COMMENT ON FUNCTION prop64.eligibility_le(prop64.eligibility, prop64.eligibility) IS 'Implements <= of prop64.eligibility';
CREATE OPERATOR prop64.<= (
    LEFTARG = prop64.eligibility, RIGHTARG = prop64.eligibility, FUNCTION = prop64.eligibility_le,
    COMMUTATOR = OPERATOR(prop64.>=), NEGATOR = OPERATOR(prop64.>),
    RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR prop64.<= (prop64.eligibility, prop64.eligibility) IS 'less or equal: by outcome, then by the rest of the 8 bytes';

CREATE FUNCTION prop64.eligibility_gt(a prop64.eligibility, b prop64.eligibility) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'int8gt';
COMMENT ON FUNCTION prop64.eligibility_gt(prop64.eligibility, prop64.eligibility) IS 'Implements > of prop64.eligibility';
CREATE OPERATOR prop64.> (
    LEFTARG = prop64.eligibility, RIGHTARG = prop64.eligibility, FUNCTION = prop64.eligibility_gt,
    COMMUTATOR = OPERATOR(prop64.<), NEGATOR = OPERATOR(prop64.<=),
    RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR prop64.> (prop64.eligibility, prop64.eligibility) IS 'greater: by outcome, then by the rest of the 8 bytes';

CREATE FUNCTION prop64.eligibility_ge(a prop64.eligibility, b prop64.eligibility) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'int8ge';
COMMENT ON FUNCTION prop64.eligibility_ge(prop64.eligibility, prop64.eligibility) IS 'Implements >= of prop64.eligibility';
CREATE OPERATOR prop64.>= (
    LEFTARG = prop64.eligibility, RIGHTARG = prop64.eligibility, FUNCTION = prop64.eligibility_ge,
    COMMUTATOR = OPERATOR(prop64.<=), NEGATOR = OPERATOR(prop64.<),
    RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR prop64.>= (prop64.eligibility, prop64.eligibility) IS 'greater or equal: by outcome, then by the rest of the 8 bytes';

CREATE FUNCTION prop64.eligibility_cmp(a prop64.eligibility, b prop64.eligibility) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'btint8cmp';
COMMENT ON FUNCTION prop64.eligibility_cmp(prop64.eligibility, prop64.eligibility) IS 'btree comparison of prop64.eligibility';

CREATE FUNCTION prop64.eligibility_sortsupport(internal) RETURNS void
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'btint8sortsupport';
COMMENT ON FUNCTION prop64.eligibility_sortsupport(internal) IS 'btree sort support of prop64.eligibility';

CREATE FUNCTION prop64.eligibility_hash(value prop64.eligibility) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'hashint8';
COMMENT ON FUNCTION prop64.eligibility_hash(prop64.eligibility) IS 'Hash of prop64.eligibility';

CREATE FUNCTION prop64.eligibility_hash_extended(value prop64.eligibility, seed bigint) RETURNS bigint
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'hashint8extended';
COMMENT ON FUNCTION prop64.eligibility_hash_extended(prop64.eligibility, bigint) IS 'Seeded hash of prop64.eligibility';

CREATE OPERATOR FAMILY prop64.eligibility_btree_ops USING btree;
COMMENT ON OPERATOR FAMILY prop64.eligibility_btree_ops USING btree IS 'Order of prop64.eligibility: from least to most favourable outcome';
CREATE OPERATOR CLASS prop64.eligibility_btree_ops DEFAULT FOR TYPE prop64.eligibility
    USING btree FAMILY prop64.eligibility_btree_ops AS
    OPERATOR 1 prop64.<, OPERATOR 2 prop64.<=, OPERATOR 3 prop64.=, OPERATOR 4 prop64.>=, OPERATOR 5 prop64.>,
    FUNCTION 1 prop64.eligibility_cmp(prop64.eligibility, prop64.eligibility),
    FUNCTION 2 prop64.eligibility_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS prop64.eligibility_btree_ops USING btree IS 'Order of prop64.eligibility: from least to most favourable outcome';
CREATE OPERATOR FAMILY prop64.eligibility_hash_ops USING hash;
COMMENT ON OPERATOR FAMILY prop64.eligibility_hash_ops USING hash IS 'Hash of prop64.eligibility';
CREATE OPERATOR CLASS prop64.eligibility_hash_ops DEFAULT FOR TYPE prop64.eligibility
    USING hash FAMILY prop64.eligibility_hash_ops AS
    OPERATOR 1 prop64.=,
    FUNCTION 1 prop64.eligibility_hash(prop64.eligibility),
    FUNCTION 2 prop64.eligibility_hash_extended(prop64.eligibility, bigint);
COMMENT ON OPERATOR CLASS prop64.eligibility_hash_ops USING hash IS 'Hash of prop64.eligibility';

CREATE FUNCTION prop64.eligibility_larger(a prop64.eligibility, b prop64.eligibility) RETURNS prop64.eligibility
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8larger';
COMMENT ON FUNCTION prop64.eligibility_larger(prop64.eligibility, prop64.eligibility) IS 'The more favourable of two';
CREATE AGGREGATE prop64.max(prop64.eligibility) (
    SFUNC = prop64.eligibility_larger, STYPE = prop64.eligibility,
    COMBINEFUNC = prop64.eligibility_larger, SORTOP = OPERATOR(prop64.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.max(prop64.eligibility) IS 'The most favourable eligibility';

CREATE FUNCTION prop64.eligibility_smaller(a prop64.eligibility, b prop64.eligibility) RETURNS prop64.eligibility
    LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'int8smaller';
COMMENT ON FUNCTION prop64.eligibility_smaller(prop64.eligibility, prop64.eligibility) IS 'The less favourable of two';
CREATE AGGREGATE prop64.min(prop64.eligibility) (
    SFUNC = prop64.eligibility_smaller, STYPE = prop64.eligibility,
    COMBINEFUNC = prop64.eligibility_smaller, SORTOP = OPERATOR(prop64.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.min(prop64.eligibility) IS 'The least favourable eligibility';

CREATE FUNCTION prop64.outcome(eligibility prop64.eligibility) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_outcome';
COMMENT ON FUNCTION prop64.outcome(prop64.eligibility) IS 'What the policy gives: dismiss, reduce to infraction, reduce to misdemeanor, no change, ineligible, review, refer, out of scope, or undetermined';

CREATE FUNCTION prop64.at_least(eligibility prop64.eligibility) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_at_least';
COMMENT ON FUNCTION prop64.at_least(prop64.eligibility) IS 'The least favourable outcome still possible; NULL when review, refer or out of scope is possible';

CREATE FUNCTION prop64.is_relief(eligibility prop64.eligibility) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_is_relief';
COMMENT ON FUNCTION prop64.is_relief(prop64.eligibility) IS 'Is some relief certain, whatever the missing facts are?';

CREATE FUNCTION prop64.basis(eligibility prop64.eligibility) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_basis';
COMMENT ON FUNCTION prop64.basis(prop64.eligibility) IS 'On what the relief rests: law, discretion, or undetermined; NULL without relief';

CREATE FUNCTION prop64.remedy(eligibility prop64.eligibility) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_remedy';
COMMENT ON FUNCTION prop64.remedy(prop64.eligibility) IS 'What the court is asked to do (HS 11361.8(b), (f)); both limbs while the sentence status is unknown; NULL without relief';

CREATE FUNCTION prop64.sentence_status(eligibility prop64.eligibility) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_sentence_status';
COMMENT ON FUNCTION prop64.sentence_status(prop64.eligibility) IS 'Whether the sentence is complete on the as-of date: complete, serving, or unknown';

CREATE FUNCTION prop64.rule(eligibility prop64.eligibility) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_rule';
COMMENT ON FUNCTION prop64.rule(prop64.eligibility) IS 'Number of the rule that ended the list, from 1; NULL when out of scope or undetermined';

-- ---- what relief leaves ----

CREATE FUNCTION prop64.left_by_relief_agg_transition(state internal, history prop64.history, count_key text, eligibility prop64.eligibility, since date, until date) RETURNS internal
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_left_agg_transition';
COMMENT ON FUNCTION prop64.left_by_relief_agg_transition(internal, prop64.history, text, prop64.eligibility, date, date) IS 'Transition function of prop64.left_by_relief_agg';

CREATE FUNCTION prop64.left_by_relief_agg_combine(state internal, other internal) RETURNS internal
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_left_agg_combine';
COMMENT ON FUNCTION prop64.left_by_relief_agg_combine(internal, internal) IS 'Combine function of prop64.left_by_relief_agg';

CREATE FUNCTION prop64.left_by_relief_agg_serialize(state internal) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_left_agg_serialize';
COMMENT ON FUNCTION prop64.left_by_relief_agg_serialize(internal) IS 'Serialization function of prop64.left_by_relief_agg';

CREATE FUNCTION prop64.left_by_relief_agg_deserialize(message bytea, state internal) RETURNS internal
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_left_agg_deserialize';
COMMENT ON FUNCTION prop64.left_by_relief_agg_deserialize(bytea, internal) IS 'Deserialization function of prop64.left_by_relief_agg';

CREATE FUNCTION prop64.left_by_relief_agg_final(state internal) RETURNS integer[]
    LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_left_agg_final';
COMMENT ON FUNCTION prop64.left_by_relief_agg_final(internal) IS 'Final function of prop64.left_by_relief_agg';

CREATE AGGREGATE prop64.left_by_relief_agg(history prop64.history, count_key text, eligibility prop64.eligibility, since date, until date) (
    SFUNC = prop64.left_by_relief_agg_transition,
    STYPE = internal,
    SSPACE = 256,
    FINALFUNC = prop64.left_by_relief_agg_final,
    FINALFUNC_MODIFY = READ_ONLY,
    COMBINEFUNC = prop64.left_by_relief_agg_combine,
    SERIALFUNC = prop64.left_by_relief_agg_serialize,
    DESERIALFUNC = prop64.left_by_relief_agg_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE prop64.left_by_relief_agg(prop64.history, text, prop64.eligibility, date, date) IS
    'Over the rows of one person, eight numbers: the six of left_by_relief(history, dismissed, reduced, since, until) when the relief that is certain is granted, then the rows in scope and those with certain relief';
