package dev.gatehouse.local.temporal;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Gives the workflows of a worker that is gone to the others. A worker keeps its workflows in memory and has their tasks
 * sent to a queue of its own, the sticky queue. A real server gives a task that nobody takes from there back to the
 * queue of all workers, after seconds; the test server lets it wait for ever. So this sees who polls which sticky queue,
 * and where nobody has for a while, an {@link Abandoned} takes what arrives and hands it back.
 */
final class StickyQueues implements ServerInterceptor, AutoCloseable {

    /** A worker that lives polls again at once; the SDK's own limit, five seconds, is for a worker that is busy. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final WorkflowServiceImplBase service;
    private final Thread watch = new Thread(this::watch, "sticky-queues");
    private final Map<PollWorkflowTaskQueueRequest, Polls> queues = new HashMap<>();
    private final Map<PollWorkflowTaskQueueRequest, Abandoned> abandoned = new HashMap<>();
    private boolean closed;

    /** @param service that is polled, without this interceptor */
    StickyQueues(WorkflowServiceImplBase service) {
        this.service = service;
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            private boolean counted;
            private PollWorkflowTaskQueueRequest queue = PollWorkflowTaskQueueRequest.getDefaultInstance();

            @Override
            public void onMessage(Q message) {
                if (message instanceof PollWorkflowTaskQueueRequest poll
                        && poll.getTaskQueue().getKind() == TaskQueueKind.TASK_QUEUE_KIND_STICKY) {
                    queue = Abandoned.pollOf(poll.getNamespace(), poll.getTaskQueue());
                    counted = true;
                    begun(queue);
                } else if (message instanceof RespondWorkflowTaskCompletedRequest answer
                        && answer.hasStickyAttributes()) {
                    named(Abandoned.pollOf(
                            answer.getNamespace(), answer.getStickyAttributes().getWorkerTaskQueue()));
                }
                super.onMessage(message);
            }

            @Override
            public void onComplete() {
                end();
                super.onComplete();
            }

            @Override
            public void onCancel() {
                end();
                super.onCancel();
            }

            private void end() {
                if (counted) {
                    counted = false;
                    ended(queue);
                }
            }
        };
    }

    private synchronized void begun(PollWorkflowTaskQueueRequest queue) {
        queues.computeIfAbsent(queue, any -> new Polls()).open++;
        Abandoned none = abandoned.remove(queue);
        if (none != null) {
            none.close();
        }
    }

    /** A worker wants a workflow's tasks in its own queue; it may vanish before it ever asks for one. */
    private synchronized void named(PollWorkflowTaskQueueRequest queue) {
        if (!abandoned.containsKey(queue)) {
            queues.computeIfAbsent(queue, any -> new Polls());
        }
    }

    private synchronized void ended(PollWorkflowTaskQueueRequest queue) {
        Polls polls = queues.get(queue);
        if (polls != null) {
            polls.open--;
            polls.last = System.nanoTime();
        }
    }

    private void watch() {
        try {
            while (look()) {
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean look() {
        Iterator<Map.Entry<PollWorkflowTaskQueueRequest, Polls>> all =
                queues.entrySet().iterator();
        while (!closed && all.hasNext()) {
            Map.Entry<PollWorkflowTaskQueueRequest, Polls> queue = all.next();
            if (queue.getValue().silent()) {
                all.remove();
                abandoned.put(queue.getKey(), new Abandoned(service, queue.getKey()));
            }
        }
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        watch.interrupt();
        abandoned.values().forEach(Abandoned::close);
    }

    /** The polls of one queue. */
    private static final class Polls {
        private int open;
        private long last = System.nanoTime();

        boolean silent() {
            return open == 0 && System.nanoTime() - last > LONGEST_SILENCE.toNanos();
        }
    }
}
