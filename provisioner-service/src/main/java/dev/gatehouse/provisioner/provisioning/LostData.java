package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Components that held data and that somebody took away behind the provisioner's back. Made again they are as the release
 * describes them, but empty: the operation that makes them says so at its end.
 */
@ApplicationScoped
class LostData {
    private static final int MOST = 50;

    private final BlockingBridge bridge;
    private final ComponentRecords components;
    private final EngineRuns runs;

    LostData(BlockingBridge bridge, ComponentRecords components, EngineRuns runs) {
        this.bridge = bridge;
        this.components = components;
        this.runs = runs;
    }

    /** Looks whether the component, which is about to be made, stood before and lost its data, and notes that. */
    void look(Checkpoint checkpoint, Component before, Engine engine, DesiredComponent desired) {
        boolean stood = before.wasMade() && !before.resources().isEmpty();
        if (stood && engine.keepsData() && runs.lacksData(engine, desired)) {
            Instant now = Clock.systemUTC().instant();
            bridge.inTransaction(session -> components.emptied(session, checkpoint, before.name(), now));
        }
    }

    /** The names of those of the stack that the operation made again; what began with nothing is not even asked for. */
    List<String> madeAgainBy(Checkpoint checkpoint, PlannedStack stack) {
        if (!stack.operation().order().operation().changes()) {
            return List.of();
        }
        Set<String> emptied = madeAgainBy(checkpoint);
        return stack.released().stream()
                .map(Component::name)
                .filter(emptied::contains)
                .limit(MOST)
                .toList();
    }

    /** The names of those that the operation made again so far. */
    Set<String> madeAgainBy(Checkpoint checkpoint) {
        return bridge.read(session -> components.emptied(session, checkpoint));
    }
}
