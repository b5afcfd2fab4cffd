package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A component's database. One of our own making is ours if our owner role owns it and carries our marker; what the
 * database's own comment says counts for nothing, since its users may write that one. A database that was there before
 * is ours only if it carries the marker itself, and its owner carries nobody's. Which operation wrote last, the roles
 * know.
 */
final class OwnedDatabase {
    /** In milliseconds. */
    private static final int LONGEST_DROP = 600_000;

    private final Connection maintenance;
    private final Statements statements;
    private final Roles roles;
    private final DatabaseNames names;
    private final Marker marker;
    private final String target;

    OwnedDatabase(Connection maintenance, Roles roles, DatabaseNames names, Marker marker, String target) {
        this.maintenance = maintenance;
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

    /** Another one for each database that is made, also under the same name. */
    String oid() throws SQLException {
        return statements
                .text("select oid::text from pg_catalog.pg_database where datname = ?", names.database())
                .orElseThrow();
    }

    boolean isOurs() throws SQLException {
        boolean owned = statements.isTrue(
                "select pg_catalog.pg_get_userbyid(datdba) = ? from pg_catalog.pg_database where datname = ?",
                names.owner(),
                names.database());
        if (!owned || names.ownerIsOurs()) {
            return owned && roles.isOurs(names.owner());
        }
        return comment().flatMap(Marker::parse).filter(marker::sameOwner).isPresent()
                && roles.found(names.owner()).isEmpty();
    }

    /** Throws if there is such a database and it is not ours. */
    void refuseForeign() throws SQLException {
        if (exists() && !isOurs()) {
            throw PostgresqlFailures.foreign("database", names.database(), target);
        }
    }

    /** Whether somebody began to drop it and was broken off: all that can be done then is to drop it. */
    boolean isHalfDropped() throws SQLException {
        return statements.isTrue(
                "select datconnlimit = -2 from pg_catalog.pg_database where datname = ?", names.database());
    }

    /** Creates the database unless it is there, and anew where it is half dropped. template0 holds nothing that somebody else may have added. */
    void ensure() throws SQLException {
        if (isHalfDropped()) {
            drop();
        }
        if (!exists()) {
            statements.execute(
                    "create database %I owner %I encoding 'UTF8' template template0", names.database(), names.owner());
        }
    }

    void close(int connections) throws SQLException {
        statements.execute("revoke all on database %I from public", names.database());
        doors().open();
        limit(connections);
        // What its users wrote there themselves stays.
        if (comment().map(text -> Marker.parse(text).isPresent()).orElse(true)) {
            mark();
        }
    }

    private String limit() throws SQLException {
        return statements
                .text("select datconnlimit::text from pg_catalog.pg_database where datname = ?", names.database())
                .orElse("");
    }

    /** @param connections how many connections it takes, all users together; -1 for any number */
    void limit(int connections) throws SQLException {
        statements.execute("alter database %I connection limit %s", names.database(), Integer.toString(connections));
    }

    Doors doors() {
        return new Doors(statements, roles, names, target);
    }

    /** What it was before its adoption stays written there. */
    void mark() throws SQLException {
        comment(marker.text() + former().map(FormerState::text).orElse(""));
    }

    /** Marks one that was there before. */
    void mark(FormerState former) throws SQLException {
        comment(marker.text() + former.text());
    }

    /** What the mark says of the time before its adoption; empty if there was none. */
    Optional<FormerState> former() throws SQLException {
        return comment().flatMap(FormerState::parse);
    }

    /** @param comment what it says from then on; empty for nothing */
    void unmark(String comment) throws SQLException {
        if (comment.isEmpty()) {
            statements.execute("comment on database %I is null", names.database());
        } else {
            comment(comment);
        }
    }

    private void comment(String text) throws SQLException {
        statements.execute("comment on database %I is %L", names.database(), text);
    }

    /** Opens it to everybody as it was; {@code inside} is connected to the database itself. */
    void reopen(Connection inside, FormerState former) throws SQLException {
        for (String privilege : hasSchemaPublic(inside) ? former.ofSchema() : List.<String>of()) {
            new Statements(inside).execute("grant " + privilege + " on schema public to public");
        }
        for (String privilege : former.ofDatabase()) {
            statements.execute("grant " + privilege + " on database %I to public", names.database());
        }
        limit(former.connections());
    }

    /**
     * Also where its users have taken every connection: then any number may connect until this one does. The limit of a
     * database that is not ours is somebody else's to say.
     */
    Connection connectAnyway(Server server) throws SQLException {
        try {
            return server.connect(names.database());
        } catch (SQLException full) {
            if (!PostgresqlFailures.TOO_MANY_CONNECTIONS.equals(full.getSQLState()) || !isOurs()) {
                throw full;
            }
            int limit = Integer.parseInt(limit());
            limit(-1);
            try {
                return server.connect(names.database());
            } finally {
                limit(limit);
            }
        }
    }

    /**
     * Undoes what its users can say of the whole database before it is removed: that nobody connects to it, and that it is
     * no one's to drop. Where it stays, the next apply sets the limit that is wanted.
     */
    void makeUsual() throws SQLException {
        if (statements.isTrue(
                "select not datallowconn or datistemplate from pg_catalog.pg_database where datname = ?",
                names.database())) {
            statements.execute("alter database %I allow_connections true is_template false", names.database());
        }
        if (List.of("0", "1").contains(limit())) {
            // pg_dump comes while the look whether there is anything to dump may still be counted.
            limit(2);
        }
    }

    /** Takes the schema public from everybody but the owner; {@code inside} is connected to the database itself. */
    static void closeSchema(Connection inside) throws SQLException {
        if (hasSchemaPublic(inside)) {
            new Statements(inside).execute("revoke all on schema public from public");
        }
    }

    /** It is the owner's to drop. */
    private static boolean hasSchemaPublic(Connection inside) throws SQLException {
        return new Statements(inside)
                .isTrue("select exists (select from pg_catalog.pg_namespace where nspname = 'public')");
    }

    /** However many files it has: a drop that is broken off leaves a database that nobody can use or keep. */
    void drop() throws SQLException {
        String statementTimeout = statements.text("show statement_timeout").orElse("0");
        int networkTimeout = maintenance.getNetworkTimeout();
        statements.execute("set statement_timeout = 0");
        maintenance.setNetworkTimeout(Runnable::run, LONGEST_DROP);
        statements.execute("drop database if exists %I with (force)", names.database());
        maintenance.setNetworkTimeout(Runnable::run, networkTimeout);
        statements.execute("set statement_timeout = %L", statementTimeout);
    }

    List<Difference> differences(Connection inside, int connections) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        String limit = limit();
        if (!limit.equals(Integer.toString(connections))) {
            differences.add(new Difference("connections", Integer.toString(connections), limit));
        }
        if (statements.isTrue("select pg_catalog.has_database_privilege('public', ?, 'connect')", names.database())) {
            differences.add(new Difference("connect by public", "refused", "granted"));
        }
        if (comment().isEmpty()) {
            differences.add(new Difference("comment", marker.text(), "none"));
        }
        if (hasSchemaPublic(inside)
                && new Statements(inside)
                        .isTrue("select pg_catalog.has_schema_privilege('public', 'public', 'usage')"
                                + " or pg_catalog.has_schema_privilege('public', 'public', 'create')")) {
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
