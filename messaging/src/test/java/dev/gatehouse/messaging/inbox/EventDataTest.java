package dev.gatehouse.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDataTest {

    record Part(@Required String name) {}

    record Told(
            @Required String name,
            @Required int number,
            @Nullable List<String> words,
            @Nullable List<Part> parts,
            @Nullable Map<String, String> labels,
            @RequiredTree Map<String, @Nullable Object> tree) {}

    @Test
    void whatIsNotAskedForIsPassedOverAndWhatMayBeLeftOutIsNull() throws Exception {
        assertThat(read("{'name': 'a', 'number': 1, 'tree': {}, 'added': {'x': 1}}"))
                .isEqualTo(new Told("a", 1, null, null, null, Map.of()));
    }

    @Test
    void aNullInATreeIsAValue() throws Exception {
        Map<String, Object> tree = new HashMap<>();
        tree.put("x", null);
        tree.put("list", Arrays.asList(1, null));
        assertThat(read("{'name': 'a', 'number': 1, 'tree': {'x': null, 'list': [1, null]}}")
                        .tree())
                .isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
                "{'number': 1, 'tree': {}}",                                                  'name'
                "{'name': null, 'number': 1, 'tree': {}}",                                    at /name:
                "{'name': 'a', 'number': null, 'tree': {}}",                                  at /number:
                "{'name': 'a', 'number': 'x', 'tree': {}}",                                   at /number:
                "{'name': 'a', 'number': 1, 'tree': null}",                                   at /tree:
                "{'name': 'a', 'number': 1, 'tree': {}, 'words': ['b', null]}",               at /words/1:
                "{'name': 'a', 'number': 1, 'tree': {}, 'labels': {'x/y': null}}",            at /labels/x~1y:
                "{'name': 'a', 'number': 1, 'tree': {}, 'parts': [{'name': 'b'}, null]}",     at /parts/1:
                "{'name': 'a', 'number': 1, 'tree': {}, 'parts': [{'name': null}]}",          at /parts/0/name:
                "[]",                                                                          data of told.v1
                "null",                                                                        told.v1 has no data
                """)
    void whatIsMissingOrNullIsNamedWithItsPlace(String data, String reason) {
        assertThatThrownBy(() -> read(data))
                .isInstanceOf(RejectedEvent.class)
                .hasMessageContaining("told.v1")
                .hasMessageContaining(reason);
    }

    private static Told read(String data) throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(data.replace('\'', '"'));
        return EventData.read("told.v1", json, Told.class);
    }
}
