package dev.gatehouse.provisioner.provisioning.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stack as it was requested.
 *
 * @param parameters what the team set
 * @param defaults what the release's schema added
 * @param generation the stack's, once the operation has succeeded
 * @param repair the components that are made again although nothing of them changes
 * @param reached the highest generation that any operation of the stack has asked for so far: what engines are told, for
 *     what they wrote last for an operation that failed must not look newer than what comes after it
 * @param adopt the components whose engines take over what is there instead of making them new, as long as the stack was
 *     not ready
 */
public record StackOrder(
        String stackId,
        String name,
        String team,
        String environment,
        String namespace,
        Map<String, String> labels,
        TemplateVersion template,
        Map<String, @Nullable Object> parameters,
        Map<String, @Nullable Object> defaults,
        int generation,
        Operation operation,
        List<String> repair,
        int reached,
        List<String> adopt) {

    /** Which release of which template. */
    public record TemplateVersion(String name, String version) {}

    @SuppressWarnings("NullAway") // a stored order may be older than the last three members
    public StackOrder {
        repair = repair == null ? List.of() : List.copyOf(repair);
        reached = Math.max(reached, generation);
        adopt = adopt == null ? List.of() : List.copyOf(adopt);
    }

    /** An order without repairs, and the first that asks for its generation. */
    public StackOrder(
            String stackId,
            String name,
            String team,
            String environment,
            String namespace,
            Map<String, String> labels,
            TemplateVersion template,
            Map<String, @Nullable Object> parameters,
            Map<String, @Nullable Object> defaults,
            int generation,
            Operation operation) {
        this(
                stackId,
                name,
                team,
                environment,
                namespace,
                labels,
                template,
                parameters,
                defaults,
                generation,
                operation,
                List.of(),
                generation,
                List.of());
    }

    /** The same order, given after another one of its stack. */
    public StackOrder after(StackOrder earlier) {
        return with(Math.max(reached, earlier.reached), adopt);
    }

    /** The same order, where these components are taken over. */
    public StackOrder adopting(List<String> components) {
        return with(reached, components);
    }

    private StackOrder with(int highest, List<String> adopted) {
        return new StackOrder(
                stackId,
                name,
                team,
                environment,
                namespace,
                labels,
                template,
                parameters,
                defaults,
                generation,
                operation,
                repair,
                highest,
                adopted);
    }
}
