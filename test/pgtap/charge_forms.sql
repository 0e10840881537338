-- Every form in which a charge is written, as doc/charge.md promises it, and what no
-- one would take for a charge; in any size, and whatever the bytes.
\set doc `cat ../../doc/charge.md`
BEGIN;
SET LOCAL search_path = tap;

-- What the strict door says: the charge, or the SQLSTATE of its error.
CREATE FUNCTION pg_temp.strict(written text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN written::prop64.charge::text;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;

CREATE TEMP TABLE answer (n integer GENERATED ALWAYS AS IDENTITY, got text, expected text, says text);

-- ---------------------------------------------------------------------------
-- The tables of doc/charge.md.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE line AS
SELECT part, n, trim(cell[2]) AS form, cell[3] AS written, cell[4] AS charge, cell[5] AS notes
  FROM unnest(ARRAY['By both doors', 'By the tolerant door only', 'No single charge']) AS part,
       LATERAL regexp_match(:'doc', E'\n### ' || part || E'\n(.*?)\n### ') AS section,
       LATERAL regexp_split_to_table(section[1], E'\n') WITH ORDINALITY AS r (row, n),
       LATERAL string_to_array(row, '|') AS cell
 WHERE row LIKE '|%' AND cell[3] LIKE '%`%';
CREATE FUNCTION pg_temp.quoted(cell text) RETURNS text[] LANGUAGE sql
    RETURN ARRAY(SELECT m[1] FROM regexp_matches(cell, '`([^`]*?)`', 'g') WITH ORDINALITY AS r (m, n) ORDER BY n);

INSERT INTO pg_temp.answer (got, expected, says)
SELECT format('%s and %s', pg_temp.strict(w), coalesce(prop64.to_charge(w)::text, 'none')),
       format('%1$s and %1$s', (pg_temp.quoted(charge))[1]), format('both doors read %L', w)
  FROM pg_temp.line, unnest(pg_temp.quoted(written)) AS w
 WHERE part = 'By both doors' ORDER BY n;

INSERT INTO pg_temp.answer (got, expected, says)
SELECT format('%s (%s), strictly %s', coalesce(prop64.to_charge(w)::text, 'none'),
              (SELECT string_agg(note, ', ' ORDER BY note) FROM unnest(prop64.charge_notes(w)) AS note),
              CASE WHEN pg_temp.strict(w) ~ '^(22|54)' THEN 'an error' ELSE pg_temp.strict(w) END),
       format('%s (%s), strictly an error', (pg_temp.quoted(charge))[1],
              (SELECT string_agg(note, ', ' ORDER BY note) FROM regexp_split_to_table(trim(notes), ', *') AS note WHERE note <> '')),
       format('the tolerant door reads %L', w)
  FROM pg_temp.line, unnest(pg_temp.quoted(written)) AS w
 WHERE part = 'By the tolerant door only' ORDER BY n;

INSERT INTO pg_temp.answer (got, expected, says)
SELECT format('%s; %s', coalesce(prop64.to_charge(w)::text, 'none'), prop64.to_charges(w)::text[]),
       format('none; %s', pg_temp.quoted(charge)), format('no single charge: %L', w)
  FROM pg_temp.line, unnest(pg_temp.quoted(written)) AS w
 WHERE part = 'No single charge' ORDER BY n;

INSERT INTO pg_temp.answer (got, expected, says)
SELECT count(DISTINCT prop64.charge_problem(w))::text || ' problem', '1 problem', format('the reason is the same for each text that %s', why)
  FROM (SELECT written, (array_agg(form) FILTER (WHERE form <> '') OVER (ORDER BY n))[count(*) FILTER (WHERE form <> '') OVER (ORDER BY n)] AS why
          FROM pg_temp.line WHERE part = 'No single charge') AS l,
       unnest(pg_temp.quoted(written)) AS w
 GROUP BY why ORDER BY why;
INSERT INTO pg_temp.answer (got, expected, says)
SELECT count(DISTINCT prop64.charge_problem(w))::text, '7', 'seven reasons are told apart'
  FROM pg_temp.line, unnest(pg_temp.quoted(written)) AS w WHERE part = 'No single charge';

-- Every spelling of every code, and the code's own name.
CREATE TEMP TABLE spelling AS
SELECT trim(m[1]) AS code, trim(s) AS spelling
  FROM regexp_matches(:'doc', E'\n## Codes\n(.*?)\n## ') AS section,
       LATERAL regexp_matches(section[1], E'\n\\| ([A-Z]{2}) \\|([^|\n]*?)\\|([^|\n]*)\\|', 'g') AS m,
       LATERAL regexp_split_to_table(m[1] || ',' || m[2] || ',' || m[3], ',') AS s;
INSERT INTO pg_temp.answer (got, expected, says)
SELECT string_agg(DISTINCT pg_temp.strict(w) || ', ' || coalesce(prop64.to_charge(w)::text, 'none'), '; '),
       format('%1$s %2$s1708(b), %1$s %2$s1708(b)', code, title), format('%s is the code %s', spelling, code)
  FROM pg_temp.spelling,
       LATERAL (SELECT CASE WHEN code IN ('US', 'CA') THEN '18 ' ELSE '' END AS title) AS t,
       LATERAL (VALUES (format('%s1708(b) %s', title, spelling)), (format('%s1708(B) %s', title, upper(spelling))),
                       (format('%s %s1708(b)', spelling, title)), (format('%s, § %s1708(b)', lower(spelling), title))) AS f (w)
 WHERE spelling <> ''
 GROUP BY code, title, spelling ORDER BY code, spelling;

-- ---------------------------------------------------------------------------
-- A police log: every line is the charge that a person would read, or none.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE log (line_md5 text, written text, charge text, why text);
\copy pg_temp.log FROM '../data/police_log_expected.tsv' WITH (FORMAT csv, DELIMITER E'\t', QUOTE E'\b', HEADER)
INSERT INTO pg_temp.answer (got, expected, says)
SELECT coalesce(prop64.to_charge(written)::text, 'none'), coalesce(charge, 'none'),
       format('the police write %L%s', written, ': ' || why)
  FROM pg_temp.log;
INSERT INTO pg_temp.answer (got, expected, says)
SELECT count(*)::text, '0', 'a line without a charge says why, the others do not'
  FROM pg_temp.log WHERE (charge IS NULL) = (why IS NULL);

-- ---------------------------------------------------------------------------
-- What earlier tools misread.
-- ---------------------------------------------------------------------------
INSERT INTO pg_temp.answer (got, expected, says)
SELECT array_to_string(prop64.to_charges(written)::text[], ', '), expected, format('%L: %s', written, says)
  FROM (VALUES
    ('111357 PC-X', 'PC 111357', 'a longer number is another section'),
    ('11357.5 HS-SELL SYNTH CANNABINOID', 'HS 11357.5', 'a decimal makes another section'),
    ('11358.5 HS-X', 'HS 11358.5', 'and so it does where no section is known'),
    ('11359 VC-X', 'VC 11359', 'the code belongs to the section'),
    ('211359 VC-X', 'VC 211359', 'no section begins inside a number'),
    ('12311360 BP-X', '', 'eight digits are no section'),
    ('11360.5 PC-X', 'PC 11360.5', 'another section of another code'),
    ('664-11358 HS-ATTEMPT CULT', 'PC 664/HS 11358', 'a dash joins the attempt to its target'),
    ('664/11358', 'PC 664/HS 11358', 'a stroke does'),
    ('66411358', 'PC 664/HS 11358', 'so does nothing at all'),
    ('664.11358', 'PC 664/HS 11358', 'so does a point'),
    ('182(A)(1)-11359 HS-CONSP', 'PC 182(a)(1)/HS 11359', 'a conspiracy has its target behind a dash'),
    ('182(A)(1) PC-CONSPIRACY 11359 HS', 'PC 182(a)(1)/HS 11359', 'or in the description'),
    ('182(A)(1)/11359 HS-CONSP', 'PC 182(a)(1)/HS 11359', 'or behind a stroke'),
    ('11 357 HS-X', 'HS 11357', 'a stray blank is mended'),
    ('-11357 HS-X', 'HS 11357', 'a dash in front hides nothing'),
    ('11357(a) hs-x', 'HS 11357(a)', 'small letters are letters'),
    ('11360/11357 HS-X', 'HS 11360, HS 11357', 'two offences are two'),
    ('11357 HS OR 11358 HS-X', 'HS 11357, HS 11358', 'alternatives are told apart'),
    ('11361(A) HS', 'HS 11361(a)', 'a section beside the four is itself'),
    ('11362.3(A) HS', 'HS 11362.3(a)', 'and so is one of the new law'),
    ('459 PC-BURG', 'PC 459', 'burglary is burglary'),
    ('WARRANT NBR A-1135799', '', 'a warrant has a number and no section'),
    ('PHONE 555 11358 9', '', 'nor has a telephone'),
    ('CHRG-11359 HS-SALE', 'HS 11359', 'a word in front does not hide a charge'),
    ('11357(A) HS-POSS AND 11359 HS-SALE', 'HS 11357(a), HS 11359', 'no charge of a comment is dropped'),
    ('SEE COMMENT FOR CHARGE', '', 'a reference to a comment is no charge'),
    ('See Comment For Charge', '', 'nor is it in small letters'),
    ('1602 PC', 'PC 1602', 'PC 1602 is not PC 602'),
    ('11148 PC', 'PC 11148', 'PC 11148 is not PC 148'),
    ('647(F) PC', 'PC 647(f)', 'public intoxication is found in capitals too'),
    ('664/187(A) PC', 'PC 664/187(a)', 'attempted murder is read with its subdivision'),
    ('664-187 PC', 'PC 664/187', 'and with a dash'),
    ('314.1 PC', 'PC 314.1', 'DOJ writes the subdivision of 314 as a decimal'),
    ('1647A PC', 'PC 1647(a)', 'no lettered section begins inside a number'),
    ('262(A)(3) PC', 'PC 262(a)(3)', 'a subdivision is kept')
  ) AS c (written, expected, says);

-- ---------------------------------------------------------------------------
-- Words beside a charge that are no part of it, and some that are.
-- ---------------------------------------------------------------------------
INSERT INTO pg_temp.answer (got, expected, says)
SELECT array_to_string(prop64.to_charges(written)::text[], ', '), expected, format('%L: %s', written, says)
  FROM (VALUES
    ('459 PC-ATTEMPT TO LOCATE', 'PC 459', 'what an officer attempted is no attempt at the offence'),
    ('459 PC-ATTEMPTED BURGLARY', 'PC 664/459', 'what the person attempted is'),
    ('459 PC-BATTERY OF CAR STOLEN', 'PC 459', 'ATT inside a word is no attempt'),
    ('136.1(A)(2) PC-ATTEMPTED TO DISSUADE', 'PC 136.1(a)(2)', 'a section that covers its attempt stays itself'),
    ('455 PC-ATTEMPTED ARSON', 'PC 455', 'attempted arson has a section of its own'),
    ('182.5 PC-CONSPIRACY IN A GANG', 'PC 182.5', 'and so has a conspiracy in a gang'),
    ('18 371 US-CONSPIRACY', 'US 18 371', 'and one against the United States'),
    ('11378 HS-CONSPIRACY TO SELL', 'PC 182/HS 11378', 'any other is a conspiracy'),
    ('459 PC-VEH 2 DOORS', 'PC 459', 'a word that is also a code does not make a section of a small number'),
    ('459 PC W/1 PRIOR', 'PC 459', 'a prior is no section'),
    ('211 PC 1ST DEGREE', 'PC 211', 'a degree is no section'),
    ('245(A)(1) PC-GBI 12022.7 PC', 'PC 245(a)(1)', 'an enhancement in the description is set aside'),
    ('245(A)(1)/12022.7 PC', 'PC 245(a)(1) also PC 12022.7', 'one in the field is kept'),
    ('266BPC', 'PC 266b', 'of two ways to cut the letters the one with such a section counts'),
    ('499CC PC', 'PC 499c(c)', 'CC is no code where another follows')
  ) AS c (written, expected, says);

-- ---------------------------------------------------------------------------
-- Stored size.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE stored AS
SELECT c::prop64.charge AS charge
  FROM unnest(ARRAY['HS 11357', 'HS 11357(b)', 'HS 11357(b)(2)', 'PC 187(a)', 'PC 459', 'PC 288a(c)(2)(A)', 'PC 273ab(a)', 'VC 23152(a)',
                    'VC 14601.2(a)', 'BP 4140', 'PC 12025(b)(6)(A)', 'US 18 1708', 'US 36 2.4(a)(1)(iii)', 'CA 14 671(c)(5)(D)(2)',
                    'CI 1798.90.1(a)(1)', 'PC 484(a) also PC 490.5', 'PR 14591(b)(1)(F)(2)']) AS c;
INSERT INTO pg_temp.answer (got, expected, says)
SELECT (max(pg_column_size(charge)) <= 16)::text, 'true', 'no charge without a target takes more than 16 bytes' FROM pg_temp.stored;
INSERT INTO pg_temp.answer (got, expected, says)
SELECT (avg(pg_column_size(charge)) <= 8)::text, 'true', 'on average it takes 8 at most' FROM pg_temp.stored;

-- ---------------------------------------------------------------------------
-- Any text gives a charge, none, or a clean error.
-- ---------------------------------------------------------------------------
CREATE TEMP TABLE hostile AS
SELECT piece, left(repeat(piece, 1000000 / length(piece)), 1000000) AS written
  FROM unnest(ARRAY['(', ')', '11357(', 'HS ', '664/', '664', '1', '0', 'A', 'HS', ' ', E'\t', '/', '.', '-', '*', '(a)', '(1)', '§', '½ ', 'é', '–',
                    '11357 HS ', '11357 HS-', '11357 HS OR 11358 HS; ', 'ATTEMPTED ', '-ATTEMPTED', 'AND ', 'AND 459 PC ', '1.2', '11 357 ', '1 ',
                    'Health and ', 'subd. (', 'section ', ', ', 'US 18 ', E'\u2028', '11357(b', '288A', 'PC 664/', 'also ', 'CALIFORNIA ', 'C.']) AS piece;
INSERT INTO pg_temp.answer (got, expected, says)
SELECT CASE WHEN prop64.to_charge(written) IS NULL OR prop64.charge_problem(written) IS NULL THEN 'read' END, 'read',
       format('a million characters of %L do no harm to the reader', piece)
  FROM pg_temp.hostile WHERE prop64.charge_notes(written) IS NOT NULL AND cardinality(prop64.to_charges(written)) <= 16;
INSERT INTO pg_temp.answer (got, expected, says)
SELECT substr(pg_temp.strict(written), 1, 2), CASE WHEN pg_temp.strict(written) LIKE '54%' THEN '54' ELSE '22' END,
       format('as a citation a million characters of %L are an error of class 22 or 54', piece)
  FROM pg_temp.hostile;

INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.strict(written), expected, says
  FROM (VALUES
    ('HS 11357' || repeat('(a)', 200), '54000', '200 subdivisions are too many'),
    ('HS 11357' || repeat('(', 200) || 'a' || repeat(')', 200), '22P02', '200 brackets inside each other are no subdivision'),
    ('HS 2097151', 'HS 2097151', 'the largest section'),
    ('HS 2097152', '54000', 'a section beyond it'),
    ('HS 99999999999999999999999999', '54000', 'a section beyond any number'),
    ('US 99999999999 1', '54000', 'a title beyond any number'),
    ('HS 1(9999)', 'HS 1(9999)', 'the largest subdivision'),
    ('HS 1(10000)', '54000', 'a subdivision beyond it'),
    ('HS 1(99999999999999999999)', '54000', 'a subdivision beyond any number'),
    ('HS 1.' || repeat('9', 200), '54000', 'too many decimals'),
    ('PC 1 also PC 2 also PC 3 also PC 4 also PC 5 also PC 6 also PC 7 also PC 8 also PC 9', '54000', 'too many sections'),
    ('PC 186.22(b)(4)(A) also PC 186.22(b)(4)', 'PC 186.22(b)(4)(A) also PC 186.22(b)(4)', 'of two penalty sections the first carries the second'),
    ('', '22P02', 'nothing'),
    (' ', '22P02', 'a blank')
  ) AS c (written, expected, says);
INSERT INTO pg_temp.answer (got, expected, says)
SELECT count(*)::text, '0', 'no character between or behind the parts of a charge makes the reader fail'
  FROM generate_series(1, 12287) AS c,
       LATERAL (VALUES ('11357(b)' || chr(c) || 'HS'), (chr(c) || '11357 HS'), ('11357 HS' || chr(c)), ('11357' || chr(c) || '(b) HS')) AS f (w)
 WHERE prop64.charge_notes(w) IS NULL OR (prop64.to_charge(w) IS NULL) <> (prop64.charge_problem(w) IS NOT NULL);
INSERT INTO pg_temp.answer (got, expected, says)
SELECT count(*)::text, '0', 'and what is read can be written and read again'
  FROM generate_series(1, 12287) AS c,
       LATERAL (VALUES ('11357(b)' || chr(c) || 'HS'), (chr(c) || '11357 HS'), ('11357 HS' || chr(c)), ('11357' || chr(c) || '(b) HS')) AS f (w)
 WHERE prop64.charge_ne(prop64.to_charge(w), prop64.to_charge(w)::text::prop64.charge);

SELECT plan((SELECT count(*) FROM pg_temp.answer)::integer + 3);
SELECT is(got, expected, says) FROM pg_temp.answer ORDER BY n;
SELECT cmp_ok((SELECT count(*) FROM pg_temp.line), '>', 70::bigint, 'the tables of doc/charge.md hold forms');
SELECT cmp_ok((SELECT count(*) FROM pg_temp.spelling), '>', 120::bigint, 'and spellings');
SELECT is((SELECT count(*) FROM pg_temp.log), 73::bigint, 'the police log has its 73 lines');

SELECT * FROM finish();
ROLLBACK;
