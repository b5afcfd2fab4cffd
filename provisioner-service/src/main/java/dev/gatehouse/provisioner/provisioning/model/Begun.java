package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * What there is to do.
 *
 * @param graph the components, in a possible order
 * @param outcome set if the operation has ended already: then there is nothing to do
 * @param failure set if the operation has failed for good already: then it is to be undone
 * @param first whether nothing of the stack was there before; false in histories that are older than this member
 */
public record Begun(
        ComponentGraph graph,
        @Nullable Outcome outcome,
        @Nullable Failure failure,
        boolean first) {

    /** Work that adds to what is there, or takes away. */
    public Begun(ComponentGraph graph, @Nullable Outcome outcome) {
        this(graph, outcome, null, false);
    }
}
