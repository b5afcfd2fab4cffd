package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PasswordUtil;

/** Roles of a component. Each carries its marker; a role and its marker change in one transaction. */
final class Roles {
    private final Connection connection;
    private final Statements statements;
    private final Marker marker;
    private final String target;

    Roles(Connection connection, Marker marker, String target) {
        this.connection = connection;
        this.statements = new Statements(connection);
        this.marker = marker;
        this.target = target;
    }

    boolean exists(String name) throws SQLException {
        return statements.isTrue("select exists (select from pg_catalog.pg_roles where rolname = ?)", name);
    }

    boolean isOurs(String name) throws SQLException {
        return found(name).filter(marker::sameOwner).isPresent();
    }

    /** The marker of a role; empty if it carries none, or does not exist. */
    Optional<Marker> found(String name) throws SQLException {
        return Marker.parse(statements
                .text(
                        "select pg_catalog.shobj_description(oid, 'pg_authid') from pg_catalog.pg_roles"
                                + " where rolname = ?",
                        name)
                .orElse(""));
    }

    /** Throws if there is such a role and it does not carry our marker, or a later operation wrote it. */
    void refuseForeign(String name) throws SQLException {
        if (!exists(name)) {
            return;
        }
        Marker found = found(name)
                .filter(marker::sameOwner)
                .orElseThrow(() -> PostgresqlFailures.foreign("role", name, target));
        if (found.operation() > marker.operation()) {
            throw PostgresqlFailures.superseded(name, found.operation());
        }
    }

    /** A role by which nobody logs in: it owns, or it may read. */
    void ensureGroup(String name) throws SQLException {
        inTransaction(() -> {
            if (!exists(name)) {
                statements.execute("create role %I nologin", name);
                administer(name);
            }
            mark(name);
        });
    }

    /** Nobody logs in by this role any more. Does nothing if that is so. */
    void closeLogin(String name) throws SQLException {
        if (statements.isTrue("select rolcanlogin from pg_catalog.pg_roles where rolname = ?", name)) {
            statements.execute("alter role %I nologin", name);
        }
    }

    /** Whether it is one of our own roles by which nobody can log in. */
    boolean isClosed(String name) throws SQLException {
        return statements.isTrue("select not rolcanlogin from pg_catalog.pg_roles where rolname = ?", name)
                && isOurs(name);
    }

    /** Whoever has its password logs in by this role again. */
    void openLogin(String name) throws SQLException {
        statements.execute("alter role %I login", name);
    }

    /**
     * A role to log in by, with the rights of a group.
     *
     * @param connections at most so many at a time; -1 for no limit of its own
     */
    void ensureLogin(String name, String group, String password, int connections) throws SQLException {
        // Only the verifier goes to the server: its log of statements never shows the password.
        String verifier = PasswordUtil.encodeScramSha256(password.toCharArray());
        inTransaction(() -> {
            boolean there = exists(name);
            statements.execute(
                    (there ? "alter" : "create") + " role %I login password %L connection limit %s",
                    name,
                    verifier,
                    Integer.toString(connections));
            if (!there) {
                administer(name);
            }
            statements.execute("grant %I to %I", group, name);
            mark(name);
        });
    }

    /** What this login makes belongs to the group, whichever login it is: it acts as the group from its first moment. */
    void actAs(String login, String group) throws SQLException {
        statements.execute("alter role %I set role to %L", login, group);
    }

    void readOnly(String login) throws SQLException {
        statements.execute("alter role %I set default_transaction_read_only to on", login);
    }

    /** Nobody can log in by this role any more, and whoever is connected by it is not. Does nothing if it is not there. */
    void close(String name) throws SQLException {
        closeLogin(name);
        statements.rows(
                "select pg_catalog.pg_terminate_backend(pid, 5000)::text from pg_catalog.pg_stat_activity"
                        + " where usename = ? and pg_catalog.pg_has_role(current_user, usesysid, 'usage')",
                name);
    }

    /** The other databases in which a role has left something, as far as they let this connection's role in. */
    List<String> leftIn(String name) throws SQLException {
        return statements
                .rows(
                        "select distinct d.datname from pg_shdepend s join pg_database d on d.oid = s.dbid"
                                + " join pg_roles r on r.oid = s.refobjid where s.refclassid = 'pg_authid'::regclass"
                                + " and r.rolname = ? and d.datname <> current_database() and d.datallowconn"
                                + " and d.datconnlimit <> -2 and has_database_privilege(d.oid, 'connect') order by 1",
                        name)
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** Removes one of our own roles, with what it left in this connection's database. */
    void drop(String name) throws SQLException {
        if (exists(name)) {
            new Belongings(connection, name).drop();
            statements.execute("drop role %I", name);
        }
    }

    /** Since PostgreSQL 16 a role's creator may administer it, but not act for it. */
    private void administer(String name) throws SQLException {
        statements.execute("grant %I to current_user", name);
    }

    private void mark(String name) throws SQLException {
        statements.execute("comment on role %I is %L", name, marker.text());
    }

    private void inTransaction(Change change) throws SQLException {
        connection.setAutoCommit(false);
        try {
            change.make();
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Statements that count together. */
    private interface Change {
        void make() throws SQLException;
    }
}
