-- What the shipped policy :policy says of one conviction, for its tests.  :as_of and
-- :sentence_ends are what a call leaves out.
CREATE FUNCTION pg_temp.policy() RETURNS prop64.policy LANGUAGE sql RETURN prop64.shipped_policy(:'policy');
-- "outcome: reason"; when facts are missing, which, and what is certain without them
CREATE FUNCTION pg_temp.says(charge text, severity text DEFAULT 'F', convicted date DEFAULT '2005-06-01', others prop64.history DEFAULT prop64.history_empty(),
    sentence_ends date DEFAULT nullif(:'sentence_ends', '')::date, cycle_key text DEFAULT 'Y', as_of date DEFAULT :'as_of', case_key text DEFAULT 'C', facts jsonb DEFAULT NULL, deceased boolean DEFAULT NULL,
    offense date DEFAULT NULL)
RETURNS text LANGUAGE sql AS $$
  SELECT CASE prop64.outcome(e)
         WHEN 'undetermined' THEN 'missing: ' || array_to_string(prop64.missing(e, p), ', ') || coalesce('; at least ' || prop64.at_least(e), '')
         WHEN 'out of scope' THEN 'out of scope'
         ELSE prop64.outcome(e) || coalesce(' by ' || prop64.basis(e), '') || ': ' || prop64.reason(e, p) END
  FROM pg_temp.policy() AS p,
       prop64.classify(p, charge::prop64.charge, severity, convicted, others, as_of => as_of, offense => offense, sentence_ends => sentence_ends, deceased => deceased,
                       case_key => case_key, cycle_key => cycle_key, count_key => '1', facts => facts) AS e
$$;
CREATE FUNCTION pg_temp.other(charge text, on_date date DEFAULT NULL, kind text DEFAULT 'conviction', cycle_key text DEFAULT 'Z', count_key text DEFAULT '2',
    severity text DEFAULT 'F', case_key text DEFAULT 'D', on_bounds daterange DEFAULT NULL)
RETURNS prop64.history LANGUAGE sql AS $$
  SELECT prop64.event(kind, charge::prop64.charge, severity, on_date, on_bounds, case_key => case_key, cycle_key => cycle_key, count_key => count_key)
$$;
CREATE FUNCTION pg_temp.record(VARIADIC events prop64.history[]) RETURNS prop64.history LANGUAGE sql
  AS 'SELECT prop64.history_agg(e) FROM unnest(events) AS e';
