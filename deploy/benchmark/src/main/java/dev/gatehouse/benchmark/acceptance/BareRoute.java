package dev.gatehouse.benchmark.acceptance;

import dev.gatehouse.benchmark.platform.JvmFlags;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.Patience;
import dev.gatehouse.local.platform.Listener;
import dev.gatehouse.local.platform.LocalPlatform;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.process.ChildProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bare route as a process of its own: in request-service's database, with a role of its own by which its statements
 * are told apart, and with request-service's JVM flags.
 */
public final class BareRoute implements AutoCloseable {

    /** Its database role. */
    static final String ROLE = "bare";

    private static final String SERVICE = "request";
    private static final String DATABASE = "request";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final int port = Loopback.freePort();
    private final ChildProgram program;

    private BareRoute(LocalPlatform platform, String password) {
        PlatformSettings settings = platform.settings();
        Path application = settings.root().resolve("deploy/benchmark/bare/target/quarkus-app");
        if (!Files.exists(application.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("The bare route is not built: " + application);
        }
        program = new ChildProgram(
                "bare route",
                application,
                command(platform),
                environment(settings, password),
                settings.home().resolve("logs/bare.log"),
                settings.home().resolve("run/bare.pid"));
    }

    private Map<String, String> environment(PlatformSettings settings, String password) {
        Map<String, String> environment = new HashMap<>(JvmFlags.ALL_COMPILERS);
        environment.put("BARE_PORT", Integer.toString(port));
        environment.put(
                "BARE_DB_URL",
                "postgresql://" + Loopback.HOST + ":" + settings.port(Listener.POSTGRESQL) + "/" + DATABASE);
        environment.put("BARE_DB_USER", ROLE);
        environment.put("BARE_DB_PASSWORD", password);
        return environment;
    }

    /** Makes the role and starts the process; returns when the port is open. */
    public static BareRoute start(LocalPlatform platform) throws SQLException {
        String password = Passwords.random();
        grant(platform, password);
        BareRoute bare = new BareRoute(platform, password);
        Runtime.getRuntime().addShutdownHook(new Thread(bare.program::stop));
        bare.program.start();
        if (!Patience.until(() -> Loopback.isTaken(bare.port), LONGEST_START)) {
            bare.close();
            throw new IllegalStateException("The bare route does not start; its log: " + bare.program.log());
        }
        return bare;
    }

    private static void grant(LocalPlatform platform, String password) throws SQLException {
        try (Connection connection = platform.superuserConnection(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD " + statement.enquoteLiteral(password));
            statement.execute("GRANT CONNECT ON DATABASE " + DATABASE + " TO " + ROLE);
            statement.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO " + ROLE);
        }
    }

    private static List<String> command(LocalPlatform platform) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.of(Objects.requireNonNull(platform.process(SERVICE))));
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        return command;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        program.stop();
    }
}
