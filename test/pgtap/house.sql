-- What holds for every object of the extension, whatever it is for: read from
-- the catalogs, so that a new function is tested on the day it is written.
BEGIN;
SET LOCAL search_path = tap;

-- The exceptions, each with its reason.  A name here covers all of its overloads.
CREATE TEMP TABLE exception (rule text, name text, reason text);
INSERT INTO pg_temp.exception VALUES
    ('overload', 'min', 'an aggregate is given a column, which has a type, not a literal'),
    ('overload', 'max', 'an aggregate is given a column, which has a type, not a literal'),
    ('immutable', 'source_expression', 'it looks up the type of a column'),
    ('immutable', 'source_template', 'it reads the columns of a table'),
    ('immutable', 'source_hash', 'it reads the columns of a table'),
    ('immutable', 'source_given', 'it reads the columns of a table'),
    ('immutable', 'source_query', 'it reads the columns of a table'),
    ('immutable', 'source_lacks', 'it reads the columns of a table'),
    ('immutable', 'determinations', 'it reads a table'),
    ('immutable', 'report_query', 'it reads the columns of a table'),
    ('immutable', 'source_key', 'it reads the columns of a table'),
    ('immutable', 'source_person', 'it reads the columns of a table'),
    ('immutable', 'report_slice', 'it reads a table'),
    ('immutable', 'report_sum', 'it writes a statement with format, which PostgreSQL calls stable'),
    ('immutable', 'report_html', 'it reads the reports'),
    ('immutable', 'csv_cells', 'it calls the output functions of its arguments'),
    ('immutable', 'csv_line', 'it calls the output functions of its columns, some of which are stable');
INSERT INTO pg_temp.exception SELECT rule, 'doj_take', 'it runs statements that write' FROM unnest('{immutable,parallel safe}'::text[]) AS rule;
-- They read the tables of an intake by queries of their own, which are to use workers themselves.
INSERT INTO pg_temp.exception
SELECT rule, name, 'it reads the tables of an intake, or of reports'
  FROM unnest('{immutable,parallel safe}'::text[]) AS rule,
       unnest('{report_rows,report_slices,report_changed,doj_check,doj_determinations,doj_results,doj_lines,doj_compare,doj_summary,doj_input_files,doj_rerun,doj_stamp_run}'::text[]) AS name;

CREATE TEMP VIEW member AS
    SELECT d.classid, d.objid
      FROM pg_depend AS d
      JOIN pg_extension AS e ON e.oid = d.refobjid
     WHERE d.refclassid = 'pg_extension'::regclass
       AND d.deptype = 'e'
       AND e.extname = 'prop64';

-- Array types and row types come with their type or view, and are not written down.
CREATE TEMP VIEW written AS
    SELECT m.classid, m.objid
      FROM pg_temp.member AS m
     WHERE NOT EXISTS (SELECT FROM pg_type AS t
                        WHERE m.classid = 'pg_type'::regclass
                          AND t.oid = m.objid
                          AND (t.typrelid <> 0 AND t.typtype = 'c'
                                   AND (SELECT relkind FROM pg_class WHERE oid = t.typrelid) <> 'c'
                               OR EXISTS (SELECT FROM pg_type AS e WHERE e.typarray = t.oid)));

CREATE TEMP VIEW routine AS
    SELECT p.*, l.lanname
      FROM pg_temp.member AS m
      JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
      JOIN pg_language AS l ON l.oid = p.prolang;

-- What a query can call by name.  The rest is called by PostgreSQL alone: it
-- takes or gives internal values, text for a type's input, or trigger data.
CREATE TEMP VIEW callable AS
    SELECT r.*
      FROM pg_temp.routine AS r
     WHERE r.prokind IN ('f', 'a', 'w')
       AND NOT r.prorettype = ANY ('{internal,cstring,trigger,event_trigger}'::regtype[])
       AND NOT r.proargtypes::oid[] && '{internal,cstring}'::regtype[]::oid[];

-- Calls with the same SQL expression for every argument, one for each number of
-- arguments that may be left out.  A procedure or an aggregate is not called here.
CREATE FUNCTION pg_temp.calls(function_oid oid, argument text) RETURNS SETOF text
LANGUAGE sql AS $$
    SELECT format('SELECT %s(%s)', p.oid::regproc,
                  (SELECT string_agg(replace(argument, 'TYPE',
                                             CASE WHEN t.typtype = 'p' AND t.typname <> 'record' THEN 'integer'
                                                  ELSE format_type(t.oid, NULL) END),
                                     ', ' ORDER BY a.place)
                     FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, place)
                     JOIN pg_type AS t ON t.oid = a.type
                    WHERE a.place <= n))
      FROM pg_proc AS p, generate_series((p.pronargs - p.pronargdefaults)::integer, p.pronargs::integer) AS n
     WHERE p.oid = function_oid;
$$;

-- The SQLSTATE of a statement, 00000 when it succeeds.
CREATE FUNCTION pg_temp.sqlstate_of(statement text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END;
$$;

-- Any answer and any error is right but these: an internal error, corrupt data,
-- and a call that PostgreSQL cannot tell from another one or does not know.
CREATE FUNCTION pg_temp.bad_calls(function_oid oid, argument text) RETURNS SETOF text
LANGUAGE sql AS $$
    SELECT state || ' from ' || left(call, 200)
      FROM (SELECT call, pg_temp.sqlstate_of(call) AS state
              FROM pg_temp.calls(function_oid, argument) AS call OFFSET 0) AS answer
     WHERE state LIKE 'XX%'
        OR state = '42725'
        OR state = '42883' AND NOT EXISTS (SELECT FROM pg_proc AS p
                                            WHERE p.oid = function_oid AND p.provariadic <> 0);
$$;

CREATE TEMP VIEW called AS
    SELECT * FROM pg_temp.callable AS c WHERE c.prokind = 'f';

SELECT plan(16 + 2 * (SELECT count(*) FROM pg_temp.called)::integer);

SELECT is((SELECT extversion FROM pg_extension WHERE extname = 'prop64'), prop64.version(),
          'the library that is loaded is the one whose script was run');

SELECT is_empty(
    $$ SELECT DISTINCT classid::regclass FROM pg_temp.member
        WHERE classid <> ALL ('{pg_proc,pg_type,pg_operator,pg_opclass,pg_opfamily,pg_cast,pg_class}'::regclass[]) $$,
    'the extension holds functions, types, operators, operator classes, casts and views, nothing else');

SELECT is_empty(
    $$ SELECT c.oid::regclass, c.relkind FROM pg_temp.member AS m
         JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
        WHERE c.relkind NOT IN ('v', 'c') $$,
    'the extension holds no table');

SELECT is_empty(
    $$ SELECT pg_describe_object(classid, objid, 0) FROM pg_temp.written
        WHERE coalesce(obj_description(objid, classid::regclass::name), '') = '' $$,
    'every object has a comment');

SELECT is_empty(
    $$ SELECT pg_describe_object(m.classid, m.objid, 0) FROM pg_temp.written AS m,
              pg_identify_object(m.classid, m.objid, 0) AS i
        WHERE i.schema <> 'prop64' $$,
    'every object lives in the schema prop64');

SELECT is_empty(
    $$ SELECT oid::regprocedure, provolatile FROM pg_temp.routine
        WHERE prokind <> 'p' AND provolatile <> 'i'
          AND proname NOT IN (SELECT name FROM pg_temp.exception WHERE rule = 'immutable') $$,
    'every function is immutable');

SELECT is_empty(
    $$ SELECT oid::regprocedure, proparallel FROM pg_temp.routine
        WHERE prokind <> 'p' AND proparallel <> 's'
          AND proname NOT IN (SELECT name FROM pg_temp.exception WHERE rule = 'parallel safe') $$,
    'every function may run in parallel workers');

SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_temp.routine WHERE prosecdef $$,
    'no function runs with another user''s rights');

SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_temp.routine
        WHERE lanname = 'c' AND prosrc NOT LIKE 'prop64\_%' $$,
    'every C function is one of the library''s own symbols');

SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_temp.routine
        WHERE lanname = 'sql' AND prosqlbody IS NULL $$,
    'every SQL function has its names resolved when it is created, not when it is called');

SELECT is_empty(
    $$ SELECT oid::regprocedure FROM pg_temp.callable
        WHERE prokind = 'f' AND pronargs > 0
          AND (proargnames IS NULL OR '' = ANY (proargnames[1:pronargs]))
          AND proname NOT IN (SELECT name FROM pg_temp.exception WHERE rule = 'named arguments') $$,
    'every function names its arguments');

SELECT is_empty(
    $$ SELECT pg_describe_object(m.classid, m.objid, 0) FROM pg_temp.member AS m
         JOIN pg_cast AS c ON m.classid = 'pg_cast'::regclass AND c.oid = m.objid
        WHERE c.castcontext = 'i' OR c.castmethod = 'b' $$,
    'no cast is implicit, and none reinterprets bytes');

-- A literal has no type of its own: two functions that take the same number of
-- arguments under one name would both accept it.
SELECT is_empty(
    $$ SELECT a.oid::regprocedure, b.oid::regprocedure
         FROM pg_temp.callable AS a
         JOIN pg_temp.callable AS b ON b.proname = a.proname AND b.oid > a.oid
        WHERE a.pronargs - a.pronargdefaults <= b.pronargs
          AND b.pronargs - b.pronargdefaults <= a.pronargs
          AND a.pronargs > 0 AND b.pronargs > 0
          AND a.proname NOT IN (SELECT name FROM pg_temp.exception WHERE rule = 'overload') $$,
    'no two functions of one name accept the same literal in the same place');

SELECT is_empty(
    $$ SELECT o.oid::regoperator FROM pg_temp.member AS m
         JOIN pg_operator AS o ON m.classid = 'pg_operator'::regclass AND o.oid = m.objid
        WHERE NOT EXISTS (SELECT FROM pg_temp.routine AS r WHERE r.oid = o.oprcode) $$,
    'every operator has a function of the extension behind it, to be called by name');

SELECT is_empty(
    $$ SELECT t.oid::regtype FROM pg_temp.written AS m
         JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND t.oid = m.objid
        WHERE t.typtype = 'b' AND (t.typsend = 0 OR t.typreceive = 0) $$,
    'every type can be sent and received in binary');

SELECT ok(has_schema_privilege('public', 'prop64', 'USAGE')
          AND NOT has_schema_privilege('public', 'prop64', 'CREATE'),
          'everybody may use the schema, and nobody may add to it');

SELECT is_empty(
    format($$ SELECT * FROM pg_temp.bad_calls(%s, 'NULL::TYPE') $$, oid),
    format('%s takes NULLs', oid::regprocedure))
  FROM pg_temp.called
 ORDER BY oid::regprocedure::text;

-- Texts that are something to somebody: blank, a number, an array, a document,
-- a range, a charge, letters outside ASCII, and one that is too long for anything.
SELECT is_empty(
    format($$ SELECT bad.* FROM (VALUES (''), (' '), ('x'), ('0'), ('-1'), ('2016-11-09'), ('infinity'),
                             ('{}'), ('{NULL}'), ('[]'), ('null'), ('"x"'), ('empty'), ('[2016-11-09,)'),
                             ('HS 11357(b)'), ('§ 11357 ñ'), (repeat('(', 3000)), (repeat('9', 70000)))
                     AS literal (text), pg_temp.bad_calls(%s, quote_literal(text)) AS bad $$, oid),
    format('%s takes literals', oid::regprocedure))
  FROM pg_temp.called
 ORDER BY oid::regprocedure::text;

SELECT * FROM finish();
ROLLBACK;
