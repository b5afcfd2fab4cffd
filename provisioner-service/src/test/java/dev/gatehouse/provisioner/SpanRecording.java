package dev.gatehouse.provisioner;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Keeps every span that the application under test ends. */
@ApplicationScoped
public class SpanRecording {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    public InMemorySpanExporter exporter() {
        return exporter;
    }

    @Produces
    @Singleton
    SpanProcessor processor() {
        return SimpleSpanProcessor.create(exporter);
    }

    /** As where an endpoint takes the spans. */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Sampler sampler() {
        return Sampler.parentBased(Sampler.alwaysOn());
    }
}
