-- San Francisco, 2018: the announcement, and the tool that read the sheets; each rule at its edges.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(59);

\set policy san_francisco_2018
\set as_of 2018-06-01
\set sentence_ends ''
\ir common/policy_says.sql

SELECT is_empty($$SELECT l.* FROM prop64.shipped_policy('san_francisco_2018') AS p, prop64.lint(p) AS l$$, 'lint has nothing to say of it');
SELECT is_empty($$SELECT r.rule FROM prop64.shipped_policy('san_francisco_2018') AS p, prop64.rules(p) AS r WHERE r.basis = 'law'$$, 'what a prosecutor chose is no command of the law');

-- what was announced, and when
SELECT is(pg_temp.says('HS 11357(b)', 'M', '2016-11-07'), 'dismiss by discretion: Misdemeanor or infraction', 'a misdemeanor sentenced the day before the election is dismissed and sealed');
SELECT is(pg_temp.says('HS 11357(b)', 'M', '2016-11-08'), 'review: Convicted after Proposition 64 passed: is it among those announced?', 'on the day of the election a person looks: the announcement says before it passed');
SELECT is(pg_temp.says('HS 11359', 'F', '2017-03-01'), 'review: Convicted after Proposition 64 passed: is it among those announced?', 'felonies of later days likewise');
SELECT is(pg_temp.says('HS 11357(b)', 'M', '1975-01-01'), 'dismiss by discretion: Misdemeanor or infraction', 'the announcement goes back to 1975');
SELECT is(pg_temp.says('HS 11357(b)', 'M', '1974-12-31'), 'review: Convicted before 1975: does the court''s register hold it?', '... and not to 1974');
SELECT is(pg_temp.says('HS 11357(b)', 'M', NULL), 'missing: convicted', 'without a conviction date nobody can say');
SELECT is(pg_temp.says('PC 664/HS 11358', 'F'), 'review: Attempt or conspiracy: did the office mean it?', 'an attempt is asked about, for neither source speaks of it');
SELECT is(pg_temp.says('PC 182/HS 11359', 'M'), 'review: Attempt or conspiracy: did the office mean it?', '... a conspiracy likewise, at any level');

-- misdemeanors
SELECT is(pg_temp.says(c, 'M'), 'dismiss by discretion: Misdemeanor or infraction', 'a misdemeanor under ' || c || ' is dismissed') FROM unnest(ARRAY['HS 11357(c)', 'HS 11358', 'HS 11359']) AS c;
SELECT is(pg_temp.says('HS 11357(b)', 'I', '2012-06-01'), 'dismiss by discretion: Misdemeanor or infraction', 'an infraction likewise');
SELECT is(pg_temp.says('HS 11360(b)', 'M'), 'review: HS 11360 below a felony: did the office mean it?', 'giving away a small amount is asked about: the list from the court did not hold HS 11360');
SELECT is(pg_temp.says('HS 11358', 'M', '2005-06-01', pg_temp.other('PC 187(a)', '2001-01-01')), 'dismiss by discretion: Misdemeanor or infraction', 'no bar is asked of a misdemeanor');
SELECT is(pg_temp.says('HS 11358', NULL), 'missing: severity; at least reduce to misdemeanor', 'an unknown level: reduction is certain');
SELECT is(pg_temp.says('HS 11358', 'M', facts => '{"dismissed_under_1203_4": true}'), 'dismiss by discretion: Misdemeanor or infraction', 'a dismissal on probation''s end is not asked of a misdemeanor');

-- felonies
SELECT is(pg_temp.says(c, 'F'), 'reduce to misdemeanor by discretion: Felony without a bar', 'a felony under ' || c || ' is resentenced or redesignated') FROM unnest(ARRAY['HS 11357(a)', 'HS 11358', 'HS 11359', 'HS 11360(a)']) AS c;
SELECT is(pg_temp.says('HS 11358', 'F', facts => '{"dismissed_under_1203_4": true}'), 'review: Already dismissed under PC 1203.4: is an order still wanted?', 'a felony already dismissed under PC 1203.4 is for a person');
SELECT is(prop64.presumed(e, p), ARRAY['dismissed_under_1203_4'], 'that it was not is presumed, and the answer says so')
FROM prop64.shipped_policy('san_francisco_2018') AS p, prop64.classify(p, 'HS 11358', 'F', '2005-06-01', prop64.history_empty(), '2018-06-01') AS e;
SELECT is(pg_temp.says(c, 'F'), 'ineligible: Subdivision that stays a felony', c || ' is outside Proposition 64') FROM unnest(ARRAY['HS 11359(c)(3)', 'HS 11359(d)', 'HS 11360(a)(3)(C)', 'HS 11360(a)(3)(D)']) AS c;
SELECT is(pg_temp.says(c, 'F'), 'reduce to misdemeanor by discretion: Felony without a bar', c || ' is not') FROM unnest(ARRAY['HS 11359(c)(2)', 'HS 11360(a)(3)(B)']) AS c;
SELECT is(prop64.remedy(prop64.classify(p, 'HS 11358', 'F', '2015-06-01', prop64.history_empty(), '2018-06-01', sentence_ends => z)), r, 'the court is asked to ' || r)
FROM prop64.shipped_policy('san_francisco_2018') AS p, (VALUES ('2018-06-01'::date, 'redesignate'), ('2018-06-02', 'resentence')) AS v (z, r);

-- bars of the tool: at any date
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 187(a)', d)), 'ineligible: Super strike', 'a murder of ' || d || ' bars') FROM unnest(ARRAY['2001-01-01', '2005-06-01', '2017-01-01']::date[]) AS d;
SELECT is(pg_temp.says('HS 11357(a)', 'F', '2005-06-01', pg_temp.other('PC 187(a)', '2001-01-01')), 'ineligible: Super strike', '... possession too, although the statute has no such bar');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 220', '2001-01-01')), 'review: Is a conviction of the record a super strike?', 'an assault of which the citation does not show the intent is for a person');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.record(pg_temp.other('PC 220', '2001-01-01'), pg_temp.other('PC 187(a)', '2002-01-01', count_key => '3'))), 'ineligible: Super strike', '... unless a murder stands beside it');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', prop64.event(kind => 'registration', charge => 'PC 290', on_date => '2017-01-01')), 'ineligible: Registered under PC 290', 'a registration of any date bars');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', prop64.event(kind => 'registration', charge => 'HS 11590', on_date => '2001-01-01')), 'reduce to misdemeanor by discretion: Felony without a bar', 'that of narcotics offenders does not');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 288.2', '2001-01-01')), 'reduce to misdemeanor by discretion: Felony without a bar', 'a registrable conviction without its registration was not looked for');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 459', '2001-01-01')), 'reduce to misdemeanor by discretion: Felony without a bar', 'a burglary does not bar');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', NULL), 'missing: record', 'without the record nothing is certain');

-- two others of the section
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('HS 11358', '2001-01-01')), 'reduce to misdemeanor by discretion: Felony without a bar', 'one other of the section does not stand in the way');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.record(pg_temp.other('HS 11358', '2001-01-01'), pg_temp.other('HS 11358', '2008-01-01', count_key => '3', case_key => 'E'))),
  'review: Two others of the section: on three days in court or more?', 'two others do, earlier or later: a person looks');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.record(pg_temp.other('HS 11358', '2005-06-01', case_key => 'C'), pg_temp.other('HS 11358', '2005-06-01', count_key => '3', case_key => 'C'))),
  'reduce to misdemeanor by discretion: Felony without a bar', 'other counts of the same case are no other days');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.record(pg_temp.other('HS 11359', '2001-01-01'), pg_temp.other('HS 11358', '2008-01-01', count_key => '3', case_key => 'E'))),
  'reduce to misdemeanor by discretion: Felony without a bar', 'other sections are not counted together');
SELECT is(pg_temp.says('HS 11357(a)', 'F', '2005-06-01', pg_temp.record(pg_temp.other('HS 11357(a)', '2001-01-01'), pg_temp.other('HS 11357(a)', '2008-01-01', count_key => '3', case_key => 'E'))),
  'reduce to misdemeanor by discretion: Felony without a bar', 'of possession they are not counted');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.record(pg_temp.other('HS 11358', '2001-01-01', case_key => NULL), pg_temp.other('HS 11358', '2008-01-01', count_key => '3', case_key => 'E'))),
  'missing: record', 'a count that does not say its case may be of this one');

-- pleas
SELECT is(pg_temp.says(c, 'F', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', 'charge', 'Y')), 'review: Plea beside a cannabis charge: are all counts of the cycle that were not rejected cannabis or such pleas?', c || ' beside a cannabis charge is for a person')
FROM unnest(ARRAY['PC 32', 'PC 32/HS 11358', 'HS 11364', 'HS 11366']) AS c;
SELECT is(pg_temp.says('PC 32', 'F', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', 'charge', 'Z')), 'no change: No cannabis charge in the cycle', 'cannabis of another cycle does not reach it');
SELECT is(pg_temp.says('PC 32', 'F', '2005-06-01', pg_temp.other('PC 496', '2005-06-01', cycle_key => 'Y')), 'no change: No cannabis charge in the cycle', 'beside stolen goods alone it is not included');
SELECT is(pg_temp.says('PC 32', 'F', '2005-06-01', pg_temp.record(pg_temp.other('HS 11358', '2005-06-01', cycle_key => 'Y'), pg_temp.other('PC 187(a)', '2001-01-01', count_key => '3'))), 'ineligible: Super strike', 'the bars come first');
SELECT is(pg_temp.says('PC 32', 'F', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', cycle_key => NULL)), 'missing: record', 'a cannabis count that does not say its cycle may be of this one');
SELECT is(pg_temp.says('HS 11366.5', 'F', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', cycle_key => 'Y')), 'out of scope', 'HS 11366.5 was none of the pleas');

-- a sheet with its answers by the tool, here rebuilt: possession yes; cultivation no, on three days in court; accessory maybe
CREATE TEMP TABLE sheet AS SELECT * FROM (VALUES
  ('1', 'HS 11357', 'F', '1984-09-18'::date, 'A', 'A'), ('2', 'PC 496', 'M', '1984-09-18', 'A', 'A'), ('3', 'HS 11358', 'F', '1984-09-18', 'A', 'A'), ('4', 'HS 11358', 'M', '1984-09-18', 'A', 'A'),
  ('5', 'HS 11358', 'F', '2004-04-13', 'B', 'B'), ('6', 'HS 11359(d)', 'F', '1990-04-13', 'C', 'C'), ('7', 'HS 11358', 'F', '1990-04-13', 'C', 'C'), ('8', 'PC 32', 'F', '1990-04-13', 'C', 'C')) AS s (count_key, charge, severity, convicted, case_key, cycle_key);
SELECT results_eq($$
  WITH record AS (SELECT prop64.history_agg(prop64.event('conviction', charge::prop64.charge, severity, convicted, case_key => case_key, cycle_key => cycle_key, count_key => count_key)) AS h FROM sheet)
  SELECT s.count_key, prop64.outcome(e) || coalesce(', rule ' || prop64.rule(e), '')
  FROM sheet AS s, record, prop64.shipped_policy('san_francisco_2018') AS p,
       prop64.classify(p, s.charge::prop64.charge, s.severity, s.convicted, h, '2011-01-02', case_key => s.case_key, cycle_key => s.cycle_key, count_key => s.count_key) AS e
  ORDER BY 1$$, $$VALUES
  ('1', 'reduce to misdemeanor, rule 14'), ('2', 'out of scope'), ('3', 'review, rule 13'), ('4', 'dismiss, rule 5'), ('5', 'review, rule 13'), ('6', 'ineligible, rule 7'), ('7', 'review, rule 13'), ('8', 'review, rule 12')$$,
  'yes is reduction, maybe is review, and no for two others of the section is review too: whether they count is open');

SELECT * FROM finish();
ROLLBACK;
