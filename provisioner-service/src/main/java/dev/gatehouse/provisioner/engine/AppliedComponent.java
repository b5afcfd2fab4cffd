package dev.gatehouse.provisioner.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component as it was made.
 *
 * @param outputs what other components and the stack's outputs may refer to; credentials as references only
 * @param resources what was made, for people who look for it
 */
public record AppliedComponent(Map<String, @Nullable Object> outputs, List<Resource> resources) {

    /**
     * Something that exists outside.
     *
     * @param type for example {@code database}
     * @param id its name or path there
     */
    public record Resource(String type, String id) {}
}
