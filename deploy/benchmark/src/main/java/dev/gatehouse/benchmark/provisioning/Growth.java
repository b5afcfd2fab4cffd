package dev.gatehouse.benchmark.provisioning;

import dev.gatehouse.benchmark.platform.LiveHeap;
import dev.gatehouse.benchmark.platform.ProcessorTime;
import dev.gatehouse.benchmark.platform.ResidentMemory;
import dev.gatehouse.local.platform.LocalPlatform;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;

/**
 * Whether a stack costs more because there are many: stacks are provisioned fifty at a time, and what the first hundreds
 * took is compared with what the last took. Before that the service is warmed up on other stacks and its tables are
 * emptied, so that the first ones stand alone, and no compiler of the JVM hides what growth costs.
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
     * @param from how many there were when they began
     * @param until how many there were when they had ended
     * @param serviceMebibytes what provisioner-service's heap holds after them, garbage taken away
     * @param temporalMebibytes the same of the in-memory Temporal server, with the load; of a program, what lies in memory
     */
    public record Part(
            int from,
            int until,
            double milliseconds,
            String processorTime,
            double serviceMebibytes,
            double temporalMebibytes) {}

    public record Seen(Part first, Part last) {}

    /**
     * @param warmUp stacks that are made and forgotten before
     * @param stacks how many there are in the end
     */
    public Seen grow(int warmUp, int stacks) throws IOException, InterruptedException, SQLException {
        Properties admin = platform.kafkaProperties("admin");
        try (StackFacts facts = new StackFacts(admin, Shape.FIVE);
                Provisioned provisioned = new Provisioned(admin)) {
            facts.release();
            provision(facts, provisioned, 0, warmUp);
            try (Connection superuser = platform.superuserConnection("provisioner")) {
                StoredStacks.forget(superuser);
            }
            provision(facts, provisioned, 0, AT_ONCE);
            Part first = timed(facts, provisioned, AT_ONCE);
            int last = stacks - BATCHES * AT_ONCE;
            provision(facts, provisioned, first.until(), last);
            return new Seen(first, timed(facts, provisioned, last));
        }
    }

    private static void provision(StackFacts facts, Provisioned provisioned, int from, int until) {
        for (int now = from; now < until; now += AT_ONCE) {
            Provisioning.provision(facts, provisioned, AT_ONCE);
        }
    }

    private Part timed(StackFacts facts, Provisioned provisioned, int stacks) throws IOException, InterruptedException {
        ProcessorTime before = ProcessorTime.now(platform.settings().home());
        long start = System.nanoTime();
        provision(facts, provisioned, 0, BATCHES * AT_ONCE);
        double milliseconds = (System.nanoTime() - start) / 1e6 / (BATCHES * AT_ONCE);
        String processorTime =
                ProcessorTime.now(platform.settings().home()).minus(before).ofEach(BATCHES * AT_ONCE);
        ProcessHandle service = Objects.requireNonNull(platform.process("provisioner"));
        return new Part(
                stacks,
                stacks + BATCHES * AT_ONCE,
                milliseconds,
                processorTime,
                LiveHeap.mebibytes(service),
                temporal());
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
