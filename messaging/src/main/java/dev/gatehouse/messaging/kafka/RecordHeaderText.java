package dev.gatehouse.messaging.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Record headers as JSON text, an array of {name, base64 value}: names may repeat and values are bytes. */
@ApplicationScoped
public class RecordHeaderText {
    private final ObjectMapper json;

    public RecordHeaderText(ObjectMapper json) {
        this.json = json;
    }

    public String write(Iterable<Header> headers) {
        List<Entry> entries = new ArrayList<>();
        headers.forEach(header -> entries.add(new Entry(header.key(), header.value())));
        try {
            return json.writeValueAsString(entries);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names and bytes can always be written", e);
        }
    }

    public Headers read(String text) {
        try {
            Headers headers = new RecordHeaders();
            json.readValue(text, new TypeReference<List<Entry>>() {})
                    .forEach(entry -> headers.add(entry.name(), entry.value()));
            return headers;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored headers are not what this class writes", e);
        }
    }

    /** Jackson writes the bytes as base64. */
    private record Entry(String name, byte @Nullable [] value) {}
}
