package dev.gatehouse.benchmark.provisioning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The other side of the comparison, in a process of its own with provisioner-service's JVM flags. Arguments: Temporal's
 * address, the {@link BareWork} as JSON. Each line on standard input is a number of workflows to start at once; the
 * answer is a line with the seconds until the last activity of the last one. Ends with its standard input.
 */
public final class BareWorker {

    private static final String QUEUE = "benchmark-bare";
    private static final int STARTERS = 16;

    private final WorkflowClient client;
    private final BareWork work;
    private volatile CountDownLatch remaining = new CountDownLatch(0);

    private BareWorker(WorkflowClient client, BareWork work) {
        this.client = client;
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[0]).build());
        WorkflowClient client = WorkflowClient.newInstance(stubs);
        BareWorker bare = new BareWorker(client, new ObjectMapper().readValue(arguments[1], BareWork.class));
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(BareWorkflowImpl.class);
        worker.registerActivitiesImplementations((BareActivity) bare::perform);
        factory.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(bare.seconds(Integer.parseInt(line.strip())));
        }
        factory.shutdownNow();
        factory.awaitTermination(5, TimeUnit.SECONDS);
        stubs.shutdownNow();
    }

    private String perform(String given) {
        remaining.countDown();
        return given;
    }

    private double seconds(int workflows) throws InterruptedException {
        remaining = new CountDownLatch(workflows * work.activities());
        ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
        long start = System.nanoTime();
        for (int i = 0; i < workflows; i++) {
            starters.execute(this::start);
        }
        starters.shutdown();
        if (!remaining.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(remaining.getCount() + " activities were not performed in two minutes");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void start() {
        BareWorkflow workflow = client.newWorkflowStub(
                BareWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(QUEUE)
                        .setWorkflowId("bare/" + UUID.randomUUID())
                        .build());
        WorkflowClient.start(workflow::run, work);
    }
}
