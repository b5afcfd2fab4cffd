package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.Refusals.Refusal;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What engines do in this process. An engine asks only between its steps whether its work is still wanted; this asks every
 * second, for all that are at work at once, and interrupts those that nobody wants any more in the midst of a step.
 */
@ApplicationScoped
class RunsAtWork {
    private static final Logger LOG = Logger.getLogger(RunsAtWork.class);

    private final BlockingBridge bridge;
    private final OperationStates states;
    private final EngineRuns engines;
    private final Set<Run> atWork = ConcurrentHashMap.newKeySet();

    RunsAtWork(BlockingBridge bridge, OperationStates states, EngineRuns engines) {
        this.bridge = bridge;
        this.states = states;
        this.engines = engines;
    }

    private record Run(String operationId, Refusal refusal, Thread worker) {}

    /** Until it is closed, what this thread lets an engine do ends with the refusal, once there is one. */
    AtWork enter(Checkpoint operation, Refusal refusal) {
        Run run = new Run(operation.operationId(), refusal, Thread.currentThread());
        atWork.add(run);
        return () -> atWork.remove(run);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void interruptUnwanted() {
        Set<String> operations = atWork.stream().map(Run::operationId).collect(Collectors.toSet());
        if (operations.isEmpty()) {
            return;
        }
        Map<String, ProvisioningState> known = bridge.read(session -> states.of(session, operations));
        for (Run run : atWork) {
            ProvisioningState state = known.get(run.operationId());
            if (state != null) {
                run.refusal().of(run.operationId(), state).ifPresent(why -> interrupt(run, why));
            }
        }
    }

    private void interrupt(Run run, PermanentFailure why) {
        LOG.debugf("An engine at work for operation %s is interrupted: %s", run.operationId(), why.reason());
        engines.interrupt(run.worker(), why);
    }

    /** An engine's work for an operation. */
    interface AtWork extends AutoCloseable {
        @Override
        void close();
    }
}
