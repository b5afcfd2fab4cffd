package dev.gatehouse.provisioner.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs engines so that each run is one span, one measurement by kind and outcome, and its steps are in the log. */
@ApplicationScoped
public class EngineRuns {
    private static final Logger LOG = Logger.getLogger(EngineRuns.class);

    private final Tracer tracer;
    private final MeterRegistry meters;

    public EngineRuns(Tracer tracer, MeterRegistry meters) {
        this.tracer = tracer;
        this.meters = meters;
    }

    /** {@link Engine#apply}, seen from outside. */
    public AppliedComponent apply(Engine engine, DesiredComponent desired, Progress progress) {
        return run("apply", engine, desired, () -> engine.apply(desired, told(engine, desired, progress)));
    }

    /** {@link Engine#destroy}, seen from outside. */
    public void destroy(Engine engine, DesiredComponent desired, Progress progress) {
        run("destroy", engine, desired, () -> {
            engine.destroy(desired, told(engine, desired, progress));
            return true;
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

    private static Progress told(Engine engine, DesiredComponent desired, Progress progress) {
        return doing -> {
            LOG.infof("%s %s/%s: %s", engine.kind(), desired.stack().id(), desired.name(), doing);
            progress.step(doing);
        };
    }
}
