package dev.gatehouse.provisioner.rendering.model;

import dev.gatehouse.provisioner.rendering.model.Provenance.Origin;
import dev.gatehouse.provisioner.rendering.model.Reference.Variable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expressions may refer to.
 *
 * @param stack id, name, team, environment, namespace, generation, labels
 * @param parameters the effective parameters
 * @param components outputs of the components that are already there, by component name
 * @param handedOn where the outputs came from that are a component's inputs handed on, by JSON pointer, which begins with
 *     the component's name; of what is not in it the component decides by itself
 */
public record RenderScope(
        Map<String, @Nullable Object> stack,
        EffectiveParameters parameters,
        Map<String, Map<String, @Nullable Object>> components,
        Map<String, Provenance> handedOn) {

    /** Where what all these references together yield came from. */
    public Provenance provenanceOf(Collection<Reference> references) {
        List<JsonPointer> used = references.stream()
                .filter(reference -> reference.variable() == Variable.PARAMETERS)
                .map(Reference::pointer)
                .toList();
        return references.stream()
                .filter(reference -> reference.variable() == Variable.OUTPUTS)
                .map(reference -> ofOutput(reference.pointer().toString()))
                .reduce(parameters.provenanceOf(used), Provenance::and);
    }

    private Provenance ofOutput(String pointer) {
        return handedOn.entrySet().stream()
                .filter(output -> JsonPointer.isWithin(output.getKey(), pointer)
                        || JsonPointer.isWithin(pointer, output.getKey()))
                .map(Map.Entry::getValue)
                .reduce(new Provenance(Origin.TEMPLATE, List.of(), List.of(pointer)), Provenance::and);
    }
}
