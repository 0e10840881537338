-- Every function of the extension stands on a page of doc/, and every page can be found.
-- The pages are read as they are in the checkout; what there is to document, from the catalogs.
\set doc `cat ../../doc/*.md`
\set guide `cat ../../doc/README.md`
\set pages `cd ../../doc && ls *.md`
\set links `cd ../../doc && grep -oE '\]\([^)]+\)' *.md`
\set headings `cd ../../doc && grep -E '^#+ ' *.md`
\set files `cd ../.. && find . -path ./.git -prune -o -type f -print`
BEGIN;
SET LOCAL search_path = tap;

-- Pages that are still being written elsewhere: links to them are not followed yet.  Empty for a release.
CREATE TEMP TABLE awaited AS SELECT unnest('{}'::text[]) AS page;
-- Functions whose page is still being written, and which page that is: the same.
CREATE TEMP TABLE unwritten (page text, names text[]);
-- ---- functions ----

CREATE TEMP VIEW routine AS
    SELECT p.*, obj_description(p.oid, 'pg_proc') AS comment
      FROM pg_depend AS d
      JOIN pg_extension AS e ON e.oid = d.refobjid
      JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
     WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'prop64';

-- The exceptions: what nobody calls by name.  Each is told by what it is, not by a list that grows old.
CREATE TEMP VIEW excepted AS
    SELECT r.oid, 'type input and output, or a part of an aggregate or of the planner' AS reason
      FROM pg_temp.routine AS r
     WHERE r.prorettype = ANY ('{internal,cstring}'::regtype[]) OR r.proargtypes::oid[] && '{internal,cstring}'::regtype[]::oid[]
    UNION
    SELECT t.typsend, 'type output in binary' FROM pg_type AS t WHERE t.typnamespace = 'prop64'::regnamespace
    UNION
    SELECT a.aggtransfn, 'a part of an aggregate' FROM pg_aggregate AS a JOIN pg_temp.routine AS r ON r.oid = a.aggfnoid
    UNION
    SELECT p.amproc, 'operator support' FROM pg_amproc AS p JOIN pg_temp.routine AS r ON r.oid = p.amproc
    UNION
    -- = <> < <= > >=: one sentence on the page of the type tells of all; <@ and @> are more than that
    SELECT o.oprcode, 'comparison operator' FROM pg_operator AS o JOIN pg_temp.routine AS r ON r.oid = o.oprcode WHERE o.oprname ~ '^[<>=]+$'
    UNION
    SELECT r.oid, 'says itself that it serves another function' FROM pg_temp.routine AS r WHERE r.comment LIKE 'Implements %';

CREATE TEMP TABLE line AS SELECT line FROM regexp_split_to_table(:'doc', E'\n') AS line;
CREATE TEMP TABLE word AS SELECT DISTINCT m[1] AS word FROM regexp_matches(:'doc', '[A-Za-z0-9_]+', 'g') AS m;
-- A heading, the row of a table, or a point of a list that begins with a function.
CREATE TEMP TABLE entry AS
SELECT replace(line, '`', '') AS line FROM pg_temp.line WHERE line ~ '^(#|\||\* `)';

-- The name with its argument types as a page writes it: prop64.classify(policy prop64.policy, charge ...
-- A name may be left out, also the schema of a type, and a default may be told.
CREATE FUNCTION pg_temp.signature(function_oid oid) RETURNS text LANGUAGE sql AS $$
    SELECT '(?<![a-z0-9_])' || p.proname || '\('
           || coalesce((SELECT string_agg('(' || coalesce(nullif(p.proargnames[place], '') || ' ', '') || ')?(prop64\.)?'
                                          || replace(replace(replace(format_type(type, NULL), 'prop64.', ''), '[]', '\[\]'),
                                                     'timestamp with time zone', '(timestamptz|timestamp with time zone)')
                                          || '( DEFAULT (''[^'']*''|[^,)])*)?', ', ' ORDER BY place)
                          FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, place)), '') || '\)'
      FROM pg_proc AS p WHERE p.oid = function_oid;
$$;

CREATE TEMP TABLE expected AS
SELECT r.oid, r.proname, pg_temp.signature(r.oid) AS signature FROM pg_temp.routine AS r WHERE r.oid NOT IN (SELECT oid FROM pg_temp.excepted);

SELECT plan(11);

SELECT cmp_ok((SELECT count(*) FROM pg_temp.expected), '>', 60::bigint,
    'there are functions to document');
SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_temp.expected AS r
        WHERE r.proname NOT IN (SELECT unnest(names) FROM pg_temp.unwritten)
          AND NOT EXISTS (SELECT FROM pg_temp.entry AS e WHERE position(r.proname IN e.line) > 0 AND e.line ~ r.signature) $$,
    'every function has an entry in doc/, by name and argument types');
SELECT is_empty(
    $$ SELECT e.oid::regprocedure, e.reason FROM pg_temp.excepted AS e JOIN pg_temp.routine AS r USING (oid)
        WHERE e.reason = 'comparison operator' AND r.proname NOT IN (SELECT word FROM pg_temp.word) $$,
    'the functions behind the operators are named there as well');
SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_temp.expected AS r
        WHERE r.proname IN (SELECT unnest(names) FROM pg_temp.unwritten)
          AND EXISTS (SELECT FROM pg_temp.entry AS e WHERE position(r.proname IN e.line) > 0 AND e.line ~ r.signature) $$,
    'what is written is not on the list of what is unwritten');
-- the test can fail
SELECT is_empty(
    $$ SELECT line FROM unnest('{### prop64.to_charge(charge_txt text),| to_charge(),| xto_charge(text),to_charge(text\, text)}'::text[]) AS line
        WHERE line ~ pg_temp.signature('prop64.to_charge(text)'::regprocedure) $$,
    'an entry with another name or other arguments is none');
SELECT is_empty(
    $$ SELECT t.typname FROM pg_type AS t WHERE t.typnamespace = 'prop64'::regnamespace AND t.typtype = 'b' AND t.typelem = 0
          AND NOT EXISTS (SELECT FROM pg_temp.line WHERE line ~ ('^# ' || t.typname)) AND t.typname <> 'eligibility' $$,
    'every type has its page (an eligibility is of the page of policies)');

-- ---- pages ----

CREATE TEMP TABLE page AS SELECT unnest(string_to_array(:'pages', E'\n')) AS page;
CREATE TEMP TABLE file AS SELECT ltrim(unnest(string_to_array(:'files', E'\n')), './') AS path;
CREATE TEMP TABLE link AS
SELECT split_part(l, ':', 1) AS page, rtrim(substring(l FROM '\]\((.*)'), ')') AS target
FROM regexp_split_to_table(:'links', E'\n') AS l;
-- a heading's anchor, as sites that show Markdown make it
CREATE TEMP TABLE anchor AS
SELECT split_part(h, ':', 1) AS page,
       replace(regexp_replace(lower(regexp_replace(substr(h, position(':' IN h) + 1), '^#+ ', '')), '[^a-z0-9 _-]', '', 'g'), ' ', '-') AS anchor
FROM regexp_split_to_table(:'headings', E'\n') AS h;

SELECT is_empty(
    $$ SELECT page, target FROM pg_temp.link
        WHERE target !~ '^([a-z]+:|#)' AND split_part(target, '#', 1) NOT IN (SELECT page FROM pg_temp.awaited)
          AND NOT EXISTS (SELECT FROM pg_temp.file
                           WHERE path = CASE WHEN target LIKE '../%' THEN substr(split_part(target, '#', 1), 4) ELSE 'doc/' || split_part(target, '#', 1) END) $$,
    'every link of a page leads to a file');
SELECT is_empty(
    $$ SELECT l.page, l.target FROM pg_temp.link AS l
        WHERE l.target ~ '^([a-z-]+\.md)?#'
          AND NOT EXISTS (SELECT FROM pg_temp.anchor AS a
                           WHERE a.page = coalesce(nullif(split_part(l.target, '#', 1), ''), l.page) AND a.anchor = split_part(l.target, '#', 2)) $$,
    '... and to a heading that is there');
SELECT is_empty(
    $$ SELECT page FROM pg_temp.page WHERE page <> 'README.md' AND page NOT IN (SELECT split_part(target, '#', 1) FROM pg_temp.link WHERE page = 'README.md') $$,
    'every page can be found from the guide');
SELECT is_empty(
    $$ SELECT page FROM pg_temp.awaited WHERE page IN (SELECT page FROM pg_temp.page) $$,
    'a page that is there is not awaited');
SELECT is(
    ARRAY(SELECT m[1] FROM regexp_matches(:'guide', E'\n## ([^\n]+)', 'g') AS m),
    '{Install,"The first query","Your own tables","Write a policy","Read an answer",Reports,"The state''s file",Performance,Security,Upgrade,Reference}'::text[],
    'the guide is in the order of need');

SELECT * FROM finish();
ROLLBACK;
