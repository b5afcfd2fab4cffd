package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import org.jspecify.annotations.Nullable;

/** A commit's message, with trailers that lead back to the stack, its generation and the operation. */
final class CommitText {
    static final String GIVE_BACK = "Give back";

    private CommitText() {}

    /** What a commit does to the component's file. */
    static String verb(byte @Nullable [] before, byte @Nullable [] after, DesiredComponent desired) {
        if (after == null) {
            return "Remove";
        }
        if (!ApplicationManifest.isOf(after, desired)) {
            return GIVE_BACK;
        }
        return before == null || ApplicationManifest.isOf(before, desired) ? "Write" : "Adopt";
    }

    /** Whether a commit is one for this component. */
    static boolean isOf(String message, DesiredComponent desired) {
        String subject = message.lines().findFirst().orElse("");
        return subject.contains(" " + desired.name() + " of stack ")
                && message.lines()
                        .anyMatch(line -> line.equals(
                                "Gatehouse-Stack: " + desired.stack().id()));
    }

    static boolean givesBack(String message) {
        return message.startsWith(GIVE_BACK + " ");
    }

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
