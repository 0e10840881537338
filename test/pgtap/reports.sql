-- Reports: what refresh_reports keeps, and that the numbers follow from the rows.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL datestyle = ISO;
SELECT plan(74);

CREATE SCHEMA src;
CREATE TABLE src.conviction (conviction_id bigint, person_id integer, charge text, severity text, convicted_on date, born_on date, count_key text, kind text,
  county text, case_number text, race text, sex text, disposition text, status text, changed_at timestamptz DEFAULT '2020-01-01 00:00+00');
INSERT INTO src.conviction (conviction_id, person_id, charge, severity, convicted_on, born_on, county, race, sex, status, count_key, disposition) VALUES
  (1, 1, 'HS 11358', 'felony', '2001-05-01', '1980-01-01', 'YOLO', 'BLACK', 'F', NULL, 'a', NULL),             -- her only felony: nothing is left
  (2, 2, 'HS 11358', 'felony', '2001-05-01', '1960-01-01', 'YOLO', 'WHITE', 'M', 'challenged', 'a', NULL),
  (3, 2, 'PC 459', 'felony', '1999-05-01', '1960-01-01', 'YOLO', 'WHITE', 'M', NULL, 'b', NULL),               -- a felony stays
  (4, 3, 'HS 11357(b)', 'misdemeanor', '2015-05-01', '1990-01-01', 'YOLO', 'BLACK', 'M', NULL, 'a', NULL),
  (5, 3, 'PC 187(a)', 'felony', '2010-05-01', '1990-01-01', 'SOLANO', 'BLACK', 'M', NULL, 'b', NULL),
  (6, 3, 'HS 11359', 'felony', '2014-05-01', '1990-01-01', 'SOLANO', 'BLACK', 'M', NULL, 'c', NULL),           -- a murder is before it
  (7, 4, 'HS 11360(a)', NULL, '2014-05-01', '1985-01-01', 'SOLANO', NULL, 'X', NULL, 'a', NULL),               -- which level?
  (8, 4, 'HS 11359', NULL, '2014-05-01', '1985-01-01', 'SOLANO', NULL, 'X', NULL, 'b', NULL),
  (9, 5, 'HS 11358', 'felony', '2012-05-01', '1960-01-01', 'YOLO', 'WHITE', 'F', 'granted', 'a', NULL),
  (10, 5, 'SEE COMMENT', 'felony', '2031-05-01', '2040-01-01', 'YOLO', 'WHITE', 'F', NULL, 'c', NULL),
  (NULL, 5, NULL, NULL, '2019-01-01', NULL, NULL, NULL, NULL, NULL, 'a', 'DISMISSED AND SEALED 11361.8'),
  (NULL, 5, 'HS 11358', 'felony', '2003-01-01', NULL, 'YOLO', NULL, NULL, NULL, NULL, NULL);
CREATE VIEW src.plain AS SELECT conviction_id, person_id, charge, severity, convicted_on FROM src.conviction;
CREATE FUNCTION pg_temp.la() RETURNS prop64.policy LANGUAGE sql RETURN
  'policy ''Test'' undetermined as ''Ask''; scope HS 11357, HS 11358, HS 11359, HS 11360; dismiss ''Small'' as ''Yes'' by law citing ''HS 11361.8'' when misdemeanor;
   ineligible ''Strike'' as ''No'' citing ''PC 667'' when convicted before this conviction of superstrike note ''a note''; reduce to misdemeanor ''Sale'' when charge in HS 11359;
   dismiss ''All else'' as ''Yes'' when felony; otherwise review ''Level?'';'::prop64.policy;

SELECT lives_ok($$CALL prop64.create_reports('rep', 'src.conviction', pg_temp.la(), '2020-07-01', second_policy => prop64.shipped_policy('los_angeles_2019'))$$, 'the reports are made');
SELECT is_empty($$SELECT * FROM rep.relief$$, 'and are empty until they are refreshed');
SELECT is_empty($$SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'rep'::regnamespace AND c.relkind IN ('r', 'v') AND obj_description(c.oid, 'pg_class') IS NULL$$, 'every table and view has a comment');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
  WHERE c.relnamespace = 'rep'::regnamespace AND c.relkind IN ('r', 'v') AND col_description(c.oid, a.attnum) IS NULL$$, 'every column has one');
SELECT lives_ok($$CALL prop64.refresh_reports('rep')$$, 'the first run');

SELECT results_eq($$SELECT conviction_id, outcome, reason, label, relief_certain, missing FROM rep.determination ORDER BY 1$$,
  $$VALUES (1::bigint, 'dismiss', 'All else', 'Yes', true, '{}'::text[]), (2, 'dismiss', 'All else', 'Yes', true, '{}'), (3, 'out of scope', NULL, NULL, false, '{}'), (4, 'dismiss', 'Small', 'Yes', true, '{}'),
    (5, 'out of scope', NULL, NULL, false, '{}'), (6, 'ineligible', 'Strike', 'No', false, '{}'), (7, 'undetermined', 'needs: severity', 'Ask', false, '{severity}'),
    (8, 'undetermined', 'needs: severity', 'Ask', true, '{severity}'), (9, 'dismiss', 'All else', 'Yes', true, '{}'), (10, 'undetermined', 'needs: charge and contradiction', 'Ask', false, '{charge,contradiction}')$$,
  'one row a conviction, its answer in plain columns; conviction_id keeps its type');
SELECT results_eq($$SELECT d.conviction_id::text, d.eligibility FROM rep.determination AS d ORDER BY 1$$,
  $$SELECT conviction_id, eligibility FROM prop64.determinations('src.conviction', pg_temp.la(), '2020-07-01') ORDER BY 1$$, 'the answers are those of determinations');
SELECT results_eq($$SELECT conviction_id, section, severity, year, convicted_on, age_group FROM rep.determination WHERE conviction_id IN (2, 7) ORDER BY 1$$,
  $$VALUES (2::bigint, 'HS 11358', 'felony', 2001, date '2001-05-01', '55 to 64'), (7, 'HS 11360', NULL, 2014, '2014-05-01', '35 to 44')$$, 'and with the columns that reports group by');
SELECT results_eq($$SELECT * FROM rep.relief ORDER BY county$$, $$VALUES ('SOLANO', 4::bigint, 3::bigint, 1::bigint, 0::bigint, 1::bigint, 1::bigint, 0::bigint, 1::bigint, 0::bigint, 1::bigint), ('YOLO', 6, 5, 4, 4, 0, 1, 0, 0, 0, 1)$$,
  'relief that is certain, its extent where it is open, and what is open altogether');
SELECT results_eq($$SELECT section, year, severity, outcome, basis, convictions FROM rep.outcomes WHERE county = 'YOLO' AND section = 'HS 11358' ORDER BY year$$,
  $$VALUES ('HS 11358', 2001, 'felony', 'dismiss', 'discretion', 2::bigint), ('HS 11358', 2012, 'felony', 'dismiss', 'discretion', 1)$$, 'outcomes by section, year and severity');
SELECT is((SELECT sum(convictions) FROM rep.outcomes), 10::numeric, 'every conviction is in one row of outcomes');
SELECT is((SELECT sum(convictions) FROM rep.reasons), 10::numeric, '... and of reasons');
SELECT results_eq($$SELECT gain, sum(of_people)::int, sum(people)::int FROM rep.people_gain GROUP BY 1 ORDER BY 1$$,
  $$VALUES ('no conviction left', 5, 1), ('no conviction left of the last seven years', 2, 0), ('no felony left', 4, 1), ('some relief', 5, 5)$$,
  'people by what they gain: who has a felony left, or a conviction elsewhere, does not gain that');
SELECT results_eq($$SELECT facts, convictions, relief_certain FROM rep.missing_facts WHERE county = 'SOLANO'$$, $$VALUES ('severity', 2::bigint, 1::bigint)$$, 'which facts would decide how many');
SELECT is((SELECT array_agg(conviction_id) FROM rep.review_queue), ARRAY[7, 8, 10]::bigint[], 'the queue begins with what decides most');
SELECT is((SELECT array_agg(cases) FROM rep.review_queue), ARRAY[2, 2, 1]::bigint[], '... and says how many that is');
SELECT results_eq($$SELECT member, people, people_with_relief, people_rate, ratio_to_all, ratio_to_highest, convictions, convictions_with_relief, conviction_rate FROM rep.equity WHERE trait = 'race' ORDER BY member COLLATE "C"$$,
  $$VALUES ('BLACK', 2::bigint, 2::bigint, 1.0000, 1.0000, 1.0000, 3::bigint, 2::bigint, 0.6667), ('WHITE', 2, 2, 1.0000, 1.0000, 1.0000, 3, 2, 0.6667), ('not known', 1, 1, 1.0000, 1.0000, 1.0000, 2, 1, 0.5000)$$, 'equity by race');
SELECT set_eq($$SELECT DISTINCT trait FROM rep.equity$$, ARRAY['race', 'sex', 'age'], 'equity by race, sex and age');
SELECT is_empty($$SELECT trait FROM rep.equity GROUP BY trait HAVING sum(people) <> 5 OR sum(convictions) <> 8$$, 'each trait tells of everybody once');
SELECT results_eq($$SELECT status, state, challenged, convictions FROM rep.progress ORDER BY status$$, $$VALUES ('challenged', NULL, true, 1::bigint), ('granted', NULL, false, 1)$$, 'progress where the status is known');
SELECT results_eq($$SELECT finding, sum(convictions)::int FROM rep.data_quality GROUP BY 1 ORDER BY finding COLLATE "C"$$,
  $$VALUES ('charge not readable', 1), ('convicted after the as-of date', 1), ('convicted before birth', 1), ('no conviction_id', 2), ('severity not known', 2)$$, 'what is wrong in the rows, rows that have no answer included');
SELECT results_eq($$SELECT outcome, second_outcome, effect, convictions FROM rep.second_policy WHERE county = 'YOLO' AND effect = 'loses' ORDER BY 1, 2$$, $$VALUES ('dismiss', 'refer', 'loses', 1::bigint)$$, 'who loses under the second policy');
SELECT is((SELECT array_agg(conviction_id) FROM rep.second_policy_cases WHERE effect = 'loses' AND county = 'YOLO'), ARRAY[4]::bigint[], '... by row');
SELECT results_eq($$SELECT conviction_id, challenged, outcome, reason, authority, note, jsonb_path_query_array(found, '$[*].charge') FROM rep.notice_list ORDER BY 1$$,
  $$VALUES (2::bigint, true, 'dismiss', 'All else', NULL, NULL, NULL::jsonb), (6, false, 'ineligible', 'Strike', 'PC 667', 'a note', '["PC 187(a)"]')$$, 'the notice list: what is challenged or ineligible, with what was found in the record');
SELECT alike((SELECT explanation FROM rep.person_page WHERE person_id = 3 AND conviction_id = 6), 'Under the policy ''Test''%Strike%', 'one person''s page explains each conviction');
SELECT is((SELECT count(*)::int FROM rep.person_page WHERE person_id = 3), 3, '... and shows all of them');
SELECT results_eq($$SELECT everybody, why, people, convictions, changed, source_rows, rows_without_id, policy_name, version = prop64.version() FROM rep.last_run$$,
  $$VALUES (true, 'the first run', 5::bigint, 10::bigint, 10::bigint, 12::bigint, 2::bigint, 'Test', true)$$, 'the run says what was done');
SELECT is((SELECT policy_digest FROM rep.last_run), encode(sha256(convert_to(pg_temp.la()::text, 'UTF8')), 'hex'), '... and with which policy');
SELECT is_empty($$SELECT * FROM rep.changes$$, 'the first run changes nothing');

-- only who changed is determined again
CREATE FUNCTION pg_temp.run() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  CALL prop64.refresh_reports('rep');
  RETURN (SELECT concat_ws(', ', CASE WHEN everybody THEN 'all' END, people || ' people', changed || ' changed') FROM rep.last_run);
END $$;
-- everything that is kept, but for the run that made it
CREATE FUNCTION pg_temp.state(reports text) RETURNS TABLE (what text) LANGUAGE plpgsql AS $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['determination', 'summary_outcome', 'summary_missing', 'summary_status', 'summary_person', 'summary_group', 'summary_finding', 'relief', 'equity', 'people_gain'] LOOP
    RETURN QUERY EXECUTE format('SELECT %L || ((to_jsonb(x) - ''run'')::text) FROM %I.%I AS x', t, reports, t);
  END LOOP;
END $$;
CREATE FUNCTION pg_temp.as_new() RETURNS text LANGUAGE plpgsql AS $$
DECLARE differ bigint;
BEGIN
  CALL prop64.create_reports('fresh', 'src.conviction', pg_temp.la(), '2020-07-01', second_policy => prop64.shipped_policy('los_angeles_2019'));
  CALL prop64.refresh_reports('fresh');
  SELECT count(*) INTO differ FROM ((SELECT * FROM pg_temp.state('rep') EXCEPT ALL SELECT * FROM pg_temp.state('fresh')) UNION ALL (SELECT * FROM pg_temp.state('fresh') EXCEPT ALL SELECT * FROM pg_temp.state('rep'))) AS d;
  DROP SCHEMA fresh CASCADE;
  RETURN CASE WHEN differ = 0 THEN 'the same' ELSE differ || ' rows differ' END;
END $$;
SET LOCAL client_min_messages = warning;
SELECT is(pg_temp.run(), '0 people, 0 changed', 'nothing changed, nobody is determined');
UPDATE src.conviction SET severity = 'felony', changed_at = '2020-01-02' WHERE conviction_id = 7;
SELECT is(pg_temp.run(), '1 people, 1 changed', 'one row changed, one person is');
SELECT results_eq($$SELECT county, what, outcome_before, outcome_after, effect, convictions FROM rep.changes$$, $$VALUES ('SOLANO', 'changed', 'undetermined', 'dismiss', 'gains', 1::bigint)$$, 'what changed since the last run');
SELECT is((SELECT array_agg(conviction_id) FROM rep.changed_cases), ARRAY[7]::bigint[], '... by row');
SELECT is(pg_temp.as_new(), 'the same', 'the numbers are those of reports that are made anew');
UPDATE src.conviction SET person_id = 1, changed_at = '2020-01-03' WHERE conviction_id = 5;
SELECT is(pg_temp.run(), '2 people, 1 changed', 'a conviction that is another person''s concerns both');
SELECT is((SELECT outcome FROM rep.determination WHERE conviction_id = 6), 'reduce to misdemeanor', '... the strike is gone from the record');
DELETE FROM src.conviction WHERE conviction_id = 9;
SELECT is(pg_temp.run(), '1 people, 1 changed', 'a row that is gone is noticed');
INSERT INTO src.conviction (conviction_id, person_id, charge, severity, convicted_on, county, changed_at) VALUES (11, 9, 'HS 11357(a)', 'M', '2011-01-01', 'KERN', '2001-01-01'), (12, NULL, 'HS 11357(a)', 'M', '2011-01-01', NULL, NULL);
SELECT is(pg_temp.run(), '2 people, 2 changed', 'a row that comes with an old date is noticed, as from a transaction that was long open');
UPDATE src.conviction SET person_id = CASE conviction_id WHEN 1 THEN 4 ELSE 1 END WHERE conviction_id IN (1, 7);
SELECT is(pg_temp.run(), '2 people, 1 changed', 'rows that change places between people keep their dates, and are noticed');
UPDATE src.conviction SET person_id = CASE conviction_id WHEN 1 THEN 1 ELSE 4 END, changed_at = '2010-01-01' WHERE conviction_id IN (1, 7);
UPDATE src.conviction SET severity = 'misdemeanor', changed_at = 'infinity' WHERE conviction_id = 8;
SELECT is(pg_temp.run(), '2 people, 2 changed', 'so are they with a date that is older, beside one that is newer');
UPDATE src.conviction SET severity = NULL, changed_at = '-infinity' WHERE conviction_id = 8;
SELECT is(pg_temp.run(), '1 people, 1 changed', '... and when no date is newer than the last, which was infinite');
UPDATE src.conviction SET changed_at = NULL WHERE conviction_id = 8;
SELECT is(pg_temp.run(), '1 people, 0 changed', '... and one that is no longer told');
SELECT is(pg_temp.as_new(), 'the same', 'after all of this the numbers are those of reports made anew');
UPDATE src.conviction SET severity = 'misdemeanor' WHERE conviction_id = 12;
SELECT is(pg_temp.run(), '0 people, 0 changed', 'who does not keep changed_at is not noticed');
CALL prop64.refresh_reports('rep', everybody => true);
SELECT is((SELECT why FROM rep.last_run), 'asked for', 'everybody can be asked for');
SELECT is(pg_temp.as_new(), 'the same', '... and sets it right');
CALL prop64.refresh_reports('rep', as_of => '2045-07-01');
SELECT is((SELECT why || ', ' || as_of FROM rep.last_run), 'another as-of date, 2045-07-01', 'another day concerns everybody, and is kept');
SELECT is((SELECT as_of FROM rep.setting), date '2045-07-01', '... for the next run');
CALL prop64.refresh_reports('rep', as_of => '2020-07-01');
UPDATE rep.setting SET policy = prop64.shipped_policy('dismiss_all');
SELECT alike(pg_temp.run(), 'all, % people, % changed', 'another policy too');
SELECT alike((SELECT explanation FROM rep.person_page WHERE conviction_id = 6), '%', 'every answer can be explained by the policy of its run');
UPDATE rep.setting SET policy = pg_temp.la();
CALL prop64.refresh_reports('rep');
SELECT is(pg_temp.as_new(), 'the same', 'and back');

-- in slices, by parallel workers
CREATE TABLE src.many AS
  SELECT i AS conviction_id, CASE WHEN i % 11 > 0 THEN ' P' || i / 3 WHEN i % 2 > 0 THEN '' END AS person_id, (ARRAY['HS 11358', 'PC 459', 'HS 11357(a)', '?'])[1 + i % 4] AS charge,
         (ARRAY['F', 'M', NULL])[1 + i % 3] AS severity, date '2001-01-01' + i AS convicted_on, timestamp '2020-01-01' AS changed_at FROM generate_series(1, 400) AS i;
CREATE FUNCTION src.unsafe(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
CREATE VIEW src.by_function AS SELECT conviction_id, src.unsafe(person_id) AS person_id, charge, severity, convicted_on FROM src.many;
CREATE TEMP TABLE passing AS SELECT * FROM src.many;
ALTER TABLE src.many ADD PRIMARY KEY (conviction_id);
CREATE FUNCTION src.restricted(text) RETURNS text LANGUAGE plpgsql PARALLEL RESTRICTED AS 'BEGIN RETURN $1; END';
CREATE VIEW src.by_restricted AS SELECT conviction_id, person_id, charge, src.restricted(severity) AS severity, convicted_on FROM src.many;
CREATE VIEW pg_temp.passing_view AS SELECT m.* FROM src.many AS m WHERE m.changed_at <= (SELECT max(changed_at) FROM pg_temp.passing);
CREATE VIEW src.plain_view AS SELECT * FROM src.many WHERE conviction_id > 0;
SET LOCAL max_parallel_workers_per_gather = 3;
SELECT is(prop64.report_slices('src.many'), 1, 'a small source is determined in one process');
SET LOCAL min_parallel_table_scan_size = 0;
SELECT is(prop64.report_slices('src.many'), 3, 'a large one by as many as there may be');
SELECT is((SELECT array_agg(prop64.report_slices(s)) FROM unnest('{src.by_function,src.by_restricted,pg_temp.passing,pg_temp.passing_view,src.plain_view}'::regclass[]) AS s), '{1,1,1,1,3}',
  'what PostgreSQL would not read in a worker is not');
SET LOCAL max_parallel_workers_per_gather = 64;
SELECT is(prop64.report_slices('src.many'), 4, 'by no more than have a process each');
CREATE FUNCTION pg_temp.made(slices integer) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('max_parallel_workers_per_gather', slices::text, true);
  CALL prop64.create_reports('sliced', 'src.many', pg_temp.la(), '2020-07-01', second_policy => prop64.shipped_policy('los_angeles_2019'));
  CALL prop64.refresh_reports('sliced');
  CALL prop64.refresh_reports('sliced', everybody => true);
  RETURN QUERY SELECT * FROM pg_temp.state('sliced');
  RETURN QUERY SELECT 'seen ' || s::text FROM sliced.seen AS s;
  RETURN QUERY SELECT 'run ' || (r.people, r.convictions, r.changed, r.source_rows, r.rows_without_id, r.newest)::text FROM sliced.run AS r;
  DROP SCHEMA sliced CASCADE;
END $$;
CREATE TEMP TABLE whole AS SELECT pg_temp.made(0) AS what;
SELECT bag_eq('SELECT pg_temp.made(2)', 'SELECT * FROM pg_temp.whole', 'in two slices it is the same');
SELECT bag_eq('SELECT pg_temp.made(5)', 'SELECT * FROM pg_temp.whole', 'and in five');
SELECT is((SELECT count(*)::integer FROM pg_temp.whole WHERE what LIKE 'determination%"person_id": null%' AND what LIKE '%"first_of_person": true%'), 1,
  'rows without a person, of NULL and of empty text, are of one slice');
SELECT throws_ok($$SELECT prop64.source_query('src.many', 'some')$$, '22023', 'there is no query of the people ''some''', 'people are all, given or a slice');
SET LOCAL min_parallel_table_scan_size = '8MB';

-- a source that loses changed_at and gets it back
CALL prop64.create_reports('lost', 'src.many', pg_temp.la(), '2020-07-01');
CALL prop64.refresh_reports('lost');
ALTER TABLE src.many RENAME changed_at TO x;
CREATE TEMP TABLE away AS SELECT * FROM src.many WHERE conviction_id <= 30;
DELETE FROM src.many WHERE conviction_id <= 30;
CALL prop64.refresh_reports('lost');
ALTER TABLE src.many RENAME x TO changed_at;
INSERT INTO src.many SELECT * FROM pg_temp.away;
SET LOCAL quote_all_identifiers = on;
CALL prop64.refresh_reports('lost');
SELECT is((SELECT why || ', ' || convictions FROM lost.last_run), 'the last run read no changed_at, 400', 'after a run without changed_at everybody is determined');
CALL prop64.refresh_reports('lost');
SELECT is((SELECT everybody || ', ' || people FROM lost.last_run), 'false, 0', '... and then who changed, whatever quote_all_identifiers says');
SET LOCAL quote_all_identifiers = off;
CALL prop64.refresh_reports('lost', as_of => '2001-07-01');
SELECT results_eq($$SELECT DISTINCT min(convicted_on) > '2001-07-01', bool_or(person_recent) FROM lost.determination WHERE person_id IS NOT NULL GROUP BY person_id ORDER BY 1$$,
  $$VALUES (false, true), (true, false)$$, 'the seven years before the as-of date end with it, for whoever gains something and for others');
SELECT is((SELECT digest FROM lost.run ORDER BY run DESC LIMIT 1), (SELECT sum(digest)::bigint FROM lost.seen), 'the digest of a run is the sum of what was seen');

-- few who changed, in a table with an index of people
CREATE INDEX ON src.many (person_id);
CREATE FUNCTION pg_temp.kept() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  CALL prop64.refresh_reports('lost');
  CREATE TEMP TABLE kept_state AS SELECT * FROM pg_temp.state('lost') UNION ALL SELECT 'seen ' || n::text FROM lost.seen AS n;
  CALL prop64.refresh_reports('lost', everybody => true);
  RETURN QUERY (SELECT * FROM pg_temp.kept_state EXCEPT ALL (SELECT * FROM pg_temp.state('lost') UNION ALL SELECT 'seen ' || n::text FROM lost.seen AS n));
  DROP TABLE pg_temp.kept_state;
END $$;
UPDATE src.many SET severity = 'F', changed_at = '2020-02-01' WHERE conviction_id IN (100, 101);
SELECT is_empty('SELECT pg_temp.kept()', 'who changed is found by the index as by a look at everybody');
UPDATE src.many SET person_id = ' P1', changed_at = '2020-03-01' WHERE conviction_id = 200;
INSERT INTO src.many SELECT 401, 'P new', 'HS 11358', 'F', '2001-05-01', '2020-03-01';
UPDATE src.many SET changed_at = '2020-03-02' WHERE conviction_id = 11;
SELECT is_empty('SELECT pg_temp.kept()', '... also one whose row went to another, one who is new, and a row without a person');
DELETE FROM src.many WHERE conviction_id IN (401, 120);
UPDATE src.many SET changed_at = '2020-04-01' WHERE conviction_id = 130;
SELECT is_empty('SELECT pg_temp.kept()', '... and who is gone');
SELECT is(current_setting('enable_seqscan'), 'on', 'and tables are read as before');

-- a failed run leaves the old numbers
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.state('rep');
INSERT INTO src.conviction (conviction_id, person_id, charge, severity, convicted_on) VALUES (1, 77, 'HS 11358', 'felony', '2001-05-01');
SELECT throws_ok($$CALL prop64.refresh_reports('rep', everybody => true)$$, '23505', 'the source src.conviction gives one conviction_id to several rows of kind conviction', 'two rows of one conviction_id are told');
SELECT bag_eq('SELECT * FROM pg_temp.state(''rep'')', 'SELECT * FROM pg_temp.before', 'a run that fails leaves the old numbers');

-- errors
SELECT throws_ok($$CALL prop64.create_reports('rep', 'src.conviction', pg_temp.la(), '2020-07-01')$$, '42P07', NULL, 'a schema that holds reports is not overwritten');
SELECT throws_ok($$CALL prop64.create_reports('rep2', 'src.conviction', pg_temp.la(), NULL)$$, '22004', NULL, 'the day is the caller''s to give');
SELECT throws_ok($$CALL prop64.create_reports('rep2', 'src.plain', pg_temp.la(), '2020-07-01', county => 'YOLO')$$, '42703', NULL, 'one county needs the column');
CALL prop64.create_reports('far', 'src.conviction', pg_temp.la(), '2020-07-01', county => 'ALPINE');
SELECT throws_ok($$CALL prop64.refresh_reports('far')$$, '22023', 'the source src.conviction has no conviction of the county ''ALPINE''', 'a county that no conviction has is told');
SELECT throws_ok($$CALL prop64.refresh_reports('src')$$, '42P01', 'there are no reports in the schema src', 'a schema without reports is told');

SELECT * FROM finish();
ROLLBACK;
