-- Which offenses are super strikes, which are registrable, which are cannabis, and
-- which a record does not tell apart: as a lawyer would answer for each citation.
BEGIN;
SET LOCAL search_path = tap;

-- Citations as records write them.
CREATE TEMP TABLE answer (list text, written text, severity text, on_date date, expected boolean, says text);

-- Super strikes that older tools missed because of how DOJ writes the section.
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('superstrike', '187 PC', true, 'murder is a super strike'),
    ('superstrike', '187(A) PC-MURDER', true, 'murder is a super strike in the form that DOJ writes'),
    ('superstrike', '187(A) PC', true, 'a subdivision of murder is murder'),
    ('superstrike', '664/187(A) PC', true, 'attempted murder is a super strike'),
    ('superstrike', '664-187 PC', true, 'attempted murder is a super strike however it is joined'),
    ('superstrike', '664/187 PC', true, 'attempted murder is a super strike without a subdivision'),
    ('superstrike', '187(A) PC-ATTEMPTED', true, 'attempted murder is a super strike when a qualifier says so'),
    ('superstrike', '209(A) PC', true, 'kidnapping for ransom is punishable by life'),
    ('superstrike', '209(B)(1) PC', true, 'kidnapping to commit robbery or rape is punishable by life'),
    ('superstrike', '209.5(A) PC', true, 'kidnapping during a carjacking is punishable by life'),
    ('superstrike', '191.5(A) PC', true, 'gross vehicular manslaughter while intoxicated lies between PC 187 and 191.5'),
    ('superstrike', '206 PC', true, 'torture is punishable by life'),
    ('superstrike', '217.1(B) PC', true, 'attempted murder of an official is punishable by life'),
    ('superstrike', '220(B) PC', true, 'assault to rape in a burglary is punishable by life'),
    ('superstrike', '264.1(A) PC', true, 'rape in concert is a super strike'),
    ('superstrike', '269(A)(1) PC', true, 'aggravated sexual assault of a child is a super strike'),
    ('superstrike', '287(C)(1) PC', true, 'oral copulation with a child under 14 is a super strike'),
    ('superstrike', '288A(C)(1) PC', true, 'former PC 288a(c)(1) is the same offense as PC 287(c)(1)'),
    ('superstrike', '288(A) PC', true, 'lewd acts with a child under 14 are a super strike'),
    ('superstrike', '288(B)(1) PC', true, 'lewd acts by force with a child are a super strike'),
    ('superstrike', '288.7(A) PC', true, 'intercourse with a child of 10 or younger is punishable by life'),
    ('superstrike', '451.5(A) PC', true, 'aggravated arson is punishable by life'),
    ('superstrike', '653F(B) PC', true, 'solicitation of murder is a super strike'),
    ('superstrike', '12310(A) PC', true, 'an explosive that causes death is punishable by life'),
    ('superstrike', '18755(A) PC', true, 'an explosive that causes death is punishable by life under its new number'),
    ('superstrike', '37(A) PC', true, 'treason is a super strike'),
    ('superstrike', '245(D)(3) PC', true, 'a machinegun assault on a peace officer is a super strike'),
    ('superstrike', '11418(A)(1) PC', true, 'possession of a weapon of mass destruction is a super strike'),
    ('superstrike', '1672(A) MV', true, 'sabotage causing death is a super strike'),
    ('superstrike', '288(B)(2) PC', true, 'lewd acts by force with a dependent person are sexually violent'),
    ('superstrike', '289(A)(2) PC', true, 'penetration under threat of retaliation is sexually violent'),
    ('superstrike', '264(C)(1) PC', true, 'forcible rape of a child is a super strike when its punishment section is cited');

-- Offences that older tools called super strikes because of how they matched text.
INSERT INTO pg_temp.answer (list, written, expected, says)
SELECT 'superstrike', written, false, written || ' is no super strike: another section that ends in the same digits'
  FROM unnest('{537 PC,337 PC,637 PC,437 PC,1188 PC,3188 PC,1205 PC,1288 PC,12220 PC,4128 PC,12286 PC,18205 PC}'::text[]) AS written;
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('superstrike', '262(A)(3) PC', false, 'rape of an unconscious spouse is not by force'),
    ('superstrike', '664/262(A)(3) PC', false, 'nor is an attempt at it'),
    ('superstrike', '286(E) PC', false, 'sodomy in prison is not by force'),
    ('superstrike', '192(A) PC', false, 'voluntary manslaughter lies outside PC 187 to 191.5'),
    ('superstrike', '192.5(A) PC', false, 'vessel manslaughter lies outside PC 187 to 191.5'),
    ('superstrike', '653F(C) PC', false, 'solicitation of a sex act is not solicitation of murder'),
    ('superstrike', '217.1(A) PC', false, 'assault on an official is not attempted murder of one'),
    ('superstrike', '245(D)(1) PC', false, 'a firearm is not a machinegun'),
    ('superstrike', '664/207(A) PC', false, 'attempted kidnapping is no super strike'),
    ('superstrike', '664/211 PC', false, 'attempted robbery is no super strike'),
    ('superstrike', '261.5(C) PC', false, 'unlawful intercourse is another section than rape'),
    ('superstrike', '288.2 PC', false, 'harmful matter is another section than lewd acts'),
    ('superstrike', '187 VC', false, 'the same number in another code is another offense'),
    ('superstrike', '459 PC', false, 'burglary is no super strike'),
    ('superstrike', '32 PC', false, 'an accessory did not commit the felony'),
    ('superstrike', '11357(A) HS', false, 'a cannabis offense is no super strike'),
    ('superstrike', '11357 VC', false, 'a Vehicle Code section is no super strike'),
    ('superstrike', '647(A) PC', false, 'disorderly conduct is no super strike'),
    ('superstrike', '23152(A) VC', false, 'drunk driving is no super strike'),
    ('superstrike', '290(B) PC', false, 'failing to register is no super strike');

-- Super strikes that the citation alone does not settle.
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('superstrike', '207 PC', NULL, 'simple kidnapping counts only with a sexual intent, which the section does not show'),
    ('superstrike', '207(A) PC', NULL, 'kidnapping in the form that DOJ writes does not show the intent either'),
    ('superstrike', '209 PC', NULL, 'PC 209 without its subdivision is for counsel'),
    ('superstrike', '220 PC', NULL, 'assault with intent does not say which intent'),
    ('superstrike', '220(A)(1) PC', NULL, 'assault with intent to commit mayhem or rape does not say which'),
    ('superstrike', '261 PC', NULL, 'rape without its subdivision may or may not have been by force'),
    ('superstrike', '261(2) PC', NULL, 'a subdivision of the old numbering is not read as the new one'),
    ('superstrike', '261(A)(3) PC', NULL, 'rape of a drugged person counts only if the victim was under 14'),
    ('superstrike', '289(H) PC', NULL, 'penetration of a minor counts only if the victim was under 14'),
    ('superstrike', '262 PC', NULL, 'spousal rape without its subdivision may or may not have been by force'),
    ('superstrike', '286 PC', NULL, 'sodomy without its subdivision may or may not have been by force'),
    ('superstrike', '287 PC', NULL, 'oral copulation without its subdivision may or may not have been by force'),
    ('superstrike', '288A PC', NULL, 'former PC 288a without its subdivision may or may not have been by force'),
    ('superstrike', '289 PC', NULL, 'penetration without its subdivision may or may not have been by force'),
    ('superstrike', '288 PC', NULL, 'PC 288 without its subdivision does not say how old the victim was'),
    ('superstrike', '288(C)(1) PC', NULL, 'lewd acts with a child of 14 or 15 count only if by force'),
    ('superstrike', '653F PC', NULL, 'solicitation does not say of what'),
    ('superstrike', '191.5(B) PC', NULL, 'vehicular manslaughter without gross negligence may be a misdemeanor'),
    ('superstrike', '191.5 PC', NULL, 'PC 191.5 without its subdivision may be (b)'),
    ('superstrike', '245(D) PC', NULL, 'an assault on a peace officer does not say with which weapon'),
    ('superstrike', '245(D)(3)(A) PC', true, 'what stands under a listed subdivision is listed'),
    ('superstrike', '664 PC', NULL, 'an attempt does not say at what'),
    ('superstrike', '664/261(A)(2) PC', NULL, 'whether attempted forcible rape is sexually violent is open'),
    ('superstrike', '182(A)(1) PC', NULL, 'a conspiracy does not say to what'),
    ('superstrike', '667.61 PC', NULL, 'a one-strike life term is a sentencing scheme, and names no offense'),
    ('superstrike', '667.7 PC', NULL, 'a habitual-offender term is a sentencing scheme'),
    ('superstrike', '667.71 PC', NULL, 'a habitual sexual offender term is a sentencing scheme'),
    ('superstrike', '12022.53(D) PC', NULL, 'a firearm enhancement shows a life term but no offense'),
    ('superstrike', '18 2113 US', NULL, 'a federal felony counts if its elements match, which is for counsel');
INSERT INTO pg_temp.answer (list, written, severity, expected, says) VALUES
    ('superstrike', '664 PC', 'misdemeanor', false, 'an attempt that was a misdemeanor was not at murder'),
    ('superstrike', '182(A)(1) PC', 'M', false, 'a conspiracy that was a misdemeanor was not to a life felony'),
    ('superstrike', '187(A) PC', 'felony', true, 'murder is a super strike when the level is known too');

-- Former PC 288a(d) was renumbered within itself in 2010.
INSERT INTO pg_temp.answer (list, written, on_date, expected, says) VALUES
    ('superstrike', '288A(D)(1) PC', '2005-06-01', true, 'until 2010 PC 288a(d)(1) was by force'),
    ('superstrike', '288A(D)(1) PC', '2015-06-01', NULL, 'from 2010 PC 288a(d)(1) holds force, threats and incapacity'),
    ('superstrike', '288A(D)(1) PC', NULL, NULL, 'without a date PC 288a(d)(1) is open'),
    ('superstrike', '288A(D)(3) PC', '2005-06-01', NULL, 'until 2010 PC 288a(d)(3) was a victim unable to consent'),
    ('superstrike', '288A(D)(3) PC', '2015-06-01', true, 'from 2010 PC 288a(d)(3) is by force');

-- Gang life terms need both halves.
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('superstrike', '186.22(B)(4) PC', false, 'the gang life term alone is no super strike'),
    ('superstrike', '136.1 PC', false, 'dissuading a witness alone is no super strike'),
    ('superstrike', '246 PC', false, 'shooting at a dwelling alone is no super strike'),
    ('superstrike', '186.22(B)(4)/246 PC', true, 'shooting at a dwelling with the gang life term in one field is a super strike'),
    ('superstrike', '246/186.22(B)(4) PC', true, 'and in the other order too'),
    ('superstrike', '136.1(C)(1)/186.22(B)(4) PC', true, 'a subdivision of the companion completes the pair'),
    ('superstrike', '186.22(B)(1)/246 PC', false, 'another gang paragraph does not');

-- PC 290(c): offenses that older tools missed.
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('pc290', '288(A) PC', true, 'lewd acts with a child are registrable'),
    ('pc290', '288(B)(1) PC', true, 'lewd acts by force are registrable'),
    ('pc290', '288(C)(1) PC', true, 'lewd acts with a child of 14 or 15 are registrable'),
    ('pc290', '314.1 PC', true, 'indecent exposure is registrable in the form that DOJ writes'),
    ('pc290', '314(1) PC', true, 'indecent exposure is registrable in the form of the statute'),
    ('pc290', '314.2 PC', true, 'assisting indecent exposure is registrable'),
    ('pc290', '266J(A) PC', true, 'a subdivision of a registrable section is registrable'),
    ('pc290', '243.4(E)(1) PC', true, 'sexual battery is registrable, misdemeanor or felony'),
    ('pc290', '664/288(A) PC', true, 'an attempt is registrable'),
    ('pc290', '182(A)(1)/261(A)(2) PC', true, 'a conspiracy is registrable'),
    ('pc290', '647.6(A)(1) PC', true, 'annoying a child is registrable'),
    ('pc290', '647A PC', true, 'former PC 647a is PC 647.6'),
    ('pc290', '311.11(A) PC', true, 'possession of such images is registrable'),
    ('pc290', '653F(C) PC', true, 'solicitation of a sex act is registrable'),
    ('pc290', '220(A)(2) PC', true, 'assault on a minor with intent has no mayhem in it'),
    ('pc290', '207(B) PC', true, 'kidnapping a child for a lewd act carries its intent in the text');

-- PC 290(c): offenses that older tools flagged.
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('pc290', '1288 PC', false, '1288 PC is not 288 PC'),
    ('pc290', '12286 PC', false, '12286 PC is not 286 PC'),
    ('pc290', '1647A PC', false, '1647A PC is not 647a PC'),
    ('pc290', '451.5 PC', false, 'aggravated arson is not registrable'),
    ('pc290', '653F(B) PC', false, 'solicitation of murder is not registrable'),
    ('pc290', '647(A) PC', false, 'disorderly conduct is not annoying a child'),
    ('pc290', '647(B) PC', false, 'prostitution is not registrable'),
    ('pc290', '23152(A) VC', false, 'drunk driving is not registrable'),
    ('pc290', '290(B) PC', false, 'failing to register is not the offense that made the person register'),
    ('pc290', '290.011 PC', false, 'a transient''s failure to register is not either'),
    ('pc290', '11357 VC', false, 'a Vehicle Code section is not registrable'),
    ('pc290', '311.2(A) PC', false, 'distribution of obscene matter to adults is not registrable'),
    ('pc290', '314 VC', false, 'the same number in another code is another offense'),
    ('pc290', '262(A)(2) PC', false, 'of spousal rape only (a)(1) is listed'),
    ('pc290', '664/451.5 PC', false, 'an attempt at what is not listed is not listed');

-- PC 290(c): what the citation does not show.
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('pc290', '187(A) PC', NULL, 'murder is registrable only in a sex offense'),
    ('pc290', '207(A) PC', NULL, 'kidnapping is registrable only with a sexual intent'),
    ('pc290', '209(B)(1) PC', NULL, 'kidnapping to commit robbery or rape does not say which'),
    ('pc290', '220 PC', NULL, 'assault to commit mayhem is not registrable, the others are'),
    ('pc290', '262(A)(1) PC', NULL, 'spousal rape needs force and a prison sentence'),
    ('pc290', '272 PC', NULL, 'contributing to delinquency needs lewd conduct'),
    ('pc290', '272(A)(1) PC', NULL, 'contributing to delinquency needs lewd conduct, in the form that DOJ writes'),
    ('pc290', '286(B)(1) PC', NULL, 'sodomy with a minor may be excused by PC 290(c)(3)'),
    ('pc290', '289 PC', NULL, 'penetration without its subdivision may be the excused one'),
    ('pc290', '653F PC', NULL, 'solicitation does not say of what'),
    ('pc290', '314 PC', NULL, 'PC 314 has subdivisions that are not listed'),
    ('pc290', '664 PC', NULL, 'an attempt does not say at what'),
    ('pc290', '182(A)(1) PC', NULL, 'a conspiracy does not say to what'),
    ('pc290', '18 2252 US', NULL, 'a federal conviction needs its elements compared');
INSERT INTO pg_temp.answer (list, written, severity, on_date, expected, says) VALUES
    ('pc290', '288.2(A)(2) PC', 'felony', NULL, true, 'harmful matter to a minor is registrable as a felony'),
    ('pc290', '288.2(A)(2) PC', 'misdemeanor', NULL, false, 'harmful matter to a minor is not registrable as a misdemeanor'),
    ('pc290', '288.2(A)(2) PC', NULL, NULL, NULL, 'harmful matter to a minor is open while its level is not known'),
    ('pc290', '261.5(C) PC', NULL, '2025-12-31', false, 'unlawful intercourse was not registrable before 2026'),
    ('pc290', '261.5(D) PC', 'felony', '2010-01-01', false, 'nor was it when the minor was under 16'),
    ('pc290', '261.5(C) PC', NULL, '2026-01-01', NULL, 'whether it is since 2026 is a question of reading'),
    ('pc290', '261.5(C) PC', NULL, NULL, NULL, 'without a date unlawful intercourse is open'),
    ('pc290', '261.5(B) PC', NULL, NULL, false, 'between minors of like age it never was'),
    ('pc290', '647(L)(2) PC', NULL, '2024-12-31', false, 'PC 647(l)(2) came in 2025'),
    ('pc290', '647(L)(2) PC', NULL, '2025-01-01', NULL, 'PC 647(l)(2) is registrable when repeated');

-- Cannabis.
INSERT INTO pg_temp.answer (list, written, on_date, expected, says) VALUES
    ('cannabis', '11357(B) HS', NULL, true, 'possession is a cannabis offense in every era'),
    ('cannabis', '11357 HS', '1980-01-01', true, 'possession without its subdivision is a cannabis offense'),
    ('cannabis', '11357(E) HS', '1999-01-01', true, 'a subdivision that exists no more was a cannabis offense'),
    ('cannabis', '11358(A) HS', '2010-01-01', true, 'a letter that came later does not hide the section'),
    ('cannabis', '11360(A)(3)(D) HS', '2017-01-01', true, 'every part of HS 11360 is a cannabis offense'),
    ('cannabis', '11357.5 HS', NULL, false, 'synthetic cannabinoids are another section'),
    ('cannabis', '11358.5 HS', NULL, false, 'HS 11358.5 is another section'),
    ('cannabis', '11360.5 PC', NULL, false, 'PC 11360.5 is no cannabis offense'),
    ('cannabis', '111357 PC', NULL, false, 'a number that ends in 11357 is no cannabis offense'),
    ('cannabis', '11359 VC', NULL, false, 'the same number in the Vehicle Code is another offense'),
    ('cannabis', '11361(A) HS', NULL, false, 'sale to a minor is outside HS 11361.8'),
    ('cannabis', '11362.3(A) HS', NULL, false, 'smoking in public is outside HS 11361.8'),
    ('cannabis', '664/11358 HS', NULL, NULL, 'whether relief reaches an attempt is open'),
    ('cannabis', '182(A)(1)/11359 HS', NULL, NULL, 'whether relief reaches a conspiracy is open'),
    ('cannabis', '11530 HS', '1970-01-01', NULL, 'whether relief reaches a predecessor section is open');

-- What counties did beside the statute.
INSERT INTO pg_temp.answer (list, written, expected, says) VALUES
    ('plea_substitute', '32 PC', true, 'accessory was a usual plea in a cannabis case'),
    ('plea_substitute', '11366 HS', true, 'keeping a place was a usual plea'),
    ('plea_substitute', '11364(A) HS', true, 'paraphernalia was a usual plea'),
    ('plea_substitute', '11366.5(A) HS', NULL, 'renting a place may have been one'),
    ('plea_substitute', '11357 HS', false, 'the cannabis offense itself is no substitute for it'),
    ('related', '647(F) PC', true, 'drunk in public was often charged beside cannabis'),
    ('related', '1320(A) PC', true, 'failing to appear was often charged beside cannabis'),
    ('related', '602 PC', true, 'trespass was often charged beside cannabis'),
    ('related', '1602 PC', false, '1602 PC is not 602 PC'),
    ('related', '11148 PC', false, '11148 PC is not 148 PC'),
    ('related', '148.5 PC', false, 'PC 148.5 is another section than PC 148'),
    ('related', '647(F) HS', false, 'the same number in another code is another offense');

SELECT plan(5 + (SELECT count(*) FROM pg_temp.answer)::integer);

SELECT is(prop64.in_list(prop64.to_charge(written), list, severity, on_date), expected, list || ': ' || says)
  FROM pg_temp.answer;

SELECT is_empty($$ SELECT written FROM pg_temp.answer WHERE prop64.to_charge(written) IS NULL $$,
                'every one of these spellings reads as one charge');

SELECT throws_ok($$ SELECT prop64.in_list('PC 187', 'strikes') $$, '22023', 'unknown legal list',
                 'a list that does not exist is an error, not an empty answer');

-- The section by which the sheets count, against the same in SQL, over every way to write one of these offenses.
CREATE TEMP TABLE counted AS
SELECT (form || offense || also)::prop64.charge AS charge
  FROM unnest('{"","PC 664/","PC 182(a)(1)/","PC 653f(d)/","PC 32/"}'::text[]) AS form,
       unnest('{HS 11357,HS 11357(b),HS 11357(b)(2),HS 11357.5,HS 11357a,HS 11358,HS 11358(d)(3)(C),HS 11359,HS 11359(c),HS 11360,HS 11360(a)(1),HS 11360.5,
                HS 11361,HS 11356,HS 1135,PC 11357,VC 11360,PC 459,HS 11377(a),HS 11379.6}'::text[]) AS offense,
       unnest('{""," also PC 12022(a)"," also HS 11358"}'::text[]) AS also;
SELECT is((SELECT count(*) FROM pg_temp.counted AS c
            WHERE prop64.cannabis_section(charge) IS DISTINCT FROM
                  (SELECT substr(s, 4) FROM unnest('{HS 11357,HS 11358,HS 11359,HS 11360}'::prop64.charge[]) AS a, LATERAL (SELECT a::text) AS t (s)
                    WHERE prop64.falls_under(charge, a)
                       OR prop64.form(charge) IN ('attempt', 'conspiracy') AND prop64.falls_under((prop64.targets(charge))[1], a))),
          0::bigint, 'the section is that of the offense, or of what an attempt or a conspiracy aims at');
SELECT is((SELECT count(prop64.cannabis_section(charge)) FROM pg_temp.counted), 90::bigint, 'and of a solicitation, an accessory and another section there is none');
SELECT is(prop64.cannabis_section('PC 182/PC 459/PC 487/HS 11359(b)'), '11359', 'of what a conspiracy aims at, the first under one of the four');

SELECT * FROM finish();
ROLLBACK;
