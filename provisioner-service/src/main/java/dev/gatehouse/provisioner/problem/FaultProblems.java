package dev.gatehouse.provisioner.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Faults of our own side: a dependency that is away, and what nobody foresaw. */
class FaultProblems {
    private static final Logger LOG = Logger.getLogger(FaultProblems.class);

    @ServerExceptionMapper
    Response fault(Throwable fault) {
        if (Stream.iterate(fault, Objects::nonNull, Throwable::getCause).anyMatch(FaultProblems::isOutage)) {
            LOG.warnf("A dependency is away: %s", fault);
            return Problem.of(
                            503,
                            "unavailable",
                            "A dependency is away",
                            "It is not certain that anything was changed. Repeating the request in a few seconds is safe.")
                    .response();
        }
        LOG.error("A request failed", fault);
        return Problem.of(500, "internal", "An internal fault", "Tell the platform team; the log has the details.")
                .response();
    }

    /** Lost or refused connections, an exhausted pool, and SQLSTATE 57P (the server stops or starts). */
    private static boolean isOutage(Throwable cause) {
        return (cause instanceof IOException && !(cause instanceof JsonProcessingException))
                || cause instanceof TimeoutException
                || cause instanceof VertxException
                || (cause instanceof PgException refused
                        && String.valueOf(refused.getSqlState()).startsWith("57P"));
    }
}
