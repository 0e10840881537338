-- Sources: any table with the documented columns, and what determinations make of it.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL datestyle = ISO;
SELECT plan(34);

CREATE SCHEMA src;
CREATE FUNCTION pg_temp.la() RETURNS prop64.policy LANGUAGE sql RETURN prop64.shipped_policy('los_angeles_2019');
-- "id: outcome: reason" of every conviction of a source
CREATE FUNCTION pg_temp.says(source regclass, county text DEFAULT NULL, policy prop64.policy DEFAULT pg_temp.la()) RETURNS text[] LANGUAGE sql AS $$
  SELECT array_agg(d.conviction_id || ': ' || prop64.outcome(d.eligibility) || coalesce(': ' || prop64.reason(d.eligibility, policy), '') ORDER BY d.conviction_id)
  FROM prop64.determinations(source, policy, '2020-07-01', county) AS d $$;
-- the message, and what stands under it, of the error of a statement
CREATE FUNCTION pg_temp.error_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; s text;
BEGIN
  EXECUTE statement;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT, s = RETURNED_SQLSTATE;
  RETURN s || E'\n' || m || E'\n' || d || E'\n' || h;
END $$;

-- the required columns alone, as plain text
CREATE TABLE src.plain (conviction_id integer, person_id text, charge text, severity text, convicted_on text);
INSERT INTO src.plain VALUES (1, 'A', '11359 HS', 'F', '19980312'), (2, 'A', '11357(B)HS', 'FELONY', '20010000'),
  (3, 'B', '187(A) PC', 'F', '19990610'), (4, 'B', '11358 HS', 'F', '20051121'), (5, NULL, '11358 HS', 'F', '20051121'), (6, '', '11358 HS', 'F', '20051121');
SELECT is(pg_temp.says('src.plain'), ARRAY['1: dismiss: Only has 11357-60 charges and completed sentence', '2: dismiss: 11357(a) or 11357(b)', '3: out of scope',
  '4: ineligible: PC 667(e)(2)(c)(iv)', '5: undetermined: needs: born, deceased and record', '6: undetermined: needs: born, deceased and record'],
  'five columns are a source; a conviction without a person has no record, and two of them are not one person''s');
SELECT is(pg_temp.says('src.plain'), (SELECT array_agg(p.conviction_id || ': ' || prop64.outcome(e) || coalesce(': ' || prop64.reason(e, pg_temp.la()), '') ORDER BY p.conviction_id)
  FROM src.plain AS p LEFT JOIN (SELECT person_id, prop64.history_agg(prop64.event('conviction', prop64.to_charge(charge), severity, on_bounds => prop64.doj_date(convicted_on), count_key => conviction_id::text)) AS h
    FROM src.plain WHERE person_id <> '' GROUP BY 1) AS r USING (person_id),
    prop64.classify_bounds(pg_temp.la(), prop64.to_charge(charge), severity, prop64.doj_date(convicted_on), h, '2020-07-01', count_key => conviction_id::text) AS e),
  'determinations say what classify says of records gathered by hand');
SELECT is((SELECT string_agg(concat_ws('|', d.conviction_id, d.person_id, d.charge::text, d.severity, d.convicted_on), ' ' ORDER BY d.conviction_id)
  FROM prop64.determinations('src.plain', pg_temp.la(), '2020-07-01') AS d WHERE d.person_id = 'A'), '1|A|HS 11359|F|[1998-03-12,1998-03-13) 2|A|HS 11357(b)|FELONY|[2001-01-01,2002-01-01)',
  'with what was read of each row');
SELECT is_empty($$SELECT * FROM prop64.determinations('src.plain', NULL, '2020-07-01')$$, 'without a policy there is no answer');
SELECT throws_ok($$SELECT * FROM prop64.determinations('src.plain', prop64.shipped_policy('los_angeles_2019'), NULL)$$, '22004', NULL, 'a policy that counts ages needs the day');

-- all columns, typed; rows that only add to the record
CREATE TABLE src.full (conviction_id uuid, person_id bigint, charge prop64.charge, severity varchar(20), convicted_on date, born_on daterange, offense_on date, sentence_ends_on date,
  deceased boolean, case_key bigint, cycle_key text, count_key text, kind text, county text, court text, agency text, case_number integer, race text, sex char(1), facts jsonb,
  changed_at timestamptz, severity_as_convicted text, disposition text, status text);
INSERT INTO src.full (conviction_id, person_id, charge, severity, convicted_on, county, kind, count_key, disposition) VALUES
  ('00000000-0000-0000-0000-000000000001', 1, 'HS 11358', 'felony', '2005-11-21', 'YOLO', NULL, 'a', NULL),
  (NULL, 1, 'PC 290', NULL, '1993-03-09', NULL, 'Registration', NULL, NULL),
  ('00000000-0000-0000-0000-000000000002', 2, 'HS 11358', 'felony', '2015-11-21', 'Yolo ', 'conviction', 'a', NULL),
  ('00000000-0000-0000-0000-000000000003', 2, 'PC 187(a)', 'felony', '1999-11-21', 'SOLANO', 'conviction', 'b', NULL),
  (NULL, 2, NULL, NULL, '2010-01-01', 'SOLANO', 'conviction', 'b', 'VACATED'),
  ('00000000-0000-0000-0000-000000000004', 3, 'HS 11358', 'felony', '2014-11-21', 'YOLO', ' CONVICTION', 'c', NULL),
  (NULL, 3, NULL, NULL, '2019-01-01', NULL, 'death', NULL, NULL),
  ('00000000-0000-0000-0000-000000000005', 4, 'HS 11358', 'felony', '2014-11-21', 'YOLO', NULL, 'd', NULL),
  ('00000000-0000-0000-0000-000000000006', 4, 'PC 187(a)', 'felony', '2000-11-21', 'SOLANO', NULL, 'e', NULL);
SELECT is(pg_temp.says('src.full', 'yolo'), ARRAY['00000000-0000-0000-0000-000000000001: ineligible: PC 290', '00000000-0000-0000-0000-000000000002: dismiss: Only has 11357-60 charges and completed sentence',
  '00000000-0000-0000-0000-000000000004: dismiss: Only has 11357-60 charges and completed sentence', '00000000-0000-0000-0000-000000000005: ineligible: PC 667(e)(2)(c)(iv)'],
  'a registration counts, a prior that was vacated later does not, one that was convicted elsewhere does, and only convictions of the county come out');
SELECT is((SELECT count(*)::int FROM prop64.determinations('src.full', pg_temp.la(), '2020-07-01')), 6, 'without a county all convictions come out, and no other row');
UPDATE src.full SET born_on = '[1950-01-01,1951-01-01)', facts = '{"grams": 20}', deceased = false;
SELECT is((pg_temp.says('src.full', 'yolo', 'policy ''x''; fact grams number; dismiss ''old'' when age now >= 69; review ''small'' when grams < 28.5; otherwise review ''none'';'))[1],
  '00000000-0000-0000-0000-000000000001: dismiss: old', 'birth bounds reach the policy');
SELECT is((pg_temp.says('src.full', 'yolo', 'policy ''x''; fact grams number; dismiss ''small'' when grams < 28.5; otherwise review ''none'';'))[1],
  '00000000-0000-0000-0000-000000000001: dismiss: small', 'declared facts reach the policy');
UPDATE src.full SET facts = '{"Grams": 20, "deceased": "no", "charge": [1], "weight": null}';
SELECT is((pg_temp.says('src.full', 'yolo', 'policy ''x''; fact GRAMS number; dismiss ''small'' when grams < 28.5 and not deceased; otherwise review ''none'';'))[1],
  '00000000-0000-0000-0000-000000000001: dismiss: small', '... in any case, and what it does not declare stops nothing, be it the name of a column');
UPDATE src.full SET facts = '{"grams": 20}';
SELECT is((pg_temp.says('src.full', 'yolo', 'policy ''x''; dismiss ''dead'' when deceased; otherwise review ''alive'';')),
  ARRAY['00000000-0000-0000-0000-000000000001: review: alive', '00000000-0000-0000-0000-000000000002: review: alive', '00000000-0000-0000-0000-000000000004: dismiss: dead', '00000000-0000-0000-0000-000000000005: review: alive'],
  'a death in the record is not unsaid by a column that has not learned of it');
UPDATE src.full SET severity_as_convicted = 'felony', severity = 'misdemeanor' WHERE charge IS NOT NULL;
SELECT is((pg_temp.says('src.full', 'yolo'))[4], '00000000-0000-0000-0000-000000000005: refer: Misdemeanor or Infraction', 'the level as it stands is the conviction''s');
SELECT is((pg_temp.says('src.full', 'yolo', 'policy ''x''; ineligible ''strike'' when convicted before this conviction of superstrike; otherwise dismiss ''none'';'))[4],
  '00000000-0000-0000-0000-000000000005: ineligible: strike', 'the level as convicted is the record''s');
SELECT alike(pg_temp.error_of($$SELECT * FROM prop64.determinations('src.full', prop64.shipped_policy('los_angeles_2019'), '2020-07-01', 'Y0LO')$$),
  E'22023\n%no conviction of the county ''Y0LO''%There are: SOLANO, YOLO%', 'a county that no conviction has is an error that lists those there are');

-- rows that nothing can be made of stop nobody
CREATE VIEW src.dirty AS SELECT n AS conviction_id, n AS person_id, c AS charge, s AS severity, d AS convicted_on, b AS born_on
  FROM (VALUES (1, 'MISSING PERSON', '?', 'empty'::daterange, date 'infinity'), (2, '', NULL, '[0099-01-01 BC,2000-01-01)', date '0044-03-15 BC'), (3, NULL, 'F', '[99999-01-01,)', '294276-12-31')) AS v (n, c, s, d, b);
SELECT is(pg_temp.says('src.dirty'), ARRAY['1: undetermined: needs: charge, severity, convicted and born', '2: undetermined: needs: charge, severity, convicted and born', '3: undetermined: needs: charge, convicted and born'],
  'empty ranges, days before the year 1 and unreadable texts are unknown, not errors');

-- a person of many convictions, and a view that joins
INSERT INTO src.plain SELECT 1000 + n, 'many', '11357(B) HS', 'F', '20050101' FROM generate_series(1, 2000) AS n;
SELECT is((SELECT count(DISTINCT prop64.reason(d.eligibility, pg_temp.la())) FROM prop64.determinations('src.plain', pg_temp.la(), '2020-07-01') AS d WHERE d.person_id = 'many'), 1::bigint,
  'a person of two thousand convictions is answered');

-- a record that is gathered already
CREATE VIEW src.gathered AS SELECT conviction_id, person_id, charge, severity, convicted_on, 'conviction_id ' || conviction_id AS count_key, history
  FROM src.plain JOIN (SELECT person_id, prop64.history_agg(prop64.event('conviction', prop64.to_charge(charge), severity, on_bounds => prop64.doj_date(convicted_on), count_key => 'conviction_id ' || conviction_id)) AS history
    FROM src.plain WHERE person_id <> '' GROUP BY 1) AS h USING (person_id);
SELECT is((SELECT array_agg(s) FROM unnest(pg_temp.says('src.gathered')) AS s WHERE s ~ '^[1-4]: '), (SELECT array_agg(s) FROM unnest(pg_temp.says('src.plain')) AS s WHERE s ~ '^[1-4]: '), 'a column history takes the place of the other rows');

-- names that need quotes, and domains
CREATE DOMAIN src.citation AS text CHECK (value <> 'x');
CREATE TABLE src."Odd ""Name" (conviction_id numeric, person_id numeric, charge src.citation, severity text, convicted_on date);
INSERT INTO src."Odd ""Name" VALUES (1.5, 7, '11358 HS', 'M', '2000-01-01');
SELECT is(pg_temp.says('src."Odd ""Name"'), ARRAY['1.5: refer: Misdemeanor or Infraction'], 'names with quotes, numeric keys and domains are read');

-- what is wrong is named, with the view to write
CREATE TABLE src.cases (id serial, defendant_id int, dob date, offense_date timestamp, disposition_date timestamptz, statute text, charge_level text, gender text, deceased_on date, facts json);
SELECT is(pg_temp.error_of($$SELECT * FROM prop64.determinations('src.cases', prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$$),
  E'42703\nthe source src.cases has no column conviction_id\nIt is needed: names the conviction; NULL: the row only adds to the record. Its type: any type with a text form.\n'
  || E'Make a view such as this one, and give its name:\n' || prop64.source_template('src.cases'), 'a missing column is named, and the view shown');
SELECT alike(prop64.source_template('src.cases'), E'CREATE VIEW src.cases_source WITH (security_invoker) AS\nSELECT s.id AS conviction_id,\n       s.defendant_id AS person_id,\n       s.statute AS charge,\n'
  '       s.charge_level AS severity,\n       (s.disposition_date AT TIME ZONE ''America/Los_Angeles'')::date AS convicted_on,  -- is of type %\n       s.dob AS born_on,\n       s.offense_date::date AS offense_on,  -- %\n'
  '       (s.deceased_on IS NOT NULL) AS deceased,  -- is of type date\n       s.gender AS sex,\n       s.facts::jsonb AS facts  -- is of type json\nFROM src.cases AS s;\n-- Not found here%',
  'the template finds columns by the names that systems have, and converts what is of another type');
SELECT lives_ok(prop64.source_template('src.cases'), 'it is a statement that runs');
SELECT lives_ok($$SELECT * FROM prop64.determinations('src.cases_source', prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$$, '... and makes a source');
SELECT lives_ok(prop64.source_template('src."Odd ""Name"'), 'names with quotes too');
ALTER TABLE src.plain RENAME TO p;
CREATE VIEW src.timed AS SELECT conviction_id, person_id, charge, severity, convicted_on::timestamp AS convicted_on FROM src.p WHERE false;
SELECT alike(pg_temp.error_of($$SELECT * FROM prop64.determinations('src.timed', prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$$),
  E'42804\ncolumn convicted_on of the source src.timed is of type %\nExpected: date, daterange, or text as the state writes dates.\n%s.convicted_on::date AS convicted_on%', 'a column of another type is named, with what is expected');
CREATE VIEW src.counted AS SELECT conviction_id, person_id, charge, 1 AS severity, convicted_on FROM src.p WHERE false;
SELECT alike(pg_temp.error_of($$SELECT * FROM prop64.determinations('src.counted', prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$$), E'42804\ncolumn severity of the source src.counted is of type integer\n%NEEDED%',
  'a level in numbers is nobody''s guess');
SELECT throws_ok($$SELECT * FROM prop64.determinations('src.p', prop64.shipped_policy('los_angeles_2019'), '2020-07-01', 'YOLO')$$, '42703', 'the source src.p has no column county', 'one county of a source without counties is an error');
SELECT throws_ok($$SELECT prop64.source_template(0)$$, '42P01', NULL, 'no table has no template');
SELECT throws_ok($$SELECT prop64.source_query(0)$$, '42P01', NULL, 'and is no source');
SELECT set_eq($$SELECT name FROM prop64.source_columns() WHERE required$$, ARRAY['conviction_id', 'person_id', 'charge', 'severity', 'convicted_on'], 'five columns are needed');
SELECT is_empty($$SELECT name FROM prop64.source_columns() WHERE name <> ALL (synonyms)$$, 'every column is found under its own name');

-- a part of the rows is no record
CREATE ROLE prop64_source_reader;
GRANT USAGE ON SCHEMA src TO prop64_source_reader;
GRANT SELECT ON src.p, src."Odd ""Name" TO prop64_source_reader;
CREATE FUNCTION pg_temp.as_reader(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
  PERFORM set_config('role', 'prop64_source_reader', true);
  EXECUTE 'SELECT count(*) FROM (' || statement || ') AS q' INTO n;
  PERFORM set_config('role', 'none', true);
  RETURN n;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE;
END $$;
SELECT is(pg_temp.as_reader($$SELECT * FROM prop64.determinations('src.p', prop64.shipped_policy('los_angeles_2019'), '2020-07-01') AS d WHERE d.person_id = 'B'$$), '2', 'determinations run with the rights of who asks');
SELECT is(pg_temp.as_reader($$SELECT * FROM prop64.determinations('src.full', prop64.shipped_policy('los_angeles_2019'), '2020-07-01')$$), '42501', '... who must be allowed to read the source');
ALTER TABLE src.p ENABLE ROW LEVEL SECURITY;
CREATE POLICY shown ON src.p USING (charge NOT LIKE '187%');
SELECT is(pg_temp.as_reader($$SELECT * FROM src.p WHERE person_id = 'B'$$), '1', 'who is shown some of a person''s rows');
SELECT is(pg_temp.as_reader($$SELECT * FROM prop64.determinations('src.p', prop64.shipped_policy('los_angeles_2019'), '2020-07-01') AS d WHERE d.person_id = 'B'$$), '42501',
  'is refused, for a murder that is not seen would make the rest of the record clean');

SELECT * FROM finish();
ROLLBACK;
