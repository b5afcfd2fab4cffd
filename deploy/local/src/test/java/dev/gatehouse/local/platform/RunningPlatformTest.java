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
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of a platform that runs, and leaves it as it is: one platform for all of them. */
@Timeout(180)
class RunningPlatformTest {

    @TempDir
    private static Path directory;

    private static PlatformSettings settings;
    private static LocalPlatform platform;

    @BeforeAll
    static void start() {
        settings = PlatformSettings.onFreePorts(RepositoryRoot.find(), directory.resolve("home"))
                .withServices(List.of());
        platform = new LocalPlatform(settings);
        platform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void everythingListensOnTheLoopbackInterfaceOnly() throws IOException {
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
        assertThat(permissions(settings.home())).isEqualTo("rwx------");
        assertThat(permissions(settings.home().resolve("secrets.properties"))).isEqualTo("rw-------");
        assertThat(permissions(settings.home().resolve("kafka/broker.properties")))
                .isEqualTo("rw-------");
    }

    @Test
    void aSecondPlatformOverTheSameHomeIsRefused() {
        try (LocalPlatform second = new LocalPlatform(settings)) {
            assertThatThrownBy(second::start).isInstanceOf(Refusal.class).hasMessageContaining("deploy/down");
        }
        assertThat(Loopback.answers(settings.port(Listener.KAFKA)))
                .as("the first goes on")
                .isTrue();
    }

    @Test
    void aUserSignsInAtTheFrontDoor() throws Exception {
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
        KeptSecrets secrets = new KeptSecrets(settings.home());
        String url = "jdbc:postgresql://127.0.0.1:" + settings.port(Listener.POSTGRESQL) + "/";
        String password = secrets.password("postgresql.request");
        DriverManager.getConnection(url + "request", "request", password).close();
        assertThatThrownBy(() -> DriverManager.getConnection(url + "provisioner", "request", password))
                .hasMessageContaining("permission denied for database");
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
