-- The state's bulk file: load and refresh, what-if, export, each against the plainest way.
--
--   lines  how many lines the file has (1000000)
--   turns  how often each step is taken (3)
--
-- Against what:
--
--   load and refresh   \copy of the same file into 95 columns of text
--   a what-if          the same decisions and counts in one statement with window functions
--                      over the convictions; charges and lists are looked up in a ready table
--   export             \copy of three ready-made tables with the same columns
--
-- Times are medians, by turns, in one run: of loads, refreshes and exports by the clock of
-- the client, of queries EXPLAIN ANALYZE's own.  Memory is the peak of the server's processes
-- together, shared memory counted once, looked at ten times a second in a turn of its own.
\if :{?lines} \else \set lines 1000000 \endif
\if :{?turns} \else \set turns 3 \endif
\set QUIET on
SET client_min_messages = warning;
SET search_path = public, prop64;
CREATE SCHEMA bench;
\setenv BENCH_ROOT :root
\setenv BENCH_LINES :lines
\setenv BENCH_WORK :work
\setenv PGDATABASE :DBNAME
\! "$BENCH_ROOT/tools/make-doj" --size "$BENCH_LINES" >"$BENCH_WORK/state.csv"
\! ls -l "$BENCH_WORK/state.csv" | awk '{ print "bytes of the file: " $5 }'

CREATE TABLE bench.taken (what text, ms double precision);
SELECT string_agg(quote_ident(c) || ' text', ', ' ORDER BY n) AS typed FROM unnest(prop64.doj_columns()) WITH ORDINALITY AS u (c, n) \gset
SELECT format('\copy bench.plain FROM %L WITH (FORMAT csv, HEADER)', :'work' || '/state.csv') AS copy_in \gset

-- ---- load and refresh ----

SELECT string_agg($$
DROP TABLE IF EXISTS bench.plain;
CREATE TABLE bench.plain ($$ || :'typed' || $$);
SELECT clock_timestamp() AS t0 \gset
$$ || :'copy_in' || $$
SELECT clock_timestamp() AS t1 \gset
INSERT INTO bench.taken VALUES ('copy', 1000 * extract(epoch FROM :'t1'::timestamptz - :'t0'::timestamptz));
DROP SCHEMA IF EXISTS doj CASCADE;
CALL prop64.create_doj_intake('doj');
SELECT clock_timestamp() AS t0 \gset
\! "$BENCH_ROOT/tools/load-doj" --schema doj "$BENCH_WORK/state.csv" >"$BENCH_WORK/load.log" 2>&1 || cat "$BENCH_WORK/load.log"
SELECT clock_timestamp() AS t1 \gset
CALL prop64.doj_refresh('doj');
SELECT clock_timestamp() AS t2 \gset
INSERT INTO bench.taken VALUES ('load', 1000 * extract(epoch FROM :'t1'::timestamptz - :'t0'::timestamptz)),
                               ('refresh', 1000 * extract(epoch FROM :'t2'::timestamptz - :'t1'::timestamptz)),
                               ('load and refresh', 1000 * extract(epoch FROM :'t2'::timestamptz - :'t0'::timestamptz));
$$, '') AS steps FROM generate_series(1, :turns) \gset
\setenv BENCH_STEPS :steps
\! printf '%s' "$BENCH_STEPS" >"$BENCH_WORK/steps.sql"
\set steps_file :work /steps.sql
\i :steps_file
-- Once more for the memory, for who watches it takes a part of a processor.
-- The largest sum of the server's processes, without what they share, plus the shared memory once.
\! (top=0; while [ ! -e "$BENCH_WORK/stop" ]; do now=0; for p in $(pgrep -f "^postgres: .*$PGDATABASE|^postgres: parallel worker"); do k=$(awk '/^Pss_(Anon|Shmem):/ { s += $2 } END { print s + 0 }' /proc/$p/smaps_rollup 2>/dev/null); now=$((now + ${k:-0})); done; [ $now -gt $top ] && top=$now && echo $top >"$BENCH_WORK/memory"; sleep 0.1; done) >/dev/null 2>&1 &
DROP SCHEMA doj CASCADE;
CALL prop64.create_doj_intake('doj');
\! "$BENCH_ROOT/tools/load-doj" --schema doj "$BENCH_WORK/state.csv" >"$BENCH_WORK/load.log" 2>&1 || cat "$BENCH_WORK/load.log"
CALL prop64.doj_refresh('doj');
\! touch "$BENCH_WORK/stop"
SELECT (SELECT count(*) FROM doj.line) AS lines, (SELECT count(*) FROM doj.person) AS people, (SELECT count(*) FROM doj.conviction) AS convictions,
       (SELECT count(*) FROM doj.finding) AS findings;
\echo 'Load and refresh, to \\copy of the same file into 95 columns of text (together at most 1.5)'
CREATE VIEW bench.median AS
SELECT what, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS ms, min(ms) AS least, max(ms) AS most FROM bench.taken GROUP BY what;
SELECT what, round(ms::numeric) AS ms, round(least::numeric) AS least, round(most::numeric) AS most, round((ms / (SELECT ms FROM bench.median WHERE what = 'copy'))::numeric, 2) AS ratio
  FROM bench.median WHERE what IN ('copy', 'load', 'refresh', 'load and refresh') ORDER BY ms;
\echo 'Memory of the server, kB, at its peak (under 524288)'
\! cat "$BENCH_WORK/memory"

-- ---- a what-if ----

\ir common/ms_of.sql
VACUUM ANALYZE doj.conviction;
VACUUM ANALYZE doj.person;
SELECT county FROM doj.conviction GROUP BY county ORDER BY count(*) DESC LIMIT 1 \gset
CREATE TABLE bench.charge AS
SELECT charge, prop64.cannabis_section(charge) AS section, prop64.in_list(charge, 'superstrike') AS superstrike, prop64.in_list(charge, 'pc290') AS pc290
  FROM (SELECT DISTINCT charge FROM doj.conviction WHERE charge IS NOT NULL) AS c;
ANALYZE bench.charge;
-- the decisions of los_angeles_2019, as somebody would write them by hand
SELECT $$
WITH known AS (
  SELECT c.conviction_id, c.person_id, c.county, c.severity, lower(c.convicted_on) AS convicted, upper(c.sentence_ends_on) AS sentence_ends,
         c.charge, k.section, k.superstrike, k.pc290, p.registered, p.deceased, lower(p.born_on) AS born
    FROM doj.conviction AS c JOIN doj.person AS p USING (person_id) LEFT JOIN bench.charge AS k ON k.charge OPERATOR(prop64.=) c.charge
   WHERE c.stands IS NOT false
), answered AS (
  SELECT *, bool_or(superstrike) OVER before AS superstrike_before, bool_or(pc290) OVER before AS pc290_before,
         count(*) FILTER (WHERE section IS NOT NULL) OVER (PARTITION BY person_id, section ORDER BY convicted GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS priors,
         bool_and(section IS NOT NULL) OVER everything AS only_scope, max(sentence_ends) OVER everything <= date '2020-07-01' AS all_complete,
         max(convicted) OVER everything AS last_conviction
    FROM known
  WINDOW before AS (PARTITION BY person_id ORDER BY convicted GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
         everything AS (PARTITION BY person_id ORDER BY convicted ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
), decided AS (
  SELECT *, CASE WHEN section IS NULL THEN 0 WHEN severity <> 'felony' THEN 1 WHEN convicted >= '2016-11-09' THEN 2
                 WHEN charge OPERATOR(prop64.<@) 'HS 11357(a)' OR charge OPERATOR(prop64.<@) 'HS 11357(b)' THEN 3 WHEN section = '11357' THEN 4
                 WHEN superstrike_before THEN 5 WHEN pc290_before OR registered THEN 6 WHEN priors >= 2 THEN 7
                 WHEN born <= date '1970-07-01' THEN 8 WHEN born >= date '1999-07-01' THEN 9 WHEN only_scope AND all_complete THEN 10
                 WHEN last_conviction <= date '2010-07-01' THEN 11 WHEN NOT all_complete THEN 12 WHEN deceased THEN 13 ELSE 14 END AS rule
    FROM answered
)$$ AS decided, :'county' AS county_literal \gset
SELECT format($q$SELECT count(*) FROM (%s SELECT person_id, rule FROM decided WHERE county = %L OFFSET 0) AS d$q$, :'decided', :'county') AS by_windows,
       format($q$%s
  SELECT rule, count(*), count(DISTINCT person_id) FROM decided WHERE county = %2$L GROUP BY rule
  UNION ALL
  SELECT -1, count(*) FILTER (WHERE felonies > 0 AND felonies_left = 0), count(*) FILTER (WHERE convictions_left = 0)
    FROM (SELECT person_id, count(*) FILTER (WHERE severity = 'felony') AS felonies,
                 count(*) FILTER (WHERE severity = 'felony' AND NOT (county = %2$L AND rule IN (3, 8, 9, 10, 11, 13))) AS felonies_left,
                 count(*) FILTER (WHERE NOT (county = %2$L AND rule IN (3, 8, 9, 10, 11, 13))) AS convictions_left,
                 bool_or(county = %2$L AND rule > 0) AS here
            FROM decided GROUP BY person_id) AS p WHERE here
  UNION ALL
  SELECT -2, count(*) FILTER (WHERE severity = 'felony'), count(*) FILTER (WHERE severity <> 'felony') FROM decided WHERE county = %2$L AND rule > 0
  UNION ALL
  SELECT 100 + section::integer, count(*), min(convicted) - date '1900-01-01' FROM decided WHERE county = %2$L AND section IS NOT NULL GROUP BY section$q$, :'decided', :'county') AS summary_by_windows,
       format($q$SELECT count(*) FROM prop64.doj_determinations('doj', %L, prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$q$, :'county') AS determinations,
       format($q$SELECT count(prop64.classify_bounds(prop64.shipped_policy('los_angeles_2019'), c.charge, c.severity, c.convicted_on, p.history, '2020-07-01', p.born_on,
                              c.offense_on, c.sentence_ends_on, NULL, c.case_key, c.cycle_key, c.count_key))
                   FROM doj.conviction AS c JOIN doj.person AS p USING (person_id) WHERE c.county = %L$q$, :'county') AS classified,
       format($q$SELECT prop64.doj_summary('doj', %L, prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$q$, :'county') AS summary \gset
INSERT INTO bench.taken
SELECT q.what, bench.ms_of(q.query) FROM generate_series(1, 2 * :turns - 1),
       (VALUES ('windows, decisions alone', :'by_windows'), ('windows, with the summary', :'summary_by_windows'), ('classify_bounds alone', :'classified'),
               ('doj_summary', :'summary')) AS q (what, query);
\echo 'A what-if under a new policy, summary included, to the same in SQL with window functions (at most 0.25)'
SELECT m.what, round(m.ms::numeric) AS ms, round((m.ms / w.ms)::numeric, 2) AS ratio
  FROM bench.median AS m, bench.median AS w WHERE w.what = 'windows, with the summary' AND m.what IN ('windows, decisions alone', 'windows, with the summary', 'classify_bounds alone', 'doj_summary') ORDER BY m.ms DESC;

-- ---- export ----

SELECT string_agg('l.' || quote_ident(c), ', ' ORDER BY n) AS columns FROM unnest(prop64.doj_columns()) WITH ORDINALITY AS u (c, n) \gset
\set added 'a.case_number, a.convictions, a.possible_other_p64, a.occurred_after_2016_11_09, a.superstrikes, a.pc290, a.pc290_registration, a.convicted_on, a.years_since_this, a.years_since_any, a.p64_convictions, a.hs_11357, a.hs_11358, a.hs_11359, a.hs_11360, a.deceased, a.determination, a.reason'
CREATE TABLE bench.answer AS SELECT * FROM prop64.doj_results('doj', :'county', prop64.shipped_policy('los_angeles_2019'), '2020-07-01');
SELECT format('CREATE TABLE bench.all_results AS SELECT %s, %s FROM doj.line AS l LEFT JOIN bench.answer AS a ON a.line_id = l.file_id * 100000000::bigint + l.record ORDER BY l.record', :'columns', :'added') \gexec
SELECT format('CREATE TABLE bench.condensed AS SELECT %s FROM bench.all_results AS l', string_agg(quote_ident(attname), ', ' ORDER BY attnum))
  FROM pg_attribute WHERE attrelid = 'bench.all_results'::regclass AND attnum > 0
   AND (attnum > 95 OR attname IN ('cii_number', 'pri_name', 'gender', 'pri_dob', 'race_descr', 'cyc_date', 'stp_event_date', 'stp_ori_descr', 'stp_ori_cnty_name', 'disp_date', 'ofn', 'offense_descr',
                                   'disp_descr', 'conv_stat_descr', 'sent_loc_descr', 'sent_length', 'sent_time_code', 'cyc_age', 'comment_text', 'end_of_rec')) \gexec
CREATE TABLE bench.prop64_results AS SELECT * FROM bench.all_results WHERE determination IS NOT NULL;
VACUUM bench.all_results;
VACUUM bench.condensed;
\setenv BENCH_COUNTY :county
SELECT string_agg(format($$
SELECT clock_timestamp() AS t0 \gset
\copy bench.all_results TO %1$L WITH (FORMAT csv, HEADER)
\copy bench.condensed TO %2$L WITH (FORMAT csv, HEADER)
\copy bench.prop64_results TO %3$L WITH (FORMAT csv, HEADER)
SELECT clock_timestamp() AS t1 \gset
\! "$BENCH_ROOT/tools/export-doj" --plain --force --schema doj --county "$BENCH_COUNTY" --policy los_angeles_2019 --as-of 2020-07-01 --out "$BENCH_WORK/out" >"$BENCH_WORK/export.log" 2>&1 || cat "$BENCH_WORK/export.log"
SELECT clock_timestamp() AS t2 \gset
\! "$BENCH_ROOT/tools/export-doj" --force --schema doj --county "$BENCH_COUNTY" --policy los_angeles_2019 --as-of 2020-07-01 --out "$BENCH_WORK/out" >"$BENCH_WORK/export.log" 2>&1 || cat "$BENCH_WORK/export.log"
SELECT clock_timestamp() AS t3 \gset
INSERT INTO bench.taken VALUES ('copy of ready tables', 1000 * extract(epoch FROM :'t1'::timestamptz - :'t0'::timestamptz)),
                               ('export, plain', 1000 * extract(epoch FROM :'t2'::timestamptz - :'t1'::timestamptz)),
                               ('export, safe for spreadsheets', 1000 * extract(epoch FROM :'t3'::timestamptz - :'t2'::timestamptz));
$$, :'work' || '/a.csv', :'work' || '/c.csv', :'work' || '/p.csv'), '') AS steps FROM generate_series(1, :turns) \gset
\setenv BENCH_STEPS :steps
\! printf '%s' "$BENCH_STEPS" >"$BENCH_WORK/steps.sql"
\i :steps_file
\echo 'Export, to \\copy of three ready-made tables (at most 1.5 plain, 2 safe)'
SELECT m.what, round(m.ms::numeric) AS ms, round((m.ms / c.ms)::numeric, 2) AS ratio
  FROM bench.median AS m, bench.median AS c WHERE c.what = 'copy of ready tables' AND m.what IN ('copy of ready tables', 'export, plain', 'export, safe for spreadsheets') ORDER BY m.ms;
DROP SCHEMA bench CASCADE;
DROP SCHEMA doj CASCADE;
