-- prop64: eligibility of California convictions for cannabis record relief.
-- complain if the script is sourced in psql instead of run by CREATE EXTENSION
\echo Use "CREATE EXTENSION prop64" to load this file. \quit

COMMENT ON SCHEMA prop64 IS 'Types and functions of the prop64 extension: charges, records, policies, eligibility';

CREATE FUNCTION prop64.version() RETURNS text
    LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
    AS 'MODULE_PATHNAME', 'prop64_version';
COMMENT ON FUNCTION prop64.version() IS 'Version of the prop64 library that is loaded';
