package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Extensions inside a database. One that is no longer asked for stays: dropping it would drop the columns that have its
 * types.
 */
final class Extensions {
    private final Statements statements;
    private final String owner;
    private final String target;

    /** @param inside connected to the database itself */
    Extensions(Connection inside, String owner, String target) {
        this.statements = new Statements(inside);
        this.owner = owner;
        this.target = target;
    }

    boolean isThere(String extension) throws SQLException {
        return statements.isTrue("select exists (select from pg_extension where extname = ?)", extension);
    }

    /** Throws if the server could not install one of these. */
    void refuseUnavailable(List<String> wanted) throws SQLException {
        for (String extension : wanted) {
            if (!statements.isTrue("select exists (select from pg_available_extensions where name = ?)", extension)) {
                throw new PermanentFailure(
                        "the server of target " + target + " has no extension " + extension,
                        "A platform engineer installs its package on the server, or the template does without it.");
            }
        }
    }

    /** Installs as the owner, whose the extension then is. What an extension needs must be asked for, and allowed, too. */
    void ensure(List<String> wanted) throws SQLException {
        refuseUnavailable(wanted);
        statements.execute("set role %I", owner);
        try {
            for (String extension : wanted) {
                if (!isThere(extension)) {
                    // Where its users have dropped the schema, there is another one.
                    statements.execute("create schema if not exists public");
                    statements.execute("create extension %I with schema public", extension);
                }
            }
        } finally {
            statements.execute("reset role");
        }
    }
}
