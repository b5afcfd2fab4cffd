package dev.gatehouse.local.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the event contract says about topics and who may use them.
 *
 * @param topics all channels, in the contract's order
 * @param rights one for each operation
 */
public record EventTopics(List<Topic> topics, List<Right> rights) {

    /** @param settings Kafka's topic settings, such as {@code cleanup.policy} */
    public record Topic(String name, int partitions, Map<String, String> settings) {
        public Topic {
            settings = Map.copyOf(settings);
        }
    }

    /** A principal may send to, or receive from, a topic. */
    public record Right(String principal, Action action, String topic) {}

    /** As AsyncAPI names them, from the application's point of view. */
    public enum Action {
        SEND,
        RECEIVE
    }

    public EventTopics {
        topics = List.copyOf(topics);
        rights = List.copyOf(rights);
    }

    /** Everybody the contract names. */
    public Set<String> principals() {
        Set<String> principals = new TreeSet<>();
        rights.forEach(right -> principals.add(right.principal()));
        return principals;
    }

    /** Reads an AsyncAPI 3.0 document: channels with Kafka bindings, operations with {@code x-principal}. */
    public static EventTopics read(Path asyncapi) {
        try {
            JsonNode document = new YAMLMapper().readTree(asyncapi.toFile());
            Map<String, Topic> byChannel = new LinkedHashMap<>();
            document.path("channels")
                    .properties()
                    .forEach(channel -> byChannel.put("#/channels/" + channel.getKey(), topic(channel.getValue())));
            List<Right> rights = new ArrayList<>();
            for (JsonNode operation : document.path("operations")) {
                String channel = operation.at("/channel/$ref").asText();
                Topic topic = byChannel.get(channel);
                if (topic == null) {
                    throw new IllegalStateException(asyncapi + ": no channel " + channel);
                }
                rights.add(new Right(
                        operation.required("x-principal").asText(),
                        Action.valueOf(operation.required("action").asText().toUpperCase(java.util.Locale.ROOT)),
                        topic.name()));
            }
            return new EventTopics(List.copyOf(byChannel.values()), rights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Topic topic(JsonNode channel) {
        JsonNode kafka = channel.at("/bindings/kafka");
        Map<String, String> settings = new LinkedHashMap<>();
        kafka.path("topicConfiguration").properties().forEach(e -> settings.put(e.getKey(), setting(e.getValue())));
        return new Topic(
                channel.required("address").asText(), kafka.path("partitions").asInt(1), settings);
    }

    private static String setting(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(part.asText()));
        return String.join(",", parts);
    }
}
