package dev.gatehouse.provisioner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Events of request-service, made from the contract's examples. */
public final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Events() {}

    public static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    public static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.get("data");
    }

    /** A request for a stack that nobody has requested before. */
    public static ObjectNode stackRequested(String name, String release) {
        String stackId = UUID.randomUUID().toString();
        ObjectNode event = parse(EventContract.example("StackRequested"));
        event.put("id", UUID.randomUUID().toString());
        event.put("subject", stackId);
        event.put("partitionkey", stackId);
        ObjectNode data = data(event);
        data.put("stackId", stackId)
                .put("name", name)
                .put("namespace", data.get("team").asText() + "-" + name);
        ((ObjectNode) data.get("operation")).put("id", UUID.randomUUID().toString());
        String[] template = release.split("@", 2);
        data.putObject("template").put("name", template[0]).put("version", template[1]);
        return event;
    }

    /** That the stack of a request shall have these parameters, with nothing to repair and no plan. */
    public static ObjectNode changeRequested(ObjectNode request, int number, int generation, ObjectNode parameters) {
        ObjectNode event = later("StackChangeRequested", request, number, number);
        ObjectNode data = data(event);
        data.set("parameters", parameters);
        data.set("defaults", data(request).get("defaults").deepCopy());
        data.put("generation", generation).putArray("repair");
        data.remove("plan");
        return event;
    }

    /** That the stack of a request shall be made of another release of its template. */
    public static ObjectNode upgradeRequested(ObjectNode request, int number, int generation, String version) {
        ObjectNode event = later("StackUpgradeRequested", request, number, number);
        ObjectNode data = data(event);
        for (String same : new String[] {"parameters", "defaults"}) {
            data.set(same, data(request).get(same).deepCopy());
        }
        data.set("from", data(request).get("template").deepCopy());
        data.put("generation", generation).withObject("/template").put("version", version);
        return event;
    }

    /** That an operation shall go no further. */
    public static ObjectNode cancelRequested(ObjectNode requested, int sequence) {
        String stackId = requested.get("subject").asText();
        ObjectNode event = parse(EventContract.example("OperationCancelRequested"));
        event.put("id", UUID.randomUUID().toString());
        event.put("subject", stackId).put("partitionkey", stackId).put("sequence", Integer.toString(sequence));
        data(event).put("stackId", stackId);
        data(event).set("operation", data(requested).get("operation").deepCopy());
        return event;
    }

    /** That the stack of a request shall be gone. */
    public static ObjectNode deletionRequested(ObjectNode request, int number, int sequence) {
        return later("StackDeletionRequested", request, number, sequence);
    }

    /** The example of an event, told of the stack of a request, with an operation of this number. */
    private static ObjectNode later(String type, ObjectNode request, int number, int sequence) {
        String stackId = request.get("subject").asText();
        ObjectNode event = parse(EventContract.example(type));
        event.put("id", UUID.randomUUID().toString());
        event.put("subject", stackId).put("partitionkey", stackId).put("sequence", Integer.toString(sequence));
        ObjectNode data = data(event);
        data.put("stackId", stackId);
        for (String same : new String[] {"name", "team", "environment", "namespace", "labels", "template"}) {
            data.set(same, data(request).get(same).deepCopy());
        }
        ((ObjectNode) data.get("operation"))
                .put("id", UUID.randomUUID().toString())
                .put("number", number);
        return event;
    }

    /** A release of this name without components; {@link #component} adds them. */
    public static ObjectNode templateReleased(String release) {
        String[] template = release.split("@", 2);
        ObjectNode event = parse(EventContract.example("TemplateReleased"));
        event.put("id", UUID.randomUUID().toString());
        event.put("subject", release);
        event.put("partitionkey", release);
        ObjectNode data = data(event);
        data.put("name", template[0]).put("version", template[1]);
        data.putArray("components");
        data.putObject("outputs");
        return event;
    }

    /** Adds a component to a release and returns its inputs, {@code with}. */
    public static ObjectNode component(ObjectNode release, String name, String kind, String... dependsOn) {
        ObjectNode component = ((ArrayNode) data(release).get("components")).addObject();
        component.put("name", name).put("kind", kind).put("owner", "platform").put("reversible", true);
        ArrayNode needed = component.putArray("dependsOn");
        for (String dependency : dependsOn) {
            needed.add(dependency);
        }
        return component.putObject("with");
    }

    /** Says who answers for a component of a release. */
    public static void owner(ObjectNode release, String name, String owner) {
        data(release).get("components").forEach(component -> {
            if (component.get("name").asText().equals(name)) {
                ((ObjectNode) component).put("owner", owner);
            }
        });
    }

    public static ObjectNode output(ObjectNode release, String name, String expression) {
        return ((ObjectNode) data(release).get("outputs")).put(name, expression);
    }
}
