package dev.gatehouse.request.problem.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers an announced body over the limit with a problem. Quarkus' own check for that comes before Jakarta REST and
 * answers without a body. The rest of what the client sends is read and thrown away, so that it gets to see the answer
 * instead of a broken connection.
 */
@ApplicationScoped
class BodyLimit {
    private static final int BEFORE_EVERYTHING = 10_000;

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext exchange) {
        if (announcedLength(exchange.request()) > limit) {
            refuse(exchange);
        } else {
            exchange.next();
        }
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return 0; // the HTTP codec refuses it
        }
    }

    private void refuse(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        request.handler(discarded -> {});
        request.endHandler(sent -> request.connection().close());
        request.resume();
        exchange.response()
                .setStatusCode(413)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(body());
    }

    private String body() {
        try {
            return json.writeValueAsString(ProblemBody.of(StatusProblems.TOO_LARGE));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
