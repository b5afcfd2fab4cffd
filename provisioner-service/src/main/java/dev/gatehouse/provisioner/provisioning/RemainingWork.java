package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;

/** What an operation has still to make, as far as that is certain. */
@ApplicationScoped
public class RemainingWork {
    private final PlannedStacks stacks;
    private final Affected affected;

    RemainingWork(PlannedStacks stacks, Affected affected) {
        this.stacks = stacks;
        this.affected = affected;
    }

    /**
     * The names of components that are not yet as the operation wants them. Those that a change will reach only because an
     * output becomes another one are not known before. Reads and renders, so not for an event loop.
     */
    public Set<String> of(Checkpoint operation) {
        try {
            return affected.by(stacks.read(operation)).stream()
                    .map(Component::name)
                    .collect(Collectors.toSet());
        } catch (TransientFailure unknownRelease) {
            return Set.of();
        }
    }
}
