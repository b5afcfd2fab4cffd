package dev.gatehouse.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.local.kafka.EventTopics.Action;
import dev.gatehouse.local.kafka.EventTopics.Right;
import dev.gatehouse.local.kafka.EventTopics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTopicsTest {

    @TempDir
    private Path directory;

    @Test
    void readsTopicsSettingsAndRights() throws IOException {
        EventTopics contract = read("""
                channels:
                  things:
                    address: shop.thing.v1
                    bindings:
                      kafka: {partitions: 12, topicConfiguration: {cleanup.policy: [compact, delete], retention.ms: -1}}
                operations:
                  tell: {action: send, channel: {$ref: '#/channels/things'}, x-principal: shop}
                  hear: {action: receive, channel: {$ref: '#/channels/things'}, x-principal: office}
                """);
        assertThat(contract.topics())
                .containsExactly(new Topic(
                        "shop.thing.v1", 12, Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1")));
        assertThat(contract.rights())
                .containsExactly(
                        new Right("shop", Action.SEND, "shop.thing.v1"),
                        new Right("office", Action.RECEIVE, "shop.thing.v1"));
        assertThat(contract.principals()).containsExactly("office", "shop");
    }

    @Test
    void anOperationOfNobodyOrOnNoChannelIsAFault() {
        assertThatThrownBy(() -> read("operations: {tell: {action: send, channel: {$ref: '#/channels/x'}}}"))
                .hasMessageContaining("#/channels/x");
        assertThatThrownBy(() -> read("""
                        channels: {things: {address: shop.thing.v1}}
                        operations: {tell: {action: send, channel: {$ref: '#/channels/things'}}}
                        """)).hasMessageContaining("x-principal");
    }

    @Test
    void aReceiverMayWriteDeadLettersAndUseGroupsOfItsOwnNameOnly() {
        assertThat(TopicsAndAccess.rules(new Right("office", Action.RECEIVE, "shop.thing.v1")))
                .extracting(rule ->
                        rule.pattern().resourceType() + " " + rule.pattern().patternType() + " "
                                + rule.pattern().name() + " " + rule.entry().principal() + " "
                                + rule.entry().operation())
                .containsExactlyInAnyOrder(
                        "TOPIC LITERAL shop.thing.v1 User:office READ",
                        "TOPIC LITERAL shop.thing.v1 User:office DESCRIBE",
                        "TOPIC LITERAL shop.thing.v1.dlq User:office WRITE",
                        "TOPIC LITERAL shop.thing.v1.dlq User:office DESCRIBE",
                        "GROUP PREFIXED office User:office READ");
    }

    private EventTopics read(String asyncapi) throws IOException {
        return EventTopics.read(Files.writeString(directory.resolve("asyncapi.yaml"), asyncapi));
    }
}
