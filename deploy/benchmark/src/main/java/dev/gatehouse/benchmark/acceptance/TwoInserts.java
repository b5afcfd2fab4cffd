package dev.gatehouse.benchmark.acceptance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The database's own pace, for information: transactions of two inserts over JDBC, one connection per client, as
 * pgbench would run them.
 */
public final class TwoInserts {

    private static final String INSERT = "INSERT INTO two_inserts (id, body) VALUES (?, ?)";
    private static final String BODY = "x".repeat(500);

    /** Where connections come from. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    private final Connections connections;

    public TwoInserts(Connections connections) {
        this.connections = connections;
    }

    /** Committed transactions per second of that many clients. */
    public double perSecond(int clients, Duration time) throws SQLException, InterruptedException, ExecutionException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS two_inserts (id uuid PRIMARY KEY, body text NOT NULL)");
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long start = System.nanoTime();
            Callable<Long> client = () -> commit(start + time.toNanos());
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                counts.add(threads.submit(client));
            }
            long commits = 0;
            for (Future<Long> count : counts) {
                commits += count.get();
            }
            return commits * 1e9 / (System.nanoTime() - start);
        } finally {
            threads.shutdownNow();
        }
    }

    private long commit(long end) throws SQLException {
        try (Connection connection = connections.open();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            long commits = 0;
            while (System.nanoTime() < end) {
                for (int row = 0; row < 2; row++) {
                    insert.setObject(1, UUID.randomUUID());
                    insert.setString(2, BODY);
                    insert.executeUpdate();
                }
                connection.commit();
                commits++;
            }
            return commits;
        }
    }
}
