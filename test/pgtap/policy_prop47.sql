-- Proposition 47: PC 1170.18 as a policy, each rule at its edges.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(111);

\set policy prop47
\set as_of 2026-11-01
\set sentence_ends 2010-01-01
\ir common/policy_says.sql

CREATE FUNCTION pg_temp.checks(n int, d date) RETURNS prop64.history LANGUAGE sql
  AS 'SELECT prop64.history_agg(pg_temp.other((ARRAY[''PC 470'', ''PC 475(a)'', ''PC 476'', ''PC 476a''])[1 + i % 4], d, count_key => (i + 2)::text)) FROM generate_series(1, n) AS i';

SELECT is_empty($$SELECT l.* FROM prop64.shipped_policy('prop47') AS p, prop64.lint(p) AS l$$, 'lint has nothing to say of it');
SELECT is_empty($$SELECT r.rule FROM prop64.shipped_policy('prop47') AS p, prop64.rules(p) AS r WHERE r.outcome = 'dismiss' OR r.basis = 'discretion'$$, 'the section never dismisses, and what it gives it commands');
SELECT is_empty($$SELECT r.rule FROM prop64.shipped_policy('prop47') AS p, prop64.rules(p) AS r WHERE r.outcome <> 'review' AND r.authority IS NULL$$, 'every answer cites its paragraph');
SELECT ok(prop64.outcome(prop64.classify(prop64.shipped_policy('prop47'), c::prop64.charge, 'F', '2005-06-01', as_of => '2026-11-01')) <> 'out of scope', c || ', named in PC 1170.18(a), is in scope')
FROM unnest(ARRAY['HS 11350', 'HS 11357', 'HS 11377', 'PC 459.5', 'PC 473', 'PC 476a', 'PC 490.2', 'PC 496', 'PC 666']) AS c;
SELECT is(pg_temp.says(c), 'out of scope', c || ' is none of the act''s') FROM unnest(ARRAY['HS 11351', 'HS 11358', 'HS 11378', 'PC 211', 'PC 496d', 'PC 530.5']) AS c;

-- possession
SELECT is(pg_temp.says(c), 'reduce to misdemeanor by law: Possession', c || ' is a misdemeanor by law, without any value') FROM unnest(ARRAY['HS 11350(a)', 'HS 11357(a)', 'HS 11357', 'HS 11377(a)']) AS c;
SELECT is(pg_temp.says('HS 11350(a)', 'M'), 'no change: Not a felony', 'a misdemeanor stays what it is');
SELECT is(pg_temp.says('HS 11357(b)', 'I', '2012-06-01'), 'no change: Not a felony', 'an infraction likewise');
SELECT is(pg_temp.says('HS 11350(a)', NULL), 'missing: severity; at least no change', 'an unknown level is asked for');
SELECT is(prop64.authority(e, p), 'PC 1170.18(f), (g); HS 11350, 11357, 11377', 'the paragraphs for a completed sentence are cited')
FROM prop64.shipped_policy('prop47') AS p, prop64.classify(p, 'HS 11377(a)', 'F', '2005-06-01', prop64.history_empty(), '2026-11-01', sentence_ends => '2010-01-01') AS e;

-- the bars: at any time before the ruling
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.other('PC 187(a)', d, case_key => k)), 'ineligible: Super strike', w)
FROM (VALUES ('1999-01-01'::date, 'D', 'a murder before the offense bars'), ('2005-06-01', 'C', 'a murder in the same case bars'), ('2013-08-27', 'D', 'a murder after the conviction bars: Walker, Casillas'), (NULL, 'D', 'a murder of an unknown day bars')) AS v (d, k, w);
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.other('PC 664/PC 187(a)', '2013-08-27')), 'ineligible: Super strike', 'so does an attempted one, the case of Casillas');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.other('PC 243.4(a)', d)), 'ineligible: Conviction that requires registration', 'a registrable conviction of ' || d || ' bars') FROM unnest(ARRAY['1999-01-01', '2020-01-01']::date[]) AS d;
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.other('PC 211', '1999-01-01')), 'reduce to misdemeanor by law: Possession', 'robbery is a strike and no super strike: no bar');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.other('PC 187(a)', '1999-01-01', 'arrest')), 'reduce to misdemeanor by law: Possession', 'an arrest for murder is no conviction');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.other('PC 207(a)', '1999-01-01')), 'review: Is a conviction of the record one of PC 667(e)(2)(C)(iv) or of PC 290(c)?', 'kidnapping may be, by its intent: counsel looks');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.record(pg_temp.other('PC 207(a)', '1999-01-01'), pg_temp.other('PC 187(a)', '2000-01-01', count_key => '3'))), 'ineligible: Super strike', '... in vain where a murder stands beside it');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', prop64.event(kind => 'registration', charge => 'PC 290', on_date => '2016-01-01')), 'review: Registered: for an offense of PC 290(c)?', 'a registration does not tell its offense');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', prop64.event(kind => 'registration', charge => 'HS 11590', on_date => '2005-07-01')), 'reduce to misdemeanor by law: Possession', 'that of narcotics offenders is no bar');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', pg_temp.other('PC 187(a)', '1999-01-01', 'adjudication')), 'review: Is an adjudication as a juvenile a prior conviction?', 'an adjudication is asked about');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2005-06-01', NULL), 'missing: deceased, record', 'without the record nothing is certain');
SELECT is(pg_temp.says('HS 11377(a)', 'M', '2005-06-01', pg_temp.other('PC 187(a)', '1999-01-01')), 'no change: Not a felony', 'of a misdemeanor no bar is asked');
SELECT is(pg_temp.says('HS 11377(a)', deceased => true), 'review: Deceased: who may apply?', 'the section does not speak of the dead');

-- when
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2014-11-04', sentence_ends => '2017-01-01'), 'reduce to misdemeanor by law: Possession', 'convicted on the day of the election: reduced');
SELECT is(pg_temp.says('HS 11377(a)', 'F', '2014-11-05', sentence_ends => '2017-01-01'), 'review: Convicted since the act took effect: why as a felony, and does the section reach it?', 'on the day the act took effect: asked');
SELECT is(pg_temp.says('PC 459.5', 'F', '2015-03-01', sentence_ends => '2017-01-01', offense => '2014-12-01'), 'review: Convicted since the act took effect: why as a felony, and does the section reach it?', 'felony shoplifting is of the act itself');
SELECT is(pg_temp.says('HS 11377(a)', 'F', NULL), 'missing: convicted', 'without a conviction date nobody can say');

-- attempts
SELECT is(pg_temp.says(c, facts => '{"value": 100}'), 'review: Attempt or conspiracy: would it have been a misdemeanor under the act?', c || ' is asked about') FROM unnest(ARRAY['PC 664/HS 11377(a)', 'PC 664/PC 496(a)', 'PC 182/PC 487']) AS c;

-- value: 950 dollars is within
SELECT is(pg_temp.says(c, facts => jsonb_build_object('value', v, 'instrument', 'check', 'firearm_stolen', false)), CASE WHEN v > 950 THEN 'no change: Value over 950 dollars' ELSE w END, c || ' of ' || v || ' dollars')
FROM (VALUES ('PC 484(a)', 'reduce to misdemeanor by law: Theft or receiving, not over 950 dollars'), ('PC 487(a)', 'reduce to misdemeanor by law: Theft or receiving, not over 950 dollars'), ('PC 496(a)', 'reduce to misdemeanor by law: Theft or receiving, not over 950 dollars'),
  ('PC 470(d)', 'reduce to misdemeanor by law: Forged instrument, not over 950 dollars'), ('PC 475(a)', 'reduce to misdemeanor by law: Forged instrument, not over 950 dollars'), ('PC 476', 'reduce to misdemeanor by law: Forged instrument, not over 950 dollars'),
  ('PC 473', 'reduce to misdemeanor by law: Forged instrument, not over 950 dollars')) AS c (c, w), unnest(ARRAY[950, 950.01]) AS v;
SELECT is(pg_temp.says('PC 487(a)'), 'missing: value, firearm_stolen', 'of a theft the value and whether it was a firearm are asked');
SELECT is(pg_temp.says('PC 487(a)', facts => '{"firearm_stolen": false}'), 'missing: value; at least no change', 'an unknown value stays open');
SELECT is(pg_temp.says('PC 487(a)', facts => '{"firearm_stolen": false, "value": [400, 900]}'), 'reduce to misdemeanor by law: Theft or receiving, not over 950 dollars', 'an estimate that is surely within decides');
SELECT is(pg_temp.says('PC 487(a)', facts => '{"firearm_stolen": false, "value": [900, 1000]}'), 'missing: value; at least no change', '... one that straddles the line does not');
SELECT is(pg_temp.says('PC 487(d)(2)', facts => '{"firearm_stolen": true, "value": 300}'), 'review: Theft of a firearm: does PC 490.2(c) reach an offense of before 2016?', 'a stolen firearm is asked about');
SELECT is(pg_temp.says('PC 487(d)(2)', facts => '{"firearm_stolen": true, "value": 951}'), 'no change: Value over 950 dollars', '... unless it was worth more');
SELECT is(pg_temp.says('PC 496(a)', facts => '{"value": 300, "firearm_stolen": true}'), 'reduce to misdemeanor by law: Theft or receiving, not over 950 dollars', 'of a stolen firearm received the section does not speak');

-- forgery
SELECT is(pg_temp.says('PC 470(d)', facts => jsonb_build_object('value', 100, 'instrument', i)), 'reduce to misdemeanor by law: Forged instrument, not over 950 dollars', 'a forged ' || i || ' is one of the seven')
FROM unnest(ARRAY['check', 'bond', 'bank bill', 'note', 'cashier''s check', 'traveler''s check', 'money order']) AS i;
SELECT is(pg_temp.says('PC 470(d)', facts => '{"value": 100, "instrument": "receipt"}'), 'no change: Instrument that PC 473(b) does not name', 'a receipt is none');
SELECT is(pg_temp.says('PC 470(d)', facts => '{"value": 100}'), 'missing: instrument; at least no change', 'what was forged is asked');
SELECT is(pg_temp.says('PC 470(d)', 'F', '2005-06-01', pg_temp.other('PC 530.5(a)', '2006-01-01'), facts => '{"value": 100, "instrument": "check"}'), 'review: Forgery and identity theft: do they belong together?', 'a conviction of identity theft beside it is for counsel');
SELECT is(pg_temp.says('PC 476a', facts => '{"checks_total": 950, "other_check_prior": false}'), 'reduce to misdemeanor by law: Checks not over 950 dollars in all', 'checks of 950 dollars in all: reduced');
SELECT is(pg_temp.says('PC 476a(a)', facts => '{"checks_total": 950.01, "other_check_prior": false}'), 'no change: Checks over 950 dollars in all', '... a cent more: not');
SELECT is(pg_temp.says('PC 476a', facts => '{"value": 10, "checks_total": 1000}'), 'no change: Checks over 950 dollars in all', 'it is the total that counts, not one of them');
SELECT is(pg_temp.says('PC 476a'), 'missing: checks_total, other_check_prior', 'the total, and convictions that the record does not show as such, are asked');
SELECT is(pg_temp.says('PC 476a', 'F', '2005-06-01', pg_temp.checks(n, d), offense => '2005-01-01', facts => '{"checks_total": 300, "other_check_prior": false}'), w, n || ' check offenses of ' || d)
FROM (VALUES (2, '2004-12-31'::date, 'reduce to misdemeanor by law: Checks not over 950 dollars in all'), (3, '2004-12-31', 'ineligible: Three check offenses before'), (3, '2005-01-01', 'review: Three check offenses: are they previous?'),
  (3, '2008-01-01', 'review: Three check offenses: are they previous?')) AS v (n, d, w);
SELECT is(pg_temp.says('PC 476a', facts => '{"checks_total": 300, "other_check_prior": true}'), 'ineligible: Other check conviction before', 'one such conviction of another state is enough');

-- petty theft with a prior
SELECT is(pg_temp.says(c), 'reduce to misdemeanor by law: Petty theft with a prior', c || ' asks for no value') FROM unnest(ARRAY['PC 666', 'PC 666(a)']) AS c;
SELECT is(pg_temp.says(prop64.to_charge(c)::text), 'reduce to misdemeanor by law: Petty theft with a prior', '... as the state writes it likewise: ' || c) FROM unnest(ARRAY['666 PC-X', '484(A)/666 PC-X', '484/666 PC-X', '488/666 PC-X']) AS c;
SELECT is(pg_temp.says('PC 666', 'F', '2005-06-01', pg_temp.other('PC 368(d)', d), offense => '2005-01-01'), w, 'theft from an elder, ' || d)
FROM (VALUES ('2004-12-31'::date, 'ineligible: Theft from an elder before'), ('2005-01-01', 'review: Theft from an elder: before the petty theft?'), ('2008-01-01', 'review: Theft from an elder: before the petty theft?')) AS v (d, w);
SELECT is(pg_temp.says('PC 666', 'F', '2005-06-01', pg_temp.other('PC 368(b)(1)', '2000-01-01')), 'reduce to misdemeanor by law: Petty theft with a prior', 'hurting an elder is another subdivision');

-- burglary and vehicles: the act may have been a misdemeanor
SELECT is(pg_temp.says(c, facts => '{"value": 100}'), 'review: Burglary: did the person enter a shop in its hours, to steal?', c || ' may have been shoplifting') FROM unnest(ARRAY['PC 459', 'PC 460(b)']) AS c;
SELECT is(pg_temp.says('PC 460(a)'), 'out of scope', 'burglary of a dwelling is none of the act''s');
SELECT is(pg_temp.says('PC 459', facts => '{"value": 951}'), 'no change: Value over 950 dollars', '... nor is a burglary for more than 950 dollars');
SELECT is(pg_temp.says('VC 10851(a)', facts => '{"value": 950}'), 'review: Vehicle: was it taken by theft, or driven after it?', 'a vehicle of little worth is asked about: Page');
SELECT is(pg_temp.says('VC 10851(a)', facts => '{"value": 951}'), 'no change: Value over 950 dollars', 'one of more worth is not');
SELECT is(pg_temp.says('PC 459.5', 'F', '2010-03-01', sentence_ends => '2012-01-01', facts => '{"value": 100}'), 'review: No section of the act was found', 'shoplifting before there was the section is an error of the record: counsel looks');

-- the danger ground: only while serving
SELECT is(pg_temp.says('HS 11377(a)', sentence_ends => '2026-11-01'), 'reduce to misdemeanor by law: Possession', 'a sentence that ends on the day of the ruling is completed: no danger is asked');
SELECT is(pg_temp.says('HS 11377(a)', sentence_ends => '2026-11-02'), 'review: Serving a sentence: does the court find an unreasonable risk of danger to public safety?', 'one that ends a day later: the court may find danger');
SELECT is(pg_temp.says('HS 11377(a)', sentence_ends => NULL), 'missing: sentence_ends', 'an unknown sentence is not taken as served');
SELECT is(pg_temp.says('PC 487(a)', sentence_ends => '2030-01-01', facts => '{"value": 951, "firearm_stolen": false}'), 'no change: Value over 950 dollars', 'danger is not asked where there is nothing to give');

SELECT * FROM finish();
ROLLBACK;
