-- doj_results: what a county reads in its spreadsheets, on a small invented file.
BEGIN;
SET LOCAL search_path = tap;
\ir common/doj_tables.sql

CREATE FUNCTION pg_temp.of(line bigint, policy prop64.policy DEFAULT pg_temp.options(true), as_of date DEFAULT '2020-07-01')
    RETURNS SETOF record LANGUAGE sql AS $$
    SELECT r FROM prop64.doj_results('doj_small', 'SACRAMENTO', policy, as_of) AS r WHERE r.line_id = line $$;
-- some cells of a line's row, as they would stand in the sheet
CREATE FUNCTION pg_temp.cells(line bigint, columns text, policy prop64.policy DEFAULT pg_temp.options(true), as_of date DEFAULT '2020-07-01')
    RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE format('SELECT prop64.csv_line(ROW(%s), false) FROM prop64.doj_results(''doj_small'', ''SACRAMENTO'', $1, $2) AS r WHERE r.line_id = $3', columns)
        INTO answer USING policy, as_of, line;
    RETURN answer;
END $$;

SELECT plan(58);

-- a plain row, as the earlier tool wrote it
SELECT pg_temp.convicted('plain', '11358 HS-CULTIVATE', dated => '20100101', case_number => '101; 102') AS line \gset
SELECT is(pg_temp.cells(:line, 'case_number, convictions, possible_other_p64, occurred_after_2016_11_09, superstrikes, pc290, pc290_registration, convicted_on, years_since_this, years_since_any, p64_convictions, hs_11357, hs_11358, hs_11359, hs_11360, deceased, determination, reason'),
    '101; 102,1,,N,-,-,-,01/01/2010,10.5,10.5,1,0,1,0,0,-,Eligible for Dismissal,Dismiss all HS 11358 convictions', 'the eighteen cells of a plain row');
SELECT is(pg_temp.cells(:line, 'outcome, at_least, basis, remedy, missing, presumed, disposition, stands'),
    'dismiss,dismiss,discretion,recall and dismiss or dismiss and seal,{},{},convicted,t', 'the same answer in full');
SELECT matches(pg_temp.cells(:line, 'explanation'), 'Under the policy .* is to be dismissed', 'and in one sentence');

-- years: days by 365.25, one decimal
SELECT pg_temp.convicted('years', '11358 HS', dated => d) AS line FROM (VALUES ('20200614'), ('20200612'), ('20200702'), ('20990101'), ('17000101')) AS v (d);
SELECT results_eq($$ SELECT convicted_on, years_since_this FROM prop64.doj_results('doj_small', 'SACRAMENTO', pg_temp.options(true), '2020-07-01') WHERE person_id = 'years' ORDER BY line_id $$,
    $$ VALUES ('06/14/2020', '0.0'), ('06/12/2020', '0.1'), ('07/02/2020', '-0.0'), ('01/01/2099', '-78.5'), ('01/01/1700', '320.5') $$,
    'years since: 0.0 for two weeks, -0.0 for tomorrow, negative for later, and no ceiling at 292.3');

-- D-B: dates that are not one known day
SELECT pg_temp.convicted('undated', '11359 HS', dated => NULL) AS line \gset
SELECT is(pg_temp.cells(:line, 'convicted_on, years_since_this, years_since_any, occurred_after_2016_11_09'), ',,,', 'D-B: an unknown date gives blank cells, not 01/01/0001 and -1.0');
SELECT is(pg_temp.cells(:line, 'determination, reason, presumed', pg_temp.options(true, '{"yearsSinceConvictionThreshold": 10}')),
    'Eligible for Dismissal,Conviction occurred 10 or more years ago,{convicted}', 'D-B: as the earlier tool took it, and the row says what was presumed');
SELECT is(pg_temp.cells(:line, 'determination, reason, missing, at_least', pg_temp.options(false, '{"yearsSinceConvictionThreshold": 10}')),
    'undetermined,needs: convicted,{convicted},reduce to misdemeanor', 'D-B: without presumptions the date is what is missing, and a reduction is certain');
SELECT pg_temp.convicted('undated', '11359 HS', dated => '20180101') AS line2 \gset
SELECT is(pg_temp.cells(:line2, 'convicted_on, years_since_this, years_since_any'), '01/01/2018,2.5,', 'D-B: an undated conviction may be the last one');
SELECT pg_temp.convicted('year', '11359 HS', dated => '19850000') AS line \gset
SELECT is(pg_temp.cells(:line, 'convicted_on, years_since_this, occurred_after_2016_11_09'), ',,N', 'D-B: a year alone is no day, and yet before 2016-11-09');
SELECT is(pg_temp.cells(:line, 'determination, reason, presumed', pg_temp.options(false, '{"yearsSinceConvictionThreshold": 10}')),
    'Eligible for Dismissal,Conviction occurred 10 or more years ago,{}', 'D-B: and more than ten years ago');
SELECT pg_temp.convicted('year2', '11359 HS', dated => '20160000') AS line \gset
SELECT is(pg_temp.cells(:line, 'occurred_after_2016_11_09'), '""', 'a year with that day in it is neither before nor after');
SELECT pg_temp.convicted('impossible', '11359 HS', dated => '19850431') AS line \gset
SELECT is(pg_temp.cells(:line, 'convicted_on, years_since_this'), ',', 'D-B: a day that never was is unknown');
SELECT pg_temp.convicted('cutoff', '11358 HS', dated => '20161109') AS line \gset
SELECT is(pg_temp.cells(:line, 'occurred_after_2016_11_09'), 'N', 'the ninth of November itself is not after it');
SELECT pg_temp.convicted('cutoff', '11358 HS', dated => '20161110') AS line \gset
SELECT is(pg_temp.cells(:line, 'occurred_after_2016_11_09'), 'Y', 'the day after is');
SELECT pg_temp.convicted('ageless', '11359 HS') AS line \gset
SELECT is(pg_temp.cells(:line, 'determination, reason', pg_temp.options(false, '{"subjectAgeThreshold": 57}')), 'undetermined,needs: born', 'D-B: without a birth date nobody is 57');
SELECT is(pg_temp.cells(:line, 'determination, reason, presumed', pg_temp.options(true, '{"subjectAgeThreshold": 57}')), 'Eligible for Dismissal,57 years or older,{born}', 'D-B: as the earlier tool took it, said');

-- D-C: what rows say later, levels, people
SELECT pg_temp.convicted('level', '11359 HS', severity => NULL) AS line \gset
SELECT is(pg_temp.cells(:line, 'determination, reason, presumed'), 'Eligible for Dismissal,Misdemeanor or Infraction,{severity}', 'D-C: an unknown level as the earlier tool took it, said');
SELECT is(pg_temp.cells(:line, 'determination, reason, at_least', pg_temp.options(false)), 'undetermined,needs: severity,reduce to misdemeanor', 'D-C: an unknown level is no misdemeanor');
SELECT pg_temp.convicted('reduced', '11359 HS', later => 'REDUCED TO MISDEMEANOR') AS line \gset
SELECT is(pg_temp.cells(:line, 'reason, disposition'), 'Misdemeanor or Infraction,reduced', 'D-C: a felony that was reduced in 2014 is a misdemeanor now');
SELECT pg_temp.convicted('1203.4', '11359 HS', later => 'CONV SET ASIDE & DISM PER 1203.4 PC') AS line \gset
SELECT is(pg_temp.cells(:line, 'determination, disposition, stands'), 'Eligible for Reduction,dismissed 1203.4,t', 'D-C: relief under PC 1203.4 leaves a conviction, and is seen');
SELECT pg_temp.convicted('vacated', '11359 HS', later => 'VACATED') AS line \gset
SELECT is(pg_temp.cells(:line, 'determination, reason, outcome, convictions, p64_convictions, eligibility, stands'), ',no conviction stands: vacated,not standing,0,0,,f', 'D-C: a conviction that was vacated has no relief to get, and does not count');
SELECT pg_temp.convicted('relieved', '11359 HS', later => 'DISMISSED AND SEALED 11361.8') AS line \gset
SELECT is(pg_temp.cells(:line, 'reason'), 'no conviction stands: dismissed 11361.8', 'D-C: nor has one that was already dismissed under HS 11361.8');
SELECT pg_temp.convicted('set aside', '11359 HS', disposition => 'CONVICTED-SET ASIDE') AS line \gset
SELECT is(pg_temp.cells(:line, 'determination, stands'), 'Eligible for Reduction,', 'D-C: set aside without a statute may stand: the answer is given, and stands is unknown');
SELECT pg_temp.convicted('two', '11357(a) HS') AS line \gset
SELECT pg_temp.convicted('two', '459 PC', county => 'YOLO') AS line2 \gset
SELECT is(pg_temp.cells(:line, 'convictions, p64_convictions, hs_11357'), '2,1,1', 'convictions of every county are on record');
SELECT is_empty($$ SELECT FROM prop64.doj_results('doj_small', 'SACRAMENTO', pg_temp.options(true), '2020-07-01') WHERE line_id = $$ || :line2, 'a burglary of another county has no row');
UPDATE doj_small.person SET deceased = true, registered = true WHERE person_id = 'two';
SELECT is(pg_temp.cells(:line, 'deceased, pc290_registration'), 'Deceased,Yes', 'death and registration are told');

-- D-A: charges, not digits
SELECT pg_temp.convicted('digits', t) AS line FROM (VALUES ('111357 PC-X'), ('11357.5 HS-SPICE'), ('11359 VC-X'), ('459 PC-BURGLARY')) AS v (t);
SELECT is_empty($$ SELECT FROM prop64.doj_results('doj_small', 'SACRAMENTO', pg_temp.options(true), '2020-07-01') WHERE person_id = 'digits' $$, 'D-A: other sections with these digits have no row');
SELECT pg_temp.convicted('attempt', '664-11358 HS-ATTEMPT CULT') AS line \gset
SELECT is(pg_temp.cells(:line, 'hs_11358, determination'), '1,Eligible for Dismissal', 'D-A: an attempt counts under its section');
SELECT pg_temp.convicted('either', '11357 HS OR 11358 HS') AS line \gset
SELECT is(pg_temp.cells(:line, 'reason', pg_temp.options(false)), 'needs: charge', 'D-A: a field that names alternatives has a row that says that the charge is missing');
SELECT pg_temp.convicted('unread', '484 PETTY THEFT') AS line \gset
SELECT is(pg_temp.cells(:line, 'reason'), NULL, 'an unreadable charge without these sections has none');

-- the legal lists
SELECT pg_temp.convicted('listed', '11359 HS') AS line \gset
SELECT pg_temp.convicted('listed', t) FROM (VALUES ('187(A) PC-MURDER'), ('537 PC-DEFRAUD INNKEEPER'), ('220 PC-ASSLT TO RAPE/ETC'), ('288(C)(1) PC-L&L'), ('MISSING PERSON')) AS v (t);
SELECT is(pg_temp.cells(:line, 'superstrikes'), '187(A) PC;220 PC?;288(C)(1) PC?', 'super strikes as the rows write them, in the order of the file; a mark where the law leaves it open');
SELECT is(pg_temp.cells(:line, 'pc290'), '187(A) PC?;220 PC?;288(C)(1) PC', 'PC 290(c) likewise');
SELECT pg_temp.convicted('gang', '11359 HS') AS line \gset
SELECT pg_temp.convicted('gang', '136.1 PC-DISSUADE', case_key => 'G'), pg_temp.convicted('gang', '186.22(B)(4) PC-GANG', case_key => 'G');
SELECT is(pg_temp.cells(:line, 'superstrikes'), '136.1 PC + 186.22(B)(4) PC', 'two halves of one case are a super strike');
SELECT pg_temp.convicted('gangs', '11359 HS') AS line \gset
SELECT pg_temp.convicted('gangs', t, case_key => 'J') FROM (VALUES ('136.1(C)(1) PC-DISSUADE'), ('136.1(B)(1) PC-DISSUADE'), ('186.22(B)(4) PC-GANG')) AS v (t);
SELECT is(pg_temp.cells(:line, 'superstrikes'), '136.1(B)(1) PC + 186.22(B)(4) PC;136.1(C)(1) PC + 186.22(B)(4) PC', 'two companions of one half stand in an order of their own, the same each time');
SELECT pg_temp.convicted('halves', '11359 HS') AS line \gset
SELECT pg_temp.convicted('halves', '136.1 PC-DISSUADE', case_key => 'H'), pg_temp.convicted('halves', '186.22(B)(4) PC-GANG', case_key => 'I');
SELECT is(pg_temp.cells(:line, 'superstrikes'), '-', 'halves of two cases are none');

-- Possible Other P64 Charges, on every line
SELECT results_eq($$ SELECT o, c, prop64.possible_other_p64(o, c) IS NOT NULL FROM (VALUES
        ('459 PC-BURG', 'WARRANT NBR A-1135799'), ('459 PC-BURG', 'PHONE 555 11358 9'), ('459 PC-BURG', '11359 HS-SALE'),
        ('11358 HS-CULT', '11359 HS-OTHER'), ('11358 HS-CULT', '11358 HS - same'), ('11357(A) HS', 'ALSO 11357(A) HS AND 11358 HS'),
        ('11357(B) HS-POSS', '11357(D) HS'), ('11357(C) HS-POSS', '11357(D) HS'), ('11357 HS-POSS', '11357(D) HS'), ('11357(D) HS-POSS', '11357 HS'),
        ('SEE COMMENT FOR CHARGE', '11358 HS-CULT'), ('See Comment For Charge', '11358 HS-CULT'), (NULL, '11358 HS-CULT'), ('459 PC', NULL)) AS v (o, c) $$,
    $$ VALUES ('459 PC-BURG', 'WARRANT NBR A-1135799', false), ('459 PC-BURG', 'PHONE 555 11358 9', false), ('459 PC-BURG', '11359 HS-SALE', true),
        ('11358 HS-CULT', '11359 HS-OTHER', true), ('11358 HS-CULT', '11358 HS - same', false), ('11357(A) HS', 'ALSO 11357(A) HS AND 11358 HS', true),
        ('11357(B) HS-POSS', '11357(D) HS', true), ('11357(C) HS-POSS', '11357(D) HS', false), ('11357 HS-POSS', '11357(D) HS', true), ('11357(D) HS-POSS', '11357 HS', false),
        ('SEE COMMENT FOR CHARGE', '11358 HS-CULT', false), ('See Comment For Charge', '11358 HS-CULT', false), (NULL, '11358 HS-CULT', false), ('459 PC', NULL, false) $$,
    'D-A: a comment is read for charges, and for each that it names');
SELECT pg_temp.line('459 PC-BURG', '11359 HS-SALE', 'YOLO') AS other \gset
SELECT pg_temp.convicted('comment', '11358 HS-CULT', comment => 'ALSO 11359 HS') AS line \gset
SELECT results_eq(format($$ SELECT possible_other_p64, determination FROM prop64.doj_lines('doj_small', 'SACRAMENTO', pg_temp.options(true), '2020-07-01') WHERE line_id IN (%s, %s) ORDER BY line_id $$, :other, :line),
    $$ VALUES ('11359 HS-SALE', NULL), ('ALSO 11359 HS', 'Eligible for Dismissal') $$, 'it stands on every line, convicted or not, of whatever county');
SELECT is((SELECT count(*) FROM prop64.doj_lines('doj_small', 'SACRAMENTO', pg_temp.options(true), '2020-07-01')), (SELECT count(*) FROM doj_small.line), 'doj_lines has every line once');
SELECT set_eq($$ SELECT line_id, case_number, convictions, possible_other_p64, occurred_after_2016_11_09, superstrikes, pc290, pc290_registration, convicted_on, years_since_this, years_since_any, p64_convictions, hs_11357, hs_11358, hs_11359, hs_11360, deceased, determination, reason
                   FROM prop64.doj_lines('doj_small', 'SACRAMENTO', pg_temp.options(true), '2020-07-01') WHERE convictions IS NOT NULL $$,
              $$ SELECT line_id, case_number, convictions, possible_other_p64, occurred_after_2016_11_09, superstrikes, pc290, pc290_registration, convicted_on, years_since_this, years_since_any, p64_convictions, hs_11357, hs_11358, hs_11359, hs_11360, deceased, determination, reason
                   FROM prop64.doj_results('doj_small', 'SACRAMENTO', pg_temp.options(true), '2020-07-01') $$, 'and on those of doj_results the same cells');

-- D-D: questions that cannot be answered are errors, and odd records are not
SELECT pg_temp.convicted('keyless', '11357(b) HS', count_key => NULL, case_key => '') AS line \gset
SELECT is(pg_temp.cells(:line, 'determination'), 'Eligible for Dismissal', 'D-D: a count without a key has an answer');
SELECT throws_ok(format($$ SELECT FROM prop64.doj_results('doj_small', %L, pg_temp.options(true), '2020-07-01') $$, c), '22023', format('no record is of county "%s"', c), format('D-D: county %L is none that a record has', c))
  FROM (VALUES ('Sacramento'), ('SACRAMENTO '), ('SACREMENTO'), ('')) AS v (c);
CREATE FUNCTION pg_temp.detail_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d text;
BEGIN
    EXECUTE statement;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS d = PG_EXCEPTION_DETAIL;
    RETURN d;
END $$;
SELECT is(pg_temp.detail_of($$ SELECT FROM prop64.doj_results('doj_small', 'SACREMENTO', pg_temp.options(true), '2020-07-01') $$), 'There are, the nearest first: SACRAMENTO, YOLO.', 'D-D: and the error names those there are');
SELECT pg_temp.line('459 PC', county => 'ALPINE');
SELECT is_empty($$ SELECT FROM prop64.doj_results('doj_small', 'ALPINE', pg_temp.options(true), '2020-07-01') $$, 'a county with records and no conviction has no row, and is no error');
SELECT throws_ok($$ SELECT FROM prop64.doj_results('nowhere', 'YOLO', pg_temp.options(true), '2020-07-01') $$, '3F000', NULL, 'a schema that is not there');
SELECT throws_ok($$ SELECT FROM prop64.doj_results('pg_catalog', 'YOLO', pg_temp.options(true), '2020-07-01') $$, '42P01', NULL, 'a schema without an intake');
SELECT throws_ok($$ SELECT FROM prop64.doj_results('doj_small', 'YOLO', NULL, '2020-07-01') $$, '22004', NULL, 'without a policy');
SELECT throws_ok($$ SELECT FROM prop64.doj_results('doj_small', 'YOLO', pg_temp.options(true), NULL) $$, '22004', NULL, 'without a day');
SELECT throws_ok($$ SELECT FROM prop64.doj_lines('doj_small', 'YOLO', pg_temp.options(true), 'infinity') $$, '22023', NULL, 'with no day');

-- a line of CSV
CREATE TABLE doj_small.sheet (gone integer, a text, b date, c text);
ALTER TABLE doj_small.sheet DROP COLUMN gone;
INSERT INTO doj_small.sheet VALUES ('DOE,JOHN', '2020-01-02', '=HYPERLINK("http://x")');
SET LOCAL datestyle = ISO;
SELECT is(prop64.csv_line(s), '"DOE,JOHN",2020-01-02,"''=HYPERLINK(""http://x"")"', 'a row of a table, its dropped column left out, a formula made safe') FROM doj_small.sheet AS s;
SELECT is(prop64.csv_line(s, false), '"DOE,JOHN",2020-01-02,"=HYPERLINK(""http://x"")"', 'or left as it is') FROM doj_small.sheet AS s;
SELECT is(prop64.csv_line(ROW(1, NULL, ''::text, -1.4, '-'::text, ' x'::text, 'a"b'::text, E'a\nb'::text, true)), E'1,,,-1.4,-," x","a""b","a\nb",t', 'cells of every kind');
SELECT is(prop64.csv_line(ROW(NULL)), '""', 'a line of one empty cell is not empty');
SELECT is(prop64.csv_cells(true, s.a, s.b, s.c), prop64.csv_line(s), 'cells one by one make the same line') FROM doj_small.sheet AS s;
SELECT is(prop64.csv_line(NULL::record), NULL, 'no row, no line');
SELECT throws_ok($$ SELECT prop64.csv_cells(true, VARIADIC ARRAY['a', 'b']) $$, '22023', NULL, 'an array is no list of cells');

SELECT * FROM finish();
ROLLBACK;
