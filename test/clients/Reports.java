// The reports through JDBC: java -cp postgresql.jar Reports.java URL, a URL with user and password.
// Prints "ok: ..." or "FAILED: ..." for each check.
import java.sql.*;
import java.util.*;
import org.postgresql.util.PGobject;

public class Reports {
    interface Question { Object ask() throws Exception; }

    static void is(String what, Object expected, Question question) {
        Object found;
        try {
            found = question.ask();
        } catch (Exception e) {
            found = e.toString();
        }
        if (Objects.equals(expected, found)) System.out.println("ok: JDBC: " + what);
        else System.out.println("FAILED: JDBC: " + what + "\n    found:    " + found + "\n    expected: " + expected);
    }

    // "name type-name type" of every column, as the driver describes it before it runs the query
    static List<String> columns(Connection c, String query) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(query)) {
            ResultSetMetaData m = s.getMetaData();
            for (int i = 1; i <= m.getColumnCount(); i++)
                columns.add(m.getColumnName(i) + " " + m.getColumnTypeName(i) + " " + JDBCType.valueOf(m.getColumnType(i)));
        }
        return columns;
    }

    static List<String> strings(ResultSet r) throws SQLException {
        List<String> rows = new ArrayList<>();
        int n = r.getMetaData().getColumnCount();
        while (r.next()) {
            StringJoiner row = new StringJoiner("|");
            for (int i = 1; i <= n; i++) row.add(r.getString(i));
            rows.add(row.toString());
        }
        return rows;
    }

    static String state(Question question) throws Exception {
        try {
            return "no error, but " + question.ask();
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    static PGobject typed(String type, String value) throws SQLException {
        PGobject object = new PGobject();
        object.setType(type);
        object.setValue(value);
        return object;
    }

    static final String CLASSIFY = "SELECT prop64.outcome(e), prop64.reason(e, p) FROM (SELECT ?::prop64.policy AS p) AS t, "
        + "prop64.classify(p, prop64.to_charge(?), ?, ?, prop64.history_empty(), as_of => ?, born => ?) AS e";

    public static void main(String[] args) throws Exception {
        try (Connection c = DriverManager.getConnection(args[0])) {
            types(c);
            comments(c);
            paging(c);
            parameters(c);
            arrays(c);
            errors(c);
        }
        is("with stringtype=unspecified in the URL a string is what the function takes", "t", () -> {
            try (Connection c = DriverManager.getConnection(args[0] + "&stringtype=unspecified"); PreparedStatement p = c.prepareStatement("SELECT prop64.falls_under(?, 'HS 11357')")) {
                p.setString(1, "HS 11357(b)");
                return strings(p.executeQuery()).get(0);
            }
        });
    }

    static void types(Connection c) throws Exception {
        is("the columns of a report have the types of JDBC",
            List.of("conviction_id int4 INTEGER", "person_id text VARCHAR", "convicted_on date DATE", "relief_certain bool BIT", "missing _text ARRAY", "cases int8 BIGINT"),
            () -> columns(c, "SELECT conviction_id, person_id, convicted_on, relief_certain, missing, cases FROM reports.review_queue"));
        is("rates are numbers with their places", List.of("people_rate numeric NUMERIC"), () -> columns(c, "SELECT people_rate FROM reports.equity"));
        is("a day of a run is a timestamp", List.of("finished_at timestamptz TIMESTAMP"), () -> columns(c, "SELECT finished_at FROM reports.last_run"));
        is("the types of prop64 are of type OTHER, and named with their schema",
            List.of("charge \"prop64\".\"charge\" OTHER", "history \"prop64\".\"history\" OTHER", "policy \"prop64\".\"policy\" OTHER",
                "eligibility \"prop64\".\"eligibility\" OTHER", "charges \"prop64\".\"_charge\" ARRAY", "convicted daterange OTHER"),
            () -> columns(c, "SELECT charge, history, policy, eligibility, charges, convicted FROM county.typed"));
        try (Statement s = c.createStatement();
             ResultSet r = s.executeQuery("SELECT charge, history, policy, eligibility, convicted, policy::text FROM county.typed ORDER BY n")) {
            r.next();
            is("their values come as text", "HS 11357(b)|[{\"kind\":\"conviction\",\"charge\":\"HS 11358\",\"severity\":\"felony\",\"on_date\":\"2009-05-01\",\"case_key\":\"caf\u00e9\"}]|[2004-05-01,2004-05-02)",
                () -> r.getString(1) + "|" + r.getString(2) + "|" + r.getString(5));
            is("... a policy whole", true, () -> r.getString(3).length() > 1000 && r.getString(3).equals(r.getString(6)));
            is("getObject gives a PGobject with type and value", "\"prop64\".\"charge\" HS 11357(b)", () -> {
                PGobject o = (PGobject) r.getObject(1);
                return o.getType() + " " + o.getValue();
            });
            is("an eligibility that was read is one that can be asked", "dismiss|11357(a) or 11357(b)", () -> {
                try (PreparedStatement p = c.prepareStatement("SELECT prop64.outcome(e), prop64.reason(e, p) FROM (SELECT ?::prop64.eligibility AS e, ?::prop64.policy AS p) AS t")) {
                    p.setObject(1, r.getObject(4));
                    p.setString(2, r.getString(3));
                    return strings(p.executeQuery()).get(0);
                }
            });
            r.next();
            is("NULL is null", "null true", () -> r.getString(1) + " " + r.wasNull());
        }
        is("letters that are no ASCII, quotes and backslashes arrive as they are", "Caf\u00e9 \"6\", \\", () -> {
            try (Statement s = c.createStatement()) {
                return strings(s.executeQuery("SELECT case_number FROM reports.determination WHERE conviction_id = 6")).get(0);
            }
        });
    }

    static void comments(Connection c) throws Exception {
        DatabaseMetaData m = c.getMetaData();
        is("getTables tells what a report is for", "VIEW Outcomes by county, section, year and severity", () -> {
            try (ResultSet r = m.getTables(null, "reports", "outcomes", null)) {
                r.next();
                return r.getString("TABLE_TYPE") + " " + r.getString("REMARKS");
            }
        });
        is("every table and view of the reports, and every column, has its remarks", "true true []", () -> {
            List<String> bare = new ArrayList<>();
            int tables = 0, columns = 0;
            try (ResultSet r = m.getTables(null, "reports", "%", new String[] {"TABLE", "VIEW"})) {
                for (; r.next(); tables++) if (r.getString("REMARKS") == null || r.getString("REMARKS").isEmpty()) bare.add(r.getString("TABLE_NAME"));
            }
            try (ResultSet r = m.getColumns(null, "reports", "%", "%")) {
                for (; r.next(); columns++)
                    if (r.getString("REMARKS") == null || r.getString("REMARKS").isEmpty())
                        bare.add(r.getString("TABLE_NAME") + "." + r.getString("COLUMN_NAME"));
            }
            return (tables > 20) + " " + (columns > 100) + " " + bare;
        });
        is("getColumns names our types and their comments", "\"prop64\".\"charge\" The offense", () -> {
            try (ResultSet r = m.getColumns(null, "county", "typed", "charge")) {
                r.next();
                return r.getString("TYPE_NAME") + " " + r.getString("REMARKS");
            }
        });
        is("getProcedures finds the procedures and their comments", true, () -> {
            try (ResultSet r = m.getProcedures(null, "prop64", "refresh_reports")) {
                return r.next() && r.getString("REMARKS").startsWith("Determines again");
            }
        });
    }

    static void paging(Connection c) throws Exception {
        c.setAutoCommit(false);
        try (Statement s = c.createStatement(); Statement other = c.createStatement()) {
            s.setFetchSize(50);
            ResultSet r = s.executeQuery("SELECT conviction_id FROM reports.determination ORDER BY conviction_id");
            r.next();
            is("with a fetch size the rows come through a portal, not all at once", "1",
                () -> strings(other.executeQuery("SELECT count(*) FROM pg_cursors WHERE statement LIKE 'SELECT conviction_id FROM reports%'")).get(0));
            int rows = 1, last = r.getInt(1);
            boolean ordered = true;
            for (; r.next(); rows++) {
                ordered &= r.getInt(1) > last;
                last = r.getInt(1);
            }
            is("... each once and in order", "506 true 1500", List.of(rows, ordered, last).toString().replaceAll("[\\[\\],]", "")::toString);
        }
        c.rollback();
        c.setAutoCommit(true);
        is("pages by key: as many rows after the last one that was seen", "[1001, 1002, 1003]", () -> {
            try (PreparedStatement p = c.prepareStatement("SELECT conviction_id FROM reports.determination WHERE conviction_id > ? ORDER BY conviction_id LIMIT ?")) {
                p.setInt(1, 6);
                p.setInt(2, 3);
                return strings(p.executeQuery()).toString();
            }
        });
        is("setMaxRows cuts", 10, () -> {
            try (Statement s = c.createStatement()) {
                s.setMaxRows(10);
                return strings(s.executeQuery("SELECT * FROM reports.review_queue UNION ALL SELECT * FROM reports.review_queue UNION ALL SELECT * FROM reports.review_queue UNION ALL SELECT * FROM reports.review_queue")).size();
            }
        });
    }

    static void parameters(Connection c) throws Exception {
        String policy;
        try (Statement s = c.createStatement()) {
            policy = strings(s.executeQuery("SELECT prop64.shipped_policy('los_angeles_2019')")).get(0);
        }
        // The driver prepares on the server from the fifth run on: the answers stay the same.
        is("one statement for many charges: a policy as text, levels, dates and NULLs as parameters, before and after it is prepared on the server",
            List.of("dismiss|50 years or older", "undetermined|needs: severity", "out of scope|null", "undetermined|needs: charge", "dismiss|11357(a) or 11357(b)",
                "refer|Misdemeanor or Infraction", "dismiss|50 years or older", "undetermined|needs: severity"), () -> {
                List<String> answers = new ArrayList<>();
                String[][] asked = {{"11359 HS", "felony"}, {"11358 HS", null}, {"187(A) PC", "felony"}, {"no charge", "felony"}, {"11357(B)HS", "F"}, {"11358 HS", "M"}, {"11360(A) HS", "F"}, {"11359 HS", null}};
                try (PreparedStatement p = c.prepareStatement(CLASSIFY)) {
                    for (String[] a : asked) {
                        p.setString(1, policy);
                        p.setString(2, a[0]);
                        p.setString(3, a[1]);
                        p.setDate(4, java.sql.Date.valueOf("2005-11-21"));
                        p.setObject(5, java.time.LocalDate.of(2020, 7, 1));
                        p.setObject(6, java.time.LocalDate.of(1960, 5, 4));
                        answers.addAll(strings(p.executeQuery()));
                    }
                }
                return answers;
            });
        is("a date that is not known is setNull", "undetermined|needs: convicted", () -> {
            try (PreparedStatement p = c.prepareStatement(CLASSIFY)) {
                p.setString(1, "policy 'p'; dismiss 'old' when convicted before 2000-01-01; otherwise no change 'new';");
                p.setString(2, "11358 HS");
                p.setString(3, "F");
                p.setNull(4, Types.DATE);
                p.setNull(5, Types.DATE);
                p.setNull(6, Types.DATE);
                return strings(p.executeQuery()).get(0);
            }
        });
        is("a charge as parameter: by a cast, and as a PGobject", "true|true", () -> {
            try (PreparedStatement p = c.prepareStatement("SELECT prop64.falls_under(?::prop64.charge, 'HS 11357'), prop64.falls_under(?, 'HS 11357')")) {
                p.setString(1, "HS 11357(b)");
                p.setObject(2, typed("\"prop64\".\"charge\"", "HS 11357(c)"));
                return strings(p.executeQuery()).get(0).replace("t", "true");
            }
        });
        is("without a cast a string is text, and the server says that there is no such function", "42883", () -> state(() -> {
            try (PreparedStatement p = c.prepareStatement("SELECT prop64.falls_under(?, 'HS 11357')")) {
                p.setString(1, "HS 11357(b)");
                return strings(p.executeQuery());
            }
        }));
        is("a row of our types is written", List.of("3|HS 11359"), () -> {
            c.setAutoCommit(false);
            try (PreparedStatement p = c.prepareStatement("INSERT INTO county.typed (n, charge, policy) VALUES (?, ?::prop64.charge, ?::prop64.policy) RETURNING n, charge")) {
                p.setInt(1, 3);
                p.setString(2, "11359 HS");
                p.setString(3, policy);
                return strings(p.executeQuery());
            } finally {
                c.rollback();
                c.setAutoCommit(true);
            }
        });
    }

    static void arrays(Connection c) throws Exception {
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT missing FROM reports.determination WHERE conviction_id IN (1, 4) ORDER BY conviction_id")) {
            r.next();
            is("the missing facts are an array of strings; empty when none is missing", "[]", () -> Arrays.toString((String[]) r.getArray(1).getArray()));
            r.next();
            is("... and each fact by its name", "[severity]", () -> Arrays.toString((String[]) r.getArray(1).getArray()));
        }
        is("an array of charges, with a NULL in it", "[HS 11357(b), null, PC 664/HS 11358]", () -> {
            try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT charges FROM county.typed WHERE n = 1")) {
                r.next();
                List<String> each = new ArrayList<>();
                for (Object o : (Object[]) r.getArray(1).getArray()) each.add(o == null ? null : o.toString());
                return each.toString();
            }
        });
        is("an array as parameter", "t|f", () -> {
            try (PreparedStatement p = c.prepareStatement("SELECT prop64.under_any('HS 11359(b)', a), prop64.under_any('PC 459', a) FROM (SELECT ?::prop64.charge[] AS a) AS t")) {
                p.setArray(1, c.createArrayOf("text", new String[] {"HS 11357", "HS 11359"}));
                return strings(p.executeQuery()).get(0);
            }
        });
    }

    static void errors(Connection c) throws Exception {
        is("a charge that is none is SQLSTATE 22P02, with the place in the detail", "22P02 At character 11: Found the end, expected a closing bracket.", () -> {
            try (Statement s = c.createStatement()) {
                return "no error, but " + strings(s.executeQuery("SELECT 'HS 11357(b'::prop64.charge"));
            } catch (org.postgresql.util.PSQLException e) {
                return e.getSQLState() + " " + e.getServerErrorMessage().getDetail();
            }
        });
        String[][] bad = {{"22P02", "SELECT 'policy ''x''; dismiss'::prop64.policy"}, {"22023", "SELECT prop64.shipped_policy('no such')"},
            {"42501", "SELECT * FROM reports.seen"}, {"42501", "CALL prop64.refresh_reports('reports')"}, {"42P01", "CALL prop64.refresh_reports('nowhere')"},
            {"22004", "SELECT prop64.classify(prop64.shipped_policy('los_angeles_2019'), 'HS 11358', 'F', NULL)"},
            {"42703", "SELECT * FROM prop64.determinations('county.typed', prop64.shipped_policy('dismiss_all'), '2020-07-01')"}};
        for (String[] b : bad) is("SQLSTATE " + b[0] + " for " + b[1], b[0], () -> state(() -> {
            try (Statement s = c.createStatement()) {
                return s.execute(b[1]);
            }
        }));
        is("the session goes on after an error", "1", () -> {
            try (Statement s = c.createStatement()) {
                return strings(s.executeQuery("SELECT 1")).get(0);
            }
        });
    }
}
