package dev.gatehouse.messaging.relay;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The relays of this process: starts them with the application and stops them before its connections close. */
@ApplicationScoped
public class Relays {
    private final AtomicReference<Running> running = new AtomicReference<>();
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final Delivery eventDelivery;
    private final Delivery startDelivery;
    private final Set<String> compacted;

    public Relays(
            @Delivers(RelayKind.EVENTS) Delivery eventDelivery,
            @Delivers(RelayKind.STARTS) Delivery startDelivery,
            @ConfigProperty(name = "gatehouse.outbox.compacted-topics") Optional<Set<String>> compacted,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.eventDelivery = eventDelivery;
        this.startDelivery = startDelivery;
        this.compacted = compacted.orElse(Set.of());
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        database.setApplicationName("outbox relay");
        database.setConnectTimeout(5);
        // Longer than any of the relay's statements takes; a server that vanished without a word is noticed by it.
        database.setSocketTimeout(15);
        database.setTcpKeepAlive(true);
    }

    /** Wakes the relay of facts. */
    public Runnable events() {
        return wakeEvents;
    }

    /** Wakes the relay of workflow starts. */
    public Runnable starts() {
        return wakeStarts;
    }

    private final Runnable wakeEvents = () -> wake(RelayKind.EVENTS);
    private final Runnable wakeStarts = () -> wake(RelayKind.STARTS);

    /** How long the slower relay has been at its current round; zero while they do not run. */
    Duration longestRound() {
        Running now = running.get();
        if (now == null) {
            return Duration.ZERO;
        }
        Duration events = now.events().round();
        Duration starts = now.starts().round();
        return events.compareTo(starts) > 0 ? events : starts;
    }

    private void wake(RelayKind kind) {
        Running now = running.get();
        if (now != null) {
            (kind == RelayKind.EVENTS ? now.events() : now.starts()).wake();
        }
    }

    void start(@Observes StartupEvent event) {
        Running started = new Running(
                new Relay(RelayKind.EVENTS, this::connect, eventDelivery, compacted),
                new Relay(RelayKind.STARTS, this::connect, startDelivery, Set.of()));
        running.set(started);
        started.events().start();
        started.starts().start();
    }

    void stop(@Observes ShutdownEvent event) {
        Running stopped = running.getAndSet(null);
        if (stopped != null) {
            stopped.starts().close();
            stopped.events().close();
        }
    }

    private Connection connect() throws SQLException {
        return database.getConnection();
    }

    private record Running(Relay events, Relay starts) {}
}
