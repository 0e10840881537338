-- prop64.lint warns of what a policy may not mean.
\set doc `cat ../../doc/policy.md`
BEGIN;
SET LOCAL search_path = tap;

-- the table of the section Lint: a warning, and an example that gives it
CREATE TEMP TABLE example AS
SELECT m[1] AS warning, m[2] AS text
FROM regexp_matches(:'doc', E'\n## Lint\n(.*?)(?=\n## )') AS section (body),
     regexp_matches(body[1], E'\n\\| `([^`]*)` \\| `([^`]*)` \\|', 'g') AS m;

CREATE FUNCTION pg_temp.policy(statements text) RETURNS prop64.policy LANGUAGE sql AS $$
  SELECT format('policy ''x''; %s; otherwise review ''y'';', statements)::prop64.policy
$$;
-- "rule warning", one a row
CREATE FUNCTION pg_temp.warnings(statements text) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(coalesce(rule::text, '-') || ' ' || warning, ', ' ORDER BY n)
  FROM prop64.lint(pg_temp.policy(statements)) WITH ORDINALITY AS l (rule, warning, detail, n)
$$;
CREATE FUNCTION pg_temp.detail(statements text, kind text) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(detail, ' ') FROM prop64.lint(pg_temp.policy(statements)) WHERE warning = kind
$$;

SELECT plan((SELECT count(*) FROM example)::int + 42);
SELECT is((SELECT count(*) FROM example), 11::bigint, 'doc/policy.md has an example of every warning');
SELECT ok(EXISTS (SELECT FROM prop64.lint(pg_temp.policy(text)) AS l WHERE l.warning = e.warning),
  format('%s: %s', e.warning, e.text)) FROM example AS e;

-- shape
SELECT is_empty($$SELECT * FROM prop64.lint(NULL)$$, 'no policy, no warning');
SELECT is_empty($$SELECT * FROM prop64.lint('policy ''x''; scope HS 11357; dismiss ''a'' when felony; otherwise review ''b'';')$$,
  'a policy that says what it means has no warning');
SELECT is(pg_temp.warnings($$fact a boolean; scope HS 11357; dismiss '' when felony and infraction; review 'b' when felony and age now < 0 and age now > 3$$),
  '- unused fact, 1 never true, 1 no reason, 2 never true', 'warnings about the policy come first, then by rule');

-- rules that decide nothing
SELECT is(pg_temp.detail($$scope HS 11357; dismiss 'Fifty' when age now >= 50; review 'Older' when age now >= 65$$, 'never reached'),
  'Rule 2 ''Older'' decides no case of which everything is known: what meets its condition also meets that of rule 1 ''Fifty''. Put the rule further up, narrow what comes before, or delete it.',
  'the detail names the rule that comes first, and says what to do');
SELECT is(pg_temp.detail($$scope HS 11357; dismiss 'a' when felony; review 'b' when deceased; refer 'c' when misdemeanor; ineligible 'd' when felony or misdemeanor$$, 'never reached'),
  'Rule 4 ''d'' decides no case of which everything is known: what meets its condition also meets that of rule 1 or 3. Put the rule further up, narrow what comes before, or delete it.',
  'rules that cover only together are all named, and no other');
SELECT is(pg_temp.detail($$scope HS 11357; dismiss 'a' when felony; review 'b' when not felony$$, 'never reached'),
  'Otherwise, rule 3 ''y'', decides no case of which everything is known: every conviction in scope meets the condition of rule 1 or 2. If that is meant, nothing is to be done: every policy ends with otherwise.',
  'an otherwise that no case comes to is told, and may be meant');
SELECT is(pg_temp.detail($$scope HS 11357; dismiss 'a' when felony and misdemeanor$$, 'never true'),
  'Rule 1 ''a'' decides nothing: its condition (felony and misdemeanor) cannot hold. Correct it, or delete the rule.',
  'a condition that contradicts itself is shown');
SELECT is(pg_temp.detail($$scope HS 11357; dismiss 'a' when charge in HS 11358$$, 'never true'),
  'Rule 1 ''a'' decides nothing: its condition (charge in HS 11358) fails for every conviction in scope. Correct the condition, widen the scope, or delete the rule.',
  'a charge outside the scope is told apart from a contradiction');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when felony or misdemeanor or infraction; review 'b' when deceased$$),
  '1 always true, 2 never reached, 3 never reached', 'behind a condition that always holds nothing is reached');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when at least 10 years since conviction; review 'b' when at least 10 years since last conviction$$),
  '2 never reached', 'ten years since the last conviction are ten years since this one');
SELECT is(pg_temp.warnings($$scope HS 11357; review 'b' when at least 10 years since last conviction; dismiss 'a' when at least 10 years since conviction$$),
  NULL, 'the other way round it is not so');
SELECT is(pg_temp.warnings($$scope HS 11357; ineligible 'a' when convicted on or after 2016-11-09; review 'b' when offense on or after 2016-11-09$$),
  '2 never reached', 'who offends after a day is convicted after it');
SELECT is(pg_temp.warnings($$scope HS 11357; presume offense 2016-11-09; ineligible 'a' when convicted on or after 2016-11-09; review 'b' when offense on or after 2016-11-09$$),
  NULL, 'unless the day of the offense is presumed');
SELECT is(pg_temp.warnings($$scope HS 11357; presume contradiction no; ineligible 'a' when convicted on or after 2016-11-09; review 'b' when offense on or after 2016-11-09$$),
  NULL, 'or dates that contradict are taken as they are');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when age at offense < 21; review 'b' when age at conviction < 21$$),
  '2 never reached', 'who is not yet 21 at the conviction was not yet 21 at the offense');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when age now >= 21; review 'b' when not more than 21 years since birth$$),
  '3 never reached', 'on the birthday itself both hold, and on any other day one of them');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when age now > 21 or age now < 21; review 'b' when age now between 21 and 22 and not age now = 21$$),
  '2 never reached', 'ages are whole years');
SELECT is(pg_temp.warnings($$scope HS 11357; ineligible 'a' when convicted before this conviction of any offense; review 'b' when convictions of superstrike before this offense >= 2$$),
  '2 never reached', 'two strikes before the offense are a conviction before this one');
SELECT is(pg_temp.warnings($$scope HS 11357; ineligible 'a' when convictions of superstrike ever >= 1; review 'b' when convicted ever of any offense$$),
  NULL, 'a list covers less than any offense');
SELECT is(pg_temp.warnings($$scope HS 11357; ineligible 'a' when not sentence complete; review 'b' when all sentences complete and deceased; refer 'c' when sentence complete and not all sentences complete and felony$$),
  NULL, 'sentence complete and all sentences complete are two things');
SELECT is(pg_temp.warnings($$scope HS 11357, HS 11358; dismiss 'a' when charge in HS 11357; review 'b' when only HS 11357(a)$$),
  '2 never reached', 'only of a set means this charge too');
SELECT is(pg_temp.warnings($$scope HS 11357 including attempts; dismiss 'a' when charge in HS 11357; review 'b' when charge in HS 11357 including attempts$$),
  '2 always true, 3 never reached', 'an attempt is not under the section at which it aims, unless the list says so');
SELECT is(pg_temp.warnings($$scope HS 11357, HS 11358 including attempts; dismiss 'a' when charge in HS 11357, HS 11358; review 'b' when charge in HS 11357 including attempts; refer 'c' when charge in HS 11358 including attempts$$),
  '4 never reached', 'the sections of a scope, one by one, are the scope');
SELECT is(pg_temp.warnings($$scope HS 11357; fact grams number; dismiss 'a' when grams <= 28.5; review 'b' when grams < 8; refer 'c' when grams > 28.5$$),
  '2 never reached, 4 never reached', 'numbers are compared as numbers');
SELECT is(pg_temp.warnings($$scope HS 11357; fact who text; dismiss 'a' when who <> 'lab'; review 'b' when who = 'officer'; refer 'c' when who = 'lab' and felony$$),
  '2 never reached', 'a text is another than any other');
SELECT is(pg_temp.warnings($$scope HS 11357; presume severity felony; dismiss 'a' when felony; review 'b' when misdemeanor$$),
  NULL, 'a presumption does not say that other values do not occur');

SELECT is(pg_temp.warnings($$scope HS 11357, HS 11358; dismiss 'a' when conduct <> 'cultivation'; review 'b' when conduct = 'possession for sale'$$),
  '2 never reached', 'a citation means one conduct');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when felony; refer 'b' when misdemeanor or infraction; review 'c' when severity is not known$$),
  '3 never reached, 4 never reached', 'a rule for what is not known belongs before those that need to know it');

-- relief by law
SELECT is(pg_temp.detail($$scope HS 11357; presume born 1980-01-01; presume severity felony; refer 'c' when age now < 21; dismiss 'b' by law citing 'HS 11361.8' when misdemeanor$$, 'law by presumption'),
  'Rule 2 ''b'' grants relief by law, and which convictions it decides may depend on what the policy only presumes: born and severity. Delete the presumption, so that such a case stays open, or grant the relief by discretion.',
  'the facts presumed are named, those of rules before it too');
SELECT is(pg_temp.warnings($$scope HS 11357; presume severity felony; dismiss 'b' by law citing 'HS 11361.8' when deceased; refer 'c' when misdemeanor$$),
  NULL, 'what a later rule reads does not matter');
SELECT is(pg_temp.warnings($$scope HS 11357; presume severity felony; dismiss 'b' when misdemeanor$$), NULL, 'a prosecutor may presume');
SELECT is(pg_temp.warnings($$scope HS 11357; presume severity felony; refer 'x' when felony and infraction; dismiss 'b' by law citing 'HS 11361.8' when deceased$$),
  '1 never true', 'a rule that is never true brings no presumption in');
SELECT is(pg_temp.warnings($$scope HS 11357; presume contradiction no; reduce to misdemeanor 'b' by law citing 'HS 11361.8' when convicted before 2016-11-09$$),
  '1 law by presumption', 'nor may relief by law rest on dates that contradict one another');

-- the rest
SELECT is(pg_temp.warnings($$dismiss 'a' when charge in HS 11357; review 'b' when deceased$$), NULL, 'without a scope the first relief must look at the charge');
SELECT is(pg_temp.warnings($$scope HS 11357; refer 'a' as 'Review' when felony; review 'b' as 'Review' when deceased$$), NULL, 'rules without relief may share a label');
SELECT is(pg_temp.detail($$scope HS 11357, HS 11357(a), HS 11358, HS 11358; dismiss 'a' when felony$$, 'listed twice'),
  'The scope names HS 11357(a) beside HS 11357, HS 11358 twice: a section stands for all its subdivisions. Delete what is named too much, or the section where only the subdivision is meant.',
  'what a list names twice is shown');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when charge in HS 11357(a), HS 11357(a)(1)$$), '1 listed twice', 'also in a list that a condition holds');
SELECT is(pg_temp.warnings($$scope HS 11357; presume sentence complete; dismiss 'a' when felony$$), NULL, 'a presumed sentence is used: the remedy rests on it');

-- the shipped policies
SELECT is((SELECT string_agg(name || ' ' || rule || ' ' || warning, ', ' ORDER BY name COLLATE "C", rule, warning)
           FROM prop64.shipped_policies AS p, prop64.lint(p.policy) WHERE (name, warning) <> ('statute', 'law by presumption')),
  'bear_default 6 never reached, bear_default 6 no reason',
  'the shipped policies are clean, but for what the statute presumes and the desktop tool''s last resort, which has no reason and is never needed');

-- a policy of the greatest size ends in time
SELECT lives_ok(format('SELECT count(*) FROM prop64.lint(%L)', 'policy ''x''; scope HS 11357; '
  || (SELECT string_agg(format('dismiss ''%s'' when %s;', i,
        (SELECT string_agg(format('%sconvicted ever of HS %s', CASE WHEN (i * k) % 3 = 0 THEN 'not ' ELSE '' END, 11000 + (i * 7 + k * 13) % 150),
                           CASE WHEN i % 2 = 0 THEN ' or ' ELSE ' and ' END) FROM generate_series(1, 3) AS k)), '') FROM generate_series(1, 254) AS i)
  || ' otherwise review ''y'';'), '254 rules that bear on one another');
SELECT is(pg_temp.warnings($$scope HS 11357; dismiss 'a' when $$ || repeat('not ', 249) || 'felony'), NULL, 'a condition as deep as may be');

SELECT * FROM finish();
ROLLBACK;
