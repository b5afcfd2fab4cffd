package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.engine.Progress;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats of activities whose work blocks, for example in one long SQL statement. They say that the process lives;
 * that the work itself ends is the business of its start-to-close limit.
 */
@ApplicationScoped
class Heartbeats {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "heartbeats");
        thread.setDaemon(true);
        return thread;
    });

    Pulse begin(ActivityExecutionContext activity) {
        Pulse pulse = new Pulse(activity);
        pulse.beats = clock.scheduleAtFixedRate(pulse::beat, 1, 1, TimeUnit.SECONDS);
        return pulse;
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }

    /** One activity's heartbeats. An engine's next step fails once the activity is no longer wanted. */
    static final class Pulse implements Progress, AutoCloseable {
        private final ActivityExecutionContext activity;
        private final AtomicReference<@Nullable ActivityCompletionException> unwanted = new AtomicReference<>();
        private @Nullable ScheduledFuture<?> beats;

        private Pulse(ActivityExecutionContext activity) {
            this.activity = activity;
        }

        private void beat() {
            try {
                activity.heartbeat(null);
            } catch (ActivityCompletionException gone) {
                unwanted.set(gone);
            }
        }

        @Override
        public void step(String doing) {
            ActivityCompletionException gone = unwanted.get();
            if (gone != null) {
                throw gone;
            }
        }

        @Override
        public void close() {
            if (beats != null) {
                beats.cancel(false);
            }
        }
    }
}
