-- sample_county.sql: an invented county, as its case-management system would hold it.
--
--   psql -1 -v county=SACRAMENTO -v size=3000 -v seed=64 -v schema=county -f sample_county.sql
--
-- These are the defaults; -1 leaves nothing behind when it is interrupted.  It makes
-- the tables person, conviction and person_event in the schema, which is created when
-- it is not there.  Tables that are there already are never touched: the script stops
-- at them.  Nobody in the sample exists; doc/sample.md says what it holds and in which
-- shares.  It needs PostgreSQL 15 or later and psql, no extension.
--
-- Every choice is a hash of the seed, the county, the entity and the purpose, never
-- random(), so the same variables give the same rows.  hashint8extended and sha256
-- do arithmetic on numbers and defined bytes only: no locale, no byte order of the
-- machine, no setting.  The first also decides in which partition of a hash-partitioned
-- table a row lies on disk, so PostgreSQL cannot change it and keep those tables.
-- (Text hashes depend on the byte order, and md5 is missing where FIPS is enforced.)
-- People are numbered, and a smaller sample is the beginning of a larger one.

\set ON_ERROR_STOP on
\set sample_quiet :QUIET
\set QUIET on
\if :{?county} \else \set county SACRAMENTO \endif
\if :{?size}   \else \set size 3000         \endif
\if :{?seed}   \else \set seed 64           \endif
\if :{?schema} \else \set schema county     \endif

SELECT current_setting('search_path') AS sample_search_path,
       current_setting('client_min_messages') AS sample_messages,
       current_setting('work_mem') AS sample_work_mem,
       current_setting('jit') AS sample_jit,
       upper(btrim(:'county') COLLATE "C") AS county
\gset
-- The names used are pg_catalog's.  The rest is speed: queries are many, each short.
SET search_path = pg_catalog, pg_temp;
SET client_min_messages = warning;
SET work_mem = '64MB';
SET jit = off;

-- ---------------------------------------------------------------------------
-- The choices: those of sample_book.sql, and how this county's clerks wrote them down.
-- ---------------------------------------------------------------------------
\ir sample_book.sql
INSERT INTO sample_choice (list, item, weight) VALUES
  -- what became of a count later, and whether as a row of its own or in its place
  ('later', 'nothing', 900), ('later', 'reduced', 24), ('later', 'dismissed', 48),
  ('later', 'set aside', 14), ('later', 'vacated', 9), ('later', 'entered twice', 5),

  -- spellings: how clerks and systems wrote a charge, a level, a day
  ('cannabis style', 'citation', 235), ('cannabis style', 'described', 400),
  ('cannabis style', 'joined', 70), ('cannabis style', 'joined, described', 50),
  ('cannabis style', 'code first', 60), ('cannabis style', 'code first, blank', 20),
  ('cannabis style', 'lower case', 16), ('cannabis style', 'letters glued', 16),
  ('cannabis style', 'all glued', 12), ('cannabis style', 'dotted', 10),
  ('cannabis style', 'long code', 10), ('cannabis style', 'blanks', 10),
  ('cannabis style', 'full stop', 6), ('cannabis style', 'bare', 12),
  ('cannabis style', 'bare, described', 10), ('cannabis style', 'letter too many', 10),
  ('cannabis style', 'attempt', 12), ('cannabis style', 'attempt, dash', 3),
  ('cannabis style', 'attempt, in words', 8), ('cannabis style', 'conspiracy', 8),
  ('cannabis style', 'conspiracy, in words', 3), ('cannabis style', 'alternatives', 5),
  ('cannabis style', 'alternatives, slash', 2), ('cannabis style', 'other code', 3),
  ('cannabis style', 'no charge', 6), ('cannabis style', 'empty', 3),
  ('other style', 'citation', 330), ('other style', 'described', 440),
  ('other style', 'joined', 70), ('other style', 'joined, described', 60),
  ('other style', 'code first', 40), ('other style', 'code first, blank', 10),
  ('other style', 'lower case', 8), ('other style', 'letters glued', 6),
  ('other style', 'blanks', 6), ('other style', 'bare, described', 12),
  ('other style', 'attempt', 8), ('other style', 'attempt, in words', 5),
  ('other style', 'no charge', 3), ('other style', 'empty', 2),
  ('no charge', 'SEE COMMENT FOR CHARGE', 400), ('no charge', 'PROBATION VIOLATION', 250),
  ('no charge', 'CHARGE NOT LISTED', 150), ('no charge', 'MISSING PERSON', 100),
  ('no charge', 'UNKNOWN', 100),
  ('level style', 'word', 700), ('level style', 'letter', 195), ('level style', 'short', 25),
  ('level style', 'capitalised, blank', 20), ('level style', 'lower case', 12),
  ('level style', 'empty', 25), ('level style', 'null', 10), ('level style', 'unknown', 13),
  ('date style', 'day', 933), ('date style', 'year', 22), ('date style', 'month', 14),
  ('date style', 'null', 7), ('date style', 'empty', 3), ('date style', 'zeros', 3),
  ('date style', 'impossible', 6), ('date style', 'future', 5), ('date style', 'dashes', 4),
  ('date style', 'blank before', 3);

-- A list that does not sum to 1000 would lose people silently: refuse it.
CREATE TEMP TABLE sample_list (list text, total bigint CHECK (total = 1000));
INSERT INTO sample_list SELECT list, sum(weight) FROM sample_choice GROUP BY list;

-- Choosing is then an equality: list and slot.
CREATE TEMP TABLE sample_slot AS
  SELECT list, item, lo, hi,
         (row_number() OVER (PARTITION BY list ORDER BY lo, item COLLATE "C") - 1)::int AS slot
  FROM sample_choice, generate_series(1, weight);
ANALYZE sample_slot;

-- ---------------------------------------------------------------------------
-- What was asked for, checked before anything is made.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_county (name text PRIMARY KEY);
INSERT INTO sample_county SELECT item FROM sample_choice WHERE list = 'elsewhere';
CREATE TEMP TABLE sample_setting (
  county text REFERENCES sample_county,
  size int CONSTRAINT size_from_1_to_10_million CHECK (size BETWEEN 1 AND 10000000),
  seed bigint,
  file_cut date  -- nothing but the end of a sentence lies after this day
);
INSERT INTO sample_setting VALUES (:'county', :'size', :'seed', '2020-07-01');

CREATE SCHEMA IF NOT EXISTS :"schema";

CREATE TABLE :"schema".person (
  person_id   text PRIMARY KEY,
  full_name   text,
  born        date,
  sex         text,
  race        text,
  deceased_on date
);
CREATE TABLE :"schema".conviction (
  conviction_id bigint PRIMARY KEY,
  person_id     text NOT NULL,
  county        text,
  court         text,
  agency        text,
  case_number   text,
  count_number  int,
  charge        text,
  severity      text,
  convicted_on  text,
  offense_on    date,
  sentence      text,
  sentence_ends date,
  disposition   text,
  cycle_number  int
);
CREATE TABLE :"schema".person_event (
  person_id   text NOT NULL,
  kind        text NOT NULL,
  charge      text,
  event_on    date,
  case_number text
);

-- ---------------------------------------------------------------------------
-- The choices themselves.  Both functions are inlined, and the part that does
-- not depend on the entity is computed once for each query.
-- ---------------------------------------------------------------------------
CREATE FUNCTION pg_temp.key(purpose text) RETURNS bigint IMMUTABLE
  RETURN ('x' || left(encode(sha256((:'seed'::bigint::text || '/' || :'county' || '/' || purpose)::bytea),
                             'hex'), 16))::bit(64)::bigint;
-- A number from 0 to n - 1.
CREATE FUNCTION pg_temp.draw(entity bigint, purpose text, n int) RETURNS int IMMUTABLE
  RETURN ((hashint8extended(entity, pg_temp.key(purpose)) & 4611686018427387903) % n)::int;

-- In some cities the city's own attorney prosecutes misdemeanors; the sample's
-- own county always has one such city.
CREATE TEMP TABLE sample_office AS
  SELECT county, office, (row_number() OVER w - 1)::int AS slot,
         count(*) OVER (PARTITION BY county)::int AS offices
  FROM (VALUES
      ('LOS ANGELES', 'LOS ANGELES CITY ATTORNEY'), ('LOS ANGELES', 'LONG BEACH CITY PROSECUTOR'),
      ('LOS ANGELES', 'INGLEWOOD CITY ATTORNEY'), ('LOS ANGELES', 'PASADENA CITY PROSECUTOR'),
      ('SAN DIEGO', 'SAN DIEGO CITY ATTORNEY'), ('ORANGE', 'ANAHEIM CITY ATTORNEY')
    UNION
    SELECT county, county || ' CITY ATTORNEY' FROM sample_setting
  ) AS o(county, office)
  WINDOW w AS (PARTITION BY county ORDER BY office COLLATE "C");

-- Sentences: months until everything is served (NULL: life), and how the court put it.
CREATE TEMP TABLE sample_sentence AS
  SELECT kind, sentence, months, disposition,
         (row_number() OVER (PARTITION BY kind ORDER BY sentence COLLATE "C") - 1)::int AS slot
  FROM (VALUES
    ('F', 29, 'PROBATION 3Y / JAIL 120D', 36, 'CONVICTED-PROB/JAIL'),
    ('F', 19, 'PROBATION 3Y', 36, 'CONVICTED-PROBATION'),
    ('F', 11, 'PROBATION 5Y / JAIL 364D', 60, 'CONVICTED-PROB/JAIL'),
    ('F', 12, 'PRISON 16M', 16, 'CONVICTED-PRISON'),
    ('F', 9, 'PRISON 2Y', 24, 'CONVICTED-PRISON'),
    ('F', 6, 'PRISON 3Y', 36, 'CONVICTED-PRISON'),
    ('F', 2, 'PRISON 4Y', 48, 'CONVICTED-PRISON'),
    ('F', 1, 'PRISON 9Y', 108, 'CONVICTED-PRISON'),
    ('F', 11, 'JAIL 180D', 6, 'CONVICTED-JAIL'),
    ('M', 30, 'FINE $500 / PROBATION 1Y', 12, 'CONVICTED-PROBATION'),
    ('M', 30, 'PROBATION 3Y', 36, 'CONVICTED-PROBATION'),
    ('M', 25, 'JAIL 30D', 1, 'CONVICTED-JAIL'),
    ('M', 10, 'JAIL 90D', 3, 'CONVICTED-JAIL'),
    ('M', 5, 'FINE $300', 0, 'CONVICTED-FINE'),
    ('I', 100, 'FINE $100', 0, 'CONVICTED-FINE'),
    ('life', 25, 'PRISON LIFE', NULL, 'CONVICTED-PRISON'),
    ('life', 30, 'PRISON 25Y TO LIFE', NULL, 'CONVICTED-PRISON'),
    ('life', 25, 'PRISON 15Y', 180, 'CONVICTED-PRISON'),
    ('life', 20, 'PRISON 8Y', 96, 'CONVICTED-PRISON')
  ) AS s(kind, weight, sentence, months, disposition), generate_series(1, weight);
ANALYZE sample_sentence;

-- ---------------------------------------------------------------------------
-- How much is needed: people come in order until their counts reach the size.
-- A person has more than three counts on average, so half the size is plenty.
-- Entities of the hash: person p, case c of p is p * 32 + c, its count k is case * 8 + k.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_plan AS
  WITH drawn AS (
    SELECT p, story.item AS story, cases.item::int AS cases
    FROM sample_setting
    CROSS JOIN generate_series(1, size / 2 + 100) AS p
    JOIN sample_slot AS story ON story.list = 'story' AND story.slot = pg_temp.draw(p, 'story', 1000)
    JOIN sample_slot AS cases ON cases.list = 'cases' AND cases.slot = pg_temp.draw(p, 'cases', 1000)
  ),
  -- most stories are told by the second case, a repetition by the second and third
  enough AS (
    SELECT p, story,
           CASE WHEN story = 'repeat' THEN greatest(cases, 3)
                WHEN story ~ '^(strike|pc290|gang)' THEN greatest(cases, 2)
                ELSE cases END AS cases
    FROM drawn
  )
  SELECT p, story, cases, c, p * 32::bigint + c AS case_entity,
         CASE WHEN story LIKE 'gang%' AND c = 2 THEN greatest(counts.item::int, 2)
              ELSE counts.item::int END AS counts
  FROM enough
  CROSS JOIN generate_series(1, cases) AS c
  JOIN sample_slot AS counts
    ON counts.list = 'counts' AND counts.slot = pg_temp.draw(p * 32::bigint + c, 'counts', 1000);

CREATE TEMP TABLE sample_cut AS
  SELECT min(p) AS last_p
  FROM (SELECT p, sum(sum(counts)) OVER (ORDER BY p) AS so_far FROM sample_plan GROUP BY p) AS s,
       sample_setting
  WHERE so_far >= size;
DELETE FROM sample_plan USING sample_cut WHERE p > last_p;
ANALYZE sample_plan;

-- ---------------------------------------------------------------------------
-- People.  The first case fixes the time: its day, the age on that day, so the birth.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_person AS
  WITH first_case AS (
    SELECT p, story,
           make_date(years.lo + pg_temp.draw(p, 'year', years.hi - years.lo + 1), 1, 3)
             + pg_temp.draw(p, 'day of year', 362) AS any_day,
           ages.lo + pg_temp.draw(p, 'age', ages.hi - ages.lo + 1) AS age
    FROM sample_plan
    JOIN sample_slot AS years ON years.list = 'year' AND years.slot = pg_temp.draw(p, 'years', 1000)
    JOIN sample_slot AS ages ON ages.list = 'age' AND ages.slot = pg_temp.draw(p, 'ages', 1000)
    WHERE c = 1
  ),
  -- courts sit from Monday to Friday
  anchored AS (
    SELECT p, story, age, any_day - greatest(extract(isodow FROM any_day)::int - 5, 0) AS anchor
    FROM first_case
  ),
  born AS (
    SELECT p, story, anchor,
           (anchor - make_interval(years => age))::date - pg_temp.draw(p, 'birthday', 365) AS born
    FROM anchored
  )
  SELECT p, story, anchor, born,
         CASE WHEN pg_temp.draw(p, 'id letter', 1000) < 930 THEN 'A' ELSE 'M' END
           -- 61803399 has no factor in common with 10^8, so no two people share a number
           || lpad(((p * 61803399::bigint + pg_temp.draw(0, 'first id', 100000000)) % 100000000)::text, 8, '0')
           AS person_id,
         sex.item AS sex, race.item AS race, fate.item AS fate,
         -- other convictions fall in these years: few before the age of 17, none after that of 80
         greatest(date '1975-01-03', least(anchor, born + interval '17 years'),
                  anchor - interval '15 years')::date AS lo,
         least(date '2019-12-31', born + interval '81 years' - interval '3 days',
               anchor + interval '15 years')::date AS hi
  FROM born
  JOIN sample_slot AS sex ON sex.list = 'sex' AND sex.slot = pg_temp.draw(p, 'sex', 1000)
  JOIN sample_slot AS race ON race.list = 'race' AND race.slot = pg_temp.draw(p, 'race', 1000)
  JOIN sample_slot AS fate ON fate.list = 'fate' AND fate.slot = pg_temp.draw(p, 'fate', 1000);
ANALYZE sample_person;

-- ---------------------------------------------------------------------------
-- Cases: when, where, about what.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_case AS
  WITH placed AS (
    SELECT plan.*, person_id, anchor, born,
           -- the second case keeps to the time that the story tells, if the life has room for it
           CASE WHEN c = 2 AND story LIKE '% after' THEN least(anchor + 3, who.hi) ELSE who.lo END AS from_day,
           CASE WHEN c = 2 AND story LIKE '% before' THEN greatest(anchor - 120, who.lo) ELSE who.hi END AS to_day,
           theme.item AS any_theme,
           CASE WHEN c = 1 OR pg_temp.draw(case_entity, 'home', 1000) < 740 THEN setting.county
                ELSE elsewhere.item END AS county
    FROM sample_plan AS plan
    JOIN sample_person AS who USING (p, story)
    JOIN sample_slot AS theme
      ON theme.list = 'case theme' AND theme.slot = pg_temp.draw(case_entity, 'theme', 1000)
    JOIN sample_slot AS elsewhere
      ON elsewhere.list = 'elsewhere' AND elsewhere.slot = pg_temp.draw(case_entity, 'elsewhere', 1000)
    CROSS JOIN sample_setting AS setting
  ),
  dated AS (
    SELECT *,
           CASE WHEN c = 1 OR (c = 2 AND story LIKE '% same day') THEN anchor
                ELSE from_day + pg_temp.draw(case_entity, 'day', to_day - from_day + 1) END AS any_day,
           CASE WHEN story = 'lookalike' AND (c = 1 OR any_theme = 'cannabis') THEN 'lookalike'
                WHEN c = 1 THEN 'cannabis'
                WHEN story = 'repeat' AND c <= 3 THEN 'cannabis'
                WHEN c = 2 AND story ~ '^(strike|pc290|gang)' THEN split_part(story, ' ', 1)
                ELSE any_theme END AS theme
    FROM placed
  )
  SELECT p, c, story, case_entity, counts, person_id, born, county, theme,
         -- half of what happened on the same day belongs to the same case
         c = 2 AND story LIKE '% same day' AND pg_temp.draw(p, 'same case', 1000) < 500 AS in_first_case,
         any_day - greatest(extract(isodow FROM any_day)::int - 5, 0) AS convicted
  FROM dated;
ANALYZE sample_case;

-- A case that belongs to the first one takes its court and number, too.
CREATE TEMP TABLE sample_docket AS
  SELECT case_entity, theme, story, p, c, counts, person_id, born, convicted,
         CASE WHEN in_first_case THEN p * 32::bigint + 1 ELSE case_entity END AS docket,
         CASE WHEN in_first_case THEN first_county ELSE county END AS county,
         dense_rank() OVER (PARTITION BY p ORDER BY convicted) AS cycle_number
  FROM sample_case,
       -- the first case is always the sample county's own
       (SELECT county AS first_county FROM sample_setting) AS home;
ANALYZE sample_docket;

-- ---------------------------------------------------------------------------
-- Counts: the offense's day and theme, then the charge that the law of that day had.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_offense AS
  WITH counted AS (
    SELECT d.*, k, case_entity * 8 + k AS entity,
           -- arrests of one case lie together; two weeks to fourteen months before the judgment
           greatest(convicted - 14 - pg_temp.draw(case_entity, 'lag', 30)
                      * (1 + pg_temp.draw(case_entity, 'slow', 14)),
                    (born + interval '14 years')::date) AS offense,
           further.item AS further
    FROM sample_docket AS d
    CROSS JOIN generate_series(1, counts) AS k
    JOIN sample_slot AS further
      ON further.list = 'count theme' AND further.slot = pg_temp.draw(case_entity * 8 + k, 'theme', 1000)
  ),
  themed AS (
    SELECT counted.*, era,
           CASE WHEN theme = 'gang' AND era < 5 THEN 'violence'  -- the pair is a strike since Prop 21
                WHEN theme = 'gang' AND k = 2 THEN 'gang law'
                WHEN k = 1 OR theme LIKE 'gang%' AND k <= 2 THEN theme
                WHEN further = 'cannabis' AND story = 'lookalike' THEN 'drug'
                WHEN further <> 'as the case' THEN further
                -- one grave count makes a case; what came with it is ordinary
                WHEN theme IN ('strike', 'pc290', 'gang') THEN 'violence'
                ELSE theme END AS count_theme
    FROM counted
    JOIN sample_era ON offense >= first_day AND offense < next_day
  )
  -- which of the cannabis sections: in a repetition the first case's first
  SELECT themed.*,
         CASE WHEN count_theme = 'cannabis' THEN section.item ELSE count_theme END AS book_theme
  FROM themed
  JOIN sample_slot AS section
    ON section.list = 'cannabis section'
   AND section.slot = pg_temp.draw(CASE WHEN story = 'repeat' AND c <= 3 AND k = 1
                                        THEN (p * 32::bigint + 1) * 8 + 1 ELSE entity END, 'section', 1000);
ANALYZE sample_offense;

CREATE TEMP TABLE sample_count AS
  SELECT p, c, k, entity, case_entity, docket, story, person_id, county, convicted, offense, cycle_number,
         count_theme, section, path, code, level, words,
         row_number() OVER (PARTITION BY docket ORDER BY c, k) AS count_number,
         bool_or(level = 'F') OVER (PARTITION BY docket) AS felony_case
  FROM sample_offense AS o
  JOIN sample_book AS book ON book.theme = book_theme AND book.era = o.era
  JOIN sample_pick ON pick = first_pick + pg_temp.draw(entity, 'charge', picks);
ANALYZE sample_count;

-- Case numbers as three kinds of systems write them; a county keeps to its kind.
CREATE TEMP TABLE sample_number AS
  SELECT docket,
         CASE WHEN pg_temp.draw(docket, 'no case number', 1000) >= 15 THEN
           CASE length(d.county) % 3
             WHEN 1 THEN to_char(convicted, 'YY') || CASE WHEN felony_case THEN 'F' ELSE 'M' END || serial
             WHEN 0 THEN CASE WHEN felony_case THEN 'CR' ELSE 'MC' END || serial
             ELSE to_char(convicted, 'YYYY') || '-' || serial || '-CR'
           END
         END AS case_number,
         -- courts of misdemeanors were merged into the superior courts by 2000
         CASE WHEN felony_case OR convicted >= '2000-01-01' THEN 'SUPERIOR' ELSE 'MUNICIPAL' END
           || ' COURT ' || d.county AS court,
         CASE WHEN NOT felony_case AND office IS NOT NULL AND pg_temp.draw(docket, 'city', 1000) < 220
              THEN office ELSE d.county || ' DA' END AS agency
  FROM (SELECT docket, county, convicted, felony_case,
               lpad(((row_number() OVER (ORDER BY docket) * 6180339 + pg_temp.draw(0, 'first case', 10000000))
                     % 10000000)::text, 7, '0') AS serial
        FROM sample_count WHERE count_number = 1) AS d
  LEFT JOIN (SELECT DISTINCT county, offices FROM sample_office) AS cities USING (county)
  LEFT JOIN sample_office AS o ON o.county = d.county AND o.slot = pg_temp.draw(docket, 'office', cities.offices);
ANALYZE sample_number;

-- ---------------------------------------------------------------------------
-- Rows: what was written down about each count, and how.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE sample_row AS
  WITH styled AS (
    SELECT n.*,
           -- only a felony's level can be reduced, and strikes get neither that nor 1203.4
           CASE WHEN later.item = 'reduced' AND level <> 'F'
                     OR later.item IN ('reduced', 'dismissed') AND count_theme IN ('strike', 'gang law')
                THEN 'nothing' ELSE later.item END AS became,
           least(convicted + 200 + pg_temp.draw(entity, 'later day', 1800), file_cut - 1) AS later_day,
           pg_temp.draw(entity, 'own row', 1000) < 600 AS own_row,
           CASE WHEN style.item ~ '^(attempt|conspiracy)'
                     AND (section ~ '^664' OR code NOT IN ('HS', 'PC') OR level = 'I') THEN 'citation'
                WHEN style.item = 'letter too many' AND (path <> '' OR section = '11357') THEN 'citation'
                ELSE style.item END AS style,
           nothing.item AS no_charge,
           level_style.item AS level_style, date_style.item AS date_style,
           verdict.sentence, verdict.months, verdict.disposition
    FROM sample_count AS n
    JOIN sample_slot AS style
      ON style.list = CASE WHEN code = 'HS' AND section COLLATE "C" BETWEEN '11357' AND '11360' AND length(section) = 5
                           THEN 'cannabis style' ELSE 'other style' END
     AND style.slot = pg_temp.draw(entity, 'style', 1000)
    JOIN sample_slot AS later
      ON later.list = 'later' AND later.slot = pg_temp.draw(entity, 'later', 1000)
    JOIN sample_slot AS nothing
      ON nothing.list = 'no charge' AND nothing.slot = pg_temp.draw(entity, 'no charge', 1000)
    JOIN sample_slot AS level_style
      ON level_style.list = 'level style' AND level_style.slot = pg_temp.draw(entity, 'level style', 1000)
    JOIN sample_slot AS date_style
      ON date_style.list = 'date style' AND date_style.slot = pg_temp.draw(entity, 'date style', 1000)
    JOIN sample_sentence AS verdict
      ON verdict.kind = CASE WHEN count_theme IN ('strike', 'gang law') THEN 'life' ELSE level END
     AND verdict.slot = pg_temp.draw(entity, 'sentence', 100)
    CROSS JOIN sample_setting
  ),
  -- the text of the charge, one line for each way of writing it
  charged AS (
    SELECT s.*,
           CASE style
             WHEN 'citation' THEN section || path || ' ' || code
             WHEN 'described' THEN section || path || ' ' || code || '-' || words
             WHEN 'joined' THEN section || path || code
             WHEN 'joined, described' THEN section || path || code || ' ' || words
             WHEN 'code first' THEN code || ' ' || section || lower(path COLLATE "C")
             WHEN 'code first, blank' THEN code || ' ' || section || ' ' || lower(path COLLATE "C")
             WHEN 'lower case' THEN ' ' || lower((section || path || ' ' || code) COLLATE "C")
             WHEN 'letters glued' THEN section || letters || ' ' || code || '-' || words
             WHEN 'all glued' THEN code || section || letters
             WHEN 'dotted' THEN section || CASE WHEN path = '' THEN '' ELSE '.' END || letters || ' H&S'
             WHEN 'long code' THEN 'H&S ' || section || lower(path COLLATE "C")
             WHEN 'blanks' THEN section || ' ' || path || '  ' || code || ' '
             WHEN 'full stop' THEN section || path || ' ' || code || '.'
             WHEN 'bare' THEN section || path
             WHEN 'bare, described' THEN section || path || ' ' || words
             WHEN 'letter too many' THEN section || '(A) ' || code || '-' || words
             WHEN 'attempt' THEN '664/' || section || path || ' ' || code
             WHEN 'attempt, dash' THEN '664-' || section || path || ' ' || code
             WHEN 'attempt, in words' THEN section || path || ' ' || code || '-ATTEMPTED'
             WHEN 'conspiracy' THEN '182(A)(1)/' || section || path || ' PC'
             WHEN 'conspiracy, in words' THEN '182(A)(1) PC-CONSPIRACY ' || section || path || ' ' || code
             WHEN 'alternatives' THEN
               CASE WHEN section = '11358' THEN '11357 HS OR 11358 HS' ELSE section || ' HS OR 11358 HS' END
             WHEN 'alternatives, slash' THEN
               CASE WHEN section = '11357' THEN '11360/11357 HS' ELSE section || '/11357 HS' END
             WHEN 'other code' THEN section || path || ' VC'
             WHEN 'no charge' THEN no_charge
             WHEN 'empty' THEN CASE WHEN pg_temp.draw(entity, 'null charge', 2) = 0 THEN '' END
           END AS charge
    FROM styled AS s, translate(path, '()', '') AS letters
  ),
  -- a later order stands in the place of the judgment or in a row of its own, with
  -- the day of the order where the day of the judgment was, as state extracts have it
  doubled AS (
    SELECT c.*, version,
           became <> 'nothing' AND became <> 'entered twice' AND (version = 2 OR NOT own_row) AS overtaken
    FROM charged AS c,
         generate_series(1, CASE WHEN became = 'entered twice' OR (became <> 'nothing' AND own_row)
                                 THEN 2 ELSE 1 END) AS version
  ),
  written AS (
    SELECT d.*,
           CASE WHEN overtaken AND own_row
                THEN later_day - greatest(extract(isodow FROM later_day)::int - 5, 0)
                ELSE convicted END AS day,
           CASE WHEN overtaken AND became = 'reduced' THEN 'M' ELSE level END AS level_now,
           -- felony terms without strikes are served in the county since October 2011
           CASE WHEN convicted >= '2011-10-01' AND count_theme <> 'strike' AND count_theme <> 'gang law'
                THEN replace(sentence, 'PRISON', '1170(H) JAIL') ELSE sentence END AS term,
           pg_temp.draw(entity, 'sentence known', 1000) AS sentence_known
    FROM doubled AS d
  )
  SELECT p, c, k, version, person_id, county, docket, count_number, charge, cycle_number,
         CASE level_style
           WHEN 'word' THEN word
           WHEN 'letter' THEN level_now
           WHEN 'short' THEN short
           WHEN 'capitalised, blank' THEN left(word, 1) || lower(substr(word, 2) COLLATE "C") || ' '
           WHEN 'lower case' THEN lower(word COLLATE "C")
           WHEN 'empty' THEN ''
           WHEN 'unknown' THEN 'UNKNOWN'
         END AS severity,
         CASE date_style
           WHEN 'day' THEN to_char(day, 'YYYYMMDD')
           WHEN 'year' THEN to_char(day, 'YYYY') || '0000'
           WHEN 'month' THEN to_char(day, 'YYYYMM') || '00'
           WHEN 'empty' THEN ''
           WHEN 'zeros' THEN '00000000'
           WHEN 'impossible' THEN
             to_char(day, 'YYYY') || (ARRAY['0431', '0230', '1301', '0631'])[1 + pg_temp.draw(entity, 'no day', 4)]
           WHEN 'future' THEN (extract(year FROM day)::int + 100) || to_char(day, 'MMDD')
           WHEN 'dashes' THEN to_char(day, 'YYYY-MM-DD')
           WHEN 'blank before' THEN ' ' || to_char(day, 'YYYYMMDD')
         END AS convicted_on,
         CASE WHEN pg_temp.draw(entity, 'offense known', 1000) < 350 THEN offense END AS offense_on,
         CASE WHEN sentence_known < 720 AND NOT (overtaken AND own_row) THEN term END AS sentence,
         CASE WHEN sentence_known < 520 AND NOT (overtaken AND own_row)
              THEN (convicted + make_interval(months => months))::date END AS sentence_ends,
         CASE WHEN NOT overtaken THEN disposition
              ELSE CASE became
                WHEN 'reduced' THEN 'REDUCED TO MISDEMEANOR PER 17(B) PC'
                WHEN 'dismissed' THEN 'CONV SET ASIDE & DISM PER 1203.4 PC'
                WHEN 'set aside' THEN 'CONVICTED-SET ASIDE'
                WHEN 'vacated' THEN 'CONVICTED - VACATED' END
         END AS disposition
  FROM written,
       LATERAL (SELECT CASE level_now WHEN 'F' THEN 'FELONY' WHEN 'M' THEN 'MISDEMEANOR' ELSE 'INFRACTION' END,
                       CASE level_now WHEN 'F' THEN 'FEL' WHEN 'M' THEN 'MISD' ELSE 'INFR' END) AS l(word, short);

-- ---------------------------------------------------------------------------
-- The county's tables.
-- ---------------------------------------------------------------------------
INSERT INTO :"schema".conviction
  SELECT row_number() OVER (ORDER BY p, cycle_number, c, k, version), person_id, county, court, agency,
         case_number, count_number, charge, severity, convicted_on, offense_on, sentence, sentence_ends,
         disposition, cycle_number
  FROM sample_row
  JOIN sample_number USING (docket)
  ORDER BY p, cycle_number, c, k, version;

-- Deaths: the fate, or else old age; always after the last conviction.
CREATE TEMP TABLE sample_death AS
  SELECT p, person_id, CASE WHEN fate = 'alive' THEN 'died' ELSE fate END AS fate,
         last_day + 1 + pg_temp.draw(p, 'death', greatest(
           least(file_cut - 1, (born + interval '94 years')::date) - last_day, 1)) AS died
  FROM sample_person
  JOIN (SELECT p, max(convicted) AS last_day FROM sample_case GROUP BY p) AS ends USING (p)
  CROSS JOIN sample_setting
  WHERE fate <> 'alive' OR born < file_cut - interval '92 years';

INSERT INTO :"schema".person
  SELECT q.person_id,
         last.name || ',' || first.name
           || CASE WHEN pg_temp.draw(p, 'middle', 1000) < 640
                   THEN ' ' || chr(65 + pg_temp.draw(p, 'initial', 26)) ELSE '' END,
         CASE WHEN pg_temp.draw(p, 'born known', 1000) >= 30 THEN born END,
         sex, race,
         CASE WHEN death.fate <> 'died, event only' THEN died END
  FROM sample_person AS q
  JOIN (SELECT DISTINCT list, names FROM sample_name WHERE list = 'last') AS lasts ON true
  JOIN (SELECT DISTINCT list, names FROM sample_name WHERE list <> 'last') AS firsts
    ON firsts.list = CASE WHEN sex = 'F' THEN 'first F' ELSE 'first M' END
  JOIN sample_name AS last ON last.list = 'last' AND last.slot = pg_temp.draw(p, 'last name', lasts.names)
  JOIN sample_name AS first
    ON first.list = firsts.list AND first.slot = pg_temp.draw(p, 'first name', firsts.names)
  LEFT JOIN sample_death AS death USING (p)
  ORDER BY p;

INSERT INTO :"schema".person_event
  WITH event AS (
    -- arrests that led to a conviction; not every agency reported them
    SELECT p, person_id, 'arrest' AS kind, section || path || ' ' || code AS charge,
           CASE WHEN pg_temp.draw(case_entity, 'arrest dated', 1000) >= 20
                THEN least(offense + pg_temp.draw(case_entity, 'arrest', 10), convicted) END AS event_on,
           case_number
    FROM sample_count JOIN sample_number USING (docket)
    WHERE k = 1 AND pg_temp.draw(case_entity, 'arrest known', 1000) < 600
    UNION ALL
    -- and arrests that led to nothing
    SELECT p, person_id, 'arrest',
           (ARRAY['11357(B) HS', '647(F) PC', '11359 HS', '242 PC', '11550(A) HS'])
             [1 + pg_temp.draw(p, 'released for', 5)],
           lo + pg_temp.draw(p, 'released on', hi - lo + 1), NULL
    FROM sample_person WHERE pg_temp.draw(p, 'released', 1000) < 150
    UNION ALL
    -- registrations that follow a conviction
    SELECT p, person_id, 'registration',
           (ARRAY['290 PC-REGISTRATION', '290(B) PC', '290.012(A) PC-ANNUAL'])
             [1 + pg_temp.draw(entity, 'registers as', 3)],
           convicted + 5 + pg_temp.draw(entity, 'registers', 90), NULL
    FROM sample_count
    WHERE (count_theme = 'pc290' OR section IN ('288', '261', '269', '288.7'))
      AND pg_temp.draw(entity, 'registered', 1000) < 850
    UNION ALL
    -- registrations for what another state saw, or nobody wrote down
    SELECT p, person_id, 'registration', '290 PC-REGISTRATION',
           CASE WHEN story LIKE '% before' THEN anchor - 30 - pg_temp.draw(p, 'registered on', 3000)
                ELSE least(anchor + 30 + pg_temp.draw(p, 'registered on', 3000), file_cut - 1) END, NULL
    FROM sample_person, sample_setting WHERE story LIKE 'registered%'
    UNION ALL
    -- narcotics offenders registered too: not the same thing
    SELECT p, person_id, 'registration', '11590 HS-REGISTRATION', convicted + 20, NULL
    FROM sample_count
    WHERE c = 1 AND k = 1 AND level = 'F' AND pg_temp.draw(p, 'narcotics registrant', 1000) < 60
    UNION ALL
    SELECT p, person_id, 'death', NULL, died, NULL FROM sample_death WHERE fate <> 'died, person only'
  )
  SELECT person_id, kind, charge, event_on, case_number
  FROM event
  ORDER BY p, event_on NULLS LAST, kind COLLATE "C", charge COLLATE "C", case_number COLLATE "C";

ALTER TABLE :"schema".conviction ADD FOREIGN KEY (person_id) REFERENCES :"schema".person;
ALTER TABLE :"schema".person_event ADD FOREIGN KEY (person_id) REFERENCES :"schema".person;
CREATE INDEX ON :"schema".conviction (person_id);
CREATE INDEX ON :"schema".person_event (person_id);

COMMENT ON TABLE :"schema".person IS 'Invented people, one row each, whatever county convicted them';
COMMENT ON COLUMN :"schema".person.person_id IS 'State identification number: a letter and eight digits';
COMMENT ON COLUMN :"schema".person.full_name IS 'LAST,FIRST and often an initial; surnames are made up';
COMMENT ON COLUMN :"schema".person.born IS 'Day of birth, NULL when not recorded';
COMMENT ON COLUMN :"schema".person.sex IS 'M, F or U (unknown)';
COMMENT ON COLUMN :"schema".person.race IS 'As the arresting agency wrote it down';
COMMENT ON COLUMN :"schema".person.deceased_on IS 'Day of death, when the county has learned of it here';
COMMENT ON TABLE :"schema".conviction IS
  'One row for each count of conviction, and one more for a later order on it; every county''s rows of these people';
COMMENT ON COLUMN :"schema".conviction.conviction_id IS 'Number of the row, 1 to n without gaps';
COMMENT ON COLUMN :"schema".conviction.person_id IS 'Whose conviction';
COMMENT ON COLUMN :"schema".conviction.county IS 'County of the court';
COMMENT ON COLUMN :"schema".conviction.court IS 'Court that gave the judgment; municipal courts end in 1999';
COMMENT ON COLUMN :"schema".conviction.agency IS
  'Who prosecuted: the district attorney, in some cities the city attorney for misdemeanors';
COMMENT ON COLUMN :"schema".conviction.case_number IS 'Case number, unique in its county; NULL when lost';
COMMENT ON COLUMN :"schema".conviction.count_number IS
  'Number of the count in the case; the same again on a second row of the count';
COMMENT ON COLUMN :"schema".conviction.charge IS 'The charge as the system holds it, misspellings and all';
COMMENT ON COLUMN :"schema".conviction.severity IS
  'Felony, misdemeanor or infraction in many spellings, blank or unknown; on a later order, as it then stood';
COMMENT ON COLUMN :"schema".conviction.convicted_on IS
  'YYYYMMDD of the judgment or the later order; zeros for what was not known, and errors';
COMMENT ON COLUMN :"schema".conviction.offense_on IS 'Day of the offense, mostly not recorded';
COMMENT ON COLUMN :"schema".conviction.sentence IS 'What the court imposed; NULL when not recorded';
COMMENT ON COLUMN :"schema".conviction.sentence_ends IS
  'Last day of the sentence; NULL when not recorded and for life terms';
COMMENT ON COLUMN :"schema".conviction.disposition IS 'What the row tells: the judgment, or what became of it';
COMMENT ON COLUMN :"schema".conviction.cycle_number IS
  'Number of the arrest cycle in the person''s record, from the oldest';
COMMENT ON TABLE :"schema".person_event IS 'What the record holds besides convictions';
COMMENT ON COLUMN :"schema".person_event.person_id IS 'Whose event';
COMMENT ON COLUMN :"schema".person_event.kind IS 'arrest, registration or death';
COMMENT ON COLUMN :"schema".person_event.charge IS
  'Charge of the arrest, section of the duty to register; NULL on a death';
COMMENT ON COLUMN :"schema".person_event.event_on IS 'Day of the event, NULL when not recorded';
COMMENT ON COLUMN :"schema".person_event.case_number IS 'Case that followed the arrest, NULL when none or lost';

ANALYZE :"schema".person;
ANALYZE :"schema".conviction;
ANALYZE :"schema".person_event;

-- Nothing of the workshop stays.
DROP TABLE sample_choice, sample_list, sample_slot, sample_setting, sample_county, sample_name, sample_office,
  sample_era, sample_charge, sample_pick, sample_book, sample_sentence, sample_plan, sample_cut,
  sample_person, sample_case, sample_docket, sample_offense, sample_count, sample_number, sample_row, sample_death;
DROP FUNCTION pg_temp.draw(bigint, text, int), pg_temp.key(text);
SELECT set_config('search_path', :'sample_search_path', false) AS search_path,
       set_config('client_min_messages', :'sample_messages', false) AS messages,
       set_config('work_mem', :'sample_work_mem', false) AS work_mem,
       set_config('jit', :'sample_jit', false) AS jit
\gset sample_
\unset sample_search_path
\unset sample_messages
\unset sample_work_mem
\unset sample_jit
\set QUIET :sample_quiet
\unset sample_quiet
