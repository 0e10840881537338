-- doc/policy.md is true: its examples are read, its conditions parse, its query runs.
\set doc `cat ../../doc/policy.md`
BEGIN;
SET LOCAL search_path = tap;

CREATE TEMP TABLE block AS
SELECT n, m[1] AS kind, m[2] AS body
FROM regexp_matches(:'doc', E'```(\\w+?)\n(.*?)```', 'g') WITH ORDINALITY AS r (m, n);

-- in its tables, what stands in backquotes in the first column of statements and conditions
CREATE TEMP TABLE example AS
SELECT section, m[1] AS text
FROM (SELECT s[1] AS section, s[2] AS body FROM regexp_matches(:'doc', E'\n## (\\w+?)\n(.*?)(?=\n## |$)', 'g') AS s) AS sections,
     regexp_matches(body, E'\n\\| (`[^|]*`)', 'g') AS row (cells),
     regexp_matches(cells[1], '`([^`]+)`', 'g') AS m
WHERE section IN ('Statements', 'Rules') AND m[1] NOT LIKE '%…%';

-- the productions of the grammar, and the example that the table gives for each
CREATE TEMP TABLE production AS
SELECT m[1] AS name FROM block, regexp_matches(body, '(?n)^(\w+) +=', 'g') AS m WHERE kind = 'ebnf';
CREATE TEMP TABLE shown AS
SELECT m[1] AS name, m[2] AS text
FROM substring(:'doc' FROM E'### One example for every production\n(.*?)\n## ') AS part, regexp_matches(part, '(?n)^\| (\w+) \| `([^`]+)` \|$', 'g') AS m;

SELECT plan((SELECT count(*) FROM shown)::int + 1 + (SELECT count(*) FROM block WHERE kind IN ('policy', 'sql'))::int + (SELECT count(*) FROM example)::int + 4);
SELECT cmp_ok((SELECT count(*) FROM example), '>', 18::bigint, 'the tables of doc/policy.md hold examples');

SELECT lives_ok(format('SELECT %L::prop64.policy', body), format('policy example %s of doc/policy.md is a policy', n))
FROM block WHERE kind = 'policy' ORDER BY n;
SELECT lives_ok(body, format('query example %s of doc/policy.md runs', n)) FROM block WHERE kind = 'sql' ORDER BY n;

SELECT lives_ok(format('SELECT %L::prop64.policy', CASE section
    WHEN 'Statements' THEN 'policy ''x''; ' || text || '; otherwise review ''y'';'
    ELSE 'policy ''x''; scope HS 11357; set small = HS 11357(a), HS 11357(b); fact grams number; fact employed boolean; dismiss ''x'' when '
         || text || '; otherwise review ''y'';' END),
  format('%s: %s', lower(section), text))
FROM example;

SELECT is(ARRAY(SELECT name FROM shown ORDER BY 1), ARRAY(SELECT name FROM production ORDER BY 1), 'every production of the grammar has its example');
SELECT lives_ok(format('SELECT %L::prop64.policy', CASE
    WHEN name = 'policy' THEN text
    WHEN name = 'otherwise' THEN 'policy ''x''; ' || text
    WHEN text LIKE '%;' THEN 'policy ''x''; fact grams number; ' || text || ' otherwise review ''y'';'
    ELSE 'policy ''x''; fact grams number; dismiss ''x'' when ' || text || '; otherwise review ''y'';' END),
  format('%s: %s', name, text))
FROM shown;

-- the grammar and the language have the same words
CREATE TEMP TABLE word AS
SELECT DISTINCT m[1] AS word FROM block, regexp_matches(body, '"(\w+)"', 'g') AS m WHERE kind = 'ebnf';
CREATE FUNCTION pg_temp.may_be_a_name(word text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM format('policy ''x''; fact %s boolean; otherwise review ''y'';', word)::prop64.policy;
  RETURN true;
EXCEPTION WHEN invalid_text_representation OR invalid_parameter_value THEN
  RETURN false;
END $$;
SELECT is(ARRAY(SELECT w.word FROM word AS w WHERE pg_temp.may_be_a_name(w.word) ORDER BY 1), '{}'::text[],
  'no word of the grammar can be declared as a name');
SELECT is(ARRAY(SELECT w FROM unnest(ARRAY['grams', 'is_known', 'a1', '_x']) AS w
                WHERE NOT pg_temp.may_be_a_name(w)), '{}'::text[], 'other words can');
SELECT is(ARRAY(SELECT name FROM prop64.law_lists() WHERE pg_temp.may_be_a_name(name)), '{}'::text[], 'no name hides a built-in list');

SELECT * FROM finish();
ROLLBACK;
