package dev.gatehouse.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerKafkaTest {

    @Test
    void settingsBecomeVariablesAsTheImageReadsThem() {
        assertThat(ContainerKafka.environment(Map.of("listener.name.client.plain.sasl.jaas.config", "x")))
                .containsExactly(Map.entry("KAFKA_LISTENER_NAME_CLIENT_PLAIN_SASL_JAAS_CONFIG", "x"));
    }
}
