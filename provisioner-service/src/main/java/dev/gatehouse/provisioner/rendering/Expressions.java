package dev.gatehouse.provisioner.rendering;

import dev.gatehouse.provisioner.rendering.model.JsonPointer;
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
     * @param parameters the parameters that it refers to
     * @param selection true if it does nothing but select one parameter, so that its parts map to the parameter's parts
     */
    record Evaluation(@Nullable Object value, Set<JsonPointer> parameters, boolean selection) {}
}
