package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.WorkflowStarts;
import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the workers for as long as Temporal answers, and new ones when it answers again. The SDK's pollers back off to a
 * minute while it is away, which nobody can configure; fresh ones ask at once.
 */
@ApplicationScoped
class ProvisioningWorkers {
    private static final Logger LOG = Logger.getLogger(ProvisioningWorkers.class);
    private static final long SECONDS_TO_ANSWER = 2;
    private static final long SECONDS_TO_STOP = 10;
    /** Questions in a row without an answer after which the pollers sleep too long to be waited for. */
    private static final int LONG_AWAY = 3;

    private final WorkflowServiceStubs temporal;
    private final WorkflowClient client;
    private final WorkerFactoryOptions options;
    private final OperationActivities operations;
    private final ComponentActivities components;
    private final DeletionActivities deletions;
    private final DestructionActivities destructions;
    private final Duration destroyLimit;
    private final int parallel;
    private @Nullable WorkerFactory factory;
    private int unanswered;
    private boolean stopped;

    ProvisioningWorkers(
            WorkflowServiceStubs temporal,
            WorkflowClient client,
            WorkerFactoryOptions options,
            OperationActivities operations,
            ComponentActivities components,
            DeletionActivities deletions,
            DestructionActivities destructions,
            @ConfigProperty(name = "gatehouse.provisioner.engine-destroy-limit") Duration destroyLimit,
            @ConfigProperty(name = "gatehouse.provisioner.parallel-activities") int parallel) {
        this.temporal = temporal;
        this.client = client;
        this.options = options;
        this.operations = operations;
        this.components = components;
        this.deletions = deletions;
        this.destructions = destructions;
        this.destroyLimit = destroyLimit;
        this.parallel = parallel;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void supervise() {
        if (stopped) {
            return;
        }
        if (!answers()) {
            unanswered++;
            return;
        }
        if (factory == null || unanswered >= LONG_AWAY) {
            replace();
        }
        unanswered = 0;
    }

    private boolean answers() {
        try {
            temporal.blockingStub()
                    .withDeadlineAfter(SECONDS_TO_ANSWER, TimeUnit.SECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            return true;
        } catch (StatusRuntimeException away) {
            LOG.debugf("Temporal does not answer: %s", away.getMessage());
            return false;
        }
    }

    private void replace() {
        if (factory != null) {
            // What still runs may end in peace; only polling stops.
            factory.shutdown();
        }
        WorkerFactory fresh = WorkerFactory.newInstance(client, options);
        Worker worker = fresh.newWorker(
                WorkflowStarts.TASK_QUEUE,
                WorkerOptions.newBuilder()
                        .setMaxConcurrentActivityExecutionSize(parallel)
                        // The default throttle is most of the heartbeat timeout; a second keeps detection honest.
                        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
                        .build());
        worker.registerWorkflowImplementationTypes(
                workflows(destroyLimit),
                StackProvisioningWorkflowImpl.class,
                StackDeletionWorkflowImpl.class,
                StackReleaseWorkflowImpl.class,
                WitnessWorkflowImpl.class);
        worker.registerActivitiesImplementations(operations, components, deletions, destructions);
        fresh.start();
        factory = fresh;
        LOG.infof("Workers serve task queue %s", WorkflowStarts.TASK_QUEUE);
    }

    /** Time-outs are no part of a history's commands, so configuration may change them under workflows that run. */
    static WorkflowImplementationOptions workflows(Duration destroyLimit) {
        return WorkflowImplementationOptions.newBuilder()
                .setActivityOptions(
                        POJOActivityInterfaceMetadata.newInstance(DestructionActivities.class)
                                .getMethodsMetadata()
                                .stream()
                                .collect(Collectors.toMap(
                                        POJOActivityMethodMetadata::getActivityTypeName,
                                        removal -> Patience.removals(destroyLimit))))
                .build();
    }

    /** Before the connection closes: activities still at work get a moment to end and to report. */
    synchronized void stop(@Observes ShutdownEvent shutdown) {
        stopped = true;
        if (factory != null) {
            factory.shutdown();
            factory.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
            factory.shutdownNow();
        }
    }
}
