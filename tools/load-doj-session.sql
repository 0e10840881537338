-- load-doj-session.sql: how the sessions of tools/load-doj are set.  They may take long, and
-- may wait for the loader's check and for each other.
SET search_path = pg_catalog, pg_temp;
SET client_min_messages = warning;
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET idle_session_timeout = 0;
SELECT set_config(s.name, '0', false) FROM pg_settings AS s WHERE s.name = 'transaction_timeout' \g |cat >/dev/null
