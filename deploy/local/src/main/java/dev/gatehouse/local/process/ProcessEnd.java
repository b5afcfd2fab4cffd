package dev.gatehouse.local.process;

import dev.gatehouse.local.Patience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ends processes: asks first, and insists after a while. */
public final class ProcessEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ProcessEnd() {}

    /** Returns when the process has gone. */
    static void of(ProcessHandle process) {
        process.destroy();
        if (!Patience.until(() -> !process.isAlive(), PATIENCE)) {
            process.destroyForcibly();
            process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    /** Ends the process that the file remembers, and forgets it. True if it ran. */
    public static boolean of(PidFile file) {
        Optional<ProcessHandle> process = file.running();
        process.ifPresent(ProcessEnd::of);
        file.delete();
        return process.isPresent();
    }
}
