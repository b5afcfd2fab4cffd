package dev.gatehouse.e2e;

import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.platform.LocalPlatform;
import dev.gatehouse.local.platform.PlatformSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A running platform of the tests' own: own ports and own data, so that it runs beside anybody else's. */
final class Platform implements AutoCloseable {
    /** What stands is on the list of what is looked at within this time; when its turn is stays as it is for users. */
    private static final Map<String, String> SOONER = Map.of("GATEHOUSE_PROVISIONER_DRIFT_ENROL", "2s");

    private final PlatformSettings settings;
    private LocalPlatform local;

    private Platform(PlatformSettings settings, LocalPlatform local) {
        this.settings = settings;
        this.local = local;
    }

    /** Starts and seeds a platform without data. */
    static Platform start() {
        try {
            Path homes = Files.createDirectories(Path.of("target", "home").toAbsolutePath());
            Path home = Files.createTempDirectory(homes, "platform-");
            PlatformSettings settings =
                    PlatformSettings.onFreePorts(RepositoryRoot.find(), home).withServiceEnvironment(SOONER);
            return new Platform(settings, run(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalPlatform run(PlatformSettings settings) {
        LocalPlatform local = new LocalPlatform(settings);
        try {
            local.start();
            local.seed();
            return local;
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    /** Stops everything and starts it again over the same data, as `down` and `up` do. */
    void restart() {
        local.close();
        local = run(settings);
    }

    User user(String name) {
        return new User(local.frontDoor(), local.token(name));
    }

    /** What a super user reads: the rows of a query with one text parameter. */
    List<String> rows(String database, String query, String parameter) {
        try (Connection connection = superUser(database);
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            ResultSet result = statement.executeQuery();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** A connection that the caller closes. */
    Connection superUser(String database) {
        try {
            return local.superuserConnection(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Facts facts() {
        return new Facts(kafka("admin"));
    }

    GitHistory git() {
        return new GitHistory(repository());
    }

    Path repository() {
        return local.repository();
    }

    Properties kafka(String principal) {
        return local.kafkaProperties(principal);
    }

    /** The sum of a service's series of this name with this label; 0 if there is none yet. */
    double metric(String service, String name, String label) {
        HttpRequest request = HttpRequest.newBuilder(local.serviceUri(service).resolve("/q/metrics"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(name + "{") && line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String> logLines(String service) {
        try {
            return Files.readAllLines(local.logFile(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The logs of all services, by the name of the file. */
    Map<String, String> logs() {
        try (Stream<Path> files = Files.list(local.logFile("request").getParent())) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), Platform::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill(String service) throws InterruptedException {
        local.kill(service);
    }

    /** Returns when the service is ready. */
    void startAgain(String service) {
        local.startService(service);
    }

    String temporalAddress() {
        return local.temporalAddress();
    }

    /** In words: which kind of server it is. */
    String temporalKind() {
        return local.state().temporalKind();
    }

    void stopKafka() {
        local.stopKafka();
    }

    void startKafka() {
        local.startKafka();
    }

    void stopPostgresql() {
        local.stopPostgresql();
    }

    void startPostgresql() {
        local.startPostgresql();
    }

    /** The in-memory server forgets every workflow. */
    void stopTemporal() {
        local.stopTemporal();
    }

    void startTemporal() {
        local.startTemporal();
    }

    @Override
    public void close() {
        local.close();
    }
}
