package dev.gatehouse.upgrade.stack.kafka;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.gatehouse.upgrade.stack.StackFacts;
import java.util.UUID;

/** What upgrade-service reads of the fact. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StackRequested(
        UUID stackId,
        String name,
        String team,
        String environment,
        String namespace,
        Release template,
        Operation operation) {

    static final String TYPE = "dev.gatehouse.request.StackRequested.v1";

    StackRequested {
        requireNonNull(stackId, "stackId is missing");
        requireNonNull(name, "name is missing");
        requireNonNull(team, "team is missing");
        requireNonNull(environment, "environment is missing");
        requireNonNull(namespace, "namespace is missing");
        requireNonNull(template, "template is missing");
        requireNonNull(operation, "operation is missing");
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Release(String name, String version) {
        Release {
            requireNonNull(name, "template.name is missing");
            requireNonNull(version, "template.version is missing");
        }
    }

    StackFacts.Request request() {
        return new StackFacts.Request(
                stackId, name, team, environment, namespace, operation.number(), template.name(), template.version());
    }
}
