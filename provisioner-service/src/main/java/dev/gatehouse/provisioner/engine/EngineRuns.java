package dev.gatehouse.provisioner.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs engines so that each run is one span, one measurement by kind and outcome, its steps are in the log, only so
 * many work on one target at the same time, and each ends within a limit: a run that takes longer fails as transient
 * before its next step.
 */
@ApplicationScoped
public class EngineRuns {
    private static final Logger LOG = Logger.getLogger(EngineRuns.class);
    /** A step that began within the limit may still end. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** Looking takes one step, of which nobody is told. */
    private static final Progress UNTOLD = doing -> {};

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final EngineLanes lanes;
    private final Watchdog watchdog;
    private final Duration limit;
    private final Duration destroyLimit;

    /**
     * @param limit how long a run may take; shorter than the time that its activity has
     * @param destroyLimit the same for destroying, which may have to copy data first
     */
    public EngineRuns(
            Tracer tracer,
            MeterRegistry meters,
            EngineLanes lanes,
            Watchdog watchdog,
            @ConfigProperty(name = "gatehouse.provisioner.engine-limit") Duration limit,
            @ConfigProperty(name = "gatehouse.provisioner.engine-destroy-limit") Duration destroyLimit) {
        this.tracer = tracer;
        this.meters = meters;
        this.lanes = lanes;
        this.watchdog = watchdog;
        this.limit = limit;
        this.destroyLimit = destroyLimit;
    }

    /** {@link Engine#plan}, seen from outside. */
    public ComponentPlan plan(Engine engine, DesiredComponent desired) {
        return run("plan", engine, desired, UNTOLD, () -> engine.plan(desired));
    }

    /**
     * {@link Engine#apply}, seen from outside. What the engine says is looked at: it must be possible, and what it made must
     * be there as desired.
     */
    public AppliedComponent apply(Engine engine, DesiredComponent desired, Progress progress) {
        Progress logged = logged(engine, desired, progress);
        AppliedComponent applied = EngineAnswers.check(
                engine,
                run(
                        "apply",
                        engine,
                        desired,
                        logged,
                        () -> watched(limit, () -> engine.apply(desired, limited(logged, limit)))));
        EngineAnswers.check(engine, desired, observe(engine, desired));
        return applied;
    }

    /** {@link Engine#observe}, seen from outside. */
    public ObservedComponent observe(Engine engine, DesiredComponent desired) {
        return run("observe", engine, desired, UNTOLD, () -> engine.observe(desired));
    }

    /** {@link Engine#adopt}, seen from outside. */
    public AppliedComponent adopt(Engine engine, DesiredComponent desired, Progress progress) {
        Progress logged = logged(engine, desired, progress);
        return EngineAnswers.check(
                engine,
                run(
                        "adopt",
                        engine,
                        desired,
                        logged,
                        () -> watched(limit, () -> engine.adopt(desired, limited(logged, limit)))));
    }

    /** {@link Engine#destroy}, seen from outside. */
    public void destroy(Engine engine, DesiredComponent desired, Progress progress) {
        Progress logged = logged(engine, desired, progress);
        run(
                "destroy",
                engine,
                desired,
                logged,
                () -> watched(destroyLimit, () -> {
                    engine.destroy(desired, limited(logged, destroyLimit));
                    return desired;
                }));
    }

    /** {@link Engine#inventory}, seen from outside. */
    public List<MarkedResource> inventory(Engine engine, EngineTarget target) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failed";
        try {
            List<MarkedResource> found = engine.inventory(target);
            outcome = "success";
            return found;
        } finally {
            sample.stop(
                    meters.timer("gatehouse.provisioner.engine.inventory", "kind", engine.kind(), "outcome", outcome));
        }
    }

    /** What a run waits for others is none of its own time. */
    private <T> T run(String verb, Engine engine, DesiredComponent desired, Progress progress, Supplier<T> work) {
        return lanes.run(engine.kind(), desired.target(), progress, () -> measured(verb, engine, desired, work));
    }

    private <T> T measured(String verb, Engine engine, DesiredComponent desired, Supplier<T> work) {
        Span span = tracer.spanBuilder("engine " + verb + " " + engine.kind())
                .setAttribute("gatehouse.stack.id", desired.stack().id())
                .setAttribute("gatehouse.component", desired.name())
                .setAttribute("gatehouse.target", desired.target().name())
                .startSpan();
        Timer.Sample sample = Timer.start(meters);
        String outcome = "transient";
        try (Scope scope = span.makeCurrent()) {
            T result = work.get();
            outcome = "success";
            return result;
        } catch (PermanentFailure failed) {
            outcome = "permanent";
            throw failed;
        } finally {
            if (!outcome.equals("success")) {
                span.setStatus(StatusCode.ERROR, outcome);
            }
            sample.stop(
                    meters.timer("gatehouse.provisioner.engine." + verb, "kind", engine.kind(), "outcome", outcome));
            span.end();
        }
    }

    private static Progress logged(Engine engine, DesiredComponent desired, Progress progress) {
        return doing -> {
            LOG.infof("%s %s/%s: %s", engine.kind(), desired.stack().id(), desired.name(), doing);
            progress.step(doing);
        };
    }

    private <T> T watched(Duration most, Supplier<T> work) {
        return watchdog.watch(most.plus(GRACE), work);
    }

    private static Progress limited(Progress progress, Duration limit) {
        return new RunLimit(progress, limit, Clock.systemUTC());
    }
}
