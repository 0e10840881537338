-- answers.sql: what the earlier tool answered, what prop64 answers, and where they
-- differ.  For test/peer/run; after state_file.sql.
\set QUIET on

-- The earlier tool's results: the file's own columns, then those that it adds.
CREATE TABLE peer.full_result (LIKE peer.state_file INCLUDING IDENTITY);
ALTER TABLE peer.full_result
    ADD case_number text,
    ADD convictions text,
    ADD possible_other_p64 text,
    ADD occurred_after text,
    ADD superstrikes text,
    ADD pc290 text,
    ADD pc290_registration text,
    ADD convicted_on text,
    ADD years_since_this text,
    ADD years_since_any text,
    ADD p64_convictions text,
    ADD hs_11357 text,
    ADD hs_11358 text,
    ADD hs_11359 text,
    ADD hs_11360 text,
    ADD deceased text,
    ADD determination text,
    ADD reason text;

-- The cases that hold only the determinations.
CREATE TABLE peer.short_result (line integer, determination text, reason text);

-- One row: the case that is loaded.
CREATE TABLE peer.question (case_name text, county text, as_of date, policy prop64.policy);

-- Every difference that is meant to be: test/peer/divergences.csv.
CREATE TABLE peer.divergence (
    case_name text, line integer, determination text, reason text, our_label text, our_reason text,
    item text, why text
);

CREATE VIEW peer.theirs AS
    SELECT line, determination, reason FROM peer.full_result WHERE determination <> '' OR reason <> ''
    UNION ALL
    SELECT line, determination, reason FROM peer.short_result;

-- Out of scope there is no label and no reason; the earlier tool left both blank.
CREATE VIEW peer.ours AS
    SELECT c.line, c.subject_id, c.charge_text, c.charge,
           coalesce(prop64.label(e, q.policy), '') AS label,
           coalesce(prop64.reason(e, q.policy), '') AS reason
      FROM peer.question AS q
      JOIN peer.conviction AS c USING (county)
      JOIN peer.person AS p USING (subject_id)
      CROSS JOIN LATERAL prop64.classify_bounds(
           q.policy, c.charge, c.severity, c.on_bounds, history => p.history, as_of => q.as_of, born => p.born,
           sentence_ends => c.sentence_ends, case_key => c.case_key, cycle_key => c.cycle_key,
           count_key => c.count_key) AS e;

-- Row by row, with what the table of divergences says.
CREATE VIEW peer.finding AS
    SELECT coalesce(a.line, d.line) AS line, a.charge_text,
           a.determination, a.reason, a.our_label, a.our_reason,
           a.differs AND d.line IS NOT NULL AS documented,
           CASE WHEN a.line IS NULL THEN 'is listed, and is no conviction of the case'
                WHEN a.differs AND d.line IS NULL THEN 'differs, and is not listed'
                WHEN NOT a.differs AND d.line IS NOT NULL THEN 'is listed, and does not differ'
                WHEN (d.determination, d.reason, d.our_label, d.our_reason)
                     <> (a.determination, a.reason, a.our_label, a.our_reason) THEN 'differs otherwise than listed'
                WHEN d.item !~ '^1\.1[01] ' OR d.why = '' THEN 'is listed without the item that it corrects, or why'
           END AS wrong
      FROM (SELECT line, o.charge_text,
                   coalesce(t.determination, '') AS determination, coalesce(t.reason, '') AS reason,
                   coalesce(o.label, '') AS our_label, coalesce(o.reason, '') AS our_reason,
                   (coalesce(t.determination, ''), coalesce(t.reason, ''))
                   <> (coalesce(o.label, ''), coalesce(o.reason, '')) AS differs
              FROM peer.theirs AS t FULL JOIN peer.ours AS o USING (line)) AS a
      FULL JOIN (SELECT d.* FROM peer.divergence AS d JOIN peer.question USING (case_name)) AS d USING (line);

-- Which of the four sections a conviction is of, finished or aimed at.
CREATE VIEW peer.cannabis_conviction AS
    SELECT c.line, c.subject_id, c.county, c.on_bounds, s.section,
           prop64.felonies(prop64.event('conviction', c.charge, c.severity)) = 1 AS felony
      FROM peer.conviction AS c
      JOIN (VALUES ('11357'), ('11358'), ('11359'), ('11360')) AS s (section)
        ON EXISTS (SELECT FROM pg_catalog.unnest(prop64.sections(c.charge)) AS part
                    WHERE prop64.falls_under(part, ('HS ' || s.section)::prop64.charge));

-- Numbers about the convictions of a person, in the earlier tool's spelling, as far as its file has them.
CREATE VIEW peer.number AS
    SELECT r.line, n.name, n.theirs, n.ours
      FROM peer.full_result AS r
      JOIN peer.conviction AS c USING (line)
      JOIN peer.person AS p ON p.subject_id = c.subject_id
      JOIN (SELECT subject_id, count(*) AS p64,
                   count(*) FILTER (WHERE section = '11357') AS hs_11357,
                   count(*) FILTER (WHERE section = '11358') AS hs_11358,
                   count(*) FILTER (WHERE section = '11359') AS hs_11359,
                   count(*) FILTER (WHERE section = '11360') AS hs_11360
              FROM peer.cannabis_conviction GROUP BY subject_id) AS s ON s.subject_id = c.subject_id
      CROSS JOIN LATERAL (VALUES
          ('convictions', r.convictions, prop64.convictions(p.history)::text),
          ('convictions under HS 11357 to 11360', r.p64_convictions, s.p64::text),
          ('convictions under HS 11357', r.hs_11357, s.hs_11357::text),
          ('convictions under HS 11358', r.hs_11358, s.hs_11358::text),
          ('convictions under HS 11359', r.hs_11359, s.hs_11359::text),
          ('convictions under HS 11360', r.hs_11360, s.hs_11360::text),
          ('deceased', r.deceased, CASE WHEN prop64.deceased(p.history) THEN 'Deceased' ELSE '-' END),
          ('registered', r.pc290_registration, CASE WHEN prop64.registered(p.history) THEN 'Yes' ELSE '-' END),
          ('date of conviction', r.convicted_on, to_char(lower(c.on_bounds), 'MM/DD/YYYY'))
      ) AS n (name, theirs, ours)
     WHERE r.determination <> '' AND n.theirs IS NOT NULL;

-- Our side of the earlier tool's summary, as far as it counts convictions.
CREATE VIEW peer.summary AS
    SELECT jsonb_build_object(
               'lineCount', (SELECT count(*) FROM peer.state_file),
               'earliestConviction', to_char(min(lower(c.on_bounds)), 'YYYY-MM-DD') || 'T00:00:00Z',
               'subjectsWithProp64ConvictionCountInCounty', count(DISTINCT c.subject_id),
               'prop64FelonyConvictionsCountInCounty', count(*) FILTER (WHERE c.felony),
               'prop64NonFelonyConvictionsCountInCounty', count(*) FILTER (WHERE NOT c.felony),
               'prop64ConvictionsCountInCountyByCodeSection',
               jsonb_build_object('11357', count(*) FILTER (WHERE section = '11357'),
                                  '11358', count(*) FILTER (WHERE section = '11358'),
                                  '11359', count(*) FILTER (WHERE section = '11359'),
                                  '11360', count(*) FILTER (WHERE section = '11360'))) AS numbers
      FROM peer.cannabis_conviction AS c
      JOIN peer.question USING (county);
