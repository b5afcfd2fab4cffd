package dev.gatehouse.benchmark.provisioning;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What provisioner-service keeps of stacks, in its database. */
final class StoredStacks {
    /** All tables but those about releases, targets and the schema itself. */
    private static final String TABLES = """
            SELECT quote_ident(tablename) FROM pg_tables
            WHERE schemaname = 'public' AND tablename NOT IN ('template_release', 'target', 'flyway_schema_history')""";

    private StoredStacks() {}

    /** As if there had never been one. Nothing may be at work on a stack. */
    static void forget(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            statement.execute("TRUNCATE " + String.join(", ", tables));
            statement.execute("VACUUM ANALYZE");
        }
    }
}
