package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * What there is to do.
 *
 * @param graph the components, in a possible order
 * @param outcome set if the operation has ended already: then there is nothing to do
 */
public record Begun(ComponentGraph graph, @Nullable Outcome outcome) {}
