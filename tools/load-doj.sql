-- load-doj.sql: one file into an intake, in one transaction.  Run by tools/load-doj, which
-- describes the variables and reads the last line of the output:
--
--   loaded|FILE_ID|LINES|SKIPPED   it is there
--   there|FILE_ID                  somebody else loaded the same file meanwhile
--   again                          the number was taken meanwhile; ask for another
--   stopped                        the loader's own check of the file said no, or the loader is gone
--   differs|ROWS|LINES             the server read another number of lines than the loader
--   failed                         COPY failed; its words, with SQLSTATE, are on standard error
--   bad|RECORD|HOW MANY|REASON     lines that are no records, and no --skip-bad
--   none|RECORD|HOW MANY|REASON    no line is left
--
-- Variables: schema, name, bytes, header, encoding; careful: look at every line that could be
-- wrong, and take the others with their numbers; skip: leave the wrong ones out; quoted_empty:
-- the file writes empty cells as "", too.
-- Environment: LOAD_DIR, where both sides leave each other word; LOAD_PID, the loader.

SET search_path = pg_catalog, pg_temp;
SET client_min_messages = warning;
-- a load may take long and may wait for the loader's check
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SELECT set_config(s.name, '0', false) FROM pg_settings AS s WHERE s.name = 'transaction_timeout' \g |cat >/dev/null
SELECT pg_backend_pid() \g |cat >"$LOAD_DIR/backend"

BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
-- all partitions belong to the owner of the intake, whoever loads
SELECT format('SET LOCAL ROLE %I', pg_get_userbyid(r.relowner))
  FROM pg_class AS r WHERE r.oid = format('%I.line', :'schema')::regclass \gexec

-- The number: the first above all loaded that nobody is loading under.  The lock goes with
-- the transaction.  A loader that has committed since the query began is noticed after it.
SELECT n AS file_id
  FROM generate_series((SELECT coalesce(max(file_id), 0) + 1 FROM :"schema".file),
                       (SELECT coalesce(max(file_id), 0) + 1000 FROM :"schema".file)) AS n
 WHERE pg_try_advisory_xact_lock(format('%I.file', :'schema')::regclass::oid::bigint::bit(32)::integer, n)
 LIMIT 1 \gset
SELECT EXISTS (SELECT FROM :"schema".file WHERE file_id = :file_id) AS taken \gset
\if :taken
    ROLLBACK;
    \echo again
    \quit
\endif

\if :careful
    -- Only COPY and convert know what PostgreSQL takes for text: the lines with bytes beyond
    -- ASCII are tried one by one.  What stays here is not loaded.
    SELECT format('CREATE TABLE %I.%I (record integer, reason text, line bytea)', :'schema', 'suspect_' || :file_id) \gexec
    SELECT format('\copy %I.%I from program ''cat "$LOAD_DIR/suspects"''', :'schema', 'suspect_' || :file_id) \g |cat >"$LOAD_DIR/suspects.sql"
    \set included `printf %s "$LOAD_DIR/suspects.sql"`
    \i :included
    SELECT format($do$
        DO $body$
        DECLARE
            s record;
            wrong text;
        BEGIN
            FOR s IN SELECT ctid, line FROM %1$I.%2$I WHERE reason = '' LOOP
                BEGIN
                    PERFORM convert(s.line, %3$L, getdatabaseencoding());
                    wrong := NULL;
                EXCEPTION
                    WHEN character_not_in_repertoire THEN
                        wrong := 'not valid in ' || %3$L;
                    WHEN untranslatable_character THEN
                        wrong := 'a letter of ' || %3$L || ' that ' || getdatabaseencoding() || ' does not have';
                END;
                IF wrong IS NULL THEN
                    DELETE FROM %1$I.%2$I WHERE ctid = s.ctid;
                ELSE
                    UPDATE %1$I.%2$I SET reason = wrong WHERE ctid = s.ctid;
                END IF;
            END LOOP;
        END
        $body$ $do$, :'schema', 'suspect_' || :file_id, :'encoding') \gexec
    SELECT format('SELECT count(*) AS bad, min(record) AS bad_record, '
                  '(array_agg(reason ORDER BY record))[1] AS bad_reason FROM %I.%I',
                  :'schema', 'suspect_' || :file_id) AS query \gset
    :query \gset
    SELECT :bad > 0 AND NOT :'skip'::boolean AS refused \gset
    \if :refused
        ROLLBACK;
        \echo bad|:bad_record|:bad|:bad_reason
        \quit
    \endif
    SELECT format('SELECT record FROM %I.%I ORDER BY record', :'schema', 'suspect_' || :file_id) AS query \gset
    :query \g |cat >"$LOAD_DIR/left_out.new" && mv "$LOAD_DIR/left_out.new" "$LOAD_DIR/left_out"
\else
    \set bad 0
\endif

-- Made here, so that COPY may freeze the rows; joined to the others at the end, so that
-- nobody waits for a lock.
SELECT format('CREATE TABLE %I.%I (file_id integer NOT NULL DEFAULT %s CONSTRAINT this_file CHECK (file_id = %3$s), '
              'record integer NOT NULL%s, %s)',
              :'schema', 'line_' || :file_id, :file_id,
              -- one call for a number in a million
              CASE WHEN :'careful'::boolean THEN '' ELSE ' GENERATED BY DEFAULT AS IDENTITY (CACHE 1000000)' END,
              (SELECT string_agg(format('%I text COLLATE "C"', c), ', ' ORDER BY n)
                 FROM unnest(prop64.doj_columns()) WITH ORDINALITY AS d (c, n))) \gexec
SELECT format('\copy %I.%I (%s%s) from pstdin with (format csv, freeze, encoding %L%s)',
              :'schema', 'line_' || :file_id, CASE WHEN :'careful'::boolean THEN 'record, ' ELSE '' END,
              c.columns, :'encoding', CASE WHEN :'quoted_empty'::boolean THEN ', force_null (' || c.columns || ')' ELSE '' END)
  FROM (SELECT string_agg(quote_ident(c), ', ' ORDER BY n) AS columns
          FROM unnest(prop64.doj_columns()) WITH ORDINALITY AS d (c, n)) AS c \g |cat >"$LOAD_DIR/copy.sql"
\set included `printf %s "$LOAD_DIR/copy.sql"`
-- psql does not say of \copy whether it failed, the transaction does
\set ON_ERROR_STOP 0
\set VERBOSITY verbose
\i :included
\set rows :ROW_COUNT
\set VERBOSITY default
SELECT 1 AS alive \gset
\if :ERROR
    \echo failed
    \quit
\endif
\set ON_ERROR_STOP 1
SELECT :rows = 0 AS none \gset
\if :none
    ROLLBACK;
    \echo none|:bad_record|:bad|:bad_reason
    \quit
\endif

\if :careful
\else
    SELECT format('ALTER TABLE %I.%I ALTER record DROP IDENTITY', :'schema', 'line_' || :file_id) \gexec
\endif
SELECT format('ALTER TABLE %I.%I ALTER file_id DROP DEFAULT', :'schema', 'line_' || :file_id) \gexec
-- built here, and not under the lock that joining takes
SELECT format('CREATE INDEX ON %I.%I USING brin (record) WITH (pages_per_range = 32)', :'schema', 'line_' || :file_id) \gexec
-- What plans need now; autovacuum looks at the other columns when it comes by.
SET LOCAL default_statistics_target = 20;
SELECT format('ANALYZE %I.%I (file_id, record, subject_id, cii_number, cnt_order, stp_type_descr, stp_ori_cnty_name, disp_descr)',
              :'schema', 'line_' || :file_id) \gexec

-- The loader checks the file beside the copy; nothing is kept before it has found it good.
\set verdict `while [ ! -e "$LOAD_DIR/verdict" ] && kill -0 "$LOAD_PID" 2>/dev/null; do sleep 0.1; done; cat "$LOAD_DIR/verdict" 2>/dev/null`
SELECT split_part(:'verdict', ' ', 1) = 'good' AS good, split_part(:'verdict', ' ', 2) AS lines,
       split_part(:'verdict', ' ', 3) AS digest \gset
\if :good
\else
    ROLLBACK;
    \echo stopped
    \quit
\endif
SELECT :rows + :bad <> :lines AS differs \gset
\if :differs
    ROLLBACK;
    \echo differs|:rows|:lines
    \quit
\endif

-- Waits for another loader of the same file, and does nothing when that one has it.
INSERT INTO :"schema".file (file_id, name, bytes, digest, lines, skipped, had_header, load_started)
VALUES (:file_id, :'name', :bytes, :'digest', :rows, :bad, :'header'::boolean, now())
ON CONFLICT (digest) DO NOTHING;
SELECT :ROW_COUNT = 0 AS there \gset
\if :there
    ROLLBACK;
    SELECT 'there|' || file_id FROM :"schema".file WHERE digest = :'digest';
    \quit
\endif

\if :careful
    -- What is no text is kept as PostgreSQL writes bytes: decode(line, 'escape') gives them back.
    SELECT format($do$
        DO $body$
        DECLARE
            s record;
            as_text text;
        BEGIN
            FOR s IN SELECT record, reason, line FROM %1$I.%2$I LOOP
                BEGIN
                    as_text := convert_from(s.line, %3$L);
                EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
                    as_text := encode(s.line, 'escape');
                    s.reason := s.reason || '; its bytes as encode(line, ''escape'') writes them';
                END;
                INSERT INTO %1$I.skipped (file_id, record, line, reason) VALUES (%4$s, s.record, as_text, s.reason);
            END LOOP;
        END
        $body$ $do$, :'schema', 'suspect_' || :file_id, :'encoding', :file_id) \gexec
    SELECT format('DROP TABLE %I.%I', :'schema', 'suspect_' || :file_id) \gexec
\endif

-- The constraint spares the scan of the whole partition, and is not needed after.
SELECT format('ALTER TABLE %I.line ATTACH PARTITION %1$I.%I FOR VALUES IN (%s)', :'schema', 'line_' || :file_id, :file_id) \gexec
SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT this_file', :'schema', 'line_' || :file_id) \gexec
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'schema', 'line_' || :file_id,
              format('Lines of file %s, %s', :file_id, :'name')) \gexec
COMMIT;
\echo loaded|:file_id|:rows|:bad
