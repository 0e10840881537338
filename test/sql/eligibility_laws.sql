-- eligibility keeps the laws of a type that is ordered and hashed
\getenv abs_srcdir PG_ABS_SRCDIR
\getenv abs_builddir PG_ABS_BUILDDIR
\set laws :abs_srcdir '/laws/type_laws.sql'
\set file :abs_builddir '/results/eligibility_laws.data'
\set type prop64.eligibility
\set ops prop64
\set cmp prop64.eligibility_cmp
\set hash prop64.eligibility_hash
\set hash_extended prop64.eligibility_hash_extended
\set send prop64.eligibility_send
CREATE TEMP TABLE samples (t text);
-- every outcome with every sentence status; bounds, bases, presumptions, rules and facts at their ends
INSERT INTO samples SELECT o || ', ' || b || 'sentence ' || s || ', ' || p || 'rule ' || r || ', ' || f || 'policy ' || x
FROM pg_catalog.unnest(ARRAY['refer', 'review', 'ineligible', 'no change', 'reduce to misdemeanor', 'reduce to infraction', 'dismiss']) AS o,
    pg_catalog.unnest(ARRAY['', 'at least dismiss, by law, ']) AS b, pg_catalog.unnest(ARRAY['unknown', 'serving', 'complete']) AS s,
    pg_catalog.unnest(ARRAY['', 'presumed, ']) AS p, pg_catalog.unnest(ARRAY['1', '255']) AS r, pg_catalog.unnest(ARRAY['', 'facts 0 25, ']) AS f,
    pg_catalog.unnest(ARRAY['0000', '7fff']) AS x WHERE r = '1' AND x = '0000' AND f = '' OR r = '255' AND p <> '';
INSERT INTO samples VALUES ('out of scope, sentence unknown, rule 0, policy 0000'), ('undetermined, sentence unknown, rule 0, facts 3, policy 1234');
\set ECHO none
\i :laws
\set ECHO all
DROP TABLE samples;
