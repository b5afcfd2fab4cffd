package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A component's database. CREATE DATABASE knows no transaction, so between it and the marker a crash may leave a
 * database without marker: it is ours all the same if our owner role owns it, because that role carries the marker. A
 * database that was there before is ours only if it carries the marker itself, and its owner carries nobody's.
 */
final class OwnedDatabase {
    private final Statements statements;
    private final Roles roles;
    private final DatabaseNames names;
    private final Marker marker;
    private final String target;

    OwnedDatabase(Connection maintenance, Roles roles, DatabaseNames names, Marker marker, String target) {
        this.statements = new Statements(maintenance);
        this.roles = roles;
        this.names = names;
        this.marker = marker;
        this.target = target;
    }

    boolean exists() throws SQLException {
        return statements.isTrue(
                "select exists (select from pg_catalog.pg_database where datname = ?)", names.database());
    }

    boolean isOurs() throws SQLException {
        boolean owned = statements.isTrue(
                "select pg_catalog.pg_get_userbyid(datdba) = ? from pg_catalog.pg_database where datname = ?",
                names.owner(),
                names.database());
        Optional<String> comment = comment();
        boolean marked =
                comment.flatMap(Marker::parse).filter(marker::sameOwner).isPresent();
        return owned
                && (names.ownerIsOurs()
                        ? (marked || comment.isEmpty()) && roles.isOurs(names.owner())
                        : marked && roles.found(names.owner()).isEmpty());
    }

    /** Throws if there is such a database and it is not ours, or a later operation wrote its marker. */
    void refuseForeign() throws SQLException {
        if (!exists()) {
            return;
        }
        if (!isOurs()) {
            throw PostgresqlFailures.foreign("database", names.database(), target);
        }
        int written = comment().flatMap(Marker::parse).map(Marker::operation).orElse(0);
        if (written > marker.operation()) {
            throw PostgresqlFailures.superseded(names.database(), written);
        }
    }

    /** Creates the database unless it is there. template0 holds nothing that somebody else may have added. */
    void ensure() throws SQLException {
        if (!exists()) {
            statements.execute(
                    "create database %I owner %I encoding 'UTF8' template template0", names.database(), names.owner());
        }
    }

    void close(int connections) throws SQLException {
        statements.execute("revoke all on database %I from public", names.database());
        letIn();
        statements.execute("alter database %I connection limit %s", names.database(), Integer.toString(connections));
        mark();
    }

    void mark() throws SQLException {
        statements.execute("comment on database %I is %L", names.database(), marker.text());
    }

    /** Takes the schema public from everybody but the owner; {@code inside} is connected to the database itself. */
    static void closeSchema(Connection inside) throws SQLException {
        new Statements(inside).execute("revoke all on schema public from public");
    }

    /** Nobody but this connection's role can connect any more, and whoever was connected is not. */
    void keepOut() throws SQLException {
        statements.execute("grant connect on database %I to current_user", names.database());
        statements.execute("revoke connect on database %I from %I", names.database(), names.reader());
        statements.execute("revoke connect on database %I from %I", names.database(), names.owner());
        statements.rows(
                "select pg_catalog.pg_terminate_backend(pid, 5000)::text from pg_catalog.pg_stat_activity"
                        + " where datname = ? and usename <> current_user"
                        + " and pg_catalog.pg_has_role(current_user, usesysid, 'usage')",
                names.database());
    }

    /** Takes {@link #keepOut} back. */
    void letIn() throws SQLException {
        statements.execute("grant all on database %I to %I", names.database(), names.owner());
        statements.execute("grant connect on database %I to %I", names.database(), names.reader());
        statements.execute("revoke all on database %I from current_user", names.database());
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
        if (comment().isEmpty()) {
            differences.add(new Difference("comment", marker.text(), "none"));
        }
        Statements within = new Statements(inside);
        // Without the schema there is nothing to take away; it is the owner's to drop.
        if (within.isTrue("select exists (select from pg_catalog.pg_namespace where nspname = 'public')"
                + " and (pg_catalog.has_schema_privilege('public', 'public', 'usage')"
                + " or pg_catalog.has_schema_privilege('public', 'public', 'create'))")) {
            differences.add(new Difference("schema public for public", "refused", "granted"));
        }
        return differences;
    }

    /** Whether nobody has made anything in the database that {@code inside} is connected to. */
    static boolean isEmpty(Connection inside) throws SQLException {
        return new Statements(inside)
                .isTrue("with made as (select oid from pg_namespace"
                        + " where nspname <> 'information_schema' and nspname not like 'pg\\_%'),"
                        + " extensions as (select classid, objid from pg_depend where deptype = 'e'),"
                        + " things as (select 'pg_class'::regclass as class, oid from pg_class"
                        + " where relnamespace in (select oid from made)"
                        + " union all select 'pg_proc'::regclass, oid from pg_proc"
                        + " where pronamespace in (select oid from made)"
                        + " union all select 'pg_type'::regclass, oid from pg_type"
                        + " where typnamespace in (select oid from made) and typtype in ('d', 'e')"
                        + " union all select 'pg_largeobject'::regclass, oid from pg_largeobject_metadata)"
                        + " select not exists (select from things where (class, oid) not in"
                        + " (select classid, objid from extensions))");
    }

    private Optional<String> comment() throws SQLException {
        return statements.text(
                "select pg_catalog.shobj_description(oid, 'pg_database') from pg_catalog.pg_database where datname = ?",
                names.database());
    }
}
