-- What is answered from the state's file: results, numbers that add up, lines of CSV, and the record of a run.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = ISO;
SELECT plan(50);

CALL prop64.create_doj_intake('pgtap_doj');
-- Lines "column=value|column=value"; what is not given is as in the usual line: the base row of the earlier tool's cases.
CREATE FUNCTION pg_temp.load(VARIADIC lines text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    usual constant jsonb := '{"subject_id": "1", "pri_name": "DOE,JOHN", "pri_dob": "19800101", "stp_type_descr": "COURT ACTION", "stp_ori_cnty_name": "SACRAMENTO",
        "stp_event_date": "20100101", "cnt_order": "101001001000", "offense_descr": "11357 HS-X", "disp_descr": "CONVICTED-PROBATION", "conv_stat_descr": "FELONY"}';
    line text;
    n integer := 0;
BEGIN
    CREATE TABLE pgtap_doj.line_1 PARTITION OF pgtap_doj.line FOR VALUES IN (1);
    FOREACH line IN ARRAY lines LOOP
        n := n + 1;
        INSERT INTO pgtap_doj.line
        SELECT * FROM jsonb_populate_record(NULL::pgtap_doj.line, usual || jsonb_build_object('subject_id', n::text, 'cii_number', 'A' || n, 'pri_name', 'DOE,' || n)
            || (SELECT coalesce(jsonb_object_agg(split_part(part, '=', 1), nullif(substr(part, position('=' IN part) + 1), '')), '{}')
                  FROM string_to_table(nullif(line, ''), '|') AS part) || jsonb_build_object('file_id', 1, 'record', n));
    END LOOP;
    INSERT INTO pgtap_doj.file (file_id, name, bytes, digest, lines, skipped, had_header, load_started, loaded_at)
    VALUES (1, 'file', 1, 'digest', n, 0, true, '2020-07-01', '2020-07-01 12:00');
    CALL prop64.doj_refresh('pgtap_doj');
END
$$;

SELECT throws_ok($$SELECT prop64.doj_results('no such', 'YOLO', prop64.shipped_policy('dismiss_all'), '2020-07-01')$$, '3F000', 'schema "no such" does not exist', 'a schema that is not there');

SELECT pg_temp.load(
    '', 'offense_descr=111357 PC-X', 'offense_descr=11357.5 HS-SELL SYNTH', 'offense_descr=664-11358 HS-ATTEMPT CULT', 'offense_descr=11358 HS-X|conv_stat_descr=UNKNOWN',
    -- 6: undated; 7: a year; 8: 2016-11-09 itself; 9: the day after; 10: tomorrow of the as-of day
    'stp_event_date=', 'stp_event_date=19850000', 'stp_event_date=20161109', 'stp_event_date=20161110', 'stp_event_date=20200702',
    -- 11: set aside; 12: vacated; 13: felony of another county beside a cannabis count
    'disp_descr=CONVICTED-SET ASIDE', 'disp_descr=CONVICTED - VACATED', 'subject_id=13', 'subject_id=13|cnt_order=102001001000|offense_descr=459 PC-BURGLARY|stp_ori_cnty_name=YOLO|stp_event_date=20150101',
    -- 15: murder as the state writes it; 17: a comment that names another charge, on a line that is no conviction
    'subject_id=15|offense_descr=11359 HS-SALE', 'subject_id=15|cnt_order=102001001000|offense_descr=187(A) PC-MURDER|stp_event_date=19990101', 'offense_descr=459 PC-BURG|comment_text=ALSO 11358 HS-CULT|disp_descr=DISMISSED',
    'offense_descr=459 PC-BURG|comment_text=WARRANT NBR A-1135799', 'pri_dob=|conv_stat_descr=FELONY|offense_descr=11360(A) HS-SALE');
CREATE TEMP VIEW answer AS
    SELECT r.line_id % 100000000 AS line, r.* FROM prop64.doj_results('pgtap_doj', 'SACRAMENTO', prop64.policy_from_bear('{"baselineEligibility": {"dismiss": ["11357", "11358"], "reduce": ["11359", "11360"]},
        "additionalRelief": {"subjectAgeThreshold": 57, "yearsSinceConvictionThreshold": 15}}'), '2020-07-01') AS r;

SELECT is((SELECT (convicted_on, years_since_this, years_since_any, convictions, p64_convictions, hs_11357, superstrikes, pc290, pc290_registration, deceased, determination, reason)::text FROM pg_temp.answer WHERE line = 1),
          '(01/01/2010,10.5,10.5,1,1,1,-,-,-,-,"Eligible for Dismissal","Dismiss all HS 11357 convictions")', 'the earlier tool''s own example, cell by cell');
SELECT is_empty('SELECT FROM pg_temp.answer WHERE line = 2', 'D-A: 111357 PC is no cannabis offense');
SELECT is_empty('SELECT FROM pg_temp.answer WHERE line = 3', 'D-A: nor is 11357.5 HS');
SELECT is((SELECT determination FROM pg_temp.answer WHERE line = 4), 'Eligible for Dismissal', 'D-A: 664-11358 is an attempt at it');
SELECT is((SELECT (outcome, reason, at_least)::text FROM pg_temp.answer WHERE line = 5), '(dismiss,"Dismiss all HS 11358 convictions",dismiss)', 'D-C: an unknown level matters only where the answer hangs on it');
SELECT is((SELECT (convicted_on, years_since_this, occurred_after_2016_11_09)::text FROM pg_temp.answer WHERE line = 6), '(,,)', 'D-B: an unknown day leaves its cells blank');
SELECT is((SELECT (convicted_on, years_since_this, occurred_after_2016_11_09)::text FROM pg_temp.answer WHERE line = 7), '(,,N)', 'D-B: a year is no day, and was before 2016 all the same');
SELECT is((SELECT array_agg(occurred_after_2016_11_09 ORDER BY line) FROM pg_temp.answer WHERE line IN (8, 9)), '{N,Y}', 'the day of the law itself is not after it');
SELECT is((SELECT years_since_this FROM pg_temp.answer WHERE line = 10), '-0.0', 'tomorrow is -0.0 years ago');
SELECT is((SELECT array_agg(format('%s %s', outcome, coalesce(stands::text, '?')) ORDER BY line) FROM pg_temp.answer WHERE line IN (11, 12)), '{"dismiss ?","not standing false"}',
          'D-C: set aside may stand, vacated does not');
SELECT is((SELECT (superstrikes, convictions)::text FROM pg_temp.answer WHERE line = 15), '("187(A) PC",2)', 'D-E: 187(A) is murder as the state writes it');
SELECT results_eq($$SELECT line_id % 100000000, possible_other_p64 COLLATE "default" FROM prop64.doj_lines('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy('dismiss_all'), '2020-07-01') WHERE possible_other_p64 IS NOT NULL$$,
                  $$VALUES (17::bigint, 'ALSO 11358 HS-CULT'::text)$$, 'D-A: a comment that names a charge is told on any line, digits that are none are not');
SELECT is((SELECT count(*) FROM prop64.doj_lines('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy('dismiss_all'), '2020-07-01')), 19::bigint, 'every line once');
SELECT is((SELECT (outcome, missing, at_least)::text FROM pg_temp.answer WHERE line = 19), '(undetermined,{born},"reduce to misdemeanor")', 'D-B: a blank birth makes nobody old; what is certain without it is said');

SELECT throws_ok($$SELECT prop64.doj_results('pgtap_doj', 'Sacramento', prop64.shipped_policy('dismiss_all'), '2020-07-01')$$, '22023', 'no record is of county "Sacramento"', 'D-D: a county that no record has');
SELECT throws_like($$SELECT prop64.doj_summary('pgtap_doj', 'SACREMENTO', prop64.shipped_policy('dismiss_all'), '2020-07-01')$$, 'no record is of county%', 'in the summary too');
SELECT throws_ok($$SELECT prop64.doj_results('pgtap_doj', 'SACRAMENTO', NULL, '2020-07-01')$$, '22004', 'the policy must not be NULL', 'a policy is needed');
SELECT throws_ok($$SELECT prop64.doj_results('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy('dismiss_all'), NULL)$$, '22004', 'the as-of date must not be NULL', 'and a day');
SELECT throws_ok($$SELECT prop64.doj_results('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy('dismiss_all'), 'infinity')$$, '22023', 'the as-of date must be a day', 'that is one');
SELECT throws_ok($$SELECT prop64.doj_compare('pgtap_doj', 'SACRAMENTO', '{}', '2020-07-01')$$, '22023', NULL, 'no policies at all');

-- ---- numbers ----

CREATE TEMP TABLE summary AS
    SELECT name, prop64.doj_summary('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy(name), '2020-07-01') AS s
      FROM unnest('{los_angeles_2019,dismiss_all,statute,bear_default}'::text[]) AS name;
SELECT is((SELECT sum((p ->> 'convictions')::integer) FROM pg_temp.summary, jsonb_array_elements(s -> 'partition') AS p WHERE summary.name = n.name),
          (SELECT count(*) FROM pgtap_doj.conviction WHERE county = 'SACRAMENTO'), format('%s: every conviction of the county is in one part', n.name)) FROM pg_temp.summary AS n;
SELECT is((s ->> 'prop64FelonyConvictionsCountInCounty')::integer + (s ->> 'prop64NonFelonyConvictionsCountInCounty')::integer,
          (SELECT sum(v::integer)::integer FROM jsonb_each_text(s -> 'prop64ConvictionsCountInCountyByCodeSection') AS e (k, v)), 'felonies and others are the cannabis convictions')
  FROM pg_temp.summary WHERE name = 'dismiss_all';
SELECT is(s ->> 'prop64UnknownLevelConvictionsCountInCounty', '1', 'the unknown level is told apart') FROM pg_temp.summary WHERE name = 'dismiss_all';
SELECT is(s ->> 'earliestConviction', '2010-01-01T00:00:00Z', 'the earliest conviction is one of a known day') FROM pg_temp.summary WHERE name = 'dismiss_all';
SELECT cmp_ok((s #>> '{people,noFelonyLeft}')::integer, '<', (s #>> '{people,withConvictionInCounty}')::integer, 'a felony of another county stays: not everybody is free of felonies') FROM pg_temp.summary WHERE name = 'dismiss_all';
SELECT is((SELECT sum((c ->> 'convictions')::integer) FROM jsonb_array_elements(prop64.doj_compare('pgtap_doj', 'SACRAMENTO',
              ARRAY[prop64.shipped_policy('los_angeles_2019'), prop64.shipped_policy('dismiss_all')], '2020-07-01') -> 'changes') AS c),
          (SELECT count(*) FROM pgtap_doj.conviction WHERE county = 'SACRAMENTO'), 'side by side every conviction is there once');
SELECT is(prop64.doj_compare('pgtap_doj', 'SACRAMENTO', ARRAY[prop64.shipped_policy('dismiss_all'), prop64.shipped_policy('dismiss_all')], '2020-07-01') #> '{policies,0,partition}',
          prop64.doj_summary('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy('dismiss_all'), '2020-07-01') -> 'partition', 'a policy has the same numbers alone and beside another');
-- seven years back from the as-of date, not from today
SELECT is((prop64.doj_summary('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy('dismiss_all'), '2012-01-01') #>> '{reliefWithDismissAllProp64,CountSubjectsNoConvictionLast7Years}')::integer
          > (prop64.doj_summary('pgtap_doj', 'SACRAMENTO', prop64.shipped_policy('dismiss_all'), '2040-01-01') #>> '{reliefWithDismissAllProp64,CountSubjectsNoConvictionLast7Years}')::integer,
          true, 'D-B: the seven years end on the as-of date');
-- the known results, recounted from the rows
SELECT is((s ->> 'subjectsWithProp64ConvictionCountInCounty')::bigint, (SELECT count(DISTINCT person_id) FROM pgtap_doj.conviction WHERE county = 'SACRAMENTO' AND stands IS NOT false AND prop64.cannabis_section(charge) IS NOT NULL),
          'people with a cannabis conviction of the county') FROM pg_temp.summary WHERE name = 'dismiss_all';

-- ---- lines of CSV ----

SELECT is((SELECT prop64.csv_line(r) FROM (SELECT 1 AS a, NULL::text AS b, 'x' AS c) AS r), '1,,x', 'a line of CSV');
SELECT is((SELECT prop64.csv_line(r) FROM (SELECT cell) AS r), line, format('safe: %s', cell))
  FROM (VALUES ('=1+1', '''=1+1'), ('+x', '''+x'), ('-x', '''-x'), ('@x', '''@x'), (' =x', '"'' =x"'), ('-1.4', '-1.4'), ('-', '-'), ('a,"b"', '"a,""b"""'), (E'\t=x', NULL)) AS c (cell, line)
 WHERE line IS NOT NULL;
SELECT matches((SELECT prop64.csv_line(r) FROM (SELECT E'\t=x' AS cell) AS r), '''', 'safe: a tab in front');
SELECT is((SELECT prop64.csv_line(r, false) FROM (SELECT '=1+1' AS cell) AS r), '=1+1', 'and not safe when it is told');

-- ---- the record of a run ----

SELECT is(prop64.doj_stamp_run('pgtap_doj', 'SACRAMENTO', ARRAY[prop64.shipped_policy('los_angeles_2019')], '2020-07-01'), 1::bigint, 'a run is recorded');
SELECT is((SELECT (county, as_of, policies[1] = prop64.shipped_policy('los_angeles_2019')::text, version = prop64.version(), refreshed, files #>> '{0,digest}', run_by = session_user)::text FROM pgtap_doj.run),
          '(SACRAMENTO,2020-07-01,t,t,1,digest,t)', 'with policy, versions, day, files and user');
SELECT is((SELECT policy_digests[1] FROM pgtap_doj.run), encode(sha256(convert_to(prop64.shipped_policy('los_angeles_2019')::text, 'UTF8')), 'hex'), 'and the full hash of the policy''s text');
SELECT is(prop64.doj_rerun('pgtap_doj', 1) #> '{policies,0,partition}', (SELECT summaries #> '{policies,0,partition}' FROM pgtap_doj.run), 'its answer can be given again');
UPDATE pgtap_doj.conviction SET severity = 'misdemeanor' WHERE conviction_id = 100000015;
SELECT throws_ok($$SELECT prop64.doj_rerun('pgtap_doj', 1)$$, '55000', NULL, 'and not when the data are others');
SELECT throws_ok($$SELECT prop64.doj_rerun('pgtap_doj', 99)$$, '22023', 'there is no run 99 in schema "pgtap_doj"', 'a run that is not there');
SELECT * FROM finish();
ROLLBACK;
