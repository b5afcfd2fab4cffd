package dev.gatehouse.messaging.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which spans are recorded: where an endpoint takes them, those of sampled traces; where none does, none. Ids are made,
 * carried on in events and workflows, and logged all the same; only the recording costs, on each request and activity.
 */
@ApplicationScoped
class Sampling {

    @Produces
    @Singleton
    Sampler sampler(@ConfigProperty(name = "quarkus.otel.exporter.otlp.endpoint") Optional<String> endpoint) {
        return endpoint.filter(address -> !address.isBlank()).isPresent()
                ? Sampler.parentBased(Sampler.alwaysOn())
                : Sampler.alwaysOff();
    }
}
