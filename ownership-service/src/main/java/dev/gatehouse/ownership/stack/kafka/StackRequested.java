package dev.gatehouse.ownership.stack.kafka;

import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.ownership.stack.StackFacts;
import java.util.UUID;

/** What ownership reads of the fact. */
record StackRequested(
        @Required UUID stackId,
        @Required String name,
        @Required String team,
        @Required String environment,
        @Required String namespace,
        @Required Release template,
        @Required Operation operation) {

    static final String TYPE = "dev.gatehouse.request.StackRequested.v1";

    record Release(@Required String name, @Required String version) {}

    StackFacts.Request request() {
        return new StackFacts.Request(
                stackId, name, team, environment, namespace, operation.number(), template.name(), template.version());
    }
}
