package dev.gatehouse.request.stack.model;

import java.util.List;

/**
 * A component that exists, or may, although the operation that ended wanted it gone.
 *
 * @param target the name of the target it lies on
 * @param resources what is left there; empty where that is not known
 */
public record Orphan(String component, String kind, String target, List<Resource> resources) {

    /** Something on a target, by its name or path there. */
    public record Resource(String type, String id) {}
}
