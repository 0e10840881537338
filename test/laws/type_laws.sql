-- The laws of a type that is totally ordered and hashed: what every index, join,
-- aggregate, partition, dump and replica takes for granted.
--
-- The caller provides:
--   table samples (t text)   spellings of values, one for each value, every odd one among them
--   :type                    the type, with its schema
--   :ops                     the schema of its operators
--   :cmp :hash :hash_extended :send   its support functions, with their schema
--   :file                    a file that may be written
--
-- Each law tells how often it was broken.
\set QUIET on
SET client_min_messages = warning;
CREATE SCHEMA prop64_laws;
CREATE TABLE prop64_laws.broken (id int GENERATED ALWAYS AS IDENTITY, law text, broken bigint);
CREATE TABLE prop64_laws.v AS
    SELECT row_number() OVER () AS id, CAST(t AS :type) AS v FROM samples;

-- text and binary

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'text: what is printed reads as the same value', count(*)
  FROM prop64_laws.v AS x
 WHERE :send(x.v) OPERATOR(pg_catalog.<>) :send(CAST(x.v::text AS :type))
    OR CAST(x.v::text AS :type)::text OPERATOR(pg_catalog.<>) x.v::text;

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'text: every sample is another value, and prints in another way', count(*) - count(DISTINCT v::text) + count(*) - count(DISTINCT :send(v))
  FROM prop64_laws.v;

\set binary_out 'COPY prop64_laws.v (id, v) TO STDOUT (FORMAT binary) \\g ' :file
\set binary_in '\\copy prop64_laws.arrived FROM ' :'file' ' (FORMAT binary)'
\set text_out 'COPY prop64_laws.v (id, v) TO STDOUT \\g ' :file
\set text_in '\\copy prop64_laws.arrived FROM ' :'file'
CREATE TABLE prop64_laws.arrived (id bigint, v :type);
:binary_out
:binary_in
INSERT INTO prop64_laws.broken (law, broken)
SELECT 'binary: what is sent arrives as the same value',
       count(*) FILTER (WHERE a.v IS NULL OR :send(a.v) OPERATOR(pg_catalog.<>) :send(x.v) OR NOT (a.v OPERATOR(:ops.=) x.v))
  FROM prop64_laws.v AS x LEFT JOIN prop64_laws.arrived AS a USING (id);
TRUNCATE prop64_laws.arrived;
:text_out
:text_in
INSERT INTO prop64_laws.broken (law, broken)
SELECT 'copy: what a dump writes is restored as the same value',
       count(*) FILTER (WHERE a.v IS NULL OR :send(a.v) OPERATOR(pg_catalog.<>) :send(x.v) OR NOT (a.v OPERATOR(:ops.=) x.v))
  FROM prop64_laws.v AS x LEFT JOIN prop64_laws.arrived AS a USING (id);

-- order

CREATE TABLE prop64_laws.pair AS
    SELECT a.id AS a, b.id AS b, pg_catalog.sign(:cmp(a.v, b.v))::int AS cmp, a.v AS va, b.v AS vb
      FROM prop64_laws.v AS a CROSS JOIN prop64_laws.v AS b;
CREATE INDEX ON prop64_laws.pair (a, b);
ANALYZE prop64_laws.pair;

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'order: comparing the other way round gives the opposite', count(*)
  FROM prop64_laws.pair AS x JOIN prop64_laws.pair AS y ON y.a = x.b AND y.b = x.a
 WHERE x.cmp <> -y.cmp;

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'order: equal are exactly a value and itself', count(*) FROM prop64_laws.pair WHERE (cmp = 0) <> (a = b);

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'order: a before b and b before c make a before c', count(*)
  FROM prop64_laws.pair AS x
  JOIN prop64_laws.pair AS y ON y.a = x.b AND y.cmp < 0
  JOIN prop64_laws.pair AS z ON z.a = x.a AND z.b = y.b
 WHERE x.cmp < 0 AND z.cmp >= 0;

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'order: the six operators say what the comparison says', count(*)
  FROM prop64_laws.pair
 WHERE (va OPERATOR(:ops.<) vb) <> (cmp < 0) OR (va OPERATOR(:ops.<=) vb) <> (cmp <= 0)
    OR (va OPERATOR(:ops.=) vb) <> (cmp = 0) OR (va OPERATOR(:ops.<>) vb) <> (cmp <> 0)
    OR (va OPERATOR(:ops.>) vb) <> (cmp > 0) OR (va OPERATOR(:ops.>=) vb) <> (cmp >= 0);

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'order: operators with NULL are NULL', count(*)
  FROM prop64_laws.v AS x
 WHERE (x.v OPERATOR(:ops.<) NULL) IS NOT NULL OR (NULL OPERATOR(:ops.=) x.v) IS NOT NULL;

CREATE TABLE prop64_laws.rank AS
    SELECT a AS id, count(*) FILTER (WHERE cmp > 0) AS rank FROM prop64_laws.pair GROUP BY a;

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'order: sorting puts every value where comparing puts it', count(*) FILTER (WHERE s.n - 1 <> r.rank)
  FROM (SELECT id, row_number() OVER (ORDER BY v USING OPERATOR(:ops.<)) AS n FROM prop64_laws.v) AS s JOIN prop64_laws.rank AS r USING (id);

-- hashes

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'hash: the same value has the same hash, read or stored or received', count(*)
  FROM prop64_laws.v AS x JOIN prop64_laws.arrived AS a USING (id)
 WHERE :hash(x.v) <> :hash(a.v) OR :hash(x.v) <> :hash(CAST(x.v::text AS :type))
    OR :hash_extended(x.v, 64) <> :hash_extended(a.v, 64);

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'hash: the long hash with seed 0 ends in the short one', count(*)
  FROM prop64_laws.v WHERE (:hash_extended(v, 0) & 4294967295) <> (:hash(v)::bigint & 4294967295);

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'hash: another seed gives another hash', count(*)
  FROM prop64_laws.v
 WHERE :hash_extended(v, 0) = :hash_extended(v, 1) OR :hash_extended(v, 1) = :hash_extended(v, 4294967297);

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'hash: nine values of ten have a hash of their own',
       (10 * count(DISTINCT :hash(v)) < 9 * count(*))::int + (10 * count(DISTINCT :hash_extended(v, 1)) < 9 * count(*))::int
  FROM prop64_laws.v;

INSERT INTO prop64_laws.broken (law, broken)
SELECT 'hash: the lowest four bits spread over all their values', (count(DISTINCT :hash(v) & 15) < 16)::int FROM prop64_laws.v;

-- plans: 20 rows of each value, and a NULL

CREATE TABLE prop64_laws.many AS
    SELECT x.id, x.v FROM prop64_laws.v AS x CROSS JOIN pg_catalog.generate_series(1, 20) ORDER BY pg_catalog.hashint8(x.id * 31 + generate_series);
INSERT INTO prop64_laws.many VALUES (0, NULL);
CREATE INDEX many_v ON prop64_laws.many USING btree (v);
ANALYZE prop64_laws.many;

CREATE FUNCTION pg_temp.counts() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    result text;
BEGIN
    EXECUTE pg_catalog.format('SELECT pg_catalog.string_agg(pg_catalog.concat_ws('','', x.id,
            (SELECT count(*) FROM prop64_laws.many AS m WHERE m.v OPERATOR(%1$I.=) x.v),
            (SELECT count(*) FROM prop64_laws.many AS m WHERE m.v OPERATOR(%1$I.<) x.v),
            (SELECT count(*) FROM prop64_laws.many AS m WHERE m.v OPERATOR(%1$I.<=) x.v),
            (SELECT count(*) FROM prop64_laws.many AS m WHERE m.v OPERATOR(%1$I.>) x.v),
            (SELECT count(*) FROM prop64_laws.many AS m WHERE m.v OPERATOR(%1$I.>=) x.v)), '' '' ORDER BY x.id)
        FROM prop64_laws.v AS x', pg_catalog.current_setting('prop64_laws.ops')) INTO result;
    RETURN result;
END;
$$;
CREATE FUNCTION pg_temp.plans(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    result text = '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        result = result || line || E'\n';
    END LOOP;
    RETURN result;
END;
$$;
CREATE FUNCTION pg_temp.estimate(query text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
    RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric;
END;
$$;
SELECT pg_catalog.set_config('prop64_laws.ops', :'ops', false) \gset ignored_

SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off;
SELECT pg_temp.counts() AS by_scan \gset
RESET enable_indexscan; RESET enable_bitmapscan; RESET enable_indexonlyscan;
SET enable_seqscan = off;
SELECT pg_temp.counts() AS by_btree \gset
DROP INDEX prop64_laws.many_v;
CREATE INDEX many_v ON prop64_laws.many USING hash (v);
SELECT pg_temp.counts() AS by_hash \gset
RESET enable_seqscan;
INSERT INTO prop64_laws.broken (law, broken) VALUES
    ('plans: a btree index finds what a scan finds', (:'by_btree' IS DISTINCT FROM :'by_scan')::int),
    ('plans: a hash index finds what a scan finds', (:'by_hash' IS DISTINCT FROM :'by_scan')::int);
DROP INDEX prop64_laws.many_v;

\set join_query 'SELECT count(*) FROM prop64_laws.many AS x JOIN prop64_laws.many AS y ON x.v OPERATOR(' :ops '.=) y.v'
SET enable_mergejoin = off; SET enable_nestloop = off;
SELECT :'join_query' AS query \gset
SELECT count(*) AS hash_rows FROM prop64_laws.many AS x JOIN prop64_laws.many AS y ON x.v OPERATOR(:ops.=) y.v \gset
SELECT (pg_temp.plans(:'query') !~ 'Hash Join')::int AS not_hash \gset
SET enable_hashjoin = off; RESET enable_mergejoin;
SELECT count(*) AS merge_rows FROM prop64_laws.many AS x JOIN prop64_laws.many AS y ON x.v OPERATOR(:ops.=) y.v \gset
SELECT (pg_temp.plans(:'query') !~ 'Merge Join')::int AS not_merge \gset
SET enable_mergejoin = off; RESET enable_nestloop;
SELECT count(*) AS loop_rows FROM prop64_laws.many AS x JOIN prop64_laws.many AS y ON x.v OPERATOR(:ops.=) y.v \gset
RESET enable_hashjoin; RESET enable_mergejoin;
INSERT INTO prop64_laws.broken (law, broken)
SELECT 'plans: hash, merge and nested-loop joins give the same rows',
       (:hash_rows <> :loop_rows)::int + (:merge_rows <> :loop_rows)::int + (:loop_rows <> 400 * count(*))::int + :not_hash + :not_merge
  FROM prop64_laws.v;

SET enable_hashagg = off;
SELECT pg_catalog.string_agg(n::text || ':' || v::text, ' ' ORDER BY v::text COLLATE "C") AS by_sort
  FROM (SELECT count(*) AS n, v FROM prop64_laws.many GROUP BY v) AS g \gset
RESET enable_hashagg; SET enable_sort = off;
SELECT pg_catalog.string_agg(n::text || ':' || v::text, ' ' ORDER BY v::text COLLATE "C") AS by_hash
  FROM (SELECT count(*) AS n, v FROM prop64_laws.many GROUP BY v) AS g \gset
RESET enable_sort;
INSERT INTO prop64_laws.broken (law, broken)
VALUES ('plans: grouping by sorting and by hashing gives the same groups', (:'by_sort' IS DISTINCT FROM :'by_hash')::int);

SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
ALTER TABLE prop64_laws.many SET (parallel_workers = 2);
SELECT pg_catalog.string_agg(id || ':' || n, ' ' ORDER BY id) AS in_parallel
  FROM (SELECT x.id, count(*) AS n FROM prop64_laws.v AS x JOIN prop64_laws.many AS m ON m.v OPERATOR(:ops.<=) x.v GROUP BY x.id) AS c \gset
SET max_parallel_workers_per_gather = 0;
SELECT pg_catalog.string_agg(id || ':' || n, ' ' ORDER BY id) AS in_serial
  FROM (SELECT x.id, count(*) AS n FROM prop64_laws.v AS x JOIN prop64_laws.many AS m ON m.v OPERATOR(:ops.<=) x.v GROUP BY x.id) AS c \gset
RESET max_parallel_workers_per_gather; RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
INSERT INTO prop64_laws.broken (law, broken)
VALUES ('plans: parallel workers give the rows that one process gives', (:'in_parallel' IS DISTINCT FROM :'in_serial')::int);

-- estimates: each value stands in equally many rows

SELECT x.v::text AS middle, (SELECT count(*) FROM prop64_laws.many AS m WHERE m.v OPERATOR(:ops.<) x.v) AS before_middle
  FROM prop64_laws.v AS x JOIN prop64_laws.rank AS r USING (id)
 WHERE r.rank = (SELECT count(*) / 2 FROM prop64_laws.v) \gset
SELECT count(*) AS all_rows FROM prop64_laws.many \gset
INSERT INTO prop64_laws.broken (law, broken)
SELECT 'estimates: within a factor of three for =, <> and <', count(*)
  FROM (VALUES ('=', 20), ('<>', :all_rows - 21), ('<', :before_middle)) AS e (operator, rows),
       LATERAL (SELECT pg_temp.estimate(pg_catalog.format('SELECT FROM prop64_laws.many AS m WHERE m.v OPERATOR(%I.%s) %L::%s',
                                                          :'ops', e.operator, :'middle', :'type')) AS guess) AS g
 WHERE g.guess NOT BETWEEN e.rows / 3.0 AND e.rows * 3.0;

-- containers

CREATE DOMAIN prop64_laws.domain AS :type;
CREATE TYPE prop64_laws.range AS RANGE (subtype = :type);
INSERT INTO prop64_laws.broken (law, broken)
SELECT 'containers: an array is searched, a domain and a range keep the order', count(*)
  FROM prop64_laws.pair
 WHERE (va OPERATOR(:ops.=) ANY (ARRAY[vb])) <> (cmp = 0)
    OR (ARRAY[va] OPERATOR(pg_catalog.<) ARRAY[vb]) <> (cmp < 0)
    OR (va::prop64_laws.domain OPERATOR(:ops.<) vb::prop64_laws.domain) <> (cmp < 0)
    OR cmp <= 0 AND (prop64_laws.range(va, vb, '[]') OPERATOR(pg_catalog.@>) vb) IS NOT TRUE;
INSERT INTO prop64_laws.broken (law, broken)
SELECT 'containers: an array prints and reads as the same array', count(*)
  FROM prop64_laws.pair WHERE a <= b AND (ARRAY[va, NULL, vb]::text::prop64_laws.domain[])::text <> ARRAY[va, NULL, vb]::text;

CREATE TABLE prop64_laws.parts (v :type) PARTITION BY HASH (v);
CREATE TABLE prop64_laws.part0 PARTITION OF prop64_laws.parts FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE prop64_laws.part1 PARTITION OF prop64_laws.parts FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE prop64_laws.part2 PARTITION OF prop64_laws.parts FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO prop64_laws.parts SELECT v FROM prop64_laws.v;
INSERT INTO prop64_laws.broken (law, broken)
SELECT 'containers: a value is found again in its hash partition', count(*)
  FROM prop64_laws.v AS x WHERE (SELECT count(*) FROM prop64_laws.parts AS p WHERE p.v OPERATOR(:ops.=) x.v) <> 1;

SELECT count(*) >= 100 AS enough_samples FROM prop64_laws.v;
SELECT law, broken FROM prop64_laws.broken ORDER BY id;
DROP SCHEMA prop64_laws CASCADE;
RESET client_min_messages;
