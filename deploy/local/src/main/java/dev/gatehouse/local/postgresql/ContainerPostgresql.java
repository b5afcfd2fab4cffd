package dev.gatehouse.local.postgresql;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Patience;
import dev.gatehouse.local.container.LoopbackContainer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PostgreSQL in a container. {@link #close()} removes the data. */
public final class ContainerPostgresql implements PostgresqlServer {

    private static final String IMAGE = "postgres:18-alpine";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final String password;
    private final LoopbackContainer container;

    public ContainerPostgresql(int port, String password) {
        this.port = port;
        this.password = password;
        container = new LoopbackContainer(
                IMAGE,
                port,
                5432,
                Map.of("POSTGRES_PASSWORD", password),
                List.of("postgres", "-c", "max_connections=300"));
    }

    @Override
    public void start() {
        container.start();
        if (!Patience.until(() -> answers() || !container.isRunning(), PATIENCE) || !container.isRunning()) {
            throw new IllegalStateException("PostgreSQL does not start in its container: " + container.words());
        }
    }

    private boolean answers() {
        try (Connection connection = superuser("postgres")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + Loopback.HOST + ":" + port + "/" + database, "postgres", password);
    }

    @Override
    public void close() {
        container.close();
    }
}
