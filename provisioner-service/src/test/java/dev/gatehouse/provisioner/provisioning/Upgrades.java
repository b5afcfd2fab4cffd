package dev.gatehouse.provisioner.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.Stacks;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Carries upgrades out as upgrade-service does: by the workflow's name and JSON, without any of our types. */
final class Upgrades {
    private final WorkflowClient client;

    Upgrades(WorkflowClient client) {
        this.client = client;
    }

    /**
     * Tells of two releases of a template. On the way from 1.0.0 to 2.0.0 base becomes another one, and middle with it, since
     * it takes base's output; old goes and fresh comes. What is called still stays as it is, but gets another owner, as
     * middle does.
     */
    static void release(Stacks stacks, String template) {
        ObjectNode from = Events.templateReleased(template + "@1.0.0");
        Events.component(from, "base", "scripted").put("version", 1);
        Events.component(from, "middle", "scripted", "base").put("version", "${components.base.version}");
        Events.component(from, "old", "scripted").put("fixed", true);
        Events.component(from, "still", "scripted").put("fixed", true);
        stacks.release(from);
        ObjectNode to = Events.templateReleased(template + "@2.0.0");
        Events.component(to, "base", "scripted").put("version", 2);
        Events.component(to, "middle", "scripted", "base").put("version", "${components.base.version}");
        Events.component(to, "fresh", "scripted", "middle").put("version", "${components.middle.version}");
        Events.component(to, "still", "scripted").put("fixed", true);
        Events.owner(to, "middle", "developer");
        Events.owner(to, "still", "developer");
        Events.output(to, "version", "${components.fresh.version}");
        stacks.release(to);
    }

    /** @param component null for all */
    WorkflowStub start(ObjectNode order, int attempt, String direction, String component) {
        JsonNode data = order.get("data");
        String operation = data.at("/operation/id").asText();
        String id =
                "upgrade/" + operation + "/" + attempt + "/" + direction + (component == null ? "" : "/" + component);
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("stackId", data.get("stackId").asText())
                .put("operationId", operation)
                .put("attempt", attempt)
                .put("direction", direction)
                .put("component", component)
                .put("added-later", true)
                .putObject("failure")
                .putNull("component")
                .put("reason", "a budget allows no disruption")
                .put("remedy", "Raise it.");
        WorkflowStub workflow = client.newUntypedWorkflowStub(
                "StackReleaseWorkflow",
                WorkflowOptions.newBuilder()
                        .setTaskQueue("provisioner-service")
                        .setWorkflowId(id)
                        .build());
        workflow.start(input);
        return workflow;
    }

    JsonNode run(ObjectNode order, int attempt, String direction, String component) {
        return result(start(order, attempt, direction, component));
    }

    static JsonNode result(WorkflowStub workflow) {
        try {
            return workflow.getResult(60, TimeUnit.SECONDS, JsonNode.class);
        } catch (TimeoutException late) {
            throw new AssertionError(workflow.getExecution() + " has no result", late);
        }
    }

    static String state(WorkflowStub workflow) {
        return result(workflow).get("state").asText();
    }
}
