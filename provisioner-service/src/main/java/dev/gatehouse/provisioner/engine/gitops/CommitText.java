package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.DesiredComponent;

/** A commit's message, with trailers that lead back to the stack, its generation and the operation. */
final class CommitText {
    private CommitText() {}

    static String of(String verb, DesiredComponent desired) {
        return "%s %s of stack %s/%s\n\nGatehouse-Stack: %s\nGatehouse-Generation: %d\nGatehouse-Operation: %s\n"
                .formatted(
                        verb,
                        desired.name(),
                        desired.stack().team(),
                        desired.stack().name(),
                        desired.stack().id(),
                        desired.stack().generation(),
                        desired.stack().operationId());
    }
}
