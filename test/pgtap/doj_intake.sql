-- The intake of the state's bulk file: what create_doj_intake makes, for whom, and when it refuses.
-- Loading is tried by test/doj/load, for it takes the loader.
BEGIN;
SET LOCAL search_path = tap;

SELECT plan(38);

-- What stands in a schema: tables that are no partitions and no indexes.
CREATE FUNCTION pg_temp.tables_of(name) RETURNS SETOF text LANGUAGE sql AS $$
    SELECT r.relname::text FROM pg_class AS r
     WHERE r.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND r.relkind IN ('r', 'p')
$$;

-- the format
SELECT is(array_length(prop64.doj_columns(), 1), 95, 'the state''s file has 95 columns');
SELECT is((SELECT array_agg(name ORDER BY place) FROM prop64.doj_format()), prop64.doj_columns(),
          'doj_columns gives the names of doj_format in the order of the file');
SELECT is((SELECT array_agg(place ORDER BY place) FROM prop64.doj_format()), ARRAY(SELECT generate_series(1, 95)),
          'their places are 1 to 95');
SELECT is((SELECT count(DISTINCT name) FROM prop64.doj_format()), 95::bigint, 'no name stands twice');
SELECT is_empty($$ SELECT name FROM prop64.doj_format() WHERE name !~ '^[a-z][a-z0-9_]*$' OR description !~ '[a-z]' $$,
                'names need no quotes, and each has a description');
SELECT is((SELECT string_agg(name, ',' ORDER BY place) FROM prop64.doj_format()
            WHERE place IN (1, 3, 15, 41, 43, 49, 51, 53, 55, 56, 81, 83, 88, 89, 94, 95)),
          'record_id,subject_id,pri_dob,stp_event_date,stp_type_descr,stp_ori_cnty_name,cnt_order,ofn,offense_descr,offense_toc,disp_descr,conv_stat_descr,sent_length,sent_time_code,comment_text,end_of_rec',
          'the columns that decide stand where counties'' tools read them');

-- the tables
SELECT lives_ok($$ CALL prop64.create_doj_intake('doj test') $$, 'an intake is made in a schema that is not there, whatever its name');
SELECT set_eq($$ SELECT * FROM pg_temp.tables_of('doj test') $$,
              '{file,line,skipped,person,conviction,finding,refresh,run}'::text[], 'it has its eight tables');
SELECT is((SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute
            WHERE attrelid = '"doj test".line'::regclass AND attnum > 0),
          '{file_id,record}'::text[] || prop64.doj_columns(), 'a line is the file''s number, the record''s, and the 95 columns');
SELECT is_empty($$ SELECT attname FROM pg_attribute
                    WHERE attrelid = '"doj test".line'::regclass AND attnum > 2 AND atttypid <> 'text'::regtype $$,
                'every cell is text');
SELECT is(pg_get_partkeydef('"doj test".line'::regclass), 'LIST (file_id)', 'lines are kept in a partition for each file');
SELECT is_empty($$ SELECT attrelid::regclass, attname FROM pg_attribute AS a JOIN pg_class AS r ON r.oid = a.attrelid
                    WHERE r.relnamespace = '"doj test"'::regnamespace AND r.relkind IN ('r', 'p') AND a.attnum > 0
                      AND a.atttypid IN ('text'::regtype, 'text[]'::regtype) AND a.attcollation <> '"C"'::regcollation $$,
                'every text is compared byte by byte, the same on every machine');
SELECT is((SELECT format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = '"doj test".conviction'::regclass AND attname = 'charge'), 'prop64.charge', 'a conviction''s charge is a charge');
SELECT is((SELECT format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = '"doj test".person'::regclass AND attname = 'history'), 'prop64.history', 'a person''s record is a history');
SELECT throws_ok($$ INSERT INTO "doj test".line (file_id, record) VALUES (1, 1) $$, '23514', NULL,
                 'no line without a file that was loaded');
INSERT INTO "doj test".file (file_id, name, bytes, digest, lines, had_header, load_started)
VALUES (1, 'a.csv', 1, 'd', 1, false, now());
SELECT throws_ok($$ INSERT INTO "doj test".file (file_id, name, bytes, digest, lines, had_header, load_started)
                    VALUES (2, 'b.csv', 1, 'd', 1, false, now()) $$, '23505', NULL, 'no file twice, under whatever name');
SELECT is((SELECT refreshed IS NULL AND loaded_by = session_user FROM "doj test".file), true,
          'a file waits for a refresh, and says who loaded it');

-- comments
SELECT is_empty($$ SELECT r.oid::regclass FROM pg_class AS r
                    WHERE r.relnamespace = '"doj test"'::regnamespace AND r.relkind IN ('r', 'p')
                      AND coalesce(obj_description(r.oid, 'pg_class'), '') = '' $$, 'every table has a comment');
SELECT is_empty($$ SELECT a.attrelid::regclass, a.attname FROM pg_attribute AS a JOIN pg_class AS r ON r.oid = a.attrelid
                    WHERE r.relnamespace = '"doj test"'::regnamespace AND r.relkind IN ('r', 'p') AND a.attnum > 0
                      AND coalesce(col_description(a.attrelid, a.attnum), '') = '' $$, 'every column has a comment');
SELECT isnt(obj_description('"doj test"'::regnamespace, 'pg_namespace'), NULL, 'the schema has one');

-- rights
SELECT is_empty($$ SELECT r.oid::regclass FROM pg_class AS r, aclexplode(r.relacl) AS a
                    WHERE r.relnamespace = '"doj test"'::regnamespace AND a.grantee <> r.relowner
                    UNION ALL
                   SELECT n.nspname::regclass FROM pg_namespace AS n, aclexplode(n.nspacl) AS a
                    WHERE n.nspname = 'doj test' AND a.grantee <> n.nspowner $$, 'nobody but the owner has a right in it');

-- refusals
SELECT throws_ok($$ CALL prop64.create_doj_intake('doj test') $$, '42710',
                 'schema "doj test" already holds an intake of the state''s file', 'an intake is made once');
SELECT is((SELECT count(*) FROM "doj test".file), 1::bigint, 'and what is in it stays');
SELECT throws_ok($$ CALL prop64.create_doj_intake(NULL) $$, '22023', NULL, 'a schema without a name is none');
SELECT throws_ok($$ CALL prop64.create_doj_intake('') $$, '22023', NULL, 'an empty name is none');
SELECT throws_ok($$ CALL prop64.create_doj_intake('prop64') $$, '42939', NULL, 'the extension''s own schema holds no table');
SELECT throws_ok($$ CALL prop64.create_doj_intake('pg_doj') $$, '42939', NULL, 'PostgreSQL''s names are not for it');
CREATE SCHEMA taken;
CREATE TABLE taken.person (id integer);
SELECT throws_ok($$ CALL prop64.create_doj_intake('taken') $$, '42P07',
                 'schema "taken" already holds a relation "person"', 'another table of the same name is not taken for its own');
SELECT set_eq($$ SELECT * FROM pg_temp.tables_of('taken') $$, '{person}'::text[], 'nothing half-made stays');
-- the fourth of eight fails, after three were made
CREATE SCHEMA half;
CREATE TYPE half.person AS ENUM ('x');
SELECT throws_ok($$ CALL prop64.create_doj_intake('half') $$, '42710', NULL, 'a type in a table''s way is an error');
SELECT is_empty($$ SELECT * FROM pg_temp.tables_of('half') $$, 'which leaves nothing half-made either');

-- a schema that is there
CREATE SCHEMA there;
COMMENT ON SCHEMA there IS 'mine';
SELECT lives_ok($$ CALL prop64.create_doj_intake('there') $$, 'an intake is made in a schema that is there');
SELECT is(obj_description('there'::regnamespace, 'pg_namespace'), 'mine', 'whose own comment stays');

-- a user without special rights
CREATE ROLE doj_analyst;
CREATE SCHEMA analysts AUTHORIZATION doj_analyst;
GRANT USAGE ON SCHEMA tap TO doj_analyst;
SET LOCAL ROLE doj_analyst;
SELECT lives_ok($$ CALL prop64.create_doj_intake('analysts') $$, 'who owns a schema makes an intake in it');
SELECT throws_ok($$ CALL prop64.create_doj_intake('elsewhere') $$, '42501', NULL, 'who may not create schemas makes none');
RESET ROLE;
SELECT is_empty($$ SELECT oid::regclass FROM pg_class
                    WHERE relnamespace = 'analysts'::regnamespace AND pg_get_userbyid(relowner) <> 'doj_analyst' $$,
                'and everything in it is that user''s');
SELECT hasnt_schema('elsewhere'::name);
SELECT isnt(obj_description('analysts'::regnamespace, 'pg_namespace'), NULL, 'the schema got its comment');

SELECT * FROM finish();
ROLLBACK;
