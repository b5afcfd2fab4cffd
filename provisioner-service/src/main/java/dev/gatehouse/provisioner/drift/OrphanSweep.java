package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.drift.model.OrphanReport;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.MarkedResource;
import dev.gatehouse.provisioner.provisioning.EngineTargets;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks on each target for things that carry Gatehouse's mark and belong to no stack, and reports them. Never removes
 * any: that this service does not know a stack may also mean that its own database is not what it was.
 */
@ApplicationScoped
public class OrphanSweep {
    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);

    private final BlockingBridge bridge;
    private final OrphanRecords records;
    private final TargetRecords targets;
    private final EngineTargets places;
    private final Engines engines;
    private final EngineRuns runs;
    private final Duration interval;
    private final Duration grace;
    private final MeterRegistry meters;
    private final MultiGauge reported;

    /**
     * @param interval between two sweeps of a target
     * @param grace how long something must have been found to be reported
     */
    public OrphanSweep(
            BlockingBridge bridge,
            OrphanRecords records,
            TargetRecords targets,
            EngineTargets places,
            Engines engines,
            EngineRuns runs,
            MeterRegistry meters,
            @ConfigProperty(name = "gatehouse.provisioner.orphans.interval") Duration interval,
            @ConfigProperty(name = "gatehouse.provisioner.orphans.grace") Duration grace) {
        this.bridge = bridge;
        this.records = records;
        this.targets = targets;
        this.places = places;
        this.engines = engines;
        this.runs = runs;
        this.interval = interval;
        this.grace = grace;
        this.meters = meters;
        this.reported = MultiGauge.builder("gatehouse.provisioner.orphans")
                .description("things with Gatehouse's mark that belong to no stack")
                .register(meters);
    }

    /** Sweeps every target that is due and that no other replica has in hand. */
    @Scheduled(
            every = "${gatehouse.provisioner.orphans.poll:1m}",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    void sweepDue() {
        Map<String, Target> registered =
                bridge.read(targets::all).stream().collect(Collectors.toMap(Target::name, Function.identity()));
        Optional<Target> due = claim(registered);
        while (due.isPresent()) {
            sweep(due.get());
            due = claim(registered);
        }
        measure();
    }

    private Optional<Target> claim(Map<String, Target> registered) {
        Instant now = Clock.systemUTC().instant();
        return bridge.inTransaction(session -> records.claim(session, registered.keySet(), now, now.plus(interval)))
                .map(registered::get);
    }

    /**
     * Looks at one target; one that is away, or that its credential is not meant for, is looked at in the next sweep, and
     * what was found on it stays noted.
     */
    void sweep(Target target) {
        for (Engine engine : engines.workingOn(target.kind())) {
            try {
                List<MarkedResource> found = runs.inventory(engine, places.of(target));
                note(target.name(), engine.kind(), found);
            } catch (RuntimeException failed) {
                LOG.infof(
                        "the inventory of target %s could not be taken: %s",
                        target.name(), OrphanReport.printable(String.valueOf(failed.getMessage())));
            }
        }
    }

    /** Stacks are looked up after the target: a stack is known before anything of it is made. */
    private void note(String target, String kind, List<MarkedResource> found) {
        Instant now = Clock.systemUTC().instant();
        OrphanReport report = bridge.inTransaction(session -> records.note(session, target, kind, found, now)
                .chain(unnoted -> records.report(session, target, grace, now)
                        .map(orphans -> new OrphanReport(target, orphans, unnoted))));
        meters.counter("gatehouse.provisioner.orphans.unnoted", "target", target, "kind", kind)
                .increment(report.unnoted());
        if (!report.isEmpty()) {
            LOG.warnf("%s; a platform engineer looks at GET /api/v1/provisioning/orphans", report.inWords());
        }
    }

    void measure() {
        reported.register(
                bridge.read(records::count).stream()
                        .map(count -> MultiGauge.Row.of(
                                Tags.of("target", count.target(), "kind", count.kind()), count.orphans()))
                        .collect(Collectors.toList()),
                true);
    }
}
