-- doc/doj-results.md is true: its queries give the answers that stand under them, and every function has its place.
\set doc `cat ../../doc/doj-results.md`
BEGIN;
SET LOCAL search_path = tap;
SET LOCAL datestyle = ISO;

CREATE TEMP TABLE example AS
SELECT p.place, btrim(p.part[1], E'\n') AS query, btrim(p.part[2], E'\n') AS answer
  FROM regexp_matches(:'doc', E'```sql\n(.*?)```', 'g') AS r (block),
       regexp_matches(r.block[1], E'([^;]+;)[ \t]*\n?((?:[ \t]*-- [^\n]*(?:\n|$))+)', 'g') WITH ORDINALITY AS p (part, place);

-- The rows of a query as the comments write them: values apart by two blanks.
CREATE FUNCTION pg_temp.answer_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    r record;
    answer text := '';
BEGIN
    FOR r IN EXECUTE rtrim(query, ';') LOOP
        answer := answer || E'\n-- ' || (SELECT string_agg(coalesce(value, 'NULL'), '  ') FROM json_each_text(row_to_json(r)));
    END LOOP;
    RETURN btrim(answer, E'\n');
END $$;

CREATE TEMP TABLE routine AS
SELECT p.proname AS name, p.prokind AS kind, p.pronargs AS n, p.proargnames[1:p.pronargs] AS arguments
  FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
 WHERE p.proname ~ '^(doj_(check|compare|determinations|input_files|lines|rerun|results|rule_numbers|stamp_run|summary|years)|csv_.*|cannabis_section|possible_other_p64|create_doj_run)$';

SELECT plan(2 + (SELECT count(*) FROM pg_temp.example)::int + (SELECT count(*) FROM pg_temp.routine)::int);
SELECT is((SELECT count(*) FROM pg_temp.routine), 16::bigint, 'the functions of this page');
SELECT cmp_ok((SELECT count(*) FROM pg_temp.example), '>', 5::bigint, 'doc/doj-results.md holds examples with their answers');
SELECT is(pg_temp.answer_of(query), answer::text, 'doc/doj-results.md: ' || split_part(query, E'\n', 1)) FROM pg_temp.example;
-- its heading names its arguments in their order
SELECT matches((:'doc')::text, E'\n### `(CALL )?prop64\\.' || name || E'\\((VARIADIC )?' || array_to_string(arguments, '[^,)]*, (VARIADIC )?') || E'[^,)]*\\)',
               format('%s stands in doc/doj-results.md with its arguments', name))
  FROM pg_temp.routine ORDER BY name;

SELECT * FROM finish();
ROLLBACK;
