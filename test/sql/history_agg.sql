SET client_min_messages = warning;
-- history_agg: in any order, in parts, in parallel, over windows

CREATE SCHEMA history_test;
CREATE TABLE history_test.rows (person int, id int, e prop64.history, charge prop64.charge, severity text, convicted date);
INSERT INTO history_test.rows
    SELECT i % 300, i,
        CASE WHEN i % 11 = 0 THEN NULL
             ELSE prop64.event((ARRAY['conviction', 'arrest', 'registration'])[1 + i % 3],
                    (ARRAY['HS 11357(b)', 'HS 11358', 'PC 459', NULL])[1 + i % 4]::prop64.charge,
                    (ARRAY['F', 'M', 'I', NULL])[1 + i % 4], date '2000-01-01' + i % 500,
                    count_key => CASE WHEN i % 2 = 0 THEN (i % 7)::text END,
                    disposition => (ARRAY['vacated', 'reduced', NULL])[1 + i % 3]) END,
        (ARRAY['HS 11357(b)', 'HS 11358', 'PC 459', NULL])[1 + i % 4]::prop64.charge,
        (ARRAY['F', 'M', 'I', NULL])[1 + i % 4], CASE WHEN i % 4 < 3 THEN date '2000-01-01' + i % 500 END
    FROM generate_series(1, 6000) AS i;
ANALYZE history_test.rows;

-- no rows: NULL, no record is known; rows without events: the empty record
SELECT prop64.history_agg(e) IS NULL AS no_rows FROM history_test.rows WHERE false;
SELECT prop64.history_agg(NULL::prop64.history) AS only_nulls FROM generate_series(1, 3);
SELECT prop64.history_agg(charge, severity, convicted) IS NULL AS no_rows FROM history_test.rows WHERE false;
SELECT prop64.history_agg(NULL, NULL, NULL) AS outer_join FROM generate_series(1, 3);
SELECT prop64.history_agg('HS 11358', NULL, NULL), prop64.history_agg(NULL, 'F', NULL), prop64.history_agg(NULL, NULL, '2001-01-01');

-- the short form is the long form
SELECT prop64.history_eq(prop64.history_agg(charge, severity, convicted),
    prop64.history_agg(prop64.event(charge => charge, severity => severity, on_date => convicted))
        FILTER (WHERE charge IS NOT NULL OR severity IS NOT NULL OR convicted IS NOT NULL))
FROM history_test.rows;

-- the wide form is event() without its record; a row of NULLs is no event, one without a kind is an error
CREATE TABLE history_test.wide AS
    SELECT i AS id, i % 40 AS person, (ARRAY['conviction', ' Arrest', 'CHARGE', 'adjudication', 'registration', 'death'])[1 + i % 6] AS kind,
        (ARRAY['HS 11357(b)', 'HS 11358', NULL])[1 + i % 3]::prop64.charge AS charge, (ARRAY['F', 'misd.', NULL, '?'])[1 + i % 4] AS severity,
        CASE WHEN i % 5 = 0 THEN date '1990-01-01' + i END AS on_date, CASE WHEN i % 5 = 1 THEN prop64.doj_date((1980 + i % 20) || '0000') END AS on_bounds,
        (ARRAY['M', NULL])[1 + i % 2] AS severity_now, CASE WHEN i % 7 = 0 THEN date '1995-01-01' + i END AS sentence_ends,
        CASE WHEN i % 7 = 1 THEN daterange(date '1995-01-01' + i, NULL) END AS sentence_bounds, CASE WHEN i % 3 = 0 THEN 'case ' || i % 9 END AS case_key,
        CASE WHEN i % 4 = 0 THEN 'cycle ' || i % 8 END AS cycle_key, CASE WHEN i % 2 = 0 THEN (i % 11)::text ELSE ' ' END AS count_key,
        (ARRAY['VACATED', 'REDUCED', NULL, 'PROBATION REVOKED', 'who knows'])[1 + i % 5] AS disposition
    FROM generate_series(1, 4000) AS i;
SELECT count(*) AS people, count(DISTINCT a) AS records, bool_and(prop64.history_eq(a, b)) AS same
FROM (SELECT prop64.history_agg(kind, charge, severity, on_date, on_bounds, severity_now, sentence_ends, sentence_bounds, case_key, cycle_key, count_key, disposition) AS a,
             prop64.history_agg(prop64.event(kind, charge, severity, on_date, on_bounds, severity_now, sentence_ends, sentence_bounds, case_key, cycle_key, count_key, disposition)) AS b
      FROM history_test.wide GROUP BY person) AS t;
SELECT prop64.history_agg(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) AS outer_join FROM generate_series(1, 3);
SELECT prop64.history_agg('death', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) FROM generate_series(1, 2);
SELECT prop64.history_agg('death', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) IS NULL AS no_rows FROM generate_series(1, 0);
SELECT prop64.history_agg('conviction', 'HS 11358', 'F', '2009-05-01', NULL, 'M', NULL, '[2012-05-01,)', 'A', 'B', 'C', 'REDUCED');
SELECT prop64.history_agg(NULL, 'HS 11358', 'F', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT prop64.history_agg('trial', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT prop64.history_agg('arrest', NULL, NULL, '2001-01-01', '[2001-01-01,2001-01-01]', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT prop64.history_agg('arrest', NULL, NULL, '10000-01-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
SELECT prop64.history_agg('arrest', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, repeat('k', 256), NULL);

-- any order of rows gives the same bytes
SELECT count(DISTINCT h) AS records, count(*) AS orders
FROM generate_series(1, 40) AS seed,
    LATERAL (SELECT prop64.history_agg(e ORDER BY pg_catalog.md5(id::text || seed::text)) AS h FROM history_test.rows WHERE id <= 200) AS t;

-- gathering in two steps, however the parts are cut, is gathering at once
SELECT count(DISTINCT h) AS records, bool_and(prop64.history_eq(h, whole.h2)) AS same
FROM generate_series(1, 20) AS seed,
    LATERAL (SELECT prop64.history_agg(part) AS h FROM
        (SELECT prop64.history_agg(e) AS part FROM history_test.rows GROUP BY pg_catalog.hashint4(id) % (seed + 1)) AS p) AS t,
    (SELECT prop64.history_agg(e) AS h2 FROM history_test.rows) AS whole;

-- equal events are all kept
SELECT prop64.events(prop64.history_agg(prop64.event('conviction', 'HS 11358', 'F', '2001-01-01'))) FROM generate_series(1, 3);

-- in parallel: partial states are serialized, checked and combined
CREATE TABLE history_test.serial AS
    SELECT person, prop64.history_agg(e) AS h, prop64.history_agg(charge, severity, convicted) AS short FROM history_test.rows GROUP BY person;
SET min_parallel_table_scan_size = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET max_parallel_workers_per_gather = 2;
ALTER TABLE history_test.rows SET (parallel_workers = 2);
SET enable_hashagg = on;
EXPLAIN (COSTS OFF) SELECT prop64.history_agg(e) FROM history_test.rows;
SELECT prop64.history_eq(prop64.history_agg(e), (SELECT prop64.history_agg(h) FROM history_test.serial)) AS parallel_is_serial FROM history_test.rows;
SET parallel_leader_participation = off;
SELECT count(*) AS people, count(*) FILTER (WHERE prop64.history_eq(p.h, s.h) AND prop64.history_eq(p.short, s.short)) AS same
FROM (SELECT person, prop64.history_agg(e) AS h, prop64.history_agg(charge, severity, convicted) AS short FROM history_test.rows GROUP BY person) AS p
    JOIN history_test.serial AS s USING (person);
SELECT prop64.history_agg(e) IS NULL AS no_rows FROM history_test.rows WHERE person < 0;
RESET parallel_leader_participation;
RESET min_parallel_table_scan_size;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET max_parallel_workers_per_gather;

-- over a window the state is finished many times and stays as it was
SELECT count(*) AS rows, bool_and(prop64.history_eq(w.h, s.h)) AS same
FROM (SELECT person, prop64.history_agg(e) OVER (PARTITION BY person) AS h FROM history_test.rows) AS w JOIN history_test.serial AS s USING (person);
SELECT bool_and(prop64.events(h) = n) AS growing
FROM (SELECT prop64.history_agg(e) OVER w AS h, count(e) OVER w AS n FROM history_test.rows WHERE id <= 500 WINDOW w AS (ORDER BY id)) AS t;
SELECT bool_and(prop64.events(h) = n) AS moving
FROM (SELECT prop64.history_agg(e) OVER w AS h, count(e) OVER w AS n FROM history_test.rows WHERE id <= 500
      WINDOW w AS (ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING)) AS t;

-- two finals share one state
SELECT bool_and(prop64.history_eq(a, b)) FROM (SELECT prop64.history_agg(e) AS a, prop64.history_agg(e) AS b FROM history_test.rows GROUP BY person) AS t;

-- a part of the rows, and parts that spill to disk
SELECT prop64.events(prop64.history_agg(e) FILTER (WHERE id % 2 = 0)) = count(e) FILTER (WHERE id % 2 = 0) AS filtered FROM history_test.rows;
SELECT prop64.history_agg(e) FILTER (WHERE false) IS NULL AS nothing_seen FROM history_test.rows;
SET work_mem = '64kB';
SELECT count(*) FILTER (WHERE prop64.history_eq(p.h, s.h)) AS same
FROM (SELECT person, prop64.history_agg(e) AS h FROM history_test.rows GROUP BY person) AS p JOIN history_test.serial AS s USING (person);
RESET work_mem;

-- its functions are of the aggregate alone; how PostgreSQL says so depends on its minor version
DO $$
DECLARE
    call text;
BEGIN
    FOREACH call IN ARRAY ARRAY['history_agg_final(NULL)', 'history_agg_combine(NULL, NULL)', 'history_agg_transition(NULL, NULL)',
        'history_agg_event_transition(NULL, ''death'', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)']
    LOOP
        BEGIN
            EXECUTE 'SELECT prop64.' || call;
            RAISE EXCEPTION '% was called', call;
        EXCEPTION WHEN feature_not_supported OR undefined_function THEN
            NULL;
        END;
    END LOOP;
END
$$;

-- every function of the aggregate is fit for parallel plans
SELECT DISTINCT p.proparallel, p.provolatile FROM pg_catalog.pg_proc AS p
WHERE p.pronamespace = 'prop64'::pg_catalog.regnamespace AND p.proname LIKE 'history\_agg%';
DROP SCHEMA history_test CASCADE;
