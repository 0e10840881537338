-- charge: reading, printing, refusing, comparing, taking apart
\set SHOW_CONTEXT never

-- the strict door: a citation in any case, any spelling of its code, in front or behind
SELECT t, t::prop64.charge AS charge FROM (VALUES
    ('HS 11357(b)(2)'), ('hs 11357(B)(2)'), ('11357(b)(2) HS'), ('11357(B)(2)HS'), ('  HS  11357 (b) (2)  '), ('HS11357'),
    ('H&S 11357'), ('H & S 11357'), ('H. & S. 11357'), ('H AND S 11357'), ('HSC 11357'), ('H&SC 11357'), ('11357 H.S.'),
    ('Health and Safety Code section 11357(b)'), ('Health & Saf. Code, sec. 11357, subd. (b)(2)'),
    ('section 11357, subdivision (b) of the Health and Safety Code'), ('California Penal Code section 187(a)'), ('Cal. Pen. Code 187'),
    ('P.C. 187'), ('187 P.C.'), ('pen 187'), ('CVC 23152(b)'), ('Veh. Code 23152(b)'), ('B&P 4140'), ('Bus. & Prof. Code 4140'),
    ('W&I 6600'), ('Welf. & Inst. Code 6600'), ('PC 288a(c)(2)(a)'), ('PC 667(e)(2)(c)(iv)'), ('PC 273AB(A)'), ('PC 640B.1'), ('PC 311.10'),
    ('CI 1798.90.1(a)(1)'), ('PC 622 1/2'), ('18 1708 US'), ('US 18 1708'), ('18 U.S.C. 1708'), ('18 USC sec. 1708'), ('36 CFR 2.35(b)(2)'),
    ('US 1708'), ('14 4302 CA'), ('14 CCR 4302'), ('PC 664'), ('PC 664/187(a)'), ('664/187(a) PC'), ('PC 664/HS 11358'), ('664/11358 HS'),
    ('PC 182(a)(1)/HS 11359'), ('PC 653f(d)/HS 11360'), ('PC 32/HS 11359'), ('PC 246 also PC 186.22(b)(4)'), ('PC 246 ALSO 186.22(B)(4) PC'),
    ('484(A)/490.5 PC'), ('PC 664/187(a)/211'), ('PC 664/211/187(a)/211'), ('HS11357B'), ('HS 11357(*)')) AS s (t);

-- and nothing else: what was found, what was expected, where
SELECT ''::prop64.charge;
SELECT '   '::prop64.charge;
SELECT 'MISSING PERSON'::prop64.charge;
SELECT '11357'::prop64.charge;
SELECT '11357(b)'::prop64.charge;
SELECT 'HS'::prop64.charge;
SELECT 'QX 11357'::prop64.charge;
SELECT 'HS 11357('::prop64.charge;
SELECT 'HS 11357(b'::prop64.charge;
SELECT 'HS 11357()'::prop64.charge;
SELECT 'HS 11357(b)(2'::prop64.charge;
SELECT 'HS 11357(b)2)'::prop64.charge;
SELECT 'HS 11357[b]'::prop64.charge;
SELECT 'HS 11357.'::prop64.charge;
SELECT 'HS 11357.b'::prop64.charge;
SELECT 'HS 011357'::prop64.charge;
SELECT 'HS 11357(01)'::prop64.charge;
SELECT 'HS 11357 PC'::prop64.charge;
SELECT 'HS 11357-POSSESS MARIJUANA'::prop64.charge;
SELECT 'HS 11357(b) possession'::prop64.charge;
SELECT 'PC 664/'::prop64.charge;
SELECT 'PC 664/HS'::prop64.charge;
SELECT 'PC 240/242'::prop64.charge;
SELECT '11357 HS OR 11358 HS'::prop64.charge;
SELECT 'PC 246 also'::prop64.charge;
SELECT 'US 0 1708'::prop64.charge;
SELECT 'HS 11357(*)(b)'::prop64.charge;
SELECT 'PC 664/HS 11358(*)'::prop64.charge;
SELECT 'PC 664/HS 11358/HS 2097152'::prop64.charge;
SELECT 'PC 622a 1/2'::prop64.charge;

-- limits
SELECT 'HS 2097151'::prop64.charge;
SELECT 'HS 2097152'::prop64.charge;
SELECT 'HS 99999999999999999999'::prop64.charge;
SELECT 'HS 1(9999)(abcdefgh)'::prop64.charge;
SELECT 'HS 1(10000)'::prop64.charge;
SELECT 'HS 1(abcdefghi)'::prop64.charge;
SELECT pg_catalog.length(('HS 1' || pg_catalog.repeat('(1)', 117))::prop64.charge::text);
SELECT ('HS 1' || pg_catalog.repeat('(1)', 118))::prop64.charge;
SELECT 'PC 664/1/2/3/4/5/6/7'::prop64.charge;
SELECT 'PC 664/1/2/3/4/5/6/7/8'::prop64.charge;
SELECT pg_catalog.repeat('(', 1000000)::prop64.charge;
\set VERBOSITY sqlstate
SELECT 'HS 11357('::prop64.charge;
SELECT 'HS 2097152'::prop64.charge;
\set VERBOSITY default

-- binary: a version byte and a citation
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/charge.data'
\set send 'COPY (SELECT message FROM sent) TO STDOUT (FORMAT binary) \\g ' :file
\set receive '\\copy received FROM ' :'file' ' (FORMAT binary)'
CREATE TEMP TABLE sent (message bytea);
CREATE TEMP TABLE received (c prop64.charge);
INSERT INTO sent VALUES (prop64.charge_send('HS 11357(b)')), ('\x01'::bytea || 'PC 664/HS 11358'), ('\x01'::bytea || ' h&s 11357 ');
:send
:receive
SELECT c FROM received;
TRUNCATE sent;
INSERT INTO sent VALUES ('');
:send
:receive
TRUNCATE sent;
INSERT INTO sent VALUES ('\x01');
:send
:receive
TRUNCATE sent;
INSERT INTO sent VALUES ('\x02'::bytea || 'HS 11357');
:send
:receive
TRUNCATE sent;
INSERT INTO sent VALUES ('\x01'::bytea || 'HS 11357' || '\x00'::bytea);
:send
:receive
TRUNCATE sent;
INSERT INTO sent VALUES ('\x01c328ff'::bytea);
:send
:receive
DROP TABLE sent;
DROP TABLE received;

-- the tolerant reader: what it reads, what it did, why it refuses
SELECT t, prop64.to_charge(t) AS charge, prop64.charge_notes(t) AS notes, prop64.charge_problem(t) AS problem, prop64.to_charges(t) AS charges
FROM (VALUES
    ('11357(B) HS'), ('11357(B)HS'), ('HS11357B'), ('11357B2 HS'), ('11357.B H&S'), ('11360(A)HS POSS FOR SALE'),
    ('11357(C) HS-POSS MARIJUANA OVER 1 OZ/28.5 GRAM'), ('11357'), ('11357(A)-X'), ('11357.5'), ('11357.5 HS-SYNTHETIC'), ('111357 PC'),
    ('11357(A)PC-X'), ('11 357 HS'), ('11357 (b) HS'), ('11357[B] HS'), ('11357(B HS'), ('12025(A)2) PC'), ('243(E)1 PC'), ('3455(A)4PC'),
    ('664/11358 HS'), ('664-11358 HS-ATTEMPT CULT'), ('66411358 HS'), ('664.11358'), ('664-187(A) PC'), ('664 187(A) PC'), ('11358 HS-ATTEMPTED'),
    ('ATTEMPTED 11358 HS'), ('187(A) PC-MURDER-ATTEMPTED'), ('664/187(A) PC-ATTEMPTED MURDER'), ('524 PC-ATTEMPTED EXTORTION'),
    ('182(A)(1)/11359 PC'), ('182(A)(1) PC-CONSPIRACY 11359 HS'), ('11359 HS-CONSPIRACY'), ('32/11359 HS'), ('32 PC-ACCESSORY'),
    ('186.22(B)(4)/246 PC'), ('246+186.22(B)(4) PC'), ('484(A)/490.5 PC'), ('11359/12022(A)(1) PC'), ('240/242 PC'), ('459/488 PC'),
    ('11360/11357 HS'), ('11357 HS OR 11358 HS'), ('11357(A) HS-POSS AND 11359 HS-SALE'), ('11357(a)/(b) HS'), ('459/11357 HS'),
    ('288A PC'), ('647B PC'), ('647F PC'), ('640A.1 PC'), ('424(A)1 PC'), ('6221/2 PC'), ('1798.90.1(A)(1) CI'), ('18 1708 US'), ('1708 US THEFT OF MAIL'),
    ('CHRG-11359 HS-SALE'), ('CT 1: 11357(a) HS'), ('1. HS 11357'), ('--40508 VC--'), ('SEE COMMENT FOR CHARGE'), ('MISSING PERSON'),
    ('484 PETTY THEFT'), ('PHONE 555 11358 9'), ('WARRANT NBR A-1135799'), ('12345 QX-UNKNOWN'), ('11357(A)(?) HS'), ('99999999 HS'), (''), ('   '),
    ('245 PC-HANDS/FEET'), ('HS 11357(*)'), ('11357(HASH) HS'), ('187 PC W/ 12022.53(D) PC'), ('664/187(A)/12022.53(D) PC'), ('664/11358 PC'),
    ('TOWED/STORED VEH-14602.6'), ('2 VEH ACCIDENT'), ('00IN CUSTODY ARR ZZ'),
    ('11359 HS 11360 HS'), ('REDUCED FROM 11359 HS TO 11357(C) HS'), ('496(D) PC-ATTEMPT 496PC:STOLEN PROP'), ('CONSPIRACY TO COMMIT 11359 HS'),
    ('11357(b) (I)'), ('11357 b'), ('11359 F'), ('459 PC 2 CTS')) AS s (t);
SELECT prop64.to_charge(NULL), prop64.to_charges(NULL), prop64.charge_notes(NULL), prop64.charge_problem(NULL);
-- signs outside ASCII: section sign, one half, dash, blank that does not break; and one that is none of them
SELECT prop64.to_charge(E'H&S \xC2\xA7 11357(b)'), prop64.to_charge(E'622\xC2\xBD PC'), prop64.to_charge(E'664\xE2\x80\x93187(A) PC'), prop64.to_charge(E'11357\xC2\xA0HS');
SELECT (E'\xC2\xA7 11357(b) HS')::prop64.charge;
SELECT (E'\xC3\xA4 11357(b) HS')::prop64.charge;

-- what a charge is made of
SELECT c, prop64.code(c), prop64.section(c), prop64.subdivisions(c), prop64.form(c), prop64.targets(c), prop64.sections(c),
    prop64.charge_low(c), prop64.charge_high(c)
FROM pg_catalog.unnest(ARRAY['HS 11357', 'HS 11357(b)(2)', 'PC 667(e)(2)(C)(iv)', 'PC 288a', 'PC 622 1/2', 'US 18 1708', 'US 1708', 'PC 664',
    'PC 664/187(a)', 'PC 182(a)(1)/HS 11359 also PC 186.22(b)(1)', 'PC 653f(b)', 'PC 32', 'PC 246 also PC 186.22(b)(4)', 'HS 11357(*)']::prop64.charge[]) AS c;

-- one falls under another
SELECT c, a, c OPERATOR(prop64.<@) a AS under, a OPERATOR(prop64.@>) c AS covers, prop64.falls_under(c, a), prop64.charge_covers(a, c),
    c OPERATOR(prop64.>=) prop64.charge_low(a) AND c OPERATOR(prop64.<=) prop64.charge_high(a) AS in_range
FROM (VALUES ('HS 11357'::prop64.charge, 'HS 11357'::prop64.charge), ('HS 11357(b)', 'HS 11357'), ('HS 11357(b)(2)', 'HS 11357(b)'),
    ('HS 11357', 'HS 11357(b)'), ('HS 11357.5', 'HS 11357'), ('HS 11358', 'HS 11357'), ('PC 11357', 'HS 11357'), ('PC 288a', 'PC 288'),
    ('PC 311.10', 'PC 311.1'), ('PC 664/HS 11358', 'HS 11358'), ('PC 664/HS 11358', 'PC 664'), ('PC 664/HS 11358', 'PC 664/HS 11358'),
    ('PC 664', 'PC 664/HS 11358'), ('PC 246 also PC 186.22(b)(4)', 'PC 246'), ('PC 246 also PC 186.22(b)(4)', 'PC 186.22'),
    ('HS 11357(*)', 'HS 11357'), ('HS 11357(b)', 'HS 11357(*)'), ('PC 256', 'PC 256'), ('PC 256(a)', 'PC 256')) AS v (c, a);
SELECT prop64.under_any('HS 11357(b)', ARRAY['HS 11357', 'HS 11358']::prop64.charge[]) AS yes,
    prop64.under_any('HS 11359', ARRAY['HS 11357', 'HS 11358']::prop64.charge[]) AS no,
    prop64.under_any('HS 11357(b)', ARRAY[NULL, 'HS 11357']::prop64.charge[]) AS yes_all_the_same,
    prop64.under_any('HS 11359', ARRAY[NULL, 'HS 11357']::prop64.charge[]) AS unknown,
    prop64.under_any('HS 11359', ARRAY[]::prop64.charge[]) AS none,
    prop64.under_any('HS 11359', ARRAY[['HS 11357', 'HS 11358'], ['HS 11359', 'HS 11360']]::prop64.charge[]) AS any_dimension,
    prop64.under_any('HS 11359', NULL) AS null_array;

-- order, smallest and greatest
SELECT c FROM pg_catalog.unnest(ARRAY['VC 23152(b)', 'PC 311.10', 'PC 311.2', 'PC 311.1', 'PC 288a', 'PC 288(a)', 'PC 288', 'HS 11357.5', 'HS 11357(b)(10)',
    'HS 11357(b)(2)', 'HS 11357(b)', 'HS 11357(2)', 'HS 11357(*)', 'HS 11357', 'PC 664/187', 'PC 664', 'PC 664(a)', 'PC 1203.4']::prop64.charge[]) AS c
ORDER BY c;
SELECT prop64.min(c), prop64.max(c) FROM pg_catalog.unnest(ARRAY['HS 11358', NULL, 'HS 11357(b)', 'PC 187']::prop64.charge[]) AS c;
SELECT prop64.min(c), prop64.max(c) FROM (SELECT NULL::prop64.charge AS c) AS s;

-- a range of a plain index holds what falls under a charge
CREATE TEMP TABLE conviction AS
    SELECT (code || ' ' || section || path)::prop64.charge AS charge
    FROM pg_catalog.unnest(ARRAY['HS', 'PC', 'VC']) AS code, pg_catalog.generate_series(11350, 11370) AS section,
        pg_catalog.unnest(ARRAY['', '.5', '(a)', '(b)', '(b)(2)']) AS path, pg_catalog.generate_series(1, 10);
CREATE INDEX ON conviction (charge);
ANALYZE conviction;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT FROM conviction
    WHERE charge OPERATOR(prop64.>=) prop64.charge_low('HS 11357') AND charge OPERATOR(prop64.<=) prop64.charge_high('HS 11357');
SELECT prop64.min(charge), prop64.max(charge) FROM conviction;
SELECT count(*) FROM conviction
    WHERE charge OPERATOR(prop64.>=) prop64.charge_low('HS 11357') AND charge OPERATOR(prop64.<=) prop64.charge_high('HS 11357');
RESET enable_seqscan;
RESET enable_bitmapscan;
SELECT count(*) FROM conviction WHERE prop64.falls_under(charge, 'HS 11357');
DROP TABLE conviction;
