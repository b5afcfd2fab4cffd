package dev.gatehouse.request.document.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as text: tables and fingerprints. One mapper with fixed settings, so that stored text never changes its form. */
public final class JsonText {
    private static final int DEEPEST = 64;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<String>>> LISTS = new TypeReference<>() {};

    static final JsonMapper STRICT = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build();

    private JsonText() {}

    /** Members of maps are sorted, so equal values have equal texts. */
    public static String write(@Nullable Object value) {
        try {
            return STRICT.writeValueAsString(value);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("cannot be written as JSON", notJson);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return STRICT.readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored text cannot be read", broken);
        }
    }

    public static Map<String, Object> readObject(String text) {
        try {
            return STRICT.readValue(text, OBJECT);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored text cannot be read", broken);
        }
    }

    public static Map<String, List<String>> readLists(String text) {
        try {
            return STRICT.readValue(text, LISTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored text cannot be read", broken);
        }
    }

    /** A plain tree as Jackson's nodes, for libraries that want those. */
    public static JsonNode tree(@Nullable Object value) {
        return STRICT.valueToTree(value);
    }

    /** Jackson's nodes as a plain tree. */
    public static Map<String, Object> plain(ObjectNode node) {
        return STRICT.convertValue(node, OBJECT);
    }
}
