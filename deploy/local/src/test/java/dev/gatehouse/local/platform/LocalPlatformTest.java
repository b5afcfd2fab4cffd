package dev.gatehouse.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.api.Caller;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The platform with all its parts and without services; those have tests of their own in deploy/e2e. */
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
    void everythingListensOnTheLoopbackInterfaceOnly() throws IOException {
        platform.start();
        for (Listener listener : usedListeners()) {
            assertThat(accepts("127.0.0.1", settings.port(listener)))
                    .as("%s is there", listener)
                    .isTrue();
            assertThat(isOpenToOthers(settings.port(listener)))
                    .as("%s is open to others", listener)
                    .isFalse();
        }
        try (ServerSocket open = new ServerSocket(0)) {
            assertThat(isOpenToOthers(open.getLocalPort()))
                    .as("what is open to others is noticed")
                    .isTrue();
        }
    }

    @Test
    void theOwnerAloneSeesDataAndCredentials() throws IOException {
        platform.start();
        assertThat(permissions(settings.home())).isEqualTo("rwx------");
        assertThat(permissions(settings.home().resolve("secrets.properties"))).isEqualTo("rw-------");
        assertThat(permissions(settings.home().resolve("kafka/broker.properties")))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecondPlatformOverTheSameHomeIsRefused() {
        platform.start();
        try (LocalPlatform second = new LocalPlatform(settings)) {
            assertThatThrownBy(second::start).isInstanceOf(Refusal.class).hasMessageContaining("deploy/down");
        }
        assertThat(Loopback.answers(settings.port(Listener.KAFKA)))
                .as("the first goes on")
                .isTrue();
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

    @Test
    void aUserSignsInAtTheFrontDoor() throws Exception {
        platform.start();
        String token = Caller.token(platform.frontDoor(), "dana");
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("dana");
        assertThat(claims.getStringListClaim("groups")).containsExactly("checkout");
        assertThat(claims.getIssuer()).isEqualTo(platform.state().issuer());
        assertThat(new Caller(platform.frontDoor(), token).get("/api/v1/stacks").status())
                .as("no service runs")
                .isEqualTo(503);
    }

    @Test
    void aServiceSeesItsOwnDatabaseOnly() throws SQLException {
        platform.start();
        KeptSecrets secrets = new KeptSecrets(settings.home());
        String url = "jdbc:postgresql://127.0.0.1:" + settings.port(Listener.POSTGRESQL) + "/";
        String password = secrets.password("postgresql.request");
        DriverManager.getConnection(url + "request", "request", password).close();
        assertThatThrownBy(() -> DriverManager.getConnection(url + "provisioner", "request", password))
                .hasMessageContaining("permission denied for database");
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

    private static List<Listener> usedListeners() {
        return List.of(
                Listener.FRONT_DOOR,
                Listener.IDENTITY,
                Listener.POSTGRESQL,
                Listener.KAFKA,
                Listener.KAFKA_CONTROLLER,
                Listener.TEMPORAL);
    }

    /** 127.0.0.2 is this machine as well: who listens on 127.0.0.1 does not answer there, who listens everywhere does. */
    private static boolean isOpenToOthers(int port) {
        return accepts("127.0.0.2", port);
    }

    private static boolean accepts(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
