-- Sacramento County, 2019: the rules in their order, each at its edges.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(34);

\set policy sacramento_2019
\set as_of 2019-11-11
\set sentence_ends ''
\ir common/policy_says.sql

SELECT is_empty($$SELECT l.* FROM prop64.shipped_policy('sacramento_2019') AS p, prop64.lint(p) AS l$$, 'lint has nothing to say of it');
SELECT is_empty($$SELECT r.rule FROM prop64.shipped_policy('sacramento_2019') AS p, prop64.rules(p) AS r WHERE r.basis = 'law'$$, 'what a prosecutor chose is no command of the law');

-- the day that the law changed
SELECT is(pg_temp.says('HS 11358', 'F', '2016-11-08'), 'dismiss by discretion: Sentence Completed', 'convicted on the last day of the old law: within the pilot');
SELECT is(pg_temp.says('HS 11358', 'F', '2016-11-09'), 'ineligible: Occurred after 11/09/2016', 'convicted on the first day of the new law: not eligible');
SELECT is(pg_temp.says('HS 11358', 'M', '2017-01-01'), 'ineligible: Occurred after 11/09/2016', 'the date comes before everything, misdemeanors too');
SELECT is(pg_temp.says('HS 11357(b)', 'F', '2017-01-01'), 'ineligible: Occurred after 11/09/2016', '... and small amounts');
SELECT is(pg_temp.says('HS 11358', 'F', '2017-01-01', offense => '2016-10-01'), 'ineligible: Occurred after 11/09/2016', 'the pilot looked at the conviction although the statute looks at the offense');
SELECT is(pg_temp.says('HS 11358', 'M', NULL), 'missing: convicted; at least ineligible', 'without a conviction date nobody can say: it is not taken for the oldest');

-- below a felony
SELECT is(pg_temp.says('HS 11358', 'M', '2010-06-01'), 'dismiss by discretion: Misdemeanor or Infraction', 'a misdemeanor is dismissed at any age of the person');
SELECT is(pg_temp.says('HS 11357(b)', 'I', '2012-06-01'), 'dismiss by discretion: Misdemeanor or Infraction', 'an infraction likewise');
SELECT is(pg_temp.says('HS 11360(a)', 'M', '2010-06-01', pg_temp.other('PC 187(a)', '2018-01-01')), 'dismiss by discretion: Misdemeanor or Infraction', 'a murder since does not matter: the pilot applied no bar');
SELECT is(pg_temp.says('HS 11358', NULL, '2015-06-01', pg_temp.other('PC 459', '2018-01-01')), 'missing: severity; at least reduce to misdemeanor', 'an unknown level is not taken for a misdemeanor; reduction is certain');
SELECT is(pg_temp.says('HS 11358', NULL, '2015-06-01'), 'dismiss by discretion: Sentence Completed', 'an unknown level does not matter where both ways dismiss');

-- HS 11357(b)
SELECT is(pg_temp.says('HS 11357(b)', 'F', '2005-06-01', pg_temp.other('PC 459', '2018-01-01')), 'dismiss by discretion: HS 11357(b)', 'not over 28.5 grams is dismissed whatever came since');
SELECT is(prop64.to_charge('11357(B) HS-POSSESS MARIJUANA')::text, 'HS 11357(b)', 'a capital letter is the same subdivision');
SELECT is(pg_temp.says('HS 11357(c)', 'F', '2005-06-01', pg_temp.other('PC 459', '2018-01-01')), 'reduce to misdemeanor by discretion: Has convictions in past 10 years', 'the other letters are as every felony');
SELECT is(pg_temp.says('PC 664/HS 11357(b)', 'F', '2005-06-01', pg_temp.other('PC 459', '2018-01-01')), 'reduce to misdemeanor by discretion: Has convictions in past 10 years', 'an attempt is not of this rule');

-- more than one conviction: more than ten years
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 459', '2009-11-10')), 'dismiss by discretion: No convictions in past 10 years', 'ten years and a day since the latest conviction: dismissed');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 459', '2009-11-11')), 'reduce to misdemeanor by discretion: Has convictions in past 10 years', 'on the tenth anniversary: reduced, for more than ten years are asked');
SELECT is(pg_temp.says('HS 11358', 'F', '2009-11-11', pg_temp.other('PC 459', '1990-01-01')), 'reduce to misdemeanor by discretion: Has convictions in past 10 years', 'this conviction itself may be the latest');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('VC 23152(a)', '2018-01-01', severity => 'M')), 'reduce to misdemeanor by discretion: Has convictions in past 10 years', 'a misdemeanor of any kind counts');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 459', '2018-01-01', 'arrest')), 'dismiss by discretion: Sentence Completed', 'an arrest is no conviction: it is still the only one');
SELECT is(pg_temp.says('HS 11358', 'F', '2004-02-29', pg_temp.other('PC 459', '2008-02-29'), as_of => '2018-03-01'), 'reduce to misdemeanor by discretion: Has convictions in past 10 years', 'the anniversary of 29 February is 1 March');
SELECT is(pg_temp.says('HS 11358', 'F', '2004-02-29', pg_temp.other('PC 459', '2008-02-29'), as_of => '2018-03-02'), 'dismiss by discretion: No convictions in past 10 years', '... and the day after is more than ten years');
SELECT is(pg_temp.says('HS 11358', 'F', '2005-06-01', pg_temp.other('PC 459', on_bounds => '[2009-01-01,2009-12-31]')), 'missing: record; at least reduce to misdemeanor', 'a conviction of which only the year is known straddles the line: the record is missing, reduction is certain');

-- the only conviction
SELECT is(pg_temp.says('HS 11358', 'F', '2018-01-01'), 'ineligible: Occurred after 11/09/2016', 'the only conviction does not help after the law changed');
SELECT is(pg_temp.says('HS 11358', 'F', '2015-06-01', sentence_ends => '2019-11-11'), 'dismiss by discretion: Sentence Completed', 'a sentence that ends on the day of the run is completed');
SELECT is(pg_temp.says('HS 11358', 'F', '2015-06-01', sentence_ends => '2019-11-12'), 'reduce to misdemeanor by discretion: Sentence not Completed', 'one that ends a day later is not: reduced');
SELECT is(pg_temp.says('HS 11358', 'F', '2015-06-01'), 'dismiss by discretion: Sentence Completed', 'a blank sentence is taken as served');
SELECT is(prop64.presumed(e, p), ARRAY['sentence_ends'], '... and the answer says that this was presumed')
FROM prop64.shipped_policy('sacramento_2019') AS p, prop64.classify(p, 'HS 11358', 'F', '2015-06-01', prop64.history_empty(), '2019-11-11') AS e;
SELECT is(pg_temp.says('HS 11358', 'F', '2015-06-01', NULL, sentence_ends => '2030-01-01'), 'reduce to misdemeanor by discretion: Sentence not Completed', 'without the record it does not matter where both ways reduce');
SELECT is(pg_temp.says('HS 11358', 'F', '2015-06-01', NULL), 'missing: record; at least reduce to misdemeanor', '... and is missing where they differ');
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01'), 'out of scope', 'related charges were no part of this pilot');
SELECT is((SELECT array_agg(DISTINCT prop64.label(e, p) ORDER BY prop64.label(e, p)) FROM prop64.shipped_policy('sacramento_2019') AS p,
  unnest(ARRAY['M', 'F']) AS s, unnest(ARRAY['2005-06-01', '2017-01-01']::date[]) AS d, unnest(ARRAY['2019-01-01', '2030-01-01']::date[]) AS z,
  prop64.classify(p, 'HS 11358', s, d, prop64.history_empty(), '2019-11-11', sentence_ends => z) AS e),
  ARRAY['Eligible for Dismissal', 'Eligible for Reduction', 'Not eligible'], 'the words are the county''s three');

SELECT * FROM finish();
ROLLBACK;
