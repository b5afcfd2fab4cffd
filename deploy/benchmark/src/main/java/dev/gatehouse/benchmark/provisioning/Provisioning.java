package dev.gatehouse.benchmark.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.benchmark.load.Medians;
import dev.gatehouse.benchmark.platform.ChildJvm;
import dev.gatehouse.benchmark.platform.JvmFlags;
import dev.gatehouse.benchmark.platform.ProcessorTime;
import dev.gatehouse.local.platform.LocalPlatform;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * Stacks that provisioner-service takes from request to fact, beside workflows of a bare worker, on one Temporal server.
 * Both get their work at once and are timed until the last of it is done.
 */
public final class Provisioning {

    private static final String SERVICE = "provisioner";

    private final LocalPlatform platform;
    private final Shape shape;

    /**
     * What was seen.
     *
     * @param stack the processor time of one stack, part by part
     * @param workflow the same of one bare workflow
     */
    public record Compared(
            double stacksPerSecond, double workflowsPerSecond, int activities, String stack, String workflow) {

        public double ratio() {
            return stacksPerSecond / workflowsPerSecond;
        }
    }

    /** @param platform of which only provisioner-service runs, with its engine that makes nothing */
    public Provisioning(LocalPlatform platform, Shape shape) {
        this.platform = platform;
        this.shape = shape;
    }

    /**
     * Warms both up and measures rounds that alternate.
     *
     * @param warmUp of each of the two, roughly: until the compilers of a JVM have done the most of their work
     */
    public Compared compare(Duration warmUp, int rounds, int stacks) throws IOException {
        Properties admin = platform.kafkaProperties("admin");
        try (StackFacts facts = new StackFacts(admin, shape);
                Provisioned provisioned = new Provisioned(admin)) {
            facts.release();
            BareWork work = likeOneOf(provision(facts, provisioned, stacks));
            try (ChildJvm bare = bareWorker(work)) {
                long warm = System.nanoTime() + 2 * warmUp.toNanos();
                while (System.nanoTime() < warm) {
                    provision(facts, provisioned, stacks);
                    bare.ask(Integer.toString(stacks));
                }
                List<Double> ours = new ArrayList<>();
                List<Double> theirs = new ArrayList<>();
                ProcessorTime ourTime = new ProcessorTime(Map.of());
                ProcessorTime theirTime = new ProcessorTime(Map.of());
                for (int i = 0; i < rounds; i++) {
                    ProcessorTime before = ProcessorTime.now(platform.settings().home());
                    long start = System.nanoTime();
                    provision(facts, provisioned, stacks);
                    ours.add(stacks * 1e9 / (System.nanoTime() - start));
                    ProcessorTime between =
                            ProcessorTime.now(platform.settings().home());
                    theirs.add(stacks / Double.parseDouble(bare.ask(Integer.toString(stacks))));
                    ourTime = ourTime.plus(between.minus(before));
                    theirTime = theirTime.plus(
                            ProcessorTime.now(platform.settings().home()).minus(between));
                    System.out.printf("  round %d: %.1f /s beside %.1f /s%n", i + 1, ours.get(i), theirs.get(i));
                }
                return new Compared(
                        median(ours),
                        median(theirs),
                        work.activities(),
                        ourTime.ofEach(rounds * stacks),
                        theirTime.ofEach(rounds * stacks));
            }
        }
    }

    static Map<String, String> provision(StackFacts facts, Provisioned provisioned, int stacks) {
        Set<String> requested = new HashSet<>();
        for (int i = 0; i < stacks; i++) {
            requested.add(facts.request());
        }
        facts.flush();
        return provisioned.await(requested);
    }

    /**
     * Of one whose history is that of the whole work: where the service was slow, a start that was asked for again may have
     * found the work done, and its run, the workflow's latest, looked and ended.
     */
    private BareWork likeOneOf(Map<String, String> operations) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(platform.temporalAddress())
                .build());
        try {
            WorkflowClient client = WorkflowClient.newInstance(stubs);
            return operations.entrySet().stream()
                    .map(one -> History.workOf(client, "provision/" + one.getKey() + "/" + one.getValue()))
                    .filter(work -> work.activities() > shape.size())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no history has an activity for each component"));
        } finally {
            stubs.shutdownNow();
        }
    }

    private ChildJvm bareWorker(BareWork work) throws IOException {
        List<String> flags = new ArrayList<>(JvmFlags.of(Objects.requireNonNull(platform.process(SERVICE))));
        flags.addAll(
                List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path")));
        return ChildJvm.start(
                platform.settings().root(),
                flags,
                List.of(BareWorker.class.getName(), platform.temporalAddress(), json(work)),
                JvmFlags.ALL_COMPILERS,
                platform.settings().home().resolve("logs/bare-worker.log").toFile());
    }

    private static String json(BareWork work) {
        try {
            return new ObjectMapper().writeValueAsString(work);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list of numbers is JSON", impossible);
        }
    }

    private static double median(List<Double> figures) {
        return Medians.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
