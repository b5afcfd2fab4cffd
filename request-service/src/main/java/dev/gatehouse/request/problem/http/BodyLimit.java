package dev.gatehouse.request.problem.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a body over the limit with a problem. Quarkus' own check answers without one, so an announced length is judged
 * before it, and a body of unknown length is read here. The rest of what a client sends is thrown away for some seconds,
 * so that it gets to see the answer instead of a broken connection.
 */
@ApplicationScoped
class BodyLimit {
    private static final int BEFORE_EVERYTHING = 10_000;
    private static final long DISCARDING_MILLIS = 10_000;

    private final long limit;
    private final BodyHandler unannounced;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.unannounced = BodyHandler.create(false).setBodyLimit(this.limit);
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    void register(@Observes Router router) {
        router.route("/api/*").order(Integer.MIN_VALUE).failureHandler(this::failed);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (announcedLength(request) > limit) {
            refuse(exchange);
        } else if (request.getHeader("Transfer-Encoding") != null) {
            unannounced.handle(exchange);
        } else {
            exchange.next();
        }
    }

    private void failed(RoutingContext exchange) {
        if (exchange.statusCode() == 413 && !exchange.response().headWritten()) {
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
        HttpServerResponse response =
                exchange.response().setStatusCode(413).putHeader("Content-Type", "application/problem+json");
        if (request.version() == HttpVersion.HTTP_2) {
            response.end(body()); // what is not read holds up this stream only
            return;
        }
        if (!request.isEnded()) {
            request.handler(discarded -> {});
            request.endHandler(sent -> request.connection().close());
            request.resume();
        }
        exchange.vertx()
                .setTimer(DISCARDING_MILLIS, late -> request.connection().close());
        response.putHeader("Connection", "close").end(body());
    }

    private String body() {
        try {
            return json.writeValueAsString(ProblemBody.of(StatusProblems.TOO_LARGE));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
