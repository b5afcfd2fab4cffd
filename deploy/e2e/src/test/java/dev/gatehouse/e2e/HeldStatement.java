package dev.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds whoever comes to a certain statement, by a lock in PostgreSQL, so that a process can be killed at exactly that
 * step. Closing lets the statement go on: PostgreSQL then finishes what the dead process had begun, as it would have, or
 * rolls it back where a commit was still to come.
 */
final class HeldStatement implements Hold {
    private final Connection holder;
    private final String undo;

    private HeldStatement(Connection holder, String undo) {
        this.holder = holder;
        this.undo = undo;
    }

    /**
     * Holds everybody who writes to a table or, as a super user may, to a catalog; reading goes on.
     *
     * @param holder a super user's connection of its own, closed with the held step
     */
    static HeldStatement writing(Connection holder, String table) {
        return hold(holder, "begin; lock table %s in share mode".formatted(table), "rollback");
    }

    /**
     * Holds everybody who adds a row for which a condition on {@code new} is true: by a trigger that wants a lock which
     * this connection has.
     */
    static HeldStatement inserting(Connection holder, String table, String condition) {
        return hold(holder, trigger("insert", "new", table, condition), free(table));
    }

    /**
     * Holds everybody who removes a row for which a condition on {@code old} is true. Closing breaks the removal off, as if
     * the process had died just before it.
     */
    static HeldStatement deleting(Connection holder, String table, String condition) {
        String breakOff = """
                select pg_terminate_backend(pid, 10000) from pg_stat_activity
                where pg_backend_pid() = any(pg_blocking_pids(pid));
                """;
        return hold(holder, trigger("delete", "old", table, condition), breakOff + free(table));
    }

    private static String trigger(String event, String row, String table, String condition) {
        return """
                create function e2e_hold() returns trigger language plpgsql as
                    $$ begin perform pg_advisory_xact_lock_shared(4711); return %2$s; end $$;
                create trigger e2e_hold before %1$s on %3$s for each row when (%4$s) execute function e2e_hold();
                select pg_advisory_lock(4711)
                """.formatted(event, row, table, condition);
    }

    /** The lock first: dropping the trigger waits for those who are held by it. */
    private static String free(String table) {
        return "select pg_advisory_unlock(4711); drop trigger e2e_hold on %s; drop function e2e_hold()"
                .formatted(table);
    }

    private static HeldStatement hold(Connection holder, String statements, String undo) {
        try (Statement statement = holder.createStatement()) {
            statement.execute(statements);
            return new HeldStatement(holder, undo);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void awaitSomebody() {
        await("somebody at the held step").atMost(Duration.ofSeconds(30)).until(this::holdsSomebody);
    }

    private boolean holdsSomebody() throws SQLException {
        String waiting = """
                select count(*) from pg_stat_activity
                where backend_type = 'client backend' and pg_backend_pid() = any(pg_blocking_pids(pid))
                """;
        try (Statement statement = holder.createStatement()) {
            // within a transaction the other sessions look as they did at the first look, unless told to look again
            statement.execute("select pg_stat_clear_snapshot()");
            ResultSet result = statement.executeQuery(waiting);
            return result.next() && result.getInt(1) > 0;
        }
    }

    @Override
    public void close() {
        try (holder;
                Statement statement = holder.createStatement()) {
            statement.execute(undo);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
