-- A row of export_divergences.csv that documents nothing would hide there for ever.
SELECT CASE WHEN count(*) = 0 THEN 'ok' ELSE 'not ok' END
       || ' - every listed divergence of the exports occurs, and says what it corrects and why'
       || coalesce(string_agg(format(E'\n# %s %s %s: %s | %s', d.case_name, d.place, d.change, d.theirs, d.ours), '' ORDER BY d.place, d.theirs, d.ours), '')
  FROM peer.sheet_divergence AS d
 WHERE d.item !~ '^1\.1[01]' OR d.why = ''
    OR NOT EXISTS (SELECT FROM peer.sheet_divergence_used AS u
                    WHERE (u.case_name, u.line, u.place, u.change, u.theirs, u.ours)
                          = (d.case_name, d.line, d.place, d.change, d.theirs, d.ours));
