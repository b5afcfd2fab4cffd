package dev.gatehouse.local.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresqlTest {

    private static final Path BINARIES = RepositoryRoot.find().resolve("deploy/local/target/postgresql");

    @TempDir
    private Path home;

    private final int port = Loopback.freePort();

    @AfterEach
    void stop() {
        Postmaster.stop(home.resolve("data"));
    }

    @Test
    void aServerLeftByAKilledProcessIsFoundAndStoppedAndItsDataIsWhole() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeavesPostgresql.class.getName(),
                        home.toString(),
                        BINARIES.toString(),
                        Integer.toString(port))
                .inheritIO()
                .start();
        assertThat(killed.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).as("ended by SIGKILL").isEqualTo(128 + 9);

        assertThat(Postmaster.find(home.resolve("data"))).as("the orphan").isPresent();
        assertThat(Loopback.answers(port)).isTrue();
        assertThat(Postmaster.stop(home.resolve("data"))).isTrue();
        assertThat(Loopback.answers(port)).isFalse();
        assertThat(Postmaster.find(home.resolve("data"))).isEmpty();

        int elsewhere = Loopback.freePort();
        try (EmbeddedPostgresql again = new EmbeddedPostgresql(home, BINARIES, elsewhere, LeavesPostgresql.PASSWORD)) {
            again.start();
            assertThat(Loopback.answers(elsewhere))
                    .as("the port of the new start counts")
                    .isTrue();
            try (Connection connection = again.superuser("postgres")) {
                ResultSet kept = connection.createStatement().executeQuery("SELECT count(*) FROM kept");
                kept.next();
                assertThat(kept.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void aStartThatWasCutOffLeavesNoDataThatTrustsEverybody() throws Exception {
        // what a crash between making the data and naming it leaves behind
        Files.createDirectories(home.resolve("data.new/base"));
        Files.writeString(home.resolve("data.new/PG_VERSION"), "18\n");
        Files.writeString(home.resolve("data.new/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        try (EmbeddedPostgresql server = new EmbeddedPostgresql(home, BINARIES, port, "right")) {
            server.start();
            assertThatThrownBy(() -> connect("wrong")).hasMessageContaining("password authentication failed");
            connect("right").close();
        }
    }

    @Test
    void theServersEndIsNoticed() throws Exception {
        try (EmbeddedPostgresql server = new EmbeddedPostgresql(home, BINARIES, port, "right")) {
            server.start();
            var end = server.onExit();
            assertThat(end).isNotDone();
            Postmaster.find(server.data()).orElseThrow().destroyForcibly();
            assertThat(end).succeedsWithin(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whereUserNamespacesAreClosedRootRunsItAsNobody() throws Exception {
        assumeThat(RunAs.NOBODY.works()).as("root and setpriv").isTrue();
        try (EmbeddedPostgresql server = new EmbeddedPostgresql(home, BINARIES, port, "right", RunAs.NOBODY)) {
            server.start();
            connect("right").close();
            assertThat(Files.getAttribute(server.data(), "unix:uid")).isEqualTo(65534);
            server.stop();
            assertThat(Loopback.answers(port)).isFalse();
            server.start();
            connect("right").close();
        }
    }

    @Test
    void anUnreadablePidFileIsNobody() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/postmaster.pid"), "");
        assertThat(Postmaster.find(home.resolve("data"))).isEmpty();
        Files.writeString(
                home.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        assertThat(Postmaster.find(home.resolve("data")))
                .as("this JVM is no PostgreSQL")
                .isEmpty();
    }

    private Connection connect(String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }
}
