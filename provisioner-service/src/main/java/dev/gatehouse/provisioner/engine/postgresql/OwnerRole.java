package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.util.PasswordUtil;

/** The role that owns a component's database. Role, password and marker change in one transaction. */
final class OwnerRole {
    private final Connection connection;
    private final Statements statements;
    private final String name;
    private final String target;

    OwnerRole(Connection connection, String name, String target) {
        this.connection = connection;
        this.statements = new Statements(connection);
        this.name = name;
        this.target = target;
    }

    boolean exists() throws SQLException {
        return statements.isTrue("select exists (select from pg_catalog.pg_roles where rolname = ?)", name);
    }

    boolean isOurs(Marker marker) throws SQLException {
        return Marker.parse(comment()).filter(marker::sameOwner).isPresent();
    }

    /** Creates the role, or gives the one that carries our marker this password. */
    void ensure(Marker marker, String password) throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Only the verifier goes to the server: its log of statements never shows the password.
            String verifier = PasswordUtil.encodeScramSha256(password.toCharArray());
            if (!exists()) {
                statements.execute("create role %I login password %L", name, verifier);
                // Since PostgreSQL 16 a role's creator may administer it, but not give it a database.
                statements.execute("grant %I to current_user", name);
            } else {
                refuseUnlessOurs(marker);
                statements.execute("alter role %I with login password %L", name, verifier);
            }
            statements.execute("comment on role %I is %L", name, marker.text());
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    void drop() throws SQLException {
        statements.execute("drop role if exists %I", name);
    }

    /** Throws unless the role carries our marker, written by no later operation. */
    void refuseUnlessOurs(Marker marker) throws SQLException {
        Marker found = Marker.parse(comment())
                .filter(marker::sameOwner)
                .orElseThrow(() -> PostgresqlFailures.foreign("role", name, target));
        if (found.operation() > marker.operation()) {
            throw PostgresqlFailures.superseded(name, found.operation());
        }
    }

    private String comment() throws SQLException {
        return statements
                .text(
                        "select pg_catalog.shobj_description(oid, 'pg_authid') from pg_catalog.pg_roles where rolname = ?",
                        name)
                .orElse("");
    }
}
