-- history keeps the laws of a type that is ordered and hashed
\getenv abs_srcdir PG_ABS_SRCDIR
\getenv abs_builddir PG_ABS_BUILDDIR
\set laws :abs_srcdir '/laws/type_laws.sql'
\set file :abs_builddir '/results/history_laws.data'
\set type prop64.history
\set ops prop64
\set cmp prop64.history_cmp
\set hash prop64.history_hash
\set hash_extended prop64.history_hash_extended
\set send prop64.history_send
CREATE TEMP TABLE samples (t text);
INSERT INTO samples SELECT prop64.event(charge => CAST(c AS prop64.charge), severity => s, on_bounds => prop64.doj_date(d), count_key => k)::text
FROM pg_catalog.unnest(ARRAY['HS 11357', 'HS 11358', 'PC 187(a)', 'PC 664/HS 11359', NULL]) AS c, pg_catalog.unnest(ARRAY['F', 'M', NULL]) AS s,
    pg_catalog.unnest(ARRAY['19850000', '20100101', '20100102', NULL]) AS d, pg_catalog.unnest(ARRAY['a', 'b', NULL]) AS k;
INSERT INTO samples SELECT prop64.event(kind => k, on_date => '2001-02-03')::text FROM pg_catalog.unnest(ARRAY['arrest', 'charge', 'adjudication', 'registration', 'death']) AS k;
INSERT INTO samples VALUES (prop64.history_empty()::text);
INSERT INTO samples SELECT prop64.history_agg(prop64.event(on_date => CAST('2000-01-01' AS date) + n))::text FROM pg_catalog.generate_series(1, 50) AS n GROUP BY n / 10;
\set ECHO none
\i :laws
\set ECHO all
DROP TABLE samples;
