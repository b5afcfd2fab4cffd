package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** Components and the steps that have been done. All methods work in the caller's session. */
public interface ComponentRecords {

    /** What an operation is going to make, in its order. */
    record Plan(Checkpoint operation, List<Component> components) {}

    /**
     * A component that an operation has made, or removed.
     *
     * @param restores whether it may be done while the operation is undone: it was made as the former generation describes it,
     *     or removed by a deletion, or because that generation lacks it
     */
    record Made(Checkpoint operation, Component component, boolean restores) {
        public static final String MADE = "component/";
        public static final String REMOVED = "destroyed/";
        private static final String RESTORED = "restored/";

        public static Made made(Checkpoint operation, Component component) {
            return new Made(operation, component, false);
        }

        /** Names the step in which that was done: once in an attempt of an operation. */
        public String step() {
            if (component.state() == ComponentState.DESTROYED) {
                return REMOVED + component.name();
            }
            return step(component.name(), restores);
        }

        /** The step in which a component is made. */
        public static String step(String component, boolean restores) {
            return (restores ? RESTORED : MADE) + component;
        }
    }

    /** Adds the components of operations. Those that such an operation has added before stay as they are. */
    Uni<Void> plan(Mutiny.Session session, List<Plan> plans, Instant now);

    /**
     * The same where components of earlier operations go on to stand as they are: only their place in the plan, what
     * they depend on and who answers for them is noted anew. Those that are gone count as not there.
     */
    Uni<Void> planBesides(Mutiny.Session session, List<Plan> plans, Instant now);

    /**
     * Notes that an operation begins to make a component that may stand already: from now on it is this operation's, and
     * counts as not made. Inputs and outputs stay as they were. Nothing is touched once this attempt has noted it as
     * made: that could never be noted again.
     *
     * @param restores as of {@link Made}
     * @return false if this attempt has noted it as made, a later one has begun, the operation has ended, or is being undone
     *     and does not restore
     */
    Uni<Boolean> touch(Mutiny.Session session, Checkpoint operation, String name, boolean restores, Instant now);

    /**
     * Notes anew where the inputs of a component came from, which stands as this operation wants it and is left alone. Nothing
     * happens where it does not count as made, a later attempt has begun, the operation has ended, or is being undone and this
     * does not restore.
     */
    Uni<Void> explained(Mutiny.Session session, Made made);

    /**
     * Notes that an operation begins to remove a component: it counts as made no more. Nothing happens where it did not
     * count so before, or the operation has ended.
     */
    Uni<Void> removing(Mutiny.Session session, Checkpoint operation, String name, Instant now);

    /**
     * Notes what there is of a component that was never finished and cannot be removed. Nothing happens where something was
     * noted before, or the operation has ended.
     */
    Uni<Void> found(Mutiny.Session session, Checkpoint operation, String name, List<Resource> there, Instant now);

    /** The stack's components that this operation planned, or began to make, last; in the order of the plan. */
    Uni<List<Component>> touched(Mutiny.Session session, Checkpoint operation);

    /** The names of the components that an operation has removed so far, also those that it made again. */
    Uni<Set<String>> removed(Mutiny.Session session, Checkpoint operation);

    /** Notes that a component that an operation is about to make again has lost the data that it held. */
    Uni<Void> emptied(Mutiny.Session session, Checkpoint operation, String name, Instant now);

    /** The names of the components of which an operation noted that, in whichever attempt. */
    Uni<Set<String>> emptied(Mutiny.Session session, Checkpoint operation);

    /** The stack's components, in the order of the plan. */
    Uni<List<Component>> ofStack(Mutiny.Session session, String stackId);

    /** A component and the operation that planned it last. */
    record Standing(Component component, String operationId) {}

    /** One component of a stack; empty where the stack has none of that name. */
    Uni<Optional<Standing>> find(Mutiny.Session session, String stackId, String name);

    /** Whether any operation of the stack has noted that it made a component of this name, whatever became of it. */
    Uni<Boolean> everMade(Mutiny.Session session, String stackId, String name);

    /** The components of stacks, each in the order of its plan, by the stack's id. */
    Uni<Map<String, List<Component>>> ofStacks(Mutiny.Session session, Set<String> stackIds);

    /**
     * Notes that components were made, or removed, that these steps were done and that their operations have moved on; locks the
     * operations until the transaction ends.
     *
     * @return those that were noted: neither had the step been noted before nor had a later attempt begun or the operation
     *     ended, nor was it being undone if they were made and not restored, or removed and made again since
     */
    Uni<Set<Made>> made(Mutiny.Session session, List<Made> made, Instant now);
}
