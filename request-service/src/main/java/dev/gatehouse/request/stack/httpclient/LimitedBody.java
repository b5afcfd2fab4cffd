package dev.gatehouse.request.stack.httpclient;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A body as bytes; empty, and the rest not read, where it is longer than the limit. */
final class LimitedBody implements BodySubscriber<Optional<byte[]>> {
    private final BodySubscriber<byte[]> within = BodySubscribers.ofByteArray();
    private final CompletableFuture<Optional<byte[]>> body = new CompletableFuture<>();
    private final long limit;
    private long read;
    private @Nullable Subscription subscription;

    LimitedBody(long limit) {
        this.limit = limit;
        within.getBody().whenComplete((bytes, failure) -> {
            if (failure == null) {
                body.complete(Optional.of(bytes));
            } else {
                body.completeExceptionally(failure);
            }
        });
    }

    @Override
    public CompletionStage<Optional<byte[]>> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        within.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        read += parts.stream().mapToLong(ByteBuffer::remaining).sum();
        if (read <= limit) {
            within.onNext(parts);
        } else if (subscription != null) {
            subscription.cancel();
            body.complete(Optional.empty());
        }
    }

    @Override
    public void onError(Throwable failure) {
        within.onError(failure);
    }

    @Override
    public void onComplete() {
        within.onComplete();
    }
}
