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
import java.util.function.BiFunction;
import java.util.function.Function;
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

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final EngineLanes lanes;
    private final Watchdog watchdog;
    private final Duration limit;
    private final Duration destroyLimit;
    private final Duration lookLimit;

    /**
     * @param limit how long a run may take; with the look after it shorter than the time that its activity has
     * @param destroyLimit the same for destroying, which may have to copy data first
     * @param lookLimit the same for what only looks: plan and observe
     */
    public EngineRuns(
            Tracer tracer,
            MeterRegistry meters,
            EngineLanes lanes,
            Watchdog watchdog,
            @ConfigProperty(name = "gatehouse.provisioner.engine-limit") Duration limit,
            @ConfigProperty(name = "gatehouse.provisioner.engine-destroy-limit") Duration destroyLimit,
            @ConfigProperty(name = "gatehouse.provisioner.engine-look-limit") Duration lookLimit) {
        this.tracer = tracer;
        this.meters = meters;
        this.lanes = lanes;
        this.watchdog = watchdog;
        this.limit = limit;
        this.destroyLimit = destroyLimit;
        this.lookLimit = lookLimit;
    }

    /** {@link Engine#plan}, seen from outside. */
    public ComponentPlan plan(Engine engine, DesiredComponent desired) {
        return lanes.look(engine.kind(), desired.target(), () -> looking("plan", engine, desired, engine::plan));
    }

    /** The same for an operation: it takes its turn among those at work, so that what hangs leaves others their threads. */
    public ComponentPlan planAtWork(Engine engine, DesiredComponent desired) {
        return lanes.work(
                engine.kind(),
                desired.target(),
                logged(engine, desired, untold -> {}),
                () -> looking("plan", engine, desired, engine::plan));
    }

    /**
     * {@link Engine#apply}, seen from outside. What the engine says is looked at: it must be possible, and what it made must
     * be there as desired. Both are one turn on the target: work that is done must not be sent away.
     */
    public AppliedComponent apply(Engine engine, DesiredComponent desired, Progress progress) {
        return make("apply", engine, desired, progress, engine::apply);
    }

    /** The same as it was planned before; what is done is of no other kind. */
    public AppliedComponent apply(Engine engine, DesiredComponent desired, ComponentPlan planned, Progress progress) {
        return make("apply", engine, desired, progress, (component, steps) -> engine.apply(component, planned, steps));
    }

    /** {@link Engine#observe}, seen from outside. */
    public ObservedComponent observe(Engine engine, DesiredComponent desired) {
        return lanes.look(engine.kind(), desired.target(), () -> looking("observe", engine, desired, engine::observe));
    }

    /** {@link Engine#lacksData}, seen from outside. */
    public boolean lacksData(Engine engine, DesiredComponent desired) {
        return lanes.look(
                engine.kind(), desired.target(), () -> looking("observe", engine, desired, engine::lacksData));
    }

    /** {@link Engine#adopt}, seen from outside and looked at in the same way. */
    public AppliedComponent adopt(Engine engine, DesiredComponent desired, Progress progress) {
        return make("adopt", engine, desired, progress, engine::adopt);
    }

    private AppliedComponent make(
            String verb,
            Engine engine,
            DesiredComponent desired,
            Progress progress,
            BiFunction<DesiredComponent, Progress, AppliedComponent> work) {
        Progress logged = logged(engine, desired, progress);
        return lanes.work(engine.kind(), desired.target(), logged, () -> {
            AppliedComponent made = measured(
                    verb,
                    engine,
                    desired,
                    limit,
                    () -> EngineAnswers.check(engine, work.apply(desired, limited(logged, limit))));
            EngineAnswers.check(engine, desired, looking("observe", engine, desired, engine::observeMade));
            return made;
        });
    }

    /** {@link Engine#destroy}, seen from outside. As after an apply it is looked at: nothing of the component may be there. */
    public void destroy(Engine engine, DesiredComponent desired, Progress progress) {
        Progress logged = logged(engine, desired, progress);
        lanes.work(engine.kind(), desired.target(), logged, () -> {
            measured("destroy", engine, desired, destroyLimit, () -> {
                engine.destroy(desired, limited(logged, destroyLimit));
                return desired;
            });
            EngineAnswers.checkGone(engine, desired, looking("observe", engine, desired, engine::observe));
            return desired;
        });
    }

    /** {@link Engine#inventory}, seen from outside. */
    public List<MarkedResource> inventory(Engine engine, EngineTarget target) {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failed";
        try {
            List<MarkedResource> found = watchdog.watch(limit, () -> engine.inventory(target));
            outcome = "success";
            return found;
        } finally {
            sample.stop(
                    meters.timer("gatehouse.provisioner.engine.inventory", "kind", engine.kind(), "outcome", outcome));
        }
    }

    /** Lets what this thread has an engine do end with this failure, also in the midst of a step. */
    public void interrupt(Thread worker, PermanentFailure why) {
        watchdog.interrupt(worker, why);
    }

    private <T> T looking(String verb, Engine engine, DesiredComponent desired, Function<DesiredComponent, T> look) {
        return measured(verb, engine, desired, lookLimit.minus(GRACE), () -> look.apply(desired));
    }

    /** One run: what it waited for others is none of its own time. It is interrupted where it does not end. */
    private <T> T measured(String verb, Engine engine, DesiredComponent desired, Duration most, Supplier<T> work) {
        Span span = tracer.spanBuilder("engine " + verb + " " + engine.kind())
                .setAttribute("gatehouse.stack.id", desired.stack().id())
                .setAttribute("gatehouse.component", desired.name())
                .setAttribute("gatehouse.target", desired.target().name())
                .startSpan();
        Timer.Sample sample = Timer.start(meters);
        String outcome = "transient";
        try (Scope scope = span.makeCurrent()) {
            T result = watchdog.watch(most.plus(GRACE), work);
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

    private static Progress limited(Progress progress, Duration limit) {
        return new RunLimit(progress, limit, Clock.systemUTC());
    }
}
