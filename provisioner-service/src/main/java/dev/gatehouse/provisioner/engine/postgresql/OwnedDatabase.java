package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A component's database. CREATE DATABASE knows no transaction, so between it and the marker a crash may leave a
 * database without marker: it is ours all the same if our owner role owns it, because that role carries the marker.
 */
final class OwnedDatabase {
    private final Statements statements;
    private final DatabaseNames names;
    private final String target;

    OwnedDatabase(Connection maintenance, DatabaseNames names, String target) {
        this.statements = new Statements(maintenance);
        this.names = names;
        this.target = target;
    }

    boolean exists() throws SQLException {
        return statements.isTrue(
                "select exists (select from pg_catalog.pg_database where datname = ?)", names.database());
    }

    boolean isOurs(Marker marker) throws SQLException {
        boolean ownedByOurRole = statements.isTrue(
                "select pg_catalog.pg_get_userbyid(datdba) = ? from pg_catalog.pg_database where datname = ?",
                names.owner(),
                names.database());
        String comment = statements
                .text(
                        "select pg_catalog.shobj_description(oid, 'pg_database') from pg_catalog.pg_database where datname = ?",
                        names.database())
                .orElse("");
        return ownedByOurRole
                && (comment.isEmpty()
                        || Marker.parse(comment).filter(marker::sameOwner).isPresent());
    }

    void refuseIfForeign(Marker marker) throws SQLException {
        if (exists() && !isOurs(marker)) {
            throw PostgresqlFailures.foreign("database", names.database(), target);
        }
    }

    /** Creates the database unless it is there. template0 holds nothing that somebody else may have added. */
    void ensure() throws SQLException {
        if (!exists()) {
            statements.execute(
                    "create database %I owner %I encoding 'UTF8' template template0", names.database(), names.owner());
        }
    }

    void close(Marker marker, int connections) throws SQLException {
        statements.execute("revoke all on database %I from public", names.database());
        statements.execute("alter database %I connection limit %s", names.database(), Integer.toString(connections));
        statements.execute("comment on database %I is %L", names.database(), marker.text());
    }

    /** Takes the schema public from everybody but the owner; {@code inside} is connected to the database itself. */
    static void closeSchema(Connection inside) throws SQLException {
        new Statements(inside).execute("revoke all on schema public from public");
    }

    void drop() throws SQLException {
        statements.execute("drop database if exists %I with (force)", names.database());
    }

    List<Difference> differences(Connection inside, int connections) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        String limit = statements
                .text("select datconnlimit::text from pg_catalog.pg_database where datname = ?", names.database())
                .orElse("");
        if (!limit.equals(Integer.toString(connections))) {
            differences.add(new Difference("connections", Integer.toString(connections), limit));
        }
        if (statements.isTrue("select pg_catalog.has_database_privilege('public', ?, 'connect')", names.database())) {
            differences.add(new Difference("connect by public", "refused", "granted"));
        }
        Statements within = new Statements(inside);
        if (within.isTrue("select pg_catalog.has_schema_privilege('public', 'public', 'usage')")
                || within.isTrue("select pg_catalog.has_schema_privilege('public', 'public', 'create')")) {
            differences.add(new Difference("schema public for public", "refused", "granted"));
        }
        return differences;
    }
}
