-- Reading charges out of a column of texts, against measuring how long the texts are.
--
--   rows   how many texts (500000)
--
-- The texts look like those of courts and of the police: four of five are a section, its
-- code and a description behind a dash or blanks, the others lack the code, name no
-- section, are bare citations, attempts, two offences, or describe with numbers.  Times
-- are medians of 7, by turns, in one run.
\if :{?rows} \else \set rows 500000 \endif
\set QUIET on
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
CREATE SCHEMA bench;

CREATE TABLE bench.written AS
SELECT CASE WHEN kind < 60 THEN section || ' ' || code || '-' || words
            WHEN kind < 72 THEN section || code || ' ' || words
            WHEN kind < 80 THEN section || ' ' || code || '  ' || words
            WHEN kind < 85 THEN section || ' ' || words
            WHEN kind < 90 THEN words || ' - I RPT'
            WHEN kind < 94 THEN code || ' ' || section
            WHEN kind < 96 THEN '664/' || section || ' ' || code || '-' || words
            WHEN kind < 97 THEN section || '/' || section || '.5 ' || code || '-' || words
            ELSE section || ' ' || code || '-' || words || ' OVER 28.5 GRAM' END AS text,
       kind
  FROM generate_series(1, :rows) AS i,
       LATERAL (SELECT (hashint8extended(i, 1) & 1048575) % 100 AS kind, (hashint8extended(i, 2) & 255)::integer AS a,
                       (hashint8extended(i, 3) & 255)::integer AS b, (hashint8extended(i, 4) & 1023)::integer AS c) AS h,
       LATERAL (SELECT CASE WHEN a < 153 THEN 'PC' WHEN a < 190 THEN 'VC' WHEN a < 230 THEN 'HS' WHEN a < 243 THEN 'BP'
                            WHEN a < 248 THEN 'WI' WHEN a < 252 THEN 'FG' ELSE 'GC' END AS code) AS k,
       LATERAL (SELECT CASE code WHEN 'PC' THEN 136 + c / 2 WHEN 'VC' THEN 12500 + c * 10 WHEN 'HS' THEN 11350 + c / 64 ELSE 600 + c * 5 END
                       || CASE WHEN b < 60 THEN '' WHEN b < 150 THEN '(' || chr(65 + b % 6) || ')' WHEN b < 200 THEN '.' || b % 9 + 1
                               WHEN b < 240 THEN '(' || chr(65 + b % 6) || ')(' || b % 4 + 1 || ')'
                               ELSE '.' || b % 9 + 1 || '(' || chr(65 + b % 6) || ')' END AS section) AS s,
       LATERAL (SELECT (ARRAY['HAS CANNABIS FOR SALE', 'SMALL THEFT FROM STORE', 'THREAT/MEANT TO FRIGHTEN', 'DRUNK IN PUBLIC', 'BATT/HURT STRANGER',
                              'LEFT SCENE:NO INJURY', 'FORGED/ETC CHECK', 'NO LICENSE W/PRIOR', 'GUN ON PERSON IN CAR', 'BROKE COURT ORDER',
                              'TOOK CAR W/O CONSENT', 'BURGLARY OF A HOME', 'SOLD LIQUOR TO MINOR', 'CARELESS DRIVING'])[1 + (a + b + c) % 14] AS words) AS w;
VACUUM ANALYZE bench.written;
SELECT count(*) AS texts, round(avg(length(text)), 1) AS characters, count(prop64.to_charge(text)) AS charges FROM bench.written;

\ir common/ms_of.sql
CREATE TABLE bench.asked (nth integer, what text, query text);
INSERT INTO bench.asked VALUES
    (1, 'sum(length(text))', 'SELECT sum(length(text)) FROM bench.written'),
    (2, 'count(text)', 'SELECT count(text) FROM bench.written'),
    (3, 'count(upper(text))', 'SELECT count(upper(text)) FROM bench.written'),
    (4, 'count(to_charge(text))', 'SELECT count(prop64.to_charge(text)) FROM bench.written'),
    (5, 'count(charge_problem(text))', 'SELECT count(prop64.charge_problem(text)) FROM bench.written');
CREATE TABLE bench.taken AS
SELECT nth, bench.ms_of(query) AS ms FROM generate_series(1, 7) AS turn, LATERAL (SELECT * FROM bench.asked ORDER BY nth + turn * 0) AS q;

SELECT what, round(ms::numeric, 1) AS ms, round((ms * 1e6 / :rows)::numeric) AS ns_a_text, round((ms / first_value(ms) OVER (ORDER BY nth))::numeric, 2) AS ratio
  FROM bench.asked JOIN (SELECT nth, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms FROM bench.taken GROUP BY nth) AS m USING (nth)
 ORDER BY nth;
