-- Where the tools that counties used in 2019 and 2020 went wrong: misread sections,
-- dates that are not there, rows taken for convictions.  Each line is one such case
-- with the answer that a lawyer would expect.
BEGIN;
SET LOCAL search_path = tap;

-- The county dismisses HS 11357 and 11358 and reduces 11359 and 11360; some choose more.
CREATE TEMP TABLE chosen (name text PRIMARY KEY, policy prop64.policy);
INSERT INTO pg_temp.chosen
SELECT name,
       prop64.policy_from_bear(jsonb_build_object(
           'baselineEligibility', '{"dismiss": ["11357", "11358"], "reduce": ["11359", "11360"]}'::jsonb,
           'additionalRelief', relief::jsonb))
  FROM (VALUES ('sections', '{}'),
               ('10 years since', '{"yearsSinceConvictionThreshold": 10}'),
               ('10 years free', '{"yearsCrimeFreeThreshold": 10}'),
               ('1 year free', '{"yearsCrimeFreeThreshold": 1}'),
               ('under 21', '{"subjectUnder21AtConviction": true}'),
               ('age 50', '{"subjectAgeThreshold": 50}'),
               ('age 57', '{"subjectAgeThreshold": 57}'),
               ('only cannabis', '{"subjectHasOnlyProp64Charges": true}'),
               ('deceased', '{"subjectIsDeceased": true}')) AS c (name, relief);

-- What a test compares, and how the answer reads: "outcome" or "undetermined: facts".
CREATE TEMP TABLE answer (n integer GENERATED ALWAYS AS IDENTITY, got text, expected text, says text);
CREATE FUNCTION pg_temp.read(e prop64.eligibility, p prop64.policy) RETURNS text
    RETURN CASE prop64.outcome(e)
               WHEN 'undetermined' THEN 'undetermined: ' || array_to_string(prop64.missing(e, p), ', ')
               ELSE prop64.outcome(e) END;

-- ---------------------------------------------------------------------------
-- Sections.
-- ---------------------------------------------------------------------------
INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(prop64.classify(policy, prop64.to_charge(written), 'felony', '2010-01-01'), policy), expected,
       written || ': ' || says
  FROM pg_temp.chosen, (VALUES
    ('111357 PC-X', 'out of scope', 'a longer number in another code is another offense'),
    ('11357.5 HS-SELL SYNTH CANNABINOID', 'out of scope', 'synthetic cannabinoids are not HS 11357'),
    ('11357.5(A) HS-SELL SYNTH CANNABINOID', 'out of scope', 'nor is the subdivision on their sale'),
    ('11357.5(B) HS-POSS SYNTH CANNABINOID', 'out of scope', 'nor is the subdivision on their possession'),
    ('11358.5 HS-X', 'out of scope', 'a number behind the point makes another section'),
    ('11359 VC-X', 'out of scope', 'the Vehicle Code has no cannabis offense of this number'),
    ('211359 VC-X', 'out of scope', 'a section that ends in the digits is another section'),
    ('12311360 BP-X', 'undetermined: charge', 'no section has eight digits: nothing is made of its last five'),
    ('11360.5 PC-X', 'out of scope', 'neither the section nor the code is that of sale'),
    ('11361(A) HS', 'out of scope', 'a minor in the trade is another section, which this county did not choose'),
    ('11362.3(A) HS', 'out of scope', 'smoking in public is another section'),
    ('664-11358 HS-ATTEMPT CULT', 'dismiss', 'an attempt written with a dash is an attempt to cultivate'),
    ('664/11358', 'dismiss', 'an attempt without a code is one to cultivate'),
    ('66411358', 'dismiss', 'an attempt written in one number is one to cultivate'),
    ('664.11358', 'dismiss', 'an attempt written with a point is one to cultivate'),
    ('182(A)(1)-11359 HS-CONSP', 'reduce to misdemeanor', 'a conspiracy written with a dash is one to sell'),
    ('182(A)(1) PC-CONSPIRACY 11359 HS', 'reduce to misdemeanor', 'a conspiracy whose aim stands in the description is one to sell'),
    ('182(A)(1)/11359 HS-CONSP', 'reduce to misdemeanor', 'a conspiracy written with a stroke is one to sell'),
    ('11 357 HS-X', 'dismiss', 'a stray blank in the number is mended'),
    ('-11357 HS-X', 'dismiss', 'a dash in front hides nothing'),
    ('11357(a) hs-x', 'dismiss', 'small letters are letters'),
    ('11360/11357 HS-X', 'undetermined: charge', 'of two offenses in one field neither is chosen'),
    ('11357 HS OR 11358 HS-X', 'undetermined: charge', 'of two alternatives neither is chosen'),
    ('11357(A) HS-POSS AND 11359 HS-SALE', 'undetermined: charge', 'of two charges in one comment neither is dropped'),
    ('CHRG-11359 HS-SALE', 'reduce to misdemeanor', 'a word in front of the charge does not hide it'),
    ('PHONE 555 11358 9', 'undetermined: charge', 'digits of a telephone number are no charge'),
    ('WARRANT NBR A-1135799', 'undetermined: charge', 'digits of a warrant are no charge')
  ) AS c (written, expected, says)
 WHERE name = 'sections';

INSERT INTO pg_temp.answer (got, expected, says) VALUES
    (prop64.to_charge('664/11358')::text, 'PC 664/HS 11358', 'an attempt is not taken for the finished offense'),
    (prop64.falls_under(prop64.to_charge('66411358'), 'HS 11358')::text, 'false', 'an attempt in one number is not the finished offense either'),
    ((prop64.charge_notes('11 357 HS-X') @> '{spacing}')::text, 'true', 'and that a blank was mended can be looked up'),
    (prop64.to_charges('11360/11357 HS-X')::text, '{"HS 11360","HS 11357"}', 'both offenses of a field are there to be looked at'),
    (prop64.to_charges('11357(A) HS-POSS AND 11359 HS-SALE')::text, '{"HS 11357(a)","HS 11359"}', 'both charges of a comment are there to be looked at'),
    (prop64.falls_under(prop64.to_charge('2900 PC-OTHER'), 'PC 290')::text, 'false', 'PC 2900 is no registration as a sex offender'),
    (prop64.falls_under(prop64.to_charge('290.5 PC'), 'PC 290')::text, 'false', 'nor is PC 290.5, the petition to end it'),
    (prop64.falls_under(prop64.to_charge(' 290 PC'), 'PC 290')::text, 'true', 'a blank in front does not hide a registration');

-- A second conviction on the record, under a policy that looks for it.
INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(
           prop64.classify(p, 'HS 11358', 'felony', '2010-01-01', as_of => '2020-07-01', count_key => 'this',
                           history => (SELECT prop64.history_agg(event) FROM (VALUES
                               (prop64.event(charge => 'HS 11358', severity => 'felony', on_date => '2010-01-01', count_key => 'this')),
                               (prop64.event(charge => prop64.to_charge(prior), severity => 'felony', on_date => '2000-01-01', count_key => 'other'))
                           ) AS e (event))), p),
       expected, prior || ' on the record: ' || says
  FROM (VALUES
    ('superstrike', '537 PC', 'no change', 'defrauding an innkeeper is no super strike'),
    ('superstrike', '337 PC', 'no change', 'nor is gaming'),
    ('superstrike', '637 PC', 'no change', 'nor is disclosing a telegram'),
    ('superstrike', '437 PC', 'no change', 'nor is a number that ends in 37'),
    ('superstrike', '1188 PC', 'no change', 'nor one that ends in 188'),
    ('superstrike', '3188 PC', 'no change', 'whatever stands before it'),
    ('superstrike', '1205 PC', 'no change', 'nor is a fine'),
    ('superstrike', '1288 PC', 'no change', 'nor one that ends in 288'),
    ('superstrike', '12220 PC', 'no change', 'nor one that ends in 220'),
    ('superstrike', '4128 PC', 'no change', 'nor one that ends in 128'),
    ('superstrike', '12286 PC', 'no change', 'nor one that ends in 286'),
    ('superstrike', '18205 PC', 'no change', 'nor is a gun held against a restraining order'),
    ('superstrike', '187 PC', 'ineligible', 'murder is a super strike'),
    ('superstrike', '187(A) PC-MURDER', 'ineligible', 'and so it is in the form that the state writes'),
    ('superstrike', '664/187(A) PC', 'ineligible', 'attempted murder is one'),
    ('superstrike', '664-187 PC', 'ineligible', 'however the attempt is joined'),
    ('superstrike', '209(A) PC', 'ineligible', 'kidnapping for ransom is one'),
    ('superstrike', '209(B)(1) PC', 'ineligible', 'kidnapping to rob is one'),
    ('superstrike', '191.5(A) PC', 'ineligible', 'gross vehicular manslaughter is one'),
    ('superstrike', '269(A)(1) PC', 'ineligible', 'aggravated sexual assault of a child is one'),
    ('superstrike', '288.7(A) PC', 'ineligible', 'intercourse with a small child is one'),
    ('superstrike', '287(C)(1) PC', 'ineligible', 'oral copulation with a child is one'),
    ('superstrike', '264.1(A) PC', 'ineligible', 'rape in concert is one'),
    ('superstrike', '451.5(A) PC', 'ineligible', 'aggravated arson is one'),
    ('superstrike', '653F(B) PC', 'ineligible', 'solicitation of murder is one'),
    ('superstrike', '220(A)(1) PC', 'undetermined: record', 'assault with intent is one or not by the intent, which is not recorded'),
    ('superstrike', '207 PC', 'undetermined: record', 'simple kidnapping is one only with a sexual intent, which is not recorded'),
    ('superstrike', '262(A)(3) PC', 'no change', 'rape of an unconscious spouse is not by force'),
    ('superstrike', '647(A) PC', 'no change', 'disorderly conduct is no super strike'),
    ('superstrike', '23152(A) VC', 'no change', 'drunk driving is no super strike'),
    ('pc290', '288(A) PC', 'ineligible', 'a lewd act with a child is registrable'),
    ('pc290', '288(B)(1) PC', 'ineligible', 'and so it is by force'),
    ('pc290', '288(C)(1) PC', 'ineligible', 'and with a child of 14 or 15'),
    ('pc290', '314.1 PC', 'ineligible', 'indecent exposure is registrable as the state writes it'),
    ('pc290', '261.5(C) PC', 'no change', 'unlawful intercourse was not registrable'),
    ('pc290', '261.5(D) PC', 'no change', 'nor with an offender over 21'),
    ('pc290', '451.5 PC', 'no change', 'arson is not registrable as a sex offense'),
    ('pc290', '653F(B) PC', 'no change', 'solicitation of murder is not a sex offense'),
    ('pc290', '1647A PC', 'no change', 'a number that ends in 647a is another section'),
    ('pc290', '1288 PC', 'no change', 'a number that ends in 288 is another section'),
    ('pc290', '12286 PC', 'no change', 'a number that ends in 286 is another section'),
    ('pc290', '272 PC', 'undetermined: record', 'contributing to delinquency is registrable only for lewd conduct, which is not recorded'),
    ('pc290', '647(A) PC', 'no change', 'disorderly conduct is not registrable'),
    ('pc290', '23152(A) VC', 'no change', 'drunk driving is not registrable'),
    ('pc290', '290(B) PC', 'no change', 'failing to register is not what one registers for')
  ) AS c (list, prior, expected, says)
  CROSS JOIN LATERAL (SELECT format('policy %L; ineligible %L when convicted ever of %s; otherwise no change %L;',
                                    list, 'listed', list, 'not listed')::prop64.policy) AS made (p);

-- ---------------------------------------------------------------------------
-- Dates.  A felony under HS 11359: a reduction, unless the date or the age gives more.
-- ---------------------------------------------------------------------------
INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(e, policy), c.expected, c.says
  FROM pg_temp.chosen
  JOIN (VALUES
    ('10 years since', '', '', '2020-07-01', 'undetermined: convicted', 'a conviction without a date is not ten years old'),
    ('10 years since', '00000000', '', '2020-07-01', 'undetermined: convicted', 'nor is one dated with zeros'),
    ('10 years since', '19850431', '', '2020-07-01', 'undetermined: convicted', 'a day that is in no calendar is no date'),
    ('10 years since', '850401', '', '2020-07-01', 'undetermined: convicted', 'a year of two digits is no date'),
    ('10 years since', '1/1/2010', '', '2020-07-01', 'undetermined: convicted', 'a date that the state does not write is no date'),
    ('10 years since', '19850000', '', '2020-07-01', 'dismiss', 'a conviction of some day in 1985 is ten years old in 2020'),
    ('10 years since', '20150000', '', '2020-07-01', 'reduce to misdemeanor', 'one of some day in 2015 is not'),
    ('10 years since', '20100000', '', '2020-07-01', 'undetermined: convicted', 'of one of some day in 2010 it depends on the day'),
    ('10 years since', '1985-04-01', '', '2020-07-01', 'dismiss', 'a date with dashes is that date'),
    ('10 years since', ' 20100101', '', '2020-07-01', 'dismiss', 'a blank in front of a date is nothing'),
    ('10 years since', '20150101 ', '', '2020-07-01', 'reduce to misdemeanor', 'nor is one behind it'),
    ('10 years since', '20990101', '', '2020-07-01', 'reduce to misdemeanor', 'a date in the future is not ten years ago'),
    ('10 years free', '', '', '2020-07-01', 'undetermined: convicted', 'without a date ten years without conviction are not shown'),
    ('10 years free', '20150000', '', '2020-07-01', 'reduce to misdemeanor', 'a conviction of some day in 2015 is within ten years'),
    ('under 21', '', '19500101', '2020-07-01', 'undetermined: convicted', 'without a date nobody was under 21'),
    ('under 21', '20100101', '', '2020-07-01', 'undetermined: born', 'without a birthday it is open who was under 21'),
    ('under 21', '20100101', '19900000', '2020-07-01', 'dismiss', 'who was born in 1990 was under 21 in January 2010'),
    ('age 57', '20180101', '', '2020-07-01', 'undetermined: born', 'without a birthday nobody is 57'),
    ('age 57', '20180101', '19900000', '2020-07-01', 'reduce to misdemeanor', 'who was born in 1990 is not 57'),
    ('age 57', '20180101', '1990-01-01', '2020-07-01', 'reduce to misdemeanor', 'nor is who was born on 1 January 1990'),
    ('10 years since', '20100228', '', '2020-02-29', 'dismiss', 'ten years are over on the anniversary, 28 February'),
    ('10 years since', '20100301', '', '2020-02-29', 'reduce to misdemeanor', 'and not the day before it, though that is 29 February'),
    ('10 years since', '20100302', '', '2020-02-29', 'reduce to misdemeanor', 'still less two days before it'),
    ('10 years free', '20100228', '', '2020-02-29', 'dismiss', 'the day after the anniversary is more than ten years'),
    ('10 years free', '20100301', '', '2020-02-29', 'reduce to misdemeanor', 'the day before it is not'),
    ('10 years since', '20100701', '', '2020-07-01', 'dismiss', 'the anniversary itself completes ten years'),
    ('10 years free', '20100701', '', '2020-07-01', 'reduce to misdemeanor', 'but is not more than ten years'),
    ('1 year free', '20190701', '', '2020-07-01', 'reduce to misdemeanor', 'that does not depend on the time of day'),
    ('age 57', '20180101', '19640229', '2021-02-28', 'reduce to misdemeanor', 'who was born on 29 February is not a year older on 28 February'),
    ('age 57', '20180101', '19640229', '2021-03-01', 'dismiss', 'but on 1 March'),
    ('under 21', '20010513', '19800514', '2020-07-01', 'dismiss', 'the day before the 21st birthday is under 21'),
    ('under 21', '20010514', '19800514', '2020-07-01', 'reduce to misdemeanor', 'the birthday is not'),
    ('under 21', '20010228', '19800229', '2020-07-01', 'dismiss', 'who was born on 29 February is under 21 to 28 February'),
    ('under 21', '20010301', '19800229', '2020-07-01', 'reduce to misdemeanor', 'and not on 1 March')
  ) AS c (name, convicted, born, as_of, expected, says) USING (name)
  CROSS JOIN LATERAL (SELECT prop64.doj_date(convicted), prop64.doj_date(born)) AS d (on_bounds, born_bounds)
  CROSS JOIN LATERAL prop64.classify_bounds(
      policy, 'HS 11359', 'felony', on_bounds, as_of => c.as_of::date, born => born_bounds, count_key => 'this',
      history => prop64.event(charge => 'HS 11359', severity => 'felony', on_bounds => on_bounds, count_key => 'this')) AS e;

INSERT INTO pg_temp.answer (got, expected, says)
SELECT prop64.at_least(prop64.classify_bounds(policy, 'HS 11359', 'felony', NULL, as_of => '2020-07-01')),
       'reduce to misdemeanor', 'without a date the reduction, which needs none, is certain'
  FROM pg_temp.chosen WHERE name = '10 years since';

INSERT INTO pg_temp.answer (got, expected, says)
SELECT prop64.label(prop64.classify(p, 'HS 11358', 'felony', d, prop64.history_empty(), '2019-11-11', born => '1975-01-01'), p),
       expected, says
  FROM prop64.shipped_policy('los_angeles_2019') AS p,
       (VALUES (date '2016-11-09', 'Not eligible', 'the day on which Proposition 64 took effect is after it in Los Angeles'),
               (date '2016-11-08', 'Eligible for Dismissal', 'the day before is not')) AS c (d, expected, says);

-- ---------------------------------------------------------------------------
-- Rows.
-- ---------------------------------------------------------------------------
INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(prop64.classify(policy, 'HS 11359', severity, '2010-01-01'), policy), expected, says
  FROM pg_temp.chosen, (VALUES
    (NULL, 'undetermined: severity', 'a level that is not recorded is no misdemeanor'),
    ('', 'undetermined: severity', 'nor is a blank one'),
    ('UNKNOWN', 'undetermined: severity', 'nor is one that is called unknown'),
    ('Felony', 'reduce to misdemeanor', 'a felony in small letters is a felony'),
    ('FELONY ', 'reduce to misdemeanor', 'a blank behind it changes nothing'),
    ('F', 'reduce to misdemeanor', 'the letter F is a felony'),
    ('F ', 'reduce to misdemeanor', 'with a blank too')
  ) AS c (severity, expected, says)
 WHERE name = 'sections';

-- Another count beside this one, as its disposition tells it.
INSERT INTO pg_temp.answer (got, expected, says)
SELECT prop64.convictions(prop64.event(charge => 'PC 459', severity => 'felony', on_date => '2019-01-01', disposition => words))::text,
       expected, words || ': ' || says
  FROM (VALUES
    ('CONVICTED - VACATED', '0', 'a vacated conviction is none'),
    ('Convicted', '1', 'small letters convict'),
    (' CONVICTED', '1', 'and a blank in front'),
    ('GUILTY', '1', 'guilty is convicted'),
    ('NOLO CONTENDERE', '1', 'no contest is convicted')
  ) AS c (words, expected, says);

INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(
           prop64.classify(policy, 'HS 11359', 'felony', '2005-01-01', as_of => '2020-07-01', count_key => 'this',
                           history => (SELECT prop64.history_agg(event) FROM (VALUES
                               (prop64.event(charge => 'HS 11359', severity => 'felony', on_date => '2005-01-01', count_key => 'this')),
                               (prop64.event(kind, 'PC 459', 'felony', '2019-01-01', count_key => 'other', disposition => words))
                           ) AS e (event))), policy),
       expected, coalesce(words, kind) || ' of burglary last year: ' || says
  FROM pg_temp.chosen, (VALUES
    ('conviction', 'CONVICTED-JAIL', 'reduce to misdemeanor', 'ten years are not free of convictions'),
    ('conviction', 'CONVICTED - VACATED', 'dismiss', 'a vacated conviction does not count'),
    ('conviction', 'CONVICTED-SET ASIDE', 'undetermined: record', 'whether one that was set aside counts depends on the statute, which is not named'),
    ('conviction', 'CONVICTEDXYZ', 'undetermined: record', 'a disposition that nobody understands is looked at'),
    ('arrest', NULL, 'dismiss', 'an arrest is no conviction')
  ) AS c (kind, words, expected, says)
 WHERE name = '10 years free';

-- One count in several rows.
CREATE TEMP TABLE row_of_count (says text, nth integer, event prop64.history);
INSERT INTO pg_temp.row_of_count VALUES
    ('reduced', 1, prop64.event('conviction', 'HS 11359', 'felony', '2010-01-01', count_key => 'c', disposition => 'CONVICTED-JAIL')),
    ('reduced', 2, prop64.event('conviction', 'HS 11359', 'felony', '2014-01-01', count_key => 'c', disposition => 'REDUCED TO MISDEMEANOR PER 17(B) PC')),
    ('dismissed', 1, prop64.event('conviction', 'HS 11359', 'felony', '2010-01-01', count_key => 'c', disposition => 'CONVICTED-JAIL')),
    ('dismissed', 2, prop64.event('conviction', 'HS 11359', 'felony', '2014-01-01', count_key => 'c', disposition => 'CONV SET ASIDE & DISM PER 1203.4 PC')),
    ('without a key', 1, prop64.event('conviction', 'HS 11359', 'felony', '2010-01-01', count_key => ' ')),
    ('without a key', 2, prop64.event('conviction', 'HS 11359', 'felony', '2010-01-01', count_key => '')),
    ('two offenses', 1, prop64.event('conviction', 'HS 11357', 'felony', '2010-01-01', count_key => 'c')),
    ('two offenses', 2, prop64.event('conviction', 'HS 11359', 'felony', '2010-01-01', count_key => 'c'));
CREATE TEMP VIEW count_in_rows AS
    SELECT says, prop64.history_agg(event ORDER BY nth) AS forward, prop64.history_agg(event ORDER BY nth DESC) AS backward
      FROM pg_temp.row_of_count GROUP BY says;

INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(prop64.classify(policy, NULL, NULL, NULL, forward, '2020-07-01', count_key => 'c'), policy), expected, c.says
  FROM pg_temp.chosen
  JOIN (VALUES
    ('sections', 'reduced', 'dismiss', 'a felony that was reduced under PC 17(b) is a misdemeanor'),
    ('sections', 'dismissed', 'reduce to misdemeanor', 'a felony that was dismissed under PC 1203.4 is a felony still')
  ) AS c (name, record, expected, says) USING (name)
  JOIN pg_temp.count_in_rows AS r ON r.says = record;

INSERT INTO pg_temp.answer (got, expected, says)
SELECT prop64.convictions(forward)::text, '1', 'the rows of one count, ' || says || ', are one conviction'
  FROM pg_temp.count_in_rows WHERE says IN ('reduced', 'dismissed');
INSERT INTO pg_temp.answer (got, expected, says)
SELECT (SELECT string_agg(disposition, ', ' ORDER BY on_date) FROM prop64.unnest(forward)), 'convicted, dismissed 1203.4',
       'the later dismissal of a count is in the record'
  FROM pg_temp.count_in_rows WHERE says = 'dismissed';
INSERT INTO pg_temp.answer (got, expected, says)
SELECT prop64.convictions(forward)::text, '2', 'rows whose count is blank are not thrown together'
  FROM pg_temp.count_in_rows WHERE says = 'without a key';
INSERT INTO pg_temp.answer (got, expected, says)
SELECT prop64.history_eq(forward, backward)::text, 'true', 'a record does not depend on the order of its rows: ' || says
  FROM pg_temp.count_in_rows WHERE says IN ('two offenses', 'reduced');
INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(prop64.classify(policy, NULL, 'felony', NULL, forward, '2020-07-01', count_key => 'c'), policy),
       'undetermined: charge', 'a count that two rows charge differently is neither of the two'
  FROM pg_temp.chosen, pg_temp.count_in_rows WHERE name = 'sections' AND says = 'two offenses';

INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(prop64.classify(policy, 'HS 11359', 'felony', '2010-01-01', prop64.event('DEATH '), '2020-07-01'), policy),
       'dismiss', 'a death that is written with a blank behind it is a death'
  FROM pg_temp.chosen WHERE name = 'deceased';

-- "Only cannabis" is about the whole record.
INSERT INTO pg_temp.answer (got, expected, says)
SELECT pg_temp.read(
           prop64.classify(policy, 'HS 11359', 'felony', '2010-01-01', as_of => '2020-07-01', count_key => 'this',
                           history => (SELECT prop64.history_agg(event) FROM (VALUES
                               (prop64.event(charge => 'HS 11359', severity => 'felony', on_date => '2010-01-01', count_key => 'this')),
                               (prop64.event(charge => prop64.to_charge(beside), severity => 'felony', on_date => '2015-01-01', count_key => 'other'))
                           ) AS e (event))), policy),
       expected, says
  FROM pg_temp.chosen, (VALUES
    ('', 'undetermined: record', 'a conviction whose charge is blank may be of cannabis or not'),
    ('11357.5 HS-SELL SYNTH CANNABINOID', 'reduce to misdemeanor', 'synthetic cannabinoids are not only cannabis'),
    ('664/11358 HS', 'dismiss', 'an attempt to cultivate is cannabis'),
    ('459 PC-BURGLARY', 'reduce to misdemeanor', 'burglary is not cannabis')
  ) AS c (beside, expected, says)
 WHERE name = 'only cannabis';

-- Relief by choice in spite of a super strike and a registration is no relief by law.
INSERT INTO pg_temp.answer (got, expected, says)
SELECT prop64.outcome(e) || ' by ' || prop64.basis(e), 'dismiss by discretion',
       'a county that dismisses by age for whoever has a murder on the record does so by discretion'
  FROM pg_temp.chosen,
       prop64.classify(policy, 'HS 11359', 'felony', '2018-01-01', as_of => '2020-07-01', born => '1960-01-01', count_key => 'this',
                       history => (SELECT prop64.history_agg(event) FROM (VALUES
                           (prop64.event(charge => 'HS 11359', severity => 'felony', on_date => '2018-01-01', count_key => 'this')),
                           (prop64.event(charge => 'PC 187', severity => 'felony', on_date => '1999-01-01', count_key => 'other')),
                           (prop64.event('registration', 'PC 290', on_date => '2005-01-01'))) AS r (event))) AS e
 WHERE name = 'age 50';

-- ---------------------------------------------------------------------------
-- Los Angeles: a cultivation of 1 May 2000, and what else is on the record.
-- ---------------------------------------------------------------------------
INSERT INTO pg_temp.answer (got, expected, says)
SELECT coalesce(prop64.reason(e, p), ''), expected, 'Los Angeles: ' || says
  FROM prop64.shipped_policy('los_angeles_2019') AS p
  CROSS JOIN (VALUES
    ('{"registration, PC 290, 2015-01-01, r"}'::text[], 'Only has 11357-60 charges and completed sentence', 'a later registration does not bar relief'),
    ('{"registration, PC 290, 1995-01-01, r"}', 'PC 290', 'an earlier one does'),
    ('{"conviction, PC 136.1, 2015-01-01, b", "conviction, PC 186.22(b)(4), 2015-01-01, b"}', 'No applicable eligibility criteria', 'a later gang conviction does not bar relief'),
    ('{"conviction, PC 136.1, 1999-01-01, b", "conviction, PC 186.22(b)(4), 2015-01-01, b"}', 'No applicable eligibility criteria', 'nor does one of which a half is later'),
    ('{"conviction, PC 136.1, 1999-01-01, b", "conviction, PC 186.22(b)(4), 1999-01-01, b"}', 'PC 667(e)(2)(c)(iv)', 'an earlier one does'),
    ('{"conviction, PC 136.1, 1999-01-01, b", "conviction, PC 186.22(b)(4), 1999-01-01, d"}', 'No convictions in past 10 years', 'two halves in two cases are no whole'),
    ('{"conviction, PC 187(a), 2015-01-01, b"}', 'No applicable eligibility criteria', 'a later murder is no prior'),
    ('{"conviction, PC 187(a), 2000-05-01, b"}', 'No convictions in past 10 years', 'nor is one of the same day'),
    ('{"conviction, PC 187(a), 1999-01-01, b"}', 'PC 667(e)(2)(c)(iv)', 'an earlier murder is'),
    ('{"conviction, PC 187(a), , b"}', 'needs: record', 'of a murder without a date nobody knows'),
    ('{"conviction, PC 537, 1999-01-01, b"}', 'No convictions in past 10 years', 'an innkeeper is no murder'),
    ('{"conviction, PC 288(c)(1), 1999-01-01, b"}', 'PC 290', 'a lewd act with a child of 14 is registrable'),
    ('{"conviction, HS 11358, 2000-05-01, b", "conviction, HS 11358, 2000-05-01, d"}', 'Only has 11357-60 charges and completed sentence', 'counts of one day are not each other''s priors'),
    ('{"conviction, HS 11358(a), 1998-01-01, b", "conviction, HS 11358, 1999-01-01, d"}', 'Two priors', 'two earlier ones are'),
    ('{"conviction, HS 11359, 1998-01-01, b", "conviction, HS 11360, 1999-01-01, d"}', 'Only has 11357-60 charges and completed sentence', 'those of other sections are not')
  ) AS c (others, expected, says)
  CROSS JOIN LATERAL (
      SELECT prop64.history_agg(event)
        FROM (SELECT prop64.event(field[1], field[2]::prop64.charge, 'felony', nullif(field[3], '')::date,
                                  case_key => field[4], count_key => 'other ' || i) AS event
                FROM pg_catalog.unnest(others) WITH ORDINALITY AS o (written, i),
                     string_to_array(written, ', ') AS field
              UNION ALL
              SELECT prop64.event('conviction', 'HS 11358', 'felony', '2000-05-01', case_key => 'a', count_key => 'this')) AS e
      ) AS r (history)
  CROSS JOIN LATERAL prop64.classify(p, 'HS 11358', 'felony', '2000-05-01', history, '2020-07-01', born => '1980-01-01',
                                     case_key => 'a', count_key => 'this') AS e;

SELECT plan((SELECT count(*)::integer FROM pg_temp.answer) + 2);
SELECT is(got, expected, says) FROM pg_temp.answer ORDER BY n;

-- No clock.
SELECT throws_ok($$ SELECT prop64.classify(policy, 'HS 11359', 'felony', '2010-01-01') FROM pg_temp.chosen WHERE name = '10 years since' $$,
                 '22004', NULL, 'ten years are counted to a day that the caller names, never to today');
SELECT throws_ok($$ SELECT prop64.policy_from_bear('{"additionalRelief": {"yearsSinceConviction": 5}}') $$,
                 '22023', NULL, 'an option that is misspelt is refused, not ignored');
SELECT * FROM finish();
ROLLBACK;
