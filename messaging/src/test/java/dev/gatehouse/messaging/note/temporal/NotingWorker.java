package dev.gatehouse.messaging.note.temporal;

import dev.gatehouse.messaging.trace.TraceParent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Workers as services make them from what messaging gives. */
@ApplicationScoped
public class NotingWorker {
    private final WorkerFactory factory;

    public NotingWorker(WorkflowClient client, WorkerFactoryOptions options) {
        factory = WorkerFactory.newInstance(client, options);
        Worker worker = factory.newWorker(Noting.QUEUE);
        worker.registerWorkflowImplementationTypes(NotingImpl.class);
        worker.registerActivitiesImplementations((Noting.Trace) () -> String.valueOf(TraceParent.current()));
    }

    void start(@Observes StartupEvent event) {
        factory.start();
    }

    void stop(@Observes ShutdownEvent event) {
        factory.shutdownNow();
    }
}
