-- Reports: what it costs to keep them, and to look at them.
--
--   rows   how many convictions, about (1000000)
--   kept   how often reports are made and kept (3)
--   turns  how often a view is asked (5)
--
-- A table of convictions, two a person, with an index on who they are of.  Times are of the
-- statements as their caller waits for them, as a pooled session has them.  Each turn makes the
-- reports anew after it asked the baselines; a ratio is of one turn, and what is told is the median
-- of the turns.  Times of views are EXPLAIN ANALYZE's own.
\if :{?rows} \else \set rows 1000000 \endif
\if :{?kept} \else \set kept 3 \endif
\if :{?turns} \else \set turns 5 \endif
\set QUIET on
SET client_min_messages = warning;
SET work_mem = '64MB';
SET maintenance_work_mem = '64MB';
CREATE SCHEMA bench;

CREATE FUNCTION bench.draw(i bigint, seed bigint, n integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT ((hashint8extended(i, seed) & 1099511627775) % n)::integer';
CREATE TABLE bench.source AS
SELECT i AS conviction_id, bench.draw(i, 1, (:rows * 0.5)::integer)::bigint AS person_id,
       (ARRAY['11357(B) HS-POSSESS MARIJUANA 28.5-', '11358 HS-CULTIVATE MARIJUANA', '11359 HS-POSSESS MARIJUANA FOR SALE', '11360(A) HS-TRANSPORT/SELL MARIJUANA', '11357(C) HS',
              '459 PC-BURGLARY', '484(A) PC', '23152(A) VC-DUI', '14601.1(A) VC', '11377(A) HS', '211 PC-ROBBERY', '187(A) PC', '647(F) PC', '664/11360(A) HS', 'SEE COMMENT FOR CHARGE'])[1 + bench.draw(i, 2, 15)] AS charge,
       (ARRAY['FELONY', 'FELONY', 'MISDEMEANOR', 'MISDEMEANOR', 'INFRACTION', NULL])[1 + bench.draw(i, 3, 6)] AS severity,
       date '1975-01-01' + bench.draw(i, 4, 15288) AS convicted_on,
       date '1935-01-01' + bench.draw(bench.draw(i, 1, (:rows * 0.5)::integer), 5, 14000) AS born_on,
       CASE WHEN bench.draw(i, 6, 3) > 0 THEN date '1975-01-01' + bench.draw(i, 4, 15288) + 90 + bench.draw(i, 7, 1500) END AS sentence_ends_on,
       'C' || i / 2 AS case_number,
       (ARRAY['YOLO', 'SOLANO', 'KERN', 'FRESNO'])[1 + bench.draw(i, 8, 4)] AS county,
       (ARRAY['HISPANIC', 'WHITE', 'BLACK', 'ASIAN', 'OTHER', NULL])[1 + bench.draw(bench.draw(i, 1, (:rows * 0.5)::integer), 9, 6)] AS race,
       (ARRAY['M', 'M', 'M', 'F'])[1 + bench.draw(bench.draw(i, 1, (:rows * 0.5)::integer), 10, 4)] AS sex,
       CASE bench.draw(i, 11, 20) WHEN 0 THEN 'granted' WHEN 1 THEN 'challenged' END AS status,
       timestamptz '2020-01-01 00:00+00' + bench.draw(i, 12, 1000000) * interval '1 second' AS changed_at
  FROM generate_series(1, :rows) AS i;
ALTER TABLE bench.source ADD PRIMARY KEY (conviction_id);
CREATE INDEX ON bench.source (person_id);
VACUUM ANALYZE bench.source;
CREATE TABLE bench.record AS
SELECT person_id, prop64.history_agg(prop64.event('conviction', prop64.to_charge(charge), severity, convicted_on, sentence_ends => sentence_ends_on, count_key => 'conviction_id ' || conviction_id)) AS history
  FROM bench.source GROUP BY person_id;
CREATE TABLE bench.stored AS SELECT s.*, prop64.to_charge(charge) AS read, 'conviction_id ' || conviction_id AS count_key, history FROM bench.source AS s JOIN bench.record USING (person_id);
VACUUM ANALYZE bench.stored;

-- How long a statement takes, as its caller waits.
CREATE TABLE bench.took (turn integer, what text, ms double precision);
CREATE PROCEDURE bench.take(turn integer, name text, statement text) LANGUAGE plpgsql AS $$
DECLARE t timestamptz := clock_timestamp();
BEGIN
    EXECUTE statement;
    INSERT INTO bench.took VALUES (turn, name, 1000 * extract(epoch FROM clock_timestamp() - t));
END $$;
\ir common/ms_of.sql

\set la 'prop64.shipped_policy(\'los_angeles_2019\')'
SELECT format('SELECT count(prop64.classify(%s, read, severity, convicted_on, history, ''2020-07-01'', born => born_on, sentence_ends => sentence_ends_on, count_key => count_key)) FROM bench.stored', :'la') AS classify,
       format('SELECT count(d.eligibility) FROM prop64.determinations(''bench.source'', %s, ''2020-07-01'') AS d', :'la') AS determinations,
       format('CALL prop64.create_reports(''reports'', ''bench.source'', %s, ''2020-07-01'')', :'la') AS make \gset
-- once, so that no turn is the first to read the tables
CALL bench.take(0, 'classify over stored histories', :'classify');
CALL bench.take(0, 'determinations', :'determinations');
SELECT s.statement FROM generate_series(1, :kept) AS turn, LATERAL (VALUES
    (1, 'DROP SCHEMA IF EXISTS reports CASCADE'),
    (2, 'VACUUM ANALYZE bench.source'),
    (3, format('CALL bench.take(%s, ''classify over stored histories'', %L)', turn, :'classify')),
    (4, format('CALL bench.take(%s, ''determinations'', %L)', turn, :'determinations')),
    (5, :'make'),
    (6, format('CALL bench.take(%s, ''first refresh'', ''CALL prop64.refresh_reports(''''reports'''')'')', turn)),
    (7, 'VACUUM ANALYZE reports.determination'),
    (8, format('UPDATE bench.source SET changed_at = timestamptz ''2021-01-01'' + %s * interval ''1 day'', '
               'severity = CASE WHEN severity = ''INFRACTION'' THEN ''FELONY'' ELSE ''INFRACTION'' END WHERE person_id %% 100 = 7', turn)),
    (9, format('CALL bench.take(%s, ''refresh after 1 %% of people changed'', ''CALL prop64.refresh_reports(''''reports'''')'')', turn)),
    (10, format('CALL bench.take(%s, ''refresh after nothing changed'', ''CALL prop64.refresh_reports(''''reports'''')'')', turn)),
    (11, format('CALL bench.take(%s, ''refresh of everybody, nothing changed'', ''CALL prop64.refresh_reports(''''reports'''', everybody => true)'')', turn)),
    (12, 'VACUUM ANALYZE reports.determination')) AS s (place, statement)
 ORDER BY turn, place \gexec

\echo 'Keeping reports (determinations a small multiple of classify; first refresh at most 3 of determinations; after 1 % at most 0.1 of the first refresh)'
SELECT what, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::numeric) AS ms,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms / classify)::numeric, 2) AS to_classify,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms / determinations)::numeric, 2) AS to_determinations,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms / first)::numeric, 3) AS to_first_refresh
  FROM (SELECT t.*, max(ms) FILTER (WHERE what LIKE 'classify%') OVER w AS classify, max(ms) FILTER (WHERE what = 'determinations') OVER w AS determinations,
               max(ms) FILTER (WHERE what = 'first refresh') OVER w AS first
          FROM bench.took AS t WHERE turn > 0 WINDOW w AS (PARTITION BY turn)) AS t
 GROUP BY what ORDER BY ms;

CREATE TABLE bench.view (view text, ms double precision);
SELECT format('INSERT INTO bench.view SELECT %L, percentile_cont(0.5) WITHIN GROUP (ORDER BY bench.ms_of(%L)) FROM generate_series(1, %s)', v,
              CASE WHEN v = 'count(*)' THEN 'SELECT count(*) FROM reports.determination' ELSE 'SELECT * FROM reports.' || v END, :turns)
  FROM unnest(ARRAY['count(*)', 'outcomes', 'reasons', 'relief', 'people_gain', 'missing_facts', 'equity', 'progress', 'data_quality', 'changes', 'second_policy', 'last_run']) AS v \gexec
\echo 'Looking at them (at most 3 of count(*) over determination)'
SELECT view, round(ms::numeric, 1) AS ms, round((ms / (SELECT ms FROM bench.view WHERE view = 'count(*)'))::numeric, 2) AS to_count FROM bench.view ORDER BY ms DESC;
\echo 'One person''s page, the queue''s first page, the notice list''s first page'
SELECT round(bench.ms_of('SELECT * FROM reports.person_page WHERE person_id = 4711')::numeric, 2) AS person_ms,
       round(bench.ms_of('SELECT * FROM reports.review_queue LIMIT 50')::numeric) AS queue_ms,
       round(bench.ms_of('SELECT * FROM reports.notice_list LIMIT 50')::numeric) AS notice_ms;
-- under row security, as an analyst who is shown all
CREATE ROLE bench_analyst;
CALL prop64.grant_reports('reports', 'analyst', 'bench_analyst');
GRANT USAGE ON SCHEMA bench TO bench_analyst;
GRANT EXECUTE ON FUNCTION bench.ms_of(text) TO bench_analyst;
GRANT SELECT ON bench.source TO bench_analyst;
SET ROLE bench_analyst;
\echo 'count(*) under row security'
SELECT round((SELECT bench.ms_of('SELECT count(*) FROM reports.determination'))::numeric) AS ms;
RESET ROLE;
DROP OWNED BY bench_analyst;
DROP ROLE bench_analyst;
SELECT pg_size_pretty(pg_total_relation_size('reports.determination')) AS determination, pg_size_pretty(sum(pg_total_relation_size(c.oid))) AS summaries
  FROM pg_class AS c WHERE c.relnamespace = 'reports'::regnamespace AND c.relname LIKE 'summary%' AND c.relkind = 'r';
