package dev.gatehouse.provisioner.document.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;

/**
 * JSON in text columns of this service's own writing. A row may have been written by a later version of it, before that was
 * rolled back, so fields that nobody knows are passed over.
 */
@ApplicationScoped
public class Documents {
    private final ObjectMapper json;

    Documents(ObjectMapper json) {
        this.json = json;
    }

    public String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public <T> T read(String document, Class<T> type) {
        return read(document, json.readerFor(type));
    }

    public <T> T read(String document, TypeReference<T> type) {
        return read(document, json.readerFor(type));
    }

    private static <T> T read(String document, ObjectReader reader) {
        try {
            return reader.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(document);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
