-- Every state that a count can be in and every order that two events can have,
-- as a lawyer would ask about them.
BEGIN;
SET LOCAL search_path = tap;

-- This conviction: a felony under HS 11358 on 2000-07-01, looked at on 2020-07-01.
-- Does the condition hold of it, given the rest of the record?  yes, no, or what is missing.
CREATE FUNCTION pg_temp.holds(condition text, record prop64.history) RETURNS text LANGUAGE sql AS $$
  SELECT CASE prop64.outcome(e) WHEN 'dismiss' THEN 'yes' WHEN 'ineligible' THEN 'no'
         ELSE 'unknown: ' || array_to_string(prop64.missing(e, p), ', ') END
    FROM (SELECT ('policy ''t''; scope HS 11357, HS 11358, HS 11359, HS 11360; '
                  'dismiss ''y'' when ' || condition || '; otherwise ineligible ''n'';')::prop64.policy) AS x (p),
         prop64.classify(p, 'HS 11358', 'F', '2000-07-01', record, '2020-07-01', count_key => 'this one') AS e
$$;

-- A felony conviction of murder on a day, and three years later what the record says of it.
CREATE FUNCTION pg_temp.murder(convicted date, later text) RETURNS prop64.history LANGUAGE sql AS $$
  SELECT prop64.history_agg(e)
    FROM (VALUES (prop64.event('conviction', 'PC 187(a)', 'F', convicted, count_key => 'other')),
                 (CASE WHEN later IS NOT NULL THEN
                      prop64.event('conviction', 'PC 187(a)', NULL, (convicted + interval '3 years')::date,
                                   count_key => 'other', disposition => later) END)) AS t (e)
$$;

-- ---- one count, many dispositions ----

CREATE TEMP TABLE state (place int, words text, stands text, now text);
INSERT INTO pg_temp.state VALUES
    (1, NULL, 'yes', 'felony'),
    (2, 'PROBATION REVOKED', 'yes', 'felony'),
    (3, 'SENTENCE MODIFIED', 'yes', 'felony'),
    (4, 'CONV SET ASIDE & DISM PER 1203.4 PC', 'yes', 'felony'),
    (5, 'DISMISSED PER 1203.4a PC', 'yes', 'felony'),
    (6, 'REDUCED PER 17(B) PC', 'yes', 'misdemeanor'),
    (7, 'REDUCED PER 17(B) PC, DISMISSED 1203.4', 'yes', 'misdemeanor'),
    (8, 'REDUCED TO MISDEMEANOR PER 1170.18 PC', 'yes', 'misdemeanor'),
    (9, 'REDESIGNATED INFRACTION 11361.8 HS', 'yes', 'infraction'),
    (10, 'RESENTENCED PROP 47', 'yes', 'misdemeanor'),
    (11, 'RESENTENCED', 'yes', NULL),
    (12, 'REDUCED', 'yes', NULL),
    (13, 'VACATED', 'no', 'felony'),
    (14, 'REVERSED ON APPEAL', 'no', 'felony'),
    (15, 'DISMISSED AND SEALED 11361.8 HS', 'no', 'felony'),
    (16, 'RELIEVED 11361.8', 'no', 'felony'),
    (17, 'SET ASIDE', 'unknown', 'felony'),
    (18, 'DISMISSED', 'unknown', 'felony'),
    (19, 'PETITION 11361.8 DENIED', 'unknown', 'felony'),
    (20, 'WORDS THAT NOBODY KNOWS', 'unknown', 'felony');

CREATE TEMP VIEW counted AS
    SELECT s.*, coalesce(s.words, 'nothing more') AS name, c.severity, c.severity_now, c.stands AS stands_now, c.events,
           pg_temp.murder('1995-06-01', words) AS record
      FROM pg_temp.state AS s, prop64.counts(pg_temp.murder('1995-06-01', words)) AS c;

CREATE TEMP TABLE question (condition text, before boolean, if_it_stands text, if_not text, name text);
INSERT INTO pg_temp.question VALUES
    ('convicted before this conviction of superstrike', true, 'yes', 'no', 'is it a super strike before? %s'),
    ('convictions before this conviction >= 1', true, 'yes', 'no', 'is it a prior conviction? %s'),
    ('convicted ever of PC 187', true, 'yes', 'no', 'was the person ever convicted of murder? %s'),
    ('only scope', true, 'no', 'yes', 'is the record one of cannabis alone? %s'),
    ('at least 10 years since last conviction', false, 'no', 'yes', 'in 2015: are there ten years without a conviction? %s');

SELECT plan((SELECT 6 * count(*) FROM pg_temp.state)::int
            + (SELECT count(*) FROM pg_temp.state, pg_temp.question)::int + 4 * 5 * 5 + 4 + 16 + 12 + 12 + 17);

SELECT is(count(*)::int, 1, format('murder, then %s: one count, not two', max(name))) FROM pg_temp.counted GROUP BY place ORDER BY place;
SELECT is(stands_now, CASE stands WHEN 'yes' THEN true WHEN 'no' THEN false END,
          format('murder, then %s: does a conviction stand? %s', name, stands)) FROM pg_temp.counted ORDER BY place;
SELECT is(severity, 'felony', format('murder, then %s: a felony as convicted', name)) FROM pg_temp.counted ORDER BY place;
SELECT is(severity_now, now, format('murder, then %s: now %s', name, coalesce('a ' || now, 'a level that is not known'))) FROM pg_temp.counted ORDER BY place;
SELECT is(prop64.convictions(record), CASE stands WHEN 'no' THEN 0 ELSE 1 END,
          format('murder, then %s: %s in the count of convictions', name, CASE stands WHEN 'no' THEN 'not' ELSE 'is' END))
  FROM pg_temp.counted ORDER BY place;
SELECT is(prop64.felonies(record), CASE WHEN stands <> 'no' AND now = 'felony' THEN 1 ELSE 0 END,
          format('murder, then %s: %s a felony that the person has now', name,
                 CASE WHEN stands <> 'no' AND now = 'felony' THEN 'is' ELSE 'not known as' END))
  FROM pg_temp.counted ORDER BY place;

-- A strike is fixed on the day of conviction, so its level now is not asked.
SELECT is(pg_temp.holds(q.condition, pg_temp.murder(CASE WHEN q.before THEN date '1995-06-01' ELSE '2015-06-01' END, s.words)),
          CASE s.stands WHEN 'yes' THEN q.if_it_stands WHEN 'no' THEN q.if_not ELSE 'unknown: record' END,
          format('murder, then %s: ' || q.name, coalesce(s.words, 'nothing more'),
                 CASE s.stands WHEN 'yes' THEN q.if_it_stands WHEN 'no' THEN q.if_not ELSE 'unknown' END))
  FROM pg_temp.state AS s, pg_temp.question AS q
 ORDER BY s.place, q.condition;

-- ---- before, the same day, after, unknown ----

CREATE TEMP TABLE moment (name text, on_bounds daterange, place int);
INSERT INTO pg_temp.moment VALUES
    ('before', prop64.day('2000-06-30'), 1),
    ('same day', prop64.day('2000-07-01'), 2),
    ('after', prop64.day('2000-07-02'), 3),
    ('unknown', prop64.doj_date('20000000'), 4);

CREATE TEMP TABLE kind (kind text, verb text);
INSERT INTO pg_temp.kind VALUES
    ('conviction', 'convicted %s this conviction of PC 187'),
    ('arrest', 'arrested %s this conviction of PC 187'),
    ('charge', 'charged %s this conviction of PC 187'),
    ('adjudication', 'adjudicated %s this conviction of PC 187'),
    ('registration', 'registered %s this conviction');

CREATE TEMP TABLE word (word text, "before" boolean, "same day" boolean, "after" boolean, place int);
INSERT INTO pg_temp.word VALUES
    ('before', true, false, false, 1),
    ('on or before', true, true, false, 2),
    ('on', false, true, false, 3),
    ('on or after', false, true, true, 4),
    ('after', false, false, true, 5);

SELECT is(prop64.order_of(on_bounds, prop64.day('2000-07-01')), name,
          format('an event of %s against one of 2000-07-01: %s', on_bounds, name)) FROM pg_temp.moment ORDER BY place;

SELECT is(pg_temp.holds(format(k.verb, w.word), prop64.event(k.kind, CASE k.kind WHEN 'registration' THEN 'PC 290' ELSE 'PC 187(a)' END::prop64.charge,
                                                           'F', on_bounds => m.on_bounds, count_key => 'other')),
          answer,
          format('%s: %s this conviction? %s',
                 CASE WHEN m.name = 'unknown' THEN format('%s some day of its year', k.kind) ELSE format('%s %s', k.kind, m.name) END,
                 w.word, left(answer, 7)))
  FROM pg_temp.moment AS m, pg_temp.kind AS k, pg_temp.word AS w,
       LATERAL (SELECT CASE m.name WHEN 'unknown' THEN 'unknown: record'
                       ELSE CASE WHEN (to_jsonb(w) ->> m.name)::boolean THEN 'yes' ELSE 'no' END END AS answer) AS a
 ORDER BY k.kind, m.place, w.place;

-- whatever is not certain is unknown, in either direction
SELECT is(prop64.order_of(a, b), answer, name)
  FROM (VALUES (prop64.doj_date('19850000'), prop64.doj_date('19860000'), 'before', 'some day of 1985 is before any of 1986'),
               (prop64.doj_date('19860000'), prop64.doj_date('19850000'), 'after', 'and the other way round after'),
               (prop64.doj_date('19850000'), prop64.doj_date('19850000'), 'unknown', 'of two days of 1985 nobody knows, not even that they are one'),
               (prop64.doj_date('19850600'), prop64.doj_date('19850000'), 'unknown', 'June 1985 against 1985'),
               (prop64.doj_date('19850000'), prop64.day('1985-12-31'), 'unknown', '1985 against its last day: before, or that day'),
               (prop64.doj_date('19850000'), prop64.day('1986-01-01'), 'before', '1985 against the day after'),
               ('(,1990-01-01]'::daterange, prop64.day('1990-01-02'), 'before', 'an open beginning is no obstacle'),
               ('[1990-01-01,)'::daterange, prop64.day('1989-12-31'), 'after', 'nor is an open end'),
               (NULL, prop64.day('1990-01-02'), 'unknown', 'a day that is not recorded is no day in particular'),
               (prop64.day('1990-01-02'), NULL, 'unknown', 'on either side'),
               (NULL, NULL, 'unknown', 'nor on both'),
               (prop64.day('infinity'), prop64.day('1990-01-02'), 'unknown', 'infinity is not the last day'),
               (prop64.day('1990-01-02'), prop64.day('1990-01-02'), 'same day', 'one day and itself'),
               ('[1990-01-02,1990-01-03)'::daterange, '(1990-01-01,1990-01-02]'::daterange, 'same day', 'however the range is written'),
               (prop64.day('2004-02-29'), prop64.day('2004-03-01'), 'before', 'the leap day'),
               (prop64.day('0001-01-01'), prop64.day('9999-12-31'), 'before', 'the first day and the last'))
       AS t (a, b, answer, name);

-- ---- cycle, case, and this conviction itself ----

SELECT is(pg_temp.holds('convicted ever of HS 11358', prop64.event('conviction', 'HS 11358', 'F', '2000-07-01', count_key => 'this one')), 'no',
          'a conviction is no prior of itself');
SELECT is(pg_temp.holds('convictions ever >= 1', prop64.history_agg(e)), 'no', 'nor is its own later reduction')
  FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2000-07-01', count_key => 'this one')),
               (prop64.event('conviction', 'HS 11358', NULL, '2010-07-01', count_key => 'this one', disposition => 'REDUCED TO MISDEMEANOR'))) AS t (e);
SELECT is(pg_temp.holds('convicted on this conviction of HS 11358', prop64.history_agg(e)), 'yes', 'another count of the same day is another')
  FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2000-07-01', count_key => 'this one')),
               (prop64.event('conviction', 'HS 11358', 'F', '2000-07-01', count_key => 'count 2'))) AS t (e);
SELECT is(pg_temp.holds('convicted before this conviction of HS 11358', prop64.history_agg(e)), 'no', 'but it is not before')
  FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2000-07-01', count_key => 'this one')),
               (prop64.event('conviction', 'HS 11358', 'F', '2000-07-01', count_key => 'count 2'))) AS t (e);
SELECT is(pg_temp.holds('convictions ever >= 1', prop64.event('adjudication', 'PC 187(a)', 'F', '1998-07-01')), 'no',
          'a juvenile adjudication is no conviction');
SELECT is(pg_temp.holds('convictions ever >= 1', prop64.event('arrest', 'PC 187(a)', 'F', '1998-07-01')), 'no', 'nor is an arrest');
SELECT is(pg_temp.holds('deceased', prop64.event('death')), 'yes', 'a death without a day is a death');
SELECT is(pg_temp.holds('deceased', prop64.history_empty()), 'no', 'a record without a death is of a living person');
SELECT is(pg_temp.holds('convicted before this offense of PC 187', prop64.event('conviction', 'PC 187(a)', 'F', '1998-07-01', count_key => 'other')),
          'unknown: offense', 'whether it was before the offense is not known when the day of the offense is not');
SELECT is(prop64.outcome(prop64.classify('policy ''t''; dismiss ''y'' when convicted after this offense of PC 187; otherwise ineligible ''n'';',
              'HS 11358', 'F', '2000-07-01', prop64.history_agg(e), '2020-07-01', count_key => 'this one', cycle_key => 'A')),
          outcome, format('a murder conviction of January 2000 and an arrest in March 1999 in %s', name))
  FROM (VALUES ('A', 'dismiss', 'this cycle: the offense is not after the arrest, so the murder is after it'),
               ('B', 'undetermined', 'another cycle: nothing is known of the offense')) AS c (cycle, outcome, name),
       LATERAL (VALUES (prop64.event('conviction', 'PC 187(a)', 'F', '2000-01-15', count_key => 'other')),
                       (prop64.event('arrest', 'HS 11358', 'F', '1999-03-01', cycle_key => cycle))) AS t (e)
 GROUP BY outcome, name ORDER BY outcome;
SELECT is(pg_temp.holds('convicted before this conviction of superstrike', prop64.history_agg(e)), 'unknown: record',
          'whether two halves of a gang pair stand in one case is not known when one does not say its case')
  FROM (VALUES (prop64.event('conviction', 'PC 136.1', 'F', '1995-02-14', case_key => 'C')),
               (prop64.event('conviction', 'PC 186.22(b)(4)', 'F', '1995-02-14'))) AS t (e);

-- ---- sentences ----

SELECT is(prop64.sentence_ends(prop64.day(convicted), lengths, units), ends::daterange, name)
  FROM (VALUES ('2010-05-01'::date, '{3}'::text[], '{Y}'::text[], '[2013-05-01,2013-05-01]', 'three years end on the third anniversary'),
               ('2010-05-01', '{180,3}', '{D,Y}', '[2013-05-01,2013-10-28]', '180 days of jail and three years of probation: together, or one after the other'),
               ('2010-05-01', '{3,180}', '{Y,D}', '[2013-05-01,2013-10-28]', 'in whatever order they are written'),
               ('2011-01-31', '{1}', '{M}', '[2011-02-28,2011-02-28]', 'a month from 31 January ends on the last day of February'),
               ('2012-02-29', '{1}', '{Y}', '[2013-03-01,2013-03-01]', 'a year from the leap day ends on 1 March'),
               ('2010-05-01', '{LIFE}', '{NULL}', '[2010-05-01,)', 'a life term has no last day'),
               ('2010-05-01', '{25,LIFE}', '{Y,NULL}', '[2035-05-01,)', 'twenty-five years to life: not before those years'),
               ('2010-05-01', '{3}', '{REVOKED}', '[2010-05-01,)', 'a revoked term ends nobody knows when'),
               ('2010-05-01', '{3,""}', '{Y,""}', '[2013-05-01,)', 'a part that is blank may be any'),
               ('2010-05-01', NULL, NULL, '[2010-05-01,)', 'a sentence that is not recorded ends some day after the conviction'),
               (NULL, '{3}', '{Y}', '(,)', 'and one from a day that is not recorded, any day'),
               ('2010-05-01', '{0}', '{D}', '[2010-05-01,2010-05-01]', 'no time at all is over at once'))
       AS t (convicted, lengths, units, ends, name);

-- What it means for the question whether the sentence is complete on 2020-07-01.
CREATE FUNCTION pg_temp.complete(lengths text[], units text[], later text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT pg_temp.holds('all sentences complete', prop64.history_agg(e))
    FROM (VALUES (prop64.event('conviction', 'HS 11358', 'F', '2000-07-01', count_key => 'this one',
                               sentence_bounds => prop64.sentence_ends(prop64.day('2000-07-01'), '{3}', '{Y}'))),
                 (prop64.event('conviction', 'HS 11359', 'F', '2015-07-01', count_key => 'other',
                               sentence_bounds => prop64.sentence_ends(prop64.day('2015-07-01'), lengths, units))),
                 (CASE WHEN later IS NOT NULL THEN
                      prop64.event('conviction', 'HS 11359', 'F', '2017-07-01', count_key => 'other', disposition => later) END)) AS t (e)
$$;
SELECT is(pg_temp.complete(lengths, units, later), answer, name)
  FROM (VALUES ('{3}'::text[], '{Y}'::text[], NULL, 'yes', 'three years from 2015 are complete in 2020'),
               ('{5}', '{Y}', NULL, 'yes', 'five years to the day are complete'),
               ('{6}', '{Y}', NULL, 'no', 'six years are not'),
               ('{3,3}', '{Y,Y}', NULL, 'unknown: record', 'three and three years are, or are not'),
               ('{LIFE}', '{""}', NULL, 'unknown: record', 'of a life term that nothing more is known of, nobody knows'),
               ('{25,LIFE}', '{Y,""}', NULL, 'no', 'twenty-five years to life are not complete'),
               (NULL, NULL, NULL, 'unknown: record', 'of a sentence that is not recorded, nobody knows'),
               ('{3}', '{Y}', 'PROBATION REVOKED', 'unknown: record', 'revoked probation reopens it'),
               ('{3}', '{Y}', 'SENTENCE MODIFIED', 'unknown: record', 'so does a modification that is not told'),
               ('{3}', '{Y}', 'RESENTENCED', 'unknown: record', 'and a new sentence that is not told'),
               ('{6}', '{Y}', 'RESENTENCED', 'unknown: record', 'which may be shorter'),
               ('{3}', '{Y}', 'MODIFICATION DENIED', 'yes', 'a modification that was denied leaves it as it is'),
               ('{3}', '{Y}', 'REDUCED TO MISDEMEANOR', 'yes', 'a reduction leaves the sentence as it is'),
               ('{6}', '{Y}', 'REDUCED TO MISDEMEANOR', 'no', 'also one that still runs'),
               ('{6}', '{Y}', 'VACATED', 'yes', 'the sentence of a vacated conviction is over'),
               ('{6}', '{Y}', 'DISMISSED AND SEALED 11361.8', 'yes', 'and of one that never occurred'),
               ('{6}', '{Y}', 'DISMISSED 1203.4', 'no', 'PC 1203.4 leaves the sentence, as it leaves the conviction'))
       AS t (lengths, units, later, answer, name);

SELECT * FROM finish();
ROLLBACK;
