-- doj_summary: the numbers of a county, on a small invented file; and the record of runs.
BEGIN;
SET LOCAL search_path = tap;
\ir common/doj_tables.sql

SELECT pg_temp.convicted('a', '11357(c) HS');                                   -- one felony, dismissed: nothing is left
SELECT pg_temp.convicted('b', '11359 HS', dated => '20190101');                 -- one felony, reduced: a conviction is left
SELECT pg_temp.convicted('c', '11358 HS', dated => '20180101');                 -- dismissed, and a felony elsewhere is left
SELECT pg_temp.convicted('c', '459 PC', dated => '20010101', county => 'YOLO');
SELECT pg_temp.convicted('d', '11358 HS', severity => NULL);                    -- no known level
SELECT pg_temp.convicted('e', '11358 HS');                                      -- dismissed, and one of no known level is left
SELECT pg_temp.convicted('e', '459 PC', severity => NULL, dated => '20010101');
SELECT pg_temp.convicted('f', '11359 HS', dated => '19700101', later => 'VACATED'); -- no conviction stands
SELECT pg_temp.convicted('g', '459 PC');                                        -- nothing to relieve
SELECT pg_temp.line('459 PC', county => 'ALPINE');

CREATE FUNCTION pg_temp.summary(policy prop64.policy DEFAULT pg_temp.options(true), as_of date DEFAULT '2020-07-01', county text DEFAULT 'SACRAMENTO')
    RETURNS jsonb LANGUAGE sql AS $$ SELECT prop64.doj_summary('doj_small', county, policy, as_of) $$;

SELECT plan(38 + 2 * (SELECT count(*) FROM prop64.shipped_policies)::integer);

SELECT is(pg_temp.summary() - ARRAY['processingTimeInSeconds', 'asOf', 'policy', 'convictionsInCounty', 'prop64UnknownLevelConvictionsCountInCounty',
                                    'partition', 'people', 'presumed', 'filesNotRefreshed', 'fingerprint'],
    '{"county": "SACRAMENTO", "earliestConviction": "2010-01-01T00:00:00Z", "lineCount": 10,
      "reliefWithCurrentEligibilityChoices": {"CountSubjectsNoFelony": 3, "CountSubjectsNoConviction": 2, "CountSubjectsNoConvictionLast7Years": 1},
      "reliefWithDismissAllProp64": {"CountSubjectsNoFelony": 3, "CountSubjectsNoConviction": 3, "CountSubjectsNoConvictionLast7Years": 2},
      "prop64ConvictionsCountInCountyByCodeSection": {"11357": 1, "11358": 3, "11359": 1, "11360": 0},
      "subjectsWithProp64ConvictionCountInCounty": 5, "prop64FelonyConvictionsCountInCounty": 4, "prop64NonFelonyConvictionsCountInCounty": 1,
      "subjectsWithSomeReliefCount": 5,
      "convictionDismissalCountByCodeSection": {"11357": 1, "11358": 2}, "convictionReductionCountByCodeSection": {"11359": 1, "11360": 0},
      "convictionDismissalCountByAdditionalRelief": {}}'::jsonb, 'the numbers that counties know');
SELECT is(jsonb_typeof(pg_temp.summary() -> 'processingTimeInSeconds'), 'number', 'and how long it took');
SELECT is(pg_temp.summary() -> 'prop64UnknownLevelConvictionsCountInCounty', '1', 'beside them: of those that are no felony, one has no known level');
SELECT is(pg_temp.summary() -> 'people', '{"withConvictionInCounty": 6, "noFelonyLeft": 2, "noFelonyLeftOrLevelUnknown": 3, "noConvictionLeft": 2, "noConvictionLeftInSevenYears": 1}',
    'people by what they gain; a conviction of unknown level may be a felony');
SELECT is(pg_temp.summary() -> 'presumed', '{"severity": 1}', 'what was presumed, and how often');
SELECT is(pg_temp.summary() -> 'partition',
    '[{"outcome": "dismiss", "atLeast": "dismiss", "basis": "discretion", "reason": "Dismiss all HS 11358 convictions", "convictions": 2},
      {"outcome": "out of scope", "atLeast": null, "basis": null, "reason": null, "convictions": 2},
      {"outcome": "dismiss", "atLeast": "dismiss", "basis": "discretion", "reason": "Dismiss all HS 11357 convictions", "convictions": 1},
      {"outcome": "dismiss", "atLeast": "dismiss", "basis": "discretion", "reason": "Misdemeanor or Infraction", "convictions": 1},
      {"outcome": "not standing", "atLeast": null, "basis": null, "reason": "no conviction stands: vacated", "convictions": 1},
      {"outcome": "reduce to misdemeanor", "atLeast": "reduce to misdemeanor", "basis": "discretion", "reason": "Reduce all HS 11359 convictions", "convictions": 1}]',
    'every conviction of the county once, by outcome, minimum, reason and basis');

-- numbers that add up, whatever the policy
SELECT is((SELECT sum((p ->> 'convictions')::bigint) FROM jsonb_array_elements(s -> 'partition') AS p),
          (SELECT count(*)::numeric FROM doj_small.conviction WHERE county = 'SACRAMENTO'), format('the parts are the whole under %s', name))
  FROM prop64.shipped_policies, pg_temp.summary(prop64.shipped_policy(name)) AS s ORDER BY name;
SELECT results_eq(format($$ SELECT p ->> 'outcome' AS outcome, p ->> 'reason' AS reason, p ->> 'basis' AS basis, (p ->> 'convictions')::bigint AS n
                              FROM jsonb_array_elements(pg_temp.summary(prop64.shipped_policy(%L)) -> 'partition') AS p
                             WHERE p ->> 'outcome' <> 'out of scope' ORDER BY 1, 2, 3, 4 $$, name),
              format($$ SELECT outcome, reason, basis, count(*) AS n FROM prop64.doj_results('doj_small', 'SACRAMENTO', prop64.shipped_policy(%L), '2020-07-01')
                         GROUP BY outcome, at_least, reason, basis ORDER BY 1, 2, 3, 4 $$, name), format('they are the rows of doj_results under %s', name))
  FROM prop64.shipped_policies ORDER BY name;

-- the seven years are those before the as-of date
SELECT is(pg_temp.summary(as_of => d) #> '{reliefWithDismissAllProp64,CountSubjectsNoConvictionLast7Years}', n::text::jsonb, format('D-B: none in the seven years before %s', d))
  FROM (VALUES ('2020-07-01'::date, 2), ('2024-12-31', 2), ('2025-01-01', 1), ('2026-01-01', 0), ('2016-12-31', 5), ('2017-01-01', 2)) AS v (d, n);
SELECT pg_temp.convicted('leap', '11358 HS', dated => '20130228') AS leap \gset
SELECT is(pg_temp.summary(as_of => '2020-02-29') #> '{reliefWithDismissAllProp64,CountSubjectsNoConvictionLast7Years}', '2', 'seven years before 29 February 2020 is 1 March 2013');
UPDATE doj_small.conviction SET convicted_on = '[2013-03-02,2013-03-03)' WHERE conviction_id = :leap;
SELECT is(pg_temp.summary(as_of => '2020-02-29') #> '{reliefWithDismissAllProp64,CountSubjectsNoConvictionLast7Years}', '3', 'a conviction on the day after it is within them');
UPDATE doj_small.conviction SET convicted_on = NULL WHERE conviction_id = :leap;
SELECT is(pg_temp.summary(as_of => '2020-02-29') #> '{reliefWithDismissAllProp64,CountSubjectsNoConvictionLast7Years}', '2', 'D-B: an undated one is not known to be');
DELETE FROM doj_small.conviction WHERE person_id = 'leap';
SELECT pg_temp.convicted('old', '459 PC', dated => NULL), pg_temp.convicted('old', '11358 HS', dated => '20190101');
SELECT is(pg_temp.summary() #> '{reliefWithDismissAllProp64,CountSubjectsNoConvictionLast7Years}', '2', 'D-B: and may be, so it is not passed over');
DELETE FROM doj_small.conviction WHERE person_id = 'old';

-- a county without such convictions
SELECT is(pg_temp.summary(county => 'ALPINE') -> 'earliestConviction', 'null', 'D-B: no earliest conviction where there is none, not the time of the run');
SELECT is(pg_temp.summary(county => 'ALPINE') -> 'partition', '[]', 'and no parts');
SELECT is(pg_temp.summary(county => 'ALPINE') -> 'subjectsWithProp64ConvictionCountInCounty', '0', 'and nobody');
SELECT is(pg_temp.summary(county => 'YOLO') -> 'convictionsInCounty', '1', 'another county of the same file');
SELECT throws_ok($$ SELECT pg_temp.summary(county => 'SACREMENTO') $$, '22023', 'no record is of county "SACREMENTO"', 'D-D: a county that no record has is an error');
UPDATE doj_small.file SET refreshed = NULL;
SELECT is(pg_temp.summary() -> 'filesNotRefreshed', '1', 'files that were loaded and not refreshed are told');
UPDATE doj_small.file SET refreshed = 1;

-- side by side
SELECT is(prop64.doj_compare('doj_small', 'SACRAMENTO', ARRAY[pg_temp.options(true), pg_temp.options(false)], '2020-07-01') #- '{policies,0,processingTimeInSeconds}' #- '{policies,1,processingTimeInSeconds}' -> 'policies',
    jsonb_build_array(pg_temp.summary() - 'processingTimeInSeconds', pg_temp.summary(pg_temp.options(false)) - 'processingTimeInSeconds'), 'a comparison holds what each policy says alone');
SELECT is(prop64.doj_compare('doj_small', 'SACRAMENTO', ARRAY[pg_temp.options(true), pg_temp.options(false)], '2020-07-01') -> 'changes',
    '[{"outcomes": ["dismiss", "dismiss"], "convictions": 4}, {"outcomes": ["out of scope", "out of scope"], "convictions": 2},
      {"outcomes": ["not standing", "not standing"], "convictions": 1}, {"outcomes": ["reduce to misdemeanor", "reduce to misdemeanor"], "convictions": 1}]', 'and how many convictions have which outcomes');
SELECT is((SELECT sum((c ->> 'convictions')::bigint) FROM jsonb_array_elements(prop64.doj_compare('doj_small', 'SACRAMENTO', ARRAY[prop64.shipped_policy('statute'), prop64.shipped_policy('los_angeles_2019'), pg_temp.options(false)], '2020-07-01') -> 'changes') AS c), 8::numeric,
    'which is every conviction once');
SELECT throws_ok($$ SELECT prop64.doj_compare('doj_small', 'SACRAMENTO', '{}', '2020-07-01') $$, '22023', NULL, 'no policy');
SELECT throws_ok($$ SELECT prop64.doj_compare('doj_small', 'SACRAMENTO', ARRAY[NULL]::prop64.policy[], '2020-07-01') $$, '22023', NULL, 'a policy that is NULL');
SELECT throws_ok($$ SELECT prop64.doj_compare('doj_small', 'SACRAMENTO', array_fill(pg_temp.options(true), ARRAY[21]), '2020-07-01') $$, '54000', NULL, 'too many');
SELECT throws_ok($$ SELECT prop64.doj_summary('doj_small', 'SACRAMENTO', NULL, '2020-07-01') $$, '22004', NULL, 'none at all');

-- the record of a run
SELECT throws_ok($$ SELECT prop64.doj_stamp_run('doj_small', 'SACRAMENTO', ARRAY[pg_temp.options(true)], '2020-07-01') $$, '42P01', NULL, 'without a table of runs nothing can be recorded');
CALL prop64.create_doj_run('doj_small');
SELECT prop64.doj_stamp_run('doj_small', 'SACRAMENTO', ARRAY[pg_temp.options(true), prop64.shipped_policy('statute')], '2020-07-01') AS run \gset
SELECT results_eq(format($$ SELECT county COLLATE "default", as_of, policies[1] = pg_temp.options(true)::text, policy_digests[2] = encode(sha256(convert_to(prop64.shipped_policy('statute')::text, 'UTF8')), 'hex'),
        version COLLATE "default", law_version COLLATE "default", refreshed, run_by, started_at <= finished_at, files, summaries #> '{policies,0,convictionsInCounty}' FROM doj_small.run WHERE run_id = %s $$, :run),
    $$ VALUES ('SACRAMENTO', '2020-07-01'::date, true, true, prop64.version(), prop64.law_version(), 1, session_user::name, true,
        '[{"file_id": 1, "name": "small.dat", "bytes": 1000, "digest": "d1", "lines": 13, "skipped": 0}]'::jsonb, '8'::jsonb) $$,
    'who asked what, of which files, under which policies and versions, and the answer');
SELECT is(prop64.doj_rerun('doj_small', :run) #- '{policies,0,processingTimeInSeconds}' #- '{policies,1,processingTimeInSeconds}',
    (SELECT summaries #- '{policies,0,processingTimeInSeconds}' #- '{policies,1,processingTimeInSeconds}' FROM doj_small.run), 'the answer of a run can be had again');
UPDATE doj_small.conviction SET severity = 'misdemeanor' WHERE person_id = 'b';
SELECT throws_ok(format($$ SELECT prop64.doj_rerun('doj_small', %s) $$, :run), '55000', format('run %s cannot be reproduced from schema "doj_small"', :run), 'when a conviction was changed it cannot, and that is an error');
SELECT throws_ok($$ SELECT prop64.doj_rerun('doj_small', 99) $$, '22023', NULL, 'there is no such run');

-- doj_kind, against the same in SQL, over every combination
CREATE TEMP TABLE kind_of AS
SELECT stands, severity, convicted_on, since, in_county
  FROM unnest('{true,false,NULL}'::boolean[]) AS stands, unnest('{felony,misdemeanor,infraction,NULL}'::text[]) AS severity,
       unnest(ARRAY['[2013-07-01,2013-07-02)', '[2013-07-02,2013-07-03)', '[2013-06-30,2013-07-03)', '[2010-01-01,2011-01-01)', '[2015-01-01,2016-01-01)',
                    '(,2013-07-02)', '(,2013-07-03)', '[2013-07-02,)', '[2013-07-01,)', '(,)', '(,2010-01-01)', '[2020-01-01,)', NULL]::daterange[]) AS convicted_on,
       unnest('{2013-07-01,2000-02-29}'::date[]) AS since, unnest('{true,false,NULL}'::boolean[]) AS in_county;
SELECT is_empty($$ SELECT * FROM pg_temp.kind_of
                    WHERE prop64.doj_kind(stands, severity, convicted_on, since, in_county) IS DISTINCT FROM
                          CASE WHEN stands IS FALSE THEN 512
                               ELSE 1 | CASE WHEN severity = 'felony' THEN 2 WHEN severity IS NULL THEN 4 ELSE 0 END
                                      | CASE WHEN upper(convicted_on) <= since + 1 THEN 0 WHEN lower(convicted_on) > since THEN 8 | 16 ELSE 8 END
                                      | CASE WHEN stands THEN 256 ELSE 0 END END
                          | CASE WHEN in_county THEN 128 | CASE WHEN stands IS FALSE THEN 0 ELSE 32 END ELSE 0 END $$,
                'what a conviction counts as');
SELECT is((SELECT count(DISTINCT prop64.doj_kind(stands, severity, convicted_on, since, in_county)) FROM pg_temp.kind_of), 38::bigint, 'everything that it can');
SELECT is(prop64.doj_kind(true, 'felony', '[2015-03-02,2015-03-03)', NULL, true), NULL, 'without a day none');
SELECT throws_ok($$ SELECT prop64.doj_kind(true, 'felony', 'empty', '2013-07-01', true) $$, '22023', 'convicted_on must not be an empty range', 'a range without a day is an error');

SELECT * FROM finish();
ROLLBACK;
