package dev.gatehouse.local.platform;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Patience;
import dev.gatehouse.local.process.ChildProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One service as a child process, from what its module's build left in {@code target/quarkus-app}. */
final class ServiceProgram {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String service;
    private final URI uri;
    private final ChildProgram program;

    ServiceProgram(String service, Infrastructure infrastructure) {
        this.service = service;
        PlatformSettings settings = infrastructure.settings();
        uri = URI.create("http://" + Loopback.HOST + ":" + settings.port(Listener.ofService(service)));
        Path application = settings.root().resolve(service + "-service/target/quarkus-app");
        if (!Files.exists(application.resolve("quarkus-run.jar"))) {
            throw new Refusal(
                    service + "-service is not built: run ./mvnw -q -DskipTests package in " + settings.root() + ".");
        }
        program = new ChildProgram(
                service + "-service",
                application,
                command(application),
                ServiceEnvironment.of(service, infrastructure),
                settings.home().resolve("logs").resolve(service + "-service.log"),
                settings.home().resolve("run").resolve(service + "-service.pid"));
    }

    /** Small and quick to start rather than fast for ever: this is one machine with everything on it. */
    private static List<String> command(Path application) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        if (Files.exists(application.resolve("app-cds.jsa"))) {
            command.add("-XX:SharedArchiveFile=app-cds.jsa");
            // an archive of another JDK is passed over without a word
            command.add("-Xshare:auto");
            command.add("-Xlog:cds*=off");
        }
        command.add("-jar");
        command.add("quarkus-run.jar");
        return command;
    }

    void start() {
        program.start();
    }

    /** Returns when the service says that it is ready; a refusal says which service is not, why, and where its log is. */
    void awaitReady() {
        boolean ended = !Patience.until(() -> !isAlive() || readiness() == 200, PATIENCE) || !isAlive();
        if (!ended) {
            return;
        }
        String why = isAlive() ? "is not ready after " + PATIENCE.toSeconds() + " s" : "ended while starting";
        throw new Refusal(service + "-service " + why + "; its log: " + program.log());
    }

    private boolean isAlive() {
        return program.process().map(Process::isAlive).orElse(false);
    }

    private int readiness() {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<Void> response = HTTP.send(request, BodyHandlers.discarding());
            return response.statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + service + " starts", e);
        }
    }

    ChildProgram program() {
        return program;
    }

    URI uri() {
        return uri;
    }

    @Nullable
    ProcessHandle process() {
        return program.process().map(Process::toHandle).orElse(null);
    }
}
