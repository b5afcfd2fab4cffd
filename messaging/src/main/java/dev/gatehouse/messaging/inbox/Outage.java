package dev.gatehouse.messaging.inbox;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away or busy from a failure of the work itself. */
final class Outage {
    /** Serialisation failure and deadlock: the same work succeeds when tried again. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** Connection exceptions, insufficient resources, operator intervention, system error (PostgreSQL, appendix A). */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    private Outage() {}

    static boolean is(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof PgException error) {
                String state = String.valueOf(error.getSqlState());
                return CONFLICTS.contains(state) || (state.length() == 5 && AWAY.contains(state.substring(0, 2)));
            }
            if (cause instanceof JacksonException) {
                return false;
            }
            if (cause instanceof IOException
                    || cause instanceof ClosedConnectionException
                    || cause instanceof TimeoutException
                    || closed(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The client reports a connection that broke under a statement, or a full pool, without a type of its own. */
    private static boolean closed(Throwable cause) {
        boolean bare = cause instanceof VertxException || cause instanceof NoStackTraceThrowable;
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return bare && (message.contains("clos") || message.contains("timeout") || message.contains("connection"));
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
