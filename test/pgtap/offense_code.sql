-- DOJ's numeric offence codes, as an analyst meets them in a state file.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(27);

CREATE TEMP VIEW code AS
    SELECT c.code, o.charge::text AS charge, o.severity, o.degree, o.valid_from, o.valid_until
      FROM generate_series(1, 99999) AS c (code), prop64.offense_code(c.code) AS o;

SELECT results_eq(
    $$ SELECT charge::text, severity, degree, valid_from, valid_until FROM prop64.offense_code(35179) $$,
    $$ VALUES ('HS 11357(a)', 'felony', NULL::text, '1976-01-01'::date, '2016-11-08'::date) $$,
    'code 35179 is the felony of former HS 11357(a), closed on the day before Proposition 64');
SELECT results_eq(
    $$ SELECT charge::text, severity, valid_from, valid_until FROM prop64.offense_code(35429) $$,
    $$ VALUES ('HS 11357(a)', 'infraction', '2016-11-09'::date, NULL::date) $$,
    'code 35429 is the infraction of the same letter since Proposition 64');
SELECT results_eq(
    $$ SELECT charge::text, severity, valid_from, valid_until FROM prop64.offense_code(35127) $$,
    $$ VALUES ('HS 11359', 'felony', '1977-07-01'::date, '2016-11-08'::date) $$,
    'code 35127 is former HS 11359');
SELECT is((SELECT charge::text FROM prop64.offense_code(35125)), 'HS 11358', 'code 35125 is former HS 11358');
SELECT is((SELECT charge::text FROM prop64.offense_code(35215)), 'HS 11360(a)', 'code 35215 is former HS 11360(a)');
SELECT is((SELECT severity FROM prop64.offense_code(42080)), 'misdemeanor', 'code 42080 is VC 23222(b) as a misdemeanor');
SELECT is((SELECT valid_until FROM prop64.offense_code(42080)), '2010-12-31'::date, 'which ended with 2010');
SELECT is((SELECT severity FROM prop64.offense_code(42103)), 'infraction', 'and was an infraction from then on');

SELECT is((SELECT degree FROM prop64.offense_code(9154)), '1', 'code 9154 is murder of the first degree');
SELECT is((SELECT degree FROM prop64.offense_code(9155)), '2', 'code 9155 is murder of the second degree');
SELECT is((SELECT charge::text FROM prop64.offense_code(22021)), 'PC 459', 'code 22021 is burglary');
SELECT is((SELECT degree FROM prop64.offense_code(35179)), NULL, 'most codes have no degree');

SELECT is((SELECT charge::text FROM prop64.offense_code(28028)), 'US 18 1708', 'a federal offense has its title');
SELECT is((SELECT charge::text FROM prop64.offense_code(23103)), 'PC 488 also PC 666', 'a penalty section stays with its offense');
SELECT is((SELECT count(*)::integer FROM prop64.offense_code(13039) WHERE charge IS NULL AND severity = 'misdemeanor'), 1,
          'a code of two offenses at once is no single charge, though it has a level');

SELECT results_eq(
    $$ SELECT charge::text, severity FROM prop64.offense_code(89005) $$,
    $$ VALUES ('PC 290', NULL::text) $$,
    'a registration is no charge: it has no level');
SELECT results_eq(
    $$ SELECT charge::text, severity FROM prop64.offense_code(99999) $$,
    $$ VALUES (NULL::text, NULL::text) $$,
    'DOJ''s mark for a code that it did not find has neither charge nor level');
SELECT is((SELECT count(*)::integer FROM prop64.offense_code(35000)), 0, 'a number that is no code has no row');
SELECT is((SELECT count(*)::integer FROM prop64.offense_code(-35179)), 0, 'nor has a negative number');

SELECT is(ARRAY(SELECT prop64.offense_codes('HS 11357(a)')), '{35179,35383,35429}'::integer[],
          'HS 11357(a) has three codes: two of the old law and one of the new');
SELECT is(ARRAY(SELECT prop64.offense_codes('11360(A) HS')), '{35215,35446,35447,35448}'::integer[],
          'HS 11360(a) has four, however it is written');
SELECT is(ARRAY(SELECT prop64.offense_codes('HS 11357')), '{}'::integer[],
          'a section does not stand for its subdivisions');
SELECT is(ARRAY(SELECT prop64.offense_codes('HS 11357(e)')), '{}'::integer[],
          'DOJ no longer held a code for former HS 11357(e)');
SELECT is(ARRAY(SELECT prop64.offense_codes('PC 664/HS 11358')), '{}'::integer[],
          'an attempt is not its target');

SELECT is((SELECT count(*)::integer FROM pg_temp.code), 5062, 'there are 5,062 codes');
SELECT is_empty(
    $$ SELECT code, charge FROM pg_temp.code
        WHERE charge IS NOT NULL AND code NOT IN (SELECT prop64.offense_codes(charge::prop64.charge)) $$,
    'every code is found again by its charge');
SELECT is_empty(
    $$ SELECT code, charge, severity, prop64.conduct_levels(charge::prop64.charge, valid_from)
         FROM pg_temp.code
        WHERE charge ~ '^HS 1135[789]($|\()|^HS 1136[01]($|\()|^VC 23222\(b\)'
          AND NOT coalesce(severity = ANY (prop64.conduct_levels(charge::prop64.charge, valid_from)), false) $$,
    'every code of a cannabis offense has a level that the law of its first day allowed');

SELECT * FROM finish();
ROLLBACK;
