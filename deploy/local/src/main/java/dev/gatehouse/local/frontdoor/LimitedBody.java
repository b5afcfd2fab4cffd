package dev.gatehouse.local.frontdoor;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's body of unannounced length, which fails when it grows over the limit that services have as well: whoever
 * forwards it then breaks off, and no service takes a part of it for the whole. What comes after that is dropped.
 */
final class LimitedBody implements ReadStream<Buffer> {

    /** As {@code quarkus.http.limits.max-body-size} of the services: none of them ever has to hang up on the front door. */
    static final long MOST_BYTES = 1 << 20;

    private final HttpServerRequest request;
    private @Nullable Handler<Throwable> failed;
    private long bytes;

    LimitedBody(HttpServerRequest request) {
        this.request = request;
    }

    /** Whether the length that the request announces is over the limit. */
    static boolean isAnnounced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length != null && Long.parseLong(length) > MOST_BYTES;
        } catch (NumberFormatException beyondAnyNumber) {
            return true;
        }
    }

    boolean isTooLarge() {
        return bytes > MOST_BYTES;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        request.handler(handler == null ? null : part -> count(part, handler));
        return this;
    }

    private void count(Buffer part, Handler<Buffer> next) {
        if (isTooLarge()) {
            return;
        }
        bytes += part.length();
        if (!isTooLarge()) {
            next.handle(part);
        } else if (failed != null) {
            failed.handle(new IllegalStateException("The body is too large"));
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        request.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        request.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        request.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        request.fetch(amount);
        return this;
    }
}
