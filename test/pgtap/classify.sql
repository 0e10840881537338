-- What classify answers, as an analyst or a lawyer would state it.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(110);

CREATE FUNCTION pg_temp.answer(condition text, charge text, severity text, convicted date,
    history prop64.history DEFAULT NULL, as_of date DEFAULT '2020-07-01', born date DEFAULT NULL,
    offense date DEFAULT NULL, sentence_ends date DEFAULT NULL, deceased boolean DEFAULT NULL,
    count_key text DEFAULT NULL, facts jsonb DEFAULT NULL)
RETURNS text LANGUAGE sql AS $$
  -- "yes" when the condition holds, "no" when it does not, else what is missing
  SELECT CASE prop64.outcome(e) WHEN 'dismiss' THEN 'yes' WHEN 'ineligible' THEN 'no'
         ELSE prop64.outcome(e) || ': ' || array_to_string(prop64.missing(e, p), ', ') END
  FROM (SELECT ('policy ''t''; scope HS 11357, HS 11358, HS 11359, HS 11360 including attempts and conspiracies; '
                'fact grams number; fact seized date; fact lab text; fact employed boolean; '
                'dismiss ''y'' when ' || condition || '; otherwise ineligible ''n'';')::prop64.policy) AS x (p),
       prop64.classify(p, charge::prop64.charge, severity, convicted, history, as_of, born, offense, sentence_ends,
                       deceased, NULL, NULL, count_key, facts) AS e
$$;
CREATE FUNCTION pg_temp.record(VARIADIC events prop64.history[]) RETURNS prop64.history LANGUAGE sql
  AS 'SELECT prop64.history_agg(e) FROM unnest(events) AS e';

-- the level
SELECT is(pg_temp.answer('felony', 'HS 11358', 'FELONY', '2000-01-01'), 'yes', 'a felony is a felony');
SELECT is(pg_temp.answer('felony', 'HS 11358', ' Misd. ', '2000-01-01'), 'no', 'a misdemeanor, however spelled, is no felony');
SELECT is(pg_temp.answer('felony', 'HS 11358', 'UNKNOWN', '2000-01-01'), 'undetermined: severity', 'an unreadable severity is unknown, not a misdemeanor');
SELECT is(pg_temp.answer('not felony', 'HS 11358', NULL, '2000-01-01'), 'undetermined: severity', 'not unknown is unknown');

-- the charge and the scope
SELECT is(pg_temp.answer('charge in HS 11357', 'HS 11357(b)', 'F', '2000-01-01'), 'yes', 'a subdivision falls under its section');
SELECT is(pg_temp.answer('charge in HS 11357', 'HS 11357.5', 'F', '2000-01-01'), 'out of scope: ', 'HS 11357.5 is another section than HS 11357');
SELECT is(pg_temp.answer('charge in HS 11358', 'PC 664/HS 11358', 'F', '2000-01-01'), 'no', 'an attempt is not the offense itself');
SELECT is(pg_temp.answer('charge in HS 11358 including attempts', 'PC 664/HS 11358', 'F', '2000-01-01'), 'yes', 'an attempt is included where the policy says so');
SELECT is(pg_temp.answer('charge in HS 11359 including attempts', 'PC 182(a)(1)/HS 11359', 'F', '2000-01-01'), 'no', 'a conspiracy is no attempt');
SELECT is(pg_temp.answer('felony', 'PC 11357(a)', 'F', '2000-01-01'), 'out of scope: ', 'the code letters count: PC 11357 is no cannabis offense');
SELECT is(pg_temp.answer('felony', NULL, 'F', '2000-01-01'), 'undetermined: charge', 'a charge that cannot be read may be in scope');

-- dates: inclusive and exclusive, bounds
SELECT is(pg_temp.answer('convicted on or after 2016-11-09', 'HS 11358', 'F', '2016-11-09'), 'yes', 'on or after includes the day');
SELECT is(pg_temp.answer('convicted after 2016-11-09', 'HS 11358', 'F', '2016-11-09'), 'no', 'after excludes the day');
SELECT is(pg_temp.answer('convicted before 2016-11-09', 'HS 11358', 'F', '2016-11-09'), 'no', 'before excludes the day');
SELECT is(pg_temp.answer('convicted on or before 2016-11-09', 'HS 11358', 'F', '2016-11-09'), 'yes', 'on or before includes the day');
SELECT is(pg_temp.answer('convicted between 2016-01-01 and 2016-12-31', 'HS 11358', 'F', '2016-12-31'), 'yes', 'between includes both ends');
SELECT is(pg_temp.answer('offense before 2016-11-09', 'HS 11358', 'F', '2010-05-01'), 'yes', 'an unknown offense is not after the conviction');
SELECT is(pg_temp.answer('offense before 2016-11-09', 'HS 11358', 'F', '2018-05-01'), 'undetermined: offense', 'a conviction after the law may be for an offense before it');
SELECT is(pg_temp.answer('offense on or after 1980-01-01', 'HS 11358', 'F', '2018-05-01', born => '1981-01-01'), 'yes', 'nobody offends before birth');
SELECT is(pg_temp.answer('convicted before 2021-01-01', 'HS 11358', 'F', NULL), 'yes', 'an unknown conviction is not after the as-of date');
SELECT is(pg_temp.answer('convicted before 2010-01-01', 'HS 11358', 'F', NULL), 'undetermined: convicted', 'an unknown conviction date is not the year 1');
SELECT is(prop64.outcome(prop64.classify_bounds('policy ''t''; dismiss ''y'' when convicted before 1986-01-01; otherwise review ''n'';',
    'HS 11358', 'F', prop64.doj_date('19850000'))), 'dismiss', 'a conviction of 1985 is before 1986, on whatever day it was');
SELECT is(prop64.outcome(prop64.classify_bounds('policy ''t''; dismiss ''y'' when convicted before 1985-06-01; otherwise review ''n'';',
    'HS 11358', 'F', prop64.doj_date('19850000'))), 'undetermined', 'whether it was before June 1985 is not known');
SELECT is(pg_temp.answer('convicted before 2010-01-01', 'HS 11358', 'F', '2005-01-01', born => '2006-01-01'), 'undetermined: contradiction', 'a conviction before birth contradicts itself');
SELECT is(pg_temp.answer('felony', 'HS 11358', 'F', '2005-01-01', born => '2006-01-01'), 'yes', 'a contradiction in dates does not matter to a policy that reads none');

-- ages and spans
SELECT is(pg_temp.answer('age at conviction < 21', 'HS 11358', 'F', '2001-05-13', born => '1980-05-14'), 'yes', 'the day before the 21st birthday is under 21');
SELECT is(pg_temp.answer('age at conviction < 21', 'HS 11358', 'F', '2001-05-14', born => '1980-05-14'), 'no', 'on the 21st birthday nobody is under 21');
SELECT is(pg_temp.answer('age now >= 57', 'HS 11358', 'F', '2001-05-14', born => '1964-02-29', as_of => '2021-02-28'), 'no', 'born on 29 February: not yet 57 on 28 February');
SELECT is(pg_temp.answer('age now >= 57', 'HS 11358', 'F', '2001-05-14', born => '1964-02-29', as_of => '2021-03-01'), 'yes', 'born on 29 February: 57 on 1 March of a common year');
SELECT is(pg_temp.answer('age now >= 50', 'HS 11358', 'F', '2001-05-14'), 'undetermined: born', 'an unknown birth date is not an old one');
SELECT is(pg_temp.answer('age now >= 30', 'HS 11358', 'F', '1985-05-14'), 'yes', 'a person convicted 35 years ago is older than 30');
SELECT is(pg_temp.answer('age at offense between 18 and 20', 'HS 11358', 'F', '2001-07-01', born => '1980-05-14', offense => '2001-05-13'), 'yes', 'the age at the offense is not that at the conviction');
SELECT is(pg_temp.answer('at least 10 years since conviction', 'HS 11358', 'F', '2010-07-01'), 'yes', 'at least ten years: the anniversary counts');
SELECT is(pg_temp.answer('more than 10 years since conviction', 'HS 11358', 'F', '2010-07-01'), 'no', 'more than ten years: the anniversary does not count');
SELECT is(pg_temp.answer('not more than 10 years since conviction', 'HS 11358', 'F', '2010-07-01'), 'yes', 'not more than ten years: the anniversary counts');
SELECT is(pg_temp.answer('less than 10 years since conviction', 'HS 11358', 'F', '2010-07-01'), 'no', 'less than ten years: the anniversary does not count');
SELECT is(pg_temp.answer('at least 10 years since last conviction', 'HS 11358', 'F', '2000-07-01'), 'undetermined: record', 'without the record nobody knows the last conviction');
SELECT is(pg_temp.answer('at least 10 years since last conviction', 'HS 11358', 'F', '2015-07-01'), 'no', 'the last conviction is not before this one');

-- the record
SELECT is(pg_temp.answer('at least 10 years since last conviction', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(charge => 'PC 459', on_date => '2012-01-01'))), 'no', 'any later conviction ends the years without one');
SELECT is(pg_temp.answer('at least 10 years since last conviction', 'HS 11358', 'F', '2000-07-01', prop64.history_empty()), 'yes', 'an empty record is closed: there is no later conviction');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '1999-06-30'))), 'yes', 'murder before is a super strike before');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '2000-07-01'))), 'no', 'a conviction of the same day is not before');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '2015-07-01'))), 'no', 'a later one is not before');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(charge => 'PC 187(a)', severity => 'F', on_bounds => prop64.doj_date('20000000')))), 'undetermined: record', 'of a murder conviction in the same year nobody knows whether it was before');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(severity => 'F', on_date => '1999-06-30'))), 'undetermined: record', 'an unreadable prior may be a super strike');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(charge => 'PC 187(a)', severity => 'F', on_date => '1999-06-30', disposition => 'vacated'))), 'no', 'a vacated conviction is none');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2000-07-01',
    pg_temp.record(prop64.event(charge => 'PC 537', severity => 'F', on_date => '1999-06-30'))), 'no', 'PC 537 is not PC 37');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2015-05-19',
    pg_temp.record(prop64.event(charge => 'PC 136.1', severity => 'F', on_date => '2015-02-14', case_key => 'c'),
                   prop64.event(charge => 'PC 186.22(b)(4)', severity => 'F', on_date => '2015-10-31', case_key => 'c'))),
    'no', 'a gang pair is complete when its later half is: here after the cannabis conviction');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2016-05-19',
    pg_temp.record(prop64.event(charge => 'PC 136.1', severity => 'F', on_date => '2015-02-14', case_key => 'c'),
                   prop64.event(charge => 'PC 186.22(b)(4)', severity => 'F', on_date => '2015-10-31', case_key => 'c'))),
    'yes', 'a gang pair in one case, complete before');
SELECT is(pg_temp.answer('convicted before this conviction of superstrike', 'HS 11358', 'F', '2016-05-19',
    pg_temp.record(prop64.event(charge => 'PC 136.1', severity => 'F', on_date => '2015-02-14', case_key => 'c'),
                   prop64.event(charge => 'PC 186.22(b)(4)', severity => 'F', on_date => '2015-10-31', case_key => 'd'))),
    'no', 'two halves in two cases are no gang pair');
SELECT is(pg_temp.answer('convictions of same section before this conviction >= 2', 'HS 11359', 'F', '2010-01-01',
    pg_temp.record(prop64.event(charge => 'HS 11359', on_date => '2001-01-01'), prop64.event(charge => 'HS 11359(a)', on_date => '2002-01-01'),
                   prop64.event(charge => 'HS 11358', on_date => '2003-01-01'))), 'yes', 'two earlier convictions of the section, whatever the subdivision');
SELECT is(pg_temp.answer('convictions of same section before this conviction >= 2', 'HS 11359', 'F', '2010-01-01',
    pg_temp.record(prop64.event(charge => 'HS 11359', on_date => '2001-01-01', count_key => 'a'),
                   prop64.event(charge => 'HS 11359', on_date => '2005-01-01', count_key => 'a', disposition => 'reduced to misdemeanor')), count_key => 'b'),
    'no', 'one count with a later disposition is one conviction');
SELECT is(pg_temp.answer('convictions of same section before this conviction >= 2', 'HS 11359', 'F', '2010-01-01',
    pg_temp.record(prop64.event(charge => 'PC 664/HS 11359', on_date => '2001-01-01'), prop64.event(charge => 'HS 11359', on_date => '2002-01-01'))),
    'no', 'an attempt is no conviction of the section');
SELECT is(pg_temp.answer('convicted ever of HS 11359', 'HS 11359', 'F', '2010-01-01',
    pg_temp.record(prop64.event(charge => 'HS 11359', severity => 'F', on_date => '2010-01-01', count_key => 'k')), count_key => 'k'),
    'no', 'a conviction is not another conviction of its own');
SELECT is(pg_temp.answer('convicted ever of HS 11359', 'HS 11359', 'F', '2010-01-01',
    pg_temp.record(prop64.event(charge => 'HS 11359', severity => 'F', on_date => '2010-01-01'))),
    'undetermined: count_key', 'without its key nobody knows whether the record shows this count or another');
SELECT is(pg_temp.answer('registered before this conviction', 'HS 11359', 'F', '2000-01-01',
    pg_temp.record(prop64.event(kind => 'registration', charge => 'PC 290', on_date => '2015-01-01'))), 'no', 'a registration fifteen years later is not before');
SELECT is(pg_temp.answer('registered before this conviction', 'HS 11359', 'F', '2000-01-01',
    pg_temp.record(prop64.event(kind => 'registration', charge => 'HS 11590', on_date => '1995-01-01'))), 'no', 'a narcotics registration is none under PC 290');
SELECT is(pg_temp.answer('only scope', 'HS 11359', 'F', '2000-01-01',
    pg_temp.record(prop64.event(charge => 'HS 11357(b)', on_date => '1995-01-01'), prop64.event(charge => 'PC 664/HS 11358', on_date => '1996-01-01'))), 'yes', 'only cannabis, attempts included');
SELECT is(pg_temp.answer('only scope', 'HS 11359', 'F', '2000-01-01',
    pg_temp.record(prop64.event(charge => 'HS 11357.5', on_date => '1995-01-01'))), 'no', 'synthetic cannabinoids are not cannabis');
SELECT is(pg_temp.answer('only scope', 'HS 11359', 'F', '2000-01-01',
    pg_temp.record(prop64.event(kind => 'arrest', charge => 'PC 459', on_date => '1995-01-01'))), 'yes', 'an arrest is no conviction');
SELECT is(pg_temp.answer('deceased', 'HS 11359', 'F', '2000-01-01', pg_temp.record(prop64.event(kind => 'death', on_date => '2010-01-01'))), 'yes', 'the record tells of a death');
SELECT is(pg_temp.answer('deceased', 'HS 11359', 'F', '2000-01-01', pg_temp.record(prop64.event(kind => 'death', on_date => '2010-01-01')), deceased => false), 'no', 'an argument wins over the record');
SELECT is(pg_temp.answer('deceased', 'HS 11359', 'F', '2000-01-01'), 'undetermined: deceased', 'without a record nobody knows of a death');
SELECT is(pg_temp.answer('sentence complete', 'HS 11359', 'F', '2000-01-01', sentence_ends => '2020-07-01'), 'yes', 'a sentence that ends on the as-of date is complete');
SELECT is(pg_temp.answer('sentence complete', 'HS 11359', 'F', '2000-01-01', sentence_ends => 'infinity'), 'undetermined: sentence_ends', 'an open sentence is unknown');
SELECT is(pg_temp.answer('all sentences complete', 'HS 11359', 'F', '2000-01-01', sentence_ends => '2001-01-01',
    history => pg_temp.record(prop64.event(charge => 'PC 459', on_date => '2019-01-01', sentence_ends => '2025-01-01'))), 'no', 'a sentence for something else still runs');
SELECT is(pg_temp.answer('felony', NULL, NULL, NULL, pg_temp.record(prop64.event(charge => 'HS 11358', severity => 'F', on_date => '2000-01-01', count_key => 'k')), count_key => 'k'),
    'yes', 'what the caller does not say, the record says of the same count');

-- facts of the caller
SELECT is(pg_temp.answer('grams <= 28.5', 'HS 11357', 'F', '2000-01-01', facts => '{"grams": 28.5}'), 'yes', 'a number is compared exactly');
SELECT is(pg_temp.answer('grams <= 28.5', 'HS 11357', 'F', '2000-01-01', facts => '{"grams": [20, 40]}'), 'undetermined: grams', 'bounds on both sides of the line are unknown');
SELECT is(pg_temp.answer('seized < 1986-01-01', 'HS 11357', 'F', '2000-01-01', facts => '{"seized": "1985"}'), 'yes', 'a year is its first to its last day');
SELECT is(pg_temp.answer('lab = ''B'' or employed', 'HS 11357', 'F', '2000-01-01', facts => '{"lab": "A", "employed": null}'), 'undetermined: employed', 'null is unknown');
SELECT throws_ok($$SELECT pg_temp.answer('employed', 'HS 11357', 'F', '2000-01-01', facts => '{"gram": 1}')$$, '22023', 'the policy declares no such fact', 'an undeclared fact is an error');
SELECT throws_ok($$SELECT pg_temp.answer('employed', 'HS 11357', 'F', '2000-01-01', facts => '{"grams": "1"}')$$, '22023', 'fact "grams" has a value of wrong type', 'a text is no number');
SELECT throws_ok($$SELECT pg_temp.answer('age now > 5', 'HS 11357', 'F', '2000-01-01', as_of => NULL)$$, '22004', 'as_of is NULL, and the policy asks what is so on that day', 'no clock: the as-of date must be given where it matters');

-- presumptions
SELECT is(ARRAY[prop64.outcome(e), prop64.presumed(e, p)::text, prop64.missing(e, p)::text], ARRAY['ineligible', '{severity}', '{}'], 'a presumption is used where the fact is unknown, and the answer says so')
FROM (SELECT 'policy ''x''; presume severity felony; dismiss ''a'' when misdemeanor; otherwise ineligible ''b'';'::prop64.policy) AS x (p),
     prop64.classify(p, 'HS 11358', '?', '2000-01-01') AS e;
SELECT is(ARRAY[prop64.outcome(e), prop64.presumed(e, p)::text], ARRAY['dismiss', '{}'], 'a fact that is known is not presumed')
FROM (SELECT 'policy ''x''; presume severity felony; dismiss ''a'' when misdemeanor; otherwise ineligible ''b'';'::prop64.policy) AS x (p),
     prop64.classify(p, 'HS 11358', 'M', '2000-01-01') AS e;
SELECT is(ARRAY[prop64.outcome(e), prop64.missing(e, p)::text, prop64.reason(e, p)], ARRAY['undetermined', '{convicted}', 'needs: convicted'], 'a date of which the year is known is not presumed, and is what is missing')
FROM (SELECT 'policy ''x''; presume convicted 1990-01-01; presume severity felony; dismiss ''a'' when felony and convicted before 2000-06-01; otherwise ineligible ''b'';'::prop64.policy) AS x (p),
     prop64.classify_bounds(p, 'HS 11358', NULL, prop64.doj_date('20000000')) AS e;
SELECT is(ARRAY[prop64.outcome(e), prop64.presumed(e, p)::text], ARRAY['dismiss', '{contradiction}'], 'a policy may take contradicting dates as they are recorded')
FROM (SELECT 'policy ''x''; presume contradiction no; dismiss ''a'' when convicted before 2000-06-01; otherwise ineligible ''b'';'::prop64.policy) AS x (p),
     prop64.classify(p, 'HS 11358', 'F', '1999-01-01', born => '2001-01-01') AS e;

-- one fact missing: its values are tried
SELECT is(pg_temp.answer('felony or not felony', 'HS 11358', NULL, '2000-01-01'), 'yes', 'what holds at every level needs no level');
SELECT is(pg_temp.answer('felony or misdemeanor or infraction', 'HS 11358', NULL, '2000-01-01'), 'yes', 'there are three levels');
SELECT is(pg_temp.answer('convicted before 2010-01-01 or convicted on or after 2010-01-01', 'HS 11358', 'F', NULL), 'yes', 'every day is before a day, or on or after it');
SELECT is(pg_temp.answer('convicted before 2010-01-01 or convicted after 2010-01-01', 'HS 11358', 'F', NULL), 'undetermined: convicted', '... but one day is neither before nor after');
SELECT is(pg_temp.answer('age now < 30 or age now between 30 and 49 or age now > 49', 'HS 11358', 'F', '2000-01-01'), 'yes', 'every age is one of these');
SELECT is(pg_temp.answer('age now < 30 or age now between 31 and 49 or age now > 49', 'HS 11358', 'F', '2010-01-01'), 'undetermined: born', '... but thirty is none of these');
SELECT is(pg_temp.answer('(felony or not felony) and (deceased or not deceased)', 'HS 11358', NULL, '2000-01-01'), 'undetermined: severity, deceased', 'with two facts missing no values are tried');

-- one fact alone is missing
SELECT is(ARRAY(SELECT prop64.outcome(prop64.classify('policy ''x''; presume convicted 2000-01-01; ineligible ''same day'' when convicted on this offense of HS 11358; otherwise dismiss ''d'';',
      'HS 11359', 'F', '2005-01-01', prop64.event(charge => 'HS 11358', count_key => 'b'), offense => o, count_key => 'a'))
    FROM (VALUES (1, NULL), (2, date '2000-01-01'), (3, date '1999-12-31')) AS v (n, o) ORDER BY n), ARRAY['undetermined', 'ineligible', 'dismiss'], 'a day that is presumed for another count is one that the offense may be of');

SELECT is(pg_temp.answer('lab = ''' || chr(1) || '''', 'HS 11357', 'F', '2000-01-01'), 'undetermined: lab', 'an unknown text may be another than a control character that the policy asks for');

-- narrowed by what else is known
SELECT is(ARRAY(SELECT prop64.outcome(prop64.classify('policy ''x''; dismiss ''a'' when offense before 2001-01-01; otherwise ineligible ''b'';',
      'HS 11358', 'F', '2004-01-01', prop64.history_agg(prop64.event(kind => 'arrest', on_date => d, cycle_key => 'c')), as_of => '2020-07-01', cycle_key => k))
    FROM (VALUES (1, 'c', ARRAY['2000-06-01']::date[]), (2, 'z', ARRAY['2000-06-01']::date[]), (3, 'c', ARRAY['2000-06-01', '2003-06-01']::date[])) AS v (n, k, ds), unnest(ds) AS d
    GROUP BY n, k ORDER BY n), ARRAY['dismiss', 'undetermined', 'undetermined'], 'an offense is not after the latest arrest of its own cycle');
SELECT is(ARRAY(SELECT prop64.outcome(prop64.classify_bounds('policy ''x''; dismiss ''a'' when convicted before 2021-01-01; otherwise ineligible ''b'';', 'HS 11358', 'F', c, as_of => '2020-07-01'))
    FROM (VALUES (1, NULL), (2, daterange('1990-01-01', '2025-01-01')), (3, daterange('2021-06-01', '2025-01-01'))) AS v (n, c) ORDER BY n), ARRAY['dismiss', 'dismiss', 'ineligible'], 'knowing a decade decides no less than knowing nothing');
SELECT is(prop64.outcome(prop64.classify('policy ''x''; presume contradiction no; dismiss ''a'' when offense before 2001-01-01; otherwise ineligible ''b'';', 'HS 11358', 'F', '1999-01-01', as_of => '2020-07-01', offense => '2002-01-01')), 'ineligible', 'a contradicting offense date stands as it is recorded');

-- lists of the law turn on the level as convicted
SELECT is(pg_temp.answer('convicted ever of pc290', 'HS 11359', 'F', '2010-01-01', pg_temp.record(prop64.event(charge => 'PC 288.2', severity => 'M', on_date => '2000-01-01')), count_key => 'k'), 'no', 'PC 288.2 is registrable as a felony only');
SELECT is(pg_temp.answer('convicted ever of pc290', 'HS 11359', 'F', '2010-01-01', pg_temp.record(prop64.event(charge => 'PC 288.2', on_date => '2000-01-01')), count_key => 'k'), 'undetermined: record', '... and without its level nobody knows');
SELECT is(prop64.missing(e, p), ARRAY['charge', 'severity', 'offense'], 'so is this conviction: all that the list may turn on is named')
FROM (SELECT 'policy ''x''; dismiss ''a'' when charge in pc290; otherwise ineligible ''b'';'::prop64.policy) AS x (p), prop64.classify(p, 'PC 288.2', NULL, '2000-01-01') AS e;
SELECT is(prop64.outcome(prop64.classify('policy ''x''; dismiss ''a'' when charge in pc290; otherwise ineligible ''b'';', 'PC 288.2', 'M', '2000-01-01',
    prop64.event(charge => 'PC 288.2', severity => 'F', severity_now => 'M', on_date => '2000-01-01', count_key => 'k'), count_key => 'k')), 'dismiss', 'a list asks for the level as convicted, not as reduced');

-- other counts
SELECT is(pg_temp.answer('all sentences complete', 'HS 11359', 'F', '2000-01-01', sentence_ends => '2001-01-01', count_key => 'k',
    history => pg_temp.record(prop64.event(charge => 'PC 459', on_date => '2019-01-01'))), 'undetermined: record', 'of a sentence for something else nothing is recorded');
SELECT is(prop64.outcome(prop64.classify('policy ''x''; presume sentence complete; dismiss ''a'' when all sentences complete; otherwise ineligible ''b'';', 'HS 11359', 'F', '2000-01-01',
    prop64.event(charge => 'PC 459', on_date => '2019-01-01', sentence_ends => '2025-01-01'), as_of => '2020-07-01', count_key => 'k')), 'ineligible', 'a recorded sentence is not presumed away');
SELECT is(pg_temp.answer('adjudicated ever of any offense', 'HS 11359', 'F', '2000-01-01', pg_temp.record(prop64.event(kind => 'adjudication', charge => 'PC 459', on_date => '1990-01-01', disposition => 'VACATED')), count_key => 'k'), 'no', 'an adjudication that was vacated is none');
SELECT is(pg_temp.answer('convictions of same section before this conviction >= 1', 'PC 664/HS 11359', 'F', '2000-01-01', pg_temp.record(prop64.event(charge => 'HS 11359', on_date => '1990-01-01')), count_key => 'k'), 'yes', 'the section of an attempt is that at which it aims');

-- what was presumed, and only what was used
SELECT is(ARRAY[prop64.presumed(e, p)::text, prop64.sentence_status(e)], ARRAY['{sentence_ends}', 'complete'], 'the remedy rests on a presumed sentence, though no rule asks for it')
FROM (SELECT 'policy ''x''; presume sentence complete; otherwise dismiss ''y'';'::prop64.policy) AS x (p), prop64.classify(p, 'HS 11357', 'F', '2000-01-01', as_of => '2020-01-01') AS e;
SELECT is(ARRAY[prop64.presumed(e, p)::text, prop64.sentence_status(e)], ARRAY['{}', 'unknown'], 'without relief nothing rests on it, and it is unknown')
FROM (SELECT 'policy ''x''; presume sentence complete; otherwise ineligible ''y'';'::prop64.policy) AS x (p), prop64.classify(p, 'HS 11357', 'F', '2000-01-01', as_of => '2020-01-01') AS e;
SELECT is(prop64.explain(e, p), 'Under the policy ''x'', this conviction is to be dismissed because of rule 1, ''n''.', 'where the day does not matter it is not presumed')
FROM (SELECT 'policy ''x''; presume convicted 0001-01-01; dismiss ''n'' when convicted ever of HS 11358; otherwise ineligible ''y'';'::prop64.policy) AS x (p),
     prop64.classify(p, 'HS 11357', 'F', '2005-01-01', prop64.event(charge => 'HS 11358', count_key => 'b'), count_key => 'a') AS e;
SELECT is(ARRAY[prop64.outcome(e), prop64.basis(e), prop64.missing(e, p)::text], ARRAY['dismiss', 'undetermined', '{severity}'], 'an open basis names what decides it')
FROM (SELECT 'policy ''x''; dismiss ''a'' by law citing ''HS 11361.8'' when felony; otherwise dismiss ''b'';'::prop64.policy) AS x (p), prop64.classify(p, 'HS 11357', NULL, '2000-01-01') AS e;

-- facts of the caller, again
SELECT is(ARRAY[pg_temp.answer('lab <> ''B''', 'HS 11357', 'F', '2000-01-01', facts => '{"lab": "A"}'), pg_temp.answer('lab <> ''B''', 'HS 11357', 'F', '2000-01-01', facts => '{"lab": "B"}')], ARRAY['yes', 'no'], 'a text differs, or does not');
SELECT throws_ok($$SELECT pg_temp.answer('grams > 1', 'HS 11357', 'F', '2000-01-01', facts => '{"grams": [1]}')$$, '22023', 'fact "grams" has a value of wrong type', 'bounds are two');
SELECT throws_ok($$SELECT 'policy ''x''; dismiss ''a'' when charge in same section; otherwise review ''b'';'::prop64.policy$$, '22023', 'policy has a condition of wrong type', 'a charge is always of its own section');

SELECT throws_ok($$SELECT pg_temp.answer('grams > 1', 'HS 11357', 'F', '2000-01-01', facts => '{"grams": 1, "Grams": 2}')$$, '22023', 'fact "grams" is given twice', 'a fact has one value');
SELECT is(pg_temp.answer('grams > 1', 'HS 11357', 'F', '2000-01-01', facts => '{"grams": 1e1000}'), 'yes', 'a number beyond all bounds is a large one');
SELECT is(pg_temp.answer('grams > 1', 'HS 11357', 'F', '2000-01-01', facts => '{"grams": 1.0000001}'), 'no', 'a number is rounded to its sixth place');

-- many policies, one reading
SELECT is(ARRAY(SELECT prop64.outcome(e) FROM unnest(prop64.classify_each(
      ARRAY[prop64.shipped_policy('dismiss_all'), NULL, prop64.shipped_policy('los_angeles_2019')],
      'HS 11359', 'misdemeanor', '2000-01-01', as_of => '2020-07-01')) AS e),
    ARRAY['dismiss', NULL, 'refer'], 'classify_each answers each policy as classify does');
SELECT ok(prop64.classify(NULL, 'HS 11359', 'F', '2000-01-01') IS NULL, 'no policy, no answer');

SELECT * FROM finish();
ROLLBACK;
