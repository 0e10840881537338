-- charge, indexes: "falls under" is a range of a btree index, whoever asks and however
SET search_path = '';
SET enable_memoize = off;
SET max_parallel_workers_per_gather = 0;
CREATE SCHEMA prop64_index;
CREATE TABLE prop64_index.conviction (id integer, county text, charge_text text, charge prop64.charge);
INSERT INTO prop64_index.conviction
SELECT i, (ARRAY['Alameda', 'Fresno', 'Kern'])[i % 3 + 1], t, prop64.to_charge(t)
  FROM pg_catalog.generate_series(1, 20000) AS i,
       LATERAL (SELECT CASE WHEN i % 50 = 0 THEN NULL
                            WHEN i % 51 = 0 THEN 'PC 664/HS ' || 11357 + i % 4
                            WHEN i % 53 = 0 THEN 'PC 246 also PC 186.22(b)(' || i % 5 + 1 || ')'
                            ELSE (ARRAY['HS ', 'PC ', 'VC '])[i / 7 % 3 + 1] || 11300 + i % 97
                                 || (ARRAY['', '(a)', '(b)', '(b)(1)', '(b)(2)', '.5', '(40)', '(41)'])[i / 11 % 8 + 1]
                       END) AS x (t);
CREATE INDEX conviction_charge ON prop64_index.conviction (charge);
CREATE INDEX conviction_text ON prop64_index.conviction (prop64.to_charge(charge_text));
CREATE TABLE prop64_index.section (charge prop64.charge, name text);
INSERT INTO prop64_index.section VALUES ('HS 11357', 'possession'), ('HS 11358', 'cultivation'), ('PC 664', 'attempt'), (NULL, 'none');
VACUUM ANALYZE prop64_index.conviction;
VACUUM ANALYZE prop64_index.section;

-- An index scan shows both bounds and no Filter.
SET enable_bitmapscan = off;

-- a constant, on either side, by operator and by name
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357';
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE 'HS 11357' OPERATOR(prop64.@>) charge;
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE prop64.falls_under(charge, 'HS 11357');
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE prop64.charge_covers('HS 11357', charge);

-- the same where the schema is in the search path, and where another one has our names
SET search_path = prop64;
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE charge <@ 'HS 11357';
CREATE FUNCTION prop64_index.charge_low(prop64.charge) RETURNS prop64.charge LANGUAGE sql IMMUTABLE RETURN 'AA 1'::prop64.charge;
CREATE FUNCTION prop64_index.charge_high(prop64.charge) RETURNS prop64.charge LANGUAGE sql IMMUTABLE RETURN 'AA 1'::prop64.charge;
SET search_path = prop64_index;
SET plan_cache_mode = force_generic_plan;
PREPARE shadowed (prop64.charge) AS SELECT * FROM conviction WHERE prop64.falls_under(charge, $1);
EXPLAIN (COSTS OFF) EXECUTE shadowed ('HS 11357');
SET search_path = '';
DROP FUNCTION prop64_index.charge_low, prop64_index.charge_high;

-- a parameter in a generic plan
PREPARE under (prop64.charge) AS SELECT * FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) $1;
EXPLAIN (COSTS OFF) EXECUTE under ('HS 11357');
PREPARE covered (prop64.charge) AS SELECT * FROM prop64_index.conviction WHERE $1 OPERATOR(prop64.@>) charge;
EXPLAIN (COSTS OFF) EXECUTE covered ('HS 11357');
RESET plan_cache_mode;

-- a join: the inner index scan takes its range from the outer row
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.section AS s JOIN prop64_index.conviction AS c ON c.charge OPERATOR(prop64.<@) s.charge;
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.section AS s JOIN prop64_index.conviction AS c ON prop64.charge_covers(s.charge, c.charge);
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.section AS s LEFT JOIN prop64_index.conviction AS c ON prop64.falls_under(c.charge, s.charge);

-- an index on the text that to_charge reads
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE prop64.to_charge(charge_text) OPERATOR(prop64.<@) 'HS 11357';
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.section AS s JOIN prop64_index.conviction AS c ON prop64.to_charge(c.charge_text) OPERATOR(prop64.<@) s.charge;

-- the index alone
EXPLAIN (COSTS OFF) SELECT charge FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357(b)';
EXPLAIN (COSTS OFF) SELECT pg_catalog.count(*) FROM prop64_index.conviction WHERE prop64.falls_under(charge, 'HS 11357(b)');

-- under a charge with a target or a penalty section is only itself
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'PC 664/HS 11358';
SELECT charge, pg_catalog.count(*) FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'PC 664/HS 11358' GROUP BY charge;
SELECT charge, pg_catalog.count(*) FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'PC 664' GROUP BY charge ORDER BY charge;

-- the other direction is no range: what covers a charge lies apart
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE charge OPERATOR(prop64.@>) 'HS 11357(b)(2)';

-- nor is a charge of the same row
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) prop64.to_charge(charge_text);
RESET enable_bitmapscan;

-- under_any: one range for each charge that no other one covers
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE prop64.under_any(charge, '{HS 11357(b),HS 11358,HS 11357,HS 11358,NULL}');
-- not where the left side is an expression
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE prop64.under_any(prop64.to_charge(charge_text), '{HS 11357,HS 11358}');
-- the answer stays the function's own, NULL elements included
SELECT c, prop64.under_any(c, '{HS 11357,PC 664,HS 11357(b),NULL}') AS column_and_null,
       prop64.under_any(c, '{HS 11357,HS 11358}') AS column_only, prop64.under_any(c, '{NULL}') AS null_only, prop64.under_any(c, '{}') AS empty,
       prop64.under_any(c::text::prop64.charge, '{HS 11357,PC 664,HS 11357(b),NULL}') AS called
  FROM (VALUES ('HS 11357(b)(2)'::prop64.charge), ('HS 11358'), ('PC 664/HS 11357'), ('HS 11357.5'), (NULL)) AS v (c);

-- row security: a user who sees some rows still gets the range
CREATE ROLE regress_prop64_clerk;
GRANT USAGE ON SCHEMA prop64_index TO regress_prop64_clerk;
GRANT SELECT ON prop64_index.conviction TO regress_prop64_clerk;
ALTER TABLE prop64_index.conviction ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_county ON prop64_index.conviction TO regress_prop64_clerk USING (county = 'Fresno');
SET enable_bitmapscan = off;
SET ROLE regress_prop64_clerk;
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357';
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.conviction WHERE prop64.to_charge(charge_text) OPERATOR(prop64.<@) 'HS 11357';
SELECT county, pg_catalog.count(*) FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357' GROUP BY county;
RESET ROLE;
RESET enable_bitmapscan;

-- partitions by hash: each has its range; equality finds its one partition
CREATE TABLE prop64_index.parted (id integer, charge prop64.charge) PARTITION BY HASH (charge);
CREATE TABLE prop64_index.parted_0 PARTITION OF prop64_index.parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE prop64_index.parted_1 PARTITION OF prop64_index.parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX parted_charge ON prop64_index.parted (charge);
INSERT INTO prop64_index.parted SELECT id, charge FROM prop64_index.conviction;
VACUUM ANALYZE prop64_index.parted;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.parted WHERE charge OPERATOR(prop64.<@) 'HS 11357';
EXPLAIN (COSTS OFF) SELECT * FROM prop64_index.parted WHERE charge OPERATOR(prop64.=) 'HS 11357';
SELECT (SELECT pg_catalog.count(*) FROM prop64_index.parted_0) > 0 AS some_here, (SELECT pg_catalog.count(*) FROM prop64_index.parted_1) > 0 AS some_there,
       (SELECT pg_catalog.count(*) FROM prop64_index.parted WHERE charge OPERATOR(prop64.<@) 'HS 11357')
     = (SELECT pg_catalog.count(*) FROM prop64_index.conviction WHERE charge OPERATOR(prop64.<@) 'HS 11357') AS same;
RESET enable_bitmapscan;

-- equality joins by merging and by hashing
SET enable_hashjoin = off;
SET enable_nestloop = off;
EXPLAIN (COSTS OFF) SELECT pg_catalog.count(*) FROM prop64_index.conviction AS a JOIN prop64_index.parted_0 AS b ON a.charge OPERATOR(prop64.=) b.charge;
RESET enable_hashjoin;
SET enable_mergejoin = off;
EXPLAIN (COSTS OFF) SELECT pg_catalog.count(*) FROM prop64_index.conviction AS a JOIN prop64_index.section AS b ON a.charge OPERATOR(prop64.=) b.charge;
RESET enable_mergejoin;
RESET enable_nestloop;

-- the same rows by index and by reading all, for every charge of a varied sample
CREATE TABLE prop64_index.sample (id integer, charge prop64.charge);
INSERT INTO prop64_index.sample SELECT n, t::prop64.charge FROM pg_catalog.unnest(ARRAY[
    'HS 11357', 'HS 11357(a)', 'HS 11357(b)', 'HS 11357(b)(1)', 'HS 11357(b)(2)', 'HS 11357(b)(2)(A)', 'HS 11357(b)(40)', 'HS 11357(b)(41)',
    'HS 11357(b)(9999)', 'HS 11357(z)', 'HS 11357(aa)', 'HS 11357(zz)', 'HS 11357(*)', 'HS 11357(b)(*)', 'HS 11357.5', 'HS 11357.5(a)', 'HS 11357.50',
    'HS 1135', 'HS 11358', 'HS 11359', 'PC 11357', 'PC 288', 'PC 288(a)', 'PC 288a', 'PC 288a(c)(1)', 'PC 288.5', 'PC 311', 'PC 311.1', 'PC 311.10',
    'PC 622', 'PC 622 1/2', 'PC 664', 'PC 664(a)', 'PC 664/187(a)', 'PC 664/187', 'PC 664/HS 11358', 'PC 664/HS 11358(a)', 'PC 664(*)', 'PC 182',
    'PC 182(a)(1)', 'PC 182(a)(1)/HS 11359', 'PC 246', 'PC 246 also PC 186.22', 'PC 246 also PC 186.22(b)(4)', 'PC 0', 'PC 127', 'PC 128', 'PC 16511',
    'PC 16512', 'PC 2097151', 'US 1708', 'US 18 1708', 'US 18 1708(a)', 'CA 14 4302', 'AA 1', 'ZZ 9', 'CI 1798.90', 'CI 1798.90.1', 'CI 1798.90.1(a)(1)'])
    WITH ORDINALITY AS g (t, n);
INSERT INTO prop64_index.sample VALUES (0, NULL);
CREATE INDEX sample_charge ON prop64_index.sample (charge);
VACUUM ANALYZE prop64_index.sample;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT a.id AS ancestor, c.id INTO prop64_index.by_index FROM prop64_index.sample AS a JOIN prop64_index.sample AS c ON c.charge OPERATOR(prop64.<@) a.charge;
SET enable_indexscan = off;
SET enable_indexonlyscan = off;
SET enable_seqscan = on;
SELECT a.id AS ancestor, c.id INTO prop64_index.by_filter FROM prop64_index.sample AS a JOIN prop64_index.sample AS c ON c.charge OPERATOR(prop64.<@) a.charge;
RESET enable_seqscan;
RESET enable_bitmapscan;
RESET enable_indexscan;
RESET enable_indexonlyscan;
SELECT pg_catalog.count(*) AS pairs FROM prop64_index.by_filter;
(TABLE prop64_index.by_index EXCEPT TABLE prop64_index.by_filter) UNION ALL (TABLE prop64_index.by_filter EXCEPT TABLE prop64_index.by_index);

SET client_min_messages = warning;
DROP SCHEMA prop64_index CASCADE;
DROP ROLE regress_prop64_clerk;
