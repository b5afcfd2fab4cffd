package dev.gatehouse.local.testing;

import com.nimbusds.jose.JOSEException;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.git.BareRepository;
import dev.gatehouse.local.identity.LocalUser;
import dev.gatehouse.local.identity.OpenIdProvider;
import dev.gatehouse.local.kafka.BrokerCredentials;
import dev.gatehouse.local.kafka.EventTopics;
import dev.gatehouse.local.kafka.KafkaServer;
import dev.gatehouse.local.kafka.TopicsAndAccess;
import dev.gatehouse.local.postgresql.Databases;
import dev.gatehouse.local.postgresql.PostgresqlServer;
import dev.gatehouse.local.temporal.InMemoryTemporal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The running parts of one service's tests. Everything is on the loopback interface, on ports chosen at start; the data
 * goes when the parts are closed. Asking for a part that was not started throws {@link IllegalStateException}.
 */
public final class Parts implements AutoCloseable {

    private static final String TARGET_ROLE = "gatehouse_target";

    private final String service;
    private final Path home;
    private final String databasePassword = Passwords.random();
    private final String targetPassword = Passwords.random();
    private final String secretKey = Base64.getEncoder().encodeToString(Passwords.bytes(32));
    private @Nullable PostgresqlServer postgresql;
    private @Nullable KafkaServer kafka;
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
            parts.startAtOnce(wanted, moreTopics);
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** All at once, since each waits mostly for its own disk; returns when every one has started or failed. */
    private void startAtOnce(Set<Part> wanted, List<String> moreTopics) {
        PartsSupply supply = PartsSupply.chosen(home);
        // threads of its own: those of the common pool need not see the classes of a Quarkus test
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CompletableFuture<?>[] starting = wanted.stream()
                    .map(part -> CompletableFuture.runAsync(() -> start(part, supply, moreTopics), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(starting).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        } finally {
            threads.shutdown();
        }
    }

    private void start(Part part, PartsSupply supply, List<String> moreTopics) {
        switch (part) {
            case POSTGRESQL -> startPostgresql(supply.postgresql());
            case KAFKA -> startKafka(supply, moreTopics);
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

    private void startPostgresql(PostgresqlServer server) {
        postgresql = server;
        server.start();
        Databases databases = new Databases(server);
        databases.ensureOwned(service, databasePassword);
        databases.ensureTargetRole(TARGET_ROLE, targetPassword);
    }

    private void startKafka(PartsSupply supply, List<String> moreTopics) {
        EventTopics contract = TestTopics.of(service, moreTopics);
        Map<String, String> passwords = new TreeMap<>();
        contract.principals().forEach(principal -> passwords.put(principal, Passwords.random()));
        for (String known : List.of(BrokerCredentials.ADMIN, "stranger", "producer", service)) {
            passwords.putIfAbsent(known, Passwords.random());
        }
        KafkaServer server = supply.kafka(new BrokerCredentials(passwords));
        kafka = server;
        server.start();
        try (Admin admin = kafkaAdmin()) {
            new TopicsAndAccess(admin).ensure(contract);
        }
    }

    /** The configuration contract, as a service reads it. */
    Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>();
        if (postgresql != null) {
            configuration.put("GATEHOUSE_DB_URL", databaseUrl());
            configuration.put("GATEHOUSE_DB_USER", service);
            configuration.put("GATEHOUSE_DB_PASSWORD", databasePassword);
            configuration.put("gatehouse.targets.\"local-postgresql\".username", TARGET_ROLE);
            configuration.put("gatehouse.targets.\"local-postgresql\".password", targetPassword);
        }
        if (kafka != null) {
            configuration.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
            configuration.put("KAFKA_USERNAME", service);
            configuration.put("KAFKA_PASSWORD", kafka.credentials().password(service));
            configuration.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
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
        LocalUser known = LocalUser.named(user)
                .orElseThrow(() -> new IllegalArgumentException("No local user " + user + ": name the groups as well"));
        return token(user, known.groups().toArray(String[]::new));
    }

    /** A bearer token of anybody with any groups. */
    public String token(String user, String... groups) {
        return started(oidc, Part.OIDC).token(user, List.of(groups));
    }

    /** A bearer token of one of the local users that expires soon. */
    public String token(String user, Duration lifetime) {
        LocalUser known = LocalUser.named(user).orElseThrow();
        return started(oidc, Part.OIDC).token(user, known.groups(), lifetime);
    }

    /** Tokens of a local user that no service may take, by what is wrong with them. */
    public Map<String, String> badTokens(String user) {
        List<String> groups = LocalUser.named(user).orElseThrow().groups();
        try {
            return new BadTokens(started(oidc, Part.OIDC), user, groups).all();
        } catch (JOSEException | ParseException | IOException e) {
            throw new IllegalStateException("The provider's key or token cannot be read", e);
        }
    }

    /** The broker's super user; the caller closes it. */
    public Admin kafkaAdmin() {
        return Admin.create(kafkaProperties(BrokerCredentials.ADMIN));
    }

    /** What a Kafka client needs to connect as {@code request}, {@code producer}, {@code stranger}, {@code admin} ... */
    public Properties kafkaProperties(String principal) {
        Properties properties = started(kafka, Part.KAFKA).clientProperties(principal);
        // a consumer's close waits for the answer to its last fetch, by default half a second where nothing comes
        properties.put("fetch.max.wait.ms", "20");
        return properties;
    }

    public void stopKafka() {
        started(kafka, Part.KAFKA).stop();
    }

    /** Starts Kafka again on the same port with the same records. */
    public void startKafka() {
        started(kafka, Part.KAFKA).start();
    }

    /** The service's own database. */
    public String jdbcUrl() {
        return "jdbc:" + databaseUrl();
    }

    /** A connection of the service's own role to its own database. */
    public Connection connection() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), service, databasePassword);
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
        started(postgresql, Part.POSTGRESQL).start();
    }

    /** The server on which stacks' databases are made, with the provisioner's role: CREATEDB, CREATEROLE, no super user. */
    public TargetPostgresql targetPostgresql() {
        int port = started(postgresql, Part.POSTGRESQL).port();
        return new TargetPostgresql(Loopback.HOST, port, TARGET_ROLE, targetPassword);
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

    private String databaseUrl() {
        int port = started(postgresql, Part.POSTGRESQL).port();
        return "postgresql://" + Loopback.HOST + ":" + port + "/" + service;
    }

    private static <T> T started(@Nullable T part, Part name) {
        if (part == null) {
            throw new IllegalStateException("The test did not ask for " + name + ": name it in `parts`");
        }
        return part;
    }

    @Override
    public void close() {
        for (AutoCloseable part : new @Nullable AutoCloseable[] {temporal, kafka, postgresql, oidc}) {
            if (part != null) {
                TestDirectory.closeQuietly(part);
            }
        }
        TestDirectory.delete(home);
    }
}
