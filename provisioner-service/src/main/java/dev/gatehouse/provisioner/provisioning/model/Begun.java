package dev.gatehouse.provisioner.provisioning.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to do.
 *
 * @param graph the components, in a possible order
 * @param outcome set if the operation has ended already: then there is nothing to do
 * @param failure set if the operation has failed for good already: then it is to be undone
 * @param first whether the stack was never ready before; false in histories that are older than this member
 * @param later whether other operations came before; false in histories that are older than this member
 * @param obsolete the components that stand and shall not
 * @param bound whether it may do only what was shown before; false in histories that are older than this member
 */
public record Begun(
        ComponentGraph graph,
        @Nullable Outcome outcome,
        @Nullable Failure failure,
        boolean first,
        boolean later,
        ComponentGraph obsolete,
        boolean bound) {
    private static final ComponentGraph NONE = new ComponentGraph(List.of());

    @SuppressWarnings("NullAway") // a history may be older than the member
    public Begun {
        obsolete = obsolete == null ? NONE : obsolete;
    }

    /** Work that adds to what is there, or takes away. */
    public Begun(ComponentGraph graph, @Nullable Outcome outcome) {
        this(graph, outcome, null, false);
    }

    /** The same for an operation before which there was none. */
    public Begun(ComponentGraph graph, @Nullable Outcome outcome, @Nullable Failure failure, boolean first) {
        this(graph, outcome, failure, first, false, NONE);
    }

    /** The same where other operations came before, and components may stand that shall not. */
    public Begun(
            ComponentGraph graph,
            @Nullable Outcome outcome,
            @Nullable Failure failure,
            boolean first,
            boolean later,
            ComponentGraph obsolete) {
        this(graph, outcome, failure, first, later, obsolete, false);
    }

    /** Where an operation had ended before. */
    public static Begun ended(Outcome outcome) {
        return new Begun(NONE, outcome);
    }

    /** Whether what is to be done is looked at before it is begun: there is something that may have changed, or was shown. */
    public boolean plannedFirst() {
        return later || bound;
    }

    /** Whether there is a former generation that a failure leads back to. */
    public boolean hasFormer() {
        return later && !first;
    }
}
