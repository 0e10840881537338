-- The shipped policies, and the desktop tool's options as a policy.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(28 + 3 * (SELECT count(*) FROM prop64.shipped_policies)::int);

-- every shipped policy is a fixpoint of its own print, and its file's name is its name
SELECT is(p.policy::text::prop64.policy::text, p.policy::text, p.name || ' prints as it is read')
FROM prop64.shipped_policies AS p ORDER BY p.name COLLATE "C";
SELECT is(prop64.law_version(p.policy), prop64.law_version(), p.name || ' is written for the newest lists')
FROM prop64.shipped_policies AS p ORDER BY p.name COLLATE "C";
SELECT ok(prop64.source(p.policy) <> '', p.name || ' says where it comes from')
FROM prop64.shipped_policies AS p ORDER BY p.name COLLATE "C";
SELECT is_empty($$SELECT p.name, r.rule FROM prop64.shipped_policies AS p, prop64.rules(p.policy) AS r WHERE r.basis = 'law' AND p.name NOT IN ('statute', 'prop47')$$,
  'no shipped policy claims that the law commands what a prosecutor chose');

CREATE FUNCTION pg_temp.under(name text, charge prop64.charge, severity text, convicted date, history prop64.history DEFAULT prop64.history_empty(),
    born date DEFAULT '1980-01-01', sentence_ends date DEFAULT NULL)
RETURNS text LANGUAGE sql AS $$
  SELECT coalesce(prop64.label(e, p), '') || ' | ' || prop64.reason(e, p)
  FROM prop64.shipped_policy(name) AS p,
       prop64.classify(p, charge, severity, convicted, history, as_of => '2019-11-11', born => born, sentence_ends => sentence_ends) AS e
$$;

-- Los Angeles 2019
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'M', '2010-01-01'), 'To be reviewed by City Attorneys | Misdemeanor or Infraction', 'Los Angeles left misdemeanors to the city attorneys');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'M', '2018-01-01'), 'To be reviewed by City Attorneys | Misdemeanor or Infraction', '... also those after the law changed');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', NULL, '2010-01-01'), 'Hand Review | needs: severity', 'an unknown level is for a person, not for the city attorneys');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2016-11-09'), 'Not eligible | Occurred after 11/09/2016', 'the day the law changed is out');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11357(a)', 'F', '2010-01-01'), 'Eligible for Dismissal | 11357(a) or 11357(b)', 'concentrate is dismissed');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11357(c)', 'F', '2010-01-01'), 'Hand Review | Other 11357', 'other possession is for a person');
SELECT is(pg_temp.under('los_angeles_2019', 'PC 664/HS 11357(a)', 'F', '2010-01-01'), 'Hand Review | Other 11357', 'an attempt at possession is other possession');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2010-01-01', prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '2005-01-01')), 'Not eligible | PC 667(e)(2)(c)(iv)', 'murder before bars');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2010-01-01', prop64.event(kind => 'registration', charge => 'PC 290', on_date => '2005-01-01')), 'Not eligible | PC 290', 'a registration before bars');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2010-01-01', prop64.event(charge => 'PC 314.1', severity => 'M', on_date => '2005-01-01')), 'Not eligible | PC 290', 'exposure, as the state writes it, is registrable');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2005-01-01', born => '1960-01-01'), 'Eligible for Dismissal | 50 years or older', 'people of fifty are spared');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2015-01-01', born => '1998-11-12'), 'Eligible for Dismissal | 21 years or younger', 'twenty on the day of the run');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2015-01-01'), 'Eligible for Dismissal | Only has 11357-60 charges and completed sentence', 'nothing but cannabis, and the blank sentence taken as served');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2015-01-01', sentence_ends => '2020-01-01'), 'Hand Review | Currently serving sentence', 'a sentence that still runs is for a person');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2005-01-01', prop64.event(charge => 'PC 459', on_date => '2007-01-01')), 'Eligible for Dismissal | No convictions in past 10 years', 'ten years without a conviction');
SELECT is(pg_temp.under('los_angeles_2019', 'HS 11358', 'F', '2005-01-01', prop64.event(charge => 'PC 459', on_date => '2017-01-01')), 'Hand Review | No applicable eligibility criteria', 'otherwise a person looks');

-- dismiss_all, bear_default
SELECT is(pg_temp.under('dismiss_all', 'HS 11360(a)', NULL, NULL, NULL, NULL), 'Eligible for Dismissal | Every cannabis conviction', 'dismiss_all asks for the charge only');
SELECT is(pg_temp.under('bear_default', 'HS 11360(a)', 'F', '2005-01-01'), 'Eligible for Dismissal | Dismiss all HS 11360 convictions', 'the desktop tool dismissed all four sections as installed');
SELECT is(prop64.outcome(prop64.classify(prop64.shipped_policy('bear_default'), 'HS 11360(a)', NULL, '2005-01-01')), 'dismiss', 'an unknown level does not matter where every answer is the same');

-- the desktop tool's options
SELECT is((SELECT count(*) FROM prop64.rules(prop64.policy_from_bear('{}'))), 2::bigint, 'no options: only what is no felony is dismissed');
SELECT is((SELECT string_agg(condition, '; ' ORDER BY rule) FROM prop64.rules(prop64.policy_from_bear(
  '{"baselineEligibility": {"dismiss": ["11358"], "reduce": ["11357"]}, "additionalRelief": {"subjectUnder21AtConviction": true,
    "subjectAgeThreshold": 40, "yearsSinceConvictionThreshold": 1, "yearsCrimeFreeThreshold": 15, "subjectHasOnlyProp64Charges": true, "subjectIsDeceased": true}}'))),
  'not felony; charge in HS 11358 including attempts and conspiracies; age at conviction < 21; age now >= 40; at least 1 years since conviction; '
  'more than 15 years since last conviction; only scope; deceased; charge in HS 11357 including attempts and conspiracies', 'every option is one condition, in the tool''s order');
SELECT is(prop64.label(e, p) || prop64.reason(e, p), '', 'where the tool answered nothing, so does the policy')
FROM prop64.policy_from_bear('{}') AS p, prop64.classify(p, 'HS 11358', 'F', '2005-01-01', as_of => '2020-01-01') AS e;
SELECT throws_ok($$SELECT prop64.policy_from_bear('{"baseline": {}}')$$, '22023', 'options has an unknown key "baseline"', 'a misspelt key is an error, not silence');
SELECT throws_ok($$SELECT prop64.policy_from_bear('{"additionalRelief": {"subjectIsDead": true}}')$$, '22023', 'additionalRelief has an unknown key "subjectIsDead"', 'likewise inside');
SELECT throws_ok($$SELECT prop64.policy_from_bear('{"baselineEligibility": {"dismiss": ["HS 11357"]}}')$$, '22023', 'baselineEligibility.dismiss names an unknown section "HS 11357"', 'a section is one of four');
SELECT throws_ok($$SELECT prop64.policy_from_bear('{"baselineEligibility": {"dismiss": ["11357"], "reduce": ["11357"]}}')$$, '22023', 'section "11357" is named twice', 'a section is dismissed or reduced');
SELECT throws_ok($$SELECT prop64.policy_from_bear('{"additionalRelief": {"subjectAgeThreshold": 39}}')$$, '22023', 'additionalRelief.subjectAgeThreshold must be 0 or a whole number from 40 to 65', 'an age is 40 to 65');

SELECT * FROM finish();
ROLLBACK;
