package dev.gatehouse.local.temporal;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.util.function.Consumer;

/**
 * Polls a sticky queue in the place of its worker that is gone. Each task it gets it fails as one whose stickiness is
 * reset: the server then schedules it for all workers, as a real one does when the task's time is over. Workflows that
 * sleep may come to that queue much later, so this goes on for as long as the server does, or until the worker is there
 * again; it costs one waiting thread. A query to such a workflow is not answered; it ends with its caller's deadline.
 */
final class Abandoned implements AutoCloseable {

    private static final String IDENTITY = "sticky-queues";

    private final WorkflowServiceImplBase service;
    private final PollWorkflowTaskQueueRequest poll;
    private final Context.CancellableContext context = Context.ROOT.withCancellation();
    private volatile boolean closed;

    Abandoned(WorkflowServiceImplBase service, PollWorkflowTaskQueueRequest poll) {
        this.service = service;
        this.poll = poll;
        Thread thread = new Thread(
                context.wrap(this::run), "abandoned " + poll.getTaskQueue().getName());
        thread.setDaemon(true);
        thread.start();
    }

    /** What identifies a sticky queue: a poll of it without anything of the worker that polls. */
    static PollWorkflowTaskQueueRequest pollOf(String namespace, TaskQueue queue) {
        return PollWorkflowTaskQueueRequest.newBuilder()
                .setNamespace(namespace)
                .setTaskQueue(
                        TaskQueue.newBuilder().setName(queue.getName()).setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY))
                .setIdentity(IDENTITY)
                .build();
    }

    private void run() {
        while (!closed) {
            // returns when there is a task, or empty after a minute
            service.pollWorkflowTaskQueue(poll, new Taker<>(this::handBack));
        }
    }

    private void handBack(PollWorkflowTaskQueueResponse task) {
        if (task.getTaskToken().isEmpty() || task.hasQuery()) {
            return;
        }
        service.respondWorkflowTaskFailed(
                RespondWorkflowTaskFailedRequest.newBuilder()
                        .setNamespace(poll.getNamespace())
                        .setIdentity(IDENTITY)
                        .setTaskToken(task.getTaskToken())
                        .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE)
                        .build(),
                new Taker<RespondWorkflowTaskFailedResponse>(nothing -> {}));
    }

    @Override
    public void close() {
        closed = true;
        context.cancel(null);
    }

    /** Takes an answer; a failure is that of one workflow, which ended meanwhile. */
    private record Taker<T>(Consumer<T> take) implements StreamObserver<T> {

        @Override
        public void onNext(T answer) {
            take.accept(answer);
        }

        @Override
        public void onError(Throwable failure) {
            // the next task may fare better
        }

        @Override
        public void onCompleted() {
            // each answer is one message
        }
    }
}
