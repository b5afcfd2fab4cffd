package dev.gatehouse.local.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehouse.local.RepositoryRoot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The events as {@code docs/events} describes them. Tests on the producing side check what they send, tests on the
 * consuming side read the examples.
 */
public final class EventContract {

    private static final Pattern TYPE =
            Pattern.compile("dev\\.gatehouse\\.[a-z]+\\.(?<event>[A-Za-z]+)\\.v(?<major>[0-9]+)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private EventContract() {}

    /** The whole CloudEvent of {@code docs/events/examples/<event>.json}, for example {@code StackRequested}. */
    public static String example(String event) {
        return read(directory().resolve("examples").resolve(event + ".json"));
    }

    /** The names of all events that have an example. */
    public static List<String> events() {
        try (Stream<Path> files = Files.list(directory().resolve("examples"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a CloudEvent (JSON, structured mode): its attributes and its data; empty if nothing is. */
    public static List<String> violations(String cloudEvent) {
        JsonNode event;
        try {
            event = JSON.readTree(cloudEvent);
        } catch (JsonProcessingException e) {
            return List.of("not JSON: " + e.getOriginalMessage());
        }
        List<String> violations = new ArrayList<>(against(envelope(), event));
        Matcher type = TYPE.matcher(event.path("type").asText());
        if (!type.matches()) {
            violations.add("type: not dev.gatehouse.<short name>.<Event>.v<major>");
            return violations;
        }
        String name = type.group("event") + ".v" + type.group("major") + ".json";
        Path schema = directory().resolve("schemas").resolve(name);
        if (!Files.exists(schema)) {
            violations.add("type: docs/events/schemas has no " + name);
            return violations;
        }
        against(schema(read(schema)), event.path("data")).forEach(violation -> violations.add("data" + violation));
        if (!event.path("partitionkey").equals(event.path("subject"))) {
            violations.add("partitionkey: is not the subject");
        }
        return violations;
    }

    /** Fails the test if the CloudEvent breaks the contract. */
    public static void check(String cloudEvent) {
        List<String> violations = violations(cloudEvent);
        if (!violations.isEmpty()) {
            throw new AssertionError("The event breaks the contract: " + violations + "\n" + cloudEvent);
        }
    }

    private static List<String> against(Schema schema, JsonNode node) {
        return schema
                .validate(node, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static Schema envelope() {
        try (InputStream in = EventContract.class.getResourceAsStream("envelope.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("envelope.schema.json is not in this jar");
            }
            return SCHEMAS.getSchema(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(String text) {
        try {
            return SCHEMAS.getSchema(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return RepositoryRoot.find().resolve("docs/events");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
