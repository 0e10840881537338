-- sample.sql: the invented county that test/data/sample_county.sql makes has the
-- variety that doc/sample.md promises, and the same variables give the same rows.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL datestyle = 'ISO, YMD';
SELECT plan(133);

\set county SACRAMENTO
\set seed 64
\set schema sample_test
\set size 3000
\ir ../data/sample_county.sql

SELECT is(current_setting('search_path'), 'tap', 'the generator leaves the search path as it was');
SELECT is((SELECT count(*) FROM pg_class WHERE relname LIKE 'sample\_%' AND relpersistence = 't'), 0::bigint,
          'the generator leaves no temporary table');

-- ---------------------------------------------------------------------------
-- Shape.
-- ---------------------------------------------------------------------------
SELECT columns_are('sample_test', 'person',
  ARRAY['person_id', 'full_name', 'born', 'sex', 'race', 'deceased_on'], 'person has its columns');
SELECT columns_are('sample_test', 'conviction',
  ARRAY['conviction_id', 'person_id', 'county', 'court', 'agency', 'case_number', 'count_number', 'charge',
        'severity', 'convicted_on', 'offense_on', 'sentence', 'sentence_ends', 'disposition', 'cycle_number'],
  'conviction has its columns');
SELECT columns_are('sample_test', 'person_event',
  ARRAY['person_id', 'kind', 'charge', 'event_on', 'case_number'], 'person_event has its columns');
SELECT is_empty($$
  SELECT c.relname, a.attname
  FROM pg_class AS c
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'sample_test'::regnamespace AND c.relkind = 'r'
    AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)
  $$, 'every table and column says what it holds');

SELECT cmp_ok(count(*), '>=', 3000::bigint, 'there are at least as many convictions as asked for')
FROM sample_test.conviction;
SELECT cmp_ok(count(*), '<=', 3300::bigint, 'and not many more') FROM sample_test.conviction;
SELECT results_eq('SELECT min(conviction_id), max(conviction_id) FROM sample_test.conviction',
                  'SELECT 1::bigint, count(*) FROM sample_test.conviction', 'convictions are numbered 1 to n');
SELECT is_empty($$
  SELECT person_id FROM sample_test.person
  WHERE person_id !~ '^[A-Z][0-9]{8}$' OR full_name !~ '^[A-Z-]+,[A-Z]+( [A-Z])?$'
  $$, 'every person has a state number and a name');
SELECT is_empty($$
  SELECT person_id FROM sample_test.person EXCEPT SELECT person_id FROM sample_test.conviction
  $$, 'every person has a conviction');

-- What can be read without effort: whole days, and the first writing of a count.
CREATE TEMP TABLE reading AS
  SELECT *,
         CASE WHEN convicted_on ~ '^(19[789]|20[01])[0-9](0[1-9]|1[0-2])[0-9]{2}$'
                   AND right(convicted_on, 2) <> '00' AND right(convicted_on, 4) NOT IN ('0431', '0230', '0631')
              THEN to_date(convicted_on, 'YYYYMMDD') END AS convicted,
         disposition ~ '^(REDUCED|CONV SET|CONVICTED.*(SET ASIDE|VACATED))' AS later_order,
         upper(btrim(charge)) AS read,
         CASE upper(left(btrim(severity), 1)) WHEN 'F' THEN 'F' WHEN 'M' THEN 'M' WHEN 'I' THEN 'I' END AS level
  FROM sample_test.conviction;
CREATE TEMP TABLE about AS
  SELECT *,
         read ~ '(^|[^0-9])(1135[789]|11360)([^0-9.]|$|\.[A-Z]|\.$)' AND (read !~ '(VC|PC)(-|$)' OR read ~ '^182')
           AS cannabis,
         read ~ '^(PC ?)?(664[/-]?)?(187|653F|191\.5|209|206|217\.1|245\(D\)\(3\))([^0-9.]|$)' AS strike,
         read ~ '^(PC ?)?(664/)?(314\.1|647A|647\.6|261|288|288A|220|243\.4|266H|311\.11|269|288\.7)([^0-9.A-Z]|$)'
           AS pc290,
         substring(read FROM '1135[789]|11360') AS section
  FROM reading;
CREATE TEMP TABLE first_cannabis AS
  SELECT person_id, min(convicted) AS first_day, max(convicted) AS last_day
  FROM about WHERE cannabis AND NOT later_order AND county = 'SACRAMENTO' GROUP BY person_id;
CREATE INDEX ON about (person_id);
ANALYZE about;
ANALYZE first_cannabis;

SELECT is_empty($$
  SELECT conviction_id FROM reading JOIN sample_test.person USING (person_id)
  WHERE NOT later_order AND convicted IS NOT NULL
    AND (convicted < born + interval '14 years' OR convicted >= born + interval '81 years')
  $$, 'everyone is 14 to 80 years old when convicted');
SELECT is_empty($$
  SELECT conviction_id FROM reading WHERE convicted NOT BETWEEN '1975-01-01' AND '2020-06-30' OR offense_on > convicted
  $$, 'convictions lie from 1975 to 2020, after the offense');
SELECT is_empty($$
  SELECT person_id FROM sample_test.person JOIN reading USING (person_id)
  WHERE deceased_on <= convicted AND NOT later_order OR deceased_on >= '2020-07-01'
  $$, 'nobody is convicted after death, and the file was cut on 2020-07-01');
SELECT is_empty($$
  SELECT conviction_id FROM reading WHERE extract(isodow FROM convicted) > 5
  $$, 'courts do not sit on weekends');
SELECT is_empty($$
  SELECT person_id, county, case_number, count_number FROM reading WHERE NOT later_order
  GROUP BY 1, 2, 3, 4 HAVING case_number IS NOT NULL AND count(*) > 2
  $$, 'a count is entered once or twice');
SELECT is_empty($$
  SELECT county, case_number FROM reading GROUP BY 1, 2
  HAVING case_number IS NOT NULL AND count(DISTINCT person_id) > 1
  $$, 'a case is one person''s');

-- ---------------------------------------------------------------------------
-- Variety: how many of how many, and the per mille between which that must lie.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE variety (place serial, what text, hits bigint, total bigint, least int, most int);

INSERT INTO variety (what, hits, total, least, most)
  SELECT what, count(*) FILTER (WHERE hit), count(*), least, most
  FROM sample_test.person AS p
  LEFT JOIN first_cannabis AS f USING (person_id),
  LATERAL (SELECT count(DISTINCT r.county), count(DISTINCT r.case_number), count(*),
                  bool_or(strike AND NOT later_order AND convicted < f.first_day),
                  bool_or(strike AND NOT later_order AND convicted = f.first_day),
                  bool_or(strike AND NOT later_order AND convicted > f.last_day),
                  bool_or(pc290 AND NOT later_order AND convicted < f.first_day),
                  bool_or(pc290 AND NOT later_order AND convicted > f.last_day),
                  bool_or(convicted < p.born + interval '18 years'),
                  bool_or(convicted >= p.born + interval '65 years')
           FROM about AS r WHERE r.person_id = p.person_id)
    AS r(counties, cases, n, strike_before, strike_same, strike_after, pc290_before, pc290_after, minor, old),
  LATERAL (SELECT bool_or(charge LIKE '290%' AND event_on < f.first_day),
                  bool_or(charge LIKE '290%' AND event_on > f.last_day),
                  bool_or(charge LIKE '11590%'), bool_or(kind = 'death'), bool_or(kind = 'arrest')
           FROM sample_test.person_event AS e WHERE e.person_id = p.person_id)
    AS e(registered_before, registered_after, narcotics, death, arrest),
  LATERAL (SELECT max(n) FROM (SELECT count(*) FROM about AS s
                               WHERE s.person_id = p.person_id AND cannabis AND NOT later_order GROUP BY section)
             AS by_section(n)) AS repeated(same_section),
  LATERAL (VALUES
    (1, 'people without a day of birth', p.born IS NULL, 15, 45),
    (2, 'women', p.sex = 'F', 110, 190),
    (3, 'men', p.sex = 'M', 800, 880),
    (4, 'people of unknown sex', p.sex = 'U', 1, 25),
    (5, 'Hispanic people', p.race = 'HISPANIC', 300, 420),
    (6, 'Black people', p.race = 'BLACK', 215, 320),
    (7, 'white people', p.race = 'WHITE', 220, 330),
    (8, 'Asian people', p.race = 'ASIAN', 15, 60),
    (9, 'American Indians', p.race = 'AMERICAN INDIAN', 1, 25),
    (10, 'people of unknown race', p.race = 'UNKNOWN', 5, 35),
    (11, 'people known to have died', p.deceased_on IS NOT NULL, 30, 90),
    (12, 'deaths that only an event tells', p.deceased_on IS NULL AND e.death, 1, 25),
    (13, 'deaths that no event tells', p.deceased_on IS NOT NULL AND e.death IS NOT TRUE, 0, 20),
    (14, 'people with a cannabis conviction in the county', f.person_id IS NOT NULL, 940, 999),
    (15, 'people without one', f.person_id IS NULL, 5, 60),
    (16, 'people convicted in several counties', r.counties > 1, 200, 400),
    (17, 'people with several cases', r.cases > 1, 500, 680),
    (18, 'people with ten convictions and more', r.n >= 10, 40, 120),
    (19, 'people with one conviction', r.n = 1, 180, 330),
    (20, 'people convicted three times of one cannabis section', repeated.same_section >= 3, 40, 180),
    (21, 'people with a super strike before their cannabis convictions', r.strike_before, 8, 45),
    (22, 'people with a super strike on the day of the cannabis conviction', r.strike_same, 2, 25),
    (23, 'people with a super strike after their cannabis convictions', r.strike_after, 5, 40),
    (24, 'people with a PC 290(c) conviction before', r.pc290_before, 8, 50),
    (25, 'people with a PC 290(c) conviction after', r.pc290_after, 5, 40),
    (26, 'people who registered before', e.registered_before, 10, 55),
    (27, 'people who registered after', e.registered_after, 10, 60),
    (28, 'narcotics registrants', e.narcotics, 20, 90),
    (29, 'people convicted as minors', r.minor, 30, 130),
    (30, 'people convicted at 65 and older', r.old, 1, 40),
    (31, 'people with an arrest on record', e.arrest, 650, 900)
  ) AS v(line, what, hit, least, most)
  GROUP BY line, what, least, most ORDER BY line;

INSERT INTO variety (what, hits, total, least, most)
  SELECT what, count(*) FILTER (WHERE hit), count(*), least, most
  FROM about AS r
  LEFT JOIN LATERAL (SELECT true FROM about AS pair
                     WHERE pair.person_id = r.person_id AND pair.case_number = r.case_number
                       AND r.read ~ '136\.1' AND pair.read ~ '186\.22\(?B\)?\(?4') AS gang(pair) ON true
  LEFT JOIN LATERAL (SELECT true FROM about AS t
                     WHERE (t.person_id, t.county, t.case_number, t.count_number)
                         = (r.person_id, r.county, r.case_number, r.count_number)
                       AND t.conviction_id < r.conviction_id LIMIT 1) AS again(again) ON true,
  LATERAL (VALUES
    (1, 'convictions of the 1970s', r.convicted < '1980-01-01', 20, 65),
    (2, 'convictions of the 1980s', date_trunc('decade', r.convicted) = '1980-01-01', 120, 210),
    (3, 'convictions of the 1990s', date_trunc('decade', r.convicted) = '1990-01-01', 200, 310),
    (4, 'convictions of the 2000s', date_trunc('decade', r.convicted) = '2000-01-01', 230, 340),
    (5, 'convictions of the 2010s', date_trunc('decade', r.convicted) = '2010-01-01', 150, 270),
    (6, 'convictions since Proposition 64', r.convicted >= '2016-11-09', 20, 80),
    (7, 'convictions in other counties', r.county <> 'SACRAMENTO', 100, 220),
    (8, 'convictions in Los Angeles', r.county = 'LOS ANGELES', 15, 60),
    (9, 'felonies', r.level = 'F', 560, 700),
    (10, 'misdemeanors', r.level = 'M', 270, 400),
    (11, 'infractions', r.level = 'I', 3, 25),
    (12, 'severity spelled FELONY', r.severity = 'FELONY', 380, 520),
    (13, 'severity spelled F', r.severity = 'F', 90, 160),
    (14, 'severity spelled Felony and a blank', r.severity = 'Felony ', 5, 25),
    (15, 'severity spelled MISD', r.severity = 'MISD', 3, 20),
    (16, 'severity blank', r.severity = '', 12, 40),
    (17, 'severity missing', r.severity IS NULL, 4, 20),
    (18, 'severity UNKNOWN', r.severity = 'UNKNOWN', 5, 25),
    (19, 'cannabis counts', r.cannabis, 400, 540),
    (20, 'counts under 11357', r.cannabis AND r.section = '11357', 60, 150),
    (21, 'counts under 11358', r.cannabis AND r.section = '11358', 60, 140),
    (22, 'counts under 11359', r.cannabis AND r.section = '11359', 130, 230),
    (23, 'counts under 11360', r.cannabis AND r.section = '11360', 80, 170),
    (24, 'counts under 11357(a) before Proposition 64', r.read ~ '^11357\(?A' AND r.convicted < '2016-11-09', 20, 70),
    (25, 'counts under 11357(b) before Proposition 64', r.read ~ '^11357\(?B' AND r.convicted < '2016-11-09', 10, 50),
    (26, 'counts under 11357(c) before Proposition 64', r.read ~ '^11357\(?C' AND r.convicted < '2016-11-09', 8, 45),
    (27, 'counts under 11360(a)', r.read ~ '^11360\(A\)', 60, 130),
    (28, 'counts under 11360(b)', r.read ~ '^11360\(B\)', 5, 40),
    (29, 'counts under the subdivisions of Proposition 64',
         r.read ~ '11357\(?[AB]\)?\(?[12]|11358\(?[BCD]|11359\(?[BCD]|11360\(?A\)?\(?[123]', 3, 30),
    (30, 'other drug counts', r.read ~ '(^|[^0-9])11(350|351|352|364|366|370|377|378|379|550)', 130, 230),
    (31, 'theft counts', r.read ~ '^(PC ?)?(664/)?(459|484|487|488|666|470|496|530\.5)', 80, 180),
    (32, 'traffic counts', r.read ~ 'VC' AND NOT r.cannabis, 70, 150),
    (33, 'violent counts', r.read ~ '^(PC ?)?(664/)?(211|24[2356]|273\.5|422|417|148\(A|69)', 60, 160),
    (34, 'the gang pair in one case', gang.pair AND r.read !~ '186', 0, 8),
    (35, 'the gang pair in one field', r.read ~ '186\.22.*/136\.1', 0, 6),
    (36, 'attempts written 664/', r.cannabis AND r.read ~ '664/', 1, 15),
    (37, 'attempts written in words', r.read ~ 'HS-ATTEMPTED', 1, 12),
    (38, 'conspiracies', r.read ~ '182\(A\)\(1\)', 1, 15),
    (39, 'alternatives', r.read ~ ' OR 1135', 0, 8),
    (40, 'other codes with the same digits', r.read ~ '(VC ?|PC ?)11?135|11?135[79] (VC|PC)|11?135[79](VC|PC)', 1, 25),
    (41, 'synthetic cannabinoids, 11357.5', r.read ~ '11357\.5', 0, 8),
    (42, 'charges joined to the code, 11357(B)HS', r.charge ~ '^[0-9.]+(\([A-Z0-9]+\))*(HS|PC|VC|BP)( |$)', 60, 160),
    (43, 'charges with the code first, HS 11357(b)', r.charge ~ '^(HS|PC|VC|BP) [0-9]', 35, 85),
    (44, 'charges with a blank inside, HS 11357 (b)', r.charge ~ '[0-9] \(', 2, 25),
    (45, 'charges in lower case after a blank', r.charge ~ '^ [0-9().a-z/]+ (hs|pc|vc|bp)$', 4, 25),
    (46, 'letters glued to the section', r.charge ~ '11357[A-E][0-9]* HS-|HS1136?0?[0-9]*[A-E]', 1, 15),
    (47, 'charges with a description', r.charge ~ '(HS|PC|VC|BP)-[A-Z]', 360, 480),
    (48, 'a letter that the section never had', r.charge LIKE '1135_(A) HS-%SALE%', 0, 8),
    (49, 'bare numbers', r.charge ~ '^[0-9.]+(\([A-Z0-9]+\))*$', 1, 15),
    (50, 'charges that are no charge', r.charge ~ '^(SEE COMMENT|MISSING|PROBATION VIO|UNKNOWN|CHARGE NOT)', 1, 12),
    (51, 'missing charges', coalesce(r.charge, '') = '', 0, 8),
    (52, 'years without a day, 19850000', r.convicted_on ~ '^[0-9]{4}0000$' AND r.convicted_on <> '00000000', 12, 35),
    (53, 'months without a day, 19850600', r.convicted_on ~ '^[0-9]{4}(0[1-9]|1[0-2])00$', 6, 25),
    (54, 'missing days of conviction', coalesce(r.convicted_on, '') = '', 4, 20),
    (55, 'days of zeros', r.convicted_on = '00000000', 0, 8),
    (56, 'days that no calendar has', r.convicted_on ~ '(0431|0230|0631|13..)$', 2, 15),
    (57, 'days in the future', r.convicted_on ~ '^20[4-9]|^21', 1, 12),
    (58, 'days with dashes', r.convicted_on LIKE '____-__-__', 1, 10),
    (59, 'days of offense that are known', r.offense_on IS NOT NULL, 290, 410),
    (60, 'sentences that are blank', r.sentence IS NULL, 240, 380),
    (61, 'sentences with an end', r.sentence_ends IS NOT NULL, 430, 570),
    (62, 'sentences still running on 2020-07-01', r.sentence_ends > '2020-07-01', 4, 30),
    (63, 'life sentences', r.sentence ~ 'LIFE', 3, 25),
    (64, 'felony terms served in county jail', r.sentence LIKE '1170(H) JAIL%', 8, 50),
    (65, 'reductions under PC 17', r.disposition LIKE 'REDUCED%', 6, 35),
    (66, 'dismissals under PC 1203.4', r.disposition LIKE '%1203.4%', 30, 70),
    (67, 'convictions set aside', r.disposition = 'CONVICTED-SET ASIDE', 5, 30),
    (68, 'convictions vacated', r.disposition LIKE '%VACATED', 3, 20),
    (69, 'further rows of a count, with a later order', again.again AND r.later_order, 25, 80),
    (70, 'counts entered twice', again.again AND NOT r.later_order, 1, 15),
    (71, 'lost case numbers', r.case_number IS NULL, 5, 30),
    (72, 'second and further counts of a case', r.count_number > 1, 260, 400),
    (73, 'cases of a city attorney', r.agency ~ 'CITY (ATTORNEY|PROSECUTOR)', 15, 70),
    (74, 'felonies of a city attorney as they were charged',
         r.agency ~ 'CITY' AND r.level = 'F' AND NOT r.later_order, 0, 0),
    (75, 'municipal courts', r.court LIKE 'MUNICIPAL%', 60, 160),
    (76, 'sections often taken for strikes', r.read ~ '^(PC ?)?(537|637|337A|272)', 1, 12)
  ) AS v(line, what, hit, least, most)
  GROUP BY line, what, least, most ORDER BY line;

SELECT ok((hits > 0 OR most = 0) AND hits * 1000 BETWEEN least * total AND most * total,
          format('%s: %s to %s in a thousand', what, least, most))
         || CASE WHEN (hits > 0 OR most = 0) AND hits * 1000 BETWEEN least * total AND most * total THEN ''
                 ELSE format(E'\n# %s of %s', hits, total) END
FROM variety ORDER BY place;

-- ---------------------------------------------------------------------------
-- The same variables, the same rows.  The sums hold on every version and machine:
-- a change of the generator that changes them changes everybody's sample.
-- ---------------------------------------------------------------------------
SELECT is(left(encode(sha256(convert_to(string_agg(t::text, E'\n' ORDER BY person_id COLLATE "C"), 'UTF8')), 'hex'), 16),
          'ba4955622753c803', 'SACRAMENTO, 3000, 64 always gives these people')
FROM sample_test.person AS t;
SELECT is(left(encode(sha256(convert_to(string_agg(t::text, E'\n' ORDER BY conviction_id), 'UTF8')), 'hex'), 16),
          'a67e4f13f42c4137', 'and these convictions')
FROM sample_test.conviction AS t;
SELECT is(left(encode(sha256(convert_to(string_agg(t::text, E'\n' ORDER BY t::text COLLATE "C"), 'UTF8')), 'hex'), 16),
          '0f4f3ec5e26915d7', 'and these events')
FROM sample_test.person_event AS t;

\set schema sample_smaller
\set size 500
SET LOCAL datestyle = 'German, DMY';
SET LOCAL intervalstyle = 'sql_standard';
SET LOCAL timezone = 'Pacific/Kiritimati';
SET LOCAL enable_hashjoin = off;
\ir ../data/sample_county.sql
SET LOCAL datestyle = 'ISO, YMD';
SELECT is_empty($$ SELECT * FROM sample_smaller.person EXCEPT SELECT * FROM sample_test.person $$,
  'a smaller sample has the first people of a larger, whatever the session''s settings');
SELECT is_empty($$ SELECT * FROM sample_smaller.conviction EXCEPT SELECT * FROM sample_test.conviction $$,
  'and their convictions under the same numbers');
SELECT is_empty($$ SELECT * FROM sample_smaller.person_event EXCEPT SELECT * FROM sample_test.person_event $$,
  'and their events');

\set schema sample_seed
\set seed 65
\ir ../data/sample_county.sql
SELECT cmp_ok(count(*), '<', 5::bigint, 'another seed gives other people')
FROM sample_seed.person JOIN sample_smaller.person USING (full_name, born);

\set schema sample_alpine
\set seed 64
\set county alpine
\set size 50
\ir ../data/sample_county.sql
SELECT cmp_ok(count(*), '>=', 25::bigint, 'a county''s name may be written in lower case')
FROM sample_alpine.conviction WHERE county = 'ALPINE';
SELECT cmp_ok(count(*), '<', 2::bigint, 'another county has other people')
FROM sample_alpine.person JOIN sample_smaller.person USING (full_name, born);

SELECT * FROM finish();
ROLLBACK;
