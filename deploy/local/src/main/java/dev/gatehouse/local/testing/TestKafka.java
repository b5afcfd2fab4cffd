package dev.gatehouse.local.testing;

import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.kafka.BrokerCredentials;
import dev.gatehouse.local.kafka.EventTopics;
import dev.gatehouse.local.kafka.KafkaServer;
import dev.gatehouse.local.kafka.TopicsAndAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker with the contract's topics and rights, and the clients that all tests of it share, one for each principal and each
 * topic: to connect takes longer than most of what a test does with them, and what a reader has read it need not read again.
 */
final class TestKafka implements AutoCloseable {
    private final KafkaServer server;
    private final Map<String, KafkaProducer<String, byte[]>> producers = new HashMap<>();
    private final Map<String, TopicReader> readers = new HashMap<>();

    private TestKafka(KafkaServer server) {
        this.server = server;
    }

    static TestKafka of(PartsSupply supply, String service, EventTopics contract) {
        Map<String, String> passwords = new TreeMap<>();
        contract.principals().forEach(principal -> passwords.put(principal, Passwords.random()));
        for (String known : List.of(BrokerCredentials.ADMIN, "stranger", "producer", service)) {
            passwords.putIfAbsent(known, Passwords.random());
        }
        return new TestKafka(supply.kafka(new BrokerCredentials(passwords)));
    }

    void start(EventTopics contract) {
        server.start();
        try (Admin admin = admin()) {
            new TopicsAndAccess(admin).ensure(contract);
        }
    }

    /** Starts it again as it was. */
    void startAgain() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    Admin admin() {
        return Admin.create(clientProperties(BrokerCredentials.ADMIN));
    }

    Properties clientProperties(String principal) {
        Properties properties = server.clientProperties(principal);
        // a consumer's close waits for the answer to its last fetch, by default half a second where nothing comes
        properties.put("fetch.max.wait.ms", "20");
        return properties;
    }

    /** What a service reads of its configuration. */
    Map<String, String> configuration(String service) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                server.bootstrapServers(),
                "KAFKA_USERNAME",
                service,
                "KAFKA_PASSWORD",
                server.credentials().password(service),
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT");
    }

    synchronized KafkaProducer<String, byte[]> producer(String principal) {
        return producers.computeIfAbsent(
                principal,
                it -> new KafkaProducer<>(clientProperties(it), new StringSerializer(), new ByteArraySerializer()));
    }

    synchronized TopicReader reader(String topic) {
        return readers.computeIfAbsent(topic, it -> new TopicReader(clientProperties(BrokerCredentials.ADMIN), it));
    }

    /** The clients first: they would look for the broker. */
    @Override
    public synchronized void close() {
        readers.values().forEach(TestDirectory::closeQuietly);
        // what a producer still holds is for nobody
        producers.values().forEach(producer -> TestDirectory.closeQuietly(() -> producer.close(Duration.ZERO)));
        server.close();
    }
}
