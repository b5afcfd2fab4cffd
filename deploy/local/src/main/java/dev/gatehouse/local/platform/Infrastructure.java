package dev.gatehouse.local.platform;

import dev.gatehouse.local.AtOnce;
import dev.gatehouse.local.git.BareRepository;
import dev.gatehouse.local.identity.OpenIdProvider;
import dev.gatehouse.local.kafka.BrokerCredentials;
import dev.gatehouse.local.kafka.BrokerProcess;
import dev.gatehouse.local.kafka.EventTopics;
import dev.gatehouse.local.kafka.TopicsAndAccess;
import dev.gatehouse.local.postgresql.Databases;
import dev.gatehouse.local.postgresql.EmbeddedPostgresql;
import dev.gatehouse.local.temporal.TemporalServer;
import dev.gatehouse.local.temporal.Temporals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/** What services stand on: PostgreSQL, Kafka, Temporal, OpenID provider and Git repository, with data in the platform's home. */
final class Infrastructure {

    static final String TARGET_ROLE = "gatehouse_target";

    private final PlatformSettings settings;
    private final KeptSecrets secrets;
    private final EmbeddedPostgresql postgresql;
    private final EventTopics contract;
    private final BrokerProcess kafka;
    private final TemporalServer temporal;
    private final OpenIdProvider identity;
    private final BareRepository repository;

    Infrastructure(PlatformSettings settings, KeptSecrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
        Path home = settings.home();
        postgresql = new EmbeddedPostgresql(
                home.resolve("postgresql"),
                settings.root().resolve("deploy/local/target/postgresql"),
                settings.port(Listener.POSTGRESQL),
                secrets.password("postgresql.postgres"));
        contract = EventTopics.read(settings.root().resolve("docs/events/asyncapi.yaml"));
        kafka = new BrokerProcess(
                home.resolve("kafka"),
                settings.port(Listener.KAFKA),
                settings.port(Listener.KAFKA_CONTROLLER),
                credentials());
        temporal = Temporals.choose(
                settings.temporalAddress(),
                settings.port(Listener.TEMPORAL),
                settings.port(Listener.TEMPORAL_UI),
                home.resolve("temporal"),
                home.resolve("run/temporal.pid"));
        identity = new OpenIdProvider(settings.port(Listener.IDENTITY));
        repository = new BareRepository(home.resolve("git/gatehouse.git"));
    }

    private BrokerCredentials credentials() {
        Map<String, String> passwords = new TreeMap<>();
        contract.principals().forEach(name -> passwords.put(name, secrets.password("kafka." + name)));
        for (String name : List.of(BrokerCredentials.ADMIN, "stranger", "producer")) {
            passwords.put(name, secrets.password("kafka." + name));
        }
        return new BrokerCredentials(passwords);
    }

    /** Starts everything at once; returns when all are ready to be used. */
    void start() {
        AtOnce.run(
                List.of(this::startPostgresql, this::startKafka, temporal::start, identity::start, repository::ensure));
    }

    private void startPostgresql() {
        postgresql.start();
        Databases databases = new Databases(postgresql);
        for (String service : PlatformSettings.ALL_SERVICES) {
            databases.ensureOwned(service, secrets.password("postgresql." + service));
        }
        databases.ensureTargetRole(TARGET_ROLE, secrets.password("postgresql." + TARGET_ROLE));
    }

    private void startKafka() {
        kafka.start();
        try (Admin admin = Admin.create(kafka.clientProperties(BrokerCredentials.ADMIN))) {
            new TopicsAndAccess(admin).ensure(contract);
        }
    }

    /** Stops everything; one that does not stop keeps no other from it. */
    void stop() {
        Closing closing = new Closing();
        AtOnce.run(closing.all(List.of(temporal, kafka, postgresql, identity)));
        closing.rethrow();
    }

    EmbeddedPostgresql postgresql() {
        return postgresql;
    }

    BrokerProcess kafka() {
        return kafka;
    }

    TemporalServer temporal() {
        return temporal;
    }

    OpenIdProvider identity() {
        return identity;
    }

    BareRepository repository() {
        return repository;
    }

    PlatformSettings settings() {
        return settings;
    }

    KeptSecrets secrets() {
        return secrets;
    }
}
