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
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs engines so that each run is one span, one measurement by kind and outcome, its steps are in the log, and it ends
 * within a limit: a run that takes longer fails as transient before its next step.
 */
@ApplicationScoped
public class EngineRuns {
    private static final Logger LOG = Logger.getLogger(EngineRuns.class);

    private final Tracer tracer;
    private final MeterRegistry meters;
    private final Duration limit;
    private final Duration destroyLimit;

    /**
     * @param limit how long a run may take; shorter than the time that its activity has
     * @param destroyLimit the same for destroying, which may have to copy data first
     */
    public EngineRuns(
            Tracer tracer,
            MeterRegistry meters,
            @ConfigProperty(name = "gatehouse.provisioner.engine-limit") Duration limit,
            @ConfigProperty(name = "gatehouse.provisioner.engine-destroy-limit") Duration destroyLimit) {
        this.tracer = tracer;
        this.meters = meters;
        this.limit = limit;
        this.destroyLimit = destroyLimit;
    }

    /** {@link Engine#plan}, seen from outside. */
    public ComponentPlan plan(Engine engine, DesiredComponent desired) {
        return run("plan", engine, desired, () -> engine.plan(desired));
    }

    /** {@link Engine#apply}, seen from outside. */
    public AppliedComponent apply(Engine engine, DesiredComponent desired, Progress progress) {
        return run("apply", engine, desired, () -> engine.apply(desired, told(engine, desired, progress, limit)));
    }

    /** {@link Engine#observe}, seen from outside. */
    public ObservedComponent observe(Engine engine, DesiredComponent desired) {
        return run("observe", engine, desired, () -> engine.observe(desired));
    }

    /** {@link Engine#adopt}, seen from outside. */
    public AppliedComponent adopt(Engine engine, DesiredComponent desired, Progress progress) {
        return run("adopt", engine, desired, () -> engine.adopt(desired, told(engine, desired, progress, limit)));
    }

    /** {@link Engine#destroy}, seen from outside. */
    public void destroy(Engine engine, DesiredComponent desired, Progress progress) {
        run("destroy", engine, desired, () -> {
            engine.destroy(desired, told(engine, desired, progress, destroyLimit));
            return desired;
        });
    }

    private <T> T run(String verb, Engine engine, DesiredComponent desired, Supplier<T> work) {
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

    private static Progress told(Engine engine, DesiredComponent desired, Progress progress, Duration limit) {
        Progress logged = doing -> {
            LOG.infof("%s %s/%s: %s", engine.kind(), desired.stack().id(), desired.name(), doing);
            progress.step(doing);
        };
        return new RunLimit(logged, limit, Clock.systemUTC());
    }
}
