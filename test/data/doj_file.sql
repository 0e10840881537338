-- doj_file.sql: an invented file in the state's bulk format, 95 columns, on standard output.
--
--   psql -X -q -v county=SACRAMENTO -v size=3000 -v seed=64 -v header=1 -f doj_file.sql
--
-- tools/make-doj calls it; doc/doj-sample.md says what the file holds and in which
-- shares.  Nobody in it exists.  It needs PostgreSQL 15 or later and psql, no extension,
-- and writes to temporary tables alone.
--
-- Every choice is a hash of the seed, the county, the entity and the purpose: see
-- sample_county.sql.  People are numbered and made a thousand at a time, each block
-- copied out before the next is made: time grows with the size, memory does not, and
-- a smaller file is the beginning of a larger one.

\set ON_ERROR_STOP on
\set QUIET on
\if :{?county} \else \set county SACRAMENTO \endif
\if :{?size}   \else \set size 3000         \endif
\if :{?seed}   \else \set seed 64           \endif
\if :{?header} \else \set header 1          \endif

SELECT upper(btrim(:'county') COLLATE "C") AS county \gset
-- The names used are pg_catalog's.  The rest is speed, and a plan that is always the same.
SET search_path = pg_catalog, pg_temp;
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET datestyle = 'ISO, YMD';
SET work_mem = '64MB';
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SET enable_nestloop = off;

\ir sample_book.sql
INSERT INTO sample_choice (list, item, weight) VALUES
  -- what became of a conviction later, and where the file tells it
  ('later', 'nothing', 862), ('later', 'reduced', 24), ('later', 'dismissed', 44),
  ('later', 'set aside', 14), ('later', 'vacated', 8), ('later', 'modified', 24), ('later', 'revoked', 24),
  ('later place', 'same step, same day', 400), ('later place', 'same step, its own day', 350),
  ('later place', 'its own step', 250),
  ('dismissal', 'DISMISSED/FURTHERANCE OF JUSTICE', 420), ('dismissal', 'DISMISSED/CHARGE DROPPED', 260),
  ('dismissal', 'DISMISSED', 140), ('dismissal', 'PROS REJ-OTHER', 60),
  ('dismissal', 'PROS REJ-COMB W/OTHER CNTS', 70), ('dismissal', 'ACQUITTED', 50),
  ('odd disposition', 'GUILTY', 250), ('odd disposition', 'NOLO CONTENDERE', 200),
  ('odd disposition', 'Convicted', 100), ('odd disposition', ' CONVICTED', 100),
  ('odd disposition', 'CONVICTEDXYZ', 50), ('odd disposition', 'DISPO UNREPORTED', 150),
  ('odd disposition', 'CASE TRANSFERRED', 150),

  -- how the offense is written; most kinds are for cannabis alone
  ('offense style', 'described', 728), ('offense style', 'citation', 62),
  ('offense style', 'joined, described', 32), ('offense style', 'qualifier', 16),
  ('offense style', 'attempt', 10), ('offense style', 'attempt, dash', 4),
  ('offense style', 'attempt, in words', 8), ('offense style', 'conspiracy', 6),
  ('offense style', 'conspiracy, in words', 4), ('offense style', 'alternatives', 5),
  ('offense style', 'alternatives, slash', 5), ('offense style', 'blank', 6), ('offense style', 'blanks', 5),
  ('offense style', 'see comment', 36), ('offense style', 'see comment, small', 5),
  ('offense style', 'no charge', 6), ('offense style', 'blank before', 8), ('offense style', 'lower case', 6),
  ('offense style', 'letters glued', 10), ('offense style', 'code first', 10), ('offense style', 'bare', 8),
  ('offense style', 'blank inside', 5), ('offense style', 'digit before', 3),
  ('offense style', 'letter too many', 8), ('offense style', 'other code', 4),
  ('comment style', 'described', 560), ('comment style', 'citation', 120), ('comment style', 'after a word', 130),
  ('comment style', 'two charges', 130), ('comment style', 'a number', 60),
  ('remark', 'ALSO 11357(A) HS AND 11358 HS', 160), ('remark', 'WARRANT NBR A-1135799', 120),
  ('remark', 'CALL 555 11360 9', 80), ('remark', 'PROS PER 11361.8 HS PENDING', 60),
  ('remark', 'COUNT AMENDED, SEE MINUTES "DEPT 4"', 160), ('remark', 'CONCURRENT W/OTHER CASE', 240),
  ('remark', '11359 HS-POSSESS MARIJUANA/HASH FOR SALE', 180),

  -- levels, days, births, keys
  ('level style', 'word', 882), ('level style', 'blank, TOC tells', 56), ('level style', 'blank, nothing tells', 10),
  ('level style', 'capitalised', 8), ('level style', 'blank behind', 10), ('level style', 'letter', 8),
  ('level style', 'unknown', 10), ('level style', 'contradicts TOC', 16),
  ('date style', 'day', 940), ('date style', 'year', 20), ('date style', 'month', 10), ('date style', 'empty', 9),
  ('date style', 'zeros', 3), ('date style', 'impossible', 6), ('date style', 'future', 5),
  ('date style', 'dashes', 3), ('date style', 'blank before', 2), ('date style', 'slashes', 2),
  ('birth style', 'day', 914), ('birth style', 'empty', 24), ('birth style', 'year', 14),
  ('birth style', 'impossible', 6), ('birth style', 'future', 6), ('birth style', 'after conviction', 10),
  ('birth style', 'dashes', 6), ('birth style', 'not on the first line', 20),
  ('number style', 'plain', 936), ('number style', 'blanks behind', 24), ('number style', 'blank', 6),
  ('number style', 'two numbers', 34),
  ('key style', 'plain', 988), ('key style', 'spreadsheet', 12),
  ('key cut', 'whole', 989), ('key cut', '9', 4), ('key cut', '5', 3), ('key cut', '2', 2), ('key cut', '0', 2),
  ('name style', 'plain', 956), ('name style', 'quotes', 12), ('name style', 'two commas', 16),
  ('name style', 'formula', 10), ('name style', 'blanks behind', 6);

-- A list that does not sum to 1000 would lose lines silently: refuse it.
CREATE TEMP TABLE doj_list (list text, total bigint CHECK (total = 1000));
INSERT INTO doj_list SELECT list, sum(weight) FROM sample_choice GROUP BY list;

CREATE TEMP TABLE doj_slot AS
  SELECT list, item, lo, hi,
         (row_number() OVER (PARTITION BY list ORDER BY lo, item COLLATE "C") - 1)::int AS slot
  FROM sample_choice, generate_series(1, weight);
CREATE UNIQUE INDEX ON doj_slot (list, slot);
ANALYZE doj_slot;

-- The state numbers its counties by the alphabet.
CREATE TEMP TABLE doj_county AS
  SELECT item AS county, row_number() OVER (ORDER BY item COLLATE "C")::int AS number
  FROM sample_choice WHERE list = 'elsewhere';
ALTER TABLE doj_county ADD PRIMARY KEY (county);
CREATE TEMP TABLE doj_setting (
  county text REFERENCES doj_county,
  size bigint CONSTRAINT size_from_1_to_10_million CHECK (size BETWEEN 1 AND 10000000),
  seed bigint,
  file_cut date,  -- nothing lies after this day
  before bigint,  -- lines of the earlier blocks
  done bigint     -- and with this one's
);
INSERT INTO doj_setting VALUES (:'county', :'size', :'seed', '2020-07-01', 0, 0);

CREATE FUNCTION pg_temp.key(purpose text) RETURNS bigint IMMUTABLE
  RETURN ('x' || left(encode(sha256((:'seed'::bigint::text || '/' || :'county' || '/doj/' || purpose)::bytea),
                             'hex'), 16))::bit(64)::bigint;
-- A number from 0 to n - 1.
CREATE FUNCTION pg_temp.draw(entity bigint, purpose text, n int) RETURNS int IMMUTABLE
  RETURN ((hashint8extended(entity, pg_temp.key(purpose)) & 4611686018427387903) % n)::int;
-- A day as the state writes it, and as it should not.
CREATE FUNCTION pg_temp.written(day date, style text) RETURNS text IMMUTABLE
  RETURN CASE style
           WHEN 'day' THEN to_char(day, 'YYYYMMDD')
           WHEN 'year' THEN to_char(day, 'YYYY') || '0000'
           WHEN 'month' THEN to_char(day, 'YYYYMM') || '00'
           WHEN 'zeros' THEN CASE WHEN day IS NOT NULL THEN '00000000' END
           WHEN 'impossible' THEN to_char(day, 'YYYY')
             || (ARRAY['0431', '0230', '1301', '0631'])[1 + extract(day FROM day)::int % 4]
           WHEN 'future' THEN (extract(year FROM day)::int + 100) || to_char(day, 'MMDD')
           WHEN 'dashes' THEN to_char(day, 'YYYY-MM-DD')
           WHEN 'slashes' THEN to_char(day, 'FMMM/FMDD/YYYY')
           WHEN 'blank before' THEN ' ' || to_char(day, 'YYYYMMDD')
         END;

-- ---------------------------------------------------------------------------
-- What the court imposed, one line for each part: where, how long.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE doj_sentence AS
  SELECT kind, slot, disposition, part_number::int AS sent_number,
         split_part(part, ' ', 1) AS place,
         nullif(split_part(part, ' ', 2), '') AS length, nullif(split_part(part, ' ', 3), '') AS unit
  FROM (SELECT kind, disposition, sentence,
               (row_number() OVER (PARTITION BY kind ORDER BY sentence COLLATE "C", disposition COLLATE "C") - 1)::int
                 AS slot
        FROM (VALUES
          ('F', 27, 'PROBATION 3 Y/JAIL 120 D', 'CONVICTED-PROB/JAIL'),
          ('F', 18, 'PROBATION 3 Y', 'CONVICTED-PROBATION'),
          ('F', 10, 'PROBATION 5 Y/JAIL 364 D/FINE', 'CONVICTED-PROB/JAIL'),
          ('F', 12, 'PRISON 16 M', 'CONVICTED-PRISON'), ('F', 8, 'PRISON 2 Y', 'CONVICTED-PRISON'),
          ('F', 6, 'PRISON 3 Y', 'CONVICTED-PRISON'), ('F', 2, 'PRISON 4 Y', 'CONVICTED-PRISON'),
          ('F', 11, 'JAIL 180 D', 'CONVICTED-JAIL'), ('F', 3, 'JAIL', 'CONVICTED'),
          ('F', 1, 'PROBATION 36 MO', 'CONVICTED-PROBATION'),
          ('F', 2, 'PROBATION 18 M/JAIL 6 M', 'CONVICTED-PROB/JAIL'),
          ('M', 28, 'PROBATION 1 Y/FINE', 'CONVICTED-PROBATION'), ('M', 28, 'PROBATION 3 Y', 'CONVICTED-PROBATION'),
          ('M', 24, 'JAIL 30 D', 'CONVICTED-JAIL'), ('M', 9, 'JAIL 90 D', 'CONVICTED-JAIL'),
          ('M', 5, 'FINE', 'CONVICTED-FINE'), ('M', 4, 'FINE', 'CONVICTED'), ('M', 2, 'JAIL 010', 'CONVICTED-JAIL'),
          ('I', 100, 'FINE', 'CONVICTED-FINE'),
          ('life', 25, 'PRISON LIFE', 'CONVICTED-PRISON'), ('life', 30, 'PRISON 25 Y', 'CONVICTED-PRISON'),
          ('life', 25, 'PRISON 15 Y', 'CONVICTED-PRISON'), ('life', 20, 'PRISON 8 Y', 'CONVICTED-PRISON')
        ) AS s(kind, weight, sentence, disposition), generate_series(1, weight)) AS verdict,
       string_to_table(sentence, '/') WITH ORDINALITY AS t(part, part_number);
ANALYZE doj_sentence;

-- The state's own numbers of the offenses; what is not in the list goes without one.
CREATE TEMP TABLE doj_code (citation text, first_era int, last_era int, number text, PRIMARY KEY (citation, first_era));
INSERT INTO doj_code VALUES
  ('11357(A) HS', 1, 7, 35179), ('11357(A) HS', 8, 8, 35429), ('11357(B) HS', 8, 8, 35430),
  ('11357(C) HS', 8, 8, 35432), ('11357(D) HS', 8, 8, 35433), ('11358 HS', 1, 7, 35125),
  ('11358(A) HS', 8, 8, 35434), ('11358(B) HS', 8, 8, 35435), ('11358(C) HS', 8, 8, 35436),
  ('11358(D) HS', 8, 8, 35437), ('11359 HS', 1, 7, 35127), ('11359(A) HS', 8, 8, 35450),
  ('11359(B) HS', 8, 8, 35451), ('11359(D) HS', 8, 8, 35453), ('11360(A) HS', 1, 7, 35215),
  ('11360(A) HS', 8, 8, 35446), ('11360(B) HS', 8, 8, 35449);
INSERT INTO doj_code
  SELECT citation, 1, 8, number
  FROM (VALUES
    ('11361(A) HS', 35167), ('11361(B) HS', 35255), ('11357.5(A) HS', 35420), ('11357.5(B) HS', 35428),
    ('11362.3(A)(4) HS', 35454), ('23222(B) VC', 42080), ('11350(A) HS', 35152), ('11351 HS', 35276),
    ('11351.5 HS', 35254), ('11352(A) HS', 35154), ('11364 HS', 35133), ('11366 HS', 35337),
    ('11370.1(A) HS', 35324), ('11377(A) HS', 35172), ('11378 HS', 35138), ('11379(A) HS', 35175),
    ('11550(A) HS', 35212), ('4140 BP', 35358), ('4573.6 PC', 35286), ('459 PC', 22004), ('484(A) PC', 23009),
    ('484(A)/490.5 PC', 23089), ('488 PC', 23024), ('487(A) PC', 23132), ('666 PC', 23097), ('470 PC', 25006),
    ('470(D) PC', 25086), ('496(A) PC', 28024), ('530.5(A) PC', 44050), ('10851(A) VC', 24054),
    ('23152(A) VC', 42073), ('23152(B) VC', 42088), ('23153(A) VC', 42069), ('23103 VC', 54005),
    ('14601.1(A) VC', 54083), ('12500(A) VC', 54107), ('20002(A) VC', 54038), ('40508(A) VC', 54093),
    ('2800.2(A) VC', 48101), ('211 PC', 12004), ('242 PC', 13045), ('243(E)(1) PC', 13174),
    ('245(A)(1) PC', 13094), ('245(A)(2) PC', 13095), ('246 PC', 13106), ('273.5(A) PC', 38028),
    ('422 PC', 16001), ('417(A)(1) PC', 52136), ('148(A)(1) PC', 48122), ('69 PC', 48004),
    ('12020(A) PC', 52096), ('12021(A)(1) PC', 52232), ('29800(A)(1) PC', 52422), ('186.22(A) PC', 66062),
    ('136.1(B)(1) PC', 48064), ('647(F) PC', 35005), ('415(1) PC', 53072), ('148.9(A) PC', 48077),
    ('853.7 PC', 50032), ('594(B)(1) PC', 29061), ('1320(B) PC', 50082), ('32 PC', 46004), ('25662(A) BP', 41062),
    ('374.4(A) PC', 55207), ('537(A)(1) PC', 26126), ('637 PC', 57015), ('272 PC', 43004), ('290(B) PC', 36215),
    ('187(A) PC', 9005), ('653F(B) PC', 46023), ('191.5(A) PC', 9157), ('209(A) PC', 10011),
    ('209(B)(1) PC', 10028), ('288(A) PC', 36055), ('261(A)(2) PC', 11055), ('206 PC', 13142),
    ('217.1(B) PC', 13110), ('245(D)(3) PC', 13143), ('269(A)(1) PC', 11066), ('288.7(B) PC', 36173),
    ('314.1 PC', 36018), ('288(C)(1) PC', 36111), ('288A(C) PC', 36048), ('220 PC', 11004),
    ('243.4(A) PC', 11049), ('243.4(E)(1) PC', 11084), ('311.11(A) PC', 37061), ('136.1(C)(1) PC', 48058),
    ('136.1(A)(1) PC', 48093)
  ) AS c(citation, number);
UPDATE doj_code SET number = lpad(number, 5, '0');

-- The charge book with those numbers.
CREATE TEMP TABLE doj_charge AS
  SELECT pick.*, section || path || ' ' || code AS citation, number
  FROM sample_pick AS pick
  LEFT JOIN doj_code ON citation = section || path || ' ' || code AND era BETWEEN first_era AND last_era;
ANALYZE doj_charge;

-- Which era's law each day has: an equality joins faster than a range.
CREATE TEMP TABLE doj_day AS
  SELECT day::date AS day, era
  FROM generate_series(timestamp '1970-01-01', '2020-07-01', interval '1 day') AS day
  JOIN sample_era ON day >= first_day AND day < next_day;
ANALYZE doj_day;

-- ---------------------------------------------------------------------------
-- One block of people, from the person to the line.  Entities of the hash: person p,
-- case c of p is p * 32 + c, its count k is case * 8 + k.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE doj_person (
  p int, story text, cases int, anchor date, born date, lo date, hi date, fate text, sex text, race text,
  name text, birth_style text, number_style text, key_style text,
  id text, second_id text, cii_letter text, licence text, fbi text, height int, weight int
);
CREATE TEMP TABLE doj_case (
  p int, c int, entity bigint, counts int, story text, theme text, county text, born date, convicted date,
  offense date, arrested date, further_of int
);
CREATE TEMP TABLE doj_count (
  p int, c int, k int, entity bigint, case_entity bigint, story text, theme text, county text, born date,
  convicted date, arrested date, era int, section text, path text, code text, level text, words text,
  number text, guilty boolean, plea boolean, conv_descr text, conv_level text, conv_number text,
  style text, became text, later_place text, later_day date, felony_case boolean, ofn text
);
-- One row, one line.  The cycle is a number of the person's that is not yet the order.
CREATE TEMP TABLE doj_line (
  p int, who int, cycle int, cycle_day date, step int, step_day date, kind text, county text, agency text,
  cnt int, sub int, entity bigint, step_entity bigint, number text, descr text, toc text, qualifier text,
  conv_number text, conv_descr text, conv_toc text, level text, level_style text, disp_number int,
  disp_day date, disp text, sent_number int, place text, length text, unit text, ofn text, court_case text,
  comment text, age int
);

CREATE PROCEDURE pg_temp.doj_people(first_p int, last_p int) LANGUAGE sql AS $$
  INSERT INTO doj_person
    WITH first_case AS (
      SELECT p, story.item AS story,
             CASE WHEN story.item = 'repeat' THEN greatest(cases.item::int, 3)
                  WHEN story.item ~ '^(strike|pc290|gang)' THEN greatest(cases.item::int, 2)
                  ELSE cases.item::int END AS cases,
             make_date(years.lo + pg_temp.draw(p, 'year', years.hi - years.lo + 1), 1, 3)
               + pg_temp.draw(p, 'day of year', 362) AS any_day,
             ages.lo + pg_temp.draw(p, 'age', ages.hi - ages.lo + 1) AS age
      FROM generate_series(first_p, last_p) AS p
      JOIN doj_slot AS story ON story.list = 'story' AND story.slot = pg_temp.draw(p, 'story', 1000)
      JOIN doj_slot AS cases ON cases.list = 'cases' AND cases.slot = pg_temp.draw(p, 'cases', 1000)
      JOIN doj_slot AS years ON years.list = 'year' AND years.slot = pg_temp.draw(p, 'years', 1000)
      JOIN doj_slot AS ages ON ages.list = 'age' AND ages.slot = pg_temp.draw(p, 'ages', 1000)
    ),
    -- courts sit from Monday to Friday
    anchored AS (
      SELECT *, any_day - greatest(extract(isodow FROM any_day)::int - 5, 0) AS anchor FROM first_case
    ),
    born AS (
      SELECT *, (anchor - make_interval(years => age))::date - pg_temp.draw(p, 'birthday', 365) AS born
      FROM anchored
    )
    SELECT p, story, cases, anchor, born,
           greatest(date '1975-01-03', least(anchor, born + interval '17 years'),
                    anchor - interval '15 years')::date,
           least(date '2019-12-31', born + interval '81 years' - interval '3 days',
                 anchor + interval '15 years')::date,
           fate.item, sex.item, race.item,
           CASE name_style.item
             WHEN 'formula' THEN
               (ARRAY['=HYPERLINK("http://example.invalid/","' || last.name || '")',
                      '+' || last.name || ',' || first.name,
                      '-' || last.name || ',' || first.name, '@' || last.name || ',' || first.name])
                 [1 + pg_temp.draw(p, 'formula', 4)]
             WHEN 'quotes' THEN last.name || ',' || first.name || ' "' || left(last.name, 4) || '"'
             WHEN 'two commas' THEN last.name || ',' || first.name || ',JR'
             WHEN 'blanks behind' THEN last.name || ',' || first.name || '   '
             ELSE last.name || ',' || first.name
               || CASE WHEN pg_temp.draw(p, 'middle', 1000) < 640
                       THEN ' ' || chr(65 + pg_temp.draw(p, 'initial', 26)) ELSE '' END
           END,
           birth_style.item, number_style.item, key_style.item,
           lpad(id::text, 8, '0'), lpad(((id + 50000000) % 100000000)::text, 8, '0'),
           CASE WHEN pg_temp.draw(p, 'cii letter', 1000) < 930 THEN 'A' ELSE 'M' END,
           CASE WHEN pg_temp.draw(p, 'licence', 1000) < 600
                THEN chr(65 + pg_temp.draw(p, 'licence letter', 26))
                     || lpad(pg_temp.draw(p, 'licence number', 10000000)::text, 7, '0') END,
           CASE WHEN pg_temp.draw(p, 'fbi', 1000) < 700
                THEN lpad(pg_temp.draw(p, 'fbi number', 1000000)::text, 6, '0')
                     || chr(65 + pg_temp.draw(p, 'fbi letter', 26)) || pg_temp.draw(p, 'fbi digit', 10) END,
           500 + 100 * (pg_temp.draw(p, 'height', 16) / 12) + pg_temp.draw(p, 'height', 16) % 12,
           120 + pg_temp.draw(p, 'weight', 120)
    FROM born
    -- 61803399 has no factor in common with 10^8, so no two people share a number
    CROSS JOIN LATERAL (SELECT (p * 61803399::bigint + pg_temp.draw(0, 'first id', 100000000)) % 100000000) AS n(id)
    JOIN doj_slot AS fate ON fate.list = 'fate' AND fate.slot = pg_temp.draw(p, 'fate', 1000)
    JOIN doj_slot AS sex ON sex.list = 'sex' AND sex.slot = pg_temp.draw(p, 'sex', 1000)
    JOIN doj_slot AS race ON race.list = 'race' AND race.slot = pg_temp.draw(p, 'race', 1000)
    JOIN doj_slot AS name_style
      ON name_style.list = 'name style' AND name_style.slot = pg_temp.draw(p, 'name style', 1000)
    JOIN doj_slot AS birth_style
      ON birth_style.list = 'birth style' AND birth_style.slot = pg_temp.draw(p, 'birth style', 1000)
    JOIN doj_slot AS number_style
      ON number_style.list = 'number style' AND number_style.slot = pg_temp.draw(p, 'number style', 1000)
    JOIN doj_slot AS key_style
      ON key_style.list = 'key style' AND key_style.slot = pg_temp.draw(p, 'key style', 1000)
    JOIN (SELECT DISTINCT list, names FROM sample_name) AS firsts
      ON firsts.list = CASE WHEN sex.item = 'F' THEN 'first F' ELSE 'first M' END
    JOIN sample_name AS first
      ON first.list = firsts.list AND first.slot = pg_temp.draw(p, 'first name', firsts.names)
    JOIN (SELECT DISTINCT list, names FROM sample_name) AS lasts ON lasts.list = 'last'
    JOIN sample_name AS last ON last.list = 'last' AND last.slot = pg_temp.draw(p, 'last name', lasts.names)
$$;

CREATE PROCEDURE pg_temp.doj_cases() LANGUAGE sql AS $$
  INSERT INTO doj_case
    WITH placed AS (
      SELECT who.*, c, p * 32::bigint + c AS entity,
             CASE WHEN story LIKE 'gang%' AND c = 2 THEN greatest(counts.item::int, 2)
                  ELSE counts.item::int END AS counts,
             -- the second case keeps to the time that the story tells, if the life has room for it
             CASE WHEN c = 2 AND story LIKE '% after' THEN least(anchor + 3, who.hi) ELSE who.lo END AS from_day,
             CASE WHEN c = 2 AND story LIKE '% before' THEN greatest(anchor - 120, who.lo) ELSE who.hi END AS to_day,
             theme.item AS any_theme,
             CASE WHEN c = 1 OR pg_temp.draw(p * 32::bigint + c, 'home', 1000) < 740 THEN setting.county
                  ELSE elsewhere.item END AS county
      FROM doj_person AS who
      CROSS JOIN generate_series(1, cases) AS c
      CROSS JOIN doj_setting AS setting
      JOIN doj_slot AS counts
        ON counts.list = 'counts' AND counts.slot = pg_temp.draw(p * 32::bigint + c, 'counts', 1000)
      JOIN doj_slot AS theme
        ON theme.list = 'case theme' AND theme.slot = pg_temp.draw(p * 32::bigint + c, 'theme', 1000)
      JOIN doj_slot AS elsewhere
        ON elsewhere.list = 'elsewhere' AND elsewhere.slot = pg_temp.draw(p * 32::bigint + c, 'elsewhere', 1000)
    ),
    dated AS (
      SELECT *,
             CASE WHEN c = 1 OR (c = 2 AND story LIKE '% same day') THEN anchor
                  ELSE from_day + pg_temp.draw(entity, 'day', to_day - from_day + 1) END AS any_day
      FROM placed
    ),
    judged AS (
      SELECT *, any_day - greatest(extract(isodow FROM any_day)::int - 5, 0) AS convicted FROM dated
    ),
    offended AS (
      -- two weeks to fourteen months before the judgment
      SELECT *, greatest(convicted - 14 - pg_temp.draw(entity, 'lag', 30) * (1 + pg_temp.draw(entity, 'slow', 14)),
                         (born + interval '14 years')::date) AS offense
      FROM judged
    )
    SELECT p, c, entity, counts, story,
           CASE WHEN story = 'lookalike' AND (c = 1 OR any_theme = 'cannabis') THEN 'lookalike'
                WHEN c = 1 THEN 'cannabis'
                WHEN story = 'repeat' AND c <= 3 THEN 'cannabis'
                WHEN c = 2 AND story ~ '^(strike|pc290|gang)' THEN split_part(story, ' ', 1)
                ELSE any_theme END,
           county, born, convicted, offense, least(offense + pg_temp.draw(entity, 'arrest', 10), convicted)
    FROM offended
$$;

CREATE PROCEDURE pg_temp.doj_counts() LANGUAGE sql AS $$
  INSERT INTO doj_count
    WITH counted AS (
      SELECT d.*, k, d.entity * 8 + k AS count_entity, era, further.item AS further
      FROM doj_case AS d
      CROSS JOIN generate_series(1, counts) AS k
      JOIN doj_slot AS further
        ON further.list = 'count theme' AND further.slot = pg_temp.draw(d.entity * 8 + k, 'theme', 1000)
      JOIN doj_day AS law ON law.day = d.offense
    ),
    themed AS (
      SELECT counted.*,
             CASE WHEN theme = 'gang' AND era < 5 THEN 'violence'
                  WHEN theme = 'gang' AND k = 2 THEN 'gang law'
                  WHEN k = 1 OR theme LIKE 'gang%' AND k <= 2 THEN theme
                  WHEN further = 'cannabis' AND story = 'lookalike' THEN 'drug'
                  WHEN further <> 'as the case' THEN further
                  WHEN theme IN ('strike', 'pc290', 'gang') THEN 'violence'
                  ELSE theme END AS count_theme
      FROM counted
    ),
    charged AS (
      SELECT t.*, ch.section, path, code, level, words, number, style.item AS style,
             -- the first count stands; of the others most are dropped for it
             k = 1 AND pg_temp.draw(count_entity, 'first falls', 1000) >= CASE WHEN c = 1 THEN 0 ELSE 90 END
               OR k > 1 AND pg_temp.draw(count_entity, 'falls', 1000) < 560
               OR t.count_theme IN ('strike', 'pc290', 'gang', 'gang law') AS guilty,
             pg_temp.draw(count_entity, 'plea', 1000) < 60
               AND t.count_theme NOT IN ('strike', 'pc290', 'gang', 'gang law', 'lookalike') AND level = 'F' AS plea,
             later.item AS later, place.item AS later_place,
             least(convicted + 200 + pg_temp.draw(count_entity, 'later day', 1800), date '2020-06-30') AS later_day
      FROM themed AS t
      JOIN doj_slot AS section
        ON section.list = 'cannabis section'
       AND section.slot = pg_temp.draw(CASE WHEN story = 'repeat' AND c <= 3 AND k = 1
                                            THEN (p * 32::bigint + 1) * 8 + 1 ELSE count_entity END, 'section', 1000)
      JOIN sample_book AS book
        ON book.theme = CASE WHEN count_theme = 'cannabis' THEN section.item ELSE count_theme END AND book.era = t.era
      JOIN doj_charge AS ch ON pick = first_pick + pg_temp.draw(count_entity, 'charge', picks)
      JOIN doj_slot AS style
        ON style.list = 'offense style' AND style.slot = pg_temp.draw(count_entity, 'offense style', 1000)
      JOIN doj_slot AS later ON later.list = 'later' AND later.slot = pg_temp.draw(count_entity, 'later', 1000)
      JOIN doj_slot AS place
        ON place.list = 'later place' AND place.slot = pg_temp.draw(count_entity, 'later place', 1000)
    )
    SELECT p, c, k, count_entity, entity, story, count_theme, county, born, convicted, arrested, era,
           section, path, code, level, words, number, guilty, plea,
           -- what was pleaded to instead
           CASE WHEN plea THEN CASE WHEN count_theme = 'cannabis' AND era < 8
                                    THEN '11357(C) HS-POSS MARIJUANA OVER 1 OZ/28.5 GRAM'
                                    WHEN pg_temp.draw(count_entity, 'pleads to', 2) = 0 THEN '32 PC-ACCESSORY'
                                    ELSE '415(1) PC-FIGHT IN PUBLIC' END END,
           CASE WHEN plea THEN CASE WHEN NOT (count_theme = 'cannabis' AND era < 8)
                                         AND pg_temp.draw(count_entity, 'pleads to', 2) = 0 THEN 'F' ELSE 'M' END END,
           CASE WHEN plea AND NOT (count_theme = 'cannabis' AND era < 8)
                THEN CASE WHEN pg_temp.draw(count_entity, 'pleads to', 2) = 0 THEN '46004' ELSE '53072' END END,
           CASE WHEN style ~ '^(attempt|conspiracy|qualifier)'
                     AND (section ~ '^664' OR code NOT IN ('HS', 'PC') OR level = 'I') THEN 'described'
                WHEN style IN ('letter too many', 'other code', 'alternatives', 'alternatives, slash', 'digit before',
                               'letters glued', 'blank inside', 'bare') AND count_theme <> 'cannabis' THEN 'described'
                WHEN style = 'letter too many' AND (path <> '' OR section = '11357') THEN 'described'
                WHEN style = 'letters glued' AND path = '' THEN 'described'
                ELSE style END,
           CASE WHEN NOT guilty OR later = 'reduced' AND (level <> 'F' OR plea)
                     OR later IN ('reduced', 'dismissed') AND count_theme IN ('strike', 'gang law')
                     OR later IN ('modified', 'revoked') AND level = 'I'
                THEN 'nothing' ELSE later END,
           later_place,
           later_day - greatest(extract(isodow FROM later_day)::int - 5, 0),
           bool_or(level = 'F') OVER (PARTITION BY entity),
           -- as three kinds of systems write it; a county keeps to its kind
           CASE length(county) % 3
             WHEN 1 THEN to_char(convicted, 'YY')
                         || CASE WHEN bool_or(level = 'F') OVER (PARTITION BY entity) THEN 'F' ELSE 'M' END || serial
             WHEN 0 THEN CASE WHEN bool_or(level = 'F') OVER (PARTITION BY entity) THEN 'CR' ELSE 'MC' END || serial
             ELSE to_char(convicted, 'YYYY') || '-' || serial
           END
    FROM charged,
         lpad(((entity * 618033989 + pg_temp.draw(0, 'first case', 1000000000)) % 1000000000)::text, 9, '0') AS serial
$$;

CREATE PROCEDURE pg_temp.doj_lines() LANGUAGE sql AS $$
  WITH written AS (
    SELECT n.*, level_style.item AS level_style,
           -- the offense's number tells nothing that its words do not, apart from those left blank
           CASE WHEN style !~ '^(see comment|no charge|blanks|attempt|conspiracy|alternatives)'
                     AND style NOT IN ('digit before', 'letter too many', 'other code') THEN number END AS told_number,
           -- a second line for the same count, or the same again as another count
           pg_temp.draw(n.entity, 'again', 1000) AS again,
           CASE WHEN k = 2 AND pg_temp.draw(case_entity, 'one number', 1000) < 20 THEN 1 ELSE k END AS cnt,
           odd.item AS odd, dismissal.item AS dismissal,
           CASE style WHEN 'qualifier' THEN 'ATTEMPTED' END AS qualifier,
           CASE style
             WHEN 'described' THEN section || path || ' ' || code || '-' || words
             WHEN 'qualifier' THEN section || path || ' ' || code || '-' || words
             WHEN 'citation' THEN section || path || ' ' || code
             WHEN 'joined, described' THEN section || path || code || '-' || words
             WHEN 'attempt' THEN '664/' || section || path || ' ' || code || '-ATT ' || words
             WHEN 'attempt, dash' THEN '664-' || section || path || ' ' || code || '-ATT ' || words
             WHEN 'attempt, in words' THEN section || path || ' ' || code || '-' || words || '-ATTEMPTED'
             WHEN 'conspiracy' THEN '182(A)(1)/' || section || path || ' PC-CONSPIRACY'
             WHEN 'conspiracy, in words' THEN '182(A)(1) PC-CONSPIRACY ' || section || path || ' ' || code
             WHEN 'alternatives' THEN
               CASE section WHEN '11358' THEN '11357 HS OR 11358 HS' ELSE section || ' HS OR 11358 HS' END
             WHEN 'alternatives, slash' THEN
               CASE section WHEN '11357' THEN '11360/11357 HS' ELSE section || '/11357 HS' END
             WHEN 'blanks' THEN '      '
             WHEN 'see comment' THEN 'SEE COMMENT FOR CHARGE'
             WHEN 'see comment, small' THEN 'See Comment For Charge'
             WHEN 'no charge' THEN (ARRAY['PROBATION VIOLATION', 'CHARGE NOT LISTED', 'UNKNOWN'])
                                     [1 + pg_temp.draw(n.entity, 'no charge', 3)]
             WHEN 'blank before' THEN ' ' || section || path || ' ' || code || '-' || words
             WHEN 'lower case' THEN lower((section || path || ' ' || code || '-' || words) COLLATE "C")
             WHEN 'letters glued' THEN section || translate(path, '()', '') || ' ' || code || '-' || words
             WHEN 'code first' THEN code || ' ' || section || path
             WHEN 'bare' THEN section || path || '-' || words
             WHEN 'blank inside' THEN left(section, 2) || ' ' || substr(section, 3) || ' ' || code || '-' || words
             WHEN 'digit before' THEN '1' || section || ' ' || code || '-' || words
             WHEN 'letter too many' THEN section || '(A) ' || code || '-' || words
             WHEN 'other code' THEN section || path || ' VC-' || words
           END AS descr,
           CASE
             WHEN style ~ '^see comment' OR style ~ '^blanks?$' AND pg_temp.draw(n.entity, 'told', 2) = 0 THEN
               CASE comment_style.item
                 WHEN 'described' THEN section || path || ' ' || code || '-' || words
                 WHEN 'citation' THEN section || path || ' ' || code
                 WHEN 'after a word' THEN 'CHRG-' || section || path || ' ' || code || '-' || words
                 WHEN 'two charges' THEN section || path || ' ' || code || '-' || words || ' AND 11359 HS-SALE'
                 ELSE 'CALL 555 11358 9' END
             WHEN pg_temp.draw(n.entity, 'remarked', 1000) < 36 THEN remark.item
           END AS comment
    FROM doj_count AS n
    JOIN doj_slot AS level_style
      ON level_style.list = 'level style' AND level_style.slot = pg_temp.draw(n.entity, 'level style', 1000)
    JOIN doj_slot AS comment_style
      ON comment_style.list = 'comment style' AND comment_style.slot = pg_temp.draw(n.entity, 'comment style', 1000)
    JOIN doj_slot AS remark ON remark.list = 'remark' AND remark.slot = pg_temp.draw(n.entity, 'remark', 1000)
    JOIN doj_slot AS odd
      ON odd.list = 'odd disposition' AND odd.slot = pg_temp.draw(n.entity, 'odd', 1000)
    JOIN doj_slot AS dismissal
      ON dismissal.list = 'dismissal' AND dismissal.slot = pg_temp.draw(n.entity, 'dismissal', 1000)
  ),
  sentenced AS (
    SELECT w.*, disposition, sent_number, place, length, unit
    FROM written AS w
    JOIN doj_sentence AS sentence
      ON guilty AND sentence.slot = pg_temp.draw(w.entity, 'sentence', 100)
     AND sentence.kind = CASE WHEN theme IN ('strike', 'gang law') THEN 'life' ELSE coalesce(conv_level, level) END
  ),
  court AS (
    -- the judgment, one line for each part of the sentence
    SELECT p, c AS cycle, arrested AS cycle_day, 2 AS step, convicted AS step_day, 'COURT ACTION' AS kind, county,
           CASE WHEN felony_case OR convicted >= '2000-01-01' THEN 'CASC' ELSE 'CAMC' END AS agency,
           CASE WHEN copy = 2 AND again < 6 THEN k + 4 ELSE cnt END AS cnt, k * 100 + sent_number * 2 + copy AS sub,
           entity, case_entity * 16 + 2 AS step_entity, told_number AS number, descr, level AS toc, qualifier,
           conv_number, conv_descr, conv_level AS conv_toc, coalesce(conv_level, level) AS level, level_style,
           1 AS disp_number, convicted AS disp_day,
           CASE WHEN pg_temp.draw(entity, 'odd disposition', 1000) < 16 THEN odd ELSE disposition END AS disp,
           sent_number, place, length, unit, ofn, comment
    FROM sentenced, generate_series(1, CASE WHEN again < 12 THEN 2 ELSE 1 END) AS copy
    UNION ALL
    SELECT p, c, arrested, 2, convicted, 'COURT ACTION', county,
           CASE WHEN felony_case OR convicted >= '2000-01-01' THEN 'CASC' ELSE 'CAMC' END,
           cnt, k * 100, entity, case_entity * 16 + 2, told_number, descr, level, qualifier, NULL, NULL, NULL,
           NULL, NULL, 1, convicted, dismissal, NULL, NULL, NULL, NULL, ofn, comment
    FROM written WHERE NOT guilty
    UNION ALL
    SELECT p, c, arrested, CASE later_place WHEN 'its own step' THEN 5 + k ELSE 2 END,
           CASE later_place WHEN 'same step, same day' THEN convicted ELSE later_day END, 'COURT ACTION', county,
           'CASC',
           cnt, k * 100 + 90, entity, case_entity * 16 + CASE later_place WHEN 'its own step' THEN 5 + k ELSE 2 END,
           told_number, descr, level, qualifier, conv_number, conv_descr, conv_level,
           CASE WHEN became = 'reduced' THEN 'M' ELSE coalesce(conv_level, level) END, 'word', 2, later_day,
           CASE became
             WHEN 'reduced' THEN CASE WHEN pg_temp.draw(entity, 'reduced how', 10) < 3 THEN 'CONVICTED-PROBATION'
                                      ELSE 'REDUCED TO MISDEMEANOR' END
             WHEN 'dismissed' THEN 'CONV SET ASIDE & DISM PER 1203.4 PC'
             WHEN 'set aside' THEN 'CONVICTED-SET ASIDE'
             WHEN 'vacated' THEN 'CONVICTED - VACATED'
             WHEN 'modified' THEN 'SENTENCE MODIFIED'
             ELSE 'PROBATION REVOKED' END,
           CASE WHEN became IN ('modified', 'revoked') THEN 1 END,
           CASE WHEN became IN ('modified', 'revoked') THEN 'JAIL' END,
           CASE WHEN became IN ('modified', 'revoked') THEN '60' END,
           CASE WHEN became IN ('modified', 'revoked') THEN 'D' END, ofn, comment
    FROM written WHERE became <> 'nothing'
  ),
  step AS (
    SELECT * FROM court
    UNION ALL
    -- the arrest, which not every agency reported
    SELECT p, c, arrested, 1, arrested, CASE WHEN pg_temp.draw(case_entity, 'supplemental', 1000) < 30
                                             THEN 'SUPPLEMENTAL ARREST' ELSE 'ARREST/DETAINED/CITED' END,
           county, CASE WHEN pg_temp.draw(case_entity, 'agency', 10) < 7 THEN 'CAPD' ELSE 'CASO' END,
           k, 0, entity, case_entity * 16 + 1, number,
           section || path || ' ' || code || '-' || words, level, NULL, NULL, NULL, NULL,
           CASE WHEN pg_temp.draw(entity, 'guilty at once', 1000) < 3 THEN level END, 'word', 1, arrested,
           CASE WHEN pg_temp.draw(entity, 'guilty at once', 1000) < 3 THEN 'CONVICTED'
                WHEN pg_temp.draw(case_entity, 'turned over', 1000) < 80 THEN 'REL/TOT OTHER JURIS/AUTH' END,
           NULL, NULL, NULL, NULL, lpad(pg_temp.draw(case_entity, 'booking', 10000000)::text, 7, '0'), NULL
    FROM written WHERE pg_temp.draw(case_entity, 'arrest known', 1000) < 850
    UNION ALL
    SELECT p, c, arrested, CASE place WHEN 'PROBATION' THEN 3 ELSE 4 END, convicted + 7,
           CASE place WHEN 'PROBATION' THEN 'PROBATION' ELSE 'CUSTODY' END, county,
           CASE place WHEN 'PROBATION' THEN 'CAPR' WHEN 'PRISON' THEN 'CASP' ELSE 'CASO' END,
           1, sent_number, entity, case_entity * 16 + CASE place WHEN 'PROBATION' THEN 3 ELSE 4 END, number,
           section || path || ' ' || code || '-' || words, level, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           sent_number, place, length, unit, NULL, NULL
    FROM sentenced
    WHERE k = 1 AND pg_temp.draw(entity * 4 + sent_number, 'followed', 1000)
                    < CASE place WHEN 'PROBATION' THEN 160 WHEN 'PRISON' THEN 600 WHEN 'JAIL' THEN 80 ELSE 0 END
    UNION ALL
    -- what had no case: arrests without a consequence, applications, registrations, death;
    -- their entities lie beyond every case's
    SELECT p, cycle, day, 1, day, kind, coalesce(alone.county, setting.county), agency, 1, 0,
           p * 64::bigint + cycle, (1099511627776 + p * 64::bigint + cycle) * 16, NULL, descr, toc,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, disp, NULL, NULL, NULL, NULL, NULL, NULL
    FROM (
      SELECT p, 40 AS cycle, lo + pg_temp.draw(p, 'released on', hi - lo + 1) AS day, 'ARREST/DETAINED/CITED' AS kind,
             NULL AS county, 'CAPD' AS agency,
             (ARRAY['11357(B) HS-POSS MARIJ 28.5 GR OR LESS', '647(F) PC-DRUNK IN PUBLIC',
                    '11359 HS-POSSESS MARIJUANA/HASH FOR SALE', '242 PC-BATTERY', '11550(A) HS-UNDER INFLUENCE'])
               [1 + pg_temp.draw(p, 'released for', 5)] AS descr, 'M' AS toc, 'PROS REJ-OTHER' AS disp
      FROM doj_person WHERE pg_temp.draw(p, 'released', 1000) < 150
      UNION ALL
      SELECT p, 41, lo + pg_temp.draw(p, 'applied on', hi - lo + 1), 'APPLICANT', NULL, 'CASB',
             (ARRAY['SECURITY GUARD', 'IN HOME SUPPORTIVE SERVICES', 'SCHOOL EMPLOYMENT', 'REAL ESTATE LICENSE'])
               [1 + pg_temp.draw(p, 'applied for', 4)], NULL, NULL
      FROM doj_person WHERE pg_temp.draw(p, 'applied', 1000) < 130
      UNION ALL
      SELECT p, 42, CASE WHEN story LIKE '% before' THEN anchor - 30 - pg_temp.draw(p, 'registered on', 3000)
                         ELSE least(anchor + 30 + pg_temp.draw(p, 'registered on', 3000), date '2020-06-30') END,
             'REGISTRATION', NULL, 'CAPD', '290 PC-REGISTRATION OF SEX OFFENDER', NULL, NULL
      FROM doj_person WHERE story LIKE 'registered%'
      UNION ALL
      SELECT p, 20 + c, convicted + 5 + pg_temp.draw(case_entity, 'registers', 90), 'REGISTRATION', county, 'CAPD',
             (ARRAY['290 PC-REGISTRATION OF SEX OFFENDER', '290(B) PC-REGISTRATION OF SEX OFFENDER',
                    ' 290 PC-REGISTRATION OF SEX OFFENDER', '290.012(A) PC-ANNUAL REGISTRATION'])
               [1 + greatest(pg_temp.draw(case_entity, 'registers as', 8) - 4, 0)], NULL, NULL
      FROM doj_count
      WHERE k = 1 AND (theme = 'pc290' OR section IN ('288', '261', '269', '288.7'))
        AND pg_temp.draw(case_entity, 'registered', 1000) < 850
      UNION ALL
      SELECT p, 43, convicted + 20, 'REGISTRATION', NULL, 'CASO', '11590 HS-REGISTRATION OF NARCOTICS OFFENDER',
             NULL, NULL
      FROM doj_count
      WHERE c = 1 AND k = 1 AND level = 'F' AND pg_temp.draw(p, 'narcotics registrant', 1000) < 60
      UNION ALL
      SELECT p, 44, least(greatest(last_day, hi) + 1 + pg_temp.draw(p, 'death', 4000), date '2020-06-30'),
             CASE WHEN pg_temp.draw(p, 'death written', 1000) < 250 THEN 'DECEASED ' ELSE 'DECEASED' END, NULL, 'CACR',
             NULL, NULL, NULL
      FROM doj_person
      JOIN (SELECT p, max(later_day) AS last_day FROM doj_count GROUP BY p) AS ends USING (p)
      WHERE fate <> 'alive'
    ) AS alone
    CROSS JOIN doj_setting AS setting
  )
  INSERT INTO doj_line
    SELECT step.p,
           CASE WHEN number_style = 'two numbers'
                     AND (cycle = 2 OR cycle > 2 AND pg_temp.draw(p * 64::bigint + cycle, 'which number', 2) = 1)
                THEN 1 ELSE 0 END,
           cycle, cycle_day, step, step_day, kind, county, agency, cnt, sub, step.entity, step_entity, number, descr,
           toc, qualifier, conv_number, conv_descr, conv_toc, level, level_style, disp_number, disp_day, disp,
           sent_number, place, length, unit,
           CASE WHEN ofn IS NULL OR kind LIKE '%ARREST%' THEN ofn
                WHEN pg_temp.draw(step_entity, 'ofn', 1000) < 15 THEN NULL
                WHEN pg_temp.draw(step_entity, 'ofn', 1000) < 27 THEN 'NULL  '
                ELSE ofn END,
           CASE WHEN kind LIKE '%ARREST%' THEN ofn ELSE right(ofn, 9) END, comment,
           extract(year FROM age(cycle_day, born))::int
    FROM step JOIN doj_person USING (p)
$$;

CREATE PROCEDURE pg_temp.doj_block(first_p int, last_p int) LANGUAGE plpgsql AS $$
BEGIN
  UPDATE doj_setting SET before = done WHERE before < done;
  IF (SELECT done < size FROM doj_setting) THEN
    TRUNCATE doj_person, doj_case, doj_count, doj_line;
    CALL pg_temp.doj_people(first_p, last_p);
    CALL pg_temp.doj_cases();
    CALL pg_temp.doj_counts();
    CALL pg_temp.doj_lines();
    UPDATE doj_setting SET done = before + (SELECT count(*) FROM doj_line);
  END IF;
END $$;

-- ---------------------------------------------------------------------------
-- The 95 columns.
-- ---------------------------------------------------------------------------
CREATE TEMP VIEW doj_file AS
  WITH ordered AS (
    SELECT line.*, person.name, person.born, person.anchor, person.sex, person.race,
           birth_style, number_style, key_style, id, second_id, cii_letter, licence, fbi, height, weight,
           row_number() OVER (ORDER BY p, who, cycle_day, cycle, step, cnt, sub) AS line_number,
           row_number() OVER (PARTITION BY p, who ORDER BY cycle_day, cycle, step, cnt, sub) AS person_line,
           dense_rank() OVER (PARTITION BY p, who ORDER BY cycle_day, cycle) AS cycle_number,
           dense_rank() OVER (PARTITION BY p, who, cycle_day, cycle ORDER BY step) AS step_number
    FROM doj_line AS line
    JOIN doj_person AS person USING (p)
    ORDER BY p, who, cycle_day, cycle, step, cnt, sub
  ),
  keyed AS (
    SELECT o.*, setting.before, doj_county.number AS county_number,
           100 + cycle_number || lpad(step_number::text, 3, '0') || lpad(cnt::text, 3, '0') || '000' AS whole_key,
           pg_temp.draw(line_number + setting.before, 'key cut', 1000) AS cut,
           CASE birth_style
             WHEN 'after conviction' THEN anchor + 400 + pg_temp.draw(p, 'born late', 4000)
             ELSE CASE WHEN cycle <> 1 AND pg_temp.draw(p, 'two births', 1000) < 40
                       THEN (born - interval '1 year')::date ELSE born END END AS birth,
           day_style.item AS day_style,
           CASE level_style
             WHEN 'contradicts TOC' THEN CASE level WHEN 'F' THEN 'M' ELSE 'F' END
             WHEN 'blank, nothing tells' THEN NULL
             ELSE toc END AS toc_now,
           CASE level WHEN 'F' THEN 'FELONY' WHEN 'M' THEN 'MISDEMEANOR' WHEN 'I' THEN 'INFRACTION' END AS word
    FROM ordered AS o
    CROSS JOIN doj_setting AS setting
    LEFT JOIN doj_county ON doj_county.county = o.county
    JOIN doj_slot AS day_style
      ON day_style.list = 'date style' AND day_style.slot = pg_temp.draw(step_entity, 'date style', 1000)
  )
  SELECT
    before + line_number AS "RECORD_ID",
    'HIT' AS "SUBJECT_STATUS",
    CASE number_style
      WHEN 'blank' THEN NULL
      ELSE (who + 1) || id
        || CASE WHEN number_style = 'blanks behind' AND pg_temp.draw(step_entity, 'blanks behind', 2) = 0
                THEN ' ' ELSE '' END
    END AS "SUBJECT_ID",
    '#' AS "REQ_SEG_SEP",
    '10' || id AS "REQ_CII_NUMBER",
    NULL AS "REQ_NAME", NULL AS "REQ_GENDER", NULL AS "REQ_DOB", NULL AS "REQ_CDL", NULL AS "REQ_SSN",
    '#' AS "PII_SEG_SEP",
    cii_letter || CASE WHEN who = 1 AND p % 2 = 0 THEN second_id ELSE id END AS "CII_NUMBER",
    name AS "PRI_NAME",
    sex AS "GENDER",
    CASE WHEN birth_style <> 'not on the first line' OR person_line > 1
         THEN pg_temp.written(birth, CASE WHEN birth_style IN ('after conviction', 'not on the first line')
                                          THEN 'day' ELSE birth_style END) END AS "PRI_DOB",
    NULL AS "PRI_SSN",
    licence AS "PRI_CDL",
    NULL AS "PRI_IDN",
    NULL AS "PRI_INN",
    fbi AS "FBI_NUMBER",
    '#' AS "PDR_SEG_SEP",
    left(race, 1) AS "RACE_CODE",
    race AS "RACE_DESCR",
    'BRO' AS "EYE_COLOR_CODE", 'BROWN' AS "EYE_COLOR_DESCR",
    'BLK' AS "HAIR_COLOR_CODE", 'BLACK' AS "HAIR_COLOR_DESCR",
    height AS "HEIGHT",
    weight AS "WEIGHT",
    'Y' AS "SINGLE_SOURCE",
    'N' AS "MULTI_SOURCE",
    'CA' AS "POB_CODE", 'CALIFORNIA' AS "POB_NAME", 'S' AS "POB_TYPE",
    'US' AS "CITIZENSHIP_LIST",
    '#' AS "CYC_SEG_SEP",
    100 + cycle_number AS "CYC_ORDER",
    to_char(cycle_day, 'YYYYMMDD') AS "CYC_DATE",
    '#' AS "STP_SEG_SEP",
    lpad(step_number::text, 3, '0') AS "STP_ORDER",
    pg_temp.written(step_day, day_style) AS "STP_EVENT_DATE",
    CASE WHEN kind = 'APPLICANT' THEN 'L' WHEN kind = 'COURT ACTION' THEN 'C' WHEN kind = 'CUSTODY' THEN 'U'
         ELSE left(kind, 1) END AS "STP_TYPE_CODE",
    kind AS "STP_TYPE_DESCR",
    substr(agency, 3, 2) AS "STP_ORI_TYPE",
    CASE agency WHEN 'CASC' THEN 'SUPERIOR COURT' WHEN 'CAMC' THEN 'MUNICIPAL COURT'
                WHEN 'CAPD' THEN 'POLICE DEPARTMENT'
                WHEN 'CASO' THEN 'SHERIFF' WHEN 'CAPR' THEN 'PROBATION' WHEN 'CASP' THEN 'STATE PRISON'
                WHEN 'CACR' THEN 'CORONER' ELSE 'STATE BUREAU' END AS "STP_ORI_TYPE_DESCR",
    'CA' || lpad(county_number::text, 3, '0')
      || CASE agency WHEN 'CASC' THEN '0001' WHEN 'CAMC' THEN '0002' WHEN 'CAPD' THEN '0100' WHEN 'CASO' THEN '0000'
                     WHEN 'CAPR' THEN '0010' WHEN 'CASP' THEN '0020' WHEN 'CACR' THEN '0030' ELSE '0040' END
      AS "STP_ORI_CODE",
    agency || county AS "STP_ORI_DESCR",
    lpad(county_number::text, 2, '0') AS "STP_ORI_CNTY_CODE",
    CASE WHEN pg_temp.draw(step_entity, 'county', 1000) < 3 THEN county || '  '
         WHEN pg_temp.draw(step_entity, 'county', 1000) < 6 THEN NULL
         ELSE county END AS "STP_ORI_CNTY_NAME",
    '#' AS "CNT_SEG_SEP",
    CASE WHEN key_style = 'spreadsheet' THEN left(whole_key, 1) || '.' || rtrim(substr(whole_key, 2, 5), '0') || 'E+11'
         ELSE CASE WHEN cut < 989 THEN whole_key WHEN cut < 993 THEN left(whole_key, 9)
                   WHEN cut < 996 THEN left(whole_key, 5) WHEN cut < 998 THEN left(whole_key, 2) END END AS "CNT_ORDER",
    to_char(disp_day, 'YYYYMMDD') AS "DISP_DATE",
    ofn AS "OFN",
    number AS "OFFENSE_CODE",
    descr AS "OFFENSE_DESCR",
    toc_now AS "OFFENSE_TOC",
    qualifier AS "OFFENSE_QUAL_LST",
    conv_number AS "DISP_OFFENSE_CODE", conv_descr AS "DISP_OFFENSE_DESCR", conv_toc AS "DISP_OFFENSE_TOC",
    NULL AS "DISP_OFFENSE_QUAL_LST",
    CASE WHEN conv_descr IS NOT NULL THEN '001' END AS "CONV_OFFENSE_ORDER",
    conv_number AS "CONV_OFFENSE_CODE", conv_descr AS "CONV_OFFENSE_DESCR", conv_toc AS "CONV_OFFENSE_TOC",
    NULL AS "CONV_OFFENSE_QUAL_LST",
    CASE WHEN court_case IS NOT NULL THEN '001' END AS "FE_NUM_ORDER",
    CASE WHEN kind LIKE '%ARREST%' THEN court_case END AS "FE_NUM_ARR_AGY",
    NULL AS "FE_NUM_BNCH_WARR", NULL AS "FE_NUM_CITE",
    CASE WHEN kind = 'COURT ACTION' AND pg_temp.draw(step_entity, 'docket', 1000) < 200 THEN 'D' || court_case END
      AS "FE_NUM_DOCKET",
    NULL AS "FE_NUM_INCIDENT",
    CASE WHEN kind LIKE '%ARREST%' AND pg_temp.draw(step_entity, 'booked', 1000) < 400
         THEN 'B' || court_case END AS "FE_NUM_BOOKING",
    NULL AS "FE_NUM_NUMBER", NULL AS "FE_NUM_REMAND", NULL AS "FE_NUM_OOS_INN",
    CASE WHEN kind = 'COURT ACTION' AND pg_temp.draw(step_entity, 'court case', 1000) < 450 THEN court_case END
      AS "FE_NUM_CRT_CASE",
    NULL AS "FE_NUM_WARRANT",
    CASE WHEN disp IS NOT NULL THEN lpad(disp_number::text, 3, '0') END AS "DISP_ORDER",
    CASE WHEN disp LIKE 'CONVICTED%' THEN 'C' WHEN disp LIKE 'DISM%' THEN 'D' WHEN disp IS NOT NULL THEN 'O' END
      AS "DISP_CODE",
    disp AS "DISP_DESCR",
    CASE WHEN level_style IN ('word', 'contradicts TOC') THEN left(word, 1) END AS "CONV_STAT_CODE",
    CASE level_style
      WHEN 'word' THEN word
      WHEN 'contradicts TOC' THEN word
      WHEN 'capitalised' THEN left(word, 1) || lower(substr(word, 2) COLLATE "C")
      WHEN 'blank behind' THEN word || ' '
      WHEN 'letter' THEN left(word, 1)
      WHEN 'unknown' THEN 'UNKNOWN'
    END AS "CONV_STAT_DESCR",
    '#' AS "SENT_SEG_SEP",
    lpad(sent_number::text, 3, '0') AS "SENT_ORDER",
    left(place, 1) AS "SENT_LOC_CODE",
    place AS "SENT_LOC_DESCR",
    length AS "SENT_LENGTH",
    unit AS "SENT_TIME_CODE",
    CASE unit WHEN 'D' THEN 'DAYS      ' WHEN 'M' THEN 'MONTHS    ' WHEN 'Y' THEN 'YEARS     ' END AS "SENT_TIME_DESCR",
    age AS "CYC_AGE",
    'S' AS "CII_TYPE",
    'A' AS "CII_TYPE_ALPHA",
    comment AS "COMMENT_TEXT",
    '#' AS "END_OF_REC"
  FROM keyed
  ORDER BY line_number;

SELECT 'COPY (SELECT * FROM doj_file LIMIT 0) TO STDOUT (FORMAT csv, HEADER)' WHERE :header = 1 \gexec

-- A person has more than seven lines on average, so a fourth of the size is plenty;
-- when the size is reached, blocks are empty and cost nothing.
SELECT format('CALL pg_temp.doj_block(%s, %s)', b * 1000 + 1, b * 1000 + 1000),
       'COPY (SELECT * FROM doj_file LIMIT (SELECT greatest(size - before, 0) FROM doj_setting)) TO STDOUT (FORMAT csv)'
FROM generate_series(0, :'size'::bigint / 4000) AS b
\gexec
