package dev.gatehouse.local.testing;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.kafka.BrokerCredentials;
import dev.gatehouse.local.kafka.BrokerProcess;
import dev.gatehouse.local.kafka.KafkaServer;
import dev.gatehouse.local.postgresql.EmbeddedPostgresql;
import dev.gatehouse.local.postgresql.PostgresqlServer;
import java.nio.file.Path;

/**
 * Where PostgreSQL and Kafka come from. The switch is the system property {@value #SWITCH}: {@code embedded},
 * {@code containers}, or {@code auto} (the default), which means containers when a container engine answers.
 */
abstract class PartsSupply {

    static final String SWITCH = "gatehouse.parts";

    abstract PostgresqlServer postgresql();

    abstract KafkaServer kafka(BrokerCredentials credentials);

    static PartsSupply chosen(Path home) {
        return new Embedded(home);
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
