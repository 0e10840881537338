-- The page :page, whose text is :doc, is true: its sql runs, in order, and gives the answers that
-- stand under it.  plan(:planned) and pg_temp.run_all() are the test.
SET LOCAL search_path = tap;
SET LOCAL datestyle = ISO;
CREATE FUNCTION pg_temp.page() RETURNS text LANGUAGE sql RETURN :'page'::text;

CREATE TEMP TABLE block AS
SELECT n, m[1] AS body
  FROM regexp_matches(:'doc', E'```sql\n(.*?)```', 'g') WITH ORDINALITY AS r (m, n);

-- A query and the comment lines under it; what has none is run and says nothing.
CREATE TEMP TABLE example AS
SELECT b.n, p.place, btrim(p.part[1], E'\n') AS query, btrim(p.part[2], E'\n') AS answer
  FROM pg_temp.block AS b,
       regexp_matches(b.body, E'([^;]+;)[ \t]*\n?((?:[ \t]*-- [^\n]*(?:\n|$))+)', 'g') WITH ORDINALITY AS p (part, place)
 WHERE b.body ~ '^(SELECT)';

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

-- Blocks run in order, for later ones use the tables of earlier ones.
CREATE FUNCTION pg_temp.run_all() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    b record;
    e record;
BEGIN
    FOR b IN SELECT n, body FROM pg_temp.block ORDER BY n LOOP
        IF b.body ~ 'EXTENSION postgres_fdw'
           AND NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'postgres_fdw') THEN
            RETURN NEXT skip('postgres_fdw is not installed');
        ELSIF b.body ~ '^SELECT' THEN
            -- every query has its answer, not only one of the block
            IF (SELECT count(*) FROM pg_temp.example WHERE n = b.n)
               <> (SELECT count(*) FROM regexp_matches(regexp_replace(b.body, E'\n[ \t]*-- [^\n]*', '', 'g'), ';', 'g')) THEN
                RETURN NEXT fail(format('query of %s without its answer: %s', pg_temp.page(), split_part(b.body, E'\n', 1)));
            END IF;
            FOR e IN SELECT query, answer FROM pg_temp.example WHERE n = b.n ORDER BY place LOOP
                RETURN NEXT is(pg_temp.answer_of(e.query), e.answer, format('%s, block %s: %s', pg_temp.page(), b.n, split_part(e.query, E'\n', 1)));
            END LOOP;
        ELSE
            RETURN NEXT lives_ok(b.body, format('%s, block %s: %s', pg_temp.page(), b.n, split_part(b.body, E'\n', 1)));
        END IF;
    END LOOP;
END $$;

SELECT (SELECT count(*) FROM pg_temp.example) + (SELECT count(*) FROM pg_temp.block WHERE body !~ '^SELECT') AS planned \gset
