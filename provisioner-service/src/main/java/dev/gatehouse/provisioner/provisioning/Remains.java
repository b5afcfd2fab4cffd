package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** What there is of a component that was never finished, so that nothing of it was noted, and that cannot be removed. */
@ApplicationScoped
class Remains {
    private static final Logger LOG = Logger.getLogger(Remains.class);

    private final BlockingBridge bridge;
    private final ComponentRecords components;
    private final EngineRuns runs;

    Remains(BlockingBridge bridge, ComponentRecords components, EngineRuns runs) {
        this.bridge = bridge;
        this.components = components;
        this.runs = runs;
    }

    /** Asks the target, and notes it. Where it does not answer, nothing is noted: the removal's own failure counts. */
    void note(Checkpoint checkpoint, Component component, Engine engine, DesiredComponent doomed) {
        if (!component.resources().isEmpty()) {
            return;
        }
        try {
            List<Resource> there = there(runs.plan(engine, doomed));
            Instant now = Clock.systemUTC().instant();
            bridge.inTransaction(session -> components.found(session, checkpoint, component.name(), there, now));
        } catch (RuntimeException unseen) {
            LOG.infof("What there is of component %s is not known: %s", component.name(), unseen.getMessage());
        }
    }

    /** An apply would create what is not there. */
    private static List<Resource> there(ComponentPlan plan) {
        return plan.resources().stream()
                .filter(resource -> resource.change() != Change.CREATED)
                .map(resource -> new Resource(
                        resource.resource().type(), resource.resource().id()))
                .toList();
    }
}
