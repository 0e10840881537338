-- What a charge means, as a lawyer or an analyst would say it.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(79);

CREATE FUNCTION pg_temp.reads(written text, charge text) RETURNS boolean
LANGUAGE sql AS $$
    SELECT prop64.to_charge(written)::text IS NOT DISTINCT FROM charge;
$$;

-- ---- one offence, however it is written ----

SELECT is((SELECT count(DISTINCT prop64.to_charge(t)) FROM unnest(ARRAY['11357(B) HS', 'HS 11357(b)', '11357(B)HS', 'HS11357B', '11357.B H&S',
          'H & S 11357 (b)', 'Health & Saf. Code, sec. 11357, subd. (b)', '11357(B) HS-POSS MARIJUANA', '11357(b)', '11357-B HS']) AS t), 1::bigint,
          'ten ways to write possession under 11357(b) are one charge');
SELECT is('11357(b)(2) HS'::prop64.charge::text, 'HS 11357(b)(2)', 'a charge prints as the code cites it: letters of the code, section, subdivisions');
SELECT is('667(E)(2)(C)(IV) PC'::prop64.charge::text, 'PC 667(e)(2)(C)(iv)', 'letters of subdivisions alternate from small to capital, as the codes print them');
SELECT ok('hs 11357(B)'::prop64.charge OPERATOR(prop64.=) 'HS 11357(b)', 'small and capital letters make no difference');
SELECT ok(pg_temp.reads('11357(C) HS-POSS MARIJUANA OVER 1 OZ/28.5 GRAM', 'HS 11357(c)'), 'a description with numbers in it is set aside');
SELECT is(prop64.charge_notes('11357(C) HS-POSS MARIJUANA OVER 1 OZ/28.5 GRAM'), ARRAY['description'], 'and the reader says that it did so');
SELECT ok(pg_temp.reads('12025(A)2) PC', 'PC 12025(a)(2)'), 'a lost bracket is mended');
SELECT is(prop64.charge_notes('12025(A)2) PC'), ARRAY['spacing'], 'and the reader says that it mended one');

-- ---- the code that a section is in ----

SELECT ok(pg_temp.reads('11359', 'HS 11359'), 'a bare 11357 to 11360 is of the Health and Safety Code');
SELECT is(prop64.charge_notes('11359'), ARRAY['code inferred'], 'and the reader says that it inferred the code');
SELECT ok(pg_temp.reads('484 PETTY THEFT', NULL), 'any other bare section is no charge: its code is not known');
SELECT matches(prop64.charge_problem('484 PETTY THEFT'), 'without the code', 'and the reader says why');
SELECT ok(pg_temp.reads('11357(A) PC', 'PC 11357(a)'), 'wrong letters are not put right: they may be the section that is wrong');
SELECT ok(pg_temp.reads('111357 PC', 'PC 111357'), 'a section is never found inside another number');
SELECT ok(pg_temp.reads('11357.5 HS', 'HS 11357.5'), 'synthetic cannabinoids are section 11357.5');
SELECT ok(NOT prop64.falls_under('HS 11357.5', 'HS 11357'), 'which is no part of section 11357');
SELECT ok(pg_temp.reads('PHONE 555 11358 9', NULL), 'a telephone number is no charge');
SELECT ok(pg_temp.reads('WARRANT NBR A-1135799', NULL), 'a warrant number is no charge');
SELECT ok(pg_temp.reads('MISSING PERSON', NULL), 'a text without a section is no charge');
SELECT ok(pg_temp.reads('12345 QX-SOMETHING', NULL), 'letters that are no code make no charge');
SELECT throws_ok($$SELECT '484 PETTY THEFT'::prop64.charge$$, '22P02', NULL, 'where a citation is asked for, anything else is an error');
SELECT throws_ok($$SELECT '11358'::prop64.charge$$, '22P02', NULL, 'and no code is inferred there');

-- ---- letters ----

SELECT ok(pg_temp.reads('288A(C)(1) PC', 'PC 288a(c)(1)'), 'oral copulation is section 288a');
SELECT ok(NOT prop64.falls_under('PC 288a', 'PC 288'), 'which is no part of section 288');
SELECT ok('PC 288(a)'::prop64.charge OPERATOR(prop64.<>) 'PC 288a', '288(a) and 288a are two offences');
SELECT ok(pg_temp.reads('647F PC', 'PC 647(f)'), 'a letter that no section number has is a subdivision: 647(f)');
SELECT ok(pg_temp.reads('647B PC', 'PC 647b'), 'where a section and a subdivision have the letter it is the section');
SELECT is(prop64.charge_notes('647B PC'), ARRAY['letter'], 'and the reader says that it decided about a letter');
SELECT ok(NOT prop64.falls_under('PC 311.10', 'PC 311.1'), '311.10 is no part of 311.1');
SELECT ok(pg_temp.reads('6221/2 PC', 'PC 622 1/2'), 'DOJ writes section 622 and a half as 6221/2');

-- ---- attempt, conspiracy, solicitation, accessory ----

SELECT is((SELECT count(DISTINCT prop64.to_charge(t)) FROM unnest(ARRAY['664/11358 HS', '664-11358 HS', '664.11358 HS', '66411358 HS', '664/11358', '664/11358 PC',
          'PC 664/HS 11358', '11358 HS-ATTEMPTED', '11358 HS-CULTIVATE MARIJUANA-ATTEMPTED', 'ATTEMPTED 11358 HS']) AS t), 1::bigint,
          'ten ways to write attempted cultivation are one charge');
SELECT is(prop64.form('664/11358 HS'), 'attempt', 'its form is an attempt');
SELECT is(prop64.targets('664/11358 HS')::text[], ARRAY['HS 11358'], 'and cultivation is what it aims at');
SELECT is(prop64.aimed_section('664/11358(a) HS'), 'HS 11358', '... the section to count it by');
SELECT is(prop64.aimed_section(c), section, format('%s is counted by %s', c, section))
  FROM (VALUES ('HS 11357(b)(2)'::prop64.charge, 'HS 11357'), ('PC 664', 'PC 664'), ('PC 246 also PC 186.22(b)(4)', 'PC 246'), ('18 1708 US', 'US 18 1708'),
               ('182/11359/11358 HS', 'HS 11358'), ('PC 288a(b)', 'PC 288a')) AS t (c, section);
SELECT is(prop64.aimed_section(c), prop64.code(a) || ' ' || prop64.section(a), format('so is %s, as of its first target', c))
  FROM unnest('{HS 11357,PC 664/HS 11360(a),PC 182/PC 459,PC 32/PC 187(a),PC 653f(a)/PC 211,VC 23152(a)}'::prop64.charge[]) AS c,
       LATERAL (SELECT coalesce((prop64.targets(c))[1], c) AS a) AS t;
SELECT ok(NOT prop64.falls_under('PC 664/HS 11358', 'HS 11358'), 'an attempt at cultivation is no cultivation');
SELECT ok(prop64.falls_under('PC 664/HS 11358', 'PC 664'), 'it is a violation of Penal Code 664');
SELECT is('664/187(a) PC'::prop64.charge::text, 'PC 664/187(a)', 'attempted murder prints with its target');
SELECT ok(pg_temp.reads('182(A)(1)/11359 PC', 'PC 182(a)(1)/HS 11359'), 'in a conspiracy to sell the letters PC belong to 182, not to 11359');
SELECT ok(pg_temp.reads('182(A)(1) PC-CONSPIRACY 11359 HS', 'PC 182(a)(1)/HS 11359'), 'a cannabis target is also found in the description');
SELECT ok(pg_temp.reads('182 PC-CRIMINAL CONSPIRACY', 'PC 182'), 'a conspiracy whose target is not written has none');
SELECT is(prop64.form('PC 182'), 'conspiracy', 'and is a conspiracy');
SELECT is(prop64.form('PC 653f(d)'), 'solicitation', 'Penal Code 653f is a solicitation');
SELECT is(prop64.form('32/11359 HS'), 'accessory', 'Penal Code 32 is an accessory');
SELECT is(prop64.form('HS 11358'), 'plain', 'an offence that was completed is plain');
SELECT ok(pg_temp.reads('524 PC-ATTEMPTED EXTORTION', 'PC 524'), 'an offence that is called an attempt by its own section stays what it is');

-- ---- sections written together ----

SELECT is(prop64.sections(prop64.to_charge('186.22(B)(4)/246 PC'))::text[], ARRAY['PC 246', 'PC 186.22(b)(4)'],
          'a shooting for a gang is one offence with the section that adds the penalty');
SELECT ok(prop64.to_charge('186.22(B)(4)/246 PC') OPERATOR(prop64.=) prop64.to_charge('246 + 186.22(B)(4) PC'), 'whichever is written first');
SELECT ok(prop64.falls_under(prop64.to_charge('186.22(B)(4)/246 PC'), 'PC 246'), 'and falls under the offence');
SELECT ok(pg_temp.reads('484(A)/490.5 PC', 'PC 484(a) also PC 490.5'), 'theft with the section on merchandise is one offence');
SELECT ok(pg_temp.reads('11357 HS OR 11358 HS', NULL), 'a text that leaves open which offence gives no charge');
SELECT is(prop64.to_charges('11357 HS OR 11358 HS')::text[], ARRAY['HS 11357', 'HS 11358'], 'but each can be asked for');
SELECT is(prop64.to_charges('11360/11357 HS')::text[], ARRAY['HS 11360', 'HS 11357'], 'two offences joined are two');
SELECT is(prop64.to_charges('REDUCED FROM 11359 HS TO 11357(C) HS')::text[], ARRAY['HS 11359', 'HS 11357(c)'],
          'a second cannabis section in the text is never dropped silently');
SELECT ok(pg_temp.reads('11357(b) (I)', 'HS 11357(b)'), 'a level in brackets behind the charge is no subdivision');
SELECT is(prop64.to_charges('240/242 PC')::text[], ARRAY['PC 240', 'PC 242'], 'assault and battery are two');
SELECT is(prop64.to_charges('MISSING PERSON')::text[], '{}'::text[], 'no offence is an empty array');
SELECT is(prop64.to_charges('11358 HS')::text[], ARRAY['HS 11358'], 'one offence is an array of one');

-- ---- hierarchy ----

SELECT ok(prop64.falls_under('HS 11357(b)(2)', 'HS 11357') AND prop64.falls_under('HS 11357(b)(2)', 'HS 11357(b)') AND prop64.falls_under('HS 11357', 'HS 11357'),
          'a charge falls under its section, its subdivision and itself');
SELECT ok(NOT prop64.falls_under('HS 11357', 'HS 11357(b)'), 'a section does not fall under its subdivision');
SELECT ok(prop64.under_any('HS 11359(b)', ARRAY['HS 11357', 'HS 11359']::prop64.charge[]), 'one of several sections is enough');
SELECT is(prop64.falls_under(NULL, 'HS 11357'), NULL, 'whether an unknown charge falls under a section is unknown');

-- ---- soft errors, where PostgreSQL has them ----

CREATE FUNCTION pg_temp.soft(query text, input text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE query INTO answer USING input;
    RETURN answer;
END;
$$;
SELECT CASE WHEN current_setting('server_version_num')::int < 160000 THEN skip('soft errors came with PostgreSQL 16', 6)
       ELSE collect_tap(
           is(pg_temp.soft('SELECT pg_input_is_valid($1, ''prop64.charge'')', 'HS 11357(b)'), 'true', 'a citation can be tested without an error'),
           is(pg_temp.soft('SELECT pg_input_is_valid($1, ''prop64.charge'')', 'HS 11357(b'), 'false', 'and what is none too'),
           is(pg_temp.soft('SELECT message FROM pg_input_error_info($1, ''prop64.charge'')', 'HS 11357(b'),
              'invalid input syntax for type prop64.charge: "HS 11357(b"', 'the soft error has the message of the hard one'),
           is(pg_temp.soft('SELECT detail FROM pg_input_error_info($1, ''prop64.charge'')', 'HS 11357(b'),
              'At character 11: Found the end, expected a closing bracket.', 'and its place'),
           is(pg_temp.soft('SELECT sql_error_code FROM pg_input_error_info($1, ''prop64.charge'')', 'HS 11357(b'), '22P02', 'and its code'),
           is(pg_temp.soft('SELECT sql_error_code FROM pg_input_error_info($1, ''prop64.charge'')', 'HS 2097152'), '54000', 'a number over the limit has another code'))
       END;

SELECT * FROM finish();
ROLLBACK;
