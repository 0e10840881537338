-- How long a query runs, as PostgreSQL itself says; nothing is sent.
CREATE FUNCTION bench.ms_of(query text) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || query INTO plan;
    RETURN plan #>> '{0,Execution Time}';
END $$;
