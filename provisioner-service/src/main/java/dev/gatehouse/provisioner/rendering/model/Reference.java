package dev.gatehouse.provisioner.rendering.model;

/**
 * What an expression refers to, as far as provenance is traced.
 *
 * @param pointer the place within the variable; within outputs, the component's name comes first
 */
public record Reference(Variable variable, JsonPointer pointer) {

    public enum Variable {
        PARAMETERS,
        OUTPUTS
    }

    /** The whole of a variable. */
    public static Reference to(Variable variable, String... pointer) {
        return new Reference(variable, JsonPointer.of(pointer));
    }

    public Reference child(String segment) {
        return new Reference(variable, pointer.child(segment));
    }
}
