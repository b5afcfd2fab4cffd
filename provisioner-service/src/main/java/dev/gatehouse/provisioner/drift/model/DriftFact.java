package dev.gatehouse.provisioner.drift.model;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import java.time.Instant;
import java.util.List;

/** What is told about drift on {@value #TOPIC}, with the stack as aggregate and without an operation. */
public sealed interface DriftFact {
    String TOPIC = "provisioner.stack.v1";

    /** The CloudEvents type. */
    String type();

    String stackId();

    /** A component is not as it was made, or not in the way that was told before. */
    record DriftDetected(
            String stackId,
            String component,
            String kind,
            String target,
            String policy,
            List<FieldDifference> differences,
            String state,
            Instant detectedAt)
            implements DriftFact {
        @Override
        public String type() {
            return "dev.gatehouse.provisioner.DriftDetected.v1";
        }

        static DriftDetected of(Drift drift, Instant now) {
            return new DriftDetected(
                    drift.stackId(),
                    drift.component(),
                    drift.kind(),
                    drift.target(),
                    drift.policy().label(),
                    drift.seen().differences(),
                    drift.seen().state().label(),
                    now);
        }
    }

    /**
     * A component has drifted no more.
     *
     * @param reason {@value #AS_DESIRED}: it is again as it was made; {@value #REMOVED}: it exists no more
     */
    record DriftResolved(String stackId, String component, String reason, Instant resolvedAt) implements DriftFact {
        static final String AS_DESIRED = "as desired";
        static final String REMOVED = "removed";

        @Override
        public String type() {
            return "dev.gatehouse.provisioner.DriftResolved.v1";
        }
    }

    /** A ready stack is not whole. */
    record StackDegraded(String stackId, List<String> components, String reason, Instant since) implements DriftFact {
        @Override
        public String type() {
            return "dev.gatehouse.provisioner.StackDegraded.v1";
        }
    }

    /** It is whole again. */
    record StackRecovered(String stackId, Instant recoveredAt) implements DriftFact {
        @Override
        public String type() {
            return "dev.gatehouse.provisioner.StackRecovered.v1";
        }
    }

    /** Components shall be applied again, by an operation that the gate lets in. */
    record RepairNeeded(String stackId, List<String> components, int generation, int operationNumber, Instant neededAt)
            implements DriftFact {
        @Override
        public String type() {
            return "dev.gatehouse.provisioner.RepairNeeded.v1";
        }
    }
}
