package dev.gatehouse.provisioner;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.postgresql.PGConnection;

/** The lock that the engine {@code postgresql} takes for a component: while a test has it, the engine waits in mid-work. */
public final class EngineLock implements AutoCloseable {
    private static final String WAITING =
            "select waits.pid from pg_locks held join pg_locks waits using (locktype, classid, objid, objsubid)"
                    + " where held.pid = ? and held.granted and not waits.granted and locktype = 'advisory'";

    private final Parts parts;
    private final String database;
    private final Connection holder;

    private EngineLock(Parts parts, String database, Connection holder) {
        this.parts = parts;
        this.database = database;
        this.holder = holder;
    }

    /** Takes the lock for a component of the stack that is requested. */
    public static EngineLock of(Parts parts, ObjectNode request, String component) throws SQLException {
        String namespace = Events.data(request).get("namespace").asText();
        String stack = request.get("subject").asText();
        String database = namespace.replace('-', '_') + "_" + component + "_" + stack.substring(0, 8);
        Connection connection = parts.superuserConnection("postgres");
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_lock(hashtextextended('gatehouse/' || ?, 0))")) {
            lock.setString(1, database);
            lock.execute();
        }
        return new EngineLock(parts, database, connection);
    }

    /** The name of the database that the engine is to make. */
    public String database() {
        return database;
    }

    /** Until an engine waits for the lock. */
    public void awaitEngine() {
        await().atMost(Duration.ofSeconds(30)).until(() -> !waiting().isEmpty());
    }

    /** The server processes of the engines that wait for the lock. */
    public Set<Integer> waiting() throws SQLException {
        Set<Integer> waiting = new HashSet<>();
        try (Connection superuser = parts.superuserConnection("postgres");
                PreparedStatement statement = superuser.prepareStatement(WAITING)) {
            statement.setInt(1, holder.unwrap(PGConnection.class).getBackendPID());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    waiting.add(result.getInt(1));
                }
            }
        }
        return waiting;
    }

    /** How many databases and roles a stack has on the target. */
    public static long leftOf(Parts parts, String stack) throws SQLException {
        String id = stack.substring(0, 8);
        return onTarget(parts, "select count(*) from pg_database where datname like '%' || ?", id)
                + onTarget(parts, "select count(*) from pg_roles where rolname like '%' || ? || '_owner'", id);
    }

    private static long onTarget(Parts parts, String query, String value) throws SQLException {
        try (Connection superuser = parts.superuserConnection("postgres");
                PreparedStatement statement = superuser.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
