package dev.gatehouse.benchmark.provisioning;

import dev.gatehouse.benchmark.platform.LiveHeap;
import dev.gatehouse.benchmark.platform.ProcessorTime;
import dev.gatehouse.benchmark.platform.ResidentMemory;
import dev.gatehouse.local.platform.LocalPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/**
 * Whether a stack costs more because there are many: stacks are provisioned fifty at a time, and what the first hundreds
 * took is compared with what the last took.
 */
public final class Growth {
    private static final int AT_ONCE = 50;
    /** Batches that are timed together: one alone says little. */
    private static final int BATCHES = 8;

    private final LocalPlatform platform;

    public Growth(LocalPlatform platform) {
        this.platform = platform;
    }

    /**
     * What some batches took.
     *
     * @param stacks how many there were when they began
     * @param serviceMebibytes what provisioner-service's heap holds after them, garbage taken away
     * @param temporalMebibytes the same of the in-memory Temporal server, with the load; of a program, what lies in memory
     */
    public record Part(
            int stacks, double milliseconds, String processorTime, double serviceMebibytes, double temporalMebibytes) {}

    public record Seen(Part first, Part last) {}

    /** Warms up on other stacks, which count as there from the beginning of nothing but the tables. */
    public Seen grow(Duration warmUp, int stacks) throws IOException, InterruptedException {
        Properties admin = platform.kafkaProperties("admin");
        try (StackFacts facts = new StackFacts(admin, Shape.FIVE);
                Provisioned provisioned = new Provisioned(admin)) {
            facts.release();
            int before = 0;
            long warm = System.nanoTime() + warmUp.toNanos();
            while (System.nanoTime() < warm) {
                Provisioning.provision(facts, provisioned, AT_ONCE);
                before += AT_ONCE;
            }
            Part first = timed(facts, provisioned, before);
            int now = before + BATCHES * AT_ONCE;
            while (now < stacks - BATCHES * AT_ONCE) {
                Provisioning.provision(facts, provisioned, AT_ONCE);
                now += AT_ONCE;
            }
            return new Seen(first, timed(facts, provisioned, now));
        }
    }

    private Part timed(StackFacts facts, Provisioned provisioned, int stacks) throws IOException, InterruptedException {
        ProcessorTime before = ProcessorTime.now(platform.settings().home());
        long start = System.nanoTime();
        for (int i = 0; i < BATCHES; i++) {
            Provisioning.provision(facts, provisioned, AT_ONCE);
        }
        double milliseconds = (System.nanoTime() - start) / 1e6 / (BATCHES * AT_ONCE);
        String processorTime =
                ProcessorTime.now(platform.settings().home()).minus(before).ofEach(BATCHES * AT_ONCE);
        ProcessHandle service = Objects.requireNonNull(platform.process("provisioner"));
        return new Part(stacks, milliseconds, processorTime, LiveHeap.mebibytes(service), temporal());
    }

    private static double temporal() throws IOException, InterruptedException {
        var program = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/temporal"))
                .findFirst();
        return program.isPresent()
                ? ResidentMemory.mebibytes(program.get())
                : LiveHeap.mebibytes(ProcessHandle.current());
    }
}
