-- shares.sql: what a file in the state's format holds, kind by kind.
--
--   psql -X -q -A -t -v county=SACRAMENTO -v bounds=1 -f shares.sql <FILE
--
-- FILE comes from tools/make-doj.  One line of output for each kind: what, of which lines
-- or people, the first line that shows it, hits, total, hits in a thousand, the bounds,
-- and ok or not.  With bounds=0 a kind must only be there: a small file has its shares by
-- chance.  The kinds are the table of doc/doj-sample.md.

CREATE TEMP TABLE doj (
  record_id text, subject_status text, subject_id text, req_seg_sep text, req_cii_number text, req_name text,
  req_gender text, req_dob text, req_cdl text, req_ssn text, pii_seg_sep text, cii_number text, pri_name text,
  gender text, pri_dob text, pri_ssn text, pri_cdl text, pri_idn text, pri_inn text, fbi_number text,
  pdr_seg_sep text, race_code text, race_descr text, eye_color_code text, eye_color_descr text, hair_color_code text,
  hair_color_descr text, height text, weight text, single_source text, multi_source text, pob_code text,
  pob_name text, pob_type text, citizenship_list text, cyc_seg_sep text, cyc_order text, cyc_date text,
  stp_seg_sep text, stp_order text, stp_event_date text, stp_type_code text, stp_type_descr text,
  stp_ori_type text, stp_ori_type_descr text, stp_ori_code text, stp_ori_descr text, stp_ori_cnty_code text,
  stp_ori_cnty_name text, cnt_seg_sep text, cnt_order text, disp_date text, ofn text, offense_code text,
  offense_descr text, offense_toc text, offense_qual_lst text, disp_offense_code text, disp_offense_descr text,
  disp_offense_toc text, disp_offense_qual_lst text, conv_offense_order text, conv_offense_code text,
  conv_offense_descr text, conv_offense_toc text, conv_offense_qual_lst text, fe_num_order text, fe_num_arr_agy text,
  fe_num_bnch_warr text, fe_num_cite text, fe_num_docket text, fe_num_incident text, fe_num_booking text,
  fe_num_number text, fe_num_remand text, fe_num_oos_inn text, fe_num_crt_case text, fe_num_warrant text,
  disp_order text, disp_code text, disp_descr text, conv_stat_code text, conv_stat_descr text, sent_seg_sep text,
  sent_order text, sent_loc_code text, sent_loc_descr text, sent_length text, sent_time_code text,
  sent_time_descr text, cyc_age text, cii_type text, cii_type_alpha text, comment_text text, end_of_rec text
);
\copy doj FROM pstdin CSV HEADER

CREATE TEMP TABLE entry AS
  SELECT *, btrim(subject_id) AS person, stp_type_descr = 'COURT ACTION' AS court,
         stp_type_descr = 'COURT ACTION' AND disp_descr LIKE 'CONVICTED%' AS conviction,
         CASE WHEN stp_event_date ~ '^(19[789]|20[012])[0-9](0[1-9]|1[0-2])(0[1-9]|[12][0-9])$'
              THEN to_date(stp_event_date, 'YYYYMMDD') END AS day,
         CASE WHEN pri_dob ~ '^(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])$' AND right(pri_dob, 4) <> '0230'
              THEN to_date(pri_dob, 'YYYYMMDD') END AS born,
         translate(offense_descr, '()', '') AS plain
  FROM (SELECT record_id::bigint AS n, * FROM doj) AS d;
-- What a count has more than one line of.
CREATE TEMP TABLE same AS
  SELECT person, cnt_order, min(n) AS n, count(*) AS lines,
         count(*) FILTER (WHERE sent_order = '001' AND disp_order = '001') AS firsts,
         count(DISTINCT offense_descr) AS offenses, bool_or(disp_order = '002') AS later
  FROM entry WHERE court AND length(cnt_order) = 12 AND person IS NOT NULL GROUP BY person, cnt_order;

CREATE TEMP TABLE kind (
  place int GENERATED ALWAYS AS IDENTITY, what text, of text, line bigint, hits bigint, total bigint, least int, most int
);

INSERT INTO kind (what, of, line, hits, total, least, most)
  SELECT what, 'lines', min(n) FILTER (WHERE hit), count(*) FILTER (WHERE hit), count(*), least, most
  FROM entry, LATERAL (VALUES
    (1, 'court actions', court, 500, 620),
    (2, 'arrests', stp_type_descr = 'ARREST/DETAINED/CITED', 280, 390),
    (3, 'supplemental arrests', stp_type_descr = 'SUPPLEMENTAL ARREST', 5, 16),
    (4, 'custody', stp_type_descr = 'CUSTODY', 25, 55),
    (5, 'probation', stp_type_descr = 'PROBATION', 13, 32),
    (6, 'applications', stp_type_descr = 'APPLICANT', 9, 20),
    (7, 'registrations', stp_type_descr = 'REGISTRATION', 6, 17),
    (8, 'registrations, 290 PC', stp_type_descr = 'REGISTRATION' AND btrim(offense_descr) LIKE '290%', 3, 12),
    (9, 'registrations, a blank before 290', stp_type_descr = 'REGISTRATION' AND offense_descr LIKE ' 290%', 0, 3),
    (10, 'registrations, 11590 HS', stp_type_descr = 'REGISTRATION' AND offense_descr LIKE '11590 HS%', 2, 8),
    (11, 'deaths', stp_type_descr = 'DECEASED', 3, 9),
    (12, 'deaths, a blank behind the word', stp_type_descr = 'DECEASED ', 0, 3),
    (13, 'other counties', btrim(stp_ori_cnty_name) <> :'county', 90, 200),
    (14, 'county with blanks behind', stp_ori_cnty_name LIKE '%  ', 1, 6),
    (15, 'county missing', stp_ori_cnty_name IS NULL, 1, 6),
    (16, 'years without a day, 19850000', stp_event_date ~ '^[0-9]{4}0000$' AND stp_event_date <> '00000000', 12, 28),
    (17, 'months without a day', stp_event_date ~ '^[0-9]{4}(0[1-9]|1[0-2])00$', 5, 16),
    (18, 'days missing', stp_event_date IS NULL, 5, 14),
    (19, 'days of zeros', stp_event_date = '00000000', 1, 6),
    (20, 'days that no calendar has', stp_event_date ~ '^[0-9]{4}(0431|0230|0631|13..)$', 2, 10),
    (21, 'days in the future', stp_event_date ~ '^20[3-9]|^21', 2, 9),
    (22, 'days with dashes', stp_event_date LIKE '____-__-__', 1, 6),
    (23, 'days with slashes', stp_event_date LIKE '%/%', 1, 5),
    (24, 'days after a blank', stp_event_date LIKE ' %', 1, 5),
    (25, 'birth after the day of the line', born > day, 2, 20),
    (26, 'keys of a spreadsheet, 1.01001E+11', cnt_order LIKE '%E+11', 5, 22),
    (27, 'keys cut to 9, 5 or 2 digits', length(cnt_order) IN (9, 5, 2), 5, 13),
    (28, 'keys missing', cnt_order IS NULL, 1, 5),
    (29, 'subject numbers with a blank behind', subject_id LIKE '% ', 6, 22),
    (30, 'subject numbers missing', subject_id IS NULL, 1, 14),
    (31, 'names with quotes', pri_name LIKE '%"%"' AND pri_name NOT LIKE '=%', 5, 22),
    (32, 'names with two commas', pri_name LIKE '%,%,%', 8, 27),
    (33, 'names with blanks behind', pri_name LIKE '% ', 1, 14),
    (34, 'names that are formulas', pri_name ~ '^[-=+@]', 4, 19),
    (35, 'names that are =HYPERLINK', pri_name LIKE '=HYPERLINK("%","%")', 1, 8)
  ) AS v(line, what, hit, least, most)
  GROUP BY line, what, least, most ORDER BY line;

INSERT INTO kind (what, of, line, hits, total, least, most)
  SELECT what, 'court lines', min(n) FILTER (WHERE hit), count(*) FILTER (WHERE hit), count(*), least, most
  FROM entry, LATERAL (VALUES
    (1, 'convictions', conviction, 780, 880),
    (2, 'dismissed, rejected, acquitted', disp_descr ~ '^(DISMISSED|PROS REJ|ACQUITTED)', 80, 170),
    (3, 'dispositions that nobody knows',
         disp_descr ~ '^(GUILTY|NOLO|Convicted| CONVICTED|CONVICTEDXYZ|DISPO UNREP|CASE TRANS)', 8, 20),
    (4, 'sentences modified', disp_descr = 'SENTENCE MODIFIED', 7, 22),
    (5, 'probation revoked', disp_descr = 'PROBATION REVOKED', 7, 22),
    (6, 'reduced to a misdemeanor, in words', disp_descr = 'REDUCED TO MISDEMEANOR', 2, 11),
    (7, 'convicted again as a misdemeanor', disp_order = '002' AND disp_descr = 'CONVICTED-PROBATION', 1, 6),
    (8, 'set aside and dismissed, PC 1203.4', disp_descr LIKE '%1203.4 PC', 16, 35),
    (9, 'CONVICTED-SET ASIDE', disp_descr = 'CONVICTED-SET ASIDE', 4, 14),
    (10, 'CONVICTED - VACATED', disp_descr = 'CONVICTED - VACATED', 2, 9),
    (11, 'later orders on the day of the judgment',
         disp_order = '002' AND disp_date > stp_event_date AND day IS NOT NULL, 16, 45),
    (12, 'later orders on their own day', disp_order = '002' AND disp_date = stp_event_date, 25, 65),
    (13, 'second and third parts of a sentence', sent_order > '001', 200, 340),
    (14, 'lengths that are no number, or have no unit',
         sent_length = 'LIFE' OR sent_time_code = 'MO' OR sent_length IS NOT NULL AND sent_time_code IS NULL, 4, 30),
    (15, 'other offense convicted of than charged', conv_offense_descr IS NOT NULL, 15, 45),
    (16, 'SEE COMMENT FOR CHARGE', offense_descr = 'SEE COMMENT FOR CHARGE', 25, 50),
    (17, 'See Comment For Charge', offense_descr = 'See Comment For Charge', 2, 10),
    (18, 'and the comment begins with the charge',
         offense_descr = 'SEE COMMENT FOR CHARGE' AND comment_text ~ '^[0-9]', 15, 42),
    (19, 'and a word comes before it',
         upper(offense_descr) = 'SEE COMMENT FOR CHARGE' AND comment_text LIKE 'CHRG-%', 2, 12),
    (20, 'and the comment has a number that is no charge',
         upper(offense_descr) = 'SEE COMMENT FOR CHARGE' AND comment_text LIKE 'CALL 555%', 1, 7),
    (21, 'and the comment has two charges',
         upper(offense_descr) = 'SEE COMMENT FOR CHARGE' AND comment_text LIKE '% AND 11359 HS-SALE', 2, 12),
    (22, 'a remark beside a charge', comment_text IS NOT NULL AND plain ~ '^[0-9]', 22, 50),
    (23, 'charge missing', offense_descr IS NULL, 3, 11),
    (24, 'charge of blanks', offense_descr ~ '^ +$', 2, 10),
    (25, 'charge joined to the code', offense_descr ~ '^[0-9.]+(\([A-Z0-9]+\))*(HS|PC|VC|BP)-', 20, 45),
    (26, 'charge without a description', offense_descr ~ '^[0-9./]+(\([A-Z0-9]+\))* (HS|PC|VC|BP)$', 40, 85),
    (27, 'attempts, 664/', plain ~ '^664/' AND plain NOT LIKE '664/187%', 5, 18),
    (28, 'attempts, 664-', plain ~ '^664-', 1, 8),
    (29, 'attempts in words', offense_descr LIKE '%-ATTEMPTED', 4, 15),
    (30, 'attempts as a qualifier', offense_qual_lst = 'ATTEMPTED', 8, 26),
    (31, 'conspiracies', plain LIKE '182A1%', 4, 18),
    (32, 'alternatives with OR', offense_descr LIKE '% HS OR %', 1, 6),
    (33, 'alternatives with /', offense_descr ~ '^113[56][0-9]/113', 1, 6),
    (34, 'charge that is no charge', offense_descr IN ('PROBATION VIOLATION', 'CHARGE NOT LISTED', 'UNKNOWN'), 3, 12),
    (35, 'charge after a blank', offense_descr LIKE ' _%' AND btrim(offense_descr) <> '', 4, 14),
    (36, 'charge in lower case', offense_descr ~ ' (hs|pc|vc|bp)-', 2, 12),
    (37, 'letters glued to the section', offense_descr ~ '^113[56][0-9][A-E]', 1, 6),
    (38, 'code first', offense_descr ~ '^(HS|PC|VC|BP) [0-9]', 5, 18),
    (39, 'no code', offense_descr ~ '^113[56][0-9](\([A-Z0-9]+\))*-', 1, 9),
    (40, 'a blank inside the section', offense_descr ~ '^11 3', 1, 6),
    (41, 'a digit before the section', offense_descr LIKE '1113_%', 0, 4),
    (42, 'a letter that the section never had',
         offense_descr LIKE '1135_(A) %SALE' OR offense_descr LIKE '11358(A) %', 1, 6),
    (43, 'the same digits in another code', offense_descr ~ '^113[56][0-9].* VC-', 0, 5),
    (44, 'case numbers missing', ofn IS NULL, 7, 24),
    (45, 'case numbers NULL and blanks', ofn = 'NULL  ', 5, 20)
  ) AS v(line, what, hit, least, most)
  WHERE court GROUP BY line, what, least, most ORDER BY line;

INSERT INTO kind (what, of, line, hits, total, least, most)
  SELECT what, 'conviction lines', min(n) FILTER (WHERE hit), count(*) FILTER (WHERE hit), count(*), least, most
  FROM entry, LATERAL (VALUES
    (1, 'felonies in words', conv_stat_descr = 'FELONY', 540, 700),
    (2, 'misdemeanors in words', conv_stat_descr = 'MISDEMEANOR', 220, 340),
    (3, 'infractions in words', conv_stat_descr = 'INFRACTION', 1, 14),
    (4, 'level blank, TOC tells', conv_stat_descr IS NULL AND offense_toc IS NOT NULL, 40, 70),
    (5, 'level and TOC blank', conv_stat_descr IS NULL AND offense_toc IS NULL, 5, 16),
    (6, 'level spelled Felony', conv_stat_descr ~ '^[FMI][a-z]', 4, 14),
    (7, 'level with a blank behind', conv_stat_descr LIKE '% ', 5, 16),
    (8, 'level as a letter', length(conv_stat_descr) = 1, 4, 13),
    (9, 'level UNKNOWN', conv_stat_descr = 'UNKNOWN', 5, 16),
    (10, 'level that contradicts TOC', conv_stat_descr <> 'UNKNOWN' AND left(conv_stat_descr, 1) <> offense_toc
                                       AND conv_offense_descr IS NULL AND disp_order = '001', 8, 24)
  ) AS v(line, what, hit, least, most)
  WHERE conviction GROUP BY line, what, least, most ORDER BY line;

INSERT INTO kind (what, of, line, hits, total, least, most)
  SELECT 'convicted on the line of an arrest', 'arrests', min(n) FILTER (WHERE disp_descr LIKE 'CONVICTED%'),
         count(*) FILTER (WHERE disp_descr LIKE 'CONVICTED%'), count(*), 1, 7
  FROM entry WHERE stp_type_descr LIKE '%ARREST%';

INSERT INTO kind (what, of, line, hits, total, least, most)
  SELECT what, 'counts', min(n) FILTER (WHERE hit), count(*) FILTER (WHERE hit), count(*), least, most
  FROM same, LATERAL (VALUES
    (1, 'counts with a later line', later, 70, 150),
    (2, 'a line repeated', firsts > 1 AND offenses = 1, 3, 12),
    (3, 'two offenses under one key', offenses > 1, 1, 12)
  ) AS v(line, what, hit, least, most)
  GROUP BY line, what, least, most ORDER BY line;

INSERT INTO kind (what, of, line, hits, total, least, most)
  SELECT 'entered twice, under another count', 'counts', min(n) FILTER (WHERE again),
         count(DISTINCT (person, cnt_order)) FILTER (WHERE again), (SELECT count(*) FROM same), 2, 10
  FROM (SELECT *, substr(cnt_order, 7, 3) BETWEEN '005' AND '008' AS again FROM entry WHERE court) AS e;

CREATE TEMP TABLE subject AS
  SELECT person, count(*) AS lines, count(DISTINCT pri_dob) AS births, bool_or(pri_dob IS NULL) AS some_blank,
         bool_and(pri_dob IS NULL) AS all_blank, min(n) AS n, max(n) AS last_line, min(pri_name) AS name,
         max(pri_dob) AS dob,
         count(DISTINCT stp_ori_cnty_name) FILTER (WHERE stp_ori_cnty_name NOT LIKE '% ') AS counties,
         count(DISTINCT subject_id) AS spellings,
         bool_or(court AND plain ~ '1135[789]|11360|[Ss][Ee][Ee] [Cc]') AS cannabis
  FROM entry WHERE person IS NOT NULL GROUP BY person;

INSERT INTO kind (what, of, line, hits, total, least, most)
  SELECT what, 'people', min(n) FILTER (WHERE hit), count(*) FILTER (WHERE hit), count(*), least, most
  FROM subject AS s, LATERAL (VALUES
    (1, 'people with lines of several counties', counties > 1, 200, 360),
    (2, 'people under two numbers', person LIKE '2%' AND
        EXISTS (SELECT FROM subject AS other
                WHERE other.person = '1' || substr(s.person, 2) AND other.name = s.name), 10, 35),
    (3, 'two births under one number', births > 1, 12, 40),
    (4, 'birth missing', all_blank, 15, 36),
    (5, 'birth missing on the first line only', some_blank AND NOT all_blank, 11, 32),
    (6, 'birth is a year', dob LIKE '____0000', 7, 24),
    (7, 'birth that no calendar has', dob ~ '(0431|0230|0631|13..)$', 2, 12),
    (8, 'birth in the future', dob ~ '^20[3-9]|^21', 2, 12),
    (9, 'birth with dashes', dob LIKE '____-__-__', 2, 12),
    (10, 'subject number with and without blanks', spellings > 1, 10, 32),
    (11, 'people without a cannabis count', NOT cannabis, 0, 60)
  ) AS v(line, what, hit, least, most)
  GROUP BY line, what, least, most ORDER BY line;

SELECT what, 'of ' || of, line, hits, total, round(hits * 1000.0 / total, 1), least, most,
       CASE WHEN hits > 0 AND (:bounds = 0 OR hits * 1000 BETWEEN least * total AND most * total)
            THEN 'ok' ELSE 'not ok' END
FROM kind ORDER BY place;

-- What must hold of every line.
SELECT 'no ' || what, 'of all', NULL, hits, total, NULL, 0, 0, CASE WHEN hits = 0 THEN 'ok' ELSE 'not ok' END
FROM (
  SELECT 'lines without their marks' AS what,
         count(*) FILTER (WHERE (req_seg_sep, pii_seg_sep, pdr_seg_sep, cyc_seg_sep, stp_seg_sep, cnt_seg_sep,
                                 sent_seg_sep, end_of_rec)
                                IS DISTINCT FROM ('#', '#', '#', '#', '#', '#', '#', '#')) AS hits,
         count(*) AS total
  FROM entry
  UNION ALL
  SELECT 'numbers of lines that are not 1 to n', abs(count(*) - max(n)) + abs(count(*) - count(DISTINCT n)), count(*)
  FROM entry
  UNION ALL
  SELECT 'people whose lines are apart', count(*) FILTER (WHERE last_line - n + 1 <> lines), count(*) FROM subject
  UNION ALL
  SELECT 'keys that do not tell cycle and step', count(*) FILTER (WHERE left(cnt_order, 6) <> cyc_order || stp_order),
         count(*)
  FROM entry WHERE length(cnt_order) = 12
  UNION ALL
  SELECT 'agencies of another county than the line''s',
         count(*) FILTER (WHERE substr(stp_ori_code, 4, 2) <> stp_ori_cnty_code
                            OR substr(stp_ori_descr, 5) <> btrim(stp_ori_cnty_name)),
         count(*)
  FROM entry
  UNION ALL
  SELECT 'counties that California has not', count(*) FILTER (WHERE stp_ori_cnty_code::int NOT BETWEEN 1 AND 58), count(*)
  FROM entry
) AS must;
