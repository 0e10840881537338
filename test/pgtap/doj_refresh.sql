-- What the refresh makes of the state's lines: counts, people, findings, as a lawyer or an analyst would state it.
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = ISO;
SELECT plan(86);

SELECT is(prop64.doj_read_columns(), (SELECT proargnames[3:]  FROM pg_proc WHERE pronamespace = 'prop64'::regnamespace AND proname = 'doj_read'),
          'the columns that are read are the arguments of doj_read');
SELECT is_empty($$SELECT unnest(prop64.doj_read_columns()) EXCEPT SELECT unnest(prop64.doj_columns())$$, '... and are in the file');

CALL prop64.create_doj_intake('pgtap_doj');

-- A file of these lines, each "column=value|column=value"; what is not given is as in the usual line.
CREATE FUNCTION pg_temp.load(number integer, VARIADIC lines text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    usual constant jsonb := '{"subject_id": "1", "gender": "M", "race_descr": "WHITE",
        "pri_dob": "19800101", "stp_type_descr": "COURT ACTION", "stp_ori_descr": "CASCSACRAMENTO", "stp_ori_cnty_name": "SACRAMENTO",
        "stp_event_date": "20100101", "cnt_order": "101002001000", "offense_descr": "11358 HS-CULTIVATE", "disp_descr": "CONVICTED-JAIL",
        "conv_stat_descr": "FELONY"}';
    line text;
    n integer := 0;
    cells jsonb;
BEGIN
    EXECUTE format('CREATE TABLE pgtap_doj.line_%1$s PARTITION OF pgtap_doj.line FOR VALUES IN (%1$s)', number);
    FOREACH line IN ARRAY lines LOOP
        n := n + 1;
        cells := usual || (SELECT coalesce(jsonb_object_agg(split_part(part, '=', 1), nullif(substr(part, position('=' IN part) + 1), '')), '{}')
                             FROM string_to_table(nullif(line, ''), '|') AS part);
        cells := jsonb_build_object('cii_number', 'A' || btrim(cells ->> 'subject_id'), 'pri_name', 'DOE,' || btrim(cells ->> 'subject_id')) || cells;
        INSERT INTO pgtap_doj.line
        SELECT * FROM jsonb_populate_record(NULL::pgtap_doj.line, cells || jsonb_build_object('file_id', number, 'record', n));
    END LOOP;
    INSERT INTO pgtap_doj.file (file_id, name, bytes, digest, lines, skipped, had_header, loaded_by, load_started, loaded_at)
    VALUES (number, 'file ' || number, 1, 'digest ' || number, n, 0, true, current_user, '2020-07-01', '2020-07-01 12:00');
END
$$;
CREATE FUNCTION pg_temp.findings(person text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(line_id % 100000000 || ' ' || column_name || ' ' || kind, ', ' ORDER BY line_id, column_name, kind), '')
      FROM pgtap_doj.finding WHERE person_id = person
$$;
CREATE FUNCTION pg_temp.counts(person text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(string_agg(concat_ws(' ', conviction_id % 100000000, charge::text, severity, convicted_on::text, disposition), '; ' ORDER BY conviction_id), '')
      FROM pgtap_doj.conviction WHERE person_id = person
$$;

SELECT throws_ok($$CALL prop64.doj_refresh('no such schema')$$, '42P01', 'schema "no such schema" holds no intake of the state''s file',
                 'a refresh needs an intake');
SELECT throws_ok($$SELECT prop64.doj_read(NULL, '2020-07-01', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                          NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)$$, '22004', 'line_id must not be NULL',
                 'a line has a place');
SELECT lives_ok($$CALL prop64.doj_refresh('pgtap_doj')$$, 'an intake without a file has nothing to read');
SELECT is_empty($$SELECT FROM pgtap_doj.refresh$$, 'and leaves no trace');

-- ---- the first file: each person is a case ----

SELECT pg_temp.load(1,
    -- 1: two counts, the second with an order of later years; an arrest before them
    'stp_type_descr=ARREST/DETAINED/CITED|stp_event_date=20091115|cnt_order=101001001000|disp_descr=|conv_stat_descr=',
    'ofn=A-1|sent_order=001|sent_length=3|sent_time_code=Y', 'ofn=A-1|sent_order=002|sent_length=120|sent_time_code=D',
    'cnt_order=101002002000|offense_descr=11359 HS-SALE|ofn=A-1',
    'cnt_order=101002002000|offense_descr=11359 HS-SALE|stp_event_date=20140505|disp_descr=CONV SET ASIDE & DISM PER 1203.4 PC|ofn=A-2',
    -- 2: a trailing blank makes no second person; felony reduced to a misdemeanor later
    'subject_id=2|stp_event_date=20120000', 'subject_id=2 |cnt_order=102002001000|offense_descr=459 PC-BURGLARY',
    'subject_id=2|stp_event_date=20160101|disp_descr=REDUCED TO MISDEMEANOR|conv_stat_descr=MISDEMEANOR',
    -- people without a number, told apart by the CII number; one with neither
    'subject_id=|cii_number=A97', 'subject_id=|cii_number=A98', 'subject_id= |cii_number=',
    -- 3: what to do with a birth that only the second line states
    'subject_id=3|pri_dob=', 'subject_id=3|pri_dob=19790404|cnt_order=102002001000',
    -- 4: two births; a conviction before both
    'subject_id=4|pri_dob=19800101|stp_event_date=19700101', 'subject_id=4|pri_dob=19810101|cnt_order=102002001000',
    -- 5: a spreadsheet's keys
    'subject_id=5|cnt_order=1.01E+11|cyc_order=101|stp_order=002|offense_descr=11357(A) HS',
    'subject_id=5|cnt_order=1.01E+11|cyc_order=101|stp_order=002', 'subject_id=5|cnt_order=1.01E+11|cyc_order=101|stp_order=002|offense_descr=11359 HS',
    -- 6: levels and dispositions as they come
    'subject_id=6|conv_stat_descr=Felony', 'subject_id=6|cnt_order=101002002000|conv_stat_descr=|offense_toc=M',
    'subject_id=6|cnt_order=101002003000|conv_stat_descr=UNKNOWN|offense_toc=F', 'subject_id=6|cnt_order=101002004000|disp_descr=NOLO CONTENDERE',
    'subject_id=6|cnt_order=101002005000|disp_descr=DISMISSED', 'subject_id=6|cnt_order=101002006000|disp_descr=CONVICTED - VACATED',
    -- 7: two offenses under one key; the charged offense told apart
    'subject_id=7', 'subject_id=7|offense_descr=459 PC-BURGLARY',
    'subject_id=7|cnt_order=102002001000|offense_descr=11359 HS-SALE|conv_offense_descr=11357(C) HS-POSSESS',
    -- 8: days that are none
    'subject_id=8|stp_event_date=', 'subject_id=8|stp_event_date=19850431|cnt_order=102002001000', 'subject_id=8|stp_event_date=20990101|cnt_order=103002001000',
    'subject_id=8|stp_event_date=19850000|cnt_order=104002001000',
    -- 9: death, registration, blanks around the county
    'subject_id=9|stp_type_descr=DECEASED |cnt_order=|disp_descr=|offense_descr=', 'subject_id=9|stp_type_descr=REGISTRATION|cnt_order=103001001000|disp_descr=|offense_descr= 290 PC-REG',
    'subject_id=9|stp_ori_cnty_name=SACRAMENTO  ', 'subject_id=9|stp_ori_cnty_name=|cnt_order=102002001000',
    -- 10 and 11: one CII number, two person numbers
    'subject_id=10|cii_number=A10|pri_name=ROE,A', 'subject_id=11|cii_number=A10|pri_name=ROE,A|pri_dob=19500101');
SELECT lives_ok($$CALL prop64.doj_refresh('pgtap_doj')$$, 'a file is read');

SELECT is(pg_temp.counts('1'), '2 HS 11358 felony [2010-01-01,2010-01-02) convicted; 4 HS 11359 felony [2010-01-01,2010-01-02) dismissed 1203.4',
          'lines of one count are one conviction, and a later order tells its state');
SELECT is((SELECT sentence_ends_on FROM pgtap_doj.conviction WHERE conviction_id = 100000002), '[2013-01-01,2013-05-02)'::daterange,
          'parts of a sentence that may run together or in a row');
SELECT is((SELECT offense_on FROM pgtap_doj.conviction WHERE conviction_id = 100000002), '(,2009-11-16)'::daterange, 'the offense is not after the arrest');
SELECT is((SELECT array_agg(case_number ORDER BY conviction_id) FROM pgtap_doj.conviction WHERE person_id = '1'), '{A-1; A-2,A-1; A-2}',
          'the numbers of the court''s step stand on each of its counts');
SELECT is(pg_temp.findings('1'), '', 'and nothing is wrong with these lines');
SELECT is((SELECT prop64.convictions(history) FROM pgtap_doj.person WHERE person_id = '1'), 2, 'the record has the same convictions');
SELECT is((SELECT array_agg(disposition ORDER BY on_bounds) FROM pgtap_doj.person, prop64.unnest(history) WHERE person_id = '1' AND count_key = '101002002000'),
          '{convicted,dismissed 1203.4}', 'and the history of each count');
SELECT is((SELECT count(*) FROM pgtap_doj.person, prop64.unnest(history) AS e WHERE person_id = '1' AND e.kind = 'arrest'), 1::bigint, 'arrests are in the record');
SELECT is((SELECT (sex, race, name, cii_numbers, born_on)::text FROM pgtap_doj.person WHERE person_id = '1'),
          '(M,WHITE,"DOE,1",{A1},"[1980-01-01,1980-01-02)")', 'who it is');

SELECT is(pg_temp.counts('2'), '6 HS 11358 misdemeanor [2012-01-01,2013-01-01) reduced; 7 PC 459 felony [2010-01-01,2010-01-02) convicted',
          'D-C: a number with a blank behind is the same person''s: the burglary stays on the record, and the reduction counts');
SELECT is((SELECT severity_as_convicted FROM pgtap_doj.conviction WHERE conviction_id = 100000006), 'felony', 'the level as convicted is kept');
SELECT is(pg_temp.findings('2'), '7 subject_id padded person number', 'the blank is a finding');

SELECT results_eq($$SELECT person_id, convictions FROM pgtap_doj.person WHERE subject_ids IS NULL ORDER BY person_id$$,
                  $$VALUES ('CII A97' COLLATE "C", 1), ('CII A98', 1), ('line 100000011', 1)$$, 'D-C: people without a number are not merged into one');
SELECT is(pg_temp.findings('line 100000011'), '11 subject_id missing person number', 'and the missing number is a finding');
SELECT is((SELECT born_on FROM pgtap_doj.person WHERE person_id = '3'), '[1979-04-04,1979-04-05)'::daterange, 'D-C: a birth is taken from the line that states it');
SELECT is((SELECT born_on FROM pgtap_doj.person WHERE person_id = '4'), '[1980-01-01,1981-01-02)'::daterange, 'two births: one of them or between');
SELECT is(pg_temp.findings('4'), '14 pri_dob birth after conviction, 15 pri_dob two births', 'which is told, and the conviction before both');
SELECT is(pg_temp.counts('5'), '16 HS 11357(a) felony [2010-01-01,2010-01-02) convicted; 17 HS 11358 felony [2010-01-01,2010-01-02) convicted; 18 HS 11359 felony [2010-01-01,2010-01-02) convicted',
          'D-C: keys that a spreadsheet rewrote leave three counts three');
SELECT is((SELECT array_agg(DISTINCT case_key) FROM pgtap_doj.conviction WHERE person_id = '5'), '{101002}', 'their step is told by its own columns');
SELECT is((SELECT count(*) FROM pgtap_doj.finding WHERE person_id = '5' AND kind = 'damaged key' AND severity = 'error' AND value = '1.01E+11'), 3::bigint,
          'and each damaged key is a finding with what the cell holds');

SELECT is((SELECT array_agg(coalesce(severity, '?') ORDER BY conviction_id) FROM pgtap_doj.conviction WHERE person_id = '6'), '{felony,misdemeanor,?,felony,felony}',
          'D-C: Felony is one, a blank level is the charge''s, an unknown one stays unknown');
SELECT is((SELECT array_agg(coalesce(stands::text, '?') ORDER BY conviction_id) FROM pgtap_doj.conviction WHERE person_id = '6'), '{true,true,true,true,false}',
          'D-C: no contest is a conviction, a vacated one does not stand, a dismissed charge is none');
SELECT is((SELECT convictions FROM pgtap_doj.person WHERE person_id = '6'), 4, 'of which four count');
SELECT is((SELECT count(*) FROM pgtap_doj.person, prop64.unnest(history) AS e WHERE person_id = '6' AND e.kind = 'charge'), 1::bigint,
          'the dismissed charge is in the record as one');

SELECT is(pg_temp.counts('7'), '25 HS 11358 felony [2010-01-01,2010-01-02) convicted; 26 PC 459 felony [2010-01-01,2010-01-02) convicted; 27 HS 11357(c) felony [2010-01-01,2010-01-02) convicted',
          'D-C: a second offense under one key is not lost');
SELECT is((SELECT (charged, charged_text, charge_source)::text FROM pgtap_doj.conviction WHERE conviction_id = 100000027),
          '("HS 11359","11359 HS-SALE","convicted offense")', 'the offense charged is kept beside the one convicted of');
SELECT is(pg_temp.findings('7'), '26 cnt_order two offenses under one key', 'one key for two is a finding');

SELECT is((SELECT array_agg(coalesce(convicted_on::text, '?') ORDER BY conviction_id) FROM pgtap_doj.conviction WHERE person_id = '8'),
          '{?,?,"[2099-01-01,2099-01-02)","[1985-01-01,1986-01-01)"}', 'D-B: a day that is missing or impossible is unknown, a year is that year, none is the year 1');
SELECT is(pg_temp.findings('8'), '28 stp_event_date missing date, 29 stp_event_date impossible date, 30 stp_event_date future date', 'and each is told');
SELECT is((SELECT (deceased, registered)::text FROM pgtap_doj.person WHERE person_id = '9'), '(t,t)', 'D-C: DECEASED and 290 with blanks around them count');
SELECT is((SELECT array_agg(coalesce(county, '?') ORDER BY conviction_id) FROM pgtap_doj.conviction WHERE person_id = '9'), '{SACRAMENTO,?}', 'blanks around a county go');
SELECT is(pg_temp.findings('9'), '34 stp_ori_cnty_name padded county, 35 stp_ori_cnty_name missing county', 'a conviction without a county is told');

SELECT results_eq($$SELECT person_id, value, finding FROM pgtap_doj.finding WHERE kind = 'two person numbers' AND column_name = 'cii_number' AND person_id IN ('10', '11') ORDER BY person_id$$,
                  $$VALUES ('10' COLLATE "C", 'A10' COLLATE "C", 'The same CII number stands under other person numbers too; nothing was merged: 11' COLLATE "C"),
                           ('11', 'A10', 'The same CII number stands under other person numbers too; nothing was merged: 10')$$,
                  'one CII number under two person numbers is told at both');
SELECT results_eq($$SELECT refreshed, files, people, convictions FROM pgtap_doj.refresh$$,
                  $$SELECT 1, ARRAY[1], count(DISTINCT person_id)::integer, count(*)::integer FROM pgtap_doj.conviction$$, 'the refresh is recorded');
SELECT is((SELECT findings FROM pgtap_doj.refresh), (SELECT count(*)::integer FROM pgtap_doj.finding), 'with the findings that it made');
SELECT is_empty($$SELECT FROM pgtap_doj.conviction WHERE person_id NOT IN (SELECT person_id FROM pgtap_doj.person)$$, 'every conviction has its person');
SELECT is((SELECT sum(lines)::integer FROM pgtap_doj.person), 37, 'every line has its person');
SELECT col_is_pk('pgtap_doj'::name, 'conviction'::name, 'conviction_id'::name, 'convictions have a key');
SELECT col_is_pk('pgtap_doj'::name, 'person'::name, 'person_id'::name, 'people have a key');
SELECT is_empty($$SELECT FROM pgtap_doj.finding WHERE finding = '' OR severity NOT IN ('error', 'warning', 'note') OR line_id IS NULL$$, 'every finding says what it means and where');

-- ---- nothing new, then a second file ----

CREATE TEMP TABLE before AS SELECT person_id, p.ctid AS place FROM pgtap_doj.person AS p;
SELECT lives_ok($$CALL prop64.doj_refresh('pgtap_doj')$$, 'a second refresh without a new file');
SELECT is_empty($$SELECT FROM pgtap_doj.person AS p JOIN pg_temp.before AS b USING (person_id) WHERE p.ctid <> b.place$$, 'touches nobody');
SELECT is((SELECT count(*) FROM pgtap_doj.refresh), 1::bigint, 'and is not recorded');

SELECT pg_temp.load(2,
    -- the same person, the same lines again and one more count
    'ofn=A-1|sent_order=001|sent_length=3|sent_time_code=Y', 'ofn=A-1|sent_order=002|sent_length=120|sent_time_code=D', 'cnt_order=105002001000|offense_descr=187(A) PC-MURDER|stp_event_date=20150101',
    'subject_id=12|cii_number=A10|pri_name=X', 'subject_id=13|offense_descr=11358 HS OR 11359 HS', 'subject_id=13|cnt_order=101002002000|offense_descr=SEE COMMENT FOR CHARGE|comment_text=11357(B) HS-POSS',
    'subject_id=13|cnt_order=101002003000|offense_descr=PROBATION VIOLATION');
SELECT lives_ok($$CALL prop64.doj_refresh('pgtap_doj')$$, 'a second file');
SELECT is(pg_temp.counts('1'), '2 HS 11358 felony [2010-01-01,2010-01-02) convicted; 4 HS 11359 felony [2010-01-01,2010-01-02) dismissed 1203.4; 3 PC 187(a) felony [2015-01-01,2015-01-02) convicted',
          'people merge across files: what both tell is one count, what one tells is added');
SELECT is((SELECT sentence_ends_on FROM pgtap_doj.conviction WHERE conviction_id = 100000002), '[2013-01-01,2013-05-02)'::daterange,
          'and a sentence is not longer for being told in two files');
SELECT set_eq($$SELECT p.person_id FROM pgtap_doj.person AS p LEFT JOIN pg_temp.before AS b USING (person_id) WHERE p.ctid IS DISTINCT FROM b.place$$,
              ARRAY['1', '12', '13'], 'only people of whom the new file tells were touched');
SELECT set_eq($$SELECT person_id FROM pgtap_doj.person WHERE refreshed = 2$$, ARRAY['1', '12', '13'], 'which the rows say');
SELECT is((SELECT array_agg(person_id ORDER BY person_id) FROM pgtap_doj.finding WHERE kind = 'two person numbers' AND column_name = 'cii_number' AND value = 'A10'),
          '{10,11,12}', 'a third number of one CII is told at all three, once');
SELECT is((SELECT files FROM pgtap_doj.refresh WHERE refreshed = 2), '{2}', 'the second refresh is recorded');
SELECT is((SELECT count(*) FROM pgtap_doj.file WHERE refreshed IS NULL), 0::bigint, 'no file waits');
SELECT is(pg_temp.findings('13'), '5 offense_descr several charges, 6 comment_text charge in comment, 7 offense_descr unreadable charge',
          'alternatives, a charge in the comment alone and words that are no charge are told');
SELECT is((SELECT array_agg(coalesce(charge::text, '?') ORDER BY conviction_id) FROM pgtap_doj.conviction WHERE person_id = '13'), '{?,HS 11357(b),?}',
          'D-A: which of two it was is unknown, a charge in a comment is read');

-- reading all files at once gives what reading them one after another gave
CREATE TEMP TABLE apart AS SELECT c.*, p.history FROM pgtap_doj.conviction AS c JOIN pgtap_doj.person AS p USING (person_id);
ALTER TABLE pg_temp.apart DROP COLUMN refreshed;
CREATE FUNCTION pg_temp.all_at_once(workers integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM pgtap_doj.refresh; DELETE FROM pgtap_doj.person; DELETE FROM pgtap_doj.finding; DELETE FROM pgtap_doj.conviction;
    UPDATE pgtap_doj.file SET refreshed = NULL;
    ALTER TABLE pgtap_doj.person DROP CONSTRAINT person_pkey; ALTER TABLE pgtap_doj.conviction DROP CONSTRAINT conviction_pkey;
    DROP TABLE IF EXISTS pg_temp.prop64_doj_reading;
    PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
    CALL prop64.doj_refresh('pgtap_doj');
END $$;
SELECT pg_temp.all_at_once(0);
CREATE TEMP TABLE findings AS SELECT line_id, person_id, column_name, kind, severity, finding, value FROM pgtap_doj.finding;
SELECT is_empty($$SELECT conviction_id FROM pg_temp.apart AS a FULL JOIN (SELECT c.*, p.history FROM pgtap_doj.conviction AS c JOIN pgtap_doj.person AS p USING (person_id)) AS b USING (conviction_id)
                   WHERE to_jsonb(a) IS DISTINCT FROM to_jsonb(b) - 'refreshed'$$, 'file by file or all at once: the same convictions and records');
-- and so does reading them in parts, of which each takes its share of the people
SELECT pg_temp.all_at_once(3);
SELECT is_empty($$SELECT conviction_id FROM pg_temp.apart AS a FULL JOIN (SELECT c.*, p.history FROM pgtap_doj.conviction AS c JOIN pgtap_doj.person AS p USING (person_id)) AS b USING (conviction_id)
                   WHERE to_jsonb(a) IS DISTINCT FROM to_jsonb(b) - 'refreshed'$$, 'in one part or in three: the same convictions and records');
SELECT bag_eq('SELECT line_id, person_id, column_name, kind, severity, finding, value FROM pgtap_doj.finding', 'SELECT * FROM pg_temp.findings', '... and the same findings');

-- ---- shares ----

CREATE TEMP TABLE whose AS
SELECT subject_id, cii_number, file_id, record, prop64.doj_person_id(subject_id, cii_number, file_id * 100000000::bigint + record) AS person_id
  FROM (SELECT CASE n % 7 WHEN 0 THEN NULL WHEN 1 THEN ' ' || n % 60 || '  ' WHEN 2 THEN 'CII ' || n % 40 WHEN 3 THEN 'line 10000000' || n % 9 ELSE (n % 300)::text END AS subject_id,
               CASE n % 5 WHEN 0 THEN '  ' WHEN 1 THEN NULL WHEN 2 THEN repeat('long ', 60) || n % 3 ELSE (n % 40)::text END AS cii_number, 1 AS file_id, n AS record
          FROM generate_series(1, 3000) AS n) AS l;
CREATE TEMP TABLE share AS
SELECT w.*, s.share FROM pg_temp.whose AS w, generate_series(0, 1023) AS s (share)
 WHERE prop64.doj_person_in_shares(subject_id, cii_number, file_id, record, s.share, s.share);
SELECT is((SELECT count(*) FROM pg_temp.share), 3000::bigint, 'every line falls into one share');
SELECT is_empty('SELECT person_id FROM pg_temp.share GROUP BY person_id HAVING count(DISTINCT share) > 1', 'and all lines of a person into the same');
SELECT is_empty($$ SELECT FROM pg_temp.share, (VALUES (0, 511), (512, 1023), (100, 99)) AS v (a, b)
                    WHERE prop64.doj_person_in_shares(subject_id, cii_number, file_id, record, a, b) IS DISTINCT FROM share BETWEEN a AND b $$, 'a range has those from its first to its last');
SELECT is((SELECT count(*) FROM (VALUES (NULL, 1, 0, 1), (1, NULL, 0, 1), (1, 1, NULL, 1), (1, 1, 0, NULL)) AS v (f, r, a, b)
            WHERE prop64.doj_person_in_shares('7', '7', f, r, a, b) IS NULL), 4::bigint, 'without a number it is not known');

-- ---- doj_take ----

CREATE FUNCTION pg_temp.read_as(person text, counts integer, findings integer) RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT %L::text AS person_id, 5 AS age, ARRAY(SELECT ROW(i, repeat(''c'', i))::pg_temp.part FROM generate_series(1, %s) AS i) AS counts,
                          nullif(ARRAY(SELECT ROW(i, repeat(''f'', i))::pg_temp.part FROM generate_series(1, %s) AS i), ''{}'') AS findings', person, counts, findings)
$$;
CREATE TYPE pg_temp.part AS (n integer, word text);
CREATE TEMP TABLE person_of (person_id text, age integer, refreshed integer, changed_at timestamptz);
CREATE TEMP TABLE part_of (n integer, person_id text, word text, refreshed integer, kind text DEFAULT 'count');
CREATE TEMP TABLE reading AS
SELECT pg_temp.read_as('A', 2, 1) || ' UNION ALL ' || pg_temp.read_as('B', 0, 0) || ' UNION ALL ' || pg_temp.read_as(NULL, 1, 0) AS reading;
SELECT is((SELECT prop64.doj_take(reading, 9, '2020-07-01 00:00Z', ARRAY['INSERT INTO person_of SELECT * FROM people', 'INSERT INTO part_of SELECT * FROM counts',
              $$INSERT INTO part_of SELECT *, 'finding' FROM findings$$, 'SELECT FROM counts AS c JOIN people AS p USING (person_id)', 'DELETE FROM part_of WHERE false']) FROM pg_temp.reading),
          '{3,3,1,2,0}', 'doj_take tells how many rows each statement wrote or found');
SELECT results_eq('SELECT * FROM person_of', $$ VALUES ('A'::text, 5, 9, '2020-07-01 00:00Z'::timestamptz), ('B', 5, 9, '2020-07-01 00:00Z'), (NULL, 5, 9, '2020-07-01 00:00Z') $$, 'people are the columns before the last two');
SELECT results_eq('SELECT n, person_id, word, refreshed, kind FROM part_of', $$ VALUES (1, 'A'::text, 'c'::text, 9, 'count'::text), (2, 'A', 'cc', 9, 'count'), (1, NULL, 'c', 9, 'count'), (1, 'A', 'f', 9, 'finding') $$,
                  'the rows of the arrays have the person behind their first column');
SELECT is((SELECT prop64.doj_take(reading || ' OFFSET 3', 9, now(), '{SELECT FROM people,SELECT FROM counts}') FROM pg_temp.reading), '{0,0}', 'of nobody');
SELECT is((SELECT prop64.doj_take(reading, 9, now(), '{}') FROM pg_temp.reading), '{}', 'without a statement');
SELECT is(prop64.doj_take(NULL, 9, now(), '{}'), NULL, 'without a reading');
SELECT is((SELECT prop64.doj_take('SELECT ''P'' || i AS person_id, repeat(''x'', 1000), ARRAY[ROW(i, ''c'')::pg_temp.part, ROW(-i, ''d'')::pg_temp.part], NULL::pg_temp.part[] FROM generate_series(1, 60000) AS i', 9, now(),
              ARRAY['SELECT FROM people WHERE length(repeat) = 1000', 'SELECT FROM counts WHERE person_id = ''P'' || abs(n)'])), '{60000,120000}', 'more than memory holds')
  FROM (SELECT set_config('work_mem', '1MB', true)) AS s;
SELECT throws_ok($$ SELECT prop64.doj_take('SELECT 1', 9, now(), '{}') $$, '42804', 'the reading has 1 columns', 'a reading of too few columns');
SELECT throws_ok($$ SELECT prop64.doj_take('SELECT 1, 2, 3, 4', 9, now(), '{}') $$, '42804', 'column 3 of the reading is no array of rows', 'and one of others');
SELECT throws_ok($$ SELECT prop64.doj_take('CREATE TABLE gone ()', 9, now(), '{}') $$, '22023', 'the reading is not one query that only reads', 'a command is no reading');
SELECT throws_ok(format('SELECT prop64.doj_take(%L, 9, now(), %L)', reading || ' ; ' || reading, '{}'), '22023', 'the reading is not one query that only reads', 'nor are two queries') FROM pg_temp.reading;
SELECT throws_ok(format('SELECT prop64.doj_take(%L, 9, now(), %L)', reading, '{INSERT INTO person_of SELECT * FROM people,SELECT 1/0}'), '22012', NULL, 'a statement that fails') FROM pg_temp.reading;
SELECT is((SELECT count(*) FROM person_of), 3::bigint, 'leaves nothing of the others');
SELECT throws_ok(format('SELECT prop64.doj_take(%L, 9, now(), %L)', reading, '{SELECT FROM people,COMMIT}'), '0A000', 'statement 2 is of a kind that cannot be run here', 'a statement that ends the transaction') FROM pg_temp.reading;
SELECT throws_ok(format('SELECT prop64.doj_take(%L, 9, now(), %L)', 'DELETE FROM person_of; ' || reading, '{}'), '22023', 'the reading is not one query that only reads', 'one that is not alone') FROM pg_temp.reading;
CREATE TYPE pg_temp.hollow AS ();
SELECT throws_ok($$ SELECT prop64.doj_take('SELECT ''A'', 1, ARRAY[ROW()::pg_temp.hollow], NULL::pg_temp.part[]', 9, now(), '{}') $$, '42804', 'column 3 of the reading is no array of rows', 'rows without a column');
SELECT throws_ok($$ SELECT prop64.doj_take('SELECT ''A'', 1, ARRAY[ROW(1, 2)], NULL::pg_temp.part[]', 9, now(), '{}') $$, '42804', 'column 3 of the reading is no array of rows', 'and rows of no type');
SELECT throws_ok($$ SELECT prop64.doj_take('SELECT ''A'', ARRAY[NULL]::pg_temp.part[], NULL::pg_temp.part[], NULL::pg_temp.part[]', 9, now(), '{SELECT,NULL}') $$, '22004', NULL, 'a NULL for a statement');
SELECT throws_ok(format($$ SELECT prop64.doj_take('SELECT %s, NULL::pg_temp.part[], NULL::pg_temp.part[]', 9, now(), '{}') $$, (SELECT string_agg(i::text, ', ') FROM generate_series(1, 31) AS i)), '54011', NULL, 'more columns than there can be');

SELECT * FROM finish();
ROLLBACK;
