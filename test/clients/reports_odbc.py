"""The reports through ODBC: reports_odbc.py CONNECTION-STRING.  Prints a line for each check."""
import datetime
import decimal
import sys

import pyodbc

from checks import ANSWERS, ASKED, CASE, CLASSIFY, COMMENTS, ERRORS, HISTORY, LONG, PAGE, PLACE, PORTALS, PROCEDURE, checker

check = checker("ODBC")


def connect(options=""):
    return pyodbc.connect(sys.argv[1] + options)


def columns(cursor, query):
    cursor.execute(query)
    return [(d[0], d[1].__name__, d[3]) for d in cursor.description]


def state_of(cursor, statement, *parameters):
    try:
        return ("no error", cursor.execute(statement, *parameters).fetchall())
    except pyodbc.Error as e:
        return e.args[0]


QUEUE = "SELECT conviction_id, person_id, convicted_on, relief_certain, missing, cases FROM reports.review_queue"
TYPED = "SELECT charge, history, policy, eligibility, charges, convicted FROM county.typed ORDER BY n"

plain = connect()
c = plain.cursor()
check("the columns of a report, with their sizes: a boolean is the text 1 or 0, a text has 8190 characters, all that ODBC has no type for is text of 255",
      [("conviction_id", "int", 10), ("person_id", "str", 8190), ("convicted_on", "date", 10), ("relief_certain", "str", 5), ("missing", "str", 255), ("cases", "int", 19)],
      lambda: columns(c, QUEUE))
check("... among them the types of prop64",
      [(n, "str", 255) for n in ("charge", "history", "policy", "eligibility", "charges", "convicted")], lambda: columns(c, TYPED))
options = connect("BoolsAsChar=0;UnknownsAsLongVarchar=1;").cursor()
check("with BoolsAsChar=0 and UnknownsAsLongVarchar=1 a boolean is one, and the others have room",
      [("conviction_id", "int", 10), ("person_id", "str", 8190), ("convicted_on", "date", 10), ("relief_certain", "bool", 1), ("missing", "str", 8190), ("cases", "int", 19)],
      lambda: columns(options, QUEUE))
check("... and the values are those", (6, "P5", datetime.date(2010, 1, 20), False, "{}", 1), lambda: tuple(options.execute(QUEUE + " WHERE conviction_id = 6").fetchone()))
check("rates are decimal numbers", decimal.Decimal, lambda: type(c.execute("SELECT people_rate FROM reports.equity").fetchval()))
check("the end of a run is a day and a time", datetime.datetime, lambda: type(c.execute("SELECT finished_at FROM reports.last_run").fetchval()))

rows = c.execute(TYPED).fetchall()
policy = c.execute("SELECT prop64.shipped_policy('los_angeles_2019')::text").fetchval()
check("the values of our types come as text, also longer than the size that is told", ("HS 11357(b)", HISTORY, policy, "[2004-05-01,2004-05-02)"),
      lambda: (rows[0][0], rows[0][1], rows[0][2], rows[0][5]))
check("... of any length", True, lambda: len(c.execute(LONG).fetchval()) > 100000)
check("... an array of charges in the way that PostgreSQL writes arrays", '{"HS 11357(b)",NULL,"PC 664/HS 11358"}', lambda: rows[0][4])
check("NULL is None", [None] * 6, lambda: list(rows[1]))
check("letters that are no ASCII, quotes and backslashes arrive as they are", CASE,
      lambda: c.execute("SELECT case_number FROM reports.determination WHERE conviction_id = 6").fetchval())
check("the missing facts are an array in text, which array_to_string makes readable", ("{severity}", "severity"),
      lambda: tuple(c.execute("SELECT missing, array_to_string(missing, ', ') FROM reports.determination WHERE conviction_id = 4").fetchone()))

check("SQLTables finds the reports, and has no remarks", ("VIEW", ""), lambda: [(t.table_type, t.remarks) for t in c.tables(schema="reports", table="outcomes")][0])
check("SQLColumns names our types", ("charge", "charge"), lambda: [(t.column_name, t.type_name) for t in c.columns(schema="county", table="typed")][1])
check("the comments come by a query", (True, []), lambda: (lambda told: (len(told) > 20, [t for t in told if not t[1] or t[2] > 0]))(c.execute(COMMENTS).fetchall()))
check("... also of procedures", True, lambda: c.execute(PROCEDURE).fetchval().startswith("Determines again"))

pages = connect("UseDeclareFetch=1;Fetch=50;").cursor()
pages.execute(PAGE)
first = pages.fetchone()[0]
check("with UseDeclareFetch=1 and Fetch=50 the rows come through a cursor, not all at once", 1, lambda: pages.connection.cursor().execute(PORTALS).fetchval())
check("... each once and in order", (True, 506), lambda: (lambda all_rows: (all_rows == sorted(set(all_rows)), len(all_rows)))([first] + [r[0] for r in pages.fetchall()]))
check("pages by key: as many rows after the last one that was seen", [1001, 1002, 1003],
      lambda: [r[0] for r in c.execute("SELECT conviction_id FROM reports.determination WHERE conviction_id > ? ORDER BY conviction_id LIMIT ?", 6, 3)])

check("one prepared statement for many charges: a policy as text, levels, dates and NULLs as parameters", ANSWERS,
      lambda: [tuple(c.execute(CLASSIFY.format("?"), policy, charge, level, on and datetime.date.fromisoformat(on), datetime.date(2020, 7, 1),
                               datetime.date(1960, 5, 4)).fetchone()) for charge, level, on in ASKED])
check("a charge and an array of charges as parameters", ("1", "1"),
      lambda: tuple(c.execute("SELECT prop64.falls_under(?::prop64.charge, 'HS 11357'), prop64.under_any('HS 11359(b)', ?::prop64.charge[])", "HS 11357(b)", '{"HS 11357","HS 11359"}').fetchone()))
check("an eligibility that was read is one that can be asked", "dismiss", lambda: c.execute("SELECT prop64.outcome(?::prop64.eligibility)", rows[0][3]).fetchval())
check("a row of our types is written", "HS 11359", lambda: c.execute("INSERT INTO county.typed (n, charge, policy) VALUES (?, ?::prop64.charge, ?::prop64.policy) RETURNING charge", 3, "11359 HS", policy).fetchval())
plain.rollback()

for sqlstate, statement in ERRORS:
    check(f"SQLSTATE {sqlstate} for {statement}", sqlstate, lambda: state_of(c, statement))
    plain.rollback()
try:
    c.execute(ERRORS[0][1])
except pyodbc.Error as e:
    message = e.args[1]
check("the message brings the detail, with the place", True, lambda: PLACE in message)
plain.rollback()
check("the session goes on after an error and its rollback", 1, lambda: c.execute("SELECT 1").fetchval())
