package dev.gatehouse.provisioner.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets so many runs of one kind work on one target at the same time, in this replica; the next ones wait in line, first
 * come first served. Who would have to wait too long, or would make the line too long, is sent away with a transient
 * failure and comes again: a target that hangs must not take all of the worker's threads from the others. And however
 * many targets hang, they leave some threads to what only notes.
 */
@ApplicationScoped
class EngineLanes {
    private static final Progress UNTOLD = doing -> {};

    private final Map<Place, Lane> lanes = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Config config;
    private final int parallel;
    private final Duration patience;
    private final int most;
    private final Semaphore free;

    /**
     * @param parallel for kinds of which {@code gatehouse.provisioner.parallel-per-target.<kind>} says nothing
     * @param patience how long a run waits for its turn; shorter than the time that its activity has
     * @param most how many runs work on all targets together, or wait for their turn
     * @param activities how many activities this replica runs at the same time, those of engines among them
     */
    EngineLanes(
            MeterRegistry meters,
            Config config,
            @ConfigProperty(name = "gatehouse.provisioner.parallel-per-target") int parallel,
            @ConfigProperty(name = "gatehouse.provisioner.turn-limit") Duration patience,
            @ConfigProperty(name = "gatehouse.provisioner.parallel-engine-runs") int most,
            @ConfigProperty(name = "gatehouse.provisioner.parallel-activities") int activities) {
        if (most < 1 || most >= activities) {
            throw new IllegalArgumentException("gatehouse.provisioner.parallel-engine-runs is " + most
                    + ", but must be at least 1 and less than gatehouse.provisioner.parallel-activities, "
                    + activities);
        }
        this.meters = meters;
        this.config = config;
        this.parallel = parallel;
        this.patience = patience;
        this.most = most;
        this.free = new Semaphore(most);
    }

    private record Place(String kind, String target, String purpose) {}

    /** Does the work when it is its turn; what needs no target need not wait. */
    <T> T work(String kind, EngineTarget target, Progress progress, Supplier<T> work) {
        if (isNone(target)) {
            return work.get();
        }
        if (!free.tryAcquire()) {
            throw new TransientFailure(most + " engines are at work in this replica already", null);
        }
        try {
            return run(kind, target, "work", progress, work);
        } finally {
            free.release();
        }
    }

    /** The same for what only looks, in a line of its own: people who ask what would be done hold up nothing that is. */
    <T> T look(String kind, EngineTarget target, Supplier<T> look) {
        return isNone(target) ? look.get() : run(kind, target, "look", UNTOLD, look);
    }

    private static boolean isNone(EngineTarget target) {
        return target.name().equals(EngineTarget.NONE.name());
    }

    private <T> T run(String kind, EngineTarget target, String purpose, Progress progress, Supplier<T> work) {
        Lane lane = lanes.computeIfAbsent(new Place(kind, target.name(), purpose), this::open);
        lane.enter(progress);
        try {
            return work.get();
        } finally {
            lane.leave();
        }
    }

    private Lane open(Place place) {
        int places = config.getOptionalValue("gatehouse.provisioner.parallel-per-target." + place.kind(), Integer.class)
                .orElse(parallel);
        Lane lane = new Lane(place.target(), places, patience);
        Tags tags = Tags.of("kind", place.kind(), "target", place.target(), "purpose", place.purpose());
        meters.gauge("gatehouse.provisioner.target.active", tags, lane, Lane::active);
        meters.gauge("gatehouse.provisioner.target.waiting", tags, lane, Lane::waiting);
        return lane;
    }
}
