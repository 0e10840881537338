-- What a person's record means, as a lawyer or an analyst would say it.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(79);

-- The record of the conviction of one count, and a later state of the same count.
CREATE FUNCTION pg_temp.count_then(later text, later_severity text DEFAULT NULL) RETURNS prop64.history
LANGUAGE sql AS $$
    SELECT prop64.history_agg(e)
      FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => 'count 1')),
                   (prop64.event('conviction', 'HS 11358', later_severity, '2014-05-01', count_key => 'count 1',
                                 disposition => later))) AS t (e);
$$;

-- Soft errors, where PostgreSQL has them.
CREATE FUNCTION pg_temp.input_is_valid(input text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    valid boolean;
BEGIN
    EXECUTE 'SELECT pg_input_is_valid($1, ''prop64.history'')' INTO valid USING input;
    RETURN valid;
END;
$$;

-- ---- counts ----

SELECT is(prop64.convictions(prop64.history_agg(prop64.event('conviction', 'HS 11358', 'F', '2009-05-01'))), 3,
          'two convictions of the same section on the same day are two counts, and a third is a third')
  FROM generate_series(1, 3);
SELECT is(prop64.convictions(prop64.history_agg(prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => 'c'))), 1,
          'rows with the same count key tell of one count')
  FROM generate_series(1, 3);
SELECT is(prop64.convictions(prop64.history_agg(prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => '  '))), 3,
          'a blank count key is no key: such rows are never one count')
  FROM generate_series(1, 3);
SELECT is(prop64.convictions(prop64.history_agg(e)), 0, 'arrests, charges, adjudications and registrations are no convictions')
  FROM (SELECT prop64.event(kind, 'HS 11358', 'F', '2009-05-01', count_key => 'c')
          FROM unnest(ARRAY['arrest', 'charge', 'adjudication', 'registration', 'death']) AS kind) AS t (e);

-- ---- what becomes of a count ----

SELECT is(prop64.convictions(pg_temp.count_then('CONV SET ASIDE & DISM PER 1203.4 PC')), 1,
          'a conviction dismissed under PC 1203.4 still counts as a prior');
SELECT is(prop64.convictions(pg_temp.count_then('DISMISSED AND SEALED 11361.8 HS')), 0,
          'a conviction dismissed and sealed under HS 11361.8 never occurred');
SELECT is(prop64.convictions(pg_temp.count_then('VACATED')), 0, 'a vacated conviction is none');
SELECT is(prop64.convictions(pg_temp.count_then('REVERSED')), 0, 'a conviction reversed on appeal is none');
SELECT is(prop64.convictions(pg_temp.count_then('SET ASIDE')), 1,
          'a conviction set aside without its statute may still stand, and is counted');
SELECT is(prop64.convictions(pg_temp.count_then('DISMISSED/FURTHERANCE OF JUSTICE')), 1,
          'words that do not say what became of a conviction leave it counted');
SELECT is(prop64.convictions(pg_temp.count_then('PETITION 11361.8 DENIED')), 1, 'relief that was denied is no relief');
SELECT is(prop64.felonies(pg_temp.count_then(NULL, 'F')), 1, 'a felony that stands is a felony now');
SELECT is(prop64.felonies(pg_temp.count_then('REDUCED TO MISDEMEANOR')), 0, 'a felony reduced to a misdemeanor is none now');
SELECT is(prop64.felonies(pg_temp.count_then('REDUCED PER 17(B) PC')), 0, 'nor is one reduced under PC 17(b)');
SELECT is(prop64.felonies(pg_temp.count_then('REDUCED')), 0, 'a reduction to a level that is not told leaves no known felony');
SELECT is(prop64.felonies(pg_temp.count_then('PROBATION REVOKED', 'F')), 1, 'revoked probation changes no conviction');
SELECT is(prop64.felonies(pg_temp.count_then('DISMISSED 1203.4')), 1, 'PC 1203.4 does not lower the level');
SELECT is(prop64.first_conviction(pg_temp.count_then('REDUCED TO MISDEMEANOR')), prop64.day('2009-05-01'),
          'a later reduction does not move the day of conviction');
SELECT is(prop64.last_conviction(pg_temp.count_then('REDUCED TO MISDEMEANOR')), prop64.day('2009-05-01'),
          'a later reduction is not a later conviction');
SELECT is(prop64.last_conviction(pg_temp.count_then('VACATED')), NULL, 'without a conviction there is no last one');
SELECT is((SELECT count(*)::integer FROM prop64.unnest(pg_temp.count_then('VACATED'))), 2,
          'the record keeps the conviction and what became of it');

-- ---- dates ----

SELECT is(prop64.first_conviction(prop64.history_agg(e)), '[2001-01-01,2002-01-01)'::daterange,
          'the first of a conviction in 2001 and one of 2003 was in 2001')
  FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', on_bounds => prop64.doj_date('20010000'))),
               (prop64.event('conviction', 'HS 11358', 'F', '2003-05-01'))) AS t (e);
SELECT is(prop64.first_conviction(prop64.history_agg(e)), '(,2003-05-02)'::daterange,
          'with a conviction of an unknown day the first is not after the earliest known one')
  FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F')),
               (prop64.event('conviction', 'HS 11358', 'F', '2003-05-01'))) AS t (e);
SELECT is(prop64.last_conviction(prop64.history_agg(e)), '[2003-05-01,)'::daterange,
          'and the last is not before the latest known one')
  FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F')),
               (prop64.event('conviction', 'HS 11358', 'F', '2003-05-01'))) AS t (e);
SELECT is(prop64.doj_date('19850000'), '[1985-01-01,1986-01-01)'::daterange, 'a DOJ date of year and zeros is that year, not its first day');
SELECT is(prop64.doj_date('19850700'), '[1985-07-01,1985-08-01)'::daterange, 'without a day it is that month');
SELECT is(prop64.doj_date('20161109'), prop64.day('2016-11-09'), 'a whole DOJ date is that day');
SELECT is(prop64.doj_date('2016-11-09'), prop64.day('2016-11-09'), 'so is an ordinary date');
SELECT is(prop64.doj_date('00000000'), NULL, 'zeros are no date, not year 1');
SELECT is(prop64.doj_date('20010229'), NULL, 'a day that never was is no date');
SELECT is(prop64.day('infinity'), '(,)'::daterange, 'an infinite date is any day');

-- ---- the closed record ----

SELECT is(prop64.history_agg(NULL::prop64.history)::text, '[]', 'a person with no event has the empty record')
  FROM generate_series(1, 2);
SELECT is(prop64.history_agg(NULL::prop64.history)::text, NULL, 'where there is no row at all the record is unknown')
  FROM generate_series(1, 0);
SELECT is(prop64.deceased(prop64.history_empty()), false, 'what a record does not hold did not happen');
SELECT is(prop64.deceased(NULL), NULL, 'of an unknown record nothing is known');
SELECT ok(prop64.deceased(prop64.event('death')), 'a death makes the person deceased, known day or not');
SELECT ok(prop64.registered(prop64.event('registration', 'PC 290')), 'a registration is told');
SELECT ok(NOT prop64.registered(prop64.event('conviction', 'PC 290(b)')), 'failing to register is not being registered');

-- ---- words of a row ----

SELECT ok(prop64.history_eq(prop64.event(severity => 'F'), prop64.event(severity => ' felony ')), 'any spelling of a level is the same');
SELECT ok(prop64.history_eq(prop64.event(severity => 'X'), prop64.event()), 'a level that is not read is unknown');
SELECT results_eq($$SELECT prop64.to_severity(s) FROM unnest('{F,fel.,FELONY," Felony ",m,Misd,MISDEM.,misdemeanour,I,Infr.,infraction,felonious,W,"",unknown,NULL}'::text[]) AS s$$,
                  $$VALUES ('felony'), ('felony'), ('felony'), ('felony'), ('misdemeanor'), ('misdemeanor'), ('misdemeanor'), ('misdemeanor'), ('infraction'),
                           ('infraction'), ('infraction'), (NULL), (NULL), (NULL), (NULL), (NULL)$$, 'a level by its name');
SELECT is_empty($$SELECT s FROM unnest('{F,fel.,FELONY," Felony ",m,Misd,MISDEM.,I,Infr.,felonious,W,"",unknown,"\tF","F ."}'::text[]) AS s
                   WHERE prop64.to_severity(s) IS DISTINCT FROM (SELECT u.severity FROM prop64.unnest(prop64.event(severity => s)) AS u)$$, '... as an event reads it');
SELECT ok(prop64.history_eq(prop64.event(), prop64.event('CONVICTION', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'CONVICTED')),
          'a conviction with no stated disposition stands as convicted');
SELECT ok(prop64.history_ne(prop64.event(disposition => 'no idea'), prop64.event()), 'one with words that are not understood does not');
SELECT is((SELECT disposition FROM prop64.unnest(prop64.event('arrest', disposition => 'PROS REJ-OTHER'))), NULL,
          'an arrest has no such state');
SELECT throws_ok($$ SELECT prop64.event('trial') $$, '22023', 'unknown kind of event', 'a kind is one of six words');
SELECT throws_ok($$ SELECT prop64.event(NULL) $$, '22023', 'unknown kind of event', 'and is never left out by a NULL');
SELECT throws_ok($$ SELECT prop64.event(on_date => '2001-01-01', on_bounds => '[2001-01-01,)') $$, '22023',
                 'on_date and on_bounds must not both be given', 'a date is a day or bounds, not both');
SELECT throws_ok($$ SELECT prop64.event(on_bounds => 'empty') $$, '22023', 'on_bounds must not be an empty range',
                 'bounds hold at least one day');
SELECT throws_ok($$ SELECT prop64.event(case_key => repeat('x', 256)) $$, '54000', 'key of an event is too long',
                 'a key has at most 255 bytes');
SELECT lives_ok($$ SELECT prop64.event(case_key => repeat('x', 255)) $$, 'and one of 255 bytes is taken');

-- ---- bad rows ----

SELECT is(prop64.history_agg(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::text, '[]', 'rows that hold nothing are no events')
  FROM generate_series(1, 3);
SELECT is(prop64.convictions(prop64.history_agg(prop64.event('conviction', NULL, NULL, NULL))), 3, 'convictions of which nothing is known are convictions')
  FROM generate_series(1, 3);
SELECT results_eq($$ SELECT c.disposition, c.stands, c.severity_now FROM prop64.counts((SELECT prop64.history_agg(e)
                       FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => '1', disposition => 'VACATED')),
                                    (prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => '1', disposition => 'REDUCED TO MISDEMEANOR'))) AS t (e))) AS c $$,
                  $$ VALUES ('unknown', NULL::boolean, NULL::text) $$, 'of two states of one day that contradict each other nobody knows which holds');
SELECT results_eq($$ SELECT c.disposition, c.stands, c.severity_now FROM prop64.counts((SELECT prop64.history_agg(e)
                       FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => '1', disposition => 'DISMISSED 1203.4')),
                                    (prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => '1', disposition => 'CONVICTED'))) AS t (e))) AS c $$,
                  $$ VALUES ('unknown', true, 'felony') $$, 'what both say is known all the same');
SELECT results_eq($$ SELECT c.charge::text, c.severity FROM prop64.counts((SELECT prop64.history_agg(e)
                       FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2009-05-01', count_key => '1')),
                                    (prop64.event('conviction', 'HS 11359', 'M', '2009-05-01', count_key => '1'))) AS t (e))) AS c $$,
                  $$ VALUES (NULL, NULL) $$, 'two offenses under the key of one count: neither is taken for the other');
SELECT is(prop64.events(prop64.history_agg('HS 11358', 'F', '2009-05-01')), 1000000, 'a million events of one person are a record')
  FROM generate_series(1, 1000000);
SELECT throws_ok($$ SELECT prop64.history_agg('HS 11358', 'F', '2009-05-01') FROM generate_series(1, 1000001) $$,
                 '54000', 'history is too large', 'one more is not');
SELECT throws_ok($$ SELECT prop64.history_agg(h) FROM (SELECT prop64.history_agg('HS 11358', 'F', '2009-05-01') AS h FROM generate_series(1, 500001) AS i, generate_series(1, 2) AS n GROUP BY n) AS t $$,
                 '54000', 'history is too large', 'nor in two steps');

-- ---- JSON ----

SELECT ok(prop64.history_eq(h, h::text::prop64.history), 'the text of a record gives the record back')
  FROM (SELECT pg_temp.count_then('REDUCED')) AS t (h);
SELECT ok(prop64.history_eq(h, h::jsonb::prop64.history), 'so does its jsonb')
  FROM (SELECT pg_temp.count_then('set aside')) AS t (h);
SELECT is(prop64.history_to_jsonb(prop64.event('conviction', 'HS 11358', 'F', '2009-05-01')),
          '[{"kind": "conviction", "charge": "HS 11358", "severity": "felony", "on_date": "2009-05-01"}]'::jsonb,
          'an event in jsonb has the names that event() has');
SELECT is(prop64.history_to_jsonb(prop64.event(on_bounds => prop64.doj_date('19850000'), sentence_bounds => '[1986-01-01,)')),
          '[{"kind": "conviction", "on_date": ["1985-01-01", "1985-12-31"], "sentence_ends": ["1986-01-01", null]}]'::jsonb,
          'bounds are an array, inclusive, null where they are open');
SELECT throws_ok($$ SELECT '[{"kind": "conviction", "severtiy": "F"}]'::prop64.history $$, '22P02',
                 'invalid input syntax for type prop64.history', 'a misspelt name is an error, not an unknown fact');
SELECT throws_ok($$ SELECT '[{"kind": "conviction", "charge": "MISSING PERSON"}]'::prop64.history $$, '22P02', NULL,
                 'what is no charge is an error');
SELECT CASE WHEN to_regproc('pg_input_is_valid') IS NULL THEN skip('soft errors need PostgreSQL 16', 4) END;
SELECT is(pg_temp.input_is_valid(input), expected, format('softly refused or read: %s', input))
  FROM (VALUES ('[{"kind": "conviction"}]', true), ('[{"kind": "trial"}]', false), ('x', false),
               ('[{"kind": "conviction", "charge": "?"}]', false)) AS t (input, expected)
 WHERE to_regproc('pg_input_is_valid') IS NOT NULL;

-- ---- what relief leaves ----

-- The same from the counts, one by one.
CREATE FUNCTION pg_temp.left_by_counts(history prop64.history, dismissed text[], reduced text[], since date, until date) RETURNS integer[]
LANGUAGE sql AS $$
    SELECT ARRAY[count(*), count(*) FILTER (WHERE c.severity_now = 'felony'), count(*) FILTER (WHERE c.recent), count(*) FILTER (WHERE NOT c.dismissed),
                 count(*) FILTER (WHERE NOT c.dismissed AND NOT c.reduced AND coalesce(c.severity_now = 'felony', true)),
                 count(*) FILTER (WHERE c.recent AND NOT c.dismissed)]
      FROM (SELECT severity_now, coalesce(count_key = ANY (left_by_counts.dismissed), false) AS dismissed, coalesce(count_key = ANY (left_by_counts.reduced), false) AS reduced,
                   coalesce(upper(on_bounds) > since, true) AND coalesce(lower(on_bounds) <= until, true) AS recent
              FROM prop64.counts(history) WHERE kind = 'conviction' AND stands IS NOT FALSE) AS c;
$$;
CREATE TEMP TABLE record AS
SELECT p, prop64.history_agg(prop64.event((ARRAY['conviction', 'conviction', 'conviction', 'arrest', 'adjudication'])[1 + d[1] % 5], 'HS 11358', (ARRAY['F', 'M', 'I', NULL])[1 + d[2] % 4],
               on_bounds => CASE d[3] % 4 WHEN 0 THEN NULL WHEN 1 THEN daterange(date '2010-01-01' + d[4], date '2010-01-01' + d[4] + d[5]) WHEN 2 THEN daterange(NULL, date '2010-01-01' + d[4])
                                          ELSE prop64.day(date '2005-01-01' + d[4]) END,
               count_key => (ARRAY['a', 'b', 'c', 'key ' || e, ' ', NULL])[1 + d[6] % 6],
               disposition => (ARRAY['VACATED', 'DISMISSED 1203.4', 'REDUCED TO MISDEMEANOR', 'SET ASIDE'])[1 + d[7] % 24])) AS h
  FROM generate_series(1, 500) AS p, generate_series(1, 1 + p % 45) AS e,
       LATERAL (SELECT array_agg((hashint8extended(p * 1000 + e, i) & 4095)::integer + 1 ORDER BY i) AS d FROM generate_series(1, 7) AS i) AS r
 GROUP BY p;
SELECT is_empty($$SELECT p, d, r, prop64.left_by_relief(h, d, r, '2013-07-01', '2020-07-01') AS found, pg_temp.left_by_counts(h, d, r, '2013-07-01', '2020-07-01') AS counted
    FROM pg_temp.record, (VALUES ('{}'::text[], '{}'::text[]), ('{a}', '{b,"key 3"}'), ('{a,NULL,none," "}', '{a,c}'), (ARRAY(SELECT 'key ' || i FROM generate_series(1, 45) AS i), '{a,b,c}')) AS g (d, r)
   WHERE prop64.left_by_relief(h, d, r, '2013-07-01', '2020-07-01') IS DISTINCT FROM pg_temp.left_by_counts(h, d, r, '2013-07-01', '2020-07-01')$$,
  'what relief leaves is what the counts say one by one, of 500 records');
SELECT cmp_ok((SELECT count(DISTINCT prop64.left_by_relief(h, '{a}', '{b}', '2013-07-01', '2020-07-01')) FROM pg_temp.record), '>', 100::bigint, '... which differ');
SELECT is(prop64.left_by_relief(h, '{count 1}', '{}', '2000-01-01', '2020-01-01'), '{1,1,1,0,0,0}', 'dismissed, the only conviction leaves nothing')
  FROM pg_temp.count_then(NULL, 'F') AS h;
SELECT is(prop64.left_by_relief(h, '{}', '{count 1}', '2000-01-01', '2020-01-01'), '{1,1,1,1,0,1}', 'reduced, it leaves a conviction that is no felony')
  FROM pg_temp.count_then(NULL, 'F') AS h;
SELECT is(prop64.left_by_relief(h, '{count 1}', '{count 1}', '2010-01-01', '2020-01-01'), '{1,1,0,0,0,0}', 'of both, the dismissal counts')
  FROM pg_temp.count_then(NULL, 'F') AS h;
SELECT is(prop64.left_by_relief('[]', '{{a,b},{c,d}}', '{}', 'infinity', '-infinity'), '{0,0,0,0,0,0}', 'an empty record, an array of two dimensions, days that are none');

-- ---- as a value of PostgreSQL ----

SELECT is((SELECT count(DISTINCT h)::integer FROM (VALUES (prop64.event('arrest')), (prop64.event('arrest')), (prop64.event('death'))) AS t (h)), 2,
          'equal records are one in DISTINCT');
SELECT ok(prop64.history_eq(prop64.history_agg(x ORDER BY o), prop64.history_agg(x ORDER BY o DESC)),
          'a record does not depend on the order of rows')
  FROM (VALUES (1, prop64.event('arrest')), (2, prop64.event('death'))) AS t (o, x);
SELECT is((SELECT array_agg(on_date) FROM prop64.unnest((SELECT prop64.history_agg(prop64.event('arrest', on_date => d::date))
                FROM (VALUES ('2003-01-01'), ('1999-01-01'), ('2001-01-01')) AS t (d)))),
          '{1999-01-01,2001-01-01,2003-01-01}'::date[], 'the events of a record come by date, those before 2000 too');
SELECT is((ARRAY[prop64.event('death')]::text::prop64.history[])[1]::text, '[{"kind":"death"}]', 'records stand in arrays');

SELECT * FROM finish();
ROLLBACK;
