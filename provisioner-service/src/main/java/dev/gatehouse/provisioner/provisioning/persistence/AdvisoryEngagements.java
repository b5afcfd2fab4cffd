package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.Engagements;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Each engagement is a shared advisory lock on its stack. All those of a process lie on one connection of its own, which
 * PostgreSQL ends with the process, or within seconds of its machine's death, so nothing is to be cleaned up behind one
 * that was killed; and no lock is ever waited for, so they do not wait for each other either.
 */
@ApplicationScoped
class AdvisoryEngagements implements Engagements {
    private static final String PREFIX = "gatehouse/engines/";
    private static final String ENTER = "select pg_try_advisory_lock_shared(hashtextextended(?, 0))";
    private static final String LEAVE = "select pg_advisory_unlock_shared(hashtextextended(?, 0))";
    private static final String QUIET = "select pg_try_advisory_xact_lock(hashtextextended(:stack, 0))";
    private static final int SECONDS_TO_ANSWER = 5;
    /** A machine that dies closes no connection: the server asks for it, and after eleven seconds of silence ends it. */
    private static final String NOTICED_SOON = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=11000";

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private @Nullable Connection connection;

    AdvisoryEngagements(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        database.setApplicationName("engines at work");
        database.setConnectTimeout(SECONDS_TO_ANSWER);
        database.setSocketTimeout(SECONDS_TO_ANSWER);
        database.setTcpKeepAlive(true);
        database.setOptions(NOTICED_SOON);
    }

    @Override
    public synchronized Engagement enter(String stackId) {
        String key = PREFIX + stackId;
        try {
            return take(key);
        } catch (SQLException lost) {
            disconnect();
        }
        try {
            return take(key);
        } catch (SQLException away) {
            disconnect();
            throw new TransientFailure("the provisioner's own database does not answer: " + away.getMessage(), away);
        }
    }

    private Engagement take(String key) throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = connect();
            connection = current;
        }
        if (!call(current, ENTER, key)) {
            throw new TransientFailure("a later operation looks whether engines are at work on the stack", null);
        }
        return new SharedLock(current, key);
    }

    Connection connect() throws SQLException {
        return database.getConnection();
    }

    /** Asked on a connection of the session: on its own connection a lock is never in anybody's way. */
    @Override
    public Uni<Boolean> quiet(Mutiny.Session session, String stackId) {
        return session.createNativeQuery(QUIET, Boolean.class)
                .setParameter("stack", PREFIX + stackId)
                .getSingleResult();
    }

    private static boolean call(Connection connection, String function, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(function)) {
            query.setString(1, key);
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private synchronized boolean holds(Connection former) {
        try {
            return former == connection && former.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized void leave(Connection former, String key) {
        if (former != connection) {
            return;
        }
        try {
            call(former, LEAVE, key);
        } catch (SQLException away) {
            disconnect();
        }
    }

    @PreDestroy
    synchronized void disconnect() {
        Connection current = connection;
        connection = null;
        try {
            if (current != null) {
                current.close();
            }
        } catch (SQLException gone) {
            // its locks are gone as well
        }
    }

    /** Held as long as the connection on which it was taken. */
    private final class SharedLock implements Engagement {
        private final Connection on;
        private final String key;

        private SharedLock(Connection on, String key) {
            this.on = on;
            this.key = key;
        }

        @Override
        public Progress guard(Progress progress) {
            return doing -> {
                if (!holds(on)) {
                    throw new TransientFailure("the connection that says which engines are at work was lost", null);
                }
                progress.step(doing);
            };
        }

        @Override
        public void close() {
            leave(on, key);
        }
    }
}
