package dev.gatehouse.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.RepositoryRoot;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a platform starts, ends, and refuses to start: with all its parts and without services, which have tests of their own in
 * deploy/e2e.
 */
@Timeout(180)
class LocalPlatformTest {

    @TempDir
    private Path directory;

    private PlatformSettings settings;
    private LocalPlatform platform;

    @BeforeEach
    void choose() {
        settings = PlatformSettings.onFreePorts(RepositoryRoot.find(), directory.resolve("home"))
                .withServices(List.of());
        platform = new LocalPlatform(settings);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void aSecondStartFindsTheDataOfTheFirst() throws Exception {
        platform.start();
        try (Connection connection = platform.superuserConnection("request")) {
            connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        String password = platform.kafkaProperties("request").getProperty("sasl.jaas.config");
        String cluster = clusterId();
        platform.close();
        assertNothingListens();

        platform = new LocalPlatform(settings);
        platform.start();
        try (Connection connection = platform.superuserConnection("request")) {
            ResultSet kept = connection.createStatement().executeQuery("SELECT answer FROM kept");
            kept.next();
            assertThat(kept.getInt(1)).isEqualTo(42);
        }
        assertThat(platform.kafkaProperties("request").getProperty("sasl.jaas.config"))
                .isEqualTo(password);
        assertThat(clusterId()).isEqualTo(cluster);
        assertThat(platform.repository()).isDirectory();
    }

    @Test
    void aPortInUseIsNamedWithTheWayOutAndNothingIsStarted() throws IOException {
        try (ServerSocket other = new ServerSocket(settings.port(Listener.KAFKA), 1, Loopback.address())) {
            assertThatThrownBy(platform::start)
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(other.getLocalPort() + " (kafka, GATEHOUSE_PORT_KAFKA)")
                    .hasMessageContaining("GATEHOUSE_PORT_BASE=");
        }
        assertNothingListens();
    }

    @Test
    void aDirectoryFullOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Path home = Files.createDirectory(settings.home());
        Files.writeString(home.resolve("thesis.txt"), "precious");
        String before = permissions(home);
        assertThatThrownBy(platform::start).isInstanceOf(Refusal.class).hasMessageContaining("GATEHOUSE_HOME");
        assertThat(permissions(home)).isEqualTo(before);
    }

    @Test
    void theDeathOfAPartIsToldWithItsLog() throws Exception {
        platform.start();
        var kafka = platform.watch();
        long broker = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("BrokerMain"))
                .filter(child -> child.info()
                        .commandLine()
                        .orElse("")
                        .contains(settings.home().toString()))
                .findFirst()
                .orElseThrow()
                .pid();
        ProcessHandle.of(broker).orElseThrow().destroyForcibly();
        assertThat(kafka.get(30, TimeUnit.SECONDS))
                .contains("Kafka ended by itself")
                .contains("kafka.log");
    }

    private String clusterId() throws Exception {
        try (Admin admin = Admin.create(platform.kafkaProperties("admin"))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private void assertNothingListens() {
        for (Listener listener : Listener.values()) {
            assertThat(Loopback.answers(settings.port(listener)))
                    .as(listener.title())
                    .isFalse();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
