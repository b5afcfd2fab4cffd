package dev.gatehouse.ownership.problem;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Faults of our own: a dependency that is away, and what nobody foresaw. */
class FaultProblems {
    private static final Logger LOG = Logger.getLogger(FaultProblems.class);

    @ServerExceptionMapper
    Response fault(Throwable fault) {
        if (Stream.iterate(fault, cause -> cause != null, Throwable::getCause).anyMatch(FaultProblems::isOutage)) {
            LOG.warnf("A dependency is away: %s", fault);
            return Problem.of(
                            503,
                            "unavailable",
                            "A dependency is away",
                            "It is not known whether the change was made; repeating the request is safe, in a few seconds.")
                    .response();
        }
        LOG.error("A request failed", fault);
        return Problem.of(500, "internal", "An internal fault", "Tell the platform team; the log has the details.")
                .response();
    }

    /** Lost and refused connections, an exhausted pool, and PostgreSQL's classes 08 and 57P (it is stopping or starting). */
    static boolean isOutage(Throwable cause) {
        if (cause instanceof PgException refused) {
            String state = String.valueOf(refused.getSqlState());
            return state.startsWith("08") || state.startsWith("57P");
        }
        // Jackson's exceptions are IOExceptions too, but what they tell of is no outage.
        return (cause instanceof IOException && !(cause instanceof JacksonException))
                || cause instanceof TimeoutException
                || cause instanceof VertxException
                || cause instanceof NoStackTraceThrowable;
    }
}
