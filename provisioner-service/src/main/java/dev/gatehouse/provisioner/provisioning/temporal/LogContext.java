package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import org.jboss.logging.MDC;

/** Stack and operation in every log line of an activity. */
final class LogContext implements AutoCloseable {
    private LogContext() {}

    static LogContext of(Checkpoint operation) {
        MDC.put("stackId", operation.stackId());
        MDC.put("operationId", operation.operationId());
        return new LogContext();
    }

    @Override
    public void close() {
        MDC.remove("stackId");
        MDC.remove("operationId");
    }
}
