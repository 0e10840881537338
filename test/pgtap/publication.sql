-- A publication: what it shows, what it repeats, what it keeps to itself, and who may read it.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL client_min_messages = warning;

CREATE SCHEMA src;
CREATE TABLE src.conviction (conviction_id serial, person_id integer, charge text, severity text, convicted_on date, born_on date, race text, sex text);
-- so many convictions of as many people, alike in what a publication tells
CREATE FUNCTION pg_temp.add(n integer, charge text, race text, sex text DEFAULT 'M', born_on date DEFAULT '1980-01-01', convicted_on date DEFAULT '2001-05-01', person integer DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  INSERT INTO src.conviction (person_id, charge, severity, convicted_on, born_on, race, sex)
  SELECT coalesce(person, (SELECT coalesce(max(person_id), 0) FROM src.conviction) + i), charge, 'felony', convicted_on, born_on, race, sex FROM generate_series(1, n) AS i $$;
CREATE FUNCTION pg_temp.publish() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  CALL prop64.refresh_reports('rep');
  CALL prop64.refresh_publication('pub');
  RETURN (SELECT changed FROM pub.publication ORDER BY publication DESC LIMIT 1);
END $$;
-- the cells of a charge, one line each
CREATE FUNCTION pg_temp.cells(outcome text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY SELECT concat_ws(', ', race, section, severity, years, sex, age_group) || ': ' || convictions FROM pub.cell AS c WHERE c.outcome = cells.outcome ORDER BY (c.race || c.section) COLLATE "C", c.sex COLLATE "C";
END $$;

SELECT plan(67);

-- the rule, at its bounds; threshold 11
SELECT is((SELECT array_agg(prop64.public_count(n, n, NULL, false, 11) ORDER BY n) FROM unnest('{0,10,11,12,13,17,18}'::bigint[]) AS n), '{NULL,NULL,10,10,15,15,20}'::bigint[], 'the first time: from 11 on, to the nearest 5');
SELECT is((SELECT array_agg(prop64.public_count(n, n, NULL, true, 11) ORDER BY n) FROM unnest('{0,11,20,21,23}'::bigint[]) AS n), '{NULL,NULL,NULL,20,25}'::bigint[], 'a cell that comes later: when it must have grown by 11');
SELECT is((SELECT array_agg(prop64.public_count(n, n, 50, true, 11) ORDER BY n) FROM unnest('{37,38,50,62,63}'::bigint[]) AS n), '{35,50,50,50,65}'::bigint[], 'a number is repeated until its count has moved by 11, whatever it was');
SELECT is((SELECT array_agg(prop64.public_count(n, n, 20, true, 11) ORDER BY n) FROM unnest('{0,7,10,11,32,33}'::bigint[]) AS n), '{20,20,20,20,20,35}'::bigint[], 'a small number stays when its count falls: to disappear would tell how far');
SELECT is((SELECT array_agg(prop64.public_count(n, n, 25, true, 11) ORDER BY n) FROM unnest('{0,10,11,12,13}'::bigint[]) AS n), '{NULL,NULL,10,10,25}'::bigint[], 'a number above twice the threshold goes when its count is below the threshold');
SELECT is(prop64.public_count(40, 10, NULL, false, 11), NULL, 'few people with many convictions are not shown');
SELECT is((SELECT array_agg(prop64.public_count(40, p, 100, true, 11) ORDER BY p) FROM unnest('{10,11}'::bigint[]) AS p), '{NULL,40}'::bigint[], '... nor when they are what is left');
SELECT is((SELECT array_agg(prop64.public_count(58, 58, NULL, false, 11, c) ORDER BY c) FROM unnest('{-10,0,10,20,50,60}'::bigint[]) AS c), '{NULL,NULL,NULL,20,50,60}'::bigint[], 'a coarse cell tells no more than its parts leave open');
SELECT is((SELECT array_agg(prop64.public_count(58, 58, 60, true, 11, c) ORDER BY c) FROM unnest('{0,20,30,60}'::bigint[]) AS c), '{NULL,20,30,60}'::bigint[], '... nor does it repeat more');
SELECT is_empty($$SELECT t, n, b FROM unnest('{5,7,10,11,12,13,14,20}'::integer[]) AS t, generate_series(0, 120) AS n, generate_series(5, 100, 5) AS b,
  LATERAL (SELECT prop64.public_count(n, n, b, true, t::integer) AS p) AS p WHERE p <> b AND (abs(p - b) < t OR abs(n - b) - 2 < t)$$, 'under every threshold: a number that changes moved by it, and so did its count');
-- thresholds, numbers shown before (or none, the first time and later), the most that a coarse cell may tell (or no such bound), counts
CREATE TEMP TABLE told AS
SELECT t, b, later, c, n, prop64.public_count(n, n, b, later, t, c) AS p
  FROM unnest('{5,7,10,11,12,14,20}'::integer[]) AS t, (SELECT NULL::integer, false UNION ALL SELECT NULL, true UNION ALL SELECT x, true FROM generate_series(5, 75, 5) AS x) AS b (b, later),
       (SELECT NULL::integer UNION ALL SELECT generate_series(-1, 5)) AS k (k), LATERAL (SELECT k * (t - 1) AS c) AS c, generate_series(0, 120) AS n;
SELECT is_empty($$SELECT t, b, later, c, p FROM pg_temp.told GROUP BY 1, 2, 3, 4, 5 HAVING bool_or(n < t) AND count(*) FILTER (WHERE n < t) < t$$,
  '... what stands for some count below it stands for all of them');
SELECT is_empty($$SELECT t, b, later, c, p FROM pg_temp.told WHERE p IS NOT NULL AND c IS NOT NULL GROUP BY 1, 2, 3, 4, 5 HAVING min(n) > greatest(c, 0) OR max(n) < t - 1$$,
  '... and what a coarse cell shows lets each part be empty, or as full as it may be');
-- A coarse cell of k parts that are not empty, n in all: for every number that it may show, every part may hold every v below the threshold,
-- the others making up the sum, with at most one more of them.
CREATE TEMP TABLE coarse AS
SELECT t, b, later, k, n, prop64.public_count(n, n, b, later, t, (k - 1) * (t - 1)) AS p
  FROM unnest('{5,7,11,12}'::integer[]) AS t, (SELECT NULL::integer, false UNION ALL SELECT NULL, true UNION ALL SELECT x, true FROM generate_series(5, 50, 5) AS x) AS b (b, later),
       generate_series(0, 7) AS k, generate_series(k, k * (t - 1)) AS n;
ANALYZE pg_temp.coarse;
SELECT is_empty($$SELECT DISTINCT s.t, s.b, s.later, s.k, s.p, v FROM (SELECT DISTINCT t, b, later, k, p FROM pg_temp.coarse WHERE p IS NOT NULL AND k BETWEEN 1 AND 6) AS s, generate_series(0, s.t - 1) AS v
  WHERE NOT EXISTS (SELECT FROM pg_temp.coarse AS o WHERE o.t = s.t AND o.b IS NOT DISTINCT FROM s.b AND o.later = s.later AND o.p = s.p AND o.k <= s.k + CASE WHEN v = 0 THEN 0 ELSE 1 END
    AND o.n - v BETWEEN o.k - (v > 0)::integer AND (o.k - (v > 0)::integer) * (s.t - 1))$$, '... and no part is told from any count below the threshold, however the number came about');
SELECT is(prop64.public_count(20, 20, NULL, NULL, 11), 20::bigint, 'unknown whether there was a publication: the first');

-- the words
SELECT is((SELECT array_agg(prop64.public_race(r)) FROM unnest('{ white ,W,Black,HISPANIC,American Indian,Filipino,Smith John,"",?,UNKNOWN,NULL}'::text[]) AS r),
  '{White,White,Black,Hispanic,"American Indian","Asian or Pacific Islander",other,"not known",other,"not known","not known"}'::text[], 'race is one of seven words, whatever the column says');
SELECT is((SELECT array_agg(prop64.public_sex(r)) FROM unnest('{ f ,Male,X,U,NULL}'::text[]) AS r), '{female,male,other,"not known","not known"}'::text[], 'sex is one of four');
SELECT is((SELECT array_agg(prop64.public_years(y)) FROM unnest('{1961,1975,1976,2010,2011,2016,2017,NULL}'::integer[]) AS y),
  '{"before 1976","before 1976","1976 to 1985","2006 to 2010","2011 to 2016","2011 to 2016","2017 and later","not known"}'::text[], 'years are grouped where the law changed');

-- making it
CALL prop64.create_reports('rep', 'src.conviction', $$policy 'Test'; scope HS 11357, HS 11358, HS 11359, HS 11360;
  dismiss 'Small' when charge in HS 11357; reduce to misdemeanor 'Sale' when charge in HS 11359; review 'Transport' when charge in HS 11360; otherwise ineligible 'Rest';$$, '2020-07-01');
SELECT throws_ok($$CALL prop64.create_publication(NULL, 'rep')$$, '22004', NULL, 'a publication needs a schema');
SELECT throws_ok($$CALL prop64.create_publication('pub', 'src')$$, '42P01', 'there are no reports in the schema src', 'and reports');
SELECT throws_ok($$CALL prop64.create_publication('pub', 'rep', 4)$$, '22023', 'the threshold is 4', 'a threshold below the rounding hides nothing');
SELECT throws_ok($$CALL prop64.create_publication('pub', 'rep', sections => '{HS 11357(a)}')$$, '22023', 'the section to tell apart is ''HS 11357(a)''', 'a section is one as the reports write it');
SELECT throws_ok($$CALL prop64.create_publication('pub', 'rep', sections => '{HS 11357,HS 11357}')$$, '22023', NULL, '... once');
SELECT throws_ok($$CALL prop64.create_publication('pub', 'rep', sections => ARRAY[NULL])$$, '22023', NULL, '... and not unknown');
SELECT hasnt_schema('pub', 'what failed made nothing');
SELECT lives_ok($$CALL prop64.create_publication('pub', 'rep')$$, 'the publication is made');
SELECT throws_ok($$CALL prop64.create_publication('pub', 'rep')$$, '42P07', NULL, 'a second one does not overwrite it');
SELECT throws_ok($$CALL prop64.refresh_publication('pub')$$, '55000', 'the reports in the schema rep are empty', 'empty reports are not published');
SELECT throws_ok($$CALL prop64.refresh_publication('rep')$$, '42P01', 'there is no publication in the schema rep', 'a schema without a publication is told');
SELECT throws_ok($$CALL prop64.refresh_publication(NULL)$$, '42P01', NULL, '... so is none');
SELECT is_empty($$SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'pub'::regnamespace AND c.relkind IN ('r', 'm') AND obj_description(c.oid, 'pg_class') IS NULL$$, 'every table has a comment');
SELECT is_empty($$SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
  WHERE c.relnamespace = 'pub'::regnamespace AND c.relkind IN ('r', 'm') AND col_description(c.oid, a.attnum) IS NULL$$, 'every column has one');
SELECT set_eq($$SELECT relname::text FROM pg_class WHERE relnamespace = 'pub'::regnamespace AND relkind = 'm'$$, $$SELECT name FROM prop64.publication_tables()$$, 'the family of tables is fixed');
SELECT is_empty($$SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'pub'::regnamespace AND c.relkind IN ('r', 'm')
  AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL)$$, 'each has a unique index, so that it is refreshed while others read');
SELECT is_empty($$SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'pub'
  AND column_name <> ALL ('{outcome,race,section,severity,years,sex,age_group,convictions,since,publication,published_at,as_of,policy_name,policy_digest,county,threshold,sections,version,law_version,changed,one,reports}')$$,
  'there is no column for a person, a case or a day');

-- the first publication
SELECT pg_temp.add(23, 'HS 11357(b)', 'WHITE');
SELECT pg_temp.add(11, 'HS 11357(b)', 'BLACK');
SELECT pg_temp.add(10, 'HS 11357(b)', 'BLACK', 'F');
SELECT pg_temp.add(4, 'HS 11357(b)', 'BLACK', 'F', '1960-01-01');
SELECT pg_temp.add(6, 'HS 11357(b)', 'BLACK', 'F', '1990-01-01');
SELECT pg_temp.add(2, 'HS 11357(b)', 'Jane Doe', 'F', '1960-01-01');
SELECT pg_temp.add(40, 'HS 11359', 'HISPANIC');
SELECT pg_temp.add(30, 'HS 11360(a)', 'HISPANIC', person => 5000);
SELECT pg_temp.add(3, 'HS 11360(a)', 'HISPANIC', 'F');
SELECT pg_temp.add(50, 'PC 459', 'WHITE');
SELECT is(pg_temp.publish(), 4, 'the first publication: what is new is counted');
SELECT results_eq($$SELECT * FROM pg_temp.cells('dismiss')$$, ARRAY['Black, HS 11357, felony, 1996 to 2005, male, 35 to 44: 10', 'Black, HS 11357, felony, 1996 to 2005, not told apart, not told apart: 20', 'White, HS 11357, felony, 1996 to 2005, male, 35 to 44: 25'],
  'cells from 11 on are shown; smaller ones are added up where that leaves each of them open; what is still small is nowhere');
SELECT results_eq($$SELECT * FROM pg_temp.cells('reduce to misdemeanor')$$, ARRAY['Hispanic, HS 11359, felony, 1996 to 2005, male, 35 to 44: 40'], 'one of forty');
SELECT is_empty($$SELECT * FROM pg_temp.cells('review')$$, 'thirty convictions of one person are not shown, alone or with three more');
SELECT is_empty($$SELECT * FROM pub.cell WHERE outcome = 'out of scope'$$, 'what the policy is not about is not published');
SELECT is((SELECT convictions FROM pub.total), 95::bigint, 'the total adds what is shown');

-- every other table adds the cells
CREATE FUNCTION pg_temp.wrong() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE t record; n bigint;
BEGIN
  FOR t IN SELECT name, coalesce(nullif(array_to_string(columns, ', ') , ''), 'true') AS list, cardinality(columns) AS width FROM prop64.publication_tables() LOOP
    EXECUTE format('SELECT count(*) FROM (SELECT ROW(%1$s), convictions FROM pub.%2$I) AS a FULL JOIN (SELECT ROW(%1$s), sum(convictions)::bigint AS convictions FROM pub.cell%3$s) AS b USING (row, convictions) WHERE a IS NULL OR b IS NULL',
      t.list, t.name, CASE WHEN t.width > 0 THEN ' GROUP BY ' || t.list ELSE ' HAVING count(*) > 0' END) INTO n;
    IF n > 0 THEN RETURN NEXT t.name; END IF;
  END LOOP;
END $$;
SELECT is_empty('SELECT pg_temp.wrong()', 'every table beside the cells is their sum, to the unit');
SELECT results_eq($$SELECT race, outcome, convictions FROM pub.by_race ORDER BY race COLLATE "C"$$, $$VALUES ('Black', 'dismiss', 30::bigint), ('Hispanic', 'reduce to misdemeanor', 40), ('White', 'dismiss', 25)$$, 'by race, for one');
SELECT is_empty($$SELECT * FROM pub.cell WHERE cell::text LIKE '%Doe%'$$, 'a name in the column for race is not shown');
SELECT results_eq($$SELECT publication, as_of, policy_name, threshold, version = prop64.version(), changed FROM pub.publication$$, $$VALUES (1, date '2020-07-01', 'Test', 11, true, 4)$$, 'with what it was made');
SELECT is((SELECT policy_digest FROM pub.publication), (SELECT policy_digest FROM rep.last_run), '... to the policy''s digest');

-- the next ones
SELECT is(pg_temp.publish(), 0, 'without a change the next publication is the same');
DELETE FROM src.conviction WHERE race = 'BLACK' AND sex = 'M';
SELECT pg_temp.add(10, 'HS 11357(b)', 'WHITE');
SELECT pg_temp.add(10, 'HS 11357(b)', 'BLACK', 'F');
SELECT pg_temp.add(11, 'HS 11359', 'WHITE');
SELECT is(pg_temp.publish(), 0, 'cells of 10 and 20 that grow, new ones of 11 and small ones that are emptied: too little to change a number');
SELECT pg_temp.add(5, 'HS 11357(b)', 'WHITE');
SELECT is(pg_temp.publish(), 1, 'five more, and it is 13 away from what is shown');
SELECT results_eq($$SELECT convictions, since FROM pub.cell WHERE race = 'White'$$, $$VALUES (40::bigint, 4)$$, '... which says since when');
SELECT pg_temp.add(10, 'HS 11359', 'WHITE');
DO $$BEGIN PERFORM pg_temp.publish(); END$$;
SELECT results_eq($$SELECT * FROM pg_temp.cells('reduce to misdemeanor')$$, ARRAY['Hispanic, HS 11359, felony, 1996 to 2005, male, 35 to 44: 40', 'White, HS 11359, felony, 1996 to 2005, male, 35 to 44: 20'], 'a cell comes with 21');
DELETE FROM src.conviction WHERE race = 'HISPANIC' AND charge = 'HS 11359';
DO $$BEGIN PERFORM pg_temp.publish(); END$$;
SELECT results_eq($$SELECT * FROM pg_temp.cells('reduce to misdemeanor')$$, ARRAY['White, HS 11359, felony, 1996 to 2005, male, 35 to 44: 20'], 'a cell of forty that is emptied goes');
DELETE FROM src.conviction WHERE race = 'WHITE' AND charge = 'HS 11359';
SELECT is(pg_temp.publish(), 0, 'a cell of twenty that is emptied stays');
SELECT is_empty('SELECT pg_temp.wrong()', 'the other tables follow');
UPDATE rep.setting SET as_of = '2030-07-01';
DO $$BEGIN PERFORM pg_temp.publish(); END$$;
SELECT is((SELECT as_of FROM pub.publication ORDER BY publication DESC LIMIT 1), date '2030-07-01', 'another day: ten years older');
SELECT is((SELECT sum(convictions)::int FROM pub.cell WHERE outcome = 'dismiss' AND race = 'White' AND age_group = '45 to 54'), 40, '... in another group, and gone from the one that they left');
SELECT is((SELECT count(*)::int FROM pub.cell WHERE outcome = 'dismiss' AND race = 'White' AND age_group = '35 to 44'), 0, '... which they were more than 22 of');

-- one rule for all publications
UPDATE pub.setting SET threshold = 5;
SELECT throws_ok($$CALL prop64.refresh_publication('pub')$$, '55000', NULL, 'another threshold is refused after the first publication');
UPDATE pub.setting SET threshold = 11, sections = '{HS 11357}';
SELECT throws_ok($$CALL prop64.refresh_publication('pub')$$, '55000', NULL, '... and so are other sections');
UPDATE pub.setting SET sections = '{HS 11357,HS 11358,HS 11359,HS 11360}';
SELECT lives_ok($$CALL prop64.refresh_publication('pub')$$, 'set back, it publishes again');
ALTER SCHEMA rep RENAME TO moved;
SELECT throws_ok($$CALL prop64.refresh_publication('pub')$$, '42P01', NULL, 'reports that are gone are told');
ALTER SCHEMA moved RENAME TO rep;

-- other sections, another threshold
CALL prop64.create_publication('Other "one"', 'rep', 5, '{HS 11358,PC 459}');
CALL prop64.refresh_publication('Other "one"');
SELECT results_eq($$SELECT DISTINCT section FROM "Other ""one""".cell ORDER BY 1$$, ARRAY['other'], 'sections that are not told apart are other, in a schema of any name');

-- who may what
CREATE ROLE prop64_test_public;
CREATE ROLE prop64_test_other;
SELECT is_empty($$SELECT c.relname, p.privilege FROM pg_class AS c, unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS p (privilege)
  WHERE c.relnamespace = 'pub'::regnamespace AND c.relkind IN ('r', 'm') AND has_table_privilege('prop64_test_public', c.oid, p.privilege)$$, 'nobody is granted anything by itself');
GRANT USAGE ON SCHEMA pub TO prop64_test_public;
GRANT SELECT ON ALL TABLES IN SCHEMA pub TO prop64_test_public;
GRANT USAGE ON SCHEMA tap TO prop64_test_public, prop64_test_other;
SET LOCAL ROLE prop64_test_public;
SELECT lives_ok($$SELECT * FROM pub.cell, pub.by_race, pub.publication$$, 'whom the owner grants them reads the tables');
SELECT throws_ok($$SELECT * FROM rep.determination$$, '42501', NULL, '... and not what they are made of');
SELECT throws_ok($$CALL prop64.refresh_publication('pub')$$, '42501', NULL, '... nor does he publish');
RESET ROLE;
-- with every right but ownership, he would publish what row security shows him
GRANT ALL ON SCHEMA pub, rep TO prop64_test_other;
GRANT ALL ON ALL TABLES IN SCHEMA pub, rep TO prop64_test_other;
SET LOCAL ROLE prop64_test_other;
SELECT throws_ok($$CALL prop64.refresh_publication('pub')$$, '42501', NULL, 'who was granted all of it does not publish either: not the owner');
RESET ROLE;
SELECT is_empty($$SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname LIKE 'prop64%'$$, 'no table of true counts is left behind');

SELECT * FROM finish();
ROLLBACK;
