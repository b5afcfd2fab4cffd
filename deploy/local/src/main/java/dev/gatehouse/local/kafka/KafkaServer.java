package dev.gatehouse.local.kafka;

import java.util.Properties;

/**
 * One broker on the loopback interface. Every client names itself (SASL PLAIN); who may do what stands in access rules,
 * and without a rule nobody but {@value BrokerCredentials#ADMIN} may do anything. It may be stopped and started again and keeps
 * its port and its records.
 */
public interface KafkaServer extends AutoCloseable {

    /** Returns when the broker answers clients. */
    void start();

    /** Returns when the broker has gone; its records stay. */
    void stop();

    BrokerCredentials credentials();

    String bootstrapServers();

    /** What a Kafka client of the principal needs to connect. */
    default Properties clientProperties(String principal) {
        return credentials().clientProperties(bootstrapServers(), principal);
    }

    @Override
    void close();
}
