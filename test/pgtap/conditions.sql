-- Conditions on the same case, on conduct, on what the law leaves open, and on what is known.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(65);

CREATE FUNCTION pg_temp.answer(condition text, charge text DEFAULT 'HS 11359', severity text DEFAULT 'F', convicted date DEFAULT '2000-06-01',
    history prop64.history DEFAULT NULL, offense date DEFAULT NULL, offense_bounds daterange DEFAULT NULL, born date DEFAULT NULL,
    case_key text DEFAULT NULL, cycle_key text DEFAULT NULL, count_key text DEFAULT NULL, facts jsonb DEFAULT NULL)
RETURNS text LANGUAGE sql AS $$
  -- "yes" when the condition holds, "no" when it does not, else what is missing
  SELECT CASE prop64.outcome(e) WHEN 'dismiss' THEN 'yes' WHEN 'ineligible' THEN 'no'
         ELSE prop64.outcome(e) || ': ' || array_to_string(prop64.missing(e, p), ', ') END
  FROM (SELECT ('policy ''t''; fact grams number; fact seized date; fact lab text; fact employed boolean; '
                'dismiss ''y'' when ' || condition || '; otherwise ineligible ''n'';')::prop64.policy) AS x (p),
       prop64.classify_bounds(p, charge::prop64.charge, severity, daterange(convicted, convicted, '[]'), history, '2020-07-01',
                              daterange(born, born, '[]'), coalesce(offense_bounds, daterange(offense, offense, '[]')), NULL,
                              NULL, case_key, cycle_key, count_key, facts) AS e
$$;
CREATE FUNCTION pg_temp.record(VARIADIC events prop64.history[]) RETURNS prop64.history LANGUAGE sql
  AS 'SELECT prop64.history_agg(e) FROM unnest(events) AS e';
CREATE FUNCTION pg_temp.canonical(condition text) RETURNS text LANGUAGE sql AS $$
  SELECT condition FROM prop64.rules(('policy ''t''; fact grams number; fact seized date; fact lab text; fact employed boolean; '
    'dismiss ''y'' when ' || condition || '; otherwise ineligible ''n'';')::prop64.policy) WHERE rule = 1
$$;

-- the same case and cycle
SELECT is(pg_temp.answer('convicted in this case of HS 11361', history => prop64.event(charge => 'HS 11361(a)', on_date => '2000-06-01', case_key => 'C1', count_key => '2'),
  case_key => 'C1', count_key => '1'), 'yes', 'another count of the same case is found');
SELECT is(pg_temp.answer('convicted in this case of HS 11361', history => prop64.event(charge => 'HS 11361(a)', on_date => '2000-06-01', case_key => 'C2', count_key => '2'),
  case_key => 'C1', count_key => '1'), 'no', '... of another case it is not');
SELECT is(pg_temp.answer('convicted in this case of HS 11361', history => prop64.event(charge => 'HS 11361(a)', on_date => '2000-06-01', count_key => '2'),
  case_key => 'C1', count_key => '1'), 'undetermined: record', 'a count that does not say its case may be of this one');
SELECT is(pg_temp.answer('convicted in this case of HS 11361', history => prop64.event(charge => 'HS 11361(a)', on_date => '2000-06-01', case_key => 'C1', count_key => '2'),
  count_key => '1'), 'undetermined: case_key', 'without its own case nobody can say');
SELECT is(pg_temp.answer('convicted in this case of HS 11361', history => pg_temp.record(
    prop64.event(charge => 'HS 11361(a)', on_date => '2000-06-01', case_key => 'C1', count_key => '2'), prop64.event(charge => 'HS 11359', on_date => '2000-06-01', case_key => 'C1', count_key => '1')),
  count_key => '1'), 'yes', 'the case of the conviction is read from its own count of the record');
SELECT is(pg_temp.answer('convicted in this case of HS 11359', history => prop64.event(charge => 'HS 11359', on_date => '2000-06-01', case_key => 'C1', count_key => '1'),
  case_key => 'C1', count_key => '1'), 'no', 'the conviction is no companion of itself');
SELECT is(pg_temp.answer('charged in this cycle of HS 11361', history => prop64.event(kind => 'charge', charge => 'HS 11361(a)', cycle_key => 'Y'), cycle_key => 'Y'), 'yes', 'a charge of the same cycle');
SELECT is(pg_temp.answer('arrested in this cycle of HS 11361', history => prop64.event(kind => 'charge', charge => 'HS 11361(a)', cycle_key => 'Y'), cycle_key => 'Y'), 'no', 'a charge is no arrest');
SELECT is(pg_temp.answer('convictions of HS 11357 in this case >= 2', history => pg_temp.record(
    prop64.event(charge => 'HS 11357(b)', case_key => 'C', count_key => '2'), prop64.event(charge => 'HS 11357(c)', case_key => 'C', count_key => '3'), prop64.event(charge => 'HS 11357(c)', case_key => 'D', count_key => '4')),
  case_key => 'C', count_key => '1'), 'yes', 'companions are counted');
SELECT is(pg_temp.answer('convicted in this case of HS 11361', case_key => 'C1', count_key => '1'), 'undetermined: record', 'without a record it is missing');
SELECT is(pg_temp.answer('convicted in this case of HS 11361'), 'undetermined: record, count_key, case_key', '... with the keys that it will need');

-- in another case, and between
SELECT is(ARRAY(SELECT pg_temp.answer('convicted before this conviction in another case of superstrike',
    history => prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '1990-01-01', case_key => k, count_key => '2'), case_key => 'C', count_key => '1')
  FROM (VALUES (1, 'C'), (2, 'D'), (3, NULL)) AS v (n, k) ORDER BY n), ARRAY['no', 'yes', 'undetermined: record'], 'in another case, in this one, in one that is not told');
SELECT is(ARRAY(SELECT pg_temp.answer('convicted between this offense and this conviction of superstrike',
    history => prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => d, count_key => '2'), offense => '2000-01-01', count_key => '1')
  FROM unnest(ARRAY['1999-12-31', '2000-01-01', '2000-03-01', '2000-06-01', '2000-06-02']::date[]) WITH ORDINALITY AS v (d, n) ORDER BY n),
  ARRAY['no', 'yes', 'yes', 'yes', 'no'], 'between counts both days');
SELECT is(pg_temp.answer('convicted between this offense and this conviction of superstrike',
    history => prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '2000-03-01', count_key => '2'), offense_bounds => '[2000-01-01,2000-06-01]', count_key => '1'), 'undetermined: offense', 'whether a conviction lies between needs the day of the offense');
SELECT is(pg_temp.answer('convicted between this offense and this conviction in another case of superstrike',
    history => prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '2000-06-01', case_key => 'C', count_key => '2'), offense => '2000-01-01', case_key => 'C', count_key => '1'), 'no', 'the same case is no other (People v. Smit)');

-- what a list leaves open
SELECT is(ARRAY(SELECT pg_temp.answer('convicted ever of open superstrike', history => prop64.event(charge => c::prop64.charge, severity => 'F', on_date => '1990-01-01', count_key => '2'), count_key => '1')
  FROM unnest(ARRAY['PC 207(a)', 'PC 187(a)', 'PC 459', 'PC 288(a)', 'PC 262(a)(3)', 'PC 262']) WITH ORDINALITY AS v (c, n) ORDER BY n),
  ARRAY['yes', 'no', 'no', 'no', 'no', 'yes'], 'open is what the list leaves open, not what is on it nor what is not');
SELECT is(ARRAY(SELECT pg_temp.answer('convicted ever of superstrike', history => prop64.event(charge => c::prop64.charge, severity => 'F', on_date => '1990-01-01', count_key => '2'), count_key => '1')
  FROM unnest(ARRAY['PC 207(a)', 'PC 187(a)', 'PC 459']) WITH ORDINALITY AS v (c, n) ORDER BY n),
  ARRAY['undetermined: record', 'yes', 'no'], '... of which the list itself can say nothing');
SELECT is(ARRAY(SELECT pg_temp.answer('convicted ever of certain superstrike', history => prop64.event(charge => c::prop64.charge, severity => 'F', on_date => '1990-01-01', count_key => '2'), count_key => '1')
  FROM unnest(ARRAY['PC 207(a)', 'PC 187(a)', 'PC 459', NULL]) WITH ORDINALITY AS v (c, n) ORDER BY n),
  ARRAY['no', 'yes', 'no', 'undetermined: record'], 'certain is what the list does not leave open');
SELECT is(pg_temp.answer('convicted ever of certain superstrike', history => pg_temp.record(prop64.event(charge => 'PC 186.22(b)(4)', severity => 'F', on_date => '1990-01-01', case_key => 'D', count_key => '2'),
    prop64.event(charge => 'PC 246', severity => 'F', on_date => '1990-01-01', case_key => 'D', count_key => '3')), count_key => '1'), 'yes', '... also as the two halves of a pair');
SELECT is(ARRAY(SELECT pg_temp.answer('convicted ever of certain pc290', history => prop64.event(charge => 'PC 288.2', severity => s, on_date => '1990-01-01', count_key => '2'), count_key => '1')
  FROM (VALUES (1, 'F'), (2, 'M'), (3, NULL)) AS v (n, s) ORDER BY n), ARRAY['yes', 'no', 'undetermined: record'], '... and a level that is not known is still missing');
SELECT is(ARRAY(SELECT pg_temp.answer('convicted ever of open pc290', history => prop64.event(charge => 'PC 288.2', severity => s, on_date => '1990-01-01', count_key => '2'), count_key => '1')
  FROM (VALUES (1, 'F'), (2, 'M'), (3, NULL)) AS v (n, s) ORDER BY n), ARRAY['no', 'no', 'no'], 'a level that is not known is a missing fact, not an open question of law');
SELECT is(pg_temp.answer('convicted ever of open pc290', history => prop64.event(charge => 'PC 647(l)(2)', severity => 'M', on_bounds => '[2020-01-01,2026-01-01]', count_key => '2'), count_key => '1'), 'undetermined: record',
  'a question that the law opened in 2025 is open for later days only');
SELECT is(pg_temp.answer('convicted ever of open superstrike', history => prop64.event(severity => 'F', on_date => '1990-01-01', count_key => '2'), count_key => '1'), 'undetermined: record', 'an unknown charge may be open');
SELECT is(pg_temp.answer('charge in open cannabis', 'PC 664/HS 11359'), 'yes', 'an attempt is what the list of cannabis sections leaves open');
SELECT is(pg_temp.answer('charge in open cannabis', 'HS 11359'), 'no', '... the offense itself is on it');
SELECT throws_ok($$SELECT pg_temp.canonical('charge in open nothing')$$, '22023', 'policy uses an undefined name', 'open needs a list that there is');
SELECT throws_ok($$SELECT 'policy ''x''; set small = HS 11357(b); dismiss ''a'' when charge in open small; otherwise review ''b'';'::prop64.policy$$, '22P02', 'invalid input syntax for type prop64.policy', 'a set of the policy leaves nothing open');

-- conduct
SELECT is(ARRAY(SELECT pg_temp.answer('conduct = ''concentrated cannabis''', 'HS 11357(a)', convicted => '2017-06-01', offense => d)
  FROM (VALUES (1, date '2016-11-08'), (2, '2016-11-09'), (3, NULL)) AS v (n, d) ORDER BY n), ARRAY['yes', 'no', 'undetermined: charge, offense'], 'the letter is read by the day of the offense');
SELECT is(pg_temp.answer('conduct = ''concentrated cannabis''', 'HS 11357(a)', convicted => '2017-06-01', offense_bounds => '[2016-01-01,2016-11-08]'), 'yes', 'a year can be enough');
SELECT is(pg_temp.answer('conduct = ''cultivation''', 'PC 459'), 'no', 'burglary is no conduct of the table');
SELECT is(pg_temp.answer('conduct = ''cultivation''', 'PC 664/HS 11358'), 'no', 'an attempt has no conduct of its own');
SELECT is(pg_temp.answer('conduct <> ''cultivation''', 'HS 11358', offense => '2000-01-01'), 'no', 'other than');
SELECT is(pg_temp.answer('conduct = ''possession for sale''', 'HS 11357', offense => '2000-01-01'), 'undetermined: charge', 'HS 11357 without a letter is for a person to look up');
SELECT is(pg_temp.answer('conduct = ''cultivation''', NULL, offense => '2000-01-01'), 'undetermined: charge', 'without a charge it is unknown');
SELECT is(pg_temp.answer('conduct in ''sale, furnishing, import or any transport'', ''sale, furnishing, import or transport for sale''', 'HS 11360(a)', convicted => '2016-06-01', offense_bounds => '[2015-06-01,2016-05-01]'), 'yes',
  'when the day alone is missing, and each would do, it is decided');
SELECT is(pg_temp.answer('conduct = ''sale, furnishing, import or any transport''', 'HS 11360(a)', convicted => '2016-06-01', offense_bounds => '[2015-06-01,2016-05-01]'), 'undetermined: offense', '... when they differ it is not');
SELECT throws_ok($$SELECT pg_temp.canonical('conduct = ''cultivating''')$$, '22023', 'policy names an unknown conduct', 'a conduct that there is not');
SELECT throws_ok($$SELECT pg_temp.canonical('conduct = 3')$$, '22023', 'policy has a condition of wrong type', 'conduct is a text');
SELECT throws_ok($$SELECT pg_temp.canonical('conduct < ''cultivation''')$$, '22P02', 'invalid input syntax for type prop64.policy', 'conduct has no order');

-- what is known
SELECT is(ARRAY[pg_temp.answer('born is known'), pg_temp.answer('born is known', born => '1980-01-01'), pg_temp.answer('born is not known')], ARRAY['no', 'yes', 'yes'], 'a birth date is given or not');
SELECT is(pg_temp.answer('offense is known', offense_bounds => '[1999-01-01,1999-12-31]'), 'no', 'a year is not known to the day');
SELECT is(pg_temp.answer('offense is known and offense before 2000-01-01', offense => '1999-01-01'), 'yes', 'known and compared');
SELECT is(ARRAY[pg_temp.answer('grams is known', facts => '{"grams": 5}'), pg_temp.answer('grams is known', facts => '{"grams": [5, 6]}'), pg_temp.answer('grams is known', facts => '{"grams": null}'), pg_temp.answer('grams is known')],
  ARRAY['yes', 'no', 'no', 'no'], 'a number is known, bounds, null and nothing are not');
SELECT is(ARRAY[pg_temp.answer('record is known'), pg_temp.answer('record is known', history => prop64.history_empty()), pg_temp.answer('charge is known'), pg_temp.answer('charge is known', NULL),
    pg_temp.answer('severity is known', severity => NULL), pg_temp.answer('deceased is known'), pg_temp.answer('sentence is known'), pg_temp.answer('convicted is known')],
  ARRAY['no', 'yes', 'yes', 'no', 'no', 'no', 'no', 'yes'], 'every fact can be asked for');
SELECT is(pg_temp.answer('deceased is known', history => prop64.history_empty()), 'yes', 'a record that is closed knows that nobody died');
SELECT is(prop64.outcome(prop64.classify('policy ''x''; presume born 1980-01-01; review ''no birth date'' when born is not known; otherwise dismiss ''y'';', 'HS 11358', 'F', '2000-01-01')), 'review', 'what is presumed is not known');
SELECT is(pg_temp.answer('(felony or not felony) and severity is known', severity => NULL), 'no', 'trying values makes nothing known');
SELECT throws_ok($$SELECT pg_temp.canonical('count_key is known')$$, '22P02', 'invalid input syntax for type prop64.policy', 'a key is no fact of the case');
SELECT throws_ok($$SELECT pg_temp.canonical('weight is known')$$, '22023', 'policy uses an undefined name', 'nor is what nobody declared');

SELECT is(ARRAY[pg_temp.answer('lab is known', facts => '{"lab": "x"}'), pg_temp.answer('lab is known'), pg_temp.answer('seized is known', facts => '{"seized": "2000"}'), pg_temp.answer('employed is not known', facts => '{"employed": false}')], ARRAY['yes', 'no', 'no', 'no'], 'declared facts of every type');

-- between and in
SELECT is(ARRAY(SELECT pg_temp.answer('grams between 1 and 28.5', facts => jsonb_build_object('grams', g)) FROM unnest(ARRAY[0.999999, 1, 28.5, 28.500001]) WITH ORDINALITY AS v (g, n) ORDER BY n),
  ARRAY['no', 'yes', 'yes', 'no'], 'between counts both ends');
SELECT is(pg_temp.answer('grams between 1 and 28.5', facts => '{"grams": [5, 30]}'), 'undetermined: grams', 'bounds that reach beyond leave it open');
SELECT is(ARRAY(SELECT pg_temp.answer('lab in ''A'', ''B''', facts => jsonb_build_object('lab', l)) FROM unnest(ARRAY['A', 'B', 'C']) WITH ORDINALITY AS v (l, n) ORDER BY n), ARRAY['yes', 'yes', 'no'], 'one of these');
SELECT is(pg_temp.answer('seized between 2000-01-01 and 2000-12-31', facts => '{"seized": "2000"}'), 'yes', 'a year lies in its year');
SELECT throws_ok($$SELECT pg_temp.canonical('grams between 2 and 1')$$, '22023', 'policy has a condition of wrong type', 'between needs the smaller first');
SELECT throws_ok($$SELECT pg_temp.canonical('lab between ''a'' and ''b''')$$, '22023', 'policy has a condition of wrong type', 'a text lies between nothing');
SELECT throws_ok($$SELECT pg_temp.canonical('grams in 1, ''B''')$$, '22023', 'policy has a condition of wrong type', 'values are of the type of the fact');

-- canonical text
SELECT is(pg_temp.canonical(c), coalesce(p, c), 'canonical: ' || c)
FROM (VALUES ('convicted between this offense and this conviction in another case of open superstrike', NULL),
             ('lab = ''A'' or lab = ''B'' or felony', 'lab in ''A'', ''B'' or felony'),
             ('not BORN Is  Not known', 'not born is not known'),
             ('felony and grams >= 1 and grams <= 2', NULL),
             ('felony and (grams >= 1 and grams <= 2)', 'felony and grams between 1 and 2'),
             ('registered in this case and not (conduct in ''cultivation'', ''possession for sale'')', 'registered in this case and not conduct in ''cultivation'', ''possession for sale'''),
             ('grams in 1 or grams >= 3 and grams <= 5 and employed', 'grams = 1 or grams between 3 and 5 and employed'),
             ('convicted ever in another case of any offense', NULL)) AS v (c, p);

SELECT * FROM finish();
ROLLBACK;
