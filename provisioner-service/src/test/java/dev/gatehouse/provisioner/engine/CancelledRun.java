package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A run of an engine, on a thread of its own, that somebody cancels in the midst of a step. */
public final class CancelledRun {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final EngineRuns runs;
    private final AtomicReference<RuntimeException> end = new AtomicReference<>();
    private final Thread worker;

    private CancelledRun(EngineRuns runs, Runnable run) {
        this.runs = runs;
        this.worker = new Thread(() -> {
            try {
                run.run();
            } catch (RuntimeException failed) {
                end.set(failed);
            }
        });
    }

    public static CancelledRun begin(EngineRuns runs, Runnable run) {
        CancelledRun begun = new CancelledRun(runs, run);
        begun.worker.start();
        return begun;
    }

    /** Once; the run ends with just this, within two seconds. */
    public void cancel() throws InterruptedException {
        PermanentFailure why = new PermanentFailure("cancelled by dana", "Nothing to do.");
        runs.interrupt(worker, why);
        worker.join(AT_ONCE.toMillis());
        assertThat(worker.isAlive()).as("still at work").isFalse();
        assertThat(end.get()).isSameAs(why);
    }
}
