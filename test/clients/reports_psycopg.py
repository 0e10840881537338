"""The reports through psycopg2: reports_psycopg.py CONNECTION-STRING.  Prints a line for each check."""
import datetime
import decimal
import sys

import psycopg2
import psycopg2.extensions
import psycopg2.extras

from checks import ANSWERS, ASKED, CASE, CHARGES, CLASSIFY, COMMENTS, ERRORS, HISTORY, LONG, PAGE, PLACE, PORTALS, PROCEDURE, checker

check = checker("psycopg")
connection = psycopg2.connect(sys.argv[1])
c = connection.cursor()


def ask(query, parameters=None):
    c.execute(query, parameters)
    return c.fetchall()


def state_of(statement):
    try:
        return ("no error", ask(statement))
    except psycopg2.Error as e:
        return e.pgcode
    finally:
        connection.rollback()


check("the values of a report have the types of Python: a text[] is a list", (6, "P5", datetime.date(2010, 1, 20), False, [], 1),
      lambda: ask("SELECT conviction_id, person_id, convicted_on, relief_certain, missing, cases FROM reports.review_queue WHERE conviction_id = 6")[0])
check("... with what is missing in it", ["severity"], lambda: ask("SELECT missing FROM reports.determination WHERE conviction_id = 4")[0][0])
check("... a rate, the end of a run, jsonb, and a range of days", (decimal.Decimal, datetime.datetime, dict, psycopg2.extras.DateRange),
      lambda: tuple(type(ask(q)[0][0]) for q in ("SELECT people_rate FROM reports.equity", "SELECT finished_at FROM reports.last_run",
                                                "SELECT evidence FROM reports.notice_list LIMIT 1", "SELECT convicted FROM county.typed WHERE n = 1")))
policy = ask("SELECT prop64.shipped_policy('los_angeles_2019')::text")[0][0]
rows = ask("SELECT charge, history, policy, eligibility, charges, convicted FROM county.typed ORDER BY n")
check("the values of our types come as text", ("HS 11357(b)", HISTORY, policy), lambda: rows[0][:3])
check("... of any length", True, lambda: len(ask(LONG)[0][0]) > 100000)
check("... under an oid that names their type", [("charge",), ("policy",)],
      lambda: (lambda oids: ask("SELECT typname FROM pg_type WHERE oid = ANY (%s) ORDER BY 1", (oids,)))(
          (lambda _: [d.type_code for d in c.description])(ask("SELECT charge, policy FROM county.typed"))))
check("an array of charges is text", '{"HS 11357(b)",NULL,"PC 664/HS 11358"}', lambda: rows[0][4])
check("... or a list, when it is read as text[]", CHARGES, lambda: ask("SELECT charges::text[] FROM county.typed WHERE n = 1")[0][0])


def registered():
    oid, array_oid = ask("SELECT oid::int, typarray::int FROM pg_type WHERE oid = 'prop64.charge'::regtype")[0]
    psycopg2.extensions.register_type(psycopg2.extensions.new_array_type((array_oid,), "CHARGE[]", psycopg2.STRING), connection)
    return ask("SELECT charges FROM county.typed WHERE n = 1")[0][0]


check("... or when the array type is registered", CHARGES, registered)
check("NULL is None", (None,) * 6, lambda: rows[1])
check("letters that are no ASCII, quotes and backslashes arrive as they are", CASE, lambda: ask("SELECT case_number FROM reports.determination WHERE conviction_id = 6")[0][0])

check("the comments come by a query", (True, []), lambda: (lambda told: (len(told) > 20, [t for t in told if not t[1] or t[2] > 0]))(ask(COMMENTS)))
check("... also of procedures", True, lambda: ask(PROCEDURE)[0][0].startswith("Determines again"))

with connection.cursor("page") as named:
    named.itersize = 50
    named.execute(PAGE)
    ids = [next(named)[0]]
    check("a named cursor gets the rows in pages, not all at once", [(1,)], lambda: ask(PORTALS))
    ids += [r[0] for r in named]
check("... each once and in order", (True, 506), lambda: (ids == sorted(set(ids)), len(ids)))
check("pages by key: as many rows after the last one that was seen", [(1001,), (1002,), (1003,)],
      lambda: ask("SELECT conviction_id FROM reports.determination WHERE conviction_id > %s ORDER BY conviction_id LIMIT %s", (6, 3)))


def day(text):
    return text and datetime.date.fromisoformat(text)


born, as_of = datetime.date(1960, 5, 4), datetime.date(2020, 7, 1)
check("parameters: a policy as text, levels, dates and NULLs", ANSWERS,
      lambda: [ask(CLASSIFY.format("%s"), (policy, charge, level, day(on), as_of, born))[0] for charge, level, on in ASKED])


def prepared():
    numbered = CLASSIFY
    for place in range(1, 7):
        numbered = numbered.replace("{0}", f"${place}", 1)
    ask(f"PREPARE answer (prop64.policy, text, text, date, date, date) AS {numbered}; SELECT 1")
    # the sixth run and later ones may use a plan without the values
    return [ask("EXECUTE answer (%s, %s, %s, %s, %s, %s)", (policy, charge, level, day(on), as_of, born))[0] for _ in range(2) for charge, level, on in ASKED]


check("a statement prepared on the server gives the same answers, in its generic plan too", ANSWERS * 2, prepared)
check("a charge, an array of charges and a range of days as parameters", (True, True, "dismiss"),
      lambda: ask("""SELECT prop64.falls_under(%s::prop64.charge, 'HS 11357'), prop64.under_any('HS 11359(b)', %s::prop64.charge[]),
                     prop64.outcome(prop64.classify_bounds(prop64.shipped_policy('dismiss_all'), 'HS 11358', 'felony', %s))""",
                  ("HS 11357(b)", ["HS 11357", "HS 11359"], psycopg2.extras.DateRange(datetime.date(2005, 1, 1), datetime.date(2006, 1, 1))))[0])
check("an eligibility that was read is one that can be asked", [("dismiss",)], lambda: ask("SELECT prop64.outcome(%s::prop64.eligibility)", (rows[0][3],)))
check("a row of our types is written", [("HS 11359",)], lambda: ask("INSERT INTO county.typed (n, charge, policy) VALUES (%s, %s, %s) RETURNING charge", (3, "11359 HS", policy)))
connection.rollback()

for sqlstate, statement in ERRORS:
    check(f"SQLSTATE {sqlstate} for {statement}", sqlstate, lambda: state_of(statement))
try:
    ask(ERRORS[0][1])
except psycopg2.Error as e:
    detail = e.diag.message_detail
check("the detail tells the place", PLACE, lambda: detail)
connection.rollback()
check("the session goes on after an error and its rollback", [(1,)], lambda: ask("SELECT 1"))
