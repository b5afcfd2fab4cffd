package dev.gatehouse.messaging.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The span of handling one consumed record; what the handler tells or starts continues its trace. */
@ApplicationScoped
public class ConsumerSpan {
    private final Tracer tracer;

    public ConsumerSpan(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Does {@code work} inside a consumer span of {@code topic} that continues {@code traceparent}. Needs a Vert.x
     * context of its own per record, which is where the span stays current until the work ends.
     */
    @SuppressWarnings("MustBeClosedChecker") // Closed when the work ends, on whatever thread that is.
    public <T> Uni<T> around(String topic, @Nullable String traceparent, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context parent = TraceParent.context(traceparent);
            Span span = tracer.spanBuilder("process " + topic)
                    .setParent(parent)
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.destination.name", topic)
                    .startSpan();
            Scope scope = parent.with(span).makeCurrent();
            return Uni.createFrom()
                    .deferred(work::get)
                    .onFailure()
                    .invoke(failure -> span.setStatus(StatusCode.ERROR).recordException(failure))
                    .eventually(() -> {
                        span.end();
                        scope.close();
                    });
        });
    }
}
