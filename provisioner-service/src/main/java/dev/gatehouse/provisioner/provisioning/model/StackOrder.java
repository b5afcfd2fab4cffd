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
 * @param adopt the components whose engines take over what is there instead of making them new, as long as they are not
 *     made: also where something gave them back, and a later operation makes them again
 * @param plan the {@link PlanDigest} of the plan that was shown to whoever asks: the operation does what that says, or
 *     fails; null where none was
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
        List<String> adopt,
        @Nullable String plan) {

    /** Which release of which template. */
    public record TemplateVersion(String name, String version) {}

    @SuppressWarnings("NullAway") // a stored order may be older than the last four members
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
                List.of(),
                null);
    }

    /**
     * The same order, given after another operation of its stack. What an adoption was to take over is still to be taken
     * over by whatever tries it again, or makes it again after it was given back.
     */
    public StackOrder after(Provisioning before) {
        StackOrder earlier = before.order();
        return with(Math.max(reached, earlier.reached), earlier.adopt, plan);
    }

    /** The same order, where these components are taken over. */
    public StackOrder adopting(List<String> components) {
        return with(reached, components, plan);
    }

    /** The same order of somebody who was shown this plan; null for one who was shown none. */
    public StackOrder planned(@Nullable String digest) {
        return with(reached, adopt, digest);
    }

    /** Whether its operation may do only what was shown before. */
    public boolean bound() {
        return plan != null;
    }

    private StackOrder with(int highest, List<String> adopted, @Nullable String shown) {
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
                adopted,
                shown);
    }
}
