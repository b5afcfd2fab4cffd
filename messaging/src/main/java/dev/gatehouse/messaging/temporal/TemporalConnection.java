package dev.gatehouse.messaging.temporal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.opentracing.OpenTracingClientInterceptor;
import io.temporal.opentracing.OpenTracingOptions;
import io.temporal.opentracing.OpenTracingWorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactoryOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * The service's connection to Temporal, made at its first use. A service with workers builds its WorkerFactory from the
 * {@link WorkflowClient} and {@link WorkerFactoryOptions} given here and shuts it down when the application stops; the
 * connection closes after that.
 */
@ApplicationScoped
public class TemporalConnection {
    private static final double SECONDS_BETWEEN_REPORTS = 5;
    private static final long SECONDS_TO_CLOSE = 5;

    @Produces
    @Singleton
    OpenTracingOptions tracing(OpenTelemetry openTelemetry) {
        return OpenTracingOptions.newBuilder()
                .setTracer(OpenTracingShim.createTracerShim(openTelemetry))
                .build();
    }

    @Produces
    @ApplicationScoped
    WorkflowServiceStubs stubs(TemporalSettings settings, MeterRegistry registry) {
        Scope metrics = new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(registry))
                .reportEvery(Duration.ofSeconds(SECONDS_BETWEEN_REPORTS));
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(settings.address())
                .setMetricsScope(metrics)
                .build());
    }

    void close(@Disposes WorkflowServiceStubs stubs) {
        stubs.shutdown();
        if (!stubs.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
            stubs.shutdownNow();
        }
    }

    @Produces
    @ApplicationScoped
    WorkflowClient client(WorkflowServiceStubs stubs, TemporalSettings settings, OpenTracingOptions tracing) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.namespace())
                        .setDataConverter(tolerant())
                        .setInterceptors(new OpenTracingClientInterceptor(tracing))
                        .build());
    }

    /** What another service, or a later version, has added to a record is passed over. */
    private static DataConverter tolerant() {
        ObjectMapper json = JacksonJsonPayloadConverter.newDefaultObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(json));
    }

    /** For services with workers: activities and workflows continue the trace of whoever started them. */
    @Produces
    @Singleton
    WorkerFactoryOptions workers(OpenTracingOptions tracing) {
        return WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new OpenTracingWorkerInterceptor(tracing))
                .build();
    }
}
