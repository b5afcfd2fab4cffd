package dev.gatehouse.local.platform;

import dev.gatehouse.local.AtOnce;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.api.Caller;
import dev.gatehouse.local.frontdoor.FrontDoor;
import dev.gatehouse.local.frontdoor.Routes;
import dev.gatehouse.local.identity.LocalUser;
import dev.gatehouse.local.seed.Seeds;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The local platform: parts, services, front door. Start it once, close it once; in between single parts and services may
 * be stopped, killed and started again, which is what tests of faults do. Nothing here ends the platform because a part
 * died: {@link #watch()} tells, and the command {@code up} decides.
 */
public final class LocalPlatform implements AutoCloseable {

    private final PlatformSettings settings;
    private final Map<String, ServiceProgram> services = new LinkedHashMap<>();
    private @Nullable Infrastructure infrastructure;
    private @Nullable FrontDoor frontDoor;
    private @Nullable HomeLock lock;

    public LocalPlatform(PlatformSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts everything and returns when every service is ready.
     *
     * @throws Refusal if it cannot, with the reason as a sentence; then nothing is left running
     */
    public void start() {
        try {
            Home.prepare(settings.home());
            lock = HomeLock.take(settings.home());
            Infrastructure parts = new Infrastructure(settings, new KeptSecrets(settings.home()));
            for (String service : settings.services()) {
                services.put(service, new ServiceProgram(service, parts));
            }
            new Leftovers(settings.home()).end();
            Ports.checkFree(settings);
            infrastructure = parts;
            parts.start();
            services.values().forEach(ServiceProgram::start);
            frontDoor = openFrontDoor();
            services.values().forEach(ServiceProgram::awaitReady);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private FrontDoor openFrontDoor() {
        Map<String, Integer> origins = new HashMap<>();
        for (String service : PlatformSettings.ALL_SERVICES) {
            origins.put(service, settings.port(Listener.ofService(service)));
        }
        origins.put(Routes.IDENTITY, settings.port(Listener.IDENTITY));
        FrontDoor door = new FrontDoor(settings.port(Listener.FRONT_DOOR), origins);
        door.start();
        return door;
    }

    /** Tells other programs that the platform is ready: {@code run/platform.json} appears. */
    public void announce() {
        state().write(settings.home());
    }

    /** Registers the targets and teams and releases the sample templates, so far as their services run; again is no harm. */
    public void seed() {
        Seeds seeds = new Seeds(Caller.signIn(frontDoor(), "pia"));
        Map<String, Runnable> ofServices = Map.of(
                "provisioner",
                () -> seeds.targets(
                        Loopback.HOST,
                        parts().postgresql().port(),
                        parts().repository().url()),
                "ownership",
                seeds::teams,
                "request",
                seeds::templates);
        AtOnce.run(ofServices.entrySet().stream()
                .filter(seed -> services.containsKey(seed.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** Completes with a sentence when a service or a part ends by itself. */
    public CompletableFuture<String> watch() {
        CompletableFuture<String> death = new CompletableFuture<>();
        services.values()
                .forEach(service -> watch(
                        service.program().process(),
                        service.program().name(),
                        service.program().log(),
                        death));
        watch(
                Optional.ofNullable(parts().kafka().process()),
                "Kafka",
                parts().kafka().log(),
                death);
        watch(parts().temporal().process(), "Temporal", settings.home().resolve("temporal/temporal.log"), death);
        Path log = parts().postgresql().log();
        parts().postgresql().onExit().thenAccept(it -> death.complete(ended("PostgreSQL", log)));
        return death;
    }

    private static void watch(Optional<Process> process, String name, Path log, CompletableFuture<String> death) {
        process.ifPresent(it -> it.onExit().thenAccept(gone -> death.complete(ended(name, log))));
    }

    private static String ended(String name, Path log) {
        return name + " ended by itself, so everything stops; its log: " + log;
    }

    /** {@code http://127.0.0.1:8080} */
    public URI frontDoor() {
        return URI.create("http://" + Loopback.HOST + ":" + settings.port(Listener.FRONT_DOOR));
    }

    /** A service's own address, past the front door. */
    public URI serviceUri(String service) {
        return service(service).uri();
    }

    /** Where a service's output goes, one run after the other. */
    public Path logFile(String service) {
        return service(service).program().log();
    }

    /** The process of a service, or null while it is stopped. */
    public @Nullable ProcessHandle process(String service) {
        return service(service).process();
    }

    /** SIGKILL for a service; the rest goes on. */
    public void kill(String service) throws InterruptedException {
        service(service).program().kill();
    }

    /** Starts a service again and returns when it is ready. */
    public void startService(String service) {
        service(service).start();
        service(service).awaitReady();
    }

    /** A token of a local user with that user's groups. */
    public String token(String user) {
        LocalUser known = LocalUser.named(user)
                .orElseThrow(() -> new IllegalArgumentException("No local user " + user + ": name the groups as well"));
        return parts().identity().token(user, known.groups());
    }

    /** A token of anybody with any groups. */
    public String token(String user, String... groups) {
        return parts().identity().token(user, List.of(groups));
    }

    public void stopKafka() {
        parts().kafka().stop();
    }

    public void startKafka() {
        parts().kafka().start();
    }

    public void stopPostgresql() {
        parts().postgresql().stop();
    }

    public void startPostgresql() {
        parts().postgresql().start();
    }

    /** Stops Temporal; the in-memory server forgets every workflow. */
    public void stopTemporal() {
        parts().temporal().close();
    }

    public void startTemporal() {
        parts().temporal().start();
    }

    public String temporalAddress() {
        return parts().temporal().address();
    }

    /** Which Temporal server it is, in words. */
    public String temporalDescription() {
        return parts().temporal().description();
    }

    /** What a Kafka client needs to connect as {@code admin}, {@code request}, {@code producer}, {@code stranger} ... */
    public Properties kafkaProperties(String principal) {
        return parts().kafka().clientProperties(principal);
    }

    /** PostgreSQL's super user in any database: a service's ({@code request}) or a stack's. */
    public Connection superuserConnection(String database) throws SQLException {
        return parts().postgresql().superuser(database);
    }

    /** The bare repository that stacks are committed to. */
    public Path repository() {
        return parts().repository().directory();
    }

    public PlatformSettings settings() {
        return settings;
    }

    public PlatformState state() {
        Map<String, PlatformState.Service> running = new LinkedHashMap<>();
        services.forEach((name, service) -> {
            ProcessHandle process = service.process();
            running.put(
                    name,
                    new PlatformState.Service(
                            service.uri().toString(),
                            process == null ? -1 : process.pid(),
                            service.program().log().toString()));
        });
        return new PlatformState(
                ProcessHandle.current().pid(),
                frontDoor().toString(),
                running,
                Loopback.HOST + ":" + parts().postgresql().port(),
                parts().kafka().bootstrapServers(),
                parts().temporal().address(),
                parts().temporal().description(),
                parts().identity().issuer(),
                parts().repository().url());
    }

    private Infrastructure parts() {
        if (infrastructure == null) {
            throw new IllegalStateException("The platform is not running");
        }
        return infrastructure;
    }

    private ServiceProgram service(String name) {
        ServiceProgram service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("This platform has no service " + name + ", only " + services.keySet());
        }
        return service;
    }

    /** Stops everything, services first; the data stays. */
    @Override
    public void close() {
        // whoever interrupts a start wants everything stopped, and stopping takes waiting
        boolean interrupted = Thread.interrupted();
        try {
            stopAll();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stopAll() {
        Closing closing = new Closing();
        if (frontDoor != null) {
            closing.of(frontDoor);
            frontDoor = null;
        }
        // each takes seconds to leave its consumer groups, and needs Kafka for it
        AtOnce.run(closing.all(services.values().stream()
                .<AutoCloseable>map(service -> service.program()::stop)
                .toList()));
        services.clear();
        if (infrastructure != null) {
            closing.of(infrastructure::stop);
            infrastructure = null;
        }
        if (lock != null) {
            closing.of(() -> Files.deleteIfExists(PlatformState.file(settings.home())));
            closing.of(lock::release);
            lock = null;
        }
        closing.rethrow();
    }
}
