-- Every cannabis conviction, and what stands beside one.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(37);

\set policy dismiss_all_and_related
\set as_of 2019-11-11
\set sentence_ends ''
\ir common/policy_says.sql

SELECT is_empty($$SELECT l.* FROM prop64.shipped_policy('dismiss_all_and_related') AS p, prop64.lint(p) AS l$$, 'lint has nothing to say of it');
SELECT is_empty($$SELECT r.rule FROM prop64.shipped_policy('dismiss_all_and_related') AS p, prop64.rules(p) AS r WHERE r.basis = 'law'$$, 'what a prosecutor chose is no command of the law');
SELECT ok(prop64.outcome(prop64.classify(prop64.shipped_policy('dismiss_all_and_related'), c.charge::prop64.charge, 'M', '2005-06-01')) <> 'out of scope', c.charge || ', of the list of related offenses, is in scope')
FROM prop64.charge_list('related') AS c ORDER BY c.charge;
SELECT is(pg_temp.says(c, NULL, NULL, NULL, cycle_key => NULL), 'dismiss by discretion: Every cannabis conviction', c || ' is dismissed for what it is: nothing else is asked')
FROM unnest(ARRAY['HS 11357', 'HS 11357(d)', 'HS 11358', 'HS 11359(d)', 'HS 11360(a)', 'PC 664/HS 11358', 'PC 182/HS 11359']) AS c;
SELECT is(pg_temp.says('HS 11361(a)'), 'out of scope', 'HS 11361 is none of the four sections');
SELECT is(pg_temp.says('HS 11357.5'), 'out of scope', 'HS 11357.5 is another section than HS 11357');
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', k, 'Y')), 'dismiss by discretion: Related charge in a cycle with a cannabis charge', 'paraphernalia goes with a cannabis ' || k || ' of the same cycle')
FROM unnest(ARRAY['conviction', 'charge', 'arrest']) AS k;
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', k)), 'no change: No cannabis charge in the cycle', '... not with a cannabis ' || k || ' of another')
FROM unnest(ARRAY['conviction', 'charge', 'arrest']) AS k;
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01', prop64.event(kind => 'registration', charge => 'HS 11590', on_date => '2005-06-01', cycle_key => 'Y')), 'no change: No cannabis charge in the cycle', 'a registration is no charge');
SELECT is(pg_temp.says('HS 11550(a)', 'M', '2005-06-01', pg_temp.other('HS 11350(a)', '2005-06-01', cycle_key => 'Y')), 'no change: No cannabis charge in the cycle', 'another drug is no cannabis charge');
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01', pg_temp.other('PC 664/HS 11358', '2005-06-01', cycle_key => 'Y')), 'dismiss by discretion: Related charge in a cycle with a cannabis charge', 'an attempt at a cannabis offense is a cannabis charge');
SELECT is(pg_temp.says('PC 664/PC 602', 'M', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', cycle_key => 'Y')), 'dismiss by discretion: Related charge in a cycle with a cannabis charge', 'an attempt at a related offense is one of them');
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', cycle_key => NULL)), 'missing: record; at least no change', 'a cannabis conviction that does not say its cycle may be of this one');
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01', pg_temp.other('HS 11358', '2005-06-01', cycle_key => 'Y'), cycle_key => NULL), 'missing: cycle_key; at least no change', 'so may this one, if it does not say');
SELECT is(pg_temp.says('HS 11364', 'M', '2005-06-01', NULL), 'missing: record; at least no change', 'without the record it is missing');
SELECT is(pg_temp.says('PC 647(b)', 'M'), 'out of scope', 'PC 647 is related in its subdivision (f) only');

SELECT * FROM finish();
ROLLBACK;
