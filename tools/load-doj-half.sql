-- load-doj-half.sql: the second half of a file, copied beside the first.  Run by tools/load-doj.
--
-- A table cannot be filled by two sessions and appear with one transaction's end.  So this half
-- ends first, as a table that nothing reads, and the file's transaction (load-doj.sql) joins it.
-- If that one fails, the table is dropped here; if this session is ended between the two ends,
-- the next load drops it: whose half is being loaded is told by a lock that this session holds.
--
-- Variables as load-doj-copy.sql has them.
-- Environment: LOAD_DIR, where it finds number, the file's, and split, the record with which this
-- half begins, and leaves half, the table and its lines; over there says that the file's
-- transaction has ended; LOAD_PID, the loader.

\! echo "$PPID" >"$LOAD_DIR/half.pid"
\ir load-doj-session.sql
SELECT pg_backend_pid() \g |cat >"$LOAD_DIR/backend.half"
\set file_id `while { [ ! -s "$LOAD_DIR/number" ] || [ ! -s "$LOAD_DIR/split" ]; } && [ ! -e "$LOAD_DIR/over" ] && [ ! -e "$LOAD_DIR/stop" ] && kill -0 "$LOAD_PID" 2>/dev/null; do sleep 0.02; done; [ -e "$LOAD_DIR/over" ] || [ -e "$LOAD_DIR/stop" ] || cat "$LOAD_DIR/number" 2>/dev/null`
\set split `cat "$LOAD_DIR/split" 2>/dev/null`
SELECT :'file_id' = '' OR :'split' = '' AS nothing \gset
\if :nothing
    \quit
\endif
SELECT 'loading_' || left(md5(random()::text || clock_timestamp() || pg_backend_pid()), 16) AS part, :split AS first_record, 'record >= ' || :split AS bound,
       pg_get_userbyid(r.relowner) AS owner
  FROM pg_class AS r WHERE r.oid = format('%I.line', :'schema')::regclass \gset
SELECT pg_advisory_lock(hashtextextended(quote_ident(:'schema') || '.' || :'part', 0)) \g |cat >/dev/null
SET ROLE :"owner";

BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
\ir load-doj-copy.sql
\if :copied
\else
    \quit
\endif
SELECT format('COMMENT ON TABLE %I.%I IS %L', :'schema', :'part', 'Half of a file that is being loaded') \gexec
-- psql ends at a signal: from here on the loader sends none
\! rm -f "$LOAD_DIR/half.pid"
COMMIT;
SELECT :'part' || '|' || :rows \g |cat >"$LOAD_DIR/half.new" && mv "$LOAD_DIR/half.new" "$LOAD_DIR/half"

\set over `while [ ! -e "$LOAD_DIR/over" ] && kill -0 "$LOAD_PID" 2>/dev/null; do sleep 0.02; done`
-- A table that was joined has another name.  The lock waits for one that is joining it.
SELECT format($do$
    DO $body$
    BEGIN
        LOCK TABLE %1$I.%2$I IN ACCESS EXCLUSIVE MODE;
        IF EXISTS (SELECT FROM pg_class WHERE oid = %3$L::regclass AND NOT relispartition) THEN
            DROP TABLE %1$I.%2$I;
        END IF;
    EXCEPTION WHEN undefined_table THEN
        NULL;
    END
    $body$ $do$, :'schema', :'part', format('%I.%I', :'schema', :'part')) \gexec
