-- The page: that its numbers are those of the reports, that nothing in the data acts on it, and that
-- it is the same page whoever asks for it.  It is read as XML, so that a text that opened or closed a tag would be noticed.
BEGIN;
SET LOCAL search_path = tap;
SELECT plan(80);

-- ---- helpers ----
SELECT is(prop64.page_text(t.given), t.html, t.what) FROM (VALUES
    ('<script>alert("1")</script> & ''x''', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;', 'what HTML reads as markup is escaped'),
    (E'a\tb\rc\nd', E'a b c\nd', 'blanks of other kinds are blanks; the end of a line stays'),
    (E'a\x01b\x1b[2J\x7f', 'a&#65533;b&#65533;[2J&#65533;', 'a control character leaves a mark and does nothing'),
    (U&'Ng\01B0\1EDDi \00F1 \+01F33F', 'Ng&#432;&#7901;i &#241; &#127807;', 'letters outside of ASCII are numbers, so that no encoding spoils them'),
    (U&'abc\202Etxt.exe\2066', 'abc&#65533;txt.exe&#65533;', 'what turns the direction of writing does not turn the page'),
    ('&amp;&#60;', '&amp;amp;&amp;#60;', 'what looks escaped is escaped again'),
    ('', '', 'nothing is nothing')) AS t (given, html, what);
SELECT is(ARRAY[prop64.page_number(0, 'conviction'), prop64.page_number(1, 'conviction'), prop64.page_number(1234567, 'conviction'), prop64.page_number(1, 'person'), prop64.page_number(2, 'person'), prop64.page_number(-12), prop64.page_number(NULL)],
    '{"0 convictions","1 conviction","1,234,567 convictions","1 person","2 people",-12,NULL}', 'numbers as people write them, with what is counted');
SELECT is(ARRAY[prop64.page_share(0, 5), prop64.page_share(5, 5), prop64.page_share(1, 1000), prop64.page_share(999, 1000), prop64.page_share(1, 3), prop64.page_share(1, 0), prop64.page_share(NULL, 5)],
    '{0%,100%,"under 1%","over 99%",33%,"none to count","none to count"}', 'only none is 0 percent, and only all is 100');
SELECT is(ARRAY[prop64.page_words('outcome', 'dismiss'), prop64.page_words('race', 'AMERICAN INDIAN'), prop64.page_words('race', 'McCoy'), prop64.page_words('fact', 'lab_report'), prop64.page_words('race', NULL), prop64.page_words('race', '')],
    '{Dismissed,"American Indian",McCoy,"lab report","not known",""}', 'terms in plain words; what has none is left as it is');
SELECT is_empty($$SELECT kind, term FROM prop64.page_terms() GROUP BY 1, 2 HAVING count(*) > 1$$, 'every term has one meaning');
SELECT is_empty($$SELECT f FROM unnest(prop64.facts(prop64.shipped_policy('statute')) || prop64.facts(prop64.shipped_policy('los_angeles_2019'))) AS f
  WHERE NOT EXISTS (SELECT FROM prop64.page_terms() AS t WHERE t.kind = 'fact' AND t.term = f AND t.more <> '')$$, 'every fact that the statute asks for is told in words, with where to look for it');
SELECT is_empty($$SELECT o FROM unnest('{dismiss,reduce to infraction,reduce to misdemeanor,no change,ineligible,review,refer,out of scope,undetermined}'::text[]) AS o
  WHERE NOT EXISTS (SELECT FROM prop64.page_terms() AS t WHERE t.kind = 'outcome' AND t.term = o AND t.more <> '')$$, 'so is every outcome');
SELECT is((xpath('string(//desc)', prop64.page_bars('x', 'A <title>', '[["<b>", 3, null, null], [null, 1, null, null], ["c", 0, 4, "none"]]')::xml))[1]::text, '&lt;b&gt;: 3; not known: 1; c: none', 'a chart of bars is told in words');
SELECT is((SELECT array_agg(w::text ORDER BY n) FROM unnest(xpath('//rect[@class="bar"]/@width', prop64.page_bars('x', 'y', '[["a", 3, null, null], ["b", 1, null, null], ["c", 1, 4, null]]')::xml)) WITH ORDINALITY AS u (w, n)),
    '{62.00%,20.67%,15.50%}', 'a bar is as long as its number, and with a whole as its part of it');
SELECT is((xpath('string(//desc)', prop64.page_years('x', 'y', 1975, 1980, 4, '[[1975, 4, 1], [1979, 2, 2], [1990, 9, 9]]')::xml))[1]::text, '1975: 4, of them 1 with relief; 1979: 2, of them 2 with relief', 'so is one of years, and a year outside of it is not drawn');
SELECT is((SELECT array_agg(w::text ORDER BY n) FROM unnest(xpath('//rect/@height', prop64.page_years('x', 'y', 1975, 1980, 4, '[[1975, 4, 1], [1979, 2, 2]]')::xml)) WITH ORDINALITY AS u (w, n)), '{102.0,25.5,51.0,51.0}', 'and its columns are as high as their numbers');
SELECT lives_ok(format('SELECT xmlparse(document prop64.page_bars(''x'', ''y'', %1$L)), xmlparse(document prop64.page_years(''x'', ''y'', 1975, 2020, NULL, %1$L)), xmlparse(document prop64.page_table(''x'', ''y'', ''{a}'', 1, %1$L))', j), 'charts and tables of ' || coalesce(j, 'NULL'))
  FROM unnest(ARRAY[NULL, '[]', '{}']) AS j;

-- ---- some thirty convictions, of ten people ----
CREATE SCHEMA src;
CREATE TABLE src.conviction (conviction_id integer, person_id integer, charge text, severity text, convicted_on text, born_on date, county text, race text, sex text, status text, disposition text, changed_at timestamptz DEFAULT '2020-01-01 00:00+00');
CREATE FUNCTION pg_temp.small() RETURNS prop64.policy LANGUAGE sql RETURN
  'policy ''Small & sure'' source ''a memo''; scope HS 11357, HS 11358, HS 11359, HS 11360; dismiss ''Possession'' as ''Yes'' by law citing ''HS 11361.8(e)'' when charge in HS 11357;
   ineligible ''Strike'' as ''No'' citing ''PC 667'' when convicted before this conviction of superstrike; reduce to misdemeanor ''Sale'' when charge in HS 11359;
   dismiss ''Small'' when charge in HS 11360 and misdemeanor; reduce to infraction ''Not small'' when charge in HS 11360;
   no change ''Late'' when charge in HS 11358 and convicted between 1984-01-01 and 1984-12-31; dismiss ''Elder'' when age now >= 50;
   refer ''Not a felony'' as ''City'' when not felony; otherwise review ''Who knows?'';'::prop64.policy;
SELECT lives_ok($$CALL prop64.create_reports('rep', 'src.conviction', pg_temp.small(), '2020-07-01', second_policy => prop64.shipped_policy('dismiss_all'))$$, 'reports are made');
-- the page as it was when it was last made
CREATE TEMP TABLE made (page xml);
CREATE PROCEDURE pg_temp.make() LANGUAGE sql AS $$ TRUNCATE pg_temp.made; INSERT INTO pg_temp.made SELECT xmlparse(document prop64.report_html('rep')) $$;
CREATE FUNCTION pg_temp.page() RETURNS xml LANGUAGE sql AS $$ SELECT page FROM pg_temp.made $$;
CREATE FUNCTION pg_temp.found(path text) RETURNS text[] LANGUAGE sql AS $$ SELECT coalesce(array_agg(x::text ORDER BY n), '{}') FROM unnest(xpath(path, pg_temp.page())) WITH ORDINALITY AS u (x, n) $$;
-- the rows of a table of the page, their cells as they are read, numbers without their commas
CREATE FUNCTION pg_temp.rows_of(id text) RETURNS SETOF text[] LANGUAGE sql AS $$
  SELECT (SELECT array_agg(regexp_replace((xpath('string(.)', c))[1]::text, '(\d),(?=\d{3})', '\1', 'g') ORDER BY m) FROM unnest(xpath('/tr/*', r)) WITH ORDINALITY AS v (c, m))
    FROM unnest(xpath(format('//table[@id="%s"]/tbody/tr', id), pg_temp.page())) AS r $$;

-- the same rows, in whatever order
CREATE FUNCTION pg_temp.same(have text, want text, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    h text[];
    w text[];
BEGIN
    EXECUTE format('SELECT array_agg(x::text ORDER BY x::text COLLATE "C") FROM (%s) AS x', have) INTO h;
    EXECUTE format('SELECT array_agg(x::text ORDER BY x::text COLLATE "C") FROM (%s) AS x', want) INTO w;
    RETURN CASE WHEN cardinality(w) > 0 THEN is(h, w, what) ELSE fail(what || ': there is nothing to compare') END;
END $$;

CALL pg_temp.make();
SELECT matches(pg_temp.page()::text, 'There are no numbers yet', 'a page of reports that were not filled says so');
CALL prop64.refresh_reports('rep');
CALL pg_temp.make();
SELECT matches(pg_temp.page()::text, 'The reports hold no conviction that the policy is about', 'a page of no conviction is a page');
SELECT is(pg_temp.found('//ul[@class="cards"]/li/strong/text()'), '{0,0,0,0,0,0}', 'and all of its numbers are 0');
SELECT is(pg_temp.found('/html/head/title/text()'), '{Proposition 64 relief in the county}', 'a county that is not known has no name');

INSERT INTO src.conviction (conviction_id, person_id, charge, severity, convicted_on, born_on, county, race, sex, status, disposition)
SELECT i, i % 9, (ARRAY['HS 11357(b)', 'HS 11358', 'HS 11359', 'HS 11360(a)', 'PC 459', 'nonsense'])[1 + i % 6], (ARRAY['felony', 'misdemeanor', 'felony', NULL])[1 + i % 4],
       CASE WHEN i % 10 > 0 THEN (1971 + i)::text || '0601' END, CASE WHEN i % 9 <> 4 THEN date '1950-06-01' + 1500 * (i % 9) END, 'SAN LUIS OBISPO', (ARRAY['BLACK', 'WHITE', 'HISPANIC', NULL])[1 + i % 9 % 4], (ARRAY['M', 'F'])[1 + i % 9 % 2],
       (ARRAY['order entered', 'challenged', NULL])[1 + i % 3], CASE WHEN i = 7 THEN 'CONV SET ASIDE & DISM PER 1203.4 PC' END
  FROM generate_series(1, 30) AS i;
INSERT INTO src.conviction (conviction_id, person_id, charge, severity, convicted_on, born_on, county, race, sex) VALUES (31, 1, 'PC 187(a)', 'felony', '19740101', '1954-07-10', 'SAN LUIS OBISPO', 'WHITE', 'F'), (32, 40, 'HS 11357', 'felony', '19750601', '1954-07-10', 'SAN LUIS OBISPO', 'WHITE', 'F');
CALL prop64.refresh_reports('rep');
CALL pg_temp.make();
SELECT is(pg_temp.found('/html/head/title/text() | //h1/text()'), '{"Proposition 64 relief in San Luis Obispo County","Proposition 64 relief in San Luis Obispo County"}', 'the page is in the county''s name');
SELECT results_eq($$SELECT unnest(pg_temp.found('//ul[@class="cards"]/li/strong/text()'))::bigint$$,
  $$SELECT unnest(ARRAY[(SELECT people FROM rep.people_gain WHERE gain = 'some relief'), (SELECT people FROM rep.people_gain WHERE gain = 'no felony left'), relief_certain, all_open, for_a_person, ineligible + no_change]) FROM rep.relief$$, 'the six numbers at the top are those of the views');
SELECT is((SELECT sum(n::bigint) FROM unnest(pg_temp.found('//ul[@class="cards"]/li[position() > 2]/strong/text()')) AS n), (SELECT in_scope::numeric FROM rep.relief), 'and the four of convictions add up, as the page says');
SELECT matches((pg_temp.found('string(//ul[@class="cards"]/li[3])'))[1], format('%s to be dismissed, %s to be reduced; for %s more .* %s because the law requires it, %s because the prosecutor chose it', sum(cases) FILTER (WHERE outcome = 'dismiss'),
    sum(cases) FILTER (WHERE outcome LIKE 'reduce%'), sum(cases) FILTER (WHERE outcome = 'undetermined' AND relief_certain), sum(cases) FILTER (WHERE relief_certain AND basis = 'law'), sum(cases) FILTER (WHERE relief_certain AND basis = 'discretion')), 'relief is told by kind and by basis')
  FROM rep.summary_outcome;
SELECT matches((pg_temp.found('string(//ul[@class="cards"]/li[5])'))[1] || (pg_temp.found('string(//ul[@class="cards"]/li[6])'))[1], format('%s for a lawyer of this office, %s for another agency.*%s denied, %s left', coalesce(sum(cases) FILTER (WHERE outcome = 'review'), 0),
    coalesce(sum(cases) FILTER (WHERE outcome = 'refer'), 0), sum(cases) FILTER (WHERE outcome = 'ineligible'), sum(cases) FILTER (WHERE outcome = 'no change')), 'what is not relief likewise') FROM rep.summary_outcome;
SELECT cmp_ok((SELECT min(n::bigint) FROM unnest(pg_temp.found('//ul[@class="cards"]/li/strong/text()')) AS n), '>', 0::bigint, 'none of them is 0 here');
SELECT pg_temp.same($$SELECT r[1], r[3]::bigint, r[5]::bigint, r[6]::bigint, r[7]::bigint, r[8]::bigint FROM pg_temp.rows_of('outcomes-table') AS r$$,
  $$SELECT t.words, sum(o.cases), coalesce(sum(o.cases) FILTER (WHERE severity = 'felony'), 0), coalesce(sum(o.cases) FILTER (WHERE severity = 'misdemeanor'), 0), coalesce(sum(o.cases) FILTER (WHERE severity = 'infraction'), 0),
           coalesce(sum(o.cases) FILTER (WHERE severity IS NULL), 0) FROM rep.summary_outcome AS o JOIN prop64.page_terms() AS t ON t.kind = 'outcome' AND t.term = CASE WHEN o.outcome = 'undetermined' AND o.relief_certain THEN 'relief of an open extent' ELSE o.outcome END
     WHERE o.outcome <> 'out of scope' GROUP BY 1$$, 'outcomes by level');
SELECT results_eq($$SELECT sum(r[3]::bigint) FILTER (WHERE r[1] = 'Relief is certain, how much is open')::bigint, sum(r[3]::bigint) FILTER (WHERE r[1] = 'Open: a fact is missing')::bigint FROM pg_temp.rows_of('outcomes-table') AS r$$, $$SELECT extent_open, all_open FROM rep.relief$$, 'relief of an open extent is not among what is all open');
SELECT matches((pg_temp.found('string(//p[@id="extent"])'))[1], 'For ' || extent_open || ' convictions? more relief is certain', 'and is told beside the reasons') FROM rep.relief;
SELECT pg_temp.same($$SELECT r[1], r[5]::bigint FROM pg_temp.rows_of('reasons-table') AS r$$, $$SELECT reason, sum(convictions)::bigint FROM rep.reasons WHERE outcome IN ('dismiss', 'reduce to infraction', 'reduce to misdemeanor') GROUP BY 1$$, 'reasons of relief');
SELECT pg_temp.same($$SELECT r[1], r[3], r[4] FROM pg_temp.rows_of('reasons-table') AS r$$, $$VALUES ('Possession', 'the law requires it', 'HS 11361.8(e)'), ('Sale', 'the prosecutor chose it', ''), ('Elder', 'the prosecutor chose it', ''), ('Small', 'the prosecutor chose it', '')$$, '... what the law commands apart from what was chosen');
SELECT pg_temp.same($$SELECT r[1], r[2]::bigint, r[3]::bigint FROM pg_temp.rows_of('years-table') AS r$$,
  $$SELECT coalesce(year::text, 'not known'), sum(cases)::bigint, coalesce(sum(cases) FILTER (WHERE relief_certain), 0)::bigint FROM rep.summary_outcome WHERE outcome <> 'out of scope' GROUP BY 1$$, 'convictions by year');
SELECT is((SELECT array_agg(h) FROM unnest(pg_temp.found('//table[@id="years-table"]/thead/tr/th/text()')) AS h), '{Year,Convictions,"With relief","HS 11357","HS 11358","HS 11359","HS 11360","Section not known"}', 'and section');
SELECT is_empty($$SELECT r FROM pg_temp.rows_of('years-table') AS r WHERE r[2]::bigint <> (SELECT sum(n::bigint) FROM unnest(r[4:]) AS n)$$, 'whose columns add up in every row');
SELECT matches((pg_temp.found('string(//h2[@id="years"]/following-sibling::p[1])'))[1], (SELECT format('Not drawn: %s before 1975, %s of an unknown year', sum(cases) FILTER (WHERE year < 1975), sum(cases) FILTER (WHERE year IS NULL)) FROM rep.summary_outcome WHERE outcome <> 'out of scope'), 'what no chart of years can hold is told');
SELECT pg_temp.same($$SELECT r[2]::bigint, split_part(r[3], ' ', 1)::bigint FROM pg_temp.rows_of('people-table') AS r$$, $$SELECT people, of_people FROM rep.people_gain$$, 'people by what they gain');
SELECT pg_temp.same($$SELECT r[1], r[2]::bigint, r[3]::bigint, r[5]::numeric, r[6]::numeric, r[7]::bigint, r[8]::bigint FROM pg_temp.rows_of('equity-race-table') AS r$$,
  $$SELECT prop64.page_words('race', member), people, people_with_relief, round(ratio_to_all, 2), round(ratio_to_highest, 2), convictions, convictions_with_relief FROM rep.equity WHERE trait = 'race'$$, 'equity by race, with its ratios');
SELECT pg_temp.same($$SELECT r[1], r[2]::bigint, r[3]::bigint FROM pg_temp.rows_of('equity-sex-table') AS r UNION ALL SELECT r[1], r[2]::bigint, r[3]::bigint FROM pg_temp.rows_of('equity-age-table') AS r$$,
  $$SELECT prop64.page_words(trait, member), people, people_with_relief FROM rep.equity WHERE trait <> 'race'$$, 'by sex and age');
SELECT pg_temp.same($$SELECT r[2]::bigint, r[3]::bigint, r[4]::bigint FROM pg_temp.rows_of('missing-table') AS r$$, $$SELECT convictions, relief_certain, all_open FROM rep.missing_facts$$, 'what is missing, together');
SELECT pg_temp.same($$SELECT r[1], r[3]::bigint, r[4]::bigint, r[5]::bigint FROM pg_temp.rows_of('facts-table') AS r$$,
  $$SELECT prop64.page_words('fact', f), sum(convictions)::bigint, coalesce(sum(convictions) FILTER (WHERE cardinality(missing) = 1), 0)::bigint, sum(relief_certain)::bigint FROM rep.missing_facts, unnest(missing) AS f GROUP BY 1$$, 'and fact by fact');
SELECT pg_temp.same($$SELECT r[1], r[4]::bigint FROM pg_temp.rows_of('left-table') AS r$$, $$SELECT reason, sum(convictions)::bigint FROM rep.reasons WHERE outcome IN ('review', 'refer', 'ineligible', 'no change') GROUP BY 1$$, 'what is left to people');
SELECT pg_temp.same($$SELECT r[1], r[2]::bigint FROM pg_temp.rows_of('quality-table') AS r$$, $$SELECT finding, sum(convictions)::bigint FROM rep.data_quality WHERE finding <> 'no conviction_id' GROUP BY 1$$, 'what is wrong in the rows');
SELECT pg_temp.same($$SELECT r[1], sum(r[4]::bigint)::bigint, sum(r[5]::bigint)::bigint FROM pg_temp.rows_of('progress-table') AS r GROUP BY 1$$,
  $$SELECT coalesce(status, 'no status'), sum(convictions)::bigint, coalesce(sum(convictions) FILTER (WHERE relief_certain), 0)::bigint FROM rep.progress GROUP BY 1$$, 'progress');
SELECT matches((pg_temp.found('string(//h2[@id="progress"]/following-sibling::p[1])'))[1], format('for %s of the %s convictions. %s are challenged, %s of them with relief', sum(p.convictions), (SELECT in_scope FROM rep.relief), sum(p.convictions) FILTER (WHERE challenged),
    sum(p.convictions) FILTER (WHERE challenged AND relief_certain)), '... in words') FROM rep.progress AS p;
SELECT is((SELECT array_agg((xpath('string(/p)', p::xml))[1]::text) FROM unnest(pg_temp.found('//ol[@class="rules"]/li/p[@class="says"]')) AS p), '{"1. Possession","2. Strike","3. Sale","4. Small","5. Not small","6. Late","7. Elder","8. Not a felony","9. Who knows?"}', 'the rules of the policy, in order');
SELECT matches((pg_temp.found('string(//li[@id="rule-1"])'))[1], 'Dismissed, because the law requires it \(HS 11361.8\(e\)\). \d+ convictions?, called Yes.When charge in HS 11357', 'each with its answer, authority, number and condition');
SELECT matches((pg_temp.found('string(//h3[@id="second"]/following-sibling::p[1])'))[1], (SELECT format('%s convictions? would gain relief that is certain, and %s would lose it', coalesce(sum(convictions) FILTER (WHERE effect = 'gains'), 0), coalesce(sum(convictions) FILTER (WHERE effect = 'loses'), 0)) FROM rep.second_policy), 'the second policy');
SELECT matches((pg_temp.found('string(//p[@id="changes"])'))[1], 'The last run changed the answer to ' || (SELECT sum(convictions) FROM rep.changes) || ' conviction', 'what the last run changed');
SELECT ok((SELECT bool_and(position(v IN (pg_temp.found('string(//main)'))[1]) > 0) FROM rep.last_run, unnest(ARRAY[policy_digest, 'prop64 ' || version, 'legal lists ' || law_version, 'number ' || run, 'July 1, 2020']) AS v), 'with what the numbers were made');

-- ---- how it is built ----
SELECT is((xpath('string(//meta[@http-equiv="Content-Security-Policy"]/@content)', pg_temp.page()))[1]::text,
  format('default-src ''none''; style-src ''sha256-%s''; base-uri ''none''; form-action ''none''', encode(sha256(convert_to(substring(prop64.report_html('rep') FROM '<style>(.*)</style>'), 'UTF8')), 'base64')), 'the page forbids everything but its own style');
SELECT is(pg_temp.found('//script | //*[@src] | //link | //iframe | //img | //@style | //form'), '{}', 'nothing on it runs or is fetched');
SELECT is_empty($$SELECT h FROM unnest(pg_temp.found('//@href')) AS h WHERE h NOT LIKE '#%' OR NOT substr(h, 2) = ANY ((SELECT pg_temp.found('//@id'))::text[])$$, 'links lead to places of the page');
SELECT is_empty($$SELECT i FROM unnest(pg_temp.found('//@id')) AS i GROUP BY 1 HAVING count(*) > 1$$, 'every place has its own name');
SELECT is_empty($$SELECT s FROM unnest(pg_temp.found('//svg')) AS s WHERE (xpath('string(/svg/@role)', s::xml))[1]::text <> 'img' OR (xpath('concat(/svg/title/@id, " ", /svg/desc/@id) = string(/svg/@aria-labelledby)', s::xml))[1]::text <> 'true'
  OR (xpath('string-length(/svg/title) * string-length(/svg/desc) > 0', s::xml))[1]::text <> 'true'$$, 'every chart has a title and a description');
SELECT is((xpath('count(//figure[not(details//table)])', pg_temp.page()))[1]::text, '0', 'and a table behind it');
SELECT is((xpath('count(//table[not(caption) or not(thead/tr/th[@scope="col"]) or tbody/tr/*[1][not(self::th[@scope="row"])]])', pg_temp.page()))[1]::text, '0', 'every table has a caption and heads');
SELECT is((xpath('count(//tr[count(*) != count(ancestor::table/thead/tr/th)])', pg_temp.page()))[1]::text, '0', 'and every row its columns');
SELECT ok(getdatabaseencoding() <> 'UTF8' OR prop64.report_html('rep') ~ '^[ -~\n]*$' COLLATE "C", 'the page is plain ASCII');
SELECT matches((pg_temp.found('string(//header)'))[1], 'For the office.*doc/publication.md', 'it says for whom it is, and what may be published instead');

-- ---- the same page ----
CREATE TEMP TABLE once AS SELECT prop64.report_html('rep') AS page;
SET LOCAL timezone = 'Pacific/Kiritimati'; SET LOCAL datestyle = 'German, DMY'; SET LOCAL extra_float_digits = -5; SET LOCAL lc_time = 'C'; SET LOCAL quote_all_identifiers = on;
SELECT is(prop64.report_html('rep') = page, true, 'whatever the session''s settings, it is the same page') FROM pg_temp.once;
SET LOCAL quote_all_identifiers = off;
SELECT is(prop64.report_html(NULL), NULL, 'no schema, no page');
SELECT throws_ok($$SELECT prop64.report_html('src')$$, '42P01', 'there are no reports in the schema src', 'a schema without reports is told');
SELECT throws_ok($$SELECT prop64.report_html('no "such" schema')$$, '42P01', NULL, 'and one that is not there');

-- ---- population ----
CREATE TABLE rep.population (trait text, member text, people bigint);
INSERT INTO rep.population VALUES ('race', 'BLACK', 100), ('race', 'WHITE', 700), ('race', 'HISPANIC', 200);
CALL pg_temp.make();
SELECT pg_temp.same($$SELECT r[1], r[10], r[11], r[12] FROM pg_temp.rows_of('equity-race-table') AS r$$,
  $$SELECT prop64.page_words('race', e.member), prop64.page_share(e.people, a.people), CASE e.member WHEN 'BLACK' THEN '10%' WHEN 'WHITE' THEN '70%' WHEN 'HISPANIC' THEN '20%' ELSE 'not given' END,
     coalesce(trim(to_char(e.people / a.people / CASE e.member WHEN 'BLACK' THEN 0.1 WHEN 'WHITE' THEN 0.7 WHEN 'HISPANIC' THEN 0.2 END, '9990.00')), '')
     FROM rep.equity AS e, (SELECT sum(people) AS people FROM rep.equity WHERE trait = 'race') AS a WHERE e.trait = 'race'$$, 'shares of the population that the county gives stand beside those of the reports');
DROP TABLE rep.population;

-- ---- who may see it ----
CREATE ROLE page_analyst; CREATE ROLE page_dashboard;
CALL prop64.grant_reports('rep', 'analyst', 'page_analyst');
CALL prop64.grant_reports('rep', 'dashboard', 'page_dashboard');
GRANT USAGE ON SCHEMA tap TO page_analyst, page_dashboard; GRANT SELECT ON pg_temp.once TO page_analyst;
SET LOCAL ROLE page_analyst;
SELECT is(prop64.report_html('rep') = page, true, 'an analyst sees the page, all of it, without a row of the source') FROM pg_temp.once;
SET LOCAL ROLE page_dashboard;
SELECT throws_ok($$SELECT prop64.report_html('rep')$$, '42501', NULL, 'a dashboard''s role does not');
RESET ROLE;

-- ---- hostile names ----
CREATE FUNCTION pg_temp.evil(n integer) RETURNS text LANGUAGE sql RETURN format('</td></style></script><script>document.title="pwned%s"</script><img src=x onerror=alert(1)>"'' onload="x" ]]> --> &lt;%s %s', n, chr(8238), E'\x07');
UPDATE src.conviction SET county = pg_temp.evil(1), race = pg_temp.evil(2), sex = pg_temp.evil(3), status = pg_temp.evil(4), charge = CASE WHEN conviction_id % 6 = 5 THEN pg_temp.evil(5) ELSE charge END, disposition = pg_temp.evil(6), severity = CASE WHEN conviction_id % 7 = 0 THEN pg_temp.evil(7) ELSE severity END;
UPDATE rep.setting SET policy = replace(replace(format('policy X source X undetermined as X; law ''2026.1''; dismiss X as X by law citing X when charge in HS 11357 note X; reduce to misdemeanor X as X when charge in HS 11359 note X; otherwise review X as X note X;'), 'X', quote_literal(replace(pg_temp.evil(8), E'\x07', ''))), E'\\', '')::prop64.policy,
  second_policy = replace('policy X; otherwise review X;', 'X', quote_literal(pg_temp.evil(9)))::prop64.policy;
CALL prop64.refresh_reports('rep', everybody => true);
SELECT lives_ok($$CALL pg_temp.make()$$, 'names that are markup leave the page well formed');
SELECT is(pg_temp.found('//script | //img | //*[@src] | //@onload | //@onerror | //@style | //link'), '{}', 'and bring nothing onto it');
SELECT is((xpath('count(//*)', xmlparse(document page)))[1]::text::integer > 300, true, 'though it has many elements') FROM pg_temp.once;
SELECT is_empty($$SELECT DISTINCT name FROM (SELECT (xpath('name(/*)', e::xml))[1]::text AS name FROM unnest(pg_temp.found('//*[not(self::html or self::head or self::body or self::header or self::main)]')) AS e) AS e
  WHERE name <> ALL ('{meta,title,style,h1,h2,h3,p,q,a,nav,ul,ol,li,strong,span,div,figure,figcaption,details,summary,table,caption,thead,tbody,tr,th,td,svg,desc,text,rect,line,dl,dt,dd,code,pre,br,footer}')$$, 'no element is there that the page did not make');
SELECT is((pg_temp.found('string(//h1)'))[1], 'Proposition 64 relief in &lt;/td&gt;&lt;/style&gt;&lt;/script&gt;&lt;script&gt;document.title="pwned1"&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"'' onload="x" ]]&gt; --&gt; &amp;lt;'
  || chr(65533) || ' ' || chr(65533) || ' County', 'they are shown as what they are');
SELECT is_empty($$SELECT n FROM generate_series(2, 9) AS n WHERE NOT replace(replace((pg_temp.found('string(/html/body)'))[1], '&lt;', '<'), '&gt;', '>') LIKE format('%%</td></style></script><script>document.title="pwned%s"</script>%%', n) AND n NOT IN (5, 6, 7)$$,
  'wherever they are shown');

UPDATE src.conviction SET county = (ARRAY['YOLO', 'SOLANO'])[1 + conviction_id % 2], race = NULL, sex = NULL, status = NULL, born_on = NULL, severity = NULL, convicted_on = NULL, disposition = NULL;
CALL prop64.refresh_reports('rep', everybody => true);
CALL pg_temp.make();
SELECT is(pg_temp.found('//h1/text()'), '{"Proposition 64 relief in 2 counties"}', 'reports of two counties, of which nothing is known, make a page as well');
UPDATE src.conviction SET county = CASE WHEN conviction_id > 3 THEN 'Yolo County' END, person_id = conviction_id, race = CASE WHEN conviction_id <= 15 THEN 'BLACK' ELSE 'WHITE' END, charge = CASE WHEN conviction_id % 3 = 0 OR conviction_id < 10 THEN 'HS 11357' ELSE 'HS 11358' END,
  severity = CASE WHEN conviction_id > 10 THEN 'felony' ELSE 'misdemeanor' END;
CALL prop64.refresh_reports('rep', everybody => true);
CALL pg_temp.make();
SELECT is(pg_temp.found('//h1/text()'), '{"Proposition 64 relief in Yolo County"}', 'a county that calls itself one is not called so twice');
SELECT matches((pg_temp.found('string(//h3[text()="By race"]/following-sibling::p[1])'))[1], (SELECT format('the rate is highest for %s \(%s\) and lowest for %s \(%s\)', initcap(max(member) FILTER (WHERE people_rate = most)), max(prop64.page_share(people_rate, 1)) FILTER (WHERE people_rate = most),
    initcap(max(member) FILTER (WHERE people_rate = least)), max(prop64.page_share(people_rate, 1)) FILTER (WHERE people_rate = least)) FROM (SELECT e.*, max(people_rate) OVER () AS most, min(people_rate) OVER () AS least FROM rep.equity AS e WHERE trait = 'race') AS e), 'groups that are large enough are compared in words');

SELECT * FROM finish();
ROLLBACK;
