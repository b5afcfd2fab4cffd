package dev.gatehouse.local.postgresql;

import dev.gatehouse.local.Loopback;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL from zonky's binaries. As root it runs inside a user namespace of its own, since PostgreSQL refuses root.
 * {@link #close()} keeps the data.
 *
 * @implNote zonky switches fsync and synchronous commit off and trusts every connection; all three are set right here.
 */
public final class EmbeddedPostgresql implements PostgresqlServer {

    private static final String HBA = """
            # Written by Gatehouse: the loopback interface only, and never without a password.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path home;
    private final Path binaries;
    private final int port;
    private final String password;
    private @Nullable EmbeddedPostgres running;

    /**
     * @param home holds the data ({@code data}) and the log
     * @param binaries where PostgreSQL's programs are unpacked, once; several servers may share it
     * @param password the super user's; the one the data was made with, if there is data
     */
    public EmbeddedPostgresql(Path home, Path binaries, int port, String password) {
        this.home = home;
        this.binaries = binaries;
        this.port = port;
        this.password = password;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        boolean fresh = !Files.exists(data().resolve("PG_VERSION"));
        try {
            Files.createDirectories(home);
            Redirect log = Redirect.appendTo(log().toFile());
            running = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data())
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setConnectConfig("password", password)
                    .setServerConfig("listen_addresses", Loopback.HOST)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    .start();
            if (fresh) {
                demandPasswords();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start, see " + log(), e);
        }
    }

    private void demandPasswords() throws IOException {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            // hexadecimal digits or chosen by a test: but never trusted to be
            statement.execute("ALTER ROLE postgres PASSWORD " + statement.enquoteLiteral(password));
            Files.writeString(data().resolve("pg_hba.conf"), HBA);
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL started, but its super user's password cannot be set", e);
        }
    }

    @Override
    public synchronized void stop() {
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        } finally {
            running = null;
        }
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

    /** Completes when the server ends, for whatever reason; never if it is not running. */
    public synchronized CompletableFuture<Process> onExit() {
        return running == null
                ? new CompletableFuture<>()
                : running.getProcess().onExit();
    }

    public Path log() {
        return home.resolve("postgresql.log");
    }

    /** Where PostgreSQL keeps its data and its {@code postmaster.pid}. */
    public Path data() {
        return home.resolve("data");
    }

    @Override
    public void close() {
        stop();
    }
}
