package dev.gatehouse.provisioner.rendering;

import dev.gatehouse.provisioner.rendering.model.Reference;
import dev.gatehouse.provisioner.rendering.model.RenderScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The language of {@code ${...}}. Evaluation has no side effects, ends, and yields the same for the same scope. */
public interface Expressions {

    /**
     * Evaluates one expression.
     *
     * @throws IllegalArgumentException if it is malformed, too long, fails, or yields what JSON cannot hold; the message
     *     says which
     */
    Evaluation evaluate(String source, RenderScope scope);

    /**
     * What an expression became.
     *
     * @param value null, boolean, long, double, string, list or map
     * @param references the parameters and outputs that it refers to
     * @param selection true if it does nothing but select one of them, so that its parts map to the parts of that
     */
    record Evaluation(@Nullable Object value, Set<Reference> references, boolean selection) {}
}
