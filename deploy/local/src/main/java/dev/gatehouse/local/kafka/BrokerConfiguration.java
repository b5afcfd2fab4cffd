package dev.gatehouse.local.kafka;

import java.util.Map;
import java.util.TreeMap;

/** The broker's settings, the same for the child process and the container. */
final class BrokerConfiguration {

    private BrokerConfiguration() {}

    /**
     * @param bind where the broker listens
     * @param advertised what it tells clients, {@code host:port}
     */
    static Map<String, String> of(
            BrokerCredentials credentials, String bind, int port, int controllerPort, String advertised) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("node.id", "1");
        settings.put("process.roles", "broker,controller");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("listeners", "CLIENT://%s:%d,CONTROLLER://127.0.0.1:%d".formatted(bind, port, controllerPort));
        settings.put("advertised.listeners", "CLIENT://" + advertised);
        // also the controller's listener asks for a name: else any local process could speak to it
        settings.put("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        settings.put("listener.name.client.plain.sasl.jaas.config", credentials.serverJaas());
        settings.put("listener.name.controller.plain.sasl.jaas.config", credentials.serverJaas());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("super.users", "User:" + BrokerCredentials.ADMIN);
        settings.put("auto.create.topics.enable", "false");
        // one broker: whatever Kafka keeps for itself has one copy
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "5");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        return settings;
    }
}
