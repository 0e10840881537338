-- policy keeps the laws of a type that is ordered and hashed
\getenv abs_srcdir PG_ABS_SRCDIR
\getenv abs_builddir PG_ABS_BUILDDIR
\set laws :abs_srcdir '/laws/type_laws.sql'
\set file :abs_builddir '/results/policy_laws.data'
\set type prop64.policy
\set ops prop64
\set cmp prop64.policy_cmp
\set hash prop64.policy_hash
\set hash_extended prop64.policy_hash_extended
\set send prop64.policy_send
CREATE TEMP TABLE samples (t text);
INSERT INTO samples SELECT pg_catalog.format($$policy '%s'; law '2026.1'; dismiss 'a' when age now > %s; otherwise review 'b';$$, n, n) FROM pg_catalog.generate_series(1, 60) AS n;
INSERT INTO samples SELECT pg_catalog.format($$policy 'p'; set s = HS %s; dismiss 'a' when charge in s; otherwise review 'b';$$, n) FROM pg_catalog.generate_series(11350, 11400) AS n;
INSERT INTO samples SELECT pg_catalog.format($$policy 'p'; dismiss 'a' when %s; otherwise review 'b';$$, c) FROM pg_catalog.unnest(ARRAY['felony', 'misdemeanor',
    'not felony', 'felony and deceased', 'felony or deceased', 'deceased', 'sentence complete', 'all sentences complete', 'registered ever',
    'convicted ever of superstrike', 'convicted ever of pc290', 'convictions ever > 1']) AS c;
-- a btree entry has room for 2,704 bytes: longer ones are compared and hashed, not indexed
INSERT INTO samples SELECT policy::text FROM prop64.shipped_policies WHERE name NOT IN ('statute', 'prop47');
\set ECHO none
\i :laws
\set ECHO all
DROP TABLE samples;
