package dev.gatehouse.provisioner.engine;

import org.jspecify.annotations.Nullable;

/** A failure that goes away by itself; the work is tried again. Holds no secret. */
public final class TransientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TransientFailure(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
