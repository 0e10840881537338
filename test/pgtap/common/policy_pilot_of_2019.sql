-- The rules that San Joaquin and Contra Costa had in common, in their order, each at its edges.
SELECT is_empty($$SELECT l.* FROM pg_temp.policy() AS p, prop64.lint(p) AS l$$, 'lint has nothing to say of it');
SELECT is_empty($$SELECT r.rule FROM pg_temp.policy() AS p, prop64.rules(p) AS r WHERE r.basis = 'law'$$, 'what a prosecutor chose is no command of the law');
SELECT is((SELECT array_agg(pg_temp.policy()::text LIKE '%' || c.charge || '%') FROM prop64.charge_list('related') AS c), (SELECT array_agg(true) FROM prop64.charge_list('related')),
  'the scope names every offense of the list of related ones');

-- the day that the law changed
SELECT is(pg_temp.says('HS 11358', 'F', '2016-11-08'), 'dismiss by discretion: Sentence Completed', 'convicted on the last day of the old law: within the pilot');
SELECT is(pg_temp.says('HS 11358', 'F', '2016-11-09'), 'ineligible: Occurred after 11/09/2016', 'convicted on the first day of the new law: not eligible');
SELECT is(pg_temp.says('HS 11364', 'M', '2016-11-09', pg_temp.other('HS 11358', '2016-11-09', cycle_key => 'Y')), 'ineligible: Occurred after 11/09/2016', '... a related charge likewise');
SELECT is(pg_temp.says('HS 11358', 'M', NULL), 'missing: convicted; at least ineligible', 'without a conviction date nobody can say');

-- related charges
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', k, 'Y')), 'dismiss by discretion: Related charge', 'a related charge is dismissed in a cycle with a cannabis ' || k)
FROM unnest(ARRAY['conviction', 'charge', 'arrest']) AS k;
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01')), 'review: No Related Prop64 Charges', 'cannabis in another cycle does not reach it: a person looks');
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01'), 'review: No Related Prop64 Charges', 'without any cannabis charge a person looks');
SELECT is(pg_temp.says('PC 148.9', 'F', '2010-06-01', pg_temp.other('HS 11359', '2010-06-01', cycle_key => 'Y')), 'dismiss by discretion: Related charge', 'a related felony is dismissed as well');
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', pg_temp.other('PC 664/HS 11358', '2010-06-01', cycle_key => 'Y')), 'dismiss by discretion: Related charge', 'an attempt at a cannabis offense is a cannabis charge');
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', pg_temp.other('HS 11357.5', '2010-06-01', cycle_key => 'Y')), 'review: No Related Prop64 Charges', 'a synthetic is none');
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', pg_temp.other('PC 459', '2010-06-01', cycle_key => 'Y')), 'review: No Related Prop64 Charges', 'burglary is none');
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => NULL)), 'missing: record', 'a cannabis conviction that does not say its cycle may be of this one');
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => 'Y'), cycle_key => NULL), 'missing: cycle_key', 'so may this one, if it does not say');
SELECT is(pg_temp.says('HS 11364', 'M', '2010-06-01', NULL), 'missing: record', 'without the record it is missing');
SELECT is(pg_temp.says('PC 664/HS 11364', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => 'Y')), 'dismiss by discretion: Related charge', 'an attempt at a related offense is one of them');
SELECT is(pg_temp.says('PC 647(f)', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => 'Y')), 'dismiss by discretion: Related charge', 'drunk in public is related');
SELECT is(pg_temp.says('PC 647(b)', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => 'Y')), 'out of scope', 'another subdivision of PC 647 is not');
SELECT is(pg_temp.says('PC 1320.5', 'F', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => 'Y')), 'out of scope', 'PC 1320.5 is another section than PC 1320');

-- BP 4060
SELECT is(pg_temp.says('BP 4060', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => 'Y')), 'review: 4060 BP', 'BP 4060 beside cannabis is flagged for a person');
SELECT is(pg_temp.says('BP 4060', 'M', '2010-06-01'), 'review: No Related Prop64 Charges', '... alone it has the other reason');
SELECT is(pg_temp.says('BP 4060', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => NULL)), 'review: 4060 BP', '... and a person looks whichever cycle it is');
SELECT is(pg_temp.says('BP 4140', 'M', '2010-06-01', pg_temp.other('HS 11358', '2010-06-01', cycle_key => 'Y')), 'dismiss by discretion: Related charge', 'BP 4140 is not flagged');

-- cannabis: below a felony, and HS 11357
SELECT is(pg_temp.says('HS 11360(b)', 'M', '2010-06-01', pg_temp.other('PC 459', '2018-01-01')), 'dismiss by discretion: Misdemeanor or Infraction', 'a misdemeanor is dismissed whatever came since');
SELECT is(pg_temp.says('HS 11357(b)', 'I', '2012-06-01', pg_temp.other('PC 459', '2018-01-01')), 'dismiss by discretion: Misdemeanor or Infraction', 'an infraction likewise');
SELECT is(pg_temp.says('HS 11358', NULL, '2010-06-01', pg_temp.other('PC 459', '2018-01-01')), 'missing: severity', 'an unknown level is not taken for a misdemeanor');
SELECT is(pg_temp.says('HS 11357(c)', 'F', '2010-06-01', pg_temp.other('PC 459', '2018-01-01')), 'dismiss by discretion: 11357 HS', 'a felony of possession is dismissed whatever came since');
SELECT is(pg_temp.says('HS 11357', NULL, '2010-06-01', pg_temp.other('PC 459', '2018-01-01')), 'dismiss by discretion: 11357 HS', '... of which the level does not matter');
SELECT is(pg_temp.says('PC 664/HS 11357(a)', 'F', '2010-06-01', pg_temp.other('PC 459', '2018-01-01')), 'review: Has convictions in past 5 years', 'an attempt at possession is as every felony');

-- more than one conviction: more than five years
SELECT is(pg_temp.says('HS 11359', 'F', '2005-06-01', pg_temp.other('PC 459', '2014-06-29')), 'dismiss by discretion: No convictions in past 5 years', 'five years and a day since the latest conviction: dismissed');
SELECT is(pg_temp.says('HS 11359', 'F', '2005-06-01', pg_temp.other('PC 459', '2014-06-30')), 'review: Has convictions in past 5 years', 'on the fifth anniversary a person looks, for more than five years are asked');
SELECT is(pg_temp.says('HS 11359', 'F', '2014-06-30', pg_temp.other('PC 459', '1990-01-01')), 'review: Has convictions in past 5 years', 'this conviction itself may be the latest');
SELECT is(pg_temp.says('HS 11359', 'F', '2005-06-01', pg_temp.other('PC 187(a)', '2000-01-01')), 'dismiss by discretion: No convictions in past 5 years', 'a murder before does not matter: the pilot applied no bar');
SELECT is(pg_temp.says('HS 11359', 'F', '2005-06-01', pg_temp.other('PC 459', on_bounds => '[2014-01-01,2014-12-31]')), 'missing: record', 'a conviction of which only the year is known straddles the line');

-- the only conviction
SELECT is(pg_temp.says('HS 11359', 'F', '2015-06-01', sentence_ends => '2019-06-30'), 'dismiss by discretion: Sentence Completed', 'a sentence that ends on the day of the run is completed');
SELECT is(pg_temp.says('HS 11359', 'F', '2015-06-01', sentence_ends => '2019-07-01'), 'review: Sentence not Completed', 'one that ends a day later is for a person');
SELECT is(pg_temp.says('HS 11359', 'F', '2015-06-01', prop64.event(kind => 'arrest', charge => 'PC 459', on_date => '2018-01-01')), 'dismiss by discretion: Sentence Completed', 'a blank sentence is taken as served, and an arrest is no conviction');
SELECT is(pg_temp.says('HS 11359', 'F', '2015-06-01', NULL), 'missing: record', 'without the record nobody can say whether it is the only one');
SELECT is((SELECT array_agg(DISTINCT prop64.label(e, p)) FROM pg_temp.policy() AS p, unnest(ARRAY['HS 11364', 'BP 4060', 'HS 11359']::prop64.charge[]) AS c,
  prop64.classify(p, c, 'F', '2015-06-01', prop64.history_empty(), '2019-06-30', sentence_ends => '2030-01-01', cycle_key => 'Y', count_key => '1') AS e),
  ARRAY['Maybe Eligible - Flag for Review'], 'what is for a person has the county''s word');
-- a record with its answers by the tool, here rebuilt
SELECT results_eq($$
  WITH other AS (SELECT pg_temp.record(pg_temp.other('HS 11357', '1999-05-04', 'conviction', '101', '1', 'M'), pg_temp.other('HS 11357', '2008-04-14', 'charge', '101', 'x'),
      pg_temp.other('PC 602', '2009-05-04', 'conviction', '102', '2', 'M'), pg_temp.other('PC 187', '2001-05-04', 'conviction', '103', '3'),
      pg_temp.other('HS 11360', '2011-05-12', 'conviction', '104', '4'), pg_temp.other('PC 266j', '2009-12-05', 'conviction', '104', '5')) AS h)
  SELECT v.key, prop64.label(e, p) || ' | ' || prop64.reason(e, p)
  FROM other, pg_temp.policy() AS p, (VALUES ('1', 'HS 11357', 'M', '1999-05-04'::date, '101'), ('2', 'PC 602', 'M', '2009-05-04', '102'), ('4', 'HS 11360', 'F', '2011-05-12', '104')) AS v (key, charge, severity, on_date, cycle),
       prop64.classify(p, charge::prop64.charge, severity, on_date, h, '2019-04-10', case_key => 'D', cycle_key => cycle, count_key => key) AS e
  ORDER BY 1$$, $$VALUES ('1', 'Eligible for Dismissal | Misdemeanor or Infraction'), ('2', 'Maybe Eligible - Flag for Review | No Related Prop64 Charges'), ('4', 'Eligible for Dismissal | No convictions in past 5 years')$$,
  'possession below a felony, trespass in a cycle of its own, and a sale after which nothing came: as the tool answered');
