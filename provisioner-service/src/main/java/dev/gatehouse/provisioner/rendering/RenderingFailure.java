package dev.gatehouse.provisioner.rendering;

import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import org.jspecify.annotations.Nullable;

/** A field that cannot be rendered. Permanent: the same release with the same parameters fails again. */
public final class RenderingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    public RenderingFailure(JsonPointer pointer, String detail, @Nullable Throwable cause) {
        super(pointer + ": " + detail, cause);
        this.pointer = pointer.toString();
    }

    /** The field in the release's document, as a JSON pointer. */
    public String pointer() {
        return pointer;
    }
}
