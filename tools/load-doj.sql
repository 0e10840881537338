-- load-doj.sql: one file into an intake, in one transaction.  Run by tools/load-doj, which
-- describes the variables and reads the last line of the output:
--
--   loaded|FILE_ID|LINES|SKIPPED   it is there
--   there|FILE_ID                  somebody else loaded the same file meanwhile
--   again                          the number was taken meanwhile; ask for another
--   stopped                        the loader's own check of the file said no, or the loader is gone
--   differs|ROWS|LINES             the server read another number of lines than the loader
--   failed                         COPY failed; its words, with SQLSTATE, are on standard error
--   half                           the second half (load-doj-half.sql) failed; its words are in errors.half
--   bad|RECORD|HOW MANY|REASON     lines that are no records, and no --skip-bad
--   none|RECORD|HOW MANY|REASON    no line is left
--
-- Variables: schema, name, bytes, header, encoding; careful: look at every line that could be
-- wrong, and take the others with their numbers; skip: leave the wrong ones out; quoted_empty:
-- the file writes empty cells as "", too; halved: another session copies its second half.
-- Environment: LOAD_DIR, where both sides leave each other word, as split, the record with which
-- the second half begins; LOAD_PID, the loader.

\ir load-doj-session.sql
SELECT pg_backend_pid() \g |cat >"$LOAD_DIR/backend"

-- Halves that no session is loading any more, left where one was ended between a second half's end
-- and its file's, as when the server stops: they belong to nothing.
SELECT format($do$
    DO $body$
    DECLARE
        half record;
    BEGIN
        FOR half IN
            SELECT c.oid, c.relname FROM pg_class AS c
             WHERE c.relnamespace = %1$L::regnamespace AND c.relkind = 'r' AND NOT c.relispartition
               AND c.relname ~ '^loading_[0-9a-f]{16}$' AND obj_description(c.oid, 'pg_class') LIKE 'Half of a file%%'
        LOOP
            IF pg_try_advisory_xact_lock(hashtextextended(%1$L || '.' || half.relname, 0)) THEN
                EXECUTE format('DROP TABLE IF EXISTS %%I.%%I', %2$L, half.relname);
            END IF;
        END LOOP;
    END
    $body$ $do$, quote_ident(:'schema'), :'schema') \gexec

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
    \set bad_record 0
    \set bad_reason ''
\endif

\if :halved
    SELECT :file_id \g |cat >"$LOAD_DIR/number.new" && mv "$LOAD_DIR/number.new" "$LOAD_DIR/number"
    \set split `while [ ! -s "$LOAD_DIR/split" ] && [ ! -e "$LOAD_DIR/stop" ] && kill -0 "$LOAD_PID" 2>/dev/null; do sleep 0.02; done; [ -e "$LOAD_DIR/stop" ] || cat "$LOAD_DIR/split" 2>/dev/null`
    SELECT :'split' = '' AS unsplit \gset
    \if :unsplit
        ROLLBACK;
        \echo stopped
        \quit
    \endif
    SELECT 'line_' || :file_id || '_1' AS part, 1 AS first_record, 'record < ' || :split AS bound \gset
\else
    SELECT 'line_' || :file_id AS part, 1 AS first_record, '' AS bound \gset
\endif
\ir load-doj-copy.sql
\if :copied
\else
    \echo failed
    \quit
\endif
SELECT :rows = 0 AS none \gset
\if :none
    ROLLBACK;
    \echo none|:bad_record|:bad|:bad_reason
    \quit
\endif

-- The other half: its table is whole, and waits to be joined.
\if :halved
    \set half `while [ ! -s "$LOAD_DIR/half" ] && [ ! -e "$LOAD_DIR/half_over" ] && [ ! -e "$LOAD_DIR/stop" ] && kill -0 "$LOAD_PID" 2>/dev/null; do sleep 0.02; done; cat "$LOAD_DIR/half" 2>/dev/null`
    SELECT split_part(:'half', '|', 1) AS half_part, coalesce(nullif(split_part(:'half', '|', 2), '')::integer, 0) AS half_rows \gset
    SELECT :half_rows = 0 AS no_half \gset
    \if :no_half
        ROLLBACK;
        \echo half
        \quit
    \endif
\else
    \set half_rows 0
\endif

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
SELECT :rows + :half_rows AS rows \gset
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

-- The constraints spare the scan of the partitions, and are not needed after.
\if :halved
    SELECT format(command, :'schema', 'line_' || :file_id, :file_id, 'line_' || :file_id || '_1', 'line_' || :file_id || '_2', :'half_part', :split,
                  :'half_part' || '_record_idx', 'line_' || :file_id || '_2_record_idx')
      FROM unnest(ARRAY[
          'CREATE TABLE %1$I.%2$I (LIKE %1$I.line, CONSTRAINT this_file CHECK (file_id = %3$s)) PARTITION BY RANGE (record)',
          'ALTER TABLE %1$I.%6$I RENAME TO %5$I',
          'ALTER INDEX %1$I.%8$I RENAME TO %9$I',
          'ALTER TABLE %1$I.%2$I ATTACH PARTITION %1$I.%4$I FOR VALUES FROM (MINVALUE) TO (%7$s)',
          'ALTER TABLE %1$I.%2$I ATTACH PARTITION %1$I.%5$I FOR VALUES FROM (%7$s) TO (MAXVALUE)']) AS u (command) \gexec
\endif
SELECT format('ALTER TABLE %I.line ATTACH PARTITION %1$I.%I FOR VALUES IN (%s)', :'schema', 'line_' || :file_id, :file_id) \gexec
SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT this_file', :'schema', 'line_' || :file_id) \gexec
\if :halved
    SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT this_half', :'schema', 'line_' || :file_id || '_' || n) FROM generate_series(1, 2) AS n \gexec
    SELECT format('COMMENT ON TABLE %I.%I IS %L', :'schema', 'line_' || :file_id || '_' || n,
                  format('Lines of file %s, %s half', :file_id, CASE n WHEN 1 THEN 'first' ELSE 'second' END)) FROM generate_series(1, 2) AS n \gexec
\endif
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'schema', 'line_' || :file_id,
              format('Lines of file %s, %s', :file_id, :'name')) \gexec
COMMIT;
\echo loaded|:file_id|:rows|:bad
