-- trace tells every fact with its value and where it came from; eligible_from finds the day.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(32);

CREATE FUNCTION pg_temp.p(rules text) RETURNS prop64.policy LANGUAGE sql AS $$
  SELECT ('policy ''t''; fact grams number; fact seized date; fact lab text; fact employed boolean; presume grams 2.5; presume sentence complete; '
          || rules || ' otherwise no change ''n'';')::prop64.policy
$$;

-- where a fact came from
SELECT is(facts, '{"born": {"from": "argument", "value": "1980-02-29"}}', 'an argument')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when age now >= 50;'), 'HS 11358', 'F', '2000-01-01', as_of => '2020-01-01', born => '1980-02-29') WHERE rule = 1;
SELECT is(facts, '{"severity": {"from": "event", "value": "misdemeanor"}}', 'an event of the record: the level as it stands now')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when felony;'), 'HS 11358', NULL, '2000-01-01', prop64.event(charge => 'HS 11358', severity => 'F', severity_now => 'M', on_date => '2000-01-01', count_key => 'k'), count_key => 'k') WHERE rule = 1;
SELECT is(facts, '{"offense": {"from": "other dates", "value": ["1980-02-29", "2000-01-01"]}}', 'bounds from other dates')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when offense before 1990-01-01;'), 'HS 11358', 'F', '2000-01-01', born => '1980-02-29') WHERE rule = 1;
SELECT is(facts, '{"grams": {"from": "presumption", "value": 2.5}}', 'a presumption')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when grams > 5;'), 'HS 11358', 'F', '2000-01-01') WHERE rule = 1;
SELECT is(facts, '{"sentence_ends": {"from": "presumption", "value": "complete"}}', 'a sentence presumed complete')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when sentence complete;'), 'HS 11358', 'F', '2000-01-01', as_of => '2020-01-01') WHERE rule = 1;
SELECT is(facts, '{"born": {"from": "other dates", "value": [null, "2020-01-01"]}, "lab": {"value": null}, "record": {"value": null}, "count_key": {"value": null}}', 'what is unknown has no origin, but everyone was born by the as-of day')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when age now >= 50 and lab = ''A'' and convicted ever of any offense;'), 'HS 11358', 'F', NULL, as_of => '2020-01-01') WHERE rule = 1;
SELECT is(facts, '{"grams": {"from": "argument", "value": [1.5, 20]}, "lab": {"from": "argument", "value": "a\"b"}, "seized": {"from": "argument", "value": ["1999-05-01", "1999-05-31"]}, "employed": {"from": "argument", "value": true}}', 'declared facts of every type, with bounds')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when grams > 100 or lab = ''A'' or seized < 1990-01-01 or not employed;'), 'HS 11358', 'F', NULL, facts => '{"grams": [1.5, 20.0], "lab": "a\"b", "seized": "1999-05", "employed": true}') WHERE rule = 1;
SELECT is(facts, '{"grams": {"from": "argument", "value": [null, 20]}}', 'an open end is null')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when grams > 100;'), 'HS 11358', 'F', NULL, facts => '{"grams": [null, 20]}') WHERE rule = 1;
SELECT is(facts, '{"charge": {"from": "argument", "value": "HS 11358"}, "offense": {"value": null}}', 'conduct reads the charge and the offense')
FROM prop64.trace(pg_temp.p('dismiss ''a'' when conduct = ''cultivation'';'), 'HS 11358', 'F', NULL) WHERE rule = 1;

-- what a condition found in the record
CREATE FUNCTION pg_temp.found(condition text, VARIADIC events prop64.history[]) RETURNS text[] LANGUAGE sql AS $$
  SELECT ARRAY(SELECT concat_ws(' ', f->>'kind', f->>'charge', f->>'certain')
    FROM prop64.trace(pg_temp.p('dismiss ''a'' when ' || condition || ';'), 'HS 11358', 'F', '2005-01-01', (SELECT prop64.history_agg(e) FROM unnest(events) AS e),
           as_of => '2020-01-01', offense => '2004-01-01', sentence_ends => '2006-01-01', case_key => 'C', count_key => 'k') AS t, jsonb_array_elements(t.facts->'record'->'found') AS f
    WHERE t.rule = 1 ORDER BY 1)
$$;
SELECT is(pg_temp.found('convicted before this offense of superstrike', prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '1990-01-01', count_key => 'a'), prop64.event(charge => 'PC 459', on_date => '1990-01-01', count_key => 'b')),
  '{conviction PC 187(a) true}', 'the conviction that decides, and no other');
SELECT is(pg_temp.found('convicted before this offense of superstrike', prop64.event(charge => 'PC 187(a)', severity => 'F', on_bounds => '[1990-01-01,2008-01-01]', count_key => 'a'), prop64.event(charge => 'PC 207(a)', severity => 'F', on_date => '1990-01-01', count_key => 'b')),
  '{conviction PC 187(a) false,conviction PC 207(a) false}', 'those that may decide are not certain');
SELECT is(pg_temp.found('convictions of HS 11358 before this conviction >= 2', prop64.event(charge => 'HS 11358', on_date => '1990-01-01', count_key => 'a'), prop64.event(charge => 'HS 11358', on_date => '1991-01-01', count_key => 'b')),
  '{conviction HS 11358 true,conviction HS 11358 true}', 'all that were counted');
SELECT is(pg_temp.found('only HS 11358', prop64.event(charge => 'HS 11358', on_date => '1990-01-01', count_key => 'a'), prop64.event(charge => 'PC 459', on_date => '1991-01-01', count_key => 'b')), '{conviction PC 459 true}', 'what stands in the way of only');
SELECT is(pg_temp.found('all sentences complete', prop64.event(charge => 'PC 459', on_date => '1991-01-01', sentence_ends => '2030-01-01', count_key => 'b')), '{conviction PC 459 true}', 'whose sentence runs on');
SELECT is(pg_temp.found('at least 10 years since last conviction', prop64.event(charge => 'PC 459', on_date => '2015-01-01', count_key => 'a'), prop64.event(charge => 'PC 484', on_date => '2001-01-01', count_key => 'b')), '{conviction PC 459 true}', 'which conviction was the last');
SELECT is(pg_temp.found('registered ever or arrested ever of PC 459 and charged in this case of HS 11361', prop64.event(kind => 'registration', charge => 'PC 290', on_date => '2015-01-01'), prop64.event(kind => 'arrest', charge => 'PC 459', on_date => '2001-01-01')), '{registration PC 290 true}', 'other events too; what decides ends the search');
SELECT is(pg_temp.found('convicted before this offense of superstrike or convicted ever of PC 187', prop64.event(charge => 'PC 187(a)', severity => 'F', on_bounds => '[1990-01-01,2008-01-01]', count_key => 'a')),
  '{conviction PC 187(a) false,conviction PC 187(a) true}', 'one conviction can be certain for one condition and not for another');
SELECT is((SELECT facts FROM prop64.trace(pg_temp.p('dismiss ''a'' when felony; dismiss ''b'' when misdemeanor;'), 'HS 11358', 'F', NULL) WHERE rule = 2), NULL, 'a rule that was not reached read nothing');

-- the day on which time alone brings relief
CREATE FUNCTION pg_temp.from_day(condition text, as_of date DEFAULT '2020-01-01', convicted date DEFAULT '2000-01-01', history prop64.history DEFAULT NULL, born date DEFAULT '1980-02-29', sentence_ends date DEFAULT NULL)
RETURNS date LANGUAGE sql AS $$
  SELECT prop64.eligible_from(('policy ''t''; dismiss ''a'' when ' || condition || '; otherwise no change ''n'';')::prop64.policy, 'HS 11358', 'F', convicted, history, as_of, born => born, sentence_ends => sentence_ends, count_key => 'k')
$$;
SELECT is(pg_temp.from_day('age now >= 50'), '2030-03-01', 'a birthday of 29 February is 1 March in a common year');
SELECT is(ARRAY[pg_temp.from_day('at least 30 years since conviction'), pg_temp.from_day('more than 30 years since conviction')], ARRAY['2030-01-01', '2030-01-02']::date[], 'the anniversary, and the day after');
SELECT is(pg_temp.from_day('at least 10 years since last conviction', history => prop64.event(charge => 'PC 459', on_date => '2015-05-05', count_key => 'b')), '2025-05-05', 'the last conviction of the record counts');
SELECT is(pg_temp.from_day('all sentences complete', history => prop64.event(charge => 'PC 459', on_date => '2015-05-05', sentence_ends => '2031-02-03', count_key => 'b'), sentence_ends => '2004-01-01'), '2031-02-03', 'the last sentence to end');
SELECT is(pg_temp.from_day('felony'), '2020-01-01', 'who qualifies today qualifies from today');
SELECT is(ARRAY[pg_temp.from_day('misdemeanor'), pg_temp.from_day('age now < 30')], ARRAY[NULL, NULL]::date[], 'what time does not bring has no day');
SELECT is(pg_temp.from_day('age now >= 50', born => NULL), '2050-01-01', 'who was convicted in 2000 was born by then, and is fifty in 2050');
SELECT is(prop64.eligible_from('policy ''x''; presume convicted 2000-01-01; dismiss ''a'' when at least 21 years since conviction; otherwise ineligible ''b'';', 'HS 11358', 'F', NULL, as_of => '2020-01-01'), '2021-01-01', 'a conviction of a day that is presumed');
SELECT is(prop64.eligible_from('policy ''x''; dismiss ''a'' when convicted on 2022-01-01; otherwise ineligible ''b'';', 'HS 11358', 'F', NULL, prop64.event(charge => 'HS 11358', on_date => '2022-01-01', count_key => 'k'), '2020-01-01', count_key => 'k'), '2020-01-01', 'a conviction that the record puts behind the as-of day is of that day, as classify has it');
SELECT is(prop64.eligible_from('policy ''x''; dismiss ''a'' when convicted before 2021-01-01; otherwise ineligible ''b'';', 'HS 11358', 'F', NULL, as_of => '2020-01-01'), '2020-01-01', 'a conviction of unknown day that is asked about in 2020 is not of 2021');
SELECT is(ARRAY[pg_temp.from_day('felony', as_of => '10000-01-01'), pg_temp.from_day('felony', as_of => '0044-03-15 BC')], ARRAY['10000-01-01', '0044-03-15 BC']::date[], 'who qualifies today qualifies from today, whatever day that is');
SELECT throws_ok($$SELECT pg_temp.from_day('felony', as_of => NULL)$$, '22004', 'as_of is NULL, and the search needs a day to begin at', 'a search needs a day to begin at');
SELECT ok(prop64.eligible_from(NULL, 'HS 11358', 'F', '2000-01-01', as_of => '2020-01-01') IS NULL, 'no policy, no day');

-- the same, by asking for every day
SELECT is_empty($$
  WITH c AS (SELECT n, ('policy ''t''; dismiss ''a'' when ' || (ARRAY['age now >= 41 and sentence complete', 'age now between 40 and 41', 'more than 20 years since last conviction', 'all sentences complete and at least 19 years since conviction',
      'less than 41 years since birth and not less than 40 years since birth', 'not more than 20 years since conviction'])[1 + n % 6] || '; otherwise no change ''n'';')::prop64.policy AS p,
      date '1979-06-01' + (n * 37) % 500 AS born, date '1999-03-01' + (n * 91) % 400 AS convicted, date '2019-06-01' + (n * 53) % 700 AS ends,
      (SELECT prop64.history_agg(e) FROM (
         SELECT prop64.event(charge => 'PC 459', on_date => date '2000-01-01' + (n * 17) % 300, sentence_ends => date '2020-01-01' + (n * 29) % 300, count_key => 'b') AS e
         UNION ALL
         SELECT prop64.event(charge => 'PC 484', on_date => date '1990-01-01' + i, sentence_ends => date '2019-12-01' + (n * i) % 90, count_key => i::text) FROM generate_series(1, 40 * (n / 6 % 2)) AS i) AS events) AS h
    FROM generate_series(1, 48) AS n)
  SELECT n, prop64.eligible_from(p, 'HS 11358', 'F', convicted, h, '2020-01-01', born => born, sentence_ends => ends, count_key => 'k') AS found, by_hand
  FROM c, LATERAL (SELECT min(d)::date AS by_hand FROM generate_series(timestamp '2020-01-01', '2023-01-01', '1 day') AS d
                   WHERE prop64.is_relief(prop64.classify(p, 'HS 11358', 'F', convicted, h, d::date, born, NULL, ends, count_key => 'k'))) AS b
  WHERE by_hand IS DISTINCT FROM prop64.eligible_from(p, 'HS 11358', 'F', convicted, h, '2020-01-01', born => born, sentence_ends => ends, count_key => 'k')
$$, 'it is the first of all days on which classify gives relief');

SELECT * FROM finish();
ROLLBACK;
