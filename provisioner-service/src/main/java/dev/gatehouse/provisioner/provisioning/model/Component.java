package dev.gatehouse.provisioner.provisioning.model;

import dev.gatehouse.provisioner.rendering.model.Provenance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stack's component as the latest operation left it.
 *
 * @param owner {@code platform} or {@code developer}
 * @param target the name of the target it is made on
 * @param dependsOn the components whose outputs it needs; null in rows that were written before it was noted
 * @param inputs the rendered inputs that it was made with; empty while it is not made
 * @param resources what was made there
 * @param provenance where each rendered input came from, by its JSON pointer
 */
public record Component(
        String name,
        String kind,
        String owner,
        String target,
        @Nullable List<String> dependsOn,
        ComponentState state,
        Map<String, @Nullable Object> inputs,
        Map<String, @Nullable Object> outputs,
        List<Resource> resources,
        Map<String, Provenance> provenance) {

    /** Something that exists on the target. */
    public record Resource(String type, String id) {}

    public static Component pending(String name, String kind, String owner, String target, List<String> dependsOn) {
        return new Component(
                name,
                kind,
                owner,
                target,
                List.copyOf(dependsOn),
                ComponentState.PENDING,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of());
    }

    /** Whether there is something of it, whole or not, that was noted. */
    public boolean stands() {
        return state == ComponentState.READY || state != ComponentState.DESTROYED && !resources.isEmpty();
    }

    /** Whether it was made to its end once: what was only found of it has no outputs, and never held anything. */
    public boolean wasMade() {
        return state == ComponentState.READY || !outputs.isEmpty();
    }

    /** Whether what it adopted may have been given back: it is not made, or its removal has begun. */
    public boolean mayBeGivenBack() {
        return !wasMade() || state == ComponentState.REMOVING;
    }

    /** The same that an operation begins anew: it counts as not made, with what is noted of it. */
    public Component begunAnew() {
        return state == ComponentState.READY ? inState(ComponentState.PENDING) : this;
    }

    /** The same as if it were whole: its outputs are those that it had last. */
    public Component asItStood() {
        return inState(ComponentState.READY);
    }

    private Component inState(ComponentState other) {
        return new Component(name, kind, owner, target, dependsOn, other, inputs, outputs, resources, provenance);
    }

    public Component ready(
            Map<String, @Nullable Object> with,
            Map<String, @Nullable Object> made,
            List<Resource> found,
            Map<String, Provenance> origins) {
        return new Component(name, kind, owner, target, dependsOn, ComponentState.READY, with, made, found, origins);
    }

    /** As it is, with another origin of the same inputs: a team may set what was a default, to the same value. */
    public Component explained(Map<String, Provenance> origins) {
        return new Component(name, kind, owner, target, dependsOn, state, inputs, outputs, resources, origins);
    }

    /** Whether it was made with just these inputs. */
    public boolean isMadeWith(Map<String, @Nullable Object> wanted) {
        return state == ComponentState.READY && SameValues.same(inputs, wanted);
    }

    public Component destroyed() {
        return new Component(
                name,
                kind,
                owner,
                target,
                dependsOn,
                ComponentState.DESTROYED,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of());
    }
}
