package dev.gatehouse.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.kafka.EventTopics.Action;
import dev.gatehouse.local.kafka.EventTopics.Right;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relays handle compacted topics with more care; a service that forgot to name one would go without it. */
class CompactedTopicsTest {
    private final Path root = RepositoryRoot.find();

    @ParameterizedTest
    @ValueSource(strings = {"request", "provisioner", "upgrade", "ownership"})
    void aServiceNamesTheCompactedTopicsThatItTellsOn(String service) throws IOException {
        EventTopics contract = EventTopics.read(root.resolve("docs/events/asyncapi.yaml"));
        Set<String> compacted = contract.topics().stream()
                .filter(topic ->
                        topic.settings().getOrDefault("cleanup.policy", "").contains("compact"))
                .map(EventTopics.Topic::name)
                .collect(Collectors.toSet());
        Set<String> told = contract.rights().stream()
                .filter(right -> right.principal().equals(service) && right.action() == Action.SEND)
                .map(Right::topic)
                .filter(compacted::contains)
                .collect(Collectors.toSet());

        assertThat(named(service)).isEqualTo(told);
        assertThat(compacted).as("the contract was read").contains("request.template.v1");
    }

    private Set<String> named(String service) throws IOException {
        Properties properties = new Properties();
        Path file = root.resolve(service + "-service/src/main/resources/application.properties");
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Arrays.stream(properties
                        .getProperty("gatehouse.outbox.compacted-topics", "")
                        .split(","))
                .filter(topic -> !topic.isBlank())
                .collect(Collectors.toSet());
    }
}
