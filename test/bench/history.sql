-- Gathering rows into records: time against a plain GROUP BY, by partition, for long
-- records, and memory.
--
--   rows    how many convictions (1000000)
--   people  of how many persons (rows / 4)
--
-- Times are medians of 5, taken by turns, in one run.  EXPLAIN ANALYZE is what is
-- timed, so nothing is sent.  Memory is what the backend itself held at most
-- (VmHWM of /proc/self/status, less shared memory), so a superuser of Linux runs it.
\if :{?rows} \else \set rows 1000000 \endif
\if :{?people} \else \set people '(' :rows ' / 4)' \endif
\set QUIET on
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
CREATE SCHEMA bench;
CREATE TABLE bench.conviction AS
SELECT i AS id, ((hashint8extended(i, 1) & 9007199254740991) % :people)::integer AS person,
       (ARRAY['HS 11357(b)', 'HS 11358', 'HS 11359', 'HS 11360(a)', 'PC 459', 'VC 23152(a)', 'PC 245(a)(1)', 'PC 484(a)'])[1 + i % 8]::prop64.charge AS charge,
       (ARRAY['FELONY', 'MISDEMEANOR', 'F'])[1 + i % 3] AS severity, date '1980-01-01' + (hashint4(i) & 16383) AS convicted,
       'case ' || i / 3 AS case_key, i::text AS count_key, (ARRAY['CONVICTED', 'CONVICTED-PROB/JAIL', 'DISMISSED 1203.4 PC', NULL])[1 + i % 4] AS disposition
  FROM generate_series(1, :rows) AS i;
VACUUM ANALYZE bench.conviction;

\ir common/ms_of.sql
-- Medians of the queries, asked by turns, and what they are to the first.
CREATE FUNCTION bench.compare(names text[], queries text[], times integer DEFAULT 5)
RETURNS TABLE (query text, ms numeric, ratio numeric) LANGUAGE plpgsql AS $$
DECLARE
    taken double precision[];
    medians double precision[];
BEGIN
    FOR turn IN 1 .. times LOOP
        FOR q IN 1 .. array_length(queries, 1) LOOP
            taken := taken || bench.ms_of(queries[q]);
        END LOOP;
    END LOOP;
    SELECT array_agg(median ORDER BY q) INTO medians
      FROM (SELECT (i - 1) % array_length(queries, 1) + 1 AS q, percentile_cont(0.5) WITHIN GROUP (ORDER BY t) AS median
              FROM unnest(taken) WITH ORDINALITY AS u (t, i) GROUP BY 1) AS m;
    RETURN QUERY SELECT names[q], round(medians[q]::numeric, 1), round((medians[q] / medians[1])::numeric, 2)
                   FROM generate_series(1, array_length(queries, 1)) AS q;
END $$;

SELECT count(*) AS rows, count(DISTINCT person) AS people, pg_size_pretty(pg_relation_size('bench.conviction')) AS on_disk,
       current_setting('work_mem') AS work_mem, current_setting('hash_mem_multiplier') AS hash_mem FROM bench.conviction;

-- ---- memory, first: a fresh backend has not held anything yet ----

\c -
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
-- kB that this process held at most, of its own
CREATE FUNCTION bench.held() RETURNS bigint LANGUAGE sql AS $$
    SELECT (regexp_match(s, 'VmHWM:\s+(\d+)'))[1]::bigint - (regexp_match(s, 'RssShmem:\s+(\d+)'))[1]::bigint
      FROM pg_read_file('/proc/self/status') AS s $$;
CREATE TABLE bench.memory (place integer, what text, kb bigint);
INSERT INTO bench.memory SELECT 1, 'before', bench.held();
CREATE TABLE bench.record AS
SELECT person, prop64.history_agg(prop64.event('conviction', charge, severity, convicted, case_key => case_key, count_key => count_key,
                                               disposition => disposition)) AS h
  FROM bench.conviction GROUP BY person;
INSERT INTO bench.memory SELECT 2, 'all records, hashed within work_mem', bench.held();
ANALYZE bench.record;
CREATE TABLE bench.answer AS
SELECT c.id, prop64.classify(prop64.shipped_policy('los_angeles_2019'), c.charge, c.severity, c.convicted, r.h, '2020-07-01',
                             case_key => c.case_key, count_key => c.count_key) AS e
  FROM bench.conviction AS c JOIN bench.record AS r USING (person);
INSERT INTO bench.memory SELECT 3, 'and every conviction classified', bench.held();
\echo 'Memory of the backend for the whole file, kB (at most 256 MB = 262144 kB)'
SELECT what, kb FROM bench.memory ORDER BY place;

-- ---- time ----

\echo 'GROUP BY person, one process (at most 3 for a record)'
SELECT * FROM bench.compare(ARRAY['count(*), max(date), min(date)', 'history_agg(charge, severity, convicted)', 'history_agg(kind, ... disposition)', 'history_agg(event(...))'], ARRAY[
    'SELECT person, count(*), max(convicted), min(convicted) FROM bench.conviction GROUP BY person',
    'SELECT person, prop64.history_agg(charge, severity, convicted) FROM bench.conviction GROUP BY person',
    $$SELECT person, prop64.history_agg('conviction', charge, severity, convicted, NULL, NULL, NULL, NULL, case_key, NULL, count_key, disposition) FROM bench.conviction GROUP BY person$$,
    $$SELECT person, prop64.history_agg(prop64.event('conviction', charge, severity, convicted, case_key => case_key, count_key => count_key, disposition => disposition))
        FROM bench.conviction GROUP BY person$$]);

SET work_mem = '256MB';
\echo 'The same in memory, with work_mem = 256MB'
SELECT * FROM bench.compare(ARRAY['count(*), max(date), min(date)', 'history_agg(charge, severity, convicted)', 'history_agg(kind, ... disposition)', 'history_agg(event(...))'], ARRAY[
    'SELECT person, count(*), max(convicted), min(convicted) FROM bench.conviction GROUP BY person',
    'SELECT person, prop64.history_agg(charge, severity, convicted) FROM bench.conviction GROUP BY person',
    $$SELECT person, prop64.history_agg('conviction', charge, severity, convicted, NULL, NULL, NULL, NULL, case_key, NULL, count_key, disposition) FROM bench.conviction GROUP BY person$$,
    $$SELECT person, prop64.history_agg(prop64.event('conviction', charge, severity, convicted, case_key => case_key, count_key => count_key, disposition => disposition))
        FROM bench.conviction GROUP BY person$$]);
RESET work_mem;

-- ---- by partition ----

CREATE TABLE bench.by_person (LIKE bench.conviction) PARTITION BY HASH (person);
SELECT format('CREATE TABLE bench.by_person_%s PARTITION OF bench.by_person FOR VALUES WITH (MODULUS 4, REMAINDER %s)', n, n)
  FROM generate_series(0, 3) AS n \gexec
INSERT INTO bench.by_person SELECT * FROM bench.conviction;
VACUUM ANALYZE bench.by_person;
SET enable_partitionwise_aggregate = on;
CREATE FUNCTION bench.with_workers(workers integer, query text) RETURNS double precision LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
    PERFORM set_config('parallel_leader_participation', CASE WHEN workers = 2 THEN 'off' ELSE 'on' END, true);
    RETURN bench.ms_of(query);
END $$;
\set partitioned 'SELECT person, prop64.convictions(prop64.history_agg(prop64.event(\'conviction\', charge, severity, convicted, case_key => case_key, count_key => count_key, disposition => disposition))) FROM bench.by_person GROUP BY person'
\echo 'Partitions by person, two workers against one process (at most 0.7 where two cores are free)'
BEGIN;
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_leader_participation = off;
EXPLAIN (COSTS OFF) :partitioned;
COMMIT;
\set plain 'SELECT person, count(*), max(convicted), min(convicted) FROM bench.by_person GROUP BY person'
SELECT what, round(serial::numeric, 1) AS serial_ms, round(parallel::numeric, 1) AS parallel_ms, round((parallel / serial)::numeric, 2) AS ratio
  FROM (SELECT what, percentile_cont(0.5) WITHIN GROUP (ORDER BY bench.with_workers(0, query)) AS serial,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY bench.with_workers(2, query)) AS parallel
          FROM (VALUES ('records', :'partitioned'), ('count(*), max(date), min(date), to compare', :'plain')) AS q (what, query), generate_series(1, 5)
         GROUP BY what) AS t ORDER BY what DESC;

-- ---- long records ----

CREATE TABLE bench.long AS
SELECT n AS person, i AS id, (ARRAY['HS 11357(b)', 'HS 11358', 'HS 11359', 'HS 11360(a)'])[1 + i % 4]::prop64.charge AS charge, 'F' AS severity,
       date '1980-01-01' + (hashint4(i) & 8191) AS convicted, i::text AS count_key
  FROM (VALUES (1600), (3200)) AS v (n), generate_series(1, n) AS i;
CREATE TABLE bench.long_record AS
SELECT person, prop64.history_agg(prop64.event('conviction', charge, severity, convicted, count_key => count_key)) AS h FROM bench.long GROUP BY person;
ANALYZE bench.long;
ANALYZE bench.long_record;
\echo 'One person with 1,600 and with 3,200 convictions (at most 2.3): the record, then every conviction classified with it'
SELECT * FROM bench.compare(ARRAY['1,600 convictions, record', '3,200 convictions, record'], ARRAY[
    'SELECT prop64.history_agg(prop64.event(''conviction'', charge, severity, convicted, count_key => count_key)) FROM bench.long, generate_series(1, 20) AS n WHERE person = 1600 GROUP BY n',
    'SELECT prop64.history_agg(prop64.event(''conviction'', charge, severity, convicted, count_key => count_key)) FROM bench.long, generate_series(1, 20) AS n WHERE person = 3200 GROUP BY n']);
SELECT * FROM bench.compare(ARRAY['1,600 convictions, classified', '3,200 convictions, classified'], ARRAY[
    'SELECT prop64.classify(prop64.shipped_policy(''los_angeles_2019''), charge, severity, convicted, h, ''2020-07-01'', count_key => count_key) FROM bench.long JOIN bench.long_record USING (person) WHERE person = 1600',
    'SELECT prop64.classify(prop64.shipped_policy(''los_angeles_2019''), charge, severity, convicted, h, ''2020-07-01'', count_key => count_key) FROM bench.long JOIN bench.long_record USING (person) WHERE person = 3200'], 3);

\c -
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
TRUNCATE bench.memory;
INSERT INTO bench.memory SELECT 1, 'before', bench.held();
CREATE TABLE bench.longest (h prop64.history);
\echo 'A million events of one person: time to gather, and memory, kB'
SELECT round(extract(epoch FROM clock_timestamp()) * 1000) AS began \gset
INSERT INTO bench.longest SELECT prop64.history_agg(charge, severity, convicted) FROM bench.conviction, generate_series(1, (1000000 / :rows)::integer) HAVING count(*) <= 1000000;
SELECT round(extract(epoch FROM clock_timestamp()) * 1000) - :began AS ms, prop64.events(h) AS events,
       pg_size_pretty(pg_column_size(h)::bigint) AS stored FROM bench.longest;
INSERT INTO bench.memory SELECT 2, 'gathered and stored', bench.held();
SELECT prop64.convictions(h) AS convictions, prop64.last_conviction(h) FROM bench.longest;
INSERT INTO bench.memory SELECT 3, 'and asked for its counts', bench.held();
SELECT what, kb FROM bench.memory ORDER BY place;
DROP SCHEMA bench CASCADE;
