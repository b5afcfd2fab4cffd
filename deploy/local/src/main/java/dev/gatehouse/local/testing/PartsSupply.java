package dev.gatehouse.local.testing;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.container.ContainerEngine;
import dev.gatehouse.local.kafka.BrokerCredentials;
import dev.gatehouse.local.kafka.BrokerProcess;
import dev.gatehouse.local.kafka.ContainerKafka;
import dev.gatehouse.local.kafka.KafkaServer;
import dev.gatehouse.local.postgresql.ContainerPostgresql;
import dev.gatehouse.local.postgresql.EmbeddedPostgresql;
import dev.gatehouse.local.postgresql.PostgresqlServer;
import java.nio.file.Path;

/**
 * Where PostgreSQL and Kafka come from. The switch is the system property {@value #SWITCH}: {@code embedded},
 * {@code containers}, or {@code auto} (the default), which means containers when a container engine answers.
 */
abstract class PartsSupply {

    private static final System.Logger LOG = System.getLogger(PartsSupply.class.getName());

    static final String SWITCH = "gatehouse.parts";

    abstract PostgresqlServer postgresql();

    abstract KafkaServer kafka(BrokerCredentials credentials);

    static PartsSupply chosen(Path home) {
        String choice = System.getProperty(SWITCH, "auto");
        boolean containers =
                switch (choice) {
                    case "embedded" -> false;
                    case "containers" -> demandEngine();
                    case "auto" -> ContainerEngine.answers();
                    default ->
                        throw new IllegalArgumentException(
                                SWITCH + "=" + choice + ": choose auto, embedded or containers");
                };
        LOG.log(
                System.Logger.Level.INFO,
                "PostgreSQL and Kafka of this test: {0}",
                containers ? "containers" : "embedded");
        return containers ? new Containers() : new Embedded(home);
    }

    private static boolean demandEngine() {
        if (!ContainerEngine.answers()) {
            throw new IllegalStateException(SWITCH + "=containers, but no container engine answers");
        }
        return true;
    }

    private static final class Containers extends PartsSupply {
        @Override
        PostgresqlServer postgresql() {
            return new ContainerPostgresql(Loopback.freePort(), Passwords.random());
        }

        @Override
        KafkaServer kafka(BrokerCredentials credentials) {
            return new ContainerKafka(Loopback.freePort(), credentials);
        }
    }

    private static final class Embedded extends PartsSupply {
        private final Path home;

        Embedded(Path home) {
            this.home = home;
        }

        @Override
        PostgresqlServer postgresql() {
            Path binaries = RepositoryRoot.find().resolve("deploy/local/target/postgresql");
            return new EmbeddedPostgresql(
                    home.resolve("postgresql"), binaries, Loopback.freePort(), Passwords.random());
        }

        @Override
        KafkaServer kafka(BrokerCredentials credentials) {
            return new BrokerProcess(home.resolve("kafka"), Loopback.freePort(), Loopback.freePort(), credentials);
        }
    }
}
