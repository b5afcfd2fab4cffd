package dev.gatehouse.request.problem.http;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells an unreachable or stopping database from a fault of ours. */
final class Outage {
    private static final int DEEPEST_CAUSE = 16;

    private Outage() {}

    /** True where trying again later is the right advice. */
    static boolean caused(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOutage(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        if (cause instanceof PgException database) {
            return tellsOfOutage(database.getSqlState());
        }
        // The pool tells "Timeout" and "Connection is closed" by exceptions of Vert.x that have no type of their own.
        return cause instanceof IOException && !(cause instanceof JacksonException)
                || cause instanceof TimeoutException
                || cause instanceof VertxException
                || cause.getClass().getName().startsWith("io.vertx.core.impl.NoStackTrace")
                || cause.getClass().getSimpleName().equals("ClosedConnectionException");
    }

    /** Classes 08 (connection) and 57P (operator intervention), 53300 (too many connections) of PostgreSQL. */
    private static boolean tellsOfOutage(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("57P") || sqlState.equals("53300"));
    }
}
