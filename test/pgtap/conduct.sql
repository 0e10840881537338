-- What the letters of the cannabis sections meant, as a lawyer reads them: by the day
-- of the offense.
BEGIN;
SET LOCAL search_path = tap;

CREATE TEMP TABLE answer (cited prop64.charge, on_date date, expected text, says text);
INSERT INTO pg_temp.answer VALUES
    -- 2016-11-09, letter by letter
    ('HS 11357(a)', '2016-11-08', 'concentrated cannabis', '11357(a) was concentrated cannabis to the day before Proposition 64'),
    ('HS 11357(a)', '2016-11-09', 'possession up to 28.5 g, under 21', '11357(a) is a small amount and a person under 21 since'),
    ('HS 11357(b)', '2016-11-08', 'possession up to 28.5 g', '11357(b) was a small amount'),
    ('HS 11357(b)', '2016-11-09', 'possession over 28.5 g', '11357(b) is a large amount since'),
    ('HS 11357(c)', '2016-11-08', 'possession over 28.5 g', '11357(c) was a large amount'),
    ('HS 11357(c)', '2016-11-09', 'possession up to 28.5 g at a school, 18 or older', '11357(c) is an adult at a school since'),
    ('HS 11357(d)', '2016-11-08', 'possession up to 28.5 g at a school, 18 or older', '11357(d) was an adult at a school'),
    ('HS 11357(d)', '2016-11-09', 'possession up to 28.5 g at a school, under 18', '11357(d) is a minor at a school since'),
    ('HS 11357(e)', '2016-11-08', 'possession up to 28.5 g at a school, under 18', '11357(e) was a minor at a school'),
    ('HS 11357(e)', '2016-11-09', NULL, '11357(e) does not exist any more'),
    ('HS 11357(b)(2)', '2016-11-09', 'possession over 28.5 g', '11357(b)(2) is the large amount of an adult'),
    ('HS 11357(b)(2)', '2016-11-08', NULL, '11357(b)(2) did not exist before'),
    ('HS 11357(b)(3)', '2020-01-01', NULL, 'a paragraph that never was has no meaning'),
    ('HS 11358', '2016-11-08', 'cultivation', '11358 had no letters: it was cultivation'),
    ('HS 11358', '2016-11-09', NULL, 'since then 11358 without a letter does not tell which'),
    ('HS 11358(c)', '2016-11-08', NULL, 'a letter of 11358 before Proposition 64 is an error of the record'),
    ('HS 11358(a)', '2016-11-09', 'cultivation, under 18', '11358(a) is a minor''s cultivation'),
    ('HS 11358(b)', '2016-11-09', 'cultivation up to 6 plants, 18 to 20', '11358(b) is up to six plants, 18 to 20'),
    ('HS 11358(c)', '2016-11-09', 'cultivation over 6 plants, 18 or older', '11358(c) is more than six plants'),
    ('HS 11358(d)', '2016-11-09', 'cultivation over 6 plants, 18 or older', '11358(d) is the same conduct, aggravated'),
    ('HS 11358(d)(3)(G)', '2016-11-09', 'cultivation over 6 plants, 18 or older', 'so is its last subparagraph'),
    ('HS 11358(d)(3)(H)', '2016-11-09', NULL, 'there is none behind it'),
    ('HS 11359', '2016-11-08', 'possession for sale', '11359 was possession for sale'),
    ('HS 11359', '2016-11-09', 'possession for sale', '11359 still is: its letters set the punishment'),
    ('HS 11359(b)', '2016-11-09', 'possession for sale', '11359(b) is an adult''s possession for sale'),
    ('HS 11359(b)', '2016-11-08', NULL, 'a letter of 11359 before Proposition 64 is an error of the record'),
    ('HS 11360(a)(2)', '2016-11-09', 'sale, furnishing, import or transport for sale', '11360(a)(2) is an adult''s sale'),
    ('HS 11360(a)(2)', '2016-11-08', NULL, 'which did not exist before'),

    -- 2016-01-01, AB 730
    ('HS 11360(a)', '2015-12-31', 'sale, furnishing, import or any transport', 'to the end of 2015 any transport was within 11360(a)'),
    ('HS 11360(a)', '2016-01-01', 'sale, furnishing, import or transport for sale', 'from 2016 only transport for sale'),
    ('HS 11360(b)', '2015-12-31', 'gift or any transport up to 28.5 g', 'to the end of 2015 any small transport was within 11360(b)'),
    ('HS 11360(b)', '2016-01-01', 'gift or transport for sale up to 28.5 g', 'from 2016 only small transport for sale'),
    ('HS 11360', '2010-01-01', NULL, '11360 without a letter does not tell sale from a small gift'),

    -- 2011-01-01 and 2014-11-05: the level changed, the conduct did not
    ('HS 11357(b)', '2010-12-31', 'possession up to 28.5 g', '11357(b) was a small amount before 2011'),
    ('HS 11357(b)', '2011-01-01', 'possession up to 28.5 g', 'and from 2011'),
    ('HS 11357(a)', '2014-11-04', 'concentrated cannabis', '11357(a) was concentrated cannabis before Proposition 47'),
    ('HS 11357(a)', '2014-11-05', 'concentrated cannabis', 'and from its first day'),

    -- the beginnings
    ('HS 11357(a)', '1975-12-31', NULL, 'the letters of 11357 begin with 1976'),
    ('HS 11357(a)', '1976-01-01', 'concentrated cannabis', 'on its first day'),
    ('HS 11359', '1977-06-30', NULL, 'what is known of 11359 begins in July 1977'),
    ('HS 11357(e)', '1999-12-31', NULL, 'when former 11357(e) was added is not known'),
    ('HS 11357(e)', '2000-01-01', 'possession up to 28.5 g at a school, under 18', 'it was in force by 2000'),
    ('HS 11530', '1970-01-01', NULL, 'the sections before 1973 are not in the table'),

    -- minors, driving
    ('HS 11361(a)', '2000-01-01', 'sale to or use of a minor', '11361(a) is selling to a minor or using one'),
    ('HS 11361(a)', '2020-01-01', 'sale to or use of a minor', 'which Proposition 64 did not change'),
    ('HS 11361(b)', '2020-01-01', 'furnishing to a minor of 14 or older', '11361(b) is furnishing to a minor of 14 or older'),
    ('HS 11361', '2020-01-01', NULL, '11361 without a letter does not tell which'),
    ('VC 23222(b)', '2010-12-31', 'possession up to 28.5 g while driving', 'VC 23222(b) was a small amount while driving'),
    ('VC 23222(b)', '2017-06-26', 'possession up to 28.5 g while driving', 'to the day before SB 94'),
    ('VC 23222(b)', '2017-06-27', 'open container while driving', 'and is an open container since'),

    -- what the citation does not tell
    ('HS 11357', '2010-01-01', NULL, '11357 without a letter does not tell concentrate from leaf'),
    ('HS 11357', '2020-01-01', NULL, '11357 without a letter does not tell a small amount from a large one'),
    ('HS 11357.5(a)', '2020-01-01', NULL, 'synthetic cannabinoids are another section'),
    ('PC 664/HS 11358', '2010-01-01', NULL, 'an attempt has no conduct of its own'),
    ('PC 182(a)(1)/HS 11359', '2010-01-01', NULL, 'nor has a conspiracy'),
    ('HS 11359 also HS 11370.2', '2010-01-01', 'possession for sale', 'a penalty section does not change the conduct'),
    ('PC 187(a)', '2010-01-01', NULL, 'murder is no cannabis offense'),
    ('HS 11357(a)', 'infinity', NULL, 'a day that is not known decides nothing');

CREATE TEMP TABLE span (cited prop64.charge, days daterange, expected text, says text);
INSERT INTO pg_temp.span VALUES
    ('HS 11357(a)', '[2016-01-01,2016-11-08]', 'concentrated cannabis', 'bounds that end on the last day of the old law give its meaning'),
    ('HS 11357(a)', '[2016-11-09,2017-12-31]', 'possession up to 28.5 g, under 21', 'bounds that begin on the first day of the new law give its meaning'),
    ('HS 11357(a)', '[2016-11-08,2016-11-09]', NULL, 'bounds of both days give none: the letter changed'),
    ('HS 11357(a)', '[2016-01-01,2017-01-01)', NULL, 'nor does the year 2016'),
    ('HS 11357(c)', '[2016-01-01,2017-01-01)', NULL, 'a large amount and a school are not the same'),
    ('HS 11359', '[2016-01-01,2017-01-01)', 'possession for sale', 'possession for sale is the same on both sides'),
    ('HS 11359(b)', '[2016-01-01,2017-01-01)', NULL, 'a letter that did not exist on one side is unknown'),
    ('HS 11358', '[2016-01-01,2017-01-01)', NULL, 'cultivation without a letter is open on the new side'),
    ('HS 11360(a)', '[2016-01-01,2017-01-01)', 'sale, furnishing, import or transport for sale', 'sale in 2016 is the same on both sides'),
    ('HS 11360(a)', '[2015-01-01,2017-01-01)', NULL, 'but not when transport for oneself is possible'),
    ('HS 11360(b)', '[2016-06-01,2017-06-01)', 'gift or transport for sale up to 28.5 g', 'a small gift is the same on both sides'),
    ('HS 11357(b)', '[2010-01-01,2012-01-01)', 'possession up to 28.5 g', 'a change of level in 2011 is no change of conduct'),
    ('HS 11357(a)', '[2014-01-01,2015-01-01)', 'concentrated cannabis', 'nor is Proposition 47'),
    ('HS 11357(a)', '[1975-06-01,1976-06-01)', NULL, 'bounds that reach before the table give nothing'),
    ('HS 11357(a)', '[2017-01-01,)', 'possession up to 28.5 g, under 21', 'an open end on one side of the change decides'),
    ('HS 11357(a)', '(,2016-11-08]', NULL, 'an open beginning does not'),
    ('HS 11361(a)', '[1990-01-01,2020-01-01)', 'sale to or use of a minor', 'thirty years of the same law are one answer'),
    ('VC 23222(b)', '[2017-01-01,2018-01-01)', NULL, 'an open container is not what it was before SB 94'),
    ('HS 11357(e)', '[2016-11-08,2016-11-08]', 'possession up to 28.5 g at a school, under 18', 'one day is bounds as well'),
    ('HS 11357(e)', '[2016-11-08,2016-11-09]', NULL, 'a citation that ended within the bounds is unknown');

CREATE TEMP TABLE level (cited prop64.charge, on_date date, expected text[], says text);
INSERT INTO pg_temp.level VALUES
    ('HS 11357(b)', '2010-12-31', '{misdemeanor}', 'a small amount was a misdemeanor to the end of 2010'),
    ('HS 11357(b)', '2011-01-01', '{infraction}', 'and an infraction from 2011'),
    ('HS 11357(a)', '2014-11-04', '{felony,misdemeanor}', 'concentrated cannabis was a wobbler'),
    ('HS 11357(a)', '2014-11-05', '{felony,misdemeanor}', 'from Proposition 47 a felony remained for those with a disqualifying prior'),
    ('HS 11357(a)', '2016-11-09', '{infraction}', 'the new letter (a) is an infraction'),
    ('HS 11359', '2016-11-08', '{felony}', 'possession for sale was a felony and nothing else'),
    ('HS 11359', '2016-11-09', '{felony,misdemeanor,infraction}', 'without a letter it can be any level since'),
    ('HS 11359(b)', '2016-11-09', '{misdemeanor}', 'an adult''s possession for sale is a misdemeanor'),
    ('HS 11360(b)', '2016-11-08', '{misdemeanor}', 'a small gift was a misdemeanor to the end'),
    ('HS 11360(b)', '2016-11-09', '{infraction}', 'and is an infraction since'),
    ('HS 11357', '2010-01-01', '{felony,misdemeanor}', 'levels can be told where the conduct is open'),
    ('HS 11361(a)', '2020-01-01', '{felony}', 'selling to a minor stays a felony'),
    ('VC 23222(b)', '2011-01-01', '{infraction}', 'driving with a small amount became an infraction with 2011'),
    ('HS 11357(e)', '2016-11-09', NULL, 'a citation that does not exist has no levels'),
    ('PC 664/HS 11358', '2010-01-01', NULL, 'nor has an attempt'),
    ('HS 11359', 'infinity', NULL, 'nor a day that is not known');

SELECT plan((SELECT count(*) FROM pg_temp.answer)::integer + (SELECT count(*) FROM pg_temp.span)::integer
            + (SELECT count(*) FROM pg_temp.level)::integer + 4);

SELECT is(prop64.conduct(cited, on_date), expected, says) FROM pg_temp.answer;
SELECT is(prop64.conduct_bounds(cited, days), expected, says) FROM pg_temp.span;
SELECT is(prop64.conduct_levels(cited, on_date), expected, says) FROM pg_temp.level;

SELECT is_empty(
    $$ SELECT cited, on_date FROM pg_temp.answer
        WHERE isfinite(on_date)
          AND prop64.conduct(cited, on_date) IS DISTINCT FROM prop64.conduct_bounds(cited, prop64.day(on_date)) $$,
    'a day and the bounds of that day are answered alike');
SELECT throws_ok($$ SELECT prop64.conduct_bounds('HS 11359', 'empty') $$, '22023',
                 'on_bounds must not be an empty range', 'no day at all is an error');
SELECT is_empty(
    $$ SELECT e.charge, e.valid_from FROM prop64.conducts() AS e
        WHERE coalesce(e.valid_until, 'infinity') >= '2016-11-09' AND coalesce(e.valid_from, '-infinity') < '2016-11-09'
          AND e.charge::text LIKE 'HS 1135%' $$,
    'no entry of 11357 to 11359 reaches across the first day of Proposition 64');
SELECT is((SELECT conduct FROM prop64.conducts() WHERE charge::text = 'HS 11357' AND valid_until IS NULL), NULL,
          'the table shows what it leaves open');

SELECT * FROM finish();
ROLLBACK;
