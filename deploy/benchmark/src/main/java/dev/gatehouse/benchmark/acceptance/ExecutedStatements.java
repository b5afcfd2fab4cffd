package dev.gatehouse.benchmark.acceptance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** What PostgreSQL executed for whom, by its extension {@code pg_stat_statements}. */
public final class ExecutedStatements {

    private static final String CALLS = """
            SELECT query, calls FROM pg_stat_statements JOIN pg_roles ON pg_roles.oid = userid
            WHERE rolname = ? AND queryid IS NOT NULL AND query NOT IN ('BEGIN', 'COMMIT')""";

    private final Connection superuser;

    /** @param superuser in the database whose statements are meant */
    ExecutedStatements(Connection superuser) {
        this.superuser = superuser;
    }

    /** Prepares counting; PostgreSQL must be started again afterwards. */
    public static void preload(Connection superuser) throws SQLException {
        execute(superuser, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
    }

    /** Counts from zero. */
    void begin() throws SQLException {
        execute(superuser, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        execute(superuser, "ALTER SYSTEM SET pg_stat_statements.track_utility = off");
        track("top");
        execute(superuser, "SELECT pg_stat_statements_reset()");
    }

    /** Stops counting, so that it costs nothing. */
    void end() throws SQLException {
        track("none");
    }

    private void track(String which) throws SQLException {
        execute(superuser, "ALTER SYSTEM SET pg_stat_statements.track = '" + which + "'");
        execute(superuser, "SELECT pg_reload_conf()");
    }

    /**
     * How often each statement ran for a role since {@link #begin}; by its text without spaces, since PostgreSQL's own
     * query id tells apart what only the types of the parameters tell apart.
     */
    Map<String, Long> calls(String role) throws SQLException {
        Map<String, Long> calls = new TreeMap<>();
        try (PreparedStatement query = superuser.prepareStatement(CALLS)) {
            query.setString(1, role);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                calls.merge(rows.getString(1).replaceAll("\\s", ""), rows.getLong(2), Long::sum);
            }
        }
        return calls;
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
