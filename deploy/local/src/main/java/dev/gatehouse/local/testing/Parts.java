package dev.gatehouse.local.testing;

import dev.gatehouse.local.AtOnce;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.git.BareRepository;
import dev.gatehouse.local.identity.LocalUser;
import dev.gatehouse.local.identity.OpenIdProvider;
import dev.gatehouse.local.kafka.EventTopics;
import dev.gatehouse.local.temporal.InMemoryTemporal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The running parts of one service's tests. Everything is on the loopback interface, on ports chosen at start; the data
 * goes when the parts are closed. Asking for a part that was not started throws {@link IllegalStateException}.
 */
public final class Parts implements AutoCloseable {
    static {
        // what tests await is there within some tens of milliseconds, or on a busy machine not even within ten seconds
        Awaitility.setDefaultPollInterval(Duration.ofMillis(40));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final String service;
    private final Path home;
    private final String secretKey = Base64.getEncoder().encodeToString(Passwords.bytes(32));
    /** Signed once: that takes longer than most requests do. */
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private @Nullable TestPostgresql postgresql;
    private @Nullable TestKafka kafka;
    private @Nullable InMemoryTemporal temporal;
    private @Nullable OpenIdProvider oidc;

    private Parts(String service, Path home) {
        this.service = service;
        this.home = home;
    }

    /**
     * Starts parts for a service (short name); for tests that do not run under Quarkus too.
     *
     * @param moreTopics topics the contract does not have, with dead letters, free for every known principal but the
     *     stranger and the producer
     */
    public static Parts start(String service, Set<Part> wanted, List<String> moreTopics) {
        Parts parts = new Parts(service, TestDirectory.create());
        try {
            PartsSupply supply = PartsSupply.chosen(parts.home);
            AtOnce.run(wanted.stream()
                    .<Runnable>map(part -> () -> parts.start(part, supply, moreTopics))
                    .toList());
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void start(Part part, PartsSupply supply, List<String> moreTopics) {
        switch (part) {
            case POSTGRESQL -> {
                postgresql = new TestPostgresql(supply.postgresql(), service);
                postgresql.start();
            }
            case KAFKA -> {
                EventTopics contract = TestTopics.of(service, moreTopics);
                kafka = TestKafka.of(supply, service, contract);
                kafka.start(contract);
            }
            case TEMPORAL -> {
                temporal = new InMemoryTemporal(Loopback.freePort());
                temporal.start();
            }
            case OIDC -> {
                oidc = new OpenIdProvider(Loopback.freePort());
                oidc.start();
            }
        }
    }

    /** The configuration contract, as a service reads it. */
    Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>();
        if (postgresql != null) {
            configuration.putAll(postgresql.configuration());
        }
        if (kafka != null) {
            configuration.putAll(kafka.configuration(service));
        }
        if (temporal != null) {
            configuration.put("TEMPORAL_ADDRESS", temporal.address());
        }
        if (oidc != null) {
            configuration.put("GATEHOUSE_OIDC_URL", oidc.issuer());
        }
        configuration.put("GATEHOUSE_SECRET_KEYS", "test:" + secretKey);
        return configuration;
    }

    /** A bearer token of one of the local users, such as {@code dana}, with that user's groups. */
    public String token(String user) {
        return tokens.computeIfAbsent(user, it -> token(it, OpenIdProvider.TOKEN_LIFETIME));
    }

    /** A bearer token of anybody with any groups. */
    public String token(String user, String... groups) {
        return started(oidc, Part.OIDC).token(user, List.of(groups));
    }

    /** A bearer token of one of the local users that lives as long. */
    public String token(String user, Duration lifetime) {
        return started(oidc, Part.OIDC).token(user, groups(user), lifetime);
    }

    /** Tokens of a local user that no service may take, by what is wrong with them. */
    public Map<String, String> badTokens(String user) {
        return BadTokens.of(started(oidc, Part.OIDC), user, groups(user));
    }

    private static List<String> groups(String user) {
        return LocalUser.named(user)
                .orElseThrow(() -> new IllegalArgumentException("No local user " + user + ": name the groups as well"))
                .groups();
    }

    /** The broker's super user; the caller closes it. */
    public Admin kafkaAdmin() {
        return started(kafka, Part.KAFKA).admin();
    }

    /** What a Kafka client needs to connect as {@code request}, {@code producer}, {@code stranger}, {@code admin} ... */
    public Properties kafkaProperties(String principal) {
        return started(kafka, Part.KAFKA).clientProperties(principal);
    }

    /** Sends as {@code request}, {@code provisioner} ...; shared by all tests and closed with the parts. */
    public KafkaProducer<String, byte[]> producer(String principal) {
        return started(kafka, Part.KAFKA).producer(principal);
    }

    /** Reads a topic; shared by all tests and closed with the parts. */
    public TopicReader topic(String name) {
        return started(kafka, Part.KAFKA).reader(name);
    }

    public void stopKafka() {
        started(kafka, Part.KAFKA).stop();
    }

    /** Starts Kafka again on the same port with the same records. */
    public void startKafka() {
        started(kafka, Part.KAFKA).startAgain();
    }

    /** The service's own database. */
    public String jdbcUrl() {
        return "jdbc:" + started(postgresql, Part.POSTGRESQL).url();
    }

    /** A connection of the service's own role to its own database. */
    public Connection connection() throws SQLException {
        return started(postgresql, Part.POSTGRESQL).connection();
    }

    /** A connection of PostgreSQL's super user to the service's database. */
    public Connection superuserConnection() throws SQLException {
        return superuserConnection(service);
    }

    /** A connection of PostgreSQL's super user to any database. */
    public Connection superuserConnection(String database) throws SQLException {
        return started(postgresql, Part.POSTGRESQL).superuser(database);
    }

    public void stopPostgresql() {
        started(postgresql, Part.POSTGRESQL).stop();
    }

    /** Starts PostgreSQL again on the same port with the same data. */
    public void startPostgresql() {
        started(postgresql, Part.POSTGRESQL).startAgain();
    }

    /** The server on which stacks' databases are made, with the provisioner's role: CREATEDB, CREATEROLE, no super user. */
    public TargetPostgresql targetPostgresql() {
        return started(postgresql, Part.POSTGRESQL).target();
    }

    public String temporalAddress() {
        return started(temporal, Part.TEMPORAL).address();
    }

    /** Ends Temporal and starts it empty on the same address: every workflow is lost. */
    public void restartTemporal() {
        started(temporal, Part.TEMPORAL).restart();
    }

    public void stopTemporal() {
        started(temporal, Part.TEMPORAL).close();
    }

    /** Starts Temporal, empty, on the same address. */
    public void startTemporal() {
        started(temporal, Part.TEMPORAL).start();
    }

    /** The URL of a bare repository made for this call. */
    public String gitRepository() {
        BareRepository repository = new BareRepository(home.resolve("git").resolve(UUID.randomUUID() + ".git"));
        repository.ensure();
        return repository.url();
    }

    private static <T> T started(@Nullable T part, Part name) {
        if (part == null) {
            throw new IllegalStateException("The test did not ask for " + name + ": name it in `parts`");
        }
        return part;
    }

    @Override
    public void close() {
        AtOnce.run(Stream.of(temporal, kafka, postgresql, oidc)
                .filter(Objects::nonNull)
                .<Runnable>map(part -> () -> TestDirectory.closeQuietly(part))
                .toList());
        TestDirectory.delete(home);
    }
}
