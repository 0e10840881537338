-- policy: a decision list as a value (src/policy/policy_core.h, doc/policy.md).

CREATE TYPE prop64.policy;
COMMENT ON TYPE prop64.policy IS 'Who gets what relief, for what reason, on what authority: a decision list, written as text and checked at input';

CREATE FUNCTION prop64.policy_in(cstring) RETURNS prop64.policy
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_in';
COMMENT ON FUNCTION prop64.policy_in(cstring) IS 'Text input of prop64.policy';

CREATE FUNCTION prop64.policy_out(prop64.policy) RETURNS cstring
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_out';
COMMENT ON FUNCTION prop64.policy_out(prop64.policy) IS 'Text output of prop64.policy';

CREATE FUNCTION prop64.policy_recv(internal) RETURNS prop64.policy
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_recv';
COMMENT ON FUNCTION prop64.policy_recv(internal) IS 'Binary input of prop64.policy';

CREATE FUNCTION prop64.policy_send(value prop64.policy) RETURNS bytea
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_send';
COMMENT ON FUNCTION prop64.policy_send(prop64.policy) IS 'Binary output of prop64.policy';

CREATE TYPE prop64.policy (
    INPUT = prop64.policy_in, OUTPUT = prop64.policy_out,
    RECEIVE = prop64.policy_recv, SEND = prop64.policy_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended
);

-- Comparing looks at the two values' bytes and at nothing else, and cannot raise: LEAKPROOF.
CREATE FUNCTION prop64.policy_eq(a prop64.policy, b prop64.policy) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_eq';
COMMENT ON FUNCTION prop64.policy_eq(prop64.policy, prop64.policy) IS 'Implements = of prop64.policy';
CREATE OPERATOR prop64.= (
    LEFTARG = prop64.policy, RIGHTARG = prop64.policy, FUNCTION = prop64.policy_eq,
    COMMUTATOR = OPERATOR(prop64.=), NEGATOR = OPERATOR(prop64.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR prop64.= (prop64.policy, prop64.policy) IS 'equal: of the canonical text, in an order of bytes that means nothing else';

CREATE FUNCTION prop64.policy_ne(a prop64.policy, b prop64.policy) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_ne';
COMMENT ON FUNCTION prop64.policy_ne(prop64.policy, prop64.policy) IS 'Implements <> of prop64.policy';
CREATE OPERATOR prop64.<> (
    LEFTARG = prop64.policy, RIGHTARG = prop64.policy, FUNCTION = prop64.policy_ne,
    COMMUTATOR = OPERATOR(prop64.<>), NEGATOR = OPERATOR(prop64.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR prop64.<> (prop64.policy, prop64.policy) IS 'not equal: of the canonical text, in an order of bytes that means nothing else';

CREATE FUNCTION prop64.policy_lt(a prop64.policy, b prop64.policy) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_lt';
COMMENT ON FUNCTION prop64.policy_lt(prop64.policy, prop64.policy) IS 'Implements < of prop64.policy';
CREATE OPERATOR prop64.< (
    LEFTARG = prop64.policy, RIGHTARG = prop64.policy, FUNCTION = prop64.policy_lt,
    COMMUTATOR = OPERATOR(prop64.>), NEGATOR = OPERATOR(prop64.>=),
    RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR prop64.< (prop64.policy, prop64.policy) IS 'less: of the canonical text, in an order of bytes that means nothing else';

CREATE FUNCTION prop64.policy_le(a prop64.policy, b prop64.policy) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_le';
COMMENT ON FUNCTION prop64.policy_le(prop64.policy, prop64.policy) IS 'Implements <= of prop64.policy';
CREATE OPERATOR prop64.<= (
    LEFTARG = prop64.policy, RIGHTARG = prop64.policy, FUNCTION = prop64.policy_le,
    COMMUTATOR = OPERATOR(prop64.>=), NEGATOR = OPERATOR(prop64.>),
    RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR prop64.<= (prop64.policy, prop64.policy) IS 'less or equal: of the canonical text, in an order of bytes that means nothing else';

CREATE FUNCTION prop64.policy_gt(a prop64.policy, b prop64.policy) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_gt';
COMMENT ON FUNCTION prop64.policy_gt(prop64.policy, prop64.policy) IS 'Implements > of prop64.policy';
CREATE OPERATOR prop64.> (
    LEFTARG = prop64.policy, RIGHTARG = prop64.policy, FUNCTION = prop64.policy_gt,
    COMMUTATOR = OPERATOR(prop64.<), NEGATOR = OPERATOR(prop64.<=),
    RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR prop64.> (prop64.policy, prop64.policy) IS 'greater: of the canonical text, in an order of bytes that means nothing else';

CREATE FUNCTION prop64.policy_ge(a prop64.policy, b prop64.policy) RETURNS boolean
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_ge';
COMMENT ON FUNCTION prop64.policy_ge(prop64.policy, prop64.policy) IS 'Implements >= of prop64.policy';
CREATE OPERATOR prop64.>= (
    LEFTARG = prop64.policy, RIGHTARG = prop64.policy, FUNCTION = prop64.policy_ge,
    COMMUTATOR = OPERATOR(prop64.<=), NEGATOR = OPERATOR(prop64.<),
    RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR prop64.>= (prop64.policy, prop64.policy) IS 'greater or equal: of the canonical text, in an order of bytes that means nothing else';

CREATE FUNCTION prop64.policy_cmp(a prop64.policy, b prop64.policy) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_cmp';
COMMENT ON FUNCTION prop64.policy_cmp(prop64.policy, prop64.policy) IS 'btree comparison of prop64.policy';

CREATE FUNCTION prop64.policy_hash(value prop64.policy) RETURNS integer
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_hash';
COMMENT ON FUNCTION prop64.policy_hash(prop64.policy) IS 'Hash of prop64.policy';

CREATE FUNCTION prop64.policy_hash_extended(value prop64.policy, seed bigint) RETURNS bigint
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE LEAKPROOF AS 'MODULE_PATHNAME', 'prop64_policy_hash_extended';
COMMENT ON FUNCTION prop64.policy_hash_extended(prop64.policy, bigint) IS 'Seeded hash of prop64.policy';

CREATE OPERATOR FAMILY prop64.policy_btree_ops USING btree;
COMMENT ON OPERATOR FAMILY prop64.policy_btree_ops USING btree IS 'Order of prop64.policy, for DISTINCT and GROUP BY';
CREATE OPERATOR CLASS prop64.policy_btree_ops DEFAULT FOR TYPE prop64.policy
    USING btree FAMILY prop64.policy_btree_ops AS
    OPERATOR 1 prop64.<, OPERATOR 2 prop64.<=, OPERATOR 3 prop64.=, OPERATOR 4 prop64.>=, OPERATOR 5 prop64.>,
    FUNCTION 1 prop64.policy_cmp(prop64.policy, prop64.policy),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS prop64.policy_btree_ops USING btree IS 'Order of prop64.policy, for DISTINCT and GROUP BY';
CREATE OPERATOR FAMILY prop64.policy_hash_ops USING hash;
COMMENT ON OPERATOR FAMILY prop64.policy_hash_ops USING hash IS 'Hash of prop64.policy';
CREATE OPERATOR CLASS prop64.policy_hash_ops DEFAULT FOR TYPE prop64.policy
    USING hash FAMILY prop64.policy_hash_ops AS
    OPERATOR 1 prop64.=,
    FUNCTION 1 prop64.policy_hash(prop64.policy),
    FUNCTION 2 prop64.policy_hash_extended(prop64.policy, bigint);
COMMENT ON OPERATOR CLASS prop64.policy_hash_ops USING hash IS 'Hash of prop64.policy';

CREATE FUNCTION prop64.name(policy prop64.policy) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_name';
COMMENT ON FUNCTION prop64.name(prop64.policy) IS 'The name that the policy gives itself';

CREATE FUNCTION prop64.source(policy prop64.policy) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_source';
COMMENT ON FUNCTION prop64.source(prop64.policy) IS 'Where the policy comes from; NULL when it does not say';

CREATE FUNCTION prop64.law_version(policy prop64.policy) RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_law';
COMMENT ON FUNCTION prop64.law_version(prop64.policy) IS 'Version of the built-in legal lists that the policy was written for';

CREATE FUNCTION prop64.facts(policy prop64.policy) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_facts';
COMMENT ON FUNCTION prop64.facts(prop64.policy) IS 'The facts that the policy reads; the i-th, from 0, is bit i of its eligibilities';

CREATE FUNCTION prop64.declared_facts(policy prop64.policy) RETURNS text[]
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'prop64_policy_declared_facts';
COMMENT ON FUNCTION prop64.declared_facts(prop64.policy) IS 'The facts that the policy declares, whether it reads them or not: the keys that facts may have, in lower case';

CREATE FUNCTION prop64.rules(policy prop64.policy) RETURNS TABLE (rule integer, outcome text, reason text, label text, basis text, authority text, condition text, note text)
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS 'MODULE_PATHNAME', 'prop64_policy_rules';
COMMENT ON FUNCTION prop64.rules(prop64.policy) IS 'The rules of a policy in order, one row a rule';

CREATE FUNCTION prop64.lint(policy prop64.policy) RETURNS TABLE (rule integer, warning text, detail text)
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 5 AS 'MODULE_PATHNAME', 'prop64_policy_lint_rows';
COMMENT ON FUNCTION prop64.lint(prop64.policy) IS 'Warnings about a policy that is accepted and yet may not say what is meant: rules that decide nothing, relief by law that rests on a presumption, sets and facts that no rule uses; rule is NULL for the policy as a whole';

CREATE FUNCTION prop64.shipped_policy(name text) RETURNS prop64.policy
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'prop64_shipped_policy';
COMMENT ON FUNCTION prop64.shipped_policy(text) IS 'A policy that comes with the extension, by name; 22023 lists the names that there are';

CREATE FUNCTION prop64.shipped_policy_names() RETURNS SETOF text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 5 AS 'MODULE_PATHNAME', 'prop64_shipped_policy_names';
COMMENT ON FUNCTION prop64.shipped_policy_names() IS 'Names of the policies that come with the extension';

CREATE VIEW prop64.shipped_policies AS
    SELECT n AS name, prop64.name(p) AS title, prop64.source(p) AS source, p AS policy
    FROM prop64.shipped_policy_names() AS n, prop64.shipped_policy(n) AS p;
COMMENT ON VIEW prop64.shipped_policies IS 'The policies that come with the extension';
COMMENT ON COLUMN prop64.shipped_policies.name IS 'Name for prop64.shipped_policy';
COMMENT ON COLUMN prop64.shipped_policies.title IS 'Name that the policy gives itself';
COMMENT ON COLUMN prop64.shipped_policies.source IS 'Where the policy comes from';
COMMENT ON COLUMN prop64.shipped_policies.policy IS 'The policy';
