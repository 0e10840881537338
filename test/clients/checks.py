"""What the Python programs of this directory share: one check a line, "ok: ..." or "FAILED: ..."."""
import traceback


def checker(driver):
    def check(what, expected, question):
        try:
            found = question()
        except Exception:
            found = traceback.format_exc()
        if found == expected:
            print(f"ok: {driver}: {what}")
        else:
            print(f"FAILED: {driver}: {what}\n    found:    {found}\n    expected: {expected}")
    return check


# Statements that fail, with the SQLSTATE that the client is to see.
ERRORS = [
    ("22P02", "SELECT 'HS 11357(b'::prop64.charge"),
    ("22P02", "SELECT 'policy ''x''; dismiss'::prop64.policy"),
    ("22023", "SELECT prop64.shipped_policy('no such')"),
    ("42501", "SELECT * FROM reports.seen"),
    ("42501", "CALL prop64.refresh_reports('reports')"),
    ("42P01", "CALL prop64.refresh_reports('nowhere')"),
    ("22004", "SELECT prop64.classify(prop64.shipped_policy('los_angeles_2019'), 'HS 11358', 'F', NULL)"),
    ("42703", "SELECT * FROM prop64.determinations('county.typed', prop64.shipped_policy('dismiss_all'), '2020-07-01')"),
]

# What one statement with parameters answers: charge, level, day of conviction.
ASKED = [("11359 HS", "felony", "2005-11-21"), ("11358 HS", None, "2005-11-21"), ("187(A) PC", "felony", None),
         ("no charge", "felony", "2005-11-21"), ("11357(B)HS", "F", "2005-11-21"), ("11358 HS", "M", None)]
ANSWERS = [("dismiss", "50 years or older"), ("undetermined", "needs: severity"), ("out of scope", None),
           ("undetermined", "needs: charge"), ("dismiss", "11357(a) or 11357(b)"), ("refer", "Misdemeanor or Infraction")]
CLASSIFY = """SELECT prop64.outcome(e), prop64.reason(e, p)
    FROM (SELECT {0}::prop64.policy AS p) AS t,
         prop64.classify(p, prop64.to_charge({0}), {0}, {0}::date, prop64.history_empty(), as_of => {0}, born => {0}) AS e"""

HISTORY = '[{"kind":"conviction","charge":"HS 11358","severity":"felony","on_date":"2009-05-01","case_key":"caf\u00e9"}]'
LONG = "SELECT prop64.history_agg(prop64.event('conviction', 'HS 11358', count_key => n::text)) FROM generate_series(1, 2000) AS n"
PAGE = "SELECT conviction_id FROM reports.determination ORDER BY conviction_id"
PORTALS = "SELECT count(*) FROM pg_cursors WHERE statement LIKE '%FROM reports.determination%' AND statement NOT LIKE '%pg_cursors%'"
COMMENTS = """SELECT c.relname, obj_description(c.oid, 'pg_class'), count(*) FILTER (WHERE col_description(c.oid, a.attnum) IS NULL)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE c.relnamespace = 'reports'::regnamespace AND c.relkind IN ('r', 'v') GROUP BY c.oid ORDER BY 1"""
PROCEDURE = "SELECT obj_description('prop64.refresh_reports(name, date, boolean)'::regprocedure, 'pg_proc')"
CHARGES = ["HS 11357(b)", None, "PC 664/HS 11358"]
PLACE = "At character 11: Found the end, expected a closing bracket."
CASE = "Caf\u00e9 \"6\", \\"
