-- The sample county (doc/sample.md) in :schema as a source (doc/warehouse.md), the view :schema.source.
--
-- The first row of a count is the conviction; a later one tells what became of it, and arrests and
-- registrations add to the record.  The sample holds no status: one is invented from the number.
CREATE VIEW :schema.source WITH (security_invoker) AS
SELECT CASE WHEN c.place = 1 THEN c.conviction_id END AS conviction_id, c.person_id, c.charge,
       CASE WHEN c.place = 1 THEN c.severity END AS severity, c.convicted_on, p.born AS born_on, c.offense_on,
       c.sentence_ends AS sentence_ends_on, p.deceased_on IS NOT NULL AS deceased,
       c.case_number AS case_key, c.cycle_number::text AS cycle_key, c.count_key, 'conviction' AS kind,
       c.county, c.court, c.agency, c.case_number, p.race, p.sex, c.disposition,
       CASE WHEN c.place = 1 THEN (ARRAY['order entered', 'order entered', 'petition filed', 'challenged'])[1 + hashint8(c.conviction_id) & 15] END AS status
  FROM (SELECT c.*, k.count_key, row_number() OVER (PARTITION BY k.count_key ORDER BY c.conviction_id) AS place
          FROM :schema.conviction AS c,
               LATERAL (SELECT c.county || '/' || coalesce(c.case_number, c.conviction_id::text) || '/' || c.count_number AS count_key) AS k) AS c
  JOIN :schema.person AS p USING (person_id)
UNION ALL
SELECT NULL, e.person_id, e.charge, NULL, to_char(e.event_on, 'YYYYMMDD'), NULL, NULL, NULL, NULL, e.case_number, NULL, NULL, e.kind,
       NULL, NULL, NULL, e.case_number, NULL, NULL, NULL, NULL
  FROM :schema.person_event AS e WHERE e.kind <> 'death';
