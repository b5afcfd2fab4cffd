package dev.gatehouse.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One place in the data of an event's example where the contract allows no null: a member, or another element of a list or
 * a map.
 *
 * @param pointer the place
 * @param data the example's data with a null there
 * @param without the same with nothing there
 */
public record NullPlace(String pointer, JsonNode data, JsonNode without) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANOTHER = "another";

    /** All of an event, the data themselves among them. */
    public static List<NullPlace> of(String event) {
        JsonNode example = example(event);
        List<JsonPointer> pointers = new ArrayList<>();
        collect(example.get("data"), JsonPointer.empty(), pointers);
        return pointers.stream()
                .filter(pointer -> !EventContract.violations(
                                with(example, pointer).toString())
                        .isEmpty())
                .map(pointer -> new NullPlace(
                        pointer.toString(), with(example, pointer).get("data"), without(example.get("data"), pointer)))
                .toList();
    }

    /**
     * Fails the test unless a consumer refuses each of these nulls and says where it is, or reads the data as if nothing were
     * there. What it reads must have an {@code equals}.
     */
    public static void check(String event, Function<JsonNode, ?> reader) {
        for (NullPlace place : of(event)) {
            Object read;
            try {
                read = reader.apply(place.data());
            } catch (RuntimeException refused) {
                assertThat(refused).hasMessageContaining(place.pointer());
                continue;
            }
            assertThat(read).as("with null at %s", place.pointer()).isEqualTo(reader.apply(place.without()));
        }
    }

    private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> pointers) {
        pointers.add(at);
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                collect(member.getValue(), at.appendProperty(member.getKey()), pointers);
            }
            pointers.add(at.appendProperty(ANOTHER));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), at.appendIndex(i), pointers);
            }
            pointers.add(at.appendIndex(list.size()));
        }
    }

    private static JsonNode with(JsonNode example, JsonPointer place) {
        ObjectNode event = example.deepCopy();
        JsonPointer inEvent = JsonPointer.compile("/data").append(place);
        JsonNode parent = event.at(inEvent.head());
        if (parent instanceof ObjectNode object) {
            object.putNull(inEvent.last().getMatchingProperty());
        } else {
            ArrayNode list = (ArrayNode) parent;
            int index = inEvent.last().getMatchingIndex();
            if (index < list.size()) {
                list.setNull(index);
            } else {
                list.addNull();
            }
        }
        return event;
    }

    /** A list has no place without an element: it stays as it is. */
    private static JsonNode without(JsonNode data, JsonPointer place) {
        JsonNode rest = data.deepCopy();
        if (!place.matches() && rest.at(place.head()) instanceof ObjectNode object) {
            object.remove(place.last().getMatchingProperty());
        }
        return rest;
    }

    private static JsonNode example(String event) {
        try {
            return JSON.readTree(EventContract.example(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
